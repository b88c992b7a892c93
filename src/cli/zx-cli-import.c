/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-cli-commands.h"
#include "zx-codes.h"
#include "zx-import-kind.h"
#include "zx-query.h"
#include "zx-roster-import.h"

typedef struct
{
  char     *kind;
  char     *sheet;
  int       header_row;
  char    **maps;
  gboolean  update;
  gboolean  dry_run;
  char     *rejects;
  gboolean  force;
  char     *row;
  char     *grade;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->kind);
  g_free (self->sheet);
  g_strfreev (self->maps);
  g_free (self->rejects);
  g_free (self->row);
  g_free (self->grade);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "COLUMN=FIELD" taken apart; a heading may hold "=" itself. */
static gboolean
split_maps (Options   *options,
            GPtrArray *columns,
            GPtrArray *fields,
            GError   **error)
{
  for (guint i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    {
      const char *equals = strrchr (options->maps[i], '=');

      if (equals == NULL || equals == options->maps[i])
        {
          zx_cli_usage_error (error, _("“%s”: write COLUMN=FIELD."), options->maps[i]);
          return FALSE;
        }
      g_ptr_array_add (columns, g_strndup (options->maps[i], (gsize) (equals - options->maps[i])));
      g_ptr_array_add (fields, g_strdup (equals + 1));
    }
  g_ptr_array_add (columns, NULL);
  g_ptr_array_add (fields, NULL);

  return TRUE;
}

/* --- what was done --- */

typedef struct
{
  const char     *file;
  const ZxKind   *kind;
  const char     *sheet;
  const guint    *header_rows;
  guint           n_header_rows;
  GPtrArray      *columns; /* headings and fields by turns; a field may be %NULL */
  ZxRosterResult *result;
  GHashTable     *previewed; /* row → ZxRosterRow, of a check */
  gboolean        dry_run;
} Report;

static void
add_findings (ZxJson     *json,
              const char *key,
              GArray     *findings,
              gboolean    rejected)
{
  zx_json_begin_list (json, key);
  for (guint i = 0; i < findings->len; i++)
    {
      ZxRosterFinding *finding = &g_array_index (findings, ZxRosterFinding, i);

      zx_json_begin_object (json, NULL);
      zx_json_add_int (json, "row", finding->row);
      zx_json_add_text (json, "code", finding->code);
      zx_json_add_text (json, "field", finding->field);
      zx_json_add_text (json, "message", finding->message);
      if (rejected)
        zx_json_add_id (json, "id", finding->id);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
}

static const char *
get_state_word (ZxRosterState state)
{
  switch (state)
    {
    case ZX_ROSTER_NEW:
      return "new";
    case ZX_ROSTER_CHANGED:
      return "changed";
    case ZX_ROSTER_UNCHANGED:
      return "unchanged";
    case ZX_ROSTER_REJECTED:
      return "rejected";
    case ZX_ROSTER_SET_ASIDE:
    case ZX_ROSTER_N_STATES:
    default:
      return "set_aside";
    }
}

static void
add_category (ZxJson     *json,
              const char *code)
{
  zx_json_add_text (json, "cat", code);
  zx_json_add_text (json, "cat_label", zx_code_table_get_label (zx_code_table_find ("CAT"), code));
}

/* Before it is a record, a row is what was understood of its cells. */
static void
add_previewed_fields (ZxJson       *json,
                      const ZxKind *kind,
                      ZxRosterRow  *row)
{
  g_autoptr (ZxRecord) record = zx_record_new_with_id (kind, 1);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      g_autofree char *value = NULL;

      if ((field->flags & ZX_FIELD_HIDDEN) || strcmp (field->key, "cat") == 0)
        continue;
      if (row != NULL && (field->flags & ZX_FIELD_COMPUTED) == 0)
        value = zx_roster_row_dup_value (row, field->key);
      if (value != NULL)
        zx_record_set_from_string (record, field->key, value, NULL);
      zx_json_add_field (json, record, field);
    }
}

static gboolean
add_imported (ZxJson   *json,
              ZxDb     *db,
              Report   *report,
              GError  **error)
{
  zx_json_begin_list (json, "imported");
  for (guint i = 0; i < report->result->imported->len; i++)
    {
      ZxRosterImported *imported = &g_array_index (report->result->imported, ZxRosterImported, i);
      g_autoptr (ZxRecord) record = NULL;

      zx_json_begin_object (json, NULL);
      zx_json_add_int (json, "row", imported->row);
      zx_json_add_id (json, "id", imported->id);
      if (report->previewed != NULL)
        add_previewed_fields (json, report->kind, g_hash_table_lookup (report->previewed, GUINT_TO_POINTER (imported->row)));
      else if (imported->id != 0)
        {
          record = zx_record_load (db, report->kind, imported->id, error);
          if (record == NULL || !zx_record_load_refs (record, db, error))
            return FALSE;
          for (guint j = 0; j < report->kind->n_fields; j++)
            if ((report->kind->fields[j].flags & ZX_FIELD_HIDDEN) == 0 &&
                !(report->kind == &zx_kind_student && strcmp (report->kind->fields[j].key, "cat") == 0))
              zx_json_add_field (json, record, &report->kind->fields[j]);
        }
      if (report->kind == &zx_kind_student)
        add_category (json, imported->cat);
      zx_json_add_text (json, "import", get_state_word (imported->state));
      zx_json_end_object (json);
    }
  zx_json_end_list (json);

  return TRUE;
}

static void
add_numbers (ZxJson *json,
             Report *report)
{
  ZxRosterResult *result = report->result;

  zx_json_add_text (json, "file", report->file);
  zx_json_add_text (json, "sheet", report->sheet);
  zx_json_begin_list (json, "header_rows");
  for (guint i = 0; i < report->n_header_rows; i++)
    zx_json_add_int (json, NULL, report->header_rows[i]);
  zx_json_end_list (json);
  zx_json_begin_list (json, "columns");
  for (guint i = 0; i + 1 < report->columns->len; i += 2)
    {
      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "column", g_ptr_array_index (report->columns, i));
      zx_json_add_text (json, "field", g_ptr_array_index (report->columns, i + 1));
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_add_int (json, "accepted", result->accepted);
  zx_json_add_int (json, "added", result->added);
  zx_json_add_int (json, "updated", result->updated);
  zx_json_add_int (json, "unchanged", result->unchanged);
  zx_json_add_int (json, "changed", result->changed);
  zx_json_add_int (json, "counted_rows", result->counted_rows);
}

static gboolean
tell_json (ZxCli   *cli,
           Report  *report,
           GError **error)
{
  ZxRosterResult *result = report->result;
  g_autoptr (ZxJson) json = zx_cli_json_new ();

  zx_json_begin_object (json, NULL);
  add_numbers (json, report);
  if (!add_imported (json, zx_cli_get_db (cli), report, error))
    return FALSE;
  add_findings (json, "rejected", result->rejected, TRUE);
  add_findings (json, "warnings", result->warnings, FALSE);
  zx_json_begin_list (json, "ignored_rows");
  for (guint i = 0; i < result->ignored_rows->len; i++)
    zx_json_add_int (json, NULL, g_array_index (result->ignored_rows, guint, i));
  zx_json_end_list (json);
  if (result->action != 0)
    zx_json_add_int (json, "action", result->action);
  else
    zx_json_add_null (json, "action");
  zx_json_add_bool (json, "dry_run", report->dry_run);
  zx_json_add_ids (json, "missing", result->missing);
  zx_json_begin_list (json, "households");
  for (guint i = 0; result->households != NULL && i < result->households->len; i++)
    {
      ZxRosterHousehold *household = &g_array_index (result->households, ZxRosterHousehold, i);

      zx_json_begin_list (json, NULL);
      zx_json_add_id (json, NULL, household->student);
      zx_json_add_id (json, NULL, household->other);
      zx_json_end_list (json);
    }
  zx_json_end_list (json);
  zx_json_begin_list (json, "notes");
  for (guint i = 0; result->notes != NULL && i < result->notes->len; i++)
    zx_json_add_text (json, NULL, g_ptr_array_index (result->notes, i));
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return TRUE;
}

static void
print_findings (GArray     *findings,
                const char *word)
{
  for (guint i = 0; i < findings->len; i++)
    {
      ZxRosterFinding *finding = &g_array_index (findings, ZxRosterFinding, i);

      zx_cli_print ("%s\t%u\t%s\t%s\n", word, finding->row, finding->code, finding->message);
    }
}

static void
tell_words (ZxCli  *cli,
            Report *report)
{
  ZxRosterResult *result = report->result;

  zx_cli_print (_("%u rows: %u new, %u updated, %u unchanged, %u different and left alone, %u rejected\n"),
                result->counted_rows, result->added, result->updated, result->unchanged, result->changed,
                result->rejected->len);
  print_findings (result->rejected, _("rejected"));
  print_findings (result->warnings, _("warning"));
  for (guint i = 0; result->notes != NULL && i < result->notes->len; i++)
    zx_cli_tell (cli, "%s", (const char *) g_ptr_array_index (result->notes, i));
  if (report->dry_run)
    zx_cli_tell (cli, "%s", _("This was a try: nothing was changed."));
  else if (result->rejected->len > 0)
    zx_cli_tell (cli, "%s", _("Rejected rows wait in the casebook as records of kind rejected_row; correct one by “import CASEBOOK --row KEY FIELD=VALUE…”."));
}

static int
tell_report (ZxCli   *cli,
             Report  *report,
             GError **error)
{
  if (!cli->json)
    tell_words (cli, report);
  else if (!tell_json (cli, report, error))
    return -1;

  return report->result->rejected->len > 0 ? ZX_CLI_PARTLY : ZX_CLI_DONE;
}

/* --- rosters --- */

static void
progress_cb (guint    done,
             guint    total,
             gpointer data)
{
  zx_cli_progress (data, _("Importing"), done, total);
}

static gboolean
prepare_roster (ZxRosterImport  *import,
                Options         *options,
                GPtrArray       *columns,
                GPtrArray       *fields,
                GError         **error)
{
  if (options->sheet != NULL || options->header_row > 0)
    {
      guint index = zx_roster_import_get_selected_sheet (import);

      if (options->sheet != NULL && !zx_roster_import_find_sheet (import, options->sheet, &index, error))
        return FALSE;
      if (!zx_roster_import_select_sheet (import, index, (guint) options->header_row, error))
        return FALSE;
    }

  for (guint i = 0; g_ptr_array_index (columns, i) != NULL; i++)
    if (!zx_roster_import_map (import, g_ptr_array_index (columns, i), g_ptr_array_index (fields, i), error))
      return FALSE;

  if (options->grade != NULL)
    zx_roster_import_set_grade (import, options->grade);

  return TRUE;
}

static GHashTable *
dup_previewed (ZxRosterImport *import)
{
  GHashTable *rows = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);

  for (int state = ZX_ROSTER_NEW; state <= ZX_ROSTER_UNCHANGED; state++)
    {
      GListModel *model = zx_roster_import_get_rows (import, state);

      for (guint i = 0; i < g_list_model_get_n_items (model); i++)
        {
          ZxRosterRow *row = g_list_model_get_item (model, i);

          g_hash_table_insert (rows, GUINT_TO_POINTER (zx_roster_row_get_number (row)), row);
        }
    }

  return rows;
}

static int
report_roster (ZxCli          *cli,
               ZxRosterImport *import,
               Options        *options,
               ZxRosterResult *result,
               GError        **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GHashTable) previewed = options->dry_run && cli->json ? dup_previewed (import) : NULL;
  const ZxRosterSheet *sheet = zx_roster_import_get_sheet (import, zx_roster_import_get_selected_sheet (import));
  Report report = { .file = cli->arguments[1], .kind = &zx_kind_student, .sheet = sheet->name, .columns = columns,
                    .result = result, .previewed = previewed, .dry_run = options->dry_run };

  report.header_rows = zx_roster_import_get_header_rows (import, &report.n_header_rows);
  for (guint i = 0; i < zx_roster_import_get_n_columns (import); i++)
    {
      const ZxRosterColumn *column = zx_roster_import_get_column (import, i);

      g_ptr_array_add (columns, (gpointer) column->heading);
      g_ptr_array_add (columns, (gpointer) column->field);
    }

  return tell_report (cli, &report, error);
}

static int
import_roster (ZxCli     *cli,
               Options   *options,
               GPtrArray *columns,
               GPtrArray *fields,
               GError   **error)
{
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;

  zx_cli_hold_interrupts (cli);
  import = zx_roster_import_open (cli->arguments[1], cli->casebook, cli->cancellable, error);
  if (import == NULL || !prepare_roster (import, options, columns, fields, error))
    return -1;

  zx_roster_import_set_progress (import, progress_cb, cli);
  if (!options->dry_run)
    result = zx_roster_import_apply (import, options->update ? ZX_ROSTER_UPDATE : ZX_ROSTER_DEFAULT, cli->cancellable, error);
  else if (zx_roster_import_check (import, cli->cancellable, error))
    result = zx_roster_import_dup_preview (import);
  zx_cli_end_progress ();
  if (result == NULL)
    return -1;

  if (options->rejects != NULL && !zx_roster_import_write_rejects (import, options->rejects, result->rejected, error))
    return -1;

  return report_roster (cli, import, options, result, error);
}

/* --- any kind --- */

static int
import_kind (ZxCli        *cli,
             const ZxKind *kind,
             Options      *options,
             GPtrArray    *columns,
             GPtrArray    *fields,
             GError      **error)
{
  ZxKindImportOptions how = {
    .sheet = options->sheet, .header_row = (guint) options->header_row,
    .columns = (const char * const *) columns->pdata, .fields = (const char * const *) fields->pdata,
    .dry_run = options->dry_run,
  };
  g_autoptr (ZxKindImport) import = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Report report = { .file = cli->arguments[1], .kind = kind, .columns = names, .dry_run = options->dry_run };

  zx_cli_hold_interrupts (cli);
  import = zx_kind_import (cli->casebook, kind, cli->arguments[1], &how, cli->cancellable, error);
  if (import == NULL)
    return -1;

  if (options->rejects != NULL && !zx_kind_import_write_rejects (import, options->rejects, error))
    return -1;

  report.sheet = import->sheet;
  report.header_rows = &import->header_row;
  report.n_header_rows = import->header_row > 0 ? 1 : 0;
  for (guint i = 0; i < import->headings->len; i++)
    {
      g_ptr_array_add (names, g_ptr_array_index (import->headings, i));
      g_ptr_array_add (names, g_ptr_array_index (import->fields, i));
    }
  report.result = import->result;

  return tell_report (cli, &report, error);
}

/* --- one row that was rejected --- */

static gboolean
read_targets (char      **words,
              GPtrArray  *fields,
              GPtrArray  *values,
              GError    **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *equals = strchr (words[i], '=');
      g_autofree char *key = NULL;

      if (equals == NULL)
        {
          zx_cli_usage_error (error, _("“%s”: write FIELD=VALUE."), words[i]);
          return FALSE;
        }
      key = g_strndup (words[i], (gsize) (equals - words[i]));
      if (zx_roster_target_get_label (key) == NULL)
        {
          zx_cli_usage_error (error, _("A roster has no field “%s”."), key);
          return FALSE;
        }
      g_ptr_array_add (fields, g_steal_pointer (&key));
      g_ptr_array_add (values, g_strdup (equals + 1));
    }
  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (values, NULL);

  return TRUE;
}

static int
import_row (ZxCli      *cli,
            const char *row,
            GError    **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZxJson) json = NULL;
  gint64 rejected, student = 0, action = 0;
  gboolean fine;

  if (!read_targets (cli->arguments + 1, fields, values, error) ||
      !zx_cli_open (cli, ZX_OPEN_WRITE, error))
    return -1;

  rejected = zx_record_find (zx_cli_get_db (cli), &zx_kind_rejected_row, row, error);
  if (rejected == 0)
    return -1;

  zx_cli_hold_interrupts (cli);
  fine = zx_rejected_row_import (cli->casebook, rejected, (const char * const *) fields->pdata,
                                 (const char * const *) values->pdata, &student, &action, error);
  if (!fine)
    {
      zx_cli_release_interrupts (cli);
      return -1;
    }

  if (!cli->json)
    {
      zx_cli_print ("%" G_GINT64_FORMAT "\n", student);
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "kind", "student");
  zx_json_add_id (json, "id", student);
  zx_json_add_int (json, "action", action);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

int
zx_cli_import (ZxCli   *cli,
               GError **error)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  const ZxKind *kind = &zx_kind_student;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_("What the rows are; else students"), "KIND" },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options.sheet, N_("The sheet to read; else the one that looks most like it"), "NAME" },
    { "header-row", 0, 0, G_OPTION_ARG_INT, &options.header_row, N_("The row of the headings, counted from 1"), "N" },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.maps, N_("Read a column as this field; without a field, not at all"), "COLUMN=FIELD" },
    { "grade", 0, 0, G_OPTION_ARG_STRING, &options.grade, N_("The grade, where the file does not say it"), "GRADE" },
    { "update", 0, 0, G_OPTION_ARG_NONE, &options.update, N_("Write what differs of people who are there already"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_("Only tell what would be done"), NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &options.rejects, N_("Write the rejected rows with their reasons"), "OUT.csv" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_("Replace a file that is there"), NULL },
    { "row", 0, 0, G_OPTION_ARG_STRING, &options.row, N_("Correct this rejected row and import it: --row KEY FIELD=VALUE…"), "KEY" },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 1, G_MAXUINT, error))
    return zx_cli_after_parse (cli);
  if (options.row != NULL)
    return import_row (cli, options.row, error);

  if (cli->n_arguments != 2)
    {
      zx_cli_usage_error (error, _("Write: import CASEBOOK FILE"));
      return -1;
    }
  if (options.header_row < 0)
    {
      zx_cli_usage_error (error, _("--header-row needs a row number of 1 or more."));
      return -1;
    }
  if (options.grade != NULL && !zx_code_table_contains (zx_code_table_find ("GRADE"), options.grade))
    {
      zx_cli_usage_error (error, _("There is no grade “%s”; grades are written like P3."), options.grade);
      return -1;
    }
  if (options.kind != NULL)
    kind = zx_cli_find_kind (options.kind, error);
  if (kind == NULL || !split_maps (&options, columns, fields, error) ||
      !zx_cli_check_input (cli->arguments[1], error) ||
      (options.rejects != NULL && !zx_cli_check_output (options.rejects, options.force, error)) ||
      !zx_cli_open (cli, options.dry_run ? ZX_OPEN_READ_ONLY : ZX_OPEN_WRITE, error))
    return -1;

  if (kind == &zx_kind_student)
    return import_roster (cli, &options, columns, fields, error);

  return import_kind (cli, kind, &options, columns, fields, error);
}
