/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-words"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-text.h"
#include "zx-words.h"

#define CLASS_NUMBER_MAX 99
#define CLASS_NAME_MAX 20 /* characters */

/* Tables */

typedef struct
{
  const char *code;
  ZxStage     stage;
  const char *label;  /* English, for translation */
  const char *brief;  /* before the class in brackets; for translation */
  const char *word;   /* Chinese, as a class may be called */
} Grade;

static const Grade grades[] = {
  { "K0", ZX_STAGE_PRESCHOOL, NC_ ("grade", "Nursery"), NC_ ("brief grade", "K0"), "托班" },
  { "K1", ZX_STAGE_PRESCHOOL, NC_ ("grade", "Kindergarten 1"), NC_ ("brief grade", "K1"), "小班" },
  { "K2", ZX_STAGE_PRESCHOOL, NC_ ("grade", "Kindergarten 2"), NC_ ("brief grade", "K2"), "中班" },
  { "K3", ZX_STAGE_PRESCHOOL, NC_ ("grade", "Kindergarten 3"), NC_ ("brief grade", "K3"), "大班" },
  { "P1", ZX_STAGE_PRIMARY, NC_ ("grade", "Grade 1"), NC_ ("brief grade", "1"), "一年级" },
  { "P2", ZX_STAGE_PRIMARY, NC_ ("grade", "Grade 2"), NC_ ("brief grade", "2"), "二年级" },
  { "P3", ZX_STAGE_PRIMARY, NC_ ("grade", "Grade 3"), NC_ ("brief grade", "3"), "三年级" },
  { "P4", ZX_STAGE_PRIMARY, NC_ ("grade", "Grade 4"), NC_ ("brief grade", "4"), "四年级" },
  { "P5", ZX_STAGE_PRIMARY, NC_ ("grade", "Grade 5"), NC_ ("brief grade", "5"), "五年级" },
  { "P6", ZX_STAGE_PRIMARY, NC_ ("grade", "Grade 6"), NC_ ("brief grade", "6"), "六年级" },
  { "J1", ZX_STAGE_JUNIOR, NC_ ("grade", "Grade 7"), NC_ ("brief grade", "7"), "七年级" },
  { "J2", ZX_STAGE_JUNIOR, NC_ ("grade", "Grade 8"), NC_ ("brief grade", "8"), "八年级" },
  { "J3", ZX_STAGE_JUNIOR, NC_ ("grade", "Grade 9"), NC_ ("brief grade", "9"), "九年级" },
  { "H1", ZX_STAGE_SENIOR, NC_ ("grade", "Senior 1"), NC_ ("brief grade", "Senior 1"), "高一" },
  { "H2", ZX_STAGE_SENIOR, NC_ ("grade", "Senior 2"), NC_ ("brief grade", "Senior 2"), "高二" },
  { "H3", ZX_STAGE_SENIOR, NC_ ("grade", "Senior 3"), NC_ ("brief grade", "Senior 3"), "高三" },
  { "V1", ZX_STAGE_VOCATIONAL, NC_ ("grade", "Vocational 1"), NC_ ("brief grade", "Vocational 1"), "中职一年级" },
  { "V2", ZX_STAGE_VOCATIONAL, NC_ ("grade", "Vocational 2"), NC_ ("brief grade", "Vocational 2"), "中职二年级" },
  { "V3", ZX_STAGE_VOCATIONAL, NC_ ("grade", "Vocational 3"), NC_ ("brief grade", "Vocational 3"), "中职三年级" },
  { "S1", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 1"), NC_ ("brief grade", "Special 1"), "特教一年级" },
  { "S2", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 2"), NC_ ("brief grade", "Special 2"), "特教二年级" },
  { "S3", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 3"), NC_ ("brief grade", "Special 3"), "特教三年级" },
  { "S4", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 4"), NC_ ("brief grade", "Special 4"), "特教四年级" },
  { "S5", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 5"), NC_ ("brief grade", "Special 5"), "特教五年级" },
  { "S6", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 6"), NC_ ("brief grade", "Special 6"), "特教六年级" },
  { "S7", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 7"), NC_ ("brief grade", "Special 7"), "特教七年级" },
  { "S8", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 8"), NC_ ("brief grade", "Special 8"), "特教八年级" },
  { "S9", ZX_STAGE_SPECIAL, NC_ ("grade", "Special 9"), NC_ ("brief grade", "Special 9"), "特教九年级" },
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

static const ZxNation nations[] = {
  { "01", NC_ ("ethnic group", "Han"), "汉族" },
  { "02", NC_ ("ethnic group", "Mongol"), "蒙古族" },
  { "03", NC_ ("ethnic group", "Hui"), "回族" },
  { "04", NC_ ("ethnic group", "Zang"), "藏族" },
  { "05", NC_ ("ethnic group", "Uygur"), "维吾尔族" },
  { "06", NC_ ("ethnic group", "Miao"), "苗族" },
  { "07", NC_ ("ethnic group", "Yi"), "彝族" },
  { "08", NC_ ("ethnic group", "Zhuang"), "壮族" },
  { "09", NC_ ("ethnic group", "Buyei"), "布依族" },
  { "10", NC_ ("ethnic group", "Chosen"), "朝鲜族" },
  { "11", NC_ ("ethnic group", "Man"), "满族" },
  { "12", NC_ ("ethnic group", "Dong"), "侗族" },
  { "13", NC_ ("ethnic group", "Yao"), "瑶族" },
  { "14", NC_ ("ethnic group", "Bai"), "白族" },
  { "15", NC_ ("ethnic group", "Tujia"), "土家族" },
  { "16", NC_ ("ethnic group", "Hani"), "哈尼族" },
  { "17", NC_ ("ethnic group", "Kazak"), "哈萨克族" },
  { "18", NC_ ("ethnic group", "Dai"), "傣族" },
  { "19", NC_ ("ethnic group", "Li"), "黎族" },
  { "20", NC_ ("ethnic group", "Lisu"), "傈僳族" },
  { "21", NC_ ("ethnic group", "Va"), "佤族" },
  { "22", NC_ ("ethnic group", "She"), "畲族" },
  { "23", NC_ ("ethnic group", "Gaoshan"), "高山族" },
  { "24", NC_ ("ethnic group", "Lahu"), "拉祜族" },
  { "25", NC_ ("ethnic group", "Sui"), "水族" },
  { "26", NC_ ("ethnic group", "Dongxiang"), "东乡族" },
  { "27", NC_ ("ethnic group", "Naxi"), "纳西族" },
  { "28", NC_ ("ethnic group", "Jingpo"), "景颇族" },
  { "29", NC_ ("ethnic group", "Kirgiz"), "柯尔克孜族" },
  { "30", NC_ ("ethnic group", "Tu"), "土族" },
  { "31", NC_ ("ethnic group", "Daur"), "达斡尔族" },
  { "32", NC_ ("ethnic group", "Mulao"), "仫佬族" },
  { "33", NC_ ("ethnic group", "Qiang"), "羌族" },
  { "34", NC_ ("ethnic group", "Blang"), "布朗族" },
  { "35", NC_ ("ethnic group", "Salar"), "撒拉族" },
  { "36", NC_ ("ethnic group", "Maonan"), "毛南族" },
  { "37", NC_ ("ethnic group", "Gelao"), "仡佬族" },
  { "38", NC_ ("ethnic group", "Xibe"), "锡伯族" },
  { "39", NC_ ("ethnic group", "Achang"), "阿昌族" },
  { "40", NC_ ("ethnic group", "Pumi"), "普米族" },
  { "41", NC_ ("ethnic group", "Tajik"), "塔吉克族" },
  { "42", NC_ ("ethnic group", "Nu"), "怒族" },
  { "43", NC_ ("ethnic group", "Uzbek"), "乌孜别克族" },
  { "44", NC_ ("ethnic group", "Russ"), "俄罗斯族" },
  { "45", NC_ ("ethnic group", "Ewenki"), "鄂温克族" },
  { "46", NC_ ("ethnic group", "Deang"), "德昂族" },
  { "47", NC_ ("ethnic group", "Bonan"), "保安族" },
  { "48", NC_ ("ethnic group", "Yugur"), "裕固族" },
  { "49", NC_ ("ethnic group", "Gin"), "京族" },
  { "50", NC_ ("ethnic group", "Tatar"), "塔塔尔族" },
  { "51", NC_ ("ethnic group", "Derung"), "独龙族" },
  { "52", NC_ ("ethnic group", "Oroqen"), "鄂伦春族" },
  { "53", NC_ ("ethnic group", "Hezhen"), "赫哲族" },
  { "54", NC_ ("ethnic group", "Monba"), "门巴族" },
  { "55", NC_ ("ethnic group", "Lhoba"), "珞巴族" },
  { "56", NC_ ("ethnic group", "Jino"), "基诺族" },
  { "97", NC_ ("ethnic group", "Other"), "其他" },
  { "98", NC_ ("ethnic group", "Chinese citizen of foreign descent"), "外国血统中国籍人士" },
};

static const ZxCategory categories[] = {
  { "01", NC_ ("category", "Lifted out of poverty"), "脱贫户",
    "脱贫家庭学生 脱贫家庭 脱贫 建档立卡 建档立卡户 建档立卡贫困户 建档立卡贫困家庭 建档立卡贫困 贫困户 脱贫人口", "1", TRUE },
  { "02", NC_ ("category", "Unstable after poverty"), "脱贫不稳定户", "脱贫不稳定 脱贫不稳定家庭", "1", TRUE },
  { "03", NC_ ("category", "On the edge of poverty"), "边缘易致贫户", "边缘户 边缘易致贫 边缘易致贫家庭 边缘贫困户", "1", TRUE },
  { "04", NC_ ("category", "Sudden severe hardship"), "突发严重困难户", "突发严重困难家庭 突发严重困难 突发困难户", "1", TRUE },
  { "05", NC_ ("category", "Minimum living allowance"), "低保",
    "最低生活保障家庭 最低生活保障 低保户 低保家庭 城市低保 农村低保 城镇低保 城乡低保", "1", TRUE },
  { "06", NC_ ("category", "Destitute support"), "特困供养",
    "特困救助供养 特困人员 特困供养人员 特困 五保 五保户 五保供养 城市特困 农村特困 特困救助供养人员", "1", TRUE },
  { "07", NC_ ("category", "Orphan"), "孤儿", "孤儿学生 双孤", "1", FALSE },
  { "08", NC_ ("category", "De facto unattended child"), "事实无人抚养儿童", "事实孤儿 事实无人抚养", "1", FALSE },
  { "09", NC_ ("category", "Disabled pupil"), "残疾学生",
    "残疾 残疾儿童 残疾人 孤残 孤残学生 家庭经济困难残疾学生 残疾幼儿 学生残疾 本人残疾", "2", FALSE },
  { "10", NC_ ("category", "Child of a disabled parent"), "残疾人子女",
    "家庭经济困难残疾人子女 残疾人家庭 残疾家庭 父母残疾 家长残疾", "2", TRUE },
  { "11", NC_ ("category", "Martyr’s child"), "烈士子女", "革命烈士子女 烈士后代 烈士", "1", FALSE },
  { "12", NC_ ("category", "Near the minimum allowance"), "低保边缘家庭", "低保边缘 低保边缘户 低收入家庭 低收入", "2", TRUE },
  { "13", NC_ ("category", "Hardship from unavoidable spending"), "刚性支出困难家庭",
    "刚性支出困难 支出型困难家庭 支出型困难 支出型贫困家庭", "2", TRUE },
  { "14", NC_ ("category", "Preferential-treatment family"), "优抚家庭子女",
    "优抚 优抚家庭 优抚子女 优抚对象 因公牺牲子女 因公牺牲军警子女 残疾军人子女", "2", TRUE },
  { "15", NC_ ("category", "Worker in hardship"), "困难职工子女", "困难职工 困难职工家庭 特困职工 特困职工子女 下岗职工子女", "2", TRUE },
  { "16", NC_ ("category", "Serious illness"), "因病致困", "重大疾病 大病 因病致贫 重病 因病返贫", "2", TRUE },
  { "17", NC_ ("category", "Natural disaster"), "因灾致困", "天灾 自然灾害 因灾 因灾致贫 受灾 受灾户", "2", TRUE },
  { "18", NC_ ("category", "Accident"), "因突发意外致困", "人祸 意外 突发意外 意外事故 因意外致困 突发事件", "2", TRUE },
  { "19", NC_ ("category", "One parent dead, or single parent"), "父母一方亡故/单亲",
    "父母一方亡故 单亲 单亲家庭 丧父 丧母 父亡 母亡 父母一方死亡", "3", FALSE },
  { "20", NC_ ("category", "Divorced parents"), "父母离异", "离异 离异家庭 父母离婚 离婚", "3", FALSE },
  { "21", NC_ ("category", "Parent jailed, in rehabilitation or lost"), "父母服刑/强戒/失联",
    "困境儿童 困境 父母服刑 服刑人员子女 父母强戒 父母失联 强戒人员子女", "2", FALSE },
  { "22", NC_ ("category", "Poor child of migrant workers"), "困难随迁子女",
    "进城务工人员子女 随迁子女 进城务工人员随迁子女 农民工子女", "3", TRUE },
  { "23", NC_ ("category", "Ethnic minority in hardship"), "少数民族困难家庭", "少数民族儿童 少数民族困难 少数民族", "3", TRUE },
  { "24", NC_ ("category", "Several children at school"), "多子女就学负担重", "多子女 多子女就学 多子女家庭", "3", TRUE },
  { "99", NC_ ("category", "Other hardship"), "其他家庭经济困难", "其他 其它 其他困难 其他家庭经济困难学生", "3", TRUE },
};

/* Words with their code: the first of a kind of table. */
typedef struct
{
  const char *code;
  const char *words; /* parted by blanks */
} WordCode;

static gboolean
has_word (const char *words,
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

/* Without blanks, in lower case, brackets of all shapes round, circled figures in brackets. */
static char *
simplify (const char *text)
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
      else
        g_string_append_unichar (simple, g_unichar_tolower (character));
    }

  return g_string_free (simple, FALSE);
}

static const char *
find_code (const WordCode *table,
           gsize           n,
           const char     *text)
{
  g_autofree char *simple = simplify (text);

  for (gsize i = 0; i < n; i++)
    {
      if (has_word (table[i].words, simple))
        return table[i].code;
    }

  return NULL;
}

static gboolean
skip_word (const char **p,
           const char  *word)
{
  if (!g_str_has_prefix (*p, word))
    return FALSE;

  *p += strlen (word);

  return TRUE;
}

/* Grades */

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
  const Grade *found = find_grade (grade);

  return found != NULL ? g_dpgettext2 (NULL, "grade", found->label) : "";
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

/* 一年级 to 九年级 and 1 to 12, as the stage counts them. */
static const char *
grade_from_number (int     number,
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

/* One figure, so that 初二二班 and 高112班 part in the right place. */
static gboolean
read_figure (const char **p,
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

/* 小学, 初中 … and the short 初, 高, 职. */
static ZxStage
read_stage_word (const char **p)
{
  for (guint i = 0; i < G_N_ELEMENTS (stage_words); i++)
    {
      if (skip_word (p, stage_words[i].word))
        return stage_words[i].stage;
    }

  if (skip_word (p, "初"))
    return ZX_STAGE_JUNIOR;

  if (skip_word (p, "高"))
    return ZX_STAGE_SENIOR;

  if (skip_word (p, "职"))
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

  if (stage == ZX_STAGE_NONE || !read_figure (&at, &number))
    return NULL;

  /* 初2024级 is a year of entry */
  if (g_ascii_isdigit (at[0]) && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2]))
    return NULL;

  if (stage == ZX_STAGE_JUNIOR && number >= 7)
    number -= 6;

  if ((stage == ZX_STAGE_PRIMARY && number > 6) || number > stages[stage].n_grades)
    return NULL;

  if (!skip_word (&at, "年级"))
    skip_word (&at, "年");

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

  grade = grade_from_number (number, stage);
  if (grade == NULL)
    return NULL;

  if (skip_word (&at, "年级"))
    {
      *p = at;
      return grade;
    }

  if (!skip_word (&at, "年"))
    return NULL;

  /* 三年二班, not 九年一贯 */
  behind = at;
  skip_word (&behind, "(");
  if (!zx_text_read_number (&behind, &class_number))
    return NULL;

  skip_word (&behind, ")");
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

  if (!skip_word (&start, "幼儿园"))
    skip_word (&start, "幼儿");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = start;
      const char *behind;
      gboolean bracket;
      int class_number;

      /* 大班额, 小班化, 中班级 speak of size */
      if (skip_word (&at, words[i].word) && !g_str_has_prefix (at, "额") &&
          !g_str_has_prefix (at, "化") && !g_str_has_prefix (at, "级") && !g_str_has_prefix (at, "主任"))
        {
          *p = at;
          *out_whole = TRUE;
          return make_grade (ZX_STAGE_PRESCHOOL, words[i].number);
        }

      at = start;
      if (!skip_word (&at, words[i].stem))
        continue;

      behind = at;
      bracket = skip_word (&behind, "(");

      if (!zx_text_read_number (&behind, &class_number) || (bracket && !skip_word (&behind, ")")))
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

  if (!skip_word (&at, "小") || !read_figure (&at, &number) || number > 6)
    return NULL;

  skip_word (&at, "年级");
  *p = at;

  return make_grade (ZX_STAGE_PRIMARY, number);
}

/* A grade that names itself. @out_name is set where the words are a class name as well. */
static const char *
read_grade (const char **p,
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

/* 2024级, 24级, 高2024级 */
static gboolean
read_entry_year (const char **p,
                 int         *out_year,
                 ZxStage     *out_stage)
{
  const char *at = *p;
  ZxStage stage = read_stage_word (&at);
  int year;

  if (!zx_text_read_number (&at, &year) || !skip_word (&at, "级"))
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
  g_autofree char *simple = simplify (text);
  g_autofree char *code = g_ascii_strup (simple, -1);
  ZxClassWords words;
  const char *p = simple;
  const char *grade;
  gboolean name;
  int number;

  if (zx_grade_intern (code) != NULL)
    return zx_grade_intern (code);

  grade = read_grade (&p, stage, &name);
  if (grade != NULL && *p == '\0')
    return grade;

  p = simple;
  if (zx_text_read_number (&p, &number) && (*p == '\0' || strcmp (p, "年") == 0))
    return grade_from_number (number, stage);

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

/* Classes */

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
  return skip_word (p, "班级") || skip_word (p, "班");
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
      if (skip_word (p, stems[i]))
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

  skip_word (&at, "第");
  bracket = skip_word (&at, "(");

  if (!zx_text_read_number (&at, &number) && !read_class_letter (&at, letter))
    return FALSE;

  if (bracket)
    {
      skip_word (&at, "班");

      if (!skip_word (&at, ")"))
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

/* A class called by a word: letters and Chinese characters, 班 at its end. */
static gboolean
is_class_word (const char *text)
{
  if (!g_str_has_suffix (text, "班") || strcmp (text, "班") == 0 ||
      g_utf8_strlen (text, -1) > CLASS_NAME_MAX)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isalnum (character) && character != '(' && character != ')')
        return FALSE;
    }

  return TRUE;
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

  grade = grade_from_number (number, stage);

  if (grade != NULL)
    {
      words->grade = grade;

      /* 五(1)班 */
      if (*p == '(')
        return take_class (p, FALSE, words);

      /* 1.1 */
      if (*p == '.' || *p == '-')
        return g_ascii_isdigit (p[1]) && take_class (p + 1, FALSE, words);
    }

  if (!read_figure (&behind_figure, &figure) || grade_from_number (figure, stage) == NULL)
    return FALSE;

  words->grade = grade_from_number (figure, stage);
  p = behind_figure;

  /* 五1班: a Chinese figure before half-width ones */
  if (!g_ascii_isdigit (*text) && g_ascii_isdigit (*p))
    return take_class (p, FALSE, words);

  /* 二三班: nobody writes the number 23 like that */
  if (!g_ascii_isdigit (*text) && read_figure (&p, &second) && strcmp (p, "班") == 0)
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
  g_autofree char *simple = simplify (text);
  const char *p = simple;
  gboolean name;

  clear_class_words (out_words);

  if (*simple == '\0')
    return FALSE;

  if (read_entry_year (&p, &out_words->entry_year, &out_words->stage))
    {
      /* 2024级高一(1)班 says both */
      out_words->grade = read_grade (&p, stage, &name);

      if (take_class (p, TRUE, out_words))
        return TRUE;

      clear_class_words (out_words);
      return FALSE;
    }

  out_words->grade = read_grade (&p, stage, &name);

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

  grade = grade_from_number (number, stage);

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
  g_autofree char *simple = simplify (title);

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

      if (read_entry_year (&at, &out_words->entry_year, &out_words->stage))
        {
          read_class (&at, TRUE, out_words);
          return TRUE;
        }

      behind = p;
      out_words->grade = read_grade (&behind, stage, &name);

      if (out_words->grade != NULL)
        {
          /* 大班(1)班, 三年级1班; 大班 alone names class and grade */
          if (!read_class (&behind, TRUE, out_words) && name)
            {
              g_autofree char *word = g_strndup (p, behind - p);

              g_strlcpy (out_words->class_name, find_grade (out_words->grade)->word,
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
  g_autofree char *simple = simplify (title);
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
  const Grade *found = find_grade (grade);
  g_autofree char *mark = NULL;
  const char *label;

  if (found == NULL)
    return g_strdup (class_name != NULL ? class_name : "");

  label = g_dpgettext2 (NULL, "grade", found->label);

  if (class_name == NULL || *class_name == '\0')
    return g_strdup (label);

  mark = dup_class_mark (class_name);

  if (mark != NULL)
    /* Translators: a class: grade in brief and its number in the grade, 五(1)班 */
    return g_strdup_printf (C_ ("class", "%1$s(%2$s)"), g_dpgettext2 (NULL, "brief grade", found->brief), mark);

  if (g_str_has_prefix (class_name, found->word) || strcmp (class_name, "学前班") == 0)
    return g_strdup (class_name);

  /* Translators: a class with a name of its own: grade and class name, 五年级火箭班 */
  return g_strdup_printf (C_ ("class", "%1$s %2$s"), label, class_name);
}

/* Single words */

ZxAnswer
zx_answer_from_words (const char *text)
{
  static const WordCode table[] = {
    { "y", "是 有 √ ✓ ✔ ☑ ✅ 1 y yes t true 享受 已享受 对 属于 真" },
    { "n", "否 无 × ✗ ✘ ✕ ☒ x 0 n no f false 空 不是 没有 未享受 不享受 非 没 假 不属于 不" },
  };
  g_autofree char *plain = zx_text_normalise (text);
  const char *code;

  if (*plain == '\0')
    return ZX_ANSWER_NO;

  code = find_code (table, G_N_ELEMENTS (table), plain);

  if (code == NULL)
    return zx_text_is_placeholder (plain) ? ZX_ANSWER_NO : ZX_ANSWER_UNKNOWN;

  return *code == 'y' ? ZX_ANSWER_YES : ZX_ANSWER_NO;
}

const char *
zx_sex_from_words (const char *text)
{
  static const WordCode table[] = {
    { "1", "1 男 男性 男生 男孩 男童 m male" },
    { "2", "2 女 女性 女生 女孩 女童 f female" },
  };

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_board_from_words (const char *text)
{
  static const WordCode table[] = {
    { "1", "1 走读 走读生 非寄宿 非寄宿生 不寄宿 通学 通学生 非住校 不住校 非住宿 不住宿 外宿 否 × n no" },
    { "2", "2 住校 住校生 寄宿 寄宿生 住宿 住宿生 在校住宿 校内住宿 内宿 内宿生 是 √ ✓ y yes" },
    { "3", "3 借宿 借宿生" },
    { "9", "9 其他 其它" },
  };

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_relation_from_words (const char *text)
{
  static const WordCode table[] = {
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

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_hukou_from_words (const char *text)
{
  static const WordCode table[] = {
    { "1", "1 农业户口 农业 农村 农 农业户口(农村) 农村户口 农户 农业家庭户口 农业户" },
    { "2", "2 非农业户口 非农业 非农 城镇 城市 非农业户口(城镇) 城镇户口 非农户口 城市户口 非农业家庭户口 非农业户" },
  };

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_id_type_from_words (const char *text)
{
  static const WordCode table[] = {
    { "1", "1 居民身份证 身份证 二代身份证 第二代身份证 公民身份证 户口簿 户口本 居民户口簿" },
    { "6", "6 香港特区护照/身份证明 香港特区护照 香港身份证 香港特别行政区护照 香港居民身份证" },
    { "7", "7 澳门特区护照/身份证明 澳门特区护照 澳门身份证 澳门特别行政区护照 澳门居民身份证" },
    { "8", "8 台湾居民来往大陆通行证 台胞证 台湾通行证" },
    { "9", "9 境外永久居住证 外国人永久居留身份证 外国人永久居留证 永久居留证" },
    { "A", "a 护照 外国护照 普通护照" },
    { "Z", "z 其他 其它 港澳居民来往内地通行证 港澳通行证 回乡证 港澳台居民居住证 居住证 通行证 出生证 出生医学证明 其他证件 无证件 无" },
  };

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_left_behind_from_words (const char *text)
{
  static const WordCode table[] = {
    { "0", "0 非留守 非留守儿童 不是 否 × n no 无 不留守" },
    { "1", "1 单亲留守 单亲留守儿童 一方外出 父亲外出 母亲外出 父外出 母外出 父亲外出务工 母亲外出务工 单留守" },
    { "2", "2 双亲留守 双亲留守儿童 双方外出 父母外出 父母均外出 父母双方外出 父母外出务工 父母双方外出务工 双留守" },
  };

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_enrol_from_words (const char *text)
{
  static const WordCode table[] = {
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

  return find_code (table, G_N_ELEMENTS (table), text);
}

const char *
zx_level_from_words (const char         *text,
                     const char * const *names)
{
  static const char * const ranks[] = { "1", "2", "3" };
  static const WordCode table[] = {
    { "1", "1 特别困难 特困 特别贫困 一等 一档 一级 第一档 一类" },
    { "2", "2 困难 相对困难 相对贫困 比较困难 较困难 贫困 二等 二档 二级 第二档 二类" },
    { "3", "3 一般困难 一般贫困 一般 临时困难 临时贫困 三等 三档 三级 第三档 三类" },
    { "0", "0 不困难 不贫困 非困难 无困难 非贫困 不认定" },
  };
  g_autofree char *simple = simplify (text);
  const char *word = simple;

  for (guint i = 0; names != NULL && names[i] != NULL && i < G_N_ELEMENTS (ranks); i++)
    {
      g_autofree char *name = simplify (names[i]);

      if (strcmp (simple, name) == 0)
        return ranks[i];
    }

  if (g_str_has_suffix (simple, "家庭经济困难") || strcmp (simple, "家庭经济困难") == 0)
    return "2";

  skip_word (&word, "家庭经济");
  skip_word (&word, "家庭");

  if (g_str_has_suffix (word, "学生"))
    simple[word - simple + strlen (word) - strlen ("学生")] = '\0';

  return find_code (table, G_N_ELEMENTS (table), word);
}

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
  static const WordCode others[] = {
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
  g_autofree char *simple = simplify (text);
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

  code = find_code (others, G_N_ELEMENTS (others), simple);
  if (code != NULL)
    return code;

  if (has_word ("其它 其他民族 其它民族 其他族", simple))
    return "97";

  if (has_word ("外国血统 外籍入籍 入籍 外国人入中国籍 外国血统中国籍", simple))
    return "98";

  if (has_word (kept, simple))
    {
      if (out_kept != NULL)
        *out_kept = TRUE;

      return "97";
    }

  return NULL;
}

/* Categories */

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
      if (strcmp (categories[i].word, word) == 0 || has_word (categories[i].others, word))
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

          if (skip_word (&rest, beginnings[i]) && *rest != '\0')
            {
              word = rest;
              shorter = TRUE;
            }
        }
    }

  return NULL;
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
