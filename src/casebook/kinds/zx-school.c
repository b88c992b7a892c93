/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-casebook.h"

static const ZxField fields[] = {
  { "name", NC_("school", "Name"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 40 },
  { "short", NC_("school", "Short name"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 12 },
  { "code", NC_("school", "School code"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 10 },
  { "kind", NC_("school", "Type of school"), ZX_TYPE_CODE, ZX_PUBLIC, .codes = "SCHOOLKIND" },
  { "stages", NC_("school", "Stages"), ZX_TYPE_CODES, ZX_PUBLIC, ZX_FIELD_REQUIRED, .codes = "STAGE" },
  { "region", NC_("school", "County code"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 6 },
  { "county", NC_("school", "County"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "town", NC_("school", "Township"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 30 },
  { "address", NC_("school", "Address"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 60 },
  { "phone", NC_("school", "Phone"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "is_boarding", NC_("school", "Boarding school"), ZX_TYPE_BOOL, ZX_PUBLIC },
  { "account", NC_("school", "Aid account"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  ZX_COMMON_FIELDS,
};

/* Two would be two casebooks. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  if (zx_record_is_saved (record) ||
      zx_db_get_int (zx_action_get_db (action), "SELECT count (*) FROM school WHERE deleted_at IS NULL", 0) == 0)
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "name",
                      _("This casebook belongs to a school already. Make another casebook for another school; nothing was changed."));

  return FALSE;
}

const ZxKind zx_kind_school = {
  .key = "school",
  .label = NC_("kind", "School"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.id",
  .title = "t.name",
};
