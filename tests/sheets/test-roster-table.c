/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-roster-util.h"

/* Finding the table in a sheet, what its columns are, and rows that are no people. */

/* Cells of a row are parted by |, rows by line ends. */
static void
fill_sheet (lxw_worksheet *sheet,
            const char    *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "|", -1);

      for (guint j = 0; cells[j] != NULL; j++)
        if (*cells[j] != '\0')
          worksheet_write_string (sheet, i, (lxw_col_t) j, cells[j], NULL);
    }
}

static char *
person (const char *name,
        guint       number,
        const char *rest)
{
  return g_strdup_printf ("%s|%s|%s\n", name, id_of ("2016-03-04", number), rest);
}

static guint
header_row (ZxRosterImport *import,
            guint          *out_n)
{
  const guint *rows = zx_roster_import_get_header_rows (import, out_n);

  return *out_n > 0 ? rows[0] : 0;
}

static const char *
field_of (ZxRosterImport *import,
          const char     *heading)
{
  for (guint i = 0; i < zx_roster_import_get_n_columns (import); i++)
    {
      const ZxRosterColumn *column = zx_roster_import_get_column (import, i);

      if (strcmp (column->heading, heading) == 0)
        return column->field != NULL ? column->field : "";
    }
  g_error ("no column %s", heading);
}

static void
test_title_and_sheets (School        *school,
                       gconstpointer  data)
{
  g_autofree char *path = school_path (school, "sheets.xlsx");
  g_autofree char *one = person ("张家伟", 1, "五(1)班");
  g_autofree char *two = person ("王小梅", 2, "五(1)班");
  g_autoptr (GString) main_text = g_string_new ("青石镇中心学校2026年秋季学生花名册\n\n填表人：李慧芳||2026年9月\n姓　名*|身份证号（18位）|所在 班级|其他\n");
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *notes = workbook_add_worksheet (book, "填表说明");
  lxw_worksheet *small = workbook_add_worksheet (book, "样表");
  lxw_worksheet *sheet = workbook_add_worksheet (book, "花名册");
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  guint n;

  fill_sheet (notes, "说明\n请按样表填写姓名、身份证号");
  fill_sheet (small, "姓名|身份证号|班级\n张三|52009920160304|五(1)班");
  g_string_append (main_text, one);
  g_string_append (main_text, two);
  fill_sheet (sheet, main_text->str);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  import = school_open (school, path);
  g_assert_cmpuint (zx_roster_import_get_n_sheets (import), ==, 3);
  g_assert_cmpuint (zx_roster_import_get_selected_sheet (import), ==, 2);
  g_assert_cmpuint (zx_roster_import_get_sheet (import, 0)->hits, ==, 0);
  g_assert_cmpuint (header_row (import, &n), ==, 4);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (zx_roster_import_get_school_year (import), ==, "2026-2027");
  g_assert_cmpstr (field_of (import, "姓名*"), ==, "name");
  g_assert_cmpstr (field_of (import, "身份证号(18位)"), ==, "id_no");
  g_assert_cmpstr (field_of (import, "所在班级"), ==, "class_name");
  g_assert_cmpstr (field_of (import, "其他"), ==, "");
  g_assert_cmpstr (zx_roster_import_get_column (import, 0)->samples[0], ==, "张家伟");

  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, NULL);
  g_assert_cmpuint (result->added, ==, 2);
  g_assert_nonnull (imported_row (result, 5));
}

/* Another sheet, another header row: only by hand. */
static void
test_by_hand (School        *school,
              gconstpointer  data)
{
  g_autofree char *path = school_path (school, "hand.xlsx");
  g_autoptr (GString) text = g_string_new ("孩子|号码|哪个班\n");
  g_autofree char *one = person ("张家伟", 1, "五(1)班");
  lxw_workbook *book = workbook_new (path);
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint sheet;

  g_string_append (text, one);
  fill_sheet (workbook_add_worksheet (book, "一"), "没有\n表格");
  fill_sheet (workbook_add_worksheet (book, "二"), text->str);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  import = school_open (school, path);
  g_assert_null (zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_TABLE);
  g_clear_error (&error);
  g_assert_false (zx_roster_import_find_sheet (import, "三", &sheet, &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_SHEET);
  g_clear_error (&error);

  g_assert_true (zx_roster_import_find_sheet (import, "二", &sheet, &error));
  g_assert_true (zx_roster_import_select_sheet (import, sheet, 1, &error));
  g_assert_false (zx_roster_import_map (import, "年龄", "name", &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_COLUMN);
  g_clear_error (&error);
  g_assert_false (zx_roster_import_map (import, "孩子", "age", &error));
  g_assert_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD);
  g_clear_error (&error);
  g_assert_true (zx_roster_import_map (import, "孩子", "name", &error));
  g_assert_true (zx_roster_import_map (import, "B", "id_no", &error));
  g_assert_true (zx_roster_import_map (import, "哪个班", "class_name", &error));
  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->added, ==, 1);

  /* The mapping is remembered by the headings. */
  g_clear_object (&import);
  import = school_open (school, path);
  g_assert_true (zx_roster_import_select_sheet (import, sheet, 1, &error));
  g_assert_cmpstr (field_of (import, "哪个班"), ==, "class_name");
  g_assert_true (zx_roster_import_get_column (import, 2)->remembered);
}

static void
test_two_rows (School        *school,
               gconstpointer  data)
{
  g_autofree char *path = school_path (school, "two.xlsx");
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);
  g_autofree char *line = g_strdup_printf ("\n\n\n1|张家伟|%s|五(1)班|张大山|13800110022|李秀英|13800110033|奶奶家", id_of ("2016-03-04", 1));
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (ZxRecord) father = NULL;
  g_autoptr (ZxRecord) mother = NULL;
  static const char * const tall[] = { "序号", "学生姓名", "身份证号", "班级" };
  guint n;

  worksheet_merge_range (sheet, 0, 0, 0, 8, "青石镇中心学校花名册", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tall); i++)
    worksheet_merge_range (sheet, 1, (lxw_col_t) i, 2, (lxw_col_t) i, tall[i], NULL);
  worksheet_merge_range (sheet, 1, 4, 1, 5, "父亲", NULL);
  worksheet_merge_range (sheet, 1, 6, 1, 7, "母亲", NULL);
  worksheet_merge_range (sheet, 1, 8, 2, 8, "备注", NULL);
  worksheet_write_string (sheet, 2, 4, "姓名", NULL);
  worksheet_write_string (sheet, 2, 5, "联系电话", NULL);
  worksheet_write_string (sheet, 2, 6, "姓名", NULL);
  worksheet_write_string (sheet, 2, 7, "联系电话", NULL);
  fill_sheet (sheet, line);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  import = school_open (school, path);
  g_assert_cmpuint (header_row (import, &n), ==, 2);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (field_of (import, "学生姓名"), ==, "name");
  g_assert_cmpstr (field_of (import, "父亲/姓名"), ==, "father.name");
  g_assert_cmpstr (field_of (import, "父亲/联系电话"), ==, "father.phone");
  g_assert_cmpstr (field_of (import, "母亲/姓名"), ==, "mother.name");
  g_assert_cmpstr (field_of (import, "备注"), ==, "remark");

  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, NULL);
  g_assert_cmpuint (result->added, ==, 1);
  assert_value (school, result, 4, "remark", "奶奶家");
  assert_value (school, result, 4, "phone", "13800110022");
  father = load_where (school, &zx_kind_family_member, "relation", "51");
  mother = load_where (school, &zx_kind_family_member, "relation", "52");
  g_assert_cmpstr (zx_record_get_text (father, "name"), ==, "张大山");
  g_assert_cmpstr (zx_record_get_text (mother, "phone"), ==, "13800110033");
  g_assert_cmpint (zx_record_get_int (father, "guardian"), ==, 1);
  g_assert_cmpint (zx_record_get_int (father, "family"), ==, zx_record_get_int (mother, "family"));
}

/* The same as text, where merges are only blanks; then pasted again for page 2. */
static void
test_two_rows_of_text (School        *school,
                       gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("学生花名册,,,,\n姓名,身份证号,班级,监护人,\n,,,姓名,电话\n");
  g_autofree char *path = NULL;
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  guint n;

  g_string_append_printf (text, "张家伟,%s,五(1)班,张大山,13800110022\n", id_of ("2016-03-04", 1));
  g_string_append (text, "学生花名册,,,,\n姓 名,身份证号,班级,监护人,\n,,,姓名,电话\n");
  g_string_append_printf (text, "王小梅,%s,五(1)班,王建国,13800110033\n", id_of ("2016-03-04", 2));
  path = school_write (school, "two.csv", text->str);
  import = school_open (school, path);
  g_assert_cmpuint (header_row (import, &n), ==, 2);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (field_of (import, "监护人/姓名"), ==, "guardian.name");

  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, NULL);
  g_assert_cmpuint (result->counted_rows, ==, 2);
  g_assert_cmpuint (result->added, ==, 2);
  g_assert_cmpuint (result->ignored_rows->len, ==, 3);
  g_assert_cmpuint (g_array_index (result->ignored_rows, guint, 0), ==, 5);
  g_assert_cmpuint (g_array_index (result->ignored_rows, guint, 2), ==, 7);
}

static void
test_rows_that_are_no_people (School        *school,
                              gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("序号,姓名,身份证号,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;
  static const guint expected[] = { 4, 5, 6, 8, 9, 10, 11 };

  g_string_append_printf (text, "1,张家伟,%s,五(1)班\n", id_of ("2016-03-04", 1));
  g_string_append (text, ",,,\n小　计,1,,\n序号,姓名,身份证号,班级\n2,,,\n");
  g_string_append_printf (text, "3,王小梅,%s,五(1)班\n", id_of ("2016-03-04", 2));
  g_string_append (text, "合 计,2,,\n填表人：李慧芳,,,\n,注：以上学生均已核对,,\n备注:无,,,\n");
  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->counted_rows, ==, 2);
  g_assert_cmpuint (result->added, ==, 2);
  g_assert_cmpuint (result->ignored_rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (g_array_index (result->ignored_rows, guint, i), ==, expected[i]);
}

static void
test_merged_and_hidden (School        *school,
                        gconstpointer  data)
{
  g_autofree char *path = school_path (school, "merged.xlsx");
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);
  lxw_row_col_options hidden = { .hidden = LXW_TRUE };
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GString) text = g_string_new ("年级|班级|姓名|身份证号|家庭住址\n");

  for (guint i = 0; i < 4; i++)
    g_string_append_printf (text, "||学生%s|%s|青石村\n", (const char *[]) { "甲", "乙", "丙", "丁" }[i], id_of ("2016-03-04", 1 + 2 * i));
  fill_sheet (sheet, text->str);
  worksheet_merge_range (sheet, 1, 0, 6, 0, "五年级", NULL);
  worksheet_merge_range (sheet, 1, 1, 2, 1, "1班", NULL);
  worksheet_merge_range (sheet, 3, 1, 6, 1, "2班", NULL);
  worksheet_set_row_opt (sheet, 2, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  worksheet_set_column_opt (sheet, 4, 4, 10, NULL, &hidden);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  result = school_import (school, path, ZX_ROSTER_DEFAULT);
  g_assert_cmpuint (result->added, ==, 4);
  g_assert_cmpuint (result->rejected->len, ==, 0);
  assert_value (school, result, 2, "class_name", "1班");
  assert_value (school, result, 3, "class_name", "1班");
  assert_value (school, result, 3, "grade", "P5");
  assert_value (school, result, 3, "home_address", "青石村");
  assert_warnings (result, 2, "");
  assert_warnings (result, 3, "W_HIDDEN_ROW");
  assert_value (school, result, 4, "class_name", "2班");
  assert_value (school, result, 5, "class_name", "2班");
}

/* --- where grade and class come from --- */

static void
test_entry_years (School        *school,
                  gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("青石镇中心小学2025年秋季学生花名册,,\n姓名,身份证号,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;

  g_string_append_printf (text, "张家伟,%s,2024级2班\n", id_of ("2017-03-04", 1));
  g_string_append_printf (text, "王小梅,%s,2019级2班\n", id_of ("2013-03-04", 2));
  result = school_import_text (school, text->str);
  /* The title's autumn of 2025, not the working year: second grade. */
  assert_value (school, result, 3, "grade", "P2");
  assert_value (school, result, 3, "class_name", "2班");
  g_assert_cmpstr (rejected_code (result, 4), ==, "E_GRADE_UNKNOWN");
  g_assert_cmpuint (result->notes->len, ==, 1);
}

/* In a school of several stages the other rows tell which one 2024级 entered. */
static void
test_entry_years_by_other_rows (School        *school,
                                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,身份证号,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;

  g_string_append_printf (text, "张家伟,%s,2024级2班\n", id_of ("2012-03-04", 1));
  g_string_append_printf (text, "王小梅,%s,初二(3)班\n", id_of ("2012-03-04", 2));
  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->added, ==, 2);
  assert_value (school, result, 2, "grade", "J3");
  assert_value (school, result, 3, "grade", "J2");
}

static void
test_grade_from_title (School        *school,
                       gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("青石小学三年级（1）班名册,,,\n姓名,性别,身份证号,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;

  g_string_append_printf (text, "张家伟,男,%s,\n", id_of ("2018-03-04", 1));
  g_string_append_printf (text, "王小梅,女,%s,2班\n", id_of ("2018-03-04", 2));
  g_string_append_printf (text, "陈嘉豪,男,%s,待定\n", id_of ("2018-03-04", 3));
  g_string_append_printf (text, "吴佳怡,女,%s,毕业班\n", id_of ("2018-03-04", 4));
  result = school_import_text (school, text->str);
  assert_value (school, result, 3, "grade", "P3");
  assert_value (school, result, 3, "class_name", "1班");
  assert_value (school, result, 4, "grade", "P3");
  assert_value (school, result, 4, "class_name", "2班");
  g_assert_cmpstr (rejected_code (result, 5), ==, "E_GRADE_UNKNOWN");
  g_assert_cmpstr (rejected_code (result, 6), ==, "E_GRADE_UNKNOWN");
}

static void
test_grade_from_sheet_name (School        *school,
                            gconstpointer  data)
{
  g_autofree char *path = school_path (school, "tab.xlsx");
  g_autoptr (GString) text = g_string_new ("姓名|身份证号|性别\n");
  g_autofree char *one = person ("张家伟", 1, "男");
  lxw_workbook *book = workbook_new (path);
  g_autoptr (ZxRosterResult) result = NULL;

  g_string_append (text, one);
  fill_sheet (workbook_add_worksheet (book, "五(2)班"), text->str);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
  result = school_import (school, path, ZX_ROSTER_DEFAULT);
  assert_value (school, result, 2, "grade", "P5");
  assert_value (school, result, 2, "class_name", "2班");
}

static void
test_kindergarten (School        *school,
                   gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("幼儿姓名,身份证号,班别\n");
  g_autoptr (ZxRosterResult) result = NULL;

  g_string_append_printf (text, "张家伟,%s,小班\n", id_of ("2023-03-04", 1));
  g_string_append_printf (text, "王小梅,%s,中(1)班\n", id_of ("2022-03-04", 2));
  g_string_append_printf (text, "陈嘉豪,%s,大一班\n", id_of ("2021-03-04", 3));
  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->rejected->len, ==, 0);
  assert_value (school, result, 2, "grade", "K1");
  assert_value (school, result, 2, "class_name", "小班");
  assert_value (school, result, 3, "grade", "K2");
  assert_value (school, result, 3, "class_name", "1班");
  assert_value (school, result, 4, "grade", "K3");
  assert_value (school, result, 4, "class_name", "1班");
}

/* Nothing names a grade: nobody is rejected for it, and one is chosen for the whole file. */
static void
test_whole_file_grade (School        *school,
                       gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,身份证号,班级\n");
  g_autofree char *path = NULL;
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (ZxRosterResult) later = NULL;

  g_string_append_printf (text, "张家伟,%s,1班\n", id_of ("2018-03-04", 1));
  path = school_write (school, "grade.csv", text->str);
  import = school_open (school, path);
  g_assert_true (zx_roster_import_needs_grade (import));
  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, NULL);
  g_assert_cmpuint (result->added, ==, 1);
  g_assert_cmpuint (result->notes->len, ==, 1);
  assert_value (school, result, 2, "grade", "");
  assert_value (school, result, 2, "class_name", "1班");

  zx_roster_import_set_grade (import, "P3");
  later = zx_roster_import_apply (import, ZX_ROSTER_UPDATE, NULL, NULL);
  g_assert_cmpuint (later->updated, ==, 1);
  assert_value (school, later, 2, "grade", "P3");
}

static void
test_gb18030_and_tabs (School        *school,
                       gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名\t身份证号\t班级\t困难类型\t是否残疾\n");
  g_autofree char *path = school_path (school, "gb.csv");
  g_autofree char *bytes = NULL;
  g_autoptr (ZxRosterResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_string_append_printf (text, "张䶮伟\t%s\t五(1)班\t农村低保、事实孤儿\t√\n", id_of ("2016-03-04", 1));
  bytes = g_convert (text->str, -1, "GB18030", "UTF-8", NULL, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, bytes, (gssize) size, &error);
  result = school_import (school, path, ZX_ROSTER_DEFAULT);
  assert_value (school, result, 2, "name", "张䶮伟");
  g_assert_cmpstr (imported_row (result, 2)->cat, ==, "05");
  g_assert_cmpint (count_of (school, &zx_kind_category), ==, 3);
}

/* One group of headings, all its words. */
static void
test_heading_words (School        *school,
                    gconstpointer  data)
{
  static const struct
  {
    const char *headings;
    const char *field;
  } groups[] = {
    { "姓名 学生姓名 幼儿姓名 名字", "name" },
    { "性别", "sex" },
    { "身份证号 身份证号码 身份证件号 公民身份号码 证件号码 身份证", "id_no" },
    { "学籍号 全国学籍号 学籍号码", "roll_no" },
    { "出生日期 出生年月 出生年月日 生日", "birth_date" },
    { "民族", "nation" },
    { "年级 所在年级", "grade" },
    { "班级 班别 所在班级 行政班", "class_name" },
    { "就读方式 是否寄宿 是否住校 寄宿", "board" },
    { "联系电话 家长电话 监护人电话 手机", "phone" },
    { "家庭住址 住址 家庭地址 现住址", "home_address" },
    { "监护人 家长姓名 监护人姓名", "guardian.name" },
    { "困难类型 类别 特殊群体类型", "cat" },
    { "是否建档立卡", "cat.01" },
    { "银行卡号 账号 卡号 一卡通账号", "bank_no" },
    { "备注", "remark" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_auto (GStrv) words = g_strsplit (groups[i].headings, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *text = g_strdup_printf ("%s,%s,*%s（必填）\n甲,乙,丙\n",
                                                   i == 0 ? "性别" : "学生姓名", i == 2 || i == 0 ? "年级" : "身份证号", words[j]);
          g_autofree char *path = school_write (school, "words.csv", text);
          g_autoptr (ZxRosterImport) import = school_open (school, path);

          g_assert_cmpuint (zx_roster_import_get_n_columns (import), ==, 3);
          g_assert_cmpstr (zx_roster_import_get_column (import, 2)->field, ==,
                           groups[i].field);
        }
    }
}

/* A guardian's phone beside the child's own contact phone is the guardian's. */
static void
test_two_phones (School        *school,
                 gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("姓名,身份证号,班级,家长姓名,家长电话,联系电话\n张家伟,%s,五(1)班,张大山,13800110022,13800110033\n",
                                           id_of ("2016-03-04", 1));
  g_autoptr (ZxRosterResult) result = school_import_text (school, text);
  g_autoptr (ZxRecord) guardian = load_where (school, &zx_kind_family_member, "guardian", "1");

  assert_value (school, result, 2, "phone", "13800110033");
  g_assert_cmpstr (zx_record_get_text (guardian, "name"), ==, "张大山");
  g_assert_cmpstr (zx_record_get_text (guardian, "phone"), ==, "13800110022");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, School, NULL, school_set_up, func, school_tear_down)
  ADD ("/roster/table/title-and-sheets", test_title_and_sheets);
  ADD ("/roster/table/by-hand", test_by_hand);
  ADD ("/roster/table/two-rows", test_two_rows);
  ADD ("/roster/table/two-rows-of-text", test_two_rows_of_text);
  ADD ("/roster/table/rows-that-are-no-people", test_rows_that_are_no_people);
  ADD ("/roster/table/merged-and-hidden", test_merged_and_hidden);
  ADD ("/roster/table/entry-years", test_entry_years);
  ADD ("/roster/table/entry-years-by-other-rows", test_entry_years_by_other_rows);
  ADD ("/roster/table/grade-from-title", test_grade_from_title);
  ADD ("/roster/table/grade-from-sheet-name", test_grade_from_sheet_name);
  ADD ("/roster/table/kindergarten", test_kindergarten);
  ADD ("/roster/table/whole-file-grade", test_whole_file_grade);
  ADD ("/roster/table/gb18030-and-tabs", test_gb18030_and_tabs);
  ADD ("/roster/table/heading-words", test_heading_words);
  ADD ("/roster/table/two-phones", test_two_phones);

  return g_test_run ();
}
