/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-platform"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-platform.h"

/* --- files ------------------------------------------------------------- */

static GtkFileFilter *
filter_new (const char         *name,
            const char * const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);

  for (guint i = 0; patterns[i] != NULL; i++)
    {
#if GTK_CHECK_VERSION (4, 4, 0)
      /* "*.xlsx" finds LIST.XLSX as well */
      if (g_str_has_prefix (patterns[i], "*."))
        gtk_file_filter_add_suffix (filter, patterns[i] + 2);
      else
#endif
        gtk_file_filter_add_pattern (filter, patterns[i]);
    }

  return filter;
}

static void
return_dismissed (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
}

#if GTK_CHECK_VERSION (4, 10, 0)

static void
take_file (GTask  *task,
           GFile  *file,
           GError *error)
{
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return_dismissed (task);
  else
    g_task_return_error (task, g_error_copy (error));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  take_file (task, file, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  take_file (task, file, error);
}

static void
selected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  take_file (task, file, error);
}

static void
choose_file (GTask                *task,
             GtkFileChooserAction  action,
             GtkWindow            *parent,
             const char           *title,
             const char           *filter_name,
             const char * const   *patterns,
             const char           *suggested_name,
             GFile                *folder)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_file_dialog_set_title (dialog, title);

  if (folder != NULL)
    gtk_file_dialog_set_initial_folder (dialog, folder);

  if (suggested_name != NULL)
    gtk_file_dialog_set_initial_name (dialog, suggested_name);

  if (patterns != NULL)
    {
      g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
      g_autoptr (GtkFileFilter) filter = filter_new (filter_name, patterns);

      g_list_store_append (filters, filter);
      gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
      gtk_file_dialog_set_default_filter (dialog, filter);
    }

  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_dialog_save (dialog, parent, cancellable, saved_cb, task);
  else if (action == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER)
    gtk_file_dialog_select_folder (dialog, parent, cancellable, selected_cb, task);
  else
    gtk_file_dialog_open (dialog, parent, cancellable, opened_cb, task);
}

#else

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    return_dismissed (task);

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_file (GTask                *task,
             GtkFileChooserAction  action,
             GtkWindow            *parent,
             const char           *title,
             const char           *filter_name,
             const char * const   *patterns,
             const char           *suggested_name,
             GFile                *folder)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  /* Without a folder GTK opens on "Recent", where nothing can be saved. */
  if (folder != NULL && g_file_query_exists (folder, NULL))
    {
      gtk_file_chooser_set_current_folder (chooser, folder, NULL);
    }
  else
    {
      const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
      g_autoptr (GFile) home = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());

      gtk_file_chooser_set_current_folder (chooser, home, NULL);
    }

  if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (chooser, suggested_name);

  if (patterns != NULL)
    {
      g_autoptr (GtkFileFilter) filter = filter_new (filter_name, patterns);

      gtk_file_chooser_add_filter (chooser, filter);
    }

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect (native, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

#endif

void
zx_platform_open_file_async (GtkWindow           *parent,
                             const char          *title,
                             const char          *filter_name,
                             const char * const  *patterns,
                             GFile               *folder,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, zx_platform_open_file_async);
  choose_file (task, GTK_FILE_CHOOSER_ACTION_OPEN, parent, title, filter_name, patterns, NULL, folder);
}

GFile *
zx_platform_open_file_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
zx_platform_save_file_async (GtkWindow           *parent,
                             const char          *title,
                             const char          *suggested_name,
                             GFile               *folder,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, zx_platform_save_file_async);
  choose_file (task, GTK_FILE_CHOOSER_ACTION_SAVE, parent, title, NULL, NULL, suggested_name, folder);
}

GFile *
zx_platform_save_file_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
zx_platform_select_folder_async (GtkWindow           *parent,
                                 const char          *title,
                                 GFile               *folder,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, zx_platform_select_folder_async);
  choose_file (task, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, parent, title, NULL, NULL, NULL, folder);
}

GFile *
zx_platform_select_folder_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- questions --------------------------------------------------------- */

#if ADW_CHECK_VERSION (1, 5, 0)
static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             gpointer        user_data)
#else
static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
#endif
{
  g_autoptr (GTask) task = user_data;

  if (g_str_equal (response, "accept"))
    g_task_return_boolean (task, TRUE);
  else
    return_dismissed (task);
}

void
zx_platform_confirm_async (GtkWindow           *parent,
                           const char          *heading,
                           const char          *body,
                           const char          *accept,
                           const char          *refuse,
                           gboolean             destructive,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  const char *by_return = destructive ? "refuse" : "accept";

  g_task_set_source_tag (task, zx_platform_confirm_async);

#if ADW_CHECK_VERSION (1, 5, 0)
  {
    AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

    adw_alert_dialog_add_responses (dialog, "refuse", refuse, "accept", accept, NULL);
    adw_alert_dialog_set_response_appearance (dialog, "accept",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
    adw_alert_dialog_set_default_response (dialog, by_return);
    adw_alert_dialog_set_close_response (dialog, "refuse");
    g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
    adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
  }
#else
  {
    AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

    adw_message_dialog_add_responses (dialog, "refuse", refuse, "accept", accept, NULL);
    adw_message_dialog_set_response_appearance (dialog, "accept",
                                                destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                            : ADW_RESPONSE_SUGGESTED);
    adw_message_dialog_set_default_response (dialog, by_return);
    adw_message_dialog_set_close_response (dialog, "refuse");
    g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
    gtk_window_present (GTK_WINDOW (dialog));
  }
#endif
}

gboolean
zx_platform_confirm_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zx_platform_show_about (GtkWindow *parent)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_show_about_dialog (GTK_WIDGET (parent),
#else
  adw_show_about_window (parent,
#endif
                         "application-name", _("Zhuxue Casebook"),
                         "application-icon", ZX_APPLICATION_ID,
                         "version", ZX_VERSION,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "developer-name", _("The Zhuxue contributors"),
                         "comments", _("An offline casebook for schools: families, home visits, "
                                       "aid and the papers that belong to them. Nothing leaves this computer."),
                         NULL);
}

/* --- looks and lists --------------------------------------------------- */

void
zx_platform_get_color (GtkWidget *widget,
                       GdkRGBA   *out_color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  gtk_widget_get_color (widget, out_color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), out_color);
#endif
}

void
zx_platform_scroll_to (GtkWidget *list,
                       guint      position)
{
#if GTK_CHECK_VERSION (4, 12, 0)
  if (GTK_IS_COLUMN_VIEW (list))
    gtk_column_view_scroll_to (GTK_COLUMN_VIEW (list), position, NULL, GTK_LIST_SCROLL_NONE, NULL);
  else
    gtk_list_view_scroll_to (GTK_LIST_VIEW (list), position, GTK_LIST_SCROLL_NONE, NULL);
#else
  /* A column view does not know the action; the list inside it does. */
  if (GTK_IS_COLUMN_VIEW (list))
    list = gtk_widget_get_last_child (list);

  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
#endif
}

/* Before 4.10 the sorter of a column view does not say which column comes first. It compares two
 * probes instead: the first column asked notes itself, and the sign of the answer is the order. */
#define ZX_TYPE_COLUMN_SORTER (zx_column_sorter_get_type ())
G_DECLARE_FINAL_TYPE (ZxColumnSorter, zx_column_sorter, ZX, COLUMN_SORTER, GtkSorter)

struct _ZxColumnSorter
{
  GtkSorter parent_instance;
};

G_DEFINE_FINAL_TYPE (ZxColumnSorter, zx_column_sorter, GTK_TYPE_SORTER)

static GObject *first_probe;
static GtkSorter *asked_first;

static GtkOrdering
zx_column_sorter_compare (GtkSorter *sorter,
                          gpointer   one,
                          gpointer   other)
{
  if (one != first_probe || first_probe == NULL)
    return GTK_ORDERING_EQUAL; /* rows come sorted */

  if (asked_first == NULL)
    asked_first = sorter;

  return GTK_ORDERING_SMALLER;
}

static GtkSorterOrder
zx_column_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
zx_column_sorter_class_init (ZxColumnSorterClass *klass)
{
  GtkSorterClass *sorter_class = GTK_SORTER_CLASS (klass);

  sorter_class->compare = zx_column_sorter_compare;
  sorter_class->get_order = zx_column_sorter_get_order;
}

static void
zx_column_sorter_init (ZxColumnSorter *self)
{
}

GtkSorter *
zx_platform_column_sorter_new (void)
{
  return g_object_new (ZX_TYPE_COLUMN_SORTER, NULL);
}

GtkColumnViewColumn *
zx_platform_get_sort_column (GtkColumnView *view,
                             GtkSortType   *out_order)
{
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkOrdering ordering;

  first_probe = one;
  asked_first = NULL;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), one, other);
  first_probe = NULL;

  if (asked_first == NULL)
    return NULL;

  if (out_order != NULL)
    *out_order = ordering == GTK_ORDERING_LARGER ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_sorter (column) == asked_first)
        return column; /* the view keeps it */
    }

  return NULL;
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zx_platform_open_with_desktop (GtkWindow           *parent,
                               GFile               *file,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  g_autofree char *uri = g_file_get_uri (file);
  GdkAppLaunchContext *context =
    gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (parent)));

  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb, task);
  g_object_unref (context);
}

gboolean
zx_platform_open_with_desktop_finish (GAsyncResult  *result,
                                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
