/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-session.h"

G_BEGIN_DECLS

/* What belongs to the school and is kept in the casebook: its name and phone, the teachers, how visits are
 * counted, holidays. Fields are stored when they are left. */
#define ZX_TYPE_SCHOOL_SETTINGS (zx_school_settings_get_type ())
G_DECLARE_FINAL_TYPE (ZxSchoolSettings, zx_school_settings, ZX, SCHOOL_SETTINGS, GObject)

/* Adds its groups to @page, before the others. */
ZxSchoolSettings *zx_school_settings_new  (AdwPreferencesPage *page);
/* Reads everything again. */
void              zx_school_settings_read (ZxSchoolSettings   *self,
                                           ZxSession          *session);

G_END_DECLS
