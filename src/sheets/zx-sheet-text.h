/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-private.h"

G_BEGIN_DECLS

/* Text files of unknown encoding, read as UTF-8. */

typedef enum
{
  ZX_SHEET_ENCODING_UTF8,
  ZX_SHEET_ENCODING_UTF16LE,
  ZX_SHEET_ENCODING_UTF16BE,
  ZX_SHEET_ENCODING_GB18030,
} ZxSheetEncoding;

/* Whatever it is given is whole characters, without byte order mark. */
typedef gboolean (*ZxSheetTextFunc) (gpointer     user_data,
                                     const char  *text,
                                     gsize        length,
                                     GError     **error);

/* Reads the whole file once: UTF-8 if all of it is, else UTF-16 by its mark or its zeros, else GB18030. */
gboolean zx_sheet_text_guess_encoding (ZxSheetFile      *file,
                                       ZxSheetEncoding  *out_encoding,
                                       GCancellable     *cancellable,
                                       GError          **error);

/* Gives the file in pieces of some 64 KiB; @max_bytes of the file at most, 0 for all of it. */
gboolean zx_sheet_text_read           (ZxSheetContext   *context,
                                       ZxSheetEncoding   encoding,
                                       guint64           max_bytes,
                                       ZxSheetTextFunc   func,
                                       gpointer          user_data,
                                       GCancellable     *cancellable,
                                       GError          **error);

G_END_DECLS
