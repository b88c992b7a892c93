/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What this person on this machine prefers. It is kept in $XDG_CONFIG_HOME/zhuxue/settings.ini
 * and not in GSettings: a GSettings schema that is not installed ends the program, and this one
 * must start from a build folder, from a stick, and as another user as well. What belongs to
 * the school is in the casebook, never here. */

typedef enum
{
  ZX_TEXT_SIZE_STANDARD,
  ZX_TEXT_SIZE_LARGE,
  ZX_TEXT_SIZE_LARGEST,
} ZxTextSize;

typedef enum
{
  ZX_LOOK_SYSTEM,
  ZX_LOOK_LIGHT,
  ZX_LOOK_DARK,
} ZxLook;

ZxTextSize  zx_settings_get_text_size   (void);
void        zx_settings_set_text_size   (ZxTextSize   size);

ZxLook      zx_settings_get_look        (void);
void        zx_settings_set_look        (ZxLook       look);

/* The language the program speaks, "" as the system. It takes effect at the next start. */
char       *zx_settings_dup_language    (void);
void        zx_settings_set_language    (const char  *language);

void        zx_settings_get_window      (int         *out_width,
                                         int         *out_height,
                                         gboolean    *out_maximized);
void        zx_settings_set_window      (int          width,
                                         int          height,
                                         gboolean     maximized);

/* Recent casebooks, newest first, at most eight. A file that is gone stays in the list, so that
 * the first page can say that it moved and ask where to. */
GStrv       zx_settings_dup_recent      (void);
void        zx_settings_add_recent      (const char  *path,
                                         const char  *school);
void        zx_settings_remove_recent   (const char  *path);

/* Returns: (transfer full): the school's name as last seen in @path, or "" */
char       *zx_settings_dup_school      (const char  *path);

/* Returns: (transfer full): where new casebooks go: the documents folder, below it 助学档案. */
char       *zx_settings_dup_home_folder (void);

/* Small strings a page wants to find again: the last folder, a chosen filter. */
/* Returns: (transfer full) (nullable) */
char       *zx_settings_dup_note        (const char  *key);
void        zx_settings_set_note        (const char  *key,
                                         const char  *value);

G_END_DECLS
