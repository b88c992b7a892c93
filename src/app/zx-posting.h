/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* When a notice went up, and when it came down. */
typedef enum
{
  ZX_POSTING_UP,
  ZX_POSTING_DOWN,
} ZxPosting;

/* Notes today and who is working; with a toast that can take it back. */
void     zx_posting_note  (ZxSession *session,
                           gint64     notice,
                           ZxPosting  which);
gboolean zx_posting_is_up (ZxSession *session,
                           gint64     notice);

G_END_DECLS
