/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-window.h"

G_BEGIN_DECLS

/* An open casebook in the window: what every page needs of it. One per window; there is one even
 * while no casebook is open, but then zx_session_get_casebook() is NULL and no page is shown.
 *
 * Pages go to each other by actions of the window, so that none includes another:
 *   win.open-student (x id)      win.record-visit (x student, 0 = ask)   win.open-draft (x key)
 *   win.open-visit (x id)        win.import                             win.rejected-rows
 *   win.register-student         win.history                            win.ledgers (s name, "" = list)
 * Each group of pages adds its sections and actions in its own zx_…_install (window). */
#define ZX_TYPE_SESSION (zx_session_get_type ())
G_DECLARE_FINAL_TYPE (ZxSession, zx_session, ZX, SESSION, GObject)

/* The session of the window @widget is in. */
ZxSession  *zx_session_of             (gpointer             widget);
ZxWindow   *zx_session_get_window     (ZxSession           *self);

/* (nullable) */
ZxCasebook *zx_session_get_casebook   (ZxSession           *self);
/* Takes @casebook; closes the one before. Shows the sections and goes to Today. */
void        zx_session_set_casebook   (ZxSession           *self,
                                       ZxCasebook          *casebook);
/* The main thread's read connection. */
ZxDb       *zx_session_get_db         (ZxSession           *self);
/* "2026-11-23"; follows the clock, or the demo's day; the last day of an old term that is looked at. */
const char *zx_session_get_today      (ZxSession           *self);
/* "2026-2027-1", the working term, or the old one that is looked at */
const char *zx_session_get_term       (ZxSession           *self);
/* Looks at an old term: everything shows what was true at its end and can only be read. %NULL: back to the working term */
void        zx_session_look_at_term   (ZxSession           *self,
                                       const char          *term);
/* (nullable): the old term that is looked at */
const char *zx_session_get_old_term   (ZxSession           *self);
gboolean    zx_session_is_demo        (ZxSession           *self);
/* FALSE for a casebook that may only be read, and while an old term is looked at. */
gboolean    zx_session_can_write      (ZxSession           *self);

/**
 * zx_session_act:
 * @label: as zx_casebook_act()
 * @toast: (nullable): what the toast says; NULL takes what the history says
 *
 * Does it on the storage thread; then a toast with Undo, or the error in the strip above the page.
 * Pages read again by themselves. @data is given to @free_data when done.
 */
void        zx_session_act            (ZxSession           *self,
                                       const char          *label,
                                       const char          *toast,
                                       ZxActionFunc         func,
                                       gpointer             data,
                                       GDestroyNotify       free_data);
/* The toast alone, for who called the casebook itself. @bulk: 15 seconds instead of 8 */
void        zx_session_did            (ZxSession           *self,
                                       const char          *words,
                                       const ZxEntryId     *entry,
                                       gboolean             bulk);
/* One field of one record, from an entry that was left: stores it if it is valid. On failure @error
 * says what to write under the field; nothing is shown. */
gboolean    zx_session_store_field    (ZxSession           *self,
                                       const ZxKind        *kind,
                                       gint64               id,
                                       const char          *field,
                                       const char          *value,
                                       GError             **error);
/* An error nobody waits for, in the strip above the page. Cancelled is not shown. */
void        zx_session_report         (ZxSession           *self,
                                       const GError        *error);
/* Takes back or makes again one action, with a toast; 0: the newest of this session */
void        zx_session_undo           (ZxSession           *self,
                                       gint64               action);
void        zx_session_redo           (ZxSession           *self);

/**
 * ZxReadFunc:
 * @db: a connection of the worker's own
 * @today: the day by which rules judge
 *
 * Returns: (nullable): what was read
 */
typedef gpointer (*ZxReadFunc)     (ZxDb       *db,
                                    const char *today);
/* @result: (nullable) (transfer none) */
typedef void     (*ZxReadDoneFunc) (gpointer    owner,
                                    gpointer    result);

/**
 * zx_session_read:
 * @func: called in a worker
 * @done: called in the main thread afterwards
 * @owner: what @done is given; where it is gone by then, or another casebook is open, @done is not called
 *
 * Reads what takes long in a large casebook without holding up the window. Before the window was drawn for the first
 * time it waits for that. One reading runs after the other, in this order. While an old term is looked at, @func and
 * @done are called at once: only the connection of the main thread shows that term.
 */
void        zx_session_read           (ZxSession           *self,
                                       ZxReadFunc           func,
                                       GDestroyNotify       free_result,
                                       ZxReadDoneFunc       done,
                                       GObject             *owner);

/* As ZxReadFunc, for a question in @data. */
typedef gpointer (*ZxAskFunc)      (ZxDb       *db,
                                    const char *today,
                                    gpointer    data);

/**
 * zx_session_ask:
 * @data: given to @func; @free_data frees it in the thread it ends up in
 * @cancellable: (nullable): nobody wants the answer any more: @func is not called if it was not yet, @done never
 *
 * As zx_session_read(), with a question that can be superseded by another.
 */
void        zx_session_ask            (ZxSession           *self,
                                       ZxAskFunc            func,
                                       gpointer             data,
                                       GDestroyNotify       free_data,
                                       GDestroyNotify       free_result,
                                       ZxReadDoneFunc       done,
                                       GCancellable        *cancellable,
                                       GObject             *owner);

/* Signal "opened": another casebook, or none. Signal "changed": something was written, or a new day. */

G_END_DECLS
