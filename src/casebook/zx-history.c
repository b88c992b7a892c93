/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-history"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-history.h"
#include "zx-payload.h"
#include "zx-record-private.h"

#define MOST_CHANGES 200
#define SMALL_ACTION 40

/* What a bulk action was is known at its end: "Imported 212 students". */
#define LABEL \
  "coalesce ((SELECT l.label FROM journal l WHERE l.dev = j.dev AND l.grp = j.grp ORDER BY l.seq DESC LIMIT 1), j.label)"

static void
row_change_free (gpointer data)
{
  ZxRowChange *self = data;

  for (guint i = 0; i < self->fields->len; i++)
    {
      ZxFieldChange *change = &g_array_index (self->fields, ZxFieldChange, i);

      zx_value_clear (&change->from);
      zx_value_clear (&change->to);
    }
  g_array_unref (self->fields);
  g_free (self);
}

void
zx_history_entry_free (ZxHistoryEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->actor);
  g_free (self->words);
  g_free (self->type);
  g_ptr_array_unref (self->changes);
  g_array_unref (self->jids);
  g_free (self);
}

static ZxRowChange *
to_row_change (ZxPayloadChange *change)
{
  ZxRowChange *row = g_new0 (ZxRowChange, 1);

  row->kind = change->kind;
  row->id = change->id;
  row->op = change->op == ZX_PAYLOAD_ADD ? 'a' : 'c';
  row->fields = g_array_new (FALSE, TRUE, sizeof (ZxFieldChange));

  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *from = &g_array_index (change->fields, ZxPayloadField, i);
      ZxFieldChange to = { .field = from->field };

      if (strcmp (from->field->key, "deleted_at") == 0)
        {
          if (change->op != ZX_PAYLOAD_ADD)
            row->op = from->new_value.type == ZX_VALUE_NULL ? 'a' : 'r';
          continue;
        }
      zx_value_copy (&to.from, &from->old_value);
      zx_value_copy (&to.to, &from->new_value);
      g_array_append_val (row->fields, to);
    }

  return row;
}

/* Whether the change is of the record asked for, or of one that names it or named it before (a visit's child, a
 * member of the family). */
static gboolean
concerns (ZxPayloadChange *change,
          gint64           id)
{
  if (id == 0 || change->id == id)
    return TRUE;

  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);

      if (field->field->type == ZX_TYPE_REF &&
          ((field->new_value.type == ZX_VALUE_INT && field->new_value.integer == id) ||
           (field->old_value.type == ZX_VALUE_INT && field->old_value.integer == id)))
        return TRUE;
    }

  return FALSE;
}

/* Those that concern the record, then, of a small action, the others: what belongs to the record may name it only
 * indirectly. */
static void
sort_out (GPtrArray *changes,
          gint64     id,
          GPtrArray *out_chosen)
{
  for (guint i = 0; i < changes->len; i++)
    if (concerns (g_ptr_array_index (changes, i), id))
      g_ptr_array_add (out_chosen, g_ptr_array_index (changes, i));

  for (guint i = 0; changes->len <= SMALL_ACTION && i < changes->len; i++)
    if (!concerns (g_ptr_array_index (changes, i), id))
      g_ptr_array_add (out_chosen, g_ptr_array_index (changes, i));
}

static GPtrArray *
parse_changes (ZxStatement  *row,
               int           column,
               GError      **error)
{
  gsize size;
  g_autofree char *text = zx_payload_unpack (row, column, &size, error);

  return text != NULL ? zx_payload_parse (text, size, error) : NULL;
}

static gboolean
read_changes (ZxHistoryEntry  *entry,
              ZxStatement     *row,
              int              column,
              gint64           id,
              GError         **error)
{
  g_autoptr (GPtrArray) changes = parse_changes (row, column, error);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (changes == NULL)
    return FALSE;

  entry->n_rows += changes->len;
  sort_out (changes, id, chosen);
  for (guint i = 0; i < chosen->len && entry->changes->len < MOST_CHANGES; i++)
    g_ptr_array_add (entry->changes, to_row_change (g_ptr_array_index (chosen, i)));

  return TRUE;
}

gboolean
zx_history_each_change (ZxDb             *db,
                        ZxHistoryEntry   *entry,
                        gint64            id,
                        ZxRowChangeFunc   func,
                        gpointer          data,
                        GError          **error)
{
  for (guint i = 0; i < entry->jids->len; i++)
    {
      ZxStatement *row = zx_db_prepare (db, "SELECT payload FROM journal WHERE jid = :jid", error);
      g_autoptr (GPtrArray) changes = NULL;
      g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
      int step;

      if (row == NULL)
        return FALSE;
      zx_statement_set_int (row, ":jid", g_array_index (entry->jids, gint64, i));
      step = zx_statement_step (row, error);
      if (step == 0)
        g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT, _("An entry of the history is damaged."));
      if (step <= 0)
        return FALSE;
      changes = parse_changes (row, 0, error);
      sqlite3_reset (row);
      if (changes == NULL)
        return FALSE;

      sort_out (changes, id, chosen);
      for (guint j = 0; j < chosen->len; j++)
        {
          ZxRowChange *change = to_row_change (g_ptr_array_index (chosen, j));

          func (change, data);
          row_change_free (change);
        }
    }

  return TRUE;
}

/* "dev.seq" of entries that are undone at present. */
static GHashTable *
load_undone (ZxDb    *db,
             GError **error)
{
  g_autoptr (GHashTable) undone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ZxStatement *statement = zx_db_prepare (db, "SELECT u.undo_of FROM journal u WHERE u.undo_of IS NOT NULL AND u.type = 'undo' "
                                              "AND (u.grp IS NULL OR u.grp = u.seq) AND NOT EXISTS "
                                              "(SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = u.dev || '.' || u.seq)", error);
  int step;

  if (statement == NULL)
    return NULL;

  while ((step = zx_statement_step (statement, error)) > 0)
    g_hash_table_add (undone, g_strdup (zx_statement_get_text (statement, 0)));

  return step < 0 ? NULL : g_steal_pointer (&undone);
}

static ZxStatement *
prepare_history (ZxDb          *db,
                 const ZxKind  *kind,
                 gint64         id,
                 guint          limit,
                 GError       **error)
{
  ZxStatement *statement;

  if (kind == NULL)
    {
      statement = zx_db_prepare (db, "SELECT j.jid, j.dev, j.seq, j.wall, j.actor, " LABEL ", j.grp, j.type, j.payload FROM journal j "
                                     "WHERE j.grp IS NULL OR j.grp = j.seq ORDER BY j.jid DESC LIMIT :limit", error);
    }
  else
    {
      statement = zx_db_prepare (db, "SELECT j.jid, j.dev, j.seq, j.wall, j.actor, " LABEL ", j.grp, j.type, j.payload "
                                     "FROM touch t JOIN journal j USING (jid) WHERE t.kind = :kind AND t.row = :row "
                                     "ORDER BY j.hlc DESC, j.dev DESC LIMIT :limit", error);
      if (statement != NULL)
        {
          zx_statement_set_text (statement, ":kind", kind->key);
          zx_statement_set_int (statement, ":row", id);
        }
    }

  if (statement != NULL)
    zx_statement_set_int (statement, ":limit", limit > 0 ? (gint64) limit : -1);

  return statement;
}

/* An action of several entries: its further entries only count; one line of an entry is one row. */
static gboolean
count_group (ZxDb            *db,
             ZxHistoryEntry  *entry,
             GError         **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT payload, jid FROM journal WHERE dev = :dev AND grp = :seq AND seq > :seq ORDER BY seq", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":dev", entry->entry.dev);
  zx_statement_set_int (row, ":seq", entry->entry.seq);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gsize size;
      g_autofree char *text = zx_payload_unpack (row, 0, &size, error);
      gint64 jid = zx_statement_get_int (row, 1);

      g_array_append_val (entry->jids, jid);
      if (text == NULL)
        {
          sqlite3_reset (row);
          return FALSE;
        }
      entry->n_rows++;
      for (const char *p = text; (p = memchr (p, '\n', (gsize) (text + size - p))) != NULL; p++)
        entry->n_rows++;
    }

  return step == 0;
}

static gint64
find_first_of_group (ZxDb   *db,
                     gint64  dev,
                     gint64  group,
                     gint64  fallback)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT jid FROM journal WHERE dev = :dev AND seq = :seq", NULL);
  gint64 jid = fallback;

  if (statement == NULL)
    return fallback;

  zx_statement_set_int (statement, ":dev", dev);
  zx_statement_set_int (statement, ":seq", group);
  if (zx_statement_step (statement, NULL) > 0)
    jid = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);

  return jid;
}

/* A record that stands in several entries of one action has one line in its history. */
static void
join_with (ZxHistoryEntry *entry,
           ZxHistoryEntry *older)
{
  g_array_prepend_vals (entry->jids, older->jids->data, older->jids->len);
  entry->n_rows += older->n_rows;
  for (guint i = older->changes->len; i-- > 0; )
    g_ptr_array_insert (entry->changes, 0, g_ptr_array_steal_index (older->changes, i));
  if (entry->changes->len > MOST_CHANGES)
    g_ptr_array_set_size (entry->changes, MOST_CHANGES);
}

GPtrArray *
zx_history_load (ZxDb          *db,
                 const ZxKind  *kind,
                 gint64         id,
                 guint          limit,
                 GError       **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_history_entry_free);
  g_autoptr (GHashTable) undone = load_undone (db, error);
  ZxStatement *statement = undone != NULL ? prepare_history (db, kind, id, limit, error) : NULL;
  int step;

  if (statement == NULL)
    return NULL;

  while ((step = zx_statement_step (statement, error)) > 0)
    {
      g_autoptr (ZxHistoryEntry) entry = g_new0 (ZxHistoryEntry, 1);
      ZxHistoryEntry *last = entries->len > 0 ? g_ptr_array_index (entries, entries->len - 1) : NULL;
      g_autofree char *name = NULL;
      gint64 jid = zx_statement_get_int (statement, 0), group = zx_statement_get_int (statement, 6);

      entry->changes = g_ptr_array_new_with_free_func (row_change_free);
      entry->jids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (entry->jids, jid);
      entry->entry.dev = zx_statement_get_int (statement, 1);
      entry->entry.seq = group != 0 ? group : zx_statement_get_int (statement, 2);
      entry->action = jid;
      if (group != 0 && group != zx_statement_get_int (statement, 2))
        entry->action = find_first_of_group (db, entry->entry.dev, group, entry->action);
      entry->entry.action = entry->action;
      entry->time_ms = zx_statement_get_int (statement, 3);
      entry->actor = g_strdup (zx_statement_get_text (statement, 4));
      entry->words = g_strdup (zx_statement_get_text (statement, 5));
      entry->type = g_strdup (zx_statement_get_text (statement, 7));
      name = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, entry->entry.dev, entry->entry.seq);
      entry->undone = g_hash_table_contains (undone, name);
      if (!read_changes (entry, statement, 8, id, error) ||
          (kind == NULL && group != 0 && !count_group (db, entry, error)))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      if (last != NULL && last->action == entry->action)
        join_with (last, entry);
      else
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }

  return step < 0 ? NULL : g_steal_pointer (&entries);
}

gint64
zx_casebook_get_last_action (ZxCasebook *self)
{
  return zx_db_get_int (zx_casebook_get_reader (self), "SELECT jid FROM journal WHERE grp IS NULL OR grp = seq ORDER BY jid DESC LIMIT 1", 0);
}
