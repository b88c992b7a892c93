/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* Before a new term begins: who moves up a grade, who graduates and who has no next class. Spring after autumn changes
 * the term alone. One action, which can be taken back. */
#define ZX_TYPE_NEW_TERM_PAGE (zx_new_term_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxNewTermPage, zx_new_term_page, ZX, NEW_TERM_PAGE, ZxPage)

ZxPage *zx_new_term_page_new (void);

G_END_DECLS
