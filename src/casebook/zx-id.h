/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A random positive 63-bit number: the key of a record, unique on all laptops. Any thread. */
gint64 zx_id_draw          (void);
/* A key behind @last: where the order of the rows of one list is the order of their keys. Any thread. */
gint64 zx_id_draw_after    (gint64      last);
/* The same key for the same name everywhere: settings, so that two laptops mean one row. */
gint64 zx_id_from_name     (const char *name);
/* From now on in this thread ids are consecutive, from a random one on, until the run ends: as unlikely to meet those of
 * another laptop as single ones, but neighbours in every table and index, so that a long import appends instead of
 * touching a page for each row. Runs do not nest; with a seed ids stay those of the seed. */
void   zx_id_begin_run     (void);
void   zx_id_end_run       (void);
/* For the demo: from now on in this thread, ids come from this seed; 0 ends that. */
void   zx_id_set_seed      (guint64     seed);

G_END_DECLS
