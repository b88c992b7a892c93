/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "line", NC_("scale_score", "Line of the class evaluation"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "class_review_line" },
  { "item", NC_("scale_score", "Item"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "scale_item" },
  { "points", NC_("scale_score", "Points"), ZX_TYPE_DECIMAL, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 1 },
  { "evidence", NC_("scale_score", "Evidence seen"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 100 },
  { "override_reason", NC_("scale_score", "Reason for other points"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_scale_score = {
  .key = "scale_score",
  .label = NC_("kind", "Points of the scoring sheet"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.line, t.id",
  .title = "t.points",
};
