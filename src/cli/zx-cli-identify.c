/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "zx-application-step.h"
#include "zx-cli-assign.h"
#include "zx-cli-commands.h"
#include "zx-query.h"
#include "zx-round.h"

/* --- round --- */

typedef struct
{
  const char *term;
  const char *name;
  gint64      round;
} RoundJob;

static gboolean
open_round (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  RoundJob *job = data;
  g_autofree char *label = NULL;

  if (!zx_action_open_round (action, job->term, &job->round, error))
    return FALSE;
  label = g_strdup_printf (_("Open the round of %s"), job->term);
  zx_action_set_label (action, label);

  return TRUE;
}

static gboolean
close_round (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  RoundJob *job = data;
  ZxDb *db = zx_action_get_db (action);

  /* By its key, or by the term it is of. */
  if (strchr (job->name, '-') != NULL)
    {
      job->round = zx_round_find (db, job->name, FALSE, error);
      if (job->round == 0)
        {
          if (error != NULL && *error == NULL)
            g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is no round of %s."), job->name);
          return FALSE;
        }
    }
  else
    job->round = zx_record_find (db, &zx_kind_round, job->name, error);

  return job->round != 0 && zx_action_close_round (action, job->round, error);
}

static int
change_round (ZxCli         *cli,
              const char    *label,
              ZxActionFunc   func,
              RoundJob      *job,
              GError       **error)
{
  g_autoptr (ZxJson) json = NULL;
  ZxEntryId entry = { 0 };

  if (!zx_cli_open (cli, ZX_OPEN_WRITE, error) || !zx_cli_act (cli, label, func, job, &entry, error))
    return -1;

  if (!cli->json)
    {
      zx_cli_print ("%" G_GINT64_FORMAT "\n", job->round);
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_id (json, "round", job->round);
  if (job->term != NULL)
    zx_json_add_text (json, "term", job->term);
  zx_json_add_int (json, "action", entry.action);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

static void
tell_round (ZxJson  *json,
            ZxRound *round)
{
  zx_json_begin_object (json, NULL);
  zx_json_add_id (json, "round", round->id);
  zx_json_add_text (json, "term", round->term);
  zx_json_add_text (json, "state", round->is_open ? "open" : "closed");
  zx_json_begin_object (json, "counts");
  for (guint i = 0; i < ZX_APP_N_STATES; i++)
    zx_json_add_int (json, zx_app_state_to_word ((ZxAppState) i), round->counts[i]);
  zx_json_end_object (json);
  zx_json_add_text (json, "opened_on", round->opened_on);
  zx_json_add_text (json, "closed_on", round->closed_on);
  zx_json_end_object (json);
}

static int
list_rounds (ZxCli   *cli,
             GError **error)
{
  g_autoptr (GPtrArray) rounds = NULL;
  g_autoptr (ZxJson) json = NULL;

  if (!zx_cli_open (cli, ZX_OPEN_READ_ONLY, error))
    return -1;
  rounds = zx_rounds_load (zx_cli_get_db (cli), error);
  if (rounds == NULL)
    return -1;

  if (cli->json)
    {
      json = zx_cli_json_new ();
      zx_json_begin_object (json, NULL);
      zx_json_begin_list (json, "rounds");
      for (guint i = 0; i < rounds->len; i++)
        tell_round (json, g_ptr_array_index (rounds, i));
      zx_json_end_list (json);
      zx_json_end_object (json);
      zx_json_end_document (json);
      return ZX_CLI_DONE;
    }

  for (guint i = 0; i < rounds->len; i++)
    {
      ZxRound *round = g_ptr_array_index (rounds, i);

      zx_cli_print ("%" G_GINT64_FORMAT "\t%s\t%s", round->id, round->term, round->is_open ? C_("ROUNDSTATE", "Open") : C_("ROUNDSTATE", "Closed"));
      for (guint j = 0; j < ZX_APP_N_STATES; j++)
        if (round->counts[j] > 0)
          zx_cli_print ("\t%s %u", zx_app_state_get_label ((ZxAppState) j), round->counts[j]);
      zx_cli_print ("\n");
    }

  return ZX_CLI_DONE;
}

int
zx_cli_round (ZxCli   *cli,
              GError **error)
{
  g_autofree char *term = NULL;
  RoundJob job = { 0 };
  const char *verb;
  const GOptionEntry entries[] = {
    { "term", 0, 0, G_OPTION_ARG_STRING, &term, N_("The term, such as 2026-2027-1"), "TERM" },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 2, 3, error))
    return zx_cli_after_parse (cli);

  verb = cli->arguments[1];
  if (strcmp (verb, "list") == 0 && cli->n_arguments == 2)
    return list_rounds (cli, error);
  if (strcmp (verb, "open") == 0 && cli->n_arguments == 2)
    {
      if (term == NULL)
        {
          zx_cli_usage_error (error, _("Which term? Write --term 2026-2027-1."));
          return -1;
        }
      job.term = term;
      return change_round (cli, _("Open a round of identification"), open_round, &job, error);
    }
  if (strcmp (verb, "close") == 0 && cli->n_arguments == 3)
    {
      job.name = cli->arguments[2];
      return change_round (cli, _("Close a round of identification"), close_round, &job, error);
    }

  zx_cli_usage_error (error, _("Write round CASEBOOK open --term TERM, round CASEBOOK list, or round CASEBOOK close ROUND."));

  return -1;
}

/* --- step --- */

typedef struct
{
  const char   *word;
  const ZxKind *kind;
  GPtrArray    *keys;    /* of applications, as typed */
  GArray       *main;    /* assignments to the record the step writes */
  GArray       *beside;  /* to the row of the step itself */
  GArray       *head;
  GArray       *fields;  /* ZxStepField */
  GPtrArray    *texts;   /* what they borrow */
  ZxStepResult  result;
} StepJob;

static void
job_clear (StepJob *job)
{
  g_clear_pointer (&job->keys, g_ptr_array_unref);
  g_clear_pointer (&job->main, g_array_unref);
  g_clear_pointer (&job->beside, g_array_unref);
  g_clear_pointer (&job->head, g_array_unref);
  g_clear_pointer (&job->fields, g_array_unref);
  g_clear_pointer (&job->texts, g_ptr_array_unref);
  zx_step_result_clear (&job->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StepJob, job_clear)

static void
add_field (StepJob    *job,
           const char *key,
           char       *value)
{
  ZxStepField field = { key, value };

  g_ptr_array_add (job->texts, value);
  g_array_append_val (job->fields, field);
}

/* Names become keys and dates get their form by being put into a record that is never saved. */
static gboolean
take_values (ZxAction      *action,
             StepJob       *job,
             const ZxKind  *kind,
             GArray        *assignments,
             const char    *as,
             GError       **error)
{
  g_autoptr (ZxRecord) scratch = zx_record_new (kind);

  if (!zx_cli_assign (action, scratch, assignments, error))
    return FALSE;

  for (guint i = 0; i < assignments->len; i++)
    {
      const ZxField *field = g_array_index (assignments, ZxCliAssignment, i).field;
      char *value = NULL;

      if (field->type == ZX_TYPE_REFS)
        {
          const GArray *ids = zx_record_get_refs (scratch, field->key);
          GString *joined = g_string_new (NULL);

          for (guint j = 0; ids != NULL && j < ids->len; j++)
            g_string_append_printf (joined, "%s%" G_GINT64_FORMAT, j > 0 ? "," : "", g_array_index (ids, gint64, j));
          value = g_string_free (joined, FALSE);
        }
      else
        value = zx_record_dup_string (scratch, field->key);
      add_field (job, as != NULL ? as : field->key, value);
    }

  return TRUE;
}

static gboolean
run_step (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  StepJob *job = data;
  g_autofree ZxStepOne *ones = g_new0 (ZxStepOne, job->keys->len);
  ZxStepRequest request = { .word = job->word, .ones = ones, .n_ones = job->keys->len };

  for (guint i = 0; i < job->keys->len; i++)
    {
      ones[i].application = zx_record_find (zx_action_get_db (action), &zx_kind_application, g_ptr_array_index (job->keys, i), error);
      if (ones[i].application == 0)
        return FALSE;
    }
  if (!take_values (action, job, job->kind, job->main, NULL, error) ||
      !take_values (action, job, &zx_kind_review_step, job->beside, NULL, error) ||
      !take_values (action, job, &zx_kind_review_step, job->head, "head", error))
    return FALSE;

  request.fields = (const ZxStepField *) job->fields->data;
  request.n_fields = job->fields->len;

  return zx_action_step (action, &request, &job->result, error);
}

/* Which record each FIELD=VALUE belongs to. */
static gboolean
read_fields (StepJob  *job,
             char    **words,
             GError  **error)
{
  g_autoptr (GStrvBuilder) of_main = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) of_step = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) of_head = g_strv_builder_new ();
  g_auto (GStrv) main_words = NULL, step_words = NULL, head_words = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *equals = strchr (words[i], '=');
      g_autofree char *key = equals != NULL ? g_strndup (words[i], (gsize) (equals - words[i])) : NULL;

      if (key != NULL && strcmp (key, "head") == 0)
        {
          g_autofree char *reviewer = g_strconcat ("reviewer", equals, NULL);

          g_strv_builder_add (of_head, reviewer);
        }
      else if (key != NULL && zx_kind_get_field (job->kind, key) == NULL && zx_kind_get_field (&zx_kind_review_step, key) != NULL)
        g_strv_builder_add (of_step, words[i]);
      else
        g_strv_builder_add (of_main, words[i]);
    }
  main_words = g_strv_builder_end (of_main);
  step_words = g_strv_builder_end (of_step);
  head_words = g_strv_builder_end (of_head);

  job->main = zx_cli_read_assignments (job->kind, main_words, error);
  job->beside = job->main != NULL ? zx_cli_read_assignments (&zx_kind_review_step, step_words, error) : NULL;
  job->head = job->beside != NULL ? zx_cli_read_assignments (&zx_kind_review_step, head_words, error) : NULL;

  return job->head != NULL;
}

static void
read_keys (StepJob    *job,
           const char *typed)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) input = g_string_new (NULL);

  if (strcmp (typed, "-") == 0)
    {
      char buffer[4096];
      gsize n;

      while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
        g_string_append_len (input, buffer, (gssize) n);
      typed = input->str;
    }

  parts = g_strsplit_set (typed, ",\n\r\t ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (job->keys, g_strdup (parts[i]));
}

/* From where the first of its moves began to where the last one ended. */
static const ZxStepMove *
find_last_move (StepJob *job,
                guint    first)
{
  const ZxStepMove *found = &g_array_index (job->result.moves, ZxStepMove, first);

  for (guint i = first + 1; i < job->result.moves->len; i++)
    {
      const ZxStepMove *move = &g_array_index (job->result.moves, ZxStepMove, i);

      if (move->application == found->application)
        found = move;
    }

  return found;
}

static gboolean
was_told (StepJob *job,
          guint    index)
{
  for (guint i = 0; i < index; i++)
    if (g_array_index (job->result.moves, ZxStepMove, i).application == g_array_index (job->result.moves, ZxStepMove, index).application)
      return TRUE;

  return FALSE;
}

static void
add_move (ZxJson  *json,
          StepJob *job,
          guint    index)
{
  const ZxStepMove *first = &g_array_index (job->result.moves, ZxStepMove, index);
  const ZxStepMove *last = find_last_move (job, index);

  zx_json_add_id (json, "application", first->application);
  zx_json_add_text (json, "from", zx_app_state_to_word (first->from));
  zx_json_add_text (json, "to", zx_app_state_to_word (last->to));
}

static void
tell_step (ZxCli           *cli,
           StepJob         *job,
           const ZxEntryId *entry)
{
  g_autoptr (ZxJson) json = NULL;

  for (guint i = 0; i < job->result.warnings->len; i++)
    zx_cli_tell (cli, "%s", (const char *) g_ptr_array_index (job->result.warnings, i));

  if (!cli->json)
    {
      for (guint i = 0; i < job->result.moves->len; i++)
        if (!was_told (job, i))
          zx_cli_print ("%" G_GINT64_FORMAT "\t%s\t%s\n", g_array_index (job->result.moves, ZxStepMove, i).application,
                        zx_app_state_to_word (g_array_index (job->result.moves, ZxStepMove, i).from),
                        zx_app_state_to_word (find_last_move (job, i)->to));
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  add_move (json, job, 0);
  zx_json_add_int (json, "action", entry->action);
  zx_json_begin_list (json, "moves");
  for (guint i = 0; i < job->result.moves->len; i++)
    if (!was_told (job, i))
      {
        zx_json_begin_object (json, NULL);
        add_move (json, job, i);
        zx_json_end_object (json);
      }
  zx_json_end_list (json);
  zx_json_add_id (json, "notice", job->result.notice);
  zx_json_add_id (json, "created", job->result.created);
  zx_json_begin_list (json, "warnings");
  for (guint i = 0; i < job->result.warnings->len; i++)
    zx_json_add_text (json, NULL, g_ptr_array_index (job->result.warnings, i));
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

static gboolean
check_word (const char  *word,
            GError     **error)
{
  g_autoptr (GString) words = NULL;
  const ZxTransition *all;
  guint n;

  if (zx_step_get_kind (word) != NULL)
    return TRUE;

  words = g_string_new (NULL);
  all = zx_transitions_get (&n);
  for (guint i = 0; i < n; i++)
    if (all[i].word != NULL && (i == 0 || g_strcmp0 (all[i].word, all[i - 1].word) != 0))
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", all[i].word);
  zx_cli_usage_error (error, _("There is no step “%s”. Steps: %s."), word, words->str);

  return FALSE;
}

int
zx_cli_step (ZxCli   *cli,
             GError **error)
{
  g_auto (StepJob) job = { 0 };
  ZxEntryId entry = { 0 };

  if (!zx_cli_parse (cli, NULL, 3, G_MAXUINT, error))
    return zx_cli_after_parse (cli);

  job.word = cli->arguments[2];
  if (!check_word (job.word, error))
    return -1;
  job.kind = zx_step_get_kind (job.word);
  job.keys = g_ptr_array_new_with_free_func (g_free);
  job.fields = g_array_new (FALSE, FALSE, sizeof (ZxStepField));
  job.texts = g_ptr_array_new_with_free_func (g_free);
  if (!read_fields (&job, cli->arguments + 3, error))
    return -1;
  read_keys (&job, cli->arguments[1]);
  if (job.keys->len == 0)
    {
      zx_cli_usage_error (error, _("Which application? Give its key, several separated by commas, or - to read them."));
      return -1;
    }

  if (!zx_cli_open (cli, ZX_OPEN_WRITE, error) ||
      !zx_cli_act (cli, _("Take a step of identification"), run_step, &job, &entry, error))
    return -1;
  tell_step (cli, &job, &entry);

  return ZX_CLI_DONE;
}
