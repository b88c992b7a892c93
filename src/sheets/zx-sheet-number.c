/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-sheet-number"

#include "config.h"

#include <math.h>
#include <string.h>

#include "zx-sheet-number.h"

/* Day of 9999-12-31 in the 1900 system; Excel shows nothing later. */
#define LAST_SERIAL 2958465

/* GLib's day numbers (0001-01-01 is 1) of the days where the two systems start to count. */
#define JULIAN_1899_12_30 693594
#define JULIAN_1904_01_01 695056

static const double powers_of_ten[] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
};

ZxSheetNumberFormat
zx_sheet_number_format_builtin (guint id)
{
  ZxSheetNumberFormat format = { ZX_SHEET_NUMBER_PLAIN, 0 };

  switch (id)
    {
    case 17: /* mmm-yy */
    case 27: case 36: case 50: case 52: case 57: /* yyyy"年"m"月" */
      format.kind = ZX_SHEET_NUMBER_MONTH;
      break;

    case 14: case 15: case 16:
    case 28: case 29: case 30: case 31:
    case 51: case 53: case 54: case 58:
      format.kind = ZX_SHEET_NUMBER_DATE;
      break;

    case 22:
      format.kind = ZX_SHEET_NUMBER_DATE_TIME;
      break;

    case 18: case 19: case 20: case 21:
    case 32: case 33: case 34: case 35:
    case 45: case 46: case 47:
    case 55: case 56:
      format.kind = ZX_SHEET_NUMBER_TIME;
      break;

    default:
      break;
    }

  return format;
}

ZxSheetNumberFormat
zx_sheet_number_format_parse (const char *code)
{
  ZxSheetNumberFormat format = { ZX_SHEET_NUMBER_PLAIN, 0 };
  gboolean year = FALSE, month = FALSE, day = FALSE, clock = FALSE, other = FALSE;
  guint zeros = 0;

  for (const char *at = code; *at != '\0' && *at != ';'; at++)
    {
      switch (g_ascii_tolower (*at))
        {
        case '"':
          at = strchr (at + 1, '"');
          if (at == NULL)
            return format;
          break;

        case '\\': case '_': case '*':
          if (at[1] != '\0')
            at++;
          break;

        case '[':
          /* A colour, a condition, a language, or a duration such as [h]. */
          if (at[1] != '\0' && strchr ("hHmMsS", at[1]) != NULL && strchr ("hHmMsS]", at[2]) != NULL && at[2] != '\0')
            clock = TRUE;
          at = strchr (at + 1, ']');
          if (at == NULL)
            return format;
          break;

        case 'e':
          /* A year of an era, or the exponent of 0.00E+00. */
          if (at[1] == '+' || at[1] == '-')
            other = TRUE;
          else
            year = TRUE;
          break;

        case 'g':
          if (g_ascii_strncasecmp (at, "general", 7) == 0)
            return format;
          year = TRUE;
          break;

        case 'a':
          if (g_ascii_strncasecmp (at, "am/pm", 5) == 0)
            {
              clock = TRUE;
              at += 4;
            }
          else if (g_ascii_strncasecmp (at, "a/p", 3) == 0)
            {
              clock = TRUE;
              at += 2;
            }
          break;

        case 'y':
          year = TRUE;
          break;

        case 'm':
          month = TRUE;
          break;

        case 'd':
          day = TRUE;
          break;

        case 'h': case 's':
          clock = TRUE;
          break;

        case '0':
          zeros++;
          break;

        case '#': case '.': case ',': case '%': case '?': case '/': case '@':
          other = TRUE;
          break;

        default:
          break;
        }
    }

  if (year || day || (month && !clock))
    format.kind = clock ? ZX_SHEET_NUMBER_DATE_TIME
                        : year && month && !day ? ZX_SHEET_NUMBER_MONTH
                                                : ZX_SHEET_NUMBER_DATE;
  else if (clock)
    format.kind = ZX_SHEET_NUMBER_TIME;
  else if (!other && zeros >= 2 && strspn (code, "0") == zeros)
    {
      format.kind = ZX_SHEET_NUMBER_PADDED;
      format.width = MIN (zeros, 30);
    }

  return format;
}

gboolean
zx_sheet_number_parse (const char *text,
                       gsize       length,
                       double     *out_number)
{
  gint64 digits = 0;
  guint n_digits = 0, n_decimals = 0;
  gboolean negative = FALSE, point = FALSE;
  gsize at = 0;
  char copy[ZX_SHEET_NUMBER_BYTES];
  char *end;

  if (length == 0 || length >= sizeof copy)
    return FALSE;

  if (text[0] == '-')
    {
      negative = TRUE;
      at++;
    }

  /* Nearly every number: up to 15 digits are exact in a double, and so is one division. */
  for (; at < length; at++)
    {
      if (g_ascii_isdigit (text[at]) && n_digits < 15)
        {
          digits = digits * 10 + (text[at] - '0');
          n_digits++;
          n_decimals += point;
        }
      else if (text[at] == '.' && !point)
        point = TRUE;
      else
        break;
    }

  if (at == length && n_digits > 0)
    {
      *out_number = (negative ? -1 : 1) * ((double) digits / powers_of_ten[n_decimals]);
      return TRUE;
    }

  /* g_ascii_strtod() would take hexadecimal numbers, "inf" and "nan" as well. */
  if (strspn (text, "+-.0123456789eE") < length)
    return FALSE;

  memcpy (copy, text, length);
  copy[length] = '\0';
  *out_number = g_ascii_strtod (copy, &end);

  return end == copy + length && isfinite (*out_number);
}

/* Whether the file already writes it as we would: at most 15 digits, no exponent, no zeros at either end. */
static gboolean
is_plain (const char *raw,
          gsize       length)
{
  gsize digits = 0, at = 0;
  gboolean point = FALSE;

  if (length == 0 || length > 20)
    return FALSE;
  if (raw[0] == '-')
    at++;
  if (at == length || !g_ascii_isdigit (raw[at]) || (raw[at] == '0' && at + 1 < length && raw[at + 1] != '.'))
    return FALSE;
  for (; at < length; at++)
    {
      if (g_ascii_isdigit (raw[at]))
        digits++;
      else if (raw[at] == '.' && !point)
        point = TRUE;
      else
        return FALSE;
    }

  if (length == 2 && raw[0] == '-' && raw[1] == '0')
    return FALSE;

  return digits <= 15 && (!point || (raw[length - 1] != '0' && raw[length - 1] != '.'));
}

/* "-1.25e+17" to "-125000000000000000". */
static gsize
expand (const char *scientific,
        char        buffer[ZX_SHEET_NUMBER_BYTES])
{
  char digits[32];
  int n = 0, point, last;
  gsize length = 0;
  const char *exponent = strchr (scientific, 'e');
  gint64 power = g_ascii_strtoll (exponent + 1, NULL, 10);

  if (power > 30 || power < -30)
    return g_strlcpy (buffer, scientific, ZX_SHEET_NUMBER_BYTES);

  if (*scientific == '-')
    buffer[length++] = *scientific++;
  for (; scientific < exponent && n < (int) sizeof digits; scientific++)
    {
      if (g_ascii_isdigit (*scientific))
        digits[n++] = *scientific;
    }

  point = power + 1;
  for (last = n; last > 1 && digits[last - 1] == '0'; last--)
    ;

  if (point <= 0)
    buffer[length++] = '0';
  for (int i = MIN (point, 0); i < MAX (last, point); i++)
    {
      if (i == point || (point <= 0 && i == MIN (point, 0)))
        buffer[length++] = '.';
      if (length + 1 >= ZX_SHEET_NUMBER_BYTES)
        break;
      buffer[length++] = i < 0 || i >= last ? '0' : digits[i];
    }
  buffer[length] = '\0';

  return length;
}

gsize
zx_sheet_number_print (double      number,
                       const char *raw,
                       gsize       raw_length,
                       guint       width,
                       char        buffer[ZX_SHEET_NUMBER_BYTES])
{
  char scientific[40];
  gsize length;

  if (raw != NULL && is_plain (raw, raw_length))
    {
      memcpy (buffer, raw, raw_length);
      buffer[raw_length] = '\0';
      length = raw_length;
    }
  else if (number == 0)
    length = g_strlcpy (buffer, "0", ZX_SHEET_NUMBER_BYTES);
  else
    length = expand (g_ascii_formatd (scientific, sizeof scientific, "%.14e", number), buffer);

  if (length < width && strspn (buffer, "0123456789") == length)
    {
      memmove (buffer + width - length, buffer, length + 1);
      memset (buffer, '0', width - length);
      length = width;
    }

  return length;
}

gsize
zx_sheet_number_print_date (double             serial,
                            ZxSheetNumberKind  kind,
                            gboolean           date1904,
                            char               buffer[ZX_SHEET_NUMBER_BYTES],
                            gboolean          *out_month_only)
{
  gint64 seconds, days;
  GDate date;
  gsize length = 0;

  *out_month_only = FALSE;

  if (!(serial >= 0 && serial <= LAST_SERIAL))
    return 0;

  seconds = llround (serial * 86400);
  days = seconds / 86400;
  seconds %= 86400;

  if (kind == ZX_SHEET_NUMBER_TIME)
    {
      if (serial >= 1)
        return 0;

      length = g_snprintf (buffer, ZX_SHEET_NUMBER_BYTES, "%02d:%02d",
                           (int) (seconds / 3600), (int) (seconds / 60 % 60));
      if (seconds % 60 != 0)
        length += g_snprintf (buffer + length, ZX_SHEET_NUMBER_BYTES - length, ":%02d", (int) (seconds % 60));

      return length;
    }

  /* Day 0 is no day, and day 60 is 1900-02-29, which Excel has from Lotus and the calendar has not. */
  if (!date1904 && (days == 0 || days == 60))
    return 0;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, date1904 ? JULIAN_1904_01_01 + days
                                     : JULIAN_1899_12_30 + days + (days < 60));

  if (kind == ZX_SHEET_NUMBER_MONTH && g_date_get_day (&date) == 1)
    {
      *out_month_only = TRUE;
      return g_snprintf (buffer, ZX_SHEET_NUMBER_BYTES, "%04d-%02d",
                         g_date_get_year (&date), g_date_get_month (&date));
    }

  length = g_snprintf (buffer, ZX_SHEET_NUMBER_BYTES, "%04d-%02d-%02d",
                       g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
  if (kind == ZX_SHEET_NUMBER_DATE_TIME && seconds != 0)
    length += g_snprintf (buffer + length, ZX_SHEET_NUMBER_BYTES - length, " %02d:%02d",
                          (int) (seconds / 3600), (int) (seconds / 60 % 60));

  return length;
}
