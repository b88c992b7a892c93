/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "zx-casebook.h"
#include "zx-id.h"
#include "zx-pinyin.h"
#include "zx-search.h"

/* Search as typed: after every key press the first 50 students are found, sorted by pinyin, and their rows read; beside
 * the bare query on the key table with the same 50 rows read. CPU time of this thread, both alternately.
 *
 *   bench-search [STUDENTS] [CHILDREN TYPED]
 */

static const char * const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "罗", "欧阳", "曾", "单", "仇" };
static const char * const first[] = { "小", "雨", "子", "秀", "嘉", "志", "建", "文", "玉", "春", "晓", "俊", "梦", "思", "佳", "海", "浩", "欣", "一", "天" };
static const char * const second[] = { "明", "桐", "涵", "兰", "豪", "强", "国", "博", "珍", "梅", "燕", "彤", "杰", "瑶", "怡", "远", "然", "佑", "诺", "轩" };
static const char * const villages[] = { "青石村", "白杨村", "龙潭村", "高坎村", "大坝村", "石板村", "新田村", "岩脚村" };

static void
check (gboolean  done,
       GError   *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "?");
}

static char *
dup_name (guint i)
{
  return g_strconcat (surnames[(i * 7 + i / 16) % 20], first[(i / 3 + i) % 20], i % 5 == 0 ? "" : second[(i / 60 + i) % 20], NULL);
}

static char *
dup_phone (guint i)
{
  return g_strdup_printf ("139%08u", (i * 7919u) % 100000000u);
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
      g_autofree char *name = dup_name (i);
      g_autofree char *phone = dup_phone (i);

      zx_record_set_text (student, "name", name);
      zx_record_set_text (student, "phone", phone);
      zx_record_set_text (student, "village", villages[i % 8]);
      zx_record_set_text (student, "grade", i % 2 == 0 ? "P3" : "P4");
      zx_record_set_text (student, "class_name", "1班");
      if (!zx_action_save (action, student, error))
        return FALSE;
    }

  return TRUE;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

/* What a row of the list shows. */
static guint
read_row (ZxDb   *db,
          gint64  student)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT t.name, t.phone, t.village, n.grade, n.class_name, n.level, n.last_visit "
                                        "FROM student t JOIN student_now n ON n.student = t.id WHERE t.id = :id", NULL);
  guint n_bytes = 0;

  zx_statement_set_int (row, ":id", student);
  if (zx_statement_step (row, NULL) > 0)
    for (int i = 0; i < 7; i++)
      n_bytes += (guint) sqlite3_column_bytes (row, i);
  sqlite3_reset (row);

  return n_bytes;
}

static double
search_bare (ZxDb       *db,
             const char *typed)
{
  double start = now ();
  ZxStatement *keys = zx_db_prepare (db, "SELECT student FROM search_key WHERE key >= :from AND key < :to LIMIT 50", NULL);
  g_autofree char *end = g_strconcat (typed, "\xf4\x8f\xbf\xbf", NULL);
  guint n_bytes = 0;

  zx_statement_set_text (keys, ":from", typed);
  zx_statement_set_text (keys, ":to", end);
  while (zx_statement_step (keys, NULL) > 0)
    n_bytes += read_row (db, zx_statement_get_int (keys, 0));

  return now () - start + (n_bytes == 1);
}

static double
search (ZxDb       *db,
        const char *typed)
{
  double start = now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = zx_search_students (db, typed, 50, &error);
  guint n_bytes = 0;

  check (found != NULL, error);
  for (guint i = 0; i < found->len; i++)
    n_bytes += read_row (db, g_array_index (found, gint64, i));

  return now () - start + (n_bytes == 1);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
take (GArray *times,
      double  part)
{
  return g_array_index (times, double, MIN (times->len - 1, (guint) (part * times->len)));
}

/* Every beginning of a text, as it is typed key by key. */
static void
type (ZxDb       *db,
      const char *text,
      GArray     *program,
      GArray     *bare,
      GString    *worst)
{
  for (const char *p = text; *p != '\0'; )
    {
      g_autofree char *typed = NULL;
      double took, took_bare;

      p = g_utf8_next_char (p);
      typed = g_strndup (text, (gsize) (p - text));
      took = search (db, typed);
      took_bare = search_bare (db, typed);
      if (program->len == 0 || took > g_array_index (program, double, program->len - 1) * 50)
        g_string_printf (worst, "%s", typed);
      g_array_append_val (program, took);
      g_array_append_val (bare, took_bare);
    }
}

int
main (int   argc,
      char *argv[])
{
  guint n_students = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  guint n_typed = argc > 2 ? (guint) atoi (argv[2]) : 400;
  g_autofree char *folder = g_dir_make_tmp ("zhuxue-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "county.zhuxue", NULL);
  g_autoptr (GArray) program = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GString) worst = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261017);
  ZxNewCasebook info = { .school = "青石完全小学", .term = "2026-2027-1" };
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  double start;
  ZxDb *db;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  casebook = zx_casebook_create (path, &info, &error);
  check (casebook != NULL, error);
  start = (double) g_get_monotonic_time ();
  check (zx_casebook_act (casebook, "Import", add_students, GUINT_TO_POINTER (n_students), NULL, &error), error);
  g_print ("%u students in %.1f s\n", n_students, ((double) g_get_monotonic_time () - start) / 1e6);
  db = zx_casebook_get_reader (casebook);

  for (guint i = 0; i < n_typed; i++)
    {
      guint number = (guint) g_rand_int_range (random, 0, (gint32) n_students);
      g_autofree char *name = dup_name (number);
      g_autofree char *phone = dup_phone (number);
      ZxPinyin readings[ZX_PINYIN_MAX_READINGS];

      type (db, name, program, bare, worst);
      if (zx_pinyin_read (name, readings, ZX_PINYIN_MAX_READINGS) > 0)
        {
          type (db, readings[0].full, program, bare, worst);
          type (db, readings[0].initials, program, bare, worst);
        }
      type (db, phone + 7, program, bare, worst);
      type (db, villages[number % 8], program, bare, worst);
    }

  g_array_sort (program, compare_doubles);
  g_array_sort (bare, compare_doubles);
  g_print ("%u key presses\n", program->len);
  g_print ("bare key table   p50 %6.0f us   p99 %6.0f us   most %6.0f us\n", take (bare, 0.5), take (bare, 0.99), take (bare, 1));
  g_print ("search           p50 %6.0f us   p99 %6.0f us   most %6.0f us\n", take (program, 0.5), take (program, 0.99), take (program, 1));
  g_print ("ratio            p50 %6.2f      p99 %6.2f      (must 4, aim 1.2)\n",
           take (program, 0.5) / take (bare, 0.5), take (program, 0.99) / take (bare, 0.99));

  zx_casebook_close (casebook);
  if (g_getenv ("ZX_BENCH_KEEP") == NULL)
    g_unlink (path);
  else
    g_print ("%s\n", path);

  return 0;
}
