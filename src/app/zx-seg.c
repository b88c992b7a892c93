/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-seg"

#include "config.h"

#include "zx-seg.h"

struct _ZxSeg
{
  GtkWidget        parent_instance;
  GtkToggleButton *first;
  GtkWidget       *active;
  ZxSegShape       shape;
};

enum { PROP_0, PROP_ACTIVE, PROP_SHAPE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxSeg, zx_seg, GTK_TYPE_WIDGET)

GType
zx_seg_shape_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { ZX_SEG_BOX, "ZX_SEG_BOX", "box" },
        { ZX_SEG_TABS, "ZX_SEG_TABS", "tabs" },
        { ZX_SEG_CARDS, "ZX_SEG_CARDS", "cards" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("ZxSegShape", values));
    }

  return type;
}

static GtkWidget *
find_button (ZxSeg      *self,
             const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (gtk_widget_get_name (child), id))
      return child;

  return NULL;
}

static void
toggled_cb (GtkToggleButton *button,
            ZxSeg           *self)
{
  if (!gtk_toggle_button_get_active (button) || self->active == GTK_WIDGET (button))
    return;

  self->active = GTK_WIDGET (button);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                ZxSeg                 *self)
{
  int direction;

  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    direction = -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    direction = 1;
  else
    return GDK_EVENT_PROPAGATE;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  zx_seg_step (self, direction);
  gtk_widget_grab_focus (self->active);

  return GDK_EVENT_STOP;
}

void
zx_seg_clear (ZxSeg *self)
{
  GtkWidget *child;

  g_return_if_fail (ZX_IS_SEG (self));

  self->active = NULL;
  self->first = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
zx_seg_dispose (GObject *object)
{
  zx_seg_clear (ZX_SEG (object));

  G_OBJECT_CLASS (zx_seg_parent_class)->dispose (object);
}

static void
set_shape (ZxSeg      *self,
           ZxSegShape  shape)
{
  static const char * const styles[] = { "seg", "tabs", "cards" };

  self->shape = shape;
  gtk_widget_add_css_class (GTK_WIDGET (self), styles[shape]);
  if (shape != ZX_SEG_CARDS)
    return;

  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_FILL);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), TRUE);
}

static void
zx_seg_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  ZxSeg *self = ZX_SEG (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_string (value, zx_seg_get_active (self));
      break;

    case PROP_SHAPE:
      g_value_set_enum (value, self->shape);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_seg_set_property (GObject      *object,
                     guint         prop_id,
                     const GValue *value,
                     GParamSpec   *pspec)
{
  ZxSeg *self = ZX_SEG (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      zx_seg_set_active (self, g_value_get_string (value));
      break;

    case PROP_SHAPE:
      set_shape (self, g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_seg_class_init (ZxSegClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zx_seg_dispose;
  object_class->get_property = zx_seg_get_property;
  object_class->set_property = zx_seg_set_property;

  properties[PROP_ACTIVE] =
    g_param_spec_string ("active", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHAPE] =
    g_param_spec_enum ("shape", NULL, NULL, ZX_TYPE_SEG_SHAPE, ZX_SEG_BOX,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "segments");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zx_seg_init (ZxSeg *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
zx_seg_new (ZxSegShape shape)
{
  return g_object_new (ZX_TYPE_SEG, "shape", shape, NULL);
}

static GtkWidget *
card_new (const char *label)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *figure = gtk_label_new ("0");
  GtkWidget *name = gtk_label_new (label);

  gtk_widget_add_css_class (figure, "card-figure");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 6);
  gtk_box_append (GTK_BOX (lines), figure);
  gtk_box_append (GTK_BOX (lines), name);
  gtk_button_set_child (GTK_BUTTON (button), lines);
  gtk_widget_set_hexpand (button, TRUE);

  return button;
}

void
zx_seg_append (ZxSeg      *self,
               const char *id,
               const char *label)
{
  GtkWidget *button;

  g_return_if_fail (ZX_IS_SEG (self));
  g_return_if_fail (id != NULL && label != NULL);

  button = self->shape == ZX_SEG_CARDS ? card_new (label) : gtk_toggle_button_new_with_label (label);
  gtk_widget_set_name (button, id);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  if (self->first == NULL)
    {
      self->first = GTK_TOGGLE_BUTTON (button);
      self->active = button;
      gtk_toggle_button_set_active (self->first, TRUE);
    }
  else
    {
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->first);
    }

  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
}

void
zx_seg_set_label (ZxSeg      *self,
                  const char *id,
                  const char *label)
{
  GtkWidget *button;

  g_return_if_fail (ZX_IS_SEG (self));

  button = find_button (self, id);
  if (button != NULL && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) != 0)
    gtk_button_set_label (GTK_BUTTON (button), label);
}

void
zx_seg_set_figure (ZxSeg      *self,
                   const char *id,
                   guint       figure,
                   const char *spoken)
{
  GtkWidget *button;
  g_autofree char *text = g_strdup_printf ("%u", figure);

  g_return_if_fail (ZX_IS_SEG (self));
  g_return_if_fail (self->shape == ZX_SEG_CARDS);

  button = find_button (self, id);
  if (button == NULL)
    return;

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (figure == 0)
    gtk_widget_add_css_class (button, "nobody");
  else
    gtk_widget_remove_css_class (button, "nobody");
}

void
zx_seg_set_shown (ZxSeg      *self,
                  const char *id,
                  gboolean    shown)
{
  GtkWidget *button;

  g_return_if_fail (ZX_IS_SEG (self));

  button = find_button (self, id);
  if (button != NULL)
    gtk_widget_set_visible (button, shown);
}

const char *
zx_seg_get_active (ZxSeg *self)
{
  g_return_val_if_fail (ZX_IS_SEG (self), NULL);

  return self->active != NULL ? gtk_widget_get_name (self->active) : NULL;
}

void
zx_seg_set_active (ZxSeg      *self,
                   const char *id)
{
  GtkWidget *button;

  g_return_if_fail (ZX_IS_SEG (self));

  button = id != NULL ? find_button (self, id) : NULL;
  if (button != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

void
zx_seg_step (ZxSeg *self,
             int    direction)
{
  GtkWidget *next;

  g_return_if_fail (ZX_IS_SEG (self));

  next = self->active;
  if (next == NULL)
    return;

  do
    {
      next = direction > 0 ? gtk_widget_get_next_sibling (next) : gtk_widget_get_prev_sibling (next);
      if (next == NULL)
        next = direction > 0 ? gtk_widget_get_first_child (GTK_WIDGET (self))
                             : gtk_widget_get_last_child (GTK_WIDGET (self));
    }
  while (next != self->active && !gtk_widget_get_visible (next));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (next), TRUE);
}
