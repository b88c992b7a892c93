/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "name", NC_("class", "Class"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 20 },
  { "school_year", NC_("class", "School year"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 9 },
  { "grade", NC_("class", "Grade"), ZX_TYPE_CODE, ZX_PUBLIC, ZX_FIELD_REQUIRED, .codes = "GRADE" },
  { "homeroom", NC_("class", "Class teacher"), ZX_TYPE_REF, ZX_INTERNAL, .of = "staff" },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_class = {
  .key = "class",
  .label = NC_("kind", "Class"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.school_year DESC, t.grade, t.name",
  .title = "t.grade || '-' || t.name",
};
