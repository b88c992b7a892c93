/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/**
 * ZxStrip:
 *
 * The body of a long table. Its rows go straight into the file where libxlsxwriter (constant-memory mode) collects the
 * sheet, in the same words it would use itself; formats, page, head and foot stay the library's business. That
 * costs a fifth of handing it every cell: the library builds each one in memory and prints it with fprintf().
 *
 * Only text that zx_cell_text() has looked at may be written: nothing but & < > is minded here.
 */
typedef struct _ZxStrip ZxStrip;

/* @formats: (array length=n_columns): one for each column; all belong to the workbook */
ZxStrip  *zx_strip_new         (lxw_format * const *formats,
                                guint               n_columns);
void      zx_strip_free        (ZxStrip            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxStrip, zx_strip_free)

/* From here on the rows of @sheet are ours, until the library gets a row below them. */
void      zx_strip_begin_sheet (ZxStrip            *self,
                                lxw_worksheet      *sheet);

/* Each column once, from left to right. */
void      zx_strip_begin_row   (ZxStrip            *self,
                                lxw_row_t           row);
void      zx_strip_add_text    (ZxStrip            *self,
                                const char         *text);
/* @decimals: 0, or 2 for an amount in hundredths */
void      zx_strip_add_number  (ZxStrip            *self,
                                gint64              number,
                                guint               decimals);
void      zx_strip_add_blank   (ZxStrip            *self);
/* @height_pt: 0 for that of the sheet. Whether the row was written: else see errno. */
gboolean  zx_strip_end_row     (ZxStrip            *self,
                                guint               height_pt);

G_END_DECLS
