/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "zx-check-value.h"

G_BEGIN_DECLS

/* What the files of zx-check-value.h share. */

/* gives @problem; fills @out_words only for callers who want a sentence */
ZxValueProblem zx_value_report      (ZxValueProblem   problem,
                                     char           **out_words,
                                     const char      *format,
                                     ...) G_GNUC_PRINTF (3, 4);

void           zx_value_clear_words (char           **out_words);

/* whether the first @n bytes of @text are digits */
gboolean       zx_value_is_digits   (const char      *text,
                                     gsize            n);

G_END_DECLS
