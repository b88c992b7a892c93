/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-db.h"

G_BEGIN_DECLS

/* The visits, calls and meetings at school that were finished, for lists of them. Reads only. */

/**
 * ZxVisitKey:
 * @is_contact: a row of contact_log; else of home_visit
 */
typedef struct
{
  gint64   id;
  gboolean is_contact;
} ZxVisitKey;

/**
 * zx_visit_keys_load:
 * @text: (nullable): only those whose child, visitor or words hold this text
 *
 * Voided ones are there too: they stay visible. About 60 ms for 100,000 without @text.
 *
 * Returns: (transfer full) (element-type ZxVisitKey): newest first
 */
GArray         *zx_visit_keys_load      (ZxDb           *db,
                                         const char     *text,
                                         GError        **error);
/* How many of them there are that were not voided. */
guint           zx_visits_count         (ZxDb           *db);

/**
 * ZxVisitSummary:
 * @way: code of CHANNEL for a contact; %NULL for a visit at home
 * @way_words: "入户", "电话" …
 * @student: the first child
 * @students: names of all children
 * @visitors: names, who reports first
 * @met: who was met; "" when nobody
 * @text: what was written; "" when nothing
 * @missed: nobody was at home, or not reached
 * @voided_on: (nullable): and @void_reason (nullable): struck through since then
 *
 * One row of such a list.
 */
typedef struct
{
  ZxVisitKey  key;
  char       *date;
  char       *way;
  char       *way_words;
  gint64      student;
  char       *students;
  char       *visitors;
  char       *met;
  char       *text;
  gboolean    missed;
  char       *voided_on;
  char       *void_reason;
} ZxVisitSummary;

void            zx_visit_summary_free   (ZxVisitSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxVisitSummary, zx_visit_summary_free)

/* %NULL without @error where there is none (any more). */
ZxVisitSummary *zx_visit_summary_load   (ZxDb           *db,
                                         ZxVisitKey      key,
                                         GError        **error);

/**
 * ZxVisitPromise:
 * @done_on: (nullable)
 *
 * What was promised at a visit, done or not.
 */
typedef struct
{
  gint64  id;
  char   *what;
  char   *person;
  char   *due;
  char   *done_on;
  char   *result;
} ZxVisitPromise;

void            zx_visit_promise_free   (ZxVisitPromise *self);
/* (element-type ZxVisitPromise): by due date */
GPtrArray      *zx_visit_promises_load  (ZxDb           *db,
                                         ZxVisitKey      key,
                                         GError        **error);

G_END_DECLS
