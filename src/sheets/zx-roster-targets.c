/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-roster-private.h"
#include "zx-text.h"

static const ZxTargetInfo targets[ZX_TARGET_CAT_YES] = {
  [ZX_TARGET_NAME] = { "name", "姓名 学生姓名 幼儿姓名 名字 学生名字 学生 儿童姓名 孩子姓名 name", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_SEX] = { "sex", "性别 学生性别 幼儿性别 男女 sex", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_BIRTH] = { "birth_date", "出生日期 出生年月 出生年月日 生日 出生时间 学生出生日期 birth_date", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_ID_NO] = { "id_no",
                        "身份证号 身份证号码 身份证件号 身份证件号码 公民身份号码 公民身份证号码 公民身份证号 证件号码 证件号 身份证 身份号码 "
                        "学生身份证号 学生身份证号码 学生身份证件号 学生身份证 幼儿身份证号 幼儿身份证号码 居民身份证号 居民身份证号码 id_no",
                        ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_ID_TYPE] = { "id_type", "证件类型 身份证件类型 学生证件类型 证件类别 身份证类型 id_type", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_NATION] = { "nation", "民族 学生民族 族别 nation", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_ROLL_NO] = { "roll_no", "学籍号 全国学籍号 学籍号码 国网学籍号 全国统一学籍号 学籍编号 学生学籍号 roll_no", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_ROLL_NO_AUX] = { "roll_no_aux", "学籍辅号 辅号 地方学籍号 roll_no_aux", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_GRADE] = { "grade", "年级 所在年级 就读年级 学生年级 现就读年级 grade", ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_CLASS] = { "class_name", "班级 班别 所在班级 行政班 班 班级名称 年级班级 所在年级班级 年班 就读班级 年级班别 现就读班级 行政班级 class class_name",
                        ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_STUDENT_NO] = { "student_no", "班内学号 学号 座号 班内编号 座位号 student_no", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_BOARD] = { "board", "就读方式 是否寄宿 是否住校 寄宿 是否寄宿生 是否住校生 住宿 住校 住宿情况 是否住宿 寄宿情况 走读住校 board",
                        ZX_TARGET_IS_CODE, zx_board_from_words },
  [ZX_TARGET_ENROL_STATUS] = { "enrol_status", "学籍状态 在校状态 就读状态 学生状态 在读状态 enrol_status", ZX_TARGET_IS_CODE, zx_enrol_from_words },
  [ZX_TARGET_PHONE] = { "phone",
                        "联系电话 手机 电话 手机号 手机号码 电话号码 联系方式 联系手机 学生联系电话 联系人电话 家庭电话 家庭联系电话 "
                        "家长电话 监护人电话 家长联系电话 监护人联系电话 家长手机 家长手机号 家长手机号码 监护人手机 监护人手机号 监护人手机号码 "
                        "家长联系方式 监护人联系方式 家长电话号码 监护人电话号码 phone",
                        ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_TOWN] = { "town", "乡镇 所在乡镇 镇 乡 街道 town", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_VILLAGE] = { "village", "村 行政村 所在村 村名 村委会 社区 village", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_VILLAGER_GROUP] = { "villager_group", "村民组 组 小组 组别 村组 villager_group", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_HOME_ADDRESS] = { "home_address",
                               "家庭住址 住址 家庭地址 现住址 地址 家庭详细住址 家庭详细地址 详细地址 详细住址 现家庭住址 居住地址 家庭现住址 现居住地 home_address",
                               ZX_TARGET_IS_TEXT },
  [ZX_TARGET_HUKOU_KIND] = { "hukou_kind", "户口性质 户籍性质 户口类型 户口类别 hukou_kind", ZX_TARGET_IS_CODE, zx_hukou_from_words },
  [ZX_TARGET_HUKOU_ADDRESS] = { "hukou_address", "户籍地址 户口所在地 户籍所在地 户口地址 户籍 户籍住址 hukou_address", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_NATIVE_PLACE] = { "native_place", "籍贯 native_place", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_FORMER_NAME] = { "former_name", "曾用名 former_name", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_ENROL_YM] = { "enrol_ym", "入学年月 入学时间 入学日期 入校时间 enrol_ym", ZX_TARGET_IS_MONTH },
  [ZX_TARGET_LEFT_BEHIND] = { "left_behind", "留守儿童 是否留守 是否留守儿童 留守情况 留守类型 left_behind", ZX_TARGET_IS_CODE, zx_left_behind_from_words },
  [ZX_TARGET_ONLY_CHILD] = { "only_child", "是否独生子女 独生子女 only_child", ZX_TARGET_IS_BOOL },
  [ZX_TARGET_MIGRANT_CHILD] = { "migrant_child", "是否随迁子女 随迁子女 进城务工人员随迁子女 是否进城务工人员随迁子女 migrant_child", ZX_TARGET_IS_BOOL },
  [ZX_TARGET_NUTRITION] = { "nutrition", "营养餐 是否享受营养餐 营养改善计划 是否享受营养改善计划 nutrition", ZX_TARGET_IS_BOOL },
  [ZX_TARGET_HEALTH] = { "health", "健康状况 身体状况 health", ZX_TARGET_IS_LABEL },
  [ZX_TARGET_POLITICS] = { "politics", "政治面貌 politics", ZX_TARGET_IS_LABEL },
  [ZX_TARGET_DISAB_CERT_NO] = { "disab_cert_no", "残疾证号 残疾证号码 残疾人证号 残疾证编号 disab_cert_no", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_SPECIALTY] = { "specialty", "特长 爱好特长 specialty", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_BANK_HOLDER] = { "bank_holder", "开户人 户名 开户名 账户名 持卡人 开户人姓名 账户姓名 bank_holder", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_BANK_NAME] = { "bank_name", "开户行 开户银行 银行名称 所属银行 bank_name", ZX_TARGET_IS_TEXT },
  [ZX_TARGET_BANK_NO] = { "bank_no", "银行卡号 账号 卡号 一卡通账号 银行账号 一卡通卡号 一卡通号 社保卡号 银行卡账号 惠农一卡通账号 帐号 银行帐号 bank_no",
                          ZX_TARGET_IS_SPECIAL },
  [ZX_TARGET_REMARK] = { "remark", "备注 说明 备注说明 其他说明 remark", ZX_TARGET_IS_SPECIAL },

  [ZX_TARGET_GUARDIAN_NAME] = { "guardian.name", "监护人 家长姓名 监护人姓名 家长 法定监护人 监护人名字 guardian.name", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_GUARDIAN_RELATION] = { "guardian.relation",
                                    "与学生关系 与监护人关系 监护人关系 与家长关系 关系 与学生的关系 家长与学生关系 监护人与学生关系 家庭关系 guardian.relation",
                                    ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_GUARDIAN_PHONE] = { "guardian.phone", "guardian.phone", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_GUARDIAN_ID_NO] = { "guardian.id_no",
                                 "监护人身份证号 家长身份证号 监护人身份证号码 家长身份证号码 监护人身份证 家长身份证 监护人身份证件号 监护人证件号码 guardian.id_no",
                                 ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_GUARDIAN_WORK_PLACE] = { "guardian.work_place", "监护人务工地点 家长务工地点 务工地点 guardian.work_place", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_FATHER_NAME] = { "father.name", "父亲 父亲姓名 父亲名字 爸爸 爸爸姓名 父姓名 father.name", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_FATHER_PHONE] = { "father.phone", "父亲电话 父亲联系电话 父亲手机 父亲手机号 父亲手机号码 父亲联系方式 爸爸电话 父电话 father.phone", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_FATHER_ID_NO] = { "father.id_no", "父亲身份证号 父亲身份证号码 父亲身份证 父亲身份证件号 father.id_no", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_FATHER_WORK_PLACE] = { "father.work_place", "父亲务工地点 父亲工作地点 father.work_place", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_MOTHER_NAME] = { "mother.name", "母亲 母亲姓名 母亲名字 妈妈 妈妈姓名 母姓名 mother.name", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_MOTHER_PHONE] = { "mother.phone", "母亲电话 母亲联系电话 母亲手机 母亲手机号 母亲手机号码 母亲联系方式 妈妈电话 母电话 mother.phone", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_MOTHER_ID_NO] = { "mother.id_no", "母亲身份证号 母亲身份证号码 母亲身份证 母亲身份证件号 mother.id_no", ZX_TARGET_IS_MEMBER },
  [ZX_TARGET_MOTHER_WORK_PLACE] = { "mother.work_place", "母亲务工地点 母亲工作地点 mother.work_place", ZX_TARGET_IS_MEMBER },

  [ZX_TARGET_CAT] = { "cat",
                      "困难类型 类别 特殊群体类型 困难类别 特殊群体 困难学生类型 困难学生类别 资助类别 特殊困难类型 特殊困难群体类型 家庭经济困难类型 贫困类型 "
                      "学生类别 学生类型 贫困类别 家庭类型 家庭困难类型 困难原因 特殊困难群体 特殊学生类型 cat",
                      ZX_TARGET_IS_CATEGORY },
  [ZX_TARGET_CAT_CERT_NO] = { "cat.cert_no", "证书编号 低保证号 建档立卡编号 困难证明编号 cat.cert_no", ZX_TARGET_IS_CATEGORY },
};

static ZxTargetInfo category_targets[ZX_TARGET_N_CATEGORIES];
static char category_keys[ZX_TARGET_N_CATEGORIES][8];
static ZxRosterTarget public_targets[ZX_N_TARGETS + 1];
static GHashTable *by_heading; /* bare heading → target + 1 */
static GHashTable *by_key;

static void
set_up (void)
{
  static gsize done;
  guint n_categories;
  const ZxCategory *categories;

  if (!g_once_init_enter (&done))
    return;

  by_heading = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  by_key = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_auto (GStrv) words = g_strsplit (targets[i].headings, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          g_hash_table_insert (by_heading, g_strdup (words[j]), GUINT_TO_POINTER (i + 1));
      g_hash_table_insert (by_key, (gpointer) targets[i].key, GUINT_TO_POINTER (i + 1));
      public_targets[i].key = targets[i].key;
    }

  categories = zx_category_get_table (&n_categories);
  g_assert (n_categories == ZX_TARGET_N_CATEGORIES);
  for (guint i = 0; i < n_categories; i++)
    {
      g_snprintf (category_keys[i], sizeof category_keys[i], "cat.%s", categories[i].code);
      category_targets[i] = (ZxTargetInfo) { category_keys[i], "", ZX_TARGET_IS_CATEGORY, NULL };
      g_hash_table_insert (by_key, category_keys[i], GUINT_TO_POINTER (ZX_TARGET_CAT_YES + i + 1));
      public_targets[ZX_TARGET_CAT_YES + i].key = category_keys[i];
    }

  g_once_init_leave (&done, 1);
}

const ZxTargetInfo *
zx_target_get_info (ZxTarget target)
{
  set_up ();
  g_return_val_if_fail ((guint) target < ZX_N_TARGETS, NULL);

  return target < ZX_TARGET_CAT_YES ? &targets[target] : &category_targets[target - ZX_TARGET_CAT_YES];
}

ZxTarget
zx_target_from_key (const char *key)
{
  guint found;

  set_up ();
  found = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (by_key, key)) : 0;

  return found > 0 ? (ZxTarget) (found - 1) : ZX_TARGET_NONE;
}

gboolean
zx_target_takes_many (ZxTarget target)
{
  return target == ZX_TARGET_CAT || target == ZX_TARGET_REMARK;
}

static ZxTarget
lookup (const char *heading)
{
  guint found;

  set_up ();
  found = GPOINTER_TO_UINT (g_hash_table_lookup (by_heading, heading));

  return found > 0 ? (ZxTarget) (found - 1) : ZX_TARGET_NONE;
}

/* 是否建档立卡, 低保户: yes or no to one group. */
static ZxTarget
lookup_category (const char *heading)
{
  gboolean asks = g_str_has_prefix (heading, "是否");
  const char *code = zx_category_from_words (heading);
  guint n_categories;
  const ZxCategory *categories = zx_category_get_table (&n_categories);

  if (code == NULL || g_ascii_isdigit (*heading) || (!asks && strcmp (code, "99") == 0))
    return ZX_TARGET_NONE;

  for (guint i = 0; i < n_categories; i++)
    if (strcmp (categories[i].code, code) == 0)
      return (ZxTarget) (ZX_TARGET_CAT_YES + i);

  return ZX_TARGET_NONE;
}

static ZxTarget
lookup_single (const char *heading)
{
  ZxTarget target;

  if (*heading == '\0')
    return ZX_TARGET_NONE;

  target = lookup (heading);

  return target != ZX_TARGET_NONE ? target : lookup_category (heading);
}

/* Headings that stand over others, and whose members they announce. */
static const struct
{
  const char *word;
  const char *whose; /* the word single headings begin with; "" for the student */
} parents[] = {
  { "父亲", "父亲" }, { "父亲信息", "父亲" }, { "父亲情况", "父亲" }, { "父亲基本信息", "父亲" }, { "爸爸", "父亲" }, { "父", "父亲" },
  { "母亲", "母亲" }, { "母亲信息", "母亲" }, { "母亲情况", "母亲" }, { "母亲基本信息", "母亲" }, { "妈妈", "母亲" }, { "母", "母亲" },
  { "监护人", "监护人" }, { "监护人信息", "监护人" }, { "监护人情况", "监护人" }, { "法定监护人", "监护人" }, { "监护人1", "监护人" },
  { "家长", "家长" }, { "家长信息", "家长" }, { "家长情况", "家长" }, { "家长或监护人", "家长" }, { "第一监护人", "监护人" }, { "主要监护人", "监护人" },
  { "基本信息", "" }, { "基本情况", "" }, { "学生", "" }, { "学生信息", "" }, { "学生情况", "" }, { "学生基本信息", "" }, { "学生基本情况", "" },
  { "个人信息", "" }, { "学籍信息", "" }, { "家庭信息", "" }, { "家庭情况", "" }, { "联系方式", "" }, { "就读信息", "" }, { "就读情况", "" }, { "银行信息", "" },
  { "账户信息", "" }, { "银行账户信息", "" }, { "资助信息", "" }, { "困难情况", "" }, { "特殊群体", "" }, { "特殊群体类型", "" }, { "困难类型", "" },
  { "家庭", "家庭" }, { "户籍", "户籍" }, { "户口", "户口" }, { "地址", "" }, { "家庭住址", "" }, { "家庭地址", "" }, { "现住址", "" }, { "住址", "" },
  { "班级信息", "" }, { "就读年级班级", "" }, { "年级班级", "" }, { "其他信息", "" },
};

gboolean
zx_heading_is_parent (const char *heading)
{
  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    if (strcmp (parents[i].word, heading) == 0)
      return TRUE;

  return FALSE;
}

ZxTarget
zx_target_from_heading (const char *heading,
                        const char *child)
{
  const char *whose = NULL;

  if (child == NULL || *child == '\0' || strcmp (heading, child) == 0)
    return lookup_single (heading);
  if (*heading == '\0')
    return lookup_single (child);

  for (guint i = 0; i < G_N_ELEMENTS (parents) && whose == NULL; i++)
    if (strcmp (parents[i].word, heading) == 0)
      whose = parents[i].whose;

  if (whose != NULL && *whose != '\0')
    {
      g_autofree char *joined = g_strconcat (whose, child, NULL);
      ZxTarget target = lookup_single (joined);

      if (target != ZX_TARGET_NONE)
        return target;
      /* 监护人 / 与学生关系 says whose it is itself; 父亲 / 民族 is not the student's. */
      target = lookup_single (child);
      if (strcmp (whose, "父亲") == 0 || strcmp (whose, "母亲") == 0)
        return ZX_TARGET_NONE;
      if (strcmp (whose, "监护人") == 0 || strcmp (whose, "家长") == 0)
        return target == ZX_TARGET_GUARDIAN_RELATION || target == ZX_TARGET_GUARDIAN_WORK_PLACE ? target : ZX_TARGET_NONE;
      return target;
    }

  return lookup_single (child);
}

gboolean
zx_target_is_guardian_phone (const char *heading)
{
  return g_str_has_prefix (heading, "家长") || g_str_has_prefix (heading, "监护人") || g_str_has_prefix (heading, "法定监护人");
}

const ZxRosterTarget *
zx_roster_targets_get (void)
{
  set_up ();

  return public_targets;
}

/* Labels of members are sentences of their own, so that every language can order the words. */
static const struct
{
  ZxTarget    target;
  const char *label;
} member_labels[] = {
  { ZX_TARGET_GUARDIAN_NAME, NC_("roster", "Guardian's name") },
  { ZX_TARGET_GUARDIAN_RELATION, NC_("roster", "Guardian is") },
  { ZX_TARGET_GUARDIAN_PHONE, NC_("roster", "Guardian's phone") },
  { ZX_TARGET_GUARDIAN_ID_NO, NC_("roster", "Guardian's ID number") },
  { ZX_TARGET_GUARDIAN_WORK_PLACE, NC_("roster", "Guardian's place of work") },
  { ZX_TARGET_FATHER_NAME, NC_("roster", "Father's name") },
  { ZX_TARGET_FATHER_PHONE, NC_("roster", "Father's phone") },
  { ZX_TARGET_FATHER_ID_NO, NC_("roster", "Father's ID number") },
  { ZX_TARGET_FATHER_WORK_PLACE, NC_("roster", "Father's place of work") },
  { ZX_TARGET_MOTHER_NAME, NC_("roster", "Mother's name") },
  { ZX_TARGET_MOTHER_PHONE, NC_("roster", "Mother's phone") },
  { ZX_TARGET_MOTHER_ID_NO, NC_("roster", "Mother's ID number") },
  { ZX_TARGET_MOTHER_WORK_PLACE, NC_("roster", "Mother's place of work") },
  { ZX_TARGET_CAT, NC_("roster", "Hardship groups") },
  { ZX_TARGET_CAT_CERT_NO, NC_("roster", "Certificate of the group") },
};

const char *
zx_roster_target_get_label (const char *key)
{
  ZxTarget target = zx_target_from_key (key);

  if (target == ZX_TARGET_NONE)
    return NULL;

  if (target >= ZX_TARGET_CAT_YES)
    return zx_code_table_get_label (zx_code_table_find ("CAT"), key + strlen ("cat."));

  for (guint i = 0; i < G_N_ELEMENTS (member_labels); i++)
    if (member_labels[i].target == target)
      return g_dpgettext2 (GETTEXT_PACKAGE, "roster", member_labels[i].label);

  return zx_field_get_label (&zx_kind_student, zx_kind_get_field (&zx_kind_student, targets[target].key));
}
