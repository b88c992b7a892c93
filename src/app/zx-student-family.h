/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* The card "Family situation" of a child: categories, whom to call, address, income, card. */
#define ZX_TYPE_STUDENT_FAMILY (zx_student_family_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentFamily, zx_student_family, ZX, STUDENT_FAMILY, AdwBin)

GtkWidget *zx_student_family_new  (ZxSession       *session,
                                   gint64           student);
/* Reads again; what somebody is writing stays. */
void       zx_student_family_load (ZxStudentFamily *self,
                                   ZxRecord        *student);

G_END_DECLS
