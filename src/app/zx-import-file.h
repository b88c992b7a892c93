/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-roster-import.h"

G_BEGIN_DECLS

/* The first step: a file, and which sheet of it.
 *
 * Signals: "file-chosen" (path); "sheet-chosen" (index, header row or 0); "draft-continued" (key) and
 * "draft-discarded" (key) of an import begun earlier; "failed" (GError) of the blank template. */
#define ZX_TYPE_IMPORT_FILE (zx_import_file_get_type ())
G_DECLARE_FINAL_TYPE (ZxImportFile, zx_import_file, ZX, IMPORT_FILE, AdwBin)

GtkWidget *zx_import_file_new        (void);

/* @import: (nullable); again when another sheet was selected */
void       zx_import_file_set_import (ZxImportFile   *self,
                                      ZxRosterImport *import);
/* @drafts: (element-type ZxDraft) (nullable): what may be continued */
void       zx_import_file_set_drafts (ZxImportFile   *self,
                                      GPtrArray      *drafts);
void       zx_import_file_set_narrow (ZxImportFile   *self,
                                      gboolean        narrow);

G_END_DECLS
