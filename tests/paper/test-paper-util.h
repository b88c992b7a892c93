/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-notice-sheet.h"
#include "zx-pages.h"

G_BEGIN_DECLS

/* A folder of this test alone; removed with all that is in it. */
char          *paper_folder_new        (void);
void           paper_folder_free       (char           *folder);

/**
 * paper_compare:
 * @name: of the kept picture: tests/data/paper/NAME.png
 *
 * Draws the page small and grey and compares it with the kept picture: what moved, grew or vanished is found, another
 * version of the rasteriser is not. With ZHUXUE_KEEP_PICTURES set the picture is written instead.
 */
void           paper_compare           (ZxPages        *pages,
                                        guint           page,
                                        const char     *name);

/* A notice of invented names: @n of them, every @long_every-th a long one (0 for none). */
ZxNoticeSheet *paper_notice_new        (const char     *kind,
                                        guint           n,
                                        guint           long_every);

/* All words of all pages. */
char          *paper_dup_text          (ZxPages        *pages);
/* How often @word stands in @text. */
guint          paper_count             (const char     *text,
                                        const char     *word);

G_END_DECLS
