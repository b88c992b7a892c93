/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* The settings of need identification: levels, steps, time limits, and what stands on notices. Each is stored when it is left. */
#define ZX_TYPE_IDENTIFICATION_SETTINGS (zx_identification_settings_get_type ())
G_DECLARE_FINAL_TYPE (ZxIdentificationSettings, zx_identification_settings, ZX, IDENTIFICATION_SETTINGS, GObject)

/* Adds its groups to @page. */
ZxIdentificationSettings *zx_identification_settings_new  (AdwPreferencesPage       *page);
/* Shows what is stored. */
void                      zx_identification_settings_read (ZxIdentificationSettings *self,
                                                           ZxSession                *session);

G_END_DECLS
