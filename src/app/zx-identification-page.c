/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-identification-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-empty.h"
#include "zx-identification-page.h"
#include "zx-notice-view.h"
#include "zx-query.h"
#include "zx-round.h"
#include "zx-seg.h"
#include "zx-session.h"
#include "zx-stage-item.h"
#include "zx-stage-panel.h"
#include "zx-student.h"
#include "zx-student-facts.h"
#include "zx-visit-picker.h"

#define N_SHOWN ZX_APP_STAGE_OUT /* stages of the strip; those who were refused have a button of their own */

struct _ZxIdentificationPage
{
  ZxPage               parent_instance;

  GtkStack            *stack;
  ZxSeg               *strip;
  GtkStack            *view_stack;
  GtkOverlay          *overlay;
  GtkBox              *columns;
  GtkLabel            *stage_label;
  GtkLabel            *count_label;
  GtkDropDown         *class_drop;
  GtkButton           *print_button;
  GtkToggleButton     *out_button;
  GtkButton           *reviews_button;
  GtkMenuButton       *new_button;
  GtkStack            *hits_stack;
  GtkColumnView       *view;
  GtkColumnViewColumn *check_column;
  GtkColumnViewColumn *name_column;
  GtkColumnViewColumn *class_column;
  GtkColumnViewColumn *level_column;
  GtkColumnViewColumn *reason_column;
  GtkColumnViewColumn *papers_column;
  GtkColumnViewColumn *visit_column;
  GtkColumnViewColumn *since_column;
  AdwBin              *nobody_bin;
  AdwBin              *none_bin;

  GListStore          *items;
  GArray              *class_ids; /* gint64; of the drop-down behind "all classes" */
  GtkWidget           *panel;     /* ZxStagePanel; owned while it is shown nowhere */
  GtkWidget           *notice;    /* ZxNoticeView, once it was looked at */
  ZxStageCounts        counts;
  ZxAppStage           stage;
  gboolean             grade_review;
  gboolean             filling;
};

G_DEFINE_FINAL_TYPE (ZxIdentificationPage, zx_identification_page, ZX_TYPE_PAGE)

/* --- stages */

/* Names of the stages in the strip; they are ids and never shown. */
static const char * const stage_ids[N_SHOWN] = { "apply", "verify", "evaluate", "homeroom", "grade", "office", "notice", "filed" };

static ZxAppStage
stage_of_id (const char *id)
{
  for (guint i = 0; i < N_SHOWN; i++)
    if (g_strcmp0 (stage_ids[i], id) == 0)
      return i;

  return ZX_APP_STAGE_APPLY;
}

static void
show_strip (ZxIdentificationPage *self)
{
  guint n_steps = self->grade_review ? N_SHOWN : N_SHOWN - 1;
  guint step = 0;

  for (guint i = 0; i < N_SHOWN; i++)
    {
      g_autofree char *spoken = NULL;
      guint n = self->counts.stages[i];

      zx_seg_set_shown (self->strip, stage_ids[i], i != ZX_APP_STAGE_GRADE || self->grade_review);
      if (i == ZX_APP_STAGE_GRADE && !self->grade_review)
        continue;
      step++;
      /* Translators: a stage as it is read aloud: its name, how many wait there, its place in the way */
      spoken = g_strdup_printf (ngettext ("%s, %u child, step %u of %u", "%s, %u children, step %u of %u", n),
                                zx_app_stage_get_label (i), n, step, n_steps);
      zx_seg_set_figure (self->strip, stage_ids[i], n, spoken);
    }
}

static void
show_out (ZxIdentificationPage *self)
{
  guint n = self->counts.stages[ZX_APP_STAGE_OUT];
  g_autofree char *words = g_strdup_printf (_("Not passed %u"), n);

  gtk_button_set_label (GTK_BUTTON (self->out_button), words);
  gtk_widget_set_visible (GTK_WIDGET (self->out_button), n > 0 || self->stage == ZX_APP_STAGE_OUT);
}

/* --- who is chosen */

static GPtrArray *
get_picked (ZxIdentificationPage *self)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      ZxStageItem *item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (zx_stage_item_is_picked (item))
        g_ptr_array_add (picked, item);
      else
        g_object_unref (item);
    }

  return picked;
}

static void
show_panel (ZxIdentificationPage *self)
{
  g_autoptr (GPtrArray) picked = get_picked (self);

  if (self->panel == NULL)
    return;

  zx_stage_panel_set_items (ZX_STAGE_PANEL (self->panel), picked);
  zx_page_place_panel (ZX_PAGE (self), self->columns, self->overlay, self->panel, picked->len > 0);
}

static void
pick_nobody_cb (ZxIdentificationPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZxStageItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      zx_stage_item_set_picked (item, FALSE);
    }
  self->filling = FALSE;
  show_panel (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
picked_cb (ZxIdentificationPage *self)
{
  if (self->filling)
    return;

  if (self->panel == NULL)
    {
      self->panel = g_object_ref_sink (zx_stage_panel_new (zx_session_of (self)));
      g_signal_connect_object (self->panel, "closed", G_CALLBACK (pick_nobody_cb), self, G_CONNECT_SWAPPED);
    }
  show_panel (self);
}

/* --- the list */

static char *
dup_year (const char *term)
{
  return term != NULL && strlen (term) > 9 ? g_strndup (term, 9) : g_strdup ("");
}

static void
fill_list (ZxIdentificationPage *self,
           GPtrArray            *rows)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) picked = get_picked (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < picked->len; i++)
    {
      gint64 id = zx_stage_item_get_row (g_ptr_array_index (picked, i))->id;

      g_hash_table_add (kept, g_memdup2 (&id, sizeof id));
    }

  for (guint i = 0; i < rows->len; i++)
    {
      ZxStageRow *row = g_ptr_array_index (rows, i);
      ZxStageItem *item = zx_stage_item_new (row, zx_session_get_today (zx_session_of (self)));

      zx_stage_item_set_picked (item, g_hash_table_contains (kept, &row->id));
      g_signal_connect_object (item, "notify::picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (items, item);
    }
  /* The items own the rows now. */
  g_ptr_array_set_free_func (rows, NULL);

  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
}

static void
show_head (ZxIdentificationPage *self,
           guint                 n)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%u student", "%u students", n), n);
  g_autoptr (GString) hint = g_string_new (words);

  gtk_label_set_label (self->stage_label, zx_app_stage_get_label (self->stage));
  if (n > 0 && self->stage < ZX_APP_STAGE_NOTICE)
    {
      g_autoptr (ZxStageItem) first = NULL;
      const char *due = NULL;

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (ZxStageItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
          const char *one = zx_stage_item_get_row (item)->due_on;

          if (one != NULL && (due == NULL || g_strcmp0 (one, due) < 0))
            {
              due = one;
              g_set_object (&first, item);
            }
        }
      if (due != NULL)
        {
          g_autofree char *day = zx_date_format (due, zx_session_get_today (zx_session_of (self)), ZX_DATE_SHOW_SHORT);

          /* Translators: the day by which the first of them must go on */
          g_string_append_printf (hint, _(" • the first is due on %s"), day);
        }
    }
  if (self->stage == ZX_APP_STAGE_OUT && self->counts.to_tell > 0)
    g_string_append_printf (hint, ngettext (" • %u family not told yet", " • %u families not told yet", self->counts.to_tell), self->counts.to_tell);
  gtk_label_set_label (self->count_label, hint->str);
  gtk_stack_set_visible_child_name (self->hits_stack, n > 0 ? "table" : "nobody");
}

static gint64
get_class (ZxIdentificationPage *self)
{
  guint at = gtk_drop_down_get_selected (self->class_drop);

  return at > 0 && at <= self->class_ids->len ? g_array_index (self->class_ids, gint64, at - 1) : 0;
}

static void
load_stage (ZxIdentificationPage *self)
{
  ZxSession *session = zx_session_of (self);
  ZxDb *db = zx_session_get_db (session);
  g_autofree char *year = dup_year (zx_session_get_term (session));
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (db == NULL)
    return;

  gtk_stack_set_visible_child_name (self->view_stack, self->stage == ZX_APP_STAGE_NOTICE ? "notice" : "stage");
  if (self->stage == ZX_APP_STAGE_NOTICE)
    {
      zx_notice_view_load (ZX_NOTICE_VIEW (self->notice), year);
      return;
    }

  rows = zx_stage_rows_load (db, year, NULL, self->stage, get_class (self), zx_session_get_today (session), &error);
  if (rows == NULL)
    {
      zx_session_report (session, error);
      return;
    }
  fill_list (self, rows);
  show_head (self, g_list_model_get_n_items (G_LIST_MODEL (self->items)));
  gtk_widget_set_visible (GTK_WIDGET (self->print_button), self->stage == ZX_APP_STAGE_EVALUATE);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), self->stage == ZX_APP_STAGE_APPLY && zx_session_can_write (session));
  show_panel (self);
}

static void
fill_classes (ZxIdentificationPage *self,
              ZxDb                 *db)
{
  g_autoptr (GPtrArray) classes = zx_classes_load (db, NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint at = gtk_drop_down_get_selected (self->class_drop);

  g_array_set_size (self->class_ids, 0);
  gtk_string_list_append (labels, _("All classes"));
  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      ZxClassCount *one = g_ptr_array_index (classes, i);

      g_array_append_val (self->class_ids, one->id);
      gtk_string_list_append (labels, one->words);
    }
  gtk_drop_down_set_model (self->class_drop, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->class_drop, at != GTK_INVALID_LIST_POSITION && at <= self->class_ids->len ? at : 0);
}

static gboolean
has_any (ZxIdentificationPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->counts.stages); i++)
    if (self->counts.stages[i] > 0)
      return TRUE;

  return FALSE;
}

static void
load (ZxIdentificationPage *self)
{
  ZxSession *session = zx_session_of (self);
  ZxDb *db = zx_session_get_db (session);
  const char *term = zx_session_get_term (session);
  g_autofree char *year = dup_year (term);
  g_autoptr (GError) error = NULL;
  ZxIdentifySettings settings;
  gint64 round;

  if (db == NULL)
    return;

  round = zx_round_find (db, term, FALSE, NULL);
  if (!zx_identify_settings_load (&settings, db, &error) ||
      !zx_stage_counts_load (db, year, NULL, zx_session_get_today (session), &self->counts, &error))
    {
      zx_session_report (session, error);
      return;
    }
  self->grade_review = settings.grade_review != ZX_GRADE_REVIEW_OFF;
  gtk_stack_set_visible_child_name (self->stack, round != 0 || has_any (self) ? "round" : "none");
  self->filling = TRUE;
  fill_classes (self, db);
  self->filling = FALSE;
  show_strip (self);
  show_out (self);
  load_stage (self);
}

/* --- callbacks */

void
zx_identification_page_show_stage (ZxIdentificationPage *self,
                                   ZxAppStage            stage)
{
  g_return_if_fail (ZX_IS_IDENTIFICATION_PAGE (self));

  self->filling = TRUE;
  if (stage < N_SHOWN)
    zx_seg_set_active (self->strip, stage_ids[stage]);
  gtk_toggle_button_set_active (self->out_button, stage == ZX_APP_STAGE_OUT);
  self->stage = stage;
  g_list_store_remove_all (self->items);
  self->filling = FALSE;
  if (zx_window_of (GTK_WIDGET (self)) == NULL)
    return;

  if (stage == ZX_APP_STAGE_NOTICE && self->notice == NULL)
    {
      self->notice = zx_notice_view_new (zx_session_of (self));
      zx_notice_view_set_width (ZX_NOTICE_VIEW (self->notice), zx_page_get_width (ZX_PAGE (self)));
      gtk_stack_add_named (self->view_stack, self->notice, "notice");
    }
  load_stage (self);
}

static void
stage_chosen_cb (ZxIdentificationPage *self)
{
  if (!self->filling)
    zx_identification_page_show_stage (self, stage_of_id (zx_seg_get_active (self->strip)));
}

static void
out_toggled_cb (ZxIdentificationPage *self)
{
  if (!self->filling)
    zx_identification_page_show_stage (self, gtk_toggle_button_get_active (self->out_button) ? ZX_APP_STAGE_OUT
                                                                                             : stage_of_id (zx_seg_get_active (self->strip)));
}

static void
filter_changed_cb (ZxIdentificationPage *self)
{
  if (!self->filling)
    load_stage (self);
}

static void
row_activate_cb (ZxIdentificationPage *self,
                 guint                 position)
{
  g_autoptr (ZxStageItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-application", "x", zx_stage_item_get_row (item)->id);
}

static void
next_stage_cb (ZxIdentificationPage *self)
{
  for (guint i = 1; i < N_SHOWN; i++)
    {
      guint stage = (MIN (self->stage, N_SHOWN - 1) + i) % N_SHOWN;

      if (self->counts.stages[stage] > 0)
        {
          zx_identification_page_show_stage (self, stage);
          return;
        }
    }
}

/* The evaluation of the class that is shown, where there was one; else a blank. */
static gint64
find_class_review (ZxIdentificationPage *self)
{
  ZxSession *session = zx_session_of (self);
  gint64 class_id = get_class (self);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, class_id);
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_class_review);
  g_autoptr (GArray) found = NULL;

  if (class_id == 0 || !zx_query_where (query, "class", id, NULL) ||
      !zx_query_where (query, "term", zx_session_get_term (session), NULL) || !zx_query_sort (query, "date", TRUE, NULL))
    return 0;
  found = zx_query_run (query, zx_session_get_db (session), NULL, NULL);

  return found != NULL && found->len > 0 ? g_array_index (found, gint64, 0) : 0;
}

static void
print_cb (ZxIdentificationPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.document", "(sx)", "P03", find_class_review (self));
}

static void
picked_student_cb (ZxIdentificationPage *self,
                   gint64                student)
{
  gtk_menu_button_popdown (self->new_button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.apply", "x", student);
}

static void
picker_shown_cb (GtkWidget *picker)
{
  zx_visit_picker_start (ZX_VISIT_PICKER (picker));
}

static gboolean
open_round_action (ZxAction  *action,
                   gpointer   data,
                   GError   **error)
{
  return zx_action_open_round (action, data, NULL, error);
}

static void
open_round_cb (ZxIdentificationPage *self)
{
  ZxSession *session = zx_session_of (self);

  zx_session_act (session, _("Identification of the term begun"), NULL, open_round_action,
                  g_strdup (zx_session_get_term (session)), g_free);
}

/* --- as a page */

static void
zx_identification_page_shown (ZxPage *page)
{
  load (ZX_IDENTIFICATION_PAGE (page));
}

static void
show_column (GtkColumnViewColumn *column,
             gboolean             shown,
             int                  width)
{
  gtk_column_view_column_set_visible (column, shown);
  gtk_column_view_column_set_fixed_width (column, shown ? width : 0);
}

static void
zx_identification_page_width_changed (ZxPage *page)
{
  ZxIdentificationPage *self = ZX_IDENTIFICATION_PAGE (page);
  ZxWidth width = zx_page_get_width (page);

  show_column (self->since_column, width > ZX_WIDTH_NARROW, 74);
  show_column (self->visit_column, width > ZX_WIDTH_NARROW, 92);
  show_column (self->papers_column, width > ZX_WIDTH_SLIM, 132);
  /* The strip names the stage, and the menu leads to the evaluations. */
  gtk_widget_set_visible (GTK_WIDGET (self->stage_label), width > ZX_WIDTH_NARROW);
  gtk_widget_set_visible (GTK_WIDGET (self->reviews_button), width > ZX_WIDTH_NARROW);
  if (self->notice != NULL)
    zx_notice_view_set_width (ZX_NOTICE_VIEW (self->notice), width);
  show_panel (self);
}

static gboolean
zx_identification_page_go_filter (ZxPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ZX_IDENTIFICATION_PAGE (page)->class_drop));
}

static gboolean
zx_identification_page_go_print (ZxPage *page)
{
  ZxIdentificationPage *self = ZX_IDENTIFICATION_PAGE (page);

  if (self->stage != ZX_APP_STAGE_EVALUATE)
    return FALSE;

  print_cb (self);

  return TRUE;
}

static gboolean
zx_identification_page_go_primary (ZxPage *page)
{
  ZxIdentificationPage *self = ZX_IDENTIFICATION_PAGE (page);

  return self->panel != NULL && gtk_widget_get_parent (self->panel) != NULL && zx_stage_panel_accept (ZX_STAGE_PANEL (self->panel));
}

static gboolean
zx_identification_page_go_cancel (ZxPage *page)
{
  ZxIdentificationPage *self = ZX_IDENTIFICATION_PAGE (page);

  if (self->panel == NULL || gtk_widget_get_parent (self->panel) == NULL)
    return FALSE;

  pick_nobody_cb (self);

  return TRUE;
}

static GtkWidget *
zx_identification_page_get_panel (ZxPage *page)
{
  ZxIdentificationPage *self = ZX_IDENTIFICATION_PAGE (page);

  return self->panel != NULL && gtk_widget_get_parent (self->panel) != NULL ? self->panel : NULL;
}

static void
zx_identification_page_dispose (GObject *object)
{
  ZxIdentificationPage *self = ZX_IDENTIFICATION_PAGE (object);

  g_clear_object (&self->panel);
  g_clear_object (&self->items);
  g_clear_pointer (&self->class_ids, g_array_unref);

  G_OBJECT_CLASS (zx_identification_page_parent_class)->dispose (object);
}

static void
zx_identification_page_class_init (ZxIdentificationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  g_type_ensure (ZX_TYPE_SEG);

  G_OBJECT_CLASS (klass)->dispose = zx_identification_page_dispose;

  page_class->shown = zx_identification_page_shown;
  page_class->refresh = zx_identification_page_shown;
  page_class->width_changed = zx_identification_page_width_changed;
  page_class->go_filter = zx_identification_page_go_filter;
  page_class->go_print = zx_identification_page_go_print;
  page_class->go_primary = zx_identification_page_go_primary;
  page_class->go_cancel = zx_identification_page_go_cancel;
  page_class->get_panel = zx_identification_page_get_panel;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-identification-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, strip);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, stage_label);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, class_drop);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, print_button);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, out_button);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, reviews_button);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, hits_stack);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, view);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, check_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, name_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, class_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, level_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, reason_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, papers_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, visit_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, since_column);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, nobody_bin);
  gtk_widget_class_bind_template_child (widget_class, ZxIdentificationPage, none_bin);
  gtk_widget_class_bind_template_callback (widget_class, stage_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, out_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
}

static void
set_cells (GtkColumnViewColumn *column,
           ZxStageCell          cell)
{
  g_autoptr (GtkListItemFactory) factory = zx_stage_cells_new (cell);

  gtk_column_view_column_set_factory (column, factory);
}

static void
build_picker (ZxIdentificationPage *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker = g_object_new (ZX_TYPE_VISIT_PICKER, NULL);

  gtk_widget_set_size_request (picker, 340, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (self->new_button, popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_student_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "cancelled", G_CALLBACK (gtk_menu_button_popdown), self->new_button, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (picker_shown_cb), picker, G_CONNECT_SWAPPED);
}

static void
build_empty (ZxIdentificationPage *self)
{
  GtkWidget *nobody = zx_empty_new ("emblem-default-symbolic", _("Nobody at this stage."), NULL);
  GtkWidget *none = zx_empty_new ("emblem-default-symbolic", _("Identification of this term has not begun."),
                                  _("Tell every family first; then begin, and enter the applications as they come in."));
  GtkWidget *button;

  button = zx_empty_add_button (ZX_EMPTY (nobody), ZX_EMPTY_SECOND, _("Go where somebody waits"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (next_stage_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->nobody_bin, nobody);

  button = zx_empty_add_button (ZX_EMPTY (none), ZX_EMPTY_PRIMARY, _("Begin identification"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_round_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->none_bin, none);
}

static void
zx_identification_page_init (ZxIdentificationPage *self)
{
  GtkSingleSelection *selection;

  self->filling = TRUE;
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_list_store_new (ZX_TYPE_STAGE_ITEM);

  gtk_widget_init_template (GTK_WIDGET (self));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
  for (guint i = 0; i < N_SHOWN; i++)
    zx_seg_append (self->strip, stage_ids[i], zx_app_stage_get_label (i));
  build_picker (self);
  build_empty (self);

  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  set_cells (self->check_column, ZX_STAGE_CELL_CHECK);
  set_cells (self->name_column, ZX_STAGE_CELL_NAME);
  set_cells (self->class_column, ZX_STAGE_CELL_CLASS);
  set_cells (self->level_column, ZX_STAGE_CELL_LEVEL);
  set_cells (self->reason_column, ZX_STAGE_CELL_REASON);
  set_cells (self->papers_column, ZX_STAGE_CELL_PAPERS);
  set_cells (self->visit_column, ZX_STAGE_CELL_VISIT);
  set_cells (self->since_column, ZX_STAGE_CELL_SINCE);
  self->filling = FALSE;
}
