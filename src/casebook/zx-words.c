/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-words"

#include "config.h"

#include <string.h>

#include "zx-text.h"
#include "zx-words-private.h"

gboolean
zx_words_has (const char *words,
              const char *word)
{
  gsize length = strlen (word);

  if (length == 0)
    return FALSE;

  for (const char *p = words; (p = strstr (p, word)) != NULL; p++)
    {
      if ((p == words || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}

char *
zx_words_simplify (const char *text)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  GString *simple = g_string_sized_new (strlen (plain) + 8);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character >= 0x2460 && character <= 0x2473) /* ①…⑳ */
        g_string_append_printf (simple, "(%u)", character - 0x2460 + 1);
      else if (character >= 0x2474 && character <= 0x2487) /* ⑴…⒇ */
        g_string_append_printf (simple, "(%u)", character - 0x2474 + 1);
      else if (character >= 0x3220 && character <= 0x3229) /* ㈠…㈩ */
        g_string_append_printf (simple, "(%u)", character - 0x3220 + 1);
      else if (character == '[' || character == '{' || character == 0x3010 || character == 0x3014)
        g_string_append_c (simple, '(');
      else if (character == ']' || character == '}' || character == 0x3011 || character == 0x3015)
        g_string_append_c (simple, ')');
      else if (character == 0xff0e || character == 0x00b7)
        g_string_append_c (simple, '.');
      else if ((character >= 0x2010 && character <= 0x2015) || character == 0x2212 || character == 0xff0d)
        g_string_append_c (simple, '-');
      else
        g_string_append_unichar (simple, g_unichar_tolower (character));
    }

  return g_string_free (simple, FALSE);
}

const char *
zx_words_find_code (const ZxWordCode *table,
                    gsize           n,
                    const char     *text)
{
  g_autofree char *simple = zx_words_simplify (text);

  for (gsize i = 0; i < n; i++)
    {
      if (zx_words_has (table[i].words, simple))
        return table[i].code;
    }

  return NULL;
}

ZxAnswer
zx_answer_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "y", "是 有 √ ✓ ✔ ☑ ✅ 1 y yes t true 享受 已享受 对 属于 真" },
    { "n", "否 无 × ✗ ✘ ✕ ☒ x 0 n no f false 空 不是 没有 未享受 不享受 非 没 假 不属于 不" },
  };
  g_autofree char *plain = zx_text_normalise (text);
  const char *code;

  if (*plain == '\0')
    return ZX_ANSWER_NO;

  code = zx_words_find_code (table, G_N_ELEMENTS (table), plain);

  if (code == NULL)
    return zx_text_is_placeholder (plain) ? ZX_ANSWER_NO : ZX_ANSWER_UNKNOWN;

  return *code == 'y' ? ZX_ANSWER_YES : ZX_ANSWER_NO;
}

const char *
zx_sex_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "1", "1 男 男性 男生 男孩 男童 m male" },
    { "2", "2 女 女性 女生 女孩 女童 f female" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_board_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "1", "1 走读 走读生 非寄宿 非寄宿生 不寄宿 通学 通学生 非住校 不住校 非住宿 不住宿 外宿 否 × n no" },
    { "2", "2 住校 住校生 寄宿 寄宿生 住宿 住宿生 在校住宿 校内住宿 内宿 内宿生 是 √ ✓ y yes" },
    { "3", "3 借宿 借宿生" },
    { "9", "9 其他 其它" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_relation_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "51", "51 父亲 父 爸爸 爸 生父 父子 父女 老爸" },
    { "52", "52 母亲 母 妈妈 妈 生母 母子 母女" },
    { "57", "57 继父/养父 继父 养父 后爸 后爹" },
    { "58", "58 继母/养母 继母 养母 后妈 后娘" },
    { "61", "61 祖父 爷爷 爷 阿公" },
    { "62", "62 祖母 奶奶 奶 阿婆" },
    { "63", "63 外祖父 外公 姥爷 姥姥爷" },
    { "64", "64 外祖母 外婆 姥姥 家婆" },
    { "71", "71 兄 哥哥 哥 兄长 大哥" },
    { "73", "73 弟 弟弟" },
    { "75", "75 姐 姐姐 大姐" },
    { "77", "77 妹 妹妹" },
    { "81", "81 伯叔姑舅姨 伯 伯父 伯伯 大伯 伯母 叔 叔叔 叔父 婶 婶婶 婶娘 姑 姑姑 姑妈 姑母 姑父 舅 舅舅 舅父 舅妈 舅母 姨 姨妈 姨母 姨父 小姨 大姨 大姑 "
            "小姑 大舅 小舅 二叔 三叔 小叔 大爷 二伯" },
    { "90", "90 非亲属监护人 监护人 其他监护人 非亲属" },
    { "91", "91 福利机构 福利院 儿童福利院 社会福利院 敬老院 救助站" },
    { "99", "99 其他 其它 其他亲属 亲戚 亲属" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_hukou_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "1", "1 农业户口 农业 农村 农 农业户口(农村) 农村户口 农户 农业家庭户口 农业户" },
    { "2", "2 非农业户口 非农业 非农 城镇 城市 非农业户口(城镇) 城镇户口 非农户口 城市户口 非农业家庭户口 非农业户" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_id_type_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "1", "1 居民身份证 身份证 二代身份证 第二代身份证 公民身份证 户口簿 户口本 居民户口簿" },
    { "6", "6 香港特区护照/身份证明 香港特区护照 香港身份证 香港特别行政区护照 香港居民身份证" },
    { "7", "7 澳门特区护照/身份证明 澳门特区护照 澳门身份证 澳门特别行政区护照 澳门居民身份证" },
    { "8", "8 台湾居民来往大陆通行证 台胞证 台湾通行证" },
    { "9", "9 境外永久居住证 外国人永久居留身份证 外国人永久居留证 永久居留证" },
    { "A", "a 护照 外国护照 普通护照" },
    { "Z", "z 其他 其它 港澳居民来往内地通行证 港澳通行证 回乡证 港澳台居民居住证 居住证 通行证 出生证 出生医学证明 其他证件 无证件 无" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_left_behind_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "0", "0 非留守 非留守儿童 不是 否 × n no 无 不留守" },
    { "1", "1 单亲留守 单亲留守儿童 一方外出 父亲外出 母亲外出 父外出 母外出 父亲外出务工 母亲外出务工 单留守" },
    { "2", "2 双亲留守 双亲留守儿童 双方外出 父母外出 父母均外出 父母双方外出 父母外出务工 父母双方外出务工 双留守" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_enrol_from_words (const char *text)
{
  static const ZxWordCode table[] = {
    { "1", "1 在读 在校 在籍 在校生 在籍在读 正常 在读生" },
    { "2", "2 休学" },
    { "3", "3 转出 转学 已转出 转学转出 已转学" },
    { "4", "4 毕业 已毕业" },
    { "5", "5 疑似辍学" },
    { "6", "6 辍学 失学 已辍学" },
    { "7", "7 死亡 已故 亡故" },
    { "8", "8 送教上门 送教" },
    { "9", "9 其他离校 其他 其它 退学 离校 出国" },
  };

  return zx_words_find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_level_from_words (const char         *text,
                     const char * const *names)
{
  static const char * const ranks[] = { "1", "2", "3" };
  static const ZxWordCode table[] = {
    { "1", "1 特别困难 特困 特别贫困 一等 一档 一级 第一档 一类" },
    { "2", "2 困难 相对困难 相对贫困 比较困难 较困难 贫困 二等 二档 二级 第二档 二类" },
    { "3", "3 一般困难 一般贫困 一般 临时困难 临时贫困 三等 三档 三级 第三档 三类" },
    { "0", "0 不困难 不贫困 非困难 无困难 非贫困 不认定" },
  };
  g_autofree char *simple = zx_words_simplify (text);
  const char *word = simple;

  for (guint i = 0; names != NULL && names[i] != NULL && i < G_N_ELEMENTS (ranks); i++)
    {
      g_autofree char *name = zx_words_simplify (names[i]);

      if (strcmp (simple, name) == 0)
        return ranks[i];
    }

  if (g_str_has_suffix (simple, "家庭经济困难") || strcmp (simple, "家庭经济困难") == 0)
    return "2";

  zx_text_skip (&word, "家庭经济");
  zx_text_skip (&word, "家庭");

  if (g_str_has_suffix (word, "学生"))
    simple[word - simple + strlen (word) - strlen ("学生")] = '\0';

  return zx_words_find_code (table, G_N_ELEMENTS (table), word);
}

char **
zx_words_split (const char *text)
{
  g_autofree char *plain = zx_text_normalise (text);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  const char *start = plain;

  for (const char *p = plain;; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      switch (character)
        {
        case '\0': case ',': case ';': case '/': case '\n': case '\r':
        case 0x3001: case 0xff0c: case 0xff1b: case 0xff0f: /* 、，；／ */
          {
            g_autofree char *raw = g_strndup (start, p - start);
            g_autofree char *value = zx_text_normalise (raw);

            if (*value != '\0' && !zx_text_is_placeholder (value) &&
                !g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
              g_ptr_array_add (values, g_steal_pointer (&value));

            start = g_utf8_next_char (p);
            break;
          }
        default:
          break;
        }

      if (character == '\0')
        break;
    }

  g_ptr_array_add (values, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
}
