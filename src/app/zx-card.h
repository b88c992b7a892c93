/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A white card with a heading; below it rows with a line between them, or a free body.
 *
 *   +---------------------------------------+
 *   | Heading            caption [end] [end]|
 *   +---------------------------------------+
 *   | row                                   |
 *   +---------------------------------------+
 *
 * In a .ui file: <object class="ZxCard"> with <child type="end"> for the heading's end, plain
 * children for rows and <child type="body"> for what has no line above it. */
#define ZX_TYPE_CARD (zx_card_get_type ())
G_DECLARE_FINAL_TYPE (ZxCard, zx_card, ZX, CARD, GtkBox)

/* @title: (nullable): a card without a heading has no head at all */
GtkWidget *zx_card_new         (const char *title);

void       zx_card_set_title   (ZxCard     *self,
                                const char *title);
void       zx_card_set_caption (ZxCard     *self,
                                const char *caption);
/* At the end of the heading, after the caption */
void       zx_card_add_end     (ZxCard     *self,
                                GtkWidget  *widget);
/* At the start, before the title */
void       zx_card_add_start   (ZxCard     *self,
                                GtkWidget  *widget);
void       zx_card_append_row  (ZxCard     *self,
                                GtkWidget  *row);
void       zx_card_append_body (ZxCard     *self,
                                GtkWidget  *body);
/* Takes rows and bodies out; the heading stays. */
void       zx_card_clear       (ZxCard     *self);
guint      zx_card_get_n_rows  (ZxCard     *self);

G_END_DECLS
