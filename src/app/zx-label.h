/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Text at the start of its room. @style: (nullable): a style class */

/* One line, cut with an ellipsis. */
GtkWidget *zx_label_new         (const char *text,
                                 const char *style);
/* As many lines as it needs. */
GtkWidget *zx_label_wrapped_new (const char *text,
                                 const char *style);

G_END_DECLS
