/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-student.h"

gboolean
zx_enrol_status_is_enrolled (const char *status)
{
  return status != NULL && (strcmp (status, "1") == 0 || strcmp (status, "5") == 0 || strcmp (status, "8") == 0);
}

gint64
zx_action_need_family (ZxAction  *action,
                       gint64     student,
                       GError   **error)
{
  g_autoptr (ZxRecord) child = zx_record_load (zx_action_get_db (action), &zx_kind_student, student, error);
  g_autoptr (ZxRecord) family = NULL;

  if (child == NULL)
    {
      if (error != NULL && *error == NULL)
        zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "student", _("There is no such student."));
      return 0;
    }

  if (zx_record_has (child, "family"))
    return zx_record_get_int (child, "family");

  family = zx_record_new (&zx_kind_family);
  if (!zx_action_save (action, family, error))
    return 0;
  zx_record_set_ref (child, "family", zx_record_get_id (family));
  if (!zx_action_save (action, child, error))
    return 0;

  return zx_record_get_id (family);
}

gint64
zx_action_need_class (ZxAction    *action,
                      const char  *school_year,
                      const char  *grade,
                      const char  *class_name,
                      GError     **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action),
                                          "SELECT id FROM class WHERE school_year = :year AND grade IS :grade AND name IS :name "
                                          "AND deleted_at IS NULL ORDER BY id LIMIT 1", error);
  g_autoptr (ZxRecord) record = NULL;
  gint64 id = 0;
  int step;

  if (statement == NULL)
    return 0;

  zx_statement_set_text (statement, ":year", school_year);
  zx_statement_set_text (statement, ":grade", grade);
  zx_statement_set_text (statement, ":name", class_name != NULL && *class_name != '\0' ? class_name : NULL);
  step = zx_statement_step (statement, error);
  if (step > 0)
    id = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);
  if (step != 0)
    return id;

  record = zx_record_new (&zx_kind_class);
  zx_record_set_text (record, "school_year", school_year);
  zx_record_set_text (record, "grade", grade);
  zx_record_set_text (record, "name", class_name);
  if (!zx_action_save (action, record, error))
    return 0;

  return zx_record_get_id (record);
}

gint64
zx_action_need_staff (ZxAction    *action,
                      const char  *name,
                      GError     **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action),
                                          "SELECT id FROM staff WHERE name = :name AND deleted_at IS NULL ORDER BY id LIMIT 1", error);
  g_autoptr (ZxRecord) record = NULL;
  gint64 id = 0;
  int step;

  if (statement == NULL)
    return 0;

  zx_statement_set_text (statement, ":name", name);
  step = zx_statement_step (statement, error);
  if (step > 0)
    id = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);
  if (step != 0)
    return id;

  record = zx_record_new (&zx_kind_staff);
  if (!zx_record_set_from_string (record, "name", name, error) ||
      !zx_action_save (action, record, error))
    return 0;

  return zx_record_get_id (record);
}

gboolean
zx_action_refuse_future (ZxAction    *action,
                         ZxRecord    *record,
                         const char  *field,
                         GError     **error)
{
  const char *date = zx_record_get_text (record, field);
  const char *today;

  if (date == NULL || !zx_record_is_changed (record, field))
    return FALSE;

  today = zx_action_get_today (action);
  if (strcmp (date, today) <= 0)
    return FALSE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, field, _("%s %s lies in the future; today is %s."),
                      zx_field_get_label (zx_record_get_kind (record), zx_kind_get_field (zx_record_get_kind (record), field)),
                      date, today);

  return TRUE;
}
