/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-record-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-date.h"
#include "zx-field-row.h"
#include "zx-initial.h"
#include "zx-mask.h"
#include "zx-notice.h"
#include "zx-tag.h"
#include "zx-visit-form.h"
#include "zx-visit-list.h"
#include "zx-visit-record-page.h"

struct _ZxVisitRecordPage
{
  ZxPage          parent_instance;
  ZxNotice       *notice;
  ZxInitial      *initial;
  GtkWidget      *heading;
  GtkWidget      *when;
  GtkWidget      *student_button;
  GtkWidget      *facts;
  GtkWidget      *later; /* in @facts: what came of it, a ZxFieldRow */
  ZxCard         *promises;
  GtkWidget      *print_button;
  GtkWidget      *void_button;
  GtkWidget      *void_box;
  GtkWidget      *void_reason;
  GtkWidget      *void_hint;

  ZxSession      *session;
  ZxVisitSummary *summary;
};

G_DEFINE_FINAL_TYPE (ZxVisitRecordPage, zx_visit_record_page, ZX_TYPE_PAGE)

/* Said in the head already, or kept by the program for itself. */
static const char * const left_out[] = {
  "student", "visit_date", "date", "visitors", "staff", "kind", "channel", "voided_on", "void_reason", "deleted_at",
  "student_present", "received_rel", "relation", "follow_up", "photos", NULL
};

static void
add_fact (ZxVisitRecordPage *self,
          const char        *label,
          const char        *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", label, "xalign", 0.0, "valign", GTK_ALIGN_START, "wrap", TRUE,
                                  "css-classes", (const char *[]) { "dim", NULL }, NULL);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "max-width-chars", 20, "selectable", TRUE, NULL);

  if (value == NULL || *value == '\0')
    {
      g_object_ref_sink (row);
      g_object_unref (row);
      g_object_ref_sink (name);
      g_object_unref (name);
      g_object_ref_sink (words);
      g_object_unref (words);
      return;
    }

  gtk_widget_set_size_request (name, 132, -1);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 8);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (self->facts), row);
}

static void
show_facts (ZxVisitRecordPage *self)
{
  const ZxKind *kind = self->summary->key.is_contact ? &zx_kind_contact_log : &zx_kind_home_visit;
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self->session), kind, self->summary->key.id, NULL);
  /* What came of it is known later, and written then. */
  const char *later_field = self->summary->key.is_contact ? "outcome" : "effect";
  gboolean later = self->summary->voided_on == NULL && zx_session_can_write (self->session);
  GtkWidget *child;

  if (self->later == NULL)
    self->later = g_object_ref_sink (zx_field_row_new (self->session, kind, later_field));
  if (zx_field_row_is_editing (ZX_FIELD_ROW (self->later)))
    return;
  while ((child = gtk_widget_get_first_child (self->facts)) != NULL)
    gtk_box_remove (GTK_BOX (self->facts), child);
  if (record == NULL)
    return;

  add_fact (self, self->summary->key.is_contact ? _("Teachers") : _("Visitors"), self->summary->visitors);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      g_autofree char *value = NULL;

      if (g_strv_contains (left_out, field->key) || (field->flags & ZX_FIELD_HIDDEN) != 0 ||
          (later && g_str_equal (field->key, later_field)) || field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST || !zx_record_has (record, field->key))
        continue;

      if (g_str_equal (field->key, "received_phone"))
        value = zx_mask_phone (zx_record_get_text (record, field->key));
      else
        value = zx_record_dup_display (record, field->key);
      add_fact (self, zx_field_get_label (kind, field), value);
    }

  if (later)
    {
      zx_field_row_set_record (ZX_FIELD_ROW (self->later), record);
      gtk_box_append (GTK_BOX (self->facts), self->later);
    }
}

static void
show_promises (ZxVisitRecordPage *self)
{
  const char *today = zx_session_get_today (self->session);
  g_autoptr (GPtrArray) promises = zx_visit_promises_load (zx_session_get_db (self->session), self->summary->key, NULL);

  zx_card_clear (self->promises);
  gtk_widget_set_visible (GTK_WIDGET (self->promises), promises != NULL && promises->len > 0);

  for (guint i = 0; promises != NULL && i < promises->len; i++)
    {
      ZxVisitPromise *promise = g_ptr_array_index (promises, i);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      g_autofree char *due = zx_date_format (promise->done_on != NULL ? promise->done_on : promise->due, today, ZX_DATE_SHOW_SHORT);
      gboolean late = promise->done_on == NULL && *promise->due != '\0' && g_strcmp0 (promise->due, today) < 0;
      GtkWidget *tag = zx_tag_new (promise->done_on != NULL ? ZX_TONE_GOOD : late ? ZX_TONE_URGENT : ZX_TONE_PLAIN,
                                   promise->done_on != NULL ? C_("promise", "done") : late ? C_("promise", "overdue") : C_("promise", "open"));
      GtkWidget *what = g_object_new (GTK_TYPE_LABEL, "label", promise->what, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE,
                                      "max-width-chars", 12, NULL);
      GtkWidget *person = g_object_new (GTK_TYPE_LABEL, "label", promise->person,
                                        "css-classes", (const char *[]) { "hint", NULL }, NULL);
      GtkWidget *date = g_object_new (GTK_TYPE_LABEL, "label", due,
                                      "css-classes", (const char *[]) { "hint", NULL }, NULL);

      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      if (*promise->result != '\0')
        gtk_widget_set_tooltip_text (what, promise->result);
      gtk_box_append (GTK_BOX (row), tag);
      gtk_box_append (GTK_BOX (row), what);
      gtk_box_append (GTK_BOX (row), person);
      gtk_box_append (GTK_BOX (row), date);
      zx_card_append_row (self->promises, row);
    }
}

/* A call or a message has no form to be signed. */
static gboolean
can_print (ZxVisitRecordPage *self)
{
  return !self->summary->key.is_contact && self->summary->voided_on == NULL;
}

static void
show_record (ZxVisitRecordPage *self)
{
  ZxVisitSummary *summary = self->summary;
  g_autofree char *date = zx_date_format (summary->date, zx_session_get_today (self->session), ZX_DATE_SHOW_WEEKDAY);
  g_autofree char *when = g_strdup_printf ("%s · %s", date, summary->way_words);
  /* Translators: %s is a child's name */
  g_autofree char *open = g_strdup_printf (_("Open the page of %s"), summary->students);

  zx_initial_set_name (self->initial, summary->students);
  gtk_label_set_label (GTK_LABEL (self->heading), summary->students);
  gtk_label_set_label (GTK_LABEL (self->when), when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->student_button), GTK_ACCESSIBLE_PROPERTY_LABEL, open, -1);
  gtk_widget_set_visible (self->student_button, summary->student != 0);
  gtk_widget_set_visible (self->print_button, can_print (self));
  gtk_widget_set_visible (self->void_button, summary->voided_on == NULL && zx_session_can_write (self->session) &&
                                             !gtk_widget_get_visible (self->void_box));

  if (summary->voided_on != NULL)
    {
      g_autofree char *voided = zx_date_format (summary->voided_on, zx_session_get_today (self->session), ZX_DATE_SHOW_SHORT);
      /* Translators: a date, a reason */
      g_autofree char *words = g_strdup_printf (_("Voided on %s: %s. It counts nowhere."), voided,
                                                summary->void_reason != NULL ? summary->void_reason : "");

      zx_notice_show (self->notice, ZX_TONE_SOON, words, NULL, NULL);
      gtk_widget_set_visible (self->void_box, FALSE);
      gtk_widget_add_css_class (self->heading, "struck");
    }
  else
    {
      zx_notice_hide (self->notice);
      gtk_widget_remove_css_class (self->heading, "struck");
    }

  show_facts (self);
  show_promises (self);
}

static void
print_cb (ZxVisitRecordPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.document", "(sx)", "P02", self->summary->key.id);
}

static void
open_student_cb (ZxVisitRecordPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-student", "x", self->summary->student);
}

/* --- voiding ------------------------------------------------------------------- */

static void
say_void_hint (ZxVisitRecordPage *self,
               gboolean           missing)
{
  gtk_label_set_label (GTK_LABEL (self->void_hint),
                       missing ? _("Write why, so that others understand it later.")
                               : _("It stays visible, struck through, and counts nowhere. Open promises stay."));
  gtk_widget_remove_css_class (self->void_hint, missing ? "hint" : "error-text");
  gtk_widget_add_css_class (self->void_hint, missing ? "error-text" : "hint");
  if (missing)
    {
      gtk_widget_add_css_class (self->void_reason, "invalid");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->void_reason),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->void_reason, "invalid");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->void_reason), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

static void
ask_void_cb (ZxVisitRecordPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->void_reason), "");
  say_void_hint (self, FALSE);
  gtk_widget_set_visible (self->void_box, TRUE);
  gtk_widget_set_visible (self->void_button, FALSE);
  gtk_widget_grab_focus (self->void_reason);
}

static void
keep_cb (ZxVisitRecordPage *self)
{
  gtk_widget_set_visible (self->void_box, FALSE);
  gtk_widget_set_visible (self->void_button, TRUE);
  gtk_widget_grab_focus (self->void_button);
}

static void
voided_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxVisitRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      /* Translators: %s is a child's name */
      g_autofree char *words = g_strdup_printf (_("Voided the visit to %s"), self->summary->students);

      zx_session_did (self->session, words, &entry, FALSE);
    }
  else
    zx_session_report (self->session, error);
}

static void
void_cb (ZxVisitRecordPage *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->void_reason))));

  if (*reason == '\0')
    {
      say_void_hint (self, TRUE);
      gtk_widget_grab_focus (self->void_reason);
      return;
    }

  zx_visit_void_async (zx_session_get_casebook (self->session),
                       self->summary->key.is_contact ? &zx_kind_contact_log : &zx_kind_home_visit,
                       self->summary->key.id, reason, voided_cb, g_object_ref (self));
}

/* --- the page --------------------------------------------------------------------- */

static void
zx_visit_record_page_refresh (ZxPage *page)
{
  ZxVisitRecordPage *self = ZX_VISIT_RECORD_PAGE (page);
  ZxDb *db = zx_session_get_db (self->session);
  ZxVisitSummary *summary = db != NULL ? zx_visit_summary_load (db, self->summary->key, NULL) : NULL;

  /* Taken back meanwhile: there is nothing left to show. */
  if (summary == NULL)
    {
      zx_window_end_page (zx_session_get_window (self->session), page);
      return;
    }

  zx_visit_summary_free (self->summary);
  self->summary = summary;
  show_record (self);
}

static void
zx_visit_record_page_shown (ZxPage *page)
{
  show_record (ZX_VISIT_RECORD_PAGE (page));
}

static gboolean
zx_visit_record_page_go_cancel (ZxPage *page)
{
  ZxVisitRecordPage *self = ZX_VISIT_RECORD_PAGE (page);

  if (!gtk_widget_get_visible (self->void_box))
    return FALSE;

  keep_cb (self);

  return TRUE;
}

static gboolean
zx_visit_record_page_go_print (ZxPage *page)
{
  ZxVisitRecordPage *self = ZX_VISIT_RECORD_PAGE (page);

  if (!can_print (self))
    return FALSE;

  print_cb (self);

  return TRUE;
}

static gint64
zx_visit_record_page_get_student (ZxPage *page)
{
  return ZX_VISIT_RECORD_PAGE (page)->summary->student;
}

static void
zx_visit_record_page_finalize (GObject *object)
{
  g_clear_pointer (&ZX_VISIT_RECORD_PAGE (object)->summary, zx_visit_summary_free);
  g_clear_object (&ZX_VISIT_RECORD_PAGE (object)->later);

  G_OBJECT_CLASS (zx_visit_record_page_parent_class)->finalize (object);
}

static void
zx_visit_record_page_class_init (ZxVisitRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_visit_record_page_finalize;
  page_class->shown = zx_visit_record_page_shown;
  page_class->refresh = zx_visit_record_page_refresh;
  page_class->go_cancel = zx_visit_record_page_go_cancel;
  page_class->go_print = zx_visit_record_page_go_print;
  page_class->get_student = zx_visit_record_page_get_student;

  g_type_ensure (ZX_TYPE_CARD);
  g_type_ensure (ZX_TYPE_INITIAL);
  g_type_ensure (ZX_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visit-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, notice);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, initial);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, heading);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, when);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, student_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, facts);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, promises);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, print_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, void_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, void_box);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, void_reason);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitRecordPage, void_hint);
  gtk_widget_class_bind_template_callback (widget_class, open_student_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_void_cb);
  gtk_widget_class_bind_template_callback (widget_class, void_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
zx_visit_record_page_init (ZxVisitRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zx_page_set_title (ZX_PAGE (self), _("Visit"));
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_VISITS);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
}

ZxPage *
zx_visit_record_page_new (ZxSession  *session,
                          gint64      id,
                          GError    **error)
{
  ZxDb *db = zx_session_get_db (session);
  ZxVisitKey key = { id, FALSE };
  g_autoptr (GError) local_error = NULL;
  ZxVisitSummary *summary = zx_visit_summary_load (db, key, &local_error);
  ZxVisitRecordPage *self;

  if (summary == NULL && local_error == NULL)
    {
      key.is_contact = TRUE;
      summary = zx_visit_summary_load (db, key, &local_error);
    }
  if (summary == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND, _("The visit is not there any more."));
      return NULL;
    }

  self = g_object_new (ZX_TYPE_VISIT_RECORD_PAGE, NULL);
  self->session = session;
  self->summary = summary;

  return ZX_PAGE (self);
}
