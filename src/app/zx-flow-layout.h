/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts children side by side at their natural width and goes on in a new line where the width
 * ends, as words do. For chips and tags. */
#define ZX_TYPE_FLOW_LAYOUT (zx_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (ZxFlowLayout, zx_flow_layout, ZX, FLOW_LAYOUT, GtkLayoutManager)

GtkLayoutManager *zx_flow_layout_new (int spacing,
                                      int line_spacing);

/* A box that lays out its children so: append to it with gtk_box_append(). */
GtkWidget        *zx_flow_box_new    (void);

G_END_DECLS
