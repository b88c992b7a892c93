/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "family", NC_("family_member", "Family"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_OWNER, .of = "family" },
  { "student", NC_("family_member", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_VIRTUAL, .of = "student" },
  { "name", NC_("family_member", "Name"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 30 },
  { "relation", NC_("family_member", "Relation"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "REL" },
  { "relation_note", NC_("family_member", "Relation in words"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "age", NC_("family_member", "Age"), ZX_TYPE_INT, ZX_INTERNAL },
  { "birth", NC_("family_member", "Date of birth"), ZX_TYPE_DATE, ZX_SENSITIVE },
  { "id_no", NC_("family_member", "ID number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "guardian", NC_("family_member", "Is guardian"), ZX_TYPE_BOOL, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "lives_with", NC_("family_member", "Lives together"), ZX_TYPE_BOOL, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "work_unit", NC_("family_member", "Work or study unit"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "job", NC_("family_member", "Occupation"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "work_place", NC_("family_member", "Away-work place"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "income_year", NC_("family_member", "Yearly income"), ZX_TYPE_MONEY, ZX_SENSITIVE },
  { "health", NC_("family_member", "Health"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "HEALTH" },
  { "phone", NC_("family_member", "Phone"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  ZX_COMMON_FIELDS,
};

/* A member is added to a child; the row hangs on the child's family. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  if (zx_record_has (record, "student") && !zx_record_has (record, "family"))
    {
      gint64 family = zx_action_need_family (action, zx_record_get_int (record, "student"), error);

      if (family == 0)
        return FALSE;
      zx_record_set_ref (record, "family", family);
    }

  if (!zx_record_has (record, "family"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "student", _("Say whose family this is: the student is missing."));
      return FALSE;
    }

  return !zx_action_refuse_future (action, record, "birth", error);
}

const ZxKind zx_kind_family_member = {
  .key = "family_member",
  .label = NC_("kind", "Family member"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.family, t.relation, t.id",
  .title = "t.name",
};
