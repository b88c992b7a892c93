/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper-print"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-paper-print.h"

typedef struct
{
  ZxPages        *pages;
  char           *key;
  gboolean        exports;
  ZxPaperPrinted  done;
  gpointer        data;
} Job;

static void
job_free (gpointer  data,
          GClosure *closure)
{
  Job *job = data;

  zx_pages_unref (job->pages);
  g_free (job->key);
  g_free (job);
}

/* --- what was chosen last: $XDG_CONFIG_HOME/zhuxue/print.ini --- */

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "zhuxue", "print.ini", NULL);
}

static GKeyFile *
load_keys (void)
{
  g_autofree char *path = dup_path ();
  GKeyFile *keys = g_key_file_new ();

  g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL);

  return keys;
}

static void
remember (GtkPrintOperation *operation,
          const char        *key)
{
  g_autoptr (GKeyFile) keys = load_keys ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_copy (gtk_print_operation_get_print_settings (operation));
  g_autofree char *setup_group = g_strconcat (key, " page", NULL);
  g_autofree char *settings_group = g_strconcat (key, " printer", NULL);
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  GtkPageSetup *setup = gtk_print_operation_get_default_page_setup (operation);
  g_autoptr (GError) error = NULL;

  /* Those belong to this one time. */
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_N_COPIES);
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_PAGE_RANGES);
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_PRINT_PAGES);
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_OUTPUT_URI);
  gtk_print_settings_to_key_file (settings, keys, settings_group);
  if (setup != NULL)
    gtk_page_setup_to_key_file (setup, keys, setup_group);

  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (keys, path, &error))
    g_message ("The printer's settings were not kept: %s", error->message);
}

static gboolean
is_landscape (ZxPages *pages)
{
  double width, height;

  zx_pages_get_size (pages, &width, &height);

  return width > height;
}

/* The document's own paper, unless another set-up of the same shape was chosen last time. */
static GtkPageSetup *
make_setup (ZxPages    *pages,
            const char *key)
{
  g_autoptr (GKeyFile) keys = load_keys ();
  g_autofree char *group = g_strconcat (key, " page", NULL);
  g_autoptr (GtkPaperSize) size = NULL;
  GtkPageOrientation orientation = is_landscape (pages) ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT;
  GtkPageSetup *setup = g_key_file_has_group (keys, group) ? gtk_page_setup_new_from_key_file (keys, group, NULL) : NULL;
  double width, height;

  zx_pages_get_size (pages, &width, &height);
  size = gtk_paper_size_new (MIN (width, height) > 700 ? GTK_PAPER_NAME_A3 : GTK_PAPER_NAME_A4);
  if (setup != NULL && gtk_paper_size_is_equal (gtk_page_setup_get_paper_size (setup), size) &&
      gtk_page_setup_get_orientation (setup) == orientation)
    return setup;

  g_clear_object (&setup);
  setup = gtk_page_setup_new ();
  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_page_setup_set_orientation (setup, orientation);

  return setup;
}

static GtkPrintSettings *
make_settings (const char *key)
{
  g_autoptr (GKeyFile) keys = load_keys ();
  g_autofree char *group = g_strconcat (key, " printer", NULL);
  GtkPrintSettings *settings = g_key_file_has_group (keys, group) ? gtk_print_settings_new_from_key_file (keys, group, NULL) : NULL;

  return settings != NULL ? settings : gtk_print_settings_new ();
}

/* --- printing --- */

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, room_width = gtk_print_context_get_width (context), room_height = gtk_print_context_get_height (context), scale;

  /* Onto paper of another size the page is fitted whole. */
  zx_pages_get_size (job->pages, &width, &height);
  scale = MIN (room_width / width, room_height / height);
  if (scale > 0.98 && scale < 1.02)
    scale = 1;
  cairo_save (cr);
  cairo_translate (cr, (room_width - width * scale) / 2, (room_height - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  zx_pages_draw (job->pages, cr, (guint) page);
  cairo_restore (cr);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         Job                     *job)
{
  g_autoptr (GError) error = NULL;
  guint copies = 0;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);

      copies = settings != NULL ? (guint) MAX (1, gtk_print_settings_get_n_copies (settings)) : 1;
      if (!job->exports && settings != NULL)
        remember (operation, job->key);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);

  job->done (copies, error, job->data);
}

void
zx_paper_print (GtkWindow      *parent,
                ZxPages        *pages,
                const char     *key,
                const char     *export_path,
                ZxPaperPrinted  done,
                gpointer        data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_setup (pages, key);
  g_autoptr (GtkPrintSettings) settings = make_settings (key);
  Job *job = g_new0 (Job, 1);

  job->pages = zx_pages_ref (pages);
  job->key = g_strdup (key);
  job->exports = export_path != NULL;
  job->done = done;
  job->data = data;

  gtk_print_operation_set_n_pages (operation, (int) zx_pages_get_n_pages (pages));
  gtk_print_operation_set_job_name (operation, zx_pages_get_title (pages));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (export_path != NULL)
    gtk_print_operation_set_export_filename (operation, export_path);

  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), job, job_free, 0);

  /* What goes wrong is told by "done"; the operation keeps itself alive until then. */
  gtk_print_operation_run (operation, export_path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, NULL);
}
