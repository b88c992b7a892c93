/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "owner_kind", NC_("attachment", "Belongs to a record of kind"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 30 },
  { "owner_id", NC_("attachment", "Belongs to"), ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST },
  { "owner_field", NC_("attachment", "Field of that record"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "kind", NC_("attachment", "Kind"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "ATTACHKIND" },
  { "file_name", NC_("attachment", "File name"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "mime", NC_("attachment", "File type"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "size", NC_("attachment", "Size"), ZX_TYPE_INT, ZX_INTERNAL },
  { "sha256", NC_("attachment", "Checksum"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 64 },
  { "paper_place", NC_("attachment", "Where the paper is"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "captured_on", NC_("attachment", "Taken on"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "captured_by", NC_("attachment", "Taken by"), ZX_TYPE_REF, ZX_INTERNAL, .of = "staff" },
  { "consent", NC_("attachment", "Family agreed to the picture"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "valid_to", NC_("attachment", "Valid until"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "keep_until", NC_("attachment", "Keep until"), ZX_TYPE_DATE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_attachment = {
  .key = "attachment",
  .label = NC_("kind", "Attachment"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.id",
  .title = "t.file_name",
};
