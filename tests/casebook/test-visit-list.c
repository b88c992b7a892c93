/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "zx-student.h"
#include "zx-visit-form.h"
#include "zx-visit-list.h"

#define TODAY "2026-11-23"

typedef struct
{
  char       *folder;
  char       *path;
  ZxCasebook *casebook;
  gint64      child;
} Fixture;

static gboolean
add_child (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  g_autoptr (ZxRecord) child = zx_record_new (&zx_kind_student);

  zx_record_set_text (child, "name", "王小梅");
  ((Fixture *) data)->child = zx_record_get_id (child);

  return zx_action_save (action, child, error);
}

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
  zx_casebook_set_today (fixture->casebook, TODAY);
  zx_casebook_set_actor (fixture->casebook, "李慧芳");
  zx_casebook_act (fixture->casebook, "名册", add_child, fixture, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  zx_casebook_close (fixture->casebook);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->casebook);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
finish (Fixture    *fixture,
        ZxVisitWay  way,
        const char *date,
        const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxVisitForm) form = zx_visit_form_new_for (zx_casebook_get_reader (fixture->casebook), fixture->child,
                                                        "李慧芳", TODAY, &error);

  g_assert_no_error (error);
  form->way = way;
  form->child_met = TRUE;
  zx_visit_form_set (&form->date, date);
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_FOUND], text);
  zx_visit_form_add_promise (form, "送台灯");
  zx_visit_form_finish (form, fixture->casebook, NULL, NULL, &error);
  g_assert_no_error (error);
}

static GArray *
load_keys (Fixture    *fixture,
           const char *text)
{
  g_autoptr (GError) error = NULL;
  GArray *keys = zx_visit_keys_load (zx_casebook_get_reader (fixture->casebook), text, &error);

  g_assert_no_error (error);

  return keys;
}

static void
test_newest_first_of_both_kinds (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GArray) keys = NULL;
  g_autoptr (ZxVisitSummary) newest = NULL;
  g_autoptr (ZxVisitSummary) oldest = NULL;
  g_autoptr (GPtrArray) promises = NULL;
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);

  finish (fixture, ZX_VISIT_HOME, "2026-10-12", "屋顶漏雨");
  finish (fixture, ZX_VISIT_PHONE, "2026-11-02", "问了作业");

  keys = load_keys (fixture, NULL);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpuint (zx_visits_count (db), ==, 2);

  newest = zx_visit_summary_load (db, g_array_index (keys, ZxVisitKey, 0), &error);
  g_assert_no_error (error);
  g_assert_true (newest->key.is_contact);
  g_assert_cmpstr (newest->text, ==, "问了作业");

  oldest = zx_visit_summary_load (db, g_array_index (keys, ZxVisitKey, 1), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (oldest->date, ==, "2026-10-12");
  g_assert_cmpstr (oldest->students, ==, "王小梅");
  g_assert_cmpstr (oldest->visitors, ==, "李慧芳");
  g_assert_cmpint (oldest->student, ==, fixture->child);

  promises = zx_visit_promises_load (db, oldest->key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (promises->len, ==, 1);
  g_assert_cmpstr (((ZxVisitPromise *) g_ptr_array_index (promises, 0))->what, ==, "送台灯");
}

static void
test_found_by_child_and_by_words (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (GArray) by_name = NULL;
  g_autoptr (GArray) by_word = NULL;
  g_autoptr (GArray) by_nothing = NULL;

  finish (fixture, ZX_VISIT_HOME, "2026-10-12", "屋顶漏雨");
  finish (fixture, ZX_VISIT_PHONE, "2026-11-02", "问了作业");

  by_name = load_keys (fixture, "小梅");
  g_assert_cmpuint (by_name->len, ==, 2);
  by_word = load_keys (fixture, "漏雨");
  g_assert_cmpuint (by_word->len, ==, 1);
  by_nothing = load_keys (fixture, "100%");
  g_assert_cmpuint (by_nothing->len, ==, 0);
}

static void
test_voided_stays_but_does_not_count (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autoptr (GArray) keys = NULL;
  g_autoptr (ZxVisitSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);

  finish (fixture, ZX_VISIT_HOME, "2026-10-12", "屋顶漏雨");
  keys = load_keys (fixture, NULL);
  zx_visit_void (fixture->casebook, &zx_kind_home_visit, g_array_index (keys, ZxVisitKey, 0).id, "记错了学生", &error);
  g_assert_no_error (error);

  summary = zx_visit_summary_load (db, g_array_index (keys, ZxVisitKey, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (summary->voided_on, ==, TODAY);
  g_assert_cmpstr (summary->void_reason, ==, "记错了学生");
  g_assert_cmpuint (zx_visits_count (db), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/visit-list/newest-first-of-both-kinds", Fixture, NULL, set_up, test_newest_first_of_both_kinds, tear_down);
  g_test_add ("/visit-list/found-by-child-and-by-words", Fixture, NULL, set_up, test_found_by_child_and_by_words, tear_down);
  g_test_add ("/visit-list/voided-stays-but-does-not-count", Fixture, NULL, set_up, test_voided_stays_but_does_not_count, tear_down);

  return g_test_run ();
}
