/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-zip"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zx-backup.h"
#include "zx-zip.h"

#define CHUNK 65536

/* --- writing --- */

struct _ZxZipWriter
{
  struct archive *archive;
  char           *path;
  int             fd;
  gboolean        is_closed;
  gint64          now;
  guint8          chunk[CHUNK];
};

static gboolean
fail_writing (ZxZipWriter  *self,
              GError      **error)
{
  int code = self->archive != NULL ? archive_errno (self->archive) : errno;

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL,
                 _("The disk is full: %s was not written. Make room or take another disk, and try again."), self->path);
  else
    g_set_error (error, ZX_DB_ERROR, code == EROFS || code == EACCES || code == EPERM ? ZX_DB_ERROR_READ_ONLY : ZX_DB_ERROR_FULL,
                 _("%s cannot be written: %s."), self->path,
                 code > 0 ? g_strerror (code) : self->archive != NULL ? archive_error_string (self->archive) : "");

  return FALSE;
}

ZxZipWriter *
zx_zip_writer_new (const char  *path,
                   const char  *passphrase,
                   GError     **error)
{
  g_autoptr (ZxZipWriter) self = g_new0 (ZxZipWriter, 1);

  self->path = g_strdup (path);
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      self->is_closed = TRUE;
      fail_writing (self, error);
      return NULL;
    }

  self->archive = archive_write_new ();
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_set_bytes_per_block (self->archive, CHUNK) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block (self->archive, 1) != ARCHIVE_OK ||
      (passphrase != NULL &&
       (archive_write_set_options (self->archive, "zip:encryption=aes256") != ARCHIVE_OK ||
        archive_write_set_passphrase (self->archive, passphrase) != ARCHIVE_OK)) ||
      archive_write_open_fd (self->archive, self->fd) != ARCHIVE_OK)
    {
      fail_writing (self, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
zx_zip_writer_free (ZxZipWriter *self)
{
  if (self == NULL)
    return;

  if (!self->is_closed)
    g_unlink (self->path);
  if (self->archive != NULL)
    archive_write_free (self->archive);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

static gboolean
begin_member (ZxZipWriter  *self,
              const char   *name,
              gint64        size,
              GError      **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int code;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, self->now, 0);
  code = archive_write_header (self->archive, entry);
  archive_entry_free (entry);

  return code == ARCHIVE_OK || fail_writing (self, error);
}

static gboolean
write_bytes (ZxZipWriter  *self,
             const void   *bytes,
             gsize         size,
             GError      **error)
{
  const guint8 *at = bytes;

  while (size > 0)
    {
      la_ssize_t written = archive_write_data (self->archive, at, size);

      if (written <= 0)
        return fail_writing (self, error);
      at += written;
      size -= (gsize) written;
    }

  return TRUE;
}

static gboolean
copy_file (ZxZipWriter   *self,
           int            fd,
           const char    *source,
           gint64         size,
           char          *out_sha256,
           GCancellable  *cancellable,
           ZxZipTick      tick,
           gpointer       tick_data,
           GError       **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gint64 rest = size;

  while (rest > 0)
    {
      gssize n_read;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      n_read = read (fd, self->chunk, MIN (rest, (gint64) sizeof self->chunk));
      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read <= 0)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED, _("%s cannot be read: %s."), source,
                       n_read < 0 ? g_strerror (errno) : _("it is shorter than it was"));
          return FALSE;
        }

      g_checksum_update (sum, self->chunk, n_read);
      if (!write_bytes (self, self->chunk, (gsize) n_read, error))
        return FALSE;
      rest -= n_read;
      if (tick != NULL)
        tick (n_read, tick_data);
    }

  g_strlcpy (out_sha256, g_checksum_get_string (sum), 65);

  return TRUE;
}

gboolean
zx_zip_writer_add_file (ZxZipWriter   *self,
                        const char    *name,
                        const char    *source,
                        char          *out_sha256,
                        gint64        *out_size,
                        GCancellable  *cancellable,
                        ZxZipTick      tick,
                        gpointer       tick_data,
                        GError       **error)
{
  int fd = open (source, O_RDONLY | O_CLOEXEC);
  struct stat info;
  gboolean fine;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED, _("%s cannot be read: %s."), source, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }

  *out_size = info.st_size;
  fine = begin_member (self, name, info.st_size, error) &&
         copy_file (self, fd, source, info.st_size, out_sha256, cancellable, tick, tick_data, error);
  close (fd);

  return fine;
}

gboolean
zx_zip_writer_add_text (ZxZipWriter  *self,
                        const char   *name,
                        const char   *text,
                        gsize         size,
                        GError      **error)
{
  return begin_member (self, name, (gint64) size, error) && write_bytes (self, text, size, error);
}

gboolean
zx_zip_writer_close (ZxZipWriter  *self,
                     GError      **error)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return fail_writing (self, error);
  archive_write_free (g_steal_pointer (&self->archive));

  if (fsync (self->fd) != 0)
    return fail_writing (self, error);

  /* What is read back shall come from the disk, not from memory. */
  posix_fadvise (self->fd, 0, 0, POSIX_FADV_DONTNEED);
  if (close (g_steal_fd (&self->fd)) != 0)
    return fail_writing (self, error);
  self->is_closed = TRUE;

  return TRUE;
}

/* --- reading --- */

struct _ZxZipReader
{
  struct archive *archive;
  char           *path;
  gboolean        has_passphrase;
  gboolean        is_encrypted; /* the present member */
  char           *name;
};

static void
fail_reading (ZxZipReader  *self,
              GError      **error)
{
  const char *words = archive_error_string (self->archive);

  /* libarchive has no codes for these. */
  if (words != NULL && strstr (words, "assphrase") != NULL)
    {
      if (self->has_passphrase)
        g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_PASSPHRASE,
                     _("This is not the passphrase of %s. Try again; large and small letters differ."), self->path);
      else
        g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_PASSPHRASE,
                     _("%s is protected by a passphrase. Enter the one it was written with."), self->path);
      return;
    }

  g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED,
               _("%s is damaged or is no backup. Nothing was changed; take another one. (%s)"), self->path,
               words != NULL ? words : "zip");
}

ZxZipReader *
zx_zip_reader_new (const char  *path,
                   const char  *passphrase,
                   GError     **error)
{
  g_autoptr (ZxZipReader) self = g_new0 (ZxZipReader, 1);

  self->path = g_strdup (path);
  self->archive = archive_read_new ();
  archive_read_support_format_zip_seekable (self->archive);
  if (passphrase != NULL && *passphrase != '\0')
    {
      archive_read_add_passphrase (self->archive, passphrase);
      self->has_passphrase = TRUE;
    }
  if (archive_read_open_filename (self->archive, path, CHUNK) != ARCHIVE_OK)
    {
      fail_reading (self, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
zx_zip_reader_free (ZxZipReader *self)
{
  if (self == NULL)
    return;

  archive_read_free (self->archive);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

int
zx_zip_reader_next (ZxZipReader  *self,
                    const char  **out_name,
                    GError      **error)
{
  struct archive_entry *entry;
  const char *name;
  int code = archive_read_next_header (self->archive, &entry);

  if (code == ARCHIVE_EOF)
    return 0;
  if (code != ARCHIVE_OK)
    {
      fail_reading (self, error);
      return -1;
    }

  name = archive_entry_pathname_utf8 (entry);
  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG ||
      archive_entry_hardlink (entry) != NULL || archive_entry_symlink (entry) != NULL)
    {
      g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED,
                   _("%s holds something that does not belong into a backup. Nothing was changed."), self->path);
      return -1;
    }

  g_free (self->name);
  self->name = g_strdup (name);
  self->is_encrypted = archive_entry_is_encrypted (entry) == 1;
  *out_name = self->name;

  return 1;
}

gboolean
zx_zip_reader_is_encrypted (ZxZipReader *self)
{
  return self->is_encrypted;
}

gssize
zx_zip_reader_read (ZxZipReader  *self,
                    void         *buffer,
                    gsize         size,
                    GError      **error)
{
  la_ssize_t n_read = archive_read_data (self->archive, buffer, size);

  if (n_read >= 0)
    return n_read;

  fail_reading (self, error);

  return -1;
}

char *
zx_zip_reader_read_all (ZxZipReader  *self,
                        gsize         limit,
                        gsize        *out_size,
                        GError      **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char chunk[8192];
  gssize n_read;

  while ((n_read = zx_zip_reader_read (self, chunk, sizeof chunk, error)) > 0)
    {
      if (text->len + (gsize) n_read > limit)
        {
          g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED,
                       _("%s holds something that does not belong into a backup. Nothing was changed."), self->path);
          return NULL;
        }
      g_string_append_len (text, chunk, n_read);
    }
  if (n_read < 0)
    return NULL;
  *out_size = text->len;

  return g_string_free (g_steal_pointer (&text), FALSE);
}
