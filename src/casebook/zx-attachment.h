/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* Files that belong to records. The content lies in the folder beside the casebook, named by its own SHA-256 and never
 * changed again; the casebook holds a row of the kind `attachment` for each use. A file is brought in first
 * (zx_attachment_store()), then an action writes its row; a file whose action failed is discarded.
 */

/**
 * ZxStoredFile:
 * @sha256: of the content, in lower-case hexadecimal digits; the name of the file in the folder
 * @file_name: as the original was called, without its folder
 * @mime: what it is, by its first bytes and its name
 * @size: in bytes
 * @is_new: whether the folder did not have this content before
 */
typedef struct
{
  char      sha256[65];
  char     *file_name;
  char     *mime;
  gint64    size;
  gboolean  is_new;
} ZxStoredFile;

void          zx_stored_file_free          (ZxStoredFile   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxStoredFile, zx_stored_file_free)

/**
 * zx_attachment_store:
 * @casebook: open for writing
 * @path: a file; it is only read
 *
 * Copies a file into the folder of the attachments: to a temporary name, synced, renamed. Content that is there
 * already is kept once. Any thread; takes 64 KiB of memory whatever the size.
 *
 * Returns: (transfer full): %NULL with @error set and nothing left behind: %ZX_DB_ERROR_NOT_FOUND and
 *   %ZX_DB_ERROR_FAILED where @path cannot be read, %ZX_DB_ERROR_FULL and %ZX_DB_ERROR_READ_ONLY where the folder
 *   cannot be written, %ZX_RECORD_ERROR_INVALID for an empty file
 */
ZxStoredFile *zx_attachment_store          (ZxCasebook     *casebook,
                                            const char     *path,
                                            GCancellable   *cancellable,
                                            GError        **error);

/**
 * zx_attachment_discard:
 *
 * Takes a stored file away again, if this brought it in and no record names it: its action failed.
 */
void          zx_attachment_discard        (ZxCasebook     *casebook,
                                            ZxStoredFile   *file);

/* Writes name, type, size and sum into a new record of the kind attachment. */
void          zx_attachment_describe       (ZxRecord       *record,
                                            ZxStoredFile   *file);

/**
 * zx_action_attach:
 * @field: (nullable): the field of type file of @kind
 *
 * Adds the attachment of a record; later ones stand behind earlier ones.
 */
gboolean      zx_action_attach             (ZxAction       *action,
                                            const ZxKind   *kind,
                                            gint64          owner,
                                            const char     *field,
                                            ZxStoredFile   *file,
                                            GError        **error);
/* (transfer full) (element-type gint64): the live attachments of a record, in order. @field %NULL: of all its fields */
GArray       *zx_attachments_load          (ZxDb           *db,
                                            const ZxKind   *kind,
                                            gint64          owner,
                                            const char     *field,
                                            GError        **error);
/* What belonged to a record goes with it. */
gboolean      zx_action_remove_attachments (ZxAction       *action,
                                            const ZxKind   *kind,
                                            gint64          owner,
                                            GError        **error);

/* The file of an attachment. (transfer full) */
char         *zx_attachment_dup_path       (ZxCasebook     *casebook,
                                            const char     *sha256);
/* Whether a name in the folder is that of stored content, and not a work file. */
gboolean      zx_attachment_is_sum         (const char     *name);
/* Whether a name is that of a copy that was not finished. */
gboolean      zx_attachment_is_part        (const char     *name);

G_END_DECLS
