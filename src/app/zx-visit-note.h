/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A field for a longer text in a card: four lines high, growing to twelve. Tab leaves it, except
 * that after zx_visit_note_insert_phrase() it first goes from blank to blank of the phrase.
 * "changed" is emitted for every change but one by zx_visit_note_set_text(). */
#define ZX_TYPE_VISIT_NOTE (zx_visit_note_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitNote, zx_visit_note, ZX, VISIT_NOTE, AdwBin)

/* What is read aloud */
void  zx_visit_note_set_label     (ZxVisitNote *self,
                                   const char  *label);
void  zx_visit_note_set_lines     (ZxVisitNote *self,
                                   int          lines);
/* (transfer full) */
char *zx_visit_note_dup_text      (ZxVisitNote *self);
void  zx_visit_note_set_text      (ZxVisitNote *self,
                                   const char  *text);
void  zx_visit_note_set_invalid   (ZxVisitNote *self,
                                   gboolean     invalid);
/* At the cursor; its first blank, written as “…”, is selected so that typing fills it. */
void  zx_visit_note_insert_phrase (ZxVisitNote *self,
                                   const char  *phrase);

G_END_DECLS
