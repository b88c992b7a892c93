/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* The card "Promised" of one child, with a small form for another promise. */
#define ZX_TYPE_STUDENT_PROMISES (zx_student_promises_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentPromises, zx_student_promises, ZX, STUDENT_PROMISES, AdwBin)

GtkWidget *zx_student_promises_new  (ZxSession         *session,
                                     gint64             student);
void       zx_student_promises_load (ZxStudentPromises *self);
/* Opens the form */
void       zx_student_promises_add  (ZxStudentPromises *self);

G_END_DECLS
