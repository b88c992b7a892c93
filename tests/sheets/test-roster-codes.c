/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-roster-util.h"

/* Every reason to refuse a row of a roster, and every warning, by the number of the row. */

static void
add_line (GString    *text,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GString    *text,
          const char *format,
          ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_string_append_c (text, '\n');
}

static void
test_errors (School        *school,
             gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,性别,身份证号,出生日期,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;
  g_autofree char *wrong = g_strdup (id_of ("2016-03-05", 3));

  wrong[17] = wrong[17] == '1' ? '2' : '1';
  add_line (text, "张家伟,男,%s,2016-03-04,五(1)班", id_of ("2016-03-04", 1));  /* 2 */
  add_line (text, ",男,%s,,五(1)班", id_of ("2016-03-04", 3));                  /* 3 */
  add_line (text, "李4强,男,%s,,五(1)班", id_of ("2016-03-04", 5));             /* 4 */
  add_line (text, "王小梅,女,5.20099E+17,,五(1)班");                            /* 5 */
  add_line (text, "陈嘉豪,男,520099160304901,,五(1)班");                        /* 6: 15 digits */
  add_line (text, "吴佳怡,女,52009920160304,,五(1)班");                         /* 7 */
  add_line (text, "何天佑,男,52009920160304A015,,五(1)班");                     /* 8 */
  add_line (text, "罗海燕,女,520099201602309022,,五(1)班");                     /* 9: 30 February */
  add_line (text, "周文静,女,520099206102109022,,五(1)班");                     /* 10: in the future */
  add_line (text, "赵子涵,男,%s,,五(1)班", wrong);                              /* 11 */
  add_line (text, "孙思远,男,%s,2016-03-07,五(1)班", id_of ("2016-03-06", 7));  /* 12 */
  add_line (text, "钱雨桐,男,%s,,五(1)班", id_of ("2016-03-06", 8));            /* 13 */
  add_line (text, "张家伟,男,%s,2016-03-04,五(1)班", id_of ("2016-03-04", 1));  /* 14 */
  add_line (text, "张佳伟,男,%s,2016-03-04,五(1)班", id_of ("2016-03-04", 1));  /* 15 */
  add_line (text, "郑浩然,男,%s,,毕业班", id_of ("2016-03-08", 9));             /* 16 */
  add_line (text, "冯梓轩,男,,2016-03-08,");                                    /* 17 */
  add_line (text, "褚一诺,,无,2016-03-08,五(1)班");                             /* 18 */

  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->added, ==, 1);
  g_assert_cmpuint (result->counted_rows, ==, 17);
  g_assert_cmpstr (rejected_code (result, 3), ==, "E_NAME_MISSING");
  g_assert_cmpstr (rejected_field (result, 3), ==, "name");
  g_assert_cmpstr (rejected_code (result, 4), ==, "E_NAME_MISSING");
  g_assert_cmpstr (rejected_code (result, 5), ==, "E_ID_PRECISION");
  g_assert_cmpstr (rejected_field (result, 5), ==, "id_no");
  g_assert_cmpstr (rejected_code (result, 6), ==, "E_ID_LENGTH");
  g_assert_cmpstr (rejected_code (result, 7), ==, "E_ID_LENGTH");
  g_assert_cmpstr (rejected_code (result, 8), ==, "E_ID_CHARS");
  g_assert_cmpstr (rejected_code (result, 9), ==, "E_ID_DATE");
  g_assert_cmpstr (rejected_code (result, 10), ==, "E_ID_DATE");
  g_assert_cmpstr (rejected_code (result, 11), ==, "E_ID_CHECKSUM");
  g_assert_cmpstr (rejected_code (result, 12), ==, "E_BIRTH_MISMATCH");
  g_assert_cmpstr (rejected_field (result, 12), ==, "birth_date");
  g_assert_cmpstr (rejected_code (result, 13), ==, "E_SEX_MISMATCH");
  g_assert_cmpstr (rejected_field (result, 13), ==, "sex");
  g_assert_cmpstr (rejected_code (result, 14), ==, "E_DUP_ROW");
  g_assert_cmpstr (rejected_code (result, 15), ==, "E_ID_CONFLICT");
  g_assert_cmpstr (rejected_code (result, 16), ==, "E_GRADE_UNKNOWN");
  g_assert_cmpstr (rejected_field (result, 16), ==, "class_name");
  g_assert_cmpstr (rejected_code (result, 17), ==, "E_KEY_MISSING");
  g_assert_cmpstr (rejected_code (result, 18), ==, "E_KEY_MISSING");
}

/* Of several things that are wrong the first of the rules' table is named. */
static void
test_order_of_reasons (School        *school,
                       gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,性别,身份证号,出生日期,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;

  add_line (text, ",男,52009920160304,,毕业班");                               /* 2 */
  add_line (text, "陈嘉豪,女,5200992016030A,,毕业班");                          /* 3: length before characters */
  add_line (text, "孙思远,女,%s,2016-03-07,毕业班", id_of ("2016-03-06", 7));  /* 4: birth before sex */
  add_line (text, "钱雨桐,女,%s,,毕业班", id_of ("2016-03-06", 9));            /* 5: sex before grade */
  add_line (text, "郑浩然,男,,,毕业班");                                       /* 6: grade before key facts */
  add_line (text, "周文静,男,%s,,毕业班", id_of ("2016-03-06", 11));           /* 7: rejected … */
  add_line (text, "周文静,男,%s,,五(1)班", id_of ("2016-03-06", 11));          /* 8: … so this is no repetition */

  result = school_import_text (school, text->str);
  g_assert_cmpstr (rejected_code (result, 2), ==, "E_NAME_MISSING");
  g_assert_cmpstr (rejected_code (result, 3), ==, "E_ID_LENGTH");
  g_assert_cmpstr (rejected_code (result, 4), ==, "E_BIRTH_MISMATCH");
  g_assert_cmpstr (rejected_code (result, 5), ==, "E_SEX_MISMATCH");
  g_assert_cmpstr (rejected_code (result, 6), ==, "E_GRADE_UNKNOWN");
  g_assert_cmpstr (rejected_code (result, 7), ==, "E_GRADE_UNKNOWN");
  g_assert_cmpuint (result->accepted, ==, 1);
  g_assert_nonnull (imported_row (result, 8));
}

static void
test_warnings (School        *school,
               gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,性别,身份证号,出生日期,班级,联系电话,银行卡号,学籍号,民族,困难类型,家庭住址,备注\n");
  g_autoptr (ZxRosterResult) result = NULL;
  g_autofree char *island = g_strdup_printf ("99%.15s", id_of ("2016-04-09", 1) + 2);
  g_autofree char *island_id = g_strdup_printf ("%s%c", island, zx_id_get_check_digit (island));

  add_line (text, "张家伟,男,,2016-03-04,五(1)班,,,,,,,");                                            /* 2 */
  add_line (text, "王小梅,,%s,2016-03-04,五(1)班,,,,,,,", id_of ("2016-03-04", 2));                   /* 3 */
  add_line (text, "陈嘉豪,男,%s,不详,五(1)班,,,,,,,", id_of ("2016-03-04", 3));                       /* 4 */
  add_line (text, "吴佳怡,女,%s,2016年3月,五(1)班,1380011,,,,,,", id_of ("2016-03-04", 4));           /* 5 */
  add_line (text, "何天佑,男,%s,2016-03-04,五(1)班,,6228480000000000,,,,,", id_of ("2016-03-04", 5)); /* 6 */
  add_line (text, "罗海燕,女,%s,2016-03-04,五(1)班,,,G%s,,,,", id_of ("2016-03-04", 6), id_of ("2016-03-04", 8)); /* 7 */
  add_line (text, "周文静,女,%s,2016-03-04,五(1)班,,,,火星族,,,", id_of ("2016-03-04", 10));          /* 8 */
  add_line (text, "赵子涵,男,%s,2016-03-04,五(1)班,,,,汉族,外星户,,旧的话", id_of ("2016-03-04", 11)); /* 9 */
  add_line (text, "赵子涵,男,%s,2016-04-04,五(1)班,,,,汉,低保,,", id_of ("2016-04-04", 13));          /* 10 */
  add_line (text, "孙思远,男,%s,2001-04-04,五(1)班,,,,,,,", id_of ("2001-04-04", 15));                /* 11 */
  add_line (text, "钱雨桐,男,%s,2016-04-09,五(1)班,,,,,,,", island_id);                               /* 12 */
  add_line (text, "杨晓,男,%s,2016-04-08,五(1)班,暂无,-,/,06,无,/,", id_of ("2016-04-08", 17));       /* 13 */

  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->rejected->len, ==, 0);
  g_assert_cmpuint (result->added, ==, 12);
  assert_warnings (result, 2, "W_ID_MISSING");
  assert_warnings (result, 3, "W_SEX_DERIVED");
  assert_value (school, result, 3, "sex", "2");
  assert_warnings (result, 4, "W_BIRTH_DERIVED");
  assert_value (school, result, 4, "birth_date", "2016-03-04");
  assert_warnings (result, 5, "W_PHONE");
  assert_value (school, result, 5, "birth_date", "2016-03-04");
  assert_value (school, result, 5, "phone", "1380011");
  assert_warnings (result, 6, "W_BANK");
  assert_warnings (result, 7, "W_ROLLNO");
  assert_warnings (result, 8, "W_NATION");
  assert_value (school, result, 8, "nation", "");
  assert_value (school, result, 8, "remark", "民族：火星族");
  assert_warnings (result, 9, "W_CAT");
  assert_value (school, result, 9, "nation", "01");
  assert_value (school, result, 9, "remark", "困难类型：外星户\n旧的话");
  g_assert_null (imported_row (result, 9)->cat);
  assert_warnings (result, 10, "W_SAME_NAME");
  g_assert_cmpstr (imported_row (result, 10)->cat, ==, "05");
  assert_value (school, result, 10, "cat", "05");
  assert_warnings (result, 11, "W_AGE");
  assert_warnings (result, 12, "W_REGION");
  assert_warnings (result, 13, "");
  assert_value (school, result, 13, "phone", "");
  assert_value (school, result, 13, "nation", "06");
  assert_value (school, result, 13, "home_address", "");
}

/* Columns that are not there give no warnings. */
static void
test_no_column_no_warning (School        *school,
                           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,身份证号,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;

  add_line (text, "张家伟,%s,五(1)班", id_of ("2016-03-04", 1));
  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->added, ==, 1);
  g_assert_cmpuint (result->warnings->len, ==, 0);
  assert_value (school, result, 2, "sex", "1");
  assert_value (school, result, 2, "birth_date", "2016-03-04");
}

/* What copying from other programs leaves in cells. */
static void
test_dirty_cells (School        *school,
                  gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,性别,身份证号,出生日期,班级,联系电话,家庭住址\n");
  g_autoptr (ZxRosterResult) result = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *id = NULL;
  guint number = 0;

  while (id == NULL || id[17] != 'X')
    {
      g_free (id);
      id = g_strdup (id_of ("2016-03-04", 1 + 2 * number++));
    }
  lower = g_ascii_strdown (id, -1);
  add_line (text, "　张 家　伟 ,男,'%s,2016.3.4,五（1）班,+86 138-0011-0022,　青石村　", lower);       /* 2 */
  add_line (text, "阿依古丽・买买提,女,%.6s %.8s-%.4s,２０１６年３月５日,５（１）班,13800110022,", id_of ("2016-03-05", 2),
            id_of ("2016-03-05", 2) + 6, id_of ("2016-03-05", 2) + 14);                                     /* 3 */
  add_line (text, "\xe2\x80\x8b尉迟明\xc2\xa0,男,%s,20160306,五(1)班,0851-8612345,", id_of ("2016-03-06", 3)); /* 4 */

  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->rejected->len, ==, 0);
  g_assert_cmpuint (result->warnings->len, ==, 0);
  assert_value (school, result, 2, "name", "张家伟");
  assert_value (school, result, 2, "id_no", id);
  assert_value (school, result, 2, "phone", "13800110022");
  assert_value (school, result, 2, "home_address", "青石村");
  assert_value (school, result, 2, "grade", "P5");
  assert_value (school, result, 2, "class_name", "1班");
  assert_value (school, result, 3, "name", "阿依古丽·买买提");
  assert_value (school, result, 3, "id_no", id_of ("2016-03-05", 2));
  assert_value (school, result, 3, "grade", "P5");
  assert_value (school, result, 4, "name", "尉迟明");
  assert_value (school, result, 4, "birth_date", "2016-03-06");
}

static void
test_other_documents (School        *school,
                      gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("姓名,性别,证件类型,证件号码,出生日期,班级\n");
  g_autoptr (ZxRosterResult) result = NULL;

  add_line (text, "李安娜,女,护照,E12345678,2016-03-04,五(1)班");               /* 2 */
  add_line (text, "王大卫,男,港澳居民来往内地通行证,H0123456702,,五(1)班");     /* 3 */
  add_line (text, "陈一,男,居民身份证,E12345678,2016-03-04,五(1)班");           /* 4 */
  add_line (text, "李安娜,女,护照,E12345678,2016-03-04,五(1)班");               /* 5 */

  result = school_import_text (school, text->str);
  g_assert_cmpuint (result->added, ==, 2);
  assert_value (school, result, 2, "id_no", "E12345678");
  assert_value (school, result, 2, "id_type", "A");
  assert_value (school, result, 2, "sex", "2");
  g_assert_cmpstr (rejected_code (result, 4), ==, "E_ID_LENGTH");
  g_assert_cmpstr (rejected_code (result, 5), ==, "E_DUP_ROW");
}

/* Without an ID number sex, birth date and class must be there, and a month is no date. */
static void
test_people_without_id (School        *school,
                        gconstpointer  data)
{
  g_autoptr (ZxRosterResult) result = school_import_text (school,
    "姓名,性别,身份证号,出生日期,班级\n"
    "张家伟,男,,2016-03-04,五(1)班\n"   /* 2 */
    "王小梅,女,,2016年3月,五(1)班\n"    /* 3 */
    "陈嘉豪,男,,2061-03-04,五(1)班\n"   /* 4 */
    "吴佳怡,女,,2016-03-04,五年级\n"    /* 5 */
    "张家伟,男,,2016-03-04,五(1)班\n"   /* 6 */
    "张家伟,男,,2016-03-05,五(1)班\n"); /* 7 */

  g_assert_cmpuint (result->added, ==, 2);
  assert_warnings (result, 2, "W_ID_MISSING");
  g_assert_cmpstr (rejected_code (result, 3), ==, "E_KEY_MISSING");
  g_assert_cmpstr (rejected_code (result, 4), ==, "E_KEY_MISSING");
  g_assert_cmpstr (rejected_code (result, 5), ==, "E_KEY_MISSING");
  g_assert_cmpstr (rejected_code (result, 6), ==, "E_DUP_ROW");
  assert_warnings (result, 7, "W_ID_MISSING W_SAME_NAME");
}

/* A number cell keeps 15 digits: what is written in it is not what was typed. */
static void
test_numbers_in_number_cells (School        *school,
                              gconstpointer  data)
{
  g_autofree char *path = school_path (school, "numbers.xlsx");
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);
  lxw_format *date = workbook_add_format (book);
  lxw_datetime birth = { .year = 2016, .month = 3, .day = 4 };
  static const char * const headings[] = { "姓名", "身份证号", "出生日期", "班级", "联系电话", "银行卡号" };
  g_autoptr (ZxRosterResult) result = NULL;

  format_set_num_format (date, "yyyy-mm-dd");
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    worksheet_write_string (sheet, 0, (lxw_col_t) i, headings[i], NULL);
  worksheet_write_string (sheet, 1, 0, "张家伟", NULL);
  worksheet_write_number (sheet, 1, 1, 520099201603049000., NULL);
  worksheet_write_string (sheet, 1, 3, "五(1)班", NULL);
  worksheet_write_string (sheet, 2, 0, "王小梅", NULL);
  worksheet_write_string (sheet, 2, 1, id_of ("2016-03-04", 2), NULL);
  worksheet_write_datetime (sheet, 2, 2, &birth, date);
  worksheet_write_string (sheet, 2, 3, "五(1)班", NULL);
  worksheet_write_number (sheet, 2, 4, 13800110022., NULL);
  worksheet_write_number (sheet, 2, 5, 6228480000000000000., NULL);
  worksheet_write_string (sheet, 3, 0, "陈嘉豪", NULL);
  worksheet_write_string (sheet, 3, 1, id_of ("2016-03-04", 3), NULL);
  worksheet_write_number (sheet, 3, 2, 20160304, NULL);
  worksheet_write_string (sheet, 3, 3, "五(1)班", NULL);
  worksheet_write_string (sheet, 4, 0, "吴佳怡", NULL);
  worksheet_write_string (sheet, 4, 1, id_of ("2016-03-04", 4), NULL);
  worksheet_write_number (sheet, 4, 2, 42433, NULL);
  worksheet_write_string (sheet, 4, 3, "五(1)班", NULL);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);

  result = school_import (school, path, ZX_ROSTER_DEFAULT);
  g_assert_cmpstr (rejected_code (result, 2), ==, "E_ID_PRECISION");
  assert_value (school, result, 3, "birth_date", "2016-03-04");
  assert_value (school, result, 3, "phone", "13800110022");
  assert_value (school, result, 3, "bank_no", "");
  g_assert_true (has_warning (result, 3, "W_BANK"));
  assert_warnings (result, 4, "");
  assert_warnings (result, 5, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, School, NULL, school_set_up, func, school_tear_down)
  ADD ("/roster/codes/errors", test_errors);
  ADD ("/roster/codes/order-of-reasons", test_order_of_reasons);
  ADD ("/roster/codes/warnings", test_warnings);
  ADD ("/roster/codes/no-column-no-warning", test_no_column_no_warning);
  ADD ("/roster/codes/dirty-cells", test_dirty_cells);
  ADD ("/roster/codes/other-documents", test_other_documents);
  ADD ("/roster/codes/people-without-id", test_people_without_id);
  ADD ("/roster/codes/numbers-in-number-cells", test_numbers_in_number_cells);

  return g_test_run ();
}
