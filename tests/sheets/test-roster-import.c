/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-roster-util.h"

/* What an import writes, what a second one does, and how it is taken back. */

static char *
small_roster (const char *phone)
{
  return g_strdup_printf ("姓名,身份证号,班级,监护人,与学生关系,联系电话,村,困难类型,备注\n"
                          "张家伟,%s,五(1)班,张大山,爷爷,%s,青石村,低保、单亲,爱画画\n"
                          "王小梅,%s,五(1)班,王建国,父亲,13800110033,青石村,,\n"
                          "陈嘉豪,5200,五(1)班,,,,,,\n",
                          id_of ("2016-03-04", 1), phone, id_of ("2016-03-04", 2));
}

static gint64
last_action (School *school)
{
  return zx_casebook_get_last_action (school->casebook);
}

static void
test_what_a_row_makes (School        *school,
                       gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  g_autoptr (ZxRecord) guardian = load_where (school, &zx_kind_family_member, "name", "张大山");
  g_autoptr (ZxRecord) low = load_where (school, &zx_kind_category, "cat", "05");
  g_autoptr (ZxRecord) single = load_where (school, &zx_kind_category, "cat", "19");
  g_autoptr (ZxRecord) waiting = load_where (school, &zx_kind_rejected_row, "row", "4");
  g_autoptr (GPtrArray) cells = NULL;
  g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, zx_record_get_int (guardian, "family"));

  g_assert_cmpuint (result->added, ==, 2);
  g_assert_cmpint (result->action, ==, last_action (school));
  assert_value (school, result, 2, "village", "青石村");
  assert_value (school, result, 2, "remark", "爱画画");
  assert_value (school, result, 2, "enrol_status", "1");
  assert_value (school, result, 2, "level", "1");
  assert_value (school, result, 2, "family", expected);
  g_assert_cmpint (count_of (school, &zx_kind_family), ==, 2);
  g_assert_cmpint (count_of (school, &zx_kind_enrolment), ==, 2);
  g_assert_cmpint (count_of (school, &zx_kind_class), ==, 1);
  g_assert_cmpstr (zx_record_get_text (guardian, "relation"), ==, "61");
  g_assert_cmpint (zx_record_get_int (guardian, "guardian"), ==, 1);
  g_assert_cmpstr (zx_record_get_text (guardian, "phone"), ==, "13800110022");
  g_assert_cmpint (zx_record_get_int (low, "family"), ==, zx_record_get_int (guardian, "family"));
  g_assert_cmpint (zx_record_get_int (single, "student"), ==, imported_row (result, 2)->id);

  g_assert_cmpstr (zx_record_get_text (waiting, "state"), ==, "waiting");
  g_assert_cmpstr (zx_record_get_text (waiting, "code"), ==, "E_ID_LENGTH");
  g_assert_cmpstr (zx_record_get_text (waiting, "field"), ==, "id_no");
  g_assert_cmpstr (zx_record_get_text (waiting, "file"), ==, "roster.csv");
  cells = zx_rejected_row_get_cells (zx_record_get_text (waiting, "raw"));
  g_assert_cmpuint (cells->len, ==, 18);
  g_assert_cmpstr (cells->pdata[0], ==, "姓名");
  g_assert_cmpstr (cells->pdata[1], ==, "陈嘉豪");
  g_assert_cmpstr (cells->pdata[3], ==, "5200");
}

static void
test_again_changes_nothing (School        *school,
                            gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autoptr (ZxRosterResult) first = school_import_text (school, text);
  gint64 action = last_action (school);
  g_autofree char *path = school_path (school, "roster.csv");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ZxRosterResult) again = school_import (school, path, i == 0 ? ZX_ROSTER_DEFAULT : ZX_ROSTER_UPDATE);

      g_assert_cmpuint (again->unchanged, ==, 2);
      g_assert_cmpuint (again->accepted, ==, 2);
      g_assert_cmpuint (again->rejected->len, ==, 1);
      g_assert_cmpint (again->action, ==, 0);
      g_assert_cmpint (imported_row (again, 2)->id, ==, imported_row (first, 2)->id);
    }
  g_assert_cmpint (last_action (school), ==, action);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 2);
  g_assert_cmpint (count_of (school, &zx_kind_rejected_row), ==, 1);
}

static void
test_update (School        *school,
             gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autofree char *other = small_roster ("13900110099");
  g_autoptr (ZxRosterResult) first = school_import_text (school, text);
  g_autoptr (ZxRosterResult) preview = school_import_text (school, other);
  g_autofree char *path = school_path (school, "roster.csv");
  g_autoptr (ZxRosterResult) update = NULL;
  g_autoptr (GPtrArray) history = NULL;
  ZxHistoryEntry *entry;
  guint n_student_fields = 0;

  g_assert_cmpuint (preview->changed, ==, 1);
  g_assert_cmpuint (preview->unchanged, ==, 1);
  g_assert_cmpint (preview->action, ==, 0);
  assert_value (school, preview, 2, "phone", "13800110022");

  update = school_import (school, path, ZX_ROSTER_UPDATE);
  g_assert_cmpuint (update->updated, ==, 1);
  g_assert_cmpuint (update->unchanged, ==, 1);
  g_assert_cmpint (update->action, >, 0);
  assert_value (school, update, 2, "phone", "13900110099");

  /* Only the differing cell was written. */
  history = zx_history_load (zx_casebook_get_reader (school->casebook), &zx_kind_student, imported_row (update, 2)->id, 1, NULL);
  entry = history->pdata[0];
  for (guint i = 0; i < entry->changes->len; i++)
    n_student_fields += ((ZxRowChange *) entry->changes->pdata[i])->fields->len;
  g_assert_cmpuint (n_student_fields, ==, 1);
}

/* An empty cell says nothing about what the casebook knows. */
static void
test_empty_cells_wipe_nothing (School        *school,
                               gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autofree char *empty = g_strdup_printf ("姓名,身份证号,班级,监护人,联系电话,困难类型,备注\n张家伟,%s,,,,,\n", id_of ("2016-03-04", 1));
  g_autoptr (ZxRosterResult) first = school_import_text (school, text);
  g_autofree char *path = school_write (school, "empty.csv", empty);
  g_autoptr (ZxRosterResult) result = school_import (school, path, ZX_ROSTER_UPDATE);

  g_assert_cmpuint (result->unchanged, ==, 1);
  assert_value (school, result, 2, "phone", "13800110022");
  assert_value (school, result, 2, "class_name", "1班");
}

static void
test_matching (School        *school,
               gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("姓名,性别,身份证号,学籍号,出生日期,班级\n"
                                           "张家伟,男,,L5200992016030499010001,2016-03-04,五(1)班\n"
                                           "王小梅,女,,,2016-03-05,五(1)班\n"
                                           "陈嘉豪,男,%s,,,五(1)班\n", id_of ("2016-03-06", 1));
  g_autofree char *later = g_strdup_printf ("姓名,性别,身份证号,学籍号,出生日期,班级\n"
                                            "王小梅,女,%s,,2016-03-05,五(1)班\n"     /* 2: gets her number */
                                            "陈嘉毫,男,%s,,,五(1)班\n"               /* 3: another spelling */
                                            "王小梅,女,,,2016-03-05,五(2)班\n",      /* 4: another class, another child */
                                            id_of ("2016-03-05", 2), id_of ("2016-03-06", 1));
  g_autoptr (ZxRosterResult) first = school_import_text (school, text);
  g_autofree char *path = school_write (school, "later.csv", later);
  g_autoptr (ZxRosterResult) result = school_import (school, path, ZX_ROSTER_UPDATE);

  g_assert_cmpuint (first->added, ==, 3);
  g_assert_cmpuint (result->updated, ==, 2);
  g_assert_cmpuint (result->added, ==, 1);
  g_assert_cmpint (imported_row (result, 2)->id, ==, imported_row (first, 3)->id);
  g_assert_cmpint (imported_row (result, 3)->id, ==, imported_row (first, 4)->id);
  assert_value (school, first, 3, "id_no", id_of ("2016-03-05", 2));
  assert_value (school, first, 4, "name", "陈嘉毫");
}

static void
test_missing (School        *school,
              gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,班级\n张家伟,%s,五(1)班\n王小梅,%s,五(1)班\n陈嘉豪,%s,六(1)班\n",
                                           id_of ("2016-03-04", 1), id_of ("2016-03-04", 2), id_of ("2015-03-04", 1));
  g_autofree char *fewer = g_strdup_printf ("姓名,身份证号,班级\n张家伟,%s,五(1)班\n", id_of ("2016-03-04", 1));
  g_autoptr (ZxRosterResult) first = school_import_text (school, text);
  g_autoptr (ZxRosterResult) second = school_import_text (school, fewer);

  g_assert_cmpuint (first->missing->len, ==, 0);
  g_assert_cmpuint (second->missing->len, ==, 1);
  g_assert_cmpint (g_array_index (second->missing, gint64, 0), ==, imported_row (first, 3)->id);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 3);
}

static void
test_households_are_only_proposed (School        *school,
                                   gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,班级,家长姓名,家长电话\n张家伟,%s,五(1)班,张大山,13800110022\n"
                                           "张家美,%s,三(1)班,张大山,13800110022\n王小梅,%s,三(1)班,张大山,13800110033\n",
                                           id_of ("2016-03-04", 1), id_of ("2018-03-04", 2), id_of ("2018-03-05", 2));
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  const ZxRosterHousehold *household;

  g_assert_cmpuint (result->households->len, ==, 1);
  household = &g_array_index (result->households, ZxRosterHousehold, 0);
  g_assert_cmpint (household->student, ==, imported_row (result, 3)->id);
  g_assert_cmpint (household->other, ==, imported_row (result, 2)->id);
  g_assert_cmpint (count_of (school, &zx_kind_family), ==, 3);
}

static void
test_undo_and_redo (School        *school,
                    gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  g_auto (ZxUndoResult) undone = { 0 };
  g_auto (ZxUndoResult) redone = { 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_undo (school->casebook, 0, 0, &undone, &error);
  g_assert_no_error (error);
  g_assert_cmpint (undone.undid, ==, result->action);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 0);
  g_assert_cmpint (count_of (school, &zx_kind_rejected_row), ==, 0);
  g_assert_cmpint (count_of (school, &zx_kind_family_member), ==, 0);

  zx_casebook_redo (school->casebook, 0, 0, &redone, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 2);
  g_assert_cmpint (count_of (school, &zx_kind_rejected_row), ==, 1);
  assert_value (school, result, 2, "class_name", "1班");
}

/* A file that was imported and undone comes in again whole. */
static void
test_import_after_undo (School        *school,
                        gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autoptr (ZxRosterResult) first = school_import_text (school, text);
  g_auto (ZxUndoResult) undone = { 0 };
  g_autoptr (ZxRosterResult) second = NULL;

  g_assert_true (zx_casebook_undo (school->casebook, 0, 0, &undone, NULL));
  second = school_import_text (school, text);
  g_assert_cmpuint (second->added, ==, 2);
  g_assert_cmpint (count_of (school, &zx_kind_rejected_row), ==, 1);
}

static void
test_undo_keeps_newer_records (School        *school,
                               gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  g_autoptr (ZxRecord) call = zx_record_new (&zx_kind_contact_log);
  g_auto (ZxUndoResult) undone = { 0 };
  g_autoptr (GError) error = NULL;

  zx_record_set_ref (call, "student", imported_row (result, 2)->id);
  zx_record_set_text (call, "date", "2026-11-20");
  g_assert_true (zx_casebook_save (school->casebook, "Record a call", call, NULL, &error));

  zx_casebook_undo (school->casebook, result->action, 0, &undone, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 1);
  g_assert_cmpuint (undone.kept->len, >, 0);
  assert_value (school, result, 2, "name", "张家伟");
  assert_value (school, result, 2, "class_name", "1班");
}

static void
cancel_cb (guint    done,
           guint    total,
           gpointer user_data)
{
  if (done >= 1000)
    g_cancellable_cancel (user_data);
}

static void
test_cancel_leaves_nothing (School        *school,
                            gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,身份证号,班级\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = NULL;
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (GError) error = NULL;
  gint64 action = last_action (school);

  for (guint i = 0; i < 2000; i++)
    {
      char birth[11];

      g_snprintf (birth, sizeof birth, "2016-%02u-%02u", 1 + i / 100 % 12, 1 + i / 1200);
      g_string_append_printf (text, "张家伟,%s,五(1)班\n", id_of (birth, i));
    }
  path = school_write (school, "long.csv", text->str);
  import = school_open (school, path);
  zx_roster_import_set_progress (import, cancel_cb, cancellable);
  g_assert_null (zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (last_action (school), ==, action);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 0);
  g_assert_cmpint (count_of (school, &zx_kind_family), ==, 0);
}

/* Several entries, one action with one number. */
static void
test_long_import_is_one_action (School        *school,
                                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,身份证号,班级,监护人\n");
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_auto (ZxUndoResult) undone = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      char birth[11];

      g_snprintf (birth, sizeof birth, "20%02u-%02u-%02u", 12 + i / 1200, 1 + i / 100 % 12, 1 + i % 28);
      g_string_append_printf (text, "张家伟,%s,五(%u)班,张大山\n", id_of (birth, i), 1 + i % 9);
    }
  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->rejected->len, ==, 0);
  g_assert_cmpuint (result->added, ==, 3000);
  history = zx_history_load (zx_casebook_get_reader (school->casebook), NULL, 0, 1, &error);
  g_assert_cmpint (((ZxHistoryEntry *) history->pdata[0])->action, ==, result->action);
  g_assert_true (zx_casebook_undo (school->casebook, result->action, 0, &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 0);
}

/* --- rejected rows --- */

static void
test_correct_a_row (School        *school,
                    gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("三年级名册,,,\n姓名,身份证号,班级,家长电话\n陈嘉豪,5200,1班,13800110022\n王小梅,%s,,\n", id_of ("2018-03-04", 2));
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  gint64 rejected = g_array_index (result->rejected, ZxRosterFinding, 0).id;
  const char *fields[] = { "id_no", NULL };
  const char *wrong[] = { "520", NULL };
  const char *right[] = { id_of ("2018-03-04", 3), NULL };
  const char *unknown[] = { "id", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRecord) student = NULL;
  g_autoptr (ZxRecord) row = NULL;
  g_auto (ZxUndoResult) undone = { 0 };
  gint64 id = 0, action = 0;

  g_assert_cmpint (rejected, >, 0);
  g_assert_false (zx_rejected_row_import (school->casebook, rejected, fields, wrong, NULL, NULL, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_REJECTED);
  g_assert_cmpstr (zx_roster_error_get_code (error), ==, "E_ID_LENGTH");
  g_assert_cmpstr (zx_roster_error_get_field (error), ==, "id_no");
  g_clear_error (&error);
  g_assert_false (zx_rejected_row_import (school->casebook, rejected, unknown, right, NULL, NULL, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD);
  g_clear_error (&error);
  g_assert_cmpint (count_of (school, &zx_kind_student), ==, 1);

  g_assert_true (zx_rejected_row_import (school->casebook, rejected, fields, right, &id, &action, &error));
  g_assert_no_error (error);
  g_assert_cmpint (action, >, result->action);
  student = zx_record_load (zx_casebook_get_reader (school->casebook), &zx_kind_student, id, &error);
  g_assert_cmpstr (zx_record_get_text (student, "name"), ==, "陈嘉豪");
  /* The grade stood in the title. */
  g_assert_cmpstr (zx_record_get_text (student, "grade"), ==, "P3");
  g_assert_cmpstr (zx_record_get_text (student, "class_name"), ==, "1班");
  g_assert_cmpstr (zx_record_get_text (student, "phone"), ==, "13800110022");
  row = zx_record_load (zx_casebook_get_reader (school->casebook), &zx_kind_rejected_row, rejected, &error);
  g_assert_cmpstr (zx_record_get_text (row, "state"), ==, "corrected");
  g_assert_cmpint (zx_record_get_int (row, "record"), ==, id);

  g_assert_false (zx_rejected_row_import (school->casebook, rejected, fields, right, &id, &action, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_ROW);
  g_clear_error (&error);

  /* Undone, it waits again. */
  g_assert_true (zx_casebook_undo (school->casebook, 0, 0, &undone, &error));
  g_clear_pointer (&row, zx_record_unref);
  row = zx_record_load (zx_casebook_get_reader (school->casebook), &zx_kind_rejected_row, rejected, &error);
  g_assert_cmpstr (zx_record_get_text (row, "state"), ==, "waiting");
}

/* Columns chosen by hand are known when the row is corrected; lost digits are lost for good. */
static void
test_correct_mapped_and_lost (School        *school,
                              gconstpointer  data)
{
  g_autofree char *path = school_write (school, "own.csv", "孩子,号码,哪个班\n陈嘉豪,5.20099E+17,五(1)班\n");
  g_autoptr (ZxRosterImport) import = school_open (school, path);
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *fields[] = { "class_name", NULL };
  const char *values[] = { "五(2)班", NULL };
  const char *both[] = { "class_name", "id_no", NULL };
  const char *both_values[] = { "五(2)班", id_of ("2016-03-04", 1), NULL };
  gint64 rejected, id;

  g_assert_true (zx_roster_import_select_sheet (import, 0, 1, &error));
  g_assert_true (zx_roster_import_map (import, "孩子", "name", &error));
  g_assert_true (zx_roster_import_map (import, "号码", "id_no", &error));
  g_assert_true (zx_roster_import_map (import, "哪个班", "class_name", &error));
  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rejected_code (result, 2), ==, "E_ID_PRECISION");
  rejected = g_array_index (result->rejected, ZxRosterFinding, 0).id;

  g_assert_false (zx_rejected_row_import (school->casebook, rejected, fields, values, &id, NULL, &error));
  g_assert_cmpstr (zx_roster_error_get_code (error), ==, "E_ID_PRECISION");
  g_clear_error (&error);
  g_assert_true (zx_rejected_row_import (school->casebook, rejected, both, both_values, &id, NULL, &error));
  g_assert_no_error (error);
}

static void
test_conflict_is_not_renamed (School        *school,
                              gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,班级\n张家伟,%s,五(1)班\n张佳伟,%s,五(1)班\n",
                                           id_of ("2016-03-04", 1), id_of ("2016-03-04", 1));
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  gint64 rejected = g_array_index (result->rejected, ZxRosterFinding, 0).id;
  const char *fields[] = { "class_name", NULL };
  const char *values[] = { "五(2)班", NULL };
  const char *name[] = { "name", NULL };
  const char *other[] = { "张加伟", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_rejected_row_import (school->casebook, rejected, fields, values, NULL, NULL, &error));
  g_assert_cmpstr (zx_roster_error_get_code (error), ==, "E_ID_CONFLICT");
  g_clear_error (&error);
  g_assert_false (zx_rejected_row_import (school->casebook, rejected, name, other, NULL, NULL, &error));
  g_assert_cmpstr (zx_roster_error_get_code (error), ==, "E_ID_CONFLICT");
  assert_value (school, result, 2, "name", "张家伟");
}

static void
test_write_rejects (School        *school,
                    gconstpointer  data)
{
  g_autofree char *path = school_write (school, "rejects-of.csv", "姓名,身份证号,备注\n=1+1,5200,\"他说：\"\"好\"\"\"\n,无,+86 138\n");
  g_autoptr (ZxRosterImport) import = school_open (school, path);
  g_autoptr (ZxRosterResult) result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, NULL);
  g_autofree char *out = school_path (school, "out.csv");
  g_autofree char *sheet = school_path (school, "out.xlsx");
  g_autofree char *nowhere = school_path (school, "no/such/out.csv");
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (result->rejected->len, ==, 2);
  g_assert_true (zx_roster_import_write_rejects (import, out, result->rejected, &error));
  g_assert_true (g_file_get_contents (out, &written, NULL, &error));
  g_assert_true (g_str_has_prefix (written, "\xef\xbb\xbf行号,原因代码,原因,姓名,身份证号,备注\r\n2,E_NAME_MISSING,"));
  g_assert_nonnull (strstr (written, ",'=1+1,5200,\"他说：\"\"好\"\"\"\r\n"));
  g_assert_nonnull (strstr (written, ",,无,+86 138\r\n"));

  g_assert_true (zx_roster_import_write_rejects (import, sheet, result->rejected, &error));
  g_assert_no_error (error);
  g_assert_false (zx_roster_import_write_rejects (import, nowhere, result->rejected, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  /* What was written can be corrected and imported itself. */
  {
    g_autoptr (ZxRosterImport) back = school_open (school, sheet);

    g_assert_cmpuint (zx_roster_import_get_sheet (back, 0)->header_row, ==, 1);
    g_assert_cmpuint (zx_roster_import_get_sheet (back, 0)->n_rows, ==, 2);
  }
}

static void
test_back_up_first (School        *school,
                    gconstpointer  data)
{
  g_autofree char *text = small_roster ("13800110022");
  g_autofree char *path = school_write (school, "roster.csv", text);
  g_autoptr (ZxRosterResult) result = school_import (school, path, ZX_ROSTER_BACK_UP);

  g_assert_cmpuint (result->added, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, School, NULL, school_set_up, func, school_tear_down)
  ADD ("/roster/import/what-a-row-makes", test_what_a_row_makes);
  ADD ("/roster/import/again-changes-nothing", test_again_changes_nothing);
  ADD ("/roster/import/update", test_update);
  ADD ("/roster/import/empty-cells-wipe-nothing", test_empty_cells_wipe_nothing);
  ADD ("/roster/import/matching", test_matching);
  ADD ("/roster/import/missing", test_missing);
  ADD ("/roster/import/households-are-only-proposed", test_households_are_only_proposed);
  ADD ("/roster/import/undo-and-redo", test_undo_and_redo);
  ADD ("/roster/import/import-after-undo", test_import_after_undo);
  ADD ("/roster/import/undo-keeps-newer-records", test_undo_keeps_newer_records);
  ADD ("/roster/import/cancel-leaves-nothing", test_cancel_leaves_nothing);
  ADD ("/roster/import/long-import-is-one-action", test_long_import_is_one_action);
  ADD ("/roster/import/correct-a-row", test_correct_a_row);
  ADD ("/roster/import/correct-mapped-and-lost", test_correct_mapped_and_lost);
  ADD ("/roster/import/conflict-is-not-renamed", test_conflict_is_not_renamed);
  ADD ("/roster/import/write-rejects", test_write_rejects);
  ADD ("/roster/import/back-up-first", test_back_up_first);

  return g_test_run ();
}
