/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "file", NC_("rejected_row", "File"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "sheet", NC_("rejected_row", "Sheet"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "row", NC_("rejected_row", "Row"), ZX_TYPE_INT, ZX_INTERNAL },
  { "code", NC_("rejected_row", "Reason code"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "field", NC_("rejected_row", "Field"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "message", NC_("rejected_row", "Reason"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 200 },
  { "raw", NC_("rejected_row", "The row as it stood"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "state", NC_("rejected_row", "State"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "ROWSTATE", .initial = "waiting" },
  { "context", "context", ZX_TYPE_LONG, ZX_INTERNAL, ZX_FIELD_HIDDEN }, /* what the file said beside the row: title, mapping */
  { "record", NC_("rejected_row", "Became"), ZX_TYPE_REF, ZX_INTERNAL, .of = "student" },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_rejected_row = {
  .key = "rejected_row",
  .label = NC_("kind", "Row to correct"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.file, t.row",
  .title = "t.message",
};
