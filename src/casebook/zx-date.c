/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-date"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-date-private.h"
#include "zx-text.h"

/* Days of the proleptic Gregorian calendar, counted from 1970-01-01. */
#define DAY_MIN (-354285) /* 1000-01-01 */
#define DAY_MAX 2932896   /* 9999-12-31 */

static const char * const month_names[] = {
  NC_ ("month", "Jan"), NC_ ("month", "Feb"), NC_ ("month", "Mar"), NC_ ("month", "Apr"),
  NC_ ("month", "May"), NC_ ("month", "Jun"), NC_ ("month", "Jul"), NC_ ("month", "Aug"),
  NC_ ("month", "Sep"), NC_ ("month", "Oct"), NC_ ("month", "Nov"), NC_ ("month", "Dec"),
};

static const char * const weekday_names[] = {
  NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"),
  NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun"),
};

static const char * const weekday_headings[] = {
  NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
  NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"), NC_ ("weekday", "Sunday"),
};

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month (int year,
               int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

gboolean
zx_civil_exists (const ZxCivil *civil)
{
  return civil->year >= 1000 && civil->year <= 9999 &&
         civil->month >= 1 && civil->month <= 12 &&
         civil->day >= 1 && civil->day <= days_in_month (civil->year, civil->month);
}

/* Counts in years that begin in March, so that the leap day is the last of its year. */
int
zx_civil_to_day (const ZxCivil *civil)
{
  int year = civil->month <= 2 ? civil->year - 1 : civil->year;
  int era = year / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (civil->month + (civil->month > 2 ? -3 : 9)) + 2) / 5 + civil->day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

void
zx_civil_from_day (int    day,
                   ZxCivil *out_civil)
{
  int shifted = day + 719468;
  int era = shifted / 146097;
  int day_of_era = shifted - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                     day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;

  out_civil->day = day_of_year - (153 * month + 2) / 5 + 1;
  out_civil->month = month < 10 ? month + 3 : month - 9;
  out_civil->year = year_of_era + era * 400 + (out_civil->month <= 2 ? 1 : 0);
}

gboolean
zx_date_read_digits (const char *text,
                     guint       n,
                     int        *out_number)
{
  int number = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;

      number = number * 10 + (text[i] - '0');
    }

  *out_number = number;

  return TRUE;
}

gboolean
zx_civil_from_iso (const char *date,
                   ZxCivil      *out_civil)
{
  return date != NULL &&
         zx_date_read_digits (date, 4, &out_civil->year) && date[4] == '-' &&
         zx_date_read_digits (date + 5, 2, &out_civil->month) && date[7] == '-' &&
         zx_date_read_digits (date + 8, 2, &out_civil->day) && date[10] == '\0' &&
         zx_civil_exists (out_civil);
}

char *
zx_civil_dup_iso (const ZxCivil *civil)
{
  return g_strdup_printf ("%04d-%02d-%02d", civil->year, civil->month, civil->day);
}

char *
zx_date_dup_day (int day)
{
  char date[ZX_DATE_SIZE];

  zx_date_from_day (day, date);

  return *date != '\0' ? g_strdup (date) : NULL;
}

gboolean
zx_date_is_valid (const char *date)
{
  ZxCivil civil;

  return zx_civil_from_iso (date, &civil);
}

gboolean
zx_date_is_month (const char *month)
{
  int year, number;

  return month != NULL &&
         zx_date_read_digits (month, 4, &year) && month[4] == '-' &&
         zx_date_read_digits (month + 5, 2, &number) && month[7] == '\0' &&
         year >= 1000 && number >= 1 && number <= 12;
}

int
zx_date_to_day (const char *date)
{
  ZxCivil civil;

  return zx_civil_from_iso (date, &civil) ? zx_civil_to_day (&civil) : ZX_DATE_NO_DAY;
}

char *
zx_date_from_day (int  day,
                  char out_date[ZX_DATE_SIZE])
{
  ZxCivil civil;

  out_date[0] = '\0';

  if (day < DAY_MIN || day > DAY_MAX)
    return out_date;

  zx_civil_from_day (day, &civil);

  /* digit by digit: called once a row by exports */
  out_date[0] = '0' + civil.year / 1000;
  out_date[1] = '0' + civil.year / 100 % 10;
  out_date[2] = '0' + civil.year / 10 % 10;
  out_date[3] = '0' + civil.year % 10;
  out_date[4] = '-';
  out_date[5] = '0' + civil.month / 10;
  out_date[6] = '0' + civil.month % 10;
  out_date[7] = '-';
  out_date[8] = '0' + civil.day / 10;
  out_date[9] = '0' + civil.day % 10;
  out_date[10] = '\0';

  return out_date;
}

char *
zx_date_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

char *
zx_date_add_days (const char *date,
                  int         days)
{
  int day = zx_date_to_day (date);

  if (day == ZX_DATE_NO_DAY || ABS ((gint64) days) > DAY_MAX - DAY_MIN)
    return NULL;

  return zx_date_dup_day (day + days);
}

char *
zx_date_add_months (const char *date,
                    int         months)
{
  ZxCivil civil;
  gint64 count;

  if (!zx_civil_from_iso (date, &civil))
    return NULL;

  count = (gint64) civil.year * 12 + civil.month - 1 + months;

  if (count < 1000 * 12 || count > 9999 * 12 + 11)
    return NULL;

  civil.year = (int) (count / 12);
  civil.month = (int) (count % 12) + 1;
  civil.day = MIN (civil.day, days_in_month (civil.year, civil.month));

  return zx_civil_dup_iso (&civil);
}

int
zx_date_days_between (const char *from,
                      const char *to)
{
  int first = zx_date_to_day (from);
  int last = zx_date_to_day (to);

  return first == ZX_DATE_NO_DAY || last == ZX_DATE_NO_DAY ? 0 : last - first;
}

int
zx_date_day_weekday (int day)
{
  /* 1970-01-01 was a Thursday; DAY_MIN keeps the sum positive */
  return (day + 3 + 7 * 60000) % 7 + 1;
}

int
zx_date_weekday (const char *date)
{
  int day = zx_date_to_day (date);

  return day == ZX_DATE_NO_DAY ? 0 : zx_date_day_weekday (day);
}

int
zx_date_iso_week (const char *date,
                  int        *out_year)
{
  int day = zx_date_to_day (date);
  ZxCivil thursday;
  ZxCivil new_year = { 0, 1, 1 };

  if (out_year != NULL)
    *out_year = 0;

  if (day == ZX_DATE_NO_DAY)
    return 0;

  /* a week belongs to the year its Thursday lies in */
  day = day - zx_date_day_weekday (day) + 4;
  zx_civil_from_day (day, &thursday);
  new_year.year = thursday.year;

  if (out_year != NULL)
    *out_year = thursday.year;

  return (day - zx_civil_to_day (&new_year)) / 7 + 1;
}

int
zx_date_age (const char *birth_date,
             const char *on)
{
  ZxCivil birth, now;
  int age;

  if (!zx_civil_from_iso (birth_date, &birth) || !zx_civil_from_iso (on, &now))
    return -1;

  age = now.year - birth.year;

  if (now.month < birth.month || (now.month == birth.month && now.day < birth.day))
    age--;

  return MAX (age, -1);
}

gboolean
zx_date_get_quarter (const char *date,
                     ZxQuarter  *out_quarter)
{
  ZxCivil civil, first, last;

  memset (out_quarter, 0, sizeof *out_quarter);

  if (!zx_civil_from_iso (date, &civil))
    return FALSE;

  out_quarter->year = civil.year;
  out_quarter->number = (civil.month - 1) / 3 + 1;
  first = (ZxCivil) { civil.year, out_quarter->number * 3 - 2, 1 };
  last = (ZxCivil) { civil.year, out_quarter->number * 3, 0 };
  last.day = days_in_month (last.year, last.month);
  zx_date_from_day (zx_civil_to_day (&first), out_quarter->start);
  zx_date_from_day (zx_civil_to_day (&last), out_quarter->end);
  out_quarter->days_left = zx_civil_to_day (&last) - zx_civil_to_day (&civil);

  return TRUE;
}

gboolean
zx_date_agrees (const char *given,
                const char *full)
{
  if (!zx_date_is_valid (full))
    return FALSE;

  return zx_date_is_month (given) ? strncmp (given, full, 7) == 0 : g_strcmp0 (given, full) == 0;
}

/* Showing */

static void
append_filled (GString     *words,
               const char  *format,
               const ZxCivil *civil,
               int          weekday)
{
  for (const char *p = format; *p != '\0';)
    {
      if (zx_text_skip (&p, "{year}"))
        g_string_append_printf (words, "%d", civil->year);
      else if (zx_text_skip (&p, "{month}"))
        g_string_append_printf (words, "%d", civil->month);
      else if (zx_text_skip (&p, "{name}"))
        g_string_append (words, g_dpgettext2 (NULL, "month", month_names[civil->month - 1]));
      else if (zx_text_skip (&p, "{day}"))
        g_string_append_printf (words, "%d", civil->day);
      else if (zx_text_skip (&p, "{Weekday}"))
        g_string_append (words, g_dpgettext2 (NULL, "weekday", weekday_headings[weekday - 1]));
      else if (zx_text_skip (&p, "{weekday}"))
        g_string_append (words, zx_date_get_weekday_name (weekday));
      else
        g_string_append_c (words, *p++);
    }
}

char *
zx_date_format (const char *date,
                const char *reference,
                ZxDateShow  show)
{
  GString *words;
  ZxCivil civil = { 0, 0, 1 };
  const char *format;
  gboolean with_year, with_weekday;

  if (zx_date_is_month (date))
    {
      zx_date_read_digits (date, 4, &civil.year);
      zx_date_read_digits (date + 5, 2, &civil.month);

      /* Translators: a month. Use {year}, {month} (11) or {name} ("Nov"). */
      format = C_ ("date", "{name} {year}");
    }
  else if (zx_civil_from_iso (date, &civil))
    {
      with_year = (show & ZX_DATE_SHOW_YEAR) != 0 || reference == NULL ||
                  strncmp (date, reference, 4) != 0;
      with_weekday = (show & ZX_DATE_SHOW_WEEKDAY) != 0;

      if ((show & ZX_DATE_SHOW_HEADING) != 0)
        /* Translators: the day as a heading. Use {month} (11) or {name} ("Nov"), {day}, {Weekday} ("Monday"). */
        format = C_ ("date", "{Weekday} {day} {name}");
      else if (with_year && with_weekday)
        /* Translators: a date. Use {year}, {month} (11) or {name} ("Nov"), {day}, {weekday} ("Mon"). */
        format = C_ ("date", "{weekday} {day} {name} {year}");
      else if (with_year)
        format = C_ ("date", "{day} {name} {year}");
      else if (with_weekday)
        format = C_ ("date", "{weekday} {day} {name}");
      else
        format = C_ ("date", "{day} {name}");
    }
  else
    {
      return g_strdup ("");
    }

  words = g_string_new (NULL);
  append_filled (words, format, &civil, zx_date_weekday (date));

  return g_string_free (words, FALSE);
}

const char *
zx_date_get_weekday_name (int weekday)
{
  if (weekday < 1 || weekday > 7)
    return "";

  return g_dpgettext2 (NULL, "weekday", weekday_names[weekday - 1]);
}
