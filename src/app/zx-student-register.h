/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* The side panel that registers a student, with family and guardian, as one action. Signals:
 * "registered" when one was, "closed" when it wants to go. */
#define ZX_TYPE_STUDENT_REGISTER (zx_student_register_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentRegister, zx_student_register, ZX, STUDENT_REGISTER, AdwBin)

GtkWidget *zx_student_register_new    (ZxSession         *session);

/* Puts the focus on the first field. @name: (nullable): fills it */
void       zx_student_register_start  (ZxStudentRegister *self,
                                       const char        *name);
/* As the first button */
void       zx_student_register_accept (ZxStudentRegister *self);

G_END_DECLS
