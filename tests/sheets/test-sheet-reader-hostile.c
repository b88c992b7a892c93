/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "test-reader-util.h"

#define ONE_ROW READER_SHEET ("<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>")

/* reader_assert_refused() holds time and memory as well. */

static void
test_zip_bombs (ReaderFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *sheet = reader_write_book (fixture, "=3000000 |<worksheet>|<a>                         </a>", NULL, NULL);
  g_autofree char *strings = NULL;
  g_autofree char *styles = NULL;
  g_autofree char *book = NULL;

  reader_assert_refused (sheet, ZX_SHEET_ERROR_TOO_BIG);

  strings = reader_write_book (fixture, ONE_ROW, "=3000000 |<sst>|<a/>                        ", NULL);
  reader_assert_refused (strings, ZX_SHEET_ERROR_TOO_BIG);
  styles = reader_write_book (fixture, ONE_ROW, "<sst><si><t>a</t></si></sst>", "=3000000 |<styleSheet>|<a/>                    ");
  reader_assert_refused (styles, ZX_SHEET_ERROR_TOO_BIG);
  book = reader_write_zip (fixture, "book.xlsx", "xl/workbook.xml", "=3000000 |<workbook>|<a/>                     ", NULL);
  reader_assert_refused (book, ZX_SHEET_ERROR_TOO_BIG);
}

/* A bomb that stays under the ratio still meets the limits of what is kept. */
static void
test_limits_of_what_is_kept (ReaderFixture *fixture,
                             gconstpointer  data)
{
  const ZxSheetLimits small = { .max_text_bytes = 100 * 1000, .max_spool_bytes = 100 * 1000, .max_part_bytes = 10 * 1000 * 1000 };
  const ZxSheetLimits tiny = { .max_file_bytes = 100 };
  g_autofree char *strings = reader_write_book (fixture, ONE_ROW, "=1 <sst><si/></sst>", NULL);
  g_autoptr (GString) text = g_string_new ("<sst>");
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *many_strings = NULL;
  g_autofree char *many_rows = NULL;
  g_autofree char *long_part = NULL;

  reader_assert_refused_with (strings, &tiny, ZX_SHEET_ERROR_TOO_BIG);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "<si><t>%u</t></si>", g_test_rand_int ());
  g_string_append (text, "</sst>");
  many_strings = reader_write_book (fixture, ONE_ROW, text->str, NULL);
  reader_assert_refused_with (many_strings, &small, ZX_SHEET_ERROR_TOO_BIG);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (rows, "<row><c><v>%u</v></c></row>", g_test_rand_int ());
  many_rows = reader_write_rows (fixture, rows->str);
  reader_assert_refused_with (many_rows, &small, ZX_SHEET_ERROR_TOO_BIG);

  long_part = reader_write_book (fixture, "=400000 |<worksheet>|<a>                         </a>", NULL, NULL);
  reader_assert_refused_with (long_part, &small, ZX_SHEET_ERROR_TOO_BIG);
}

static void
test_too_many_columns_and_rows (ReaderFixture *fixture,
                                gconstpointer  data)
{
  static const struct { const char *rows; ZxSheetError code; } cases[] = {
    { "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", ZX_SHEET_ERROR_TOO_BIG },
    { "<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>", ZX_SHEET_ERROR_TOO_BIG },
    { "<row r=\"1048577\"><c><v>1</v></c></row>", ZX_SHEET_ERROR_TOO_BIG },
    { "<row r=\"99999999999999999999\"><c><v>1</v></c></row>", ZX_SHEET_ERROR_TOO_BIG },
    { "<row r=\"4294967297\"><c><v>1</v></c></row>", ZX_SHEET_ERROR_TOO_BIG },
    { "<row r=\"0\"><c><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"-1\"><c><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"x\"><c><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"2\"/><row r=\"1\"/>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"2\"/><row r=\"2\"/>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c r=\"\"><v>1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c t=\"s\"><v>4294967296</v></c></row>", ZX_SHEET_ERROR_DAMAGED },
    { "<row r=\"1\"><c><v>1</v></c>", ZX_SHEET_ERROR_DAMAGED },
  };
  g_autoptr (GString) wide = g_string_new ("<row>");
  g_autofree char *million = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write_rows (fixture, cases[i].rows);

      g_test_message ("%s", cases[i].rows);
      reader_assert_refused (path, cases[i].code);
    }

  for (guint i = 0; i < 1000000; i++)
    g_string_append (wide, "<c><v>1</v></c>");
  g_string_append (wide, "</row>");
  million = reader_write_rows (fixture, wide->str);
  reader_assert_refused (million, ZX_SHEET_ERROR_TOO_BIG);
}

static void
test_last_cell_of_a_sheet_is_read (ReaderFixture *fixture,
                                   gconstpointer  data)
{
  g_autofree char *path = reader_write_rows (fixture, "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
  g_autofree char *strings = reader_write_book (fixture, ONE_ROW, "<sst><si><t>a</t></si></sst>", NULL);

  reader_assert_rows (strings, "1 A=a\n");
  g_free (path);
  path = reader_write_rows (fixture, "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
  reader_assert_rows (path, "1048576 XFD#1\n");
}

static void
test_hostile_xml (ReaderFixture *fixture,
                  gconstpointer  data)
{
  static const struct { const char *sheet; ZxSheetError code; } cases[] = {
    /* A billion laughs, and a file of the machine. */
    { "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
      "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">]>"
      READER_SHEET ("<sheetData><row><c t=\"inlineStr\"><is><t>&f;</t></is></c></row></sheetData>"), ZX_SHEET_ERROR_DAMAGED },
    { "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&a;</t></is></c></row></sheetData></worksheet>",
      ZX_SHEET_ERROR_DAMAGED },
    { "<!DOCTYPE worksheet SYSTEM \"http://example.org/a.dtd\"><worksheet/>", ZX_SHEET_ERROR_DAMAGED },
    { READER_SHEET ("<sheetData><row><c t=\"inlineStr\"><is><t>&unknown;</t></is></c></row></sheetData>"), ZX_SHEET_ERROR_DAMAGED },
    { READER_SHEET ("<sheetData><row><c t=\"inlineStr\"><is><t>\xff\xfe</t></is></c></row></sheetData>"), ZX_SHEET_ERROR_DAMAGED },
    { READER_SHEET ("<sheetData><row><c t=\"inlineStr\"><is><t>\xed\xa0\x80</t></is></c></row></sheetData>"), ZX_SHEET_ERROR_DAMAGED },
    { READER_SHEET ("<sheetData><row><c t=\"inlineStr\"><is><t>\x01</t></is></c></row></sheetData>"), ZX_SHEET_ERROR_DAMAGED },
    { READER_SHEET ("<sheetData><row></c></sheetData>"), ZX_SHEET_ERROR_DAMAGED },
    { "<?xml version=\"1.0\" encoding=\"KLINGON\"?><worksheet/>", ZX_SHEET_ERROR_DAMAGED },
    { "<html/>", ZX_SHEET_ERROR_DAMAGED },
    { "", ZX_SHEET_ERROR_DAMAGED },
    { "=200 <a>", ZX_SHEET_ERROR_TOO_BIG },
    { "=1000000 <a>", ZX_SHEET_ERROR_TOO_BIG },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write_book (fixture, cases[i].sheet, NULL, NULL);

      g_test_message ("%.60s", cases[i].sheet);
      reader_assert_refused (path, cases[i].code);
    }
}

/* Noise that cannot be packed, so that the ratio does not stop it first. */
static void
append_noise (GString *text,
              guint    length)
{
  for (guint i = 0; i < length; i++)
    g_string_append_c (text, 'a' + g_test_rand_int_range (0, 26));
}

static void
test_endless_tokens (ReaderFixture *fixture,
                     gconstpointer  data)
{
  static const char *starts[] = { "<worksheet><!-- ", "<worksheet a=\"", "<worksheet><", "<worksheet><?", "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GString) text = g_string_new (starts[i]);
      g_autofree char *path = NULL;

      append_noise (text, 20 * 1000 * 1000);
      path = reader_write_book (fixture, text->str, NULL, NULL);
      g_test_message ("%s", starts[i]);
      reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
    }
}

static void
test_merges_that_cover_everything (ReaderFixture *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData><row>");
  g_autofree char *path = NULL;
  g_autofree char *one = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (sheet, "<c><v>%u</v></c>", i);
  g_string_append (sheet, "</row>");
  for (guint i = 0; i < 100000; i++)
    g_string_append (sheet, "<row><c><v>1</v></c></row>");
  g_string_append (sheet, "</sheetData><mergeCells>");
  for (guint i = 0; i < 2000; i++)
    {
      if (i < 26)
        g_string_append_printf (sheet, "<mergeCell ref=\"%c1:%c1048576\"/>", 'A' + i, 'A' + i);
      else if (i < 26 + 676)
        g_string_append_printf (sheet, "<mergeCell ref=\"%c%c1:%c%c1048576\"/>", 'A' + (i - 26) / 26, 'A' + (i - 26) % 26,
                                'A' + (i - 26) / 26, 'A' + (i - 26) % 26);
    }
  g_string_append (sheet, "</mergeCells></worksheet>");
  path = reader_write_book (fixture, sheet->str, NULL, NULL);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);

  one = reader_write_book (fixture,
                           READER_SHEET ("<sheetData><row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row></sheetData>"
                                         "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"A1:A2\"/></mergeCells>"),
                           NULL, NULL);
  reader_assert_rows (one, "1 A#1\n2 A^#1 B#2\n");
}

static void
test_parts_missing_or_elsewhere (ReaderFixture *fixture,
                                 gconstpointer  data)
{
#define RELATION(mode, target) \
  "<Relationships><Relationship Id=\"rId1\" Type=\"t/worksheet\" " mode " Target=\"" target "\"/></Relationships>"
  static const char *relations[] = {
    RELATION ("", "worksheets/none.xml"),
    RELATION ("", "../../../../../etc/passwd"),
    RELATION ("", "/../etc/passwd"),
    RELATION ("", "file:///etc/passwd"),
    RELATION ("", ""),
    RELATION ("TargetMode=\"External\"", "worksheets/sheet1.xml"),
    RELATION ("TargetMode=\"External\"", "http://example.org/sheet1.xml"),
    "<Relationships/>",
    "not xml",
  };
#undef RELATION
  g_autofree char *no_strings = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      g_autofree char *path = reader_write_zip (fixture, "book.xlsx",
                                                "_rels/.rels", READER_ROOT_RELS,
                                                "xl/workbook.xml", READER_BOOK,
                                                "xl/_rels/workbook.xml.rels", relations[i],
                                                "xl/worksheets/sheet1.xml", READER_SHEET (""),
                                                NULL);

      g_test_message ("%s", relations[i]);
      reader_assert_refused (path, ZX_SHEET_ERROR_DAMAGED);
    }

  no_strings = reader_write_book (fixture, ONE_ROW, NULL, NULL);
  reader_assert_refused (no_strings, ZX_SHEET_ERROR_DAMAGED);
}

static void
test_workbook_without_sheets (ReaderFixture *fixture,
                              gconstpointer  data)
{
  g_autofree char *path = reader_write_zip (fixture, "book.xlsx", "xl/workbook.xml", "<workbook><sheets/></workbook>", NULL);

  reader_assert_refused (path, ZX_SHEET_ERROR_NO_TABLE);
}

static void
test_same_part_twice (ReaderFixture *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = reader_write_zip (fixture, "book.xlsx",
                                            "_rels/.rels", READER_ROOT_RELS,
                                            "xl/workbook.xml", READER_BOOK,
                                            "xl/_rels/workbook.xml.rels", READER_BOOK_RELS,
                                            "xl/worksheets/sheet1.xml", READER_SHEET (""),
                                            "XL\\worksheets/Sheet1.xml", ONE_ROW,
                                            NULL);

  reader_assert_refused (path, ZX_SHEET_ERROR_DAMAGED);
}

static void
write_entries (const char *path,
               guint       n_entries,
               guint       name_length,
               gboolean    encrypted)
{
  struct archive *archive = archive_write_new ();
  g_autofree char *filler = g_strnfill (name_length, 'x');

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, encrypted ? "zip:compression=store,zip:encryption=zipcrypt" : "zip:compression=store");
  if (encrypted)
    archive_write_set_passphrase (archive, "secret");
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);

  for (guint i = 0; i < n_entries; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      g_autofree char *name = i == 0 ? g_strdup ("xl/workbook.xml") : g_strdup_printf ("%s%u", filler, i);

      archive_entry_set_pathname (entry, name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, 1);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, "x", 1);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}

static void
test_packages_of_thousands (ReaderFixture *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "many.xlsx", NULL);

  write_entries (path, 20000, 1, FALSE);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
  write_entries (path, 200000, 100, FALSE);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
}

static void
test_zip_with_password (ReaderFixture *fixture,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "locked.xlsx", NULL);

  write_entries (path, 3, 1, TRUE);
  reader_assert_refused (path, ZX_SHEET_ERROR_PASSWORD);
}

static void
test_cut_short_anywhere (ReaderFixture *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture, ONE_ROW, "<sst><si><t>姓名</t></si></sst>", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  for (gsize i = 4; i < length; i += 7)
    {
      g_autofree char *cut = reader_write (fixture, "cut.xlsx", bytes, i);

      reader_assert_refused (cut, ZX_SHEET_ERROR_DAMAGED);
    }
}

/* The checksum must notice a wrong byte in the rows: a wrong digit of an ID number is not a small matter. */
static void
test_wrong_checksum (ReaderFixture *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "stored.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *wrong = NULL;
  struct archive *archive = archive_write_new ();
  static const char *parts[] = {
    "_rels/.rels", READER_ROOT_RELS, "xl/workbook.xml", READER_BOOK, "xl/_rels/workbook.xml.rels", READER_BOOK_RELS,
    "xl/styles.xml", "<styleSheet/>",
    "xl/worksheets/sheet1.xml", READER_SHEET ("<sheetData><row><c><v>12345</v></c></row></sheetData>"),
  };
  gsize length;

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store");
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i += 2)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, parts[i]);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, strlen (parts[i + 1]));
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, parts[i + 1], strlen (parts[i + 1]));
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  reader_assert_rows (path, "1 A#12345\n");

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  *(char *) memmem (bytes, length, "12345", 5) = '9';
  wrong = reader_write (fixture, "wrong.xlsx", bytes, length);
  reader_assert_refused (wrong, ZX_SHEET_ERROR_DAMAGED);
}

static void
test_wrong_bytes_anywhere (ReaderFixture *fixture,
                           gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture, ONE_ROW, "<sst><si><t>姓名</t></si></sst>",
                                             "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *wrong = g_memdup2 (bytes, length);
      g_autofree char *wrong_path = NULL;

      for (guint j = g_test_rand_int_range (1, 5); j > 0; j--)
        wrong[g_test_rand_int_range (2, length)] = g_test_rand_int ();
      wrong_path = reader_write (fixture, "wrong.xlsx", wrong, length);
      reader_exercise (wrong_path);
    }
}

#define ADD(name, function) \
  g_test_add ("/sheet-reader/hostile/" name, ReaderFixture, NULL, reader_fixture_set_up, function, reader_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("zip-bombs", test_zip_bombs);
  ADD ("limits-of-what-is-kept", test_limits_of_what_is_kept);
  ADD ("too-many-columns-and-rows", test_too_many_columns_and_rows);
  ADD ("last-cell-of-a-sheet-is-read", test_last_cell_of_a_sheet_is_read);
  ADD ("hostile-xml", test_hostile_xml);
  ADD ("endless-tokens", test_endless_tokens);
  ADD ("merges-that-cover-everything", test_merges_that_cover_everything);
  ADD ("parts-missing-or-elsewhere", test_parts_missing_or_elsewhere);
  ADD ("workbook-without-sheets", test_workbook_without_sheets);
  ADD ("same-part-twice", test_same_part_twice);
  ADD ("packages-of-thousands", test_packages_of_thousands);
  ADD ("zip-with-password", test_zip_with_password);
  ADD ("cut-short-anywhere", test_cut_short_anywhere);
  ADD ("wrong-checksum", test_wrong_checksum);
  ADD ("wrong-bytes-anywhere", test_wrong_bytes_anywhere);

  return g_test_run ();
}
