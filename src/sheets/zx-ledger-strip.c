/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "zx-ledger-strip.h"

/* What stands before and behind the row's number in a cell of a column. */
typedef struct
{
  char  before[24]; /* <c r="AB */
  gsize n_before;
  char  style[24];  /* " s="12 */
  gsize n_style;
} Edge;

struct _ZxStrip
{
  Edge          *edges;
  guint          n_columns;
  lxw_worksheet *sheet;
  lxw_row_t      row;
  char           number[16]; /* of the row, as people count */
  gsize          n_number;
  guint          column;
  char          *cells;      /* of the row */
  gsize          n_cells;
  gsize          n_room;
};

#define ADD(self, words) add ((self), (words), sizeof (words) - 1)

static inline void
add (ZxStrip    *self,
     const char *bytes,
     gsize       n_bytes)
{
  if (G_UNLIKELY (self->n_cells + n_bytes > self->n_room))
    {
      self->n_room = (self->n_cells + n_bytes) * 2;
      self->cells = g_realloc (self->cells, self->n_room);
    }

  memcpy (self->cells + self->n_cells, bytes, n_bytes);
  self->n_cells += n_bytes;
}

ZxStrip *
zx_strip_new (lxw_format * const *formats,
              guint               n_columns)
{
  ZxStrip *self = g_new0 (ZxStrip, 1);

  self->edges = g_new0 (Edge, n_columns);
  self->n_columns = n_columns;
  self->n_room = 4096;
  self->cells = g_malloc (self->n_room);

  for (guint i = 0; i < n_columns; i++)
    {
      Edge *edge = &self->edges[i];
      char letters[LXW_MAX_COL_NAME_LENGTH];

      lxw_col_to_name (letters, (lxw_col_t) i, LXW_FALSE);
      edge->n_before = (gsize) g_snprintf (edge->before, sizeof edge->before, "<c r=\"%s", letters);
      edge->n_style = (gsize) g_snprintf (edge->style, sizeof edge->style, "\" s=\"%d\"", (int) lxw_format_get_xf_index (formats[i]));
    }

  return self;
}

void
zx_strip_free (ZxStrip *self)
{
  if (self == NULL)
    return;

  g_free (self->cells);
  g_free (self->edges);
  g_free (self);
}

void
zx_strip_begin_sheet (ZxStrip       *self,
                      lxw_worksheet *sheet)
{
  /* The library still holds its last row in memory. */
  lxw_worksheet_write_single_row (sheet);

  self->sheet = sheet;
  /* The numbers of the columns are known from the head; of the rows the library sees only those it writes. */
  sheet->dim_colmax = (lxw_col_t) MAX (sheet->dim_colmax, self->n_columns - 1);
}

/* The last digit of @number stands before @end. */
static char *
print_number (char    *end,
              guint64  number)
{
  do
    *--end = (char) ('0' + number % 10);
  while ((number /= 10) > 0);

  return end;
}

void
zx_strip_begin_row (ZxStrip   *self,
                    lxw_row_t  row)
{
  char *end = self->number + sizeof self->number;
  char *start = print_number (end, (guint64) row + 1);

  self->n_number = (gsize) (end - start);
  memmove (self->number, start, self->n_number);
  self->row = row;
  self->column = 0;
  self->n_cells = 0;
}

static void
begin_cell (ZxStrip *self)
{
  const Edge *edge = &self->edges[self->column++];

  add (self, edge->before, edge->n_before);
  add (self, self->number, self->n_number);
  add (self, edge->style, edge->n_style);
}

void
zx_strip_add_text (ZxStrip    *self,
                   const char *text)
{
  gsize length = strlen (text);
  gsize plain;

  begin_cell (self);
  if (length > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1])))
    ADD (self, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  else
    ADD (self, " t=\"inlineStr\"><is><t>");

  while ((plain = strcspn (text, "&<>")) < length)
    {
      add (self, text, plain);
      if (text[plain] == '&')
        ADD (self, "&amp;");
      else if (text[plain] == '<')
        ADD (self, "&lt;");
      else
        ADD (self, "&gt;");
      text += plain + 1;
      length -= plain + 1;
    }
  add (self, text, length);

  ADD (self, "</t></is></c>");
}

void
zx_strip_add_number (ZxStrip *self,
                     gint64   number,
                     guint    decimals)
{
  char digits[32];
  char *end = digits + sizeof digits;
  guint64 size = number < 0 ? -(guint64) number : (guint64) number;
  char *start = end;

  begin_cell (self);
  ADD (self, "><v>");

  if (decimals == 2)
    {
      *--start = (char) ('0' + size % 10);
      *--start = (char) ('0' + size / 10 % 10);
      *--start = '.';
      size /= 100;
    }
  start = print_number (start, size);
  if (number < 0)
    *--start = '-';

  add (self, start, (gsize) (end - start));
  ADD (self, "</v></c>");
}

void
zx_strip_add_blank (ZxStrip *self)
{
  begin_cell (self);
  ADD (self, "/>");
}

gboolean
zx_strip_end_row (ZxStrip *self,
                  guint    height_pt)
{
  FILE *file = self->sheet->optimize_tmpfile;
  char head[80];
  int n_head;

  if (height_pt > 0)
    n_head = g_snprintf (head, sizeof head, "<row r=\"%.*s\" ht=\"%u\" customHeight=\"1\">", (int) self->n_number, self->number, height_pt);
  else
    n_head = g_snprintf (head, sizeof head, "<row r=\"%.*s\">", (int) self->n_number, self->number);

  ADD (self, "</row>");
  self->sheet->dim_rowmax = MAX (self->sheet->dim_rowmax, self->row);

  return fwrite (head, 1, (gsize) n_head, file) == (gsize) n_head &&
         fwrite (self->cells, 1, self->n_cells, file) == self->n_cells;
}
