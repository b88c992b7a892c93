/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* The section of the visits: whom to visit, what is half-written, what is done. */
#define ZX_TYPE_VISITS_PAGE (zx_visits_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitsPage, zx_visits_page, ZX, VISITS_PAGE, ZxPage)

/* @tab: "todo", "drafts" or "archive" */
void zx_visits_page_show_tab (ZxVisitsPage *self,
                              const char   *tab);

G_END_DECLS
