/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-db.h"

G_BEGIN_DECLS

/* Many rows into a table by one statement. The rows are pairs of a text and a number in the program's memory; SQL sees
 * them as the table zx_pairs (text, number). A statement for each row would start, seek from the root and stop every time;
 * one that runs over all rows in order stays where it is, and appends. For the storage layer.
 */

#define ZX_PAIRS_BUFFER 16

/**
 * ZxPairs:
 * @n: how many
 * @get: gives one; @out_text may point into @buffer, or anywhere that stays
 * @data: for @get
 */
typedef struct
{
  gsize          n;
  void         (*get) (gconstpointer  data,
                       gsize          index,
                       char           buffer[ZX_PAIRS_BUFFER],
                       const char   **out_text,
                       gint64        *out_number);
  gconstpointer  data;
} ZxPairs;

/* Makes zx_pairs known to a connection. */
gboolean zx_pairs_register (ZxDb           *db,
                            GError        **error);

/**
 * zx_pairs_run:
 * @sql: a statement that reads `zx_pairs (?1)` and may have ?2, an integer
 * @number: for ?2
 */
gboolean zx_pairs_run      (ZxDb           *db,
                            const char     *sql,
                            const ZxPairs  *pairs,
                            gint64          number,
                            GError        **error);

G_END_DECLS
