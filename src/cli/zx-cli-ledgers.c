/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "zx-cli-commands.h"
#include "zx-date.h"
#include "zx-ledger.h"

int
zx_cli_ledgers (ZxCli   *cli,
                GError **error)
{
  g_autoptr (ZxJson) json = NULL;

  if (!zx_cli_parse (cli, NULL, 0, 0, error))
    return zx_cli_after_parse (cli);

  if (!cli->json)
    {
      for (const ZxLedger * const *ledger = zx_ledgers_get (); *ledger != NULL; ledger++)
        zx_cli_print ("%s\t%s\t%s\n", zx_ledger_get_name (*ledger), zx_ledger_get_title (*ledger),
                      zx_ledger_get_receivers (*ledger));
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_begin_list (json, "ledgers");
  for (const ZxLedger * const *ledger = zx_ledgers_get (); *ledger != NULL; ledger++)
    {
      guint takes = zx_ledger_get_takes (*ledger);

      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "name", zx_ledger_get_name (*ledger));
      zx_json_add_text (json, "title", zx_ledger_get_title (*ledger));
      zx_json_add_text (json, "period", zx_ledger_period_to_word (zx_ledger_get_period (*ledger)));
      zx_json_add_text (json, "receivers", zx_ledger_get_receivers (*ledger));
      zx_json_add_bool (json, "takes_term", (takes & ZX_LEDGER_TAKES_TERM) != 0);
      zx_json_add_bool (json, "takes_class", (takes & ZX_LEDGER_TAKES_CLASS) != 0);
      zx_json_add_bool (json, "full_values", zx_ledger_has_full_values (*ledger));
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

/* libxlsxwriter tells its troubles to stderr by itself; we say them once, in our words, and with --json nothing
 * else may stand there. */
static ssize_t
write_our_own (void       *cookie,
               const char *text,
               size_t      size)
{
  static const char * const foreign[] = { "[ERROR]", "[WARNING]" };

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (size >= strlen (foreign[i]) && memcmp (text, foreign[i], strlen (foreign[i])) == 0)
      return (ssize_t) size;

  return (ssize_t) fwrite (text, 1, size, cookie);
}

static FILE *
filter_stderr (void)
{
  cookie_io_functions_t functions = { .write = write_our_own };
  FILE *real = stderr;
  FILE *filter = fopencookie (real, "w", functions);

  if (filter == NULL)
    return NULL;

  setvbuf (filter, NULL, _IOLBF, BUFSIZ);
  stderr = filter;

  return real;
}

static void
end_filter (FILE *real)
{
  FILE *filter = stderr;

  if (real == NULL)
    return;

  stderr = real;
  fclose (filter);
}

static void
progress_cb (gint64   done,
             gint64   total,
             gpointer data)
{
  zx_cli_progress (data, _("Writing the ledger"), (guint64) done, (guint64) total);
}

static void
tell_ledger (ZxCli          *cli,
             ZxLedgerResult *result)
{
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      zx_cli_print ("%s\n", result->file);
      zx_cli_tell (cli, ngettext ("%lu row", "%lu rows", (gulong) result->rows), (gulong) result->rows);
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "file", result->file);
  zx_json_add_text (json, "name", result->name);
  zx_json_add_int (json, "rows", result->rows);
  zx_json_begin_object (json, "sums");
  for (guint i = 0; i < result->n_sums; i++)
    zx_json_add_text (json, result->sums[i].column, result->sums[i].value);
  zx_json_end_object (json);
  zx_json_add_text (json, "sha256", result->sha256);
  zx_json_add_null (json, "template");
  zx_json_begin_list (json, "unmapped");
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

int
zx_cli_ledger (ZxCli   *cli,
               GError **error)
{
  g_autofree char *term = NULL, *class_name = NULL, *reason = NULL, *suffix = NULL;
  g_autoptr (ZxLedgerResult) result = NULL;
  gboolean force = FALSE;
  FILE *real_stderr;
  const ZxLedger *ledger;
  ZxLedgerOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "term", 0, 0, G_OPTION_ARG_STRING, &term, N_("The term, like 2026-2027-1; else the working term"), "TERM" },
    { "class", 0, 0, G_OPTION_ARG_STRING, &class_name, N_("One class, like P3-1班; else the whole school"), "CLASS" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why it is written; stands in the export log"), "TEXT" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace a file that is there"), NULL },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 3, 3, error))
    return zx_cli_after_parse (cli);

  ledger = zx_ledger_find (cli->arguments[1]);
  if (ledger == NULL)
    {
      zx_cli_usage_error (error, _("There is no ledger “%s”. “zhuxue-cli ledgers” names them all."), cli->arguments[1]);
      return -1;
    }
  suffix = g_utf8_strdown (cli->arguments[2], -1);
  if (!g_str_has_suffix (suffix, ".xlsx"))
    {
      zx_cli_usage_error (error, _("A ledger is an Excel file: give it a name that ends in .xlsx."));
      return -1;
    }
  if (term != NULL && !zx_term_is_valid (term))
    {
      zx_cli_usage_error (error, _("“%s” is no term. Write it like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), term);
      return -1;
    }
  if (!zx_cli_check_output (cli->arguments[2], force, error) ||
      !zx_cli_open_if_free (cli, error))
    return -1;

  options.term = term;
  options.class_name = class_name;
  options.reason = reason != NULL ? reason : "zhuxue-cli";
  options.replace = force;
  zx_cli_hold_interrupts (cli);
  real_stderr = filter_stderr ();
  result = zx_ledger_write (cli->casebook, ledger, &options, cli->arguments[2], cli->cancellable, progress_cb, cli, error);
  end_filter (real_stderr);
  zx_cli_end_progress ();
  if (result == NULL)
    {
      zx_cli_release_interrupts (cli);
      return -1;
    }

  tell_ledger (cli, result);

  return ZX_CLI_DONE;
}
