/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "name", NC_("term", "Term"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 12 },
  { "starts_on", NC_("term", "First day"), ZX_TYPE_DATE, ZX_PUBLIC, ZX_FIELD_REQUIRED },
  { "ends_on", NC_("term", "Last day"), ZX_TYPE_DATE, ZX_PUBLIC, ZX_FIELD_REQUIRED },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_term = {
  .key = "term",
  .label = NC_("kind", "Term"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.name",
  .title = "t.name",
};
