/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of two children: what it says, and its buttons at the end. Where the first would get less
 * than @least pixels, the second goes below it: in a narrow window a button must not push out of
 * sight what it is about. */
#define ZX_TYPE_FOLD_LAYOUT (zx_fold_layout_get_type ())
G_DECLARE_FINAL_TYPE (ZxFoldLayout, zx_fold_layout, ZX, FOLD_LAYOUT, GtkLayoutManager)

/* A box that lays out its children so: append the two to it with gtk_box_append(). */
GtkWidget *zx_fold_box_new (int least);

G_END_DECLS
