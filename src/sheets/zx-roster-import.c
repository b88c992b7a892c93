/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-people.h"
#include "zx-roster-private.h"
#include "zx-text.h"

#define PROGRESS_ROWS 500
#define MAX_NAMED_SHEETS 8

/* What is wrong with a corrected row travels with the error. */
typedef struct
{
  ZxValueProblem problem;
  char          *field;
} ZxRosterErrorPrivate;

static void
zx_roster_error_private_init (ZxRosterErrorPrivate *priv)
{
}

static void
zx_roster_error_private_copy (const ZxRosterErrorPrivate *from,
                              ZxRosterErrorPrivate       *to)
{
  to->problem = from->problem;
  to->field = g_strdup (from->field);
}

static void
zx_roster_error_private_clear (ZxRosterErrorPrivate *priv)
{
  g_free (priv->field);
}

G_DEFINE_EXTENDED_ERROR (ZxRosterError, zx_roster_error)

G_DEFINE_FINAL_TYPE (ZxRosterImport, zx_roster_import, G_TYPE_OBJECT)

void
zx_roster_set_rejected (GError         **error,
                        ZxValueProblem   problem,
                        const char      *field,
                        const char      *message)
{
  GError *made = g_error_new_literal (ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_REJECTED, message);
  ZxRosterErrorPrivate *priv = zx_roster_error_get_private (made);

  priv->problem = problem;
  priv->field = g_strdup (field);
  g_propagate_error (error, made);
}

const char *
zx_roster_error_get_code (const GError *error)
{
  if (!g_error_matches (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_REJECTED))
    return NULL;

  return zx_value_problem_get_code (zx_roster_error_get_private (error)->problem);
}

const char *
zx_roster_error_get_field (const GError *error)
{
  if (!g_error_matches (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_REJECTED))
    return NULL;

  return zx_roster_error_get_private (error)->field;
}

/* --- results --- */

static void
finding_clear (gpointer data)
{
  g_free (((ZxRosterFinding *) data)->message);
}

ZxRosterResult *
zx_roster_result_new (void)
{
  ZxRosterResult *self = g_new0 (ZxRosterResult, 1);

  self->imported = g_array_new (FALSE, FALSE, sizeof (ZxRosterImported));
  self->rejected = g_array_new (FALSE, FALSE, sizeof (ZxRosterFinding));
  g_array_set_clear_func (self->rejected, finding_clear);
  self->warnings = g_array_new (FALSE, FALSE, sizeof (ZxRosterFinding));
  g_array_set_clear_func (self->warnings, finding_clear);
  self->ignored_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->households = g_array_new (FALSE, FALSE, sizeof (ZxRosterHousehold));
  self->notes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
zx_roster_result_free (ZxRosterResult *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->imported);
  g_array_unref (self->rejected);
  g_array_unref (self->warnings);
  g_array_unref (self->ignored_rows);
  g_array_unref (self->missing);
  g_array_unref (self->households);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
zx_roster_result_add_finding (GArray         *findings,
                              guint           row,
                              ZxValueProblem  problem,
                              ZxTarget        target,
                              const char     *message,
                              gint64          id)
{
  ZxRosterFinding finding = {
    .row = row,
    .code = zx_value_problem_get_code (problem),
    .field = target != ZX_TARGET_NONE ? zx_target_get_info (target)->key : NULL,
    .message = g_strdup (message),
    .id = id,
  };

  g_array_append_val (findings, finding);
}

/* --- the object --- */

void
zx_roster_import_forget_check (ZxRosterImport *self)
{
  if (self->check == NULL)
    return;

  g_clear_pointer (&self->check, zx_roster_check_free);
  for (guint i = 0; i < ZX_ROSTER_N_STATES; i++)
    zx_roster_rows_reset (self->models[i]);
}

static void
clear_table (ZxRosterImport *self)
{
  zx_roster_import_forget_check (self);
  g_hash_table_remove_all (self->edits);
  g_hash_table_remove_all (self->aside);
  g_hash_table_remove_all (self->kept);
  if (self->owns_table)
    zx_table_free (self->table);
  self->table = NULL;
  self->owns_table = FALSE;
  g_clear_pointer (&self->mapping, g_free);
  g_clear_pointer (&self->remembered, g_free);
  g_clear_pointer (&self->unique_headings, g_strfreev);
  g_array_set_size (self->columns, 0);
  zx_judge_context_clear (&self->context);
}

static void
zx_roster_import_finalize (GObject *object)
{
  ZxRosterImport *self = ZX_ROSTER_IMPORT (object);

  clear_table (self);
  for (guint i = 0; i < ZX_ROSTER_N_STATES; i++)
    {
      zx_roster_rows_orphan (self->models[i]);
      g_clear_object (&self->models[i]);
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_array_unref (self->sheets);
  g_array_unref (self->columns);
  g_clear_pointer (&self->reader, zx_sheet_reader_free);
  g_hash_table_unref (self->edits);
  g_hash_table_unref (self->aside);
  g_hash_table_unref (self->kept);
  g_clear_object (&self->casebook);
  g_free (self->path);
  g_free (self->file_name);
  g_free (self->working_year);

  G_OBJECT_CLASS (zx_roster_import_parent_class)->finalize (object);
}

static void
zx_roster_import_class_init (ZxRosterImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_roster_import_finalize;
}

static void
zx_roster_import_init (ZxRosterImport *self)
{
  self->sheets = g_array_new (FALSE, TRUE, sizeof (ZxRosterSheet));
  self->columns = g_array_new (FALSE, TRUE, sizeof (ZxRosterColumn));
  self->edits = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->aside = g_hash_table_new (NULL, NULL);
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < ZX_ROSTER_N_STATES; i++)
    self->models[i] = zx_roster_rows_new (self, (ZxRosterState) i);
}

/* --- the mapping --- */

/* The key under which a mapping is remembered. */
static char *
dup_headings_key (ZxRosterImport *self)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      ZxTableColumn *column = self->table->columns->pdata[i];

      if (i > 0)
        g_string_append_c (key, '\n');
      g_string_append (key, column->heading);
    }

  return g_string_free (key, FALSE);
}

static void
fill_columns (ZxRosterImport *self)
{
  g_array_set_size (self->columns, 0);
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      ZxTableColumn *column = self->table->columns->pdata[i];
      ZxRosterColumn shown = {
        .heading = column->heading,
        .letter = column->letter,
        .field = self->mapping[i] != ZX_TARGET_NONE ? zx_target_get_info (self->mapping[i])->key : NULL,
        .samples = { column->samples[0], column->samples[1], column->samples[2], NULL },
        .index = column->column,
        .hidden = column->hidden,
        .remembered = self->remembered[i],
      };

      g_array_append_val (self->columns, shown);
    }
}

/* One line for each column: the key of its target, or nothing. */
static void
take_mapping (ZxRosterImport *self,
              const char     *mapping)
{
  g_auto (GStrv) lines = g_strsplit (mapping, "\n", -1);

  for (guint i = 0; lines[i] != NULL && i < self->table->columns->len; i++)
    {
      ZxTarget target = *lines[i] != '\0' ? zx_target_from_key (lines[i]) : ZX_TARGET_NONE;

      self->remembered[i] = target != self->mapping[i];
      self->mapping[i] = target;
    }
}

static char *
dup_mapping (ZxRosterImport *self)
{
  GString *mapping = g_string_new (NULL);

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (mapping, '\n');
      if (self->mapping[i] != ZX_TARGET_NONE)
        g_string_append (mapping, zx_target_get_info (self->mapping[i])->key);
    }

  return g_string_free (mapping, FALSE);
}

/* Headings as keys of an object: one that is empty or there twice gets its letter. */
static char **
make_unique_headings (ZxTable *table)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  for (guint i = 0; i < table->columns->len; i++)
    {
      ZxTableColumn *column = table->columns->pdata[i];
      char *heading = *column->heading == '\0'                          ? g_strdup (column->letter)
                      : g_hash_table_contains (seen, column->heading) ? g_strdup_printf ("%s (%s)", column->heading, column->letter)
                                                                        : g_strdup (column->heading);

      g_hash_table_add (seen, heading);
      g_ptr_array_add (headings, heading);
    }
  g_ptr_array_add (headings, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&headings), FALSE);
}

/* Makes @table the one that is imported; @db reads what was chosen before. */
static void
use_table (ZxRosterImport *self,
           ZxDb           *db,
           guint           index,
           ZxTable        *table,
           gboolean        owns_table)
{
  g_autofree char *key = NULL;
  g_autofree char *mapping = NULL;

  clear_table (self);
  self->selected = index;
  self->table = table;
  self->owns_table = owns_table;
  self->mapping = g_new (ZxTarget, table->columns->len + 1);
  self->remembered = g_new0 (gboolean, table->columns->len + 1);
  for (guint i = 0; i < table->columns->len; i++)
    self->mapping[i] = ((ZxTableColumn *) table->columns->pdata[i])->guess;
  self->unique_headings = make_unique_headings (table);

  key = dup_headings_key (self);
  mapping = zx_column_mapping_dup (db, key);
  if (mapping != NULL)
    take_mapping (self, mapping);
  fill_columns (self);

  zx_judge_context_init (&self->context, self->casebook, db);
  g_free (self->working_year);
  self->working_year = g_strdup (self->context.school_year);
  zx_judge_context_take_title (&self->context, table->title, zx_sheet_reader_get_sheet_name (self->reader, index));
  self->context.since_1904 = zx_sheet_reader_is_since_1904 (self->reader);
  self->context.fills_down = zx_sheet_reader_get_format (self->reader) == ZX_SHEET_FORMAT_XLS;
}

void
zx_roster_import_settle (ZxRosterImport *self)
{
  ZxJudgeContext *context = &self->context;

  g_free (context->columns);
  context->n_columns = self->table->columns->len;
  context->columns = g_new0 (ZxJudgeColumn, context->n_columns + 1);
  memset (context->has_column, 0, sizeof context->has_column);
  for (guint i = 0; i < context->n_columns; i++)
    {
      context->columns[i].target = self->mapping[i];
      context->columns[i].heading = ((ZxTableColumn *) self->table->columns->pdata[i])->heading;
      if (self->mapping[i] != ZX_TARGET_NONE)
        context->has_column[self->mapping[i]] = TRUE;
    }
  context->whole_grade = self->grade;
}

/* --- opening --- */

static gboolean
read_sheets (ZxRosterImport  *self,
             GCancellable    *cancellable,
             GError         **error)
{
  guint n_sheets = zx_sheet_reader_get_n_sheets (self->reader);

  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_table_free);
  for (guint i = 0; i < n_sheets; i++)
    {
      ZxTable *table;
      ZxRosterSheet sheet;

      if (!zx_sheet_reader_load (self->reader, i, cancellable, error))
        return FALSE;
      table = zx_table_find (self->reader, i, 0, error);
      if (table == NULL)
        return FALSE;
      g_ptr_array_add (self->found, table);

      sheet = (ZxRosterSheet) {
        .name = zx_sheet_reader_get_sheet_name (self->reader, i),
        .hits = table->hits,
        .header_row = table->n_header_rows > 0 ? table->header_rows[table->n_header_rows - 1] : 0,
        .n_rows = table->n_rows,
        .hidden = zx_sheet_reader_is_hidden (self->reader, i),
      };
      g_array_append_val (self->sheets, sheet);
    }

  return TRUE;
}

static guint
propose_sheet (ZxRosterImport *self)
{
  guint best = 0;

  for (guint i = 1; i < self->sheets->len; i++)
    {
      const ZxRosterSheet *sheet = &g_array_index (self->sheets, ZxRosterSheet, i);
      const ZxRosterSheet *so_far = &g_array_index (self->sheets, ZxRosterSheet, best);

      if (sheet->hits > so_far->hits || (sheet->hits == so_far->hits && sheet->n_rows > so_far->n_rows))
        best = i;
    }

  return best;
}

ZxRosterImport *
zx_roster_import_open (const char    *path,
                       ZxCasebook    *casebook,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (ZxRosterImport) self = g_object_new (ZX_TYPE_ROSTER_IMPORT, NULL);
  g_autoptr (ZxDb) db = NULL;
  guint best;

  g_return_val_if_fail (path != NULL && ZX_IS_CASEBOOK (casebook), NULL);

  self->path = g_strdup (path);
  self->file_name = g_path_get_basename (path);
  if (!g_utf8_validate (self->file_name, -1, NULL))
    {
      char *valid = g_filename_display_basename (path);

      g_free (self->file_name);
      self->file_name = valid;
    }
  self->casebook = g_object_ref (casebook);
  self->reader = zx_sheet_reader_open (path, NULL, cancellable, error);
  if (self->reader == NULL || !read_sheets (self, cancellable, error))
    return NULL;

  db = zx_casebook_open_reader (casebook, error);
  if (db == NULL)
    return NULL;
  best = propose_sheet (self);
  use_table (self, db, best, self->found->pdata[best], FALSE);

  return g_steal_pointer (&self);
}

typedef struct
{
  char       *path;
  ZxCasebook *casebook;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_object_unref (opening->casebook);
  g_free (opening);
}

static void
open_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr (GError) error = NULL;
  ZxRosterImport *import = zx_roster_import_open (opening->path, opening->casebook, cancellable, &error);

  if (import == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, import, g_object_unref);
}

void
zx_roster_import_open_async (const char          *path,
                             ZxCasebook          *casebook,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->casebook = g_object_ref (casebook);
  g_task_set_source_tag (task, zx_roster_import_open_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_worker);
}

ZxRosterImport *
zx_roster_import_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- sheets --- */

const char *
zx_roster_import_get_path (ZxRosterImport *self)
{
  return self->path;
}

const char *
zx_roster_import_get_file_name (ZxRosterImport *self)
{
  return self->file_name;
}

guint
zx_roster_import_get_n_sheets (ZxRosterImport *self)
{
  return self->sheets->len;
}

const ZxRosterSheet *
zx_roster_import_get_sheet (ZxRosterImport *self,
                            guint           index)
{
  g_return_val_if_fail (index < self->sheets->len, NULL);

  return &g_array_index (self->sheets, ZxRosterSheet, index);
}

guint
zx_roster_import_get_selected_sheet (ZxRosterImport *self)
{
  return self->selected;
}

gboolean
zx_roster_import_find_sheet (ZxRosterImport  *self,
                             const char      *name,
                             guint           *out_index,
                             GError         **error)
{
  int index = zx_sheet_reader_find_sheet (self->reader, name);
  g_autoptr (GString) names = NULL;

  if (index >= 0)
    {
      *out_index = (guint) index;
      return TRUE;
    }

  names = g_string_new (NULL);
  for (guint i = 0; i < self->sheets->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? C_("list", ", ") : "", g_array_index (self->sheets, ZxRosterSheet, i).name);
  g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_SHEET,
               _("The file has no sheet “%s”; it has: %s."), name, names->str);

  return FALSE;
}

static void
set_no_table (ZxRosterImport  *self,
              GError         **error)
{
  g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_TABLE,
               _("No row of headings was found in “%s”. A roster has a row with at least 姓名 and two more headings such as 班级 and 身份证号."),
               self->file_name);
}

gboolean
zx_roster_import_has_table (ZxRosterImport  *self,
                            GError         **error)
{
  if (self->table->n_header_rows > 0)
    for (guint i = 0; i < self->table->columns->len; i++)
      if (self->mapping[i] == ZX_TARGET_NAME)
        return TRUE;

  set_no_table (self, error);

  return FALSE;
}

gboolean
zx_roster_import_select_sheet (ZxRosterImport  *self,
                               guint            index,
                               guint            header_row,
                               GError         **error)
{
  g_autoptr (ZxDb) db = NULL;
  g_autoptr (ZxTable) table = NULL;

  g_return_val_if_fail (index < self->sheets->len, FALSE);

  db = zx_casebook_open_reader (self->casebook, error);
  if (db == NULL)
    return FALSE;

  if (header_row == 0)
    {
      ZxTable *found = self->found->pdata[index];

      use_table (self, db, index, found, FALSE);
      if (found->n_header_rows == 0)
        {
          set_no_table (self, error);
          return FALSE;
        }
      return TRUE;
    }

  table = zx_table_find (self->reader, index, header_row, error);
  if (table == NULL)
    return FALSE;
  if (table->n_header_rows == 0)
    {
      g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_TABLE,
                   _("There is nothing in row %u of this sheet, so it cannot be the row of headings."), header_row);
      return FALSE;
    }
  use_table (self, db, index, g_steal_pointer (&table), TRUE);

  return TRUE;
}

const guint *
zx_roster_import_get_header_rows (ZxRosterImport *self,
                                  guint          *out_n)
{
  *out_n = self->table->n_header_rows;

  return self->table->header_rows;
}

const char *
zx_roster_import_get_title (ZxRosterImport *self)
{
  return self->table->title;
}

const char *
zx_roster_import_get_school_year (ZxRosterImport *self)
{
  return self->context.school_year;
}

/* --- columns --- */

guint
zx_roster_import_get_n_columns (ZxRosterImport *self)
{
  return self->columns->len;
}

const ZxRosterColumn *
zx_roster_import_get_column (ZxRosterImport *self,
                             guint           position)
{
  g_return_val_if_fail (position < self->columns->len, NULL);

  return &g_array_index (self->columns, ZxRosterColumn, position);
}

gboolean
zx_roster_import_set_mapping (ZxRosterImport  *self,
                              guint            position,
                              const char      *field,
                              GError         **error)
{
  ZxTarget target = field != NULL && *field != '\0' ? zx_target_from_key (field) : ZX_TARGET_NONE;

  g_return_val_if_fail (position < self->columns->len, FALSE);

  if (target == ZX_TARGET_NONE && field != NULL && *field != '\0')
    {
      g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD,
                   _("A column cannot be imported into “%s”: there is no such field."), field);
      return FALSE;
    }

  if (self->mapping[position] == target)
    return TRUE;

  if (target != ZX_TARGET_NONE && !zx_target_takes_many (target))
    for (guint i = 0; i < self->columns->len; i++)
      if (self->mapping[i] == target)
        self->mapping[i] = ZX_TARGET_NONE;
  self->mapping[position] = target;
  self->remembered[position] = FALSE;
  fill_columns (self);
  zx_roster_import_forget_check (self);

  return TRUE;
}

gboolean
zx_roster_import_map (ZxRosterImport  *self,
                      const char      *column,
                      const char      *field,
                      GError         **error)
{
  g_autofree char *wanted = zx_text_remove_blanks (column);
  int found = -1;
  guint n_found = 0;

  for (guint pass = 0; pass < 4 && n_found == 0; pass++)
    for (guint i = 0; i < self->columns->len; i++)
      {
        const ZxTableColumn *known = self->table->columns->pdata[i];
        g_autofree char *heading = zx_text_remove_blanks (known->heading);
        const char *last = strrchr (heading, '/');
        gboolean same = pass == 0   ? strcmp (heading, wanted) == 0 || strcmp (self->unique_headings[i], column) == 0
                        : pass == 1 ? strcmp (known->top, wanted) == 0 || g_strcmp0 (known->bottom, wanted) == 0
                        : pass == 2 ? last != NULL && strcmp (last + 1, wanted) == 0
                                    : g_ascii_strcasecmp (known->letter, wanted) == 0;

        if (same)
          {
            found = (int) i;
            n_found++;
          }
      }

  if (n_found == 0)
    {
      g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_COLUMN, _("The file has no column “%s”."), column);
      return FALSE;
    }
  if (n_found > 1)
    {
      g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_COLUMN,
                   _("The file has several columns “%s”; name the one you mean by its letter."), column);
      return FALSE;
    }

  return zx_roster_import_set_mapping (self, (guint) found, field, error);
}

void
zx_roster_import_set_grade (ZxRosterImport *self,
                            const char     *grade)
{
  grade = zx_grade_intern (grade);
  if (self->grade == grade)
    return;

  self->grade = grade;
  zx_roster_import_forget_check (self);
}

const char *
zx_roster_import_get_grade (ZxRosterImport *self)
{
  return self->grade;
}

/* --- walking over the rows --- */

typedef struct
{
  ZxRosterImport *self;
  guint           done;
  guint           total;
} Report;

static gboolean
report_cb (gpointer user_data)
{
  Report *report = user_data;

  if (report->self->progress != NULL)
    report->self->progress (report->done, report->total, report->self->progress_data);

  return G_SOURCE_REMOVE;
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->self);
  g_free (report);
}

static void
report_progress (ZxRosterImport *self,
                 guint           done)
{
  Report *report;

  if (self->progress == NULL)
    return;
  if (!self->progress_in_main)
    {
      self->progress (done, self->table->n_rows, self->progress_data);
      return;
    }

  report = g_new0 (Report, 1);
  report->self = g_object_ref (self);
  report->done = done;
  report->total = self->table->n_rows;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, report_cb, report, report_free);
}

void
zx_roster_import_set_progress (ZxRosterImport       *self,
                               ZxRosterProgressFunc  func,
                               gpointer              user_data)
{
  self->progress = func;
  self->progress_data = user_data;
}

/* Cells that were corrected take the place of those of the file. */
static void
take_edits (GHashTable         *edits,
            ZxSheetCell        *made,
            const ZxSheetCell **cells)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, edits);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint position = GPOINTER_TO_UINT (key);
      const char *text = value;

      made[position] = (ZxSheetCell) { .text = text, .length = (guint) strlen (text), .type = ZX_SHEET_CELL_TEXT };
      cells[position] = &made[position];
    }
}

gboolean
zx_roster_import_walk (ZxRosterImport   *self,
                       ZxJudge          *judge,
                       ZxRosterRowFunc   func,
                       gpointer          data,
                       GArray           *ignored,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (self->reader, self->selected);
  guint n_columns = self->table->columns->len;
  g_autofree const ZxSheetCell **cells = g_new0 (const ZxSheetCell *, n_columns + 1);
  g_autofree ZxSheetCell *made = g_new0 (ZxSheetCell, n_columns + 1);
  guint last_header = self->table->header_rows[self->table->n_header_rows - 1];
  gboolean has_edits = g_hash_table_size (self->edits) > 0;
  g_auto (ZxPerson) person = { 0 };
  const ZxSheetRow *row;
  guint n_done = 0;
  int step;

  zx_person_init (&person);
  while ((step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    {
      GHashTable *edits = NULL;

      if (row->number <= last_header)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (n_done++ % PROGRESS_ROWS == 0)
        report_progress (self, n_done - 1);

      for (guint i = 0; i < n_columns; i++)
        {
          const ZxSheetCell *cell = zx_sheet_row_get_cell (row, ((ZxTableColumn *) self->table->columns->pdata[i])->column);

          cells[i] = cell->type != ZX_SHEET_CELL_EMPTY ? cell : NULL;
        }
      if (has_edits)
        edits = g_hash_table_lookup (self->edits, GUINT_TO_POINTER (row->number));

      switch (zx_judge_sort_row (judge, row, cells))
        {
        case ZX_ROW_PERSON:
          break;
        case ZX_ROW_IGNORED:
          if (ignored != NULL)
            g_array_append_val (ignored, row->number);
          continue;
        case ZX_ROW_EMPTY:
        default:
          continue;
        }

      if (edits != NULL)
        take_edits (edits, made, cells);
      zx_judge_read (judge, row->number, row->hidden, cells, &person);
      if (!func (self, &person, row, cells, data, error))
        return FALSE;
    }
  if (step == 0)
    report_progress (self, self->table->n_rows);

  return step == 0;
}

/* --- what else is to be said --- */

void
zx_roster_note_place (GHashTable *places,
                      ZxPerson   *person)
{
  const char *grade = person->values[ZX_TARGET_GRADE];
  const char *class_name = person->values[ZX_TARGET_CLASS];
  char key[ZX_CLASS_NAME_SIZE + 8];

  if (grade == NULL && class_name == NULL)
    return;

  g_snprintf (key, sizeof key, "%s\t%s", grade != NULL ? grade : "", class_name != NULL ? class_name : "");
  if (!g_hash_table_contains (places, key))
    g_hash_table_add (places, g_strdup (key));
}

GArray *
zx_roster_list_missing (ZxDb        *db,
                        GHashTable  *places,
                        ZxMatcher   *matcher,
                        GError     **error)
{
  g_autoptr (GArray) enrolled = zx_people_list_enrolled (db, error);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (enrolled == NULL)
    return NULL;

  for (guint i = 0; i < enrolled->len; i++)
    {
      const ZxPlace *place = &g_array_index (enrolled, ZxPlace, i);
      char key[ZX_CLASS_NAME_SIZE + 8];

      g_snprintf (key, sizeof key, "%s\t%s", place->grade != NULL ? place->grade : "",
                  place->class_name != NULL ? place->class_name : "");
      if (g_hash_table_contains (places, key) && !zx_matcher_has (matcher, place->student))
        g_array_append_val (missing, place->student);
    }

  return g_steal_pointer (&missing);
}

/* (nullable): the names of other sheets that have pupils, a sheet for each class */
static char *
dup_other_sheets (ZxRosterImport *self)
{
  GString *names = g_string_new (NULL);
  guint n_names = 0;

  for (guint i = 0; i < self->sheets->len; i++)
    {
      const ZxRosterSheet *sheet = &g_array_index (self->sheets, ZxRosterSheet, i);

      if (i == self->selected || sheet->hits == 0 || sheet->n_rows == 0)
        continue;
      if (n_names++ == MAX_NAMED_SHEETS)
        {
          g_string_append (names, " …");
          break;
        }
      g_string_append_printf (names, "%s“%s”", n_names > 1 ? " " : "", sheet->name);
    }

  return g_string_free (names, n_names == 0);
}

/* Another column of names that goes nowhere, with names in it: half of the class may stand there. */
static gboolean
has_second_table (ZxRosterImport *self)
{
  gboolean has_name = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const ZxTableColumn *column = self->table->columns->pdata[i];

      if (self->mapping[i] == ZX_TARGET_NAME)
        has_name = TRUE;
      else if (has_name && self->mapping[i] == ZX_TARGET_NONE && column->samples[0] != NULL &&
               zx_target_from_heading (column->top, column->bottom) == ZX_TARGET_NAME)
        return TRUE;
    }

  return FALSE;
}

void
zx_roster_add_notes (ZxRosterImport *self,
                     gboolean        needs_grade,
                     GPtrArray      *notes)
{
  g_autofree char *others = NULL;

  if (strcmp (self->context.school_year, self->working_year) != 0)
    g_ptr_array_add (notes, g_strdup_printf (_("The title names the school year %s, but the casebook works in %s; grades were read as of the title."),
                                             self->context.school_year, self->working_year));
  if (needs_grade)
    g_ptr_array_add (notes, g_strdup (_("The file does not say which grade its pupils are in; choose one for the whole file.")));
  if (self->table->n_header_rows == 0)
    g_ptr_array_add (notes, g_strdup (_("No row of headings was found.")));
  others = dup_other_sheets (self);
  if (others != NULL)
    g_ptr_array_add (notes, g_strdup_printf (_("Only the sheet “%s” was read; there are tables in other sheets, too: %s"),
                                             zx_sheet_reader_get_sheet_name (self->reader, self->selected), others));
  if (has_second_table (self))
    g_ptr_array_add (notes, g_strdup (_("Two tables stand side by side; only the left one was read. "
                                        "Move the other one below it or to a sheet of its own, and import that, too.")));
}

gboolean
zx_roster_import_needs_grade (ZxRosterImport *self)
{
  g_autoptr (ZxJudge) judge = NULL;

  if (self->table->n_header_rows == 0)
    return FALSE;

  zx_roster_import_settle (self);
  judge = zx_judge_new (&self->context, self->table, self->reader, self->selected);

  return !zx_judge_knows_grade (judge);
}

/* --- remembering --- */

/* Inside an action: how the columns of such a file are read. */
gboolean
zx_roster_import_remember (ZxRosterImport  *self,
                           ZxAction        *action,
                           GError         **error)
{
  g_autofree char *key = dup_headings_key (self);
  g_autofree char *mapping = dup_mapping (self);

  return zx_column_mapping_save (zx_action_get_db (action), key, mapping, error);
}

/* --- what a person did so far, for a draft --- */

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, " ", TRUE);

  g_string_append (out, escaped);
}

char *
zx_roster_import_dup_state (ZxRosterImport *self)
{
  g_autofree char *mapping = dup_mapping (self);
  g_autofree char *header = g_strdup_printf ("%u", self->owns_table ? self->table->header_rows[0] : 0);
  g_autoptr (GString) edits = g_string_new (NULL);
  g_autoptr (GString) aside = g_string_new (NULL);
  g_autoptr (GString) kept = g_string_new (NULL);
  GHashTableIter iter, inner;
  gpointer row, value, position, text;

  g_hash_table_iter_init (&iter, self->edits);
  while (g_hash_table_iter_next (&iter, &row, &value))
    {
      g_hash_table_iter_init (&inner, value);
      while (g_hash_table_iter_next (&inner, &position, &text))
        {
          g_string_append_printf (edits, "%u %u ", GPOINTER_TO_UINT (row), GPOINTER_TO_UINT (position));
          append_escaped (edits, text);
          g_string_append_c (edits, '\n');
        }
    }
  g_hash_table_iter_init (&iter, self->aside);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_string_append_printf (aside, "%u\n", GPOINTER_TO_UINT (row));
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &row, &value))
    for (ZxTarget target = 0; target < ZX_N_TARGETS; target++)
      if (((const guint8 *) value)[target])
        g_string_append_printf (kept, "%u %s\n", GPOINTER_TO_UINT (row), zx_target_get_info (target)->key);

  {
    const char *keys[] = { "path", "sheet", "header_row", "grade", "mapping", "edits", "aside", "kept" };
    const char *values[] = {
      self->path, zx_sheet_reader_get_sheet_name (self->reader, self->selected), header, self->grade != NULL ? self->grade : "",
      mapping, edits->str, aside->str, kept->str,
    };

    return zx_roster_object_new (keys, values, G_N_ELEMENTS (keys));
  }
}

static void
restore_rows (ZxRosterImport *self,
              GPtrArray      *state)
{
  g_auto (GStrv) edits = g_strsplit (zx_roster_object_get (state, "edits"), "\n", -1);
  g_auto (GStrv) aside = g_strsplit (zx_roster_object_get (state, "aside"), "\n", -1);
  g_auto (GStrv) kept = g_strsplit (zx_roster_object_get (state, "kept"), "\n", -1);

  for (guint i = 0; edits[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (edits[i], " ", 3);
      g_autofree char *text = g_strv_length (parts) == 3 ? g_uri_unescape_string (parts[2], NULL) : NULL;
      guint64 position;
      gpointer row;
      GHashTable *cells;

      if (text == NULL)
        continue;
      row = GUINT_TO_POINTER ((guint) g_ascii_strtoull (parts[0], NULL, 10));
      position = g_ascii_strtoull (parts[1], NULL, 10);
      if (position >= self->columns->len)
        continue;
      cells = g_hash_table_lookup (self->edits, row);
      if (cells == NULL)
        {
          cells = g_hash_table_new_full (NULL, NULL, NULL, g_free);
          g_hash_table_insert (self->edits, row, cells);
        }
      g_hash_table_insert (cells, GUINT_TO_POINTER ((guint) position), g_steal_pointer (&text));
    }

  for (guint i = 0; aside[i] != NULL; i++)
    if (*aside[i] != '\0')
      g_hash_table_add (self->aside, GUINT_TO_POINTER ((guint) g_ascii_strtoull (aside[i], NULL, 10)));

  for (guint i = 0; kept[i] != NULL; i++)
    {
      const char *key = strchr (kept[i], ' ');
      ZxTarget target = key != NULL ? zx_target_from_key (key + 1) : ZX_TARGET_NONE;
      gpointer row = GUINT_TO_POINTER ((guint) g_ascii_strtoull (kept[i], NULL, 10));
      guint8 *flags;

      if (target == ZX_TARGET_NONE)
        continue;
      flags = g_hash_table_lookup (self->kept, row);
      if (flags == NULL)
        {
          flags = g_new0 (guint8, ZX_N_TARGETS);
          g_hash_table_insert (self->kept, row, flags);
        }
      flags[target] = TRUE;
    }
}

void
zx_roster_import_restore_state (ZxRosterImport *self,
                                const char     *text)
{
  g_autoptr (GPtrArray) state = zx_roster_object_parse (text);
  const char *sheet, *mapping;
  int index;
  guint header_row;

  if (state == NULL)
    return;

  sheet = zx_roster_object_get (state, "sheet");
  mapping = zx_roster_object_get (state, "mapping");
  index = sheet != NULL ? zx_sheet_reader_find_sheet (self->reader, sheet) : -1;
  if (index < 0 || mapping == NULL || zx_roster_object_get (state, "edits") == NULL ||
      zx_roster_object_get (state, "aside") == NULL || zx_roster_object_get (state, "kept") == NULL ||
      zx_roster_object_get (state, "grade") == NULL || zx_roster_object_get (state, "header_row") == NULL)
    return;

  header_row = (guint) g_ascii_strtoull (zx_roster_object_get (state, "header_row"), NULL, 10);
  if (((guint) index != self->selected || header_row != 0) &&
      !zx_roster_import_select_sheet (self, (guint) index, header_row, NULL))
    return;

  take_mapping (self, mapping);
  fill_columns (self);
  self->grade = zx_grade_intern (zx_roster_object_get (state, "grade"));
  restore_rows (self, state);
  zx_roster_import_forget_check (self);
}

char *
zx_roster_state_dup_path (const char *text)
{
  g_autoptr (GPtrArray) state = zx_roster_object_parse (text);

  return state != NULL ? g_strdup (zx_roster_object_get (state, "path")) : NULL;
}
