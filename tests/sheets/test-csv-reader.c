/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-reader-util.h"

static const char plain[] = "姓名,班级\n张三,1班\n";
static const char plain_rows[] = "1 A=姓名 B=班级\n2 A=张三 B=1班\n";

static void
check_encoded (ReaderFixture *fixture,
               const char    *encoding,
               const char    *mark,
               gsize          mark_length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) bytes = g_string_new_len (mark, mark_length);
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  gsize length;

  text = g_convert (plain, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_string_append_len (bytes, text, length);
  path = reader_write (fixture, "roster.csv", bytes->str, bytes->len);
  reader_assert_rows (path, plain_rows);
}

static void
test_encodings (ReaderFixture *fixture,
                gconstpointer  data)
{
  check_encoded (fixture, "UTF-8", "", 0);
  check_encoded (fixture, "UTF-8", "\xef\xbb\xbf", 3);
  check_encoded (fixture, "UTF-16LE", "\xff\xfe", 2);
  check_encoded (fixture, "UTF-16BE", "\xfe\xff", 2);
  check_encoded (fixture, "UTF-16LE", "", 0);
  check_encoded (fixture, "UTF-16BE", "", 0);
  check_encoded (fixture, "GB18030", "", 0);
  check_encoded (fixture, "GBK", "", 0);
}

/* Characters that fall on the border of two reads must not be torn. */
static void
test_long_text_in_each_encoding (ReaderFixture *fixture,
                                 gconstpointer  data)
{
  static const char *encodings[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 1; i <= 20000; i++)
    {
      g_string_append_printf (text, "学生%u,𠮷村,x\n", i);
      g_string_append_printf (expected, "%u A=学生%u B=𠮷村 C=x\n", i, i);
    }

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      for (guint shift = 0; shift < 4; shift++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *shifted = g_strdup_printf ("%.*s%s", (int) shift, "   ", text->str);
          g_autofree char *bytes = NULL;
          g_autofree char *path = NULL;
          gsize length;

          bytes = g_convert (shifted, -1, encodings[i], "UTF-8", NULL, &length, &error);
          g_assert_no_error (error);
          path = reader_write (fixture, "long.csv", bytes, length);
          reader_assert_rows (path, expected->str);
        }
    }
}

static void
test_delimiters (ReaderFixture *fixture,
                 gconstpointer  data)
{
  static const struct { const char *text; const char *rows; } cases[] = {
    { "姓名\t地址\n甲\t某村,3组\n乙\t某村,4组,5号\n", "1 A=姓名 B=地址\n2 A=甲 B=某村,3组\n3 A=乙 B=某村,4组,5号\n" },
    { "姓名;电话;备注\n甲;1;a,b\n", "1 A=姓名 B=电话 C=备注\n2 A=甲 B=1 C=a,b\n" },
    { "姓名,备注\n甲,\"x;y;z\"\n乙,\"x;y;z;w\"\n", "1 A=姓名 B=备注\n2 A=甲 B=x;y;z\n3 A=乙 B=x;y;z;w\n" },
    { "名册\n姓名,性别,班\n甲,男,1\n乙,女,2\n", "1 A=名册\n2 A=姓名 B=性别 C=班\n3 A=甲 B=男 C=1\n4 A=乙 B=女 C=2\n" },
    { "sep=|\n姓名|班\n甲|1,2\n", "2 A=姓名 B=班\n3 A=甲 B=1,2\n" },
    { "姓名\n甲\n", "1 A=姓名\n2 A=甲\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write (fixture, "roster.csv", cases[i].text, -1);

      reader_assert_rows (path, cases[i].rows);
    }
}

static void
test_records (ReaderFixture *fixture,
              gconstpointer  data)
{
  static const struct { const char *text; const char *rows; } cases[] = {
    { "a,b\r\n\r\n  \r\nc,,d\r\n", "1 A=a B=b\n4 A=c C=d\n" },
    { "a,b\rc,d\r\re,f", "1 A=a B=b\n2 A=c B=d\n4 A=e B=f\n" },
    { "a,\"b\r\nc\"\n\"d \"\"e\"\"\",f\n", "1 A=a B=b\nc\n2 A=d \"e\" B=f\n" },
    { ",,\n,,x\n", "2 C=x\n" },
    { "\"\",a\n", "1 B=a\n" },
    { "a\x01\x7f" "b,c\n", "1 A=ab B=c\n" },
    { "5.20099E+17,520099201209019012\n", "1 A*=5.20099E+17 B=520099201209019012\n" },
    { "'001,=1+1\n", "1 A='001 B==1+1\n" },
    { " a , \"b\" \n", "1 A=a B=b\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write (fixture, "records.csv", cases[i].text, -1);

      reader_assert_rows (path, cases[i].rows);
    }
}

static void
test_tab_text_named_xls (ReaderFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_convert ("姓名\t班级\n张三\t1班\n", -1, "GB18030", "UTF-8", NULL, NULL, &error);
  g_autofree char *path = reader_write (fixture, "platform.xls", text, -1);
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (zx_sheet_reader_get_format (reader), ==, ZX_SHEET_FORMAT_TEXT);
  g_assert_cmpuint (zx_sheet_reader_get_n_sheets (reader), ==, 1);
  reader_assert_rows (path, plain_rows);
}

static void
test_what_is_no_table (ReaderFixture *fixture,
                       gconstpointer  data)
{
  static const struct { const char *bytes; gssize length; ZxSheetError code; } cases[] = {
    { "", 0, ZX_SHEET_ERROR_NO_TABLE },
    { "\xef\xbb\xbf", 3, ZX_SHEET_ERROR_NO_TABLE },
    { "\xff\xfe", 2, ZX_SHEET_ERROR_NO_TABLE },
    { " \r\n\t\n,,;\n", -1, ZX_SHEET_ERROR_NO_TABLE },
    { "a,b\nc,\"d\n", -1, ZX_SHEET_ERROR_DAMAGED },                   /* a quotation mark without end */
    { "a,b\0c,d\n", 8, ZX_SHEET_ERROR_DAMAGED },                      /* a NUL */
    { "\xef\xbb\xbf" "a,b\xff\n", -1, ZX_SHEET_ERROR_DAMAGED },       /* says UTF-8 and is not */
    { "a,b\xff\xff\n", -1, ZX_SHEET_ERROR_DAMAGED },                  /* nothing we know */
    { "姓名,班级\n张三\xe5\xbc", -1, ZX_SHEET_ERROR_DAMAGED },        /* cut in the middle of a character */
    { "\xff\xfe" "a\0,\0b", 7, ZX_SHEET_ERROR_DAMAGED },              /* half a unit of UTF-16 */
    { "\xff\xfe" "a\0\0\xd8" "b\0", 8, ZX_SHEET_ERROR_DAMAGED },      /* a lone surrogate */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = reader_write (fixture, "bad.csv", cases[i].bytes, cases[i].length);

      g_test_message ("case %u", i);
      reader_assert_refused (path, cases[i].code);
    }
}

static void
test_lines_and_fields_have_limits (ReaderFixture *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *path = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "x,");
  path = reader_write (fixture, "wide.csv", text->str, text->len);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
  g_clear_pointer (&path, g_free);

  g_string_assign (text, "a,b\n\"");
  for (guint i = 0; i < 4 * 1024 * 1024; i++)
    g_string_append (text, "长,\n");
  path = reader_write (fixture, "long.csv", text->str, text->len);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
  g_clear_pointer (&path, g_free);

  g_string_assign (text, "");
  for (guint i = 0; i < ZX_SHEET_MAX_ROWS; i++)
    g_string_append (text, "x\n");
  g_string_append (text, "one too many\n");
  path = reader_write (fixture, "tall.csv", text->str, text->len);
  reader_assert_refused (path, ZX_SHEET_ERROR_TOO_BIG);
}

#define ADD(name, function) \
  g_test_add ("/csv-reader/" name, ReaderFixture, NULL, reader_fixture_set_up, function, reader_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("encodings", test_encodings);
  ADD ("long-text-in-each-encoding", test_long_text_in_each_encoding);
  ADD ("delimiters", test_delimiters);
  ADD ("records", test_records);
  ADD ("tab-text-named-xls", test_tab_text_named_xls);
  ADD ("what-is-no-table", test_what_is_no_table);
  ADD ("lines-and-fields-have-limits", test_lines_and_fields_have_limits);

  return g_test_run ();
}
