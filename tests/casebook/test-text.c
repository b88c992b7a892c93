/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>

#include "zx-text.h"

typedef struct
{
  const char *text;
  const char *expected;
} Pair;

typedef char *(*TextFunc) (const char *text);

static void
check_pairs (TextFunc     function,
             const Pair  *pairs,
             gsize        n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *result = function (pairs[i].text);
      g_autofree char *again = function (result);

      g_assert_cmpstr (result, ==, pairs[i].expected);
      g_assert_cmpstr (again, ==, result); /* what is normal stays as it is */
    }
}

static void
test_cells_become_plain (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { "  张三 ", "张三" },
    { "\xe3\x80\x80张三\xe3\x80\x80", "张三" },          /* U+3000 */
    { "\xc2\xa0张三\xc2\xa0\t", "张三" },                /* U+00A0, tab */
    { "\xe2\x80\x8b张\xe2\x80\x8b三\xef\xbb\xbf", "张三" }, /* U+200B, U+FEFF */
    { "\r\n张三\r\n", "张三" },
    { "１２３ＡＢｃ", "123ABc" },
    { "（一）班", "(一)班" },
    { "［１］｛２｝", "[1]{2}" },
    { "'520099201209010012", "520099201209010012" },
    { " '012", "012" },
    { "＇012", "012" },
    { "' 012", "012" },
    { "你好，世界。", "你好，世界。" },
    { "a b", "a b" },
    { "a\nb", "a\nb" },
    { "\x01" "abc\x7f", "abc" },
    { "👨‍👩‍👧 一家", "👨‍👩‍👧 一家" },
    { "𠮷𪚥", "𠮷𪚥" },
    { "　", "" },
  };

  check_pairs (zx_text_normalise, pairs, G_N_ELEMENTS (pairs));
}

static void
test_broken_bytes_are_replaced (void)
{
  g_autofree char *text = zx_text_normalise ("a\xff" "b");

  g_assert_cmpstr (text, ==, "a\xef\xbf\xbd" "b");
  g_assert_cmpuint (zx_text_length ("a\xff" "b"), ==, 3);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_placeholders_say_nothing (void)
{
  static const char * const nothing[] = { "无", "暂无", "待办", "未办", "不详", "-", "/", "--", "——", "－", "／", "N/A" };
  static const char * const something[] = { "", "无锡", "1", "张三", "-1", "待办证", "5/6" };

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_test_message ("%s", nothing[i]);
      g_assert_true (zx_text_is_placeholder (nothing[i]));
    }

  for (guint i = 0; i < G_N_ELEMENTS (something); i++)
    {
      g_test_message ("%s", something[i]);
      g_assert_false (zx_text_is_placeholder (something[i]));
    }

  g_assert_false (zx_text_is_placeholder (NULL));
}

static void
test_all_han_blocks_are_han (void)
{
  static const gunichar han[] = {
    0x3007, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xf900, 0xfaff, 0x20000, 0x2a6df, 0x2a700, 0x2b740, 0x2b820,
    0x2ceb0, 0x2ebf0, 0x2f800, 0x30000, 0x31350, 0x323af,
  };
  static const gunichar other[] = { 'a', '1', 0xb7, 0x3001, 0x3041, 0xac00, 0x1f600, 0x323b0, 0x33ff, 0xa000 };

  for (guint i = 0; i < G_N_ELEMENTS (han); i++)
    g_assert_true (zx_text_is_han (han[i]));

  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    g_assert_false (zx_text_is_han (other[i]));

  g_assert_true (zx_text_has_han ("abc𠮷"));
  g_assert_false (zx_text_has_han ("abc"));
  g_assert_cmpuint (zx_text_length ("𠮷a字"), ==, 3);
}

static void
test_names_become_comparable (void)
{
  static const Pair pairs[] = {
    { "张 三", "张三" },
    { "李　　雨 桐", "李雨桐" },
    { "阿依古丽•买买提", "阿依古丽·买买提" },
    { "阿依古丽‧买买提", "阿依古丽·买买提" },
    { "阿依古丽．买买提", "阿依古丽·买买提" },
    { "阿依古丽.买买提", "阿依古丽·买买提" },
    { "阿依古丽・买买提", "阿依古丽·买买提" },
    { "阿依古丽 · 买买提", "阿依古丽·买买提" },
    { "John  Smith", "John Smith" },
    { "J. Smith", "J. Smith" },
    { "\t王\n五 ", "王五" },
    { "𠮷 田", "𠮷田" },
  };

  check_pairs (zx_text_normalise_name, pairs, G_N_ELEMENTS (pairs));
}

static void
test_headings_become_bare (void)
{
  static const Pair pairs[] = {
    { "姓 名", "姓名" },
    { "*姓名", "姓名" },
    { "★姓\n名＊", "姓名" },
    { "身份证号（必填）", "身份证号" },
    { "身份证号码(18位)", "身份证号码" },
    { "出生日期【格式：2012-09-01】", "出生日期" },
    { "联系电话：", "联系电话" },
    { "（备注）", "备注" },
    { "ID Number", "idnumber" },
    { "是否建档立卡[是/否(填)]户", "是否建档立卡户" },
    { "", "" },
  };

  check_pairs (zx_text_normalise_heading, pairs, G_N_ELEMENTS (pairs));
}

static void
test_blanks_inside_words_do_not_matter (void)
{
  static const Pair removed[] = { { "合　 计", "合计" }, { "a b", "ab" }, { " ' x", "x" } };
  static const Pair folded[] = {
    { "Zhang San", "zhangsan" },
    { "阿依古丽·买买提", "阿依古丽买买提" },
    { "ＡＢＣ", "abc" },
  };

  check_pairs (zx_text_remove_blanks, removed, G_N_ELEMENTS (removed));
  check_pairs (zx_text_fold, folded, G_N_ELEMENTS (folded));
  g_assert_true (zx_text_is_empty (" \t\xe3\x80\x80"));
  g_assert_true (zx_text_is_empty (NULL));
  g_assert_false (zx_text_is_empty (" a"));
}

static void
test_numbers_are_read_in_both_scripts (void)
{
  static const struct
  {
    const char *text;
    int         number;
    const char *rest;
  } cases[] = {
    { "12班", 12, "班" }, { "１２班", 12, "班" }, { "十", 10, "" }, { "十二班", 12, "班" }, { "二十", 20, "" },
    { "二十三", 23, "" }, { "三十一日", 31, "日" }, { "廿三", 23, "" }, { "二〇一二年", 2012, "年" },
    { "二零一二年", 2012, "年" }, { "五1班", 5, "1班" }, { "一", 1, "" }, { "〇九", 9, "" }, { "2012", 2012, "" },
    { "二○一二", 2012, "" }, { "0", 0, "" },
  };
  static const char * const none[] = { "", "班", "a1", "12345", "-1" };
  int number;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *p = cases[i].text;

      g_test_message ("%s", p);
      g_assert_true (zx_text_read_number (&p, &number));
      g_assert_cmpint (number, ==, cases[i].number);
      g_assert_cmpstr (p, ==, cases[i].rest);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      const char *p = none[i];

      g_assert_false (zx_text_read_number (&p, &number));
      g_assert_true (p == none[i]);
    }
}

static void
test_compound_surnames_are_two_characters (void)
{
  g_assert_cmpuint (zx_text_surname_length ("王小明"), ==, 1);
  g_assert_cmpuint (zx_text_surname_length ("欧阳小明"), ==, 2);
  g_assert_cmpuint (zx_text_surname_length ("尉迟恭"), ==, 2);
  g_assert_cmpuint (zx_text_surname_length ("万俟雅"), ==, 2);
  g_assert_cmpuint (zx_text_surname_length ("令狐冲"), ==, 2);
  g_assert_cmpuint (zx_text_surname_length ("上官婉儿"), ==, 2);
  g_assert_cmpuint (zx_text_surname_length ("鲜于明"), ==, 2);
  g_assert_cmpuint (zx_text_surname_length ("欧阳"), ==, 1); /* surname 欧, name 阳 */
  g_assert_cmpuint (zx_text_surname_length ("单于飞"), ==, 1);
  g_assert_cmpuint (zx_text_surname_length ("阿依古丽·买买提"), ==, 4);
  g_assert_cmpuint (zx_text_surname_length ("𠮷田"), ==, 1);
  g_assert_cmpuint (zx_text_surname_length (""), ==, 0);
}

/* Random bytes and characters: results are valid, trimmed, and normal a second time. */
static void
test_normalising_is_stable (void)
{
  static const gunichar alphabet[] = {
    'a', '1', ' ', '\t', '\'', '(', 0xa0, 0xad, 0x200b, 0x200d, 0x3000, 0xff11, 0xff08, 0x4e00, 0x20bb7, 0xb7,
    0xfeff, 0x1f600, '\n', 0x01, 0xff07,
  };

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *once = NULL;
      guint length = g_test_rand_int_range (0, 12);

      for (guint i = 0; i < length; i++)
        g_string_append_unichar (text, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);

      if (round % 7 == 0)
        g_string_append_c (text, (char) 0xc3);

      once = zx_text_normalise (text->str);
      g_assert_true (g_utf8_validate (once, -1, NULL));

      if (*once != '\0')
        {
          g_assert_false (zx_text_is_blank_char (g_utf8_get_char (once)));
          g_assert_false (zx_text_is_blank_char (g_utf8_get_char (g_utf8_prev_char (once + strlen (once)))));
        }

      /* a second apostrophe is text, and would be taken for Excel's mark the next time */
      if (*once != '\'' && !g_str_has_prefix (once, "＇"))
        {
          g_autofree char *twice = zx_text_normalise (once);

          g_assert_cmpstr (twice, ==, once);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/cells-become-plain", test_cells_become_plain);
  g_test_add_func ("/text/broken-bytes-are-replaced", test_broken_bytes_are_replaced);
  g_test_add_func ("/text/placeholders-say-nothing", test_placeholders_say_nothing);
  g_test_add_func ("/text/all-han-blocks-are-han", test_all_han_blocks_are_han);
  g_test_add_func ("/text/names-become-comparable", test_names_become_comparable);
  g_test_add_func ("/text/headings-become-bare", test_headings_become_bare);
  g_test_add_func ("/text/blanks-inside-words-do-not-matter", test_blanks_inside_words_do_not_matter);
  g_test_add_func ("/text/numbers-are-read-in-both-scripts", test_numbers_are_read_in_both_scripts);
  g_test_add_func ("/text/compound-surnames-are-two-characters", test_compound_surnames_are_two_characters);
  g_test_add_func ("/text/normalising-is-stable", test_normalising_is_stable);

  return g_test_run ();
}
