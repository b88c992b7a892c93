/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "zx-sheet-number.h"
#include "zx-sheet-private.h"

static void
test_parses_what_files_write (void)
{
  static const struct { const char *text; double number; } good[] = {
    { "0", 0 }, { "-0", 0 }, { "7", 7 }, { "12.5", 12.5 }, { "-12.5", -12.5 }, { "0.1", 0.1 },
    { "123456789012345", 123456789012345 }, { "520099201209019012", 520099201209019012 },
    { "5.2009920120901901E+17", 520099201209019010 }, { "1E-3", 0.001 }, { "1e3", 1000 }, { "5.", 5 },
    { "0.30000000000000004", 0.30000000000000004 }, { "1.7976931348623157E+308", 1.7976931348623157E+308 },
  };
  static const char *bad[] = { "", "-", ".", "abc", "0x10", "inf", "nan", "1e999", "1,5", " 1", "1 ", "1-2", "1E", "--1" };
  double number;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (zx_sheet_number_parse (good[i].text, strlen (good[i].text), &number));
      g_assert_cmpfloat (number, ==, good[i].number);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      if (zx_sheet_number_parse (bad[i], strlen (bad[i]), &number))
        g_error ("“%s” was taken for a number", bad[i]);
    }
}

static void
test_prints_without_exponent (void)
{
  static const struct { const char *raw; guint width; const char *text; } cases[] = {
    { "0", 0, "0" }, { "-0", 0, "0" }, { "12", 0, "12" }, { "12.5", 0, "12.5" }, { "12.50", 0, "12.5" }, { "3.0", 0, "3" },
    { "007", 0, "7" }, { "0.5", 0, "0.5" }, { "-0.5", 0, "-0.5" }, { "13800000000", 0, "13800000000" },
    { "520099201209019012", 0, "520099201209019000" }, { "5.2009920120901901E+17", 0, "520099201209019000" },
    { "0.30000000000000004", 0, "0.3" }, { "1E-3", 0, "0.001" }, { "1.25E-7", 0, "0.000000125" }, { "1E+21", 0, "1000000000000000000000" },
    { "-1.5E+3", 0, "-1500" }, { "12.345678901234567", 0, "12.3456789012346" }, { "99999999999999999", 0, "100000000000000000" },
    { "12", 5, "00012" }, { "123456", 5, "123456" }, { "-12", 5, "-12" }, { "1.5", 5, "1.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[ZX_SHEET_NUMBER_BYTES];
      double number;
      gsize length;

      g_assert_true (zx_sheet_number_parse (cases[i].raw, strlen (cases[i].raw), &number));
      length = zx_sheet_number_print (number, cases[i].raw, strlen (cases[i].raw), cases[i].width, text);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (length, ==, strlen (text));
      zx_sheet_number_print (number, NULL, 0, cases[i].width, text);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Whatever the double, the text is short, without exponent in the range of people, and reads back within 15 digits. */
static void
test_printing_keeps_fifteen_digits (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      double number = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-20, 25));
      char text[ZX_SHEET_NUMBER_BYTES];
      double back;

      zx_sheet_number_print (number, NULL, 0, 0, text);
      g_assert_null (strpbrk (text, "eE"));
      back = g_ascii_strtod (text, NULL);
      g_assert_cmpfloat (fabs (back - number), <=, fabs (number) * 1e-14);
    }
}

static void
test_tells_dates_by_their_format (void)
{
  static const struct { const char *code; ZxSheetNumberKind kind; guint width; } cases[] = {
    { "General", ZX_SHEET_NUMBER_PLAIN, 0 }, { "GENERAL", ZX_SHEET_NUMBER_PLAIN, 0 }, { "@", ZX_SHEET_NUMBER_PLAIN, 0 },
    { "0", ZX_SHEET_NUMBER_PLAIN, 0 }, { "0.00", ZX_SHEET_NUMBER_PLAIN, 0 }, { "#,##0.00", ZX_SHEET_NUMBER_PLAIN, 0 },
    { "0.00E+00", ZX_SHEET_NUMBER_PLAIN, 0 }, { "0_);[Red](0)", ZX_SHEET_NUMBER_PLAIN, 0 }, { "[Red]0", ZX_SHEET_NUMBER_PLAIN, 0 },
    { "0\"days\"", ZX_SHEET_NUMBER_PLAIN, 0 }, { "0\\d", ZX_SHEET_NUMBER_PLAIN, 0 }, { "", ZX_SHEET_NUMBER_PLAIN, 0 },
    { "\"unclosed", ZX_SHEET_NUMBER_PLAIN, 0 }, { "[unclosed", ZX_SHEET_NUMBER_PLAIN, 0 }, { "[h", ZX_SHEET_NUMBER_PLAIN, 0 }, { "\\", ZX_SHEET_NUMBER_PLAIN, 0 },
    { "00000", ZX_SHEET_NUMBER_PADDED, 5 }, { "0000000000000000000000000000000000000000", ZX_SHEET_NUMBER_PADDED, 30 },
    { "yyyy-mm-dd", ZX_SHEET_NUMBER_DATE, 0 }, { "yyyy/m/d;@", ZX_SHEET_NUMBER_DATE, 0 }, { "YYYY.M.D", ZX_SHEET_NUMBER_DATE, 0 },
    { "yyyy\"年\"m\"月\"d\"日\";@", ZX_SHEET_NUMBER_DATE, 0 }, { "[$-804]yyyy年m月d日", ZX_SHEET_NUMBER_DATE, 0 },
    { "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", ZX_SHEET_NUMBER_DATE, 0 }, { "[$-F800]dddd, mmmm dd, yyyy", ZX_SHEET_NUMBER_DATE, 0 },
    { "m\"月\"d\"日\"", ZX_SHEET_NUMBER_DATE, 0 }, { "mmm", ZX_SHEET_NUMBER_DATE, 0 }, { "yyyy", ZX_SHEET_NUMBER_DATE, 0 },
    { "yyyy\"年\"m\"月\"", ZX_SHEET_NUMBER_MONTH, 0 }, { "mmm-yy", ZX_SHEET_NUMBER_MONTH, 0 }, { "yyyy/m", ZX_SHEET_NUMBER_MONTH, 0 },
    { "yyyy-mm-dd hh:mm", ZX_SHEET_NUMBER_DATE_TIME, 0 }, { "m/d/yy h:mm AM/PM", ZX_SHEET_NUMBER_DATE_TIME, 0 },
    { "h:mm", ZX_SHEET_NUMBER_TIME, 0 }, { "[h]:mm:ss", ZX_SHEET_NUMBER_TIME, 0 }, { "mm:ss.0", ZX_SHEET_NUMBER_TIME, 0 },
    { "上午/下午h\"时\"mm\"分\"", ZX_SHEET_NUMBER_TIME, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ZxSheetNumberFormat format = zx_sheet_number_format_parse (cases[i].code);

      if (format.kind != cases[i].kind || format.width != cases[i].width)
        g_error ("“%s” gave kind %d, width %d", cases[i].code, format.kind, format.width);
    }

  g_assert_cmpint (zx_sheet_number_format_builtin (0).kind, ==, ZX_SHEET_NUMBER_PLAIN);
  g_assert_cmpint (zx_sheet_number_format_builtin (14).kind, ==, ZX_SHEET_NUMBER_DATE);
  g_assert_cmpint (zx_sheet_number_format_builtin (17).kind, ==, ZX_SHEET_NUMBER_MONTH);
  g_assert_cmpint (zx_sheet_number_format_builtin (22).kind, ==, ZX_SHEET_NUMBER_DATE_TIME);
  g_assert_cmpint (zx_sheet_number_format_builtin (31).kind, ==, ZX_SHEET_NUMBER_DATE);
  g_assert_cmpint (zx_sheet_number_format_builtin (46).kind, ==, ZX_SHEET_NUMBER_TIME);
  g_assert_cmpint (zx_sheet_number_format_builtin (49).kind, ==, ZX_SHEET_NUMBER_PLAIN);
  g_assert_cmpint (zx_sheet_number_format_builtin (57).kind, ==, ZX_SHEET_NUMBER_MONTH);
  g_assert_cmpint (zx_sheet_number_format_builtin (58).kind, ==, ZX_SHEET_NUMBER_DATE);
}

static void
test_turns_serials_into_dates (void)
{
  static const struct { double serial; ZxSheetNumberKind kind; gboolean date1904; const char *text; } cases[] = {
    { 1, ZX_SHEET_NUMBER_DATE, FALSE, "1900-01-01" }, { 59, ZX_SHEET_NUMBER_DATE, FALSE, "1900-02-28" },
    { 60, ZX_SHEET_NUMBER_DATE, FALSE, "" }, { 61, ZX_SHEET_NUMBER_DATE, FALSE, "1900-03-01" },
    { 41153, ZX_SHEET_NUMBER_DATE, FALSE, "2012-09-01" }, { 41153.99999999999, ZX_SHEET_NUMBER_DATE, FALSE, "2012-09-02" },
    { 41153.75, ZX_SHEET_NUMBER_DATE, FALSE, "2012-09-01" }, { 2958465, ZX_SHEET_NUMBER_DATE, FALSE, "9999-12-31" },
    { 2958466, ZX_SHEET_NUMBER_DATE, FALSE, "" }, { -1, ZX_SHEET_NUMBER_DATE, FALSE, "" }, { 0, ZX_SHEET_NUMBER_DATE, FALSE, "" },
    { 1e300, ZX_SHEET_NUMBER_DATE, FALSE, "" },
    { 0, ZX_SHEET_NUMBER_DATE, TRUE, "1904-01-01" }, { 39691, ZX_SHEET_NUMBER_DATE, TRUE, "2012-09-01" },
    { 41153, ZX_SHEET_NUMBER_MONTH, FALSE, "2012-09" }, { 41154, ZX_SHEET_NUMBER_MONTH, FALSE, "2012-09-02" },
    { 41153.5, ZX_SHEET_NUMBER_DATE_TIME, FALSE, "2012-09-01 12:00" }, { 41153, ZX_SHEET_NUMBER_DATE_TIME, FALSE, "2012-09-01" },
    { 0.354166666666667, ZX_SHEET_NUMBER_TIME, FALSE, "08:30" }, { 0.5000115740740741, ZX_SHEET_NUMBER_TIME, FALSE, "12:00:01" },
    { 1.5, ZX_SHEET_NUMBER_TIME, FALSE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[ZX_SHEET_NUMBER_BYTES] = "";
      gboolean month_only;
      gsize length = zx_sheet_number_print_date (cases[i].serial, cases[i].kind, cases[i].date1904, text, &month_only);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (length, ==, strlen (text));
      g_assert_cmpint (month_only, ==, length == 7);
    }
}

static void
test_notices_lost_digits_in_text (void)
{
  static const char *yes[] = { "5.20099E+17", "5.2E+10", "6E+18", "5.20099e17", "-1.5E+20" };
  static const char *no[] = { "", "E", "5.2", "520099201209019012", "E1班", "12E3", "1.5E", "1.5E-3", "1E+", "1.5E+1234", "5.20099E+17 ", "五E+17", "5..1E+5" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (zx_sheet_text_is_scientific (yes[i], strlen (yes[i])));
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      if (zx_sheet_text_is_scientific (no[i], strlen (no[i])))
        g_error ("“%s” was taken for scientific notation", no[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet-reader/number/parses-what-files-write", test_parses_what_files_write);
  g_test_add_func ("/sheet-reader/number/prints-without-exponent", test_prints_without_exponent);
  g_test_add_func ("/sheet-reader/number/printing-keeps-fifteen-digits", test_printing_keeps_fifteen_digits);
  g_test_add_func ("/sheet-reader/number/tells-dates-by-their-format", test_tells_dates_by_their_format);
  g_test_add_func ("/sheet-reader/number/turns-serials-into-dates", test_turns_serials_into_dates);
  g_test_add_func ("/sheet-reader/number/notices-lost-digits-in-text", test_notices_lost_digits_in_text);

  return g_test_run ();
}
