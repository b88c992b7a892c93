/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-row"

#include "config.h"

#include "zx-visit-row.h"

struct _ZxVisitRow
{
  GtkBox     parent_instance;
  GtkWidget *label;
  GtkWidget *body;
  GtkWidget *message;
};

enum { PROP_0, PROP_LABEL, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void zx_visit_row_buildable_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (ZxVisitRow, zx_visit_row, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, zx_visit_row_buildable_init))

static void
zx_visit_row_buildable_add_child (GtkBuildable *buildable,
                                  GtkBuilder   *builder,
                                  GObject      *child,
                                  const char   *type)
{
  if (GTK_IS_WIDGET (child))
    zx_visit_row_append (ZX_VISIT_ROW (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
zx_visit_row_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = zx_visit_row_buildable_add_child;
}

static void
zx_visit_row_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_LABEL:
      zx_visit_row_set_label (ZX_VISIT_ROW (object), g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_visit_row_class_init (ZxVisitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = zx_visit_row_set_property;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
zx_visit_row_init (ZxVisitRow *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL,
                              "xalign", 0.0,
                              "valign", GTK_ALIGN_START,
                              "css-classes", (const char *[]) { "visit-row-label", NULL },
                              NULL);
  self->body = g_object_new (GTK_TYPE_BOX,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                             "orientation", GTK_ORIENTATION_VERTICAL,
                             "spacing", 8,
                             "hexpand", TRUE,
                             NULL);
  self->message = g_object_new (GTK_TYPE_LABEL,
                                "xalign", 0.0,
                                "wrap", TRUE,
                                "max-width-chars", 20,
                                "visible", FALSE,
                                "css-classes", (const char *[]) { "error-text", NULL },
                                NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->body),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->label, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->message, NULL, -1);
  gtk_box_append (GTK_BOX (self->body), self->message);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), self->body);
  gtk_widget_add_css_class (GTK_WIDGET (self), "visit-row");
}

void
zx_visit_row_set_label (ZxVisitRow *self,
                        const char *label)
{
  g_return_if_fail (ZX_IS_VISIT_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->label), label);
}

void
zx_visit_row_append (ZxVisitRow *self,
                     GtkWidget  *widget)
{
  g_return_if_fail (ZX_IS_VISIT_ROW (self));

  gtk_box_insert_child_after (GTK_BOX (self->body), widget, gtk_widget_get_prev_sibling (self->message));
}

void
zx_visit_row_set_error (ZxVisitRow *self,
                        const char *message)
{
  g_return_if_fail (ZX_IS_VISIT_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->message), message != NULL ? message : "");
  gtk_widget_set_visible (self->message, message != NULL);

  if (message != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->body),
                                 GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->body), GTK_ACCESSIBLE_STATE_INVALID);
}

void
zx_visit_row_set_slim (ZxVisitRow *self,
                       gboolean    slim)
{
  g_return_if_fail (ZX_IS_VISIT_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  slim ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self), slim ? 4 : 0);
  if (slim)
    gtk_widget_add_css_class (GTK_WIDGET (self), "slim");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "slim");
}
