/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-document.h"

G_BEGIN_DECLS

/* How a document is to be printed: of which record, with which names, on which paper. Belongs into a window with a session.
 * Signal "changed" after every change. */
#define ZX_TYPE_PAPER_OPTIONS (zx_paper_options_get_type ())
G_DECLARE_FINAL_TYPE (ZxPaperOptions, zx_paper_options, ZX, PAPER_OPTIONS, GtkBox)

GtkWidget               *zx_paper_options_new          (void);
/* @record: of one of the document's kinds; 0 as it was chosen last */
void                     zx_paper_options_set_document (ZxPaperOptions   *self,
                                                        const ZxDocument *document,
                                                        gint64            record);
/* Reads again what can be chosen. */
void                     zx_paper_options_load         (ZxPaperOptions   *self);
/* (nullable): borrowed until the next change; %NULL while it is not said of whom */
const ZxDocumentOptions *zx_paper_options_get          (ZxPaperOptions   *self);
/* The record chosen, 0 for a blank. */
gint64                   zx_paper_options_get_record   (ZxPaperOptions   *self);

G_END_DECLS
