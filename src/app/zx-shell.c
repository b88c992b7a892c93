/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-shell"

#include "config.h"

#include "zx-shell.h"

/* Widths are meant at the standard text size: larger letters need more room for the same page. */
#define STANDARD_EM_PX 14.667
#define SLIM_BELOW     600
#define NARROW_BELOW   900
#define MEDIUM_BELOW   1180

struct _ZxShell
{
  GtkWidget   parent_instance;
  GtkWidget  *content;
  GtkWidget  *scrim;
  GtkWidget  *sidebar;
  ZxWidth     width;
  gboolean    sidebar_open;
  int         width_px;
  guint       change_id;
};

enum { PROP_0, PROP_SIDEBAR, PROP_CONTENT, PROP_WIDTH, PROP_SIDEBAR_OPEN, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxShell, zx_shell, GTK_TYPE_WIDGET)

static ZxWidth
width_of (ZxShell *self,
          int      width_px)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double em_px = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double width = width_px;

  if (pango_font_description_get_size_is_absolute (font) && em_px > 0)
    width = width_px * STANDARD_EM_PX / em_px;

  if (width < SLIM_BELOW)
    return ZX_WIDTH_SLIM;
  if (width < NARROW_BELOW)
    return ZX_WIDTH_NARROW;
  if (width < MEDIUM_BELOW)
    return ZX_WIDTH_MEDIUM;

  return ZX_WIDTH_WIDE;
}

static void
update_visible (ZxShell *self)
{
  gboolean floating = self->width == ZX_WIDTH_SLIM;

  gtk_widget_set_visible (self->sidebar, !floating || self->sidebar_open);
  gtk_widget_set_visible (self->scrim, floating && self->sidebar_open);

  if (floating)
    gtk_widget_add_css_class (self->sidebar, "floating");
  else
    gtk_widget_remove_css_class (self->sidebar, "floating");
}

static void
take_width (ZxShell *self,
            ZxWidth  width)
{
  if (self->width == width)
    return;

  self->width = width;
  self->sidebar_open = FALSE;
  update_visible (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}

static gboolean
change_cb (gpointer user_data)
{
  ZxShell *self = user_data;

  self->change_id = 0;
  take_width (self, width_of (self, self->width_px));

  return G_SOURCE_REMOVE;
}

static void
scrim_pressed_cb (ZxShell *self)
{
  zx_shell_set_sidebar_open (self, FALSE);
}

static GtkSizeRequestMode
zx_shell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* Says that it can be small, whatever is in it: a wide page must not keep the window from
 * becoming narrow, because only then it becomes a narrow page. */
static void
zx_shell_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  ZxShell *self = ZX_SHELL (widget);
  int sidebar = 0;
  int content = 0;

  gtk_widget_measure (self->content, orientation, -1, NULL, &content, NULL, NULL);
  gtk_widget_measure (self->sidebar, orientation, -1, NULL, &sidebar, NULL, NULL);

  *minimum = 300;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *natural = MAX (MAX (sidebar, content), *minimum);
  else
    *natural = MAX (sidebar + content, *minimum);
}

static void
allocate (GtkWidget *child,
          int        x,
          int        width,
          int        height)
{
  int least_width, least_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);

  gtk_widget_size_allocate (child, &(GtkAllocation) { x, 0, width, MAX (height, least_height) }, -1);
}

static void
zx_shell_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  ZxShell *self = ZX_SHELL (widget);
  gboolean floating = self->width == ZX_WIDTH_SLIM;
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int sidebar_width = 0;

  self->width_px = width;

  /* Showing and hiding is not done while sizes are being given; it is one frame late. */
  if (width_of (self, width) != self->width && self->change_id == 0)
    self->change_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, change_cb, self, NULL);

  if (gtk_widget_should_layout (self->sidebar))
    {
      gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &sidebar_width, NULL, NULL, NULL);
      allocate (self->sidebar, from_right ? width - sidebar_width : 0, sidebar_width, height);
    }

  if (gtk_widget_should_layout (self->scrim))
    allocate (self->scrim, 0, width, height);

  if (floating)
    sidebar_width = 0;

  allocate (self->content, from_right ? 0 : sidebar_width, width - sidebar_width, height);
}

static void
zx_shell_dispose (GObject *object)
{
  ZxShell *self = ZX_SHELL (object);

  g_clear_handle_id (&self->change_id, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->scrim, gtk_widget_unparent);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);

  G_OBJECT_CLASS (zx_shell_parent_class)->dispose (object);
}

static void
zx_shell_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ZxShell *self = ZX_SHELL (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;

    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;

    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;

    case PROP_SIDEBAR_OPEN:
      g_value_set_boolean (value, self->sidebar_open);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_shell_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  ZxShell *self = ZX_SHELL (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      self->sidebar = g_value_get_object (value);
      gtk_widget_insert_before (self->sidebar, GTK_WIDGET (self), NULL);
      break;

    case PROP_CONTENT:
      self->content = g_value_get_object (value);
      gtk_widget_insert_after (self->content, GTK_WIDGET (self), NULL);
      break;

    case PROP_SIDEBAR_OPEN:
      zx_shell_set_sidebar_open (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_shell_class_init (ZxShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zx_shell_dispose;
  object_class->get_property = zx_shell_get_property;
  object_class->set_property = zx_shell_set_property;

  widget_class->get_request_mode = zx_shell_get_request_mode;
  widget_class->measure = zx_shell_measure;
  widget_class->size_allocate = zx_shell_size_allocate;

  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDTH] =
    g_param_spec_int ("width", NULL, NULL, ZX_WIDTH_SLIM, ZX_WIDTH_WIDE, ZX_WIDTH_WIDE,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR_OPEN] =
    g_param_spec_boolean ("sidebar-open", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_shell_init (ZxShell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->width = ZX_WIDTH_WIDE;
  self->scrim = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->scrim, "scrim");
  gtk_widget_set_visible (self->scrim, FALSE);
  gtk_widget_set_parent (self->scrim, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (scrim_pressed_cb), self);
  gtk_widget_add_controller (self->scrim, GTK_EVENT_CONTROLLER (click));
}

ZxWidth
zx_shell_get_width (ZxShell *self)
{
  g_return_val_if_fail (ZX_IS_SHELL (self), ZX_WIDTH_WIDE);

  return self->width;
}

void
zx_shell_expect (ZxShell *self,
                 int      width)
{
  g_return_if_fail (ZX_IS_SHELL (self));

  take_width (self, width_of (self, width));
}

gboolean
zx_shell_get_sidebar_open (ZxShell *self)
{
  g_return_val_if_fail (ZX_IS_SHELL (self), FALSE);

  return self->sidebar_open;
}

void
zx_shell_set_sidebar_open (ZxShell  *self,
                           gboolean  open)
{
  g_return_if_fail (ZX_IS_SHELL (self));

  open = open && self->width == ZX_WIDTH_SLIM;

  if (self->sidebar_open == open)
    return;

  self->sidebar_open = open;
  update_visible (self);

  if (open)
    gtk_widget_child_focus (self->sidebar, GTK_DIR_TAB_FORWARD);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_OPEN]);
}
