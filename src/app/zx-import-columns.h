/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-roster-import.h"

G_BEGIN_DECLS

/* The card "What is which column": every column of the file with a sample, and what it becomes.
 * Signals: "changed" when somebody chose another field; "go-back" when its small button is pressed. */
#define ZX_TYPE_IMPORT_COLUMNS (zx_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (ZxImportColumns, zx_import_columns, ZX, IMPORT_COLUMNS, AdwBin)

GtkWidget *zx_import_columns_new         (void);

/* @import: (nullable); call it again when another sheet was selected */
void       zx_import_columns_set_import  (ZxImportColumns *self,
                                          ZxRosterImport  *import);
/* Whether the button that leads back to this step is there. */
void       zx_import_columns_set_compact (ZxImportColumns *self,
                                          gboolean         compact);

/* (transfer full): a text of the file as it may stand on the screen beside others
 * @field: (nullable): what its column becomes */
char      *zx_import_mask                (const char      *field,
                                          const char      *text);
/* (nullable): the position of the column that becomes @field is stored there */
gboolean   zx_import_find_column         (ZxRosterImport  *import,
                                          const char      *field,
                                          guint           *out_position);

G_END_DECLS
