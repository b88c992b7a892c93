/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-window.h"

G_BEGIN_DECLS

/* The button under the program's name: the school and the term of the open casebook, and in its
 * menu the terms one can look at (win.term), a new term (win.new-term) and who works here now (win.actor). It follows the session of @window by itself. */
void zx_school_menu_install (ZxWindow *window);

G_END_DECLS
