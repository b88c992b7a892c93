/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* What is to be done today: promised things, children not visited yet, backup, drafts. */
#define ZX_TYPE_TODAY_PAGE (zx_today_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxTodayPage, zx_today_page, ZX, TODAY_PAGE, ZxPage)

G_END_DECLS
