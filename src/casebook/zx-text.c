/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-text"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "zx-text.h"

/* Sorted by code point, so that they can be searched by halves. Two-character beginnings that are as often
 * a single surname with a given name (单于, 子书, 公主) are left out.
 */
static const char compound_surnames[][7] = {
  "万俟", "上官", "东方", "东郭", "乐正", "于阗", "亓官", "令狐", "仲孙", "公冶", "公孙", "公户", "公羊", "公良", "公西",
  "南宫", "南荣", "南门", "即墨", "叱干", "叶赫", "司寇", "司徒", "司空", "司马", "呼延", "哥舒", "壤驷", "夏侯", "太叔",
  "太史", "夹谷", "子车", "宇文", "完颜", "宗政", "宰父", "富察", "尉迟", "左丘", "巫马", "微生", "慕容", "拓拔", "拓跋",
  "朱邪", "梁丘", "欧阳", "歐陽", "段干", "淳于", "漆雕", "澹台", "濮阳", "爱新", "独孤", "申屠", "百里", "皇甫", "端木",
  "第五", "纳兰", "羊舌", "耶律", "褚师", "西门", "諸葛", "诸葛", "谷梁", "贺兰", "贺若", "赫连", "轩辕", "达奚", "钟离",
  "長孫", "长孙", "闻人", "闾丘", "颛孙", "鲜于",
};

static const char * const placeholders[] = {
  "无", "無", "没有", "暂无", "暂缺", "待办", "未办", "未办理", "办理中", "待补", "不详", "不明", "未知", "空", "缺", "n/a", "na",
  "none", "null",
};

static gboolean
is_zero_width (gunichar character)
{
  return (character >= 0x200b && character <= 0x200f) ||
         (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2060 && character <= 0x2069) ||
         character == 0xfeff || character == 0x00ad || character == 0x180e;
}

/* Joiners hold emoji and some scripts together, so they go only where text begins or ends. */
static gboolean
is_dropped (gunichar character)
{
  if (character == 0x200c || character == 0x200d)
    return FALSE;

  if (is_zero_width (character))
    return TRUE;

  return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
         (character >= 0x7f && character < 0xa0 && character != 0x85);
}

static gunichar
to_half_width (gunichar character)
{
  if ((character >= 0xff10 && character <= 0xff19) ||
      (character >= 0xff21 && character <= 0xff3a) ||
      (character >= 0xff41 && character <= 0xff5a))
    return character - 0xfee0;

  switch (character)
    {
    case 0xff08: case 0xff09: /* （） */
    case 0xff3b: case 0xff3d: /* ［］ */
    case 0xff5b: case 0xff5d: /* ｛｝ */
      return character - 0xfee0;
    default:
      return character;
    }
}

static gboolean
is_middle_dot (gunichar character)
{
  switch (character)
    {
    case 0x00b7: /* · */
    case 0x2022: /* • */
    case 0x2027: /* ‧ */
    case 0x2219: /* ∙ */
    case 0x22c5: /* ⋅ */
    case 0x30fb: /* ・ */
    case 0xff0e: /* ． */
    case 0xff65: /* ･ */
    case '.':
      return TRUE;
    default:
      return FALSE;
    }
}

static gunichar
closing_bracket (gunichar character)
{
  static const gunichar pairs[][2] = {
    { '(', ')' }, { '[', ']' }, { '{', '}' }, { '<', '>' },
    { 0x3010, 0x3011 }, /* 【】 */
    { 0x3014, 0x3015 }, /* 〔〕 */
    { 0x3008, 0x3009 }, /* 〈〉 */
    { 0x300a, 0x300b }, /* 《》 */
    { 0x300c, 0x300d }, /* 「」 */
    { 0x3016, 0x3017 }, /* 〖〗 */
    { 0xff1c, 0xff1e }, /* ＜＞ */
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (pairs[i][0] == character)
        return pairs[i][1];
    }

  return 0;
}

/* The value of one Chinese digit, 0 to 9, or -1. */
static int
chinese_digit (gunichar character)
{
  switch (character)
    {
    case 0x3007: /* 〇 */
    case 0x25cb: /* ○ */
    case 0x25ef: /* ◯ */
    case 0x96f6: /* 零 */
      return 0;
    case 0x4e00: /* 一 */
    case 0x58f9: /* 壹 */
      return 1;
    case 0x4e8c: /* 二 */
    case 0x8d30: /* 贰 */
    case 0x4e24: /* 两 */
      return 2;
    case 0x4e09: /* 三 */
    case 0x53c1: /* 叁 */
      return 3;
    case 0x56db: /* 四 */
    case 0x8086: /* 肆 */
      return 4;
    case 0x4e94: /* 五 */
    case 0x4f0d: /* 伍 */
      return 5;
    case 0x516d: /* 六 */
    case 0x9646: /* 陆 */
      return 6;
    case 0x4e03: /* 七 */
    case 0x67d2: /* 柒 */
      return 7;
    case 0x516b: /* 八 */
    case 0x634c: /* 捌 */
      return 8;
    case 0x4e5d: /* 九 */
    case 0x7396: /* 玖 */
      return 9;
    default:
      return -1;
    }
}

/* 十 廿 卅: 10, 20, 30; else 0 */
static int
chinese_tens (gunichar character)
{
  switch (character)
    {
    case 0x5341: /* 十 */
    case 0x62fe: /* 拾 */
      return 10;
    case 0x5eff: /* 廿 */
      return 20;
    case 0x5345: /* 卅 */
      return 30;
    default:
      return 0;
    }
}

/* A valid copy, or @text itself when it is valid; @out_owned frees the copy. */
static const char *
ensure_valid (const char  *text,
              char       **out_owned)
{
  *out_owned = NULL;

  if (text == NULL)
    return "";

  if (g_utf8_validate (text, -1, NULL))
    return text;

  *out_owned = g_utf8_make_valid (text, -1);

  return *out_owned;
}

/* Most cells are plain: nothing to change means one copy and no decoding. */
static gboolean
is_plain_ascii (const char *text,
                gsize       length)
{
  if (length == 0 || text[0] == '\'' || text[0] == ' ' || text[length - 1] == ' ')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] < 0x20 || text[i] == 0x7f)
        return FALSE;
    }

  return TRUE;
}

/* How the copied text treats blanks inside it. */
typedef enum
{
  BLANKS_KEEP,
  BLANKS_REMOVE,
} Blanks;

static char *
normalise (const char *text,
           Blanks      blanks)
{
  g_autofree char *owned = NULL;
  GString *result = NULL;
  gboolean started = FALSE;
  gboolean marked = FALSE;
  gsize end = 0; /* what lies behind is blank so far */

  if (text != NULL)
    {
      gsize length = strlen (text);

      if (is_plain_ascii (text, length) &&
          (blanks == BLANKS_KEEP || memchr (text, ' ', length) == NULL))
        return g_strndup (text, length);
    }

  text = ensure_valid (text, &owned);
  result = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean blank;

      if (is_dropped (character))
        continue;

      blank = zx_text_is_blank_char (character);

      if (blank && (!started || blanks == BLANKS_REMOVE))
        continue;

      /* Excel's mark for "this is text"; a second one belongs to the text */
      if (!started && !marked && (character == '\'' || character == 0xff07))
        {
          marked = TRUE;
          continue;
        }

      started = TRUE;
      g_string_append_unichar (result, to_half_width (character));

      if (!blank)
        end = result->len;
    }

  g_string_truncate (result, end);

  return g_string_free (result, FALSE);
}

gboolean
zx_text_is_blank_char (gunichar character)
{
  if (character < 0x80)
    return character == ' ' || (character >= '\t' && character <= '\r');

  return g_unichar_isspace (character) || is_zero_width (character) ||
         character == 0x00a0 || character == 0x2800 || character == 0x3164;
}

char *
zx_text_normalise (const char *text)
{
  return normalise (text, BLANKS_KEEP);
}

char *
zx_text_remove_blanks (const char *text)
{
  return normalise (text, BLANKS_REMOVE);
}

gboolean
zx_text_is_placeholder (const char *text)
{
  g_autofree char *folded = NULL;
  const char *p;

  if (text == NULL || *text == '\0' || strlen (text) > 16)
    return FALSE;

  folded = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    {
      if (strcmp (folded, placeholders[i]) == 0)
        return TRUE;
    }

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      switch (g_utf8_get_char (p))
        {
        case '-': case '/': case '\\': case '_': case ' ':
        case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
        case 0xff0d: case 0xff0f: case 0xff3c: case 0x3001: case 0x4e28: /* －／＼、丨 */
          break;
        default:
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
zx_text_is_han (gunichar character)
{
  return (character >= 0x4e00 && character <= 0x9fff) ||
         (character >= 0x3400 && character <= 0x4dbf) ||
         character == 0x3007 ||
         (character >= 0xf900 && character <= 0xfaff) ||
         (character >= 0x20000 && character <= 0x323af);
}

gboolean
zx_text_has_han (const char *text)
{
  g_autofree char *owned = NULL;

  text = ensure_valid (text, &owned);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (zx_text_is_han (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

gboolean
zx_text_is_empty (const char *text)
{
  g_autofree char *owned = NULL;

  text = ensure_valid (text, &owned);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!zx_text_is_blank_char (character) && !is_dropped (character))
        return FALSE;
    }

  return TRUE;
}

guint
zx_text_length (const char *text)
{
  g_autofree char *owned = NULL;

  return g_utf8_strlen (ensure_valid (text, &owned), -1);
}

char *
zx_text_normalise_name (const char *text)
{
  g_autofree char *plain = zx_text_normalise (text);
  GString *name = g_string_sized_new (strlen (plain));
  gunichar before = 0;
  gboolean blank = FALSE;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean is_dot = FALSE;

      if (zx_text_is_blank_char (character))
        {
          blank = TRUE;
          continue;
        }

      /* a point in a Latin name ("J. Smith") stays what it is */
      if (is_middle_dot (character) && zx_text_is_han (before))
        {
          character = 0x00b7;
          is_dot = TRUE;
        }

      if (blank && !is_dot && before != 0x00b7 && !zx_text_is_han (before) &&
          !zx_text_is_han (character))
        g_string_append_c (name, ' ');

      g_string_append_unichar (name, character);
      before = character;
      blank = FALSE;
    }

  return g_string_free (name, FALSE);
}

static char *
strip_heading (const char *plain,
               gboolean    keep_brackets)
{
  GString *heading = g_string_sized_new (strlen (plain));
  gunichar closing[8];
  guint depth = 0;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gunichar closes = closing_bracket (character);

      if (character == '*' || character == 0xff0a || character == 0x2605 || character == 0x2606 ||
          character == 0x203b) /* ＊★☆※ */
        continue;

      if (depth > 0 && character == closing[depth - 1])
        {
          depth--;
          continue;
        }

      if (closes != 0 && depth < G_N_ELEMENTS (closing))
        {
          closing[depth++] = closes;
          continue;
        }

      if (depth == 0 || keep_brackets)
        g_string_append_unichar (heading, g_unichar_tolower (character));
    }

  while (g_str_has_suffix (heading->str, ":"))
    g_string_truncate (heading, heading->len - 1);

  while (g_str_has_suffix (heading->str, "："))
    g_string_truncate (heading, heading->len - strlen ("："));

  return g_string_free (heading, FALSE);
}

char *
zx_text_normalise_heading (const char *text)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  char *heading = strip_heading (plain, FALSE);

  if (*heading == '\0' && *plain != '\0')
    {
      g_free (heading);
      heading = strip_heading (plain, TRUE);
    }

  return heading;
}

char *
zx_text_fold (const char *text)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  GString *folded = g_string_sized_new (strlen (plain));

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!is_middle_dot (character))
        g_string_append_unichar (folded, g_unichar_tolower (character));
    }

  return g_string_free (folded, FALSE);
}

gboolean
zx_text_skip (const char **text,
              const char  *word)
{
  if (!g_str_has_prefix (*text, word))
    return FALSE;

  *text += strlen (word);

  return TRUE;
}

/* Figures, half-width or full-width. */
static gboolean
read_figures (const char **text,
              int         *out_number)
{
  const char *p = *text;
  int number = 0;
  guint n = 0;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = to_half_width (g_utf8_get_char (p));

      if (character < '0' || character > '9')
        break;

      if (++n > 4)
        return FALSE;

      number = number * 10 + (int) (character - '0');
    }

  if (n == 0)
    return FALSE;

  *text = p;
  *out_number = number;

  return TRUE;
}

gboolean
zx_text_read_number (const char **text,
                     int         *out_number)
{
  const char *p;
  int number = 0;
  guint n = 0;

  g_return_val_if_fail (text != NULL && *text != NULL, FALSE);

  if (read_figures (text, out_number))
    return TRUE;

  for (p = *text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      int digit = chinese_digit (character);
      int tens = chinese_tens (character);

      if (tens > 0 && n <= 1)
        {
          int ones;

          /* 二十 and 十; 二廿 is nothing */
          if (n == 1 && (tens != 10 || number == 0))
            break;

          number = n == 1 ? number * 10 : tens;
          p = g_utf8_next_char (p);
          ones = *p != '\0' ? chinese_digit (g_utf8_get_char (p)) : -1;

          if (ones > 0)
            {
              number += ones;
              p = g_utf8_next_char (p);
            }

          n = 2;
          break;
        }

      if (digit < 0)
        break;

      if (++n > 4)
        return FALSE;

      number = number * 10 + digit;
    }

  if (n == 0)
    return FALSE;

  *text = p;
  *out_number = number;

  return TRUE;
}

static int
compare_surname (gconstpointer key,
                 gconstpointer element)
{
  return strncmp (key, element, 6);
}

guint
zx_text_surname_length (const char *name)
{
  const char *p;
  guint n = 0;

  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return 0;

  for (p = name; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar character = g_utf8_get_char (p);

      if (n > 0 && (character == 0x00b7 || character == ' '))
        return n;
    }

  if (!zx_text_is_han (g_utf8_get_char (name)))
    return n;

  /* three bytes a character: all compound surnames are in the BMP */
  if (n > 2 &&
      bsearch (name, compound_surnames, G_N_ELEMENTS (compound_surnames),
               sizeof compound_surnames[0], compare_surname) != NULL)
    return 2;

  return 1;
}
