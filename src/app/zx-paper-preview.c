/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper-preview"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-notice.h"
#include "zx-paper-preview.h"
#include "zx-paper-print.h"
#include "zx-paper-sheets.h"
#include "zx-platform.h"
#include "zx-session.h"

#define DELAY_MS 150
#define STEP     1.25

struct _ZxPaperPreview
{
  AdwBin             parent_instance;
  ZxNotice          *notice;
  GtkWidget         *size;    /* "A4 · 1 页" */
  GtkWidget         *sheets;
  GtkWidget         *back;    /* to the page before */
  GtkWidget         *on;
  GtkWidget         *save;
  GtkWidget         *print;
  const ZxDocument  *document;
  ZxDocumentOptions *options;
  ZxPages           *pages;
  guint              delay;
};

enum { PRINTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxPaperPreview, zx_paper_preview, ADW_TYPE_BIN)

/* --- laying out --- */

static void
show_size (ZxPaperPreview *self)
{
  g_autofree char *words = NULL;
  guint n = self->pages != NULL ? zx_pages_get_n_pages (self->pages) : 0;
  guint page = zx_paper_sheets_get_page (ZX_PAPER_SHEETS (self->sheets));

  if (n == 1)
    /* Translators: size of the paper, when there is one page */
    words = g_strdup_printf (_("%s • 1 page"), zx_paper_size_to_word (self->options->paper));
  else if (n > 1)
    /* Translators: size of the paper, the page that is looked at, number of pages */
    words = g_strdup_printf (_("%1$s • page %2$u of %3$u"), zx_paper_size_to_word (self->options->paper), page + 1, n);
  gtk_label_set_text (GTK_LABEL (self->size), words != NULL ? words : "");
  gtk_widget_set_visible (self->back, n > 1);
  gtk_widget_set_visible (self->on, n > 1);
  gtk_widget_set_sensitive (self->back, page > 0);
  gtk_widget_set_sensitive (self->on, page + 1 < n);
  gtk_widget_set_sensitive (self->save, n > 0);
  gtk_widget_set_sensitive (self->print, n > 0);
}

static void
lay_out (ZxPaperPreview *self)
{
  ZxSession *session = zx_window_of (self) != NULL ? zx_session_of (self) : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->pages, zx_pages_unref);
  zx_notice_hide (self->notice);
  if (session != NULL && zx_session_get_casebook (session) != NULL && self->options != NULL)
    {
      self->pages = zx_document_lay_out (zx_session_get_casebook (session), zx_session_get_db (session), self->document, self->options, &error);
      if (self->pages == NULL)
        zx_notice_show_error (self->notice, error, NULL);
      else if (zx_pages_get_missing (self->pages) != NULL)
        {
          g_autofree char *words = g_strdup_printf (_("No font of this computer has %s: write it by hand."), zx_pages_get_missing (self->pages));

          zx_notice_show (self->notice, ZX_TONE_SOON, words, NULL, NULL);
        }
    }
  zx_paper_sheets_set_pages (ZX_PAPER_SHEETS (self->sheets), self->pages);
  show_size (self);
}

static gboolean
delay_cb (gpointer data)
{
  ZxPaperPreview *self = data;

  self->delay = 0;
  lay_out (self);

  return G_SOURCE_REMOVE;
}

/* --- looking --- */

static void
zoom_in_cb (ZxPaperPreview *self)
{
  zx_paper_sheets_set_zoom (ZX_PAPER_SHEETS (self->sheets), zx_paper_sheets_get_zoom (ZX_PAPER_SHEETS (self->sheets)) * STEP);
}

static void
zoom_out_cb (ZxPaperPreview *self)
{
  zx_paper_sheets_set_zoom (ZX_PAPER_SHEETS (self->sheets), zx_paper_sheets_get_zoom (ZX_PAPER_SHEETS (self->sheets)) / STEP);
}

static void
whole_page_cb (ZxPaperPreview *self)
{
  zx_paper_sheets_set_zoom (ZX_PAPER_SHEETS (self->sheets), 0);
}

static void
step_page (ZxPaperPreview *self,
           int             by)
{
  ZxPaperSheets *sheets = ZX_PAPER_SHEETS (self->sheets);

  zx_paper_sheets_set_page (sheets, (guint) MAX (0, (int) zx_paper_sheets_get_page (sheets) + by));
}

static void
back_cb (ZxPaperPreview *self)
{
  step_page (self, -1);
}

static void
on_cb (ZxPaperPreview *self)
{
  step_page (self, 1);
}

/* --- saving --- */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (ZxPaperPreview) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDocumentResult) written = zx_document_write_finish (ZX_CASEBOOK (source), result, &error);
  g_autofree char *name = NULL, *words = NULL;

  if (zx_window_of (self) == NULL)
    return;
  if (written == NULL)
    {
      zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  name = g_path_get_basename (written->files[0]);
  words = g_strdup_printf (_("Saved as %s"), name);
  zx_window_toast (zx_window_of (self), words);
}

static void
place_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (ZxPaperPreview) self = data;
  g_autoptr (GFile) file = zx_platform_save_file_finish (result, NULL);
  g_autofree char *path = NULL;
  ZxDocumentOptions options;
  ZxPagesFormat format;

  if (file == NULL || zx_window_of (self) == NULL || self->options == NULL)
    return;

  path = g_file_get_path (file);
  if (!zx_pages_format_from_path (path, &format))
    {
      char *whole = g_strconcat (path, ".pdf", NULL);

      g_free (path);
      path = whole;
    }
  options = *self->options;
  options.replace = TRUE; /* the dialog has asked */
  zx_document_write_async (zx_session_get_casebook (zx_session_of (self)), self->document, &options, path, NULL, written_cb, g_object_ref (self));
}

void
zx_paper_preview_save (ZxPaperPreview *self)
{
  ZxSession *session = zx_session_of (self);
  g_autofree char *name = NULL;

  if (self->pages == NULL)
    return;

  name = zx_document_dup_file_name (zx_session_get_casebook (session), zx_session_get_db (session), self->document, ".pdf");
  zx_platform_save_file_async (GTK_WINDOW (zx_window_of (self)), _("Save as PDF"), name, NULL, NULL, place_chosen_cb, g_object_ref (self));
}

/* --- printing --- */

static void
printed_cb (guint         copies,
            const GError *error,
            gpointer      data)
{
  g_autoptr (ZxPaperPreview) self = data;
  g_autoptr (GError) log_error = NULL;

  if (zx_window_of (self) == NULL)
    return;
  if (error != NULL)
    {
      g_autofree char *words = g_strdup_printf (_("It could not be printed (%s). Is the printer switched on and connected? Saving as PDF always works."), error->message);

      zx_notice_show (self->notice, ZX_TONE_URGENT, words, NULL, NULL);
      return;
    }
  if (copies == 0)
    return;

  if (self->pages != NULL && self->options != NULL &&
      !zx_document_log_print (zx_session_get_casebook (zx_session_of (self)), self->document, self->options, self->pages, copies, &log_error))
    zx_notice_show_error (self->notice, log_error, NULL);
  g_signal_emit (self, signals[PRINTED], 0, copies);
}

void
zx_paper_preview_print (ZxPaperPreview *self)
{
  if (self->pages == NULL)
    return;

  zx_notice_hide (self->notice);
  zx_paper_print (GTK_WINDOW (zx_window_of (self)), self->pages, zx_document_get_name (self->document), NULL, printed_cb, g_object_ref (self));
}

/* --- the widget --- */

static GtkWidget *
add_icon_button (ZxPaperPreview *self,
                 GtkWidget      *bar,
                 const char     *icon,
                 const char     *words,
                 GCallback       callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (bar), button);

  return button;
}

static GtkWidget *
add_button (ZxPaperPreview *self,
            GtkWidget      *bar,
            const char     *words,
            GCallback       callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (bar), button);

  return button;
}

static GtkWidget *
make_bar (ZxPaperPreview *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_widget_set_margin_top (bar, 8);
  gtk_widget_set_margin_bottom (bar, 8);
  self->size = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->size), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->size), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->size, TRUE);
  gtk_widget_add_css_class (self->size, "dim-label");
  gtk_box_append (GTK_BOX (bar), self->size);

  self->back = add_icon_button (self, bar, "go-up-symbolic", _("Page before"), G_CALLBACK (back_cb));
  self->on = add_icon_button (self, bar, "go-down-symbolic", _("Next page"), G_CALLBACK (on_cb));
  add_icon_button (self, bar, "zoom-out-symbolic", _("Smaller"), G_CALLBACK (zoom_out_cb));
  add_button (self, bar, _("Whole page"), G_CALLBACK (whole_page_cb));
  add_icon_button (self, bar, "zoom-in-symbolic", _("Larger"), G_CALLBACK (zoom_in_cb));
  self->save = add_button (self, bar, _("Save as PDF…"), G_CALLBACK (zx_paper_preview_save));
  self->print = add_button (self, bar, _("Print…"), G_CALLBACK (zx_paper_preview_print));
  gtk_widget_add_css_class (self->print, "suggested-action");

  return bar;
}

static void
zx_paper_preview_dispose (GObject *object)
{
  ZxPaperPreview *self = ZX_PAPER_PREVIEW (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_pointer (&self->pages, zx_pages_unref);
  g_clear_pointer (&self->options, zx_document_options_free);

  G_OBJECT_CLASS (zx_paper_preview_parent_class)->dispose (object);
}

static void
zx_paper_preview_class_init (ZxPaperPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_paper_preview_dispose;

  signals[PRINTED] = g_signal_new ("printed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
zx_paper_preview_init (ZxPaperPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = gtk_scrolled_window_new ();

  self->sheets = zx_paper_sheets_new ();
  g_signal_connect_swapped (self->sheets, "page-changed", G_CALLBACK (show_size), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->sheets);
  gtk_widget_set_vexpand (window, TRUE);
  gtk_widget_set_hexpand (window, TRUE);
  gtk_widget_set_size_request (window, 260, 240);
  gtk_widget_add_css_class (window, "paper-ground");

  self->notice = ZX_NOTICE (zx_notice_new ());
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), window);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (box, "paper-ground");
  show_size (self);
}

GtkWidget *
zx_paper_preview_new (void)
{
  return g_object_new (ZX_TYPE_PAPER_PREVIEW, NULL);
}

void
zx_paper_preview_show (ZxPaperPreview          *self,
                       const ZxDocument        *document,
                       const ZxDocumentOptions *options)
{
  ZxDocumentOptions *copy = zx_document_options_copy (options);

  g_clear_pointer (&self->options, zx_document_options_free);
  self->options = copy;
  self->document = document;

  /* The first one at once; then what is typed comes to rest first. */
  g_clear_handle_id (&self->delay, g_source_remove);
  if (self->pages == NULL)
    lay_out (self);
  else
    self->delay = g_timeout_add (DELAY_MS, delay_cb, self);
}
