/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-paper-util.h"
#include "zx-flow.h"

/* The page model: what stands on which page, whatever the document is. */

static ZxFlow *
flow_new (void)
{
  ZxPaperSetup setup;

  zx_flow_get_usual_setup (&setup);

  return zx_flow_new (&setup, "样张");
}

static const char running[] =
  "爷爷近期住院，家中由奶奶照看两个孩子。父亲腿部旧伤未愈，今年没有外出务工。孩子成绩稳定，愿意参加周末的阅读小组。"
  "西侧卧室屋顶漏雨，孩子在堂屋写作业，灯光偏暗。家长了解营养餐和生活补助政策，对上学期补助到账时间有疑问，已当面说明。";

static ZxPages *
make_specimen (gboolean demo)
{
  static const char * const labels[] = { "校长：", "资助办：", "经办人：" };
  g_autoptr (ZxFlow) flow = flow_new ();
  g_autoptr (ZxGrid) grid = zx_grid_new_even (12);

  zx_flow_set_demo (flow, demo);
  zx_flow_set_head (flow, "青石镇中心学校  学生资助档案", "QS-2026-0147");
  zx_flow_set_foot (flow, "打印于 2026-11-23");
  zx_flow_add_title (flow, "家访记录表", "2026 秋季学期");
  zx_flow_add_paragraph (flow, running);
  zx_flow_add_heading (flow, "一　基本情况");
  zx_grid_add_row (grid, 25);
  zx_grid_add_pair (grid, 2, "姓名", 2, "王小梅");
  zx_grid_add_pair (grid, 2, "性别", 4, "女");
  zx_grid_add_tall_cell (grid, ZX_CELL_PLACE, 2, 2, "照 片");
  zx_grid_add_row (grid, 25);
  zx_grid_add_pair (grid, 2, "班级", 8, "☑五(1)班   ☐五(2)班");
  zx_grid_add_row (grid, 25);
  zx_grid_add_cell (grid, ZX_CELL_LABEL, 2, "谈话记录");
  zx_grid_add_cell (grid, ZX_CELL_LONG, 10, running);
  zx_flow_add_grid (flow, g_steal_pointer (&grid));
  zx_flow_add_space (flow, 20);
  zx_flow_add_signatures (flow, labels, G_N_ELEMENTS (labels));
  zx_flow_add_seal (flow, "青石镇中心学校", "2026 年 11 月 19 日");

  return zx_flow_finish (g_steal_pointer (&flow));
}

static void
test_specimen_looks_as_kept (void)
{
  g_autoptr (ZxPages) pages = make_specimen (FALSE);
  g_autoptr (ZxPages) demo = make_specimen (TRUE);

  g_assert_cmpuint (zx_pages_get_n_pages (pages), ==, 1);
  paper_compare (pages, 0, "specimen");
  paper_compare (demo, 0, "specimen-demo");
}

static void
test_lines_never_begin_with_a_stop (void)
{
  static const char * const stops[] = { "，", "。", "、", "；", "：", "？", "！", "）", "”", "》" };
  const ZxTextStyle style = { .size = 12, .align = ZX_ALIGN_JUSTIFY };
  g_autoptr (ZxType) type = zx_type_new ();

  /* Every width gives other line ends. */
  for (double width = 60; width < 400; width += 7)
    {
      g_autoptr (ZxText) text = zx_type_set (type, &style, running, width);
      const char *words = pango_layout_get_text (zx_text_get_layout (text));

      for (guint i = 1; i < zx_text_get_n_lines (text); i++)
        {
          double x, baseline;
          PangoLayoutLine *line = zx_text_get_line (text, i, width, &x, &baseline);

          for (guint k = 0; k < G_N_ELEMENTS (stops); k++)
            g_assert_false (g_str_has_prefix (words + line->start_index, stops[k]));
        }
    }
}

static void
test_justified_lines_end_at_the_edge (void)
{
  const ZxTextStyle style = { .size = 12, .indent = 2, .align = ZX_ALIGN_JUSTIFY };
  g_autoptr (ZxType) type = zx_type_new ();
  g_autoptr (ZxText) text = zx_type_set (type, &style, "拟认定以下 63 名同学为 2026 年秋季学期资助对象，现予公示，接受师生、家长和社会监督，并在 3 个工作日内答复。", 200);

  g_assert_cmpuint (zx_text_get_n_lines (text), >, 2);
  for (guint i = 0; i < zx_text_get_n_lines (text); i++)
    {
      double x, baseline;
      PangoLayoutLine *line = zx_text_get_line (text, i, 200, &x, &baseline);
      PangoRectangle area;

      pango_layout_line_get_extents (line, NULL, &area);
      g_assert_cmpfloat (x + area.width / (double) PANGO_SCALE, <, 200.5);
      if (i + 1 < zx_text_get_n_lines (text))
        g_assert_cmpfloat (x + area.width / (double) PANGO_SCALE, >, 199);
      g_assert_cmpfloat (x, ==, i == 0 ? 24.0 : 0.0);
    }
}

static void
test_text_is_shrunk_a_little_then_wrapped (void)
{
  const ZxTextStyle style = { .size = 11 };
  g_autoptr (ZxType) type = zx_type_new ();
  g_autoptr (ZxText) fits = zx_type_set_to_fit (type, &style, "欧阳小明", 60);
  g_autoptr (ZxText) shrunk = zx_type_set_to_fit (type, &style, "迪丽热巴·提", 60);
  g_autoptr (ZxText) wrapped = zx_type_set_to_fit (type, &style, "阿卜杜拉·阿卜杜热合曼·吐尔逊", 60);

  g_assert_cmpfloat (zx_text_get_size (fits), ==, 11);
  g_assert_cmpuint (zx_text_get_n_lines (shrunk), ==, 1);
  g_assert_cmpfloat (zx_text_get_size (shrunk), >=, 11 * 0.85 - 0.01);
  g_assert_cmpfloat (zx_text_get_width (shrunk), <=, 60);
  g_assert_cmpuint (zx_text_get_n_lines (wrapped), >, 1);
  g_assert_cmpfloat (zx_text_get_size (wrapped), >=, ZX_TYPE_SMALLEST);
  g_assert_cmpfloat (zx_text_get_width (wrapped), <=, 60.01);
}

static void
test_rows_go_over_pages_below_their_head (void)
{
  g_autoptr (ZxFlow) flow = flow_new ();
  g_autoptr (ZxGrid) grid = zx_grid_new_even (2);
  g_autoptr (ZxPages) pages = NULL;
  g_autofree char *all = NULL;

  zx_grid_set_head (grid, 1);
  zx_grid_add_row (grid, 25);
  zx_grid_add_cell (grid, ZX_CELL_HEAD, 1, "序号");
  zx_grid_add_cell (grid, ZX_CELL_HEAD, 1, "姓名");
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *number = g_strdup_printf ("<%u>", i);

      zx_grid_add_row (grid, 25);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 1, number);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 1, "王小梅");
    }
  zx_flow_add_grid (flow, g_steal_pointer (&grid));
  pages = zx_flow_finish (g_steal_pointer (&flow));

  g_assert_cmpuint (zx_pages_get_n_pages (pages), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text = zx_pages_dup_text (pages, i);
      g_autofree char *foot = g_strdup_printf ("Page %u of 4", i + 1);

      g_assert_true (g_str_has_prefix (text, "序号\n姓名\n"));
      g_assert_nonnull (strstr (text, foot));
    }
  all = paper_dup_text (pages);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *number = g_strdup_printf ("<%u>", i);

      g_assert_cmpuint (paper_count (all, number), ==, 1);
    }
}

static void
test_kept_rows_stay_together (void)
{
  /* However much stands above them. */
  for (guint above = 20; above < 32; above++)
    {
      g_autoptr (ZxFlow) flow = flow_new ();
      g_autoptr (ZxGrid) grid = zx_grid_new_even (1);
      g_autoptr (ZxPages) pages = NULL;
      gboolean found = FALSE;

      for (guint i = 0; i < above; i++)
        {
          zx_grid_add_row (grid, 25);
          zx_grid_add_cell (grid, ZX_CELL_VALUE, 1, "上");
        }
      for (guint i = 0; i < 3; i++)
        {
          zx_grid_add_row (grid, 25);
          if (i < 2)
            zx_grid_keep_row (grid);
          zx_grid_add_cell (grid, ZX_CELL_VALUE, 1, "同");
        }
      zx_flow_add_grid (flow, g_steal_pointer (&grid));
      pages = zx_flow_finish (g_steal_pointer (&flow));

      for (guint i = 0; i < zx_pages_get_n_pages (pages); i++)
        {
          g_autofree char *text = zx_pages_dup_text (pages, i);
          guint n = paper_count (text, "同");

          g_assert_true (n == 0 || n == 3);
          found |= n == 3;
        }
      g_assert_true (found);
    }
}

static void
test_a_row_longer_than_a_page_loses_nothing (void)
{
  g_autoptr (ZxFlow) flow = flow_new ();
  g_autoptr (ZxGrid) grid = zx_grid_new_even (6);
  g_autoptr (ZxPages) pages = NULL;
  GString *words = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (words, "%s第%u段。\n", i % 7 == 0 ? running : "", i);
  zx_grid_add_row (grid, 30);
  zx_grid_add_cell (grid, ZX_CELL_LABEL, 1, "谈话记录");
  zx_grid_add_cell (grid, ZX_CELL_LONG, 5, words->str);
  zx_grid_set_foot (grid, "签字：");
  zx_grid_add_row (grid, 30);
  zx_grid_add_pair (grid, 1, "其后", 5, "还在");
  zx_flow_add_grid (flow, g_steal_pointer (&grid));
  pages = zx_flow_finish (g_steal_pointer (&flow));
  all = paper_dup_text (pages);

  g_assert_cmpuint (zx_pages_get_n_pages (pages), >, 4);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *part = g_strdup_printf ("第%u段。", i);
      g_autofree char *line = NULL;

      /* The words may stand on two lines. */
      line = g_strdup_printf ("第%u段", i);
      g_assert_true (strstr (all, part) != NULL || strstr (all, line) != NULL || i % 7 == 0);
    }
  g_assert_cmpuint (paper_count (all, "签字："), ==, 1);
  g_assert_cmpuint (paper_count (all, "谈话记录"), ==, 1);
  g_assert_cmpuint (paper_count (all, "还在"), ==, 1);
  g_string_free (words, TRUE);
}

static void
test_a3_is_the_same_page_larger (void)
{
  ZxPaperSetup setup;
  double width, height;

  zx_flow_get_usual_setup (&setup);
  for (guint landscape = 0; landscape < 2; landscape++)
    {
      g_autoptr (ZxPages) small = NULL;
      g_autoptr (ZxPages) large = NULL;
      g_autofree char *text = NULL, *same = NULL;
      ZxFlow *flow;

      setup.landscape = landscape;
      setup.size = ZX_PAPER_A4;
      flow = zx_flow_new (&setup, "样张");
      zx_flow_add_paragraph (flow, running);
      small = zx_flow_finish (flow);
      setup.size = ZX_PAPER_A3;
      flow = zx_flow_new (&setup, "样张");
      zx_flow_add_paragraph (flow, running);
      large = zx_flow_finish (flow);

      zx_pages_get_size (small, &width, &height);
      g_assert_cmpfloat_with_epsilon (landscape ? height : width, 595.276, 0.01);
      zx_pages_get_size (large, &width, &height);
      g_assert_cmpfloat_with_epsilon (landscape ? height : width, 841.89, 0.05);
      g_assert_cmpfloat_with_epsilon (landscape ? width : height, 1190.55, 0.1);
      text = paper_dup_text (small);
      same = paper_dup_text (large);
      g_assert_cmpstr (text, ==, same);
    }
}

static void
test_the_same_pages_give_the_same_bytes (void)
{
  char *folder = paper_folder_new ();
  g_autofree char *first = NULL, *second = NULL;

  for (ZxPagesFormat format = ZX_PAGES_PDF; format <= ZX_PAGES_PNG; format++)
    {
      g_autoptr (ZxPages) pages = make_specimen (TRUE);
      g_autoptr (ZxPages) again = make_specimen (TRUE);
      g_autofree char *path = g_build_filename (folder, format == ZX_PAGES_PDF ? "a.pdf" : "a.png", NULL);
      g_auto (GStrv) files = NULL;
      g_auto (GStrv) replaced = NULL;
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&first, g_free);
      g_clear_pointer (&second, g_free);
      files = zx_pages_write (pages, path, format, 0, FALSE, NULL, &first, &error);
      g_assert_no_error (error);
      replaced = zx_pages_write (again, path, format, 0, TRUE, NULL, &second, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (first, ==, second);
    }

  paper_folder_free (folder);
}

static void
test_a_pdf_tells_its_title_and_nothing_else (void)
{
  char *folder = paper_folder_new ();
  g_autoptr (ZxPages) pages = make_specimen (FALSE);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *bytes = NULL;
  g_auto (GStrv) files = NULL;
  g_autoptr (GError) error = NULL;
  static const char * const secrets[] = { "/Author", "/Creator", "/CreationDate", "/ModDate", "/Keywords", "/Subject" };
  gsize length;

  files = zx_pages_write (pages, path, ZX_PAGES_PDF, 0, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (memmem (bytes, length, secrets[i], strlen (secrets[i])));
  g_assert_nonnull (memmem (bytes, length, "/Title", 6));

  paper_folder_free (folder);
}

static void
test_files_are_whole_or_not_there (void)
{
  char *folder = paper_folder_new ();
  g_autoptr (ZxPages) pages = make_specimen (FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *lost = g_build_filename (folder, "no", "a.pdf", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_null (zx_pages_write (pages, path, ZX_PAGES_PDF, 0, FALSE, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_null (zx_pages_write (pages, lost, ZX_PAGES_PDF, 0, FALSE, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (zx_pages_write (pages, path, ZX_PAGES_PDF, 0, TRUE, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "old");

  /* Nothing else was left behind. */
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "a.pdf");
  g_assert_null (g_dir_read_name (dir));

  paper_folder_free (folder);
}

static void
test_several_pictures_are_numbered (void)
{
  char *folder = paper_folder_new ();
  g_autoptr (ZxFlow) flow = flow_new ();
  g_autoptr (ZxPages) pages = NULL;
  g_autofree char *path = g_build_filename (folder, "a.svg", NULL);
  g_auto (GStrv) files = NULL;
  g_autoptr (GError) error = NULL;

  zx_flow_add_paragraph (flow, running);
  zx_flow_add_page (flow);
  zx_flow_add_paragraph (flow, running);
  pages = zx_flow_finish (g_steal_pointer (&flow));
  files = zx_pages_write (pages, path, ZX_PAGES_SVG, 0, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (files), ==, 2);
  g_assert_true (g_str_has_suffix (files[0], "a-1.svg"));
  g_assert_true (g_str_has_suffix (files[1], "a-2.svg"));
  g_assert_true (g_file_test (files[1], G_FILE_TEST_EXISTS));

  paper_folder_free (folder);
}

static void
test_characters_without_a_glyph_are_told (void)
{
  const ZxTextStyle style = { .size = 20 };
  g_autoptr (ZxType) type = zx_type_new ();
  g_autoptr (ZxText) text = NULL;
  g_autoptr (ZxFlow) flow = flow_new ();
  g_autoptr (ZxPages) pages = NULL;
  char *folder = paper_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_auto (GStrv) files = NULL;
  g_autoptr (GError) error = NULL;

  /* No font has this one: nothing is assigned there. */
  text = zx_type_set (type, &style, "王\U0003A000明", 0);
  g_assert_cmpfloat_with_epsilon (zx_text_get_width (text), 60, 0.5);

  zx_flow_add_paragraph (flow, "王\U0003A000小明");
  pages = zx_flow_finish (g_steal_pointer (&flow));
  g_assert_cmpstr (zx_pages_get_missing (pages), ==, "\U0003A000");
  files = zx_pages_write (pages, path, ZX_PAGES_PDF, 0, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);

  paper_folder_free (folder);
}

static void
test_fonts_are_checked (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_autofree char *config = NULL;
      char *folder = paper_folder_new ();

      g_assert_true (zx_paper_check_fonts (&error));
      g_assert_no_error (error);

      /* Another process, on a computer without any font. */
      config = g_build_filename (folder, "fonts.conf", NULL);
      g_assert_true (g_file_set_contents (config, "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>", -1, NULL));
      g_setenv ("FONTCONFIG_FILE", config, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_unsetenv ("FONTCONFIG_FILE");
      paper_folder_free (folder);
      g_test_trap_assert_passed ();
      return;
    }

  /* Pango itself grumbles there. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  g_assert_false (zx_paper_check_fonts (&error));
  g_assert_error (error, ZX_PAPER_ERROR, ZX_PAPER_ERROR_NO_FONT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pages/specimen-looks-as-kept", test_specimen_looks_as_kept);
  g_test_add_func ("/pages/lines-never-begin-with-a-stop", test_lines_never_begin_with_a_stop);
  g_test_add_func ("/pages/justified-lines-end-at-the-edge", test_justified_lines_end_at_the_edge);
  g_test_add_func ("/pages/text-is-shrunk-a-little-then-wrapped", test_text_is_shrunk_a_little_then_wrapped);
  g_test_add_func ("/pages/rows-go-over-pages-below-their-head", test_rows_go_over_pages_below_their_head);
  g_test_add_func ("/pages/kept-rows-stay-together", test_kept_rows_stay_together);
  g_test_add_func ("/pages/a-row-longer-than-a-page-loses-nothing", test_a_row_longer_than_a_page_loses_nothing);
  g_test_add_func ("/pages/a3-is-the-same-page-larger", test_a3_is_the_same_page_larger);
  g_test_add_func ("/pages/the-same-pages-give-the-same-bytes", test_the_same_pages_give_the_same_bytes);
  g_test_add_func ("/pages/a-pdf-tells-its-title-and-nothing-else", test_a_pdf_tells_its_title_and_nothing_else);
  g_test_add_func ("/pages/files-are-whole-or-not-there", test_files_are_whole_or_not_there);
  g_test_add_func ("/pages/several-pictures-are-numbered", test_several_pictures_are_numbered);
  g_test_add_func ("/pages/characters-without-a-glyph-are-told", test_characters_without_a_glyph_are_told);
  g_test_add_func ("/pages/fonts-are-checked", test_fonts_are_checked);

  return g_test_run ();
}
