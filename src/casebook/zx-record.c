/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-record"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-check-value.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-id.h"
#include "zx-record-private.h"
#include "zx-text.h"
#include "zx-words.h"

struct _ZxRecord
{
  gatomicrefcount  refs;
  const ZxKind    *kind;
  gint64           id;
  gboolean         saved;
  ZxValue         *values;
  ZxValue         *old_values;
  GArray         **refs_lists; /* per field, %NULL unless set or loaded */
  GArray         **old_refs_lists;
};

G_DEFINE_BOXED_TYPE (ZxRecord, zx_record, zx_record_ref, zx_record_unref)

/* Which field an error is about travels with the error itself. */
typedef struct { char *field; } ZxRecordErrorPrivate;

static void
zx_record_error_private_init (ZxRecordErrorPrivate *priv)
{
}

static void
zx_record_error_private_copy (const ZxRecordErrorPrivate *from,
                              ZxRecordErrorPrivate       *to)
{
  to->field = g_strdup (from->field);
}

static void
zx_record_error_private_clear (ZxRecordErrorPrivate *priv)
{
  g_free (priv->field);
}

G_DEFINE_EXTENDED_ERROR (ZxRecordError, zx_record_error)

void
zx_set_field_error (GError        **error,
                    ZxRecordError   code,
                    const char     *field,
                    const char     *format,
                    ...)
{
  va_list arguments;
  GError *made;

  if (error == NULL)
    return;

  va_start (arguments, format);
  made = g_error_new_valist (ZX_RECORD_ERROR, code, format, arguments);
  va_end (arguments);
  zx_record_error_get_private (made)->field = g_strdup (field);
  g_propagate_error (error, made);
}

const char *
zx_error_get_field (const GError *error)
{
  if (error == NULL || error->domain != ZX_RECORD_ERROR)
    return NULL;

  return zx_record_error_get_private (error)->field;
}

void
zx_value_clear (ZxValue *self)
{
  if (self->type == ZX_VALUE_TEXT)
    g_free (self->text);
  memset (self, 0, sizeof *self);
}

void
zx_value_copy (ZxValue       *self,
               const ZxValue *from)
{
  zx_value_clear (self);
  *self = *from;
  if (from->type == ZX_VALUE_TEXT)
    self->text = g_strdup (from->text);
}

gboolean
zx_value_equal (const ZxValue *a,
                const ZxValue *b)
{
  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case ZX_VALUE_INT:
      return a->integer == b->integer;
    case ZX_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case ZX_VALUE_NULL:
    default:
      return TRUE;
    }
}

static ZxRecord *
record_alloc (const ZxKind *kind,
              gint64        id)
{
  ZxRecord *self = g_new0 (ZxRecord, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->id = id;
  self->values = g_new0 (ZxValue, kind->n_fields);
  self->old_values = g_new0 (ZxValue, kind->n_fields);

  return self;
}

void
zx_field_get_initial (const ZxField *field,
                      ZxValue       *out_value)
{
  memset (out_value, 0, sizeof *out_value);
  if (field->initial == NULL)
    return;

  if (zx_field_is_integer (field))
    {
      out_value->type = ZX_VALUE_INT;
      out_value->integer = g_ascii_strtoll (field->initial, NULL, 10);
    }
  else
    {
      out_value->type = ZX_VALUE_TEXT;
      out_value->text = g_strdup (field->initial);
    }
}

ZxRecord *
zx_record_new_with_id (const ZxKind *kind,
                       gint64        id)
{
  ZxRecord *self = record_alloc (kind, id);

  for (guint i = 0; i < kind->n_fields; i++)
    zx_field_get_initial (&kind->fields[i], &self->values[i]);

  return self;
}

ZxRecord *
zx_record_new (const ZxKind *kind)
{
  return zx_record_new_with_id (kind, zx_id_draw_next ());
}

ZxRecord *
zx_record_ref (ZxRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

static void
free_lists (GArray **lists,
            guint    n_lists)
{
  if (lists == NULL)
    return;

  for (guint i = 0; i < n_lists; i++)
    g_clear_pointer (&lists[i], g_array_unref);
  g_free (lists);
}

void
zx_record_unref (ZxRecord *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      zx_value_clear (&self->values[i]);
      zx_value_clear (&self->old_values[i]);
    }
  g_free (self->values);
  g_free (self->old_values);
  free_lists (self->refs_lists, self->kind->n_fields);
  free_lists (self->old_refs_lists, self->kind->n_fields);
  g_free (self);
}

void
zx_value_take_column (ZxValue     *self,
                      ZxStatement *row,
                      int          column)
{
  zx_value_clear (self);

  switch (sqlite3_column_type (row, column))
    {
    case SQLITE_INTEGER:
      self->type = ZX_VALUE_INT;
      self->integer = sqlite3_column_int64 (row, column);
      break;
    case SQLITE_TEXT:
      self->type = ZX_VALUE_TEXT;
      self->text = g_strdup ((const char *) sqlite3_column_text (row, column));
      break;
    default:
      break;
    }
}

ZxRecord *
zx_record_from_row (const ZxKind *kind,
                    ZxStatement  *row)
{
  ZxRecord *self = record_alloc (kind, sqlite3_column_int64 (row, 0));

  self->saved = TRUE;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      zx_value_take_column (&self->values[i], row, (int) i + 1);
      zx_value_copy (&self->old_values[i], &self->values[i]);
    }

  return self;
}

/* The statement that reads one record of a kind: its text is long, and asked for all the time. */
static const char *
get_load_sql (const ZxKind *kind)
{
  static GMutex lock;
  static GHashTable *texts; /* ZxKind → char */
  char *sql;

  g_mutex_lock (&lock);
  if (texts == NULL)
    texts = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (texts, kind);
  if (sql == NULL)
    {
      sql = zx_kind_dup_select (kind, "WHERE t.id = :id");
      g_hash_table_insert (texts, (gpointer) kind, sql);
    }
  g_mutex_unlock (&lock);

  return sql;
}

ZxRecord *
zx_record_load (ZxDb          *db,
                const ZxKind  *kind,
                gint64         id,
                GError       **error)
{
  ZxStatement *statement = zx_db_prepare (db, get_load_sql (kind), error);
  ZxRecord *self = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":id", id);
  if (zx_statement_step (statement, error) > 0)
    {
      self = zx_record_from_row (kind, statement);
      sqlite3_reset (statement);
    }

  return self;
}

gboolean
zx_record_load_refs (ZxRecord  *self,
                     ZxDb      *db,
                     GError   **error)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const ZxField *field = &self->kind->fields[i];
      g_autofree char *sql = NULL;
      g_autoptr (GArray) ids = NULL;
      ZxStatement *statement;
      int step;

      if (field->type == ZX_TYPE_REFS && field->via != NULL)
        sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = :id AND deleted_at IS NULL ORDER BY rowid",
                               field->via_ref, field->via, field->via_owner);
      /* Rows with lives of their own come in the order in which they were added. */
      else if (field->type == ZX_TYPE_LIST || field->type == ZX_TYPE_REFS)
        sql = g_strdup_printf ("SELECT id FROM \"%s\" t WHERE \"%s\" = :id AND deleted_at IS NULL "
                               "ORDER BY (SELECT v.jid FROM row_ver v WHERE v.kind = '%s' AND v.row = t.id), id",
                               field->of, field->via_owner, field->of);
      /* An attachment's own file is itself. */
      else if (field->type == ZX_TYPE_FILE && self->kind == &zx_kind_attachment)
        sql = g_strdup ("SELECT id FROM attachment WHERE id = :id AND sha256 IS NOT NULL");
      else if (field->type == ZX_TYPE_FILE)
        sql = g_strdup_printf ("SELECT id FROM attachment WHERE owner_kind = '%s' AND owner_id = :id AND owner_field = '%s' "
                               "AND deleted_at IS NULL ORDER BY id", self->kind->key, field->key);
      else
        continue;

      statement = zx_db_prepare (db, sql, error);
      if (statement == NULL)
        return FALSE;

      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      zx_statement_set_int (statement, ":id", self->id);
      while ((step = zx_statement_step (statement, error)) > 0)
        {
          gint64 id = zx_statement_get_int (statement, 0);

          g_array_append_val (ids, id);
        }
      if (step < 0)
        return FALSE;

      zx_record_set_refs (self, field->key, (const gint64 *) ids->data, ids->len);
      if (self->old_refs_lists == NULL)
        self->old_refs_lists = g_new0 (GArray *, self->kind->n_fields);
      g_clear_pointer (&self->old_refs_lists[i], g_array_unref);
      self->old_refs_lists[i] = g_array_copy (ids);
    }

  return TRUE;
}

const ZxKind *
zx_record_get_kind (ZxRecord *self)
{
  return self->kind;
}

gint64
zx_record_get_id (ZxRecord *self)
{
  return self->id;
}

gboolean
zx_record_is_saved (ZxRecord *self)
{
  return self->saved;
}

void
zx_record_set_saved (ZxRecord *self)
{
  self->saved = TRUE;
  for (guint i = 0; i < self->kind->n_fields; i++)
    zx_value_copy (&self->old_values[i], &self->values[i]);

  if (self->refs_lists == NULL)
    return;

  if (self->old_refs_lists == NULL)
    self->old_refs_lists = g_new0 (GArray *, self->kind->n_fields);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (self->refs_lists[i] != NULL)
      {
        g_clear_pointer (&self->old_refs_lists[i], g_array_unref);
        self->old_refs_lists[i] = g_array_copy (self->refs_lists[i]);
      }
}

/* Programmers name fields; a name that the kind does not have is their mistake. */
static guint
index_of (ZxRecord   *self,
          const char *field)
{
  int index = zx_kind_get_index (self->kind, field);

  if (index < 0)
    g_error ("The kind %s has no field %s", self->kind->key, field);

  return (guint) index;
}

gboolean
zx_record_is_live (ZxRecord *self)
{
  return !zx_record_has (self, "deleted_at") && !zx_record_has (self, "voided_on");
}

const ZxValue *
zx_record_get_value (ZxRecord *self,
                     guint     index)
{
  return &self->values[index];
}

const ZxValue *
zx_record_get_old_value (ZxRecord *self,
                         guint     index)
{
  return &self->old_values[index];
}

const char *
zx_record_get_text (ZxRecord   *self,
                    const char *field)
{
  const ZxValue *value = &self->values[index_of (self, field)];

  return value->type == ZX_VALUE_TEXT ? value->text : NULL;
}

gint64
zx_record_get_int (ZxRecord   *self,
                   const char *field)
{
  const ZxValue *value = &self->values[index_of (self, field)];

  return value->type == ZX_VALUE_INT ? value->integer : 0;
}

gboolean
zx_record_has (ZxRecord   *self,
               const char *field)
{
  guint index = index_of (self, field);

  if (self->refs_lists != NULL && self->refs_lists[index] != NULL)
    return self->refs_lists[index]->len > 0;

  return self->values[index].type != ZX_VALUE_NULL;
}

gboolean
zx_record_is_changed (ZxRecord   *self,
                      const char *field)
{
  guint index = index_of (self, field);

  return !zx_value_equal (&self->values[index], &self->old_values[index]);
}

void
zx_record_set_text (ZxRecord   *self,
                    const char *field,
                    const char *value)
{
  ZxValue *slot = &self->values[index_of (self, field)];
  char *copy = value != NULL && *value != '\0' ? g_strdup (value) : NULL;

  zx_value_clear (slot);
  if (copy != NULL)
    {
      slot->type = ZX_VALUE_TEXT;
      slot->text = copy;
    }
}

void
zx_record_set_int (ZxRecord   *self,
                   const char *field,
                   gint64      value)
{
  ZxValue *slot = &self->values[index_of (self, field)];

  zx_value_clear (slot);
  slot->type = ZX_VALUE_INT;
  slot->integer = value;
}

void
zx_record_set_ref (ZxRecord   *self,
                   const char *field,
                   gint64      id)
{
  if (id == 0)
    zx_record_clear (self, field);
  else
    zx_record_set_int (self, field, id);
}

void
zx_record_clear (ZxRecord   *self,
                 const char *field)
{
  zx_value_clear (&self->values[index_of (self, field)]);
}

const GArray *
zx_record_get_refs (ZxRecord   *self,
                    const char *field)
{
  guint index = index_of (self, field);

  return self->refs_lists != NULL ? self->refs_lists[index] : NULL;
}

const GArray *
zx_record_get_old_refs (ZxRecord *self,
                        guint     index)
{
  return self->old_refs_lists != NULL ? self->old_refs_lists[index] : NULL;
}

void
zx_record_set_refs (ZxRecord     *self,
                    const char   *field,
                    const gint64 *ids,
                    guint         n_ids)
{
  guint index = index_of (self, field);

  if (self->refs_lists == NULL)
    self->refs_lists = g_new0 (GArray *, self->kind->n_fields);
  g_clear_pointer (&self->refs_lists[index], g_array_unref);
  self->refs_lists[index] = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (self->refs_lists[index], ids, n_ids);
}

void
zx_record_add_ref (ZxRecord   *self,
                   const char *field,
                   gint64      id)
{
  guint index = index_of (self, field);
  GArray *list;

  if (self->refs_lists == NULL || self->refs_lists[index] == NULL)
    zx_record_set_refs (self, field, NULL, 0);

  list = self->refs_lists[index];
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, gint64, i) == id)
      return;
  g_array_append_val (list, id);
}

/* --- values as people write them --- */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static gboolean
refuse_value (GError     **error,
              ZxRecord    *self,
              const char  *key,
              const char  *value,
              const char  *what_would_do)
{
  zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, key, _("%s “%s”: %s"),
                      zx_field_get_label (self->kind, zx_kind_get_field (self->kind, key)),
                      value, what_would_do);

  return FALSE;
}

static gboolean
set_date (ZxRecord       *self,
          const ZxField  *field,
          const char     *value,
          GError        **error)
{
  g_autofree char *date = NULL;
  ZxDateForm form = zx_date_parse (value, &date);

  if (form == ZX_DATE_FORM_NONE || (form == ZX_DATE_FORM_MONTH && field->type == ZX_TYPE_DATE))
    return refuse_value (error, self, field->key, value,
                         field->type == ZX_TYPE_DATE
                           ? _("this is no date. Write it like 2026-09-01.")
                           : _("this is no month. Write it like 2026-09."));

  if (field->type == ZX_TYPE_MONTH)
    date[7] = '\0';
  zx_record_set_text (self, field->key, date);

  return TRUE;
}

static gboolean
set_codes (ZxRecord       *self,
           const ZxField  *field,
           const char     *value,
           GError        **error)
{
  const ZxCodeTable *table = zx_code_table_find (field->codes);
  g_auto (GStrv) parts = g_strsplit_set (value, field->type == ZX_TYPE_CODES ? "," : "", -1);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *code = g_strstrip (parts[i]);

      if (*code == '\0')
        continue;
      /* Tables that a county extends (observations, categories) keep their further codes in the casebook. */
      if (!zx_code_table_contains (table, code) && !g_str_has_prefix (code, "x-"))
        return refuse_value (error, self, field->key, code, _("this code is not in the list."));
      if (!g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
        g_ptr_array_add (codes, (gpointer) code);
    }

  g_ptr_array_sort (codes, compare_texts);
  g_ptr_array_add (codes, NULL);
  joined = g_strjoinv (",", (char **) codes->pdata);
  zx_record_set_text (self, field->key, joined);

  return TRUE;
}

/* Numbers of papers and phones have forms of their own; the field's name tells which. */
static gboolean
check_number_text (ZxRecord       *self,
                   const ZxField  *field,
                   const char     *value,
                   GError        **error)
{
  g_autofree char *words = NULL;
  ZxValueProblem problem = ZX_VALUE_OK;

  if (strcmp (field->key, "id_no") == 0 || strcmp (field->key, "bank_holder_id") == 0)
    {
      int type_index = zx_kind_get_index (self->kind, "id_type");
      const ZxValue *type = type_index < 0 ? NULL : &self->values[type_index];

      if (type == NULL || type->type != ZX_VALUE_TEXT || strcmp (type->text, "1") == 0)
        problem = zx_check_id (value, NULL, &words);
    }
  else if (strcmp (field->key, "postcode") == 0)
    problem = zx_check_postcode (value, &words);
  else if (strcmp (field->key, "code") == 0 && self->kind == &zx_kind_school)
    problem = zx_check_school_code (value, &words);
  else if (strcmp (field->key, "name") == 0 && self->kind == &zx_kind_student)
    problem = zx_check_name (value, &words);

  if (problem == ZX_VALUE_OK || !zx_value_problem_is_error (problem))
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, field->key, "%s", words);

  return FALSE;
}

static gboolean
set_text (ZxRecord       *self,
          const ZxField  *field,
          const char     *value,
          GError        **error)
{
  g_autofree char *text = NULL;

  if (strcmp (field->key, "id_no") == 0 || strcmp (field->key, "bank_holder_id") == 0)
    text = zx_id_normalise (value);
  else if (g_str_has_suffix (field->key, "phone"))
    text = zx_phone_normalise (value);
  else if (strcmp (field->key, "bank_no") == 0)
    text = zx_bank_normalise (value);
  else if (strcmp (field->key, "name") == 0 &&
           (self->kind == &zx_kind_student || self->kind == &zx_kind_family_member || self->kind == &zx_kind_staff))
    text = zx_text_normalise_name (value);
  else
    text = g_strstrip (g_strdup (value));

  if (text == NULL || *text == '\0')
    {
      zx_record_clear (self, field->key);
      return TRUE;
    }

  if (field->size > 0 && zx_text_length (text) > (guint) field->size)
    {
      g_autofree char *limit = g_strdup_printf (ngettext ("this is longer than %d character.",
                                                          "this is longer than %d characters.",
                                                          (gulong) field->size), field->size);

      return refuse_value (error, self, field->key, text, limit);
    }

  if (!check_number_text (self, field, text, error))
    return FALSE;

  zx_record_set_text (self, field->key, text);

  return TRUE;
}

static gboolean
set_ref (ZxRecord       *self,
         const ZxField  *field,
         const char     *value,
         GError        **error)
{
  char *end = NULL;
  gint64 id = g_ascii_strtoll (value, &end, 10);

  if (id <= 0 || *end != '\0')
    return refuse_value (error, self, field->key, value, _("this is not the key of a record."));

  if (field->type == ZX_TYPE_REFS)
    zx_record_add_ref (self, field->key, id);
  else
    zx_record_set_ref (self, field->key, id);

  return TRUE;
}

gboolean
zx_record_set_from_string (ZxRecord    *self,
                           const char  *key,
                           const char  *value,
                           GError     **error)
{
  const ZxField *field = zx_kind_get_field (self->kind, key);
  gint64 number;
  char *end = NULL;

  g_return_val_if_fail (field != NULL, FALSE);

  if (field->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_HIDDEN | ZX_FIELD_AUTO))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, key,
                          _("%s is worked out by the program and cannot be set."),
                          zx_field_get_label (self->kind, field));
      return FALSE;
    }

  if (!g_utf8_validate (value, -1, NULL))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, key, _("%s: the text is not valid UTF-8."),
                          zx_field_get_label (self->kind, field));
      return FALSE;
    }

  if (zx_text_is_empty (value))
    {
      if (field->type == ZX_TYPE_REFS)
        zx_record_set_refs (self, key, NULL, 0);
      else
        zx_record_clear (self, key);
      return TRUE;
    }

  switch (field->type)
    {
    case ZX_TYPE_DATE:
    case ZX_TYPE_MONTH:
      return set_date (self, field, value, error);

    case ZX_TYPE_TIME:
      {
        g_autofree char *words = NULL;
        g_autofree char *time = zx_time_parse (value, &words);

        if (time == NULL)
          return refuse_value (error, self, key, value, _("this is no time. Write it like 16:30."));
        zx_record_set_text (self, key, time);
        return TRUE;
      }

    case ZX_TYPE_INT:
      number = g_ascii_strtoll (value, &end, 10);
      if (*end != '\0')
        return refuse_value (error, self, key, value, _("write a whole number."));
      if (number < 0)
        return refuse_value (error, self, key, value, _("a number below zero is not possible here."));
      zx_record_set_int (self, key, number);
      return TRUE;

    case ZX_TYPE_DECIMAL:
    case ZX_TYPE_MONEY:
      {
        g_autofree char *words = NULL;
        ZxValueProblem problem = field->type == ZX_TYPE_MONEY
                                   ? zx_money_parse (value, &number, &words)
                                   : zx_decimal_parse (value, (guint) field->size, &number, &words);

        if (zx_value_problem_is_error (problem))
          return refuse_value (error, self, key, value, words);
        zx_record_set_int (self, key, number);
        return TRUE;
      }

    case ZX_TYPE_BOOL:
      {
        ZxAnswer answer = zx_answer_from_words (value);

        if (answer == ZX_ANSWER_UNKNOWN)
          return refuse_value (error, self, key, value, _("write 1 for yes or 0 for no."));
        zx_record_set_int (self, key, answer == ZX_ANSWER_YES);
        return TRUE;
      }

    case ZX_TYPE_CODE:
    case ZX_TYPE_CODES:
      return set_codes (self, field, value, error);

    case ZX_TYPE_REF:
    case ZX_TYPE_REFS:
      return set_ref (self, field, value, error);

    case ZX_TYPE_LIST:
    case ZX_TYPE_FILE:
      return refuse_value (error, self, key, value, _("add these as records of their own."));

    case ZX_TYPE_TEXT:
    case ZX_TYPE_LONG:
    default:
      return set_text (self, field, value, error);
    }
}

static char *
refs_to_string (const GArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (ids, gint64, i));

  return g_string_free (text, FALSE);
}

char *
zx_value_dup_string (const ZxField *field,
                     const ZxValue *value)
{
  if (value->type == ZX_VALUE_NULL)
    return NULL;

  if (value->type == ZX_VALUE_TEXT)
    return g_strdup (value->text);

  if (field->type == ZX_TYPE_MONEY)
    return zx_money_format (value->integer);
  if (field->type == ZX_TYPE_DECIMAL)
    return zx_decimal_format (value->integer, (guint) field->size);

  return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
}

char *
zx_record_dup_string (ZxRecord   *self,
                      const char *key)
{
  guint index = index_of (self, key);
  const ZxField *field = &self->kind->fields[index];

  if (field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST || field->type == ZX_TYPE_FILE)
    return zx_record_has (self, key) ? refs_to_string (zx_record_get_refs (self, key)) : NULL;

  return zx_value_dup_string (field, &self->values[index]);
}

static char *
codes_to_words (const ZxField *field,
                const char    *codes)
{
  const ZxCodeTable *table = zx_code_table_find (field->codes);
  g_auto (GStrv) parts = g_strsplit (codes, ",", -1);
  GString *words = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *label = zx_code_table_get_label (table, parts[i]);

      if (i > 0)
        /* Translators: between the items of a list */
        g_string_append (words, C_("list", ", "));
      g_string_append (words, label != NULL ? label : parts[i]);
    }

  return g_string_free (words, FALSE);
}

char *
zx_value_dup_display (const ZxField *field,
                      const ZxValue *value)
{
  if (value->type == ZX_VALUE_NULL)
    return g_strdup ("");

  if (field->type == ZX_TYPE_CODE || field->type == ZX_TYPE_CODES)
    return codes_to_words (field, value->text);
  if (field->type == ZX_TYPE_BOOL)
    return g_strdup (value->integer ? C_("answer", "Yes") : C_("answer", "No"));
  if (field->type == ZX_TYPE_MONEY)
    return zx_money_format_grouped (value->integer);
  return zx_value_dup_string (field, value);
}

char *
zx_record_dup_display (ZxRecord   *self,
                       const char *key)
{
  guint index = index_of (self, key);

  return zx_value_dup_display (&self->kind->fields[index], &self->values[index]);
}

gboolean
zx_record_validate (ZxRecord  *self,
                    GError   **error)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const ZxField *field = &self->kind->fields[i];
      gboolean empty = self->values[i].type == ZX_VALUE_NULL;

      if ((field->flags & ZX_FIELD_MUST) == 0 || field->type == ZX_TYPE_FILE)
        continue;

      if (field->type == ZX_TYPE_REFS)
        empty = (self->refs_lists == NULL || self->refs_lists[i] == NULL)
                  ? !self->saved
                  : self->refs_lists[i]->len == 0;

      if (empty)
        {
          zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, field->key,
                              _("%s is missing."), zx_field_get_label (self->kind, field));
          return FALSE;
        }
    }

  return TRUE;
}
