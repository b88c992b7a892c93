/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-reader-util.h"

static void
test_table_named_xls (ReaderFixture *fixture,
                      gconstpointer  data)
{
  static const char page[] =
    "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head><meta charset=gb2312><style>td{mso-number-format:'\\@'}</style>\r\n"
    "<script>if (a<b) document.write('<table>')</script></head><body>\r\n<!-- <td>no</td> -- > -->\r\n"
    "<TABLE border=1>\r\n<caption>名册</caption><tr><td colspan=3>三年级<b>名册</b></td></tr>\r\n"
    "<tr><th>姓名</th><th colspan=\"2\">父亲</th></tr>\r\n"
    "<tr><td rowspan='2'> 张\r\n  三 </td><td title='a>b'>1&nbsp;</td><td>a&amp;b&lt;&#x4e00;&#20108;&unknown;</td></tr>\r\n"
    "<tr style=\"height:1px; DISPLAY : none\"><td>x<br>y<br/></td><td><table><tr><td>in</td><td>side</td></tr></table></td></tr>\r\n"
    "<tr><td></td><td>&nbsp;</td></tr><tr><td>末<td>行</tr>\r\n</TABLE></body></html>";
  static const char rows[] =
    "1 A=三年级名册\n"
    "2 A=姓名 B=父亲\n"
    "3 A=张 三 B=1 C=a&b<一二&unknown\n"
    "4h A^=张 三 B=x\ny C=in side\n"
    "6 A=末 B=行\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = g_convert (page, -1, "GB18030", "UTF-8", NULL, NULL, &error);
  g_autofree char *path = reader_write (fixture, "platform.xls", bytes, -1);
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, NULL, &error);
  const ZxSheetRange *merges;
  guint n_merges;

  g_assert_no_error (error);
  g_assert_cmpint (zx_sheet_reader_get_format (reader), ==, ZX_SHEET_FORMAT_HTML);
  reader_assert_rows (path, rows);

  g_assert_true (zx_sheet_reader_load (reader, 0, NULL, &error));
  merges = zx_sheet_reader_get_merges (reader, 0, &n_merges);
  g_assert_cmpuint (n_merges, ==, 3);
  g_assert_cmpuint (merges[1].first_column, ==, 1);
  g_assert_cmpuint (merges[1].last_column, ==, 2);
}

static void
test_same_page_in_utf8_and_utf16 (ReaderFixture *fixture,
                                  gconstpointer  data)
{
  static const char page[] = "<table><tr><td>姓名</td></tr><tr><td>张三</td></tr></table>";
  g_autoptr (GError) error = NULL;
  g_autofree char *path = reader_write (fixture, "a.xls", page, -1);
  g_autofree char *wide = NULL;
  g_autofree char *wide_path = NULL;
  gsize length;

  reader_assert_rows (path, "1 A=姓名\n2 A=张三\n");

  wide = g_convert (page, -1, "UTF-16", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  wide_path = reader_write (fixture, "b.xls", wide, length);
  reader_assert_rows (wide_path, "1 A=姓名\n2 A=张三\n");
}

static void
test_what_is_no_table (ReaderFixture *fixture,
                       gconstpointer  data)
{
  static const struct { const char *page; ZxSheetError code; } cases[] = {
    { "<html><body>请重新登录</body></html>", ZX_SHEET_ERROR_NO_TABLE },
    { "<html><table></table></html>", ZX_SHEET_ERROR_NO_TABLE },
    { "<html><table><tr><td>a</td></tr><tr><td>b", ZX_SHEET_ERROR_DAMAGED },
    { "<html><table><tr><td>a</td></tr></table><p", ZX_SHEET_ERROR_DAMAGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write (fixture, "page.xls", cases[i].page, -1);

      reader_assert_refused (path, cases[i].code);
    }
}

static void
test_limits (ReaderFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) page = g_string_new ("<table><tr>");
  g_autofree char *path = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (page, "<td>x");
  path = reader_write (fixture, "wide.xls", page->str, page->len);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
  g_clear_pointer (&path, g_free);

  g_string_assign (page, "<table><tr><td>");
  for (guint i = 0; i < 200000; i++)
    g_string_append (page, "长");
  path = reader_write (fixture, "cell.xls", page->str, page->len);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
  g_clear_pointer (&path, g_free);

  /* Spans that claim the world, tags without end, tables in tables. */
  g_string_assign (page, "<table><tr><td rowspan=99999999999 colspan=-5>a</td></tr><tr><td>b</td></tr></table>");
  path = reader_write (fixture, "span.xls", page->str, page->len);
  reader_assert_rows (path, "1 A=a\n2 A^=a B=b\n");
  g_clear_pointer (&path, g_free);

  g_string_assign (page, "<table><tr><td ");
  for (guint i = 0; i < 2000000; i++)
    g_string_append (page, "a=b ");
  g_string_append (page, ">x</td></tr></table>");
  path = reader_write (fixture, "tag.xls", page->str, page->len);
  reader_assert_rows (path, "1 A=x\n");
  g_clear_pointer (&path, g_free);

  g_string_assign (page, "");
  for (guint i = 0; i < 200000; i++)
    g_string_append (page, "<table><tr><td>");
  path = reader_write (fixture, "deep.xls", page->str, page->len);
  reader_assert_refused (path, ZX_SHEET_ERROR_DAMAGED);
}

#define ADD(name, function) \
  g_test_add ("/html-reader/" name, ReaderFixture, NULL, reader_fixture_set_up, function, reader_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("table-named-xls", test_table_named_xls);
  ADD ("same-page-in-utf8-and-utf16", test_same_page_in_utf8_and_utf16);
  ADD ("what-is-no-table", test_what_is_no_table);
  ADD ("limits", test_limits);

  return g_test_run ();
}
