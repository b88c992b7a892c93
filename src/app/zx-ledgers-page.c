/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledgers-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-ledger.h"
#include "zx-ledgers-page.h"
#include "zx-label.h"
#include "zx-notice.h"
#include "zx-paper-options.h"
#include "zx-paper-preview.h"
#include "zx-platform.h"
#include "zx-posting.h"
#include "zx-query.h"
#include "zx-seg.h"
#include "zx-session.h"
#include "zx-student-facts.h"

/* One line of the list: a document on paper, or a ledger. */
typedef struct
{
  const ZxDocument *document;
  const ZxLedger   *ledger;
} Entry;

struct _ZxLedgersPage
{
  ZxPage          parent_instance;
  GtkWidget      *list;
  GArray         *entries;  /* Entry, as in the list */
  ZxSeg          *tabs;     /* where there is no room for all columns */
  GtkWidget      *columns[3]; /* the list, the options, how it will look */
  GtkWidget      *options;  /* stack: "document", "ledger" */
  GtkWidget      *result;   /* stack: the same */
  GtkWidget      *paper_options;
  GtkWidget      *preview;
  GHashTable     *asked;    /* notices of which it was asked whether they hang */
  Entry           entry;    /* the one chosen */
  gint64          printed;  /* the notice that was printed */
  AdwComboRow    *term_row;
  AdwComboRow    *class_row;
  GtkWidget      *reason_row;
  GtkWidget      *receivers;
  GtkWidget      *file_name;
  GtkWidget      *count;
  GtkWidget      *paper;   /* scrolled: the preview */
  GtkWidget      *save;
  GtkWidget      *stop;
  GtkWidget      *progress;
  ZxNotice       *notice;
  GPtrArray      *terms;   /* char * */
  GPtrArray      *classes; /* char *: "P3-1班"; "" for the whole school */
  GCancellable   *cancellable;
  char           *written; /* the file of the last export */
  gboolean        reading;
};

G_DEFINE_FINAL_TYPE (ZxLedgersPage, zx_ledgers_page, ZX_TYPE_PAGE)

static ZxLedgerOptions
get_options (ZxLedgersPage *self)
{
  ZxLedgerOptions options = { 0 };
  guint takes = zx_ledger_get_takes (self->entry.ledger);
  guint term = adw_combo_row_get_selected (self->term_row);
  guint class_index = adw_combo_row_get_selected (self->class_row);

  if ((takes & ZX_LEDGER_TAKES_TERM) && term < self->terms->len)
    options.term = g_ptr_array_index (self->terms, term);
  if ((takes & ZX_LEDGER_TAKES_CLASS) && class_index > 0 && class_index < self->classes->len)
    options.class_name = g_ptr_array_index (self->classes, class_index);
  options.reason = gtk_editable_get_text (GTK_EDITABLE (self->reason_row));

  return options;
}

/* --- how it will look: the first rows as a sheet */

static GtkWidget *
cell_new (const char    *text,
          double         width,
          ZxLedgerAlign  align,
          const char    *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), align == ZX_LEDGER_ALIGN_LEFT ? 0 : align == ZX_LEDGER_ALIGN_RIGHT ? 1 : 0.5f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) CLAMP (width, 4, 24));
  gtk_label_set_max_width_chars (GTK_LABEL (label), (int) CLAMP (width, 4, 24));
  gtk_widget_set_tooltip_text (label, *text != '\0' ? text : NULL);
  gtk_widget_add_css_class (label, "sheet-cell");
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
sheet_new (const ZxLedgerPreview *preview)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *title = gtk_label_new (preview->title);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  gtk_widget_add_css_class (box, "sheet");
  gtk_widget_add_css_class (title, "h2");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (line), zx_label_new (preview->unit, "hint"));
  gtk_box_append (GTK_BOX (line), zx_label_new (preview->date, "hint"));
  gtk_box_append (GTK_BOX (line), zx_label_new (preview->measure, "hint"));
  gtk_box_append (GTK_BOX (box), line);

  for (guint column = 0; column < preview->n_columns; column++)
    gtk_grid_attach (GTK_GRID (grid), cell_new (preview->columns[column].heading, preview->columns[column].width, ZX_LEDGER_ALIGN_CENTER, "strong"),
                     (int) column, 0, 1, 1);
  for (guint row = 0; row < preview->rows->len; row++)
    {
      char **cells = g_ptr_array_index (preview->rows, row);

      for (guint column = 0; column < preview->n_columns && cells[column] != NULL; column++)
        gtk_grid_attach (GTK_GRID (grid), cell_new (cells[column], preview->columns[column].width, preview->columns[column].align, "body"),
                         (int) column, (int) row + 1, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), grid);

  return box;
}

static void
show_preview (ZxLedgersPage *self)
{
  ZxSession *session = zx_session_of (self);
  ZxCasebook *casebook = zx_session_get_casebook (session);
  ZxLedgerOptions options;
  g_autoptr (ZxLedgerPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;

  if (casebook == NULL || self->entry.ledger == NULL || self->reading)
    return;

  options = get_options (self);
  preview = zx_ledger_preview (casebook, zx_session_get_db (session), self->entry.ledger, &options, &error);
  if (preview == NULL)
    {
      zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->paper), sheet_new (preview));
  count = g_strdup_printf (ngettext ("%ld row", "%ld rows", (gulong) preview->total), (long) preview->total);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  name = zx_ledger_dup_file_name (casebook, zx_session_get_db (session), self->entry.ledger, &options);
  gtk_label_set_text (GTK_LABEL (self->file_name), name);
}

static void
choose_ledger (ZxLedgersPage  *self,
               const ZxLedger *ledger)
{
  guint takes = zx_ledger_get_takes (ledger);

  gtk_widget_set_visible (GTK_WIDGET (self->term_row), (takes & ZX_LEDGER_TAKES_TERM) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->class_row), (takes & ZX_LEDGER_TAKES_CLASS) != 0);
  gtk_widget_set_visible (self->reason_row, zx_ledger_has_full_values (ledger));
  gtk_label_set_text (GTK_LABEL (self->receivers), zx_ledger_get_receivers (ledger));
  show_preview (self);
}

/* --- documents on paper */

static void
show_document (ZxLedgersPage *self)
{
  if (self->entry.document != NULL)
    zx_paper_preview_show (ZX_PAPER_PREVIEW (self->preview), self->entry.document,
                           zx_paper_options_get (ZX_PAPER_OPTIONS (self->paper_options)));
}

static void
posted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxLedgersPage) self = data;

  if (zx_platform_confirm_finish (result, NULL) && zx_window_of (self) != NULL)
    zx_posting_note (zx_session_of (self), self->printed, ZX_POSTING_UP);
}

/* A printed notice is about to hang: its day is noted, if it was not. Asked once. */
static void
printed_cb (ZxLedgersPage *self)
{
  gint64 notice = zx_paper_options_get_record (ZX_PAPER_OPTIONS (self->paper_options));

  if (zx_document_get_kinds (self->entry.document)[0] != &zx_kind_notice || !zx_session_can_write (zx_session_of (self)) ||
      zx_posting_is_up (zx_session_of (self), notice) || !g_hash_table_add (self->asked, g_memdup2 (&notice, sizeof notice)))
    return;

  self->printed = notice;
  zx_platform_confirm_async (GTK_WINDOW (zx_window_of (self)), _("Does the notice begin now?"),
                             _("The program notes that it was posted today, and by whom. If it is hung up later, note it then under "
                               "Identification, on the page of the notice."),
                             _("Posted today"), _("Not yet"), FALSE, NULL, posted_cb, g_object_ref (self));
}

/* --- the list */

static ZxDocumentGroup
get_group (const Entry *entry)
{
  return entry->document != NULL ? zx_document_get_group (entry->document) : ZX_DOCUMENT_COUNTY;
}

static const char *
get_entry_title (const Entry *entry)
{
  return entry->document != NULL ? zx_document_get_title (entry->document) : zx_ledger_get_title (entry->ledger);
}

static void
show_columns (ZxLedgersPage *self)
{
  ZxWidth width = zx_page_get_width (ZX_PAGE (self));
  gboolean all = width == ZX_WIDTH_WIDE;
  const char *active = zx_seg_get_active (self->tabs);

  gtk_widget_set_visible (GTK_WIDGET (self->tabs), !all);
  zx_seg_set_shown (self->tabs, "list", width < ZX_WIDTH_MEDIUM);
  gtk_widget_set_visible (self->columns[0], all || width == ZX_WIDTH_MEDIUM || g_strcmp0 (active, "list") == 0);
  gtk_widget_set_visible (self->columns[1], all || g_strcmp0 (active, "options") == 0);
  gtk_widget_set_visible (self->columns[2], all || g_strcmp0 (active, "paper") == 0);
  gtk_widget_set_visible (gtk_widget_get_parent (self->columns[0]),
                          gtk_widget_get_visible (self->columns[0]) || gtk_widget_get_visible (self->columns[1]));
  gtk_widget_set_hexpand (self->columns[0], width < ZX_WIDTH_MEDIUM);
  gtk_widget_set_hexpand (self->columns[1], !all);
}

/* @record: 0 as it was chosen last */
static void
choose (ZxLedgersPage *self,
        guint          index,
        gint64         record)
{
  self->entry = g_array_index (self->entries, Entry, index);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) index));
  gtk_stack_set_visible_child_name (GTK_STACK (self->options), self->entry.document != NULL ? "document" : "ledger");
  gtk_stack_set_visible_child_name (GTK_STACK (self->result), self->entry.document != NULL ? "document" : "ledger");
  if (self->entry.document != NULL)
    zx_paper_options_set_document (ZX_PAPER_OPTIONS (self->paper_options), self->entry.document, record);
  else
    choose_ledger (self, self->entry.ledger);
}

static void
row_activated_cb (ZxLedgersPage *self,
                  GtkListBoxRow *row)
{
  choose (self, (guint) gtk_list_box_row_get_index (row), 0);
  if (g_strcmp0 (zx_seg_get_active (self->tabs), "list") == 0)
    zx_seg_set_active (self->tabs, "paper");
}

/* What can be shown at once: the notice, where there is one. */
static void
choose_first (ZxLedgersPage *self)
{
  guint first = 0;

  if (!zx_kind_has_any (&zx_kind_notice, zx_session_get_db (zx_session_of (self))))
    while (g_array_index (self->entries, Entry, first).ledger == NULL)
      first++;

  choose (self, first, 0);
}

/* --- writing it */

static void
progress_cb (gint64   done,
             gint64   total,
             gpointer data)
{
  ZxLedgersPage *self = data;
  g_autofree char *words = g_strdup_printf (_("Written %ld / %ld"), (long) done, (long) total);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), total > 0 ? (double) done / (double) total : 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), words);
}

static void
set_busy (ZxLedgersPage *self,
          gboolean       busy)
{
  gtk_widget_set_visible (self->progress, busy);
  gtk_widget_set_visible (self->stop, busy);
  gtk_widget_set_sensitive (self->save, !busy);
  if (!busy)
    g_clear_object (&self->cancellable);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (ZxLedgersPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxLedgerResult) ledger = zx_ledger_write_finish (ZX_CASEBOOK (source), result, &error);
  g_autofree char *words = NULL;

  set_busy (self, FALSE);
  if (ledger == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  g_free (self->written);
  self->written = g_strdup (ledger->file);
  words = g_strdup_printf (_("Written: %s"), ledger->file);
  zx_notice_show (self->notice, ZX_TONE_GOOD, words, _("Open the file"), NULL);
  zx_notice_add_button (self->notice, _("Open the folder"));
}

static void
place_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (ZxLedgersPage) self = data;
  g_autoptr (GFile) file = zx_platform_save_file_finish (result, NULL);
  g_autofree char *path = NULL;
  ZxLedgerOptions options;

  if (file == NULL || zx_window_of (self) == NULL)
    return;

  path = g_file_get_path (file);
  options = get_options (self);
  options.replace = g_str_has_suffix (path, ".xlsx"); /* the dialog has asked about this name, and no other */
  if (!options.replace)
    {
      char *whole = g_strconcat (path, ".xlsx", NULL);

      g_free (path);
      path = whole;
    }
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  zx_ledger_write_async (zx_session_get_casebook (zx_session_of (self)), self->entry.ledger, &options, path, self->cancellable,
                         progress_cb, self, written_cb, g_object_ref (self));
}

static void
save_clicked_cb (ZxLedgersPage *self)
{
  if (self->entry.ledger == NULL)
    return;

  zx_notice_hide (self->notice);
  zx_platform_save_file_async (GTK_WINDOW (zx_window_of (self)), _("Save as Excel"),
                               gtk_label_get_text (GTK_LABEL (self->file_name)), NULL, NULL,
                               place_chosen_cb, g_object_ref (self));
}

static void
stop_clicked_cb (ZxLedgersPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxLedgersPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!zx_platform_open_with_desktop_finish (result, &error) && zx_window_of (self) != NULL)
    zx_notice_show_error (self->notice, error, NULL);
}

static void
open_written (ZxLedgersPage *self,
              gboolean       folder)
{
  g_autoptr (GFile) file = self->written != NULL ? g_file_new_for_path (self->written) : NULL;
  g_autoptr (GFile) parent = file != NULL ? g_file_get_parent (file) : NULL;

  if (file != NULL)
    zx_platform_open_with_desktop (GTK_WINDOW (zx_window_of (self)), folder ? parent : file, opened_cb, g_object_ref (self));
}

static void
open_clicked_cb (ZxLedgersPage *self)
{
  open_written (self, FALSE);
}

static void
folder_clicked_cb (ZxLedgersPage *self)
{
  open_written (self, TRUE);
}

/* --- the page */

static void
read_terms (ZxLedgersPage *self,
            ZxSession     *session)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_term);
  g_autoptr (GPtrArray) terms = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  zx_query_sort (query, "name", TRUE, NULL);
  terms = zx_query_load (query, zx_session_get_db (session), NULL, NULL);
  g_ptr_array_set_size (self->terms, 0);
  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const char *name = zx_record_get_text (g_ptr_array_index (terms, i), "name");
      g_autofree char *words = zx_term_format (name);

      if (g_strcmp0 (name, zx_session_get_term (session)) == 0)
        selected = self->terms->len;
      g_ptr_array_add (self->terms, g_strdup (name));
      gtk_string_list_append (names, words);
    }
  adw_combo_row_set_model (self->term_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->term_row, selected);
}

static void
read_classes (ZxLedgersPage *self,
              ZxSession     *session)
{
  g_autoptr (GPtrArray) classes = zx_classes_load (zx_session_get_db (session), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->classes, 0);
  g_ptr_array_add (self->classes, g_strdup (""));
  gtk_string_list_append (names, _("The whole school"));
  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      const ZxClassCount *class_count = g_ptr_array_index (classes, i);

      g_ptr_array_add (self->classes, g_strdup_printf ("%s-%s", class_count->grade, class_count->class_name));
      gtk_string_list_append (names, class_count->words);
    }
  adw_combo_row_set_model (self->class_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->class_row, 0);
}

static void
read_again (ZxLedgersPage *self)
{
  if (self->entry.document == NULL)
    {
      show_preview (self);
      return;
    }

  zx_paper_options_load (ZX_PAPER_OPTIONS (self->paper_options));
  show_document (self);
}

static void
zx_ledgers_page_shown (ZxPage *page)
{
  ZxLedgersPage *self = ZX_LEDGERS_PAGE (page);
  ZxSession *session = zx_session_of (self);

  if (zx_session_get_casebook (session) == NULL)
    return;

  show_columns (self);
  self->reading = TRUE;
  read_terms (self, session);
  read_classes (self, session);
  self->reading = FALSE;

  if (self->entry.ledger == NULL && self->entry.document == NULL)
    choose_first (self);
  else
    read_again (self);
}

static void
zx_ledgers_page_refresh (ZxPage *page)
{
  read_again (ZX_LEDGERS_PAGE (page));
}

static gboolean
zx_ledgers_page_go_print (ZxPage *page)
{
  ZxLedgersPage *self = ZX_LEDGERS_PAGE (page);

  if (self->entry.document == NULL)
    return FALSE;

  zx_paper_preview_print (ZX_PAPER_PREVIEW (self->preview));

  return TRUE;
}

static gboolean
zx_ledgers_page_go_export (ZxPage *page)
{
  ZxLedgersPage *self = ZX_LEDGERS_PAGE (page);

  if (self->entry.document != NULL)
    zx_paper_preview_save (ZX_PAPER_PREVIEW (self->preview));
  else
    save_clicked_cb (self);

  return TRUE;
}

static gboolean
zx_ledgers_page_go_primary (ZxPage *page)
{
  return zx_ledgers_page_go_print (page) || zx_ledgers_page_go_export (page);
}

static void
zx_ledgers_page_width_changed (ZxPage *page)
{
  show_columns (ZX_LEDGERS_PAGE (page));
}

static void
zx_ledgers_page_finalize (GObject *object)
{
  ZxLedgersPage *self = ZX_LEDGERS_PAGE (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->written, g_free);

  G_OBJECT_CLASS (zx_ledgers_page_parent_class)->finalize (object);
}

static void
zx_ledgers_page_class_init (ZxLedgersPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_ledgers_page_finalize;

  page_class->shown = zx_ledgers_page_shown;
  page_class->refresh = zx_ledgers_page_refresh;
  page_class->go_primary = zx_ledgers_page_go_primary;
  page_class->go_print = zx_ledgers_page_go_print;
  page_class->go_export = zx_ledgers_page_go_export;
  page_class->width_changed = zx_ledgers_page_width_changed;
}

static void
add_entry (ZxLedgersPage    *self,
           const ZxDocument *document,
           const ZxLedger   *ledger)
{
  static const char * const icons[] = {
    [ZX_DOCUMENT_POST] = "view-pin-symbolic",
    [ZX_DOCUMENT_SIGN] = "document-edit-symbolic",
    [ZX_DOCUMENT_FILE] = "text-x-generic-symbolic",
    [ZX_DOCUMENT_COUNTY] = "x-office-spreadsheet-symbolic",
  };
  Entry entry = { document, ledger };
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *title = zx_label_wrapped_new (get_entry_title (&entry), "body");

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icons[get_group (&entry)]));
  gtk_box_append (GTK_BOX (box), title);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, get_entry_title (&entry), -1);
  g_array_append_val (self->entries, entry);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  ZxLedgersPage *self = data;
  const char * const titles[] = {
    [ZX_DOCUMENT_POST] = _("To post"),
    [ZX_DOCUMENT_SIGN] = _("To sign"),
    [ZX_DOCUMENT_FILE] = _("To file"),
    [ZX_DOCUMENT_COUNTY] = _("For the county (Excel)"),
  };
  ZxDocumentGroup group = get_group (&g_array_index (self->entries, Entry, gtk_list_box_row_get_index (row)));
  GtkWidget *header;

  if (before != NULL && group == get_group (&g_array_index (self->entries, Entry, gtk_list_box_row_get_index (before))))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  header = zx_label_new (titles[group], "hint");
  gtk_widget_set_margin_top (header, before != NULL ? 14 : 0);
  gtk_widget_set_margin_bottom (header, 4);
  gtk_list_box_row_set_header (row, header);
}

static GtkWidget *
list_column_new (ZxLedgersPage *self)
{
  static const ZxDocumentGroup groups[] = { ZX_DOCUMENT_POST, ZX_DOCUMENT_SIGN, ZX_DOCUMENT_FILE, ZX_DOCUMENT_COUNTY };
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "nav-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Documents and ledgers"), -1);
  for (guint group = 0; group < G_N_ELEMENTS (groups); group++)
    for (guint i = 0; zx_documents_get ()[i] != NULL; i++)
      if (zx_document_get_group (zx_documents_get ()[i]) == groups[group])
        add_entry (self, zx_documents_get ()[i], NULL);
  for (guint i = 0; zx_ledgers_get ()[i] != NULL; i++)
    add_entry (self, NULL, zx_ledgers_get ()[i]);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, 188, -1);

  return scrolled;
}

static AdwComboRow *
combo_new (ZxLedgersPage *self,
           const char    *title,
           GtkWidget     *group)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (show_preview), self);

  return ADW_COMBO_ROW (row);
}

static GtkWidget *
ledger_options_new (ZxLedgersPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Which part"));
  self->term_row = combo_new (self, _("Term"), group);
  self->class_row = combo_new (self, _("Class"), group);
  self->reason_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason_row), _("What it is for"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->reason_row);
  gtk_box_append (GTK_BOX (box), group);

  self->receivers = zx_label_new ("", "hint");
  self->file_name = zx_label_new ("", "hint");
  gtk_label_set_wrap (GTK_LABEL (self->file_name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->file_name), PANGO_WRAP_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->file_name), TRUE);
  gtk_box_append (GTK_BOX (facts), zx_label_new (_("Goes to"), "strong"));
  gtk_box_append (GTK_BOX (facts), self->receivers);
  gtk_box_append (GTK_BOX (facts), zx_label_new (_("Name of the file"), "strong"));
  gtk_box_append (GTK_BOX (facts), self->file_name);
  gtk_box_append (GTK_BOX (facts), zx_label_new (_("For work only; every export is recorded."), "hint"));
  gtk_box_append (GTK_BOX (box), facts);

  return box;
}

static GtkWidget *
options_column_new (ZxLedgersPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->paper_options = zx_paper_options_new ();
  g_signal_connect_swapped (self->paper_options, "changed", G_CALLBACK (show_document), self);
  self->options = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->options), FALSE);
  gtk_stack_add_named (GTK_STACK (self->options), self->paper_options, "document");
  gtk_stack_add_named (GTK_STACK (self->options), ledger_options_new (self), "ledger");
  /* Room for the cards' shadow. */
  gtk_widget_set_margin_start (self->options, 4);
  gtk_widget_set_margin_end (self->options, 4);
  gtk_widget_set_margin_bottom (self->options, 8);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->options);
  gtk_widget_set_size_request (scrolled, 312, -1);

  return scrolled;
}

static GtkWidget *
ledger_result_new (ZxLedgersPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->count = zx_label_new ("", "hint");
  gtk_widget_set_hexpand (self->count, TRUE);
  self->save = gtk_button_new_with_label (_("Save as Excel…"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  self->stop = gtk_button_new_with_label (_("Stop"));
  gtk_widget_set_visible (self->stop, FALSE);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked_cb), self);
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop_clicked_cb), self);
  gtk_box_append (GTK_BOX (bar), self->count);
  gtk_box_append (GTK_BOX (bar), self->stop);
  gtk_box_append (GTK_BOX (bar), self->save);

  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Export progress"), -1);
  gtk_widget_set_visible (self->progress, FALSE);
  self->notice = ZX_NOTICE (zx_notice_new ());
  g_signal_connect_swapped (self->notice, "activated", G_CALLBACK (open_clicked_cb), self);
  g_signal_connect_swapped (self->notice, "second-activated", G_CALLBACK (folder_clicked_cb), self);

  self->paper = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (self->paper, TRUE);
  gtk_widget_set_hexpand (self->paper, TRUE);
  gtk_widget_set_size_request (self->paper, -1, 240);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paper), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Preview of the ledger"), -1);

  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), self->paper);
  gtk_widget_add_css_class (box, "page-margins");

  return box;
}

static GtkWidget *
paper_column_new (ZxLedgersPage *self)
{
  self->preview = zx_paper_preview_new ();
  g_signal_connect_swapped (self->preview, "printed", G_CALLBACK (printed_cb), self);
  self->result = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->result), self->preview, "document");
  gtk_stack_add_named (GTK_STACK (self->result), ledger_result_new (self), "ledger");
  gtk_widget_set_hexpand (self->result, TRUE);

  return self->result;
}

static void
zx_ledgers_page_init (ZxLedgersPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  zx_page_set_title (ZX_PAGE (self), _("Notices & ledgers"));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
  self->terms = g_ptr_array_new_with_free_func (g_free);
  self->classes = g_ptr_array_new_with_free_func (g_free);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  self->tabs = ZX_SEG (zx_seg_new (ZX_SEG_TABS));
  zx_seg_append (self->tabs, "list", _("Documents and ledgers"));
  zx_seg_append (self->tabs, "options", _("Options"));
  zx_seg_append (self->tabs, "paper", _("Paper"));
  zx_seg_set_active (self->tabs, "paper");
  g_signal_connect_swapped (self->tabs, "notify::active", G_CALLBACK (show_columns), self);

  self->columns[0] = list_column_new (self);
  self->columns[1] = options_column_new (self);
  self->columns[2] = paper_column_new (self);
  gtk_widget_add_css_class (left, "page-margins");
  gtk_box_append (GTK_BOX (left), self->columns[0]);
  gtk_box_append (GTK_BOX (left), self->columns[1]);
  gtk_box_append (GTK_BOX (columns), left);
  gtk_box_append (GTK_BOX (columns), self->columns[2]);
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tabs));
  gtk_box_append (GTK_BOX (box), columns);
  adw_bin_set_child (ADW_BIN (self), box);
}

/* --- actions of the window */

/* %NULL twice: as it was */
static void
open_entry (ZxWindow         *window,
            const ZxDocument *document,
            const ZxLedger   *ledger,
            gint64            record)
{
  ZxLedgersPage *self;

  zx_window_show_section (window, ZX_SECTION_LEDGERS);
  self = ZX_LEDGERS_PAGE (zx_window_get_section_page (window, ZX_SECTION_LEDGERS));
  for (guint i = 0; i < self->entries->len && (document != NULL || ledger != NULL); i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (entry->document != document || entry->ledger != ledger)
        continue;
      choose (self, i, record);
      if (g_strcmp0 (zx_seg_get_active (self->tabs), "list") == 0)
        zx_seg_set_active (self->tabs, "paper");
    }
}

static void
ledgers_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  open_entry (data, NULL, zx_ledger_find (g_variant_get_string (parameter, NULL)), 0);
}

static void
document_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  const char *name;
  gint64 record;

  g_variant_get (parameter, "(&sx)", &name, &record);
  open_entry (data, zx_document_find (name), NULL, record);
}

void
zx_ledgers_install (ZxWindow *window)
{
  static const GActionEntry actions[] = {
    { .name = "ledgers", .activate = ledgers_action, .parameter_type = "s" },
    { .name = "document", .activate = document_action, .parameter_type = "(sx)" },
  };

  zx_window_add_section (window, ZX_SECTION_LEDGERS, ZX_TYPE_LEDGERS_PAGE);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}
