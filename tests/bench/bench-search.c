/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench-people.h"
#include "zx-search.h"

/* Search as typed: after every key press the first 50 students are found, sorted by pinyin, and their rows read; beside
 * the bare query on the key table with the same 50 rows read. CPU time of this thread, both alternately.
 *
 *   bench-search [STUDENTS] [CHILDREN TYPED]
 */

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

  bench_check (found != NULL, error);
  for (guint i = 0; i < found->len; i++)
    n_bytes += read_row (db, g_array_index (found, gint64, i));

  return now () - start + (n_bytes == 1);
}

typedef struct
{
  ZxDb   *db;
  GArray *program;
  GArray *bare;
} Typing;

static void
type_cb (const char *typed,
         gpointer    data)
{
  Typing *typing = data;
  double took = search (typing->db, typed);
  double took_bare = search_bare (typing->db, typed);

  g_array_append_val (typing->program, took);
  g_array_append_val (typing->bare, took_bare);
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
  g_autoptr (GRand) random = g_rand_new_with_seed (20261017);
  g_autoptr (ZxCasebook) casebook = NULL;
  Typing typing = { .program = program, .bare = bare };
  double start;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  start = (double) g_get_monotonic_time ();
  casebook = bench_casebook_new (path, n_students);
  g_print ("%u students in %.1f s\n", n_students, ((double) g_get_monotonic_time () - start) / 1e6);
  typing.db = zx_casebook_get_reader (casebook);

  for (guint i = 0; i < n_typed; i++)
    bench_type ((guint) g_rand_int_range (random, 0, (gint32) n_students), type_cb, &typing);

  bench_sort (program);
  bench_sort (bare);
  g_print ("%u key presses\n", program->len);
  g_print ("bare key table   p50 %6.0f us   p99 %6.0f us   most %6.0f us\n", bench_take (bare, 0.5), bench_take (bare, 0.99), bench_take (bare, 1));
  g_print ("search           p50 %6.0f us   p99 %6.0f us   most %6.0f us\n", bench_take (program, 0.5), bench_take (program, 0.99), bench_take (program, 1));
  g_print ("ratio            p50 %6.2f      p99 %6.2f      (must 4, aim 1.2)\n",
           bench_take (program, 0.5) / bench_take (bare, 0.5), bench_take (program, 0.99) / bench_take (bare, 0.99));

  zx_casebook_close (casebook);
  if (g_getenv ("ZX_BENCH_KEEP") == NULL)
    g_unlink (path);
  else
    g_print ("%s\n", path);

  return 0;
}
