/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-window.h"

G_BEGIN_DECLS

/* What goes on paper, and the ledgers: which one, of whom, how it will look, and where it goes. */
#define ZX_TYPE_LEDGERS_PAGE (zx_ledgers_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxLedgersPage, zx_ledgers_page, ZX, LEDGERS_PAGE, ZxPage)

/* The section, win.ledgers (s) and win.document (sx: name, record; 0 as it was chosen last). */
void zx_ledgers_install (ZxWindow *window);

G_END_DECLS
