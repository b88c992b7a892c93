/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-record.h"

G_BEGIN_DECLS

/* A row that waits in the casebook, with cells to write in. Signals: "import-clicked", "aside-clicked". */
#define ZX_TYPE_REJECTED_ROW (zx_rejected_row_get_type ())
G_DECLARE_FINAL_TYPE (ZxRejectedRow, zx_rejected_row, ZX, REJECTED_ROW, GtkBox)

/* @record: of kind rejected_row, waiting or set aside */
GtkWidget *zx_rejected_row_new        (ZxRecord       *record);

gint64     zx_rejected_row_get_id     (ZxRejectedRow  *self);
/* What was written: (array zero-terminated=1) (transfer full) both; one value for each field */
void       zx_rejected_row_dup_edits  (ZxRejectedRow  *self,
                                       char         ***out_fields,
                                       char         ***out_values);
/* Why it still cannot be imported. @field: (nullable) */
void       zx_rejected_row_show_fault (ZxRejectedRow  *self,
                                       const char     *message,
                                       const char     *field);

G_END_DECLS
