/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-pages.h"
#include "zx-paper.h"
#include "zx-type.h"

G_BEGIN_DECLS

/* Putting marks on pages. Coordinates are those of the A4 page, before it is enlarged to its paper. */

ZxPages *zx_pages_new        (const ZxPaperSetup *setup,
                              const char         *title);
/* The new page's number. */
guint    zx_pages_add_page   (ZxPages            *self);
/* Whose characters were missing, looked at when all is set. */
void     zx_pages_take_missing (ZxPages          *self,
                              char               *missing);
void     zx_pages_set_rows   (ZxPages            *self,
                              gint64              rows);

/**
 * zx_pages_add_text:
 * @first: the first of the lines to draw
 * @n_lines: how many; %G_MAXUINT for all the rest
 * @width: the room in which the text is aligned
 *
 * Draws lines downwards from @y, the top of the first.
 */
void     zx_pages_add_text   (ZxPages            *self,
                              guint               page,
                              ZxText             *text,
                              guint               first,
                              guint               n_lines,
                              double              x,
                              double              y,
                              double              width);
void     zx_pages_add_rule   (ZxPages            *self,
                              guint               page,
                              double              x1,
                              double              y1,
                              double              x2,
                              double              y2,
                              double              line_width,
                              guint32             ink);
/* A ground filled with @ink; beneath everything else. */
void     zx_pages_add_area   (ZxPages            *self,
                              guint               page,
                              double              x,
                              double              y,
                              double              width,
                              double              height,
                              guint32             ink);
void     zx_pages_add_frame  (ZxPages            *self,
                              guint               page,
                              double              x,
                              double              y,
                              double              width,
                              double              height,
                              double              line_width,
                              guint32             ink);
/* A dashed circle: where the seal goes. */
void     zx_pages_add_circle (ZxPages            *self,
                              guint               page,
                              double              x,
                              double              y,
                              double              radius,
                              gboolean            dashed);
/* A dotted line to fold or tear along. */
void     zx_pages_add_dots   (ZxPages            *self,
                              guint               page,
                              double              x1,
                              double              y1,
                              double              x2,
                              double              y2);
/* Everything stands on the pages now; puts it into the order in which it is drawn best. */
void     zx_pages_seal       (ZxPages            *self);
/* A large word across the page, behind everything else. */
void     zx_pages_set_across (ZxPages            *self,
                              ZxText             *text);

G_END_DECLS
