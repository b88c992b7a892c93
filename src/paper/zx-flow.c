/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-flow-private.h"
#include "zx-grid-private.h"

#define HEAD_SIZE    8.5
#define HEAD_ABOVE   14   /* of the text */
#define FOOT_BELOW   12
#define SEAL_RADIUS  34

/* A row is divided only where this part of the page would stay empty otherwise. */
#define WORTH_DIVIDING 0.3

typedef struct
{
  char  *head_left;
  char  *head_right;
  char  *foot;
  guint  part;
} Border;

struct _ZxFlow
{
  ZxPaperSetup  setup;
  ZxPages      *pages;
  ZxType       *type;
  GArray       *borders; /* Border, by page */
  Border        border;  /* of the next page */
  double        left, top, width, height; /* of the text */
  double        y;
  guint         page;
  gboolean      begun;   /* there is a page */
};

static void
clear_border (gpointer data)
{
  Border *border = data;

  g_free (border->head_left);
  g_free (border->head_right);
  g_free (border->foot);
}

void
zx_flow_get_usual_setup (ZxPaperSetup *out_setup)
{
  *out_setup = (ZxPaperSetup) { .top = 60, .right = 46, .bottom = 56, .left = 46 };
}

ZxFlow *
zx_flow_new (const ZxPaperSetup *setup,
             const char         *title)
{
  ZxFlow *self = g_new0 (ZxFlow, 1);
  double width, height;

  zx_paper_setup_get_page (setup, &width, &height);
  self->setup = *setup;
  self->pages = zx_pages_new (setup, title);
  self->type = zx_type_new ();
  self->borders = g_array_new (FALSE, TRUE, sizeof (Border));
  g_array_set_clear_func (self->borders, clear_border);
  self->left = setup->left + setup->binding;
  self->top = setup->top;
  self->width = width - self->left - setup->right;
  self->height = height - setup->top - setup->bottom;

  return self;
}

void
zx_flow_free (ZxFlow *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pages, zx_pages_unref);
  g_clear_pointer (&self->type, zx_type_unref);
  g_array_unref (self->borders);
  clear_border (&self->border);
  g_free (self);
}

void
zx_flow_set_head (ZxFlow     *self,
                  const char *left,
                  const char *right)
{
  g_free (self->border.head_left);
  g_free (self->border.head_right);
  self->border.head_left = g_strdup (left);
  self->border.head_right = g_strdup (right);
}

void
zx_flow_set_foot (ZxFlow     *self,
                  const char *left)
{
  g_free (self->border.foot);
  self->border.foot = g_strdup (left);
}

void
zx_flow_begin_part (ZxFlow *self)
{
  self->border.part++;
  self->begun = FALSE;
}

void
zx_flow_set_demo (ZxFlow   *self,
                  gboolean  demo)
{
  const ZxTextStyle style = { .face = ZX_FACE_SANS, .bold = TRUE, .size = 150, .spacing = 60, .ink = 0xe9e9ea };

  if (demo)
    {
      g_autoptr (ZxText) word = zx_type_set (self->type, &style, C_("paper", "DEMO"), 0);

      zx_pages_set_across (self->pages, word);
    }
}

void
zx_flow_set_rows (ZxFlow *self,
                  gint64  rows)
{
  zx_pages_set_rows (self->pages, rows);
}

/* --- where the flow is --- */

static void
begin_page (ZxFlow *self)
{
  Border border = {
    .head_left = g_strdup (self->border.head_left),
    .head_right = g_strdup (self->border.head_right),
    .foot = g_strdup (self->border.foot),
    .part = self->border.part,
  };

  self->page = zx_pages_add_page (self->pages);
  self->y = self->top;
  self->begun = TRUE;
  g_array_append_val (self->borders, border);
}

static void
need_page (ZxFlow *self)
{
  if (!self->begun)
    begin_page (self);
}

ZxPages *
zx_flow_get_pages (ZxFlow *self)
{
  return self->pages;
}

ZxType *
zx_flow_get_type (ZxFlow *self)
{
  return self->type;
}

guint
zx_flow_get_page (ZxFlow *self)
{
  need_page (self);

  return self->page;
}

double
zx_flow_get_left (ZxFlow *self)
{
  return self->left;
}

double
zx_flow_get_y (ZxFlow *self)
{
  need_page (self);

  return self->y;
}

void
zx_flow_get_area (ZxFlow *self,
                  double *out_width,
                  double *out_height)
{
  *out_width = self->width;
  *out_height = self->height;
}

double
zx_flow_get_room (ZxFlow *self)
{
  need_page (self);

  return self->top + self->height - self->y;
}

void
zx_flow_add_space (ZxFlow *self,
                   double  height)
{
  need_page (self);
  /* Air at the end of a page is not carried over to the next. */
  self->y = MIN (self->y + height, self->top + self->height);
}

void
zx_flow_add_page (ZxFlow *self)
{
  if (!self->begun || self->y > self->top)
    begin_page (self);
}

void
zx_flow_need (ZxFlow *self,
              double  height)
{
  /* Rounding must not push a line that just fits to the next page. */
  if (zx_flow_get_room (self) + 0.01 < height)
    zx_flow_add_page (self);
}

/* --- text --- */

static void
add_set_text (ZxFlow *self,
              ZxText *text)
{
  double leading = zx_text_get_leading (text);
  guint n_lines = zx_text_get_n_lines (text);

  for (guint line = 0; line < n_lines;)
    {
      guint fit;

      /* Neither the first nor the last line of a paragraph stands alone. */
      zx_flow_need (self, leading * MIN (2, n_lines - line));
      fit = (guint) ((zx_flow_get_room (self) + 0.01) / leading);
      fit = CLAMP (fit, 1, n_lines - line);
      if (n_lines - line - fit == 1 && fit > 2)
        fit--;
      zx_pages_add_text (self->pages, self->page, text, line, fit, self->left, self->y, self->width);
      self->y += fit * leading;
      line += fit;
    }
}

void
zx_flow_add_text (ZxFlow            *self,
                  const ZxTextStyle *style,
                  const char        *text)
{
  g_autoptr (ZxText) set = zx_type_set (self->type, style, text, self->width);

  need_page (self);
  add_set_text (self, set);
}

void
zx_flow_add_paragraph (ZxFlow     *self,
                       const char *text)
{
  const ZxTextStyle style = { .size = 12.2, .leading = 24.4, .indent = 2, .align = ZX_ALIGN_JUSTIFY };

  zx_flow_add_text (self, &style, text);
}

void
zx_flow_add_title (ZxFlow     *self,
                   const char *title,
                   const char *below)
{
  const ZxTextStyle style = { .bold = TRUE, .size = 21, .leading = 32, .align = ZX_ALIGN_CENTER };
  const ZxTextStyle small = { .size = 11.5, .leading = 20, .align = ZX_ALIGN_CENTER, .ink = ZX_INK_GREY };
  g_autoptr (ZxText) set = zx_type_set_to_fit (self->type, &style, title, self->width);

  zx_flow_need (self, zx_text_get_height (set) + 80);
  add_set_text (self, set);
  if (below != NULL)
    zx_flow_add_text (self, &small, below);
  zx_flow_add_space (self, 8);
}

void
zx_flow_add_heading (ZxFlow     *self,
                     const char *text)
{
  const ZxTextStyle style = { .bold = TRUE, .size = 13, .leading = 22 };

  zx_flow_need (self, 110);
  if (self->y > self->top)
    zx_flow_add_space (self, 14);
  zx_flow_add_text (self, &style, text);
  zx_flow_add_space (self, 2);
  zx_flow_add_rule (self, 1.1);
  zx_flow_add_space (self, 6);
}

void
zx_flow_add_line (ZxFlow            *self,
                  const ZxTextStyle *style,
                  const char        *left,
                  const char        *middle,
                  const char        *right)
{
  const char * const words[] = { left, middle, right };
  static const ZxAlign aligns[] = { ZX_ALIGN_LEFT, ZX_ALIGN_CENTER, ZX_ALIGN_RIGHT };
  double height = style->leading > 0 ? style->leading : style->size * 1.6;

  zx_flow_need (self, height);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      {
        ZxTextStyle aligned = *style;
        g_autoptr (ZxText) set = NULL;

        aligned.align = aligns[i];
        set = zx_type_set (self->type, &aligned, words[i], 0);
        zx_pages_add_text (self->pages, self->page, set, 0, 1, self->left, self->y, self->width);
      }
  self->y += height;
}

void
zx_flow_add_rule (ZxFlow *self,
                  double  line_width)
{
  need_page (self);
  zx_pages_add_rule (self->pages, self->page, self->left, self->y, self->left + self->width, self->y, line_width, ZX_INK_BLACK);
  self->y += line_width;
}

/* --- tables --- */

static void
draw_rows (ZxFlow *self,
           ZxGrid *table,
           guint   first,
           guint   end)
{
  zx_grid_draw (table, self->pages, self->page, first, end, self->left, self->y);
  self->y += zx_grid_get_height (table, first, end);
}

/* A row longer than a page, or than what is worth leaving empty, goes on at the next page. */
static void
divide_row (ZxFlow *self,
            ZxGrid *table,
            guint   row)
{
  guint n_head = zx_grid_get_n_head (table);
  guint from = 0;
  gboolean done = FALSE;

  while (!done)
    {
      double height;

      done = zx_grid_draw_part (table, self->pages, self->page, row, &from, zx_flow_get_room (self), self->left, self->y, &height);
      self->y += height;
      if (!done)
        {
          zx_flow_add_page (self);
          draw_rows (self, table, 0, n_head);
          /* Where even a fresh page takes no line nothing ever will. */
          if (height == 0 && zx_flow_get_room (self) < 2 * ZX_TYPE_SMALLEST)
            return;
        }
    }
}

void
zx_flow_add_grid (ZxFlow *self,
                  ZxGrid *table)
{
  g_autoptr (ZxGrid) owned = table;
  guint n_rows, n_head = zx_grid_get_n_head (table);
  double head;

  zx_grid_measure (table, self->type, self->width);
  n_rows = zx_grid_get_n_rows (table);
  head = zx_grid_get_height (table, 0, n_head);
  if (n_rows > n_head)
    zx_flow_need (self, MIN (head + zx_grid_get_height (table, n_head, zx_grid_get_block (table, n_head)), self->height * WORTH_DIVIDING));
  need_page (self);
  draw_rows (self, table, 0, n_head);

  for (guint first = n_head; first < n_rows;)
    {
      guint end = zx_grid_get_block (table, first);
      double height = zx_grid_get_height (table, first, end);
      double room = zx_flow_get_room (self) + 0.01;
      double fresh = self->height - head;

      if (height > room && end == first + 1 && (height > fresh || (room > WORTH_DIVIDING * self->height && height > 120)))
        divide_row (self, table, first);
      else if (height > room && height > fresh)
        {
          /* A block that no page can hold ends where the page does. */
          end = first + 1;
          if (zx_grid_get_height (table, first, end) > room)
            {
              zx_flow_add_page (self);
              draw_rows (self, table, 0, n_head);
            }
          draw_rows (self, table, first, end);
        }
      else
        {
          if (height > room)
            {
              zx_flow_add_page (self);
              draw_rows (self, table, 0, n_head);
            }
          draw_rows (self, table, first, end);
        }
      first = end;
    }
}

/* --- ends --- */

void
zx_flow_add_signatures (ZxFlow             *self,
                        const char * const *labels,
                        guint               n_labels)
{
  const ZxTextStyle style = { .size = 11.5, .leading = 30 };
  double each = self->width / n_labels;

  zx_flow_need (self, style.leading);
  for (guint i = 0; i < n_labels; i++)
    {
      g_autoptr (ZxText) label = zx_type_set (self->type, &style, labels[i], 0);
      double x = self->left + i * each;
      double y = self->y + style.leading * 0.72;

      zx_pages_add_text (self->pages, self->page, label, 0, 1, x, self->y, each);
      zx_pages_add_rule (self->pages, self->page, x + zx_text_get_width (label) + 4, y, x + each - 16, y, 0.6, ZX_INK_RULE);
    }
  self->y += style.leading;
}

void
zx_flow_add_seal (ZxFlow     *self,
                  const char *school,
                  const char *date)
{
  const ZxTextStyle strong = { .bold = TRUE, .size = 13.4, .leading = 19, .align = ZX_ALIGN_CENTER };
  const ZxTextStyle plain = { .size = 12, .leading = 19, .align = ZX_ALIGN_CENTER };
  g_autoptr (ZxText) name = zx_type_set (self->type, &strong, school, 0);
  g_autoptr (ZxText) day = NULL;
  double width, x;

  day = zx_type_set (self->type, &plain, date != NULL ? date : C_("paper", "      /      /      "), 0);
  width = MAX (MAX (zx_text_get_width (name), zx_text_get_width (day)), 2 * SEAL_RADIUS);
  zx_flow_need (self, 2 * SEAL_RADIUS + 4);
  x = self->left + self->width - width - 14;

  zx_pages_add_circle (self->pages, self->page, x + width / 2, self->y + SEAL_RADIUS, SEAL_RADIUS, TRUE);
  zx_pages_add_text (self->pages, self->page, name, 0, 1, x, self->y + SEAL_RADIUS - 13, width);
  zx_pages_add_text (self->pages, self->page, day, 0, 1, x, self->y + SEAL_RADIUS + 6, width);
  self->y += 2 * SEAL_RADIUS + 4;
}

void
zx_flow_add_places (ZxFlow     *self,
                    guint       n_side_by_side,
                    double      height,
                    const char *words)
{
  const ZxTextStyle style = { .size = 11, .leading = 18, .align = ZX_ALIGN_CENTER, .ink = ZX_INK_HAIR };
  g_autoptr (ZxText) text = zx_type_set (self->type, &style, words, 0);
  double gap = 14;
  double each = (self->width - gap * (n_side_by_side - 1)) / n_side_by_side;

  zx_flow_need (self, height);
  for (guint i = 0; i < n_side_by_side; i++)
    {
      double x = self->left + i * (each + gap);

      zx_pages_add_frame (self->pages, self->page, x, self->y, each, height, 0.6, ZX_INK_HAIR);
      zx_pages_add_text (self->pages, self->page, text, 0, 1, x, self->y + height / 2 - 9, each);
    }
  self->y += height;
}

void
zx_flow_add_tear (ZxFlow     *self,
                  const char *words)
{
  const ZxTextStyle style = { .size = 9, .leading = 16, .align = ZX_ALIGN_CENTER, .ink = ZX_INK_GREY };
  g_autoptr (ZxText) text = zx_type_set (self->type, &style, words, 0);
  double half = (self->width - zx_text_get_width (text)) / 2 - 8;
  double y;

  zx_flow_need (self, 16);
  y = self->y + 8;
  zx_pages_add_dots (self->pages, self->page, self->left, y, self->left + half, y);
  zx_pages_add_dots (self->pages, self->page, self->left + self->width - half, y, self->left + self->width, y);
  zx_pages_add_text (self->pages, self->page, text, 0, 1, self->left, self->y, self->width);
  self->y += 16;
}

/* --- heads and feet --- */

static void
add_edge (ZxFlow     *self,
          guint       page,
          const char *words,
          ZxAlign     align,
          double      y)
{
  const ZxTextStyle style = { .face = ZX_FACE_SANS, .size = HEAD_SIZE, .leading = 12, .align = align, .ink = ZX_INK_GREY };
  g_autoptr (ZxText) text = NULL;

  if (words == NULL)
    return;
  text = zx_type_set (self->type, &style, words, 0);
  zx_pages_add_text (self->pages, page, text, 0, 1, self->left, y, self->width);
}

static void
add_binding (ZxFlow *self,
             guint   page)
{
  double width, height, x = self->setup.left * 0.65 + self->setup.binding * 0.2;

  if (self->setup.binding <= 0)
    return;

  zx_paper_setup_get_page (&self->setup, &width, &height);
  zx_pages_add_dots (self->pages, page, x, self->top, x, height - self->top);
  zx_pages_add_circle (self->pages, page, x, height / 2 - 113, 5, FALSE);
  zx_pages_add_circle (self->pages, page, x, height / 2 + 113, 5, FALSE);
}

static guint
count_part (ZxFlow *self,
            guint   part,
            guint   end)
{
  guint n = 0;

  for (guint i = 0; i < end; i++)
    n += g_array_index (self->borders, Border, i).part == part;

  return n;
}

ZxPages *
zx_flow_finish (ZxFlow *self)
{
  ZxPages *pages;

  if (self->borders->len == 0)
    begin_page (self);

  for (guint i = 0; i < self->borders->len; i++)
    {
      Border *border = &g_array_index (self->borders, Border, i);
      /* Translators: at the foot of every page: its number, and how many there are */
      g_autofree char *number = g_strdup_printf (C_("paper", "Page %u of %u"), count_part (self, border->part, i + 1),
                                                 count_part (self, border->part, self->borders->len));

      if (border->head_left != NULL || border->head_right != NULL)
        {
          add_edge (self, i, border->head_left, ZX_ALIGN_LEFT, self->top - HEAD_ABOVE - 12);
          add_edge (self, i, border->head_right, ZX_ALIGN_RIGHT, self->top - HEAD_ABOVE - 12);
          zx_pages_add_rule (self->pages, i, self->left, self->top - HEAD_ABOVE + 2, self->left + self->width, self->top - HEAD_ABOVE + 2, 0.4, ZX_INK_HAIR);
        }
      add_edge (self, i, border->foot, ZX_ALIGN_LEFT, self->top + self->height + FOOT_BELOW);
      add_edge (self, i, number, ZX_ALIGN_RIGHT, self->top + self->height + FOOT_BELOW);
      add_binding (self, i);
    }

  zx_pages_seal (self->pages);
  zx_pages_take_missing (self->pages, zx_type_dup_missing (self->type));
  pages = g_steal_pointer (&self->pages);
  zx_flow_free (self);

  return pages;
}
