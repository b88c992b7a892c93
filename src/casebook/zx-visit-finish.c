/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-finish"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-check-value.h"
#include "zx-date.h"
#include "zx-text.h"
#include "zx-visit-form.h"

/* --- what is still missing --- */

void
zx_form_problem_free (ZxFormProblem *self)
{
  g_free (self->sentence);
  g_free (self);
}

G_GNUC_PRINTF (4, 5)
static void
add_problem (GPtrArray  *problems,
             const char *field,
             int         index,
             const char *format,
             ...)
{
  ZxFormProblem *problem = g_new0 (ZxFormProblem, 1);
  va_list args;

  va_start (args, format);
  problem->field = field;
  problem->index = index;
  problem->sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, problem);
}

static void
check_date (GPtrArray   *problems,
            ZxVisitForm *self,
            const char  *today)
{
  if (self->date == NULL)
    add_problem (problems, "date", -1, "%s", _("Write the date of the visit."));
  else if (!zx_date_is_valid (self->date))
    add_problem (problems, "date", -1, _("“%s” is no date. Write it as 2026-11-23."), self->date);
  else if (strcmp (self->date, today) > 0)
    add_problem (problems, "date", -1, _("The date lies in the future; today is %s."), today);

  if (self->start != NULL && !zx_time_is_valid (self->start))
    add_problem (problems, "start", -1, _("“%s” is no time of day. Write it as 16:30."), self->start);
  if (self->end != NULL && !zx_time_is_valid (self->end))
    add_problem (problems, "end", -1, _("“%s” is no time of day. Write it as 16:30."), self->end);
  else if (self->start != NULL && self->end != NULL && strcmp (self->end, self->start) < 0)
    add_problem (problems, "end", -1, "%s", _("The visit ends before it begins. Correct one of the times."));
}

static gboolean
has_text (ZxVisitForm *self)
{
  for (guint i = 0; i < ZX_VISIT_N_TEXTS; i++)
    if (!zx_text_is_empty (self->texts[i]))
      return TRUE;

  return FALSE;
}

/* An offered line that nobody filled is not there. */
static gboolean
is_promise (const ZxPromiseLine *line)
{
  return !zx_text_is_empty (line->what);
}

static void
check_promises (GPtrArray   *problems,
                ZxVisitForm *self)
{
  gboolean has_date = zx_date_is_valid (self->date);

  for (guint i = 0; i < self->promises->len; i++)
    {
      ZxPromiseLine *line = g_ptr_array_index (self->promises, i);

      if (!is_promise (line))
        continue;
      if (g_utf8_strlen (line->what, -1) > 100)
        add_problem (problems, "promise", (int) i, _("This is too long; %d characters fit."), 100);
      if (line->due != NULL && !zx_date_is_valid (line->due))
        add_problem (problems, "promise_due", (int) i, _("“%s” is no date. Write it as 2026-11-23."), line->due);
      else if (line->due != NULL && has_date && strcmp (line->due, self->date) < 0)
        add_problem (problems, "promise_due", (int) i, "%s", _("The date lies before the home visit. Choose a later day."));
    }

  if (self->next_date != NULL && !zx_date_is_valid (self->next_date))
    add_problem (problems, "next_date", -1, _("“%s” is no date. Write it as 2026-11-23."), self->next_date);
  else if (self->next_date != NULL && has_date && strcmp (self->next_date, self->date) < 0)
    add_problem (problems, "next_date", -1, "%s", _("The date lies before the home visit. Choose a later day."));
}

GPtrArray *
zx_visit_form_check (ZxVisitForm *self,
                     const char  *today)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_form_problem_free);

  if (self->students->len == 0)
    add_problem (problems, "students", -1, "%s", _("Choose the child."));
  check_date (problems, self, today);
  if (self->visitors->len == 0)
    add_problem (problems, "visitors", -1, "%s", _("Choose at least one visitor."));
  if (self->place != NULL && g_utf8_strlen (self->place, -1) > 100)
    add_problem (problems, "place", -1, _("This is too long; %d characters fit."), 100);
  if (!self->nobody_home && self->met->len == 0 && !self->child_met && !self->neighbour_met)
    add_problem (problems, "met", -1, "%s", _("Choose who was met, or that nobody was at home."));
  if (self->way == ZX_VISIT_HOME && !self->nobody_home && self->observations == NULL && !has_text (self))
    add_problem (problems, "text", -1, "%s", _("Write something about the talk, or tick what you saw."));
  check_promises (problems, self);
  if (self->sign_reason != NULL && g_utf8_strlen (self->sign_reason, -1) > 40)
    add_problem (problems, "sign_reason", -1, _("This is too long; %d characters fit."), 40);

  return problems;
}

/* --- one action --- */

static char *
dup_name (ZxDb       *db,
          const char *sql,
          gint64      id)
{
  ZxStatement *row = zx_db_prepare (db, sql, NULL);
  char *name = NULL;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":id", id);
  if (zx_statement_step (row, NULL) > 0)
    {
      name = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }

  return name;
}

static char *
dup_student_names (ZxDb   *db,
                   GArray *students)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < students->len && i < 3; i++)
    {
      g_autofree char *name = dup_name (db, "SELECT name FROM student WHERE id = :id", g_array_index (students, gint64, i));

      g_string_append_printf (names, "%s%s", i > 0 ? C_("list of names", ", ") : "", name != NULL ? name : "");
    }
  if (students->len > 3)
    g_string_append (names, C_("list of names", " and others"));

  return g_strdup (names->str);
}

/* Who was met, in one line of at most so many characters. */
static char *
dup_met_names (ZxVisitForm *self,
               ZxDb        *db,
               guint        most)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->met->len; i++)
    {
      ZxMetPerson *person = g_ptr_array_index (self->met, i);
      const char *name = person->name != NULL && *person->name != '\0' ? person->name : zx_relation_get_spoken (person->relation);

      if (*name != '\0')
        g_string_append_printf (names, "%s%s", names->len > 0 ? C_("list of names", ", ") : "", name);
    }
  if (self->neighbour_met)
    g_string_append_printf (names, "%s%s", names->len > 0 ? C_("list of names", ", ") : "", _("neighbour or village cadre"));
  if (names->len == 0 && self->child_met)
    {
      g_autofree char *children = dup_student_names (db, self->students);

      g_string_append (names, children);
    }

  return g_utf8_substring (names->str, 0, MIN ((glong) most, g_utf8_strlen (names->str, -1)));
}

static const char *
get_met_relation (ZxVisitForm *self)
{
  if (self->met->len > 0)
    return ((ZxMetPerson *) g_ptr_array_index (self->met, 0))->relation;

  return self->neighbour_met ? "99" : NULL;
}

static char *
dup_met_phone (ZxVisitForm *self,
               ZxDb        *db)
{
  gint64 member = self->met->len > 0 ? ((ZxMetPerson *) g_ptr_array_index (self->met, 0))->member : 0;

  return member != 0 ? dup_name (db, "SELECT phone FROM family_member WHERE id = :id", member) : NULL;
}

static gboolean
save_visitors (ZxAction     *action,
               ZxVisitForm  *self,
               gint64        visit,
               GError      **error)
{
  for (guint i = 0; i < self->visitors->len; i++)
    {
      gint64 staff = g_array_index (self->visitors, gint64, i);
      g_autoptr (ZxRecord) row = zx_record_new (&zx_kind_visit_staff);
      g_autofree char *post = dup_name (zx_action_get_db (action), "SELECT post FROM staff WHERE id = :id", staff);

      zx_record_set_ref (row, "visit", visit);
      zx_record_set_ref (row, "staff", staff);
      if (post != NULL && g_utf8_strlen (post, -1) <= 20)
        zx_record_set_text (row, "duty", post);
      if (!zx_action_save (action, row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_home_visit (ZxAction     *action,
                 ZxVisitForm  *self,
                 gint64       *out_visit,
                 GError      **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);

  for (guint i = 0; i < self->students->len; i++)
    zx_record_add_ref (visit, "student", g_array_index (self->students, gint64, i));
  zx_record_set_text (visit, "visit_date", self->date);
  zx_record_set_text (visit, "start", self->start);
  zx_record_set_text (visit, "end", self->end);
  if (self->kind != NULL)
    zx_record_set_text (visit, "kind", self->kind);
  zx_record_set_text (visit, "purpose", self->purpose);
  zx_record_set_text (visit, "place", self->place);
  zx_record_set_text (visit, "home_found", self->texts[ZX_VISIT_TEXT_FOUND]);
  zx_record_set_text (visit, "next_date", self->next_date);
  zx_record_set_text (visit, "remark", self->remark);

  if (self->nobody_home)
    zx_record_set_int (visit, "nobody_home", 1);
  else
    {
      g_autofree char *met = dup_met_names (self, db, 60);
      g_autofree char *phone = dup_met_phone (self, db);

      zx_record_set_text (visit, "received_by", met);
      zx_record_set_text (visit, "received_rel", get_met_relation (self));
      zx_record_set_text (visit, "received_phone", phone);
      zx_record_set_int (visit, "student_present", self->child_met);
      zx_record_set_text (visit, "observations", self->observations);
      zx_record_set_text (visit, "needs", self->needs);
      zx_record_set_text (visit, "change", self->change);
      for (guint i = ZX_VISIT_TEXT_STUDY; i < ZX_VISIT_N_TEXTS; i++)
        zx_record_set_text (visit, zx_visit_text_get_field (i), self->texts[i]);
      zx_record_set_text (visit, "policy_told", self->policy_told);
      zx_record_set_text (visit, "level_view", self->level_view);
      zx_record_set_text (visit, "contradiction", self->contradiction);
      /* Left out where nobody said so: unanswered is not "no". */
      if (self->parent_sign)
        zx_record_set_int (visit, "parent_sign", 1);
      if (self->visitor_sign)
        zx_record_set_int (visit, "visitor_sign", 1);
      zx_record_set_text (visit, "sign_way", self->sign_way);
      if (g_strcmp0 (self->sign_way, "3") == 0)
        zx_record_set_text (visit, "sign_reason", self->sign_reason);
    }

  if (!zx_action_save (action, visit, error))
    return FALSE;
  *out_visit = zx_record_get_id (visit);

  return save_visitors (action, self, *out_visit, error);
}

static gboolean
save_follow_up (ZxAction     *action,
                gint64        student,
                gint64        visit,
                const char   *what,
                gint64        person,
                const char   *due,
                gint64       *out_id,
                GError      **error)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_follow_up);

  zx_record_set_ref (record, "student", student);
  zx_record_set_ref (record, "visit", visit);
  zx_record_set_ref (record, "person", person);
  if (!zx_record_set_from_string (record, "what", what, error))
    return FALSE;
  zx_record_set_text (record, "due", due);
  if (out_id != NULL && *out_id == 0)
    *out_id = zx_record_get_id (record);

  return zx_action_save (action, record, error);
}

/* The promises are the home's: they hang on the child the form was opened for. */
static gboolean
save_follow_ups (ZxAction     *action,
                 ZxVisitForm  *self,
                 gint64        visit,
                 gint64       *out_first,
                 guint        *out_count,
                 GError      **error)
{
  gint64 student = zx_visit_form_get_student (self);

  for (guint i = 0; i < self->promises->len; i++)
    {
      ZxPromiseLine *line = g_ptr_array_index (self->promises, i);

      if (!is_promise (line))
        continue;
      if (!save_follow_up (action, student, visit, line->what, line->person, line->due, out_first, error))
        return FALSE;
      (*out_count)++;
    }

  if (self->next_date == NULL)
    return TRUE;
  (*out_count)++;

  return save_follow_up (action, student, visit, self->nobody_home ? _("Go again: nobody was at home") : _("Next contact with the family"),
                         g_array_index (self->visitors, gint64, 0), self->next_date, out_first, error);
}

/* A message is a way of calling, an evening for parents a way of meeting at school. */
static const char *
get_channel (ZxVisitForm *self)
{
  const char *channel = self->channel;

  if (self->way == ZX_VISIT_PHONE)
    return channel != NULL && (g_str_equal (channel, "2") || g_str_equal (channel, "3")) ? channel : "1";

  return channel != NULL && g_str_equal (channel, "5") ? channel : "4";
}

static gboolean
save_contacts (ZxAction     *action,
               ZxVisitForm  *self,
               gint64        follow_up,
               GError      **error)
{
  g_autofree char *met = dup_met_names (self, zx_action_get_db (action), 30);

  for (guint i = 0; i < self->students->len; i++)
    {
      g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_contact_log);

      zx_record_set_ref (record, "student", g_array_index (self->students, gint64, i));
      zx_record_set_text (record, "date", self->date);
      zx_record_set_text (record, "time", self->start);
      zx_record_set_text (record, "channel", get_channel (self));
      zx_record_set_ref (record, "staff", g_array_index (self->visitors, gint64, 0));
      zx_record_set_int (record, "reached", !self->nobody_home);
      zx_record_set_text (record, "reason", self->reason);
      zx_record_set_text (record, "remark", self->remark);
      if (!self->nobody_home)
        {
          zx_record_set_text (record, "with_whom", met);
          zx_record_set_text (record, "relation", get_met_relation (self));
        }
      zx_record_set_text (record, "content", self->texts[ZX_VISIT_TEXT_FOUND]);
      zx_record_set_text (record, "outcome", self->texts[ZX_VISIT_TEXT_MEASURES]);
      if (i == 0)
        zx_record_set_ref (record, "follow_up", follow_up);
      if (!zx_action_save (action, record, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_finish_words (ZxVisitForm *self,
                  ZxDb        *db,
                  guint        n)
{
  g_autofree char *names = dup_student_names (db, self->students);

  switch (self->way)
    {
    case ZX_VISIT_PHONE:
      if (n == 0)
        return g_strdup_printf (_("Call about %s noted"), names);
      return g_strdup_printf (ngettext ("Call about %s noted, %u follow-up", "Call about %s noted, %u follow-ups", n), names, n);
    case ZX_VISIT_SCHOOL:
      if (n == 0)
        return g_strdup_printf (_("Meeting at school about %s noted"), names);
      return g_strdup_printf (ngettext ("Meeting at school about %s noted, %u follow-up", "Meeting at school about %s noted, %u follow-ups", n), names, n);
    case ZX_VISIT_HOME:
    default:
      if (n == 0)
        return g_strdup_printf (_("Home visit of %s filed"), names);
      return g_strdup_printf (ngettext ("Home visit of %s filed, %u follow-up noted", "Home visit of %s filed, %u follow-ups noted", n), names, n);
    }
}

gboolean
zx_action_finish_visit (ZxAction     *action,
                        ZxVisitForm  *form,
                        char        **out_words,
                        GError      **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autofree char *today = zx_casebook_dup_today (zx_action_get_casebook (action), db);
  g_autoptr (GPtrArray) problems = zx_visit_form_check (form, today);
  g_autofree char *words = NULL;
  gint64 visit = 0, follow_up = 0;
  guint n = 0;

  if (problems->len > 0)
    {
      ZxFormProblem *problem = g_ptr_array_index (problems, 0);

      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, problem->field, "%s", problem->sentence);
      return FALSE;
    }

  if (form->way == ZX_VISIT_HOME && !save_home_visit (action, form, &visit, error))
    return FALSE;
  if (!save_follow_ups (action, form, visit, &follow_up, &n, error) ||
      (form->way != ZX_VISIT_HOME && !save_contacts (action, form, follow_up, error)) ||
      !zx_action_take_draft (action, form->key, error))
    return FALSE;

  words = dup_finish_words (form, db, n);
  zx_action_set_label (action, words);
  if (out_words != NULL)
    *out_words = g_steal_pointer (&words);

  return TRUE;
}

typedef struct
{
  ZxVisitForm *form;
  char        *words;
  ZxEntryId    entry;
} Finish;

static void
finish_free (gpointer data)
{
  Finish *self = data;

  zx_visit_form_free (self->form);
  g_free (self->words);
  g_free (self);
}

static gboolean
run_finish (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  Finish *finish = data;

  return zx_action_finish_visit (action, finish->form, &finish->words, error);
}

gboolean
zx_visit_form_finish (ZxVisitForm  *self,
                      ZxCasebook   *casebook,
                      ZxEntryId    *out_entry,
                      char        **out_words,
                      GError      **error)
{
  Finish finish = { .form = self };
  gboolean done = zx_casebook_act (casebook, _("File a home visit"), run_finish, &finish, out_entry, error);

  if (done && out_words != NULL)
    *out_words = g_steal_pointer (&finish.words);
  g_free (finish.words);

  return done;
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  Finish *finish = g_task_get_task_data (task);
  GError *error = NULL;

  if (zx_casebook_act_finish (ZX_CASEBOOK (object), result, &finish->entry, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zx_visit_form_finish_async (ZxVisitForm         *self,
                            ZxCasebook          *casebook,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (casebook, NULL, callback, user_data);
  Finish *finish = g_new0 (Finish, 1);

  finish->form = zx_visit_form_copy (self);
  g_task_set_source_tag (task, zx_visit_form_finish_async);
  g_task_set_task_data (task, finish, finish_free);
  zx_casebook_act_async (casebook, _("File a home visit"), run_finish, finish, NULL, NULL, finished_cb, task);
}

gboolean
zx_visit_form_finish_finish (ZxCasebook    *casebook,
                             GAsyncResult  *result,
                             ZxEntryId     *out_entry,
                             char         **out_words,
                             GError       **error)
{
  Finish *finish = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (out_entry != NULL)
    *out_entry = finish->entry;
  if (out_words != NULL)
    *out_words = g_strdup (finish->words);

  return TRUE;
}
