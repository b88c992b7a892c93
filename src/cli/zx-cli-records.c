/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-cli-assign.h"
#include "zx-cli-commands.h"
#include "zx-cli-files.h"
#include "zx-id.h"
#include "zx-links.h"
#include "zx-origin.h"
#include "zx-query.h"

/* --- show --- */

/* A value on one line of text. */
static char *
dup_words (ZxDb           *db,
           ZxRecord       *record,
           const ZxField  *field)
{
  g_autofree char *text = NULL;

  if (field->type == ZX_TYPE_REF && field->of != NULL && zx_record_get_int (record, field->key) != 0)
    return zx_record_dup_title (db, zx_kind_find (field->of), zx_record_get_int (record, field->key));

  if ((field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST || field->type == ZX_TYPE_FILE) &&
      (field->of != NULL || field->type == ZX_TYPE_FILE))
    {
      const GArray *ids = zx_record_get_refs (record, field->key);
      const ZxKind *of = field->type == ZX_TYPE_FILE ? &zx_kind_attachment : zx_kind_find (field->of);
      GString *titles = g_string_new (NULL);

      for (guint i = 0; ids != NULL && i < ids->len; i++)
        {
          g_autofree char *title = zx_record_dup_title (db, of, g_array_index (ids, gint64, i));

          g_string_append_printf (titles, "%s%s", i > 0 ? C_("list", ", ") : "", title);
        }
      return g_string_free (titles, FALSE);
    }

  text = zx_record_dup_display (record, field->key);
  g_strdelimit (text, "\t\r\n", ' ');

  return g_steal_pointer (&text);
}

static void
print_record (ZxCli     *cli,
              ZxRecord  *record,
              GPtrArray *all_links)
{
  const ZxKind *kind = zx_record_get_kind (record);
  ZxDb *db = zx_cli_get_db (cli);

  zx_cli_print ("%s\t%" G_GINT64_FORMAT "\n", zx_kind_get_label (kind), zx_record_get_id (record));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];
      g_autofree char *words = NULL;

      if (field->flags & ZX_FIELD_HIDDEN)
        continue;
      words = dup_words (db, record, field);
      if (*words != '\0')
        zx_cli_print ("%s\t%s\n", zx_field_get_label (kind, field), words);
    }

  for (guint i = 0; i < all_links->len; i++)
    {
      ZxLinks *links = g_ptr_array_index (all_links, i);

      for (guint j = 0; j < links->ids->len; j++)
        {
          gint64 id = g_array_index (links->ids, gint64, j);
          g_autofree char *title = zx_record_dup_title (db, links->kind, id);

          zx_cli_print ("→ %s\t%" G_GINT64_FORMAT "\t%s\n", zx_kind_get_label (links->kind), id, title);
        }
    }
}

static gboolean
add_links (ZxJson     *json,
           ZxDb       *db,
           GPtrArray  *all_links,
           GError    **error)
{
  zx_json_begin_object (json, "linked");
  for (guint i = 0; i < all_links->len; i++)
    {
      ZxLinks *links = g_ptr_array_index (all_links, i);

      zx_json_begin_list (json, links->kind->key);
      for (guint j = 0; j < links->ids->len; j++)
        {
          g_autoptr (ZxRecord) record = zx_record_load (db, links->kind, g_array_index (links->ids, gint64, j), error);

          if (record == NULL || !zx_record_load_refs (record, db, error))
            return FALSE;
          zx_json_begin_object (json, NULL);
          zx_json_add_id (json, "id", zx_record_get_id (record));
          zx_json_add_fields (json, record);
          zx_json_end_object (json);
        }
      zx_json_end_list (json);
    }
  zx_json_end_object (json);

  return TRUE;
}

int
zx_cli_show (ZxCli   *cli,
             GError **error)
{
  g_autoptr (ZxRecord) record = NULL;
  g_autoptr (GPtrArray) all_links = NULL;
  g_auto (ZxOrigin) origin = { 0 };
  g_autoptr (ZxJson) json = NULL;
  g_autofree char *text = NULL;
  const ZxKind *kind;
  gint64 id;
  ZxDb *db;

  if (!zx_cli_parse (cli, NULL, 3, 3, error))
    return zx_cli_after_parse (cli);
  kind = zx_cli_find_kind (cli->arguments[1], error);
  if (kind == NULL || !zx_cli_open (cli, ZX_OPEN_READ_ONLY, error))
    return -1;

  db = zx_cli_get_db (cli);
  id = zx_record_find (db, kind, cli->arguments[2], error);
  if (id == 0)
    return -1;
  record = zx_record_load (db, kind, id, error);
  if (record == NULL || !zx_record_load_refs (record, db, error))
    return -1;
  all_links = zx_record_load_links (db, kind, id, error);
  if (all_links == NULL)
    return -1;

  if (!zx_origin_load (&origin, db, kind, id, error))
    return -1;

  if (!cli->json)
    {
      print_record (cli, record, all_links);
      return ZX_CLI_DONE;
    }

  /* A field called "kind" is the record's own; the shape's word comes first and gives way to none. */
  json = zx_json_new ();
  zx_json_begin_object (json, NULL);
  if (zx_kind_get_field (kind, "kind") == NULL)
    zx_json_add_text (json, "kind", kind->key);
  zx_json_add_id (json, "id", id);
  zx_json_add_fields (json, record);
  zx_json_add_time (json, "created_at", origin.created_ms);
  zx_json_add_text (json, "created_by", origin.created_by);
  zx_json_add_time (json, "updated_at", origin.updated_ms);
  zx_json_add_text (json, "updated_by", origin.updated_by);
  if (!add_links (json, db, all_links, error))
    return -1;
  zx_json_end_object (json);
  text = zx_json_end_document (json);
  zx_cli_write (text);

  return ZX_CLI_DONE;
}

/* --- list --- */

typedef struct
{
  ZxCli     *cli;
  ZxDb      *db;
  GPtrArray *fields; /* const ZxField: those to print */
  ZxJson    *json;
  GPtrArray *rows;   /* of a table for people: GPtrArray of char * */
  gboolean   none;   /* --limit 0: only how many there are */
} Listing;

/* What a person wants to see of a kind at a glance. */
static const struct
{
  const char *kind;
  const char *fields;
} glances[] = {
  { "student", "name,sex,grade,class_name,level,phone,village" },
  { "home_visit", "visit_date,student,visitors,purpose" },
  { "contact_log", "date,student,channel,staff,reason" },
  { "follow_up", "due,student,what,person,done_on" },
  { "family_member", "name,relation,guardian,phone,family" },
  { "category", "cat,student,family,valid_from,valid_to" },
  { "rejected_row", "file,row,code,message,state" },
};

static gboolean
take_columns (GPtrArray     *fields,
              const ZxKind  *kind,
              const char    *names,
              GError       **error)
{
  g_auto (GStrv) parts = g_strsplit (names, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = g_strstrip (parts[i]);
      const ZxField *field;

      if (*name == '\0' || strcmp (name, "id") == 0)
        continue;
      field = zx_cli_find_field (kind, name, error);
      if (field == NULL)
        return FALSE;
      g_ptr_array_add (fields, (gpointer) field);
    }

  return TRUE;
}

static GPtrArray *
choose_fields (const ZxKind  *kind,
               const char    *columns,
               gboolean       glance,
               GError       **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; glance && columns == NULL && i < G_N_ELEMENTS (glances); i++)
    if (strcmp (glances[i].kind, kind->key) == 0)
      columns = glances[i].fields;

  if (columns != NULL)
    return take_columns (fields, kind, columns, error) ? g_steal_pointer (&fields) : NULL;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const ZxField *field = &kind->fields[i];

      if ((field->flags & ZX_FIELD_HIDDEN) == 0 && !(glance && (fields->len >= 6 || field->type == ZX_TYPE_LONG)))
        g_ptr_array_add (fields, (gpointer) field);
    }

  return g_steal_pointer (&fields);
}

static gboolean
list_json (ZxRecord  *record,
           gpointer   data,
           GError   **error)
{
  Listing *listing = data;

  zx_json_begin_object (listing->json, NULL);
  zx_json_add_id (listing->json, "id", zx_record_get_id (record));
  for (guint i = 0; i < listing->fields->len; i++)
    zx_json_add_field (listing->json, record, g_ptr_array_index (listing->fields, i));
  zx_json_end_object (listing->json);

  return TRUE;
}

static gboolean
list_csv (ZxRecord  *record,
          gpointer   data,
          GError   **error)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;

  g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, zx_record_get_id (record)));
  for (guint i = 0; i < listing->fields->len; i++)
    {
      const ZxField *field = g_ptr_array_index (listing->fields, i);

      g_ptr_array_add (cells, zx_record_dup_string (record, field->key));
    }
  line = zx_cli_csv_line (cells);
  zx_cli_write (line);

  return TRUE;
}

static gboolean
list_table (ZxRecord  *record,
            gpointer   data,
            GError   **error)
{
  Listing *listing = data;
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (row, g_strdup_printf ("%" G_GINT64_FORMAT, zx_record_get_id (record)));
  for (guint i = 0; i < listing->fields->len; i++)
    g_ptr_array_add (row, dup_words (listing->db, record, g_ptr_array_index (listing->fields, i)));
  g_ptr_array_add (listing->rows, row);

  return TRUE;
}

static void
print_table (GPtrArray *rows)
{
  g_autoptr (GArray) widths = g_array_new (FALSE, TRUE, sizeof (guint));

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (rows, i);

      if (widths->len < row->len)
        g_array_set_size (widths, row->len);
      for (guint j = 0; j < row->len; j++)
        {
          guint *width = &g_array_index (widths, guint, j);

          *width = MAX (*width, zx_cli_width (g_ptr_array_index (row, j)));
        }
    }

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < row->len; j++)
        {
          const char *cell = g_ptr_array_index (row, j);
          int blanks = j + 1 < row->len ? (int) (g_array_index (widths, guint, j) - zx_cli_width (cell)) + 2 : 0;

          zx_cli_print ("%s%*s", cell, blanks, "");
        }
      zx_cli_print ("\n");
    }
}

static GPtrArray *
dup_heading (const ZxKind *kind,
             GPtrArray    *fields,
             gboolean      keys)
{
  GPtrArray *heading = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (heading, g_strdup ("id"));
  for (guint i = 0; i < fields->len; i++)
    {
      const ZxField *field = g_ptr_array_index (fields, i);

      g_ptr_array_add (heading, g_strdup (keys ? field->key : zx_field_get_label (kind, field)));
    }

  return heading;
}

/* A value of --where in its stored form: what people write for dates, yes and no, and names of records. */
static char *
dup_wanted (ZxDb           *db,
            const ZxKind   *kind,
            const ZxField  *field,
            const char     *value,
            GError        **error)
{
  g_autoptr (ZxRecord) sample = NULL;
  g_autofree char *stored = NULL;

  if (*value == '\0')
    return g_strdup ("");

  if ((field->type == ZX_TYPE_REF || field->type == ZX_TYPE_REFS) && field->of != NULL)
    {
      gint64 id = zx_record_find (db, zx_kind_find (field->of), value, error);

      return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
    }

  if (field->type != ZX_TYPE_DATE && field->type != ZX_TYPE_MONTH && field->type != ZX_TYPE_TIME && field->type != ZX_TYPE_BOOL)
    return g_strdup (value);

  sample = zx_record_new_with_id (kind, 1);
  if (zx_record_set_from_string (sample, field->key, value, NULL))
    stored = zx_record_dup_string (sample, field->key);

  return stored != NULL ? g_steal_pointer (&stored) : g_strdup (value);
}

static gboolean
add_conditions (ZxQuery       *query,
                ZxDb          *db,
                const ZxKind  *kind,
                char         **conditions,
                GError       **error)
{
  for (guint i = 0; conditions != NULL && conditions[i] != NULL; i++)
    {
      const char *equals = strchr (conditions[i], '=');
      g_autofree char *key = NULL;
      g_autofree char *wanted = NULL;
      const ZxField *field;

      if (equals == NULL)
        {
          zx_cli_usage_error (error, _("“%s”: write FIELD=VALUE."), conditions[i]);
          return FALSE;
        }
      key = g_strndup (conditions[i], (gsize) (equals - conditions[i]));
      if (strcmp (key, "id") == 0)
        {
          zx_cli_usage_error (error, _("“show” gives one record by its key."));
          return FALSE;
        }
      field = zx_cli_find_field (kind, key, error);
      if (field == NULL)
        return FALSE;
      wanted = dup_wanted (db, kind, field, equals + 1, error);
      if (wanted == NULL || !zx_query_where (query, key, wanted, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_order (ZxQuery       *query,
           const ZxKind  *kind,
           const char    *sort,
           GError       **error)
{
  g_auto (GStrv) parts = sort != NULL ? g_strsplit (sort, ",", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      gboolean descending = g_str_has_suffix (parts[i], ":desc");
      const ZxField *field;

      if (descending)
        parts[i][strlen (parts[i]) - strlen (":desc")] = '\0';
      else if (g_str_has_suffix (parts[i], ":asc"))
        parts[i][strlen (parts[i]) - strlen (":asc")] = '\0';
      field = zx_cli_find_field (kind, parts[i], error);
      if (field == NULL)
        return FALSE;
      if (field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST || field->type == ZX_TYPE_FILE)
        {
          zx_cli_usage_error (error, _("“%s” is a list; rows cannot be sorted by it."), parts[i]);
          return FALSE;
        }
      if (!zx_query_sort (query, parts[i], descending, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run_listing (Listing       *listing,
             ZxQuery       *query,
             const ZxKind  *kind,
             gboolean       csv,
             GError       **error)
{
  if (csv)
    {
      g_autoptr (GPtrArray) heading = dup_heading (kind, listing->fields, TRUE);
      g_autofree char *line = zx_cli_csv_line (heading);

      zx_cli_write (line);
      return listing->none || zx_query_each (query, listing->db, list_csv, listing, error);
    }

  if (listing->cli->json)
    {
      g_autoptr (GArray) ids = NULL;
      gint64 total = 0;

      ids = zx_query_run (query, listing->db, &total, error);
      if (ids == NULL)
        return FALSE;
      listing->json = zx_cli_json_new ();
      zx_json_begin_object (listing->json, NULL);
      zx_json_add_text (listing->json, "kind", kind->key);
      zx_json_add_int (listing->json, "total", total);
      zx_json_begin_list (listing->json, "rows");
      if (!listing->none && !zx_query_each (query, listing->db, list_json, listing, error))
        return FALSE;
      zx_json_end_list (listing->json);
      zx_json_end_object (listing->json);
      zx_json_end_document (listing->json);
      return TRUE;
    }

  listing->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (listing->rows, dup_heading (kind, listing->fields, FALSE));
  if (!listing->none && !zx_query_each (query, listing->db, list_table, listing, error))
    return FALSE;
  print_table (listing->rows);

  return TRUE;
}

int
zx_cli_list (ZxCli   *cli,
             GError **error)
{
  g_auto (GStrv) conditions = NULL;
  g_autofree char *search = NULL, *sort = NULL, *columns = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (ZxQuery) query = NULL;
  gboolean csv = FALSE, fine;
  int limit = -1;
  const ZxKind *kind;
  Listing listing = { .cli = cli };
  const GOptionEntry entries[] = {
    { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, &conditions, N_("Only rows with this value (a code, a name of a record)"), "FIELD=VALUE" },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only rows the search box would find"), "TEXT" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, N_("In the order of this field"), "FIELD[:desc]" },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &columns, N_("Only these fields"), "A,B" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many rows"), "N" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_("As CSV, headed by the field keys"), NULL },
    { NULL },
  };

  if (!zx_cli_parse (cli, entries, 2, 2, error))
    return zx_cli_after_parse (cli);
  if (csv && cli->json)
    {
      zx_cli_usage_error (error, _("Choose one of --csv and --json."));
      return -1;
    }
  if (limit < -1)
    {
      zx_cli_usage_error (error, _("--limit needs a number of 0 or more."));
      return -1;
    }
  kind = zx_cli_find_kind (cli->arguments[1], error);
  if (kind == NULL)
    return -1;
  fields = choose_fields (kind, columns, !csv && !cli->json, error);
  if (fields == NULL || !zx_cli_open (cli, ZX_OPEN_READ_ONLY, error))
    return -1;

  listing.db = zx_cli_get_db (cli);
  listing.fields = fields;
  query = zx_query_new (kind);
  if (!add_conditions (query, listing.db, kind, conditions, error) ||
      !add_order (query, kind, sort, error))
    return -1;
  if (search != NULL)
    zx_query_search (query, search);
  listing.none = limit == 0;
  if (limit > 0)
    zx_query_limit (query, (guint) limit);

  fine = run_listing (&listing, query, kind, csv, error);
  g_clear_pointer (&listing.json, zx_json_free);
  g_clear_pointer (&listing.rows, g_ptr_array_unref);

  return fine ? ZX_CLI_DONE : -1;
}

/* --- add, set, remove --- */

typedef struct
{
  const ZxKind *kind;
  const char   *name;        /* of the record to change or remove */
  GArray       *assignments;
  gint64        id;
} Change;

/* "Home visit added: 2026-10-17"; the words of the history. */
static void
label_change (ZxAction     *action,
              Change       *change,
              const char   *format,
              const char   *format_without_title)
{
  g_autofree char *title = zx_record_dup_title (zx_action_get_db (action), change->kind, change->id);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, change->id);
  g_autofree char *label = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (*title == '\0' || strcmp (title, number) == 0)
    label = g_strdup_printf (format_without_title, zx_kind_get_label (change->kind));
  else
    label = g_strdup_printf (format, zx_kind_get_label (change->kind), title);
#pragma GCC diagnostic pop

  zx_action_set_label (action, label);
}

/* Settings and terms have the key that their name gives, so that two laptops mean the same row. */
static ZxRecord *
make_record (ZxAction  *action,
             Change    *change,
             GError   **error)
{
  const char *name_field = change->kind == &zx_kind_setting ? "key" : change->kind == &zx_kind_term ? "name" : NULL;
  const char *name = name_field != NULL ? zx_cli_find_assigned (change->assignments, name_field) : NULL;
  g_autoptr (ZxRecord) known = NULL;
  g_autoptr (GError) wrong = NULL;

  if (name == NULL)
    return zx_record_new (change->kind);

  known = zx_record_load (zx_action_get_db (action), change->kind, zx_id_from_name (name), &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  if (known == NULL)
    return zx_record_new_with_id (change->kind, zx_id_from_name (name));
  if (!zx_record_has (known, "deleted_at"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, name_field, _("“%s” is there already; change it with “set”."), name);
      return NULL;
    }
  zx_record_clear (known, "deleted_at");

  return g_steal_pointer (&known);
}

static gboolean
add_record (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  Change *change = data;
  g_autoptr (ZxRecord) record = make_record (action, change, error);

  if (record == NULL ||
      !zx_cli_assign (action, record, change->assignments, error) ||
      !zx_action_save (action, record, error) ||
      !zx_cli_attach_files (action, record, change->assignments, error))
    return FALSE;

  change->id = zx_record_get_id (record);
  label_change (action, change, C_("done", "%s added: %s"), C_("done", "%s added"));

  return TRUE;
}

static ZxRecord *
find_record (ZxAction  *action,
             Change    *change,
             GError   **error)
{
  ZxDb *db = zx_action_get_db (action);

  change->id = zx_record_find (db, change->kind, change->name, error);

  return change->id != 0 ? zx_record_load (db, change->kind, change->id, error) : NULL;
}

static gboolean
change_record (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  Change *change = data;
  g_autoptr (ZxRecord) record = find_record (action, change, error);

  if (record == NULL ||
      !zx_record_load_refs (record, zx_action_get_db (action), error) ||
      !zx_cli_assign (action, record, change->assignments, error) ||
      !zx_action_save (action, record, error) ||
      !zx_cli_attach_files (action, record, change->assignments, error))
    return FALSE;

  label_change (action, change, C_("done", "%s changed: %s"), C_("done", "%s changed"));

  return TRUE;
}

static gboolean
remove_record (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  Change *change = data;
  g_autoptr (ZxRecord) record = find_record (action, change, error);

  if (record == NULL)
    return FALSE;

  label_change (action, change, C_("done", "%s removed: %s"), C_("done", "%s removed"));

  return zx_action_remove (action, record, error);
}

/* The program alone writes its logs. */
static gboolean
may_be_written (const ZxKind  *kind,
                GError       **error)
{
  if ((kind->flags & ZX_KIND_LOG) == 0)
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_RULE, NULL, _("“%s” is a log that the program keeps; nobody writes in it."),
                      zx_kind_get_label (kind));

  return FALSE;
}

static int
run_change (ZxCli         *cli,
            Change        *change,
            const char    *label,
            ZxActionFunc   func,
            gboolean       print_id,
            GError       **error)
{
  g_autoptr (ZxJson) json = NULL;
  ZxEntryId entry = { 0 };

  if (!may_be_written (change->kind, error) ||
      !zx_cli_open (cli, ZX_OPEN_WRITE, error) ||
      !zx_cli_store_files (cli, change->assignments, error))
    return -1;
  if (!zx_cli_act (cli, label, func, change, &entry, error))
    {
      zx_cli_discard_files (cli, change->assignments);
      return -1;
    }

  if (!cli->json)
    {
      if (print_id)
        zx_cli_print ("%" G_GINT64_FORMAT "\n", change->id);
      return ZX_CLI_DONE;
    }

  json = zx_cli_json_new ();
  zx_json_begin_object (json, NULL);
  zx_json_add_text (json, "kind", change->kind->key);
  zx_json_add_id (json, "id", change->id);
  if (entry.seq != 0)
    zx_json_add_int (json, "action", entry.action);
  else
    zx_json_add_null (json, "action");
  zx_json_end_object (json);
  zx_json_end_document (json);

  return ZX_CLI_DONE;
}

int
zx_cli_add (ZxCli   *cli,
            GError **error)
{
  g_autoptr (GArray) assignments = NULL;
  Change change = { 0 };

  if (!zx_cli_parse (cli, NULL, 2, G_MAXUINT, error))
    return zx_cli_after_parse (cli);
  change.kind = zx_cli_find_kind (cli->arguments[1], error);
  if (change.kind == NULL)
    return -1;
  assignments = zx_cli_read_assignments (change.kind, cli->arguments + 2, error);
  if (assignments == NULL)
    return -1;
  change.assignments = assignments;

  return run_change (cli, &change, _("Add a record"), add_record, TRUE, error);
}

int
zx_cli_set (ZxCli   *cli,
            GError **error)
{
  g_autoptr (GArray) assignments = NULL;
  Change change = { 0 };

  if (!zx_cli_parse (cli, NULL, 4, G_MAXUINT, error))
    return zx_cli_after_parse (cli);
  change.kind = zx_cli_find_kind (cli->arguments[1], error);
  if (change.kind == NULL)
    return -1;
  change.name = cli->arguments[2];
  assignments = zx_cli_read_assignments (change.kind, cli->arguments + 3, error);
  if (assignments == NULL)
    return -1;
  change.assignments = assignments;

  return run_change (cli, &change, _("Change a record"), change_record, FALSE, error);
}

int
zx_cli_remove (ZxCli   *cli,
               GError **error)
{
  Change change = { 0 };

  if (!zx_cli_parse (cli, NULL, 3, 3, error))
    return zx_cli_after_parse (cli);
  change.kind = zx_cli_find_kind (cli->arguments[1], error);
  if (change.kind == NULL)
    return -1;
  change.name = cli->arguments[2];

  return run_change (cli, &change, _("Remove a record"), remove_record, FALSE, error);
}
