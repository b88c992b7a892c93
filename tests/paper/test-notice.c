/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-paper-util.h"
#include "zx-notice-poster.h"

/* Public notices as they hang on a wall. */

static void
test_looks_as_kept (void)
{
  static const struct { const char *kind; guint n; guint long_every; const char *name; } cases[] = {
    { "1", 1, 0, "notice-1" },
    { "1", 63, 0, "notice-63" },
    { "1", 63, 4, "notice-long-names" },
    { "2", 24, 0, "notice-aid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZxNoticeSheet) sheet = paper_notice_new (cases[i].kind, cases[i].n, cases[i].long_every);
      g_autoptr (ZxPages) pages = zx_notice_poster_new (sheet, ZX_PAPER_A4);

      paper_compare (pages, 0, cases[i].name);
    }
}

static void
test_63_names_fill_one_page (void)
{
  g_autoptr (ZxNoticeSheet) sheet = paper_notice_new ("1", 63, 0);
  g_autoptr (ZxPages) pages = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  g_autoptr (ZxPages) large = zx_notice_poster_new (sheet, ZX_PAPER_A3);

  g_assert_cmpuint (zx_pages_get_n_pages (pages), ==, 1);
  g_assert_cmpuint (zx_pages_get_n_pages (large), ==, 1);
  g_assert_cmpint (zx_pages_get_rows (pages), ==, 63);
}

/* Serial numbers stand alone on their lines, so each must be there once, and in order on every page. */
static void
check_numbers (ZxPages *pages,
               guint    n)
{
  guint next = 1;

  for (guint i = 0; i < zx_pages_get_n_pages (pages); i++)
    {
      g_autofree char *text = zx_pages_dup_text (pages, i);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint k = 0; lines[k] != NULL; k++)
        {
          char *end;
          guint64 number = g_ascii_strtoull (lines[k], &end, 10);

          if (*lines[k] == '\0' || *end != '\0')
            continue;
          g_assert_cmpuint (number, ==, next);
          next++;
        }
    }
  g_assert_cmpuint (next, ==, n + 1);
}

static void
test_every_name_stands_there_once (void)
{
  static const guint counts[] = { 1, 2, 21, 22, 62, 63, 64, 90, 126, 127, 128, 200, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    for (guint long_every = 0; long_every <= 9; long_every += 3)
      {
        g_autoptr (ZxNoticeSheet) sheet = paper_notice_new ("1", counts[i], long_every);
        g_autoptr (ZxPages) pages = zx_notice_poster_new (sheet, ZX_PAPER_A4);
        guint n_pages = zx_pages_get_n_pages (pages);
        g_autofree char *first = zx_pages_dup_text (pages, 0);
        g_autofree char *last = zx_pages_dup_text (pages, n_pages - 1);
        g_autofree char *all = paper_dup_text (pages);

        check_numbers (pages, counts[i]);
        /* Whom to tell stands at the end, once, and below at least one name. */
        g_assert_cmpuint (paper_count (all, sheet->contact_place), ==, 1);
        g_assert_nonnull (strstr (last, sheet->contact_place));
        g_assert_nonnull (strstr (last, "班"));
        g_assert_nonnull (strstr (first, sheet->title));
        g_assert_cmpuint (paper_count (all, sheet->title), ==, n_pages);
      }
}

static void
test_long_names_are_parted_not_cut (void)
{
  g_autoptr (ZxNoticeSheet) sheet = paper_notice_new ("1", 63, 9);
  g_autoptr (ZxPages) pages = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  g_autofree char *all = paper_dup_text (pages);
  g_autofree char *joined = NULL;
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  joined = g_strjoinv ("", lines);
  for (guint i = 0; i < sheet->entries->len; i++)
    g_assert_nonnull (strstr (joined, ((ZxNoticeEntry *) g_ptr_array_index (sheet->entries, i))->name));
  g_assert_null (zx_pages_get_missing (pages));
}

static void
test_level_only_where_the_sheet_writes_it (void)
{
  g_autoptr (ZxNoticeSheet) sheet = paper_notice_new ("1", 30, 0);
  g_autoptr (ZxPages) plain = NULL;
  g_autoptr (ZxPages) with_level = NULL;
  g_autofree char *without = NULL, *with = NULL;

  for (guint i = 0; i < sheet->entries->len; i++)
    ((ZxNoticeEntry *) g_ptr_array_index (sheet->entries, i))->level_words = g_strdup ("特别困难");
  plain = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  sheet->shows_level = TRUE;
  with_level = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  without = paper_dup_text (plain);
  with = paper_dup_text (with_level);

  g_assert_cmpuint (paper_count (without, "特别困难"), ==, 0);
  g_assert_cmpuint (paper_count (with, "特别困难"), ==, 30);
}

static void
test_a_demonstration_says_so (void)
{
  g_autoptr (ZxNoticeSheet) sheet = paper_notice_new ("1", 30, 0);
  g_autoptr (ZxPages) real = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  g_autoptr (ZxPages) demo = NULL;
  char *folder = paper_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autofree char *sum = NULL, *demo_sum = NULL;
  g_auto (GStrv) files = NULL;
  g_auto (GStrv) demo_files = NULL;

  sheet->is_demo = TRUE;
  demo = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  files = zx_pages_write (real, path, ZX_PAGES_PNG, 30, TRUE, NULL, &sum, NULL);
  demo_files = zx_pages_write (demo, path, ZX_PAGES_PNG, 30, TRUE, NULL, &demo_sum, NULL);
  g_assert_cmpstr (sum, !=, demo_sum);

  paper_folder_free (folder);
}

static void
test_nothing_known_still_makes_a_notice (void)
{
  g_autoptr (ZxNoticeSheet) sheet = zx_notice_sheet_new ();
  g_autoptr (ZxPages) pages = NULL;

  sheet->kind = g_strdup ("1");
  sheet->title = g_strdup ("公示");
  sheet->school = g_strdup ("某校");
  pages = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  g_assert_cmpuint (zx_pages_get_n_pages (pages), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notice/looks-as-kept", test_looks_as_kept);
  g_test_add_func ("/notice/63-names-fill-one-page", test_63_names_fill_one_page);
  g_test_add_func ("/notice/every-name-stands-there-once", test_every_name_stands_there_once);
  g_test_add_func ("/notice/long-names-are-parted-not-cut", test_long_names_are_parted_not_cut);
  g_test_add_func ("/notice/level-only-where-the-sheet-writes-it", test_level_only_where_the_sheet_writes_it);
  g_test_add_func ("/notice/a-demonstration-says-so", test_a_demonstration_says_so);
  g_test_add_func ("/notice/nothing-known-still-makes-a-notice", test_nothing_known_still_makes_a_notice);

  return g_test_run ();
}
