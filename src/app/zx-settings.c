/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-settings"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-settings.h"

#define GROUP_LOOK   "look"
#define GROUP_WINDOW "window"
#define GROUP_RECENT "recent"
#define GROUP_NOTES  "notes"
#define MAX_RECENT   8

/* The settings may be read before the application exists, so there is one key file for the
 * whole program and it is loaded at the first question. Main thread only. */
static GKeyFile *keys;

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "zhuxue", "settings.ini", NULL);
}

static GKeyFile *
get_keys (void)
{
  g_autofree char *path = NULL;

  if (keys != NULL)
    return keys;

  path = dup_path ();
  keys = g_key_file_new ();
  /* No file yet, or one that cannot be read: the defaults serve. */
  g_key_file_load_from_file (keys, path, G_KEY_FILE_KEEP_COMMENTS, NULL);

  return keys;
}

static void
save (void)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);

  /* A home that may not be written costs the preferences of this run, nothing else. */
  if (!g_key_file_save_to_file (get_keys (), path, &error))
    g_message ("The settings were not kept: %s", error->message);
}

static int
get_choice (const char *key,
            int         n_choices)
{
  int value = g_key_file_get_integer (get_keys (), GROUP_LOOK, key, NULL);

  return value >= 0 && value < n_choices ? value : 0;
}

ZxTextSize
zx_settings_get_text_size (void)
{
  return get_choice ("text-size", ZX_TEXT_SIZE_LARGEST + 1);
}

void
zx_settings_set_text_size (ZxTextSize size)
{
  g_key_file_set_integer (get_keys (), GROUP_LOOK, "text-size", size);
  save ();
}

ZxLook
zx_settings_get_look (void)
{
  return get_choice ("scheme", ZX_LOOK_DARK + 1);
}

void
zx_settings_set_look (ZxLook look)
{
  g_key_file_set_integer (get_keys (), GROUP_LOOK, "scheme", look);
  save ();
}

char *
zx_settings_dup_language (void)
{
  char *language = g_key_file_get_string (get_keys (), GROUP_LOOK, "language", NULL);

  return language != NULL ? language : g_strdup ("");
}

void
zx_settings_set_language (const char *language)
{
  g_key_file_set_string (get_keys (), GROUP_LOOK, "language", language != NULL ? language : "");
  save ();
}

void
zx_settings_get_window (int      *out_width,
                        int      *out_height,
                        gboolean *out_maximized)
{
  int width = g_key_file_get_integer (get_keys (), GROUP_WINDOW, "width", NULL);
  int height = g_key_file_get_integer (get_keys (), GROUP_WINDOW, "height", NULL);

  *out_width = width > 0 ? width : 1366;
  *out_height = height > 0 ? height : 728;
  *out_maximized = g_key_file_get_boolean (get_keys (), GROUP_WINDOW, "maximized", NULL);
}

void
zx_settings_set_window (int      width,
                        int      height,
                        gboolean maximized)
{
  g_key_file_set_integer (get_keys (), GROUP_WINDOW, "width", width);
  g_key_file_set_integer (get_keys (), GROUP_WINDOW, "height", height);
  g_key_file_set_boolean (get_keys (), GROUP_WINDOW, "maximized", maximized);
  save ();
}

/* Files and schools are two lists of the same length; a file edited by hand may differ. */
static void
load_recent (GPtrArray *paths,
             GPtrArray *schools)
{
  g_auto (GStrv) path = g_key_file_get_string_list (get_keys (), GROUP_RECENT, "files", NULL, NULL);
  g_auto (GStrv) school = g_key_file_get_string_list (get_keys (), GROUP_RECENT, "schools", NULL, NULL);
  guint n_schools = school != NULL ? g_strv_length (school) : 0;

  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    {
      g_ptr_array_add (paths, g_strdup (path[i]));
      g_ptr_array_add (schools, g_strdup (i < n_schools ? school[i] : ""));
    }
}

static void
store_recent (GPtrArray *paths,
              GPtrArray *schools)
{
  g_key_file_set_string_list (get_keys (), GROUP_RECENT, "files",
                              (const char * const *) paths->pdata, paths->len);
  g_key_file_set_string_list (get_keys (), GROUP_RECENT, "schools",
                              (const char * const *) schools->pdata, schools->len);
  save ();
}

static void
forget (GPtrArray  *paths,
        GPtrArray  *schools,
        const char *path)
{
  for (guint i = paths->len; i > 0; i--)
    if (g_str_equal (paths->pdata[i - 1], path))
      {
        g_ptr_array_remove_index (paths, i - 1);
        g_ptr_array_remove_index (schools, i - 1);
      }
}

GStrv
zx_settings_dup_recent (void)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) schools = g_ptr_array_new_with_free_func (g_free);

  load_recent (paths, schools);
  g_ptr_array_add (paths, NULL);

  return (GStrv) g_ptr_array_steal (paths, NULL);
}

void
zx_settings_add_recent (const char *path,
                        const char *school)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) schools = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (path != NULL);

  load_recent (paths, schools);
  forget (paths, schools, path);
  g_ptr_array_insert (paths, 0, g_strdup (path));
  g_ptr_array_insert (schools, 0, g_strdup (school != NULL ? school : ""));

  if (paths->len > MAX_RECENT)
    {
      g_ptr_array_set_size (paths, MAX_RECENT);
      g_ptr_array_set_size (schools, MAX_RECENT);
    }

  store_recent (paths, schools);
}

void
zx_settings_remove_recent (const char *path)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) schools = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (path != NULL);

  load_recent (paths, schools);
  forget (paths, schools, path);
  store_recent (paths, schools);
}

char *
zx_settings_dup_school (const char *path)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) schools = g_ptr_array_new_with_free_func (g_free);

  load_recent (paths, schools);

  for (guint i = 0; i < paths->len; i++)
    if (g_str_equal (paths->pdata[i], path))
      return g_strdup (schools->pdata[i]);

  return g_strdup ("");
}

char *
zx_settings_dup_home_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (documents == NULL)
    documents = g_get_home_dir ();

  /* Translators: the folder for casebooks, inside the documents folder */
  return g_build_filename (documents, _("Zhuxue"), NULL);
}

char *
zx_settings_dup_note (const char *key)
{
  return g_key_file_get_string (get_keys (), GROUP_NOTES, key, NULL);
}

void
zx_settings_set_note (const char *key,
                      const char *value)
{
  if (value != NULL)
    g_key_file_set_string (get_keys (), GROUP_NOTES, key, value);
  else
    g_key_file_remove_key (get_keys (), GROUP_NOTES, key, NULL);

  save ();
}
