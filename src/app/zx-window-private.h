/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-shell.h"
#include "zx-sidebar.h"
#include "zx-window.h"

G_BEGIN_DECLS

/* The window is written in two files: zx-window.c (pages, header, toasts) and zx-window-actions.c
 * (what keys and menus do). */

enum { ZX_WINDOW_UNDO, ZX_WINDOW_REDO, ZX_WINDOW_N_SIGNALS };

extern guint zx_window_signals[ZX_WINDOW_N_SIGNALS];

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
  ZxNotice        *term_notice;
  ZxNotice        *clock_notice;
  ZxNotice        *notice;
  GtkStack        *pages;
  ZxSearchPalette *palette;

  GType            page_types[ZX_N_SECTIONS]; /* G_TYPE_INVALID: the section is not there */
  ZxPage          *section_pages[ZX_N_SECTIONS]; /* owned by the stack */
  GPtrArray       *trail; /* of ZxPage, the one on the screen last */
  AdwToast        *toast;

  GtkWidget       *writing;   /* (nullable): the text that has the keyboard; a weak pointer */
  gboolean         composing; /* an input method holds an unfinished word in it */
};

void zx_window_install_actions (GtkWidgetClass *widget_class);
void zx_window_add_keys        (ZxWindow       *self);

G_END_DECLS
