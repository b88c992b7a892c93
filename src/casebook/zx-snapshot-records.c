/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-snapshot"

#include "config.h"

#include <string.h>

#include "zx-snapshot-records.h"

/* Where a kind stands in a snapshot: one object, or a list of them. */
static const char *
get_place (const ZxKind *kind)
{
  static const struct { const ZxKind *kind; const char *place; } places[] = {
    { &zx_kind_student, "$.student" },
    { &zx_kind_family, "$.family" },
    { &zx_kind_family_member, "$.members" },
    { &zx_kind_category, "$.categories" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].kind == kind)
      return places[i].place;

  return NULL;
}

static void
take_value (ZxRecord   *record,
            const char *key,
            const char *value)
{
  const ZxField *field = zx_kind_get_field (zx_record_get_kind (record), key);

  if (field == NULL || (field->flags & ZX_FIELD_VIRTUAL))
    return;

  if (field->flags & ZX_FIELD_COMPUTED)
    {
      /* Worked out then, not to be worked out again: of the shape of money. */
      double yuan = g_ascii_strtod (value, NULL);

      if (field->type == ZX_TYPE_MONEY)
        zx_record_set_int (record, key, (gint64) (yuan * 100 + (yuan < 0 ? -0.5 : 0.5)));
      return;
    }

  /* A value that would not be taken any more today is not worth refusing the whole paper. */
  zx_record_set_from_string (record, key, value, NULL);
}

GPtrArray *
zx_snapshot_load_records (ZxDb          *db,
                          const char    *snapshot,
                          const ZxKind  *kind,
                          GError       **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  g_autofree char *path = NULL;
  const char *place = get_place (kind);
  ZxStatement *row;
  int step;

  g_return_val_if_fail (snapshot != NULL && place != NULL, NULL);

  row = zx_db_prepare (db, "SELECT path, key, CASE type WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE atom END FROM json_tree (:json, :place) "
                           "WHERE atom IS NOT NULL", error);
  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":json", snapshot);
  zx_statement_set_text (row, ":place", place);

  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *at = zx_statement_get_text (row, 0);

      if (g_strcmp0 (at, path) != 0)
        {
          g_free (path);
          path = g_strdup (at);
          g_ptr_array_add (records, zx_record_new_with_id (kind, 1));
        }
      take_value (g_ptr_array_index (records, records->len - 1), zx_statement_get_text (row, 1), zx_statement_get_text (row, 2));
    }

  return step == 0 ? g_steal_pointer (&records) : NULL;
}
