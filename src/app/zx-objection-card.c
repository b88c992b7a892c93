/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-objection-card"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-step.h"
#include "zx-date.h"
#include "zx-label.h"
#include "zx-objection-card.h"
#include "zx-query.h"
#include "zx-record-form.h"
#include "zx-seg.h"
#include "zx-student-facts.h"
#include "zx-tag.h"

struct _ZxObjectionCard
{
  GtkBox        parent_instance;
  ZxSession    *session; /* the window owns both */
  ZxRecord     *record;
  ZxSeg        *outcome;
  ZxRecordForm *form;
  GtkWidget    *hint;
  GtkWidget    *error;
  GtkWidget    *save;
  GtkWidget    *close;
  gboolean      written;
};

G_DEFINE_FINAL_TYPE (ZxObjectionCard, zx_objection_card, GTK_TYPE_BOX)

/* What may come of it, in the order of the segments; codes of OUTCOME. */
static const struct { const char *code; const char *label; } outcomes[] = {
  { "1", NC_("outcome", "Stays") },
  { "3", NC_("outcome", "Change the level") },
  { "2", NC_("outcome", "Withdraw") },
};

/* --- storing */

typedef struct
{
  ZxObjectionCard *self;
  gint64           id;
  gint64           application;
  gboolean         close;
  GPtrArray       *values;
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->self);
  g_ptr_array_unref (doing->values);
  g_free (doing);
}

static gboolean
save_action (ZxAction  *action,
             Doing     *doing,
             GError   **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_objection, doing->id, error);

  if (record == NULL)
    return FALSE;

  return zx_form_values_apply (doing->values, record, error) && zx_action_save (action, record, error);
}

static gboolean
resolve_action (ZxAction  *action,
                gpointer   data,
                GError   **error)
{
  Doing *doing = data;
  g_autoptr (GArray) fields = zx_form_values_to_fields (doing->values);
  ZxStepOne one = { .application = doing->application };
  ZxStepRequest request = { .word = "resolve", .ones = &one, .n_ones = 1 };
  g_auto (ZxStepResult) result = { 0 };

  if (!doing->close)
    return save_action (action, doing, error);

  request.fields = (const ZxStepField *) fields->data;
  request.n_fields = fields->len;

  return zx_action_step (action, &request, &result, error);
}

static void
say_error (ZxObjectionCard *self,
           const GError    *error)
{
  gboolean said = error != NULL && zx_record_form_show_error (self->form, error);

  gtk_label_set_label (GTK_LABEL (self->error), error != NULL && !said ? error->message : "");
  gtk_widget_set_visible (self->error, error != NULL && !said);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Doing *doing = data;
  ZxObjectionCard *self = doing->self;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_set_sensitive (self->close, TRUE);
  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      self->written = FALSE;
      say_error (self, NULL);
      zx_session_did (self->session, doing->close ? _("The objection is closed") : _("What was found so far is stored"), &entry, FALSE);
    }
  else
    say_error (self, error);
  doing_free (doing);
}

static void
store (ZxObjectionCard *self,
       gboolean         close)
{
  Doing *doing = g_new0 (Doing, 1);
  const char *outcome = zx_seg_get_active (self->outcome);

  doing->self = g_object_ref (self);
  doing->id = zx_record_get_id (self->record);
  doing->application = zx_record_get_int (self->record, "application");
  doing->close = close;
  doing->values = zx_record_form_dup_values (self->form);
  /* What decides is stored when it is closed; until then the form of the level is left alone. */
  if (close)
    zx_form_values_add (doing->values, "outcome", outcome);
  else
    zx_form_values_remove (doing->values, "level");

  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_widget_set_sensitive (self->close, FALSE);
  zx_casebook_act_async (zx_session_get_casebook (self->session),
                         close ? _("Objection answered and closed") : _("Findings about an objection"),
                         resolve_action, doing, NULL, NULL, done_cb, doing);
}

static void
save_cb (ZxObjectionCard *self)
{
  store (self, FALSE);
}

static void
close_cb (ZxObjectionCard *self)
{
  store (self, TRUE);
}

/* --- the card */

static void
written_cb (ZxObjectionCard *self)
{
  self->written = TRUE;
  say_error (self, NULL);
}

static void
outcome_cb (ZxObjectionCard *self)
{
  const char *outcome = zx_seg_get_active (self->outcome);

  self->written = TRUE;
  zx_record_form_set_shown (self->form, "level", g_strcmp0 (outcome, "3") == 0);
  gtk_widget_set_visible (self->hint, g_strcmp0 (outcome, "1") != 0);
}

static void
add_line (ZxObjectionCard *self,
          const char      *title,
          const char      *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = zx_label_new (title, "hint");
  GtkWidget *text = zx_label_wrapped_new (words, NULL);

  gtk_widget_set_size_request (name, 64, -1);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (self), line);
}

static void
build_head (ZxObjectionCard *self,
            const char      *student)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gboolean open = !zx_record_has (self->record, "outcome");
  const char *today = zx_session_get_today (self->session);
  const char *due = zx_record_get_text (self->record, "due_on");
  GtkWidget *tag = zx_tag_new (open ? ZX_TONE_URGENT : ZX_TONE_GOOD, open ? _("not answered") : _("closed"));
  GtkWidget *name = zx_label_new (student, "strong");

  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (head), tag);
  gtk_box_append (GTK_BOX (head), name);
  if (open && due != NULL)
    {
      g_autofree char *day = zx_date_format (due, today, ZX_DATE_SHOW_SHORT);
      /* Translators: the last day to answer an objection */
      g_autofree char *words = g_strdup_printf (_("answer by %s"), day);

      gtk_box_append (GTK_BOX (head), zx_label_new (words, "error-text"));
    }
  gtk_box_append (GTK_BOX (self), head);
}

static void
build_said (ZxObjectionCard *self)
{
  g_autofree char *day = zx_date_format (zx_record_get_text (self->record, "received_on"), zx_session_get_today (self->session), ZX_DATE_SHOW_SHORT);
  g_autofree char *channel = zx_record_dup_display (self->record, "channel");
  g_autofree char *kind = zx_record_dup_display (self->record, "objector_kind");
  g_autofree char *source = NULL;

  if (*kind != '\0')
    /* Translators: where an objection comes from: day, way, kind of person */
    source = g_strdup_printf (_("%s, %s • %s (the name is not made public)"), day, channel, kind);
  else
    source = g_strdup_printf (_("%s, %s"), day, channel);
  add_line (self, _("Source"), source);
  add_line (self, _("Content"), zx_record_get_text (self->record, "content"));
}

static void
build_closed (ZxObjectionCard *self)
{
  g_autofree char *outcome = zx_record_dup_display (self->record, "outcome");
  g_autofree char *replied = zx_record_dup_display (self->record, "replied_on");

  add_line (self, _("Findings"), zx_record_get_text (self->record, "found"));
  add_line (self, _("Outcome"), outcome);
  add_line (self, _("Answered"), replied);
}

static void
build_open (ZxObjectionCard *self)
{
  static const char * const fields[] = { "found", "found_on", "reply", "reply_way", "replied_on" };
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = zx_label_new (_("Outcome"), "hint");

  self->form = ZX_RECORD_FORM (zx_record_form_new (self->session));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = zx_record_dup_string (self->record, fields[i]);

      zx_record_form_add (self->form, NULL, &zx_kind_objection, fields[i], i == 0 ? _("Findings") : NULL);
      if (value == NULL && g_str_has_suffix (fields[i], "_on"))
        value = g_strdup (zx_session_get_today (self->session));
      zx_record_form_set_value (self->form, fields[i], value);
    }
  zx_record_form_add (self->form, NULL, &zx_kind_review_step, "level", _("New level"));
  zx_record_form_set_shown (self->form, "level", FALSE);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);

  self->outcome = ZX_SEG (zx_seg_new (ZX_SEG_BOX));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->outcome), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Outcome"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    zx_seg_append (self->outcome, outcomes[i].code, g_dpgettext2 (NULL, "outcome", outcomes[i].label));
  g_signal_connect_object (self->outcome, "notify::active", G_CALLBACK (outcome_cb), self, G_CONNECT_SWAPPED);

  self->hint = zx_label_wrapped_new (_("After a change of the level or a withdrawal the corrected line is put on notice again, for the full time."), "hint");
  gtk_widget_set_visible (self->hint, FALSE);
  self->error = zx_label_wrapped_new ("", "error-text");
  gtk_widget_set_visible (self->error, FALSE);

  self->save = gtk_button_new_with_label (_("Store for now"));
  self->close = gtk_button_new_with_label (_("Answered: close"));
  gtk_widget_add_css_class (self->close, "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), self->save);
  gtk_box_append (GTK_BOX (buttons), self->close);

  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (self), title);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->outcome));
  gtk_box_append (GTK_BOX (self), self->hint);
  gtk_box_append (GTK_BOX (self), self->error);
  gtk_box_append (GTK_BOX (self), buttons);
}

static void
zx_objection_card_finalize (GObject *object)
{
  g_clear_pointer (&ZX_OBJECTION_CARD (object)->record, zx_record_unref);

  G_OBJECT_CLASS (zx_objection_card_parent_class)->finalize (object);
}

static void
zx_objection_card_class_init (ZxObjectionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_objection_card_finalize;
}

static void
zx_objection_card_init (ZxObjectionCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

/* "张若曦 • 八(1)班" */
static char *
dup_student (ZxObjectionCard *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (ZxRecord) application = zx_record_load (db, &zx_kind_application, zx_record_get_int (self->record, "application"), NULL);
  g_autoptr (ZxStudentRow) row = NULL;

  if (application != NULL)
    row = zx_student_row_load (db, zx_record_get_int (application, "student"), zx_session_get_today (self->session), NULL);

  return row != NULL ? g_strjoin (" • ", row->name, row->class_words, NULL) : g_strdup (_("The whole notice"));
}

GtkWidget *
zx_objection_card_new (ZxSession *session,
                       gint64     objection)
{
  ZxObjectionCard *self = g_object_new (ZX_TYPE_OBJECTION_CARD, NULL);
  g_autofree char *student = NULL;

  self->session = session;
  self->record = zx_record_load (zx_session_get_db (session), &zx_kind_objection, objection, NULL);
  if (self->record == NULL)
    return GTK_WIDGET (self);

  student = dup_student (self);
  build_head (self, student);
  build_said (self);
  if (zx_record_has (self->record, "outcome") || !zx_session_can_write (session))
    build_closed (self);
  else
    build_open (self);

  return GTK_WIDGET (self);
}

gint64
zx_objection_card_get_id (ZxObjectionCard *self)
{
  g_return_val_if_fail (ZX_IS_OBJECTION_CARD (self), 0);

  return self->record != NULL ? zx_record_get_id (self->record) : 0;
}

gboolean
zx_objection_card_is_written (ZxObjectionCard *self)
{
  g_return_val_if_fail (ZX_IS_OBJECTION_CARD (self), FALSE);

  return self->written;
}
