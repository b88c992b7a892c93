/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-pages-private.h"
#include "zx-grid.h"

G_BEGIN_DECLS

/* How a flow sets a table: measured once for its width, then placed row by row. */

/* Sets every text. Once only. */
void     zx_grid_measure       (ZxGrid       *self,
                                ZxType       *type,
                                double        width);
guint    zx_grid_get_n_rows    (ZxGrid       *self);
guint    zx_grid_get_n_head    (ZxGrid       *self);
/* The first row after @row that may stand on another page than it. */
guint    zx_grid_get_block     (ZxGrid       *self,
                                guint         row);
/* Of the rows from @first up to @end, in full. */
double   zx_grid_get_height    (ZxGrid       *self,
                                guint         first,
                                guint         end);
/* Draws the rows from @first up to @end at @y. */
void     zx_grid_draw          (ZxGrid       *self,
                                ZxPages      *pages,
                                guint         page,
                                guint         first,
                                guint         end,
                                double        x,
                                double        y);
/**
 * zx_grid_draw_part:
 * @from: (inout): which line of the row's texts comes first; afterwards the one that comes next
 * @room: how high the part may be
 * @out_height: how high it is; 0 when not even one line fits, and then nothing is drawn
 *
 * Draws what fits of a row too high for a page.
 *
 * Returns: whether the row is complete now
 */
gboolean zx_grid_draw_part     (ZxGrid       *self,
                                ZxPages      *pages,
                                guint         page,
                                guint         row,
                                guint        *from,
                                double        room,
                                double        x,
                                double        y,
                                double       *out_height);

G_END_DECLS
