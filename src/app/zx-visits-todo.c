/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visits-todo"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-card.h"
#include "zx-empty.h"
#include "zx-flow-layout.h"
#include "zx-session.h"
#include "zx-visit-coverage.h"
#include "zx-visits-todo.h"

/* More rows than anybody reads at once are built when somebody asks for them. */
#define ROWS_AT_ONCE 150

struct _ZxVisitsTodo
{
  AdwBin           parent_instance;
  GtkWidget       *grouping;
  GtkWidget       *teacher;
  GtkWidget       *progress;
  GtkWidget       *progress_words;
  GtkWidget       *days_left;
  GtkWidget       *cards;
  GtkWidget       *stack;
  ZxEmpty         *empty;
  ZxVisitCoverage *coverage;
  GPtrArray       *groups; /* of ZxVisitGroup: of the coverage */
  GPtrArray       *staff;
  GCancellable    *reading; /* (nullable) */
  GPtrArray       *rows; /* of GtkWidget, not owned: their width follows the window */
  guint            most_rows;
  ZxWidth          width;
  gboolean         loading;
};

enum { LOADED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitsTodo, zx_visits_todo, ADW_TYPE_BIN)

static void fill (ZxVisitsTodo *self);

static void
record_cb (GtkWidget *button)
{
  gint64 student = *(gint64 *) g_object_get_data (G_OBJECT (button), "student");

  gtk_widget_activate_action (button, "win.record-visit", "x", student);
}

static void
open_cb (GtkWidget *button)
{
  gint64 student = *(gint64 *) g_object_get_data (G_OBJECT (button), "student");

  gtk_widget_activate_action (button, "win.open-student", "x", student);
}

static void
apply_width (GtkWidget *row,
             ZxWidth    width)
{
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "place"), width > ZX_WIDTH_NARROW);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "class"), width > ZX_WIDTH_SLIM);
}

static GtkWidget *
make_row (ZxVisitsTodo *self,
          ZxVisitDue   *due)
{
  ZxStudentRow *student = due->row;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_button_new_with_label (student->name);
  GtkWidget *class_words = g_object_new (GTK_TYPE_LABEL, "label", student->class_words, "xalign", 0.0,
                                         "width-chars", 8, "css-classes", (const char *[]) { "hint", NULL }, NULL);
  GtkWidget *badge_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *badge = zx_badge_new (student->level_rank, student->level_words);
  g_autofree char *place = g_strjoin (student->villager_group != NULL && *student->villager_group != '\0' &&
                                      due->note != NULL && *due->note != '\0' ? " · " : "",
                                      student->villager_group != NULL ? student->villager_group : "",
                                      due->note != NULL ? due->note : "", NULL);
  GtkWidget *place_label = g_object_new (GTK_TYPE_LABEL, "label", place, "xalign", 0.0, "hexpand", TRUE,
                                         "ellipsize", PANGO_ELLIPSIZE_END, "tooltip-text", place, NULL);
  GtkWidget *last = g_object_new (GTK_TYPE_LABEL, "label", due->last_words, "xalign", 1.0,
                                  "hexpand", TRUE, "halign", GTK_ALIGN_END, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *record = gtk_button_new_with_label (_("Record a visit"));
  /* Translators: %s is a child's name */
  g_autofree char *spoken = g_strdup_printf (_("Record a visit: %s"), student->name);
  /* Translators: %s is a child's name */
  g_autofree char *open = g_strdup_printf (_("Open the page of %s"), student->name);

  gtk_widget_add_css_class (name, "flat");
  gtk_widget_add_css_class (name, "name-button");
  gtk_widget_set_valign (name, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (name, 84, -1);
  gtk_widget_set_tooltip_text (name, open);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (name))), 0);
  g_object_set_data_full (G_OBJECT (name), "student", g_memdup2 (&student->id, sizeof student->id), g_free);
  g_signal_connect (name, "clicked", G_CALLBACK (open_cb), NULL);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (badge_box, 88, -1);
  gtk_box_append (GTK_BOX (badge_box), badge);
  gtk_widget_add_css_class (last, "hint");
  if (student->last_visit == NULL && due->last_contact == NULL)
    gtk_widget_add_css_class (last, "urgent-text");

  gtk_widget_add_css_class (record, "flat");
  gtk_widget_add_css_class (record, "row-button");
  gtk_widget_set_valign (record, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (record), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (record), "student", g_memdup2 (&student->id, sizeof student->id), g_free);
  g_signal_connect (record, "clicked", G_CALLBACK (record_cb), NULL);
  gtk_widget_set_visible (record, zx_session_can_write (zx_session_of (self)));

  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), class_words);
  gtk_box_append (GTK_BOX (row), badge_box);
  gtk_box_append (GTK_BOX (row), place_label);
  gtk_box_append (GTK_BOX (row), last);
  gtk_box_append (GTK_BOX (row), record);
  g_object_set_data (G_OBJECT (row), "place", place_label);
  g_object_set_data (G_OBJECT (row), "class", class_words);
  g_ptr_array_add (self->rows, row);
  apply_width (row, self->width);

  return row;
}

/* --- what to know about the way to a village -------------------------------- */

typedef struct
{
  char *village;
  char *note;
} VillageNote;

static void
village_note_free (gpointer data)
{
  VillageNote *note = data;

  g_free (note->village);
  g_free (note->note);
  g_free (note);
}

static gboolean
store_village_note (ZxAction  *action,
                    gpointer   data,
                    GError   **error)
{
  VillageNote *note = data;

  return zx_action_set_village_note (action, note->village, note->note, error);
}

static void
note_activated_cb (GtkEntry     *entry,
                   ZxVisitsTodo *self)
{
  VillageNote *note = g_new0 (VillageNote, 1);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);
  g_autofree char *label = NULL;

  note->village = g_strdup (g_object_get_data (G_OBJECT (entry), "village"));
  note->note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  /* Translators: in the history; %s is a village */
  label = g_strdup_printf (_("Changed the way to %s"), note->village);
  gtk_popover_popdown (GTK_POPOVER (popover));
  zx_session_act (zx_session_of (self), label, NULL, store_village_note, note, village_note_free);
}

static GtkWidget *
make_note_button (ZxVisitsTodo *self,
                  ZxVisitGroup *group)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *entry = gtk_entry_new ();
  /* Translators: %s is a village */
  g_autofree char *words = g_strdup_printf (_("Write about the way to %s"), group->title);

  gtk_editable_set_text (GTK_EDITABLE (entry), group->note != NULL ? group->note : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 28);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("About 4 km from school, across the river"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (entry), "village", g_strdup (group->key), g_free);
  g_signal_connect (entry, "activate", G_CALLBACK (note_activated_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return button;
}

/* --- the cards ---------------------------------------------------------------- */

static void
more_cb (ZxVisitsTodo *self)
{
  self->most_rows += ROWS_AT_ONCE;
  fill (self);
}

static guint
add_card (ZxVisitsTodo    *self,
          ZxVisitGroup    *group,
          ZxVisitGrouping  grouping,
          guint            room)
{
  GtkWidget *card = zx_card_new (group->title);
  g_autofree char *people = g_strdup_printf (ngettext ("%u child", "%u children", group->members->len), group->members->len);
  g_autofree char *caption = g_strjoin (group->note != NULL ? " · " : "", people, group->note != NULL ? group->note : "", NULL);
  guint n = MIN (group->members->len, room);

  zx_card_set_caption (ZX_CARD (card), caption);
  if (grouping == ZX_VISIT_GROUP_PLACE)
    {
      GtkWidget *pin = gtk_image_new_from_icon_name ("mark-location-symbolic");

      gtk_widget_set_margin_end (pin, 6);
      zx_card_add_start (ZX_CARD (card), pin);
      if (*group->key != '\0')
        zx_card_add_end (ZX_CARD (card), make_note_button (self, group));
    }

  for (guint i = 0; i < n; i++)
    zx_card_append_row (ZX_CARD (card), make_row (self, g_ptr_array_index (group->members, i)));
  gtk_box_append (GTK_BOX (self->cards), card);

  return n;
}

static void
fill (ZxVisitsTodo *self)
{
  ZxVisitGrouping grouping = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->grouping));
  GPtrArray *groups = self->groups;
  guint room = self->most_rows;
  guint n_all = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), child);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < groups->len; i++)
    {
      ZxVisitGroup *group = g_ptr_array_index (groups, i);

      n_all += group->members->len;
      if (room > 0)
        room -= add_card (self, group, grouping, room);
    }

  if (n_all > self->most_rows)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n_all - self->most_rows),
                                                n_all - self->most_rows);
      GtkWidget *more = gtk_button_new_with_label (words);

      gtk_widget_set_halign (more, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_cb), self);
      gtk_box_append (GTK_BOX (self->cards), more);
    }

  if (self->coverage->due == 0)
    zx_empty_set_text (self->empty, _("Nobody is to be visited yet."),
                       _("Children in need appear here as soon as a category is entered for them."));
  else if (self->coverage->todo->len == 0)
    zx_empty_set_text (self->empty, self->coverage->rule.by_term ? _("Everybody was visited this term.")
                                                                 : _("Everybody was visited this quarter."), NULL);
  else
    zx_empty_set_text (self->empty, _("Nobody is left for this teacher."), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n_all > 0 ? "cards" : "empty");
}

static void
show_progress (ZxVisitsTodo *self)
{
  ZxVisitCoverage *coverage = self->coverage;
  gboolean by_term = coverage->rule.by_term;
  g_autofree char *words = NULL;
  g_autofree char *days = NULL;

  /* Translators: visited and to be visited children */
  words = g_strdup_printf (by_term ? _("This term %u / %u") : _("This quarter %u / %u"), coverage->done, coverage->due);
  if (by_term)
    days = g_strdup_printf (ngettext ("%d day left in the term", "%d days left in the term", coverage->rule.days_left),
                            coverage->rule.days_left);
  else
    days = g_strdup_printf (ngettext ("%d day left in the quarter", "%d days left in the quarter", coverage->rule.days_left),
                            coverage->rule.days_left);

  gtk_label_set_label (GTK_LABEL (self->progress_words), words);
  gtk_label_set_label (GTK_LABEL (self->days_left), days);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 coverage->due > 0 ? (double) coverage->done / coverage->due : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* 0: all of them */
static gint64
get_teacher (ZxVisitsTodo *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->teacher));

  return self->staff != NULL && at > 0 && at <= self->staff->len ? ((ZxStaffName *) g_ptr_array_index (self->staff, at - 1))->id : 0;
}

static void
show_teachers (ZxVisitsTodo *self,
               gint64        chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("All teachers"));
  for (guint i = 0; i < self->staff->len; i++)
    {
      ZxStaffName *one = g_ptr_array_index (self->staff, i);

      gtk_string_list_append (names, one->name);
      if (one->id == chosen)
        selected = i + 1;
    }

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->teacher), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->teacher), selected);
}

static void
filter_changed_cb (ZxVisitsTodo *self)
{
  if (self->loading || self->coverage == NULL)
    return;

  self->most_rows = ROWS_AT_ONCE;
  zx_visits_todo_load (self);
}

/* --- reading ------------------------------------------------------------------ */

typedef struct
{
  ZxVisitGrouping grouping;
  gint64          staff;
} Wanted;

typedef struct
{
  ZxVisitCoverage *coverage;
  GPtrArray       *groups;
  GPtrArray       *staff;
  GError          *error;
} Todo;

static void
todo_free (gpointer data)
{
  Todo *todo = data;

  g_clear_pointer (&todo->groups, g_ptr_array_unref);
  g_clear_pointer (&todo->coverage, zx_visit_coverage_free);
  g_clear_pointer (&todo->staff, g_ptr_array_unref);
  g_clear_error (&todo->error);
  g_free (todo);
}

static gpointer
read_todo (ZxDb       *db,
           const char *today,
           gpointer    data)
{
  const Wanted *wanted = data;
  Todo *todo = g_new0 (Todo, 1);

  todo->coverage = zx_visit_coverage_load (db, today, &todo->error);
  if (todo->coverage != NULL)
    todo->staff = zx_frequent_visitors_load (db, today, 0, &todo->error);
  if (todo->staff != NULL)
    todo->groups = zx_visit_coverage_group (todo->coverage, db, wanted->grouping, wanted->staff, &todo->error);

  return todo;
}

static void
show_todo (gpointer owner,
           gpointer result)
{
  ZxVisitsTodo *self = owner;
  Todo *todo = result;
  gint64 teacher = get_teacher (self);

  g_clear_object (&self->reading);
  if (todo == NULL || zx_window_of (self) == NULL)
    return;
  if (todo->groups == NULL)
    {
      zx_session_report (zx_session_of (self), todo->error);
      return;
    }

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = g_steal_pointer (&todo->groups);
  g_clear_pointer (&self->coverage, zx_visit_coverage_free);
  self->coverage = g_steal_pointer (&todo->coverage);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = g_steal_pointer (&todo->staff);

  self->loading = TRUE;
  show_teachers (self, teacher);
  show_progress (self);
  fill (self);
  self->loading = FALSE;
  g_signal_emit (self, signals[LOADED], 0, self->coverage->todo->len);
}

static void
zx_visits_todo_dispose (GObject *object)
{
  ZxVisitsTodo *self = ZX_VISITS_TODO (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (zx_visits_todo_parent_class)->dispose (object);
}

static void
zx_visits_todo_finalize (GObject *object)
{
  ZxVisitsTodo *self = ZX_VISITS_TODO (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->coverage, zx_visit_coverage_free);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_visits_todo_parent_class)->finalize (object);
}

static void
zx_visits_todo_class_init (ZxVisitsTodoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_visits_todo_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_visits_todo_finalize;

  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
zx_visits_todo_init (ZxVisitsTodo *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *filters = zx_flow_box_new ();
  GtkWidget *progress_box = zx_flow_box_new ();
  const char *groupings[] = { _("By village"), _("By class"), _("Longest ago first"), NULL };

  self->rows = g_ptr_array_new ();
  self->most_rows = ROWS_AT_ONCE;
  self->width = ZX_WIDTH_WIDE;

  self->grouping = gtk_drop_down_new_from_strings (groupings);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grouping), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Grouping"), -1);
  self->teacher = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->teacher), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Teacher"), -1);
  g_signal_connect_object (self->grouping, "notify::selected", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->teacher, "notify::selected", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);

  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_size_request (self->progress, 220, -1);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  self->progress_words = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "numeric", NULL }, NULL);
  self->days_left = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "hint", NULL }, NULL);
  gtk_widget_set_valign (progress_box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (progress_box), self->progress);
  gtk_box_append (GTK_BOX (progress_box), self->progress_words);
  gtk_box_append (GTK_BOX (progress_box), self->days_left);

  gtk_box_append (GTK_BOX (filters), self->grouping);
  gtk_box_append (GTK_BOX (filters), self->teacher);
  gtk_box_append (GTK_BOX (filters), progress_box);

  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  self->empty = ZX_EMPTY (zx_empty_new ("mark-location-symbolic", "", NULL));
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->cards, "cards");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->empty), "empty");

  gtk_box_append (GTK_BOX (outer), filters);
  gtk_box_append (GTK_BOX (outer), self->stack);
  adw_bin_set_child (ADW_BIN (self), outer);
}

void
zx_visits_todo_load (ZxVisitsTodo *self)
{
  Wanted *wanted;

  g_return_if_fail (ZX_IS_VISITS_TODO (self));

  wanted = g_new0 (Wanted, 1);
  wanted->grouping = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->grouping));
  wanted->staff = get_teacher (self);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  zx_session_ask (zx_session_of (self), read_todo, wanted, g_free, todo_free, show_todo, self->reading, G_OBJECT (self));
}

void
zx_visits_todo_set_width (ZxVisitsTodo *self,
                          ZxWidth       width)
{
  g_return_if_fail (ZX_IS_VISITS_TODO (self));

  self->width = width;
  gtk_widget_set_size_request (self->progress, width <= ZX_WIDTH_NARROW ? 100 : 220, -1);
  for (guint i = 0; i < self->rows->len; i++)
    apply_width (g_ptr_array_index (self->rows, i), width);
}
