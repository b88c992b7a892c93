/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zx_i18n_init:
 * @language: (nullable): a language to speak instead of the one of the
 *   environment, as in LANGUAGE ("zh_CN", "en"); %NULL or "" follows the environment
 *
 * Sets the locale and finds the translations. Call it once, first thing in
 * main(), before any thread starts and before anything is translated.
 *
 * Translations are looked for beside the program in the build folder, so that
 * the program speaks Chinese without being installed, and then where it is
 * installed. A language whose locale was never generated on the machine is
 * spoken all the same: C.UTF-8 stands in for the locale.
 *
 * GTK must not set the locale again: call gtk_disable_setlocale() after this.
 */
void        zx_i18n_init           (const char *language);

/**
 * zx_i18n_get_locale_dir:
 *
 * Returns: (transfer none): the folder zx_i18n_init() reads translations from
 */
const char *zx_i18n_get_locale_dir (void);

G_END_DECLS
