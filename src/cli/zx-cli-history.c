/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-cli-commands.h"
#include "zx-history.h"
#include "zx-query.h"

/* --- history --- */

static const char *
get_op_word (char op)
{
  return op == 'a' ? "add" : op == 'r' ? "remove" : "change";
}

static void
add_change (const ZxRowChange *row,
            gpointer           data)
{
  ZxJson *json = data;

  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "kind", row->kind->key);
  zx_json_add_id (json, "id", row->id);
  zx_json_add_text (json, "op", get_op_word (row->op));
  zx_json_begin_object (json, "fields");
  for (guint j = 0; j < row->fields->len; j++)
    {
      ZxFieldChange *change = &g_array_index (row->fields, ZxFieldChange, j);

      if (change->field->flags & ZX_FIELD_HIDDEN)
        continue;
      zx_json_begin_object (json, change->field->key);
      zx_json_add_value (json, "from", change->field, &change->from);
      zx_json_add_value (json, "to", change->field, &change->to);
      zx_json_end_object (json);
    }
  zx_json_end_object (json);
  zx_json_end_object (json);
}

static gboolean
tell_history_json (ZxCli      *cli,
                   GPtrArray  *entries,
                   gint64      id,
                   GError    **error)
{
  g_autoptr (ZxJson) json = zx_cli_json_new ();

  zx_json_begin_object (json, NULL);
  zx_json_begin_list (json, "actions");
  for (guint i = 0; i < entries->len; i++)
    {
      ZxHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *device = g_strdup_printf ("%" G_GINT64_FORMAT, entry->entry.dev);

      zx_json_begin_object (json, NULL);
      zx_json_add_int (json, "action", entry->action);
      zx_json_add_time (json, "time", entry->time_ms);
      zx_json_add_text (json, "actor", entry->actor);
      zx_json_add_text (json, "device", device);
      zx_json_add_text (json, "words", entry->words);
      zx_json_add_bool (json, "undone", entry->undone);
      zx_json_begin_list (json, "changes");
      if (!zx_history_each_change (zx_cli_get_db (cli), entry, id, add_change, json, error))
        return FALSE;
      zx_json_end_list (json);
      zx_json_add_text (json, "type", entry->type);
      zx_json_add_int (json, "rows", entry->n_rows);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return TRUE;
}

static void
print_change (const ZxRowChange *row,
              gpointer           data)
{
  zx_cli_print ("\t%s %s %" G_GINT64_FORMAT "\n", get_op_word (row->op), row->kind->key, row->id);
  for (guint i = 0; i < row->fields->len; i++)
    {
      ZxFieldChange *change = &g_array_index (row->fields, ZxFieldChange, i);
      g_autofree char *from = zx_value_dup_display (change->field, &change->from);
      g_autofree char *to = zx_value_dup_display (change->field, &change->to);

      if (change->field->flags & ZX_FIELD_HIDDEN)
        continue;
      zx_cli_print ("\t\t%s: %s → %s\n", zx_field_get_label (row->kind, change->field), from, to);
    }
}

static gboolean
print_history (ZxCli      *cli,
               GPtrArray  *entries,
               gint64      id,
               GError    **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      ZxHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time_ms / 1000);
      g_autofree char *when = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");

      zx_cli_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%s%s\n", entry->action, when, entry->actor, entry->words,
                    entry->undone ? _(" (undone)") : "");
      if (!zx_history_each_change (zx_cli_get_db (cli), entry, id, print_change, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* History remembers removed records too, so a key alone will do. */
static gint64
find_record (ZxDb          *db,
             const ZxKind  *kind,
             const char    *name,
             GError       **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (ZxRecord) removed = NULL;
  gint64 id = zx_record_find (db, kind, name, &wrong);

  if (id != 0)
    return id;

  if (*name != '\0' && strspn (name, "0123456789") == strlen (name) && strlen (name) <= 19)
    removed = zx_record_load (db, kind, g_ascii_strtoll (name, NULL, 10), NULL);
  if (removed != NULL)
    return zx_record_get_id (removed);

  g_propagate_error (error, g_steal_pointer (&wrong));

  return 0;
}

int
zx_cli_history (ZxCli   *cli,
                GError **error)
{
  g_autofree char *kind_name = NULL, *record_name = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const ZxKind *kind = NULL;
  gint64 id = 0;
  int limit = 0;
  const GOptionEntry options[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_name, N_("With --record: what kind it is"), "KIND" },
    { "record", 0, 0, G_OPTION_ARG_STRING, &record_name, N_("Only what happened to this record"), "RECORD" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many actions"), "N" },
    { NULL },
  };

  if (!zx_cli_parse (cli, options, 1, 1, error))
    return zx_cli_after_parse (cli);
  if ((kind_name == NULL) != (record_name == NULL))
    {
      zx_cli_usage_error (error, _("--kind and --record go together."));
      return -1;
    }
  if (limit < 0)
    {
      zx_cli_usage_error (error, _("--limit needs a number of 0 or more."));
      return -1;
    }
  if (kind_name != NULL)
    {
      kind = zx_cli_find_kind (kind_name, error);
      if (kind == NULL)
        return -1;
    }
  if (!zx_cli_open (cli, ZX_OPEN_READ_ONLY, error))
    return -1;
  if (kind != NULL)
    {
      id = find_record (zx_cli_get_db (cli), kind, record_name, error);
      if (id == 0)
        return -1;
    }

  entries = zx_history_load (zx_cli_get_db (cli), kind, id, (guint) limit, error);
  if (entries == NULL)
    return -1;

  if (cli->json ? !tell_history_json (cli, entries, id, error) : !print_history (cli, entries, id, error))
    return -1;

  return ZX_CLI_DONE;
}

/* --- undo and redo --- */

static void
tell_undo (ZxCli        *cli,
           const char   *key,
           ZxUndoResult *result)
{
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      zx_cli_print ("%" G_GINT64_FORMAT "\t%s\n", result->undid, result->words);
      for (guint i = 0; result->kept != NULL && i < result->kept->len; i++)
        zx_cli_tell (cli, "%s", (const char *) g_ptr_array_index (result->kept, i));
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_int (json, "action", result->action);
  zx_json_add_int (json, key, result->undid);
  zx_json_add_text (json, "words", result->words);
  zx_json_begin_list (json, "kept");
  for (guint i = 0; result->kept != NULL && i < result->kept->len; i++)
    zx_json_add_text (json, NULL, g_ptr_array_index (result->kept, i));
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

static gboolean
read_number (const char  *text,
             gint64      *out_number,
             GError     **error)
{
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    {
      *out_number = g_ascii_strtoll (text, NULL, 10);
      if (*out_number > 0)
        return TRUE;
    }

  zx_cli_usage_error (error, _("“%s” is no number of an action; “history” prints them."), text);

  return FALSE;
}

static int
reverse (ZxCli     *cli,
         gboolean   redo,
         GError   **error)
{
  g_auto (ZxUndoResult) result = { 0 };
  gint64 number = 0;
  gboolean fine;

  if (!zx_cli_parse (cli, NULL, 1, 2, error))
    return zx_cli_after_parse (cli);
  if (cli->n_arguments == 2 && !read_number (cli->arguments[1], &number, error))
    return -1;
  if (!zx_cli_open (cli, ZX_OPEN_WRITE, error))
    return -1;

  zx_cli_hold_interrupts (cli);
  fine = redo ? zx_casebook_redo (cli->casebook, number, 0, &result, error)
              : zx_casebook_undo (cli->casebook, number, 0, &result, error);
  if (!fine)
    {
      zx_cli_release_interrupts (cli);
      return -1;
    }

  tell_undo (cli, redo ? "redid" : "undid", &result);

  return result.kept != NULL && result.kept->len > 0 ? ZX_CLI_PARTLY : ZX_CLI_DONE;
}

int
zx_cli_undo (ZxCli   *cli,
             GError **error)
{
  return reverse (cli, FALSE, error);
}

int
zx_cli_redo (ZxCli   *cli,
             GError **error)
{
  return reverse (cli, TRUE, error);
}
