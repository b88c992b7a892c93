/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-casebook"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-date.h"
#include "zx-kind.h"

/* Looking at an old term: on the read connection of this program alone, tables and views in memory stand before those
 * of the file and bear their names, so that every list and page reads them without knowing. The table of who is where is made
 * anew for that term; what happened later is left out. */

static void
add_column (GString    *sql,
            const char *column,
            const char *expression)
{
  if (sql->str[sql->len - 1] != ' ')
    g_string_append (sql, ", ");
  if (expression != NULL)
    g_string_append_printf (sql, "%s AS \"%s\"", expression, column);
  else
    g_string_append_printf (sql, "\"%s\"", column);
}

/* The rows of a table that were there, one of its columns as it was: the expression stands for it. */
static gboolean
add_view (ZxDb        *db,
          const char  *table,
          const char  *column,
          const char  *expression,
          const char  *where,
          GError     **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  ZxStatement *row = zx_db_prepare (db, "SELECT name FROM pragma_table_info (:table, 'main') ORDER BY cid", error);
  int step;

  if (row == NULL)
    return FALSE;

  g_string_append_printf (sql, "CREATE TEMP VIEW \"%s\" AS SELECT ", table);
  zx_statement_set_text (row, ":table", table);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *name = zx_statement_get_text (row, 0);

      add_column (sql, name, g_strcmp0 (name, column) == 0 ? expression : NULL);
    }
  if (step < 0)
    return FALSE;
  g_string_append_printf (sql, " FROM main.\"%s\" WHERE %s", table, where);

  return zx_db_run (db, sql->str, error);
}

/* The table and its indexes as the file has them. */
static gboolean
add_student_now (ZxDb    *db,
                 GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  ZxStatement *row = zx_db_prepare (db, "SELECT type, sql FROM main.sqlite_schema WHERE tbl_name = 'student_now' AND sql IS NOT NULL "
                                        "ORDER BY type DESC", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      gboolean is_table = g_strcmp0 (zx_statement_get_text (row, 0), "table") == 0;
      const char *rest = strstr (zx_statement_get_text (row, 1), is_table ? "student_now" : "student_now_");

      g_string_append_printf (sql, "CREATE %s temp.%s;\n", is_table ? "TABLE" : "INDEX", rest);
    }

  return step == 0 && zx_db_run (db, sql->str, error);
}

static gboolean
add_views (ZxDb          *db,
           const ZxTerm  *term,
           GError       **error)
{
  g_autofree char *name = g_strdup_printf ("CASE key WHEN 'term' THEN '%s' ELSE value END", term->name);
  g_autofree char *visits = g_strdup_printf ("visit_date <= '%s'", term->end);
  g_autofree char *calls = g_strdup_printf ("date <= '%s'", term->end);
  g_autofree char *done = g_strdup_printf ("CASE WHEN done_on <= '%s' THEN done_on END", term->end);
  /* A promise bears no day of its own: it was made at its visit, or before it was due. */
  g_autofree char *promises = g_strdup_printf ("CASE WHEN visit IS NOT NULL THEN visit IN (SELECT id FROM main.home_visit WHERE visit_date <= '%s') "
                                               "ELSE coalesce (done_on <= '%s', 0) OR coalesce (due <= '%s', done_on IS NULL) END",
                                               term->end, term->end, term->end);

  return add_view (db, "setting", "value", name, "1", error) &&
         add_view (db, "home_visit", NULL, NULL, visits, error) &&
         add_view (db, "contact_log", NULL, NULL, calls, error) &&
         add_view (db, "follow_up", "done_on", done, promises, error);
}

static gboolean
drop_all (ZxDb    *db,
          GError **error)
{
  return zx_db_run (db, "DROP TABLE IF EXISTS temp.student_now; DROP VIEW IF EXISTS temp.setting; DROP VIEW IF EXISTS temp.home_visit; "
                        "DROP VIEW IF EXISTS temp.contact_log; DROP VIEW IF EXISTS temp.follow_up", error);
}

static gboolean
add_all (ZxDb          *db,
         const ZxTerm  *term,
         GError       **error)
{
  return zx_db_run (db, "BEGIN", error) &&
         add_views (db, term, error) &&
         add_student_now (db, error) &&
         zx_derived_write_term (db, term, error) &&
         zx_db_run (db, "COMMIT", error);
}

gboolean
zx_casebook_show_term (ZxCasebook  *self,
                       const char  *term,
                       GError     **error)
{
  ZxDb *db = zx_casebook_get_reader (self);
  g_autofree char *working = zx_casebook_dup_working_term (self);
  g_auto (ZxTerm) old = { 0 };
  gboolean fine;

  g_return_val_if_fail (ZX_IS_CASEBOOK (self), FALSE);

  if (term != NULL && (!zx_term_is_valid (term) || g_strcmp0 (term, working) >= 0))
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND, _("%s is no term before the present one."), term);
      return FALSE;
    }

  /* The connection reads only, so it has to be told; the file is opened so that it cannot be written all the same. */
  if (!zx_db_run (db, "PRAGMA query_only = OFF", error))
    return FALSE;

  fine = drop_all (db, error);
  if (fine)
    zx_casebook_note_shown_term (self, NULL);
  if (fine && term != NULL)
    {
      fine = zx_term_load (&old, db, term, error) && add_all (db, &old, error);
      if (fine)
        zx_casebook_note_shown_term (self, term);
      else
        {
          zx_db_run (db, "ROLLBACK", NULL);
          drop_all (db, NULL);
        }
    }
  zx_db_run (db, "PRAGMA query_only = ON", NULL);

  return fine;
}

char *
zx_casebook_dup_working_term (ZxCasebook *self)
{
  return zx_db_dup_text (zx_casebook_get_reader (self), "SELECT value FROM main.setting WHERE key = 'term' AND deleted_at IS NULL");
}
