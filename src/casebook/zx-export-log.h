/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/**
 * ZxExport:
 * @what: what was written: "L08 家访工作台账"
 * @file: where to; only the bare name is kept
 * @reason: (nullable): why; %NULL is an empty reason
 * @rows: rows of the table
 * @sha256: (nullable): of the whole file
 * @full_values: whether ID numbers, accounts or phones stand in it in full
 *
 * A file that left the casebook.
 */
typedef struct
{
  const char *what;
  const char *file;
  const char *reason;
  gint64      rows;
  const char *sha256;
  gboolean    full_values;
} ZxExport;

/**
 * zx_export_log_add:
 *
 * Adds a line to the export log, with the time and the person acting. Any thread; must not be called inside an
 * action. Lines of the log are kept when other things are undone.
 */
gboolean zx_export_log_add (ZxCasebook      *casebook,
                            const ZxExport  *export,
                            GError         **error);

G_END_DECLS
