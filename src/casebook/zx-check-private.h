/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-check.h"

G_BEGIN_DECLS

/* The parts of zx_casebook_check(). */

void     zx_check_add_problem (ZxCheckResult  *result,
                               const char     *where,
                               const char     *message);

/* zx-check-files.c: every attachment's file is there and is what its sum says, belongs to a record, and nothing else
 * lies in the folder. */
gboolean zx_check_files       (ZxCasebook     *casebook,
                               ZxDb           *db,
                               ZxCheckResult  *result,
                               GError        **error);
/* zx-check-index.c: the words of the full-text index are those of its texts. */
gboolean zx_check_note_index  (ZxDb           *db,
                               ZxCheckResult  *result,
                               GError        **error);

G_END_DECLS
