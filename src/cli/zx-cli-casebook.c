/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zx-check.h"
#include "zx-cli-commands.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-demo.h"
#include "zx-history.h"
#include "zx-query.h"
#include "zx-rollover.h"

/* The words of the contract for the codes of STAGE. */
static const struct
{
  const char *word;
  const char *code;
} stages[] = {
  { "preschool", "1" },
  { "primary", "2" },
  { "junior", "3" },
  { "senior", "4" },
  { "vocational", "5" },
  { "special", "6" },
};

/* --- create --- */

static char *
read_stages (const char  *words,
             GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (words, ",", -1);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *word = g_strstrip (parts[i]);
      const char *code = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
        if (strcmp (word, stages[j].word) == 0 || strcmp (word, stages[j].code) == 0)
          code = stages[j].code;
      if (code == NULL)
        {
          zx_cli_usage_error (error, _("There is no stage “%s”. Stages are preschool, primary, junior, senior, vocational and special."),
                              word);
          return NULL;
        }
      if (strstr (codes->str, code) == NULL)
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", code);
    }

  return g_string_free (g_steal_pointer (&codes), FALSE);
}

static gboolean
is_region (const char *region)
{
  return strlen (region) == 6 && strspn (region, "0123456789") == 6;
}

static char *
dup_present_term (ZxCli *cli)
{
  g_autofree char *today = cli->today != NULL ? g_strdup (cli->today) : zx_date_today ();

  return zx_term_of_date (today);
}

static ZxRecord *
load_school (ZxDb    *db,
             GError **error)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_school);
  g_autoptr (GArray) ids = NULL;

  zx_query_limit (query, 1);
  ids = zx_query_run (query, db, NULL, error);
  if (ids == NULL || ids->len == 0)
    return NULL;

  return zx_record_load (db, &zx_kind_school, g_array_index (ids, gint64, 0), error);
}

static void
unlink_casebook (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

/* What the command line says of a school wins over what the demo says. */
static gboolean
adapt_demo (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  const ZxNewCasebook *info = data;
  g_autoptr (ZxRecord) school = load_school (zx_action_get_db (action), error);

  if (school == NULL)
    return FALSE;

  if (info->school != NULL)
    zx_record_set_text (school, "name", info->school);
  if (info->region != NULL)
    zx_record_set_text (school, "region", info->region);
  if (info->stages != NULL)
    zx_record_set_text (school, "stages", info->stages);

  return zx_action_save (action, school, error) &&
         (info->term == NULL || zx_action_set_term (action, info->term, error));
}

static ZxCasebook *
make_demo (const char           *path,
           const ZxNewCasebook  *info,
           GError              **error)
{
  g_autoptr (ZxCasebook) casebook = zx_demo_create (path, error);

  if (casebook == NULL)
    return NULL;

  if (!zx_casebook_act (casebook, _("Set up the school"), adapt_demo, (gpointer) info, NULL, error))
    {
      zx_casebook_close (casebook);
      unlink_casebook (path);
      return NULL;
    }

  return g_steal_pointer (&casebook);
}

static ZxCasebook *
make_casebook (ZxCli                *cli,
               const ZxNewCasebook  *info,
               gboolean              demo,
               GError              **error)
{
  const char *path = cli->arguments[0];
  g_autoptr (ZxCasebook) casebook = NULL;

  zx_cli_hold_interrupts (cli);
  casebook = demo ? make_demo (path, info, error) : zx_casebook_create (path, info, error);
  if (casebook == NULL)
    zx_cli_release_interrupts (cli);
  else if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
    {
      zx_casebook_close (casebook);
      unlink_casebook (path);
      return NULL;
    }

  return g_steal_pointer (&casebook);
}

int
zx_cli_create (ZxCli   *cli,
               GError **error)
{
  g_autofree char *school = NULL, *stage_words = NULL, *region = NULL, *term = NULL;
  g_autofree char *codes = NULL;
  g_autoptr (ZxCasebook) casebook = NULL;
  gboolean demo = FALSE;
  const GOptionEntry entries[] = {
    { "school", 0, 0, G_OPTION_ARG_STRING, &school, N_("Name of the school"), "NAME" },
    { "stages", 0, 0, G_OPTION_ARG_STRING, &stage_words, N_("Its stages: preschool,primary,junior,senior,vocational,special"), "STAGES" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &region, N_("Six digits of the county"), "CODE" },
    { "term", 0, 0, G_OPTION_ARG_STRING, &term, N_("The working term, like 2026-2027-1"), "TERM" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &demo, N_("Fill it with the demo school"), NULL },
    { NULL },
  };
  ZxNewCasebook info = { 0 };

  if (!zx_cli_parse (cli, entries, 1, 1, error))
    return zx_cli_after_parse (cli);

  if (!demo && (school == NULL || *school == '\0'))
    {
      zx_cli_usage_error (error, _("Name the school: --school NAME."));
      return -1;
    }
  if (term != NULL && !zx_term_is_valid (term))
    {
      zx_cli_usage_error (error, _("“%s” is no term. Write it like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), term);
      return -1;
    }
  if (region != NULL && !is_region (region))
    {
      zx_cli_usage_error (error, _("“%s” is no county code; it has six digits."), region);
      return -1;
    }
  if (stage_words != NULL || !demo)
    {
      codes = read_stages (stage_words != NULL ? stage_words : "primary", error);
      if (codes == NULL)
        return -1;
    }
  if (!zx_cli_check_new_casebook (cli->arguments[0], error))
    return -1;

  if (term == NULL && !demo)
    term = dup_present_term (cli);
  info.school = school;
  info.stages = codes;
  info.region = region;
  info.term = term;
  casebook = make_casebook (cli, &info, demo, error);
  if (casebook == NULL)
    return -1;
  zx_cli_take_casebook (cli, casebook);

  if (cli->json)
    {
      g_autoptr (ZxJson) json = zx_cli_json_new ();
      g_autofree char *now = zx_casebook_dup_term (casebook);
      g_autoptr (ZxRecord) made = load_school (zx_casebook_get_reader (casebook), NULL);

      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "file", zx_casebook_get_path (casebook));
      zx_json_add_text (json, "school", made != NULL ? zx_record_get_text (made, "name") : NULL);
      zx_json_add_text (json, "term", now);
      zx_json_end_object (json);
      zx_json_end_document (json);
    }
  else
    zx_cli_print ("%s\n", zx_casebook_get_path (casebook));

  return ZX_CLI_DONE;
}

/* --- info --- */

static void
add_stage_words (ZxJson   *json,
                 ZxRecord *school)
{
  const char *codes = school != NULL ? zx_record_get_text (school, "stages") : NULL;
  g_auto (GStrv) parts = g_strsplit (codes != NULL ? codes : "", ",", -1);

  zx_json_begin_list (json, "stages");
  for (guint i = 0; parts[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
      if (strcmp (parts[i], stages[j].code) == 0)
        zx_json_add_text (json, NULL, stages[j].word);
  zx_json_end_list (json);
}

static void
add_counts (ZxJson *json,
            ZxDb   *db)
{
  zx_json_begin_object (json, "counts");
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    zx_json_add_int (json, (*kind)->key, zx_kind_count (*kind, db));
  zx_json_end_object (json);
}

/* ISO time of the local fact "last_backup", however it was kept. */
static char *
dup_last_backup (ZxDb *db)
{
  g_autofree char *kept = zx_local_dup (db, "last_backup");

  if (kept != NULL && *kept != '\0' && strspn (kept, "0123456789") == strlen (kept))
    {
      gint64 number = g_ascii_strtoll (kept, NULL, 10);
      /* Seconds or milliseconds: the first reach the year 5138 before the second start. */
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (number > G_GINT64_CONSTANT (99999999999) ? number / 1000 : number);

      return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
    }

  return g_steal_pointer (&kept);
}

static void
print_info (ZxCli    *cli,
            ZxRecord *school)
{
  ZxDb *db = zx_cli_get_db (cli);
  g_autofree char *term = zx_casebook_dup_term (cli->casebook);
  g_autofree char *stage_labels = school != NULL ? zx_record_dup_display (school, "stages") : g_strdup ("");
  g_autofree char *backup = dup_last_backup (db);
  g_autofree char *today = zx_casebook_dup_today (cli->casebook, db);

  zx_cli_print ("%s\t%s\n", _("School"), school != NULL ? zx_record_get_text (school, "name") : "");
  zx_cli_print ("%s\t%s\n", _("Stages"), stage_labels);
  zx_cli_print ("%s\t%s\n", _("Term"), term != NULL ? term : "");
  zx_cli_print ("%s\t%s\n", _("Today"), today);
  zx_cli_print ("%s\t%s\n", _("Last backup"), backup != NULL ? backup : _("never"));
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      gint64 count = zx_kind_count (*kind, db);

      if (count > 0 && ((*kind)->flags & (ZX_KIND_LOG | ZX_KIND_INNER)) == 0)
        zx_cli_print ("%s\t%" G_GINT64_FORMAT "\n", zx_kind_get_label (*kind), count);
    }
}

int
zx_cli_info (ZxCli   *cli,
             GError **error)
{
  g_autoptr (ZxRecord) school = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (ZxJson) json = NULL;
  g_autofree char *term = NULL;
  g_autofree char *device = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *demo = NULL;
  ZxDb *db;

  if (!zx_cli_parse (cli, NULL, 1, 1, error))
    return zx_cli_after_parse (cli);
  if (!zx_cli_open (cli, ZX_OPEN_READ_ONLY, error))
    return -1;

  db = zx_cli_get_db (cli);
  school = load_school (db, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return -1;
    }

  if (!cli->json)
    {
      print_info (cli, school);
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  term = zx_casebook_dup_term (cli->casebook);
  device = g_strdup_printf ("%" G_GINT64_FORMAT, zx_casebook_get_device (cli->casebook));
  backup = dup_last_backup (db);
  demo = zx_setting_dup (db, "demo");
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "school", school != NULL ? zx_record_get_text (school, "name") : NULL);
  zx_json_add_text (json, "region", school != NULL ? zx_record_get_text (school, "region") : NULL);
  add_stage_words (json, school);
  zx_json_add_text (json, "term", term);
  zx_json_add_int (json, "schema", zx_casebook_get_schema_version (cli->casebook));
  zx_json_add_bool (json, "encrypted", FALSE);
  zx_json_add_text (json, "device", device);
  add_counts (json, db);
  zx_json_add_int (json, "last_action", zx_casebook_get_last_action (cli->casebook));
  zx_json_add_text (json, "last_backup", backup);
  zx_json_add_bool (json, "demo", g_strcmp0 (demo, "1") == 0);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

/* --- kinds --- */

/* The contract's words for types; refs and lists are both lists of references. */
static void
add_field (ZxJson        *json,
           const ZxKind  *kind,
           const ZxField *field)
{
  const ZxCodeTable *table = field->codes != NULL ? zx_code_table_find (field->codes) : NULL;

  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "key", field->key);
  zx_json_add_text (json, "label", zx_field_get_label (kind, field));
  zx_json_add_text (json, "type", field->flags & ZX_FIELD_KEY ? "ref" : zx_field_type_to_word (field->type));
  zx_json_add_bool (json, "required", (field->flags & ZX_FIELD_REQUIRED) != 0);
  zx_json_add_text (json, "sensitivity", zx_sensitivity_to_word (field->sensitivity));
  if (table == NULL)
    zx_json_add_null (json, "choices");
  else
    {
      zx_json_begin_list (json, "choices");
      for (const ZxCode *code = table->codes; code->code != NULL; code++)
        {
          zx_json_begin_object (json, NULL);
          zx_json_add_text (json, "code", code->code);
          zx_json_add_text (json, "label", zx_code_table_get_label (table, code->code));
          zx_json_end_object (json);
        }
      zx_json_end_list (json);
    }
  if (field->of != NULL)
    zx_json_add_text (json, "of", field->of);
  zx_json_add_bool (json, "needed", (field->flags & ZX_FIELD_MUST) != 0);
  zx_json_add_bool (json, "computed", (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_AUTO)) != 0);
  zx_json_end_object (json);
}

static void
print_fields (const ZxKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      const ZxCodeTable *table = field->codes != NULL ? zx_code_table_find (field->codes) : NULL;

      if (field->flags & ZX_FIELD_HIDDEN)
        continue;
      zx_cli_print ("%s\t%s\t%s\t%s\t%s", field->key, zx_field_get_label (kind, field), zx_field_type_to_word (field->type),
                    field->flags & ZX_FIELD_REQUIRED ? _("required") : "", field->of != NULL ? field->of : "");
      if (table != NULL)
        for (const ZxCode *code = table->codes; code->code != NULL; code++)
          zx_cli_print ("%s%s %s", code == table->codes ? "" : ", ", code->code, zx_code_table_get_label (table, code->code));
      zx_cli_print ("\n");
    }
}

static int
tell_kinds (ZxCli *cli)
{
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
        zx_cli_print ("%s\t%s\n", (*kind)->key, zx_kind_get_label (*kind));
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_begin_list (json, "kinds");
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "kind", (*kind)->key);
      zx_json_add_text (json, "label", zx_kind_get_label (*kind));
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

int
zx_cli_kinds (ZxCli   *cli,
              GError **error)
{
  g_autoptr (ZxJson) json = NULL;
  const ZxKind *kind;

  if (!zx_cli_parse (cli, NULL, 0, 1, error))
    return zx_cli_after_parse (cli);
  if (cli->n_arguments == 0)
    return tell_kinds (cli);

  kind = zx_cli_find_kind (cli->arguments[0], error);
  if (kind == NULL)
    return -1;

  if (!cli->json)
    {
      print_fields (kind);
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "kind", kind->key);
  zx_json_add_text (json, "label", zx_kind_get_label (kind));
  zx_json_begin_list (json, "fields");
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ZX_FIELD_HIDDEN) == 0)
      add_field (json, kind, &kind->fields[i]);
  zx_json_end_list (json);
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

/* --- check --- */

static void
tell_check (ZxCli         *cli,
            ZxCheckResult *result)
{
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      for (guint i = 0; i < result->problems->len; i++)
        {
          ZxProblem *problem = g_ptr_array_index (result->problems, i);

          zx_cli_print ("%s: %s\n", problem->where, problem->message);
        }
      if (result->problems->len == 0)
        zx_cli_print ("%s\n", _("The casebook is whole."));
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_bool (json, "ok", result->problems->len == 0);
  zx_json_begin_list (json, "problems");
  for (guint i = 0; i < result->problems->len; i++)
    {
      ZxProblem *problem = g_ptr_array_index (result->problems, i);

      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "where", problem->where);
      zx_json_add_text (json, "message", problem->message);
      zx_json_end_object (json);
    }
  zx_json_end_list (json);
  zx_json_begin_object (json, "counts");
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    if (g_hash_table_contains (result->counts, (*kind)->key))
      zx_json_add_int (json, (*kind)->key, (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (result->counts, (*kind)->key)));
  zx_json_end_object (json);
  zx_json_end_object (json);
  zx_json_end_document (json);
}

/* A file that cannot even be opened is an answer too. */
static int
tell_damage (ZxCli   *cli,
             GError  *damage)
{
  ZxProblem problem = { (char *) "file", damage->message };
  g_auto (ZxCheckResult) result = { g_ptr_array_new (), g_hash_table_new (g_str_hash, g_str_equal) };

  g_ptr_array_add (result.problems, &problem);
  tell_check (cli, &result);

  return ZX_CLI_FAULT;
}

int
zx_cli_check (ZxCli   *cli,
              GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_auto (ZxCheckResult) result = { 0 };

  if (!zx_cli_parse (cli, NULL, 1, 1, error))
    return zx_cli_after_parse (cli);

  if (!zx_cli_open (cli, ZX_OPEN_READ_ONLY, &wrong) ||
      !zx_casebook_check (cli->casebook, &result, &wrong))
    {
      if (g_error_matches (wrong, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT))
        return tell_damage (cli, wrong);
      g_propagate_error (error, g_steal_pointer (&wrong));
      return -1;
    }

  tell_check (cli, &result);

  return result.problems->len == 0 ? ZX_CLI_DONE : ZX_CLI_FAULT;
}

/* --- term --- */

static gboolean
set_term (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  return zx_action_set_term (action, data, error);
}

static void
tell_term (ZxCli      *cli,
           const char *term,
           gint64      action)
{
  g_autoptr (ZxJson) json = NULL;

  if (!cli->json)
    {
      zx_cli_print ("%s\n", term);
      return;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "term", term);
  if (action != 0)
    zx_json_add_int (json, "action", action);
  else
    zx_json_add_null (json, "action");
  zx_json_end_object (json);
  zx_json_end_document (json);
}

int
zx_cli_term (ZxCli   *cli,
             GError **error)
{
  g_autofree char *present = NULL;
  g_autofree char *label = NULL;
  const char *term;
  ZxEntryId entry;

  if (!zx_cli_parse (cli, NULL, 1, 2, error))
    return zx_cli_after_parse (cli);

  term = cli->n_arguments == 2 ? cli->arguments[1] : NULL;
  if (term != NULL && !zx_term_is_valid (term))
    {
      zx_cli_usage_error (error, _("“%s” is no term. Write it like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), term);
      return -1;
    }
  if (!zx_cli_open (cli, term != NULL ? ZX_OPEN_WRITE : ZX_OPEN_READ_ONLY, error))
    return -1;

  if (term == NULL)
    {
      present = zx_casebook_dup_term (cli->casebook);
      tell_term (cli, present != NULL ? present : "", 0);
      return ZX_CLI_DONE;
    }

  label = g_strdup_printf (_("Working term: %s"), term);
  if (!zx_cli_act (cli, label, set_term, (gpointer) term, &entry, error))
    return -1;
  tell_term (cli, term, entry.action);

  return ZX_CLI_DONE;
}

/* --- rollover --- */

typedef struct
{
  const char *to;
  GPtrArray  *plan;
} Rollover;

static gboolean
roll_over (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  Rollover *rollover = data;

  g_clear_pointer (&rollover->plan, g_ptr_array_unref);
  rollover->plan = zx_rollover_plan (zx_action_get_db (action), rollover->to, error);

  return rollover->plan != NULL && zx_action_roll_over (action, rollover->plan, rollover->to, error);
}

/* Neighbours of one class share a line: the plan comes by class. */
static gboolean
is_same_class (ZxRolloverMove *a,
               ZxRolloverMove *b)
{
  return g_strcmp0 (a->grade, b->grade) == 0 && g_strcmp0 (a->class_name, b->class_name) == 0;
}

static char *
dup_class (const char *grade,
           const char *class_name)
{
  if (grade == NULL)
    return NULL;

  return g_strdup_printf ("%s-%s", grade, class_name != NULL ? class_name : "");
}

static void
tell_rollover (ZxCli      *cli,
               const char *from,
               Rollover   *rollover,
               gint64      action)
{
  g_autoptr (ZxJson) json = cli->json ? zx_cli_json_new () : NULL;
  guint n_graduates = 0;

  if (json != NULL)
    {
      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "from", from);
      zx_json_add_text (json, "to", rollover->to);
      zx_json_begin_list (json, "classes");
    }

  for (guint i = 0; i < rollover->plan->len; )
    {
      ZxRolloverMove *first = g_ptr_array_index (rollover->plan, i);
      g_autofree char *old = dup_class (first->grade, first->class_name);
      g_autofree char *fresh = dup_class (first->next_grade, first->class_name);
      guint n = 0;

      for (; i < rollover->plan->len && is_same_class (first, g_ptr_array_index (rollover->plan, i)); i++)
        n++;
      n_graduates += first->graduates ? n : 0;

      if (json == NULL)
        {
          zx_cli_print ("%s\t→ %s\t%u\n", old != NULL ? old : "", first->graduates ? _("graduated") : fresh != NULL ? fresh : "", n);
          continue;
        }
      zx_json_begin_object (json, NULL);
      zx_json_add_text (json, "from", old);
      zx_json_add_text (json, "to", fresh);
      zx_json_add_bool (json, "graduates", first->graduates);
      zx_json_add_int (json, "students", n);
      zx_json_end_object (json);
    }

  if (json == NULL)
    return;

  zx_json_end_list (json);
  zx_json_add_int (json, "moved", rollover->plan->len - n_graduates);
  zx_json_add_int (json, "graduated", n_graduates);
  if (action != 0)
    zx_json_add_int (json, "action", action);
  else
    zx_json_add_null (json, "action");
  zx_json_end_object (json);
  zx_json_end_document (json);
}

int
zx_cli_rollover (ZxCli   *cli,
                 GError **error)
{
  g_autofree char *to = NULL, *from = NULL, *label = NULL;
  gboolean dry_run = FALSE, fine;
  Rollover rollover = { 0 };
  ZxEntryId entry = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("The first term of the next school year, like 2027-2028-1"), "TERM" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only tell what would be done"), NULL },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 1, 1, error))
    return zx_cli_after_parse (cli);
  if (to == NULL || !zx_term_is_valid (to))
    {
      zx_cli_usage_error (error, _("Name the new term: --to 2027-2028-1."));
      return -1;
    }
  if (!zx_cli_open (cli, dry_run ? ZX_OPEN_READ_ONLY : ZX_OPEN_WRITE, error))
    return -1;

  rollover.to = to;
  from = zx_casebook_dup_term (cli->casebook);
  if (dry_run)
    {
      rollover.plan = zx_rollover_plan (zx_cli_get_db (cli), to, error);
      fine = rollover.plan != NULL;
    }
  else
    {
      label = g_strdup_printf (_("New school year: %s"), to);
      fine = zx_cli_act (cli, label, roll_over, &rollover, &entry, error);
    }

  if (fine)
    tell_rollover (cli, from, &rollover, entry.action);
  g_clear_pointer (&rollover.plan, g_ptr_array_unref);

  return fine ? ZX_CLI_DONE : -1;
}
