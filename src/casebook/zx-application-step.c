/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application-step"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-private.h"
#include "zx-codes.h"

const ZxStepWord zx_step_words[] = {
  { "submit", &zx_kind_application, "commit_date", zx_step_check_submit, zx_step_write_submit },
  { "return", &zx_kind_review_step, NULL, zx_step_check_reason, zx_step_write_plain },
  { "verify", &zx_kind_verification, NULL, zx_step_check_verify, zx_step_write_verify },
  { "class_review", &zx_kind_class_review_line, NULL, zx_step_check_evaluation, zx_step_write_evaluation },
  { "homeroom_review", &zx_kind_review_step, NULL, zx_step_check_review, zx_step_write_review },
  { "grade_review", &zx_kind_review_step, NULL, zx_step_check_review, zx_step_write_review },
  { "office_review", &zx_kind_review_step, NULL, zx_step_check_review, zx_step_write_review },
  { "decide", &zx_kind_review_step, NULL, zx_step_check_review, zx_step_write_review },
  { "refuse", &zx_kind_review_step, NULL, zx_step_check_reason, zx_step_write_refuse },
  { "publish", &zx_kind_notice, NULL, zx_step_check_publish, zx_step_write_publish },
  { "no_notice", &zx_kind_review_step, NULL, zx_step_check_no_notice, zx_step_write_confirm },
  { "object", &zx_kind_objection, "received_on", zx_step_check_object, zx_step_write_object },
  { "resolve", &zx_kind_objection, "replied_on", zx_step_check_resolve, zx_step_write_resolve },
  { "confirm", &zx_kind_review_step, NULL, zx_step_check_confirm, zx_step_write_confirm },
  { "archive", &zx_kind_application, "archive_confirmed", zx_step_check_archive, zx_step_write_archive },
  { "report", &zx_kind_review_step, NULL, NULL, zx_step_write_plain },
  { "send_back", &zx_kind_review_step, NULL, zx_step_check_reason, zx_step_write_plain },
  { "adjust", &zx_kind_review_step, NULL, zx_step_check_reason, zx_step_write_adjust },
  { "withdraw", &zx_kind_review_step, NULL, zx_step_check_reason, zx_step_write_plain },
  { "cancel", &zx_kind_review_step, NULL, zx_step_check_reason, zx_step_write_plain },
  { "expire", &zx_kind_review_step, NULL, zx_step_check_expire, zx_step_write_plain },
  { NULL },
};

const ZxStepWord *
zx_step_word_find (const char *word)
{
  for (const ZxStepWord *entry = zx_step_words; entry->word != NULL; entry++)
    if (g_strcmp0 (entry->word, word) == 0)
      return entry;

  return NULL;
}

const ZxKind *
zx_step_get_kind (const char *word)
{
  const ZxStepWord *entry = zx_step_word_find (word);

  return entry != NULL ? entry->kind : NULL;
}

void
zx_step_result_clear (ZxStepResult *self)
{
  g_clear_pointer (&self->moves, g_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  self->notice = self->created = 0;
}

/* --- what was given --- */

static const char *
find_value (const ZxStepField *fields,
            guint              n_fields,
            const char        *key,
            gboolean          *out_found)
{
  for (guint i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0)
      {
        *out_found = TRUE;
        return fields[i].value;
      }

  return NULL;
}

const char *
zx_step_get (ZxStepRun  *run,
             ZxCase     *one,
             const char *key)
{
  gboolean found = FALSE;
  const char *value = NULL;

  if (one->one != NULL)
    value = find_value (one->one->fields, one->one->n_fields, key, &found);
  if (!found)
    value = find_value (run->request->fields, run->request->n_fields, key, &found);

  return value != NULL && *value != '\0' ? value : NULL;
}

gint64
zx_step_get_id (ZxStepRun  *run,
                ZxCase     *one,
                const char *key)
{
  const char *value = zx_step_get (run, one, key);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static char *
dup_given_date (ZxStepRun  *run,
                ZxCase     *one,
                const char *key)
{
  const char *value = key != NULL ? zx_step_get (run, one, key) : NULL;

  if (value == NULL)
    return NULL;

  return zx_date_is_valid (value) ? g_strdup (value) : zx_date_parse_typed (value, run->today, ZX_DATE_LEAN_PAST);
}

char *
zx_step_dup_date (ZxStepRun  *run,
                  ZxCase     *one,
                  const char *key)
{
  char *date = dup_given_date (run, one, "date");

  if (date == NULL)
    date = dup_given_date (run, one, key);

  return date != NULL ? date : g_strdup (run->today);
}

void
zx_step_warn (ZxStepRun  *run,
              const char *format,
              ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  if (run->result == NULL)
    return;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (g_hash_table_add (run->warned, g_strdup (words)))
    g_ptr_array_add (run->result->warnings, g_steal_pointer (&words));
}

void
zx_step_refuse (ZxCase        *one,
                GError       **error,
                ZxRecordError  code,
                const char    *field,
                const char    *format,
                ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: a child's name, and why the step cannot be taken */
  zx_set_field_error (error, code, field, _("%s: %s"), one->name, words);
}

gint64
zx_step_ask (ZxStepRun   *run,
             const char  *sql,
             gint64       id,
             GError     **error)
{
  ZxStatement *row = zx_db_prepare (run->db, sql, error);
  gint64 answer = 0;
  int step;

  if (row == NULL)
    return -1;
  zx_statement_set_int (row, ":id", id);
  step = zx_statement_step (row, error);
  if (step < 0)
    return -1;
  if (step > 0)
    answer = zx_statement_get_int (row, 0);
  sqlite3_reset (row);

  return answer;
}

gboolean
zx_step_skips_grade (ZxStepRun  *run,
                     ZxCase     *one,
                     GError    **error)
{
  if (run->settings.grade_review == ZX_GRADE_REVIEW_OFF)
    return TRUE;
  if (run->settings.grade_review == ZX_GRADE_REVIEW_ON || one->class_id == 0)
    return FALSE;

  return zx_step_ask (run, "SELECT count (*) FROM class c JOIN class o ON o.school_year = c.school_year AND o.grade = c.grade AND o.deleted_at IS NULL "
                           "WHERE c.id = :id", one->class_id, error) == 1;
}

/* --- the applications --- */

void
zx_case_free (ZxCase *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kind);
  g_free (self->school_year);
  g_free (self->term);
  g_free (self->since);
  g_free (self->level);
  g_free (self->until);
  g_free (self->cats);
  g_free (self->commit_date);
  g_free (self->event_date);
  g_free (self->grade);
  g_free (self->class_name);
  g_free (self->student_no);
  g_free (self->enrol_status);
  g_free (self);
}

ZxCase *
zx_case_load (ZxDb    *db,
              gint64   application,
              GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT a.student, s.family, w.class, a.round, n.notice, n.steps, s.name, a.kind, a.school_year, a.term, n.since, n.level, "
                                        "n.until, a.cats, a.commit_date, a.event_date, w.grade, w.class_name, w.student_no, w.enrol_status, a.committed, "
                                        "r.closed_on IS NOT NULL, n.n_open, n.state FROM application a JOIN student s ON s.id = a.student "
                                        "LEFT JOIN state_now n ON n.record = a.id LEFT JOIN student_now w ON w.student = a.student "
                                        "LEFT JOIN round r ON r.id = a.round WHERE a.id = :id AND a.deleted_at IS NULL AND a.voided_on IS NULL", error);
  ZxCase *self;
  int step, i = 0;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":id", application);
  step = zx_statement_step (row, error);
  if (step <= 0)
    {
      if (step == 0)
        {
          g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, application);

          zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "application", _("There is no application %s."), key);
        }
      return NULL;
    }

  self = g_new0 (ZxCase, 1);
  self->id = application;
  self->student = zx_statement_get_int (row, i++);
  self->family = zx_statement_get_int (row, i++);
  self->class_id = zx_statement_get_int (row, i++);
  self->round = zx_statement_get_int (row, i++);
  self->notice = zx_statement_get_int (row, i++);
  self->position = zx_statement_get_int (row, i++);
  self->name = g_strdup (zx_statement_get_text (row, i++));
  self->kind = g_strdup (zx_statement_get_text (row, i++));
  self->school_year = g_strdup (zx_statement_get_text (row, i++));
  self->term = g_strdup (zx_statement_get_text (row, i++));
  self->since = g_strdup (zx_statement_get_text (row, i++));
  self->level = g_strdup (zx_statement_get_text (row, i++));
  self->until = g_strdup (zx_statement_get_text (row, i++));
  self->cats = g_strdup (zx_statement_get_text (row, i++));
  self->commit_date = g_strdup (zx_statement_get_text (row, i++));
  self->event_date = g_strdup (zx_statement_get_text (row, i++));
  self->grade = g_strdup (zx_statement_get_text (row, i++));
  self->class_name = g_strdup (zx_statement_get_text (row, i++));
  self->student_no = g_strdup (zx_statement_get_text (row, i++));
  self->enrol_status = g_strdup (zx_statement_get_text (row, i++));
  self->committed = zx_statement_get_int (row, i++) != 0;
  self->round_is_closed = zx_statement_get_int (row, i++) != 0;
  self->n_open = (guint) zx_statement_get_int (row, i++);
  self->state = zx_app_state_from_word (zx_statement_get_text (row, i++));
  self->temporary = g_strcmp0 (self->kind, "3") == 0;
  if (self->state == ZX_APP_N_STATES)
    self->state = ZX_APP_DRAFT;
  sqlite3_reset (row);

  return self;
}

/* --- one step --- */

static void
run_clear (ZxStepRun *self)
{
  g_clear_pointer (&self->calendar, zx_calendar_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->warned, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxStepRun, run_clear)

static gboolean
run_begin (ZxStepRun            *self,
           ZxDb                 *db,
           const char           *today,
           const ZxStepRequest  *request,
           GError              **error)
{
  self->db = db;
  self->today = today;
  self->request = request;
  self->word = zx_step_word_find (request->word);
  self->warned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_case_free);
  if (self->word == NULL)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_INVALID, _("There is no step “%s”."), request->word);
      return FALSE;
    }
  if (!zx_identify_settings_load (&self->settings, db, error))
    return FALSE;
  self->calendar = zx_calendar_load (db, error);

  return self->calendar != NULL;
}

/* What is given must be a field of what the step writes. */
static gboolean
check_keys (ZxStepRun          *run,
            const ZxStepField  *fields,
            guint               n_fields,
            GError            **error)
{
  for (guint i = 0; i < n_fields; i++)
    {
      const char *key = fields[i].key;

      if (strcmp (key, "head") == 0 || zx_kind_get_field (run->word->kind, key) != NULL || zx_kind_get_field (&zx_kind_review_step, key) != NULL)
        continue;
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, key, _("The step “%s” knows no field “%s”."), run->word->word, key);
      return FALSE;
    }

  return TRUE;
}

/* Dates of steps do not go backwards, and none lies ahead. */
static gboolean
check_date (ZxStepRun  *run,
            ZxCase     *one,
            GError    **error)
{
  g_autofree char *date = zx_step_dup_date (run, one, run->word->date_key);

  if (strcmp (run->word->word, "publish") == 0)
    {
      g_autofree char *start = zx_step_get (run, one, "date") == NULL ? zx_step_dup_date (run, one, "start") : NULL;

      if (start != NULL && strcmp (start, run->today) <= 0)
        {
          g_free (date);
          date = g_steal_pointer (&start);
        }
    }

  if (strcmp (date, run->today) > 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "date", _("The date %s lies in the future; today is %s."), date, run->today);
      return FALSE;
    }
  if (one->position > 0 && one->since != NULL && strcmp (date, one->since) < 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "date", _("The date %s lies before the last step, which was on %s. Correct the date."), date, one->since);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_case (ZxStepRun  *run,
            ZxCase     *one,
            GError    **error)
{
  return zx_step_check_state (run, one, error) && check_date (run, one, error) &&
         (run->word->check == NULL || run->word->check (run, one, error));
}

static gboolean
load_cases (ZxStepRun  *run,
            GError    **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (run->request->n_ones == 0)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_MISSING, _("Say which applications."));
      return FALSE;
    }

  for (guint i = 0; i < run->request->n_ones; i++)
    {
      const ZxStepOne *one = &run->request->ones[i];
      ZxCase *loaded;

      if (!g_hash_table_add (seen, (gpointer) &one->application))
        {
          g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, one->application);

          zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "application", _("The application %s is named twice."), key);
          return FALSE;
        }
      loaded = zx_case_load (run->db, one->application, error);
      if (loaded == NULL)
        return FALSE;
      loaded->one = one;
      g_ptr_array_add (run->cases, loaded);
    }

  return TRUE;
}

/* Somebody who only inspects changes nothing; else whoever acts is the reviewer where none is named. */
static gboolean
find_actor (ZxStepRun  *run,
            GError    **error)
{
  ZxStatement *row = zx_db_prepare (run->db, "SELECT id, role FROM staff WHERE name = :name AND deleted_at IS NULL AND left_on IS NULL ORDER BY id LIMIT 1", error);
  gboolean only_reads = FALSE;
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":name", zx_casebook_get_actor (zx_action_get_casebook (run->action)));
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;
  if (step > 0)
    {
      run->reviewer = zx_statement_get_int (row, 0);
      only_reads = g_strcmp0 (zx_statement_get_text (row, 1), "7") == 0;
    }
  sqlite3_reset (row);
  if (only_reads)
    g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE, _("%s only inspects; another person must take this step."),
                 zx_casebook_get_actor (zx_action_get_casebook (run->action)));

  return !only_reads;
}

static void
set_label (ZxStepRun *run)
{
  ZxStepMove *first = &g_array_index (run->result->moves, ZxStepMove, 0);
  ZxCase *one = g_ptr_array_index (run->cases, 0);
  const char *from = zx_app_state_get_label (first->from), *to = zx_app_state_get_label (first->to);
  g_autofree char *label = NULL;

  if (run->cases->len == 1)
    /* Translators: a child, then the states before and after */
    label = g_strdup_printf (_("%s: from “%s” to “%s”"), one->name, from, to);
  else
    label = g_strdup_printf (ngettext ("%u child: from “%s” to “%s”", "%u children: from “%s” to “%s”", run->cases->len), run->cases->len, from, to);
  zx_action_set_label (run->action, label);
}

static gboolean
run_all (ZxStepRun  *run,
         GError    **error)
{
  for (guint i = 0; i < run->cases->len; i++)
    if (!check_case (run, g_ptr_array_index (run->cases, i), error))
      return FALSE;

  for (guint i = 0; i < run->cases->len; i++)
    if (!run->word->write (run, g_ptr_array_index (run->cases, i), error))
      return FALSE;

  return TRUE;
}

gboolean
zx_action_step (ZxAction             *action,
                const ZxStepRequest  *request,
                ZxStepResult         *out_result,
                GError              **error)
{
  g_auto (ZxStepRun) run = { .action = action };
  g_auto (ZxStepResult) result = { 0 };
  gboolean fine;

  result.moves = g_array_new (FALSE, FALSE, sizeof (ZxStepMove));
  result.warnings = g_ptr_array_new_with_free_func (g_free);
  run.result = &result;
  if (!run_begin (&run, zx_action_get_db (action), zx_action_get_today (action), request, error) ||
      !check_keys (&run, request->fields, request->n_fields, error))
    return FALSE;
  for (guint i = 0; i < request->n_ones; i++)
    if (!check_keys (&run, request->ones[i].fields, request->ones[i].n_fields, error))
      return FALSE;
  if (!find_actor (&run, error) || !load_cases (&run, error))
    return FALSE;

  zx_action_begin_stepping (action);
  fine = run_all (&run, error);
  zx_action_end_stepping (action);
  if (!fine)
    return FALSE;

  if (!request->keep_label)
    set_label (&run);
  if (out_result != NULL)
    {
      *out_result = result;
      result = (ZxStepResult) { 0 };
    }

  return TRUE;
}

typedef struct
{
  const ZxStepRequest *request;
  ZxStepResult        *result;
} StepJob;

static gboolean
take_step (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  StepJob *job = data;

  return zx_action_step (action, job->request, job->result, error);
}

gboolean
zx_casebook_step (ZxCasebook           *casebook,
                  const ZxStepRequest  *request,
                  ZxStepResult         *out_result,
                  ZxEntryId            *out_entry,
                  GError              **error)
{
  StepJob job = { request, out_result };

  return zx_casebook_act (casebook, _("Take a step of identification"), take_step, &job, out_entry, error);
}

static void
check_free (gpointer data)
{
  ZxStepCheck *self = data;

  g_free (self->why);
  g_free (self);
}

GPtrArray *
zx_step_check (ZxDb                 *db,
               const char           *today,
               const ZxStepRequest  *request,
               GError              **error)
{
  g_auto (ZxStepRun) run = { 0 };
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func (check_free);

  if (!run_begin (&run, db, today, request, error) || !check_keys (&run, request->fields, request->n_fields, error))
    return NULL;

  for (guint i = 0; i < request->n_ones; i++)
    {
      ZxStepCheck *check = g_new0 (ZxStepCheck, 1);
      g_autoptr (ZxCase) one = NULL;
      g_autoptr (GError) why = NULL;

      check->application = request->ones[i].application;
      g_ptr_array_add (checks, check);
      one = zx_case_load (db, check->application, &why);
      if (one != NULL)
        one->one = &request->ones[i];
      check->may = one != NULL && check_case (&run, one, &why);
      if (!check->may && why != NULL && why->domain == ZX_DB_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return NULL;
        }
      check->why = why != NULL ? g_strdup (why->message) : NULL;
    }

  return g_steal_pointer (&checks);
}

GPtrArray *
zx_steps_of_state (ZxAppState                 state,
                   gboolean                   temporary,
                   const ZxIdentifySettings  *settings)
{
  GPtrArray *steps = g_ptr_array_new ();
  const ZxTransition *all;
  guint n;

  all = zx_transitions_get (&n);
  for (guint i = 0; i < n; i++)
    {
      guint n_open = 1;
      gboolean fits = zx_app_state_after (state, all[i].event, temporary, &n_open) != ZX_APP_N_STATES;

      if (settings->grade_review == ZX_GRADE_REVIEW_OFF && state == ZX_APP_CLASS_OK)
        {
          if (all[i].event == ZX_EVENT_GRADE_REVIEW)
            fits = FALSE;
          else if (all[i].event == ZX_EVENT_OFFICE_REVIEW)
            fits = TRUE;
        }
      /* Resolving is one step with four outcomes. */
      if (fits && all[i].word != NULL && (all[i].event <= ZX_EVENT_DISMISSED || all[i].event > ZX_EVENT_REPLACED))
        g_ptr_array_add (steps, (gpointer) &all[i]);
    }

  /* Sending back is possible, going on is usual. */
  if (state == ZX_APP_SUBMITTED && steps->len > 1 && ((const ZxTransition *) g_ptr_array_index (steps, 0))->event == ZX_EVENT_RETURN)
    {
      gpointer back = g_ptr_array_steal_index (steps, 0);

      g_ptr_array_insert (steps, 1, back);
    }

  return steps;
}

/* --- an objection entered as a record --- */

gboolean
zx_action_take_objection (ZxAction  *action,
                          ZxRecord  *objection,
                          GError   **error)
{
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, zx_record_get_int (objection, "line"));
  const ZxStepField fields[] = {
    { "received_on", zx_record_get_text (objection, "received_on") },
    { "received_at", zx_record_get_text (objection, "received_at") },
    { "content", zx_record_get_text (objection, "content") != NULL ? zx_record_get_text (objection, "content") : "-" },
    { "line", line },
  };
  const ZxStepOne only = { .application = zx_record_get_int (objection, "application") };
  const ZxStepRequest request = { "object", &only, 1, fields, G_N_ELEMENTS (fields) };
  g_auto (ZxStepRun) run = { .action = action };
  g_auto (ZxStepResult) result = { 0 };
  ZxCase *one;
  gboolean fine;

  result.moves = g_array_new (FALSE, FALSE, sizeof (ZxStepMove));
  result.warnings = g_ptr_array_new_with_free_func (g_free);
  run.result = &result;
  if (!run_begin (&run, zx_action_get_db (action), zx_action_get_today (action), &request, error) || !load_cases (&run, error))
    return FALSE;
  one = g_ptr_array_index (run.cases, 0);
  if (!check_case (&run, one, error))
    return FALSE;

  zx_action_begin_stepping (action);
  fine = zx_step_write_event (&run, one, ZX_EVENT_OBJECT, zx_record_get_text (objection, "received_on"), zx_record_get_id (objection), error);
  zx_action_end_stepping (action);

  return fine;
}
