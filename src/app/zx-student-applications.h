/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* All applications of a child, newest first. */
GtkWidget *zx_student_applications_new (ZxSession *session,
                                        gint64     student);

G_END_DECLS
