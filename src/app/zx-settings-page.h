/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"

G_BEGIN_DECLS

/* The settings, as a page of the window */
#define ZX_TYPE_SETTINGS_PAGE (zx_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxSettingsPage, zx_settings_page, ZX, SETTINGS_PAGE, ZxPage)

G_END_DECLS
