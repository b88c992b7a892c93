/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-xls-reader"

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "zx-sheet-number.h"
#include "zx-xls-extract.h"
#include "zx-xls-reader.h"

#define HELPER "zhuxue-xls-helper"

/* An .xls has 65,536 rows and 256 columns, and a text of it at most 32,767 characters. */
#define MAX_TEXT_BYTES (128 * 1024)
#define MAX_SHEETS 1024

typedef struct
{
  ZxSheetContext *context;
} ZxXlsReader;

static gboolean
set_babble (GError **error)
{
  zx_sheet_set_damaged (error, _("its cells cannot be understood"));
  return FALSE;
}

/* All of @length bytes; less is the end of a helper that died. */
static gboolean
read_bytes (GInputStream  *stream,
            gpointer       buffer,
            gsize          length,
            GCancellable  *cancellable,
            GError       **error)
{
  gsize n;

  if (!g_input_stream_read_all (stream, buffer, length, &n, cancellable, error))
    return FALSE;

  return n == length || set_babble (error);
}

static gboolean
read_text (GInputStream  *stream,
           GString       *text,
           GCancellable  *cancellable,
           GError       **error)
{
  guint32 length;

  if (!read_bytes (stream, &length, sizeof length, cancellable, error))
    return FALSE;
  if (length > MAX_TEXT_BYTES)
    {
      zx_sheet_set_too_big (error, _("a cell with too much text"));
      return FALSE;
    }

  g_string_set_size (text, length);
  if (!read_bytes (stream, text->str, length, cancellable, error))
    return FALSE;

  return g_utf8_validate_len (text->str, length, NULL) || set_babble (error);
}

static gboolean
take_number (ZxSheetWriter  *writer,
             guint           column,
             double          number,
             GError        **error)
{
  char text[ZX_SHEET_NUMBER_BYTES];
  gsize length;

  if (!isfinite (number))
    return TRUE;
  length = zx_sheet_number_print (number, NULL, 0, 0, text);

  return zx_sheet_writer_add_value (writer, column, ZX_SHEET_CELL_NUMBER, number, FALSE, text, length, error);
}

/* "2012-09-01", "2012-09-01 08:30:00" or "08:30:00". */
static gboolean
take_date (ZxSheetWriter  *writer,
           guint           column,
           GString        *text,
           GError        **error)
{
  int year, month, day;

  if (text->len < 10 || text->str[4] != '-' || sscanf (text->str, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
      year < 1 || month < 1 || day < 1 || !g_date_valid_dmy (day, month, year))
    return zx_sheet_writer_add_text (writer, column, text->str, text->len, error);

  if (text->len == 19)
    g_string_truncate (text, g_str_has_suffix (text->str, "00:00:00") ? 10 : 16);
  if (zx_sheet_text_has_controls (text->str, text->len))
    return set_babble (error);

  return zx_sheet_writer_add_value (writer, column, ZX_SHEET_CELL_DATE, 0, FALSE, text->str, text->len, error);
}

static gboolean
take_end (GInputStream  *stream,
          GCancellable  *cancellable,
          GError       **error)
{
  guint8 status;

  if (!read_bytes (stream, &status, sizeof status, cancellable, error))
    return FALSE;

  switch (status)
    {
    case ZX_XLS_STATUS_OK:
      return TRUE;

    case ZX_XLS_STATUS_PASSWORD:
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_PASSWORD,
                           _("The file is locked with a password. Open it in Excel or WPS, remove the password, save it and try again."));
      return FALSE;

    case ZX_XLS_STATUS_NO_MEMORY:
      zx_sheet_set_too_big (error, _("it wants more memory than any table of its size"));
      return FALSE;

    case ZX_XLS_STATUS_NO_SHEET:
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The workbook has no sheet with cells."));
      return FALSE;

    case ZX_XLS_STATUS_DAMAGED:
    default:
      return set_babble (error);
    }
}

/* One cell, of the row that is open. */
static gboolean
take_cell (GInputStream   *stream,
           char            tag,
           ZxSheetWriter  *writer,
           GString        *text,
           GCancellable   *cancellable,
           GError        **error)
{
  guint16 column;
  double number;

  if (!read_bytes (stream, &column, sizeof column, cancellable, error))
    return FALSE;

  if (tag == 'n')
    return read_bytes (stream, &number, sizeof number, cancellable, error) &&
           take_number (writer, column, number, error);

  return read_text (stream, text, cancellable, error) &&
         (tag == 'd' ? take_date (writer, column, text, error)
                     : zx_sheet_writer_add_text (writer, column, text->str, text->len, error));
}

gboolean
zx_xls_decode (GInputStream   *stream,
               GPtrArray      *names,
               ZxSheetWriter  *writer,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean in_row = FALSE;
  char magic[sizeof ZX_XLS_MAGIC - 1];

  if (!read_bytes (stream, magic, sizeof magic, cancellable, error))
    return FALSE;
  if (memcmp (magic, ZX_XLS_MAGIC, sizeof magic) != 0)
    return set_babble (error);

  for (;;)
    {
      char tag;

      if (!read_bytes (stream, &tag, 1, cancellable, error))
        return FALSE;

      if (tag == 'E')
        return (!in_row || zx_sheet_writer_end_row (writer, error)) && take_end (stream, cancellable, error);

      if (tag == 'S' && names != NULL && names->len < MAX_SHEETS)
        {
          if (!read_text (stream, text, cancellable, error))
            return FALSE;
          g_ptr_array_add (names, g_strdup (text->str));
        }
      else if (tag == 'R' && writer != NULL)
        {
          guint32 row;

          if ((in_row && !zx_sheet_writer_end_row (writer, error)) ||
              !read_bytes (stream, &row, sizeof row, cancellable, error) ||
              !zx_sheet_writer_begin_row (writer, row, FALSE, error))
            return FALSE;
          in_row = TRUE;
        }
      else if ((tag == 't' || tag == 'd' || tag == 'n') && in_row)
        {
          if (!take_cell (stream, tag, writer, text, cancellable, error))
            return FALSE;
        }
      else
        return set_babble (error);
    }
}

/* Installed in libexec; in a build tree beside its object files, where every program of ours can reach it. */
static char *
find_helper (void)
{
  static const char *places[] = { ".", "../sheets", "../../src/sheets" };
  const char *folder = g_getenv ("ZHUXUE_LIBEXEC_DIR");
  g_autofree char *program = NULL;
  g_autofree char *here = NULL;

  if (folder != NULL)
    return g_build_filename (folder, HELPER, NULL);

  program = g_file_read_link ("/proc/self/exe", NULL);
  here = program != NULL ? g_path_get_dirname (program) : NULL;
  for (guint i = 0; here != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (here, places[i], HELPER, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_build_filename (ZX_LIBEXEC_DIR, HELPER, NULL);
}

static GSubprocess *
start_helper (ZxXlsReader  *self,
              int           sheet,
              GError      **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *helper = find_helper ();
  g_autofree char *number = g_strdup_printf ("%d", sheet);
  const char *args[] = { helper, number, NULL };
  g_autoptr (GError) local_error = NULL;
  GSubprocess *process;
  int fd = fcntl (self->context->file->fd, F_DUPFD_CLOEXEC, 3);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  if (fd >= 0)
    g_subprocess_launcher_take_fd (launcher, fd, 3);
  process = fd >= 0 ? g_subprocess_launcher_spawnv (launcher, args, &local_error) : NULL;
  if (process == NULL)
    g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_FAILED,
                 _("The part of this program that reads old Excel files could not be started (%s). Save the file as .xlsx and try again."),
                 local_error != NULL ? local_error->message : g_strerror (EMFILE));

  return process;
}

/* The helper's end tells more than the broken stream it left. */
static void
explain_end (GSubprocess  *process,
             GError      **error)
{
  if (!g_subprocess_get_if_signaled (process) || g_subprocess_get_term_sig (process) != SIGXCPU)
    return;

  g_clear_error (error);
  zx_sheet_set_too_big (error, _("it wants more time than any table of its size"));
}

static gboolean
run_helper (ZxXlsReader    *self,
            int             sheet,
            GPtrArray      *names,
            ZxSheetWriter  *writer,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (GSubprocess) process = start_helper (self, sheet, error);
  g_autoptr (GInputStream) stream = NULL;
  gboolean done;

  if (process == NULL)
    return FALSE;

  stream = g_buffered_input_stream_new_sized (g_subprocess_get_stdout_pipe (process), ZX_SHEET_CHUNK_BYTES);
  done = zx_xls_decode (stream, names, writer, cancellable, error);

  /* One that has ended keeps its own end; one that still babbles or sleeps has no more to say. */
  if (!done)
    g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  if (!done && error != NULL && g_error_matches (*error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_DAMAGED))
    explain_end (process, error);

  return done;
}

static gpointer
zx_xls_reader_open (ZxSheetContext  *context,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autofree ZxXlsReader *self = g_new0 (ZxXlsReader, 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  self->context = context;
  if (!run_helper (self, -1, names, NULL, cancellable, error))
    return NULL;

  if (names->len == 0)
    {
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The workbook has no sheet with cells."));
      return NULL;
    }
  for (guint i = 0; i < names->len; i++)
    {
      ZxSheetTable *table = zx_sheet_context_add_table (context, g_ptr_array_index (names, i), FALSE);

      table->source = g_memdup2 (&i, sizeof i);
    }

  return g_steal_pointer (&self);
}

static gboolean
zx_xls_reader_load (gpointer        data,
                    ZxSheetTable   *table,
                    ZxSheetWriter  *writer,
                    GCancellable   *cancellable,
                    GError        **error)
{
  guint sheet = *(guint *) table->source;

  return run_helper (data, sheet, NULL, writer, cancellable, error);
}

static void
zx_xls_reader_close (gpointer data)
{
  g_free (data);
}

const ZxSheetBackend zx_xls_backend = {
  zx_xls_reader_open,
  zx_xls_reader_load,
  NULL,
  zx_xls_reader_close,
};
