/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "zx-calendar.h"
#include "zx-date.h"

/* The National Day week of 2026 with its make-up days: Sunday 20 September and Saturday 10 October. */
static ZxCalendar *
calendar_2026 (void)
{
  ZxCalendar *calendar = zx_calendar_new ();

  g_assert_true (zx_calendar_add_range (calendar, "2026-10-01", "2026-10-07", ZX_CALENDAR_HOLIDAY));
  g_assert_true (zx_calendar_add_day (calendar, "2026-09-20", ZX_CALENDAR_WORKDAY));
  g_assert_true (zx_calendar_add_day (calendar, "2026-10-10", ZX_CALENDAR_WORKDAY));

  return calendar;
}

static void
test_holidays_and_make_up_days_count (void)
{
  g_autoptr (ZxCalendar) calendar = calendar_2026 ();

  g_assert_true (zx_calendar_is_working_day (calendar, "2026-09-30"));
  g_assert_false (zx_calendar_is_working_day (calendar, "2026-10-01"));
  g_assert_false (zx_calendar_is_working_day (calendar, "2026-10-07"));
  g_assert_true (zx_calendar_is_working_day (calendar, "2026-10-08"));
  g_assert_true (zx_calendar_is_working_day (calendar, "2026-10-10"));
  g_assert_false (zx_calendar_is_working_day (calendar, "2026-10-11"));
  g_assert_false (zx_calendar_is_working_day (calendar, "2026-10-32"));
}

static void
test_years_without_table_say_so (void)
{
  g_autoptr (ZxCalendar) calendar = calendar_2026 ();

  g_assert_true (zx_calendar_knows (calendar, "2026-01-01", "2026-12-31"));
  g_assert_false (zx_calendar_knows (calendar, "2026-12-31", "2027-01-01"));
  g_assert_false (zx_calendar_knows (NULL, "2026-01-01", "2026-01-02"));

  g_assert_true (zx_calendar_is_working_day (calendar, "2027-10-01")); /* a Friday */
  g_assert_true (zx_calendar_is_working_day (NULL, "2026-10-01"));
  g_assert_false (zx_calendar_is_working_day (NULL, "2026-10-03"));
}

static void
test_adding_skips_days_off (void)
{
  static const struct
  {
    const char *date;
    int         days;
    const char *expected;
  } cases[] = {
    { "2026-09-30", 1, "2026-10-08" }, { "2026-09-30", 3, "2026-10-10" }, { "2026-09-30", 4, "2026-10-12" },
    { "2026-10-08", -1, "2026-09-30" }, { "2026-10-03", 0, "2026-10-03" }, { "2026-10-03", 1, "2026-10-08" },
    { "2026-09-18", 1, "2026-09-20" },
  };
  g_autoptr (ZxCalendar) calendar = calendar_2026 ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = zx_calendar_add_working_days (calendar, cases[i].date, cases[i].days);

      g_assert_cmpstr (date, ==, cases[i].expected);
    }

  g_assert_null (zx_calendar_add_working_days (calendar, "9999-12-31", 1));
  g_assert_null (zx_calendar_add_working_days (calendar, "yesterday", 1));
}

static void
test_notices_count_their_first_day_when_worked (void)
{
  g_autoptr (ZxCalendar) calendar = calendar_2026 ();
  g_autofree char *worked = zx_calendar_nth_working_day (calendar, "2026-10-12", 5);
  g_autofree char *holiday = zx_calendar_nth_working_day (calendar, "2026-10-02", 5);
  g_autofree char *first = zx_calendar_nth_working_day (calendar, "2026-10-12", 1);

  g_assert_cmpstr (worked, ==, "2026-10-16");
  g_assert_cmpstr (holiday, ==, "2026-10-13");
  g_assert_cmpstr (first, ==, "2026-10-12");
  g_assert_null (zx_calendar_nth_working_day (calendar, "2026-10-12", 0));
}

static void
test_between_is_the_way_back_of_adding (void)
{
  g_autoptr (ZxCalendar) calendar = calendar_2026 ();

  g_assert_cmpint (zx_calendar_working_days_between (calendar, "2026-09-30", "2026-10-10"), ==, 3);
  g_assert_cmpint (zx_calendar_working_days_between (calendar, "2026-10-10", "2026-09-30"), ==, -3);
  g_assert_cmpint (zx_calendar_working_days_between (calendar, "2026-10-10", "2026-10-10"), ==, 0);

  for (guint round = 0; round < 500; round++)
    {
      char start[ZX_DATE_SIZE];
      int days = g_test_rand_int_range (1, 60);
      g_autofree char *end = NULL;

      zx_date_from_day (zx_date_to_day ("2026-08-01") + g_test_rand_int_range (0, 120), start);
      end = zx_calendar_add_working_days (calendar, start, days);
      g_assert_cmpint (zx_calendar_working_days_between (calendar, start, end), ==, days);
      g_assert_true (zx_calendar_is_working_day (calendar, end));
    }
}

static void
test_wrong_days_are_refused (void)
{
  g_autoptr (ZxCalendar) calendar = zx_calendar_new ();

  g_assert_false (zx_calendar_add_day (calendar, "2026-02-30", ZX_CALENDAR_HOLIDAY));
  g_assert_false (zx_calendar_add_range (calendar, "2026-10-07", "2026-10-01", ZX_CALENDAR_HOLIDAY));
  g_assert_false (zx_calendar_add_range (calendar, "2026-10-07", "2036-10-01", ZX_CALENDAR_HOLIDAY));
  g_assert_false (zx_calendar_knows (calendar, "2026-01-01", "2026-01-01"));

  /* the last word wins */
  g_assert_true (zx_calendar_add_day (calendar, "2026-10-10", ZX_CALENDAR_HOLIDAY));
  g_assert_true (zx_calendar_add_day (calendar, "2026-10-10", ZX_CALENDAR_WORKDAY));
  g_assert_true (zx_calendar_is_working_day (calendar, "2026-10-10"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/holidays-and-make-up-days-count", test_holidays_and_make_up_days_count);
  g_test_add_func ("/calendar/years-without-table-say-so", test_years_without_table_say_so);
  g_test_add_func ("/calendar/adding-skips-days-off", test_adding_skips_days_off);
  g_test_add_func ("/calendar/notices-count-their-first-day-when-worked", test_notices_count_their_first_day_when_worked);
  g_test_add_func ("/calendar/between-is-the-way-back-of-adding", test_between_is_the_way_back_of_adding);
  g_test_add_func ("/calendar/wrong-days-are-refused", test_wrong_days_are_refused);

  return g_test_run ();
}
