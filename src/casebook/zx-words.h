/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words people write in rosters for grades, classes, categories and the like, and the codes they mean.
 *
 * Codes are texts of static memory, as the code tables have them, and %NULL stands for "not understood". Texts need not
 * be normalised. Whoever reads a column decides what an empty cell means; every function here gives %NULL for it.
 */

/* Grades: K0-K3, P1-P6, J1-J3, H1-H3, V1-V3, S1-S9 */

/* What the leading letter of a grade stands for: codes of the table STAGE. */
typedef enum
{
  ZX_STAGE_NONE,
  ZX_STAGE_PRESCHOOL,
  ZX_STAGE_PRIMARY,
  ZX_STAGE_JUNIOR,
  ZX_STAGE_SENIOR,
  ZX_STAGE_VOCATIONAL,
  ZX_STAGE_SPECIAL,
} ZxStage;

/**
 * zx_stage_get_code:
 * @stage: a stage
 *
 * Returns: (nullable): its code in the table STAGE, "1" to "6"
 */
const char *zx_stage_get_code          (ZxStage      stage);

/**
 * zx_stage_from_code:
 * @code: (nullable): a code of the table STAGE
 */
ZxStage     zx_stage_from_code         (const char  *code);

/**
 * zx_stage_get_age_band:
 * @stage: a stage
 * @out_youngest: (out): the usual age, in full years on 1 September, in its first grade
 * @out_oldest: (out): the usual age in its last grade
 *
 * Returns: %FALSE for %ZX_STAGE_NONE
 */
gboolean    zx_stage_get_age_band      (ZxStage      stage,
                                        int         *out_youngest,
                                        int         *out_oldest);

/**
 * zx_grade_is_age_unusual:
 * @grade: a grade
 * @birth_date: a date
 * @on: the day that counts, mostly 1 September of the school year
 *
 * Whether the age lies more than three years outside the usual band of the stage: W_AGE.
 */
gboolean    zx_grade_is_age_unusual    (const char  *grade,
                                        const char  *birth_date,
                                        const char  *on);

/**
 * zx_grade_intern:
 * @code: (nullable): a text
 *
 * Returns: (nullable): the grade's code in static memory, %NULL when @code is no grade
 */
const char *zx_grade_intern            (const char  *code);

/**
 * zx_grade_get_stage:
 * @grade: (nullable): a grade
 */
ZxStage     zx_grade_get_stage         (const char  *grade);

/**
 * zx_grade_get_order:
 * @grade: (nullable): a grade
 *
 * Returns: a number by which grades are sorted: kindergarten, primary, junior, senior, vocational, special; 0 for
 *   no grade
 */
guint       zx_grade_get_order         (const char  *grade);

/**
 * zx_grade_get_next:
 * @grade: (nullable): a grade
 * @across_stages: whether P6 is followed by J1 and so on (a school with several stages)
 *
 * Returns: (nullable): the grade of next year; %NULL when pupils leave
 */
const char *zx_grade_get_next          (const char  *grade,
                                        gboolean     across_stages);

/**
 * zx_grade_get_label:
 * @grade: (nullable): a grade
 *
 * Returns: the words in the language in use: 五年级, 八年级, 高一, 中职一年级, 小班; "" for no grade
 */
const char *zx_grade_get_label         (const char  *grade);

/**
 * zx_grade_get_codes:
 * @out_n: (out) (optional): how many
 *
 * Returns: (array length=out_n): all grades in order, %NULL at the end
 */
const char * const *
            zx_grade_get_codes         (guint       *out_n);

/**
 * zx_grade_from_words:
 * @text: (nullable): 一年级, 1年级, 小一, 一, 七年级, 初一, 初中一年级, 7, 高一, 高中一年级, 小班, 中职一年级 …; also a code
 * @stage: what "一年级" means in this school; %ZX_STAGE_NONE when it has primary grades or is not known
 *
 * Returns: (nullable): the grade
 */
const char *zx_grade_from_words        (const char  *text,
                                        ZxStage      stage);

/**
 * zx_grade_from_entry_year:
 * @entry_year: the year of entry, of `2024级`
 * @stage: the stage entered
 * @school_year: "2026-2027"
 *
 * Returns: (nullable): the grade in that school year; %NULL before entry and after the last grade
 */
const char *zx_grade_from_entry_year   (int          entry_year,
                                        ZxStage      stage,
                                        const char  *school_year);

/**
 * zx_grade_get_entry_year:
 * @grade: a grade
 * @school_year: "2026-2027"
 *
 * Returns: the year in which pupils of @grade entered the stage; 0 for no grade
 */
int         zx_grade_get_entry_year    (const char  *grade,
                                        const char  *school_year);

/* Classes */

/* Room for a class name of 20 characters. */
#define ZX_CLASS_NAME_SIZE 84

/**
 * ZxClassWords:
 * @grade: (nullable): the grade named with the class
 * @entry_year: the year of `2024级`, else 0; turn it into a grade by zx_grade_from_entry_year()
 * @stage: the stage named with the entry year (`高2024级`, `初2024级`), else %ZX_STAGE_NONE
 * @class_name: the class in its plain form: "1班", "小班", "火箭班"; "" when only a grade was named
 *
 * What a class cell says.
 */
typedef struct
{
  const char *grade;
  int         entry_year;
  ZxStage     stage;
  char        class_name[ZX_CLASS_NAME_SIZE];
} ZxClassWords;

/**
 * zx_class_from_words:
 * @text: (nullable): `1班`, `一班`, `(1)班`, `（一）班`, `1.1`, `一(1)班`, `2024级1班`, `5年级1班`, `五(1)班`, `七年级(2)班`, `中(1)班`, `大一班`,
 *   `初一2班`, `高一(3)班`, `小班`, `三年二班`, `302班`, `五①班`, `1`, `A班` …
 * @stage: as in zx_grade_from_words()
 * @out_words: (out): what it says; cleared when nothing was understood
 *
 * A cell that only names a kindergarten grade (小班) gives that grade and class name. Other grade forms without a
 * class (`五年级`) give the grade and no class name. Words that are neither (毕业班, 待定) are not understood.
 *
 * Returns: whether @text was understood
 */
gboolean    zx_class_from_words        (const char   *text,
                                        ZxStage       stage,
                                        ZxClassWords *out_words);

/**
 * zx_class_dup_own_name:
 * @text: (nullable): a class cell that zx_class_from_words() does not understand
 *
 * A class called by a word of its own (火箭班, 双语班), for rows whose grade is known from its own column. Words
 * that tell a state and not a class (毕业班, 待定) have none.
 *
 * Returns: (transfer full) (nullable): the class name
 */
char       *zx_class_dup_own_name      (const char   *text);

/**
 * zx_class_find_in_title:
 * @title: (nullable): the title of a sheet or its name: "青石镇中心小学三年级(1)班名册"
 * @stage: as in zx_grade_from_words()
 * @out_words: (out): grade and class named in it
 *
 * Looks for a grade, with a class behind it if there is one. School years, dates and the school's name are not
 * mistaken for one.
 *
 * Returns: whether a grade or year of entry was found
 */
gboolean    zx_class_find_in_title     (const char   *title,
                                        ZxStage       stage,
                                        ZxClassWords *out_words);

/**
 * zx_stage_find_in_title:
 * @title: (nullable): a title or a school's name
 *
 * Returns: the stage named in it (幼儿园, 小学, 初级中学, 高中, 职业 …), %ZX_STAGE_NONE when none or several are (九年一贯制学校)
 */
ZxStage     zx_stage_find_in_title     (const char   *title);

/**
 * zx_class_get_number:
 * @class_name: (nullable): "12班"
 *
 * Returns: its number, for sorting; 0 when it has none
 */
int         zx_class_get_number        (const char   *class_name);

/**
 * zx_class_compare:
 * @grade_a: (nullable): a grade
 * @class_a: (nullable): a class name
 * @grade_b: (nullable): a grade
 * @class_b: (nullable): a class name
 *
 * The order of classes: by grade, then number (2班 before 10班), then name; without grade last.
 *
 * Returns: as strcmp()
 */
int         zx_class_compare           (const char   *grade_a,
                                        const char   *class_a,
                                        const char   *grade_b,
                                        const char   *class_b);

/**
 * zx_class_format:
 * @grade: (nullable): a grade
 * @class_name: (nullable): a class name
 *
 * How a class is shown everywhere: P5 and 1班 五(1)班, J2 八(1)班, K3 大(1)班, H1 高一(1)班, V1 中职一(1)班, S1 特教一(1)班. A class
 * named otherwise is shown with the grade's label before it (五年级火箭班), unless it already names the grade
 * (小班). Either part alone is fine.
 *
 * Returns: (transfer full): the words
 */
char       *zx_class_format            (const char   *grade,
                                        const char   *class_name);

/* Single words */

/* Answers of a yes/no cell. */
typedef enum
{
  ZX_ANSWER_UNKNOWN = -1,
  ZX_ANSWER_NO,
  ZX_ANSWER_YES,
} ZxAnswer;

/**
 * zx_answer_from_words:
 * @text: (nullable): 是 有 √ ✓ 1 Y 享受 …; 否 无 × 0 N 空, and the empty text, are no
 */
ZxAnswer    zx_answer_from_words       (const char   *text);

/* SEX: "1" 男, "2" 女 */
const char *zx_sex_from_words          (const char   *text);

/* BOARD: 走读 "1", 住校 "2", 借宿 "3", 其他 "9"; 是 and 否 answer "是否寄宿" */
const char *zx_board_from_words        (const char   *text);

/* REL: 父亲, 爸爸, 父女 "51" … */
const char *zx_relation_from_words     (const char   *text);

/* HUKOU: 农业 "1", 非农业 "2" */
const char *zx_hukou_from_words        (const char   *text);

/* IDTYPE: 居民身份证 "1", 护照 "A" … */
const char *zx_id_type_from_words      (const char   *text);

/* LEFT: 非留守, 否 "0", 单亲留守 "1", 双亲留守 "2"; a bare 是 does not say which */
const char *zx_left_behind_from_words  (const char   *text);

/* ENROL: 在读 "1", 休学 "2", 转出 "3" … */
const char *zx_enrol_from_words        (const char   *text);

/**
 * zx_level_from_words:
 * @text: (nullable): 特别困难, 困难, 一般困难, 不困难, 相对困难, 相对贫困, 临时困难, 临时贫困 …
 * @names: (nullable) (array zero-terminated=1): the level names of the preset in use, rank 1 first, without 不困难; they win
 *   over the words we know, so that 一般困难 is rank 2 where a county has two levels
 *
 * A word is mapped by its rank only; none makes an application temporary.
 *
 * Returns: (nullable): LEVEL: "1" to "3", "0" not in hardship
 */
const char *zx_level_from_words        (const char          *text,
                                        const char * const  *names);

/* Ethnic groups (GB/T 3304) */

typedef struct
{
  const char *code; /* "06" */
  const char *word; /* 苗族, as rosters write it; the label to show is in the code table */
} ZxNation;

/**
 * zx_nation_get_table:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n): 01 to 56, 97 and 98
 */
const ZxNation *
            zx_nation_get_table        (guint        *out_n);

/**
 * zx_nation_from_words:
 * @text: (nullable): 汉, 汉族, 01, 1
 * @out_kept: (out) (optional): whether the text says more than the code and should be kept as a remark: 穿青人 is 97
 *
 * Returns: (nullable): the code
 */
const char *zx_nation_from_words       (const char   *text,
                                        gboolean     *out_kept);

/* Categories of hardship */

/**
 * ZxCategory:
 * @code: "01" to "24", "99"
 * @word: the name in use, 脱贫户; the label to show is in the code table
 * @others: other and legacy names, parted by blanks
 * @level: default level, "1" to "3" (a severely disabled pupil, 09, is "1" by the certificate)
 * @of_family: whether it belongs to the household, else to the student
 *
 * One row of the table of hardship groups.
 */
typedef struct
{
  const char *code;
  const char *word;
  const char *others;
  const char *level;
  gboolean    of_family;
} ZxCategory;

/**
 * zx_category_get_table:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n): all categories, by code
 */
const ZxCategory *
            zx_category_get_table      (guint        *out_n);

/**
 * zx_category_find:
 * @code: (nullable): a code
 *
 * Returns: (nullable): its row
 */
const ZxCategory *
            zx_category_find           (const char   *code);

/**
 * zx_category_from_words:
 * @text: (nullable): one word, current or legacy: 建档立卡, 农村低保户, 事实孤儿 …; also a code, or a heading such as
 *   是否建档立卡
 *
 * Returns: (nullable): the code; %NULL also for words that name no group (困难, 是)
 */
const char *zx_category_from_words     (const char   *text);

/**
 * zx_words_split:
 * @text: (nullable): a cell with several values
 *
 * Parts a cell at 、，,;；/ and line ends. A placeholder alone gives nothing.
 *
 * Returns: (transfer full) (array zero-terminated=1): the values, normalised, without empty ones and repeats
 */
char      **zx_words_split             (const char   *text);

G_END_DECLS
