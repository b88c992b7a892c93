/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-identify.h"

G_BEGIN_DECLS

/* For the kinds of identification and the functions that move applications. */

/* While a step is taken, what it writes is not a person's own entry: kinds let pass what they otherwise refuse. */
gboolean zx_action_is_stepping      (ZxAction     *action);
void     zx_action_begin_stepping   (ZxAction     *action);
void     zx_action_end_stepping     (ZxAction     *action);

/**
 * zx_action_dup_number:
 * @kind, @field: where such numbers stand
 * @prefix: "SQ"
 * @term: "2026-2027-1"
 * @width: digits
 *
 * Returns: (transfer full): the next one of this laptop: "SQ-2026秋-A0001"; %NULL with @error set
 */
char    *zx_action_dup_number       (ZxAction     *action,
                                     const char   *kind,
                                     const char   *field,
                                     const char   *prefix,
                                     const char   *term,
                                     guint         width,
                                     GError      **error);

/* "1" and "2" are the terms of @record's school year; a term of another year is refused. Fields `school_year` and `term`. */
gboolean zx_record_settle_term      (ZxRecord     *record,
                                     GError      **error);

/* Refuses an ordinary change of a field that only steps write; @field names it. */
gboolean zx_action_refuse_typed     (ZxAction     *action,
                                     ZxRecord     *record,
                                     const char   *field,
                                     GError      **error);

/* zx-application-step.c: an objection that was entered by hand stops its line, as the step would. */
gboolean zx_action_take_objection   (ZxAction     *action,
                                     ZxRecord     *objection,
                                     GError      **error);

/* zx-application-state.c: brings state_now of one application, or one notice, up to date. */
gboolean zx_application_refresh_state (ZxDb       *db,
                                     ZxCalendar   *calendar,
                                     gint64        application,
                                     gboolean     *out_need_changed,
                                     GError      **error);
gboolean zx_notice_refresh_state    (ZxDb         *db,
                                     ZxCalendar   *calendar,
                                     gint64        notice,
                                     GError      **error);
/* Whether its steps follow each other as the table of moves allows. */
gboolean zx_application_check_steps (ZxDb         *db,
                                     gint64        application,
                                     GError      **error);

G_END_DECLS
