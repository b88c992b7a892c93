/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* What serves to write the value of one field, chosen by its type: an entry, a text, a day, a choice, chips. It knows
 * nothing of records: values go in and out as zx_record_set_from_string() takes them. Rows that store on leaving and forms
 * that are stored as a whole are both made of it.
 *
 * Signals: "changed": something was written or chosen; "chosen": a choice was made, so that one could store it now;
 * "activate": Enter in an entry. */
#define ZX_TYPE_FIELD_EDITOR (zx_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (ZxFieldEditor, zx_field_editor, ZX, FIELD_EDITOR, AdwBin)

/* @title: what it is called when read aloud */
GtkWidget *zx_field_editor_new       (ZxSession     *session,
                                      const ZxField *field,
                                      const char    *title);

/* Whether there is an editor for such a field: all but lists and files, and of references those to staff and to students' kin
 * that a short list can name. */
gboolean   zx_field_editor_can_edit  (const ZxField *field);

/* @value: (nullable) */
void       zx_field_editor_set_value (ZxFieldEditor *self,
                                      const char    *value);
/* (transfer full): "" when nothing is written */
char      *zx_field_editor_dup_value (ZxFieldEditor *self);
/* Frames what is wrong, and says so to who listens. */
void       zx_field_editor_set_invalid (ZxFieldEditor *self,
                                      gboolean       invalid);
/* Whether a choice is stored when it is made; its list takes the focus away while it is open. */
gboolean   zx_field_editor_is_choice (ZxFieldEditor *self);
/* For a reference: what may be chosen, instead of all there are. (element-type gint64) */
void       zx_field_editor_set_ids   (ZxFieldEditor *self,
                                      GArray        *ids);

G_END_DECLS
