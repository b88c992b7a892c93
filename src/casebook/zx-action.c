/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-action"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-action-private.h"
#include "zx-attachment.h"
#include "zx-casebook-private.h"
#include "zx-id.h"
#include "zx-keep.h"
#include "zx-pairs.h"
#include "zx-payload.h"
#include "zx-record-private.h"

/* Entries of a bulk action are closed at so many rows. */
#define ROWS_PER_ENTRY 5000
#define BYTES_PER_ENTRY (8 * 1024 * 1024)

static void
row_free (gpointer data)
{
  ZxActionRow *row = data;

  zx_payload_change_clear (&row->change);
  g_clear_pointer (&row->former, g_array_unref);
  g_free (row);
}

static ZxActionRow *
take_row (ZxAction *action)
{
  ZxActionRow *row;

  if (action->spare->len > 0)
    return g_ptr_array_steal_index_fast (action->spare, action->spare->len - 1);

  row = g_new0 (ZxActionRow, 1);
  zx_payload_change_init (&row->change);

  return row;
}

/* Ids are unique among all kinds, but a file from elsewhere need not know that. */
static guint
row_hash (gconstpointer key)
{
  return g_int64_hash (&((const ZxPayloadChange *) key)->id);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const ZxPayloadChange *left = a, *right = b;

  return left->id == right->id && left->kind == right->kind;
}

void
zx_action_init_rows (ZxAction *action)
{
  action->rows = g_hash_table_new (row_hash, row_equal);
  action->ordered = g_ptr_array_new_with_free_func (row_free);
  action->spare = g_ptr_array_new_with_free_func (row_free);
}

void
zx_action_clear_rows (ZxAction *action)
{
  g_hash_table_unref (action->rows);
  g_ptr_array_unref (action->ordered);
  g_ptr_array_unref (action->spare);
}

static void
forget_rows (ZxAction *action)
{
  g_hash_table_remove_all (action->rows);
  while (action->ordered->len > 0)
    {
      ZxActionRow *row = g_ptr_array_steal_index_fast (action->ordered, action->ordered->len - 1);

      g_array_set_size (row->change.fields, 0);
      g_clear_pointer (&row->former, g_array_unref);
      row->writes = row->hits = 0;
      g_ptr_array_add (action->spare, row);
    }
}

ZxActionRow *
zx_action_find_row (ZxAction     *action,
          const ZxKind *kind,
          gint64        id)
{
  ZxPayloadChange key = { .kind = kind, .id = id };

  return g_hash_table_lookup (action->rows, &key);
}

ZxDb *
zx_action_get_db (ZxAction *action)
{
  return action->db;
}

ZxCasebook *
zx_action_get_casebook (ZxAction *action)
{
  return action->casebook;
}

GCancellable *
zx_action_get_cancellable (ZxAction *action)
{
  return action->cancellable;
}

void
zx_action_set_label (ZxAction   *action,
                     const char *label)
{
  g_free (action->label);
  action->label = g_strdup (label);
}

const char *
zx_action_get_term (ZxAction *action)
{
  if (action->term == NULL)
    action->term = zx_setting_dup (action->db, "term");

  return action->term;
}

const char *
zx_action_get_today (ZxAction *action)
{
  if (action->today == NULL)
    action->today = zx_casebook_dup_today (action->casebook, action->db);

  return action->today;
}

void
zx_action_set_bulk (ZxAction *action)
{
  action->is_bulk = TRUE;
  if (strcmp (action->type, "normal") == 0)
    action->type = "import";
}

/* --- writing rows --- */

static ZxActionRow *
announce (ZxAction     *action,
          const ZxKind *kind,
          gint64        id,
          gboolean      is_added)
{
  ZxActionRow *row = zx_action_find_row (action, kind, id);

  if (row == NULL)
    {
      row = take_row (action);
      row->change.op = is_added ? ZX_PAYLOAD_ADD : ZX_PAYLOAD_CHANGE;
      row->change.kind = kind;
      row->change.id = id;
      g_hash_table_insert (action->rows, &row->change, row);
      g_ptr_array_add (action->ordered, row);
    }
  row->writes++;

  return row;
}

static ZxPayloadField *
find_cell (ZxActionRow *row,
           guint        index)
{
  for (guint i = 0; i < row->change.fields->len; i++)
    {
      ZxPayloadField *cell = &g_array_index (row->change.fields, ZxPayloadField, i);

      if (cell->field == &row->change.kind->fields[index])
        return cell;
    }

  return NULL;
}

static ZxPayloadField *
add_cell (ZxActionRow *row,
          guint        index)
{
  ZxPayloadField fresh = { .field = &row->change.kind->fields[index] };

  g_array_append_val (row->change.fields, fresh);

  return &g_array_index (row->change.fields, ZxPayloadField, row->change.fields->len - 1);
}

gint64
zx_action_get_winner (ZxAction   *action,
                      const char *kind,
                      gint64      id,
                      const char *field)
{
  ZxStatement *statement;
  gint64 jid = 0;

  statement = zx_db_prepare (action->db,
                             "SELECT coalesce ((SELECT jid FROM cell_ver WHERE kind = ?1 AND row = ?2 AND field = ?3),"
                             "                 (SELECT jid FROM row_ver WHERE kind = ?1 AND row = ?2))", NULL);
  if (statement == NULL)
    return 0;

  sqlite3_bind_text (statement, 1, kind, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, id);
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_STATIC);
  if (zx_statement_step (statement, NULL) > 0)
    jid = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return jid;
}

/* "dev.seq" of an entry, in a list; an empty list where there is no such entry. */
static char **
dup_bases (ZxAction *action,
           gint64    jid)
{
  char **bases = g_new0 (char *, 2);

  /* What one entry wrote is mostly changed together. */
  if (jid != action->base_jid)
    {
      ZxStatement *statement = zx_db_prepare (action->db, "SELECT dev || '.' || seq FROM journal WHERE jid = :jid", NULL);

      g_clear_pointer (&action->base, g_free);
      if (statement == NULL)
        return bases;
      zx_statement_set_int (statement, ":jid", jid);
      if (zx_statement_step (statement, NULL) > 0)
        action->base = g_strdup (zx_statement_get_text (statement, 0));
      sqlite3_reset (statement);
      action->base_jid = action->base != NULL ? jid : 0;
    }
  bases[0] = g_strdup (action->base);

  return bases;
}

static void
bind_value (ZxStatement   *statement,
            int            parameter,
            const ZxValue *value)
{
  switch (value->type)
    {
    case ZX_VALUE_INT:
      sqlite3_bind_int64 (statement, parameter, value->integer);
      break;
    case ZX_VALUE_TEXT:
      sqlite3_bind_text (statement, parameter, value->text, -1, SQLITE_STATIC);
      break;
    case ZX_VALUE_NULL:
    default:
      sqlite3_bind_null (statement, parameter);
      break;
    }
}

static ZxStatement *
prepare_insert (ZxAction      *action,
                const ZxKind  *kind,
                GError       **error)
{
  ZxStatement *statement = g_hash_table_lookup (action->storage->inserts, kind);
  g_autoptr (GString) sql = NULL;
  g_autoptr (GString) places = NULL;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      return statement;
    }

  sql = g_string_new (NULL);
  places = g_string_new ("?");
  g_string_append_printf (sql, "INSERT INTO \"%s\" (id", kind->key);
  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_field_is_stored (&kind->fields[i]))
      {
        g_string_append_printf (sql, ", \"%s\"", kind->fields[i].key);
        g_string_append (places, ", ?");
      }
  g_string_append_printf (sql, ") VALUES (%s)", places->str);

  statement = zx_db_prepare (action->db, sql->str, error);
  if (statement != NULL)
    g_hash_table_insert (action->storage->inserts, (gpointer) kind, statement);

  return statement;
}

static gboolean
insert_row (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  ZxStatement *statement = prepare_insert (action, kind, error);
  int parameter = 1;
  ZxActionRow *row;

  if (statement == NULL)
    return FALSE;

  row = announce (action, kind, zx_record_get_id (record), TRUE);
  sqlite3_bind_int64 (statement, parameter++, row->change.id);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      const ZxValue *value = zx_record_get_value (record, i);
      ZxValue initial;

      if (!zx_field_is_stored (field))
        continue;

      bind_value (statement, parameter++, value);
      if (field->initial == NULL)
        {
          if (value->type != ZX_VALUE_NULL)
            zx_value_copy (&add_cell (row, i)->new_value, value);
        }
      else
        {
          zx_field_get_initial (field, &initial);
          if (!zx_value_equal (value, &initial))
            zx_value_copy (&add_cell (row, i)->new_value, value);
          zx_value_clear (&initial);
        }
      if (value->type == ZX_VALUE_TEXT)
        action->n_bytes += strlen (value->text);
    }

  return zx_statement_run (statement, error);
}

static void
append_name (GString    *sql,
             const char *before,
             const char *name,
             const char *after)
{
  g_string_append (sql, before);
  g_string_append_c (sql, '"');
  g_string_append (sql, name);
  g_string_append_c (sql, '"');
  g_string_append (sql, after);
}

/* Reads what stands in the table now. */
static gboolean
read_fields (ZxAction      *action,
             const ZxKind  *kind,
             gint64         id,
             const guint   *indexes,
             guint          n_fields,
             ZxValue       *out_values,
             GError       **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  ZxStatement *statement;
  int step;

  for (guint i = 0; i < n_fields; i++)
    append_name (sql, i > 0 ? ", " : "", kind->fields[indexes[i]].key, "");
  append_name (sql, " FROM ", kind->key, " WHERE id = :id");

  statement = zx_db_prepare (action->db, sql->str, error);
  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":id", id);
  step = zx_statement_step (statement, error);
  if (step > 0)
    {
      for (guint i = 0; i < n_fields; i++)
        zx_value_take_column (&out_values[i], statement, (int) i);
      sqlite3_reset (statement);
      return TRUE;
    }

  if (step == 0)
    g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("This record does not exist any more."));

  return FALSE;
}

/* --- entries --- */

static void
append_text_or_null (GString    *out,
                     const char *text)
{
  if (text == NULL)
    g_string_append (out, "null");
  else
    zx_payload_append_text (out, text);
}

void
zx_journal_hash (const guint8  prev_hash[32],
                 gint64        dev,
                 gint64        seq,
                 gint64        hlc,
                 gint64        wall,
                 const char   *actor,
                 const char   *label,
                 gint64        grp,
                 const char   *type,
                 const char   *undo_of,
                 int           sv,
                 const char   *seen,
                 const char   *payload,
                 gsize         payload_size,
                 guint8        out_hash[32])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) head = g_string_new (NULL);
  gsize size = 32;

  g_string_append_printf (head, "[\"%" G_GINT64_FORMAT "\",%" G_GINT64_FORMAT ",\"%" G_GINT64_FORMAT "\",%" G_GINT64_FORMAT ",",
                          dev, seq, hlc, wall);
  zx_payload_append_text (head, actor);
  g_string_append_c (head, ',');
  zx_payload_append_text (head, label);
  if (grp != 0)
    g_string_append_printf (head, ",%" G_GINT64_FORMAT ",", grp);
  else
    g_string_append (head, ",null,");
  zx_payload_append_text (head, type);
  g_string_append_c (head, ',');
  append_text_or_null (head, undo_of);
  g_string_append_printf (head, ",%d,", sv);
  append_text_or_null (head, seen);
  g_string_append (head, "]\n");

  g_checksum_update (checksum, prev_hash, 32);
  g_checksum_update (checksum, (const guchar *) head->str, (gssize) head->len);
  g_checksum_update (checksum, (const guchar *) payload, (gssize) payload_size);
  g_checksum_get_digest (checksum, out_hash, &size);
}

/* Leaves out fields that ended as they began: as they were before, or, in an added row, at their default. */
static gboolean
row_is_worth_noting (ZxActionRow *row)
{
  for (guint i = row->change.fields->len; i-- > 0; )
    {
      ZxPayloadField *cell = &g_array_index (row->change.fields, ZxPayloadField, i);
      ZxValue initial = { 0 };

      if (row->change.op == ZX_PAYLOAD_ADD && cell->field->initial == NULL && cell->new_value.type != ZX_VALUE_NULL)
        continue;
      if (row->change.op == ZX_PAYLOAD_ADD)
        zx_field_get_initial (cell->field, &initial);
      if (zx_value_equal (&cell->new_value, row->change.op == ZX_PAYLOAD_ADD ? &initial : &cell->old_value))
        g_array_remove_index (row->change.fields, i);
      zx_value_clear (&initial);
    }

  return row->change.op == ZX_PAYLOAD_ADD || row->change.fields->len > 0;
}

static gboolean
touch_row (ZxAction    *action,
           const char  *kind,
           gint64       id,
           gint64       jid,
           GError     **error)
{
  ZxStatement *statement = zx_db_prepare (action->db,
                                          "INSERT OR IGNORE INTO touch (kind, row, jid) VALUES (:kind, :row, :jid)", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, kind, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, id);
  sqlite3_bind_int64 (statement, 3, jid);

  return zx_statement_run (statement, error);
}

static gboolean
touch_ids (ZxAction      *action,
           const ZxKind  *kind,
           GArray        *ids,
           gint64         jid,
           GError       **error)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      ZxActionRow *own = zx_action_find_row (action, kind, g_array_index (ids, gint64, i));

      /* What this entry adds is touched by it anyway. */
      if (own != NULL && own->change.op == ZX_PAYLOAD_ADD)
        continue;
      if (!touch_row (action, kind->key, g_array_index (ids, gint64, i), jid, error))
        return FALSE;
    }

  return TRUE;
}

/* The record that @field of a row names: now, and before this action. */
static gboolean
collect_owners (ZxAction       *action,
                ZxActionRow    *row,
                const ZxField  *field,
                GArray         *owners,
                GError        **error)
{
  ZxPayloadField *cell = find_cell (row, (guint) (field - row->change.kind->fields));
  g_autofree char *sql = NULL;
  ZxStatement *statement;
  int step;

  if (cell != NULL)
    {
      if (cell->new_value.type == ZX_VALUE_INT)
        g_array_append_val (owners, cell->new_value.integer);
      if (cell->old_value.type == ZX_VALUE_INT)
        g_array_append_val (owners, cell->old_value.integer);
      return TRUE;
    }
  if (row->change.op == ZX_PAYLOAD_ADD)
    return TRUE;

  sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = :id", field->key, row->change.kind->key);
  statement = zx_db_prepare (action->db, sql, error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":id", row->change.id);
  step = zx_statement_step (statement, error);
  if (step > 0 && !zx_statement_is_null (statement, 0))
    {
      gint64 owner = zx_statement_get_int (statement, 0);

      g_array_append_val (owners, owner);
    }
  sqlite3_reset (statement);

  return step >= 0;
}

/* Whose history shows the row. What the row itself, or the action so far, tells is not looked up. */
static gboolean
collect_students (ZxAction     *action,
                  ZxActionRow  *row,
                  GArray       *students,
                  GError      **error)
{
  const ZxKind *kind = row->change.kind;

  if (row->change.op == ZX_PAYLOAD_ADD)
    {
      const char *owner = kind == &zx_kind_enrolment ? "student" : kind == &zx_kind_family_member ? "family" : NULL;
      ZxPayloadField *cell = owner != NULL ? find_cell (row, (guint) zx_kind_get_index (kind, owner)) : NULL;
      gint64 family = kind == &zx_kind_family                                     ? row->change.id
                      : kind == &zx_kind_family_member && cell != NULL &&
                        cell->new_value.type == ZX_VALUE_INT                      ? cell->new_value.integer
                                                                                  : 0;
      gint64 child;

      if (kind == &zx_kind_class)
        return TRUE;
      if (kind == &zx_kind_enrolment && cell != NULL && cell->new_value.type == ZX_VALUE_INT)
        {
          g_array_append_val (students, cell->new_value.integer);
          return TRUE;
        }
      if (family != 0 && zx_derived_get_only_child (action->derived, family, &child))
        {
          if (child != 0)
            g_array_append_val (students, child);
          return TRUE;
        }
    }

  return zx_derived_collect_students (action->db, kind, row->change.id, students, error);
}

/* The history of a student, a family, a visit shows what happened to the records that belong to it. */
static gboolean
touch_owners (ZxAction     *action,
              ZxActionRow  *row,
              gint64        jid,
              GError      **error)
{
  g_autoptr (GArray) students = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < row->change.kind->n_fields; i++)
    {
      const ZxField *field = &row->change.kind->fields[i];
      g_autoptr (GArray) owners = NULL;

      if ((field->flags & ZX_FIELD_OWNER) == 0 || field->type != ZX_TYPE_REF || strcmp (field->of, "student") == 0)
        continue;
      owners = g_array_new (FALSE, FALSE, sizeof (gint64));
      if (!collect_owners (action, row, field, owners, error) ||
          !touch_ids (action, zx_kind_find (field->of), owners, jid, error))
        return FALSE;
    }

  if (row->change.kind == &zx_kind_student)
    return TRUE;

  return collect_students (action, row, students, error) &&
         touch_ids (action, &zx_kind_student, students, jid, error) &&
         touch_ids (action, &zx_kind_student, row->former, jid, error);
}

static gboolean
note_versions (ZxAction     *action,
               ZxActionRow  *row,
               gint64        jid,
               GError      **error)
{
  for (guint i = 0; row->change.op != ZX_PAYLOAD_ADD && i < row->change.fields->len; i++)
    {
      ZxPayloadField *cell = &g_array_index (row->change.fields, ZxPayloadField, i);
      ZxStatement *statement = zx_db_prepare (action->db,
                                              "INSERT INTO cell_ver (kind, row, field, jid) VALUES (?1, ?2, ?3, ?4) "
                                              "ON CONFLICT DO UPDATE SET jid = excluded.jid", error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, row->change.kind->key, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 2, row->change.id);
      sqlite3_bind_text (statement, 3, cell->field->key, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 4, jid);
      if (!zx_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const ZxActionRow *left = *(ZxActionRow * const *) a, *right = *(ZxActionRow * const *) b;
  int order = left->change.kind == right->change.kind ? 0 : strcmp (left->change.kind->key, right->change.kind->key);

  return order != 0 ? order : (left->change.id > right->change.id) - (left->change.id < right->change.id);
}

static void
get_row (gconstpointer   data,
         gsize           index,
         char            buffer[ZX_PAIRS_BUFFER],
         const char    **out_text,
         gint64         *out_number)
{
  const ZxActionRow *row = g_ptr_array_index ((GPtrArray *) data, index);

  *out_text = row->change.kind->key;
  *out_number = row->change.id;
}

/* Which entry wrote what: all rows of the entry, in the order of the tables. */
static gboolean
note_entry (ZxAction  *action,
            gint64     jid,
            GError   **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (GPtrArray) noted = g_ptr_array_new ();

  for (guint i = 0; i < action->ordered->len; i++)
    {
      ZxActionRow *row = g_ptr_array_index (action->ordered, i);

      if (row->change.op == ZX_PAYLOAD_ADD)
        g_ptr_array_add (added, row);
      if (row->change.op == ZX_PAYLOAD_ADD || row->change.fields->len > 0)
        g_ptr_array_add (noted, row);
    }
  g_ptr_array_sort (added, compare_rows);
  g_ptr_array_sort (noted, compare_rows);

  if (!zx_pairs_run (action->db, "INSERT INTO row_ver (kind, row, jid) SELECT text, number, ?2 FROM zx_pairs (?1)",
                     &(ZxPairs) { added->len, get_row, added }, jid, error) ||
      !zx_pairs_run (action->db, "INSERT OR IGNORE INTO touch (kind, row, jid) SELECT text, number, ?2 FROM zx_pairs (?1)",
                     &(ZxPairs) { noted->len, get_row, noted }, jid, error))
    return FALSE;

  for (guint i = 0; i < noted->len; i++)
    if (!note_versions (action, g_ptr_array_index (noted, i), jid, error) ||
        !touch_owners (action, g_ptr_array_index (noted, i), jid, error))
      return FALSE;

  return TRUE;
}

/* An entry of log rows alone is no action that a person could take back. */
static gboolean
is_log_only (ZxAction *action)
{
  for (guint i = 0; i < action->ordered->len; i++)
    if ((((ZxActionRow *) g_ptr_array_index (action->ordered, i))->change.kind->flags & ZX_KIND_LOG) == 0)
      return FALSE;

  return TRUE;
}

/* (nullable): "1:120 2:77": the newest entry known of each device. %NULL: as in the entry before. */
static gboolean
read_seen (ZxAction  *action,
           char     **out_seen,
           GError   **error)
{
  g_autoptr (GString) seen = NULL;
  ZxStatement *row;
  int step;

  *out_seen = NULL;
  if (!action->seen_is_due)
    return TRUE;

  row = zx_db_prepare (action->db, "SELECT dev, max (seq) FROM journal GROUP BY dev ORDER BY dev", error);
  if (row == NULL)
    return FALSE;

  seen = g_string_new (NULL);
  while ((step = zx_statement_step (row, error)) > 0)
    g_string_append_printf (seen, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, seen->len > 0 ? " " : "",
                            zx_statement_get_int (row, 0), zx_statement_get_int (row, 1));
  if (step < 0)
    return FALSE;

  action->seen_is_due = FALSE;
  *out_seen = g_string_free (g_steal_pointer (&seen), FALSE);

  return TRUE;
}

static gboolean
insert_entry (ZxAction    *action,
              const char  *payload,
              gsize        payload_size,
              gint64      *out_jid,
              GError     **error)
{
  g_autoptr (GBytes) packed = zx_payload_deflate (payload, payload_size);
  g_autofree char *seen = NULL;
  ZxStatement *statement;
  guint8 hash[32];
  gint64 wall = action->now_ms;

  if (!read_seen (action, &seen, error))
    return FALSE;

  action->seq++;
  action->hlc = MAX (wall << 15, action->hlc + 1);
  if (action->is_bulk && action->group == 0)
    action->group = action->seq;
  zx_journal_hash (action->last_hash, action->storage->device, action->seq, action->hlc, wall, action->actor,
                   action->label, action->group, action->type, action->undo_of, zx_schema_get_version (), seen,
                   payload, payload_size, hash);

  statement = zx_db_prepare (action->db,
                             "INSERT INTO journal (dev, seq, hlc, wall, actor, label, grp, type, undo_of, sv, seen, payload, prev_hash, hash) "
                             "VALUES (:dev, :seq, :hlc, :wall, :actor, :label, :grp, :type, :undo_of, :sv, :seen, :payload, :prev_hash, :hash)",
                             error);
  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":dev", action->storage->device);
  zx_statement_set_int (statement, ":seq", action->seq);
  zx_statement_set_int (statement, ":hlc", action->hlc);
  zx_statement_set_int (statement, ":wall", wall);
  zx_statement_set_text (statement, ":actor", action->actor);
  zx_statement_set_text (statement, ":label", action->label);
  if (action->group != 0)
    zx_statement_set_int (statement, ":grp", action->group);
  zx_statement_set_text (statement, ":type", action->type);
  zx_statement_set_text (statement, ":undo_of", action->undo_of);
  zx_statement_set_int (statement, ":sv", zx_schema_get_version ());
  zx_statement_set_text (statement, ":seen", seen);
  if (packed != NULL)
    sqlite3_bind_blob (statement, sqlite3_bind_parameter_index (statement, ":payload"),
                       g_bytes_get_data (packed, NULL), (int) g_bytes_get_size (packed), SQLITE_STATIC);
  else
    sqlite3_bind_text (statement, sqlite3_bind_parameter_index (statement, ":payload"),
                       payload, (int) payload_size, SQLITE_STATIC);
  sqlite3_bind_blob (statement, sqlite3_bind_parameter_index (statement, ":prev_hash"), action->last_hash, 32, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, sqlite3_bind_parameter_index (statement, ":hash"), hash, 32, SQLITE_TRANSIENT);

  if (!zx_statement_run (statement, error))
    return FALSE;

  sqlite3_clear_bindings (statement);
  memcpy (action->last_hash, hash, sizeof hash);
  *out_jid = sqlite3_last_insert_rowid (zx_db_get_handle (action->db));

  return TRUE;
}

/* Closes an entry: what was written since the last one goes into the journal. */
gboolean
zx_action_write_entry (ZxAction  *action,
             GError   **error)
{
  g_autoptr (GString) payload = g_string_new ("[");
  gint64 jid;
  guint n_rows = 0;

  if (!zx_action_check_guard (action, error))
    return FALSE;

  for (guint i = 0; i < action->ordered->len; i++)
    {
      ZxActionRow *row = g_ptr_array_index (action->ordered, i);

      if (!row_is_worth_noting (row))
        continue;
      if (n_rows++ > 0)
        g_string_append (payload, ",\n");
      zx_payload_append_change (payload, &row->change);
    }
  g_string_append_c (payload, ']');

  if (payload->len > ZX_PAYLOAD_LARGEST)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_REFUSED,
                   _("This is more text than one action can hold. Nothing was changed; do it in several parts."));
      return FALSE;
    }

  if (n_rows > 0)
    {
      if (action->is_local)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED,
                       _("A change was not made by the data layer. Nothing was changed; please report this."));
          return FALSE;
        }

      if (strcmp (action->type, "normal") == 0 && is_log_only (action))
        action->type = "log";
      if (strcmp (action->type, "log") != 0 && zx_casebook_shows_old_term (action->casebook))
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                       _("You are looking at an old term, which cannot be changed. Go back to the present term first. Nothing was changed."));
          return FALSE;
        }
      if (!insert_entry (action, payload->str, payload->len, &jid, error))
        return FALSE;

      if (action->first.seq == 0)
        action->first = (ZxEntryId) { action->storage->device, action->seq, jid };

      if (!note_entry (action, jid, error))
        return FALSE;
    }

  forget_rows (action);
  action->n_bytes = 0;

  return TRUE;
}

static gboolean
close_full_entry (ZxAction  *action,
                  GError   **error)
{
  if (action->is_bulk && (action->ordered->len >= ROWS_PER_ENTRY || action->n_bytes >= BYTES_PER_ENTRY))
    return zx_action_write_entry (action, error);

  return TRUE;
}

/* --- changed fields --- */

gboolean
zx_action_write_fields (ZxAction       *action,
                        const ZxKind   *kind,
                        gint64          id,
                        const guint    *indexes,
                        const ZxValue  *values,
                        guint           n_fields,
                        GError        **error)
{
  g_autofree ZxValue *current = g_new0 (ZxValue, n_fields);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) former = NULL;
  gboolean fine = FALSE;
  ZxStatement *statement;
  ZxActionRow *row;

  if (n_fields == 0)
    return TRUE;

  if (!read_fields (action, kind, id, indexes, n_fields, current, error))
    goto out;

  append_name (sql, "UPDATE ", kind->key, " SET ");
  for (guint i = 0; i < n_fields; i++)
    append_name (sql, i > 0 ? ", " : "", kind->fields[indexes[i]].key, " = ?");
  g_string_append (sql, " WHERE id = ?");

  statement = zx_db_prepare (action->db, sql->str, error);
  if (statement == NULL)
    goto out;

  /* Who loses the row must be brought up to date as well as who gets it. */
  for (guint i = 0; i < n_fields && former == NULL; i++)
    if (kind->fields[indexes[i]].type == ZX_TYPE_REF && current[i].type == ZX_VALUE_INT)
      former = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (former != NULL &&
      (!zx_derived_note (action->derived, action->db, kind, id, error) ||
       !zx_derived_collect_students (action->db, kind, id, former, error)))
    goto out;

  memset (action->known, 0, sizeof action->known);
  row = announce (action, kind, id, FALSE);
  if (row->former == NULL)
    row->former = g_steal_pointer (&former);
  for (guint i = 0; i < n_fields; i++)
    {
      ZxPayloadField *cell = find_cell (row, indexes[i]);

      if (cell == NULL)
        {
          cell = add_cell (row, indexes[i]);
          if (row->change.op != ZX_PAYLOAD_ADD)
            {
              zx_value_copy (&cell->old_value, &current[i]);
              cell->bases = dup_bases (action, zx_action_get_winner (action, kind->key, id, kind->fields[indexes[i]].key));
              if (cell->bases[0] == NULL)
                {
                  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                               _("The history does not know who wrote this record. The casebook is damaged; nothing was changed. Restore the newest backup."));
                  goto out;
                }
            }
        }
      zx_value_copy (&cell->new_value, &values[i]);
      if (values[i].type == ZX_VALUE_TEXT)
        action->n_bytes += strlen (values[i].text);
      bind_value (statement, (int) i + 1, &values[i]);
    }
  sqlite3_bind_int64 (statement, (int) n_fields + 1, id);

  fine = zx_statement_run (statement, error) &&
         zx_derived_note (action->derived, action->db, kind, id, error) &&
         close_full_entry (action, error);

out:
  for (guint i = 0; i < n_fields; i++)
    zx_value_clear (&current[i]);

  return fine;
}

static gboolean
update_row (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  gint64 id = zx_record_get_id (record);
  g_autofree guint *indexes = g_new (guint, kind->n_fields);
  g_autofree ZxValue *values = g_new0 (ZxValue, kind->n_fields);
  g_autofree ZxValue *current = g_new0 (ZxValue, kind->n_fields);
  guint n_fields = 0;
  gboolean fine = TRUE;

  for (guint i = 0; i < kind->n_fields; i++)
    if (zx_field_is_stored (&kind->fields[i]) &&
        !zx_value_equal (zx_record_get_value (record, i), zx_record_get_old_value (record, i)))
      {
        indexes[n_fields] = i;
        values[n_fields++] = *zx_record_get_value (record, i); /* borrowed */
      }

  if (n_fields == 0)
    return TRUE;

  if (!read_fields (action, kind, id, indexes, n_fields, current, error))
    return FALSE;

  for (guint i = 0; i < n_fields && fine; i++)
    if (!zx_value_equal (&current[i], zx_record_get_old_value (record, indexes[i])) &&
        !zx_value_equal (&current[i], &values[i]))
      {
        const ZxField *field = &kind->fields[indexes[i]];
        g_autofree char *theirs = zx_value_dup_display (field, &current[i]);
        g_autofree char *ours = zx_value_dup_display (field, &values[i]);

        zx_set_field_error (error, ZX_RECORD_ERROR_STALE, field->key,
                            _("%s was changed meanwhile to “%s”. Nothing was changed; look at it and, if “%s” is right, enter it again."),
                            zx_field_get_label (kind, field), theirs, ours);
        fine = FALSE;
      }

  for (guint i = 0; i < n_fields; i++)
    zx_value_clear (&current[i]);

  return fine && zx_action_write_fields (action, kind, id, indexes, values, n_fields, error);
}

/* --- lists of references --- */

static gboolean
array_has (const GArray *ids,
           gint64        id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static gboolean
load_children (ZxAction       *action,
               const ZxKind   *child_kind,
               const ZxField  *field,
               gint64          owner,
               GPtrArray      *children,
               GError        **error)
{
  g_autofree char *tail = g_strdup_printf ("WHERE t.\"%s\" = :owner AND t.deleted_at IS NULL ORDER BY t.id", field->via_owner);
  g_autofree char *sql = zx_kind_dup_select (child_kind, tail);
  ZxStatement *statement = zx_db_prepare (action->db, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":owner", owner);
  while ((step = zx_statement_step (statement, error)) > 0)
    g_ptr_array_add (children, zx_record_from_row (child_kind, statement));

  return step == 0;
}

/* Adds a row of a child kind, behind the row with the key @last. What the row before it said is kept. */
static ZxRecord *
copy_child (const ZxKind  *kind,
            ZxRecord      *from,
            gint64         last)
{
  ZxRecord *child = zx_record_new_with_id (kind, zx_id_draw_after (last));

  for (guint i = 0; from != NULL && i < kind->n_fields; i++)
    {
      const ZxValue *value = zx_record_get_value (from, i);

      if (!zx_field_is_stored (&kind->fields[i]) || strcmp (kind->fields[i].key, "deleted_at") == 0)
        continue;
      if (value->type == ZX_VALUE_INT)
        zx_record_set_int (child, kind->fields[i].key, value->integer);
      else
        zx_record_set_text (child, kind->fields[i].key, value->type == ZX_VALUE_TEXT ? value->text : NULL);
    }

  return child;
}

static ZxRecord *
find_child (GPtrArray  *children,
            const char *field,
            gint64      member)
{
  for (guint i = 0; i < children->len; i++)
    if (zx_record_get_int (g_ptr_array_index (children, i), field) == member)
      return g_ptr_array_index (children, i);

  return NULL;
}

static gboolean
remove_child (ZxAction  *action,
              ZxRecord  *child,
              GError   **error)
{
  zx_record_set_int (child, "deleted_at", action->now_ms);

  return zx_action_save (action, child, error);
}

/* The members are rows of a child kind (visit_child …). Their keys rise in the order of the list, so that it comes back
 * as it was entered; a row that stands too early for its new place gives way to a copy.
 */
static gboolean
write_child_refs (ZxAction       *action,
                  ZxRecord       *record,
                  const ZxField  *field,
                  const GArray   *ids,
                  GError        **error)
{
  const ZxKind *child_kind = zx_kind_find (field->via);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  gint64 last = 0;

  /* A record that was just added has none. */
  if (zx_record_is_saved (record) && !load_children (action, child_kind, field, zx_record_get_id (record), children, error))
    return FALSE;

  for (guint i = 0; i < children->len; i++)
    {
      ZxRecord *child = g_ptr_array_index (children, i);

      if (!array_has (ids, zx_record_get_int (child, field->via_ref)) && !remove_child (action, child, error))
        return FALSE;
    }

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 member = g_array_index (ids, gint64, i);
      ZxRecord *present = find_child (children, field->via_ref, member);
      g_autoptr (ZxRecord) child = NULL;

      if (present != NULL && zx_record_get_id (present) > last)
        {
          last = zx_record_get_id (present);
          continue;
        }

      child = copy_child (child_kind, present, last);
      last = zx_record_get_id (child);
      zx_record_set_ref (child, field->via_owner, zx_record_get_id (record));
      zx_record_set_ref (child, field->via_ref, member);
      if ((present != NULL && !remove_child (action, present, error)) || !zx_action_save (action, child, error))
        return FALSE;
    }

  return TRUE;
}

/* The members point here themselves (student.family). */
static gboolean
write_inverse_refs (ZxAction       *action,
                    ZxRecord       *record,
                    const ZxField  *field,
                    const GArray   *ids,
                    const GArray   *old_ids,
                    GError        **error)
{
  const ZxKind *member_kind = zx_kind_find (field->of);

  for (guint i = 0; i < ids->len + (old_ids != NULL ? old_ids->len : 0); i++)
    {
      gboolean is_member = i < ids->len;
      gint64 member = is_member ? g_array_index (ids, gint64, i) : g_array_index (old_ids, gint64, i - ids->len);
      g_autoptr (ZxRecord) row = NULL;

      if (!is_member && array_has (ids, member))
        continue;

      row = zx_record_load (action->db, member_kind, member, error);
      if (row == NULL)
        {
          if (error != NULL && *error == NULL)
            zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, field->key, _("There is no such record."));
          return FALSE;
        }
      zx_record_set_ref (row, field->via_owner, is_member ? zx_record_get_id (record) : 0);
      if (!zx_action_save (action, row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_refs (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      const GArray *ids;

      if (field->type != ZX_TYPE_REFS)
        continue;
      ids = zx_record_get_refs (record, field->key);
      if (ids == NULL)
        continue;

      if (field->via != NULL
            ? !write_child_refs (action, record, field, ids, error)
            : !write_inverse_refs (action, record, field, ids, zx_record_get_old_refs (record, i), error))
        return FALSE;
    }

  return TRUE;
}

/* --- references must exist --- */

/* Added by this entry and not removed again, or looked up before and nothing changed since: needs no question. */
static gboolean
is_known_to_live (ZxAction     *action,
                  const ZxKind *kind,
                  gint64        id)
{
  const ZxKnownRecord *known = &action->known[(guint64) id % ZX_N_KNOWN];
  ZxActionRow *row;

  if (known->kind == kind && known->id == id)
    return TRUE;

  row = zx_action_find_row (action, kind, id);

  return row != NULL && row->change.op == ZX_PAYLOAD_ADD &&
         find_cell (row, (guint) zx_kind_get_index (kind, "deleted_at")) == NULL;
}

static gboolean
check_refs (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      const ZxValue *value = zx_record_get_value (record, i);
      g_autofree char *sql = NULL;
      ZxStatement *statement;
      int step;

      if (field->type != ZX_TYPE_REF || value->type != ZX_VALUE_INT || !zx_field_is_stored (field) ||
          zx_value_equal (value, zx_record_get_old_value (record, i)) ||
          is_known_to_live (action, zx_kind_find (field->of), value->integer))
        continue;

      sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = :id AND deleted_at IS NULL", field->of);
      statement = zx_db_prepare (action->db, sql, error);
      if (statement == NULL)
        return FALSE;
      zx_statement_set_int (statement, ":id", value->integer);
      step = zx_statement_step (statement, error);
      sqlite3_reset (statement);
      if (step < 0)
        return FALSE;
      if (step == 0)
        {
          zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, field->key,
                              _("%s: there is no such record."), zx_field_get_label (kind, field));
          return FALSE;
        }
      action->known[(guint64) value->integer % ZX_N_KNOWN] = (ZxKnownRecord) { zx_kind_find (field->of), value->integer };
    }

  return TRUE;
}

/* --- saving and removing --- */

gboolean
zx_action_save (ZxAction  *action,
                ZxRecord  *record,
                GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  gboolean is_new = !zx_record_is_saved (record);

  if (kind == &zx_kind_setting)
    {
      g_clear_pointer (&action->term, g_free);
      g_clear_pointer (&action->today, g_free);
    }

  if (kind->prepare != NULL && !kind->prepare (action, record, error))
    return FALSE;

  if (!zx_record_validate (record, error) || !check_refs (action, record, error))
    return FALSE;

  if (is_new ? !insert_row (action, record, error) : !update_row (action, record, error))
    return FALSE;

  if (is_new && !zx_derived_note_added (action->derived, action->db, record, error))
    return FALSE;

  if (!write_refs (action, record, error))
    return FALSE;

  if (kind->finish != NULL && !kind->finish (action, record, error))
    return FALSE;

  zx_record_set_saved (record);

  return close_full_entry (action, error);
}

static GPtrArray *
load_referring (ZxAction       *action,
                const ZxKind   *kind,
                const ZxField  *field,
                gint64          id,
                GError        **error)
{
  g_autofree char *tail = g_strdup_printf ("WHERE t.\"%s\" = :id AND t.deleted_at IS NULL", field->key);
  g_autofree char *sql = zx_kind_dup_select (kind, tail);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  ZxStatement *statement = zx_db_prepare (action->db, sql, error);
  int step;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":id", id);
  while ((step = zx_statement_step (statement, error)) > 0)
    g_ptr_array_add (rows, zx_record_from_row (kind, statement));

  return step < 0 ? NULL : g_steal_pointer (&rows);
}

static gboolean
remove_record (ZxAction  *action,
               ZxRecord  *record,
               GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  gint64 id = zx_record_get_id (record);
  guint index = (guint) zx_kind_get_index (kind, "deleted_at");
  ZxValue now = { ZX_VALUE_INT, action->now_ms, NULL };
  ZxValue removed = { 0 };

  if (!read_fields (action, kind, id, &index, 1, &removed, error))
    return FALSE;
  if (removed.type != ZX_VALUE_NULL)
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("This record was removed already. Nothing was changed."));
      return FALSE;
    }
  if (!zx_action_may_remove (action, record, error))
    return FALSE;

  for (const ZxKind * const *other = zx_kinds_get (); *other != NULL; other++)
    for (guint i = 0; i < (*other)->n_fields; i++)
      {
        const ZxField *field = &(*other)->fields[i];
        g_autoptr (GPtrArray) rows = NULL;

        if (field->type != ZX_TYPE_REF || !zx_field_is_stored (field) || strcmp (field->of, kind->key) != 0 ||
            (field->flags & (ZX_FIELD_OWNER | ZX_FIELD_REQUIRED | ZX_FIELD_MUST)) == 0)
          continue;

        rows = load_referring (action, *other, field, id, error);
        if (rows == NULL)
          return FALSE;
        if (rows->len > 0 && (field->flags & ZX_FIELD_OWNER) == 0)
          {
            zx_set_field_error (error, ZX_RECORD_ERROR_RULE, field->key,
                                ngettext ("This cannot be removed: %u record (%s) rests on it. Nothing was changed.",
                                          "This cannot be removed: %u records (%s) rest on it. Nothing was changed.",
                                          rows->len),
                                rows->len, zx_kind_get_label (*other));
            return FALSE;
          }
        for (guint j = 0; j < rows->len; j++)
          if (!remove_record (action, g_ptr_array_index (rows, j), error))
            return FALSE;
      }

  if (kind != &zx_kind_attachment && !zx_action_remove_attachments (action, kind, id, error))
    return FALSE;

  if (!zx_action_write_fields (action, kind, id, &index, &now, 1, error))
    return FALSE;
  zx_record_set_int (record, "deleted_at", action->now_ms);

  return TRUE;
}

gboolean
zx_action_remove (ZxAction  *action,
                  ZxRecord  *record,
                  GError   **error)
{
  const ZxKind *kind = zx_record_get_kind (record);

  return (kind->check_remove == NULL || kind->check_remove (action, record, error)) && remove_record (action, record, error);
}
