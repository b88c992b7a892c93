/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-reader-util.h"
#include "zx-xls-extract.h"
#include "zx-xls-reader.h"

static char *
data_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "sheets", name, NULL);
}

static char *
read_data (const char *name,
           gsize      *out_length)
{
  g_autofree char *path = data_path (name);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, out_length, &error);
  g_assert_no_error (error);

  return bytes;
}

static void
test_reads_sheets_and_cells (ReaderFixture *fixture,
                             gconstpointer  data)
{
  g_autofree char *path = data_path ("roster.xls");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxSheetReader) reader = zx_sheet_reader_open (path, NULL, NULL, &error);
  g_autofree char *rows = NULL;
  guint n_merges;

  g_assert_no_error (error);
  g_assert_cmpint (zx_sheet_reader_get_format (reader), ==, ZX_SHEET_FORMAT_XLS);
  g_assert_cmpuint (zx_sheet_reader_get_n_sheets (reader), ==, 3);
  g_assert_cmpstr (zx_sheet_reader_get_sheet_name (reader, 0), ==, "三年级(1)班");

  reader_assert_rows (path,
                      "1 A=2026年秋季三年级(1)班学生名册\n"
                      "2 A=姓名 B=身份证号 C=年级 D=出生日期 E=家访 F=备注\n"
                      "3 A=欧阳·小明 B=520099201209019014 C=三年级 D@2012-09-01 E@2026-09-01 08:30 F#12.5\n"
                      "4 A=𠮷田 B*#520099201209019000 D@2012-09-01 F#7\n"
                      "6 A=隔一行\n");

  g_assert_true (zx_sheet_reader_load (reader, 1, NULL, &error));
  g_assert_cmpuint (zx_sheet_reader_get_n_rows (reader, 1), ==, 0);
  zx_sheet_reader_get_merges (reader, 1, &n_merges);
  g_assert_cmpuint (n_merges, ==, 0);

  g_assert_true (zx_sheet_reader_load (reader, 2, NULL, &error));
  rows = reader_dump (reader, 2);
  g_assert_cmpstr (rows, ==, "10 D=末\n");
}

static void
test_cut_short_anywhere (ReaderFixture *fixture,
                         gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = read_data ("roster.xls", &length);

  for (gsize i = 8; i < length; i += 300)
    {
      g_autofree char *path = reader_write (fixture, "cut.xls", bytes, i);

      reader_assert_refused (path, ZX_SHEET_ERROR_DAMAGED);
    }
}

/* Whatever stands in the file, reading it ends, and with rows or an error of ours. */
static void
test_wrong_bytes_stay_in_the_helper (ReaderFixture *fixture,
                                     gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = read_data ("roster.xls", &length);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *wrong = g_memdup2 (bytes, length);
      g_autofree char *path = NULL;

      for (guint j = 0; j < 8; j++)
        wrong[g_test_rand_int_range (8, length)] = g_test_rand_int ();
      path = reader_write (fixture, "wrong.xls", wrong, length);
      reader_exercise (path);
    }
}

static void
test_password (ReaderFixture *fixture,
               gconstpointer  data)
{
  gsize length;
  g_autofree char *bytes = read_data ("roster.xls", &length);
  g_autofree char *path = NULL;
  char *record;

  /* The record with the name of the last writer becomes the one that says "encrypted". */
  record = memmem (bytes, length, "\x5c\x00\x70\x00", 4);
  g_assert_nonnull (record);
  record[0] = 0x2f;
  path = reader_write (fixture, "locked.xls", bytes, length);
  reader_assert_refused (path, ZX_SHEET_ERROR_PASSWORD);
}

static void
test_helper_missing (ReaderFixture *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = data_path ("roster.xls");

  g_setenv ("ZHUXUE_LIBEXEC_DIR", fixture->folder, TRUE);
  reader_assert_refused (path, ZX_SHEET_ERROR_FAILED);
  g_unsetenv ("ZHUXUE_LIBEXEC_DIR");
}

/* A helper that a crafted file has taken over can say anything, or never stop. */
static void
test_helper_is_not_believed (ReaderFixture *fixture,
                             gconstpointer  data)
{
  static const struct { const char *script; ZxSheetError code; } cases[] = {
    { "exit 0", ZX_SHEET_ERROR_DAMAGED },
    { "echo hello", ZX_SHEET_ERROR_DAMAGED },
    { "printf 'ZXXLS1\\n'", ZX_SHEET_ERROR_DAMAGED },
    { "printf 'ZXXLS1\\nS\\377\\377\\377\\377'", ZX_SHEET_ERROR_TOO_BIG },
    { "printf 'ZXXLS1\\nS\\1\\0\\0\\0\\377E\\0'", ZX_SHEET_ERROR_DAMAGED },
    { "printf 'ZXXLS1\\nE\\0'", ZX_SHEET_ERROR_NO_TABLE },
    { "printf 'ZXXLS1\\nE\\3'", ZX_SHEET_ERROR_TOO_BIG },
    { "printf 'ZXXLS1\\nR\\1\\0\\0\\0'", ZX_SHEET_ERROR_DAMAGED },
    { "kill -SEGV $$", ZX_SHEET_ERROR_DAMAGED },
    { "kill -XCPU $$", ZX_SHEET_ERROR_TOO_BIG },
    { "printf 'ZXXLS1\\n'; while :; do printf 'S\\1\\0\\0\\0x'; done", ZX_SHEET_ERROR_DAMAGED },
    { "if [ \"$1\" = -1 ]; then printf 'ZXXLS1\\nS\\1\\0\\0\\0xE\\0'; else printf 'ZXXLS1\\nR\\0\\0\\0\\0E\\0'; fi", ZX_SHEET_ERROR_DAMAGED },
    { "if [ \"$1\" = -1 ]; then printf 'ZXXLS1\\nS\\1\\0\\0\\0xE\\0'; else printf 'ZXXLS1\\nR\\1\\0\\0\\0t\\377\\377\\1\\0\\0\\0xE\\0'; fi", ZX_SHEET_ERROR_TOO_BIG },
    { "if [ \"$1\" = -1 ]; then printf 'ZXXLS1\\nS\\1\\0\\0\\0xE\\0'; else printf 'ZXXLS1\\nt\\0\\0\\1\\0\\0\\0xE\\0'; fi", ZX_SHEET_ERROR_DAMAGED },
  };
  g_autofree char *roster = data_path ("roster.xls");

  g_setenv ("ZHUXUE_LIBEXEC_DIR", fixture->folder, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script = g_strdup_printf ("#!/bin/bash\n%s\n", cases[i].script);
      g_autofree char *path = reader_write (fixture, "zhuxue-xls-helper", script, -1);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_test_message ("%s", cases[i].script);
      g_assert_true (g_file_set_attribute_uint32 (file, "unix::mode", 0755, 0, NULL, NULL));
      reader_assert_refused (roster, cases[i].code);
    }
  g_unsetenv ("ZHUXUE_LIBEXEC_DIR");
}

static void
test_helper_ends_when_cancelled (ReaderFixture *fixture,
                                 gconstpointer  data)
{
  g_autofree char *roster = data_path ("roster.xls");
  g_autofree char *path = reader_write (fixture, "zhuxue-xls-helper", "#!/bin/bash\nexec sleep 1000\n", -1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GThread) thread = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (g_file_set_attribute_uint32 (file, "unix::mode", 0755, 0, NULL, NULL));
  g_setenv ("ZHUXUE_LIBEXEC_DIR", fixture->folder, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (zx_sheet_reader_open (roster, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  g_unsetenv ("ZHUXUE_LIBEXEC_DIR");
}

#define ADD(name, function) \
  g_test_add ("/xls-reader/" name, ReaderFixture, NULL, reader_fixture_set_up, function, reader_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("reads-sheets-and-cells", test_reads_sheets_and_cells);
  ADD ("cut-short-anywhere", test_cut_short_anywhere);
  ADD ("wrong-bytes-stay-in-the-helper", test_wrong_bytes_stay_in_the_helper);
  ADD ("password", test_password);
  ADD ("helper-missing", test_helper_missing);
  ADD ("helper-is-not-believed", test_helper_is_not_believed);
  ADD ("helper-ends-when-cancelled", test_helper_ends_when_cancelled);

  return g_test_run ();
}
