/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "visit", NC_("visit_staff", "Visit"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "home_visit" },
  { "staff", NC_("visit_staff", "Staff"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST, .of = "staff" },
  { "duty", NC_("visit_staff", "Duty"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_visit_staff = {
  .key = "visit_staff",
  .label = NC_("kind", "Visitor"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
};
