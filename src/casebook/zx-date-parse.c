/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-date-parse"

#include "config.h"

#include <string.h>

#include "zx-date-private.h"
#include "zx-text.h"

/* Excel's day 1 is 1900-01-01, but it counts a 29 February 1900 that never was. */
#define SERIAL_1900_EPOCH (-25569)
#define SERIAL_1904_EPOCH (-24107)

const char *
zx_date_skip_blanks (const char *p)
{
  while (*p != '\0' && zx_text_is_blank_char (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
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

gboolean
zx_date_skip_separator (const char **p,
                        char         wanted)
{
  const char *at = zx_date_skip_blanks (*p);

  if (*at == '\0' || separator_class (g_utf8_get_char (at)) != wanted)
    return FALSE;

  *p = zx_date_skip_blanks (g_utf8_next_char (at));

  return TRUE;
}

static gboolean
skip_character (const char **p,
                const char  *character)
{
  const char *at = zx_date_skip_blanks (*p);

  if (!zx_text_skip (&at, character))
    return FALSE;

  *p = zx_date_skip_blanks (at);

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

  if (zx_text_skip (&at, "星期") || zx_text_skip (&at, "礼拜") || zx_text_skip (&at, "周"))
    {
      for (int i = 0; i < 7; i++)
        {
          if (zx_text_skip (&at, chinese[i]))
            {
              *p = at;
              return i + 1;
            }
        }

      if (zx_text_skip (&at, "天"))
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
  const char *p = zx_date_skip_blanks (rest);
  gboolean parted = p != rest || after_sign;
  gboolean bracket;

  if (*p == '\0')
    return TRUE;

  bracket = zx_text_skip (&p, "(") || zx_text_skip (&p, "（");

  if (read_weekday (&p) > 0)
    {
      if (bracket && !zx_text_skip (&p, ")") && !zx_text_skip (&p, "）"))
        return FALSE;

      p = zx_date_skip_blanks (p);

      return *p == '\0';
    }

  if (bracket || (!parted && *p != 'T'))
    return FALSE;

  if (*p == 'T')
    p++;

  if (!zx_text_skip (&p, "上午"))
    zx_text_skip (&p, "下午");

  p = zx_date_skip_blanks (p);

  if (!g_ascii_isdigit (*p) || strchr (p, ':') == NULL)
    return FALSE;

  return strspn (p, "0123456789:.+-ZAPMapm ") == strlen (p);
}

static ZxDateForm
give_date (const ZxCivil  *civil,
           gboolean      has_day,
           char        **out_date)
{
  ZxCivil checked = *civil;

  if (!has_day)
    checked.day = 1;

  if (!zx_civil_exists (&checked) ||
      checked.year < ZX_DATE_PARSE_YEAR_MIN || checked.year > ZX_DATE_PARSE_YEAR_MAX)
    return ZX_DATE_FORM_NONE;

  if (out_date != NULL)
    *out_date = has_day
      ? zx_civil_dup_iso (&checked)
      : g_strdup_printf ("%04d-%02d", checked.year, checked.month);

  return has_day ? ZX_DATE_FORM_DAY : ZX_DATE_FORM_MONTH;
}

/* 20120901 and 201209 */
static ZxDateForm
parse_figures (const char  *text,
               char       **out_date)
{
  ZxCivil civil = { 0, 0, 0 };
  gsize length = strspn (text, "0123456789");

  if ((length != 8 && length != 6) || !is_harmless_rest (text + length, FALSE))
    return ZX_DATE_FORM_NONE;

  zx_date_read_digits (text, 4, &civil.year);
  zx_date_read_digits (text + 4, 2, &civil.month);

  if (length == 8)
    zx_date_read_digits (text + 6, 2, &civil.day);

  return give_date (&civil, length == 8, out_date);
}

ZxDateForm
zx_date_parse (const char  *text,
               char       **out_date)
{
  g_autofree char *plain = zx_text_normalise (text);
  const char *p = plain;
  const char *before;
  ZxCivil civil = { 0, 0, 0 };
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

  before = zx_date_skip_blanks (p);
  separator = *before != '\0' ? separator_class (g_utf8_get_char (before)) : 0;

  if (separator == 0 || !zx_date_skip_separator (&p, separator) ||
      !zx_text_read_number (&p, &civil.month))
    return ZX_DATE_FORM_NONE;

  if (!zx_date_skip_separator (&p, separator))
    return *zx_date_skip_blanks (p) == '\0' ? give_date (&civil, FALSE, out_date) : ZX_DATE_FORM_NONE;

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
    return zx_date_dup_day (number + SERIAL_1904_EPOCH);

  if (number == 60)
    return NULL;

  return zx_date_dup_day (number + SERIAL_1900_EPOCH + (number < 60 ? 1 : 0));
}

char *
zx_date_parse_serial (const char *text,
                      gboolean    since_1904)
{
  g_autofree char *plain = zx_text_normalise (text);
  g_autofree char *date = NULL;
  int number;

  /* what stands behind the point is a time of day */
  if (strlen (plain) > 6 && plain[5] == '.' && strspn (plain + 6, "0123456789") == strlen (plain + 6))
    plain[5] = '\0';

  if (strlen (plain) != 5 || !zx_date_read_digits (plain, 5, &number))
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
  ZxCivil now;
  int best = ZX_DATE_NO_DAY;

  zx_civil_from_day (today, &now);

  for (int year = now.year - 8; year <= now.year + 8; year++)
    {
      ZxCivil civil = { year, month, day };
      int candidate;

      if (!zx_civil_exists (&civil))
        continue;

      candidate = zx_civil_to_day (&civil);

      if ((lean == ZX_DATE_LEAN_PAST && candidate > today) ||
          (lean == ZX_DATE_LEAN_FUTURE && candidate < today))
        continue;

      if (best == ZX_DATE_NO_DAY || ABS (candidate - today) < ABS (best - today))
        best = candidate;
    }

  return best != ZX_DATE_NO_DAY ? zx_date_dup_day (best) : NULL;
}

/* The same for a day of the month. */
static char *
complete_month (int        day,
                int        today,
                ZxDateLean lean)
{
  ZxCivil now;
  int best = ZX_DATE_NO_DAY;

  zx_civil_from_day (today, &now);

  for (int shift = -2; shift <= 2; shift++)
    {
      int count = now.year * 12 + now.month - 1 + shift;
      ZxCivil civil = { count / 12, count % 12 + 1, day };
      int candidate;

      if (!zx_civil_exists (&civil))
        continue;

      candidate = zx_civil_to_day (&civil);

      if ((lean == ZX_DATE_LEAN_PAST && candidate > today) ||
          (lean == ZX_DATE_LEAN_FUTURE && candidate < today))
        continue;

      if (best == ZX_DATE_NO_DAY || ABS (candidate - today) < ABS (best - today))
        best = candidate;
    }

  return best != ZX_DATE_NO_DAY ? zx_date_dup_day (best) : NULL;
}

static char *
complete_weekday (int        weekday,
                  int        today,
                  ZxDateLean lean)
{
  int back = (zx_date_day_weekday (today) - weekday + 7) % 7;
  int on = (7 - back) % 7;

  if (lean == ZX_DATE_LEAN_PAST || (lean == ZX_DATE_LEAN_NEAREST && back <= on))
    return zx_date_dup_day (today - back);

  return zx_date_dup_day (today + on);
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
        return zx_date_dup_day (today + words[i].days);
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
      named = zx_text_skip (&p, words[i].word);

      if (named)
        {
          weeks = words[i].weeks;
          zx_text_skip (&p, "个");
        }
    }

  weekday = read_weekday (&p);

  if (weekday == 0 || *p != '\0')
    return NULL;

  if (named)
    return zx_date_dup_day (today - zx_date_day_weekday (today) + weekday + weeks * 7);

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
      zx_date_read_digits (plain, 2, &month);
      zx_date_read_digits (plain + 2, 2, &day);

      return complete_year (month, day, now, lean);
    }

  if (!zx_text_read_number (&p, &month))
    return NULL;

  /* 23日 */
  if (zx_text_skip (&p, "日") || zx_text_skip (&p, "号"))
    return *p == '\0' ? complete_month (month, now, lean) : NULL;

  if (!zx_text_skip (&p, "月") && !zx_date_skip_separator (&p, '-') && !zx_date_skip_separator (&p, '/') &&
      !zx_date_skip_separator (&p, '.'))
    return NULL;

  if (!zx_text_read_number (&p, &day))
    return NULL;

  if (!zx_text_skip (&p, "日"))
    zx_text_skip (&p, "号");

  return is_harmless_rest (p, TRUE) ? complete_year (month, day, now, lean) : NULL;
}
