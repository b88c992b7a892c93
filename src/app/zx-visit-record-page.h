/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* A visit, call or meeting that was finished: its facts, what was promised, and the way to void it. */
#define ZX_TYPE_VISIT_RECORD_PAGE (zx_visit_record_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitRecordPage, zx_visit_record_page, ZX, VISIT_RECORD_PAGE, ZxPage)

/* @id: of a home_visit or a contact_log. %NULL with @error when there is none. */
ZxPage *zx_visit_record_page_new (ZxSession  *session,
                                  gint64      id,
                                  GError    **error);

G_END_DECLS
