/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* One field of one record: its label, its value, and on a click the entry, choice or chips that fit
 * its type. Leaving it stores it if it is valid, and says so for two seconds; what is wrong stands
 * below. ID numbers, phones and cards are masked; the eye beside them shows them for half a minute
 * and is written to the history. Made from the kind's field table, so it serves every kind. */
#define ZX_TYPE_FIELD_ROW (zx_field_row_get_type ())
G_DECLARE_FINAL_TYPE (ZxFieldRow, zx_field_row, ZX, FIELD_ROW, GtkBox)

GtkWidget     *zx_field_row_new         (ZxSession    *session,
                                         const ZxKind *kind,
                                         const char   *field);

/* Shows the value of @record (%NULL: none yet); what somebody is writing stays. */
void           zx_field_row_set_record  (ZxFieldRow   *self,
                                         ZxRecord     *record);
/* Whose history tells that a masked value was looked at */
void           zx_field_row_set_student (ZxFieldRow   *self,
                                         gint64        student);
/* @words: (nullable): shown instead of the bare value, while it is not edited */
void           zx_field_row_set_words   (ZxFieldRow   *self,
                                         const char   *words);
void           zx_field_row_set_title   (ZxFieldRow   *self,
                                         const char   *title);
/* The entry stays open, as in a form. */
void           zx_field_row_set_open    (ZxFieldRow   *self,
                                         gboolean      open);
gboolean       zx_field_row_is_empty    (ZxFieldRow   *self);
gboolean       zx_field_row_is_editing  (ZxFieldRow   *self);
const ZxField *zx_field_row_get_field   (ZxFieldRow   *self);

/* Whether a person can write such a field here. */
gboolean       zx_field_row_can_edit    (const ZxField *field);

/* A value that is masked, for a line that is no field: words, an eye. @reveal: (nullable) logs it */
typedef void (*ZxRevealFunc) (gpointer data);
GtkWidget     *zx_masked_new            (const char   *masked,
                                         const char   *full,
                                         const char   *spoken,
                                         ZxRevealFunc  reveal,
                                         gpointer      data,
                                         GDestroyNotify free_data);

/* Notes in the history that a masked value was shown. */
void           zx_session_log_access    (ZxSession    *session,
                                         gint64        student,
                                         const ZxKind *kind,
                                         gint64        id,
                                         const char   *field);

G_END_DECLS
