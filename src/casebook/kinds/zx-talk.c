/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "student", NC_("talk", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  { "application", NC_("talk", "Application"), ZX_TYPE_REF, ZX_INTERNAL, .of = "application" },
  { "date", NC_("talk", "Date"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "place", NC_("talk", "Place"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 60 },
  { "staff", NC_("talk", "Talked to by"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff" },
  { "kind", NC_("talk", "Kind"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "TALKKIND" },
  { "network_level", NC_("talk", "Network level"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "NETLEVEL" },
  { "emotion", NC_("talk", "State seen"), ZX_TYPE_CODES, ZX_SENSITIVE, .codes = "EMOTION" },
  { "content", NC_("talk", "Content"), ZX_TYPE_LONG, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "advice", NC_("talk", "Advice"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "next_date", NC_("talk", "Next time"), ZX_TYPE_DATE, ZX_SENSITIVE },
  { "risk", NC_("talk", "Risk"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "RISK" },
  { "referred_to", NC_("talk", "Referred to"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 60 },
  ZX_COMMON_FIELDS,
};

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  if (zx_action_refuse_future (action, record, "date", error))
    return FALSE;

  if (!zx_record_is_saved (record) && !zx_record_has (record, "date"))
    zx_record_set_text (record, "date", zx_action_get_today (action));
  if (g_strcmp0 (zx_record_get_text (record, "risk"), "3") == 0 && !zx_record_has (record, "referred_to"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "referred_to", _("In a crisis the child is referred to somebody: say to whom, and tell the head."));
      return FALSE;
    }

  return TRUE;
}

const ZxKind zx_kind_talk = {
  .key = "talk",
  .label = NC_("kind", "Talk"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.date DESC, t.id DESC",
  .title = "t.date",
};
