/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-identify"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-date.h"
#include "zx-identify-private.h"

#define BIT(state)  (1u << ZX_APP_##state)
#define REVIEWED    (BIT (SUBMITTED) | BIT (VERIFIED) | BIT (EVALUATED) | BIT (CLASS_OK) | BIT (GRADE_OK) | BIT (OFFICE_OK))
#define LIVE        (REVIEWED | BIT (DRAFT) | BIT (DECIDED) | BIT (NOTICED) | BIT (CONTESTED) | BIT (RENOTICE) | BIT (CONFIRMED) | BIT (FILED) | BIT (REPORTED))

static const char * const states[ZX_APP_N_STATES] = {
  "draft", "submitted", "verified", "evaluated", "class_ok", "grade_ok", "office_ok", "decided", "noticed", "contested", "renotice",
  "confirmed", "filed", "reported", "refused", "adjusted", "waived", "cancelled", "expired",
};

static const char * const events[ZX_EVENT_N] = {
  "submit", "return", "verify", "class_review", "homeroom_review", "skipped", "grade_review", "office_review", "decide", "refuse", "publish",
  "no_notice", "object", "dismissed", "upheld", "changed", "replaced", "stand_in", "confirm", "archive", "report", "send_back", "adjust",
  "withdraw", "cancel", "expire", "note",
};

#define WHO_GUARDIAN NC_("who", "guardian")
#define WHO_TEACHER  NC_("who", "class teacher")
#define WHO_GRADE    NC_("who", "grade head")
#define WHO_OFFICE   NC_("who", "aid office")
#define WHO_GROUP    NC_("who", "review group of the school")
#define WHO_HEAD     NC_("who", "aid office and head")
#define WHO_ANYONE   NC_("who", "anyone")
#define WHO_COUNTY   NC_("who", "county")

/* In the order of ZxAppEvent. */
static const ZxTransition transitions[] = {
  { ZX_EVENT_SUBMIT, "submit", BIT (DRAFT), ZX_APP_SUBMITTED, WHO_GUARDIAN, NC_("needs", "the signed commitment"), NULL, 0 },
  { ZX_EVENT_RETURN, "return", BIT (SUBMITTED), ZX_APP_DRAFT, WHO_TEACHER, NC_("needs", "what is missing"), "return_days", 3 },
  { ZX_EVENT_VERIFY, "verify", BIT (SUBMITTED), ZX_APP_VERIFIED, NC_("who", "class teacher and another"), NC_("needs", "a verification; for the two highest levels a home visit"), "verify_days", 10 },
  { ZX_EVENT_CLASS_REVIEW, "class_review", BIT (VERIFIED), ZX_APP_EVALUATED, NC_("who", "class group"), NC_("needs", "a line of the class evaluation"), NULL, 0 },
  { ZX_EVENT_HOMEROOM_REVIEW, "homeroom_review", BIT (EVALUATED), ZX_APP_CLASS_OK, WHO_TEACHER, NC_("needs", "the class teacher's consent"), NULL, 0 },
  { ZX_EVENT_SKIPPED, NULL, BIT (CLASS_OK), ZX_APP_GRADE_OK, WHO_OFFICE, NC_("needs", "a school without grade review"), NULL, 0 },
  { ZX_EVENT_GRADE_REVIEW, "grade_review", BIT (CLASS_OK), ZX_APP_GRADE_OK, WHO_GRADE, NC_("needs", "the grade's consent"), NULL, 0 },
  { ZX_EVENT_OFFICE_REVIEW, "office_review", BIT (GRADE_OK), ZX_APP_OFFICE_OK, WHO_OFFICE, NC_("needs", "the level, fixed by comparing the whole school"), NULL, 0 },
  { ZX_EVENT_DECIDE, "decide", BIT (OFFICE_OK), ZX_APP_DECIDED, WHO_GROUP, NC_("needs", "the group's decision and a level"), NULL, 0 },
  { ZX_EVENT_REFUSE, "refuse", REVIEWED, ZX_APP_REFUSED, NC_("who", "the one whose step it is"), NC_("needs", "a reason; the family is told within three working days"), "talk_days", 3 },
  { ZX_EVENT_PUBLISH, "publish", BIT (DECIDED) | BIT (RENOTICE), ZX_APP_NOTICED, WHO_OFFICE, NC_("needs", "a first day and at least five working days"), NULL, 0 },
  { ZX_EVENT_NO_NOTICE, "no_notice", BIT (DECIDED), ZX_APP_CONFIRMED, NC_("who", "head"), NC_("needs", "temporary hardship, the head's signature and a reason"), NULL, 0 },
  { ZX_EVENT_OBJECT, "object", BIT (NOTICED) | BIT (CONTESTED), ZX_APP_CONTESTED, WHO_ANYONE, NC_("needs", "what is objected, within the time of the notice"), NULL, 0 },
  { ZX_EVENT_DISMISSED, "resolve", BIT (CONTESTED), ZX_APP_NOTICED, WHO_HEAD, NC_("needs", "findings and a reply"), "reply_days", 3 },
  { ZX_EVENT_UPHELD, "resolve", BIT (CONTESTED), ZX_APP_REFUSED, WHO_GROUP, NC_("needs", "findings and a reply"), "reply_days", 3 },
  { ZX_EVENT_CHANGED, "resolve", BIT (CONTESTED), ZX_APP_RENOTICE, WHO_GROUP, NC_("needs", "findings, a reply and the new level"), "reply_days", 3 },
  { ZX_EVENT_REPLACED, "resolve", BIT (CONTESTED), ZX_APP_REFUSED, WHO_GROUP, NC_("needs", "findings, a reply and who takes the place"), "reply_days", 3 },
  { ZX_EVENT_STAND_IN, NULL, BIT (OFFICE_OK) | BIT (DECIDED), ZX_APP_RENOTICE, WHO_GROUP, NC_("needs", "an objection that replaced another child"), NULL, 0 },
  { ZX_EVENT_CONFIRM, "confirm", BIT (NOTICED), ZX_APP_CONFIRMED, WHO_OFFICE, NC_("needs", "a notice that is over, and no open objection"), NULL, 0 },
  { ZX_EVENT_ARCHIVE, "archive", BIT (CONFIRMED), ZX_APP_FILED, WHO_GUARDIAN, NC_("needs", "the family's signature under the file"), "file_days", 10 },
  { ZX_EVENT_REPORT, "report", BIT (FILED), ZX_APP_REPORTED, WHO_OFFICE, NC_("needs", "the ledger for the county"), NULL, 0 },
  { ZX_EVENT_SEND_BACK, "send_back", BIT (REPORTED), ZX_APP_OFFICE_OK, WHO_COUNTY, NC_("needs", "the county's opinion"), NULL, 0 },
  { ZX_EVENT_ADJUST, "adjust", BIT (FILED) | BIT (REPORTED), ZX_APP_ADJUSTED, WHO_OFFICE, NC_("needs", "a reason"), NULL, 0 },
  { ZX_EVENT_WITHDRAW, "withdraw", LIVE, ZX_APP_WAIVED, WHO_GUARDIAN, NC_("needs", "a signed waiver"), NULL, 0 },
  { ZX_EVENT_CANCEL, "cancel", LIVE, ZX_APP_CANCELLED, WHO_GROUP, NC_("needs", "the fact"), NULL, 0 },
  { ZX_EVENT_EXPIRE, "expire", BIT (FILED) | BIT (REPORTED), ZX_APP_EXPIRED, WHO_OFFICE, NC_("needs", "the end of the school year"), NULL, 0 },
};

static guint
find_word (const char * const *words,
           guint               n_words,
           const char         *word)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;

  return n_words;
}

const char *
zx_app_state_to_word (ZxAppState state)
{
  return states[state];
}

ZxAppState
zx_app_state_from_word (const char *word)
{
  return (ZxAppState) find_word (states, ZX_APP_N_STATES, word);
}

const char *
zx_app_state_get_label (ZxAppState state)
{
  return zx_code_table_get_label (zx_code_table_find ("APPSTATE"), states[state]);
}

gboolean
zx_app_state_is_live (ZxAppState state)
{
  return state < ZX_APP_N_STATES && (LIVE & (1u << state)) != 0;
}

gboolean
zx_app_state_is_confirmed (ZxAppState state)
{
  return state == ZX_APP_CONFIRMED || state == ZX_APP_FILED || state == ZX_APP_REPORTED;
}

ZxAppStage
zx_app_state_get_stage (ZxAppState state,
                        gboolean   grade_review)
{
  static const ZxAppStage stages[ZX_APP_N_STATES] = {
    [ZX_APP_DRAFT] = ZX_APP_STAGE_APPLY, [ZX_APP_SUBMITTED] = ZX_APP_STAGE_VERIFY, [ZX_APP_VERIFIED] = ZX_APP_STAGE_EVALUATE,
    [ZX_APP_EVALUATED] = ZX_APP_STAGE_HOMEROOM, [ZX_APP_CLASS_OK] = ZX_APP_STAGE_GRADE, [ZX_APP_GRADE_OK] = ZX_APP_STAGE_OFFICE,
    [ZX_APP_OFFICE_OK] = ZX_APP_STAGE_OFFICE, [ZX_APP_DECIDED] = ZX_APP_STAGE_OFFICE, [ZX_APP_RENOTICE] = ZX_APP_STAGE_OFFICE,
    [ZX_APP_NOTICED] = ZX_APP_STAGE_NOTICE, [ZX_APP_CONTESTED] = ZX_APP_STAGE_NOTICE, [ZX_APP_CONFIRMED] = ZX_APP_STAGE_FILED,
    [ZX_APP_FILED] = ZX_APP_STAGE_FILED, [ZX_APP_REPORTED] = ZX_APP_STAGE_FILED, [ZX_APP_ADJUSTED] = ZX_APP_STAGE_FILED,
    [ZX_APP_WAIVED] = ZX_APP_STAGE_FILED, [ZX_APP_CANCELLED] = ZX_APP_STAGE_FILED, [ZX_APP_EXPIRED] = ZX_APP_STAGE_FILED,
    [ZX_APP_REFUSED] = ZX_APP_STAGE_OUT,
  };

  g_return_val_if_fail (state < ZX_APP_N_STATES, ZX_APP_STAGE_APPLY);

  return state == ZX_APP_CLASS_OK && !grade_review ? ZX_APP_STAGE_OFFICE : stages[state];
}

const char *
zx_app_stage_get_label (ZxAppStage stage)
{
  switch (stage)
    {
    case ZX_APP_STAGE_APPLY:
      return C_("stage", "Application");
    case ZX_APP_STAGE_VERIFY:
      return C_("stage", "Verification");
    case ZX_APP_STAGE_EVALUATE:
      return C_("stage", "Class evaluation");
    case ZX_APP_STAGE_HOMEROOM:
      return C_("stage", "Class teacher");
    case ZX_APP_STAGE_GRADE:
      return C_("stage", "Grade review");
    case ZX_APP_STAGE_OFFICE:
      return C_("stage", "Aid office");
    case ZX_APP_STAGE_NOTICE:
      return C_("stage", "On notice");
    case ZX_APP_STAGE_FILED:
      return C_("stage", "Filed");
    case ZX_APP_STAGE_OUT:
      return C_("stage", "Refused");
    case ZX_APP_STAGE_N:
    default:
      return "";
    }
}

const ZxTransition *
zx_transitions_get (guint *out_n)
{
  *out_n = G_N_ELEMENTS (transitions);

  return transitions;
}

const ZxTransition *
zx_transition_find (ZxAppEvent event)
{
  return event < G_N_ELEMENTS (transitions) ? &transitions[event] : NULL;
}

const char *
zx_app_event_to_word (ZxAppEvent event)
{
  return events[event];
}

ZxAppEvent
zx_app_event_from_word (const char *word)
{
  return (ZxAppEvent) find_word (events, ZX_EVENT_N, word);
}

const char *
zx_app_event_get_label (ZxAppEvent event)
{
  return zx_code_table_get_label (zx_code_table_find ("STEPEVENT"), events[event]);
}

ZxAppState
zx_app_state_after (ZxAppState  state,
                    ZxAppEvent  event,
                    gboolean    temporary,
                    guint      *n_open)
{
  const ZxTransition *transition = zx_transition_find (event);
  guint from;

  if (transition == NULL || state >= ZX_APP_N_STATES)
    return ZX_APP_N_STATES;

  from = transition->from;
  /* The short way: decided by the aid office and the head right after the visit, without evaluation in the class. */
  if (temporary && event == ZX_EVENT_DECIDE)
    from = BIT (VERIFIED);
  else if (temporary && (event == ZX_EVENT_CLASS_REVIEW || event == ZX_EVENT_STAND_IN))
    from = 0;
  if (temporary && event == ZX_EVENT_SEND_BACK)
    return state == ZX_APP_REPORTED ? ZX_APP_VERIFIED : ZX_APP_N_STATES;
  if (!temporary && event == ZX_EVENT_NO_NOTICE)
    from = 0;
  if ((from & (1u << state)) == 0)
    return ZX_APP_N_STATES;

  if (event == ZX_EVENT_OBJECT)
    ++*n_open;
  else if (event == ZX_EVENT_DISMISSED)
    {
      *n_open -= *n_open > 0;
      if (*n_open > 0)
        return ZX_APP_CONTESTED;
    }
  else if (event == ZX_EVENT_UPHELD || event == ZX_EVENT_CHANGED || event == ZX_EVENT_REPLACED || event == ZX_EVENT_PUBLISH)
    *n_open = 0;

  return transition->to;
}

/* --- settings --- */

static int
load_number (ZxDb       *db,
             const char *key,
             int         fallback,
             int         least)
{
  g_autofree char *text = zx_setting_dup (db, key);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, 1000, &number, NULL))
    return fallback;

  return MAX ((int) number, least);
}

gboolean
zx_identify_settings_load (ZxIdentifySettings  *self,
                           ZxDb                *db,
                           GError             **error)
{
  g_autofree char *review = zx_setting_dup (db, "grade_review");
  g_autofree char *every = zx_setting_dup (db, "identify_every");
  g_autofree char *names = zx_setting_dup (db, "notice_names");
  g_autofree char *closing = zx_setting_dup (db, "notice_closing");

  self->grade_review = g_strcmp0 (review, "off") == 0 || g_strcmp0 (review, "0") == 0 ? ZX_GRADE_REVIEW_OFF
                       : g_strcmp0 (review, "auto") == 0                              ? ZX_GRADE_REVIEW_AUTO
                                                                                      : ZX_GRADE_REVIEW_ON;
  self->every_term = g_strcmp0 (every, "term") == 0;
  self->teachers_poll = load_number (db, "teachers_poll", 0, 0) != 0;
  self->notice_days = load_number (db, "notice_days", 5, 5);
  self->short_notice_days = load_number (db, "short_notice_days", 3, 1);
  g_strlcpy (self->closing_time, closing != NULL && strlen (closing) == 5 ? closing : "17:00", sizeof self->closing_time);
  self->mask_names = g_strcmp0 (names, "masked") == 0;
  self->show_level = load_number (db, "notice_level", 0, 0) != 0;
  self->return_days = load_number (db, "return_days", 3, 1);
  self->verify_days = load_number (db, "verify_days", 10, 1);
  self->short_verify_days = load_number (db, "short_verify_days", 3, 1);
  self->reply_days = load_number (db, "reply_days", 3, 1);
  self->talk_days = load_number (db, "talk_days", 3, 1);
  self->file_days = load_number (db, "file_days", 10, 1);
  self->cat09_protected = load_number (db, "cat09_protected", 1, 0) != 0;

  return TRUE;
}

ZxCalendar *
zx_calendar_load (ZxDb    *db,
                  GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT date, kind FROM calendar_day WHERE date IS NOT NULL AND deleted_at IS NULL AND voided_on IS NULL "
                                        "ORDER BY date, id", error);
  g_autoptr (ZxCalendar) calendar = NULL;
  int step;

  if (row == NULL)
    return NULL;

  calendar = zx_calendar_new ();
  while ((step = zx_statement_step (row, error)) > 0)
    zx_calendar_add_day (calendar, zx_statement_get_text (row, 0),
                         g_strcmp0 (zx_statement_get_text (row, 1), "2") == 0 ? ZX_CALENDAR_WORKDAY : ZX_CALENDAR_HOLIDAY);

  return step < 0 ? NULL : g_steal_pointer (&calendar);
}

/* --- for the kinds --- */

/* One storage thread writes each casebook. */
static __thread ZxAction *stepping;

gboolean
zx_action_is_stepping (ZxAction *action)
{
  return stepping == action;
}

void
zx_action_begin_stepping (ZxAction *action)
{
  stepping = action;
}

void
zx_action_end_stepping (ZxAction *action)
{
  stepping = NULL;
}

gboolean
zx_action_refuse_typed (ZxAction    *action,
                        ZxRecord    *record,
                        const char  *field,
                        GError     **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  if (zx_action_is_stepping (action) || !zx_record_is_changed (record, field))
    return FALSE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, field, _("%s is written by the program when a step is taken."),
                      zx_field_get_label (kind, zx_kind_get_field (kind, field)));

  return TRUE;
}

gboolean
zx_record_settle_term (ZxRecord  *record,
                       GError   **error)
{
  const char *year = zx_record_get_text (record, "school_year"), *term = zx_record_get_text (record, "term");
  g_autofree char *of_term = NULL;

  if (term == NULL)
    return TRUE;

  if (year != NULL && (strcmp (term, "1") == 0 || strcmp (term, "2") == 0))
    {
      g_autofree char *whole = g_strconcat (year, "-", term, NULL);

      zx_record_set_text (record, "term", whole);
      term = zx_record_get_text (record, "term");
    }
  if (!zx_term_is_valid (term))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "term", _("“%s” is no term. Write it like 2026-2027-1."), term);
      return FALSE;
    }

  of_term = zx_term_dup_school_year (term);
  if (year == NULL || strcmp (year, of_term) == 0)
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "school_year", _("The term %s belongs to the school year %s, not to %s."), term, of_term, year);

  return FALSE;
}

static char *
dup_newest (ZxAction    *action,
            const char  *kind,
            const char  *field,
            const char  *from,
            const char  *to,
            glong        length,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" >= :from AND \"%s\" < :to AND length (\"%s\") >= :length "
                                          "ORDER BY \"%s\" DESC LIMIT 1", field, kind, field, field, field, field);
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), sql, error);
  char *newest = NULL;
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":from", from);
  zx_statement_set_text (row, ":to", to);
  zx_statement_set_int (row, ":length", length);
  step = zx_statement_step (row, error);
  if (step >= 0)
    newest = g_strdup (step > 0 ? zx_statement_get_text (row, 0) : "");
  sqlite3_reset (row);

  return newest;
}

char *
zx_action_dup_number (ZxAction    *action,
                      const char  *kind,
                      const char  *field,
                      const char  *prefix,
                      const char  *term,
                      guint        width,
                      GError     **error)
{
  g_autofree char *letter = zx_local_dup (zx_action_get_db (action), "letter");
  gboolean spring = g_str_has_suffix (term, "-2");
  int year = (int) g_ascii_strtoll (term, NULL, 10) + spring;
  g_autofree char *head = g_strdup_printf ("%s-%d%s-%s", prefix, year, spring ? "春" : "秋", letter != NULL ? letter : "A");
  g_autofree char *end = g_strconcat (head, ":", NULL); /* what follows 9 */
  glong length = g_utf8_strlen (head, -1);
  guint serial = 0;

  /* Among numbers of one width the order of texts is that of numbers; wider ones come after 9, 99, 999 … */
  for (;; width++)
    {
      g_autofree char *newest = dup_newest (action, kind, field, head, end, length + (glong) width, error);
      guint most = 1;

      if (newest == NULL)
        return NULL;
      for (guint i = 0; i < width; i++)
        most *= 10;
      if (*newest != '\0')
        serial = (guint) g_ascii_strtoull (newest + strlen (head), NULL, 10);
      if (*newest == '\0' || serial < most - 1)
        return g_strdup_printf ("%s%0*u", head, (int) width, serial + 1);
    }
}
