/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-type.h"

G_BEGIN_DECLS

/**
 * ZxGrid:
 *
 * A ruled table, as forms and lists have it: a grid of columns, rows filled from left to right. Rows grow with their
 * text. A page may end between rows, and within a long one; the rows of the head stand again at the top of the next.
 */
typedef struct _ZxGrid ZxGrid;

/* How a cell looks. */
typedef enum
{
  ZX_CELL_VALUE,  /* to the left */
  ZX_CELL_LABEL,  /* on the tint, in the middle */
  ZX_CELL_HEAD,   /* on the tint, in the middle, bold */
  ZX_CELL_CENTER, /* in the middle */
  ZX_CELL_STRONG, /* in the middle, bold */
  ZX_CELL_NUMBER, /* to the right */
  ZX_CELL_LONG,   /* running text, from the top, both edges straight */
  ZX_CELL_PLACE,  /* grey, in the middle: where a photo goes */
} ZxCellLook;

/**
 * zx_grid_new:
 * @widths: (array length=n_columns): of the columns, in proportion to each other
 */
ZxGrid  *zx_grid_new           (const double *widths,
                                guint         n_columns);
/* Columns of the same width. */
ZxGrid  *zx_grid_new_even      (guint         n_columns);
void     zx_grid_free          (ZxGrid       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxGrid, zx_grid_free)

/* Size of the text, 11 if not said, and the air around it in the cells. */
void     zx_grid_set_text      (ZxGrid       *self,
                                double        size,
                                double        padding);
/* The first so many rows are the head of the table. */
void     zx_grid_set_head      (ZxGrid       *self,
                                guint         n_rows);

/* Begins a row at least so high. */
void     zx_grid_add_row       (ZxGrid       *self,
                                double        height);
/* The row begun last stays on one page with the next one. */
void     zx_grid_keep_row      (ZxGrid       *self);

/**
 * zx_grid_add_cell:
 * @span: how many columns it takes
 * @text: (nullable): %NULL leaves a blank to fill by hand
 *
 * Adds a cell to the row, in the first column that is free.
 */
void     zx_grid_add_cell      (ZxGrid       *self,
                                ZxCellLook    look,
                                guint         span,
                                const char   *text);
/* A cell that reaches over the next rows too. */
void     zx_grid_add_tall_cell (ZxGrid       *self,
                                ZxCellLook    look,
                                guint         span,
                                guint         n_rows,
                                const char   *text);
/* Of the cell added last: what stands at its lower right, such as the line to sign. */
void     zx_grid_set_foot      (ZxGrid       *self,
                                const char   *text);
/* Label and value, the commonest pair of a form. */
void     zx_grid_add_pair      (ZxGrid       *self,
                                guint         label_span,
                                const char   *label,
                                guint         value_span,
                                const char   *value);

G_END_DECLS
