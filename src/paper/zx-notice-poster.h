/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-notice-sheet.h"
#include "zx-pages.h"
#include "zx-paper.h"

G_BEGIN_DECLS

/**
 * zx_notice_poster_new:
 * @sheet: all that may hang on a wall
 * @paper: the size
 *
 * Lays a public notice out, for one name or thousands. It is given the sheet and nothing to look anything up in, so
 * what the sheet has no place for cannot be printed. Names stand in up to three columns, by class; who draws it again on A3
 * gets the same lines, larger.
 *
 * Returns: (transfer full): the pages
 */
ZxPages *zx_notice_poster_new (const ZxNoticeSheet *sheet,
                               ZxPaperSize          paper);

G_END_DECLS
