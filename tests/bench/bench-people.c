/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-people.h"
#include "zx-pinyin.h"

static const char * const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "罗", "欧阳", "曾", "单", "仇" };
static const char * const first[] = { "小", "雨", "子", "秀", "嘉", "志", "建", "文", "玉", "春", "晓", "俊", "梦", "思", "佳", "海", "浩", "欣", "一", "天" };
static const char * const second[] = { "明", "桐", "涵", "兰", "豪", "强", "国", "博", "珍", "梅", "燕", "彤", "杰", "瑶", "怡", "远", "然", "佑", "诺", "轩" };
static const char * const villages[] = { "青石村", "白杨村", "龙潭村", "高坎村", "大坝村", "石板村", "新田村", "岩脚村" };

void
bench_check (gboolean  done,
             GError   *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "?");
}

char *
bench_dup_name (guint i)
{
  return g_strconcat (surnames[(i * 7 + i / 16) % 20], first[(i / 3 + i) % 20], i % 5 == 0 ? "" : second[(i / 60 + i) % 20], NULL);
}

char *
bench_dup_phone (guint i)
{
  return g_strdup_printf ("139%08u", (i * 7919u) % 100000000u);
}

const char *
bench_get_village (guint i)
{
  return villages[i % G_N_ELEMENTS (villages)];
}

static gboolean
add_students (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  guint n_students = GPOINTER_TO_UINT (data);

  zx_action_set_bulk (action);
  for (guint i = 0; i < n_students; i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
      g_autofree char *name = bench_dup_name (i);
      g_autofree char *phone = bench_dup_phone (i);

      zx_record_set_text (student, "name", name);
      zx_record_set_text (student, "phone", phone);
      zx_record_set_text (student, "village", bench_get_village (i));
      zx_record_set_text (student, "grade", i % 2 == 0 ? "P3" : "P4");
      zx_record_set_text (student, "class_name", "1班");
      if (!zx_action_save (action, student, error))
        return FALSE;
    }

  return TRUE;
}

ZxCasebook *
bench_casebook_new (const char *path,
                    guint       n_students)
{
  ZxNewCasebook info = { .school = "青石完全小学", .term = "2026-2027-1" };
  g_autoptr (GError) error = NULL;
  ZxCasebook *casebook = zx_casebook_create (path, &info, &error);

  bench_check (casebook != NULL, error);
  bench_check (zx_casebook_act (casebook, "Import", add_students, GUINT_TO_POINTER (n_students), NULL, &error), error);

  return casebook;
}

static void
type_text (const char    *text,
           BenchTypeFunc  func,
           gpointer       data)
{
  for (const char *p = text; *p != '\0'; )
    {
      g_autofree char *typed = NULL;

      p = g_utf8_next_char (p);
      typed = g_strndup (text, (gsize) (p - text));
      func (typed, data);
    }
}

void
bench_type (guint         i,
            BenchTypeFunc func,
            gpointer      data)
{
  g_autofree char *name = bench_dup_name (i);
  g_autofree char *phone = bench_dup_phone (i);
  ZxPinyin readings[ZX_PINYIN_MAX_READINGS];

  type_text (name, func, data);
  if (zx_pinyin_read (name, readings, ZX_PINYIN_MAX_READINGS) > 0)
    {
      type_text (readings[0].full, func, data);
      type_text (readings[0].initials, func, data);
    }
  type_text (phone + 7, func, data);
  type_text (bench_get_village (i), func, data);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

void
bench_sort (GArray *times)
{
  g_array_sort (times, compare_doubles);
}

double
bench_take (GArray *times,
            double  part)
{
  if (times->len == 0)
    return 0;

  return g_array_index (times, double, MIN (times->len - 1, (guint) (part * times->len)));
}
