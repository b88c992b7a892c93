/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether single values are right, and what they say.
 *
 * Every check gives a %ZxValueProblem, %ZX_VALUE_OK when there is none. Where a check has @out_words, it may be
 * %NULL, which is much cheaper; else it receives a sentence for people that names what was found and what would do
 * (%NULL when there is no problem). An empty value is always fine here: whether it may be empty is the business of its kind.
 */

/* What is wrong. The codes are those of roster import; E_ refuses, W_ lets pass with a warning. */
typedef enum
{
  ZX_VALUE_OK,

  /* rows of a roster, in the order in which they are checked */
  ZX_VALUE_NAME_MISSING,   /* E_NAME_MISSING: no name, or not a name */
  ZX_VALUE_ID_PRECISION,   /* E_ID_PRECISION: stored as a number, digits lost */
  ZX_VALUE_ID_LENGTH,      /* E_ID_LENGTH: not 18 characters */
  ZX_VALUE_ID_CHARS,       /* E_ID_CHARS: other than digits and a last X */
  ZX_VALUE_ID_DATE,        /* E_ID_DATE: birth part no date, in the future, before 1900 */
  ZX_VALUE_ID_CHECKSUM,    /* E_ID_CHECKSUM: wrong check digit */
  ZX_VALUE_BIRTH_MISMATCH, /* E_BIRTH_MISMATCH: given birth date is not that of the ID number */
  ZX_VALUE_SEX_MISMATCH,   /* E_SEX_MISMATCH: given sex is not that of the ID number */
  ZX_VALUE_DUP_ROW,        /* E_DUP_ROW: same ID number and name as an earlier row */
  ZX_VALUE_ID_CONFLICT,    /* E_ID_CONFLICT: same ID number as an earlier row, other name */
  ZX_VALUE_GRADE_UNKNOWN,  /* E_GRADE_UNKNOWN: grade or class cannot be read */
  ZX_VALUE_KEY_MISSING,    /* E_KEY_MISSING: neither ID number nor name, sex, birth date and class */

  /* single values */
  ZX_VALUE_DATE,           /* E_DATE: no date, or one that does not exist */
  ZX_VALUE_DATE_FUTURE,    /* E_DATE_FUTURE: lies in the future */
  ZX_VALUE_MONEY,          /* E_MONEY: no amount, negative, or more than two decimals */
  ZX_VALUE_NUMBER,         /* E_NUMBER: no number, or too many decimals */
  ZX_VALUE_TIME,           /* E_TIME: no time of day */
  ZX_VALUE_LENGTH,         /* E_LENGTH: too long */
  ZX_VALUE_CODE,           /* E_CODE: not in the code table */
  ZX_VALUE_REQUIRED,       /* E_REQUIRED: missing where saving needs it */

  /* warnings */
  ZX_VALUE_ID_MISSING,     /* W_ID_MISSING */
  ZX_VALUE_SEX_DERIVED,    /* W_SEX_DERIVED: taken from the ID number */
  ZX_VALUE_BIRTH_DERIVED,  /* W_BIRTH_DERIVED: taken from the ID number */
  ZX_VALUE_REGION,         /* W_REGION: ID number begins with no known province */
  ZX_VALUE_PHONE,          /* W_PHONE */
  ZX_VALUE_BANK,           /* W_BANK: length or Luhn digit */
  ZX_VALUE_ROLLNO,         /* W_ROLLNO: roll number's shape, or it does not fit the ID number */
  ZX_VALUE_LOCAL_ROLLNO,   /* W_LOCAL_ROLLNO: local roll number longer than 20 */
  ZX_VALUE_SCHOOL_CODE,    /* W_SCHOOL_CODE: not 10 digits */
  ZX_VALUE_DISAB_CERT,     /* W_DISAB_CERT: disability certificate */
  ZX_VALUE_POSTCODE,       /* W_POSTCODE */
  ZX_VALUE_NATION,         /* W_NATION: unknown ethnic group */
  ZX_VALUE_CAT,            /* W_CAT: unknown category word */
  ZX_VALUE_SAME_NAME,      /* W_SAME_NAME */
  ZX_VALUE_HIDDEN_ROW,     /* W_HIDDEN_ROW */
  ZX_VALUE_AGE,            /* W_AGE: age outside the band of the stage */
  ZX_VALUE_FILLED_DOWN,    /* W_FILLED_DOWN: grade or class taken from the row above */

  ZX_N_VALUE_PROBLEMS
} ZxValueProblem;

/**
 * zx_value_problem_get_code:
 * @problem: a problem
 *
 * Returns: its stable code: "E_ID_LENGTH"; "" for %ZX_VALUE_OK
 */
const char     *zx_value_problem_get_code     (ZxValueProblem  problem);

/**
 * zx_value_problem_from_code:
 * @code: (nullable): a code
 *
 * Returns: the problem, %ZX_VALUE_OK for a code that is none
 */
ZxValueProblem  zx_value_problem_from_code    (const char     *code);

/**
 * zx_value_problem_get_title:
 * @problem: a problem
 *
 * Returns: the short reason in the language in use: 身份证号位数不对; "" for %ZX_VALUE_OK
 */
const char     *zx_value_problem_get_title    (ZxValueProblem  problem);

/**
 * zx_value_problem_is_error:
 * @problem: a problem
 *
 * Whether @problem refuses the value (E_), other than a warning (W_).
 */
gboolean        zx_value_problem_is_error     (ZxValueProblem  problem);

/* Names */

/**
 * zx_check_name:
 * @name: (nullable): a name, made comparable by zx_text_normalise_name()
 * @out_words: (out) (optional) (transfer full): a sentence
 *
 * A name has 2 to 30 characters, Han characters and · between them; or, for foreigners, only Latin letters with
 * blanks, dots, hyphens and apostrophes between them. The empty name is %ZX_VALUE_NAME_MISSING.
 */
ZxValueProblem  zx_check_name                 (const char     *name,
                                               char          **out_words);

/* ID numbers (GB 11643) */

/**
 * zx_id_normalise:
 * @text: (nullable): an ID, roll or certificate number as written
 *
 * Returns: (transfer full): normalised, blanks, hyphens and dashes inside removed, letters in upper case, a
 *   placeholder word turned into ""
 */
char           *zx_id_normalise               (const char     *text);

/**
 * zx_id_is_rounded:
 * @text: (nullable): a normalised text
 *
 * Whether @text is a number in scientific notation, such as `5.20099E+17`: an ID number whose last digits are lost.
 */
gboolean        zx_id_is_rounded              (const char     *text);

/**
 * zx_check_id:
 * @id: (nullable): a normalised ID number
 * @today: (nullable): no birth may lie after it; %NULL does not look
 * @out_words: (out) (optional) (transfer full): a sentence; never the whole number
 *
 * Gives the first of %ZX_VALUE_ID_PRECISION, _LENGTH, _CHARS, _DATE, _CHECKSUM, and %ZX_VALUE_REGION where all else is right.
 */
ZxValueProblem  zx_check_id                   (const char     *id,
                                               const char     *today,
                                               char          **out_words);

/**
 * zx_id_get_check_digit:
 * @id: at least 17 digits
 *
 * Returns: the 18th character that belongs to the first 17; 0 when they are not digits
 */
char            zx_id_get_check_digit         (const char     *id);

/**
 * zx_id_dup_birth_date:
 * @id: (nullable): an ID number
 *
 * Returns: (transfer full) (nullable): the birth date in an 18-character number whose date exists; the checksum is
 *   not looked at
 */
char           *zx_id_dup_birth_date          (const char     *id);

/**
 * zx_id_get_sex:
 * @id: (nullable): an ID number
 *
 * Returns: (nullable): "1" male, "2" female, by the 17th digit
 */
const char     *zx_id_get_sex                 (const char     *id);

/**
 * zx_region_is_known:
 * @code: (nullable): a division code or ID number, at least two digits
 *
 * Whether the first two digits name a province (GB/T 2260), or 83.
 */
gboolean        zx_region_is_known            (const char     *code);

/* Other numbers */

/**
 * zx_check_roll_no:
 * @roll_no: (nullable): a normalised national roll number
 * @id: (nullable): the normalised ID number, if any
 * @out_words: (out) (optional) (transfer full): a sentence
 *
 * G and the ID number; J and a number built like one, with checksum; L, six digits of region, a birth date and four digits.
 * %ZX_VALUE_ROLLNO for another shape, or a G number that is not @id.
 */
ZxValueProblem  zx_check_roll_no              (const char     *roll_no,
                                               const char     *id,
                                               char          **out_words);

/* 1 to 20 characters; %ZX_VALUE_LOCAL_ROLLNO */
ZxValueProblem  zx_check_local_roll_no        (const char     *roll_no,
                                               char          **out_words);

/* 10 digits; %ZX_VALUE_SCHOOL_CODE */
ZxValueProblem  zx_check_school_code          (const char     *code,
                                               char          **out_words);

/* 6 digits; %ZX_VALUE_POSTCODE */
ZxValueProblem  zx_check_postcode             (const char     *postcode,
                                               char          **out_words);

/**
 * zx_phone_normalise:
 * @text: (nullable): a phone number as written
 *
 * Separators, brackets, +86, 0086 and a lone leading 86 are removed: `+86 138-0011-0022` becomes `13800110022`, `(0851)
 * 8612345` becomes `0851-8612345`. A placeholder word becomes "". What is no phone number is given back normalised.
 *
 * Returns: (transfer full): the number
 */
char           *zx_phone_normalise            (const char     *text);

/* a mobile, `1[3-9]` and 9 digits, or a landline, `0` and 2-3 digits, `-`, 7-8 digits; %ZX_VALUE_PHONE */
ZxValueProblem  zx_check_phone                (const char     *phone,
                                               char          **out_words);

/**
 * zx_bank_normalise:
 * @text: (nullable): a card or passbook number as written
 *
 * Returns: (transfer full): normalised, blanks and hyphens removed, a placeholder word turned into ""
 */
char           *zx_bank_normalise             (const char     *text);

/* 12 to 19 digits with a Luhn check digit; %ZX_VALUE_BANK, a warning, since passbooks may not satisfy it */
ZxValueProblem  zx_check_bank                 (const char     *number,
                                               char          **out_words);

/**
 * zx_check_disab_cert:
 * @certificate: (nullable): a normalised disability certificate number
 * @id: (nullable): the ID number
 * @type: (nullable): the code of DISAB in its own field
 * @level: (nullable): the code of DISLV in its own field
 * @out_words: (out) (optional) (transfer full): a sentence
 *
 * 20 characters: ID number, type 1-7, level 1-4; B and a digit may follow for a re-issue. Parts that are given must agree.
 */
ZxValueProblem  zx_check_disab_cert           (const char     *certificate,
                                               const char     *id,
                                               const char     *type,
                                               const char     *level,
                                               char          **out_words);

/* Money and other decimals: integers of the smallest unit, never floating point */

/**
 * zx_money_parse:
 * @text: (nullable): decimal yuan: `1250`, `1,250.00`, `￥312.5 元`; not empty
 * @out_fen: (out): the amount in fen; 0 with a problem
 * @out_words: (out) (optional) (transfer full): a sentence
 *
 * At most two decimals, not negative, up to 9,999,999,999.99 yuan. %ZX_VALUE_MONEY otherwise, also for an empty text.
 */
ZxValueProblem  zx_money_parse                (const char     *text,
                                               gint64         *out_fen,
                                               char          **out_words);

/**
 * zx_money_format:
 * @fen: an amount
 *
 * Returns: (transfer full): "1250.00", for files and the command line
 */
char           *zx_money_format               (gint64          fen);

/**
 * zx_money_format_grouped:
 * @fen: an amount
 *
 * Returns: (transfer full): "1,250.00", for people
 */
char           *zx_money_format_grouped       (gint64          fen);

/**
 * zx_money_format_prose:
 * @fen: an amount
 *
 * Returns: (transfer full): "1,250" or "1,250.50", for a sentence; columns and totals keep their decimals
 */
char           *zx_money_format_prose         (gint64          fen);

/**
 * zx_decimal_parse:
 * @text: (nullable): a decimal number, a sign allowed; not empty
 * @decimals: how many decimals the field keeps, 0 to 6
 * @out_value: (out): the number × 10ⁿ; 0 with a problem
 * @out_words: (out) (optional) (transfer full): a sentence
 *
 * Thousands commas are allowed, decimals that do not fit are not (zeros at the end do). %ZX_VALUE_NUMBER otherwise.
 */
ZxValueProblem  zx_decimal_parse              (const char     *text,
                                               guint           decimals,
                                               gint64         *out_value,
                                               char          **out_words);

/**
 * zx_decimal_format:
 * @value: a number × 10ⁿ
 * @decimals: n, 0 to 6
 *
 * Returns: (transfer full): "12.5", with exactly @decimals decimals
 */
char           *zx_decimal_format             (gint64          value,
                                               guint           decimals);

/**
 * zx_time_parse:
 * @text: (nullable): a time of day: `9:05`, `09：05`, `9点5分`, `9点`, `9点半`, `下午3点`; not empty
 * @out_words: (out) (optional) (transfer full): a sentence when it is none
 *
 * Returns: (transfer full) (nullable): "09:05"; %NULL is %ZX_VALUE_TIME
 */
char           *zx_time_parse                 (const char     *text,
                                               char          **out_words);

/* whether @text is exactly HH:MM, 00:00 to 23:59 */
gboolean        zx_time_is_valid              (const char     *text);

G_END_DECLS
