/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visits-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-seg.h"
#include "zx-session.h"
#include "zx-visit-list.h"
#include "zx-visits-archive.h"
#include "zx-visits-drafts.h"
#include "zx-visits-page.h"
#include "zx-visits-todo.h"

struct _ZxVisitsPage
{
  ZxPage           parent_instance;
  ZxSeg           *tabs;
  GtkStack        *stack;
  ZxVisitsTodo    *todo;
  ZxVisitsDrafts  *drafts;
  ZxVisitsArchive *archive;
};

G_DEFINE_FINAL_TYPE (ZxVisitsPage, zx_visits_page, ZX_TYPE_PAGE)

static void
set_label (ZxVisitsPage *self,
           const char   *tab,
           const char   *format,
           guint         count)
{
  g_autofree char *words = g_strdup_printf ("%s %u", format, count);

  zx_seg_set_label (self->tabs, tab, words);
}

static void
todo_loaded_cb (ZxVisitsPage *self,
                guint         count)
{
  set_label (self, "todo", C_("visits", "To visit"), count);
}

static void
load (ZxVisitsPage *self)
{
  const char *tab = zx_seg_get_active (self->tabs);
  ZxDb *db = zx_session_get_db (zx_session_of (self));

  if (db == NULL)
    return;

  zx_visits_todo_load (self->todo);
  set_label (self, "drafts", C_("visits", "Drafts"), zx_visits_drafts_load (self->drafts));
  set_label (self, "archive", C_("visits", "Filed"), zx_visits_count (db));
  if (g_strcmp0 (tab, "archive") == 0)
    zx_visits_archive_load (self->archive);
}

static void
tab_changed_cb (ZxVisitsPage *self)
{
  const char *tab = zx_seg_get_active (self->tabs);

  if (tab == NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, tab);
  if (g_strcmp0 (tab, "archive") == 0 && zx_window_of (self) != NULL)
    zx_visits_archive_load (self->archive);
}

static gboolean
step_tab_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  zx_seg_step (ZX_VISITS_PAGE (widget)->tabs, g_variant_get_int32 (args));

  return GDK_EVENT_STOP;
}

static void
zx_visits_page_shown (ZxPage *page)
{
  load (ZX_VISITS_PAGE (page));
}

static void
zx_visits_page_refresh (ZxPage *page)
{
  load (ZX_VISITS_PAGE (page));
}

static void
zx_visits_page_width_changed (ZxPage *page)
{
  ZxVisitsPage *self = ZX_VISITS_PAGE (page);

  zx_visits_todo_set_width (self->todo, zx_page_get_width (page));
  zx_visits_archive_set_width (self->archive, zx_page_get_width (page));
}

static gboolean
zx_visits_page_go_filter (ZxPage *page)
{
  ZxVisitsPage *self = ZX_VISITS_PAGE (page);

  if (g_strcmp0 (zx_seg_get_active (self->tabs), "archive") != 0)
    return FALSE;

  zx_visits_archive_focus_filter (self->archive);

  return TRUE;
}

static void
zx_visits_page_class_init (ZxVisitsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  page_class->shown = zx_visits_page_shown;
  page_class->refresh = zx_visits_page_refresh;
  page_class->width_changed = zx_visits_page_width_changed;
  page_class->go_filter = zx_visits_page_go_filter;

  g_type_ensure (ZX_TYPE_SEG);
  g_type_ensure (ZX_TYPE_VISITS_ARCHIVE);
  g_type_ensure (ZX_TYPE_VISITS_DRAFTS);
  g_type_ensure (ZX_TYPE_VISITS_TODO);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitsPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitsPage, todo);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitsPage, drafts);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitsPage, archive);
  gtk_widget_class_bind_template_callback (widget_class, tab_changed_cb);
}

static void
zx_visits_page_init (ZxVisitsPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  static const struct { guint keyval; int step; } steps[] = { { GDK_KEY_Page_Up, -1 }, { GDK_KEY_Page_Down, 1 } };

  gtk_widget_init_template (GTK_WIDGET (self));
  zx_seg_append (self->tabs, "todo", C_("visits", "To visit"));
  zx_seg_append (self->tabs, "drafts", C_("visits", "Drafts"));
  zx_seg_append (self->tabs, "archive", C_("visits", "Filed"));
  g_signal_connect_object (self->todo, "loaded", G_CALLBACK (todo_loaded_cb), self, G_CONNECT_SWAPPED);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (steps[i].keyval, GDK_CONTROL_MASK),
                                                gtk_callback_action_new (step_tab_cb, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (steps[i].step));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
zx_visits_page_show_tab (ZxVisitsPage *self,
                         const char   *tab)
{
  g_return_if_fail (ZX_IS_VISITS_PAGE (self));

  zx_seg_set_active (self->tabs, tab);
}
