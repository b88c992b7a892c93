/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-window.h"

G_BEGIN_DECLS

/* What surrounds the page of identification: win.class-reviews, win.class-review (x), win.hardship (x student),
 * win.open-round, win.close-round, win.carry-forward. */
void zx_identification_around_install (ZxWindow *window);

G_END_DECLS
