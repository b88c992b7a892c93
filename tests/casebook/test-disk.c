/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-storage-util.h"
#include "zx-draft.h"

/* Full disks, folders that may not be written, files that are in use: a plain sentence, nothing lost, nothing half written. */

typedef struct
{
  School   school;
  gint64   student;
  gboolean is_mounted;
  char    *filler;
} Fixture;

#define SMALL_DISK (6 * 1024 * 1024)

/* On a small disk of its own where that is allowed. */
static void
set_up_small (Fixture       *self,
              gconstpointer  data)
{
  ZxNewCasebook info = { .school = "青石完全小学", .term = "2026-2027-1" };
  g_autoptr (GError) error = NULL;

  self->school.folder = g_dir_make_tmp ("zhuxue-test-XXXXXX", NULL);
  self->is_mounted = storage_mount_small (self->school.folder, SMALL_DISK);
  self->school.path = g_build_filename (self->school.folder, "青石.zhuxue", NULL);
  self->filler = g_build_filename (self->school.folder, "filler", NULL);
  self->school.casebook = zx_casebook_create (self->school.path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (self->school.casebook, "2026-11-20");
  self->student = school_add_student (&self->school, "张家伟", 1);
}

static void
tear_down_small (Fixture       *self,
                 gconstpointer  data)
{
  school_close (&self->school);
  if (self->is_mounted)
    storage_unmount (self->school.folder);
  school_tear_down (&self->school);
  g_free (self->filler);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  school_set_up (&self->school);
  self->student = school_add_student (&self->school, "张家伟", 1);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  school_tear_down (&self->school);
}

/* A visit with much to tell. */
static gboolean
try_visit (Fixture  *self,
           gsize     length,
           GError  **error)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  g_autofree char *text = g_malloc (length + 1);

  /* Text that cannot be packed much. */
  for (gsize i = 0; i < length; i++)
    text[i] = (char) g_random_int_range ('0', 'z');
  text[length] = '\0';
  zx_record_add_ref (visit, "student", self->student);
  zx_record_set_text (visit, "visit_date", "2026-10-17");
  zx_record_set_text (visit, "home_found", text);

  return zx_casebook_save (self->school.casebook, "Record a home visit", visit, NULL, error);
}

static void
assert_full (GError **error)
{
  g_assert_error (*error, ZX_DB_ERROR, ZX_DB_ERROR_FULL);
  storage_assert_sentence (*error);
  g_clear_error (error);
}

/* Saves until the disk is full; what was acknowledged is there, and work goes on once there is room. */
static void
save_until_full (Fixture *self,
                 guint    round)
{
  gint64 n_visits = school_query (&self->school, "SELECT count (*) FROM home_visit");
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;

  for (guint i = 0; i < 400 && n_failed < 3; i++)
    {
      if (try_visit (self, 500 + 3000 * (i % 4), &error))
        n_visits++;
      else
        {
          n_failed++;
          assert_full (&error);
        }
    }
  g_assert_cmpuint (n_failed, ==, 3);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM home_visit"), ==, n_visits);

  /* Closing and opening again on the full disk: refused or done, never half. */
  if (round % 2 == 1)
    {
      school_close (&self->school);
      self->school.casebook = zx_casebook_open (self->school.path, ZX_OPEN_WRITE, &error);
      if (self->school.casebook == NULL)
        {
          g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
          storage_assert_sentence (error);
          g_clear_error (&error);
        }
      else
        zx_casebook_set_today (self->school.casebook, "2026-11-20");
    }

  if (self->is_mounted)
    g_unlink (self->filler);
  else
    storage_limit_files (0);
  if (self->school.casebook == NULL)
    school_open (&self->school);

  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM home_visit"), ==, n_visits);
  g_assert_true (try_visit (self, 500, &error));
  g_assert_no_error (error);
  school_assert_sound (&self->school);
}

static void
test_save (Fixture       *self,
           gconstpointer  data)
{
  if (!self->is_mounted)
    {
      g_test_skip ("only root can mount a small disk");
      return;
    }

  for (guint round = 0; round < 12; round++)
    {
      storage_fill_disk (self->filler, 10000 + 7000 * round);
      save_until_full (self, round);
    }
}

static void
test_save_with_limit (Fixture       *self,
                      gconstpointer  data)
{
  self->is_mounted = FALSE;
  for (guint round = 0; round < 6; round++)
    {
      g_autofree char *wal = g_strconcat (self->school.path, "-wal", NULL);
      GStatBuf info;
      gsize size = 0;

      if (g_stat (wal, &info) == 0)
        size = (gsize) info.st_size;
      if (g_stat (self->school.path, &info) == 0)
        size = MAX (size, (gsize) info.st_size);
      storage_limit_files (size + 9000 * (round + 1));
      save_until_full (self, round * 2);
    }
}

static gboolean
import_many (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  guint n_students = GPOINTER_TO_UINT (data);

  zx_action_set_bulk (action);
  for (guint i = 0; i < n_students; i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
      g_autofree char *name = g_strdup_printf ("学生%u", i);

      zx_record_set_text (student, "name", name);
      zx_record_set_text (student, "grade", "P1");
      zx_record_set_text (student, "class_name", "1班");
      if (!zx_action_save (action, student, error))
        return FALSE;
    }

  return TRUE;
}

static void
test_import (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_mounted)
    {
      g_test_skip ("only root can mount a small disk");
      return;
    }

  for (guint round = 0; round < 5; round++)
    {
      gint64 n_entries = school_query (&self->school, "SELECT count (*) FROM journal");

      storage_fill_disk (self->filler, 60000 + 100000 * round);
      g_assert_false (zx_casebook_act (self->school.casebook, "Import", import_many, GUINT_TO_POINTER (4000), NULL, &error));
      assert_full (&error);
      g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM student"), ==, 1);
      g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM journal"), ==, n_entries);
      g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM class"), ==, 1);
      g_unlink (self->filler);
      g_assert_true (try_visit (self, 500, &error));
    }
  school_assert_sound (&self->school);

  zx_casebook_act (self->school.casebook, "Import", import_many, GUINT_TO_POINTER (300), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM student"), ==, 301);
  school_assert_sound (&self->school);
}

static guint
count_parts (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_found = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n_found += g_str_has_suffix (name, ".part");

  return n_found;
}

/* A copy that does not fit leaves the good one that is there. */
static void
test_local_copy (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *again = NULL;

  if (!self->is_mounted)
    {
      g_test_skip ("only root can mount a small disk");
      return;
    }

  zx_casebook_back_up_locally (self->school.casebook, &copy, &error);
  g_assert_no_error (error);
  folder = g_path_get_dirname (copy);
  storage_fill_disk (self->filler, 100000);
  g_assert_false (zx_casebook_back_up_locally (self->school.casebook, &again, &error));
  assert_full (&error);
  g_assert_null (again);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_parts (folder), ==, 0);
}

static void
test_create (Fixture       *self,
             gconstpointer  data)
{
  ZxNewCasebook info = { .school = "白云小学", .term = "2026-2027-1" };
  g_autofree char *path = g_build_filename (self->school.folder, "白云.zhuxue", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;

  if (!self->is_mounted)
    {
      g_test_skip ("only root can mount a small disk");
      return;
    }

  for (gsize n_left = 0; n_left < 700000; n_left += 90000)
    {
      g_autoptr (ZxCasebook) second = NULL;

      storage_fill_disk (self->filler, n_left);
      second = zx_casebook_create (path, &info, &error);
      if (second != NULL)
        {
          g_assert_cmpuint (n_left, >, 90000);
          break;
        }
      g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
      storage_assert_sentence (error);
      g_clear_error (&error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
    }
}

/* --- places that may not be written --- */

/* Runs a check as nobody, since root may write everywhere. */
static void
as_nobody (void     (*func) (Fixture *self),
           Fixture  *self)
{
  pid_t child;
  int status;

  if (geteuid () != 0)
    {
      func (self);
      return;
    }

  child = fork ();
  if (child == 0)
    {
      if (setgid (65534) != 0 || setuid (65534) != 0)
        _exit (77);
      g_setenv ("XDG_DATA_HOME", "/nonexistent", TRUE);
      func (self);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
read_in_a_closed_folder (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (self->school.path, ZX_OPEN_WRITE, &error);

  g_assert_null (casebook);
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY);
  storage_assert_sentence (error);
  g_clear_error (&error);

  casebook = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zx_db_get_int (zx_casebook_get_reader (casebook), "SELECT count (*) FROM student", 0), ==, 1);
  g_assert_false (zx_draft_save (casebook, 1, "home_visit", 0, "{}", &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY);
  storage_assert_sentence (error);
  g_clear_error (&error);
  g_assert_false (zx_casebook_undo (casebook, 0, 0, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY);
}

static void
test_read_only_folder (Fixture       *self,
                       gconstpointer  data)
{
  school_close (&self->school);
  g_assert_cmpint (g_chmod (self->school.path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (self->school.folder, 0555), ==, 0);
  as_nobody (read_in_a_closed_folder, self);
  g_assert_cmpint (g_chmod (self->school.folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (self->school.path, 0600), ==, 0);
  school_open (&self->school);
  school_assert_sound (&self->school);
}

static void
create_in_a_closed_folder (Fixture *self)
{
  ZxNewCasebook info = { .school = "白云小学", .term = "2026-2027-1" };
  g_autofree char *path = g_build_filename (self->school.folder, "白云.zhuxue", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_create (path, &info, &error);

  g_assert_null (casebook);
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY);
  storage_assert_sentence (error);
}

static void
test_create_in_read_only_folder (Fixture       *self,
                                 gconstpointer  data)
{
  g_assert_cmpint (g_chmod (self->school.folder, 0555), ==, 0);
  as_nobody (create_in_a_closed_folder, self);
  g_assert_cmpint (g_chmod (self->school.folder, 0700), ==, 0);
}

/* --- opening --- */

static void
refuse_open (const char *path,
             ZxOpenFlags flags,
             int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (path, flags, &error);

  g_assert_null (casebook);
  g_assert_error (error, ZX_DB_ERROR, code);
  storage_assert_sentence (error);
}

static void
test_opened_twice (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *link = g_build_filename (self->school.folder, "link.zhuxue", NULL);

  refuse_open (self->school.path, ZX_OPEN_WRITE, ZX_DB_ERROR_BUSY);
  g_assert_cmpint (symlink (self->school.path, link), ==, 0);
  refuse_open (link, ZX_OPEN_WRITE, ZX_DB_ERROR_BUSY);

  /* Afterwards it is free, and no lock is left behind. */
  school_close (&self->school);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (ZxCasebook) casebook = zx_casebook_open (link, ZX_OPEN_WRITE, &error);
    g_autofree char *lock = g_build_filename (self->school.folder, ".青石.zhuxue.lock", NULL);

    g_assert_no_error (error);
    g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
    zx_casebook_close (casebook);
    g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  }
}

static void
test_not_a_casebook (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->school.folder, "x.zhuxue", NULL);
  g_autofree char *nothing = g_build_filename (self->school.folder, "nowhere", "x.zhuxue", NULL);
  static const char * const texts[] = { "", "hello", "SQLite format 3" };

  refuse_open (path, ZX_OPEN_WRITE, ZX_DB_ERROR_NOT_FOUND);
  refuse_open (nothing, ZX_OPEN_READ_ONLY, ZX_DB_ERROR_NOT_FOUND);
  refuse_open (self->school.folder, ZX_OPEN_WRITE, ZX_DB_ERROR_CORRUPT);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_file_set_contents (path, texts[i], -1, NULL);
      refuse_open (path, ZX_OPEN_WRITE, ZX_DB_ERROR_CORRUPT);
      refuse_open (path, ZX_OPEN_READ_ONLY, ZX_DB_ERROR_CORRUPT);
    }

  /* Another program's database. */
  g_unlink (path);
  {
    g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

    g_assert_true (zx_db_run (db, "CREATE TABLE student (id INTEGER PRIMARY KEY)", NULL));
  }
  refuse_open (path, ZX_OPEN_WRITE, ZX_DB_ERROR_CORRUPT);
  refuse_open (path, ZX_OPEN_READ_ONLY, ZX_DB_ERROR_CORRUPT);
}

static void
test_newer (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size, size_after;

  school_close (&self->school);
  storage_tamper (self->school.path, "PRAGMA user_version = 99; PRAGMA wal_checkpoint (TRUNCATE)");
  g_file_get_contents (self->school.path, &before, &size, NULL);
  refuse_open (self->school.path, ZX_OPEN_WRITE, ZX_DB_ERROR_NEWER);
  refuse_open (self->school.path, ZX_OPEN_READ_ONLY, ZX_DB_ERROR_NEWER);
  g_file_get_contents (self->school.path, &after, &size_after, NULL);
  g_assert_cmpmem (before, size, after, size_after);
}

/* --- names --- */

static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  static const char * const names[] = {
    "𠮷野家", "𡈽𠮟", "👧🏽小雨", "买买提·吐尔逊·阿不都热依木·伊力哈木江·库尔班江·艾", "欧阳若兰", "李", "〇〇",
  };
  gint64 ids[G_N_ELEMENTS (names)];
  g_autofree char *odd = g_build_filename (self->school.folder, "小学 ’#%?&= 𠮷👧.zhuxue", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
      g_autoptr (GError) error = NULL;

      /* What stands in a file is kept as it is, whatever a form would say to it. */
      zx_record_set_text (student, "name", names[i]);
      zx_casebook_save (self->school.casebook, names[i], student, NULL, &error);
      g_assert_no_error (error);
      ids[i] = zx_record_get_id (student);
    }
  school_close (&self->school);
  g_assert_cmpint (g_rename (self->school.path, odd), ==, 0);
  g_free (self->school.path);
  self->school.path = g_strdup (odd);
  school_open (&self->school);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    school_assert_value (&self->school, &zx_kind_student, ids[i], "name", names[i]);
  school_assert_sound (&self->school);

  {
    g_autofree char *copy = NULL;
    g_autoptr (GError) error = NULL;

    zx_casebook_back_up_locally (self->school.casebook, &copy, &error);
    g_assert_no_error (error);
  }
}

/* The rotation keeps what it should, and the newest always. */
static void
test_rotation (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *folder = g_strconcat (self->school.path, "-backups", NULL);
  g_autofree char *newest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint n_left = 0;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint hour = 1; hour < 24 * 400; hour += 5)
    {
      g_autofree char *path = g_strdup_printf ("%s/青石-%u.zhuxue", folder, hour);
      struct timespec times[2] = { { now - hour * 3600, 0 }, { now - hour * 3600, 0 } };

      g_file_set_contents (path, "x", 1, NULL);
      g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
    }

  zx_casebook_back_up_locally (self->school.casebook, &newest, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (newest, G_FILE_TEST_EXISTS));
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_left++;
  /* 24 hourly, 14 daily, 8 weekly, 12 monthly; many of them are the same. */
  g_assert_cmpuint (n_left, >=, 24 + 8);
  g_assert_cmpuint (n_left, <=, 24 + 14 + 8 + 12);
}

int
main (int   argc,
      char *argv[])
{
  storage_test_init (&argc, &argv);

#define ADD_SMALL(name, func) g_test_add ("/disk/full/" name, Fixture, NULL, set_up_small, func, tear_down_small)
  ADD_SMALL ("save", test_save);
  ADD_SMALL ("save-with-limit", test_save_with_limit);
  ADD_SMALL ("import", test_import);
  ADD_SMALL ("local-copy", test_local_copy);
  ADD_SMALL ("create", test_create);
#define ADD(name, func) g_test_add ("/disk/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("create-in-read-only-folder", test_create_in_read_only_folder);
  ADD ("opened-twice", test_opened_twice);
  ADD ("not-a-casebook", test_not_a_casebook);
  ADD ("newer", test_newer);
  ADD ("names", test_names);
  ADD ("rotation", test_rotation);

  return storage_test_run ();
}
