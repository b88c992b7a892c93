/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application-state"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-identify-private.h"

/* Where an application stands follows from its steps, read in order through the table of moves. Steps of two laptops may
 * contradict each other; one that cannot happen where it stands is passed over, the same on both. */

typedef struct
{
  gboolean   exists;
  gint64     student;
  char      *school_year;
  gboolean   temporary;
  gboolean   follows;              /* another application, which holds until this one is decided */
  gboolean   counted;              /* was once among those in need */
  ZxAppState state;
  char       since[ZX_DATE_SIZE];
  char       level[4];
  gint64     notice;
  char       until[ZX_DATE_SIZE];
  guint      n_open;
  gint64     position;
  char       paused[ZX_DATE_SIZE]; /* the day its clock stopped */
  ZxAppEvent refused;              /* the first step that could not happen; ZX_EVENT_N for none */
} Standing;

static void
standing_clear (Standing *self)
{
  g_clear_pointer (&self->school_year, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

static void
copy_date (char       *to,
           const char *from)
{
  g_strlcpy (to, from != NULL ? from : "", ZX_DATE_SIZE);
}

static void
take (char *to,
      char *date)
{
  copy_date (to, date);
  g_free (date);
}

/* A clock that was stopped goes on with the working days that were left, one at least. */
static void
resume (Standing   *self,
        ZxCalendar *calendar,
        const char *date)
{
  int left;

  if (*self->paused == '\0' || *self->until == '\0')
    return;

  left = MAX (1, zx_calendar_working_days_between (calendar, self->paused, self->until));
  take (self->until, zx_calendar_add_working_days (calendar, date, left));
  *self->paused = '\0';
}

/* @row: event, date, level, notice, position, start, days */
static void
take_step (Standing    *self,
           ZxStatement *row,
           ZxCalendar  *calendar)
{
  ZxAppEvent event = zx_app_event_from_word (zx_statement_get_text (row, 0));
  const char *date = zx_statement_get_text (row, 1);
  ZxAppState to;

  self->position = MAX (self->position, zx_statement_get_int (row, 4));
  if (event >= ZX_EVENT_NOTE)
    return;

  to = zx_app_state_after (self->state, event, self->temporary, &self->n_open);
  if (to == ZX_APP_N_STATES)
    {
      if (self->refused == ZX_EVENT_N)
        self->refused = event;
      return;
    }

  if (event == ZX_EVENT_PUBLISH)
    {
      self->notice = zx_statement_get_int (row, 3);
      *self->paused = '\0';
      take (self->until, zx_calendar_nth_working_day (calendar, zx_statement_get_text (row, 5), MAX (1, (int) zx_statement_get_int (row, 6))));
    }
  else if (event == ZX_EVENT_OBJECT && *self->paused == '\0')
    copy_date (self->paused, date);
  else if (event == ZX_EVENT_DISMISSED && to == ZX_APP_NOTICED)
    resume (self, calendar, date);

  if (!zx_statement_is_null (row, 2))
    g_strlcpy (self->level, zx_statement_get_text (row, 2), sizeof self->level);
  self->state = to;
  self->counted = self->counted || zx_app_state_is_confirmed (to);
  copy_date (self->since, date);
}

static gboolean
read_standing (ZxDb        *db,
               ZxCalendar  *calendar,
               gint64       application,
               Standing    *self,
               GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT student, school_year, kind, apply_date, previous IS NOT NULL FROM application "
                                        "WHERE id = :id AND deleted_at IS NULL AND voided_on IS NULL", error);
  int step;

  self->refused = ZX_EVENT_N;
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", application);
  step = zx_statement_step (row, error);
  if (step <= 0)
    return step == 0;
  self->exists = TRUE;
  self->student = zx_statement_get_int (row, 0);
  self->school_year = g_strdup (zx_statement_get_text (row, 1));
  self->temporary = g_strcmp0 (zx_statement_get_text (row, 2), "3") == 0;
  copy_date (self->since, zx_statement_get_text (row, 3));
  self->follows = zx_statement_get_int (row, 4) != 0;
  sqlite3_reset (row);

  row = zx_db_prepare (db, "SELECT t.event, t.date, t.level, t.notice, t.position, n.start, n.days FROM review_step t LEFT JOIN notice n ON n.id = t.notice "
                           "WHERE t.application = :id AND t.deleted_at IS NULL AND t.voided_on IS NULL ORDER BY t.position, t.id", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", application);
  while ((step = zx_statement_step (row, error)) > 0)
    take_step (self, row, calendar);

  return step == 0;
}

/* What a change may do to who is in need. */
static gboolean
is_about_need (const char *state)
{
  static const char * const of_need[] = { "confirmed", "filed", "reported", "adjusted", "expired", NULL };

  return state != NULL && g_strv_contains (of_need, state);
}

static gboolean
forget_state (ZxDb     *db,
              gint64    record,
              GError  **error)
{
  ZxStatement *statement = zx_db_prepare (db, "DELETE FROM state_now WHERE record = :record", error);

  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":record", record);

  return zx_statement_run (statement, error);
}

static void
bind_filled (ZxStatement *statement,
             const char  *name,
             const char  *text)
{
  zx_statement_set_text (statement, name, text != NULL && *text != '\0' ? text : NULL);
}

gboolean
zx_application_refresh_state (ZxDb        *db,
                              ZxCalendar  *calendar,
                              gint64       application,
                              gboolean    *out_need_changed,
                              GError     **error)
{
  g_auto (Standing) now = { 0 };
  ZxStatement *statement;
  gboolean was_of_need = FALSE;
  int step;

  if (!read_standing (db, calendar, application, &now, error))
    return FALSE;

  statement = zx_db_prepare (db, "SELECT state FROM state_now WHERE record = :record", error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":record", application);
  step = zx_statement_step (statement, error);
  if (step < 0)
    return FALSE;
  was_of_need = step > 0 && is_about_need (zx_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  if (out_need_changed != NULL)
    *out_need_changed = was_of_need || now.follows || now.counted || (now.exists && is_about_need (zx_app_state_to_word (now.state)));
  if (!now.exists)
    return forget_state (db, application, error);

  statement = zx_db_prepare (db, "INSERT OR REPLACE INTO state_now (record, kind, student, school_year, state, since, level, notice, until, n_open, steps) "
                                 "VALUES (:record, 'application', :student, :year, :state, :since, :level, :notice, :until, :n_open, :steps)", error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":record", application);
  zx_statement_set_int (statement, ":student", now.student);
  zx_statement_set_text (statement, ":year", now.school_year);
  zx_statement_set_text (statement, ":state", zx_app_state_to_word (now.state));
  bind_filled (statement, ":since", now.since);
  bind_filled (statement, ":level", now.level);
  if (now.notice != 0)
    zx_statement_set_int (statement, ":notice", now.notice);
  bind_filled (statement, ":until", now.until);
  zx_statement_set_int (statement, ":n_open", now.n_open);
  zx_statement_set_int (statement, ":steps", now.position);

  return zx_statement_run (statement, error);
}

gboolean
zx_notice_refresh_state (ZxDb        *db,
                         ZxCalendar  *calendar,
                         gint64       notice,
                         GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT t.start, t.days, t.school_year, (SELECT count (*) FROM objection o WHERE o.notice = t.id "
                                        "AND o.outcome IS NULL AND o.deleted_at IS NULL AND o.voided_on IS NULL) FROM notice t "
                                        "WHERE t.id = :id AND t.deleted_at IS NULL AND t.voided_on IS NULL", error);
  g_autofree char *until = NULL;
  g_autofree char *year = NULL;
  gint64 n_open;
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", notice);
  step = zx_statement_step (row, error);
  if (step <= 0)
    return step == 0 && forget_state (db, notice, error);

  if (!zx_statement_is_null (row, 0) && zx_statement_get_int (row, 1) > 0)
    until = zx_calendar_nth_working_day (calendar, zx_statement_get_text (row, 0), (int) zx_statement_get_int (row, 1));
  year = g_strdup (zx_statement_get_text (row, 2));
  n_open = zx_statement_get_int (row, 3);
  sqlite3_reset (row);

  row = zx_db_prepare (db, "INSERT OR REPLACE INTO state_now (record, kind, school_year, until, n_open) VALUES (:record, 'notice', :year, :until, :n_open)", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":record", notice);
  zx_statement_set_text (row, ":year", year);
  zx_statement_set_text (row, ":until", until);
  zx_statement_set_int (row, ":n_open", n_open);

  return zx_statement_run (row, error);
}

gboolean
zx_application_check_steps (ZxDb    *db,
                            gint64   application,
                            GError **error)
{
  g_auto (Standing) now = { 0 };

  if (!read_standing (db, NULL, application, &now, error))
    return FALSE;
  if (now.refused == ZX_EVENT_N)
    return TRUE;

  g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
               _("This cannot be done: afterwards the step “%s” would stand where it cannot happen. Nothing was changed."),
               zx_app_event_get_label (now.refused));

  return FALSE;
}
