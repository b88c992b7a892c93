/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "key", NC_("setting", "Key"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 40 },
  { "value", NC_("setting", "Value"), ZX_TYPE_LONG, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_setting = {
  .key = "setting",
  .label = NC_("kind", "Setting"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
  .order = "t.key",
  .title = "t.key",
};
