/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-private.h"

G_BEGIN_DECLS

/* Reads what the helper process says (zx-xls-extract.h) from @stream: names of sheets into @names, rows
 * into @writer; either may be NULL, and what belongs to it is then an error. Apart for the fuzzer. */
gboolean zx_xls_decode (GInputStream   *stream,
                        GPtrArray      *names,
                        ZxSheetWriter  *writer,
                        GCancellable   *cancellable,
                        GError        **error);

G_END_DECLS
