/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-visit-form.h"

G_BEGIN_DECLS

/* The part of the visit form that most visits leave as it is: times, kind, purpose, place … It writes into the form as
 * people type; "changed" is emitted for every change of theirs. */
#define ZX_TYPE_VISIT_MORE (zx_visit_more_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitMore, zx_visit_more, ZX, VISIT_MORE, GtkBox)

/* @form: (nullable): none any more */
void      zx_visit_more_set_form     (ZxVisitMore  *self,
                                      ZxVisitForm  *form);
/* Whether the form holds something that is written here. */
gboolean  zx_visit_more_is_used      (ZxVisitMore  *self);
/* After the way, or whether somebody was there, changed. */
void      zx_visit_more_update       (ZxVisitMore  *self);
void      zx_visit_more_clear_errors (ZxVisitMore  *self);
/* FALSE: @field is not one of these. */
gboolean  zx_visit_more_set_error    (ZxVisitMore  *self,
                                      const char   *field,
                                      const char   *sentence);
gboolean  zx_visit_more_focus        (ZxVisitMore  *self,
                                      const char   *field);
/* The field @widget belongs to; (nullable) */
const char *zx_visit_more_locate     (ZxVisitMore  *self,
                                      GtkWidget    *widget);
void      zx_visit_more_set_slim     (ZxVisitMore  *self,
                                      gboolean      slim);

G_END_DECLS
