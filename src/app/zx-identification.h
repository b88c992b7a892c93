/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-window.h"

G_BEGIN_DECLS

/* Adds need identification to the window: its section, and the actions win.open-application (x id), win.apply (x student),
 * win.identification (s stage, "" as it was). */
void zx_identification_install (ZxWindow *window);

G_END_DECLS
