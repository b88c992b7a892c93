/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-undo"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-history.h"
#include "zx-query.h"
#include "zx-record-private.h"
#include "zx-undo-private.h"

/* What a bulk action was is known at its end: "Imported 212 students". */
#define LABEL_OF(entry) \
  "coalesce ((SELECT l.label FROM journal l WHERE l.dev = " entry ".dev AND l.grp = " entry ".grp ORDER BY l.seq DESC LIMIT 1), " entry ".label)"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

void
zx_undo_result_clear (ZxUndoResult *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

/* A field through which rows of one kind refer to rows of another. */
typedef struct
{
  const ZxKind  *kind;
  const ZxField *field;
  char          *sql; /* ids of its live rows that refer to :id */
} Reference;

static void
reference_clear (gpointer data)
{
  g_free (((Reference *) data)->sql);
}

static void
target_clear (ZxUndoTarget *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->jids, g_array_unref);
  g_clear_pointer (&self->indexes, g_hash_table_unref);
  g_clear_pointer (&self->references, g_hash_table_unref);
  g_clear_pointer (&self->later, g_hash_table_unref);
  g_clear_pointer (&self->kept_rows, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxUndoTarget, target_clear)

/* Any entry of an action of several names it. */
static const char find_by_number[] =
  "SELECT f.jid, f.dev, f.seq, f.grp, f.wall, " LABEL_OF ("f") ", f.type FROM journal j JOIN journal f ON f.dev = j.dev AND f.seq = coalesce (j.grp, j.seq) "
  "WHERE j.jid = :number AND :since IS NOT NULL";

/* The newest action that is not undone and no undo or redo itself. Of a session (:since) only what was done on this laptop, and
 * only its newest actions. */
static const char find_newest[] =
  "SELECT j.jid, j.dev, j.seq, j.grp, j.wall, " LABEL_OF ("j") ", j.type FROM journal j "
  "WHERE j.type IN ('normal', 'import', 'settle') AND (j.grp IS NULL OR j.grp = j.seq) AND j.jid > :since AND :number IS NOT NULL "
  "AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.type = 'undo' AND (u.grp IS NULL OR u.grp = u.seq) AND u.undo_of = j.dev || '.' || j.seq AND NOT EXISTS "
  "(SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = u.dev || '.' || u.seq)) "
  "AND (:since = 0 OR (j.dev = (SELECT CAST (value AS INTEGER) FROM local WHERE key = 'device') AND "
  "(SELECT count (*) FROM (SELECT 1 FROM journal n WHERE n.jid >= j.jid AND n.type IN ('normal', 'import', 'settle') "
  "AND (n.grp IS NULL OR n.grp = n.seq) LIMIT " G_STRINGIFY (ZX_UNDO_STEPS) " + 1)) <= " G_STRINGIFY (ZX_UNDO_STEPS) ")) "
  "ORDER BY j.jid DESC LIMIT 1";

/* The newest undo that was not made again, unless something new was done after it. */
static const char find_undone[] =
  "SELECT j.jid, j.dev, j.seq, j.grp, j.wall, " LABEL_OF ("j") ", j.type FROM journal j "
  "WHERE j.type = 'undo' AND (j.grp IS NULL OR j.grp = j.seq) AND j.jid > :since AND :number IS NOT NULL "
  "AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = j.dev || '.' || j.seq) "
  "AND NOT EXISTS (SELECT 1 FROM journal n WHERE n.jid > j.jid AND n.type IN ('normal', 'import', 'settle')) "
  "ORDER BY j.jid DESC LIMIT 1";

/* The undo of one action that stands at present. */
static const char find_undo_of[] =
  "SELECT u.jid, u.dev, u.seq, u.grp, u.wall, " LABEL_OF ("u") ", u.type FROM journal j JOIN journal u ON u.undo_of = j.dev || '.' || j.seq "
  "WHERE j.jid = :number AND u.type = 'undo' AND (u.grp IS NULL OR u.grp = u.seq) AND u.jid > :since AND NOT EXISTS "
  "(SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = u.dev || '.' || u.seq) ORDER BY u.jid DESC LIMIT 1";

static gboolean
find_target (ZxDb          *db,
             const char    *sql,
             gint64         number,
             gint64         since,
             ZxUndoTarget  *out_target,
             GError       **error)
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
load_jids (ZxDb          *db,
           ZxUndoTarget  *target,
           GError       **error)
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

/* --- what rests on what --- */

static void
collect_references (GArray       *references,
                    const ZxKind *from,
                    const ZxKind *to)
{
  for (guint i = 0; i < from->n_fields; i++)
    {
      const ZxField *field = &from->fields[i];
      Reference reference = { from, field, NULL };

      if (field->type != ZX_TYPE_REF || !zx_field_is_stored (field) || strcmp (field->of, to->key) != 0)
        continue;

      reference.sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = :id AND deleted_at IS NULL AND voided_on IS NULL",
                                       from->key, field->key);
      g_array_append_val (references, reference);
    }
}

static GArray *
need_references (ZxUndoTarget *target,
                 const ZxKind *kind)
{
  GArray *references = g_hash_table_lookup (target->references, kind);

  if (references != NULL)
    return references;

  references = g_array_new (FALSE, FALSE, sizeof (Reference));
  g_array_set_clear_func (references, reference_clear);
  for (const ZxKind * const *other = zx_kinds_get (); *other != NULL; other++)
    if (((*other)->flags & ZX_KIND_LOG) == 0)
      collect_references (references, *other, kind);
  if (kind != &zx_kind_attachment && (kind->flags & (ZX_KIND_LOG | ZX_KIND_INNER)) == 0)
    {
      Reference file = { &zx_kind_attachment, zx_kind_get_field (&zx_kind_attachment, "owner_id"), NULL };

      file.sql = g_strdup_printf ("SELECT id FROM attachment WHERE owner_kind = '%s' AND owner_id = :id "
                                  "AND deleted_at IS NULL AND voided_on IS NULL", kind->key);
      g_array_append_val (references, file);
    }
  g_hash_table_insert (target->references, (gpointer) kind, references);

  return references;
}

static gboolean
load_referring (ZxAction   *action,
                Reference  *reference,
                gint64      id,
                GArray     *ids,
                GError    **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), reference->sql, error);
  int step;

  g_array_set_size (ids, 0);
  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":id", id);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 row = zx_statement_get_int (statement, 0);

      g_array_append_val (ids, row);
    }

  return step == 0;
}

/* A live row that was made to refer to (@kind, @id) by somebody else; its kind, or %NULL. */
static gboolean
find_later_reference (ZxAction      *action,
                      ZxUndoTarget  *target,
                      const ZxKind  *kind,
                      gint64         id,
                      const ZxKind **out_later,
                      GError       **error)
{
  GArray *references = need_references (target, kind);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  *out_later = NULL;
  for (guint i = 0; i < references->len; i++)
    {
      Reference *reference = &g_array_index (references, Reference, i);

      if (!load_referring (action, reference, id, ids, error))
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        {
          gboolean ours;

          if (!zx_undo_wrote_present_value (action, target, reference->kind, g_array_index (ids, gint64, j), reference->field, &ours, error))
            return FALSE;
          if (!ours)
            {
              *out_later = reference->kind;
              return TRUE;
            }
        }
    }

  return TRUE;
}

static gboolean
keep (GHashTable *table,
      gint64      id)
{
  return !g_hash_table_contains (table, &id) && g_hash_table_add (table, g_memdup2 (&id, sizeof id));
}

static gboolean
refuse_visit_over_a_day (ZxPayloadChange  *change,
                         ZxUndoTarget     *target,
                         GError          **error)
{
  if (change->kind != &zx_kind_home_visit || g_get_real_time () / 1000 - target->wall <= DAY_MS)
    return FALSE;

  g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
               _("This home visit was archived more than a day ago. It cannot be taken back, only corrected with a reason. Nothing was changed."));

  return TRUE;
}

static gboolean
refuse_rests_on_it (GError       **error,
                    const ZxKind  *later)
{
  g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
               _("This cannot be taken back: a later record (%s) rests on what it added. Take that back first. Nothing was changed."),
               zx_kind_get_label (later));

  return FALSE;
}

static void
keep_student (ZxAction        *action,
              ZxUndoTarget    *target,
              ZxPayloadChange *change,
              const ZxKind    *later)
{
  g_autofree char *name = zx_record_dup_title (zx_action_get_db (action), change->kind, change->id);

  if (keep (target->kept_rows, change->id))
    g_ptr_array_add (target->kept, g_strdup_printf (_("%s stays: there are newer records (%s)."), name, zx_kind_get_label (later)));
}

typedef gboolean (*ChangeFunc) (ZxAction         *action,
                                ZxUndoTarget     *target,
                                ZxPayloadChange  *change,
                                GError          **error);

/* Over all changes of the target, in the order of writing. */
static gboolean
each_change (ZxAction      *action,
             ZxUndoTarget  *target,
             ChangeFunc     func,
             GError       **error)
{
  for (guint i = 0; i < target->jids->len; i++)
    {
      g_autoptr (GPtrArray) changes = zx_undo_load_changes (action, g_array_index (target->jids, gint64, i), error);

      if (changes == NULL)
        return FALSE;
      for (guint j = 0; j < changes->len; j++)
        if (!func (action, target, g_ptr_array_index (changes, j), error))
          return FALSE;
    }

  return TRUE;
}

/* Decision by the rules of undo before anything is written: an import keeps what newer records rest on, anything else is refused. */
static gboolean
look_for_later_records (ZxAction         *action,
                        ZxUndoTarget     *target,
                        ZxPayloadChange  *change,
                        GError          **error)
{
  const ZxKind *later;

  if (change->op != ZX_PAYLOAD_ADD || (change->kind->flags & ZX_KIND_LOG))
    return TRUE;
  if (refuse_visit_over_a_day (change, target, error) ||
      !find_later_reference (action, target, change->kind, change->id, &later, error))
    return FALSE;
  if (later == NULL)
    return TRUE;
  if (strcmp (target->type, "import") != 0)
    return refuse_rests_on_it (error, later);

  keep (target->later, change->id);
  if (change->kind == &zx_kind_student)
    keep_student (action, target, change, later);
  else
    keep (target->kept_rows, change->id);

  return TRUE;
}

static gint64
get_ref (ZxPayloadChange *change,
         const ZxField   *field)
{
  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *written = &g_array_index (change->fields, ZxPayloadField, i);

      if (written->field == field && written->new_value.type == ZX_VALUE_INT)
        return written->new_value.integer;
    }

  return 0;
}

/* A child of a family to which something was added later has newer records too. */
static gboolean
keep_children_of_families (ZxAction         *action,
                           ZxUndoTarget     *target,
                           ZxPayloadChange  *change,
                           GError          **error)
{
  gint64 family;

  if (change->op != ZX_PAYLOAD_ADD || change->kind != &zx_kind_student)
    return TRUE;

  family = get_ref (change, zx_kind_get_field (&zx_kind_student, "family"));
  if (family != 0 && g_hash_table_contains (target->later, &family))
    keep_student (action, target, change, &zx_kind_family);

  return TRUE;
}

/* What stays takes along what it refers to, and what belongs to it. */
static gboolean
keep_relatives (ZxAction         *action,
                ZxUndoTarget     *target,
                ZxPayloadChange  *change,
                GError          **error)
{
  if (change->op != ZX_PAYLOAD_ADD)
    return TRUE;

  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *written = &g_array_index (change->fields, ZxPayloadField, i);

      if (written->field->type != ZX_TYPE_REF || written->new_value.type != ZX_VALUE_INT)
        continue;
      if ((written->field->flags & ZX_FIELD_OWNER) && g_hash_table_contains (target->kept_rows, &written->new_value.integer))
        keep (target->kept_rows, change->id);
    }

  for (guint i = 0; i < change->fields->len && g_hash_table_contains (target->kept_rows, &change->id); i++)
    {
      ZxPayloadField *written = &g_array_index (change->fields, ZxPayloadField, i);

      if (written->field->type == ZX_TYPE_REF && written->new_value.type == ZX_VALUE_INT)
        keep (target->kept_rows, written->new_value.integer);
    }

  return TRUE;
}

static gboolean
decide_what_stays (ZxAction      *action,
                   ZxUndoTarget  *target,
                   GError       **error)
{
  guint n_kept;

  if (!each_change (action, target, look_for_later_records, error) ||
      (g_hash_table_size (target->later) > 0 && !each_change (action, target, keep_children_of_families, error)))
    return FALSE;

  do
    {
      n_kept = g_hash_table_size (target->kept_rows);
      if (n_kept > 0 && !each_change (action, target, keep_relatives, error))
        return FALSE;
    }
  while (g_hash_table_size (target->kept_rows) > n_kept);

  return TRUE;
}

/* --- taking back --- */

static void
note_touched (ZxUndoTarget    *target,
              ZxPayloadChange *change)
{
  ZxPayloadChange row = { .kind = change->kind, .id = change->id };

  g_array_append_val (target->touched, row);
}

static gboolean
read_removed (ZxAction         *action,
              ZxPayloadChange  *change,
              gboolean         *out_removed,
              GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT deleted_at IS NOT NULL FROM \"%s\" WHERE id = :id", change->kind->key);
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), sql, error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":id", change->id);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      *out_removed = zx_statement_get_int (row, 0) != 0;
      sqlite3_reset (row);
    }
  else if (step == 0)
    g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                 _("The history names a record that is not there. The casebook is damaged; nothing was changed. Restore the newest backup."));

  return step > 0;
}

static gboolean
take_back_add (ZxAction         *action,
               ZxUndoTarget     *target,
               ZxPayloadChange  *change,
               GError          **error)
{
  guint index = (guint) zx_kind_get_index (change->kind, "deleted_at");
  ZxValue now = { ZX_VALUE_INT, g_get_real_time () / 1000, NULL };
  gboolean is_removed;

  if (g_hash_table_contains (target->kept_rows, &change->id))
    return TRUE;
  if (!read_removed (action, change, &is_removed, error))
    return FALSE;
  if (is_removed)
    return TRUE;

  /* Nothing of an import that stays rests on what goes: that was looked at before. */
  if (strcmp (target->type, "import") != 0)
    note_touched (target, change);

  return zx_action_write_fields (action, change->kind, change->id, &index, &now, 1, error);
}

static gboolean
take_back_change (ZxAction         *action,
                  ZxUndoTarget     *target,
                  ZxPayloadChange  *change,
                  GError          **error)
{
  g_autofree guint *indexes = g_new (guint, change->fields->len);
  g_autofree ZxValue *values = g_new (ZxValue, change->fields->len);
  guint n_fields = 0;

  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);
      gboolean ours;

      if (!zx_undo_wrote_present_value (action, target, change->kind, change->id, field->field, &ours, error))
        return FALSE;
      if (ours)
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

  if (n_fields > 0)
    note_touched (target, change);

  return zx_action_write_fields (action, change->kind, change->id, indexes, values, n_fields, error);
}

static gboolean
take_back_each (ZxAction      *action,
                ZxUndoTarget  *target,
                GError       **error)
{
  for (guint i = target->jids->len; i-- > 0; )
    {
      g_autoptr (GPtrArray) changes = zx_undo_load_changes (action, g_array_index (target->jids, gint64, i), error);

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
is_necessary (const ZxField *field)
{
  return field->type == ZX_TYPE_REF && zx_field_is_stored (field) &&
         (field->flags & (ZX_FIELD_OWNER | ZX_FIELD_REQUIRED | ZX_FIELD_MUST)) != 0;
}

static ZxRecord *
load_present (ZxAction      *action,
              const ZxKind  *kind,
              gint64         id,
              GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  ZxRecord *record = zx_record_load (zx_action_get_db (action), kind, id, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (record == NULL)
    g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                 _("The history names a record that is not there. The casebook is damaged; nothing was changed. Restore the newest backup."));

  return record;
}

/* Nothing that is gone may carry what is there. */
static gboolean
check_touched (ZxAction         *action,
               ZxUndoTarget     *target,
               ZxPayloadChange  *change,
               GError          **error)
{
  g_autoptr (ZxRecord) record = load_present (action, change->kind, change->id, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *references = need_references (target, change->kind);

  if (record == NULL || (change->kind->check_undone != NULL && !change->kind->check_undone (action, record, error)))
    return FALSE;

  if (zx_record_has (record, "deleted_at"))
    {
      for (guint i = 0; i < references->len; i++)
        {
          Reference *reference = &g_array_index (references, Reference, i);

          if (!is_necessary (reference->field))
            continue;
          if (!load_referring (action, reference, change->id, ids, error))
            return FALSE;
          if (ids->len > 0)
            return refuse_rests_on_it (error, reference->kind);
        }
      return TRUE;
    }

  for (guint i = 0; i < change->kind->n_fields; i++)
    {
      const ZxField *field = &change->kind->fields[i];
      g_autoptr (ZxRecord) owner = NULL;

      if (!is_necessary (field) || zx_record_get_int (record, field->key) == 0)
        continue;
      owner = load_present (action, zx_kind_find (field->of), zx_record_get_int (record, field->key), error);
      if (owner == NULL)
        return FALSE;
      if (zx_record_has (owner, "deleted_at"))
        {
          g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                       _("This cannot come back: the record it belongs to (%s) was removed. Bring that back first. Nothing was changed."),
                       zx_kind_get_label (zx_kind_find (field->of)));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
take_back (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  ZxUndoTarget *target = data;

  if (!load_jids (zx_action_get_db (action), target, error))
    return FALSE;
  if (target->jids->len > 1)
    zx_action_set_bulk (action);

  target->newest = zx_db_get_int (zx_action_get_db (action), "SELECT max (jid) FROM journal", 0);
  target->indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zx_undo_index_free);
  target->references = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  target->later = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  target->kept_rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  target->touched = g_array_new (FALSE, FALSE, sizeof (ZxPayloadChange));

  if (!decide_what_stays (action, target, error) || !take_back_each (action, target, error))
    return FALSE;

  for (guint i = 0; i < target->touched->len; i++)
    if (!check_touched (action, target, &g_array_index (target->touched, ZxPayloadChange, i), error))
      return FALSE;

  return TRUE;
}

/* --- undo and redo, on the storage thread, so that nothing happens between looking and doing --- */

typedef struct
{
  gint64        number;
  gint64        since;
  ZxUndoResult *result;
} Reversal;

static gboolean
reverse_action (ZxCasebook    *self,
                ZxUndoTarget  *target,
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

  if (entry.seq == 0)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                   _("Nothing of this can be taken back: %s Nothing was changed."),
                   target->kept->len > 0 ? (char *) g_ptr_array_index (target->kept, 0) : "");
      return FALSE;
    }

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
  g_auto (ZxUndoTarget) undo = { 0 };

  return find_target (db, find_undo_of, number, 0, &undo, NULL);
}

static gboolean
run_undo (ZxCasebook  *self,
          gpointer     data,
          GError     **error)
{
  Reversal *reversal = data;
  ZxDb *db = zx_casebook_get_writer (self);
  gint64 number = reversal->number;
  g_auto (ZxUndoTarget) target = { 0 };

  if (!find_target (db, number != 0 ? find_by_number : find_newest, number, reversal->since, &target, error))
    return FALSE;

  if (strcmp (target.type, "setup") == 0)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                   _("The casebook begins with this action; it cannot be taken back. Nothing was changed."));
      return FALSE;
    }
  if (strcmp (target.type, "undo") == 0 || strcmp (target.type, "redo") == 0 || strcmp (target.type, "log") == 0)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                   _("Action %ld is itself an undo, a redo or a log entry and cannot be taken back. Nothing was changed."), (long) number);
      return FALSE;
    }
  if (number != 0 && is_undone (db, target.jid))
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
                   _("Action %ld is undone already. Nothing was changed."), (long) number);
      return FALSE;
    }

  return reverse_action (self, &target, FALSE, target.label, reversal->result, error);
}

gboolean
zx_casebook_undo (ZxCasebook    *self,
                  gint64         number,
                  gint64         since,
                  ZxUndoResult  *out_result,
                  GError       **error)
{
  Reversal reversal = { number, since, out_result };

  return zx_casebook_run_on_storage (self, run_undo, &reversal, error);
}

static char *
dup_words_of_undone (ZxDb   *db,
                     gint64  undo_jid,
                     gint64 *out_number)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT " LABEL_OF ("j") ", j.jid FROM journal u JOIN journal j "
                                              "ON j.dev = CAST (substr (u.undo_of, 1, instr (u.undo_of, '.') - 1) AS INTEGER) "
                                              "AND j.seq = CAST (substr (u.undo_of, instr (u.undo_of, '.') + 1) AS INTEGER) WHERE u.jid = :jid", NULL);
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

static gboolean
run_redo (ZxCasebook  *self,
          gpointer     data,
          GError     **error)
{
  Reversal *reversal = data;
  ZxDb *db = zx_casebook_get_writer (self);
  g_auto (ZxUndoTarget) target = { 0 };
  g_autofree char *words = NULL;
  gint64 undone = 0;

  if (!find_target (db, reversal->number != 0 ? find_undo_of : find_undone, reversal->number, reversal->since, &target, error))
    return FALSE;

  words = dup_words_of_undone (db, target.jid, &undone);
  if (!reverse_action (self, &target, TRUE, words != NULL ? words : target.label, reversal->result, error))
    return FALSE;
  if (reversal->result != NULL && undone != 0)
    reversal->result->undid = undone;

  return TRUE;
}

gboolean
zx_casebook_redo (ZxCasebook    *self,
                  gint64         number,
                  gint64         since,
                  ZxUndoResult  *out_result,
                  GError       **error)
{
  Reversal reversal = { number, since, out_result };

  return zx_casebook_run_on_storage (self, run_redo, &reversal, error);
}

char *
zx_casebook_dup_undo_words (ZxCasebook *self,
                            gint64      since)
{
  g_auto (ZxUndoTarget) target = { 0 };

  if (!find_target (zx_casebook_get_reader (self), find_newest, 0, since, &target, NULL))
    return NULL;

  return g_steal_pointer (&target.label);
}

char *
zx_casebook_dup_redo_words (ZxCasebook *self,
                            gint64      since)
{
  g_auto (ZxUndoTarget) target = { 0 };
  gint64 number;

  if (!find_target (zx_casebook_get_reader (self), find_undone, 0, since, &target, NULL))
    return NULL;

  return dup_words_of_undone (zx_casebook_get_reader (self), target.jid, &number);
}
