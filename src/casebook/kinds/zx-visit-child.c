/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "visit", NC_("visit_child", "Visit"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "home_visit" },
  { "student", NC_("visit_child", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_visit_child = {
  .key = "visit_child",
  .label = NC_("kind", "Child of a visit"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
};
