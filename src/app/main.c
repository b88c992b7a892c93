/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "zx-application.h"
#include "zx-i18n.h"
#include "zx-settings.h"

int
main (int   argc,
      char *argv[])
{
  g_autofree char *language = zx_settings_dup_language ();
  g_autoptr (ZxApplication) application = NULL;

  zx_i18n_init (language);
  gtk_disable_setlocale ();

  /* Han characters have other shapes in Japan. Where the locale does not say which are meant
   * Pango asks this, and the school's language is the answer. */
  g_setenv ("PANGO_LANGUAGE", "zh-cn", FALSE);

  application = zx_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
