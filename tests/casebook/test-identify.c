/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-storage-util.h"
#include "zx-application-step.h"
#include "zx-date.h"
#include "zx-decision.h"
#include "zx-notice-sheet.h"
#include "zx-round.h"

/* The moves of need identification: all states against all events, all states against all steps in a real casebook, and
 * long random walks after which what must never be is looked for. */

typedef struct
{
  School  school;
  gint64  teacher;
  gint64  class_id;
  guint   n_children;
  guint   day; /* of the walk */
} Fixture;

static char *
dup_date (int day)
{
  char date[ZX_DATE_SIZE];

  return g_strdup (zx_date_from_day (day, date));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  school_set_up (&fixture->school);
  zx_casebook_set_actor (fixture->school.casebook, "田野");
  zx_casebook_set_today (fixture->school.casebook, "2027-08-01");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  school_assert_sound (&fixture->school);
  school_tear_down (&fixture->school);
}

/* --- the table --- */

/* Written down apart from the program: event, states it may happen in, where it leads. */
static const struct
{
  const char *event, *from, *to;
} rules[] = {
  { "submit", "draft", "submitted" },
  { "return", "submitted", "draft" },
  { "verify", "submitted", "verified" },
  { "class_review", "verified", "evaluated" },
  { "homeroom_review", "evaluated", "class_ok" },
  { "skipped", "class_ok", "grade_ok" },
  { "grade_review", "class_ok", "grade_ok" },
  { "office_review", "grade_ok", "office_ok" },
  { "decide", "office_ok", "decided" },
  { "refuse", "submitted verified evaluated class_ok grade_ok office_ok", "refused" },
  { "publish", "decided renotice", "noticed" },
  { "no_notice", "", "" },
  { "object", "noticed contested", "contested" },
  { "dismissed", "contested", "noticed" },
  { "upheld", "contested", "refused" },
  { "changed", "contested", "renotice" },
  { "replaced", "contested", "refused" },
  { "stand_in", "office_ok decided", "renotice" },
  { "confirm", "noticed", "confirmed" },
  { "archive", "confirmed", "filed" },
  { "report", "filed", "reported" },
  { "send_back", "reported", "office_ok" },
  { "adjust", "filed reported", "adjusted" },
  { "withdraw", "draft submitted verified evaluated class_ok grade_ok office_ok decided noticed contested renotice confirmed filed reported", "waived" },
  { "cancel", "draft submitted verified evaluated class_ok grade_ok office_ok decided noticed contested renotice confirmed filed reported", "cancelled" },
  { "expire", "filed reported", "expired" },
  { "note", "", "" },
};

static gboolean
is_among (const char *words,
          const char *word)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char * const *) parts, word);
}

static void
test_every_state_and_event (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (rules), ==, ZX_EVENT_N);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      ZxAppEvent event = zx_app_event_from_word (rules[i].event);

      g_assert_cmpuint (event, ==, i);
      g_assert_nonnull (zx_app_event_get_label (event));
      for (guint j = 0; j < ZX_APP_N_STATES; j++)
        {
          const char *from = zx_app_state_to_word ((ZxAppState) j);
          guint n_open = 1;
          ZxAppState to = zx_app_state_after ((ZxAppState) j, event, FALSE, &n_open);

          g_test_message ("%s in %s", rules[i].event, from);
          if (is_among (rules[i].from, from))
            g_assert_cmpstr (zx_app_state_to_word (to), ==, rules[i].to);
          else
            g_assert_cmpuint (to, ==, ZX_APP_N_STATES);
        }
    }
}

static void
test_short_way_of_temporary_hardship (void)
{
  guint n_open = 0;

  g_assert_cmpuint (zx_app_state_after (ZX_APP_VERIFIED, ZX_EVENT_DECIDE, TRUE, &n_open), ==, ZX_APP_DECIDED);
  g_assert_cmpuint (zx_app_state_after (ZX_APP_OFFICE_OK, ZX_EVENT_DECIDE, TRUE, &n_open), ==, ZX_APP_N_STATES);
  g_assert_cmpuint (zx_app_state_after (ZX_APP_VERIFIED, ZX_EVENT_CLASS_REVIEW, TRUE, &n_open), ==, ZX_APP_N_STATES);
  g_assert_cmpuint (zx_app_state_after (ZX_APP_DECIDED, ZX_EVENT_NO_NOTICE, TRUE, &n_open), ==, ZX_APP_CONFIRMED);
  for (guint i = 0; i < ZX_APP_N_STATES; i++)
    g_assert_cmpuint (zx_app_state_after ((ZxAppState) i, ZX_EVENT_NO_NOTICE, FALSE, &n_open), ==, ZX_APP_N_STATES);
}

/* Several objections to one child: the line waits for the last answer. */
static void
test_line_waits_for_every_objection (void)
{
  guint n_open = 0;
  ZxAppState state = ZX_APP_NOTICED;

  state = zx_app_state_after (state, ZX_EVENT_OBJECT, FALSE, &n_open);
  state = zx_app_state_after (state, ZX_EVENT_OBJECT, FALSE, &n_open);
  g_assert_cmpuint (n_open, ==, 2);
  state = zx_app_state_after (state, ZX_EVENT_DISMISSED, FALSE, &n_open);
  g_assert_cmpuint (state, ==, ZX_APP_CONTESTED);
  state = zx_app_state_after (state, ZX_EVENT_DISMISSED, FALSE, &n_open);
  g_assert_cmpuint (state, ==, ZX_APP_NOTICED);
}

/* --- a real casebook --- */

typedef struct
{
  const char *name;
  const char *class_name;
  gint64      id;
} NewChild;

static gboolean
add_child (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  NewChild *child = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_student);

  child->id = zx_record_get_id (record);

  return zx_record_set_from_string (record, "name", child->name, error) &&
         zx_record_set_from_string (record, "class_name", "四(1)班", error) && zx_action_save (action, record, error);
}

static gint64
new_child (Fixture *fixture)
{
  static const char * const surnames[] = { "李", "王", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴" };
  g_autofree char *name = g_strdup_printf ("%s小%s", surnames[fixture->n_children % 10], (const char *[]) { "梅", "军", "兰", "强", "芳", "明", "红", "刚", "燕", "波" }[fixture->n_children / 10 % 10]);
  NewChild child = { name, NULL, 0 };
  g_autoptr (GError) error = NULL;

  fixture->n_children++;
  zx_casebook_act (fixture->school.casebook, "名册", add_child, &child, NULL, &error);
  g_assert_no_error (error);

  return child.id;
}

typedef struct
{
  const char *kind;
  const char *values; /* "field=value;field=value" */
  gint64      id;
} NewRecord;

static gboolean
add_record (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  NewRecord *fresh = data;
  const ZxKind *kind = zx_kind_find (fresh->kind);
  g_autoptr (ZxRecord) record = zx_record_new (kind);
  g_auto (GStrv) values = g_strsplit (fresh->values, ";", -1);

  fresh->id = zx_record_get_id (record);
  for (guint i = 0; values[i] != NULL; i++)
    {
      char *equals = strchr (values[i], '=');

      *equals = '\0';
      if (!zx_record_set_from_string (record, values[i], equals + 1, error))
        return FALSE;
    }

  return zx_action_save (action, record, error);
}

static gint64
new_record (Fixture    *fixture,
            const char *kind,
            const char *format,
            ...) G_GNUC_PRINTF (3, 4);

static gint64
new_record (Fixture    *fixture,
            const char *kind,
            const char *format,
            ...)
{
  g_autofree char *values = NULL;
  NewRecord fresh = { kind, NULL, 0 };
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  values = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fresh.values = values;
  zx_casebook_act (fixture->school.casebook, "记录", add_record, &fresh, NULL, &error);
  g_assert_no_error (error);

  return fresh.id;
}

static gint64
new_application (Fixture    *fixture,
                 gint64      child,
                 const char *kind)
{
  return new_record (fixture, "application", "student=%" G_GINT64_FORMAT ";kind=%s;school_year=2026-2027;term=2026-2027-1;apply_date=2026-09-01%s", child, kind,
                     strcmp (kind, "3") == 0 ? ";event_date=2026-09-01" : "");
}

static ZxAppState
get_state (Fixture *fixture,
           gint64   application)
{
  g_autofree char *state = school_get (&fixture->school, &zx_kind_application, application, "state");

  return zx_app_state_from_word (state);
}

/* Everything a step could want, so that only the state decides. */
static gboolean
try_step (Fixture     *fixture,
          gint64       application,
          const char  *word,
          const char  *date,
          const char  *outcome,
          gint64       other,
          GError     **error)
{
  g_autofree char *teacher = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->teacher);
  g_autofree char *review = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->class_id);
  g_autofree char *replacement = g_strdup_printf ("%" G_GINT64_FORMAT, other);
  const struct
  {
    const char *words, *key, *value;
  } all[] = {
    { "submit", "committed", "1" },
    { "submit", "commit_date", date },
    { "verify", "method", "2" },
    { "verify", "no_visit_reason", "外出" },
    { "verify", "suggest_level", "2" },
    { "class_review", "class_review", review },
    { "class_review", "suggest_level", "2" },
    { "homeroom_review grade_review office_review decide no_notice", "reviewer", teacher },
    { "decide no_notice", "head", teacher },
    { "return refuse no_notice send_back adjust withdraw cancel report", "reason", "说明" },
    { "publish", "start", date },
    { "publish", "days", "5" },
    { "object", "received_on", date },
    { "object", "content", "不符" },
    { "resolve", "outcome", outcome },
    { "resolve", "found", "查明" },
    { "resolve", "found_on", date },
    { "resolve", "reply", "已答复" },
    { "resolve", "level", strcmp (outcome, "3") == 0 ? (g_str_has_suffix (date, "1") ? "3" : "1") : NULL },
    { "resolve", "replacement", strcmp (outcome, "4") == 0 ? replacement : NULL },
    { "archive", "archive_confirmed", date },
    { "submit return verify homeroom_review grade_review office_review decide refuse no_notice confirm report send_back adjust withdraw cancel expire", "date", date },
  };
  ZxStepField fields[G_N_ELEMENTS (all)];
  ZxStepOne one = { .application = application };
  ZxStepRequest request = { .word = word, .ones = &one, .n_ones = 1, .fields = fields };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (is_among (all[i].words, word) && all[i].value != NULL)
      fields[request.n_fields++] = (ZxStepField) { all[i].key, all[i].value };

  return zx_casebook_step (fixture->school.casebook, &request, NULL, NULL, error);
}

static void
take (Fixture    *fixture,
      gint64      application,
      const char *word,
      const char *date,
      const char *outcome,
      gint64      other)
{
  g_autoptr (GError) error = NULL;

  try_step (fixture, application, word, date, outcome, other, &error);
  g_assert_no_error (error);
}

static void
prepare_people (Fixture *fixture)
{
  fixture->teacher = school_query (&fixture->school, "SELECT id FROM staff LIMIT 1");
  new_child (fixture);
  fixture->class_id = new_record (fixture, "class_review", "class=%" G_GINT64_FORMAT ";term=2026-2027-1;date=2026-09-10;present=9",
                                  school_query (&fixture->school, "SELECT id FROM class LIMIT 1"));
}

/* How each state is reached, and on which day. */
static const struct
{
  ZxAppState  state;
  const char *way;
} ways[] = {
  { ZX_APP_DRAFT, "" },
  { ZX_APP_SUBMITTED, "submit" },
  { ZX_APP_VERIFIED, "submit verify" },
  { ZX_APP_EVALUATED, "submit verify class_review" },
  { ZX_APP_CLASS_OK, "submit verify class_review homeroom_review" },
  { ZX_APP_GRADE_OK, "submit verify class_review homeroom_review grade_review" },
  { ZX_APP_OFFICE_OK, "submit verify class_review homeroom_review grade_review office_review" },
  { ZX_APP_DECIDED, "submit verify class_review homeroom_review grade_review office_review decide" },
  { ZX_APP_NOTICED, "submit verify class_review homeroom_review grade_review office_review decide publish" },
  { ZX_APP_CONTESTED, "submit verify class_review homeroom_review grade_review office_review decide publish object" },
  { ZX_APP_RENOTICE, "submit verify class_review homeroom_review grade_review office_review decide publish object resolve3" },
  { ZX_APP_CONFIRMED, "submit verify class_review homeroom_review grade_review office_review decide publish confirm" },
  { ZX_APP_FILED, "submit verify class_review homeroom_review grade_review office_review decide publish archive" },
  { ZX_APP_REPORTED, "submit verify class_review homeroom_review grade_review office_review decide publish archive report" },
  { ZX_APP_REFUSED, "submit refuse" },
  { ZX_APP_ADJUSTED, "submit verify class_review homeroom_review grade_review office_review decide publish archive adjust" },
  { ZX_APP_WAIVED, "withdraw" },
  { ZX_APP_CANCELLED, "submit cancel" },
  { ZX_APP_EXPIRED, "submit verify class_review homeroom_review grade_review office_review decide publish archive expire" },
};

static void
walk_to (Fixture    *fixture,
         gint64      application,
         const char *way)
{
  g_auto (GStrv) words = g_strsplit (way, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      gboolean resolves = g_str_has_prefix (words[i], "resolve");
      gboolean after = is_among ("confirm archive report adjust expire", words[i]);

      if (strcmp (words[i], "expire") == 0)
        zx_casebook_set_today (fixture->school.casebook, "2027-09-30");
      take (fixture, application, resolves ? "resolve" : words[i], strcmp (words[i], "expire") == 0 ? "2027-09-02" : after ? "2026-10-20" : "2026-09-10",
            resolves ? words[i] + strlen ("resolve") : "1", 0);
    }
}

/* Whether a step that a person asks for may be taken in a state, by the rules above. */
static gboolean
is_allowed (const char *word,
            const char *outcome,
            const char *state)
{
  static const char * const answers[] = { "dismissed", "upheld", "changed", "replaced" };
  const char *event = strcmp (word, "resolve") == 0 ? answers[*outcome - '1'] : word;

  if (strcmp (word, "archive") == 0 && strcmp (state, "noticed") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].event, event) == 0)
      return is_among (rules[i].from, state);

  return FALSE;
}

static void
test_every_state_and_step (Fixture       *fixture,
                           gconstpointer  data)
{
  static const char * const steps[] = {
    "submit", "return", "verify", "class_review", "homeroom_review", "grade_review", "office_review", "decide", "refuse", "publish", "no_notice", "object",
    "resolve", "resolve", "resolve", "resolve", "confirm", "archive", "report", "send_back", "adjust", "withdraw", "cancel", "expire",
  };
  gint64 candidate;
  guint n_done = 0, n_refused = 0;

  prepare_people (fixture);
  g_assert_cmpuint (G_N_ELEMENTS (ways), ==, ZX_APP_N_STATES);
  candidate = new_application (fixture, new_child (fixture), "1");
  walk_to (fixture, candidate, ways[ZX_APP_DECIDED].way);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gint64 application = new_application (fixture, new_child (fixture), "1");
      const char *state = zx_app_state_to_word (ways[i].state);
      guint n_answers = 0;

      walk_to (fixture, application, ways[i].way);
      g_assert_cmpuint (get_state (fixture, application), ==, ways[i].state);
      zx_casebook_set_today (fixture->school.casebook, "2027-09-30");

      for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
        {
          char outcome[] = { (char) (strcmp (steps[j], "resolve") == 0 ? '1' + (int) n_answers++ : '1'), '\0' };
          /* An objection must come while the notice runs; everything else happens long after. */
          const char *date = strcmp (steps[j], "object") == 0 ? "2026-09-11" : "2027-09-11";
          g_autoptr (GError) error = NULL;
          gboolean allowed = is_allowed (steps[j], outcome, state);

          g_test_message ("%s %s in %s", steps[j], outcome, state);
          g_assert_cmpint (try_step (fixture, application, steps[j], date, outcome, candidate, &error), ==, allowed);
          if (allowed)
            {
              g_assert_no_error (error);
              n_done++;
              zx_casebook_undo (fixture->school.casebook, 0, 0, NULL, &error);
              g_assert_no_error (error);
            }
          else
            {
              g_assert_cmpuint (error->domain, ==, ZX_RECORD_ERROR);
              n_refused++;
            }
          g_assert_cmpuint (get_state (fixture, application), ==, ways[i].state);
        }
      zx_casebook_set_today (fixture->school.casebook, "2027-08-01");
    }
  g_assert_cmpuint (n_done + n_refused, ==, ZX_APP_N_STATES * G_N_ELEMENTS (steps));
  g_assert_cmpuint (n_done, >, 40);
}

/* --- random walks --- */

static guint
count_working_days (School     *school,
                    const char *from,
                    const char *to)
{
  guint n = 0;

  for (int day = zx_date_to_day (from); day <= zx_date_to_day (to); day++)
    {
      g_autofree char *date = dup_date (day);
      g_autofree char *sql = g_strdup_printf ("SELECT coalesce ((SELECT CAST (kind AS INTEGER) FROM calendar_day WHERE date = '%s' AND deleted_at IS NULL LIMIT 1), 0)", date);
      gint64 kind = school_query (school, sql);

      n += kind == 2 || (kind == 0 && zx_date_weekday (date) <= 5);
    }

  return n;
}

/* What must never be, asked of the tables and not of the functions that were used. */
static void
check_invariants (Fixture *fixture)
{
  School *school = &fixture->school;
  ZxStatement *row;

  /* Nobody is confirmed without a whole notice, but for temporary hardship. */
  g_assert_cmpint (school_query (school, "SELECT count (*) FROM state_now n JOIN application a ON a.id = n.record WHERE n.state IN ('confirmed', 'filed', 'reported', 'adjusted', 'expired') "
                                         "AND NOT EXISTS (SELECT 1 FROM review_step t WHERE t.application = a.id AND t.event = 'publish' AND t.deleted_at IS NULL) "
                                         "AND NOT (a.kind = '3' AND EXISTS (SELECT 1 FROM review_step t WHERE t.application = a.id AND t.event = 'no_notice' AND t.deleted_at IS NULL))"),
                   ==, 0);
  /* None with an open objection. */
  g_assert_cmpint (school_query (school, "SELECT count (*) FROM state_now n JOIN objection o ON o.application = n.record WHERE n.state IN ('confirmed', 'filed', 'reported') "
                                         "AND o.outcome IS NULL AND o.deleted_at IS NULL"), ==, 0);
  /* None twice: two live ones of a kind, or confirmed two times in a row. */
  g_assert_cmpint (school_query (school, "SELECT count (*) FROM (SELECT 1 FROM application a JOIN state_now n ON n.record = a.id WHERE a.deleted_at IS NULL "
                                         "AND n.state NOT IN ('refused', 'adjusted', 'waived', 'cancelled', 'expired') GROUP BY a.student, a.school_year, a.kind HAVING count (*) > 1)"), ==, 0);
  g_assert_cmpint (school_query (school, "SELECT count (*) FROM review_step t JOIN review_step u ON u.application = t.application AND u.id <> t.id AND u.event = t.event AND u.event = 'confirm' "
                                         "AND u.deleted_at IS NULL AND t.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM review_step b WHERE b.application = t.application "
                                         "AND b.event = 'send_back' AND b.deleted_at IS NULL AND b.position BETWEEN min (t.position, u.position) AND max (t.position, u.position))"), ==, 0);

  /* Each confirmation lies after as many working days as its notice says. */
  row = zx_db_prepare (zx_casebook_get_reader (school->casebook),
                       "SELECT n.start, c.date, n.days FROM review_step c JOIN review_step p ON p.application = c.application AND p.event = 'publish' AND p.deleted_at IS NULL "
                       "AND p.position = (SELECT max (q.position) FROM review_step q WHERE q.application = c.application AND q.event = 'publish' AND q.position < c.position AND q.deleted_at IS NULL) "
                       "JOIN notice n ON n.id = p.notice WHERE c.event = 'confirm' AND c.deleted_at IS NULL", NULL);
  while (zx_statement_step (row, NULL) > 0)
    {
      g_autofree char *start = g_strdup (zx_statement_get_text (row, 0));
      g_autofree char *before = zx_date_add_days (zx_statement_get_text (row, 1), -1);

      g_assert_cmpuint (count_working_days (school, start, before), >=, (guint) zx_statement_get_int (row, 2));
    }
}

static void
test_random_walks (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char * const steps[] = {
    "submit", "return", "verify", "class_review", "homeroom_review", "grade_review", "office_review", "decide", "refuse", "publish", "publish", "no_notice", "object",
    "resolve", "resolve", "confirm", "archive", "report", "send_back", "adjust", "withdraw", "cancel",
  };
  /* The usual way is tried more often, so that walks get somewhere. */
  static const char * const usual[] = { "submit", "verify", "class_review", "homeroom_review", "grade_review", "office_review", "decide", "publish", "archive", "report" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);
  gint64 applications[24];
  guint n_taken = 0, n_refused = 0, n_undone = 0;

  prepare_people (fixture);
  new_record (fixture, "calendar_day", "date=2026-10-01;kind=1");
  new_record (fixture, "calendar_day", "date=2026-10-02;kind=1");
  new_record (fixture, "calendar_day", "date=2026-10-10;kind=2");
  for (guint i = 0; i < G_N_ELEMENTS (applications); i++)
    applications[i] = new_application (fixture, new_child (fixture), i % 6 == 5 ? "3" : "1");

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *today = dup_date (zx_date_to_day ("2026-09-02") + (int) i / 20);
      guint which = g_rand_int_range (rand, 0, G_N_ELEMENTS (applications));
      const char *word = g_rand_boolean (rand) ? usual[g_rand_int_range (rand, 0, G_N_ELEMENTS (usual))] : steps[g_rand_int_range (rand, 0, G_N_ELEMENTS (steps))];
      char outcome[] = { (char) ('1' + g_rand_int_range (rand, 0, 4)), '\0' };
      gint64 other = applications[g_rand_int_range (rand, 0, G_N_ELEMENTS (applications))];
      g_autoptr (GError) error = NULL;

      zx_casebook_set_today (fixture->school.casebook, today);
      /* Who is at the end begins again, so that the walk goes on. */
      if (!zx_app_state_is_live (get_state (fixture, applications[which])))
        applications[which] = new_application (fixture, new_child (fixture), which % 6 == 5 ? "3" : "1");
      if (get_state (fixture, applications[which]) == ZX_APP_NOTICED && g_rand_int_range (rand, 0, 4) == 0)
        word = "object";
      else if (get_state (fixture, applications[which]) == ZX_APP_CONTESTED)
        word = "resolve";
      if (try_step (fixture, applications[which], word, today, outcome, other, &error))
        {
          n_taken++;
          if (g_rand_int_range (rand, 0, 10) == 0)
            n_undone += zx_casebook_undo (fixture->school.casebook, 0, 0, NULL, NULL);
        }
      else
        {
          g_assert_cmpuint (error->domain, ==, ZX_RECORD_ERROR);
          n_refused++;
        }
      if (i % 50 == 49)
        check_invariants (fixture);
    }

  check_invariants (fixture);
  g_test_message ("%u taken, %u refused, %u undone", n_taken, n_refused, n_undone);
  g_assert_cmpuint (n_taken, >, 200);
  g_assert_cmpint (school_query (&fixture->school, "SELECT count (*) FROM review_step WHERE event = 'confirm' AND deleted_at IS NULL"), >, 0);
  g_assert_cmpint (school_query (&fixture->school, "SELECT count (*) FROM objection WHERE deleted_at IS NULL"), >, 0);
}

/* --- working days --- */

static void
test_working_days_over_ten_years (void)
{
  g_autoptr (ZxCalendar) calendar = zx_calendar_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  int first = zx_date_to_day ("2026-01-01"), last = zx_date_to_day ("2035-12-31");
  g_autofree gboolean *works = g_new0 (gboolean, last - first + 1);

  for (int day = first; day <= last; day++)
    {
      g_autofree char *date = dup_date (day);
      gboolean weekday = zx_date_weekday (date) <= 5;
      int chance = g_rand_int_range (rand, 0, 40);

      works[day - first] = weekday;
      if (chance == 0)
        {
          works[day - first] = !weekday;
          zx_calendar_add_day (calendar, date, weekday ? ZX_CALENDAR_HOLIDAY : ZX_CALENDAR_WORKDAY);
        }
    }

  for (guint i = 0; i < 4000; i++)
    {
      int start = g_rand_int_range (rand, first, last - 60), n = g_rand_int_range (rand, 1, 15), left = n, day = start;
      g_autofree char *date = dup_date (start);
      g_autofree char *end = zx_calendar_nth_working_day (calendar, date, n);
      g_autofree char *due = zx_calendar_add_working_days (calendar, date, n);

      for (; left > 0; day++)
        left -= works[day - first];
      g_assert_cmpint (zx_date_to_day (end), ==, day - 1);

      for (left = n, day = start; left > 0;)
        left -= works[++day - first];
      g_assert_cmpint (zx_date_to_day (due), ==, day);
      g_assert_cmpint (zx_calendar_working_days_between (calendar, date, due), ==, n);
    }
}

/* --- what may hang on a wall --- */

/* A word of its own in each field of every record of a child that people may fill in. */
static gboolean
fill_everything (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  static const ZxKind * const kinds[] = { &zx_kind_student, &zx_kind_family, &zx_kind_family_member, &zx_kind_category, &zx_kind_application, &zx_kind_home_visit };
  static const char * const by_steps[] = { "snapshot", "reason_refused", "school_year", "term", NULL };
  gint64 *ids = data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (ZxRecord) record = ids[i] != 0 ? zx_record_load (zx_action_get_db (action), kinds[i], ids[i], error) : NULL;

      if (ids[i] != 0 && record == NULL)
        return FALSE;
      for (guint j = 0; record != NULL && j < kinds[i]->n_fields; j++)
        {
          const ZxField *field = &kinds[i]->fields[j];
          g_autofree char *secret = g_strdup_printf ("机密%u甲%u", i, j);

          if ((field->type == ZX_TYPE_TEXT || field->type == ZX_TYPE_LONG) && field->sensitivity != ZX_PUBLIC &&
              (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_VIRTUAL | ZX_FIELD_HIDDEN)) == 0 && !zx_record_has (record, field->key) &&
              !g_strv_contains (by_steps, field->key))
            zx_record_set_from_string (record, field->key, secret, NULL);
        }
      if (record != NULL && !zx_action_save (action, record, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_everything_on (ZxNoticeSheet *sheet)
{
  GString *all = g_string_new (NULL);
  const char * const head[] = {
    sheet->kind, sheet->number, sheet->title, sheet->school, sheet->school_year, sheet->term, sheet->start, sheet->end, sheet->closing_time, sheet->contact_place,
    sheet->contact_name, sheet->contact_phone, sheet->box, sheet->watch_name, sheet->watch_phone, sheet->renews_number, sheet->dated,
  };

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    g_string_append_printf (all, "%s\n", head[i] != NULL ? head[i] : "");
  for (guint i = 0; i < sheet->entries->len; i++)
    {
      ZxNoticeEntry *entry = g_ptr_array_index (sheet->entries, i);

      g_string_append_printf (all, "%s|%s|%s|%s|%s|%s|%s\n", entry->name, entry->mark != NULL ? entry->mark : "", entry->class_words, entry->grade, entry->class_name,
                              entry->level_words != NULL ? entry->level_words : "", entry->programme != NULL ? entry->programme : "");
    }

  return g_string_free (all, FALSE);
}

static void
test_notice_holds_nothing_personal (Fixture       *fixture,
                                    gconstpointer  data)
{
  gint64 child, ids[6], application, notice;
  g_autoptr (ZxNoticeSheet) plain = NULL, masked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *id_no = storage_dup_id_no (77);

  prepare_people (fixture);
  child = new_child (fixture);
  new_record (fixture, "family_member", "student=%" G_GINT64_FORMAT ";name=马志远;relation=51;phone=13812349876;guardian=1", child);
  new_record (fixture, "category", "student=%" G_GINT64_FORMAT ";cat=05;cert_no=DB520099", child);
  new_record (fixture, "home_visit", "student=%" G_GINT64_FORMAT ";visit_date=2026-09-05;received_by=马志远;home_found=屋顶漏水", child);
  school_set (&fixture->school, &zx_kind_student, child, "id_no", id_no);
  school_set (&fixture->school, &zx_kind_student, child, "phone", "13900001234");
  application = new_application (fixture, child, "1");
  ids[0] = child;
  ids[1] = school_query (&fixture->school, "SELECT family FROM student WHERE family IS NOT NULL LIMIT 1");
  ids[2] = school_query (&fixture->school, "SELECT id FROM family_member LIMIT 1");
  ids[3] = school_query (&fixture->school, "SELECT id FROM category LIMIT 1");
  ids[4] = application;
  ids[5] = school_query (&fixture->school, "SELECT id FROM home_visit LIMIT 1");
  zx_casebook_act (fixture->school.casebook, "机密", fill_everything, ids, NULL, &error);
  g_assert_no_error (error);
  walk_to (fixture, application, ways[ZX_APP_NOTICED].way);

  notice = school_query (&fixture->school, "SELECT id FROM notice LIMIT 1");
  plain = zx_notice_sheet_load (zx_casebook_get_reader (fixture->school.casebook), notice, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plain->entries->len, ==, 1);
  text = dup_everything_on (plain);
  g_assert_null (strstr (text, "机密"));
  g_assert_null (strstr (text, "马志远"));
  g_assert_null (strstr (text, id_no));
  g_assert_null (strstr (text, id_no + 14));
  g_assert_null (strstr (text, "1234"));
  g_assert_null (strstr (text, "DB520099"));
  g_assert_null (strstr (text, "低保"));
  g_assert_null (((ZxNoticeEntry *) g_ptr_array_index (plain->entries, 0))->level_words);

  masked = zx_notice_sheet_load (zx_casebook_get_reader (fixture->school.casebook), notice, &(ZxNoticeOptions) { "masked", 1 }, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strchr (((ZxNoticeEntry *) g_ptr_array_index (masked->entries, 0))->name, '*'));
  g_assert_nonnull (((ZxNoticeEntry *) g_ptr_array_index (masked->entries, 0))->level_words);
}

static void
test_same_names_are_told_apart (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 applications[3];
  ZxStepOne ones[3] = { { 0 } };
  g_autoptr (ZxNoticeSheet) sheet = NULL;

  prepare_people (fixture);
  for (guint i = 0; i < 3; i++)
    {
      gint64 child = new_child (fixture);

      school_set (&fixture->school, &zx_kind_student, child, "name", i < 2 ? "李梅" : "王强");
      if (i < 2)
        school_set (&fixture->school, &zx_kind_student, child, "student_no", i == 0 ? "07" : "21");
      else
        school_set (&fixture->school, &zx_kind_student, child, "student_no", "33");
      applications[i] = ones[i].application = new_application (fixture, child, "1");
      walk_to (fixture, applications[i], ways[ZX_APP_DECIDED].way);
    }
  zx_casebook_step (fixture->school.casebook, &(ZxStepRequest) { "publish", ones, 3, &(ZxStepField) { "start", "2026-09-14" }, 1 }, NULL, NULL, &error);
  g_assert_no_error (error);

  sheet = zx_notice_sheet_load (zx_casebook_get_reader (fixture->school.casebook), school_query (&fixture->school, "SELECT id FROM notice LIMIT 1"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->entries->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      ZxNoticeEntry *entry = g_ptr_array_index (sheet->entries, i);

      if (strcmp (entry->name, "王强") == 0)
        g_assert_null (entry->mark);
      else
        g_assert_true (g_strcmp0 (entry->mark, "07") == 0 || g_strcmp0 (entry->mark, "21") == 0);
    }
}

/* --- pages --- */

static void
test_stage_and_notice_pages (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_casebook_get_reader (fixture->school.casebook);
  gint64 applications[4];
  ZxStageCounts counts;
  g_autoptr (GPtrArray) rows = NULL, checks = NULL;
  g_autoptr (ZxNoticePage) page = NULL;
  g_autoptr (ZxDecision) decision = NULL;
  ZxStepOne ones[4] = { { 0 } };

  prepare_people (fixture);
  for (guint i = 0; i < 4; i++)
    {
      applications[i] = ones[i].application = new_application (fixture, new_child (fixture), "1");
      walk_to (fixture, applications[i], i < 3 ? ways[ZX_APP_NOTICED].way : ways[ZX_APP_SUBMITTED].way);
    }
  take (fixture, applications[0], "object", "2026-09-14", "1", 0);

  g_assert_true (zx_stage_counts_load (db, "2026-2027", NULL, "2026-09-30", &counts, &error));
  g_assert_cmpuint (counts.stages[ZX_APP_STAGE_NOTICE], ==, 3);
  g_assert_cmpuint (counts.stages[ZX_APP_STAGE_VERIFY], ==, 1);
  g_assert_cmpuint (counts.stages[ZX_APP_STAGE_APPLY], ==, 0);
  rows = zx_stage_rows_load (db, "2026-2027", NULL, ZX_APP_STAGE_NOTICE, 0, "2026-09-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);

  page = zx_notice_page_load (db, school_query (&fixture->school, "SELECT id FROM notice LIMIT 1"), "2026-09-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->can_confirm, ==, 2);
  g_assert_cmpuint (page->must_wait, ==, 1);
  g_assert_nonnull (page->wait_why);
  g_assert_cmpstr (page->state, ==, "3");
  g_assert_cmpuint (page->strip->len, ==, 7); /* Thursday 10 to Wednesday 16 */
  g_assert_cmpint (page->days_done, ==, 5);

  checks = zx_step_check (db, "2026-09-30", &(ZxStepRequest) { "confirm", ones, 4, NULL, 0 }, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    {
      ZxStepCheck *check = g_ptr_array_index (checks, i);

      g_assert_cmpint (check->may, ==, i == 1 || i == 2);
      g_assert_cmpint (check->why == NULL, ==, check->may);
    }

  decision = zx_decision_load (db, applications[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (decision->steps->len, ==, 10); /* nine events and the head's signature */
  g_assert_cmpuint (decision->ahead->len, ==, 3);
}

typedef struct
{
  gint64 *applications;
  guint   n_made;
} Carry;

static gboolean
carry_forward (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  Carry *carry = data;
  gint64 round;

  return zx_action_open_round (action, "2027-2028-1", &round, error) &&
         zx_action_carry_forward (action, round, carry->applications, 2, &carry->n_made, error);
}

/* The next year begins with drafts that know the last result; commitment and facts are asked for again. */
static void
test_next_year_begins_with_drafts (Fixture       *fixture,
                                   gconstpointer  data)
{
  gint64 applications[2];
  Carry carry = { applications, 0 };
  g_autoptr (GError) error = NULL;

  prepare_people (fixture);
  for (guint i = 0; i < 2; i++)
    {
      applications[i] = new_application (fixture, new_child (fixture), "1");
      walk_to (fixture, applications[i], ways[ZX_APP_FILED].way);
    }
  zx_casebook_set_today (fixture->school.casebook, "2027-09-02");
  zx_casebook_act (fixture->school.casebook, "新学年", carry_forward, &carry, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (carry.n_made, ==, 2);
  g_assert_cmpuint (get_state (fixture, applications[0]), ==, ZX_APP_EXPIRED);
  g_assert_cmpint (school_query (&fixture->school, "SELECT count (*) FROM application a JOIN state_now n ON n.record = a.id WHERE a.school_year = '2027-2028' "
                                                   "AND n.state = 'draft' AND a.previous IS NOT NULL AND a.snapshot IS NULL AND coalesce (a.committed, 0) = 0"), ==, 2);

  /* A second time makes none again. */
  g_assert_true (zx_casebook_act (fixture->school.casebook, "再来", carry_forward, &carry, NULL, NULL) == FALSE);
  g_assert_cmpint (school_query (&fixture->school, "SELECT count (*) FROM application WHERE school_year = '2027-2028' AND deleted_at IS NULL"), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  storage_test_init (&argc, &argv);

  g_test_add_func ("/identify/every-state-and-event", test_every_state_and_event);
  g_test_add_func ("/identify/short-way-of-temporary-hardship", test_short_way_of_temporary_hardship);
  g_test_add_func ("/identify/line-waits-for-every-objection", test_line_waits_for_every_objection);
  g_test_add ("/identify/every-state-and-step", Fixture, NULL, set_up, test_every_state_and_step, tear_down);
  g_test_add ("/identify/random-walks", Fixture, NULL, set_up, test_random_walks, tear_down);
  g_test_add_func ("/identify/working-days-over-ten-years", test_working_days_over_ten_years);
  g_test_add ("/identify/notice-holds-nothing-personal", Fixture, NULL, set_up, test_notice_holds_nothing_personal, tear_down);
  g_test_add ("/identify/same-names-are-told-apart", Fixture, NULL, set_up, test_same_names_are_told_apart, tear_down);
  g_test_add ("/identify/stage-and-notice-pages", Fixture, NULL, set_up, test_stage_and_notice_pages, tear_down);

  g_test_add ("/identify/next-year-begins-with-drafts", Fixture, NULL, set_up, test_next_year_begins_with_drafts, tear_down);

  return storage_test_run ();
}
