/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-roster-util.h"

/* The preview of the window: rows by state, edited in place, corrected together, remembered. */

typedef struct
{
  School          school;
  ZxRosterImport *import;
  char           *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *known = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GError) error = NULL;

  school_set_up (&fixture->school, NULL);
  known = g_strdup_printf ("姓名,身份证号,班级,联系电话\n张家伟,%s,五(1)班,13800110022\n王小梅,%s,五(1)班,13800110033\n",
                           id_of ("2016-03-04", 1), id_of ("2016-03-04", 2));
  result = school_import_text (&fixture->school, known);

  text = g_string_new ("姓名,性别,身份证号,出生日期,班级,联系电话\n");
  g_string_append_printf (text, "张家伟,男,%s,,五(1)班,13900110099\n", id_of ("2016-03-04", 1));          /* 2: another phone */
  g_string_append_printf (text, "王小梅,女,%s,,五(1)班,13800110033\n", id_of ("2016-03-04", 2));          /* 3: the same */
  g_string_append_printf (text, "陈嘉豪,男,%s,2016-03-05,五(1)班,\n", id_of ("2016-03-04", 3));           /* 4: birth date */
  g_string_append_printf (text, "吴佳怡,女,%s,2016-03-05,五(1)班,\n", id_of ("2016-03-04", 4));           /* 5: birth date */
  g_string_append_printf (text, "何天佑,男,%s,,五(1班级,\n", id_of ("2016-03-04", 5));                    /* 6: class */
  g_string_append_printf (text, "罗海燕,女,52OO99201603049O6%c,,五(1)班,\n", id_of ("2016-03-04", 6)[17]); /* 7: letters */
  g_string_append_printf (text, "周文静,女,%s,,五(1)班,\n", id_of ("2016-03-04", 8));                     /* 8: new */
  g_string_append_printf (text, "周文静,女,%s,,五(1)班,\n", id_of ("2016-03-04", 8));                     /* 9: again */
  fixture->path = school_write (&fixture->school, "autumn.csv", text->str);
  fixture->import = school_open (&fixture->school, fixture->path);
  g_assert_true (zx_roster_import_check (fixture->import, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->import);
  g_free (fixture->path);
  school_tear_down (&fixture->school, NULL);
}

static guint
n_rows (Fixture       *fixture,
        ZxRosterState  state)
{
  return g_list_model_get_n_items (zx_roster_import_get_rows (fixture->import, state));
}

static ZxRosterRow *
find_row (Fixture *fixture,
          guint    number)
{
  for (guint state = 0; state < ZX_ROSTER_N_STATES; state++)
    {
      GListModel *rows = zx_roster_import_get_rows (fixture->import, (ZxRosterState) state);

      for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr (ZxRosterRow) row = g_list_model_get_item (rows, i);

          if (zx_roster_row_get_number (row) == number)
            return g_steal_pointer (&row);
        }
    }
  g_error ("no row %u", number);
}

static guint
position_of (Fixture    *fixture,
             const char *field)
{
  for (guint i = 0; i < zx_roster_import_get_n_columns (fixture->import); i++)
    if (g_strcmp0 (zx_roster_import_get_column (fixture->import, i)->field, field) == 0)
      return i;
  g_error ("no column for %s", field);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (ZxRosterRow) changed = find_row (fixture, 2);
  g_autoptr (ZxRosterRow) same = find_row (fixture, 2);
  g_autoptr (ZxRosterRow) rejected = find_row (fixture, 4);
  g_autoptr (ZxRosterRow) fresh = find_row (fixture, 8);
  g_autoptr (ZxRosterResult) preview = zx_roster_import_dup_preview (fixture->import);
  g_autofree char *value = zx_roster_row_dup_value (fresh, "birth_date");
  g_autofree char *shown = zx_roster_row_dup_display (fresh, "class_name");
  g_autofree char *cell = zx_roster_row_dup_cell (fresh, 0);

  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_CHANGED), ==, 1);
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_UNCHANGED), ==, 1);
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_NEW), ==, 1);
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_REJECTED), ==, 5);
  g_assert_true (changed == same);
  g_assert_cmpint (zx_roster_row_get_student (changed), !=, 0);
  g_assert_cmpuint (zx_roster_row_get_n_differences (changed), ==, 1);
  g_assert_cmpstr (zx_roster_row_get_difference (changed, 0)->field, ==, "phone");
  g_assert_cmpstr (zx_roster_row_get_difference (changed, 0)->from, ==, "13800110022");
  g_assert_cmpstr (zx_roster_row_get_difference (changed, 0)->to, ==, "13900110099");
  g_assert_cmpstr (zx_roster_row_get_reason (rejected)->code, ==, "E_BIRTH_MISMATCH");
  g_assert_null (zx_roster_row_get_reason (fresh));
  g_assert_cmpstr (value, ==, "2016-03-04");
  g_assert_cmpstr (cell, ==, "周文静");
  g_assert_nonnull (shown);

  g_assert_cmpuint (preview->added, ==, 1);
  g_assert_cmpuint (preview->changed, ==, 1);
  g_assert_cmpuint (preview->unchanged, ==, 1);
  g_assert_cmpuint (preview->counted_rows, ==, 8);
  g_assert_cmpint (preview->action, ==, 0);
  g_assert_cmpint (count_of (&fixture->school, &zx_kind_student), ==, 2);
}

static void
count_cb (ZxRosterRow *row,
          guint       *count)
{
  (*count)++;
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (ZxRosterRow) row = find_row (fixture, 4);
  g_autoptr (ZxRosterRow) repeated = find_row (fixture, 9);
  g_autoptr (ZxRosterResult) result = NULL;
  g_autofree char *cell = NULL;
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  g_signal_connect (row, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_true (zx_roster_import_edit (fixture->import, row, position_of (fixture, "birth_date"), "2016.3.6", &error));
  g_assert_cmpint (zx_roster_row_get_state (row), ==, ZX_ROSTER_REJECTED);
  g_assert_true (zx_roster_import_edit (fixture->import, row, position_of (fixture, "birth_date"), "2016.3.4", &error));
  g_assert_cmpint (zx_roster_row_get_state (row), ==, ZX_ROSTER_NEW);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_NEW), ==, 2);
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_REJECTED), ==, 4);
  cell = zx_roster_row_dup_cell (row, position_of (fixture, "birth_date"));
  g_assert_cmpstr (cell, ==, "2016.3.4");

  /* Rows know each other: with the number of a row above it is a repetition, with another it is not. */
  g_assert_true (zx_roster_import_edit (fixture->import, repeated, position_of (fixture, "id_no"), id_of ("2016-03-04", 2), &error));
  g_assert_cmpstr (zx_roster_row_get_reason (repeated)->code, ==, "E_ID_CONFLICT");
  g_assert_true (zx_roster_import_edit (fixture->import, repeated, position_of (fixture, "id_no"), id_of ("2016-03-04", 10), &error));
  g_assert_cmpint (zx_roster_row_get_state (repeated), ==, ZX_ROSTER_NEW);
  g_assert_cmpstr (zx_roster_row_get_warning (repeated, 0)->code, ==, "W_BIRTH_DERIVED");

  result = zx_roster_import_apply (fixture->import, ZX_ROSTER_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->added, ==, 3);
  g_assert_cmpuint (result->rejected->len, ==, 3);
}

/* A row that was found to be somebody stays that person when edited. */
static void
test_edit_known (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (ZxRosterRow) row = find_row (fixture, 2);
  gint64 student = zx_roster_row_get_student (row);

  g_assert_true (zx_roster_import_edit (fixture->import, row, position_of (fixture, "phone"), "13800110022", NULL));
  g_assert_cmpint (zx_roster_row_get_state (row), ==, ZX_ROSTER_UNCHANGED);
  g_assert_cmpint (zx_roster_row_get_student (row), ==, student);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (ZxRosterRow) row = find_row (fixture, 2);
  g_autoptr (ZxRosterResult) result = NULL;

  zx_roster_row_set_kept (row, "phone", TRUE);
  g_assert_true (zx_roster_row_get_difference (row, 0)->kept);
  result = zx_roster_import_apply (fixture->import, ZX_ROSTER_UPDATE, NULL, NULL);
  g_assert_cmpuint (result->updated, ==, 0);
  g_assert_cmpuint (result->changed, ==, 1);
  assert_value (&fixture->school, result, 2, "phone", "13800110022");
}

static void
test_set_aside (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (ZxRosterRow) row = find_row (fixture, 4);
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (ZxRecord) waiting = NULL;

  zx_roster_import_set_aside (fixture->import, row, TRUE);
  g_assert_cmpint (zx_roster_row_get_state (row), ==, ZX_ROSTER_SET_ASIDE);
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_REJECTED), ==, 4);
  result = zx_roster_import_apply (fixture->import, ZX_ROSTER_DEFAULT, NULL, NULL);
  g_assert_cmpuint (result->rejected->len, ==, 5);
  waiting = load_where (&fixture->school, &zx_kind_rejected_row, "row", "4");
  g_assert_cmpstr (zx_record_get_text (waiting, "state"), ==, "set_aside");
}

static void
test_fixes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) fixes = zx_roster_import_suggest_fixes (fixture->import);
  g_autoptr (GPtrArray) rest = NULL;

  g_assert_cmpuint (fixes->len, ==, 2);
  g_assert_cmpuint (((ZxRosterFix *) fixes->pdata[0])->n_rows, ==, 2);
  for (guint i = 0; i < fixes->len; i++)
    {
      g_assert_cmpstr (((ZxRosterFix *) fixes->pdata[i])->words, !=, "");
      g_assert_true (zx_roster_import_apply_fix (fixture->import, fixes->pdata[i], NULL));
    }
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_NEW), ==, 4);
  rest = zx_roster_import_suggest_fixes (fixture->import);
  g_assert_cmpuint (rest->len, ==, 0);
}

/* The step is kept when the program closes. */
static void
test_state (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (ZxRosterRow) row = find_row (fixture, 4);
  g_autoptr (ZxRosterRow) aside = find_row (fixture, 5);
  g_autofree char *state = NULL;
  g_autofree char *path = NULL;
  g_autofree char *cell = NULL;
  g_autoptr (ZxRosterRow) again = NULL;

  g_assert_true (zx_roster_import_set_mapping (fixture->import, position_of (fixture, "phone"), "guardian.phone", NULL));
  g_assert_false (zx_roster_import_is_checked (fixture->import));
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_NEW), ==, 0);
  g_assert_true (zx_roster_import_check (fixture->import, NULL, NULL));
  g_assert_true (zx_roster_import_edit (fixture->import, row, position_of (fixture, "birth_date"), "2016\n年3月\"4\"日", NULL));
  zx_roster_import_set_aside (fixture->import, aside, TRUE);
  state = zx_roster_import_dup_state (fixture->import);
  path = zx_roster_state_dup_path (state);
  g_assert_cmpstr (path, ==, fixture->path);

  g_clear_object (&row);
  g_clear_object (&aside);
  g_assert_finalize_object (fixture->import);
  fixture->import = school_open (&fixture->school, fixture->path);
  zx_roster_import_restore_state (fixture->import, "no such text");
  zx_roster_import_restore_state (fixture->import, state);
  g_assert_cmpstr (zx_roster_import_get_column (fixture->import, 5)->field, ==, "guardian.phone");
  g_assert_true (zx_roster_import_check (fixture->import, NULL, NULL));
  again = find_row (fixture, 4);
  cell = zx_roster_row_dup_cell (again, position_of (fixture, "birth_date"));
  g_assert_cmpstr (cell, ==, "2016\n年3月\"4\"日");
  g_assert_cmpuint (n_rows (fixture, ZX_ROSTER_SET_ASIDE), ==, 1);
}

typedef struct
{
  GMainLoop    *loop;
  GAsyncResult *result;
} Waiting;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Waiting *waiting = user_data;

  waiting->result = g_object_ref (result);
  g_main_loop_quit (waiting->loop);
}

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (done, <=, total);
  (*(guint *) user_data)++;
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Waiting waiting = { loop, NULL };
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_reports = 0;

  zx_roster_import_open_async (fixture->path, fixture->school.casebook, NULL, done_cb, &waiting);
  g_main_loop_run (loop);
  import = zx_roster_import_open_finish (waiting.result, &error);
  g_assert_no_error (error);
  g_clear_object (&waiting.result);
  zx_roster_import_set_progress (import, progress_cb, &n_reports);

  zx_roster_import_check_async (import, NULL, done_cb, &waiting);
  g_main_loop_run (loop);
  g_assert_true (zx_roster_import_check_finish (import, waiting.result, &error));
  g_assert_no_error (error);
  g_clear_object (&waiting.result);
  g_assert_cmpuint (n_reports, >, 0);

  zx_roster_import_apply_async (import, ZX_ROSTER_UPDATE | ZX_ROSTER_BACK_UP, NULL, done_cb, &waiting);
  g_main_loop_run (loop);
  result = zx_roster_import_apply_finish (import, waiting.result, &error);
  g_assert_no_error (error);
  g_clear_object (&waiting.result);
  g_assert_cmpuint (result->added, ==, 1);
  g_assert_cmpuint (result->updated, ==, 1);

  /* Checked again after it, everybody is there. */
  zx_roster_import_check_async (import, NULL, done_cb, &waiting);
  g_main_loop_run (loop);
  g_assert_true (zx_roster_import_check_finish (import, waiting.result, &error));
  g_clear_object (&waiting.result);
  g_assert_cmpuint (g_list_model_get_n_items (zx_roster_import_get_rows (import, ZX_ROSTER_UNCHANGED)), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/roster/check/lists", test_lists);
  ADD ("/roster/check/edit", test_edit);
  ADD ("/roster/check/edit-known", test_edit_known);
  ADD ("/roster/check/kept", test_kept);
  ADD ("/roster/check/set-aside", test_set_aside);
  ADD ("/roster/check/fixes", test_fixes);
  ADD ("/roster/check/state", test_state);
  ADD ("/roster/check/async", test_async);

  return g_test_run ();
}
