/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "zx-manifest.h"

#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static ZxManifest *
parse (const char *text)
{
  return zx_manifest_parse (text, strlen (text), 1);
}

static void
test_reads_what_it_writes (void)
{
  g_autoptr (ZxManifest) written = zx_manifest_new ("zhuxue-backup", 1);
  g_autoptr (ZxManifest) read = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  written->created = g_strdup ("2026-10-17T08:30:00Z");
  written->school = g_strdup ("青石“完全”\"小学\"\\\n");
  zx_manifest_add_count (written, "student", 220);
  zx_manifest_add_file (written, "files/" SUM, 17, SUM);
  zx_manifest_add_file (written, "casebook.zhuxue", G_GINT64_CONSTANT (5000000000), SUM);
  json = zx_manifest_write (written);
  read = parse (json);
  g_assert_nonnull (read);

  g_assert_cmpstr (read->school, ==, written->school);
  g_assert_cmpint (zx_manifest_find_file (read, "casebook.zhuxue")->size, ==, G_GINT64_CONSTANT (5000000000));
  g_assert_null (zx_manifest_find_file (read, "files"));
  again = zx_manifest_write (read);
  g_assert_cmpstr (again, ==, json);
}

static void
test_reads_other_layouts (void)
{
  g_autoptr (ZxManifest) manifest = parse (" { \"files\" : [ ] ,\r\n\t\"version\":1,\"format\":\"\\u8d44\\/x\",\"school\":null,\"counts\":{ } } \n");

  g_assert_nonnull (manifest);
  g_assert_cmpstr (manifest->format, ==, "资/x");
}

static void
test_tells_a_newer_one (void)
{
  g_autoptr (ZxManifest) manifest = parse ("{\"format\":\"zhuxue-backup\",\"version\":2,\"wonders\":[{}]}");

  g_assert_nonnull (manifest);
  g_assert_cmpint (manifest->version, ==, 2);
}

static void
test_refuses (void)
{
  static const char * const texts[] = {
    "",
    "[]",
    "{}",
    "{\"format\":\"x\",\"version\":1}",
    "{\"format\":\"x\",\"version\":0,\"files\":[]}",
    "{\"format\":\"x\",\"version\":-1,\"files\":[]}",
    "{\"format\":\"x\",\"version\":1.5,\"files\":[]}",
    "{\"format\":\"x\",\"version\":11111111111111111111,\"files\":[]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[],\"files\":[]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[],\"more\":1}",
    "{\"format\":\"x\",\"version\":1,\"files\":[]} x",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a\",\"size\":1}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a\",\"size\":1,\"sha256\":\"abc\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"../a\",\"size\":1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"/a\",\"size\":1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a//b\",\"size\":1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a\\\\b\",\"size\":1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a\",\"size\":-1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a\",\"path\":\"b\",\"size\":1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"x\",\"version\":1,\"files\":[{\"path\":\"a\",\"size\":1,\"sha256\":\"" SUM "\"},{\"path\":\"a\",\"size\":1,\"sha256\":\"" SUM "\"}]}",
    "{\"format\":\"\xff\",\"version\":1,\"files\":[]}",
    "{\"format\":\"a\\u0000b\",\"version\":1,\"files\":[]}",
    "{\"format\":\"a\\ud800b\",\"version\":1,\"files\":[]}",
    "{\"format\":\"a\nb\",\"version\":1,\"files\":[]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ZxManifest) manifest = parse (texts[i]);
      g_autofree char *shown = g_strescape (texts[i], NULL);

      g_test_message ("%s", shown);
      g_assert_null (manifest);
    }
}

/* Cut anywhere, it is no manifest; and nothing is read beyond its end. */
static void
test_refuses_cut_short (void)
{
  static const char text[] = "{\"format\":\"zhuxue-backup\",\"version\":1,\"counts\":{\"a\":1},\"files\":[{\"path\":\"a\",\"size\":1,\"sha256\":\"" SUM "\"}]}";

  for (gsize size = 0; size < sizeof text - 1; size++)
    {
      g_autofree char *cut = g_memdup2 (text, size);

      g_assert_null (zx_manifest_parse (cut, size, 1));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/manifest/reads-what-it-writes", test_reads_what_it_writes);
  g_test_add_func ("/manifest/reads-other-layouts", test_reads_other_layouts);
  g_test_add_func ("/manifest/tells-a-newer-one", test_tells_a_newer_one);
  g_test_add_func ("/manifest/refuses", test_refuses);
  g_test_add_func ("/manifest/refuses-cut-short", test_refuses_cut_short);

  return g_test_run ();
}
