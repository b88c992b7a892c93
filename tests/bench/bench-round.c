/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/resource.h>
#include <stdlib.h>

#include "zx-application-step.h"
#include "zx-history.h"
#include "zx-notice-sheet.h"
#include "zx-round.h"

/* A round of many applicants: each stage is moved in one action, then its list and counts are read. Wall time.
 *
 *   bench-round [APPLICANTS]
 *
 * Limits: a stage in under a second, the list of a stage in under 50 ms, with 3,000 applicants.
 */

/* Of all threads, in milliseconds: what a busy machine does not change. */
static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void
check (gboolean  done,
       GError   *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "?");
}

static gboolean
add_all (ZxAction  *action,
         gpointer   data,
         GError   **error)
{
  GArray *applications = data;

  for (guint i = 0; i < applications->len; i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
      g_autoptr (ZxRecord) category = zx_record_new (&zx_kind_category);
      g_autoptr (ZxRecord) application = zx_record_new (&zx_kind_application);

      zx_record_set_text (student, "name", i % 2 == 0 ? "张家伟" : "欧阳若兰");
      zx_record_set_text (student, "grade", "P3");
      zx_record_set_text (student, "class_name", i % 3 == 0 ? "1班" : "2班");
      if (!zx_action_save (action, student, error))
        return FALSE;
      zx_record_set_ref (category, "student", zx_record_get_id (student));
      zx_record_set_text (category, "cat", "05");
      zx_record_set_text (category, "cert_no", "DB-1");
      zx_record_set_ref (application, "student", zx_record_get_id (student));
      zx_record_set_text (application, "school_year", "2026-2027");
      zx_record_set_text (application, "term", "2026-2027-1");
      zx_record_set_text (application, "kind", "1");
      zx_record_set_text (application, "cats", "05");
      zx_record_set_text (application, "reason", "父亲患病，母亲务农，家里三个孩子上学。");
      zx_record_set_text (application, "apply_date", "2026-09-05");
      if (!zx_action_save (action, category, error) || !zx_action_save (action, application, error))
        return FALSE;
      g_array_index (applications, gint64, i) = zx_record_get_id (application);
    }

  return TRUE;
}

static gint64
add_review (ZxCasebook *casebook)
{
  g_autoptr (ZxRecord) review = zx_record_new (&zx_kind_class_review);
  g_autoptr (GError) error = NULL;

  zx_record_set_text (review, "date", "2026-09-10");
  check (zx_casebook_save (casebook, "评议", review, NULL, &error), error);

  return zx_record_get_id (review);
}

static double
move (ZxCasebook        *casebook,
      GArray            *applications,
      const char        *word,
      const ZxStepField *fields,
      guint              n_fields)
{
  g_autofree ZxStepOne *ones = g_new0 (ZxStepOne, applications->len);
  g_autoptr (GTimer) timer = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < applications->len; i++)
    ones[i].application = g_array_index (applications, gint64, i);

  timer = g_timer_new ();
  check (zx_casebook_step (casebook, &(ZxStepRequest) { word, ones, applications->len, fields, n_fields }, NULL, NULL, &error), error);

  return g_timer_elapsed (timer, NULL);
}

static double
read_stage (ZxCasebook *casebook,
            ZxAppStage  stage,
            guint      *out_n)
{
  ZxDb *db = zx_casebook_get_reader (casebook);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  ZxStageCounts counts;

  check (zx_stage_counts_load (db, "2026-2027", NULL, "2026-11-20", &counts, &error), error);
  rows = zx_stage_rows_load (db, "2026-2027", NULL, stage, 0, "2026-11-20", &error);
  check (rows != NULL, error);
  *out_n = rows->len;

  return g_timer_elapsed (timer, NULL);
}

int
main (int   argc,
      char *argv[])
{
  guint n_applicants = argc > 1 ? (guint) atoi (argv[1]) : 3000;
  g_autofree char *folder = g_dir_make_tmp ("zhuxue-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "school.zhuxue", NULL);
  g_autofree char *review = NULL;
  g_autofree char *teacher = NULL;
  g_autoptr (GArray) applications = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimer) timer = NULL;
  g_autoptr (ZxNoticeSheet) sheet = NULL;
  g_autoptr (ZxNoticePage) page = NULL;
  ZxNewCasebook info = { .school = "青石完全小学", .term = "2026-2027-1", .person = "田野" };
  ZxCasebook *casebook;
  const struct
  {
    const char  *word;
    ZxAppStage   stage;
    ZxStepField  fields[4];
    guint        n_fields;
  } *steps;
  gint64 notice;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  casebook = zx_casebook_create (path, &info, &error);
  check (casebook != NULL, error);
  zx_casebook_set_today (casebook, "2026-11-20");
  zx_casebook_set_actor (casebook, "田野");
  g_array_set_size (applications, n_applicants);
  timer = g_timer_new ();
  check (zx_casebook_act (casebook, "Applications", add_all, applications, NULL, &error), error);
  g_print ("%u applicants\nadding them                   %7.0f ms\n", n_applicants, g_timer_elapsed (timer, NULL) * 1e3);
  review = g_strdup_printf ("%" G_GINT64_FORMAT, add_review (casebook));
  teacher = zx_db_dup_text (zx_casebook_get_reader (casebook), "SELECT id FROM staff LIMIT 1");

  steps = (const __typeof__ (*steps)[]) {
    { "submit", ZX_APP_STAGE_VERIFY, { { "committed", "1" }, { "commit_date", "2026-09-06" } }, 2 },
    { "verify", ZX_APP_STAGE_EVALUATE, { { "method", "7" }, { "suggest_level", "3" }, { "date", "2026-09-08" } }, 3 },
    { "class_review", ZX_APP_STAGE_HOMEROOM, { { "class_review", review }, { "suggest_level", "3" } }, 2 },
    { "homeroom_review", ZX_APP_STAGE_GRADE, { { "reviewer", teacher }, { "date", "2026-09-11" } }, 2 },
    { "grade_review", ZX_APP_STAGE_OFFICE, { { "reviewer", teacher }, { "date", "2026-09-12" } }, 2 },
    { "office_review", ZX_APP_STAGE_OFFICE, { { "reviewer", teacher }, { "date", "2026-09-14" } }, 2 },
    { "decide", ZX_APP_STAGE_OFFICE, { { "reviewer", teacher }, { "head", teacher }, { "date", "2026-09-15" } }, 3 },
    { "publish", ZX_APP_STAGE_NOTICE, { { "start", "2026-09-16" } }, 1 },
    { "confirm", ZX_APP_STAGE_FILED, { { "date", "2026-09-24" } }, 1 },
    { "archive", ZX_APP_STAGE_FILED, { { "archive_confirmed", "2026-09-28" } }, 1 },
    { NULL },
  };
  for (; steps->word != NULL; steps++)
    {
      guint n_rows;
      double cpu = get_cpu ();
      double moved = move (casebook, applications, steps->word, steps->fields, steps->n_fields);
      double cpu_moved = get_cpu () - cpu, cpu_read;
      double read = read_stage (casebook, steps->stage, &n_rows);

      cpu_read = get_cpu () - cpu - cpu_moved;
      g_print ("%-16s move %6.0f ms, cpu %5.0f   (must 1000)   its list %5.1f ms, cpu %5.1f, %u rows   (must 50)\n", steps->word, moved * 1e3, cpu_moved,
               read * 1e3, cpu_read, n_rows);
    }

  notice = zx_db_get_int (zx_casebook_get_reader (casebook), "SELECT id FROM notice LIMIT 1", 0);
  g_timer_start (timer);
  page = zx_notice_page_load (zx_casebook_get_reader (casebook), notice, "2026-11-20", &error);
  check (page != NULL, error);
  g_print ("page of the notice            %7.1f ms\n", g_timer_elapsed (timer, NULL) * 1e3);
  g_timer_start (timer);
  sheet = zx_notice_sheet_load (zx_casebook_get_reader (casebook), notice, NULL, &error);
  check (sheet != NULL, error);
  g_print ("sheet of the notice           %7.1f ms\n", g_timer_elapsed (timer, NULL) * 1e3);
  g_timer_start (timer);
  check (zx_casebook_undo (casebook, 0, 0, NULL, &error), error);
  g_print ("undo of the last move         %7.0f ms\n", g_timer_elapsed (timer, NULL) * 1e3);

  zx_casebook_close (casebook);
  g_object_unref (casebook);
  g_unlink (path);

  return 0;
}
