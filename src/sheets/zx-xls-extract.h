/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

/*
 * What the helper process says about an .xls, on a pipe, numbers as this machine has them:
 *
 *   ZX_XLS_MAGIC, then any of
 *   'S' u32 length, bytes               the name of a sheet
 *   'R' u32 row                         a row begins, from 1
 *   't' u16 column, u32 length, bytes   a text, UTF-8
 *   'd' u16 column, u32 length, bytes   a date or time as FreeXL writes it
 *   'n' u16 column, f64                 a number
 *   'E' u8 status                       the end; nothing follows
 *
 * The reading side believes none of it: a damaged file may have damaged the helper.
 */
#define ZX_XLS_MAGIC "ZXXLS1\n"

typedef enum
{
  ZX_XLS_STATUS_OK,
  ZX_XLS_STATUS_DAMAGED,
  ZX_XLS_STATUS_PASSWORD,
  ZX_XLS_STATUS_NO_MEMORY,
  ZX_XLS_STATUS_NO_SHEET,
} ZxXlsStatus;

/* Writes the names of the sheets where @sheet is negative, else the rows of that sheet. */
void zx_xls_extract (const char *path,
                     int         sheet,
                     FILE       *out);
