/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-pages.h"
#include "zx-paper.h"
#include "zx-grid.h"
#include "zx-type.h"

G_BEGIN_DECLS

/**
 * ZxFlow:
 *
 * Lays a document out from top to bottom, beginning new pages where one is full.
 *
 *   flow = zx_flow_new (&setup, _("Home-visit record"));
 *   zx_flow_add_title (flow, _("Home-visit record"), NULL);
 *   zx_flow_add_grid (flow, g_steal_pointer (&table));
 *   pages = zx_flow_finish (g_steal_pointer (&flow));
 */
typedef struct _ZxFlow ZxFlow;

/* The setup most documents have: A4, 46 on the sides, room for head and foot. */
void     zx_flow_get_usual_setup (ZxPaperSetup       *out_setup);

/**
 * zx_flow_new:
 * @title: of the document, for the window and the file's properties; no one's name
 */
ZxFlow  *zx_flow_new             (const ZxPaperSetup *setup,
                                  const char         *title);
void     zx_flow_free            (ZxFlow             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxFlow, zx_flow_free)

/* --- what stands on every page --- */

/* Over the text, with a hairline below. (nullable): for pages added from now on */
void     zx_flow_set_head        (ZxFlow             *self,
                                  const char         *left,
                                  const char         *right);
/* Below the text, to the left of "page X of Y". (nullable) */
void     zx_flow_set_foot        (ZxFlow             *self,
                                  const char         *left);
/* Pages are counted over the whole document; from here on they begin with 1 again. */
void     zx_flow_begin_part      (ZxFlow             *self);
/* A demonstration: the word 演示 across every page. */
void     zx_flow_set_demo        (ZxFlow             *self,
                                  gboolean            demo);
/* How many children, visits or lines the document is about, for the export log. */
void     zx_flow_set_rows        (ZxFlow             *self,
                                  gint64              rows);

/* --- where the flow is --- */

/* Width and height of the text. */
void     zx_flow_get_area        (ZxFlow             *self,
                                  double             *out_width,
                                  double             *out_height);
/* What is left of the page. */
double   zx_flow_get_room        (ZxFlow             *self);
void     zx_flow_add_space       (ZxFlow             *self,
                                  double              height);
/* Begins a page, unless nothing stands on the present one. */
void     zx_flow_add_page        (ZxFlow             *self);
/* Begins a page if there is less room than @height. */
void     zx_flow_need            (ZxFlow             *self,
                                  double              height);

/* --- what it carries --- */

/* In the middle, large; below it, smaller and grey, @below. */
void     zx_flow_add_title       (ZxFlow             *self,
                                  const char         *title,
                                  const char         *below);
/* Heading of a section with a rule under it; stays with what follows. */
void     zx_flow_add_heading     (ZxFlow             *self,
                                  const char         *text);
/* A paragraph or several, over pages if need be. */
void     zx_flow_add_text        (ZxFlow             *self,
                                  const ZxTextStyle  *style,
                                  const char         *text);
/* Running text of letters: 12.2 on 24.4, indented by two characters, both edges straight. */
void     zx_flow_add_paragraph   (ZxFlow             *self,
                                  const char         *text);
/* Texts of one line at the left, in the middle and at the right. (nullable) */
void     zx_flow_add_line        (ZxFlow             *self,
                                  const ZxTextStyle  *style,
                                  const char         *left,
                                  const char         *middle,
                                  const char         *right);
void     zx_flow_add_rule        (ZxFlow             *self,
                                  double              line_width);
/* Takes @table. */
void     zx_flow_add_grid        (ZxFlow             *self,
                                  ZxGrid             *table);
/* Labels with lines to write on, side by side over the width. */
void     zx_flow_add_signatures  (ZxFlow             *self,
                                  const char * const *labels,
                                  guint               n_labels);
/**
 * zx_flow_add_seal:
 * @school: who seals
 * @date: (nullable): %NULL leaves it to fill by hand
 *
 * The end of a letter, at the right, with the place for the seal.
 */
void     zx_flow_add_seal        (ZxFlow             *self,
                                  const char         *school,
                                  const char         *date);
/* A frame across the width with @words in grey: where a photo is glued. */
void     zx_flow_add_places      (ZxFlow             *self,
                                  guint               n_side_by_side,
                                  double              height,
                                  const char         *words);
/* A dotted line across the page, with words on it: to tear off a slip. */
void     zx_flow_add_tear        (ZxFlow             *self,
                                  const char         *words);

/* Ends the last page and numbers them all. (transfer full): takes @self */
ZxPages *zx_flow_finish          (ZxFlow             *self);

G_END_DECLS
