/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-db.h"

G_BEGIN_DECLS

/**
 * zx_snapshot_dup_lines:
 * @snapshot: (nullable): the field `snapshot` of an application
 *
 * The family as it was when the application was handed in, in short lines to read: "家庭人口数：4", "父亲 李国强，务工，残疾".
 *
 * Returns: (transfer full) (array zero-terminated=1): empty where there is none yet; %NULL with @error set
 */
char **zx_snapshot_dup_lines (ZxDb        *db,
                              const char  *snapshot,
                              GError     **error);

G_END_DECLS
