/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-backup"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "zx-backup.h"
#include "zx-copy.h"
#include "zx-manifest.h"
#include "zx-zip.h"

#define FORMAT "zhuxue-backup"
#define VERSION 1
#define CASEBOOK "casebook.zhuxue"
#define MANIFEST "manifest.json"
#define FILES "files/"
#define LARGEST_MANIFEST (64 * 1024 * 1024)
/* A casebook packs to a tenth, photos hardly at all; what says it holds much more wants to fill the disk. */
#define LARGEST_RATIO 200

#define STALE_AFTER_SECONDS (24 * 60 * 60)

G_DEFINE_QUARK (zx-backup-error-quark, zx_backup_error)

void
zx_backup_result_clear (ZxBackupResult *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->school, g_free);
  g_clear_pointer (&self->created, g_free);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
}

/* --- progress: a part of the way, in steps of one in a hundred --- */

typedef struct
{
  ZxBackupProgress func;
  gpointer         data;
  double           from;
  double           to;
  gint64           total;
  gint64           done;
  double           last;
} Progress;

static void
progress_report (Progress *self,
                 double    fraction)
{
  if (self->func == NULL || fraction < self->last + 0.01)
    return;

  self->last = fraction;
  self->func (MIN (fraction, 1.0), self->data);
}

static void
progress_part (Progress *self,
               double    from,
               double    to,
               gint64    total)
{
  self->from = from;
  self->to = to;
  self->total = MAX (total, 1);
  self->done = 0;
  progress_report (self, from);
}

static void
progress_tick (gint64   n_bytes,
               gpointer data)
{
  Progress *self = data;

  self->done += n_bytes;
  progress_report (self, self->from + (self->to - self->from) * (double) self->done / (double) self->total);
}

/* --- small helpers --- */

static gboolean
refuse (GError     **error,
        const char  *path)
{
  g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED,
               _("%s is damaged or is no backup. Nothing was changed; take another one."), path);

  return FALSE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/* What a hard end left behind: a copy of everything should not lie about. */
static void
remove_stale_folders (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, ".zhuxue-") && strlen (name) == strlen (".zhuxue-XXXXXX") &&
          g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode) && info.st_uid == geteuid () &&
          info.st_mtime + STALE_AFTER_SECONDS < g_get_real_time () / G_USEC_PER_SEC)
        remove_folder (path);
    }
}

/* A folder of our own for copies that hold everything: on the casebook's own disk where that can be written. */
static char *
make_private_folder (const char  *beside,
                     GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (beside);
  g_autofree char *folder = g_build_filename (parent, ".zhuxue-XXXXXX", NULL);
  char *made;

  remove_stale_folders (parent);
  if (g_mkdtemp_full (folder, 0700) != NULL)
    return g_steal_pointer (&folder);

  made = g_dir_make_tmp ("zhuxue-XXXXXX", NULL);
  if (made == NULL)
    g_set_error (error, ZX_DB_ERROR, errno == ENOSPC ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
                 _("%s cannot be written: %s."), parent, g_strerror (errno));

  return made;
}

static gboolean
hash_file (const char    *path,
           char         **out_sha256,
           gint64        *out_size,
           GCancellable  *cancellable,
           Progress      *progress,
           GError       **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (65536);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize n_read = -1;

  *out_size = 0;
  while (fd >= 0 && !g_cancellable_is_cancelled (cancellable) && (n_read = read (fd, chunk, 65536)) > 0)
    {
      g_checksum_update (sum, chunk, n_read);
      *out_size += n_read;
      progress_tick (n_read, progress);
    }
  if (n_read < 0 && !g_cancellable_is_cancelled (cancellable))
    g_set_error (error, ZX_DB_ERROR, errno == ENOENT ? ZX_DB_ERROR_NOT_FOUND : ZX_DB_ERROR_FAILED,
                 _("%s cannot be read: %s."), path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || n_read < 0)
    return FALSE;
  *out_sha256 = g_strdup (g_checksum_get_string (sum));

  return TRUE;
}

/* --- writing --- */

typedef struct
{
  ZxCasebook      *casebook;
  const char      *path;
  const char      *passphrase;
  ZxInspection     facts;
  ZxManifest      *manifest;
  ZxBackupResult  *result;
  GCancellable    *cancellable;
  Progress         progress;
} Writing;

static gint64
sum_sizes (Writing    *self,
           const char *copy,
           const char *folder)
{
  gint64 total = 0;
  GStatBuf info;

  if (g_stat (copy, &info) == 0)
    total += info.st_size;
  for (guint i = 0; i < self->facts.sums->len; i++)
    {
      g_autofree char *file = g_build_filename (folder, g_ptr_array_index (self->facts.sums, i), NULL);

      if (g_stat (file, &info) == 0)
        total += info.st_size;
    }

  return total;
}

static gboolean
add_attachments (Writing      *self,
                 ZxZipWriter  *zip,
                 const char   *folder,
                 GError      **error)
{
  for (guint i = 0; i < self->facts.sums->len; i++)
    {
      const char *sum = g_ptr_array_index (self->facts.sums, i);
      const char *title = g_hash_table_lookup (self->facts.live_sums, sum);
      g_autofree char *file = g_build_filename (folder, sum, NULL);
      g_autofree char *name = g_strconcat (FILES, sum, NULL);
      char sha256[65];
      gint64 size;

      if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
        {
          if (title != NULL)
            g_ptr_array_add (self->result->missing, g_strdup_printf (_("The attachment %s is missing on this disk."), title));
          continue;
        }

      if (!zx_zip_writer_add_file (zip, name, file, sha256, &size, self->cancellable, progress_tick, &self->progress, error))
        return FALSE;
      if (strcmp (sha256, sum) != 0)
        g_ptr_array_add (self->result->missing, g_strdup_printf (_("The attachment %s was changed or is damaged on this disk."),
                                                                 title != NULL ? title : sum));
      zx_manifest_add_file (self->manifest, name, size, sha256);
      self->result->n_files++;
    }

  return TRUE;
}

static gboolean
write_zip (Writing     *self,
           const char  *copy,
           const char  *part,
           GError     **error)
{
  g_autofree char *folder = zx_casebook_dup_files_folder (self->casebook);
  g_autoptr (ZxZipWriter) zip = zx_zip_writer_new (part, self->passphrase, error);
  g_autofree char *json = NULL;
  char sha256[65];
  gint64 size;

  if (zip == NULL)
    return FALSE;

  progress_part (&self->progress, 0.1, 0.6, sum_sizes (self, copy, folder));
  if (!zx_zip_writer_add_file (zip, CASEBOOK, copy, sha256, &size, self->cancellable, progress_tick, &self->progress, error))
    return FALSE;
  zx_manifest_add_file (self->manifest, CASEBOOK, size, sha256);
  if (!add_attachments (self, zip, folder, error))
    return FALSE;

  json = zx_manifest_write (self->manifest);

  return zx_zip_writer_add_text (zip, MANIFEST, json, strlen (json), error) && zx_zip_writer_close (zip, error);
}

/* --- reading back --- */

static ZxManifest *
read_manifest (const char  *path,
               const char  *passphrase,
               GError     **error)
{
  g_autoptr (ZxZipReader) zip = zx_zip_reader_new (path, passphrase, error);
  const char *name;
  int step = 0;

  while (zip != NULL && (step = zx_zip_reader_next (zip, &name, error)) > 0)
    {
      g_autofree char *text = NULL;
      g_autoptr (ZxManifest) manifest = NULL;
      gsize size;

      if (strcmp (name, MANIFEST) != 0)
        continue;

      text = zx_zip_reader_read_all (zip, LARGEST_MANIFEST, &size, error);
      if (text == NULL)
        return NULL;
      manifest = zx_manifest_parse (text, size, VERSION);
      if (manifest != NULL && manifest->version > VERSION && strcmp (manifest->format, FORMAT) == 0)
        {
          g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_NEWER,
                       _("%s was written by a newer version of the program. Update the program first; nothing was changed."), path);
          return NULL;
        }
      if (manifest != NULL && strcmp (manifest->format, FORMAT) == 0)
        return g_steal_pointer (&manifest);
      break;
    }

  if (zip != NULL && step >= 0)
    refuse (error, path);

  return NULL;
}

static gint64
get_declared_size (ZxManifest *manifest)
{
  gint64 total = 0;

  for (guint i = 0; i < manifest->files->len; i++)
    {
      ZxManifestFile *file = g_ptr_array_index (manifest->files, i);

      total = file->size > G_MAXINT64 - total ? G_MAXINT64 : total + file->size;
    }

  return total;
}

/* Members are the casebook and attachments named by their own sum, nothing else. */
static gboolean
manifest_is_ours (ZxManifest *manifest)
{
  for (guint i = 0; i < manifest->files->len; i++)
    {
      ZxManifestFile *file = g_ptr_array_index (manifest->files, i);

      if (strcmp (file->path, CASEBOOK) != 0 &&
          !(g_str_has_prefix (file->path, FILES) && strlen (file->path) == strlen (FILES) + 64 &&
            strspn (file->path + strlen (FILES), "0123456789abcdef") == 64))
        return FALSE;
    }

  return zx_manifest_find_file (manifest, CASEBOOK) != NULL;
}

/* Reads one member whole; @fd below 0 only compares. */
static gboolean
read_member (ZxZipReader     *zip,
             ZxManifestFile  *file,
             int              fd,
             const char      *path,
             GCancellable    *cancellable,
             Progress        *progress,
             GError         **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (65536);
  gint64 size = 0;
  gssize n_read;

  while ((n_read = zx_zip_reader_read (zip, chunk, 65536, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      size += n_read;
      if (size > file->size)
        return refuse (error, path);
      g_checksum_update (sum, chunk, n_read);
      for (gssize done = 0; fd >= 0 && done < n_read; )
        {
          gssize n_written = write (fd, chunk + done, (gsize) (n_read - done));

          if (n_written <= 0)
            {
              g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL,
                           _("The disk is full or cannot be written: %s. Nothing was changed."), g_strerror (errno));
              return FALSE;
            }
          done += n_written;
        }
      progress_tick (n_read, progress);
    }

  if (n_read < 0)
    return FALSE;

  return (size == file->size && strcmp (g_checksum_get_string (sum), file->sha256) == 0) || refuse (error, path);
}

/* Every member against the manifest, each once. With @folder, they are written into it under their last names: the
 * casebook, and with @with_files the attachments.
 */
static gboolean
read_members (const char    *path,
              const char    *passphrase,
              ZxManifest    *manifest,
              const char    *folder,
              gboolean       with_files,
              GCancellable  *cancellable,
              Progress      *progress,
              GError       **error)
{
  g_autoptr (ZxZipReader) zip = zx_zip_reader_new (path, passphrase, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gboolean has_manifest = FALSE;
  const char *name;
  int step = -1;

  while (zip != NULL && (step = zx_zip_reader_next (zip, &name, error)) > 0)
    {
      ZxManifestFile *file = zx_manifest_find_file (manifest, name);
      g_autofree char *base = NULL;
      g_autofree char *target = NULL;
      gboolean fine;
      int fd = -1;

      if (strcmp (name, MANIFEST) == 0 && !has_manifest)
        {
          has_manifest = TRUE;
          continue;
        }
      if (file == NULL || !g_hash_table_add (seen, file))
        return refuse (error, path);

      if (folder != NULL && (with_files || strcmp (name, CASEBOOK) == 0))
        {
          base = g_path_get_basename (name);
          target = g_build_filename (folder, base, NULL);
          fd = open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
          if (fd < 0)
            {
              g_set_error (error, ZX_DB_ERROR, errno == ENOSPC ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
                           _("%s cannot be written: %s."), target, g_strerror (errno));
              return FALSE;
            }
        }
      fine = read_member (zip, file, fd, path, cancellable, progress, error);
      if (fd >= 0 && fine && fsync (fd) != 0)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), target, g_strerror (errno));
          fine = FALSE;
        }
      if (fd >= 0)
        close (fd);
      if (!fine)
        return FALSE;
    }

  if (step < 0)
    return FALSE;

  return (has_manifest && g_hash_table_size (seen) == manifest->files->len) || refuse (error, path);
}

static void
fill_result (ZxBackupResult *result,
             ZxInspection   *facts)
{
  result->school = g_strdup (facts->school);
  result->counts = g_hash_table_ref (facts->counts);
}

static char *
dup_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean
set_last_backup (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  return zx_local_set (zx_action_get_db (action), "last_backup", data, error);
}

static gboolean
write_and_prove (Writing     *self,
                 const char  *part,
                 gboolean     replace,
                 GError     **error)
{
  g_autofree char *private = make_private_folder (zx_casebook_get_path (self->casebook), error);
  g_autofree char *copy = private != NULL ? g_build_filename (private, CASEBOOK, NULL) : NULL;
  g_autoptr (ZxManifest) proof = NULL;
  gboolean fine;

  if (copy == NULL)
    return FALSE;

  fine = zx_casebook_copy_to (self->casebook, copy, error);
  if (fine)
    {
      g_autoptr (ZxDb) db = zx_db_open (copy, SQLITE_OPEN_READONLY, error);

      fine = db != NULL && zx_inspection_read (&self->facts, db, error);
    }
  if (fine)
    {
      self->manifest->school = g_strdup (self->facts.school);
      for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
        zx_manifest_add_count (self->manifest, (*kind)->key,
                               (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->facts.counts, (*kind)->key)));
      fine = write_zip (self, copy, part, error);
    }
  remove_folder (private);
  if (!fine)
    return FALSE;

  progress_part (&self->progress, 0.6, 0.9, get_declared_size (self->manifest));
  proof = read_manifest (part, self->passphrase, error);
  if (proof == NULL || !read_members (part, self->passphrase, proof, NULL, FALSE, self->cancellable, &self->progress, error))
    return FALSE;
  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      ZxManifestFile *written = g_ptr_array_index (self->manifest->files, i);
      ZxManifestFile *found = zx_manifest_find_file (proof, written->path);

      if (found == NULL || found->size != written->size || strcmp (found->sha256, written->sha256) != 0)
        return refuse (error, self->path);
    }

  progress_part (&self->progress, 0.9, 1.0, get_declared_size (self->manifest));

  return hash_file (part, &self->result->sha256, &self->result->size, self->cancellable, &self->progress, error);
}

static gboolean
move_into_place (const char  *part,
                 const char  *path,
                 gboolean     replace,
                 GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  /* link() refuses to replace; file systems without it (sticks) get a rename. */
  if (!replace && link (part, path) == 0)
    g_unlink (part);
  else if (!replace && errno == EEXIST)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; choose another name."), path);
      return FALSE;
    }
  else if (g_rename (part, path) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), path, g_strerror (errno));
      return FALSE;
    }

  return zx_sync_path (folder, error);
}

gboolean
zx_backup_write (ZxCasebook        *casebook,
                 const char        *path,
                 const char        *passphrase,
                 gboolean           replace,
                 ZxBackupResult    *out_result,
                 GCancellable      *cancellable,
                 ZxBackupProgress   progress,
                 gpointer           progress_data,
                 GError           **error)
{
  Writing self = {
    .casebook = casebook, .path = path, .passphrase = passphrase != NULL && *passphrase != '\0' ? passphrase : NULL,
    .result = out_result, .cancellable = cancellable, .progress = { .func = progress, .data = progress_data, .last = -1 },
  };
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  gboolean fine;

  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; choose another name."), path);
      return FALSE;
    }

  out_result->missing = g_ptr_array_new_with_free_func (g_free);
  out_result->created = dup_now ();
  self.manifest = zx_manifest_new (FORMAT, VERSION);
  self.manifest->created = g_strdup (out_result->created);
  progress_part (&self.progress, 0, 0.1, 1);

  g_unlink (part);
  fine = write_and_prove (&self, part, replace, error) && move_into_place (part, path, replace, error);
  if (fine)
    {
      out_result->file = g_strdup (path);
      out_result->verified = TRUE;
      fill_result (out_result, &self.facts);
      progress_part (&self.progress, 1, 1, 1);
      if (!zx_casebook_is_read_only (casebook) &&
          !zx_casebook_act_local (casebook, set_last_backup, out_result->created, NULL))
        g_debug ("The date of the backup could not be noted");
    }
  else
    g_unlink (part);

  zx_inspection_clear (&self.facts);
  zx_manifest_free (self.manifest);

  return fine;
}

/* --- verifying and restoring --- */

typedef enum
{
  INPUT_ZIP,
  INPUT_DATABASE,
} Input;

static gboolean
sniff (const char  *path,
       Input       *out_input,
       GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  char head[16] = "";
  gssize n_read;

  if (fd < 0)
    {
      g_set_error (error, ZX_DB_ERROR, errno == ENOENT ? ZX_DB_ERROR_NOT_FOUND : ZX_DB_ERROR_FAILED,
                   _("%s cannot be read: %s."), path, g_strerror (errno));
      return FALSE;
    }
  n_read = read (fd, head, sizeof head);
  close (fd);

  if (n_read == sizeof head && memcmp (head, "SQLite format 3", 16) == 0)
    *out_input = INPUT_DATABASE;
  else if (n_read >= 4 && memcmp (head, "PK\3\4", 4) == 0)
    *out_input = INPUT_ZIP;
  else
    return refuse (error, path);

  return TRUE;
}

/* @declared: what the file says it holds; @needed: what of it will be written */
static gboolean
check_room (const char    *path,
            const char    *folder,
            gint64         declared,
            gint64         needed,
            GError       **error)
{
  struct statvfs disk;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && declared / LARGEST_RATIO > info.st_size + 1024 * 1024)
    return refuse (error, path);

  if (statvfs (folder, &disk) == 0 && needed > (gint64) disk.f_bavail * (gint64) disk.f_frsize)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL,
                   _("There is too little room on the disk for what %s holds. Make room and try again; nothing was changed."), path);
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  const char     *path;
  const char     *passphrase;
  ZxBackupResult *result;
  GCancellable   *cancellable;
  Progress        progress;
  gboolean        with_files; /* proving them needs no copy of them */
} Reading;

/* What is wrong with the casebook inside is wrong with the backup; a full disk is not. */
static gboolean
propagate_damage (GError **error,
                  GError  *damage)
{
  if (g_error_matches (damage, ZX_DB_ERROR, ZX_DB_ERROR_NEWER))
    g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_NEWER, "%s", damage->message);
  else if (g_error_matches (damage, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT))
    g_set_error (error, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED, "%s", damage->message);
  else
    {
      g_propagate_error (error, damage);
      return FALSE;
    }
  g_error_free (damage);

  return FALSE;
}

/* Brings the content into @folder (a private one) and looks at it closely. The casebook then stands there as CASEBOOK. */
static gboolean
unpack_and_inspect (Reading     *self,
                    const char  *folder,
                    GError     **error)
{
  g_autofree char *copy = g_build_filename (folder, CASEBOOK, NULL);
  g_autoptr (ZxManifest) manifest = NULL;
  g_auto (ZxInspection) facts = { 0 };
  g_autoptr (GError) damage = NULL;
  GHashTableIter iter;
  gpointer sum, title;
  Input input;

  if (!sniff (self->path, &input, error))
    return FALSE;

  progress_part (&self->progress, 0, 0.2, G_MAXINT32);
  if (!hash_file (self->path, &self->result->sha256, &self->result->size, self->cancellable, &self->progress, error))
    return FALSE;

  if (input == INPUT_ZIP)
    {
      manifest = read_manifest (self->path, self->passphrase, error);
      if (manifest == NULL)
        return FALSE;
      if (!manifest_is_ours (manifest))
        return refuse (error, self->path);
      progress_part (&self->progress, 0.2, 0.8, get_declared_size (manifest));
      if (!check_room (self->path, folder, get_declared_size (manifest),
                       self->with_files ? get_declared_size (manifest) : zx_manifest_find_file (manifest, CASEBOOK)->size, error) ||
          !read_members (self->path, self->passphrase, manifest, folder, self->with_files, self->cancellable, &self->progress, error))
        return FALSE;
      self->result->created = g_strdup (manifest->created);
      self->result->n_files = manifest->files->len - 1;
    }
  else if (!zx_casebook_copy_file (self->path, copy, self->cancellable, &damage))
    return propagate_damage (error, g_steal_pointer (&damage));

  progress_part (&self->progress, 0.8, 1.0, 1);
  if (!zx_casebook_inspect (copy, &facts, self->cancellable, &damage))
    return propagate_damage (error, g_steal_pointer (&damage));

  fill_result (self->result, &facts);
  for (guint i = 0; manifest != NULL && i < manifest->count_names->len; i++)
    if (GPOINTER_TO_SIZE (g_hash_table_lookup (facts.counts, g_ptr_array_index (manifest->count_names, i))) !=
        (gsize) g_array_index (manifest->count_values, gint64, i))
      return refuse (error, self->path);

  g_hash_table_iter_init (&iter, facts.live_sums);
  while (g_hash_table_iter_next (&iter, &sum, &title))
    {
      g_autofree char *name = g_strconcat (FILES, sum, NULL);
      ZxManifestFile *file = manifest != NULL ? zx_manifest_find_file (manifest, name) : NULL;

      if (file == NULL)
        g_ptr_array_add (self->result->missing, g_strdup_printf (_("The attachment %s is not in this file."), (char *) title));
      else if (strcmp (file->sha256, sum) != 0)
        g_ptr_array_add (self->result->missing, g_strdup_printf (_("The attachment %s was damaged already when the backup was made."),
                                                                 (char *) title));
    }
  self->result->verified = TRUE;

  return TRUE;
}

gboolean
zx_backup_verify (const char        *path,
                  const char        *passphrase,
                  ZxBackupResult    *out_result,
                  GCancellable      *cancellable,
                  ZxBackupProgress   progress,
                  gpointer           progress_data,
                  GError           **error)
{
  Reading self = { path, passphrase, out_result, cancellable, { .func = progress, .data = progress_data, .last = -1 } };
  g_autofree char *folder = g_dir_make_tmp ("zhuxue-XXXXXX", NULL);
  gboolean fine;

  if (folder == NULL)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), g_get_tmp_dir (), g_strerror (errno));
      return FALSE;
    }

  out_result->file = g_strdup (path);
  out_result->missing = g_ptr_array_new_with_free_func (g_free);
  fine = unpack_and_inspect (&self, folder, error);
  remove_folder (folder);

  return fine;
}

static gboolean
put_casebook (const char  *copy,
              const char  *path,
              GError     **error)
{
  if (link (copy, path) == 0)
    {
      g_unlink (copy);
      return TRUE;
    }

  /* Sticks have no links. */
  if (errno != EEXIST && !g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (copy, path) == 0)
    return TRUE;

  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), path, g_strerror (errno));

  return FALSE;
}

/* @folder holds the casebook and the attachments. The casebook comes last: where it stands, all is there. */
static gboolean
settle_in (const char    *folder,
           const char    *casebook_path,
           guint          n_files,
           GError       **error)
{
  g_autofree char *files = g_strconcat (casebook_path, "-files", NULL);
  g_autofree char *parent = g_path_get_dirname (casebook_path);
  const char *home = n_files > 0 ? files : folder;
  g_autofree char *unpacked = g_build_filename (folder, CASEBOOK, NULL);
  g_autofree char *copy = g_build_filename (home, CASEBOOK, NULL);

  if (!zx_casebook_adopt (unpacked, error) || !zx_sync_path (unpacked, error))
    return FALSE;

  if (n_files > 0 && g_rename (folder, files) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), files, g_strerror (errno));
      return FALSE;
    }
  if (!put_casebook (copy, casebook_path, error))
    {
      remove_folder (home);
      return FALSE;
    }
  if (n_files == 0)
    g_rmdir (folder);

  return zx_sync_path (parent, error);
}

gboolean
zx_backup_restore (const char        *path,
                   const char        *passphrase,
                   const char        *casebook_path,
                   ZxBackupResult    *out_result,
                   GCancellable      *cancellable,
                   ZxBackupProgress   progress,
                   gpointer           progress_data,
                   GError           **error)
{
  Reading self = { path, passphrase, out_result, cancellable, { .func = progress, .data = progress_data, .last = -1 }, TRUE };
  g_autofree char *files = g_strconcat (casebook_path, "-files", NULL);
  g_autofree char *parent = g_path_get_dirname (casebook_path);
  g_autofree char *folder = g_build_filename (parent, ".zhuxue-XXXXXX", NULL);
  gboolean fine;

  if (g_file_test (casebook_path, G_FILE_TEST_EXISTS) || g_file_test (files, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; choose another name."),
                   g_file_test (casebook_path, G_FILE_TEST_EXISTS) ? casebook_path : files);
      return FALSE;
    }
  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      g_set_error (error, ZX_DB_ERROR, errno == ENOSPC ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
                   _("%s cannot be written: %s."), parent, g_strerror (errno));
      return FALSE;
    }

  out_result->file = g_strdup (casebook_path);
  out_result->missing = g_ptr_array_new_with_free_func (g_free);
  fine = unpack_and_inspect (&self, folder, error) && settle_in (folder, casebook_path, out_result->n_files, error);
  if (!fine)
    remove_folder (folder);
  progress_part (&self.progress, 1, 1, 1);

  return fine;
}

gboolean
zx_backup_needs_passphrase (const char *path)
{
  g_autoptr (ZxZipReader) zip = NULL;
  const char *name;
  Input input;

  if (!sniff (path, &input, NULL) || input != INPUT_ZIP)
    return FALSE;

  zip = zx_zip_reader_new (path, NULL, NULL);

  return zip != NULL && zx_zip_reader_next (zip, &name, NULL) > 0 && zx_zip_reader_is_encrypted (zip);
}

char *
zx_backup_dup_file_name (ZxCasebook *casebook)
{
  g_autofree char *school = zx_school_dup_name (zx_casebook_get_reader (casebook));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M");
  /* Translators: name of a backup file: school, date and time */
  char *name = g_strdup_printf (_("%s_backup_%s.zip"), school != NULL ? school : "zhuxue", stamp);

  return g_strdelimit (name, "/\\:*?\"<>|\n\t", '_');
}
