/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-ledger-book.h"
#include "zx-ledger-private.h"
#include "zx-ledger-strip.h"
#include "zx-ledger-text.h"

/* How a ledger lies on its sheets:
 *
 *   1  title                    merged over all columns
 *   2  unit, date, measure      three merged parts
 *   3  headings                 repeated on every page, frozen
 *   4  rows …
 *      totals, counts           on the last sheet of a table
 *      signatures, seal, date
 *
 * Rows go to the disk as they pass, so everything goes strictly downwards: the height of a row and the merges that
 * begin in it first, then each of its cells.
 */

#define BODY_FONT     "宋体"
#define TITLE_FONT    "黑体"
#define BODY_POINTS   11
#define TITLE_POINTS  16
#define ROW_HEIGHT    18
#define LINE_HEIGHT   15
#define MAX_HEIGHT    409
#define TITLE_ROWS    3
#define FOOT_ROWS     10 /* at most, under the table */
#define SHEET_ROWS    1048576
#define MAX_SHEETS    200
#define CHECK_ROWS    2048

typedef struct
{
  const ZxLedger        *ledger;
  const ZxLedgerScope   *scope;
  ZxLedgerReader        *reader;
  ZxBook                *book;
  GCancellable          *cancellable;
  ZxLedgerProgress       progress;
  gpointer               progress_data;
  gint64                 total;       /* -1: not counted */
  gint64                 done;
  lxw_row_t              last_row;    /* of the rows of a sheet, the first one after them */

  lxw_format            *title;
  lxw_format            *line;        /* second row, left */
  lxw_format            *line_center;
  lxw_format            *line_right;
  lxw_format            *header;
  lxw_format            *nothing;
  lxw_format            *foot;        /* a merged text under the table */
  lxw_format            *total_label;
  lxw_format           **cells;       /* by column */
  lxw_format           **totals;      /* by column */
  ZxStrip               *strip;

  lxw_worksheet         *sheet;
  lxw_row_t              row;         /* the next free one */
  gint64                 serial;
  GPtrArray             *ranges;      /* char *: 'sheet'!{column}4:{column}99 of the table's finished sheets, with %s for the column */
  lxw_row_t              first_row;
  gint64                *sums;        /* by column, of the table */
  gint64                *counts;      /* by column, of the table */
  gint64                *all_sums;    /* over all tables */
  gint64                *all_counts;
  GArray                *result_sums; /* ZxLedgerSum */
} Making;

/* --- formats, made once --- */

static lxw_format *
add_format (Making     *self,
            const char *font,
            double      points)
{
  lxw_format *format = workbook_add_format (zx_book_get_workbook (self->book));

  format_set_font_name (format, font);
  format_set_font_size (format, points);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);

  return format;
}

static lxw_format *
add_line_format (Making  *self,
                 uint8_t  align)
{
  lxw_format *format = add_format (self, BODY_FONT, BODY_POINTS);

  format_set_align (format, align);

  return format;
}

static ZxLedgerAlign
get_align (const ZxLedgerColumn *column)
{
  switch (column->kind)
    {
    case ZX_CELL_NUMBER:
    case ZX_CELL_MONEY:
      return ZX_LEDGER_ALIGN_RIGHT;
    case ZX_CELL_SERIAL:
    case ZX_CELL_DATE:
      return ZX_LEDGER_ALIGN_CENTER;
    case ZX_CELL_TEXT:
    default:
      return column->centered ? ZX_LEDGER_ALIGN_CENTER : ZX_LEDGER_ALIGN_LEFT;
    }
}

static lxw_format *
add_cell_format (Making               *self,
                 const ZxLedgerColumn *column)
{
  static const uint8_t aligns[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
  lxw_format *format = add_format (self, BODY_FONT, BODY_POINTS);

  format_set_align (format, aligns[get_align (column)]);
  format_set_border (format, LXW_BORDER_THIN);

  switch (column->kind)
    {
    case ZX_CELL_TEXT:
      /* Text stays text when somebody edits the cell: long numbers, and words that look like formulas. */
      format_set_num_format (format, "@");
      format_set_text_wrap (format);
      break;
    case ZX_CELL_DATE:
      format_set_num_format (format, "yyyy-mm-dd");
      break;
    case ZX_CELL_MONEY:
      format_set_num_format (format, "#,##0.00");
      break;
    case ZX_CELL_SERIAL:
    case ZX_CELL_NUMBER:
    default:
      format_set_num_format (format, "0");
      break;
    }

  return format;
}

static lxw_format *
add_total_format (Making               *self,
                  const ZxLedgerColumn *column)
{
  lxw_format *format = add_format (self, BODY_FONT, BODY_POINTS);

  format_set_bold (format);
  format_set_border (format, LXW_BORDER_THIN);
  format_set_align (format, column->total == ZX_TOTAL_SUM ? LXW_ALIGN_RIGHT : LXW_ALIGN_CENTER);
  /* A sum of nothing is blank like the cells above it. */
  if (column->total == ZX_TOTAL_SUM)
    format_set_num_format (format, column->kind == ZX_CELL_MONEY ? "#,##0.00;-#,##0.00;" : "0;-0;");
  else if (column->total == ZX_TOTAL_COUNT && column->total_format != NULL)
    format_set_num_format (format, g_dpgettext2 (GETTEXT_PACKAGE, "ledger total", column->total_format));

  return format;
}

static void
make_formats (Making *self)
{
  self->title = add_format (self, TITLE_FONT, TITLE_POINTS);
  format_set_bold (self->title);
  format_set_align (self->title, LXW_ALIGN_CENTER);
  format_set_text_wrap (self->title);

  self->line = add_line_format (self, LXW_ALIGN_LEFT);
  self->line_center = add_line_format (self, LXW_ALIGN_CENTER);
  self->line_right = add_line_format (self, LXW_ALIGN_RIGHT);

  self->header = add_line_format (self, LXW_ALIGN_CENTER);
  format_set_bold (self->header);
  format_set_text_wrap (self->header);
  format_set_border (self->header, LXW_BORDER_THIN);

  self->nothing = add_line_format (self, LXW_ALIGN_CENTER);
  format_set_border (self->nothing, LXW_BORDER_THIN);

  self->total_label = add_line_format (self, LXW_ALIGN_CENTER);
  format_set_bold (self->total_label);
  format_set_border (self->total_label, LXW_BORDER_THIN);

  self->foot = add_line_format (self, LXW_ALIGN_LEFT);
  format_set_text_wrap (self->foot);

  self->cells = g_new0 (lxw_format *, self->ledger->n_columns);
  self->totals = g_new0 (lxw_format *, self->ledger->n_columns);
  for (guint i = 0; i < self->ledger->n_columns; i++)
    {
      const ZxLedgerColumn *column = &self->ledger->columns[i];

      /* Columns that look alike share one: a format that equals an earlier one is compared anew for every cell. */
      for (guint j = 0; j < i && self->cells[i] == NULL; j++)
        if (self->ledger->columns[j].kind == column->kind && get_align (&self->ledger->columns[j]) == get_align (column))
          self->cells[i] = self->cells[j];

      if (self->cells[i] == NULL)
        self->cells[i] = add_cell_format (self, column);
      self->totals[i] = add_total_format (self, column);
    }

  self->strip = zx_strip_new (self->cells, self->ledger->n_columns);
}

/* --- rows besides the table --- */

static guint
count_lines (const char *text,
             double      width)
{
  g_autoptr (GString) scratch = g_string_new (NULL);

  return zx_cell_text (text, strlen (text), 0, width, FALSE, scratch).lines;
}

static double
get_width (const ZxLedger *ledger,
           guint           first,
           guint           last)
{
  double width = 0;

  for (guint i = first; i <= last; i++)
    width += ledger->columns[i].width;

  return width;
}

/* A merge that lies in the present row, with its text in the first cell and the format in all. */
static gboolean
write_merged (Making      *self,
              guint        first,
              guint        last,
              const char  *text,
              lxw_format  *format,
              GError     **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  const char *fit = zx_cell_text (text, strlen (text), 0, 100, FALSE, scratch).text;

  if (last > first &&
      !zx_book_check (worksheet_merge_range (self->sheet, self->row, first, self->row, last, "", NULL), error))
    return FALSE;

  if (!zx_book_check (*fit != '\0' ? worksheet_write_string (self->sheet, self->row, first, fit, format)
                                   : worksheet_write_blank (self->sheet, self->row, first, format), error))
    return FALSE;

  for (guint i = first + 1; i <= last; i++)
    if (!zx_book_check (worksheet_write_blank (self->sheet, self->row, i, format), error))
      return FALSE;

  return TRUE;
}

static gboolean
set_height (Making   *self,
            double    height,
            GError  **error)
{
  return zx_book_check (worksheet_set_row (self->sheet, self->row, MIN (height, (double) MAX_HEIGHT), NULL), error);
}

/* One text over all columns. */
static gboolean
write_line (Making      *self,
            const char  *text,
            lxw_format  *format,
            double       least,
            GError     **error)
{
  guint last = self->ledger->n_columns - 1;
  double height = MAX (least, count_lines (text, get_width (self->ledger, 0, last)) * LINE_HEIGHT + 3);

  if (!set_height (self, height, error) || !write_merged (self, 0, last, text, format, error))
    return FALSE;

  self->row++;

  return TRUE;
}

static gboolean
write_second_row (Making  *self,
                  GError **error)
{
  g_autofree char *unit = zx_ledger_dup_unit (self->scope);
  g_autofree char *date = zx_ledger_dup_date (self->scope);
  guint n = self->ledger->n_columns;
  guint middle = MAX (n * 2 / 5, 1);
  guint right = MAX (n * 7 / 10, middle + 1);

  if (!set_height (self, 20, error) ||
      !write_merged (self, 0, middle - 1, unit, self->line, error) ||
      !write_merged (self, middle, right - 1, date, self->line_center, error) ||
      !write_merged (self, right, n - 1, zx_ledger_get_measure (self->ledger), self->line_right, error))
    return FALSE;

  self->row++;

  return TRUE;
}

static gboolean
write_header (Making  *self,
              GError **error)
{
  guint lines = 1;

  for (guint i = 0; i < self->ledger->n_columns; i++)
    {
      const ZxLedgerColumn *column = &self->ledger->columns[i];

      lines = MAX (lines, count_lines (zx_ledger_column_get_heading (column), column->width));
    }

  if (!set_height (self, MAX (24, lines * LINE_HEIGHT + 3), error))
    return FALSE;

  for (guint i = 0; i < self->ledger->n_columns; i++)
    if (!zx_book_check (worksheet_write_string (self->sheet, self->row, i,
                                                zx_ledger_column_get_heading (&self->ledger->columns[i]), self->header), error))
      return FALSE;

  self->row++;

  return TRUE;
}

/* --- a sheet --- */

/* In headers and footers & begins a code. */
static char *
dup_footer (Making *self)
{
  const char *left = self->ledger->internal ? zx_ledger_has_full_values (self->ledger)
                                                ? _("For work only, keep confidential")
                                                : _("Internal, keep confidential")
                                            : "";

  /* Translators: &P is the page, &N all pages: 第 &P 页 共 &N 页 */
  return g_strdup_printf ("&L%s&C%s%s%s", left, _("Page &P of &N"), self->scope->is_demo ? "&R" : "",
                          self->scope->is_demo ? _("DEMO") : "");
}

static gboolean
set_up_page (Making  *self,
             GError **error)
{
  g_autofree char *footer = dup_footer (self);

  worksheet_set_landscape (self->sheet);
  worksheet_set_paper (self->sheet, 9); /* A4 */
  worksheet_set_margins (self->sheet, 0.98, 0.6, 0.7, 0.75);
  worksheet_fit_to_pages (self->sheet, 1, 0);
  worksheet_set_default_row (self->sheet, ROW_HEIGHT, LXW_FALSE);
  worksheet_freeze_panes (self->sheet, TITLE_ROWS, 0);

  for (guint i = 0; i < self->ledger->n_columns; i++)
    if (!zx_book_check (worksheet_set_column (self->sheet, i, i, self->ledger->columns[i].width, NULL), error))
      return FALSE;

  return zx_book_check (worksheet_repeat_rows (self->sheet, TITLE_ROWS - 1, TITLE_ROWS - 1), error) &&
         zx_book_check (worksheet_set_footer (self->sheet, footer), error);
}

static gboolean
begin_sheet (Making      *self,
             const char  *name,
             const char  *part,
             GError     **error)
{
  g_autofree char *heading = zx_ledger_dup_heading (self->ledger, self->scope, part);

  self->sheet = zx_book_add_sheet (self->book, name, error);
  self->row = 0;

  if (self->sheet == NULL ||
      !set_up_page (self, error) ||
      !write_line (self, heading, self->title, 32, error) ||
      !write_second_row (self, error) ||
      !write_header (self, error))
    return FALSE;

  self->first_row = self->row;
  zx_strip_begin_sheet (self->strip, self->sheet);

  return TRUE;
}

/* Remembers where the rows of this sheet lie, for the formulas of the totals. */
static void
note_range (Making *self)
{
  if (self->row > self->first_row)
    g_ptr_array_add (self->ranges, g_strdup_printf ("'%s'!%%s%u:%%s%u", self->sheet->name,
                                                    (guint) self->first_row + 1, (guint) self->row));
}

/* --- the rows of the table --- */

static void
write_cell (Making             *self,
            guint               column,
            const ZxLedgerCell *cell)
{
  switch (cell->type)
    {
    case ZX_CELL_IS_TEXT:
      zx_strip_add_text (self->strip, cell->text);
      self->counts[column]++;
      break;
    case ZX_CELL_IS_NUMBER:
      zx_strip_add_number (self->strip, cell->exact, cell->decimals);
      self->sums[column] += cell->exact;
      self->counts[column]++;
      break;
    case ZX_CELL_IS_BLANK:
    default:
      zx_strip_add_blank (self->strip);
      break;
    }
}

/* A row that is higher than usual says so: spreadsheets do not measure wrapped text when they open a file. */
static gboolean
write_row (Making  *self,
           GError **error)
{
  guint lines = 1;

  zx_strip_begin_row (self->strip, self->row);
  for (guint i = 0; i < self->ledger->n_columns; i++)
    {
      ZxLedgerCell cell;

      zx_ledger_reader_read_cell (self->reader, i, self->serial, &cell);
      write_cell (self, i, &cell);
      lines = MAX (lines, cell.lines);
    }

  return zx_strip_end_row (self->strip, lines > 1 ? MIN (lines * LINE_HEIGHT + 3, MAX_HEIGHT) : 0) ||
         zx_book_check_room (self->book, error);
}

static gboolean
look_around (Making  *self,
             GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !zx_book_check_room (self->book, error))
    return FALSE;

  if (self->progress != NULL)
    self->progress (MIN (self->done, self->total), self->total, self->progress_data);

  return TRUE;
}

static gboolean
write_rows (Making          *self,
            ZxLedgerCounts  *counts,
            const char      *name,
            const char      *part,
            GError         **error)
{
  int step;

  while ((step = zx_ledger_reader_step (self->reader, error)) > 0)
    {
      if (self->row >= self->last_row)
        {
          note_range (self);
          if (!begin_sheet (self, name, part, error))
            return FALSE;
        }

      self->serial++;
      if (counts->row != NULL)
        counts->row (counts->state, zx_ledger_reader_get_row (self->reader));
      if (!write_row (self, error))
        return FALSE;

      self->row++;
      self->done++;
      if (self->done % CHECK_ROWS == 0 && !look_around (self, error))
        return FALSE;
    }

  note_range (self);

  return step == 0;
}

/* --- under the table --- */

static char *
dup_exact (const ZxLedgerColumn *column,
           gint64                sum)
{
  if (column->kind == ZX_CELL_MONEY)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", sum < 0 ? "-" : "", ABS (sum) / 100, (int) (ABS (sum) % 100));

  return g_strdup_printf ("%" G_GINT64_FORMAT, sum);
}

static gboolean
has_totals (const ZxLedger *ledger)
{
  for (guint i = 0; i < ledger->n_columns; i++)
    if (ledger->columns[i].total != ZX_TOTAL_NONE)
      return TRUE;

  return FALSE;
}

/* SUM over the rows of every sheet of the table, with the value as it is now beside it. */
static gboolean
write_total (Making   *self,
             guint     number,
             GError  **error)
{
  const ZxLedgerColumn *column = &self->ledger->columns[number];
  g_autoptr (GString) formula = g_string_new (column->total == ZX_TOTAL_SUM ? "=SUM(" : "=COUNTA(");
  char letters[LXW_MAX_COL_NAME_LENGTH];
  double value;

  lxw_col_to_name (letters, (lxw_col_t) number, LXW_FALSE);
  for (guint i = 0; i < self->ranges->len; i++)
    {
      g_auto (GStrv) pieces = g_strsplit (g_ptr_array_index (self->ranges, i), "%s", -1);
      g_autofree char *range = g_strjoinv (letters, pieces);

      /* On the sheet itself its name is not needed. */
      if (i > 0)
        g_string_append_c (formula, ',');
      g_string_append (formula, self->ranges->len == 1 ? strrchr (range, '!') + 1 : range);
    }
  g_string_append_c (formula, ')');

  value = column->total == ZX_TOTAL_COUNT ? (double) self->counts[number]
          : column->kind == ZX_CELL_MONEY ? (double) self->sums[number] / 100.0
                                          : (double) self->sums[number];

  return zx_book_check (worksheet_write_formula_num (self->sheet, self->row, number, formula->str, self->totals[number], value), error);
}

static gboolean
write_totals (Making  *self,
              GError **error)
{
  if (!has_totals (self->ledger) || self->ranges->len == 0)
    return TRUE;

  if (!set_height (self, 22, error))
    return FALSE;

  for (guint i = 0; i < self->ledger->n_columns; i++)
    {
      const ZxLedgerColumn *column = &self->ledger->columns[i];
      gboolean done;

      if (column->total != ZX_TOTAL_NONE)
        done = write_total (self, i, error);
      else if (i == 0)
        done = zx_book_check (worksheet_write_string (self->sheet, self->row, i, C_("ledger", "Total"), self->total_label), error);
      else
        done = zx_book_check (worksheet_write_blank (self->sheet, self->row, i, self->totals[i]), error);
      if (!done)
        return FALSE;
    }

  self->row++;

  return TRUE;
}

/* Who made, checked and signed it, and room for the seal, 4 cm high, at the lower right. */
static gboolean
write_signatures (Making  *self,
                  GError **error)
{
  guint n = self->ledger->n_columns;
  guint right = n * 7 / 10;

  self->row++;
  if (!write_line (self, _("Made by:                    Checked by:                    Deputy head:                    "
                           "Head (signature):                    Phone:                    "), self->foot, 30, error))
    return FALSE;

  self->row++;
  if (!set_height (self, 114, error) ||
      !write_merged (self, right, n - 1, _("(seal)"), self->line_center, error))
    return FALSE;

  self->row++;
  if (!set_height (self, 22, error) ||
      !write_merged (self, right, n - 1, _("Date:                    "), self->line_center, error))
    return FALSE;

  self->row++;

  return TRUE;
}

static void
add_up (Making *self)
{
  for (guint i = 0; i < self->ledger->n_columns; i++)
    {
      self->all_sums[i] += self->sums[i];
      self->all_counts[i] += self->counts[i];
    }
}

/* One table, on one sheet or more. */
static gboolean
write_table (Making   *self,
             guint     number,
             GError  **error)
{
  g_autofree char *part = zx_ledger_reader_dup_part (self->reader, number);
  const char *name = self->ledger->per_class && part != NULL ? part : zx_ledger_get_title (self->ledger);
  ZxLedgerCounts counts = { 0 };
  g_autofree char *sentence = NULL;
  gboolean done;

  memset (self->sums, 0, self->ledger->n_columns * sizeof (gint64));
  memset (self->counts, 0, self->ledger->n_columns * sizeof (gint64));
  g_ptr_array_set_size (self->ranges, 0);
  self->serial = 0;

  if (self->ledger->begin_counts != NULL)
    self->ledger->begin_counts (&counts);

  done = begin_sheet (self, name, part, error) &&
         zx_ledger_reader_open_sheet (self->reader, number, error) &&
         write_rows (self, &counts, name, part, error);
  if (done && counts.finish != NULL)
    sentence = counts.finish (counts.state, self->result_sums);
  if (counts.free != NULL)
    counts.free (counts.state);
  if (!done)
    return FALSE;

  if (self->serial == 0 && !write_line (self, zx_ledger_get_nothing (), self->nothing, ROW_HEIGHT, error))
    return FALSE;

  add_up (self);

  return write_totals (self, error) &&
         (sentence == NULL || self->serial == 0 || write_line (self, sentence, self->foot, ROW_HEIGHT, error)) &&
         write_signatures (self, error);
}

/* --- the sheet about the file --- */

static gboolean
write_fact (lxw_worksheet  *sheet,
            lxw_row_t       row,
            const char     *key,
            const char     *value,
            GError        **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);

  return zx_book_check (worksheet_write_string (sheet, row, 0, key, NULL), error) &&
         (value == NULL || *value == '\0' ||
          zx_book_check (worksheet_write_string (sheet, row, 1, zx_cell_text (value, strlen (value), 0, 100, FALSE, scratch).text, NULL),
                         error));
}

/* Read by programs: the words are the same in every language. */
static gboolean
write_meta (Making  *self,
            GError **error)
{
  lxw_worksheet *sheet;
  lxw_row_t row = 0;
  g_autofree char *class_name = NULL;

  if (!self->ledger->internal)
    return TRUE;

  sheet = zx_book_add_sheet (self->book, "_meta", error);
  if (sheet == NULL)
    return FALSE;
  worksheet_hide (sheet);

  if (self->scope->class_id != 0)
    class_name = g_strdup_printf ("%s-%s", self->scope->grade != NULL ? self->scope->grade : "",
                                  self->scope->class_name != NULL ? self->scope->class_name : "");

  if (!write_fact (sheet, row++, "ledger", self->ledger->name, error) ||
      !write_fact (sheet, row++, "version", ZX_VERSION, error) ||
      !write_fact (sheet, row++, "term", self->scope->term, error) ||
      !write_fact (sheet, row++, "class", class_name, error) ||
      !write_fact (sheet, row++, "date", self->scope->today, error) ||
      !write_fact (sheet, row++, "demo", self->scope->is_demo ? "1" : "0", error) ||
      !zx_book_check (worksheet_write_string (sheet, row, 0, "rows", NULL), error) ||
      !zx_book_check (worksheet_write_number (sheet, row++, 1, (double) self->done, NULL), error))
    return FALSE;

  for (guint i = 0; i < self->result_sums->len; i++)
    {
      const ZxLedgerSum *sum = &g_array_index (self->result_sums, ZxLedgerSum, i);
      g_autofree char *key = g_strconcat ("total: ", sum->column, NULL);

      if (!zx_book_check (worksheet_write_string (sheet, row, 0, key, NULL), error) ||
          !zx_book_check (worksheet_write_number (sheet, row++, 1, g_ascii_strtod (sum->value, NULL), NULL), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_properties (Making  *self,
                GError **error)
{
  g_autofree char *part = self->ledger->per_class && self->scope->class_id == 0 ? NULL : zx_ledger_reader_dup_part (self->reader, 0);
  g_autofree char *heading = zx_ledger_dup_heading (self->ledger, self->scope, part);
  g_autofree char *term = zx_ledger_dup_term_words (self->scope);
  g_autofree char *school = g_utf8_make_valid (self->scope->school != NULL ? self->scope->school : "", -1);
  lxw_doc_properties properties = {
    .title = heading,
    .subject = term,
    .company = school,
    .author = school, /* the school, never the name of the computer's user */
  };

  return zx_book_check (workbook_set_properties (zx_book_get_workbook (self->book), &properties), error);
}

/* --- all of it --- */

static gboolean
count_rows (Making   *self,
            ZxDb     *db,
            GError  **error)
{
  guint n_sheets = zx_ledger_reader_count_sheets (self->reader);

  if (n_sheets > MAX_SHEETS)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "class",
                          _("There are %u classes, and this ledger has a sheet for each. Choose one class."), n_sheets);
      return FALSE;
    }

  self->total = self->progress != NULL ? zx_ledger_query_count (self->ledger->query, db, self->scope, error) : 0;

  return self->total >= 0;
}

static gboolean
write_tables (Making  *self,
              GError **error)
{
  GArray *columns = self->result_sums;
  g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (ZxLedgerSum));

  /* What the columns add up to stands first. */
  self->result_sums = counted;
  for (guint i = 0; i < zx_ledger_reader_count_sheets (self->reader); i++)
    {
      if (!write_table (self, i, error))
        {
          for (guint j = 0; j < counted->len; j++)
            g_array_append_val (columns, g_array_index (counted, ZxLedgerSum, j));
          self->result_sums = columns;
          return FALSE;
        }
    }
  self->result_sums = columns;

  for (guint i = 0; i < self->ledger->n_columns; i++)
    {
      const ZxLedgerColumn *column = &self->ledger->columns[i];

      if (column->total == ZX_TOTAL_SUM)
        zx_ledger_sums_add (columns, zx_ledger_column_get_heading (column), dup_exact (column, self->all_sums[i]));
      else if (column->total == ZX_TOTAL_COUNT)
        zx_ledger_sums_add (columns, zx_ledger_column_get_heading (column),
                            g_strdup_printf ("%" G_GINT64_FORMAT, self->all_counts[i]));
    }
  for (guint i = 0; i < counted->len; i++)
    g_array_append_val (columns, g_array_index (counted, ZxLedgerSum, i));

  return TRUE;
}

static ZxLedgerResult *
make_result (Making     *self,
             const char *path)
{
  ZxLedgerResult *result = g_new0 (ZxLedgerResult, 1);

  result->file = g_strdup (path);
  result->name = self->ledger->name;
  result->rows = self->done;
  result->n_sums = self->result_sums->len;
  result->sums = (ZxLedgerSum *) (gpointer) g_array_free (g_steal_pointer (&self->result_sums), FALSE);

  return result;
}

static void
making_clear (Making *self)
{
  if (self->result_sums != NULL)
    {
      for (guint i = 0; i < self->result_sums->len; i++)
        {
          g_free (g_array_index (self->result_sums, ZxLedgerSum, i).column);
          g_free (g_array_index (self->result_sums, ZxLedgerSum, i).value);
        }
      g_array_unref (self->result_sums);
    }
  g_clear_pointer (&self->ranges, g_ptr_array_unref);
  g_clear_pointer (&self->strip, zx_strip_free);
  g_clear_pointer (&self->reader, zx_ledger_reader_free);
  g_clear_pointer (&self->book, zx_book_free);
  g_free (self->cells);
  g_free (self->totals);
  g_free (self->sums);
  g_free (self->counts);
  g_free (self->all_sums);
  g_free (self->all_counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

ZxLedgerResult *
zx_ledger_make (const ZxLedger         *self,
                ZxDb                   *db,
                const ZxLedgerScope    *scope,
                const ZxLedgerOptions  *options,
                const char             *path,
                GCancellable           *cancellable,
                ZxLedgerProgress        progress,
                gpointer                progress_data,
                ZxLedgerLog             log,
                gpointer                log_data,
                GError                **error)
{
  g_autoptr (ZxLedgerResult) result = NULL;
  g_auto (Making) making = {
    .ledger = self,
    .scope = scope,
    .cancellable = cancellable,
    .progress = progress,
    .progress_data = progress_data,
    .last_row = SHEET_ROWS - FOOT_ROWS,
  };

  if (options->rows_per_sheet > 0)
    making.last_row = MIN (making.last_row, TITLE_ROWS + options->rows_per_sheet);

  making.ranges = g_ptr_array_new_with_free_func (g_free);
  making.result_sums = g_array_new (FALSE, FALSE, sizeof (ZxLedgerSum));
  making.sums = g_new0 (gint64, self->n_columns);
  making.counts = g_new0 (gint64, self->n_columns);
  making.all_sums = g_new0 (gint64, self->n_columns);
  making.all_counts = g_new0 (gint64, self->n_columns);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  making.reader = zx_ledger_reader_new (self, db, scope, TRUE, error);
  if (making.reader == NULL || !count_rows (&making, db, error))
    return NULL;

  making.book = zx_book_new (path, options->replace, error);
  if (making.book == NULL)
    return NULL;

  make_formats (&making);
  if (!set_properties (&making, error) ||
      !write_tables (&making, error) ||
      !write_meta (&making, error))
    return NULL;

  result = make_result (&making, path);
  if (!zx_book_close (making.book, cancellable, &result->sha256, error) ||
      !log (result, log_data, error) ||
      !zx_book_move_into_place (making.book, error))
    return NULL;

  if (progress != NULL)
    progress (result->rows, result->rows, progress_data);

  return g_steal_pointer (&result);
}
