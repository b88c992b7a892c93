/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "student", NC_("home_visit", "Students"), ZX_TYPE_REFS, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .of = "student", .via = "visit_child", .via_owner = "visit", .via_ref = "student" },
  { "kind", NC_("home_visit", "Kind"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "VISITKIND", .initial = "1" },
  { "visit_date", NC_("home_visit", "Date"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST },
  { "start", NC_("home_visit", "From"), ZX_TYPE_TIME, ZX_INTERNAL },
  { "end", NC_("home_visit", "To"), ZX_TYPE_TIME, ZX_INTERNAL },
  { "place", NC_("home_visit", "Place"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 100 },
  { "visitors", NC_("home_visit", "Visitors"), ZX_TYPE_REFS, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff", .via = "visit_staff", .via_owner = "visit", .via_ref = "staff" },
  { "nobody_home", NC_("home_visit", "Nobody at home"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "received_by", NC_("home_visit", "Person met"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 60 },
  { "received_rel", NC_("home_visit", "Relation of the person met"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "REL" },
  { "received_phone", NC_("home_visit", "Phone of the person met"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "student_present", NC_("home_visit", "Child was at home"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "purpose", NC_("home_visit", "Purpose"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 60 },
  { "observations", NC_("home_visit", "Seen at home"), ZX_TYPE_CODES, ZX_SENSITIVE, .codes = "OBSERVATION" },
  { "home_found", NC_("home_visit", "Situation at home"), ZX_TYPE_LONG, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "study_home", NC_("home_visit", "Study and life at home"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "school_report", NC_("home_visit", "What the school reported"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "policy_told", NC_("home_visit", "Policies explained"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "level_view", NC_("home_visit", "Visitors' view of the level"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "LEVEL" },
  { "contradiction", NC_("home_visit", "Contradicts the application"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "parent_opinion", NC_("home_visit", "Parents' wishes"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "problems", NC_("home_visit", "Problems found"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "measures", NC_("home_visit", "Agreed measures"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "needs", NC_("home_visit", "Needs"), ZX_TYPE_CODES, ZX_INTERNAL, .codes = "NEED" },
  { "change", NC_("home_visit", "Change in the family"), ZX_TYPE_CODES, ZX_SENSITIVE, .codes = "CHANGE" },
  { "next_date", NC_("home_visit", "Next contact"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "effect", NC_("home_visit", "Effect"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "sign_way", NC_("home_visit", "Way of signing"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "SIGNWAY" },
  { "sign_reason", NC_("home_visit", "Reason for not signing"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "parent_sign", NC_("home_visit", "Parent signed"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "visitor_sign", NC_("home_visit", "Visitor signed"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "photos", NC_("home_visit", "Photos"), ZX_TYPE_FILE, ZX_SENSITIVE },
  ZX_COMMON_FIELDS,
};

/* What a visit has without being asked: kind routine, a purpose, the child's home as the place. */
static gboolean
fill_in (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const GArray *students = zx_record_get_refs (record, "student");
  g_autoptr (ZxRecord) child = NULL;

  if (zx_record_is_saved (record))
    return TRUE;

  if (!zx_record_has (record, "purpose"))
    zx_record_set_text (record, "purpose", _("Routine home visit"));

  if (zx_record_has (record, "place") || students == NULL || students->len == 0)
    return TRUE;

  child = zx_record_load (zx_action_get_db (action), &zx_kind_student, g_array_index (students, gint64, 0), error);
  if (child == NULL)
    {
      if (error != NULL && *error == NULL)
        zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "student", _("There is no such student."));
      return FALSE;
    }
  zx_record_set_text (record, "place", zx_record_get_text (child, "home_address"));

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  if (zx_action_refuse_future (action, record, "visit_date", error))
    return FALSE;

  if (zx_record_has (record, "start") && zx_record_has (record, "end") &&
      g_strcmp0 (zx_record_get_text (record, "end"), zx_record_get_text (record, "start")) < 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "end", _("The visit ends before it begins. Correct one of the times."));
      return FALSE;
    }

  if (zx_record_has (record, "next_date") && zx_record_has (record, "visit_date") &&
      g_strcmp0 (zx_record_get_text (record, "next_date"), zx_record_get_text (record, "visit_date")) < 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "next_date",
                          _("The next contact lies before the visit. Choose a later day."));
      return FALSE;
    }

  return fill_in (action, record, error);
}

const ZxKind zx_kind_home_visit = {
  .key = "home_visit",
  .label = NC_("kind", "Home visit"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.visit_date DESC, t.id DESC",
  .title = "t.visit_date",
};
