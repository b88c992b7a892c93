/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-flow-layout"

#include "config.h"

#include "zx-flow-layout.h"

struct _ZxFlowLayout
{
  GtkLayoutManager  parent_instance;
  int               spacing;
  int               line_spacing;
};

enum { PROP_0, PROP_SPACING, PROP_LINE_SPACING, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxFlowLayout, zx_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
zx_flow_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Walks the lines of @width pixels; with @place the children go where the walk finds them.
 * Every child of a line stands in its middle. Returns the height of all lines. */
static int
walk_lines (ZxFlowLayout *self,
            GtkWidget    *widget,
            int           width,
            gboolean      place)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  while (first != NULL)
    {
      GtkWidget *after = first;
      int line_width = 0;
      int line_height = 0;
      int x = 0;

      for (; after != NULL; after = gtk_widget_get_next_sibling (after))
        {
          int minimum, natural, wide, height;

          if (!gtk_widget_should_layout (after))
            continue;

          gtk_widget_measure (after, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
          wide = CLAMP (natural, minimum, MAX (width, minimum));

          if (line_width > 0 && line_width + self->spacing + wide > width)
            break;

          gtk_widget_measure (after, GTK_ORIENTATION_VERTICAL, wide, NULL, &height, NULL, NULL);
          line_width += (line_width > 0 ? self->spacing : 0) + wide;
          line_height = MAX (line_height, height);
        }

      for (GtkWidget *child = first; place && child != after; child = gtk_widget_get_next_sibling (child))
        {
          int minimum, natural, wide, height;

          if (!gtk_widget_should_layout (child))
            continue;

          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
          wide = CLAMP (natural, minimum, MAX (width, minimum));
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, NULL, &height, NULL, NULL);

          gtk_widget_size_allocate (child,
                                    &(GtkAllocation) { from_right ? width - x - wide : x,
                                                       y + (line_height - height) / 2,
                                                       wide, height },
                                    -1);
          x += wide + self->spacing;
        }

      if (line_height > 0)
        y += line_height + self->line_spacing;

      first = after;
    }

  return MAX (y - self->line_spacing, 0);
}

static void
zx_flow_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  ZxFlowLayout *self = ZX_FLOW_LAYOUT (manager);
  int widest = 0;
  int all = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      *minimum = *natural = walk_lines (self, widget, for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      widest = MAX (widest, child_minimum);

      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        all += child_natural + (all > 0 ? self->spacing : 0);
      else
        all = MAX (all, child_natural);
    }

  /* Lines are as high as their children like to be, so one line is never lower than that either. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? widest : all;
  *natural = MAX (widest, all);
}

static void
zx_flow_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  walk_lines (ZX_FLOW_LAYOUT (manager), widget, width, TRUE);
}

static void
zx_flow_layout_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ZxFlowLayout *self = ZX_FLOW_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;

    case PROP_LINE_SPACING:
      g_value_set_int (value, self->line_spacing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_flow_layout_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  ZxFlowLayout *self = ZX_FLOW_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;

    case PROP_LINE_SPACING:
      self->line_spacing = g_value_get_int (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
zx_flow_layout_class_init (ZxFlowLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = zx_flow_layout_get_property;
  object_class->set_property = zx_flow_layout_set_property;

  layout_class->get_request_mode = zx_flow_layout_get_request_mode;
  layout_class->measure = zx_flow_layout_measure;
  layout_class->allocate = zx_flow_layout_allocate;

  properties[PROP_SPACING] =
    g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 8,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINE_SPACING] =
    g_param_spec_int ("line-spacing", NULL, NULL, 0, G_MAXINT, 8,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_flow_layout_init (ZxFlowLayout *self)
{
  self->spacing = 8;
  self->line_spacing = 8;
}

GtkLayoutManager *
zx_flow_layout_new (int spacing,
                    int line_spacing)
{
  return g_object_new (ZX_TYPE_FLOW_LAYOUT, "spacing", spacing, "line-spacing", line_spacing, NULL);
}

GtkWidget *
zx_flow_box_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, zx_flow_layout_new (8, 8));

  return box;
}
