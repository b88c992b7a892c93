/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-staff-button"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-student-facts.h"
#include "zx-visit-staff-button.h"

struct _ZxVisitStaffButton
{
  AdwBin     parent_instance;
  GtkWidget *button;
  GtkWidget *entry;
  GtkWidget *list;
  GPtrArray *staff;
};

enum { PICKED, NAMED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitStaffButton, zx_visit_staff_button, ADW_TYPE_BIN)

static void
add_row (ZxVisitStaffButton *self,
         const char         *words,
         gint64              staff,
         const char         *new_name)
{
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (row), "staff", g_memdup2 (&staff, sizeof staff), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (new_name), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static char *
dup_typed (ZxVisitStaffButton *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
fill (ZxVisitStaffButton *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean exact = *typed == '\0';
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);

  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    {
      ZxStaffName *staff = g_ptr_array_index (self->staff, i);

      if (strstr (staff->name, typed) == NULL)
        continue;
      exact = exact || g_str_equal (staff->name, typed);
      add_row (self, staff->name, staff->id, NULL);
    }

  if (!exact)
    {
      /* Translators: %s is a name that was typed and is not among the staff yet */
      g_autofree char *words = g_strdup_printf (_("Add “%s” to the staff"), typed);

      add_row (self, words, 0, typed);
    }
}

static void
take_row (ZxVisitStaffButton *self,
          GtkListBoxRow      *row)
{
  gint64 staff = *(gint64 *) g_object_get_data (G_OBJECT (row), "staff");
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  if (staff != 0)
    g_signal_emit (self, signals[PICKED], 0, staff);
  else
    g_signal_emit (self, signals[NAMED], 0, name);
}

static void
row_activated_cb (ZxVisitStaffButton *self,
                  GtkListBoxRow      *row)
{
  take_row (self, row);
}

static void
entry_activated_cb (ZxVisitStaffButton *self)
{
  GtkWidget *row = gtk_widget_get_first_child (self->list);

  if (row != NULL)
    take_row (self, GTK_LIST_BOX_ROW (row));
}

static void
shown_cb (ZxVisitStaffButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (self->entry);
}

static void
zx_visit_staff_button_finalize (GObject *object)
{
  g_clear_pointer (&ZX_VISIT_STAFF_BUTTON (object)->staff, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_visit_staff_button_parent_class)->finalize (object);
}

static void
zx_visit_staff_button_class_init (ZxVisitStaffButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_visit_staff_button_finalize;

  signals[PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[NAMED] =
    g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/zhuxue/Casebook/ui/zx-visit-staff-button.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxVisitStaffButton, button);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxVisitStaffButton, entry);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxVisitStaffButton, list);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), fill);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), shown_cb);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), row_activated_cb);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), entry_activated_cb);
}

static void
zx_visit_staff_button_init (ZxVisitStaffButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
zx_visit_staff_button_new (void)
{
  return g_object_new (ZX_TYPE_VISIT_STAFF_BUTTON, NULL);
}

void
zx_visit_staff_button_set_staff (ZxVisitStaffButton *self,
                                 GPtrArray          *staff)
{
  g_return_if_fail (ZX_IS_VISIT_STAFF_BUTTON (self));

  g_ptr_array_ref (staff);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
}
