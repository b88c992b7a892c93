/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zx-agenda.h"
#include "zx-check.h"
#include "zx-history.h"
#include "zx-query.h"
#include "zx-student.h"
#include "zx-visit-coverage.h"
#include "zx-visit-form.h"

#define TODAY "2026-11-23"

typedef struct
{
  char       *folder;
  ZxCasebook *casebook;
  gint64      child;
  gint64      sibling;
  gint64      teacher;
  gint64      grandma;
} Fixture;

static gboolean
add_people (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  Fixture *fixture = data;
  g_autoptr (ZxRecord) child = zx_record_new (&zx_kind_student);
  g_autoptr (ZxRecord) sibling = zx_record_new (&zx_kind_student);
  g_autoptr (ZxRecord) grandma = zx_record_new (&zx_kind_family_member);
  g_autoptr (ZxRecord) category = zx_record_new (&zx_kind_category);
  gint64 family;

  zx_record_set_text (child, "name", "王小梅");
  zx_record_set_text (child, "class_name", "五(1)班");
  zx_record_set_text (child, "village", "柳树村");
  zx_record_set_text (child, "villager_group", "三组");
  zx_record_set_text (child, "home_address", "柳树村三组12号");
  if (!zx_action_save (action, child, error))
    return FALSE;
  fixture->child = zx_record_get_id (child);
  family = zx_action_need_family (action, fixture->child, error);

  zx_record_set_text (sibling, "name", "王小军");
  zx_record_set_text (sibling, "class_name", "二(1)班");
  zx_record_set_ref (sibling, "family", family);
  if (family == 0 || !zx_action_save (action, sibling, error))
    return FALSE;
  fixture->sibling = zx_record_get_id (sibling);

  zx_record_set_ref (grandma, "family", family);
  zx_record_set_text (grandma, "name", "刘桂香");
  zx_record_set_text (grandma, "relation", "62");
  zx_record_set_int (grandma, "guardian", 1);
  zx_record_set_text (grandma, "phone", "13800000612");
  fixture->grandma = zx_record_get_id (grandma);
  zx_record_set_ref (category, "student", fixture->child);
  zx_record_set_text (category, "cat", "05");
  fixture->teacher = zx_action_need_staff (action, "李慧芳", error);

  return fixture->teacher != 0 && zx_action_save (action, grandma, error) && zx_action_save (action, category, error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ZxNewCasebook info = { .school = "试验小学", .stages = "2", .term = "2026-2027-1", .person = "李慧芳", .role = "班主任" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("zhuxue-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = zx_casebook_create (path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, TODAY);
  zx_casebook_set_actor (fixture->casebook, "李慧芳");
  zx_casebook_act (fixture->casebook, "名册", add_people, fixture, NULL, &error);
  g_assert_no_error (error);
}

static void
check_is_clean (ZxCasebook *casebook)
{
  g_auto (ZxCheckResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_check (casebook, &result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < result.problems->len; i++)
    g_test_message ("%s", ((ZxProblem *) g_ptr_array_index (result.problems, i))->message);
  g_assert_cmpuint (result.problems->len, ==, 0);
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
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  check_is_clean (fixture->casebook);
  zx_casebook_close (fixture->casebook);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->casebook);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static ZxVisitForm *
new_form (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ZxVisitForm *form = zx_visit_form_new_for (zx_casebook_get_reader (fixture->casebook), fixture->child, "李慧芳", TODAY, &error);

  g_assert_no_error (error);

  return form;
}

static ZxVisitForm *
new_finished_form (Fixture *fixture)
{
  ZxVisitForm *form = new_form (fixture);

  zx_visit_form_set_met (form, fixture->grandma, "刘桂香", "62", TRUE);
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_FOUND], "爷爷近期住院，家中由奶奶照看。");

  return form;
}

static gboolean
has_problem (ZxVisitForm *form,
             const char  *field)
{
  g_autoptr (GPtrArray) problems = zx_visit_form_check (form, TODAY);

  for (guint i = 0; i < problems->len; i++)
    if (strcmp (((ZxFormProblem *) g_ptr_array_index (problems, i))->field, field) == 0)
      return TRUE;

  return FALSE;
}

static guint
count_problems (ZxVisitForm *form)
{
  g_autoptr (GPtrArray) problems = zx_visit_form_check (form, TODAY);

  return problems->len;
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  return zx_db_get_int (zx_casebook_get_reader (fixture->casebook), sql, -1);
}

static void
test_what_goes_without_saying (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_form (fixture);
  g_autoptr (ZxVisitForm) opened = zx_visit_form_copy (form);

  g_assert_cmpstr (form->date, ==, TODAY);
  g_assert_true (form->way == ZX_VISIT_HOME);
  g_assert_true (zx_visit_form_has_visitor (form, fixture->teacher));
  g_assert_cmpint (zx_visit_form_get_student (form), ==, fixture->child);
  g_assert_true (zx_visit_form_is_untouched (form, opened));
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_FOUND], "一");
  g_assert_false (zx_visit_form_is_untouched (form, opened));
}

static void
test_what_finishing_needs (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_form (fixture);
  ZxPromiseLine *line;

  g_assert_true (has_problem (form, "met"));
  g_assert_true (has_problem (form, "text"));
  g_assert_cmpuint (count_problems (form), ==, 2);

  form->nobody_home = TRUE;
  g_assert_cmpuint (count_problems (form), ==, 0);
  form->nobody_home = FALSE;

  form->child_met = TRUE;
  zx_visit_codes_set (&form->observations, "1", TRUE);
  g_assert_cmpuint (count_problems (form), ==, 0);

  zx_visit_form_set (&form->date, "2026-11-24");
  g_assert_true (has_problem (form, "date"));
  zx_visit_form_set (&form->date, "2026-13-24");
  g_assert_true (has_problem (form, "date"));
  zx_visit_form_set (&form->date, NULL);
  g_assert_true (has_problem (form, "date"));
  zx_visit_form_set (&form->date, "2026-11-20");

  line = zx_visit_form_add_promise (form, "送台灯、冬衣");
  g_assert_cmpstr (line->due, ==, "2026-11-27");
  g_assert_cmpint (line->person, ==, fixture->teacher);
  zx_visit_form_set (&line->due, "2026-11-03");
  g_assert_true (has_problem (form, "promise_due"));
  zx_visit_form_set (&line->due, "后天吧");
  g_assert_true (has_problem (form, "promise_due"));
  g_free (line->what);
  line->what = g_strdup ("  ");
  g_assert_cmpuint (count_problems (form), ==, 0);

  zx_visit_form_set_visitor (form, fixture->teacher, FALSE);
  g_assert_true (has_problem (form, "visitors"));
  zx_visit_form_set_student (form, fixture->child, FALSE);
  g_assert_true (has_problem (form, "students"));
}

/* A call needs no observations and no text. */
static void
test_call_needs_less (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_form (fixture);

  form->way = ZX_VISIT_PHONE;
  zx_visit_form_set_met (form, fixture->grandma, "刘桂香", "62", TRUE);
  g_assert_cmpuint (count_problems (form), ==, 0);
}

static void
test_draft_comes_back (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_finished_form (fixture);
  g_autoptr (ZxVisitForm) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  form->way = ZX_VISIT_SCHOOL;
  form->neighbour_met = TRUE;
  zx_visit_codes_set (&form->needs, "2", TRUE);
  zx_visit_codes_set (&form->needs, "1", TRUE);
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_STUDY], "作业“认真”\\n\t换行\n第二行 𠮷\x01");
  zx_visit_form_set_student (form, fixture->sibling, TRUE);
  zx_visit_form_add_promise (form, "联系村卫生室");
  zx_visit_form_set (&form->next_date, "2026-12-01");

  json = zx_visit_form_to_json (form);
  back = zx_visit_form_from_json (form->key, json, &error);
  g_assert_no_error (error);
  again = zx_visit_form_to_json (back);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpstr (back->needs, ==, "1,2");
  g_assert_cmpint (back->key, ==, form->key);
}

/* Whatever stands in the table, opening it never crashes; what is understood is kept. */
static void
test_damaged_draft (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const bad[] = {
    "", "null", "[]", "{", "{\"way\":", "{\"way\":\"home\"", "{\"date\":\"\\u12", "{\"date\":\"\\ud800\"}", "{\"date\":\"\\u0000\"}", "{a:1}",
    "{\"x\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", "\xff\xfe",
  };
  g_autoptr (ZxVisitForm) form = new_finished_form (fixture);
  g_autofree char *json = zx_visit_form_to_json (form);
  g_autoptr (ZxVisitForm) odd = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (zx_visit_form_from_json (1, bad[i], &error));
      g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT);
      g_clear_error (&error);
    }
  for (gsize i = 0; i < strlen (json); i++)
    {
      g_autofree char *cut = g_strndup (json, i);
      g_autoptr (ZxVisitForm) none = zx_visit_form_from_json (1, cut, NULL);

      g_assert_null (none);
    }

  odd = zx_visit_form_from_json (1, " { \"future\" : {\"a\":[1,2.5e3,null,true]}, \"date\" : 7, \"students\":[\"12\",3,\"x\"], \"way\":\"phone\", "
                                    "\"met\":[5,{\"name\":7}], \"texts\":[], \"promises\":[{}] } ", &error);
  g_assert_no_error (error);
  g_assert_null (odd->date);
  g_assert_true (odd->way == ZX_VISIT_PHONE);
  g_assert_cmpuint (odd->students->len, ==, 1);
  g_assert_cmpuint (odd->met->len, ==, 1);
  g_assert_cmpuint (odd->promises->len, ==, 1);
}

static void
test_finish_is_one_action (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_finished_form (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) agenda = NULL;
  g_auto (ZxUndoResult) undo = { 0 };
  ZxEntryId entry;

  zx_visit_form_set_student (form, fixture->sibling, TRUE);
  zx_visit_codes_set (&form->observations, "1", TRUE);
  zx_visit_codes_set (&form->needs, "1", TRUE);
  zx_visit_form_add_promise (form, "联系村卫生室，办慢病门诊证明");
  zx_visit_form_add_promise (form, "送台灯、冬衣");
  zx_visit_form_add_promise (form, "");

  json = zx_visit_form_to_json (form);
  zx_draft_save (fixture->casebook, form->key, ZX_VISIT_DRAFT, fixture->child, json, &error);
  g_assert_no_error (error);

  zx_visit_form_finish (form, fixture->casebook, &entry, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "Home visit of 王小梅, 王小军 filed, 2 follow-ups noted");
  g_assert_cmpint (entry.seq, >, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM draft"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM follow_up WHERE visit IS NOT NULL AND due = '2026-11-30'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM visit_child"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM visit_staff WHERE duty = '班主任'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM home_visit WHERE place = '柳树村三组12号' AND received_by = '刘桂香' "
                                   "AND received_rel = '62' AND received_phone = '13800000612' AND observations = '1'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM student_now WHERE last_visit = '" TODAY "'"), ==, 2);

  zx_casebook_undo (fixture->casebook, 0, 0, &undo, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undo.words, ==, words);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM student_now WHERE last_visit IS NOT NULL"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM follow_up WHERE deleted_at IS NULL"), ==, 0);
}

static void
test_refused_finish_keeps_draft (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_form (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = zx_visit_form_to_json (form);

  zx_draft_save (fixture->casebook, form->key, ZX_VISIT_DRAFT, fixture->child, json, &error);
  g_assert_no_error (error);
  g_assert_false (zx_visit_form_finish (form, fixture->casebook, NULL, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_MISSING);
  g_assert_cmpstr (zx_error_get_field (error), ==, "met");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM draft"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM home_visit"), ==, 0);
}

static void
test_call_becomes_contact (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_finished_form (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  form->way = ZX_VISIT_PHONE;
  zx_visit_form_set_student (form, fixture->sibling, TRUE);
  zx_visit_form_add_promise (form, "送台灯");
  zx_visit_form_finish (form, fixture->casebook, NULL, &words, &error);
  g_assert_no_error (error);

  g_assert_cmpint (count (fixture, "SELECT count (*) FROM contact_log WHERE channel = '1' AND reached = 1 AND with_whom = '刘桂香' AND relation = '62'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM contact_log WHERE follow_up IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM home_visit"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM student_now WHERE last_visit IS NOT NULL"), ==, 0);
  g_assert_cmpstr (words, ==, "Call about 王小梅, 王小军 noted, 1 follow-up");
}

/* An empty house does not count as visited, and the new date is a promise. */
static void
test_nobody_home (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_form (fixture);
  g_autoptr (ZxVisitCoverage) coverage = NULL;
  g_autoptr (GError) error = NULL;

  form->nobody_home = TRUE;
  zx_visit_codes_set (&form->observations, "1", TRUE);
  zx_visit_form_set (&form->next_date, "2026-11-28");
  zx_visit_form_finish (form, fixture->casebook, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpint (count (fixture, "SELECT count (*) FROM home_visit WHERE nobody_home = 1 AND observations IS NULL AND next_date = '2026-11-28'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM follow_up WHERE due = '2026-11-28'"), ==, 1);
  coverage = zx_visit_coverage_load (zx_casebook_get_reader (fixture->casebook), TODAY, &error);
  g_assert_no_error (error);
  /* 低保 is the household's, so both children are in need. */
  g_assert_cmpuint (coverage->due, ==, 2);
  g_assert_cmpuint (coverage->done, ==, 0);
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  zx_visit_form_finish_finish (ZX_CASEBOOK (object), result, NULL, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "Home visit of 王小梅 filed");
  *(gboolean *) data = TRUE;
}

static void
test_finish_without_waiting (Fixture       *fixture,
                             gconstpointer  data)
{
  ZxVisitForm *form = new_finished_form (fixture);
  gboolean done = FALSE;

  zx_visit_form_finish_async (form, fixture->casebook, finished_cb, &done);
  zx_visit_form_free (form);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM home_visit"), ==, 1);
}

static void
test_hints (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_finished_form (fixture);
  g_autoptr (ZxVisitForm) next = NULL;
  g_autoptr (ZxVisitHints) hints = NULL;
  g_autoptr (GError) error = NULL;

  zx_visit_form_set (&form->date, "2026-11-12");
  zx_visit_form_set (&form->sign_way, "2");
  zx_visit_codes_set (&form->observations, "7", TRUE);
  zx_visit_form_add_promise (form, "办慢病门诊证明");
  zx_visit_form_finish (form, fixture->casebook, NULL, NULL, &error);
  g_assert_no_error (error);

  hints = zx_visit_hints_load (zx_casebook_get_reader (fixture->casebook), fixture->child, "李慧芳", TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hints->last_kind, ==, "home_visit");
  g_assert_cmpstr (hints->last_date, ==, "2026-11-12");
  g_assert_cmpstr (hints->last_observations, ==, "7");
  g_assert_cmpuint (hints->open->len, ==, 1);
  g_assert_cmpint (((ZxPromise *) g_ptr_array_index (hints->open, 0))->days, ==, -4);
  g_assert_cmpuint (hints->siblings->len, ==, 1);
  g_assert_cmpstr (((ZxMemberRow *) g_ptr_array_index (hints->members, 0))->name, ==, "刘桂香");
  g_assert_cmpstr (hints->phone, ==, "13800000612");
  g_assert_cmpstr (((ZxStaffName *) g_ptr_array_index (hints->visitors, 0))->name, ==, "李慧芳");

  next = new_form (fixture);
  g_assert_cmpstr (next->sign_way, ==, "2");
}

static void
test_void_visit (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (ZxVisitForm) form = new_finished_form (fixture);
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  gint64 visit;

  zx_visit_form_finish (form, fixture->casebook, NULL, NULL, &error);
  g_assert_no_error (error);
  visit = count (fixture, "SELECT id FROM home_visit");

  g_assert_false (zx_visit_void (fixture->casebook, &zx_kind_home_visit, visit, "  ", &error));
  g_assert_cmpstr (zx_error_get_field (error), ==, "void_reason");
  g_clear_error (&error);
  zx_visit_void (fixture->casebook, &zx_kind_home_visit, visit, "记错了人", &error);
  g_assert_no_error (error);

  g_assert_cmpint (count (fixture, "SELECT count (*) FROM student_now WHERE last_visit IS NOT NULL"), ==, 0);
  timeline = zx_timeline_load (zx_casebook_get_reader (fixture->casebook), fixture->child, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (timeline->len, ==, 1);
  g_assert_true (((ZxEvent *) g_ptr_array_index (timeline, 0))->voided);
}

static void
test_promise_moves_and_ends (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GPtrArray) promises = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  zx_follow_up_add (fixture->casebook, fixture->child, "送冬衣", fixture->teacher, "2026-11-20", &error);
  g_assert_no_error (error);
  id = count (fixture, "SELECT id FROM follow_up");

  zx_follow_up_reschedule (fixture->casebook, id, "2026-11-27", "等快递", &error);
  g_assert_no_error (error);
  promises = zx_promises_load (zx_casebook_get_reader (fixture->casebook), 0, NULL, TODAY, &error);
  g_assert_cmpuint (promises->len, ==, 1);
  g_assert_cmpint (((ZxPromise *) g_ptr_array_index (promises, 0))->days, ==, 4);

  g_assert_false (zx_follow_up_finish (fixture->casebook, id, "2026-11-25", NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE);
  g_clear_error (&error);
  zx_follow_up_finish (fixture->casebook, id, NULL, "已送到", &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM follow_up WHERE done_on = '" TODAY "' AND result = '已送到'"), ==, 1);
  g_assert_false (zx_follow_up_finish (fixture->casebook, id, NULL, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE);
  g_clear_error (&error);
  g_assert_cmpuint (zx_promises_count (zx_casebook_get_reader (fixture->casebook)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("zhuxue-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/visit-form/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-goes-without-saying", test_what_goes_without_saying);
  ADD ("what-finishing-needs", test_what_finishing_needs);
  ADD ("call-needs-less", test_call_needs_less);
  ADD ("draft-comes-back", test_draft_comes_back);
  ADD ("damaged-draft", test_damaged_draft);
  ADD ("finish-is-one-action", test_finish_is_one_action);
  ADD ("refused-finish-keeps-draft", test_refused_finish_keeps_draft);
  ADD ("call-becomes-contact", test_call_becomes_contact);
  ADD ("nobody-home", test_nobody_home);
  ADD ("finish-without-waiting", test_finish_without_waiting);
  ADD ("hints", test_hints);
  ADD ("void-visit", test_void_visit);
  ADD ("promise-moves-and-ends", test_promise_moves_and_ends);

  result = g_test_run ();
  remove_folder (home);

  return result;
}
