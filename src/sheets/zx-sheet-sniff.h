/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-private.h"

G_BEGIN_DECLS

/* What the file really is, held against what its name says. */
gboolean zx_sheet_sniff (ZxSheetFile    *file,
                         ZxSheetFormat  *out_format,
                         GCancellable   *cancellable,
                         GError        **error);

G_END_DECLS
