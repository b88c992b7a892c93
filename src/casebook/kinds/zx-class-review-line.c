/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-casebook.h"
#include "zx-kind.h"

static const ZxField fields[] = {
  { "class_review", NC_("class_review_line", "Class evaluation"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "class_review" },
  { "application", NC_("class_review_line", "Application"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_OWNER, .of = "application" },
  { "score", NC_("class_review_line", "Score"), ZX_TYPE_DECIMAL, ZX_SENSITIVE, .size = 1 },
  { "for_", NC_("class_review_line", "In favour"), ZX_TYPE_INT, ZX_INTERNAL },
  { "against", NC_("class_review_line", "Against"), ZX_TYPE_INT, ZX_INTERNAL },
  { "abstain", NC_("class_review_line", "Abstentions"), ZX_TYPE_INT, ZX_INTERNAL },
  { "suggest_level", NC_("class_review_line", "Suggested level"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "LEVEL" },
  { "opinion", NC_("class_review_line", "Opinion"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 300 },
  { "order_no", NC_("class_review_line", "Rank in class"), ZX_TYPE_INT, ZX_SENSITIVE },
  ZX_COMMON_FIELDS,
};

static gboolean
get_count (ZxDb        *db,
           const char  *sql,
           gint64       review,
           gint64       application,
           gint64      *out_count,
           GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, sql, error);
  int step;

  *out_count = 0;
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":review", review);
  zx_statement_set_int (row, ":application", application);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      *out_count = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* Where the scoring sheet was filled in, its sum is the score, and the sum gives the level: another one needs a reason. */
static gboolean
follow_the_scale (ZxAction  *action,
                  ZxRecord  *record,
                  GError   **error)
{
  g_autofree char *limits = zx_setting_dup (zx_action_get_db (action), "scale_levels");
  g_auto (GStrv) parts = g_strsplit (limits != NULL ? limits : "", ",", -1);
  gint64 n_scores, sum;
  char level[] = "1";

  if (!zx_record_is_saved (record))
    return TRUE;
  if (!get_count (zx_action_get_db (action), "SELECT count (*) FROM scale_score WHERE line = :review AND deleted_at IS NULL AND voided_on IS NULL AND :application IS NOT NULL",
                  zx_record_get_id (record), 0, &n_scores, error) ||
      !get_count (zx_action_get_db (action), "SELECT sum (points) FROM scale_score WHERE line = :review AND deleted_at IS NULL AND voided_on IS NULL AND :application IS NOT NULL",
                  zx_record_get_id (record), 0, &sum, error))
    return FALSE;
  if (n_scores == 0)
    return TRUE;

  if (zx_record_is_changed (record, "score") && zx_record_get_int (record, "score") != sum && !zx_record_has (record, "opinion"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "opinion", _("The score differs from the sum of the scoring sheet; say why."));
      return FALSE;
    }
  if (!zx_record_is_changed (record, "score"))
    zx_record_set_int (record, "score", sum);
  if (g_strv_length (parts) != 3)
    return TRUE;

  while (*level <= '3' && sum < g_ascii_strtoll (parts[*level - '1'], NULL, 10) * 10)
    ++*level;
  if (*level > '3')
    *level = '0';
  if (!zx_record_has (record, "suggest_level"))
    zx_record_set_text (record, "suggest_level", level);
  if (g_strcmp0 (zx_record_get_text (record, "suggest_level"), level) == 0 || zx_record_has (record, "opinion"))
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "opinion", _("The scoring sheet gives another level; say why it is not followed."));

  return FALSE;
}

/* More votes than people, and judges in their own case. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  gint64 review = zx_record_get_int (record, "class_review"), application = zx_record_get_int (record, "application");
  gint64 n_votes = zx_record_get_int (record, "for_") + zx_record_get_int (record, "against") + zx_record_get_int (record, "abstain");
  ZxDb *db = zx_action_get_db (action);
  gint64 n_members, n_own;

  for (guint i = 0; i < 3; i++)
    {
      static const char * const votes[] = { "for_", "against", "abstain" };

      if (zx_record_get_int (record, votes[i]) < 0)
        {
          zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, votes[i], _("A number of votes cannot be less than 0."));
          return FALSE;
        }
    }

  if (!get_count (db, "SELECT max (coalesce (r.present, 0), (SELECT count (*) FROM class_review_member m WHERE m.class_review = r.id "
                      "AND m.deleted_at IS NULL AND m.voided_on IS NULL)) FROM class_review r WHERE r.id = :review AND :application IS NOT NULL",
                  review, application, &n_members, error) ||
      !get_count (db, "SELECT count (*) FROM class_review_member m JOIN application a ON a.id = :application JOIN student s ON s.id = a.student "
                      "JOIN student o ON o.id = m.student WHERE m.class_review = :review AND m.deleted_at IS NULL AND m.voided_on IS NULL "
                      "AND (o.id = s.id OR (o.family IS NOT NULL AND o.family = s.family))",
                  review, application, &n_own, error))
    return FALSE;

  if (n_members > 0 && n_votes > n_members)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "for_", _("There are %d votes, but only %d members. Correct the votes."),
                          (int) n_votes, (int) n_members);
      return FALSE;
    }
  if (n_own > 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "application",
                          _("The child, or a brother or sister, is a member of the group that judges here. Let another member take that place for this line."));
      return FALSE;
    }

  return follow_the_scale (action, record, error);
}

const ZxKind zx_kind_class_review_line = {
  .key = "class_review_line",
  .label = NC_("kind", "Line of a class evaluation"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.class_review, t.order_no, t.id",
  .title = "t.order_no",
};
