/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-reader-util.h"

static ZxSheetReader *
open_and_load (const char *path)
{
  g_autoptr (GError) error = NULL;
  ZxSheetReader *reader = zx_sheet_reader_open (path, NULL, NULL, &error);
  gboolean loaded;

  g_assert_no_error (error);
  loaded = zx_sheet_reader_load (reader, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (loaded);

  return reader;
}

static void
test_cells_of_every_type (ReaderFixture *fixture,
                          gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<dimension ref=\"A1:XFD1048576\"/><sheetData>"
                  "<row r=\"2\" spans=\"1:9\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
                  "<c r=\"C2\"><v>12.5</v></c><c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#N/A</v></c>"
                  "<c r=\"F2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 张三 </t></is></c>"
                  "<c r=\"G2\" t=\"str\"><f>A2</f><v>李四</v></c><c r=\"H2\"><f>1+1</f><v>2</v></c><c r=\"I2\"><f>1+1</f></c>"
                  "<c r=\"J2\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"K2\" s=\"1\"/><c r=\"L2\" t=\"n\"><v>abc</v></c>"
                  "<c r=\"M2\" t=\"d\"><v>2012-09-01T00:00:00</v></c><c r=\"N2\" t=\"inlineStr\"><is><r><t>王</t></r><r><rPr/><t>五</t></r></is></c>"
                  "<c r=\"O2\" t=\"b\"><v>0</v></c><c r=\"P2\" t=\"s\"><v>2</v></c></row>"
                  "<row r=\"3\"/><row r=\"4\" hidden=\"1\"><c r=\"A4\"><v>520099201209019012</v></c>"
                  "<c r=\"B4\" t=\"inlineStr\"><is><t>5.20099E+17</t></is></c><c r=\"C4\"><v>0</v></c></row>"
                  "</sheetData>"),
    "<sst><si><t>姓名</t></si><si><r><rPr><b/></rPr><t>身份</t></r><r><t>证号</t></r><rPh sb=\"0\" eb=\"2\"><t>shen</t></rPh><phoneticPr/></si><si/></sst>",
    NULL);

  reader_assert_rows (path,
                      "2 A=姓名 B=身份证号 C#12.5 D?TRUE E!#N/A F= 张三  G=李四 H#2 I~ L=abc M@2012-09-01 N=王五 O?FALSE\n"
                      "4h A*#520099201209019000 B*=5.20099E+17 C#0\n");
}

static void
test_places_without_references (ReaderFixture *fixture,
                                gconstpointer  data)
{
  g_autofree char *path = reader_write_rows (fixture,
    "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r=\"5\"><c><v>1</v></c><c r=\"D5\"><v>4</v></c><c><v>5</v></c></row>"
    "<row><c><v>6</v></c></row>");

  reader_assert_rows (path, "1 A#1 C#3\n5 A#1 D#4 E#5\n6 A#6\n");
}

static void
test_prefixes_and_other_elements (ReaderFixture *fixture,
                                  gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"urn:x\"><x:sheetViews><x:sheetView><x:row><x:c><x:v>9</x:v></x:c></x:row></x:sheetView></x:sheetViews>"
    "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v><x:extLst><x:v>7</x:v></x:extLst></x:c></x:row></x:sheetData>"
    "<x:extLst><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>8</x:v></x:c></x:row></x:sheetData></x:extLst></x:worksheet>",
    "<x:sst xmlns:x=\"urn:x\"><x:si><x:t>姓名</x:t></x:si></x:sst>", NULL);

  reader_assert_rows (path, "1 A=姓名\n");
}

static void
test_escapes_and_line_ends (ReaderFixture *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                  "<c r=\"C1\" t=\"inlineStr\"><is><t>x_x0041_y_x0001_z</t></is></c><c r=\"D1\" t=\"s\"><v>2</v></c>"
                  "<c r=\"E1\" t=\"inlineStr\"><is><t>&amp;&lt;&#x4e00;</t></is></c></row></sheetData>"),
    "<sst><si><t>上_x000D_\n下</t></si><si><t>_x005F_x000D_</t></si><si><t>_xD83D__xDE00_ _xZZZZ_ _x12</t></si></sst>", NULL);

  reader_assert_rows (path, "1 A=上\n下 B=_x000D_ C=xAyz D=😀 _xZZZZ_ _x12 E=&<一\n");
}

static void
test_number_formats (ReaderFixture *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<sheetData><row r=\"1\"><c r=\"A1\" s=\"0\"><v>41153</v></c><c r=\"B1\" s=\"1\"><v>41153</v></c>"
                  "<c r=\"C1\" s=\"2\"><v>41153</v></c><c r=\"D1\" s=\"3\"><v>41153.5</v></c><c r=\"E1\" s=\"4\"><v>0.5</v></c>"
                  "<c r=\"F1\" s=\"5\"><v>123</v></c><c r=\"G1\" s=\"6\"><v>41153</v></c><c r=\"H1\" s=\"1\"><v>-5</v></c>"
                  "<c r=\"I1\" s=\"99\"><v>41153</v></c><c r=\"J1\" s=\"1\" t=\"str\"><v>41153</v></c></row></sheetData>"),
    NULL,
    "<styleSheet><numFmts count=\"3\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
    "<numFmt numFmtId=\"177\" formatCode=\"00000\"/><numFmt numFmtId=\"178\" formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/>"
    "<xf numFmtId=\"177\"/><xf numFmtId=\"178\"/></cellXfs><dxfs><dxf/></dxfs></styleSheet>");

  reader_assert_rows (path,
                      "1 A#41153 B@2012-09-01 Cm@2012-09 D@2012-09-01 12:00 E=12:00 F#00123 G@2012-09-01 H#-5 I#41153 J=41153\n");
}

static void
test_date_system_of_1904 (ReaderFixture *fixture,
                          gconstpointer  data)
{
  g_autofree char *path = reader_write_zip (fixture, "old-mac.xlsx",
    "_rels/.rels", READER_ROOT_RELS,
    "xl/workbook.xml", "<workbook xmlns:r=\"urn:r\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>",
    "xl/_rels/workbook.xml.rels", READER_BOOK_RELS,
    "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
    "xl/worksheets/sheet1.xml", READER_SHEET ("<sheetData><row><c><v>39691</v></c></row></sheetData>"),
    NULL);

  reader_assert_rows (path, "1 A@2012-09-01\n");
}

static void
test_vertical_merges_are_filled (ReaderFixture *fixture,
                                 gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<sheetData>"
                  "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>名册</t></is></c></row>"
                  "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>姓名</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>父亲</t></is></c></row>"
                  "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>姓名</t></is></c><c r=\"C3\" t=\"inlineStr\"><is><t>电话</t></is></c></row>"
                  "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"D4\"><v>41153</v></c></row>"
                  "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>乙</t></is></c><c r=\"D5\"/></row>"
                  "<row r=\"6\"><c r=\"E6\"><v>1</v></c></row>"
                  "<row r=\"8\"><c r=\"A8\" t=\"inlineStr\"><is><t>丙</t></is></c><c r=\"D8\"><v>7</v></c></row>"
                  "<row r=\"9\"><c r=\"D9\"><v>9</v></c></row>"
                  "</sheetData><mergeCells count=\"6\"><mergeCell ref=\"D4:D8\"/><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/>"
                  "<mergeCell ref=\"B2:C2\"/><mergeCell ref=\"F9:F20\"/><mergeCell ref=\"nonsense\"/><mergeCell ref=\"A0:B0\"/><mergeCell ref=\"B9:A1\"/></mergeCells>"),
    NULL, NULL);
  g_autoptr (ZxSheetReader) reader = open_and_load (path);
  const ZxSheetRange *merges;
  guint n_merges;

  reader_assert_rows (path,
                      "1 A=名册\n"
                      "2 A=姓名 B=父亲\n"
                      "3 A^=姓名 B=姓名 C=电话\n"
                      "4 A=甲 D#41153\n"
                      "5 A=乙 D^#41153\n"
                      "6 D^#41153 E#1\n"
                      "8 A=丙 D^#41153\n"
                      "9 D#9\n");

  merges = zx_sheet_reader_get_merges (reader, 0, &n_merges);
  g_assert_cmpuint (n_merges, ==, 5);
  g_assert_cmpuint (merges[0].first_row, ==, 1);
  g_assert_cmpuint (merges[0].last_column, ==, 4);
  g_assert_cmpuint (merges[1].first_column, ==, 0);
  g_assert_cmpuint (merges[1].last_row, ==, 3);
  g_assert_cmpuint (merges[2].first_column, ==, 1);
  g_assert_cmpuint (merges[2].last_column, ==, 2);
  g_assert_cmpuint (merges[3].first_row, ==, 4);
}

/* Excel never writes these; a merge that begins inside another gives what that one shows there. */
static void
test_merges_over_merges (ReaderFixture *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<sheetData><row><c t=\"inlineStr\"><is><t>一年级</t></is></c><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>"
                  "<row><c/><c><v>3</v></c></row><row><c/><c><v>4</v></c></row><row><c/><c><v>5</v></c></row></sheetData>"
                  "<mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"A2:B2\"/></mergeCells>"),
    NULL, NULL);

  reader_assert_rows (path, "1 A=一年级 B#1\n2 A^=一年级 B#2\n3 A^=一年级 B#3\n4 A^=一年级 B#4\n5 B#5\n");
}

static void
test_row_under_merges_only_says_so (ReaderFixture *fixture,
                                    gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>"
                  "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>"),
    NULL, NULL);
  g_autoptr (ZxSheetReader) reader = open_and_load (path);
  g_autoptr (ZxSheetCursor) cursor = zx_sheet_cursor_new (reader, 0);
  g_autoptr (GError) error = NULL;
  const ZxSheetRow *row;

  g_assert_cmpint (zx_sheet_cursor_next (cursor, &row, &error), ==, 1);
  g_assert_false (row->only_filled);
  g_assert_cmpint (zx_sheet_cursor_next (cursor, &row, &error), ==, 1);
  g_assert_true (row->only_filled);
  g_assert_cmpstr (zx_sheet_row_get_cell (row, 0)->text, ==, "1");
  g_assert_cmpstr (zx_sheet_row_get_cell (row, 1)->text, ==, "");
  g_assert_cmpint (zx_sheet_row_get_cell (row, 1)->type, ==, ZX_SHEET_CELL_EMPTY);
  g_assert_cmpint (zx_sheet_cursor_next (cursor, &row, &error), ==, 0);
  g_assert_cmpint (zx_sheet_cursor_next (cursor, &row, &error), ==, 0);
}

static void
test_hidden_columns (ReaderFixture *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = reader_write_book (fixture,
    READER_SHEET ("<cols><col min=\"1\" max=\"1\" width=\"9\"/><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"true\"/></cols>"
                  "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"),
    NULL, NULL);
  g_autoptr (ZxSheetReader) reader = open_and_load (path);

  g_assert_false (zx_sheet_reader_is_column_hidden (reader, 0, 0));
  g_assert_true (zx_sheet_reader_is_column_hidden (reader, 0, 1));
  g_assert_true (zx_sheet_reader_is_column_hidden (reader, 0, 2));
  g_assert_false (zx_sheet_reader_is_column_hidden (reader, 0, 3));
  g_assert_true (zx_sheet_reader_is_column_hidden (reader, 0, 20));
  g_assert_cmpuint (zx_sheet_reader_get_n_columns (reader, 0), ==, 2);
  g_assert_cmpuint (zx_sheet_reader_get_n_rows (reader, 0), ==, 1);
}

static void
test_sheets_by_relations (ReaderFixture *fixture,
                          gconstpointer  data)
{
#define SHEET_OF(n) READER_SHEET ("<sheetData><row><c><v>" n "</v></c></row></sheetData>")
  g_autofree char *path = reader_write_zip (fixture, "book.xlsx",
    "xl/sharedStrings.xml", "<sst/>",
    "xl\\worksheets\\three.xml", SHEET_OF ("3"),
    "xl/worksheets/one.xml", SHEET_OF ("1"),
    "xl/worksheets/two 2.xml", SHEET_OF ("2"),
    "_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/xl/book/workbook.xml\"/></Relationships>",
    "xl/book/workbook.xml",
    "<workbook xmlns:q=\"urn:r\"><sheets><sheet name=\"一年级\" q:id=\"x\"/><sheet name=\"图\" q:id=\"c\"/>"
    "<sheet name=\"二&amp;三\" state=\"hidden\" q:id=\"y\"/><sheet name=\"四\" state=\"veryHidden\" q:id=\"z\"/></sheets></workbook>",
    "xl/book/_rels/workbook.xml.rels",
    "<Relationships><Relationship Id=\"x\" Type=\"t/worksheet\" Target=\"/xl/worksheets/one.xml\"/><Relationship Id=\"c\" Type=\"t/chartsheet\" Target=\"c.xml\"/>"
    "<Relationship Id=\"y\" Type=\"t/worksheet\" Target=\"../Worksheets/two%202.xml\"/>"
    "<Relationship Id=\"z\" Type=\"t/worksheet\" Target=\"./../worksheets/three.xml\"/><Relationship Id=\"w\" Type=\"t/hyperlink\" TargetMode=\"External\" Target=\"http://example.org/\"/></Relationships>",
    NULL);
#undef SHEET_OF
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (zx_sheet_reader_get_format (reader), ==, ZX_SHEET_FORMAT_XLSX);
  g_assert_cmpuint (zx_sheet_reader_get_n_sheets (reader), ==, 3);
  g_assert_cmpstr (zx_sheet_reader_get_sheet_name (reader, 0), ==, "一年级");
  g_assert_cmpstr (zx_sheet_reader_get_sheet_name (reader, 1), ==, "二&三");
  g_assert_false (zx_sheet_reader_is_hidden (reader, 0));
  g_assert_true (zx_sheet_reader_is_hidden (reader, 1));
  g_assert_true (zx_sheet_reader_is_hidden (reader, 2));
  g_assert_cmpint (zx_sheet_reader_find_sheet (reader, "四"), ==, 2);
  g_assert_cmpint (zx_sheet_reader_find_sheet (reader, "五"), ==, -1);

  for (int i = 2; i >= 0; i--)
    {
      gboolean loaded = zx_sheet_reader_load (reader, i, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (loaded);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *rows = reader_dump (reader, i);
      g_autofree char *expected = g_strdup_printf ("1 A#%u\n", i + 1);

      g_assert_cmpstr (rows, ==, expected);
    }
}

/* More rows than stay in memory: the file takes over without a difference, for several cursors at once. */
static void
test_many_rows_go_through_the_file (ReaderFixture *fixture,
                                    gconstpointer  data)
{
  const guint n_rows = 60000;
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (ZxSheetReader) reader = NULL;
  g_autoptr (ZxSheetCursor) slow = NULL;
  g_autoptr (ZxSheetCursor) fast = NULL;
  g_autoptr (GError) error = NULL;
  const ZxSheetRow *row;
  guint n = 0;

  for (guint i = 1; i <= n_rows; i++)
    g_string_append_printf (rows,
                            "<row r=\"%u\"><c r=\"A%u\" t=\"inlineStr\"><is><t>学生%u的家在某某县某某镇某某村第%u组，离学校很远很远很远很远很远</t></is></c>"
                            "<c r=\"B%u\"><v>%u</v></c></row>", i, i, i, i % 77, i, i);
  path = reader_write_rows (fixture, rows->str);
  reader = open_and_load (path);
  g_assert_cmpuint (zx_sheet_reader_get_n_rows (reader, 0), ==, n_rows);

  slow = zx_sheet_cursor_new (reader, 0);
  fast = zx_sheet_cursor_new (reader, 0);
  g_assert_cmpint (zx_sheet_cursor_next (slow, &row, &error), ==, 1);
  while (zx_sheet_cursor_next (fast, &row, &error) > 0)
    {
      g_autofree char *start = g_strdup_printf ("学生%u的家", ++n);

      g_assert_cmpuint (row->number, ==, n);
      g_assert_true (g_str_has_prefix (row->cells[0].text, start));
      g_assert_cmpfloat (row->cells[1].number, ==, n);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_rows);

  g_assert_cmpint (zx_sheet_cursor_next (slow, &row, &error), ==, 1);
  g_assert_cmpuint (row->number, ==, 2);
}

static void
test_no_room_for_the_file_is_told (ReaderFixture *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *path = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append (rows, "<row><c t=\"inlineStr\"><is><t>");
      for (guint j = 0; j < 200; j++)
        g_string_append (rows, "很长很长的");
      g_string_append (rows, "</t></is></c></row>");
    }
  path = reader_write_rows (fixture, rows->str);

  g_setenv ("TMPDIR", "/nonexistent/folder", TRUE);
  reader_assert_refused (path, ZX_SHEET_ERROR_FAILED);
  g_unsetenv ("TMPDIR");
}

static void
count_progress (double   fraction,
                gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_progress_and_cancel (ReaderFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ZxSheetReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  double last = -1;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (rows, "<row><c><v>%u</v></c></row>", g_test_rand_int ());
  path = reader_write_rows (fixture, rows->str);

  reader = zx_sheet_reader_open (path, NULL, cancellable, &error);
  g_assert_no_error (error);
  zx_sheet_reader_set_progress (reader, count_progress, &last);

  g_cancellable_cancel (cancellable);
  g_assert_false (zx_sheet_reader_load (reader, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* What was stopped can be started again. */
  g_cancellable_reset (cancellable);
  last = -1;
  g_assert_true (zx_sheet_reader_load (reader, 0, cancellable, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (zx_sheet_reader_get_n_rows (reader, 0), ==, 50000);
  g_assert_cmpfloat (last, >, 0);
}

#define ADD(name, function) \
  g_test_add ("/xlsx-reader/" name, ReaderFixture, NULL, reader_fixture_set_up, function, reader_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("cells-of-every-type", test_cells_of_every_type);
  ADD ("places-without-references", test_places_without_references);
  ADD ("prefixes-and-other-elements", test_prefixes_and_other_elements);
  ADD ("escapes-and-line-ends", test_escapes_and_line_ends);
  ADD ("number-formats", test_number_formats);
  ADD ("date-system-of-1904", test_date_system_of_1904);
  ADD ("vertical-merges-are-filled", test_vertical_merges_are_filled);
  ADD ("merges-over-merges", test_merges_over_merges);
  ADD ("row-under-merges-only-says-so", test_row_under_merges_only_says_so);
  ADD ("hidden-columns", test_hidden_columns);
  ADD ("sheets-by-relations", test_sheets_by_relations);
  ADD ("many-rows-go-through-the-file", test_many_rows_go_through_the_file);
  ADD ("no-room-for-the-file-is-told", test_no_room_for_the_file_is_told);
  ADD ("progress-and-cancel", test_progress_and_cancel);

  return g_test_run ();
}
