/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-date.h"
#include "zx-student-facts.h"

G_BEGIN_DECLS

/**
 * ZxVisitRule:
 * @by_term: the period is the term, else the calendar quarter
 * @phone_counts: a call, video or meeting at school that reached somebody counts too
 * @start: first day of the period that holds today
 * @end: its last day
 * @last_start: first day of the period before
 * @days_left: days after today until the end: 0 on the last day
 *
 * What counts as visited. The setting `visit_rule` is "quarter" (also without it), "term", "quarter+phone" or
 * "term+phone". A home visit counts when somebody was met; visits that were voided never do.
 */
typedef struct
{
  gboolean by_term;
  gboolean phone_counts;
  char     start[ZX_DATE_SIZE];
  char     end[ZX_DATE_SIZE];
  char     last_start[ZX_DATE_SIZE];
  int      days_left;
} ZxVisitRule;

gboolean     zx_visit_rule_load            (ZxVisitRule      *self,
                                            ZxDb             *db,
                                            const char       *today,
                                            GError          **error);

/**
 * ZxVisitDue:
 * @last_contact: (nullable): newest contact by phone, chat or at school that reached somebody
 * @last_channel: (nullable): its code of CHANNEL
 * @last_words: "173 天前", "27 天前，电话" (a contact of this period), "从未家访", "从未入户，13 天前到校面谈"
 * @note: who is there, in a line: "祖父 139****7714", "送教上门"
 *
 * A child whom somebody still has to visit in this period.
 */
typedef struct
{
  ZxStudentRow *row;
  char         *last_contact;
  char         *last_channel;
  char         *last_words;
  char         *note;
} ZxVisitDue;

/**
 * ZxVisitCoverage:
 * @due: children in need, all of whom are to be visited once in the period
 * @done: of them visited
 * @todo: (element-type ZxVisitDue): the others: never visited first, then longest ago; @due − @done of them, unless
 *   only some were asked for
 */
typedef struct
{
  ZxVisitRule  rule;
  guint        due;
  guint        done;
  GPtrArray   *todo;
} ZxVisitCoverage;

void             zx_visit_coverage_free    (ZxVisitCoverage  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxVisitCoverage, zx_visit_coverage_free)

ZxVisitCoverage *zx_visit_coverage_load    (ZxDb             *db,
                                            const char       *today,
                                            GError          **error);
/* With at most so many of those who wait. */
ZxVisitCoverage *zx_visit_coverage_load_some (ZxDb           *db,
                                            const char       *today,
                                            guint             limit,
                                            GError          **error);
/* Only the two figures and the rule. */
gboolean         zx_visit_coverage_count   (ZxDb             *db,
                                            const char       *today,
                                            ZxVisitRule      *out_rule,
                                            guint            *out_due,
                                            guint            *out_done,
                                            GError          **error);

typedef enum
{
  ZX_VISIT_GROUP_PLACE,   /* by village, in it by group */
  ZX_VISIT_GROUP_CLASS,
  ZX_VISIT_GROUP_LONGEST, /* one group: never visited first, then longest ago */
} ZxVisitGrouping;

/**
 * ZxVisitGroup:
 * @key: the village, or the class as words; "" where it is not known
 * @title: what the card is called
 * @note: (nullable): village: what somebody wrote about the way ("离校约 4 公里，过河")
 * @members: (element-type ZxVisitDue) (transfer none): of the coverage
 */
typedef struct
{
  char      *key;
  char      *title;
  char      *note;
  GPtrArray *members;
} ZxVisitGroup;

void             zx_visit_group_free       (ZxVisitGroup     *self);

/**
 * zx_visit_coverage_group:
 * @db: (nullable): for the notes about villages
 * @staff: 0 for everybody; else only children of classes this teacher leads or whom this teacher visited before
 *
 * Returns: (transfer full) (element-type ZxVisitGroup): valid as long as @self; most children first by village, in the
 *   order of classes by class
 */
GPtrArray       *zx_visit_coverage_group   (ZxVisitCoverage  *self,
                                            ZxDb             *db,
                                            ZxVisitGrouping   grouping,
                                            gint64            staff,
                                            GError          **error);

/* What to know about the way to a village: a setting, shared by everybody. Inside an action; "" forgets it. */
gboolean         zx_action_set_village_note (ZxAction        *action,
                                            const char       *village,
                                            const char       *note,
                                            GError          **error);
char            *zx_village_note_dup       (ZxDb             *db,
                                            const char       *village);

G_END_DECLS
