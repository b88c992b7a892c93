/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "code", NC_("finding", "Code"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 5 },
  { "term", NC_("finding", "Term"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 11 },
  { "student", NC_("finding", "Student"), ZX_TYPE_REF, ZX_SENSITIVE, ZX_FIELD_OWNER, .of = "student" },
  { "about_kind", NC_("finding", "About a record of kind"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "about", "about", ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_HIDDEN },
  { "words", NC_("finding", "Words"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 300 },
  { "reason", NC_("finding", "Reason"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "NOAIDREASON" },
  { "state", NC_("finding", "State"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "FINDSTATE", .initial = "1" },
  { "note", NC_("finding", "Explanation"), ZX_TYPE_LONG, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_finding = {
  .key = "finding",
  .label = NC_("kind", "Finding"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.term DESC, t.code, t.id",
  .title = "t.code",
};
