/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-kind"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-import-kind.h"
#include "zx-query.h"
#include "zx-reject-writer.h"
#include "zx-roster-private.h"
#include "zx-sheet-private.h"
#include "zx-student.h"
#include "zx-text.h"

/* The headings are looked for among so many rows that hold something. */
#define MAX_HEADER_ROWS 15

/* Rejected rows of a table of any kind have one code. */
static const char rejected_code[] = "E_VALUE";

typedef struct
{
  ZxCasebook                *casebook;
  const ZxKind              *kind;
  const ZxKindImportOptions *options;
  ZxSheetReader             *reader;
  guint                      sheet;
  char                      *file_name;
  GArray                    *columns; /* const ZxField *, by column; %NULL = not imported */
  ZxKindImport              *done;
  GCancellable              *cancellable;
} Work;

void
zx_kind_import_free (ZxKindImport *self)
{
  if (self == NULL)
    return;

  g_free (self->sheet);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->rejects, g_ptr_array_unref);
  g_clear_pointer (&self->result, zx_roster_result_free);
  g_free (self);
}

static const ZxField *
find_field (const ZxKind *kind,
            const char   *heading)
{
  g_autofree char *bare = zx_text_normalise_heading (heading);
  g_autofree char *plain = zx_text_normalise (heading);

  if (*bare == '\0')
    return NULL;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      g_autofree char *label = NULL;

      if (field->flags & (ZX_FIELD_HIDDEN | ZX_FIELD_COMPUTED))
        continue;
      label = zx_text_normalise_heading (zx_field_get_label (kind, field));
      if (strcmp (field->key, plain) == 0 || strcmp (field->key, bare) == 0 || strcmp (label, bare) == 0)
        return field;
    }

  return NULL;
}

static guint
count_hits (const ZxKind     *kind,
            const ZxSheetRow *row)
{
  guint hits = 0;

  for (guint i = 0; i < row->n_cells; i++)
    hits += find_field (kind, row->cells[i].text) != NULL ? 1 : 0;

  return hits;
}

/* The row of headings of one sheet: the one asked for, else the one of the first rows that knows most fields. */
static gboolean
find_header (Work    *work,
             guint    sheet,
             guint   *out_row,
             guint   *out_hits,
             GError **error)
{
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (work->reader, sheet);
  const ZxSheetRow *row;
  guint n_rows = 0;
  int step = 0;

  *out_row = 0;
  *out_hits = 0;
  while ((work->options->header_row > 0 || n_rows++ < MAX_HEADER_ROWS) && (step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    {
      guint hits = count_hits (work->kind, row);

      if (work->options->header_row > 0 ? row->number == work->options->header_row : hits > *out_hits)
        {
          *out_row = row->number;
          *out_hits = hits;
        }
      if (work->options->header_row > 0 && row->number >= work->options->header_row)
        break;
    }

  return step >= 0;
}

static gboolean
choose_sheet (Work    *work,
              GError **error)
{
  guint first = 0, end = zx_sheet_reader_get_n_sheets (work->reader);
  guint best = 0;

  if (work->options->sheet != NULL)
    {
      int found = zx_sheet_reader_find_sheet (work->reader, work->options->sheet);

      if (found < 0)
        {
          g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_SHEET, _("The file has no sheet “%s”."), work->options->sheet);
          return FALSE;
        }
      first = (guint) found;
      end = first + 1;
    }

  for (guint i = first; i < end; i++)
    {
      guint row, hits;

      if (!zx_sheet_reader_load (work->reader, i, work->cancellable, error) || !find_header (work, i, &row, &hits, error))
        return FALSE;
      if (row != 0 && (hits > best || work->done->header_row == 0))
        {
          best = hits;
          work->sheet = i;
          work->done->header_row = row;
        }
    }

  if (work->done->header_row == 0)
    {
      g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_TABLE,
                   _("No row of headings was found in “%s”. Headings are the names of fields, as “zhuxue-cli kinds %s” lists them."),
                   work->file_name, work->kind->key);
      return FALSE;
    }
  work->done->sheet = g_strdup (zx_sheet_reader_get_sheet_name (work->reader, work->sheet));

  return TRUE;
}

static gboolean
take_options (Work    *work,
              GError **error)
{
  for (guint i = 0; work->options->columns != NULL && work->options->columns[i] != NULL; i++)
    {
      const char *column = work->options->columns[i];
      const char *key = work->options->fields[i];
      const ZxField *field = *key != '\0' ? zx_kind_get_field (work->kind, key) : NULL;
      g_autofree char *wanted = zx_text_normalise_heading (column);
      gboolean found = FALSE;

      if (*key != '\0' && (field == NULL || (field->flags & ZX_FIELD_HIDDEN)))
        {
          g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD, _("%s has no field “%s”."),
                       zx_kind_get_label (work->kind), key);
          return FALSE;
        }
      for (guint j = 0; j < work->done->headings->len && !found; j++)
        {
          g_autofree char *heading = zx_text_normalise_heading (work->done->headings->pdata[j]);

          if (strcmp (heading, wanted) != 0)
            continue;
          g_array_index (work->columns, const ZxField *, j) = field;
          found = TRUE;
        }
      if (!found)
        {
          g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_COLUMN, _("The file has no column “%s”."), column);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_headings (Work    *work,
               GError **error)
{
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (work->reader, work->sheet);
  guint n_columns = MIN (zx_sheet_reader_get_n_columns (work->reader, work->sheet), 250);
  const ZxSheetRow *row;
  int step;

  while ((step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    if (row->number == work->done->header_row)
      break;
  if (step <= 0)
    return FALSE;

  for (guint i = 0; i < n_columns; i++)
    {
      const char *text = zx_sheet_row_get_cell (row, i)->text;
      const ZxField *field = find_field (work->kind, text);

      g_ptr_array_add (work->done->headings, zx_text_normalise (text));
      g_array_append_val (work->columns, field);
    }

  if (!take_options (work, error))
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    {
      const ZxField *field = g_array_index (work->columns, const ZxField *, i);

      g_ptr_array_add (work->done->fields, field != NULL ? (gpointer) field->key : NULL);
    }

  return TRUE;
}

/* --- values --- */

static gboolean
set_reference (ZxAction       *action,
               ZxRecord       *record,
               const ZxField  *field,
               const char     *value,
               GError        **error)
{
  const ZxKind *of = zx_kind_find (field->of);
  g_autoptr (GError) local_error = NULL;
  gint64 id = zx_record_find (zx_action_get_db (action), of, value, &local_error);

  if (id == 0 && of == &zx_kind_staff && g_error_matches (local_error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND) &&
      zx_text_has_han (value))
    {
      g_clear_error (&local_error);
      id = zx_action_need_staff (action, value, &local_error);
    }
  if (id == 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, field->key, "%s: %s", zx_field_get_label (zx_record_get_kind (record), field),
                          local_error != NULL ? local_error->message : value);
      return FALSE;
    }

  if (field->type == ZX_TYPE_REFS)
    zx_record_add_ref (record, field->key, id);
  else
    zx_record_set_ref (record, field->key, id);

  return TRUE;
}

/* A label of the table does for its code. */
static char *
dup_code (const ZxField *field,
          const char    *text)
{
  const ZxCodeTable *table = zx_code_table_find (field->codes);

  if (table != NULL && !zx_code_table_contains (table, text))
    for (const ZxCode *code = table->codes; code->code != NULL; code++)
      if (strcmp (zx_code_table_get_label (table, code->code), text) == 0)
        return g_strdup (code->code);

  /* Departments call the groups by many names. */
  if (g_strcmp0 (field->codes, "CAT") == 0 && !zx_code_table_contains (table, text) && zx_category_from_words (text) != NULL)
    return g_strdup (zx_category_from_words (text));

  return g_strdup (text);
}

static gboolean
set_value (ZxAction       *action,
           ZxRecord       *record,
           const ZxField  *field,
           const char     *text,
           GError        **error)
{
  g_autofree char *plain = zx_text_normalise (text);

  if (*plain == '\0')
    return TRUE;

  switch ((guint) field->type)
    {
    case ZX_TYPE_REF:
      return set_reference (action, record, field, plain, error);

    case ZX_TYPE_REFS:
      {
        g_auto (GStrv) names = zx_words_split (plain);

        for (guint i = 0; names[i] != NULL; i++)
          if (!set_reference (action, record, field, names[i], error))
            return FALSE;
        return TRUE;
      }

    case ZX_TYPE_CODE:
      {
        g_autofree char *code = dup_code (field, plain);

        return zx_record_set_from_string (record, field->key, code, error);
      }

    case ZX_TYPE_CODES:
      {
        g_auto (GStrv) words = zx_words_split (plain);
        g_autofree char *joined = NULL;

        for (guint i = 0; words[i] != NULL; i++)
          {
            char *code = dup_code (field, words[i]);

            g_free (words[i]);
            words[i] = code;
          }
        joined = g_strjoinv (",", words);
        return zx_record_set_from_string (record, field->key, joined, error);
      }

    default:
      return zx_record_set_from_string (record, field->key, field->type == ZX_TYPE_LONG ? text : plain, error);
    }
}

static void
set_lost_error (GError        **error,
                const ZxKind   *kind,
                const ZxField  *field)
{
  zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, field->key,
                      _("%s was stored as a number and its last digits are lost; type it again in a cell formatted as text."),
                      zx_field_get_label (kind, field));
}

static ZxRecord *
read_record (Work              *work,
             ZxAction          *action,
             const ZxSheetRow  *row,
             GError           **error)
{
  g_autoptr (ZxRecord) record = zx_record_new (work->kind);

  for (guint i = 0; i < work->columns->len; i++)
    {
      const ZxField *field = g_array_index (work->columns, const ZxField *, i);
      const ZxSheetCell *cell = zx_sheet_row_get_cell (row, i);

      /* #N/A is what a formula says that found nothing. */
      if (field == NULL || cell->type == ZX_SHEET_CELL_ERROR || zx_sheet_text_is_error (cell->text))
        continue;
      if (cell->digits_lost && field->type == ZX_TYPE_TEXT)
        {
          set_lost_error (error, work->kind, field);
          return NULL;
        }
      if (!set_value (action, record, field, cell->text, error))
        return NULL;
    }

  return g_steal_pointer (&record);
}

/* What correcting the row later needs: its kind, and how the columns were read. */
static char *
dup_context (Work *work)
{
  static const char * const keys[] = { "kind", "mapping" };
  g_autoptr (GString) mapping = g_string_new (NULL);

  for (guint i = 0; i < work->done->fields->len; i++)
    {
      if (i > 0)
        g_string_append_c (mapping, '\n');
      if (work->done->fields->pdata[i] != NULL)
        g_string_append (mapping, work->done->fields->pdata[i]);
    }

  return zx_roster_object_new (keys, (const char *[]) { work->kind->key, mapping->str }, G_N_ELEMENTS (keys));
}

static gboolean
keep_rejected (Work              *work,
               ZxAction          *action,
               const ZxSheetRow  *row,
               const GError      *reason,
               GError           **error)
{
  guint n_columns = work->done->headings->len;
  g_autofree const char **keys = g_new0 (const char *, n_columns + 1);
  g_auto (GStrv) values = g_new0 (char *, n_columns + 1);
  g_autofree char *raw = NULL;
  g_autofree char *context = NULL;
  const char *field = zx_error_get_field (reason);
  const ZxField *known = field != NULL ? zx_kind_get_field (work->kind, field) : NULL;
  ZxRosterFinding finding = { .row = row->number, .code = rejected_code, .field = known != NULL ? known->key : NULL,
                              .message = g_strdup (reason->message) };

  for (guint i = 0; i < n_columns; i++)
    {
      keys[i] = work->done->headings->pdata[i];
      values[i] = zx_roster_cell_dup_raw (zx_sheet_row_get_cell (row, i));
    }
  raw = zx_roster_object_new (keys, (const char * const *) values, n_columns);
  context = dup_context (work);
  g_ptr_array_add (work->done->rejects, g_strdup (raw));

  if (action != NULL && !work->options->dry_run)
    {
      g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_rejected_row);

      zx_record_set_text (record, "file", work->file_name);
      zx_record_set_text (record, "sheet", work->done->sheet);
      zx_record_set_int (record, "row", row->number);
      zx_record_set_text (record, "code", finding.code);
      zx_record_set_text (record, "field", finding.field);
      zx_record_set_text (record, "message", finding.message);
      zx_record_set_text (record, "raw", raw);
      zx_record_set_text (record, "context", context);
      if (!zx_action_save (action, record, error))
        {
          g_free (finding.message);
          return FALSE;
        }
      finding.id = zx_record_get_id (record);
    }
  g_array_append_val (work->done->result->rejected, finding);

  return TRUE;
}

/* Only what is wrong with a row rejects it; a fault of the disk ends the import. */
static gboolean
is_about_values (const GError *error)
{
  return error->domain == ZX_RECORD_ERROR;
}

static gboolean
is_empty_row (const ZxSheetRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (!row->cells[i].filled && !zx_text_is_empty (row->cells[i].text))
      return FALSE;

  return TRUE;
}

static gboolean
import_rows (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  Work *work = data;
  ZxRosterResult *result = work->done->result;
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (work->reader, work->sheet);
  g_autofree char *label = NULL;
  const ZxSheetRow *row;
  int step;

  zx_action_set_bulk (action);
  while ((step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    {
      g_autoptr (ZxRecord) record = NULL;
      g_autoptr (GError) local_error = NULL;

      if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
        return FALSE;
      if (row->number <= work->done->header_row || is_empty_row (row))
        continue;

      record = read_record (work, action, row, &local_error);
      if (record != NULL && zx_action_save (action, record, &local_error))
        {
          ZxRosterImported imported = { row->number, ZX_ROSTER_NEW, work->options->dry_run ? 0 : zx_record_get_id (record), NULL };

          g_array_append_val (result->imported, imported);
        }
      else if (!is_about_values (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      else if (!keep_rejected (work, action, row, local_error, error))
        return FALSE;
    }
  if (step < 0)
    return FALSE;

  result->added = result->accepted = result->imported->len;
  result->counted_rows = result->accepted + result->rejected->len;
  label = g_strdup_printf (ngettext ("Import %s from %s: %u row", "Import %s from %s: %u rows", result->accepted),
                           zx_kind_get_label (work->kind), work->file_name, result->accepted);
  zx_action_set_label (action, label);

  /* Judged as if it were written, by the same rules; then nothing is kept. */
  if (work->options->dry_run)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dry run");
      return FALSE;
    }

  return TRUE;
}

ZxKindImport *
zx_kind_import (ZxCasebook                 *casebook,
                const ZxKind               *kind,
                const char                 *path,
                const ZxKindImportOptions  *options,
                GCancellable               *cancellable,
                GError                    **error)
{
  static const ZxKindImportOptions defaults = { NULL };
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, cancellable, error);
  g_autoptr (ZxKindImport) done = g_new0 (ZxKindImport, 1);
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (const ZxField *));
  g_autofree char *file_name = g_filename_display_basename (path);
  g_autofree char *label = NULL;
  g_autoptr (GError) local_error = NULL;
  Work work = { .casebook = casebook, .kind = kind, .options = options != NULL ? options : &defaults, .reader = reader,
                .file_name = file_name, .columns = columns, .done = done, .cancellable = cancellable };
  ZxEntryId entry = { 0 };

  if (reader == NULL)
    return NULL;

  done->headings = g_ptr_array_new_with_free_func (g_free);
  done->fields = g_ptr_array_new ();
  done->rejects = g_ptr_array_new_with_free_func (g_free);
  done->result = zx_roster_result_new ();
  if (!choose_sheet (&work, error) || !read_headings (&work, error))
    return NULL;

  label = g_strdup_printf (_("Import %s from %s"), zx_kind_get_label (kind), file_name);
  if (!zx_casebook_act (casebook, label, import_rows, &work, &entry, &local_error) &&
      !(work.options->dry_run && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
        !g_cancellable_is_cancelled (cancellable)))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  done->result->action = entry.seq != 0 ? entry.action : 0;

  return g_steal_pointer (&done);
}

/* Each column of a row that waits, or the correction of its field. */
ZxRecord *
zx_kind_import_correct (ZxAction            *action,
                        const ZxKind        *kind,
                        GPtrArray           *raw,
                        const char          *mapping,
                        const char * const  *fields,
                        const char * const  *values,
                        GError             **error)
{
  g_autoptr (ZxRecord) record = zx_record_new (kind);
  g_auto (GStrv) keys = g_strsplit (mapping, "\n", -1);
  guint n_keys = g_strv_length (keys);

  for (guint i = 0; i < raw->len / 2 && i < n_keys; i++)
    {
      const ZxField *field = *keys[i] != '\0' ? zx_kind_get_field (kind, keys[i]) : NULL;
      const char *text = raw->pdata[2 * i + 1];

      if (field == NULL || (fields != NULL && g_strv_contains (fields, keys[i])) || zx_sheet_text_is_error (text))
        continue;
      if (field->type == ZX_TYPE_TEXT && zx_sheet_text_is_scientific (text, strlen (text)))
        {
          set_lost_error (error, kind, field);
          return NULL;
        }
      if (!set_value (action, record, field, text, error))
        return NULL;
    }

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      const ZxField *field = zx_kind_get_field (kind, fields[i]);

      if (field == NULL || (field->flags & ZX_FIELD_HIDDEN))
        {
          g_set_error (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD, _("%s has no field “%s”."), zx_kind_get_label (kind), fields[i]);
          return NULL;
        }
      if (!set_value (action, record, field, values[i], error))
        return NULL;
    }

  return zx_action_save (action, record, error) ? g_steal_pointer (&record) : NULL;
}

gboolean
zx_kind_import_write_rejects (ZxKindImport  *self,
                              const char    *path,
                              GError       **error)
{
  guint n_columns = self->headings->len;
  g_autoptr (ZxRejectWriter) writer = zx_reject_writer_open (path, (const char * const *) self->headings->pdata, n_columns, error);

  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < self->result->rejected->len; i++)
    {
      const ZxRosterFinding *finding = &g_array_index (self->result->rejected, ZxRosterFinding, i);
      g_autoptr (GPtrArray) cells = zx_roster_object_parse (self->rejects->pdata[i]);
      g_autofree const char **texts = g_new0 (const char *, n_columns + 1);

      for (guint j = 0; j < n_columns; j++)
        texts[j] = cells->pdata[2 * j + 1];
      if (!zx_reject_writer_add (writer, finding->row, finding->code, finding->message, texts, error))
        return FALSE;
    }

  return zx_reject_writer_close (writer, error);
}
