/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-storage"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-action-private.h"
#include "zx-casebook-private.h"

/* So many pages in the WAL are written into the file when nobody waits, and so many at once. */
#define MANY_WAL_PAGES 500
#define MOST_WAL_PAGES 8000

/* --- the guard --- */

static void
update_hook (void          *data,
             int            op,
             const char    *database,
             const char    *table,
             sqlite3_int64  rowid)
{
  ZxStorage *self = data;
  const ZxKind *kind = strcmp (database, "main") == 0 ? g_hash_table_lookup (self->journaled, table) : NULL;
  ZxActionRow *row;

  if (kind == NULL)
    return;

  row = self->action != NULL ? zx_action_find_row (self->action, kind, rowid) : NULL;
  if (row == NULL || ++row->hits > row->writes || op == SQLITE_DELETE)
    self->is_stray = TRUE;
}

static int
commit_hook (void *data)
{
  ZxStorage *self = data;

  return !self->is_sealed;
}

/* What was announced is gone; whoever begins again cannot finish this action. */
static void
rollback_hook (void *data)
{
  ZxStorage *self = data;

  self->is_stray = TRUE;
}

/* In the place of SQLite's own: a checkpoint amid a save would make somebody wait. */
static int
wal_hook (void       *data,
          sqlite3    *handle,
          const char *database,
          int         n_pages)
{
  ZxStorage *self = data;

  self->n_wal_pages = n_pages;
  if (n_pages >= MOST_WAL_PAGES)
    zx_storage_checkpoint (self);

  return SQLITE_OK;
}

gboolean
zx_storage_wants_checkpoint (ZxStorage *self)
{
  return self->db != NULL && self->n_wal_pages >= MANY_WAL_PAGES;
}

void
zx_storage_checkpoint (ZxStorage *self)
{
  self->n_wal_pages = 0;
  sqlite3_wal_checkpoint_v2 (zx_db_get_handle (self->db), NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static int
authorizer (void       *data,
            int         action,
            const char *first,
            const char *second,
            const char *database,
            const char *trigger)
{
  switch (action)
    {
    case SQLITE_SAVEPOINT:
      return SQLITE_DENY;
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_VTABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_ALTER_TABLE:
      /* VACUUM INTO makes tables too, in the file it writes. */
      return g_strcmp0 (database, "vacuum_db") == 0 ? SQLITE_OK : SQLITE_DENY;
    default:
      return SQLITE_OK;
    }
}

void
zx_storage_guard (ZxStorage *self)
{
  sqlite3 *handle = zx_db_get_handle (self->db);

  self->journaled = g_hash_table_new (g_str_hash, g_str_equal);
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    g_hash_table_insert (self->journaled, (gpointer) (*kind)->key, (gpointer) *kind);

  /* Statements made before the authorizer would be prepared again by it; there are none that matter. */
  sqlite3_update_hook (handle, update_hook, self);
  sqlite3_commit_hook (handle, commit_hook, self);
  sqlite3_rollback_hook (handle, rollback_hook, self);
  sqlite3_wal_hook (handle, wal_hook, self);
  sqlite3_set_authorizer (handle, authorizer, self);
}

/* Proves that what was announced is what was written, no more and no less. */
gboolean
zx_action_check_guard (ZxAction  *action,
             GError   **error)
{
  gboolean fine = !action->storage->is_stray;

  for (guint i = 0; i < action->ordered->len && fine; i++)
    {
      ZxActionRow *row = g_ptr_array_index (action->ordered, i);

      fine = row->hits == row->writes;
    }

  if (!fine)
    g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED,
                 _("A change was not made by the data layer. Nothing was changed; please report this."));

  return fine;
}

/* --- one action, whole --- */

/* Within one device the clock rises with seq, so the newest entries of the devices suffice. */
static const char newest_clock[] =
  "WITH RECURSIVE device (dev) AS (SELECT min (dev) FROM journal UNION ALL "
  "SELECT (SELECT min (dev) FROM journal WHERE dev > device.dev) FROM device WHERE device.dev IS NOT NULL) "
  "SELECT max ((SELECT hlc FROM journal WHERE dev = device.dev ORDER BY seq DESC LIMIT 1)) FROM device WHERE dev IS NOT NULL";

/* What an entry is written with must be known, not guessed. */
static gboolean
read_number (ZxDb        *db,
             const char  *sql,
             gint64      *out_number,
             GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, sql, error);
  int step;

  if (row == NULL)
    return FALSE;

  *out_number = 0;
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      *out_number = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }

  return step >= 0;
}

gboolean
zx_storage_load (ZxStorage  *self,
                 gint64      device,
                 GError    **error)
{
  ZxStatement *statement = zx_db_prepare (self->db, "SELECT seq, hash, jid FROM journal WHERE dev = :dev ORDER BY seq DESC LIMIT 1", error);
  gint64 jid = 0, last_jid;
  int step;

  if (statement == NULL)
    return FALSE;

  self->device = device;
  self->seq = 0;
  memset (self->last_hash, 0, sizeof self->last_hash);
  zx_statement_set_int (statement, ":dev", device);
  step = zx_statement_step (statement, error);
  if (step < 0)
    return FALSE;
  if (step > 0)
    {
      self->seq = zx_statement_get_int (statement, 0);
      if (sqlite3_column_bytes (statement, 1) == 32)
        memcpy (self->last_hash, sqlite3_column_blob (statement, 1), 32);
      jid = zx_statement_get_int (statement, 2);
      sqlite3_reset (statement);
    }

  if (!read_number (self->db, "SELECT max (jid) FROM journal", &last_jid, error) ||
      !read_number (self->db, newest_clock, &self->hlc, error) ||
      !read_number (self->db, "PRAGMA data_version", &self->data_version, error))
    return FALSE;
  self->seen_is_due = last_jid > jid;
  self->inserts = g_hash_table_new (NULL, NULL);

  return TRUE;
}

void
zx_storage_take_new_device (ZxStorage *self,
                            gint64     device)
{
  self->seen_is_due = zx_db_get_int (self->db, "SELECT max (jid) FROM journal", 0) > 0;
  self->device = device;
  self->device_is_new = TRUE;
  self->seq = 0;
  memset (self->last_hash, 0, sizeof self->last_hash);
}

/* BEGIN and COMMIT come with every action: kept like any statement, they need not be parsed each time. */
static gboolean
run_kept (ZxDb        *db,
          const char  *sql,
          GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, sql, error);

  return statement != NULL && zx_statement_run (statement, error);
}

static gboolean
finish_action (ZxStorage  *self,
               ZxAction   *action,
               GError    **error)
{
  if (!zx_action_write_entry (action, error) ||
      !zx_derived_refresh (action->derived, action->db, error))
    return FALSE;

  if (self->device_is_new && action->first.seq != 0)
    {
      g_autofree char *device = g_strdup_printf ("%" G_GINT64_FORMAT, self->device);

      if (!zx_local_set (action->db, "device", device, error))
        return FALSE;
    }

  if (!zx_action_check_guard (action, error))
    return FALSE;

  self->is_sealed = TRUE;

  return run_kept (self->db, "COMMIT", error);
}

static gboolean
begin (ZxStorage  *self,
       GError    **error)
{
  if (self->is_open)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED,
                   _("Another action is not finished yet. Nothing was changed; please report this."));
      return FALSE;
    }

  if (!run_kept (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  /* No hook sees what another connection writes; this number tells. */
  if (zx_db_get_int (self->db, "PRAGMA data_version", -1) == self->data_version)
    return TRUE;

  zx_db_run (self->db, "ROLLBACK", NULL);
  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
               _("Another program has written into this casebook. Nothing was changed; close it, open it again and have it checked."));

  return FALSE;
}

/* A loop that was left early would hold an old state of the file open. */
static void
reset_statements (ZxStorage *self)
{
  sqlite3_stmt *statement = NULL;

  while ((statement = sqlite3_next_stmt (zx_db_get_handle (self->db), statement)) != NULL)
    if (sqlite3_stmt_busy (statement))
      sqlite3_reset (statement);
}

gboolean
zx_storage_act (ZxStorage     *self,
                ZxCasebook    *casebook,
                const char    *actor,
                const char    *label,
                const char    *type,
                const char    *undo_of,
                gboolean       local,
                ZxActionFunc   func,
                gpointer       data,
                GCancellable  *cancellable,
                ZxEntryId     *out_entry,
                char         **out_label,
                GError       **error)
{
  ZxAction action = {
    .storage = self, .casebook = casebook, .db = self->db, .actor = actor, .label = g_strdup (label), .type = type,
    .undo_of = undo_of, .is_local = local, .cancellable = cancellable, .seq = self->seq, .hlc = self->hlc,
    .seen_is_due = self->seen_is_due,
    .now_ms = MAX (g_get_real_time () / 1000, 0),
  };
  gboolean fine;

  *out_entry = (ZxEntryId) { 0 };

  if (!begin (self, error))
    {
      g_free (action.label);
      return FALSE;
    }

  memcpy (action.last_hash, self->last_hash, sizeof action.last_hash);
  zx_action_init_rows (&action);
  action.derived = zx_derived_new ();
  self->is_open = TRUE;
  self->is_sealed = FALSE;
  self->is_stray = FALSE;
  self->action = &action;

  fine = func (&action, data, error) && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         finish_action (self, &action, error);

  reset_statements (self);
  if (!fine)
    zx_db_run (self->db, "ROLLBACK", NULL);
  self->is_sealed = FALSE;
  self->is_open = FALSE;
  self->action = NULL;

  if (fine)
    {
      self->seq = action.seq;
      self->hlc = action.hlc;
      memcpy (self->last_hash, action.last_hash, sizeof self->last_hash);
      self->seen_is_due = action.seen_is_due;
      if (action.first.seq != 0)
        self->device_is_new = FALSE;
      *out_entry = action.first;
      *out_label = g_strdup (action.label);
    }

  g_free (action.term);
  g_free (action.today);
  g_free (action.base);
  zx_derived_free (action.derived);
  zx_action_clear_rows (&action);
  g_free (action.label);

  return fine;
}

void
zx_storage_close (ZxStorage *self)
{
  if (self->db == NULL)
    return;

  /* The planner's statistics are tables of SQLite's own; then one file to copy. */
  sqlite3_set_authorizer (zx_db_get_handle (self->db), NULL, NULL);
  self->is_sealed = TRUE;
  zx_db_run (self->db, "PRAGMA analysis_limit = 400; PRAGMA optimize", NULL);
  zx_db_run (self->db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
  g_clear_pointer (&self->inserts, g_hash_table_unref);
  g_clear_pointer (&self->db, zx_db_free);
  g_clear_pointer (&self->journaled, g_hash_table_unref);
}
