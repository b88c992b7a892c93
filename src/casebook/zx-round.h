/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-identify.h"
#include "zx-date.h"

G_BEGIN_DECLS

/* Rounds of identification, what waits at each stage, and the notice page. Everything but the zx_action_ functions reads only. */

/**
 * zx_action_open_round:
 * @term: "2026-2027-1"
 * @out_round: (optional): its key
 *
 * Opens the round of a term. Refused while one of that term is open. What was found in school years that are over expires.
 */
gboolean     zx_action_open_round     (ZxAction           *action,
                                       const char         *term,
                                       gint64             *out_round,
                                       GError            **error);
/* Ends the time for applications: nobody can hand in until it is opened again; what is under way goes on. */
gboolean     zx_action_close_round    (ZxAction           *action,
                                       gint64              round,
                                       GError            **error);

/**
 * zx_action_expire_past:
 *
 * What was filed or reported in a school year before @school_year, and that year is over today, has expired.
 */
gboolean     zx_action_expire_past    (ZxAction           *action,
                                       const char         *school_year,
                                       GError            **error);

/**
 * ZxRound:
 * @counts: applications of it in each state
 */
typedef struct
{
  gint64    id;
  char     *term;
  char     *school_year;
  gboolean  is_open;
  char     *opened_on;
  char     *closes_on;
  char     *closed_on;
  guint     counts[ZX_APP_N_STATES];
} ZxRound;

void         zx_round_free            (ZxRound            *self);
/* (transfer full) (element-type ZxRound): newest term first */
GPtrArray   *zx_rounds_load           (ZxDb               *db,
                                       GError            **error);
/* The round that takes applications of a term, open or the newest closed one; 0 where there is none. */
gint64       zx_round_find            (ZxDb               *db,
                                       const char         *term,
                                       gboolean            only_open,
                                       GError            **error);

/**
 * zx_action_carry_forward:
 * @ids: (array length=n_ids): applications of the year before (expired, or confirmed ones of it)
 * @out_n: (optional): drafts made
 *
 * A new draft in the round for each, filled in from the last one. The new commitment, the new snapshot and every step are
 * still needed. Who has a live application of the year already is left out.
 */
gboolean     zx_action_carry_forward  (ZxAction           *action,
                                       gint64              round,
                                       const gint64       *ids,
                                       guint               n_ids,
                                       guint              *out_n,
                                       GError            **error);

/**
 * ZxStageCounts:
 * @stages: how many wait at each stage
 * @to_tell: of those refused: how many families nobody talked to yet (talk of kind 2)
 * @late: how many stay longer than the time limit of their next step
 */
typedef struct
{
  guint stages[ZX_APP_STAGE_N];
  guint to_tell;
  guint late;
} ZxStageCounts;

/**
 * zx_stage_counts_load:
 * @school_year: applications of that year
 * @term: (nullable): only those of one term
 */
gboolean     zx_stage_counts_load     (ZxDb               *db,
                                       const char         *school_year,
                                       const char         *term,
                                       const char         *today,
                                       ZxStageCounts      *out_counts,
                                       GError            **error);

/**
 * ZxStageRow:
 * @level: (nullable): code of LEVEL at this stage; @level_rank: 1 to 4, for the badge; @level_words: ""
 *   where none was given yet
 * @reason: what the family wrote, cut to a line
 * @n_papers, @n_papers_wanted: 材料 3/4; @missing_papers: (nullable): those not there, in words
 * @visited_on: (nullable): date of the newest home visit of its school year
 * @since: date of the step that led here; @days_here: days since; @is_late: over the time limit, or more than 7 days
 * @due_on: (nullable): the time limit of the next step
 * @notice, @until, @n_open: at the stage of the notice: which, its last day for this child, open objections
 * @told: refused: whether somebody talked with the family
 */
typedef struct
{
  gint64      id;
  gint64      student;
  char       *name;
  char       *class_words;
  ZxAppState  state;
  char       *kind;
  char       *level;
  guint       level_rank;
  char       *level_words;
  char       *reason;
  guint       n_papers;
  guint       n_papers_wanted;
  char       *missing_papers;
  char       *visited_on;
  char       *since;
  int         days_here;
  gboolean    is_late;
  char       *due_on;
  gint64      notice;
  char       *until;
  guint       n_open;
  gboolean    told;
} ZxStageRow;

void         zx_stage_row_free        (ZxStageRow         *self);

/**
 * zx_stage_rows_load:
 * @stage: which; @term: (nullable): one term of the year
 * @class_id: 0 for all classes
 *
 * Returns: (transfer full) (element-type ZxStageRow): by class, then name; 3,000 rows in well under 50 ms
 */
GPtrArray   *zx_stage_rows_load       (ZxDb               *db,
                                       const char         *school_year,
                                       const char         *term,
                                       ZxAppStage          stage,
                                       gint64              class_id,
                                       const char         *today,
                                       GError            **error);

/* The newest home visit of the school year at which somebody was met: what a verification by home visit rests on; 0 for none. */
gint64        zx_verifying_visit_find (ZxDb              *db,
                                       gint64             student,
                                       const char        *school_year,
                                       GError           **error);

/**
 * ZxNoticeDay:
 *
 * One day of the strip from the first to the last day of a notice.
 */
typedef struct
{
  char      date[ZX_DATE_SIZE];
  int       number;   /* 1 … days; 0 for a day that does not count */
  gboolean  is_past;
  gboolean  is_today;
  char     *name;     /* (nullable): of the holiday */
} ZxNoticeDay;

/**
 * ZxNoticeLine:
 * @name: in full, for the school's own page
 * @state: of the application now
 * @until: (nullable): last day of this line's own clock
 * @n_open: open objections
 * @is_here: whether its clock runs here, and not on a renewed notice
 */
typedef struct
{
  gint64      id;
  gint64      application;
  gint64      student;
  char       *name;
  char       *class_words;
  ZxAppState  state;
  char       *until;
  guint       n_open;
  gboolean    is_enrolled;
  gboolean    is_here;
} ZxNoticeLine;

/**
 * ZxNoticePage:
 * @state: code of NOTICESTATE on @today: "2" running, "3" paused, "4" over, "5" taken down
 * @days_done: working days that are over, of @days
 * @can_confirm, @must_wait: lines that could be filed now, and lines that stay; @wait_why: (nullable): why they stay, or
 *   why nothing can be done yet: the sentence under the button
 * @calendar_warning: (nullable): a year it touches has no table of holidays
 * @is_posted_late: over, and nobody noted that it was taken down
 * @strip: (element-type ZxNoticeDay)
 * @lines: (element-type ZxNoticeLine)
 * @objections: (element-type gint64): records of kind `objection`, oldest first
 */
typedef struct
{
  gint64      id;
  char       *number;
  char       *title;
  char       *kind;
  char       *start;
  char       *end;
  int         days;
  char       *state;
  int         days_done;
  char       *posted_on;
  char       *posted_by;
  char       *removed_on;
  guint       n_photos;
  guint       can_confirm;
  guint       must_wait;
  char       *wait_why;
  char       *calendar_warning;
  gboolean    is_posted_late;
  GPtrArray  *strip;
  GPtrArray  *lines;
  GArray     *objections;
} ZxNoticePage;

void          zx_notice_page_free     (ZxNoticePage       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxNoticePage, zx_notice_page_free)
ZxNoticePage *zx_notice_page_load     (ZxDb               *db,
                                       gint64              notice,
                                       const char         *today,
                                       GError            **error);
/* (element-type gint64): notices of identification (kinds 1 and 6) of a school year, newest first */
GArray       *zx_notices_load         (ZxDb               *db,
                                       const char         *school_year,
                                       GError            **error);

G_END_DECLS
