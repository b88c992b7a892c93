/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* Everything about one child. */
#define ZX_TYPE_STUDENT_PAGE (zx_student_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentPage, zx_student_page, ZX, STUDENT_PAGE, ZxPage)

ZxPage *zx_student_page_new    (ZxSession     *session,
                                gint64         student);
gint64  zx_student_page_get_id (ZxStudentPage *self);

G_END_DECLS
