/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-visit-form.h"

G_BEGIN_DECLS

/* What was promised: a line each with what, who, until when. Writes into the form it was given;
 * "changed" tells it. */
#define ZX_TYPE_VISIT_PROMISES (zx_visit_promises_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitPromises, zx_visit_promises, ZX, VISIT_PROMISES, GtkBox)

/* @form: outlives the widget's use of it; @staff: (element-type ZxStaffName): kept */
void     zx_visit_promises_set_form     (ZxVisitPromises *self,
                                         ZxVisitForm     *form,
                                         GPtrArray       *staff,
                                         const char      *today);
/* After lines were added to the form or taken out */
void     zx_visit_promises_rebuild      (ZxVisitPromises *self);
/* What stands in the fields now goes into the form. */
void     zx_visit_promises_commit       (ZxVisitPromises *self);
/* @field: "promise" or "promise_due"; @message: (nullable) */
void     zx_visit_promises_set_error    (ZxVisitPromises *self,
                                         const char      *field,
                                         guint            index,
                                         const char      *message);
void     zx_visit_promises_clear_errors (ZxVisitPromises *self);
void     zx_visit_promises_focus        (ZxVisitPromises *self,
                                         const char      *field,
                                         guint            index);
/* The line and the field the widget is in; FALSE when it is in none */
gboolean zx_visit_promises_locate       (ZxVisitPromises *self,
                                         GtkWidget       *widget,
                                         const char     **out_field,
                                         guint           *out_index);
void     zx_visit_promises_set_narrow   (ZxVisitPromises *self,
                                         gboolean         narrow);

G_END_DECLS
