/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-payload.h"
#include "zx-people.h"
#include "zx-reject-writer.h"
#include "zx-roster-private.h"
#include "zx-sheet-private.h"
#include "zx-text.h"

/* --- objects of texts --- */

char *
zx_roster_object_new (const char * const *keys,
                      const char * const *values,
                      guint               n)
{
  GString *object = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (object, ',');
      zx_payload_append_text (object, keys[i]);
      g_string_append_c (object, ':');
      zx_payload_append_text (object, values[i] != NULL ? values[i] : "");
    }
  g_string_append_c (object, '}');

  return g_string_free (object, FALSE);
}

static void
skip_blanks (const char **at)
{
  while (g_ascii_isspace (**at))
    (*at)++;
}

static gboolean
read_hex (const char **at,
          gunichar    *out_value)
{
  *out_value = 0;
  for (guint i = 0; i < 4; i++, (*at)++)
    {
      int digit = g_ascii_xdigit_value (**at);

      if (digit < 0)
        return FALSE;
      *out_value = *out_value * 16 + (gunichar) digit;
    }

  return TRUE;
}

/* (nullable): at a quoted text; moves behind it */
static char *
read_text (const char **at)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  g_autoptr (GString) text = g_string_new (NULL);

  if (**at != '"')
    return NULL;
  (*at)++;

  while (**at != '"')
    {
      const char *escape;
      gunichar c, low;

      if (**at == '\0')
        return NULL;
      if (**at != '\\')
        {
          g_string_append_c (text, *(*at)++);
          continue;
        }
      (*at)++;
      if (**at == 'u')
        {
          (*at)++;
          if (!read_hex (at, &c))
            return NULL;
          if (c >= 0xd800 && c < 0xdc00)
            {
              if ((*at)[0] != '\\' || (*at)[1] != 'u')
                return NULL;
              *at += 2;
              if (!read_hex (at, &low) || low < 0xdc00 || low > 0xdfff)
                return NULL;
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            }
          if (c == 0 || !g_unichar_validate (c))
            return NULL;
          g_string_append_unichar (text, c);
          continue;
        }
      escape = **at != '\0' ? strchr (escapes, **at) : NULL;
      if (escape == NULL)
        return NULL;
      g_string_append_c (text, meanings[escape - escapes]);
      (*at)++;
    }
  (*at)++;

  return g_strdup (text->str);
}

GPtrArray *
zx_roster_object_parse (const char *text)
{
  g_autoptr (GPtrArray) object = g_ptr_array_new_with_free_func (g_free);
  const char *at = text;

  if (at == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  skip_blanks (&at);
  if (*at++ != '{')
    return NULL;
  skip_blanks (&at);
  if (*at == '}')
    return g_steal_pointer (&object);

  for (;;)
    {
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      skip_blanks (&at);
      key = read_text (&at);
      skip_blanks (&at);
      if (key == NULL || *at++ != ':')
        return NULL;
      skip_blanks (&at);
      value = read_text (&at);
      skip_blanks (&at);
      if (value == NULL)
        return NULL;
      g_ptr_array_add (object, g_steal_pointer (&key));
      g_ptr_array_add (object, g_steal_pointer (&value));
      if (*at == '}')
        return g_steal_pointer (&object);
      if (*at++ != ',')
        return NULL;
    }
}

const char *
zx_roster_object_get (GPtrArray  *object,
                      const char *key)
{
  for (guint i = 0; i + 1 < object->len; i += 2)
    if (strcmp (object->pdata[i], key) == 0)
      return object->pdata[i + 1];

  return NULL;
}

/* --- what the file said beside the row --- */

char *
zx_roster_cell_dup_raw (const ZxSheetCell *cell)
{
  char digits[48];
  char *exponent, *end;

  if (!cell->digits_lost || cell->type != ZX_SHEET_CELL_NUMBER)
    return g_strdup (cell->text);

  /* 5.20099201605019E+17: who reads it again sees that it is no whole number */
  g_ascii_formatd (digits, sizeof digits, "%.14E", cell->number);
  exponent = strchr (digits, 'E');
  for (end = exponent; end > digits + 3 && end[-1] == '0'; end--)
    ;
  memmove (end, exponent, strlen (exponent) + 1);

  return g_strdup (digits);
}

char *
zx_judge_context_dup_words (const ZxJudgeContext *self,
                            gboolean              any_grade)
{
  g_autoptr (GString) mapping = g_string_new (NULL);
  g_autofree char *entry_year = g_strdup_printf ("%d", self->title_words.entry_year);
  g_autofree char *stage = g_strdup (zx_stage_get_code (self->entry_stage));
  const char *keys[] = { "school_year", "stage", "grade", "class", "entry_year", "any_grade", "since_1904", "mapping" };
  const char *grade = self->title_words.grade != NULL ? self->title_words.grade : self->whole_grade;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (mapping, '\n');
      if (self->columns[i].target != ZX_TARGET_NONE)
        g_string_append (mapping, zx_target_get_info (self->columns[i].target)->key);
    }

  {
    const char *values[] = { self->school_year, stage, grade, self->title_words.class_name, entry_year,
                             any_grade ? "1" : "0", self->since_1904 ? "1" : "0", mapping->str };

    return zx_roster_object_new (keys, values, G_N_ELEMENTS (keys));
  }
}

static void
take_words (ZxJudgeContext *self,
            GPtrArray      *words)
{
  const char *text;

  text = zx_roster_object_get (words, "school_year");
  if (zx_school_year_is_valid (text))
    {
      g_free (self->school_year);
      self->school_year = g_strdup (text);
      g_free (self->year_start);
      self->year_start = g_strdup_printf ("%d-09-01", zx_school_year_get_first (text));
    }
  text = zx_roster_object_get (words, "stage");
  if (text != NULL && zx_stage_from_code (text) != ZX_STAGE_NONE)
    self->entry_stage = zx_stage_from_code (text);
  self->title_words.grade = zx_grade_intern (zx_roster_object_get (words, "grade"));
  text = zx_roster_object_get (words, "class");
  if (text != NULL)
    g_strlcpy (self->title_words.class_name, text, sizeof self->title_words.class_name);
  text = zx_roster_object_get (words, "entry_year");
  if (text != NULL)
    self->title_words.entry_year = (int) g_ascii_strtoll (text, NULL, 10);
  self->has_title_class = self->title_words.grade != NULL || self->title_words.entry_year != 0;
  self->any_grade = g_strcmp0 (zx_roster_object_get (words, "any_grade"), "0") != 0;
  self->since_1904 = g_strcmp0 (zx_roster_object_get (words, "since_1904"), "1") == 0;
}

GPtrArray *
zx_rejected_row_get_cells (const char *raw)
{
  GPtrArray *cells = zx_roster_object_parse (raw);

  return cells != NULL ? cells : g_ptr_array_new_with_free_func (g_free);
}

/* 父亲/姓名 as it was joined from two rows */
static ZxTarget
guess_target (const char *heading)
{
  const char *slash = strchr (heading, '/');
  g_autofree char *bare = NULL;

  if (slash != NULL)
    {
      g_autofree char *top = g_strndup (heading, (gsize) (slash - heading));
      g_autofree char *bare_top = zx_text_normalise_heading (top);
      g_autofree char *bottom = zx_text_normalise_heading (slash + 1);

      return zx_target_from_heading (bare_top, bottom);
    }
  bare = zx_text_normalise_heading (heading);

  return zx_target_from_heading (bare, NULL);
}

char *
zx_rejected_row_dup_field (const char *raw,
                           const char *heading)
{
  ZxTarget target = guess_target (heading);

  return target != ZX_TARGET_NONE ? g_strdup (zx_target_get_info (target)->key) : NULL;
}

/* --- one row that waits --- */

typedef struct
{
  ZxCasebook         *casebook;
  gint64              rejected;
  const char * const *fields;
  const char * const *values;
  gint64              student;
} Correction;

/* The columns of the row: as they were read then, else by their headings. */
static void
read_columns (ZxJudgeContext *context,
              GPtrArray      *raw,
              GPtrArray      *words,
              guint           n_more)
{
  const char *mapping = words != NULL ? zx_roster_object_get (words, "mapping") : NULL;
  g_auto (GStrv) lines = mapping != NULL ? g_strsplit (mapping, "\n", -1) : NULL;
  guint n_cells = raw->len / 2;

  if (lines != NULL && *mapping == '\0' && n_cells == 1)
    g_clear_pointer (&lines, g_strfreev);
  context->columns = g_new0 (ZxJudgeColumn, n_cells + n_more + 1);
  context->n_columns = n_cells;
  for (guint i = 0; i < n_cells; i++)
    {
      context->columns[i].heading = raw->pdata[2 * i];
      context->columns[i].target = lines != NULL && g_strv_length (lines) == n_cells
                                     ? (*lines[i] != '\0' ? zx_target_from_key (lines[i]) : ZX_TARGET_NONE)
                                     : guess_target (raw->pdata[2 * i]);
    }
}

static gboolean
take_corrections (Correction      *correction,
                  ZxJudgeContext  *context,
                  ZxSheetCell     *made,
                  GError         **error)
{
  for (guint i = 0; correction->fields != NULL && correction->fields[i] != NULL; i++)
    {
      ZxTarget target = zx_target_from_key (correction->fields[i]);
      const char *text = correction->values[i];
      guint position = 0;

      if (target == ZX_TARGET_NONE)
        {
          g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD,
                       _("A row of a roster has no field “%s”."), correction->fields[i]);
          return FALSE;
        }

      while (position < context->n_columns && context->columns[position].target != target)
        position++;
      if (position == context->n_columns)
        {
          context->columns[position].target = target;
          context->columns[position].heading = "";
          context->n_columns++;
        }
      made[position] = (ZxSheetCell) { .text = text, .length = (guint) strlen (text), .type = ZX_SHEET_CELL_TEXT };
    }

  return TRUE;
}

static gboolean
is_corrected (Correction *correction,
              ZxTarget    target)
{
  for (guint i = 0; correction->fields != NULL && correction->fields[i] != NULL; i++)
    if (zx_target_from_key (correction->fields[i]) == target)
      return TRUE;

  return FALSE;
}

/* Somebody of another name with the same ID number is not the person of this row. */
static gboolean
check_same_person (ZxPerson  *person,
                   ZxDb      *db,
                   gint64     student,
                   GError   **error)
{
  g_autoptr (ZxRecord) known = zx_record_load (db, &zx_kind_student, student, error);

  if (known == NULL)
    return FALSE;
  if (g_strcmp0 (zx_record_get_text (known, "id_no"), person->values[ZX_TARGET_ID_NO]) != 0 ||
      person->values[ZX_TARGET_ID_NO] == NULL ||
      g_strcmp0 (zx_record_get_text (known, "name"), person->values[ZX_TARGET_NAME]) == 0)
    return TRUE;

  {
    g_autofree char *message = g_strdup_printf (_("%s has the same ID number already; one of the two is wrong."),
                                                zx_record_get_text (known, "name"));

    zx_roster_set_rejected (error, ZX_VALUE_ID_CONFLICT, "id_no", message);
  }

  return FALSE;
}

static gboolean
write_corrected (Correction  *correction,
                 ZxAction    *action,
                 ZxPerson    *person,
                 ZxRecord    *rejected,
                 GError     **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (ZxMatcher) matcher = zx_matcher_new (db);
  g_autofree char *label = NULL;

  if (!zx_matcher_find (matcher, person, &correction->student, error))
    return FALSE;

  if (correction->student != 0)
    {
      if (!check_same_person (person, db, correction->student, error) ||
          !zx_person_update (person, action, correction->student, NULL, NULL, error))
        return FALSE;
    }
  else if (!zx_person_add (person, action, &correction->student, error))
    return FALSE;

  zx_record_set_text (rejected, "state", "corrected");
  zx_record_set_ref (rejected, "record", correction->student);
  if (!zx_action_save (action, rejected, error))
    return FALSE;

  label = g_strdup_printf (_("Correct and import %s"), person->values[ZX_TARGET_NAME]);
  zx_action_set_label (action, label);

  return TRUE;
}

/* A row of a table of another kind: its record, by the rules of that kind. */
static gboolean
correct_other_kind (Correction    *correction,
                    ZxAction      *action,
                    const ZxKind  *kind,
                    GPtrArray     *raw,
                    GPtrArray     *words,
                    ZxRecord      *rejected,
                    GError       **error)
{
  const char *mapping = zx_roster_object_get (words, "mapping");
  g_autoptr (ZxRecord) record = zx_kind_import_correct (action, kind, raw, mapping != NULL ? mapping : "",
                                                        correction->fields, correction->values, error);

  if (record == NULL)
    return FALSE;

  correction->student = zx_record_get_id (record);
  zx_record_set_text (rejected, "state", "corrected");
  if (kind == &zx_kind_student)
    zx_record_set_ref (rejected, "record", correction->student);

  return zx_action_save (action, rejected, error);
}

static gboolean
correct_row (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  Correction *correction = data;
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (ZxRecord) rejected = zx_record_load (db, &zx_kind_rejected_row, correction->rejected, error);
  g_autoptr (GPtrArray) raw = NULL;
  g_autoptr (GPtrArray) words = NULL;
  g_autofree ZxSheetCell *made = NULL;
  g_autofree const ZxSheetCell **cells = NULL;
  g_auto (ZxPerson) person = { 0 };
  ZxJudgeContext context = { 0 };
  ZxJudge *judge = NULL;
  const ZxKind *kind;
  gboolean fine = FALSE;
  guint n_more = 0;

  if (rejected == NULL && error != NULL && *error != NULL)
    return FALSE;
  if (rejected == NULL || !zx_record_is_live (rejected) || g_strcmp0 (zx_record_get_text (rejected, "state"), "corrected") == 0)
    {
      g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_ROW, _("There is no such row waiting to be corrected."));
      return FALSE;
    }

  raw = zx_rejected_row_get_cells (zx_record_get_text (rejected, "raw"));
  words = zx_record_has (rejected, "context") ? zx_roster_object_parse (zx_record_get_text (rejected, "context")) : NULL;
  kind = words != NULL && zx_roster_object_get (words, "kind") != NULL ? zx_kind_find (zx_roster_object_get (words, "kind")) : NULL;
  if (kind != NULL)
    return correct_other_kind (correction, action, kind, raw, words, rejected, error);

  while (correction->fields != NULL && correction->fields[n_more] != NULL)
    n_more++;

  zx_judge_context_init (&context, correction->casebook, db);
  context.any_grade = TRUE;
  if (words != NULL)
    take_words (&context, words);
  read_columns (&context, raw, words, n_more);

  made = g_new0 (ZxSheetCell, raw->len / 2 + n_more + 1);
  cells = g_new0 (const ZxSheetCell *, raw->len / 2 + n_more + 1);
  for (guint i = 0; i < raw->len / 2; i++)
    {
      const char *text = raw->pdata[2 * i + 1];

      made[i] = (ZxSheetCell) { .text = text, .length = (guint) strlen (text), .type = ZX_SHEET_CELL_TEXT };
      /* Digits that were lost do not come back by being written out. */
      made[i].digits_lost = zx_sheet_text_is_scientific (text, strlen (text)) ||
                            (context.columns[i].target == ZX_TARGET_ID_NO &&
                             g_strcmp0 (zx_record_get_text (rejected, "code"), "E_ID_PRECISION") == 0);
    }
  if (!take_corrections (correction, &context, made, error))
    goto out;

  for (guint i = 0; i < context.n_columns; i++)
    {
      cells[i] = made[i].length > 0 ? &made[i] : NULL;
      if (context.columns[i].target != ZX_TARGET_NONE)
        context.has_column[context.columns[i].target] = TRUE;
    }

  judge = zx_judge_new (&context, NULL, NULL, 0);
  zx_person_init (&person);
  zx_judge_read (judge, (guint) zx_record_get_int (rejected, "row"), FALSE, cells, &person);

  if (person.error.problem == ZX_VALUE_OK && g_strcmp0 (zx_record_get_text (rejected, "code"), "E_ID_CONFLICT") == 0 &&
      !is_corrected (correction, ZX_TARGET_ID_NO) && !is_corrected (correction, ZX_TARGET_NAME))
    zx_roster_set_rejected (error, ZX_VALUE_ID_CONFLICT, "id_no", zx_record_get_text (rejected, "message"));
  else if (person.error.problem != ZX_VALUE_OK)
    zx_roster_set_rejected (error, person.error.problem, zx_target_get_info (person.error.target)->key, person.error.message);
  else
    fine = write_corrected (correction, action, &person, rejected, error);

out:
  zx_judge_free (judge);
  zx_judge_context_clear (&context);

  return fine;
}

gboolean
zx_rejected_row_import (ZxCasebook          *casebook,
                        gint64               rejected,
                        const char * const  *fields,
                        const char * const  *values,
                        gint64              *out_student,
                        gint64              *out_action,
                        GError             **error)
{
  Correction correction = { casebook, rejected, fields, values, 0 };
  ZxEntryId entry = { 0 };

  if (!zx_casebook_act (casebook, _("Correct a row of a roster"), correct_row, &correction, &entry, error))
    return FALSE;

  if (out_student != NULL)
    *out_student = correction.student;
  if (out_action != NULL)
    *out_action = entry.action;

  return TRUE;
}

/* --- the list of rejected rows --- */

gboolean
zx_roster_import_write_rejects (ZxRosterImport  *self,
                                const char      *path,
                                GArray          *rejected,
                                GError         **error)
{
  guint n_columns = self->table->columns->len;
  g_autofree const char **headings = g_new0 (const char *, n_columns + 1);
  g_auto (GStrv) texts = g_new0 (char *, n_columns + 1);
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (self->reader, self->selected);
  g_autoptr (ZxRejectWriter) writer = NULL;
  const ZxSheetRow *row;
  guint next = 0;
  int step = 0;

  for (guint i = 0; i < n_columns; i++)
    headings[i] = ((ZxTableColumn *) self->table->columns->pdata[i])->heading;

  writer = zx_reject_writer_open (path, headings, n_columns, error);
  if (writer == NULL)
    return FALSE;

  while (next < rejected->len && (step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    {
      const ZxRosterFinding *finding = &g_array_index (rejected, ZxRosterFinding, next);

      if (row->number != finding->row)
        continue;
      for (guint i = 0; i < n_columns; i++)
        {
          g_free (texts[i]);
          texts[i] = zx_roster_cell_dup_raw (zx_sheet_row_get_cell (row, ((ZxTableColumn *) self->table->columns->pdata[i])->column));
        }
      if (!zx_reject_writer_add (writer, row->number, finding->code, finding->message, (const char * const *) texts, error))
        return FALSE;
      next++;
    }

  return step >= 0 && zx_reject_writer_close (writer, error);
}
