/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-undo"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-history.h"
#include "zx-payload.h"
#include "zx-query.h"
#include "zx-record-private.h"

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

/* A row, by kind and id, and all that one action did to it. */
typedef struct
{
  GPtrArray  *parsed;  /* of GPtrArray of ZxPayloadChange: owns them */
  GHashTable *changes; /* ZxPayloadChange → GPtrArray of ZxPayloadChange, in the order of writing */
} Index;

static void
index_free (gpointer data)
{
  Index *index = data;

  g_hash_table_unref (index->changes);
  g_ptr_array_unref (index->parsed);
  g_free (index);
}

static guint
change_hash (gconstpointer key)
{
  return g_int64_hash (&((const ZxPayloadChange *) key)->id);
}

static gboolean
change_equal (gconstpointer a,
              gconstpointer b)
{
  const ZxPayloadChange *left = a, *right = b;

  return left->id == right->id && left->kind == right->kind;
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

typedef struct
{
  gint64      jid;
  gint64      dev;
  gint64      seq;
  gint64      group;
  gint64      wall;
  char       *label;
  char       *type;
  gint64      newest;     /* the newest entry before this one */
  GArray     *jids;       /* all entries of the action */
  GHashTable *indexes;    /* "dev.seq" of an action that was reversed → Index */
  GHashTable *references; /* ZxKind → GArray of Reference */
  GHashTable *later;      /* ids that newer records rest on */
  GHashTable *kept_rows;  /* ids that an import leaves standing: those, and what belongs to them */
  GArray     *touched;    /* ZxPayloadChange, only kind and id: rows written */
  GPtrArray  *kept;
} Target;

static void
target_clear (Target *self)
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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

/* Any entry of an action of several names it. */
static const char find_by_number[] =
  "SELECT f.jid, f.dev, f.seq, f.grp, f.wall, " LABEL_OF ("f") ", f.type FROM journal j JOIN journal f ON f.dev = j.dev AND f.seq = coalesce (j.grp, j.seq) "
  "WHERE j.jid = :number AND :since IS NOT NULL";

/* The newest action that is not undone and no undo or redo itself. */
static const char find_newest[] =
  "SELECT j.jid, j.dev, j.seq, j.grp, j.wall, " LABEL_OF ("j") ", j.type FROM journal j "
  "WHERE j.type IN ('normal', 'import', 'settle') AND (j.grp IS NULL OR j.grp = j.seq) AND j.jid > :since AND :number IS NOT NULL "
  "AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.type = 'undo' AND (u.grp IS NULL OR u.grp = u.seq) AND u.undo_of = j.dev || '.' || j.seq AND NOT EXISTS "
  "(SELECT 1 FROM journal r WHERE r.type = 'redo' AND r.undo_of = u.dev || '.' || u.seq)) ORDER BY j.jid DESC LIMIT 1";

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

static GPtrArray *
load_changes (ZxAction  *action,
              gint64     jid,
              GError   **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "SELECT payload FROM journal WHERE jid = :jid", error);
  g_autofree char *text = NULL;
  gsize size;
  int step;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":jid", jid);
  step = zx_statement_step (statement, error);
  if (step <= 0)
    {
      if (step == 0)
        g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT, _("An entry of the history is damaged."));
      return NULL;
    }
  text = zx_payload_unpack (statement, 0, &size, error);
  sqlite3_reset (statement);

  return text != NULL ? zx_payload_parse (text, size, error) : NULL;
}

/* --- who wrote the present value, in the end --- */

static gboolean
is_ours (Target *target,
         gint64  jid)
{
  gint64 first = g_array_index (target->jids, gint64, 0);
  gint64 last = g_array_index (target->jids, gint64, target->jids->len - 1);

  if (jid > target->newest)
    return TRUE;
  if (jid < first || jid > last)
    return FALSE;

  for (guint i = 0; i < target->jids->len; i++)
    if (g_array_index (target->jids, gint64, i) == jid)
      return TRUE;

  return FALSE;
}

static gint64
find_entry (ZxAction   *action,
            const char *name)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "SELECT jid FROM journal WHERE dev = :dev AND seq = :seq", NULL);
  gint64 jid = 0;
  char *end;

  if (statement == NULL)
    return 0;

  zx_statement_set_int (statement, ":dev", g_ascii_strtoll (name, &end, 10));
  zx_statement_set_int (statement, ":seq", *end == '.' ? g_ascii_strtoll (end + 1, NULL, 10) : 0);
  if (zx_statement_step (statement, NULL) > 0)
    jid = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);

  return jid;
}

/* (transfer full) (nullable): "dev.seq" of the action that an undo or redo reversed */
static char *
dup_reversed (ZxAction *action,
              gint64    jid)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "SELECT undo_of FROM journal WHERE jid = :jid", NULL);
  char *name = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":jid", jid);
  if (zx_statement_step (statement, NULL) > 0)
    name = g_strdup (zx_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  return name;
}

static gboolean
add_to_index (ZxAction  *action,
              Index     *index,
              gint64     jid,
              GError   **error)
{
  GPtrArray *changes = load_changes (action, jid, error);

  if (changes == NULL)
    return FALSE;

  g_ptr_array_add (index->parsed, changes);
  for (guint i = 0; i < changes->len; i++)
    {
      ZxPayloadChange *change = g_ptr_array_index (changes, i);
      GPtrArray *list = g_hash_table_lookup (index->changes, change);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (index->changes, change, list);
        }
      g_ptr_array_add (list, change);
    }

  return TRUE;
}

static Index *
need_index (ZxAction    *action,
            Target      *target,
            const char  *name,
            GError     **error)
{
  Index *index = g_hash_table_lookup (target->indexes, name);
  ZxStatement *statement;
  g_autoptr (GArray) jids = NULL;
  int step;

  if (index != NULL)
    return index;

  statement = zx_db_prepare (zx_action_get_db (action),
                             "SELECT jid FROM journal WHERE dev = (SELECT dev FROM journal WHERE jid = :jid) AND "
                             "(jid = :jid OR (seq > (SELECT seq FROM journal WHERE jid = :jid) AND grp = (SELECT grp FROM journal WHERE jid = :jid))) "
                             "ORDER BY seq", error);
  if (statement == NULL)
    return NULL;
  zx_statement_set_int (statement, ":jid", find_entry (action, name));
  jids = g_array_new (FALSE, FALSE, sizeof (gint64));
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 jid = zx_statement_get_int (statement, 0);

      g_array_append_val (jids, jid);
    }
  if (step < 0)
    return NULL;

  index = g_new0 (Index, 1);
  index->parsed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  index->changes = g_hash_table_new_full (change_hash, change_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_hash_table_insert (target->indexes, g_strdup (name), index);
  for (guint i = 0; i < jids->len; i++)
    if (!add_to_index (action, index, g_array_index (jids, gint64, i), error))
      return NULL;

  return index;
}

/* The entry that wrote the value which a reversal brought back: what the reversed action had replaced. */
static gint64
find_base (ZxAction       *action,
           Index          *index,
           const ZxKind   *kind,
           gint64          id,
           const ZxField  *field)
{
  ZxPayloadChange key = { .kind = kind, .id = id };
  GPtrArray *list = g_hash_table_lookup (index->changes, &key);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      ZxPayloadChange *change = g_ptr_array_index (list, i);

      for (guint j = 0; j < change->fields->len; j++)
        {
          ZxPayloadField *written = &g_array_index (change->fields, ZxPayloadField, j);

          if (written->field == field)
            return written->bases != NULL ? find_entry (action, written->bases[0]) : 0;
        }
    }

  return 0;
}

/* Whether the present value of a field is the target's doing. Undo and redo bring back what others wrote, so they are looked through. */
static gboolean
wrote_present_value (ZxAction       *action,
                     Target         *target,
                     const ZxKind   *kind,
                     gint64          id,
                     const ZxField  *field,
                     gboolean       *out_yes,
                     GError        **error)
{
  gint64 jid = zx_action_get_winner (action, kind->key, id, field->key);

  *out_yes = FALSE;
  while (jid > 0)
    {
      g_autofree char *reversed = NULL;
      Index *index;
      gint64 base;

      if (is_ours (target, jid))
        {
          *out_yes = TRUE;
          return TRUE;
        }

      reversed = dup_reversed (action, jid);
      if (reversed == NULL)
        return TRUE;
      index = need_index (action, target, reversed, error);
      if (index == NULL)
        return FALSE;

      /* Bases always lie before. */
      base = find_base (action, index, kind, id, field);
      jid = base < jid ? base : 0;
    }

  return TRUE;
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
need_references (Target       *target,
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
find_later_reference (ZxAction       *action,
                      Target         *target,
                      const ZxKind   *kind,
                      gint64          id,
                      const ZxKind  **out_later,
                      GError        **error)
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

          if (!wrote_present_value (action, target, reference->kind, g_array_index (ids, gint64, j), reference->field, &ours, error))
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
keep_student (ZxAction         *action,
              Target           *target,
              ZxPayloadChange  *change,
              const ZxKind     *later)
{
  g_autofree char *name = zx_record_dup_title (zx_action_get_db (action), change->kind, change->id);

  if (keep (target->kept_rows, change->id))
    g_ptr_array_add (target->kept, g_strdup_printf (_("%s stays: there are newer records (%s)."), name, zx_kind_get_label (later)));
}

typedef gboolean (*ChangeFunc) (ZxAction         *action,
                                Target           *target,
                                ZxPayloadChange  *change,
                                GError          **error);

/* Over all changes of the target, in the order of writing. */
static gboolean
each_change (ZxAction    *action,
             Target      *target,
             ChangeFunc   func,
             GError     **error)
{
  for (guint i = 0; i < target->jids->len; i++)
    {
      g_autoptr (GPtrArray) changes = load_changes (action, g_array_index (target->jids, gint64, i), error);

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
                        Target           *target,
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
                           Target           *target,
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
                Target           *target,
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
decide_what_stays (ZxAction  *action,
                   Target    *target,
                   GError   **error)
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
note_touched (Target          *target,
              ZxPayloadChange *change)
{
  ZxPayloadChange row = { .kind = change->kind, .id = change->id };

  g_array_append_val (target->touched, row);
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

  if (g_hash_table_contains (target->kept_rows, &change->id))
    return TRUE;

  record = zx_record_load (zx_action_get_db (action), change->kind, change->id, error);
  if (record == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                     _("The history names a record that is not there. The casebook is damaged; nothing was changed. Restore the newest backup."));
      return FALSE;
    }
  if (zx_record_has (record, "deleted_at"))
    return TRUE;

  /* Nothing of an import that stays rests on what goes: that was looked at before. */
  if (strcmp (target->type, "import") != 0)
    note_touched (target, change);

  return zx_action_write_fields (action, change->kind, change->id, &index, &now, 1, error);
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
      gboolean ours;

      if (!wrote_present_value (action, target, change->kind, change->id, field->field, &ours, error))
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
take_back_each (ZxAction  *action,
                Target    *target,
                GError   **error)
{
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
is_necessary (const ZxField *field)
{
  return field->type == ZX_TYPE_REF && zx_field_is_stored (field) &&
         (field->flags & (ZX_FIELD_OWNER | ZX_FIELD_REQUIRED | ZX_FIELD_MUST)) != 0;
}

/* Nothing that is gone may carry what is there. */
static gboolean
check_touched (ZxAction         *action,
               Target           *target,
               ZxPayloadChange  *change,
               GError          **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), change->kind, change->id, error);
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
      owner = zx_record_load (zx_action_get_db (action), zx_kind_find (field->of), zx_record_get_int (record, field->key), error);
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
  Target *target = data;

  if (!load_jids (zx_action_get_db (action), target, error))
    return FALSE;
  if (target->jids->len > 1)
    zx_action_set_bulk (action);

  target->newest = zx_db_get_int (zx_action_get_db (action), "SELECT max (jid) FROM journal", 0);
  target->indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, index_free);
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
  g_auto (Target) undo = { 0 };

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
  g_auto (Target) target = { 0 };

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
  g_auto (Target) target = { 0 };
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
