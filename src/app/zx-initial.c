/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-initial"

#include "config.h"

#include <string.h>

#include "zx-initial.h"
#include "zx-line.h"

#define SMALL_SIZE 36
#define LARGE_SIZE 56

struct _ZxInitial
{
  AdwBin      parent_instance;
  GtkWidget  *label;
  char       *name;
  gboolean    large;
};

enum { PROP_0, PROP_NAME, PROP_LARGE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxInitial, zx_initial, ADW_TYPE_BIN)

static void
zx_initial_finalize (GObject *object)
{
  ZxInitial *self = ZX_INITIAL (object);

  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (zx_initial_parent_class)->finalize (object);
}

static void
zx_initial_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  ZxInitial *self = ZX_INITIAL (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_LARGE:
      g_value_set_boolean (value, self->large);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_initial_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  ZxInitial *self = ZX_INITIAL (object);

  switch (prop_id)
    {
    case PROP_NAME:
      zx_initial_set_name (self, g_value_get_string (value));
      break;

    case PROP_LARGE:
      zx_initial_set_large (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_initial_class_init (ZxInitialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = zx_initial_finalize;
  object_class->get_property = zx_initial_get_property;
  object_class->set_property = zx_initial_set_property;

  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LARGE] =
    g_param_spec_boolean ("large", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
zx_initial_init (ZxInitial *self)
{
  self->label = g_object_new (ZX_TYPE_LINE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  zx_line_set_xalign (ZX_LINE (self->label), .5f);

  adw_bin_set_child (ADW_BIN (self), self->label);
  gtk_widget_add_css_class (GTK_WIDGET (self), "initial");
  gtk_widget_set_size_request (GTK_WIDGET (self), SMALL_SIZE, SMALL_SIZE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
zx_initial_new (const char *name,
                gboolean    large)
{
  return g_object_new (ZX_TYPE_INITIAL, "name", name, "large", large, NULL);
}

void
zx_initial_set_name (ZxInitial  *self,
                     const char *name)
{
  g_autofree char *first = NULL;

  g_return_if_fail (ZX_IS_INITIAL (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);

  /* One character, also where it is rare Han of four bytes. */
  if (name != NULL && *name != '\0' && g_utf8_validate (name, -1, NULL))
    first = g_utf8_substring (name, 0, 1);

  zx_line_set_text (ZX_LINE (self->label), first);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

void
zx_initial_set_large (ZxInitial *self,
                      gboolean   large)
{
  int size = large ? LARGE_SIZE : SMALL_SIZE;

  g_return_if_fail (ZX_IS_INITIAL (self));

  if (self->large == large)
    return;

  self->large = large;
  gtk_widget_set_size_request (GTK_WIDGET (self), size, size);

  if (large)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "large");

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LARGE]);
}
