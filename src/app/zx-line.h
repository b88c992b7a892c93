/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of text in a table of many rows. A GtkLabel lays its text out to say how large it wants to be, for all the
 * rows the table keeps beside those on the screen, and asks the whole window for a new size whenever the text changes.
 * This asks for no room: its cell gives it some (zx-cell.h), it cuts its text off at the end, and text is laid out when
 * it is drawn. Style sheets and screen readers take it for a label. */
#define ZX_TYPE_LINE (zx_line_get_type ())
G_DECLARE_FINAL_TYPE (ZxLine, zx_line, ZX, LINE, GtkWidget)

/* @style: (nullable): a style class */
GtkWidget  *zx_line_new             (const char *style);
/* @text: (nullable) */
void        zx_line_set_text        (ZxLine     *self,
                                     const char *text);
const char *zx_line_get_text        (ZxLine     *self);
void        zx_line_set_xalign      (ZxLine     *self,
                                     float       xalign);
/* Whether it asks for the room of its text after all, in a button for instance. */
void        zx_line_set_sized       (ZxLine     *self,
                                     gboolean    sized);
/* How large the text would like to be. */
int         zx_line_get_text_width  (ZxLine     *self);
int         zx_line_get_text_height (ZxLine     *self);
/* Whether the text was cut off when it was drawn. */
gboolean    zx_line_is_cut          (ZxLine     *self);

G_END_DECLS
