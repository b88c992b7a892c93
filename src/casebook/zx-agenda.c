/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-agenda"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-agenda-private.h"
#include "zx-draft.h"
#include "zx-visit-coverage.h"

/* Promises are shown so many days ahead. */
#define DAYS_AHEAD 3

const char *
zx_agenda_what_to_word (ZxAgendaWhat what)
{
  switch (what)
    {
    case ZX_AGENDA_VISIT_OVERDUE:
      return "visit_overdue";
    case ZX_AGENDA_DRAFT:
      return "draft";
    case ZX_AGENDA_BACKUP:
      return "backup";
    case ZX_AGENDA_REJECTED_ROWS:
      return "rejected_rows";
    case ZX_AGENDA_NOTICE_ENDS:
      return "notice_ends";
    case ZX_AGENDA_NOTICE_POSTED:
      return "notice_posted";
    case ZX_AGENDA_OBJECTION_DUE:
      return "objection_due";
    case ZX_AGENDA_TELL_REFUSED:
      return "tell_refused";
    case ZX_AGENDA_SIGN_FILE:
      return "sign_file";
    case ZX_AGENDA_FOLLOW_UP:
    default:
      return "follow_up";
    }
}

void
zx_agenda_item_free (ZxAgendaItem *self)
{
  g_free (self->due);
  g_free (self->words);
  g_free (self);
}

ZxAgendaItem *
zx_agenda_add (GPtrArray    *items,
               ZxAgendaWhat  what,
               const char   *kind,
               gint64        id,
               gint64        student)
{
  ZxAgendaItem *item = g_new0 (ZxAgendaItem, 1);

  item->what = what;
  item->kind = kind;
  item->id = id;
  item->student = student;
  g_ptr_array_add (items, item);

  return item;
}

static char *
dup_promise_words (const ZxPromise *promise)
{
  const char *name = promise->student_name;
  const char *what = promise->what != NULL ? promise->what : "";

  if (promise->due == NULL)
    /* Translators: a child's name and what was promised */
    return g_strdup_printf (_("%s: %s"), name, what);
  if (promise->days < 0)
    return g_strdup_printf (ngettext ("%s: %s, overdue by %d day", "%s: %s, overdue by %d days", -promise->days), name, what, -promise->days);
  if (promise->days == 0)
    return g_strdup_printf (_("%s: %s, today"), name, what);

  return g_strdup_printf (ngettext ("%s: %s, in %d day", "%s: %s, in %d days", promise->days), name, what, promise->days);
}

static gboolean
add_promises (GPtrArray   *items,
              ZxDb        *db,
              const char  *today,
              GError     **error)
{
  g_autofree char *until = zx_date_add_days (today, DAYS_AHEAD);
  g_autoptr (GPtrArray) promises = zx_promises_load (db, 0, until, today, error);

  if (promises == NULL)
    return FALSE;

  for (guint i = 0; i < promises->len; i++)
    {
      ZxPromise *promise = g_ptr_array_index (promises, i);
      ZxAgendaItem *item;

      if (promise->due == NULL)
        continue;
      item = zx_agenda_add (items, ZX_AGENDA_FOLLOW_UP, "follow_up", promise->id, promise->student);
      item->due = g_strdup (promise->due);
      item->days = promise->days;
      item->urgent = promise->days < 0;
      item->words = dup_promise_words (promise);
    }

  return TRUE;
}

static gboolean
add_visits (GPtrArray   *items,
            ZxDb        *db,
            const char  *today,
            guint        limit,
            GError     **error)
{
  g_autoptr (ZxVisitCoverage) coverage = zx_visit_coverage_load_some (db, today, limit, error);

  if (coverage == NULL)
    return FALSE;

  for (guint i = 0; i < coverage->todo->len; i++)
    {
      ZxVisitDue *due = g_ptr_array_index (coverage->todo, i);
      ZxAgendaItem *item = zx_agenda_add (items, ZX_AGENDA_VISIT_OVERDUE, "student", due->row->id, due->row->id);

      item->due = g_strdup (coverage->rule.end);
      item->days = coverage->rule.days_left;
      item->urgent = due->row->overdue;
      item->words = coverage->rule.by_term
                      /* Translators: a child, the class, and when the last visit was */
                      ? g_strdup_printf (_("%s (%s): no home visit this term; %s"), due->row->name, due->row->class_words, due->last_words)
                      : g_strdup_printf (_("%s (%s): no home visit this quarter; %s"), due->row->name, due->row->class_words, due->last_words);
    }

  return TRUE;
}

static gboolean
add_drafts (GPtrArray   *items,
            ZxDb        *db,
            const char  *today,
            GError     **error)
{
  g_autoptr (GPtrArray) drafts = zx_drafts_load (db, NULL, error);

  if (drafts == NULL)
    return FALSE;

  for (guint i = 0; i < drafts->len; i++)
    {
      ZxDraft *draft = g_ptr_array_index (drafts, i);
      ZxAgendaItem *item = zx_agenda_add (items, ZX_AGENDA_DRAFT, "draft", draft->key, draft->student);
      g_autoptr (ZxStudentRow) row = draft->student != 0 ? zx_student_row_load (db, draft->student, today, NULL) : NULL;

      if (strcmp (draft->kind, "import") == 0)
        item->words = g_strdup (_("An import that was not finished"));
      else if (row != NULL)
        item->words = g_strdup_printf (_("%s: a home visit that was not finished"), row->name);
      else
        item->words = g_strdup (_("A home visit that was not finished"));
    }

  return TRUE;
}

#define BACKUP_DAYS_SETTING "backup_days"
#define BACKUP_DAYS 7
#define MOST_BACKUP_DAYS 365

int
zx_backup_get_soon_days (ZxDb *db)
{
  g_autofree char *setting = zx_setting_dup (db, BACKUP_DAYS_SETTING);
  gint64 days = setting != NULL ? g_ascii_strtoll (setting, NULL, 10) : 0;

  return days > 0 && days <= MOST_BACKUP_DAYS ? (int) days : BACKUP_DAYS;
}

int
zx_backup_get_urgent_days (ZxDb *db)
{
  return 3 * zx_backup_get_soon_days (db);
}

gboolean
zx_action_set_backup_days (ZxAction  *action,
                           int        days,
                           GError   **error)
{
  char text[16];

  g_snprintf (text, sizeof text, "%d", days);

  return zx_action_set_setting (action, BACKUP_DAYS_SETTING, text, error);
}

int
zx_backup_age (ZxDb        *db,
               const char  *today,
               char       **out_day)
{
  g_autofree char *time = zx_local_dup (db, "last_backup");
  g_autofree char *begun = NULL;
  g_autofree char *day = time != NULL ? g_strndup (time, ZX_DATE_SIZE - 1) : NULL;

  if (out_day != NULL)
    *out_day = NULL;
  if (zx_date_is_valid (day))
    {
      if (out_day != NULL)
        *out_day = g_strdup (day);
      return MAX (0, zx_date_days_between (day, today));
    }

  begun = zx_db_dup_text (db, "SELECT date (min (wall) / 1000, 'unixepoch', 'localtime') FROM journal");

  return zx_date_is_valid (begun) ? MAX (0, zx_date_days_between (begun, today)) : 0;
}

static void
add_backup (GPtrArray   *items,
            ZxDb        *db,
            const char  *today)
{
  g_autofree char *day = NULL;
  int age = zx_backup_age (db, today, &day);
  ZxAgendaItem *item;

  if (age <= zx_backup_get_soon_days (db))
    return;

  item = zx_agenda_add (items, ZX_AGENDA_BACKUP, "backup", 0, 0);
  item->days = age;
  item->urgent = age > zx_backup_get_urgent_days (db);
  item->words = day != NULL
                  ? g_strdup_printf (ngettext ("The newest backup is %d day old", "The newest backup is %d days old", age), age)
                  : g_strdup (_("There is no backup yet"));
}

static gboolean
add_rejected_rows (GPtrArray  *items,
                   ZxDb       *db,
                   GError    **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT file, count (*), min (id) FROM rejected_row WHERE state = 'waiting' AND deleted_at IS NULL "
                                        "AND voided_on IS NULL GROUP BY file ORDER BY file", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxAgendaItem *item = zx_agenda_add (items, ZX_AGENDA_REJECTED_ROWS, "rejected_row", zx_statement_get_int (row, 2), 0);
      guint count = (guint) zx_statement_get_int (row, 1);

      item->words = g_strdup_printf (ngettext ("%u row of %s waits to be corrected", "%u rows of %s wait to be corrected", count), count,
                                     zx_statement_is_null (row, 0) ? "" : zx_statement_get_text (row, 0));
    }

  return step == 0;
}

GPtrArray *
zx_agenda_load_identify (ZxDb        *db,
                         const char  *today,
                         GError     **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_agenda_item_free);

  return zx_agenda_add_identify (items, db, today, error) ? g_steal_pointer (&items) : NULL;
}

GPtrArray *
zx_agenda_load (ZxDb        *db,
                const char  *today,
                GError     **error)
{
  return zx_agenda_load_some (db, today, 0, error);
}

GPtrArray *
zx_agenda_load_some (ZxDb        *db,
                     const char  *today,
                     guint        n_visits,
                     GError     **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_agenda_item_free);

  if (!add_promises (items, db, today, error) || !add_visits (items, db, today, n_visits, error) ||
      !add_drafts (items, db, today, error))
    return NULL;
  add_backup (items, db, today);

  return add_rejected_rows (items, db, error) && zx_agenda_add_identify (items, db, today, error) ? g_steal_pointer (&items) : NULL;
}

guint
zx_agenda_count (GPtrArray *items,
                 guint     *out_overdue)
{
  guint count = 0, overdue = 0;
  gboolean visits = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      ZxAgendaItem *item = g_ptr_array_index (items, i);

      switch (item->what)
        {
        case ZX_AGENDA_FOLLOW_UP:
          count += item->days <= 0;
          overdue += item->days < 0;
          break;
        case ZX_AGENDA_VISIT_OVERDUE:
          visits = visits || item->urgent;
          break;
        case ZX_AGENDA_BACKUP:
          count++;
          overdue += item->urgent;
          break;
        case ZX_AGENDA_NOTICE_ENDS:
        case ZX_AGENDA_NOTICE_POSTED:
        case ZX_AGENDA_OBJECTION_DUE:
        case ZX_AGENDA_TELL_REFUSED:
        case ZX_AGENDA_SIGN_FILE:
          count += item->days <= 0;
          overdue += item->days < 0;
          break;
        case ZX_AGENDA_DRAFT:
        case ZX_AGENDA_REJECTED_ROWS:
        default:
          count++;
          break;
        }
    }

  if (out_overdue != NULL)
    *out_overdue = overdue + visits;

  return count + visits;
}

gboolean
zx_agenda_count_today (ZxDb        *db,
                       const char  *today,
                       guint       *out_count,
                       guint       *out_overdue,
                       GError     **error)
{
  g_autoptr (GPtrArray) items = NULL;
  ZxVisitRule rule;

  if (!zx_visit_rule_load (&rule, db, today, error))
    return FALSE;

  /* Who waits longest is the first, and so tells whether any visit is overdue; where calls count too, that child
   * may have been called, and another not. */
  items = zx_agenda_load_some (db, today, rule.phone_counts ? 0 : 1, error);
  if (items == NULL)
    return FALSE;
  *out_count = zx_agenda_count (items, out_overdue);

  return TRUE;
}
