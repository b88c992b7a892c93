/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-check"

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zx-attachment.h"
#include "zx-check-private.h"

#define CHUNK 65536

static char *
dup_file_sum (const char *path)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize n_read = -1;

  while (fd >= 0 && (n_read = read (fd, chunk, CHUNK)) > 0)
    g_checksum_update (sum, chunk, n_read);
  if (fd >= 0)
    close (fd);

  return n_read == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

/* Each file is read once, however many records name it. @known: sum → what is wrong with its file, or "". */
static gboolean
check_contents (const char     *folder,
                ZxDb           *db,
                GHashTable     *known,
                ZxCheckResult  *result,
                GError        **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id, sha256, deleted_at IS NULL FROM attachment WHERE sha256 IS NOT NULL "
                                        "ORDER BY deleted_at IS NOT NULL, id", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *name = zx_statement_get_text (row, 1);
      const char *fault = g_hash_table_lookup (known, name);
      g_autofree char *where = g_strdup_printf ("attachment %" G_GINT64_FORMAT, zx_statement_get_int (row, 0));

      if (fault == NULL && zx_statement_get_int (row, 2))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *sum = zx_attachment_is_sum (name) ? dup_file_sum (path) : NULL;

          fault = sum == NULL ? _("the file is missing") : strcmp (sum, name) != 0 ? _("the file was changed or is damaged") : "";
        }
      /* A removed one can come back by undo, so its file has its place. */
      g_hash_table_insert (known, g_strdup (name), (gpointer) (fault != NULL ? fault : ""));
      if (fault != NULL && *fault != '\0' && zx_statement_get_int (row, 2))
        zx_check_add_problem (result, where, fault);
    }

  return step == 0;
}

static gboolean
check_owners (ZxDb           *db,
              ZxCheckResult  *result,
              GError        **error)
{
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT a.id FROM attachment a LEFT JOIN \"%s\" t ON t.id = a.owner_id "
                                              "WHERE a.owner_kind = '%s' AND a.deleted_at IS NULL AND t.id IS NULL",
                                              (*kind)->key, (*kind)->key);
      ZxStatement *row = zx_db_prepare (db, sql, error);
      int step;

      if (row == NULL)
        return FALSE;
      while ((step = zx_statement_step (row, error)) > 0)
        {
          g_autofree char *where = g_strdup_printf ("attachment %" G_GINT64_FORMAT, zx_statement_get_int (row, 0));

          zx_check_add_problem (result, where, _("belongs to a record that does not exist"));
        }
      if (step < 0)
        return FALSE;
    }

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
check_folder (const char    *folder,
              GHashTable    *known,
              ZxCheckResult *result)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  /* A copy that is being made, or was cut off, goes by itself when the next file is added. */
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!zx_attachment_is_part (name) && !g_hash_table_contains (known, name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *shown = g_filename_display_name (g_ptr_array_index (names, i));
      g_autofree char *where = g_strconcat ("file ", shown, NULL);

      zx_check_add_problem (result, where, _("lies in the folder of the attachments and belongs to no record"));
    }
}

gboolean
zx_check_files (ZxCasebook     *casebook,
                ZxDb           *db,
                ZxCheckResult  *result,
                GError        **error)
{
  g_autofree char *folder = zx_casebook_dup_files_folder (casebook);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!check_contents (folder, db, known, result, error) || !check_owners (db, result, error))
    return FALSE;
  check_folder (folder, known, result);

  return TRUE;
}
