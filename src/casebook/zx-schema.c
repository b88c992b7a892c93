/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-schema"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-casebook-private.h"
#include "zx-check.h"
#include "zx-schema-resources.h"

/* In order; never edited after a release. */
static const char * const migrations[] = {
  "/org/zhuxue/Casebook/schema/0001-casebook.sql",
};

int
zx_schema_get_version (void)
{
  return G_N_ELEMENTS (migrations);
}

gboolean
zx_schema_migrate (ZxDb    *db,
                   int      from_version,
                   GError **error)
{
  GResource *resource = zx_schema_get_resource ();
  g_autofree char *stamp = NULL;

  if (from_version == zx_schema_get_version ())
    return TRUE;

  if (!zx_db_run (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  for (int i = from_version; i < zx_schema_get_version (); i++)
    {
      g_autoptr (GBytes) sql = g_resource_lookup_data (resource, migrations[i], 0, error);

      if (sql == NULL || !zx_db_run (db, g_bytes_get_data (sql, NULL), error))
        {
          zx_db_run (db, "ROLLBACK", NULL);
          return FALSE;
        }
    }

  stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                           ZX_CASEBOOK_APPLICATION_ID, zx_schema_get_version ());
  if (zx_db_run (db, stamp, error))
    return TRUE;

  zx_db_run (db, "ROLLBACK", NULL);

  return FALSE;
}

gboolean
zx_schema_set_up_connection (ZxDb      *db,
                             gboolean   writes,
                             GError   **error)
{
  sqlite3 *handle = zx_db_get_handle (db);

  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  if (!zx_db_run (db,
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
