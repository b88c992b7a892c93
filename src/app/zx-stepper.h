/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where one is in a work of a few steps: ✓ Choose ── ✓ Match ── 3 Check ── 4 Import */
#define ZX_TYPE_STEPPER (zx_stepper_get_type ())
G_DECLARE_FINAL_TYPE (ZxStepper, zx_stepper, ZX, STEPPER, GtkWidget)

GtkWidget *zx_stepper_new         (const char * const *labels);

/* @current: 0 is the first step; the number of steps means all are done */
void       zx_stepper_set_current (ZxStepper          *self,
                                   guint               current);
/* In a narrow window only the step one is at keeps its words. */
void       zx_stepper_set_compact (ZxStepper          *self,
                                   gboolean            compact);

G_END_DECLS
