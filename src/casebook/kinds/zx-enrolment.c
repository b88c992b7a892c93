/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "student", NC_("enrolment", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  { "school_year", NC_("enrolment", "School year"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 9 },
  { "class", NC_("enrolment", "Class"), ZX_TYPE_REF, ZX_PUBLIC, ZX_FIELD_REQUIRED, .of = "class" },
  { "student_no", NC_("enrolment", "Number in class"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "board", NC_("enrolment", "Mode of attendance"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "BOARD" },
  { "enrol_status", NC_("enrolment", "Roll status"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "ENROL", .initial = "1" },
  { "from_on", NC_("enrolment", "From"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "to_on", NC_("enrolment", "To"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "reason", NC_("enrolment", "Reason of change"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_enrolment = {
  .key = "enrolment",
  .label = NC_("kind", "Enrolment"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
  .order = "t.school_year DESC, t.from_on DESC",
  .title = "t.school_year",
};
