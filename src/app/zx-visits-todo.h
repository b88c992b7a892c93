/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-page.h"

G_BEGIN_DECLS

/* Who is still to be visited in this period: a card for each village, or by class, or in one line. Read in a worker; the
 * signal "loaded" says with a guint how many are left. */
#define ZX_TYPE_VISITS_TODO (zx_visits_todo_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitsTodo, zx_visits_todo, ZX, VISITS_TODO, AdwBin)

/* Reads again; what is shown stays until then. */
void  zx_visits_todo_load      (ZxVisitsTodo *self);
void  zx_visits_todo_set_width (ZxVisitsTodo *self,
                                ZxWidth       width);

G_END_DECLS
