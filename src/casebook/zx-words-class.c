/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-words-class"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-text.h"
#include "zx-words-private.h"

#define CLASS_NUMBER_MAX 99
#define CLASS_NAME_MAX 20 /* characters */

static gboolean
set_class_number (ZxClassWords *words,
                  int           number)
{
  if (number < 1 || number > CLASS_NUMBER_MAX)
    return FALSE;

  g_snprintf (words->class_name, sizeof words->class_name, "%d班", number);

  return TRUE;
}

/* The 班 behind the class, as some write it. */
static gboolean
skip_class_end (const char **p)
{
  return zx_text_skip (p, "班级") || zx_text_skip (p, "班");
}

/* A班, 甲班 */
static gboolean
read_class_letter (const char **p,
                   char        *out_letter)
{
  static const char * const stems[] = { "甲", "乙", "丙", "丁", "戊" };

  if (g_ascii_isalpha (**p) && !g_ascii_isalnum ((*p)[1]))
    {
      out_letter[0] = g_ascii_toupper (**p);
      out_letter[1] = '\0';
      (*p)++;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    {
      if (zx_text_skip (p, stems[i]))
        {
          g_strlcpy (out_letter, stems[i], 7);
          return TRUE;
        }
    }

  return FALSE;
}

/* 1班, 一班, (1)班, （一）, 第2班, A班: moves behind it. With @need_end, a bare number is none. */
static gboolean
read_class (const char   **p,
            gboolean       need_end,
            ZxClassWords  *words)
{
  const char *at = *p;
  char letter[7] = "";
  gboolean bracket, end;
  int number = 0;

  zx_text_skip (&at, "第");
  bracket = zx_text_skip (&at, "(");

  if (!zx_text_read_number (&at, &number) && !read_class_letter (&at, letter))
    return FALSE;

  if (bracket)
    {
      zx_text_skip (&at, "班");

      if (!zx_text_skip (&at, ")"))
        return FALSE;
    }

  end = skip_class_end (&at);

  if (!end && (need_end || (letter[0] != '\0' && !bracket)))
    return FALSE;

  if (letter[0] != '\0')
    g_snprintf (words->class_name, sizeof words->class_name, "%s班", letter);
  else if (!set_class_number (words, number))
    return FALSE;

  *p = at;

  return TRUE;
}

/* A class called by a word: letters and Chinese characters, 班 at its end, a bracket closed within. */
static gboolean
is_class_word (const char *text)
{
  gboolean open = FALSE;

  if (!g_str_has_suffix (text, "班") || strcmp (text, "班") == 0 || *text == '(' ||
      g_utf8_strlen (text, -1) > CLASS_NAME_MAX)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character == '(' || character == ')')
        {
          if (open == (character == '('))
            return FALSE;

          open = !open;
        }
      else if (!g_unichar_isalnum (character))
        {
          return FALSE;
        }
    }

  return !open;
}

/* The whole of @rest as a class; an empty rest is a grade without one. */
static gboolean
take_class (const char   *rest,
            gboolean      allow_word,
            ZxClassWords *words)
{
  const char *p = rest;

  if (*p == '\0' || strcmp (p, "班") == 0)
    return TRUE;

  if (read_class (&p, FALSE, words))
    {
      gsize length = strlen (words->class_name);

      if (*p == '\0')
        return TRUE;

      /* 1班(双语): two classes may differ only there */
      if (p[-1] != ')' && *p == '(' && g_str_has_suffix (p, ")") && strlen (p) > 2 &&
          g_utf8_strlen (p, -1) + 3 <= CLASS_NAME_MAX)
        {
          g_strlcpy (words->class_name + length, p, sizeof words->class_name - length);
          return TRUE;
        }
    }

  if (allow_word && is_class_word (rest))
    {
      g_strlcpy (words->class_name, rest, sizeof words->class_name);
      return TRUE;
    }

  return FALSE;
}

/* 五(1)班, 五1班, 1.1, 3-2班, 302班, 二三班: a bare grade number before the class. */
static gboolean
take_bare_grade (const char   *text,
                 ZxStage       stage,
                 ZxClassWords *words)
{
  const char *p = text;
  const char *behind_figure = text;
  const char *grade;
  int number, figure, second;

  if (!zx_text_read_number (&p, &number))
    return FALSE;

  grade = zx_grade_from_number (number, stage);

  if (grade != NULL)
    {
      words->grade = grade;

      /* 五(1)班 */
      if (*p == '(')
        return take_class (p, FALSE, words);

      /* 1.1, 一.二班; take_class() wants a number or letter behind the point */
      if (*p == '.' || *p == '-')
        return p[1] != '\0' && p[1] != '(' && strcmp (p + 1, "班") != 0 && take_class (p + 1, FALSE, words);
    }

  if (!zx_grade_read_figure (&behind_figure, &figure) || zx_grade_from_number (figure, stage) == NULL)
    return FALSE;

  words->grade = zx_grade_from_number (figure, stage);
  p = behind_figure;

  /* 五1班: a Chinese figure before half-width ones */
  if (!g_ascii_isdigit (*text) && g_ascii_isdigit (*p))
    return take_class (p, FALSE, words);

  /* 二三班: nobody writes the number 23 like that */
  if (!g_ascii_isdigit (*text) && zx_grade_read_figure (&p, &second) && strcmp (p, "班") == 0)
    return set_class_number (words, second);

  /* 302班 */
  p = text;
  if (stage != ZX_STAGE_SENIOR && stage != ZX_STAGE_VOCATIONAL &&
      strspn (p, "0123456789") == 3 && (p[1] == '0' || p[1] == '1') &&
      (p[3] == '\0' || strcmp (p + 3, "班") == 0))
    return set_class_number (words, (p[1] - '0') * 10 + p[2] - '0');

  return FALSE;
}

static void
clear_class_words (ZxClassWords *words)
{
  memset (words, 0, sizeof *words);
}

gboolean
zx_class_from_words (const char   *text,
                     ZxStage       stage,
                     ZxClassWords *out_words)
{
  g_autofree char *simple = zx_words_simplify (text);
  const char *p = simple;
  gboolean name;

  clear_class_words (out_words);

  if (*simple == '\0')
    return FALSE;

  if (zx_grade_read_entry_year (&p, &out_words->entry_year, &out_words->stage))
    {
      const char *behind = p;

      /* 2024级小学1班: the first class of those who entered, not grade one */
      if (out_words->stage == ZX_STAGE_NONE)
        {
          out_words->stage = zx_grade_read_stage (&behind);
          if (out_words->stage != ZX_STAGE_NONE && *behind != '\0' && strstr (behind, "年") == NULL &&
              read_class (&behind, TRUE, out_words) && *behind == '\0')
            return TRUE;

          out_words->stage = ZX_STAGE_NONE;
          out_words->class_name[0] = '\0';
        }

      /* 2024级高一(1)班 says both */
      out_words->grade = zx_grade_read (&p, stage, &name);

      if (take_class (p, TRUE, out_words))
        return TRUE;

      clear_class_words (out_words);
      return FALSE;
    }

  out_words->grade = zx_grade_read (&p, stage, &name);

  if (out_words->grade != NULL)
    {
      if (name && *p == '\0')
        {
          g_strlcpy (out_words->class_name, simple, sizeof out_words->class_name);
          return TRUE;
        }

      /* 三年级.2班 and 三年级-2班 */
      if ((*p == '.' || *p == '-') && p[1] != '\0')
        p++;

      if (take_class (p, TRUE, out_words))
        return TRUE;

      clear_class_words (out_words);
      return FALSE;
    }

  if (take_bare_grade (simple, stage, out_words))
    return TRUE;

  clear_class_words (out_words);

  if (strcmp (simple, "班") != 0 && take_class (simple, FALSE, out_words))
    return TRUE;

  clear_class_words (out_words);

  return FALSE;
}

char *
zx_class_dup_own_name (const char *text)
{
  /* what they begin with says when, whether or which grade, not which class */
  static const char * const states[] = {
    "毕业", "待定", "未定", "未分", "不详", "暂无", "无", "原", "新", "其他", "其它", "本", "全", "各", "应届", "往届",
  };
  g_autofree char *plain = zx_text_remove_blanks (text);

  if (!is_class_word (plain))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_has_prefix (plain, states[i]))
        return NULL;
    }

  return g_steal_pointer (&plain);
}

/* 五(1)班, 五1班 in the middle of a title */
static gboolean
read_bare_grade_class (const char   **p,
                       ZxStage        stage,
                       ZxClassWords  *words)
{
  const char *at = *p;
  const char *grade;
  int number;

  if (!zx_text_read_number (&at, &number))
    return FALSE;

  grade = zx_grade_from_number (number, stage);

  /* 五1班, but not 51班 */
  if (grade == NULL || !(*at == '(' || (!g_ascii_isdigit (**p) && g_ascii_isdigit (*at))) ||
      !read_class (&at, TRUE, words))
    return FALSE;

  words->grade = grade;
  *p = at;

  return TRUE;
}

gboolean
zx_class_find_in_title (const char   *title,
                        ZxStage       stage,
                        ZxClassWords *out_words)
{
  g_autofree char *simple = zx_words_simplify (title);

  if (stage == ZX_STAGE_NONE)
    stage = zx_stage_find_in_title (title);

  for (const char *p = simple; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *at = p;
      const char *behind;
      gboolean name;

      clear_class_words (out_words);

      /* not from the middle of a number */
      if (p != simple && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (*p))
        continue;

      if (zx_grade_read_entry_year (&at, &out_words->entry_year, &out_words->stage))
        {
          read_class (&at, TRUE, out_words);
          return TRUE;
        }

      behind = p;
      out_words->grade = zx_grade_read (&behind, stage, &name);

      if (out_words->grade != NULL)
        {
          /* 大班(1)班, 三年级1班; 大班 alone names class and grade */
          if (!read_class (&behind, TRUE, out_words) && name)
            {
              g_autofree char *word = g_strndup (p, behind - p);

              g_strlcpy (out_words->class_name, zx_grade_get_word (out_words->grade),
                         sizeof out_words->class_name);
              if (strstr (word, "学前班") != NULL)
                g_strlcpy (out_words->class_name, "学前班", sizeof out_words->class_name);
            }

          return TRUE;
        }

      at = p;
      if (read_bare_grade_class (&at, stage, out_words))
        return TRUE;
    }

  clear_class_words (out_words);

  return FALSE;
}

ZxStage
zx_stage_find_in_title (const char *title)
{
  static const struct
  {
    const char *words;
    ZxStage     stage;
  } names[] = {
    { "幼儿园 幼稚园 学前班 学前教育", ZX_STAGE_PRESCHOOL },
    { "小学 完小 教学点", ZX_STAGE_PRIMARY },
    { "初级中学 初中", ZX_STAGE_JUNIOR },
    { "高级中学 高中", ZX_STAGE_SENIOR },
    { "职业 中职 职高 职教 技工 技校 中专", ZX_STAGE_VOCATIONAL },
    { "特殊教育 特教 特校 盲校 聋校 培智", ZX_STAGE_SPECIAL },
  };
  g_autofree char *simple = zx_words_simplify (title);
  ZxStage found = ZX_STAGE_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) words = g_strsplit (names[i].words, " ", -1);
      gboolean has = FALSE;

      for (guint k = 0; words[k] != NULL && !has; k++)
        has = strstr (simple, words[k]) != NULL;

      /* 职业高中 is vocational, not both */
      if (has && names[i].stage == ZX_STAGE_VOCATIONAL && found == ZX_STAGE_SENIOR &&
          strstr (simple, "职业高中") != NULL)
        found = ZX_STAGE_NONE;

      if (has && found != ZX_STAGE_NONE)
        return ZX_STAGE_NONE;

      if (has)
        found = names[i].stage;
    }

  return found;
}

int
zx_class_get_number (const char *class_name)
{
  const char *p = class_name;
  int number;

  return p != NULL && zx_text_read_number (&p, &number) && g_str_has_prefix (p, "班") ? number : 0;
}

int
zx_class_compare (const char *grade_a,
                  const char *class_a,
                  const char *grade_b,
                  const char *class_b)
{
  guint order_a = zx_grade_get_order (grade_a);
  guint order_b = zx_grade_get_order (grade_b);
  int number_a = zx_class_get_number (class_a);
  int number_b = zx_class_get_number (class_b);

  /* 0 is no grade, no number: behind the others */
  if (order_a != order_b)
    return order_a - 1 < order_b - 1 ? -1 : 1;

  if (number_a != number_b)
    return (guint) number_a - 1 < (guint) number_b - 1 ? -1 : 1;

  return g_strcmp0 (class_a, class_b);
}

/* What stands in the brackets: "1" of 1班, "A" of A班; NULL for classes with words. */
static char *
dup_class_mark (const char *class_name)
{
  gsize length;

  if (!g_str_has_suffix (class_name, "班"))
    return NULL;

  length = strlen (class_name) - strlen ("班");

  if (length == 0 ||
      (strspn (class_name, "0123456789") != length && !(length == 1 && g_ascii_isalpha (*class_name))))
    return NULL;

  return g_strndup (class_name, length);
}

char *
zx_class_format (const char *grade,
                 const char *class_name)
{
  const char *word = zx_grade_get_word (grade);
  g_autofree char *mark = NULL;

  if (word == NULL)
    return g_strdup (class_name != NULL ? class_name : "");

  if (class_name == NULL || *class_name == '\0')
    return g_strdup (zx_grade_get_label (grade));

  mark = dup_class_mark (class_name);

  if (mark != NULL)
    /* Translators: a class: grade in brief and its number in the grade, 五(1)班 */
    return g_strdup_printf (C_ ("class", "%1$s(%2$s)"), zx_grade_get_brief (grade), mark);

  if (g_str_has_prefix (class_name, word) || strcmp (class_name, "学前班") == 0)
    return g_strdup (class_name);

  /* Translators: a class with a name of its own: grade and class name, 五年级火箭班 */
  return g_strdup_printf (C_ ("class", "%1$s %2$s"), zx_grade_get_label (grade), class_name);
}
