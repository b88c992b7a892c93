/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-undo-writer"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-undo-private.h"

/* Who wrote the present value of a field, in the end: undo and redo only bring back what others wrote. */

/* A row, by kind and id, and all that one action did to it. */
typedef struct
{
  GPtrArray  *parsed;  /* of GPtrArray of ZxPayloadChange: owns them */
  GHashTable *changes; /* ZxPayloadChange → GPtrArray of ZxPayloadChange, in the order of writing */
} Index;

void
zx_undo_index_free (gpointer data)
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

GPtrArray *
zx_undo_load_changes (ZxAction  *action,
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

static gboolean
is_ours (ZxUndoTarget *target,
         gint64        jid)
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
  GPtrArray *changes = zx_undo_load_changes (action, jid, error);

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
need_index (ZxAction      *action,
            ZxUndoTarget  *target,
            const char    *name,
            GError       **error)
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
gboolean
zx_undo_wrote_present_value (ZxAction       *action,
                             ZxUndoTarget   *target,
                             const ZxKind   *kind,
                             gint64          id,
                             const ZxField  *field,
                             gboolean       *out_yes,
                             GError        **error)
{
  gint64 jid = zx_action_get_winner (action, kind->key, id, field->key);

  *out_yes = FALSE;
  if (jid == 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("The history does not know who wrote this record. The casebook is damaged; nothing was changed. Restore the newest backup."));
      return FALSE;
    }
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
