/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-roster-util.h"
#include "zx-import-kind.h"

/* Tables of any kind: staff, calls, visits. */

static ZxKindImport *
import_text (School                     *school,
             const ZxKind               *kind,
             const char                 *text,
             const ZxKindImportOptions  *options)
{
  g_autofree char *path = school_write (school, "table.csv", text);
  g_autoptr (GError) error = NULL;
  ZxKindImport *done = zx_kind_import (school->casebook, kind, path, options, NULL, &error);

  g_assert_no_error (error);

  return done;
}

static void
test_staff (School        *school,
            gconstpointer  data)
{
  const char *text = "name,Phone,post\n王建国,13800110022,班主任\n陈秀兰,13800110033,\n,13800110044,\n";
  ZxKindImportOptions dry = { .dry_run = TRUE };
  g_autoptr (ZxKindImport) trial = import_text (school, &zx_kind_staff, text, &dry);
  g_autoptr (ZxKindImport) done = NULL;
  g_autoptr (ZxRecord) staff = NULL;
  g_autoptr (GError) error = NULL;
  const char *fields[] = { "name", NULL };
  const char *values[] = { "赵子涵", NULL };
  gint64 before = count_of (school, &zx_kind_staff);
  gint64 id = 0;

  g_assert_cmpuint (trial->result->added, ==, 2);
  g_assert_cmpuint (trial->result->rejected->len, ==, 1);
  g_assert_cmpint (trial->result->action, ==, 0);
  g_assert_cmpint (count_of (school, &zx_kind_rejected_row), ==, 0);

  done = import_text (school, &zx_kind_staff, text, NULL);
  g_assert_cmpint (done->result->action, >, 0);
  g_assert_cmpint (count_of (school, &zx_kind_staff), ==, before + 2);
  staff = load_where (school, &zx_kind_staff, "name", "王建国");
  g_assert_cmpstr (zx_record_get_text (staff, "phone"), ==, "13800110022");
  g_assert_cmpstr (rejected_code (done->result, 4), ==, "E_VALUE");
  g_assert_cmpstr (rejected_field (done->result, 4), ==, "name");

  g_assert_false (zx_rejected_row_import (school->casebook, g_array_index (done->result->rejected, ZxRosterFinding, 0).id,
                                          NULL, NULL, &id, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_true (zx_rejected_row_import (school->casebook, g_array_index (done->result->rejected, ZxRosterFinding, 0).id,
                                         fields, values, &id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_of (school, &zx_kind_staff), ==, before + 3);
}

/* Students by name or number, teachers by name; lists in one cell. */
static void
test_references (School        *school,
                 gconstpointer  data)
{
  g_autofree char *roster = g_strdup_printf ("姓名,身份证号,班级\n张家伟,%s,五(1)班\n王小梅,%s,五(1)班\n", id_of ("2016-03-04", 1), id_of ("2016-03-04", 2));
  g_autoptr (ZxRosterResult) students = school_import_text (school, roster);
  g_autofree char *text = g_strdup_printf ("家访登记,,,\nstudent,visit_date,visitors,purpose\n张家伟、%s,2026-10-09,王建国、李慧芳,日常走访\n"
                                           "没有这人,2026-10-09,王建国,\n张家伟,2027-10-09,王建国,\n", id_of ("2016-03-04", 2));
  g_autoptr (ZxKindImport) done = import_text (school, &zx_kind_home_visit, text, NULL);

  g_assert_cmpuint (done->header_row, ==, 2);
  g_assert_cmpuint (done->result->added, ==, 1);
  g_assert_cmpuint (done->result->rejected->len, ==, 2);
  g_assert_cmpstr (rejected_field (done->result, 4), ==, "student");
  g_assert_cmpint (count_of (school, &zx_kind_visit_child), ==, 2);
  g_assert_cmpint (count_of (school, &zx_kind_visit_staff), ==, 2);
}

static void
test_mapping (School        *school,
              gconstpointer  data)
{
  const char *columns[] = { "老师", "手机", NULL };
  const char *fields[] = { "name", "", NULL };
  const char *wrong[] = { "name", "phones", NULL };
  ZxKindImportOptions options = { .header_row = 2, .columns = columns, .fields = fields };
  ZxKindImportOptions bad = { .header_row = 2, .columns = columns, .fields = wrong };
  g_autoptr (ZxKindImport) done = import_text (school, &zx_kind_staff, "教师名单,\n老师,手机\n王建国,13800110022\n", &options);
  g_autofree char *path = school_path (school, "table.csv");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (done->result->added, ==, 1);
  g_assert_null (done->fields->pdata[1]);
  g_assert_null (zx_kind_import (school->casebook, &zx_kind_staff, path, &bad, NULL, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD);
  g_clear_error (&error);
  g_assert_null (zx_kind_import (school->casebook, &zx_kind_staff, path, NULL, NULL, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_TABLE);
}

static void
test_write_rejects (School        *school,
                    gconstpointer  data)
{
  g_autoptr (ZxKindImport) done = import_text (school, &zx_kind_staff, "name,phone\n,138\n", NULL);
  g_autofree char *path = school_path (school, "out.csv");
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (zx_kind_import_write_rejects (done, path, &error));
  g_assert_true (g_file_get_contents (path, &written, NULL, &error));
  g_assert_nonnull (strstr (written, "2,E_VALUE,"));
  g_assert_true (g_str_has_suffix (written, ",,138\r\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, School, NULL, school_set_up, func, school_tear_down)
  ADD ("/import-kind/staff", test_staff);
  ADD ("/import-kind/references", test_references);
  ADD ("/import-kind/mapping", test_mapping);
  ADD ("/import-kind/write-rejects", test_write_rejects);

  return g_test_run ();
}
