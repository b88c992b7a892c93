/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-roster-import.h"

G_BEGIN_DECLS

/* One row of the file that cannot be imported as it stands: its cells to write in, the reason below.
 *
 * Signals: "edited" (position, text) when a cell was left with another text; "aside-clicked". */
#define ZX_TYPE_IMPORT_ROW (zx_import_row_get_type ())
G_DECLARE_FINAL_TYPE (ZxImportRow, zx_import_row, ZX, IMPORT_ROW, GtkBox)

/* The cells that are always shown, where the file has them. */
#define ZX_IMPORT_N_CELLS 4

typedef struct
{
  const char *field;
  guint       n_digits; /* how many figures the cell has room for */
} ZxImportCell;

extern const ZxImportCell zx_import_cells[ZX_IMPORT_N_CELLS];

/* @widths: (array fixed-size=ZX_IMPORT_N_CELLS) in pixels; cells go on in a new line where there is no room */
GtkWidget   *zx_import_row_new     (const int       *widths);
/* @row: (nullable): %NULL shows nothing and lets go */
void         zx_import_row_set_row (ZxImportRow     *self,
                                    ZxRosterImport  *import,
                                    ZxRosterRow     *row);
ZxRosterRow *zx_import_row_get_row (ZxImportRow     *self);
/* As if the cell that has the focus were left. */
void         zx_import_row_leave   (ZxImportRow     *self);
/* Puts the focus into the cell that is wrong. */
void         zx_import_row_focus   (ZxImportRow     *self);

G_END_DECLS
