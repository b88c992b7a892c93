/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* One application: everything that led to where it stands, what the family wrote and promised, and the next step. A draft is
 * filled in here, field by field. */
#define ZX_TYPE_CASE_PAGE (zx_case_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxCasePage, zx_case_page, ZX, CASE_PAGE, ZxPage)

ZxPage *zx_case_page_new    (ZxSession  *session,
                             gint64      application,
                             GError    **error);
gint64  zx_case_page_get_id (ZxCasePage *self);

G_END_DECLS
