/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-launch"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zx-agenda.h"
#include "zx-backup.h"
#include "zx-check.h"
#include "zx-demo.h"
#include "zx-draft.h"
#include "zx-first-run.h"
#include "zx-history.h"
#include "zx-launch.h"
#include "zx-paper.h"
#include "zx-platform.h"
#include "zx-settings.h"
#include "zx-visit-coverage.h"

#define COPY_SECONDS (60 * 60)
#define CLOCK_SECONDS 60

/* --- the copy every hour and on exit */

typedef struct
{
  ZxWindow   *window;    /* owns this */
  ZxFirstRun *first_run; /* weak: the first page, while it is shown */
  gint64      copied;    /* newest action that is in a copy */
  guint       timer_id;
  guint       clock_id;
} Launch;

static void
launch_free (gpointer data)
{
  Launch *launch = data;

  g_clear_handle_id (&launch->timer_id, g_source_remove);
  g_clear_handle_id (&launch->clock_id, g_source_remove);
  g_clear_weak_pointer (&launch->first_run);
  g_free (launch);
}

static void
copy_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (zx_casebook_back_up_locally (source, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copy_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (ZxWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    zx_session_report (zx_session_of (window), error);
}

static gboolean
copy_cb (gpointer data)
{
  Launch *launch = data;
  ZxCasebook *casebook = zx_session_get_casebook (zx_session_of (launch->window));
  g_autoptr (GTask) task = NULL;
  gint64 last;

  if (casebook == NULL || zx_casebook_is_read_only (casebook))
    return G_SOURCE_CONTINUE;

  last = zx_casebook_get_last_action (casebook);
  if (last == launch->copied)
    return G_SOURCE_CONTINUE;

  launch->copied = last;
  task = g_task_new (casebook, NULL, copy_done_cb, g_object_ref (launch->window));
  g_task_run_in_thread (task, copy_worker);

  return G_SOURCE_CONTINUE;
}

static Launch *
get_launch (ZxWindow *window)
{
  Launch *launch = g_object_get_data (G_OBJECT (window), "zx-launch");

  if (launch == NULL)
    {
      launch = g_new0 (Launch, 1);
      launch->window = window;
      launch->timer_id = g_timeout_add_seconds (COPY_SECONDS, copy_cb, launch);
      g_object_set_data_full (G_OBJECT (window), "zx-launch", launch, launch_free);
    }

  return launch;
}

static gboolean
wants_copy_on_exit (void)
{
  g_autofree char *note = zx_settings_dup_note (ZX_LAUNCH_NO_COPY_NOTE);

  return note == NULL || *note == '\0';
}

void
zx_launch_end (ZxWindow *window)
{
  ZxSession *session = zx_session_of (window);
  ZxCasebook *casebook = zx_session_get_casebook (session);
  g_autoptr (GError) error = NULL;

  if (casebook == NULL)
    return;

  if (!zx_casebook_is_read_only (casebook) &&
      zx_casebook_get_last_action (casebook) != get_launch (window)->copied && wants_copy_on_exit () &&
      !zx_casebook_back_up_locally (casebook, NULL, &error))
    g_message ("No copy on exit: %s", error->message);

  zx_session_set_casebook (session, NULL);
}

/* --- the figures in the sidebar */

typedef struct
{
  guint  n_items;
  guint  overdue;
  guint  n_to_visit;
  int    backup_age;
  int    backup_soon;
  int    backup_urgent;
  char  *backup_day;
} Figures;

static void
figures_free (gpointer data)
{
  Figures *figures = data;

  g_free (figures->backup_day);
  g_free (figures);
}

static gpointer
read_figures (ZxDb       *db,
              const char *today)
{
  Figures *figures = g_new0 (Figures, 1);
  guint due = 0, done = 0;
  ZxVisitRule rule;

  zx_agenda_count_today (db, today, &figures->n_items, &figures->overdue, NULL);
  if (zx_visit_coverage_count (db, today, &rule, &due, &done, NULL) && due > done)
    figures->n_to_visit = due - done;
  figures->backup_age = zx_backup_age (db, today, &figures->backup_day);
  figures->backup_soon = zx_backup_get_soon_days (db);
  figures->backup_urgent = zx_backup_get_urgent_days (db);

  return figures;
}

static void
show_figures (gpointer owner,
              gpointer result)
{
  ZxWindow *window = zx_session_get_window (owner);
  const Figures *figures = result;

  if (figures == NULL)
    return;

  /* What is due belongs to the present. */
  if (zx_session_get_old_term (owner) != NULL)
    {
      zx_window_set_count (window, ZX_SECTION_TODAY, NULL, NULL, ZX_TONE_PLAIN);
      zx_window_set_count (window, ZX_SECTION_VISITS, NULL, NULL, ZX_TONE_PLAIN);
      return;
    }

  if (figures->n_items > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", figures->n_items);
      g_autofree char *spoken = g_strdup_printf (ngettext ("%u thing", "%u things", figures->n_items), figures->n_items);

      zx_window_set_count (window, ZX_SECTION_TODAY, text, spoken, figures->overdue > 0 ? ZX_TONE_URGENT : ZX_TONE_PLAIN);
    }
  else
    zx_window_set_count (window, ZX_SECTION_TODAY, NULL, NULL, ZX_TONE_PLAIN);

  if (figures->n_to_visit > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", figures->n_to_visit);
      g_autofree char *spoken = g_strdup_printf (ngettext ("%u child to visit", "%u children to visit", figures->n_to_visit),
                                                 figures->n_to_visit);

      zx_window_set_count (window, ZX_SECTION_VISITS, text, spoken, ZX_TONE_PLAIN);
    }
  else
    zx_window_set_count (window, ZX_SECTION_VISITS, NULL, NULL, ZX_TONE_PLAIN);

  if (figures->backup_day != NULL || figures->backup_age > figures->backup_soon)
    {
      int age = figures->backup_age;
      gboolean never = figures->backup_day == NULL;
      g_autofree char *words = never ? g_strdup (_("never")) : g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) age), age);
      /* Translators: days since the last backup, in the little room beside "Backup" */
      g_autofree char *text = never ? g_strdup (_("never")) : g_strdup_printf (C_("backup", "%d d ago"), age);

      zx_window_set_count (window, ZX_SECTION_BACKUP, text, words,
                           age > figures->backup_urgent ? ZX_TONE_URGENT : age > figures->backup_soon ? ZX_TONE_SOON : ZX_TONE_PLAIN);
    }
  else
    zx_window_set_count (window, ZX_SECTION_BACKUP, NULL, NULL, ZX_TONE_PLAIN);
}

static void
show_counts (ZxSession *session)
{
  if (zx_session_get_casebook (session) != NULL)
    zx_session_read (session, read_figures, figures_free, show_figures, G_OBJECT (session));
}

/* --- showing an open casebook */

static void
go_on_cb (gpointer data)
{
  gint64 *key = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-draft", "x", *key);
}

/* What was being written when the program ended, whether it was closed or killed. */
static void
offer_drafts (ZxWindow   *window,
              ZxCasebook *casebook)
{
  g_autoptr (GPtrArray) drafts = zx_drafts_load (zx_casebook_get_reader (casebook), "home_visit", NULL);
  g_autofree char *words = NULL;
  const ZxDraft *newest;

  if (drafts == NULL || drafts->len == 0 || zx_casebook_is_read_only (casebook))
    return;

  newest = g_ptr_array_index (drafts, 0);
  words = g_strdup_printf (ngettext ("%u home visit is not finished yet", "%u home visits are not finished yet", drafts->len),
                           drafts->len);
  zx_window_toast_with_button (window, words, ZX_TOAST_SECONDS_BULK, _("Continue"), go_on_cb,
                               g_memdup2 (&newest->key, sizeof newest->key), g_free);
}

static void
demo_left_cb (ZxNotice *notice,
              ZxWindow *window)
{
  zx_launch_show_first (window);
}

/* The strip goes by itself once the clock is set right; until then it stays above every page. */
static void
tell_of_clock (ZxWindow *window)
{
  ZxCasebook *casebook = zx_session_get_casebook (zx_session_of (window));
  ZxNotice *notice = zx_window_get_clock_notice (window);
  g_autofree char *warning = casebook != NULL ? zx_casebook_dup_clock_warning (casebook) : NULL;

  if (warning != NULL)
    zx_notice_show (notice, ZX_TONE_URGENT, warning, NULL, NULL);
  else
    zx_notice_hide (notice);
}

static gboolean
clock_cb (gpointer data)
{
  Launch *launch = data;

  tell_of_clock (launch->window);

  return G_SOURCE_CONTINUE;
}

static void
check_fonts_worker (GTask        *task,
                    gpointer      source,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  GError *error = NULL;

  if (zx_paper_check_fonts (&error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fonts_checked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    zx_session_report (zx_session_of (source), error);
}

/* Better now than when the notice has to hang on the wall. Reading fonts takes a moment, so not before the first picture. */
static void
check_fonts (ZxWindow *window)
{
  static gboolean checked;
  g_autoptr (GTask) task = NULL;

  if (checked)
    return;
  checked = TRUE;
  task = g_task_new (window, NULL, fonts_checked_cb, NULL);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_run_in_thread (task, check_fonts_worker);
}

static void
tell_what_it_is (ZxWindow   *window,
                 ZxCasebook *casebook)
{
  ZxNotice *demo = zx_window_get_demo_notice (window);

  if (zx_casebook_is_demo (zx_casebook_get_reader (casebook)))
    {
      zx_notice_show (demo, ZX_TONE_SOON, _("This is demonstration data"), _("Start with your own school"), NULL);
      g_signal_handlers_disconnect_by_func (demo, demo_left_cb, window);
      g_signal_connect_object (demo, "activated", G_CALLBACK (demo_left_cb), window, 0);
    }
  else
    zx_notice_hide (demo);

  if (zx_casebook_is_read_only (casebook))
    zx_notice_show (zx_window_get_notice (window), ZX_TONE_SOON,
                    _("This casebook is open for reading only: it is open elsewhere, or may not be written here."), NULL, NULL);
  else
    zx_notice_hide (zx_window_get_notice (window));
}

static void
show_casebook (ZxWindow   *window,
               ZxCasebook *casebook)
{
  get_launch (window)->copied = zx_casebook_get_last_action (casebook);
  zx_session_set_casebook (zx_session_of (window), casebook);
  zx_window_show_instead (window, NULL);
  tell_what_it_is (window, casebook);
  tell_of_clock (window);
  check_fonts (window);
  if (get_launch (window)->clock_id == 0)
    get_launch (window)->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, get_launch (window));
  zx_window_show_section (window, ZX_SECTION_TODAY);
  offer_drafts (window, casebook);
}

static void
show_failure (ZxWindow     *window,
              const GError *error)
{
  if (zx_session_get_casebook (zx_session_of (window)) != NULL)
    {
      zx_session_report (zx_session_of (window), error);
      return;
    }

  zx_launch_show_first (window);
  zx_first_run_show_error (get_launch (window)->first_run, error);
}

void
zx_launch_open (ZxWindow   *window,
                const char *path)
{
  ZxSession *session = zx_session_of (window);
  ZxCasebook *open = zx_session_get_casebook (session);
  g_autoptr (GError) error = NULL;
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  ZxCasebook *casebook;

  if (open != NULL && g_strcmp0 (full, zx_casebook_get_path (open)) == 0)
    {
      zx_window_show_instead (window, NULL);
      return;
    }

  casebook = zx_casebook_open (full, ZX_OPEN_WRITE, &error);
  if (casebook == NULL && (g_error_matches (error, ZX_DB_ERROR, ZX_DB_ERROR_BUSY) ||
                           g_error_matches (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY)))
    casebook = zx_casebook_open (full, ZX_OPEN_READ_ONLY, NULL);

  if (casebook == NULL)
    {
      show_failure (window, error);
      return;
    }

  show_casebook (window, casebook);
}

/* --- making one */

typedef struct
{
  char     *path;
  char     *school;
  char     *stages;
  char     *term;
  char     *person;
  char     *post;
  ZxStart   start;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_free (making->path);
  g_free (making->school);
  g_free (making->stages);
  g_free (making->term);
  g_free (making->person);
  g_free (making->post);
  g_free (making);
}

static gboolean
make_casebook (const Making  *making,
               GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (making->path);
  ZxNewCasebook info = {
    .school = making->school, .stages = making->stages, .term = making->term, .person = making->person, .role = making->post,
  };
  g_autoptr (ZxCasebook) casebook = NULL;

  g_mkdir_with_parents (folder, 0700);
  casebook = making->start == ZX_START_DEMO ? zx_demo_create (making->path, error)
                                            : zx_casebook_create (making->path, &info, error);
  if (casebook == NULL)
    return FALSE;
  zx_casebook_close (casebook);

  return TRUE;
}

static void
make_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (make_casebook (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  ZxWindow *window = ZX_WINDOW (source);
  const Making *making = g_task_get_task_data (G_TASK (result));
  ZxFirstRun *first_run = get_launch (window)->first_run;
  g_autoptr (GError) error = NULL;

  if (first_run != NULL)
    zx_first_run_set_busy (first_run, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (first_run != NULL)
        zx_first_run_show_error (first_run, error);
      return;
    }

  zx_launch_open (window, making->path);
  if (making->start == ZX_START_IMPORT)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.import", NULL);
}

static void
create_cb (ZxWindow   *window,
           ZxFirstRun *first_run)
{
  g_autoptr (GTask) task = g_task_new (window, NULL, made_cb, NULL);
  Making *making = g_new0 (Making, 1);
  ZxFirstRunValues values;

  zx_first_run_get_values (first_run, &values);
  making->path = g_strdup (values.path);
  making->school = g_strdup (values.school);
  making->stages = g_strdup (values.stages);
  making->term = g_strdup (values.term);
  making->person = g_strdup (values.person);
  making->post = g_strdup (values.post);
  making->start = values.start;

  zx_first_run_set_busy (first_run, TRUE);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_worker);
}

/* --- the first page */

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = zx_platform_open_file_finish (result, &error);
  g_autofree char *path = NULL;

  if (file == NULL)
    return;

  path = g_file_get_path (file);
  zx_launch_open (window, path);
}

void
zx_launch_choose (ZxWindow *window)
{
  static const char * const patterns[] = { "*.zhuxue", NULL };

  zx_platform_open_file_async (GTK_WINDOW (window), _("Open a casebook"), _("Casebooks"), patterns, NULL, NULL,
                               chosen_cb, g_object_ref (window));
}

static void
open_path_cb (ZxWindow   *window,
              const char *path)
{
  zx_launch_open (window, path);
}

static void
open_other_cb (ZxWindow *window)
{
  zx_launch_choose (window);
}

/* --- from a backup, without a casebook open */

typedef struct
{
  char *path;
  char *target;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->path);
  g_free (restoring->target);
  g_free (restoring);
}

static void
restore_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Restoring *restoring = task_data;
  g_autofree char *folder = g_path_get_dirname (restoring->target);
  g_auto (ZxBackupResult) result = { 0 };
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (zx_backup_restore (restoring->path, NULL, restoring->target, &result, cancellable, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZxWindow *window = ZX_WINDOW (source);
  const Restoring *restoring = g_task_get_task_data (G_TASK (result));
  ZxFirstRun *first_run = get_launch (window)->first_run;
  g_autoptr (GError) error = NULL;

  if (first_run != NULL)
    zx_first_run_set_busy (first_run, FALSE);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    zx_launch_open (window, restoring->target);
  else if (first_run != NULL)
    zx_first_run_show_error (first_run, error);
}

static void
backup_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (ZxWindow) window = data;
  g_autoptr (GFile) file = zx_platform_open_file_finish (result, NULL);
  g_autofree char *home = zx_settings_dup_home_folder ();
  g_autofree char *name = NULL;
  g_autofree char *file_name = NULL;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  ZxFirstRun *first_run = get_launch (window)->first_run;
  Restoring *restoring;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  name = g_file_get_basename (file);
  if (strrchr (name, '.') != NULL)
    *strrchr (name, '.') = '\0';
  file_name = g_strdup_printf ("%s-%s-%s.zhuxue", name, _("restored"), stamp);

  restoring = g_new0 (Restoring, 1);
  restoring->path = g_strdup (g_file_peek_path (file));
  restoring->target = g_build_filename (home, file_name, NULL);
  if (first_run != NULL)
    zx_first_run_set_busy (first_run, TRUE);
  task = g_task_new (window, NULL, restored_cb, NULL);
  g_task_set_task_data (task, restoring, restoring_free);
  g_task_run_in_thread (task, restore_worker);
}

static void
restore_cb (ZxWindow *window)
{
  static const char * const patterns[] = { "*.zip", "*.zhuxue", NULL };

  zx_platform_open_file_async (GTK_WINDOW (window), _("Restore from a backup"), _("Backups"), patterns, NULL, NULL,
                               backup_chosen_cb, g_object_ref (window));
}

static void
cancelled_cb (ZxWindow *window)
{
  zx_window_show_instead (window, NULL);
}

void
zx_launch_show_first (ZxWindow *window)
{
  GtkWidget *first_run = zx_first_run_new ();

  g_set_weak_pointer (&get_launch (window)->first_run, ZX_FIRST_RUN (first_run));
  zx_first_run_set_offers (ZX_FIRST_RUN (first_run), TRUE, TRUE);
  zx_first_run_allow_back (ZX_FIRST_RUN (first_run), zx_session_get_casebook (zx_session_of (window)) != NULL);
  g_signal_connect_object (first_run, "create", G_CALLBACK (create_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "open-path", G_CALLBACK (open_path_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "open-other", G_CALLBACK (open_other_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "restore", G_CALLBACK (restore_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "cancelled", G_CALLBACK (cancelled_cb), window, G_CONNECT_SWAPPED);
  zx_window_show_instead (window, first_run);
}

void
zx_launch_show_demo (ZxWindow *window)
{
  zx_launch_show_first (window);
  zx_first_run_pick_demo (get_launch (window)->first_run);
}

static gboolean
close_request_cb (ZxWindow *window)
{
  zx_launch_end (window);

  return GDK_EVENT_PROPAGATE;
}

void
zx_launch_begin (ZxWindow   *window,
                 const char *path)
{
  g_auto (GStrv) recent = zx_settings_dup_recent ();

  g_signal_connect (zx_session_of (window), "opened", G_CALLBACK (show_counts), NULL);
  g_signal_connect (zx_session_of (window), "changed", G_CALLBACK (show_counts), NULL);

  /* After the pages have stored their drafts. */
  g_signal_connect_after (window, "close-request", G_CALLBACK (close_request_cb), NULL);

  if (path != NULL)
    zx_launch_open (window, path);
  else if (recent != NULL && recent[0] != NULL && g_file_test (recent[0], G_FILE_TEST_EXISTS))
    zx_launch_open (window, recent[0]);
  else
    zx_launch_show_first (window);
}
