/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-csv-reader"

#include "config.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zx-sheet-private.h"
#include "zx-sheet-text.h"

/* How much of the file is looked at to guess the delimiter, and how many records of it. */
#define GUESS_BYTES 65536
#define GUESS_RECORDS 50

typedef struct
{
  ZxSheetContext  *context;
  ZxSheetEncoding  encoding;
  char             delimiter;
  gboolean         has_separator_line; /* "sep=;", Excel's own hint, as the first line */
} ZxCsvReader;

/* One run of libcsv over the text. */
typedef struct
{
  struct csv_parser  csv;
  ZxSheetWriter     *writer;
  GError            *error;
  guint64            max_cell_bytes;
  guint              record; /* the last one ended */
  guint              column; /* of the next field */
  int                last_end; /* the character that ended it */
  gboolean           skip_record;
} CsvPass;

static const char delimiters[] = { ',', '\t', ';' };

static gboolean
collect (gpointer     user_data,
         const char  *text,
         gsize        length,
         GError     **error)
{
  GString *start = user_data;

  g_string_append_len (start, text, MIN (length, GUESS_BYTES - MIN (start->len, GUESS_BYTES)));

  return TRUE;
}

/* Adds up how alike the records are when cut at @delimiter: fields of every record that has as many
 * as most have. Commas in addresses differ from line to line, columns do not. */
static guint
score_delimiter (const char *text,
                 gsize       length,
                 char        delimiter)
{
  guint counts[GUESS_RECORDS];
  guint n_records = 0, n_cuts = 0, best = 0;
  gboolean quoted = FALSE, filled = FALSE;

  for (gsize i = 0; i <= length && n_records < GUESS_RECORDS; i++)
    {
      char c = i < length ? text[i] : '\n';

      if (c == '"')
        quoted = !quoted;
      else if (!quoted && c == delimiter)
        n_cuts++;
      else if (!quoted && (c == '\n' || c == '\r'))
        {
          if (filled)
            counts[n_records++] = n_cuts;
          n_cuts = 0;
          filled = FALSE;
          continue;
        }
      filled = TRUE;
    }

  for (guint i = 0; i < n_records; i++)
    {
      guint same = 0;

      for (guint j = 0; j < n_records; j++)
        same += counts[j] == counts[i];
      best = MAX (best, same * MIN (counts[i], 1000));
    }

  return best;
}

static void
guess_delimiter (ZxCsvReader *self,
                 GString     *start)
{
  guint best = 0;

  self->delimiter = ',';

  if (g_ascii_strncasecmp (start->str, "sep=", 4) == 0 && start->len > 5 &&
      (start->str[5] == '\n' || start->str[5] == '\r'))
    {
      char delimiter = start->str[4];

      if (delimiter == '\t' || (g_ascii_ispunct (delimiter) && delimiter != '"'))
        {
          self->delimiter = delimiter;
          self->has_separator_line = TRUE;
          return;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      guint score = score_delimiter (start->str, start->len, delimiters[i]);

      if (score > best)
        {
          best = score;
          self->delimiter = delimiters[i];
        }
    }
}

static void
zx_csv_reader_close (gpointer data)
{
  g_free (data);
}

static gpointer
zx_csv_reader_open (ZxSheetContext  *context,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autofree ZxCsvReader *self = g_new0 (ZxCsvReader, 1);
  g_autoptr (GString) start = g_string_new (NULL);

  self->context = context;
  if (!zx_sheet_text_guess_encoding (context->file, &self->encoding, cancellable, error) ||
      !zx_sheet_text_read (context, self->encoding, GUESS_BYTES, collect, start, cancellable, error))
    return NULL;

  if (strspn (start->str, " \t\r\n,;\"") == start->len && start->len < GUESS_BYTES)
    {
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The file is empty."));
      return NULL;
    }

  guess_delimiter (self, start);
  zx_sheet_context_add_table (context, "", FALSE);

  return g_steal_pointer (&self);
}

static gboolean
begin_record (CsvPass *self)
{
  return self->column > 0 ||
         zx_sheet_writer_begin_row (self->writer, self->record + 1, FALSE, &self->error);
}

/* ="520099…": what writes csv for Excel calls its long numbers text that way. */
static void
strip_formula_text (const char **text,
                    size_t      *length)
{
  if (*length >= 3 && (*text)[0] == '=' && (*text)[1] == '"' && (*text)[*length - 1] == '"' &&
      memchr (*text + 2, '"', *length - 3) == NULL)
    {
      *text += 2;
      *length -= 3;
    }
}

static void
field_cb (void   *text,
          size_t  length,
          void   *user_data)
{
  CsvPass *self = user_data;
  const char *field = text;

  if (self->error != NULL || !begin_record (self))
    return;

  if (self->skip_record)
    {
      self->column++;
      return;
    }

  strip_formula_text (&field, &length);
  zx_sheet_writer_add_text (self->writer, self->column++, field, length, &self->error);
}

static void
record_cb (int   end,
           void *user_data)
{
  CsvPass *self = user_data;

  if (self->error != NULL)
    return;

  /* libcsv tells of every line end, so that blank lines are counted; CR LF is one of them. */
  if (self->column == 0 && end == '\n' && self->last_end == '\r')
    {
      self->last_end = end;
      return;
    }

  if (self->column > 0)
    zx_sheet_writer_end_row (self->writer, &self->error);
  self->record++;
  self->column = 0;
  self->last_end = end;
  self->skip_record = FALSE;
}

static gboolean
parse_text (gpointer     user_data,
            const char  *text,
            gsize        length,
            GError     **error)
{
  CsvPass *self = user_data;

  while (length > 0)
    {
      /* In small steps, so that a field without end is noticed early. */
      gsize step = MIN (length, 16384);

      if (csv_parse (&self->csv, text, step, field_cb, record_cb, self) != step && self->error == NULL)
        {
          zx_sheet_set_too_big (error, _("a line too long"));
          return FALSE;
        }
      if (self->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&self->error));
          return FALSE;
        }
      if (csv_get_buffer_size (&self->csv) > self->max_cell_bytes + 65536)
        {
          g_autofree char *message = NULL;

          /* Translators: %u is the number of a line of the table. */
          message = g_strdup_printf (_("the text in line %u has no end; perhaps a quotation mark is never closed"),
                                     self->record + 1);
          zx_sheet_set_too_big (error, message);
          return FALSE;
        }

      text += step;
      length -= step;
    }

  return TRUE;
}

static gboolean
finish (CsvPass  *self,
        GError  **error)
{
  g_autofree char *message = NULL;
  guint record = self->record + 1;
  /* libcsv only tells this in its strict mode, which refuses too much else. Its state 2 is "inside a field". */
  gboolean open_quote = self->csv.quoted && self->csv.pstate == 2;

  if (!open_quote && csv_fini (&self->csv, field_cb, record_cb, self) == 0 && self->error == NULL)
    return TRUE;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  /* Translators: %u is the number of a line of the table. */
  message = g_strdup_printf (_("a quotation mark in line %u is never closed"), record);
  zx_sheet_set_damaged (error, message);

  return FALSE;
}

static gboolean
zx_csv_reader_load (gpointer        data,
                    ZxSheetTable   *table,
                    ZxSheetWriter  *writer,
                    GCancellable   *cancellable,
                    GError        **error)
{
  ZxCsvReader *self = data;
  CsvPass pass = { .writer = writer, .skip_record = self->has_separator_line };
  gboolean done;

  pass.max_cell_bytes = self->context->limits->max_cell_bytes;
  if (csv_init (&pass.csv, CSV_REPALL_NL) != 0)
    {
      zx_sheet_set_too_big (error, _("a line too long"));
      return FALSE;
    }
  csv_set_delim (&pass.csv, self->delimiter);
  csv_set_blk_size (&pass.csv, 4096);

  done = zx_sheet_text_read (self->context, self->encoding, 0, parse_text, &pass, cancellable, error) &&
         finish (&pass, error);
  g_clear_error (&pass.error);
  csv_free (&pass.csv);

  if (done && table->n_rows == 0)
    {
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The file is empty."));
      return FALSE;
    }

  return done;
}

const ZxSheetBackend zx_csv_backend = {
  zx_csv_reader_open,
  zx_csv_reader_load,
  NULL,
  zx_csv_reader_close,
};
