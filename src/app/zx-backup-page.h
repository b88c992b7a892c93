/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* Backing up to a stick or a folder, checking it, and going back to a backup: always into a new file. */
#define ZX_TYPE_BACKUP_PAGE (zx_backup_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxBackupPage, zx_backup_page, ZX, BACKUP_PAGE, ZxPage)

G_END_DECLS
