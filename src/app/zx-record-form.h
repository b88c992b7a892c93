/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* Some fields of a kind, one below the other, for something that is stored as a whole when its button is pressed: a step,
 * an objection, a new record. Values are those of zx_record_set_from_string(). What is wrong is said below its field. */
#define ZX_TYPE_RECORD_FORM (zx_record_form_get_type ())
G_DECLARE_FINAL_TYPE (ZxRecordForm, zx_record_form, ZX, RECORD_FORM, GtkBox)

/* Signal "changed": something was written. */

GtkWidget  *zx_record_form_new       (ZxSession          *session);

/**
 * zx_record_form_add:
 * @key: (nullable): how the line is called in the form, where two would have one name; static; else @field
 * @field: key of a field of @kind
 * @title: (nullable): instead of the field's label
 *
 * A field below the others.
 */
void        zx_record_form_add       (ZxRecordForm       *self,
                                      const char         *key,
                                      const ZxKind       *kind,
                                      const char         *field,
                                      const char         *title);
void        zx_record_form_clear     (ZxRecordForm       *self);
gboolean    zx_record_form_has       (ZxRecordForm       *self,
                                      const char         *field);
void        zx_record_form_set_shown (ZxRecordForm       *self,
                                      const char         *field,
                                      gboolean            shown);

void        zx_record_form_set_value (ZxRecordForm       *self,
                                      const char         *field,
                                      const char         *value);
/* (transfer full): "" for a field that is empty, hidden or not there */
char       *zx_record_form_dup_value (ZxRecordForm       *self,
                                      const char         *field);
/* For a reference: what may be chosen. (element-type gint64) */
void        zx_record_form_set_ids   (ZxRecordForm       *self,
                                      const char         *field,
                                      GArray             *ids);

/* Says what @error is about below that field and goes there. FALSE when no field of the form is meant. */
gboolean    zx_record_form_show_error (ZxRecordForm      *self,
                                      const GError       *error);
void        zx_record_form_clear_errors (ZxRecordForm    *self);

typedef void (*ZxRecordFormFunc) (const char *field, const char *value, gpointer data);
/* Every field that is shown and not empty. */
void        zx_record_form_each      (ZxRecordForm       *self,
                                      ZxRecordFormFunc    func,
                                      gpointer            data);

G_END_DECLS
