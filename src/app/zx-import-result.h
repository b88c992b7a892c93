/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-roster-import.h"

G_BEGIN_DECLS

/* The last step: what the import did, and what to look at. */
#define ZX_TYPE_IMPORT_RESULT (zx_import_result_get_type ())
G_DECLARE_FINAL_TYPE (ZxImportResult, zx_import_result, ZX, IMPORT_RESULT, AdwBin)

GtkWidget *zx_import_result_new  (void);

/* @db: to find the names of students */
void       zx_import_result_show (ZxImportResult       *self,
                                  const ZxRosterResult *result,
                                  ZxDb                 *db);

G_END_DECLS
