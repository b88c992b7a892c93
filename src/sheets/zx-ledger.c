/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-export-log.h"
#include "zx-ledger-private.h"

static const ZxLedger * const ledgers[] = {
  &zx_ledger_l01,
  &zx_ledger_l08,
  &zx_ledger_l10,
  &zx_ledger_l23,
  &zx_ledger_l28,
  NULL,
};

const ZxLedger * const *
zx_ledgers_get (void)
{
  return ledgers;
}

const ZxLedger *
zx_ledger_find (const char *name)
{
  for (guint i = 0; ledgers[i] != NULL; i++)
    if (g_ascii_strcasecmp (ledgers[i]->name, name) == 0)
      return ledgers[i];

  return NULL;
}

const char *
zx_ledger_get_name (const ZxLedger *self)
{
  return self->name;
}

const char *
zx_ledger_get_title (const ZxLedger *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "ledger title", self->title);
}

ZxLedgerPeriod
zx_ledger_get_period (const ZxLedger *self)
{
  return self->period;
}

const char *
zx_ledger_period_to_word (ZxLedgerPeriod period)
{
  switch (period)
    {
    case ZX_LEDGER_PERIOD_TERM:
      return "term";
    case ZX_LEDGER_PERIOD_YEAR:
      return "year";
    case ZX_LEDGER_PERIOD_MONTH:
      return "month";
    case ZX_LEDGER_PERIOD_NONE:
    default:
      return "none";
    }
}

const char *
zx_ledger_get_receivers (const ZxLedger *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "ledger receivers", self->receivers);
}

guint
zx_ledger_get_takes (const ZxLedger *self)
{
  return self->takes;
}

gboolean
zx_ledger_has_full_values (const ZxLedger *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].full)
      return TRUE;

  return FALSE;
}

void
zx_ledger_result_free (ZxLedgerResult *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_sums; i++)
    {
      g_free (self->sums[i].column);
      g_free (self->sums[i].value);
    }
  g_free (self->sums);
  g_free (self->file);
  g_free (self->sha256);
  g_free (self);
}

/* --- writing --- */

typedef struct
{
  ZxCasebook      *casebook;
  const ZxLedger  *ledger;
  const char      *reason;
} Log;

static gboolean
log_export (ZxLedgerResult  *result,
            gpointer         data,
            GError         **error)
{
  Log *log = data;
  gboolean full_values = zx_ledger_has_full_values (log->ledger);
  g_autofree char *what = g_strdup_printf ("%s %s", log->ledger->name, zx_ledger_get_title (log->ledger));
  ZxExport export = {
    .what = what,
    .file = result->file,
    .reason = log->reason,
    .rows = result->rows,
    .sha256 = result->sha256,
    .full_values = full_values,
  };

  /* Beside an open window only reading is possible, and nothing sensitive leaves with this ledger. */
  if (zx_casebook_is_read_only (log->casebook) && !full_values)
    return TRUE;

  return zx_export_log_add (log->casebook, &export, error);
}

ZxLedgerResult *
zx_ledger_write (ZxCasebook             *casebook,
                 const ZxLedger         *self,
                 const ZxLedgerOptions  *options,
                 const char             *path,
                 GCancellable           *cancellable,
                 ZxLedgerProgress        progress,
                 gpointer                progress_data,
                 GError                **error)
{
  static const ZxLedgerOptions no_options;
  g_autoptr (ZxDb) db = NULL;
  g_autofree char *today = NULL;
  g_auto (ZxLedgerScope) scope = { 0 };
  Log log = { casebook, self, NULL };

  g_return_val_if_fail (ZX_IS_CASEBOOK (casebook) && self != NULL && path != NULL, NULL);

  if (options == NULL)
    options = &no_options;
  log.reason = options->reason;

  db = zx_casebook_open_reader (casebook, error);
  if (db == NULL || !zx_ledger_begin (db, cancellable, error))
    return NULL;

  today = zx_casebook_dup_today (casebook, db);
  if (!zx_ledger_scope_load (&scope, db, options->term, options->class_name, today, error))
    return NULL;

  return zx_ledger_make (self, db, &scope, options, path, cancellable, progress, progress_data, log_export, &log, error);
}

typedef struct
{
  const ZxLedger   *ledger;
  ZxLedgerOptions   options; /* owns its texts */
  char             *path;
  ZxLedgerProgress  progress;
  gpointer          progress_data;

  GMutex            mutex;
  GSource          *notice;  /* on its way to the caller's context */
  gint64            done;
  gint64            total;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_free ((char *) self->options.term);
  g_free ((char *) self->options.class_name);
  g_free ((char *) self->options.reason);
  g_free (self->path);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
tell_progress_cb (gpointer data)
{
  GTask *task = data;
  Writing *writing = g_task_get_task_data (task);
  gint64 done, total;

  g_mutex_lock (&writing->mutex);
  g_clear_pointer (&writing->notice, g_source_unref);
  done = writing->done;
  total = writing->total;
  g_mutex_unlock (&writing->mutex);

  if (!g_task_get_completed (task))
    writing->progress (done, total, writing->progress_data);

  return G_SOURCE_REMOVE;
}

/* In the worker: one notice at a time is under way, and it tells the newest state when it arrives. */
static void
note_progress (gint64   done,
               gint64   total,
               gpointer data)
{
  GTask *task = data;
  Writing *writing = g_task_get_task_data (task);

  g_mutex_lock (&writing->mutex);
  writing->done = done;
  writing->total = total;
  if (writing->notice == NULL)
    {
      writing->notice = g_idle_source_new ();
      g_source_set_priority (writing->notice, G_PRIORITY_DEFAULT);
      g_source_set_callback (writing->notice, tell_progress_cb, g_object_ref (task), g_object_unref);
      g_source_attach (writing->notice, g_task_get_context (task));
    }
  g_mutex_unlock (&writing->mutex);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Writing *writing = task_data;
  GError *error = NULL;
  ZxLedgerResult *result;

  result = zx_ledger_write (source, writing->ledger, &writing->options, writing->path, cancellable,
                            writing->progress != NULL ? note_progress : NULL, task, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) zx_ledger_result_free);
  else
    g_task_return_error (task, error);
}

void
zx_ledger_write_async (ZxCasebook             *casebook,
                       const ZxLedger         *self,
                       const ZxLedgerOptions  *options,
                       const char             *path,
                       GCancellable           *cancellable,
                       ZxLedgerProgress        progress,
                       gpointer                progress_data,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (casebook, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  g_task_set_source_tag (task, zx_ledger_write_async);
  /* A file that was finished in spite of a late cancel is there, and is reported. */
  g_task_set_check_cancellable (task, FALSE);

  writing->ledger = self;
  if (options != NULL)
    writing->options = *options;
  writing->options.term = g_strdup (writing->options.term);
  writing->options.class_name = g_strdup (writing->options.class_name);
  writing->options.reason = g_strdup (writing->options.reason);
  writing->path = g_strdup (path);
  writing->progress = progress;
  writing->progress_data = progress_data;
  g_mutex_init (&writing->mutex);

  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

ZxLedgerResult *
zx_ledger_write_finish (ZxCasebook    *casebook,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- names and previews --- */

char *
zx_ledger_dup_file_name (ZxCasebook            *casebook,
                         ZxDb                  *db,
                         const ZxLedger        *self,
                         const ZxLedgerOptions *options)
{
  g_auto (ZxLedgerScope) scope = { 0 };
  g_autofree char *today = zx_casebook_dup_today (casebook, db);

  if (zx_ledger_scope_load (&scope, db, options != NULL ? options->term : NULL, options != NULL ? options->class_name : NULL, today, NULL))
    return zx_ledger_dup_name_for (self, &scope);

  return g_strconcat (zx_ledger_get_title (self), ".xlsx", NULL);
}

void
zx_ledger_preview_free (ZxLedgerPreview *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->unit);
  g_free (self->date);
  g_free (self->measure);
  g_free (self->columns);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static ZxLedgerAlign
get_align (const ZxLedgerColumn *column)
{
  if (column->kind == ZX_CELL_NUMBER || column->kind == ZX_CELL_MONEY)
    return ZX_LEDGER_ALIGN_RIGHT;

  return column->centered || column->kind != ZX_CELL_TEXT ? ZX_LEDGER_ALIGN_CENTER : ZX_LEDGER_ALIGN_LEFT;
}

/* As a spreadsheet shows it. */
static char *
dup_shown (const ZxLedgerColumn *column,
           const ZxLedgerCell   *cell)
{
  char date[ZX_DATE_SIZE];

  if (cell->type == ZX_CELL_IS_BLANK)
    return g_strdup ("");
  if (cell->type == ZX_CELL_IS_TEXT)
    return g_strdup (cell->text);
  if (column->kind == ZX_CELL_DATE)
    return g_strdup (zx_date_from_day ((int) cell->exact - ZX_SHEET_DAYS_BEFORE_1970, date));
  if (column->kind == ZX_CELL_MONEY)
    return g_strdup_printf ("%'.2f", (double) cell->exact / 100.0);

  return g_strdup_printf ("%" G_GINT64_FORMAT, cell->exact);
}

static gboolean
read_preview (ZxLedgerPreview  *preview,
              ZxLedgerReader   *reader,
              const ZxLedger   *ledger,
              GError          **error)
{
  int step = 0;

  if (!zx_ledger_reader_open_sheet (reader, 0, error))
    return FALSE;

  while (preview->rows->len < ZX_LEDGER_PREVIEW_ROWS && (step = zx_ledger_reader_step (reader, error)) > 0)
    {
      char **cells = g_new0 (char *, ledger->n_columns + 1);

      for (guint i = 0; i < ledger->n_columns; i++)
        {
          ZxLedgerCell cell;

          zx_ledger_reader_read_cell (reader, i, preview->rows->len + 1, &cell);
          cells[i] = dup_shown (&ledger->columns[i], &cell);
        }
      g_ptr_array_add (preview->rows, cells);
    }
  if (step < 0)
    return FALSE;

  if (preview->rows->len == 0)
    {
      char **cells = g_new0 (char *, ledger->n_columns + 1);

      for (guint i = 0; i < ledger->n_columns; i++)
        cells[i] = g_strdup (i == 0 ? zx_ledger_get_nothing () : "");
      g_ptr_array_add (preview->rows, cells);
    }

  return TRUE;
}

ZxLedgerPreview *
zx_ledger_preview (ZxCasebook             *casebook,
                   ZxDb                   *db,
                   const ZxLedger         *self,
                   const ZxLedgerOptions  *options,
                   GError                **error)
{
  g_autoptr (ZxLedgerPreview) preview = g_new0 (ZxLedgerPreview, 1);
  g_auto (ZxLedgerScope) scope = { 0 };
  g_autoptr (ZxLedgerReader) reader = NULL;
  g_autofree char *today = zx_casebook_dup_today (casebook, db);
  g_autofree char *part = NULL;

  if (!zx_ledger_scope_load (&scope, db, options != NULL ? options->term : NULL,
                             options != NULL ? options->class_name : NULL, today, error))
    return NULL;

  reader = zx_ledger_reader_new (self, db, &scope, FALSE, error);
  if (reader == NULL)
    return NULL;

  part = zx_ledger_reader_dup_part (reader, 0);
  preview->title = zx_ledger_dup_heading (self, &scope, part);
  preview->unit = zx_ledger_dup_unit (&scope);
  preview->date = zx_ledger_dup_date (&scope);
  preview->measure = g_strdup (zx_ledger_get_measure (self));
  preview->n_columns = self->n_columns;
  preview->columns = g_new0 (ZxLedgerPreviewColumn, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      preview->columns[i].heading = zx_ledger_column_get_heading (&self->columns[i]);
      preview->columns[i].width = self->columns[i].width;
      preview->columns[i].align = get_align (&self->columns[i]);
    }
  preview->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  preview->n_sheets = zx_ledger_reader_count_sheets (reader);
  preview->total = zx_ledger_query_count (self->query, db, &scope, error);
  if (preview->total < 0 || !read_preview (preview, reader, self, error))
    return NULL;

  return g_steal_pointer (&preview);
}
