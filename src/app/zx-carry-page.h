/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* Drafts for those who were found in need in the school year before, by class. */
#define ZX_TYPE_CARRY_PAGE (zx_carry_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxCarryPage, zx_carry_page, ZX, CARRY_PAGE, ZxPage)

ZxPage *zx_carry_page_new (ZxSession *session);

G_END_DECLS
