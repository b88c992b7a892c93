/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-number.h"
#include "zx-sheet-private.h"
#include "zx-xlsx-package.h"

G_BEGIN_DECLS

/* An open workbook, as the parts of the .xlsx reader see it. */
typedef struct
{
  ZxSheetContext *context;
  ZxXlsxPackage  *package;
  char           *strings_part; /* NULL when there is none */
  ZxSheetStrings *strings;      /* NULL until a sheet asks for them */
  GArray         *formats;      /* of ZxSheetNumberFormat, by cell style */
  gboolean        date1904;
} ZxXlsxReader;

/* zx-xlsx-strings.c */
ZxSheetStrings *zx_xlsx_read_strings (ZxXlsxReader    *self,
                                      GCancellable    *cancellable,
                                      GError         **error);

/* Turns _x000D_ and its like back into characters, in place. */
gsize           zx_xlsx_unescape     (char            *text,
                                      gsize            length);

/* zx-xlsx-sheet.c */
gboolean        zx_xlsx_read_sheet   (ZxXlsxReader    *self,
                                      const char      *part,
                                      ZxSheetTable    *table,
                                      ZxSheetWriter   *writer,
                                      GCancellable    *cancellable,
                                      GError         **error);

G_END_DECLS
