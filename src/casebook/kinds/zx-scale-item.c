/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "name", NC_("scale_item", "Name"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 60 },
  { "factor", NC_("scale_item", "Factor"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "FACTOR" },
  { "points", NC_("scale_item", "Most points"), ZX_TYPE_DECIMAL, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 1 },
  { "evidence", NC_("scale_item", "Evidence asked for"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "position", NC_("scale_item", "Position"), ZX_TYPE_INT, ZX_INTERNAL },
  { "from_on", NC_("scale_item", "Valid from"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "to_on", NC_("scale_item", "Valid until"), ZX_TYPE_DATE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_scale_item = {
  .key = "scale_item",
  .label = NC_("kind", "Item of the scoring sheet"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.position, t.id",
  .title = "t.name",
};
