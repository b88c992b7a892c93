/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "student", NC_("access_log", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_OWNER, .of = "student" },
  { "kind", NC_("access_log", "Kind of record"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "record", NC_("access_log", "Record"), ZX_TYPE_INT, ZX_INTERNAL },
  { "field", NC_("access_log", "Field"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "person", NC_("access_log", "Who"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "at", NC_("access_log", "Time"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_access_log = {
  .key = "access_log",
  .label = NC_("kind", "Opening of a masked value"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_LOG,
  .order = "t.at DESC",
  .title = "t.at",
};
