/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-draft"

#include "config.h"

#include "zx-draft.h"
#include "zx-id.h"

void
zx_draft_free (ZxDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->actor);
  g_free (self->body);
  g_free (self);
}

gint64
zx_draft_new_key (void)
{
  return zx_id_draw ();
}

static ZxDraft *
draft_from_row (ZxStatement *row)
{
  ZxDraft *self = g_new0 (ZxDraft, 1);

  self->key = zx_statement_get_int (row, 0);
  self->kind = g_strdup (zx_statement_get_text (row, 1));
  self->student = zx_statement_get_int (row, 2);
  self->actor = g_strdup (zx_statement_get_text (row, 3));
  self->body = g_strdup (zx_statement_get_text (row, 4));
  self->saved_at_ms = zx_statement_get_int (row, 5);

  return self;
}

GPtrArray *
zx_drafts_load (ZxDb        *db,
                const char  *kind,
                GError     **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_draft_free);
  ZxStatement *statement = zx_db_prepare (db, "SELECT key, kind, student, actor, body, saved_at FROM draft "
                                              "WHERE :kind IS NULL OR kind = :kind ORDER BY saved_at DESC", error);
  int step;

  if (statement == NULL)
    return NULL;

  zx_statement_set_text (statement, ":kind", kind);
  while ((step = zx_statement_step (statement, error)) > 0)
    g_ptr_array_add (drafts, draft_from_row (statement));

  return step < 0 ? NULL : g_steal_pointer (&drafts);
}

ZxDraft *
zx_draft_load (ZxDb    *db,
               gint64   key,
               GError **error)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT key, kind, student, actor, body, saved_at FROM draft WHERE key = :key", error);
  ZxDraft *draft = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":key", key);
  if (zx_statement_step (statement, error) > 0)
    {
      draft = draft_from_row (statement);
      sqlite3_reset (statement);
    }

  return draft;
}

static gboolean
write_draft (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  const ZxDraft *draft = data;
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action),
                                          "INSERT INTO draft (key, kind, student, actor, body, saved_at) "
                                          "VALUES (:key, :kind, :student, :actor, :body, :saved_at) "
                                          "ON CONFLICT (key) DO UPDATE SET student = excluded.student, actor = excluded.actor, "
                                          "body = excluded.body, saved_at = excluded.saved_at", error);

  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":key", draft->key);
  zx_statement_set_text (statement, ":kind", draft->kind);
  zx_statement_set_int (statement, ":student", draft->student);
  zx_statement_set_text (statement, ":actor", draft->actor);
  zx_statement_set_text (statement, ":body", draft->body);
  zx_statement_set_int (statement, ":saved_at", draft->saved_at_ms);

  return zx_statement_run (statement, error);
}

static ZxDraft *
draft_new (ZxCasebook *casebook,
           gint64      key,
           const char *kind,
           gint64      student,
           const char *body)
{
  ZxDraft *draft = g_new0 (ZxDraft, 1);

  draft->key = key;
  draft->kind = g_strdup (kind);
  draft->student = student;
  draft->actor = g_strdup (zx_casebook_get_actor (casebook));
  draft->body = g_strdup (body);
  draft->saved_at_ms = g_get_real_time () / 1000;

  return draft;
}

void
zx_draft_save_async (ZxCasebook          *casebook,
                     gint64               key,
                     const char          *kind,
                     gint64               student,
                     const char          *body,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  zx_casebook_act_local_async (casebook, write_draft, draft_new (casebook, key, kind, student, body),
                               (GDestroyNotify) zx_draft_free, callback, user_data);
}

gboolean
zx_draft_save_finish (ZxCasebook    *casebook,
                      GAsyncResult  *result,
                      GError       **error)
{
  return zx_casebook_act_finish (casebook, result, NULL, error);
}

gboolean
zx_draft_save (ZxCasebook  *casebook,
               gint64       key,
               const char  *kind,
               gint64       student,
               const char  *body,
               GError     **error)
{
  g_autoptr (ZxDraft) draft = draft_new (casebook, key, kind, student, body);

  return zx_casebook_act_local (casebook, write_draft, draft, error);
}

gboolean
zx_action_take_draft (ZxAction  *action,
                      gint64     key,
                      GError   **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "DELETE FROM draft WHERE key = :key", error);

  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":key", key);

  return zx_statement_run (statement, error);
}

static gboolean
take_draft (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  return zx_action_take_draft (action, *(const gint64 *) data, error);
}

gboolean
zx_draft_discard (ZxCasebook  *casebook,
                  gint64       key,
                  GError     **error)
{
  return zx_casebook_act_local (casebook, take_draft, &key, error);
}
