/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * ZxOrigin:
 * @created_ms: when it was entered, as the writer's clock showed it
 * @created_by: by whom
 * @updated_ms: when a field of it was written last; as @created_ms while it stands as it was entered
 *
 * Who entered a record and who changed it last: read from the history, so that it needs no fields.
 */
typedef struct
{
  gint64  created_ms;
  char   *created_by;
  gint64  updated_ms;
  char   *updated_by;
} ZxOrigin;

void     zx_origin_clear (ZxOrigin      *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxOrigin, zx_origin_clear)

gboolean zx_origin_load  (ZxOrigin      *self,
                          ZxDb          *db,
                          const ZxKind  *kind,
                          gint64         id,
                          GError       **error);

G_END_DECLS
