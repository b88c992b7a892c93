/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZxCalendar:
 *
 * Which days are working days: Monday to Friday, without holidays, with make-up days (调休).
 *
 * Filled once, read often; reading from several threads is fine as long as nobody adds days. Every reading
 * function accepts a %NULL calendar, which knows no year at all.
 */
typedef struct _ZxCalendar ZxCalendar;

typedef enum
{
  ZX_CALENDAR_HOLIDAY, /* no work, although it may be a weekday */
  ZX_CALENDAR_WORKDAY, /* work, although it may be a weekend: 调休 */
} ZxCalendarDayKind;

/**
 * zx_calendar_new:
 *
 * Returns: (transfer full): a calendar without any table
 */
ZxCalendar *zx_calendar_new                  (void);

ZxCalendar *zx_calendar_ref                  (ZxCalendar        *self);
void        zx_calendar_unref                (ZxCalendar        *self);

/**
 * zx_calendar_add_day:
 * @self: a calendar
 * @date: a date
 * @kind: what it is
 *
 * Adds one day of the table; its year then counts as known. The last word on a date wins.
 *
 * Returns: %FALSE when @date is no date
 */
gboolean    zx_calendar_add_day              (ZxCalendar        *self,
                                              const char        *date,
                                              ZxCalendarDayKind  kind);

/**
 * zx_calendar_add_range:
 * @self: a calendar
 * @first: the first day
 * @last: the last day
 * @kind: what they are
 *
 * As zx_calendar_add_day() for every day from @first to @last, at most 400.
 *
 * Returns: %FALSE, with nothing added, when one is no date, the order is wrong or the range too long
 */
gboolean    zx_calendar_add_range            (ZxCalendar        *self,
                                              const char        *first,
                                              const char        *last,
                                              ZxCalendarDayKind  kind);

/**
 * zx_calendar_knows:
 * @self: (nullable): a calendar
 * @from: a date
 * @to: a date
 *
 * Whether every calendar year from that of @from to that of @to has a table. Where it has none, Monday to
 * Friday was counted, and who shows a result says so.
 */
gboolean    zx_calendar_knows                (ZxCalendar        *self,
                                              const char        *from,
                                              const char        *to);

/**
 * zx_calendar_is_working_day:
 * @self: (nullable): a calendar
 * @date: a date
 *
 * Whether @date is worked. %FALSE for no date.
 */
gboolean    zx_calendar_is_working_day       (ZxCalendar        *self,
                                              const char        *date);

/**
 * zx_calendar_add_working_days:
 * @self: (nullable): a calendar
 * @date: a date, which itself does not count
 * @days: how many working days on; negative goes back; 0 gives @date itself
 *
 * "Reply due on the third working day after receipt" is 3.
 *
 * Returns: (transfer full) (nullable): the date
 */
char       *zx_calendar_add_working_days     (ZxCalendar        *self,
                                              const char        *date,
                                              int                days);

/**
 * zx_calendar_nth_working_day:
 * @self: (nullable): a calendar
 * @start: a date, which is day 1 when it is worked; else the next worked day is
 * @n: 1 or more
 *
 * The last day of a notice of @n working days that is put up on @start.
 *
 * Returns: (transfer full) (nullable): the date
 */
char       *zx_calendar_nth_working_day      (ZxCalendar        *self,
                                              const char        *start,
                                              int                n);

/**
 * zx_calendar_working_days_between:
 * @self: (nullable): a calendar
 * @from: a date
 * @to: a date
 *
 * Returns: working days after @from up to and with @to; negative, counted the same way, when @to is earlier; 0
 *   when one is no date
 */
int         zx_calendar_working_days_between (ZxCalendar        *self,
                                              const char        *from,
                                              const char        *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxCalendar, zx_calendar_unref)

G_END_DECLS
