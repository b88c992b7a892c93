/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * ZxDraft:
 * @key: chosen by the form when it opens; stays the same until finished or discarded
 * @kind: the record it will become ("home_visit"), or "import"
 * @student: (0 = none) whose draft it is
 * @body: the form's own JSON text
 *
 * A half-written form. Local: not journaled, survives a kill.
 */
typedef struct
{
  gint64  key;
  char   *kind;
  gint64  student;
  char   *actor;
  char   *body;
  gint64  saved_at_ms;
} ZxDraft;

void       zx_draft_free        (ZxDraft      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxDraft, zx_draft_free)

/* (element-type ZxDraft) newest first; @kind %NULL for all */
GPtrArray *zx_drafts_load       (ZxDb         *db,
                                 const char   *kind,
                                 GError      **error);
/* (nullable) */
ZxDraft   *zx_draft_load        (ZxDb         *db,
                                 gint64        key,
                                 GError      **error);
void       zx_draft_save_async  (ZxCasebook   *casebook,
                                 gint64        key,
                                 const char   *kind,
                                 gint64        student,
                                 const char   *body,
                                 GAsyncReadyCallback callback,
                                 gpointer      user_data);
gboolean   zx_draft_save_finish (ZxCasebook   *casebook,
                                 GAsyncResult *result,
                                 GError      **error);
gboolean   zx_draft_save        (ZxCasebook   *casebook,
                                 gint64        key,
                                 const char   *kind,
                                 gint64        student,
                                 const char   *body,
                                 GError      **error);
gboolean   zx_draft_discard     (ZxCasebook   *casebook,
                                 gint64        key,
                                 GError      **error);
/* Inside the action that finishes it. */
gboolean   zx_action_take_draft (ZxAction     *action,
                                 gint64        key,
                                 GError      **error);
gint64     zx_draft_new_key     (void);

G_END_DECLS
