/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-case-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-card.h"
#include "zx-case-page.h"
#include "zx-decision.h"
#include "zx-document.h"
#include "zx-field-row.h"
#include "zx-identify.h"
#include "zx-initial.h"
#include "zx-label.h"
#include "zx-round.h"
#include "zx-stage-panel.h"
#include "zx-student-events.h"
#include "zx-tag.h"

struct _ZxCasePage
{
  ZxPage      parent_instance;
  ZxSession  *session;
  gint64      id;
  ZxDecision *decision;
  GtkWidget  *columns; /* the page, and the panel */
  GtkWidget  *body;
  GtkWidget  *panel;   /* owned while it is shown nowhere */
  GPtrArray  *rows;    /* of ZxFieldRow, in a draft */
};

G_DEFINE_FINAL_TYPE (ZxCasePage, zx_case_page, ZX_TYPE_PAGE)

/* --- what is shown */

/* What can be printed of this application as it stands. */
static GtkWidget *
print_button_new (ZxCasePage *self)
{
  ZxAppState state = zx_app_state_from_word (self->decision->state);
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; zx_documents_get ()[i] != NULL; i++)
    {
      const ZxDocument *document = zx_documents_get ()[i];
      const char *name = zx_document_get_name (document);
      g_autoptr (GMenuItem) item = NULL;

      if (zx_document_get_kinds (document)[0] != &zx_kind_application ||
          (g_str_equal (name, "P07") && state != ZX_APP_REFUSED) ||
          (g_str_equal (name, "confirmation") && state != ZX_APP_CONFIRMED && state != ZX_APP_FILED))
        continue;

      item = g_menu_item_new (zx_document_get_title (document), NULL);
      g_menu_item_set_action_and_target (item, "win.document", "(sx)", name, self->id);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Print…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
head_new (ZxCasePage *self)
{
  const ZxDecision *decision = self->decision;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *open = gtk_button_new_with_label (_("Student's file"));
  GtkWidget *tag = zx_tag_new (ZX_TONE_PLAIN, decision->state_words);
  g_autofree char *facts = g_strjoin (" • ", decision->class_words, decision->application_kind,
                                      decision->number != NULL ? decision->number : decision->school_year, NULL);

  gtk_box_append (GTK_BOX (top), zx_label_new (decision->student_name, "h1"));
  if (decision->level != NULL)
    {
      GtkWidget *badge = zx_badge_new (zx_level_get_rank (decision->level), decision->level_words);

      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (top), badge);
    }
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), tag);
  gtk_box_append (GTK_BOX (lines), top);
  gtk_box_append (GTK_BOX (lines), zx_label_new (facts, "dim"));
  gtk_widget_set_hexpand (lines, TRUE);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-student");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", decision->student);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (head), zx_initial_new (decision->student_name, TRUE));
  gtk_box_append (GTK_BOX (head), lines);
  gtk_box_append (GTK_BOX (head), print_button_new (self));
  gtk_box_append (GTK_BOX (head), open);

  return head;
}

static char *
dup_detail (const ZxDecisionStep *step)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (step->person != NULL)
    g_ptr_array_add (parts, step->person);
  if (step->result != NULL)
    g_ptr_array_add (parts, step->result);
  if (step->level_words != NULL)
    g_ptr_array_add (parts, step->level_words);
  if (step->opinion != NULL)
    g_ptr_array_add (parts, step->opinion);
  for (guint i = 0; step->facts != NULL && step->facts[i] != NULL; i++)
    g_ptr_array_add (parts, step->facts[i]);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" • ", (char **) parts->pdata);
}

static void
add_step (ZxCasePage           *self,
          GtkWidget            *list,
          const ZxDecisionStep *step,
          gboolean              ahead)
{
  g_autofree char *detail = dup_detail (step);
  ZxEvent event = {
    .date = step->date != NULL ? step->date : step->limit_on,
    .title = step->title,
    .detail = detail,
    .kind = (char *) "review_step",
    .this_term = !ahead,
  };

  gtk_box_append (GTK_BOX (list), zx_student_event_new (self->session, &event));
}

static GtkWidget *
steps_new (ZxCasePage *self)
{
  GtkWidget *card = zx_card_new (_("What happened"));
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < self->decision->steps->len; i++)
    add_step (self, list, g_ptr_array_index (self->decision->steps, i), FALSE);
  if (self->decision->ahead->len > 0)
    gtk_box_append (GTK_BOX (list), zx_label_new (_("Still to come"), "hint"));
  for (guint i = 0; i < self->decision->ahead->len; i++)
    add_step (self, list, g_ptr_array_index (self->decision->ahead, i), TRUE);
  zx_card_append_body (ZX_CARD (card), list);

  return card;
}

static void
add_line (GtkWidget  *box,
          const char *title,
          const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = zx_label_new (title, "hint");
  GtkWidget *text = zx_label_wrapped_new (words, NULL);

  gtk_widget_set_size_request (name, 96, -1);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
application_new (ZxCasePage *self)
{
  const ZxDecision *decision = self->decision;
  GtkWidget *card = zx_card_new (_("Application and commitment"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *papers = NULL;

  add_line (box, _("Applied on"), decision->applied_on != NULL ? decision->applied_on : "—");
  add_line (box, _("Applicant"), decision->applicant != NULL ? decision->applicant : "—");
  add_line (box, _("Categories"), decision->cats != NULL ? decision->cats : "—");
  add_line (box, _("Reason"), decision->reason != NULL ? decision->reason : "—");
  add_line (box, _("Commitment"), decision->commitment != NULL ? decision->commitment : "—");
  add_line (box, _("Signed on"), decision->committed_on != NULL ? decision->committed_on : "—");
  papers = decision->evidence != NULL && decision->evidence[0] != NULL ? g_strjoinv ("、", decision->evidence) : NULL;
  if (papers != NULL)
    add_line (box, _("Papers"), papers);
  if (decision->reason_refused != NULL)
    add_line (box, _("Not passed because"), decision->reason_refused);
  zx_card_append_body (ZX_CARD (card), box);

  return card;
}

static GtkWidget *
draft_new (ZxCasePage *self)
{
  static const char * const fields[] = {
    "kind", "apply_date", "applicant", "applicant_rel", "cats", "reason", "already_aided", "programmes", "event_date",
    "village_opinion", "village_date", "commitment_text", "committed", "commit_date", "data_consent",
  };
  GtkWidget *card = zx_card_new (_("Application and commitment"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self->session), &zx_kind_application, self->id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = zx_field_row_new (self->session, &zx_kind_application, fields[i]);

      zx_field_row_set_student (ZX_FIELD_ROW (row), self->decision->student);
      zx_field_row_set_record (ZX_FIELD_ROW (row), record);
      gtk_box_append (GTK_BOX (box), row);
      g_ptr_array_add (self->rows, row);
    }
  zx_card_append_body (ZX_CARD (card), box);

  return card;
}

static GtkWidget *
family_new (ZxCasePage *self)
{
  GtkWidget *card = zx_card_new (_("The family as it handed in"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; self->decision->family[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), zx_label_wrapped_new (self->decision->family[i], NULL));
  zx_card_append_body (ZX_CARD (card), box);

  return card;
}

static gboolean
is_draft (ZxCasePage *self)
{
  return zx_app_state_from_word (self->decision->state) == ZX_APP_DRAFT && zx_session_can_write (self->session);
}

static void
show_body (ZxCasePage *self)
{
  GtkWidget *child;
  gboolean narrow = zx_page_get_width (ZX_PAGE (self)) <= ZX_WIDTH_MEDIUM;
  GtkWidget *cards = gtk_box_new (narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *steps;

  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
  g_ptr_array_set_size (self->rows, 0);

  gtk_box_append (GTK_BOX (self->body), head_new (self));
  gtk_box_append (GTK_BOX (right), is_draft (self) ? draft_new (self) : application_new (self));
  if (self->decision->family != NULL && self->decision->family[0] != NULL)
    gtk_box_append (GTK_BOX (right), family_new (self));
  gtk_widget_set_hexpand (right, TRUE);
  steps = steps_new (self);
  gtk_widget_set_hexpand (steps, TRUE);
  gtk_widget_set_valign (steps, GTK_ALIGN_START);
  gtk_box_set_homogeneous (GTK_BOX (cards), !narrow);
  gtk_box_append (GTK_BOX (cards), right);
  gtk_box_append (GTK_BOX (cards), steps);
  gtk_box_append (GTK_BOX (self->body), cards);
}

/* (transfer full) (nullable): the row of the list it stands in */
static ZxStageItem *
load_item (ZxCasePage *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  const char *today = zx_session_get_today (self->session);
  ZxIdentifySettings settings;
  ZxAppStage stage;
  g_autoptr (GPtrArray) rows = NULL;

  if (!zx_identify_settings_load (&settings, db, NULL))
    return NULL;

  stage = zx_app_state_get_stage (zx_app_state_from_word (self->decision->state), settings.grade_review != ZX_GRADE_REVIEW_OFF);
  rows = zx_stage_rows_load (db, self->decision->school_year, NULL, stage, 0, today, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ZxStageRow *row = g_ptr_array_index (rows, i);

      if (row->id != self->id)
        continue;

      /* The item takes the row out of the array. */
      g_ptr_array_set_free_func (rows, NULL);
      for (guint k = 0; k < rows->len; k++)
        if (k != i)
          zx_stage_row_free (g_ptr_array_index (rows, k));

      return zx_stage_item_new (row, today);
    }

  return NULL;
}

static void
show_panel (ZxCasePage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZxStageItem *item = zx_session_can_write (self->session) ? load_item (self) : NULL;
  gboolean shown = item != NULL;

  if (item != NULL)
    g_ptr_array_add (items, item);
  zx_stage_panel_set_items (ZX_STAGE_PANEL (self->panel), items);
  gtk_widget_set_visible (self->panel, shown);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  zx_page_get_width (ZX_PAGE (self)) <= ZX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL
                                                                                        : GTK_ORIENTATION_HORIZONTAL);
}

static gboolean
is_writing (ZxCasePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (zx_field_row_is_editing (g_ptr_array_index (self->rows, i)))
      return TRUE;

  return FALSE;
}

static void
load (ZxCasePage *self)
{
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_session_get_db (self->session);
  ZxDecision *decision;

  /* What somebody is writing stays; leaving the field stores it and comes back here. */
  if (db == NULL || is_writing (self))
    return;

  decision = zx_decision_load (db, self->id, &error);
  if (decision == NULL)
    {
      zx_session_report (self->session, error);
      return;
    }
  g_clear_pointer (&self->decision, zx_decision_free);
  self->decision = decision;
  show_body (self);
  show_panel (self);
}

/* --- as a page */

static void
zx_case_page_shown (ZxPage *page)
{
  load (ZX_CASE_PAGE (page));
}

static void
zx_case_page_width_changed (ZxPage *page)
{
  ZxCasePage *self = ZX_CASE_PAGE (page);

  if (self->decision != NULL)
    load (self);
}

static gboolean
zx_case_page_go_primary (ZxPage *page)
{
  ZxCasePage *self = ZX_CASE_PAGE (page);

  return gtk_widget_get_visible (self->panel) && zx_stage_panel_accept (ZX_STAGE_PANEL (self->panel));
}

static gboolean
zx_case_page_go_print (ZxPage *page)
{
  ZxCasePage *self = ZX_CASE_PAGE (page);

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.document", "(sx)",
                                     zx_app_state_from_word (self->decision->state) == ZX_APP_DRAFT ? "P01" : "decision", self->id);
}

static GtkWidget *
zx_case_page_get_panel (ZxPage *page)
{
  ZxCasePage *self = ZX_CASE_PAGE (page);

  return gtk_widget_get_visible (self->panel) ? self->panel : NULL;
}

static gint64
zx_case_page_get_student (ZxPage *page)
{
  ZxCasePage *self = ZX_CASE_PAGE (page);

  return self->decision != NULL ? self->decision->student : 0;
}

static void
zx_case_page_finalize (GObject *object)
{
  ZxCasePage *self = ZX_CASE_PAGE (object);

  g_clear_pointer (&self->decision, zx_decision_free);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (zx_case_page_parent_class)->finalize (object);
}

static void
zx_case_page_class_init (ZxCasePageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_case_page_finalize;

  page_class->shown = zx_case_page_shown;
  page_class->refresh = zx_case_page_shown;
  page_class->width_changed = zx_case_page_width_changed;
  page_class->go_primary = zx_case_page_go_primary;
  page_class->go_print = zx_case_page_go_print;
  page_class->get_panel = zx_case_page_get_panel;
  page_class->get_student = zx_case_page_get_student;
}

static void
zx_case_page_init (ZxCasePage *self)
{
  self->rows = g_ptr_array_new ();
}

ZxPage *
zx_case_page_new (ZxSession  *session,
                  gint64      application,
                  GError    **error)
{
  g_autoptr (ZxDecision) decision = zx_decision_load (zx_session_get_db (session), application, error);
  ZxCasePage *self;
  GtkWidget *scrolled;

  if (decision == NULL)
    return NULL;

  self = g_object_new (ZX_TYPE_CASE_PAGE, "title", decision->student_name, NULL);
  self->session = session;
  self->id = application;
  self->decision = g_steal_pointer (&decision);
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_IDENTIFICATION);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  scrolled = zx_page_scrolled_new (&self->body);
  gtk_box_set_spacing (GTK_BOX (self->body), 16);
  gtk_widget_set_hexpand (scrolled, TRUE);
  self->panel = zx_stage_panel_new (session);
  zx_stage_panel_set_rare (ZX_STAGE_PANEL (self->panel), TRUE);
  gtk_widget_set_visible (self->panel, FALSE);
  gtk_box_append (GTK_BOX (self->columns), scrolled);
  gtk_box_append (GTK_BOX (self->columns), self->panel);
  adw_bin_set_child (ADW_BIN (self), self->columns);

  return ZX_PAGE (self);
}

gint64
zx_case_page_get_id (ZxCasePage *self)
{
  g_return_val_if_fail (ZX_IS_CASE_PAGE (self), 0);

  return self->id;
}
