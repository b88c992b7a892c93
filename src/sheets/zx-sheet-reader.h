/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Reading spreadsheets other people made: .xlsx, .xls, .csv, and the HTML or tab text that
 * school platforms hand out under the name .xls.
 *
 *   g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, cancellable, error);
 *   g_autoptr (ZxSheetCursor) cursor = NULL;
 *   const ZxSheetRow *row;
 *   int step;
 *
 *   if (reader == NULL || !zx_sheet_reader_load (reader, sheet, cancellable, error))
 *     return FALSE;
 *
 *   cursor = zx_sheet_cursor_new (reader, sheet);
 *   while ((step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
 *     {
 *       const ZxSheetCell *name = zx_sheet_row_get_cell (row, name_column);
 *       …
 *     }
 *
 *   return step == 0;
 *
 * Loading a sheet takes it apart once, checks all of it, and keeps the rows in an unlinked
 * temporary file (in memory while they are few). So a damaged sheet is refused before the
 * first row is seen, merged cells are known from the first row on, and walking the rows
 * again (to find the header, to show a preview, to import) costs next to nothing.
 * Memory does not grow with the number of rows, but with the different texts of an .xlsx.
 *
 * Nothing here locks: a reader with its cursors belongs to one thread at a time.
 */

/**
 * ZX_SHEET_ERROR:
 *
 * Error domain of the readers. Cancelled work is %G_IO_ERROR_CANCELLED instead.
 */
#define ZX_SHEET_ERROR (zx_sheet_error_quark ())
GQuark zx_sheet_error_quark (void);

/**
 * ZxSheetError:
 * @ZX_SHEET_ERROR_NOT_FOUND: there is no such file
 * @ZX_SHEET_ERROR_UNREADABLE: the file is there and cannot be read (rights, a folder, a pulled stick)
 * @ZX_SHEET_ERROR_FAILED: this computer could not do its part (no room for temporary files,
 *   a piece of the program missing); the file may be fine
 * @ZX_SHEET_ERROR_DAMAGED: cut short, wrong or missing parts
 * @ZX_SHEET_ERROR_PASSWORD: locked with a password
 * @ZX_SHEET_ERROR_WRONG_TYPE: no spreadsheet, or another kind than its name says
 * @ZX_SHEET_ERROR_TOO_BIG: over a limit; honest files do not get here, zip bombs do
 * @ZX_SHEET_ERROR_NO_TABLE: a readable file with nothing in it to read
 *
 * The first three are faults of file or machine (exit status 3 of the command line), the
 * others say what the file is not (exit status 1). The message is a sentence for a teacher:
 * what was found and what would do.
 */
typedef enum
{
  ZX_SHEET_ERROR_NOT_FOUND,
  ZX_SHEET_ERROR_UNREADABLE,
  ZX_SHEET_ERROR_FAILED,
  ZX_SHEET_ERROR_DAMAGED,
  ZX_SHEET_ERROR_PASSWORD,
  ZX_SHEET_ERROR_WRONG_TYPE,
  ZX_SHEET_ERROR_TOO_BIG,
  ZX_SHEET_ERROR_NO_TABLE,
} ZxSheetError;

/**
 * ZxSheetFormat:
 * @ZX_SHEET_FORMAT_XLSX: Office Open XML (.xlsx, .xlsm)
 * @ZX_SHEET_FORMAT_XLS: Excel 97-2003; merged cells and hidden rows are unknown here
 * @ZX_SHEET_FORMAT_TEXT: delimited text (.csv, .tsv, .txt, and an .xls that is tab text)
 * @ZX_SHEET_FORMAT_HTML: an .xls that is a web page with a table
 *
 * What the file really is.
 */
typedef enum
{
  ZX_SHEET_FORMAT_XLSX,
  ZX_SHEET_FORMAT_XLS,
  ZX_SHEET_FORMAT_TEXT,
  ZX_SHEET_FORMAT_HTML,
} ZxSheetFormat;

/**
 * ZxSheetCellType:
 * @ZX_SHEET_CELL_EMPTY: nothing; only zx_sheet_row_get_cell() gives it
 * @ZX_SHEET_CELL_TEXT: text; every cell of a text or HTML file, and times of day
 * @ZX_SHEET_CELL_NUMBER: a number; see @number and @digits_lost
 * @ZX_SHEET_CELL_DATE: a number that is shown as a date; @text is ISO 8601
 * @ZX_SHEET_CELL_BOOL: @text is "TRUE" or "FALSE", @number 1 or 0
 * @ZX_SHEET_CELL_ERROR: @text is the error as shown, "#N/A"
 * @ZX_SHEET_CELL_NO_VALUE: a formula whose value was not kept; counts as empty, @text is ""
 *
 * A formula cell has the type of its kept value.
 */
typedef enum
{
  ZX_SHEET_CELL_EMPTY,
  ZX_SHEET_CELL_TEXT,
  ZX_SHEET_CELL_NUMBER,
  ZX_SHEET_CELL_DATE,
  ZX_SHEET_CELL_BOOL,
  ZX_SHEET_CELL_ERROR,
  ZX_SHEET_CELL_NO_VALUE,
} ZxSheetCellType;

/**
 * ZxSheetCell:
 * @text: never %NULL, valid UTF-8 without control characters but tab and line feed, not
 *   trimmed. A number is written out without exponent or thousands commas ("520099201209019000",
 *   "12.5"; leading zeros where the cell's format is "00000"). A date is "2012-09-01",
 *   with " 08:30" where the cell shows a time, and "2012-09" where the cell shows year and
 *   month only and the day behind it is the first
 * @number: of a number, date (the serial) or bool; 0 otherwise
 * @length: bytes of @text
 * @column: 0 for A
 * @type: what it is
 * @digits_lost: a number of 16 or more digits before the point, or a text like "5.20099E+17":
 *   what was typed can no longer be known
 * @month_only: a date shown as year and month
 * @filled: taken from the first cell of a vertical merge that covers this one
 */
typedef struct
{
  const char      *text;
  double           number;
  guint            length;
  guint16          column;
  ZxSheetCellType  type : 8;
  guint            digits_lost : 1;
  guint            month_only : 1;
  guint            filled : 1;
} ZxSheetCell;

/**
 * ZxSheetRow:
 * @cells: (array length=n_cells): the cells that hold something, by rising column
 * @n_cells: how many
 * @number: 1-based row of the sheet; of a text file the record, blank lines counted
 * @hidden: the row is hidden in the sheet
 * @only_filled: every cell is @filled: what the row itself holds lies hidden under merges
 *
 * One row. Rows without any cell of their own are not given; their numbers are skipped.
 */
typedef struct
{
  const ZxSheetCell *cells;
  guint              n_cells;
  guint              number;
  gboolean           hidden;
  gboolean           only_filled;
} ZxSheetRow;

/**
 * zx_sheet_row_get_cell:
 * @row: a row
 * @column: 0 for A
 *
 * Returns: (transfer none): the cell in @column, or an empty one. Binary search.
 */
const ZxSheetCell *zx_sheet_row_get_cell          (const ZxSheetRow    *row,
                                                   guint                column);

/**
 * ZxSheetRange:
 *
 * Merged cells, both ends included: rows 1-based, columns 0-based.
 */
typedef struct
{
  guint first_row, last_row;
  guint first_column, last_column;
} ZxSheetRange;

/**
 * ZxSheetLimits:
 * @max_file_bytes: size of the file itself
 * @max_part_bytes: unpacked size of one part of an .xlsx
 * @max_ratio: unpacked to packed, once a part is over 16 MiB
 * @max_text_bytes: different texts of an .xlsx together; this is held in memory
 * @max_spool_bytes: rows of all loaded sheets in the temporary file
 * @max_cell_bytes: one text
 *
 * Where reading stops with %ZX_SHEET_ERROR_TOO_BIG. Zero means the default. The limits of
 * Excel itself (1,048,576 rows, 16,384 columns) always hold.
 */
typedef struct
{
  guint64 max_file_bytes;
  guint64 max_part_bytes;
  guint64 max_ratio;
  guint64 max_text_bytes;
  guint64 max_spool_bytes;
  guint64 max_cell_bytes;
} ZxSheetLimits;

#define ZX_SHEET_MAX_ROWS    1048576
#define ZX_SHEET_MAX_COLUMNS 16384

typedef struct _ZxSheetReader ZxSheetReader;
typedef struct _ZxSheetCursor ZxSheetCursor;

/**
 * zx_sheet_reader_open:
 * @path: a file
 * @limits: (nullable): %NULL for the defaults
 * @cancellable: (nullable): to stop
 * @error: return location for a #GError
 *
 * Looks at what the file really is, holds that against its name, and lists its sheets.
 * Reads a few KB of an .xlsx, all of a text file (to know its encoding); an .xls is read
 * by a helper process with limits on memory and CPU.
 *
 * Returns: (transfer full): a reader, or %NULL with @error set
 */
ZxSheetReader     *zx_sheet_reader_open           (const char          *path,
                                                   const ZxSheetLimits *limits,
                                                   GCancellable        *cancellable,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

void               zx_sheet_reader_free           (ZxSheetReader       *self);

/**
 * ZxSheetProgressFunc:
 * @fraction: 0 to 1
 * @user_data: data given with the function
 *
 * Called from the thread that loads, at most a hundred times a sheet.
 */
typedef void (*ZxSheetProgressFunc) (double   fraction,
                                     gpointer user_data);

void               zx_sheet_reader_set_progress   (ZxSheetReader       *self,
                                                   ZxSheetProgressFunc  func,
                                                   gpointer             user_data);

ZxSheetFormat      zx_sheet_reader_get_format     (ZxSheetReader       *self);

/**
 * zx_sheet_reader_is_since_1904:
 *
 * Returns: whether the workbook counts days from 1904: what a number means that is no date cell but stands
 *   where a date should. Date cells are right already. Unknown, so %FALSE, of an .xls.
 */
gboolean           zx_sheet_reader_is_since_1904  (ZxSheetReader       *self);

/**
 * zx_sheet_reader_get_n_sheets:
 *
 * Returns: sheets with cells, at least 1, in the order of their tabs, hidden ones too;
 *   chart sheets are left out. A text or HTML file has one.
 */
guint              zx_sheet_reader_get_n_sheets   (ZxSheetReader       *self);

/**
 * zx_sheet_reader_get_sheet_name:
 *
 * Returns: (transfer none): the name on the tab; "" for a text or HTML file
 */
const char        *zx_sheet_reader_get_sheet_name (ZxSheetReader       *self,
                                                   guint                sheet);

gboolean           zx_sheet_reader_is_hidden      (ZxSheetReader       *self,
                                                   guint                sheet);

/**
 * zx_sheet_reader_find_sheet:
 *
 * Returns: the sheet of that name, or -1
 */
int                zx_sheet_reader_find_sheet     (ZxSheetReader       *self,
                                                   const char          *name);

/**
 * zx_sheet_reader_load:
 * @self: a reader
 * @sheet: from 0
 * @cancellable: (nullable): asked once per 1,000 rows
 * @error: return location for a #GError
 *
 * Reads and checks the whole sheet. A sheet that is already loaded costs nothing.
 * What follows needs a loaded sheet.
 *
 * Returns: whether the sheet is ready
 */
gboolean           zx_sheet_reader_load           (ZxSheetReader       *self,
                                                   guint                sheet,
                                                   GCancellable        *cancellable,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_sheet_reader_get_n_rows:
 *
 * Returns: rows with something in them, of a loaded sheet
 */
guint              zx_sheet_reader_get_n_rows     (ZxSheetReader       *self,
                                                   guint                sheet);

/**
 * zx_sheet_reader_get_n_columns:
 *
 * Returns: the last column with something in it, plus one
 */
guint              zx_sheet_reader_get_n_columns  (ZxSheetReader       *self,
                                                   guint                sheet);

gboolean           zx_sheet_reader_is_column_hidden (ZxSheetReader     *self,
                                                   guint                sheet,
                                                   guint                column);

/**
 * zx_sheet_reader_get_merges:
 * @self: a reader
 * @sheet: a loaded sheet
 * @out_n_merges: (out): how many
 *
 * The merged cells, by first row, then first column. Always empty for .xls and text. Rows below the
 * first of a merge already carry its value in its first column (@filled); what a horizontal
 * merge means (a parent heading over two columns) is for the caller to say.
 *
 * Returns: (transfer none) (array length=out_n_merges): ranges; may be %NULL when there are none
 */
const ZxSheetRange *zx_sheet_reader_get_merges    (ZxSheetReader       *self,
                                                   guint                sheet,
                                                   guint               *out_n_merges);

/**
 * zx_sheet_cursor_new:
 * @reader: a reader, which must live as long as the cursor
 * @sheet: a loaded sheet
 *
 * Returns: (transfer full): a cursor before the first row. Several may walk at once.
 */
ZxSheetCursor     *zx_sheet_cursor_new            (ZxSheetReader       *reader,
                                                   guint                sheet) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_sheet_cursor_next:
 * @self: a cursor
 * @out_row: (out) (transfer none): the row, until the next call
 * @error: return location for a #GError
 *
 * Returns: 1 with a row, 0 at the end, -1 with @error set
 */
int                zx_sheet_cursor_next           (ZxSheetCursor       *self,
                                                   const ZxSheetRow   **out_row,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

void               zx_sheet_cursor_free           (ZxSheetCursor       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxSheetReader, zx_sheet_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxSheetCursor, zx_sheet_cursor_free)

G_END_DECLS
