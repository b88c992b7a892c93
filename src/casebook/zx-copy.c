/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-copy"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "zx-casebook-private.h"
#include "zx-copy.h"
#include "zx-id.h"
#include "zx-query.h"

#define PAGES_AT_ONCE 1024

gboolean
zx_sync_path (const char  *path,
              GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean fine = fd >= 0 && fsync (fd) == 0;

  /* Some file systems cannot sync a folder; they need no help. */
  if (!fine && fd >= 0 && errno == EINVAL)
    fine = TRUE;
  if (!fine)
    g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), path, g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return fine;
}

/* A new file that nobody else may read; SQLite takes an empty file for a new database. */
static gboolean
make_private_file (const char  *path,
                   GError     **error)
{
  int fd = open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }

  g_set_error (error, ZX_DB_ERROR, errno == ENOSPC ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
               _("%s cannot be written: %s."), path, g_strerror (errno));

  return FALSE;
}

/* Stops a long statement when somebody cancels. */
static int
is_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
watch (ZxDb         *db,
       GCancellable *cancellable)
{
  if (cancellable != NULL)
    sqlite3_progress_handler (zx_db_get_handle (db), 10000, is_cancelled, cancellable);
}

/* @source must stand in a read transaction, or nobody else may write. */
static gboolean
copy_pages (ZxDb          *source,
            const char    *path,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (ZxDb) target = make_private_file (path, error) ? zx_db_open (path, SQLITE_OPEN_READWRITE, error) : NULL;
  sqlite3_backup *backup;
  int code;

  if (target == NULL)
    return FALSE;

  backup = sqlite3_backup_init (zx_db_get_handle (target), "main", zx_db_get_handle (source), "main");
  if (backup == NULL)
    {
      zx_db_set_error (error, zx_db_get_handle (target), sqlite3_errcode (zx_db_get_handle (target)));
      return FALSE;
    }
  do
    code = sqlite3_backup_step (backup, PAGES_AT_ONCE);
  while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable));
  if (code == SQLITE_OK)
    {
      sqlite3_backup_finish (backup);
      return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  code = sqlite3_backup_finish (backup);
  if (code != SQLITE_OK)
    {
      zx_db_set_error (error, zx_db_get_handle (target), code);
      return FALSE;
    }

  /* One file that can be read anywhere, also where no WAL can be made. */
  return zx_db_run (target, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
count_rows (ZxDb      *db,
            GArray    *counts,
            GError   **error)
{
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", (*kind)->key);
      gint64 count = zx_db_get_int (db, sql, -1);

      if (count < 0)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT, _("The copy cannot be read back."));
          return FALSE;
        }
      g_array_append_val (counts, count);
    }

  return TRUE;
}

static gboolean
verify_copy (ZxDb        *source,
             const char  *path,
             GError     **error)
{
  g_autoptr (ZxDb) copy = zx_db_open (path, SQLITE_OPEN_READONLY, error);
  g_autoptr (GArray) here = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) there = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *verdict = NULL;

  if (copy == NULL || !count_rows (source, here, error) || !count_rows (copy, there, error))
    return FALSE;

  verdict = zx_db_dup_text (copy, "PRAGMA integrity_check");
  if (g_strcmp0 (verdict, "ok") == 0 && memcmp (here->data, there->data, here->len * sizeof (gint64)) == 0)
    return TRUE;

  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
               _("The copy was read back and is not like the casebook; it was thrown away. Try another disk or stick."));

  return FALSE;
}

/* One reading transaction from the first page to the last count, so that nothing moves in between. */
static gboolean
copy_and_verify (ZxCasebook  *self,
                 const char  *part,
                 GError     **error)
{
  g_autoptr (ZxDb) source = zx_casebook_open_reader (self, error);
  gboolean fine;

  if (source == NULL ||
      !zx_db_run (source, "BEGIN; SELECT count (*) FROM local", error))
    return FALSE;

  fine = copy_pages (source, part, NULL, error) &&
         zx_sync_path (part, error) &&
         verify_copy (source, part, error);
  zx_db_run (source, "ROLLBACK", NULL);

  return fine;
}

gboolean
zx_casebook_copy_to (ZxCasebook  *self,
                     const char  *path,
                     GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (part);
  if (!copy_and_verify (self, part, error))
    {
      g_unlink (part);
      return FALSE;
    }

  if (g_rename (part, path) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), path, g_strerror (errno));
      g_unlink (part);
      return FALSE;
    }

  return zx_sync_path (folder, error);
}

gboolean
zx_casebook_copy_file (const char    *from,
                       const char    *to,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (ZxDb) source = zx_casebook_open_file (from, error);
  gboolean fine;

  if (source == NULL || !zx_db_run (source, "BEGIN; SELECT count (*) FROM sqlite_schema", error))
    return FALSE;

  fine = copy_pages (source, to, cancellable, error);
  zx_db_run (source, "ROLLBACK", NULL);
  if (!fine)
    g_unlink (to);

  return fine;
}

/* --- looking at a file that somebody brought --- */

void
zx_inspection_clear (ZxInspection *self)
{
  g_clear_pointer (&self->school, g_free);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_pointer (&self->sums, g_ptr_array_unref);
  g_clear_pointer (&self->live_sums, g_hash_table_unref);
}

static gboolean
is_sum (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

gboolean
zx_inspection_read (ZxInspection  *self,
                    ZxDb          *db,
                    GError       **error)
{
  ZxStatement *row;
  int step;

  self->school = zx_school_dup_name (db);
  self->counts = g_hash_table_new (g_str_hash, g_str_equal);
  self->sums = g_ptr_array_new_with_free_func (g_free);
  self->live_sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    g_hash_table_insert (self->counts, (gpointer) (*kind)->key, GSIZE_TO_POINTER ((gsize) zx_kind_count (*kind, db)));

  row = zx_db_prepare (db, "SELECT sha256, max (deleted_at IS NULL), max (file_name) FROM attachment "
                           "WHERE sha256 IS NOT NULL GROUP BY sha256 ORDER BY sha256", error);
  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *sum = zx_statement_get_text (row, 0);
      const char *name = zx_statement_get_text (row, 2);

      if (!is_sum (sum))
        continue;
      g_ptr_array_add (self->sums, g_strdup (sum));
      if (zx_statement_get_int (row, 1))
        g_hash_table_insert (self->live_sums, g_strdup (sum), g_strdup (name != NULL ? name : sum));
    }

  return step == 0;
}

static gboolean
refuse_damaged (GError **error)
{
  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
               _("The casebook in this file is damaged or was altered. It was not used; take another backup."));

  return FALSE;
}

static gboolean
check_soundness (ZxDb    *db,
                 GError **error)
{
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gint64));
  ZxStatement *row = zx_db_prepare (db, "PRAGMA integrity_check (1)", error);
  int step;

  if (row == NULL || (step = zx_statement_step (row, error)) < 0)
    return FALSE;
  if (step == 0 || g_strcmp0 (zx_statement_get_text (row, 0), "ok") != 0)
    return refuse_damaged (error);
  sqlite3_reset (row);

  row = zx_db_prepare (db, "PRAGMA foreign_key_check", error);
  if (row == NULL || (step = zx_statement_step (row, error)) < 0)
    return FALSE;
  sqlite3_reset (row);
  if (step > 0)
    return refuse_damaged (error);

  if (!zx_journal_check_chain (db, bad, error))
    return FALSE;

  return bad->len == 0 || refuse_damaged (error);
}

gboolean
zx_casebook_inspect (const char    *path,
                     ZxInspection  *out_inspection,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READONLY, error);
  int version;

  if (db == NULL)
    return FALSE;

  sqlite3_db_config (zx_db_get_handle (db), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  watch (db, cancellable);
  if (!zx_schema_check_identity (db, &version, error) ||
      !zx_schema_verify (db, version, error) ||
      !zx_schema_set_up_connection (db, FALSE, error) ||
      !check_soundness (db, error))
    return FALSE;
  out_inspection->schema_version = version;

  return zx_inspection_read (out_inspection, db, error);
}

gboolean
zx_casebook_adopt (const char  *path,
                   GError     **error)
{
  g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READWRITE, error);
  g_autofree char *device = g_strdup_printf ("%" G_GINT64_FORMAT, zx_id_draw ());

  return db != NULL &&
         zx_local_set (db, "device", device, error) &&
         zx_db_run (db, "DELETE FROM local WHERE key = 'last_check'", error);
}

/* --- local copies and their rotation --- */

typedef struct
{
  char   *path;
  gint64  time; /* seconds */
  gint64  size;
} LocalCopy;

static void
local_copy_clear (gpointer data)
{
  g_free (((LocalCopy *) data)->path);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const LocalCopy *left = a, *right = b;

  return (left->time < right->time) - (left->time > right->time);
}

/* Keeps the newest copy of each of the last @n_slots periods that have one. */
static void
mark_kept (GArray     *copies,
           gint64      period,
           guint       n_slots,
           GHashTable *kept)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < copies->len && n_slots > 0; i++)
    {
      LocalCopy *copy = &g_array_index (copies, LocalCopy, i);

      if (copy->time / period == last)
        continue;
      last = copy->time / period;
      n_slots--;
      g_hash_table_add (kept, copy->path);
    }
}

static void
rotate (const char *folder,
        const char *prefix)
{
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (LocalCopy));
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  struct statvfs disk;
  gint64 room = G_MAXINT64, used = 0;
  const char *name;

  if (dir == NULL)
    return;

  g_array_set_clear_func (copies, local_copy_clear);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      LocalCopy copy;
      GStatBuf info;

      if (!g_str_has_prefix (name, prefix) || !(g_str_has_suffix (name, ".zhuxue") || g_str_has_suffix (name, ".zhuxue.part")))
        continue;
      copy.path = g_build_filename (folder, name, NULL);
      /* A copy that a hard end cut off; the one that is being made now is finished before this. */
      if (g_str_has_suffix (name, ".part"))
        {
          g_unlink (copy.path);
          g_free (copy.path);
          continue;
        }
      if (g_stat (copy.path, &info) != 0)
        memset (&info, 0, sizeof info);
      copy.time = info.st_mtime;
      copy.size = info.st_size;
      g_array_append_val (copies, copy);
    }

  for (guint i = 0; i < copies->len; i++)
    used += g_array_index (copies, LocalCopy, i).size;
  if (statvfs (folder, &disk) == 0)
    room = ((gint64) disk.f_bavail * (gint64) disk.f_frsize + used) / 5;
  used = 0;

  g_array_sort (copies, compare_newest_first);
  mark_kept (copies, 3600, 24, kept);
  mark_kept (copies, 86400, 14, kept);
  mark_kept (copies, 7 * 86400, 8, kept);
  mark_kept (copies, 30 * 86400, 12, kept);

  /* The newest copy is good and stays, whatever the disk says. */
  for (guint i = 0; i < copies->len; i++)
    {
      LocalCopy *copy = &g_array_index (copies, LocalCopy, i);

      used += copy->size;
      if (i > 0 && (!g_hash_table_contains (kept, copy->path) || used > room))
        {
          g_unlink (copy->path);
          used -= copy->size;
        }
    }
}

gboolean
zx_casebook_back_up_locally (ZxCasebook  *self,
                             char       **out_path,
                             GError     **error)
{
  g_autofree char *folder = g_strconcat (zx_casebook_get_path (self), "-backups", NULL);
  g_autofree char *name = g_path_get_basename (zx_casebook_get_path (self));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *prefix = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  if (g_str_has_suffix (name, ".zhuxue"))
    name[strlen (name) - strlen (".zhuxue")] = '\0';
  prefix = g_strconcat (name, "-", NULL);
  file = g_strconcat (prefix, stamp, ".zhuxue", NULL);
  path = g_build_filename (folder, file, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY, _("%s cannot be written: %s."), folder, g_strerror (errno));
      return FALSE;
    }
  if (!zx_casebook_copy_to (self, path, error))
    return FALSE;

  rotate (folder, prefix);
  if (out_path != NULL)
    *out_path = g_steal_pointer (&path);

  return TRUE;
}
