/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The phrases people write again and again: a click inserts one; the pencil opens them as lines of
 * a text. Signals "chosen" (a phrase) and "edited" (all of them, a line each). */
#define ZX_TYPE_VISIT_PHRASES (zx_visit_phrases_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitPhrases, zx_visit_phrases, ZX, VISIT_PHRASES, GtkBox)

/* @lines: (nullable): a phrase a line; %NULL shows those the program comes with */
void        zx_visit_phrases_set_lines (ZxVisitPhrases *self,
                                        const char     *lines);
/* (nullable): the phrase with that number, from 1 */
const char *zx_visit_phrases_get_nth   (ZxVisitPhrases *self,
                                        guint           number);
void        zx_visit_phrases_set_can_edit (ZxVisitPhrases *self,
                                        gboolean        can_edit);

G_END_DECLS
