/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* Whether a roll status (ENROL) means that the child belongs to the school now: enrolled, suspected dropout, taught at home. */
gboolean zx_enrol_status_is_enrolled (const char  *status);

/* The family of a student, made if there is none yet. 0 with @error set on failure. */
gint64   zx_action_need_family       (ZxAction    *action,
                                      gint64       student,
                                      GError     **error);
/* The class of that name in the school year, made if there is none yet. */
gint64   zx_action_need_class        (ZxAction    *action,
                                      const char  *school_year,
                                      const char  *grade,
                                      const char  *class_name,
                                      GError     **error);
/* The member of staff of that name, made if there is none yet. */
gint64   zx_action_need_staff        (ZxAction    *action,
                                      const char  *name,
                                      GError     **error);

/* Whether @date lies after today; sets the error that says so, naming the field. */
gboolean zx_action_refuse_future     (ZxAction    *action,
                                      ZxRecord    *record,
                                      const char  *field,
                                      GError     **error);

G_END_DECLS
