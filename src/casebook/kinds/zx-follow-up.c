/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "student", NC_("follow_up", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  { "what", NC_("follow_up", "What"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 100 },
  { "person", NC_("follow_up", "Who"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff" },
  { "due", NC_("follow_up", "Due"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "done_on", NC_("follow_up", "Done on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "result", NC_("follow_up", "Result"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "visit", NC_("follow_up", "Home visit"), ZX_TYPE_REF, ZX_INTERNAL, .of = "home_visit" },
  { "why_moved", NC_("follow_up", "Reason for a new date"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  ZX_COMMON_FIELDS,
};

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  g_autoptr (ZxRecord) visit = NULL;
  g_autoptr (GError) local_error = NULL;

  if (zx_action_refuse_future (action, record, "done_on", error))
    return FALSE;

  if (!zx_record_has (record, "visit") || !zx_record_has (record, "due") || !zx_record_is_changed (record, "due"))
    return TRUE;

  visit = zx_record_load (zx_action_get_db (action), &zx_kind_home_visit, zx_record_get_int (record, "visit"), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (visit != NULL &&
      g_strcmp0 (zx_record_get_text (record, "due"), zx_record_get_text (visit, "visit_date")) < 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "due", _("The date lies before the home visit. Choose a later day."));
      return FALSE;
    }

  return TRUE;
}

const ZxKind zx_kind_follow_up = {
  .key = "follow_up",
  .label = NC_("kind", "Promised thing"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.due, t.id",
  .title = "t.what",
};
