/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-notice-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-notice-sheet.h"
#include "zx-round.h"
#include "zx-student.h"
#include "zx-words.h"

static void
line_free (gpointer data)
{
  ZxNoticeLine *self = data;

  g_free (self->name);
  g_free (self->class_words);
  g_free (self->until);
  g_free (self);
}

static void
day_free (gpointer data)
{
  ZxNoticeDay *self = data;

  g_free (self->name);
  g_free (self);
}

void
zx_notice_page_free (ZxNoticePage *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->start);
  g_free (self->end);
  g_free (self->state);
  g_free (self->posted_on);
  g_free (self->posted_by);
  g_free (self->removed_on);
  g_free (self->wait_why);
  g_free (self->calendar_warning);
  g_ptr_array_unref (self->strip);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->objections);
  g_free (self);
}

static gboolean
load_head (ZxNoticePage  *self,
           ZxDb          *db,
           GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT t.notice_no, t.title, t.kind, t.start, t.days, n.until, t.posted_on, f.name, t.removed_on, "
                                        "(SELECT count (*) FROM attachment a WHERE a.owner_kind = 'notice' AND a.owner_id = t.id AND a.deleted_at IS NULL) "
                                        "FROM notice t LEFT JOIN state_now n ON n.record = t.id LEFT JOIN staff f ON f.id = t.posted_by "
                                        "WHERE t.id = :id AND t.deleted_at IS NULL", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", self->id);
  step = zx_statement_step (row, error);
  if (step <= 0)
    {
      if (step == 0)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is no such notice."));
      return FALSE;
    }

  self->number = g_strdup (zx_statement_get_text (row, 0));
  self->title = g_strdup (!zx_statement_is_null (row, 1) ? zx_statement_get_text (row, 1)
                                                         : zx_notice_kind_get_title (zx_statement_get_text (row, 2)));
  self->kind = g_strdup (zx_statement_get_text (row, 2));
  self->start = g_strdup (zx_statement_get_text (row, 3));
  self->days = (int) zx_statement_get_int (row, 4);
  self->end = g_strdup (zx_statement_get_text (row, 5));
  self->posted_on = g_strdup (zx_statement_get_text (row, 6));
  self->posted_by = g_strdup (zx_statement_get_text (row, 7));
  self->removed_on = g_strdup (zx_statement_get_text (row, 8));
  self->n_photos = (guint) zx_statement_get_int (row, 9);
  sqlite3_reset (row);

  return TRUE;
}

static gboolean
load_lines (ZxNoticePage  *self,
            ZxDb          *db,
            GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT l.id, l.application, a.student, l.name, l.grade, l.class_name, n.state, n.until, n.n_open, n.notice, w.enrol_status "
                                        "FROM notice_line l LEFT JOIN application a ON a.id = l.application LEFT JOIN state_now n ON n.record = l.application "
                                        "LEFT JOIN student_now w ON w.student = a.student WHERE l.notice = :id AND l.deleted_at IS NULL AND l.voided_on IS NULL "
                                        "ORDER BY l.position, l.id", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", self->id);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxNoticeLine *line = g_new0 (ZxNoticeLine, 1);

      line->id = zx_statement_get_int (row, 0);
      line->application = zx_statement_get_int (row, 1);
      line->student = zx_statement_get_int (row, 2);
      line->name = g_strdup (zx_statement_get_text (row, 3));
      line->class_words = zx_class_format (zx_statement_get_text (row, 4), zx_statement_get_text (row, 5));
      line->state = zx_app_state_from_word (zx_statement_get_text (row, 6));
      line->until = g_strdup (zx_statement_get_text (row, 7));
      /* One that went on to a renewed notice has its clock and its objections there. */
      line->is_here = zx_statement_get_int (row, 9) == self->id;
      if (line->is_here)
        line->n_open = (guint) zx_statement_get_int (row, 8);
      line->is_enrolled = zx_enrol_status_is_enrolled (zx_statement_get_text (row, 10));
      g_ptr_array_add (self->lines, line);
    }

  return step == 0;
}

static gboolean
load_objections (ZxNoticePage  *self,
                 ZxDb          *db,
                 GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM objection WHERE notice = :id AND deleted_at IS NULL ORDER BY received_on, id", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", self->id);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (self->objections, id);
    }

  return step == 0;
}

/* (transfer full) (nullable): the name of the holiday on a day */
static char *
dup_day_name (ZxDb       *db,
              const char *date)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT name FROM calendar_day WHERE date = :date AND deleted_at IS NULL AND voided_on IS NULL LIMIT 1", NULL);
  char *name = NULL;

  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":date", date);
  if (zx_statement_step (row, NULL) > 0)
    name = g_strdup (zx_statement_get_text (row, 0));
  sqlite3_reset (row);

  return name;
}

static void
make_strip (ZxNoticePage *self,
            ZxDb         *db,
            ZxCalendar   *calendar,
            const char   *today)
{
  int number = 0;

  if (self->start == NULL || self->end == NULL)
    return;

  for (int i = 0, n = zx_date_days_between (self->start, self->end); i <= n && i < 100; i++)
    {
      ZxNoticeDay *day = g_new0 (ZxNoticeDay, 1);
      g_autofree char *date = zx_date_add_days (self->start, i);

      g_strlcpy (day->date, date, sizeof day->date);
      if (zx_calendar_is_working_day (calendar, date))
        day->number = ++number;
      day->is_past = strcmp (date, today) < 0;
      day->is_today = strcmp (date, today) == 0;
      day->name = dup_day_name (db, date);
      self->days_done += day->number > 0 && day->is_past;
      g_ptr_array_add (self->strip, day);
    }
}

/* Honest counts: who could be filed today, who stays, and why. */
/* Working days after today until the notice may be taken down; 0 on its last day, or for lines with a time of their own. */
static int
count_days_left (ZxNoticePage *self,
                 const char   *latest)
{
  int n = 0;

  if (g_strcmp0 (latest, self->end) != 0)
    return 0;

  for (guint i = 0; i < self->strip->len; i++)
    {
      const ZxNoticeDay *day = g_ptr_array_index (self->strip, i);

      n += day->number > 0 && !day->is_past && !day->is_today;
    }

  return n;
}

static void
count_lines (ZxNoticePage *self,
             const char   *today)
{
  guint n_objections = 0, n_running = 0, n_left = 0;
  const char *latest = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      ZxNoticeLine *line = g_ptr_array_index (self->lines, i);

      if (!line->is_here)
        continue;
      if (line->state == ZX_APP_CONTESTED || (line->state == ZX_APP_NOTICED && line->n_open > 0))
        n_objections++;
      else if (line->state == ZX_APP_NOTICED && !line->is_enrolled)
        n_left++;
      else if (line->state == ZX_APP_NOTICED && (line->until == NULL || strcmp (today, line->until) <= 0))
        {
          n_running++;
          if (line->until != NULL && (latest == NULL || strcmp (line->until, latest) > 0))
            latest = line->until;
        }
      else if (line->state == ZX_APP_NOTICED)
        self->can_confirm++;
    }
  self->must_wait = n_objections + n_running + n_left;

  if (n_running > 0 && latest != NULL)
    {
      g_autofree char *until = zx_date_format (latest, today, ZX_DATE_SHOW_SHORT);
      int n_days = count_days_left (self, latest);
      g_autofree char *days = n_days > 0 ? g_strdup_printf (ngettext ("%d working day is left", "%d working days are left", (gulong) n_days), n_days)
                                         : g_strdup_printf (_("The notice runs until %s"), until);

      self->wait_why = n_objections == 0
                         ? g_steal_pointer (&days)
                         /* Translators: how long a notice still runs; how many objections must be answered */
                         : g_strdup_printf (ngettext ("%s, and %u objection must be answered first", "%s, and %u objections must be answered first", n_objections), days, n_objections);
    }
  else if (n_objections > 0)
    self->wait_why = g_strdup_printf (ngettext ("%u objection is open.", "%u objections are open.", n_objections), n_objections);
  else if (n_left > 0)
    self->wait_why = g_strdup_printf (ngettext ("%u child is not on the roll any more.", "%u children are not on the roll any more.", n_left), n_left);

  self->state = g_strdup (self->removed_on != NULL                                    ? "5"
                          : self->end == NULL                                         ? "1"
                          : n_objections > 0                                          ? "3"
                          : strcmp (today, self->end) > 0 && n_running == 0 ? "4"
                                                                                      : "2");
  self->is_posted_late = self->end != NULL && self->removed_on == NULL && strcmp (today, self->end) > 0;
}

ZxNoticePage *
zx_notice_page_load (ZxDb        *db,
                     gint64       notice,
                     const char  *today,
                     GError     **error)
{
  g_autoptr (ZxNoticePage) self = g_new0 (ZxNoticePage, 1);
  g_autoptr (ZxCalendar) calendar = zx_calendar_load (db, error);

  self->id = notice;
  self->strip = g_ptr_array_new_with_free_func (day_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->objections = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (calendar == NULL || !load_head (self, db, error) || !load_lines (self, db, error) || !load_objections (self, db, error))
    return NULL;

  make_strip (self, db, calendar, today);
  count_lines (self, today);
  if (self->start != NULL && self->end != NULL && !zx_calendar_knows (calendar, self->start, self->end))
    self->calendar_warning = g_strdup_printf (_("The holidays of %.4s are not entered; Monday to Friday was counted. The last day may change."), self->end);

  return g_steal_pointer (&self);
}

GArray *
zx_notices_load (ZxDb        *db,
                 const char  *school_year,
                 GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM notice WHERE school_year = :year AND kind IN ('1', '6') AND deleted_at IS NULL AND voided_on IS NULL "
                                        "ORDER BY start DESC, id DESC", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":year", school_year);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (ids, id);
    }

  return step < 0 ? NULL : g_steal_pointer (&ids);
}
