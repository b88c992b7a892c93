/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-check-value"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-check-value-private.h"
#include "zx-date.h"
#include "zx-text.h"

#define ID_LENGTH 18
#define NAME_CHARACTERS_MIN 2
#define NAME_CHARACTERS_MAX 30

/* Provinces of GB/T 2260, and 83 of residence permits for Taiwan residents. */
static const char regions[] =
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";

static const struct
{
  const char *code;
  const char *title;
} problems[ZX_N_VALUE_PROBLEMS] = {
  [ZX_VALUE_OK] = { "", "" },
  [ZX_VALUE_NAME_MISSING] = { "E_NAME_MISSING", NC_ ("problem", "No name") },
  [ZX_VALUE_ID_PRECISION] = { "E_ID_PRECISION", NC_ ("problem", "ID number stored as a number, its last digits are lost") },
  [ZX_VALUE_ID_LENGTH] = { "E_ID_LENGTH", NC_ ("problem", "ID number has the wrong length") },
  [ZX_VALUE_ID_CHARS] = { "E_ID_CHARS", NC_ ("problem", "ID number has a character that cannot be in it") },
  [ZX_VALUE_ID_DATE] = { "E_ID_DATE", NC_ ("problem", "Birth date in the ID number is wrong") },
  [ZX_VALUE_ID_CHECKSUM] = { "E_ID_CHECKSUM", NC_ ("problem", "Check digit of the ID number is wrong") },
  [ZX_VALUE_BIRTH_MISMATCH] = { "E_BIRTH_MISMATCH", NC_ ("problem", "Birth date differs from the ID number") },
  [ZX_VALUE_SEX_MISMATCH] = { "E_SEX_MISMATCH", NC_ ("problem", "Sex differs from the ID number") },
  [ZX_VALUE_DUP_ROW] = { "E_DUP_ROW", NC_ ("problem", "Repeats an earlier row") },
  [ZX_VALUE_ID_CONFLICT] = { "E_ID_CONFLICT", NC_ ("problem", "One ID number with two names") },
  [ZX_VALUE_GRADE_UNKNOWN] = { "E_GRADE_UNKNOWN", NC_ ("problem", "Grade cannot be read") },
  [ZX_VALUE_KEY_MISSING] = { "E_KEY_MISSING", NC_ ("problem", "No ID number, and name, sex, birth date or class is missing") },
  [ZX_VALUE_DATE] = { "E_DATE", NC_ ("problem", "Not a date") },
  [ZX_VALUE_DATE_FUTURE] = { "E_DATE_FUTURE", NC_ ("problem", "Date in the future") },
  [ZX_VALUE_MONEY] = { "E_MONEY", NC_ ("problem", "Not an amount of money") },
  [ZX_VALUE_NUMBER] = { "E_NUMBER", NC_ ("problem", "Not a number") },
  [ZX_VALUE_TIME] = { "E_TIME", NC_ ("problem", "Not a time of day") },
  [ZX_VALUE_LENGTH] = { "E_LENGTH", NC_ ("problem", "Too long") },
  [ZX_VALUE_CODE] = { "E_CODE", NC_ ("problem", "Not one of the choices") },
  [ZX_VALUE_REQUIRED] = { "E_REQUIRED", NC_ ("problem", "Missing") },
  [ZX_VALUE_ID_MISSING] = { "W_ID_MISSING", NC_ ("problem", "No ID number") },
  [ZX_VALUE_SEX_DERIVED] = { "W_SEX_DERIVED", NC_ ("problem", "Sex taken from the ID number") },
  [ZX_VALUE_BIRTH_DERIVED] = { "W_BIRTH_DERIVED", NC_ ("problem", "Birth date taken from the ID number") },
  [ZX_VALUE_REGION] = { "W_REGION", NC_ ("problem", "ID number begins with no known province") },
  [ZX_VALUE_PHONE] = { "W_PHONE", NC_ ("problem", "Unusual phone number") },
  [ZX_VALUE_BANK] = { "W_BANK", NC_ ("problem", "Unusual card or passbook number") },
  [ZX_VALUE_ROLLNO] = { "W_ROLLNO", NC_ ("problem", "Roll number does not fit") },
  [ZX_VALUE_LOCAL_ROLLNO] = { "W_LOCAL_ROLLNO", NC_ ("problem", "Local roll number is too long") },
  [ZX_VALUE_SCHOOL_CODE] = { "W_SCHOOL_CODE", NC_ ("problem", "School code is not ten digits") },
  [ZX_VALUE_DISAB_CERT] = { "W_DISAB_CERT", NC_ ("problem", "Disability certificate does not fit") },
  [ZX_VALUE_POSTCODE] = { "W_POSTCODE", NC_ ("problem", "Postcode is not six digits") },
  [ZX_VALUE_NATION] = { "W_NATION", NC_ ("problem", "Unknown ethnic group, left empty") },
  [ZX_VALUE_CAT] = { "W_CAT", NC_ ("problem", "Unknown category, kept as a remark") },
  [ZX_VALUE_SAME_NAME] = { "W_SAME_NAME", NC_ ("problem", "Same name in the same class") },
  [ZX_VALUE_HIDDEN_ROW] = { "W_HIDDEN_ROW", NC_ ("problem", "Row was hidden in the file") },
  [ZX_VALUE_AGE] = { "W_AGE", NC_ ("problem", "Unusual age for the grade") },
  [ZX_VALUE_FILLED_DOWN] = { "W_FILLED_DOWN", NC_ ("problem", "Grade or class taken from the row above") },
};

const char *
zx_value_problem_get_code (ZxValueProblem problem)
{
  g_return_val_if_fail (problem < ZX_N_VALUE_PROBLEMS, "");

  return problems[problem].code;
}

ZxValueProblem
zx_value_problem_from_code (const char *code)
{
  for (guint i = 1; code != NULL && i < ZX_N_VALUE_PROBLEMS; i++)
    {
      if (strcmp (problems[i].code, code) == 0)
        return i;
    }

  return ZX_VALUE_OK;
}

const char *
zx_value_problem_get_title (ZxValueProblem problem)
{
  g_return_val_if_fail (problem < ZX_N_VALUE_PROBLEMS, "");

  return problem != ZX_VALUE_OK ? g_dpgettext2 (NULL, "problem", problems[problem].title) : "";
}

gboolean
zx_value_problem_is_error (ZxValueProblem problem)
{
  return zx_value_problem_get_code (problem)[0] == 'E';
}

ZxValueProblem
zx_value_report (ZxValueProblem   problem,
                 char           **out_words,
                 const char      *format,
                 ...)
{
  va_list args;

  if (out_words != NULL)
    {
      va_start (args, format);
      *out_words = g_strdup_vprintf (format, args);
      va_end (args);
    }

  return problem;
}

void
zx_value_clear_words (char **out_words)
{
  if (out_words != NULL)
    *out_words = NULL;
}

gboolean
zx_value_is_digits (const char *text,
                    gsize       n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_n_digits (const char *text,
             gsize       n)
{
  return strlen (text) == n && zx_value_is_digits (text, n);
}

/* "20120901" as a date; FALSE when it does not exist. */
static gboolean
read_compact_date (const char *digits,
                   char        out_date[ZX_DATE_SIZE])
{
  memcpy (out_date, digits, 4);
  out_date[4] = '-';
  memcpy (out_date + 5, digits + 4, 2);
  out_date[7] = '-';
  memcpy (out_date + 8, digits + 6, 2);
  out_date[10] = '\0';

  return zx_date_is_valid (out_date);
}

static gboolean
is_dash (gunichar character)
{
  return character == '-' || (character >= 0x2010 && character <= 0x2015) || character == 0x2212 ||
         character == 0xff0d;
}

/* Names */

static gboolean
is_latin_name (const char *name)
{
  gunichar before = 0;
  guint n_letters = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isalpha (character) && g_unichar_get_script (character) == G_UNICODE_SCRIPT_LATIN)
        n_letters++;
      else if (g_unichar_ismark (character) && before != 0)
        ;
      else if (n_letters == 0 || strchr (" .-'", character < 0x80 ? (int) character : '?') == NULL)
        {
          /* typographic apostrophe and the middle dot of transcribed names */
          if (n_letters == 0 || (character != 0x2019 && character != 0x00b7))
            return FALSE;
        }

      before = character;
    }

  return n_letters >= 2;
}

ZxValueProblem
zx_check_name (const char  *name,
               char       **out_words)
{
  guint n_characters = 0;
  gunichar before = 0;
  gboolean well_dotted = TRUE;

  zx_value_clear_words (out_words);

  if (zx_text_is_empty (name))
    return zx_value_report (ZX_VALUE_NAME_MISSING, out_words, _("There is no name."));

  if (!g_utf8_validate (name, -1, NULL))
    return zx_value_report (ZX_VALUE_NAME_MISSING, out_words, _("The name cannot be read; please type it again."));

  if (zx_text_is_placeholder (name))
    return zx_value_report (ZX_VALUE_NAME_MISSING, out_words,
                            /* Translators: %s is what stands where a name should be */
                            _("“%s” is not a name."), name);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isdigit (character))
        return zx_value_report (ZX_VALUE_NAME_MISSING, out_words,
                                _("The name “%s” has a digit in it; write the name without it."), name);

      n_characters++;
    }

  if (n_characters < NAME_CHARACTERS_MIN || n_characters > NAME_CHARACTERS_MAX)
    return zx_value_report (ZX_VALUE_NAME_MISSING, out_words,
                            _("The name “%s” has %u characters; 2 to 30 are possible."), name, n_characters);

  if (is_latin_name (name))
    return ZX_VALUE_OK;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character == 0x00b7)
        {
          well_dotted = well_dotted && before != 0 && before != 0x00b7;
        }
      else if (!zx_text_is_han (character))
        {
          char found[7] = "";

          g_unichar_to_utf8 (character, found);

          return zx_value_report (ZX_VALUE_NAME_MISSING, out_words,
                                  /* Translators: the first %s is one character, the second the name */
                                  _("“%s” cannot be part of the name “%s”; only Chinese characters and · can."),
                                  found, name);
        }

      before = character;
    }

  if (!well_dotted || before == 0x00b7)
    return zx_value_report (ZX_VALUE_NAME_MISSING, out_words,
                            _("In the name “%s” the · must stand between two parts."), name);

  return ZX_VALUE_OK;
}

/* ID numbers */

/* Without blanks and dashes, letters raised; a placeholder is nothing. */
static char *
normalise_number (const char *text,
                  gboolean    raise)
{
  g_autofree char *plain = zx_text_normalise (text);
  GString *number;

  if (zx_text_is_placeholder (plain))
    return g_strdup ("");

  /* the sign of 5.2E-17 is left aside as well: it is refused anyway */
  number = g_string_sized_new (strlen (plain));

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (zx_text_is_blank_char (character) || is_dash (character))
        continue;

      /* the mark for text as Chinese input and other keyboards write it */
      if (number->len == 0 && (character == 0x2018 || character == 0x2019 || character == '`' || character == 0x00b4))
        continue;

      if (raise && character < 0x80)
        g_string_append_c (number, g_ascii_toupper ((char) character));
      else
        g_string_append_unichar (number, character);
    }

  return g_string_free (number, FALSE);
}

char *
zx_id_normalise (const char *text)
{
  return normalise_number (text, TRUE);
}

/* One of two characters of a number, or the first in full width. */
static gboolean
skip_either (const char **p,
             char         one,
             char         other,
             const char  *wide)
{
  if (**p == one || **p == other)
    (*p)++;
  else if (g_str_has_prefix (*p, wide))
    *p += strlen (wide);
  else
    return FALSE;

  return TRUE;
}

gboolean
zx_id_is_rounded (const char *text)
{
  const char *p = text;
  gsize n;

  if (text == NULL)
    return FALSE;

  n = strspn (p, "0123456789");
  if (n == 0)
    return FALSE;

  p += n;
  if (skip_either (&p, '.', '.', "．"))
    p += strspn (p, "0123456789");

  if (!skip_either (&p, 'E', 'e', "Ｅ"))
    return FALSE;

  skip_either (&p, '+', '-', "＋");

  n = strspn (p, "0123456789");

  return n > 0 && p[n] == '\0';
}

char
zx_id_get_check_digit (const char *id)
{
  static const guint8 weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  guint sum = 0;

  g_return_val_if_fail (id != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      if (!g_ascii_isdigit (id[i]))
        return 0;

      sum += weights[i] * (guint) (id[i] - '0');
    }

  return "10X98765432"[sum % 11];
}

ZxValueProblem
zx_check_id (const char  *id,
             const char  *today,
             char       **out_words)
{
  char birth_date[ZX_DATE_SIZE];
  guint n_characters;

  zx_value_clear_words (out_words);

  if (id == NULL || *id == '\0')
    return ZX_VALUE_OK;

  if (zx_id_is_rounded (id))
    return zx_value_report (ZX_VALUE_ID_PRECISION, out_words,
                            _("The ID number was stored as the number %s and its last digits are lost; "
                              "type it again in a cell formatted as text."), id);

  n_characters = zx_text_length (id);

  if (n_characters == 15 && is_n_digits (id, 15))
    return zx_value_report (ZX_VALUE_ID_LENGTH, out_words,
                            _("This is an old ID number of 15 digits; the one of 18 characters is needed."));

  if (n_characters != ID_LENGTH)
    return zx_value_report (ZX_VALUE_ID_LENGTH, out_words,
                            ngettext ("The ID number has %u character; it should have 18.",
                                      "The ID number has %u characters; it should have 18.", n_characters),
                            n_characters);

  for (guint i = 0; i < ID_LENGTH; i++)
    {
      const char *at = id + i; /* all before are one byte each */

      if (!g_ascii_isdigit (*at) && !(i == ID_LENGTH - 1 && *at == 'X'))
        {
          g_autofree char *valid = g_utf8_make_valid (at, -1);
          g_autofree char *found = g_utf8_substring (valid, 0, 1);

          return zx_value_report (ZX_VALUE_ID_CHARS, out_words,
                                  /* Translators: %s is one character, %u its place from 1 to 18 */
                                  _("The ID number has “%s” in place %u; only digits and an X at the end can be in it."),
                                  found, i + 1);
        }
    }

  if (!read_compact_date (id + 6, birth_date))
    return zx_value_report (ZX_VALUE_ID_DATE, out_words,
                            _("The birth date in the ID number, %.8s, does not exist; compare places 7 to 14 with the card."),
                            id + 6);

  if (strcmp (birth_date, "1900") < 0)
    return zx_value_report (ZX_VALUE_ID_DATE, out_words,
                            _("The birth date in the ID number, %s, is before 1900; compare places 7 to 14 with the card."),
                            birth_date);

  if (today != NULL && strcmp (birth_date, today) > 0)
    return zx_value_report (ZX_VALUE_ID_DATE, out_words,
                            _("The birth date in the ID number, %s, is in the future; compare places 7 to 14 with the card."),
                            birth_date);

  if (zx_id_get_check_digit (id) != id[ID_LENGTH - 1])
    return zx_value_report (ZX_VALUE_ID_CHECKSUM, out_words,
                            _("The ID number ends in %c, but its other digits ask for %c; "
                              "one digit is wrong, compare them with the card."),
                            id[ID_LENGTH - 1], zx_id_get_check_digit (id));

  if (!zx_region_is_known (id))
    return zx_value_report (ZX_VALUE_REGION, out_words,
                            _("The ID number begins with %.2s, which is no province; compare it with the card."), id);

  return ZX_VALUE_OK;
}

static gboolean
has_birth_date (const char *id,
                char        out_date[ZX_DATE_SIZE])
{
  return id != NULL && strlen (id) == ID_LENGTH && zx_value_is_digits (id, ID_LENGTH - 1) &&
         (g_ascii_isdigit (id[17]) || id[17] == 'X') && read_compact_date (id + 6, out_date);
}

char *
zx_id_dup_birth_date (const char *id)
{
  char date[ZX_DATE_SIZE];

  return has_birth_date (id, date) ? g_strdup (date) : NULL;
}

const char *
zx_id_get_sex (const char *id)
{
  if (id == NULL || strlen (id) != ID_LENGTH || !zx_value_is_digits (id, ID_LENGTH - 1))
    return NULL;

  return (id[16] - '0') % 2 == 1 ? "1" : "2";
}

gboolean
zx_region_is_known (const char *code)
{
  char prefix[3];
  const char *found;

  if (code == NULL || !g_ascii_isdigit (code[0]) || !g_ascii_isdigit (code[1]))
    return FALSE;

  prefix[0] = code[0];
  prefix[1] = code[1];
  prefix[2] = '\0';
  found = strstr (regions, prefix);

  return found != NULL;
}

/* Other numbers */

ZxValueProblem
zx_check_roll_no (const char  *roll_no,
                  const char  *id,
                  char       **out_words)
{
  char date[ZX_DATE_SIZE];
  const char *tail;
  guint n_characters;

  zx_value_clear_words (out_words);

  if (roll_no == NULL || *roll_no == '\0')
    return ZX_VALUE_OK;

  n_characters = zx_text_length (roll_no);

  if (strchr ("GJL", roll_no[0]) == NULL)
    return zx_value_report (ZX_VALUE_ROLLNO, out_words,
                            _("The roll number should begin with G, J or L and have 18 characters after it."));

  if (n_characters != ID_LENGTH + 1)
    return zx_value_report (ZX_VALUE_ROLLNO, out_words,
                            ngettext ("The roll number has %u character; it should have 19.",
                                      "The roll number has %u characters; it should have 19.", n_characters),
                            n_characters);

  tail = roll_no + 1;

  if (!zx_value_is_digits (tail, ID_LENGTH - 1) ||
      !(g_ascii_isdigit (tail[17]) || (tail[17] == 'X' && roll_no[0] != 'L')))
    return zx_value_report (ZX_VALUE_ROLLNO, out_words,
                            _("After its letter the roll number can have only digits, and an X at the end."));

  if (!read_compact_date (tail + 6, date))
    return zx_value_report (ZX_VALUE_ROLLNO, out_words,
                            _("The birth date in the roll number, %.8s, does not exist."), tail + 6);

  if (roll_no[0] == 'G' && id != NULL && *id != '\0')
    {
      if (strcmp (tail, id) != 0)
        return zx_value_report (ZX_VALUE_ROLLNO, out_words,
                                _("The roll number begins with G, so the rest should be the ID number; it is another one."));

      return ZX_VALUE_OK;
    }

  if (roll_no[0] != 'L' && zx_id_get_check_digit (tail) != tail[17])
    return zx_value_report (ZX_VALUE_ROLLNO, out_words,
                            _("The check digit of the roll number is wrong; one digit is mistyped."));

  return ZX_VALUE_OK;
}

ZxValueProblem
zx_check_local_roll_no (const char  *roll_no,
                        char       **out_words)
{
  guint n_characters = zx_text_length (roll_no);

  zx_value_clear_words (out_words);

  if (n_characters <= 20)
    return ZX_VALUE_OK;

  return zx_value_report (ZX_VALUE_LOCAL_ROLLNO, out_words,
                          _("The local roll number has %u characters; 20 are possible."), n_characters);
}

ZxValueProblem
zx_check_school_code (const char  *code,
                      char       **out_words)
{
  zx_value_clear_words (out_words);

  if (code == NULL || *code == '\0' || is_n_digits (code, 10))
    return ZX_VALUE_OK;

  return zx_value_report (ZX_VALUE_SCHOOL_CODE, out_words,
                          _("The school code “%s” should have ten digits."), code);
}

ZxValueProblem
zx_check_postcode (const char  *postcode,
                   char       **out_words)
{
  zx_value_clear_words (out_words);

  if (postcode == NULL || *postcode == '\0' || is_n_digits (postcode, 6))
    return ZX_VALUE_OK;

  return zx_value_report (ZX_VALUE_POSTCODE, out_words,
                          _("The postcode “%s” should have six digits."), postcode);
}

/* Digits of a phone number alone; NULL when there is anything but digits and separators. */
static char *
phone_digits (const char *plain,
              gsize      *out_area)
{
  GString *digits = g_string_sized_new (strlen (plain));

  *out_area = 0;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character >= '0' && character <= '9')
        {
          g_string_append_c (digits, (char) character);
        }
      else if (is_dash (character) || zx_text_is_blank_char (character) || character == '(' ||
               character == ')' || character == '.' || character == 0x00b7 || character == '_')
        {
          /* where the first part ends, in case it is an area code */
          if (*out_area == 0)
            *out_area = digits->len;
        }
      else if (character != '+' || digits->len > 0)
        {
          g_string_free (digits, TRUE);
          return NULL;
        }
    }

  return g_string_free (digits, FALSE);
}

static gboolean
is_mobile (const char *digits)
{
  return is_n_digits (digits, 11) && digits[0] == '1' && digits[1] >= '3';
}

char *
zx_phone_normalise (const char *text)
{
  g_autofree char *plain = zx_text_normalise (text);
  g_autofree char *digits = NULL;
  const char *number;
  gboolean foreign_prefix = FALSE;
  gsize area, length;

  if (zx_text_is_placeholder (plain))
    return g_strdup ("");

  digits = phone_digits (plain, &area);
  if (digits == NULL)
    return g_steal_pointer (&plain);

  number = digits;

  if (g_str_has_prefix (number, "0086"))
    {
      number += 4;
      foreign_prefix = TRUE;
    }
  else if (g_str_has_prefix (number, "86") && (plain[0] == '+' || is_mobile (number + 2)))
    {
      number += 2;
      foreign_prefix = TRUE;
    }

  if (is_mobile (number))
    return g_strdup (number);

  /* a nought dialled before a mobile */
  if (number[0] == '0' && is_mobile (number + 1))
    return g_strdup (number + 1);

  length = strlen (number);

  if (foreign_prefix && number[0] != '0' && number[0] != '1' && (length == 9 || length == 10 || length == 11))
    {
      /* +86 851 …: the nought of the area code is not written */
      g_autofree char *national = g_strconcat ("0", number, NULL);

      return zx_phone_normalise (national);
    }

  if (number[0] != '0' || length < 10 || length > 12)
    return foreign_prefix ? g_strdup (number) : g_steal_pointer (&plain);

  if (foreign_prefix || area < 3 || area > 4)
    area = number[1] == '1' || number[1] == '2' ? 3 : 4;

  return g_strdup_printf ("%.*s-%s", (int) area, number, number + area);
}

ZxValueProblem
zx_check_phone (const char  *phone,
                char       **out_words)
{
  const char *dash;

  zx_value_clear_words (out_words);

  if (phone == NULL || *phone == '\0' || is_mobile (phone))
    return ZX_VALUE_OK;

  dash = strchr (phone, '-');

  if (dash != NULL && phone[0] == '0' && (dash - phone == 3 || dash - phone == 4) &&
      zx_value_is_digits (phone, dash - phone) && (is_n_digits (dash + 1, 7) || is_n_digits (dash + 1, 8)))
    return ZX_VALUE_OK;

  if (zx_value_is_digits (phone, strlen (phone)) && phone[0] == '1')
    return zx_value_report (ZX_VALUE_PHONE, out_words,
                            ngettext ("The mobile number has %u digit; 11 are usual, the first two from 13 to 19.",
                                      "The mobile number has %u digits; 11 are usual, the first two from 13 to 19.",
                                      (guint) strlen (phone)),
                            (guint) strlen (phone));

  return zx_value_report (ZX_VALUE_PHONE, out_words,
                          _("“%s” does not look like a phone number; a mobile has 11 digits, a landline reads 0851-8612345."),
                          phone);
}

char *
zx_bank_normalise (const char *text)
{
  return normalise_number (text, FALSE);
}

ZxValueProblem
zx_check_bank (const char  *number,
               char       **out_words)
{
  gsize length;
  guint sum = 0;

  zx_value_clear_words (out_words);

  if (number == NULL || *number == '\0')
    return ZX_VALUE_OK;

  length = strlen (number);

  if (!zx_value_is_digits (number, length))
    return zx_value_report (ZX_VALUE_BANK, out_words,
                            zx_id_is_rounded (number)
                            ? _("The card number was stored as a rounded number; type it again in a cell formatted as text.")
                            : _("The card number has something other than digits in it."));

  if (length < 12 || length > 19)
    return zx_value_report (ZX_VALUE_BANK, out_words,
                            ngettext ("The card number has %u digit; 12 to 19 are usual.",
                                      "The card number has %u digits; 12 to 19 are usual.", (guint) length),
                            (guint) length);

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (number[length - 1 - i] - '0');

      if (i % 2 == 1)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;

      sum += digit;
    }

  if (sum % 10 != 0)
    return zx_value_report (ZX_VALUE_BANK, out_words,
                            _("The check digit of the card number does not fit. "
                              "Compare it with the card; for some passbooks that is as it should be."));

  return ZX_VALUE_OK;
}

ZxValueProblem
zx_check_disab_cert (const char  *certificate,
                     const char  *id,
                     const char  *type,
                     const char  *level,
                     char       **out_words)
{
  g_autofree char *holder = NULL;
  gsize length;

  zx_value_clear_words (out_words);

  if (certificate == NULL || *certificate == '\0')
    return ZX_VALUE_OK;

  length = strlen (certificate);

  if (length != 20 && !(length == 22 && certificate[20] == 'B' && g_ascii_isdigit (certificate[21])))
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("The disability certificate has %u characters; it should have 20: "
                              "the ID number, type and level (and B with a digit when re-issued)."),
                            zx_text_length (certificate));

  holder = g_strndup (certificate, ID_LENGTH);

  if (zx_value_problem_is_error (zx_check_id (holder, NULL, NULL)))
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("The first 18 characters of the disability certificate are no valid ID number."));

  if (id != NULL && *id != '\0' && strcmp (holder, id) != 0)
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("The first 18 characters of the disability certificate are another ID number than the one given."));

  if (certificate[18] < '1' || certificate[18] > '7')
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("Place 19 of the disability certificate, the type, is %c; 1 to 7 are possible."),
                            certificate[18]);

  if (certificate[19] < '1' || certificate[19] > '4')
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("Place 20 of the disability certificate, the level, is %c; 1 to 4 are possible."),
                            certificate[19]);

  if (type != NULL && *type != '\0' && (type[0] != certificate[18] || type[1] != '\0'))
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("The disability certificate names type %c, the field type %s."), certificate[18], type);

  if (level != NULL && *level != '\0' && (level[0] != certificate[19] || level[1] != '\0'))
    return zx_value_report (ZX_VALUE_DISAB_CERT, out_words,
                            _("The disability certificate names level %c, the field level %s."), certificate[19], level);

  return ZX_VALUE_OK;
}
