/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-visit-form.h"

G_BEGIN_DECLS

/* What was written last time, and what is still open from it. */
#define ZX_TYPE_VISIT_LAST (zx_visit_last_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitLast, zx_visit_last, ZX, VISIT_LAST, GtkBox)

/* @hints: (nullable): no child is chosen yet */
void zx_visit_last_show (ZxVisitLast  *self,
                         ZxVisitHints *hints,
                         const char   *today);

G_END_DECLS
