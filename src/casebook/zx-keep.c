/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-keep"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-keep.h"

gboolean
zx_action_may_remove (ZxAction  *action,
                      ZxRecord  *record,
                      GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  if (kind == &zx_kind_school)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, NULL,
                          _("A casebook belongs to its school, so the school cannot be removed. Nothing was changed; correct its name or other fields instead."));
      return FALSE;
    }

  if ((kind == &zx_kind_setting && g_strcmp0 (zx_record_get_text (record, "key"), "term") == 0) ||
      (kind == &zx_kind_term && g_strcmp0 (zx_record_get_text (record, "name"), zx_action_get_term (action)) == 0))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, NULL,
                          _("The school works in this term, so it cannot be removed. Nothing was changed; choose another working term first."));
      return FALSE;
    }

  return TRUE;
}
