/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-date.h"
#include "zx-flow-layout.h"
#include "zx-initial.h"
#include "zx-mask.h"
#include "zx-notice.h"
#include "zx-student-facts.h"
#include "zx-student.h"
#include "zx-visit-fields.h"
#include "zx-visit-form.h"
#include "zx-visit-last.h"
#include "zx-visit-page.h"
#include "zx-visit-phrases.h"
#include "zx-visit-picker.h"

#define SAVE_AFTER_MS 2000
#define PHRASES_SETTING "phrases"

struct _ZxVisitPage
{
  ZxPage          parent_instance;
  GtkWidget      *columns;
  GtkWidget      *overlay;
  GtkWidget      *scrolled;
  ZxNotice       *notice;
  GtkWidget      *student_stack;
  ZxInitial      *initial;
  GtkWidget      *name;
  GtkWidget      *class_words;
  ZxBadge        *badge;
  GtkWidget      *facts;
  GtkWidget      *change_button;
  ZxVisitPicker  *picker;
  ZxVisitFields  *fields;
  GtkWidget      *panel;
  GtkWidget      *scrim;
  ZxVisitPhrases *phrases;
  ZxVisitLast    *last;
  GtkWidget      *bar;
  GtkWidget      *saved_icon;
  GtkWidget      *status_box;
  GtkWidget      *status;
  GtkWidget      *retry_button;
  GtkWidget      *errors_button;
  GtkWidget      *discard_button;
  GtkWidget      *keep_button;
  GtkWidget      *finish_button;

  ZxSession      *session;
  ZxWindow       *window;      /* weak: a draft may be on its way to the disk while the window closes */
  ZxVisitForm    *form;
  ZxVisitForm    *as_opened;   /* what an untouched form looks like */
  ZxVisitHints   *hints;
  GPtrArray      *staff;
  char           *saved_json;  /* the draft as it is on disk; NULL: there is none */
  GDateTime      *saved_at;
  gint64          offered_key; /* the draft the strip offers to go on with */
  GtkWidget      *focus;       /* weak: had the focus last */
  gulong          focus_id;
  guint           save_id;
  gboolean        saving;
  gboolean        save_again;
  gboolean        finishing;
  gboolean        ended;       /* finished or discarded: nothing is kept any more */
  gboolean        was_shown;
};

G_DEFINE_FINAL_TYPE (ZxVisitPage, zx_visit_page, ZX_TYPE_PAGE)

/* --- status and errors ------------------------------------------------------ */

/* Where the bar has two lines, the one with nothing to say is left out. */
static void
update_status_box (ZxVisitPage *self)
{
  gboolean one_line = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->bar)) == GTK_ORIENTATION_HORIZONTAL;

  gtk_widget_set_visible (self->status_box,
                          one_line || *gtk_label_get_label (GTK_LABEL (self->status)) != '\0' ||
                          gtk_widget_get_visible (self->retry_button) || gtk_widget_get_visible (self->errors_button));
}

static void
show_status (ZxVisitPage *self,
             const char  *words,
             gboolean     is_saved,
             gboolean     has_failed)
{
  gtk_label_set_label (GTK_LABEL (self->status), words);
  gtk_widget_set_visible (self->saved_icon, is_saved);
  gtk_widget_set_visible (self->retry_button, has_failed);
  update_status_box (self);

  if (has_failed)
    {
      gtk_widget_remove_css_class (self->status, "hint");
      gtk_widget_add_css_class (self->status, "error-text");
    }
  else
    {
      gtk_widget_remove_css_class (self->status, "error-text");
      gtk_widget_add_css_class (self->status, "hint");
    }
}

/* When the draft on disk was written; NULL: there is none. */
static void
show_saved (ZxVisitPage *self)
{
  g_autofree char *clock = self->saved_at != NULL ? g_date_time_format (self->saved_at, "%H:%M") : NULL;
  /* Translators: %s is the time of day */
  g_autofree char *words = clock != NULL ? g_strdup_printf (_("Draft saved %s"), clock) : g_strdup ("");

  show_status (self, words, clock != NULL, FALSE);
}

static void
show_errors (ZxVisitPage *self,
             guint        n_errors)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%u thing to correct", "%u things to correct", n_errors), n_errors);

  gtk_button_set_label (GTK_BUTTON (self->errors_button), words);
  gtk_widget_set_visible (self->errors_button, n_errors > 0);
  update_status_box (self);
}

/* --- drafts ------------------------------------------------------------------ */

static void save_now (ZxVisitPage *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ZxVisitPage) self = data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (self->ended)
    return;

  if (zx_draft_save_finish (ZX_CASEBOOK (source), result, &error))
    {
      g_clear_pointer (&self->saved_at, g_date_time_unref);
      self->saved_at = g_date_time_new_now_local ();
      if (self->save_id == 0)
        show_saved (self);
      /* One has left already, perhaps to the list of drafts. */
      if (self->window != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
        zx_window_refresh (self->window);
    }
  else
    {
      /* Translators: %s says why */
      g_autofree char *words = g_strdup_printf (_("Not saved: %s Do not close the window yet."), error->message);

      g_clear_pointer (&self->saved_json, g_free);
      show_status (self, words, FALSE, TRUE);
    }

  if (self->save_again)
    {
      self->save_again = FALSE;
      save_now (self);
    }
}

/* Writes the draft if it differs from what is on disk. A form nobody touched leaves none. */
static void
save_now (ZxVisitPage *self)
{
  ZxCasebook *casebook = zx_session_get_casebook (self->session);
  g_autofree char *json = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);

  if (self->form == NULL || self->ended || self->finishing || casebook == NULL)
    return;

  if (self->saved_json == NULL && zx_visit_form_is_untouched (self->form, self->as_opened))
    {
      show_saved (self);
      return;
    }

  if (self->saving)
    {
      self->save_again = TRUE;
      return;
    }

  json = zx_visit_form_to_json (self->form);
  if (g_strcmp0 (json, self->saved_json) == 0)
    {
      show_saved (self);
      return;
    }

  self->saving = TRUE;
  show_status (self, _("Saving…"), FALSE, FALSE);
  zx_draft_save_async (casebook, self->form->key, ZX_VISIT_DRAFT, zx_visit_form_get_student (self->form), json,
                       saved_cb, g_object_ref (self));
  g_free (self->saved_json);
  self->saved_json = g_steal_pointer (&json);
}

static gboolean
save_timeout_cb (gpointer data)
{
  ZxVisitPage *self = data;

  self->save_id = 0;
  save_now (self);

  return G_SOURCE_REMOVE;
}

static void
retry_cb (ZxVisitPage *self)
{
  save_now (self);
}

static void
form_changed_cb (ZxVisitPage *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_AFTER_MS, save_timeout_cb, self);
  /* "Saved" would no longer be true. */
  if (!gtk_widget_get_visible (self->retry_button))
    show_status (self, _("Saving…"), FALSE, FALSE);
  if (gtk_widget_get_visible (self->errors_button))
    show_errors (self, zx_visit_fields_check (self->fields, FALSE));
}

/* --- whom the form is for ----------------------------------------------------- */

static void
show_student (ZxVisitPage *self)
{
  gint64 student = zx_visit_form_get_student (self->form);
  g_autoptr (ZxStudentRow) row = NULL;
  g_autoptr (GString) facts = g_string_new (NULL);

  if (student != 0)
    row = zx_student_row_load (zx_session_get_db (self->session), student, zx_session_get_today (self->session), NULL);
  if (row == NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->student_stack), "picker");
      return;
    }

  zx_initial_set_name (self->initial, row->name);
  gtk_label_set_label (GTK_LABEL (self->name), row->name);
  gtk_label_set_label (GTK_LABEL (self->class_words), row->class_words);
  zx_badge_set_rank (self->badge, row->level != NULL ? row->level_rank : 0);
  zx_badge_set_label (self->badge, row->level != NULL ? row->level_words : "");

  if (self->hints->address != NULL)
    g_string_append (facts, self->hints->address);
  else
    g_string_append (facts, row->place);
  if (self->hints->contact != NULL && *self->hints->contact != '\0')
    {
      g_autofree char *phone = zx_mask_phone (self->hints->phone);

      if (facts->len > 0)
        g_string_append (facts, " · ");
      g_string_append_printf (facts, "%s %s", self->hints->contact, phone);
    }
  gtk_label_set_label (GTK_LABEL (self->facts), facts->str);
  gtk_widget_set_visible (self->facts, facts->len > 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->student_stack), "strip");
}

/* Reads what belongs to the child and shows all of the form. */
static gboolean
show_form (ZxVisitPage  *self,
           GError      **error)
{
  ZxDb *db = zx_session_get_db (self->session);
  const char *today = zx_session_get_today (self->session);
  gint64 student = zx_visit_form_get_student (self->form);
  ZxVisitHints *hints = zx_visit_hints_load (db, student, zx_casebook_get_actor (zx_session_get_casebook (self->session)),
                                             today, error);
  GPtrArray *staff;

  if (hints == NULL)
    return FALSE;

  staff = zx_frequent_visitors_load (db, today, 0, error);
  if (staff == NULL)
    {
      zx_visit_hints_free (hints);
      return FALSE;
    }

  zx_visit_fields_set_form (self->fields, self->form, hints, staff, today);
  g_clear_pointer (&self->hints, zx_visit_hints_free);
  self->hints = hints;
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
  show_student (self);
  zx_visit_last_show (self->last, student != 0 ? hints : NULL, today);

  return TRUE;
}

/* Who begins a second form for a child whose first one is still a draft, may have forgotten it. */
static void
offer_draft (ZxVisitPage *self)
{
  gint64 student = zx_visit_form_get_student (self->form);
  g_autoptr (GPtrArray) drafts = student != 0 ? zx_drafts_load (zx_session_get_db (self->session), ZX_VISIT_DRAFT, NULL) : NULL;

  self->offered_key = 0;
  for (guint i = 0; drafts != NULL && i < drafts->len && self->offered_key == 0; i++)
    {
      ZxDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->student == student && draft->key != self->form->key)
        {
          g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (draft->saved_at_ms / 1000);
          g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
          g_autofree char *date = zx_date_format (day, zx_session_get_today (self->session), ZX_DATE_SHOW_SHORT);
          g_autofree char *clock = g_date_time_format (time, "%H:%M");
          /* Translators: a child's name, a date, a time of day */
          g_autofree char *words = g_strdup_printf (_("%s has an unfinished draft of %s %s."),
                                                    gtk_label_get_label (GTK_LABEL (self->name)), date, clock);

          self->offered_key = draft->key;
          zx_notice_show (self->notice, ZX_TONE_SOON, words, _("Continue"), NULL);
        }
    }

  if (self->offered_key == 0)
    zx_notice_hide (self->notice);
}

static gboolean
start (ZxVisitPage  *self,
       gint64        student,
       GError      **error)
{
  ZxVisitForm *form = zx_visit_form_new_for (zx_session_get_db (self->session), student,
                                             zx_casebook_get_actor (zx_session_get_casebook (self->session)),
                                             zx_session_get_today (self->session), error);

  if (form == NULL)
    return FALSE;

  self->form = form;
  if (!show_form (self, error))
    return FALSE;

  self->as_opened = zx_visit_form_copy (form);
  offer_draft (self);

  return TRUE;
}

static gboolean
start_draft (ZxVisitPage  *self,
             gint64        key,
             GError      **error)
{
  g_autoptr (ZxDraft) draft = zx_draft_load (zx_session_get_db (self->session), key, error);
  ZxVisitForm *form;

  if (draft == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND, _("The draft is not there any more."));
      return FALSE;
    }

  form = zx_visit_form_from_json (key, draft->body, error);
  if (form == NULL)
    return FALSE;

  zx_visit_fields_clear (self->fields);
  g_clear_pointer (&self->form, zx_visit_form_free);
  g_clear_pointer (&self->as_opened, zx_visit_form_free);
  self->form = form;
  if (!show_form (self, error))
    return FALSE;

  self->as_opened = zx_visit_form_copy (form);
  g_free (self->saved_json);
  self->saved_json = zx_visit_form_to_json (form);
  g_clear_pointer (&self->saved_at, g_date_time_unref);
  self->saved_at = g_date_time_new_from_unix_local (draft->saved_at_ms / 1000);
  show_saved (self);
  zx_notice_hide (self->notice);

  return TRUE;
}

static void
notice_activated_cb (ZxVisitPage *self)
{
  g_autoptr (GError) error = NULL;

  if (self->offered_key == 0)
    {
      zx_notice_hide (self->notice);
      return;
    }

  save_now (self);
  if (start_draft (self, self->offered_key, &error))
    zx_visit_fields_focus_first (self->fields);
  else
    zx_session_report (self->session, error);
}

static void
change_student_cb (ZxVisitPage *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->student_stack), "picker");
  zx_visit_picker_start (self->picker);
}

/* The words, the date and the visitors stay; who was met belongs to the family left behind. */
static void
student_picked_cb (ZxVisitPage *self,
                   gint64       student)
{
  g_autoptr (GError) error = NULL;
  gboolean untouched = zx_visit_form_is_untouched (self->form, self->as_opened);

  zx_visit_fields_commit (self->fields);
  if (zx_visit_form_get_student (self->form) != student)
    {
      g_array_set_size (self->form->students, 0);
      g_ptr_array_set_size (self->form->met, 0);
      zx_visit_form_set_student (self->form, student, TRUE);
    }
  if (!show_form (self, &error))
    {
      zx_session_report (self->session, error);
      return;
    }

  /* Choosing the child alone is no work that would be lost. */
  if (untouched)
    {
      g_clear_pointer (&self->as_opened, zx_visit_form_free);
      self->as_opened = zx_visit_form_copy (self->form);
    }
  offer_draft (self);
  form_changed_cb (self);
  zx_visit_fields_focus_first (self->fields);
}

static gboolean
close_picker (ZxVisitPage *self)
{
  if (zx_visit_form_get_student (self->form) == 0 ||
      g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->student_stack)), "picker") != 0)
    return FALSE;

  gtk_stack_set_visible_child_name (GTK_STACK (self->student_stack), "strip");
  gtk_widget_grab_focus (self->change_button);

  return TRUE;
}

static void
picker_cancelled_cb (ZxVisitPage *self)
{
  if (!close_picker (self))
    zx_window_back (zx_session_get_window (self->session));
}

/* --- staff and phrases ----------------------------------------------------------- */

typedef struct
{
  ZxVisitPage *page;
  char        *name;
} NewStaff;

static gboolean
add_staff (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  return zx_action_need_staff (action, data, error) != 0;
}

static void
staff_added_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  NewStaff *added = data;
  g_autoptr (ZxVisitPage) self = added->page;
  g_autofree char *name = added->name;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };
  ZxDb *db = zx_session_get_db (self->session);
  GPtrArray *staff;
  gint64 id;

  g_free (added);
  if (!zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      zx_session_report (self->session, error);
      return;
    }
  if (db == NULL || self->ended)
    return;

  id = zx_staff_find_by_name (db, name);
  staff = zx_frequent_visitors_load (db, zx_session_get_today (self->session), 0, NULL);
  if (id == 0 || staff == NULL)
    return;

  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
  zx_visit_fields_add_visitor (self->fields, id, staff);
}

static void
staff_named_cb (ZxVisitPage *self,
                const char  *name)
{
  NewStaff *added = g_new0 (NewStaff, 1);
  /* Translators: in the history; %s is the name of a teacher */
  g_autofree char *label = g_strdup_printf (_("Added %s to the staff"), name);

  added->page = g_object_ref (self);
  added->name = g_strdup (name);
  zx_casebook_act_async (zx_session_get_casebook (self->session), label, add_staff, g_strdup (name), g_free, NULL,
                         staff_added_cb, added);
}

static gboolean
store_phrases (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  return zx_action_set_setting (action, PHRASES_SETTING, data, error);
}

static void
phrases_edited_cb (ZxVisitPage *self,
                   const char  *lines)
{
  zx_session_act (self->session, _("Changed the phrases"), NULL, store_phrases, g_strdup (lines), g_free);
}

static gboolean
close_panel (ZxVisitPage *self)
{
  if (!gtk_widget_get_visible (self->scrim))
    return FALSE;

  gtk_widget_set_visible (self->scrim, FALSE);
  gtk_widget_set_visible (self->panel, FALSE);

  return TRUE;
}

static void
insert_phrase (ZxVisitPage *self,
               const char  *phrase)
{
  close_panel (self);
  zx_visit_fields_insert_phrase (self->fields, phrase);
}

static void
phrase_chosen_cb (ZxVisitPage *self,
                  const char  *phrase)
{
  insert_phrase (self, phrase);
}

static gboolean
nth_phrase_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (widget);
  const char *phrase = zx_visit_phrases_get_nth (self->phrases, g_variant_get_uint32 (args));

  if (phrase == NULL)
    return GDK_EVENT_PROPAGATE;

  insert_phrase (self, phrase);

  return GDK_EVENT_STOP;
}

static void
phrases_wanted_cb (ZxVisitPage *self)
{
  gtk_widget_set_visible (self->scrim, TRUE);
  gtk_widget_set_visible (self->panel, TRUE);
  gtk_widget_child_focus (self->panel, GTK_DIR_TAB_FORWARD);
}

static void
scrim_pressed_cb (ZxVisitPage *self)
{
  close_panel (self);
}

/* --- ending ------------------------------------------------------------------------ */

typedef struct
{
  ZxSession *session;
  gint64     key;
  gint64     student;
  char      *body;
} Discarded;

static void
discarded_free (gpointer data)
{
  Discarded *discarded = data;

  g_object_unref (discarded->session);
  g_free (discarded->body);
  g_free (discarded);
}

static void
bring_back_cb (gpointer data)
{
  Discarded *discarded = data;
  ZxCasebook *casebook = zx_session_get_casebook (discarded->session);
  g_autoptr (GError) error = NULL;

  if (casebook == NULL)
    return;

  if (zx_draft_save (casebook, discarded->key, ZX_VISIT_DRAFT, discarded->student, discarded->body, &error))
    gtk_widget_activate_action (GTK_WIDGET (zx_session_get_window (discarded->session)), "win.open-draft", "x", discarded->key);
  else
    zx_session_report (discarded->session, error);
}

void
zx_visit_discard_draft (ZxSession  *session,
                        gint64      key,
                        gint64      student,
                        const char *body)
{
  g_autoptr (ZxStudentRow) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  Discarded *discarded;

  if (!zx_draft_discard (zx_session_get_casebook (session), key, &error))
    {
      zx_session_report (session, error);
      return;
    }

  if (student != 0)
    row = zx_student_row_load (zx_session_get_db (session), student, zx_session_get_today (session), NULL);
  if (row != NULL)
    /* Translators: %s is a child's name */
    words = g_strdup_printf (_("Threw away the draft for %s"), row->name);
  else
    words = g_strdup (_("Threw away the draft"));

  discarded = g_new0 (Discarded, 1);
  discarded->session = g_object_ref (session);
  discarded->key = key;
  discarded->student = student;
  discarded->body = g_strdup (body);
  zx_window_toast_with_button (zx_session_get_window (session), words, ZX_TOAST_SECONDS_BULK, _("Undo"),
                               bring_back_cb, discarded, discarded_free);
  /* Drafts are no records: nobody else tells the page that shows them. */
  zx_window_refresh (zx_session_get_window (session));
}

static void
end (ZxVisitPage *self)
{
  self->ended = TRUE;
  g_clear_handle_id (&self->save_id, g_source_remove);
  zx_window_end_page (zx_session_get_window (self->session), ZX_PAGE (self));
}

static void
discard_cb (ZxVisitPage *self)
{
  g_autoptr (ZxVisitPage) alive = g_object_ref (self);
  g_autofree char *json = NULL;
  gint64 student = zx_visit_form_get_student (self->form);
  gint64 key = self->form->key;
  gboolean has_work;

  zx_visit_fields_commit (self->fields);
  has_work = self->saved_json != NULL || !zx_visit_form_is_untouched (self->form, self->as_opened);
  json = zx_visit_form_to_json (self->form);
  end (self);
  if (has_work)
    zx_visit_discard_draft (self->session, key, student, json);
}

static void
keep_cb (ZxVisitPage *self)
{
  g_autoptr (ZxVisitPage) alive = g_object_ref (self);

  zx_visit_fields_commit (self->fields);
  zx_window_end_page (zx_session_get_window (self->session), ZX_PAGE (self));
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (ZxVisitPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  ZxEntryId entry = { 0 };

  self->finishing = FALSE;
  gtk_widget_set_sensitive (self->finish_button, TRUE);
  if (zx_visit_form_finish_finish (ZX_CASEBOOK (source), result, &entry, &words, &error))
    {
      end (self);
      zx_session_did (self->session, words, &entry, FALSE);
    }
  else
    {
      self->offered_key = 0;
      zx_notice_show_error (self->notice, error, NULL);
      save_now (self);
    }
}

static void
finish_cb (ZxVisitPage *self)
{
  guint n_errors;

  if (self->finishing || self->ended)
    return;

  zx_visit_fields_commit (self->fields);
  n_errors = zx_visit_fields_check (self->fields, TRUE);
  show_errors (self, n_errors);
  if (n_errors > 0)
    {
      if (!zx_visit_fields_focus_problem (self->fields))
        change_student_cb (self);
      return;
    }

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->finishing = TRUE;
  gtk_widget_set_sensitive (self->finish_button, FALSE);
  zx_visit_form_finish_async (self->form, zx_session_get_casebook (self->session), finished_cb, g_object_ref (self));
}

static void
errors_clicked_cb (ZxVisitPage *self)
{
  if (!zx_visit_fields_focus_problem (self->fields))
    change_student_cb (self);
}

/* --- the page ------------------------------------------------------------------------ */

static void
focus_changed_cb (ZxVisitPage *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (zx_session_get_window (self->session)));

  if (focus == self->focus || focus == NULL)
    return;

  if (self->focus != NULL && gtk_widget_is_ancestor (self->focus, GTK_WIDGET (self->fields)))
    {
      zx_visit_fields_note_left (self->fields, self->focus);
      show_errors (self, zx_visit_fields_check (self->fields, FALSE));
      save_now (self);
    }

  g_set_weak_pointer (&self->focus, focus);
}

static void
zx_visit_page_shown (ZxPage *page)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (page);
  g_autofree char *phrases = zx_setting_dup (zx_session_get_db (self->session), PHRASES_SETTING);

  zx_visit_phrases_set_lines (self->phrases, phrases);
  zx_visit_phrases_set_can_edit (self->phrases, zx_session_can_write (self->session));
  gtk_widget_set_sensitive (self->finish_button, zx_session_can_write (self->session));
  if (self->focus_id == 0)
    self->focus_id = g_signal_connect_object (zx_session_get_window (self->session), "notify::focus-widget",
                                              G_CALLBACK (focus_changed_cb), self, G_CONNECT_SWAPPED);

  if (self->was_shown)
    return;

  self->was_shown = TRUE;
  if (zx_visit_form_get_student (self->form) == 0)
    zx_visit_picker_start (self->picker);
  else
    zx_visit_fields_focus_first (self->fields);
}

static void
zx_visit_page_hidden (ZxPage *page)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (page);

  g_clear_signal_handler (&self->focus_id, zx_session_get_window (self->session));
  g_clear_weak_pointer (&self->focus);
  if (!self->ended)
    {
      zx_visit_fields_commit (self->fields);
      save_now (self);
    }
}

static void
zx_visit_page_width_changed (ZxPage *page)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (page);
  ZxWidth width = zx_page_get_width (page);
  gboolean wide = width == ZX_WIDTH_WIDE;
  gboolean in_columns = gtk_widget_get_parent (self->panel) == self->columns;

  zx_visit_fields_set_width (self->fields, width);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  width <= ZX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  update_status_box (self);

  g_object_ref (self->panel);
  if (wide && !in_columns)
    {
      gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), self->panel);
      gtk_widget_remove_css_class (self->panel, "floating");
      gtk_box_append (GTK_BOX (self->columns), self->panel);
    }
  else if (!wide && in_columns)
    {
      gtk_box_remove (GTK_BOX (self->columns), self->panel);
      gtk_widget_add_css_class (self->panel, "floating");
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->panel);
    }
  g_object_unref (self->panel);
  gtk_widget_set_visible (self->panel, wide);
  gtk_widget_set_visible (self->scrim, FALSE);
}

static gboolean
zx_visit_page_go_primary (ZxPage *page)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (page);

  if (gtk_widget_is_sensitive (self->finish_button))
    finish_cb (self);

  return TRUE;
}

static gboolean
zx_visit_page_go_cancel (ZxPage *page)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (page);

  return close_panel (self) || close_picker (self);
}

static GtkWidget *
zx_visit_page_get_panel (ZxPage *page)
{
  return ZX_VISIT_PAGE (page)->panel;
}

static gint64
zx_visit_page_get_student (ZxPage *page)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (page);

  return self->form != NULL ? zx_visit_form_get_student (self->form) : 0;
}

static void
zx_visit_page_dispose (GObject *object)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  if (self->fields != NULL)
    zx_visit_fields_clear (self->fields);

  G_OBJECT_CLASS (zx_visit_page_parent_class)->dispose (object);
}

static void
zx_visit_page_finalize (GObject *object)
{
  ZxVisitPage *self = ZX_VISIT_PAGE (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->form, zx_visit_form_free);
  g_clear_pointer (&self->as_opened, zx_visit_form_free);
  g_clear_pointer (&self->hints, zx_visit_hints_free);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->saved_json, g_free);
  g_clear_pointer (&self->saved_at, g_date_time_unref);

  G_OBJECT_CLASS (zx_visit_page_parent_class)->finalize (object);
}

static void
zx_visit_page_class_init (ZxVisitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_visit_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_visit_page_finalize;
  page_class->shown = zx_visit_page_shown;
  page_class->hidden = zx_visit_page_hidden;
  page_class->width_changed = zx_visit_page_width_changed;
  page_class->go_primary = zx_visit_page_go_primary;
  page_class->go_cancel = zx_visit_page_go_cancel;
  page_class->get_panel = zx_visit_page_get_panel;
  page_class->get_student = zx_visit_page_get_student;

  g_type_ensure (ZX_TYPE_BADGE);
  g_type_ensure (ZX_TYPE_FLOW_LAYOUT);
  g_type_ensure (ZX_TYPE_INITIAL);
  g_type_ensure (ZX_TYPE_NOTICE);
  g_type_ensure (ZX_TYPE_VISIT_FIELDS);
  g_type_ensure (ZX_TYPE_VISIT_LAST);
  g_type_ensure (ZX_TYPE_VISIT_PHRASES);
  g_type_ensure (ZX_TYPE_VISIT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, notice);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, student_stack);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, initial);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, name);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, class_words);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, badge);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, facts);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, change_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, picker);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, fields);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, panel);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, scrim);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, phrases);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, last);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, bar);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, saved_icon);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, status_box);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, status);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, errors_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, discard_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, keep_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPage, finish_button);
  gtk_widget_class_bind_template_callback (widget_class, notice_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_student_cb);
  gtk_widget_class_bind_template_callback (widget_class, student_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, picker_cancelled_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, staff_named_cb);
  gtk_widget_class_bind_template_callback (widget_class, phrases_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, phrases_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, phrase_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrim_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, errors_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);
}

static void
zx_visit_page_init (ZxVisitPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  zx_page_set_title (ZX_PAGE (self), _("Record a visit"));
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_VISITS);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 1; i <= 9; i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_0 + i, GDK_ALT_MASK),
                                                gtk_callback_action_new (nth_phrase_cb, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (i));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

ZxPage *
zx_visit_page_new (ZxSession  *session,
                   gint64      student,
                   GError    **error)
{
  g_autoptr (ZxVisitPage) self = g_object_ref_sink (g_object_new (ZX_TYPE_VISIT_PAGE, NULL));

  self->session = session;
  g_set_weak_pointer (&self->window, zx_session_get_window (session));
  if (!start (self, student, error))
    return NULL;

  /* As floating as it came, for zx_window_push(). */
  g_object_force_floating (G_OBJECT (self));

  return ZX_PAGE (g_steal_pointer (&self));
}

ZxPage *
zx_visit_page_new_for_draft (ZxSession  *session,
                             gint64      key,
                             GError    **error)
{
  g_autoptr (ZxVisitPage) self = g_object_ref_sink (g_object_new (ZX_TYPE_VISIT_PAGE, NULL));

  self->session = session;
  g_set_weak_pointer (&self->window, zx_session_get_window (session));
  if (!start_draft (self, key, error))
    return NULL;

  g_object_force_floating (G_OBJECT (self));

  return ZX_PAGE (g_steal_pointer (&self));
}
