/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-sheet-spool"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "zx-sheet-private.h"

/* Rows up to this size stay in memory; a township's roster does. */
#define MEMORY_BYTES (8 * 1024 * 1024)

/* Cells of one row together. Excel could write more; nobody does. */
#define MAX_ROW_BYTES (16 * 1024 * 1024)

/* Texts lie in blocks, so that growing never copies them. */
#define BLOCK_BITS 20
#define BLOCK_BYTES (1u << BLOCK_BITS)
#define LOST_BIT (1u << 31)

struct _ZxSheetStrings
{
  GPtrArray *blocks;
  GArray    *places; /* of guint32: number of the block, then offset in it */
  guint64    max_bytes;
  guint64    n_bytes;
  guint      used; /* of the last block */
};

struct _ZxSheetSpool
{
  GByteArray *buffer;  /* everything while in memory; afterwards what is not written yet */
  guint64     written; /* bytes in the file */
  guint64     max_bytes;
  int         fd;      /* -1 while in memory */
};

ZxSheetStrings *
zx_sheet_strings_new (guint64 max_bytes)
{
  ZxSheetStrings *self = g_new0 (ZxSheetStrings, 1);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->max_bytes = max_bytes;
  self->used = BLOCK_BYTES;

  return self;
}

void
zx_sheet_strings_free (ZxSheetStrings *self)
{
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->places);
  g_free (self);
}

gboolean
zx_sheet_strings_add (ZxSheetStrings  *self,
                      const char      *text,
                      gsize            length,
                      GError         **error)
{
  gsize need = sizeof (guint32) + length + 1;
  guint32 head = length;
  guint32 place;
  char *at;

  self->n_bytes += need + sizeof place;
  if (need > BLOCK_BYTES || self->n_bytes > self->max_bytes)
    {
      zx_sheet_set_too_big (error, _("too much text"));
      return FALSE;
    }

  if (self->used + need > BLOCK_BYTES)
    {
      g_ptr_array_add (self->blocks, g_malloc (BLOCK_BYTES));
      self->used = 0;
    }

  at = (char *) g_ptr_array_index (self->blocks, self->blocks->len - 1) + self->used;
  memcpy (at + sizeof head, text, length);
  at[sizeof head + length] = '\0';
  if (zx_sheet_text_has_controls (text, length))
    head = zx_sheet_text_clean (at + sizeof head, length);
  if (zx_sheet_text_is_scientific (at + sizeof head, head))
    head |= LOST_BIT;
  memcpy (at, &head, sizeof head);

  place = ((self->blocks->len - 1) << BLOCK_BITS) | self->used;
  g_array_append_val (self->places, place);
  self->used += need;

  return TRUE;
}

guint
zx_sheet_strings_size (ZxSheetStrings *self)
{
  return self->places->len;
}

const char *
zx_sheet_strings_get (ZxSheetStrings *self,
                      guint           index,
                      guint          *out_length,
                      gboolean       *out_digits_lost)
{
  guint32 place = g_array_index (self->places, guint32, index);
  const char *at = (char *) g_ptr_array_index (self->blocks, place >> BLOCK_BITS) + (place & (BLOCK_BYTES - 1));
  guint32 head;

  memcpy (&head, at, sizeof head);
  *out_length = head & ~LOST_BIT;
  *out_digits_lost = (head & LOST_BIT) != 0;

  return at + sizeof head;
}

ZxSheetSpool *
zx_sheet_spool_new (const ZxSheetLimits *limits)
{
  ZxSheetSpool *self = g_new0 (ZxSheetSpool, 1);

  self->buffer = g_byte_array_new ();
  self->max_bytes = limits->max_spool_bytes;
  self->fd = -1;

  return self;
}

void
zx_sheet_spool_free (ZxSheetSpool *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

guint64
zx_sheet_spool_tell (ZxSheetSpool *self)
{
  return self->written + self->buffer->len;
}

void
zx_sheet_spool_truncate (ZxSheetSpool *self,
                         guint64       offset)
{
  if (offset >= self->written)
    {
      g_byte_array_set_size (self->buffer, offset - self->written);
      return;
    }

  g_byte_array_set_size (self->buffer, 0);
  self->written = offset;
}

static void
set_spool_error (GError **error)
{
  int saved_errno = errno;

  g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_FAILED,
               _("There is no room for temporary files on this computer (%s). Free some disk space and try again."),
               g_strerror (saved_errno));
}

static gboolean
open_file (ZxSheetSpool  *self,
           GError       **error)
{
  const char *folder = g_getenv ("TMPDIR");
  g_autofree char *path = NULL;

  /* /tmp is often kept in memory; /var/tmp is on disk. */
  if (folder == NULL || *folder == '\0')
    folder = g_access ("/var/tmp", W_OK) == 0 ? "/var/tmp" : g_get_tmp_dir ();

#ifdef O_TMPFILE
  self->fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    return TRUE;
#endif

  path = g_build_filename (folder, "zhuxue-XXXXXX", NULL);
  self->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      set_spool_error (error);
      return FALSE;
    }
  g_unlink (path);

  return TRUE;
}

static gboolean
flush_buffer (ZxSheetSpool  *self,
              GError       **error)
{
  gsize done = 0;

  if (self->fd < 0 && !open_file (self, error))
    return FALSE;

  while (done < self->buffer->len)
    {
      gssize n = pwrite (self->fd, self->buffer->data + done, self->buffer->len - done, self->written + done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          set_spool_error (error);
          return FALSE;
        }
      done += n;
    }

  self->written += done;
  if (done > 4 * ZX_SHEET_CHUNK_BYTES)
    {
      g_byte_array_unref (self->buffer);
      self->buffer = g_byte_array_sized_new (2 * ZX_SHEET_CHUNK_BYTES);
    }
  else
    g_byte_array_set_size (self->buffer, 0);

  return TRUE;
}

static gboolean
append (ZxSheetSpool  *self,
        gconstpointer  data,
        gsize          length,
        GError       **error)
{
  if (zx_sheet_spool_tell (self) + length > self->max_bytes)
    {
      zx_sheet_set_too_big (error, _("too many cells"));
      return FALSE;
    }

  g_byte_array_append (self->buffer, data, length);

  return self->buffer->len < (self->fd < 0 ? MEMORY_BYTES : ZX_SHEET_CHUNK_BYTES) || flush_buffer (self, error);
}

gssize
zx_sheet_spool_read (ZxSheetSpool  *self,
                     guint64        offset,
                     gpointer       buffer,
                     gsize          length,
                     GError       **error)
{
  gssize n;

  if (offset >= self->written)
    {
      gsize there = MIN (length, self->buffer->len - (offset - self->written));

      memcpy (buffer, self->buffer->data + (offset - self->written), there);
      return there;
    }

  do
    n = pread (self->fd, buffer, MIN (length, self->written - offset), offset);
  while (n < 0 && errno == EINTR);

  if (n <= 0)
    {
      g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_FAILED,
                   _("A temporary file of this computer cannot be read (%s)."), g_strerror (errno));
      return -1;
    }

  return n;
}

void
zx_sheet_writer_init (ZxSheetWriter       *self,
                      ZxSheetSpool        *spool,
                      ZxSheetTable        *table,
                      const ZxSheetLimits *limits)
{
  *self = (ZxSheetWriter) { 0 };
  self->spool = spool;
  self->table = table;
  self->row = g_byte_array_sized_new (4096);
  self->max_cell_bytes = limits->max_cell_bytes;
}

void
zx_sheet_writer_clear (ZxSheetWriter *self)
{
  g_clear_pointer (&self->row, g_byte_array_unref);
}

gboolean
zx_sheet_writer_begin_row (ZxSheetWriter  *self,
                           guint           number,
                           gboolean        hidden,
                           GError        **error)
{
  if (number > ZX_SHEET_MAX_ROWS)
    {
      zx_sheet_set_too_big (error, _("more than 1,048,576 rows"));
      return FALSE;
    }
  if (number <= self->number)
    {
      zx_sheet_set_damaged (error, _("its rows are out of order"));
      return FALSE;
    }

  self->number = number;
  self->hidden = hidden;
  self->n_cells = 0;
  self->last_column = -1;
  g_byte_array_set_size (self->row, sizeof (ZxSheetRowHead));

  return TRUE;
}

static gboolean
add_cell (ZxSheetWriter          *self,
          const ZxSheetCellHead  *head,
          const double           *number,
          const char             *text,
          GError                **error)
{
  if ((int) head->column <= self->last_column)
    {
      zx_sheet_set_damaged (error, _("its cells are out of order"));
      return FALSE;
    }
  if (self->row->len > MAX_ROW_BYTES)
    {
      zx_sheet_set_too_big (error, _("a row too long"));
      return FALSE;
    }

  self->last_column = head->column;
  self->n_cells++;
  g_byte_array_append (self->row, (const guint8 *) head, sizeof *head);
  if (number != NULL)
    g_byte_array_append (self->row, (const guint8 *) number, sizeof *number);
  if (text != NULL)
    {
      static const guint8 nul = 0;

      g_byte_array_append (self->row, (const guint8 *) text, head->length);
      g_byte_array_append (self->row, &nul, 1);
    }

  return TRUE;
}

static gboolean
check_column (guint    column,
              GError **error)
{
  if (column < ZX_SHEET_MAX_COLUMNS)
    return TRUE;

  zx_sheet_set_too_big (error, _("more than 16,384 columns"));
  return FALSE;
}

gboolean
zx_sheet_writer_add_shared (ZxSheetWriter  *self,
                            guint           column,
                            guint           index,
                            GError        **error)
{
  ZxSheetCellHead head = { column, ZX_SHEET_CELL_TEXT, ZX_SHEET_SPOOL_SHARED, index };

  self->n_shared = MAX (self->n_shared, index + 1);

  return check_column (column, error) && add_cell (self, &head, NULL, NULL, error);
}

gboolean
zx_sheet_writer_add_text (ZxSheetWriter  *self,
                          guint           column,
                          const char     *text,
                          gsize           length,
                          GError        **error)
{
  ZxSheetCellHead head = { column, ZX_SHEET_CELL_TEXT, 0, length };
  g_autofree char *clean = NULL;

  if (!check_column (column, error))
    return FALSE;
  if (length > self->max_cell_bytes)
    {
      zx_sheet_set_too_big (error, _("a cell with too much text"));
      return FALSE;
    }

  if (zx_sheet_text_has_controls (text, length))
    {
      clean = g_strndup (text, length);
      head.length = zx_sheet_text_clean (clean, length);
      text = clean;
    }

  if (head.length == 0)
    return TRUE;

  if (zx_sheet_text_is_scientific (text, head.length))
    head.flags |= ZX_SHEET_SPOOL_DIGITS_LOST;

  return add_cell (self, &head, NULL, text, error);
}

gboolean
zx_sheet_writer_add_value (ZxSheetWriter    *self,
                           guint             column,
                           ZxSheetCellType   type,
                           double            number,
                           gboolean          month_only,
                           const char       *text,
                           gsize             length,
                           GError          **error)
{
  ZxSheetCellHead head = { column, type, ZX_SHEET_SPOOL_NUMBER, length };

  if (type == ZX_SHEET_CELL_NUMBER && fabs (number) >= 1e15)
    head.flags |= ZX_SHEET_SPOOL_DIGITS_LOST;
  if (month_only)
    head.flags |= ZX_SHEET_SPOOL_MONTH_ONLY;

  return check_column (column, error) && add_cell (self, &head, &number, text, error);
}

gboolean
zx_sheet_writer_end_row (ZxSheetWriter  *self,
                         GError        **error)
{
  ZxSheetRowHead head = { self->row->len - sizeof head, self->number, self->n_cells, self->hidden };

  if (self->n_cells == 0)
    return TRUE;

  memcpy (self->row->data, &head, sizeof head);
  self->table->n_rows++;
  self->table->n_columns = MAX (self->table->n_columns, (guint) self->last_column + 1);

  return append (self->spool, self->row->data, self->row->len, error);
}
