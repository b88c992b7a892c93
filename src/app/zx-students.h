/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-window.h"

G_BEGIN_DECLS

/* The students' section, the actions open-student, register-student and history of the window, and
 * what the search palette finds. */
void zx_students_install (ZxWindow *window);

G_END_DECLS
