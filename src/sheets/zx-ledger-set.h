/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many different numbers there were: 16 bytes for each, however many rows pass. */
typedef struct _ZxLedgerSet ZxLedgerSet;

ZxLedgerSet *zx_ledger_set_new      (void);
void         zx_ledger_set_free     (ZxLedgerSet *self);
void         zx_ledger_set_add      (ZxLedgerSet *self,
                                     gint64       number);
guint        zx_ledger_set_get_size (ZxLedgerSet *self);

G_END_DECLS
