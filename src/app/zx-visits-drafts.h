/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Half-written visits, newest first: go on with one, or throw it away. */
#define ZX_TYPE_VISITS_DRAFTS (zx_visits_drafts_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitsDrafts, zx_visits_drafts, ZX, VISITS_DRAFTS, AdwBin)

/* Reads again; returns how many there are. */
guint zx_visits_drafts_load (ZxVisitsDrafts *self);

G_END_DECLS
