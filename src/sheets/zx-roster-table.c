/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <string.h>

#include "zx-roster-private.h"
#include "zx-text.h"

/* Headings are looked for among so many rows that hold something. */
#define MAX_HEADER_ROWS 15
/* Rows below the headings from which samples are taken. */
#define SAMPLE_ROWS 200
#define MIN_HITS 3

/* One of the first rows: what stands in each column. */
typedef struct
{
  guint    number;
  char   **texts;   /* bare headings; "" for empty */
  char   **shown;   /* as people read them */
  guint8  *filled;  /* taken from a vertical merge */
  guint    n_own;   /* cells with text of their own */
} TopRow;

typedef struct
{
  ZxSheetReader *reader;
  guint          sheet;
  guint          n_columns;
  GPtrArray     *rows; /* of TopRow */
} Top;

static void
top_row_free (gpointer data)
{
  TopRow *row = data;

  g_strfreev (row->texts);
  g_strfreev (row->shown);
  g_free (row->filled);
  g_free (row);
}

static void
column_free (gpointer data)
{
  ZxTableColumn *column = data;

  g_free (column->heading);
  g_free (column->top);
  g_free (column->bottom);
  g_free (column->letter);
  for (guint i = 0; i < G_N_ELEMENTS (column->samples); i++)
    g_free (column->samples[i]);
  g_free (column);
}

void
zx_table_free (ZxTable *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_ptr_array_unref (self->title_texts);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

static char *
column_letter (guint column)
{
  char buffer[8];
  guint at = sizeof buffer - 1;

  buffer[at] = '\0';
  column++;
  while (column > 0 && at > 0)
    {
      column--;
      buffer[--at] = (char) ('A' + column % 26);
      column /= 26;
    }

  return g_strdup (buffer + at);
}

/* "学生\n姓名 *" is shown as 学生姓名*; blanks between words of Latin letters stay one. */
static char *
shown_heading (const char *text)
{
  g_autofree char *plain = zx_text_normalise (text);
  GString *shown = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (zx_text_is_blank_char (c))
        {
          blank = TRUE;
          continue;
        }
      if (blank && c < 0x80 && shown->len > 0 && (guchar) shown->str[shown->len - 1] < 0x80)
        g_string_append_c (shown, ' ');
      blank = FALSE;
      g_string_append_unichar (shown, c);
    }

  return g_string_free (shown, FALSE);
}

static TopRow *
top_row_new (const ZxSheetRow *row,
             guint             n_columns)
{
  TopRow *self = g_new0 (TopRow, 1);

  self->number = row->number;
  self->texts = g_new0 (char *, n_columns + 1);
  self->shown = g_new0 (char *, n_columns + 1);
  self->filled = g_new0 (guint8, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    {
      const ZxSheetCell *cell = zx_sheet_row_get_cell (row, i);

      self->texts[i] = zx_text_normalise_heading (cell->text);
      self->shown[i] = shown_heading (cell->text);
      self->filled[i] = cell->filled;
      if (*self->texts[i] != '\0' && !cell->filled)
        self->n_own++;
    }

  return self;
}

static void
top_clear (Top *self)
{
  g_ptr_array_unref (self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Top, top_clear)

/* Reads the first rows that hold something; @upto: a row that must be among them. */
static gboolean
read_top (Top      *self,
          guint     upto,
          GError  **error)
{
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (self->reader, self->sheet);
  const ZxSheetRow *row;
  int step = 0;

  self->rows = g_ptr_array_new_with_free_func (top_row_free);
  while ((self->rows->len <= MAX_HEADER_ROWS || (upto > 0 && ((TopRow *) self->rows->pdata[self->rows->len - 1])->number <= upto)) &&
         (step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    {
      TopRow *top;

      /* A row far down that was named by hand: what lies above is title at most. */
      if (upto > 0 && self->rows->len > MAX_HEADER_ROWS && row->number + 1 < upto)
        continue;

      top = top_row_new (row, self->n_columns);
      if (top->n_own == 0 && row->number != upto)
        {
          gboolean empty = TRUE;

          for (guint i = 0; i < self->n_columns && empty; i++)
            empty = *top->texts[i] == '\0';
          if (empty)
            {
              top_row_free (top);
              continue;
            }
        }
      g_ptr_array_add (self->rows, top);
    }

  return step >= 0;
}

/* What the first row of two says over @column: its own text, or that of the merge or group it belongs to. */
static const char *
parent_of (Top          *self,
           const TopRow *parent,
           const TopRow *child,
           guint         column,
           char        **texts)
{
  guint n_merges;
  const ZxSheetRange *merges = zx_sheet_reader_get_merges (self->reader, self->sheet, &n_merges);

  if (*parent->texts[column] != '\0')
    return texts[column];

  for (guint i = 0; i < n_merges; i++)
    if (merges[i].first_row <= parent->number && parent->number <= merges[i].last_row &&
        merges[i].first_column < column && column <= merges[i].last_column)
      return texts[merges[i].first_column];

  /* Where merges are unknown a group reaches as far as its children go. */
  if (n_merges == 0 && *child->texts[column] != '\0')
    for (guint i = column; i > 0; i--)
      {
        if (*parent->texts[i - 1] != '\0')
          return *child->texts[i - 1] != '\0' ? texts[i - 1] : "";
        if (*child->texts[i - 1] == '\0')
          return "";
      }

  return "";
}

static void
headings_of (Top           *self,
             const TopRow  *parent,
             const TopRow  *child,
             guint          column,
             const char   **out_top,
             const char   **out_bottom)
{
  *out_top = parent_of (self, parent, child, column, parent->texts);
  *out_bottom = child->filled[column] ? "" : child->texts[column];
  if (strcmp (*out_top, *out_bottom) == 0)
    *out_bottom = "";
  if (**out_top == '\0')
    {
      *out_top = *out_bottom;
      *out_bottom = "";
    }
}

static guint
count_single (Top          *self,
              const TopRow *row)
{
  gboolean seen[ZX_N_TARGETS] = { FALSE };
  guint hits = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      ZxTarget target = zx_target_from_heading (row->texts[i], NULL);

      if (target != ZX_TARGET_NONE && !seen[target])
        {
          seen[target] = TRUE;
          hits++;
        }
    }

  return seen[ZX_TARGET_NAME] && hits >= MIN_HITS ? hits : 0;
}

/* A second row of headings has words, not numbers of people. */
static gboolean
looks_like_data (Top          *self,
                 const TopRow *row)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      guint digits = 0;

      for (const char *p = row->texts[i]; *p != '\0'; p++)
        digits += g_ascii_isdigit (*p) ? 1 : 0;
      if (digits >= 6 && !row->filled[i])
        return TRUE;
    }

  return FALSE;
}

/* Groups of columns in the first row, where merges are known. A title is one such group at most. */
static guint
count_groups (Top          *self,
              const TopRow *parent)
{
  guint n_merges, n_groups = 0;
  const ZxSheetRange *merges = zx_sheet_reader_get_merges (self->reader, self->sheet, &n_merges);

  /* The name of the school beside a date is merged, too, but no heading. */
  for (guint i = 0; i < self->n_columns; i++)
    if (zx_text_length (parent->texts[i]) > 8 || strchr (parent->texts[i], ':') != NULL || strstr (parent->texts[i], "：") != NULL)
      return 0;

  for (guint i = 0; i < n_merges; i++)
    if (merges[i].first_row == parent->number && merges[i].last_row == parent->number &&
        merges[i].last_column > merges[i].first_column)
      n_groups++;

  return n_groups;
}

static guint
count_pair (Top          *self,
            const TopRow *parent,
            const TopRow *child,
            gboolean     *out_is_clear)
{
  gboolean seen[ZX_N_TARGETS] = { FALSE };
  guint hits = 0;

  *out_is_clear = FALSE;
  if (child->number != parent->number + 1 || parent->n_own < 2 || looks_like_data (self, child))
    return 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *top, *bottom;
      ZxTarget target;

      headings_of (self, parent, child, i, &top, &bottom);
      target = zx_target_from_heading (top, bottom);
      if (*bottom != '\0' && target != ZX_TARGET_NONE && zx_heading_is_parent (top))
        *out_is_clear = TRUE;
      if (target != ZX_TARGET_NONE && !seen[target])
        {
          seen[target] = TRUE;
          hits++;
        }
    }

  if (count_groups (self, parent) >= 2)
    *out_is_clear = TRUE;

  return seen[ZX_TARGET_NAME] && hits >= MIN_HITS ? hits : 0;
}

typedef struct
{
  guint hits;
  guint first;  /* index among the top rows */
  guint n_rows; /* 0 = none */
} Header;

static void
consider (Top    *self,
          guint   index,
          Header *best)
{
  guint single = count_single (self, self->rows->pdata[index]);
  gboolean is_clear = FALSE;
  guint pair = index + 1 < self->rows->len
                 ? count_pair (self, self->rows->pdata[index], self->rows->pdata[index + 1], &is_clear)
                 : 0;

  if (pair > 0 && is_clear && pair >= single && pair > best->hits)
    *best = (Header) { pair, index, 2 };
  else if (single > best->hits)
    *best = (Header) { single, index, 1 };
}

static Header
find_header (Top   *self,
             guint  header_row)
{
  Header best = { 0 };

  if (header_row == 0)
    {
      for (guint i = 0; i < MIN (self->rows->len, MAX_HEADER_ROWS); i++)
        {
          Header here = { 0 };

          consider (self, i, &here);
          /* The second of two rows, alone, may know as many words as both together. */
          if (here.hits > best.hits)
            best = here;
        }
      return best;
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      const TopRow *row = self->rows->pdata[i];

      if (row->number == header_row)
        {
          if (i > 0)
            {
              Header above = { 0 };

              consider (self, i - 1, &above);
              if (above.n_rows == 2)
                best = above;
            }
          if (best.n_rows == 0)
            consider (self, i, &best);
          if (best.n_rows == 0)
            best = (Header) { 0, i, 1 };
        }
    }

  return best;
}

static void
add_column (Top      *self,
            ZxTable  *table,
            guint     column,
            Header    header)
{
  ZxTableColumn *added = g_new0 (ZxTableColumn, 1);
  const TopRow *first = header.n_rows > 0 ? self->rows->pdata[header.first] : NULL;

  added->column = column;
  added->letter = column_letter (column);
  added->hidden = zx_sheet_reader_is_column_hidden (self->reader, self->sheet, column);
  added->guess = ZX_TARGET_NONE;

  if (header.n_rows == 2)
    {
      const TopRow *second = self->rows->pdata[header.first + 1];
      const char *top, *bottom;

      headings_of (self, first, second, column, &top, &bottom);
      added->guess = zx_target_from_heading (top, bottom);
      added->is_guardian_phone = added->guess == ZX_TARGET_PHONE && zx_target_is_guardian_phone (top);
      if (*bottom != '\0')
        {
          const char *shown = parent_of (self, first, second, column, first->shown);

          added->heading = g_strconcat (shown, "/", second->shown[column], NULL);
        }
      else
        {
          const char *shown = parent_of (self, first, second, column, first->shown);

          added->heading = g_strdup (*shown != '\0' ? shown : second->shown[column]);
        }
      added->top = g_strdup (first->texts[column]);
      added->bottom = g_strdup (second->texts[column]);
    }
  else if (header.n_rows == 1)
    {
      added->guess = zx_target_from_heading (first->texts[column], NULL);
      added->is_guardian_phone = added->guess == ZX_TARGET_PHONE && zx_target_is_guardian_phone (first->texts[column]);
      added->heading = g_strdup (first->shown[column]);
      added->top = g_strdup (first->texts[column]);
    }
  else
    {
      added->heading = g_strdup ("");
      added->top = g_strdup ("");
    }

  g_ptr_array_add (table->columns, added);
}

static void
take_sample (ZxTableColumn     *column,
             const ZxSheetCell *cell)
{
  g_autofree char *text = zx_text_normalise (cell->text);

  if (*text == '\0')
    return;

  for (guint i = 0; i < G_N_ELEMENTS (column->samples); i++)
    {
      if (column->samples[i] == NULL)
        {
          column->samples[i] = g_steal_pointer (&text);
          return;
        }
      if (strcmp (column->samples[i], text) == 0)
        return;
    }
}

static gboolean
read_samples (Top      *self,
              ZxTable  *table,
              GError  **error)
{
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (self->reader, self->sheet);
  guint last_header = table->n_header_rows > 0 ? table->header_rows[table->n_header_rows - 1] : 0;
  const ZxSheetRow *row;
  guint n_above = 0, n_read = 0;
  int step = 0;

  while (n_read < SAMPLE_ROWS && (step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
    {
      if (row->number <= last_header)
        {
          n_above++;
          continue;
        }
      n_read++;
      for (guint i = 0; i < table->columns->len; i++)
        {
          ZxTableColumn *column = table->columns->pdata[i];

          take_sample (column, zx_sheet_row_get_cell (row, column->column));
        }
    }
  if (step < 0)
    return FALSE;

  table->n_rows = zx_sheet_reader_get_n_rows (self->reader, self->sheet) - n_above;

  return TRUE;
}

/* Columns without heading and without anything below are not there. */
static void
drop_empty_columns (ZxTable *table)
{
  for (guint i = table->columns->len; i > 0; i--)
    {
      ZxTableColumn *column = table->columns->pdata[i - 1];

      if (*column->heading == '\0' && column->samples[0] == NULL)
        g_ptr_array_remove_index (table->columns, i - 1);
    }
}

/* One column for one target: the first; a guardian's phone gives way to a phone. */
static void
settle_guesses (ZxTable *table)
{
  gboolean taken[ZX_N_TARGETS] = { FALSE };

  for (guint i = 0; i < table->columns->len; i++)
    {
      ZxTableColumn *column = table->columns->pdata[i];

      if (column->guess == ZX_TARGET_NONE || column->is_guardian_phone)
        continue;
      if (taken[column->guess] && !zx_target_takes_many (column->guess))
        column->guess = ZX_TARGET_NONE;
      else
        taken[column->guess] = TRUE;
    }

  for (guint i = 0; i < table->columns->len; i++)
    {
      ZxTableColumn *column = table->columns->pdata[i];

      if (!column->is_guardian_phone)
        continue;
      column->guess = !taken[ZX_TARGET_PHONE] ? ZX_TARGET_PHONE
                      : !taken[ZX_TARGET_GUARDIAN_PHONE] ? ZX_TARGET_GUARDIAN_PHONE
                                                         : ZX_TARGET_NONE;
      if (column->guess != ZX_TARGET_NONE)
        taken[column->guess] = TRUE;
    }

  /* A column of ID numbers under a heading we do not know, where there is no other. */
  for (guint i = 0; i < table->columns->len && !taken[ZX_TARGET_ID_NO]; i++)
    {
      ZxTableColumn *column = table->columns->pdata[i];

      if (column->guess != ZX_TARGET_NONE || column->samples[0] == NULL || strlen (column->samples[0]) != 18 ||
          strstr (column->heading, "父") != NULL || strstr (column->heading, "母") != NULL ||
          strstr (column->heading, "家长") != NULL || strstr (column->heading, "监护") != NULL || strstr (column->heading, "户主") != NULL ||
          zx_check_id (column->samples[0], NULL, NULL) != ZX_VALUE_OK)
        continue;
      column->guess = ZX_TARGET_ID_NO;
      taken[ZX_TARGET_ID_NO] = TRUE;
    }
}

static void
take_title (Top     *self,
            ZxTable *table,
            Header   header)
{
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; header.n_rows > 0 && i < header.first; i++)
    {
      const TopRow *row = self->rows->pdata[i];

      for (guint j = 0; j < self->n_columns; j++)
        {
          if (*row->shown[j] == '\0' || row->filled[j])
            continue;
          if (title->len > 0)
            g_string_append_c (title, ' ');
          g_string_append (title, row->shown[j]);
          g_ptr_array_add (table->title_texts, zx_text_remove_blanks (row->shown[j]));
        }
    }

  if (title->len > 0)
    table->title = g_strdup (title->str);
}

ZxTable *
zx_table_find (ZxSheetReader  *reader,
               guint           sheet,
               guint           header_row,
               GError        **error)
{
  g_autoptr (ZxTable) table = g_new0 (ZxTable, 1);
  g_auto (Top) top = { .reader = reader, .sheet = sheet };
  Header header;

  /* No roster is wider; columns beyond are not looked at for headings. */
  top.n_columns = MIN (zx_sheet_reader_get_n_columns (reader, sheet), 250);
  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->title_texts = g_ptr_array_new_with_free_func (g_free);

  if (!read_top (&top, header_row, error))
    return NULL;

  header = find_header (&top, header_row);
  table->hits = header.hits;
  table->n_header_rows = header.n_rows;
  for (guint i = 0; i < header.n_rows; i++)
    table->header_rows[i] = ((TopRow *) top.rows->pdata[header.first + i])->number;

  take_title (&top, table, header);
  for (guint i = 0; i < top.n_columns; i++)
    add_column (&top, table, i, header);
  if (!read_samples (&top, table, error))
    return NULL;
  drop_empty_columns (table);
  settle_guesses (table);

  return g_steal_pointer (&table);
}
