/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-cli-commands.h"
#include "zx-date.h"
#include "zx-document.h"

int
zx_cli_documents (ZxCli   *cli,
                  GError **error)
{
  g_autoptr (ZxJson) json = NULL;

  if (!zx_cli_parse (cli, NULL, 0, 0, error))
    return zx_cli_after_parse (cli);

  if (!cli->json)
    {
      for (const ZxDocument * const *document = zx_documents_get (); *document != NULL; document++)
        zx_cli_print ("%s\t%s\t%s\n", zx_document_get_name (*document), zx_document_get_title (*document),
                      zx_document_group_to_word (zx_document_get_group (*document)));
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_begin_list (json, "documents");
  for (const ZxDocument * const *document = zx_documents_get (); *document != NULL; document++)
    {
      guint takes = zx_document_get_takes (*document);

      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "name", zx_document_get_name (*document));
      zx_json_add_text (json, "title", zx_document_get_title (*document));
      zx_json_add_text (json, "period", (takes & ZX_DOCUMENT_TAKES_TERM) != 0 ? "term" : "none");
      zx_json_add_text (json, "group", zx_document_group_to_word (zx_document_get_group (*document)));
      zx_json_begin_list (json, "records");
      for (const ZxKind * const *kind = zx_document_get_kinds (*document); *kind != NULL; kind++)
        zx_json_add_text (json, NULL, (*kind)->key);
      zx_json_end_list (json);
      zx_json_add_bool (json, "needs_record", (takes & ZX_DOCUMENT_NEEDS_RECORDS) != 0);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

static void
tell_document (ZxCli            *cli,
               ZxDocumentResult *result)
{
  g_autoptr (ZxJson) json = NULL;

  if (result->missing != NULL)
    zx_cli_tell (cli, _("No font of this computer has %s: write it by hand."), result->missing);

  if (!cli->json)
    {
      for (guint i = 0; result->files[i] != NULL; i++)
        zx_cli_print ("%s\n", result->files[i]);
      zx_cli_tell (cli, ngettext ("%u page", "%u pages", result->n_pages), result->n_pages);
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "file", result->files[0]);
  zx_json_begin_list (json, "files");
  for (guint i = 0; result->files[i] != NULL; i++)
    zx_json_add_text (json, NULL, result->files[i]);
  zx_json_end_list (json);
  zx_json_add_text (json, "name", result->name);
  zx_json_add_int (json, "pages", result->n_pages);
  zx_json_add_text (json, "sha256", result->sha256);
  zx_json_add_text (json, "missing_characters", result->missing);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

/* The words of the options; a wrong one is wrong usage. */
static gboolean
read_words (const ZxDocument   *document,
            const char         *paper,
            const char         *name_style,
            const char         *profile,
            ZxDocumentOptions  *options,
            GError            **error)
{
  static const char * const profiles[] = { "internal", "county", "family" };

  if (paper != NULL && !zx_paper_size_from_word (paper, &options->paper))
    {
      zx_cli_usage_error (error, _("“%s” is no size of paper. Use A4 or A3."), paper);
      return FALSE;
    }
  if (name_style != NULL && strcmp (name_style, "full") != 0 && strcmp (name_style, "masked") != 0)
    {
      zx_cli_usage_error (error, _("“%s” is no style of names. Use full or masked."), name_style);
      return FALSE;
    }
  options->name_style = name_style;
  if (profile == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (strcmp (profile, profiles[i]) == 0)
      {
        options->profile = (ZxProfile) i;
        return TRUE;
      }
  zx_cli_usage_error (error, _("“%s” is no profile. Use internal, county or family."), profile);

  return FALSE;
}

static gboolean
find_records (ZxCli             *cli,
              const ZxDocument  *document,
              char             **names,
              GArray            *records,
              GError           **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      ZxDocumentRecord record;

      if (!zx_document_find_record (document, zx_cli_get_db (cli), names[i], &record, error))
        return FALSE;
      g_array_append_val (records, record);
    }

  return TRUE;
}

int
zx_cli_document (ZxCli   *cli,
                 GError **error)
{
  g_autofree char *term = NULL, *class_name = NULL, *reason = NULL, *paper = NULL, *name_style = NULL, *profile = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (ZxDocumentRecord));
  g_autoptr (ZxDocumentResult) result = NULL;
  gboolean force = FALSE;
  const ZxDocument *document;
  ZxPagesFormat format;
  ZxDocumentOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "record", 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, N_("What it is about; may be given several times"), "RECORD" },
    { "term", 0, 0, G_OPTION_ARG_STRING, &term, N_("The term, like 2026-2027-1; else the working term"), "TERM" },
    { "class", 0, 0, G_OPTION_ARG_STRING, &class_name, N_("One class, like P3-1班; else the whole school"), "CLASS" },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &paper, N_("The size of the paper"), "A4|A3" },
    { "name-style", 0, 0, G_OPTION_ARG_STRING, &name_style, N_("Whether one character of each name is hidden"), "full|masked" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &profile, N_("For whose eyes"), "internal|county|family" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why it is written; stands in the export log"), "TEXT" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace a file that is there"), NULL },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 3, 3, error))
    return zx_cli_after_parse (cli);

  document = zx_document_find (cli->arguments[1]);
  if (document == NULL)
    {
      zx_cli_usage_error (error, _("There is no document “%s”. “zhuxue-cli documents” names them all."), cli->arguments[1]);
      return -1;
    }
  if (!zx_pages_format_from_path (cli->arguments[2], &format))
    {
      zx_cli_usage_error (error, _("A document becomes a file whose name ends in .pdf, .png or .svg."));
      return -1;
    }
  if (term != NULL && !zx_term_is_valid (term))
    {
      zx_cli_usage_error (error, _("“%s” is no term. Write it like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), term);
      return -1;
    }
  if (!read_words (document, paper, name_style, profile, &options, error) ||
      !zx_cli_check_output (cli->arguments[2], force, error) ||
      !zx_cli_open_if_free (cli, error) ||
      !find_records (cli, document, names, records, error))
    return -1;

  options.records = (const ZxDocumentRecord *) (gpointer) records->data;
  options.n_records = records->len;
  options.term = term;
  options.class_name = class_name;
  options.reason = reason != NULL ? reason : "zhuxue-cli";
  options.replace = force;
  zx_cli_hold_interrupts (cli);
  result = zx_document_write (cli->casebook, document, &options, cli->arguments[2], cli->cancellable, error);
  zx_cli_release_interrupts (cli);
  if (result == NULL)
    return -1;

  tell_document (cli, result);

  return ZX_CLI_DONE;
}
