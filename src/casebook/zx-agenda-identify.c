/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-agenda"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-agenda-private.h"
#include "zx-date.h"
#include "zx-identify.h"

static void
set_due (ZxAgendaItem *item,
         const char   *due,
         const char   *today)
{
  item->due = g_strdup (due);
  item->days = due != NULL ? zx_date_days_between (today, due) : 0;
  item->urgent = item->days < 0;
}

/* A notice that runs, one that is over with children still on it, and one that still hangs. */
static gboolean
add_notices (GPtrArray   *items,
             ZxDb        *db,
             const char  *today,
             GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT t.id, t.notice_no, n.until, t.removed_on IS NOT NULL, "
                                        "(SELECT count (*) FROM state_now a WHERE a.notice = t.id AND a.state = 'noticed'), "
                                        "(SELECT count (*) FROM state_now a WHERE a.notice = t.id AND a.state = 'contested'), "
                                        "(SELECT max (a.until) FROM state_now a WHERE a.notice = t.id AND a.state = 'noticed') "
                                        "FROM notice t JOIN state_now n ON n.record = t.id WHERE t.deleted_at IS NULL AND t.voided_on IS NULL AND n.until IS NOT NULL "
                                        "ORDER BY n.until, t.id", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *number = zx_statement_get_text (row, 1) != NULL ? zx_statement_get_text (row, 1) : "";
      const char *until = zx_statement_get_text (row, 2);
      const char *latest = zx_statement_is_null (row, 6) ? until : zx_statement_get_text (row, 6);
      guint n_waiting = (guint) zx_statement_get_int (row, 4);
      gboolean runs = strcmp (today, latest) <= 0;
      ZxAgendaItem *item;

      if (n_waiting > 0 || (runs && zx_statement_get_int (row, 5) > 0))
        {
          item = zx_agenda_add (items, ZX_AGENDA_NOTICE_ENDS, "notice", zx_statement_get_int (row, 0), 0);
          set_due (item, latest, today);
          item->words = runs ? g_strdup_printf (ngettext ("Notice %s ends in %d day", "Notice %s ends in %d days", item->days), number, item->days)
                             : g_strdup_printf (ngettext ("Notice %s is over: %u child to be filed", "Notice %s is over: %u children to be filed", n_waiting), number, n_waiting);
          if (runs && item->days == 0)
            {
              g_free (item->words);
              item->words = g_strdup_printf (_("Notice %s ends today"), number);
            }
        }
      if (strcmp (today, until) > 0 && zx_statement_get_int (row, 3) == 0)
        {
          item = zx_agenda_add (items, ZX_AGENDA_NOTICE_POSTED, "notice", zx_statement_get_int (row, 0), 0);
          set_due (item, until, today);
          item->words = g_strdup_printf (_("Notice %s is over: take it down and note the day"), number);
        }
    }

  return step == 0;
}

static gboolean
add_objections (GPtrArray   *items,
                ZxDb        *db,
                const char  *today,
                GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT o.id, o.due_on, a.student, s.name FROM objection o LEFT JOIN application a ON a.id = o.application "
                                        "LEFT JOIN student s ON s.id = a.student WHERE o.outcome IS NULL AND o.deleted_at IS NULL AND o.voided_on IS NULL "
                                        "ORDER BY o.due_on, o.id", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxAgendaItem *item = zx_agenda_add (items, ZX_AGENDA_OBJECTION_DUE, "objection", zx_statement_get_int (row, 0), zx_statement_get_int (row, 2));
      g_autofree char *day = zx_date_format (zx_statement_get_text (row, 1), today, ZX_DATE_SHOW_SHORT);
      const char *name = zx_statement_get_text (row, 3);

      set_due (item, zx_statement_get_text (row, 1), today);
      item->words = name != NULL ? g_strdup_printf (_("Objection about %s: reply by %s"), name, day) : g_strdup_printf (_("Objection to a notice: reply by %s"), day);
    }

  return step == 0;
}

/* Families of whom nobody told the refusal, and confirmed ones who have not signed the file. */
static gboolean
add_families (GPtrArray   *items,
              ZxDb        *db,
              const char  *today,
              GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT a.id, a.student, s.name, n.since, n.state FROM state_now n JOIN application a ON a.id = n.record JOIN student s ON s.id = a.student "
                                        "WHERE n.kind = 'application' AND ((n.state = 'refused' AND NOT EXISTS (SELECT 1 FROM talk k WHERE k.student = a.student AND k.kind = '2' "
                                        "AND k.date >= n.since AND k.deleted_at IS NULL AND k.voided_on IS NULL)) OR n.state = 'confirmed') "
                                        "AND n.since >= date (:today, '-180 days') ORDER BY n.since, s.name", error);
  g_autoptr (ZxCalendar) calendar = zx_calendar_load (db, error);
  ZxIdentifySettings settings;
  int step;

  if (row == NULL || calendar == NULL || !zx_identify_settings_load (&settings, db, error))
    return FALSE;
  zx_statement_set_text (row, ":today", today);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gboolean refused = g_strcmp0 (zx_statement_get_text (row, 4), "refused") == 0;
      ZxAgendaItem *item = zx_agenda_add (items, refused ? ZX_AGENDA_TELL_REFUSED : ZX_AGENDA_SIGN_FILE, "application",
                                          zx_statement_get_int (row, 0), zx_statement_get_int (row, 1));
      g_autofree char *due = zx_calendar_add_working_days (calendar, zx_statement_get_text (row, 3), refused ? settings.talk_days : settings.file_days);

      set_due (item, due, today);
      item->words = refused ? g_strdup_printf (_("%s: talk with the family about the refusal"), zx_statement_get_text (row, 2))
                            : g_strdup_printf (_("%s: the family has not signed the file yet"), zx_statement_get_text (row, 2));
    }

  return step == 0;
}

gboolean
zx_agenda_add_identify (GPtrArray   *items,
                        ZxDb        *db,
                        const char  *today,
                        GError     **error)
{
  return add_notices (items, db, today, error) && add_objections (items, db, today, error) && add_families (items, db, today, error);
}
