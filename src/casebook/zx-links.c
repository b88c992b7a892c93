/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-links"

#include "config.h"

#include <string.h>

#include "zx-links.h"

static void
links_free (gpointer data)
{
  ZxLinks *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

/* A kind whose rows only carry the list of another one: visit_child, visit_staff. */
static gboolean
carries_a_list (const ZxKind *kind)
{
  for (const ZxKind * const *other = zx_kinds_get (); *other != NULL; other++)
    for (guint i = 0; i < (*other)->n_fields; i++)
      if (g_strcmp0 ((*other)->fields[i].via, kind->key) == 0)
        return TRUE;

  return FALSE;
}

static void
append_condition (GString    *where,
                  const char *format,
                  ...) G_GNUC_PRINTF (2, 3);

static void
append_condition (GString    *where,
                  const char *format,
                  ...)
{
  va_list arguments;

  g_string_append (where, where->len > 0 ? " OR " : "");
  va_start (arguments, format);
  g_string_append_vprintf (where, format, arguments);
  va_end (arguments);
}

/* How rows of @other, `t`, can hang on the record :id of @kind. "" when they cannot. */
static char *
dup_condition (const ZxKind *other,
               const ZxKind *kind)
{
  GString *where = g_string_new (NULL);

  for (guint i = 0; i < other->n_fields; i++)
    {
      const ZxField *field = &other->fields[i];

      if (g_strcmp0 (field->of, kind->key) != 0)
        continue;
      if (field->type == ZX_TYPE_REF && zx_field_is_stored (field))
        append_condition (where, "t.\"%s\" = :id", field->key);
      else if (field->type == ZX_TYPE_REFS && field->via != NULL)
        append_condition (where, "t.id IN (SELECT r.\"%s\" FROM \"%s\" r WHERE r.\"%s\" = :id AND r.deleted_at IS NULL)",
                          field->via_owner, field->via, field->via_ref);
    }

  /* What is true of a household is true of each of its children. */
  if (kind == &zx_kind_student && other == &zx_kind_family)
    append_condition (where, "t.id = (SELECT s.family FROM student s WHERE s.id = :id)");
  else if (kind == &zx_kind_student && (other == &zx_kind_family_member || other == &zx_kind_category))
    append_condition (where, "t.family = (SELECT s.family FROM student s WHERE s.id = :id)");
  else if (other == &zx_kind_attachment && kind != &zx_kind_attachment)
    append_condition (where, "(t.owner_kind = '%s' AND t.owner_id = :id)", kind->key);

  return g_string_free (where, FALSE);
}

static GArray *
load_ids (ZxDb          *db,
          const ZxKind  *other,
          const char    *condition,
          gint64         id,
          GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t %s WHERE (%s) AND t.deleted_at IS NULL%s ORDER BY %s",
                                          other->key, other->join != NULL ? other->join : "", condition,
                                          other == &zx_kind_student ? " AND t.merged_into IS NULL" : "",
                                          other->order != NULL ? other->order : "t.id");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  ZxStatement *statement = zx_db_prepare (db, sql, error);
  int step;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":id", id);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 found = zx_statement_get_int (statement, 0);

      g_array_append_val (ids, found);
    }

  return step < 0 ? NULL : g_steal_pointer (&ids);
}

GPtrArray *
zx_record_load_links (ZxDb          *db,
                      const ZxKind  *kind,
                      gint64         id,
                      GError       **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (links_free);

  for (const ZxKind * const *other = zx_kinds_get (); *other != NULL; other++)
    {
      g_autofree char *condition = dup_condition (*other, kind);
      GArray *ids;
      ZxLinks *links;

      if (*condition == '\0' || ((*other)->flags & ZX_KIND_LOG) || carries_a_list (*other))
        continue;

      ids = load_ids (db, *other, condition, id, error);
      if (ids == NULL)
        return NULL;
      links = g_new0 (ZxLinks, 1);
      links->kind = *other;
      links->ids = ids;
      g_ptr_array_add (all, links);
    }

  return g_steal_pointer (&all);
}
