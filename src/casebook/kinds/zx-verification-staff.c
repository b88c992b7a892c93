/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "verification", NC_("verification_staff", "Verification"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "verification" },
  { "staff", NC_("verification_staff", "Staff"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_MUST, .of = "staff" },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_verification_staff = {
  .key = "verification_staff",
  .label = NC_("kind", "Staff of a verification"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
};
