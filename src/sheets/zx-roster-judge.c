/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-date.h"
#include "zx-people.h"
#include "zx-roster-private.h"
#include "zx-sheet-private.h"
#include "zx-text.h"

/* Distinct words of a column that are remembered; a column of names must not fill the memory. */
#define MAX_MEMO 4000

/* What a grade or class cell says, understood once for each different text. */
typedef struct
{
  gboolean     is_understood;
  ZxClassWords words;
  char        *own_name; /* 火箭班 */
} PlaceWords;

/* An accepted row that others may repeat. */
typedef struct
{
  guint       row;
  const char *other; /* name of an ID number, ID number of a name */
} Seen;

struct _ZxJudge
{
  const ZxJudgeContext *context;
  ZxTable              *table;
  ZxSheetReader        *reader;
  guint                 sheet;
  GHashTable           *places[2];            /* text → PlaceWords: grade column, class column */
  GHashTable           *memo[ZX_N_TARGETS];   /* text → code, "" for a word not known */
  GHashTable           *by_id;                /* ID number → Seen */
  GHashTable           *by_facts;             /* name, sex, birth date, class of people without ID number → Seen */
  GHashTable           *by_name;              /* name and class → Seen */
  GStringChunk         *chunk;
  gboolean              has_voted;
  guint                 votes[ZX_STAGE_SPECIAL + 1];
  gboolean              any_grade;
  gboolean              needs_grade;
  ZxSheetCell           filled[2];            /* the grade and the class of the row above */
  char                 *filled_text[2];
  guint                 name_position;
};

static void
place_words_free (gpointer data)
{
  PlaceWords *words = data;

  g_free (words->own_name);
  g_free (words);
}

void
zx_person_init (ZxPerson *self)
{
  memset (self, 0, sizeof *self);
  self->remark = g_string_new (NULL);
  self->chunk = g_string_chunk_new (2048);
}

void
zx_person_clear (ZxPerson *self)
{
  if (self->remark != NULL)
    g_string_free (self->remark, TRUE);
  if (self->chunk != NULL)
    g_string_chunk_free (self->chunk);
  memset (self, 0, sizeof *self);
}

static void
person_reset (ZxPerson *self,
              guint     row)
{
  GString *remark = self->remark;
  GStringChunk *chunk = self->chunk;

  g_string_truncate (remark, 0);
  g_string_chunk_clear (chunk);
  memset (self, 0, sizeof *self);
  self->remark = remark;
  self->chunk = chunk;
  self->row = row;
}

const char *
zx_person_get_cat (ZxPerson *self)
{
  const char *first = NULL;

  for (guint i = 0; i < self->n_cats; i++)
    if (first == NULL || strcmp (self->cats[i], first) < 0)
      first = self->cats[i];

  return first;
}

static const char *
keep (ZxPerson *person,
      char     *text)
{
  const char *kept = g_string_chunk_insert (person->chunk, text);

  g_free (text);

  return kept;
}

/* Takes @message. */
static void
warn (ZxPerson       *person,
      ZxValueProblem  problem,
      ZxTarget        target,
      char           *message)
{
  if (person->n_warnings < ZX_PERSON_MAX_WARNINGS)
    person->warnings[person->n_warnings++] = (ZxPersonNotice) { problem, target, g_string_chunk_insert (person->chunk, message) };
  g_free (message);
}

/* The first reason is the main one. Takes @message. */
static void
reject (ZxPerson       *person,
        ZxValueProblem  problem,
        ZxTarget        target,
        char           *message)
{
  if (person->error.problem == ZX_VALUE_OK)
    person->error = (ZxPersonNotice) { problem, target, g_string_chunk_insert (person->chunk, message) };
  g_free (message);
}

static void
add_remark (ZxPerson   *person,
            const char *heading,
            const char *text)
{
  if (person->remark->len > 0)
    g_string_append_c (person->remark, '\n');
  if (heading != NULL && *heading != '\0')
    {
      g_string_append (person->remark, heading);
      g_string_append (person->remark, "：");
    }
  g_string_append (person->remark, text);
}

/* --- cells --- */

/* Whether zx_text_normalise() would leave @text as it is; sees the usual cells, may say no to others. */
static gboolean
is_plain (const char *text)
{
  const guchar *p = (const guchar *) text;
  const guchar *last = p;

  if (*p <= ' ' || *p == '\'')
    return FALSE;

  for (; *p != '\0'; p++)
    {
      /* Leading bytes of blanks, full-width forms, zero-width marks; Chinese characters have E4 to E9, E3 90 on. */
      if (*p == 0xc2 || *p == 0xe2 || *p == 0xef || (*p == 0xe3 && p[1] < 0x90) || *p < ' ' || *p == 0x7f ||
          *p == 0xe1)
        return FALSE;
      last = p;
    }

  return *last > ' ';
}

/* The normalised text of a cell; borrowed from it or from the person. "" for nothing. */
static const char *
cell_text (ZxPerson          *person,
           const ZxSheetCell *cell)
{
  if (cell == NULL || cell->length == 0 || cell->type == ZX_SHEET_CELL_NO_VALUE || cell->type == ZX_SHEET_CELL_ERROR ||
      zx_sheet_text_is_error (cell->text))
    return "";
  if (is_plain (cell->text))
    return cell->text;

  return keep (person, zx_text_normalise (cell->text));
}

static gboolean
is_blank (const ZxSheetCell *cell)
{
  if (cell == NULL || cell->length == 0 || cell->type == ZX_SHEET_CELL_NO_VALUE)
    return TRUE;
  if (g_ascii_isgraph (*cell->text) && *cell->text != '\'')
    return FALSE;

  return zx_text_is_empty (cell->text);
}

/* --- rows that are no people --- */

static gboolean
starts_with (const char *text,
             const char *word)
{
  while (*word != '\0')
    {
      while (*text != '\0' && zx_text_is_blank_char (g_utf8_get_char (text)))
        text = g_utf8_next_char (text);
      if (g_utf8_get_char (text) != g_utf8_get_char (word))
        return FALSE;
      text = g_utf8_next_char (text);
      word = g_utf8_next_char (word);
    }

  return TRUE;
}

static gboolean
is_note (const char *text)
{
  static const char * const words[] = {
    "合计", "总计", "小计", "制表", "填表", "审核", "校长", "说明", "注:", "注：", "备注:", "备注：",
  };

  if ((guchar) *text < 0x80 && g_ascii_isgraph (*text))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (starts_with (text, words[i]))
      return TRUE;

  return FALSE;
}

/* The headings again, on page 2 of a pasted list: either of two rows. */
static gboolean
is_heading_again (ZxJudge            *self,
                  const ZxSheetCell **cells)
{
  guint n_same = 0, n_cells = 0;
  const ZxTableColumn *name = self->table->columns->pdata[self->name_position];
  const ZxSheetCell *name_cell = cells[self->name_position];

  /* Quick: a person's name is no heading. */
  if (!is_blank (name_cell))
    {
      g_autofree char *bare = zx_text_normalise_heading (name_cell->text);

      if (strcmp (bare, name->top) != 0 && g_strcmp0 (bare, name->bottom) != 0)
        return FALSE;
    }

  for (guint i = 0; i < self->context->n_columns; i++)
    {
      const ZxTableColumn *column = self->table->columns->pdata[i];
      g_autofree char *bare = NULL;

      if (is_blank (cells[i]))
        continue;
      n_cells++;
      bare = zx_text_normalise_heading (cells[i]->text);
      if (*bare != '\0' && (strcmp (bare, column->top) == 0 || g_strcmp0 (bare, column->bottom) == 0))
        n_same++;
    }

  return n_same >= 2 && 2 * n_same > n_cells;
}

static gboolean
is_title_again (ZxJudge    *self,
                const char *text)
{
  g_autofree char *bare = NULL;

  if (self->table->title_texts->len == 0)
    return FALSE;

  bare = zx_text_remove_blanks (text);
  for (guint i = 0; i < self->table->title_texts->len; i++)
    if (strcmp (self->table->title_texts->pdata[i], bare) == 0)
      return TRUE;

  return FALSE;
}

static void
fill_down (ZxJudge            *self,
           const ZxSheetCell **cells)
{
  for (guint i = 0; i < 2; i++)
    {
      ZxTarget target = i == 0 ? ZX_TARGET_GRADE : ZX_TARGET_CLASS;

      for (guint j = 0; j < self->context->n_columns; j++)
        {
          if (self->context->columns[j].target != target)
            continue;

          if (!is_blank (cells[j]))
            {
              /* The classes of another grade end with it. */
              if (target == ZX_TARGET_GRADE && g_strcmp0 (self->filled_text[0], cells[j]->text) != 0)
                g_clear_pointer (&self->filled_text[1], g_free);
              g_free (self->filled_text[i]);
              self->filled_text[i] = g_strdup (cells[j]->text);
            }
          else if (self->filled_text[i] != NULL)
            {
              self->filled[i] = (ZxSheetCell) { .text = self->filled_text[i], .length = (guint) strlen (self->filled_text[i]),
                                                .column = (guint16) j, .type = ZX_SHEET_CELL_TEXT, .filled = 1 };
              cells[j] = &self->filled[i];
            }
        }
    }
}

ZxRowKind
zx_judge_sort_row (ZxJudge            *self,
                   const ZxSheetRow   *row,
                   const ZxSheetCell **cells)
{
  const ZxSheetCell *first = NULL;
  guint n_own = 0, n_mapped = 0;

  for (guint i = 0; i < row->n_cells; i++)
    if (!row->cells[i].filled && !is_blank (&row->cells[i]))
      {
        if (first == NULL)
          first = &row->cells[i];
        n_own++;
      }
  if (first == NULL)
    return ZX_ROW_EMPTY;

  if (is_note (first->text))
    return ZX_ROW_IGNORED;
  if (n_own <= 2 && is_title_again (self, first->text))
    return ZX_ROW_IGNORED;
  if (is_heading_again (self, cells))
    return ZX_ROW_IGNORED;

  for (guint i = 0; i < self->context->n_columns && n_mapped == 0; i++)
    if (self->context->columns[i].target != ZX_TARGET_NONE && cells[i] != NULL && !cells[i]->filled && !is_blank (cells[i]))
      n_mapped++;
  /* Nothing but the printed number of a line that was never used. */
  if (n_mapped == 0)
    return ZX_ROW_IGNORED;

  if (self->context->fills_down)
    fill_down (self, cells);

  return ZX_ROW_PERSON;
}

/* --- grade and class --- */

static const PlaceWords *
read_place (ZxJudge    *self,
            gboolean    is_grade,
            const char *text,
            PlaceWords *spare)
{
  GHashTable *memo = self->places[is_grade ? 0 : 1];
  PlaceWords *words = g_hash_table_lookup (memo, text);

  if (words != NULL)
    return words;

  g_clear_pointer (&spare->own_name, g_free);
  memset (spare, 0, sizeof *spare);
  if (is_grade)
    {
      const char *grade = zx_grade_from_words (text, self->context->word_stage);
      g_autofree char *whole = zx_text_remove_blanks (text);

      /* 五(1)班 says the class, too; 大班 alone is but the grade here. */
      spare->is_understood = zx_class_from_words (text, self->context->word_stage, &spare->words) &&
                             (spare->words.grade != NULL || spare->words.entry_year != 0);
      if (grade != NULL && spare->words.grade != grade)
        {
          memset (&spare->words, 0, sizeof spare->words);
          spare->words.grade = grade;
          spare->is_understood = TRUE;
        }
      if (strcmp (spare->words.class_name, whole) == 0)
        spare->words.class_name[0] = '\0';
    }
  else
    {
      spare->is_understood = zx_class_from_words (text, self->context->word_stage, &spare->words);
      if (!spare->is_understood)
        spare->own_name = zx_class_dup_own_name (text);
    }

  if (g_hash_table_size (memo) >= MAX_MEMO)
    return spare;

  words = g_new0 (PlaceWords, 1);
  *words = *spare;
  spare->own_name = NULL;
  g_hash_table_insert (memo, g_strdup (text), words);

  return words;
}

/* What the other rows say about stages: looked at once, when a row cannot do without. */
static void
vote (ZxJudge *self)
{
  g_autoptr (ZxSheetCursor) cursor = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (ZxPerson) person = { 0 };
  PlaceWords spare = { 0 };
  const ZxSheetRow *row;
  guint last_header;

  if (self->has_voted)
    return;
  self->has_voted = TRUE;
  if (self->reader == NULL || self->table == NULL)
    return;

  zx_person_init (&person);
  last_header = self->table->n_header_rows > 0 ? self->table->header_rows[self->table->n_header_rows - 1] : 0;
  cursor = zx_sheet_cursor_new (self->reader, self->sheet);
  while (zx_sheet_cursor_next (cursor, &row, &error) > 0)
    {
      if (row->number <= last_header)
        continue;

      for (guint i = 0; i < self->context->n_columns; i++)
        {
          ZxTarget target = self->context->columns[i].target;
          const ZxTableColumn *column;
          const PlaceWords *words;
          const char *text;

          if (target != ZX_TARGET_GRADE && target != ZX_TARGET_CLASS)
            continue;
          column = self->table->columns->pdata[i];
          person_reset (&person, 0);
          text = cell_text (&person, zx_sheet_row_get_cell (row, column->column));
          if (*text == '\0')
            continue;
          words = read_place (self, target == ZX_TARGET_GRADE, text, &spare);
          if (!words->is_understood)
            continue;
          if (words->words.grade != NULL)
            self->votes[zx_grade_get_stage (words->words.grade)]++;
          if (words->words.grade != NULL || words->words.entry_year != 0)
            self->any_grade = TRUE;
        }
    }
  g_free (spare.own_name);
}

static gboolean
has_any_grade (ZxJudge *self)
{
  if (self->context->any_grade >= 0)
    return self->context->any_grade;
  vote (self);

  return self->any_grade;
}

/* The stage that pupils of an entry year entered: title, the other rows, else what the school has and what fits. */
static const char *
grade_of_entry (ZxJudge *self,
                int      entry_year,
                ZxStage  stage)
{
  const char *found = NULL;
  guint n_found = 0;
  guint best = 0;

  if (stage == ZX_STAGE_NONE)
    stage = self->context->entry_stage;
  if (stage == ZX_STAGE_NONE)
    {
      vote (self);
      for (guint i = 1; i < G_N_ELEMENTS (self->votes); i++)
        if (self->votes[i] > best)
          {
            best = self->votes[i];
            stage = (ZxStage) i;
          }
    }
  if (stage != ZX_STAGE_NONE)
    return zx_grade_from_entry_year (entry_year, stage, self->context->school_year);

  for (const char *p = self->context->school_stages; p != NULL && *p != '\0'; p++)
    {
      char code[2] = { *p, '\0' };
      const char *grade;

      if (*p == ',')
        continue;
      grade = zx_grade_from_entry_year (entry_year, zx_stage_from_code (code), self->context->school_year);
      if (grade != NULL)
        {
          found = grade;
          n_found++;
        }
    }

  return n_found == 1 ? found : NULL;
}

static const char *
grade_of_words (ZxJudge            *self,
                const ZxClassWords *words)
{
  if (words->grade != NULL)
    return words->grade;
  if (words->entry_year != 0)
    return grade_of_entry (self, words->entry_year, words->stage);

  return NULL;
}

static void
reject_place (ZxPerson   *person,
              ZxTarget    target,
              const char *text)
{
  reject (person, ZX_VALUE_GRADE_UNKNOWN, target,
          target == ZX_TARGET_GRADE
            /* Translators: %s is what stands in the grade column of a roster */
            ? g_strdup_printf (_("“%s” is no grade we know; write it like 五年级, 初一 or 大班."), text)
            /* Translators: %s is what stands in the class column of a roster */
            : g_strdup_printf (_("“%s” does not say which grade; write it like 五(1)班."), text));
}

static void
read_grade_and_class (ZxJudge    *self,
                      ZxPerson   *person,
                      const char *grade_text,
                      const char *class_text)
{
  const ZxJudgeContext *context = self->context;
  PlaceWords spare_grade = { 0 }, spare_class = { 0 };
  const PlaceWords *grade_words = NULL, *class_words = NULL;
  const char *grade = NULL;
  const char *class_name = NULL;

  if (*grade_text != '\0')
    {
      grade_words = read_place (self, TRUE, grade_text, &spare_grade);
      if (grade_words->is_understood)
        grade = grade_of_words (self, &grade_words->words);
      if (grade == NULL)
        {
          reject_place (person, ZX_TARGET_GRADE, grade_text);
          goto out;
        }
      /* 五(1)班 in the grade column of a table that has no class column */
      if (*class_text == '\0' && grade_words->words.class_name[0] != '\0')
        class_name = g_string_chunk_insert (person->chunk, grade_words->words.class_name);
    }

  if (*class_text != '\0')
    {
      class_words = read_place (self, FALSE, class_text, &spare_class);
      if (class_words->is_understood)
        {
          if (class_words->words.class_name[0] != '\0')
            class_name = g_string_chunk_insert (person->chunk, class_words->words.class_name);
          if (grade == NULL && (class_words->words.grade != NULL || class_words->words.entry_year != 0))
            {
              grade = grade_of_words (self, &class_words->words);
              if (grade == NULL)
                {
                  reject_place (person, ZX_TARGET_CLASS, class_text);
                  goto out;
                }
            }
        }
      else if (grade != NULL && class_words->own_name != NULL)
        class_name = g_string_chunk_insert (person->chunk, class_words->own_name);
      else
        {
          reject_place (person, ZX_TARGET_CLASS, class_text);
          goto out;
        }
    }

  if (grade == NULL && context->has_title_class)
    grade = grade_of_words (self, &context->title_words);
  if (class_name == NULL && context->has_title_class && context->title_words.class_name[0] != '\0' &&
      (grade == NULL || grade == grade_of_words (self, &context->title_words)))
    class_name = context->title_words.class_name;
  if (grade == NULL)
    grade = context->whole_grade;

  if (grade == NULL && *class_text != '\0' && has_any_grade (self))
    {
      reject_place (person, ZX_TARGET_CLASS, class_text);
      goto out;
    }
  if (grade == NULL && !has_any_grade (self))
    self->needs_grade = TRUE;

  person->values[ZX_TARGET_GRADE] = grade;
  person->values[ZX_TARGET_CLASS] = class_name;

out:
  g_free (spare_grade.own_name);
  g_free (spare_class.own_name);
}

/* --- single values --- */

static const char *
remember_code (ZxJudge    *self,
               ZxTarget    target,
               const char *text,
               const char *code)
{
  if (self->memo[target] == NULL)
    self->memo[target] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (self->memo[target]) < MAX_MEMO)
    g_hash_table_insert (self->memo[target], g_strdup (text), (gpointer) (code != NULL ? code : ""));

  return code;
}

static gboolean
recall_code (ZxJudge     *self,
             ZxTarget     target,
             const char  *text,
             const char **out_code)
{
  const char *code = self->memo[target] != NULL ? g_hash_table_lookup (self->memo[target], text) : NULL;

  if (code == NULL)
    return FALSE;
  *out_code = *code != '\0' ? code : NULL;

  return TRUE;
}

static const char *
code_from_label (const ZxTargetInfo *info,
                 const char         *text)
{
  const ZxField *field = zx_kind_get_field (&zx_kind_student, info->key);
  const ZxCodeTable *table = zx_code_table_find (field->codes);

  for (const ZxCode *code = table->codes; code->code != NULL; code++)
    if (strcmp (code->code, text) == 0 || strcmp (zx_code_table_get_label (table, code->code), text) == 0)
      return code->code;

  return NULL;
}

static void
read_plain (ZxJudge    *self,
            ZxPerson   *person,
            ZxTarget    target,
            const char *heading,
            const char *text)
{
  const ZxTargetInfo *info = zx_target_get_info (target);
  const ZxField *field = zx_kind_get_field (&zx_kind_student, info->key);
  const char *code = NULL;

  switch (info->type)
    {
    case ZX_TARGET_IS_CODE:
    case ZX_TARGET_IS_LABEL:
      if (!recall_code (self, target, text, &code))
        code = remember_code (self, target, text, info->type == ZX_TARGET_IS_CODE ? info->words (text) : code_from_label (info, text));
      person->values[target] = code;
      if (code == NULL && !zx_text_is_placeholder (text))
        add_remark (person, heading, text);
      break;

    case ZX_TARGET_IS_BOOL:
      switch (zx_answer_from_words (text))
        {
        case ZX_ANSWER_YES:
          person->values[target] = "1";
          break;
        case ZX_ANSWER_NO:
          person->values[target] = "0";
          break;
        case ZX_ANSWER_UNKNOWN:
        default:
          add_remark (person, heading, text);
          break;
        }
      break;

    case ZX_TARGET_IS_MONTH:
      {
        g_autofree char *date = NULL;

        if (zx_date_parse (text, &date) == ZX_DATE_FORM_NONE)
          date = zx_date_parse_serial (text, self->context->since_1904);
        if (date == NULL)
          add_remark (person, heading, text);
        else
          {
            date[7] = '\0';
            person->values[target] = g_string_chunk_insert (person->chunk, date);
          }
      }
      break;

    case ZX_TARGET_IS_TEXT:
      if (zx_text_is_placeholder (text))
        break;
      if (field->size > 0 && strlen (text) > (gsize) field->size && zx_text_length (text) > (guint) field->size)
        add_remark (person, heading, text);
      else
        person->values[target] = text;
      break;

    case ZX_TARGET_IS_SPECIAL:
    case ZX_TARGET_IS_MEMBER:
    case ZX_TARGET_IS_CATEGORY:
    default:
      g_assert_not_reached ();
    }
}

static const char *
read_name (ZxPerson   *person,
           const char *text)
{
  gboolean is_simple = TRUE;

  /* 2 to 4 Chinese characters of the usual blocks, nothing else: the name of nearly everybody */
  for (const guchar *p = (const guchar *) text; *p != '\0' && is_simple; p += 3)
    is_simple = *p >= 0xe4 && *p <= 0xe9 && p[1] >= 0x80 && p[2] >= 0x80;
  if (is_simple && strlen (text) >= 6 && strlen (text) <= 12)
    return text;

  return keep (person, zx_text_normalise_name (text));
}

static const char *
read_phone (ZxPerson   *person,
            const char *text)
{
  gsize length = strspn (text, "0123456789");

  if (length == 11 && text[11] == '\0' && text[0] == '1')
    return text;

  return keep (person, zx_phone_normalise (text));
}

/* 13812345678/13912345678 are two numbers: the first can be called. */
static const char *
first_phone (ZxPerson   *person,
             const char *phone)
{
  const char *end = phone;
  const char *first;

  for (gunichar c = g_utf8_get_char (end); c != '\0'; end = g_utf8_next_char (end), c = g_utf8_get_char (end))
    if (strchr ("/,;|\\", c < 0x80 ? (int) c : '?') != NULL || zx_text_is_blank_char (c) ||
        c == 0x3001 || c == 0xff0c || c == 0xff1b || c == 0xff0f) /* 、，；／ */
      break;
  first = g_string_chunk_insert_len (person->chunk, phone, end - phone);
  first = keep (person, zx_phone_normalise (first));

  return *first != '\0' && zx_check_phone (first, NULL) == ZX_VALUE_OK ? first : NULL;
}

static const char *
read_id (ZxPerson   *person,
         const char *text)
{
  gsize length = strspn (text, "0123456789");

  if ((length == 18 && text[18] == '\0') || (length == 17 && text[17] == 'X' && text[18] == '\0'))
    return text;

  return keep (person, zx_id_normalise (text));
}

/* A date as the cell has it: "2012-09-01", "2012-09" for a month, NULL when it cannot be read. */
static const char *
read_date (ZxJudge           *self,
           ZxPerson          *person,
           const ZxSheetCell *cell,
           const char        *text)
{
  char *date = NULL;

  if (*text == '\0')
    return NULL;
  if (cell->type == ZX_SHEET_CELL_DATE && cell->length == 10 && zx_date_is_valid (text))
    return text;

  if (zx_date_parse (text, &date) == ZX_DATE_FORM_NONE)
    date = zx_date_parse_serial (text, self->context->since_1904);

  return date != NULL ? keep (person, date) : NULL;
}

static void
read_id_type (ZxPerson   *person,
              const char *text,
              gboolean   *out_is_mainland)
{
  const char *code;

  *out_is_mainland = TRUE;
  if (*text == '\0')
    return;

  code = zx_id_type_from_words (text);
  if (code == NULL)
    /* 户口簿 carries the same number; other papers we do not know have numbers of their own. */
    code = strstr (text, "身份") != NULL || strstr (text, "户口") != NULL ? "1" : "Z";
  person->values[ZX_TARGET_ID_TYPE] = code;
  *out_is_mainland = strcmp (code, "1") == 0;
}

static void
check_id (ZxJudge           *self,
          ZxPerson          *person,
          const ZxSheetCell *cell)
{
  const char *id = person->values[ZX_TARGET_ID_NO];
  ZxValueProblem problem = ZX_VALUE_OK;
  char *words = NULL;

  if (cell->digits_lost)
    {
      reject (person, ZX_VALUE_ID_PRECISION, ZX_TARGET_ID_NO,
              g_strdup (_("The ID number was stored as a number and its last digits are lost; type it again in a cell formatted as text.")));
      return;
    }

  problem = zx_check_id (id, self->context->today, NULL);
  if (problem == ZX_VALUE_OK)
    return;

  zx_check_id (id, self->context->today, &words);
  if (zx_value_problem_is_error (problem))
    reject (person, problem, ZX_TARGET_ID_NO, words);
  else
    warn (person, problem, ZX_TARGET_ID_NO, words);
}

/* Sex and birth date against a mainland ID number. */
static void
check_against_id (ZxJudge    *self,
                  ZxPerson   *person,
                  const char *sex_text,
                  const char *birth_text)
{
  const char *id = person->values[ZX_TARGET_ID_NO];
  const char *given_birth = person->values[ZX_TARGET_BIRTH];
  const char *given_sex = person->values[ZX_TARGET_SEX];
  char birth[ZX_DATE_SIZE];

  g_snprintf (birth, sizeof birth, "%.4s-%.2s-%.2s", id + 6, id + 10, id + 12);

  if (given_birth != NULL && !zx_date_agrees (given_birth, birth))
    reject (person, ZX_VALUE_BIRTH_MISMATCH, ZX_TARGET_BIRTH,
            g_strdup_printf (_("The birth date %s does not agree with the ID number, which says %s."), given_birth, birth));
  if (given_sex != NULL && strcmp (given_sex, zx_id_get_sex (id)) != 0)
    reject (person, ZX_VALUE_SEX_MISMATCH, ZX_TARGET_SEX,
            g_strdup_printf (_("The sex “%s” does not agree with the ID number."), sex_text));

  if (person->error.problem != ZX_VALUE_OK)
    return;

  if (given_birth == NULL && self->context->has_column[ZX_TARGET_BIRTH])
    warn (person, ZX_VALUE_BIRTH_DERIVED, ZX_TARGET_BIRTH,
          *birth_text == '\0'
            ? g_strdup_printf (_("The birth date %s was taken from the ID number."), birth)
            : g_strdup_printf (_("The birth date “%s” cannot be read; %s was taken from the ID number."), birth_text, birth));
  if (given_sex == NULL && self->context->has_column[ZX_TARGET_SEX])
    warn (person, ZX_VALUE_SEX_DERIVED, ZX_TARGET_SEX,
          *sex_text == '\0'
            ? g_strdup (_("The sex was taken from the ID number."))
            : g_strdup_printf (_("The sex “%s” cannot be read; it was taken from the ID number."), sex_text));

  if (given_birth == NULL || strlen (given_birth) < 10)
    person->values[ZX_TARGET_BIRTH] = g_string_chunk_insert (person->chunk, birth);
  person->values[ZX_TARGET_SEX] = zx_id_get_sex (id);
}

static void
append_fact (GString    *key,
             const char *text)
{
  g_string_append (key, text != NULL ? text : "");
  g_string_append_c (key, '\t');
}

static char *
facts_of (ZxPerson *person,
          gboolean  with_birth)
{
  GString *key = g_string_sized_new (64);

  append_fact (key, person->values[ZX_TARGET_NAME]);
  append_fact (key, person->values[ZX_TARGET_GRADE]);
  append_fact (key, person->values[ZX_TARGET_CLASS]);
  if (with_birth)
    {
      append_fact (key, person->values[ZX_TARGET_SEX]);
      append_fact (key, person->values[ZX_TARGET_BIRTH]);
    }

  return g_string_free (key, FALSE);
}

static Seen *
find_seen (GHashTable *table,
           const char *key,
           guint       row)
{
  Seen *seen = g_hash_table_lookup (table, key);

  return seen != NULL && seen->row < row ? seen : NULL;
}

static void
add_seen (ZxJudge    *self,
          GHashTable *table,
          const char *key,
          guint       row,
          const char *other)
{
  Seen *seen = g_hash_table_lookup (table, key);

  if (seen != NULL && seen->row <= row)
    return;

  seen = g_new (Seen, 1);
  seen->row = row;
  seen->other = other != NULL ? g_string_chunk_insert (self->chunk, other) : NULL;
  g_hash_table_insert (table, g_string_chunk_insert (self->chunk, key), seen);
}

static void
check_repeated_id (ZxJudge  *self,
                   ZxPerson *person)
{
  const char *id = person->values[ZX_TARGET_ID_NO];
  Seen *seen = id != NULL ? find_seen (self->by_id, id, person->row) : NULL;

  if (seen == NULL)
    return;

  if (g_strcmp0 (seen->other, person->values[ZX_TARGET_NAME]) == 0)
    reject (person, ZX_VALUE_DUP_ROW, ZX_TARGET_ID_NO,
            g_strdup_printf (_("The same person stands in row %u already."), seen->row));
  else
    reject (person, ZX_VALUE_ID_CONFLICT, ZX_TARGET_ID_NO,
            g_strdup_printf (_("Row %u has the same ID number for %s; one of the two is wrong."), seen->row, seen->other));
}

static void
check_key_facts (ZxJudge  *self,
                 ZxPerson *person)
{
  const char *birth = person->values[ZX_TARGET_BIRTH];
  gboolean has_class = person->values[ZX_TARGET_CLASS] != NULL ||
                       (person->values[ZX_TARGET_GRADE] != NULL && !self->context->has_column[ZX_TARGET_CLASS]);
  g_autofree char *key = NULL;
  Seen *seen;

  if (person->values[ZX_TARGET_ID_NO] != NULL)
    return;

  if (person->values[ZX_TARGET_SEX] == NULL || birth == NULL || strlen (birth) < 10 || !has_class)
    {
      ZxTarget missing = person->values[ZX_TARGET_SEX] == NULL ? ZX_TARGET_SEX
                         : birth == NULL || strlen (birth) < 10 ? ZX_TARGET_BIRTH
                                                                : ZX_TARGET_CLASS;

      reject (person, ZX_VALUE_KEY_MISSING, ZX_TARGET_ID_NO,
              /* Translators: %s is the label of a field: Sex, Date of birth, Class */
              g_strdup_printf (_("There is no ID number, and without it %s is needed, too."),
                               zx_roster_target_get_label (zx_target_get_info (missing)->key)));
      return;
    }

  key = facts_of (person, TRUE);
  seen = find_seen (self->by_facts, key, person->row);
  if (seen != NULL)
    {
      reject (person, ZX_VALUE_DUP_ROW, ZX_TARGET_NAME,
              g_strdup_printf (_("The same person stands in row %u already."), seen->row));
      return;
    }

  warn (person, ZX_VALUE_ID_MISSING, ZX_TARGET_ID_NO, g_strdup (_("There is no ID number; it can be added later.")));
}

static void
register_person (ZxJudge  *self,
                 ZxPerson *person)
{
  const char *id = person->values[ZX_TARGET_ID_NO];
  g_autofree char *name_key = facts_of (person, FALSE);
  Seen *seen = find_seen (self->by_name, name_key, person->row);

  if (seen != NULL && (id == NULL || g_strcmp0 (seen->other, id) != 0) && person->values[ZX_TARGET_CLASS] != NULL)
    warn (person, ZX_VALUE_SAME_NAME, ZX_TARGET_NAME,
          g_strdup_printf (_("Row %u has the same name in the same class; both are imported."), seen->row));

  add_seen (self, self->by_name, name_key, person->row, id);
  if (id != NULL)
    add_seen (self, self->by_id, id, person->row, person->values[ZX_TARGET_NAME]);
  else
    {
      g_autofree char *key = facts_of (person, TRUE);

      add_seen (self, self->by_facts, key, person->row, NULL);
    }
}

/* --- categories --- */

static void
add_cat (ZxPerson   *person,
         const char *code)
{
  for (guint i = 0; i < person->n_cats; i++)
    if (strcmp (person->cats[i], code) == 0)
      return;
  if (person->n_cats < ZX_PERSON_MAX_CATS)
    person->cats[person->n_cats++] = code;
}

/* 05低保, 1.低保: a number before the word is that of a list, ours or another. */
static const char *
category_of_part (const char *part)
{
  const char *code = zx_category_from_words (part);
  const char *word = part + strspn (part, "0123456789");

  if (code != NULL || word == part || word - part > 2)
    return code;
  word += strspn (word, ".-:)");

  return *word != '\0' ? zx_category_from_words (word) : NULL;
}

/* 低保 残疾, 低保+残疾: only when every part is known. */
static gboolean
add_cats_apart (ZxPerson   *person,
                const char *text)
{
  g_autoptr (GString) part = g_string_new (NULL);
  const char *codes[ZX_PERSON_MAX_CATS];
  guint n_codes = 0;

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != '\0' && c != '+' && c != '&' && c != '|' && c != 0xff0b && !zx_text_is_blank_char (c))
        {
          g_string_append_unichar (part, c);
          continue;
        }
      if (part->len > 0)
        {
          if (n_codes == G_N_ELEMENTS (codes) || (codes[n_codes] = category_of_part (part->str)) == NULL)
            return FALSE;
          n_codes++;
          g_string_truncate (part, 0);
        }
      if (c == '\0')
        break;
    }

  for (guint i = 0; i < n_codes; i++)
    add_cat (person, codes[i]);

  return n_codes > 0;
}

static void
unknown_cat (ZxPerson   *person,
             ZxTarget    target,
             const char *heading,
             const char *word)
{
  warn (person, ZX_VALUE_CAT, target,
        g_strdup_printf (_("“%s” is no hardship group we know; it was kept as a remark."), word));
  add_remark (person, heading, word);
}

static void
read_categories (ZxPerson   *person,
                 ZxTarget    target,
                 const char *heading,
                 const char *text)
{
  g_auto (GStrv) words = NULL;

  if (zx_answer_from_words (text) == ZX_ANSWER_NO)
    return;

  if (target != ZX_TARGET_CAT && zx_answer_from_words (text) == ZX_ANSWER_YES)
    {
      guint n_categories;

      add_cat (person, zx_category_get_table (&n_categories)[target - ZX_TARGET_CAT_YES].code);
      return;
    }

  words = zx_words_split (text);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *code;

      if (zx_text_is_placeholder (words[i]) || zx_answer_from_words (words[i]) == ZX_ANSWER_NO)
        continue;
      code = zx_category_from_words (words[i]);
      if (code != NULL)
        add_cat (person, code);
      else if (!add_cats_apart (person, words[i]))
        unknown_cat (person, target, heading, words[i]);
    }
}

/* --- the other numbers --- */

static void
read_numbers (ZxPerson          *person,
              ZxTarget           target,
              const char        *heading,
              const ZxSheetCell *cell,
              const char        *text)
{
  char *words = NULL;

  switch ((guint) target)
    {
    case ZX_TARGET_PHONE:
      {
        const char *phone = read_phone (person, text);

        if (*phone == '\0')
          return;
        if (zx_check_phone (phone, NULL) != ZX_VALUE_OK)
          {
            zx_check_phone (phone, &words);
            warn (person, ZX_VALUE_PHONE, target, words);
          }
        if (zx_text_length (phone) > 20)
          {
            add_remark (person, heading, phone);
            phone = first_phone (person, phone);
          }
        person->values[target] = phone;
      }
      break;

    case ZX_TARGET_BANK_NO:
      {
        const char *number;

        if (cell->digits_lost)
          {
            warn (person, ZX_VALUE_BANK, target,
                  g_strdup (_("The account number was stored as a number and its last digits are lost; it was left empty.")));
            return;
          }
        number = keep (person, zx_bank_normalise (text));
        if (*number == '\0')
          return;
        if (zx_check_bank (number, NULL) != ZX_VALUE_OK)
          {
            zx_check_bank (number, &words);
            warn (person, ZX_VALUE_BANK, target, words);
          }
        if (zx_text_length (number) > 24)
          add_remark (person, heading, number);
        else
          person->values[target] = number;
      }
      break;

    case ZX_TARGET_ROLL_NO:
      {
        const char *number = keep (person, zx_id_normalise (text));
        gboolean is_wrong;

        if (*number == '\0')
          return;
        is_wrong = zx_check_roll_no (number, person->values[ZX_TARGET_ID_NO], &words) != ZX_VALUE_OK;
        if (is_wrong)
          warn (person, ZX_VALUE_ROLLNO, target, words);
        if (cell->digits_lost || zx_text_length (number) > 19)
          add_remark (person, heading, text);
        else
          person->values[target] = number;
      }
      break;

    case ZX_TARGET_NATION:
      {
        gboolean is_kept = FALSE;
        const char *code = zx_nation_from_words (text, &is_kept);

        if (code == NULL && zx_text_is_placeholder (text))
          return;
        person->values[target] = code;
        if (code == NULL)
          {
            warn (person, ZX_VALUE_NATION, target,
                  g_strdup_printf (_("“%s” is no ethnic group we know; it was left empty."), text));
            add_remark (person, heading, text);
          }
        else if (is_kept)
          add_remark (person, heading, text);
      }
      break;

    default:
      break;
    }
}

static void
read_member (ZxPerson          *person,
             ZxTarget           target,
             const char        *heading,
             const ZxSheetCell *cell,
             const char        *text)
{
  const char *number;
  char *words = NULL;

  if (zx_text_is_placeholder (text))
    return;

  switch ((guint) target)
    {
    case ZX_TARGET_GUARDIAN_NAME:
    case ZX_TARGET_FATHER_NAME:
    case ZX_TARGET_MOTHER_NAME:
      number = read_name (person, text);
      if (zx_text_length (number) <= 30)
        person->values[target] = number;
      else
        add_remark (person, heading, number);
      break;

    case ZX_TARGET_GUARDIAN_RELATION:
      person->values[target] = zx_relation_from_words (text);
      if (person->values[target] == NULL)
        add_remark (person, heading, text);
      break;

    case ZX_TARGET_GUARDIAN_PHONE:
    case ZX_TARGET_FATHER_PHONE:
    case ZX_TARGET_MOTHER_PHONE:
      number = read_phone (person, text);
      if (*number == '\0')
        break;
      if (zx_check_phone (number, NULL) != ZX_VALUE_OK)
        {
          zx_check_phone (number, &words);
          warn (person, ZX_VALUE_PHONE, target, words);
        }
      if (zx_text_length (number) > 20)
        {
          add_remark (person, heading, number);
          number = first_phone (person, number);
        }
      person->values[target] = number;
      break;

    case ZX_TARGET_GUARDIAN_ID_NO:
    case ZX_TARGET_FATHER_ID_NO:
    case ZX_TARGET_MOTHER_ID_NO:
      number = read_id (person, text);
      /* Of grown-ups the roster's rules say nothing; a number that cannot be right is not kept as one. */
      if (cell->digits_lost || zx_value_problem_is_error (zx_check_id (number, NULL, NULL)))
        add_remark (person, heading, text);
      else if (*number != '\0')
        person->values[target] = number;
      break;

    default:
      if (zx_text_length (text) <= 40)
        person->values[target] = text;
      else
        add_remark (person, heading, text);
      break;
    }
}

/* --- a whole row --- */

static void
check_nothing_wrong (ZxJudge            *self,
                     ZxPerson           *person,
                     const ZxSheetCell **cells)
{
  const ZxJudgeContext *context = self->context;

  for (guint i = 0; i < context->n_columns; i++)
    {
      ZxTarget target = context->columns[i].target;
      const char *heading = context->columns[i].heading;
      const char *text;

      if (target == ZX_TARGET_NONE || cells[i] == NULL)
        continue;
      text = cell_text (person, cells[i]);
      if (*text == '\0')
        continue;

      switch ((guint) target)
        {
        case ZX_TARGET_NAME:
        case ZX_TARGET_SEX:
        case ZX_TARGET_BIRTH:
        case ZX_TARGET_ID_NO:
        case ZX_TARGET_ID_TYPE:
          break;

        case ZX_TARGET_GRADE:
        case ZX_TARGET_CLASS:
          if (cells[i]->filled && context->fills_down)
            warn (person, ZX_VALUE_FILLED_DOWN, target,
                  g_strdup_printf (_("“%s” was taken from the row above."), text));
          break;

        case ZX_TARGET_NATION:
          /* Nearly all rows of a school say one of a few words. */
          if (!recall_code (self, target, text, &person->values[target]))
            {
              guint n_before = person->n_warnings;
              gsize remark_before = person->remark->len;

              read_numbers (person, target, heading, cells[i], text);
              if (person->n_warnings == n_before && person->remark->len == remark_before && person->values[target] != NULL)
                remember_code (self, target, text, person->values[target]);
            }
          break;

        case ZX_TARGET_ROLL_NO:
        case ZX_TARGET_PHONE:
        case ZX_TARGET_BANK_NO:
          read_numbers (person, target, heading, cells[i], text);
          break;

        case ZX_TARGET_REMARK:
          add_remark (person, NULL, text);
          break;

        case ZX_TARGET_CAT_CERT_NO:
          if (!zx_text_is_placeholder (text) && zx_text_length (text) <= 40)
            person->values[target] = text;
          break;

        default:
          switch (zx_target_get_info (target)->type)
            {
            case ZX_TARGET_IS_MEMBER:
              read_member (person, target, heading, cells[i], text);
              break;
            case ZX_TARGET_IS_CATEGORY:
              read_categories (person, target, heading, text);
              break;
            case ZX_TARGET_IS_TEXT:
            case ZX_TARGET_IS_CODE:
            case ZX_TARGET_IS_LABEL:
            case ZX_TARGET_IS_BOOL:
            case ZX_TARGET_IS_MONTH:
            case ZX_TARGET_IS_SPECIAL:
            default:
              read_plain (self, person, target, heading, text);
              break;
            }
          break;
        }
    }

  if (person->values[ZX_TARGET_GRADE] != NULL && person->values[ZX_TARGET_BIRTH] != NULL &&
      zx_grade_is_age_unusual (person->values[ZX_TARGET_GRADE], person->values[ZX_TARGET_BIRTH], context->year_start))
    warn (person, ZX_VALUE_AGE, ZX_TARGET_BIRTH,
          g_strdup_printf (_("Born on %s, which is unusual for %s."), person->values[ZX_TARGET_BIRTH],
                           zx_grade_get_label (person->values[ZX_TARGET_GRADE])));
}

void
zx_judge_read (ZxJudge            *self,
               guint               row,
               gboolean            hidden,
               const ZxSheetCell **cells,
               ZxPerson           *person)
{
  const ZxJudgeContext *context = self->context;
  const ZxSheetCell *id_cell = NULL, *birth_cell = NULL;
  const char *name_text = "", *sex_text = "", *birth_text = "", *id_text = "", *type_text = "";
  const char *grade_text = "", *class_text = "";
  char *words = NULL;
  gboolean is_mainland;

  person_reset (person, row);

  for (guint i = 0; i < context->n_columns; i++)
    switch ((guint) context->columns[i].target)
      {
      case ZX_TARGET_NAME:
        name_text = cell_text (person, cells[i]);
        break;
      case ZX_TARGET_SEX:
        sex_text = cell_text (person, cells[i]);
        break;
      case ZX_TARGET_BIRTH:
        birth_cell = cells[i];
        birth_text = cell_text (person, cells[i]);
        break;
      case ZX_TARGET_ID_NO:
        id_cell = cells[i];
        id_text = cell_text (person, cells[i]);
        break;
      case ZX_TARGET_ID_TYPE:
        type_text = cell_text (person, cells[i]);
        break;
      case ZX_TARGET_GRADE:
        grade_text = cell_text (person, cells[i]);
        break;
      case ZX_TARGET_CLASS:
        class_text = cell_text (person, cells[i]);
        break;
      default:
        break;
      }

  person->values[ZX_TARGET_NAME] = read_name (person, name_text);
  if (zx_check_name (person->values[ZX_TARGET_NAME], NULL) != ZX_VALUE_OK || *name_text == '\0')
    {
      zx_check_name (person->values[ZX_TARGET_NAME], &words);
      reject (person, ZX_VALUE_NAME_MISSING, ZX_TARGET_NAME, words);
    }

  read_id_type (person, type_text, &is_mainland);
  if (*id_text != '\0')
    {
      person->values[ZX_TARGET_ID_NO] = read_id (person, id_text);
      if (*person->values[ZX_TARGET_ID_NO] == '\0')
        person->values[ZX_TARGET_ID_NO] = NULL;
      else if (is_mainland)
        check_id (self, person, id_cell);
      else if (zx_text_length (person->values[ZX_TARGET_ID_NO]) > 20)
        reject (person, ZX_VALUE_ID_LENGTH, ZX_TARGET_ID_NO, g_strdup (_("The number of the document is longer than 20 characters.")));
    }

  person->values[ZX_TARGET_SEX] = *sex_text != '\0' ? zx_sex_from_words (sex_text) : NULL;
  person->values[ZX_TARGET_BIRTH] = read_date (self, person, birth_cell, birth_text);
  if (person->error.problem == ZX_VALUE_OK && is_mainland && person->values[ZX_TARGET_ID_NO] != NULL)
    check_against_id (self, person, sex_text, birth_text);
  else if (person->values[ZX_TARGET_BIRTH] != NULL && strcmp (person->values[ZX_TARGET_BIRTH], context->today) > 0)
    person->values[ZX_TARGET_BIRTH] = NULL;
  if (person->values[ZX_TARGET_ID_NO] != NULL && !is_mainland && person->values[ZX_TARGET_BIRTH] != NULL &&
      strlen (person->values[ZX_TARGET_BIRTH]) < 10)
    person->values[ZX_TARGET_BIRTH] = NULL;

  if (person->error.problem == ZX_VALUE_OK)
    check_repeated_id (self, person);
  if (person->error.problem == ZX_VALUE_OK)
    read_grade_and_class (self, person, grade_text, class_text);
  if (person->error.problem == ZX_VALUE_OK)
    check_key_facts (self, person);
  if (person->error.problem != ZX_VALUE_OK)
    {
      person->n_warnings = 0;
      return;
    }

  if (hidden)
    warn (person, ZX_VALUE_HIDDEN_ROW, ZX_TARGET_NONE, g_strdup (_("The row is hidden in the sheet.")));
  check_nothing_wrong (self, person, cells);
  register_person (self, person);
}

static gboolean
is_of_row (gpointer key,
           gpointer value,
           gpointer data)
{
  return ((Seen *) value)->row == GPOINTER_TO_UINT (data);
}

void
zx_judge_forget (ZxJudge *self,
                 guint    row)
{
  g_hash_table_foreach_remove (self->by_id, is_of_row, GUINT_TO_POINTER (row));
  g_hash_table_foreach_remove (self->by_facts, is_of_row, GUINT_TO_POINTER (row));
  g_hash_table_foreach_remove (self->by_name, is_of_row, GUINT_TO_POINTER (row));
}

gboolean
zx_judge_knows_grade (ZxJudge *self)
{
  return (self->context->has_title_class && grade_of_words (self, &self->context->title_words) != NULL) || has_any_grade (self);
}

gboolean
zx_judge_needs_grade (ZxJudge *self)
{
  return self->needs_grade;
}

ZxJudge *
zx_judge_new (const ZxJudgeContext *context,
              ZxTable              *table,
              ZxSheetReader        *reader,
              guint                 sheet)
{
  ZxJudge *self = g_new0 (ZxJudge, 1);

  self->context = context;
  self->table = table;
  self->reader = reader;
  self->sheet = sheet;
  for (guint i = 0; i < 2; i++)
    self->places[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_words_free);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->by_facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->chunk = g_string_chunk_new (65536);
  for (guint i = 0; i < context->n_columns; i++)
    if (context->columns[i].target == ZX_TARGET_NAME)
      self->name_position = i;

  return self;
}

void
zx_judge_free (ZxJudge *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < 2; i++)
    {
      g_hash_table_unref (self->places[i]);
      g_free (self->filled_text[i]);
    }
  for (guint i = 0; i < ZX_N_TARGETS; i++)
    g_clear_pointer (&self->memo[i], g_hash_table_unref);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_facts);
  g_hash_table_unref (self->by_name);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

/* --- what is the same for all rows --- */

void
zx_judge_context_init (ZxJudgeContext *self,
                       ZxCasebook     *casebook,
                       ZxDb           *db)
{
  g_autofree char *term = zx_setting_dup (db, "term");

  memset (self, 0, sizeof *self);
  self->any_grade = -1;
  self->today = zx_casebook_dup_today (casebook, db);
  self->school_year = term != NULL ? zx_term_dup_school_year (term) : NULL;
  if (self->school_year == NULL)
    self->school_year = zx_school_year_of_date (self->today);
  self->year_start = g_strdup_printf ("%d-09-01", zx_school_year_get_first (self->school_year));

  self->school_stages = zx_school_dup_stages (db);
  if (self->school_stages != NULL && strlen (self->school_stages) == 1)
    self->entry_stage = self->word_stage = zx_stage_from_code (self->school_stages);
}

void
zx_judge_context_take_title (ZxJudgeContext *self,
                             const char     *title,
                             const char     *sheet_name)
{
  const char *texts[] = { title, sheet_name };
  gboolean has_year = FALSE;
  ZxStage stage = ZX_STAGE_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *year = zx_school_year_find (texts[i]);

      if (year != NULL && !has_year)
        {
          g_free (self->school_year);
          self->school_year = g_steal_pointer (&year);
          g_free (self->year_start);
          self->year_start = g_strdup_printf ("%d-09-01", zx_school_year_get_first (self->school_year));
          has_year = TRUE;
        }
      if (stage == ZX_STAGE_NONE)
        stage = zx_stage_find_in_title (texts[i]);
    }
  if (stage != ZX_STAGE_NONE)
    {
      self->entry_stage = stage;
      if (self->word_stage == ZX_STAGE_NONE)
        self->word_stage = stage;
    }

  for (guint i = 0; i < G_N_ELEMENTS (texts) && !self->has_title_class; i++)
    if (texts[i] != NULL)
      self->has_title_class = zx_class_find_in_title (texts[i], self->word_stage, &self->title_words);
}

void
zx_judge_context_clear (ZxJudgeContext *self)
{
  g_free (self->school_year);
  g_free (self->year_start);
  g_free (self->today);
  g_free (self->school_stages);
  g_free (self->columns);
  memset (self, 0, sizeof *self);
}
