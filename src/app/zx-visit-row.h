/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of the visit form: its name at the left, the controls beside it, and below them the
 * sentence that says what is wrong. In a slim window the name stands above. The controls are a
 * group named by the name. In a .ui file plain children are the controls. */
#define ZX_TYPE_VISIT_ROW (zx_visit_row_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitRow, zx_visit_row, ZX, VISIT_ROW, GtkBox)

void        zx_visit_row_set_label (ZxVisitRow *self,
                                    const char *label);
void        zx_visit_row_append    (ZxVisitRow *self,
                                    GtkWidget  *widget);
/* @message: (nullable) */
void        zx_visit_row_set_error (ZxVisitRow *self,
                                    const char *message);
void        zx_visit_row_set_slim  (ZxVisitRow *self,
                                    gboolean    slim);

G_END_DECLS
