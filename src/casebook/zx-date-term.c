/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-date-term"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-date-private.h"
#include "zx-text.h"

/* Reads "2026-2027" at the start of @text. */
static int
read_school_year (const char *text)
{
  int first, second;

  if (text == NULL || !zx_date_read_digits (text, 4, &first) || text[4] != '-' ||
      !zx_date_read_digits (text + 5, 4, &second) || second != first + 1 || first < 1000)
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
  ZxCivil civil;

  if (!zx_civil_from_iso (date, &civil))
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
          first < ZX_DATE_PARSE_YEAR_MIN || first > ZX_DATE_PARSE_YEAR_MAX)
        continue;

      zx_text_skip (&at, "年");

      if (!zx_date_skip_separator (&at, '-') && !zx_date_skip_separator (&at, '/') && !zx_text_skip (&at, "~") &&
          !zx_text_skip (&at, "～") && !zx_text_skip (&at, "至"))
        continue;

      while (zx_date_skip_separator (&at, '-')) /* —— */
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
          year < ZX_DATE_PARSE_YEAR_MIN || year > ZX_DATE_PARSE_YEAR_MAX)
        continue;

      at = zx_date_skip_blanks (at);
      zx_text_skip (&at, "年");
      at = zx_date_skip_blanks (at);

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
  ZxCivil civil;

  if (!zx_civil_from_iso (date, &civil))
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
  ZxCivil start = { first, 9, 1 };
  ZxCivil end = { first + 1, 1, 31 };

  out_start[0] = out_end[0] = '\0';

  if (number == 0)
    return FALSE;

  if (number == 2)
    {
      start = (ZxCivil) { first + 1, 2, 1 };
      end = (ZxCivil) { first + 1, 8, 31 };
    }

  zx_date_from_day (zx_civil_to_day (&start), out_start);
  zx_date_from_day (zx_civil_to_day (&end), out_end);

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
