/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates are ISO 8601 text, "2026-11-23", months are "2026-11"; years run from 1000 to 9999. Functions
 * that take a date give the "nothing" named with them (NULL, 0, FALSE) when it is no valid date.
 */

/* Room for "2026-11-23" and its end. */
#define ZX_DATE_SIZE 11

/* What zx_date_to_day() gives for a text that is no date. */
#define ZX_DATE_NO_DAY G_MININT

/* What a text turned out to be. */
typedef enum
{
  ZX_DATE_FORM_NONE,  /* no date in any form we know */
  ZX_DATE_FORM_DAY,   /* a full date: "2012-09-01" */
  ZX_DATE_FORM_MONTH, /* only year and month: "2012-09" */
} ZxDateForm;

/* Which way an incomplete date looks. */
typedef enum
{
  ZX_DATE_LEAN_PAST,    /* the newest such day up to today: visits, calls */
  ZX_DATE_LEAN_FUTURE,  /* the first such day from today on: deadlines, plans */
  ZX_DATE_LEAN_NEAREST, /* the closest one, the past winning a tie */
} ZxDateLean;

/* How a date is shown; values may be joined. */
typedef enum
{
  ZX_DATE_SHOW_SHORT   = 0,      /* 11月23日, with the year when it is not that of the reference */
  ZX_DATE_SHOW_YEAR    = 1 << 0, /* always with the year */
  ZX_DATE_SHOW_WEEKDAY = 1 << 1, /* weekday added: 11月23日 周一 */
  ZX_DATE_SHOW_HEADING = 1 << 2, /* of a page: day and weekday in full, 11月23日 星期一 */
} ZxDateShow;

/* A calendar quarter. */
typedef struct
{
  char start[ZX_DATE_SIZE];
  char end[ZX_DATE_SIZE];
  int  year;
  int  number;    /* 1 to 4 */
  int  days_left; /* days after the asked date until the end: 0 on the last day */
} ZxQuarter;

/**
 * zx_date_is_valid:
 * @date: (nullable): a text
 *
 * Whether @date is exactly YYYY-MM-DD and that day exists.
 */
gboolean    zx_date_is_valid            (const char  *date);

/**
 * zx_date_is_month:
 * @month: (nullable): a text
 *
 * Whether @month is exactly YYYY-MM and that month exists.
 */
gboolean    zx_date_is_month            (const char  *month);

/**
 * zx_date_to_day:
 * @date: (nullable): a date
 *
 * Returns: days since 1970-01-01 (negative before), %ZX_DATE_NO_DAY for no date. For counting and comparing.
 */
int         zx_date_to_day              (const char  *date);

/**
 * zx_date_from_day:
 * @day: days since 1970-01-01
 * @out_date: room for the date
 *
 * The way back. "" when the year would leave 1000 to 9999.
 *
 * Returns: @out_date
 */
char       *zx_date_from_day            (int          day,
                                         char         out_date[ZX_DATE_SIZE]);

/**
 * zx_date_today:
 *
 * Returns: (transfer full): the computer's local date. Rules take the casebook's "today" instead, which is a
 *   setting for the demo school and tests.
 */
char       *zx_date_today               (void);

/**
 * zx_date_add_days:
 * @date: a date
 * @days: how many, may be negative
 *
 * Returns: (transfer full) (nullable): the date so many days later
 */
char       *zx_date_add_days            (const char  *date,
                                         int          days);

/**
 * zx_date_add_months:
 * @date: a date
 * @months: how many, may be negative
 *
 * A day the month does not have becomes its last one: 31 January and one month is 28 or 29 February.
 *
 * Returns: (transfer full) (nullable): the date so many months later
 */
char       *zx_date_add_months          (const char  *date,
                                         int          months);

/**
 * zx_date_days_between:
 * @from: a date
 * @to: a date
 *
 * Returns: days from @from to @to, negative when @to is earlier, 0 when one is no date
 */
int         zx_date_days_between        (const char  *from,
                                         const char  *to);

/**
 * zx_date_weekday:
 * @date: a date
 *
 * Returns: 1 Monday … 7 Sunday, 0 for no date
 */
int         zx_date_weekday             (const char  *date);

/**
 * zx_date_iso_week:
 * @date: a date
 * @out_year: (out) (optional): the year the week belongs to, which differs from that of @date around New Year
 *
 * Returns: the ISO 8601 week, 1 to 53, 0 for no date
 */
int         zx_date_iso_week            (const char  *date,
                                         int         *out_year);

/**
 * zx_date_age:
 * @birth_date: a date
 * @on: the day on which the age is asked
 *
 * Returns: full years; -1 when one is no date or the birth is later than @on
 */
int         zx_date_age                 (const char  *birth_date,
                                         const char  *on);

/**
 * zx_date_get_quarter:
 * @date: a date
 * @out_quarter: (out): the calendar quarter that holds it
 *
 * Returns: %FALSE when @date is no date; @out_quarter is then cleared
 */
gboolean    zx_date_get_quarter         (const char  *date,
                                         ZxQuarter   *out_quarter);

/**
 * zx_date_agrees:
 * @given: a date, or only a month
 * @full: a full date
 *
 * Whether @given says the same as @full as far as it goes: a month-only birth date agrees with every day in it.
 */
gboolean    zx_date_agrees              (const char  *given,
                                         const char  *full);

/**
 * zx_date_parse:
 * @text: (nullable): a cell or a field, need not be normalised
 * @out_date: (out) (optional) (transfer full): "YYYY-MM-DD", or "YYYY-MM" for %ZX_DATE_FORM_MONTH, else %NULL
 *
 * Reads a date in the forms people write in rosters: `2012-09-01`, `2012/9/1`, `2012.9.1`, `20120901`,
 * `2012年9月1日`, `二〇一二年九月一日`, `二零一二年九月一日`, each also without the day (`2012年9月`, `2012-09`,
 * `2012.9`, `201209`), and with a time of day behind it, which is ignored. Full-width characters are fine. Day and
 * month are never guessed from their order; two-digit years and dates that do not exist are no dates.
 *
 * Returns: what was found
 */
ZxDateForm  zx_date_parse               (const char  *text,
                                         char       **out_date) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_date_from_serial:
 * @serial: the number in a spreadsheet's cell; the part behind the point is the time of day and ignored
 * @since_1904: whether the workbook counts from 1904
 *
 * Turns a spreadsheet's day number into a date. In the 1900 system the day 60, 29 February 1900, never was, and
 * smaller numbers are shifted as Excel shows them. Numbers below 1 (0 in the 1904 system) and above
 * 9999-12-31 are no dates.
 *
 * Returns: (transfer full) (nullable): the date
 */
char       *zx_date_from_serial         (double       serial,
                                         gboolean     since_1904);

/**
 * zx_date_parse_serial:
 * @text: (nullable): a text
 * @since_1904: whether the workbook counts from 1904
 *
 * For a text cell in a date column that holds a day number, such as "41153". Only whole numbers of five digits
 * between 1920 and 2100 are believed, so that "20120901" or a class number never becomes a date here.
 *
 * Returns: (transfer full) (nullable): the date
 */
char       *zx_date_parse_serial        (const char  *text,
                                         gboolean     since_1904);

/**
 * zx_date_parse_typed:
 * @text: (nullable): what a person typed in a date field
 * @today: the date from which short forms count
 * @lean: where short forms look
 *
 * Everything zx_date_parse() reads as a day, and `11-23`, `11/23`, `11.23`, `1123`, `11月23日`, `23日`, 今天, 昨天,
 * 前天, 大前天, 明天, 后天, 大后天, 周五, 星期五, 礼拜五, 上周五, 本周五, 下周五, and "today", "yesterday", "tomorrow" and
 * English weekdays. A bare weekday is the newest one up to today, or the first from today on, by @lean.
 *
 * Returns: (transfer full) (nullable): the date
 */
char       *zx_date_parse_typed         (const char  *text,
                                         const char  *today,
                                         ZxDateLean   lean);

/**
 * zx_date_format:
 * @date: (nullable): a date, or a month
 * @reference: (nullable): the date whose year goes without saying, mostly today; %NULL shows the year
 * @show: what to show
 *
 * A date in words of the language in use: 11月23日, 2025年11月23日 周日, 2025年11月; "23 Nov", "Sun 23 Nov 2025".
 *
 * Returns: (transfer full): the words; "" for no date
 */
char       *zx_date_format              (const char  *date,
                                         const char  *reference,
                                         ZxDateShow   show);

/**
 * zx_date_get_weekday_name:
 * @weekday: 1 Monday … 7 Sunday
 *
 * Returns: the short name in the language in use: 周一, "Mon"; "" outside 1 to 7
 */
const char *zx_date_get_weekday_name    (int          weekday);

/* School years ("2026-2027") and terms ("2026-2027-1" autumn, "2026-2027-2" spring). A school year runs from
 * 1 September to 31 August; where the school has entered no dates of its own, autumn ends on the last day of January.
 */

/**
 * zx_school_year_is_valid:
 * @school_year: (nullable): a text
 *
 * Whether @school_year is YYYY-YYYY with the second year one after the first.
 */
gboolean    zx_school_year_is_valid     (const char  *school_year);

/**
 * zx_school_year_of_date:
 * @date: a date
 *
 * Returns: (transfer full) (nullable): the school year @date lies in
 */
char       *zx_school_year_of_date      (const char  *date);

/**
 * zx_school_year_get_first:
 * @school_year: (nullable): a school year, or a term
 *
 * Returns: the year in which it starts, 0 for no school year
 */
int         zx_school_year_get_first    (const char  *school_year);

/**
 * zx_school_year_from_first:
 * @first: the year in which it starts
 *
 * Returns: (transfer full): the school year: 2026 gives "2026-2027"
 */
char       *zx_school_year_from_first   (int          first);

/**
 * zx_school_year_find:
 * @text: (nullable): the title of a sheet, a file name
 *
 * Looks for a school year named in @text: `2025-2026学年`, `2025—2026学年度第一学期`, `2025年秋季`, `2026年春季`
 * (which is 2025-2026), `2025秋`, `2025学年`. A bare year names none.
 *
 * Returns: (transfer full) (nullable): the school year
 */
char       *zx_school_year_find         (const char  *text);

/**
 * zx_term_is_valid:
 * @term: (nullable): a text
 *
 * Whether @term is a school year and `-1` or `-2`.
 */
gboolean    zx_term_is_valid            (const char  *term);

/**
 * zx_term_of_date:
 * @date: a date
 *
 * The term @date lies in by the default border: September to January autumn, February to August spring. A
 * school that entered its own dates asks its term calendar first.
 *
 * Returns: (transfer full) (nullable): the term
 */
char       *zx_term_of_date             (const char  *date);

/**
 * zx_term_get_number:
 * @term: a term
 *
 * Returns: 1 autumn, 2 spring, 0 for no term
 */
int         zx_term_get_number          (const char  *term);

/**
 * zx_term_dup_school_year:
 * @term: a term
 *
 * Returns: (transfer full) (nullable): its school year
 */
char       *zx_term_dup_school_year     (const char  *term);

/**
 * zx_term_add:
 * @term: a term
 * @terms: how many terms on; negative goes back
 *
 * Returns: (transfer full) (nullable): the term so many later
 */
char       *zx_term_add                 (const char  *term,
                                         int          terms);

/**
 * zx_term_get_default_dates:
 * @term: a term
 * @out_start: (out): 1 September or 1 February
 * @out_end: (out): 31 January or 31 August
 *
 * Returns: %FALSE for no term
 */
gboolean    zx_term_get_default_dates   (const char  *term,
                                         char         out_start[ZX_DATE_SIZE],
                                         char         out_end[ZX_DATE_SIZE]);

/**
 * zx_term_format:
 * @term: (nullable): a term
 *
 * The words the window uses: 2026 秋季学期, "Autumn term 2026". The year is that in which the term's teaching falls,
 * so the second term of 2025-2026 is spring 2026.
 *
 * Returns: (transfer full): the words; "" for no term
 */
char       *zx_term_format              (const char  *term);

G_END_DECLS
