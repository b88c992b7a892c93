/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "zx-pages-private.h"

/* In the order in which they are drawn. */
typedef enum
{
  MARK_AREA,
  MARK_RULE,
  MARK_FRAME,
  MARK_CIRCLE,
  MARK_LINE,   /* of text */
} MarkKind;

typedef enum
{
  DASH_NONE,
  DASH_SEAL,
  DASH_DOTS,
} Dash;

/* What stands somewhere on a page. */
typedef struct
{
  guint8           kind;
  guint8           dash;
  guint32          ink;
  guint            number;        /* as it was added */
  float            line_width;
  double           x, y;          /* text: of the baseline's beginning */
  double           width, height; /* rule: to the other end; circle: the radius twice */
  ZxText          *text;
  PangoLayoutLine *line;
} Mark;

struct _ZxPages
{
  int        n_refs;
  char      *title;
  char      *missing;
  gint64     rows;
  double     width, height, scale;
  GPtrArray *pages;  /* GArray of Mark: as they were added, until the pages are sealed */
  ZxText    *across;
};

G_DEFINE_BOXED_TYPE (ZxPages, zx_pages, zx_pages_ref, zx_pages_unref)

static void
clear_mark (gpointer data)
{
  Mark *mark = data;

  g_clear_pointer (&mark->text, zx_text_unref);
}

ZxPages *
zx_pages_new (const ZxPaperSetup *setup,
              const char         *title)
{
  ZxPages *self = g_new0 (ZxPages, 1);

  self->n_refs = 1;
  self->title = g_strdup (title);
  self->scale = zx_paper_setup_get_scale (setup);
  zx_paper_setup_get_page (setup, &self->width, &self->height);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  return self;
}

ZxPages *
zx_pages_ref (ZxPages *self)
{
  g_atomic_int_inc (&self->n_refs);

  return self;
}

void
zx_pages_unref (ZxPages *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;

  g_ptr_array_unref (self->pages);
  g_clear_pointer (&self->across, zx_text_unref);
  g_free (self->missing);
  g_free (self->title);
  g_free (self);
}

guint
zx_pages_get_n_pages (ZxPages *self)
{
  return self->pages->len;
}

void
zx_pages_get_size (ZxPages *self,
                   double  *out_width,
                   double  *out_height)
{
  *out_width = self->width * self->scale;
  *out_height = self->height * self->scale;
}

const char *
zx_pages_get_title (ZxPages *self)
{
  return self->title;
}

const char *
zx_pages_get_missing (ZxPages *self)
{
  return self->missing;
}

gint64
zx_pages_get_rows (ZxPages *self)
{
  return self->rows;
}

void
zx_pages_set_rows (ZxPages *self,
                   gint64   rows)
{
  self->rows = rows;
}

void
zx_pages_take_missing (ZxPages *self,
                       char    *missing)
{
  g_free (self->missing);
  self->missing = missing;
}

/* --- marks --- */

guint
zx_pages_add_page (ZxPages *self)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));

  g_array_set_clear_func (marks, clear_mark);
  g_ptr_array_add (self->pages, marks);

  return self->pages->len - 1;
}

static void
add_mark (ZxPages    *self,
          guint       page,
          const Mark *mark)
{
  GArray *marks = g_ptr_array_index (self->pages, page);

  g_array_append_vals (marks, mark, 1);
  g_array_index (marks, Mark, marks->len - 1).number = marks->len;
}

/* Grounds, then lines, then words; and what looks alike together: Cairo takes its time over each change of ink and over each
 * path of its own. Frames and rules are strokes of one pen. */
static gint
compare_marks (gconstpointer a,
               gconstpointer b)
{
  const Mark *one = a, *other = b;
  guint layer = one->kind == MARK_FRAME ? MARK_RULE : one->kind;
  guint other_layer = other->kind == MARK_FRAME ? MARK_RULE : other->kind;

  if (layer != other_layer)
    return layer < other_layer ? -1 : 1;
  if (one->ink != other->ink)
    return one->ink > other->ink ? -1 : 1;
  if (one->dash != other->dash)
    return one->dash < other->dash ? -1 : 1;
  if (one->line_width != other->line_width)
    return one->line_width < other->line_width ? -1 : 1;

  return one->number < other->number ? -1 : 1;
}

void
zx_pages_seal (ZxPages *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    g_array_sort (g_ptr_array_index (self->pages, i), compare_marks);
}

static void
add_ticks (ZxPages    *self,
           guint       page,
           const Mark *line,
           guint       number)
{
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double size = zx_text_get_size (line->text);

  zx_text_get_ticks (line->text, number, ticks);
  for (guint i = 0; i < ticks->len; i++)
    {
      double x = line->x + g_array_index (ticks, double, i);

      /* Two strokes, as a pen makes them. */
      zx_pages_add_rule (self, page, x + size * 0.2, line->y - size * 0.4, x + size * 0.42, line->y - size * 0.14, size * 0.1, line->ink);
      zx_pages_add_rule (self, page, x + size * 0.42, line->y - size * 0.14, x + size * 0.92, line->y - size * 0.86, size * 0.1, line->ink);
    }
}

void
zx_pages_add_text (ZxPages *self,
                   guint    page,
                   ZxText  *text,
                   guint    first,
                   guint    n_lines,
                   double   x,
                   double   y,
                   double   width)
{
  double leading = zx_text_get_leading (text);
  guint end = zx_text_get_n_lines (text);

  if (n_lines < end - MIN (first, end))
    end = first + n_lines;

  for (guint i = first; i < end; i++)
    {
      Mark mark = { .kind = MARK_LINE, .ink = zx_text_get_ink (text), .text = zx_text_ref (text) };
      double line_x, baseline;

      mark.line = zx_text_get_line (text, i, width, &line_x, &baseline);
      mark.x = x + line_x;
      mark.y = y + (i - first) * leading + baseline;
      add_mark (self, page, &mark);
      add_ticks (self, page, &mark, i);
    }
}

void
zx_pages_add_rule (ZxPages *self,
                   guint    page,
                   double   x1,
                   double   y1,
                   double   x2,
                   double   y2,
                   double   line_width,
                   guint32  ink)
{
  Mark mark = { .kind = MARK_RULE, .ink = ink, .line_width = (float) line_width, .x = x1, .y = y1, .width = x2 - x1, .height = y2 - y1 };

  add_mark (self, page, &mark);
}

void
zx_pages_add_dots (ZxPages *self,
                   guint    page,
                   double   x1,
                   double   y1,
                   double   x2,
                   double   y2)
{
  Mark mark = { .kind = MARK_RULE, .dash = DASH_DOTS, .ink = ZX_INK_HAIR, .line_width = 0.6f, .x = x1, .y = y1, .width = x2 - x1, .height = y2 - y1 };

  add_mark (self, page, &mark);
}

void
zx_pages_add_area (ZxPages *self,
                   guint    page,
                   double   x,
                   double   y,
                   double   width,
                   double   height,
                   guint32  ink)
{
  Mark mark = { .kind = MARK_AREA, .ink = ink, .x = x, .y = y, .width = width, .height = height };

  add_mark (self, page, &mark);
}

void
zx_pages_add_frame (ZxPages *self,
                    guint    page,
                    double   x,
                    double   y,
                    double   width,
                    double   height,
                    double   line_width,
                    guint32  ink)
{
  Mark mark = { .kind = MARK_FRAME, .ink = ink, .line_width = (float) line_width, .x = x, .y = y, .width = width, .height = height };

  add_mark (self, page, &mark);
}

void
zx_pages_add_circle (ZxPages  *self,
                     guint     page,
                     double    x,
                     double    y,
                     double    radius,
                     gboolean  dashed)
{
  Mark mark = {
    .kind = MARK_CIRCLE, .dash = dashed ? DASH_SEAL : DASH_NONE, .ink = ZX_INK_HAIR, .line_width = 0.6f,
    .x = x, .y = y, .width = 2 * radius, .height = 2 * radius,
  };

  add_mark (self, page, &mark);
}

void
zx_pages_set_across (ZxPages *self,
                     ZxText  *text)
{
  g_clear_pointer (&self->across, zx_text_unref);
  self->across = zx_text_ref (text);
}

static gint
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const Mark *one = *(const Mark * const *) a, *other = *(const Mark * const *) b;

  return one->number < other->number ? -1 : 1;
}

char *
zx_pages_dup_text (ZxPages *self,
                   guint    page)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GString *words;
  GArray *marks;

  g_return_val_if_fail (page < self->pages->len, NULL);

  marks = g_ptr_array_index (self->pages, page);
  for (guint i = 0; i < marks->len; i++)
    {
      Mark *mark = &g_array_index (marks, Mark, i);

      if (mark->kind == MARK_LINE && mark->line->length > 0)
        g_ptr_array_add (lines, mark);
    }
  g_ptr_array_sort (lines, compare_numbers);

  words = g_string_new (NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      const Mark *mark = g_ptr_array_index (lines, i);

      if (words->len > 0)
        g_string_append_c (words, '\n');
      g_string_append_len (words, pango_layout_get_text (zx_text_get_layout (mark->text)) + mark->line->start_index, mark->line->length);
    }

  return g_string_free (words, FALSE);
}

/* --- drawing --- */

static void
set_ink (cairo_t *cr,
         guint32  ink)
{
  cairo_set_source_rgb (cr, (ink >> 16 & 0xff) / 255.0, (ink >> 8 & 0xff) / 255.0, (ink & 0xff) / 255.0);
}

static void
stroke (cairo_t    *cr,
        const Mark *mark)
{
  static const double seal[] = { 3, 2.6 };
  static const double dots[] = { 2, 3 };

  cairo_set_line_width (cr, mark->line_width);
  if (mark->dash != DASH_NONE)
    cairo_set_dash (cr, mark->dash == DASH_SEAL ? seal : dots, 2, 0);
  cairo_stroke (cr);
  if (mark->dash != DASH_NONE)
    cairo_set_dash (cr, NULL, 0, 0);
}

/* Adds the outline of a mark to the path. */
static void
add_outline (cairo_t    *cr,
             const Mark *mark)
{
  switch ((MarkKind) mark->kind)
    {
    case MARK_RULE:
      cairo_move_to (cr, mark->x, mark->y);
      cairo_line_to (cr, mark->x + mark->width, mark->y + mark->height);
      break;
    case MARK_AREA:
    case MARK_FRAME:
      cairo_rectangle (cr, mark->x, mark->y, mark->width, mark->height);
      break;
    case MARK_CIRCLE:
      cairo_new_sub_path (cr);
      cairo_arc (cr, mark->x, mark->y, mark->width / 2, 0, 2 * G_PI);
      break;
    case MARK_LINE:
    default:
      g_assert_not_reached ();
    }
}

/* Whether one stroke or one filling draws both. */
static gboolean
is_alike (const Mark *a,
          const Mark *b)
{
  return (a->kind == MARK_AREA) == (b->kind == MARK_AREA) && a->kind != MARK_LINE && b->kind != MARK_LINE &&
         a->ink == b->ink && a->dash == b->dash && a->line_width == b->line_width;
}

static void
draw_across (ZxPages *self,
             cairo_t *cr)
{
  PangoLayoutLine *line;
  double x, baseline, width = zx_text_get_width (self->across), height = zx_text_get_height (self->across);

  cairo_save (cr);
  cairo_translate (cr, self->width / 2, self->height / 2);
  cairo_rotate (cr, -atan2 (self->height, self->width));
  line = zx_text_get_line (self->across, 0, width, &x, &baseline);
  set_ink (cr, zx_text_get_ink (self->across));
  cairo_move_to (cr, -width / 2 + x, -height / 2 + baseline);
  pango_cairo_show_layout_line (cr, line);
  cairo_restore (cr);
}

void
zx_pages_draw (ZxPages *self,
               cairo_t *cr,
               guint    page)
{
  GArray *marks;
  guint32 ink = 0;
  gboolean has_ink = FALSE;

  g_return_if_fail (page < self->pages->len);

  marks = g_ptr_array_index (self->pages, page);
  cairo_save (cr);
  cairo_scale (cr, self->scale, self->scale);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  if (self->across != NULL)
    draw_across (self, cr);

  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *mark = &g_array_index (marks, Mark, i);

      if (!has_ink || mark->ink != ink)
        {
          ink = mark->ink;
          has_ink = TRUE;
          set_ink (cr, ink);
        }
      if (mark->kind == MARK_LINE)
        {
          cairo_move_to (cr, mark->x, mark->y);
          pango_cairo_show_layout_line (cr, mark->line);
          continue;
        }

      add_outline (cr, mark);
      if (i + 1 < marks->len && is_alike (mark, &g_array_index (marks, Mark, i + 1)))
        continue;
      if (mark->kind == MARK_AREA)
        cairo_fill (cr);
      else
        stroke (cr, mark);
    }
  cairo_restore (cr);
}
