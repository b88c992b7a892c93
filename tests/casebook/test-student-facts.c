/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zx-history.h"
#include "zx-query.h"
#include "zx-search.h"
#include "zx-student-facts.h"
#include "zx-student.h"

#define TODAY "2026-11-23"

typedef struct
{
  char       *folder;
  ZxCasebook *casebook;
} Fixture;

typedef struct
{
  const char *name;
  const char *class_name;
  const char *village;
  const char *group;
  const char *cats;   /* "05,10", each with a remark after a colon */
  const char *status;
  const char *left_behind;
  const char *members; /* "51:50,62:10:1": relation, health, guardian */
} Child;

static const Child children[] = {
  { "王小梅", "五(1)班", "柳树村", "三组", "05,10", NULL, "1", "51:50,52:80,62:10:1" },
  { "张若曦", "八(1)班", "石桥村", "一组", "07", NULL, NULL, "51:70,52:70,61:20:1" },
  { "罗玉珍", "五(2)班", "下塘村", "二组", "17:今年水灾", NULL, NULL, "51:10:1" },
  { "吴浩然", "六(2)班", "石桥村", "十组", "09", "8", NULL, "52:10:1" },
  { "杨文博", "七(2)班", NULL, NULL, NULL, NULL, NULL, "51:10:1" },
  { "周转出", "七(2)班", "石桥村", "二组", "05", "3", NULL, NULL },
};

static gboolean
add_family (ZxAction      *action,
            const Child   *child,
            gint64         student,
            GError       **error)
{
  g_auto (GStrv) members = g_strsplit (child->members != NULL ? child->members : "", ",", -1);
  g_auto (GStrv) cats = g_strsplit (child->cats != NULL ? child->cats : "", ",", -1);

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (members[i], ":", -1);
      g_autoptr (ZxRecord) member = zx_record_new (&zx_kind_family_member);

      zx_record_set_ref (member, "student", student);
      zx_record_set_text (member, "name", "家人");
      zx_record_set_text (member, "relation", parts[0]);
      zx_record_set_text (member, "health", parts[1]);
      zx_record_set_int (member, "guardian", parts[2] != NULL);
      if (!zx_action_save (action, member, error))
        return FALSE;
    }
  for (guint i = 0; cats[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cats[i], ":", 2);
      g_autoptr (ZxRecord) category = zx_record_new (&zx_kind_category);

      zx_record_set_ref (category, "student", student);
      zx_record_set_text (category, "cat", parts[0]);
      zx_record_set_text (category, "remark", parts[1]);
      if (!zx_action_save (action, category, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_people (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      const Child *child = &children[i];
      g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_student);

      zx_record_set_text (record, "name", child->name);
      zx_record_set_text (record, "class_name", child->class_name);
      zx_record_set_text (record, "village", child->village);
      zx_record_set_text (record, "villager_group", child->group);
      zx_record_set_text (record, "left_behind", child->left_behind);
      if (child->status != NULL)
        zx_record_set_text (record, "enrol_status", child->status);
      if (!zx_action_save (action, record, error) || !add_family (action, child, zx_record_get_id (record), error))
        return FALSE;
    }

  return TRUE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ZxNewCasebook info = { .school = "试验学校", .stages = "2,3", .term = "2026-2027-1", .person = "李慧芳" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("zhuxue-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = zx_casebook_create (path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, TODAY);
  zx_casebook_act (fixture->casebook, "名册", add_people, NULL, NULL, &error);
  g_assert_no_error (error);
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
  zx_casebook_close (fixture->casebook);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->casebook);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gint64
id_of (Fixture    *fixture,
       const char *name)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM student WHERE name = '%s'", name);

  return zx_db_get_int (zx_casebook_get_reader (fixture->casebook), sql, 0);
}

/* "张若曦 王小梅" */
static char *
dup_names (Fixture               *fixture,
           const ZxStudentFilter *filter)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = zx_student_ids_load (db, filter, TODAY, &error);
  g_autoptr (GPtrArray) rows = NULL;
  GString *line = g_string_new (NULL);

  g_assert_no_error (error);
  rows = zx_student_rows_load (db, (gint64 *) (gpointer) ids->data, ids->len, TODAY, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (line, "%s%s", i > 0 ? " " : "", ((ZxStudentRow *) g_ptr_array_index (rows, i))->name);

  return g_string_free (line, FALSE);
}

#define assert_names(fixture, expected, ...) \
  G_STMT_START { \
    ZxStudentFilter filter = { __VA_ARGS__ }; \
    g_autofree char *names = dup_names (fixture, &filter); \
    g_assert_cmpstr (names, ==, expected); \
  } G_STMT_END

static void
test_scopes_and_filters (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *sql = g_strdup ("SELECT id FROM class WHERE grade = 'J1'");
  gint64 class_id = zx_db_get_int (zx_casebook_get_reader (fixture->casebook), sql, 0);

  assert_names (fixture, "王小梅 罗玉珍 吴浩然 张若曦", .scope = ZX_STUDENTS_IN_NEED);
  assert_names (fixture, "王小梅 罗玉珍 吴浩然 杨文博 张若曦", .scope = ZX_STUDENTS_ENROLLED);
  assert_names (fixture, "周转出", .scope = ZX_STUDENTS_LEFT);
  assert_names (fixture, "杨文博 周转出", .scope = ZX_STUDENTS_ALL, .class_id = class_id);
  assert_names (fixture, "王小梅 罗玉珍", .scope = ZX_STUDENTS_ENROLLED, .grade = "P5");
  assert_names (fixture, "王小梅", .cat = "10");
  assert_names (fixture, "吴浩然", .cat = "09");
  assert_names (fixture, "王小梅", .text = "wxm");
  assert_names (fixture, "吴浩然 张若曦", .text = "石桥");
  assert_names (fixture, "", .text = "石桥", .grade = "P5");
}

static void
test_orders (Fixture       *fixture,
             gconstpointer  data)
{
  assert_names (fixture, "罗玉珍 王小梅 吴浩然 张若曦", .sort = ZX_STUDENT_SORT_NAME);
  assert_names (fixture, "张若曦 吴浩然 王小梅 罗玉珍", .sort = ZX_STUDENT_SORT_NAME, .descending = TRUE);
  assert_names (fixture, "王小梅 张若曦 罗玉珍 吴浩然", .sort = ZX_STUDENT_SORT_LEVEL);
  /* Villages as they sound; 十组 after 一组. */
  assert_names (fixture, "王小梅 张若曦 吴浩然 罗玉珍", .sort = ZX_STUDENT_SORT_PLACE);
}

static void
test_visited_filter (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  g_autoptr (ZxStudentRow) row = NULL;
  g_autoptr (GError) error = NULL;

  zx_record_add_ref (visit, "student", id_of (fixture, "张若曦"));
  zx_record_set_text (visit, "visit_date", "2026-10-12");
  zx_casebook_save (fixture->casebook, "家访", visit, NULL, &error);
  g_assert_no_error (error);

  assert_names (fixture, "张若曦", .visited = ZX_STUDENTS_VISITED);
  assert_names (fixture, "王小梅 罗玉珍 吴浩然", .visited = ZX_STUDENTS_NOT_VISITED);
  assert_names (fixture, "王小梅 罗玉珍 吴浩然 张若曦", .sort = ZX_STUDENT_SORT_LAST_VISIT);
  row = zx_student_row_load (zx_casebook_get_reader (fixture->casebook), id_of (fixture, "张若曦"), TODAY, &error);
  g_assert_true (row->visited);
  g_assert_false (row->overdue);
}

static void
assert_facts (Fixture    *fixture,
              const char *name,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxStudentRow) row = zx_student_row_load (zx_casebook_get_reader (fixture->casebook), id_of (fixture, name), TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (row->facts, ==, expected);
}

static void
test_facts_in_a_line (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (ZxStudentRow) row = NULL;

  assert_facts (fixture, "王小梅", "Minimum allowance · Father disabled · Left behind");
  assert_facts (fixture, "张若曦", "Orphan · With grandfather");
  assert_facts (fixture, "罗玉珍", "今年水灾");
  assert_facts (fixture, "吴浩然", "Disabled child · Taught at home");
  assert_facts (fixture, "杨文博", "");

  row = zx_student_row_load (zx_casebook_get_reader (fixture->casebook), id_of (fixture, "王小梅"), TODAY, NULL);
  g_assert_cmpstr (row->class_words, ==, "5(1)");
  g_assert_cmpstr (row->place, ==, "柳树村三组");
  g_assert_cmpstr (row->level, ==, "1");
  g_assert_true (row->overdue);
}

static gboolean
set_level_words (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  return zx_action_set_setting (action, "level_words", data, error);
}

static void
assert_level_words (Fixture    *fixture,
                    const char *setting,
                    const char *first,
                    const char *second,
                    const char *third)
{
  g_auto (ZxLevelWords) words = { { 0 } };
  g_autoptr (GError) error = NULL;

  if (setting != NULL)
    zx_casebook_act (fixture->casebook, "等级", set_level_words, (gpointer) setting, NULL, &error);
  g_assert_no_error (error);
  zx_level_words_load (&words, zx_casebook_get_reader (fixture->casebook));
  g_assert_cmpstr (words.words[1], ==, first);
  g_assert_cmpstr (words.words[2], ==, second);
  g_assert_cmpstr (words.words[3], ==, third);
  g_assert_cmpstr (words.words[4], ==, "No hardship");
}

static void
test_level_words (Fixture       *fixture,
                  gconstpointer  data)
{
  assert_level_words (fixture, NULL, "Special hardship", "Hardship", "Some hardship");
  assert_level_words (fixture, "B", "Special hardship", "Relative hardship", "Temporary hardship");
  assert_level_words (fixture, "特困, 困难,一般", "特困", "困难", "一般");
  g_assert_cmpuint (zx_level_get_rank ("2"), ==, 2);
  g_assert_cmpuint (zx_level_get_rank ("0"), ==, 4);
  g_assert_cmpuint (zx_level_get_rank (NULL), ==, 4);
}

static void
test_contact_without_relation (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
  g_autoptr (ZxRecord) member = zx_record_new (&zx_kind_family_member);
  g_autoptr (ZxFamilyFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  zx_record_set_text (student, "name", "周小兵");
  zx_casebook_save (fixture->casebook, "Add", student, NULL, &error);
  g_assert_no_error (error);
  zx_record_set_ref (member, "student", zx_record_get_id (student));
  zx_record_set_text (member, "name", "周大山");
  zx_casebook_save (fixture->casebook, "Add", member, NULL, &error);
  g_assert_no_error (error);

  facts = zx_family_facts_load (zx_casebook_get_reader (fixture->casebook), zx_record_get_id (student), TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (facts->contact, ==, "周大山");
}

static void
test_family_page (Fixture       *fixture,
                  gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  gint64 child = id_of (fixture, "王小梅");
  g_autoptr (ZxFamilyFacts) facts = NULL;
  g_autoptr (GPtrArray) members = NULL, siblings = NULL;
  g_autoptr (ZxRecord) sibling = zx_record_new (&zx_kind_student);
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  g_autoptr (GError) error = NULL;
  g_autofree char *tags = NULL;

  facts = zx_family_facts_load (db, child, TODAY, &error);
  g_assert_no_error (error);
  tags = g_strjoinv ("|", facts->tags);
  g_assert_cmpstr (tags, ==, "Minimum allowance|Father disabled|Left behind (mother lost contact)|Looked after by grandparents");
  g_assert_cmpstr (facts->contact, ==, "家人 (Grandma)");
  g_assert_true (facts->is_stale);

  members = zx_family_members_load (db, child, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 3);
  g_assert_cmpstr (((ZxMemberRow *) g_ptr_array_index (members, 0))->relation, ==, "62");
  g_assert_cmpstr (((ZxMemberRow *) g_ptr_array_index (members, 2))->condition, ==, "Lost contact");

  /* A visit to one child of the home verifies the family. */
  zx_record_set_text (sibling, "name", "王小军");
  zx_record_set_text (sibling, "class_name", "二(1)班");
  zx_record_set_ref (sibling, "family", facts->family);
  zx_casebook_save (fixture->casebook, "登记", sibling, NULL, &error);
  g_assert_no_error (error);
  zx_record_add_ref (visit, "student", zx_record_get_id (sibling));
  zx_record_set_text (visit, "visit_date", "2026-11-12");
  zx_casebook_save (fixture->casebook, "家访", visit, NULL, &error);
  g_assert_no_error (error);

  siblings = zx_siblings_load (db, child, TODAY, &error);
  g_assert_cmpuint (siblings->len, ==, 1);
  zx_family_facts_free (g_steal_pointer (&facts));
  facts = zx_family_facts_load (db, child, TODAY, &error);
  g_assert_cmpstr (facts->verified_on, ==, "2026-11-12");
  g_assert_false (facts->is_stale);
}

static void
test_what_filters_offer (Fixture       *fixture,
                         gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) classes = zx_classes_load (db, &error);
  g_autoptr (GPtrArray) cats = zx_category_counts_load (db, &error);
  ZxClassCount *last;

  g_assert_cmpuint (classes->len, ==, 5);
  g_assert_cmpstr (((ZxClassCount *) g_ptr_array_index (classes, 0))->words, ==, "5(1)");
  last = g_ptr_array_index (classes, 3);
  g_assert_cmpstr (last->words, ==, "7(2)");
  g_assert_cmpuint (last->n_enrolled, ==, 1);
  g_assert_cmpuint (last->n_in_need, ==, 0);
  g_assert_cmpuint (cats->len, ==, 5);
  g_assert_cmpstr (((ZxCategoryCount *) g_ptr_array_index (cats, 0))->cat, ==, "05");
  g_assert_cmpuint (((ZxCategoryCount *) g_ptr_array_index (cats, 0))->n_students, ==, 1);
}

/* Two classes of one grade called by words of their own stand at one place in the order, and are counted apart. */
static void
test_classes_with_own_names (Fixture       *fixture,
                             gconstpointer  data)
{
  static const char * const names[] = { "火箭班", "双语班", "双语班" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) classes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ZxRecord) child = zx_record_new (&zx_kind_student);

      zx_record_set_text (child, "name", "覃同学");
      zx_record_set_text (child, "grade", "J3");
      zx_record_set_text (child, "class_name", names[i]);
      zx_casebook_save (fixture->casebook, "登记", child, NULL, &error);
      g_assert_no_error (error);
    }

  classes = zx_classes_load (zx_casebook_get_reader (fixture->casebook), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (classes->len, ==, 7);
  for (guint i = 0; i < classes->len; i++)
    {
      ZxClassCount *one = g_ptr_array_index (classes, i);

      if (strcmp (one->class_name, "双语班") == 0)
        g_assert_cmpuint (one->n_enrolled, ==, 2);
      else if (strcmp (one->class_name, "火箭班") == 0 || strcmp (one->words, "5(1)") == 0)
        g_assert_cmpuint (one->n_enrolled, ==, 1);
    }
}

/* Runs behind everything that was pushed before. */
static gboolean
do_nothing (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  return TRUE;
}

static void
test_recently_opened (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  zx_recent_students_note (fixture->casebook, id_of (fixture, "王小梅"));
  zx_recent_students_note (fixture->casebook, id_of (fixture, "张若曦"));
  zx_recent_students_note (fixture->casebook, id_of (fixture, "王小梅"));
  zx_casebook_act_local (fixture->casebook, do_nothing, NULL, &error);
  g_assert_no_error (error);
  ids = zx_recent_students_load (zx_casebook_get_reader (fixture->casebook), 6, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, id_of (fixture, "王小梅"));
}

/* The same classes in the same order, without the figures. */
static void
test_class_names (Fixture       *fixture,
                  gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = zx_class_names_load (db, &error);
  g_autoptr (GPtrArray) classes = zx_classes_load (db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 5);
  g_assert_cmpuint (classes->len, ==, names->len);
  for (guint i = 0; i < names->len; i++)
    {
      ZxClassCount *name = g_ptr_array_index (names, i), *counted = g_ptr_array_index (classes, i);

      g_assert_cmpint (name->id, ==, counted->id);
      g_assert_cmpstr (name->words, ==, counted->words);
      g_assert_cmpuint (name->n_enrolled, ==, 0);
      g_assert_cmpuint (name->n_in_need, ==, 0);
    }
}

static void
test_has_any (Fixture       *fixture,
              gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (ZxRecord) promise = zx_record_new (&zx_kind_follow_up);
  g_autoptr (GError) error = NULL;

  g_assert_true (zx_kind_has_any (&zx_kind_student, db));
  g_assert_false (zx_kind_has_any (&zx_kind_follow_up, db));

  zx_record_set_ref (promise, "student", id_of (fixture, "王小梅"));
  zx_record_set_text (promise, "what", "送棉被");
  zx_record_set_text (promise, "due", "2026-12-01");
  zx_casebook_save (fixture->casebook, "记一条", promise, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zx_kind_has_any (&zx_kind_follow_up, db));

  /* What was taken out does not count. */
  zx_casebook_undo (fixture->casebook, 0, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (zx_kind_has_any (&zx_kind_follow_up, db));
}

/* What is typed narrows an order that is known to what the query finds. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const typed[] = { "w", "wxm", "王", "小", "柳树村", "w 柳", "没有", "", NULL, "  " };
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (guint sort = ZX_STUDENT_SORT_CLASS; sort <= ZX_STUDENT_SORT_LAST_VISIT; sort++)
      {
        ZxStudentFilter filter = { .scope = ZX_STUDENTS_ALL, .sort = sort };
        g_autoptr (GError) error = NULL;
        g_autoptr (GArray) order = zx_student_ids_load (db, &filter, TODAY, &error);
        g_autoptr (GArray) narrow = zx_student_ids_narrow (db, order, typed[i], &error);
        g_autoptr (GArray) found = zx_search_students (db, typed[i] != NULL ? typed[i] : "", 0, &error);
        guint n = 0;

        g_assert_no_error (error);
        if (typed[i] == NULL || *typed[i] == '\0' || *typed[i] == ' ')
          {
            g_assert_true (narrow == order);
            continue;
          }
        g_assert_cmpuint (narrow->len, ==, found->len);
        for (guint j = 0; j < order->len && n < narrow->len; j++)
          n += g_array_index (order, gint64, j) == g_array_index (narrow, gint64, n);
        g_assert_cmpuint (n, ==, narrow->len);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("zhuxue-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/student-facts/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("scopes-and-filters", test_scopes_and_filters);
  ADD ("orders", test_orders);
  ADD ("visited-filter", test_visited_filter);
  ADD ("facts-in-a-line", test_facts_in_a_line);
  ADD ("level-words", test_level_words);
  ADD ("contact-without-relation", test_contact_without_relation);
  ADD ("family-page", test_family_page);
  ADD ("what-filters-offer", test_what_filters_offer);
  ADD ("classes-with-own-names", test_classes_with_own_names);
  ADD ("class-names", test_class_names);
  ADD ("has-any", test_has_any);
  ADD ("narrow", test_narrow);
  ADD ("recently-opened", test_recently_opened);

  result = g_test_run ();
  remove_folder (home);

  return result;
}
