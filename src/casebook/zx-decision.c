/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-decision"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-decision.h"
#include "zx-identify.h"
#include "zx-query.h"
#include "zx-snapshot.h"
#include "zx-student-facts.h"
#include "zx-words.h"

static void
step_free (gpointer data)
{
  ZxDecisionStep *self = data;

  g_free (self->event);
  g_free (self->title);
  g_free (self->date);
  g_free (self->person);
  g_free (self->result);
  g_free (self->level);
  g_free (self->level_words);
  g_free (self->opinion);
  g_strfreev (self->facts);
  g_free (self->limit_on);
  g_free (self);
}

void
zx_decision_free (ZxDecision *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->student_name);
  g_free (self->sex);
  g_free (self->class_words);
  g_free (self->school);
  g_free (self->school_year);
  g_free (self->term);
  g_free (self->application_kind);
  g_free (self->applied_on);
  g_free (self->applicant);
  g_free (self->cats);
  g_free (self->reason);
  g_free (self->commitment);
  g_free (self->committed_on);
  g_strfreev (self->family);
  g_strfreev (self->evidence);
  g_free (self->state);
  g_free (self->state_words);
  g_free (self->level);
  g_free (self->level_words);
  g_free (self->reason_refused);
  g_free (self->confirmed_on);
  g_free (self->archived_on);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->ahead);
  g_free (self);
}

typedef struct
{
  ZxDb               *db;
  ZxIdentifySettings  settings;
  ZxCalendar         *calendar;
  ZxLevelWords        levels;
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->calendar, zx_calendar_unref);
  zx_level_words_clear (&self->levels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* --- facts about a step --- */

static void
add_fact (GStrvBuilder *facts,
          const char   *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
add_fact (GStrvBuilder *facts,
          const char   *format,
          ...)
{
  g_autofree char *fact = NULL;
  va_list arguments;

  va_start (arguments, format);
  fact = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (facts, fact);
}

static void
add_field (GStrvBuilder *facts,
           ZxRecord     *record,
           const char   *field)
{
  g_autofree char *value = NULL;

  if (!zx_record_has (record, field))
    return;
  value = zx_record_dup_display (record, field);
  /* Translators: a label and what stands there */
  add_fact (facts, _("%s: %s"), zx_field_get_label (zx_record_get_kind (record), zx_kind_get_field (zx_record_get_kind (record), field)), value);
}

static char *
dup_names (ZxDb         *db,
           ZxRecord     *record,
           const char   *field)
{
  const GArray *ids = zx_record_get_refs (record, field);
  GString *names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *name = zx_record_dup_title (db, &zx_kind_staff, g_array_index (ids, gint64, i));

      g_string_append_printf (names, "%s%s", i > 0 ? C_("list", ", ") : "", name);
    }

  return g_string_free (names, FALSE);
}

static gboolean
tell_verification (Look            *look,
                   ZxDecisionStep  *step,
                   GStrvBuilder    *facts,
                   GError         **error)
{
  static const char * const told[] = { "method", "consistent", "found", "docs_checked", "no_visit_reason" };
  g_autoptr (ZxRecord) record = zx_record_load (look->db, &zx_kind_verification, step->record, error);

  if (record == NULL || !zx_record_load_refs (record, look->db, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    add_field (facts, record, told[i]);
  if (zx_record_has (record, "visit"))
    {
      g_autofree char *visit = zx_record_dup_title (look->db, &zx_kind_home_visit, zx_record_get_int (record, "visit"));
      g_autofree char *day = zx_date_format (visit, NULL, ZX_DATE_SHOW_YEAR);

      add_fact (facts, _("Home visit on %s"), *day != '\0' ? day : visit);
    }
  g_free (step->person);
  step->person = dup_names (look->db, record, "staff");

  return TRUE;
}

static gboolean
tell_evaluation (Look            *look,
                 ZxDecisionStep  *step,
                 GStrvBuilder    *facts,
                 GError         **error)
{
  g_autoptr (ZxRecord) line = zx_record_load (look->db, &zx_kind_class_review_line, step->record, error);
  g_autoptr (ZxRecord) review = NULL;
  gint64 n_members;
  g_autofree char *sql = NULL;

  if (line == NULL)
    return FALSE;
  review = zx_record_load (look->db, &zx_kind_class_review, zx_record_get_int (line, "class_review"), error);
  if (review == NULL)
    return FALSE;

  add_field (facts, review, "method");
  if (zx_record_has (line, "for_") || zx_record_has (line, "against") || zx_record_has (line, "abstain"))
    add_fact (facts, _("%d in favour, %d against, %d abstained"), (int) zx_record_get_int (line, "for_"), (int) zx_record_get_int (line, "against"),
              (int) zx_record_get_int (line, "abstain"));
  add_field (facts, line, "score");
  add_field (facts, line, "order_no");
  sql = g_strdup_printf ("SELECT max (coalesce (r.present, 0), (SELECT count (*) FROM class_review_member m WHERE m.class_review = r.id AND m.deleted_at IS NULL)) "
                         "FROM class_review r WHERE r.id = %" G_GINT64_FORMAT, zx_record_get_id (review));
  n_members = zx_db_get_int (look->db, sql, 0);
  if (n_members > 0)
    add_fact (facts, ngettext ("%d member", "%d members", (gulong) n_members), (int) n_members);
  if (step->opinion == NULL)
    step->opinion = g_strdup (zx_record_get_text (line, "opinion"));
  if (zx_record_has (review, "host"))
    {
      g_free (step->person);
      step->person = zx_record_dup_title (look->db, &zx_kind_staff, zx_record_get_int (review, "host"));
    }

  return TRUE;
}

static gboolean
tell_notice (Look            *look,
             ZxDecisionStep  *step,
             GStrvBuilder    *facts,
             GError         **error)
{
  g_autoptr (ZxRecord) notice = zx_record_load (look->db, &zx_kind_notice, step->record, error);
  g_autofree char *start = NULL, *end = NULL;

  if (notice == NULL)
    return FALSE;
  start = zx_date_format (zx_record_get_text (notice, "start"), NULL, ZX_DATE_SHOW_YEAR);
  end = zx_date_format (zx_record_get_text (notice, "end"), zx_record_get_text (notice, "start"), ZX_DATE_SHOW_SHORT);
  add_field (facts, notice, "notice_no");
  /* Translators: first day, last day, number of working days of a notice */
  add_fact (facts, _("From %s to %s, %d working days"), start, end, (int) zx_record_get_int (notice, "days"));
  add_field (facts, notice, "scope");
  add_field (facts, notice, "posted_on");
  add_field (facts, notice, "removed_on");

  return TRUE;
}

/* Who objected is kept out of every print. */
static gboolean
tell_objection (Look            *look,
                ZxDecisionStep  *step,
                GStrvBuilder    *facts,
                GError         **error)
{
  g_autoptr (ZxRecord) objection = zx_record_load (look->db, &zx_kind_objection, step->record, error);

  if (objection == NULL)
    return FALSE;
  if (strcmp (step->event, "object") == 0)
    {
      add_field (facts, objection, "channel");
      add_field (facts, objection, "due_on");
      if (step->opinion == NULL)
        step->opinion = g_strdup (zx_record_get_text (objection, "content"));
      return TRUE;
    }

  add_field (facts, objection, "outcome");
  add_field (facts, objection, "found_on");
  add_field (facts, objection, "replied_on");
  if (step->opinion == NULL)
    step->opinion = g_strdup (zx_record_get_text (objection, "found"));

  return TRUE;
}

static gboolean
tell_more (Look            *look,
           ZxDecisionStep  *step,
           ZxRecord        *row,
           GError         **error)
{
  static const struct
  {
    const char *ref;
    const char *kind;
    gboolean  (*tell) (Look *look, ZxDecisionStep *step, GStrvBuilder *facts, GError **error);
  } parts[] = {
    { "verification", "verification", tell_verification },
    { "line", "class_review_line", tell_evaluation },
    { "notice", "notice", tell_notice },
    { "objection", "objection", tell_objection },
  };
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  gboolean fine = TRUE;

  for (guint i = 0; fine && i < G_N_ELEMENTS (parts); i++)
    if (zx_record_has (row, parts[i].ref))
      {
        step->kind = parts[i].kind;
        step->record = zx_record_get_int (row, parts[i].ref);
        fine = parts[i].tell (look, step, facts, error);
      }
  add_field (facts, row, "meeting_note");
  add_field (facts, row, "amount");
  step->facts = g_strv_builder_end (facts);

  return fine;
}

/* The limit of a step counts from the one before. */
static void
judge_time (Look            *look,
            ZxDecisionStep  *step,
            const char      *before,
            gboolean         temporary)
{
  ZxAppEvent event = zx_app_event_from_word (step->event);
  int days = event == ZX_EVENT_VERIFY                                           ? (temporary ? look->settings.short_verify_days : look->settings.verify_days)
             : event == ZX_EVENT_RETURN                                         ? look->settings.return_days
             : event >= ZX_EVENT_DISMISSED && event <= ZX_EVENT_REPLACED ? look->settings.reply_days
             : event == ZX_EVENT_ARCHIVE                                        ? look->settings.file_days
                                                                                : 0;

  if (days == 0 || before == NULL || step->date == NULL)
    return;
  step->limit_on = zx_calendar_add_working_days (look->calendar, before, days);
  step->is_late = step->limit_on != NULL && strcmp (step->date, step->limit_on) > 0;
}

static gboolean
load_steps (ZxDecision  *self,
            Look        *look,
            gboolean     temporary,
            GError     **error)
{
  g_autofree char *sql = zx_kind_dup_select (&zx_kind_review_step, "WHERE t.application = :id AND t.deleted_at IS NULL AND t.voided_on IS NULL ORDER BY t.position, t.id");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  ZxStatement *statement = zx_db_prepare (look->db, sql, error);
  const char *before = self->applied_on;
  int step;

  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":id", self->application);
  while ((step = zx_statement_step (statement, error)) > 0)
    g_ptr_array_add (rows, zx_record_from_row (&zx_kind_review_step, statement));
  if (step < 0)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      ZxRecord *row = g_ptr_array_index (rows, i);
      ZxDecisionStep *told = g_new0 (ZxDecisionStep, 1);
      const char *review = zx_record_get_text (row, "step");

      g_ptr_array_add (self->steps, told);
      told->step = zx_record_get_id (row);
      told->event = g_strdup (zx_record_get_text (row, "event"));
      told->title = g_strdup (g_strcmp0 (told->event, "note") == 0 && review != NULL
                                ? zx_code_table_get_label (zx_code_table_find ("REVIEWSTEP"), review)
                                : zx_code_table_get_label (zx_code_table_find ("STEPEVENT"), told->event));
      told->date = g_strdup (zx_record_get_text (row, "date"));
      if (zx_record_has (row, "reviewer"))
        told->person = zx_record_dup_title (look->db, &zx_kind_staff, zx_record_get_int (row, "reviewer"));
      if (zx_record_has (row, "result"))
        told->result = zx_record_dup_display (row, "result");
      told->level = g_strdup (zx_record_get_text (row, "level"));
      if (told->level != NULL)
        told->level_words = g_strdup (look->levels.words[zx_level_get_rank (told->level)]);
      told->opinion = g_strdup (zx_record_has (row, "opinion") ? zx_record_get_text (row, "opinion") : zx_record_get_text (row, "reason"));
      if (told->event == NULL || !tell_more (look, told, row, error))
        return FALSE;
      judge_time (look, told, before, temporary);
      if (told->date != NULL)
        before = told->date;
      if (strcmp (told->event, "confirm") == 0 || strcmp (told->event, "no_notice") == 0)
        {
          g_free (self->confirmed_on);
          self->confirmed_on = g_strdup (told->date);
        }
    }

  return TRUE;
}

/* The usual way on, to the archive. */
static void
look_ahead (ZxDecision  *self,
            Look        *look,
            ZxAppState   state,
            gboolean     temporary)
{
  for (guint n = 0; n < ZX_APP_N_STATES && state != ZX_APP_FILED && zx_app_state_is_live (state) && state < ZX_APP_FILED; n++)
    {
      static const ZxAppEvent way[] = {
        ZX_EVENT_SUBMIT, ZX_EVENT_VERIFY, ZX_EVENT_CLASS_REVIEW, ZX_EVENT_HOMEROOM_REVIEW, ZX_EVENT_GRADE_REVIEW, ZX_EVENT_OFFICE_REVIEW, ZX_EVENT_DECIDE,
        ZX_EVENT_PUBLISH, ZX_EVENT_DISMISSED, ZX_EVENT_CONFIRM, ZX_EVENT_ARCHIVE,
      };
      ZxAppState to = ZX_APP_N_STATES;

      for (guint i = 0; to == ZX_APP_N_STATES && i < G_N_ELEMENTS (way); i++)
        {
          guint n_open = 1;
          ZxDecisionStep *step;

          to = zx_app_state_after (state, way[i], temporary, &n_open);
          if (to == ZX_APP_N_STATES || (way[i] == ZX_EVENT_GRADE_REVIEW && look->settings.grade_review == ZX_GRADE_REVIEW_OFF))
            continue;
          step = g_new0 (ZxDecisionStep, 1);
          step->event = g_strdup (zx_app_event_to_word (way[i]));
          step->title = g_strdup (way[i] == ZX_EVENT_DISMISSED ? _("Answer the objection") : zx_app_event_get_label (way[i]));
          step->facts = g_new0 (char *, 1);
          g_ptr_array_add (self->ahead, step);
        }
      if (to == ZX_APP_N_STATES)
        return;
      state = to;
    }
}

/* --- the application itself --- */

static char *
dup_cats (const char *codes)
{
  g_auto (GStrv) parts = codes != NULL ? g_strsplit (codes, ",", -1) : NULL;
  GString *words = g_string_new (NULL);

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      const char *label = zx_code_table_get_label (zx_code_table_find ("CAT"), parts[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? C_("list", ", ") : "", label != NULL ? label : parts[i]);
    }

  return g_string_free (words, FALSE);
}

static gboolean
load_evidence (ZxDecision  *self,
               ZxDb        *db,
               GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT kind, file_name FROM attachment WHERE owner_kind = 'application' AND owner_id = :id AND deleted_at IS NULL ORDER BY id", error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", self->application);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *label = zx_code_table_get_label (zx_code_table_find ("ATTACHKIND"), zx_statement_get_text (row, 0));
      const char *file = zx_statement_get_text (row, 1);

      g_strv_builder_add (names, label != NULL ? label : file != NULL ? file : "");
    }
  self->evidence = g_strv_builder_end (names);

  return step == 0;
}

static void
take_application (ZxDecision *self,
                  ZxRecord   *record,
                  Look       *look)
{
  const char *relation = zx_relation_get_spoken (zx_record_get_text (record, "applicant_rel"));
  const char *applicant = zx_record_get_text (record, "applicant");

  self->student = zx_record_get_int (record, "student");
  self->number = g_strdup (zx_record_get_text (record, "apply_no"));
  self->school_year = g_strdup (zx_record_get_text (record, "school_year"));
  self->term = g_strdup (zx_record_get_text (record, "term"));
  self->application_kind = zx_record_dup_display (record, "kind");
  self->applied_on = g_strdup (zx_record_get_text (record, "apply_date"));
  if (applicant != NULL)
    self->applicant = *relation != '\0' ? g_strdup_printf (C_("applicant", "%s (%s)"), applicant, relation) : g_strdup (applicant);
  self->cats = dup_cats (zx_record_get_text (record, "cats"));
  self->reason = g_strdup (zx_record_get_text (record, "reason"));
  self->commitment = g_strdup (zx_record_get_text (record, "commitment_text"));
  self->committed_on = g_strdup (zx_record_get_text (record, "commit_date"));
  self->state = g_strdup (zx_record_get_text (record, "state"));
  self->state_words = zx_record_dup_display (record, "state");
  self->level = g_strdup (zx_record_get_text (record, "level"));
  if (self->level != NULL)
    self->level_words = g_strdup (look->levels.words[zx_level_get_rank (self->level)]);
  self->reason_refused = g_strdup (zx_record_get_text (record, "reason_refused"));
  self->archived_on = g_strdup (zx_record_get_text (record, "archive_confirmed"));
}

ZxDecision *
zx_decision_load (ZxDb        *db,
                  gint64       application,
                  GError     **error)
{
  g_autoptr (ZxDecision) self = g_new0 (ZxDecision, 1);
  g_auto (Look) look = { .db = db };
  g_autoptr (ZxRecord) record = zx_record_load (db, &zx_kind_application, application, error);
  g_autoptr (ZxRecord) child = NULL;
  g_autofree char *demo = NULL;
  gboolean temporary;

  self->application = application;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->ahead = g_ptr_array_new_with_free_func (step_free);
  if (record == NULL || zx_record_has (record, "deleted_at"))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is no such application."));
      return NULL;
    }

  zx_level_words_load (&look.levels, db);
  if (!zx_identify_settings_load (&look.settings, db, error))
    return NULL;
  look.calendar = zx_calendar_load (db, error);
  if (look.calendar == NULL)
    return NULL;
  take_application (self, record, &look);
  self->family = zx_snapshot_dup_lines (db, zx_record_get_text (record, "snapshot"), error);
  if (self->family == NULL)
    return NULL;

  child = zx_record_load (db, &zx_kind_student, self->student, error);
  if (child == NULL)
    return NULL;
  self->student_name = g_strdup (zx_record_get_text (child, "name"));
  self->sex = zx_record_has (child, "sex") ? zx_record_dup_display (child, "sex") : NULL;
  self->class_words = zx_class_format (zx_record_get_text (child, "grade"), zx_record_get_text (child, "class_name"));
  self->school = zx_school_dup_name (db);
  demo = zx_setting_dup (db, "demo");
  self->is_demo = demo != NULL && strcmp (demo, "0") != 0;

  temporary = g_strcmp0 (zx_record_get_text (record, "kind"), "3") == 0;
  if (!load_evidence (self, db, error) || !load_steps (self, &look, temporary, error))
    return NULL;
  look_ahead (self, &look, zx_app_state_from_word (self->state), temporary);

  return g_steal_pointer (&self);
}
