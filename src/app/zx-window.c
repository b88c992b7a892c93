/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-window"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-settings.h"
#include "zx-window-private.h"

guint zx_window_signals[ZX_WINDOW_N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxWindow, zx_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_header (ZxWindow *self)
{
  ZxPage *page = zx_window_get_page (self);
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
                          g_action_get_enabled (new_visit) &&
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
  if (page == zx_window_get_page (self))
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
  ZxPage *page = zx_window_get_page (self);

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
  ZxPage *page = zx_window_get_page (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* A page that put the focus somewhere knows better. */
  if (page != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page))))
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
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

  if (zx_window_get_page (self) != NULL)
    zx_page_set_width (zx_window_get_page (self), width);

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

/* The strip of an error has one button, which puts it away. */
static void
notice_activated_cb (ZxWindow *self)
{
  zx_notice_hide (self->notice);
}

static void
toast_gone_cb (ZxWindow *self,
               AdwToast *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
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
  if (zx_window_get_page (self) != NULL)
    zx_page_hide (zx_window_get_page (self));

  return GTK_WINDOW_CLASS (zx_window_parent_class)->close_request (window);
}

static void
zx_window_dispose (GObject *object)
{
  ZxWindow *self = ZX_WINDOW (object);

  g_clear_pointer (&self->trail, g_ptr_array_unref);
  self->toast = NULL;
  g_clear_weak_pointer (&self->writing);

  G_OBJECT_CLASS (zx_window_parent_class)->dispose (object);
}

static void
zx_window_class_init (ZxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = zx_window_close_request;

  zx_window_signals[ZX_WINDOW_UNDO] =
    g_signal_new ("undo", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  zx_window_signals[ZX_WINDOW_REDO] =
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
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, term_notice);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, clock_notice);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ZxWindow, palette);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, palette_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_activated_cb);

  zx_window_install_actions (widget_class);
}

static void
zx_window_init (ZxWindow *self)
{
  int width, height;
  gboolean maximized;

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    self->page_types[i] = G_TYPE_INVALID;

  self->trail = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  zx_notice_set_flat (self->demo_notice, TRUE);
  zx_notice_set_flat (self->term_notice, TRUE);
  zx_notice_set_flat (self->clock_notice, TRUE);
  zx_notice_set_flat (self->notice, TRUE);
  zx_window_set_undo (self, NULL, NULL);

  zx_window_add_keys (self);

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

  if (self->trail->len == 1 && zx_window_get_page (self) == page)
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
zx_window_show_first_section (ZxWindow *self)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    if (self->page_types[i] != G_TYPE_INVALID)
      {
        zx_window_show_section (self, i);
        return;
      }
}

void
zx_window_push (ZxWindow *self,
                ZxPage   *page)
{
  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (ZX_IS_PAGE (page));

  if (zx_window_get_page (self) != NULL)
    zx_page_hide (zx_window_get_page (self));

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
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (zx_window_get_page (self)));
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

  if (page == zx_window_get_page (self))
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

  return self->trail->len > 0 ? g_ptr_array_index (self->trail, self->trail->len - 1) : NULL;
}

void
zx_window_refresh (ZxWindow *self)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  if (zx_window_get_page (self) != NULL)
    zx_page_refresh (zx_window_get_page (self));
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
zx_window_set_count (ZxWindow   *self,
                     ZxSection   section,
                     const char *text,
                     const char *spoken,
                     ZxTone      tone)
{
  g_return_if_fail (ZX_IS_WINDOW (self));

  zx_sidebar_set_count (self->sidebar, section, text, spoken, tone);
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

ZxNotice *
zx_window_get_demo_notice (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->demo_notice;
}

ZxNotice *
zx_window_get_term_notice (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->term_notice;
}

ZxNotice *
zx_window_get_clock_notice (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->clock_notice;
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo != NULL);
}

ZxSearchPalette *
zx_window_get_palette (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->palette;
}
