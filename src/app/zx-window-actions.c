/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-window"

#include "config.h"

#include "zx-window-private.h"

static gboolean
text_has_focus (ZxWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

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

  if (zx_window_get_page (self) == NULL || !zx_search_palette_can_search (self->palette))
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
  g_signal_emit (widget, zx_window_signals[ZX_WINDOW_UNDO], 0);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_signal_emit (widget, zx_window_signals[ZX_WINDOW_REDO], 0);
}

static void
primary_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ZxWindow *self = ZX_WINDOW (widget);
  ZxPage *page = zx_window_get_page (self);

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
  ZxPage *page = zx_window_get_page (ZX_WINDOW (widget));

  if (page == NULL || ZX_PAGE_GET_CLASS (page)->go_filter == NULL ||
      !ZX_PAGE_GET_CLASS (page)->go_filter (page))
    search_action (widget, name, parameter);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ZxPage *page = zx_window_get_page (ZX_WINDOW (widget));

  if (page != NULL && ZX_PAGE_GET_CLASS (page)->go_print != NULL)
    ZX_PAGE_GET_CLASS (page)->go_print (page);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ZxPage *page = zx_window_get_page (ZX_WINDOW (widget));

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
  ZxPage *page = zx_window_get_page (self);
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

  if (panes[at] == GTK_WIDGET (self->sidebar))
    {
      zx_sidebar_focus_current (self->sidebar);
      return;
    }

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
  ZxPage *page = zx_window_get_page (self);

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

/* --- keys while a word is being composed --------------------------------- */

static void
preedit_cb (ZxWindow   *self,
            const char *preedit)
{
  self->composing = preedit != NULL && *preedit != '\0';
}

static void
focus_cb (ZxWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (self->writing != NULL)
    g_signal_handlers_disconnect_by_func (self->writing, preedit_cb, self);
  g_clear_weak_pointer (&self->writing);
  self->composing = FALSE;

  if (!GTK_IS_TEXT (focus) && !GTK_IS_TEXT_VIEW (focus))
    return;

  g_set_weak_pointer (&self->writing, focus);
  g_signal_connect_object (focus, "preedit-changed", G_CALLBACK (preedit_cb), self, G_CONNECT_SWAPPED);
}

/* The toolkit asks the program's shortcuts before the text. Half a Chinese word is lost when Ctrl+Enter
 * files the visit under it, so while one is being composed every such key is the input method's. */
static gboolean
composing_key_cb (ZxWindow              *self,
                  guint                  keyval,
                  guint                  keycode,
                  GdkModifierType        state,
                  GtkEventControllerKey *controller)
{
  if (!self->composing || self->writing == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_event_controller_key_forward (controller, self->writing);

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

void
zx_window_install_actions (GtkWidgetClass *widget_class)
{
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

void
zx_window_add_keys (ZxWindow *self)
{
  GtkEventController *keys;

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

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (composing_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
}
