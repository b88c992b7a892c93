/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application-write"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-private.h"
#include "zx-student.h"

/* What a step writes: its record, then the dated row from which the state follows. Conditions were looked at before. */

static gboolean
set_value (ZxRecord       *record,
           const ZxField  *field,
           const char     *value,
           GError        **error)
{
  if (field->type == ZX_TYPE_REFS)
    {
      g_auto (GStrv) ids = g_strsplit (value, ",", -1);

      zx_record_set_refs (record, field->key, NULL, 0);
      for (guint i = 0; ids[i] != NULL; i++)
        if (*ids[i] != '\0')
          zx_record_add_ref (record, field->key, g_ascii_strtoll (ids[i], NULL, 10));
      return TRUE;
    }

  return zx_record_set_from_string (record, field->key, value, error);
}

/* All fields of @record's kind that were given; for the row of the step only those that its main record does not have. */
static gboolean
fill (ZxStepRun           *run,
      ZxCase              *one,
      ZxRecord            *record,
      const char * const  *left_out,
      GError             **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  gboolean beside = kind != run->word->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      const char *value;

      if (beside && zx_kind_get_field (run->word->kind, field->key) != NULL)
        continue;
      if (left_out != NULL && g_strv_contains (left_out, field->key))
        continue;
      value = zx_step_get (run, one, field->key);
      if (value != NULL && !set_value (record, field, value, error))
        return FALSE;
    }

  return TRUE;
}

/* The code of REVIEWSTEP of an event. */
static const char *
get_review_step (ZxAppEvent event)
{
  if (event == ZX_EVENT_HOMEROOM_REVIEW)
    return "1";
  if (event == ZX_EVENT_GRADE_REVIEW || event == ZX_EVENT_SKIPPED)
    return "2";
  if (event == ZX_EVENT_OFFICE_REVIEW)
    return "3";
  if (event == ZX_EVENT_DECIDE)
    return "4";
  if (event == ZX_EVENT_NO_NOTICE)
    return "5";

  return event == ZX_EVENT_SEND_BACK ? "7" : NULL;
}

static ZxRecord *
begin_step (ZxStepRun   *run,
            ZxCase      *one,
            ZxAppEvent   event,
            const char  *date,
            GError     **error)
{
  static const char * const own[] = { "application", "event", "step", "position", "date", "objection", "notice", "other", NULL };
  g_autoptr (ZxRecord) step = zx_record_new (&zx_kind_review_step);

  if (!fill (run, one, step, own, error))
    return NULL;

  zx_record_set_ref (step, "application", one->id);
  zx_record_set_text (step, "event", zx_app_event_to_word (event));
  zx_record_set_text (step, "step", get_review_step (event));
  zx_record_set_int (step, "position", one->position + 1);
  zx_record_set_text (step, "date", date);
  if (!zx_record_has (step, "reviewer") && run->reviewer != 0)
    zx_record_set_ref (step, "reviewer", run->reviewer);

  return g_steal_pointer (&step);
}

static gboolean
end_step (ZxStepRun   *run,
          ZxCase      *one,
          ZxRecord    *step,
          ZxAppEvent   event,
          GError     **error)
{
  ZxStepMove move = { one->id, one->state, zx_app_state_after (one->state, event, one->temporary, &one->n_open) };
  const char *level = zx_record_get_text (step, "level");

  if (move.to == ZX_APP_N_STATES)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE, _("%s: in the state “%s” this cannot happen: %s."), one->name,
                   zx_app_state_get_label (one->state), zx_app_event_get_label (event));
      return FALSE;
    }
  if (!zx_action_save (run->action, step, error))
    return FALSE;

  one->position++;
  one->state = move.to;
  if (level != NULL)
    {
      g_free (one->level);
      one->level = g_strdup (level);
    }
  g_free (one->since);
  one->since = g_strdup (zx_record_get_text (step, "date"));
  g_array_append_val (run->result->moves, move);

  return TRUE;
}

gboolean
zx_step_write_event (ZxStepRun   *run,
                     ZxCase      *one,
                     ZxAppEvent   event,
                     const char  *date,
                     gint64       objection,
                     GError     **error)
{
  g_autoptr (ZxRecord) step = zx_record_new (&zx_kind_review_step);

  zx_record_set_ref (step, "application", one->id);
  zx_record_set_text (step, "event", zx_app_event_to_word (event));
  zx_record_set_text (step, "step", get_review_step (event));
  zx_record_set_int (step, "position", one->position + 1);
  zx_record_set_text (step, "date", date);
  if (objection != 0)
    zx_record_set_ref (step, "objection", objection);
  if (run->reviewer != 0)
    zx_record_set_ref (step, "reviewer", run->reviewer);

  return end_step (run, one, step, event, error);
}

/* The row, with a reference to what the step wrote. */
static gboolean
write_step (ZxStepRun   *run,
            ZxCase      *one,
            ZxAppEvent   event,
            const char  *date,
            const char  *ref,
            gint64       id,
            const char  *level,
            GError     **error)
{
  g_autoptr (ZxRecord) step = begin_step (run, one, event, date, error);

  if (step == NULL)
    return FALSE;
  if (ref != NULL)
    zx_record_set_ref (step, ref, id);
  if (level != NULL)
    zx_record_set_text (step, "level", level);

  return end_step (run, one, step, event, error);
}

gboolean
zx_step_write_plain (ZxStepRun  *run,
                     ZxCase     *one,
                     GError    **error)
{
  g_autofree char *date = zx_step_dup_date (run, one, NULL);

  return write_step (run, one, zx_app_event_from_word (run->word->word), date, NULL, 0, NULL, error);
}

static ZxRecord *
load_application (ZxStepRun  *run,
                  ZxCase     *one,
                  GError    **error)
{
  return zx_record_load (run->db, &zx_kind_application, one->id, error);
}

gboolean
zx_step_write_submit (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  static const char * const own[] = { "student", "school_year", "term", "kind", "apply_no", "round", "previous", "snapshot", NULL };
  g_autoptr (ZxRecord) application = load_application (run, one, error);
  g_autofree char *date = zx_step_dup_date (run, one, "commit_date");
  g_autofree char *snapshot = NULL;

  if (application == NULL || !fill (run, one, application, own, error))
    return FALSE;
  zx_record_set_int (application, "committed", 1);
  if (!zx_record_has (application, "commit_date"))
    zx_record_set_text (application, "commit_date", date);
  if (zx_step_get (run, one, "date") == NULL && zx_step_get (run, one, "commit_date") == NULL && one->commit_date != NULL && one->position == 0)
    {
      g_free (date);
      date = g_strdup (one->commit_date);
    }

  /* The facts on which everything after rests; they do not follow the family's record any more. */
  snapshot = zx_application_dup_snapshot (run->db, one->student, date, error);
  if (snapshot == NULL)
    return FALSE;
  zx_record_set_text (application, "snapshot", snapshot);

  return zx_action_save (run->action, application, error) &&
         write_step (run, one, ZX_EVENT_SUBMIT, date, NULL, 0, NULL, error);
}

gboolean
zx_step_write_refuse (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  g_autoptr (ZxRecord) application = load_application (run, one, error);

  if (application == NULL)
    return FALSE;
  zx_record_set_text (application, "reason_refused", zx_step_get (run, one, "reason"));

  return zx_action_save (run->action, application, error) && zx_step_write_plain (run, one, error);
}

gboolean
zx_step_write_verify (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  static const char * const own[] = { "application", NULL };
  g_autoptr (ZxRecord) verification = NULL;
  g_autofree char *date = zx_step_dup_date (run, one, NULL);

  if (zx_step_get_method (run, one) == NULL)
    {
      gint64 known = zx_step_ask (run, "SELECT id FROM verification WHERE application = :id AND deleted_at IS NULL AND voided_on IS NULL "
                                       "ORDER BY date DESC, id DESC LIMIT 1", one->id, error);

      verification = known > 0 ? zx_record_load (run->db, &zx_kind_verification, known, error) : NULL;
      if (verification == NULL)
        return FALSE;
    }
  else
    {
      verification = zx_record_new (&zx_kind_verification);
      zx_record_set_ref (verification, "application", one->id);
    }

  if (!fill (run, one, verification, own, error))
    return FALSE;
  if (!zx_record_has (verification, "method"))
    zx_record_set_text (verification, "method", zx_step_get_method (run, one));
  if (!zx_record_has (verification, "date"))
    zx_record_set_text (verification, "date", date);
  if (!zx_record_is_saved (verification) && zx_record_get_refs (verification, "staff") == NULL && run->reviewer != 0)
    zx_record_add_ref (verification, "staff", run->reviewer);
  if (!zx_action_save (run->action, verification, error))
    return FALSE;

  if (zx_record_get_refs (verification, "staff") == NULL || zx_record_get_refs (verification, "staff")->len < 2)
    zx_step_warn (run, _("%s: only one person verified; two are better."), one->name);
  if (g_strcmp0 (zx_record_get_text (verification, "consistent"), "3") == 0)
    zx_step_warn (run, _("%s: what was found does not agree with the application."), one->name);

  return write_step (run, one, ZX_EVENT_VERIFY, date, "verification", zx_record_get_id (verification),
                     zx_record_get_text (verification, "suggest_level"), error);
}

gboolean
zx_step_write_evaluation (ZxStepRun  *run,
                          ZxCase     *one,
                          GError    **error)
{
  static const char * const own[] = { "application", NULL };
  gint64 review = zx_step_get_id (run, one, "class_review");
  g_autoptr (ZxRecord) line = NULL;
  g_autofree char *date = NULL;
  ZxStatement *row = zx_db_prepare (run->db, "SELECT r.date, (SELECT l.id FROM class_review_line l WHERE l.class_review = r.id AND l.application = :application "
                                             "AND l.deleted_at IS NULL AND l.voided_on IS NULL ORDER BY l.id DESC LIMIT 1) FROM class_review r WHERE r.id = :review", error);
  gint64 known = 0;
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":application", one->id);
  zx_statement_set_int (row, ":review", review);
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;
  if (step > 0)
    {
      if (zx_step_get (run, one, "date") == NULL)
        date = g_strdup (zx_statement_get_text (row, 0));
      known = zx_statement_get_int (row, 1);
    }
  sqlite3_reset (row);
  if (date == NULL || strcmp (date, run->today) > 0 || (one->since != NULL && strcmp (date, one->since) < 0))
    {
      g_free (date);
      date = zx_step_dup_date (run, one, NULL);
    }

  line = known != 0 ? zx_record_load (run->db, &zx_kind_class_review_line, known, error) : zx_record_new (&zx_kind_class_review_line);
  if (line == NULL)
    return FALSE;
  zx_record_set_ref (line, "application", one->id);

  return fill (run, one, line, own, error) && zx_action_save (run->action, line, error) &&
         write_step (run, one, ZX_EVENT_CLASS_REVIEW, date, "line", zx_record_get_id (line), zx_record_get_text (line, "suggest_level"), error);
}

/* The head's signature beside the decision. */
static gboolean
write_head (ZxStepRun   *run,
            ZxCase      *one,
            const char  *date,
            GError     **error)
{
  g_autoptr (ZxRecord) step = NULL;

  if (zx_step_get (run, one, "head") == NULL)
    return TRUE;

  step = zx_record_new (&zx_kind_review_step);
  zx_record_set_ref (step, "application", one->id);
  zx_record_set_text (step, "event", "note");
  zx_record_set_text (step, "step", "5");
  zx_record_set_int (step, "position", one->position + 1);
  zx_record_set_text (step, "date", date);
  zx_record_set_text (step, "result", "1");
  zx_record_set_ref (step, "reviewer", zx_step_get_id (run, one, "head"));
  zx_record_set_text (step, "level", one->level);
  one->position++;

  return zx_action_save (run->action, step, error);
}

gboolean
zx_step_write_review (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  ZxAppEvent event = zx_app_event_from_word (run->word->word);
  g_autofree char *date = zx_step_dup_date (run, one, NULL);
  const char *level = zx_step_get (run, one, "level");
  g_autoptr (ZxRecord) step = NULL;

  if (event == ZX_EVENT_OFFICE_REVIEW && one->state == ZX_APP_CLASS_OK &&
      !zx_step_write_event (run, one, ZX_EVENT_SKIPPED, date, 0, error))
    return FALSE;

  step = begin_step (run, one, event, date, error);
  if (step == NULL)
    return FALSE;
  if (!zx_record_has (step, "result"))
    zx_record_set_text (step, "result", level != NULL && one->level != NULL && strcmp (level, one->level) != 0 ? "3" : "1");
  if (!zx_record_has (step, "level"))
    zx_record_set_text (step, "level", one->level);

  return end_step (run, one, step, event, error) && write_head (run, one, date, error);
}

/* --- notice --- */

static void
fill_from_setting (ZxStepRun  *run,
                   ZxRecord   *notice,
                   const char *field,
                   const char *key)
{
  g_autofree char *value = NULL;

  if (zx_record_has (notice, field))
    return;
  value = zx_setting_dup (run->db, key);
  if (value != NULL)
    zx_record_set_text (notice, field, value);
}

/* What the school says of itself on every notice. */
static void
fill_notice (ZxStepRun *run,
             ZxRecord  *notice)
{
  g_autofree char *phone = zx_db_dup_text (run->db, "SELECT phone FROM school WHERE deleted_at IS NULL LIMIT 1");

  fill_from_setting (run, notice, "contact_name", "notice_contact_name");
  fill_from_setting (run, notice, "contact_phone", "notice_contact_phone");
  fill_from_setting (run, notice, "contact_place", "notice_contact_place");
  fill_from_setting (run, notice, "box", "notice_box");
  fill_from_setting (run, notice, "watch_name", "notice_watch_name");
  fill_from_setting (run, notice, "watch_phone", "notice_watch_phone");
  if (!zx_record_has (notice, "contact_phone") && phone != NULL)
    zx_record_set_text (notice, "contact_phone", phone);
  if (!zx_record_has (notice, "scope"))
    zx_record_set_text (notice, "scope", "1");
  if (!zx_record_has (notice, "name_style"))
    zx_record_set_text (notice, "name_style", run->settings.mask_names ? "masked" : "full");
  if (!zx_record_has (notice, "show_level"))
    zx_record_set_int (notice, "show_level", run->settings.show_level);
}

/* One with the same first day, days and kind that does not hang yet. */
static gint64
find_notice (ZxStepRun   *run,
             const char  *kind,
             const char  *term,
             const char  *start,
             gint64       days,
             GError     **error)
{
  ZxStatement *row = zx_db_prepare (run->db, "SELECT id FROM notice WHERE kind = :kind AND term = :term AND start = :start AND days = :days AND posted_on IS NULL "
                                             "AND removed_on IS NULL AND deleted_at IS NULL AND voided_on IS NULL ORDER BY id LIMIT 1", error);
  gint64 notice = 0;
  int step;

  if (row == NULL)
    return -1;
  zx_statement_set_text (row, ":kind", kind);
  zx_statement_set_text (row, ":term", term);
  zx_statement_set_text (row, ":start", start);
  zx_statement_set_int (row, ":days", days);
  step = zx_statement_step (row, error);
  if (step < 0)
    return -1;
  if (step > 0)
    notice = zx_statement_get_int (row, 0);
  sqlite3_reset (row);

  return notice;
}

static gint64
make_notice (ZxStepRun   *run,
             ZxCase      *one,
             const char  *kind,
             const char  *start,
             gint64       days,
             GError     **error)
{
  static const char * const own[] = { "kind", "start", "days", "notice_no", "term", "school_year", "renews", NULL };
  g_autoptr (ZxRecord) notice = zx_record_new (&zx_kind_notice);

  if (!fill (run, one, notice, own, error))
    return -1;
  zx_record_set_text (notice, "kind", kind);
  zx_record_set_text (notice, "term", one->term);
  zx_record_set_text (notice, "school_year", one->school_year);
  zx_record_set_text (notice, "start", start);
  zx_record_set_int (notice, "days", days);
  if (*kind == '6' && one->notice != 0)
    zx_record_set_ref (notice, "renews", one->notice);
  fill_notice (run, notice);

  return zx_action_save (run->action, notice, error) ? zx_record_get_id (notice) : -1;
}

static gint64
need_notice (ZxStepRun   *run,
             ZxCase      *one,
             gboolean     renewed,
             GError     **error)
{
  const char *kind = renewed ? "6" : "1";
  gint64 days = one->temporary ? run->settings.short_notice_days : run->settings.notice_days;
  g_autofree char *start = NULL;
  gint64 notice = zx_step_get_id (run, one, "notice");

  if (notice != 0)
    return notice;

  start = zx_step_get (run, one, "start") != NULL ? g_strdup (zx_step_get (run, one, "start")) : zx_step_dup_date (run, one, NULL);
  if (!zx_date_is_valid (start))
    {
      char *parsed = zx_date_parse_typed (start, run->today, ZX_DATE_LEAN_PAST);

      g_free (start);
      start = parsed != NULL ? parsed : g_strdup (run->today);
    }
  if (zx_step_get (run, one, "days") != NULL)
    days = g_ascii_strtoll (zx_step_get (run, one, "days"), NULL, 10);

  notice = find_notice (run, kind, one->term, start, days, error);

  return notice != 0 ? notice : make_notice (run, one, kind, start, days, error);
}

/* The line carries what may be read by everybody, as it is today, and the level for the school's own use. */
static gint64
write_line (ZxStepRun  *run,
            ZxCase     *one,
            gint64      notice,
            guint       position,
            GError    **error)
{
  g_autoptr (ZxRecord) line = zx_record_new (&zx_kind_notice_line);

  zx_record_set_ref (line, "notice", notice);
  zx_record_set_ref (line, "application", one->id);
  zx_record_set_int (line, "position", position);
  zx_record_set_text (line, "name", one->name);
  zx_record_set_text (line, "grade", one->grade);
  zx_record_set_text (line, "class_name", one->class_name);
  zx_record_set_text (line, "mark", one->student_no);
  zx_record_set_text (line, "level", one->level);

  return zx_action_save (run->action, line, error) ? zx_record_get_id (line) : 0;
}

/* The objection that sent it here names the notice that answers it. */
static gboolean
note_renewal (ZxStepRun  *run,
              ZxCase     *one,
              gint64      notice,
              GError    **error)
{
  gint64 id = zx_step_ask (run, "SELECT id FROM objection WHERE (application = :id OR replacement = :id) AND outcome IN ('3', '4') AND renewed_notice IS NULL "
                                "AND deleted_at IS NULL ORDER BY received_on DESC LIMIT 1", one->id, error);
  g_autoptr (ZxRecord) objection = NULL;

  if (id <= 0)
    return id == 0;
  objection = zx_record_load (run->db, &zx_kind_objection, id, error);
  if (objection == NULL)
    return FALSE;
  zx_record_set_ref (objection, "renewed_notice", notice);

  return zx_action_save (run->action, objection, error);
}

static void
warn_about_calendar (ZxStepRun  *run,
                     const char *start,
                     gint64      days)
{
  g_autofree char *end = zx_calendar_nth_working_day (run->calendar, start, (int) days);

  if (end != NULL && !zx_calendar_knows (run->calendar, start, end))
    zx_step_warn (run, _("The holidays of %.4s are not entered; Monday to Friday was counted. The last day may change."), end);
}

gboolean
zx_step_write_publish (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  gboolean renewed = one->state == ZX_APP_RENOTICE;
  gint64 notice = need_notice (run, one, renewed, error);
  g_autoptr (ZxRecord) record = NULL;
  g_autofree char *date = NULL;
  const char *start;

  if (notice <= 0)
    return FALSE;
  if (run->notices[renewed] != notice)
    {
      gint64 n_lines = zx_step_ask (run, "SELECT max (position) FROM notice_line WHERE notice = :id AND deleted_at IS NULL", notice, error);

      record = zx_record_load (run->db, &zx_kind_notice, notice, error);
      if (n_lines < 0 || record == NULL)
        return FALSE;
      warn_about_calendar (run, zx_record_get_text (record, "start"), zx_record_get_int (record, "days"));
      run->notices[renewed] = run->result->notice = notice;
      run->n_lines[renewed] = (guint) n_lines;
    }

  start = zx_step_get (run, one, "start");
  date = start != NULL && zx_step_get (run, one, "date") == NULL ? zx_step_dup_date (run, one, "start") : zx_step_dup_date (run, one, NULL);
  if (strcmp (date, run->today) > 0)
    {
      g_free (date);
      date = g_strdup (run->today);
    }

  return write_line (run, one, notice, ++run->n_lines[renewed], error) != 0 &&
         (!renewed || note_renewal (run, one, notice, error)) &&
         write_step (run, one, ZX_EVENT_PUBLISH, date, "notice", notice, NULL, error);
}

/* --- objections --- */

gboolean
zx_step_write_object (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  static const char * const own[] = { "notice", "line", "application", "outcome", NULL };
  g_autoptr (ZxRecord) objection = zx_record_new (&zx_kind_objection);
  g_autofree char *date = zx_step_dup_date (run, one, "received_on");
  gint64 line = zx_step_find_line (run, one, error);

  if (!fill (run, one, objection, own, error))
    return FALSE;
  zx_record_set_ref (objection, "line", line);
  zx_record_set_ref (objection, "notice", one->notice);
  zx_record_set_ref (objection, "application", one->id);
  if (!zx_record_has (objection, "received_on"))
    zx_record_set_text (objection, "received_on", date);
  if (!zx_record_has (objection, "handler") && run->reviewer != 0)
    zx_record_set_ref (objection, "handler", run->reviewer);
  if (!zx_action_save (run->action, objection, error))
    return FALSE;

  return write_step (run, one, ZX_EVENT_OBJECT, date, "objection", zx_record_get_id (objection), NULL, error);
}

static gboolean
answer (ZxStepRun   *run,
        ZxCase      *one,
        gint64       id,
        const char  *date,
        GError     **error)
{
  static const char * const own[] = { "notice", "line", "application", "received_on", "content", NULL };
  g_autoptr (ZxRecord) objection = zx_record_load (run->db, &zx_kind_objection, id, error);

  if (objection == NULL || !fill (run, one, objection, own, error))
    return FALSE;
  if (!zx_record_has (objection, "found_on"))
    zx_record_set_text (objection, "found_on", date);
  if (!zx_record_has (objection, "replied_on") && zx_record_has (objection, "reply"))
    zx_record_set_text (objection, "replied_on", date);
  if (g_strcmp0 (zx_record_get_text (objection, "found_on"), zx_record_get_text (objection, "received_on")) < 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "found_on", _("The findings are dated before the objection was received."));
      return FALSE;
    }

  return zx_action_save (run->action, objection, error);
}

/* A decision that changes the line answers every objection to it. */
static gboolean
answer_all (ZxStepRun   *run,
            ZxCase      *one,
            const char  *date,
            GError     **error)
{
  gint64 id;

  while ((id = zx_step_ask (run, "SELECT id FROM objection WHERE application = :id AND outcome IS NULL AND deleted_at IS NULL AND voided_on IS NULL LIMIT 1",
                            one->id, error)) > 0)
    if (!answer (run, one, id, date, error))
      return FALSE;

  return id == 0;
}

static gboolean
step_in (ZxStepRun   *run,
         ZxCase      *one,
         const char  *date,
         gint64       objection,
         GError     **error)
{
  g_autoptr (ZxCase) other = zx_case_load (run->db, zx_step_get_id (run, one, "replacement"), error);

  return other != NULL && zx_step_write_event (run, other, ZX_EVENT_STAND_IN, date, objection, error);
}

gboolean
zx_step_write_resolve (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  ZxAppEvent event = zx_step_get_outcome (run, one);
  gint64 objection = zx_step_find_objection (run, one, error);
  g_autofree char *date = zx_step_dup_date (run, one, zx_step_get (run, one, "replied_on") != NULL ? "replied_on" : "found_on");
  g_autoptr (ZxRecord) step = NULL;

  if (objection == 0 || !answer (run, one, objection, date, error) ||
      (event != ZX_EVENT_DISMISSED && !answer_all (run, one, date, error)))
    return FALSE;

  if (event == ZX_EVENT_UPHELD || event == ZX_EVENT_REPLACED)
    {
      g_autoptr (ZxRecord) application = load_application (run, one, error);
      const char *reason = zx_step_get (run, one, "reason");

      if (application == NULL)
        return FALSE;
      zx_record_set_text (application, "reason_refused", reason != NULL ? reason : _("An objection during the notice was founded."));
      if (!zx_action_save (run->action, application, error))
        return FALSE;
    }

  step = begin_step (run, one, event, date, error);
  if (step == NULL)
    return FALSE;
  zx_record_set_ref (step, "objection", objection);
  if (event != ZX_EVENT_CHANGED)
    zx_record_clear (step, "level");
  if (event == ZX_EVENT_REPLACED)
    zx_record_set_ref (step, "other", zx_step_get_id (run, one, "replacement"));

  return end_step (run, one, step, event, error) &&
         (event != ZX_EVENT_REPLACED || step_in (run, one, date, objection, error));
}

/* --- confirmation and after --- */

gboolean
zx_step_write_confirm (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  ZxAppEvent event = strcmp (run->word->word, "no_notice") == 0 ? ZX_EVENT_NO_NOTICE : ZX_EVENT_CONFIRM;
  g_autofree char *date = zx_step_dup_date (run, one, run->word->date_key);
  g_autoptr (ZxRecord) step = NULL;

  step = begin_step (run, one, event, date, error);
  if (step == NULL)
    return FALSE;
  if (event == ZX_EVENT_NO_NOTICE && zx_step_get (run, one, "head") != NULL)
    zx_record_set_ref (step, "reviewer", zx_step_get_id (run, one, "head"));

  return end_step (run, one, step, event, error);
}

gboolean
zx_step_write_archive (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  static const char * const own[] = {
    "student", "school_year", "term", "kind", "apply_no", "round", "previous", "snapshot", "cats", "reason", "committed", "commit_date", NULL,
  };
  g_autoptr (ZxRecord) application = NULL;
  g_autofree char *date = zx_step_dup_date (run, one, "archive_confirmed");

  if (one->state == ZX_APP_NOTICED && !zx_step_write_confirm (run, one, error))
    return FALSE;

  application = load_application (run, one, error);
  if (application == NULL || !fill (run, one, application, own, error))
    return FALSE;
  zx_record_set_text (application, "archive_confirmed", date);

  return zx_action_save (run->action, application, error) &&
         write_step (run, one, ZX_EVENT_ARCHIVE, date, NULL, 0, NULL, error);
}

/* A child who left is only taken out; everybody else gets a draft for the re-check. */
gboolean
zx_step_write_adjust (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  static const char * const kept[] = { "student", "applicant", "applicant_rel", "cats", "reason", "already_aided", "programmes" };
  g_autofree char *date = zx_step_dup_date (run, one, NULL);
  g_autoptr (ZxRecord) before = NULL, fresh = NULL, step = NULL;
  gint64 n_live;

  step = begin_step (run, one, ZX_EVENT_ADJUST, date, error);
  if (step == NULL)
    return FALSE;

  n_live = zx_step_ask (run, "SELECT count (*) FROM application o JOIN application a ON a.student = o.student AND a.school_year = o.school_year AND a.kind = '4' "
                             "LEFT JOIN state_now n ON n.record = a.id WHERE o.id = :id AND a.id <> o.id AND a.deleted_at IS NULL AND a.voided_on IS NULL "
                             "AND coalesce (n.state, 'draft') NOT IN ('refused', 'adjusted', 'waived', 'cancelled', 'expired')", one->id, error);
  if (n_live < 0)
    return FALSE;
  if (n_live > 0 || !zx_enrol_status_is_enrolled (one->enrol_status))
    return end_step (run, one, step, ZX_EVENT_ADJUST, error);

  /* The old one must have ended before the new one of the same kind may begin. */
  before = load_application (run, one, error);
  if (before == NULL || !end_step (run, one, step, ZX_EVENT_ADJUST, error) ||
      !zx_application_refresh_state (run->db, run->calendar, one->id, NULL, error))
    return FALSE;

  fresh = zx_record_new (&zx_kind_application);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *value = zx_record_dup_string (before, kept[i]);

      if (value != NULL && !zx_record_set_from_string (fresh, kept[i], value, error))
        return FALSE;
    }
  zx_record_set_text (fresh, "kind", "4");
  zx_record_set_text (fresh, "school_year", one->school_year);
  zx_record_set_text (fresh, "term", g_str_has_prefix (zx_action_get_term (run->action), one->school_year) ? zx_action_get_term (run->action) : one->term);
  zx_record_set_ref (fresh, "previous", one->id);
  zx_record_set_text (fresh, "apply_date", date);
  if (!zx_action_save (run->action, fresh, error))
    return FALSE;
  run->result->created = zx_record_get_id (fresh);

  return TRUE;
}
