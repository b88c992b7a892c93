/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* The card "Basic facts": the fields of the child and of its family in groups, each changed where it
 * stands. Empty ones that no file needs are folded away until asked for. */
#define ZX_TYPE_STUDENT_BASICS (zx_student_basics_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentBasics, zx_student_basics, ZX, STUDENT_BASICS, AdwBin)

GtkWidget *zx_student_basics_new  (ZxSession       *session,
                                   gint64           student);
void       zx_student_basics_load (ZxStudentBasics *self,
                                   ZxRecord        *student);

G_END_DECLS
