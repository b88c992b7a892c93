/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visits-drafts"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-date.h"
#include "zx-draft.h"
#include "zx-empty.h"
#include "zx-session.h"
#include "zx-student-facts.h"
#include "zx-visit-form.h"
#include "zx-visit-page.h"
#include "zx-visits-drafts.h"

struct _ZxVisitsDrafts
{
  AdwBin     parent_instance;
  GtkWidget *card;
  GtkWidget *stack;
};

G_DEFINE_FINAL_TYPE (ZxVisitsDrafts, zx_visits_drafts, ADW_TYPE_BIN)

static void
continue_cb (GtkWidget *button,
             ZxDraft   *draft)
{
  gtk_widget_activate_action (button, "win.open-draft", "x", draft->key);
}

static void
discard_cb (GtkWidget      *button,
            ZxVisitsDrafts *self)
{
  ZxDraft *draft = g_object_get_data (G_OBJECT (button), "draft");

  zx_visit_discard_draft (zx_session_of (self), draft->key, draft->student, draft->body);
}

static char *
dup_saved_words (ZxDraft    *draft,
                 const char *today)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (draft->saved_at_ms / 1000);
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *date = zx_date_format (day, today, ZX_DATE_SHOW_SHORT);
  g_autofree char *clock = g_date_time_format (time, "%H:%M");

  /* Translators: a date, a time of day */
  return g_strdup_printf (_("Saved %s %s"), date, clock);
}

static void
add_row (ZxVisitsDrafts *self,
         ZxSession      *session,
         ZxDraft        *draft)
{
  g_autoptr (ZxVisitForm) form = zx_visit_form_from_json (draft->key, draft->body, NULL);
  g_autoptr (ZxStudentRow) student = draft->student != 0
    ? zx_student_row_load (zx_session_get_db (session), draft->student, zx_session_get_today (session), NULL) : NULL;
  const char *who = student != NULL ? student->name : _("No student yet");
  const char *text = form != NULL && form->texts[ZX_VISIT_TEXT_FOUND] != NULL ? form->texts[ZX_VISIT_TEXT_FOUND] : "";
  g_autofree char *saved = dup_saved_words (draft, zx_session_get_today (session));
  /* Translators: %s is a child's name */
  g_autofree char *go_on_words = g_strdup_printf (_("Continue: %s"), who);
  /* Translators: %s is a child's name */
  g_autofree char *discard_words = g_strdup_printf (_("Throw the draft away: %s"), who);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *discard = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *go_on = gtk_button_new_with_label (_("Continue"));

  gtk_box_append (GTK_BOX (head), g_object_new (GTK_TYPE_LABEL, "label", who,
                                                "css-classes", (const char *[]) { "strong", NULL }, NULL));
  gtk_box_append (GTK_BOX (head), g_object_new (GTK_TYPE_LABEL, "label", student != NULL ? student->class_words : "",
                                                "css-classes", (const char *[]) { "hint", NULL }, NULL));
  gtk_box_append (GTK_BOX (head), g_object_new (GTK_TYPE_LABEL, "label", saved, "ellipsize", PANGO_ELLIPSIZE_END,
                                                "css-classes", (const char *[]) { "hint", NULL }, NULL));
  gtk_box_append (GTK_BOX (words), head);
  if (*text != '\0')
    gtk_box_append (GTK_BOX (words), g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "single-line-mode", TRUE,
                                                   "ellipsize", PANGO_ELLIPSIZE_END,
                                                   "css-classes", (const char *[]) { "hint", NULL }, NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);

  gtk_widget_add_css_class (discard, "flat");
  gtk_widget_set_valign (discard, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (discard, discard_words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (discard), GTK_ACCESSIBLE_PROPERTY_LABEL, discard_words, -1);
  g_object_set_data_full (G_OBJECT (discard), "draft", draft, (GDestroyNotify) zx_draft_free);
  g_signal_connect (discard, "clicked", G_CALLBACK (discard_cb), self);
  gtk_widget_add_css_class (go_on, "row-button");
  gtk_widget_set_valign (go_on, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (go_on), GTK_ACCESSIBLE_PROPERTY_LABEL, go_on_words, -1);
  g_signal_connect (go_on, "clicked", G_CALLBACK (continue_cb), draft);

  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), go_on);
  gtk_box_append (GTK_BOX (row), discard);
  zx_card_append_row (ZX_CARD (self->card), row);
}

static void
zx_visits_drafts_class_init (ZxVisitsDraftsClass *klass)
{
}

static void
zx_visits_drafts_init (ZxVisitsDrafts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->card = zx_card_new (NULL);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_box_append (GTK_BOX (box), self->card);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "list");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       zx_empty_new ("document-edit-symbolic", _("Nothing is half-written."),
                                     _("What you write is kept as a draft until you finish it.")), "empty");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

guint
zx_visits_drafts_load (ZxVisitsDrafts *self)
{
  ZxSession *session;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_return_val_if_fail (ZX_IS_VISITS_DRAFTS (self), 0);

  session = zx_session_of (self);
  drafts = zx_drafts_load (zx_session_get_db (session), ZX_VISIT_DRAFT, &error);
  if (drafts == NULL)
    {
      zx_session_report (session, error);
      return 0;
    }

  n = drafts->len;
  zx_card_clear (ZX_CARD (self->card));
  while (drafts->len > 0)
    add_row (self, session, g_ptr_array_steal_index (drafts, 0));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");

  return n;
}
