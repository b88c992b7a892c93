/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-row"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-flow-layout.h"
#include "zx-import-columns.h"
#include "zx-import-row.h"

/* The cells always there, and one more for a fault that stands elsewhere. */
#define N_ENTRIES (ZX_IMPORT_N_CELLS + 1)
#define OTHER     ZX_IMPORT_N_CELLS

#define NO_POSITION G_MAXUINT

struct _ZxImportRow
{
  GtkBox          parent_instance;
  ZxRosterImport *import;
  ZxRosterRow    *row;
  GtkWidget      *number;
  GtkWidget      *entries[N_ENTRIES];
  GtkWidget      *other_line;
  GtkWidget      *other_name;
  GtkWidget      *message;
  GtkWidget      *aside;
  char           *texts[N_ENTRIES];     /* as the import has them */
  guint           positions[N_ENTRIES]; /* of the columns */
};

const ZxImportCell zx_import_cells[ZX_IMPORT_N_CELLS] = {
  { "name", 8 },
  { "class_name", 11 },
  { "id_no", 20 },
  { "birth_date", 11 },
};

enum { EDITED, ASIDE_CLICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxImportRow, zx_import_row, GTK_TYPE_BOX)

/* --- what was written */

static void
leave_cell (ZxImportRow *self,
            GtkWidget   *entry)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    if (self->entries[i] == entry && self->row != NULL && self->positions[i] != NO_POSITION)
      {
        const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

        if (g_strcmp0 (text, self->texts[i]) == 0)
          return;

        g_free (self->texts[i]);
        self->texts[i] = g_strdup (text);
        g_signal_emit (self, signals[EDITED], 0, self->positions[i], self->texts[i]);
        return;
      }
}

static void
focus_left_cb (ZxImportRow        *self,
               GtkEventController *controller)
{
  leave_cell (self, gtk_event_controller_get_widget (controller));
}

static void
aside_clicked_cb (ZxImportRow *self)
{
  g_signal_emit (self, signals[ASIDE_CLICKED], 0);
}

/* --- what is shown */

static void
mark (GtkWidget  *entry,
      gboolean    is_wrong,
      GtkWidget  *message)
{
  if (is_wrong)
    {
      gtk_widget_add_css_class (entry, "invalid");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, message, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (entry, "invalid");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    }
}

static void
show_cell (ZxImportRow *self,
           guint        index,
           const char  *field,
           gboolean     is_wrong)
{
  GtkWidget *entry = self->entries[index];
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (!zx_import_find_column (self->import, field, &self->positions[index]))
    {
      self->positions[index] = NO_POSITION;
      gtk_widget_set_visible (entry, FALSE);
      return;
    }

  text = zx_roster_row_dup_cell (self->row, self->positions[index]);
  if (g_strcmp0 (text, self->texts[index]) != 0)
    {
      g_free (self->texts[index]);
      self->texts[index] = g_steal_pointer (&text);
      gtk_editable_set_text (GTK_EDITABLE (entry), self->texts[index]);
    }

  /* Translators: a cell and the row it stands in, spoken: "Name, row 14" */
  name = g_strdup_printf (_("%s, row %u"), zx_roster_target_get_label (field), zx_roster_row_get_number (self->row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), is_wrong ? NULL : zx_roster_target_get_label (field));
  gtk_widget_set_visible (entry, TRUE);
  mark (entry, is_wrong, self->message);
}

/* A class may be wrong because of its grade, and the grade be told by the class. */
static gboolean
is_about (const char *wrong,
          const char *field)
{
  return g_strcmp0 (wrong, field) == 0 || (g_strcmp0 (wrong, "grade") == 0 && g_strcmp0 (field, "class_name") == 0);
}

static void
show (ZxImportRow *self)
{
  const ZxRosterNotice *reason = zx_roster_row_get_reason (self->row);
  const char *wrong = reason != NULL ? reason->field : NULL;
  guint position;
  gboolean is_elsewhere = wrong != NULL;
  gboolean is_set_aside = zx_roster_row_get_state (self->row) == ZX_ROSTER_SET_ASIDE;
  g_autofree char *number = NULL;
  g_autofree char *aside = NULL;

  number = g_strdup_printf (_("Row %u"), zx_roster_row_get_number (self->row));
  gtk_label_set_text (GTK_LABEL (self->number), number);

  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    {
      gboolean is_wrong = wrong != NULL && is_about (wrong, zx_import_cells[i].field);

      show_cell (self, i, zx_import_cells[i].field, is_wrong);
      if (is_wrong && self->positions[i] != NO_POSITION && g_str_equal (wrong, zx_import_cells[i].field))
        is_elsewhere = FALSE;
    }

  if (is_elsewhere && zx_import_find_column (self->import, wrong, &position))
    {
      show_cell (self, OTHER, wrong, TRUE);
      gtk_label_set_text (GTK_LABEL (self->other_name), zx_roster_target_get_label (wrong));
      gtk_widget_set_visible (self->other_line, TRUE);
    }
  else
    {
      self->positions[OTHER] = NO_POSITION;
      gtk_widget_set_visible (self->other_line, FALSE);
    }

  gtk_label_set_text (GTK_LABEL (self->message), reason != NULL ? reason->message : "");
  gtk_widget_set_visible (self->message, reason != NULL);

  gtk_button_set_label (GTK_BUTTON (self->aside), is_set_aside ? _("Take back") : _("Set aside"));
  aside = g_strdup_printf (is_set_aside ? _("Take back, row %u") : _("Set aside, row %u"), zx_roster_row_get_number (self->row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->aside), GTK_ACCESSIBLE_PROPERTY_LABEL, aside, -1);
}

static void
row_changed_cb (ZxImportRow *self)
{
  ZxRosterState state = zx_roster_row_get_state (self->row);

  if (state == ZX_ROSTER_REJECTED || state == ZX_ROSTER_SET_ASIDE)
    show (self);
}

static void
zx_import_row_dispose (GObject *object)
{
  ZxImportRow *self = ZX_IMPORT_ROW (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);
  g_clear_object (&self->import);
  for (guint i = 0; i < N_ENTRIES; i++)
    g_clear_pointer (&self->texts[i], g_free);

  G_OBJECT_CLASS (zx_import_row_parent_class)->dispose (object);
}

static void
zx_import_row_class_init (ZxImportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_import_row_dispose;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[ASIDE_CLICKED] = g_signal_new ("aside-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static GtkWidget *
entry_new (ZxImportRow *self,
           int          width)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 1);
  gtk_widget_set_size_request (entry, width, -1);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (leave_cell), self);

  return entry;
}

static void
zx_import_row_init (ZxImportRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 5);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 6);
}

GtkWidget *
zx_import_row_new (const int *widths)
{
  ZxImportRow *self = g_object_new (ZX_TYPE_IMPORT_ROW, NULL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = zx_flow_box_new ();

  self->number = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->number), 0);
  gtk_widget_set_size_request (self->number, 64, 34);
  gtk_widget_set_valign (self->number, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->number, "hint");
  gtk_widget_add_css_class (self->number, "numeric");

  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    {
      self->entries[i] = entry_new (self, widths[i]);
      self->positions[i] = NO_POSITION;
      gtk_box_append (GTK_BOX (line), self->entries[i]);
    }

  self->other_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->other_name = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->other_name, "hint");
  self->entries[OTHER] = entry_new (self, widths[2]);
  self->positions[OTHER] = NO_POSITION;
  gtk_box_append (GTK_BOX (self->other_line), self->other_name);
  gtk_box_append (GTK_BOX (self->other_line), self->entries[OTHER]);

  self->message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->message), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->message, "error-text");

  gtk_box_append (GTK_BOX (column), line);
  gtk_box_append (GTK_BOX (column), self->other_line);
  gtk_box_append (GTK_BOX (column), self->message);
  gtk_widget_set_hexpand (column, TRUE);

  self->aside = gtk_button_new_with_label (_("Set aside"));
  gtk_widget_add_css_class (self->aside, "flat");
  gtk_widget_add_css_class (self->aside, "row-button");
  gtk_widget_set_valign (self->aside, GTK_ALIGN_START);
  g_signal_connect_swapped (self->aside, "clicked", G_CALLBACK (aside_clicked_cb), self);

  gtk_box_append (GTK_BOX (self), self->number);
  gtk_box_append (GTK_BOX (self), column);
  gtk_box_append (GTK_BOX (self), self->aside);

  return GTK_WIDGET (self);
}

void
zx_import_row_set_row (ZxImportRow    *self,
                       ZxRosterImport *import,
                       ZxRosterRow    *row)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);

  g_set_object (&self->import, import);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  /* Even an equal text is set again: somebody may have begun to write in the row shown before. */
  for (guint i = 0; i < N_ENTRIES; i++)
    g_clear_pointer (&self->texts[i], g_free);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (row_changed_cb), self);
  g_signal_connect_swapped (row, "notify::state", G_CALLBACK (row_changed_cb), self);
  show (self);
}

ZxRosterRow *
zx_import_row_get_row (ZxImportRow *self)
{
  return self->row;
}

void
zx_import_row_leave (ZxImportRow *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    leave_cell (self, self->entries[i]);
}

void
zx_import_row_focus (ZxImportRow *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    if (self->positions[i] != NO_POSITION && gtk_widget_has_css_class (self->entries[i], "invalid"))
      {
        gtk_widget_grab_focus (self->entries[i]);
        return;
      }

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
