/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-backup-page"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zx-agenda.h"
#include "zx-backup.h"
#include "zx-backup-page.h"
#include "zx-card.h"
#include "zx-launch.h"
#include "zx-notice.h"
#include "zx-platform.h"
#include "zx-session.h"
#include "zx-settings.h"

#define SHOWN_COPIES 5

struct _ZxBackupPage
{
  ZxPage          parent_instance;
  GVolumeMonitor *monitor;
  GtkWidget      *title;
  GtkWidget      *line;
  GtkWidget      *places; /* GtkDropDown, when there are several sticks */
  GtkWidget      *start;
  GtkWidget      *folder;
  GtkWidget      *stop;
  GtkWidget      *progress;
  ZxNotice       *notice;
  GtkWidget      *copies;
  GtkWidget      *secret;
  GPtrArray      *mounts; /* GMount */
  GCancellable   *cancellable;
  guint           tick_id;
  int             percent; /* written by the worker */
  AdwComboRow    *reminder;
  GtkSwitch      *copy_on_exit;
  gboolean        reading;
};

G_DEFINE_FINAL_TYPE (ZxBackupPage, zx_backup_page, ZX_TYPE_PAGE)

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* --- the stick */

static gboolean
is_stick (GMount *mount)
{
  g_autoptr (GDrive) drive = g_mount_get_drive (mount);
  g_autoptr (GFile) root = g_mount_get_root (mount);

  return g_file_is_native (root) && !g_mount_is_shadowed (mount) &&
         drive != NULL && (g_drive_is_removable (drive) || g_drive_can_eject (drive));
}

static char *
dup_free_space (GFile *root)
{
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (root, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  if (info == NULL)
    return g_strdup ("");

  return g_format_size (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE));
}

static void
show_sticks (ZxBackupPage *self)
{
  GList *mounts = g_volume_monitor_get_mounts (self->monitor);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->mounts, 0);
  for (GList *l = mounts; l != NULL; l = l->next)
    if (is_stick (l->data))
      {
        g_autofree char *name = g_mount_get_name (l->data);

        g_ptr_array_add (self->mounts, g_object_ref (l->data));
        gtk_string_list_append (names, name);
      }
  g_list_free_full (mounts, g_object_unref);

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->places), G_LIST_MODEL (names));
  gtk_widget_set_visible (self->places, self->mounts->len > 1);
  gtk_widget_set_visible (self->start, self->mounts->len > 0);

  if (self->mounts->len == 0)
    {
      gtk_label_set_text (GTK_LABEL (self->title), _("Please plug in a USB stick"));
      gtk_label_set_text (GTK_LABEL (self->line), _("Or choose a folder on another disk."));
    }
  else
    {
      GMount *mount = g_ptr_array_index (self->mounts, 0);
      g_autofree char *name = g_mount_get_name (mount);
      g_autoptr (GFile) root = g_mount_get_root (mount);
      g_autofree char *free_space = dup_free_space (root);
      g_autofree char *title = g_strdup_printf (_("The USB stick “%s” is plugged in"), name);
      g_autofree char *line = g_strdup_printf (_("%s free. Do not pull it out while backing up."), free_space);

      gtk_label_set_text (GTK_LABEL (self->title), title);
      gtk_label_set_text (GTK_LABEL (self->line), line);
    }
}

/* --- work in a thread */

typedef enum { WRITE_BACKUP, RESTORE_BACKUP } Verb;

typedef struct
{
  Verb            verb;
  ZxBackupPage   *page;
  char           *path;
  char           *target; /* the casebook a restore makes */
  char           *passphrase;
  ZxBackupResult  result;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->page);
  g_free (job->path);
  g_free (job->target);
  g_free (job->passphrase);
  zx_backup_result_clear (&job->result);
  g_free (job);
}

static void
progress_cb (double   fraction,
             gpointer data)
{
  ZxBackupPage *self = data;

  g_atomic_int_set (&self->percent, (int) (fraction * 100));
}

static void
worker (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gboolean fine;

  if (job->verb == WRITE_BACKUP)
    fine = zx_backup_write (source, job->path, job->passphrase, FALSE, &job->result, cancellable, progress_cb, job->page, &error);
  else
    fine = zx_backup_restore (job->path, job->passphrase, job->target, &job->result, cancellable, progress_cb, job->page, &error);

  if (fine)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
tick_cb (gpointer data)
{
  ZxBackupPage *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), g_atomic_int_get (&self->percent) / 100.0);

  return G_SOURCE_CONTINUE;
}

static void
set_busy (ZxBackupPage *self,
          gboolean      busy)
{
  gtk_widget_set_visible (self->progress, busy);
  gtk_widget_set_visible (self->stop, busy);
  gtk_widget_set_sensitive (self->start, !busy);
  gtk_widget_set_sensitive (self->folder, !busy);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (busy)
    {
      g_atomic_int_set (&self->percent, 0);
      self->tick_id = g_timeout_add (100, tick_cb, self);
    }
  else
    g_clear_object (&self->cancellable);
}

static void show_copies (ZxBackupPage *self);

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  ZxBackupPage *self = job->page;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  if (job->verb == RESTORE_BACKUP)
    {
      ZxWindow *window = zx_window_of (self);

      zx_launch_open (window, job->target);
      return;
    }

  if (job->result.missing != NULL && job->result.missing->len > 0)
    zx_notice_show (self->notice, ZX_TONE_SOON, _("Backed up and checked, but some attachments were not to be found."),
                    NULL, g_ptr_array_index (job->result.missing, 0));
  else
    {
      g_autofree char *words = g_strdup_printf (_("Backed up and checked: %s. The stick can be pulled out now."), job->path);

      zx_notice_show (self->notice, ZX_TONE_GOOD, words, NULL, NULL);
    }
  show_copies (self);
  zx_window_refresh (zx_window_of (self));
}

static void
begin (ZxBackupPage *self,
       Verb          verb,
       const char   *path,
       const char   *target)
{
  ZxCasebook *casebook = zx_session_get_casebook (zx_session_of (self));
  const char *secret = gtk_editable_get_text (GTK_EDITABLE (self->secret));
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  zx_notice_hide (self->notice);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);

  job->verb = verb;
  job->page = g_object_ref (self);
  job->path = g_strdup (path);
  job->target = g_strdup (target);
  job->passphrase = *secret != '\0' ? g_strdup (secret) : NULL;
  task = g_task_new (casebook, self->cancellable, finished_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, worker);
}

static void
back_up_into (ZxBackupPage *self,
              GFile        *folder)
{
  g_autofree char *name = zx_backup_dup_file_name (zx_session_get_casebook (zx_session_of (self)));
  g_autoptr (GFile) file = g_file_get_child (folder, name);

  begin (self, WRITE_BACKUP, g_file_peek_path (file), NULL);
}

static void
start_clicked_cb (ZxBackupPage *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->places));
  g_autoptr (GFile) root = NULL;

  if (self->mounts->len == 0)
    return;
  root = g_mount_get_root (g_ptr_array_index (self->mounts, selected < self->mounts->len ? selected : 0));
  back_up_into (self, root);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (ZxBackupPage) self = data;
  g_autoptr (GFile) folder = zx_platform_select_folder_finish (result, NULL);

  if (folder != NULL && zx_window_of (self) != NULL)
    back_up_into (self, folder);
}

static void
folder_clicked_cb (ZxBackupPage *self)
{
  zx_platform_select_folder_async (GTK_WINDOW (zx_window_of (self)), _("Where the backup goes"), NULL, NULL,
                                   folder_chosen_cb, g_object_ref (self));
}

static void
stop_clicked_cb (ZxBackupPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* --- going back */

/* "school.zhuxue" → "school-restored-20261123-1630.zhuxue": the present casebook stays as it is. */
static char *
dup_restore_target (ZxBackupPage *self)
{
  g_autofree char *path = g_strdup (zx_casebook_get_path (zx_session_get_casebook (zx_session_of (self))));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");

  if (g_str_has_suffix (path, ".zhuxue"))
    path[strlen (path) - strlen (".zhuxue")] = '\0';

  return g_strdup_printf ("%s-%s-%s.zhuxue", path, _("restored"), stamp);
}

typedef struct
{
  ZxBackupPage *page;
  char         *path;
} Restore;

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Restore *restore = data;

  if (zx_platform_confirm_finish (result, NULL) && zx_window_of (restore->page) != NULL)
    {
      g_autofree char *target = dup_restore_target (restore->page);

      begin (restore->page, RESTORE_BACKUP, restore->path, target);
    }
  g_object_unref (restore->page);
  g_free (restore->path);
  g_free (restore);
}

static void
ask_restore (ZxBackupPage *self,
             const char   *path)
{
  Restore *restore = g_new0 (Restore, 1);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *heading = g_strdup_printf (_("Go back to “%s”?"), name);

  restore->page = g_object_ref (self);
  restore->path = g_strdup (path);
  zx_platform_confirm_async (GTK_WINDOW (zx_window_of (self)), heading,
                             _("It is opened as a new casebook beside the present one. The present casebook with everything in it stays as it is."),
                             _("Restore"), _("Not now"), FALSE, NULL, confirmed_cb, restore);
}

static void
backup_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (ZxBackupPage) self = data;
  g_autoptr (GFile) file = zx_platform_open_file_finish (result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL && zx_window_of (self) != NULL)
    ask_restore (self, g_file_peek_path (file));
}

static void
restore_clicked_cb (ZxBackupPage *self)
{
  static const char * const patterns[] = { "*.zip", "*.zhuxue", NULL };

  zx_platform_open_file_async (GTK_WINDOW (zx_window_of (self)), _("Restore from a backup"), _("Backups"), patterns,
                               NULL, NULL, backup_chosen_cb, g_object_ref (self));
}

static void
copy_clicked_cb (GtkWidget    *button,
                 ZxBackupPage *self)
{
  ask_restore (self, g_object_get_data (G_OBJECT (button), "path"));
}

/* --- copies on this computer */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) b, *(const char * const *) a);
}

static GtkWidget *
copy_row_new (ZxBackupPage *self,
              const char   *path)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new_with_label (_("Restore…"));
  GStatBuf info;
  gboolean found = g_stat (path, &info) == 0;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (found ? info.st_mtime : 0);
  g_autofree char *when = g_date_time_format (time, "%Y-%m-%d %H:%M");
  g_autofree char *size = g_format_size (found ? (guint64) info.st_size : 0);
  g_autofree char *detail = g_strdup_printf (_("This computer · %s"), size);
  g_autofree char *spoken = g_strdup_printf (_("Restore: %s"), when);

  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("emblem-ok-symbolic"));
  gtk_box_append (GTK_BOX (lines), label_new (when, "body"));
  gtk_box_append (GTK_BOX (lines), label_new (detail, "hint"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), label_new (_("Checked"), "good-text"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_clicked_cb), self);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static void
show_copies (ZxBackupPage *self)
{
  ZxCasebook *casebook = zx_session_get_casebook (zx_session_of (self));
  g_autofree char *folder = g_strconcat (zx_casebook_get_path (casebook), "-backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".zhuxue"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  zx_card_clear (ZX_CARD (self->copies));
  for (guint i = 0; i < names->len && i < SHOWN_COPIES; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      zx_card_append_row (ZX_CARD (self->copies), copy_row_new (self, path));
    }
  if (names->len == 0)
    zx_card_append_row (ZX_CARD (self->copies), label_new (_("There is no copy yet. One is made every hour of work and on exit."), "hint"));
}

/* --- when to be reminded, and the copy on exit */

static const int reminder_days[] = { 3, 7, 14, 30 };

static void
show_reminder (ZxBackupPage *self)
{
  ZxSession *session = zx_session_of (self);
  int days = zx_backup_get_soon_days (zx_session_get_db (session));
  g_autofree char *no_copy = zx_settings_dup_note (ZX_LAUNCH_NO_COPY_NOTE);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (reminder_days); i++)
    if (reminder_days[i] <= days)
      selected = i;

  self->reading = TRUE;
  adw_combo_row_set_selected (self->reminder, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reminder), zx_session_can_write (session));
  gtk_switch_set_active (self->copy_on_exit, no_copy == NULL || *no_copy == '\0');
  self->reading = FALSE;
}

static gboolean
write_days (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  return zx_action_set_backup_days (action, GPOINTER_TO_INT (data), error);
}

static void
reminder_cb (ZxBackupPage *self)
{
  guint selected = adw_combo_row_get_selected (self->reminder);

  if (!self->reading && selected < G_N_ELEMENTS (reminder_days))
    zx_session_act (zx_session_of (self), _("Change the reminder of backups"), NULL, write_days,
                    GINT_TO_POINTER (reminder_days[selected]), NULL);
}

static void
copy_on_exit_cb (ZxBackupPage *self)
{
  if (!self->reading)
    zx_settings_set_note (ZX_LAUNCH_NO_COPY_NOTE, gtk_switch_get_active (self->copy_on_exit) ? "" : "1");
}

static void
add_reminder (ZxBackupPage *self,
              GtkWidget    *group)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkWidget *row = adw_action_row_new ();

  for (guint i = 0; i < G_N_ELEMENTS (reminder_days); i++)
    {
      g_autofree char *days = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) reminder_days[i]), reminder_days[i]);

      gtk_string_list_append (words, days);
    }
  self->reminder = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reminder), _("Remind after so long without a backup"));
  adw_combo_row_set_model (self->reminder, G_LIST_MODEL (words));
  g_signal_connect_swapped (self->reminder, "notify::selected", G_CALLBACK (reminder_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->reminder));

  self->copy_on_exit = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->copy_on_exit), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->copy_on_exit, "notify::active", G_CALLBACK (copy_on_exit_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Keep a copy on this computer on exit"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Older copies are thinned out by themselves"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->copy_on_exit));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->copy_on_exit));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* --- the page */

static void
zx_backup_page_shown (ZxPage *page)
{
  ZxBackupPage *self = ZX_BACKUP_PAGE (page);

  if (zx_session_get_casebook (zx_session_of (self)) == NULL)
    return;

  show_sticks (self);
  show_copies (self);
  show_reminder (self);
}

static void
zx_backup_page_refresh (ZxPage *page)
{
  if (zx_session_get_casebook (zx_session_of (page)) != NULL)
    show_reminder (ZX_BACKUP_PAGE (page));
}

static gboolean
zx_backup_page_go_primary (ZxPage *page)
{
  ZxBackupPage *self = ZX_BACKUP_PAGE (page);

  if (self->mounts->len > 0)
    start_clicked_cb (self);
  else
    folder_clicked_cb (self);

  return TRUE;
}

static void
zx_backup_page_dispose (GObject *object)
{
  ZxBackupPage *self = ZX_BACKUP_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->mounts, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_backup_page_parent_class)->dispose (object);
}

static void
zx_backup_page_class_init (ZxBackupPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_backup_page_dispose;

  page_class->shown = zx_backup_page_shown;
  page_class->refresh = zx_backup_page_refresh;
  page_class->go_primary = zx_backup_page_go_primary;
}

static GtkWidget *
state_card_new (ZxBackupPage *self)
{
  GtkWidget *card = zx_card_new (NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *icon = gtk_image_new_from_icon_name ("media-removable-symbolic");
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_top (row, 8);
  gtk_widget_set_margin_bottom (row, 8);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 40);
  gtk_box_append (GTK_BOX (row), icon);

  self->title = label_new ("", "h2");
  self->line = label_new ("", "hint");
  gtk_box_append (GTK_BOX (lines), self->title);
  gtk_box_append (GTK_BOX (lines), self->line);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), lines);

  self->places = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->places), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which stick"), -1);
  self->folder = gtk_button_new_with_label (_("Choose a folder…"));
  self->start = gtk_button_new_with_label (_("Back up now"));
  self->stop = gtk_button_new_with_label (_("Stop"));
  gtk_widget_add_css_class (self->start, "suggested-action");
  gtk_widget_set_visible (self->stop, FALSE);
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *widgets[] = { self->places, self->folder, self->start, self->stop };

      gtk_widget_set_valign (widgets[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), widgets[i]);
    }
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (start_clicked_cb), self);
  g_signal_connect_swapped (self->folder, "clicked", G_CALLBACK (folder_clicked_cb), self);
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop_clicked_cb), self);
  zx_card_append_row (ZX_CARD (card), row);

  self->progress = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Backup progress"), -1);
  gtk_widget_set_visible (self->progress, FALSE);
  zx_card_append_body (ZX_CARD (card), self->progress);

  return card;
}

static void
zx_backup_page_init (ZxBackupPage *self)
{
  GtkWidget *box, *inner, *restore;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *group = adw_preferences_group_new ();

  zx_page_set_title (ZX_PAGE (self), _("Backup"));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
  self->mounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->monitor = g_volume_monitor_get ();
  g_signal_connect_object (self->monitor, "mount-added", G_CALLBACK (show_sticks), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "mount-removed", G_CALLBACK (show_sticks), self, G_CONNECT_SWAPPED);

  inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 768);
  adw_clamp_set_child (ADW_CLAMP (clamp), inner);
  gtk_box_append (GTK_BOX (box), clamp);

  self->notice = ZX_NOTICE (zx_notice_new ());
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (inner), state_card_new (self));

  self->copies = zx_card_new (_("Copies on this computer"));
  restore = gtk_button_new_with_label (_("Restore from a file…"));
  gtk_widget_add_css_class (restore, "flat");
  g_signal_connect_swapped (restore, "clicked", G_CALLBACK (restore_clicked_cb), self);
  zx_card_add_end (ZX_CARD (self->copies), restore);
  gtk_box_append (GTK_BOX (inner), self->copies);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Reminder and protection"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("With a password nobody else can open the backup, should the stick be lost. Without the password you cannot either: write it down."));
  add_reminder (self, group);
  self->secret = adw_password_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret), _("Password of the backup (optional)"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->secret);
  gtk_box_append (GTK_BOX (inner), group);

  adw_bin_set_child (ADW_BIN (self), scrolled);
}
