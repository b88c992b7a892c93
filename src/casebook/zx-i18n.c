/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-i18n"

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n.h>

#include "zx-i18n.h"

static char *locale_dir;

/* build/src/app/zhuxue speaks from build/po, an installed program from its prefix. */
static char *
find_locale_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *catalog = NULL;
  g_autofree char *built = NULL;

  if (program == NULL)
    return g_strdup (ZX_LOCALE_DIR);

  folder = g_path_get_dirname (program);
  built = g_build_filename (folder, "..", "..", "po", NULL);
  catalog = g_build_filename (built, "zh_CN", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  if (g_file_test (catalog, G_FILE_TEST_EXISTS))
    return g_canonicalize_filename (built, NULL);

  return g_strdup (ZX_LOCALE_DIR);
}

static gboolean
is_plain_c (const char *locale)
{
  return locale == NULL || strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0;
}

/* The language the environment asks for, without its encoding. */
static char *
dup_wanted_language (void)
{
  const char *names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL && *value != '\0')
        return g_strndup (value, strcspn (value, ".@"));
    }

  return g_strdup ("C");
}

void
zx_i18n_init (const char *language)
{
  const char *chosen;

  if (language != NULL && *language != '\0')
    g_setenv ("LANGUAGE", language, TRUE);

  if (setlocale (LC_ALL, "") == NULL)
    {
      /* The locale was never generated here. gettext still finds the language by
       * LANGUAGE, in any locale but plain "C". */
      g_autofree char *wanted = dup_wanted_language ();

      chosen = g_getenv ("LANGUAGE");
      if ((chosen == NULL || *chosen == '\0') && !is_plain_c (wanted))
        g_setenv ("LANGUAGE", wanted, TRUE);

      setlocale (LC_ALL, "C.UTF-8");
    }
  else if (language != NULL && *language != '\0' && is_plain_c (setlocale (LC_MESSAGES, NULL)))
    {
      setlocale (LC_ALL, "C.UTF-8");
    }

  g_free (locale_dir);
  locale_dir = find_locale_dir ();

  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

const char *
zx_i18n_get_locale_dir (void)
{
  return locale_dir != NULL ? locale_dir : ZX_LOCALE_DIR;
}
