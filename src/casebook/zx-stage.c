/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-stage"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-round.h"
#include "zx-student-facts.h"
#include "zx-words.h"

/* So long an application may wait anywhere before somebody should look. */
#define MANY_DAYS 7
#define REASON_LENGTH 40

/* Which states wait at a stage. Without grade review, who was reviewed by the class teacher waits for the aid office. */
static const char *
get_states (ZxAppStage                stage,
            const ZxIdentifySettings *settings)
{
  gboolean no_grade = settings->grade_review == ZX_GRADE_REVIEW_OFF;

  switch (stage)
    {
    case ZX_APP_STAGE_APPLY:
      return "draft";
    case ZX_APP_STAGE_VERIFY:
      return "submitted";
    case ZX_APP_STAGE_EVALUATE:
      return "verified";
    case ZX_APP_STAGE_HOMEROOM:
      return "evaluated";
    case ZX_APP_STAGE_GRADE:
      return no_grade ? "" : "class_ok";
    case ZX_APP_STAGE_OFFICE:
      return no_grade ? "class_ok,grade_ok,office_ok,decided,renotice" : "grade_ok,office_ok,decided,renotice";
    case ZX_APP_STAGE_NOTICE:
      return "noticed,contested";
    case ZX_APP_STAGE_FILED:
      return "confirmed,filed,reported";
    case ZX_APP_STAGE_OUT:
      return "refused";
    case ZX_APP_STAGE_N:
    default:
      return "";
    }
}

static gboolean
holds (const char *states,
       const char *state)
{
  gsize length = strlen (state);

  for (const char *p = states; (p = strstr (p, state)) != NULL; p += length)
    if ((p == states || p[-1] == ',') && (p[length] == ',' || p[length] == '\0'))
      return TRUE;

  return FALSE;
}

/* By when the next step should be taken. (transfer full) (nullable) */
static char *
dup_due (ZxAppState                 state,
         gboolean                   temporary,
         const char                *since,
         const ZxIdentifySettings  *settings,
         const ZxCalendar          *calendar)
{
  int days;

  if (since == NULL)
    return NULL;

  switch ((int) state)
    {
    case ZX_APP_SUBMITTED:
      days = temporary ? settings->short_verify_days : settings->verify_days;
      break;
    case ZX_APP_CONTESTED:
      days = settings->reply_days;
      break;
    case ZX_APP_CONFIRMED:
      days = settings->file_days;
      break;
    case ZX_APP_REFUSED:
      days = settings->talk_days;
      break;
    default:
      return NULL;
    }

  return zx_calendar_add_working_days ((ZxCalendar *) calendar, since, days);
}

/* Ends, and who needs no further step soon, are never late. */
static gboolean
is_late (ZxAppState   state,
         const char  *due,
         int          days_here,
         gboolean     told,
         const char  *today)
{
  if (state == ZX_APP_REFUSED && told)
    return FALSE;
  if (due != NULL)
    return strcmp (today, due) > 0;
  if (state == ZX_APP_NOTICED || zx_app_state_is_confirmed (state) || !zx_app_state_is_live (state))
    return FALSE;

  return days_here > MANY_DAYS;
}

void
zx_stage_row_free (ZxStageRow *self)
{
  g_free (self->name);
  g_free (self->class_words);
  g_free (self->kind);
  g_free (self->level);
  g_free (self->level_words);
  g_free (self->reason);
  g_free (self->visited_on);
  g_free (self->missing_papers);
  g_free (self->since);
  g_free (self->due_on);
  g_free (self->until);
  g_free (self);
}

/* The four papers of a whole application. */
static void
count_papers (ZxStageRow *self,
              gboolean    has_form,
              gboolean    has_commitment,
              gboolean    has_proof,
              gboolean    has_family)
{
  const struct
  {
    gboolean    there;
    const char *name;
  } papers[] = {
    { has_form, _("application form") },
    { has_commitment, _("commitment") },
    { has_proof, _("proof") },
    { has_family, _("facts of the family") },
  };
  GString *missing = g_string_new (NULL);

  self->n_papers_wanted = G_N_ELEMENTS (papers);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (papers[i].there)
      self->n_papers++;
    else
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? C_("list", ", ") : "", papers[i].name);
  self->missing_papers = g_string_free (missing, self->n_papers == self->n_papers_wanted);
}

static char *
dup_cut (const char *text)
{
  g_autofree char *cut = NULL;

  if (text == NULL)
    return g_strdup ("");
  cut = g_utf8_strlen (text, -1) > REASON_LENGTH ? g_utf8_substring (text, 0, REASON_LENGTH) : g_strdup (text);
  g_strdelimit (cut, "\r\n\t", ' ');

  return g_steal_pointer (&cut);
}

typedef struct
{
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

static gboolean
look_load (Look    *self,
           ZxDb    *db,
           GError **error)
{
  zx_level_words_load (&self->levels, db);
  if (!zx_identify_settings_load (&self->settings, db, error))
    return FALSE;
  self->calendar = zx_calendar_load (db, error);

  return self->calendar != NULL;
}

static ZxStageRow *
take_row (ZxStatement *row,
          const Look  *look,
          const char  *today)
{
  ZxStageRow *self = g_new0 (ZxStageRow, 1);

  self->id = zx_statement_get_int (row, 0);
  self->student = zx_statement_get_int (row, 1);
  self->name = g_strdup (zx_statement_get_text (row, 2));
  self->class_words = zx_class_format (zx_statement_get_text (row, 3), zx_statement_get_text (row, 4));
  self->state = zx_app_state_from_word (zx_statement_get_text (row, 5));
  self->kind = g_strdup (zx_statement_get_text (row, 6));
  self->level = g_strdup (zx_statement_get_text (row, 7));
  self->level_rank = zx_level_get_rank (self->level);
  self->level_words = g_strdup (self->level != NULL ? look->levels.words[self->level_rank] : "");
  self->reason = dup_cut (zx_statement_get_text (row, 8));
  self->since = g_strdup (zx_statement_get_text (row, 9));
  self->notice = zx_statement_get_int (row, 10);
  self->until = g_strdup (zx_statement_get_text (row, 11));
  self->n_open = (guint) zx_statement_get_int (row, 12);
  self->visited_on = g_strdup (zx_statement_get_text (row, 13));
  self->told = zx_statement_get_int (row, 14) != 0;
  count_papers (self, *self->reason != '\0' || zx_statement_get_int (row, 18) != 0, zx_statement_get_int (row, 15) != 0,
                zx_statement_get_int (row, 16) != 0, zx_statement_get_int (row, 17) != 0);
  self->days_here = self->since != NULL ? MAX (0, zx_date_days_between (self->since, today)) : 0;
  self->due_on = dup_due (self->state, g_strcmp0 (self->kind, "3") == 0, self->since, &look->settings, look->calendar);
  self->is_late = is_late (self->state, self->due_on, self->days_here, self->told, today);

  return self;
}

#define TOLD \
  "EXISTS (SELECT 1 FROM talk k WHERE k.student = a.student AND k.kind = '2' AND k.date >= n.since AND k.deleted_at IS NULL AND k.voided_on IS NULL)"

static const char stage_rows[] =
  "SELECT a.id, a.student, s.name, w.grade, w.class_name, n.state, a.kind, n.level, a.reason, n.since, n.notice, n.until, n.n_open, "
  "CASE WHEN w.last_visit >= :from THEN w.last_visit END, CASE WHEN n.state = 'refused' THEN " TOLD " ELSE 0 END, coalesce (a.committed, 0), "
  "EXISTS (SELECT 1 FROM category c WHERE (c.student = a.student OR c.family = s.family) AND (c.cert_no IS NOT NULL OR c.matched_by IS NOT NULL) AND c.deleted_at IS NULL) "
  "OR EXISTS (SELECT 1 FROM attachment t WHERE t.owner_kind = 'application' AND t.owner_id = a.id AND t.deleted_at IS NULL), "
  "coalesce (f.population IS NOT NULL AND f.income_year IS NOT NULL, 0), a.reason IS NOT NULL "
  "FROM state_now n JOIN application a ON a.id = n.record JOIN student s ON s.id = a.student LEFT JOIN student_now w ON w.student = a.student "
  "LEFT JOIN family f ON f.id = s.family "
  "WHERE n.kind = 'application' AND n.school_year = :year AND n.state IN (SELECT value FROM json_each (:states)) AND (:term IS NULL OR a.term = :term) "
  "AND (:class = 0 OR w.class = :class) ORDER BY w.sort_class, w.sort_name, a.id";

/* "a,b" as ["a","b"] */
static char *
dup_list (const char *states)
{
  g_auto (GStrv) parts = g_strsplit (states, ",", -1);
  g_autofree char *inner = *states != '\0' ? g_strjoinv ("\",\"", parts) : NULL;

  return inner != NULL ? g_strdup_printf ("[\"%s\"]", inner) : g_strdup ("[]");
}

GPtrArray *
zx_stage_rows_load (ZxDb        *db,
                    const char  *school_year,
                    const char  *term,
                    ZxAppStage   stage,
                    gint64       class_id,
                    const char  *today,
                    GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, stage_rows, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_stage_row_free);
  g_auto (Look) look = { 0 };
  g_autofree char *from = g_strdup_printf ("%d-09-01", zx_school_year_get_first (school_year));
  g_autofree char *states = NULL;
  int step;

  if (row == NULL || !look_load (&look, db, error))
    return NULL;

  states = dup_list (get_states (stage, &look.settings));
  zx_statement_set_text (row, ":year", school_year);
  zx_statement_set_text (row, ":states", states);
  zx_statement_set_text (row, ":term", term);
  zx_statement_set_int (row, ":class", class_id);
  zx_statement_set_text (row, ":from", from);
  while ((step = zx_statement_step (row, error)) > 0)
    g_ptr_array_add (rows, take_row (row, &look, today));

  return step < 0 ? NULL : g_steal_pointer (&rows);
}

gboolean
zx_stage_counts_load (ZxDb           *db,
                      const char     *school_year,
                      const char     *term,
                      const char     *today,
                      ZxStageCounts  *out_counts,
                      GError        **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT n.state, a.kind = '3', n.since, CASE WHEN n.state = 'refused' THEN " TOLD " ELSE 0 END AS told, count (*) "
                                        "FROM state_now n JOIN application a ON a.id = n.record WHERE n.kind = 'application' AND n.school_year = :year "
                                        "AND (:term IS NULL OR a.term = :term) GROUP BY 1, 2, 3, 4", error);
  g_auto (Look) look = { 0 };
  int step;

  *out_counts = (ZxStageCounts) { 0 };
  if (row == NULL || !look_load (&look, db, error))
    return FALSE;

  zx_statement_set_text (row, ":year", school_year);
  zx_statement_set_text (row, ":term", term);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *word = zx_statement_get_text (row, 0), *since = zx_statement_get_text (row, 2);
      ZxAppState state = zx_app_state_from_word (word);
      gboolean told = zx_statement_get_int (row, 3) != 0;
      guint n = (guint) zx_statement_get_int (row, 4);
      g_autofree char *due = dup_due (state, zx_statement_get_int (row, 1) != 0, since, &look.settings, look.calendar);

      for (guint i = 0; i < ZX_APP_STAGE_N; i++)
        if (holds (get_states ((ZxAppStage) i, &look.settings), word))
          out_counts->stages[i] += n;
      if (state == ZX_APP_REFUSED && !told)
        out_counts->to_tell += n;
      if (is_late (state, due, since != NULL ? zx_date_days_between (since, today) : 0, told, today))
        out_counts->late += n;
    }

  return step == 0;
}

gint64
zx_verifying_visit_find (ZxDb        *db,
                         gint64       student,
                         const char  *school_year,
                         GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT v.id FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.student = :student "
                                        "AND c.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL AND coalesce (v.nobody_home, 0) = 0 "
                                        "AND v.visit_date >= :from ORDER BY v.visit_date DESC, v.id DESC LIMIT 1", error);
  g_autofree char *from = g_strdup_printf ("%.4s-09-01", school_year);
  gint64 visit = 0;

  if (row == NULL)
    return 0;

  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":from", from);
  if (zx_statement_step (row, error) > 0)
    visit = zx_statement_get_int (row, 0);
  sqlite3_reset (row);

  return visit;
}
