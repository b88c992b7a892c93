/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The level of need of a child. The look follows the rank (1 the most in need, 4 not in need),
 * the words come from the settings of the school; rank 0 shows nothing. */
#define ZX_TYPE_BADGE (zx_badge_get_type ())
G_DECLARE_FINAL_TYPE (ZxBadge, zx_badge, ZX, BADGE, AdwBin)

GtkWidget *zx_badge_new       (guint       rank,
                               const char *label);

guint      zx_badge_get_rank  (ZxBadge    *self);
void       zx_badge_set_rank  (ZxBadge    *self,
                               guint       rank);
void       zx_badge_set_label (ZxBadge    *self,
                               const char *label);

G_END_DECLS
