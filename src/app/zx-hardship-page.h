/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* Something befell a family in the middle of the year: an application for temporary hardship, which takes the short way. */
#define ZX_TYPE_HARDSHIP_PAGE (zx_hardship_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxHardshipPage, zx_hardship_page, ZX, HARDSHIP_PAGE, ZxPage)

ZxPage *zx_hardship_page_new (ZxSession *session,
                              gint64     student);

G_END_DECLS
