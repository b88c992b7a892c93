/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-page.h"

G_BEGIN_DECLS

/* Everything that was finished, newest first: visits, calls, meetings at school. */
#define ZX_TYPE_VISITS_ARCHIVE (zx_visits_archive_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitsArchive, zx_visits_archive, ZX, VISITS_ARCHIVE, AdwBin)

/* Reads again. */
void zx_visits_archive_load         (ZxVisitsArchive *self);
void zx_visits_archive_focus_filter (ZxVisitsArchive *self);
void zx_visits_archive_set_width    (ZxVisitsArchive *self,
                                     ZxWidth          width);

G_END_DECLS
