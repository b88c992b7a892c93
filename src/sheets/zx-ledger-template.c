/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-ledger-book.h"
#include "zx-ledger.h"
#include "zx-words.h"

/* The blank roster. Its words are Chinese in every language of the program: they are the words of the rosters that
 * schools hand around, and the ones the import knows best.
 */

#define TITLE      "学生名册（填好后在本程序中导入）"
#define NOTE       "说明：加粗的列请尽量填；没有的留空，不要填“无”。身份证号、学籍号、电话、银行卡号都是文本，请勿改为数字。" \
                   "一名学生一行；请勿合并单元格。有学生没有身份证号的，请加一列“出生日期”。"
#define BODY_FONT  "宋体"
#define LIST_SHEET "选项"
#define HEADER_ROW 2
#define LAST_ROW   5000 /* drop-downs reach so far */

/* Where the words of a drop-down come from. */
typedef enum
{
  LIST_NONE,
  LIST_SEX,
  LIST_NATION,
  LIST_GRADE,
  LIST_BOARD,
  LIST_RELATION,
  LIST_LEFT_BEHIND,
  LIST_CATEGORY,
} List;

typedef struct
{
  const char *heading;
  double      width;
  gboolean    wanted; /* needed for a complete file */
  List        list;
  const char *hint;   /* shown beside a chosen cell */
} Column;

static const Column columns[] = {
  { "姓名", 11, TRUE },
  { "性别", 6, TRUE, LIST_SEX },
  { "身份证号", 21, TRUE, LIST_NONE, "18 位，末位 X 大写" },
  { "学籍号", 22, FALSE, LIST_NONE, "字母加 18 位" },
  { "民族", 8, TRUE, LIST_NATION },
  { "年级", 9, TRUE, LIST_GRADE },
  { "班级", 8, TRUE, LIST_NONE, "写成 1班、2班" },
  { "班内学号", 9, FALSE },
  { "就读方式", 9, TRUE, LIST_BOARD },
  { "监护人", 11, TRUE },
  { "与学生关系", 11, TRUE, LIST_RELATION },
  { "联系电话", 14, TRUE, LIST_NONE, "11 位手机号，或 区号-号码" },
  { "乡镇", 10, FALSE },
  { "村", 10, FALSE },
  { "组", 8, FALSE },
  { "家庭住址", 28, TRUE },
  { "留守儿童", 10, FALSE, LIST_LEFT_BEHIND },
  { "困难类型", 16, FALSE, LIST_CATEGORY, "有几种的，用顿号隔开写在一格里" },
  { "证书编号", 18, FALSE, LIST_NONE, "低保证、残疾证等的编号" },
  { "开户人", 11, FALSE },
  { "开户行", 16, FALSE },
  { "银行卡号", 22, FALSE },
  { "备注", 18, FALSE },
};

static const struct
{
  const char *code;
  const char *word;
} grades[] = {
  { "K0", "托班" }, { "K1", "小班" }, { "K2", "中班" }, { "K3", "大班" },
  { "P1", "一年级" }, { "P2", "二年级" }, { "P3", "三年级" }, { "P4", "四年级" }, { "P5", "五年级" }, { "P6", "六年级" },
  { "J1", "七年级" }, { "J2", "八年级" }, { "J3", "九年级" },
  { "H1", "高一" }, { "H2", "高二" }, { "H3", "高三" },
  { "V1", "中职一年级" }, { "V2", "中职二年级" }, { "V3", "中职三年级" },
  { "S1", "特教一年级" }, { "S2", "特教二年级" }, { "S3", "特教三年级" }, { "S4", "特教四年级" }, { "S5", "特教五年级" },
  { "S6", "特教六年级" }, { "S7", "特教七年级" }, { "S8", "特教八年级" }, { "S9", "特教九年级" },
};

/* (transfer full) (element-type utf8): the words of a drop-down; borrowed texts */
static GPtrArray *
list_words (List        list,
            const char *stages)
{
  static const char * const sexes[] = { "男", "女", NULL };
  static const char * const boards[] = { "走读", "住校", "借宿", "其他", NULL };
  static const char * const relations[] = {
    "父亲", "母亲", "继父", "继母", "祖父", "祖母", "外祖父", "外祖母", "兄", "弟", "姐", "妹", "伯叔姑舅姨", "非亲属监护人", "福利机构", "其他", NULL,
  };
  static const char * const left_behind[] = { "非留守", "单亲留守", "双亲留守", NULL };
  static const char * const * const plain[] = {
    [LIST_SEX] = sexes, [LIST_BOARD] = boards, [LIST_RELATION] = relations, [LIST_LEFT_BEHIND] = left_behind,
  };
  GPtrArray *words = g_ptr_array_new ();
  g_auto (GStrv) offered = g_strsplit (stages != NULL ? stages : "", ",", -1);
  guint n = 0;

  switch (list)
    {
    case LIST_NATION:
      {
        const ZxNation *nations = zx_nation_get_table (&n);

        for (guint i = 0; i < n; i++)
          g_ptr_array_add (words, (gpointer) nations[i].word);
        break;
      }

    case LIST_CATEGORY:
      {
        const ZxCategory *categories = zx_category_get_table (&n);

        for (guint i = 0; i < n; i++)
          g_ptr_array_add (words, (gpointer) categories[i].word);
        break;
      }

    case LIST_GRADE:
      for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
        if (offered[0] == NULL ||
            g_strv_contains ((const char * const *) offered, zx_stage_get_code (zx_grade_get_stage (grades[i].code))))
          g_ptr_array_add (words, (gpointer) grades[i].word);
      break;

    case LIST_SEX:
    case LIST_BOARD:
    case LIST_RELATION:
    case LIST_LEFT_BEHIND:
      for (const char * const *word = plain[list]; *word != NULL; word++)
        g_ptr_array_add (words, (gpointer) *word);
      break;

    case LIST_NONE:
    default:
      break;
    }

  return words;
}

/* --- writing --- */

typedef struct
{
  ZxBook        *book;
  lxw_worksheet *sheet;
  lxw_worksheet *lists;
  const char    *stages;
} Template;

static lxw_format *
add_format (Template *self,
            double    points,
            gboolean  bold)
{
  lxw_format *format = workbook_add_format (zx_book_get_workbook (self->book));

  format_set_font_name (format, BODY_FONT);
  format_set_font_size (format, points);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (bold)
    format_set_bold (format);

  return format;
}

/* Texts above the table: 说明 in front keeps the import from reading them as pupils. */
static gboolean
write_merged (Template    *self,
              lxw_row_t    row,
              double       height,
              const char  *text,
              lxw_format  *format,
              GError     **error)
{
  if (!zx_book_check (worksheet_set_row (self->sheet, row, height, NULL), error) ||
      !zx_book_check (worksheet_merge_range (self->sheet, row, 0, row, G_N_ELEMENTS (columns) - 1, "", NULL), error) ||
      !zx_book_check (worksheet_write_string (self->sheet, row, 0, text, format), error))
    return FALSE;

  for (lxw_col_t i = 1; i < G_N_ELEMENTS (columns); i++)
    if (!zx_book_check (worksheet_write_blank (self->sheet, row, i, format), error))
      return FALSE;

  return TRUE;
}

static gboolean
write_head (Template  *self,
            GError   **error)
{
  lxw_format *title = add_format (self, 16, TRUE);
  lxw_format *note = add_format (self, 10, FALSE);
  lxw_format *cell = add_format (self, 11, FALSE);
  lxw_format *heading = add_format (self, 11, FALSE);
  lxw_format *wanted = add_format (self, 11, TRUE);

  format_set_align (title, LXW_ALIGN_CENTER);
  format_set_text_wrap (note);
  /* Whatever is typed stays as it was typed: no digit of a long number is lost. */
  format_set_num_format (cell, "@");
  format_set_align (heading, LXW_ALIGN_CENTER);
  format_set_border (heading, LXW_BORDER_THIN);
  format_set_align (wanted, LXW_ALIGN_CENTER);
  format_set_border (wanted, LXW_BORDER_THIN);
  format_set_pattern (wanted, LXW_PATTERN_SOLID);
  format_set_bg_color (wanted, 0xE2EFDA);

  worksheet_set_default_row (self->sheet, 18, LXW_FALSE);
  for (lxw_col_t i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!zx_book_check (worksheet_set_column (self->sheet, i, i, columns[i].width, cell), error))
      return FALSE;

  if (!write_merged (self, 0, 30, TITLE, title, error) ||
      !write_merged (self, 1, 34, NOTE, note, error) ||
      !zx_book_check (worksheet_set_row (self->sheet, HEADER_ROW, 24, NULL), error))
    return FALSE;

  for (lxw_col_t i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!zx_book_check (worksheet_write_string (self->sheet, HEADER_ROW, i, columns[i].heading, columns[i].wanted ? wanted : heading),
                        error))
      return FALSE;

  return TRUE;
}

static gboolean
add_choice (Template    *self,
            lxw_col_t    column,
            guint        n_words,
            GError     **error)
{
  char letters[LXW_MAX_COL_NAME_LENGTH];
  g_autofree char *source = NULL;
  lxw_data_validation choice = {
    .ignore_blank = LXW_VALIDATION_ON,
    .show_input = LXW_VALIDATION_ON,
    .show_error = LXW_VALIDATION_OFF,
  };

  if (n_words == 0 && columns[column].hint == NULL)
    return TRUE;

  lxw_col_to_name (letters, column, LXW_FALSE);
  source = g_strdup_printf ("='" LIST_SHEET "'!$%s$2:$%s$%u", letters, letters, n_words + 1);

  choice.validate = n_words > 0 ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_ANY;
  if (n_words > 0)
    {
      choice.value_formula = source;
      choice.dropdown = LXW_VALIDATION_ON;
      /* A second group, or a word of the county, may still be written by hand. */
      choice.show_error = columns[column].list == LIST_CATEGORY ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
      choice.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
      choice.error_title = (char *) "请从列表中选择";
      choice.error_message = (char *) "这里的内容不在列表中，导入时可能认不出来。";
    }
  if (columns[column].hint != NULL)
    {
      choice.input_title = (char *) columns[column].heading;
      choice.input_message = (char *) columns[column].hint;
    }

  return zx_book_check (worksheet_data_validation_range (self->sheet, HEADER_ROW + 1, column, LAST_ROW, column, &choice), error);
}

/* The words of the drop-downs, each under its column's letter, on a sheet nobody sees. */
static gboolean
write_lists (Template  *self,
             GError   **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint longest = 0;

  for (lxw_col_t i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GPtrArray *words = list_words (columns[i].list, self->stages);

      g_ptr_array_add (lists, words);
      longest = MAX (longest, words->len);
      if (!add_choice (self, i, words->len, error))
        return FALSE;
    }

  for (guint row = 0; row < longest; row++)
    for (lxw_col_t i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        GPtrArray *words = g_ptr_array_index (lists, i);

        if (row < words->len &&
            !zx_book_check (worksheet_write_string (self->lists, row + 1, i, g_ptr_array_index (words, row), NULL), error))
          return FALSE;
      }

  return TRUE;
}

gboolean
zx_template_write_roster (const char    *path,
                          const char    *stages,
                          gboolean       replace,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (ZxBook) book = zx_book_new (path, replace, error);
  Template template = { .book = book, .stages = stages != NULL && *stages != '\0' ? stages : NULL };
  lxw_doc_properties properties = { .title = (char *) "学生名册" };

  if (book == NULL)
    return FALSE;

  template.sheet = zx_book_add_sheet (book, "学生名册", error);
  template.lists = template.sheet != NULL ? zx_book_add_sheet (book, LIST_SHEET, error) : NULL;
  if (template.lists == NULL)
    return FALSE;

  worksheet_hide (template.lists);
  worksheet_freeze_panes (template.sheet, HEADER_ROW + 1, 1);
  worksheet_set_landscape (template.sheet);
  worksheet_set_paper (template.sheet, 9); /* A4 */
  worksheet_fit_to_pages (template.sheet, 1, 0);

  return zx_book_check (workbook_set_properties (zx_book_get_workbook (book), &properties), error) &&
         zx_book_check (worksheet_repeat_rows (template.sheet, HEADER_ROW, HEADER_ROW), error) &&
         write_head (&template, error) &&
         write_lists (&template, error) &&
         zx_book_close (book, cancellable, NULL, error) &&
         zx_book_move_into_place (book, error);
}

char *
zx_template_dup_roster_file_name (void)
{
  return g_strdup ("学生名册模板.xlsx");
}
