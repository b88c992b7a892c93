/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-students-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-empty.h"
#include "zx-flow-layout.h"
#include "zx-platform.h"
#include "zx-session.h"
#include "zx-student-cells.h"
#include "zx-student-facts.h"
#include "zx-student-list.h"
#include "zx-student-register.h"
#include "zx-students-page.h"

#define STANDARD_EM  14.67 /* px at the standard text size */
#define CELL_PADDING 24    /* of a cell, both sides */
#define NARROW_MARGIN 16   /* of a page in a narrow window */
#define LEAST_NAME   130   /* a circle and four characters */

struct _ZxStudentsPage
{
  ZxPage               parent_instance;

  GtkStack            *stack;
  GtkOverlay          *overlay;
  GtkBox              *columns;
  GtkBox              *filter_box;
  GtkEditable         *text_entry;
  GtkDropDown         *class_drop;
  GtkDropDown         *scope_drop;
  GtkDropDown         *visited_drop;
  GtkDropDown         *category_drop;
  GtkLabel            *count_label;
  GtkStack            *hits_stack;
  GtkColumnView       *view;
  GtkColumnViewColumn *name_column;
  GtkColumnViewColumn *class_column;
  GtkColumnViewColumn *level_column;
  GtkColumnViewColumn *facts_column;
  GtkColumnViewColumn *place_column;
  GtkColumnViewColumn *visit_column;
  GtkColumnViewColumn *button_column;
  AdwBin              *nothing_bin;
  AdwBin              *empty_bin;

  ZxStudentList       *list;
  GArray              *class_ids;   /* gint64; of the drop-down behind "all classes" */
  GPtrArray           *categories;  /* codes behind "any" */
  GtkWidget           *panel;       /* ZxStudentRegister; owned while it is shown nowhere */
  gboolean             panel_shown;
  gboolean             any;         /* there are students */
  gboolean             filling;     /* the drop-downs are being filled */
  gboolean             chosen;      /* somebody chose a scope, or the first one was chosen for him */
  gboolean             widening;    /* everybody on the roll, if now nobody is found */
  gint64               selected;    /* before finding: rows stay and show others */
  guint                next_key;    /* pressed in the filter, for when everybody is found; 0: none */
};

G_DEFINE_FINAL_TYPE (ZxStudentsPage, zx_students_page, ZX_TYPE_PAGE)

static const ZxStudentScope scopes[] = { ZX_STUDENTS_IN_NEED, ZX_STUDENTS_ENROLLED, ZX_STUDENTS_LEFT };

/* --- the filter */

static void
read_sort (ZxStudentsPage  *self,
           ZxStudentFilter *filter)
{
  GtkSortType order = GTK_SORT_ASCENDING;
  GtkColumnViewColumn *column = zx_platform_get_sort_column (self->view, &order);

  /* Without a click those in need come first, the others by class. */
  filter->sort = ZX_STUDENT_SORT_CLASS;
  if (column == self->name_column)
    filter->sort = ZX_STUDENT_SORT_NAME;
  else if (column == self->level_column)
    filter->sort = ZX_STUDENT_SORT_LEVEL;
  else if (column == self->place_column)
    filter->sort = ZX_STUDENT_SORT_PLACE;
  else if (column == self->visit_column)
    filter->sort = ZX_STUDENT_SORT_LAST_VISIT;
  else if (column == NULL && filter->scope == ZX_STUDENTS_IN_NEED)
    filter->sort = ZX_STUDENT_SORT_LEVEL;

  filter->descending = column != NULL && order == GTK_SORT_DESCENDING;
}

static void
read_filter (ZxStudentsPage  *self,
             ZxStudentFilter *filter)
{
  guint class_at = gtk_drop_down_get_selected (self->class_drop);
  guint category_at = gtk_drop_down_get_selected (self->category_drop);

  *filter = (ZxStudentFilter) { .text = gtk_editable_get_text (self->text_entry) };
  filter->scope = scopes[MIN (gtk_drop_down_get_selected (self->scope_drop), G_N_ELEMENTS (scopes) - 1)];
  filter->visited = MIN (gtk_drop_down_get_selected (self->visited_drop), ZX_STUDENTS_NOT_VISITED);
  if (class_at > 0 && class_at <= self->class_ids->len)
    filter->class_id = g_array_index (self->class_ids, gint64, class_at - 1);
  if (category_at > 0 && category_at <= self->categories->len)
    filter->cat = g_ptr_array_index (self->categories, category_at - 1);
  read_sort (self, filter);
}

static void
show_count (ZxStudentsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *words = g_strdup_printf (ngettext ("%u student", "%u students", n), n);

  gtk_label_set_label (self->count_label, words);
  gtk_stack_set_visible_child_name (self->hits_stack, n > 0 ? "table" : self->any ? "nothing" : "young");
}

static gint64
zx_students_page_get_student (ZxPage *page)
{
  ZxStudentsPage *self = ZX_STUDENTS_PAGE (page);
  GtkSelectionModel *selection = gtk_column_view_get_model (self->view);
  ZxStudentItem *item = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (selection));

  return item != NULL ? zx_student_item_get_id (item) : 0;
}

/* @anew: something may have been written since last time. */
static void
find (ZxStudentsPage *self,
      gboolean        anew)
{
  ZxSession *session;
  ZxStudentFilter filter;

  if (self->filling)
    return;

  session = zx_session_of (self);
  if (zx_session_get_db (session) == NULL)
    return;

  read_filter (self, &filter);
  self->selected = zx_students_page_get_student (ZX_PAGE (self));
  zx_student_list_find (self->list, session, &filter, anew);
}

static void
reload (ZxStudentsPage *self)
{
  find (self, FALSE);
}

/* Puts @labels into a drop-down and finds again what was chosen. */
static void
fill_drop (GtkDropDown *drop,
           GPtrArray   *labels)
{
  GListModel *model = gtk_drop_down_get_model (drop);
  guint at = gtk_drop_down_get_selected (drop);
  g_autoptr (GtkStringList) fresh = NULL;
  gboolean same = model != NULL && g_list_model_get_n_items (model) == labels->len - 1;
  g_autofree char *chosen = NULL;

  for (guint i = 0; same && i + 1 < labels->len; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), g_ptr_array_index (labels, i));
  if (same)
    return;

  if (model != NULL && at != GTK_INVALID_LIST_POSITION)
    chosen = g_strdup (gtk_string_list_get_string (GTK_STRING_LIST (model), at));

  fresh = gtk_string_list_new ((const char * const *) labels->pdata);
  gtk_drop_down_set_model (drop, G_LIST_MODEL (fresh));
  gtk_drop_down_set_selected (drop, 0);
  for (guint i = 0; chosen != NULL && i + 1 < labels->len; i++)
    if (g_str_equal (g_ptr_array_index (labels, i), chosen))
      gtk_drop_down_set_selected (drop, i);
}

static void
fill_classes (ZxStudentsPage *self,
              ZxDb           *db)
{
  g_autoptr (GPtrArray) classes = zx_class_names_load (db, NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_array_set_size (self->class_ids, 0);
  g_ptr_array_add (labels, (char *) _("All classes"));
  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      ZxClassCount *one = g_ptr_array_index (classes, i);

      g_array_append_val (self->class_ids, one->id);
      g_ptr_array_add (labels, one->words);
    }
  g_ptr_array_add (labels, NULL);
  fill_drop (self->class_drop, labels);
}

static void
fill_categories (ZxStudentsPage *self,
                 ZxDb           *db)
{
  g_autoptr (GPtrArray) counts = zx_category_counts_load (db, NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const ZxCodeTable *table = zx_code_table_find ("CAT");

  g_ptr_array_set_size (self->categories, 0);
  g_ptr_array_add (labels, (char *) _("Situation: any"));
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      ZxCategoryCount *one = g_ptr_array_index (counts, i);
      const char *label = zx_code_table_get_label (table, one->cat);

      g_ptr_array_add (self->categories, g_strdup (one->cat));
      g_ptr_array_add (labels, (char *) (label != NULL ? label : one->cat));
    }
  g_ptr_array_add (labels, NULL);
  fill_drop (self->category_drop, labels);
}

/* Returns: whether there is any student */
static gboolean
choose_scope (ZxStudentsPage *self,
              ZxDb           *db)
{
  ZxSession *session = zx_session_of (self);
  ZxStudentFilter filter = { .scope = ZX_STUDENTS_ALL, .limit = 1 };
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) in_need = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    return TRUE;

  all = zx_student_ids_load (db, &filter, zx_session_get_today (session), NULL);
  if (all == NULL || all->len == 0)
    return FALSE;

  if (self->chosen)
    return TRUE;

  /* A young casebook has nobody in need yet: then everybody is shown. */
  self->chosen = TRUE;
  filter.scope = ZX_STUDENTS_IN_NEED;
  in_need = zx_student_ids_load (db, &filter, zx_session_get_today (session), NULL);
  if (in_need != NULL && in_need->len == 0)
    gtk_drop_down_set_selected (self->scope_drop, 1);

  return TRUE;
}

static void
fill_page (ZxStudentsPage *self)
{
  ZxDb *db = zx_session_get_db (zx_session_of (self));

  if (db == NULL)
    return;

  self->filling = TRUE;
  self->any = choose_scope (self, db);
  fill_classes (self, db);
  fill_categories (self, db);
  self->filling = FALSE;

  gtk_stack_set_visible_child_name (self->stack, self->any || self->panel_shown ? "list" : "empty");
  /* Without students importing is what comes first. */
  zx_page_set_visit_button (ZX_PAGE (self), self->any ? ZX_VISIT_BUTTON_PRIMARY : ZX_VISIT_BUTTON_PLAIN);
  find (self, TRUE);
}

/* --- callbacks */

static void
text_changed_cb (ZxStudentsPage *self)
{
  gboolean empty = *gtk_editable_get_text (self->text_entry) == '\0';
  GtkEntry *entry = GTK_ENTRY (self->text_entry);

  self->next_key = 0;
  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, empty ? NULL : "edit-clear-symbolic");
  if (!empty)
    gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY, _("Empty the field"));
  reload (self);
}

static void
text_clear_cb (ZxStudentsPage      *self,
               GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    gtk_editable_set_text (self->text_entry, "");
}

static void
filter_changed_cb (ZxStudentsPage *self)
{
  if (!self->filling)
    self->chosen = TRUE;
  reload (self);
}

static void
clear_filter_cb (ZxStudentsPage *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (self->text_entry, "");
  gtk_drop_down_set_selected (self->class_drop, 0);
  gtk_drop_down_set_selected (self->visited_drop, 0);
  gtk_drop_down_set_selected (self->category_drop, 0);
  self->filling = FALSE;

  /* Without any filter there is somebody at least among all. */
  self->widening = TRUE;
  reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
}

static void
open_nth (ZxStudentsPage *self,
          guint           position)
{
  g_autoptr (ZxStudentItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-student", "x", zx_student_item_get_id (item));
}

static void
row_activate_cb (ZxStudentsPage *self,
                 guint           position)
{
  open_nth (self, position);
}

/* Enter in the filter opens the only one that is left, Down goes to the first. */
static gboolean
take_key (ZxStudentsPage *self,
          guint           keyval)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  /* Not to somebody whom the filter is about to leave out. */
  if (zx_student_list_is_finding (self->list))
    {
      self->next_key = keyval;
      return TRUE;
    }

  self->next_key = 0;
  if (keyval == GDK_KEY_Return)
    {
      if (n == 1)
        open_nth (self, 0);
      return TRUE;
    }
  if (n == 0)
    return FALSE;

  gtk_selection_model_select_item (gtk_column_view_get_model (self->view), 0, TRUE);

  return gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
text_activate_cb (ZxStudentsPage *self)
{
  take_key (self, GDK_KEY_Return);
}

static void
found_cb (ZxStudentsPage *self,
          const GError   *error)
{
  gboolean widening = self->widening;

  self->widening = FALSE;
  if (zx_students_page_get_student (ZX_PAGE (self)) != self->selected)
    gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_column_view_get_model (self->view)), GTK_INVALID_LIST_POSITION);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->next_key = 0;
  if (zx_window_of (self) == NULL)
    return;
  if (error != NULL)
    {
      self->next_key = 0;
      zx_session_report (zx_session_of (self), error);
      return;
    }

  show_count (self);
  if (widening && g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    gtk_drop_down_set_selected (self->scope_drop, 1);
  if (self->next_key != 0)
    take_key (self, self->next_key);
}

static gboolean
text_key_cb (ZxStudentsPage *self,
             guint           keyval,
             guint           keycode,
             GdkModifierType state)
{
  if (keyval == GDK_KEY_Escape && *gtk_editable_get_text (self->text_entry) != '\0')
    {
      gtk_editable_set_text (self->text_entry, "");
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return take_key (self, GDK_KEY_Down);

  return GDK_EVENT_PROPAGATE;
}

/* How wide @sample must be: words differ with the language, and all of them with the text size. */
static int
measure_sample (GtkWidget *sample)
{
  int natural;

  g_object_ref_sink (sample);
  gtk_widget_measure (sample, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_object_unref (sample);

  return natural;
}

/* The widths are drawn for the standard text size. */
static double
text_scale (ZxStudentsPage *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "国国国国");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return MAX (width / (4 * STANDARD_EM), 1);
}

static int
level_width (ZxStudentsPage *self)
{
  ZxDb *db = zx_session_get_db (zx_session_of (self));
  g_auto (ZxLevelWords) levels = { 0 };
  int widest = 0;

  if (db == NULL)
    return 0;

  zx_level_words_load (&levels, db);
  for (guint rank = 1; rank <= 4; rank++)
    if (levels.words[rank] != NULL)
      widest = MAX (widest, measure_sample (zx_badge_new (rank, levels.words[rank])));

  return widest + CELL_PADDING;
}

/* @width: -1 for what is left. GTK 4.8 gives room to hidden columns too, unless they want none. */
static void
show_column (GtkColumnViewColumn *column,
             gboolean             shown,
             int                  width)
{
  gtk_column_view_column_set_visible (column, shown);
  gtk_column_view_column_set_fixed_width (column, shown ? width : 0);
  gtk_column_view_column_set_expand (column, shown && width < 0);
}

/* The less room there is, the fewer columns. */
static void
show_columns (ZxStudentsPage *self)
{
  ZxWidth width = zx_page_get_width (ZX_PAGE (self));
  gboolean narrow = width <= ZX_WIDTH_NARROW;
  gboolean beside_panel = self->panel_shown && width == ZX_WIDTH_WIDE;

  double scale = text_scale (self);
  GtkWidget *button = gtk_button_new_with_label (_("Record a visit"));
  int button_width, level, at_most;

  gtk_widget_add_css_class (button, "row-button");
  button_width = measure_sample (button) + CELL_PADDING;
  level = MAX ((int) ((narrow ? 104 : 120) * scale), level_width (self));

  show_column (self->name_column, TRUE, narrow ? -1 : (int) (160 * scale));
  show_column (self->class_column, TRUE, (int) ((narrow ? 84 : 100) * scale));
  show_column (self->level_column, TRUE, level);
  show_column (self->facts_column, !narrow, -1);
  show_column (self->place_column, width == ZX_WIDTH_WIDE && !beside_panel, (int) (130 * scale));
  /* Long words for the level would leave nothing of the name: then the last visit is told on the child's page only. */
  at_most = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * NARROW_MARGIN - (int) ((84 + 130 + LEAST_NAME) * scale);
  show_column (self->visit_column, !beside_panel && (width > ZX_WIDTH_SLIM || level <= MAX (at_most, (int) (104 * scale))),
               (int) ((narrow ? 130 : 156) * scale));
  show_column (self->button_column, width > ZX_WIDTH_SLIM && !beside_panel, MAX (narrow ? 96 : 110, button_width));
}

/* --- the panel */

static void
place_panel (ZxStudentsPage *self)
{
  show_columns (self);
  zx_page_place_panel (ZX_PAGE (self), self->columns, self->overlay, self->panel, self->panel_shown);
}

static void
panel_closed_cb (ZxStudentsPage *self)
{
  self->panel_shown = FALSE;
  place_panel (self);
  fill_page (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
}

/* Who has no category yet is not among those in need: show everybody, or the new child is missed. */
static void
registered_cb (ZxStudentsPage *self)
{
  if (gtk_drop_down_get_selected (self->scope_drop) != 1)
    gtk_drop_down_set_selected (self->scope_drop, 1);
}

void
zx_students_page_register (ZxStudentsPage *self,
                           const char     *name)
{
  if (self->panel == NULL)
    {
      self->panel = g_object_ref_sink (zx_student_register_new (zx_session_of (self)));
      g_signal_connect_object (self->panel, "closed", G_CALLBACK (panel_closed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->panel, "registered", G_CALLBACK (registered_cb), self, G_CONNECT_SWAPPED);
    }

  self->panel_shown = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "list");
  place_panel (self);
  zx_student_register_start (ZX_STUDENT_REGISTER (self->panel), name);
}

/* --- page */

static void
zx_students_page_shown (ZxPage *page)
{
  /* Another text size, another school's words. */
  show_columns (ZX_STUDENTS_PAGE (page));
  fill_page (ZX_STUDENTS_PAGE (page));
}

static void
zx_students_page_refresh (ZxPage *page)
{
  fill_page (ZX_STUDENTS_PAGE (page));
}

static void
zx_students_page_width_changed (ZxPage *page)
{
  ZxStudentsPage *self = ZX_STUDENTS_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->filter_box),
                                  zx_page_get_width (page) <= ZX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL
                                                                              : GTK_ORIENTATION_HORIZONTAL);
  show_columns (self);
  if (self->panel != NULL)
    place_panel (self);
}

static gboolean
zx_students_page_go_filter (ZxPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ZX_STUDENTS_PAGE (page)->text_entry));
}

static gboolean
zx_students_page_go_primary (ZxPage *page)
{
  ZxStudentsPage *self = ZX_STUDENTS_PAGE (page);

  if (!self->panel_shown)
    return FALSE;

  zx_student_register_accept (ZX_STUDENT_REGISTER (self->panel));

  return TRUE;
}

static gboolean
zx_students_page_go_cancel (ZxPage *page)
{
  ZxStudentsPage *self = ZX_STUDENTS_PAGE (page);

  if (!self->panel_shown)
    return FALSE;

  panel_closed_cb (self);

  return TRUE;
}

static GtkWidget *
zx_students_page_get_panel (ZxPage *page)
{
  ZxStudentsPage *self = ZX_STUDENTS_PAGE (page);

  return self->panel_shown ? self->panel : NULL;
}

static void
zx_students_page_dispose (GObject *object)
{
  ZxStudentsPage *self = ZX_STUDENTS_PAGE (object);

  /* A table that goes away says that its order changed. */
  self->filling = TRUE;
  g_clear_object (&self->panel);
  g_clear_object (&self->list);
  g_clear_pointer (&self->class_ids, g_array_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_students_page_parent_class)->dispose (object);
}

static void
zx_students_page_class_init (ZxStudentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  g_type_ensure (ZX_TYPE_FLOW_LAYOUT);

  G_OBJECT_CLASS (klass)->dispose = zx_students_page_dispose;

  page_class->shown = zx_students_page_shown;
  page_class->refresh = zx_students_page_refresh;
  page_class->width_changed = zx_students_page_width_changed;
  page_class->go_filter = zx_students_page_go_filter;
  page_class->go_primary = zx_students_page_go_primary;
  page_class->go_cancel = zx_students_page_go_cancel;
  page_class->get_panel = zx_students_page_get_panel;
  page_class->get_student = zx_students_page_get_student;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-students-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, filter_box);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, text_entry);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, class_drop);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, scope_drop);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, visited_drop);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, category_drop);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, hits_stack);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, view);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, name_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, class_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, level_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, facts_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, place_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, visit_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, button_column);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, nothing_bin);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentsPage, empty_bin);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
}

static void
set_sortable (GtkColumnViewColumn *column)
{
  g_autoptr (GtkSorter) sorter = zx_platform_column_sorter_new ();

  gtk_column_view_column_set_sorter (column, sorter);
}

static void
set_cells (GtkColumnViewColumn *column,
           ZxStudentCell        cell)
{
  g_autoptr (GtkListItemFactory) factory = zx_student_cells_new (cell);

  gtk_column_view_column_set_factory (column, factory);
}

static void
build_empty (ZxStudentsPage *self)
{
  GtkWidget *nothing = zx_empty_new ("system-search-symbolic", _("No student fits"), NULL);
  GtkWidget *empty = zx_empty_new ("system-users-symbolic", _("No students yet"),
                                   _("Importing an Excel roster is the fastest, and needed only once; or register one student first to try."));
  GtkWidget *button;

  /* While the first one is being registered, nothing is filtered. */
  gtk_stack_add_named (self->hits_stack, zx_empty_new ("system-users-symbolic", _("No students yet"), NULL), "young");

  button = zx_empty_add_button (ZX_EMPTY (nothing), ZX_EMPTY_SECOND, _("Clear the filter"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clear_filter_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->nothing_bin, nothing);

  button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_PRIMARY, _("Import a roster…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.import");
  button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_SECOND, _("Register a student"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.register-student");
  button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_FLAT, _("Load the demo school"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.try-demo");
  adw_bin_set_child (self->empty_bin, empty);
}

static void
zx_students_page_init (ZxStudentsPage *self)
{
  GtkSingleSelection *selection;

  self->filling = TRUE;
  self->list = zx_student_list_new ();
  g_signal_connect_object (self->list, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->categories = g_ptr_array_new_with_free_func (g_free);

  gtk_widget_init_template (GTK_WIDGET (self));
  build_empty (self);

  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  set_cells (self->name_column, ZX_STUDENT_CELL_NAME);
  set_cells (self->class_column, ZX_STUDENT_CELL_CLASS);
  set_cells (self->level_column, ZX_STUDENT_CELL_LEVEL);
  set_cells (self->facts_column, ZX_STUDENT_CELL_FACTS);
  set_cells (self->place_column, ZX_STUDENT_CELL_PLACE);
  set_cells (self->visit_column, ZX_STUDENT_CELL_LAST_VISIT);
  set_cells (self->button_column, ZX_STUDENT_CELL_BUTTON);

  set_sortable (self->name_column);
  set_sortable (self->class_column);
  set_sortable (self->level_column);
  set_sortable (self->place_column);
  set_sortable (self->visit_column);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}
