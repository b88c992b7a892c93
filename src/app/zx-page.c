/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-page"

#include "config.h"

#include "zx-page.h"

typedef struct
{
  char          *title;
  ZxSection      section;
  ZxVisitButton  visit_button;
  ZxWidth        width;
  gboolean       on_screen;
} ZxPagePrivate;

enum { PROP_0, PROP_TITLE, PROP_SECTION, PROP_VISIT_BUTTON, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ZxPage, zx_page, ADW_TYPE_BIN)

static void
zx_page_finalize (GObject *object)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (ZX_PAGE (object));

  g_clear_pointer (&priv->title, g_free);

  G_OBJECT_CLASS (zx_page_parent_class)->finalize (object);
}

static void
zx_page_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (ZX_PAGE (object));

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;

    case PROP_SECTION:
      g_value_set_int (value, priv->section);
      break;

    case PROP_VISIT_BUTTON:
      g_value_set_int (value, priv->visit_button);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_page_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  ZxPage *self = ZX_PAGE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      zx_page_set_title (self, g_value_get_string (value));
      break;

    case PROP_SECTION:
      zx_page_set_section (self, g_value_get_int (value));
      break;

    case PROP_VISIT_BUTTON:
      zx_page_set_visit_button (self, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_page_class_init (ZxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = zx_page_finalize;
  object_class->get_property = zx_page_get_property;
  object_class->set_property = zx_page_set_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SECTION] =
    g_param_spec_int ("section", NULL, NULL, 0, ZX_N_SECTIONS - 1, ZX_SECTION_TODAY,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VISIT_BUTTON] =
    g_param_spec_int ("visit-button", NULL, NULL, 0, ZX_VISIT_BUTTON_HIDDEN, ZX_VISIT_BUTTON_PRIMARY,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_page_init (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  priv->width = ZX_WIDTH_WIDE;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

const char *
zx_page_get_title (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  return priv->title != NULL ? priv->title : "";
}

void
zx_page_set_title (ZxPage     *self,
                   const char *title)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  g_return_if_fail (ZX_IS_PAGE (self));

  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

ZxSection
zx_page_get_section (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  return priv->section;
}

void
zx_page_set_section (ZxPage    *self,
                     ZxSection  section)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  g_return_if_fail (ZX_IS_PAGE (self));

  if (priv->section == section)
    return;

  priv->section = section;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECTION]);
}

ZxVisitButton
zx_page_get_visit_button (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  return priv->visit_button;
}

void
zx_page_set_visit_button (ZxPage        *self,
                          ZxVisitButton  button)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  g_return_if_fail (ZX_IS_PAGE (self));

  if (priv->visit_button == button)
    return;

  priv->visit_button = button;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIT_BUTTON]);
}

ZxWidth
zx_page_get_width (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  return priv->width;
}

void
zx_page_show (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  if (priv->on_screen)
    return;

  priv->on_screen = TRUE;

  if (ZX_PAGE_GET_CLASS (self)->shown != NULL)
    ZX_PAGE_GET_CLASS (self)->shown (self);
}

void
zx_page_hide (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  if (!priv->on_screen)
    return;

  priv->on_screen = FALSE;

  if (ZX_PAGE_GET_CLASS (self)->hidden != NULL)
    ZX_PAGE_GET_CLASS (self)->hidden (self);
}

void
zx_page_refresh (ZxPage *self)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  if (priv->on_screen && ZX_PAGE_GET_CLASS (self)->refresh != NULL)
    ZX_PAGE_GET_CLASS (self)->refresh (self);
}

void
zx_page_set_width (ZxPage  *self,
                   ZxWidth  width)
{
  ZxPagePrivate *priv = zx_page_get_instance_private (self);

  if (priv->width == width)
    return;

  priv->width = width;

  if (ZX_PAGE_GET_CLASS (self)->width_changed != NULL)
    ZX_PAGE_GET_CLASS (self)->width_changed (self);
}

GtkWidget *
zx_page_scrolled_new (GtkWidget **out_box)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

  gtk_widget_add_css_class (box, "page-margins");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  *out_box = box;

  return scrolled;
}

static void
unparent_panel (GtkBox     *columns,
                GtkOverlay *overlay,
                GtkWidget  *panel)
{
  GtkWidget *parent = gtk_widget_get_parent (panel);

  if (parent == GTK_WIDGET (columns))
    gtk_box_remove (columns, panel);
  else if (parent == GTK_WIDGET (overlay))
    gtk_overlay_remove_overlay (overlay, panel);
}

void
zx_page_place_panel (ZxPage     *self,
                     GtkBox     *columns,
                     GtkOverlay *overlay,
                     GtkWidget  *panel,
                     gboolean    shown)
{
  gboolean floating = zx_page_get_width (self) < ZX_WIDTH_WIDE;
  GtkWidget *wanted = floating ? GTK_WIDGET (overlay) : GTK_WIDGET (columns);

  if (!shown)
    {
      unparent_panel (columns, overlay, panel);
      return;
    }
  if (gtk_widget_get_parent (panel) == wanted)
    return;

  unparent_panel (columns, overlay, panel);
  if (floating)
    {
      gtk_widget_add_css_class (panel, "floating");
      gtk_widget_set_halign (panel, GTK_ALIGN_END);
      gtk_overlay_add_overlay (overlay, panel);
    }
  else
    {
      gtk_widget_remove_css_class (panel, "floating");
      gtk_widget_set_halign (panel, GTK_ALIGN_FILL);
      gtk_box_append (columns, panel);
    }
}
