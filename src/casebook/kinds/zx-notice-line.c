/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-identify-private.h"
#include "zx-kind.h"

static const ZxField fields[] = {
  { "notice", NC_("notice_line", "Notice"), ZX_TYPE_REF, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "notice" },
  { "application", NC_("notice_line", "Application"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "application" },
  { "position", NC_("notice_line", "Position"), ZX_TYPE_INT, ZX_PUBLIC },
  { "name", NC_("notice_line", "Name"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 30 },
  { "grade", NC_("notice_line", "Grade"), ZX_TYPE_CODE, ZX_PUBLIC, ZX_FIELD_REQUIRED, .codes = "GRADE" },
  { "class_name", NC_("notice_line", "Class"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 20 },
  { "mark", NC_("notice_line", "Mark for the same name"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "programme", NC_("notice_line", "Programme"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 60 },
  { "tier", NC_("notice_line", "Tier"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "amount", NC_("notice_line", "Amount"), ZX_TYPE_MONEY, ZX_PUBLIC },
  { "level", NC_("notice_line", "Level"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "LEVEL" },
  ZX_COMMON_FIELDS,
};

/* The list of a notice is frozen: its lines come from the step that publishes them. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  if (zx_action_is_stepping (action) || (!zx_record_is_saved (record) && !zx_record_has (record, "application")))
    return TRUE;

  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_record_is_changed (record, kind->fields[i].key) && g_strcmp0 (kind->fields[i].key, "remark") != 0)
      {
        zx_set_field_error (error, ZX_RECORD_ERROR_RULE, kind->fields[i].key,
                            _("The list of a notice is fixed. Children come onto it by the step “publish”."));
        return FALSE;
      }

  return TRUE;
}

const ZxKind zx_kind_notice_line = {
  .key = "notice_line",
  .label = NC_("kind", "Line of a notice"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.notice, t.position, t.id",
  .title = "t.name",
};
