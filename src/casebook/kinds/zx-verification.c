/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "application", NC_("verification", "Application"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "application" },
  { "method", NC_("verification", "Method"), ZX_TYPE_CODES, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "VERIFYMETHOD" },
  { "date", NC_("verification", "Date"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "staff", NC_("verification", "Checked by"), ZX_TYPE_REFS, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff", .via = "verification_staff", .via_owner = "verification", .via_ref = "staff" },
  { "visit", NC_("verification", "Home visit"), ZX_TYPE_REF, ZX_INTERNAL, .of = "home_visit" },
  { "contact", NC_("verification", "Phone contact"), ZX_TYPE_REF, ZX_INTERNAL, .of = "contact_log" },
  { "found", NC_("verification", "Findings"), ZX_TYPE_LONG, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "consistent", NC_("verification", "Agrees with the application"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "CONSISTENT" },
  { "suggest_level", NC_("verification", "Suggested level"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "LEVEL" },
  { "docs_checked", NC_("verification", "Documents sighted"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 200 },
  { "no_visit_reason", NC_("verification", "Reason for no home visit"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  ZX_COMMON_FIELDS,
};

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  return !zx_action_refuse_future (action, record, "date", error);
}

const ZxKind zx_kind_verification = {
  .key = "verification",
  .label = NC_("kind", "Verification"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.date, t.id",
  .title = "t.date",
};
