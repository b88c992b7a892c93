/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* Who should be aided and is not, and what does not stand as the rules want it: the findings of the coverage audit that
 * identification gives, and how fair the classes look beside each other. */

/**
 * ZxFinding:
 * @id: key of its record of kind `finding`, the same on every laptop; the record may not be stored yet
 * @code: "A01" …
 * @student: 0 where no single child is concerned
 * @about_kind, @about: (nullable): the record it is about: "application", "notice", "class", "match_row", "home_visit", "student"
 * @words: one translated sentence
 * @reason: (nullable): code of NOAIDREASON, as somebody gave it
 * @state: code of FINDSTATE: "1" to check
 */
typedef struct
{
  gint64      id;
  const char *code;
  gint64      student;
  const char *about_kind;
  gint64      about;
  char       *words;
  char       *reason;
  char       *state;
} ZxFinding;

void       zx_finding_free        (ZxFinding    *self);

/**
 * zx_coverage_load:
 * @term: (nullable): %NULL for the working term
 * @out_term: (optional) (transfer full): the term judged
 *
 * A01 in a protected group without application · A09 no notice before the confirmation · A10 objection open at the
 * confirmation · A11 on a department's list, not in the school · A12 lists contradict · A14 file incomplete · A15 notice over
 * and still posted · A17 share of levels of a class far from the school's · A18 change in the family not followed.
 *
 * Returns: (transfer full) (element-type ZxFinding): by code, then class and name
 */
GPtrArray *zx_coverage_load       (ZxDb         *db,
                                   const char   *term,
                                   const char   *today,
                                   char        **out_term,
                                   GError      **error);
/* Stores those that are not stored yet, so that reason and state can be given. An entry of the log: no undo meets it. */
gboolean   zx_casebook_keep_findings (ZxCasebook *casebook,
                                   GPtrArray    *findings,
                                   const char   *term,
                                   GError      **error);

/* How many points a class may differ from the school. */
#define ZX_FAIR_POINTS 15

/**
 * ZxClassShare:
 * @n_enrolled: children of the class on the roll
 * @counts: of them with level 1, 2, 3; [0] without
 * @points: share of each level in this class less that in the school, in percentage points
 * @is_outlier: whether one of them is beyond %ZX_FAIR_POINTS
 *
 * The levels of a class beside those of the school, in the working term.
 */
typedef struct
{
  gint64    class_id;
  char     *class_words;
  guint     n_enrolled;
  guint     counts[4];
  double    points[4];
  gboolean  is_outlier;
} ZxClassShare;

void       zx_class_share_free    (ZxClassShare *self);
/* (element-type ZxClassShare), by class; @out_school: (optional): the whole school */
GPtrArray *zx_class_shares_load   (ZxDb         *db,
                                   ZxClassShare *out_school,
                                   GError      **error);

/**
 * zx_rotation_load:
 * @class_id: a class of the working school year
 *
 * Children of the class whose level alternated with others' year after year: who had a level in one of the last years and
 * not in the next, and again, while as many others had it in turn. A hint that turns are taken (轮流坐庄).
 *
 * Returns: (transfer full) (element-type gint64): students
 */
GArray    *zx_rotation_load       (ZxDb         *db,
                                   gint64        class_id,
                                   GError      **error);

G_END_DECLS
