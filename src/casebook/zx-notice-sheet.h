/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-date.h"

G_BEGIN_DECLS

/* What may hang on a wall, and nothing else. Who draws a notice gets this and no record: what is not a member here cannot
 * be printed by mistake. There is no place for ID numbers, addresses, phones of families, birth dates, accounts,
 * categories, facts about a family, photos or names of parents. */

/**
 * ZxNoticeEntry:
 * @name: in the style of the notice: 王小明 or 王*明
 * @mark: (nullable): what tells children of one name in one class apart: the number in class ("12"), else 一, 二 …
 * @class_words: "五(1)班"
 * @grade, @class_name: (nullable): the same in parts, for who groups by class: "P5", "1班"
 * @level_words: (nullable): "特别困难"; only where the notice writes the level, never in a notice of kind 2
 * @programme: (nullable): kind 2 alone
 * @amount_fen: kind 2 alone; 0 otherwise
 *
 * One line.
 */
typedef struct
{
  char   *name;
  char   *mark;
  char   *class_words;
  char   *grade;
  char   *class_name;
  char   *level_words;
  char   *programme;
  gint64  amount_fen;
} ZxNoticeEntry;

/**
 * ZxNoticeSheet:
 * @kind: code of NOTICEKIND: "1" result of identification, "2" aided students, "6" renewed notice
 * @number: (nullable): "RD-2026秋-A01"
 * @title: "家庭经济困难学生认定结果公示"
 * @school: the school's name as it is printed
 * @school_year, @term: (nullable): "2026-2027", "2026-2027-1"
 * @start, @end: first and last day
 * @days: working days
 * @closing_time: "17:00": until then on the last day objections count
 * @reply_days: working days within which an objection is answered
 * @contact_place: (nullable): "教学楼一楼 103 室（资助办）"
 * @contact_name, @contact_phone: (nullable): who receives objections; the school's phone
 * @box: (nullable): where the letter box hangs
 * @watch_name, @watch_phone: (nullable): the county's office
 * @renews_number: (nullable): kind 6: number of the notice it renews
 * @shows_level: whether @level_words of the entries are set
 * @hides_names: whether one character of each name is hidden
 * @is_demo: the sheet must say 演示
 * @calendar_is_known: whether holidays of every year it touches are entered; else Monday to Friday was counted
 * @dated: the day to print under the seal: the first day
 * @entries: (element-type ZxNoticeEntry): by grade, class, then as they were put on it
 */
typedef struct
{
  char      *kind;
  char      *number;
  char      *title;
  char      *school;
  char      *school_year;
  char      *term;
  char       start[ZX_DATE_SIZE];
  char       end[ZX_DATE_SIZE];
  int        days;
  char      *closing_time;
  int        reply_days;
  char      *contact_place;
  char      *contact_name;
  char      *contact_phone;
  char      *box;
  char      *watch_name;
  char      *watch_phone;
  char      *renews_number;
  gboolean   shows_level;
  gboolean   hides_names;
  gboolean   is_demo;
  gboolean   calendar_is_known;
  char       dated[ZX_DATE_SIZE];
  GPtrArray *entries;
} ZxNoticeSheet;

/* What a notice of a kind is called where nobody gave it a title of its own. */
const char *zx_notice_kind_get_title (const char *kind);

/**
 * ZxNoticeOptions:
 * @name_style: (nullable): "full" or "masked"; %NULL as the notice was posted
 * @level: 1 writes the level, 0 does not, -1 as the notice was posted
 *
 * All %NULL and -1 gives the sheet that hangs on the wall.
 */
typedef struct
{
  const char *name_style;
  int         level;
} ZxNoticeOptions;

/**
 * zx_notice_sheet_load:
 * @notice: a record of kind `notice`
 * @options: (nullable): for a preview with other settings
 *
 * The frozen list of a notice, as it may be shown to everybody. Lines that an objection stopped later are still on it: it
 * hangs as it was posted.
 *
 * Returns: (transfer full): the sheet; %ZX_RECORD_ERROR_NOT_FOUND where there is no such notice
 */
ZxNoticeSheet *zx_notice_sheet_load    (ZxDb                   *db,
                                        gint64                  notice,
                                        const ZxNoticeOptions  *options,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_notice_sheet_preview:
 * @applications: (array length=n_applications): those that would be put on it
 * @kind: "1" or "6"
 *
 * The sheet that publishing these applications on @start for @days working days would make: nothing is written.
 */
ZxNoticeSheet *zx_notice_sheet_preview (ZxDb                   *db,
                                        const gint64           *applications,
                                        guint                   n_applications,
                                        const char             *kind,
                                        const char             *start,
                                        int                     days,
                                        const ZxNoticeOptions  *options,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from texts alone, for samples and tests: an empty sheet to be filled in. */
ZxNoticeSheet *zx_notice_sheet_new     (void);
void           zx_notice_sheet_free    (ZxNoticeSheet          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxNoticeSheet, zx_notice_sheet_free)
/* (transfer none): adds an empty entry */
ZxNoticeEntry *zx_notice_sheet_add     (ZxNoticeSheet          *self);

G_END_DECLS
