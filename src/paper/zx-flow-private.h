/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-flow.h"
#include "zx-pages-private.h"

G_BEGIN_DECLS

/* For what places its marks itself, such as the poster. */

ZxPages *zx_flow_get_pages  (ZxFlow *self);
ZxType  *zx_flow_get_type   (ZxFlow *self);
guint    zx_flow_get_page   (ZxFlow *self);
/* Left edge of the text, and where the next thing stands. */
double   zx_flow_get_left   (ZxFlow *self);
double   zx_flow_get_y      (ZxFlow *self);

G_END_DECLS
