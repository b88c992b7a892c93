/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-list"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-codes.h"
#include "zx-text.h"
#include "zx-visit-list.h"

#define ALL \
  "SELECT id, 0 AS contact, visit_date AS day FROM home_visit WHERE deleted_at IS NULL " \
  "UNION ALL SELECT id, 1, date FROM contact_log WHERE deleted_at IS NULL"

#define ORDER " ORDER BY day DESC, id DESC"

/* Words are looked for as they stand; the child by name. */
#define FOUND \
  "SELECT v.id, 0 AS contact, v.visit_date AS day FROM home_visit v WHERE v.deleted_at IS NULL AND (" \
  "  instr (coalesce (v.home_found, '') || char (10) || coalesce (v.study_home, '') || char (10) || " \
  "         coalesce (v.parent_opinion, '') || char (10) || coalesce (v.problems, '') || char (10) || " \
  "         coalesce (v.measures, '') || char (10) || coalesce (v.received_by, ''), :text) > 0 " \
  "  OR v.id IN (SELECT c.visit FROM visit_child c JOIN student s ON s.id = c.student " \
  "              WHERE c.deleted_at IS NULL AND instr (s.name, :text) > 0) " \
  "  OR v.id IN (SELECT w.visit FROM visit_staff w JOIN staff s ON s.id = w.staff " \
  "              WHERE w.deleted_at IS NULL AND instr (s.name, :text) > 0)) " \
  "UNION ALL SELECT c.id, 1, c.date FROM contact_log c LEFT JOIN student s ON s.id = c.student " \
  "  LEFT JOIN staff w ON w.id = c.staff WHERE c.deleted_at IS NULL AND " \
  "  instr (coalesce (c.content, '') || char (10) || coalesce (c.outcome, '') || char (10) || coalesce (s.name, '') " \
  "         || char (10) || coalesce (w.name, ''), :text) > 0"

GArray *
zx_visit_keys_load (ZxDb        *db,
                    const char  *text,
                    GError     **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (ZxVisitKey));
  gboolean search = !zx_text_is_empty (text);
  ZxStatement *rows = zx_db_prepare (db, search ? FOUND ORDER : ALL ORDER, error);
  int step;

  if (rows == NULL)
    return NULL;

  if (search)
    zx_statement_set_text (rows, ":text", text);
  while ((step = zx_statement_step (rows, error)) > 0)
    {
      ZxVisitKey key = { zx_statement_get_int (rows, 0), zx_statement_get_int (rows, 1) != 0 };

      g_array_append_val (keys, key);
    }

  return step == 0 ? g_steal_pointer (&keys) : NULL;
}

guint
zx_visits_count (ZxDb *db)
{
  return (guint) zx_db_get_int (db, "SELECT (SELECT count (*) FROM home_visit WHERE deleted_at IS NULL AND voided_on IS NULL) + "
                                    "(SELECT count (*) FROM contact_log WHERE deleted_at IS NULL AND voided_on IS NULL)", 0);
}

void
zx_visit_summary_free (ZxVisitSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->way);
  g_free (self->way_words);
  g_free (self->students);
  g_free (self->visitors);
  g_free (self->met);
  g_free (self->text);
  g_free (self->voided_on);
  g_free (self->void_reason);
  g_free (self);
}

/* Names of the rows of a query (id, name), in a line. */
static char *
dup_names (ZxDb        *db,
           const char  *sql,
           gint64       id,
           gint64      *out_first,
           GError     **error)
{
  ZxStatement *rows = zx_db_prepare (db, sql, error);
  g_autoptr (GString) names = g_string_new (NULL);
  int step;

  if (rows == NULL)
    return NULL;

  zx_statement_set_int (rows, ":id", id);
  while ((step = zx_statement_step (rows, error)) > 0)
    {
      const char *name = zx_statement_get_text (rows, 1);

      if (names->len > 0)
        /* Translators: stands between names in a line */
        g_string_append (names, C_("names", ", "));
      else if (out_first != NULL)
        *out_first = zx_statement_get_int (rows, 0);
      g_string_append (names, name != NULL ? name : "");
    }

  return step == 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static char *
dup_column (ZxStatement *row,
            int          column)
{
  const char *text = zx_statement_get_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

static ZxVisitSummary *
load_visit (ZxDb        *db,
            gint64       id,
            GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT visit_date, received_by, coalesce (home_found, study_home, parent_opinion, problems, measures), "
                                        "nobody_home, voided_on, void_reason FROM home_visit WHERE id = :id AND deleted_at IS NULL", error);
  g_autoptr (ZxVisitSummary) self = NULL;

  if (row == NULL)
    return NULL;

  zx_statement_set_int (row, ":id", id);
  if (zx_statement_step (row, error) <= 0)
    return NULL;

  self = g_new0 (ZxVisitSummary, 1);
  self->key.id = id;
  self->date = dup_column (row, 0);
  self->met = dup_column (row, 1);
  self->text = dup_column (row, 2);
  self->missed = zx_statement_get_int (row, 3) != 0;
  self->voided_on = g_strdup (zx_statement_get_text (row, 4));
  self->void_reason = g_strdup (zx_statement_get_text (row, 5));
  self->way_words = g_strdup (C_("way", "At home"));
  sqlite3_reset (row);

  self->students = dup_names (db, "SELECT s.id, s.name FROM visit_child c JOIN student s ON s.id = c.student "
                                  "WHERE c.visit = :id AND c.deleted_at IS NULL ORDER BY c.rowid", id, &self->student, error);
  if (self->students == NULL)
    return NULL;
  self->visitors = dup_names (db, "SELECT s.id, s.name FROM visit_staff w JOIN staff s ON s.id = w.staff "
                                  "WHERE w.visit = :id AND w.deleted_at IS NULL ORDER BY w.rowid", id, NULL, error);

  return self->visitors != NULL ? g_steal_pointer (&self) : NULL;
}

static ZxVisitSummary *
load_contact (ZxDb        *db,
              gint64       id,
              GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT c.date, c.with_whom, c.content, c.reached, c.voided_on, c.void_reason, c.channel, "
                                        "c.student, s.name, w.name FROM contact_log c LEFT JOIN student s ON s.id = c.student "
                                        "LEFT JOIN staff w ON w.id = c.staff WHERE c.id = :id AND c.deleted_at IS NULL", error);
  g_autoptr (ZxVisitSummary) self = NULL;
  const char *words;

  if (row == NULL)
    return NULL;

  zx_statement_set_int (row, ":id", id);
  if (zx_statement_step (row, error) <= 0)
    return NULL;

  self = g_new0 (ZxVisitSummary, 1);
  self->key.id = id;
  self->key.is_contact = TRUE;
  self->date = dup_column (row, 0);
  self->met = dup_column (row, 1);
  self->text = dup_column (row, 2);
  self->missed = !zx_statement_is_null (row, 3) && zx_statement_get_int (row, 3) == 0;
  self->voided_on = g_strdup (zx_statement_get_text (row, 4));
  self->void_reason = g_strdup (zx_statement_get_text (row, 5));
  self->way = g_strdup (zx_statement_get_text (row, 6));
  self->student = zx_statement_get_int (row, 7);
  self->students = dup_column (row, 8);
  self->visitors = dup_column (row, 9);
  sqlite3_reset (row);

  words = self->way != NULL ? zx_code_table_get_label (zx_code_table_find ("CHANNEL"), self->way) : NULL;
  self->way_words = g_strdup (words != NULL ? words : "");

  return g_steal_pointer (&self);
}

ZxVisitSummary *
zx_visit_summary_load (ZxDb        *db,
                       ZxVisitKey   key,
                       GError     **error)
{
  return key.is_contact ? load_contact (db, key.id, error) : load_visit (db, key.id, error);
}

void
zx_visit_promise_free (ZxVisitPromise *self)
{
  g_free (self->what);
  g_free (self->person);
  g_free (self->due);
  g_free (self->done_on);
  g_free (self->result);
  g_free (self);
}

GPtrArray *
zx_visit_promises_load (ZxDb        *db,
                        ZxVisitKey   key,
                        GError     **error)
{
  g_autoptr (GPtrArray) promises = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_visit_promise_free);
  ZxStatement *rows;
  int step;

  if (key.is_contact)
    rows = zx_db_prepare (db, "SELECT f.id, f.what, s.name, f.due, f.done_on, f.result FROM contact_log c "
                              "JOIN follow_up f ON f.id = c.follow_up LEFT JOIN staff s ON s.id = f.person "
                              "WHERE c.id = :id AND f.deleted_at IS NULL AND f.voided_on IS NULL", error);
  else
    rows = zx_db_prepare (db, "SELECT f.id, f.what, s.name, f.due, f.done_on, f.result FROM follow_up f "
                              "LEFT JOIN staff s ON s.id = f.person "
                              "WHERE f.visit = :id AND f.deleted_at IS NULL AND f.voided_on IS NULL ORDER BY f.due, f.id", error);
  if (rows == NULL)
    return NULL;

  zx_statement_set_int (rows, ":id", key.id);
  while ((step = zx_statement_step (rows, error)) > 0)
    {
      ZxVisitPromise *promise = g_new0 (ZxVisitPromise, 1);

      promise->id = zx_statement_get_int (rows, 0);
      promise->what = dup_column (rows, 1);
      promise->person = dup_column (rows, 2);
      promise->due = dup_column (rows, 3);
      promise->done_on = g_strdup (zx_statement_get_text (rows, 4));
      promise->result = dup_column (rows, 5);
      g_ptr_array_add (promises, promise);
    }

  return step == 0 ? g_steal_pointer (&promises) : NULL;
}
