/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-window.h"

G_BEGIN_DECLS

/* The ledgers: which one, for what, how it will look, and where it goes. */
#define ZX_TYPE_LEDGERS_PAGE (zx_ledgers_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxLedgersPage, zx_ledgers_page, ZX, LEDGERS_PAGE, ZxPage)

/* The section and win.ledgers (s). */
void zx_ledgers_install (ZxWindow *window);

G_END_DECLS
