/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-term"

#include "config.h"

#include "zx-casebook.h"
#include "zx-term.h"

void
zx_term_clear (ZxTerm *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->school_year, g_free);
}

gboolean
zx_term_load (ZxTerm      *self,
              ZxDb        *db,
              const char  *name,
              GError     **error)
{
  g_autofree char *kept = g_strdup (name);
  ZxStatement *statement;
  int step;

  zx_term_clear (self);
  self->school_year = zx_term_dup_school_year (kept);
  zx_term_get_default_dates (kept, self->start, self->end);
  self->name = g_steal_pointer (&kept);

  statement = zx_db_prepare (db, "SELECT starts_on, ends_on FROM term WHERE name = :name AND deleted_at IS NULL", error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_text (statement, ":name", self->name);
  step = zx_statement_step (statement, error);
  if (step > 0)
    {
      if (!zx_statement_is_null (statement, 0))
        g_strlcpy (self->start, zx_statement_get_text (statement, 0), ZX_DATE_SIZE);
      if (!zx_statement_is_null (statement, 1))
        g_strlcpy (self->end, zx_statement_get_text (statement, 1), ZX_DATE_SIZE);
      sqlite3_reset (statement);
    }

  return step >= 0;
}

gboolean
zx_term_load_working (ZxTerm  *self,
                      ZxDb    *db,
                      GError **error)
{
  g_autofree char *name = zx_setting_dup (db, "term");

  if (name == NULL || !zx_term_is_valid (name))
    {
      g_autofree char *today = zx_date_today ();

      g_free (name);
      name = zx_term_of_date (today);
    }

  return zx_term_load (self, db, name, error);
}

gboolean
zx_term_load_of_date (ZxTerm      *self,
                      ZxDb        *db,
                      const char  *date,
                      GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT name FROM term WHERE starts_on <= :date AND ends_on >= :date AND deleted_at IS NULL "
                                              "ORDER BY starts_on DESC LIMIT 1", error);
  g_autofree char *name = NULL;
  int step;

  if (statement == NULL)
    return FALSE;
  zx_statement_set_text (statement, ":date", date);
  step = zx_statement_step (statement, error);
  if (step < 0)
    return FALSE;
  if (step > 0)
    {
      name = g_strdup (zx_statement_get_text (statement, 0));
      sqlite3_reset (statement);
    }
  if (name == NULL || !zx_term_is_valid (name))
    {
      g_free (name);
      name = zx_term_of_date (date);
    }

  return zx_term_load (self, db, name, error);
}
