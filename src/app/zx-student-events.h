/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"
#include "zx-student-facts.h"

G_BEGIN_DECLS

/* One thing that happened, on the line of time: day, dot, what, details. */
GtkWidget *zx_student_event_new (ZxSession     *session,
                                 const ZxEvent *event);
/* The same as a row of a list that opens it. */
GtkWidget *zx_student_visit_new (ZxSession     *session,
                                 const ZxEvent *event);

G_END_DECLS
