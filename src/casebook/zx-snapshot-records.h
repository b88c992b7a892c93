/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-record.h"

G_BEGIN_DECLS

/**
 * zx_snapshot_load_records:
 * @snapshot: the field `snapshot` of an application
 * @kind: %zx_kind_family, %zx_kind_family_member, %zx_kind_category or %zx_kind_student
 *
 * What an application froze, as records of that kind, to be shown like those of today. Fields that the kind does not know any
 * more are left out. The records are not those of the casebook and cannot be saved.
 *
 * Returns: (transfer full) (element-type ZxRecord): in the order in which they were frozen; %NULL with @error set
 */
GPtrArray *zx_snapshot_load_records (ZxDb          *db,
                                     const char    *snapshot,
                                     const ZxKind  *kind,
                                     GError       **error);

G_END_DECLS
