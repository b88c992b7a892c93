/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): Chinese characters parted by blanks, as note_text keeps them */
char *zx_text_dup_tokens (const char *text);
/* (transfer full): the first text after every text that starts with @prefix */
char *zx_search_dup_end  (const char *prefix);

G_END_DECLS
