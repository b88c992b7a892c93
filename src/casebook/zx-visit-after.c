/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-after"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-text.h"
#include "zx-visit-form.h"

/* What happens to a visit and its promises later: voiding, doing, putting off. */

typedef struct
{
  ZxActionFunc  func;
  const char   *label; /* until the action knows a better one */
  const ZxKind *kind;
  gint64        id;
  gint64        person;
  char         *date;
  char         *text;
} Later;

static void
later_free (gpointer data)
{
  Later *self = data;

  g_free (self->date);
  g_free (self->text);
  g_free (self);
}

static Later *
later_new (ZxActionFunc  func,
           const char   *label,
           const ZxKind *kind,
           gint64        id,
           gint64        person,
           const char   *date,
           const char   *text)
{
  Later *self = g_new0 (Later, 1);

  self->func = func;
  self->label = label;
  self->kind = kind;
  self->id = id;
  self->person = person;
  self->date = g_strdup (date);
  self->text = g_strdup (text);

  return self;
}

static gboolean
later_run (Later       *self,
           ZxCasebook  *casebook,
           GError     **error)
{
  gboolean done = zx_casebook_act (casebook, self->label, self->func, self, NULL, error);

  later_free (self);

  return done;
}

static void
later_run_async (Later               *self,
                 ZxCasebook          *casebook,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  zx_casebook_act_async (casebook, self->label, self->func, self, later_free, NULL, callback, user_data);
}

static ZxRecord *
load_live (ZxAction      *action,
           const ZxKind  *kind,
           gint64         id,
           GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), kind, id, &local_error);

  if (local_error == NULL && (record == NULL || !zx_record_is_live (record)))
    g_set_error (&local_error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("This record does not exist any more."));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&record);
}

/* The name on the undo button. */
static char *
dup_student_name (ZxDb         *db,
                  const ZxKind *kind,
                  gint64        id)
{
  ZxStatement *row = zx_db_prepare (db, kind == &zx_kind_home_visit
                                          ? "SELECT s.name FROM visit_child c JOIN student s ON s.id = c.student WHERE c.visit = :id AND c.deleted_at IS NULL ORDER BY c.id LIMIT 1"
                                          : kind == &zx_kind_contact_log
                                              ? "SELECT s.name FROM contact_log k JOIN student s ON s.id = k.student WHERE k.id = :id"
                                              : kind == &zx_kind_follow_up
                                                  ? "SELECT s.name FROM follow_up f JOIN student s ON s.id = f.student WHERE f.id = :id"
                                                  : "SELECT s.name FROM student s WHERE s.id = :id", NULL);
  char *name = NULL;

  if (row == NULL)
    return g_strdup ("");
  zx_statement_set_int (row, ":id", id);
  if (zx_statement_step (row, NULL) > 0)
    {
      name = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }

  return name != NULL ? name : g_strdup ("");
}

/* --- voiding --- */

static gboolean
run_void (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  Later *later = data;
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (ZxRecord) record = load_live (action, later->kind, later->id, error);
  g_autofree char *today = NULL, *name = NULL, *date = NULL, *words = NULL;

  if (record == NULL)
    return FALSE;
  if (zx_text_is_empty (later->text))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "void_reason", _("Say why it is void; the reason stays beside it."));
      return FALSE;
    }

  today = zx_casebook_dup_today (zx_action_get_casebook (action), db);
  zx_record_set_text (record, "voided_on", today);
  if (!zx_record_set_from_string (record, "void_reason", later->text, error) || !zx_action_save (action, record, error))
    return FALSE;

  name = dup_student_name (db, later->kind, later->id);
  date = zx_date_format (zx_record_get_text (record, later->kind == &zx_kind_home_visit ? "visit_date" : "date"), today, ZX_DATE_SHOW_SHORT);
  words = later->kind == &zx_kind_home_visit
            /* Translators: a child's name and a date */
            ? g_strdup_printf (_("Void the home visit of %s on %s"), name, date)
            : g_strdup_printf (_("Void the contact about %s on %s"), name, date);
  zx_action_set_label (action, words);

  return TRUE;
}

gboolean
zx_visit_void (ZxCasebook    *casebook,
               const ZxKind  *kind,
               gint64         id,
               const char    *reason,
               GError       **error)
{
  return later_run (later_new (run_void, _("Void a record"), kind, id, 0, NULL, reason), casebook, error);
}

void
zx_visit_void_async (ZxCasebook          *casebook,
                     const ZxKind        *kind,
                     gint64               id,
                     const char          *reason,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  later_run_async (later_new (run_void, _("Void a record"), kind, id, 0, NULL, reason), casebook, callback, user_data);
}

/* --- promises --- */

static ZxRecord *
load_open_promise (ZxAction  *action,
                   gint64     id,
                   GError   **error)
{
  g_autoptr (ZxRecord) record = load_live (action, &zx_kind_follow_up, id, error);

  if (record == NULL)
    return NULL;
  if (zx_record_has (record, "done_on"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "done_on", _("This was done on %s already."), zx_record_get_text (record, "done_on"));
      return NULL;
    }

  return g_steal_pointer (&record);
}

static void
take_label (ZxAction *action,
            char     *label)
{
  zx_action_set_label (action, label);
  g_free (label);
}

static const char *
get_what (ZxRecord *record)
{
  const char *what = zx_record_get_text (record, "what");

  return what != NULL ? what : "";
}

gboolean
zx_action_finish_follow_up (ZxAction    *action,
                            gint64       id,
                            const char  *done_on,
                            const char  *result,
                            GError     **error)
{
  g_autoptr (ZxRecord) record = load_open_promise (action, id, error);
  g_autofree char *today = zx_casebook_dup_today (zx_action_get_casebook (action), zx_action_get_db (action));
  g_autofree char *name = NULL;

  if (record == NULL ||
      !zx_record_set_from_string (record, "done_on", done_on != NULL ? done_on : today, error) ||
      !zx_record_set_from_string (record, "result", result != NULL ? result : "", error) ||
      !zx_action_save (action, record, error))
    return FALSE;

  name = dup_student_name (zx_action_get_db (action), &zx_kind_follow_up, id);
  /* Translators: a child's name and what was promised */
  take_label (action, g_strdup_printf (_("Done: %s, %s"), name, get_what (record)));

  return TRUE;
}

static gboolean
run_done (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  Later *later = data;

  return zx_action_finish_follow_up (action, later->id, later->date, later->text, error);
}

gboolean
zx_follow_up_finish (ZxCasebook  *casebook,
                     gint64       id,
                     const char  *done_on,
                     const char  *result,
                     GError     **error)
{
  return later_run (later_new (run_done, _("Finish a follow-up"), NULL, id, 0, done_on, result), casebook, error);
}

void
zx_follow_up_finish_async (ZxCasebook          *casebook,
                           gint64               id,
                           const char          *done_on,
                           const char          *result,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  later_run_async (later_new (run_done, _("Finish a follow-up"), NULL, id, 0, done_on, result), casebook, callback, user_data);
}

static gboolean
run_reschedule (ZxAction  *action,
                gpointer   data,
                GError   **error)
{
  Later *later = data;
  g_autoptr (ZxRecord) record = load_open_promise (action, later->id, error);
  g_autofree char *name = NULL;

  if (record == NULL)
    return FALSE;
  if (zx_text_is_empty (later->date))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "due", _("Choose the new day."));
      return FALSE;
    }
  if (!zx_record_set_from_string (record, "due", later->date, error) ||
      (!zx_text_is_empty (later->text) && !zx_record_set_from_string (record, "why_moved", later->text, error)) ||
      !zx_action_save (action, record, error))
    return FALSE;

  name = dup_student_name (zx_action_get_db (action), &zx_kind_follow_up, later->id);
  take_label (action, g_strdup_printf (_("Reschedule the follow-up of %s"), name));

  return TRUE;
}

gboolean
zx_follow_up_reschedule (ZxCasebook  *casebook,
                         gint64       id,
                         const char  *due,
                         const char  *why,
                         GError     **error)
{
  return later_run (later_new (run_reschedule, _("Reschedule a follow-up"), NULL, id, 0, due, why), casebook, error);
}

void
zx_follow_up_reschedule_async (ZxCasebook          *casebook,
                               gint64               id,
                               const char          *due,
                               const char          *why,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  later_run_async (later_new (run_reschedule, _("Reschedule a follow-up"), NULL, id, 0, due, why), casebook, callback, user_data);
}

static gboolean
run_add (ZxAction  *action,
         gpointer   data,
         GError   **error)
{
  Later *later = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_follow_up);
  g_autofree char *name = NULL;

  if (zx_text_is_empty (later->text))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "what", _("Write what was promised."));
      return FALSE;
    }
  zx_record_set_ref (record, "student", later->id);
  zx_record_set_ref (record, "person", later->person);
  if (!zx_record_set_from_string (record, "what", later->text, error) ||
      !zx_record_set_from_string (record, "due", later->date != NULL ? later->date : "", error) ||
      !zx_action_save (action, record, error))
    return FALSE;

  name = dup_student_name (zx_action_get_db (action), &zx_kind_student, later->id);
  /* Translators: a child's name and what was promised */
  take_label (action, g_strdup_printf (_("Note a follow-up for %s: %s"), name, get_what (record)));

  return TRUE;
}

gboolean
zx_follow_up_add (ZxCasebook  *casebook,
                  gint64       student,
                  const char  *what,
                  gint64       person,
                  const char  *due,
                  GError     **error)
{
  return later_run (later_new (run_add, _("Note a follow-up"), NULL, student, person, due, what), casebook, error);
}

void
zx_follow_up_add_async (ZxCasebook          *casebook,
                        gint64               student,
                        const char          *what,
                        gint64               person,
                        const char          *due,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  later_run_async (later_new (run_add, _("Note a follow-up"), NULL, student, person, due, what), casebook, callback, user_data);
}
