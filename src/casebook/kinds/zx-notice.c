/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-identify-private.h"
#include "zx-date.h"
#include "zx-kind.h"
#include "zx-student.h"

static const ZxField fields[] = {
  { "notice_no", NC_("notice", "Number"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "title", NC_("notice", "Title"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 60 },
  { "kind", NC_("notice", "Kind"), ZX_TYPE_CODE, ZX_PUBLIC, ZX_FIELD_REQUIRED, .codes = "NOTICEKIND", .initial = "1" },
  { "school_year", NC_("notice", "School year"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 9 },
  { "term", NC_("notice", "Term"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 11 },
  { "scope", NC_("notice", "Where posted"), ZX_TYPE_CODES, ZX_PUBLIC, ZX_FIELD_REQUIRED, .codes = "NOTICESCOPE" },
  { "start", NC_("notice", "From"), ZX_TYPE_DATE, ZX_PUBLIC, ZX_FIELD_REQUIRED },
  { "days", NC_("notice", "Working days"), ZX_TYPE_INT, ZX_PUBLIC, ZX_FIELD_REQUIRED },
  { "end", NC_("notice", "Until"), ZX_TYPE_DATE, ZX_PUBLIC, ZX_FIELD_COMPUTED, .sql = "n.until" },
  { "contact_name", NC_("notice", "Objections are received by"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 30 },
  { "contact_phone", NC_("notice", "Phone for objections"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED, .size = 20 },
  { "contact_place", NC_("notice", "Place for objections"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 60 },
  { "box", NC_("notice", "Letter box"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 60 },
  { "watch_name", NC_("notice", "Supervised by"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 30 },
  { "watch_phone", NC_("notice", "Phone of the supervisor"), ZX_TYPE_TEXT, ZX_PUBLIC, .size = 20 },
  { "name_style", NC_("notice", "Names"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "NAMESTYLE" },
  { "show_level", NC_("notice", "Writes the level"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "posted_on", NC_("notice", "Posted on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "posted_by", NC_("notice", "Posted by"), ZX_TYPE_REF, ZX_INTERNAL, .of = "staff" },
  { "photo_posted", NC_("notice", "Photos of the posted sheet"), ZX_TYPE_FILE, ZX_INTERNAL },
  { "removed_on", NC_("notice", "Taken down on"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "removed_by", NC_("notice", "Taken down by"), ZX_TYPE_REF, ZX_INTERNAL, .of = "staff" },
  { "photo_removed", NC_("notice", "Photos of the empty place"), ZX_TYPE_FILE, ZX_INTERNAL },
  { "renews", NC_("notice", "Renews notice"), ZX_TYPE_REF, ZX_INTERNAL, .of = "notice" },
  { "lines", NC_("notice", "Lines"), ZX_TYPE_LIST, ZX_PUBLIC, .of = "notice_line", .via_owner = "notice" },
  { "state", NC_("notice", "State"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_COMPUTED, .codes = "NOTICESTATE",
    .sql = "CASE WHEN t.start IS NULL OR n.until IS NULL THEN '1' WHEN t.removed_on IS NOT NULL THEN '5' WHEN n.n_open > 0 THEN '3' WHEN n.until < coalesce ((SELECT g.value FROM setting g WHERE g.key = 'today' AND g.deleted_at IS NULL), date ('now', 'localtime')) THEN '4' ELSE '2' END" },
  ZX_COMMON_FIELDS,
};

/* What hangs on the wall does not change any more. */
static gboolean
refuse_change_of_posted (ZxAction  *action,
                         ZxRecord  *record,
                         GError   **error)
{
  static const char * const fixed[] = { "kind", "term", "start", "days", "name_style", "show_level", "renews" };
  ZxStatement *row;
  int step;

  if (!zx_record_is_saved (record) || zx_action_is_stepping (action))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      if (!zx_record_is_changed (record, fixed[i]))
        continue;

      row = zx_db_prepare (zx_action_get_db (action), "SELECT 1 FROM notice_line WHERE notice = :notice AND deleted_at IS NULL LIMIT 1", error);
      if (row == NULL)
        return TRUE;
      zx_statement_set_int (row, ":notice", zx_record_get_id (record));
      step = zx_statement_step (row, error);
      sqlite3_reset (row);
      if (step > 0)
        zx_set_field_error (error, ZX_RECORD_ERROR_RULE, fixed[i],
                            _("%s cannot be changed: children stand on this notice. Take the step back, or put up another notice."),
                            zx_field_get_label (zx_record_get_kind (record), zx_kind_get_field (zx_record_get_kind (record), fixed[i])));
      if (step != 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_days (ZxAction  *action,
            ZxRecord  *record,
            GError   **error)
{
  ZxIdentifySettings settings;
  gint64 days = zx_record_get_int (record, "days");

  if (!zx_record_has (record, "days") || !zx_record_is_changed (record, "days") || zx_action_is_stepping (action))
    return TRUE;
  if (!zx_identify_settings_load (&settings, zx_action_get_db (action), error))
    return FALSE;
  if (days >= 5 && days <= 60)
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "days", _("A notice of %d working days is not possible; it takes at least 5, at most 60."), (int) days);

  return FALSE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  if (!zx_record_settle_term (record, error) ||
      zx_action_refuse_typed (action, record, "notice_no", error) ||
      zx_action_refuse_future (action, record, "posted_on", error) ||
      zx_action_refuse_future (action, record, "removed_on", error) ||
      refuse_change_of_posted (action, record, error) ||
      !check_days (action, record, error))
    return FALSE;

  if (zx_record_is_saved (record))
    return TRUE;

  if (!zx_record_has (record, "term"))
    zx_record_set_text (record, "term", zx_action_get_term (action));
  if (!zx_record_has (record, "school_year") && zx_record_has (record, "term"))
    {
      g_autofree char *year = zx_term_dup_school_year (zx_record_get_text (record, "term"));

      zx_record_set_text (record, "school_year", year);
    }
  if (!zx_record_has (record, "notice_no") && zx_record_has (record, "term"))
    {
      g_autofree char *number = zx_action_dup_number (action, "notice", "notice_no", "RD", zx_record_get_text (record, "term"), 2, error);

      if (number == NULL)
        return FALSE;
      zx_record_set_text (record, "notice_no", number);
    }

  return TRUE;
}

/* What was posted is paper on a wall: it is not taken back by a key. */
static gboolean
check_undone (ZxAction  *action,
              ZxRecord  *record,
              GError   **error)
{
  if (!zx_record_has (record, "deleted_at") || !zx_record_has (record, "posted_on"))
    return TRUE;

  g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE,
               _("This cannot be taken back: the notice was posted. Put up a corrected one. Nothing was changed."));

  return FALSE;
}

const ZxKind zx_kind_notice = {
  .key = "notice",
  .label = NC_("kind", "Public notice"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .check_undone = check_undone,
  .join = "LEFT JOIN state_now n ON n.record = t.id",
  .order = "t.start DESC, t.id DESC",
  .title = "coalesce (t.notice_no, t.title)",
};
