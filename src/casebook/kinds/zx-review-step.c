/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-identify-private.h"
#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "application", NC_("review_step", "Application"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "application" },
  { "event", NC_("review_step", "Event"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "STEPEVENT" },
  { "step", NC_("review_step", "Step"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "REVIEWSTEP" },
  { "position", "position", ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_HIDDEN },
  { "reviewer", NC_("review_step", "Reviewer"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff" },
  { "date", NC_("review_step", "Date"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "result", NC_("review_step", "Result"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "RESULT" },
  { "level", NC_("review_step", "Level"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "LEVEL" },
  { "opinion", NC_("review_step", "Opinion"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "reason", NC_("review_step", "Reason"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "meeting_note", NC_("review_step", "Meeting"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "amount", NC_("review_step", "Money to be returned"), ZX_TYPE_MONEY, ZX_SENSITIVE },
  { "verification", NC_("review_step", "Verification"), ZX_TYPE_REF, ZX_INTERNAL, .of = "verification" },
  { "line", NC_("review_step", "Line of the class evaluation"), ZX_TYPE_REF, ZX_INTERNAL, .of = "class_review_line" },
  { "notice", NC_("review_step", "Notice"), ZX_TYPE_REF, ZX_INTERNAL, .of = "notice" },
  { "objection", NC_("review_step", "Objection"), ZX_TYPE_REF, ZX_INTERNAL, .of = "objection" },
  { "other", NC_("review_step", "Other application"), ZX_TYPE_REF, ZX_INTERNAL, .of = "application" },
  ZX_COMMON_FIELDS,
};

/* A step that was taken stands. What a person adds by hand is an opinion beside the way and moves nothing. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  if (zx_action_is_stepping (action))
    return TRUE;

  if (zx_action_refuse_future (action, record, "date", error))
    return FALSE;

  if (!zx_record_is_saved (record))
    {
      if (zx_record_has (record, "event") && g_strcmp0 (zx_record_get_text (record, "event"), "note") != 0)
        {
          zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "event", _("Where an application stands changes only by taking a step."));
          return FALSE;
        }
      zx_record_set_text (record, "event", "note");
      if (!zx_record_has (record, "date"))
        zx_record_set_text (record, "date", zx_action_get_today (action));
      return TRUE;
    }

  if (g_strcmp0 (zx_record_get_text (record, "event"), "note") == 0 && !zx_record_is_changed (record, "event"))
    return TRUE;

  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_record_is_changed (record, kind->fields[i].key) && g_strcmp0 (kind->fields[i].key, "remark") != 0)
      {
        zx_set_field_error (error, ZX_RECORD_ERROR_RULE, kind->fields[i].key,
                            _("A step that was taken is not changed. Take it back, or take another step."));
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_remove (ZxAction  *action,
              ZxRecord  *record,
              GError   **error)
{
  if (g_strcmp0 (zx_record_get_text (record, "event"), "note") == 0)
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "event", _("A step that was taken is not removed. Take it back with undo while it is the newest one."));

  return FALSE;
}

/* Only the newest step can be taken back, and what is left must follow the table of moves. */
static gboolean
check_undone (ZxAction  *action,
              ZxRecord  *record,
              GError   **error)
{
  ZxDb *db = zx_action_get_db (action);
  ZxStatement *row;
  int step;

  if (zx_record_has (record, "deleted_at") && zx_record_has (record, "position"))
    {
      row = zx_db_prepare (db, "SELECT 1 FROM review_step WHERE application = :application AND position > :position AND deleted_at IS NULL LIMIT 1", error);
      if (row == NULL)
        return FALSE;
      zx_statement_set_int (row, ":application", zx_record_get_int (record, "application"));
      zx_statement_set_int (row, ":position", zx_record_get_int (record, "position"));
      step = zx_statement_step (row, error);
      sqlite3_reset (row);
      if (step > 0)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                     _("This cannot be taken back: it is not the newest step of the application. Take back the later ones first. Nothing was changed."));
      if (step != 0)
        return FALSE;
    }

  return zx_application_check_steps (db, zx_record_get_int (record, "application"), error);
}

const ZxKind zx_kind_review_step = {
  .key = "review_step",
  .label = NC_("kind", "Review step"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .check_undone = check_undone,
  .check_remove = check_remove,
  .order = "t.application, t.position, t.id",
  .title = "t.date",
};
