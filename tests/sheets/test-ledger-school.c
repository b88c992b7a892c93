/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-ledger-school.h"

#include "zx-check-value.h"
#include "zx-date.h"
#include "zx-student.h"

#define N_STUDENTS 7

typedef struct
{
  gint64 students[N_STUDENTS];
  gint64 teachers[2];
  gint64 families[2];
} School;

const char *
ledger_school_get_id_no (guint number)
{
  static char ids[N_STUDENTS][19];

  g_assert (number < N_STUDENTS);
  /* 520099 is no county; the last digit before the check says boy or girl. */
  g_snprintf (ids[number], sizeof ids[number], "52009920170%u0690%u", number + 1, number);
  ids[number][17] = zx_id_get_check_digit (ids[number]);

  return ids[number];
}

static void
set (ZxRecord   *record,
     const char *field,
     const char *value)
{
  g_autoptr (GError) error = NULL;

  zx_record_set_from_string (record, field, value, &error);
  g_assert_no_error (error);
}

static void
save (ZxAction *action,
      ZxRecord *record)
{
  g_autoptr (GError) error = NULL;

  zx_action_save (action, record, &error);
  g_assert_no_error (error);
}

static gint64
add_student (ZxAction   *action,
             guint       number,
             const char *name,
             const char *grade,
             const char *class_name,
             const char *student_no,
             gint64      family)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_student);

  zx_record_set_text (record, "name", name);
  set (record, "id_no", ledger_school_get_id_no (number));
  if (grade != NULL)
    set (record, "grade", grade);
  if (class_name != NULL)
    set (record, "class_name", class_name);
  if (student_no != NULL)
    set (record, "student_no", student_no);
  set (record, "enrol_status", "1");
  zx_record_set_ref (record, "family", family);
  save (action, record);

  return zx_record_get_id (record);
}

static gint64
add_family (ZxAction   *action,
            const char *guardian,
            const char *phone)
{
  g_autoptr (ZxRecord) family = zx_record_new (&zx_kind_family);
  g_autoptr (ZxRecord) member = zx_record_new (&zx_kind_family_member);

  save (action, family);
  zx_record_set_ref (member, "family", zx_record_get_id (family));
  set (member, "name", guardian);
  set (member, "relation", "51");
  set (member, "guardian", "1");
  set (member, "phone", phone);
  save (action, member);

  return zx_record_get_id (family);
}

static void
add_category (ZxAction   *action,
              const char *owner,
              gint64      id,
              const char *cat,
              const char *valid_to)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_category);

  zx_record_set_ref (record, owner, id);
  set (record, "cat", cat);
  if (valid_to != NULL)
    set (record, "valid_to", valid_to);
  save (action, record);
}

static ZxRecord *
add_visit (ZxAction   *action,
           School     *school,
           const char *date,
           const char *kind,
           guint       first_child,
           guint       n_children)
{
  ZxRecord *record = zx_record_new (&zx_kind_home_visit);

  set (record, "visit_date", date);
  set (record, "kind", kind);
  for (guint i = 0; i < n_children; i++)
    zx_record_add_ref (record, "student", school->students[first_child + i]);
  zx_record_add_ref (record, "visitors", school->teachers[0]);

  return record;
}

static void
add_visits (ZxAction *action,
            School   *school)
{
  g_autoptr (GString) home = g_string_new ("父亲在外务工，电话 " LEDGER_PHONE "，身份证 ");
  g_autoptr (ZxRecord) siblings = add_visit (action, school, "2026-10-12", "1", 0, 2);
  g_autoptr (ZxRecord) nobody = add_visit (action, school, "2026-09-20", "3", 2, 1);
  g_autoptr (ZxRecord) formulas = add_visit (action, school, "2026-11-02", "1", 3, 1);
  g_autoptr (ZxRecord) voided = add_visit (action, school, "2026-10-13", "1", 0, 1);
  g_autoptr (ZxRecord) removed = add_visit (action, school, "2026-10-14", "1", 0, 1);
  g_autoptr (ZxRecord) old = add_visit (action, school, "2026-04-10", "2", 0, 1);
  g_autoptr (ZxRecord) photo = zx_record_new (&zx_kind_attachment);
  g_autoptr (GError) error = NULL;

  /* More than 100 characters, with a line break, an emoji, and numbers that must not leave the school. */
  g_string_append (home, ledger_school_get_id_no (0));
  g_string_append (home, "。\n奶奶照看两个孩子😀");
  for (guint i = 0; i < 30; i++)
    g_string_append (home, "屋瓦漏雨");
  zx_record_set_text (siblings, "home_found", home->str);
  zx_record_add_ref (siblings, "visitors", school->teachers[1]);
  zx_record_set_text (siblings, "place", LEDGER_SECRET);
  set (siblings, "received_by", "王大山");
  set (siblings, "received_rel", "51");
  set (siblings, "received_phone", LEDGER_DAD_PHONE);
  save (action, siblings);

  zx_record_set_ref (photo, "owner_id", zx_record_get_id (siblings));
  zx_record_set_text (photo, "owner_kind", "home_visit");
  zx_record_set_int (photo, "owner_id", zx_record_get_id (siblings));
  zx_record_set_text (photo, "owner_field", "photos");
  zx_record_set_text (photo, "sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
  save (action, photo);

  set (nobody, "nobody_home", "1");
  zx_record_set_text (nobody, "remark", "改天再去");
  save (action, nobody);

  zx_record_set_text (formulas, "home_found", "=1+1");
  zx_record_set_text (formulas, "problems", "+86");
  zx_record_set_text (formulas, "measures", "-无");
  zx_record_set_text (formulas, "parent_opinion", "@SUM(A1:A9)");
  zx_record_set_text (formulas, "effect", "<b>&\"'");
  set (formulas, "received_by", "李四");
  save (action, formulas);

  zx_record_set_text (voided, "home_found", "作废的家访");
  zx_record_set_text (voided, "voided_on", "2026-10-20");
  save (action, voided);

  zx_record_set_text (removed, "home_found", "删除的家访");
  save (action, removed);
  zx_action_remove (action, removed, &error);
  g_assert_no_error (error);

  zx_record_set_text (old, "home_found", "上学期的家访");
  set (old, "received_by", "王大山");
  save (action, old);
}

static void
add_contact (ZxAction   *action,
             School     *school,
             guint       child,
             const char *date,
             const char *time,
             const char *channel,
             const char *reached,
             const char *content)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_contact_log);

  zx_record_set_ref (record, "student", school->students[child]);
  zx_record_set_ref (record, "staff", school->teachers[0]);
  set (record, "date", date);
  if (time != NULL)
    set (record, "time", time);
  set (record, "channel", channel);
  if (reached != NULL)
    set (record, "reached", reached);
  set (record, "reason", "3");
  set (record, "with_whom", "王大山");
  set (record, "relation", "51");
  zx_record_set_text (record, "content", content);
  save (action, record);
}

static void
set_up_school (ZxAction *action)
{
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), "SELECT id FROM school", NULL);
  g_autoptr (ZxRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (zx_statement_step (row, NULL), ==, 1);
  record = zx_record_load (zx_action_get_db (action), &zx_kind_school, zx_statement_get_int (row, 0), &error);
  sqlite3_reset (row);
  g_assert_no_error (error);
  set (record, "short", "后寨小学");
  set (record, "region", "520099");
  save (action, record);
}

static void
add_old_enrolment (ZxAction *action,
                   gint64    student)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_enrolment);
  g_autoptr (GError) error = NULL;

  zx_record_set_ref (record, "student", student);
  zx_record_set_text (record, "school_year", "2025-2026");
  zx_record_set_ref (record, "class", zx_action_need_class (action, "2025-2026", "P2", "2班", &error));
  g_assert_no_error (error);
  set (record, "enrol_status", "1");
  set (record, "student_no", "9");
  save (action, record);
}

static gboolean
fill (ZxAction  *action,
      gpointer   data,
      GError   **error)
{
  School school = { 0 };
  g_autoptr (ZxRecord) first = NULL;

  set_up_school (action);
  school.teachers[0] = zx_action_need_staff (action, "李慧芳", error);
  school.teachers[1] = zx_action_need_staff (action, "陈国平", error);
  school.families[0] = add_family (action, "王大山", LEDGER_DAD_PHONE);
  school.families[1] = add_family (action, "李四", "13899990003");

  school.students[0] = add_student (action, 0, "王小明", "P3", "1班", "10", school.families[0]);
  school.students[1] = add_student (action, 1, "王小红", "P5", "1班", "3", school.families[0]);
  school.students[2] = add_student (action, 2, LEDGER_RARE_NAME, "P3", "1班", "2", school.families[1]);
  school.students[3] = add_student (action, 3, LEDGER_LONG_NAME, "P3", "1班", NULL, 0);
  school.students[4] = add_student (action, 4, "赵离校", "P3", "1班", "5", 0);
  school.students[5] = add_student (action, 5, "钱未分", NULL, NULL, NULL, 0);
  school.students[6] = add_student (action, 6, "孙大班", "P3", "12班", "1", 0);

  first = zx_record_load (zx_action_get_db (action), &zx_kind_student, school.students[0], error);
  set (first, "phone", LEDGER_PHONE);
  set (first, "bank_holder", "王大山");
  set (first, "bank_name", "农村信用社");
  set (first, "bank_no", LEDGER_CARD);
  zx_record_set_text (first, "home_address", LEDGER_SECRET);
  zx_record_set_text (first, "remark", "=cmd|'/c calc'!A0 家长电话" LEDGER_DAD_PHONE);
  save (action, first);
  g_clear_pointer (&first, zx_record_unref);

  /* He left in the autumn. */
  first = zx_record_load (zx_action_get_db (action), &zx_kind_student, school.students[4], error);
  set (first, "enrol_status", "3");
  save (action, first);

  add_category (action, "family", school.families[0], "05", NULL);
  add_category (action, "family", school.families[0], "16", NULL);
  add_category (action, "student", school.students[2], "19", "2026-07-31"); /* over before the autumn */
  add_old_enrolment (action, school.students[0]);
  add_old_enrolment (action, school.students[2]);

  add_visits (action, &school);
  add_contact (action, &school, 0, "2026-10-08", "19:30", "1", "1", "问了在校情况");
  add_contact (action, &school, 1, "2026-10-08", "08:15", "2", "0", "没有人接\r\n再打");
  add_contact (action, &school, 2, "2026-11-01", NULL, "3", NULL, "发了短信");
  add_contact (action, &school, 0, "2026-11-02", "10:00", "4", "1", "到校面谈");
  add_contact (action, &school, 0, "2026-03-02", "10:00", "1", "1", "上学期的电话");

  return TRUE;
}

static ZxCasebook *
create (const char *path,
        gboolean    demo)
{
  ZxNewCasebook info = {
    .school = "后寨镇后寨小学", .stages = "2", .term = "2026-2027-1", .person = "李慧芳", .demo = demo, .today = demo ? LEDGER_TODAY : NULL,
  };
  g_autoptr (GError) error = NULL;
  ZxCasebook *casebook = zx_casebook_create (path, &info, &error);

  g_assert_no_error (error);
  zx_casebook_set_today (casebook, LEDGER_TODAY);
  zx_casebook_set_actor (casebook, "李慧芳");

  return casebook;
}

static gboolean
set_demo (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  return zx_action_set_setting (action, "demo", "1", error);
}

ZxCasebook *
ledger_school_new (const char *path,
                   gboolean    demo)
{
  ZxCasebook *casebook = create (path, demo);
  g_autoptr (GError) error = NULL;

  zx_casebook_act (casebook, "fill", fill, NULL, NULL, &error);
  g_assert_no_error (error);
  if (demo)
    zx_casebook_act (casebook, "demo", set_demo, NULL, NULL, &error);
  g_assert_no_error (error);

  return casebook;
}

ZxCasebook *
ledger_school_new_empty (const char *path)
{
  return create (path, FALSE);
}

static gboolean
add_many (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  School school = { 0 };
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), "SELECT id FROM student WHERE name = '王小明'", error);
  int first = zx_date_to_day ("2026-09-01");

  g_assert_cmpint (zx_statement_step (row, error), ==, 1);
  school.students[0] = zx_statement_get_int (row, 0);
  sqlite3_reset (row);
  school.teachers[0] = zx_action_need_staff (action, "李慧芳", error);

  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    {
      char date[ZX_DATE_SIZE];
      g_autoptr (ZxRecord) visit = add_visit (action, &school, zx_date_from_day (first + (int) i % 80, date), "1", 0, 1);

      set (visit, "received_by", "王大山");
      zx_record_set_text (visit, "home_found", "家里一切都好");
      save (action, visit);
    }

  return TRUE;
}

void
ledger_school_add_visits (ZxCasebook *casebook,
                          guint       n_visits)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_act (casebook, "visits", add_many, GUINT_TO_POINTER (n_visits), NULL, &error);
  g_assert_no_error (error);
}

static gboolean
add_crowd (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  School school = { 0 };

  school.teachers[0] = zx_action_need_staff (action, "李慧芳", error);
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 100);
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
      g_autoptr (ZxRecord) visit = NULL;

      zx_record_set_text (student, "name", "周同学");
      set (student, "grade", "P3");
      set (student, "class_name", "12班");
      set (student, "student_no", number);
      save (action, student);
      school.students[0] = zx_record_get_id (student);
      visit = add_visit (action, &school, "2026-11-10", "1", 0, 1);
      set (visit, "received_by", "家长");
      save (action, visit);
    }

  return TRUE;
}

void
ledger_school_add_crowd (ZxCasebook *casebook,
                         guint       n_children)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_act (casebook, "crowd", add_crowd, GUINT_TO_POINTER (n_children), NULL, &error);
  g_assert_no_error (error);
}

static gint64
find_student (ZxAction   *action,
              const char *name)
{
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), "SELECT id FROM student WHERE name = :name", NULL);
  gint64 id;

  zx_statement_set_text (row, ":name", name);
  g_assert_cmpint (zx_statement_step (row, NULL), ==, 1);
  id = zx_statement_get_int (row, 0);
  sqlite3_reset (row);

  return id;
}

static gboolean
move (ZxAction  *action,
      gpointer   data,
      GError   **error)
{
  School school = { 0 };
  g_autoptr (ZxRecord) enrolment = zx_record_new (&zx_kind_enrolment);
  g_autoptr (ZxRecord) visit = NULL;
  g_autoptr (ZxRecord) removed = NULL;

  school.students[0] = find_student (action, "王小明");
  school.teachers[0] = zx_action_need_staff (action, "李慧芳", error);
  zx_record_set_ref (enrolment, "student", school.students[0]);
  zx_record_set_text (enrolment, "school_year", "2026-2027");
  zx_record_set_ref (enrolment, "class", zx_action_need_class (action, "2026-2027", "P3", "12班", error));
  set (enrolment, "enrol_status", "1");
  set (enrolment, "from_on", "2026-10-20");
  save (action, enrolment);

  visit = add_visit (action, &school, "2026-11-20", "1", 0, 1);
  set (visit, "received_by", "王大山");
  save (action, visit);

  removed = zx_record_load (zx_action_get_db (action), &zx_kind_student, find_student (action, LEDGER_RARE_NAME), error);

  return zx_action_remove (action, removed, error);
}

void
ledger_school_move (ZxCasebook *casebook)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_act (casebook, "move", move, NULL, NULL, &error);
  g_assert_no_error (error);
}
