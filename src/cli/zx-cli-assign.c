/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-cli-assign.h"
#include "zx-cli-files.h"
#include "zx-query.h"
#include "zx-student.h"

static void
assignment_clear (gpointer data)
{
  ZxCliAssignment *self = data;

  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

static gboolean
holds_several (const ZxField *field)
{
  return field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_CODES || (field->type == ZX_TYPE_FILE && field->size != 1);
}

static ZxCliAssignment *
find_assignment (GArray        *assignments,
                 const ZxField *field)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);

      if (assignment->field == field)
        return assignment;
    }

  return NULL;
}

const char *
zx_cli_find_assigned (GArray     *assignments,
                      const char *field)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);

      if (strcmp (assignment->field->key, field) == 0)
        return g_ptr_array_index (assignment->values, 0);
    }

  return NULL;
}

GArray *
zx_cli_read_assignments (const ZxKind  *kind,
                         char         **words,
                         GError       **error)
{
  g_autoptr (GArray) assignments = g_array_new (FALSE, FALSE, sizeof (ZxCliAssignment));

  g_array_set_clear_func (assignments, assignment_clear);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *equals = strchr (words[i], '=');
      g_autofree char *key = NULL;
      const ZxField *field;
      ZxCliAssignment *known;

      if (equals == NULL)
        {
          zx_cli_usage_error (error, _("“%s”: write FIELD=VALUE."), words[i]);
          return NULL;
        }

      key = g_strndup (words[i], (gsize) (equals - words[i]));
      field = zx_cli_find_field (kind, key, error);
      if (field == NULL)
        return NULL;

      known = find_assignment (assignments, field);
      if (known == NULL)
        {
          ZxCliAssignment fresh = { field, g_ptr_array_new_with_free_func (g_free), NULL };

          g_array_append_val (assignments, fresh);
          known = &g_array_index (assignments, ZxCliAssignment, assignments->len - 1);
        }
      else if (!holds_several (field))
        {
          zx_cli_usage_error (error, _("“%s” is given twice; it holds one value."), key);
          return NULL;
        }
      g_ptr_array_add (known->values, g_strdup (equals + 1));
    }

  return g_steal_pointer (&assignments);
}

/* 0 with @error unset: there is no such teacher yet. Of two with one name none is meant. */
static gint64
find_staff (ZxDb        *db,
            const char  *name,
            GError     **error)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_staff);
  g_autoptr (GArray) ids = NULL;

  if (!zx_query_where (query, "name", name, error))
    return 0;
  ids = zx_query_run (query, db, NULL, error);
  if (ids == NULL)
    return 0;
  if (ids->len > 1)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "staff",
                          _("%u teachers are called “%s”; name the one by the key that “list” prints."), ids->len, name);
      return 0;
    }

  return ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gint64
find_reference (ZxAction       *action,
                const ZxKind   *kind,
                const char     *name,
                GError        **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (GError) wrong = NULL;
  gint64 id;

  if (kind != &zx_kind_staff || is_number (name))
    return zx_record_find (db, kind, name, error);

  id = find_staff (db, name, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return 0;
    }

  return id != 0 ? id : zx_action_need_staff (action, name, error);
}

static gboolean
assign_reference (ZxAction       *action,
                  ZxRecord       *record,
                  const ZxField  *field,
                  const char     *name,
                  GError        **error)
{
  g_autoptr (GError) wrong = NULL;
  gint64 id = find_reference (action, zx_kind_find (field->of), name, &wrong);

  if (id != 0)
    {
      if (field->type == ZX_TYPE_REFS)
        zx_record_add_ref (record, field->key, id);
      else
        zx_record_set_ref (record, field->key, id);
      return TRUE;
    }

  /* The message tells what was looked for; the field is the one that was written. */
  if (wrong->domain == ZX_RECORD_ERROR)
    zx_set_field_error (error, wrong->code, field->key, "%s: %s",
                        zx_field_get_label (zx_record_get_kind (record), field), wrong->message);
  else
    g_propagate_error (error, g_steal_pointer (&wrong));

  return FALSE;
}

gboolean
zx_cli_assign_one (ZxAction       *action,
                   ZxRecord       *record,
                   const ZxField  *field,
                   const char     *value,
                   GError        **error)
{
  gboolean is_reference = (field->type == ZX_TYPE_REF || field->type == ZX_TYPE_REFS) && field->of != NULL &&
                          (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_HIDDEN | ZX_FIELD_AUTO)) == 0;
  g_auto (GStrv) parts = NULL;

  if (!is_reference || *value == '\0')
    return zx_record_set_from_string (record, field->key, value, error);

  if (field->type == ZX_TYPE_REF)
    return assign_reference (action, record, field, value, error);

  parts = g_strsplit (value, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0' && !assign_reference (action, record, field, parts[i], error))
      return FALSE;

  return TRUE;
}

gboolean
zx_cli_assign (ZxAction  *action,
               ZxRecord  *record,
               GArray    *assignments,
               GError   **error)
{
  zx_cli_describe_file (record, assignments);
  for (guint i = 0; i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);

      if (assignment->field->type == ZX_TYPE_FILE)
        continue;

      if (assignment->field->type == ZX_TYPE_CODES)
        {
          g_autofree char *joined = NULL;

          g_ptr_array_add (assignment->values, NULL);
          joined = g_strjoinv (",", (char **) assignment->values->pdata);
          g_ptr_array_set_size (assignment->values, (int) assignment->values->len - 1);
          if (!zx_cli_assign_one (action, record, assignment->field, joined, error))
            return FALSE;
          continue;
        }

      if (assignment->field->type == ZX_TYPE_REFS && (assignment->field->flags & ZX_FIELD_COMPUTED) == 0)
        zx_record_set_refs (record, assignment->field->key, NULL, 0);
      for (guint j = 0; j < assignment->values->len; j++)
        {
          const char *value = g_ptr_array_index (assignment->values, j);

          /* Emptying a list and filling it again: the empty word says nothing more. */
          if (*value == '\0' && assignment->values->len > 1)
            continue;
          if (!zx_cli_assign_one (action, record, assignment->field, value, error))
            return FALSE;
        }
    }

  return TRUE;
}
