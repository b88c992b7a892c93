/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-phrases"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-visit-note.h"
#include "zx-visit-phrases.h"

#define MOST_NUMBERED 9

/* Translators: “…” is a blank to fill in */
static const char * const usual[] = {
  N_("At home … looks after the child, and the child is well cared for."),
  N_("The parents know the aid policy, the sums and when they are paid."),
  N_("Homework and attendance are regular, and the child gets along with classmates."),
  N_("Somebody in the family is ill, and the medical costs weigh heavily."),
  N_("The next visit is agreed for …"),
};

struct _ZxVisitPhrases
{
  GtkBox       parent_instance;
  GtkWidget   *edit_button;
  GtkWidget   *stack;
  GtkWidget   *list;
  ZxVisitNote *note;
  char       **phrases;
};

enum { CHOSEN, EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitPhrases, zx_visit_phrases, GTK_TYPE_BOX)

static void
phrase_clicked_cb (GtkButton      *button,
                   ZxVisitPhrases *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (button), "phrase"));
}

static void
add_phrase (ZxVisitPhrases *self,
            guint           number,
            const char     *phrase)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *key = g_strdup_printf ("%u", number);
  GtkWidget *kbd = g_object_new (GTK_TYPE_LABEL, "label", key, "valign", GTK_ALIGN_CENTER,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                 "css-classes", (const char *[]) { "kbd", NULL }, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", phrase, "xalign", 0.0, "wrap", TRUE,
                                   "hexpand", TRUE, "max-width-chars", 12, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_set_visible (kbd, number <= MOST_NUMBERED);
  gtk_box_append (GTK_BOX (box), kbd);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "phrase");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, phrase, -1);
  g_object_set_data_full (G_OBJECT (button), "phrase", g_strdup (phrase), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (phrase_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->list), button);
}

static void
edit_cb (ZxVisitPhrases *self)
{
  g_autofree char *lines = g_strjoinv ("\n", self->phrases);

  zx_visit_note_set_text (self->note, lines);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "edit");
  gtk_widget_set_visible (self->edit_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

static void
leave_edit (ZxVisitPhrases *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  gtk_widget_set_visible (self->edit_button, TRUE);
  gtk_widget_grab_focus (self->edit_button);
}

static void
keep_cb (ZxVisitPhrases *self)
{
  g_autofree char *lines = zx_visit_note_dup_text (self->note);

  zx_visit_phrases_set_lines (self, lines);
  leave_edit (self);
  g_signal_emit (self, signals[EDITED], 0, lines);
}

static void
zx_visit_phrases_finalize (GObject *object)
{
  g_clear_pointer (&ZX_VISIT_PHRASES (object)->phrases, g_strfreev);

  G_OBJECT_CLASS (zx_visit_phrases_parent_class)->finalize (object);
}

static void
zx_visit_phrases_class_init (ZxVisitPhrasesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_visit_phrases_finalize;

  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[EDITED] =
    g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (ZX_TYPE_VISIT_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visit-phrases.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPhrases, edit_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPhrases, stack);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPhrases, list);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitPhrases, note);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_edit);
}

static void
zx_visit_phrases_init (ZxVisitPhrases *self)
{
  self->phrases = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
zx_visit_phrases_set_lines (ZxVisitPhrases *self,
                            const char     *lines)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *child;

  g_return_if_fail (ZX_IS_VISIT_PHRASES (self));

  if (lines != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (lines, "\n", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        if (*g_strstrip (parts[i]) != '\0')
          g_ptr_array_add (phrases, g_strdup (parts[i]));
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
        g_ptr_array_add (phrases, g_strdup (_(usual[i])));
    }

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < phrases->len; i++)
    add_phrase (self, i + 1, g_ptr_array_index (phrases, i));

  g_ptr_array_add (phrases, NULL);
  g_strfreev (self->phrases);
  self->phrases = (char **) g_ptr_array_free (g_steal_pointer (&phrases), FALSE);
}

const char *
zx_visit_phrases_get_nth (ZxVisitPhrases *self,
                          guint           number)
{
  g_return_val_if_fail (ZX_IS_VISIT_PHRASES (self), NULL);

  return number >= 1 && number <= g_strv_length (self->phrases) ? self->phrases[number - 1] : NULL;
}

void
zx_visit_phrases_set_can_edit (ZxVisitPhrases *self,
                               gboolean        can_edit)
{
  g_return_if_fail (ZX_IS_VISIT_PHRASES (self));

  gtk_widget_set_sensitive (self->edit_button, can_edit);
}
