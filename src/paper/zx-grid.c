/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include "zx-grid-private.h"

#define RULE_WIDTH 0.6

typedef struct
{
  ZxCellLook  look;
  guint       column;
  guint       span;
  guint       n_rows;
  char       *words; /* until it is set */
  char       *foot_words;
  ZxText     *text;
  ZxText     *foot;
} Cell;

typedef struct
{
  double   least;
  double   height;
  gboolean keep;
  GArray  *cells;   /* Cell, those that begin in it */
} Row;

struct _ZxGrid
{
  double  *edges;   /* of the columns, from 0 to the width; n_columns + 1 */
  guint    n_columns;
  GArray  *rows;    /* Row */
  guint   *taken;   /* by column: how many rows below are taken by a tall cell */
  guint    n_head;
  double   size;
  double   padding;
};

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_free (cell->words);
  g_free (cell->foot_words);
  g_clear_pointer (&cell->text, zx_text_unref);
  g_clear_pointer (&cell->foot, zx_text_unref);
}

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_array_unref (row->cells);
}

ZxGrid *
zx_grid_new (const double *widths,
             guint         n_columns)
{
  ZxGrid *self = g_new0 (ZxGrid, 1);

  self->n_columns = n_columns;
  self->edges = g_new0 (double, n_columns + 1);
  self->taken = g_new0 (guint, n_columns);
  for (guint i = 0; i < n_columns; i++)
    self->edges[i + 1] = self->edges[i] + (widths != NULL ? widths[i] : 1);
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
  self->size = 11;
  self->padding = 6;

  return self;
}

ZxGrid *
zx_grid_new_even (guint n_columns)
{
  return zx_grid_new (NULL, n_columns);
}

void
zx_grid_free (ZxGrid *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_free (self->edges);
  g_free (self->taken);
  g_free (self);
}

void
zx_grid_set_text (ZxGrid *self,
                  double  size,
                  double  padding)
{
  self->size = size;
  self->padding = padding;
}

void
zx_grid_set_head (ZxGrid *self,
                  guint   n_rows)
{
  self->n_head = n_rows;
}

static Row *
get_row (ZxGrid *self,
         guint   row)
{
  return &g_array_index (self->rows, Row, row);
}

void
zx_grid_add_row (ZxGrid *self,
                 double  height)
{
  Row row = { .least = height, .cells = g_array_new (FALSE, TRUE, sizeof (Cell)) };

  g_array_set_clear_func (row.cells, clear_cell);
  g_array_append_val (self->rows, row);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->rows->len > 1 && self->taken[i] > 0)
      self->taken[i]--;
}

void
zx_grid_keep_row (ZxGrid *self)
{
  get_row (self, self->rows->len - 1)->keep = TRUE;
}

/* The first column of the row where nothing stands yet. */
static guint
find_free (ZxGrid *self,
           Row    *row)
{
  guint column = 0;

  if (row->cells->len > 0)
    {
      Cell *last = &g_array_index (row->cells, Cell, row->cells->len - 1);

      column = last->column + last->span;
    }
  while (column < self->n_columns && self->taken[column] > 0)
    column++;

  return column;
}

void
zx_grid_add_tall_cell (ZxGrid     *self,
                       ZxCellLook  look,
                       guint       span,
                       guint       n_rows,
                       const char *text)
{
  Row *row = get_row (self, self->rows->len - 1);
  Cell cell = { .look = look, .span = span, .n_rows = n_rows, .words = g_strdup (text) };

  cell.column = find_free (self, row);
  g_return_if_fail (cell.column + span <= self->n_columns);

  if (n_rows > 1)
    for (guint i = 0; i < span; i++)
      self->taken[cell.column + i] = n_rows;
  g_array_append_val (row->cells, cell);
}

void
zx_grid_add_cell (ZxGrid     *self,
                  ZxCellLook  look,
                  guint       span,
                  const char *text)
{
  zx_grid_add_tall_cell (self, look, span, 1, text);
}

void
zx_grid_set_foot (ZxGrid     *self,
                  const char *text)
{
  Row *row = get_row (self, self->rows->len - 1);
  Cell *cell = &g_array_index (row->cells, Cell, row->cells->len - 1);

  g_free (cell->foot_words);
  cell->foot_words = g_strdup (text);
}

void
zx_grid_add_pair (ZxGrid     *self,
                  guint       label_span,
                  const char *label,
                  guint       value_span,
                  const char *value)
{
  zx_grid_add_cell (self, ZX_CELL_LABEL, label_span, label);
  zx_grid_add_cell (self, ZX_CELL_VALUE, value_span, value);
}

/* --- measuring --- */

static ZxTextStyle
get_style (ZxGrid     *self,
           ZxCellLook  look)
{
  ZxTextStyle style = { .size = self->size, .leading = self->size * 1.5 };

  switch (look)
    {
    case ZX_CELL_LABEL:
    case ZX_CELL_HEAD:
      style.size = self->size * 0.955;
      style.align = ZX_ALIGN_CENTER;
      style.bold = look == ZX_CELL_HEAD;
      break;
    case ZX_CELL_CENTER:
    case ZX_CELL_STRONG:
      style.align = ZX_ALIGN_CENTER;
      style.bold = look == ZX_CELL_STRONG;
      break;
    case ZX_CELL_NUMBER:
      style.face = ZX_FACE_SANS;
      style.size = self->size * 0.955;
      style.align = ZX_ALIGN_RIGHT;
      break;
    case ZX_CELL_LONG:
      style.align = ZX_ALIGN_JUSTIFY;
      style.leading = self->size * 1.75;
      break;
    case ZX_CELL_PLACE:
      style.align = ZX_ALIGN_CENTER;
      style.ink = ZX_INK_HAIR;
      break;
    case ZX_CELL_VALUE:
    default:
      break;
    }

  return style;
}

static double
get_cell_width (ZxGrid     *self,
                const Cell *cell)
{
  return self->edges[cell->column + cell->span] - self->edges[cell->column];
}

/* Air above and below the text. */
static double
get_air (ZxGrid     *self,
         const Cell *cell)
{
  return cell->look == ZX_CELL_LONG ? self->padding * 0.75 : self->padding * 0.4;
}

static double
get_need (ZxGrid     *self,
          const Cell *cell)
{
  double need = 0;

  if (cell->text != NULL)
    need += zx_text_get_height (cell->text);
  if (cell->foot != NULL)
    need += zx_text_get_height (cell->foot);

  return need > 0 ? need + 2 * get_air (self, cell) : 0;
}

/* Shrinking a little may save a line; what needs several lines in any case is set in its full size. */
static ZxText *
set_words (ZxType            *type,
           const ZxTextStyle *style,
           const char        *words,
           double             width)
{
  ZxText *text = zx_type_set_to_fit (type, style, words, width);

  if (zx_text_get_n_lines (text) == 1 || style->align == ZX_ALIGN_CENTER)
    return text;
  zx_text_unref (text);

  return zx_type_set (type, style, words, width);
}

static void
set_cell (ZxGrid *self,
          ZxType *type,
          Cell   *cell)
{
  ZxTextStyle style = get_style (self, cell->look);
  double width = get_cell_width (self, cell) - 2 * MIN (self->padding, get_cell_width (self, cell) / 6);

  if (cell->words != NULL)
    {
      if (cell->look == ZX_CELL_LONG || cell->n_rows > 1)
        cell->text = zx_type_set (type, &style, cell->words, width);
      else
        cell->text = set_words (type, &style, cell->words, width);
      g_clear_pointer (&cell->words, g_free);
    }
  if (cell->foot_words != NULL)
    {
      style.align = ZX_ALIGN_RIGHT;
      cell->foot = zx_type_set (type, &style, cell->foot_words, width);
      g_clear_pointer (&cell->foot_words, g_free);
    }
}

void
zx_grid_measure (ZxGrid *self,
                 ZxType *type,
                 double  width)
{
  double scale = width / self->edges[self->n_columns];

  for (guint i = 0; i <= self->n_columns; i++)
    self->edges[i] *= scale;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

      row->height = row->least;
      for (guint k = 0; k < row->cells->len; k++)
        {
          Cell *cell = &g_array_index (row->cells, Cell, k);

          set_cell (self, type, cell);
          if (cell->n_rows == 1)
            row->height = MAX (row->height, get_need (self, cell));
        }
    }

  /* What a tall cell needs more than its rows have is given to the last of them. */
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

      for (guint k = 0; k < row->cells->len; k++)
        {
          Cell *cell = &g_array_index (row->cells, Cell, k);
          guint end = MIN (i + cell->n_rows, self->rows->len);
          double lack;

          if (cell->n_rows == 1)
            continue;
          lack = get_need (self, cell) - zx_grid_get_height (self, i, end);
          if (lack > 0)
            get_row (self, end - 1)->height += lack;
        }
    }
}

guint
zx_grid_get_n_rows (ZxGrid *self)
{
  return self->rows->len;
}

guint
zx_grid_get_n_head (ZxGrid *self)
{
  return self->n_head;
}

guint
zx_grid_get_block (ZxGrid *self,
                   guint   first)
{
  guint end = first + 1;

  for (guint i = first; i < end && i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

      if (row->keep)
        end = MAX (end, i + 2);
      for (guint k = 0; k < row->cells->len; k++)
        end = MAX (end, i + g_array_index (row->cells, Cell, k).n_rows);
    }

  return MIN (end, self->rows->len);
}

double
zx_grid_get_height (ZxGrid *self,
                    guint   first,
                    guint   end)
{
  double height = 0;

  for (guint i = first; i < end; i++)
    height += get_row (self, i)->height;

  return height;
}

/* --- drawing --- */

static void
draw_box (ZxGrid     *self,
          const Cell *cell,
          ZxPages    *pages,
          guint       page,
          double      x,
          double      y,
          double      height)
{
  double left = x + self->edges[cell->column];
  double width = get_cell_width (self, cell);

  if (cell->look == ZX_CELL_LABEL || cell->look == ZX_CELL_HEAD)
    zx_pages_add_area (pages, page, left, y, width, height, ZX_INK_TINT);
  zx_pages_add_frame (pages, page, left, y, width, height, RULE_WIDTH, ZX_INK_RULE);
}

static void
draw_words (ZxGrid     *self,
            const Cell *cell,
            ZxPages    *pages,
            guint       page,
            guint       from,
            guint       n_lines,
            gboolean    with_foot,
            double      x,
            double      y,
            double      height)
{
  double air = get_air (self, cell);
  double width = get_cell_width (self, cell);
  double side = MIN (self->padding, width / 6);
  double left = x + self->edges[cell->column] + side;
  double used = 0;

  if (cell->text != NULL && from < zx_text_get_n_lines (cell->text))
    used = MIN (n_lines, zx_text_get_n_lines (cell->text) - from) * zx_text_get_leading (cell->text);

  if (cell->foot != NULL && with_foot)
    {
      double foot = zx_text_get_height (cell->foot);

      zx_pages_add_text (pages, page, cell->foot, 0, G_MAXUINT, left, y + height - air - foot, width - 2 * side);
      height -= foot + air;
    }

  if (used > 0)
    zx_pages_add_text (pages, page, cell->text, from, n_lines, left,
                       cell->look == ZX_CELL_LONG ? y + air : y + (height - used) / 2, width - 2 * side);
}

void
zx_grid_draw (ZxGrid  *self,
              ZxPages *pages,
              guint    page,
              guint    first,
              guint    end,
              double   x,
              double   y)
{
  double top = y;

  /* A tall cell that began on the page before goes on as an empty box. */
  for (guint i = 0; i < first; i++)
    {
      Row *row = get_row (self, i);

      for (guint k = 0; k < row->cells->len; k++)
        {
          Cell *cell = &g_array_index (row->cells, Cell, k);

          if (i + cell->n_rows > first && i >= self->n_head)
            draw_box (self, cell, pages, page, x, y, zx_grid_get_height (self, first, MIN (i + cell->n_rows, end)));
        }
    }

  for (guint i = first; i < end; i++)
    {
      Row *row = get_row (self, i);

      for (guint k = 0; k < row->cells->len; k++)
        {
          Cell *cell = &g_array_index (row->cells, Cell, k);
          double height = zx_grid_get_height (self, i, MIN (i + cell->n_rows, end));

          draw_box (self, cell, pages, page, x, top, height);
          draw_words (self, cell, pages, page, 0, G_MAXUINT, TRUE, x, top, height);
        }
      top += row->height;
    }
}

gboolean
zx_grid_draw_part (ZxGrid  *self,
                   ZxPages *pages,
                   guint    page,
                   guint    number,
                   guint   *from,
                   double   room,
                   double   x,
                   double   y,
                   double  *out_height)
{
  Row *row = get_row (self, number);
  gboolean done = TRUE;
  guint n_lines = G_MAXUINT;
  double height = 0;

  /* All cells go on with the same line, as if the row were ruled; the cell with the widest lines decides how many. */
  for (guint k = 0; k < row->cells->len; k++)
    {
      Cell *cell = &g_array_index (row->cells, Cell, k);
      double free = room - 2 * get_air (self, cell);

      if (cell->text == NULL || zx_text_get_n_lines (cell->text) <= *from)
        continue;
      n_lines = MIN (n_lines, free > 0 ? (guint) (free / zx_text_get_leading (cell->text)) : 0);
    }
  *out_height = 0;
  if (n_lines == 0)
    return FALSE;

  for (guint k = 0; k < row->cells->len; k++)
    {
      Cell *cell = &g_array_index (row->cells, Cell, k);
      guint left = 0;
      double need = 0;

      if (cell->text != NULL && zx_text_get_n_lines (cell->text) > *from)
        left = zx_text_get_n_lines (cell->text) - *from;
      if (left > n_lines)
        done = FALSE;
      if (left > 0)
        need = MIN (left, n_lines) * zx_text_get_leading (cell->text) + 2 * get_air (self, cell);
      if (cell->foot != NULL)
        need += zx_text_get_height (cell->foot) + 2 * get_air (self, cell);
      height = MAX (height, need);
    }
  /* What is to be signed comes with the end, on the next page if it must. */
  if (height > room)
    done = FALSE;
  if (!done)
    height = room;
  height = MIN (height, room);

  for (guint k = 0; k < row->cells->len; k++)
    {
      Cell *cell = &g_array_index (row->cells, Cell, k);

      draw_box (self, cell, pages, page, x, y, height);
      draw_words (self, cell, pages, page, *from, n_lines, done, x, y, height);
    }
  *from += MIN (n_lines, G_MAXUINT / 2 - *from);
  *out_height = height;

  return done;
}
