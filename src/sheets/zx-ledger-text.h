/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most characters of a cell. */
#define ZX_CELL_CHARACTERS 32767

/**
 * ZxCellText:
 * @text: fit for a cell: valid, without what XML cannot hold, not too long
 * @lines: lines it takes in the width that was asked about
 *
 * A text on its way into a cell. @text is the one given, or lies in the scratch.
 */
typedef struct
{
  const char *text;
  guint       lines;
} ZxCellText;

/**
 * zx_cell_text:
 * @text: any bytes
 * @length: how many
 * @cut: characters to keep, 0 for all
 * @width: of the column, in characters
 * @hide_numbers: ID numbers and mobile phones that people wrote into the text are masked
 * @scratch: where a changed text is built; valid until it is used again
 *
 * The spreadsheet library takes every byte as it comes, and one broken character makes the whole file
 * unreadable: here is the boundary where that is mended.
 */
ZxCellText zx_cell_text        (const char *text,
                                gsize       length,
                                guint       cut,
                                double      width,
                                gboolean    hide_numbers,
                                GString    *scratch);

G_END_DECLS
