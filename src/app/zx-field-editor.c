/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-field-editor"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "zx-chip.h"
#include "zx-codes.h"
#include "zx-date-entry.h"
#include "zx-field-editor.h"
#include "zx-flow-layout.h"
#include "zx-query.h"
#include "zx-student-facts.h"

/* More cannot be looked through; what is older is reached by its own page. */
#define MAX_REFS 200

typedef enum
{
  FORM_ENTRY,
  FORM_TEXT,
  FORM_DATE,
  FORM_YES_NO,
  FORM_CHOICE,
  FORM_CHIPS,
  FORM_REF,
  FORM_REFS,
} Form;

struct _ZxFieldEditor
{
  AdwBin         parent_instance;
  ZxSession     *session; /* the window owns both */
  const ZxField *field;
  GtkWidget     *input;
  GArray        *ids;     /* FORM_REF: gint64, behind "(none)" */
  gboolean       filling;
};

enum { CHANGED, CHOSEN, ACTIVATE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxFieldEditor, zx_field_editor, ADW_TYPE_BIN)

static Form
form_of (const ZxField *field)
{
  switch ((int) field->type)
    {
    case ZX_TYPE_DATE:
      return FORM_DATE;

    case ZX_TYPE_LONG:
      return FORM_TEXT;

    case ZX_TYPE_BOOL:
      return FORM_YES_NO;

    case ZX_TYPE_CODE:
      return FORM_CHOICE;

    case ZX_TYPE_CODES:
      return FORM_CHIPS;

    case ZX_TYPE_REF:
      return FORM_REF;

    case ZX_TYPE_REFS:
      return FORM_REFS;

    default:
      return FORM_ENTRY;
    }
}

/* --- values */

static char *
text_of_view (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
dup_chips (ZxFieldEditor *self)
{
  g_autoptr (GString) values = g_string_new (NULL);

  for (GtkWidget *chip = gtk_widget_get_first_child (self->input); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
      {
        if (values->len > 0)
          g_string_append_c (values, ',');
        g_string_append (values, zx_chip_get_value (ZX_CHIP (chip)));
      }

  return g_string_free (g_steal_pointer (&values), FALSE);
}

static char *
dup_ref (ZxFieldEditor *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));

  if (at == 0 || at == GTK_INVALID_LIST_POSITION || at > self->ids->len)
    return g_strdup ("");

  return g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (self->ids, gint64, at - 1));
}

char *
zx_field_editor_dup_value (ZxFieldEditor *self)
{
  g_return_val_if_fail (ZX_IS_FIELD_EDITOR (self), NULL);

  switch (form_of (self->field))
    {
    case FORM_DATE:
      zx_date_entry_commit (ZX_DATE_ENTRY (self->input));
      return g_strdup (zx_date_entry_get_text (ZX_DATE_ENTRY (self->input)));

    case FORM_TEXT:
      return text_of_view (self->input);

    case FORM_YES_NO:
      {
        static const char * const values[] = { "", "1", "0" };

        return g_strdup (values[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input)), 2)]);
      }

    case FORM_CHOICE:
      {
        guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));
        const ZxCodeTable *table = zx_code_table_find (self->field->codes);

        return g_strdup (at == 0 || at == GTK_INVALID_LIST_POSITION ? "" : table->codes[at - 1].code);
      }

    case FORM_CHIPS:
    case FORM_REFS:
      return dup_chips (self);

    case FORM_REF:
      return dup_ref (self);

    case FORM_ENTRY:
    default:
      return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input))));
    }
}

static guint
find_code (const char *codes,
           const char *value)
{
  const ZxCodeTable *table = zx_code_table_find (codes);

  for (guint i = 0; table->codes[i].code != NULL; i++)
    if (g_str_equal (table->codes[i].code, value))
      return i + 1;

  return 0;
}

static guint
find_id (ZxFieldEditor *self,
         const char    *value)
{
  gint64 id = g_ascii_strtoll (value, NULL, 10);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i + 1;

  return 0;
}

void
zx_field_editor_set_value (ZxFieldEditor *self,
                           const char    *value)
{
  g_return_if_fail (ZX_IS_FIELD_EDITOR (self));

  self->filling = TRUE;
  value = value != NULL ? value : "";
  switch (form_of (self->field))
    {
    case FORM_DATE:
      zx_date_entry_set_date (ZX_DATE_ENTRY (self->input), value);
      break;

    case FORM_TEXT:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), value, -1);
      break;

    case FORM_YES_NO:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), *value == '\0' ? 0 : *value == '1' ? 1 : 2);
      break;

    case FORM_CHOICE:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), find_code (self->field->codes, value));
      break;

    case FORM_CHIPS:
    case FORM_REFS:
      {
        g_auto (GStrv) values = g_strsplit (value, ",", -1);

        for (GtkWidget *chip = gtk_widget_get_first_child (self->input); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                        g_strv_contains ((const char * const *) values, zx_chip_get_value (ZX_CHIP (chip))));
        break;
      }

    case FORM_REF:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), find_id (self, value));
      break;

    case FORM_ENTRY:
    default:
      gtk_editable_set_text (GTK_EDITABLE (self->input), value);
    }
  self->filling = FALSE;
}

void
zx_field_editor_set_invalid (ZxFieldEditor *self,
                             gboolean       invalid)
{
  g_return_if_fail (ZX_IS_FIELD_EDITOR (self));

  if (invalid)
    gtk_widget_add_css_class (self->input, "invalid");
  else
    gtk_widget_remove_css_class (self->input, "invalid");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

gboolean
zx_field_editor_is_choice (ZxFieldEditor *self)
{
  Form form;

  g_return_val_if_fail (ZX_IS_FIELD_EDITOR (self), FALSE);

  form = form_of (self->field);

  return form == FORM_YES_NO || form == FORM_CHOICE || form == FORM_REF;
}

/* --- inputs, by type */

static void
changed_cb (ZxFieldEditor *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
chosen_cb (ZxFieldEditor *self)
{
  if (self->filling)
    return;

  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
activate_cb (ZxFieldEditor *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static GtkWidget *
drop_new (const ZxField *field)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, (char *) C_("choice", "(none)"));
  if (field->type == ZX_TYPE_BOOL)
    {
      g_ptr_array_add (labels, (char *) C_("choice", "Yes"));
      g_ptr_array_add (labels, (char *) C_("choice", "No"));
    }
  else
    {
      const ZxCodeTable *table = zx_code_table_find (field->codes);

      for (guint i = 0; table->codes[i].code != NULL; i++)
        g_ptr_array_add (labels, (char *) zx_code_table_get_label (table, table->codes[i].code));
    }
  g_ptr_array_add (labels, NULL);

  return gtk_drop_down_new_from_strings ((const char * const *) labels->pdata);
}

static void
append_chip (ZxFieldEditor *self,
             const char    *label,
             const char    *value)
{
  GtkWidget *chip = zx_chip_new (label, value);

  g_signal_connect_object (chip, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->input), chip);
}

static void
fill_code_chips (ZxFieldEditor *self)
{
  const ZxCodeTable *table = zx_code_table_find (self->field->codes);

  for (guint i = 0; table->codes[i].code != NULL; i++)
    append_chip (self, zx_code_table_get_label (table, table->codes[i].code), table->codes[i].code);
}

/* Who works here, or what else can be referred to. (transfer full) (element-type gint64) */
static GArray *
load_ids (ZxFieldEditor *self)
{
  const ZxKind *kind = zx_kind_find (self->field->of);
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (GArray) ids = NULL;

  if (db == NULL || kind == NULL)
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  if (kind == &zx_kind_staff)
    {
      g_autoptr (GPtrArray) staff = zx_frequent_visitors_load (db, zx_session_get_today (self->session), MAX_REFS, NULL);

      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; staff != NULL && i < staff->len; i++)
        g_array_append_val (ids, ((ZxStaffName *) g_ptr_array_index (staff, i))->id);
    }
  else
    {
      g_autoptr (ZxQuery) query = zx_query_new (kind);

      zx_query_limit (query, MAX_REFS);
      ids = zx_query_run (query, db, NULL, NULL);
    }

  return ids != NULL ? g_steal_pointer (&ids) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
fill_refs (ZxFieldEditor *self)
{
  const ZxKind *kind = zx_kind_find (self->field->of);
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkStringList) model = NULL;

  for (guint i = 0; i < self->ids->len; i++)
    g_ptr_array_add (labels, zx_record_dup_title (db, kind, g_array_index (self->ids, gint64, i)));

  if (form_of (self->field) == FORM_REFS)
    {
      for (guint i = 0; i < labels->len; i++)
        {
          g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (self->ids, gint64, i));

          append_chip (self, g_ptr_array_index (labels, i), value);
        }
      return;
    }

  g_ptr_array_insert (labels, 0, g_strdup (C_("choice", "(none)")));
  g_ptr_array_add (labels, NULL);
  model = gtk_string_list_new ((const char * const *) labels->pdata);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->input), G_LIST_MODEL (model));
}

static void
build_entry (ZxFieldEditor *self)
{
  self->input = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->input), 12);
  if (self->field->type == ZX_TYPE_INT || self->field->type == ZX_TYPE_DECIMAL || self->field->type == ZX_TYPE_MONEY)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->input), GTK_INPUT_PURPOSE_NUMBER);
  g_signal_connect_object (self->input, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

static void
build_text (ZxFieldEditor *self)
{
  self->input = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->input), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->input), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->input), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->input), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->input), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->input), 6);
  gtk_widget_add_css_class (self->input, "field-card");
  gtk_widget_set_size_request (self->input, -1, 64);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
build (ZxFieldEditor *self,
       const char    *title)
{
  switch (form_of (self->field))
    {
    case FORM_DATE:
      self->input = zx_date_entry_new (title, ZX_DATE_LEAN_PAST);
      zx_date_entry_set_today (ZX_DATE_ENTRY (self->input), zx_session_get_today (self->session));
      g_signal_connect_object (self->input, "notify::date", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      break;

    case FORM_TEXT:
      build_text (self);
      break;

    case FORM_YES_NO:
    case FORM_CHOICE:
      self->input = drop_new (self->field);
      break;

    case FORM_CHIPS:
      self->input = zx_flow_box_new ();
      fill_code_chips (self);
      break;

    case FORM_REF:
    case FORM_REFS:
      self->input = form_of (self->field) == FORM_REF ? gtk_drop_down_new (NULL, NULL) : zx_flow_box_new ();
      self->ids = load_ids (self);
      fill_refs (self);
      break;

    case FORM_ENTRY:
    default:
      build_entry (self);
    }

  if (zx_field_editor_is_choice (self))
    {
      gtk_widget_set_halign (self->input, GTK_ALIGN_START);
      g_signal_connect_object (self->input, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
    }
  if (self->field->type != ZX_TYPE_DATE)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_hexpand (self->input, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->input);
}

static void
zx_field_editor_finalize (GObject *object)
{
  g_clear_pointer (&ZX_FIELD_EDITOR (object)->ids, g_array_unref);

  G_OBJECT_CLASS (zx_field_editor_parent_class)->finalize (object);
}

static void
zx_field_editor_class_init (ZxFieldEditorClass *klass)
{
  static const char * const names[] = { "changed", "chosen", "activate" };

  G_OBJECT_CLASS (klass)->finalize = zx_field_editor_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_field_editor_init (ZxFieldEditor *self)
{
}

GtkWidget *
zx_field_editor_new (ZxSession     *session,
                     const ZxField *field,
                     const char    *title)
{
  ZxFieldEditor *self = g_object_new (ZX_TYPE_FIELD_EDITOR, NULL);

  self->session = session;
  self->field = field;
  build (self, title);

  return GTK_WIDGET (self);
}

gboolean
zx_field_editor_can_edit (const ZxField *field)
{
  return field->type != ZX_TYPE_LIST && field->type != ZX_TYPE_FILE &&
         (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_HIDDEN)) == 0;
}

void
zx_field_editor_set_ids (ZxFieldEditor *self,
                         GArray        *ids)
{
  g_return_if_fail (ZX_IS_FIELD_EDITOR (self));
  g_return_if_fail (self->ids != NULL);

  g_array_ref (ids);
  g_array_unref (self->ids);
  self->ids = ids;
  self->filling = TRUE;
  if (form_of (self->field) == FORM_REFS)
    {
      GtkWidget *chip;

      while ((chip = gtk_widget_get_first_child (self->input)) != NULL)
        gtk_box_remove (GTK_BOX (self->input), chip);
    }
  fill_refs (self);
  self->filling = FALSE;
}
