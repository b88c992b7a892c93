/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-fold-layout"

#include "config.h"

#include "zx-fold-layout.h"

#define SPACING      12
#define LINE_SPACING 2
#define EDGE         6

struct _ZxFoldLayout
{
  GtkLayoutManager  parent_instance;
  int               least;
};

G_DEFINE_FINAL_TYPE (ZxFoldLayout, zx_fold_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The two children; a missing or hidden one is NULL. */
static void
find_children (GtkWidget  *widget,
               GtkWidget **out_first,
               GtkWidget **out_second)
{
  *out_first = gtk_widget_get_first_child (widget);
  *out_second = *out_first != NULL ? gtk_widget_get_next_sibling (*out_first) : NULL;

  if (*out_second != NULL && !gtk_widget_should_layout (*out_second))
    *out_second = NULL;
}

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static gboolean
is_folded (ZxFoldLayout *self,
           GtkWidget    *second,
           int           width)
{
  return second != NULL && width < self->least + SPACING + natural_width (second);
}

static GtkSizeRequestMode
zx_fold_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
zx_fold_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  ZxFoldLayout *self = ZX_FOLD_LAYOUT (manager);
  GtkWidget *first, *second;
  int first_minimum = 0, first_natural = 0;
  int second_minimum = 0, second_natural = 0;
  gboolean folded;

  find_children (widget, &first, &second);
  if (first == NULL)
    return;

  folded = orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 && is_folded (self, second, for_size);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 && !folded && second != NULL)
    for_size -= SPACING + natural_width (second);

  gtk_widget_measure (first, orientation, for_size, &first_minimum, &first_natural, NULL, NULL);
  if (second != NULL)
    gtk_widget_measure (second, orientation, -1, &second_minimum, &second_natural, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (first_minimum, second_minimum);
      *natural = first_natural + (second != NULL ? SPACING + second_natural : 0);
    }
  else if (folded)
    {
      *minimum = first_minimum + LINE_SPACING + second_minimum + 2 * EDGE;
      *natural = first_natural + LINE_SPACING + second_natural + 2 * EDGE;
    }
  else
    {
      *minimum = MAX (first_minimum, second_minimum);
      *natural = MAX (first_natural, second_natural);
    }
}

static void
place (GtkWidget *widget,
       GtkWidget *child,
       int        width,
       int        x,
       int        y,
       int        child_width,
       int        child_height)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x - child_width;

  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, child_width, child_height }, -1);
}

static void
zx_fold_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  ZxFoldLayout *self = ZX_FOLD_LAYOUT (manager);
  GtkWidget *first, *second;
  int first_width, first_height, second_width, second_height;

  find_children (widget, &first, &second);
  if (first == NULL)
    return;

  if (second == NULL)
    {
      place (widget, first, width, 0, 0, width, height);
      return;
    }

  second_width = natural_width (second);
  if (is_folded (self, second, width))
    {
      second_width = MIN (second_width, width);
      gtk_widget_measure (second, GTK_ORIENTATION_VERTICAL, second_width, &second_height, NULL, NULL, NULL);
      gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, width, &first_height, NULL, NULL, NULL);
      first_height = MAX (first_height, height - LINE_SPACING - second_height - 2 * EDGE);
      place (widget, first, width, 0, EDGE, width, first_height);
      place (widget, second, width, width - second_width, EDGE + first_height + LINE_SPACING, second_width, second_height);
      return;
    }

  first_width = width - SPACING - second_width;
  place (widget, first, width, 0, 0, first_width, height);
  place (widget, second, width, width - second_width, 0, second_width, height);
}

static void
zx_fold_layout_class_init (ZxFoldLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = zx_fold_layout_get_request_mode;
  layout_class->measure = zx_fold_layout_measure;
  layout_class->allocate = zx_fold_layout_allocate;
}

static void
zx_fold_layout_init (ZxFoldLayout *self)
{
}

GtkWidget *
zx_fold_box_new (int least)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  ZxFoldLayout *layout = g_object_new (ZX_TYPE_FOLD_LAYOUT, NULL);

  layout->least = least;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));

  return box;
}
