/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sheets of paper, and the fonts that print on them. Lengths are points (1/72 inch) everywhere in src/paper. */

typedef enum
{
  ZX_PAPER_A4,
  ZX_PAPER_A3, /* the same page, 1.414 times as large */
} ZxPaperSize;

/**
 * ZxPaperSetup:
 * @top, @right, @bottom, @left: margins of the text; running head and foot stand in them
 * @binding: added to the left margin, with a dotted line and two holes to punch; 0 for none
 *
 * One side of paper. Margins are those of A4; A3 enlarges everything alike, so that a document is laid out once.
 */
typedef struct
{
  ZxPaperSize size;
  gboolean    landscape;
  double      top;
  double      right;
  double      bottom;
  double      left;
  double      binding;
} ZxPaperSetup;

/* Width and height of the A4 page that is laid out. */
void        zx_paper_setup_get_page  (const ZxPaperSetup *self,
                                      double             *out_width,
                                      double             *out_height);
/* By how much the laid out page is enlarged on its paper. */
double      zx_paper_setup_get_scale (const ZxPaperSetup *self);

/* "A4", "a3" */
gboolean    zx_paper_size_from_word  (const char         *word,
                                      ZxPaperSize        *out_size);
const char *zx_paper_size_to_word    (ZxPaperSize         size);

/* What can be wrong with paper itself. */
typedef enum
{
  ZX_PAPER_ERROR_NO_FONT, /* nothing on this computer can print Chinese */
} ZxPaperError;

#define ZX_PAPER_ERROR (zx_paper_error_quark ())
GQuark      zx_paper_error_quark     (void);

/**
 * zx_paper_check_fonts:
 *
 * Whether this computer has a font that prints Chinese characters; worth asking once at the start. Any thread.
 *
 * Returns: %FALSE with %ZX_PAPER_ERROR_NO_FONT, whose message says what to do
 */
gboolean    zx_paper_check_fonts     (GError            **error);

G_END_DECLS
