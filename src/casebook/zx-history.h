/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

typedef struct
{
  const ZxField *field;
  ZxValue        from;
  ZxValue        to;
} ZxFieldChange;

/**
 * ZxRowChange:
 * @op: 'a' add, 'c' change, 'r' remove (deleted_at was set)
 * @fields: (element-type ZxFieldChange)
 */
typedef struct
{
  const ZxKind *kind;
  gint64        id;
  char          op;
  GArray       *fields;
} ZxRowChange;

/**
 * ZxHistoryEntry:
 * @action: number of this casebook; rises, never reused
 * @time_ms: as the writer's clock showed it
 * @type: "normal", "undo", "redo", "import"
 * @undone: whether it is undone at present
 * @changes: (element-type ZxRowChange): in the order of writing; at most the first 200, see
 *   zx_history_each_change()
 * @n_rows: rows touched in all
 * @jids: (element-type gint64): the entries of the journal that the changes stand in, oldest first
 */
typedef struct
{
  gint64     action;
  ZxEntryId  entry;
  gint64     time_ms;
  char      *actor;
  char      *words;
  char      *type;
  gboolean   undone;
  GPtrArray *changes;
  guint      n_rows;
  GArray    *jids;
} ZxHistoryEntry;

void        zx_history_entry_free   (ZxHistoryEntry  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxHistoryEntry, zx_history_entry_free)

/**
 * zx_history_load:
 * @kind: (nullable): with @id, only the actions that touched this record or rows it owns, and of
 *   them only those changes
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type ZxHistoryEntry): newest first
 */
GPtrArray  *zx_history_load         (ZxDb            *db,
                                     const ZxKind    *kind,
                                     gint64           id,
                                     guint            limit,
                                     GError         **error);

typedef void (*ZxRowChangeFunc) (const ZxRowChange *change,
                                 gpointer           data);

/**
 * zx_history_each_change:
 * @entry: from zx_history_load()
 * @id: the record that was asked for there, or 0
 * @func: called for every change of the action that concerns the record, in the order of writing
 *
 * All changes, however many: of a bulk action some thousand are in memory at a time.
 */
gboolean    zx_history_each_change  (ZxDb            *db,
                                     ZxHistoryEntry  *entry,
                                     gint64           id,
                                     ZxRowChangeFunc  func,
                                     gpointer         data,
                                     GError         **error);

/**
 * ZxUndoResult:
 * @undid: the action taken back (or made again)
 * @words: what it was
 * @kept: (element-type utf8): sentences about fields that somebody changed since and that were left alone
 */
typedef struct
{
  gint64     action;
  gint64     undid;
  char      *words;
  GPtrArray *kept;
} ZxUndoResult;

void        zx_undo_result_clear    (ZxUndoResult    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxUndoResult, zx_undo_result_clear)

/* So many actions back goes a window; older ones are taken back on the page of the history. */
#define ZX_UNDO_STEPS 30

/**
 * zx_casebook_undo:
 * @action: a number of the history; 0 for the newest that is not undone and no undo or redo itself
 * @since: with @action 0: only actions numbered above it (the window's own since start), of this laptop, and the newest
 *   %ZX_UNDO_STEPS of them; else 0
 *
 * %ZX_RECORD_ERROR_NOT_FOUND with nothing to do; %ZX_RECORD_ERROR_RULE where decision 11 refuses.
 */
gboolean    zx_casebook_undo        (ZxCasebook      *self,
                                     gint64           action,
                                     gint64           since,
                                     ZxUndoResult    *out_result,
                                     GError         **error);
/* @action 0: what was undone last, unless a new action came after it. */
gboolean    zx_casebook_redo        (ZxCasebook      *self,
                                     gint64           action,
                                     gint64           since,
                                     ZxUndoResult    *out_result,
                                     GError         **error);
/* What Ctrl+Z would take back; (transfer full) (nullable): its words */
char       *zx_casebook_dup_undo_words (ZxCasebook   *self,
                                     gint64           since);
char       *zx_casebook_dup_redo_words (ZxCasebook   *self,
                                     gint64           since);
/* The highest action number so far. */
gint64      zx_casebook_get_last_action (ZxCasebook  *self);

G_END_DECLS
