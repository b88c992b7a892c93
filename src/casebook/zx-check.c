/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-check"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-action-private.h"
#include "zx-casebook-private.h"
#include "zx-check-private.h"
#include "zx-payload.h"
#include "zx-query.h"
#include "zx-record-private.h"

#define MOST_PROBLEMS 50

static void
problem_free (gpointer data)
{
  ZxProblem *problem = data;

  g_free (problem->where);
  g_free (problem->message);
  g_free (problem);
}

void
zx_check_result_clear (ZxCheckResult *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
}

void
zx_check_add_problem (ZxCheckResult *result,
                      const char    *where,
                      const char    *message)
{
  ZxProblem *problem = g_new0 (ZxProblem, 1);

  problem->where = g_strdup (where);
  problem->message = g_strdelimit (g_strdup (message), "\r\n", ' '); /* SQLite's own words come in several lines */
  g_ptr_array_add (result->problems, problem);
}

/* --- the journal played again --- */

static gboolean
bind_and_run (ZxStatement    *statement,
              gint64          id,
              const ZxValue  *value,
              GError        **error)
{
  sqlite3_bind_int64 (statement, 1, id);
  if (value->type == ZX_VALUE_INT)
    sqlite3_bind_int64 (statement, 2, value->integer);
  else if (value->type == ZX_VALUE_TEXT)
    sqlite3_bind_text (statement, 2, value->text, -1, SQLITE_TRANSIENT);

  return zx_statement_run (statement, error);
}

/* Who wrote it last: rebuilt beside the data. */
static gboolean
replay_writer (ZxDb             *into,
               ZxPayloadChange  *change,
               const char       *field,
               gint64            jid,
               GError          **error)
{
  ZxStatement *statement = zx_db_prepare (into, field == NULL
                                            ? "INSERT INTO row_ver (kind, row, jid) VALUES (:kind, :row, :jid)"
                                            : "INSERT INTO cell_ver (kind, row, field, jid) VALUES (:kind, :row, :field, :jid) "
                                              "ON CONFLICT DO UPDATE SET jid = excluded.jid", error);

  if (statement == NULL)
    return FALSE;

  zx_statement_set_text (statement, ":kind", change->kind->key);
  zx_statement_set_int (statement, ":row", change->id);
  zx_statement_set_int (statement, ":jid", jid);
  if (field != NULL)
    zx_statement_set_text (statement, ":field", field);

  return zx_statement_run (statement, error);
}

static gboolean
replay_touch (ZxDb             *into,
              ZxPayloadChange  *change,
              gint64            jid,
              GError          **error)
{
  ZxStatement *statement = zx_db_prepare (into, "INSERT OR IGNORE INTO touch (kind, row, jid) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, change->kind->key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, change->id);
  sqlite3_bind_int64 (statement, 3, jid);

  return zx_statement_run (statement, error);
}

/* Field by field, so that the statements are as many as the fields and not as their combinations. */
static gboolean
replay_change (ZxDb             *into,
               ZxPayloadChange  *change,
               gint64            jid,
               GError          **error)
{
  if (!replay_touch (into, change, jid, error) ||
      (change->op == ZX_PAYLOAD_ADD && !replay_writer (into, change, NULL, jid, error)))
    return FALSE;

  for (guint i = 0; change->op != ZX_PAYLOAD_ADD && i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);
      g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1", change->kind->key, field->field->key);
      ZxStatement *statement = zx_db_prepare (into, sql, error);

      if (statement == NULL || !bind_and_run (statement, change->id, &field->new_value, error) ||
          !replay_writer (into, change, field->field->key, jid, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
replay_add (ZxDb             *into,
            ZxPayloadChange  *change,
            GError          **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const ZxKind *kind = change->kind;
  ZxStatement *statement;
  int parameter = 2;

  g_string_append_printf (sql, "INSERT INTO \"%s\" (id", kind->key);
  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_field_is_stored (&kind->fields[i]))
      g_string_append_printf (sql, ", \"%s\"", kind->fields[i].key);
  g_string_append (sql, ") VALUES (?1");
  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_field_is_stored (&kind->fields[i]))
      g_string_append_printf (sql, ", ?%d", parameter++);
  g_string_append_c (sql, ')');

  statement = zx_db_prepare (into, sql->str, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, change->id);
  parameter = 2;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      ZxValue value = { 0 };

      if (!zx_field_is_stored (&kind->fields[i]))
        continue;

      zx_field_get_initial (&kind->fields[i], &value);
      for (guint j = 0; j < change->fields->len; j++)
        if (g_array_index (change->fields, ZxPayloadField, j).field == &kind->fields[i])
          zx_value_copy (&value, &g_array_index (change->fields, ZxPayloadField, j).new_value);
      if (value.type == ZX_VALUE_INT)
        sqlite3_bind_int64 (statement, parameter, value.integer);
      else if (value.type == ZX_VALUE_TEXT)
        sqlite3_bind_text (statement, parameter, value.text, -1, SQLITE_TRANSIENT);
      parameter++;
      zx_value_clear (&value);
    }

  return zx_statement_run (statement, error);
}

gboolean
zx_journal_replay (ZxDb    *from,
                   ZxDb    *into,
                   GError **error)
{
  ZxStatement *entries = zx_db_prepare (from, "SELECT payload, jid FROM journal ORDER BY jid", error);
  int step;

  if (entries == NULL || !zx_db_run (into, "BEGIN", error))
    return FALSE;

  while ((step = zx_statement_step (entries, error)) > 0)
    {
      gsize size;
      g_autofree char *text = zx_payload_unpack (entries, 0, &size, error);
      g_autoptr (GPtrArray) changes = text != NULL ? zx_payload_parse (text, size, error) : NULL;
      gboolean fine = changes != NULL;

      for (guint i = 0; fine && i < changes->len; i++)
        {
          ZxPayloadChange *change = g_ptr_array_index (changes, i);

          fine = (change->op != ZX_PAYLOAD_ADD || replay_add (into, change, error)) &&
                 replay_change (into, change, zx_statement_get_int (entries, 1), error);
        }
      if (!fine)
        {
          sqlite3_reset (entries);
          zx_db_run (into, "ROLLBACK", NULL);
          return FALSE;
        }
    }

  if (step == 0)
    return zx_db_run (into, "COMMIT", error);
  zx_db_run (into, "ROLLBACK", NULL);

  return FALSE;
}

static void
compare_rows (const ZxKind *kind,
              ZxStatement  *left,
              ZxStatement  *right,
              GPtrArray    *differences)
{
  gint64 id = zx_statement_get_int (left, 0);
  int column = 1;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      ZxValue a = { 0 }, b = { 0 };

      if (!zx_field_is_stored (&kind->fields[i]))
        continue;
      zx_value_take_column (&a, left, column);
      zx_value_take_column (&b, right, column++);
      if (!zx_value_equal (&a, &b))
        {
          g_autofree char *where = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind->key, id);

          g_ptr_array_add (differences, g_strdup_printf (_("%s: %s differs"), where, kind->fields[i].key));
        }
      zx_value_clear (&a);
      zx_value_clear (&b);
    }
}

static gboolean
compare_kind (const ZxKind  *kind,
              ZxDb          *a,
              ZxDb          *b,
              GPtrArray     *differences,
              GError       **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  ZxStatement *left, *right;
  int left_step, right_step;

  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_field_is_stored (&kind->fields[i]))
      g_string_append_printf (sql, ", \"%s\"", kind->fields[i].key);
  g_string_append_printf (sql, " FROM \"%s\" ORDER BY id", kind->key);

  left = zx_db_prepare (a, sql->str, error);
  right = left != NULL ? zx_db_prepare (b, sql->str, error) : NULL;
  if (right == NULL)
    return FALSE;

  left_step = zx_statement_step (left, error);
  right_step = left_step >= 0 ? zx_statement_step (right, error) : -1;
  while (left_step > 0 || right_step > 0)
    {
      gint64 left_id = left_step > 0 ? zx_statement_get_int (left, 0) : G_MAXINT64;
      gint64 right_id = right_step > 0 ? zx_statement_get_int (right, 0) : G_MAXINT64;

      if (left_step < 0 || right_step < 0)
        break;
      if (left_id == right_id)
        compare_rows (kind, left, right, differences);
      else
        {
          g_autofree char *where = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind->key, MIN (left_id, right_id));

          g_ptr_array_add (differences, g_strdup_printf (_("%s: stands only on one side"), where));
        }
      if (left_id <= right_id)
        left_step = zx_statement_step (left, error);
      if (right_id <= left_id)
        right_step = zx_statement_step (right, error);
    }

  return left_step == 0 && right_step == 0;
}

/* Rows of the tables that tell who wrote what, as one text each. */
static gboolean
compare_writers (const char  *sql,
                 ZxDb        *a,
                 ZxDb        *b,
                 GPtrArray   *differences,
                 GError     **error)
{
  ZxStatement *left = zx_db_prepare (a, sql, error);
  ZxStatement *right = left != NULL ? zx_db_prepare (b, sql, error) : NULL;
  int left_step, right_step;

  if (right == NULL)
    return FALSE;

  do
    {
      left_step = zx_statement_step (left, error);
      right_step = left_step >= 0 ? zx_statement_step (right, error) : -1;
      if (left_step > 0 && right_step > 0 &&
          g_strcmp0 (zx_statement_get_text (left, 0), zx_statement_get_text (right, 0)) == 0)
        continue;
      if (left_step > 0 || right_step > 0)
        {
          g_ptr_array_add (differences, g_strdup_printf (_("who wrote %s is not what the history says"),
                                                         zx_statement_get_text (left_step > 0 ? left : right, 0)));
          break;
        }
    }
  while (left_step > 0 && right_step > 0);
  sqlite3_reset (left);
  sqlite3_reset (right);

  return left_step >= 0 && right_step >= 0;
}

GPtrArray *
zx_journal_compare (ZxDb    *a,
                    ZxDb    *b,
                    GError **error)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    if (!compare_kind (*kind, a, b, differences, error))
      return NULL;

  return g_steal_pointer (&differences);
}

/* Every row an entry wrote is listed under it; rows of their owners are listed besides. */
static gboolean
check_touches (ZxDb           *db,
               ZxDb           *replayed,
               ZxCheckResult  *result,
               GError        **error)
{
  ZxStatement *expected = zx_db_prepare (replayed, "SELECT kind, row, jid FROM touch ORDER BY kind, row, jid", error);
  ZxStatement *found = zx_db_prepare (db, "SELECT 1 FROM touch WHERE kind = :kind AND row = :row AND jid = :jid", error);
  guint n_missing = 0;
  int step = -1;

  while (expected != NULL && found != NULL && n_missing < MOST_PROBLEMS && (step = zx_statement_step (expected, error)) > 0)
    {
      int there;

      zx_statement_set_text (found, ":kind", zx_statement_get_text (expected, 0));
      zx_statement_set_int (found, ":row", zx_statement_get_int (expected, 1));
      zx_statement_set_int (found, ":jid", zx_statement_get_int (expected, 2));
      there = zx_statement_step (found, error);
      sqlite3_reset (found);
      if (there < 0)
        return FALSE;
      if (there == 0)
        {
          g_autofree char *where = g_strdup_printf ("%s %" G_GINT64_FORMAT, zx_statement_get_text (expected, 0),
                                                    zx_statement_get_int (expected, 1));
          g_autofree char *words = g_strdup_printf (_("%s: an entry is missing in its history"), where);

          zx_check_add_problem (result, "journal", words);
          n_missing++;
        }
    }
  if (expected != NULL)
    sqlite3_reset (expected);

  return step >= 0;
}

/* --- the whole check --- */

static gboolean
check_sqlite (ZxDb           *db,
              ZxCheckResult  *result,
              GError        **error)
{
  ZxStatement *statement = zx_db_prepare (db, "PRAGMA integrity_check (20)", error);
  g_autoptr (GError) damage = NULL;
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = zx_statement_step (statement, error)) > 0)
    if (g_strcmp0 (zx_statement_get_text (statement, 0), "ok") != 0)
      zx_check_add_problem (result, "file", zx_statement_get_text (statement, 0));
  if (step < 0)
    return FALSE;

  statement = zx_db_prepare (db, "PRAGMA foreign_key_check", error);
  if (statement == NULL)
    return FALSE;
  while ((step = zx_statement_step (statement, error)) > 0 && result->problems->len < 2 * MOST_PROBLEMS)
    {
      g_autofree char *where = g_strdup_printf ("%s %" G_GINT64_FORMAT, zx_statement_get_text (statement, 0),
                                                zx_statement_get_int (statement, 1));

      zx_check_add_problem (result, where, _("refers to a record that does not exist"));
    }
  sqlite3_reset (statement);
  if (step < 0)
    return FALSE;

  if (!zx_schema_verify (db, (int) zx_db_get_int (db, "PRAGMA user_version", 1), &damage))
    zx_check_add_problem (result, "file", damage->message);

  return TRUE;
}

gboolean
zx_journal_check_chain (ZxDb    *db,
                        GArray  *bad_jids,
                        GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT jid, dev, seq, hlc, wall, actor, label, grp, type, undo_of, sv, seen, payload, prev_hash, hash "
                                        "FROM journal ORDER BY dev, seq", error);
  guint8 last[32] = { 0 };
  gint64 last_dev = 0, last_seq = 0;
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 jid = zx_statement_get_int (row, 0), dev = zx_statement_get_int (row, 1), seq = zx_statement_get_int (row, 2);
      gsize size = 0;
      g_autofree char *payload = zx_payload_unpack (row, 12, &size, NULL);
      /* In a damaged file a column can be empty although the schema forbids it. */
      gboolean whole = payload != NULL && !zx_statement_is_null (row, 5) && !zx_statement_is_null (row, 6) &&
                       !zx_statement_is_null (row, 8) &&
                       sqlite3_column_bytes (row, 13) == 32 && sqlite3_column_bytes (row, 14) == 32;
      guint8 hash[32];

      if (dev != last_dev)
        {
          memset (last, 0, sizeof last);
          last_seq = 0;
          last_dev = dev;
        }
      if (whole)
        zx_journal_hash (last, dev, seq, zx_statement_get_int (row, 3), zx_statement_get_int (row, 4),
                         zx_statement_get_text (row, 5), zx_statement_get_text (row, 6), zx_statement_get_int (row, 7),
                         zx_statement_get_text (row, 8), zx_statement_get_text (row, 9), (int) zx_statement_get_int (row, 10),
                         zx_statement_get_text (row, 11), payload, size, hash);

      if (!whole || seq != last_seq + 1 ||
          memcmp (sqlite3_column_blob (row, 13), last, 32) != 0 || memcmp (sqlite3_column_blob (row, 14), hash, 32) != 0)
        g_array_append_val (bad_jids, jid);

      if (sqlite3_column_bytes (row, 14) == 32)
        memcpy (last, sqlite3_column_blob (row, 14), 32);
      last_seq = seq;
    }

  return step == 0;
}

static gboolean
check_chain (ZxDb           *db,
             ZxCheckResult  *result,
             GError        **error)
{
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!zx_journal_check_chain (db, bad, error))
    return FALSE;

  for (guint i = 0; i < bad->len && i < MOST_PROBLEMS; i++)
    {
      g_autofree char *where = g_strdup_printf ("journal %" G_GINT64_FORMAT, g_array_index (bad, gint64, i));

      zx_check_add_problem (result, where, _("this entry of the history was altered or is damaged"));
    }

  return TRUE;
}

static gboolean
check_replay (ZxDb           *db,
              ZxCheckResult  *result,
              GError        **error)
{
  g_autoptr (ZxDb) memory = zx_schema_new_memory (error);
  g_autoptr (GError) damage = NULL;
  g_autoptr (GPtrArray) differences = NULL;

  if (memory == NULL)
    return FALSE;

  if (!zx_journal_replay (db, memory, &damage))
    {
      zx_check_add_problem (result, "journal", damage->message);
      return TRUE;
    }

  differences = zx_journal_compare (db, memory, error);
  if (differences == NULL ||
      !compare_writers ("SELECT kind || ' ' || row || ': ' || jid FROM row_ver ORDER BY kind, row", db, memory, differences, error) ||
      !compare_writers ("SELECT kind || ' ' || row || ' ' || field || ': ' || jid FROM cell_ver ORDER BY kind, row, field",
                        db, memory, differences, error))
    return FALSE;
  for (guint i = 0; i < differences->len && i < MOST_PROBLEMS; i++)
    zx_check_add_problem (result, "journal", g_ptr_array_index (differences, i));

  return check_touches (db, memory, result, error);
}

static gboolean
check_all (ZxCasebook     *self,
           ZxDb           *db,
           ZxCheckResult  *result,
           GError        **error)
{
  g_autoptr (GPtrArray) stale = NULL;

  if (!check_sqlite (db, result, error) ||
      !check_chain (db, result, error) ||
      !check_replay (db, result, error) ||
      !zx_check_files (self, db, result, error) ||
      !zx_check_note_index (db, result, error))
    return FALSE;

  stale = zx_derived_verify (db, error);
  if (stale == NULL)
    return FALSE;
  for (guint i = 0; i < stale->len && i < MOST_PROBLEMS; i++)
    zx_check_add_problem (result, "search", g_ptr_array_index (stale, i));

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    g_hash_table_insert (result->counts, (gpointer) (*kind)->key, GSIZE_TO_POINTER ((gsize) zx_kind_count (*kind, db)));

  return TRUE;
}

gboolean
zx_casebook_check (ZxCasebook     *self,
                   ZxCheckResult  *out_result,
                   GError        **error)
{
  g_autoptr (ZxDb) db = zx_casebook_open_reader (self, error);
  g_autoptr (GError) damage = NULL;

  out_result->problems = g_ptr_array_new_with_free_func (problem_free);
  out_result->counts = g_hash_table_new (g_str_hash, g_str_equal);

  /* One moment of the file, whatever is written meanwhile. */
  if (db == NULL || !zx_db_run (db, "BEGIN", error))
    return FALSE;

  if (check_all (self, db, out_result, &damage))
    return TRUE;

  /* Damage that stops the reading is what was looked for. */
  if (!g_error_matches (damage, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }
  zx_check_add_problem (out_result, "file", damage->message);

  return TRUE;
}
