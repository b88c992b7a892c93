/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-line.h"

G_BEGIN_DECLS

/* What stands in one cell of a table, side by side. It asks for no room itself: columns have fixed widths, and the style
 * sheet says how high a row is. So nothing is measured when a row is filled anew. */
#define ZX_TYPE_CELL (zx_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZxCell, zx_cell, ZX, CELL, GtkWidget)

GtkWidget *zx_cell_new    (int        spacing);
/* A line without words takes no room; the last line takes what is left, unless it is @boxed, that is: has a ground of
 * its own. */
void       zx_cell_append (ZxCell    *self,
                           GtkWidget *child,
                           gboolean   boxed);
/* After the words of a line changed. */
void       zx_cell_renew  (ZxCell    *self);

G_END_DECLS
