/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application-step"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-application-step.h"
#include "zx-identify-private.h"

gboolean
zx_action_take_objection (ZxAction  *action,
                          ZxRecord  *objection,
                          GError   **error)
{
  return TRUE;
}
