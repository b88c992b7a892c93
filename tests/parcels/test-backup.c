/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "test-storage-util.h"
#include "zx-backup.h"
#include "zx-draft.h"

typedef struct
{
  School  school;
  char   *zip;
  char   *restored;
  char   *files;  /* folder of the attachments */
  char   *sum;    /* of the one attachment */
  gint64  student;
} Fixture;

static const char photo[] = "not really a photo, but bytes\0with a hole";

static void
add_attachment (Fixture *self)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_attachment);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) photo, sizeof photo);
  self->files = zx_casebook_dup_files_folder (self->school.casebook);
  path = g_build_filename (self->files, self->sum, NULL);
  g_assert_cmpint (g_mkdir (self->files, 0700), ==, 0);
  g_file_set_contents (path, photo, sizeof photo, &error);
  g_assert_no_error (error);

  zx_record_set_text (record, "owner_kind", "student");
  zx_record_set_int (record, "owner_id", self->student);
  zx_record_set_text (record, "file_name", "门前.jpg");
  zx_record_set_text (record, "sha256", self->sum);
  zx_casebook_save (self->school.casebook, "Add a photo", record, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  school_set_up (&self->school);
  self->zip = g_build_filename (self->school.folder, "备份.zip", NULL);
  self->restored = g_build_filename (self->school.folder, "restored.zhuxue", NULL);
  self->student = school_add_student (&self->school, "欧阳若兰", 1);
  school_add_visit (&self->school, self->student, "2026-10-17");
  add_attachment (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  school_tear_down (&self->school);
  g_free (self->zip);
  g_free (self->restored);
  g_free (self->files);
  g_free (self->sum);
}

static void
write_backup (Fixture    *self,
              const char *passphrase)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  zx_backup_write (self->school.casebook, self->zip, passphrase, FALSE, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Only the two files that were there before, and nothing half done. */
static void
assert_clean (Fixture *self,
              guint    n_expected)
{
  g_autoptr (GDir) dir = g_dir_open (self->school.folder, 0, NULL);
  const char *name;
  guint n_found = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_false (g_str_has_suffix (name, ".part"));
      g_assert_false (g_str_has_prefix (name, ".zhuxue-"));
      if (*name != '.' && !g_str_has_suffix (name, "-wal") && !g_str_has_suffix (name, "-shm"))
        n_found++;
    }
  g_assert_cmpuint (n_found, ==, n_expected);
}

static void
refuse_restore (Fixture    *self,
                const char *passphrase,
                GQuark      domain,
                int         code)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *files = g_strconcat (self->restored, "-files", NULL);

  g_assert_false (zx_backup_restore (self->zip, passphrase, self->restored, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, domain, code);
  storage_assert_sentence (error);
  g_assert_false (g_file_test (self->restored, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (files, G_FILE_TEST_EXISTS));
}

/* --- writing, proving, restoring --- */

static void
count_progress (double   fraction,
                gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

static void
test_write (Fixture       *self,
            gconstpointer  passphrase)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_auto (ZxBackupResult) proof = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *last_backup = NULL;
  double last = 0;
  gsize size;

  zx_backup_write (self->school.casebook, self->zip, passphrase, FALSE, &result, NULL, count_progress, &last, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1.0);

  g_assert_true (result.verified);
  g_assert_cmpstr (result.school, ==, "青石完全小学");
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_hash_table_lookup (result.counts, "student")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_hash_table_lookup (result.counts, "home_visit")), ==, 1);
  g_assert_cmpuint (result.n_files, ==, 1);
  g_assert_cmpuint (result.missing->len, ==, 0);
  g_file_get_contents (self->zip, &bytes, &size, &error);
  g_assert_no_error (error);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
  g_assert_cmpstr (result.sha256, ==, sum);
  g_assert_cmpint (result.size, ==, size);
  assert_clean (self, 3);

  last_backup = zx_local_dup (zx_casebook_get_reader (self->school.casebook), "last_backup");
  g_assert_cmpstr (last_backup, ==, result.created);
  g_assert_cmpint (zx_backup_needs_passphrase (self->zip), ==, passphrase != NULL);

  zx_backup_verify (self->zip, passphrase, &proof, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (proof.verified);
  g_assert_cmpstr (proof.sha256, ==, sum);
  g_assert_cmpstr (proof.created, ==, result.created);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_hash_table_lookup (proof.counts, "student")), ==, 1);
}

static void
test_restore (Fixture       *self,
              gconstpointer  passphrase)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  School second = { .path = self->restored };
  g_autofree char *photo_path = g_strconcat (self->restored, "-files/", self->sum, NULL);
  g_autofree char *bytes = NULL;
  gint64 device = zx_casebook_get_device (self->school.casebook);
  g_autoptr (GPtrArray) history = NULL;
  gsize size;

  zx_draft_save (self->school.casebook, 7, "home_visit", self->student, "{\"half\":1}", &error);
  g_assert_no_error (error);
  write_backup (self, passphrase);
  school_add_student (&self->school, "后来的", 2);

  zx_backup_restore (self->zip, passphrase, self->restored, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_clean (self, 5);

  school_open (&second);
  g_assert_cmpint (school_query (&second, "SELECT count (*) FROM student"), ==, 1);
  g_assert_cmpint (school_query (&second, "SELECT count (*) FROM draft"), ==, 1);
  g_assert_cmpint (zx_casebook_get_device (second.casebook), !=, device);
  g_file_get_contents (photo_path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (bytes, size, photo, sizeof photo);

  /* It can be worked in, and the history goes back to the beginning. */
  school_set (&second, &zx_kind_student, self->student, "village", "青石村");
  history = zx_history_load (zx_casebook_get_reader (second.casebook), &zx_kind_student, self->student, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 4);
  school_assert_sound (&second);
  g_assert_cmpint (school_query (&second, "SELECT count (*) FROM journal WHERE seen IS NOT NULL"), ==, 1);
  school_close (&second);
}

static void
test_restore_bare_copy (Fixture       *self,
                        gconstpointer  data)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  School second = { .path = self->restored };
  g_autofree char *copy = NULL;

  zx_casebook_back_up_locally (self->school.casebook, &copy, &error);
  g_assert_no_error (error);
  zx_backup_restore (copy, NULL, self->restored, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  /* A bare copy has no attachments, and says so. */
  g_assert_cmpuint (result.missing->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (result.missing, 0), "门前.jpg"));
  school_open (&second);
  g_assert_cmpint (school_query (&second, "SELECT count (*) FROM student"), ==, 1);
  school_close (&second);
}

static void
test_restore_never_over (Fixture       *self,
                         gconstpointer  data)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  write_backup (self, NULL);
  g_assert_false (zx_backup_restore (self->zip, NULL, self->school.path, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  storage_assert_sentence (error);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM student"), ==, 1);
}

static void
test_write_never_over (Fixture       *self,
                       gconstpointer  data)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_auto (ZxBackupResult) second = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_set_contents (self->zip, "mine", -1, NULL);
  g_assert_false (zx_backup_write (self->school.casebook, self->zip, NULL, FALSE, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_file_get_contents (self->zip, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "mine");
  g_clear_error (&error);

  zx_backup_write (self->school.casebook, self->zip, NULL, TRUE, &second, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_clean (self, 3);
}

static void
test_write_while_open_elsewhere (Fixture       *self,
                                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) reading = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, &error);
  g_auto (ZxBackupResult) result = { 0 };

  g_assert_no_error (error);
  zx_backup_write (reading, self->zip, NULL, FALSE, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (result.verified);
}

static void
test_missing_attachments (Fixture       *self,
                          gconstpointer  data)
{
  g_auto (ZxBackupResult) result = { 0 };
  g_auto (ZxBackupResult) second = { 0 };
  g_auto (ZxBackupResult) third = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->files, self->sum, NULL);

  g_file_set_contents (path, "something else", -1, NULL);
  zx_backup_write (self->school.casebook, self->zip, NULL, FALSE, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.missing->len, ==, 1);
  zx_backup_verify (self->zip, NULL, &second, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second.missing->len, ==, 1);

  g_unlink (path);
  zx_backup_write (self->school.casebook, self->zip, NULL, TRUE, &third, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (third.missing->len, ==, 1);
  g_assert_cmpuint (third.n_files, ==, 0);
}

static void
test_passphrase (Fixture       *self,
                 gconstpointer  data)
{
  write_backup (self, "青石-correct-horse");
  refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_PASSPHRASE);
  refuse_restore (self, "wrong", ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_PASSPHRASE);
}

static void
cancel_at_half (double   fraction,
                gpointer cancellable)
{
  if (fraction > 0.5)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (ZxBackupResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_backup_write (self->school.casebook, self->zip, NULL, FALSE, &result, cancellable, cancel_at_half, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_clean (self, 2);
}

static void
test_no_such_place (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (self->school.folder, "stick", "x.zip", NULL);
  g_auto (ZxBackupResult) result = { 0 };
  g_auto (ZxBackupResult) second = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_backup_write (self->school.casebook, nowhere, NULL, FALSE, &result, NULL, NULL, NULL, &error));
  g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
  storage_assert_sentence (error);
  g_clear_error (&error);

  g_assert_false (zx_backup_verify (nowhere, NULL, &second, NULL, NULL, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND);
}

/* What a hard end left behind is swept away with the next backup, once nobody can be at it any more. */
static void
test_sweeps (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *old = g_build_filename (self->school.folder, ".zhuxue-ABCDEF", NULL);
  g_autofree char *young = g_build_filename (self->school.folder, ".zhuxue-GHIJKL", NULL);
  g_autofree char *copy = g_build_filename (old, "casebook.zhuxue", NULL);
  struct timespec times[2] = { { 1000000, 0 }, { 1000000, 0 } };

  g_assert_cmpint (g_mkdir (old, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (young, 0700), ==, 0);
  g_file_set_contents (copy, "x", 1, NULL);
  g_assert_cmpint (utimensat (AT_FDCWD, old, times, 0), ==, 0);
  write_backup (self, NULL);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
}

static void
test_file_name (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *name = zx_backup_dup_file_name (self->school.casebook);

  g_assert_true (g_str_has_prefix (name, "青石完全小学"));
  g_assert_true (g_str_has_suffix (name, ".zip"));
}

/* A stick that fills up: the backup that stands there stays, nothing half written, and the next one fits again. */
static void
test_full_stick (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *stick = g_build_filename (self->school.folder, "stick", NULL);
  g_autofree char *path = g_build_filename (stick, "备份.zip", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *filler = g_build_filename (stick, "filler", NULL);
  g_auto (ZxBackupResult) first = { 0 };
  g_auto (ZxBackupResult) last = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  if (!storage_mount_small (stick, 1024 * 1024))
    {
      g_test_skip ("only root can mount a small disk");
      return;
    }

  zx_backup_write (self->school.casebook, path, NULL, FALSE, &first, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize n_left = 0; n_left + 4096 < (gsize) first.size; n_left += 4096)
    {
      g_auto (ZxBackupResult) result = { 0 };
      g_auto (ZxBackupResult) proof = { 0 };

      storage_fill_disk (filler, n_left);
      g_assert_false (zx_backup_write (self->school.casebook, path, NULL, TRUE, &result, NULL, NULL, NULL, &error));
      g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL);
      storage_assert_sentence (error);
      g_clear_error (&error);
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
      zx_backup_verify (path, NULL, &proof, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (proof.sha256, ==, first.sha256);
    }

  g_unlink (filler);
  zx_backup_write (self->school.casebook, path, NULL, TRUE, &last, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  storage_unmount (stick);
}

static void
test_full_disk_at_restore (Fixture       *self,
                           gconstpointer  data)
{
  g_autofree char *small = g_build_filename (self->school.folder, "small", NULL);
  g_autofree char *path = g_build_filename (small, "x.zhuxue", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_auto (ZxBackupResult) result = { 0 };

  write_backup (self, NULL);
  g_assert_cmpint (g_mkdir (small, 0700), ==, 0);
  if (!storage_mount_small (small, 256 * 1024))
    {
      g_test_skip ("only root can mount a small disk");
      return;
    }
  g_assert_false (zx_backup_restore (self->zip, NULL, path, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL);
  storage_assert_sentence (error);
  dir = g_dir_open (small, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  storage_unmount (small);
}

/* --- damaged and hostile files --- */

static void
test_damaged_anywhere (Fixture       *self,
                       gconstpointer  passphrase)
{
  g_autofree char *bytes = NULL;
  gsize size;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261017);
  guint n_refused = 0, n_tried = passphrase != NULL ? 12 : 60;

  write_backup (self, passphrase);
  g_file_get_contents (self->zip, &bytes, &size, NULL);

  for (guint i = 0; i < n_tried; i++)
    {
      g_autofree char *broken = g_memdup2 (bytes, size);
      gsize broken_size = size;
      g_auto (ZxBackupResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      if (i % 4 == 0)
        broken_size = (gsize) g_rand_int_range (random, 0, (gint32) size);
      else
        broken[g_rand_int_range (random, 0, (gint32) size)] ^= (char) (1 << g_rand_int_range (random, 0, 8));
      g_file_set_contents (self->zip, broken, (gssize) broken_size, NULL);

      /* Some bits of a zip mean nothing (times, attributes); then all must be as it was. */
      if (zx_backup_restore (self->zip, passphrase, self->restored, &result, NULL, NULL, NULL, &error))
        {
          School second = { .path = self->restored };
          g_autofree char *files = g_strconcat (self->restored, "-files", NULL);

          school_open (&second);
          school_assert_sound (&second);
          school_close (&second);
          g_unlink (self->restored);
          storage_remove_tree (files);
        }
      else
        {
          n_refused++;
          storage_assert_sentence (error);
          g_assert_false (g_file_test (self->restored, G_FILE_TEST_EXISTS));
        }
      assert_clean (self, 3);
    }

  g_assert_cmpuint (n_refused, >, n_tried / 2);
}

typedef struct
{
  const char *name;
  const void *bytes;
  gsize       size;
  mode_t      type;
} Member;

static void
make_zip (const char   *path,
          const Member *members,
          guint         n_members)
{
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < n_members; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, members[i].name);
      archive_entry_set_filetype (entry, members[i].type != 0 ? members[i].type : AE_IFREG);
      if (members[i].type == AE_IFLNK)
        archive_entry_set_symlink (entry, members[i].bytes);
      else
        archive_entry_set_size (entry, (gint64) members[i].size);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      if (members[i].type == 0)
        archive_write_data (archive, members[i].bytes, members[i].size);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
}

static char *
dup_manifest (const char *path,
              const void *bytes,
              gsize       size,
              gint64      said_size)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);

  return g_strdup_printf ("{\"format\":\"zhuxue-backup\",\"version\":1,\"files\":[{\"path\":\"%s\",\"size\":%" G_GINT64_FORMAT ",\"sha256\":\"%s\"}]}",
                          path, said_size, sum);
}

static void
test_hostile (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *copy = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *good = NULL;
  g_autofree char *too_large = NULL;
  g_autofree char *outside = NULL;
  g_autofree char *newer = g_strdup ("{\"format\":\"zhuxue-backup\",\"version\":9}");
  g_autofree char *victim = g_build_filename (self->school.folder, "victim", NULL);
  gsize size;

  zx_casebook_back_up_locally (self->school.casebook, &copy, NULL);
  g_file_get_contents (copy, &bytes, &size, NULL);
  good = dup_manifest ("casebook.zhuxue", bytes, size, (gint64) size);
  too_large = dup_manifest ("casebook.zhuxue", bytes, size, G_GINT64_CONSTANT (400000000000000000));
  outside = dup_manifest ("../victim", bytes, size, (gint64) size);

  {
    Member fine[] = { { "manifest.json", good, strlen (good) }, { "casebook.zhuxue", bytes, size } };
    g_auto (ZxBackupResult) result = { 0 };
    g_autoptr (GError) error = NULL;

    make_zip (self->zip, fine, 2);
    zx_backup_verify (self->zip, NULL, &result, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  {
    Member more[] = { { "manifest.json", good, strlen (good) }, { "casebook.zhuxue", bytes, size }, { "../victim", "x", 1 } };
    Member twice[] = { { "manifest.json", good, strlen (good) }, { "casebook.zhuxue", bytes, size }, { "casebook.zhuxue", bytes, size } };
    Member without[] = { { "manifest.json", good, strlen (good) } };
    Member no_manifest[] = { { "casebook.zhuxue", bytes, size } };
    Member large[] = { { "manifest.json", too_large, strlen (too_large) }, { "casebook.zhuxue", bytes, size } };
    Member leads_out[] = { { "manifest.json", outside, strlen (outside) }, { "../victim", bytes, size } };
    Member link[] = { { "manifest.json", good, strlen (good) }, { "casebook.zhuxue", "/etc/passwd", 11, AE_IFLNK } };
    Member folder[] = { { "manifest.json", good, strlen (good) }, { "files/", "", 0, AE_IFDIR }, { "casebook.zhuxue", bytes, size } };
    Member later[] = { { "manifest.json", newer, strlen (newer) }, { "casebook.zhuxue", bytes, size } };

    make_zip (self->zip, more, 3);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, twice, 3);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, without, 1);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, no_manifest, 1);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, large, 2);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, leads_out, 2);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, link, 2);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, folder, 3);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
    make_zip (self->zip, later, 2);
    refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_NEWER);
  }
  g_assert_false (g_file_test (victim, G_FILE_TEST_EXISTS));
}

/* A zip that is sound as a zip, with a casebook in it that is not. */
static void
test_hostile_casebook (Fixture       *self,
                       gconstpointer  sql)
{
  g_autofree char *copy = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *manifest = NULL;
  gsize size;

  zx_casebook_back_up_locally (self->school.casebook, &copy, NULL);
  storage_tamper (copy, sql);
  g_file_get_contents (copy, &bytes, &size, NULL);
  manifest = dup_manifest ("casebook.zhuxue", bytes, size, (gint64) size);

  {
    Member members[] = { { "manifest.json", manifest, strlen (manifest) }, { "casebook.zhuxue", bytes, size } };

    make_zip (self->zip, members, 2);
  }
  refuse_restore (self, NULL, ZX_BACKUP_ERROR,
                  strstr (sql, "user_version") != NULL ? ZX_BACKUP_ERROR_NEWER : ZX_BACKUP_ERROR_DAMAGED);
}

static void
test_other_files (Fixture       *self,
                  gconstpointer  data)
{
  static const char * const texts[] = { "", "PK", "PK\3\4", "hello", "SQLite format 3", "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_file_set_contents (self->zip, texts[i], (gssize) strlen (texts[i]) + 1, NULL);
      refuse_restore (self, NULL, ZX_BACKUP_ERROR, ZX_BACKUP_ERROR_DAMAGED);
      g_assert_false (zx_backup_needs_passphrase (self->zip));
    }
}

int
main (int   argc,
      char *argv[])
{
  storage_test_init (&argc, &argv);

#define ADD(name, func, data) g_test_add ("/backup/" name, Fixture, data, set_up, func, tear_down)
  ADD ("write", test_write, NULL);
  ADD ("write-with-passphrase", test_write, "青石 correct horse");
  ADD ("restore", test_restore, NULL);
  ADD ("restore-with-passphrase", test_restore, "青石 correct horse");
  ADD ("restore-bare-copy", test_restore_bare_copy, NULL);
  ADD ("restore-never-over", test_restore_never_over, NULL);
  ADD ("write-never-over", test_write_never_over, NULL);
  ADD ("write-while-open-elsewhere", test_write_while_open_elsewhere, NULL);
  ADD ("missing-attachments", test_missing_attachments, NULL);
  ADD ("passphrase", test_passphrase, NULL);
  ADD ("cancel", test_cancel, NULL);
  ADD ("no-such-place", test_no_such_place, NULL);
  ADD ("full-stick", test_full_stick, NULL);
  ADD ("full-disk-at-restore", test_full_disk_at_restore, NULL);
  ADD ("sweeps", test_sweeps, NULL);
  ADD ("file-name", test_file_name, NULL);
  ADD ("damaged-anywhere", test_damaged_anywhere, NULL);
  ADD ("damaged-anywhere-with-passphrase", test_damaged_anywhere, "x");
  ADD ("hostile", test_hostile, NULL);
  ADD ("hostile/trigger", test_hostile_casebook, "CREATE TRIGGER x AFTER INSERT ON local BEGIN UPDATE student SET name = 'x'; END");
  ADD ("hostile/view", test_hostile_casebook, "CREATE VIEW x AS SELECT 1");
  ADD ("hostile/history", test_hostile_casebook, "UPDATE journal SET actor = 'somebody else' WHERE jid = 2");
  ADD ("hostile/history-gap", test_hostile_casebook, "DELETE FROM journal WHERE jid = 2");
  ADD ("hostile/reference", test_hostile_casebook, "UPDATE enrolment SET student = 17");
  ADD ("hostile/newer", test_hostile_casebook, "PRAGMA user_version = 99");
  ADD ("hostile/another-program", test_hostile_casebook, "PRAGMA application_id = 99");
  ADD ("other-files", test_other_files, NULL);

  return storage_test_run ();
}
