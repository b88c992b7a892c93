/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-casebook.h"
#include "zx-date.h"

static const ZxField fields[] = {
  { "key", NC_("setting", "Key"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 40 },
  { "value", NC_("setting", "Value"), ZX_TYPE_LONG, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

/* Those that every page rests on. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const char *key = zx_record_get_text (record, "key");
  const char *value = zx_record_get_text (record, "value");

  if (g_strcmp0 (key, "term") == 0 && (value == NULL || !zx_term_is_valid (value)))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value",
                          _("“%s” is no term. Write it like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), value != NULL ? value : "");
      return FALSE;
    }

  if (g_strcmp0 (key, "today") == 0 && value != NULL && !zx_date_is_valid (value))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value", _("“%s” is no date. Write it like 2026-09-01."), value);
      return FALSE;
    }

  return TRUE;
}

const ZxKind zx_kind_setting = {
  .key = "setting",
  .label = NC_("kind", "Setting"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
  .prepare = prepare,
  .order = "t.key",
  .title = "t.key",
};
