/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-window.h"

G_BEGIN_DECLS

/* How the daily work is done, a short chapter for each. */
#define ZX_TYPE_HELP_PAGE (zx_help_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxHelpPage, zx_help_page, ZX, HELP_PAGE, ZxPage)

/* Action app.help, F1. */
void zx_help_install (GApplication *application,
                      ZxWindow     *window);

G_END_DECLS
