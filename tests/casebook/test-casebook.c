/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zx-casebook.h"
#include "zx-check.h"
#include "zx-history.h"
#include "zx-query.h"
#include "zx-search.h"
#include "zx-student.h"

typedef struct
{
  char       *folder;
  char       *path;
  ZxCasebook *casebook;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ZxNewCasebook info = { .school = "试验小学", .stages = "2", .term = "2026-2027-1", .person = "李慧芳" };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("zhuxue-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = zx_casebook_create (fixture->path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, "2026-11-23");
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
check_is_clean (ZxCasebook *casebook)
{
  g_auto (ZxCheckResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_check (casebook, &result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < result.problems->len; i++)
    g_test_message ("%s: %s", ((ZxProblem *) g_ptr_array_index (result.problems, i))->where,
                    ((ZxProblem *) g_ptr_array_index (result.problems, i))->message);
  g_assert_cmpuint (result.problems->len, ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->casebook != NULL)
    {
      check_is_clean (fixture->casebook);
      zx_casebook_close (fixture->casebook);
      g_assert_finalize_object (fixture->casebook);
    }
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gint64
add_student (Fixture    *fixture,
             const char *name,
             const char *class_name)
{
  g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
  g_autoptr (GError) error = NULL;

  zx_record_set_from_string (student, "name", name, &error);
  g_assert_no_error (error);
  if (class_name != NULL)
    zx_record_set_from_string (student, "class_name", class_name, &error);
  zx_casebook_save (fixture->casebook, "Register a student", student, NULL, &error);
  g_assert_no_error (error);

  return zx_record_get_id (student);
}

static ZxRecord *
load (Fixture      *fixture,
      const ZxKind *kind,
      gint64        id)
{
  g_autoptr (GError) error = NULL;
  ZxRecord *record = zx_record_load (zx_casebook_get_reader (fixture->casebook), kind, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);

  return record;
}

static void
test_student_has_class (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", "五(1)班");
  g_autoptr (ZxRecord) student = load (fixture, &zx_kind_student, id);

  g_assert_cmpstr (zx_record_get_text (student, "grade"), ==, "P5");
  g_assert_cmpstr (zx_record_get_text (student, "class_name"), ==, "1班");
  g_assert_cmpstr (zx_record_get_text (student, "stage"), ==, "2");
  g_assert_cmpstr (zx_record_get_text (student, "enrol_status"), ==, "1");
}

static guint
count_found (Fixture    *fixture,
             const char *typed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = zx_search_students (zx_casebook_get_reader (fixture->casebook), typed, 0, &error);

  g_assert_no_error (error);

  return found->len;
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  add_student (fixture, "王小梅", "五(1)班");
  add_student (fixture, "单雄", NULL);
  add_student (fixture, "吕布", NULL);

  g_assert_cmpuint (count_found (fixture, "wxm"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "梅"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "小梅"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "Wang Xiaomei"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "shan"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "dan"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "lvbu"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "lubu"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "wxmm"), ==, 0);
}

static void
test_undo_and_redo (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", "五(1)班");
  g_autoptr (ZxRecord) student = load (fixture, &zx_kind_student, id);
  g_autoptr (ZxRecord) again = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (ZxUndoResult) undone = { 0 };
  g_auto (ZxUndoResult) redone = { 0 };

  zx_record_set_text (student, "village", "柳树村");
  zx_casebook_save (fixture->casebook, "Change the village", student, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (fixture, "柳树"), ==, 1);

  zx_casebook_undo (fixture->casebook, 0, 0, &undone, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone.words, ==, "Change the village");
  g_assert_cmpuint (undone.kept->len, ==, 0);
  g_assert_cmpuint (count_found (fixture, "柳树"), ==, 0);

  zx_casebook_redo (fixture->casebook, 0, 0, &redone, &error);
  g_assert_no_error (error);
  again = load (fixture, &zx_kind_student, id);
  g_assert_cmpstr (zx_record_get_text (again, "village"), ==, "柳树村");
}

static void
test_undo_of_an_add_hides_the_student (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add_student (fixture, "王小梅", "五(1)班");
  zx_casebook_undo (fixture->casebook, 0, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zx_kind_count (&zx_kind_student, zx_casebook_get_reader (fixture->casebook)), ==, 0);
  g_assert_cmpuint (count_found (fixture, "wxm"), ==, 0);

  zx_casebook_redo (fixture->casebook, 0, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (fixture, "wxm"), ==, 1);
}

static gint64
add_visit (Fixture    *fixture,
           gint64      student,
           const char *date,
           GError    **error)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);

  zx_record_add_ref (visit, "student", student);
  zx_record_set_text (visit, "visit_date", date);
  zx_record_set_text (visit, "home_found", "奶奶照看，屋顶漏雨");
  if (!zx_casebook_save (fixture->casebook, "Record a home visit", visit, NULL, error))
    return 0;

  return zx_record_get_id (visit);
}

static void
test_visit_is_seen_by_the_child (Fixture       *fixture,
                                 gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", "五(1)班");
  g_autoptr (ZxRecord) student = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GArray) notes = NULL;

  g_assert_cmpint (add_visit (fixture, id, "2026-11-12", &error), !=, 0);
  g_assert_no_error (error);

  student = load (fixture, &zx_kind_student, id);
  g_assert_cmpstr (zx_record_get_text (student, "last_visit"), ==, "2026-11-12");

  history = zx_history_load (zx_casebook_get_reader (fixture->casebook), &zx_kind_student, id, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 2);

  notes = zx_search_notes (zx_casebook_get_reader (fixture->casebook), "漏雨", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
}

static void
test_visit_in_the_future_is_refused (Fixture       *fixture,
                                     gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (add_visit (fixture, id, "2026-11-24", &error), ==, 0);
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE);
  g_assert_cmpstr (zx_error_get_field (error), ==, "visit_date");
}

static void
test_undo_is_refused_when_later_records_rest_on_it (Fixture       *fixture,
                                                    gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", NULL);
  gint64 action = zx_casebook_get_last_action (fixture->casebook);
  g_autoptr (GError) error = NULL;

  add_visit (fixture, id, "2026-11-12", &error);
  g_assert_no_error (error);
  g_assert_false (zx_casebook_undo (fixture->casebook, action, 0, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE);
}

static void
test_a_stale_form_is_refused (Fixture       *fixture,
                              gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", NULL);
  g_autoptr (ZxRecord) mine = load (fixture, &zx_kind_student, id);
  g_autoptr (ZxRecord) theirs = load (fixture, &zx_kind_student, id);
  g_autoptr (GError) error = NULL;

  zx_record_set_text (theirs, "village", "柳树村");
  g_assert_true (zx_casebook_save (fixture->casebook, "theirs", theirs, NULL, &error));
  zx_record_set_text (mine, "village", "石桥村");
  g_assert_false (zx_casebook_save (fixture->casebook, "mine", mine, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_STALE);
}

static void
test_second_writer_is_refused (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) second = zx_casebook_open (fixture->path, ZX_OPEN_WRITE, &error);
  g_autoptr (ZxCasebook) reader = NULL;

  g_assert_null (second);
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_BUSY);
  g_clear_error (&error);

  reader = zx_casebook_open (fixture->path, ZX_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zx_kind_count (&zx_kind_school, zx_casebook_get_reader (reader)), ==, 1);
}

static void
test_category_goes_where_it_belongs (Fixture       *fixture,
                                     gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", "五(1)班");
  g_autoptr (ZxRecord) household = zx_record_new (&zx_kind_category);
  g_autoptr (ZxRecord) own = zx_record_new (&zx_kind_category);
  g_autoptr (ZxRecord) student = NULL;
  g_autoptr (GError) error = NULL;

  zx_record_set_ref (household, "student", id);
  zx_record_set_text (household, "cat", "16");
  zx_casebook_save (fixture->casebook, "Add a category", household, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zx_record_has (household, "family"));
  g_assert_false (zx_record_has (household, "student"));

  zx_record_set_ref (own, "student", id);
  zx_record_set_text (own, "cat", "07");
  zx_casebook_save (fixture->casebook, "Add a category", own, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zx_record_has (own, "student"));

  student = load (fixture, &zx_kind_student, id);
  g_assert_cmpstr (zx_record_get_text (student, "level"), ==, "1");
  g_assert_cmpstr (zx_record_get_text (student, "cat"), ==, "07");
}

static gboolean
write_around (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  return zx_db_run (zx_action_get_db (action), data, error);
}

static void
test_guard_refuses_writes_around_the_data_layer (Fixture       *fixture,
                                                 gconstpointer  data)
{
  static const char * const attempts[] = {
    "UPDATE student SET name = '别人'",
    "UPDATE student SET name = name",
    "INSERT INTO student (id, name) VALUES (77, '别人')",
    "DELETE FROM student",
    "REPLACE INTO student (id, name) SELECT id, '别人' FROM student",
    "UPDATE student SET id = id + 1",
    "DROP TABLE student",
    "SAVEPOINT here",
    "COMMIT",
  };

  add_student (fixture, "王小梅", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (zx_casebook_act (fixture->casebook, "around", write_around, (gpointer) attempts[i], NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (count_found (fixture, "wxm"), ==, 1);
    }
}

static void
test_reopened_casebook_goes_on (Fixture       *fixture,
                                gconstpointer  data)
{
  gint64 id = add_student (fixture, "王小梅", "五(1)班");
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  zx_casebook_close (fixture->casebook);
  g_clear_object (&fixture->casebook);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  fixture->casebook = zx_casebook_open (fixture->path, ZX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, "2026-11-23");
  g_assert_cmpint (add_visit (fixture, id, "2026-11-12", &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_local_copy_is_a_casebook (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (ZxCasebook) copy = NULL;
  g_autoptr (GError) error = NULL;

  add_student (fixture, "王小梅", "五(1)班");
  zx_casebook_back_up_locally (fixture->casebook, &path, &error);
  g_assert_no_error (error);

  copy = zx_casebook_open (path, ZX_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zx_kind_count (&zx_kind_student, zx_casebook_get_reader (copy)), ==, 1);
}

static void
test_setting_up_the_school_stays (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_undo (fixture->casebook, 0, 0, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (zx_casebook_undo (fixture->casebook, 1, 0, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE);
  g_assert_cmpint (zx_kind_count (&zx_kind_school, zx_casebook_get_reader (fixture->casebook)), ==, 1);
}

#define ADD(name, func) g_test_add ("/casebook/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *data_home = g_dir_make_tmp ("zhuxue-data-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", data_home, TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("student-has-class", test_student_has_class);
  ADD ("search", test_search);
  ADD ("undo-and-redo", test_undo_and_redo);
  ADD ("undo-of-an-add-hides-the-student", test_undo_of_an_add_hides_the_student);
  ADD ("visit-is-seen-by-the-child", test_visit_is_seen_by_the_child);
  ADD ("visit-in-the-future-is-refused", test_visit_in_the_future_is_refused);
  ADD ("undo-is-refused-when-later-records-rest-on-it", test_undo_is_refused_when_later_records_rest_on_it);
  ADD ("a-stale-form-is-refused", test_a_stale_form_is_refused);
  ADD ("second-writer-is-refused", test_second_writer_is_refused);
  ADD ("category-goes-where-it-belongs", test_category_goes_where_it_belongs);
  ADD ("guard-refuses-writes-around-the-data-layer", test_guard_refuses_writes_around_the_data_layer);
  ADD ("reopened-casebook-goes-on", test_reopened_casebook_goes_on);
  ADD ("setting-up-the-school-stays", test_setting_up_the_school_stays);
  ADD ("local-copy-is-a-casebook", test_local_copy_is_a_casebook);

  result = g_test_run ();
  remove_folder (data_home);

  return result;
}
