/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-window.h"

G_BEGIN_DECLS

/* Gives the window its section of visits and the actions win.record-visit, win.new-visit,
 * win.open-draft, win.open-visit, and keeps the count in the sidebar. */
void zx_visits_install (ZxWindow *window);

G_END_DECLS
