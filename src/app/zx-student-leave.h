/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* A child leaves the lists: transferred, graduated, suspended. Its records stay. Signal "closed". */
#define ZX_TYPE_STUDENT_LEAVE (zx_student_leave_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentLeave, zx_student_leave, ZX, STUDENT_LEAVE, AdwBin)

GtkWidget *zx_student_leave_new     (ZxSession  *session,
                                     gint64      student);
/* Was never a student here: refused where something rests on it. */
void       zx_student_leave_mistake (ZxSession  *session,
                                     gint64      student,
                                     const char *name);

G_END_DECLS
