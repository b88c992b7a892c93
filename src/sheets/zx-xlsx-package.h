/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-private.h"

G_BEGIN_DECLS

/* The zip package of an .xlsx: named parts, each read from its start to its end. Nothing is ever
 * unpacked to disk, and no part is looked for outside the package. */
typedef struct _ZxXlsxPackage ZxXlsxPackage;

/* May stop early by returning FALSE with no error set. */
typedef gboolean (*ZxXlsxChunkFunc) (gpointer     user_data,
                                     const char  *chunk,
                                     gsize        length,
                                     GError     **error);

ZxXlsxPackage *zx_xlsx_package_open    (ZxSheetContext   *context,
                                        GCancellable     *cancellable,
                                        GError          **error);
void           zx_xlsx_package_free    (ZxXlsxPackage    *self);

/* Names are compared without regard to case, as Excel does. */
gboolean       zx_xlsx_package_has     (ZxXlsxPackage    *self,
                                        const char       *part);

/* Reads all of @part and checks its checksum. @report: whether this is the long one. */
gboolean       zx_xlsx_package_read    (ZxXlsxPackage    *self,
                                        const char       *part,
                                        gboolean          report,
                                        ZxXlsxChunkFunc   func,
                                        gpointer          user_data,
                                        GCancellable     *cancellable,
                                        GError          **error);

/* "xl/workbook.xml" and "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml" give
 * "xl/worksheets/sheet1.xml"; NULL where the target leads out of the package. */
char          *zx_xlsx_package_resolve (const char       *base,
                                        const char       *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxXlsxPackage, zx_xlsx_package_free)

G_END_DECLS
