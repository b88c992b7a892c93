/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-promises"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-codes.h"
#include "zx-date-entry.h"
#include "zx-visit-promises.h"

typedef struct
{
  ZxVisitPromises *owner;
  GtkWidget       *box;
  GtkWidget       *rest;
  GtkWidget       *what;
  GtkWidget       *who;
  GtkWidget       *due;
  GtkWidget       *due_clamp;  /* a sentence below the date does not widen its column */
  GtkWidget       *message;
} Line;

struct _ZxVisitPromises
{
  GtkBox       parent_instance;
  GtkWidget   *lines_box;
  GtkWidget   *add_button;
  GPtrArray   *lines; /* of Line, as in the form */
  ZxVisitForm *form;
  GPtrArray   *staff;
  char        *today;
  gboolean     narrow;
  gboolean     loading;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitPromises, zx_visit_promises, GTK_TYPE_BOX)

static ZxPromiseLine *
get_promise (Line  *line,
             guint *out_index)
{
  guint index;

  if (!g_ptr_array_find (line->owner->lines, line, &index) || line->owner->form == NULL ||
      index >= line->owner->form->promises->len)
    return NULL;

  if (out_index != NULL)
    *out_index = index;

  return g_ptr_array_index (line->owner->form->promises, index);
}

static void
tell_changed (ZxVisitPromises *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
what_changed_cb (Line *line)
{
  ZxPromiseLine *promise = get_promise (line, NULL);

  if (promise == NULL || line->owner->loading)
    return;

  g_free (promise->what);
  promise->what = g_strdup (gtk_editable_get_text (GTK_EDITABLE (line->what)));
  tell_changed (line->owner);
}

static void
who_changed_cb (Line *line)
{
  ZxPromiseLine *promise = get_promise (line, NULL);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (line->who));

  if (promise == NULL || line->owner->loading || selected == GTK_INVALID_LIST_POSITION)
    return;

  promise->person = selected == 0 ? 0 : ((ZxStaffName *) g_ptr_array_index (line->owner->staff, selected - 1))->id;
  tell_changed (line->owner);
}

/* A text that is no date stays in the draft as it was typed. */
static void
take_due (Line *line)
{
  ZxPromiseLine *promise = get_promise (line, NULL);
  const char *due = zx_date_entry_get_date (ZX_DATE_ENTRY (line->due));

  if (promise == NULL || line->owner->loading)
    return;

  if (*due == '\0')
    due = zx_date_entry_get_text (ZX_DATE_ENTRY (line->due));
  if (g_strcmp0 (promise->due, *due != '\0' ? due : NULL) == 0)
    return;

  zx_visit_form_set (&promise->due, due);
  tell_changed (line->owner);
}

static void
remove_cb (Line *line)
{
  ZxVisitPromises *self = line->owner;
  guint index;

  if (get_promise (line, &index) == NULL)
    return;

  zx_visit_form_remove_promise (self->form, index);
  zx_visit_promises_rebuild (self);

  if (self->lines->len > 0)
    gtk_widget_grab_focus (((Line *) g_ptr_array_index (self->lines, MIN (index, self->lines->len - 1)))->what);
  else
    gtk_widget_grab_focus (self->add_button);

  tell_changed (self);
}

static void
add_cb (ZxVisitPromises *self)
{
  if (self->form == NULL)
    return;

  zx_visit_promises_commit (self);
  zx_visit_form_add_promise (self->form, "");
  zx_visit_promises_rebuild (self);
  gtk_widget_grab_focus (((Line *) g_ptr_array_index (self->lines, self->lines->len - 1))->what);
  tell_changed (self);
}

/* Return in the words starts the next line, as on paper. */
static void
what_activated_cb (Line *line)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (line->what));
  guint index;

  if (*text != '\0' && get_promise (line, &index) != NULL && index + 1 == line->owner->lines->len)
    add_cb (line->owner);
}

static void
apply_narrow (Line *line)
{
  gboolean narrow = line->owner->narrow;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (line->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (line->due_clamp, narrow);
  adw_clamp_set_maximum_size (ADW_CLAMP (line->due_clamp), narrow ? 400 : 180);
}

static GtkWidget *
make_who (ZxVisitPromises *self,
          gint64           person)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *who;
  guint selected = 0;

  /* Translators: nobody is named yet for a promise */
  gtk_string_list_append (names, C_("promise", "Nobody"));
  for (guint i = 0; i < self->staff->len; i++)
    {
      ZxStaffName *staff = g_ptr_array_index (self->staff, i);

      gtk_string_list_append (names, staff->name);
      if (staff->id == person)
        selected = i + 1;
    }

  who = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (who), selected);
  gtk_widget_set_size_request (who, 110, -1);
  gtk_widget_set_valign (who, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (who), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who does it"), -1);

  return who;
}

static void
add_line (ZxVisitPromises *self,
          ZxPromiseLine   *promise)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *remove_words = NULL;
  const char *need = promise->need != NULL ? zx_code_table_get_label (zx_code_table_find ("NEED"), promise->need) : NULL;

  line->owner = self;
  line->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  line->rest = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  line->what = gtk_entry_new ();
  line->who = make_who (self, promise->person);
  line->due = zx_date_entry_new (_("Due day"), ZX_DATE_LEAN_FUTURE);
  line->message = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE,
                                "css-classes", (const char *[]) { "error-text", NULL }, NULL);

  gtk_widget_set_hexpand (line->what, TRUE);
  gtk_widget_set_valign (line->what, GTK_ALIGN_START);
  gtk_editable_set_text (GTK_EDITABLE (line->what), promise->what != NULL ? promise->what : "");
  gtk_entry_set_max_length (GTK_ENTRY (line->what), 100);
  if (need != NULL)
    {
      /* Translators: in an empty line that a chosen need offers; %s is the need. An empty line is left out. */
      g_autofree char *offer = g_strdup_printf (_("%s: what was promised? May stay empty"), need);

      gtk_entry_set_placeholder_text (GTK_ENTRY (line->what), offer);
    }
  else
    gtk_entry_set_placeholder_text (GTK_ENTRY (line->what), _("What was promised"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->what),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Promised thing"), -1);

  zx_date_entry_set_today (ZX_DATE_ENTRY (line->due), self->today);
  if (promise->due != NULL)
    zx_date_entry_set_text (ZX_DATE_ENTRY (line->due), promise->due);
  gtk_widget_set_valign (line->due, GTK_ALIGN_START);

  /* Translators: %s is what was promised */
  remove_words = g_strdup_printf (_("Remove: %s"), promise->what != NULL && *promise->what != '\0' ? promise->what : _("Promised thing"));
  gtk_widget_set_tooltip_text (remove, _("Remove this line"));
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_words, -1);

  gtk_box_append (GTK_BOX (line->rest), line->who);
  line->due_clamp = adw_clamp_new ();
  adw_clamp_set_child (ADW_CLAMP (line->due_clamp), line->due);
  gtk_box_append (GTK_BOX (line->rest), line->due_clamp);
  gtk_box_append (GTK_BOX (line->rest), remove);
  gtk_box_append (GTK_BOX (line->box), line->what);
  /* A box of rows has no baseline: GTK 4.8 would count those of the drop-down and the entry only
   * when it knows the width, and complain of two heights. */
  gtk_box_append (GTK_BOX (rows), line->rest);
  gtk_box_append (GTK_BOX (line->box), rows);
  gtk_box_append (GTK_BOX (outer), line->box);
  gtk_box_append (GTK_BOX (outer), line->message);
  gtk_box_append (GTK_BOX (self->lines_box), outer);
  g_ptr_array_add (self->lines, line);
  apply_narrow (line);

  g_signal_connect_swapped (line->what, "changed", G_CALLBACK (what_changed_cb), line);
  g_signal_connect_swapped (line->what, "activate", G_CALLBACK (what_activated_cb), line);
  g_signal_connect_swapped (line->who, "notify::selected", G_CALLBACK (who_changed_cb), line);
  g_signal_connect_swapped (line->due, "notify::date", G_CALLBACK (take_due), line);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), line);
}

static void
zx_visit_promises_dispose (GObject *object)
{
  ZxVisitPromises *self = ZX_VISIT_PROMISES (object);

  self->form = NULL;
  self->loading = TRUE;

  G_OBJECT_CLASS (zx_visit_promises_parent_class)->dispose (object);
}

static void
zx_visit_promises_finalize (GObject *object)
{
  ZxVisitPromises *self = ZX_VISIT_PROMISES (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (zx_visit_promises_parent_class)->finalize (object);
}

static void
zx_visit_promises_class_init (ZxVisitPromisesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_visit_promises_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_visit_promises_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_visit_promises_init (ZxVisitPromises *self)
{
  GtkWidget *content = adw_button_content_new ();

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->lines_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->add_button = gtk_button_new ();
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("One more thing"));
  gtk_button_set_child (GTK_BUTTON (self->add_button), content);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "flat");
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (add_cb), self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_box_append (GTK_BOX (self), self->lines_box);
  gtk_box_append (GTK_BOX (self), self->add_button);
}

void
zx_visit_promises_set_form (ZxVisitPromises *self,
                            ZxVisitForm     *form,
                            GPtrArray       *staff,
                            const char      *today)
{
  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  self->form = form;
  g_ptr_array_ref (staff);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
  g_free (self->today);
  self->today = g_strdup (today);
  zx_visit_promises_rebuild (self);
}

void
zx_visit_promises_rebuild (ZxVisitPromises *self)
{
  GtkWidget *child;

  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  self->loading = TRUE;
  while ((child = gtk_widget_get_first_child (self->lines_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines_box), child);
  g_ptr_array_set_size (self->lines, 0);

  for (guint i = 0; self->form != NULL && i < self->form->promises->len; i++)
    add_line (self, g_ptr_array_index (self->form->promises, i));
  gtk_widget_set_visible (self->lines_box, self->lines->len > 0);
  self->loading = FALSE;
}

void
zx_visit_promises_commit (ZxVisitPromises *self)
{
  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      zx_date_entry_commit (ZX_DATE_ENTRY (line->due));
      take_due (line);
    }
}

void
zx_visit_promises_set_error (ZxVisitPromises *self,
                             const char      *field,
                             guint            index,
                             const char      *message)
{
  Line *line;

  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  if (index >= self->lines->len)
    return;

  line = g_ptr_array_index (self->lines, index);
  if (g_str_equal (field, "promise_due"))
    {
      zx_date_entry_set_error (ZX_DATE_ENTRY (line->due), message);
      return;
    }

  gtk_label_set_label (GTK_LABEL (line->message), message != NULL ? message : "");
  gtk_widget_set_visible (line->message, message != NULL);
  if (message != NULL)
    {
      gtk_widget_add_css_class (line->what, "invalid");
      gtk_accessible_update_state (GTK_ACCESSIBLE (line->what),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (line->what),
                                      GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, line->message, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (line->what, "invalid");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (line->what), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

void
zx_visit_promises_clear_errors (ZxVisitPromises *self)
{
  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  for (guint i = 0; i < self->lines->len; i++)
    {
      zx_visit_promises_set_error (self, "promise", i, NULL);
      zx_visit_promises_set_error (self, "promise_due", i, NULL);
    }
}

void
zx_visit_promises_focus (ZxVisitPromises *self,
                         const char      *field,
                         guint            index)
{
  Line *line;

  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  if (index >= self->lines->len)
    return;

  line = g_ptr_array_index (self->lines, index);
  gtk_widget_grab_focus (g_str_equal (field, "promise_due") ? line->due : line->what);
}

gboolean
zx_visit_promises_locate (ZxVisitPromises *self,
                          GtkWidget       *widget,
                          const char     **out_field,
                          guint           *out_index)
{
  g_return_val_if_fail (ZX_IS_VISIT_PROMISES (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (widget == line->what || gtk_widget_is_ancestor (widget, line->what))
        *out_field = "promise";
      else if (gtk_widget_is_ancestor (widget, line->due))
        *out_field = "promise_due";
      else
        continue;

      *out_index = i;
      return TRUE;
    }

  return FALSE;
}

void
zx_visit_promises_set_narrow (ZxVisitPromises *self,
                              gboolean         narrow)
{
  g_return_if_fail (ZX_IS_VISIT_PROMISES (self));

  self->narrow = narrow;
  for (guint i = 0; i < self->lines->len; i++)
    apply_narrow (g_ptr_array_index (self->lines, i));
}
