/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "name", NC_("staff", "Name"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 30 },
  { "sex", NC_("staff", "Sex"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "SEX" },
  { "phone", NC_("staff", "Phone"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 20 },
  { "post", NC_("staff", "Post"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 30 },
  { "role", NC_("staff", "Role in this program"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "ROLE" },
  { "party_member", NC_("staff", "Party member"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "classes", NC_("staff", "Teaches"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "left_on", NC_("staff", "Left on"), ZX_TYPE_DATE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_staff = {
  .key = "staff",
  .label = NC_("kind", "Staff"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.name, t.id",
  .title = "t.name",
};
