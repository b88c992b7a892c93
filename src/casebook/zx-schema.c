/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-schema"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-check.h"
#include "zx-pairs.h"
#include "zx-schema-resources.h"

/* In order; never edited after a release. */
static const char * const migrations[] = {
  "/org/zhuxue/Casebook/schema/0001-casebook.sql",
  "/org/zhuxue/Casebook/schema/0002-identification.sql",
};

static const char *trial;

void
zx_schema_set_trial (const char *sql)
{
  trial = sql;
}

int
zx_schema_get_version (void)
{
  return G_N_ELEMENTS (migrations) + (trial != NULL);
}

static gboolean
run_migration (ZxDb    *db,
               int      index,
               GError **error)
{
  g_autoptr (GBytes) sql = NULL;

  if (index == (int) G_N_ELEMENTS (migrations))
    return zx_db_run (db, trial, error);

  sql = g_resource_lookup_data (zx_schema_get_resource (), migrations[index], 0, error);

  return sql != NULL && zx_db_run (db, g_bytes_get_data (sql, NULL), error);
}

static gboolean
migrate_to (ZxDb    *db,
            int      from_version,
            int      to_version,
            GError **error)
{
  g_autofree char *stamp = NULL;

  if (from_version == to_version)
    return TRUE;

  if (!zx_db_run (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  for (int i = from_version; i < to_version; i++)
    if (!run_migration (db, i, error))
      {
        zx_db_run (db, "ROLLBACK", NULL);
        return FALSE;
      }

  stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                           ZX_CASEBOOK_APPLICATION_ID, to_version);
  if (zx_db_run (db, stamp, error))
    return TRUE;

  zx_db_run (db, "ROLLBACK", NULL);

  return FALSE;
}

gboolean
zx_schema_migrate (ZxDb    *db,
                   int      from_version,
                   GError **error)
{
  return migrate_to (db, from_version, zx_schema_get_version (), error);
}

gboolean
zx_schema_check_identity (ZxDb    *db,
                          int     *out_version,
                          GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT (SELECT application_id FROM pragma_application_id), "
                                        "(SELECT user_version FROM pragma_user_version)", error);
  gint64 application;

  if (row == NULL || zx_statement_step (row, error) <= 0)
    return FALSE;

  application = zx_statement_get_int (row, 0);
  *out_version = (int) zx_statement_get_int (row, 1);
  sqlite3_reset (row);

  if (application != ZX_CASEBOOK_APPLICATION_ID || *out_version < 1)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("This file is not a casebook, or it is damaged. If it should be one, restore the newest backup."));
      return FALSE;
    }

  if (*out_version > zx_schema_get_version ())
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NEWER,
                   _("This casebook was written by a newer version of the program. Update the program first; nothing was changed."));
      return FALSE;
    }

  return TRUE;
}

/* Every object of the schema as one text; SQLite's own tables and those inside the full-text index are its affair. */
static char *
dup_schema_text (ZxDb    *db,
                 GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                        "AND name NOT IN ('note_text_data', 'note_text_idx', 'note_text_content', 'note_text_docsize', "
                                        "'note_text_config') ORDER BY type, name", error);
  g_autoptr (GString) text = g_string_new (NULL);
  int step;

  if (row == NULL)
    return NULL;

  while ((step = zx_statement_step (row, error)) > 0)
    for (int i = 0; i < 4; i++)
      {
        const char *part = zx_statement_get_text (row, i);

        g_string_append (text, part != NULL ? part : "");
        g_string_append_c (text, '\n');
      }

  return step < 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
zx_schema_verify (ZxDb    *db,
                  int      version,
                  GError **error)
{
  g_autoptr (ZxDb) memory = zx_db_open (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (memory == NULL || !migrate_to (memory, 0, version, error))
    return FALSE;

  expected = dup_schema_text (memory, error);
  found = expected != NULL ? dup_schema_text (db, error) : NULL;
  if (found == NULL)
    return FALSE;

  if (strcmp (expected, found) == 0)
    return TRUE;

  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
               _("The tables of this file are not those of a casebook: it is damaged or was altered. It was not used."));

  return FALSE;
}

gboolean
zx_schema_set_up_connection (ZxDb      *db,
                             gboolean   writes,
                             GError   **error)
{
  sqlite3 *handle = zx_db_get_handle (db);

  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  if (!zx_pairs_register (db, error) ||
      !zx_db_run (db,
                  "PRAGMA cell_size_check = ON;"
                  "PRAGMA temp_store = MEMORY;"
                  "PRAGMA cache_size = -8192;", error))
    return FALSE;

  if (!writes)
    return zx_db_run (db, "PRAGMA query_only = ON", error);

  return zx_db_run (db,
                    "PRAGMA journal_mode = WAL;"
                    "PRAGMA synchronous = FULL;"
                    "PRAGMA foreign_keys = ON;"
                    "PRAGMA recursive_triggers = ON;"
                    "PRAGMA secure_delete = ON;"
                    "PRAGMA wal_autocheckpoint = 1000;"
                    "PRAGMA journal_size_limit = 33554432;", error);
}

ZxDb *
zx_schema_new_memory (GError **error)
{
  g_autoptr (ZxDb) db = zx_db_open (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  if (db == NULL || !zx_schema_migrate (db, 0, error))
    return NULL;

  return g_steal_pointer (&db);
}
