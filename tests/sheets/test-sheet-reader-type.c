/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test-reader-util.h"

#define ROWS READER_SHEET ("<sheetData><row><c><v>1</v></c></row></sheetData>")

static char *
read_xls (gsize *out_length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sheets", "roster.xls", NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, out_length, &error);
  g_assert_no_error (error);

  return bytes;
}

/* The message must say what the file really is, or the teacher is none the wiser. */
static void
assert_says (const char   *path,
             ZxSheetError  code,
             const char   *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, NULL, &error);

  g_assert_null (reader);
  g_assert_error (error, ZX_SHEET_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
rename_to (ReaderFixture *fixture,
           char         **path,
           const char    *name)
{
  g_autofree char *new_path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_rename (*path, new_path), ==, 0);
  g_free (*path);
  *path = g_steal_pointer (&new_path);
}

static void
test_file_that_is_not_there (ReaderFixture *fixture,
                             gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.xlsx", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.xlsx", NULL);

  assert_says (missing, ZX_SHEET_ERROR_NOT_FOUND, "missing.xlsx");
  assert_says (fixture->folder, ZX_SHEET_ERROR_UNREADABLE, "folder");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_says (pipe, ZX_SHEET_ERROR_UNREADABLE, "device");

  if (geteuid () != 0)
    {
      g_autofree char *closed = reader_write (fixture, "closed.csv", "a,b\n", -1);

      g_assert_cmpint (g_chmod (closed, 0), ==, 0);
      assert_says (closed, ZX_SHEET_ERROR_UNREADABLE, "closed.csv");
    }
}

static void
test_workbook_under_other_names (ReaderFixture *fixture,
                                 gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture, ROWS, NULL, NULL);

  rename_to (fixture, &path, "BOOK.XLSX");
  reader_assert_rows (path, "1 A#1\n");
  rename_to (fixture, &path, "book.xlsm");
  reader_assert_rows (path, "1 A#1\n");
  rename_to (fixture, &path, "book");
  reader_assert_rows (path, "1 A#1\n");
  rename_to (fixture, &path, "book.xls");
  assert_says (path, ZX_SHEET_ERROR_WRONG_TYPE, ".xlsx");
  rename_to (fixture, &path, "book.csv");
  assert_says (path, ZX_SHEET_ERROR_WRONG_TYPE, ".xlsx");
  rename_to (fixture, &path, "book.et");
  assert_says (path, ZX_SHEET_ERROR_WRONG_TYPE, "WPS");
}

static void
test_old_workbook_under_other_names (ReaderFixture *fixture,
                                     gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = read_xls (&length);
  g_autofree char *path = reader_write (fixture, "book.xlsx", bytes, length);

  assert_says (path, ZX_SHEET_ERROR_WRONG_TYPE, "old Excel file (.xls)");
  rename_to (fixture, &path, "book.csv");
  assert_says (path, ZX_SHEET_ERROR_WRONG_TYPE, "old Excel file (.xls)");
  rename_to (fixture, &path, "book.et");
  assert_says (path, ZX_SHEET_ERROR_WRONG_TYPE, "WPS");
}

static void
rename_stream (char       *bytes,
               gsize       length,
               const char *name)
{
  static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k\0\0";
  char *entry = memmem (bytes, length, workbook, sizeof workbook - 1);

  g_assert_nonnull (entry);
  memset (entry, 0, 64);
  for (guint i = 0; name[i] != '\0'; i++)
    entry[2 * i] = name[i];
}

static void
test_other_compound_files (ReaderFixture *fixture,
                           gconstpointer  data)
{
  static const struct { const char *stream; const char *name; ZxSheetError code; const char *words; } cases[] = {
    { "EncryptedPackage", "a.xlsx", ZX_SHEET_ERROR_PASSWORD, "password" },
    { "EncryptedPackage", "a.xls", ZX_SHEET_ERROR_PASSWORD, "password" },
    { "WordDocument", "a.xls", ZX_SHEET_ERROR_WRONG_TYPE, "Word" },
    { "PowerPoint Document", "a.xls", ZX_SHEET_ERROR_WRONG_TYPE, "PowerPoint" },
    { "Something", "a.xls", ZX_SHEET_ERROR_DAMAGED, "no workbook" },
    { "Something", "a.bin", ZX_SHEET_ERROR_WRONG_TYPE, "not a spreadsheet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length;
      g_autofree char *bytes = read_xls (&length);
      g_autofree char *path = NULL;

      rename_stream (bytes, length, cases[i].stream);
      path = reader_write (fixture, cases[i].name, bytes, length);
      assert_says (path, cases[i].code, cases[i].words);
    }
}

static void
test_other_files (ReaderFixture *fixture,
                  gconstpointer  data)
{
  static const struct { const char *bytes; const char *name; ZxSheetError code; const char *words; } cases[] = {
    { "a,b\n1,2\n", "a.xlsx", ZX_SHEET_ERROR_WRONG_TYPE, "plain text" },
    { "<html><table><tr><td>1</td></tr></table></html>", "a.xlsx", ZX_SHEET_ERROR_WRONG_TYPE, "web page" },
    { "<html><table><tr><td>1</td></tr></table></html>", "a.csv", ZX_SHEET_ERROR_WRONG_TYPE, "web page" },
    { "%PDF-1.4\n", "a.xlsx", ZX_SHEET_ERROR_WRONG_TYPE, "PDF" },
    { "%PDF-1.4\n", "a.csv", ZX_SHEET_ERROR_WRONG_TYPE, "PDF" },
    { "{\\rtf1 a}", "a.xls", ZX_SHEET_ERROR_WRONG_TYPE, "Word" },
    { "\x89PNG\r\n\x1a\n", "a.xlsx", ZX_SHEET_ERROR_WRONG_TYPE, "picture" },
    { "\xff\xd8\xff\xe0", "a.csv", ZX_SHEET_ERROR_WRONG_TYPE, "picture" },
    { "Rar!\x1a\x07", "a.xlsx", ZX_SHEET_ERROR_WRONG_TYPE, "archive" },
    { "SQLite format 3", "a.xlsx", ZX_SHEET_ERROR_WRONG_TYPE, "database" },
    { "MIME-Version: 1.0\n", "a.xls", ZX_SHEET_ERROR_WRONG_TYPE, "web page archive" },
    { "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "a.xls", ZX_SHEET_ERROR_WRONG_TYPE, "2003" },
    { "<?xml version=\"1.0\"?><a/>", "a.csv", ZX_SHEET_ERROR_WRONG_TYPE, "XML" },
    { "\x7f" "ELF\x02", "a.csv", ZX_SHEET_ERROR_WRONG_TYPE, "program" },
    { "", "a.xlsx", ZX_SHEET_ERROR_DAMAGED, "empty" },
    { "", "a.xls", ZX_SHEET_ERROR_DAMAGED, "empty" },
    { "", "a.csv", ZX_SHEET_ERROR_NO_TABLE, "empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write (fixture, cases[i].name, cases[i].bytes, -1);

      assert_says (path, cases[i].code, cases[i].words);
    }
}

static void
test_other_zips (ReaderFixture *fixture,
                 gconstpointer  data)
{
  static const struct { const char *part; ZxSheetError code; const char *words; } cases[] = {
    { "readme.txt", ZX_SHEET_ERROR_WRONG_TYPE, "zip archive" },
    { "word/document.xml", ZX_SHEET_ERROR_WRONG_TYPE, "Word" },
    { "ppt/presentation.xml", ZX_SHEET_ERROR_WRONG_TYPE, "PowerPoint" },
    { "xl/workbook.bin", ZX_SHEET_ERROR_WRONG_TYPE, ".xlsb" },
    { "META-INF/manifest.xml", ZX_SHEET_ERROR_WRONG_TYPE, "OpenDocument" },
    { "[Content_Types].xml", ZX_SHEET_ERROR_DAMAGED, "workbook.xml" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write_zip (fixture, "a.xlsx", cases[i].part, "<a/>", NULL);

      assert_says (path, cases[i].code, cases[i].words);
    }
}

#define ADD(name, function) \
  g_test_add ("/sheet-reader/type/" name, ReaderFixture, NULL, reader_fixture_set_up, function, reader_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("file-that-is-not-there", test_file_that_is_not_there);
  ADD ("workbook-under-other-names", test_workbook_under_other_names);
  ADD ("old-workbook-under-other-names", test_old_workbook_under_other_names);
  ADD ("other-compound-files", test_other_compound_files);
  ADD ("other-files", test_other_files);
  ADD ("other-zips", test_other_zips);

  return g_test_run ();
}
