/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "table", NC_("code", "Table"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 20 },
  { "code", NC_("code", "Code"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 20 },
  { "label", NC_("code", "Label"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 40 },
  { "position", NC_("code", "Position"), ZX_TYPE_INT, ZX_INTERNAL },
  { "from_on", NC_("code", "From"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "to_on", NC_("code", "To"), ZX_TYPE_DATE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_code = {
  .key = "code",
  .label = NC_("kind", "Code"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.\"table\", t.position, t.code",
  .title = "t.label",
};
