/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The first character of a name in a circle: 36 pixels in lists, 56 at the head of a page. For
 * the eye only; the name beside it is what is read aloud. */
#define ZX_TYPE_INITIAL (zx_initial_get_type ())
G_DECLARE_FINAL_TYPE (ZxInitial, zx_initial, ZX, INITIAL, AdwBin)

GtkWidget *zx_initial_new       (const char *name,
                                 gboolean    large);

void       zx_initial_set_name  (ZxInitial  *self,
                                 const char *name);
void       zx_initial_set_large (ZxInitial  *self,
                                 gboolean    large);

G_END_DECLS
