/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-casebook.h"
#include "zx-kind.h"
#include "zx-words.h"

static const ZxField fields[] = {
  { "class_review", NC_("class_review_member", "Class evaluation"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "class_review" },
  { "name", NC_("class_review_member", "Name"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 30 },
  { "role", NC_("class_review_member", "Role"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "MEMBERROLE" },
  { "staff", NC_("class_review_member", "Staff"), ZX_TYPE_REF, ZX_INTERNAL, .of = "staff" },
  { "student", NC_("class_review_member", "Student"), ZX_TYPE_REF, ZX_INTERNAL, .of = "student" },
  ZX_COMMON_FIELDS,
};

/* Small children do not judge who is poor: their class is represented by teachers and parents. */
static gboolean
refuse_small_children (ZxAction  *action,
                       ZxRecord  *record,
                       GError   **error)
{
  ZxStatement *row;
  guint order = 0;
  int step;

  if (g_strcmp0 (zx_record_get_text (record, "role"), "3") != 0)
    return FALSE;

  row = zx_db_prepare (zx_action_get_db (action), "SELECT c.grade FROM class_review r JOIN class c ON c.id = r.class WHERE r.id = :id", error);
  if (row == NULL)
    return TRUE;
  zx_statement_set_int (row, ":id", zx_record_get_int (record, "class_review"));
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      order = zx_grade_get_order (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }
  if (step < 0)
    return TRUE;
  if (order == 0 || order > zx_grade_get_order ("P3"))
    return FALSE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "role",
                      _("In kindergarten and grades 1 to 3 the members are teachers and parents, not children."));

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const ZxKind *kind = zx_record_has (record, "student") ? &zx_kind_student : &zx_kind_staff;
  g_autoptr (ZxRecord) person = NULL;

  if (refuse_small_children (action, record, error))
    return FALSE;

  /* The name as it was then. */
  if (zx_record_has (record, "name") || !(zx_record_has (record, "student") || zx_record_has (record, "staff")))
    return TRUE;
  person = zx_record_load (zx_action_get_db (action), kind, zx_record_get_int (record, kind->key), error);
  if (person == NULL)
    return error == NULL || *error == NULL;
  zx_record_set_text (record, "name", zx_record_get_text (person, "name"));

  return TRUE;
}

const ZxKind zx_kind_class_review_member = {
  .key = "class_review_member",
  .label = NC_("kind", "Member of a class evaluation"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.class_review, t.role, t.id",
  .title = "t.name",
};
