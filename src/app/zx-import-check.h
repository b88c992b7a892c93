/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-roster-import.h"

G_BEGIN_DECLS

/* The third step: what is to be corrected, what can be imported, what is there already. Follows its
 * import; signal "edited" after everything a person did in it. */
#define ZX_TYPE_IMPORT_CHECK (zx_import_check_get_type ())
G_DECLARE_FINAL_TYPE (ZxImportCheck, zx_import_check, ZX, IMPORT_CHECK, AdwBin)

GtkWidget *zx_import_check_new         (void);

/* @import: (nullable): one that is checked; while other threads work with it, none */
void       zx_import_check_set_import  (ZxImportCheck  *self,
                                        ZxRosterImport *import);
void       zx_import_check_set_narrow  (ZxImportCheck  *self,
                                        gboolean        narrow);
/* Takes what stands in the cells, the one with the focus too. */
void       zx_import_check_flush       (ZxImportCheck  *self);
/* To the first cell that is wrong. */
void       zx_import_check_focus_wrong (ZxImportCheck  *self);
/* Whether people who are there already get the values that differ. */
gboolean   zx_import_check_get_update  (ZxImportCheck  *self);

G_END_DECLS
