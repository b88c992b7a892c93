/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-reader-util.h"
#include "test-roster-util.h"

/* What rosters of real schools do to their cells. */

/* A workbook of one sheet whose days count from 1904, or from 1900. */
static char *
write_book (School     *school,
            const char *rows,
            gboolean    since_1904)
{
  ReaderFixture fixture = { .folder = school->folder };
  g_autofree char *sheet = g_strdup_printf (READER_SHEET ("<sheetData>%s</sheetData>"), rows);
  g_autofree char *book = g_strdup_printf ("<workbook xmlns:r=\"urn:r\"><workbookPr date1904=\"%d\"/><sheets><sheet name=\"a\" r:id=\"rId1\"/>"
                                           "</sheets></workbook>", since_1904);

  return reader_write_zip (&fixture, "book.xlsx", "[Content_Types].xml", READER_TYPES, "_rels/.rels", READER_ROOT_RELS, "xl/workbook.xml", book,
                           "xl/_rels/workbook.xml.rels", READER_BOOK_RELS, "xl/sharedStrings.xml", "<sst/>", "xl/styles.xml", "<styleSheet/>",
                           "xl/worksheets/sheet1.xml", sheet, NULL);
}

#define TEXT(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(number) "<c><v>" number "</v></c>"

static void
test_serials_obey_the_workbook (School        *school,
                                gconstpointer  data)
{
  static const char format[] =
    "<row>" TEXT ("姓名") TEXT ("性别") TEXT ("出生日期") TEXT ("班级") "</row>"
    "<row>" TEXT ("张家伟") TEXT ("男") NUMBER ("41030") TEXT ("五(1)班") "</row>"
    "<row>" TEXT ("李小梅") TEXT ("女") NUMBER ("41030.5") TEXT ("五(1)班") "</row>"
    "<row>" TEXT ("王%u") TEXT ("女") NUMBER ("41030") TEXT ("五(1)班") "</row>";

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *rows = g_strdup_printf (format, i + 1);
      g_autofree char *path = write_book (school, rows, i == 1);
      g_autoptr (ZxRosterResult) result = school_import (school, path, ZX_ROSTER_DEFAULT);
      const char *expected = i == 0 ? "2012-05-01" : "2016-05-02";
      const char *fields[] = { "name", NULL };
      const char *values[] = { "王一诺", NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (ZxRecord) student = NULL;
      gint64 id = 0;

      assert_value (school, result, 2, "birth_date", expected);
      assert_value (school, result, 3, "birth_date", expected);
      /* … and so does the row that is corrected later. */
      g_assert_cmpstr (rejected_code (result, 4), ==, "E_NAME_MISSING");
      g_assert_true (zx_rejected_row_import (school->casebook, g_array_index (result->rejected, ZxRosterFinding, 0).id, fields, values,
                                             &id, NULL, &error));
      g_assert_no_error (error);
      student = zx_record_load (zx_casebook_get_reader (school->casebook), &zx_kind_student, id, &error);
      g_assert_cmpstr (zx_record_get_text (student, "birth_date"), ==, expected);
    }
}

/* An account in a number cell of 19 digits: its end is lost for good, also when another cell of the row is corrected. */
static void
test_lost_digits_stay_lost (School        *school,
                            gconstpointer  data)
{
  g_autofree char *rows = g_strdup_printf (
    "<row>" TEXT ("姓名") TEXT ("身份证号") TEXT ("班级") TEXT ("银行卡号") TEXT ("联系电话") "</row>"
    "<row>" TEXT ("张1") TEXT ("%s") TEXT ("五(1)班") NUMBER ("6217000000000012345") "<c t=\"e\"><v>#REF!</v></c></row>"
    "<row>" TEXT ("李小梅") NUMBER ("520099201603049020") TEXT ("五(1)班") TEXT ("") TEXT ("13800110022") "</row>", id_of ("2016-03-04", 1));
  g_autofree char *path = write_book (school, rows, FALSE);
  g_autofree char *rejects = school_path (school, "rejects.csv");
  g_autofree char *text = NULL;
  g_autoptr (ZxRosterImport) import = school_open (school, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRosterResult) result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, &error);
  g_autoptr (ZxRosterResult) again = NULL;
  g_autoptr (ZxRecord) student = NULL;
  const char *fields[] = { "name", NULL };
  const char *values[] = { "张家伟", NULL };
  gint64 id = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (rejected_code (result, 2), ==, "E_NAME_MISSING");
  g_assert_cmpstr (rejected_code (result, 3), ==, "E_ID_PRECISION");

  g_assert_true (zx_roster_import_write_rejects (import, rejects, result->rejected, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (rejects, &text, NULL, &error));
  g_assert_nonnull (strstr (text, ",6.21700000000001E+18,"));
  g_assert_nonnull (strstr (text, ",5.20099201603049E+17,"));

  g_assert_true (zx_rejected_row_import (school->casebook, g_array_index (result->rejected, ZxRosterFinding, 0).id, fields, values, &id, NULL, &error));
  g_assert_no_error (error);
  student = zx_record_load (zx_casebook_get_reader (school->casebook), &zx_kind_student, id, &error);
  g_assert_cmpstr (zx_record_get_text (student, "bank_no"), ==, NULL);
  g_assert_cmpstr (zx_record_get_text (student, "phone"), ==, NULL);

  /* The list of rejected rows, sent back as it was, says the same. */
  again = school_import (school, rejects, ZX_ROSTER_DEFAULT);
  g_assert_cmpstr (rejected_code (again, 3), ==, "E_ID_PRECISION");
}

static void
test_grade_column_with_the_class (School        *school,
                                  gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,年级\n张家伟,%s,五(1)班\n李小梅,%s,大班\n王一诺,%s,八年级（2）班\n",
                                           id_of ("2016-03-04", 1), id_of ("2021-03-04", 2), id_of ("2013-03-04", 4));
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);

  g_assert_cmpuint (result->added, ==, 3);
  assert_value (school, result, 2, "grade", "P5");
  assert_value (school, result, 2, "class_name", "1班");
  assert_value (school, result, 3, "grade", "K3");
  assert_value (school, result, 3, "class_name", "");
  assert_value (school, result, 4, "grade", "J2");
  assert_value (school, result, 4, "class_name", "2班");
}

static void
test_numbers_as_programs_write_them (School        *school,
                                     gconstpointer  data)
{
  g_autofree char *first = g_strdup (id_of ("2016-03-04", 1));
  g_autofree char *second = g_strdup (id_of ("2016-03-04", 3));
  g_autofree char *third = g_strdup (id_of ("2016-03-04", 5));
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,班级,联系电话,监护人,备注\n"
                                           "张家伟,=\"%s\",五(1)班,=\"13800110022\",,=1+1\n"
                                           "李小强,‘%s,五(1)班,13800110022/13900110033,张父,\n"
                                           "王一诺,`%s,五(1)班,#N/A,,#REF!\n"
                                           "赵子涵,５.２００９９Ｅ＋１７,五(1)班,,,\n", first, second, third);
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);

  g_assert_cmpuint (result->added, ==, 3);
  assert_value (school, result, 2, "id_no", first);
  assert_value (school, result, 2, "phone", "13800110022");
  assert_value (school, result, 2, "remark", "=1+1");
  assert_value (school, result, 3, "id_no", second);
  /* The first of two numbers, the whole cell as a remark. */
  assert_warnings (result, 3, "W_PHONE");
  assert_value (school, result, 3, "phone", "13800110022");
  assert_value (school, result, 3, "remark", "联系电话：13800110022/13900110033");
  assert_value (school, result, 4, "id_no", third);
  assert_value (school, result, 4, "phone", "");
  assert_value (school, result, 4, "remark", "");
  assert_warnings (result, 4, "");
  g_assert_cmpstr (rejected_code (result, 5), ==, "E_ID_PRECISION");
}

static void
test_groups_in_one_cell (School        *school,
                         gconstpointer  data)
{
  static const char * const words[] = { "残疾 低保", "低保+残疾", "05低保", "1.低保 2.残疾", "低保 火星", "2024年" };
  static const char * const expected[] = { "05", "05", "05", "05", NULL, NULL };
  g_autoptr (GString) text = g_string_new ("姓名,身份证号,班级,困难类型\n");
  g_autoptr (ZxRosterResult) result = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (text, "张家%s,%s,五(1)班,%s\n", (const char *[]) { "一", "二", "三", "四", "五", "六" }[i], id_of ("2016-03-04", i + 1), words[i]);
  result = school_import_text (school, text->str);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (imported_row (result, i + 2)->cat, ==, expected[i]);
      assert_warnings (result, i + 2, expected[i] != NULL ? "" : "W_CAT");
    }
}

/* .xls: blank cells of a tall merge take the value above, but no class goes over into another grade. */
static void
test_xls_fills_down_within_the_grade (School        *school,
                                      gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sheets", "filled.xls", NULL);
  g_autoptr (ZxRosterResult) result = school_import (school, path, ZX_ROSTER_DEFAULT);

  g_assert_cmpuint (result->added, ==, 4);
  g_assert_cmpuint (result->ignored_rows->len, ==, 1);
  assert_value (school, result, 2, "class_name", "1班");
  assert_value (school, result, 3, "grade", "P5");
  assert_value (school, result, 3, "class_name", "1班");
  assert_warnings (result, 3, "W_FILLED_DOWN W_FILLED_DOWN");
  assert_value (school, result, 4, "grade", "P6");
  assert_value (school, result, 4, "class_name", "");
  assert_value (school, result, 6, "grade", "P6");
  assert_value (school, result, 6, "class_name", "");
  assert_warnings (result, 6, "W_FILLED_DOWN");
}

/* The two halves of a class side by side, as they are printed on one page: the right one must not be lost unnoticed. */
static void
test_second_table_is_told (School        *school,
                           gconstpointer  data)
{
  g_autofree char *first = g_strdup (id_of ("2016-03-04", 1));
  g_autofree char *second = g_strdup (id_of ("2016-03-04", 3));
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,班级,,姓名,身份证号,班级\n张家伟,%s,五(1)班,,李小强,%s,五(1)班\n", first, second);
  g_autofree char *plain = g_strdup_printf ("姓名,身份证号,班级,,监护人,姓名\n李小强,%s,五(1)班,,张父,\n", second);
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  g_autoptr (ZxRosterResult) other = NULL;

  g_assert_cmpuint (result->added, ==, 1);
  g_assert_cmpuint (result->notes->len, ==, 1);
  other = school_import_text (school, plain);
  g_assert_cmpuint (other->notes->len, ==, 0);
}

/* A sheet for each class: what was not read is named, so that nobody believes the whole school came in. */
static void
test_other_sheets_are_told (School        *school,
                            gconstpointer  data)
{
  static const char * const names[] = { "五(1)班", "五(2)班", "说明" };
  g_autofree char *path = school_path (school, "classes.xlsx");
  lxw_workbook *book = workbook_new (path);
  g_autoptr (ZxRosterResult) result = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      lxw_worksheet *sheet = workbook_add_worksheet (book, names[i]);

      worksheet_write_string (sheet, 0, 0, i < 2 ? "姓名" : "填写要求", NULL);
      if (i == 2)
        continue;
      worksheet_write_string (sheet, 0, 1, "性别", NULL);
      worksheet_write_string (sheet, 0, 2, "身份证号", NULL);
      worksheet_write_string (sheet, 1, 0, i == 0 ? "张家伟" : "李小强", NULL);
      worksheet_write_string (sheet, 1, 2, id_of ("2016-03-04", 2 * i + 1), NULL);
    }
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  result = school_import (school, path, ZX_ROSTER_DEFAULT);
  g_assert_cmpuint (result->added, ==, 1);
  assert_value (school, result, 2, "class_name", "1班");
  g_assert_cmpuint (result->notes->len, ==, 1);
  g_assert_nonnull (strstr (result->notes->pdata[0], "“五(2)班”"));
  g_assert_null (strstr (result->notes->pdata[0], "说明"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, School, NULL, school_set_up, func, school_tear_down)
  ADD ("/roster/messy/serials-obey-the-workbook", test_serials_obey_the_workbook);
  ADD ("/roster/messy/lost-digits-stay-lost", test_lost_digits_stay_lost);
  ADD ("/roster/messy/grade-column-with-the-class", test_grade_column_with_the_class);
  ADD ("/roster/messy/numbers-as-programs-write-them", test_numbers_as_programs_write_them);
  ADD ("/roster/messy/groups-in-one-cell", test_groups_in_one_cell);
  ADD ("/roster/messy/xls-fills-down-within-the-grade", test_xls_fills_down_within_the_grade);

  ADD ("/roster/messy/second-table-is-told", test_second_table_is_told);
  ADD ("/roster/messy/other-sheets-are-told", test_other_sheets_are_told);

  return g_test_run ();
}
