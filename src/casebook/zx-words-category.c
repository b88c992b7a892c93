/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-words-category"

#include "config.h"

#include <string.h>

#include "zx-text.h"
#include "zx-words-private.h"

static const ZxCategory categories[] = {
  { "01", "脱贫户",
    "脱贫家庭学生 脱贫家庭 脱贫 建档立卡 建档立卡户 建档立卡贫困户 建档立卡贫困家庭 建档立卡贫困 贫困户 脱贫人口", "1", TRUE },
  { "02", "脱贫不稳定户", "脱贫不稳定 脱贫不稳定家庭", "1", TRUE },
  { "03", "边缘易致贫户", "边缘户 边缘易致贫 边缘易致贫家庭 边缘贫困户", "1", TRUE },
  { "04", "突发严重困难户", "突发严重困难家庭 突发严重困难 突发困难户", "1", TRUE },
  { "05", "低保",
    "最低生活保障家庭 最低生活保障 低保户 低保家庭 城市低保 农村低保 城镇低保 城乡低保", "1", TRUE },
  { "06", "特困供养",
    "特困救助供养 特困人员 特困供养人员 特困 五保 五保户 五保供养 城市特困 农村特困 特困救助供养人员", "1", TRUE },
  { "07", "孤儿", "孤儿学生 双孤", "1", FALSE },
  { "08", "事实无人抚养儿童", "事实孤儿 事实无人抚养", "1", FALSE },
  { "09", "残疾学生",
    "残疾 残疾儿童 残疾人 孤残 孤残学生 家庭经济困难残疾学生 残疾幼儿 学生残疾 本人残疾", "2", FALSE },
  { "10", "残疾人子女",
    "家庭经济困难残疾人子女 残疾人家庭 残疾家庭 父母残疾 家长残疾", "2", TRUE },
  { "11", "烈士子女", "革命烈士子女 烈士后代 烈士", "1", FALSE },
  { "12", "低保边缘家庭", "低保边缘 低保边缘户 低收入家庭 低收入", "2", TRUE },
  { "13", "刚性支出困难家庭",
    "刚性支出困难 支出型困难家庭 支出型困难 支出型贫困家庭", "2", TRUE },
  { "14", "优抚家庭子女",
    "优抚 优抚家庭 优抚子女 优抚对象 因公牺牲子女 因公牺牲军警子女 残疾军人子女", "2", TRUE },
  { "15", "困难职工子女", "困难职工 困难职工家庭 特困职工 特困职工子女 下岗职工子女", "2", TRUE },
  { "16", "因病致困", "重大疾病 大病 因病致贫 重病 因病返贫", "2", TRUE },
  { "17", "因灾致困", "天灾 自然灾害 因灾 因灾致贫 受灾 受灾户", "2", TRUE },
  { "18", "因突发意外致困", "人祸 意外 突发意外 意外事故 因意外致困 突发事件", "2", TRUE },
  { "19", "父母一方亡故/单亲",
    "父母一方亡故 单亲 单亲家庭 丧父 丧母 父亡 母亡 父母一方死亡", "3", FALSE },
  { "20", "父母离异", "离异 离异家庭 父母离婚 离婚", "3", FALSE },
  { "21", "父母服刑/强戒/失联",
    "困境儿童 困境 父母服刑 服刑人员子女 父母强戒 父母失联 强戒人员子女", "2", FALSE },
  { "22", "困难随迁子女",
    "进城务工人员子女 随迁子女 进城务工人员随迁子女 农民工子女", "3", TRUE },
  { "23", "少数民族困难家庭", "少数民族儿童 少数民族困难 少数民族", "3", TRUE },
  { "24", "多子女就学负担重", "多子女 多子女就学 多子女家庭", "3", TRUE },
  { "99", "其他家庭经济困难", "其他 其它 其他困难 其他家庭经济困难学生", "3", TRUE },
};

const ZxCategory *
zx_category_get_table (guint *out_n)
{
  *out_n = G_N_ELEMENTS (categories);

  return categories;
}

const ZxCategory *
zx_category_find (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (categories); i++)
    {
      if (strcmp (categories[i].code, code) == 0)
        return &categories[i];
    }

  return NULL;
}

static const char *
find_category (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      if (strcmp (categories[i].word, word) == 0 || zx_words_has (categories[i].others, word))
        return categories[i].code;
    }

  return NULL;
}

/* @word as it is, then with 学生, 家庭 and the like taken off its end, one after another. */
static const char *
find_category_stem (const char *word)
{
  static const char * const ends[] = {
    "家庭学生", "学生", "家庭", "儿童", "幼儿", "人员", "户", "对象", "人口",
  };
  g_autofree char *stem = g_strdup (word);
  gboolean shorter = TRUE;

  while (shorter)
    {
      const char *code = find_category (stem);

      if (code != NULL)
        return code;

      shorter = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (ends) && !shorter; i++)
        {
          /* at least two characters remain */
          if (g_str_has_suffix (stem, ends[i]) && strlen (stem) >= strlen (ends[i]) + 6)
            {
              stem[strlen (stem) - strlen (ends[i])] = '\0';
              shorter = TRUE;
            }
        }
    }

  return NULL;
}

const char *
zx_category_from_words (const char *text)
{
  static const char * const beginnings[] = {
    "是否为", "是否是", "是否属于", "是否享受", "是否", "属于", "享受", "为", "原", "农村", "城市", "城镇", "国家", "家庭经济困难", "家庭",
  };
  g_autofree char *heading = zx_text_normalise_heading (text);
  const char *word = heading;
  const char *code;
  gboolean shorter = TRUE;

  /* words with a slash, as in the table itself, and codes */
  if (zx_category_find (heading) != NULL)
    return zx_category_find (heading)->code;

  while (shorter)
    {
      code = find_category_stem (word);
      if (code != NULL)
        return code;

      shorter = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (beginnings) && !shorter; i++)
        {
          const char *rest = word;

          if (zx_text_skip (&rest, beginnings[i]) && *rest != '\0')
            {
              word = rest;
              shorter = TRUE;
            }
        }
    }

  return NULL;
}
