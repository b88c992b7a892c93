/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-date"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-text.h"

/* Days of the proleptic Gregorian calendar, counted from 1970-01-01. */
#define DAY_MIN (-354285) /* 1000-01-01 */
#define DAY_MAX 2932896   /* 9999-12-31 */

/* Excel's day 1 is 1900-01-01, but it counts a 29 February 1900 that never was. */
#define SERIAL_1900_EPOCH (-25569)
#define SERIAL_1904_EPOCH (-24107)

/* Years outside are misreadings, not dates of a school. */
#define PARSE_YEAR_MIN 1850
#define PARSE_YEAR_MAX 2150

typedef struct
{
  int year, month, day;
} Civil;

static const char * const month_names[] = {
  NC_ ("month", "Jan"), NC_ ("month", "Feb"), NC_ ("month", "Mar"), NC_ ("month", "Apr"),
  NC_ ("month", "May"), NC_ ("month", "Jun"), NC_ ("month", "Jul"), NC_ ("month", "Aug"),
  NC_ ("month", "Sep"), NC_ ("month", "Oct"), NC_ ("month", "Nov"), NC_ ("month", "Dec"),
};

static const char * const weekday_names[] = {
  NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"),
  NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun"),
};

/* Calendar arithmetic */

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

static gboolean
civil_exists (const Civil *civil)
{
  return civil->year >= 1000 && civil->year <= 9999 &&
         civil->month >= 1 && civil->month <= 12 &&
         civil->day >= 1 && civil->day <= days_in_month (civil->year, civil->month);
}

/* Counts in years that begin in March, so that the leap day is the last of its year. */
static int
civil_to_day (const Civil *civil)
{
  int year = civil->month <= 2 ? civil->year - 1 : civil->year;
  int era = year / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (civil->month + (civil->month > 2 ? -3 : 9)) + 2) / 5 + civil->day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

static void
civil_from_day (int    day,
                Civil *out_civil)
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

static gboolean
read_digits (const char *text,
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

static gboolean
civil_from_iso (const char *date,
                Civil      *out_civil)
{
  return date != NULL &&
         read_digits (date, 4, &out_civil->year) && date[4] == '-' &&
         read_digits (date + 5, 2, &out_civil->month) && date[7] == '-' &&
         read_digits (date + 8, 2, &out_civil->day) && date[10] == '\0' &&
         civil_exists (out_civil);
}

static char *
civil_dup_iso (const Civil *civil)
{
  return g_strdup_printf ("%04d-%02d-%02d", civil->year, civil->month, civil->day);
}

static char *
day_dup_iso (int day)
{
  char date[ZX_DATE_SIZE];

  zx_date_from_day (day, date);

  return *date != '\0' ? g_strdup (date) : NULL;
}

gboolean
zx_date_is_valid (const char *date)
{
  Civil civil;

  return civil_from_iso (date, &civil);
}

gboolean
zx_date_is_month (const char *month)
{
  int year, number;

  return month != NULL &&
         read_digits (month, 4, &year) && month[4] == '-' &&
         read_digits (month + 5, 2, &number) && month[7] == '\0' &&
         year >= 1000 && number >= 1 && number <= 12;
}

int
zx_date_to_day (const char *date)
{
  Civil civil;

  return civil_from_iso (date, &civil) ? civil_to_day (&civil) : ZX_DATE_NO_DAY;
}

char *
zx_date_from_day (int  day,
                  char out_date[ZX_DATE_SIZE])
{
  Civil civil;

  out_date[0] = '\0';

  if (day < DAY_MIN || day > DAY_MAX)
    return out_date;

  civil_from_day (day, &civil);

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

  return day_dup_iso (day + days);
}

char *
zx_date_add_months (const char *date,
                    int         months)
{
  Civil civil;
  gint64 count;

  if (!civil_from_iso (date, &civil))
    return NULL;

  count = (gint64) civil.year * 12 + civil.month - 1 + months;

  if (count < 1000 * 12 || count > 9999 * 12 + 11)
    return NULL;

  civil.year = (int) (count / 12);
  civil.month = (int) (count % 12) + 1;
  civil.day = MIN (civil.day, days_in_month (civil.year, civil.month));

  return civil_dup_iso (&civil);
}

int
zx_date_days_between (const char *from,
                      const char *to)
{
  int first = zx_date_to_day (from);
  int last = zx_date_to_day (to);

  return first == ZX_DATE_NO_DAY || last == ZX_DATE_NO_DAY ? 0 : last - first;
}

static int
day_get_weekday (int day)
{
  /* 1970-01-01 was a Thursday; DAY_MIN keeps the sum positive */
  return (day + 3 + 7 * 60000) % 7 + 1;
}

int
zx_date_weekday (const char *date)
{
  int day = zx_date_to_day (date);

  return day == ZX_DATE_NO_DAY ? 0 : day_get_weekday (day);
}

int
zx_date_iso_week (const char *date,
                  int        *out_year)
{
  int day = zx_date_to_day (date);
  Civil thursday;
  Civil new_year = { 0, 1, 1 };

  if (out_year != NULL)
    *out_year = 0;

  if (day == ZX_DATE_NO_DAY)
    return 0;

  /* a week belongs to the year its Thursday lies in */
  day = day - day_get_weekday (day) + 4;
  civil_from_day (day, &thursday);
  new_year.year = thursday.year;

  if (out_year != NULL)
    *out_year = thursday.year;

  return (day - civil_to_day (&new_year)) / 7 + 1;
}

int
zx_date_age (const char *birth_date,
             const char *on)
{
  Civil birth, now;
  int age;

  if (!civil_from_iso (birth_date, &birth) || !civil_from_iso (on, &now))
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
  Civil civil, first, last;

  memset (out_quarter, 0, sizeof *out_quarter);

  if (!civil_from_iso (date, &civil))
    return FALSE;

  out_quarter->year = civil.year;
  out_quarter->number = (civil.month - 1) / 3 + 1;
  first = (Civil) { civil.year, out_quarter->number * 3 - 2, 1 };
  last = (Civil) { civil.year, out_quarter->number * 3, 0 };
  last.day = days_in_month (last.year, last.month);
  zx_date_from_day (civil_to_day (&first), out_quarter->start);
  zx_date_from_day (civil_to_day (&last), out_quarter->end);
  out_quarter->days_left = civil_to_day (&last) - civil_to_day (&civil);

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

/* Reading */

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && zx_text_is_blank_char (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

static gboolean
skip_word (const char **p,
           const char  *word)
{
  if (!g_str_has_prefix (*p, word))
    return FALSE;

  *p += strlen (word);

  return TRUE;
}

/* '-', '/' or '.' for the dashes, slashes and points people use; 0 for anything else. */
static char
separator_class (gunichar character)
{
  switch (character)
    {
    case '-': case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212:
    case 0xff0d:
      return '-';
    case '/': case 0xff0f:
      return '/';
    case '.': case 0xff0e: case 0x3002: case 0x00b7:
      return '.';
    default:
      return 0;
    }
}

static gboolean
skip_separator (const char **p,
                char         wanted)
{
  const char *at = skip_blanks (*p);

  if (*at == '\0' || separator_class (g_utf8_get_char (at)) != wanted)
    return FALSE;

  *p = skip_blanks (g_utf8_next_char (at));

  return TRUE;
}

static gboolean
skip_character (const char **p,
                const char  *character)
{
  const char *at = skip_blanks (*p);

  if (!skip_word (&at, character))
    return FALSE;

  *p = skip_blanks (at);

  return TRUE;
}

/* 1 to 7 when a weekday stands at @p, which then moves behind it. */
static int
read_weekday (const char **p)
{
  static const char * const chinese[] = { "一", "二", "三", "四", "五", "六", "日" };
  static const char * const english[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  };
  const char *at = *p;

  if (skip_word (&at, "星期") || skip_word (&at, "礼拜") || skip_word (&at, "周"))
    {
      for (int i = 0; i < 7; i++)
        {
          if (skip_word (&at, chinese[i]))
            {
              *p = at;
              return i + 1;
            }
        }

      if (skip_word (&at, "天"))
        {
          *p = at;
          return 7;
        }

      return 0;
    }

  for (int i = 0; i < 7; i++)
    {
      if (g_ascii_strncasecmp (*p, english[i], 3) == 0)
        {
          gsize length = g_ascii_strncasecmp (*p, english[i], strlen (english[i])) == 0
            ? strlen (english[i]) : 3;

          if (g_ascii_isalpha ((*p)[length]))
            return 0;

          *p += length;
          return i + 1;
        }
    }

  return 0;
}

/* Whether what stands behind a date may be left aside: nothing, a time of day, a weekday. */
static gboolean
is_harmless_rest (const char *rest,
                  gboolean    after_sign)
{
  const char *p = skip_blanks (rest);
  gboolean parted = p != rest || after_sign;
  gboolean bracket;

  if (*p == '\0')
    return TRUE;

  bracket = skip_word (&p, "(") || skip_word (&p, "（");

  if (read_weekday (&p) > 0)
    {
      if (bracket && !skip_word (&p, ")") && !skip_word (&p, "）"))
        return FALSE;

      p = skip_blanks (p);

      return *p == '\0';
    }

  if (bracket || (!parted && *p != 'T'))
    return FALSE;

  if (*p == 'T')
    p++;

  if (!skip_word (&p, "上午"))
    skip_word (&p, "下午");

  p = skip_blanks (p);

  if (!g_ascii_isdigit (*p) || strchr (p, ':') == NULL)
    return FALSE;

  return strspn (p, "0123456789:.+-ZAPMapm ") == strlen (p);
}

static ZxDateForm
give_date (const Civil  *civil,
           gboolean      has_day,
           char        **out_date)
{
  Civil checked = *civil;

  if (!has_day)
    checked.day = 1;

  if (!civil_exists (&checked) ||
      checked.year < PARSE_YEAR_MIN || checked.year > PARSE_YEAR_MAX)
    return ZX_DATE_FORM_NONE;

  if (out_date != NULL)
    *out_date = has_day
      ? civil_dup_iso (&checked)
      : g_strdup_printf ("%04d-%02d", checked.year, checked.month);

  return has_day ? ZX_DATE_FORM_DAY : ZX_DATE_FORM_MONTH;
}

/* 20120901 and 201209 */
static ZxDateForm
parse_figures (const char  *text,
               char       **out_date)
{
  Civil civil = { 0, 0, 0 };
  gsize length = strspn (text, "0123456789");

  if ((length != 8 && length != 6) || !is_harmless_rest (text + length, FALSE))
    return ZX_DATE_FORM_NONE;

  read_digits (text, 4, &civil.year);
  read_digits (text + 4, 2, &civil.month);

  if (length == 8)
    read_digits (text + 6, 2, &civil.day);

  return give_date (&civil, length == 8, out_date);
}

ZxDateForm
zx_date_parse (const char  *text,
               char       **out_date)
{
  g_autofree char *plain = zx_text_normalise (text);
  const char *p = plain;
  const char *before;
  Civil civil = { 0, 0, 0 };
  ZxDateForm form;
  char separator;

  if (out_date != NULL)
    *out_date = NULL;

  form = parse_figures (plain, out_date);
  if (form != ZX_DATE_FORM_NONE)
    return form;

  if (!zx_text_read_number (&p, &civil.year) || civil.year < 1000)
    return ZX_DATE_FORM_NONE;

  if (skip_character (&p, "年"))
    {
      if (!zx_text_read_number (&p, &civil.month) || !skip_character (&p, "月"))
        return ZX_DATE_FORM_NONE;

      before = p;

      /* a figure behind 月 is the day, unless it begins a time: then the day is missing */
      if (!zx_text_read_number (&p, &civil.day))
        return is_harmless_rest (p, TRUE) ? give_date (&civil, FALSE, out_date)
                                          : ZX_DATE_FORM_NONE;

      if (*p == ':' || g_str_has_prefix (p, "："))
        return is_harmless_rest (before, TRUE) ? give_date (&civil, FALSE, out_date)
                                               : ZX_DATE_FORM_NONE;

      if (!skip_character (&p, "日") && !skip_character (&p, "号"))
        return is_harmless_rest (p, FALSE) ? give_date (&civil, TRUE, out_date)
                                           : ZX_DATE_FORM_NONE;

      return is_harmless_rest (p, TRUE) ? give_date (&civil, TRUE, out_date) : ZX_DATE_FORM_NONE;
    }

  before = skip_blanks (p);
  separator = *before != '\0' ? separator_class (g_utf8_get_char (before)) : 0;

  if (separator == 0 || !skip_separator (&p, separator) ||
      !zx_text_read_number (&p, &civil.month))
    return ZX_DATE_FORM_NONE;

  if (!skip_separator (&p, separator))
    return *skip_blanks (p) == '\0' ? give_date (&civil, FALSE, out_date) : ZX_DATE_FORM_NONE;

  /* "2012.9." is a month with a careless point */
  if (separator == '.' && *p == '\0')
    return give_date (&civil, FALSE, out_date);

  if (!zx_text_read_number (&p, &civil.day))
    return ZX_DATE_FORM_NONE;

  skip_character (&p, "日");

  return is_harmless_rest (p, FALSE) ? give_date (&civil, TRUE, out_date) : ZX_DATE_FORM_NONE;
}

char *
zx_date_from_serial (double   serial,
                     gboolean since_1904)
{
  int number;

  if (!(serial >= (since_1904 ? 0 : 1)) || serial > 2958466)
    return NULL;

  number = (int) serial;

  if (since_1904)
    return day_dup_iso (number + SERIAL_1904_EPOCH);

  if (number == 60)
    return NULL;

  return day_dup_iso (number + SERIAL_1900_EPOCH + (number < 60 ? 1 : 0));
}

char *
zx_date_parse_serial (const char *text,
                      gboolean    since_1904)
{
  g_autofree char *plain = zx_text_normalise (text);
  g_autofree char *date = NULL;
  int number;

  if (strlen (plain) != 5 || !read_digits (plain, 5, &number))
    return NULL;

  date = zx_date_from_serial (number, since_1904);

  if (date == NULL || strcmp (date, "1920") < 0 || strcmp (date, "2101") > 0)
    return NULL;

  return g_steal_pointer (&date);
}

/* The year that makes month and day a date on the wanted side of today; 29 February may be years away. */
static char *
complete_year (int        month,
               int        day,
               int        today,
               ZxDateLean lean)
{
  Civil now;
  int best = ZX_DATE_NO_DAY;

  civil_from_day (today, &now);

  for (int year = now.year - 8; year <= now.year + 8; year++)
    {
      Civil civil = { year, month, day };
      int candidate;

      if (!civil_exists (&civil))
        continue;

      candidate = civil_to_day (&civil);

      if ((lean == ZX_DATE_LEAN_PAST && candidate > today) ||
          (lean == ZX_DATE_LEAN_FUTURE && candidate < today))
        continue;

      if (best == ZX_DATE_NO_DAY || ABS (candidate - today) < ABS (best - today))
        best = candidate;
    }

  return best != ZX_DATE_NO_DAY ? day_dup_iso (best) : NULL;
}

/* The same for a day of the month. */
static char *
complete_month (int        day,
                int        today,
                ZxDateLean lean)
{
  Civil now;
  int best = ZX_DATE_NO_DAY;

  civil_from_day (today, &now);

  for (int shift = -2; shift <= 2; shift++)
    {
      int count = now.year * 12 + now.month - 1 + shift;
      Civil civil = { count / 12, count % 12 + 1, day };
      int candidate;

      if (!civil_exists (&civil))
        continue;

      candidate = civil_to_day (&civil);

      if ((lean == ZX_DATE_LEAN_PAST && candidate > today) ||
          (lean == ZX_DATE_LEAN_FUTURE && candidate < today))
        continue;

      if (best == ZX_DATE_NO_DAY || ABS (candidate - today) < ABS (best - today))
        best = candidate;
    }

  return best != ZX_DATE_NO_DAY ? day_dup_iso (best) : NULL;
}

static char *
complete_weekday (int        weekday,
                  int        today,
                  ZxDateLean lean)
{
  int back = (day_get_weekday (today) - weekday + 7) % 7;
  int on = (7 - back) % 7;

  if (lean == ZX_DATE_LEAN_PAST || (lean == ZX_DATE_LEAN_NEAREST && back <= on))
    return day_dup_iso (today - back);

  return day_dup_iso (today + on);
}

static char *
parse_day_word (const char *text,
                int         today)
{
  static const struct
  {
    const char *word;
    int         days;
  } words[] = {
    { "今天", 0 }, { "今日", 0 }, { "today", 0 }, { "昨天", -1 }, { "昨日", -1 }, { "yesterday", -1 },
    { "前天", -2 }, { "大前天", -3 }, { "明天", 1 }, { "明日", 1 }, { "tomorrow", 1 },
    { "后天", 2 }, { "大后天", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i].word) == 0)
        return day_dup_iso (today + words[i].days);
    }

  return NULL;
}

static char *
parse_weekday (const char *text,
               int         today,
               ZxDateLean  lean)
{
  static const struct
  {
    const char *word;
    int         weeks;
  } words[] = { { "上上", -2 }, { "上", -1 }, { "本", 0 }, { "这", 0 }, { "下下", 2 }, { "下", 1 } };
  const char *p = text;
  int weeks = 0;
  gboolean named = FALSE;
  int weekday;

  for (guint i = 0; i < G_N_ELEMENTS (words) && !named; i++)
    {
      named = skip_word (&p, words[i].word);

      if (named)
        {
          weeks = words[i].weeks;
          skip_word (&p, "个");
        }
    }

  weekday = read_weekday (&p);

  if (weekday == 0 || *p != '\0')
    return NULL;

  if (named)
    return day_dup_iso (today - day_get_weekday (today) + weekday + weeks * 7);

  return complete_weekday (weekday, today, lean);
}

char *
zx_date_parse_typed (const char *text,
                     const char *today,
                     ZxDateLean  lean)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  const char *p = plain;
  char *date = NULL;
  int now = zx_date_to_day (today);
  int month, day;

  if (*plain == '\0')
    return NULL;

  if (zx_date_parse (text, &date) == ZX_DATE_FORM_DAY)
    return date;

  g_clear_pointer (&date, g_free);

  if (now == ZX_DATE_NO_DAY)
    return NULL;

  date = parse_day_word (plain, now);
  if (date == NULL)
    date = parse_weekday (plain, now, lean);
  if (date != NULL)
    return date;

  /* 1123 */
  if (strspn (plain, "0123456789") == 4 && plain[4] == '\0')
    {
      read_digits (plain, 2, &month);
      read_digits (plain + 2, 2, &day);

      return complete_year (month, day, now, lean);
    }

  if (!zx_text_read_number (&p, &month))
    return NULL;

  /* 23日 */
  if (skip_word (&p, "日") || skip_word (&p, "号"))
    return *p == '\0' ? complete_month (month, now, lean) : NULL;

  if (!skip_word (&p, "月") && !skip_separator (&p, '-') && !skip_separator (&p, '/') &&
      !skip_separator (&p, '.'))
    return NULL;

  if (!zx_text_read_number (&p, &day))
    return NULL;

  if (!skip_word (&p, "日"))
    skip_word (&p, "号");

  return is_harmless_rest (p, TRUE) ? complete_year (month, day, now, lean) : NULL;
}

/* Showing */

static void
append_filled (GString     *words,
               const char  *format,
               const Civil *civil,
               int          weekday)
{
  for (const char *p = format; *p != '\0';)
    {
      if (skip_word (&p, "{year}"))
        g_string_append_printf (words, "%d", civil->year);
      else if (skip_word (&p, "{month}"))
        g_string_append_printf (words, "%d", civil->month);
      else if (skip_word (&p, "{name}"))
        g_string_append (words, g_dpgettext2 (NULL, "month", month_names[civil->month - 1]));
      else if (skip_word (&p, "{day}"))
        g_string_append_printf (words, "%d", civil->day);
      else if (skip_word (&p, "{weekday}"))
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
  Civil civil = { 0, 0, 1 };
  const char *format;
  gboolean with_year, with_weekday;

  if (zx_date_is_month (date))
    {
      read_digits (date, 4, &civil.year);
      read_digits (date + 5, 2, &civil.month);

      /* Translators: a month. Use {year}, {month} (11) or {name} ("Nov"). */
      format = C_ ("date", "{name} {year}");
    }
  else if (civil_from_iso (date, &civil))
    {
      with_year = (show & ZX_DATE_SHOW_YEAR) != 0 || reference == NULL ||
                  strncmp (date, reference, 4) != 0;
      with_weekday = (show & ZX_DATE_SHOW_WEEKDAY) != 0;

      if (with_year && with_weekday)
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

/* School years and terms */

/* Reads "2026-2027" at the start of @text. */
static int
read_school_year (const char *text)
{
  int first, second;

  if (text == NULL || !read_digits (text, 4, &first) || text[4] != '-' ||
      !read_digits (text + 5, 4, &second) || second != first + 1 || first < 1000)
    return 0;

  return first;
}

gboolean
zx_school_year_is_valid (const char *school_year)
{
  return read_school_year (school_year) != 0 && school_year[9] == '\0';
}

int
zx_school_year_get_first (const char *school_year)
{
  return zx_school_year_is_valid (school_year) || zx_term_is_valid (school_year)
    ? read_school_year (school_year) : 0;
}

char *
zx_school_year_from_first (int first)
{
  return g_strdup_printf ("%04d-%04d", first, first + 1);
}

char *
zx_school_year_of_date (const char *date)
{
  Civil civil;

  if (!civil_from_iso (date, &civil))
    return NULL;

  return zx_school_year_from_first (civil.month >= 9 ? civil.year : civil.year - 1);
}

/* "2025-2026学年", "2025—2026", "2025~2026": two years following each other, with a dash between. */
static int
find_year_pair (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *at = p;
      int first, second;

      if (p != text && g_ascii_isdigit (p[-1]))
        continue;

      if (!g_ascii_isdigit (*p) || !zx_text_read_number (&at, &first) ||
          first < PARSE_YEAR_MIN || first > PARSE_YEAR_MAX)
        continue;

      skip_word (&at, "年");

      if (!skip_separator (&at, '-') && !skip_separator (&at, '/') && !skip_word (&at, "~") &&
          !skip_word (&at, "～") && !skip_word (&at, "至"))
        continue;

      while (skip_separator (&at, '-')) /* —— */
        ;

      if (zx_text_read_number (&at, &second) &&
          (second == first + 1 || second == (first + 1) % 100))
        return first;
    }

  return 0;
}

static int
find_season (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *at = p;
      int year;

      if ((p != text && g_ascii_isdigit (p[-1])) || !zx_text_read_number (&at, &year) ||
          year < PARSE_YEAR_MIN || year > PARSE_YEAR_MAX)
        continue;

      at = skip_blanks (at);
      skip_word (&at, "年");
      at = skip_blanks (at);

      if (g_str_has_prefix (at, "秋") || g_str_has_prefix (at, "学年"))
        return year;

      if (g_str_has_prefix (at, "春"))
        return year - 1;
    }

  return 0;
}

char *
zx_school_year_find (const char *text)
{
  g_autofree char *plain = zx_text_normalise (text);
  int first = find_year_pair (plain);

  if (first == 0)
    first = find_season (plain);

  return first != 0 ? zx_school_year_from_first (first) : NULL;
}

gboolean
zx_term_is_valid (const char *term)
{
  return read_school_year (term) != 0 && term[9] == '-' &&
         (term[10] == '1' || term[10] == '2') && term[11] == '\0';
}

int
zx_term_get_number (const char *term)
{
  return zx_term_is_valid (term) ? term[10] - '0' : 0;
}

static char *
make_term (int first,
           int number)
{
  return g_strdup_printf ("%04d-%04d-%d", first, first + 1, number);
}

char *
zx_term_of_date (const char *date)
{
  Civil civil;

  if (!civil_from_iso (date, &civil))
    return NULL;

  if (civil.month >= 9)
    return make_term (civil.year, 1);

  return make_term (civil.year - 1, civil.month == 1 ? 1 : 2);
}

char *
zx_term_dup_school_year (const char *term)
{
  return zx_term_is_valid (term) ? g_strndup (term, 9) : NULL;
}

char *
zx_term_add (const char *term,
             int         terms)
{
  gint64 count;

  if (!zx_term_is_valid (term))
    return NULL;

  count = (gint64) read_school_year (term) * 2 + (term[10] - '1') + terms;

  if (count < 1000 * 2 || count >= 9999 * 2)
    return NULL;

  return make_term ((int) (count / 2), (int) (count % 2) + 1);
}

gboolean
zx_term_get_default_dates (const char *term,
                           char        out_start[ZX_DATE_SIZE],
                           char        out_end[ZX_DATE_SIZE])
{
  int number = zx_term_get_number (term);
  int first = read_school_year (term);
  Civil start = { first, 9, 1 };
  Civil end = { first + 1, 1, 31 };

  out_start[0] = out_end[0] = '\0';

  if (number == 0)
    return FALSE;

  if (number == 2)
    {
      start = (Civil) { first + 1, 2, 1 };
      end = (Civil) { first + 1, 8, 31 };
    }

  zx_date_from_day (civil_to_day (&start), out_start);
  zx_date_from_day (civil_to_day (&end), out_end);

  return TRUE;
}

char *
zx_term_format (const char *term)
{
  int number = zx_term_get_number (term);
  int first = read_school_year (term);

  switch (number)
    {
    case 1:
      return g_strdup_printf (_("Autumn term %d"), first);
    case 2:
      return g_strdup_printf (_("Spring term %d"), first + 1);
    default:
      return g_strdup ("");
    }
}
