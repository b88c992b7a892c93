/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-ledger-private.h"
#include "zx-ledger-text.h"
#include "zx-student-facts.h"
#include "zx-words.h"

/* The labels of one code table in the language in use. */
typedef struct
{
  const char *table;
  GHashTable *labels; /* code → label, both static */
} Labels;

struct _ZxLedgerRow
{
  ZxStatement    *statement;
  ZxLedgerPeople *people;
  ZxLedgerPerson  person;
  GString        *scratch;
  GHashTable     *classes; /* ZxLedgerClass → words */
  GArray         *labels;  /* Labels */
  ZxLevelWords    levels;
};

struct _ZxLedgerReader
{
  const ZxLedger       *ledger;
  ZxDb                 *db;
  const ZxLedgerScope  *scope;
  gboolean              to_the_end;
  GPtrArray            *classes; /* (nullable): ZxLedgerClass, of ledgers with a sheet each */
  ZxLedgerRow           row;
  GString              *text;    /* of the present cell */
};

/* --- a row --- */

const char *
zx_ledger_row_get_text (ZxLedgerRow *self,
                        int          field)
{
  return (const char *) sqlite3_column_text (self->statement, field);
}

gint64
zx_ledger_row_get_int (ZxLedgerRow *self,
                       int          field)
{
  return sqlite3_column_int64 (self->statement, field);
}

GString *
zx_ledger_row_get_scratch (ZxLedgerRow *self)
{
  g_string_truncate (self->scratch, 0);

  return self->scratch;
}

const ZxLedgerPerson *
zx_ledger_row_get_person (ZxLedgerRow *self)
{
  return &self->person;
}

const char *
zx_ledger_row_get_student (ZxLedgerRow *self)
{
  return self->person.name;
}

const char *
zx_ledger_row_get_class (ZxLedgerRow *self)
{
  const ZxLedgerClass *in_class = self->person.in_class;
  char *words;

  if (in_class == NULL)
    return NULL;

  words = g_hash_table_lookup (self->classes, in_class);
  if (words == NULL)
    {
      words = zx_class_format (in_class->grade, in_class->name);
      g_hash_table_insert (self->classes, (gpointer) in_class, words);
    }

  return words;
}

const char *
zx_ledger_row_get_staff (ZxLedgerRow *self,
                         int          field)
{
  return zx_ledger_people_get_staff (self->people, zx_ledger_row_get_text (self, field), C_("between names", ", "));
}

const char *
zx_ledger_row_get_level (ZxLedgerRow *self,
                         const char  *code)
{
  return code != NULL ? self->levels.words[zx_level_get_rank (code)] : NULL;
}

static GHashTable *
get_labels (ZxLedgerRow *self,
            const char  *table)
{
  const ZxCodeTable *codes;
  Labels fresh = { table, NULL };

  for (guint i = 0; i < self->labels->len; i++)
    {
      const Labels *known = &g_array_index (self->labels, Labels, i);

      if (known->table == table || strcmp (known->table, table) == 0)
        return known->labels;
    }

  fresh.labels = g_hash_table_new (g_str_hash, g_str_equal);
  codes = zx_code_table_find (table);
  for (const ZxCode *code = codes != NULL ? codes->codes : NULL; code != NULL && code->code != NULL; code++)
    g_hash_table_insert (fresh.labels, (gpointer) code->code, (gpointer) zx_code_table_get_label (codes, code->code));
  g_array_append_val (self->labels, fresh);

  return fresh.labels;
}

const char *
zx_ledger_row_get_label (ZxLedgerRow *self,
                         const char  *table,
                         const char  *code)
{
  return code != NULL ? g_hash_table_lookup (get_labels (self, table), code) : NULL;
}

static void
clear_labels (gpointer data)
{
  g_hash_table_unref (((Labels *) data)->labels);
}

/* --- the reader --- */

ZxLedgerReader *
zx_ledger_reader_new (const ZxLedger       *ledger,
                      ZxDb                 *db,
                      const ZxLedgerScope  *scope,
                      gboolean              to_the_end,
                      GError              **error)
{
  g_autoptr (ZxLedgerReader) self = g_new0 (ZxLedgerReader, 1);

  self->ledger = ledger;
  self->db = db;
  self->scope = scope;
  self->to_the_end = to_the_end;
  self->text = g_string_new (NULL);
  self->row.scratch = g_string_new (NULL);
  self->row.classes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->row.labels = g_array_new (FALSE, FALSE, sizeof (Labels));
  g_array_set_clear_func (self->row.labels, clear_labels);

  zx_level_words_load (&self->row.levels, db);
  self->row.people = zx_ledger_people_new (db, scope, error);
  if (self->row.people == NULL)
    return NULL;

  if (ledger->per_class)
    {
      self->classes = zx_ledger_scope_list_classes (scope, db, error);
      if (self->classes == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
zx_ledger_reader_free (ZxLedgerReader *self)
{
  if (self == NULL)
    return;

  if (self->row.statement != NULL)
    sqlite3_reset (self->row.statement);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->row.people, zx_ledger_people_free);
  zx_level_words_clear (&self->row.levels);
  g_array_unref (self->row.labels);
  g_hash_table_unref (self->row.classes);
  g_string_free (self->row.scratch, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self);
}

guint
zx_ledger_reader_count_sheets (ZxLedgerReader *self)
{
  return self->classes != NULL ? MAX (self->classes->len, 1) : 1;
}

char *
zx_ledger_reader_dup_part (ZxLedgerReader *self,
                           guint           sheet)
{
  const ZxLedgerClass *one;

  if (self->classes == NULL)
    return self->scope->class_id != 0 ? zx_class_format (self->scope->grade, self->scope->class_name) : NULL;
  if (sheet >= self->classes->len)
    return NULL;

  one = g_ptr_array_index (self->classes, sheet);

  return one->id != 0 ? zx_class_format (one->grade, one->name) : g_strdup (C_("ledger", "Without a class"));
}

gboolean
zx_ledger_reader_open_sheet (ZxLedgerReader  *self,
                             guint            sheet,
                             GError         **error)
{
  gint64 class_id = 0;

  self->row.statement = NULL;
  if (self->classes != NULL)
    {
      if (sheet >= self->classes->len)
        return TRUE;
      class_id = ((const ZxLedgerClass *) g_ptr_array_index (self->classes, sheet))->id;
    }

  self->row.statement = zx_ledger_query_open (self->ledger->query, self->db, self->scope, class_id, self->to_the_end, error);

  return self->row.statement != NULL;
}

int
zx_ledger_reader_step (ZxLedgerReader  *self,
                       GError         **error)
{
  if (self->row.statement == NULL)
    return 0;

  return zx_ledger_query_step (self->ledger->query, self->row.statement, self->row.people, &self->row.person, error);
}

ZxLedgerRow *
zx_ledger_reader_get_row (ZxLedgerReader *self)
{
  return &self->row;
}

/* --- cells --- */

static void
take_number (const ZxLedgerColumn *column,
             gint64                value,
             ZxLedgerCell         *cell)
{
  cell->type = ZX_CELL_IS_NUMBER;
  cell->exact = value;
  cell->decimals = column->kind == ZX_CELL_MONEY ? 2 : 0;
}

static void
take_text (ZxLedgerReader       *self,
           const ZxLedgerColumn *column,
           const char           *text,
           gsize                 length,
           ZxLedgerCell         *cell)
{
  g_autofree char *masked = NULL;
  ZxCellText fit;

  if (column->mask != ZX_MASK_NONE)
    {
      masked = zx_mask (column->mask, text);
      text = masked;
      length = strlen (masked);
    }
  if (length == 0)
    return;

  /* A copy that is made in the scratch, where @text is the mask's, which goes away. */
  if (masked != NULL)
    {
      g_string_assign (self->row.scratch, masked);
      text = self->row.scratch->str;
    }

  fit = zx_cell_text (text, length, column->cut, column->width, !column->full, self->text);
  cell->type = *fit.text != '\0' ? ZX_CELL_IS_TEXT : ZX_CELL_IS_BLANK;
  cell->text = fit.text;
  cell->lines = fit.lines;
}

void
zx_ledger_reader_read_cell (ZxLedgerReader *self,
                            guint           number,
                            gint64          serial,
                            ZxLedgerCell   *cell)
{
  const ZxLedgerColumn *column = &self->ledger->columns[number];
  sqlite3_stmt *row = self->row.statement;
  const char *text;
  gsize length;
  int day;

  cell->type = ZX_CELL_IS_BLANK;
  cell->lines = 1;

  if (column->blank)
    return;

  if (column->kind == ZX_CELL_SERIAL)
    {
      take_number (column, serial, cell);
      return;
    }
  if (column->kind == ZX_CELL_NUMBER || column->kind == ZX_CELL_MONEY)
    {
      if (sqlite3_column_type (row, column->field) != SQLITE_NULL)
        take_number (column, sqlite3_column_int64 (row, column->field), cell);
      return;
    }

  if (column->value != NULL)
    {
      text = column->value (&self->row);
      length = text != NULL ? strlen (text) : 0;
    }
  else
    {
      text = (const char *) sqlite3_column_text (row, column->field);
      length = (gsize) sqlite3_column_bytes (row, column->field);
      /* A code that no table knows is shown as it is. */
      if (text != NULL && column->codes != NULL)
        {
          const char *label = zx_ledger_row_get_label (&self->row, column->codes, text);

          if (label != NULL)
            {
              text = label;
              length = strlen (label);
            }
        }
    }

  if (text == NULL)
    return;

  day = column->kind == ZX_CELL_DATE ? zx_date_to_day (text) : ZX_DATE_NO_DAY;
  if (day != ZX_DATE_NO_DAY && day > -25000)
    {
      cell->type = ZX_CELL_IS_NUMBER;
      cell->exact = day + ZX_SHEET_DAYS_BEFORE_1970;
      cell->decimals = 0;
      return;
    }

  take_text (self, column, text, length, cell);
}
