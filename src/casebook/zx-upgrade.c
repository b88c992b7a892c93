/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-upgrade"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zx-copy.h"
#include "zx-upgrade.h"

/* Local copies rotate by their beginning, NAME-; this one is called NAME.v1-… and is never thrown away. */
static char *
dup_copy_path (const char *folder,
               const char *path,
               int         version)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *file = NULL;

  if (g_str_has_suffix (name, ".zhuxue"))
    name[strlen (name) - strlen (".zhuxue")] = '\0';
  file = g_strdup_printf ("%s.v%d-%s.zhuxue", name, version, stamp);

  return g_build_filename (folder, file, NULL);
}

static gboolean
keep_copy (const char  *path,
           int          version,
           GError     **error)
{
  g_autofree char *folder = g_strconcat (path, "-backups", NULL);
  g_autofree char *copy = dup_copy_path (folder, path, version);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_auto (ZxInspection) facts = { 0 };
  gboolean fine;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, errno == ENOSPC ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
                   _("%s cannot be written: %s."), folder, g_strerror (errno));
      return FALSE;
    }

  g_unlink (part);
  fine = zx_casebook_copy_file (path, part, NULL, error) &&
         zx_casebook_inspect (part, &facts, NULL, error) &&
         zx_sync_path (part, error);
  if (fine && g_rename (part, copy) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL, _("%s cannot be written: %s."), copy, g_strerror (errno));
      fine = FALSE;
    }
  if (!fine)
    g_unlink (part);

  return fine && zx_sync_path (folder, error) && zx_sync_path (parent, error);
}

gboolean
zx_upgrade (ZxDb        *db,
            const char  *path,
            int          version,
            GError     **error)
{
  if (version == zx_schema_get_version ())
    return TRUE;

  if (!keep_copy (path, version, error))
    {
      g_prefix_error (error, "%s ", _("This casebook was written by an older version of the program. Before it is brought up to date "
                                      "a copy must be kept, and that failed; the casebook was not changed."));
      return FALSE;
    }

  return zx_schema_migrate (db, version, error);
}

gboolean
zx_upgrade_for_reading (const char  *path,
                        GError     **error)
{
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (path, ZX_OPEN_WRITE, error);

  if (casebook == NULL)
    {
      g_prefix_error (error, "%s ", _("This casebook was written by an older version of the program and must be brought up to date before it can be read."));
      return FALSE;
    }
  zx_casebook_close (casebook);

  return TRUE;
}
