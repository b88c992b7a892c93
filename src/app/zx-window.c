/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-window"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-settings.h"
#include "zx-shell.h"
#include "zx-sidebar.h"
#include "zx-window.h"

struct _ZxWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay *toasts;
  GtkOverlay      *overlay;
  GtkStack        *root_stack;
  AdwBin          *instead;
  ZxShell         *shell;
  ZxSidebar       *sidebar;
  GtkWidget       *content;
  GtkWidget       *sidebar_button;
  GtkWidget       *back_button;
  GtkLabel        *title;
  GtkWidget       *search_button;
  GtkWidget       *search_icon;
  GtkWidget       *undo_button;
  GtkWidget       *visit_button;
  ZxNotice        *demo_notice;
  ZxNotice        *notice;
  GtkStack        *pages;
  ZxSearchPalette *palette;

  GType            page_types[ZX_N_SECTIONS]; /* G_TYPE_INVALID: the section is not there */
  ZxPage          *section_pages[ZX_N_SECTIONS]; /* owned by the stack */
  GPtrArray       *trail; /* of ZxPage, the one on the screen last */
  AdwToast        *toast;
};

enum { UNDO, REDO, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxWindow, zx_window, ADW_TYPE_APPLICATION_WINDOW)

static void
enable_action (ZxWindow   *self,
               const char *name,
               gboolean    enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, enabled);
}

static ZxPage *
current_page (ZxWindow *self)
{
  return self->trail->len > 0 ? g_ptr_array_index (self->trail, self->trail->len - 1) : NULL;
}

static void
update_header (ZxWindow *self)
{
  ZxPage *page = current_page (self);
  ZxWidth width = zx_shell_get_width (self->shell);
  ZxVisitButton visit = page != NULL ? zx_page_get_visit_button (page) : ZX_VISIT_BUTTON_HIDDEN;
  GAction *new_visit = g_action_map_lookup_action (G_ACTION_MAP (self), "new-visit");
  const char *title = page != NULL ? zx_page_get_title (page) : "";
  g_autofree char *window_title = NULL;

  gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (self->back_button, self->trail->len > 1);
  gtk_widget_set_visible (self->sidebar_button, width == ZX_WIDTH_SLIM);
  gtk_widget_set_visible (self->search_button, width >= ZX_WIDTH_MEDIUM);
  gtk_widget_set_visible (self->search_icon, width < ZX_WIDTH_MEDIUM);
  gtk_widget_set_visible (self->visit_button,
                          visit != ZX_VISIT_BUTTON_HIDDEN && new_visit != NULL &&
                          width > ZX_WIDTH_SLIM);

  if (visit == ZX_VISIT_BUTTON_PRIMARY)
    gtk_widget_add_css_class (self->visit_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->visit_button, "suggested-action");

  /* Translators: the title of the window in the task bar: page, program */
  window_title = *title != '\0' ? g_strdup_printf (_("%s – Zhuxue"), title) : g_strdup (_("Zhuxue"));
  gtk_window_set_title (GTK_WINDOW (self), window_title);

  if (page != NULL)
    zx_sidebar_set_current (self->sidebar, zx_page_get_section (page));
}

static void
page_changed_cb (ZxWindow   *self,
                 GParamSpec *pspec,
                 ZxPage     *page)
{
  if (page == current_page (self))
    update_header (self);
}

static void
take_page (ZxWindow *self,
           ZxPage   *page)
{
  gtk_stack_add_child (self->pages, GTK_WIDGET (page));
  zx_page_set_width (page, zx_shell_get_width (self->shell));

  g_signal_connect_object (page, "notify::title", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::section", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::visit-button", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
present_current (ZxWindow *self)
{
  ZxPage *page = current_page (self);

  if (page == NULL)
    return;

  zx_page_set_width (page, zx_shell_get_width (self->shell));
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  zx_shell_set_sidebar_open (self->shell, FALSE);
  update_header (self);
  zx_page_show (page);
}

static void
end_page (ZxWindow *self,
          ZxPage   *page)
{
  zx_page_hide (page);

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    if (self->section_pages[i] == page)
      return; /* stays for the next time */

  gtk_stack_remove (self->pages, GTK_WIDGET (page));
}

static void
focus_page (ZxWindow *self)
{
  ZxPage *page = current_page (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* A page that put the focus somewhere knows better. */
  if (page != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page))))
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static gboolean
text_has_focus (ZxWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

static void
width_changed_cb (ZxWindow *self)
{
  ZxWidth width = zx_shell_get_width (self->shell);

  zx_sidebar_set_rail (self->sidebar, width == ZX_WIDTH_NARROW);

  if (width <= ZX_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");

  if (width == ZX_WIDTH_SLIM)
    gtk_widget_add_css_class (GTK_WIDGET (self), "slim");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "slim");

  if (current_page (self) != NULL)
    zx_page_set_width (current_page (self), width);

  update_header (self);
}

static void
section_activated_cb (ZxWindow *self,
                      int       section)
{
  zx_window_show_section (self, section);
}

static void
palette_closed_cb (ZxWindow *self)
{
  gtk_widget_set_can_focus (GTK_WIDGET (self->root_stack), TRUE);
}

static void
toast_gone_cb (ZxWindow *self,
               AdwToast *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
}

/* --- actions ------------------------------------------------------------ */

static void
section_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ZxSection section = zx_section_from_key (g_variant_get_string (parameter, NULL));

  if (section < ZX_N_SECTIONS)
    zx_window_show_section (ZX_WINDOW (widget), section);
}

static void
nth_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ZxWindow *self = ZX_WINDOW (widget);
  int n = g_variant_get_int32 (parameter);

  for (guint i = 0; i < ZX_SECTION_BACKUP; i++)
    if (self->page_types[i] != G_TYPE_INVALID && --n == 0)
      zx_window_show_section (self, i);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ZxWindow *self = ZX_WINDOW (widget);

  if (current_page (self) == NULL || !zx_search_palette_can_search (self->palette))
    return;

  gtk_widget_set_can_focus (GTK_WIDGET (self->root_stack), FALSE);
  zx_search_palette_open (self->palette);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  zx_window_back (ZX_WINDOW (widget));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[UNDO], 0);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[REDO], 0);
}

static void
primary_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ZxWindow *self = ZX_WINDOW (widget);
  ZxPage *page = current_page (self);

  if (zx_search_palette_is_open (self->palette))
    zx_search_palette_visit (self->palette);
  else if (page != NULL && ZX_PAGE_GET_CLASS (page)->go_primary != NULL)
    ZX_PAGE_GET_CLASS (page)->go_primary (page);
}

static void
filter_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ZxPage *page = current_page (ZX_WINDOW (widget));

  if (page == NULL || ZX_PAGE_GET_CLASS (page)->go_filter == NULL ||
      !ZX_PAGE_GET_CLASS (page)->go_filter (page))
    search_action (widget, name, parameter);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ZxPage *page = current_page (ZX_WINDOW (widget));

  if (page != NULL && ZX_PAGE_GET_CLASS (page)->go_print != NULL)
    ZX_PAGE_GET_CLASS (page)->go_print (page);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ZxPage *page = current_page (ZX_WINDOW (widget));

  if (page != NULL && ZX_PAGE_GET_CLASS (page)->go_export != NULL)
    ZX_PAGE_GET_CLASS (page)->go_export (page);
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  ZxWindow *self = ZX_WINDOW (widget);

  zx_shell_set_sidebar_open (self->shell, !zx_shell_get_sidebar_open (self->shell));
}

/* F6: sidebar, page, the page's panel, and round again. */
static void
pane_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ZxWindow *self = ZX_WINDOW (widget);
  ZxPage *page = current_page (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *panes[3] = { NULL };
  int direction = g_variant_get_int32 (parameter);
  int n_panes = 0;
  int at = 0;

  if (page == NULL || zx_search_palette_is_open (self->palette))
    return;

  if (gtk_widget_get_visible (GTK_WIDGET (self->sidebar)))
    panes[n_panes++] = GTK_WIDGET (self->sidebar);

  panes[n_panes++] = GTK_WIDGET (page);

  if (ZX_PAGE_GET_CLASS (page)->get_panel != NULL)
    {
      GtkWidget *panel = ZX_PAGE_GET_CLASS (page)->get_panel (page);

      if (panel != NULL && gtk_widget_get_mapped (panel))
        panes[n_panes++] = panel;
    }

  /* The panel lies in the page: the last that holds the focus is the one. */
  for (int i = 0; i < n_panes; i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, panes[i]))
      at = i;

  at = (at + direction + n_panes) % n_panes;

  if (gtk_widget_get_focus_child (panes[at]) != NULL)
    gtk_widget_set_focus_child (panes[at], NULL);

  gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD);
}

/* --- keys that give way to the text being written ----------------------- */

static gboolean
slash_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  if (text_has_focus (ZX_WINDOW (widget)))
    return GDK_EVENT_PROPAGATE;

  search_action (widget, NULL, NULL);

  return GDK_EVENT_STOP;
}

static gboolean
undo_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  if (text_has_focus (ZX_WINDOW (widget)))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action_variant (widget, "win.undo", NULL);
}

static gboolean
redo_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  if (text_has_focus (ZX_WINDOW (widget)))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action_variant (widget, "win.redo", NULL);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  ZxWindow *self = ZX_WINDOW (widget);
  ZxPage *page = current_page (self);

  if (zx_search_palette_is_open (self->palette))
    zx_search_palette_close (self->palette);
  else if (zx_shell_get_sidebar_open (self->shell))
    zx_shell_set_sidebar_open (self->shell, FALSE);
  else if (page != NULL && ZX_PAGE_GET_CLASS (page)->go_cancel != NULL &&
           ZX_PAGE_GET_CLASS (page)->go_cancel (page))
    return GDK_EVENT_STOP;
  else if (self->trail->len > 1)
    zx_window_back (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
add_key (GtkEventController *controller,
         guint               keyval,
         GdkModifierType     modifiers,
         GtkShortcutFunc     func)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                                          gtk_callback_action_new (func, NULL, NULL)));
}

/* --- overrides ---------------------------------------------------------- */

static gboolean
zx_window_close_request (GtkWindow *window)
{
  ZxWindow *self = ZX_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  zx_settings_set_window (width, height, gtk_window_is_maximized (window));

  /* Drafts are stored before anything goes away. */
  if (current_page (self) != NULL)
    zx_page_hide (current_page (self));

  return GTK_WINDOW_CLASS (zx_window_parent_class)->close_request (window);
}

static void
zx_window_dispose (GObject *object)
{
  ZxWindow *self = ZX_WINDOW (object);

  g_clear_pointer (&self->trail, g_ptr_array_unref);
  self->toast = NULL;

  G_OBJECT_CLASS (zx_window_parent_class)->dispose (object);
}

static void
zx_window_class_init (ZxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = zx_window_close_request;

  signals[UNDO] =
    g_signal_new ("undo", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REDO] =
    g_signal_new ("redo", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ZX_TYPE_NOTICE);
  g_type_ensure (ZX_TYPE_SEARCH_PALETTE);
  g_type_ensure (ZX_TYPE_SHELL);
  g_type_ensure (ZX_TYPE_SIDEBAR);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, instead);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, content);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, search_icon);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, visit_button);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, demo_notice);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, palette);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, palette_closed_cb);

  gtk_widget_class_install_action (widget_class, "win.section", "s", section_action);
  gtk_widget_class_install_action (widget_class, "win.nth-section", "i", nth_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.primary", NULL, primary_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, filter_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.pane", "i", pane_action);
}

static void
zx_window_init (ZxWindow *self)
{
  GtkEventController *keys;
  int width, height;
  gboolean maximized;

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    self->page_types[i] = G_TYPE_INVALID;

  self->trail = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  zx_notice_set_flat (self->demo_notice, TRUE);
  zx_notice_set_flat (self->notice, TRUE);
  zx_window_set_undo (self, NULL, NULL);

  /* These give way to whoever writes: a key that makes a letter or takes one back is the text's
   * own, and while a Chinese word is being composed the input method has it first. So they are
   * asked last, on the way up. */
  keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  add_key (keys, GDK_KEY_slash, 0, slash_cb);
  add_key (keys, GDK_KEY_z, GDK_CONTROL_MASK, undo_key_cb);
  add_key (keys, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, redo_key_cb);
  add_key (keys, GDK_KEY_Escape, 0, escape_cb);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  zx_settings_get_window (&width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  zx_shell_expect (self->shell, width);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));

  update_header (self);
}

ZxWindow *
zx_window_new (AdwApplication *application)
{
  return g_object_new (ZX_TYPE_WINDOW, "application", application, NULL);
}

ZxWindow *
zx_window_of (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (widget));

  return root != NULL && ZX_IS_WINDOW (root) ? ZX_WINDOW (root) : NULL;
}

void
zx_window_add_section (ZxWindow  *self,
                       ZxSection  section,
                       GType      page_type)
{
  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (section < ZX_N_SECTIONS);
  g_return_if_fail (g_type_is_a (page_type, ZX_TYPE_PAGE));

  self->page_types[section] = page_type;
  zx_sidebar_add_section (self->sidebar, section);
}

ZxPage *
zx_window_get_section_page (ZxWindow  *self,
                            ZxSection  section)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);
  g_return_val_if_fail (section < ZX_N_SECTIONS, NULL);

  if (self->section_pages[section] == NULL && self->page_types[section] != G_TYPE_INVALID)
    {
      ZxPage *page = g_object_new (self->page_types[section], NULL);

      zx_page_set_section (page, section);
      if (*zx_page_get_title (page) == '\0')
        zx_page_set_title (page, zx_section_get_title (section));

      self->section_pages[section] = page;
      take_page (self, page);
    }

  return self->section_pages[section];
}

void
zx_window_show_section (ZxWindow  *self,
                        ZxSection  section)
{
  ZxPage *page;

  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (section < ZX_N_SECTIONS);

  page = zx_window_get_section_page (self, section);
  if (page == NULL)
    return;

  if (self->trail->len == 1 && current_page (self) == page)
    {
      zx_shell_set_sidebar_open (self->shell, FALSE);
      return;
    }

  while (self->trail->len > 0)
    end_page (self, g_ptr_array_steal_index (self->trail, self->trail->len - 1));

  g_ptr_array_add (self->trail, page);
  present_current (self);
}

void
zx_window_push (ZxWindow *self,
                ZxPage   *page)
{
  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (ZX_IS_PAGE (page));

  if (current_page (self) != NULL)
    zx_page_hide (current_page (self));

  take_page (self, page);
  g_ptr_array_add (self->trail, page);
  present_current (self);
  focus_page (self);
}

void
zx_window_back (ZxWindow *self)
{
  ZxPage *ended;

  g_return_if_fail (ZX_IS_WINDOW (self));

  if (self->trail->len < 2)
    return;

  ended = g_ptr_array_steal_index (self->trail, self->trail->len - 1);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (current_page (self)));
  end_page (self, ended);
  present_current (self);
  focus_page (self);
}

void
zx_window_end_page (ZxWindow *self,
                    ZxPage   *page)
{
  guint position;

  g_return_if_fail (ZX_IS_WINDOW (self));

  if (page == current_page (self))
    {
      zx_window_back (self);
      return;
    }

  if (g_ptr_array_find (self->trail, page, &position) && position > 0)
    {
      g_ptr_array_remove_index (self->trail, position);
      end_page (self, page);
      update_header (self);
    }
}

ZxPage *
zx_window_get_page (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return current_page (self);
}

void
zx_window_refresh (ZxWindow *self)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  if (current_page (self) != NULL)
    zx_page_refresh (current_page (self));
}

void
zx_window_clear_pages (ZxWindow *self)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  while (self->trail->len > 0)
    end_page (self, g_ptr_array_steal_index (self->trail, self->trail->len - 1));

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    if (self->section_pages[i] != NULL)
      {
        ZxPage *page = g_steal_pointer (&self->section_pages[i]);

        gtk_stack_remove (self->pages, GTK_WIDGET (page));
      }

  update_header (self);
}

void
zx_window_show_instead (ZxWindow  *self,
                        GtkWidget *page)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  if (zx_search_palette_is_open (self->palette))
    zx_search_palette_close (self->palette);

  adw_bin_set_child (self->instead, page);
  gtk_stack_set_visible_child_name (self->root_stack, page != NULL ? "instead" : "casebook");

  if (page == NULL)
    update_header (self);
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

void
zx_window_set_school (ZxWindow   *self,
                      const char *school,
                      const char *term)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  zx_sidebar_set_school (self->sidebar, school, term);
}

void
zx_window_set_terms (ZxWindow   *self,
                     GMenuModel *terms)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  zx_sidebar_set_terms (self->sidebar, terms);
}

void
zx_window_set_count (ZxWindow   *self,
                     ZxSection   section,
                     const char *text,
                     const char *spoken,
                     ZxTone      tone)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  zx_sidebar_set_count (self->sidebar, section, text, spoken, tone);
}

ZxNotice *
zx_window_get_demo_notice (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->demo_notice;
}

ZxNotice *
zx_window_get_notice (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->notice;
}

typedef struct
{
  ZxToastFunc    func;
  gpointer       data;
  GDestroyNotify free_data;
} ToastButton;

static void
toast_button_free (gpointer  data,
                   GClosure *closure)
{
  ToastButton *button = data;

  if (button->free_data != NULL)
    button->free_data (button->data);

  g_free (button);
}

static void
toast_clicked_cb (AdwToast    *toast,
                  ToastButton *button)
{
  button->func (button->data);
}

/* A title of a toast is markup, and a name may hold a "<". */
static AdwToast *
toast_new (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

static void
show_toast (ZxWindow *self,
            AdwToast *toast)
{
  AdwToast *old = g_steal_pointer (&self->toast);

  /* What happened last is what counts: nobody waits for the toast before. */
  if (old != NULL)
    adw_toast_dismiss (old);

  self->toast = toast;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_gone_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
zx_window_toast (ZxWindow   *self,
                 const char *text)
{
  AdwToast *toast;

  g_return_if_fail (ZX_IS_WINDOW (self));

  toast = toast_new (text);
  adw_toast_set_timeout (toast, ZX_TOAST_SECONDS);
  show_toast (self, toast);
}

void
zx_window_toast_with_button (ZxWindow       *self,
                             const char     *text,
                             guint           seconds,
                             const char     *button,
                             ZxToastFunc     func,
                             gpointer        data,
                             GDestroyNotify  free_data)
{
  AdwToast *toast;
  ToastButton *closure;

  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (func != NULL);

  closure = g_new0 (ToastButton, 1);
  closure->func = func;
  closure->data = data;
  closure->free_data = free_data;

  toast = toast_new (text);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_timeout (toast, seconds);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (toast_clicked_cb),
                         closure, toast_button_free, 0);
  show_toast (self, toast);
}

void
zx_window_set_undo (ZxWindow   *self,
                    const char *undo,
                    const char *redo)
{
  g_autofree char *tooltip = NULL;

  g_return_if_fail (ZX_IS_WINDOW (self));

  if (undo != NULL)
    /* Translators: %s says what was done last: "Undo: moved the follow-up of …" */
    tooltip = g_strdup_printf (_("Undo: %s"), undo);
  else
    tooltip = g_strdup (_("Nothing to undo"));

  gtk_widget_set_tooltip_text (self->undo_button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  enable_action (self, "win.undo", undo != NULL);
  enable_action (self, "win.redo", redo != NULL);
}

ZxSearchPalette *
zx_window_get_palette (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->palette;
}
