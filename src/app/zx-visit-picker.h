/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks which child: a field that finds by name, pinyin, village, guardian, and what it finds.
 * Signals "picked" (gint64 student) and "cancelled" (Escape). */
#define ZX_TYPE_VISIT_PICKER (zx_visit_picker_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitPicker, zx_visit_picker, ZX, VISIT_PICKER, AdwBin)

/* Empties the field and puts the focus into it. */
void zx_visit_picker_start (ZxVisitPicker *self);

G_END_DECLS
