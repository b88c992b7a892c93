/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-record-form"

#include "config.h"

#include "zx-field-editor.h"
#include "zx-label.h"
#include "zx-record-form.h"

typedef struct
{
  const char    *key;
  GtkWidget     *box;
  ZxFieldEditor *editor;
  GtkWidget     *error;
} Line;

struct _ZxRecordForm
{
  GtkBox     parent_instance;
  ZxSession *session; /* the window owns both */
  GArray    *lines;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxRecordForm, zx_record_form, GTK_TYPE_BOX)

static Line *
find_line (ZxRecordForm *self,
           const char   *field)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = &g_array_index (self->lines, Line, i);

      if (g_strcmp0 (line->key, field) == 0)
        return line;
    }

  return NULL;
}

static void
say (Line       *line,
     const char *message)
{
  gtk_label_set_label (GTK_LABEL (line->error), message != NULL ? message : "");
  gtk_widget_set_visible (line->error, message != NULL);
  zx_field_editor_set_invalid (line->editor, message != NULL);
}

static void
editor_changed_cb (ZxRecordForm  *self,
                   ZxFieldEditor *editor)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = &g_array_index (self->lines, Line, i);

      if (line->editor == editor)
        say (line, NULL);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
zx_record_form_add (ZxRecordForm *self,
                    const char   *key,
                    const ZxKind *kind,
                    const char   *field_key,
                    const char   *title)
{
  const ZxField *field = zx_kind_get_field (kind, field_key);
  Line line = { 0 };

  g_return_if_fail (ZX_IS_RECORD_FORM (self));
  g_return_if_fail (field != NULL);

  if (title == NULL)
    title = zx_field_get_label (kind, field);

  line.key = key != NULL ? key : field->key;
  line.box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  line.editor = ZX_FIELD_EDITOR (zx_field_editor_new (self->session, field, title));
  line.error = zx_label_wrapped_new ("", "error-text");
  gtk_widget_set_visible (line.error, FALSE);
  g_signal_connect_object (line.editor, "changed", G_CALLBACK (editor_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (line.box), zx_label_wrapped_new (title, "hint"));
  gtk_box_append (GTK_BOX (line.box), GTK_WIDGET (line.editor));
  gtk_box_append (GTK_BOX (line.box), line.error);
  gtk_box_append (GTK_BOX (self), line.box);
  g_array_append_val (self->lines, line);
}

void
zx_record_form_clear (ZxRecordForm *self)
{
  g_return_if_fail (ZX_IS_RECORD_FORM (self));

  for (guint i = 0; i < self->lines->len; i++)
    gtk_box_remove (GTK_BOX (self), g_array_index (self->lines, Line, i).box);
  g_array_set_size (self->lines, 0);
}

gboolean
zx_record_form_has (ZxRecordForm *self,
                    const char   *field)
{
  g_return_val_if_fail (ZX_IS_RECORD_FORM (self), FALSE);

  return find_line (self, field) != NULL;
}

void
zx_record_form_set_shown (ZxRecordForm *self,
                          const char   *field,
                          gboolean      shown)
{
  Line *line;

  g_return_if_fail (ZX_IS_RECORD_FORM (self));

  line = find_line (self, field);
  if (line != NULL)
    gtk_widget_set_visible (line->box, shown);
}

void
zx_record_form_set_value (ZxRecordForm *self,
                          const char   *field,
                          const char   *value)
{
  Line *line;

  g_return_if_fail (ZX_IS_RECORD_FORM (self));

  line = find_line (self, field);
  if (line == NULL)
    return;

  zx_field_editor_set_value (line->editor, value);
  say (line, NULL);
}

char *
zx_record_form_dup_value (ZxRecordForm *self,
                          const char   *field)
{
  Line *line;

  g_return_val_if_fail (ZX_IS_RECORD_FORM (self), NULL);

  line = find_line (self, field);

  return line != NULL && gtk_widget_get_visible (line->box) ? zx_field_editor_dup_value (line->editor) : g_strdup ("");
}

void
zx_record_form_set_ids (ZxRecordForm *self,
                        const char   *field,
                        GArray       *ids)
{
  Line *line;

  g_return_if_fail (ZX_IS_RECORD_FORM (self));

  line = find_line (self, field);
  if (line != NULL)
    zx_field_editor_set_ids (line->editor, ids);
}

gboolean
zx_record_form_show_error (ZxRecordForm *self,
                           const GError *error)
{
  Line *line;

  g_return_val_if_fail (ZX_IS_RECORD_FORM (self), FALSE);

  line = find_line (self, zx_error_get_field (error));
  if (line == NULL)
    return FALSE;

  say (line, error->message);
  gtk_widget_set_visible (line->box, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (line->editor), GTK_DIR_TAB_FORWARD);

  return TRUE;
}

void
zx_record_form_clear_errors (ZxRecordForm *self)
{
  g_return_if_fail (ZX_IS_RECORD_FORM (self));

  for (guint i = 0; i < self->lines->len; i++)
    say (&g_array_index (self->lines, Line, i), NULL);
}

static void
form_value_free (gpointer data)
{
  ZxFormValue *self = data;

  g_free (self->field);
  g_free (self->value);
  g_free (self);
}

void
zx_form_values_add (GPtrArray  *values,
                    const char *field,
                    const char *value)
{
  ZxFormValue *one = g_new (ZxFormValue, 1);

  one->field = g_strdup (field);
  one->value = g_strdup (value);
  g_ptr_array_add (values, one);
}

void
zx_form_values_remove (GPtrArray  *values,
                       const char *field)
{
  for (guint i = values->len; i-- > 0;)
    if (g_str_equal (((ZxFormValue *) g_ptr_array_index (values, i))->field, field))
      g_ptr_array_remove_index (values, i);
}

GPtrArray *
zx_record_form_dup_values (ZxRecordForm *self)
{
  GPtrArray *values;

  g_return_val_if_fail (ZX_IS_RECORD_FORM (self), NULL);

  values = g_ptr_array_new_with_free_func (form_value_free);
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = &g_array_index (self->lines, Line, i);
      g_autofree char *value = zx_record_form_dup_value (self, line->key);

      if (*value != '\0')
        zx_form_values_add (values, line->key, value);
    }

  return values;
}

gboolean
zx_form_values_apply (GPtrArray  *values,
                      ZxRecord   *record,
                      GError    **error)
{
  for (guint i = 0; i < values->len; i++)
    {
      const ZxFormValue *one = g_ptr_array_index (values, i);

      if (!zx_record_set_from_string (record, one->field, one->value, error))
        return FALSE;
    }

  return TRUE;
}

GArray *
zx_form_values_to_fields (GPtrArray *values)
{
  GArray *fields = g_array_sized_new (FALSE, FALSE, sizeof (ZxStepField), values->len);

  for (guint i = 0; i < values->len; i++)
    {
      const ZxFormValue *one = g_ptr_array_index (values, i);
      ZxStepField field = { one->field, one->value };

      g_array_append_val (fields, field);
    }

  return fields;
}

static void
zx_record_form_finalize (GObject *object)
{
  g_array_unref (ZX_RECORD_FORM (object)->lines);

  G_OBJECT_CLASS (zx_record_form_parent_class)->finalize (object);
}

static void
zx_record_form_class_init (ZxRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_record_form_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_record_form_init (ZxRecordForm *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

GtkWidget *
zx_record_form_new (ZxSession *session)
{
  ZxRecordForm *self = g_object_new (ZX_TYPE_RECORD_FORM, NULL);

  self->session = session;

  return GTK_WIDGET (self);
}
