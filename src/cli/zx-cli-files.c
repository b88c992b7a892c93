/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-attachment.h"
#include "zx-cli-files.h"

/* A list may name attachments that are there already by their keys; a file of that name goes before. */
static gboolean
is_key (const char *value)
{
  return strspn (value, "0123456789") == strlen (value) && !g_file_test (value, G_FILE_TEST_EXISTS);
}

static gboolean
store_files (ZxCli            *cli,
             ZxCliAssignment  *assignment,
             GError          **error)
{
  assignment->files = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_stored_file_free);
  for (guint i = 0; i < assignment->values->len; i++)
    {
      const char *path = g_ptr_array_index (assignment->values, i);
      ZxStoredFile *file = NULL;

      if (*path != '\0' && !is_key (path))
        {
          file = zx_attachment_store (cli->casebook, path, cli->cancellable, error);
          if (file == NULL)
            return FALSE;
        }
      g_ptr_array_add (assignment->files, file);
    }

  return TRUE;
}

gboolean
zx_cli_store_files (ZxCli   *cli,
                    GArray  *assignments,
                    GError **error)
{
  gboolean fine = TRUE;

  zx_cli_hold_interrupts (cli);
  for (guint i = 0; fine && assignments != NULL && i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);

      if (assignment->field->type == ZX_TYPE_FILE)
        fine = store_files (cli, assignment, error);
    }
  if (!fine)
    {
      zx_cli_discard_files (cli, assignments);
      zx_cli_release_interrupts (cli);
    }

  return fine;
}

void
zx_cli_discard_files (ZxCli  *cli,
                      GArray *assignments)
{
  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);

      for (guint j = 0; assignment->files != NULL && j < assignment->files->len; j++)
        if (g_ptr_array_index (assignment->files, j) != NULL)
          zx_attachment_discard (cli->casebook, g_ptr_array_index (assignment->files, j));
    }
}

void
zx_cli_describe_file (ZxRecord *record,
                      GArray   *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);
      ZxStoredFile *file;

      if (assignment->files == NULL || zx_record_get_kind (record) != &zx_kind_attachment)
        continue;
      file = g_ptr_array_index (assignment->files, 0);
      if (file != NULL)
        zx_attachment_describe (record, file);
      else
        zx_record_clear (record, "sha256");
    }
}

static gboolean
names_key (ZxCliAssignment *assignment,
           gint64           id)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  for (guint i = 0; i < assignment->values->len; i++)
    if (g_ptr_array_index (assignment->files, i) == NULL && strcmp (g_ptr_array_index (assignment->values, i), key) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
array_has (GArray *ids,
           gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static gboolean
attach_field (ZxAction         *action,
              ZxRecord         *record,
              ZxCliAssignment  *assignment,
              GError          **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  const ZxField *field = assignment->field;
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (GArray) present = zx_attachments_load (db, kind, zx_record_get_id (record), field->key, error);

  if (present == NULL)
    return FALSE;

  for (guint i = 0; i < assignment->values->len; i++)
    {
      const char *value = g_ptr_array_index (assignment->values, i);

      if (*value == '\0' || g_ptr_array_index (assignment->files, i) != NULL ||
          array_has (present, g_ascii_strtoll (value, NULL, 10)))
        continue;
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, field->key, _("%s “%s”: there is no such file, and no attachment with this key."),
                          zx_field_get_label (kind, field), value);
      return FALSE;
    }

  for (guint i = 0; i < present->len; i++)
    {
      gint64 id = g_array_index (present, gint64, i);
      g_autoptr (ZxRecord) old = NULL;

      if (names_key (assignment, id))
        continue;
      old = zx_record_load (db, &zx_kind_attachment, id, error);
      if (old == NULL || !zx_action_remove (action, old, error))
        return FALSE;
    }

  for (guint i = 0; i < assignment->files->len; i++)
    {
      ZxStoredFile *file = g_ptr_array_index (assignment->files, i);

      if (file != NULL && !zx_action_attach (action, kind, zx_record_get_id (record), field->key, file, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
zx_cli_attach_files (ZxAction  *action,
                     ZxRecord  *record,
                     GArray    *assignments,
                     GError   **error)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      ZxCliAssignment *assignment = &g_array_index (assignments, ZxCliAssignment, i);

      if (assignment->files != NULL && zx_record_get_kind (record) != &zx_kind_attachment &&
          !attach_field (action, record, assignment, error))
        return FALSE;
    }

  return TRUE;
}
