/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-history"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-history.h"
#include "zx-payload.h"
#include "zx-query.h"
#include "zx-record-private.h"

#define MOST_CHANGES 200
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

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

/* Whether the change is of the record asked for, or of one that names it (a visit's child, a member of the family). */
static gboolean
concerns (ZxPayloadChange *change,
          gint64           id)
{
  if (id == 0 || change->id == id)
    return TRUE;

  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);

      if (field->field->type == ZX_TYPE_REF && field->new_value.type == ZX_VALUE_INT && field->new_value.integer == id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_changes (ZxHistoryEntry  *entry,
              ZxStatement     *row,
              int              column,
              gint64           id,
              GError         **error)
{
  gsize size;
  g_autofree char *text = zx_payload_unpack (row, column, &size, error);
  g_autoptr (GPtrArray) changes = NULL;
  guint n_related = 0;

  if (text == NULL)
    return FALSE;
  changes = zx_payload_parse (text, size, error);
  if (changes == NULL)
    return FALSE;

  entry->n_rows += changes->len;
  for (guint i = 0; i < changes->len && entry->changes->len < MOST_CHANGES; i++)
    if (concerns (g_ptr_array_index (changes, i), id))
      {
        g_ptr_array_add (entry->changes, to_row_change (g_ptr_array_index (changes, i)));
        n_related++;
      }

  /* Small actions are shown whole: what belongs to the record may name it only indirectly. */
  if (id != 0 && n_related < changes->len && changes->len <= 40)
    for (guint i = 0; i < changes->len; i++)
      if (!concerns (g_ptr_array_index (changes, i), id))
        g_ptr_array_add (entry->changes, to_row_change (g_ptr_array_index (changes, i)));

  return TRUE;
}

/* "dev.seq" of entries that are undone at present. */
static GHashTable *
load_undone (ZxDb    *db,
             GError **error)
{
  g_autoptr (GHashTable) undone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ZxStatement *statement = zx_db_prepare (db, "SELECT u.undo_of FROM journal u WHERE u.type = 'undo' AND NOT EXISTS "
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
      statement = zx_db_prepare (db, "SELECT jid, dev, seq, wall, actor, label, grp, type, payload FROM journal "
                                     "WHERE grp IS NULL OR grp = seq ORDER BY jid DESC LIMIT :limit", error);
    }
  else
    {
      statement = zx_db_prepare (db, "SELECT j.jid, j.dev, j.seq, j.wall, j.actor, j.label, j.grp, j.type, j.payload "
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
      g_autofree char *name = NULL;
      gint64 group = zx_statement_get_int (statement, 6);

      entry->changes = g_ptr_array_new_with_free_func (row_change_free);
      entry->entry.dev = zx_statement_get_int (statement, 1);
      entry->entry.seq = group != 0 ? group : zx_statement_get_int (statement, 2);
      entry->action = zx_statement_get_int (statement, 0);
      if (group != 0 && group != zx_statement_get_int (statement, 2))
        entry->action = find_first_of_group (db, entry->entry.dev, group, entry->action);
      entry->entry.action = entry->action;
      entry->time_ms = zx_statement_get_int (statement, 3);
      entry->actor = g_strdup (zx_statement_get_text (statement, 4));
      entry->words = g_strdup (zx_statement_get_text (statement, 5));
      entry->type = g_strdup (zx_statement_get_text (statement, 7));
      name = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, entry->entry.dev, entry->entry.seq);
      entry->undone = g_hash_table_contains (undone, name);
      if (!read_changes (entry, statement, 8, id, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (entries, g_steal_pointer (&entry));
    }

  return step < 0 ? NULL : g_steal_pointer (&entries);
}

/* --- undo and redo --- */

void
zx_undo_result_clear (ZxUndoResult *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

typedef struct
{
  gint64      jid;
  gint64      dev;
  gint64      seq;
  gint64      group;
  gint64      wall;
  char       *label;
  char       *type;
  GArray     *jids;           /* all entries of the action */
  GHashTable *kept_students;  /* of an import: they have newer records */
  GHashTable *kept_families;
  GPtrArray  *kept;
} Target;

static void
target_clear (Target *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->jids, g_array_unref);
  g_clear_pointer (&self->kept_students, g_hash_table_unref);
  g_clear_pointer (&self->kept_families, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static const char find_by_number[] =
  "SELECT jid, dev, seq, grp, wall, label, type FROM journal WHERE jid = :number AND :since IS NOT NULL";

/* The newest action that is not undone and no undo or redo itself. */
static const char find_newest[] =
  "SELECT j.jid, j.dev, j.seq, j.grp, j.wall, j.label, j.type FROM journal j "
  "WHERE j.type IN ('normal', 'import', 'settle') AND (j.grp IS NULL OR j.grp = j.seq) AND j.jid > :since AND :number IS NOT NULL "
  "AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.type = 'undo' AND u.undo_of = j.dev || '.' || j.seq AND NOT EXISTS "
  "(SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = u.dev || '.' || u.seq)) ORDER BY j.jid DESC LIMIT 1";

/* The newest undo that was not made again, unless something new was done after it. */
static const char find_undone[] =
  "SELECT j.jid, j.dev, j.seq, j.grp, j.wall, j.label, j.type FROM journal j "
  "WHERE j.type = 'undo' AND (j.grp IS NULL OR j.grp = j.seq) AND j.jid > :since AND :number IS NOT NULL "
  "AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = j.dev || '.' || j.seq) "
  "AND NOT EXISTS (SELECT 1 FROM journal n WHERE n.jid > j.jid AND n.type IN ('normal', 'import', 'settle')) "
  "ORDER BY j.jid DESC LIMIT 1";

/* The undo of one action that stands at present. */
static const char find_undo_of[] =
  "SELECT u.jid, u.dev, u.seq, u.grp, u.wall, u.label, u.type FROM journal j JOIN journal u ON u.undo_of = j.dev || '.' || j.seq "
  "WHERE j.jid = :number AND u.type = 'undo' AND u.jid > :since AND NOT EXISTS "
  "(SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = u.dev || '.' || u.seq) ORDER BY u.jid DESC LIMIT 1";

static gboolean
find_target (ZxDb        *db,
             const char  *sql,
             gint64       number,
             gint64       since,
             Target      *out_target,
             GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":number", number);
  zx_statement_set_int (statement, ":since", since);
  step = zx_statement_step (statement, error);
  if (step <= 0)
    {
      if (step == 0)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is nothing to take back or to make again."));
      return FALSE;
    }

  out_target->jid = zx_statement_get_int (statement, 0);
  out_target->dev = zx_statement_get_int (statement, 1);
  out_target->seq = zx_statement_get_int (statement, 2);
  out_target->group = zx_statement_get_int (statement, 3);
  out_target->wall = zx_statement_get_int (statement, 4);
  out_target->label = g_strdup (zx_statement_get_text (statement, 5));
  out_target->type = g_strdup (zx_statement_get_text (statement, 6));
  sqlite3_reset (statement);

  return TRUE;
}

static gboolean
load_jids (ZxDb    *db,
           Target  *target,
           GError **error)
{
  ZxStatement *statement;
  int step;

  target->jids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (target->group == 0)
    {
      g_array_append_val (target->jids, target->jid);
      return TRUE;
    }

  statement = zx_db_prepare (db, "SELECT jid FROM journal WHERE dev = :dev AND grp = :grp ORDER BY jid", error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":dev", target->dev);
  zx_statement_set_int (statement, ":grp", target->group);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 jid = zx_statement_get_int (statement, 0);

      g_array_append_val (target->jids, jid);
    }

  return step == 0;
}

static gboolean
is_ours (Target *target,
         gint64  jid)
{
  gint64 first = g_array_index (target->jids, gint64, 0);
  gint64 last = g_array_index (target->jids, gint64, target->jids->len - 1);

  if (jid < first || jid > last)
    return FALSE;

  for (guint i = 0; i < target->jids->len; i++)
    if (g_array_index (target->jids, gint64, i) == jid)
      return TRUE;

  return FALSE;
}

static GPtrArray *
load_changes (ZxAction  *action,
              gint64     jid,
              GError   **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "SELECT payload FROM journal WHERE jid = :jid", error);
  g_autofree char *text = NULL;
  gsize size;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":jid", jid);
  if (zx_statement_step (statement, error) <= 0)
    return NULL;
  text = zx_payload_unpack (statement, 0, &size, error);
  sqlite3_reset (statement);

  return text != NULL ? zx_payload_parse (text, size, error) : NULL;
}

/* A live row that refers to (@kind, @id) and was added by a later action; its kind, or %NULL. */
static const ZxKind *
find_later_reference (ZxAction       *action,
                      Target         *target,
                      const ZxKind   *kind,
                      gint64          id,
                      GError        **error)
{
  for (const ZxKind * const *other = zx_kinds_get (); *other != NULL; other++)
    for (guint i = 0; i < (*other)->n_fields; i++)
      {
        const ZxField *field = &(*other)->fields[i];
        g_autofree char *sql = NULL;
        ZxStatement *statement;
        gboolean found = FALSE;

        if (field->type != ZX_TYPE_REF || !zx_field_is_stored (field) || strcmp (field->of, kind->key) != 0 ||
            ((*other)->flags & ZX_KIND_LOG))
          continue;

        /* What counts is when the reference was written: an older row may have been given it by this very action. */
        sql = g_strdup_printf ("SELECT coalesce (c.jid, v.jid) FROM \"%s\" r JOIN row_ver v ON v.kind = '%s' AND v.row = r.id "
                               "LEFT JOIN cell_ver c ON c.kind = v.kind AND c.row = r.id AND c.field = '%s' "
                               "WHERE r.\"%s\" = :id AND r.deleted_at IS NULL",
                               (*other)->key, (*other)->key, field->key, field->key);
        statement = zx_db_prepare (zx_action_get_db (action), sql, error);
        if (statement == NULL)
          return NULL;
        zx_statement_set_int (statement, ":id", id);
        while (!found && zx_statement_step (statement, error) > 0)
          found = !is_ours (target, zx_statement_get_int (statement, 0));
        sqlite3_reset (statement);
        if (found)
          return *other;
      }

  return NULL;
}

static gint64
get_added_ref (ZxPayloadChange *change,
               const char      *key)
{
  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);

      if (strcmp (field->field->key, key) == 0 && field->new_value.type == ZX_VALUE_INT)
        return field->new_value.integer;
    }

  return 0;
}

static void
keep (GHashTable *table,
      gint64      id)
{
  if (id != 0)
    g_hash_table_add (table, g_memdup2 (&id, sizeof id));
}

static gboolean
refuse_visit_over_a_day (ZxPayloadChange *change,
                         Target          *target,
                         GError         **error)
{
  if (change->kind != &zx_kind_home_visit || g_get_real_time () / 1000 - target->wall <= DAY_MS)
    return FALSE;

  g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
               _("This home visit was archived more than a day ago. It cannot be taken back, only corrected with a reason. Nothing was changed."));

  return TRUE;
}

/* Decision by the rules of undo before anything is written: an import keeps what newer records rest on, anything else is refused. */
static gboolean
look_for_later_records (ZxAction  *action,
                        Target    *target,
                        GError   **error)
{
  gboolean import = strcmp (target->type, "import") == 0;
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < target->jids->len; i++)
    {
      g_autoptr (GPtrArray) changes = load_changes (action, g_array_index (target->jids, gint64, i), error);

      if (changes == NULL)
        return FALSE;

      for (guint j = 0; j < changes->len; j++)
        {
          ZxPayloadChange *change = g_ptr_array_index (changes, j);
          const ZxKind *later;

          if (change->op != ZX_PAYLOAD_ADD || (change->kind->flags & ZX_KIND_LOG))
            continue;
          if (refuse_visit_over_a_day (change, target, error))
            return FALSE;

          later = find_later_reference (action, target, change->kind, change->id, &local_error);
          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          if (later == NULL)
            continue;

          if (!import)
            {
              g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                           _("This cannot be taken back: a later record (%s) rests on what it added. Take that back first. Nothing was changed."),
                           zx_kind_get_label (later));
              return FALSE;
            }

          if (change->kind == &zx_kind_student)
            {
              g_autofree char *name = zx_record_dup_title (zx_action_get_db (action), change->kind, change->id);

              keep (target->kept_students, change->id);
              keep (target->kept_families, get_added_ref (change, "family"));
              g_ptr_array_add (target->kept, g_strdup_printf (_("%s stays: there are newer records (%s)."),
                                                              name, zx_kind_get_label (later)));
            }
          else if (change->kind == &zx_kind_family)
            keep (target->kept_families, change->id);
          else
            keep (target->kept_students, change->id); /* a class, a teacher: simply stays */
        }
    }

  return TRUE;
}

static gboolean
is_kept (Target          *target,
         ZxPayloadChange *change)
{
  gint64 student = get_added_ref (change, "student");
  gint64 family = get_added_ref (change, "family");

  if (change->kind == &zx_kind_student)
    family = 0;

  return g_hash_table_contains (target->kept_students, &change->id) ||
         g_hash_table_contains (target->kept_families, &change->id) ||
         (student != 0 && g_hash_table_contains (target->kept_students, &student)) ||
         (family != 0 && g_hash_table_contains (target->kept_families, &family));
}

static gboolean
take_back_add (ZxAction         *action,
               Target           *target,
               ZxPayloadChange  *change,
               GError          **error)
{
  guint index = (guint) zx_kind_get_index (change->kind, "deleted_at");
  ZxValue now = { ZX_VALUE_INT, g_get_real_time () / 1000, NULL };
  g_autoptr (ZxRecord) record = NULL;

  if (is_kept (target, change))
    return TRUE;

  record = zx_record_load (zx_action_get_db (action), change->kind, change->id, error);
  if (record == NULL)
    return FALSE;
  if (zx_record_has (record, "deleted_at"))
    return TRUE;

  return zx_action_write_fields (action, change->kind, change->id, &index, &now, 1, error);
}

static gint64
find_jid (ZxAction   *action,
          const char *name)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "SELECT jid FROM journal WHERE dev = :dev AND seq = :seq", NULL);
  char *dot = NULL;
  gint64 jid = 0;

  if (statement == NULL)
    return 0;

  zx_statement_set_int (statement, ":dev", g_ascii_strtoll (name, &dot, 10));
  zx_statement_set_int (statement, ":seq", *dot == '.' ? g_ascii_strtoll (dot + 1, NULL, 10) : 0);
  if (zx_statement_step (statement, NULL) > 0)
    jid = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);

  return jid;
}

/* What the action called @name replaced in one field, where it changed it; else 0. */
static gint64
find_replaced (ZxAction       *action,
               const char     *name,
               const ZxKind   *kind,
               gint64          id,
               const ZxField  *field)
{
  g_auto (Target) entry = { 0 };

  entry.jid = find_jid (action, name);
  if (entry.jid == 0 || !find_target (zx_action_get_db (action), find_by_number, entry.jid, 0, &entry, NULL) ||
      !load_jids (zx_action_get_db (action), &entry, NULL))
    return 0;

  for (guint i = 0; i < entry.jids->len; i++)
    {
      g_autoptr (GPtrArray) changes = load_changes (action, g_array_index (entry.jids, gint64, i), NULL);

      for (guint j = 0; changes != NULL && j < changes->len; j++)
        {
          ZxPayloadChange *change = g_ptr_array_index (changes, j);

          if (change->kind != kind || change->id != id)
            continue;
          for (guint k = 0; k < change->fields->len; k++)
            {
              ZxPayloadField *changed = &g_array_index (change->fields, ZxPayloadField, k);

              if (changed->field == field && changed->bases != NULL)
                return find_jid (action, changed->bases[0]);
            }
        }
    }

  return 0;
}

/* Whether the value that stands in a field is the target's. An undo and a redo put an older value back: then it is
 * whose that value was, so that several undos in a row walk back over one field. */
static gboolean
is_our_value (ZxAction       *action,
              Target         *target,
              const ZxKind   *kind,
              gint64          id,
              const ZxField  *field)
{
  gint64 jid = zx_action_get_winner (action, kind->key, id, field->key);

  while (jid != 0 && !is_ours (target, jid))
    {
      ZxStatement *statement = zx_db_prepare (zx_action_get_db (action),
                                              "SELECT undo_of FROM journal WHERE jid = :jid AND type IN ('undo', 'redo')", NULL);
      g_autofree char *undo_of = NULL;

      if (statement == NULL)
        return FALSE;
      zx_statement_set_int (statement, ":jid", jid);
      if (zx_statement_step (statement, NULL) > 0)
        undo_of = g_strdup (zx_statement_get_text (statement, 0));
      sqlite3_reset (statement);

      jid = undo_of != NULL ? find_replaced (action, undo_of, kind, id, field) : 0;
    }

  return jid != 0;
}

static gboolean
take_back_change (ZxAction         *action,
                  Target           *target,
                  ZxPayloadChange  *change,
                  GError          **error)
{
  g_autofree guint *indexes = g_new (guint, change->fields->len);
  g_autofree ZxValue *values = g_new (ZxValue, change->fields->len);
  guint n_fields = 0;

  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);

      if (is_our_value (action, target, change->kind, change->id, field->field))
        {
          indexes[n_fields] = (guint) (field->field - change->kind->fields);
          values[n_fields++] = field->old_value;
        }
      else
        {
          g_autofree char *title = zx_record_dup_title (zx_action_get_db (action), change->kind, change->id);

          g_ptr_array_add (target->kept, g_strdup_printf (_("%s of %s was changed since and stays."),
                                                          zx_field_get_label (change->kind, field->field), title));
        }
    }

  return zx_action_write_fields (action, change->kind, change->id, indexes, values, n_fields, error);
}

static gboolean
take_back (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  Target *target = data;

  if (!load_jids (zx_action_get_db (action), target, error))
    return FALSE;
  if (target->jids->len > 1)
    zx_action_set_bulk (action);

  target->kept_students = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  target->kept_families = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!look_for_later_records (action, target, error))
    return FALSE;

  for (guint i = target->jids->len; i-- > 0; )
    {
      g_autoptr (GPtrArray) changes = load_changes (action, g_array_index (target->jids, gint64, i), error);

      if (changes == NULL)
        return FALSE;

      for (guint j = changes->len; j-- > 0; )
        {
          ZxPayloadChange *change = g_ptr_array_index (changes, j);

          if (change->kind->flags & ZX_KIND_LOG)
            continue;
          if (change->op == ZX_PAYLOAD_ADD ? !take_back_add (action, target, change, error)
                                           : !take_back_change (action, target, change, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
reverse_action (ZxCasebook    *self,
                Target        *target,
                gboolean       redo,
                const char    *words,
                ZxUndoResult  *out_result,
                GError       **error)
{
  g_autofree char *undo_of = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, target->dev, target->seq);
  g_autofree char *label = g_strdup_printf (redo ? _("Made again: %s") : _("Took back: %s"), words);
  ZxEntryId entry;

  target->kept = g_ptr_array_new_with_free_func (g_free);
  if (!zx_casebook_act_full (self, label, redo ? "redo" : "undo", undo_of, take_back, target, NULL, &entry, error))
    return FALSE;

  if (out_result != NULL)
    {
      out_result->action = entry.action;
      out_result->undid = target->jid;
      out_result->words = g_strdup (words);
      out_result->kept = g_steal_pointer (&target->kept);
    }

  return TRUE;
}

/* Whether the action with this number is undone at present. */
static gboolean
is_undone (ZxDb   *db,
           gint64  number)
{
  g_auto (Target) undo = { 0 };

  return find_target (db, find_undo_of, number, 0, &undo, NULL);
}

gboolean
zx_casebook_undo (ZxCasebook    *self,
                  gint64         number,
                  gint64         since,
                  ZxUndoResult  *out_result,
                  GError       **error)
{
  ZxDb *db = zx_casebook_get_reader (self);
  g_auto (Target) target = { 0 };

  if (!find_target (db, number != 0 ? find_by_number : find_newest, number, since, &target, error))
    return FALSE;

  if (strcmp (target.type, "undo") == 0 || strcmp (target.type, "redo") == 0 || strcmp (target.type, "log") == 0)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                   _("Action %" G_GINT64_FORMAT " is itself an undo, a redo or a log entry and cannot be taken back. Nothing was changed."), number);
      return FALSE;
    }
  if (number != 0 && is_undone (db, number))
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                   _("Action %" G_GINT64_FORMAT " is undone already. Nothing was changed."), number);
      return FALSE;
    }

  return reverse_action (self, &target, FALSE, target.label, out_result, error);
}

static char *
dup_words_of_undone (ZxDb   *db,
                     gint64  undo_jid,
                     gint64 *out_number)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT j.label, j.jid FROM journal u JOIN journal j ON j.dev || '.' || j.seq = u.undo_of "
                                              "WHERE u.jid = :jid", NULL);
  char *words = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":jid", undo_jid);
  if (zx_statement_step (statement, NULL) > 0)
    {
      words = g_strdup (zx_statement_get_text (statement, 0));
      *out_number = zx_statement_get_int (statement, 1);
    }
  sqlite3_reset (statement);

  return words;
}

gboolean
zx_casebook_redo (ZxCasebook    *self,
                  gint64         number,
                  gint64         since,
                  ZxUndoResult  *out_result,
                  GError       **error)
{
  ZxDb *db = zx_casebook_get_reader (self);
  g_auto (Target) target = { 0 };
  g_autofree char *words = NULL;
  gint64 undone = 0;

  if (!find_target (db, number != 0 ? find_undo_of : find_undone, number, since, &target, error))
    return FALSE;

  words = dup_words_of_undone (db, target.jid, &undone);
  if (!reverse_action (self, &target, TRUE, words != NULL ? words : target.label, out_result, error))
    return FALSE;
  if (out_result != NULL && undone != 0)
    out_result->undid = undone;

  return TRUE;
}

char *
zx_casebook_dup_undo_words (ZxCasebook *self,
                            gint64      since)
{
  g_auto (Target) target = { 0 };

  if (!find_target (zx_casebook_get_reader (self), find_newest, 0, since, &target, NULL))
    return NULL;

  return g_steal_pointer (&target.label);
}

char *
zx_casebook_dup_redo_words (ZxCasebook *self,
                            gint64      since)
{
  g_auto (Target) target = { 0 };
  gint64 number;

  if (!find_target (zx_casebook_get_reader (self), find_undone, 0, since, &target, NULL))
    return NULL;

  return dup_words_of_undone (zx_casebook_get_reader (self), target.jid, &number);
}

gint64
zx_casebook_get_last_action (ZxCasebook *self)
{
  return zx_db_get_int (zx_casebook_get_reader (self), "SELECT max (jid) FROM journal WHERE grp IS NULL OR grp = seq", 0);
}
