/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-pairs"

#include "config.h"

#include "zx-pairs.h"

static const char pointer_type[] = "zx-pairs";

enum { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_PAIRS };

typedef struct
{
  sqlite3_vtab_cursor  base;
  const ZxPairs       *pairs;
  gsize                index;
  const char          *text;
  gint64               number;
  char                 buffer[ZX_PAIRS_BUFFER];
} Cursor;

static int
connect_table (sqlite3             *handle,
               void                *aux,
               int                  argc,
               const char * const  *argv,
               sqlite3_vtab       **out_table,
               char               **out_error)
{
  int code = sqlite3_declare_vtab (handle, "CREATE TABLE x (text TEXT, number INTEGER, pairs HIDDEN)");

  if (code != SQLITE_OK)
    return code;
  *out_table = sqlite3_malloc (sizeof (sqlite3_vtab));
  if (*out_table == NULL)
    return SQLITE_NOMEM;
  **out_table = (sqlite3_vtab) { NULL };

  return SQLITE_OK;
}

static int
disconnect_table (sqlite3_vtab *table)
{
  sqlite3_free (table);

  return SQLITE_OK;
}

/* Only with its pairs: zx_pairs (?1). */
static int
find_index (sqlite3_vtab       *table,
            sqlite3_index_info *info)
{
  for (int i = 0; i < info->nConstraint; i++)
    if (info->aConstraint[i].iColumn == COLUMN_PAIRS && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ &&
        info->aConstraint[i].usable)
      {
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1;
        return SQLITE_OK;
      }

  return SQLITE_CONSTRAINT;
}

static int
open_cursor (sqlite3_vtab         *table,
             sqlite3_vtab_cursor **out_cursor)
{
  Cursor *cursor = g_new0 (Cursor, 1);

  *out_cursor = &cursor->base;

  return SQLITE_OK;
}

static int
close_cursor (sqlite3_vtab_cursor *base)
{
  g_free (base);

  return SQLITE_OK;
}

static void
read_pair (Cursor *cursor)
{
  if (cursor->pairs != NULL && cursor->index < cursor->pairs->n)
    cursor->pairs->get (cursor->pairs->data, cursor->index, cursor->buffer, &cursor->text, &cursor->number);
}

static int
start (sqlite3_vtab_cursor  *base,
       int                   index_number,
       const char           *index_text,
       int                   argc,
       sqlite3_value       **argv)
{
  Cursor *cursor = (Cursor *) base;

  cursor->pairs = argc > 0 ? sqlite3_value_pointer (argv[0], pointer_type) : NULL;
  cursor->index = 0;
  read_pair (cursor);

  return SQLITE_OK;
}

static int
next (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *) base;

  cursor->index++;
  read_pair (cursor);

  return SQLITE_OK;
}

static int
is_at_end (sqlite3_vtab_cursor *base)
{
  const Cursor *cursor = (const Cursor *) base;

  return cursor->pairs == NULL || cursor->index >= cursor->pairs->n;
}

static int
get_column (sqlite3_vtab_cursor *base,
            sqlite3_context     *context,
            int                  column)
{
  const Cursor *cursor = (const Cursor *) base;

  if (column == COLUMN_TEXT)
    sqlite3_result_text (context, cursor->text, -1, SQLITE_STATIC);
  else if (column == COLUMN_NUMBER)
    sqlite3_result_int64 (context, cursor->number);

  return SQLITE_OK;
}

static int
get_rowid (sqlite3_vtab_cursor *base,
           sqlite3_int64       *out_rowid)
{
  *out_rowid = (sqlite3_int64) ((const Cursor *) base)->index;

  return SQLITE_OK;
}

/* Without xCreate it cannot be made in a file, only asked. */
static const sqlite3_module module = {
  .xConnect = connect_table,
  .xBestIndex = find_index,
  .xDisconnect = disconnect_table,
  .xOpen = open_cursor,
  .xClose = close_cursor,
  .xFilter = start,
  .xNext = next,
  .xEof = is_at_end,
  .xColumn = get_column,
  .xRowid = get_rowid,
};

gboolean
zx_pairs_register (ZxDb    *db,
                   GError **error)
{
  int code = sqlite3_create_module (zx_db_get_handle (db), "zx_pairs", &module, NULL);

  if (code != SQLITE_OK)
    zx_db_set_error (error, zx_db_get_handle (db), code);

  return code == SQLITE_OK;
}

gboolean
zx_pairs_run (ZxDb           *db,
              const char     *sql,
              const ZxPairs  *pairs,
              gint64          number,
              GError        **error)
{
  ZxStatement *statement;
  gboolean fine;

  if (pairs->n == 0)
    return TRUE;

  statement = zx_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_pointer (statement, 1, (gpointer) pairs, pointer_type, NULL);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, number);
  fine = zx_statement_run (statement, error);
  sqlite3_clear_bindings (statement);

  return fine;
}
