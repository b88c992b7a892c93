/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "zx-check.h"
#include "zx-codes.h"
#include "zx-kind.h"
#include "zx-record-private.h"

/* The kinds against the tables, the code tables, each other and the translations. */

static void
test_columns (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_schema_new_memory (&error);

  g_assert_no_error (error);
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT name, type, dflt_value FROM pragma_table_info ('%s') WHERE NOT pk", (*kind)->key);
      ZxStatement *row = zx_db_prepare (db, sql, &error);
      guint n_columns = 0, n_stored = 0;

      g_assert_no_error (error);
      while (zx_statement_step (row, NULL) > 0)
        {
          const ZxField *field = zx_kind_get_field (*kind, zx_statement_get_text (row, 0));
          ZxValue initial;
          g_autofree char *quoted = NULL;

          g_test_message ("%s.%s", (*kind)->key, zx_statement_get_text (row, 0));
          n_columns++;
          g_assert_nonnull (field);
          g_assert_true (zx_field_is_stored (field));
          g_assert_cmpstr (zx_statement_get_text (row, 1), ==, zx_field_is_integer (field) ? "INTEGER" : "TEXT");

          zx_field_get_initial (field, &initial);
          if (initial.type == ZX_VALUE_TEXT)
            quoted = g_strdup_printf ("'%s'", initial.text);
          else if (initial.type == ZX_VALUE_INT)
            quoted = g_strdup_printf ("%" G_GINT64_FORMAT, initial.integer);
          g_assert_cmpstr (zx_statement_get_text (row, 2), ==, quoted);
          zx_value_clear (&initial);
        }
      for (guint i = 0; i < (*kind)->n_fields; i++)
        n_stored += zx_field_is_stored (&(*kind)->fields[i]);
      g_assert_cmpuint (n_columns, ==, n_stored);
    }
}

static void
test_references_in_the_schema (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_schema_new_memory (&error);

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      guint n_refs = 0;
      g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM pragma_foreign_key_list ('%s')", (*kind)->key);

      for (guint i = 0; i < (*kind)->n_fields; i++)
        {
          const ZxField *field = &(*kind)->fields[i];
          g_autofree char *sql = g_strdup_printf ("SELECT \"table\" FROM pragma_foreign_key_list ('%s') WHERE \"from\" = '%s'", (*kind)->key, field->key);
          g_autofree char *table = zx_db_dup_text (db, sql);
          gboolean is_ref = field->type == ZX_TYPE_REF && zx_field_is_stored (field);

          g_test_message ("%s.%s", (*kind)->key, field->key);
          g_assert_cmpstr (table, ==, is_ref ? field->of : NULL);
          n_refs += is_ref;
        }
      g_assert_cmpint (zx_db_get_int (db, count, 0), ==, n_refs);
    }
}

static gboolean
is_plain_key (const char *key)
{
  static const char * const reserved[] = { "id", "from", "to", "in", "order", "group" };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (strcmp (key, reserved[i]) == 0)
      return FALSE;

  return *key >= 'a' && *key <= 'z' && strspn (key, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen (key);
}

static void
check_field (const ZxKind  *kind,
             const ZxField *field)
{
  gboolean is_coded = field->type == ZX_TYPE_CODE || field->type == ZX_TYPE_CODES;

  g_test_message ("%s.%s", kind->key, field->key);
  g_assert_true (is_plain_key (field->key));
  g_assert_cmpint (zx_kind_get_index (kind, field->key), ==, field - kind->fields); /* no key twice */
  g_assert_nonnull (field->label);
  g_assert_cmpstr (field->label, !=, "");
  g_assert_nonnull (zx_field_type_to_word (field->type));
  g_assert_nonnull (zx_sensitivity_to_word (field->sensitivity));

  g_assert_cmpint (field->codes != NULL, ==, is_coded);
  if (is_coded)
    g_assert_nonnull (zx_code_table_find (field->codes));

  if (field->type == ZX_TYPE_REF || field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST)
    g_assert_nonnull (zx_kind_find (field->of));
  else
    g_assert_null (field->of);

  if (field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST)
    {
      const ZxKind *carrier = zx_kind_find (field->via != NULL ? field->via : field->of);
      const ZxField *owner;

      g_assert_nonnull (carrier);
      owner = zx_kind_get_field (carrier, field->via_owner);
      g_assert_nonnull (owner);
      g_assert_cmpstr (owner->of, ==, kind->key);
      if (field->via != NULL)
        g_assert_cmpstr (zx_kind_get_field (carrier, field->via_ref)->of, ==, field->of);
    }

  if (field->flags & (ZX_FIELD_VIRTUAL | ZX_FIELD_COMPUTED))
    g_assert_false (zx_field_is_stored (field));
  if (field->flags & ZX_FIELD_OWNER)
    g_assert_cmpint (field->type, ==, ZX_TYPE_REF);
  if (field->type == ZX_TYPE_DECIMAL)
    g_assert_cmpint (field->size, >, 0);

  if (field->initial != NULL && field->type == ZX_TYPE_CODE)
    g_assert_true (zx_code_table_contains (zx_code_table_find (field->codes), field->initial));
}

static void
test_fields (void)
{
  static const char * const common[] = { "remark", "voided_on", "void_reason", "deleted_at" };

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      g_assert_true (is_plain_key ((*kind)->key));
      g_assert_true (zx_kind_find ((*kind)->key) == *kind);
      for (guint i = 0; i < (*kind)->n_fields; i++)
        check_field (*kind, &(*kind)->fields[i]);
      for (guint i = 0; i < G_N_ELEMENTS (common); i++)
        g_assert_cmpstr ((*kind)->fields[(*kind)->n_fields - G_N_ELEMENTS (common) + i].key, ==, common[i]);
    }
}

/* The SQL of joins, orders, titles, virtual and computed fields runs. */
static void
test_selects (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_schema_new_memory (&error);

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      g_autofree char *tail = (*kind)->order != NULL ? g_strconcat ("ORDER BY ", (*kind)->order, NULL) : NULL;
      g_autofree char *sql = zx_kind_dup_select (*kind, tail);
      g_autofree char *title = g_strdup_printf ("SELECT %s FROM \"%s\" t %s", (*kind)->title != NULL ? (*kind)->title : "t.id", (*kind)->key,
                                                (*kind)->join != NULL ? (*kind)->join : "");

      g_assert_nonnull (zx_db_prepare (db, sql, &error));
      g_assert_no_error (error);
      g_assert_nonnull (zx_db_prepare (db, title, &error));
      g_assert_no_error (error);
    }
}

static void
test_codes (void)
{
  for (const ZxCodeTable *table = zx_code_tables_get (); table->name != NULL; table++)
    {
      g_assert_true (zx_code_table_find (table->name) == table);
      g_assert_nonnull (table->codes[0].code);
      for (guint i = 0; table->codes[i].code != NULL; i++)
        {
          g_test_message ("%s %s", table->name, table->codes[i].code);
          g_assert_cmpuint (strcspn (table->codes[i].code, ", \t\""), ==, strlen (table->codes[i].code));
          g_assert_cmpstr (table->codes[i].label, !=, "");
          for (guint j = 0; j < i; j++)
            g_assert_cmpstr (table->codes[i].code, !=, table->codes[j].code);
        }
    }
}

/* --- translations, as they stand in the sources --- */

static void
append_quoted (GString    *out,
               const char *line)
{
  const char *start = strchr (line, '"'), *end = strrchr (line, '"');
  g_autofree char *inner = NULL;
  g_autofree char *plain = NULL;

  if (start == NULL || end <= start)
    return;
  inner = g_strndup (start + 1, (gsize) (end - start - 1));
  plain = g_strcompress (inner);
  g_string_append (out, plain);
}

static void
read_po (GHashTable *words,
         const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) context = g_string_new (NULL), id = g_string_new (NULL), translated = g_string_new (NULL);
  GString *current = NULL;
  gboolean has_context = FALSE;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      gboolean ends = g_str_has_prefix (line, "msgctxt") || (g_str_has_prefix (line, "msgid ") && !has_context) || lines[i + 1] == NULL;

      if (*line == '"' && current != NULL)
        append_quoted (current, line);
      if (ends && translated->len > 0)
        g_hash_table_insert (words, g_strdup_printf ("%s\004%s", context->str, id->str), g_strdup (translated->str));
      if (ends)
        {
          g_string_truncate (context, 0);
          g_string_truncate (id, 0);
          g_string_truncate (translated, 0);
        }

      if (g_str_has_prefix (line, "msgctxt"))
        current = context, has_context = TRUE;
      else if (g_str_has_prefix (line, "msgid_plural"))
        current = NULL;
      else if (g_str_has_prefix (line, "msgid"))
        current = id, has_context = FALSE;
      else if (g_str_has_prefix (line, "msgstr"))
        current = translated;
      else
        continue;
      if (current != NULL)
        append_quoted (current, line);
    }
}

static GHashTable *
read_chinese (void)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *po = g_test_build_filename (G_TEST_DIST, "..", "po", NULL);
  g_autofree char *whole = g_build_filename (po, "zh_CN.po", NULL);
  g_autofree char *fragments = g_build_filename (po, "fragments", NULL);
  g_autoptr (GDir) dir = g_dir_open (fragments, 0, NULL);
  const char *name;

  read_po (words, whole);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fragments, name, NULL);

      read_po (words, path);
    }

  return words;
}

static guint
look_up (GHashTable *words,
         const char *context,
         const char *label)
{
  g_autofree char *key = g_strdup_printf ("%s\004%s", context, label);

  if (g_hash_table_contains (words, key))
    return 0;

  g_test_message ("not in Chinese: %s, %s", context, label);

  return 1;
}

static void
test_chinese (void)
{
  g_autoptr (GHashTable) words = read_chinese ();
  guint n_missing = 0;

  g_assert_cmpuint (g_hash_table_size (words), >, 300);
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      n_missing += look_up (words, "kind", (*kind)->label);
      for (guint i = 0; i < (*kind)->n_fields; i++)
        if (((*kind)->fields[i].flags & ZX_FIELD_HIDDEN) == 0)
          n_missing += look_up (words, i + 4 < (*kind)->n_fields ? (*kind)->key : "record", (*kind)->fields[i].label);
    }
  for (const ZxCodeTable *table = zx_code_tables_get (); table->name != NULL; table++)
    for (guint i = 0; table->codes[i].code != NULL; i++)
      n_missing += look_up (words, table->name, table->codes[i].label);

  g_assert_cmpuint (n_missing, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kinds/columns", test_columns);
  g_test_add_func ("/kinds/references-in-the-schema", test_references_in_the_schema);
  g_test_add_func ("/kinds/fields", test_fields);
  g_test_add_func ("/kinds/selects", test_selects);
  g_test_add_func ("/kinds/codes", test_codes);
  g_test_add_func ("/kinds/chinese", test_chinese);

  return g_test_run ();
}
