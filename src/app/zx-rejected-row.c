/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-rejected-row"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-flow-layout.h"
#include "zx-import-row.h"
#include "zx-rejected-row.h"
#include "zx-roster-import.h"

typedef struct
{
  char      *field;
  char      *text; /* as it waits */
  GtkWidget *box;
  GtkWidget *entry;
} Cell;

struct _ZxRejectedRow
{
  GtkBox     parent_instance;
  ZxRecord  *record;
  GArray    *cells;
  GtkWidget *line;
  GtkWidget *message;
};

enum { IMPORT_CLICKED, ASIDE_CLICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxRejectedRow, zx_rejected_row, GTK_TYPE_BOX)

static void
cell_clear (gpointer data)
{
  Cell *cell = data;

  g_free (cell->field);
  g_free (cell->text);
}

static void
import_clicked_cb (ZxRejectedRow *self)
{
  g_signal_emit (self, signals[IMPORT_CLICKED], 0);
}

static void
aside_clicked_cb (ZxRejectedRow *self)
{
  g_signal_emit (self, signals[ASIDE_CLICKED], 0);
}

/* Always there: what tells who it is. The others only when they are wrong. */
static gboolean
is_main (const char *field)
{
  for (guint i = 0; i < ZX_IMPORT_N_CELLS; i++)
    if (g_strcmp0 (field, zx_import_cells[i].field) == 0)
      return TRUE;

  return FALSE;
}

static void
add_cell (ZxRejectedRow *self,
          const char    *field,
          const char    *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *caption = gtk_label_new (zx_roster_target_get_label (field));
  GtkWidget *entry = gtk_entry_new ();
  Cell cell = { g_strdup (field), g_strdup (text), box, entry };
  g_autofree char *name = g_strdup_printf (_("%s, row %u"), zx_roster_target_get_label (field),
                                           (guint) zx_record_get_int (self->record, "row"));
  gboolean is_id = g_str_has_suffix (field, "id_no");

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "hint");
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), is_id ? 18 : 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), is_id ? 18 : 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (import_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_set_visible (box, is_main (field));
  gtk_box_append (GTK_BOX (self->line), box);
  g_array_append_val (self->cells, cell);
}

static void
mark_wrong (ZxRejectedRow *self,
            const char    *field)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      Cell *cell = &g_array_index (self->cells, Cell, i);

      if (field != NULL && g_str_equal (cell->field, field))
        {
          gtk_widget_set_visible (cell->box, TRUE);
          gtk_widget_add_css_class (cell->entry, "invalid");
          gtk_accessible_update_state (GTK_ACCESSIBLE (cell->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
          gtk_accessible_update_relation (GTK_ACCESSIBLE (cell->entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->message, NULL, -1);
        }
      else
        {
          gtk_widget_remove_css_class (cell->entry, "invalid");
          gtk_accessible_reset_state (GTK_ACCESSIBLE (cell->entry), GTK_ACCESSIBLE_STATE_INVALID);
          gtk_accessible_reset_relation (GTK_ACCESSIBLE (cell->entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
        }
    }
}

static void
zx_rejected_row_finalize (GObject *object)
{
  ZxRejectedRow *self = ZX_REJECTED_ROW (object);

  g_clear_pointer (&self->record, zx_record_unref);
  g_clear_pointer (&self->cells, g_array_unref);

  G_OBJECT_CLASS (zx_rejected_row_parent_class)->finalize (object);
}

static void
zx_rejected_row_class_init (ZxRejectedRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_rejected_row_finalize;

  signals[IMPORT_CLICKED] = g_signal_new ("import-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASIDE_CLICKED] = g_signal_new ("aside-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_rejected_row_init (ZxRejectedRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 10);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 10);
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
}

static GtkWidget *
foot_new (ZxRejectedRow *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *import = gtk_button_new_with_label (_("Import this row"));
  GtkWidget *aside = gtk_button_new_with_label (_("Set aside"));

  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->message), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->message, TRUE);
  gtk_widget_add_css_class (self->message, "error-text");
  gtk_widget_add_css_class (aside, "flat");
  gtk_widget_add_css_class (aside, "row-button");
  gtk_widget_add_css_class (import, "row-button");
  gtk_widget_set_valign (aside, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (import, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (aside, g_strcmp0 (zx_record_get_text (self->record, "state"), "set_aside") != 0);
  g_signal_connect_swapped (import, "clicked", G_CALLBACK (import_clicked_cb), self);
  g_signal_connect_swapped (aside, "clicked", G_CALLBACK (aside_clicked_cb), self);

  gtk_box_append (GTK_BOX (foot), self->message);
  gtk_box_append (GTK_BOX (foot), aside);
  gtk_box_append (GTK_BOX (foot), import);

  return foot;
}

GtkWidget *
zx_rejected_row_new (ZxRecord *record)
{
  ZxRejectedRow *self = g_object_new (ZX_TYPE_REJECTED_ROW, NULL);
  const char *raw = zx_record_get_text (record, "raw");
  const char *file = zx_record_get_text (record, "file");
  const char *message = zx_record_get_text (record, "message");
  g_autoptr (GPtrArray) cells = raw != NULL ? zx_rejected_row_get_cells (raw) : NULL;
  g_autofree char *words = NULL;
  GtkWidget *where;

  self->record = zx_record_ref (record);
  words = g_strdup_printf (_("Row %u of %s"), (guint) zx_record_get_int (record, "row"), file != NULL ? file : "");
  where = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (where), 0);
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (where, "hint");

  self->line = zx_flow_box_new ();
  self->message = gtk_label_new (message);
  gtk_box_append (GTK_BOX (self), where);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), foot_new (self));

  for (guint i = 0; cells != NULL && i + 1 < cells->len; i += 2)
    {
      g_autofree char *field = zx_rejected_row_dup_field (raw, g_ptr_array_index (cells, i));

      if (field != NULL)
        add_cell (self, field, g_ptr_array_index (cells, i + 1));
    }
  mark_wrong (self, zx_record_get_text (record, "field"));

  return GTK_WIDGET (self);
}

gint64
zx_rejected_row_get_id (ZxRejectedRow *self)
{
  return zx_record_get_id (self->record);
}

void
zx_rejected_row_dup_edits (ZxRejectedRow   *self,
                           char          ***out_fields,
                           char          ***out_values)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);
      const char *text = gtk_editable_get_text (GTK_EDITABLE (cell->entry));

      if (g_str_equal (text, cell->text))
        continue;
      g_strv_builder_add (fields, cell->field);
      g_strv_builder_add (values, text);
    }
  *out_fields = g_strv_builder_end (fields);
  *out_values = g_strv_builder_end (values);
}

void
zx_rejected_row_show_fault (ZxRejectedRow *self,
                            const char    *message,
                            const char    *field)
{
  gtk_label_set_text (GTK_LABEL (self->message), message);
  mark_wrong (self, field);
}
