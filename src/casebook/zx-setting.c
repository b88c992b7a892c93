/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-setting"

#include "config.h"

#include "zx-casebook.h"
#include "zx-id.h"

/* Facts of this file on this laptop, and settings of the school, which are records. */

char *
zx_local_dup (ZxDb       *db,
              const char *key)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT value FROM local WHERE key = :key", NULL);
  char *value = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_text (statement, ":key", key);
  if (zx_statement_step (statement, NULL) > 0)
    value = g_strdup (zx_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  return value;
}

gboolean
zx_local_set (ZxDb        *db,
              const char  *key,
              const char  *value,
              GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, "INSERT INTO local (key, value) VALUES (:key, :value) "
                                              "ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);

  if (statement == NULL)
    return FALSE;

  zx_statement_set_text (statement, ":key", key);
  zx_statement_set_text (statement, ":value", value);

  return zx_statement_run (statement, error);
}

char *
zx_setting_dup (ZxDb       *db,
                const char *key)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT value FROM setting WHERE id = :id AND deleted_at IS NULL", NULL);
  char *value = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":id", zx_id_from_name (key));
  if (zx_statement_step (statement, NULL) > 0)
    value = g_strdup (zx_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  return value;
}

gboolean
zx_action_set_setting (ZxAction    *action,
                       const char  *key,
                       const char  *value,
                       GError     **error)
{
  gint64 id = zx_id_from_name (key);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_setting, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (record == NULL)
    {
      record = zx_record_new_with_id (&zx_kind_setting, id);
      zx_record_set_text (record, "key", key);
    }
  zx_record_clear (record, "deleted_at");
  zx_record_set_text (record, "value", value);

  return zx_action_save (action, record, error);
}

char *
zx_school_dup_name (ZxDb *db)
{
  return zx_db_dup_text (db, "SELECT name FROM school WHERE deleted_at IS NULL ORDER BY id LIMIT 1");
}
