/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZX_IMPORT_PREVIEW_ROWS    8
#define ZX_IMPORT_PREVIEW_COLUMNS 40

/* One of the first rows of a sheet. */
typedef struct
{
  guint   number;
  guint   n_cells; /* up to the last one that holds something */
  char  **cells;   /* by column, A first; "" when empty */
} ZxImportPreviewRow;

void       zx_import_preview_row_free (ZxImportPreviewRow   *self);

/* The first rows of a sheet as they stand, unmasked, for the eyes of whoever chose the file. */
void       zx_import_preview_async    (const char           *path,
                                       guint                 sheet,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* (element-type ZxImportPreviewRow) (transfer full) */
GPtrArray *zx_import_preview_finish   (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
