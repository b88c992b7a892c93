/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "what", NC_("export_log", "What"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 40 },
  { "file", NC_("export_log", "File"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 200 },
  { "reason", NC_("export_log", "Reason"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "person", NC_("export_log", "Who"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "rows", NC_("export_log", "Rows"), ZX_TYPE_INT, ZX_INTERNAL },
  { "sha256", NC_("export_log", "Checksum"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 64 },
  { "at", NC_("export_log", "Time"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "full_values", NC_("export_log", "Full sensitive values"), ZX_TYPE_BOOL, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_export_log = {
  .key = "export_log",
  .label = NC_("kind", "Print or export"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_LOG,
  .order = "t.at DESC",
  .title = "t.what",
};
