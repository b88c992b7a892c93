/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* What the page Today says of need identification: notices that hang, objections to answer, families to talk to. */
typedef struct _ZxTodayIdentification ZxTodayIdentification;

/* In a worker. */
ZxTodayIdentification *zx_today_identification_read (ZxDb                        *db,
                                                     const char                  *today);
void                   zx_today_identification_free (ZxTodayIdentification       *self);
/* Adds its cards to @box; none where nothing is to be done. */
void                   zx_today_identification_show (const ZxTodayIdentification *self,
                                                     ZxSession                   *session,
                                                     GtkBox                      *box);

G_END_DECLS
