/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * ZxBackupError:
 * @ZX_BACKUP_ERROR_PASSPHRASE: it is needed, or it is not the right one
 * @ZX_BACKUP_ERROR_DAMAGED: this is no backup, or it was cut short, changed or made to do harm
 * @ZX_BACKUP_ERROR_NEWER: it was written by a newer version of the program
 *
 * What can be wrong with the file itself; nothing was changed. An output that stands there
 * already is %G_IO_ERROR_EXISTS, stopping is %G_IO_ERROR_CANCELLED, a full or missing disk and
 * everything about the casebook a #ZxDbError.
 */
typedef enum
{
  ZX_BACKUP_ERROR_PASSPHRASE,
  ZX_BACKUP_ERROR_DAMAGED,
  ZX_BACKUP_ERROR_NEWER,
} ZxBackupError;

#define ZX_BACKUP_ERROR (zx_backup_error_quark ())
GQuark   zx_backup_error_quark        (void);

/**
 * ZxBackupResult:
 * @file: where it stands
 * @sha256: of the whole file, in hex
 * @school: whose casebook it is
 * @created: when it was made, "2026-10-17T08:30:00Z"; %NULL for a bare copy of a casebook
 * @size: of the file, in bytes
 * @n_files: attachments inside
 * @counts: (element-type utf8 gsize): key of a kind → its live rows (GSIZE_TO_POINTER); the kinds
 *   in the order of zx_kinds_get() are all there
 * @missing: (element-type utf8): attachments that the casebook names and that were not to be
 *   found, or not as they were; sentences. Empty when all is well
 * @verified: it was read back whole and compared
 */
typedef struct
{
  char       *file;
  char       *sha256;
  char       *school;
  char       *created;
  gint64      size;
  guint       n_files;
  GHashTable *counts;
  GPtrArray  *missing;
  gboolean    verified;
} ZxBackupResult;

void     zx_backup_result_clear       (ZxBackupResult   *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxBackupResult, zx_backup_result_clear)

/**
 * ZxBackupProgress:
 * @fraction: 0 … 1
 *
 * Called in the thread that does the work, at most some hundred times.
 */
typedef void (*ZxBackupProgress) (double   fraction,
                                  gpointer data);

/**
 * zx_backup_write:
 * @casebook: may be open for reading only
 * @path: the zip to write; with @replace %FALSE nothing may stand there
 * @passphrase: (nullable): encrypts every member with AES-256. Such a zip opens in 7-Zip, not in the file manager
 * @progress: (nullable):
 *
 * Writes one zip with `casebook.zhuxue`, `files/SHA256` for each attachment and `manifest.json`.
 * It is written beside @path, synced, opened again, read back whole and compared, and only then
 * renamed; what stood there before is replaced by a good backup or stays. Sets the local fact
 * `last_backup` (ISO, UTC) where the casebook is open for writing.
 *
 * Blocks for as long as the disk needs, so the window calls it in a thread of its own (any
 * thread will do); work in the casebook goes on meanwhile.
 */
gboolean zx_backup_write              (ZxCasebook       *casebook,
                                       const char       *path,
                                       const char       *passphrase,
                                       gboolean          replace,
                                       ZxBackupResult   *out_result,
                                       GCancellable     *cancellable,
                                       ZxBackupProgress  progress,
                                       gpointer          progress_data,
                                       GError          **error);

/**
 * zx_backup_verify:
 * @path: a zip, or a bare copy of a casebook (.zhuxue)
 *
 * Reads the whole file: every member against its SHA-256, the casebook inside opened, checked
 * by SQLite, its history checked link by link, and counted.
 */
gboolean zx_backup_verify             (const char       *path,
                                       const char       *passphrase,
                                       ZxBackupResult   *out_result,
                                       GCancellable     *cancellable,
                                       ZxBackupProgress  progress,
                                       gpointer          progress_data,
                                       GError          **error);

/**
 * zx_backup_restore:
 * @path: a zip, or a bare copy of a casebook (.zhuxue)
 * @casebook_path: the new file; neither it nor its folder of attachments may exist
 *
 * Does what zx_backup_verify() does, then puts a casebook at @casebook_path, with a device number of
 * its own, and its attachments beside it. All of it stands there, or nothing does.
 */
gboolean zx_backup_restore            (const char       *path,
                                       const char       *passphrase,
                                       const char       *casebook_path,
                                       ZxBackupResult   *out_result,
                                       GCancellable     *cancellable,
                                       ZxBackupProgress  progress,
                                       gpointer          progress_data,
                                       GError          **error);

/* Whether reading @path needs a passphrase. Reads only the beginning. */
gboolean zx_backup_needs_passphrase   (const char       *path);
/* (transfer full): "晨光小学_备份_20261123-1630.zip", for the dialog that asks where */
char    *zx_backup_dup_file_name      (ZxCasebook       *casebook);

G_END_DECLS
