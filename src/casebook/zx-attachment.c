/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-attachment"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zx-attachment.h"
#include "zx-copy.h"
#include "zx-id.h"
#include "zx-text.h"

#define CHUNK 65536
#define PART ".part-"
#define LONGEST_NAME 100
#define LONGEST_SUFFIX 10

void
zx_stored_file_free (ZxStoredFile *self)
{
  if (self == NULL)
    return;

  g_free (self->file_name);
  g_free (self->mime);
  g_free (self);
}

gboolean
zx_attachment_is_sum (const char *name)
{
  return name != NULL && strlen (name) == 64 && strspn (name, "0123456789abcdef") == 64;
}

gboolean
zx_attachment_is_part (const char *name)
{
  return g_str_has_prefix (name, PART);
}

char *
zx_attachment_dup_path (ZxCasebook *casebook,
                        const char *sha256)
{
  g_autofree char *folder = zx_casebook_dup_files_folder (casebook);

  return g_build_filename (folder, sha256, NULL);
}

/* --- the original --- */

static int
open_original (const char  *path,
               GError     **error)
{
  /* Without O_NONBLOCK a pipe would keep us waiting for ever. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat info;

  if (fd < 0)
    {
      g_set_error (error, ZX_DB_ERROR, errno == ENOENT ? ZX_DB_ERROR_NOT_FOUND : ZX_DB_ERROR_FAILED,
                   _("%s cannot be read: %s. Nothing was changed."), path, g_strerror (errno));
      return -1;
    }

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    return fd;

  close (fd);
  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED, _("%s is not a file. Nothing was changed."), path);

  return -1;
}

/* The name without its folder; a very long one loses its middle, never its suffix. */
static char *
dup_file_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  const char *dot = strrchr (name, '.');
  glong length = g_utf8_strlen (name, -1);
  glong n_suffix = dot != NULL && dot != name ? g_utf8_strlen (dot, -1) : 0;
  g_autofree char *head = NULL;

  if (length <= LONGEST_NAME)
    return g_steal_pointer (&name);
  if (n_suffix > LONGEST_SUFFIX)
    n_suffix = 0;
  head = g_utf8_substring (name, 0, LONGEST_NAME - n_suffix);

  return g_strconcat (head, n_suffix > 0 ? dot : "", NULL);
}

/* What teachers bring most often is told by its first bytes: a name can lie, and the list of types can be missing. */
static char *
guess_mime (const char   *name,
            const guint8 *head,
            gsize         size)
{
  static const struct
  {
    guint       offset;
    const char *bytes;
    const char *mime;
  } marks[] = {
    { 0, "\xff\xd8\xff", "image/jpeg" },
    { 0, "\x89PNG\r\n\x1a\n", "image/png" },
    { 0, "GIF8", "image/gif" },
    { 8, "WEBP", "image/webp" },
    { 0, "%PDF-", "application/pdf" },
    { 4, "ftypheic", "image/heic" },
  };
  g_autofree char *type = NULL;
  char *mime;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i].bytes);

      if (size >= marks[i].offset + length && memcmp (head + marks[i].offset, marks[i].bytes, length) == 0)
        return g_strdup (marks[i].mime);
    }

  type = g_content_type_guess (name, head, size, NULL);
  mime = type != NULL ? g_content_type_get_mime_type (type) : NULL;

  return mime != NULL ? mime : g_strdup ("application/octet-stream");
}

/* --- the folder --- */

static void
set_folder_error (GError     **error,
                  const char  *folder)
{
  int code = errno;

  g_set_error (error, ZX_DB_ERROR, code == ENOSPC || code == EDQUOT || code == EFBIG ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
               _("The folder of the attachments %s cannot be written: %s. Nothing was changed."), folder, g_strerror (code));
}

/* Only who writes in the casebook is here, so copies of another process were cut off by a hard end. */
static void
remove_stale_parts (const char *folder)
{
  g_autofree char *ours = g_strdup_printf (PART "%d-", (int) getpid ());
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (zx_attachment_is_part (name) && !g_str_has_prefix (name, ours))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

static gboolean
need_folder (const char  *folder,
             GError     **error)
{
  g_autofree char *parent = NULL;

  if (g_mkdir (folder, 0700) == 0)
    {
      parent = g_path_get_dirname (folder);
      return zx_sync_path (parent, error);
    }

  if (errno == EEXIST && g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      remove_stale_parts (folder);
      return TRUE;
    }
  set_folder_error (error, folder);

  return FALSE;
}

static int
create_part (const char  *folder,
             char       **out_part,
             GError     **error)
{
  g_autofree char *name = g_strdup_printf (PART "%d-%016" G_GINT64_MODIFIER "x", (int) getpid (), zx_id_draw ());
  g_autofree char *part = g_build_filename (folder, name, NULL);
  int fd = open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    set_folder_error (error, folder);
  else
    *out_part = g_steal_pointer (&part);

  return fd;
}

static gboolean
write_all (int           fd,
           const guint8 *bytes,
           gsize         size)
{
  while (size > 0)
    {
      gssize n_written = write (fd, bytes, size);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written <= 0)
        return FALSE;
      bytes += n_written;
      size -= (gsize) n_written;
    }

  return TRUE;
}

/* Fills size, sum and type of @file on the way. */
static gboolean
copy_content (int            from,
              int            to,
              const char    *path,
              const char    *folder,
              ZxStoredFile  *file,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  for (;;)
    {
      gssize n_read;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      n_read = read (from, chunk, CHUNK);
      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED,
                       _("%s cannot be read: %s. Nothing was changed."), path, g_strerror (errno));
          return FALSE;
        }
      if (n_read == 0)
        break;

      if (file->size == 0)
        file->mime = guess_mime (file->file_name, chunk, (gsize) n_read);
      g_checksum_update (sum, chunk, n_read);
      file->size += n_read;
      if (!write_all (to, chunk, (gsize) n_read))
        {
          set_folder_error (error, folder);
          return FALSE;
        }
    }

  if (file->size == 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "file",
                          _("%s is empty. Copy it again from the phone or camera; nothing was changed."), path);
      return FALSE;
    }
  g_strlcpy (file->sha256, g_checksum_get_string (sum), sizeof file->sha256);
  if (fsync (to) == 0)
    return TRUE;
  set_folder_error (error, folder);

  return FALSE;
}

ZxStoredFile *
zx_attachment_store (ZxCasebook    *casebook,
                     const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (ZxStoredFile) file = g_new0 (ZxStoredFile, 1);
  g_autofree char *folder = zx_casebook_dup_files_folder (casebook);
  g_autofree char *part = NULL;
  g_autofree char *target = NULL;
  int from, to = -1;
  gboolean fine;

  if (zx_casebook_is_read_only (casebook))
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY, _("This casebook is open for reading only. Nothing was changed."));
      return NULL;
    }

  from = open_original (path, error);
  if (from < 0)
    return NULL;
  file->file_name = dup_file_name (path);

  if (need_folder (folder, error))
    to = create_part (folder, &part, error);
  fine = to >= 0 && copy_content (from, to, path, folder, file, cancellable, error);
  close (from);
  if (to >= 0 && close (to) != 0 && fine)
    {
      set_folder_error (error, folder);
      fine = FALSE;
    }

  if (fine)
    {
      /* Over what is there: it is the same, or it was damaged and is whole again. */
      target = g_build_filename (folder, file->sha256, NULL);
      file->is_new = !g_file_test (target, G_FILE_TEST_EXISTS);
      fine = g_rename (part, target) == 0;
      if (!fine)
        set_folder_error (error, folder);
    }
  if (!fine)
    {
      if (part != NULL)
        g_unlink (part);
      /* A folder that was made in vain; one with files in it stays. */
      g_rmdir (folder);
      return NULL;
    }

  if (zx_sync_path (folder, error))
    return g_steal_pointer (&file);
  zx_attachment_discard (casebook, file);

  return NULL;
}

void
zx_attachment_discard (ZxCasebook   *casebook,
                       ZxStoredFile *file)
{
  g_autofree char *folder = zx_casebook_dup_files_folder (casebook);
  g_autofree char *path = g_build_filename (folder, file->sha256, NULL);
  ZxStatement *row = zx_db_prepare (zx_casebook_get_reader (casebook), "SELECT 1 FROM attachment WHERE sha256 = :sum", NULL);
  int step;

  if (!file->is_new || row == NULL)
    return;

  zx_statement_set_text (row, ":sum", file->sha256);
  step = zx_statement_step (row, NULL);
  sqlite3_reset (row);
  if (step != 0)
    return;

  g_unlink (path);
  g_rmdir (folder);
}

/* --- the rows --- */

void
zx_attachment_describe (ZxRecord     *record,
                        ZxStoredFile *file)
{
  zx_record_set_text (record, "file_name", file->file_name);
  zx_record_set_text (record, "mime", file->mime);
  zx_record_set_int (record, "size", file->size);
  zx_record_set_text (record, "sha256", file->sha256);
}

GArray *
zx_attachments_load (ZxDb          *db,
                     const ZxKind  *kind,
                     gint64         owner,
                     const char    *field,
                     GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM attachment WHERE owner_kind = :kind AND owner_id = :owner "
                                        "AND (:field IS NULL OR owner_field = :field) AND deleted_at IS NULL ORDER BY id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  if (row == NULL)
    return NULL;

  zx_statement_set_text (row, ":kind", kind->key);
  zx_statement_set_int (row, ":owner", owner);
  zx_statement_set_text (row, ":field", field);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (ids, id);
    }

  return step < 0 ? NULL : g_steal_pointer (&ids);
}

gboolean
zx_action_attach (ZxAction      *action,
                  const ZxKind  *kind,
                  gint64         owner,
                  const char    *field,
                  ZxStoredFile  *file,
                  GError       **error)
{
  g_autoptr (GArray) present = zx_attachments_load (zx_action_get_db (action), kind, owner, field, error);
  g_autoptr (ZxRecord) record = NULL;

  if (present == NULL)
    return FALSE;

  record = zx_record_new_with_id (&zx_kind_attachment,
                                  zx_id_draw_after (present->len > 0 ? g_array_index (present, gint64, present->len - 1) : 0));
  zx_record_set_text (record, "owner_kind", kind->key);
  zx_record_set_int (record, "owner_id", owner);
  zx_record_set_text (record, "owner_field", field);
  zx_attachment_describe (record, file);

  return zx_action_save (action, record, error);
}

gboolean
zx_action_remove_attachments (ZxAction      *action,
                              const ZxKind  *kind,
                              gint64         owner,
                              GError       **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (GArray) ids = zx_attachments_load (db, kind, owner, NULL, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (ZxRecord) record = zx_record_load (db, &zx_kind_attachment, g_array_index (ids, gint64, i), error);

      if (record == NULL || !zx_action_remove (action, record, error))
        return FALSE;
    }

  return ids != NULL;
}
