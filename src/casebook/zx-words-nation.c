/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-words-nation"

#include "config.h"

#include <string.h>

#include "zx-words-private.h"

static const ZxNation nations[] = {
  { "01", "汉族" },
  { "02", "蒙古族" },
  { "03", "回族" },
  { "04", "藏族" },
  { "05", "维吾尔族" },
  { "06", "苗族" },
  { "07", "彝族" },
  { "08", "壮族" },
  { "09", "布依族" },
  { "10", "朝鲜族" },
  { "11", "满族" },
  { "12", "侗族" },
  { "13", "瑶族" },
  { "14", "白族" },
  { "15", "土家族" },
  { "16", "哈尼族" },
  { "17", "哈萨克族" },
  { "18", "傣族" },
  { "19", "黎族" },
  { "20", "傈僳族" },
  { "21", "佤族" },
  { "22", "畲族" },
  { "23", "高山族" },
  { "24", "拉祜族" },
  { "25", "水族" },
  { "26", "东乡族" },
  { "27", "纳西族" },
  { "28", "景颇族" },
  { "29", "柯尔克孜族" },
  { "30", "土族" },
  { "31", "达斡尔族" },
  { "32", "仫佬族" },
  { "33", "羌族" },
  { "34", "布朗族" },
  { "35", "撒拉族" },
  { "36", "毛南族" },
  { "37", "仡佬族" },
  { "38", "锡伯族" },
  { "39", "阿昌族" },
  { "40", "普米族" },
  { "41", "塔吉克族" },
  { "42", "怒族" },
  { "43", "乌孜别克族" },
  { "44", "俄罗斯族" },
  { "45", "鄂温克族" },
  { "46", "德昂族" },
  { "47", "保安族" },
  { "48", "裕固族" },
  { "49", "京族" },
  { "50", "塔塔尔族" },
  { "51", "独龙族" },
  { "52", "鄂伦春族" },
  { "53", "赫哲族" },
  { "54", "门巴族" },
  { "55", "珞巴族" },
  { "56", "基诺族" },
  { "97", "其他" },
  { "98", "外国血统中国籍人士" },
};

const ZxNation *
zx_nation_get_table (guint *out_n)
{
  *out_n = G_N_ELEMENTS (nations);

  return nations;
}

const char *
zx_nation_from_words (const char *text,
                      gboolean   *out_kept)
{
  static const ZxWordCode others[] = {
    { "02", "蒙 蒙族" },
    { "05", "维 维族 维吾尔" },
    { "06", "苖族 苖" },
    { "07", "彜族 彞族 彝 夷族" },
    { "08", "僮族 獞族" },
    { "10", "鲜族 朝鲜" },
    { "11", "满洲族" },
    { "17", "哈族" },
    { "20", "傈傈族 栗粟族" },
    { "22", "畬族" },
    { "36", "毛难族" },
    { "46", "崩龙族" },
  };
  static const char kept[] =
    "穿青人 穿青族 穿青 革家人 革家 僅家人 亻革家人 亻革家 家人 未识别 未识别民族 未定族称 摩梭人 夏尔巴人 僜人 革兜人 蔡家人 龙家人 里民人 里民";
  g_autofree char *simple = zx_words_simplify (text);
  gsize length = strlen (simple);
  const char *code;

  if (out_kept != NULL)
    *out_kept = FALSE;

  if (length == 0)
    return NULL;

  /* 01, and 1 where Excel took the nought */
  if (strspn (simple, "0123456789") == length && length <= 2)
    {
      g_autofree char *padded = g_strdup_printf ("%02d", (int) g_ascii_strtoll (simple, NULL, 10));

      for (guint i = 0; i < G_N_ELEMENTS (nations); i++)
        {
          if (strcmp (nations[i].code, padded) == 0)
            return nations[i].code;
        }

      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (nations); i++)
    {
      if (strcmp (nations[i].word, simple) == 0 ||
          (g_str_has_suffix (nations[i].word, "族") &&
           length == strlen (nations[i].word) - strlen ("族") &&
           strncmp (nations[i].word, simple, length) == 0))
        return nations[i].code;
    }

  code = zx_words_find_code (others, G_N_ELEMENTS (others), simple);
  if (code != NULL)
    return code;

  if (zx_words_has ("其它 其他民族 其它民族 其他族", simple))
    return "97";

  if (zx_words_has ("外国血统 外籍入籍 入籍 外国人入中国籍 外国血统中国籍", simple))
    return "98";

  if (zx_words_has (kept, simple))
    {
      if (out_kept != NULL)
        *out_kept = TRUE;

      return "97";
    }

  return NULL;
}
