/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "member", NC_("member_tie", "Member"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "family_member" },
  { "student", NC_("member_tie", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  { "relation", NC_("member_tie", "Relation"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "REL" },
  { "guardian", NC_("member_tie", "Is guardian"), ZX_TYPE_BOOL, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_member_tie = {
  .key = "member_tie",
  .label = NC_("kind", "Relation of one child"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
};
