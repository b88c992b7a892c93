/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The list of rejected rows, .csv or .xlsx by its name: row, code, reason, then the file's own columns. Written
 * beside its name and renamed by close; freed without close it leaves nothing. */
typedef struct _ZxRejectWriter ZxRejectWriter;

ZxRejectWriter *zx_reject_writer_open  (const char          *path,
                                        const char * const  *headings,
                                        guint                n_columns,
                                        GError             **error);
gboolean        zx_reject_writer_add   (ZxRejectWriter      *self,
                                        guint                row,
                                        const char          *code,
                                        const char          *reason,
                                        const char * const  *texts,
                                        GError             **error);
gboolean        zx_reject_writer_close (ZxRejectWriter      *self,
                                        GError             **error);
void            zx_reject_writer_free  (ZxRejectWriter      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxRejectWriter, zx_reject_writer_free)

G_END_DECLS
