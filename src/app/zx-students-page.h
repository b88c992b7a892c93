/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* All students in a table, with a filter above, and the panel that registers one. */
#define ZX_TYPE_STUDENTS_PAGE (zx_students_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentsPage, zx_students_page, ZX, STUDENTS_PAGE, ZxPage)

/* Opens the panel that registers a student. @name: (nullable): already typed elsewhere */
void zx_students_page_register (ZxStudentsPage *self,
                                const char     *name);

G_END_DECLS
