/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-sheet-reader"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zx-sheet-private.h"
#include "zx-sheet-sniff.h"

/* Cells given for merges in one walk: a merge can claim a billion. */
#define MAX_FILLED (32 * 1024 * 1024)

struct _ZxSheetReader
{
  ZxSheetFile           file;
  ZxSheetLimits         limits;
  ZxSheetContext        context;
  ZxSheetFormat         format;
  const ZxSheetBackend *backend;
  gpointer              impl;
  ZxSheetSpool         *spool;
};

/* A vertical merge the cursor is inside of. */
typedef struct
{
  ZxSheetCell  cell;
  char        *text;
  guint        last_row;
} Fill;

struct _ZxSheetCursor
{
  ZxSheetReader  *reader;
  ZxSheetTable   *table;
  ZxSheetStrings *strings;
  guint64         offset; /* of the next row */
  char           *buffer;
  gsize           size;   /* of the buffer */
  guint64         start;  /* of the buffer, in the spool */
  gsize           there;  /* bytes in it */
  GArray         *cells;
  GArray         *merged; /* the cells of a row with its fills */
  GArray         *fills;  /* of Fill, by column */
  GPtrArray      *stale;  /* texts that die with the row */
  guint           merge;  /* the next to begin */
  guint           n_filled;
  ZxSheetRow      row;
};

G_DEFINE_QUARK (zx-sheet-error-quark, zx_sheet_error)

void
zx_sheet_set_damaged (GError     **error,
                      const char  *detail)
{
  /* Translators: %s says what is wrong, such as "its rows are out of order". */
  g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_DAMAGED,
               _("The file is damaged or cut short: %s. Ask for it again, or open it in Excel or WPS and save it anew."),
               detail);
}

void
zx_sheet_set_too_big (GError     **error,
                      const char  *detail)
{
  /* Translators: %s says what there is too much of, such as "more than 16,384 columns". */
  g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_TOO_BIG,
               _("The file is too big to be read safely: %s."), detail);
}

gssize
zx_sheet_file_read (ZxSheetFile  *self,
                    guint64       offset,
                    gpointer      buffer,
                    gsize         length,
                    GError      **error)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (self->fd, (char *) buffer + done, length - done, offset + done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_UNREADABLE,
                       _("The file cannot be read (%s)."), g_strerror (errno));
          return -1;
        }
      if (n == 0)
        break;
      done += n;
    }

  return done;
}

static void
table_free (gpointer data)
{
  ZxSheetTable *self = data;

  g_free (self->name);
  g_free (self->source);
  g_clear_pointer (&self->merges, g_array_unref);
  g_clear_pointer (&self->hidden_columns, g_array_unref);
  g_free (self);
}

ZxSheetTable *
zx_sheet_context_add_table (ZxSheetContext *self,
                            const char     *name,
                            gboolean        hidden)
{
  ZxSheetTable *table = g_new0 (ZxSheetTable, 1);

  table->name = g_strdup (name);
  table->hidden = hidden;
  table->merges = g_array_new (FALSE, FALSE, sizeof (ZxSheetRange));
  table->hidden_columns = g_array_new (FALSE, FALSE, sizeof (ZxSheetRange));
  g_ptr_array_add (self->tables, table);

  return table;
}

void
zx_sheet_context_report (ZxSheetContext *self,
                         guint64         done,
                         guint64         total)
{
  int percent = total > 0 ? MIN (done * 100 / total, 100) : 0;

  if (self->progress == NULL || percent <= self->last_percent)
    return;

  self->last_percent = percent;
  self->progress (percent / 100.0, self->progress_data);
}

static gboolean
open_file (ZxSheetFile  *file,
           GError      **error)
{
  GStatBuf info;

  /* Not to hang on a pipe somebody named roster.xlsx. */
  file->fd = g_open (file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (file->fd < 0)
    {
      int saved_errno = errno;

      if (saved_errno == ENOENT || saved_errno == ENOTDIR)
        g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NOT_FOUND,
                     _("There is no file “%s”."), file->path);
      else
        g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_UNREADABLE,
                     _("The file “%s” cannot be opened (%s)."), file->path, g_strerror (saved_errno));
      return FALSE;
    }

  if (fstat (file->fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_UNREADABLE,
                   _("“%s” is a folder or a device, not a file."), file->path);
      return FALSE;
    }
  file->size = info.st_size;

  return TRUE;
}

static void
set_limits (ZxSheetLimits       *limits,
            const ZxSheetLimits *wanted)
{
  static const ZxSheetLimits defaults = {
    .max_file_bytes = 512ull << 20,
    .max_part_bytes = 2048ull << 20,
    .max_ratio = 200,
    .max_text_bytes = 128ull << 20,
    .max_spool_bytes = 1024ull << 20,
    .max_cell_bytes = 128 << 10, /* Excel keeps 32,767 characters */
  };

  *limits = defaults;
  if (wanted == NULL)
    return;

  if (wanted->max_file_bytes > 0)
    limits->max_file_bytes = wanted->max_file_bytes;
  if (wanted->max_part_bytes > 0)
    limits->max_part_bytes = wanted->max_part_bytes;
  if (wanted->max_ratio > 0)
    limits->max_ratio = wanted->max_ratio;
  if (wanted->max_text_bytes > 0)
    limits->max_text_bytes = wanted->max_text_bytes;
  if (wanted->max_spool_bytes > 0)
    limits->max_spool_bytes = wanted->max_spool_bytes;
  if (wanted->max_cell_bytes > 0)
    limits->max_cell_bytes = MIN (wanted->max_cell_bytes, 512 << 10);
}

ZxSheetReader *
zx_sheet_reader_open (const char           *path,
                      const ZxSheetLimits  *limits,
                      GCancellable         *cancellable,
                      GError              **error)
{
  static const ZxSheetBackend *backends[] = {
    &zx_xlsx_backend, &zx_xls_backend, &zx_csv_backend, &zx_html_backend,
  };
  g_autoptr (ZxSheetReader) self = g_new0 (ZxSheetReader, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->file.fd = -1;
  self->file.path = g_strdup (path);
  set_limits (&self->limits, limits);
  self->spool = zx_sheet_spool_new (&self->limits);
  self->context.file = &self->file;
  self->context.limits = &self->limits;
  self->context.tables = g_ptr_array_new_with_free_func (table_free);

  if (!open_file (&self->file, error))
    return NULL;
  if (self->file.size > self->limits.max_file_bytes)
    {
      g_autofree char *size = g_format_size (self->file.size);

      zx_sheet_set_too_big (error, size);
      return NULL;
    }

  if (!zx_sheet_sniff (&self->file, &self->format, cancellable, error))
    return NULL;

  self->backend = backends[self->format];
  self->impl = self->backend->open (&self->context, cancellable, error);
  if (self->impl == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
zx_sheet_reader_free (ZxSheetReader *self)
{
  if (self == NULL)
    return;

  if (self->impl != NULL)
    self->backend->close (self->impl);
  if (self->file.fd >= 0)
    close (self->file.fd);
  g_ptr_array_unref (self->context.tables);
  zx_sheet_spool_free (self->spool);
  g_free (self->file.path);
  g_free (self);
}

void
zx_sheet_reader_set_progress (ZxSheetReader       *self,
                              ZxSheetProgressFunc  func,
                              gpointer             user_data)
{
  g_return_if_fail (self != NULL);

  self->context.progress = func;
  self->context.progress_data = user_data;
}

ZxSheetFormat
zx_sheet_reader_get_format (ZxSheetReader *self)
{
  return self->format;
}

gboolean
zx_sheet_reader_is_since_1904 (ZxSheetReader *self)
{
  return self->context.date1904;
}

guint
zx_sheet_reader_get_n_sheets (ZxSheetReader *self)
{
  return self->context.tables->len;
}

static ZxSheetTable *
get_table (ZxSheetReader *self,
           guint          sheet)
{
  g_return_val_if_fail (self != NULL && sheet < self->context.tables->len, NULL);

  return g_ptr_array_index (self->context.tables, sheet);
}

const char *
zx_sheet_reader_get_sheet_name (ZxSheetReader *self,
                                guint          sheet)
{
  return get_table (self, sheet)->name;
}

gboolean
zx_sheet_reader_is_hidden (ZxSheetReader *self,
                           guint          sheet)
{
  return get_table (self, sheet)->hidden;
}

int
zx_sheet_reader_find_sheet (ZxSheetReader *self,
                            const char    *name)
{
  for (guint i = 0; i < self->context.tables->len; i++)
    {
      if (strcmp (get_table (self, i)->name, name) == 0)
        return i;
    }

  return -1;
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  const ZxSheetRange *left = a;
  const ZxSheetRange *right = b;

  if (left->first_row != right->first_row)
    return left->first_row < right->first_row ? -1 : 1;
  if (left->first_column != right->first_column)
    return left->first_column < right->first_column ? -1 : 1;

  return 0;
}

gboolean
zx_sheet_reader_load (ZxSheetReader  *self,
                      guint           sheet,
                      GCancellable   *cancellable,
                      GError        **error)
{
  ZxSheetTable *table = get_table (self, sheet);
  g_auto (ZxSheetWriter) writer = { 0 };
  guint64 first = zx_sheet_spool_tell (self->spool);

  if (table->loaded)
    return TRUE;

  self->context.last_percent = -1;
  zx_sheet_writer_init (&writer, self->spool, table, &self->limits);
  if (!self->backend->load (self->impl, table, &writer, cancellable, error))
    {
      zx_sheet_spool_truncate (self->spool, first);
      g_array_set_size (table->merges, 0);
      g_array_set_size (table->hidden_columns, 0);
      table->n_rows = table->n_columns = 0;
      return FALSE;
    }

  g_array_sort (table->merges, compare_ranges);
  table->first = first;
  table->end = zx_sheet_spool_tell (self->spool);
  table->loaded = TRUE;

  return TRUE;
}

guint
zx_sheet_reader_get_n_rows (ZxSheetReader *self,
                            guint          sheet)
{
  return get_table (self, sheet)->n_rows;
}

guint
zx_sheet_reader_get_n_columns (ZxSheetReader *self,
                               guint          sheet)
{
  return get_table (self, sheet)->n_columns;
}

gboolean
zx_sheet_reader_is_column_hidden (ZxSheetReader *self,
                                  guint          sheet,
                                  guint          column)
{
  GArray *hidden = get_table (self, sheet)->hidden_columns;

  for (guint i = 0; i < hidden->len; i++)
    {
      const ZxSheetRange *range = &g_array_index (hidden, ZxSheetRange, i);

      if (column >= range->first_column && column <= range->last_column)
        return TRUE;
    }

  return FALSE;
}

const ZxSheetRange *
zx_sheet_reader_get_merges (ZxSheetReader *self,
                            guint          sheet,
                            guint         *out_n_merges)
{
  GArray *merges = get_table (self, sheet)->merges;

  *out_n_merges = merges->len;

  return (const ZxSheetRange *) merges->data;
}

const ZxSheetCell *
zx_sheet_row_get_cell (const ZxSheetRow *row,
                       guint             column)
{
  static const ZxSheetCell empty = { .text = "" };
  guint low = 0, high = row->n_cells;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (row->cells[middle].column < column)
        low = middle + 1;
      else
        high = middle;
    }

  return low < row->n_cells && row->cells[low].column == column ? &row->cells[low] : &empty;
}

ZxSheetCursor *
zx_sheet_cursor_new (ZxSheetReader *reader,
                     guint          sheet)
{
  ZxSheetTable *table = get_table (reader, sheet);
  ZxSheetCursor *self;

  g_return_val_if_fail (table != NULL && table->loaded, NULL);

  self = g_new0 (ZxSheetCursor, 1);
  self->reader = reader;
  self->table = table;
  self->strings = reader->backend->strings != NULL ? reader->backend->strings (reader->impl) : NULL;
  self->offset = table->first;
  self->size = ZX_SHEET_CHUNK_BYTES;
  self->buffer = g_malloc (self->size);
  self->cells = g_array_new (FALSE, FALSE, sizeof (ZxSheetCell));
  self->merged = g_array_new (FALSE, FALSE, sizeof (ZxSheetCell));
  self->fills = g_array_new (FALSE, FALSE, sizeof (Fill));
  self->stale = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
zx_sheet_cursor_free (ZxSheetCursor *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->fills->len; i++)
    g_free (g_array_index (self->fills, Fill, i).text);
  g_array_unref (self->fills);
  g_ptr_array_unref (self->stale);
  g_array_unref (self->cells);
  g_array_unref (self->merged);
  g_free (self->buffer);
  g_free (self);
}

/* Makes @length bytes from self->offset stand in the buffer. */
static const char *
fetch (ZxSheetCursor  *self,
       gsize           length,
       GError        **error)
{
  gsize kept;

  if (self->offset >= self->start && self->offset + length <= self->start + self->there)
    return self->buffer + (self->offset - self->start);

  kept = self->offset >= self->start && self->offset < self->start + self->there
           ? self->start + self->there - self->offset
           : 0;
  memmove (self->buffer, self->buffer + self->there - kept, kept);
  self->start = self->offset;
  self->there = kept;

  if (length > self->size)
    {
      self->size = length + ZX_SHEET_CHUNK_BYTES;
      self->buffer = g_realloc (self->buffer, self->size);
    }

  while (self->there < length)
    {
      gsize room = MIN (self->size - self->there, self->table->end - self->start - self->there);
      gssize n = zx_sheet_spool_read (self->reader->spool, self->start + self->there,
                                      self->buffer + self->there, room, error);

      if (n <= 0)
        {
          self->start = self->there = 0;
          return NULL;
        }
      self->there += n;
    }

  return self->buffer;
}

/* Merges that begin in this row, and have something to give to the next. */
static void
begin_fills (ZxSheetCursor *self)
{
  GArray *merges = self->table->merges;

  for (; self->merge < merges->len; self->merge++)
    {
      const ZxSheetRange *range = &g_array_index (merges, ZxSheetRange, self->merge);
      const ZxSheetCell *cell;
      Fill fill;
      guint at;

      if (range->first_row > self->row.number)
        break;
      if (range->first_row < self->row.number || range->last_row == range->first_row)
        continue;

      cell = zx_sheet_row_get_cell (&self->row, range->first_column);
      if (cell->type == ZX_SHEET_CELL_EMPTY || cell->type == ZX_SHEET_CELL_NO_VALUE)
        continue;

      fill.cell = *cell;
      fill.cell.filled = TRUE;
      fill.last_row = range->last_row;
      fill.text = g_strndup (cell->text, cell->length);
      fill.cell.text = fill.text;

      /* Merges of a row come from left to right, so the place is mostly the end. */
      for (at = self->fills->len; at > 0; at--)
        {
          if (g_array_index (self->fills, Fill, at - 1).cell.column < cell->column)
            break;
        }
      self->n_filled += self->fills->len - at;
      if (at < self->fills->len && g_array_index (self->fills, Fill, at).cell.column == cell->column)
        {
          /* The row shown just now may still use it. */
          g_ptr_array_add (self->stale, g_array_index (self->fills, Fill, at).text);
          g_array_index (self->fills, Fill, at) = fill;
        }
      else
        g_array_insert_val (self->fills, at, fill);
    }
}

static gboolean
apply_fills (ZxSheetCursor  *self,
             GError        **error)
{
  guint at = 0, n_own = 0, n_live = 0;

  for (guint i = 0; i < self->fills->len; i++)
    {
      Fill *fill = &g_array_index (self->fills, Fill, i);

      if (fill->last_row < self->row.number)
        g_free (fill->text);
      else
        g_array_index (self->fills, Fill, n_live++) = *fill;
    }
  g_array_set_size (self->fills, n_live);
  if (self->fills->len == 0)
    return TRUE;

  self->n_filled += self->fills->len;
  if (self->n_filled > MAX_FILLED)
    {
      zx_sheet_set_too_big (error, _("too many merged cells"));
      return FALSE;
    }

  g_array_set_size (self->merged, 0);
  for (guint i = 0; i < self->fills->len; i++)
    {
      const ZxSheetCell *fill = &g_array_index (self->fills, Fill, i).cell;

      for (; at < self->row.n_cells && self->row.cells[at].column < fill->column; at++, n_own++)
        g_array_append_val (self->merged, self->row.cells[at]);
      if (at < self->row.n_cells && self->row.cells[at].column == fill->column)
        at++;
      g_array_append_vals (self->merged, fill, 1);
    }
  for (; at < self->row.n_cells; at++, n_own++)
    g_array_append_val (self->merged, self->row.cells[at]);

  self->row.cells = (const ZxSheetCell *) self->merged->data;
  self->row.n_cells = self->merged->len;
  self->row.only_filled = n_own == 0;

  return TRUE;
}

static const char *
take_cell (ZxSheetCursor *self,
           const char    *at,
           ZxSheetCell   *cell)
{
  ZxSheetCellHead head;
  gboolean lost;

  memcpy (&head, at, sizeof head);
  at += sizeof head;

  *cell = (ZxSheetCell) { .column = head.column, .type = head.type };
  if (head.flags & ZX_SHEET_SPOOL_SHARED)
    {
      cell->text = zx_sheet_strings_get (self->strings, head.length, &cell->length, &lost);
      cell->digits_lost = lost;
      if (cell->length == 0)
        cell->type = ZX_SHEET_CELL_EMPTY;
      return at;
    }

  if (head.flags & ZX_SHEET_SPOOL_NUMBER)
    {
      memcpy (&cell->number, at, sizeof cell->number);
      at += sizeof cell->number;
    }
  cell->digits_lost = (head.flags & ZX_SHEET_SPOOL_DIGITS_LOST) != 0;
  cell->month_only = (head.flags & ZX_SHEET_SPOOL_MONTH_ONLY) != 0;
  cell->text = at;
  cell->length = head.length;

  return at + head.length + 1;
}

int
zx_sheet_cursor_next (ZxSheetCursor     *self,
                      const ZxSheetRow **out_row,
                      GError           **error)
{
  g_return_val_if_fail (self != NULL && out_row != NULL, -1);

  if (self->stale->len > 0)
    g_ptr_array_set_size (self->stale, 0);

  while (self->offset < self->table->end)
    {
      ZxSheetRowHead head;
      const char *at = fetch (self, sizeof head, error);

      if (at == NULL)
        return -1;
      memcpy (&head, at, sizeof head);

      at = fetch (self, sizeof head + head.size, error);
      if (at == NULL)
        return -1;
      self->offset += sizeof head + head.size;
      at += sizeof head;

      g_array_set_size (self->cells, head.n_cells);
      self->row = (ZxSheetRow) { .number = head.number, .hidden = head.hidden };
      for (guint i = 0; i < head.n_cells; i++)
        {
          ZxSheetCell *cell = &g_array_index (self->cells, ZxSheetCell, self->row.n_cells);

          at = take_cell (self, at, cell);
          self->row.n_cells += cell->type != ZX_SHEET_CELL_EMPTY;
        }
      self->row.cells = (const ZxSheetCell *) self->cells->data;

      /* Cells whose shared text is empty were all it had. */
      if (self->row.n_cells == 0)
        continue;

      if (!apply_fills (self, error))
        return -1;
      begin_fills (self);

      *out_row = &self->row;
      return 1;
    }

  return 0;
}
