/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "zx-date.h"

static void
test_only_real_days_are_valid (void)
{
  static const char * const valid[] = { "2012-02-29", "2000-02-29", "1900-01-01", "9999-12-31", "2026-11-23" };
  static const char * const invalid[] = {
    "2013-02-29", "1900-02-29", "2012-13-01", "2012-00-10", "2012-04-31", "2012-4-1", "2012-04-01 ", "20120401",
    "0999-01-01", "abcd-ef-gh", "", "2012-09", "2012-09-0１",
  };

  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    g_assert_true (zx_date_is_valid (valid[i]));

  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_test_message ("%s", invalid[i]);
      g_assert_false (zx_date_is_valid (invalid[i]));
      g_assert_cmpint (zx_date_to_day (invalid[i]), ==, ZX_DATE_NO_DAY);
    }

  g_assert_false (zx_date_is_valid (NULL));
  g_assert_true (zx_date_is_month ("2012-09"));
  g_assert_false (zx_date_is_month ("2012-13"));
  g_assert_false (zx_date_is_month ("2012-09-01"));
}

/* Every day of 900 years against GDate. */
static void
test_day_numbers_agree_with_glib (void)
{
  GDate date;
  int weekday;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, 1, 1500);
  weekday = g_date_get_weekday (&date);

  for (int day = -171664; day < 157000; day++)
    {
      char text[ZX_DATE_SIZE];
      char expected[ZX_DATE_SIZE + 20];

      g_snprintf (expected, sizeof expected, "%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                  g_date_get_day (&date));
      g_assert_cmpstr (zx_date_from_day (day, text), ==, expected);
      g_assert_cmpint (zx_date_to_day (text), ==, day);
      g_assert_cmpint (zx_date_weekday (text), ==, weekday);
      g_assert_cmpint (zx_date_iso_week (text, NULL), ==, g_date_get_iso8601_week_of_year (&date));

      g_date_add_days (&date, 1);
      weekday = weekday % 7 + 1;
    }
}

static void
test_arithmetic_keeps_the_calendar (void)
{
  static const struct
  {
    const char *date;
    int         months;
    const char *expected;
  } months[] = {
    { "2026-01-31", 1, "2026-02-28" }, { "2024-01-31", 1, "2024-02-29" }, { "2026-11-23", 2, "2027-01-23" },
    { "2026-03-31", -1, "2026-02-28" }, { "2024-02-29", 12, "2025-02-28" }, { "2026-01-15", -13, "2024-12-15" },
  };
  g_autofree char *later = zx_date_add_days ("2026-12-31", 1);
  g_autofree char *earlier = zx_date_add_days ("2024-03-01", -1);
  int year;

  g_assert_cmpstr (later, ==, "2027-01-01");
  g_assert_cmpstr (earlier, ==, "2024-02-29");
  g_assert_null (zx_date_add_days ("9999-12-31", 1));
  g_assert_null (zx_date_add_days ("2026-13-01", 1));
  g_assert_null (zx_date_add_months ("9999-12-01", 1));
  g_assert_null (zx_date_add_days ("2026-01-01", G_MAXINT));

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *date = zx_date_add_months (months[i].date, months[i].months);

      g_assert_cmpstr (date, ==, months[i].expected);
    }

  g_assert_cmpint (zx_date_days_between ("2026-09-01", "2026-09-15"), ==, 14);
  g_assert_cmpint (zx_date_days_between ("2026-09-15", "2026-09-01"), ==, -14);
  g_assert_cmpint (zx_date_days_between ("2026-09-15", "?"), ==, 0);
  g_assert_cmpint (zx_date_iso_week ("2027-01-01", &year), ==, 53);
  g_assert_cmpint (year, ==, 2026);
  g_assert_cmpint (zx_date_iso_week ("2025-12-29", &year), ==, 1);
  g_assert_cmpint (year, ==, 2026);
}

static void
test_ages_count_birthdays (void)
{
  g_assert_cmpint (zx_date_age ("2012-09-01", "2026-08-31"), ==, 13);
  g_assert_cmpint (zx_date_age ("2012-09-01", "2026-09-01"), ==, 14);
  g_assert_cmpint (zx_date_age ("2012-02-29", "2025-02-28"), ==, 12);
  g_assert_cmpint (zx_date_age ("2012-02-29", "2025-03-01"), ==, 13);
  g_assert_cmpint (zx_date_age ("2012-09-01", "2012-09-01"), ==, 0);
  g_assert_cmpint (zx_date_age ("2012-09-02", "2012-09-01"), ==, -1);
  g_assert_cmpint (zx_date_age ("2012-13-02", "2012-09-01"), ==, -1);
}

static void
test_quarters_hold_their_days (void)
{
  ZxQuarter quarter;

  g_assert_true (zx_date_get_quarter ("2026-11-23", &quarter));
  g_assert_cmpstr (quarter.start, ==, "2026-10-01");
  g_assert_cmpstr (quarter.end, ==, "2026-12-31");
  g_assert_cmpint (quarter.year, ==, 2026);
  g_assert_cmpint (quarter.number, ==, 4);
  g_assert_cmpint (quarter.days_left, ==, 38);

  g_assert_true (zx_date_get_quarter ("2024-02-29", &quarter));
  g_assert_cmpstr (quarter.end, ==, "2024-03-31");
  g_assert_true (zx_date_get_quarter ("2026-06-30", &quarter));
  g_assert_cmpint (quarter.days_left, ==, 0);
  g_assert_false (zx_date_get_quarter ("2026-02-30", &quarter));
}

static void
test_every_written_form_is_read (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "2012-09-01", "2012-09-01" },
    { "2012/9/1", "2012-09-01" },
    { "2012.9.1", "2012-09-01" },
    { "20120901", "2012-09-01" },
    { "2012年9月1日", "2012-09-01" },
    { "2012年09月01号", "2012-09-01" },
    { "2012 年 9 月 1 日", "2012-09-01" },
    { "二〇一二年九月一日", "2012-09-01" },
    { "二零一二年九月一日", "2012-09-01" },
    { "二○一二年十二月三十一日", "2012-12-31" },
    { "二〇一二年十月二十日", "2012-10-20" },
    { "２０１２－０９－０１", "2012-09-01" },
    { "２０１２．９．１", "2012-09-01" },
    { "２０１２年９月１日", "2012-09-01" },
    { "2012年9月1", "2012-09-01" },
    { "2012-09-01 00:00:00", "2012-09-01" },
    { "2012-09-01T08:30:00Z", "2012-09-01" },
    { "2012/9/1 上午8:30", "2012-09-01" },
    { " 2012-9-1\xe3\x80\x80", "2012-09-01" },
    { "'2012-9-1", "2012-09-01" },
    { "2012-09-01 星期六", "2012-09-01" },
    { "2012年9月1日（周六）", "2012-09-01" },
    { "2012年2月29日", "2012-02-29" },
    { "2012年9月", "2012-09" },
    { "2012-09", "2012-09" },
    { "2012.9", "2012-09" },
    { "2012/09", "2012-09" },
    { "201209", "2012-09" },
    { "二〇一二年九月", "2012-09" },
  };
  static const char * const none[] = {
    "", "张三", "2012", "2012年", "2012-13-01", "2012-02-30", "2013年2月29日", "12-09-01", "9月1日", "41153",
    "2012-9.1", "2012-09-01 1班", "20121301", "201213", "2012年9月1日生", "1/9/2012", "2012-09-", "120901",
    "99990101", "2012年13月", "13800110022", "520099201209010012", "1.1", "2024级1班",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = NULL;
      ZxDateForm form = zx_date_parse (cases[i].text, &date);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (date, ==, cases[i].expected);
      g_assert_cmpint (form, ==, strlen (date) == 7 ? ZX_DATE_FORM_MONTH : ZX_DATE_FORM_DAY);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *date = NULL;
      ZxDateForm form = zx_date_parse (none[i], &date);

      g_test_message ("%s", none[i]);
      g_assert_null (date);
      g_assert_cmpint (form, ==, ZX_DATE_FORM_NONE);
    }

  g_assert_cmpint (zx_date_parse (NULL, NULL), ==, ZX_DATE_FORM_NONE);
  g_assert_cmpint (zx_date_parse ("2012-09-01", NULL), ==, ZX_DATE_FORM_DAY);
}

/* Any date written in any form comes back. */
static void
test_written_forms_round_trip (void)
{
  static const char * const figures[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

  for (guint round = 0; round < 3000; round++)
    {
      int day = g_test_rand_int_range (-20000, 40000);
      char date[ZX_DATE_SIZE];
      g_autoptr (GString) chinese = g_string_new (NULL);
      int year, month, number;
      const char *forms[] = { "%d-%02d-%02d", "%d/%d/%d", "%d.%d.%d", "%04d%02d%02d", "%d年%d月%d日" };
      const char *tens[] = { "", "十", "二十", "三十" };

      zx_date_from_day (day, date);
      year = atoi (date);
      month = atoi (date + 5);
      number = atoi (date + 8);

      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        {
          g_autofree char *written = NULL;
          g_autofree char *read = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
          written = g_strdup_printf (forms[i], year, month, number);
#pragma GCC diagnostic pop
          g_assert_cmpint (zx_date_parse (written, &read), ==, ZX_DATE_FORM_DAY);
          g_assert_cmpstr (read, ==, date);
        }

      for (guint i = 0; i < 4; i++)
        g_string_append (chinese, figures[date[i] - '0']);

      g_string_append_printf (chinese, "年%s%s月%s%s日", tens[month / 10], month % 10 ? figures[month % 10] : "",
                              tens[number / 10], number % 10 ? figures[number % 10] : "");

      {
        g_autofree char *read = NULL;

        g_assert_cmpint (zx_date_parse (chinese->str, &read), ==, ZX_DATE_FORM_DAY);
        g_assert_cmpstr (read, ==, date);
      }
    }
}

static void
test_serial_numbers_are_days (void)
{
  static const struct
  {
    double      serial;
    gboolean    since_1904;
    const char *expected;
  } cases[] = {
    { 41153, FALSE, "2012-09-01" }, { 41153.75, FALSE, "2012-09-01" }, { 39691, TRUE, "2012-09-01" },
    { 1, FALSE, "1900-01-01" }, { 59, FALSE, "1900-02-28" }, { 61, FALSE, "1900-03-01" }, { 60, FALSE, NULL },
    { 0, FALSE, NULL }, { 0, TRUE, "1904-01-01" }, { -1, FALSE, NULL }, { 2958465, FALSE, "9999-12-31" },
    { 2958466, FALSE, NULL }, { 1e300, FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = zx_date_from_serial (cases[i].serial, cases[i].since_1904);

      g_assert_cmpstr (date, ==, cases[i].expected);
    }

  {
    g_autofree char *text = zx_date_parse_serial ("41153", FALSE);
    g_autofree char *nothing = zx_date_from_serial (0.0 / 0.0, FALSE);

    g_assert_cmpstr (text, ==, "2012-09-01");
    g_assert_null (nothing);
    g_assert_null (zx_date_parse_serial ("20120901", FALSE));
    g_assert_null (zx_date_parse_serial ("99999", FALSE));
    g_assert_null (zx_date_parse_serial ("00012", FALSE));
    g_assert_null (zx_date_parse_serial ("", FALSE));
  }
}

/* 2026-11-23 is a Monday. */
static void
test_typed_forms_are_completed (void)
{
  static const struct
  {
    const char *text;
    ZxDateLean  lean;
    const char *expected;
  } cases[] = {
    { "2026-11-23", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "2026.3.5", ZX_DATE_LEAN_PAST, "2026-03-05" },
    { "11-23", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "11/23", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "1123", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "11月23日", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "11月23", ZX_DATE_LEAN_FUTURE, "2026-11-23" },
    { "１１－２３", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "十一月二十三日", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "11-24", ZX_DATE_LEAN_PAST, "2025-11-24" },
    { "11-24", ZX_DATE_LEAN_FUTURE, "2026-11-24" },
    { "11-24", ZX_DATE_LEAN_NEAREST, "2026-11-24" },
    { "11-20", ZX_DATE_LEAN_FUTURE, "2027-11-20" },
    { "1-5", ZX_DATE_LEAN_NEAREST, "2027-01-05" },
    { "1-5", ZX_DATE_LEAN_PAST, "2026-01-05" },
    { "2-29", ZX_DATE_LEAN_PAST, "2024-02-29" },
    { "0229", ZX_DATE_LEAN_FUTURE, "2028-02-29" },
    { "20日", ZX_DATE_LEAN_PAST, "2026-11-20" },
    { "25号", ZX_DATE_LEAN_PAST, "2026-10-25" },
    { "25日", ZX_DATE_LEAN_FUTURE, "2026-11-25" },
    { "今天", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { " 昨天 ", ZX_DATE_LEAN_PAST, "2026-11-22" },
    { "前天", ZX_DATE_LEAN_PAST, "2026-11-21" },
    { "明天", ZX_DATE_LEAN_PAST, "2026-11-24" },
    { "后天", ZX_DATE_LEAN_PAST, "2026-11-25" },
    { "周五", ZX_DATE_LEAN_PAST, "2026-11-20" },
    { "星期五", ZX_DATE_LEAN_FUTURE, "2026-11-27" },
    { "周一", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "周一", ZX_DATE_LEAN_FUTURE, "2026-11-23" },
    { "礼拜天", ZX_DATE_LEAN_PAST, "2026-11-22" },
    { "周日", ZX_DATE_LEAN_NEAREST, "2026-11-22" },
    { "上周五", ZX_DATE_LEAN_PAST, "2026-11-20" },
    { "本周五", ZX_DATE_LEAN_PAST, "2026-11-27" },
    { "下周一", ZX_DATE_LEAN_PAST, "2026-11-30" },
    { "下个星期一", ZX_DATE_LEAN_PAST, "2026-11-30" },
    { "today", ZX_DATE_LEAN_PAST, "2026-11-23" },
    { "Yesterday", ZX_DATE_LEAN_PAST, "2026-11-22" },
    { "fri", ZX_DATE_LEAN_PAST, "2026-11-20" },
    { "Friday", ZX_DATE_LEAN_FUTURE, "2026-11-27" },
  };
  static const char * const none[] = { "", "上周", "13-01", "2-30", "1332", "今年", "周八", "32日", "fridge", "123", "11-23-" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = zx_date_parse_typed (cases[i].text, "2026-11-23", cases[i].lean);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (date, ==, cases[i].expected);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *date = zx_date_parse_typed (none[i], "2026-11-23", ZX_DATE_LEAN_PAST);

      g_test_message ("%s", none[i]);
      g_assert_null (date);
    }
}

/* What is shown can be typed back, in English as here and in Chinese forms alike. */
static void
test_dates_are_shown_in_words (void)
{
  static const struct
  {
    const char *date;
    ZxDateShow  show;
    const char *expected;
  } cases[] = {
    { "2026-11-23", ZX_DATE_SHOW_SHORT, "23 Nov" },
    { "2025-11-23", ZX_DATE_SHOW_SHORT, "23 Nov 2025" },
    { "2026-11-23", ZX_DATE_SHOW_YEAR, "23 Nov 2026" },
    { "2026-11-03", ZX_DATE_SHOW_WEEKDAY, "Tue 3 Nov" },
    { "2026-11-03", ZX_DATE_SHOW_HEADING, "Tuesday 3 Nov" },
    { "2025-11-23", ZX_DATE_SHOW_WEEKDAY, "Sun 23 Nov 2025" },
    { "2025-11", ZX_DATE_SHOW_SHORT, "Nov 2025" },
    { "2025-13", ZX_DATE_SHOW_SHORT, "" },
    { "", ZX_DATE_SHOW_SHORT, "" },
    { NULL, ZX_DATE_SHOW_SHORT, "" },
  };
  g_autofree char *without = zx_date_format ("2026-11-23", NULL, ZX_DATE_SHOW_SHORT);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = zx_date_format (cases[i].date, "2026-01-01", cases[i].show);

      g_assert_cmpstr (words, ==, cases[i].expected);
    }

  g_assert_cmpstr (without, ==, "23 Nov 2026");
}

static void
test_months_agree_with_their_days (void)
{
  g_assert_true (zx_date_agrees ("2012-09", "2012-09-17"));
  g_assert_true (zx_date_agrees ("2012-09-17", "2012-09-17"));
  g_assert_false (zx_date_agrees ("2012-10", "2012-09-17"));
  g_assert_false (zx_date_agrees ("2012-09-16", "2012-09-17"));
  g_assert_false (zx_date_agrees ("2012-09", "2012-09"));
}

static void
test_terms_follow_the_school_year (void)
{
  static const struct
  {
    const char *date;
    const char *term;
  } cases[] = {
    { "2026-09-01", "2026-2027-1" }, { "2027-01-31", "2026-2027-1" }, { "2027-02-01", "2026-2027-2" },
    { "2027-08-31", "2026-2027-2" }, { "2026-08-31", "2025-2026-2" }, { "2026-12-31", "2026-2027-1" },
  };
  g_autofree char *next = zx_term_add ("2026-2027-1", 1);
  g_autofree char *second = zx_term_add ("2026-2027-2", 1);
  g_autofree char *back = zx_term_add ("2026-2027-1", -3);
  g_autofree char *year = zx_term_dup_school_year ("2026-2027-2");
  g_autofree char *autumn = zx_term_format ("2026-2027-1");
  g_autofree char *spring = zx_term_format ("2025-2026-2");
  char start[ZX_DATE_SIZE], end[ZX_DATE_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *term = zx_term_of_date (cases[i].date);
      g_autofree char *school_year = zx_school_year_of_date (cases[i].date);

      g_assert_cmpstr (term, ==, cases[i].term);
      g_assert_true (g_str_has_prefix (term, school_year));
      g_assert_true (zx_term_get_default_dates (term, start, end));
      g_assert_cmpstr (start, <=, cases[i].date);
      g_assert_cmpstr (end, >=, cases[i].date);
    }

  g_assert_cmpstr (next, ==, "2026-2027-2");
  g_assert_cmpstr (second, ==, "2027-2028-1");
  g_assert_cmpstr (back, ==, "2024-2025-2");
  g_assert_cmpstr (year, ==, "2026-2027");
  g_assert_cmpstr (autumn, ==, "Autumn term 2026");
  g_assert_cmpstr (spring, ==, "Spring term 2026");
  g_assert_cmpint (zx_term_get_number ("2026-2027-2"), ==, 2);
  g_assert_cmpint (zx_school_year_get_first ("2026-2027"), ==, 2026);
  g_assert_cmpint (zx_school_year_get_first ("2026-2027-1"), ==, 2026);

  g_assert_false (zx_term_is_valid ("2026-2027"));
  g_assert_false (zx_term_is_valid ("2026-2027-3"));
  g_assert_false (zx_term_is_valid ("2026-2028-1"));
  g_assert_false (zx_term_is_valid ("2026-2027-1 "));
  g_assert_false (zx_term_is_valid (NULL));
  g_assert_false (zx_school_year_is_valid ("2026-2027-1"));
  g_assert_false (zx_school_year_is_valid ("2026"));
  g_assert_null (zx_term_add ("2026", 1));
}

static void
test_school_years_are_found_in_titles (void)
{
  static const struct
  {
    const char *title;
    const char *expected;
  } cases[] = {
    { "青石镇中心学校2025—2026学年度第一学期学生花名册", "2025-2026" },
    { "2025-2026学年三年级名册", "2025-2026" },
    { "2025——2026学年", "2025-2026" },
    { "2025年秋季学期学生名册", "2025-2026" },
    { "2026年春季学期学生名册", "2025-2026" },
    { "2025秋三年级(1)班", "2025-2026" },
    { "2025年 秋季", "2025-2026" },
    { "2025学年名册", "2025-2026" },
    { "二〇二五年秋季", "2025-2026" },
    { "2025～2026学年", "2025-2026" },
    { "2025年9月1日制表", NULL },
    { "三年级(1)班名册", NULL },
    { "2024级1班", NULL },
    { "2025-09-01", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = zx_school_year_find (cases[i].title);

      g_test_message ("%s", cases[i].title);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_today_is_a_date (void)
{
  g_autofree char *today = zx_date_today ();

  g_assert_true (zx_date_is_valid (today));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/only-real-days-are-valid", test_only_real_days_are_valid);
  g_test_add_func ("/date/day-numbers-agree-with-glib", test_day_numbers_agree_with_glib);
  g_test_add_func ("/date/arithmetic-keeps-the-calendar", test_arithmetic_keeps_the_calendar);
  g_test_add_func ("/date/ages-count-birthdays", test_ages_count_birthdays);
  g_test_add_func ("/date/quarters-hold-their-days", test_quarters_hold_their_days);
  g_test_add_func ("/date/every-written-form-is-read", test_every_written_form_is_read);
  g_test_add_func ("/date/written-forms-round-trip", test_written_forms_round_trip);
  g_test_add_func ("/date/serial-numbers-are-days", test_serial_numbers_are_days);
  g_test_add_func ("/date/typed-forms-are-completed", test_typed_forms_are_completed);
  g_test_add_func ("/date/dates-are-shown-in-words", test_dates_are_shown_in_words);
  g_test_add_func ("/date/months-agree-with-their-days", test_months_agree_with_their_days);
  g_test_add_func ("/date/terms-follow-the-school-year", test_terms_follow_the_school_year);
  g_test_add_func ("/date/school-years-are-found-in-titles", test_school_years_are_found_in_titles);
  g_test_add_func ("/date/today-is-a-date", test_today_is_a_date);

  return g_test_run ();
}
