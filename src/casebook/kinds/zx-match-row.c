/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "name", NC_("match_row", "Name"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 30 },
  { "id_no", NC_("match_row", "ID number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "guardian", NC_("match_row", "Guardian"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 30 },
  { "cat", NC_("match_row", "Category"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "CAT" },
  { "cert_no", NC_("match_row", "Certificate number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 40 },
  { "source", NC_("match_row", "Source"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 20 },
  { "listed_on", NC_("match_row", "Listed on"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "student", NC_("match_row", "Student"), ZX_TYPE_REF, ZX_SENSITIVE, .of = "student" },
  { "state", NC_("match_row", "Result"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "MATCHSTATE" },
  { "note", NC_("match_row", "Contradiction"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 200 },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_match_row = {
  .key = "match_row",
  .label = NC_("kind", "Row of a department list"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.listed_on DESC, t.cat, t.id",
  .title = "t.name",
};
