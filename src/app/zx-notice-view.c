/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-notice-view"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-application-step.h"
#include "zx-card.h"
#include "zx-date.h"
#include "zx-date-entry.h"
#include "zx-day-strip.h"
#include "zx-empty.h"
#include "zx-label.h"
#include "zx-notice-view.h"
#include "zx-objection-card.h"
#include "zx-platform.h"
#include "zx-posting.h"
#include "zx-record-form.h"
#include "zx-round.h"
#include "zx-stage-item.h"
#include "zx-student-facts.h"
#include "zx-tag.h"
#include "zx-term.h"

struct _ZxNoticeView
{
  GtkBox        parent_instance;
  ZxSession    *session; /* the window owns both */
  char         *school_year;
  GArray       *notices; /* gint64, newest first */
  gint64        id;      /* the one shown */
  ZxNoticePage *page;
  gboolean      filling;

  GtkWidget    *stack;   /* "notice", "none" */
  GtkWidget    *pick;    /* which notice, where there are several */
  GtkWidget    *left;
  GtkWidget    *right;
  GtkWidget    *card;
  GListStore   *lines;
  GtkWidget    *objections;
  ZxRecordForm *new_form;
  GtkDropDown  *new_line;
  GtkWidget    *new_error;
  GtkWidget    *new_button;
  GtkWidget    *file_button;
  GtkWidget    *file_hint;
};

G_DEFINE_FINAL_TYPE (ZxNoticeView, zx_notice_view, GTK_TYPE_BOX)

/* --- the notice itself */

static void
posted_cb (ZxNoticeView *self)
{
  zx_posting_note (self->session, self->id, ZX_POSTING_UP);
}

static void
removed_cb (ZxNoticeView *self)
{
  zx_posting_note (self->session, self->id, ZX_POSTING_DOWN);
}

static void
paper_cb (ZxNoticeView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.document", "(sx)", g_str_equal (self->page->kind, "6") ? "P05" : "P04", self->id);
}

static GtkWidget *
button_new (ZxNoticeView *self,
            const char   *label,
            GCallback     callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
show_card (ZxNoticeView *self)
{
  const ZxNoticePage *page = self->page;
  const char *today = zx_session_get_today (self->session);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  g_autofree char *n = g_strdup_printf (ngettext ("%u student", "%u students", page->lines->len), page->lines->len);
  /* Translators: number of a notice, how many stand on it */
  g_autofree char *facts = g_strdup_printf (_("No. %s • %s"), page->number != NULL ? page->number : "—", n);
  g_autofree char *last = zx_date_format (page->end, today, ZX_DATE_SHOW_SHORT);
  g_autofree char *term = zx_term_format (zx_session_get_term (self->session));
  g_autofree char *title = page->title != NULL && *page->title != '\0' ? g_strdup (page->title)
                           : g_strdup_printf (g_str_equal (page->kind, "6") ? _("%s: corrected result, on notice again")
                                                                            : _("%s: result of identification"), term);
  g_autofree char *hint = NULL;
  gboolean writable = zx_session_can_write (self->session);

  zx_card_clear (ZX_CARD (self->card));
  gtk_box_append (GTK_BOX (lines), zx_label_new (title, "h2"));
  gtk_box_append (GTK_BOX (lines), zx_label_new (facts, "hint"));
  if (page->posted_on != NULL)
    {
      g_autofree char *day = zx_date_format (page->posted_on, today, ZX_DATE_SHOW_SHORT);
      g_autofree char *posted = page->posted_by != NULL ? g_strdup_printf (_("Posted on %s by %s"), day, page->posted_by)
                                                        : g_strdup_printf (_("Posted on %s"), day);

      gtk_box_append (GTK_BOX (lines), zx_label_new (posted, "hint"));
    }
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (head), lines);
  gtk_box_append (GTK_BOX (head), button_new (self, _("See the paper"), G_CALLBACK (paper_cb)));
  if (writable && page->posted_on == NULL)
    gtk_box_append (GTK_BOX (head), button_new (self, _("Posted today"), G_CALLBACK (posted_cb)));
  if (writable && page->posted_on != NULL && page->removed_on == NULL && g_strcmp0 (page->state, "4") == 0)
    gtk_box_append (GTK_BOX (head), button_new (self, _("Taken down today"), G_CALLBACK (removed_cb)));

  gtk_widget_set_margin_top (body, 14);
  gtk_box_append (GTK_BOX (body), head);
  gtk_box_append (GTK_BOX (body), zx_day_strip_new (page->strip, today, page->end));
  /* Translators: the last day of a notice */
  hint = g_strdup_printf (_("Weekends and holidays do not count; it can be filed after the last day, %s"), last);
  gtk_box_append (GTK_BOX (body), zx_label_wrapped_new (hint, "hint"));
  if (page->calendar_warning != NULL)
    gtk_box_append (GTK_BOX (body), zx_label_wrapped_new (page->calendar_warning, "soon-text"));
  if (page->is_posted_late)
    gtk_box_append (GTK_BOX (body), zx_label_wrapped_new (_("The notice is over. Take it down today and note the day."), "urgent-text"));
  zx_card_append_body (ZX_CARD (self->card), body);
}

/* --- who stands on it */

static void
show_lines (ZxNoticeView *self)
{
  g_autoptr (GPtrArray) rows = zx_stage_rows_load (zx_session_get_db (self->session), self->school_year, NULL, ZX_APP_STAGE_NOTICE, 0,
                                                   zx_session_get_today (self->session), NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ZxStageRow *row = g_ptr_array_index (rows, i);

      if (row->notice == self->id)
        g_ptr_array_add (items, zx_stage_item_new (row, zx_session_get_today (self->session)));
      else
        zx_stage_row_free (row);
    }
  if (rows != NULL)
    g_ptr_array_set_free_func (rows, NULL);

  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), items->pdata, items->len);
}

static void
open_line_cb (ZxNoticeView *self,
              guint         position)
{
  g_autoptr (ZxStageItem) item = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-application", "x", zx_stage_item_get_row (item)->id);
}

/* --- objections */

static gboolean
is_written (ZxNoticeView *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->objections); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ZX_IS_OBJECTION_CARD (child) && zx_objection_card_is_written (ZX_OBJECTION_CARD (child)))
      return TRUE;

  return FALSE;
}

static void
show_objections (ZxNoticeView *self)
{
  GtkWidget *child;
  g_autofree char *title = g_strdup_printf (_("Objections %u"), self->page->objections->len);

  zx_card_set_title (ZX_CARD (self->right), title);
  /* What somebody is writing stays. */
  if (is_written (self))
    return;

  while ((child = gtk_widget_get_first_child (self->objections)) != NULL)
    gtk_box_remove (GTK_BOX (self->objections), child);
  for (guint i = 0; i < self->page->objections->len; i++)
    {
      if (i > 0)
        gtk_box_append (GTK_BOX (self->objections), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (self->objections),
                      zx_objection_card_new (self->session, g_array_index (self->page->objections, gint64, i)));
    }
  if (self->page->objections->len == 0)
    gtk_box_append (GTK_BOX (self->objections), zx_label_wrapped_new (_("Nobody has objected."), "dim"));
}

typedef struct
{
  ZxNoticeView *self;
  gint64        application;
  GPtrArray    *values;
} Objecting;

static gboolean
object_action (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  Objecting *objecting = data;
  g_autoptr (GArray) fields = zx_form_values_to_fields (objecting->values);
  ZxStepOne one = { .application = objecting->application };
  ZxStepRequest request = { .word = "object", .ones = &one, .n_ones = 1 };
  g_auto (ZxStepResult) result = { 0 };

  request.fields = (const ZxStepField *) fields->data;
  request.n_fields = fields->len;

  return zx_action_step (action, &request, &result, error);
}

static void
objected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Objecting *objecting = data;
  ZxNoticeView *self = objecting->self;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      gtk_menu_button_popdown (GTK_MENU_BUTTON (self->new_button));
      zx_session_did (self->session, _("The objection is registered; only this line stops"), &entry, FALSE);
    }
  else if (!zx_record_form_show_error (self->new_form, error))
    {
      gtk_label_set_label (GTK_LABEL (self->new_error), error->message);
      gtk_widget_set_visible (self->new_error, TRUE);
    }

  g_object_unref (self);
  g_ptr_array_unref (objecting->values);
  g_free (objecting);
}

static void
register_cb (ZxNoticeView *self)
{
  guint at = gtk_drop_down_get_selected (self->new_line);
  Objecting *objecting;

  gtk_widget_set_visible (self->new_error, FALSE);
  if (self->page == NULL || at == 0 || at == GTK_INVALID_LIST_POSITION || at > self->page->lines->len)
    {
      gtk_label_set_label (GTK_LABEL (self->new_error), _("Choose whom the objection is about."));
      gtk_widget_set_visible (self->new_error, TRUE);
      return;
    }

  objecting = g_new0 (Objecting, 1);
  objecting->self = g_object_ref (self);
  objecting->application = ((ZxNoticeLine *) g_ptr_array_index (self->page->lines, at - 1))->application;
  objecting->values = zx_record_form_dup_values (self->new_form);
  zx_casebook_act_async (zx_session_get_casebook (self->session), _("Objection registered"), object_action, objecting, NULL, NULL,
                         objected_cb, objecting);
}

static void
new_shown_cb (ZxNoticeView *self)
{
  static const char * const fields[] = { "received_on", "channel", "objector_kind", "objector", "content", "handler" };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Choose a child"));
  for (guint i = 0; self->page != NULL && i < self->page->lines->len; i++)
    {
      const ZxNoticeLine *line = g_ptr_array_index (self->page->lines, i);
      g_autofree char *words = g_strjoin (" ", line->name, line->class_words, NULL);

      gtk_string_list_append (names, words);
    }
  gtk_drop_down_set_model (self->new_line, G_LIST_MODEL (names));

  zx_record_form_clear (self->new_form);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    zx_record_form_add (self->new_form, NULL, &zx_kind_objection, fields[i], NULL);
  zx_record_form_set_value (self->new_form, "received_on", zx_session_get_today (self->session));
  zx_record_form_set_value (self->new_form, "channel", "1");
  gtk_widget_set_visible (self->new_error, FALSE);
}

/* --- filing */

static gboolean
confirm_action (ZxAction  *action,
                gpointer   data,
                GError   **error)
{
  GArray *ids = data;
  g_autoptr (GArray) ones = g_array_new (FALSE, TRUE, sizeof (ZxStepOne));
  ZxStepField date = { "date", zx_action_get_today (action) };
  ZxStepRequest request = { .word = "confirm", .fields = &date, .n_fields = 1 };
  g_auto (ZxStepResult) result = { 0 };

  for (guint i = 0; i < ids->len; i++)
    {
      ZxStepOne one = { .application = g_array_index (ids, gint64, i) };

      g_array_append_val (ones, one);
    }
  request.ones = (const ZxStepOne *) ones->data;
  request.n_ones = ones->len;

  return zx_action_step (action, &request, &result, error);
}

/* (transfer full) (element-type gint64): those whose time is over and against whom nobody objects */
static GArray *
get_ready (ZxNoticeView *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) ones = g_array_new (FALSE, TRUE, sizeof (ZxStepOne));
  ZxStepRequest request = { .word = "confirm" };
  g_autoptr (GPtrArray) checks = NULL;
  ZxStepField date = { "date", zx_session_get_today (self->session) };

  for (guint i = 0; i < self->page->lines->len; i++)
    {
      const ZxNoticeLine *line = g_ptr_array_index (self->page->lines, i);
      ZxStepOne one = { .application = line->application };

      if (line->is_here && line->state == ZX_APP_NOTICED)
        g_array_append_val (ones, one);
    }
  request.ones = (const ZxStepOne *) ones->data;
  request.n_ones = ones->len;
  request.fields = &date;
  request.n_fields = 1;
  if (ones->len > 0)
    checks = zx_step_check (zx_session_get_db (self->session), zx_session_get_today (self->session), &request, NULL);
  for (guint i = 0; checks != NULL && i < checks->len; i++)
    {
      const ZxStepCheck *check = g_ptr_array_index (checks, i);

      if (check->may)
        g_array_append_val (ids, check->application);
    }

  return ids;
}

static void
file_confirmed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (ZxNoticeView) self = data;
  GArray *ids;
  g_autofree char *words = NULL;

  if (!zx_platform_confirm_finish (result, NULL) || self->page == NULL)
    return;

  ids = get_ready (self);
  words = g_strdup_printf (ngettext ("%u filed", "%u filed", ids->len), ids->len);
  zx_session_act (self->session, _("Notice over without objection: confirmed"), words, confirm_action, ids, (GDestroyNotify) g_array_unref);
}

static void
file_cb (ZxNoticeView *self)
{
  guint n = self->page->can_confirm;
  g_autofree char *heading = g_strdup_printf (ngettext ("File this %u student?", "File these %u students?", n), n);

  zx_platform_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                             _("The time is over and nobody objects any more. The day on which each family signs the confirmation of its file "
                               "can be entered later."),
                             _("File"), _("Not now"), FALSE, NULL, file_confirmed_cb, g_object_ref (self));
}

static void
show_file_button (ZxNoticeView *self)
{
  const ZxNoticePage *page = self->page;
  g_autofree char *label = NULL;

  if (page->can_confirm > 0 && page->must_wait > 0)
    label = g_strdup_printf (_("File %u, %u stay"), page->can_confirm, page->must_wait);
  else
    {
      guint n = MAX (page->can_confirm, page->must_wait);

      label = g_strdup_printf (ngettext ("File this %u", "File these %u", n), n);
    }
  gtk_button_set_label (GTK_BUTTON (self->file_button), label);
  gtk_widget_set_visible (self->file_button, page->can_confirm + page->must_wait > 0);
  gtk_widget_set_sensitive (self->file_button, page->can_confirm > 0 && zx_session_can_write (self->session));
  gtk_label_set_label (GTK_LABEL (self->file_hint), page->wait_why != NULL ? page->wait_why : "");
  gtk_widget_set_visible (self->file_hint, page->wait_why != NULL);
}

/* --- all of it */

static void
show_notice (ZxNoticeView *self)
{
  g_autoptr (GError) error = NULL;
  ZxNoticePage *page = zx_notice_page_load (zx_session_get_db (self->session), self->id, zx_session_get_today (self->session), &error);

  if (page == NULL)
    {
      zx_session_report (self->session, error);
      return;
    }
  g_clear_pointer (&self->page, zx_notice_page_free);
  self->page = page;
  show_card (self);
  show_lines (self);
  show_objections (self);
  show_file_button (self);
}

static void
notice_picked_cb (ZxNoticeView *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->pick));

  if (self->filling || at >= self->notices->len)
    return;

  self->id = g_array_index (self->notices, gint64, at);
  show_notice (self);
}

static void
fill_pick (ZxNoticeView *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint at = 0;

  for (guint i = 0; i < self->notices->len; i++)
    {
      g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self->session), &zx_kind_notice,
                                                    g_array_index (self->notices, gint64, i), NULL);
      const char *number = record != NULL ? zx_record_get_text (record, "notice_no") : NULL;
      const char *title = record != NULL ? zx_record_get_text (record, "title") : NULL;
      g_autofree char *words = g_strjoin (" ", number != NULL ? number : "", title != NULL ? title : "", NULL);

      gtk_string_list_append (titles, words);
      if (g_array_index (self->notices, gint64, i) == self->id)
        at = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->pick), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->pick), at);
  self->filling = FALSE;
  gtk_widget_set_visible (self->pick, self->notices->len > 1);
  self->id = g_array_index (self->notices, gint64, at);
}

void
zx_notice_view_load (ZxNoticeView *self,
                     const char   *school_year)
{
  ZxDb *db;
  GArray *notices;

  g_return_if_fail (ZX_IS_NOTICE_VIEW (self));

  db = zx_session_get_db (self->session);
  notices = db != NULL ? zx_notices_load (db, school_year, NULL) : NULL;
  if (notices == NULL)
    return;

  g_free (self->school_year);
  self->school_year = g_strdup (school_year);
  g_clear_pointer (&self->notices, g_array_unref);
  self->notices = notices;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), notices->len > 0 ? "notice" : "none");
  gtk_widget_set_visible (self->new_button, zx_session_can_write (self->session));
  if (notices->len == 0)
    return;

  fill_pick (self);
  show_notice (self);
}

void
zx_notice_view_set_width (ZxNoticeView *self,
                          ZxWidth       width)
{
  GtkWidget *columns;

  g_return_if_fail (ZX_IS_NOTICE_VIEW (self));

  columns = gtk_widget_get_parent (self->left);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (columns), width >= ZX_WIDTH_MEDIUM ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

/* --- building */

static void
zx_notice_view_dispose (GObject *object)
{
  ZxNoticeView *self = ZX_NOTICE_VIEW (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->notices, g_array_unref);
  g_clear_pointer (&self->page, zx_notice_page_free);
  g_clear_pointer (&self->school_year, g_free);

  G_OBJECT_CLASS (zx_notice_view_parent_class)->dispose (object);
}

static void
zx_notice_view_class_init (ZxNoticeViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_notice_view_dispose;
}

static void
zx_notice_view_init (ZxNoticeView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
table_new (ZxNoticeView *self)
{
  static const struct { const char *title; ZxStageCell cell; int width; } columns[] = {
    { NC_("notice line", "Name"), ZX_STAGE_CELL_NAME, 110 },
    { NC_("notice line", "Class"), ZX_STAGE_CELL_CLASS, 100 },
    { NC_("notice line", "Level found"), ZX_STAGE_CELL_LEVEL, 120 },
    { NC_("notice line", "On notice since"), ZX_STAGE_CELL_SINCE_DATE, 120 },
    { NC_("notice line", "State"), ZX_STAGE_CELL_NOTICE, -1 },
  };
  GtkSingleSelection *selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_widget_add_css_class (view, "zx-table");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkColumnViewColumn *column = gtk_column_view_column_new (g_dpgettext2 (NULL, "notice line", columns[i].title),
                                                                zx_stage_cells_new (columns[i].cell));

      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  g_signal_connect_object (view, "activate", G_CALLBACK (open_line_cb), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "zx-card");
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_size_request (scrolled, -1, 160);

  return scrolled;
}

static GtkWidget *
new_popover_new (ZxNoticeView *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *accept = gtk_button_new_with_label (_("Register"));

  self->new_line = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_line), GTK_ACCESSIBLE_PROPERTY_LABEL, _("About whom"), -1);
  self->new_form = ZX_RECORD_FORM (zx_record_form_new (self->session));
  self->new_error = zx_label_wrapped_new ("", "error-text");
  gtk_widget_set_visible (self->new_error, FALSE);
  gtk_widget_add_css_class (accept, "suggested-action");
  g_signal_connect_object (accept, "clicked", G_CALLBACK (register_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->new_line));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->new_form));
  gtk_box_append (GTK_BOX (box), self->new_error);
  gtk_box_append (GTK_BOX (box), accept);
  gtk_widget_set_size_request (box, 320, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 520);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  g_signal_connect_object (popover, "show", G_CALLBACK (new_shown_cb), self, G_CONNECT_SWAPPED);

  return popover;
}

static GtkWidget *
right_new (ZxNoticeView *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->right = zx_card_new (_("Objections"));
  self->new_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->new_button), _("Register an objection"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->new_button), new_popover_new (self));
  zx_card_add_end (ZX_CARD (self->right), self->new_button);
  self->objections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  zx_card_append_body (ZX_CARD (self->right), self->objections);

  gtk_widget_set_valign (self->right, GTK_ALIGN_START);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->right);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (side), scrolled);

  self->file_button = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->file_button, "suggested-action");
  g_signal_connect_object (self->file_button, "clicked", G_CALLBACK (file_cb), self, G_CONNECT_SWAPPED);
  self->file_hint = zx_label_wrapped_new ("", "hint");
  gtk_label_set_xalign (GTK_LABEL (self->file_hint), .5f);
  gtk_label_set_justify (GTK_LABEL (self->file_hint), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (side), self->file_button);
  gtk_box_append (GTK_BOX (side), self->file_hint);
  gtk_widget_set_size_request (side, 430, -1);
  gtk_widget_set_hexpand (side, FALSE);

  return side;
}

GtkWidget *
zx_notice_view_new (ZxSession *session)
{
  ZxNoticeView *self = g_object_new (ZX_TYPE_NOTICE_VIEW, NULL);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *none = zx_empty_new ("emblem-default-symbolic", _("No notice so far."),
                                  _("What the review group has decided is put on notice from the stage before."));

  self->session = session;
  self->notices = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->lines = g_list_store_new (ZX_TYPE_STAGE_ITEM);

  self->left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  self->pick = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_halign (self->pick, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pick), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Notice"), -1);
  g_signal_connect_object (self->pick, "notify::selected", G_CALLBACK (notice_picked_cb), self, G_CONNECT_SWAPPED);
  self->card = zx_card_new (NULL);
  gtk_box_append (GTK_BOX (self->left), self->pick);
  gtk_box_append (GTK_BOX (self->left), self->card);
  gtk_box_append (GTK_BOX (self->left), table_new (self));
  gtk_widget_set_hexpand (self->left, TRUE);

  gtk_widget_add_css_class (columns, "notice-margins");
  gtk_box_append (GTK_BOX (columns), self->left);
  gtk_box_append (GTK_BOX (columns), right_new (self));

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), columns, "notice");
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self), self->stack);

  return GTK_WIDGET (self);
}
