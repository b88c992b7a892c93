/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-preview"

#include "config.h"

#include "zx-import-preview.h"
#include "zx-sheet-reader.h"

typedef struct
{
  char  *path;
  guint  sheet;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->path);
  g_free (wish);
}

void
zx_import_preview_row_free (ZxImportPreviewRow *self)
{
  g_strfreev (self->cells);
  g_free (self);
}

static ZxImportPreviewRow *
copy_row (const ZxSheetRow *row)
{
  ZxImportPreviewRow *copy = g_new0 (ZxImportPreviewRow, 1);
  guint last = row->n_cells > 0 ? row->cells[row->n_cells - 1].column + 1u : 0;

  copy->number = row->number;
  copy->n_cells = MIN (last, ZX_IMPORT_PREVIEW_COLUMNS);
  copy->cells = g_new0 (char *, copy->n_cells + 1);
  for (guint i = 0; i < copy->n_cells; i++)
    copy->cells[i] = g_strdup (zx_sheet_row_get_cell (row, i)->text);

  return copy;
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Wish *wish = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (wish->path, NULL, cancellable, &error);
  g_autoptr (ZxSheetCursor) cursor = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_import_preview_row_free);
  const ZxSheetRow *row;
  int step = 0;

  if (reader == NULL || !zx_sheet_reader_load (reader, wish->sheet, cancellable, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  cursor = zx_sheet_cursor_new (reader, wish->sheet);
  while (rows->len < ZX_IMPORT_PREVIEW_ROWS && (step = zx_sheet_cursor_next (cursor, &row, &error)) > 0)
    g_ptr_array_add (rows, copy_row (row));

  if (step < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
}

void
zx_import_preview_async (const char          *path,
                         guint                sheet,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->path = g_strdup (path);
  wish->sheet = sheet;
  g_task_set_source_tag (task, zx_import_preview_async);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, read_worker);
}

GPtrArray *
zx_import_preview_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
