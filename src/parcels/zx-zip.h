/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Zip files with members that are read and written as streams; AES-256 with a passphrase. */

/* Bytes done so far, to be added up by the caller. */
typedef void (*ZxZipTick) (gint64   n_bytes,
                           gpointer data);

/**
 * ZxZipWriter:
 *
 * Writes a new file that only this user may read. A writer that is freed without being closed
 * removes the file.
 */
typedef struct _ZxZipWriter ZxZipWriter;

ZxZipWriter *zx_zip_writer_new        (const char    *path,
                                       const char    *passphrase,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void         zx_zip_writer_free       (ZxZipWriter   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxZipWriter, zx_zip_writer_free)

/**
 * zx_zip_writer_add_file:
 * @out_sha256: 65 bytes: of what was written, in hex
 * @tick: (nullable):
 */
gboolean     zx_zip_writer_add_file   (ZxZipWriter   *self,
                                       const char    *name,
                                       const char    *source,
                                       char          *out_sha256,
                                       gint64        *out_size,
                                       GCancellable  *cancellable,
                                       ZxZipTick      tick,
                                       gpointer       tick_data,
                                       GError       **error);
gboolean     zx_zip_writer_add_text   (ZxZipWriter   *self,
                                       const char    *name,
                                       const char    *text,
                                       gsize          size,
                                       GError       **error);
/* Finishes the file and has the disk confirm it. */
gboolean     zx_zip_writer_close      (ZxZipWriter   *self,
                                       GError       **error);

/**
 * ZxZipReader:
 *
 * Goes through the members of a zip once. Whatever is wrong with the file is a
 * %ZX_BACKUP_ERROR; only plain files with names inside are members.
 */
typedef struct _ZxZipReader ZxZipReader;

ZxZipReader *zx_zip_reader_new        (const char    *path,
                                       const char    *passphrase,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void         zx_zip_reader_free       (ZxZipReader   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxZipReader, zx_zip_reader_free)

/* 1 with a member, 0 at the end, -1 with @error set. @out_name is borrowed until the next call. */
int          zx_zip_reader_next       (ZxZipReader   *self,
                                       const char   **out_name,
                                       GError       **error);
gboolean     zx_zip_reader_is_encrypted (ZxZipReader *self);
/* Bytes of the present member, 0 at its end, -1 with @error set. */
gssize       zx_zip_reader_read       (ZxZipReader   *self,
                                       void          *buffer,
                                       gsize          size,
                                       GError       **error);
/* The present member as text. (transfer full): %NULL with @error set where it is longer than @limit */
char        *zx_zip_reader_read_all   (ZxZipReader   *self,
                                       gsize          limit,
                                       gsize         *out_size,
                                       GError       **error);

G_END_DECLS
