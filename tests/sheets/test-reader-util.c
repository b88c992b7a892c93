/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "test-reader-util.h"

/* What refusing a file may cost at most, on a slow machine with sanitizers. */
#define MOST_SECONDS 30
#define MOST_KIB (400 * 1024)

void
reader_fixture_set_up (ReaderFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("zhuxue-reader-XXXXXX", &error);
  g_assert_no_error (error);
}

void
reader_fixture_tear_down (ReaderFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

char *
reader_write (ReaderFixture *fixture,
              const char    *name,
              const char    *bytes,
              gssize         length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);

  return path;
}

static void
write_part (struct archive *archive,
            const char     *part,
            const char     *text)
{
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *start = NULL;
  guint64 times = 1;

  if (*text == '=')
    {
      times = g_ascii_strtoull (text + 1, (char **) &text, 10);
      text++;
    }
  if (*text == '|')
    {
      const char *rest = strchr (text + 1, '|');

      start = g_strndup (text + 1, rest - text - 1);
      text = rest + 1;
    }
  else
    start = g_strdup ("");

  archive_entry_set_pathname (entry, part);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, strlen (start) + times * strlen (text));
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, start, strlen (start)), ==, strlen (start));
  for (guint64 i = 0; i < times; i++)
    g_assert_cmpint (archive_write_data (archive, text, strlen (text)), ==, strlen (text));
  archive_entry_free (entry);
}

char *
reader_write_zip (ReaderFixture *fixture,
                  const char    *name,
                  ...)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  struct archive *archive = archive_write_new ();
  const char *part;
  va_list args;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);

  va_start (args, name);
  while ((part = va_arg (args, const char *)) != NULL)
    write_part (archive, part, va_arg (args, const char *));
  va_end (args);

  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);

  return path;
}

char *
reader_write_book (ReaderFixture *fixture,
                   const char    *sheet,
                   const char    *strings,
                   const char    *styles)
{
  return reader_write_zip (fixture, "book.xlsx",
                           "[Content_Types].xml", READER_TYPES,
                           "_rels/.rels", READER_ROOT_RELS,
                           "xl/workbook.xml", READER_BOOK,
                           "xl/_rels/workbook.xml.rels", READER_BOOK_RELS,
                           "xl/worksheets/sheet1.xml", sheet,
                           "xl/styles.xml", styles != NULL ? styles : "<styleSheet/>",
                           strings != NULL ? "xl/sharedStrings.xml" : NULL, strings,
                           NULL);
}

char *
reader_write_rows (ReaderFixture *fixture,
                   const char    *rows)
{
  g_autofree char *sheet = g_strdup_printf (READER_SHEET ("<sheetData>%s</sheetData>"), rows);

  return reader_write_book (fixture, sheet, NULL, NULL);
}

static void
append_column (GString *text,
               guint    column)
{
  if (column >= 26)
    append_column (text, column / 26 - 1);
  g_string_append_c (text, 'A' + column % 26);
}

char *
reader_dump (ZxSheetReader *reader,
             guint          sheet)
{
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (reader, sheet);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  const ZxSheetRow *row;
  int step;

  while ((step = zx_sheet_cursor_next (cursor, &row, &error)) > 0)
    {
      g_string_append_printf (text, "%u%s", row->number, row->hidden ? "h" : "");
      for (guint i = 0; i < row->n_cells; i++)
        {
          const ZxSheetCell *cell = &row->cells[i];

          g_assert_true (g_utf8_validate (cell->text, -1, NULL));
          g_assert_cmpuint (strlen (cell->text), ==, cell->length);
          g_assert_true (zx_sheet_row_get_cell (row, cell->column) == cell);

          g_string_append_c (text, ' ');
          append_column (text, cell->column);
          g_string_append_printf (text, "%s%s%s%c%s", cell->digits_lost ? "*" : "", cell->month_only ? "m" : "",
                                  cell->filled ? "^" : "", "-=#@?!~"[cell->type], cell->text);
        }
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
  g_assert_cmpint (step, ==, 0);

  return g_string_free (text, FALSE);
}

void
reader_assert_rows (const char *path,
                    const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, NULL, &error);
  g_autofree char *rows = NULL;
  gboolean loaded;

  g_assert_no_error (error);
  loaded = zx_sheet_reader_load (reader, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (loaded);

  rows = reader_dump (reader, 0);
  g_assert_cmpstr (rows, ==, expected);
}

static void
open_and_load (const char           *path,
               const ZxSheetLimits  *limits,
               GError              **error)
{
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, limits, NULL, error);

  for (guint i = 0; reader != NULL && i < zx_sheet_reader_get_n_sheets (reader); i++)
    {
      g_autoptr (ZxSheetCursor) cursor = NULL;
      const ZxSheetRow *row;
      int step;

      if (!zx_sheet_reader_load (reader, i, NULL, error))
        return;

      cursor = zx_sheet_cursor_new (reader, i);
      while ((step = zx_sheet_cursor_next (cursor, &row, error)) > 0)
        ;
      if (step < 0)
        return;
    }
}

void
reader_assert_refused_with (const char          *path,
                            const ZxSheetLimits *limits,
                            ZxSheetError         code)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  struct rusage before, after;

  getrusage (RUSAGE_SELF, &before);
  open_and_load (path, limits, &error);
  getrusage (RUSAGE_SELF, &after);

  g_assert_error (error, ZX_SHEET_ERROR, (int) code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, MOST_SECONDS * G_USEC_PER_SEC);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, MOST_KIB);
  g_test_message ("%s", error->message);
}

void
reader_assert_refused (const char   *path,
                       ZxSheetError  code)
{
  reader_assert_refused_with (path, NULL, code);
}

void
reader_exercise (const char *path)
{
  g_autoptr (GError) error = NULL;

  open_and_load (path, NULL, &error);
  if (error != NULL)
    g_assert_true (error->domain == ZX_SHEET_ERROR);
}
