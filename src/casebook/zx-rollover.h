/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * ZxRolloverMove:
 * @student: who
 * @grade: (nullable): of the year that ends
 * @class_name: (nullable): of the year that ends
 * @next_grade: (nullable): in static memory; %NULL: leaves the school as a graduate, or never had a grade
 * @graduates: there is no grade after this one in this school
 *
 * What the new school year means to one child.
 */
typedef struct
{
  gint64      student;
  char       *grade;
  char       *class_name;
  char       *student_no;
  char       *board;
  char       *enrol_status;
  const char *next_grade;
  gboolean    graduates;
} ZxRolloverMove;

/**
 * zx_rollover_plan:
 * @to: a term of the school year after the working one
 *
 * Who moves where: everybody on the roll in the working term (also suspended children) who has
 * no row of enrolment in the new school year yet. Classes keep their names and move up a grade; whoever
 * is in the last grade of the school's stages graduates.
 *
 * Returns: (transfer full) (element-type ZxRolloverMove): by class and name; %NULL with a
 *   %ZX_RECORD_ERROR when @to is no term of the next school year
 */
GPtrArray *zx_rollover_plan    (ZxDb          *db,
                                const char    *to,
                                GError       **error);

/**
 * zx_action_roll_over:
 * @plan: (element-type ZxRolloverMove)
 *
 * Writes the new rows of enrolment (old terms keep showing what was true then), makes the classes
 * of the new year, and sets the working term.
 */
gboolean   zx_action_roll_over (ZxAction      *action,
                                GPtrArray     *plan,
                                const char    *to,
                                GError       **error);

/* Sets the working term; a term that is not known yet is added with its usual days. */
gboolean   zx_action_set_term  (ZxAction      *action,
                                const char    *term,
                                GError       **error);

G_END_DECLS
