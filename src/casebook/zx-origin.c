/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-origin"

#include "config.h"

#include "zx-origin.h"

void
zx_origin_clear (ZxOrigin *self)
{
  g_clear_pointer (&self->created_by, g_free);
  g_clear_pointer (&self->updated_by, g_free);
}

gboolean
zx_origin_load (ZxOrigin      *self,
                ZxDb          *db,
                const ZxKind  *kind,
                gint64         id,
                GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT c.wall, c.actor, u.wall, u.actor FROM row_ver v JOIN journal c ON c.jid = v.jid "
                                        "JOIN journal u ON u.jid = max (v.jid, COALESCE ((SELECT max (w.jid) FROM cell_ver w "
                                        "WHERE w.kind = v.kind AND w.row = v.row), 0)) WHERE v.kind = :kind AND v.row = :row", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_text (row, ":kind", kind->key);
  zx_statement_set_int (row, ":row", id);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      self->created_ms = zx_statement_get_int (row, 0);
      self->created_by = g_strdup (zx_statement_get_text (row, 1));
      self->updated_ms = zx_statement_get_int (row, 2);
      self->updated_by = g_strdup (zx_statement_get_text (row, 3));
    }
  sqlite3_reset (row);

  return step >= 0;
}
