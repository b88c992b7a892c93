/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/**
 * ZxBook:
 *
 * A workbook on its way to the disk: libxlsxwriter in constant-memory mode, with what that leaves to its callers:
 * every return value looked at, room for the temporary files, a look at what was written, and the file under its name
 * only when all of it is there.
 */
typedef struct _ZxBook ZxBook;

/**
 * zx_book_new:
 * @path: where to
 * @replace: whether an existing file is replaced; else %G_IO_ERROR_EXISTS
 */
ZxBook        *zx_book_new          (const char    *path,
                                     gboolean       replace,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Leaves nothing behind unless zx_book_move_into_place() was successful. */
void           zx_book_free         (ZxBook        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxBook, zx_book_free)

lxw_workbook  *zx_book_get_workbook (ZxBook        *self);

/* %NULL with @error set. The name is made fit for a sheet, and different from those there are. */
lxw_worksheet *zx_book_add_sheet    (ZxBook        *self,
                                     const char    *name,
                                     GError       **error);

/* Whether @code is success; else the sentence for it. */
gboolean       zx_book_check        (lxw_error      code,
                                     GError       **error);

/* Whether what was written so far is on the disk and there is room to go on. Ask every thousand rows. */
gboolean       zx_book_check_room   (ZxBook        *self,
                                     GError       **error);

/**
 * zx_book_close:
 * @out_sha256: (optional) (transfer full): of the file
 *
 * Puts the file together, beside its place, and looks whether all of it is there.
 */
gboolean       zx_book_close        (ZxBook        *self,
                                     GCancellable  *cancellable,
                                     char         **out_sha256,
                                     GError       **error);
gboolean       zx_book_move_into_place (ZxBook     *self,
                                     GError       **error);

G_END_DECLS
