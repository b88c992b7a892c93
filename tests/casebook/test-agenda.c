/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zx-agenda.h"
#include "zx-draft.h"
#include "zx-student.h"
#include "zx-visit-coverage.h"

#define TODAY "2026-11-23"

typedef struct
{
  char       *folder;
  ZxCasebook *casebook;
  GHashTable *ids; /* name → gint64 */
} Fixture;

static gint64
id_of (Fixture    *fixture,
       const char *name)
{
  return *(gint64 *) g_hash_table_lookup (fixture->ids, name);
}

static gboolean
add_child (ZxAction    *action,
           Fixture     *fixture,
           const char  *name,
           const char  *class_name,
           const char  *village,
           const char  *cat,
           const char  *status,
           GError     **error)
{
  g_autoptr (ZxRecord) child = zx_record_new (&zx_kind_student);
  g_autoptr (ZxRecord) category = zx_record_new (&zx_kind_category);
  gint64 id = zx_record_get_id (child);

  zx_record_set_text (child, "name", name);
  zx_record_set_text (child, "class_name", class_name);
  zx_record_set_text (child, "village", village);
  if (status != NULL)
    zx_record_set_text (child, "enrol_status", status);
  g_hash_table_insert (fixture->ids, g_strdup (name), g_memdup2 (&id, sizeof id));
  if (!zx_action_save (action, child, error))
    return FALSE;
  if (cat == NULL)
    return TRUE;
  zx_record_set_ref (category, "student", id);
  zx_record_set_text (category, "cat", cat);

  return zx_action_save (action, category, error);
}

static gboolean
add_people (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  return add_child (action, data, "王小梅", "五(1)班", "柳树村", "05", NULL, error) &&
         add_child (action, data, "张若曦", "八(1)班", "石桥村", "07", NULL, error) &&
         add_child (action, data, "吴浩然", "六(2)班", "石桥村", "19", NULL, error) &&
         add_child (action, data, "杨文博", "七(2)班", "镇上", NULL, NULL, error) &&
         add_child (action, data, "转走了", "七(2)班", "镇上", "05", "3", error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ZxNewCasebook info = { .school = "试验学校", .stages = "2,3", .term = "2026-2027-1", .person = "李慧芳" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->folder = g_dir_make_tmp ("zhuxue-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = zx_casebook_create (path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, TODAY);
  zx_casebook_act (fixture->casebook, "名册", add_people, fixture, NULL, &error);
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
  g_hash_table_unref (fixture->ids);
}

static void
save (Fixture  *fixture,
      ZxRecord *record)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_save (fixture->casebook, "记一条", record, NULL, &error);
  g_assert_no_error (error);
}

static void
add_visit (Fixture    *fixture,
           const char *name,
           const char *date,
           gboolean    nobody_home,
           gboolean    voided)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);

  zx_record_add_ref (visit, "student", id_of (fixture, name));
  zx_record_set_text (visit, "visit_date", date);
  if (nobody_home)
    zx_record_set_int (visit, "nobody_home", 1);
  if (voided)
    zx_record_set_text (visit, "voided_on", TODAY);
  save (fixture, visit);
}

static void
add_call (Fixture    *fixture,
          const char *name,
          const char *date,
          gboolean    reached)
{
  g_autoptr (ZxRecord) call = zx_record_new (&zx_kind_contact_log);

  zx_record_set_ref (call, "student", id_of (fixture, name));
  zx_record_set_text (call, "date", date);
  zx_record_set_int (call, "reached", reached);
  save (fixture, call);
}

static void
add_promise (Fixture    *fixture,
             const char *name,
             const char *what,
             const char *due,
             const char *done_on)
{
  g_autoptr (ZxRecord) promise = zx_record_new (&zx_kind_follow_up);

  zx_record_set_ref (promise, "student", id_of (fixture, name));
  zx_record_set_text (promise, "what", what);
  zx_record_set_text (promise, "due", due);
  zx_record_set_text (promise, "done_on", done_on);
  save (fixture, promise);
}

static gboolean
set_setting (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  return zx_action_set_setting (action, ((const char **) data)[0], ((const char **) data)[1], error);
}

static void
set (Fixture    *fixture,
     const char *key,
     const char *value)
{
  const char *pair[] = { key, value };
  g_autoptr (GError) error = NULL;

  zx_casebook_act (fixture->casebook, "设置", set_setting, pair, NULL, &error);
  g_assert_no_error (error);
}

/* "张若曦! 王小梅": who is to be visited, in order, with a mark for overdue */
static char *
dup_to_visit (Fixture    *fixture,
              const char *today)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  GString *line = g_string_new (NULL);

  items = zx_agenda_load (zx_casebook_get_reader (fixture->casebook), today, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      ZxAgendaItem *item = g_ptr_array_index (items, i);
      g_auto (GStrv) parts = g_strsplit (item->words, " (", 2);

      if (item->what == ZX_AGENDA_VISIT_OVERDUE)
        g_string_append_printf (line, "%s%s%s", line->len > 0 ? " " : "", parts[0], item->urgent ? "!" : "");
    }

  return g_string_free (line, FALSE);
}

#define assert_to_visit(fixture, today, expected) \
  G_STMT_START { \
    g_autofree char *found = dup_to_visit (fixture, today); \
    g_assert_cmpstr (found, ==, expected); \
  } G_STMT_END

/* Only children in need who are on the roll; a visit at which somebody was met ends the duty of its quarter. */
static void
test_quarter_rule (Fixture       *fixture,
                   gconstpointer  data)
{
  assert_to_visit (fixture, TODAY, "王小梅! 吴浩然! 张若曦!");

  add_visit (fixture, "王小梅", "2026-10-01", FALSE, FALSE);
  assert_to_visit (fixture, TODAY, "吴浩然! 张若曦!");

  /* The last quarter's visit is not this quarter's, but nothing was missed. */
  add_visit (fixture, "张若曦", "2026-09-30", FALSE, FALSE);
  assert_to_visit (fixture, TODAY, "吴浩然! 张若曦");

  /* Nobody met, or void: it does not count. */
  add_visit (fixture, "吴浩然", "2026-11-02", TRUE, FALSE);
  add_visit (fixture, "吴浩然", "2026-11-03", FALSE, TRUE);
  assert_to_visit (fixture, TODAY, "吴浩然! 张若曦");

  /* Seen from other days. */
  assert_to_visit (fixture, "2026-09-30", "王小梅! 吴浩然!");
  assert_to_visit (fixture, "2027-01-01", "吴浩然! 张若曦! 王小梅");
}

static void
test_phone_counts_where_the_school_says_so (Fixture       *fixture,
                                            gconstpointer  data)
{
  g_autoptr (ZxVisitCoverage) coverage = NULL;
  g_autoptr (GError) error = NULL;
  ZxVisitDue *due;

  add_call (fixture, "吴浩然", "2026-10-27", TRUE);
  add_call (fixture, "张若曦", "2026-10-27", FALSE);
  assert_to_visit (fixture, TODAY, "王小梅! 吴浩然! 张若曦!");
  coverage = zx_visit_coverage_load (zx_casebook_get_reader (fixture->casebook), TODAY, &error);
  g_assert_no_error (error);
  due = g_ptr_array_index (coverage->todo, 1);
  g_assert_cmpstr (due->last_words, ==, "Never at home; 27 days ago, Phone");
  g_assert_cmpint (coverage->rule.days_left, ==, 38);

  /* A contact of the period is said; an older one is not worth it. */
  add_visit (fixture, "吴浩然", "2026-08-25", FALSE, FALSE);
  add_visit (fixture, "张若曦", "2026-06-03", FALSE, FALSE);
  add_call (fixture, "张若曦", "2026-09-11", TRUE);
  zx_visit_coverage_free (g_steal_pointer (&coverage));
  coverage = zx_visit_coverage_load (zx_casebook_get_reader (fixture->casebook), TODAY, &error);
  g_assert_cmpstr (((ZxVisitDue *) g_ptr_array_index (coverage->todo, 0))->last_words, ==, "Never visited");
  g_assert_cmpstr (((ZxVisitDue *) g_ptr_array_index (coverage->todo, 1))->last_words, ==, "173 days ago");
  g_assert_cmpstr (((ZxVisitDue *) g_ptr_array_index (coverage->todo, 2))->last_words, ==, "27 days ago, Phone");

  set (fixture, "visit_rule", "quarter+phone");
  assert_to_visit (fixture, TODAY, "王小梅! 张若曦");
}

static void
test_term_rule (Fixture       *fixture,
                gconstpointer  data)
{
  ZxVisitRule rule;
  guint due, done;
  g_autoptr (GError) error = NULL;

  add_visit (fixture, "张若曦", "2026-09-05", FALSE, FALSE);
  add_visit (fixture, "王小梅", "2026-03-05", FALSE, FALSE);
  set (fixture, "visit_rule", "term");
  assert_to_visit (fixture, TODAY, "吴浩然! 王小梅");
  zx_visit_coverage_count (zx_casebook_get_reader (fixture->casebook), TODAY, &rule, &due, &done, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rule.start, ==, "2026-09-01");
  g_assert_cmpstr (rule.last_start, ==, "2026-02-01");
  g_assert_cmpuint (due, ==, 3);
  g_assert_cmpuint (done, ==, 1);
}

/* A page that shows the first ones still knows how many there are. */
static void
test_some_of_many (Fixture       *fixture,
                   gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxVisitCoverage) coverage = NULL;
  g_autoptr (GPtrArray) items = NULL;

  add_visit (fixture, "吴浩然", "2026-09-02", FALSE, FALSE);
  coverage = zx_visit_coverage_load_some (db, TODAY, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (coverage->due, ==, 3);
  g_assert_cmpuint (coverage->done, ==, 0);
  g_assert_cmpuint (coverage->todo->len, ==, 2);
  g_assert_cmpstr (((ZxVisitDue *) g_ptr_array_index (coverage->todo, 0))->row->name, ==, "王小梅");
  items = zx_agenda_load_some (db, TODAY, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
}

static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxVisitCoverage) coverage = NULL;
  g_autoptr (GPtrArray) by_place = NULL, by_class = NULL, longest = NULL, nobodys = NULL;
  ZxVisitGroup *group;

  set (fixture, "village_note:石桥村", "离校约 4 公里");
  coverage = zx_visit_coverage_load (db, TODAY, &error);
  g_assert_no_error (error);

  by_place = zx_visit_coverage_group (coverage, db, ZX_VISIT_GROUP_PLACE, 0, &error);
  g_assert_cmpuint (by_place->len, ==, 2);
  group = g_ptr_array_index (by_place, 0);
  g_assert_cmpstr (group->title, ==, "石桥村");
  g_assert_cmpstr (group->note, ==, "离校约 4 公里");
  g_assert_cmpuint (group->members->len, ==, 2);

  by_class = zx_visit_coverage_group (coverage, db, ZX_VISIT_GROUP_CLASS, 0, &error);
  g_assert_cmpuint (by_class->len, ==, 3);
  group = g_ptr_array_index (by_class, 0);
  g_assert_cmpstr (group->title, ==, "5(1)");

  longest = zx_visit_coverage_group (coverage, db, ZX_VISIT_GROUP_LONGEST, 0, &error);
  g_assert_cmpuint (longest->len, ==, 1);
  nobodys = zx_visit_coverage_group (coverage, db, ZX_VISIT_GROUP_PLACE, 1, &error);
  g_assert_cmpuint (nobodys->len, ==, 0);
}

/* Overdue first, then today, then the next three days; what is done or later is not there. */
static void
test_promises (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  guint overdue;

  add_promise (fixture, "杨文博", "明天的事", "2026-11-24", NULL);
  add_promise (fixture, "杨文博", "过期的事", "2026-11-19", NULL);
  add_promise (fixture, "杨文博", "今天的事", TODAY, NULL);
  add_promise (fixture, "杨文博", "办完的事", "2026-11-18", "2026-11-18");
  add_promise (fixture, "杨文博", "远的事", "2026-11-27", NULL);
  add_promise (fixture, "杨文博", "三天后", "2026-11-26", NULL);
  add_visit (fixture, "王小梅", "2026-11-01", FALSE, FALSE);
  add_visit (fixture, "张若曦", "2026-11-01", FALSE, FALSE);
  add_visit (fixture, "吴浩然", "2026-11-01", FALSE, FALSE);

  items = zx_agenda_load (zx_casebook_get_reader (fixture->casebook), TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpstr (((ZxAgendaItem *) g_ptr_array_index (items, 0))->words, ==, "杨文博: 过期的事, overdue by 4 days");
  g_assert_true (((ZxAgendaItem *) g_ptr_array_index (items, 0))->urgent);
  g_assert_cmpstr (((ZxAgendaItem *) g_ptr_array_index (items, 1))->words, ==, "杨文博: 今天的事, today");
  g_assert_false (((ZxAgendaItem *) g_ptr_array_index (items, 1))->urgent);
  g_assert_cmpstr (((ZxAgendaItem *) g_ptr_array_index (items, 2))->words, ==, "杨文博: 明天的事, in 1 day");
  g_assert_cmpstr (((ZxAgendaItem *) g_ptr_array_index (items, 3))->due, ==, "2026-11-26");
  g_assert_cmpuint (zx_agenda_count (items, &overdue), ==, 2);
  g_assert_cmpuint (overdue, ==, 1);
}

static gboolean
note_backup (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  return zx_local_set (zx_action_get_db (action), "last_backup", data, error);
}

static ZxAgendaItem *
find_item (GPtrArray    *items,
           ZxAgendaWhat  what)
{
  for (guint i = 0; i < items->len; i++)
    if (((ZxAgendaItem *) g_ptr_array_index (items, i))->what == what)
      return g_ptr_array_index (items, i);

  return NULL;
}

static void
assert_backup (Fixture    *fixture,
               const char *last,
               int         days,
               gboolean    urgent)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  ZxAgendaItem *item;

  zx_casebook_act_local (fixture->casebook, note_backup, (gpointer) last, &error);
  g_assert_no_error (error);
  items = zx_agenda_load (zx_casebook_get_reader (fixture->casebook), TODAY, &error);
  g_assert_no_error (error);
  item = find_item (items, ZX_AGENDA_BACKUP);
  if (days == 0)
    {
      g_assert_null (item);
      return;
    }
  g_assert_nonnull (item);
  g_assert_cmpint (item->days, ==, days);
  g_assert_cmpint (item->urgent, ==, urgent);
}

static void
test_backup_age (Fixture       *fixture,
                 gconstpointer  data)
{
  assert_backup (fixture, "2026-11-16T10:00:00+08:00", 0, FALSE);
  assert_backup (fixture, "2026-11-15T10:00:00+08:00", 8, FALSE);
  assert_backup (fixture, "2026-11-02", 21, FALSE);
  assert_backup (fixture, "2026-11-01", 22, TRUE);
}

static void
test_drafts_and_rows (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  ZxAgendaItem *item;

  zx_draft_save (fixture->casebook, 7, "home_visit", id_of (fixture, "王小梅"), "{}", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ZxRecord) row = zx_record_new (&zx_kind_rejected_row);

      zx_record_set_text (row, "file", "秋季名册.xlsx");
      zx_record_set_int (row, "row", 14 + i);
      if (i == 2)
        zx_record_set_text (row, "state", "set_aside");
      save (fixture, row);
    }

  items = zx_agenda_load (zx_casebook_get_reader (fixture->casebook), TODAY, &error);
  g_assert_no_error (error);
  item = find_item (items, ZX_AGENDA_DRAFT);
  g_assert_cmpint (item->id, ==, 7);
  g_assert_cmpint (item->student, ==, id_of (fixture, "王小梅"));
  g_assert_cmpstr (zx_agenda_what_to_word (item->what), ==, "draft");
  item = find_item (items, ZX_AGENDA_REJECTED_ROWS);
  g_assert_cmpstr (item->words, ==, "2 rows of 秋季名册.xlsx wait to be corrected");
}

/* The same figures as of the whole list, without loading it. */
static void
assert_counts (Fixture *fixture,
               guint    expected,
               guint    expected_overdue)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = zx_agenda_load (db, TODAY, &error);
  guint count = 0, overdue = 0, all_overdue = 0;

  g_assert_no_error (error);
  g_assert_true (zx_agenda_count_today (db, TODAY, &count, &overdue, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, expected);
  g_assert_cmpuint (overdue, ==, expected_overdue);
  g_assert_cmpuint (zx_agenda_count (items, &all_overdue), ==, count);
  g_assert_cmpuint (all_overdue, ==, overdue);
}

static void
test_count_today (Fixture       *fixture,
                  gconstpointer  data)
{
  /* Nobody was ever visited: all three are one thing, and it is overdue. */
  assert_counts (fixture, 1, 1);

  /* Visited in the quarter before: to be visited again, but nothing is overdue. */
  add_visit (fixture, "王小梅", "2026-09-01", FALSE, FALSE);
  add_visit (fixture, "张若曦", "2026-09-02", FALSE, FALSE);
  assert_counts (fixture, 1, 1);
  add_visit (fixture, "吴浩然", "2026-09-03", FALSE, FALSE);
  assert_counts (fixture, 0, 0);

  add_promise (fixture, "王小梅", "过期的事", "2026-11-19", NULL);
  add_promise (fixture, "王小梅", "今天的事", TODAY, NULL);
  add_promise (fixture, "王小梅", "明天的事", "2026-11-24", NULL);
  assert_counts (fixture, 2, 1);
}

/* Who waits longest without a visit was called; it is another child's visit that is overdue. */
static void
test_count_today_with_calls (Fixture       *fixture,
                             gconstpointer  data)
{
  set (fixture, "visit_rule", "quarter+phone");
  add_call (fixture, "王小梅", "2026-09-10", TRUE);
  add_visit (fixture, "张若曦", "2026-09-02", FALSE, FALSE);
  assert_counts (fixture, 1, 1);
  add_visit (fixture, "吴浩然", "2026-06-03", FALSE, FALSE);
  assert_counts (fixture, 1, 1);
  add_call (fixture, "吴浩然", "2026-09-11", TRUE);
  assert_counts (fixture, 0, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("zhuxue-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/agenda/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("quarter-rule", test_quarter_rule);
  ADD ("phone-counts-where-the-school-says-so", test_phone_counts_where_the_school_says_so);
  ADD ("term-rule", test_term_rule);
  ADD ("some-of-many", test_some_of_many);
  ADD ("groups", test_groups);
  ADD ("promises", test_promises);
  ADD ("backup-age", test_backup_age);
  ADD ("drafts-and-rows", test_drafts_and_rows);
  ADD ("count-today", test_count_today);
  ADD ("count-today-with-calls", test_count_today_with_calls);

  result = g_test_run ();
  remove_folder (home);

  return result;
}
