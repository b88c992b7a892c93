/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <string.h>

#include "zx-ledger-text.h"
#include "zx-mask.h"

/* A line of the body font in the units of column widths: a Chinese character is a little wider than two. */
#define WIDE   2.1
#define NARROW 1.05
#define MARGIN 0.8

/* How a text stands, found in one pass over it. */
typedef struct
{
  gboolean plain;    /* may go into the cell as it is, as far as it goes */
  gboolean numbers;  /* holds a run of eleven digits or more */
  gsize    length;   /* bytes within the cut */
  guint    lines;
} Look;

/* U+2000 to U+CFFF and U+F000 to U+FFBF, whole: nearly all there is, and never invalid. */
static inline gboolean
is_chinese (const guchar *p,
            const guchar *end)
{
  return ((*p >= 0xe2 && *p <= 0xec) || (*p == 0xef && end - p >= 2 && p[1] < 0xbf)) &&
         end - p >= 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80;
}

static Look
look_at (const char *text,
         gsize       length,
         guint       cut,
         double      width)
{
  const guchar *p = (const guchar *) text;
  const guchar *end = p + length;
  Look look = { TRUE, FALSE, 0, 1 };
  double room = width - MARGIN;
  double used = 0;
  guint n_characters = 0;
  guint n_digits = 0;

  while (p < end && n_characters < cut)
    {
      gsize size = 1;
      double taken = NARROW;

      if (*p < 0x80)
        {
          if (*p >= '0' && *p <= '9')
            look.numbers |= ++n_digits >= 11;
          else
            n_digits = 0;

          if (*p < 0x20)
            {
              if (*p == '\n')
                {
                  look.lines++;
                  used = 0;
                  taken = 0;
                }
              else
                look.plain = FALSE;
            }
          else if (*p == 0x7f)
            look.plain = FALSE;
        }
      else if (is_chinese (p, end))
        {
          size = 3;
          taken = WIDE;
          n_digits = 0;
        }
      else
        {
          gunichar character = g_utf8_get_char_validated ((const char *) p, end - p);

          if ((gint32) character < 0 || (character & 0xfffe) == 0xfffe)
            {
              look.plain = FALSE;
              break;
            }
          size = (gsize) g_utf8_skip[*p];
          taken = character >= 0x1100 ? WIDE : NARROW;
          n_digits = 0;
        }

      used += taken;
      if (used > room && taken > 0)
        {
          look.lines++;
          used = taken;
        }
      p += size;
      n_characters++;
    }

  look.length = (gsize) (p - (const guchar *) text);

  return look;
}

/* Without broken bytes, control characters and what XML has no place for; line ends are \n. */
static void
clean (GString    *out,
       const char *text,
       gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

  g_string_truncate (out, 0);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (out, '\n');
        }
      else if (character == '\t')
        g_string_append_c (out, ' ');
      else if (character == '\n' || (character >= 0x20 && character != 0x7f && (character & 0xfffe) != 0xfffe))
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
}

/* Masks the number that starts at @digits, when it looks like that of a card or a mobile phone. */
static void
hide_number (char  *digits,
             gsize  n_digits)
{
  g_autofree char *masked = NULL;
  gsize length = n_digits;

  if (n_digits == 17 && (digits[17] == 'X' || digits[17] == 'x'))
    length = 18;

  if (length == 18)
    {
      g_autofree char *number = g_strndup (digits, length);

      masked = zx_mask_id (number);
    }
  else if (length == 11 && digits[0] == '1' && digits[1] >= '3')
    {
      g_autofree char *number = g_strndup (digits, length);

      masked = zx_mask_phone (number);
    }
  else if (length == 13 && strncmp (digits, "861", 3) == 0)
    {
      masked = g_strndup (digits, length);
      memset (masked + 5, '*', 4);
    }
  else if (length >= 16)
    {
      /* A card or passbook; shorter ones may be numbers of pupils or papers. */
      masked = g_strndup (digits, length);
      memset (masked, '*', length - 4);
    }

  if (masked != NULL && strlen (masked) == length)
    memcpy (digits, masked, length);
}

static void
hide_numbers_in (GString *text)
{
  char *p = text->str;

  while (*p != '\0')
    {
      gsize n_digits = strspn (p, "0123456789");

      if (n_digits >= 11)
        hide_number (p, n_digits);
      p += n_digits > 0 ? n_digits : 1;
    }
}

ZxCellText
zx_cell_text (const char *text,
              gsize       length,
              guint       cut,
              double      width,
              gboolean    hide_numbers,
              GString    *scratch)
{
  guint most = cut > 0 && cut < ZX_CELL_CHARACTERS ? cut : ZX_CELL_CHARACTERS;
  Look look = look_at (text, length, most, width);

  if (!look.plain)
    {
      g_autofree char *copy = g_strndup (text, length); /* @text may lie in @scratch */

      clean (scratch, copy, length);
      text = scratch->str;
      length = scratch->len;
      look = look_at (text, length, most, width);
    }

  if (look.length < length || (hide_numbers && look.numbers))
    {
      if (text != scratch->str)
        {
          g_string_truncate (scratch, 0);
          g_string_append_len (scratch, text, (gssize) length);
        }

      /* Before it is cut, so that no half of a number is left. Masks are as long as what they hide. */
      if (hide_numbers)
        hide_numbers_in (scratch);
      g_string_truncate (scratch, look.length);
      text = scratch->str;
    }

  return (ZxCellText) { text, look.lines };
}
