/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-application-step.h"
#include "zx-kind.h"
#include "zx-record.h"
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

/**
 * ZxFormValue:
 *
 * What was written into one field. It knows nothing of widgets, so an action on the storage thread may have it.
 */
typedef struct
{
  char *field;
  char *value;
} ZxFormValue;

/* (transfer full) (element-type ZxFormValue): every field that is shown and not empty */
GPtrArray  *zx_record_form_dup_values (ZxRecordForm      *self);
/* Writes them into @record; what has the wrong form is refused. */
gboolean    zx_form_values_apply     (GPtrArray          *values,
                                      ZxRecord           *record,
                                      GError            **error);
/* (transfer full) (element-type ZxStepField): as a step takes them; they borrow from @values */
GArray     *zx_form_values_to_fields (GPtrArray          *values);
/* One more, that no field of the form holds. */
void        zx_form_values_add       (GPtrArray          *values,
                                      const char         *field,
                                      const char         *value);
void        zx_form_values_remove    (GPtrArray          *values,
                                      const char         *field);

G_END_DECLS
