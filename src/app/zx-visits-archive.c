/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visits-archive"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-empty.h"
#include "zx-session.h"
#include "zx-visit-list.h"
#include "zx-visits-archive.h"

/* --- a row, and the list of them: keys are kept, a row is read when it comes to the screen --- */

#define ZX_TYPE_VISIT_ITEM (zx_visit_item_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitItem, zx_visit_item, ZX, VISIT_ITEM, GObject)

struct _ZxVisitItem
{
  GObject         parent_instance;
  ZxVisitKey      key;
  ZxVisitSummary *summary; /* NULL: not there any more */
};

G_DEFINE_FINAL_TYPE (ZxVisitItem, zx_visit_item, G_TYPE_OBJECT)

static void
zx_visit_item_finalize (GObject *object)
{
  zx_visit_summary_free (ZX_VISIT_ITEM (object)->summary);

  G_OBJECT_CLASS (zx_visit_item_parent_class)->finalize (object);
}

static void
zx_visit_item_class_init (ZxVisitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_visit_item_finalize;
}

static void
zx_visit_item_init (ZxVisitItem *self)
{
}

#define ZX_TYPE_VISIT_MODEL (zx_visit_model_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitModel, zx_visit_model, ZX, VISIT_MODEL, GObject)

struct _ZxVisitModel
{
  GObject    parent_instance;
  ZxSession *session; /* outlives the window's pages */
  GArray    *keys;
};

static GType
zx_visit_model_get_item_type (GListModel *model)
{
  return ZX_TYPE_VISIT_ITEM;
}

static guint
zx_visit_model_get_n_items (GListModel *model)
{
  return ZX_VISIT_MODEL (model)->keys->len;
}

static gpointer
zx_visit_model_get_item (GListModel *model,
                         guint       position)
{
  ZxVisitModel *self = ZX_VISIT_MODEL (model);
  ZxDb *db = self->session != NULL ? zx_session_get_db (self->session) : NULL;
  g_autoptr (GError) error = NULL;
  ZxVisitItem *item;

  if (position >= self->keys->len)
    return NULL;

  item = g_object_new (ZX_TYPE_VISIT_ITEM, NULL);
  item->key = g_array_index (self->keys, ZxVisitKey, position);
  if (db != NULL)
    item->summary = zx_visit_summary_load (db, item->key, &error);
  if (error != NULL)
    g_warning ("Visit %" G_GINT64_FORMAT " cannot be read: %s", item->key.id, error->message);

  return item;
}

static void
zx_visit_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = zx_visit_model_get_item_type;
  iface->get_n_items = zx_visit_model_get_n_items;
  iface->get_item = zx_visit_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZxVisitModel, zx_visit_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zx_visit_model_list_init))

static void
zx_visit_model_finalize (GObject *object)
{
  g_clear_pointer (&ZX_VISIT_MODEL (object)->keys, g_array_unref);

  G_OBJECT_CLASS (zx_visit_model_parent_class)->finalize (object);
}

static void
zx_visit_model_class_init (ZxVisitModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_visit_model_finalize;
}

static void
zx_visit_model_init (ZxVisitModel *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (ZxVisitKey));
}

/* What did not move is not announced twice; a row that changed in place is read again. */
static void
take_keys (ZxVisitModel *self,
           GArray       *keys)
{
  guint before = self->keys->len;

  g_array_unref (self->keys);
  self->keys = keys;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, keys->len);
}

/* --- the page ------------------------------------------------------------------ */

struct _ZxVisitsArchive
{
  AdwBin               parent_instance;
  GtkWidget           *filter;
  GtkWidget           *count;
  GtkWidget           *view;
  GtkWidget           *stack;
  ZxEmpty             *empty;
  GtkWidget           *clear_button;
  GtkColumnViewColumn *visitors_column;
  GtkColumnViewColumn *text_column;
  ZxVisitModel        *model;
};

G_DEFINE_FINAL_TYPE (ZxVisitsArchive, zx_visits_archive, ADW_TYPE_BIN)

typedef enum { COLUMN_DATE, COLUMN_STUDENTS, COLUMN_WAY, COLUMN_VISITORS, COLUMN_TEXT } Column;

static char *
dup_cell (ZxVisitsArchive *self,
          ZxVisitSummary  *summary,
          Column           column)
{
  switch (column)
    {
    case COLUMN_DATE:
      return zx_date_format (summary->date, zx_session_get_today (self->model->session), ZX_DATE_SHOW_SHORT);
    case COLUMN_STUDENTS:
      return g_strdup (summary->students);
    case COLUMN_WAY:
      /* Translators: way of the visit, when nobody was there */
      return summary->missed ? g_strdup_printf (_("%s, missed"), summary->way_words) : g_strdup (summary->way_words);
    case COLUMN_VISITORS:
      return g_strdup (summary->visitors);
    case COLUMN_TEXT:
    default:
      if (summary->voided_on != NULL)
        /* Translators: %s is the reason why a visit was voided */
        return g_strdup_printf (_("Voided: %s"), summary->void_reason != NULL ? summary->void_reason : "");
      return g_strdelimit (g_strdup (summary->text), "\n", ' ');
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  column)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  if (GPOINTER_TO_UINT (column) == COLUMN_STUDENTS)
    gtk_widget_add_css_class (cell, "strong");
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  column)
{
  ZxVisitsArchive *self = g_object_get_data (G_OBJECT (factory), "archive");
  ZxVisitItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  g_autofree char *words = item->summary != NULL ? dup_cell (self, item->summary, GPOINTER_TO_UINT (column)) : g_strdup ("");

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), words);
  gtk_widget_set_tooltip_text (cell, GPOINTER_TO_UINT (column) >= COLUMN_VISITORS ? words : NULL);
  if (item->summary != NULL && item->summary->voided_on != NULL && GPOINTER_TO_UINT (column) != COLUMN_TEXT)
    gtk_widget_add_css_class (cell, "struck");
  else
    gtk_widget_remove_css_class (cell, "struck");
}

static GtkColumnViewColumn *
add_column (ZxVisitsArchive *self,
            Column           column,
            const char      *title,
            int              width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column;

  g_object_set_data (G_OBJECT (factory), "archive", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (column));
  view_column = gtk_column_view_column_new (title, factory);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (view_column, width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), view_column);
  g_object_unref (view_column); /* the view holds it */

  return view_column;
}

static void
row_activated_cb (ZxVisitsArchive *self,
                  guint            position)
{
  g_autoptr (ZxVisitItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-visit", "x", item->key.id);
}

static void
filter_cb (ZxVisitsArchive *self)
{
  if (zx_window_of (self) != NULL)
    zx_visits_archive_load (self);
}

static void
clear_filter_cb (ZxVisitsArchive *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  zx_visits_archive_load (self);
}

static void
zx_visits_archive_finalize (GObject *object)
{
  g_clear_object (&ZX_VISITS_ARCHIVE (object)->model);

  G_OBJECT_CLASS (zx_visits_archive_parent_class)->finalize (object);
}

static void
zx_visits_archive_class_init (ZxVisitsArchiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_visits_archive_finalize;
}

static GtkWidget *
make_empty (ZxVisitsArchive *self)
{
  GtkWidget *record;

  self->empty = ZX_EMPTY (zx_empty_new ("mark-location-symbolic", "", NULL));
  self->clear_button = zx_empty_add_button (self->empty, ZX_EMPTY_SECOND, _("Clear the filter"));
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (clear_filter_cb), self);
  record = zx_empty_add_button (self->empty, ZX_EMPTY_PRIMARY, _("Record a visit"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (record), "win.record-visit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (record), "x", (gint64) 0);
  g_object_bind_property (self->clear_button, "visible", record, "visible", G_BINDING_INVERT_BOOLEAN | G_BINDING_SYNC_CREATE);

  return GTK_WIDGET (self->empty);
}

static void
zx_visits_archive_init (ZxVisitsArchive *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *filters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->model = g_object_new (ZX_TYPE_VISIT_MODEL, NULL);
  self->filter = gtk_search_entry_new ();
  g_object_set (self->filter, "placeholder-text", _("Child, teacher, words"), "width-chars", 28, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filter the visits"), -1);
  g_signal_connect_swapped (self->filter, "search-changed", G_CALLBACK (filter_cb), self);
  g_signal_connect_swapped (self->filter, "stop-search", G_CALLBACK (clear_filter_cb), self);
  self->count = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "hint", NULL }, NULL);
  gtk_box_append (GTK_BOX (filters), self->filter);
  gtk_box_append (GTK_BOX (filters), self->count);

  self->view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)))));
  gtk_widget_add_css_class (self->view, "zx-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Visits"), -1);
  add_column (self, COLUMN_DATE, _("Date"), 130);
  add_column (self, COLUMN_STUDENTS, _("Student"), 140);
  add_column (self, COLUMN_WAY, _("Way"), 120);
  self->visitors_column = add_column (self, COLUMN_VISITORS, _("Visitors"), 160);
  self->text_column = add_column (self, COLUMN_TEXT, _("Talk"), 0);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (row_activated_cb), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "zx-card");
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), make_empty (self), "empty");
  gtk_box_append (GTK_BOX (outer), filters);
  gtk_box_append (GTK_BOX (outer), self->stack);
  adw_bin_set_child (ADW_BIN (self), outer);
}

void
zx_visits_archive_load (ZxVisitsArchive *self)
{
  const char *text;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  GArray *keys;

  g_return_if_fail (ZX_IS_VISITS_ARCHIVE (self));

  self->model->session = zx_session_of (self);
  text = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  keys = zx_visit_keys_load (zx_session_get_db (self->model->session), text, &error);
  if (keys == NULL)
    {
      zx_session_report (self->model->session, error);
      return;
    }

  words = g_strdup_printf (ngettext ("%u visit", "%u visits", keys->len), keys->len);
  gtk_label_set_label (GTK_LABEL (self->count), words);
  zx_empty_set_text (self->empty, *text != '\0' ? _("No visit fits.") : _("No visit was recorded yet."), NULL);
  gtk_widget_set_visible (self->clear_button, *text != '\0');
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), keys->len > 0 ? "list" : "empty");
  take_keys (self->model, keys);
}

void
zx_visits_archive_focus_filter (ZxVisitsArchive *self)
{
  g_return_if_fail (ZX_IS_VISITS_ARCHIVE (self));

  gtk_widget_grab_focus (self->filter);
}

void
zx_visits_archive_set_width (ZxVisitsArchive *self,
                             ZxWidth          width)
{
  g_return_if_fail (ZX_IS_VISITS_ARCHIVE (self));

  gtk_column_view_column_set_visible (self->visitors_column, width > ZX_WIDTH_NARROW);
  gtk_column_view_column_set_visible (self->text_column, width > ZX_WIDTH_SLIM);
}
