/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-line"

#include "config.h"

#include "zx-line.h"
#include "zx-platform.h"

#define MAX_SIZES 64

struct _ZxLine
{
  GtkWidget    parent_instance;
  char        *text;
  PangoLayout *layout; /* NULL until it is drawn */
  float        xalign;
  gboolean     sized;
};

G_DEFINE_FINAL_TYPE (ZxLine, zx_line, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (ZxLine *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }

  return self->layout;
}

/* --- sizes of words that stand in every row: levels, buttons */

typedef struct
{
  char                 *text;
  PangoFontDescription *font;
  int                   width;
  int                   height;
} Size;

static void
get_size (ZxLine *self,
          int    *out_width,
          int    *out_height)
{
  static Size sizes[MAX_SIZES];
  static guint next;
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  Size *size;

  for (guint i = 0; i < MAX_SIZES && sizes[i].text != NULL; i++)
    if (g_str_equal (sizes[i].text, self->text) && pango_font_description_equal (sizes[i].font, font))
      {
        *out_width = sizes[i].width;
        *out_height = sizes[i].height;
        return;
      }

  size = &sizes[next];
  next = (next + 1) % MAX_SIZES;
  g_free (size->text);
  g_clear_pointer (&size->font, pango_font_description_free);
  size->text = g_strdup (self->text);
  size->font = pango_font_description_copy (font);
  pango_layout_set_width (get_layout (self), -1);
  pango_layout_get_pixel_size (get_layout (self), &size->width, &size->height);
  *out_width = size->width;
  *out_height = size->height;
}

/* --- widget */

static void
zx_line_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  ZxLine *self = ZX_LINE (widget);
  int width = 0, height = 0;

  if (self->sized)
    get_size (self, &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
zx_line_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  ZxLine *self = ZX_LINE (widget);
  int width = gtk_widget_get_width (widget);
  int text_width, text_height;
  float xalign = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - self->xalign : self->xalign;
  GdkRGBA color;

  if (*self->text == '\0')
    return;

  pango_layout_set_width (get_layout (self), width * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  zx_platform_get_color (widget, &color);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (int) (xalign * (float) MAX (0, width - text_width)),
                                                          (float) ((gtk_widget_get_height (widget) - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
zx_line_css_changed (GtkWidget         *widget,
                     GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (zx_line_parent_class)->css_changed (widget, change);

  g_clear_object (&ZX_LINE (widget)->layout);
}

static void
zx_line_finalize (GObject *object)
{
  ZxLine *self = ZX_LINE (object);

  g_free (self->text);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (zx_line_parent_class)->finalize (object);
}

static void
zx_line_class_init (ZxLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_line_finalize;
  widget_class->measure = zx_line_measure;
  widget_class->snapshot = zx_line_snapshot;
  widget_class->css_changed = zx_line_css_changed;

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
zx_line_init (ZxLine *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
zx_line_new (const char *style)
{
  GtkWidget *self = g_object_new (ZX_TYPE_LINE, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (self, style);

  return self;
}

void
zx_line_set_text (ZxLine     *self,
                  const char *text)
{
  g_return_if_fail (ZX_IS_LINE (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (self->text, text))
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (self->sized)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
zx_line_get_text (ZxLine *self)
{
  g_return_val_if_fail (ZX_IS_LINE (self), "");

  return self->text;
}

void
zx_line_set_xalign (ZxLine *self,
                    float   xalign)
{
  g_return_if_fail (ZX_IS_LINE (self));

  self->xalign = xalign;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
zx_line_set_sized (ZxLine   *self,
                   gboolean  sized)
{
  g_return_if_fail (ZX_IS_LINE (self));

  self->sized = sized;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
zx_line_get_text_width (ZxLine *self)
{
  int width, height;

  g_return_val_if_fail (ZX_IS_LINE (self), 0);

  get_size (self, &width, &height);

  return width;
}

int
zx_line_get_text_height (ZxLine *self)
{
  int width, height;

  g_return_val_if_fail (ZX_IS_LINE (self), 0);

  get_size (self, &width, &height);

  return height;
}

gboolean
zx_line_is_cut (ZxLine *self)
{
  g_return_val_if_fail (ZX_IS_LINE (self), FALSE);

  return self->layout != NULL && pango_layout_is_ellipsized (self->layout);
}
