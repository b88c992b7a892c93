/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* Everything that was done in the casebook. */
#define ZX_TYPE_HISTORY_PAGE (zx_history_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxHistoryPage, zx_history_page, ZX, HISTORY_PAGE, ZxPage)

ZxPage *zx_history_page_new (void);

G_END_DECLS
