/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* What a casebook cannot be without: its school, its working term. %FALSE with @error set for a record that must stay. */
gboolean zx_action_may_remove (ZxAction  *action,
                               ZxRecord  *record,
                               GError   **error);

G_END_DECLS
