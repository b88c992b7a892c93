/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How names sound, for finding and sorting them.
 *
 * The table was made while building from ICU's Han-Latin/Names, so no ICU is loaded; a short list of our own
 * (朴 piao …) wins over it. A character at the start of a name is read as a surname (曾 zeng, 单 shan). Syllables are lower
 * case, without tone; ü is written `v` (吕 lv, 略 lve). Latin letters and digits are kept in lower case; a Han character
 * without known reading stands for itself; everything else is left out.
 *
 * About 0.2 µs a name; nothing is allocated but the result.
 */

/* Readings beyond this many characters are cut off. */
#define ZX_PINYIN_MAX_CHARACTERS 40

/* The most readings zx_pinyin_read() gives for one name. */
#define ZX_PINYIN_MAX_READINGS 6

/**
 * ZxPinyin:
 * @n_syllables: how many syllables the name has: a Han character or a word in other letters each
 * @starts: where in @full each syllable starts; `starts[n_syllables]` is its end
 * @full: all syllables together: "zhangjiawei"
 * @initials: their first letters: "zjw"
 * @initial_starts: as @starts, in @initials
 *
 * One reading of one name. `full + starts[i]` is the reading from the i-th character on, so that every suffix can
 * become a search key without copying.
 */
typedef struct
{
  guint   n_syllables;
  guint16 starts[ZX_PINYIN_MAX_CHARACTERS + 1];
  guint16 initial_starts[ZX_PINYIN_MAX_CHARACTERS + 1];
  char    full[ZX_PINYIN_MAX_CHARACTERS * 8 + 8];
  char    initials[ZX_PINYIN_MAX_CHARACTERS * 4 + 8];
} ZxPinyin;

/**
 * zx_pinyin_read_first:
 * @name: (nullable): a name
 * @out_pinyin: (out caller-allocates): its main reading
 *
 * Returns: the number of syllables, 0 when there is nothing to read
 */
guint       zx_pinyin_read_first     (const char *name,
                                      ZxPinyin   *out_pinyin);

/**
 * zx_pinyin_read:
 * @name: (nullable): a name
 * @out_readings: (array length=max_readings): room for readings
 * @max_readings: how many at most, up to %ZX_PINYIN_MAX_READINGS
 *
 * All readings people may type: the main one first, then those with another reading of the surname (单 dan, 解 jie), of
 * a character in the given name (乐 yue), and with `u` for `v` (吕 lu, 略 lue). No two are alike.
 *
 * Returns: how many were written
 */
guint       zx_pinyin_read           (const char *name,
                                      ZxPinyin   *out_readings,
                                      guint       max_readings);

/**
 * zx_pinyin_dup_full:
 * @name: (nullable): a name
 *
 * Returns: (transfer full): the main reading: "zhangjiawei"
 */
char       *zx_pinyin_dup_full       (const char *name);

/**
 * zx_pinyin_dup_initials:
 * @name: (nullable): a name
 *
 * Returns: (transfer full): its first letters: "zjw"
 */
char       *zx_pinyin_dup_initials   (const char *name);

/**
 * zx_pinyin_dup_spaced:
 * @name: (nullable): a name
 *
 * Returns: (transfer full): the main reading for people to read and correct: "zhang jia wei"
 */
char       *zx_pinyin_dup_spaced     (const char *name);

/**
 * zx_pinyin_dup_sort_key:
 * @name: (nullable): a name
 *
 * A key whose bytes, compared by memcmp() or SQLite's BINARY, give the order of a Chinese dictionary: character by character,
 * by syllable, then tone, then the character itself. So 张 and 章 do not mix, and 李 comes before 厉. Names in
 * other letters come first, characters without known reading last.
 *
 * Returns: (transfer full): the key
 */
char       *zx_pinyin_dup_sort_key   (const char *name);

/**
 * zx_pinyin_dup_sort_key_for:
 * @name: (nullable): a name
 * @pinyin: (nullable): a person's correction of the reading, syllables parted by blanks ("piao zhi yuan")
 *
 * As zx_pinyin_dup_sort_key(), by the corrected reading; a correction whose syllables are not as many as the
 * characters of @name is left aside.
 *
 * Returns: (transfer full): the key
 */
char       *zx_pinyin_dup_sort_key_for (const char *name,
                                        const char *pinyin);

/**
 * zx_pinyin_read_typed:
 * @pinyin: (nullable): a person's correction of a reading: "piao zhi yuan", "lü", "nǚ"
 * @out_pinyin: (out caller-allocates): the reading as keys want it
 *
 * Blanks and apostrophes part syllables, tone marks and digits are dropped, ü and `u:` become `v`.
 *
 * Returns: the number of syllables
 */
guint       zx_pinyin_read_typed     (const char *pinyin,
                                      ZxPinyin   *out_pinyin);

/**
 * zx_pinyin_fold_query:
 * @typed: (nullable): what a person typed into a search box
 *
 * Brings a search in Latin letters into the form of the keys: lower case, without blanks, apostrophes and tone marks, ü
 * as `v`. Anything else is kept.
 *
 * Returns: (transfer full): the search
 */
char       *zx_pinyin_fold_query     (const char *typed);

/**
 * zx_pinyin_get_syllable:
 * @character: a code point
 * @is_surname: whether it starts a name
 * @out_tone: (out) (optional): 1 to 4, 5 for the light tone, 0 for no reading
 *
 * Returns: (nullable): the syllable
 */
const char *zx_pinyin_get_syllable   (gunichar    character,
                                      gboolean    is_surname,
                                      guint      *out_tone);

G_END_DECLS
