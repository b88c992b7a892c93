/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-db"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-db.h"

/* Statements are asked for by literals: where one was found last time is where it is. */
typedef struct
{
  const char  *sql;
  ZxStatement *statement;
} Recent;

#define N_RECENT 128

struct _ZxDb
{
  sqlite3    *handle;
  Recent      recent[N_RECENT];
  GHashTable *statements; /* const char *sql (owned by the statement's copy) → ZxStatement */
};

G_DEFINE_QUARK (zx-db-error-quark, zx_db_error)

void
zx_db_set_error (GError  **error,
                 sqlite3  *handle,
                 int       code)
{
  const char *detail = handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_BUSY,
                   _("Another program is just writing to this casebook. Nothing was changed; try again. (%s)"), detail);
      break;
    case SQLITE_FULL:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL,
                   _("The disk is full. Nothing was changed; make room and try again. (%s)"), detail);
      break;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                       _("This file is damaged, or is not a casebook. Do not work in it; restore the newest backup. (%s)"), detail);
          break;
        }
      /* A full disk shows itself as a failed write on some file systems. */
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FULL,
                   _("The disk cannot be written or read: it may be full or unplugged. Nothing was changed. (%s)"), detail);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                   _("This casebook or its folder may not be written. Nothing was changed. (%s)"), detail);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                   _("The file cannot be opened here. (%s)"), detail);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("This file is damaged, or is not a casebook. Do not work in it; restore the newest backup. (%s)"), detail);
      break;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_REFUSED,
                   _("The casebook does not accept this value. Nothing was changed. (%s)"), detail);
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped; nothing was changed."));
      break;
    default:
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED,
                   _("The casebook could not do this. Nothing was changed. (%s)"), detail);
      break;
    }
}

ZxDb *
zx_db_open (const char  *path,
            int          sqlite_flags,
            GError     **error)
{
  g_autoptr (ZxDb) self = g_new0 (ZxDb, 1);
  int code;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) sqlite3_finalize);

  code = sqlite3_open_v2 (path, &self->handle, sqlite_flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      zx_db_set_error (error, self->handle, code);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, 3000);

  return g_steal_pointer (&self);
}

void
zx_db_free (ZxDb *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->handle != NULL && sqlite3_close (self->handle) != SQLITE_OK)
    {
      g_warning ("A statement was not given back before closing");
      sqlite3_close_v2 (self->handle);
    }
  g_free (self);
}

sqlite3 *
zx_db_get_handle (ZxDb *self)
{
  return self->handle;
}

ZxStatement *
zx_db_prepare (ZxDb        *self,
               const char  *sql,
               GError     **error)
{
  Recent *recent = &self->recent[((gsize) sql ^ ((gsize) sql >> 8)) % N_RECENT];
  ZxStatement *statement;
  int code;

  /* The text is compared, since another may stand at the same place by now. */
  if (recent->sql == sql && strcmp (sqlite3_sql (recent->statement), sql) == 0)
    statement = recent->statement;
  else
    statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      *recent = (Recent) { sql, statement };
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      zx_db_set_error (error, self->handle, code);
      return NULL;
    }

  g_hash_table_insert (self->statements, g_strdup (sql), statement);

  return statement;
}

gboolean
zx_db_run (ZxDb        *self,
           const char  *sql,
           GError     **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  zx_db_set_error (error, self->handle, code);

  return FALSE;
}

gint64
zx_db_get_int (ZxDb       *self,
               const char *sql,
               gint64      fallback)
{
  ZxStatement *statement = zx_db_prepare (self, sql, NULL);
  gint64 value = fallback;

  if (statement == NULL)
    return fallback;

  if (zx_statement_step (statement, NULL) > 0 && !zx_statement_is_null (statement, 0))
    value = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);

  return value;
}

char *
zx_db_dup_text (ZxDb       *self,
                const char *sql)
{
  ZxStatement *statement = zx_db_prepare (self, sql, NULL);
  char *value = NULL;

  if (statement == NULL)
    return NULL;

  if (zx_statement_step (statement, NULL) > 0)
    value = g_strdup (zx_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  return value;
}

static int
find_parameter (ZxStatement *self,
                const char  *name)
{
  int index = sqlite3_bind_parameter_index (self, name);

  if (index == 0)
    g_error ("No value %s in: %s", name, sqlite3_sql (self));

  return index;
}

void
zx_statement_set_int (ZxStatement *self,
                      const char  *name,
                      gint64       value)
{
  sqlite3_bind_int64 (self, find_parameter (self, name), value);
}

void
zx_statement_set_text (ZxStatement *self,
                       const char  *name,
                       const char  *value)
{
  sqlite3_bind_text (self, find_parameter (self, name), value, -1, SQLITE_TRANSIENT);
}

void
zx_statement_set_null (ZxStatement *self,
                       const char  *name)
{
  sqlite3_bind_null (self, find_parameter (self, name));
}

int
zx_statement_step (ZxStatement  *self,
                   GError      **error)
{
  int code = sqlite3_step (self);

  if (code == SQLITE_ROW)
    return 1;

  if (code != SQLITE_DONE)
    zx_db_set_error (error, sqlite3_db_handle (self), code);

  sqlite3_reset (self);

  return code == SQLITE_DONE ? 0 : -1;
}

gboolean
zx_statement_run (ZxStatement  *self,
                  GError      **error)
{
  int step;

  while ((step = zx_statement_step (self, error)) > 0)
    ;

  return step == 0;
}

const char *
zx_statement_get_text (ZxStatement *self,
                       int          column)
{
  return (const char *) sqlite3_column_text (self, column);
}

gint64
zx_statement_get_int (ZxStatement *self,
                      int          column)
{
  return sqlite3_column_int64 (self, column);
}

gboolean
zx_statement_is_null (ZxStatement *self,
                      int          column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL;
}
