/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-window.h"

G_BEGIN_DECLS

/* Gives the search palette of @window what it finds: students, visits, other records, things to do. */
void zx_search_source_install (ZxWindow *window);

G_END_DECLS
