/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-field-row"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-field-editor.h"
#include "zx-field-row.h"
#include "zx-mask.h"
#include "zx-query.h"

#define SAVED_SECONDS  2
#define REVEAL_SECONDS 30
#define LABEL_WIDTH    96

struct _ZxFieldRow
{
  GtkBox         parent_instance;
  ZxSession     *session; /* the window owns both */
  const ZxKind  *kind;
  const ZxField *field;
  gint64         id;
  gint64         student;
  char          *value;   /* as zx_record_set_from_string() takes it; NULL when empty */
  char          *display;
  char          *words;
  gboolean       open;
  gboolean       editing;
  gboolean       storing;
  guint          saved_id;

  GtkWidget     *title;
  GtkWidget     *stack;  /* "value", "editor" */
  GtkWidget     *button; /* the value, when it can be edited */
  GtkWidget     *shown;  /* its label */
  GtkWidget     *reveal; /* NULL without a mask */
  GtkWidget     *saved;
  GtkWidget     *error;
  ZxFieldEditor *editor; /* NULL until somebody edits */
};

G_DEFINE_FINAL_TYPE (ZxFieldRow, zx_field_row, GTK_TYPE_BOX)

/* --- what is masked */

static ZxMask
mask_of (const ZxField *field)
{
  static const struct { const char *ending; ZxMask mask; } masks[] = {
    { "id_no", ZX_MASK_ID }, { "holder_id", ZX_MASK_ID }, { "roll_no", ZX_MASK_ID }, { "cert_no", ZX_MASK_ID },
    { "phone", ZX_MASK_PHONE }, { "bank_no", ZX_MASK_BANK },
  };

  if (field->sensitivity != ZX_SENSITIVE)
    return ZX_MASK_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    if (g_str_has_suffix (field->key, masks[i].ending))
      return masks[i].mask;

  return ZX_MASK_NONE;
}

typedef struct
{
  gint64        student;
  const ZxKind *kind;
  gint64        id;
  char         *field;
} Access;

static void
access_free (gpointer data)
{
  Access *access = data;

  g_free (access->field);
  g_free (access);
}

static gboolean
log_access (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  const Access *access = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_access_log);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format_iso8601 (now);
  const char *actor = zx_casebook_get_actor (zx_action_get_casebook (action));

  zx_record_set_ref (record, "student", access->student);
  zx_record_set_text (record, "kind", access->kind->key);
  zx_record_set_int (record, "record", access->id);
  zx_record_set_text (record, "field", access->field);
  zx_record_set_text (record, "person", actor);
  zx_record_set_text (record, "at", at);

  return zx_action_save (action, record, error);
}

static void
logged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxSession) session = data;
  g_autoptr (GError) error = NULL;

  if (!zx_casebook_act_finish (ZX_CASEBOOK (source), result, NULL, &error))
    zx_session_report (session, error);
}

void
zx_session_log_access (ZxSession    *session,
                       gint64        student,
                       const ZxKind *kind,
                       gint64        id,
                       const char   *field)
{
  Access *access;
  g_autofree char *label = NULL;

  if (zx_casebook_is_read_only (zx_session_get_casebook (session)))
    return;

  access = g_new0 (Access, 1);
  access->student = student;
  access->kind = kind;
  access->id = id;
  access->field = g_strdup (field);
  /* Translators: in the history: a masked value, "Phone", was shown in full */
  label = g_strdup_printf (_("Looked at: %s"), zx_field_get_label (kind, zx_kind_get_field (kind, field)));
  zx_casebook_act_async (zx_session_get_casebook (session), label, log_access, access, access_free, NULL,
                         logged_cb, g_object_ref (session));
}

/* --- showing */

static gboolean
is_revealed (ZxFieldRow *self)
{
  return self->reveal != NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal));
}

static void
show_value (ZxFieldRow *self)
{
  gboolean empty = self->value == NULL;
  ZxMask mask = mask_of (self->field);
  g_autofree char *masked = NULL;
  g_autofree char *spoken = NULL;
  const char *text = self->display;

  if (self->words != NULL && !is_revealed (self))
    text = self->words;
  else if (mask != ZX_MASK_NONE && !is_revealed (self))
    text = masked = zx_mask (mask, self->value);

  if (empty && self->words == NULL)
    text = zx_field_row_can_edit (self->field) && zx_session_can_write (self->session) ? _("not given yet") : "—";

  gtk_label_set_label (GTK_LABEL (self->shown), text);
  if (empty && self->words == NULL)
    gtk_widget_add_css_class (self->shown, "dim");
  else
    gtk_widget_remove_css_class (self->shown, "dim");
  if (self->reveal != NULL)
    gtk_widget_set_visible (self->reveal, !empty && !self->editing);

  if (self->button != NULL)
    {
      /* Translators: what a value that can be edited is called: "Phone: 138 **** 0612" */
      spoken = g_strdup_printf (C_("field", "%s: %s"), gtk_label_get_label (GTK_LABEL (self->title)), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
}

static void
set_error (ZxFieldRow *self,
           const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
  if (self->editor == NULL)
    return;

  zx_field_editor_set_invalid (self->editor, message != NULL);
}

static gboolean
saved_over_cb (gpointer data)
{
  ZxFieldRow *self = data;

  self->saved_id = 0;
  gtk_widget_set_visible (self->saved, FALSE);

  return G_SOURCE_REMOVE;
}

static void
say_saved (ZxFieldRow *self)
{
  gtk_widget_set_visible (self->saved, TRUE);
  g_clear_handle_id (&self->saved_id, g_source_remove);
  self->saved_id = g_timeout_add_seconds (SAVED_SECONDS, saved_over_cb, self);
}

/* --- writing */

static void
end_editing (ZxFieldRow *self)
{
  self->editing = FALSE;
  set_error (self, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->open ? "editor" : "value");
  show_value (self);
}

/* Stores what was written; what cannot be stored stays, with the reason below. */
static gboolean
commit (ZxFieldRow *self)
{
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  if (self->editor == NULL || self->storing || !(self->editing || self->open))
    return TRUE;

  written = zx_field_editor_dup_value (self->editor);
  if (g_strcmp0 (written, self->value != NULL ? self->value : "") == 0)
    {
      end_editing (self);
      return TRUE;
    }

  self->storing = TRUE;
  if (!zx_session_store_field (self->session, self->kind, self->id, self->field->key, written, &error))
    {
      self->storing = FALSE;
      set_error (self, error->message);
      return FALSE;
    }
  self->storing = FALSE;

  /* The page reads the record again; until then the row knows what was stored. */
  if (self->value == NULL || !g_str_equal (self->value, written))
    {
      g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self->session), self->kind, self->id, NULL);

      self->editing = FALSE;
      zx_field_row_set_record (self, record);
    }
  end_editing (self);
  say_saved (self);

  return TRUE;
}

static void
left_cb (ZxFieldRow *self)
{
  /* A popover of the editor has the focus for a while. */
  commit (self);
}

static void
chosen_cb (ZxFieldRow *self)
{
  if (self->editing || self->open)
    commit (self);
}

static gboolean
focus_button_cb (gpointer data)
{
  g_autoptr (ZxFieldRow) self = data;

  if (self->button != NULL && !self->editing && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (self->button);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (ZxFieldRow *self)
{
  /* Later, or the same key press would press the button that gets the focus. */
  if (commit (self) && !self->open)
    g_idle_add (focus_button_cb, g_object_ref (self));
}

static gboolean
key_cb (ZxFieldRow     *self,
        guint           keyval,
        guint           keycode,
        GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape || !self->editing)
    return GDK_EVENT_PROPAGATE;

  zx_field_editor_set_value (self->editor, self->value);
  end_editing (self);
  if (self->button != NULL)
    gtk_widget_grab_focus (self->button);

  return GDK_EVENT_STOP;
}

static void
build_editor (ZxFieldRow *self)
{
  GtkWidget *editor = zx_field_editor_new (self->session, self->field, gtk_label_get_label (GTK_LABEL (self->title)));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->editor = ZX_FIELD_EDITOR (editor);
  gtk_widget_set_hexpand (editor, TRUE);
  g_signal_connect_object (editor, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  /* A choice is stored when it is made; its list takes the focus away while it is open. */
  if (zx_field_editor_is_choice (self->editor))
    {
      g_signal_connect_object (editor, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
    }
  else
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (editor, focus);
    }
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (editor, keys);
  gtk_stack_add_named (GTK_STACK (self->stack), editor, "editor");
}

static void
start_editing (ZxFieldRow *self)
{
  if (self->id == 0)
    return;
  if (self->editor == NULL)
    build_editor (self);

  zx_field_editor_set_value (self->editor, self->value);
  self->editing = TRUE;
  show_value (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "editor");
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

/* --- the mask's eye */

static gboolean
hide_again_cb (gpointer data)
{
  g_autoptr (GtkToggleButton) eye = data;

  gtk_toggle_button_set_active (eye, FALSE);

  return G_SOURCE_REMOVE;
}

static void
eye_show_state (GtkToggleButton *eye)
{
  gboolean active = gtk_toggle_button_get_active (eye);

  gtk_button_set_icon_name (GTK_BUTTON (eye), active ? "view-conceal-symbolic" : "view-reveal-symbolic");
  if (active)
    g_timeout_add_seconds (REVEAL_SECONDS, hide_again_cb, g_object_ref (eye));
}

static GtkWidget *
eye_new (const char *what)
{
  GtkWidget *eye = gtk_toggle_button_new ();
  /* Translators: %s is "Phone" */
  g_autofree char *spoken = g_strdup_printf (_("Show for half a minute: %s"), what);

  gtk_button_set_icon_name (GTK_BUTTON (eye), "view-reveal-symbolic");
  gtk_widget_add_css_class (eye, "flat");
  gtk_widget_add_css_class (eye, "row-button");
  gtk_widget_set_valign (eye, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (eye, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (eye), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return eye;
}

static void
reveal_toggled_cb (ZxFieldRow *self)
{
  eye_show_state (GTK_TOGGLE_BUTTON (self->reveal));
  show_value (self);
  if (is_revealed (self))
    zx_session_log_access (self->session, self->student, self->kind, self->id, self->field->key);
}

typedef struct
{
  char           *masked;
  char           *full;
  GtkWidget      *label;
  ZxRevealFunc    reveal;
  gpointer        data;
  GDestroyNotify  free_data;
} Masked;

static void
masked_free (gpointer  data,
             GClosure *closure)
{
  Masked *masked = data;

  if (masked->free_data != NULL)
    masked->free_data (masked->data);
  g_free (masked->masked);
  g_free (masked->full);
  g_free (masked);
}

static void
masked_toggled_cb (GtkToggleButton *eye,
                   Masked          *masked)
{
  gboolean active = gtk_toggle_button_get_active (eye);

  eye_show_state (eye);
  gtk_label_set_label (GTK_LABEL (masked->label), active ? masked->full : masked->masked);
  if (active && masked->reveal != NULL)
    masked->reveal (masked->data);
}

GtkWidget *
zx_masked_new (const char     *masked_text,
               const char     *full,
               const char     *spoken,
               ZxRevealFunc    reveal,
               gpointer        data,
               GDestroyNotify  free_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *eye = eye_new (spoken);
  Masked *masked = g_new0 (Masked, 1);

  masked->masked = g_strdup (masked_text);
  masked->full = g_strdup (full);
  masked->label = gtk_label_new (masked_text);
  masked->reveal = reveal;
  masked->data = data;
  masked->free_data = free_data;
  gtk_widget_add_css_class (masked->label, "numeric");
  gtk_box_append (GTK_BOX (box), masked->label);
  gtk_box_append (GTK_BOX (box), eye);
  g_signal_connect_data (eye, "toggled", G_CALLBACK (masked_toggled_cb), masked, masked_free, 0);

  return box;
}

/* --- the row */

static void
zx_field_row_dispose (GObject *object)
{
  ZxFieldRow *self = ZX_FIELD_ROW (object);

  g_clear_handle_id (&self->saved_id, g_source_remove);

  G_OBJECT_CLASS (zx_field_row_parent_class)->dispose (object);
}

static void
zx_field_row_finalize (GObject *object)
{
  ZxFieldRow *self = ZX_FIELD_ROW (object);

  g_free (self->value);
  g_free (self->display);
  g_free (self->words);

  G_OBJECT_CLASS (zx_field_row_parent_class)->finalize (object);
}

static void
zx_field_row_class_init (ZxFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zx_field_row_dispose;
  object_class->finalize = zx_field_row_finalize;
}

static void
zx_field_row_init (ZxFieldRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
saved_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("emblem-ok-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("Saved")));
  gtk_widget_add_css_class (box, "good-text");
  gtk_widget_set_visible (box, FALSE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

gboolean
zx_field_row_can_edit (const ZxField *field)
{
  /* Of what can be referred to only the teachers make a list that one can look through. */
  return (field->type != ZX_TYPE_REF || g_str_equal (field->of, "staff")) && field->type != ZX_TYPE_REFS && field->type != ZX_TYPE_LIST &&
         field->type != ZX_TYPE_FILE && (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_HIDDEN)) == 0;
}

static void
build (ZxFieldRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->title = gtk_label_new (zx_field_get_label (self->kind, self->field));
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (self->title, gtk_label_get_label (GTK_LABEL (self->title)));
  gtk_widget_set_size_request (self->title, LABEL_WIDTH, -1);
  gtk_label_set_max_width_chars (GTK_LABEL (self->title), 8);
  gtk_widget_add_css_class (self->title, "hint");

  self->shown = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->shown), 0);
  gtk_label_set_wrap (GTK_LABEL (self->shown), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->shown), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (self->shown), 8);
  gtk_widget_set_hexpand (self->shown, TRUE);

  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_hexpand (self->stack, TRUE);
  if (zx_field_row_can_edit (self->field) && zx_session_can_write (self->session))
    {
      self->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->button), self->shown);
      gtk_widget_add_css_class (self->button, "flat");
      gtk_widget_add_css_class (self->button, "row-button");
      gtk_widget_set_tooltip_text (self->button, _("Click to change"));
      g_signal_connect_object (self->button, "clicked", G_CALLBACK (start_editing), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (GTK_STACK (self->stack), self->button, "value");
    }
  else
    {
      gtk_widget_set_margin_start (self->shown, 9);
      gtk_stack_add_named (GTK_STACK (self->stack), self->shown, "value");
    }

  self->saved = saved_new ();
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->stack);
  gtk_box_append (GTK_BOX (line), self->saved);
  if (mask_of (self->field) != ZX_MASK_NONE)
    {
      self->reveal = eye_new (zx_field_get_label (self->kind, self->field));
      g_signal_connect_object (self->reveal, "toggled", G_CALLBACK (reveal_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (line), self->reveal);
    }

  self->error = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_set_margin_start (self->error, LABEL_WIDTH + 8);
  gtk_widget_add_css_class (self->error, "error-text");
  gtk_widget_set_visible (self->error, FALSE);

  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->error);
}

GtkWidget *
zx_field_row_new (ZxSession    *session,
                  const ZxKind *kind,
                  const char   *field)
{
  ZxFieldRow *self = g_object_new (ZX_TYPE_FIELD_ROW, NULL);

  self->session = session;
  self->kind = kind;
  self->field = zx_kind_get_field (kind, field);
  g_return_val_if_fail (self->field != NULL, NULL);
  build (self);

  return GTK_WIDGET (self);
}

void
zx_field_row_set_record (ZxFieldRow *self,
                         ZxRecord   *record)
{
  g_return_if_fail (ZX_IS_FIELD_ROW (self));

  self->id = record != NULL ? zx_record_get_id (record) : 0;
  g_free (self->value);
  g_free (self->display);
  self->value = record != NULL ? zx_record_dup_string (record, self->field->key) : NULL;
  if (record != NULL && self->field->type == ZX_TYPE_REF && zx_record_has (record, self->field->key))
    self->display = zx_record_dup_title (zx_session_get_db (self->session), zx_kind_find (self->field->of),
                                         zx_record_get_int (record, self->field->key));
  else
    self->display = record != NULL ? zx_record_dup_display (record, self->field->key) : g_strdup ("");

  if (self->open && self->editor != NULL && !self->storing &&
      gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) == NULL)
    zx_field_editor_set_value (self->editor, self->value);
  show_value (self);
}

void
zx_field_row_set_student (ZxFieldRow *self,
                          gint64      student)
{
  self->student = student;
}

void
zx_field_row_set_words (ZxFieldRow *self,
                        const char *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  show_value (self);
}

void
zx_field_row_set_title (ZxFieldRow *self,
                        const char *title)
{
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (self->title, title);
  show_value (self);
}

void
zx_field_row_set_open (ZxFieldRow *self,
                       gboolean    open)
{
  if (!zx_field_row_can_edit (self->field) || !zx_session_can_write (self->session))
    return;

  self->open = FALSE;
  if (open && self->editor == NULL)
    build_editor (self);
  if (open)
    zx_field_editor_set_value (self->editor, self->value);
  self->open = open;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), open ? "editor" : "value");
}

gboolean
zx_field_row_is_empty (ZxFieldRow *self)
{
  return self->value == NULL;
}

gboolean
zx_field_row_is_editing (ZxFieldRow *self)
{
  return self->editing;
}

const ZxField *
zx_field_row_get_field (ZxFieldRow *self)
{
  return self->field;
}
