/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"
#include "zx-stage-item.h"

G_BEGIN_DECLS

/* Beside the list of a stage, once somebody is chosen: what to do with all of them at once. It says beforehand how many go,
 * how many stay, and why. Signal "closed": nobody is to be chosen any more. */
#define ZX_TYPE_STAGE_PANEL (zx_stage_panel_get_type ())
G_DECLARE_FINAL_TYPE (ZxStagePanel, zx_stage_panel, ZX, STAGE_PANEL, GtkBox)

GtkWidget *zx_stage_panel_new       (ZxSession    *session);

/* (element-type ZxStageItem): who is chosen, all of one stage */
void       zx_stage_panel_set_items (ZxStagePanel *self,
                                     GPtrArray    *items);
/* For the page of one case: offers also what happens seldom (waiving, cancelling, adjusting), and has nobody to let go. */
void       zx_stage_panel_set_rare  (ZxStagePanel *self,
                                     gboolean      rare);
/* The primary button, as Ctrl+Enter. FALSE when it cannot be pressed. */
gboolean   zx_stage_panel_accept    (ZxStagePanel *self);

G_END_DECLS
