/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "zx-cli-commands.h"
#include "zx-i18n.h"

static const ZxCliCommand commands[] = {
  { "create", "CASEBOOK --school NAME", N_("Make a new casebook"), zx_cli_create },
  { "info", "CASEBOOK", N_("Tell about a casebook"), zx_cli_info },
  { "kinds", "[KIND]", N_("Name the kinds of records, or the fields of one kind"), zx_cli_kinds },
  { "check", "CASEBOOK", N_("Check that a casebook is whole"), zx_cli_check },
  { "term", "CASEBOOK [TERM]", N_("Tell the working term, or set it"), zx_cli_term },
  { "rollover", "CASEBOOK --to TERM", N_("Move to a new school year: classes move up, leavers graduate"), zx_cli_rollover },
  { "list", "CASEBOOK KIND", N_("List the records of a kind"), zx_cli_list },
  { "show", "CASEBOOK KIND RECORD", N_("Show one record with all that belongs to it"), zx_cli_show },
  { "add", "CASEBOOK KIND FIELD=VALUE…", N_("Add a record"), zx_cli_add },
  { "set", "CASEBOOK KIND RECORD FIELD=VALUE…", N_("Change fields of a record"), zx_cli_set },
  { "remove", "CASEBOOK KIND RECORD", N_("Remove a record; undo brings it back"), zx_cli_remove },
  { "history", "CASEBOOK", N_("Tell what was done, by whom, and which fields changed"), zx_cli_history },
  { "undo", "CASEBOOK [ACTION]", N_("Take back the last action, or that one"), zx_cli_undo },
  { "redo", "CASEBOOK [ACTION]", N_("Do again what was taken back"), zx_cli_redo },
  { "import", "CASEBOOK FILE", N_("Bring in a roster, or a table of any kind"), zx_cli_import },
  { "agenda", "CASEBOOK", N_("Tell what is due"), zx_cli_agenda },
  { "coverage", "CASEBOOK", N_("Tell who should be aided and is not, and what the rules want otherwise"), zx_cli_coverage },
  { "round", "CASEBOOK open --term TERM | list | close ROUND", N_("Rounds of need identification"), zx_cli_round },
  { "step", "CASEBOOK APPLICATION STEP [FIELD=VALUE…]", N_("Take one step of need identification"), zx_cli_step },
  { "ledgers", "", N_("Name the ledgers"), zx_cli_ledgers },
  { "ledger", "CASEBOOK NAME OUT.xlsx", N_("Write a ledger as an Excel file"), zx_cli_ledger },
  { "documents", "", N_("Name the documents"), zx_cli_documents },
  { "document", "CASEBOOK NAME OUT.pdf", N_("Write a document as a PDF file or as pictures"), zx_cli_document },
  { "backup", "CASEBOOK FILE | --verify FILE", N_("Write a backup, or prove one"), zx_cli_backup },
  { "restore", "FILE CASEBOOK", N_("Make a casebook from a backup"), zx_cli_restore },
  { NULL },
};

/* The language must be known before the first word is translated. */
static const char *
find_option (int          argc,
             char       **argv,
             const char  *name)
{
  gsize length = strlen (name);

  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    {
      if (strcmp (argv[i], name) == 0)
        return i + 1 < argc ? argv[i + 1] : "";
      if (strncmp (argv[i], name, length) == 0 && argv[i][length] == '=')
        return argv[i] + length + 1;
    }

  return NULL;
}

static void
set_up_language (int    argc,
                 char **argv)
{
  const char *charset;

  zx_i18n_init (find_option (argc, argv, "--lang"));

  /* What we write is UTF-8, whatever a bare environment says. */
  if (!g_get_charset (&charset))
    setlocale (LC_CTYPE, "C.UTF-8");
}

static void
print_overview (void)
{
  zx_cli_print ("%s zhuxue-cli %s\n\n%s\n\n", _("Usage:"), _("COMMAND CASEBOOK [ARGUMENTS] [OPTIONS]"),
                _("The casebook of a school, without a window."));
  for (const ZxCliCommand *command = commands; command->name != NULL; command++)
    zx_cli_print ("  %-11s %s\n", command->name, _(command->summary));
  zx_cli_print ("\n%s\n", _("“zhuxue-cli COMMAND --help” tells more about one command."));
}

static const ZxCliCommand *
find_command (const char *name)
{
  for (const ZxCliCommand *command = commands; command->name != NULL; command++)
    if (strcmp (command->name, name) == 0)
      return command;

  return NULL;
}

/* A full disk may show only when the last words are written. */
static int
finish_output (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  fprintf (stderr, "zhuxue-cli: %s\n", _("The answer could not be written; the disk may be full."));

  return status == ZX_CLI_DONE || status == ZX_CLI_PARTLY ? ZX_CLI_FAULT : status;
}

static gboolean
has_word (char       **words,
          const char  *word)
{
  return g_strv_contains ((const char * const *) words, word);
}

static int
run_command (const ZxCliCommand  *command,
             char               **words)
{
  ZxCli cli = { .command = command, .raw = words, .cancellable = g_cancellable_new () };
  g_autoptr (GError) error = NULL;
  int status;

  zx_cli_watch_interrupts (&cli);
  status = command->run (&cli, &error);
  if (error != NULL)
    status = zx_cli_status_of_error (error);

  if (cli.casebook != NULL)
    zx_casebook_close (cli.casebook);
  g_clear_object (&cli.casebook);

  if (error != NULL)
    zx_cli_report (error, cli.json || has_word (words, "--json"), command->name);

  g_strfreev (cli.arguments);
  g_free (cli.lang);
  g_free (cli.actor);
  g_free (cli.today);
  g_object_unref (cli.cancellable);

  return status;
}

/* All words but the command's name. Options of all commands may stand before it. */
static char **
dup_words (int          argc,
           char       **argv,
           const char **out_name)
{
  static const char * const with_value[] = { "--lang", "--actor", "--today", NULL };
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  *out_name = NULL;
  for (int i = 1; i < argc; i++)
    {
      if (*out_name == NULL && argv[i][0] != '-')
        {
          *out_name = argv[i];
          continue;
        }
      g_strv_builder_add (words, argv[i]);
      if (*out_name == NULL && g_strv_contains (with_value, argv[i]) && i + 1 < argc)
        g_strv_builder_add (words, argv[++i]);
    }

  return g_strv_builder_end (words);
}

int
main (int    argc,
      char **argv)
{
  g_auto (GStrv) words = NULL;
  const ZxCliCommand *command;
  const char *name;

  set_up_language (argc, argv);
  words = dup_words (argc, argv, &name);

  if (name == NULL && has_word (words, "--version"))
    {
      zx_cli_print ("zhuxue-cli %s\n", ZX_VERSION);
      return finish_output (ZX_CLI_DONE);
    }
  if (g_strcmp0 (name, "help") == 0 || (name == NULL && (has_word (words, "--help") || has_word (words, "-h"))))
    {
      print_overview ();
      return finish_output (ZX_CLI_DONE);
    }

  command = name != NULL ? find_command (name) : NULL;
  if (command == NULL)
    {
      g_autoptr (GError) error = NULL;

      if (name != NULL)
        zx_cli_usage_error (&error, _("There is no command “%s”."), name);
      else
        zx_cli_usage_error (&error, _("Which command?"));
      zx_cli_report (error, has_word (words, "--json"), NULL);
      return ZX_CLI_USAGE;
    }

  return finish_output (run_command (command, words));
}
