/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "test-storage-util.h"

static char *home;

void
storage_test_init (int    *argc,
                   char ***argv)
{
  home = g_dir_make_tmp ("zhuxue-home-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (argc, argv, NULL);
}

int
storage_test_run (void)
{
  int status = g_test_run ();

  storage_remove_tree (home);
  g_clear_pointer (&home, g_free);

  return status;
}

void
storage_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        storage_remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
school_set_up (School *self)
{
  ZxNewCasebook info = {
    .school = "青石完全小学", .stages = "2", .region = "520099", .term = "2026-2027-1", .person = "田野", .role = "班主任",
  };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("zhuxue-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "青石.zhuxue", NULL);
  self->casebook = zx_casebook_create (self->path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (self->casebook, "2026-11-20");
}

void
school_close (School *self)
{
  if (self->casebook != NULL)
    {
      zx_casebook_close (self->casebook);
      g_assert_finalize_object (g_steal_pointer (&self->casebook));
    }
}

void
school_open (School *self)
{
  g_autoptr (GError) error = NULL;

  self->casebook = zx_casebook_open (self->path, ZX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (self->casebook, "2026-11-20");
}

void
school_tear_down (School *self)
{
  school_close (self);
  storage_remove_tree (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

char *
storage_dup_id_no (guint number)
{
  static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  char *id_no = g_strdup_printf ("520099%04u%02u%02u%03u", 2010 + number % 9, 1 + number / 9 % 12,
                                 1 + number / 108 % 28, 1 + number / 3024 % 999);
  int sum = 0;

  for (guint i = 0; i < 17; i++)
    sum += (id_no[i] - '0') * weights[i];

  {
    char *whole = g_strdup_printf ("%s%c", id_no, "10X98765432"[sum % 11]);

    g_free (id_no);

    return whole;
  }
}

gint64
school_add_student (School     *self,
                    const char *name,
                    guint       number)
{
  g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
  g_autoptr (GError) error = NULL;
  g_autofree char *id_no = storage_dup_id_no (number);

  zx_record_set_from_string (student, "name", name, &error);
  g_assert_no_error (error);
  zx_record_set_from_string (student, "id_no", id_no, &error);
  g_assert_no_error (error);
  zx_record_set_text (student, "grade", "P3");
  zx_record_set_text (student, "class_name", "1班");
  zx_casebook_save (self->casebook, "Add a student", student, NULL, &error);
  g_assert_no_error (error);

  return zx_record_get_id (student);
}

gint64
school_add_visit (School     *self,
                  gint64      student,
                  const char *date)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  g_autoptr (GError) error = NULL;

  zx_record_add_ref (visit, "student", student);
  zx_record_set_text (visit, "visit_date", date);
  zx_record_set_text (visit, "home_found", "母亲外出务工\n电话已换");
  zx_casebook_save (self->casebook, "Record a home visit", visit, NULL, &error);
  g_assert_no_error (error);

  return zx_record_get_id (visit);
}

static ZxRecord *
load (School       *self,
      const ZxKind *kind,
      gint64        id)
{
  g_autoptr (GError) error = NULL;
  ZxRecord *record = zx_record_load (zx_casebook_get_reader (self->casebook), kind, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);

  return record;
}

ZxEntryId
school_set (School       *self,
            const ZxKind *kind,
            gint64        id,
            const char   *field,
            const char   *value)
{
  g_autoptr (ZxRecord) record = load (self, kind, id);
  g_autoptr (GError) error = NULL;
  ZxEntryId entry;

  zx_record_set_from_string (record, field, value, &error);
  g_assert_no_error (error);
  zx_casebook_save (self->casebook, "Change a record", record, &entry, &error);
  g_assert_no_error (error);

  return entry;
}

ZxEntryId
school_remove (School       *self,
               const ZxKind *kind,
               gint64        id)
{
  g_autoptr (ZxRecord) record = load (self, kind, id);
  g_autoptr (GError) error = NULL;
  ZxEntryId entry;

  zx_casebook_remove (self->casebook, "Remove a record", record, &entry, &error);
  g_assert_no_error (error);

  return entry;
}

char *
school_get (School       *self,
            const ZxKind *kind,
            gint64        id,
            const char   *field)
{
  g_autoptr (ZxRecord) record = load (self, kind, id);

  return zx_record_dup_string (record, field);
}

gboolean
school_is_removed (School       *self,
                   const ZxKind *kind,
                   gint64        id)
{
  g_autoptr (ZxRecord) record = load (self, kind, id);

  return zx_record_has (record, "deleted_at");
}

void
school_assert_value (School       *self,
                     const ZxKind *kind,
                     gint64        id,
                     const char   *field,
                     const char   *expected)
{
  g_autofree char *value = school_get (self, kind, id, field);

  g_assert_cmpstr (value, ==, expected);
}

void
school_assert_sound (School *self)
{
  g_auto (ZxCheckResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_check (self->casebook, &result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < result.problems->len; i++)
    {
      ZxProblem *problem = g_ptr_array_index (result.problems, i);

      g_test_message ("%s: %s", problem->where, problem->message);
    }
  g_assert_cmpuint (result.problems->len, ==, 0);
}

gint64
school_query (School     *self,
              const char *sql)
{
  return zx_db_get_int (zx_casebook_get_reader (self->casebook), sql, -1);
}

void
storage_tamper (const char *path,
                const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READWRITE, &error);

  g_assert_no_error (error);
  zx_db_run (db, sql, &error);
  g_assert_no_error (error);
}

gboolean
storage_mount_small (const char *folder,
                     gsize       n_bytes)
{
  static gboolean is_alone;
  g_autofree char *options = g_strdup_printf ("size=%" G_GSIZE_FORMAT, n_bytes);

  if (geteuid () != 0)
    return FALSE;

  if (!is_alone && (unshare (CLONE_NEWNS) != 0 || mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0))
    return FALSE;
  is_alone = TRUE;

  return mount ("zhuxue-test", folder, "tmpfs", 0, options) == 0;
}

void
storage_unmount (const char *folder)
{
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

void
storage_fill_disk (const char *path,
                   gsize       n_left)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *block = g_malloc0 (4096);
  struct statvfs disk;
  int fd = open (path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (statvfs (folder, &disk), ==, 0);
  while ((gsize) disk.f_bavail * disk.f_frsize > n_left && write (fd, block, 4096) == 4096)
    g_assert_cmpint (statvfs (folder, &disk), ==, 0);
  close (fd);
}

void
storage_limit_files (gsize n_bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = n_bytes > 0 ? n_bytes : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

void
storage_assert_sentence (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_true (g_str_has_suffix (error->message, ".") || g_str_has_suffix (error->message, ")"));
  g_assert_null (strstr (error->message, "SQLITE_"));
  g_assert_null (strstr (error->message, "(null)"));
}
