/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-check.h"

/* The rules for tables of records. They are held against the schema itself, and against tables that break one each,
 * so that a rule that no longer bites is noticed. */

static void
complain (GPtrArray  *complaints,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
complain (GPtrArray  *complaints,
          const char *format,
          ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (complaints, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static ZxStatement *
ask (ZxDb       *db,
     const char *format,
     const char *table)
{
  g_autoptr (GString) sql = g_string_new (format);
  g_autoptr (GError) error = NULL;
  ZxStatement *statement;

  g_string_replace (sql, ":table", table, 0);
  statement = zx_db_prepare (db, sql->str, &error);
  g_assert_no_error (error);

  return statement;
}

static void
check_columns (ZxDb       *db,
               const char *table,
               GPtrArray  *complaints)
{
  ZxStatement *row = ask (db, "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo (':table')", table);
  gboolean has_id = FALSE, has_deleted_at = FALSE;

  while (zx_statement_step (row, NULL) > 0)
    {
      const char *name = zx_statement_get_text (row, 0), *type = zx_statement_get_text (row, 1);
      const char *initial = zx_statement_get_text (row, 3);
      gboolean is_ref, is_constant;
      g_autofree char *sql = NULL;

      if (zx_statement_get_int (row, 4))
        {
          has_id = strcmp (name, "id") == 0 && strcmp (type, "INTEGER") == 0;
          continue;
        }
      if (strcmp (name, "deleted_at") == 0)
        has_deleted_at = strcmp (type, "INTEGER") == 0;
      if (zx_statement_get_int (row, 5) > 1)
        continue;
      if (strcmp (type, "INTEGER") != 0 && strcmp (type, "TEXT") != 0)
        complain (complaints, "%s.%s is %s", table, name, type);

      sql = g_strdup_printf ("SELECT count (*) FROM pragma_foreign_key_list ('%s') WHERE \"from\" = '%s'", table, name);
      is_ref = zx_db_get_int (db, sql, 0) > 0;
      is_constant = initial != NULL && (*initial == '\'' || g_ascii_isdigit (*initial) || *initial == '-');
      if (zx_statement_get_int (row, 2) && !is_constant && !is_ref)
        complain (complaints, "%s.%s can be neither empty nor left out", table, name);
      if (initial != NULL && !is_constant)
        complain (complaints, "%s.%s has a default that is no constant", table, name);
    }
  if (!has_id)
    complain (complaints, "%s has no id", table);
  if (!has_deleted_at)
    complain (complaints, "%s has no deleted_at", table);
}

static void
check_indexes (ZxDb       *db,
               const char *table,
               GPtrArray  *complaints)
{
  ZxStatement *row = ask (db, "SELECT name FROM pragma_index_list (':table') WHERE \"unique\"", table);

  while (zx_statement_step (row, NULL) > 0)
    complain (complaints, "%s: %s is UNIQUE", table, zx_statement_get_text (row, 0));

  row = ask (db, "SELECT \"from\", on_update, on_delete FROM pragma_foreign_key_list (':table') f", table);
  while (zx_statement_step (row, NULL) > 0)
    {
      const char *column = zx_statement_get_text (row, 0);
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_index_list ('%s') l, pragma_index_info (l.name) i WHERE i.seqno = 0 AND i.name = '%s'",
                                              table, column);

      if (strcmp (zx_statement_get_text (row, 1), "NO ACTION") != 0 || strcmp (zx_statement_get_text (row, 2), "NO ACTION") != 0)
        complain (complaints, "%s.%s changes other rows", table, column);
      if (zx_db_get_int (db, sql, 0) == 0)
        complain (complaints, "%s.%s refers without an index", table, column);
    }
}

static guint
count_words (const char *text,
             const char *word)
{
  guint n_found = 0;

  for (const char *p = text; (p = strstr (p, word)) != NULL; p++)
    n_found++;

  return n_found;
}

static void
check_text (ZxDb       *db,
            const char *table,
            GPtrArray  *complaints)
{
  g_autofree char *sql = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '%s'", table);
  g_autofree char *text = zx_db_dup_text (db, sql);
  g_autofree char *keep = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '%s' AND name = '%s_keep'", table, table);
  g_autofree char *trigger = zx_db_dup_text (db, keep);
  g_autofree char *others = g_strdup_printf ("SELECT count (*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '%s'", table);

  if (count_words (text, "REFERENCES") != count_words (text, "DEFERRABLE INITIALLY DEFERRED"))
    complain (complaints, "%s checks a reference too early", table);
  if (strstr (text, "CHECK") != NULL)
    complain (complaints, "%s has a CHECK", table);
  if (strstr (text, "AUTOINCREMENT") != NULL)
    complain (complaints, "%s counts its ids", table);
  if (trigger == NULL || strstr (trigger, "BEFORE DELETE") == NULL || strstr (trigger, "RAISE (ABORT") == NULL || strstr (trigger, "WHEN") != NULL)
    complain (complaints, "%s lets rows be deleted", table);
  if (zx_db_get_int (db, others, 0) != (trigger != NULL))
    complain (complaints, "%s has further triggers", table);
}

static void
check_table (ZxDb       *db,
             const char *table,
             GPtrArray  *complaints)
{
  ZxStatement *row = ask (db, "SELECT type, wr, strict FROM pragma_table_list (':table') WHERE schema = 'main'", table);

  if (zx_statement_step (row, NULL) <= 0)
    {
      complain (complaints, "there is no table %s", table);
      return;
    }
  if (strcmp (zx_statement_get_text (row, 0), "table") != 0 || zx_statement_get_int (row, 1))
    complain (complaints, "%s is WITHOUT ROWID", table);
  if (!zx_statement_get_int (row, 2))
    complain (complaints, "%s is not STRICT", table);
  sqlite3_reset (row);

  check_columns (db, table, complaints);
  check_indexes (db, table, complaints);
  check_text (db, table, complaints);
}

static void
test_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_schema_new_memory (&error);
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    check_table (db, (*kind)->key, complaints);

  for (guint i = 0; i < complaints->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (complaints, i));
  g_assert_cmpuint (complaints->len, ==, 0);
}

#define KEEP ";CREATE TRIGGER x_keep BEFORE DELETE ON x BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END"

static const struct
{
  const char *sql;
  const char *complaint;
} broken[] = {
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT, deleted_at INTEGER)" KEEP, "x is not STRICT" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT, deleted_at INTEGER) STRICT, WITHOUT ROWID" KEEP, "x is WITHOUT ROWID" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, deleted_at INTEGER) STRICT" KEEP, "x counts its ids" },
  { "CREATE TABLE x (a TEXT, deleted_at INTEGER) STRICT" KEEP, "x has no id" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT) STRICT" KEEP, "x has no deleted_at" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a REAL, deleted_at INTEGER) STRICT" KEEP, "x.a is REAL" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a BLOB, deleted_at INTEGER) STRICT" KEEP, "x.a is BLOB" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT NOT NULL, deleted_at INTEGER) STRICT" KEEP, "x.a can be neither empty nor left out" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a INTEGER DEFAULT (random ()), deleted_at INTEGER) STRICT" KEEP, "x.a has a default that is no constant" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT UNIQUE, deleted_at INTEGER) STRICT" KEEP, "x: sqlite_autoindex_x_1 is UNIQUE" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT CHECK (a > 'b'), deleted_at INTEGER) STRICT" KEEP, "x has a CHECK" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a INTEGER REFERENCES student (id), deleted_at INTEGER) STRICT; CREATE INDEX y ON x (a)" KEEP, "x checks a reference too early" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a INTEGER REFERENCES student (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, deleted_at INTEGER) STRICT; "
    "CREATE INDEX y ON x (a)" KEEP, "x.a changes other rows" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a INTEGER REFERENCES student (id) DEFERRABLE INITIALLY DEFERRED, deleted_at INTEGER) STRICT" KEEP, "x.a refers without an index" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT, deleted_at INTEGER) STRICT", "x lets rows be deleted" },
  { "CREATE TABLE x (id INTEGER PRIMARY KEY, a TEXT, deleted_at INTEGER) STRICT; CREATE TRIGGER y AFTER INSERT ON x BEGIN SELECT 1; END" KEEP, "x has further triggers" },
};

static void
test_rules_bite (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ZxDb) db = zx_schema_new_memory (&error);
      g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

      zx_db_run (db, broken[i].sql, &error);
      g_assert_no_error (error);
      check_table (db, "x", complaints);
      g_assert_cmpuint (complaints->len, >=, 1);
      g_assert_true (g_ptr_array_find_with_equal_func (complaints, broken[i].complaint, g_str_equal, NULL));
    }
}

/* What is not a kind is local, and known to be. */
static void
test_no_other_tables (void)
{
  static const char * const local[] = {
    "journal", "row_ver", "cell_ver", "head", "touch", "local", "student_now", "state_now", "search_key", "note_text", "draft", "column_mapping",
  };
  g_autoptr (ZxDb) db = zx_schema_new_memory (NULL);
  ZxStatement *row = ask (db, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual', 'view') AND name NOT LIKE 'sqlite%'", "");

  while (zx_statement_step (row, NULL) > 0)
    {
      const char *name = zx_statement_get_text (row, 0);
      gboolean known = zx_kind_find (name) != NULL;

      for (guint i = 0; i < G_N_ELEMENTS (local); i++)
        known = known || strcmp (name, local[i]) == 0;
      g_test_message ("%s", name);
      g_assert_true (known);
    }
}

/* A file whose tables are not word for word those of its version is noticed. */
static void
test_verify (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_schema_new_memory (&error);
  int version;

  g_assert_no_error (error);
  g_assert_true (zx_schema_check_identity (db, &version, &error));
  g_assert_cmpint (version, ==, zx_schema_get_version ());
  g_assert_true (zx_schema_verify (db, version, &error));
  g_assert_no_error (error);

  zx_db_run (db, "DROP INDEX student_by_name", &error);
  g_assert_no_error (error);
  g_assert_false (zx_schema_verify (db, version, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT);
}

/* Every writing connection is set up for safety first. */
static void
test_connection (void)
{
  static const struct
  {
    const char *sql;
    const char *expected;
  } settings[] = {
    { "PRAGMA journal_mode", "wal" },
    { "PRAGMA synchronous", "2" },
    { "PRAGMA foreign_keys", "1" },
    { "PRAGMA recursive_triggers", "1" },
    { "PRAGMA secure_delete", "1" },
    { "PRAGMA cell_size_check", "1" },
    { "PRAGMA wal_autocheckpoint", "1000" },
    { "PRAGMA journal_size_limit", "33554432" },
    { "PRAGMA busy_timeout", "3000" },
    { "PRAGMA query_only", "0" },
  };
  g_autofree char *folder = g_dir_make_tmp ("zhuxue-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.zhuxue", NULL);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
    int defensive = 0;

    g_assert_no_error (error);
    zx_schema_set_up_connection (db, TRUE, &error);
    g_assert_no_error (error);
    for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
      {
        g_autofree char *value = zx_db_dup_text (db, settings[i].sql);

        g_assert_cmpstr (value, ==, settings[i].expected);
      }
    sqlite3_db_config (zx_db_get_handle (db), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
    g_assert_cmpint (defensive, ==, 1);
  }

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/rules", test_rules);
  g_test_add_func ("/schema/rules-bite", test_rules_bite);
  g_test_add_func ("/schema/no-other-tables", test_no_other_tables);
  g_test_add_func ("/schema/verify", test_verify);
  g_test_add_func ("/schema/connection", test_connection);

  return g_test_run ();
}
