/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-columns"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-card.h"
#include "zx-import-columns.h"
#include "zx-mask.h"

struct _ZxImportColumns
{
  AdwBin          parent_instance;
  GtkWidget      *card;
  GtkWidget      *back;
  GtkStringList  *labels;  /* of the fields, "Not imported" first */
  ZxRosterImport *import;
  GPtrArray      *choices; /* GtkDropDown, by position */
  GPtrArray      *ticks;   /* GtkImage, by position */
  gboolean        reading; /* the choices are being set */
};

enum { CHANGED, GO_BACK, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxImportColumns, zx_import_columns, ADW_TYPE_BIN)

static guint
find_target (const char *field)
{
  const ZxRosterTarget *targets = zx_roster_targets_get ();

  for (guint i = 0; field != NULL && targets[i].key != NULL; i++)
    if (strcmp (targets[i].key, field) == 0)
      return i + 1;

  return 0;
}

static void
read_mapping (ZxImportColumns *self)
{
  self->reading = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const ZxRosterColumn *column = zx_roster_import_get_column (self->import, i);

      gtk_drop_down_set_selected (g_ptr_array_index (self->choices, i), find_target (column->field));
      gtk_widget_set_opacity (g_ptr_array_index (self->ticks, i), column->field != NULL ? 1 : 0);
      gtk_accessible_update_property (g_ptr_array_index (self->ticks, i), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      column->field != NULL ? _("Will be imported") : "", -1);
    }
  self->reading = FALSE;
}

static void
chosen_cb (ZxImportColumns *self,
           GParamSpec      *pspec,
           GtkDropDown     *choice)
{
  guint position;
  guint selected = gtk_drop_down_get_selected (choice);

  if (self->reading || !g_ptr_array_find (self->choices, choice, &position))
    return;

  /* A key of the list is always known, so this cannot fail. */
  zx_roster_import_set_mapping (self->import, position, selected > 0 ? zx_roster_targets_get ()[selected - 1].key : NULL, NULL);
  read_mapping (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
text_new (const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
row_new (ZxImportColumns *self,
         guint            position)
{
  const ZxRosterColumn *column = zx_roster_import_get_column (self->import, position);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->labels)), NULL);
  GtkWidget *tick = gtk_image_new_from_icon_name ("emblem-ok-symbolic");
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *sample = zx_import_mask (column->field, column->samples[0]);
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (*column->heading != '\0')
    name = g_strdup (column->heading);
  else
    name = g_strdup_printf (_("Column %s"), column->letter);

  gtk_box_append (GTK_BOX (words), text_new (name, "strong"));
  gtk_box_append (GTK_BOX (words), text_new (*sample != '\0' ? sample : _("(empty)"), "hint"));
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (words, name);
  gtk_widget_set_size_request (words, 96, -1);

  gtk_widget_set_size_request (choice, 128, -1);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  label = g_strdup_printf (_("What “%s” is"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (tick, "good-text");

  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_box_append (GTK_BOX (row), choice);
  gtk_box_append (GTK_BOX (row), tick);

  g_ptr_array_add (self->choices, choice);
  g_ptr_array_add (self->ticks, tick);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (chosen_cb), self);

  return row;
}

static void
back_clicked_cb (ZxImportColumns *self)
{
  g_signal_emit (self, signals[GO_BACK], 0);
}

static void
zx_import_columns_dispose (GObject *object)
{
  ZxImportColumns *self = ZX_IMPORT_COLUMNS (object);

  g_clear_object (&self->import);
  g_clear_object (&self->labels);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->ticks, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_import_columns_parent_class)->dispose (object);
}

static void
zx_import_columns_class_init (ZxImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_import_columns_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_BACK] = g_signal_new ("go-back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_import_columns_init (ZxImportColumns *self)
{
  const ZxRosterTarget *targets = zx_roster_targets_get ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->choices = g_ptr_array_new ();
  self->ticks = g_ptr_array_new ();
  self->labels = gtk_string_list_new (NULL);
  gtk_string_list_append (self->labels, _("Not imported"));
  for (guint i = 0; targets[i].key != NULL; i++)
    gtk_string_list_append (self->labels, zx_roster_target_get_label (targets[i].key));

  self->back = gtk_button_new_with_label (C_("columns of a roster", "Change"));
  gtk_widget_add_css_class (self->back, "flat");
  gtk_widget_set_tooltip_text (self->back, _("Go back to the columns"));
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_clicked_cb), self);

  self->card = zx_card_new (_("What is which column"));
  zx_card_add_end (ZX_CARD (self->card), self->back);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->card);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
zx_import_columns_new (void)
{
  return g_object_new (ZX_TYPE_IMPORT_COLUMNS, NULL);
}

void
zx_import_columns_set_import (ZxImportColumns *self,
                              ZxRosterImport  *import)
{
  g_ptr_array_set_size (self->choices, 0);
  g_ptr_array_set_size (self->ticks, 0);
  zx_card_clear (ZX_CARD (self->card));
  g_set_object (&self->import, import);
  if (import == NULL)
    return;

  for (guint i = 0; i < zx_roster_import_get_n_columns (import); i++)
    zx_card_append_row (ZX_CARD (self->card), row_new (self, i));
  read_mapping (self);
}

void
zx_import_columns_set_compact (ZxImportColumns *self,
                               gboolean         compact)
{
  gtk_widget_set_visible (self->back, compact);
}

/* Four stars say as much as eight, and fit beside the drop-down. */
static char *
shorten (char *masked)
{
  g_autofree char *owned = masked;
  GString *text = g_string_new (NULL);
  guint n_stars = 0;

  for (const char *p = masked; *p != '\0'; p++)
    {
      n_stars = *p == '*' ? n_stars + 1 : 0;
      if (n_stars <= 4)
        g_string_append_c (text, *p);
    }

  return g_string_free (text, FALSE);
}

char *
zx_import_mask (const char *field,
                const char *text)
{
  guint n_digits = 0;

  if (text == NULL || *text == '\0')
    return g_strdup ("");

  if (field != NULL && (g_str_has_suffix (field, "id_no") || g_str_equal (field, "roll_no") || g_str_equal (field, "disab_cert_no")))
    return shorten (zx_mask_id (text));
  if (field != NULL && g_str_has_suffix (field, "phone"))
    return zx_mask_phone (text);
  if (field != NULL && g_str_equal (field, "bank_no"))
    return zx_mask_bank (text);

  /* What nobody has named yet may be such a number all the same. */
  for (const char *p = text; *p != '\0'; p++)
    n_digits += g_ascii_isdigit (*p);
  if (n_digits >= 15)
    return shorten (zx_mask_id (text));
  if (n_digits >= 11)
    return zx_mask_phone (text);

  return g_strdup (text);
}

gboolean
zx_import_find_column (ZxRosterImport *import,
                       const char     *field,
                       guint          *out_position)
{
  for (guint i = 0; i < zx_roster_import_get_n_columns (import); i++)
    if (g_strcmp0 (zx_roster_import_get_column (import, i)->field, field) == 0)
      {
        *out_position = i;
        return TRUE;
      }

  return FALSE;
}
