/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-snapshot"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-record.h"
#include "zx-snapshot.h"

/* Which kind the members of a part are, and whether each of its fields is a line of its own. */
static const struct
{
  const char   *path;
  const ZxKind *kind;
  gboolean      in_lines;
} parts[] = {
  { "$.student", &zx_kind_student, TRUE },
  { "$.family", &zx_kind_family, TRUE },
  { "$.members", &zx_kind_family_member, FALSE },
  { "$.categories", &zx_kind_category, FALSE },
};

/* What of a child is worth a line beside the name and class that stand above anyway. */
static gboolean
is_told (const ZxKind  *kind,
         const ZxField *field)
{
  static const char * const of_student[] = { "board", "health", "disab_type", "disab_level", "left_behind", "orphan", "village", "home_address", NULL };

  return field != NULL && (kind != &zx_kind_student || g_strv_contains (of_student, field->key));
}

/* The words of a stored value: what the command line writes is what a record reads. */
static char *
dup_words (const ZxKind  *kind,
           const ZxField *field,
           const char    *value)
{
  g_autoptr (ZxRecord) scratch = zx_record_new_with_id (kind, 1);

  if (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_VIRTUAL) || !zx_record_set_from_string (scratch, field->key, value, NULL))
    return g_strdup (value);

  return zx_record_dup_display (scratch, field->key);
}

static void
end_line (GStrvBuilder *lines,
          GString      *line)
{
  if (line->len > 0)
    g_strv_builder_add (lines, line->str);
  g_string_truncate (line, 0);
}

char **
zx_snapshot_dup_lines (ZxDb        *db,
                       const char  *snapshot,
                       GError     **error)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *path = NULL;
  ZxStatement *row;
  int step;

  if (snapshot == NULL)
    return g_new0 (char *, 1);

  row = zx_db_prepare (db, "SELECT path, key, CASE type WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE atom END FROM json_tree (:json) "
                           "WHERE atom IS NOT NULL AND path <> '$'", error);
  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":json", snapshot);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *at = zx_statement_get_text (row, 0), *key = zx_statement_get_text (row, 1), *value = zx_statement_get_text (row, 2);

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        {
          const ZxField *field = zx_kind_get_field (parts[i].kind, key);
          g_autofree char *words = NULL;

          if (!g_str_has_prefix (at, parts[i].path) || !is_told (parts[i].kind, field))
            continue;
          words = dup_words (parts[i].kind, field, value);
          if (parts[i].in_lines)
            {
              end_line (lines, line);
              g_string_printf (line, _("%s: %s"), zx_field_get_label (parts[i].kind, field), words);
              continue;
            }
          if (g_strcmp0 (at, path) != 0)
            end_line (lines, line);
          g_free (path);
          path = g_strdup (at);
          /* A yes says nothing without its question. */
          if (field->type == ZX_TYPE_BOOL)
            words = (g_free (words), g_strdup (strcmp (value, "1") == 0 ? zx_field_get_label (parts[i].kind, field) : ""));
          if (*words != '\0')
            g_string_append_printf (line, "%s%s", line->len > 0 ? C_("list", ", ") : "", words);
        }
    }
  if (step < 0)
    return NULL;
  end_line (lines, line);

  return g_strv_builder_end (lines);
}
