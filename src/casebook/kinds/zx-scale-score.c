/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-casebook.h"
#include "zx-kind.h"

static const ZxField fields[] = {
  { "line", NC_("scale_score", "Line of the class evaluation"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "class_review_line" },
  { "item", NC_("scale_score", "Item"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "scale_item" },
  { "points", NC_("scale_score", "Points"), ZX_TYPE_DECIMAL, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 1 },
  { "evidence", NC_("scale_score", "Evidence seen"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 100 },
  { "override_reason", NC_("scale_score", "Reason for other points"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  ZX_COMMON_FIELDS,
};

/* No more points than the item has, unless somebody says why. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  g_autoptr (ZxRecord) item = NULL;
  gint64 points = zx_record_get_int (record, "points");

  if (!zx_record_has (record, "item") || !zx_record_has (record, "points"))
    return TRUE;
  item = zx_record_load (zx_action_get_db (action), &zx_kind_scale_item, zx_record_get_int (record, "item"), error);
  if (item == NULL)
    return error == NULL || *error == NULL;
  if (points >= 0 && (!zx_record_has (item, "points") || points <= zx_record_get_int (item, "points") || zx_record_has (record, "override_reason")))
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "points", _("The points must lie between 0 and what the item has. For others give a reason."));

  return FALSE;
}

const ZxKind zx_kind_scale_score = {
  .key = "scale_score",
  .label = NC_("kind", "Points of the scoring sheet"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.line, t.id",
  .title = "t.points",
};
