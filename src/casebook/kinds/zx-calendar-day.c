/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "date", NC_("calendar_day", "Date"), ZX_TYPE_DATE, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_MUST },
  { "kind", NC_("calendar_day", "Kind"), ZX_TYPE_CODE, ZX_PUBLIC, ZX_FIELD_REQUIRED, .codes = "DAYKIND" },
  { "name", NC_("calendar_day", "Name"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_calendar_day = {
  .key = "calendar_day",
  .label = NC_("kind", "Calendar day"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .order = "t.date",
  .title = "t.date",
};
