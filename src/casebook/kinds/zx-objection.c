/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-identify-private.h"
#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "notice", NC_("objection", "Notice"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "notice" },
  { "line", NC_("objection", "Line"), ZX_TYPE_REF, ZX_INTERNAL, .of = "notice_line" },
  { "application", NC_("objection", "Application"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_OWNER, .of = "application" },
  { "received_on", NC_("objection", "Received on"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "received_at", NC_("objection", "Received at"), ZX_TYPE_TIME, ZX_INTERNAL },
  { "channel", NC_("objection", "Channel"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "OBJECTCHANNEL" },
  { "anonymous", NC_("objection", "Anonymous"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "objector", NC_("objection", "Objector"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 30 },
  { "objector_kind", NC_("objection", "Kind of person"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "OBJECTORKIND" },
  { "objector_phone", NC_("objection", "Phone of the objector"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "content", NC_("objection", "Content"), ZX_TYPE_LONG, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "handler", NC_("objection", "Handled by"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff" },
  { "due_on", NC_("objection", "Reply due"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "found", NC_("objection", "Findings"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "found_on", NC_("objection", "Found on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "evidence", NC_("objection", "Evidence"), ZX_TYPE_FILE, ZX_SENSITIVE },
  { "outcome", NC_("objection", "Outcome"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "OUTCOME" },
  { "reply", NC_("objection", "Reply"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "reply_way", NC_("objection", "Way of replying"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "OBJECTCHANNEL" },
  { "replied_on", NC_("objection", "Replied on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "renewed_notice", NC_("objection", "Renewed notice"), ZX_TYPE_REF, ZX_INTERNAL, .of = "notice" },
  { "replacement", NC_("objection", "Replacement"), ZX_TYPE_REF, ZX_INTERNAL, .of = "application" },
  { "appeal_to_county", NC_("objection", "Appealed to the county"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "appeal_on", NC_("objection", "Appealed on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "appeal_result", NC_("objection", "Result of the appeal"), ZX_TYPE_LONG, ZX_SENSITIVE },
  ZX_COMMON_FIELDS,
};

static gboolean
load_line (ZxAction  *action,
           ZxRecord  *record,
           GError   **error)
{
  g_autoptr (ZxRecord) line = zx_record_load (zx_action_get_db (action), &zx_kind_notice_line, zx_record_get_int (record, "line"), error);

  if (line == NULL)
    {
      if (error != NULL && *error == NULL)
        zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "line", _("There is no such line on a notice."));
      return FALSE;
    }
  zx_record_set_ref (record, "notice", zx_record_get_int (line, "notice"));
  zx_record_set_ref (record, "application", zx_record_get_int (line, "application"));

  return TRUE;
}

static gboolean
set_due_date (ZxAction  *action,
              ZxRecord  *record,
              GError   **error)
{
  ZxIdentifySettings settings;
  g_autoptr (ZxCalendar) calendar = NULL;
  g_autofree char *due = NULL;

  if (!zx_identify_settings_load (&settings, zx_action_get_db (action), error))
    return FALSE;
  calendar = zx_calendar_load (zx_action_get_db (action), error);
  if (calendar == NULL)
    return FALSE;
  due = zx_calendar_add_working_days (calendar, zx_record_get_text (record, "received_on"), settings.reply_days);
  zx_record_set_text (record, "due_on", due);

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  gboolean is_new = !zx_record_is_saved (record);

  if (zx_action_refuse_future (action, record, "received_on", error) ||
      zx_action_refuse_future (action, record, "found_on", error) ||
      zx_action_refuse_future (action, record, "replied_on", error))
    return FALSE;

  /* An objection to a child's line ends by a decision, which moves the child: only the step writes it. */
  if (zx_record_has (record, "line") && zx_action_refuse_typed (action, record, "outcome", error))
    return FALSE;
  if (!is_new)
    return TRUE;

  if (!zx_record_has (record, "received_on"))
    zx_record_set_text (record, "received_on", zx_action_get_today (action));
  if (zx_record_has (record, "line") && !load_line (action, record, error))
    return FALSE;
  if (!zx_record_has (record, "line") && !zx_action_is_stepping (action))
    zx_record_clear (record, "application");

  return zx_record_has (record, "due_on") || set_due_date (action, record, error);
}

/* An objection to a line stops that line, however it was entered. */
static gboolean
finish (ZxAction  *action,
        ZxRecord  *record,
        GError   **error)
{
  if (zx_action_is_stepping (action) || zx_record_is_saved (record) || !zx_record_has (record, "line"))
    return TRUE;

  return zx_action_take_objection (action, record, error);
}

static gboolean
check_remove (ZxAction  *action,
              ZxRecord  *record,
              GError   **error)
{
  if (!zx_record_has (record, "line"))
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "line", _("An objection to a child's line is not removed; it is answered."));

  return FALSE;
}

const ZxKind zx_kind_objection = {
  .key = "objection",
  .label = NC_("kind", "Objection"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .finish = finish,
  .check_remove = check_remove,
  .order = "t.received_on, t.id",
  .title = "t.received_on",
};
