/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-round"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-private.h"
#include "zx-round.h"
#include "zx-student.h"

gboolean
zx_action_expire_past (ZxAction    *action,
                       const char  *school_year,
                       GError     **error)
{
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), "SELECT record FROM state_now WHERE kind = 'application' AND state IN ('filed', 'reported') "
                                                               "AND school_year < :year AND CAST (substr (school_year, 6) AS INTEGER) || '-08-31' < :today", error);
  g_autoptr (GArray) ones = g_array_new (FALSE, TRUE, sizeof (ZxStepOne));
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":year", school_year);
  zx_statement_set_text (row, ":today", zx_action_get_today (action));
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxStepOne one = { .application = zx_statement_get_int (row, 0) };

      g_array_append_val (ones, one);
    }
  if (step < 0 || ones->len == 0)
    return step == 0;

  return zx_action_step (action, &(ZxStepRequest) { .word = "expire", .ones = (const ZxStepOne *) ones->data, .n_ones = ones->len, .keep_label = TRUE }, NULL, error);
}

gboolean
zx_action_open_round (ZxAction    *action,
                      const char  *term,
                      gint64      *out_round,
                      GError     **error)
{
  g_autoptr (ZxRecord) round = zx_record_new (&zx_kind_round);

  zx_record_set_text (round, "term", term);
  if (!zx_action_save (action, round, error) || !zx_action_expire_past (action, zx_record_get_text (round, "school_year"), error))
    return FALSE;
  if (out_round != NULL)
    *out_round = zx_record_get_id (round);

  return TRUE;
}

gboolean
zx_action_close_round (ZxAction  *action,
                       gint64     round,
                       GError   **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_round, round, error);

  if (record == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is no such round."));
      return FALSE;
    }
  if (zx_record_has (record, "closed_on"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "closed_on", _("This round was closed on %s already."), zx_record_get_text (record, "closed_on"));
      return FALSE;
    }
  zx_record_set_text (record, "closed_on", zx_action_get_today (action));

  return zx_action_save (action, record, error);
}

void
zx_round_free (ZxRound *self)
{
  g_free (self->term);
  g_free (self->school_year);
  g_free (self->opened_on);
  g_free (self->closes_on);
  g_free (self->closed_on);
  g_free (self);
}

static gboolean
count_round (ZxDb     *db,
             ZxRound  *self,
             GError  **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT n.state, count (*) FROM application a JOIN state_now n ON n.record = a.id WHERE a.round = :round "
                                        "AND a.deleted_at IS NULL AND a.voided_on IS NULL GROUP BY n.state", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":round", self->id);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxAppState state = zx_app_state_from_word (zx_statement_get_text (row, 0));

      if (state < ZX_APP_N_STATES)
        self->counts[state] = (guint) zx_statement_get_int (row, 1);
    }

  return step == 0;
}

GPtrArray *
zx_rounds_load (ZxDb    *db,
                GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id, term, school_year, opened_on, closes_on, closed_on FROM round WHERE deleted_at IS NULL AND voided_on IS NULL "
                                        "ORDER BY term DESC, opened_on DESC, id DESC", error);
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_round_free);
  int step;

  if (row == NULL)
    return NULL;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxRound *round = g_new0 (ZxRound, 1);

      round->id = zx_statement_get_int (row, 0);
      round->term = g_strdup (zx_statement_get_text (row, 1));
      round->school_year = g_strdup (zx_statement_get_text (row, 2));
      round->opened_on = g_strdup (zx_statement_get_text (row, 3));
      round->closes_on = g_strdup (zx_statement_get_text (row, 4));
      round->closed_on = g_strdup (zx_statement_get_text (row, 5));
      round->is_open = round->closed_on == NULL;
      g_ptr_array_add (rounds, round);
    }
  if (step < 0)
    return NULL;

  for (guint i = 0; i < rounds->len; i++)
    if (!count_round (db, g_ptr_array_index (rounds, i), error))
      return NULL;

  return g_steal_pointer (&rounds);
}

gint64
zx_round_find (ZxDb        *db,
               const char  *term,
               gboolean     only_open,
               GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM round WHERE term = :term AND deleted_at IS NULL AND voided_on IS NULL AND (:open = 0 OR closed_on IS NULL) "
                                        "ORDER BY closed_on IS NOT NULL, opened_on DESC LIMIT 1", error);
  gint64 round = 0;

  if (row == NULL)
    return 0;
  zx_statement_set_text (row, ":term", term);
  zx_statement_set_int (row, ":open", only_open);
  if (zx_statement_step (row, error) > 0)
    {
      round = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }

  return round;
}

static gboolean
carry_one (ZxAction  *action,
           ZxRecord  *round,
           gint64     id,
           guint     *n,
           GError   **error)
{
  static const char * const kept[] = { "student", "applicant", "applicant_rel", "cats", "reason", "already_aided", "programmes" };
  g_autoptr (ZxRecord) before = zx_record_load (zx_action_get_db (action), &zx_kind_application, id, error);
  g_autoptr (ZxRecord) draft = NULL;
  g_autoptr (GError) local_error = NULL;

  if (before == NULL)
    {
      if (error != NULL && *error == NULL)
        {
          g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

          zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "application", _("There is no application %s."), key);
        }
      return FALSE;
    }

  draft = zx_record_new (&zx_kind_application);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *value = zx_record_dup_string (before, kept[i]);

      if (value != NULL && !zx_record_set_from_string (draft, kept[i], value, error))
        return FALSE;
    }
  zx_record_set_text (draft, "kind", "1");
  zx_record_set_text (draft, "school_year", zx_record_get_text (round, "school_year"));
  zx_record_set_text (draft, "term", zx_record_get_text (round, "term"));
  zx_record_set_ref (draft, "round", zx_record_get_id (round));
  zx_record_set_ref (draft, "previous", id);

  if (!zx_action_save (action, draft, &local_error))
    {
      /* Who has applied already needs no draft. */
      if (g_error_matches (local_error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE) && g_strcmp0 (zx_error_get_field (local_error), "student") == 0)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  ++*n;

  return TRUE;
}

gboolean
zx_action_carry_forward (ZxAction      *action,
                         gint64         round,
                         const gint64  *ids,
                         guint          n_ids,
                         guint         *out_n,
                         GError       **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_round, round, error);
  gboolean fine = TRUE;
  guint n = 0;

  if (record == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is no such round."));
      return FALSE;
    }

  zx_action_begin_stepping (action);
  for (guint i = 0; fine && i < n_ids; i++)
    fine = carry_one (action, record, ids[i], &n, error);
  zx_action_end_stepping (action);
  if (out_n != NULL)
    *out_n = n;

  return fine;
}
