/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text as people type and paste it: blanks, full-width characters, Chinese characters, names.
 *
 * Every function takes UTF-8; broken bytes are replaced by U+FFFD, never refused. %NULL counts as
 * the empty text. "Character" means a Unicode code point, so a rare Han character of four bytes is one.
 */

/**
 * zx_text_normalise:
 * @text: (nullable): a cell or a field as it stands
 *
 * What every cell goes through first: blanks at both ends removed (also U+3000, U+00A0, zero-width
 * blanks, tabs, line ends), zero-width characters removed everywhere, a leading apostrophe dropped, and
 * full-width digits, letters and brackets turned into half-width ones. Punctuation such as 「，」 stays.
 *
 * Returns: (transfer full): the text, "" when nothing is left; never %NULL
 */
char     *zx_text_normalise           (const char *text);

/**
 * zx_text_is_placeholder:
 * @text: (nullable): a normalised text
 *
 * Whether @text only says that there is nothing: 无, 暂无, 待办, 未办, 不详 and the like, or nothing but
 * dashes and slashes. In a cell for an ID number, phone or bank card that counts as empty.
 */
gboolean  zx_text_is_placeholder      (const char *text);

/**
 * zx_text_is_han:
 * @character: a code point
 *
 * Whether @character is a Chinese character: all blocks from U+3400 to extension H, the compatibility
 * blocks, and 〇 (U+3007).
 */
gboolean  zx_text_is_han              (gunichar    character);

/**
 * zx_text_has_han:
 * @text: (nullable): a text
 *
 * Whether there is at least one Chinese character in @text.
 */
gboolean  zx_text_has_han             (const char *text);

/**
 * zx_text_is_blank_char:
 * @character: a code point
 *
 * Whether @character is one of the blanks that zx_text_normalise() trims, zero-width ones included.
 */
gboolean  zx_text_is_blank_char       (gunichar    character);

/**
 * zx_text_is_empty:
 * @text: (nullable): a text
 *
 * Whether @text holds nothing but blanks.
 */
gboolean  zx_text_is_empty            (const char *text);

/**
 * zx_text_length:
 * @text: (nullable): a text
 *
 * Returns: the number of characters
 */
guint     zx_text_length              (const char *text);

/**
 * zx_text_remove_blanks:
 * @text: (nullable): a text
 *
 * Returns: (transfer full): @text, normalised, without any blank in it ("合　计" becomes "合计")
 */
char     *zx_text_remove_blanks       (const char *text);

/**
 * zx_text_normalise_name:
 * @text: (nullable): a person's name as written
 *
 * On top of zx_text_normalise(): blanks beside a Han character are removed, other runs of blanks become
 * one, and every dot people use in ethnic names (•‧．.・･·∙⋅) becomes U+00B7 when it stands after a Han character.
 *
 * Returns: (transfer full): the name; never %NULL
 */
char     *zx_text_normalise_name      (const char *text);

/**
 * zx_text_normalise_heading:
 * @text: (nullable): a column heading
 *
 * Makes headings comparable: all blanks and line breaks, `*` and ★ are removed, and so are brackets with
 * what they hold (hints such as "（必填）"); Latin letters become lower case. A heading that is nothing but a
 * bracket keeps what was in it.
 *
 * Returns: (transfer full): the bare heading; never %NULL
 */
char     *zx_text_normalise_heading   (const char *text);

/**
 * zx_text_fold:
 * @text: (nullable): a text to be searched, or a search as typed
 *
 * The form in which texts are compared when searching: normalised, all blanks and middle dots removed,
 * Latin letters in lower case.
 *
 * Returns: (transfer full): the folded text; never %NULL
 */
char     *zx_text_fold                (const char *text);

/**
 * zx_text_skip:
 * @text: (inout): where to read; moved behind @word when it stands there
 * @word: a word
 *
 * Returns: whether @text began with @word
 */
gboolean  zx_text_skip                (const char **text,
                                       const char  *word);

/**
 * zx_text_read_number:
 * @text: (inout): where to read; moved behind the number when there is one
 * @out_number: (out): the number
 *
 * Reads a whole number from 0 to 9999 as people write it: half-width or full-width digits, Chinese digits one by
 * one (二〇一二) or a Chinese number up to ninety-nine (十, 十二, 二十, 廿三). Figures are never mixed with Chinese ones.
 *
 * Returns: whether there was one
 */
gboolean  zx_text_read_number         (const char **text,
                                       int         *out_number);

/**
 * zx_text_surname_length:
 * @name: (nullable): a normalised name
 *
 * How many characters of a Chinese name are its surname: 2 when it starts with a compound surname
 * (欧阳, 司马, 尉迟 …) and something follows it, else 1; 0 for the empty text. Names with a middle dot and
 * names that do not start with a Han character have no surname in this sense: the length up to the first dot or
 * blank is given.
 */
guint     zx_text_surname_length      (const char *name);

G_END_DECLS
