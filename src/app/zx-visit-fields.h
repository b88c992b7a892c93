/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-page.h"
#include "zx-visit-form.h"

G_BEGIN_DECLS

/* The lines of the visit form. What people enter goes into the form at once and "changed" tells it;
 * rules are asked of the form, never kept here. Signals "changed", "staff-named" (a new name) and
 * "phrases-wanted" (the button above the text). */
#define ZX_TYPE_VISIT_FIELDS (zx_visit_fields_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitFields, zx_visit_fields, ZX, VISIT_FIELDS, GtkBox)

/* @form: outlives the widget's use of it; @hints: of its child; @staff: (element-type ZxStaffName): all */
void     zx_visit_fields_set_form       (ZxVisitFields *self,
                                         ZxVisitForm   *form,
                                         ZxVisitHints  *hints,
                                         GPtrArray     *staff,
                                         const char    *today);
/* The form goes away. */
void     zx_visit_fields_clear          (ZxVisitFields *self);
/* Fields that are read when they are left, are read now. */
void     zx_visit_fields_commit         (ZxVisitFields *self);
/* @widget lost the focus: from now on what is wrong with its field is said. */
void     zx_visit_fields_note_left      (ZxVisitFields *self,
                                         GtkWidget     *widget);
/* Asks the form what is wrong and says it below the fields that were left, or with @all below every
 * one. Returns how many sentences stand there. */
guint    zx_visit_fields_check          (ZxVisitFields *self,
                                         gboolean       all);
/* Goes to the first field with a sentence. FALSE when there is none, or the child is missing. */
gboolean zx_visit_fields_focus_problem  (ZxVisitFields *self);
void     zx_visit_fields_focus_first    (ZxVisitFields *self);
/* Into the text that had the focus last */
void     zx_visit_fields_insert_phrase  (ZxVisitFields *self,
                                         const char    *phrase);
/* A visitor who was just added to the staff */
void     zx_visit_fields_add_visitor    (ZxVisitFields *self,
                                         gint64         staff,
                                         GPtrArray     *all);
void     zx_visit_fields_set_width      (ZxVisitFields *self,
                                         ZxWidth        width);

G_END_DECLS
