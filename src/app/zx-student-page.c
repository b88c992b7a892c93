/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-card.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-empty.h"
#include "zx-history-list.h"
#include "zx-initial.h"
#include "zx-seg.h"
#include "zx-student-applications.h"
#include "zx-student-basics.h"
#include "zx-student-events.h"
#include "zx-student-facts.h"
#include "zx-student-family.h"
#include "zx-student-leave.h"
#include "zx-student-members.h"
#include "zx-student-page.h"
#include "zx-student-promises.h"

#define RECENT_EVENTS 6
#define RIGHT_WIDTH   400

struct _ZxStudentPage
{
  ZxPage              parent_instance;
  ZxSession          *session; /* the window owns both */
  gint64              student;

  GtkBox             *head;
  GtkWidget          *buttons;
  ZxInitial          *initial;
  GtkLabel           *name_label;
  ZxBadge            *badge;
  GtkLabel           *line_label;
  GtkWidget          *visit_button;
  GtkWidget          *more_button;
  GtkBox             *leave_box;
  AdwBin             *tabs_bin;
  GtkStack           *stack;
  GtkBox             *overview;
  GtkBox             *left;
  GtkBox             *right;
  AdwBin             *visits_bin;
  AdwBin             *applications_bin;
  AdwBin             *history_bin;

  ZxSeg              *tabs;
  ZxStudentFamily    *family;
  ZxStudentMembers   *members;
  ZxStudentBasics    *basics;
  ZxStudentPromises  *promises;
  ZxHistoryList      *history;
  GtkWidget          *leave;
  GtkWidget          *events;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (ZxStudentPage, zx_student_page, ZX_TYPE_PAGE)

/* --- head */

static char *
dup_line (ZxStudentPage      *self,
          const ZxStudentRow *row)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *age = NULL;
  const char *sex = row->sex != NULL ? zx_code_table_get_label (zx_code_table_find ("SEX"), row->sex) : NULL;
  const char *board = row->board != NULL ? zx_code_table_get_label (zx_code_table_find ("BOARD"), row->board) : NULL;
  int years = row->birth_date != NULL ? zx_date_age (row->birth_date, zx_session_get_today (self->session)) : -1;

  if (row->class_words != NULL && *row->class_words != '\0')
    g_ptr_array_add (parts, row->class_words);
  if (sex != NULL)
    g_ptr_array_add (parts, (char *) sex);
  if (years >= 0)
    {
      age = g_strdup_printf (ngettext ("%d year old", "%d years old", years), years);
      g_ptr_array_add (parts, age);
    }
  if (board != NULL)
    g_ptr_array_add (parts, (char *) board);
  if (row->place != NULL && *row->place != '\0')
    g_ptr_array_add (parts, row->place);
  if (row->enrol_status != NULL && !g_str_equal (row->enrol_status, "1"))
    {
      const char *status = zx_code_table_get_label (zx_code_table_find ("ENROL"), row->enrol_status);

      if (status != NULL)
        g_ptr_array_add (parts, (char *) status);
    }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
load_head (ZxStudentPage      *self,
           const ZxStudentRow *row)
{
  g_autofree char *line = dup_line (self, row);

  zx_page_set_title (ZX_PAGE (self), row->name);
  zx_initial_set_name (self->initial, row->name);
  gtk_label_set_label (self->name_label, row->name);
  zx_badge_set_label (self->badge, row->level_words);
  zx_badge_set_rank (self->badge, row->level_rank);
  gtk_label_set_label (self->line_label, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->line_label), line);
}

/* --- what happened */

static void
all_clicked_cb (ZxStudentPage *self)
{
  zx_seg_set_active (self->tabs, "visits");
}

static void
load_events (ZxStudentPage *self)
{
  g_autoptr (GPtrArray) events = zx_timeline_load (zx_session_get_db (self->session), self->student, RECENT_EVENTS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  for (guint i = 0; events != NULL && i < events->len; i++)
    gtk_box_append (GTK_BOX (box), zx_student_event_new (self->session, g_ptr_array_index (events, i)));
  if (events == NULL || events->len == 0)
    {
      GtkWidget *label = gtk_label_new (_("Nothing is recorded yet."));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim");
      gtk_box_append (GTK_BOX (box), label);
    }

  zx_card_clear (ZX_CARD (self->events));
  zx_card_append_body (ZX_CARD (self->events), box);
}

static void
load_visits (ZxStudentPage *self)
{
  g_autoptr (GPtrArray) events = zx_timeline_load (zx_session_get_db (self->session), self->student, 0, NULL);
  GtkWidget *card = zx_card_new (NULL);
  guint n = 0;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const ZxEvent *event = g_ptr_array_index (events, i);

      if (!g_str_equal (event->kind, "home_visit") && !g_str_equal (event->kind, "contact_log"))
        continue;
      zx_card_append_row (ZX_CARD (card), zx_student_visit_new (self->session, event));
      n++;
    }

  if (n == 0)
    {
      GtkWidget *empty = zx_empty_new ("mark-location-symbolic", _("No home visit is recorded yet."), NULL);
      GtkWidget *button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_SECOND, _("Record a visit"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.record-visit");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", self->student);
      gtk_widget_set_visible (button, zx_session_can_write (self->session));
      g_object_ref_sink (card);
      g_object_unref (card);
      card = empty;
    }
  adw_bin_set_child (self->visits_bin, card);
}

static void
load_counts (ZxStudentPage *self)
{
  ZxStudentCounts counts = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *applications = NULL;

  if (!zx_student_counts_load (zx_session_get_db (self->session), self->student, &counts, NULL))
    return;

  if (counts.visits + counts.contacts > 0)
    words = g_strdup_printf ("%s %u", _("Home visits"), counts.visits + counts.contacts);
  zx_seg_set_label (self->tabs, "visits", words != NULL ? words : _("Home visits"));

  if (counts.applications > 0)
    applications = g_strdup_printf ("%s %u", C_("tab", "Identification"), counts.applications);
  zx_seg_set_label (self->tabs, "applications", applications != NULL ? applications : C_("tab", "Identification"));
}

/* --- all of it */

/* The tab that is looked at, and what is cheap. */
static void
load_tab (ZxStudentPage *self)
{
  const char *tab = zx_seg_get_active (self->tabs);

  if (g_strcmp0 (tab, "visits") == 0)
    load_visits (self);
  else if (g_strcmp0 (tab, "applications") == 0)
    adw_bin_set_child (self->applications_bin, zx_student_applications_new (self->session, self->student));
  else if (g_strcmp0 (tab, "history") == 0)
    {
      if (self->history == NULL)
        {
          self->history = ZX_HISTORY_LIST (zx_history_list_new (self->session, &zx_kind_student, self->student));
          adw_bin_set_child (self->history_bin, GTK_WIDGET (self->history));
        }
      zx_history_list_load (self->history);
    }
  else
    {
      g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self->session), &zx_kind_student, self->student, NULL);

      if (record == NULL)
        return;
      zx_student_family_load (self->family, record);
      zx_student_members_load (self->members);
      zx_student_basics_load (self->basics, record);
      zx_student_promises_load (self->promises);
      load_events (self);
    }
}

static void
load (ZxStudentPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxStudentRow) row = NULL;

  if (zx_session_get_db (self->session) == NULL)
    return;

  row = zx_student_row_load (zx_session_get_db (self->session), self->student, zx_session_get_today (self->session), &error);
  if (row == NULL)
    {
      /* Taken back, or registered by mistake: there is nothing to show. */
      zx_session_report (self->session, error);
      zx_window_end_page (zx_session_get_window (self->session), ZX_PAGE (self));
      return;
    }

  load_head (self, row);
  load_counts (self);
  load_tab (self);
}

static void
tab_cb (ZxStudentPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, zx_seg_get_active (self->tabs));
  load_tab (self);
}

/* --- actions */

static void
promise_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  ZxStudentPage *self = data;

  zx_seg_set_active (self->tabs, "overview");
  zx_student_promises_add (self->promises);
}

static void
leave_closed_cb (ZxStudentPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->leave_box), FALSE);
}

static void
leave_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  ZxStudentPage *self = data;

  if (self->leave == NULL)
    {
      self->leave = zx_student_leave_new (self->session, self->student);
      g_signal_connect_object (self->leave, "closed", G_CALLBACK (leave_closed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->leave_box, self->leave);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->leave_box), TRUE);
  gtk_widget_child_focus (self->leave, GTK_DIR_TAB_FORWARD);
}

static void
mistake_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  ZxStudentPage *self = data;

  zx_student_leave_mistake (self->session, self->student, gtk_label_get_label (self->name_label));
}

static void
apply_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  gtk_widget_activate_action (GTK_WIDGET (data), "win.apply", "x", ZX_STUDENT_PAGE (data)->student);
}

static void
hardship_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  gtk_widget_activate_action (GTK_WIDGET (data), "win.hardship", "x", ZX_STUDENT_PAGE (data)->student);
}

static const GActionEntry entries[] = {
  { "promise", promise_action },
  { "apply", apply_action },
  { "hardship", hardship_action },
  { "leave", leave_action },
  { "mistake", mistake_action },
};

/* --- page */

static void
zx_student_page_shown (ZxPage *page)
{
  ZxStudentPage *self = ZX_STUDENT_PAGE (page);

  zx_recent_students_note (zx_session_get_casebook (self->session), self->student);
  load (self);
}

static void
zx_student_page_refresh (ZxPage *page)
{
  load (ZX_STUDENT_PAGE (page));
}

/* In one column what is open comes first. */
static void
zx_student_page_width_changed (ZxPage *page)
{
  ZxStudentPage *self = ZX_STUDENT_PAGE (page);
  ZxWidth width = zx_page_get_width (page);
  gboolean one_column = width <= ZX_WIDTH_MEDIUM;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->overview),
                                  one_column ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->right), one_column ? -1 : RIGHT_WIDTH, -1);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  width <= ZX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);

  g_object_ref (self->promises);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->promises))), GTK_WIDGET (self->promises));
  gtk_box_prepend (one_column ? self->left : self->right, GTK_WIDGET (self->promises));
  g_object_unref (self->promises);
}

static gboolean
zx_student_page_go_primary (ZxPage *page)
{
  ZxStudentPage *self = ZX_STUDENT_PAGE (page);

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.record-visit", "x", self->student);
}

static gboolean
zx_student_page_go_cancel (ZxPage *page)
{
  ZxStudentPage *self = ZX_STUDENT_PAGE (page);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->leave_box)))
    return FALSE;

  leave_closed_cb (self);

  return TRUE;
}

static gint64
zx_student_page_get_student (ZxPage *page)
{
  return ZX_STUDENT_PAGE (page)->student;
}

static gboolean
step_tab_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  zx_seg_step (ZX_STUDENT_PAGE (widget)->tabs, g_variant_get_int32 (args));

  return GDK_EVENT_STOP;
}

static void
zx_student_page_dispose (GObject *object)
{
  ZxStudentPage *self = ZX_STUDENT_PAGE (object);

  g_clear_object (&self->actions);

  G_OBJECT_CLASS (zx_student_page_parent_class)->dispose (object);
}

static void
zx_student_page_class_init (ZxStudentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  g_type_ensure (ZX_TYPE_INITIAL);
  g_type_ensure (ZX_TYPE_BADGE);

  G_OBJECT_CLASS (klass)->dispose = zx_student_page_dispose;

  page_class->shown = zx_student_page_shown;
  page_class->refresh = zx_student_page_refresh;
  page_class->width_changed = zx_student_page_width_changed;
  page_class->go_primary = zx_student_page_go_primary;
  page_class->go_cancel = zx_student_page_go_cancel;
  page_class->get_student = zx_student_page_get_student;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-student-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, head);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, initial);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, badge);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, line_label);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, visit_button);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, leave_box);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, tabs_bin);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, overview);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, left);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, right);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, visits_bin);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, applications_bin);
  gtk_widget_class_bind_template_child (widget_class, ZxStudentPage, history_bin);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, step_tab_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, step_tab_cb, "i", 1);
}

static void
zx_student_page_init (ZxStudentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_STUDENTS);
}

static void
build (ZxStudentPage *self)
{
  GtkWidget *all = gtk_button_new_with_label (_("All"));

  self->tabs = ZX_SEG (zx_seg_new (ZX_SEG_TABS));
  zx_seg_append (self->tabs, "overview", _("Overview"));
  zx_seg_append (self->tabs, "visits", _("Home visits"));
  zx_seg_append (self->tabs, "applications", C_("tab", "Identification"));
  zx_seg_append (self->tabs, "history", _("Changes"));
  g_signal_connect_object (self->tabs, "notify::active", G_CALLBACK (tab_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_halign (GTK_WIDGET (self->tabs), GTK_ALIGN_FILL);
  adw_bin_set_child (self->tabs_bin, GTK_WIDGET (self->tabs));

  self->family = ZX_STUDENT_FAMILY (zx_student_family_new (self->session, self->student));
  self->members = ZX_STUDENT_MEMBERS (zx_student_members_new (self->session, self->student));
  self->basics = ZX_STUDENT_BASICS (zx_student_basics_new (self->session, self->student));
  self->promises = ZX_STUDENT_PROMISES (zx_student_promises_new (self->session, self->student));
  gtk_box_append (self->left, GTK_WIDGET (self->family));
  gtk_box_append (self->left, GTK_WIDGET (self->members));
  gtk_box_append (self->left, GTK_WIDGET (self->basics));

  self->events = zx_card_new (_("What happened lately"));
  gtk_widget_add_css_class (all, "flat");
  gtk_widget_add_css_class (all, "row-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (all), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All home visits"), -1);
  g_signal_connect_object (all, "clicked", G_CALLBACK (all_clicked_cb), self, G_CONNECT_SWAPPED);
  zx_card_add_end (ZX_CARD (self->events), all);
  gtk_box_append (self->right, GTK_WIDGET (self->promises));
  gtk_box_append (self->right, self->events);
  gtk_widget_set_size_request (GTK_WIDGET (self->right), RIGHT_WIDTH, -1);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->visit_button), "x", self->student);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "student", G_ACTION_GROUP (self->actions));
  gtk_widget_set_visible (self->visit_button, zx_session_can_write (self->session));
  gtk_widget_set_visible (self->more_button, zx_session_can_write (self->session));
}

ZxPage *
zx_student_page_new (ZxSession *session,
                     gint64     student)
{
  ZxStudentPage *self = g_object_new (ZX_TYPE_STUDENT_PAGE, NULL);

  self->session = session;
  self->student = student;
  build (self);

  return ZX_PAGE (self);
}

gint64
zx_student_page_get_id (ZxStudentPage *self)
{
  return self->student;
}
