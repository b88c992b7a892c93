/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-identify-private.h"
#include "zx-kind.h"

static const ZxField fields[] = {
  { "term", NC_("round", "Term"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 11 },
  { "school_year", NC_("round", "School year"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 9 },
  { "opened_on", NC_("round", "Opened on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "closes_on", NC_("round", "Applications until"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "closed_on", NC_("round", "Closed on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "state", NC_("round", "State"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_COMPUTED, .codes = "ROUNDSTATE",
    .sql = "CASE WHEN t.closed_on IS NULL THEN 'open' ELSE 'closed' END" },
  ZX_COMMON_FIELDS,
};

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  ZxStatement *row;
  int step;

  if (zx_record_has (record, "term") && !zx_term_is_valid (zx_record_get_text (record, "term")))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "term", _("“%s” is no term. Write it like 2026-2027-1."),
                          zx_record_get_text (record, "term"));
      return FALSE;
    }
  if (!zx_record_has (record, "term"))
    return TRUE;

  if (zx_record_is_changed (record, "term"))
    {
      g_autofree char *year = zx_term_dup_school_year (zx_record_get_text (record, "term"));

      zx_record_set_text (record, "school_year", year);
    }
  if (!zx_record_has (record, "opened_on"))
    zx_record_set_text (record, "opened_on", zx_action_get_today (action));
  if (zx_record_has (record, "closed_on") || zx_record_has (record, "voided_on"))
    return TRUE;

  row = zx_db_prepare (zx_action_get_db (action), "SELECT 1 FROM round WHERE term = :term AND id <> :id AND closed_on IS NULL "
                                                  "AND deleted_at IS NULL AND voided_on IS NULL", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":term", zx_record_get_text (record, "term"));
  zx_statement_set_int (row, ":id", zx_record_get_id (record));
  step = zx_statement_step (row, error);
  sqlite3_reset (row);
  if (step > 0)
    zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "term", _("The round of %s is open already."), zx_record_get_text (record, "term"));

  return step == 0;
}

const ZxKind zx_kind_round = {
  .key = "round",
  .label = NC_("kind", "Identification round"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.term DESC, t.opened_on DESC, t.id DESC",
  .title = "t.term",
};
