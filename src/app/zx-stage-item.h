/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-round.h"

G_BEGIN_DECLS

/* One application in the list of a stage. "picked" is its check. */
#define ZX_TYPE_STAGE_ITEM (zx_stage_item_get_type ())
G_DECLARE_FINAL_TYPE (ZxStageItem, zx_stage_item, ZX, STAGE_ITEM, GObject)

/* @row: (transfer full); @today: by which dates are written short */
ZxStageItem      *zx_stage_item_new        (ZxStageRow  *row,
                                            const char  *today);
const ZxStageRow *zx_stage_item_get_row    (ZxStageItem *self);
gboolean          zx_stage_item_is_picked  (ZxStageItem *self);
void              zx_stage_item_set_picked (ZxStageItem *self,
                                            gboolean     picked);

typedef enum
{
  ZX_STAGE_CELL_CHECK,
  ZX_STAGE_CELL_NAME,
  ZX_STAGE_CELL_CLASS,
  ZX_STAGE_CELL_LEVEL,
  ZX_STAGE_CELL_REASON,
  ZX_STAGE_CELL_PAPERS,
  ZX_STAGE_CELL_VISIT,
  ZX_STAGE_CELL_SINCE,
  ZX_STAGE_CELL_SINCE_DATE,
  ZX_STAGE_CELL_NOTICE,
} ZxStageCell;

/* Cells of a column over such items */
GtkListItemFactory *zx_stage_cells_new     (ZxStageCell  cell);

G_END_DECLS
