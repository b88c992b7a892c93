/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-window.h"

G_BEGIN_DECLS

/* A roster from a file into the casebook, in four steps: the file, its columns, the check, the import. */
#define ZX_TYPE_IMPORT_PAGE (zx_import_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxImportPage, zx_import_page, ZX, IMPORT_PAGE, ZxPage)

/* Adds the window's actions "import" and "rejected-rows". */
void zx_import_install (ZxWindow *window);

G_END_DECLS
