/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-file"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-draft.h"
#include "zx-import-columns.h"
#include "zx-import-file.h"
#include "zx-import-preview.h"
#include "zx-ledger.h"
#include "zx-platform.h"
#include "zx-window.h"

struct _ZxImportFile
{
  AdwBin          parent_instance;
  ZxRosterImport *import;
  GtkWidget      *choose;
  GtkWidget      *drafts;     /* ZxCard: imports begun earlier */
  GtkWidget      *card;       /* ZxCard: the file that is open */
  GtkWidget      *choices;    /* sheet and row of headings */
  GtkWidget      *sheet;      /* GtkDropDown */
  GtkWidget      *header_row; /* GtkSpinButton */
  GtkWidget      *rows;       /* scrolled: the first rows */
  GCancellable   *cancellable;
  gboolean        reading;    /* the choices are being set */
};

enum { FILE_CHOSEN, SHEET_CHOSEN, DRAFT_CONTINUED, DRAFT_DISCARDED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxImportFile, zx_import_file, ADW_TYPE_BIN)

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* --- choosing */

static void
emit_file (ZxImportFile *self,
           GFile        *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    g_signal_emit (self, signals[FILE_CHOSEN], 0, path);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxImportFile) self = data;
  g_autoptr (GFile) file = zx_platform_open_file_finish (result, NULL);

  if (file != NULL && zx_window_of (self) != NULL)
    emit_file (self, file);
}

static void
choose_clicked_cb (ZxImportFile *self)
{
  static const char * const patterns[] = { "*.xlsx", "*.xls", "*.csv", "*.txt", "*.XLSX", "*.XLS", "*.CSV",
                                           /* Read by nobody but WPS, which the page says in so many words */
                                           "*.et", "*.ET", NULL };

  zx_platform_open_file_async (GTK_WINDOW (zx_window_of (self)), _("Choose a roster"), _("Rosters"), patterns, NULL, NULL,
                               chosen_cb, g_object_ref (self));
}

static gboolean
dropped_cb (ZxImportFile *self,
            const GValue *value)
{
  emit_file (self, g_value_get_object (value));

  return TRUE;
}

/* --- the blank roster */

static void
template_place_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (ZxImportFile) self = data;
  g_autoptr (GFile) file = zx_platform_save_file_finish (result, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *words = NULL;
  gboolean asked;

  if (file == NULL || zx_window_of (self) == NULL)
    return;

  path = g_file_get_path (file);
  asked = g_str_has_suffix (path, ".xlsx");
  if (!asked)
    {
      char *whole = g_strconcat (path, ".xlsx", NULL);

      g_free (path);
      path = whole;
    }

  /* The dialog has asked about a file of that name, and no other. */
  if (!zx_template_write_roster (path, NULL, asked, NULL, &error))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }

  words = g_strdup_printf (_("Written: %s"), path);
  zx_window_toast (zx_window_of (self), words);
}

static void
template_clicked_cb (ZxImportFile *self)
{
  g_autofree char *name = zx_template_dup_roster_file_name ();

  zx_platform_save_file_async (GTK_WINDOW (zx_window_of (self)), _("Save the blank roster"), name, NULL, NULL,
                               template_place_cb, g_object_ref (self));
}

/* --- begun earlier */

static void
continue_clicked_cb (ZxImportFile *self,
                     GtkWidget    *button)
{
  gint64 *key = g_object_get_data (G_OBJECT (button), "zx-key");

  g_signal_emit (self, signals[DRAFT_CONTINUED], 0, *key);
}

static void
discard_clicked_cb (ZxImportFile *self,
                    GtkWidget    *button)
{
  gint64 *key = g_object_get_data (G_OBJECT (button), "zx-key");

  g_signal_emit (self, signals[DRAFT_DISCARDED], 0, *key);
}

static GtkWidget *
draft_row_new (ZxImportFile  *self,
               const ZxDraft *draft)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *go_on = gtk_button_new_with_label (_("Go on"));
  GtkWidget *discard = gtk_button_new_with_label (_("Not needed any more"));
  g_autofree char *path = zx_roster_state_dup_path (draft->body);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : g_strdup ("");
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (draft->saved_at_ms / 1000);
  g_autofree char *time = then != NULL ? g_date_time_format (then, "%Y-%m-%d %H:%M") : g_strdup ("");
  GtkWidget *title = label_new (name, "strong");
  GtkWidget *when = label_new (time, "hint");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (when), 0);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), when);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (words, path);
  gtk_widget_add_css_class (discard, "flat");

  g_object_set_data_full (G_OBJECT (go_on), "zx-key", g_memdup2 (&draft->key, sizeof draft->key), g_free);
  g_object_set_data_full (G_OBJECT (discard), "zx-key", g_memdup2 (&draft->key, sizeof draft->key), g_free);
  g_signal_connect_object (go_on, "clicked", G_CALLBACK (continue_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (discard, "clicked", G_CALLBACK (discard_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (go_on, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (discard, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), discard);
  gtk_box_append (GTK_BOX (row), go_on);

  return row;
}

/* --- the open file */

static void
sheet_chosen_cb (ZxImportFile *self)
{
  if (!self->reading)
    g_signal_emit (self, signals[SHEET_CHOSEN], 0, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sheet)), 0u);
}

static void
header_row_chosen_cb (ZxImportFile *self)
{
  if (!self->reading)
    g_signal_emit (self, signals[SHEET_CHOSEN], 0, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sheet)),
                   (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->header_row)));
}

static const char *
field_of_column (ZxRosterImport *import,
                 guint           index)
{
  for (guint i = 0; i < zx_roster_import_get_n_columns (import); i++)
    if (zx_roster_import_get_column (import, i)->index == index)
      return zx_roster_import_get_column (import, i)->field;

  return NULL;
}

static gboolean
is_header_row (ZxRosterImport *import,
               guint           number)
{
  guint n;
  const guint *rows = zx_roster_import_get_header_rows (import, &n);

  for (guint i = 0; i < n; i++)
    if (rows[i] == number)
      return TRUE;

  return FALSE;
}

static GtkWidget *
cell_new (const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
sheet_new (ZxImportFile *self,
           GPtrArray    *rows)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_widget_set_margin_bottom (grid, 12);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZxImportPreviewRow *row = g_ptr_array_index (rows, i);
      gboolean is_head = is_header_row (self->import, row->number);
      g_autofree char *number = g_strdup_printf ("%u", row->number);

      gtk_grid_attach (GTK_GRID (grid), cell_new (number, "hint"), 0, (int) i, 1, 1);
      for (guint column = 0; column < row->n_cells; column++)
        {
          g_autofree char *text = is_head ? g_strdup (row->cells[column])
                                          : zx_import_mask (field_of_column (self->import, column), row->cells[column]);

          /* A title is as wide as its sheet, and has one cell. */
          gtk_grid_attach (GTK_GRID (grid), cell_new (text, is_head ? "strong" : "body"), (int) column + 1, (int) i,
                           row->n_cells == 1 ? 8 : 1, 1);
        }
    }

  return grid;
}

static void
preview_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (ZxImportFile) self = data;
  g_autoptr (GPtrArray) rows = zx_import_preview_finish (result, NULL);

  /* What cannot be read was said when the file was opened. */
  if (rows != NULL && self->import != NULL)
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->rows), sheet_new (self, rows));
}

static void
show_import (ZxImportFile *self)
{
  const ZxRosterSheet *sheet;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_sheets = zx_roster_import_get_n_sheets (self->import);
  guint selected = zx_roster_import_get_selected_sheet (self->import);
  g_autofree char *caption = NULL;

  self->reading = TRUE;
  for (guint i = 0; i < n_sheets; i++)
    {
      g_autofree char *words = NULL;

      sheet = zx_roster_import_get_sheet (self->import, i);
      words = g_strdup_printf (ngettext ("%s (%u row)", "%s (%u rows)", sheet->n_rows), sheet->name, sheet->n_rows);
      gtk_string_list_append (names, words);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->sheet), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->sheet), selected);
  gtk_widget_set_visible (gtk_widget_get_parent (self->sheet), n_sheets > 1);

  sheet = zx_roster_import_get_sheet (self->import, selected);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->header_row), sheet->header_row);
  self->reading = FALSE;

  caption = g_strdup_printf (ngettext ("%u row", "%u rows", sheet->n_rows), sheet->n_rows);
  zx_card_set_title (ZX_CARD (self->card), zx_roster_import_get_file_name (self->import));
  zx_card_set_caption (ZX_CARD (self->card), caption);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  zx_import_preview_async (zx_roster_import_get_path (self->import), selected, self->cancellable,
                           preview_read_cb, g_object_ref (self));
}

static void
zx_import_file_dispose (GObject *object)
{
  ZxImportFile *self = ZX_IMPORT_FILE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (zx_import_file_parent_class)->dispose (object);
}

static void
zx_import_file_class_init (ZxImportFileClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_import_file_dispose;

  signals[FILE_CHOSEN] = g_signal_new ("file-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHEET_CHOSEN] = g_signal_new ("sheet-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[DRAFT_CONTINUED] = g_signal_new ("draft-continued", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[DRAFT_DISCARDED] = g_signal_new ("draft-discarded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static GtkWidget *
zone_new (ZxImportFile *self)
{
  GtkWidget *zone = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("x-office-spreadsheet-symbolic");
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *blank = gtk_button_new_with_label (_("Get a blank roster…"));
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->choose = gtk_button_new_with_label (_("Choose a file…"));
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 40);
  gtk_widget_add_css_class (icon, "dim");
  gtk_widget_add_css_class (self->choose, "suggested-action");
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose_clicked_cb), self);
  g_signal_connect_swapped (blank, "clicked", G_CALLBACK (template_clicked_cb), self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (zone, GTK_EVENT_CONTROLLER (drop));

  gtk_box_append (GTK_BOX (buttons), self->choose);
  gtk_box_append (GTK_BOX (buttons), blank);
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (buttons, 8);
  gtk_box_append (GTK_BOX (zone), icon);
  gtk_box_append (GTK_BOX (zone), label_new (_("Drop the roster here, or choose it"), "h2"));
  gtk_box_append (GTK_BOX (zone), label_new (_("Excel (xlsx, xls) or csv, as the school has it. The file itself is never changed."), "hint"));
  gtk_box_append (GTK_BOX (zone), buttons);
  gtk_widget_add_css_class (zone, "drop-zone");

  return zone;
}

static GtkWidget *
choice_new (const char *label,
            GtkWidget  *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), label_new (label, "body"));
  gtk_box_append (GTK_BOX (box), widget);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return box;
}

static void
zx_import_file_init (ZxImportFile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->drafts = zx_card_new (_("Begun earlier"));
  gtk_widget_set_visible (self->drafts, FALSE);

  self->sheet = gtk_drop_down_new (NULL, NULL);
  self->header_row = gtk_spin_button_new_with_range (0, 1000, 1);
  gtk_widget_set_tooltip_text (self->header_row, _("0 looks for the headings"));
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_box_append (GTK_BOX (self->choices), choice_new (_("Sheet"), self->sheet));
  gtk_box_append (GTK_BOX (self->choices), choice_new (_("Row of the headings"), self->header_row));
  g_signal_connect_swapped (self->sheet, "notify::selected", G_CALLBACK (sheet_chosen_cb), self);
  g_signal_connect_swapped (self->header_row, "value-changed", G_CALLBACK (header_row_chosen_cb), self);

  self->rows = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->rows), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The first rows"), -1);
  self->card = zx_card_new ("");
  zx_card_append_body (ZX_CARD (self->card), self->choices);
  zx_card_append_body (ZX_CARD (self->card), self->rows);
  gtk_widget_set_visible (self->card, FALSE);

  gtk_box_append (GTK_BOX (box), zone_new (self));
  gtk_box_append (GTK_BOX (box), self->drafts);
  gtk_box_append (GTK_BOX (box), self->card);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
zx_import_file_new (void)
{
  return g_object_new (ZX_TYPE_IMPORT_FILE, NULL);
}

void
zx_import_file_set_import (ZxImportFile   *self,
                           ZxRosterImport *import)
{
  g_set_object (&self->import, import);
  gtk_widget_set_visible (self->card, import != NULL);
  /* With a file the way on is the primary button. */
  if (import != NULL)
    gtk_widget_remove_css_class (self->choose, "suggested-action");
  else
    gtk_widget_add_css_class (self->choose, "suggested-action");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->rows), NULL);
  if (import != NULL)
    show_import (self);
}

void
zx_import_file_set_drafts (ZxImportFile *self,
                           GPtrArray    *drafts)
{
  zx_card_clear (ZX_CARD (self->drafts));
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    zx_card_append_row (ZX_CARD (self->drafts), draft_row_new (self, g_ptr_array_index (drafts, i)));
  gtk_widget_set_visible (self->drafts, drafts != NULL && drafts->len > 0);
}

void
zx_import_file_set_narrow (ZxImportFile *self,
                           gboolean      narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->choices), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
