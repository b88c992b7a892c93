/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* One objection against a line of a notice: what was said, and while it is open the form to answer it. Who said it is shown
 * to the school alone and to no paper. */
#define ZX_TYPE_OBJECTION_CARD (zx_objection_card_get_type ())
G_DECLARE_FINAL_TYPE (ZxObjectionCard, zx_objection_card, ZX, OBJECTION_CARD, GtkBox)

GtkWidget *zx_objection_card_new        (ZxSession       *session,
                                         gint64           objection);
gint64     zx_objection_card_get_id     (ZxObjectionCard *self);
/* Whether something was written and not stored yet. */
gboolean   zx_objection_card_is_written (ZxObjectionCard *self);

G_END_DECLS
