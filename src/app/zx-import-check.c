/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-check"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-empty.h"
#include "zx-flow-layout.h"
#include "zx-import-check.h"
#include "zx-import-columns.h"
#include "zx-import-row.h"
#include "zx-mask.h"
#include "zx-seg.h"
#include "zx-session.h"

#define MAX_FIXES 6

struct _ZxImportCheck
{
  AdwBin          parent_instance;
  ZxRosterImport *import;
  GtkWidget      *top;    /* tabs and the first fix */
  GtkWidget      *tabs;
  GtkWidget      *first_fix;
  GtkWidget      *fixes;  /* the others, below */
  GtkWidget      *head;   /* over the cells to correct */
  GtkWidget      *head_view;
  GtkWidget      *update; /* over the people who are there already */
  GtkWidget      *lists;  /* GtkStack, by the ids of the tabs */
  GtkWidget      *views[3];
  GtkWidget      *aside_view;
  GtkWidget      *empty;
  GPtrArray      *shown;  /* ZxImportRow that show a row now */
  gulong          handlers[ZX_ROSTER_N_STATES];
  int             widths[ZX_IMPORT_N_CELLS];
  guint           count_id;
  guint           n_fixes;
  GPtrArray      *edits;  /* Edit: still to be made */
  guint           edit_id;
  gboolean        narrow;
};

enum { WRONG, READY, CHANGED };

static const char * const tab_ids[] = { "wrong", "ready", "changed", "aside" };

enum { EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxImportCheck, zx_import_check, ADW_TYPE_BIN)

static guint
count (ZxImportCheck *self,
       ZxRosterState  state)
{
  return g_list_model_get_n_items (zx_roster_import_get_rows (self->import, state));
}

/* --- what a person does */

/* An edit may take its row out of the list. That must not happen while the focus is on its way. */
typedef struct
{
  ZxRosterRow *row;
  guint        position;
  char        *text;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->row);
  g_free (edit->text);
  g_free (edit);
}

static void
apply_edits (ZxImportCheck *self)
{
  g_autoptr (GPtrArray) edits = g_steal_pointer (&self->edits);

  self->edits = g_ptr_array_new_with_free_func (edit_free);
  g_clear_handle_id (&self->edit_id, g_source_remove);
  for (guint i = 0; self->import != NULL && i < edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (edits, i);
      g_autoptr (GError) error = NULL;

      if (!zx_roster_import_edit (self->import, edit->row, edit->position, edit->text, &error) && zx_window_of (self) != NULL)
        zx_session_report (zx_session_of (self), error);
    }
  if (edits->len > 0)
    g_signal_emit (self, signals[EDITED], 0);
}

static gboolean
edit_cb (gpointer data)
{
  ZxImportCheck *self = data;

  self->edit_id = 0;
  apply_edits (self);

  return G_SOURCE_REMOVE;
}

static void
row_edited_cb (ZxImportCheck *self,
               guint          position,
               const char    *text,
               ZxImportRow   *widget)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->row = g_object_ref (zx_import_row_get_row (widget));
  edit->position = position;
  edit->text = g_strdup (text);
  g_ptr_array_add (self->edits, edit);
  if (self->edit_id == 0)
    self->edit_id = g_idle_add_full (G_PRIORITY_DEFAULT, edit_cb, self, NULL);
}

static void
row_aside_cb (ZxImportCheck *self,
              ZxImportRow   *widget)
{
  g_autoptr (ZxRosterRow) row = g_object_ref (zx_import_row_get_row (widget));

  zx_roster_import_set_aside (self->import, row, zx_roster_row_get_state (row) == ZX_ROSTER_REJECTED);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
fix_clicked_cb (ZxImportCheck *self,
                GtkWidget     *button)
{
  const char *words = g_object_get_data (G_OBJECT (button), "zx-words");
  g_autoptr (GPtrArray) fixes = zx_roster_import_suggest_fixes (self->import);
  g_autoptr (GError) error = NULL;

  /* Made anew, because edits since then may have changed what it would do. */
  for (guint i = 0; i < fixes->len; i++)
    {
      const ZxRosterFix *fix = g_ptr_array_index (fixes, i);

      if (!g_str_equal (fix->words, words))
        continue;
      if (!zx_roster_import_apply_fix (self->import, fix, &error))
        zx_session_report (zx_session_of (self), error);
      break;
    }
  g_signal_emit (self, signals[EDITED], 0);
}

/* --- numbers and fixes */

static GtkWidget *
fix_new (ZxImportCheck *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fix_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
set_fix (GtkWidget         *button,
         const ZxRosterFix *fix)
{
  g_autofree char *words = g_strdup_printf ("%s ×%u", fix->words, fix->n_rows);

  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (button, words);
  g_object_set_data_full (G_OBJECT (button), "zx-words", g_strdup (fix->words), g_free);
}

static void
show_fixes (ZxImportCheck *self)
{
  g_autoptr (GPtrArray) fixes = zx_roster_import_suggest_fixes (self->import);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->fixes)) != NULL)
    gtk_box_remove (GTK_BOX (self->fixes), child);

  for (guint i = 0; i < MIN (fixes->len, MAX_FIXES); i++)
    {
      const ZxRosterFix *fix = g_ptr_array_index (fixes, i);
      GtkWidget *button = i == 0 ? self->first_fix : fix_new (self);

      set_fix (button, fix);
      if (i > 0)
        gtk_box_append (GTK_BOX (self->fixes), button);
    }
  self->n_fixes = fixes->len;
}

/* Takes @label. */
static void
set_tab (ZxImportCheck *self,
         const char    *id,
         char          *label)
{
  g_autofree char *owned = label;

  zx_seg_set_label (ZX_SEG (self->tabs), id, owned);
}

static void
show_tab (ZxImportCheck *self)
{
  const char *active = zx_seg_get_active (ZX_SEG (self->tabs));
  gboolean is_empty = FALSE;

  if (self->import == NULL)
    return;

  if (g_str_equal (active, "wrong"))
    {
      is_empty = count (self, ZX_ROSTER_REJECTED) == 0;
      zx_empty_set_text (ZX_EMPTY (self->empty), _("Nothing is left to correct"), _("All rows can be imported."));
    }
  else if (g_str_equal (active, "ready"))
    {
      is_empty = count (self, ZX_ROSTER_NEW) + count (self, ZX_ROSTER_CHANGED) + count (self, ZX_ROSTER_UNCHANGED) == 0;
      zx_empty_set_text (ZX_EMPTY (self->empty), _("No row can be imported yet"), _("Look at those to correct."));
    }
  else if (g_str_equal (active, "changed"))
    {
      is_empty = count (self, ZX_ROSTER_CHANGED) == 0;
      zx_empty_set_text (ZX_EMPTY (self->empty), _("Nobody in the casebook would change"), NULL);
    }

  gtk_stack_set_visible_child_name (GTK_STACK (self->lists), is_empty ? "empty" : active);
  gtk_widget_set_visible (self->head_view, !is_empty && !self->narrow && (g_str_equal (active, "wrong") || g_str_equal (active, "aside")));
  gtk_widget_set_visible (self->update, !is_empty && g_str_equal (active, "changed"));
  gtk_widget_set_visible (self->first_fix, self->n_fixes > 0 && g_str_equal (active, "wrong"));
  gtk_widget_set_visible (self->fixes, self->n_fixes > 1 && g_str_equal (active, "wrong"));
}

static gboolean
count_cb (gpointer data)
{
  ZxImportCheck *self = data;
  guint n_aside, n_ready;

  self->count_id = 0;
  if (self->import == NULL)
    return G_SOURCE_REMOVE;

  n_aside = count (self, ZX_ROSTER_SET_ASIDE);
  n_ready = count (self, ZX_ROSTER_NEW) + count (self, ZX_ROSTER_CHANGED) + count (self, ZX_ROSTER_UNCHANGED);
  set_tab (self, "wrong", g_strdup_printf (_("To correct %u"), count (self, ZX_ROSTER_REJECTED)));
  set_tab (self, "ready", g_strdup_printf (_("Ready to import %u"), n_ready));
  set_tab (self, "changed", g_strdup_printf (_("There already, updated %u"), count (self, ZX_ROSTER_CHANGED)));
  set_tab (self, "aside", g_strdup_printf (_("Put aside %u"), n_aside));
  if (n_aside == 0 && g_str_equal (zx_seg_get_active (ZX_SEG (self->tabs)), "aside"))
    zx_seg_set_active (ZX_SEG (self->tabs), "wrong");
  zx_seg_set_shown (ZX_SEG (self->tabs), "aside", n_aside > 0);
  show_fixes (self);
  show_tab (self);

  return G_SOURCE_REMOVE;
}

/* One edit changes two lists, a fix many: count once. */
static void
items_changed_cb (ZxImportCheck *self)
{
  if (self->count_id == 0)
    self->count_id = g_idle_add_full (G_PRIORITY_DEFAULT, count_cb, self, NULL);
}

/* --- rows to correct */

static void
wrong_setup_cb (ZxImportCheck *self,
                GtkListItem   *item)
{
  GtkWidget *row = zx_import_row_new (self->widths);

  g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "aside-clicked", G_CALLBACK (row_aside_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
wrong_bind_cb (ZxImportCheck *self,
               GtkListItem   *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  zx_import_row_set_row (ZX_IMPORT_ROW (row), self->import, gtk_list_item_get_item (item));
  g_ptr_array_add (self->shown, row);
}

static void
wrong_unbind_cb (ZxImportCheck *self,
                 GtkListItem   *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_ptr_array_remove (self->shown, row);
  zx_import_row_set_row (ZX_IMPORT_ROW (row), NULL, NULL);
}

/* --- rows that can be imported */

static GtkWidget *
plain_label_new (int         width,
                 const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, width, -1);
  gtk_widget_add_css_class (label, style);

  return label;
}

static void
ready_setup_cb (ZxImportCheck *self,
                GtkListItem   *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *warning;

  gtk_box_append (GTK_BOX (box), plain_label_new (64, "hint"));
  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    gtk_box_append (GTK_BOX (box), plain_label_new (self->narrow ? -1 : self->widths[i], i == 0 ? "strong" : "numeric"));
  warning = plain_label_new (-1, "soon-text");
  gtk_widget_set_hexpand (warning, TRUE);
  gtk_box_append (GTK_BOX (box), warning);
  gtk_widget_set_size_request (box, -1, 40);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
ready_bind_cb (ZxImportCheck *self,
               GtkListItem   *item)
{
  ZxRosterRow *row = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *number = g_strdup_printf (_("Row %u"), zx_roster_row_get_number (row));
  const char *warning = zx_roster_row_get_n_warnings (row) > 0 ? zx_roster_row_get_warning (row, 0)->message : NULL;

  gtk_label_set_text (GTK_LABEL (child), number);
  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    {
      g_autofree char *text = zx_roster_row_dup_display (row, zx_import_cells[i].field);

      child = gtk_widget_get_next_sibling (child);
      if (g_str_equal (zx_import_cells[i].field, "id_no"))
        {
          char *masked = zx_mask_id (text);

          g_free (text);
          text = masked;
        }
      gtk_label_set_text (GTK_LABEL (child), text);
    }
  child = gtk_widget_get_next_sibling (child);
  gtk_label_set_text (GTK_LABEL (child), warning != NULL ? warning : "");
  gtk_widget_set_tooltip_text (child, warning);
}

/* --- people who are there already */

static void
keep_toggled_cb (ZxImportCheck  *self,
                 GtkCheckButton *button)
{
  ZxRosterRow *row = g_object_get_data (G_OBJECT (button), "zx-row");

  zx_roster_row_set_kept (row, g_object_get_data (G_OBJECT (button), "zx-field"), gtk_check_button_get_active (button));
  g_signal_emit (self, signals[EDITED], 0);
}

static GtkWidget *
difference_new (ZxImportCheck            *self,
                ZxRosterRow              *row,
                const ZxRosterDifference *difference,
                const char               *name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_label_new (NULL);
  GtkWidget *keep = gtk_check_button_new_with_label (_("Keep the old one"));
  const char *label = zx_roster_target_get_label (difference->field);
  g_autofree char *spoken = NULL;
  g_autofree char *text = NULL;

  /* Translators: a field, what the casebook has, what the file has */
  text = g_strdup_printf (_("%s: %s → %s"), label != NULL ? label : difference->field,
                          *difference->from != '\0' ? difference->from : _("(empty)"),
                          *difference->to != '\0' ? difference->to : _("(empty)"));
  gtk_label_set_text (GTK_LABEL (words), text);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (words, TRUE);

  /* Translators: spoken: whose and which value is kept: "Keep the old one: Wang Xiaomei, Phone" */
  spoken = g_strdup_printf (_("Keep the old one: %s, %s"), name, label != NULL ? label : difference->field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (keep), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (keep), difference->kept);
  g_object_set_data_full (G_OBJECT (keep), "zx-row", g_object_ref (row), g_object_unref);
  g_object_set_data_full (G_OBJECT (keep), "zx-field", g_strdup (difference->field), g_free);
  g_signal_connect_object (keep, "toggled", G_CALLBACK (keep_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (keep, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), keep);

  return line;
}

static void
changed_setup_cb (ZxImportCheck *self,
                  GtkListItem   *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
changed_bind_cb (ZxImportCheck *self,
                 GtkListItem   *item)
{
  ZxRosterRow *row = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = plain_label_new (-1, "strong");
  GtkWidget *place = plain_label_new (-1, "hint");
  g_autofree char *name = zx_roster_row_dup_display (row, "name");
  g_autofree char *class_name = zx_roster_row_dup_display (row, "class_name");
  g_autofree char *number = g_strdup_printf (_("Row %u"), zx_roster_row_get_number (row));
  g_autofree char *words = g_strdup_printf ("%s · %s", class_name, number);

  gtk_label_set_text (GTK_LABEL (title), name);
  gtk_label_set_text (GTK_LABEL (place), *class_name != '\0' ? words : number);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), place);
  gtk_box_append (GTK_BOX (box), head);
  for (guint i = 0; i < zx_roster_row_get_n_differences (row); i++)
    gtk_box_append (GTK_BOX (box), difference_new (self, row, zx_roster_row_get_difference (row, i), name));
}

static void
changed_unbind_cb (ZxImportCheck *self,
                   GtkListItem   *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* --- the lists */

typedef void (*ItemFunc) (ZxImportCheck *self,
                          GtkListItem   *item);

static GtkWidget *
view_new (ZxImportCheck *self,
          const char    *id,
          const char    *name,
          ItemFunc       setup,
          ItemFunc       bind,
          ItemFunc       unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind), self, G_CONNECT_SWAPPED);
  if (unbind != NULL)
    g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind), self, G_CONNECT_SWAPPED);

  view = gtk_list_view_new (NULL, factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "import-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_stack_add_named (GTK_STACK (self->lists), scrolled, id);

  return view;
}

static void
set_rows (GtkWidget  *view,
          GListModel *rows)
{
  g_autoptr (GtkNoSelection) selection = rows != NULL ? gtk_no_selection_new (rows) : NULL;

  gtk_list_view_set_model (GTK_LIST_VIEW (view), GTK_SELECTION_MODEL (selection));
}

static void
measure (ZxImportCheck *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0000000000");
  GtkWidget *label = gtk_widget_get_first_child (self->head);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    {
      guint position;

      self->widths[i] = (int) zx_import_cells[i].n_digits * width / 10 + 24;
      label = gtk_widget_get_next_sibling (label);
      gtk_widget_set_size_request (label, self->widths[i], -1);
      gtk_widget_set_visible (label, zx_import_find_column (self->import, zx_import_cells[i].field, &position));
    }
}

static GListModel *
ready_rows_new (ZxRosterImport *import)
{
  static const ZxRosterState states[] = { ZX_ROSTER_NEW, ZX_ROSTER_CHANGED, ZX_ROSTER_UNCHANGED };
  GListStore *store = g_list_store_new (G_TYPE_LIST_MODEL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_list_store_append (store, zx_roster_import_get_rows (import, states[i]));

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (store)));
}

static void
show_rows (ZxImportCheck *self)
{
  measure (self);
  set_rows (self->views[WRONG], g_object_ref (zx_roster_import_get_rows (self->import, ZX_ROSTER_REJECTED)));
  set_rows (self->aside_view, g_object_ref (zx_roster_import_get_rows (self->import, ZX_ROSTER_SET_ASIDE)));
  set_rows (self->views[READY], ready_rows_new (self->import));
  set_rows (self->views[CHANGED], g_object_ref (zx_roster_import_get_rows (self->import, ZX_ROSTER_CHANGED)));
}

static void
hide_rows (ZxImportCheck *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->views); i++)
    set_rows (self->views[i], NULL);
  set_rows (self->aside_view, NULL);
}

static void
zx_import_check_dispose (GObject *object)
{
  ZxImportCheck *self = ZX_IMPORT_CHECK (object);

  if (self->import != NULL)
    zx_import_check_set_import (self, NULL);
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_handle_id (&self->edit_id, g_source_remove);

  G_OBJECT_CLASS (zx_import_check_parent_class)->dispose (object);
}

static void
zx_import_check_finalize (GObject *object)
{
  ZxImportCheck *self = ZX_IMPORT_CHECK (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_import_check_parent_class)->finalize (object);
}

static void
zx_import_check_class_init (ZxImportCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_import_check_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_import_check_finalize;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
head_new (void)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *number = plain_label_new (64, "hint");

  gtk_label_set_text (GTK_LABEL (number), _("Row in file"));
  gtk_box_append (GTK_BOX (head), number);
  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    {
      GtkWidget *label = plain_label_new (-1, "hint");

      gtk_label_set_text (GTK_LABEL (label), zx_roster_target_get_label (zx_import_cells[i].field));
      gtk_box_append (GTK_BOX (head), label);
    }
  gtk_widget_add_css_class (head, "import-head");

  return head;
}

static void
zx_import_check_init (ZxImportCheck *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *card = zx_card_new (NULL);

  self->shown = g_ptr_array_new ();
  self->edits = g_ptr_array_new_with_free_func (edit_free);

  self->tabs = zx_seg_new (ZX_SEG_BOX);
  for (guint i = 0; i < G_N_ELEMENTS (tab_ids); i++)
    zx_seg_append (ZX_SEG (self->tabs), tab_ids[i], tab_ids[i]);
  gtk_widget_set_hexpand (self->tabs, TRUE);
  g_signal_connect_swapped (self->tabs, "notify::active", G_CALLBACK (show_tab), self);
  self->fixes = zx_flow_box_new ();
  self->first_fix = fix_new (self);
  gtk_widget_set_halign (self->first_fix, GTK_ALIGN_END);
  self->top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->top), self->tabs);
  gtk_box_append (GTK_BOX (self->top), self->first_fix);

  self->head = head_new ();
  self->head_view = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->head_view), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->head_view), self->head);
  self->update = gtk_check_button_new_with_label (_("Give people who are there already the values of the file"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->update), TRUE);
  gtk_widget_set_margin_start (self->update, 8);
  gtk_widget_set_margin_top (self->update, 8);
  self->lists = gtk_stack_new ();
  self->views[WRONG] = view_new (self, "wrong", _("Rows to correct"), wrong_setup_cb, wrong_bind_cb, wrong_unbind_cb);
  self->views[READY] = view_new (self, "ready", _("Rows ready to import"), ready_setup_cb, ready_bind_cb, NULL);
  self->views[CHANGED] = view_new (self, "changed", _("People who are there already"), changed_setup_cb, changed_bind_cb, changed_unbind_cb);
  self->aside_view = view_new (self, "aside", _("Rows set aside"), wrong_setup_cb, wrong_bind_cb, wrong_unbind_cb);
  self->empty = zx_empty_new ("emblem-ok-symbolic", _("Nothing is left to correct"), NULL);
  gtk_stack_add_named (GTK_STACK (self->lists), self->empty, "empty");

  gtk_box_append (GTK_BOX (card), self->head_view);
  gtk_box_append (GTK_BOX (card), self->update);
  gtk_box_append (GTK_BOX (card), self->lists);
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_vexpand (card, TRUE);

  gtk_box_append (GTK_BOX (box), self->top);
  gtk_box_append (GTK_BOX (box), self->fixes);
  gtk_box_append (GTK_BOX (box), card);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
zx_import_check_new (void)
{
  return g_object_new (ZX_TYPE_IMPORT_CHECK, NULL);
}

void
zx_import_check_set_import (ZxImportCheck  *self,
                            ZxRosterImport *import)
{
  if (self->import != NULL)
    {
      hide_rows (self);
      for (guint i = 0; i < ZX_ROSTER_N_STATES; i++)
        g_signal_handler_disconnect (zx_roster_import_get_rows (self->import, i), self->handlers[i]);
    }

  g_set_object (&self->import, import);
  if (import == NULL)
    return;

  for (guint i = 0; i < ZX_ROSTER_N_STATES; i++)
    self->handlers[i] = g_signal_connect_swapped (zx_roster_import_get_rows (import, i), "items-changed",
                                                  G_CALLBACK (items_changed_cb), self);
  show_rows (self);
  count_cb (self);
}

void
zx_import_check_set_narrow (ZxImportCheck *self,
                            gboolean       narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (self->import != NULL)
    {
      /* The rows are laid out another way: make them anew. */
      hide_rows (self);
      show_rows (self);
      show_tab (self);
    }
}

void
zx_import_check_flush (ZxImportCheck *self)
{
  if (self->import == NULL)
    return;

  for (guint i = 0; i < self->shown->len; i++)
    zx_import_row_leave (g_ptr_array_index (self->shown, i));
  apply_edits (self);
}

void
zx_import_check_focus_wrong (ZxImportCheck *self)
{
  ZxImportRow *first = NULL;

  zx_seg_set_active (ZX_SEG (self->tabs), "wrong");
  for (guint i = 0; i < self->shown->len; i++)
    {
      ZxImportRow *row = g_ptr_array_index (self->shown, i);

      if (zx_roster_row_get_state (zx_import_row_get_row (row)) == ZX_ROSTER_REJECTED &&
          (first == NULL || zx_roster_row_get_number (zx_import_row_get_row (row)) <
                            zx_roster_row_get_number (zx_import_row_get_row (first))))
        first = row;
    }
  if (first != NULL)
    zx_import_row_focus (first);
}

gboolean
zx_import_check_get_update (ZxImportCheck *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->update));
}
