/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* The rows that an import left over: to be corrected and imported one by one, or set aside. */
#define ZX_TYPE_REJECTED_PAGE (zx_rejected_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxRejectedPage, zx_rejected_page, ZX, REJECTED_PAGE, ZxPage)

G_END_DECLS
