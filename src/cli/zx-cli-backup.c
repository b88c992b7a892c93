/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-backup.h"
#include "zx-cli-commands.h"

typedef struct
{
  ZxCli      *cli;
  const char *words;
} Progress;

static void
progress_cb (double   fraction,
             gpointer data)
{
  Progress *progress = data;

  zx_cli_progress (progress->cli, progress->words, (guint64) (fraction * 1000), 1000);
}

/* The first line of the file. A password is never taken from the command line, where others can read it. */
static gboolean
read_password (const char  *path,
               char       **out_password,
               GError     **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (path == NULL)
    return TRUE;
  if (!zx_cli_check_input (path, error) || !g_file_get_contents (path, &text, NULL, error))
    return FALSE;

  length = strcspn (text, "\r\n");
  if (length == 0)
    {
      zx_cli_usage_error (error, _("The password file %s is empty."), path);
      return FALSE;
    }
  *out_password = g_strndup (text, length);

  return TRUE;
}

static int
tell_result (ZxCli          *cli,
             ZxBackupResult *result,
             const char     *casebook)
{
  g_autoptr (ZxJson) json = NULL;

  for (guint i = 0; result->missing != NULL && i < result->missing->len; i++)
    zx_cli_tell (cli, "%s", (const char *) g_ptr_array_index (result->missing, i));

  if (!cli->json)
    {
      zx_cli_print ("%s\n", casebook != NULL ? casebook : result->file);
      return result->missing != NULL && result->missing->len > 0 ? ZX_CLI_PARTLY : ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "file", result->file);
  if (casebook != NULL)
    zx_json_add_text (json, "casebook", casebook);
  zx_json_add_text (json, "sha256", result->sha256);
  zx_json_begin_object (json, "counts");
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    zx_json_add_int (json, (*kind)->key, (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (result->counts, (*kind)->key)));
  zx_json_end_object (json);
  zx_json_add_bool (json, "verified", result->verified);
  zx_json_add_text (json, "school", result->school);
  zx_json_add_text (json, "created", result->created);
  zx_json_add_int (json, "size", result->size);
  zx_json_add_int (json, "attachments", result->n_files);
  zx_json_begin_list (json, "missing");
  for (guint i = 0; result->missing != NULL && i < result->missing->len; i++)
    zx_json_add_text (json, NULL, g_ptr_array_index (result->missing, i));
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return result->missing != NULL && result->missing->len > 0 ? ZX_CLI_PARTLY : ZX_CLI_DONE;
}

int
zx_cli_backup (ZxCli   *cli,
               GError **error)
{
  g_autofree char *password_file = NULL;
  g_autofree char *password = NULL;
  g_auto (ZxBackupResult) result = { 0 };
  gboolean verify = FALSE, force = FALSE, fine;
  Progress progress = { cli, NULL };
  const GOptionEntry entries[] = {
    { "verify", 0, 0, G_OPTION_ARG_NONE, &verify, N_("Prove a backup file instead: backup --verify FILE"), NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_("File whose first line is the password"), "FILE" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace a file that is there"), NULL },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 1, 2, error))
    return zx_cli_after_parse (cli);
  if (cli->n_arguments != (verify ? 1 : 2))
    {
      zx_cli_usage_error (error, verify ? _("Write: backup --verify FILE") : _("Write: backup CASEBOOK FILE"));
      return -1;
    }
  if (!read_password (password_file, &password, error))
    return -1;

  if (verify)
    {
      if (!zx_cli_check_input (cli->arguments[0], error))
        return -1;
      progress.words = _("Reading the backup");
      zx_cli_hold_interrupts (cli);
      fine = zx_backup_verify (cli->arguments[0], password, &result, cli->cancellable, progress_cb, &progress, error);
      zx_cli_release_interrupts (cli);
      zx_cli_end_progress ();
      return fine ? tell_result (cli, &result, NULL) : -1;
    }

  if (!zx_cli_check_output (cli->arguments[1], force, error) ||
      !zx_cli_open_if_free (cli, error))
    return -1;

  progress.words = _("Writing the backup");
  zx_cli_hold_interrupts (cli);
  fine = zx_backup_write (cli->casebook, cli->arguments[1], password, force, &result, cli->cancellable,
                          progress_cb, &progress, error);
  if (!fine)
    zx_cli_release_interrupts (cli);
  zx_cli_end_progress ();

  return fine ? tell_result (cli, &result, NULL) : -1;
}

int
zx_cli_restore (ZxCli   *cli,
                GError **error)
{
  g_autofree char *password_file = NULL;
  g_autofree char *password = NULL;
  g_auto (ZxBackupResult) result = { 0 };
  Progress progress = { cli, NULL };
  gboolean fine;
  const GOptionEntry entries[] = {
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_("File whose first line is the password"), "FILE" },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 2, 2, error))
    return zx_cli_after_parse (cli);
  if (!zx_cli_check_input (cli->arguments[0], error) ||
      !zx_cli_check_new_casebook (cli->arguments[1], error) ||
      !read_password (password_file, &password, error))
    return -1;

  progress.words = _("Restoring");
  zx_cli_hold_interrupts (cli);
  fine = zx_backup_restore (cli->arguments[0], password, cli->arguments[1], &result, cli->cancellable,
                            progress_cb, &progress, error);
  if (!fine)
    zx_cli_release_interrupts (cli);
  zx_cli_end_progress ();

  return fine ? tell_result (cli, &result, cli->arguments[1]) : -1;
}
