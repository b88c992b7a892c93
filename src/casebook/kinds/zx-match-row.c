/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "name", NC_("match_row", "Name"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 30 },
  { "id_no", NC_("match_row", "ID number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "guardian", NC_("match_row", "Guardian"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 30 },
  { "cat", NC_("match_row", "Category"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "CAT" },
  { "cert_no", NC_("match_row", "Certificate number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 40 },
  { "source", NC_("match_row", "Source"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 20 },
  { "listed_on", NC_("match_row", "Listed on"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "student", NC_("match_row", "Student"), ZX_TYPE_REF, ZX_SENSITIVE, .of = "student" },
  { "state", NC_("match_row", "Result"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "MATCHSTATE" },
  { "note", NC_("match_row", "Contradiction"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 200 },
  ZX_COMMON_FIELDS,
};

/* A list handed down by a department (民政, 农业农村, 残联 …) is held against the school row by row: by the ID number, else by
 * the name and the guardian. What is found stands in the row itself, so that the import is its own report. */

typedef struct
{
  gint64    student;
  guint     n_found;
  char     *name;
  char     *id_no;
  gboolean  is_enrolled;
} Match;

static void
match_clear (Match *self)
{
  g_free (self->name);
  g_free (self->id_no);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

static gboolean
look_up (ZxAction    *action,
         const char  *sql,
         ZxRecord    *record,
         Match       *match,
         GError     **error)
{
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), sql, error);
  int step;

  if (row == NULL)
    return FALSE;

  if (sqlite3_bind_parameter_index (row, ":id_no") > 0)
    zx_statement_set_text (row, ":id_no", zx_record_get_text (record, "id_no"));
  if (sqlite3_bind_parameter_index (row, ":name") > 0)
    zx_statement_set_text (row, ":name", zx_record_get_text (record, "name"));
  if (sqlite3_bind_parameter_index (row, ":guardian") > 0)
    zx_statement_set_text (row, ":guardian", zx_record_get_text (record, "guardian"));
  while ((step = zx_statement_step (row, error)) > 0)
    {
      if (match->n_found++ > 0)
        continue;
      match->student = zx_statement_get_int (row, 0);
      match->name = g_strdup (zx_statement_get_text (row, 1));
      match->id_no = g_strdup (zx_statement_get_text (row, 2));
      match->is_enrolled = zx_enrol_status_is_enrolled (zx_statement_get_text (row, 3));
    }

  return step == 0;
}

#define STUDENT "SELECT s.id, s.name, s.id_no, w.enrol_status FROM student s LEFT JOIN student_now w ON w.student = s.id WHERE s.deleted_at IS NULL AND s.merged_into IS NULL "

static void
set_result (ZxRecord   *record,
            const char *state,
            gint64      student,
            const char *note)
{
  zx_record_set_text (record, "state", state);
  zx_record_set_ref (record, "student", student);
  zx_record_set_text (record, "note", note);
}

/* The number is right, or the number speaks against it. */
static void
judge_number (ZxRecord    *record,
              const Match *match)
{
  const char *name = zx_record_get_text (record, "name");
  g_autofree char *note = NULL;

  if (name != NULL && g_strcmp0 (name, match->name) != 0)
    {
      note = g_strdup_printf (_("the ID number belongs to %s in the school"), match->name);
      set_result (record, "3", match->student, note);
    }
  else if (!match->is_enrolled)
    set_result (record, "3", match->student, _("the child is not on the roll any more"));
  else
    set_result (record, "1", match->student, NULL);
}

static gboolean
match_by_name (ZxAction  *action,
               ZxRecord  *record,
               GError   **error)
{
  gboolean by_guardian = zx_record_has (record, "guardian");
  g_auto (Match) match = { 0 };

  if (!look_up (action,
                by_guardian ? STUDENT "AND s.name = :name AND EXISTS (SELECT 1 FROM family_member m WHERE m.family = s.family AND m.name = :guardian AND m.deleted_at IS NULL)"
                            : STUDENT "AND s.name = :name",
                record, &match, error))
    return FALSE;

  if (match.n_found == 0)
    set_result (record, "2", 0, NULL);
  else if (match.n_found > 1)
    set_result (record, "4", 0, _("several children have this name"));
  else if (zx_record_has (record, "id_no") && match.id_no != NULL)
    set_result (record, "3", match.student, _("the ID number differs from the school's"));
  else if (!by_guardian)
    set_result (record, "4", match.student, _("only the name agrees"));
  else if (!match.is_enrolled)
    set_result (record, "3", match.student, _("the child is not on the roll any more"));
  else
    set_result (record, "1", match.student, NULL);

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  g_auto (Match) match = { 0 };

  if (zx_action_refuse_future (action, record, "listed_on", error))
    return FALSE;
  /* A person may have settled a row by hand. */
  if (zx_record_is_saved (record) || zx_record_has (record, "state"))
    return TRUE;

  if (!zx_record_has (record, "listed_on"))
    zx_record_set_text (record, "listed_on", zx_action_get_today (action));
  if (zx_record_has (record, "id_no") && !look_up (action, STUDENT "AND s.id_no = :id_no", record, &match, error))
    return FALSE;
  if (match.n_found > 0)
    {
      judge_number (record, &match);
      return TRUE;
    }

  if (zx_record_has (record, "name"))
    return match_by_name (action, record, error);
  set_result (record, "2", 0, NULL);

  return TRUE;
}

/* What a list says of a child is proof: its category is noted as matched, or added. */
static gboolean
finish (ZxAction  *action,
        ZxRecord  *record,
        GError   **error)
{
  g_autoptr (ZxRecord) category = NULL;
  ZxStatement *row;
  gint64 known = 0;
  int step;

  if (g_strcmp0 (zx_record_get_text (record, "state"), "1") != 0 || !zx_record_has (record, "cat") || !zx_record_is_changed (record, "state"))
    return TRUE;

  row = zx_db_prepare (zx_action_get_db (action), "SELECT c.id FROM category c JOIN student s ON s.id = :student WHERE (c.student = s.id OR c.family = s.family) "
                                                  "AND c.cat = :cat AND c.deleted_at IS NULL AND c.voided_on IS NULL ORDER BY c.id LIMIT 1", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", zx_record_get_int (record, "student"));
  zx_statement_set_text (row, ":cat", zx_record_get_text (record, "cat"));
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;
  if (step > 0)
    known = zx_statement_get_int (row, 0);
  sqlite3_reset (row);

  category = known != 0 ? zx_record_load (zx_action_get_db (action), &zx_kind_category, known, error) : zx_record_new (&zx_kind_category);
  if (category == NULL)
    return FALSE;
  if (known == 0)
    {
      zx_record_set_ref (category, "student", zx_record_get_int (record, "student"));
      zx_record_set_text (category, "cat", zx_record_get_text (record, "cat"));
    }
  if (zx_record_has (record, "cert_no") && !zx_record_has (category, "cert_no"))
    zx_record_set_text (category, "cert_no", zx_record_get_text (record, "cert_no"));
  zx_record_set_text (category, "matched_by", zx_record_has (record, "source") ? zx_record_get_text (record, "source") : _("department list"));
  zx_record_set_text (category, "matched_on", zx_record_get_text (record, "listed_on"));

  return zx_action_save (action, category, error);
}

const ZxKind zx_kind_match_row = {
  .key = "match_row",
  .label = NC_("kind", "Row of a department list"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .finish = finish,
  .order = "t.listed_on DESC, t.cat, t.id",
  .title = "t.name",
};
