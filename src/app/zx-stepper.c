/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-stepper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-stepper.h"

typedef struct
{
  GtkWidget *box;
  GtkWidget *number;
  GtkWidget *label;
} Step;

struct _ZxStepper
{
  GtkWidget  parent_instance;
  GArray    *steps; /* of Step */
  guint      current;
  gboolean   compact;
};

G_DEFINE_FINAL_TYPE (ZxStepper, zx_stepper, GTK_TYPE_WIDGET)

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (ZxStepper *self)
{
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->steps->len; i++)
    {
      Step *step = &g_array_index (self->steps, Step, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      set_class (step->box, "done", i < self->current);
      set_class (step->box, "current", i == self->current);
      gtk_label_set_label (GTK_LABEL (step->number), i < self->current ? "✓" : number);
      gtk_widget_set_visible (step->label, !self->compact || i == self->current);
    }

  if (self->current < self->steps->len)
    {
      Step *step = &g_array_index (self->steps, Step, self->current);

      /* Translators: read aloud: "Step 3 of 4: Check" */
      words = g_strdup_printf (_("Step %u of %u: %s"), self->current + 1, self->steps->len,
                               gtk_label_get_label (GTK_LABEL (step->label)));
    }
  else
    {
      words = g_strdup (_("All steps done"));
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
zx_stepper_dispose (GObject *object)
{
  ZxStepper *self = ZX_STEPPER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_pointer (&self->steps, g_array_unref);

  G_OBJECT_CLASS (zx_stepper_parent_class)->dispose (object);
}

static void
zx_stepper_class_init (ZxStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_stepper_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zx_stepper_init (ZxStepper *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "stepper");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
zx_stepper_new (const char * const *labels)
{
  ZxStepper *self = g_object_new (ZX_TYPE_STEPPER, NULL);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      Step step;

      if (i > 0)
        {
          GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

          gtk_widget_add_css_class (line, "step-line");
          gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
          gtk_widget_set_parent (line, GTK_WIDGET (self));
        }

      step.box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      step.number = gtk_label_new (NULL);
      step.label = gtk_label_new (labels[i]);

      gtk_widget_add_css_class (step.box, "step");
      gtk_widget_add_css_class (step.number, "step-number");
      gtk_widget_add_css_class (step.label, "step-label");
      gtk_box_append (GTK_BOX (step.box), step.number);
      gtk_box_append (GTK_BOX (step.box), step.label);
      gtk_widget_set_parent (step.box, GTK_WIDGET (self));
      g_array_append_val (self->steps, step);
    }

  update (self);

  return GTK_WIDGET (self);
}

void
zx_stepper_set_current (ZxStepper *self,
                        guint      current)
{
  g_return_if_fail (ZX_IS_STEPPER (self));

  self->current = MIN (current, self->steps->len);
  update (self);
}

void
zx_stepper_set_compact (ZxStepper *self,
                        gboolean   compact)
{
  g_return_if_fail (ZX_IS_STEPPER (self));

  self->compact = compact;
  update (self);
}
