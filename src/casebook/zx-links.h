/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-record.h"

G_BEGIN_DECLS

/**
 * ZxLinks:
 * @kind: a kind whose records can belong to or name the record asked about
 * @ids: (element-type gint64): its live records that do, in that kind's usual order; may be empty
 */
typedef struct
{
  const ZxKind *kind;
  GArray       *ids;
} ZxLinks;

/**
 * zx_record_load_links:
 * @kind: kind of the record
 * @id: its key
 *
 * Everything that hangs on a record: rows that refer to it, records that hold it in a list
 * (the visits of a child), its attachments, and for a student the family with its members
 * and categories. Rows that only carry a list (visit_child) and logs are not named. Kinds
 * without any such record are there with an empty list, so the shape depends on @kind only.
 *
 * Returns: (transfer full) (element-type ZxLinks): in the order of the kinds
 */
GPtrArray *zx_record_load_links  (ZxDb          *db,
                                  const ZxKind  *kind,
                                  gint64         id,
                                  GError       **error);

G_END_DECLS
