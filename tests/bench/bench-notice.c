/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <time.h>

#include "zx-i18n.h"
#include "zx-notice-poster.h"

/* A public notice as a PDF file, CPU, beside the least that any program could do with the same libraries: set each of the
 * same texts with Pango and show it with Cairo, so many a page.
 *
 *   bench-notice [NAMES] [RUNS]
 *
 * Both alternately, each with fonts loaded anew; medians.
 */

#define ROWS   26
#define GROUPS 3

static double
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec + now.tv_nsec / 1e9;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static ZxNoticeSheet *
make_sheet (guint n)
{
  static const char * const surnames[] = { "刘", "徐", "郭", "陈", "孙", "马", "杨", "胡", "罗", "赵", "朱", "王", "黄", "高", "李", "周", "林", "张", "吴", "何", "欧阳", "安", "龙" };
  static const char * const first[] = { "雨", "子", "秀", "嘉", "志", "建", "文", "玉", "小", "春", "晓", "俊", "梦", "思", "若", "永", "浩", "佳", "天", "静", "金", "海" };
  static const char * const second[] = { "欣", "涵", "兰", "豪", "强", "国", "博", "珍", "梅", "燕", "彤", "杰", "瑶", "源", "军", "曦", "康", "然", "怡", "佑", "龙" };
  static const char * const classes[] = { "一(1)班", "二(1)班", "二(2)班", "三(1)班", "三(2)班", "四(1)班", "四(2)班", "五(1)班", "五(2)班", "六(1)班", "七(1)班", "八(2)班", "九(1)班" };
  ZxNoticeSheet *sheet = zx_notice_sheet_new ();

  sheet->kind = g_strdup ("1");
  sheet->number = g_strdup ("RD-2026秋-A01");
  sheet->title = g_strdup ("家庭经济困难学生认定结果公示");
  sheet->school = g_strdup ("青石镇中心学校");
  sheet->term = g_strdup ("2026-2027-1");
  g_strlcpy (sheet->start, "2026-11-19", ZX_DATE_SIZE);
  g_strlcpy (sheet->end, "2026-11-25", ZX_DATE_SIZE);
  sheet->days = 5;
  sheet->reply_days = 3;
  for (guint i = 0; i < n; i++)
    {
      ZxNoticeEntry *entry = zx_notice_sheet_add (sheet);

      entry->name = g_strconcat (surnames[i % G_N_ELEMENTS (surnames)], first[i / 3 % G_N_ELEMENTS (first)],
                                 second[i / 7 % G_N_ELEMENTS (second)], NULL);
      entry->class_words = g_strdup (classes[i * G_N_ELEMENTS (classes) / n]);
    }

  return sheet;
}

static double
write_ours (const ZxNoticeSheet *sheet,
            const char          *path)
{
  double began = get_cpu ();
  g_autoptr (ZxPages) pages = zx_notice_poster_new (sheet, ZX_PAPER_A4);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) files = zx_pages_write (pages, path, ZX_PAGES_PDF, 0, TRUE, NULL, NULL, &error);

  if (files == NULL)
    g_error ("%s", error->message);

  return get_cpu () - began;
}

static PangoLayout *
make_layout (PangoContext *context,
             const char   *font)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);

  return layout;
}

static void
show (cairo_t     *cr,
      PangoLayout *layout,
      const char  *text,
      double       x,
      double       y)
{
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static double
write_bare (const ZxNoticeSheet *sheet,
            const char          *path)
{
  double began = get_cpu ();
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  PangoContext *context = pango_font_map_create_context (fonts);
  g_autoptr (PangoLayout) regular = make_layout (context, "Noto Serif CJK SC 11");
  g_autoptr (PangoLayout) bold = make_layout (context, "Noto Serif CJK SC Bold 11");
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595.276, 841.89);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < sheet->entries->len; i++)
    {
      const ZxNoticeEntry *entry = g_ptr_array_index (sheet->entries, i);
      double x = 56 + i / ROWS % GROUPS * 164, y = 160 + i % ROWS * 18;
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      show (cr, regular, number, x, y);
      show (cr, regular, entry->class_words, x + 40, y);
      show (cr, bold, entry->name, x + 105, y);
      if (i % (ROWS * GROUPS) == ROWS * GROUPS - 1)
        cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);

  return get_cpu () - began;
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 3000;
  guint n_runs = argc > 2 ? (guint) atoi (argv[2]) : 9;
  g_autoptr (ZxNoticeSheet) sheet = NULL;
  g_autofree char *folder = g_dir_make_tmp ("zhuxue-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "notice.pdf", NULL);
  g_autofree double *ours = g_new0 (double, n_runs);
  g_autofree double *bare = g_new0 (double, n_runs);

  /* Notices are Chinese. */
  zx_i18n_init ("zh_CN");
  sheet = make_sheet (n);
  write_ours (sheet, path);
  write_bare (sheet, path);
  for (guint i = 0; i < n_runs; i++)
    {
      ours[i] = write_ours (sheet, path);
      bare[i] = write_bare (sheet, path);
    }
  g_unlink (path);
  g_rmdir (folder);

  qsort (ours, n_runs, sizeof *ours, compare_doubles);
  qsort (bare, n_runs, sizeof *bare, compare_doubles);
  g_print ("notice of %u names: %.1f ms, bare loop %.1f ms, ratio %.2f\n", n, ours[n_runs / 2] * 1e3, bare[n_runs / 2] * 1e3,
           ours[n_runs / 2] / bare[n_runs / 2]);

  return 0;
}
