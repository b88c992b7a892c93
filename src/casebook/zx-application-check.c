/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application-check"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-private.h"
#include "zx-student.h"

/* What must be there before a step is taken. Nothing here writes, so that a button can ask first. */

ZxAppEvent
zx_step_get_outcome (ZxStepRun *run,
                     ZxCase    *one)
{
  const char *outcome = zx_step_get (run, one, "outcome");

  if (outcome == NULL || outcome[1] != '\0' || *outcome < '1' || *outcome > '4')
    return ZX_EVENT_N;

  return (ZxAppEvent) (ZX_EVENT_DISMISSED + (*outcome - '1'));
}

static ZxAppEvent
get_event (ZxStepRun *run,
           ZxCase    *one)
{
  if (strcmp (run->word->word, "resolve") == 0)
    {
      ZxAppEvent event = zx_step_get_outcome (run, one);

      return event == ZX_EVENT_N ? ZX_EVENT_DISMISSED : event;
    }

  return zx_app_event_from_word (run->word->word);
}

static const char *
get_label (ZxAppEvent event)
{
  return event == ZX_EVENT_DISMISSED ? _("Answer the objection") : zx_app_event_get_label (event);
}

/* "核查、退回补材料": what could be done instead */
static char *
dup_possible (ZxStepRun *run,
              ZxCase    *one)
{
  g_autoptr (GPtrArray) steps = zx_steps_of_state (one->state, one->temporary, &run->settings);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const ZxTransition *step = g_ptr_array_index (steps, i);

      g_string_append_printf (words, "%s%s", i > 0 ? C_("list", ", ") : "",
                              get_label (step->event));
    }

  return g_string_free (words, FALSE);
}

gboolean
zx_step_check_state (ZxStepRun  *run,
                     ZxCase     *one,
                     GError    **error)
{
  ZxAppEvent event = get_event (run, one);
  guint n_open = one->n_open;
  g_autofree char *possible = NULL;

  if (event == ZX_EVENT_GRADE_REVIEW && run->settings.grade_review == ZX_GRADE_REVIEW_OFF)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, NULL, _("This school has no grade review; go on with the review of the aid office."));
      return FALSE;
    }

  if (zx_app_state_after (one->state, event, one->temporary, &n_open) != ZX_APP_N_STATES)
    return TRUE;
  if (event == ZX_EVENT_ARCHIVE && one->state == ZX_APP_NOTICED)
    return TRUE; /* confirms first */
  if (event == ZX_EVENT_OFFICE_REVIEW && one->state == ZX_APP_CLASS_OK)
    {
      g_autoptr (GError) local_error = NULL;
      gboolean skips = zx_step_skips_grade (run, one, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (skips)
        return TRUE;
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, NULL, _("The grade review is missing; it comes before the review of the aid office."));
      return FALSE;
    }

  possible = dup_possible (run, one);
  if (*possible == '\0')
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, NULL, _("The application is at its end (%s); the step “%s” cannot be taken any more."),
                    zx_app_state_get_label (one->state), get_label (event));
  else
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, NULL, _("In the state “%s” the step “%s” cannot be taken. Possible is: %s."),
                    zx_app_state_get_label (one->state), get_label (event), possible);

  return FALSE;
}

static gboolean
need (ZxStepRun   *run,
      ZxCase      *one,
      const char  *key,
      const char  *sentence,
      GError     **error)
{
  if (zx_step_get (run, one, key) != NULL)
    return TRUE;

  zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, key, "%s", sentence);

  return FALSE;
}

static gboolean
is_enrolled (ZxCase  *one,
             GError **error)
{
  if (zx_enrol_status_is_enrolled (one->enrol_status))
    return TRUE;

  zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "student",
                  _("The child is not on the roll any more. Enter a waiver or a cancellation instead, with the reason."));

  return FALSE;
}

gboolean
zx_step_check_submit (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  const char *committed = zx_step_get (run, one, "committed");

  if (committed != NULL ? strcmp (committed, "1") != 0 : !one->committed)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "committed", _("The commitment is not signed. An application is handed in with the signed commitment."));
      return FALSE;
    }
  if (one->temporary && one->event_date == NULL &&
      !need (run, one, "event_date", _("Temporary hardship needs the date of the event."), error))
    return FALSE;
  if (one->round_is_closed && (strcmp (one->kind, "1") == 0 || strcmp (one->kind, "2") == 0))
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "round", _("The time for applications of %s is over."), one->term);
      return FALSE;
    }

  return TRUE;
}

gboolean
zx_step_check_reason (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  return need (run, one, "reason", _("A reason is missing. Say in a sentence why."), error);
}

/* --- verification --- */

static gboolean
has_code (const char *codes,
          const char *code)
{
  g_auto (GStrv) parts = codes != NULL ? g_strsplit (codes, ",", -1) : NULL;

  return parts != NULL && g_strv_contains ((const char * const *) parts, code);
}

static gboolean
check_visit (ZxStepRun  *run,
             ZxCase     *one,
             GError    **error)
{
  ZxStatement *row = zx_db_prepare (run->db, "SELECT coalesce (v.nobody_home, 0) FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.visit = :visit "
                                             "AND c.student = :student AND c.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL", error);
  gboolean nobody = FALSE;
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":visit", zx_step_get_id (run, one, "visit"));
  zx_statement_set_int (row, ":student", one->student);
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;
  if (step > 0)
    nobody = zx_statement_get_int (row, 0) != 0;
  sqlite3_reset (row);

  if (step == 0)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "visit", _("That home visit was not to this child."));
  else if (nobody)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "visit", _("Nobody was at home at that visit; it verifies nothing."));

  return step > 0 && !nobody;
}

/* A home visit of the school year at which somebody was met, or a list of a department that names the child. */
static gboolean
is_known_otherwise (ZxStepRun  *run,
                    ZxCase     *one,
                    gboolean    lists_count,
                    gboolean   *out_yes,
                    GError    **error)
{
  ZxStatement *row = zx_db_prepare (run->db, "SELECT (SELECT count (*) FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.student = :student "
                                             "AND c.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL AND coalesce (v.nobody_home, 0) = 0 "
                                             "AND v.visit_date >= :from), "
                                             "(SELECT count (*) FROM category g WHERE (g.student = :student OR g.family = :family) AND g.matched_by IS NOT NULL "
                                             "AND g.deleted_at IS NULL AND g.voided_on IS NULL AND (g.valid_to IS NULL OR g.valid_to >= :today))", error);
  g_autofree char *from = g_strdup_printf ("%d-09-01", zx_school_year_get_first (one->school_year));
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", one->student);
  if (one->family != 0)
    zx_statement_set_int (row, ":family", one->family);
  zx_statement_set_text (row, ":from", from);
  zx_statement_set_text (row, ":today", run->today);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      *out_yes = zx_statement_get_int (row, 0) > 0 || (lists_count && zx_statement_get_int (row, 1) > 0);
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* Who names a home visit or a call has said how it was verified. */
const char *
zx_step_get_method (ZxStepRun *run,
                    ZxCase    *one)
{
  const char *method = zx_step_get (run, one, "method");

  if (method == NULL && zx_step_get (run, one, "visit") != NULL)
    return "1";

  return method == NULL && zx_step_get (run, one, "contact") != NULL ? "2" : method;
}

gboolean
zx_step_check_verify (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  const char *method = zx_step_get_method (run, one), *level = zx_step_get (run, one, "suggest_level");
  gboolean fine = FALSE;

  if (method == NULL)
    {
      gint64 n_known = zx_step_ask (run, "SELECT count (*) FROM verification WHERE application = :id AND deleted_at IS NULL AND voided_on IS NULL", one->id, error);

      if (n_known == 0)
        zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "method", _("A verification is missing: say how it was checked, when and by whom."));
      if (n_known <= 0)
        return FALSE;
    }

  if (zx_step_get (run, one, "visit") != NULL)
    return check_visit (run, one, error);
  if (has_code (method, "1"))
    return need (run, one, "visit", _("Name the home visit by which it was checked."), error);

  if (zx_step_get (run, one, "no_visit_reason") != NULL)
    return TRUE;
  if (!one->temporary && g_strcmp0 (level, "1") != 0 && g_strcmp0 (level, "2") != 0)
    return TRUE;
  if (!is_known_otherwise (run, one, !one->temporary, &fine, error))
    return FALSE;
  if (!fine && !one->temporary && has_code (method, "6"))
    fine = TRUE;
  if (!fine)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "visit",
                    one->temporary ? _("Temporary hardship is verified by a home visit. Name it, or give the reason why there was none (no_visit_reason).")
                                   : _("For this level a home visit is needed. Name it, or give the reason why there was none (no_visit_reason)."));

  return fine;
}

/* --- evaluation and reviews --- */

gboolean
zx_step_check_evaluation (ZxStepRun  *run,
                          ZxCase     *one,
                          GError    **error)
{
  gint64 review = zx_step_get_id (run, one, "class_review");
  gint64 in_class;

  if (!need (run, one, "class_review", _("Name the class evaluation in which it was judged."), error))
    return FALSE;

  in_class = zx_step_ask (run, "SELECT coalesce (class, -2) FROM class_review WHERE id = :id AND deleted_at IS NULL AND voided_on IS NULL", review, error);
  if (in_class == -1)
    return FALSE;
  if (in_class == 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_NOT_FOUND, "class_review", _("There is no such class evaluation."));
      return FALSE;
    }
  if (in_class > 0 && one->class_id != 0 && in_class != one->class_id)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "class_review", _("That evaluation was of another class."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_result (ZxStepRun  *run,
              ZxCase     *one,
              GError    **error)
{
  const char *result = zx_step_get (run, one, "result"), *level = zx_step_get (run, one, "level");
  gboolean differs = level != NULL && one->level != NULL && strcmp (level, one->level) != 0;

  if (g_strcmp0 (result, "2") == 0)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "result", _("Who does not agree takes the step “refuse”, with the reason."));
  else if (g_strcmp0 (result, "4") == 0)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "result", _("An application is returned for completion only before it is verified. Enter what is missing, or refuse it with the reason."));
  else if (g_strcmp0 (level, "0") == 0)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "level", _("A child who is not in need is refused, with the reason."));
  else if (differs && g_strcmp0 (result, "1") == 0)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "result", _("The level differs from the one before; choose “change the level” and say why."));
  else if ((differs || g_strcmp0 (result, "3") == 0) && zx_step_get (run, one, "opinion") == NULL && zx_step_get (run, one, "reason") == NULL)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "opinion", _("Say why the level is changed."));
  else if (g_strcmp0 (result, "3") == 0 && level == NULL)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "level", _("Say which level it shall be."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
warn_about_reviewer (ZxStepRun  *run,
                     ZxCase     *one,
                     GError    **error)
{
  gint64 before = zx_step_ask (run, "SELECT reviewer FROM review_step WHERE application = :id AND event = 'homeroom_review' AND deleted_at IS NULL "
                                    "ORDER BY position DESC LIMIT 1", one->id, error);

  if (before < 0)
    return FALSE;
  if (before != 0 && before == zx_step_get_id (run, one, "reviewer"))
    zx_step_warn (run, _("%s: the class teacher's review and the decision are by the same person. Where there is another, let the other decide."), one->name);

  if (!run->settings.teachers_poll)
    return TRUE;
  before = zx_step_ask (run, "SELECT count (*) FROM review_step WHERE application = :id AND step = '6' AND deleted_at IS NULL", one->id, error);
  if (before == 0)
    zx_step_warn (run, _("The poll of all teachers is not recorded yet."));

  return before >= 0;
}

gboolean
zx_step_check_review (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  gboolean decides = strcmp (run->word->word, "decide") == 0;
  gboolean by_office = strcmp (run->word->word, "office_review") == 0;
  const char *level = zx_step_get (run, one, "level");

  if (!check_result (run, one, error))
    return FALSE;
  if (run->action != NULL && run->reviewer == 0 &&
      !need (run, one, "reviewer", _("Say who reviewed it."), error))
    return FALSE;
  if (level == NULL)
    level = one->level;
  if ((decides || by_office) && (level == NULL || strcmp (level, "0") == 0))
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "level", _("No step has given a level yet. Say which level it shall be."));
      return FALSE;
    }
  if (decides && one->temporary &&
      !need (run, one, "head", _("Temporary hardship is decided by the aid office and the head: name the head who signed."), error))
    return FALSE;

  if (by_office && run->result != NULL && (strcmp (level, "1") == 0 || strcmp (level, "2") == 0))
    {
      gboolean known = FALSE;

      if (!is_known_otherwise (run, one, FALSE, &known, error))
        return FALSE;
      if (!known)
        zx_step_warn (run, _("%s: nobody visited the home in this school year."), one->name);
    }

  return !decides || run->result == NULL || warn_about_reviewer (run, one, error);
}

/* --- notice --- */

static gboolean
has_posted_notice (ZxStepRun  *run,
                   ZxCase     *one,
                   GError    **error)
{
  gint64 notice = zx_step_get_id (run, one, "notice");
  ZxStatement *row;
  const char *why = NULL;
  int step;

  if (notice == 0)
    return TRUE;

  row = zx_db_prepare (run->db, "SELECT kind, posted_on, removed_on, start FROM notice WHERE id = :id AND deleted_at IS NULL AND voided_on IS NULL", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", notice);
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;
  if (step == 0)
    why = _("There is no such notice.");
  else if (g_strcmp0 (zx_statement_get_text (row, 0), one->state == ZX_APP_RENOTICE ? "6" : "1") != 0)
    why = _("That notice is of another kind.");
  else if (!zx_statement_is_null (row, 1) || !zx_statement_is_null (row, 2))
    why = _("That notice hangs on the wall; its list is fixed. Put up another one.");
  sqlite3_reset (row);
  if (why != NULL)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "notice", "%s", why);

  return why == NULL;
}

gboolean
zx_step_check_publish (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  int least = one->temporary ? run->settings.short_notice_days : run->settings.notice_days;
  const char *days = zx_step_get (run, one, "days");
  g_autofree char *start = zx_step_dup_date (run, one, "start");
  g_autofree char *latest = zx_date_add_days (run->today, 30);
  gint64 n_days = least;

  if (!is_enrolled (one, error) || !has_posted_notice (run, one, error))
    return FALSE;

  if (days != NULL && !g_ascii_string_to_signed (days, 10, 0, 1000, &n_days, NULL))
    n_days = 0;
  if (zx_step_get (run, one, "notice") == NULL && (n_days < least || n_days > 60))
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "days", _("A notice takes at least %d working days, at most 60."), least);
      return FALSE;
    }
  if (strcmp (start, latest) > 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "start", _("The notice would begin more than a month ahead, on %s."), start);
      return FALSE;
    }
  if (one->level == NULL || strcmp (one->level, "0") == 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "level", _("No level was decided; nothing can be put on notice."));
      return FALSE;
    }

  return TRUE;
}

gboolean
zx_step_check_no_notice (ZxStepRun  *run,
                         ZxCase     *one,
                         GError    **error)
{
  if (run->action != NULL && zx_step_get (run, one, "head") == NULL && zx_step_get (run, one, "reviewer") == NULL)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "head", _("Without a notice the head must sign: name the head."));
      return FALSE;
    }

  return need (run, one, "reason", _("Say why there is no notice."), error);
}

gint64
zx_step_find_line (ZxStepRun  *run,
                   ZxCase     *one,
                   GError    **error)
{
  ZxStatement *row = zx_db_prepare (run->db, "SELECT id FROM notice_line WHERE notice = :notice AND application = :application AND deleted_at IS NULL "
                                             "ORDER BY id DESC LIMIT 1", error);
  gint64 line = 0;
  int step;

  if (row == NULL)
    return 0;
  zx_statement_set_int (row, ":notice", one->notice);
  zx_statement_set_int (row, ":application", one->id);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      line = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }

  return line;
}

gboolean
zx_step_check_object (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  g_autofree char *received = zx_step_dup_date (run, one, "received_on");
  const char *at = zx_step_get (run, one, "received_at");
  g_autofree char *until = zx_date_format (one->until, run->today, ZX_DATE_SHOW_SHORT);

  if (!need (run, one, "content", _("Say what is objected."), error))
    return FALSE;
  if (one->until == NULL)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "received_on", _("The notice has no first day."));
      return FALSE;
    }
  if (strcmp (received, one->until) > 0 ||
      (strcmp (received, one->until) == 0 && at != NULL && strcmp (at, run->settings.closing_time) > 0))
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "received_on",
                      _("The notice was over on %s at %s. What comes later is a complaint, not an objection."), until, run->settings.closing_time);
      return FALSE;
    }

  return TRUE;
}

gint64
zx_step_find_objection (ZxStepRun  *run,
                        ZxCase     *one,
                        GError    **error)
{
  gint64 named = zx_step_get_id (run, one, "objection");
  ZxStatement *row = zx_db_prepare (run->db, "SELECT id FROM objection WHERE application = :application AND outcome IS NULL AND (:named = 0 OR id = :named) "
                                             "AND deleted_at IS NULL AND voided_on IS NULL ORDER BY received_on, id LIMIT 1", error);
  gint64 objection = 0;
  int step;

  if (row == NULL)
    return 0;
  zx_statement_set_int (row, ":application", one->id);
  zx_statement_set_int (row, ":named", named);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      objection = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }
  else if (step == 0)
    zx_step_refuse (one, error, ZX_RECORD_ERROR_NOT_FOUND, "objection", _("There is no open objection to answer."));

  return objection;
}

static gboolean
check_replacement (ZxStepRun  *run,
                   ZxCase     *one,
                   GError    **error)
{
  g_autoptr (ZxCase) other = NULL;
  guint n_open = 0;

  if (!need (run, one, "replacement", _("Name the application that takes the place."), error))
    return FALSE;
  other = zx_case_load (run->db, zx_step_get_id (run, one, "replacement"), error);
  if (other == NULL)
    return FALSE;
  if (other->id != one->id && strcmp (other->school_year, one->school_year) == 0 &&
      zx_app_state_after (other->state, ZX_EVENT_STAND_IN, other->temporary, &n_open) != ZX_APP_N_STATES)
    return TRUE;

  zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "replacement",
                  _("%s cannot take the place (%s). It must be an application of the year that the aid office has reviewed and that is not on notice."),
                  other->name, zx_app_state_get_label (other->state));

  return FALSE;
}

gboolean
zx_step_check_resolve (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  gint64 objection = zx_step_find_objection (run, one, error);
  ZxAppEvent event = zx_step_get_outcome (run, one);
  const char *level = zx_step_get (run, one, "level");
  gint64 anonymous;

  if (objection == 0)
    return FALSE;
  if (event == ZX_EVENT_N)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "outcome", _("Say the outcome: 1 stays, 2 withdrawn, 3 level changed, 4 replaced."));
      return FALSE;
    }
  if (!need (run, one, "found", _("Say what was found out."), error))
    return FALSE;

  anonymous = zx_step_ask (run, "SELECT coalesce (anonymous, 0) FROM objection WHERE id = :id", objection, error);
  if (anonymous < 0 || (anonymous == 0 && !need (run, one, "reply", _("Say what the objector was told. Only an anonymous objection needs no reply."), error)))
    return FALSE;

  if (event == ZX_EVENT_CHANGED && (level == NULL || strcmp (level, "0") == 0 || g_strcmp0 (level, one->level) == 0))
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_MISSING, "level", _("Say to which other level it is changed."));
      return FALSE;
    }

  return event != ZX_EVENT_REPLACED || check_replacement (run, one, error);
}

/* Nobody is confirmed before the whole time of the notice, and nobody while an objection is open. */
static gboolean
check_notice_is_over (ZxStepRun   *run,
                      ZxCase      *one,
                      const char  *date,
                      GError     **error)
{
  gint64 n_open = zx_step_ask (run, "SELECT count (*) FROM objection WHERE application = :id AND outcome IS NULL AND deleted_at IS NULL AND voided_on IS NULL",
                               one->id, error);
  g_autofree char *until = zx_date_format (one->until, run->today, ZX_DATE_SHOW_SHORT);

  if (n_open < 0)
    return FALSE;
  if (one->n_open > 0 || n_open > 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, NULL, _("An objection is open; it must be answered first."));
      return FALSE;
    }
  if (one->until == NULL || one->notice == 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, NULL, _("It is not on a notice."));
      return FALSE;
    }
  if (strcmp (date, one->until) <= 0)
    {
      zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "date", _("The notice runs until %s; it can be confirmed from the day after."), until);
      return FALSE;
    }

  return is_enrolled (one, error);
}

gboolean
zx_step_check_confirm (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  g_autofree char *date = zx_step_dup_date (run, one, NULL);

  return check_notice_is_over (run, one, date, error);
}

gboolean
zx_step_check_archive (ZxStepRun  *run,
                       ZxCase     *one,
                       GError    **error)
{
  g_autofree char *date = zx_step_dup_date (run, one, "archive_confirmed");

  if (run->action != NULL && !need (run, one, "archive_confirmed", _("Say on which day the family signed the file."), error))
    return FALSE;

  return one->state != ZX_APP_NOTICED || check_notice_is_over (run, one, date, error);
}

gboolean
zx_step_check_expire (ZxStepRun  *run,
                      ZxCase     *one,
                      GError    **error)
{
  g_autofree char *end = g_strdup_printf ("%d-08-31", zx_school_year_get_first (one->school_year) + 1);
  g_autofree char *date = zx_step_dup_date (run, one, NULL);

  if (strcmp (date, end) > 0)
    return TRUE;

  zx_step_refuse (one, error, ZX_RECORD_ERROR_RULE, "date", _("The school year %s is not over yet."), one->school_year);

  return FALSE;
}
