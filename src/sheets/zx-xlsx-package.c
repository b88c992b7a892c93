/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-xlsx-package"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "zx-xlsx-package.h"

/* A workbook has some dozens of parts. */
#define MAX_PARTS 10000

/* libarchive keeps the whole directory of the zip; this bounds what it may read for it. */
#define MAX_DIRECTORY_BYTES (4 * 1024 * 1024)

/* Below this an honest part of blanks may be packed a thousandfold. */
#define RATIO_FROM_BYTES (16 * 1024 * 1024)

struct _ZxXlsxPackage
{
  ZxSheetContext *context;
  GHashTable     *parts; /* lower-case name → its place among the entries, from 1 */

  /* Of the pass that runs. */
  guint64         offset;
  guint64         n_read; /* bytes libarchive took */
  guint64         may_read;
  GError         *error;
  char            buffer[ZX_SHEET_CHUNK_BYTES];
};

typedef struct archive ZxArchive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxArchive, archive_read_free)

static la_ssize_t
read_cb (struct archive  *archive,
         void            *user_data,
         const void     **out_buffer)
{
  ZxXlsxPackage *self = user_data;
  gssize n;

  *out_buffer = self->buffer;
  if (self->n_read > self->may_read)
    {
      if (self->error == NULL)
        zx_sheet_set_too_big (&self->error, _("its list of contents alone is longer than a workbook"));
      archive_set_error (archive, EFBIG, "Too big");
      return ARCHIVE_FATAL;
    }

  n = zx_sheet_file_read (self->context->file, self->offset, self->buffer, sizeof self->buffer,
                          self->error == NULL ? &self->error : NULL);
  if (n < 0)
    {
      archive_set_error (archive, EIO, "Cannot read");
      return ARCHIVE_FATAL;
    }

  self->offset += n;
  self->n_read += n;

  return n;
}

static la_int64_t
skip_cb (struct archive *archive,
         void           *user_data,
         la_int64_t      request)
{
  ZxXlsxPackage *self = user_data;

  if (request <= 0 || self->offset + request > self->context->file->size)
    return 0;
  self->offset += request;

  return request;
}

static la_int64_t
seek_cb (struct archive *archive,
         void           *user_data,
         la_int64_t      offset,
         int             whence)
{
  ZxXlsxPackage *self = user_data;
  gint64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (gint64) self->offset : (gint64) self->context->file->size;
  gint64 place;

  if (__builtin_add_overflow (base, offset, &place) || place < 0)
    return ARCHIVE_FATAL;
  self->offset = MIN ((guint64) place, self->context->file->size);

  return self->offset;
}

static struct archive *
begin_pass (ZxXlsxPackage *self)
{
  struct archive *archive = archive_read_new ();

  g_clear_error (&self->error);
  self->offset = self->n_read = 0;
  self->may_read = MAX_DIRECTORY_BYTES;

  archive_read_support_format_zip_seekable (archive);
  archive_read_set_read_callback (archive, read_cb);
  archive_read_set_skip_callback (archive, skip_cb);
  archive_read_set_seek_callback (archive, seek_cb);
  archive_read_set_callback_data (archive, self);

  if (archive_read_open1 (archive) == ARCHIVE_OK)
    return archive;

  archive_read_free (archive);
  return NULL;
}

/* What went wrong in our own callbacks is the better story. */
static gboolean
fail (ZxXlsxPackage  *self,
      const char     *detail,
      GError        **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    zx_sheet_set_damaged (error, detail);

  return FALSE;
}

static char *
normalise (const char *name)
{
  char *part;

  while (*name == '/' || *name == '\\')
    name++;
  part = g_ascii_strdown (name, -1);

  return g_strdelimit (part, "\\", '/');
}

static gboolean
list_parts (ZxXlsxPackage  *self,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (ZxArchive) archive = begin_pass (self);
  struct archive_entry *entry;
  guint place = 0;
  int status;

  if (archive == NULL)
    return fail (self, _("the end of its package is missing"), error);

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      const char *name = archive_entry_pathname (entry);
      g_autofree char *part = NULL;

      /* The directory is read; headers are met one after the other now. */
      self->may_read = G_MAXUINT64;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (++place > MAX_PARTS)
        {
          zx_sheet_set_too_big (error, _("it holds thousands of files"));
          return FALSE;
        }
      if (archive_entry_is_encrypted (entry))
        {
          g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_PASSWORD,
                               _("The file is locked with a password. Open it in Excel or WPS, remove the password, save it and try again."));
          return FALSE;
        }
      if (name == NULL)
        continue;

      part = normalise (name);
      if (g_hash_table_contains (self->parts, part))
        {
          zx_sheet_set_damaged (error, _("a part is there twice"));
          return FALSE;
        }
      g_hash_table_insert (self->parts, g_steal_pointer (&part), GUINT_TO_POINTER (place));
    }

  return status == ARCHIVE_EOF || fail (self, _("its package is not whole"), error);
}

ZxXlsxPackage *
zx_xlsx_package_open (ZxSheetContext  *context,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (ZxXlsxPackage) self = g_new0 (ZxXlsxPackage, 1);

  self->context = context;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return list_parts (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
zx_xlsx_package_free (ZxXlsxPackage *self)
{
  g_hash_table_unref (self->parts);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
zx_xlsx_package_has (ZxXlsxPackage *self,
                     const char    *part)
{
  g_autofree char *name = normalise (part);

  return g_hash_table_contains (self->parts, name);
}

static gboolean
read_data (ZxXlsxPackage    *self,
           struct archive   *archive,
           const char       *part,
           gboolean          report,
           ZxXlsxChunkFunc   func,
           gpointer          user_data,
           GCancellable     *cancellable,
           GError          **error)
{
  const ZxSheetLimits *limits = self->context->limits;
  guint64 n_read = self->n_read, n_given = 0;
  guint64 start = self->offset > sizeof self->buffer ? self->offset - sizeof self->buffer : 0;
  g_autofree char *message = NULL;
  GError *local_error = NULL;

  for (;;)
    {
      const void *block;
      size_t length;
      la_int64_t offset;
      int status = archive_read_data_block (archive, &block, &length, &offset);

      if (status == ARCHIVE_EOF)
        return TRUE;
      if (status != ARCHIVE_OK)
        {
          /* Translators: %s is the name of a part of the file. */
          message = g_strdup_printf (_("its part “%s” cannot be unpacked"), part);
          return fail (self, message, error);
        }

      if (length == 0)
        continue;
      n_given += length;
      if (n_given > limits->max_part_bytes ||
          (n_given > RATIO_FROM_BYTES && n_given / limits->max_ratio > self->n_read - n_read + sizeof self->buffer))
        {
          zx_sheet_set_too_big (error, _("it unpacks to far more than a workbook"));
          return FALSE;
        }

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (report)
        zx_sheet_context_report (self->context, self->offset - MIN (start, self->offset),
                                 self->context->file->size - MIN (start, self->context->file->size));

      if (!func (user_data, block, length, &local_error))
        {
          if (local_error == NULL)
            return TRUE;
          g_propagate_error (error, local_error);
          return FALSE;
        }
    }
}

gboolean
zx_xlsx_package_read (ZxXlsxPackage    *self,
                      const char       *part,
                      gboolean          report,
                      ZxXlsxChunkFunc   func,
                      gpointer          user_data,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autofree char *name = normalise (part);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->parts, name));
  g_autoptr (ZxArchive) archive = NULL;
  struct archive_entry *entry;

  if (place == 0)
    {
      g_autofree char *message = g_strdup_printf (_("its part “%s” is missing"), part);

      zx_sheet_set_damaged (error, message);
      return FALSE;
    }

  archive = begin_pass (self);
  if (archive == NULL)
    return fail (self, _("the end of its package is missing"), error);

  for (guint i = 0; i < place; i++)
    {
      int status = archive_read_next_header (archive, &entry);

      if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return fail (self, _("its package is not whole"), error);
      self->may_read = G_MAXUINT64;
    }

  return read_data (self, archive, part, report, func, user_data, cancellable, error);
}

char *
zx_xlsx_package_resolve (const char *base,
                         const char *target)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) pieces = NULL;
  g_autofree char *plain = g_uri_unescape_string (target, NULL);

  if (plain == NULL)
    plain = g_strdup (target);
  g_strdelimit (plain, "\\", '/');

  if (*plain != '/')
    {
      pieces = g_strsplit (base, "/", -1);
      for (guint i = 0; pieces[i] != NULL && pieces[i + 1] != NULL; i++)
        g_ptr_array_add (steps, g_strdup (pieces[i]));
      g_clear_pointer (&pieces, g_strfreev);
    }

  pieces = g_strsplit (plain, "/", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      if (strcmp (pieces[i], "..") == 0)
        {
          if (steps->len == 0)
            return NULL;
          g_ptr_array_remove_index (steps, steps->len - 1);
        }
      else if (*pieces[i] != '\0' && strcmp (pieces[i], ".") != 0)
        g_ptr_array_add (steps, g_strdup (pieces[i]));
    }

  if (steps->len == 0)
    return NULL;
  g_ptr_array_add (steps, NULL);

  return g_strjoinv ("/", (char **) steps->pdata);
}
