/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-promises"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-date-entry.h"
#include "zx-promise-row.h"
#include "zx-student-facts.h"
#include "zx-student-promises.h"

#define USUAL_DAYS 7

struct _ZxStudentPromises
{
  AdwBin       parent_instance;
  ZxSession   *session; /* the window owns both */
  gint64       student;
  GtkWidget   *card;
  GtkWidget   *button;
  GtkWidget   *popover;
  GtkEditable *what;
  GtkWidget   *what_error;
  GtkEditable *remark;
  GtkDropDown *who;
  GPtrArray   *staff;   /* of ZxStaffName, as in the drop-down */
  ZxDateEntry *due;
};

G_DEFINE_FINAL_TYPE (ZxStudentPromises, zx_student_promises, ADW_TYPE_BIN)

typedef struct
{
  gint64  student;
  gint64  person;
  char   *what;
  char   *due;
  char   *remark;
} Promise;

static void
promise_free (gpointer data)
{
  Promise *promise = data;

  g_free (promise->what);
  g_free (promise->due);
  g_free (promise->remark);
  g_free (promise);
}

static gboolean
add_promise (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  const Promise *promise = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_follow_up);

  zx_record_set_ref (record, "student", promise->student);
  zx_record_set_ref (record, "person", promise->person);

  return zx_record_set_from_string (record, "what", promise->what, error) &&
         (*promise->due == '\0' || zx_record_set_from_string (record, "due", promise->due, error)) &&
         zx_record_set_from_string (record, "remark", promise->remark, error) &&
         zx_action_save (action, record, error);
}

static void
accept_cb (ZxStudentPromises *self)
{
  g_autofree char *what = g_strstrip (g_strdup (gtk_editable_get_text (self->what)));
  guint at = gtk_drop_down_get_selected (self->who);
  g_autofree char *label = NULL;
  Promise *promise;

  gtk_widget_set_visible (self->what_error, *what == '\0');
  if (*what == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->what));
      return;
    }
  if (!zx_date_entry_commit (self->due))
    return;

  promise = g_new0 (Promise, 1);
  promise->student = self->student;
  promise->what = g_strdup (what);
  promise->due = g_strdup (zx_date_entry_get_date (self->due));
  promise->remark = g_strstrip (g_strdup (gtk_editable_get_text (self->remark)));
  if (self->staff != NULL && at < self->staff->len)
    promise->person = ((ZxStaffName *) g_ptr_array_index (self->staff, at))->id;

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_set_text (self->what, "");
  gtk_editable_set_text (self->remark, "");
  /* Translators: in the history: something was promised */
  label = g_strdup_printf (_("Promise noted: %s"), what);
  zx_session_act (self->session, label, NULL, add_promise, promise, promise_free);
}

/* The staff, whoever works here first; a week from today. */
static void
popover_shown_cb (ZxStudentPromises *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  const char *today = zx_session_get_today (self->session);
  const char *actor = zx_casebook_get_actor (zx_session_get_casebook (self->session));
  g_autofree char *due = zx_date_add_days (today, USUAL_DAYS);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (GtkStringList) model = NULL;
  guint at = 0;

  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = zx_frequent_visitors_load (db, today, 0, NULL);
  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    {
      const ZxStaffName *name = g_ptr_array_index (self->staff, i);

      g_ptr_array_add (labels, name->name);
      if (g_strcmp0 (name->name, actor) == 0)
        at = i;
    }
  g_ptr_array_add (labels, NULL);
  model = gtk_string_list_new ((const char * const *) labels->pdata);
  gtk_drop_down_set_model (self->who, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->who, at);
  gtk_widget_set_visible (GTK_WIDGET (self->who), labels->len > 1);

  zx_date_entry_set_today (self->due, today);
  zx_date_entry_set_date (self->due, due);
  gtk_widget_set_visible (self->what_error, FALSE);
}

static void
build_form (ZxStudentPromises *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *accept = gtk_button_new_with_label (_("Note it"));

  self->what = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_width_chars (self->what, 24);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->what), _("What was promised"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->what), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What was promised"), -1);
  g_signal_connect_object (self->what, "activate", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  self->what_error = gtk_label_new (_("Write what was promised."));
  gtk_label_set_xalign (GTK_LABEL (self->what_error), 0);
  gtk_widget_add_css_class (self->what_error, "error-text");
  self->who = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->who), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("follow_up", "Who"), -1);
  self->due = ZX_DATE_ENTRY (zx_date_entry_new (C_("follow_up", "Due"), ZX_DATE_LEAN_FUTURE));
  self->remark = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->remark), _("Remark (optional)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remark (optional)"), -1);
  g_signal_connect_object (self->remark, "activate", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (accept, "suggested-action");
  g_signal_connect_object (accept, "clicked", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->what));
  gtk_box_append (GTK_BOX (box), self->what_error);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->who));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->due));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->remark));
  gtk_box_append (GTK_BOX (box), accept);

  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
}

static void
zx_student_promises_dispose (GObject *object)
{
  ZxStudentPromises *self = ZX_STUDENT_PROMISES (object);

  g_clear_pointer (&self->staff, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_student_promises_parent_class)->dispose (object);
}

static void
zx_student_promises_class_init (ZxStudentPromisesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_student_promises_dispose;
}

static void
zx_student_promises_init (ZxStudentPromises *self)
{
}

GtkWidget *
zx_student_promises_new (ZxSession *session,
                         gint64     student)
{
  ZxStudentPromises *self = g_object_new (ZX_TYPE_STUDENT_PROMISES, NULL);

  self->session = session;
  self->student = student;
  self->card = zx_card_new (_("Promised"));
  if (zx_session_can_write (session))
    {
      build_form (self);
      self->button = gtk_menu_button_new ();
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "list-add-symbolic");
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
      gtk_widget_set_tooltip_text (self->button, _("Note a promise"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note a promise"), -1);
      zx_card_add_end (ZX_CARD (self->card), self->button);
    }
  adw_bin_set_child (ADW_BIN (self), self->card);

  return GTK_WIDGET (self);
}

static gboolean
load_later_cb (gpointer data)
{
  ZxStudentPromises *self = data;

  /* The page may have gone meanwhile. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    zx_student_promises_load (self);

  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (ZxStudentPromises *self,
                   GtkPopover        *popover)
{
  g_signal_handlers_disconnect_by_func (popover, popover_closed_cb, self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, load_later_cb, g_object_ref (self), g_object_unref);
}

/* The popover of a row that somebody is writing in: the row must stay until it closes. */
static GtkWidget *
get_open_popover (ZxStudentPromises *self)
{
  GtkRoot *root = gtk_widget_get_root (self->card);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return popover != NULL && popover != self->popover && gtk_widget_is_ancestor (popover, self->card) &&
         gtk_widget_get_visible (popover) ? popover : NULL;
}

void
zx_student_promises_load (ZxStudentPromises *self)
{
  g_autoptr (GPtrArray) promises = NULL;
  GtkWidget *popover;

  g_return_if_fail (ZX_IS_STUDENT_PROMISES (self));

  popover = get_open_popover (self);
  if (popover != NULL)
    {
      g_signal_handlers_disconnect_by_func (popover, popover_closed_cb, self);
      g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), self, G_CONNECT_SWAPPED);
      return;
    }

  promises = zx_promises_load (zx_session_get_db (self->session), self->student, NULL,
                               zx_session_get_today (self->session), NULL);
  zx_card_clear (ZX_CARD (self->card));
  for (guint i = 0; promises != NULL && i < promises->len; i++)
    zx_card_append_row (ZX_CARD (self->card), zx_promise_row_new (self->session, g_ptr_array_index (promises, i), NULL));

  if (promises == NULL || promises->len == 0)
    {
      GtkWidget *label = gtk_label_new (_("Nothing is open."));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim");
      zx_card_append_body (ZX_CARD (self->card), label);
    }
}

void
zx_student_promises_add (ZxStudentPromises *self)
{
  g_return_if_fail (ZX_IS_STUDENT_PROMISES (self));

  if (self->button != NULL)
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
