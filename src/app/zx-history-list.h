/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* What was done, newest first: when, who, what, from what to what; each can be taken back from here.
 * Of the whole casebook, or of one record and what belongs to it. */
#define ZX_TYPE_HISTORY_LIST (zx_history_list_get_type ())
G_DECLARE_FINAL_TYPE (ZxHistoryList, zx_history_list, ZX, HISTORY_LIST, AdwBin)

/* @kind: (nullable): %NULL for everything */
GtkWidget *zx_history_list_new  (ZxSession     *session,
                                 const ZxKind  *kind,
                                 gint64         id);
void       zx_history_list_load (ZxHistoryList *self);

G_END_DECLS
