/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-page.h"

G_BEGIN_DECLS

/* The sidebar beside the page, as wide as the window lets it be. libadwaita has this from 1.4 on;
 * below we have our own. "width" (a ZxWidth) is what the pages and the sidebar follow. */
#define ZX_TYPE_SHELL (zx_shell_get_type ())
G_DECLARE_FINAL_TYPE (ZxShell, zx_shell, ZX, SHELL, GtkWidget)

ZxWidth   zx_shell_get_width        (ZxShell  *self);
/* Before the window is on the screen, from the size it will have. */
void      zx_shell_expect           (ZxShell  *self,
                                     int       width);

/* In a slim window the sidebar floats over the page while it is open. */
gboolean  zx_shell_get_sidebar_open (ZxShell  *self);
void      zx_shell_set_sidebar_open (ZxShell  *self,
                                     gboolean  open);

G_END_DECLS
