/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The plus behind the visitors: a list of the staff to pick from, and a name that is not in it
 * becomes a new member of staff. Signals "picked" (gint64 staff) and "named" (the new name). */
#define ZX_TYPE_VISIT_STAFF_BUTTON (zx_visit_staff_button_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitStaffButton, zx_visit_staff_button, ZX, VISIT_STAFF_BUTTON, AdwBin)

GtkWidget *zx_visit_staff_button_new       (void);
/* (element-type ZxStaffName): who is offered; kept */
void       zx_visit_staff_button_set_staff (ZxVisitStaffButton *self,
                                            GPtrArray          *staff);

G_END_DECLS
