/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-card"

#include "config.h"

#include "zx-card.h"

struct _ZxCard
{
  GtkBox      parent_instance;
  GtkWidget  *head;
  GtkWidget  *title;
  GtkWidget  *caption;
};

enum { PROP_0, PROP_TITLE, PROP_CAPTION, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void zx_card_buildable_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (ZxCard, zx_card, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, zx_card_buildable_init))

static void
update_head (ZxCard *self)
{
  const char *title = gtk_label_get_label (GTK_LABEL (self->title));
  const char *caption = gtk_label_get_label (GTK_LABEL (self->caption));

  gtk_widget_set_visible (self->head, *title != '\0' || *caption != '\0');
  gtk_widget_set_visible (self->caption, *caption != '\0');
}

static void
zx_card_buildable_add_child (GtkBuildable *buildable,
                             GtkBuilder   *builder,
                             GObject      *child,
                             const char   *type)
{
  ZxCard *self = ZX_CARD (buildable);

  if (!GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "end") == 0)
    zx_card_add_end (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "start") == 0)
    zx_card_add_start (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "body") == 0)
    zx_card_append_body (self, GTK_WIDGET (child));
  else
    zx_card_append_row (self, GTK_WIDGET (child));
}

static void
zx_card_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = zx_card_buildable_add_child;
}

static void
zx_card_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  ZxCard *self = ZX_CARD (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->title)));
      break;

    case PROP_CAPTION:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->caption)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_card_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  ZxCard *self = ZX_CARD (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      zx_card_set_title (self, g_value_get_string (value));
      break;

    case PROP_CAPTION:
      zx_card_set_caption (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_card_class_init (ZxCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zx_card_get_property;
  object_class->set_property = zx_card_set_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAPTION] =
    g_param_spec_string ("caption", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zx_card_init (ZxCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "zx-card");
  /* Otherwise what lies in the card paints over its round corners. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (self->head, "card-head");
  gtk_widget_set_visible (self->head, FALSE);

  self->title = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "h2");

  self->caption = gtk_label_new ("");
  gtk_widget_add_css_class (self->caption, "hint");
  gtk_widget_set_visible (self->caption, FALSE);

  gtk_box_append (GTK_BOX (self->head), self->title);
  gtk_box_append (GTK_BOX (self->head), self->caption);
  gtk_box_append (GTK_BOX (self), self->head);
}

GtkWidget *
zx_card_new (const char *title)
{
  return g_object_new (ZX_TYPE_CARD, "title", title, NULL);
}

void
zx_card_set_title (ZxCard     *self,
                   const char *title)
{
  g_return_if_fail (ZX_IS_CARD (self));

  if (title == NULL)
    title = "";

  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->title)), title))
    return;

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  update_head (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
zx_card_set_caption (ZxCard     *self,
                     const char *caption)
{
  g_return_if_fail (ZX_IS_CARD (self));

  if (caption == NULL)
    caption = "";

  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->caption)), caption))
    return;

  gtk_label_set_label (GTK_LABEL (self->caption), caption);
  update_head (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

void
zx_card_add_end (ZxCard    *self,
                 GtkWidget *widget)
{
  g_return_if_fail (ZX_IS_CARD (self));

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), widget);
}

void
zx_card_add_start (ZxCard    *self,
                   GtkWidget *widget)
{
  g_return_if_fail (ZX_IS_CARD (self));

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_prepend (GTK_BOX (self->head), widget);
}

void
zx_card_append_row (ZxCard    *self,
                    GtkWidget *row)
{
  g_return_if_fail (ZX_IS_CARD (self));

  gtk_widget_add_css_class (row, "card-row");
  if (gtk_widget_get_last_child (GTK_WIDGET (self)) == self->head &&
      !gtk_widget_get_visible (self->head))
    gtk_widget_add_css_class (row, "first");

  gtk_box_append (GTK_BOX (self), row);
}

void
zx_card_append_body (ZxCard    *self,
                     GtkWidget *body)
{
  g_return_if_fail (ZX_IS_CARD (self));

  gtk_widget_add_css_class (body, "card-body");
  gtk_box_append (GTK_BOX (self), body);
}

void
zx_card_clear (ZxCard *self)
{
  GtkWidget *child;

  g_return_if_fail (ZX_IS_CARD (self));

  while ((child = gtk_widget_get_next_sibling (self->head)) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

guint
zx_card_get_n_rows (ZxCard *self)
{
  guint n = 0;

  g_return_val_if_fail (ZX_IS_CARD (self), 0);

  for (GtkWidget *child = gtk_widget_get_next_sibling (self->head);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}
