/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-words-grade"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-codes.h"
#include "zx-date.h"
#include "zx-text.h"
#include "zx-words-private.h"

typedef struct
{
  const char *code;
  ZxStage     stage;
  const char *brief; /* before the class in brackets; for translation */
  const char *word;  /* Chinese, as a class may be called */
} Grade;

static const Grade grades[] = {
  { "K0", ZX_STAGE_PRESCHOOL, NC_ ("brief grade", "K0"), "托班" },
  { "K1", ZX_STAGE_PRESCHOOL, NC_ ("brief grade", "K1"), "小班" },
  { "K2", ZX_STAGE_PRESCHOOL, NC_ ("brief grade", "K2"), "中班" },
  { "K3", ZX_STAGE_PRESCHOOL, NC_ ("brief grade", "K3"), "大班" },
  { "P1", ZX_STAGE_PRIMARY, NC_ ("brief grade", "1"), "一年级" },
  { "P2", ZX_STAGE_PRIMARY, NC_ ("brief grade", "2"), "二年级" },
  { "P3", ZX_STAGE_PRIMARY, NC_ ("brief grade", "3"), "三年级" },
  { "P4", ZX_STAGE_PRIMARY, NC_ ("brief grade", "4"), "四年级" },
  { "P5", ZX_STAGE_PRIMARY, NC_ ("brief grade", "5"), "五年级" },
  { "P6", ZX_STAGE_PRIMARY, NC_ ("brief grade", "6"), "六年级" },
  { "J1", ZX_STAGE_JUNIOR, NC_ ("brief grade", "7"), "七年级" },
  { "J2", ZX_STAGE_JUNIOR, NC_ ("brief grade", "8"), "八年级" },
  { "J3", ZX_STAGE_JUNIOR, NC_ ("brief grade", "9"), "九年级" },
  { "H1", ZX_STAGE_SENIOR, NC_ ("brief grade", "Senior 1"), "高一" },
  { "H2", ZX_STAGE_SENIOR, NC_ ("brief grade", "Senior 2"), "高二" },
  { "H3", ZX_STAGE_SENIOR, NC_ ("brief grade", "Senior 3"), "高三" },
  { "V1", ZX_STAGE_VOCATIONAL, NC_ ("brief grade", "Vocational 1"), "中职一年级" },
  { "V2", ZX_STAGE_VOCATIONAL, NC_ ("brief grade", "Vocational 2"), "中职二年级" },
  { "V3", ZX_STAGE_VOCATIONAL, NC_ ("brief grade", "Vocational 3"), "中职三年级" },
  { "S1", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 1"), "特教一年级" },
  { "S2", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 2"), "特教二年级" },
  { "S3", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 3"), "特教三年级" },
  { "S4", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 4"), "特教四年级" },
  { "S5", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 5"), "特教五年级" },
  { "S6", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 6"), "特教六年级" },
  { "S7", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 7"), "特教七年级" },
  { "S8", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 8"), "特教八年级" },
  { "S9", ZX_STAGE_SPECIAL, NC_ ("brief grade", "Special 9"), "特教九年级" },
};

static const struct
{
  char letter;
  int  first;    /* number of the first grade */
  int  n_grades;
  int  youngest; /* usual ages on 1 September */
  int  oldest;
} stages[] = {
  [ZX_STAGE_NONE] = { 0, 0, 0, 0, 0 },
  [ZX_STAGE_PRESCHOOL] = { 'K', 1, 3, 3, 5 },
  [ZX_STAGE_PRIMARY] = { 'P', 1, 6, 6, 11 },
  [ZX_STAGE_JUNIOR] = { 'J', 1, 3, 12, 14 },
  [ZX_STAGE_SENIOR] = { 'H', 1, 3, 15, 17 },
  [ZX_STAGE_VOCATIONAL] = { 'V', 1, 3, 15, 17 },
  [ZX_STAGE_SPECIAL] = { 'S', 1, 9, 6, 17 },
};

const char *
zx_stage_get_code (ZxStage stage)
{
  static const char * const codes[] = { NULL, "1", "2", "3", "4", "5", "6" };

  return stage >= ZX_STAGE_NONE && stage <= ZX_STAGE_SPECIAL ? codes[stage] : NULL;
}

ZxStage
zx_stage_from_code (const char *code)
{
  if (code == NULL || code[0] < '1' || code[0] > '6' || code[1] != '\0')
    return ZX_STAGE_NONE;

  return (ZxStage) (code[0] - '0');
}

gboolean
zx_stage_get_age_band (ZxStage  stage,
                       int     *out_youngest,
                       int     *out_oldest)
{
  gboolean known = stage > ZX_STAGE_NONE && stage <= ZX_STAGE_SPECIAL;

  *out_youngest = known ? stages[stage].youngest : 0;
  *out_oldest = known ? stages[stage].oldest : 0;

  return known;
}

static const Grade *
find_grade (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (grades); i++)
    {
      if (strcmp (grades[i].code, code) == 0)
        return &grades[i];
    }

  return NULL;
}

gboolean
zx_grade_is_age_unusual (const char *grade,
                         const char *birth_date,
                         const char *on)
{
  int age = zx_date_age (birth_date, on);
  int youngest, oldest;

  if (age < 0 || !zx_stage_get_age_band (zx_grade_get_stage (grade), &youngest, &oldest))
    return FALSE;

  return age < youngest - 3 || age > oldest + 3;
}

const char *
zx_grade_intern (const char *code)
{
  const Grade *grade = find_grade (code);

  return grade != NULL ? grade->code : NULL;
}

ZxStage
zx_grade_get_stage (const char *grade)
{
  const Grade *found = find_grade (grade);

  return found != NULL ? found->stage : ZX_STAGE_NONE;
}

guint
zx_grade_get_order (const char *grade)
{
  const Grade *found = find_grade (grade);

  return found != NULL ? (guint) (found - grades) + 1 : 0;
}

/* The grade of @stage with the number people count it by; NULL when there is none. */
static const char *
make_grade (ZxStage stage,
            int     number)
{
  char code[3];

  if (stage == ZX_STAGE_NONE || number < 0 || number > 9)
    return NULL;

  code[0] = stages[stage].letter;
  code[1] = '0' + number;
  code[2] = '\0';

  return zx_grade_intern (code);
}

const char *
zx_grade_get_next (const char *grade,
                   gboolean    across_stages)
{
  const Grade *found = find_grade (grade);
  const Grade *next;

  if (found == NULL || found + 1 == grades + G_N_ELEMENTS (grades))
    return NULL;

  next = found + 1;

  if (next->stage == found->stage)
    return next->code;

  /* nobody moves up into vocational or special education by age alone */
  if (!across_stages || next->stage > ZX_STAGE_SENIOR)
    return NULL;

  return next->code;
}

const char *
zx_grade_get_label (const char *grade)
{
  const char *label = grade != NULL
    ? zx_code_table_get_label (zx_code_table_find ("GRADE"), grade) : NULL;

  return label != NULL ? label : "";
}

const char *
zx_grade_get_word (const char *grade)
{
  const Grade *found = find_grade (grade);

  return found != NULL ? found->word : NULL;
}

const char *
zx_grade_get_brief (const char *grade)
{
  const Grade *found = find_grade (grade);

  return found != NULL ? g_dpgettext2 (NULL, "brief grade", found->brief) : NULL;
}

const char * const *
zx_grade_get_codes (guint *out_n)
{
  static const char *codes[G_N_ELEMENTS (grades) + 1];
  static gsize filled = 0;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
        codes[i] = grades[i].code;

      g_once_init_leave (&filled, 1);
    }

  if (out_n != NULL)
    *out_n = G_N_ELEMENTS (grades);

  return codes;
}

const char *
zx_grade_from_number (int     number,
                      ZxStage stage)
{
  switch (stage)
    {
    case ZX_STAGE_JUNIOR:
    case ZX_STAGE_SENIOR:
    case ZX_STAGE_VOCATIONAL:
      if (number >= 1 && number <= 3)
        return make_grade (stage, number);
      break;
    case ZX_STAGE_SPECIAL:
      return number >= 1 ? make_grade (stage, number) : NULL;
    case ZX_STAGE_NONE:
    case ZX_STAGE_PRESCHOOL:
    case ZX_STAGE_PRIMARY:
    default:
      break;
    }

  if (number >= 1 && number <= 6)
    return make_grade (ZX_STAGE_PRIMARY, number);

  if (number >= 7 && number <= 9)
    return make_grade (ZX_STAGE_JUNIOR, number - 6);

  if (number >= 10 && number <= 12)
    return make_grade (ZX_STAGE_SENIOR, number - 9);

  return NULL;
}

gboolean
zx_grade_read_figure (const char **p,
                      int         *out_number)
{
  char one[7] = "";
  const char *at = one;

  if (**p == '\0')
    return FALSE;

  memcpy (one, *p, g_utf8_next_char (*p) - *p);

  if (!zx_text_read_number (&at, out_number) || *at != '\0' || *out_number < 1 || *out_number > 9)
    return FALSE;

  *p = g_utf8_next_char (*p);

  return TRUE;
}

static const struct
{
  const char *word;
  ZxStage     stage;
} stage_words[] = {
  { "小学", ZX_STAGE_PRIMARY }, { "初级中学", ZX_STAGE_JUNIOR }, { "初中", ZX_STAGE_JUNIOR },
  { "普通高中", ZX_STAGE_SENIOR }, { "高中", ZX_STAGE_SENIOR },
  { "中等职业", ZX_STAGE_VOCATIONAL }, { "职业高中", ZX_STAGE_VOCATIONAL },
  { "中职", ZX_STAGE_VOCATIONAL }, { "职高", ZX_STAGE_VOCATIONAL }, { "职中", ZX_STAGE_VOCATIONAL },
  { "中专", ZX_STAGE_VOCATIONAL }, { "技校", ZX_STAGE_VOCATIONAL },
  { "特殊教育", ZX_STAGE_SPECIAL }, { "特教", ZX_STAGE_SPECIAL }, { "培智", ZX_STAGE_SPECIAL },
  { "启智", ZX_STAGE_SPECIAL }, { "启聪", ZX_STAGE_SPECIAL },
};

ZxStage
zx_grade_read_stage (const char **p)
{
  for (guint i = 0; i < G_N_ELEMENTS (stage_words); i++)
    {
      if (zx_text_skip (p, stage_words[i].word))
        return stage_words[i].stage;
    }

  return ZX_STAGE_NONE;
}

/* 小学, 初中 … and the short 初, 高, 职. */
static ZxStage
read_stage_word (const char **p)
{
  ZxStage stage = zx_grade_read_stage (p);

  if (stage != ZX_STAGE_NONE)
    return stage;

  if (zx_text_skip (p, "初"))
    return ZX_STAGE_JUNIOR;

  if (zx_text_skip (p, "高"))
    return ZX_STAGE_SENIOR;

  if (zx_text_skip (p, "职"))
    return ZX_STAGE_VOCATIONAL;

  return ZX_STAGE_NONE;
}

/* 小学一年级, 初一, 初中七年级, 高二, 中职三年级 */
static const char *
read_staged_grade (const char **p)
{
  const char *at = *p;
  ZxStage stage = read_stage_word (&at);
  const char *grade;
  int number;

  if (stage == ZX_STAGE_NONE || !zx_grade_read_figure (&at, &number))
    return NULL;

  /* 初2024级 is a year of entry */
  if (g_ascii_isdigit (at[0]) && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2]))
    return NULL;

  if (stage == ZX_STAGE_JUNIOR && number >= 7)
    number -= 6;

  if ((stage == ZX_STAGE_PRIMARY && number > 6) || number > stages[stage].n_grades)
    return NULL;

  if (!zx_text_skip (&at, "年级"))
    zx_text_skip (&at, "年");

  grade = make_grade (stage, number);
  *p = at;

  return grade;
}

/* 一年级, 7年级; 三年 when a class follows it */
static const char *
read_counted_grade (const char **p,
                    ZxStage      stage)
{
  const char *at = *p;
  const char *behind;
  const char *grade;
  int number, class_number;

  if (!zx_text_read_number (&at, &number))
    return NULL;

  grade = zx_grade_from_number (number, stage);
  if (grade == NULL)
    return NULL;

  if (zx_text_skip (&at, "年级"))
    {
      *p = at;
      return grade;
    }

  if (!zx_text_skip (&at, "年"))
    return NULL;

  /* 三年二班, not 九年一贯 */
  behind = at;
  zx_text_skip (&behind, "(");
  if (!zx_text_read_number (&behind, &class_number))
    return NULL;

  zx_text_skip (&behind, ")");
  if (!g_str_has_prefix (behind, "班"))
    return NULL;

  *p = at;

  return grade;
}

/* 大班, 大一班, 大(1)班: moves behind 大班, or behind 大 when a class number follows. @out_whole is set for
 * the first, where the words may be the whole class name.
 */
static const char *
read_kindergarten_grade (const char **p,
                         gboolean    *out_whole)
{
  static const struct
  {
    const char *word; /* with 班 */
    const char *stem; /* with a number behind */
    int         number;
  } words[] = {
    { "小小班", "小小", 0 }, { "托儿班", "托儿", 0 }, { "托班", "托", 0 }, { "婴班", "婴", 0 },
    { "小班", "小", 1 }, { "中班", "中", 2 }, { "大大班", "大大", 3 }, { "大班", "大", 3 },
    { "学前班", "学前", 3 },
  };
  const char *start = *p;

  *out_whole = FALSE;

  if (!zx_text_skip (&start, "幼儿园"))
    zx_text_skip (&start, "幼儿");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = start;
      const char *behind;
      gboolean bracket;
      int class_number;

      /* 大班额, 小班化, 中班级 speak of size */
      if (zx_text_skip (&at, words[i].word) && !g_str_has_prefix (at, "额") &&
          !g_str_has_prefix (at, "化") && !g_str_has_prefix (at, "级") && !g_str_has_prefix (at, "主任"))
        {
          *p = at;
          *out_whole = TRUE;
          return make_grade (ZX_STAGE_PRESCHOOL, words[i].number);
        }

      at = start;
      if (!zx_text_skip (&at, words[i].stem))
        continue;

      behind = at;
      bracket = zx_text_skip (&behind, "(");

      if (!zx_text_read_number (&behind, &class_number) || (bracket && !zx_text_skip (&behind, ")")))
        continue;

      /* 小一 is grade one of primary school, 小一班 a class of the youngest */
      if (strcmp (words[i].stem, "小") == 0 && !bracket && !g_str_has_prefix (behind, "班"))
        continue;

      if (*behind == '\0' || g_str_has_prefix (behind, "班"))
        {
          *p = at;
          return make_grade (ZX_STAGE_PRESCHOOL, words[i].number);
        }
    }

  return NULL;
}

/* 小一, 小3 */
static const char *
read_short_primary_grade (const char **p)
{
  const char *at = *p;
  int number;

  if (!zx_text_skip (&at, "小") || !zx_grade_read_figure (&at, &number) || number > 6)
    return NULL;

  zx_text_skip (&at, "年级");
  *p = at;

  return make_grade (ZX_STAGE_PRIMARY, number);
}

const char *
zx_grade_read (const char **p,
               ZxStage      stage,
               gboolean    *out_name)
{
  const char *grade;

  *out_name = FALSE;

  grade = read_kindergarten_grade (p, out_name);
  if (grade == NULL)
    grade = read_staged_grade (p);
  if (grade == NULL)
    grade = read_short_primary_grade (p);
  if (grade == NULL)
    grade = read_counted_grade (p, stage);

  return grade;
}

gboolean
zx_grade_read_entry_year (const char **p,
                          int         *out_year,
                          ZxStage     *out_stage)
{
  const char *at = *p;
  ZxStage stage = read_stage_word (&at);
  int year;

  if (!zx_text_read_number (&at, &year) || !zx_text_skip (&at, "级"))
    return FALSE;

  if (year >= 10 && year <= 99)
    year += 2000;

  if (year < 1990 || year > 2100)
    return FALSE;

  *p = at;
  *out_year = year;
  *out_stage = stage;

  return TRUE;
}

const char *
zx_grade_from_words (const char *text,
                     ZxStage     stage)
{
  g_autofree char *simple = zx_words_simplify (text);
  g_autofree char *code = g_ascii_strup (simple, -1);
  ZxClassWords words;
  const char *p = simple;
  const char *grade;
  gboolean name;
  int number;

  if (zx_grade_intern (code) != NULL)
    return zx_grade_intern (code);

  grade = zx_grade_read (&p, stage, &name);
  if (grade != NULL && *p == '\0')
    return grade;

  p = simple;
  if (zx_text_read_number (&p, &number) && (*p == '\0' || strcmp (p, "年") == 0))
    return zx_grade_from_number (number, stage);

  /* 五(1)班 in the grade column */
  if (zx_class_from_words (text, stage, &words))
    return words.grade;

  return NULL;
}

const char *
zx_grade_from_entry_year (int         entry_year,
                          ZxStage     stage,
                          const char *school_year)
{
  int first = zx_school_year_get_first (school_year);
  int number;

  if (first == 0 || entry_year == 0 || stage <= ZX_STAGE_NONE || stage > ZX_STAGE_SPECIAL)
    return NULL;

  number = stages[stage].first + first - entry_year;

  return number >= stages[stage].first ? make_grade (stage, number) : NULL;
}

int
zx_grade_get_entry_year (const char *grade,
                         const char *school_year)
{
  const Grade *found = find_grade (grade);
  int first = zx_school_year_get_first (school_year);

  if (found == NULL || first == 0)
    return 0;

  return first - (found->code[1] - '0' - stages[found->stage].first);
}
