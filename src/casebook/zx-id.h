/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A random positive 63-bit number: the key of a record, unique on all laptops. Any thread. */
gint64 zx_id_draw          (void);
/* The same key for the same name everywhere: settings, so that two laptops mean one row. */
gint64 zx_id_from_name     (const char *name);
/* For the demo: from now on in this thread, ids come from this seed; 0 ends that. */
void   zx_id_set_seed      (guint64     seed);

G_END_DECLS
