/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "test-paper-util.h"

/* Dots per inch of kept pictures: a character is a smudge of 5 × 5, its place is exact. */
#define DPI 36

/* Squares of so many dots are compared by their mean, which may differ by so much of 255. */
#define SQUARE     6
#define MAY_DIFFER 24

char *
paper_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("zhuxue-paper-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

void
paper_folder_free (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

static cairo_surface_t *
draw (ZxPages *pages,
      guint    page)
{
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  zx_pages_get_size (pages, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) lround (width * DPI / 72), (int) lround (height * DPI / 72));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DPI / 72.0, DPI / 72.0);
  zx_pages_draw (pages, cr, page);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static double
get_mean (cairo_surface_t *surface,
          int              left,
          int              top)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int right = MIN (left + SQUARE, cairo_image_surface_get_width (surface));
  int bottom = MIN (top + SQUARE, cairo_image_surface_get_height (surface));
  double sum = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      sum += data[y * stride + x * 4 + 1];

  return sum / ((right - left) * (bottom - top));
}

void
paper_compare (ZxPages    *pages,
               guint       page,
               const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "paper", file, NULL);
  cairo_surface_t *now = draw (pages, page);
  cairo_surface_t *kept;
  guint n_off = 0, n = 0;
  double worst = 0;

  if (g_getenv ("ZHUXUE_KEEP_PICTURES") != NULL)
    {
      g_assert_cmpint (cairo_surface_write_to_png (now, path), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (now);
      return;
    }

  kept = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (kept), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (kept), ==, cairo_image_surface_get_width (now));
  g_assert_cmpint (cairo_image_surface_get_height (kept), ==, cairo_image_surface_get_height (now));

  for (int y = 0; y < cairo_image_surface_get_height (now); y += SQUARE)
    for (int x = 0; x < cairo_image_surface_get_width (now); x += SQUARE)
      {
        double differs = fabs (get_mean (now, x, y) - get_mean (kept, x, y));

        worst = MAX (worst, differs);
        n_off += differs > MAY_DIFFER;
        n++;
      }
  cairo_surface_destroy (kept);
  cairo_surface_destroy (now);

  g_test_message ("%s: %u of %u squares differ, the worst by %.1f", name, n_off, n, worst);
  /* One in five hundred: a hyphen, not a line. */
  g_assert_cmpuint (n_off * 500, <=, n);
}

ZxNoticeSheet *
paper_notice_new (const char *kind,
                  guint       n,
                  guint       long_every)
{
  static const char * const surnames[] = { "刘", "徐", "郭", "陈", "孙", "马", "杨", "胡", "罗", "赵", "朱", "王", "黄", "高", "李", "周", "林", "张", "吴", "何" };
  static const char * const given[] = { "雨欣", "子涵", "秀兰", "嘉豪", "志强", "建国", "文博", "玉珍", "小梅", "春燕", "晓彤", "俊杰", "梦瑶", "思源", "小军", "若曦", "永康", "浩然", "佳怡", "天佑", "静怡" };
  static const char * const long_names[] = { "阿依古丽·买买提", "阿卜杜拉·阿卜杜热合曼·吐尔逊", "欧阳小明", "王𬭚", "李㛃", "迪丽热巴·迪力木拉提", "𠮷野" };
  static const char * const classes[] = { "三(1)班", "三(2)班", "四(1)班", "五(1)班", "六(2)班", "七(1)班", "九(1)班" };
  ZxNoticeSheet *sheet = zx_notice_sheet_new ();

  sheet->kind = g_strdup (kind);
  sheet->number = g_strdup ("RD-2026秋-A01");
  sheet->title = g_strdup ("家庭经济困难学生认定结果公示");
  sheet->school = g_strdup ("青石镇中心学校");
  sheet->term = g_strdup ("2026-2027-1");
  g_strlcpy (sheet->start, "2026-11-19", ZX_DATE_SIZE);
  g_strlcpy (sheet->end, "2026-11-25", ZX_DATE_SIZE);
  g_strlcpy (sheet->dated, "2026-11-19", ZX_DATE_SIZE);
  sheet->days = 5;
  sheet->reply_days = 3;
  sheet->contact_place = g_strdup ("教学楼一楼 103 室（资助办）");
  sheet->contact_name = g_strdup ("陈老师");
  sheet->contact_phone = g_strdup ("0000-1234567");
  sheet->watch_name = g_strdup ("县资助中心");
  sheet->watch_phone = g_strdup ("0000-7654321");

  for (guint i = 0; i < n; i++)
    {
      ZxNoticeEntry *entry = zx_notice_sheet_add (sheet);

      if (long_every > 0 && i % long_every == 0)
        entry->name = g_strdup (long_names[i / long_every % G_N_ELEMENTS (long_names)]);
      else
        entry->name = g_strconcat (surnames[i % G_N_ELEMENTS (surnames)], given[i % G_N_ELEMENTS (given)], NULL);
      entry->class_words = g_strdup (classes[i * G_N_ELEMENTS (classes) / n]);
      if (g_strcmp0 (kind, "2") == 0)
        {
          entry->programme = g_strdup ("义务教育寄宿生生活补助");
          entry->amount_fen = 62500;
        }
    }

  return sheet;
}

char *
paper_dup_text (ZxPages *pages)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < zx_pages_get_n_pages (pages); i++)
    {
      g_autofree char *text = zx_pages_dup_text (pages, i);

      g_string_append (all, text);
      g_string_append_c (all, '\n');
    }

  return g_string_free (all, FALSE);
}

guint
paper_count (const char *text,
             const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;

  return n;
}
