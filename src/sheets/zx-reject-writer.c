/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "zx-reject-writer.h"

struct _ZxRejectWriter
{
  char           *path;
  char           *part;
  FILE           *text;   /* .csv */
  lxw_workbook   *book;   /* .xlsx */
  lxw_worksheet  *sheet;
  lxw_format     *plain;
  lxw_row_t       next;
  guint           n_columns;
  gboolean        is_done;
};

/* Read by the school's other programs and by people: the same in every language. */
static const char * const own_headings[] = { "行号", "原因代码", "原因" };

static void
set_write_error (ZxRejectWriter  *self,
                 int              code,
                 GError         **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("%s cannot be written: %s"), self->path, g_strerror (code));
}

/* Texts that begin like a formula get an apostrophe; a spreadsheet shows them as text, reading them back drops it. */
static gboolean
looks_like_formula (const char *text)
{
  if (*text == '=' || *text == '@')
    return TRUE;
  if (*text != '+' && *text != '-')
    return FALSE;

  return text[1 + strspn (text + 1, "0123456789 -.")] != '\0';
}

static void
write_text (ZxRejectWriter *self,
            const char     *text,
            gboolean        is_first)
{
  const char *mark = looks_like_formula (text) ? "'" : "";

  if (!is_first)
    fputc (',', self->text);
  if (text[strcspn (text, ",\"\r\n")] == '\0')
    {
      fprintf (self->text, "%s%s", mark, text);
      return;
    }

  fprintf (self->text, "\"%s", mark);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        fputc ('"', self->text);
      fputc (*p, self->text);
    }
  fputc ('"', self->text);
}

static gboolean
write_cell (ZxRejectWriter *self,
            lxw_col_t       column,
            const char     *text)
{
  /* Longer texts than Excel takes are cut; the file they came from was no roster anyway. */
  g_autofree char *cut = g_utf8_strlen (text, -1) > 32000 ? g_utf8_substring (text, 0, 32000) : NULL;

  return worksheet_write_string (self->sheet, self->next, column, cut != NULL ? cut : text, self->plain) == LXW_NO_ERROR;
}

ZxRejectWriter *
zx_reject_writer_open (const char          *path,
                       const char * const  *headings,
                       guint                n_columns,
                       GError             **error)
{
  g_autoptr (ZxRejectWriter) self = g_new0 (ZxRejectWriter, 1);
  g_autofree char *lower = g_ascii_strdown (path, -1);

  self->path = g_strdup (path);
  self->part = g_strconcat (path, ".part", NULL);
  self->n_columns = n_columns;

  if (g_str_has_suffix (lower, ".xlsx"))
    {
      lxw_workbook_options options = { .constant_memory = LXW_TRUE };

      /* The library opens the file only when it closes it; find out now whether it can. */
      self->text = fopen (self->part, "wb");
      if (self->text == NULL)
        {
          set_write_error (self, errno, error);
          return NULL;
        }
      fclose (g_steal_pointer (&self->text));
      self->book = workbook_new_opt (self->part, &options);
      self->sheet = self->book != NULL ? workbook_add_worksheet (self->book, "待修名册") : NULL;
      if (self->sheet == NULL)
        {
          set_write_error (self, EIO, error);
          return NULL;
        }
      self->plain = workbook_add_format (self->book);
      format_set_num_format (self->plain, "@");
      worksheet_set_column (self->sheet, 0, 0, 6, NULL);
      worksheet_set_column (self->sheet, 1, 1, 20, NULL);
      worksheet_set_column (self->sheet, 2, 2, 44, NULL);
      worksheet_set_column (self->sheet, 3, (lxw_col_t) (2 + MAX (n_columns, 1)), 16, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (own_headings); i++)
        write_cell (self, (lxw_col_t) i, own_headings[i]);
      for (guint i = 0; i < n_columns; i++)
        write_cell (self, (lxw_col_t) (i + 3), headings[i]);
      self->next = 1;
      return g_steal_pointer (&self);
    }

  self->text = fopen (self->part, "wb");
  if (self->text == NULL)
    {
      set_write_error (self, errno, error);
      return NULL;
    }

  fputs ("\xef\xbb\xbf", self->text);
  for (guint i = 0; i < G_N_ELEMENTS (own_headings); i++)
    write_text (self, own_headings[i], i == 0);
  for (guint i = 0; i < n_columns; i++)
    write_text (self, headings[i], FALSE);
  fputs ("\r\n", self->text);

  return g_steal_pointer (&self);
}

gboolean
zx_reject_writer_add (ZxRejectWriter      *self,
                      guint                row,
                      const char          *code,
                      const char          *reason,
                      const char * const  *texts,
                      GError             **error)
{
  if (self->book != NULL)
    {
      gboolean fine = worksheet_write_number (self->sheet, self->next, 0, row, NULL) == LXW_NO_ERROR &&
                      write_cell (self, 1, code) && write_cell (self, 2, reason);

      for (guint i = 0; i < self->n_columns && fine; i++)
        fine = *texts[i] == '\0' || write_cell (self, (lxw_col_t) (i + 3), texts[i]);
      self->next++;
      if (!fine)
        set_write_error (self, ENOSPC, error);
      return fine;
    }

  fprintf (self->text, "%u", row);
  write_text (self, code, FALSE);
  write_text (self, reason, FALSE);
  for (guint i = 0; i < self->n_columns; i++)
    write_text (self, texts[i], FALSE);
  fputs ("\r\n", self->text);
  if (ferror (self->text))
    {
      set_write_error (self, errno != 0 ? errno : EIO, error);
      return FALSE;
    }

  return TRUE;
}

static gboolean
sync_part (ZxRejectWriter *self)
{
  int fd = open (self->part, O_RDONLY | O_CLOEXEC);
  gboolean fine = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return fine;
}

gboolean
zx_reject_writer_close (ZxRejectWriter  *self,
                        GError         **error)
{
  gboolean fine;

  if (self->book != NULL)
    fine = workbook_close (g_steal_pointer (&self->book)) == LXW_NO_ERROR;
  else
    fine = fclose (g_steal_pointer (&self->text)) == 0;

  errno = 0;
  if (!fine || !sync_part (self) || g_rename (self->part, self->path) != 0)
    {
      set_write_error (self, errno != 0 ? errno : ENOSPC, error);
      return FALSE;
    }
  self->is_done = TRUE;

  return TRUE;
}

void
zx_reject_writer_free (ZxRejectWriter *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    fclose (self->text);
  if (self->book != NULL)
    workbook_close (self->book);
  if (!self->is_done)
    g_unlink (self->part);
  g_free (self->path);
  g_free (self->part);
  g_free (self);
}
