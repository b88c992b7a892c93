/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"
#include "zx-words.h"

static const ZxField fields[] = {
  { "family", NC_("category", "Family"), ZX_TYPE_REF, ZX_SENSITIVE, ZX_FIELD_OWNER, .of = "family" },
  { "student", NC_("category", "Student"), ZX_TYPE_REF, ZX_SENSITIVE, ZX_FIELD_OWNER, .of = "student" },
  { "cat", NC_("category", "Category"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "CAT" },
  { "cert_no", NC_("category", "Certificate number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 40 },
  { "issuer", NC_("category", "Issuer"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "valid_from", NC_("category", "Valid from"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "valid_to", NC_("category", "Valid until"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "matched_by", NC_("category", "Matched by"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "matched_on", NC_("category", "Matched on"), ZX_TYPE_DATE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

/* Some categories are the household's, some the child's own; each row hangs on exactly one of them. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const char *code = zx_record_get_text (record, "cat");
  const ZxCategory *category = code != NULL ? zx_category_find (code) : NULL;
  gboolean of_family = category == NULL || category->of_family;

  if (!zx_record_has (record, "student") && !zx_record_has (record, "family"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "student", _("Say whose category this is: the student is missing."));
      return FALSE;
    }

  if (of_family && zx_record_has (record, "student"))
    {
      if (!zx_record_has (record, "family"))
        {
          gint64 family = zx_action_need_family (action, zx_record_get_int (record, "student"), error);

          if (family == 0)
            return FALSE;
          zx_record_set_ref (record, "family", family);
        }
      zx_record_clear (record, "student");
    }
  else if (!of_family && !zx_record_has (record, "student"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "student",
                          _("This category belongs to one child, not to the household: name the student."));
      return FALSE;
    }
  else if (!of_family)
    zx_record_clear (record, "family");

  if (zx_record_has (record, "valid_from") && zx_record_has (record, "valid_to") &&
      g_strcmp0 (zx_record_get_text (record, "valid_to"), zx_record_get_text (record, "valid_from")) < 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "valid_to", _("The last day lies before the first day. Correct one of them."));
      return FALSE;
    }

  return TRUE;
}

const ZxKind zx_kind_category = {
  .key = "category",
  .label = NC_("kind", "Category"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.cat, t.id",
  .title = "t.cat",
};
