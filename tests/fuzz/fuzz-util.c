/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz-util.h"
#include "zx-sheet-reader.h"

/* Small limits make a run quick; the code that holds them is the same. */
static const ZxSheetLimits limits = {
  .max_text_bytes = 1 << 20,
  .max_spool_bytes = 1 << 20,
  .max_cell_bytes = 4096,
};

static void
walk (ZxSheetReader *reader,
      guint          sheet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetCursor) cursor = NULL;
  const ZxSheetRow *row;
  guint number = 0, n_merges;
  int step;

  if (!zx_sheet_reader_load (reader, sheet, NULL, &error))
    {
      g_assert_true (error->domain == ZX_SHEET_ERROR);
      return;
    }

  zx_sheet_reader_get_merges (reader, sheet, &n_merges);
  zx_sheet_reader_is_column_hidden (reader, sheet, 3);
  cursor = zx_sheet_cursor_new (reader, sheet);
  while ((step = zx_sheet_cursor_next (cursor, &row, &error)) > 0)
    {
      g_assert_cmpuint (row->number, >, number);
      g_assert_cmpuint (row->number, <=, ZX_SHEET_MAX_ROWS);
      g_assert_cmpuint (row->n_cells, >, 0);
      number = row->number;

      for (guint i = 0; i < row->n_cells; i++)
        {
          const ZxSheetCell *cell = &row->cells[i];

          g_assert_true (i == 0 || cell->column > cell[-1].column);
          g_assert_cmpuint (cell->column, <, ZX_SHEET_MAX_COLUMNS);
          g_assert_cmpuint (strlen (cell->text), ==, cell->length);
          g_assert_true (g_utf8_validate (cell->text, -1, NULL));
        }
    }
  g_assert_true (step == 0 || error->domain == ZX_SHEET_ERROR);
}

void
zx_fuzz_read (const uint8_t *data,
              size_t         size)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetReader) reader = NULL;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, size);

  reader = zx_sheet_reader_open (path, &limits, NULL, &error);
  close (fd);
  if (reader == NULL)
    {
      g_assert_true (error->domain == ZX_SHEET_ERROR);
      return;
    }

  for (guint i = 0; i < zx_sheet_reader_get_n_sheets (reader); i++)
    walk (reader, i);
}
