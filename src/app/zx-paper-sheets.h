/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-pages.h"

G_BEGIN_DECLS

/* Pages one below the other, as they will be printed; belongs into a GtkScrolledWindow. Draws only those that can be seen.
 * Signal "page-changed" when another page, or another document, stands in the middle. */
#define ZX_TYPE_PAPER_SHEETS (zx_paper_sheets_get_type ())
G_DECLARE_FINAL_TYPE (ZxPaperSheets, zx_paper_sheets, ZX, PAPER_SHEETS, GtkWidget)

GtkWidget *zx_paper_sheets_new       (void);
/* (nullable): %NULL shows nothing */
void       zx_paper_sheets_set_pages (ZxPaperSheets *self,
                                      ZxPages       *pages);
/* 1 is the size of the paper, 0 shows a whole page. */
void       zx_paper_sheets_set_zoom  (ZxPaperSheets *self,
                                      double         zoom);
/* As it is shown, also where a whole page is. */
double     zx_paper_sheets_get_zoom  (ZxPaperSheets *self);
/* The page in the middle of what can be seen, from 0. */
guint      zx_paper_sheets_get_page  (ZxPaperSheets *self);
/* Scrolls to a page. */
void       zx_paper_sheets_set_page  (ZxPaperSheets *self,
                                      guint          page);

G_END_DECLS
