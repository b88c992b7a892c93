/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-picker"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-search.h"
#include "zx-session.h"
#include "zx-student-facts.h"
#include "zx-visit-picker.h"

#define MOST_FOUND 8

struct _ZxVisitPicker
{
  AdwBin     parent_instance;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *card;
  GtkWidget *none;
};

enum { PICKED, CANCELLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitPicker, zx_visit_picker, ADW_TYPE_BIN)

static GtkWidget *
make_row (ZxStudentRow *student)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *spoken = g_strdup_printf ("%s %s", student->name, student->class_words);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", student->name,
                                  "css-classes", (const char *[]) { "strong", NULL }, NULL);
  GtkWidget *class_words = g_object_new (GTK_TYPE_LABEL, "label", student->class_words,
                                         "css-classes", (const char *[]) { "hint", NULL }, NULL);
  GtkWidget *place = g_object_new (GTK_TYPE_LABEL, "label", student->place, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "hexpand", TRUE, "xalign", 1.0,
                                   "css-classes", (const char *[]) { "hint", NULL }, NULL);

  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), class_words);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "student", g_memdup2 (&student->id, sizeof student->id), g_free);

  return row;
}

static void
search_cb (ZxVisitPicker *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  ZxSession *session = zx_window_of (self) != NULL ? zx_session_of (self) : NULL;
  ZxDb *db = session != NULL ? zx_session_get_db (session) : NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);

  if (db == NULL)
    return;

  if (*typed != '\0')
    found = zx_search_students (db, typed, MOST_FOUND, NULL);
  else
    found = zx_recent_students_load (db, MOST_FOUND, NULL);
  if (found != NULL && found->len > 0)
    rows = zx_student_rows_load (db, (const gint64 *) (gpointer) found->data, found->len,
                                 zx_session_get_today (session), NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (g_ptr_array_index (rows, i)));

  gtk_widget_set_visible (self->card, gtk_widget_get_first_child (self->list) != NULL);
  if (*typed != '\0' && gtk_widget_get_first_child (self->list) == NULL)
    {
      /* Translators: %s is what was typed into the search field */
      g_autofree char *words = g_strdup_printf (_("Nobody found for “%s”."), typed);

      gtk_label_set_label (GTK_LABEL (self->none), words);
      gtk_widget_set_visible (self->none, TRUE);
    }
  else
    gtk_widget_set_visible (self->none, FALSE);
}

static void
pick (ZxVisitPicker *self,
      GtkListBoxRow *row)
{
  gint64 student = *(gint64 *) g_object_get_data (G_OBJECT (row), "student");

  g_signal_emit (self, signals[PICKED], 0, student);
}

static void
row_activated_cb (ZxVisitPicker *self,
                  GtkListBoxRow *row)
{
  pick (self, row);
}

static void
activated_cb (ZxVisitPicker *self)
{
  GtkWidget *row;

  search_cb (self);
  row = gtk_widget_get_first_child (self->list);
  if (row != NULL)
    pick (self, GTK_LIST_BOX_ROW (row));
}

static void
stopped_cb (ZxVisitPicker *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static gboolean
zx_visit_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZX_VISIT_PICKER (widget)->entry);
}

static void
zx_visit_picker_class_init (ZxVisitPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = zx_visit_picker_grab_focus;

  signals[PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CANCELLED] =
    g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visit-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPicker, list);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPicker, card);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPicker, none);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
zx_visit_picker_init (ZxVisitPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
zx_visit_picker_start (ZxVisitPicker *self)
{
  g_return_if_fail (ZX_IS_VISIT_PICKER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_cb (self);
  gtk_widget_grab_focus (self->entry);
}
