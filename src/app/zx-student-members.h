/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* The card "Family members": a click on a row opens its fields, each stored when it is left. */
#define ZX_TYPE_STUDENT_MEMBERS (zx_student_members_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentMembers, zx_student_members, ZX, STUDENT_MEMBERS, AdwBin)

GtkWidget *zx_student_members_new  (ZxSession        *session,
                                    gint64            student);
void       zx_student_members_load (ZxStudentMembers *self);

G_END_DECLS
