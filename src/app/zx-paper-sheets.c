/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper-sheets"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "zx-paper-sheets.h"
#include "zx-paper.h"

#define AROUND    16
#define BETWEEN   16
#define PER_POINT (96.0 / 72.0)
#define LEAST     0.1
#define MOST      5.0

struct _ZxPaperSheets
{
  GtkWidget      parent_instance;
  ZxPages       *pages;
  double         zoom;       /* 0: whole page */
  GtkAdjustment *across;     /* of the scrolled window around */
  GtkAdjustment *down;
  double         room_width; /* what can be seen at once */
  double         room_height;
  guint          measured;   /* idle source */
  guint          told;       /* the page and its number as last said aloud, 0 for none */
};

enum { PAGE_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxPaperSheets, zx_paper_sheets, GTK_TYPE_WIDGET)

static guint
count_pages (ZxPaperSheets *self)
{
  return self->pages != NULL ? zx_pages_get_n_pages (self->pages) : 0;
}

/* Pixels of a point. */
static double
get_scale (ZxPaperSheets *self)
{
  double width, height;

  if (self->pages == NULL)
    return PER_POINT;
  if (self->zoom > 0)
    return self->zoom * PER_POINT;

  zx_pages_get_size (self->pages, &width, &height);

  return CLAMP (MIN ((self->room_width - 2 * AROUND) / width, (self->room_height - 2 * AROUND) / height),
                LEAST * PER_POINT, MOST * PER_POINT);
}

static void
get_page_size (ZxPaperSheets *self,
               double        *out_width,
               double        *out_height)
{
  double scale = get_scale (self);

  *out_width = *out_height = 0;
  if (self->pages == NULL)
    return;
  zx_pages_get_size (self->pages, out_width, out_height);
  *out_width = floor (*out_width * scale);
  *out_height = floor (*out_height * scale);
}

guint
zx_paper_sheets_get_page (ZxPaperSheets *self)
{
  double width, height, middle;

  if (count_pages (self) == 0 || self->down == NULL)
    return 0;
  get_page_size (self, &width, &height);
  middle = gtk_adjustment_get_value (self->down) + gtk_adjustment_get_page_size (self->down) / 2 - AROUND;

  return (guint) CLAMP (middle / (height + BETWEEN), 0, count_pages (self) - 1);
}

static void
say_page (ZxPaperSheets *self)
{
  g_autofree char *words = NULL;
  guint page = zx_paper_sheets_get_page (self);
  double width, height;

  if (self->pages == NULL || self->told == page + 1)
    return;
  self->told = page + 1;
  zx_pages_get_size (self->pages, &width, &height);
  /* Translators: what a screen reader says of a page on the screen: title, size of the paper, number, how many */
  words = g_strdup_printf (_("%1$s, %2$s, page %3$u of %4$u"), zx_pages_get_title (self->pages),
                           zx_paper_size_to_word (MIN (width, height) > 700 ? ZX_PAPER_A3 : ZX_PAPER_A4), page + 1, count_pages (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_emit (self, signals[PAGE_CHANGED], 0);
}

static void
scrolled_cb (ZxPaperSheets *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  say_page (self);
}

static gboolean
resize_cb (gpointer data)
{
  ZxPaperSheets *self = data;

  self->measured = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* Not at once: this comes while sizes are being given out. */
static void
room_changed_cb (ZxPaperSheets *self)
{
  double width = gtk_adjustment_get_page_size (self->across);
  double height = gtk_adjustment_get_page_size (self->down);

  if (width == self->room_width && height == self->room_height)
    return;
  self->room_width = width;
  self->room_height = height;
  if (self->zoom <= 0 && self->measured == 0)
    self->measured = g_idle_add (resize_cb, self);
}

static void
forget_window (ZxPaperSheets *self)
{
  g_clear_handle_id (&self->measured, g_source_remove);
  if (self->across != NULL)
    g_signal_handlers_disconnect_by_data (self->across, self);
  if (self->down != NULL)
    g_signal_handlers_disconnect_by_data (self->down, self);
  g_clear_object (&self->across);
  g_clear_object (&self->down);
}

static void
zx_paper_sheets_root (GtkWidget *widget)
{
  ZxPaperSheets *self = ZX_PAPER_SHEETS (widget);
  GtkWidget *window;

  GTK_WIDGET_CLASS (zx_paper_sheets_parent_class)->root (widget);

  window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (window == NULL)
    return;
  self->across = g_object_ref (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (window)));
  self->down = g_object_ref (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)));
  g_signal_connect_swapped (self->across, "changed", G_CALLBACK (room_changed_cb), self);
  g_signal_connect_swapped (self->down, "changed", G_CALLBACK (room_changed_cb), self);
  g_signal_connect_swapped (self->down, "value-changed", G_CALLBACK (scrolled_cb), self);
}

static void
zx_paper_sheets_unroot (GtkWidget *widget)
{
  forget_window (ZX_PAPER_SHEETS (widget));

  GTK_WIDGET_CLASS (zx_paper_sheets_parent_class)->unroot (widget);
}

static void
zx_paper_sheets_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  ZxPaperSheets *self = ZX_PAPER_SHEETS (widget);
  double width, height;
  guint n = count_pages (self);

  get_page_size (self, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int) width + 2 * AROUND;
  else
    *minimum = *natural = (int) (n * height) + (int) (n > 0 ? n - 1 : 0) * BETWEEN + 2 * AROUND;
}

static void
draw_page (ZxPaperSheets *self,
           GtkSnapshot   *snapshot,
           guint          page,
           double         x,
           double         y,
           double         width,
           double         height)
{
  const graphene_rect_t area = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
  const GdkRGBA white = { 1, 1, 1, 1 }, shade = { 0, 0, 0, 0.28f };
  GskRoundedRect outline;
  cairo_t *cr;

  /* Paper is white in the dark, too. */
  gsk_rounded_rect_init_from_rect (&outline, &area, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shade, 0, 1, 0, 5);
  gtk_snapshot_append_color (snapshot, &white, &area);

  cr = gtk_snapshot_append_cairo (snapshot, &area);
  cairo_translate (cr, x, y);
  cairo_scale (cr, get_scale (self), get_scale (self));
  zx_pages_draw (self->pages, cr, page);
  cairo_destroy (cr);
}

static void
zx_paper_sheets_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  ZxPaperSheets *self = ZX_PAPER_SHEETS (widget);
  double width, height, x, top, bottom;
  guint n = count_pages (self);

  if (n == 0)
    return;

  get_page_size (self, &width, &height);
  x = floor (MAX (AROUND, (gtk_widget_get_width (widget) - width) / 2));
  top = self->down != NULL ? gtk_adjustment_get_value (self->down) : 0;
  bottom = top + (self->down != NULL ? gtk_adjustment_get_page_size (self->down) : G_MAXINT);
  for (guint i = 0; i < n; i++)
    {
      double y = AROUND + i * (height + BETWEEN);

      if (y + height >= top && y <= bottom)
        draw_page (self, snapshot, i, x, y, width, height);
    }
}

static void
zx_paper_sheets_dispose (GObject *object)
{
  ZxPaperSheets *self = ZX_PAPER_SHEETS (object);

  forget_window (self);
  g_clear_pointer (&self->pages, zx_pages_unref);

  G_OBJECT_CLASS (zx_paper_sheets_parent_class)->dispose (object);
}

static void
zx_paper_sheets_class_init (ZxPaperSheetsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_paper_sheets_dispose;
  widget_class->measure = zx_paper_sheets_measure;
  widget_class->snapshot = zx_paper_sheets_snapshot;
  widget_class->root = zx_paper_sheets_root;
  widget_class->unroot = zx_paper_sheets_unroot;

  signals[PAGE_CHANGED] = g_signal_new ("page-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zx_paper_sheets_init (ZxPaperSheets *self)
{
}

GtkWidget *
zx_paper_sheets_new (void)
{
  return g_object_new (ZX_TYPE_PAPER_SHEETS, NULL);
}

void
zx_paper_sheets_set_pages (ZxPaperSheets *self,
                           ZxPages       *pages)
{
  if (pages != NULL)
    zx_pages_ref (pages);
  g_clear_pointer (&self->pages, zx_pages_unref);
  self->pages = pages;
  self->told = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  say_page (self);
}

void
zx_paper_sheets_set_zoom (ZxPaperSheets *self,
                          double         zoom)
{
  self->zoom = zoom > 0 ? CLAMP (zoom, LEAST, MOST) : 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

double
zx_paper_sheets_get_zoom (ZxPaperSheets *self)
{
  return get_scale (self) / PER_POINT;
}

void
zx_paper_sheets_set_page (ZxPaperSheets *self,
                          guint          page)
{
  double width, height;

  if (self->down == NULL || page >= count_pages (self))
    return;
  get_page_size (self, &width, &height);
  gtk_adjustment_set_value (self->down, page * (height + BETWEEN));
}
