/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A choice in a wrapping row of choices: chosen is shown by a tick, a tint and bold letters, and
 * said by the pressed state. "value" is what the choice stands for: a code, a record's number. */
#define ZX_TYPE_CHIP (zx_chip_get_type ())
G_DECLARE_FINAL_TYPE (ZxChip, zx_chip, ZX, CHIP, GtkToggleButton)

GtkWidget  *zx_chip_new       (const char *label,
                               const char *value);

const char *zx_chip_get_text  (ZxChip     *self);
void        zx_chip_set_text  (ZxChip     *self,
                               const char *label);
const char *zx_chip_get_value (ZxChip     *self);
void        zx_chip_set_value (ZxChip     *self,
                               const char *value);

G_END_DECLS
