/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "zx-paper.h"
#include "zx-type.h"

#define A4_SHORT 595.276
#define A4_LONG  841.890

G_DEFINE_QUARK (zx-paper-error-quark, zx_paper_error)

void
zx_paper_setup_get_page (const ZxPaperSetup *self,
                         double             *out_width,
                         double             *out_height)
{
  *out_width = self->landscape ? A4_LONG : A4_SHORT;
  *out_height = self->landscape ? A4_SHORT : A4_LONG;
}

double
zx_paper_setup_get_scale (const ZxPaperSetup *self)
{
  return self->size == ZX_PAPER_A3 ? G_SQRT2 : 1;
}

gboolean
zx_paper_size_from_word (const char  *word,
                         ZxPaperSize *out_size)
{
  if (g_ascii_strcasecmp (word, "A4") == 0)
    *out_size = ZX_PAPER_A4;
  else if (g_ascii_strcasecmp (word, "A3") == 0)
    *out_size = ZX_PAPER_A3;
  else
    return FALSE;

  return TRUE;
}

const char *
zx_paper_size_to_word (ZxPaperSize size)
{
  return size == ZX_PAPER_A3 ? "A3" : "A4";
}

gboolean
zx_paper_check_fonts (GError **error)
{
  static int known; /* fonts do not go away while the program runs */
  g_autoptr (ZxType) type = NULL;

  if (g_atomic_int_get (&known))
    return TRUE;

  /* Characters of every page we print: a font that lacks one of them is no Chinese font. */
  type = zx_type_new ();
  if (zx_type_can_print (type, "困难学生公示"))
    {
      g_atomic_int_set (&known, TRUE);
      return TRUE;
    }

  g_set_error_literal (error, ZX_PAPER_ERROR, ZX_PAPER_ERROR_NO_FONT,
                       _("This computer has no font for Chinese characters, so nothing can be printed. "
                         "Install one, for example the package fonts-noto-cjk, and start the program again."));

  return FALSE;
}
