/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

/* The table gen-pinyin.c writes while building. Private to zx-pinyin.c and its test.
 *
 * A reading is 16 bits: the number of its syllable, its tone, and whether the character needs a second look.
 */

#define ZX_PINYIN_SYLLABLE_MASK 0x01ff
#define ZX_PINYIN_TONE_SHIFT 9
#define ZX_PINYIN_TONE_MASK 0x0e00
#define ZX_PINYIN_SPECIAL 0x1000 /* has another reading as surname, second readings, or starts a compound surname */

/* Characters of one page. */
#define ZX_PINYIN_PAGE_SHIFT 7
#define ZX_PINYIN_PAGE_SIZE (1 << ZX_PINYIN_PAGE_SHIFT)
#define ZX_PINYIN_LAST_CHARACTER 0x323af

#define ZX_PINYIN_MAX_OTHERS 4

/* Eight bytes, so that one load copies a syllable. */
typedef struct
{
  char    text[7];
  uint8_t length;
} ZxPinyinSyllable;

/* Sorted by @character. */
typedef struct
{
  uint32_t character;
  uint16_t surname;                      /* its reading at the start of a name */
  uint16_t others[ZX_PINYIN_MAX_OTHERS]; /* all readings people may type, 0 at the end */
} ZxPinyinSpecial;

/* A compound surname read otherwise than its characters. Sorted by @first. */
typedef struct
{
  uint32_t first, second;
  uint16_t readings[2];
} ZxPinyinCompound;

extern const ZxPinyinSyllable zx_pinyin_syllables[];
extern const unsigned int     zx_pinyin_n_syllables;
extern const uint16_t         zx_pinyin_page_numbers[];
extern const uint16_t         zx_pinyin_pages[][ZX_PINYIN_PAGE_SIZE];
extern const ZxPinyinSpecial  zx_pinyin_specials[];
extern const unsigned int     zx_pinyin_n_specials;
extern const ZxPinyinCompound zx_pinyin_compounds[];
extern const unsigned int     zx_pinyin_n_compounds;

/* Characters whose reading is ours and not ICU's: the comparison leaves them out. */
extern const uint32_t         zx_pinyin_own_characters[];
extern const unsigned int     zx_pinyin_n_own_characters;
