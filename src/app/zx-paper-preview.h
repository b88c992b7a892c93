/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-document.h"

G_BEGIN_DECLS

/* A document as it will be printed, with zoom, saving as PDF and printing: the right side of a page that chooses what and
 * how. Belongs into a window with a session. Signal "printed" (uint copies) after it went to a printer. */
#define ZX_TYPE_PAPER_PREVIEW (zx_paper_preview_get_type ())
G_DECLARE_FINAL_TYPE (ZxPaperPreview, zx_paper_preview, ZX, PAPER_PREVIEW, AdwBin)

GtkWidget *zx_paper_preview_new      (void);
/* Lays it out a moment later, so that it may be called at every change. @options are copied; %NULL shows nothing. What
 * cannot be printed (yet) is said in words instead. */
void       zx_paper_preview_show     (ZxPaperPreview          *self,
                                      const ZxDocument        *document,
                                      const ZxDocumentOptions *options);
/* The buttons, for keys and menus. */
void       zx_paper_preview_print    (ZxPaperPreview          *self);
void       zx_paper_preview_save     (ZxPaperPreview          *self);

G_END_DECLS
