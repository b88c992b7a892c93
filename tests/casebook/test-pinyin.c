/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "zx-pinyin-table.h"
#include "zx-pinyin.h"
#include "zx-text.h"

static void
test_names_have_full_reading_and_initials (void)
{
  static const struct
  {
    const char *name;
    const char *full;
    const char *initials;
  } cases[] = {
    { "张家伟", "zhangjiawei", "zjw" }, { "王小明", "wangxiaoming", "wxm" }, { "曾国藩", "zengguofan", "zgf" },
    { "单小红", "shanxiaohong", "sxh" }, { "仇英", "qiuying", "qy" }, { "解珍", "xiezhen", "xz" }, { "区小丽", "ouxiaoli", "oxl" },
    { "查良镛", "zhaliangyong", "zly" }, { "朴志远", "piaozhiyuan", "pzy" }, { "尉迟恭", "yuchigong", "ycg" },
    { "万俟雅", "moqiya", "mqy" }, { "翟明", "zhaiming", "zm" }, { "覃小妹", "qinxiaomei", "qxm" }, { "缪斌", "miaobin", "mb" },
    { "盖叫天", "gejiaotian", "gjt" }, { "乐乐", "yuele", "yl" }, { "令狐冲", "linghuchong", "lhc" }, { "长孙无忌", "zhangsunwuji", "zswj" },
    { "澹台明月", "tantaimingyue", "ttmy" }, { "吕布", "lvbu", "lb" }, { "女娲", "nvwa", "nw" }, { "聂略", "nielve", "nl" },
    { "欧阳小明", "ouyangxiaoming", "oyxm" }, { "阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt" }, { "任华", "renhua", "rh" },
    { "𠮷小明", NULL, NULL }, { "John Smith", "johnsmith", "js" }, { "王John", "wangjohn", "wj" }, { "Élodie", "elodie", "e" },
    { "", "", "" }, { "·", "", "" }, { NULL, "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *full = zx_pinyin_dup_full (cases[i].name);
      g_autofree char *initials = zx_pinyin_dup_initials (cases[i].name);

      if (cases[i].full == NULL)
        continue;

      g_assert_cmpstr (full, ==, cases[i].full);
      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
test_surname_readings_hold_only_at_the_start (void)
{
  g_autofree char *start = zx_pinyin_dup_full ("单单");
  g_autofree char *music = zx_pinyin_dup_full ("张乐");
  g_autofree char *check = zx_pinyin_dup_full ("李查");

  g_assert_cmpstr (start, ==, "shandan");
  g_assert_cmpstr (music, ==, "zhangle");
  g_assert_cmpstr (check, ==, "licha");
}

static gboolean
has_reading (const char *name,
             const char *full)
{
  ZxPinyin readings[ZX_PINYIN_MAX_READINGS];
  guint n = zx_pinyin_read (name, readings, ZX_PINYIN_MAX_READINGS);

  for (guint i = 0; i < n; i++)
    {
      if (strcmp (readings[i].full, full) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
test_second_readings_are_found (void)
{
  static const struct
  {
    const char *name;
    const char *readings[4];
  } cases[] = {
    { "单小红", { "shanxiaohong", "danxiaohong", "chanxiaohong" } }, { "解珍", { "xiezhen", "jiezhen" } }, { "曾明", { "zengming", "cengming" } },
    { "查明", { "zhaming", "chaming" } }, { "朴明", { "piaoming", "puming" } }, { "仇明", { "qiuming", "chouming" } }, { "区明", { "ouming", "quming" } },
    { "尉迟明", { "yuchiming", "weichiming" } }, { "翟明", { "zhaiming", "diming" } }, { "吕明", { "lvming", "luming" } },
    { "吕绿", { "lvlv", "lulu" } }, { "张略", { "zhanglve", "zhanglue" } }, { "张乐", { "zhangle", "zhangyue" } },
    { "乐乐", { "yuele", "lele", "yueyue" } }, { "李晟", { "lisheng", "licheng" } }, { "覃明", { "qinming", "tanming" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *full = zx_pinyin_dup_full (cases[i].name);

      g_assert_cmpstr (full, ==, cases[i].readings[0]);

      for (guint k = 0; k < G_N_ELEMENTS (cases[i].readings) && cases[i].readings[k] != NULL; k++)
        {
          g_test_message ("%s %s", cases[i].name, cases[i].readings[k]);
          g_assert_true (has_reading (cases[i].name, cases[i].readings[k]));
        }
    }
}

static void
test_readings_differ_and_fit (void)
{
  static const char * const names[] = { "", "张伟", "单单乐乐曾曾", "吕绿女略", "尉迟乐", "阿依古丽·买买提", "John" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      for (guint max = 0; max <= ZX_PINYIN_MAX_READINGS; max++)
        {
          ZxPinyin readings[ZX_PINYIN_MAX_READINGS];
          guint n = zx_pinyin_read (names[i], readings, max);

          g_assert_cmpuint (n, <=, max);

          for (guint a = 0; a < n; a++)
            {
              g_assert_cmpuint (readings[a].n_syllables, ==, readings[0].n_syllables);
              g_assert_cmpuint (readings[a].starts[readings[a].n_syllables], ==, strlen (readings[a].full));

              for (guint b = 0; b < a; b++)
                g_assert_cmpstr (readings[a].full, !=, readings[b].full);
            }
        }
    }
}

static void
test_suffixes_need_no_copy (void)
{
  ZxPinyin pinyin;
  g_autofree char *spaced = zx_pinyin_dup_spaced ("张家伟");

  g_assert_cmpuint (zx_pinyin_read_first ("张家伟", &pinyin), ==, 3);
  g_assert_cmpstr (pinyin.full + pinyin.starts[1], ==, "jiawei");
  g_assert_cmpstr (pinyin.full + pinyin.starts[2], ==, "wei");
  g_assert_cmpstr (pinyin.initials + pinyin.initial_starts[1], ==, "jw");
  g_assert_cmpstr (spaced, ==, "zhang jia wei");
}

static void
test_names_sort_as_in_a_dictionary (void)
{
  static const char * const sorted[] = {
    "John", "安宁", "曹操", "李安", "李明", "厉安", "欧阳小明", "单小红", "王小明", "王小明明", "吴用", "曾国藩", "詹天", "张安", "张波", "章安", "\U00032390安",
  };

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autofree char *before = zx_pinyin_dup_sort_key (sorted[i - 1]);
      g_autofree char *after = zx_pinyin_dup_sort_key (sorted[i]);

      g_test_message ("%s %s", before, after);
      g_assert_cmpint (strcmp (before, after), <, 0);
    }
}

static void
test_corrections_win (void)
{
  g_autofree char *plain = zx_pinyin_dup_sort_key ("朴志远");
  g_autofree char *corrected = zx_pinyin_dup_sort_key_for ("朴志远", "pu zhi yuan");
  g_autofree char *useless = zx_pinyin_dup_sort_key_for ("朴志远", "pu zhi");
  g_autofree char *none = zx_pinyin_dup_sort_key_for ("朴志远", NULL);
  ZxPinyin pinyin;

  g_assert_true (g_str_has_prefix (plain, "piao2朴"));
  g_assert_true (g_str_has_prefix (corrected, "pu"));
  g_assert_cmpstr (useless, ==, plain);
  g_assert_cmpstr (none, ==, plain);

  g_assert_cmpuint (zx_pinyin_read_typed (" Lǚ  Xiǎo'hóng ", &pinyin), ==, 3);
  g_assert_cmpstr (pinyin.full, ==, "lvxiaohong");
  g_assert_cmpstr (pinyin.initials, ==, "lxh");
  g_assert_cmpuint (zx_pinyin_read_typed ("lu:4 lü lv", &pinyin), ==, 3);
  g_assert_cmpstr (pinyin.full, ==, "lvlvlv");
  g_assert_cmpuint (zx_pinyin_read_typed (NULL, &pinyin), ==, 0);
}

static void
test_searches_are_folded (void)
{
  static const char * const cases[][2] = {
    { "Zhang Jia Wei", "zhangjiawei" }, { "lü", "lv" }, { "LÜ", "lv" }, { "lǚ", "lv" }, { "nǚ", "nv" }, { "zhāng", "zhang" }, { "xi'an", "xian" },
    { "ｚｊｗ", "zjw" }, { "张jia", "张jia" }, { "王小明", "王小明" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *query = zx_pinyin_fold_query (cases[i][0]);

      g_assert_cmpstr (query, ==, cases[i][1]);
    }
}

/* Long, broken and strange names neither overflow nor end the program. */
static void
test_any_text_is_survived (void)
{
  g_autoptr (GString) long_name = g_string_new (NULL);
  ZxPinyin pinyin;
  g_autofree char *key = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (long_name, "庄");

  g_assert_cmpuint (zx_pinyin_read_first (long_name->str, &pinyin), ==, ZX_PINYIN_MAX_CHARACTERS);
  key = zx_pinyin_dup_sort_key (long_name->str);
  g_assert_cmpuint (strlen (key), >, 0);

  for (guint round = 0; round < 20000; round++)
    {
      char text[64];
      guint length = g_test_rand_int_range (0, 63);
      ZxPinyin readings[ZX_PINYIN_MAX_READINGS];
      g_autofree char *sorted = NULL;

      for (guint i = 0; i < length; i++)
        text[i] = g_test_rand_int_range (1, 256);
      text[length] = '\0';

      zx_pinyin_read (text, readings, ZX_PINYIN_MAX_READINGS);
      sorted = zx_pinyin_dup_sort_key (text);
      g_assert_true (g_utf8_validate (sorted, -1, NULL));
    }

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint length = g_test_rand_int_range (0, 60);

      for (guint i = 0; i < length; i++)
        {
          gunichar character = g_test_rand_int_range (1, round % 2 == 0 ? 0x11000 : 0x110000);

          if (g_unichar_validate (character))
            g_string_append_unichar (text, character);
        }

      zx_pinyin_read_first (text->str, &pinyin);
      g_assert_true (g_utf8_validate (pinyin.full, -1, NULL));
      g_assert_true (g_utf8_validate (pinyin.initials, -1, NULL));
    }
}

static gboolean
is_own (gunichar character)
{
  for (guint i = 0; i < zx_pinyin_n_own_characters; i++)
    {
      if (zx_pinyin_own_characters[i] == character)
        return TRUE;
    }

  return FALSE;
}

/* What ICU answers, without tone, ü as v; NULL when it gives the text back. */
static char *
ask_icu (UTransliterator *han_latin,
         const char      *name)
{
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *nfd = unorm2_getNFDInstance (&code);
  UChar text[256], apart[256];
  int32_t length = 0, n;
  int32_t limit;
  GString *answer = g_string_new (NULL);

  u_strFromUTF8 (text, G_N_ELEMENTS (text), &length, name, -1, &code);
  limit = length;
  utrans_transUChars (han_latin, text, &length, G_N_ELEMENTS (text), 0, &limit, &code);
  n = unorm2_normalize (nfd, text, length, apart, G_N_ELEMENTS (apart), &code);
  g_assert_true (U_SUCCESS (code));

  for (int32_t i = 0; i < n; i++)
    {
      if (apart[i] == 0x308)
        answer->str[answer->len - 1] = 'v';
      else if (apart[i] >= 'a' && apart[i] <= 'z')
        g_string_append_c (answer, (char) apart[i]);
      else if (apart[i] >= 0x3007)
        return (g_string_free (answer, TRUE), NULL);
    }

  return g_string_free (answer, FALSE);
}

static UTransliterator *
open_icu (void)
{
  UErrorCode code = U_ZERO_ERROR;
  UChar id[32];
  UTransliterator *han_latin;

  u_uastrcpy (id, "Han-Latin/Names");
  han_latin = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
  g_assert_true (U_SUCCESS (code));

  return han_latin;
}

/* Every Chinese character there is, as a surname and inside a name. */
static void
test_the_table_is_that_of_icu (void)
{
  UTransliterator *han_latin = open_icu ();
  guint n_compared = 0;
  guint n_known = 0;

  for (gunichar character = 0x3007; character <= ZX_PINYIN_LAST_CHARACTER; character++)
    {
      char utf8[7] = "";
      g_autofree char *surname = NULL;
      g_autofree char *inside = NULL;
      g_autofree char *name = NULL;
      const char *own;

      if (!zx_text_is_han (character) || is_own (character))
        continue;

      g_unichar_to_utf8 (character, utf8);
      surname = ask_icu (han_latin, utf8);
      own = zx_pinyin_get_syllable (character, TRUE, NULL);

      if (g_strcmp0 (own, surname) != 0)
        g_error ("U+%04X %s: %s, ICU reads %s", character, utf8, own, surname);

      n_compared++;

      if (surname == NULL)
        continue;

      n_known++;
      name = g_strconcat ("一", utf8, NULL);
      inside = ask_icu (han_latin, name);
      g_assert_true (g_str_has_prefix (inside, "yi"));
      g_assert_cmpstr (zx_pinyin_get_syllable (character, FALSE, NULL), ==, inside + 2);
    }

  g_test_message ("%u characters compared, %u with a reading", n_compared, n_known);
  g_assert_cmpuint (n_known, >, 40000);
  utrans_close (han_latin);
}

/* Whole names, so that a rule of ICU over several characters cannot hide. */
static void
test_names_read_as_by_icu (void)
{
  static const char * const surnames[] = {
    "王", "李", "张", "刘", "陈", "杨", "曾", "单", "仇", "解", "区", "查", "翟", "任", "华", "盖", "乐", "员", "召", "种", "秘", "牟", "燕", "折", "长",
    "令狐", "澹台", "万俟", "尉迟", "长孙", "欧阳", "司马", "诸葛", "上官", "吕", "女",
  };
  static const char given[] = "明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀英华玉兰霞平刚桂梅鑫宇浩然子涵欣怡梓轩雨桐思睿博文语嫣乐曾单绿略";
  UTransliterator *han_latin = open_icu ();
  glong n_given = g_utf8_strlen (given, -1);

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) name = g_string_new (surnames[g_test_rand_int_range (0, G_N_ELEMENTS (surnames))]);
      int n = g_test_rand_int_range (1, 3);
      g_autofree char *expected = NULL;
      g_autofree char *full = NULL;

      for (int i = 0; i < n; i++)
        g_string_append_unichar (name, g_utf8_get_char (g_utf8_offset_to_pointer (given, g_test_rand_int_range (0, n_given))));

      expected = ask_icu (han_latin, name->str);
      full = zx_pinyin_dup_full (name->str);
      g_test_message ("%s", name->str);
      g_assert_cmpstr (full, ==, expected);
    }

  utrans_close (han_latin);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pinyin/names-have-full-reading-and-initials", test_names_have_full_reading_and_initials);
  g_test_add_func ("/pinyin/surname-readings-hold-only-at-the-start", test_surname_readings_hold_only_at_the_start);
  g_test_add_func ("/pinyin/second-readings-are-found", test_second_readings_are_found);
  g_test_add_func ("/pinyin/readings-differ-and-fit", test_readings_differ_and_fit);
  g_test_add_func ("/pinyin/suffixes-need-no-copy", test_suffixes_need_no_copy);
  g_test_add_func ("/pinyin/names-sort-as-in-a-dictionary", test_names_sort_as_in_a_dictionary);
  g_test_add_func ("/pinyin/corrections-win", test_corrections_win);
  g_test_add_func ("/pinyin/searches-are-folded", test_searches_are_folded);
  g_test_add_func ("/pinyin/any-text-is-survived", test_any_text_is_survived);
  g_test_add_func ("/pinyin/the-table-is-that-of-icu", test_the_table_is_that_of_icu);
  g_test_add_func ("/pinyin/names-read-as-by-icu", test_names_read_as_by_icu);

  return g_test_run ();
}
