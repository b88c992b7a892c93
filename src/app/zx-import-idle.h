/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

typedef gboolean (*ZxImportIdleFunc) (ZxPage *page);

/* ID numbers of a whole school must not stand on a screen that nobody looks at: ends @page when five minutes went by
 * without a key or a movement in it.
 * @may_leave: (nullable): asked before; a page that works goes on */
void zx_import_leave_when_idle (ZxPage           *page,
                                ZxImportIdleFunc  may_leave);

G_END_DECLS
