/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"
#include "zx-student-facts.h"

G_BEGIN_DECLS

/* One promised thing with what can be done about it: another day, done. On Today with the child's name
 * (@student: nullable row), on the page of a child without. @promise is copied as far as needed. */
GtkWidget *zx_promise_row_new (ZxSession          *session,
                               const ZxPromise    *promise,
                               const ZxStudentRow *student);

G_END_DECLS
