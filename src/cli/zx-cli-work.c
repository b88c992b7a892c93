/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-agenda.h"
#include "zx-cli-commands.h"
#include "zx-codes.h"
#include "zx-coverage.h"
#include "zx-date.h"

static void
tell_agenda (ZxCli      *cli,
             const char *date,
             GPtrArray  *items)
{
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      for (guint i = 0; i < items->len; i++)
        {
          ZxAgendaItem *item = g_ptr_array_index (items, i);

          zx_cli_print ("%s\t%s\t%s\n", item->due != NULL ? item->due : "", item->urgent ? "!" : "", item->words);
        }
      if (items->len == 0)
        zx_cli_print ("%s\n", _("Nothing is due."));
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "date", date);
  zx_json_begin_list (json, "items");
  for (guint i = 0; i < items->len; i++)
    {
      ZxAgendaItem *item = g_ptr_array_index (items, i);

      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "what", zx_agenda_what_to_word (item->what));
      zx_json_add_text (json, "due", item->due);
      zx_json_add_text (json, "kind", item->kind);
      zx_json_add_id (json, "id", item->id);
      zx_json_add_id (json, "student", item->student);
      zx_json_add_text (json, "words", item->words);
      zx_json_add_int (json, "days", item->days);
      zx_json_add_bool (json, "urgent", item->urgent);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

int
zx_cli_agenda (ZxCli   *cli,
               GError **error)
{
  g_autofree char *date = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_("What is due on this day"), "DATE" },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 1, 1, error))
    return zx_cli_after_parse (cli);
  if (date != NULL && !zx_date_is_valid (date))
    {
      zx_cli_usage_error (error, _("“%s” is no date. Write it like 2026-09-01."), date);
      return -1;
    }
  if (!zx_cli_open (cli, ZX_OPEN_READ_ONLY, error))
    return -1;

  if (date == NULL)
    date = zx_casebook_dup_today (cli->casebook, zx_cli_get_db (cli));
  items = zx_agenda_load (zx_cli_get_db (cli), date, error);
  if (items == NULL)
    return -1;

  tell_agenda (cli, date, items);

  return ZX_CLI_DONE;
}

/* --- coverage --- */

static void
tell_coverage (ZxCli      *cli,
               const char *term,
               GPtrArray  *findings)
{
  const ZxCodeTable *reasons = zx_code_table_find ("NOAIDREASON"), *states = zx_code_table_find ("FINDSTATE");
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      for (guint i = 0; i < findings->len; i++)
        {
          ZxFinding *finding = g_ptr_array_index (findings, i);
          const char *state = zx_code_table_get_label (states, finding->state), *reason = zx_code_table_get_label (reasons, finding->reason);

          zx_cli_print ("%s\t%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", finding->code, finding->id, state != NULL ? state : "", finding->words, reason != NULL ? reason : "");
        }
      if (findings->len == 0)
        zx_cli_print ("%s\n", _("Nothing was found."));
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "term", term);
  zx_json_begin_list (json, "findings");
  for (guint i = 0; i < findings->len; i++)
    {
      ZxFinding *finding = g_ptr_array_index (findings, i);

      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "code", finding->code);
      zx_json_add_text (json, "kind", "finding");
      zx_json_add_id (json, "id", finding->id);
      zx_json_add_id (json, "student", finding->student);
      zx_json_add_text (json, "words", finding->words);
      zx_json_add_text (json, "reason", finding->reason);
      zx_json_add_text (json, "reason_label", zx_code_table_get_label (reasons, finding->reason));
      zx_json_add_text (json, "state", finding->state);
      zx_json_add_text (json, "state_label", zx_code_table_get_label (states, finding->state));
      zx_json_add_text (json, "about_kind", finding->about_kind);
      zx_json_add_id (json, "about", finding->about);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

int
zx_cli_coverage (ZxCli   *cli,
                 GError **error)
{
  g_autofree char *term = NULL, *judged = NULL, *today = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const GOptionEntry entries[] = {
    { "term", 0, 0, G_OPTION_ARG_STRING, &term, N_("The term, such as 2026-2027-1"), "TERM" },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 1, 1, error))
    return zx_cli_after_parse (cli);
  if (!zx_cli_open_if_free (cli, error))
    return -1;

  today = zx_casebook_dup_today (cli->casebook, zx_cli_get_db (cli));
  findings = zx_coverage_load (zx_cli_get_db (cli), term, today, &judged, error);
  if (findings == NULL)
    return -1;

  /* So that a reason can be given; beside an open window they are only told. */
  if (!zx_casebook_is_read_only (cli->casebook) && !zx_casebook_keep_findings (cli->casebook, findings, judged, error))
    return -1;
  tell_coverage (cli, judged, findings);

  return ZX_CLI_DONE;
}
