/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-agenda.h"

G_BEGIN_DECLS

/* (transfer none): a new item at the end of the list */
ZxAgendaItem *zx_agenda_add          (GPtrArray    *items,
                                      ZxAgendaWhat  what,
                                      const char   *kind,
                                      gint64        id,
                                      gint64        student);
/* zx-agenda-identify.c: notices, objections, families to talk to, files to be signed */
gboolean      zx_agenda_add_identify (GPtrArray    *items,
                                      ZxDb         *db,
                                      const char   *today,
                                      GError      **error);

G_END_DECLS
