/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a page shows when there is nothing: a picture, one sentence, at most three buttons. */
#define ZX_TYPE_EMPTY (zx_empty_get_type ())
G_DECLARE_FINAL_TYPE (ZxEmpty, zx_empty, ZX, EMPTY, AdwBin)

typedef enum
{
  ZX_EMPTY_PRIMARY,
  ZX_EMPTY_SECOND,
  ZX_EMPTY_FLAT,
} ZxEmptyButton;

/* @description: (nullable) */
GtkWidget *zx_empty_new        (const char    *icon_name,
                                const char    *title,
                                const char    *description);

void       zx_empty_set_text   (ZxEmpty       *self,
                                const char    *title,
                                const char    *description);
/* Connect to "clicked" of what it returns, or give it an action. */
GtkWidget *zx_empty_add_button (ZxEmpty       *self,
                                ZxEmptyButton  look,
                                const char    *label);

G_END_DECLS
