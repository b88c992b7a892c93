/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-query"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-check-value.h"
#include "zx-query.h"
#include "zx-search.h"
#include "zx-text.h"
#include "zx-words.h"

struct _ZxQuery
{
  const ZxKind *kind;
  GString      *where;
  GPtrArray    *values; /* char *: bound to :v0, :v1 … */
  GString      *order;
  char         *search;
  guint         limit;
};

ZxQuery *
zx_query_new (const ZxKind *kind)
{
  ZxQuery *self = g_new0 (ZxQuery, 1);

  self->kind = kind;
  self->where = g_string_new ("WHERE t.deleted_at IS NULL");
  if (kind == &zx_kind_student)
    g_string_append (self->where, " AND t.merged_into IS NULL");
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->order = g_string_new (NULL);

  return self;
}

void
zx_query_free (ZxQuery *self)
{
  if (self == NULL)
    return;

  g_string_free (self->where, TRUE);
  g_ptr_array_unref (self->values);
  g_string_free (self->order, TRUE);
  g_free (self->search);
  g_free (self);
}

static const ZxField *
need_field (ZxQuery     *self,
            const char  *key,
            GError     **error)
{
  const ZxField *field = zx_kind_get_field (self->kind, key);

  if (field == NULL || (field->flags & ZX_FIELD_HIDDEN))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, key, _("%s has no field “%s”."),
                          zx_kind_get_label (self->kind), key);
      return NULL;
    }

  return field;
}

static char *
dup_expression (const ZxField *field)
{
  if (zx_field_is_stored (field))
    return g_strdup_printf ("t.\"%s\"", field->key);

  return g_strdup_printf ("(%s)", field->sql != NULL ? field->sql : "NULL");
}

/* Stored form of a value as people give it: money and decimals by their digits, the rest as it is. */
static char *
dup_stored (const ZxField *field,
            const char    *value)
{
  gint64 number;

  if (field->type == ZX_TYPE_MONEY && !zx_value_problem_is_error (zx_money_parse (value, &number, NULL)))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (field->type == ZX_TYPE_DECIMAL && !zx_value_problem_is_error (zx_decimal_parse (value, (guint) field->size, &number, NULL)))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return g_strdup (value);
}

gboolean
zx_query_where (ZxQuery     *self,
                const char  *key,
                const char  *value,
                GError     **error)
{
  const ZxField *field = need_field (self, key, error);
  g_autofree char *expression = NULL;
  gboolean is_empty = value == NULL || *value == '\0';
  guint n = self->values->len;

  if (field == NULL)
    return FALSE;

  /* A household's category or member is asked for by any of its children. */
  if (self->kind == &zx_kind_category && strcmp (key, "student") == 0 && !is_empty)
    g_string_append_printf (self->where, " AND (t.student = CAST (:v%u AS INTEGER) OR "
                                         "t.family = (SELECT s.family FROM student s WHERE s.id = CAST (:v%u AS INTEGER)))", n, n);
  else if (self->kind == &zx_kind_family_member && strcmp (key, "student") == 0 && !is_empty)
    g_string_append_printf (self->where, " AND t.family = (SELECT s.family FROM student s WHERE s.id = CAST (:v%u AS INTEGER))", n);
  else if (field->type == ZX_TYPE_REFS && field->via != NULL)
    g_string_append_printf (self->where, " AND EXISTS (SELECT 1 FROM \"%s\" r WHERE r.\"%s\" = t.id AND r.\"%s\" = CAST (:v%u AS INTEGER) "
                                         "AND r.deleted_at IS NULL)",
                            field->via, field->via_owner, field->via_ref, n);
  else if (field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST)
    g_string_append_printf (self->where, " AND EXISTS (SELECT 1 FROM \"%s\" r WHERE r.\"%s\" = t.id AND r.id = CAST (:v%u AS INTEGER) "
                                         "AND r.deleted_at IS NULL)",
                            field->of, field->via_owner, n);
  else
    {
      expression = dup_expression (field);
      if (is_empty)
        {
          g_string_append_printf (self->where, " AND %s IS NULL", expression);
          return TRUE;
        }
      if (field->type == ZX_TYPE_CODES)
        g_string_append_printf (self->where, " AND instr (',' || %s || ',', ',' || :v%u || ',') > 0", expression, n);
      else if (zx_field_is_integer (field))
        g_string_append_printf (self->where, " AND %s = CAST (:v%u AS INTEGER)", expression, n);
      else
        g_string_append_printf (self->where, " AND %s = :v%u", expression, n);
    }

  g_ptr_array_add (self->values, dup_stored (field, value != NULL ? value : ""));

  return TRUE;
}

void
zx_query_search (ZxQuery    *self,
                 const char *text)
{
  g_free (self->search);
  self->search = g_strdup (text);
}

gboolean
zx_query_sort (ZxQuery     *self,
               const char  *key,
               gboolean     descending,
               GError     **error)
{
  const ZxField *field = need_field (self, key, error);
  g_autofree char *expression = NULL;

  if (field == NULL)
    return FALSE;

  /* People expect names by pinyin and classes by grade. */
  if (self->kind == &zx_kind_student && strcmp (key, "name") == 0)
    expression = g_strdup ("n.sort_name");
  else if (self->kind == &zx_kind_student && (strcmp (key, "class_name") == 0 || strcmp (key, "grade") == 0))
    expression = g_strdup ("n.sort_class");
  else
    expression = dup_expression (field);

  g_string_append_printf (self->order, "%s%s%s", self->order->len > 0 ? ", " : "", expression, descending ? " DESC" : "");

  return TRUE;
}

void
zx_query_limit (ZxQuery *self,
                guint    limit)
{
  self->limit = limit;
}

static char *
dup_tail (ZxQuery *self)
{
  GString *tail = g_string_new (self->where->str);

  if (self->order->len > 0)
    g_string_append_printf (tail, " ORDER BY %s, t.id", self->order->str);
  else if (self->kind->order != NULL)
    g_string_append_printf (tail, " ORDER BY %s", self->kind->order);
  else
    g_string_append (tail, " ORDER BY t.id");

  return g_string_free (tail, FALSE);
}

static void
bind_values (ZxQuery     *self,
             ZxStatement *statement)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      char name[12];

      g_snprintf (name, sizeof name, ":v%u", i);
      zx_statement_set_text (statement, name, g_ptr_array_index (self->values, i));
    }
}

/* --- what a search finds --- */

static gboolean
add_hits (GHashTable   *hits,
          ZxStatement  *statement,
          GError      **error)
{
  int step;

  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 id = zx_statement_get_int (statement, 0);

      g_hash_table_add (hits, g_memdup2 (&id, sizeof id));
    }

  return step == 0;
}

/* Rows that belong to one of the children found: by a reference, a list, or their family. */
static gboolean
add_hits_of_students (ZxQuery       *self,
                      ZxDb          *db,
                      const GArray  *students,
                      GHashTable    *hits,
                      GError       **error)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const ZxField *field = &self->kind->fields[i];
      g_autofree char *sql = NULL;

      if (g_strcmp0 (field->of, "family") == 0 && zx_field_is_stored (field))
        sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t WHERE t.\"%s\" = (SELECT s.family FROM student s WHERE s.id = :id)",
                               self->kind->key, field->key);
      else if (g_strcmp0 (field->of, "student") != 0)
        continue;
      else if (field->type == ZX_TYPE_REF && zx_field_is_stored (field))
        sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t WHERE t.\"%s\" = :id", self->kind->key, field->key);
      else if (field->type == ZX_TYPE_REFS && field->via != NULL)
        sql = g_strdup_printf ("SELECT r.\"%s\" FROM \"%s\" r WHERE r.\"%s\" = :id AND r.deleted_at IS NULL",
                               field->via_owner, field->via, field->via_ref);
      else if (field->type == ZX_TYPE_REFS)
        sql = g_strdup_printf ("SELECT s.\"%s\" FROM student s WHERE s.id = :id AND s.\"%s\" IS NOT NULL",
                               field->via_owner, field->via_owner);
      else
        continue;

      for (guint j = 0; j < students->len; j++)
        {
          ZxStatement *statement = zx_db_prepare (db, sql, error);

          if (statement == NULL)
            return FALSE;
          zx_statement_set_int (statement, ":id", g_array_index (students, gint64, j));
          if (!add_hits (hits, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_hits_of_notes (ZxQuery     *self,
                   ZxDb        *db,
                   GHashTable  *hits,
                   GError     **error)
{
  g_autoptr (GArray) notes = zx_search_notes (db, self->search, 0, error);

  if (notes == NULL)
    return FALSE;

  for (guint i = 0; i < notes->len; i++)
    {
      ZxNoteHit *note = &g_array_index (notes, ZxNoteHit, i);

      if (strcmp (note->kind, self->kind->key) == 0)
        g_hash_table_add (hits, g_memdup2 (&note->id, sizeof note->id));
    }

  return TRUE;
}

static gboolean
add_hits_of_words (ZxQuery     *self,
                   ZxDb        *db,
                   GHashTable  *hits,
                   GError     **error)
{
  static const char * const fields[] = { "name", "raw" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *sql = NULL;
      ZxStatement *statement;

      if (zx_kind_get_field (self->kind, fields[i]) == NULL)
        continue;
      sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t WHERE instr (t.\"%s\", :text) > 0", self->kind->key, fields[i]);
      statement = zx_db_prepare (db, sql, error);
      if (statement == NULL)
        return FALSE;
      zx_statement_set_text (statement, ":text", self->search);
      if (!add_hits (hits, statement, error))
        return FALSE;
    }

  return TRUE;
}

static GHashTable *
dup_search_hits (ZxQuery  *self,
                 ZxDb     *db,
                 GError  **error)
{
  g_autoptr (GHashTable) hits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) students = zx_search_students (db, self->search, 0, error);

  if (students == NULL)
    return NULL;

  if (self->kind == &zx_kind_student)
    {
      for (guint i = 0; i < students->len; i++)
        g_hash_table_add (hits, g_memdup2 (&g_array_index (students, gint64, i), sizeof (gint64)));
    }
  else if (!zx_text_is_empty (self->search) &&
           (!add_hits_of_students (self, db, students, hits, error) ||
            !add_hits_of_notes (self, db, hits, error) ||
            !add_hits_of_words (self, db, hits, error)))
    return NULL;

  return g_steal_pointer (&hits);
}

/* Walks the rows that match; @take is called for those within the limit. */
static gboolean
walk (ZxQuery  *self,
      ZxDb     *db,
      gboolean  whole,
      gboolean (*take) (ZxQuery *, ZxDb *, ZxStatement *, gpointer, GError **),
      gpointer  data,
      gint64   *out_total,
      GError  **error)
{
  g_autofree char *tail = dup_tail (self);
  g_autofree char *sql = NULL;
  g_autoptr (GHashTable) hits = NULL;
  ZxStatement *statement;
  gint64 total = 0;
  int step;

  if (self->search != NULL)
    {
      hits = dup_search_hits (self, db, error);
      if (hits == NULL)
        return FALSE;
      if (g_hash_table_size (hits) == 0)
        {
          if (out_total != NULL)
            *out_total = 0;
          return TRUE;
        }
    }

  sql = whole ? zx_kind_dup_select (self->kind, tail)
              : g_strdup_printf ("SELECT t.id FROM \"%s\" t %s %s", self->kind->key,
                                 self->kind->join != NULL ? self->kind->join : "", tail);
  statement = zx_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;

  bind_values (self, statement);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 id = zx_statement_get_int (statement, 0);

      if (hits != NULL && !g_hash_table_contains (hits, &id))
        continue;
      if ((self->limit == 0 || total < (gint64) self->limit) && !take (self, db, statement, data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      total++;
      if (out_total == NULL && self->limit > 0 && total >= (gint64) self->limit)
        {
          /* Nobody asked how many more there are. */
          sqlite3_reset (statement);
          return TRUE;
        }
    }

  if (out_total != NULL)
    *out_total = total;

  return step == 0;
}

static gboolean
take_id (ZxQuery      *self,
         ZxDb         *db,
         ZxStatement  *row,
         gpointer      data,
         GError      **error)
{
  gint64 id = zx_statement_get_int (row, 0);

  g_array_append_val ((GArray *) data, id);

  return TRUE;
}

GArray *
zx_query_run (ZxQuery  *self,
              ZxDb     *db,
              gint64   *out_total,
              GError  **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return walk (self, db, FALSE, take_id, ids, out_total, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
take_record (ZxQuery      *self,
             ZxDb         *db,
             ZxStatement  *row,
             gpointer      data,
             GError      **error)
{
  g_ptr_array_add (data, zx_record_from_row (self->kind, row));

  return TRUE;
}

GPtrArray *
zx_query_load (ZxQuery  *self,
               ZxDb     *db,
               gint64   *out_total,
               GError  **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);

  if (!walk (self, db, TRUE, take_record, records, out_total, error))
    return NULL;

  for (guint i = 0; i < records->len; i++)
    if (!zx_record_load_refs (g_ptr_array_index (records, i), db, error))
      return NULL;

  return g_steal_pointer (&records);
}

typedef struct
{
  ZxQueryFunc func;
  gpointer    data;
} Each;

static gboolean
give_record (ZxQuery      *self,
             ZxDb         *db,
             ZxStatement  *row,
             gpointer      data,
             GError      **error)
{
  Each *each = data;
  g_autoptr (ZxRecord) record = zx_record_from_row (self->kind, row);

  return zx_record_load_refs (record, db, error) && each->func (record, each->data, error);
}

gboolean
zx_query_each (ZxQuery      *self,
               ZxDb         *db,
               ZxQueryFunc   func,
               gpointer      data,
               GError      **error)
{
  Each each = { func, data };

  return walk (self, db, TRUE, give_record, &each, NULL, error);
}

gint64
zx_kind_count (const ZxKind *kind,
               ZxDb         *db)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" t WHERE t.deleted_at IS NULL%s", kind->key,
                                          kind == &zx_kind_student ? " AND t.merged_into IS NULL" : "");

  return zx_db_get_int (db, sql, 0);
}

gboolean
zx_kind_has_any (const ZxKind *kind,
                 ZxDb         *db)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE deleted_at IS NULL)", kind->key);

  return zx_db_get_int (db, sql, 0) != 0;
}

/* --- finding a record by what people call it --- */

static gint64
find_only (ZxDb          *db,
           const ZxKind  *kind,
           const char    *sql,
           const char    *name,
           const char    *second,
           gboolean      *out_several,
           GError       **error)
{
  ZxStatement *statement = zx_db_prepare (db, sql, error);
  gint64 id = 0;
  guint n_found = 0;

  if (statement == NULL)
    return 0;

  zx_statement_set_text (statement, ":name", name);
  if (second != NULL)
    zx_statement_set_text (statement, ":second", second);
  while (zx_statement_step (statement, error) > 0)
    {
      id = zx_statement_get_int (statement, 0);
      n_found++;
    }

  *out_several = n_found > 1;

  return n_found == 1 ? id : 0;
}

static gint64
find_student (ZxDb        *db,
              const char  *name,
              gboolean    *out_several,
              GError     **error)
{
  static const char * const queries[] = {
    "SELECT id FROM student WHERE id_no = :name AND deleted_at IS NULL AND merged_into IS NULL",
    "SELECT id FROM student WHERE roll_no = :name AND deleted_at IS NULL AND merged_into IS NULL",
    "SELECT id FROM student WHERE name = :name AND deleted_at IS NULL AND merged_into IS NULL",
  };
  gint64 id = 0;

  for (guint i = 0; i < G_N_ELEMENTS (queries) && id == 0 && !*out_several; i++)
    id = find_only (db, &zx_kind_student, queries[i], name, NULL, out_several, error);

  return id;
}

static gint64
find_by_words (ZxDb          *db,
               const ZxKind  *kind,
               const char    *name,
               gboolean      *out_several,
               GError       **error)
{
  if (kind == &zx_kind_student)
    return find_student (db, name, out_several, error);

  if (kind == &zx_kind_staff)
    return find_only (db, kind, "SELECT id FROM staff WHERE name = :name AND deleted_at IS NULL", name, NULL, out_several, error);

  if (kind == &zx_kind_term)
    return find_only (db, kind, "SELECT id FROM term WHERE name = :name AND deleted_at IS NULL", name, NULL, out_several, error);

  if (kind == &zx_kind_class && strchr (name, '-') != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (name, "-", 2);

      return find_only (db, kind, "SELECT id FROM class WHERE grade = :name AND name = :second AND deleted_at IS NULL AND school_year = "
                                  "(SELECT substr (value, 1, 9) FROM setting WHERE key = 'term' AND deleted_at IS NULL)",
                        parts[0], parts[1], out_several, error);
    }

  if (kind == &zx_kind_setting)
    return find_only (db, kind, "SELECT id FROM setting WHERE key = :name AND deleted_at IS NULL", name, NULL, out_several, error);

  return 0;
}

gint64
zx_record_find (ZxDb          *db,
                const ZxKind  *kind,
                const char    *name,
                GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE id = CAST (:name AS INTEGER) AND deleted_at IS NULL", kind->key);
  g_autoptr (GError) local_error = NULL;
  gboolean several = FALSE;
  gint64 id = 0;
  gsize digits = strspn (name, "0123456789");

  if (digits > 0 && name[digits] == '\0' && digits <= 19)
    id = find_only (db, kind, sql, name, NULL, &several, &local_error);
  if (id == 0 && local_error == NULL)
    id = find_by_words (db, kind, name, &several, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }

  if (id == 0 && several)
    zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, kind->key,
                        _("More than one record (%s) is called “%s”; name it by its number."), zx_kind_get_label (kind), name);
  else if (id == 0)
    zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, kind->key,
                        _("There is no record (%s) “%s”."), zx_kind_get_label (kind), name);

  return id;
}

char *
zx_record_dup_title (ZxDb          *db,
                     const ZxKind  *kind,
                     gint64         id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" t WHERE t.id = :id",
                                          kind->title != NULL ? kind->title : "t.id", kind->key);
  ZxStatement *statement = zx_db_prepare (db, sql, NULL);
  char *title = NULL;

  if (statement == NULL)
    return g_strdup ("");

  zx_statement_set_int (statement, ":id", id);
  if (zx_statement_step (statement, NULL) > 0)
    title = g_strdup (zx_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  return title != NULL ? title : g_strdup ("");
}
