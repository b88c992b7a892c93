/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-identify.h"
#include "zx-page.h"

G_BEGIN_DECLS

/* Need identification: the strip of stages, who waits at the chosen one, and beside them what to do with those one ticks.
 * The stage of the notice is a view of its own (ZxNoticeView). */
#define ZX_TYPE_IDENTIFICATION_PAGE (zx_identification_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxIdentificationPage, zx_identification_page, ZX, IDENTIFICATION_PAGE, ZxPage)

void zx_identification_page_show_stage (ZxIdentificationPage *self,
                                        ZxAppStage            stage);

G_END_DECLS
