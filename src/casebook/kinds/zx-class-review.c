/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-identify-private.h"
#include "zx-kind.h"
#include "zx-query.h"
#include "zx-student.h"
#include "zx-words.h"

static const ZxField fields[] = {
  { "class", NC_("class_review", "Class"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "class" },
  { "class_name", NC_("class_review", "Name of the class"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "school_year", NC_("class_review", "School year"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 9 },
  { "term", NC_("class_review", "Term"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 11 },
  { "date", NC_("class_review", "Date"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "host", NC_("class_review", "Host"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "staff" },
  { "members", NC_("class_review", "Members"), ZX_TYPE_LIST, ZX_INTERNAL, .of = "class_review_member", .via_owner = "class_review" },
  { "present", NC_("class_review", "Members present"), ZX_TYPE_INT, ZX_INTERNAL },
  { "member_notice_from", NC_("class_review", "Membership posted on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "method", NC_("class_review", "Method"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "EVALMETHOD" },
  { "minutes", NC_("class_review", "Record of the meeting"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "lines", NC_("class_review", "Lines"), ZX_TYPE_LIST, ZX_SENSITIVE, .of = "class_review_line", .via_owner = "class_review" },
  ZX_COMMON_FIELDS,
};

/* The class by its name, "P3-1班" or "三(1)班", in the school year of the evaluation. */
static gboolean
find_class (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  const char *name = zx_record_get_text (record, "class_name");
  const char *dash = strchr (name, '-');
  g_autofree char *grade = NULL;
  ZxClassWords words;
  ZxStatement *row;
  int step;

  if (dash != NULL)
    grade = g_strndup (name, (gsize) (dash - name));
  else if (zx_class_from_words (name, ZX_STAGE_NONE, &words) && words.grade != NULL)
    grade = g_strdup (words.grade);

  row = zx_db_prepare (zx_action_get_db (action), "SELECT id FROM class WHERE school_year IS :year AND grade IS :grade AND name = :name "
                                                  "AND deleted_at IS NULL ORDER BY id LIMIT 1", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":year", zx_record_get_text (record, "school_year"));
  zx_statement_set_text (row, ":grade", grade);
  zx_statement_set_text (row, ":name", dash != NULL ? dash + 1 : grade != NULL ? words.class_name : name);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      zx_record_set_ref (record, "class", zx_statement_get_int (row, 0));
      sqlite3_reset (row);
    }
  else if (step == 0)
    zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "class_name", _("There is no class “%s” in that school year. Write it like P3-1班."), name);

  return step > 0;
}

static gboolean
fill_from_class (ZxAction  *action,
                 ZxRecord  *record,
                 GError   **error)
{
  g_autoptr (ZxRecord) in_class = zx_record_load (zx_action_get_db (action), &zx_kind_class, zx_record_get_int (record, "class"), error);
  g_autofree char *name = NULL;

  if (in_class == NULL)
    return error == NULL || *error == NULL;

  name = g_strdup_printf ("%s-%s", zx_record_get_text (in_class, "grade"), zx_record_get_text (in_class, "name"));
  zx_record_set_text (record, "class_name", name);
  if (!zx_record_has (record, "school_year"))
    zx_record_set_text (record, "school_year", zx_record_get_text (in_class, "school_year"));

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  if (!zx_record_settle_term (record, error) || zx_action_refuse_future (action, record, "date", error))
    return FALSE;

  if (!zx_record_is_saved (record) && !zx_record_has (record, "date"))
    zx_record_set_text (record, "date", zx_action_get_today (action));
  if (!zx_record_has (record, "class") && zx_record_has (record, "class_name") && !find_class (action, record, error))
    return FALSE;

  return !zx_record_has (record, "class") || !zx_record_is_changed (record, "class") || fill_from_class (action, record, error);
}

const ZxKind zx_kind_class_review = {
  .key = "class_review",
  .label = NC_("kind", "Class evaluation"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.date DESC, t.class_name, t.id",
  .title = "coalesce (t.class_name, '') || ' ' || coalesce (t.date, '')",
};
