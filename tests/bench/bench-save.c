/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "zx-casebook.h"
#include "zx-db.h"

/* Saving a home visit (the visit, its child, its visitor, journal, versions, lists, note index), wall time, beside the
 * least that any program could do to keep it: one row in one durable WAL transaction.
 *
 *   bench-save [SAVES] [STUDENTS]
 *
 * Both write on the same disk (TMPDIR), alternately; medians and the 99th of a hundred.
 */

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
take (double *sorted,
      guint   n,
      double  part)
{
  return sorted[MIN (n - 1, (guint) (part * n))] * 1e6;
}

static gboolean
add_students (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  GArray *students = data;

  zx_action_set_bulk (action);
  for (guint i = 0; i < students->len; i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);

      zx_record_set_text (student, "name", i % 2 == 0 ? "张家伟" : "欧阳若兰");
      zx_record_set_text (student, "grade", "P3");
      zx_record_set_text (student, "class_name", "1班");
      zx_record_set_text (student, "home_address", "青石村二组");
      if (!zx_action_save (action, student, error))
        return FALSE;
      g_array_index (students, gint64, i) = zx_record_get_id (student);
    }

  return TRUE;
}

static void
check (gboolean  done,
       GError   *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "?");
}

static const char told[] =
  "爷爷在家，奶奶下地。父亲在外地打工，每月寄回生活费；孩子放学后先做饭再写作业，灯光太暗。\n"
  "屋顶漏雨的地方已经盖好，冬天的被子还缺一床。孩子说想继续学画画。";

static double
save_visit (ZxCasebook *casebook,
            gint64      student,
            gint64      staff)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  g_autoptr (GTimer) timer = NULL;
  g_autoptr (GError) error = NULL;

  zx_record_add_ref (visit, "student", student);
  zx_record_add_ref (visit, "visitors", staff);
  zx_record_set_text (visit, "visit_date", "2026-10-17");
  zx_record_set_text (visit, "received_by", "张老汉");
  zx_record_set_text (visit, "received_rel", "61");
  zx_record_set_text (visit, "home_found", told);

  timer = g_timer_new ();
  check (zx_casebook_save (casebook, "Record a home visit", visit, NULL, &error), error);

  return g_timer_elapsed (timer, NULL);
}

static double
save_bare (ZxDb   *db,
           gint64  student)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GError) error = NULL;
  ZxStatement *begin, *insert, *commit;

  begin = zx_db_prepare (db, "BEGIN IMMEDIATE", &error);
  check (zx_statement_run (begin, &error), error);
  insert = zx_db_prepare (db, "INSERT INTO visit (student, day, told) VALUES (:student, '2026-10-17', :told)", &error);
  zx_statement_set_int (insert, ":student", student);
  zx_statement_set_text (insert, ":told", told);
  check (zx_statement_run (insert, &error), error);
  commit = zx_db_prepare (db, "COMMIT", &error);
  check (zx_statement_run (commit, &error), error);

  return g_timer_elapsed (timer, NULL);
}

int
main (int   argc,
      char *argv[])
{
  guint n_saves = argc > 1 ? (guint) atoi (argv[1]) : 1000;
  guint n_students = argc > 2 ? (guint) atoi (argv[2]) : 3000;
  g_autofree char *folder = g_dir_make_tmp ("zhuxue-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "school.zhuxue", NULL);
  g_autofree char *bare_path = g_build_filename (folder, "bare.db", NULL);
  g_autofree double *program = g_new (double, n_saves);
  g_autofree double *bare = g_new (double, n_saves);
  g_autoptr (GArray) students = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_autoptr (ZxRecord) staff = zx_record_new (&zx_kind_staff);
  g_autoptr (GError) error = NULL;
  ZxNewCasebook info = { .school = "青石完全小学", .term = "2026-2027-1" };
  g_autoptr (ZxCasebook) casebook = NULL;
  ZxDb *db;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  casebook = zx_casebook_create (path, &info, &error);
  check (casebook != NULL, error);
  zx_casebook_set_today (casebook, "2026-11-20");
  g_array_set_size (students, n_students);
  check (zx_casebook_act (casebook, "Import", add_students, students, NULL, &error), error);
  zx_record_set_text (staff, "name", "田野");
  check (zx_casebook_save (casebook, "Add a teacher", staff, NULL, &error), error);

  db = zx_db_open (bare_path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
  check (db != NULL && zx_db_run (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                                      "CREATE TABLE visit (id INTEGER PRIMARY KEY, student INTEGER, day TEXT, told TEXT)", &error), error);

  for (guint i = 0; i < n_saves; i++)
    {
      gint64 student = g_array_index (students, gint64, (i * 7919) % n_students);

      program[i] = save_visit (casebook, student, zx_record_get_id (staff));
      bare[i] = save_bare (db, student);
    }

  qsort (program, n_saves, sizeof (double), compare_doubles);
  qsort (bare, n_saves, sizeof (double), compare_doubles);
  g_print ("%u saves, %u students\n", n_saves, n_students);
  g_print ("bare transaction  median %6.0f us   p99 %6.0f us\n", take (bare, n_saves, 0.5), take (bare, n_saves, 0.99));
  g_print ("saving a visit    median %6.0f us   p99 %6.0f us\n", take (program, n_saves, 0.5), take (program, n_saves, 0.99));
  g_print ("ratio             median %6.2f      p99 %6.2f      (must 2, aim 1.3)\n",
           take (program, n_saves, 0.5) / take (bare, n_saves, 0.5), take (program, n_saves, 0.99) / take (bare, n_saves, 0.99));

  zx_db_free (db);
  zx_casebook_close (casebook);
  if (g_getenv ("ZX_BENCH_KEEP") == NULL)
    {
      g_unlink (path);
      g_unlink (bare_path);
    }
  else
    g_print ("%s\n", path);

  return 0;
}
