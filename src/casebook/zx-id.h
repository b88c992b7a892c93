/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A random positive 63-bit number, unique on all laptops. Any thread. */
gint64 zx_id_draw          (void);
/* The key of a new record: the next one after the last of this thread, the first a random one. As unlikely to meet those
 * of another laptop as single ones, but neighbours in every table and index, so that what is recorded together lies
 * together: one page of each instead of one for each row. With a seed all are those of the seed. */
gint64 zx_id_draw_next     (void);
/* A key behind @last: where the order of the rows of one list is the order of their keys. Any thread. */
gint64 zx_id_draw_after    (gint64      last);
/* The same key for the same name everywhere: settings, so that two laptops mean one row. */
gint64 zx_id_from_name     (const char *name);
/* For the demo: from now on in this thread, ids come from this seed; 0 ends that. */
void   zx_id_set_seed      (guint64     seed);

G_END_DECLS
