/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs in the helper process: FreeXL and the C library, nothing else. */

#include <freexl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "zx-xls-extract.h"

static void
put_text (FILE       *out,
          char        tag,
          int         column,
          const char *text)
{
  uint16_t place = column;
  uint32_t length = strlen (text);

  fputc (tag, out);
  if (column >= 0)
    fwrite (&place, sizeof place, 1, out);
  fwrite (&length, sizeof length, 1, out);
  fwrite (text, 1, length, out);
}

static void
put_number (FILE   *out,
            int     column,
            double  number)
{
  uint16_t place = column;

  fputc ('n', out);
  fwrite (&place, sizeof place, 1, out);
  fwrite (&number, sizeof number, 1, out);
}

static ZxXlsStatus
status_of (int result)
{
  switch (result)
    {
    case FREEXL_OK:
      return ZX_XLS_STATUS_OK;
    case FREEXL_INSUFFICIENT_MEMORY:
      return ZX_XLS_STATUS_NO_MEMORY;
    default:
      return ZX_XLS_STATUS_DAMAGED;
    }
}

static ZxXlsStatus
put_names (const void *book,
           FILE       *out)
{
  unsigned int n_sheets = 0;

  if (freexl_get_info (book, FREEXL_BIFF_SHEET_COUNT, &n_sheets) != FREEXL_OK || n_sheets == 0)
    return ZX_XLS_STATUS_NO_SHEET;

  for (unsigned int i = 0; i < n_sheets && i < 1024; i++)
    {
      const char *name = NULL;

      if (freexl_get_worksheet_name (book, i, &name) != FREEXL_OK)
        return ZX_XLS_STATUS_DAMAGED;
      put_text (out, 'S', -1, name != NULL ? name : "");
    }

  return ZX_XLS_STATUS_OK;
}

/* Whether there was a cell; the row is announced before its first. */
static int
put_cell (const FreeXL_CellValue *cell,
          uint32_t                row,
          int                     column,
          int                     begun,
          FILE                   *out)
{
  int is_text = cell->type == FREEXL_CELL_TEXT || cell->type == FREEXL_CELL_SST_TEXT;
  int is_date = cell->type == FREEXL_CELL_DATE || cell->type == FREEXL_CELL_DATETIME || cell->type == FREEXL_CELL_TIME;

  if (((is_text || is_date) && (cell->value.text_value == NULL || *cell->value.text_value == '\0')) ||
      (!is_text && !is_date && cell->type != FREEXL_CELL_INT && cell->type != FREEXL_CELL_DOUBLE))
    return 0;

  if (!begun)
    {
      fputc ('R', out);
      fwrite (&row, sizeof row, 1, out);
    }

  if (is_text || is_date)
    put_text (out, is_date ? 'd' : 't', column, cell->value.text_value);
  else
    put_number (out, column, cell->type == FREEXL_CELL_INT ? cell->value.int_value : cell->value.double_value);

  return 1;
}

static ZxXlsStatus
put_rows (const void *book,
          int         sheet,
          FILE       *out)
{
  unsigned int n_rows = 0;
  unsigned short n_columns = 0;
  int result = freexl_select_active_worksheet (book, sheet);

  if (result == FREEXL_OK)
    result = freexl_worksheet_dimensions (book, &n_rows, &n_columns);
  if (result != FREEXL_OK)
    return status_of (result);

  for (unsigned int row = 0; row < n_rows; row++)
    {
      int begun = 0;

      for (unsigned int column = 0; column < n_columns; column++)
        {
          FreeXL_CellValue cell;

          result = freexl_get_cell_value (book, row, column, &cell);
          if (result == FREEXL_ILLEGAL_CELL_ROW_COL)
            continue;
          if (result != FREEXL_OK)
            return status_of (result);

          begun |= put_cell (&cell, row + 1, column, begun, out);
        }

      /* Nobody listens any more. */
      if (ferror (out))
        return ZX_XLS_STATUS_DAMAGED;
    }

  return ZX_XLS_STATUS_OK;
}

static ZxXlsStatus
check_password (const void *book)
{
  unsigned int password = FREEXL_UNKNOWN;

  if (freexl_get_info (book, FREEXL_BIFF_PASSWORD, &password) == FREEXL_OK && password == FREEXL_BIFF_OBFUSCATED)
    return ZX_XLS_STATUS_PASSWORD;

  return ZX_XLS_STATUS_OK;
}

void
zx_xls_extract (const char *path,
                int         sheet,
                FILE       *out)
{
  const void *book = NULL;
  ZxXlsStatus status;
  int result;

  fputs (ZX_XLS_MAGIC, out);

  /* The first look tells of a password, which the whole reading may only call an error. */
  result = freexl_open_info (path, &book);
  status = status_of (result);
  if (status == ZX_XLS_STATUS_OK)
    status = check_password (book);
  if (status == ZX_XLS_STATUS_OK && sheet < 0)
    status = put_names (book, out);
  if (book != NULL)
    freexl_close (book);

  if (status == ZX_XLS_STATUS_OK && sheet >= 0)
    {
      book = NULL;
      result = freexl_open (path, &book);
      status = status_of (result);
      if (status == ZX_XLS_STATUS_OK)
        status = put_rows (book, sheet, out);
      if (book != NULL)
        freexl_close (book);
    }

  fputc ('E', out);
  fputc (status, out);
  fflush (out);
}
