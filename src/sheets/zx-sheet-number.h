/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZX_SHEET_NUMBER_BYTES 64

/**
 * ZxSheetNumberKind:
 * @ZX_SHEET_NUMBER_PLAIN: shown as a number
 * @ZX_SHEET_NUMBER_PADDED: shown with leading zeros
 * @ZX_SHEET_NUMBER_DATE: shown as a date
 * @ZX_SHEET_NUMBER_MONTH: shown as year and month
 * @ZX_SHEET_NUMBER_DATE_TIME: shown as date and time
 * @ZX_SHEET_NUMBER_TIME: shown as a time of day or a duration
 *
 * What a number format makes of a number.
 */
typedef enum
{
  ZX_SHEET_NUMBER_PLAIN,
  ZX_SHEET_NUMBER_PADDED,
  ZX_SHEET_NUMBER_DATE,
  ZX_SHEET_NUMBER_MONTH,
  ZX_SHEET_NUMBER_DATE_TIME,
  ZX_SHEET_NUMBER_TIME,
} ZxSheetNumberKind;

typedef struct
{
  guint8 kind;
  guint8 width; /* digits of PADDED */
} ZxSheetNumberFormat;

/* The meaning of a built-in format, with those that only Chinese Excel has. */
ZxSheetNumberFormat zx_sheet_number_format_builtin (guint           id);

/* The meaning of a format code such as `yyyy"年"m"月"d"日";@`. */
ZxSheetNumberFormat zx_sheet_number_format_parse   (const char     *code);

/* Reads a number as files write it ("12.5", "1E-3"), whatever the locale. */
gboolean            zx_sheet_number_parse          (const char     *text,
                                                    gsize           length,
                                                    double         *out_number);

/**
 * zx_sheet_number_print:
 * @number: a finite number
 * @raw: (nullable): how the file writes it
 * @raw_length: bytes of @raw
 * @width: digits to fill with leading zeros, 0 for none
 * @buffer: takes the text
 *
 * The number with at most 15 significant digits, as Excel keeps it, without exponent.
 *
 * Returns: bytes written
 */
gsize               zx_sheet_number_print          (double          number,
                                                    const char     *raw,
                                                    gsize           raw_length,
                                                    guint           width,
                                                    char            buffer[ZX_SHEET_NUMBER_BYTES]);

/**
 * zx_sheet_number_print_date:
 * @serial: days since the epoch of the workbook
 * @kind: one of the date and time kinds
 * @date1904: whether the workbook counts from 1904
 * @buffer: takes the text
 * @out_month_only: (out): whether only year and month are meant
 *
 * Returns: bytes written; 0 where @serial is no date that exists
 */
gsize               zx_sheet_number_print_date     (double             serial,
                                                    ZxSheetNumberKind  kind,
                                                    gboolean           date1904,
                                                    char               buffer[ZX_SHEET_NUMBER_BYTES],
                                                    gboolean          *out_month_only);

G_END_DECLS
