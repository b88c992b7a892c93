/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* How a casebook comes into the window: the first page, an argument, the one of last time; and what
 * happens around it: the copy every hour and on exit, the drafts of last time, the list of recent ones. */

/* The small note of zx-settings.h that says "1" where no copy is wanted on exit. */
#define ZX_LAUNCH_NO_COPY_NOTE "no-copy-on-exit"

/* The window is new: shows @path (nullable), else the casebook of last time, else the first page. */
void zx_launch_begin        (ZxWindow   *window,
                             const char *path);
/* Opens @path instead of what is open; where it cannot be written, offers to read it. */
void zx_launch_open         (ZxWindow   *window,
                             const char *path);
/* The first page, with a way back where a casebook is open. */
void zx_launch_show_first   (ZxWindow   *window);
/* The same with the demo school picked: it is made as a casebook of its own, beside the open one. */
void zx_launch_show_demo    (ZxWindow   *window);
/* Asks for a file, then opens it. */
void zx_launch_choose       (ZxWindow   *window);
/* The window closes: a copy of what was changed since the last one, and the file is put in order. */
void zx_launch_end          (ZxWindow   *window);

G_END_DECLS
