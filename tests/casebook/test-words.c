/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>

#include "zx-codes.h"
#include "zx-words.h"

typedef struct
{
  const char *text;
  const char *code;
} WordCase;

typedef const char *(*WordFunc) (const char *text);

static void
check_words (WordFunc        function,
             const WordCase *cases,
             gsize           n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (function (cases[i].text), ==, cases[i].code);
    }

  g_assert_null (function (NULL));
  g_assert_null (function (""));
}

static void
test_grade_words (void)
{
  static const WordCase cases[] = {
    { "一年级", "P1" }, { "1年级", "P1" }, { "小一", "P1" }, { "一", "P1" }, { "1", "P1" }, { "六年级", "P6" }, { "６年级", "P6" },
    { "小学三年级", "P3" }, { "小六", "P6" }, { "小学一年级", "P1" },
    { "七年级", "J1" }, { "初一", "J1" }, { "初中一年级", "J1" }, { "7", "J1" }, { "初三", "J3" }, { "九年级", "J3" }, { "初中八年级", "J2" },
    { "初1", "J1" }, { "初中三", "J3" },
    { "高一", "H1" }, { "高中一年级", "H1" }, { "高三年级", "H3" }, { "高2", "H2" },
    { "小班", "K1" }, { "中班", "K2" }, { "大班", "K3" }, { "托班", "K0" }, { "学前班", "K3" }, { "幼儿园大班", "K3" },
    { "中职一年级", "V1" }, { "职高二年级", "V2" }, { "中职三", "V3" }, { "中专一年级", "V1" },
    { "特教一年级", "S1" }, { "培智九年级", "S9" },
    { "P5", "P5" }, { "j2", "J2" }, { " 五 年 级 ", "P5" }, { "五(1)班", "P5" }, { "三年级2班", "P3" },
    { "", NULL }, { "毕业班", NULL }, { "待定", NULL }, { "十三年级", NULL }, { "0年级", NULL }, { "初四", NULL }, { "高四", NULL },
    { "2024级", NULL }, { "年级", NULL }, { "小七", NULL }, { "1班", NULL }, { "-", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (zx_grade_from_words (cases[i].text, ZX_STAGE_NONE), ==, cases[i].code);
    }

  /* what 一年级 means depends on the school */
  g_assert_cmpstr (zx_grade_from_words ("一年级", ZX_STAGE_JUNIOR), ==, "J1");
  g_assert_cmpstr (zx_grade_from_words ("七年级", ZX_STAGE_JUNIOR), ==, "J1");
  g_assert_cmpstr (zx_grade_from_words ("二年级", ZX_STAGE_SENIOR), ==, "H2");
  g_assert_cmpstr (zx_grade_from_words ("3", ZX_STAGE_VOCATIONAL), ==, "V3");
  g_assert_cmpstr (zx_grade_from_words ("七年级", ZX_STAGE_SPECIAL), ==, "S7");
  g_assert_cmpstr (zx_grade_from_words ("一年级", ZX_STAGE_PRIMARY), ==, "P1");
}

static void
test_class_words (void)
{
  static const struct
  {
    const char *text;
    const char *grade;
    int         entry_year;
    const char *class_name;
  } cases[] = {
    { "1班", NULL, 0, "1班" }, { "一班", NULL, 0, "1班" }, { "(1)班", NULL, 0, "1班" }, { "（一）班", NULL, 0, "1班" },
    { "十二班", NULL, 0, "12班" }, { "1", NULL, 0, "1班" }, { "（3）", NULL, 0, "3班" }, { "第2班", NULL, 0, "2班" }, { "A班", NULL, 0, "A班" },
    { "甲班", NULL, 0, "甲班" }, { "0１班", NULL, 0, "1班" },
    { "1.1", "P1", 0, "1班" }, { "3.12", "P3", 0, "12班" }, { "3-2班", "P3", 0, "2班" }, { "一.二", "P1", 0, "2班" }, { "三－2班", "P3", 0, "2班" }, { "1—2", "P1", 0, "2班" }, { "7．2", "J1", 0, "2班" },
    { "一(1)班", "P1", 0, "1班" }, { "五(1)班", "P5", 0, "1班" }, { "五（１）班", "P5", 0, "1班" }, { "1(2)班", "P1", 0, "2班" },
    { "五(1)", "P5", 0, "1班" }, { "五1班", "P5", 0, "1班" }, { "五①班", "P5", 0, "1班" }, { "五⑴班", "P5", 0, "1班" }, { "五〔1〕班", "P5", 0, "1班" },
    { "5年级1班", "P5", 0, "1班" }, { "五年级一班", "P5", 0, "1班" }, { "五年级(1)班", "P5", 0, "1班" }, { "五年级12班", "P5", 0, "12班" },
    { "五年级", "P5", 0, "" }, { "五年级火箭班", "P5", 0, "火箭班" }, { "五 年级 1 班", "P5", 0, "1班" },
    { "三年二班", "P3", 0, "2班" }, { "三年(2)班", "P3", 0, "2班" }, { "二三班", "P2", 0, "3班" }, { "302班", "P3", 0, "2班" }, { "711班", "J1", 0, "11班" },
    { "七年级(2)班", "J1", 0, "2班" }, { "七(2)班", "J1", 0, "2班" }, { "八（10）班", "J2", 0, "10班" }, { "十(1)班", "H1", 0, "1班" },
    { "初一2班", "J1", 0, "2班" }, { "初一(2)班", "J1", 0, "2班" }, { "初二二班", "J2", 0, "2班" }, { "初中一年级3班", "J1", 0, "3班" },
    { "高一(3)班", "H1", 0, "3班" }, { "高一3班", "H1", 0, "3班" }, { "高三三班", "H3", 0, "3班" }, { "高中二年级1班", "H2", 0, "1班" },
    { "小班", "K1", 0, "小班" }, { "大班", "K3", 0, "大班" }, { "学前班", "K3", 0, "学前班" }, { "中(1)班", "K2", 0, "1班" }, { "大一班", "K3", 0, "1班" },
    { "大1班", "K3", 0, "1班" }, { "小一班", "K1", 0, "1班" }, { "小一(1)班", "P1", 0, "1班" }, { "大班(1)班", "K3", 0, "1班" }, { "中班2班", "K2", 0, "2班" },
    { "托班", "K0", 0, "托班" }, { "学前(1)班", "K3", 0, "1班" }, { "中职一年级1班", "V1", 0, "1班" }, { "中职一护理班", "V1", 0, "护理班" },
    { "2024级1班", NULL, 2024, "1班" }, { "2024级(1)班", NULL, 2024, "1班" }, { "24级2班", NULL, 2024, "2班" }, { "2024级", NULL, 2024, "" },
    { "高2024级3班", NULL, 2024, "3班" }, { "2024级高一1班", "H1", 2024, "1班" }, { "二〇二四级一班", NULL, 2024, "1班" }, { "2024级护理1班", NULL, 2024, "护理1班" },
    { "2024级小学1班", NULL, 2024, "1班" }, { "2024级初中(2)班", NULL, 2024, "2班" }, { "2024级小学一年级1班", "P1", 2024, "1班" },
    { "1班(双语)", NULL, 0, "1班(双语)" },
  };
  static const char * const none[] = {
    "", "毕业班", "待定", "班", "火箭班", "无", "-", "0班", "100班", "转出", "张三", "三年级待定", "2012-09-01", "13800110022", "2024届1班",
    "五年", "1班2班", "(1班", "高一(3班", "1.2.3", "一二三班", "王小明", "2024级待定",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ZxClassWords words;

      g_test_message ("%s", cases[i].text);
      g_assert_true (zx_class_from_words (cases[i].text, ZX_STAGE_NONE, &words));
      g_assert_cmpstr (words.grade, ==, cases[i].grade);
      g_assert_cmpint (words.entry_year, ==, cases[i].entry_year);
      g_assert_cmpstr (words.class_name, ==, cases[i].class_name);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      ZxClassWords words;

      g_test_message ("%s", none[i]);
      g_assert_false (zx_class_from_words (none[i], ZX_STAGE_NONE, &words));
      g_assert_null (words.grade);
      g_assert_cmpint (words.entry_year, ==, 0);
      g_assert_cmpstr (words.class_name, ==, "");
    }
}

static void
test_stages_change_what_classes_say (void)
{
  ZxClassWords words;

  g_assert_true (zx_class_from_words ("一年级2班", ZX_STAGE_SENIOR, &words));
  g_assert_cmpstr (words.grade, ==, "H1");
  g_assert_true (zx_class_from_words ("302班", ZX_STAGE_VOCATIONAL, &words) == FALSE);
  g_assert_true (zx_class_from_words ("高2024级3班", ZX_STAGE_NONE, &words));
  g_assert_cmpint (words.stage, ==, ZX_STAGE_SENIOR);
  g_assert_true (zx_class_from_words ("初2025级3班", ZX_STAGE_NONE, &words));
  g_assert_cmpint (words.stage, ==, ZX_STAGE_JUNIOR);
  g_assert_true (zx_class_from_words ("2025级3班", ZX_STAGE_NONE, &words));
  g_assert_cmpint (words.stage, ==, ZX_STAGE_NONE);
}

static void
test_classes_with_a_name_of_their_own (void)
{
  g_autofree char *rocket = zx_class_dup_own_name (" 火箭班 ");
  g_autofree char *languages = zx_class_dup_own_name ("双语1班");

  g_assert_cmpstr (rocket, ==, "火箭班");
  g_assert_cmpstr (languages, ==, "双语1班");
  g_assert_null (zx_class_dup_own_name ("毕业班"));
  g_assert_null (zx_class_dup_own_name ("待定"));
  g_assert_null (zx_class_dup_own_name ("待定班"));
  g_assert_null (zx_class_dup_own_name ("班"));
  g_assert_null (zx_class_dup_own_name (""));
  g_assert_null (zx_class_dup_own_name ("一二三四五六七八九十一二三四五六七八九十班"));
}

static void
test_titles_name_classes (void)
{
  static const struct
  {
    const char *title;
    const char *grade;
    int         entry_year;
    const char *class_name;
  } cases[] = {
    { "三年级(1)班名册", "P3", 0, "1班" },
    { "青石镇中心小学三年级（1）班学生花名册", "P3", 0, "1班" },
    { "2025—2026学年第一学期五(2)班名单", "P5", 0, "2班" },
    { "2025年秋季学期六年级学生名册", "P6", 0, "" },
    { "青石镇第一小学四年级2班", "P4", 0, "2班" },
    { "青石镇第三中学七年级", "J1", 0, "" },
    { "青石中学初二(3)班学生信息", "J2", 0, "3班" },
    { "毕节高中高一3班", "H1", 0, "3班" },
    { "青石幼儿园大班花名册", "K3", 0, "大班" },
    { "幼儿园中班(2)班", "K2", 0, "2班" },
    { "学前班名册", "K3", 0, "学前班" },
    { "五1班", "P5", 0, "1班" },
    { "一年级", "P1", 0, "" },
    { "2024级1班花名册", NULL, 2024, "1班" },
    { "三年二班名册", "P3", 0, "2班" },
  };
  static const char * const none[] = {
    "", "学生花名册", "青石镇九年一贯制学校", "2025年9月1日制表", "2025-2026学年名册", "Sheet1", "全校", "第一中学名册", "消除大班额", "1班", "毕业班",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ZxClassWords words;

      g_test_message ("%s", cases[i].title);
      g_assert_true (zx_class_find_in_title (cases[i].title, ZX_STAGE_NONE, &words));
      g_assert_cmpstr (words.grade, ==, cases[i].grade);
      g_assert_cmpint (words.entry_year, ==, cases[i].entry_year);
      g_assert_cmpstr (words.class_name, ==, cases[i].class_name);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      ZxClassWords words;

      g_test_message ("%s", none[i]);
      g_assert_false (zx_class_find_in_title (none[i], ZX_STAGE_NONE, &words));
    }

  g_assert_cmpint (zx_stage_find_in_title ("青石镇中心小学"), ==, ZX_STAGE_PRIMARY);
  g_assert_cmpint (zx_stage_find_in_title ("青石镇初级中学"), ==, ZX_STAGE_JUNIOR);
  g_assert_cmpint (zx_stage_find_in_title ("毕节市职业高中"), ==, ZX_STAGE_VOCATIONAL);
  g_assert_cmpint (zx_stage_find_in_title ("青石镇幼儿园"), ==, ZX_STAGE_PRESCHOOL);
  g_assert_cmpint (zx_stage_find_in_title ("青石镇九年一贯制学校"), ==, ZX_STAGE_NONE);
  g_assert_cmpint (zx_stage_find_in_title ("青石镇小学附设幼儿园"), ==, ZX_STAGE_NONE);
}

static void
test_years_of_entry_become_grades (void)
{
  g_assert_cmpstr (zx_grade_from_entry_year (2024, ZX_STAGE_PRIMARY, "2026-2027"), ==, "P3");
  g_assert_cmpstr (zx_grade_from_entry_year (2026, ZX_STAGE_JUNIOR, "2026-2027"), ==, "J1");
  g_assert_cmpstr (zx_grade_from_entry_year (2024, ZX_STAGE_SENIOR, "2026-2027"), ==, "H3");
  g_assert_cmpstr (zx_grade_from_entry_year (2026, ZX_STAGE_PRESCHOOL, "2026-2027"), ==, "K1");
  g_assert_cmpstr (zx_grade_from_entry_year (2025, ZX_STAGE_JUNIOR, "2025-2026"), ==, "J1");
  g_assert_null (zx_grade_from_entry_year (2020, ZX_STAGE_PRIMARY, "2026-2027"));
  g_assert_null (zx_grade_from_entry_year (2027, ZX_STAGE_PRIMARY, "2026-2027"));
  g_assert_null (zx_grade_from_entry_year (2024, ZX_STAGE_NONE, "2026-2027"));
  g_assert_null (zx_grade_from_entry_year (2024, ZX_STAGE_PRIMARY, "2026"));

  /* there and back */
  for (const char * const *grade = zx_grade_get_codes (NULL); *grade != NULL; grade++)
    {
      int year = zx_grade_get_entry_year (*grade, "2026-2027");

      if (strcmp (*grade, "K0") != 0)
        g_assert_cmpstr (zx_grade_from_entry_year (year, zx_grade_get_stage (*grade), "2026-2027"), ==, *grade);
    }

  g_assert_cmpint (zx_grade_get_entry_year ("X1", "2026-2027"), ==, 0);
}

static void
test_grades_have_an_order (void)
{
  guint n;
  const char * const *codes = zx_grade_get_codes (&n);

  g_assert_cmpuint (n, ==, 28);

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (zx_grade_get_order (codes[i]), ==, i + 1);
      g_assert_cmpuint (strlen (zx_grade_get_label (codes[i])), >, 0);
      g_assert_true (zx_code_table_contains (zx_code_table_find ("GRADE"), codes[i]));
      g_assert_true (zx_grade_intern (codes[i]) == codes[i]);
      g_assert_cmpint (zx_stage_from_code (zx_stage_get_code (zx_grade_get_stage (codes[i]))), ==,
                       zx_grade_get_stage (codes[i]));
    }

  g_assert_cmpstr (zx_grade_get_next ("P5", FALSE), ==, "P6");
  g_assert_null (zx_grade_get_next ("P6", FALSE));
  g_assert_cmpstr (zx_grade_get_next ("P6", TRUE), ==, "J1");
  g_assert_cmpstr (zx_grade_get_next ("K3", TRUE), ==, "P1");
  g_assert_cmpstr (zx_grade_get_next ("J3", TRUE), ==, "H1");
  g_assert_null (zx_grade_get_next ("H3", TRUE));
  g_assert_null (zx_grade_get_next ("V3", TRUE));
  g_assert_null (zx_grade_get_next ("S9", TRUE));
  g_assert_null (zx_grade_get_next ("", TRUE));
  g_assert_null (zx_grade_intern ("P7"));
  g_assert_cmpuint (zx_grade_get_order (NULL), ==, 0);
  g_assert_cmpstr (zx_grade_get_label ("P7"), ==, "");
}

static void
test_classes_are_shown_and_sorted (void)
{
  static const struct
  {
    const char *grade;
    const char *class_name;
    const char *expected;
  } cases[] = {
    { "P5", "1班", "5(1)" }, { "J2", "10班", "8(10)" }, { "H1", "3班", "Senior 1(3)" }, { "K3", "1班", "K3(1)" }, { "P5", "A班", "5(A)" },
    { "K1", "小班", "小班" }, { "K3", "学前班", "学前班" }, { "P5", "火箭班", "Grade 5 火箭班" }, { "P5", "", "Grade 5" }, { "P5", NULL, "Grade 5" },
    { NULL, "1班", "1班" }, { NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = zx_class_format (cases[i].grade, cases[i].class_name);

      g_assert_cmpstr (words, ==, cases[i].expected);
    }

  g_assert_cmpint (zx_class_compare ("P1", "2班", "P1", "10班"), <, 0);
  g_assert_cmpint (zx_class_compare ("P6", "2班", "J1", "1班"), <, 0);
  g_assert_cmpint (zx_class_compare ("K3", "大班", "P1", "1班"), <, 0);
  g_assert_cmpint (zx_class_compare ("P1", "2班", "P1", "火箭班"), <, 0);
  g_assert_cmpint (zx_class_compare (NULL, "1班", "V3", "1班"), >, 0);
  g_assert_cmpint (zx_class_compare ("P1", "1班", "P1", "1班"), ==, 0);
  g_assert_cmpint (zx_class_get_number ("12班"), ==, 12);
  g_assert_cmpint (zx_class_get_number ("火箭班"), ==, 0);
}

static void
test_ages_outside_the_band (void)
{
  g_assert_false (zx_grade_is_age_unusual ("P1", "2020-05-01", "2026-09-01"));
  g_assert_false (zx_grade_is_age_unusual ("P6", "2011-10-01", "2026-09-01")); /* 14 */
  g_assert_true (zx_grade_is_age_unusual ("P6", "2011-08-01", "2026-09-01"));  /* 15 */
  g_assert_true (zx_grade_is_age_unusual ("J1", "2018-05-01", "2026-09-01"));  /* 8 */
  g_assert_false (zx_grade_is_age_unusual ("J1", "2017-05-01", "2026-09-01")); /* 9 */
  g_assert_false (zx_grade_is_age_unusual (NULL, "2017-05-01", "2026-09-01"));
  g_assert_false (zx_grade_is_age_unusual ("P1", "", "2026-09-01"));
}

static void
test_answers (void)
{
  static const char * const yes[] = { "是", "有", "√", "✓", "1", "Y", "享受", "y", " 是 " };
  static const char * const no[] = { "否", "无", "×", "0", "N", "空", "", "/", "没有" };
  static const char * const unknown[] = { "低保", "可能", "2", "是的吧" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_cmpint (zx_answer_from_words (yes[i]), ==, ZX_ANSWER_YES);

  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_cmpint (zx_answer_from_words (no[i]), ==, ZX_ANSWER_NO);

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpint (zx_answer_from_words (unknown[i]), ==, ZX_ANSWER_UNKNOWN);

  g_assert_cmpint (zx_answer_from_words (NULL), ==, ZX_ANSWER_NO);
}

static void
test_single_words (void)
{
  static const WordCase sexes[] = { { "男", "1" }, { "女", "2" }, { "男生", "1" }, { " F ", "2" }, { "1", "1" }, { "不详", NULL }, { "男女", NULL } };
  static const WordCase boards[] = {
    { "走读", "1" }, { "非寄宿生", "1" }, { "住校", "2" }, { "寄宿", "2" }, { "住宿", "2" }, { "是", "2" }, { "否", "1" }, { "借宿", "3" }, { "其他", "9" },
    { "2", "2" }, { "半托", NULL },
  };
  static const WordCase relations[] = {
    { "父亲", "51" }, { "爸爸", "51" }, { "父女", "51" }, { "母子", "52" }, { "妈", "52" }, { "继父", "57" }, { "养母", "58" }, { "爷爷", "61" }, { "祖母", "62" },
    { "外公", "63" }, { "姥姥", "64" }, { "哥哥", "71" }, { "弟", "73" }, { "大姐", "75" }, { "妹妹", "77" }, { "伯父", "81" }, { "舅舅", "81" }, { "监护人", "90" },
    { "福利院", "91" }, { "其他", "99" }, { "51", "51" }, { "同学", NULL },
  };
  static const WordCase hukou[] = { { "农业户口", "1" }, { "农村", "1" }, { "非农业", "2" }, { "城镇户口", "2" }, { "外星", NULL } };
  static const WordCase documents[] = { { "居民身份证", "1" }, { "护照", "A" }, { "台湾居民来往大陆通行证", "8" }, { "其他", "Z" }, { "船票", NULL } };
  static const WordCase left[] = { { "非留守", "0" }, { "否", "0" }, { "单亲留守", "1" }, { "父母外出务工", "2" }, { "是", NULL } };
  static const WordCase enrolled[] = { { "在读", "1" }, { "休学", "2" }, { "转出", "3" }, { "毕业", "4" }, { "送教上门", "8" }, { "旅游", NULL } };

  check_words (zx_sex_from_words, sexes, G_N_ELEMENTS (sexes));
  check_words (zx_board_from_words, boards, G_N_ELEMENTS (boards));
  check_words (zx_relation_from_words, relations, G_N_ELEMENTS (relations));
  check_words (zx_hukou_from_words, hukou, G_N_ELEMENTS (hukou));
  check_words (zx_id_type_from_words, documents, G_N_ELEMENTS (documents));
  check_words (zx_left_behind_from_words, left, G_N_ELEMENTS (left));
  check_words (zx_enrol_from_words, enrolled, G_N_ELEMENTS (enrolled));
}

static void
test_levels_go_by_rank (void)
{
  static const char * const relative[] = { "特别困难", "相对困难", "临时困难", NULL };
  static const char * const two[] = { "特别困难", "一般困难", NULL };
  static const WordCase cases[] = {
    { "特别困难", "1" }, { "困难", "2" }, { "一般困难", "3" }, { "不困难", "0" }, { "相对困难", "2" }, { "相对贫困", "2" }, { "临时困难", "3" },
    { "临时贫困", "3" }, { "不贫困", "0" }, { "家庭经济特别困难", "1" }, { "家庭经济困难", "2" }, { "家庭经济一般困难学生", "3" }, { "1", "1" }, { "富裕", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (zx_level_from_words (cases[i].text, NULL), ==, cases[i].code);
    }

  g_assert_cmpstr (zx_level_from_words ("临时困难", relative), ==, "3");
  g_assert_cmpstr (zx_level_from_words ("困难", relative), ==, "2");
  g_assert_cmpstr (zx_level_from_words ("一般困难", two), ==, "2");
}

static void
test_ethnic_groups (void)
{
  guint n;
  const ZxNation *table = zx_nation_get_table (&n);
  gboolean kept;

  g_assert_cmpuint (n, ==, 58);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *without = g_str_has_suffix (table[i].word, "族")
        ? g_strndup (table[i].word, strlen (table[i].word) - strlen ("族")) : g_strdup (table[i].word);

      g_assert_cmpstr (zx_nation_from_words (table[i].word, &kept), ==, table[i].code);
      g_assert_false (kept);
      g_assert_cmpstr (zx_nation_from_words (without, NULL), ==, table[i].code);
      g_assert_cmpstr (zx_nation_from_words (table[i].code, NULL), ==, table[i].code);
      g_assert_true (i == 0 || strcmp (table[i - 1].code, table[i].code) < 0);
      g_assert_true (zx_code_table_contains (zx_code_table_find ("NATION"), table[i].code));
    }

  g_assert_cmpstr (zx_nation_from_words ("1", NULL), ==, "01");
  g_assert_cmpstr (zx_nation_from_words ("汉 族", NULL), ==, "01");
  g_assert_cmpstr (zx_nation_from_words ("穿青人", &kept), ==, "97");
  g_assert_true (kept);
  g_assert_cmpstr (zx_nation_from_words ("革家人", &kept), ==, "97");
  g_assert_true (kept);
  g_assert_cmpstr (zx_nation_from_words ("其他", &kept), ==, "97");
  g_assert_false (kept);
  g_assert_null (zx_nation_from_words ("57", NULL));
  g_assert_null (zx_nation_from_words ("00", NULL));
  g_assert_null (zx_nation_from_words ("火星族", NULL));
  g_assert_null (zx_nation_from_words ("族", NULL));
  g_assert_null (zx_nation_from_words ("", NULL));
}

static void
test_categories_and_their_old_names (void)
{
  static const WordCase cases[] = {
    { "脱贫户", "01" }, { "脱贫家庭学生", "01" }, { "建档立卡", "01" }, { "建档立卡贫困户", "01" }, { "原建档立卡", "01" }, { "贫困户", "01" },
    { "建档立卡贫困家庭学生", "01" }, { "是否建档立卡", "01" }, { "是否建档立卡贫困户（是/否）", "01" },
    { "脱贫不稳定户", "02" }, { "脱贫不稳定", "02" }, { "边缘户", "03" }, { "边缘易致贫", "03" }, { "边缘易致贫户", "03" },
    { "突发严重困难户", "04" }, { "突发严重困难家庭", "04" },
    { "最低生活保障家庭", "05" }, { "城市低保", "05" }, { "农村低保", "05" }, { "低保户", "05" }, { "低保", "05" }, { "农村低保家庭", "05" }, { "低保家庭学生", "05" },
    { "特困救助供养", "06" }, { "五保", "06" }, { "特困人员", "06" }, { "特困供养学生", "06" }, { "孤儿", "07" }, { "是否孤儿", "07" },
    { "事实无人抚养儿童", "08" }, { "事实孤儿", "08" }, { "残疾学生", "09" }, { "残疾儿童", "09" }, { "家庭经济困难残疾学生", "09" }, { "孤残学生", "09" },
    { "残疾人子女", "10" }, { "家庭经济困难残疾人子女", "10" }, { "烈士子女", "11" }, { "革命烈士子女", "11" },
    { "低保边缘家庭", "12" }, { "低收入家庭", "12" }, { "刚性支出困难家庭", "13" }, { "支出型困难家庭", "13" }, { "优抚", "14" }, { "因公牺牲子女", "14" },
    { "残疾军人子女", "14" }, { "困难职工子女", "15" }, { "特困职工", "15" }, { "因病致困", "16" }, { "重大疾病", "16" }, { "大病", "16" },
    { "因灾致困", "17" }, { "天灾", "17" }, { "自然灾害", "17" }, { "人祸", "18" }, { "意外", "18" }, { "单亲", "19" }, { "丧父", "19" }, { "丧母", "19" },
    { "父母一方亡故/单亲", "19" }, { "父母离异", "20" }, { "离异", "20" }, { "困境儿童", "21" }, { "父母服刑", "21" }, { "进城务工人员子女", "22" },
    { "少数民族儿童", "23" }, { "多子女", "24" }, { "其他", "99" }, { "05", "05" },
    { "困难", NULL }, { "是", NULL }, { "贫困", NULL }, { "贫困学生", NULL }, { "一般", NULL }, { "5", NULL }, { "", NULL }, { "学生", NULL }, { "家庭经济困难", NULL },
  };
  guint n;
  const ZxCategory *table = zx_category_get_table (&n);

  check_words (zx_category_from_words, cases, G_N_ELEMENTS (cases));
  g_assert_cmpuint (n, ==, 25);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) others = g_strsplit (table[i].others, " ", -1);

      g_assert_true (zx_category_find (table[i].code) == &table[i]);
      g_assert_true (zx_code_table_contains (zx_code_table_find ("CAT"), table[i].code));
      g_assert_cmpstr (zx_category_from_words (table[i].word), ==, table[i].code);

      /* no name stands for two groups */
      for (guint k = 0; others[k] != NULL; k++)
        {
          g_test_message ("%s", others[k]);
          g_assert_cmpstr (zx_category_from_words (others[k]), ==, table[i].code);
        }
    }

  g_assert_true (zx_category_find ("05")->of_family);
  g_assert_false (zx_category_find ("07")->of_family);
  g_assert_cmpstr (zx_category_find ("19")->level, ==, "3");
  g_assert_null (zx_category_find ("25"));
}

static void
test_cells_with_several_values (void)
{
  static const struct
  {
    const char *text;
    const char *joined;
  } cases[] = {
    { "低保、单亲", "低保|单亲" }, { "低保，单亲,孤儿", "低保|单亲|孤儿" }, { "低保；单亲; 孤儿", "低保|单亲|孤儿" }, { "低保/单亲", "低保|单亲" },
    { "低保\n单亲", "低保|单亲" }, { " 低保 、、 低保 ", "低保" }, { "无", "" }, { "/", "" }, { "", "" }, { "低保", "低保" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) values = zx_words_split (cases[i].text);
      g_autofree char *joined = g_strjoinv ("|", values);

      g_assert_cmpstr (joined, ==, cases[i].joined);
    }

  {
    g_auto (GStrv) nothing = zx_words_split (NULL);

    g_assert_null (nothing[0]);
  }
}

/* Whatever stands in a cell, reading it ends, and what is understood is a class that reads as itself. */
static void
test_any_cell_is_survived (void)
{
  static const char * const parts[] = {
    "一", "二", "十", "1", "2", "0", "12", "(", ")", "（", "班", "年级", "年", "级", "小", "大", "中", "初", "高", "2024", ".", "-", "学前", "第", "中职",
    "\xff", "𠮷", " ", "A", "①", "托", "",
  };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = g_test_rand_int_range (0, 7);
      ZxClassWords words, again;

      for (guint i = 0; i < n; i++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);

      zx_grade_from_words (text->str, g_test_rand_int_range (0, 7));
      zx_class_find_in_title (text->str, ZX_STAGE_NONE, &words);

      if (!zx_class_from_words (text->str, ZX_STAGE_NONE, &words))
        continue;

      g_assert_true (g_utf8_validate (words.class_name, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (words.class_name, -1), <=, 20);

      if (words.grade == NULL && zx_class_get_number (words.class_name) > 0 && words.entry_year == 0)
        {
          g_assert_true (zx_class_from_words (words.class_name, ZX_STAGE_NONE, &again));
          g_assert_cmpstr (again.class_name, ==, words.class_name);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/grade-words", test_grade_words);
  g_test_add_func ("/words/class-words", test_class_words);
  g_test_add_func ("/words/stages-change-what-classes-say", test_stages_change_what_classes_say);
  g_test_add_func ("/words/classes-with-a-name-of-their-own", test_classes_with_a_name_of_their_own);
  g_test_add_func ("/words/titles-name-classes", test_titles_name_classes);
  g_test_add_func ("/words/years-of-entry-become-grades", test_years_of_entry_become_grades);
  g_test_add_func ("/words/grades-have-an-order", test_grades_have_an_order);
  g_test_add_func ("/words/classes-are-shown-and-sorted", test_classes_are_shown_and_sorted);
  g_test_add_func ("/words/ages-outside-the-band", test_ages_outside_the_band);
  g_test_add_func ("/words/answers", test_answers);
  g_test_add_func ("/words/single-words", test_single_words);
  g_test_add_func ("/words/levels-go-by-rank", test_levels_go_by_rank);
  g_test_add_func ("/words/ethnic-groups", test_ethnic_groups);
  g_test_add_func ("/words/categories-and-their-old-names", test_categories_and_their_old_names);
  g_test_add_func ("/words/cells-with-several-values", test_cells_with_several_values);
  g_test_add_func ("/words/any-cell-is-survived", test_any_cell_is_survived);

  return g_test_run ();
}
