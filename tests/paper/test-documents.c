/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "test-paper-util.h"
#include "zx-document.h"
#include "zx-query.h"

/* Documents of a casebook: the blanks as they look, and what stands in the export log. What they say when they are filled is
 * held by tests/cli/test_document.py. */

typedef struct
{
  char       *folder;
  ZxCasebook *casebook;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const ZxNewCasebook info = { .school = "青石镇中心学校", .stages = "2,3", .term = "2026-2027-1" };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = paper_folder_new ();
  path = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = zx_casebook_create (path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, "2026-11-23");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  zx_casebook_close (fixture->casebook);
  g_assert_finalize_object (fixture->casebook);
  paper_folder_free (fixture->folder);
}

static ZxPages *
lay_out (Fixture    *fixture,
         const char *name)
{
  g_autoptr (GError) error = NULL;
  ZxPages *pages = zx_document_lay_out (fixture->casebook, zx_casebook_get_reader (fixture->casebook), zx_document_find (name), NULL, &error);

  g_assert_no_error (error);

  return pages;
}

static void
test_blanks_look_as_kept (Fixture       *fixture,
                          gconstpointer  data)
{
  static const char * const names[] = { "P01", "P02", "P03" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ZxPages) pages = lay_out (fixture, names[i]);

      for (guint page = 0; page < 2; page++)
        {
          g_autofree char *picture = g_strdup_printf ("%s-%u", names[i], page + 1);

          paper_compare (pages, page, picture);
        }
    }
}

static void
test_descriptions_are_whole (Fixture       *fixture,
                             gconstpointer  data)
{
  for (const ZxDocument * const *document = zx_documents_get (); *document != NULL; document++)
    {
      guint takes = zx_document_get_takes (*document);
      const ZxKind * const *kinds = zx_document_get_kinds (*document);

      g_assert_true (zx_document_find (zx_document_get_name (*document)) == *document);
      g_assert_cmpstr (zx_document_get_title (*document), !=, "");
      if (takes & (ZX_DOCUMENT_TAKES_RECORDS | ZX_DOCUMENT_NEEDS_RECORDS))
        g_assert_nonnull (kinds[0]);
      /* What hangs on a wall is made from the one kind that has only public columns. */
      if (zx_document_get_group (*document) == ZX_DOCUMENT_POST)
        {
          g_assert_cmpstr (kinds[0]->key, ==, "notice");
          g_assert_null (kinds[1]);
          g_assert_false (zx_document_has_full_values (*document, NULL));
        }
    }
}

static void
test_a_file_is_recorded (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.pdf", NULL);
  const ZxDocumentOptions options = { .reason = "试印" };
  g_autoptr (ZxDocumentResult) result = NULL;
  g_autoptr (ZxPages) pages = lay_out (fixture, "P03");
  g_autoptr (GError) error = NULL;

  result = zx_document_write (fixture->casebook, zx_document_find ("P02"), &options, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zx_kind_count (&zx_kind_export_log, zx_casebook_get_reader (fixture->casebook)), ==, 1);

  g_assert_true (zx_document_log_print (fixture->casebook, zx_document_find ("P03"), &options, pages, 2, &error));
  g_assert_no_error (error);
  g_assert_cmpint (zx_kind_count (&zx_kind_export_log, zx_casebook_get_reader (fixture->casebook)), ==, 2);
}

typedef struct
{
  GMainLoop        *loop;
  ZxDocumentResult *result;
} Wait;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Wait *wait = data;
  g_autoptr (GError) error = NULL;

  wait->result = zx_document_write_finish (ZX_CASEBOOK (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (wait->loop);
}

static void
test_a_worker_writes_the_same (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autofree char *here = g_build_filename (fixture->folder, "a.pdf", NULL);
  g_autofree char *there = g_build_filename (fixture->folder, "b.pdf", NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ZxDocumentResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { loop };

  result = zx_document_write (fixture->casebook, zx_document_find ("P02"), NULL, here, NULL, &error);
  g_assert_no_error (error);
  zx_document_write_async (fixture->casebook, zx_document_find ("P02"), NULL, there, NULL, written_cb, &wait);
  g_main_loop_run (loop);
  g_assert_cmpstr (wait.result->sha256, ==, result->sha256);
  zx_document_result_free (wait.result);
}

static void
test_names_of_files_hold_no_names (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autofree char *name = zx_document_dup_file_name (fixture->casebook, zx_casebook_get_reader (fixture->casebook),
                                                     zx_document_find ("P02"), ".pdf");

  g_assert_true (g_str_has_prefix (name, "青石镇中心学校_"));
  g_assert_true (g_str_has_suffix (name, "_20261123.pdf"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/documents/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("blanks-look-as-kept", test_blanks_look_as_kept);
  ADD ("descriptions-are-whole", test_descriptions_are_whole);
  ADD ("a-file-is-recorded", test_a_file_is_recorded);
  ADD ("a-worker-writes-the-same", test_a_worker_writes_the_same);
  ADD ("names-of-files-hold-no-names", test_names_of_files_hold_no_names);

  return g_test_run ();
}
