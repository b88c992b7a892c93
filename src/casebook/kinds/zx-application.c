/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-identify-private.h"
#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "apply_no", NC_("application", "Number"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "student", NC_("application", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "student" },
  { "school_year", NC_("application", "School year"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 9 },
  { "term", NC_("application", "Term"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 11 },
  { "kind", NC_("application", "Kind"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .codes = "APPLYKIND" },
  { "round", NC_("application", "Round"), ZX_TYPE_REF, ZX_INTERNAL, .of = "round" },
  { "previous", NC_("application", "Application before"), ZX_TYPE_REF, ZX_INTERNAL, .of = "application" },
  { "applicant", NC_("application", "Applicant"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 30 },
  { "applicant_rel", NC_("application", "Relation of the applicant"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "REL" },
  { "apply_date", NC_("application", "Date of application"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "event_date", NC_("application", "Date of the event"), ZX_TYPE_DATE, ZX_SENSITIVE },
  { "ends_on", NC_("application", "Holds until"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "cats", NC_("application", "Categories claimed"), ZX_TYPE_CODES, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "CAT" },
  { "reason", NC_("application", "Reason"), ZX_TYPE_LONG, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "already_aided", NC_("application", "Aid already received"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "programmes", NC_("application", "Programmes asked for"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "evidence", NC_("application", "Evidence"), ZX_TYPE_FILE, ZX_SENSITIVE },
  { "village_opinion", NC_("application", "Opinion of the village committee"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "village_date", NC_("application", "Date of that opinion"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "commitment_text", NC_("application", "Commitment text"), ZX_TYPE_LONG, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "committed", NC_("application", "Committed"), ZX_TYPE_BOOL, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "commit_date", NC_("application", "Committed on"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "commit_sign", NC_("application", "Signature under the commitment"), ZX_TYPE_FILE, ZX_INTERNAL },
  { "data_consent", NC_("application", "Consent to data check"), ZX_TYPE_BOOL, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "snapshot", NC_("application", "Family snapshot"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "state", NC_("application", "State"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_COMPUTED, .codes = "APPSTATE",
    .sql = "coalesce (n.state, 'draft')" },
  { "since", NC_("application", "In this state since"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_COMPUTED, .sql = "n.since" },
  { "level", NC_("application", "Level so far"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_COMPUTED, .codes = "LEVEL", .sql = "n.level" },
  { "final_level", NC_("application", "Level found"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_COMPUTED, .codes = "LEVEL",
    .sql = "CASE WHEN n.state IN ('confirmed', 'filed', 'reported', 'adjusted', 'expired') THEN n.level END" },
  { "final_cats", NC_("application", "Categories found"), ZX_TYPE_CODES, ZX_SENSITIVE, ZX_FIELD_COMPUTED, .codes = "CAT",
    .sql = "CASE WHEN n.state IN ('confirmed', 'filed', 'reported', 'adjusted', 'expired') THEN t.cats END" },
  { "reason_refused", NC_("application", "Reason when refused"), ZX_TYPE_LONG, ZX_INTERNAL },
  { "archive_confirmed", NC_("application", "Family confirmed the file on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "archive_sign", NC_("application", "Signature under the file"), ZX_TYPE_FILE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

/* What the family said is the ground of everything after; once handed in it stays. */
static const char * const frozen[] = {
  "student", "school_year", "term", "kind", "applicant", "applicant_rel", "apply_date", "event_date", "cats", "reason", "already_aided",
  "programmes", "commitment_text", "committed", "commit_date", "data_consent",
};

static gboolean
refuse_change_after_draft (ZxAction  *action,
                           ZxRecord  *record,
                           GError   **error)
{
  const char *state = zx_record_get_text (record, "state");

  if (!zx_record_is_saved (record) || zx_action_is_stepping (action) || zx_app_state_from_word (state) == ZX_APP_DRAFT)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (frozen); i++)
    if (zx_record_is_changed (record, frozen[i]))
      {
        zx_set_field_error (error, ZX_RECORD_ERROR_RULE, frozen[i],
                            _("%s cannot be changed: the application was handed in. Return it for completion first."),
                            zx_field_get_label (zx_record_get_kind (record), zx_kind_get_field (zx_record_get_kind (record), frozen[i])));
        return TRUE;
      }

  return FALSE;
}

/* One live application for each child, school year and kind. */
static gboolean
refuse_second (ZxAction  *action,
               ZxRecord  *record,
               GError   **error)
{
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action),
                                    "SELECT a.apply_no FROM application a LEFT JOIN state_now n ON n.record = a.id WHERE a.student = :student "
                                    "AND a.school_year = :year AND a.kind = :kind AND a.id <> :id AND a.deleted_at IS NULL AND a.voided_on IS NULL "
                                    "AND coalesce (n.state, 'draft') NOT IN ('refused', 'adjusted', 'waived', 'cancelled', 'expired') LIMIT 1", error);
  int step;

  if (row == NULL)
    return TRUE;

  zx_statement_set_int (row, ":student", zx_record_get_int (record, "student"));
  zx_statement_set_text (row, ":year", zx_record_get_text (record, "school_year"));
  zx_statement_set_text (row, ":kind", zx_record_get_text (record, "kind"));
  zx_statement_set_int (row, ":id", zx_record_get_id (record));
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      const char *number = zx_statement_get_text (row, 0);

      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "student",
                          _("This child has an application of this kind in %s already (%s). Go on with that one."),
                          zx_record_get_text (record, "school_year"), number != NULL ? number : "");
      sqlite3_reset (row);
    }

  return step != 0;
}

/* The round that takes applications of the term; temporary hardship waits for none. */
static gboolean
find_round (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  const char *kind = zx_record_get_text (record, "kind");
  ZxStatement *row;
  gboolean is_open = FALSE;
  int step;

  if (zx_record_has (record, "round") || g_strcmp0 (kind, "3") == 0)
    return TRUE;

  row = zx_db_prepare (zx_action_get_db (action), "SELECT id, closed_on IS NULL FROM round WHERE term = :term AND deleted_at IS NULL "
                                                  "AND voided_on IS NULL ORDER BY closed_on IS NOT NULL, opened_on DESC LIMIT 1", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":term", zx_record_get_text (record, "term"));
  step = zx_statement_step (row, error);
  if (step <= 0)
    return step == 0;

  is_open = zx_statement_get_int (row, 1);
  zx_record_set_ref (record, "round", zx_statement_get_int (row, 0));
  sqlite3_reset (row);
  if (is_open || g_strcmp0 (kind, "4") == 0 || zx_action_is_stepping (action))
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "term",
                      _("The time for applications of %s is over. Open a round for it, or choose temporary hardship."),
                      zx_record_get_text (record, "term"));

  return FALSE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  static const char * const only_by_step[] = { "apply_no", "snapshot", "reason_refused", "archive_confirmed", "previous" };
  gboolean is_new = !zx_record_is_saved (record);

  for (guint i = 0; i < G_N_ELEMENTS (only_by_step); i++)
    if (zx_action_refuse_typed (action, record, only_by_step[i], error))
      return FALSE;

  if (!zx_record_settle_term (record, error) ||
      zx_action_refuse_future (action, record, "apply_date", error) ||
      zx_action_refuse_future (action, record, "commit_date", error) ||
      zx_action_refuse_future (action, record, "event_date", error) ||
      refuse_change_after_draft (action, record, error))
    return FALSE;

  if (!zx_record_has (record, "student") || !zx_record_has (record, "school_year") || !zx_record_has (record, "term") ||
      !zx_record_has (record, "kind"))
    return TRUE; /* what is missing is said by the one who validates */

  if ((is_new || zx_record_is_changed (record, "student") || zx_record_is_changed (record, "kind") || zx_record_is_changed (record, "school_year")) &&
      refuse_second (action, record, error))
    return FALSE;

  if (!is_new)
    return TRUE;

  if (!zx_record_has (record, "apply_no"))
    {
      g_autofree char *number = zx_action_dup_number (action, "application", "apply_no", "SQ", zx_record_get_text (record, "term"), 4, error);

      if (number == NULL)
        return FALSE;
      zx_record_set_text (record, "apply_no", number);
    }
  if (!zx_record_has (record, "apply_date"))
    zx_record_set_text (record, "apply_date", zx_action_get_today (action));

  return find_round (action, record, error);
}

const ZxKind zx_kind_application = {
  .key = "application",
  .label = NC_("kind", "Application"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .join = "LEFT JOIN state_now n ON n.record = t.id",
  .order = "t.term DESC, t.apply_no, t.id",
  .title = "(SELECT s.name FROM student s WHERE s.id = t.student)",
};
