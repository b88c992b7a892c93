/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-chip"

#include "config.h"

#include "zx-chip.h"

struct _ZxChip
{
  GtkToggleButton  parent_instance;
  GtkWidget       *tick;
  GtkWidget       *label;
  char            *value;
};

enum { PROP_0, PROP_TEXT, PROP_VALUE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxChip, zx_chip, GTK_TYPE_TOGGLE_BUTTON)

static void
active_changed_cb (ZxChip *self)
{
  gtk_widget_set_visible (self->tick, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)));
}

static void
zx_chip_finalize (GObject *object)
{
  ZxChip *self = ZX_CHIP (object);

  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (zx_chip_parent_class)->finalize (object);
}

static void
zx_chip_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  ZxChip *self = ZX_CHIP (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, zx_chip_get_text (self));
      break;

    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_chip_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  ZxChip *self = ZX_CHIP (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      zx_chip_set_text (self, g_value_get_string (value));
      break;

    case PROP_VALUE:
      zx_chip_set_value (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_chip_class_init (ZxChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = zx_chip_finalize;
  object_class->get_property = zx_chip_get_property;
  object_class->set_property = zx_chip_set_property;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] =
    g_param_spec_string ("value", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_chip_init (ZxChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  /* The pressed state says it already; the tick is for the eye. */
  self->tick = g_object_new (GTK_TYPE_LABEL,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "label", "✓",
                             "visible", FALSE,
                             NULL);
  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->tick);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip");

  g_signal_connect (self, "notify::active", G_CALLBACK (active_changed_cb), NULL);
}

GtkWidget *
zx_chip_new (const char *label,
             const char *value)
{
  return g_object_new (ZX_TYPE_CHIP, "text", label, "value", value, NULL);
}

const char *
zx_chip_get_text (ZxChip *self)
{
  g_return_val_if_fail (ZX_IS_CHIP (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

void
zx_chip_set_text (ZxChip     *self,
                  const char *label)
{
  g_return_if_fail (ZX_IS_CHIP (self));

  if (label == NULL)
    label = "";

  if (g_str_equal (zx_chip_get_text (self), label))
    return;

  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
zx_chip_get_value (ZxChip *self)
{
  g_return_val_if_fail (ZX_IS_CHIP (self), NULL);

  return self->value;
}

void
zx_chip_set_value (ZxChip     *self,
                   const char *value)
{
  g_return_if_fail (ZX_IS_CHIP (self));

  if (g_strcmp0 (self->value, value) == 0)
    return;

  g_free (self->value);
  self->value = g_strdup (value);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}
