/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-check"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-check-private.h"

/* SQLite checks a full-text index by a command that counts as a write, and ours is open for reading only and perhaps
 * in use. So the index is carried, as it is, into a database of our own that SQLite keeps in a temporary file.
 */
static const char * const parts[] = { "data", "idx", "content", "config" };

static gboolean
copy_rows (ZxDb        *from,
           ZxDb        *to,
           const char  *part,
           GError     **error)
{
  g_autofree char *read = g_strdup_printf ("SELECT * FROM note_text_%s", part);
  ZxStatement *row = zx_db_prepare (from, read, error);
  g_autoptr (GString) write = NULL;
  ZxStatement *copy;
  int n_columns, step = -1;

  if (row == NULL)
    return FALSE;

  n_columns = sqlite3_column_count (row);
  write = g_string_new (NULL);
  g_string_printf (write, "INSERT INTO note_text_%s VALUES (?", part);
  for (int i = 1; i < n_columns; i++)
    g_string_append (write, ", ?");
  g_string_append_c (write, ')');
  copy = zx_db_prepare (to, write->str, error);

  while (copy != NULL && (step = zx_statement_step (row, error)) > 0)
    {
      for (int i = 0; i < n_columns; i++)
        sqlite3_bind_value (copy, i + 1, sqlite3_column_value (row, i));
      if (!zx_statement_run (copy, error))
        break;
    }
  sqlite3_reset (row);

  return copy != NULL && step == 0;
}

static gboolean
copy_index (ZxDb    *from,
            ZxDb    *to,
            GError **error)
{
  g_autofree char *create = zx_db_dup_text (from, "SELECT sql FROM sqlite_schema WHERE name = 'note_text'");

  if (create == NULL)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT, "note_text");
      return FALSE;
    }
  if (!zx_db_run (to, create, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *sql = g_strconcat ("DELETE FROM note_text_", parts[i], NULL);

      if (!zx_db_run (to, sql, error) || !copy_rows (from, to, parts[i], error))
        return FALSE;
    }

  return TRUE;
}

gboolean
zx_check_note_index (ZxDb           *db,
                     ZxCheckResult  *result,
                     GError        **error)
{
  g_autoptr (ZxDb) scratch = zx_db_open ("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  g_autoptr (GError) damage = NULL;

  if (scratch == NULL || !zx_db_run (scratch, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", error))
    return FALSE;

  if (copy_index (db, scratch, &damage) &&
      zx_db_run (scratch, "INSERT INTO note_text (note_text) VALUES ('integrity-check')", &damage))
    return TRUE;

  if (!g_error_matches (damage, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }
  zx_check_add_problem (result, "search", _("the word index of the notes does not fit its texts"));

  return TRUE;
}
