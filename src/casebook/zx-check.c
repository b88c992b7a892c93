/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-check"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zx-action-private.h"
#include "zx-casebook-private.h"
#include "zx-check.h"
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

static void
add_problem (ZxCheckResult *result,
             const char    *where,
             const char    *message)
{
  ZxProblem *problem = g_new0 (ZxProblem, 1);

  problem->where = g_strdup (where);
  problem->message = g_strdup (message);
  g_ptr_array_add (result->problems, problem);
}

/* --- the journal played again --- */

static gboolean
replay_change (ZxDb             *into,
               ZxPayloadChange  *change,
               GError          **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  ZxStatement *statement;
  guint n_fields = change->fields->len;

  if (change->op == ZX_PAYLOAD_ADD)
    {
      g_string_append_printf (sql, "INSERT INTO \"%s\" (id", change->kind->key);
      for (guint i = 0; i < n_fields; i++)
        g_string_append_printf (sql, ", \"%s\"", g_array_index (change->fields, ZxPayloadField, i).field->key);
      g_string_append (sql, ") VALUES (?1");
      for (guint i = 0; i < n_fields; i++)
        g_string_append_printf (sql, ", ?%u", i + 2);
      g_string_append_c (sql, ')');
    }
  else
    {
      g_string_append_printf (sql, "UPDATE \"%s\" SET ", change->kind->key);
      for (guint i = 0; i < n_fields; i++)
        g_string_append_printf (sql, "%s\"%s\" = ?%u", i > 0 ? ", " : "",
                                g_array_index (change->fields, ZxPayloadField, i).field->key, i + 2);
      g_string_append (sql, " WHERE id = ?1");
    }

  statement = zx_db_prepare (into, sql->str, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, change->id);
  for (guint i = 0; i < n_fields; i++)
    {
      const ZxValue *value = &g_array_index (change->fields, ZxPayloadField, i).new_value;

      if (value->type == ZX_VALUE_INT)
        sqlite3_bind_int64 (statement, (int) i + 2, value->integer);
      else if (value->type == ZX_VALUE_TEXT)
        sqlite3_bind_text (statement, (int) i + 2, value->text, -1, SQLITE_TRANSIENT);
    }

  return zx_statement_run (statement, error);
}

gboolean
zx_journal_replay (ZxDb    *from,
                   ZxDb    *into,
                   GError **error)
{
  ZxStatement *entries = zx_db_prepare (from, "SELECT payload FROM journal ORDER BY jid", error);
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
        fine = replay_change (into, g_ptr_array_index (changes, i), error);
      if (!fine)
        {
          sqlite3_reset (entries);
          zx_db_run (into, "ROLLBACK", NULL);
          return FALSE;
        }
    }

  return step == 0 && zx_db_run (into, "COMMIT", error);
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
        g_ptr_array_add (differences, g_strdup_printf (_("%s %ld: %s differs"),
                                                       kind->key, id, kind->fields[i].key));
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
        g_ptr_array_add (differences, g_strdup_printf (_("%s %ld: stands only on one side"),
                                                       kind->key, MIN (left_id, right_id)));
      if (left_id <= right_id)
        left_step = zx_statement_step (left, error);
      if (right_id <= left_id)
        right_step = zx_statement_step (right, error);
    }

  return left_step == 0 && right_step == 0;
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

/* --- the whole check --- */

static gboolean
check_sqlite (ZxDb           *db,
              ZxCheckResult  *result,
              GError        **error)
{
  ZxStatement *statement = zx_db_prepare (db, "PRAGMA integrity_check (20)", error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = zx_statement_step (statement, error)) > 0)
    if (strcmp (zx_statement_get_text (statement, 0), "ok") != 0)
      add_problem (result, "file", zx_statement_get_text (statement, 0));
  if (step < 0)
    return FALSE;

  statement = zx_db_prepare (db, "PRAGMA foreign_key_check", error);
  if (statement == NULL)
    return FALSE;
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      g_autofree char *where = g_strdup_printf ("%s %" G_GINT64_FORMAT, zx_statement_get_text (statement, 0),
                                                zx_statement_get_int (statement, 1));

      add_problem (result, where, _("refers to a record that does not exist"));
    }

  return step == 0;
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

      add_problem (result, where, _("this entry of the history was altered or is damaged"));
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
      add_problem (result, "journal", damage->message);
      return TRUE;
    }

  differences = zx_journal_compare (db, memory, error);
  if (differences == NULL)
    return FALSE;
  for (guint i = 0; i < differences->len && i < MOST_PROBLEMS; i++)
    add_problem (result, "journal", g_ptr_array_index (differences, i));

  return TRUE;
}

static gboolean
check_attachments (ZxCasebook     *self,
                   ZxDb           *db,
                   ZxCheckResult  *result,
                   GError        **error)
{
  g_autofree char *folder = zx_casebook_dup_files_folder (self);
  ZxStatement *row = zx_db_prepare (db, "SELECT id, sha256 FROM attachment WHERE deleted_at IS NULL AND sha256 IS NOT NULL", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *name = zx_statement_get_text (row, 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *where = g_strdup_printf ("attachment %" G_GINT64_FORMAT, zx_statement_get_int (row, 0));
      g_autofree char *contents = NULL;
      g_autofree char *sum = NULL;
      gsize size;

      if (!g_file_get_contents (path, &contents, &size, NULL))
        {
          add_problem (result, where, _("the file is missing"));
          continue;
        }
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, size);
      if (strcmp (sum, name) != 0)
        add_problem (result, where, _("the file was changed or is damaged"));
    }

  return step == 0;
}

gboolean
zx_casebook_check (ZxCasebook     *self,
                   ZxCheckResult  *out_result,
                   GError        **error)
{
  g_autoptr (ZxDb) db = zx_casebook_open_reader (self, error);
  g_autoptr (GPtrArray) stale = NULL;

  out_result->problems = g_ptr_array_new_with_free_func (problem_free);
  out_result->counts = g_hash_table_new (g_str_hash, g_str_equal);
  if (db == NULL)
    return FALSE;

  if (!check_sqlite (db, out_result, error) ||
      !check_chain (db, out_result, error) ||
      !check_replay (db, out_result, error) ||
      !check_attachments (self, db, out_result, error))
    return FALSE;

  stale = zx_derived_verify (db, error);
  if (stale == NULL)
    return FALSE;
  for (guint i = 0; i < stale->len && i < MOST_PROBLEMS; i++)
    add_problem (out_result, "search", g_ptr_array_index (stale, i));

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    g_hash_table_insert (out_result->counts, (gpointer) (*kind)->key, GSIZE_TO_POINTER ((gsize) zx_kind_count (*kind, db)));

  return TRUE;
}
