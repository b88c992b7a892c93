/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZxPages:
 *
 * A document laid out as pages. The window, the printer and every kind of file draw these same pages; nothing is
 * laid out again. It does not change any more; one thread at a time may draw it.
 */
typedef struct _ZxPages ZxPages;

#define ZX_TYPE_PAGES (zx_pages_get_type ())
GType       zx_pages_get_type    (void);

ZxPages    *zx_pages_ref         (ZxPages          *self);
void        zx_pages_unref       (ZxPages          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxPages, zx_pages_unref)

/* At least 1. */
guint       zx_pages_get_n_pages (ZxPages          *self);
/* Of the paper, in points; pages of a document are all alike. */
void        zx_pages_get_size    (ZxPages          *self,
                                  double           *out_width,
                                  double           *out_height);
/**
 * zx_pages_draw:
 * @cr: one unit of which is a point, its origin the upper left corner of the paper
 * @page: from 0
 *
 * Draws what stands on a page, without the white of the paper.
 */
void        zx_pages_draw        (ZxPages          *self,
                                  cairo_t          *cr,
                                  guint             page);
/* (transfer full): the words of a page, a line each, in the order in which they are drawn: for who cannot see it */
char       *zx_pages_dup_text    (ZxPages          *self,
                                  guint             page);
/* "家庭经济困难学生认定结果公示": for the window and for the file's properties. No one's name. */
const char *zx_pages_get_title   (ZxPages          *self);
/* (nullable): characters that no font of this computer has, for a warning: they have to be written by hand */
const char *zx_pages_get_missing (ZxPages          *self);
/* How many children, visits or lines the document is about, for the export log. */
gint64      zx_pages_get_rows    (ZxPages          *self);

/* What a file can be. */
typedef enum
{
  ZX_PAGES_PDF,
  ZX_PAGES_PNG,
  ZX_PAGES_SVG,
} ZxPagesFormat;

/* From the end of a file's name. */
gboolean    zx_pages_format_from_path (const char    *path,
                                       ZxPagesFormat *out_format);

/**
 * zx_pages_write:
 * @path: where to; the folder must exist. Several pages as pictures become NAME-1.png, NAME-2.png …
 * @dpi: of pictures; 0 for 150
 * @replace: existing files are replaced; else they are refused (%G_IO_ERROR_EXISTS)
 * @cancellable: (nullable): stopping leaves no file
 * @out_sha256: (out) (optional): of the first file
 *
 * Writes all pages. Files appear under their names when all are whole and on the disk. A PDF has its fonts in it, only
 * the characters used; it says its title and nothing else about itself: no name, no time. The same pages give the same
 * bytes.
 *
 * Returns: (transfer full) (array zero-terminated=1): the files written, in order
 */
char      **zx_pages_write       (ZxPages          *self,
                                  const char       *path,
                                  ZxPagesFormat     format,
                                  double            dpi,
                                  gboolean          replace,
                                  GCancellable     *cancellable,
                                  char            **out_sha256,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
