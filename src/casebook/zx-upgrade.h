/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook-private.h"

G_BEGIN_DECLS

/* Bringing a casebook of an older version of the program up to date. For the storage layer. */

/**
 * zx_upgrade:
 * @db: its write connection, not guarded yet
 * @path: the casebook
 * @version: of the schema the casebook has
 *
 * Nothing, where it is up to date. Else a copy of the casebook as it is goes into the folder of the local copies,
 * is opened and checked there, and stays until somebody deletes it; only then the tables change, all or none.
 *
 * Returns: %FALSE with the casebook unchanged
 */
gboolean zx_upgrade             (ZxDb        *db,
                                 const char  *path,
                                 int          version,
                                 GError     **error);
/* Opens it for writing once, for somebody who only wants to read. */
gboolean zx_upgrade_for_reading (const char  *path,
                                 GError     **error);

G_END_DECLS
