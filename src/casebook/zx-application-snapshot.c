/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application-snapshot"

#include "config.h"

#include "zx-application-private.h"
#include "zx-json.h"

/* The family at the moment of handing in, by the keys of its fields: {"date","student":{…},"family":{…},"members":[…],
 * "categories":[…]}. What is empty is left out. */

static void
add_filled (ZxJson             *json,
            ZxRecord           *record,
            const char * const *keys)
{
  const ZxKind *kind = zx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      const ZxValue *value = zx_record_get_value (record, i);

      if (value->type == ZX_VALUE_NULL || (field->flags & ZX_FIELD_HIDDEN) || field->type == ZX_TYPE_REF ||
          (keys != NULL && !g_strv_contains (keys, field->key)))
        continue;
      zx_json_add_value (json, field->key, field, value);
    }
}

static gboolean
add_rows (ZxJson        *json,
          ZxDb          *db,
          const ZxKind  *kind,
          const char    *tail,
          const char    *list,
          gint64         student,
          gint64         family,
          GError       **error)
{
  g_autofree char *sql = zx_kind_dup_select (kind, tail);
  ZxStatement *row = zx_db_prepare (db, sql, error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":student", student);
  zx_statement_set_int (row, ":family", family);
  zx_json_begin_list (json, list);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      g_autoptr (ZxRecord) record = zx_record_from_row (kind, row);

      zx_json_begin_object (json, NULL);
      add_filled (json, record, NULL);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);

  return step == 0;
}

char *
zx_application_dup_snapshot (ZxDb        *db,
                             gint64       student,
                             const char  *date,
                             GError     **error)
{
  static const char * const of_student[] = {
    "name", "sex", "birth_date", "grade", "class_name", "board", "health", "disab_type", "disab_level", "left_behind", "migrant_child", "orphan",
    "martyr_child", "town", "village", "villager_group", "home_address", "hukou_kind", NULL,
  };
  g_autoptr (ZxRecord) child = zx_record_load (db, &zx_kind_student, student, error);
  g_autoptr (ZxRecord) family = NULL;
  g_autoptr (ZxJson) json = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gint64 family_id;

  if (child == NULL)
    return NULL;

  json = zx_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "date", date);
  zx_json_begin_object (json, "student");
  add_filled (json, child, of_student);
  zx_json_end_object (json);

  family_id = zx_record_get_int (child, "family");
  if (family_id != 0)
    family = zx_record_load (db, &zx_kind_family, family_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  zx_json_begin_object (json, "family");
  if (family != NULL)
    add_filled (json, family, NULL);
  zx_json_end_object (json);

  if (!add_rows (json, db, &zx_kind_family_member, "WHERE t.family = :family AND :student IS NOT NULL AND t.deleted_at IS NULL AND t.voided_on IS NULL ORDER BY t.id",
                 "members", student, family_id, error) ||
      !add_rows (json, db, &zx_kind_category, "WHERE (t.family = :family OR t.student = :student) AND t.deleted_at IS NULL AND t.voided_on IS NULL ORDER BY t.cat, t.id",
                 "categories", student, family_id, error))
    return NULL;
  zx_json_end_object (json);
  text = zx_json_end_document (json);
  g_strchomp (text);

  return g_steal_pointer (&text);
}
