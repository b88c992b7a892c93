/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "student", NC_("contact_log", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  { "date", NC_("contact_log", "Date"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST },
  { "time", NC_("contact_log", "Time"), ZX_TYPE_TIME, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "channel", NC_("contact_log", "Channel"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "CHANNEL", .initial = "1" },
  { "staff", NC_("contact_log", "Teacher"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff" },
  { "with_whom", NC_("contact_log", "Spoke with"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 30 },
  { "relation", NC_("contact_log", "Relation"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "REL" },
  { "reached", NC_("contact_log", "Reached"), ZX_TYPE_BOOL, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "reason", NC_("contact_log", "Reason"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "CONTACTREASON" },
  { "content", NC_("contact_log", "Content"), ZX_TYPE_LONG, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "outcome", NC_("contact_log", "Outcome"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "follow_up", NC_("contact_log", "Follow-up"), ZX_TYPE_REF, ZX_INTERNAL, .of = "follow_up" },
  ZX_COMMON_FIELDS,
};

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  return !zx_action_refuse_future (action, record, "date", error);
}

const ZxKind zx_kind_contact_log = {
  .key = "contact_log",
  .label = NC_("kind", "Phone contact"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.date DESC, t.time DESC, t.id DESC",
  .title = "t.date",
};
