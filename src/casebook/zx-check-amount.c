/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-check-amount"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-check-value-private.h"
#include "zx-text.h"

#define MONEY_MAX_FEN G_GINT64_CONSTANT (999999999999)

/* Money and other decimals */

typedef enum
{
  NUMBER_FINE,
  NUMBER_NONE,
  NUMBER_TOO_FINE,  /* more decimals than kept */
  NUMBER_TOO_LARGE,
} NumberFault;

/* Half-width signs, no blanks: what is left is only judged. */
static char *
simplify_number (const char *text)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  GString *number = g_string_sized_new (strlen (plain));

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      switch (character)
        {
        case 0xff0c: /* ， */
          character = ',';
          break;
        case 0xff0e: /* ． */
          character = '.';
          break;
        case 0xff0b: /* ＋ */
          character = '+';
          break;
        case 0x2212: case 0xff0d: /* − － */
          character = '-';
          break;
        default:
          break;
        }

      g_string_append_unichar (number, character);
    }

  return g_string_free (number, FALSE);
}

/* Integer part with or without commas in threes; moves @p behind it. */
static NumberFault
read_integer_part (const char **p,
                   gint64      *out_value)
{
  const char *at = *p;
  gsize group = strspn (at, "0123456789");
  gint64 value = 0;
  guint n_digits = 0;

  if (group == 0)
    return NUMBER_NONE;

  while (TRUE)
    {
      for (gsize i = 0; i < group; i++)
        {
          value = value * 10 + (at[i] - '0');

          if (value != 0 && ++n_digits > 12)
            return NUMBER_TOO_LARGE;
        }

      at += group;

      if (*at != ',')
        break;

      if (group > 3 || strspn (at + 1, "0123456789") != 3)
        return NUMBER_NONE;

      at++;
      group = 3;
    }

  *p = at;
  *out_value = value;

  return NUMBER_FINE;
}

static NumberFault
read_decimal (const char *number,
              guint       decimals,
              gint64     *out_value)
{
  const char *p = number;
  gboolean negative = FALSE;
  NumberFault fault;
  gint64 value = 0;

  *out_value = 0;

  if (*p == '-' || *p == '+')
    negative = *p++ == '-';

  fault = read_integer_part (&p, &value);
  if (fault != NUMBER_FINE)
    return fault;

  if (*p == '.')
    {
      p++;

      if (!g_ascii_isdigit (*p))
        return NUMBER_NONE;
    }

  for (guint i = 0; i < decimals; i++)
    value = value * 10 + (g_ascii_isdigit (*p) ? *p++ - '0' : 0);

  if (strspn (p, "0123456789") == strlen (p) && strspn (p, "0") != strlen (p))
    return NUMBER_TOO_FINE;

  p += strspn (p, "0");

  if (*p != '\0')
    return NUMBER_NONE;

  *out_value = negative ? -value : value;

  return NUMBER_FINE;
}

ZxValueProblem
zx_money_parse (const char  *text,
                gint64      *out_fen,
                char       **out_words)
{
  static const char * const before[] = { "￥", "¥", "RMB", "CNY", "人民币" };
  static const char * const after[] = { "元整", "元", "圆", "块钱", "块" };
  g_autofree char *number = simplify_number (text);
  char *start = number;

  zx_value_clear_words (out_words);
  *out_fen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      if (g_str_has_prefix (start, before[i]))
        {
          start += strlen (before[i]);
          break;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    {
      if (g_str_has_suffix (start, after[i]))
        {
          start[strlen (start) - strlen (after[i])] = '\0';
          break;
        }
    }

  if (*start == '\0')
    return zx_value_report (ZX_VALUE_MONEY, out_words, _("There is no amount; write it in yuan, such as 312.50."));

  switch (read_decimal (start, 2, out_fen))
    {
    case NUMBER_FINE:
      break;
    case NUMBER_TOO_FINE:
      return zx_value_report (ZX_VALUE_MONEY, out_words,
                              _("The amount %s has more than two decimals; write yuan and fen, such as 312.50."), text);
    case NUMBER_TOO_LARGE:
      return zx_value_report (ZX_VALUE_MONEY, out_words, _("The amount %s is too large."), text);
    case NUMBER_NONE:
    default:
      return zx_value_report (ZX_VALUE_MONEY, out_words,
                              _("“%s” is not an amount of money; write it in yuan, such as 312.50."), text);
    }

  if (*out_fen < 0)
    {
      *out_fen = 0;
      return zx_value_report (ZX_VALUE_MONEY, out_words, _("The amount %s is below zero."), text);
    }

  if (*out_fen > MONEY_MAX_FEN)
    {
      *out_fen = 0;
      return zx_value_report (ZX_VALUE_MONEY, out_words, _("The amount %s is too large."), text);
    }

  return ZX_VALUE_OK;
}

char *
zx_money_format (gint64 fen)
{
  return zx_decimal_format (fen, 2);
}

char *
zx_money_format_grouped (gint64 fen)
{
  g_autofree char *plain = zx_decimal_format (fen, 2);
  gsize whole = strcspn (plain, ".");
  GString *grouped = g_string_sized_new (32);

  for (gsize i = 0; plain[i] != '\0'; i++)
    {
      if (i > 0 && i < whole && (whole - i) % 3 == 0 && g_ascii_isdigit (plain[i - 1]))
        g_string_append_c (grouped, ',');

      g_string_append_c (grouped, plain[i]);
    }

  return g_string_free (grouped, FALSE);
}

char *
zx_money_format_prose (gint64 fen)
{
  char *grouped = zx_money_format_grouped (fen);

  if (fen % 100 == 0)
    *strchr (grouped, '.') = '\0';

  return grouped;
}

ZxValueProblem
zx_decimal_parse (const char  *text,
                  guint        decimals,
                  gint64      *out_value,
                  char       **out_words)
{
  g_autofree char *number = simplify_number (text);

  g_return_val_if_fail (decimals <= 6, ZX_VALUE_NUMBER);

  zx_value_clear_words (out_words);
  *out_value = 0;

  if (*number == '\0')
    return zx_value_report (ZX_VALUE_NUMBER, out_words, _("There is no number."));

  switch (read_decimal (number, decimals, out_value))
    {
    case NUMBER_FINE:
      return ZX_VALUE_OK;
    case NUMBER_TOO_FINE:
      if (decimals == 0)
        return zx_value_report (ZX_VALUE_NUMBER, out_words, _("%s should be a whole number."), text);

      return zx_value_report (ZX_VALUE_NUMBER, out_words,
                              ngettext ("The number %s has more than %u decimal.",
                                        "The number %s has more than %u decimals.", decimals),
                              text, decimals);
    case NUMBER_TOO_LARGE:
      return zx_value_report (ZX_VALUE_NUMBER, out_words, _("The number %s is too large."), text);
    case NUMBER_NONE:
    default:
      return zx_value_report (ZX_VALUE_NUMBER, out_words, _("“%s” is not a number."), text);
    }
}

char *
zx_decimal_format (gint64 value,
                   guint  decimals)
{
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;
  guint64 scale = 1;

  g_return_val_if_fail (decimals <= 6, NULL);

  if (decimals == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);

  for (guint i = 0; i < decimals; i++)
    scale *= 10;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, value < 0 ? "-" : "",
                          rest / scale, (int) decimals, rest % scale);
}

/* Time of day */

gboolean
zx_time_is_valid (const char *text)
{
  return text != NULL && strlen (text) == 5 && zx_value_is_digits (text, 2) && text[2] == ':' &&
         zx_value_is_digits (text + 3, 2) && strncmp (text, "24", 2) < 0 && text[3] < '6';
}

static gboolean
read_time (const char *p,
           int        *out_hour,
           int        *out_minute)
{
  static const char * const mornings[] = { "早上", "上午", "凌晨", "清晨" };
  static const char * const evenings[] = { "下午", "晚上", "傍晚" };
  gboolean late = FALSE;
  int hour, minute = 0;

  for (guint i = 0; i < G_N_ELEMENTS (mornings); i++)
    zx_text_skip (&p, mornings[i]);

  for (guint i = 0; i < G_N_ELEMENTS (evenings) && !late; i++)
    late = zx_text_skip (&p, evenings[i]);

  if (zx_text_skip (&p, "中午"))
    late = g_str_has_prefix (p, "1点") || g_str_has_prefix (p, "一点");

  if (!zx_text_read_number (&p, &hour))
    return FALSE;

  if (zx_text_skip (&p, ":") || zx_text_skip (&p, "："))
    {
      if (!zx_text_read_number (&p, &minute))
        return FALSE;
    }
  else if (zx_text_skip (&p, "点") || zx_text_skip (&p, "时"))
    {
      if (zx_text_skip (&p, "半"))
        {
          minute = 30;
        }
      else if (*p != '\0' && !zx_text_skip (&p, "整") && !zx_text_skip (&p, "钟"))
        {
          if (!zx_text_read_number (&p, &minute))
            return FALSE;

          zx_text_skip (&p, "分");
        }
    }
  else
    {
      return FALSE;
    }

  if (late && hour < 12)
    hour += 12;

  *out_hour = hour;
  *out_minute = minute;

  return *p == '\0' && hour <= 23 && minute <= 59;
}

char *
zx_time_parse (const char  *text,
               char       **out_words)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  int hour, minute;

  zx_value_clear_words (out_words);

  if (!read_time (plain, &hour, &minute))
    {
      zx_value_report (ZX_VALUE_TIME, out_words, _("“%s” is not a time of day; write it as 14:30."), plain);
      return NULL;
    }

  return g_strdup_printf ("%02d:%02d", hour, minute);
}
