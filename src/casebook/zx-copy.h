/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * zx_casebook_copy_to:
 *
 * Copies the database as it stands at this moment to a temporary file beside @path that only
 * this user may read, opens and counts the copy, checks its integrity, syncs and renames it.
 * Never replaces a good copy by a bad one. Work goes on meanwhile; any thread, also for a
 * casebook that is open for reading only.
 */
gboolean zx_casebook_copy_to         (ZxCasebook      *self,
                                      const char      *path,
                                      GError         **error);
/**
 * zx_casebook_back_up_locally:
 * @out_path: (optional) (transfer full):
 *
 * Into the folder of local backups beside the casebook, with rotation: 24 hourly, 14 daily, 8
 * weekly, 12 monthly, at most a fifth of the free disk, always the newest.
 */
gboolean zx_casebook_back_up_locally (ZxCasebook      *self,
                                      char           **out_path,
                                      GError         **error);

/**
 * zx_casebook_copy_file:
 * @from: any casebook file, also one that is open elsewhere
 * @to: a new file that only this user may read
 *
 * For taking a look at a file without working in it.
 */
gboolean zx_casebook_copy_file       (const char      *from,
                                      const char      *to,
                                      GCancellable    *cancellable,
                                      GError         **error);

/**
 * ZxInspection:
 * @school: (nullable): whose casebook it is
 * @counts: (element-type utf8 gsize): key of a kind → its live rows (GSIZE_TO_POINTER)
 * @sums: (element-type utf8): SHA-256 of every attachment, sorted, each once
 * @live_sums: (element-type utf8 utf8): of those that are not removed; → the name of the file
 */
typedef struct
{
  char       *school;
  int         schema_version;
  GHashTable *counts;
  GPtrArray  *sums;
  GHashTable *live_sums;
} ZxInspection;

void     zx_inspection_clear         (ZxInspection    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxInspection, zx_inspection_clear)

/**
 * zx_casebook_inspect:
 * @path: a private copy, treated as hostile
 *
 * Opens it for reading and refuses everything that is not a sound casebook: another kind of
 * file (%ZX_DB_ERROR_CORRUPT), a newer one (%ZX_DB_ERROR_NEWER), a foreign schema, damage that SQLite
 * sees, references to nothing, a history whose links do not fit.
 */
gboolean zx_casebook_inspect         (const char      *path,
                                      ZxInspection    *out_inspection,
                                      GCancellable    *cancellable,
                                      GError         **error);
/* The same facts without the checks. */
gboolean zx_inspection_read          (ZxInspection    *self,
                                      ZxDb            *db,
                                      GError         **error);

/**
 * zx_casebook_adopt:
 *
 * Makes an inspected copy a casebook of its own: it gets a new device number, so that its next
 * entries cannot be taken for those of the casebook it was copied from.
 */
gboolean zx_casebook_adopt           (const char      *path,
                                      GError         **error);

/* fsync() of a file, or of a folder after a rename. */
gboolean zx_sync_path                (const char      *path,
                                      GError         **error);

G_END_DECLS
