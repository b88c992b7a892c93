/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * ZxAgendaWhat:
 * @ZX_AGENDA_FOLLOW_UP: something promised: overdue, due today or in the next three days
 * @ZX_AGENDA_VISIT_OVERDUE: a child in need whom nobody met at home in this period yet (zx-visit-coverage.h)
 * @ZX_AGENDA_DRAFT: a form that was not finished
 * @ZX_AGENDA_BACKUP: the newest backup is older than zx_backup_get_soon_days() (urgent: zx_backup_get_urgent_days())
 * @ZX_AGENDA_REJECTED_ROWS: rows of an import that wait to be corrected
 * @ZX_AGENDA_NOTICE_ENDS: a notice that runs, or is over with children who wait to be filed
 * @ZX_AGENDA_NOTICE_POSTED: a notice that is over and was not taken down
 * @ZX_AGENDA_OBJECTION_DUE: an objection that waits for a reply
 * @ZX_AGENDA_TELL_REFUSED: a refusal that nobody has talked about with the family
 * @ZX_AGENDA_SIGN_FILE: a confirmed child whose family has not signed the file
 */
typedef enum
{
  ZX_AGENDA_FOLLOW_UP,
  ZX_AGENDA_VISIT_OVERDUE,
  ZX_AGENDA_DRAFT,
  ZX_AGENDA_BACKUP,
  ZX_AGENDA_REJECTED_ROWS,
  ZX_AGENDA_NOTICE_ENDS,
  ZX_AGENDA_NOTICE_POSTED,
  ZX_AGENDA_OBJECTION_DUE,
  ZX_AGENDA_TELL_REFUSED,
  ZX_AGENDA_SIGN_FILE,
} ZxAgendaWhat;

/* "follow_up", "visit_overdue", "draft", "backup", "rejected_rows", "notice_ends", "notice_posted", "objection_due",
 * "tell_refused", "sign_file": the words of the command line. */
const char  *zx_agenda_what_to_word  (ZxAgendaWhat    what);

/**
 * ZxAgendaItem:
 * @due: (nullable): by when; for a visit the last day of the period
 * @days: until it is due, negative when overdue; 0 without a date; backup: its age
 * @kind: kind of the record: "follow_up", "student", "draft", "rejected_row", "notice", "objection", "application"; "backup" for the backup
 * @id: its key; of a visit the student, of a draft its own key; 0 for the backup
 * @student: 0 where no single student is concerned
 * @words: one translated sentence
 * @urgent: overdue: a promise after its day, a visit that the last period already missed, a backup that is urgent
 */
typedef struct
{
  ZxAgendaWhat  what;
  char         *due;
  int           days;
  const char   *kind;
  gint64        id;
  gint64        student;
  char         *words;
  gboolean      urgent;
} ZxAgendaItem;

void         zx_agenda_item_free     (ZxAgendaItem   *self);

/**
 * zx_agenda_load:
 * @today: the day by which rules judge
 *
 * Returns: (transfer full) (element-type ZxAgendaItem): promises by due date, then visits (never visited first, then
 *   longest ago), drafts (newest first), backup, rows to correct, notices, objections, families to talk to
 */
GPtrArray   *zx_agenda_load          (ZxDb           *db,
                                      const char     *today,
                                      GError        **error);

/* Only what belongs to need identification: notices, objections, families to talk to. */
GPtrArray   *zx_agenda_load_identify (ZxDb           *db,
                                      const char     *today,
                                      GError        **error);

/* The same with at most so many visits, for a page that shows the first of them; the figures are those of
 * zx_visit_coverage_count(). */
GPtrArray   *zx_agenda_load_some     (ZxDb           *db,
                                      const char     *today,
                                      guint           n_visits,
                                      GError        **error);

/**
 * zx_agenda_count:
 * @items: (element-type ZxAgendaItem): from zx_agenda_load()
 * @out_overdue: (optional): of them overdue
 *
 * How many things there are to do today, as a person counts: each promise that is overdue or due today, each draft, all
 * urgent visits as one, the backup, the rows to correct of one file as one.
 */
guint        zx_agenda_count         (GPtrArray      *items,
                                      guint          *out_overdue);

/* The same figures without reading every child who waits for a visit: they are said as one thing. */
gboolean     zx_agenda_count_today   (ZxDb           *db,
                                      const char     *today,
                                      guint          *out_count,
                                      guint          *out_overdue,
                                      GError        **error);

/**
 * zx_backup_age:
 * @out_day: (optional) (transfer full) (nullable): the day of the newest backup (local fact `last_backup`)
 *
 * Returns: its age in days; where there was none, the days since the casebook was begun
 */
int          zx_backup_age           (ZxDb           *db,
                                      const char     *today,
                                      char          **out_day);

/* After how many days without a backup the school wants to be reminded: the setting `backup_days`, else 7. Three times as
 * long is urgent. */
int          zx_backup_get_soon_days   (ZxDb         *db);
int          zx_backup_get_urgent_days (ZxDb         *db);
gboolean     zx_action_set_backup_days (ZxAction     *action,
                                        int           days,
                                        GError      **error);

G_END_DECLS
