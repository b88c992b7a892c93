/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-pinyin"

#include "config.h"

#include <string.h>

#include "zx-pinyin-table.h"
#include "zx-pinyin.h"
#include "zx-text.h"

/* Syllables of one name before they are joined. */
typedef struct
{
  guint16  reading; /* 0: text stands for itself */
  guint8   length;
  char     text[7];
  gunichar character;
} Piece;

static inline const ZxPinyinSyllable *
get_syllable (guint reading)
{
  return &zx_pinyin_syllables[reading & ZX_PINYIN_SYLLABLE_MASK];
}

static inline guint
look_up (gunichar character)
{
  if (character > ZX_PINYIN_LAST_CHARACTER)
    return 0;

  return zx_pinyin_pages[zx_pinyin_page_numbers[character >> ZX_PINYIN_PAGE_SHIFT]]
                        [character & (ZX_PINYIN_PAGE_SIZE - 1)];
}

static const ZxPinyinSpecial *
find_special (gunichar character)
{
  guint first = 0;
  guint last = zx_pinyin_n_specials;

  while (first < last)
    {
      guint middle = (first + last) / 2;

      if (zx_pinyin_specials[middle].character < character)
        first = middle + 1;
      else
        last = middle;
    }

  if (first < zx_pinyin_n_specials && zx_pinyin_specials[first].character == character)
    return &zx_pinyin_specials[first];

  return NULL;
}

static const ZxPinyinCompound *
find_compound (gunichar first,
               gunichar second)
{
  for (guint i = 0; i < zx_pinyin_n_compounds; i++)
    {
      if (zx_pinyin_compounds[i].first == first && zx_pinyin_compounds[i].second == second)
        return &zx_pinyin_compounds[i];
    }

  return NULL;
}

/* The next code point of text that may be broken; 0 at its end. */
static inline gunichar
next_character (const char **p)
{
  const guchar *at = (const guchar *) *p;
  gunichar character;

  /* most of a name: three bytes */
  if ((at[0] & 0xf0) == 0xe0 && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80)
    {
      *p += 3;
      return (gunichar) (at[0] & 0x0f) << 12 | (gunichar) (at[1] & 0x3f) << 6 | (at[2] & 0x3f);
    }

  if (at[0] == 0)
    return 0;

  character = g_utf8_get_char_validated (*p, -1);

  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      *p += 1;
      return 0xfffd;
    }

  *p = g_utf8_next_char (*p);

  return character;
}

/* "É" and full-width "Ｅ" are typed "e": the letter without what is above it, in lower case; 0 for anything
 * but letters and digits.
 */
static gunichar
fold_letter (gunichar character)
{
  gunichar base, mark;

  if (character < 0x80)
    return g_ascii_isalnum ((char) character) ? (gunichar) g_ascii_tolower ((char) character) : 0;

  if (character >= 0xff10 && character <= 0xff5a)
    return fold_letter (character - 0xfee0);

  if (!g_unichar_isalnum (character))
    return 0;

  while (g_unichar_decompose (character, &base, &mark) && mark != 0)
    character = base;

  return g_unichar_tolower (character);
}

static guint
read_pieces (const char *name,
             Piece      *pieces)
{
  const char *p = name;
  guint n = 0;
  guint n_characters = 0;
  gboolean in_word = FALSE;
  gunichar character;

  if (name == NULL)
    return 0;

  while (n_characters < ZX_PINYIN_MAX_CHARACTERS && (character = next_character (&p)) != 0)
    {
      Piece *piece = &pieces[n];
      guint reading = look_up (character);
      gunichar letter;

      if (reading != 0)
        {
          if ((reading & ZX_PINYIN_SPECIAL) != 0 && n == 0)
            {
              const char *ahead = p;
              gunichar second = next_character (&ahead);
              const ZxPinyinCompound *compound = find_compound (character, second);

              if (compound != NULL)
                {
                  pieces[0].reading = compound->readings[0];
                  pieces[0].character = character;
                  pieces[1].reading = compound->readings[1];
                  pieces[1].character = second;
                  n = n_characters = 2;
                  p = ahead;
                  in_word = FALSE;
                  continue;
                }

              reading = find_special (character)->surname;
            }

          piece->reading = reading & ~ZX_PINYIN_SPECIAL;
          piece->character = character;
          n++;
          n_characters++;
          in_word = FALSE;
          continue;
        }

      letter = zx_text_is_han (character) ? character : fold_letter (character);

      if (letter == 0)
        {
          /* an apostrophe does not part a word */
          if (character != '\'')
            in_word = FALSE;
          continue;
        }

      piece->reading = 0;
      piece->character = character;
      piece->length = g_unichar_to_utf8 (letter, piece->text);

      /* letters of one word hang together: marked by no character of their own */
      if (zx_text_is_han (character))
        {
          in_word = FALSE;
        }
      else
        {
          if (in_word)
            piece->character = 0;
          in_word = TRUE;
        }

      n++;
      n_characters++;
    }

  return n;
}

static guint
join_pieces (const Piece *pieces,
             guint        n,
             ZxPinyin    *out)
{
  char *full = out->full;
  char *initial = out->initials;
  guint n_syllables = 0;

  for (guint i = 0; i < n; i++)
    {
      const Piece *piece = &pieces[i];

      if (piece->reading != 0)
        {
          const ZxPinyinSyllable *syllable = get_syllable (piece->reading);

          out->starts[n_syllables] = full - out->full;
          out->initial_starts[n_syllables++] = initial - out->initials;

          /* eight bytes at once, the last being the length; what is too much is written over */
          memcpy (full, syllable, 8);
          full += syllable->length;
          *initial++ = syllable->text[0];
          continue;
        }

      if (piece->character != 0)
        {
          out->starts[n_syllables] = full - out->full;
          out->initial_starts[n_syllables++] = initial - out->initials;
          memcpy (initial, piece->text, piece->length);
          initial += piece->length;
        }

      memcpy (full, piece->text, piece->length);
      full += piece->length;
    }

  out->n_syllables = n_syllables;
  out->starts[n_syllables] = full - out->full;
  out->initial_starts[n_syllables] = initial - out->initials;
  *full = '\0';
  *initial = '\0';

  return n_syllables;
}

guint
zx_pinyin_read_first (const char *name,
                      ZxPinyin   *out_pinyin)
{
  Piece pieces[ZX_PINYIN_MAX_CHARACTERS + 1];

  return join_pieces (pieces, read_pieces (name, pieces), out_pinyin);
}

static gboolean
is_known (const ZxPinyin *readings,
          guint           n,
          const ZxPinyin *reading)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (readings[i].full, reading->full) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Adds @reading with its ü written u, if it has one. */
static guint
add_u_reading (ZxPinyin *readings,
               guint     n,
               guint     max_readings,
               guint     from)
{
  const ZxPinyin *reading = &readings[from];
  gboolean changed = FALSE;
  ZxPinyin *copy;

  if (n == max_readings)
    return n;

  copy = &readings[n];
  *copy = *reading;

  for (guint i = 0; i < copy->n_syllables; i++)
    {
      char *syllable = copy->full + copy->starts[i];

      if ((syllable[0] == 'l' || syllable[0] == 'n') && syllable[1] == 'v' &&
          copy->starts[i + 1] - copy->starts[i] >= 2)
        {
          syllable[1] = 'u';
          changed = TRUE;
        }
    }

  return changed && !is_known (readings, n, copy) ? n + 1 : n;
}

guint
zx_pinyin_read (const char *name,
                ZxPinyin   *out_readings,
                guint       max_readings)
{
  Piece variants[ZX_PINYIN_MAX_READINGS][ZX_PINYIN_MAX_CHARACTERS + 1];
  guint n_pieces, n_variants = 1;
  guint n = 0;

  max_readings = MIN (max_readings, ZX_PINYIN_MAX_READINGS);
  if (max_readings == 0)
    return 0;

  n_pieces = read_pieces (name, variants[0]);
  if (join_pieces (variants[0], n_pieces, &out_readings[0]) == 0)
    return 0;

  n = add_u_reading (out_readings, 1, max_readings, 0);

  for (guint i = 0; i < n_pieces && n < max_readings; i++)
    {
      guint n_before = n_variants;
      const ZxPinyinSpecial *special = NULL;

      if (variants[0][i].reading != 0 &&
          (look_up (variants[0][i].character) & ZX_PINYIN_SPECIAL) != 0)
        special = find_special (variants[0][i].character);

      if (special == NULL)
        continue;

      for (guint k = 0; k < ZX_PINYIN_MAX_OTHERS && special->others[k] != 0; k++)
        {
          if (((special->others[k] ^ variants[0][i].reading) & ZX_PINYIN_SYLLABLE_MASK) == 0)
            continue;

          for (guint v = 0; v < n_before && n < max_readings && n_variants < ZX_PINYIN_MAX_READINGS; v++)
            {
              memcpy (variants[n_variants], variants[v], n_pieces * sizeof (Piece));
              variants[n_variants][i].reading = special->others[k];
              join_pieces (variants[n_variants], n_pieces, &out_readings[n]);
              n_variants++;

              if (!is_known (out_readings, n, &out_readings[n]))
                n = add_u_reading (out_readings, n + 1, max_readings, n);
            }
        }
    }

  return n;
}

char *
zx_pinyin_dup_full (const char *name)
{
  ZxPinyin pinyin;

  zx_pinyin_read_first (name, &pinyin);

  return g_strdup (pinyin.full);
}

char *
zx_pinyin_dup_initials (const char *name)
{
  ZxPinyin pinyin;

  zx_pinyin_read_first (name, &pinyin);

  return g_strdup (pinyin.initials);
}

char *
zx_pinyin_dup_spaced (const char *name)
{
  ZxPinyin pinyin;
  GString *spaced;

  zx_pinyin_read_first (name, &pinyin);
  spaced = g_string_sized_new (sizeof pinyin.full);

  for (guint i = 0; i < pinyin.n_syllables; i++)
    {
      if (i > 0)
        g_string_append_c (spaced, ' ');

      g_string_append_len (spaced, pinyin.full + pinyin.starts[i], pinyin.starts[i + 1] - pinyin.starts[i]);
    }

  return g_string_free (spaced, FALSE);
}

/* A blank comes before every letter: texts in other letters first. '~' comes behind: unknown characters last. */
static char *
append_other (char        *at,
              const Piece *piece)
{
  *at++ = zx_text_is_han (piece->character) ? '~' : ' ';
  memcpy (at, piece->text, piece->length);

  return at + piece->length;
}

/* zhang1张jia1家: digits come before letters, so that zhan1 is before zhang1. */
static char *
append_sorted (char       *at,
               const char *syllable,
               guint       length,
               guint       tone,
               gunichar    character)
{
  memcpy (at, syllable, length);
  at += length;
  *at++ = '0' + tone;

  return at + g_unichar_to_utf8 (character, at);
}

char *
zx_pinyin_dup_sort_key (const char *name)
{
  Piece pieces[ZX_PINYIN_MAX_CHARACTERS + 1];
  char key[(ZX_PINYIN_MAX_CHARACTERS + 1) * 16];
  guint n = read_pieces (name, pieces);
  char *at = key;

  for (guint i = 0; i < n; i++)
    {
      const ZxPinyinSyllable *syllable = get_syllable (pieces[i].reading);

      if (pieces[i].reading == 0)
        at = append_other (at, &pieces[i]);
      else
        at = append_sorted (at, syllable->text, syllable->length,
                            (pieces[i].reading & ZX_PINYIN_TONE_MASK) >> ZX_PINYIN_TONE_SHIFT,
                            pieces[i].character);
    }

  return g_strndup (key, at - key);
}

/* Reads one syllable of what a person typed: "lǚ", "lv3", "lu:". Moves behind it and the blanks after it. */
static guint
read_typed_syllable (const char **p,
                     char         out_syllable[8],
                     guint       *out_tone)
{
  g_autofree char *apart = NULL;
  const char *start = *p;
  const char *end;
  guint n = 0;

  *out_tone = 0;

  for (end = start; *end != '\0' && *end != ' ' && *end != '\'' && *end != '-'; end++)
    ;

  apart = g_utf8_normalize (start, end - start, G_NORMALIZE_NFD);

  for (const char *q = apart != NULL ? apart : ""; *q != '\0'; q = g_utf8_next_char (q))
    {
      gunichar character = g_utf8_get_char (q);

      switch (character)
        {
        case 0x304: case '1':
          *out_tone = 1;
          break;
        case 0x301: case '2':
          *out_tone = 2;
          break;
        case 0x30c: case 0x306: case '3':
          *out_tone = 3;
          break;
        case 0x300: case '4':
          *out_tone = 4;
          break;
        case '5':
          *out_tone = 5;
          break;
        case 0x308: case ':':
          if (n > 0 && out_syllable[n - 1] == 'u')
            out_syllable[n - 1] = 'v';
          break;
        default:
          if (character < 0x80 && g_ascii_isalpha ((char) character) && n < 7)
            out_syllable[n++] = g_ascii_tolower ((char) character);
          break;
        }
    }

  out_syllable[n] = '\0';

  while (*end == ' ' || *end == '\'' || *end == '-')
    end++;

  *p = end;

  return n;
}

guint
zx_pinyin_read_typed (const char *pinyin,
                      ZxPinyin   *out_pinyin)
{
  g_autofree char *plain = zx_text_normalise (pinyin);
  const char *p = plain;
  char *full = out_pinyin->full;
  guint n = 0;

  while (*p != '\0' && n < ZX_PINYIN_MAX_CHARACTERS)
    {
      char syllable[8];
      guint tone;
      guint length = read_typed_syllable (&p, syllable, &tone);

      if (length == 0)
        continue;

      out_pinyin->starts[n] = full - out_pinyin->full;
      out_pinyin->initial_starts[n] = n;
      out_pinyin->initials[n++] = syllable[0];
      memcpy (full, syllable, length);
      full += length;
    }

  out_pinyin->n_syllables = n;
  out_pinyin->starts[n] = full - out_pinyin->full;
  out_pinyin->initial_starts[n] = n;
  out_pinyin->initials[n] = '\0';
  *full = '\0';

  return n;
}

char *
zx_pinyin_dup_sort_key_for (const char *name,
                            const char *pinyin)
{
  Piece pieces[ZX_PINYIN_MAX_CHARACTERS + 1];
  char key[(ZX_PINYIN_MAX_CHARACTERS + 1) * 16];
  g_autofree char *plain = zx_text_normalise (pinyin);
  guint n = read_pieces (name, pieces);
  const char *p = plain;
  char *at = key;
  guint i;

  for (i = 0; i < n && *p != '\0'; i++)
    {
      char syllable[8];
      guint tone;
      guint length = read_typed_syllable (&p, syllable, &tone);

      if (length == 0 || !zx_text_is_han (pieces[i].character))
        break;

      at = append_sorted (at, syllable, length, tone, pieces[i].character);
    }

  if (i < n || *p != '\0' || n == 0)
    return zx_pinyin_dup_sort_key (name);

  return g_strndup (key, at - key);
}

char *
zx_pinyin_fold_query (const char *typed)
{
  g_autofree char *plain = zx_text_normalise (typed);
  GString *query = g_string_sized_new (strlen (plain));
  const char *p = plain;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gunichar base, mark;

      if (character == '\'' || character == 0x2019 || zx_text_is_blank_char (character) ||
          (character >= 0x300 && character <= 0x30c && character != 0x308))
        continue;

      if (character < 0x80)
        {
          g_string_append_c (query, g_ascii_tolower ((char) character));
          continue;
        }

      character = g_unichar_tolower (character);

      /* ǚ is ü with a tone, ü is u with two points */
      while (!zx_text_is_han (character) && character != 0xfc &&
             g_unichar_decompose (character, &base, &mark) && mark >= 0x300 && mark <= 0x30c)
        character = base;

      if (character == 0xfc)
        g_string_append_c (query, 'v');
      else if (character == 0x308 && query->len > 0 && query->str[query->len - 1] == 'u')
        query->str[query->len - 1] = 'v';
      else
        g_string_append_unichar (query, character);
    }

  return g_string_free (query, FALSE);
}

const char *
zx_pinyin_get_syllable (gunichar  character,
                        gboolean  is_surname,
                        guint    *out_tone)
{
  guint reading = look_up (character);

  if (is_surname && (reading & ZX_PINYIN_SPECIAL) != 0)
    reading = find_special (character)->surname;

  if (out_tone != NULL)
    *out_tone = (reading & ZX_PINYIN_TONE_MASK) >> ZX_PINYIN_TONE_SHIFT;

  return (reading & ZX_PINYIN_SYLLABLE_MASK) != 0 ? get_syllable (reading)->text : NULL;
}
