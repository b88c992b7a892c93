/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-rollover"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-id.h"
#include "zx-rollover.h"
#include "zx-student.h"
#include "zx-words.h"
#include "zx-round.h"

static void
move_free (gpointer data)
{
  ZxRolloverMove *self = data;

  g_free (self->grade);
  g_free (self->class_name);
  g_free (self->student_no);
  g_free (self->board);
  g_free (self->enrol_status);
  g_free (self);
}

/* A school year is left for the next one, never skipped: nobody could say what was true in between. */
static char *
dup_next_school_year (ZxDb        *db,
                      const char  *to,
                      GError     **error)
{
  g_autofree char *term = zx_setting_dup (db, "term");
  g_autofree char *present = term != NULL ? zx_term_dup_school_year (term) : NULL;
  g_autofree char *next = present != NULL ? zx_school_year_from_first (zx_school_year_get_first (present) + 1) : NULL;
  g_autofree char *wanted = zx_term_dup_school_year (to);

  if (wanted != NULL && g_strcmp0 (wanted, next) == 0)
    return g_steal_pointer (&wanted);

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "term",
                      _("%s is no term of the next school year. The school works in %s, so the next year is %s."),
                      to, term != NULL ? term : "", next != NULL ? next : "");

  return NULL;
}

static char *
dup_stages (ZxDb *db)
{
  return zx_db_dup_text (db, "SELECT stages FROM school WHERE deleted_at IS NULL ORDER BY id LIMIT 1");
}

static gboolean
has_stage (const char *stages,
           ZxStage     stage)
{
  const char *code = zx_stage_get_code (stage);

  /* Codes are single digits, joined by commas. */
  return code != NULL && stages != NULL && strstr (stages, code) != NULL;
}

static void
choose_grade (ZxRolloverMove *move,
              const char     *stages)
{
  const char *next;

  if (move->grade == NULL)
    return;

  next = zx_grade_get_next (move->grade, TRUE);
  if (next != NULL && (zx_grade_get_stage (next) == zx_grade_get_stage (move->grade) ||
                       has_stage (stages, zx_grade_get_stage (next))))
    move->next_grade = next;
  else
    move->graduates = TRUE;
}

GPtrArray *
zx_rollover_plan (ZxDb        *db,
                  const char  *to,
                  GError     **error)
{
  g_autofree char *school_year = dup_next_school_year (db, to, error);
  g_autofree char *stages = dup_stages (db);
  g_autoptr (GPtrArray) plan = g_ptr_array_new_with_free_func (move_free);
  ZxStatement *row;
  int step;

  if (school_year == NULL)
    return NULL;

  row = zx_db_prepare (db, "SELECT n.student, n.grade, n.class_name, n.student_no, n.board, n.enrol_status FROM student_now n "
                           "WHERE n.enrol_status IN ('1', '2', '5', '8') AND NOT EXISTS "
                           "(SELECT 1 FROM enrolment e WHERE e.student = n.student AND e.school_year = :year "
                           "AND e.deleted_at IS NULL AND e.voided_on IS NULL) ORDER BY n.sort_class, n.sort_name, n.student", error);
  if (row == NULL)
    return NULL;

  zx_statement_set_text (row, ":year", school_year);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxRolloverMove *move = g_new0 (ZxRolloverMove, 1);

      move->student = zx_statement_get_int (row, 0);
      move->grade = g_strdup (zx_statement_get_text (row, 1));
      move->class_name = g_strdup (zx_statement_get_text (row, 2));
      move->student_no = g_strdup (zx_statement_get_text (row, 3));
      move->board = g_strdup (zx_statement_get_text (row, 4));
      move->enrol_status = g_strdup (zx_statement_get_text (row, 5));
      choose_grade (move, stages);
      g_ptr_array_add (plan, move);
    }

  return step < 0 ? NULL : g_steal_pointer (&plan);
}

static gboolean
add_enrolment (ZxAction        *action,
               ZxRolloverMove  *move,
               const char      *school_year,
               GError         **error)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_enrolment);

  zx_record_set_ref (record, "student", move->student);
  zx_record_set_text (record, "school_year", school_year);
  if (move->graduates)
    {
      zx_record_set_text (record, "enrol_status", "4");
      zx_record_set_text (record, "reason", _("Graduated at the change of the school year"));
      return zx_action_save (action, record, error);
    }

  if (move->next_grade != NULL)
    {
      gint64 class_id = zx_action_need_class (action, school_year, move->next_grade, move->class_name, error);

      if (class_id == 0)
        return FALSE;
      zx_record_set_ref (record, "class", class_id);
    }
  zx_record_set_text (record, "student_no", move->student_no);
  zx_record_set_text (record, "board", move->board);
  zx_record_set_text (record, "enrol_status", move->enrol_status);

  return zx_action_save (action, record, error);
}

gboolean
zx_action_roll_over (ZxAction   *action,
                     GPtrArray  *plan,
                     const char *to,
                     GError    **error)
{
  g_autofree char *school_year = zx_term_dup_school_year (to);

  for (guint i = 0; i < plan->len; i++)
    if (g_cancellable_set_error_if_cancelled (zx_action_get_cancellable (action), error) ||
        !add_enrolment (action, g_ptr_array_index (plan, i), school_year, error))
      return FALSE;

  return zx_action_expire_past (action, school_year, error) && zx_action_set_term (action, to, error);
}

gboolean
zx_action_set_term (ZxAction    *action,
                    const char  *term,
                    GError     **error)
{
  ZxStatement *known = zx_db_prepare (zx_action_get_db (action), "SELECT 1 FROM term WHERE name = :name AND deleted_at IS NULL", error);
  int step;

  if (known == NULL)
    return FALSE;

  zx_statement_set_text (known, ":name", term);
  step = zx_statement_step (known, error);
  sqlite3_reset (known);
  if (step < 0)
    return FALSE;

  if (step == 0)
    {
      g_autoptr (ZxRecord) record = NULL;
      char start[ZX_DATE_SIZE], end[ZX_DATE_SIZE];

      record = zx_record_load (zx_action_get_db (action), &zx_kind_term, zx_id_from_name (term), NULL);
      if (record == NULL)
        record = zx_record_new_with_id (&zx_kind_term, zx_id_from_name (term));
      zx_term_get_default_dates (term, start, end);
      zx_record_clear (record, "deleted_at");
      zx_record_set_text (record, "name", term);
      zx_record_set_text (record, "starts_on", start);
      zx_record_set_text (record, "ends_on", end);
      if (!zx_action_save (action, record, error))
        return FALSE;
    }

  return zx_action_set_setting (action, "term", term, error);
}
