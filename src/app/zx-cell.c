/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cell"

#include "config.h"

#include "zx-cell.h"

#define MAX_CHILDREN 3

struct _ZxCell
{
  GtkWidget  parent_instance;
  int        spacing;
  guint      n_children;
  GtkWidget *children[MAX_CHILDREN];
  gboolean   boxed[MAX_CHILDREN];
};

G_DEFINE_FINAL_TYPE (ZxCell, zx_cell, GTK_TYPE_WIDGET)

static gboolean
is_shown (GtkWidget *child)
{
  return gtk_widget_get_visible (child) && !(ZX_IS_LINE (child) && *zx_line_get_text (ZX_LINE (child)) == '\0');
}

static void
zx_cell_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  *minimum = *natural = 0;
}

static int
get_wanted_width (ZxCell *self,
                  guint   i,
                  int     left)
{
  GtkWidget *child = self->children[i];
  int width = 0;

  /* Most rows are not on the screen: no text is laid out for them. */
  if (ZX_IS_LINE (child) && !self->boxed[i])
    {
      for (guint next = i + 1; next < self->n_children; next++)
        if (is_shown (self->children[next]))
          return zx_line_get_text_width (ZX_LINE (child));
      return left;
    }

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  if (ZX_IS_LINE (child))
    width += zx_line_get_text_width (ZX_LINE (child));

  return width;
}

static int
get_wanted_height (ZxCell *self,
                   guint   i,
                   int     height)
{
  GtkWidget *child = self->children[i];
  int wanted = 0;

  if (ZX_IS_LINE (child) && !self->boxed[i])
    return height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &wanted, NULL, NULL);
  if (ZX_IS_LINE (child))
    wanted += zx_line_get_text_height (ZX_LINE (child));

  return wanted;
}

static void
zx_cell_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  ZxCell *self = ZX_CELL (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; i < self->n_children; i++)
    {
      GtkWidget *child = self->children[i];
      int child_width, child_height, least;

      if (!gtk_widget_get_visible (child))
        continue;
      gtk_widget_set_child_visible (child, is_shown (child) && x < width);
      if (!is_shown (child) || x >= width)
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      child_width = MAX (MIN (get_wanted_width (self, i, width - x), width - x), least);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
      child_height = MAX (MIN (get_wanted_height (self, i, height), height), least);
      if (gtk_widget_get_halign (child) == GTK_ALIGN_END)
        x = MAX (x, width - child_width);
      gtk_widget_size_allocate (child, &(GtkAllocation) { from_right ? width - x - child_width : x, (height - child_height) / 2,
                                                          child_width, child_height }, -1);
      x += child_width + self->spacing;
    }
}

static void
zx_cell_dispose (GObject *object)
{
  ZxCell *self = ZX_CELL (object);

  for (guint i = 0; i < self->n_children; i++)
    g_clear_pointer (&self->children[i], gtk_widget_unparent);
  self->n_children = 0;

  G_OBJECT_CLASS (zx_cell_parent_class)->dispose (object);
}

static void
zx_cell_class_init (ZxCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_cell_dispose;
  widget_class->measure = zx_cell_measure;
  widget_class->size_allocate = zx_cell_size_allocate;
}

static void
zx_cell_init (ZxCell *self)
{
}

GtkWidget *
zx_cell_new (int spacing)
{
  ZxCell *self = g_object_new (ZX_TYPE_CELL, NULL);

  self->spacing = spacing;

  return GTK_WIDGET (self);
}

void
zx_cell_append (ZxCell    *self,
                GtkWidget *child,
                gboolean   boxed)
{
  g_return_if_fail (ZX_IS_CELL (self));
  g_return_if_fail (self->n_children < MAX_CHILDREN);

  self->boxed[self->n_children] = boxed;
  self->children[self->n_children++] = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
zx_cell_renew (ZxCell *self)
{
  g_return_if_fail (ZX_IS_CELL (self));

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
