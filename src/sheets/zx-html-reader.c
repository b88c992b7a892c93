/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-html-reader"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "zx-sheet-private.h"
#include "zx-sheet-text.h"

/* School platforms and old programs write a web page with one table and call it .xls. Excel opens that; so
 * do we. All tables of the page are taken one below the other, as Excel does; a table inside a cell adds
 * its text to that cell. */

/* Longest tag that is looked at; a longer one is read over. */
#define MAX_TAG_BYTES 65536

#define MAX_MERGES (1000 * 1000)

typedef struct
{
  ZxSheetContext  *context;
  ZxSheetEncoding  encoding;
} ZxHtmlReader;

typedef enum
{
  IN_TEXT,
  IN_TAG,
  IN_COMMENT,
  IN_SKIPPED, /* between <script> or <style> and its end */
} State;

typedef struct
{
  ZxSheetTable  *table;
  ZxSheetWriter *writer;
  GError        *error;
  GString       *tag;     /* from behind "<" */
  GString       *entity;  /* from behind "&"; empty when none is open */
  GString       *text;    /* of the cell */
  GArray        *covered; /* of guint: by column, the last row a cell above reaches to */
  State          state;
  char           quote;   /* inside a tag, the one that is open */
  const char    *skip_until;
  guint64        max_cell_bytes;
  guint          depth;   /* of tables */
  guint          row;
  guint          column;  /* the next that is free */
  guint          row_span, column_span;
  gboolean       in_row, in_cell, in_entity, in_table;
  gboolean       blank;   /* a blank is due before the next word */
} HtmlPass;

static void
append_char (HtmlPass *self,
             gunichar  c)
{
  if (!self->in_cell)
    return;

  if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
    {
      self->blank = TRUE;
      return;
    }

  if (self->text->len > self->max_cell_bytes)
    {
      if (self->error == NULL)
        zx_sheet_set_too_big (&self->error, _("a cell with too much text"));
      return;
    }

  if (self->blank && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, ' ');
  self->blank = FALSE;
  g_string_append_unichar (self->text, c);
}

/* A byte of a longer character, which needs no care. */
static inline void
append_byte (HtmlPass *self,
             char      byte)
{
  if ((guchar) byte < 0x80)
    append_char (self, byte);
  else if (self->in_cell)
    {
      if ((guchar) byte >= 0xc0)
        {
          if (self->blank && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
            g_string_append_c (self->text, ' ');
          self->blank = FALSE;
        }
      if (self->text->len > self->max_cell_bytes)
        {
          if (self->error == NULL)
            zx_sheet_set_too_big (&self->error, _("a cell with too much text"));
          return;
        }
      g_string_append_c (self->text, byte);
    }
}

static void
append_entity (HtmlPass *self)
{
  static const struct { const char *name; gunichar c; } names[] = {
    { "nbsp", ' ' }, { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
    { "middot", 0xb7 }, { "times", 0xd7 }, { "ensp", ' ' }, { "emsp", ' ' }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
    { "mdash", 0x2014 }, { "ndash", 0x2013 }, { "hellip", 0x2026 }, { "bull", 0x2022 },
  };
  const char *name = self->entity->str;

  self->in_entity = FALSE;

  if (name[0] == '#')
    {
      gboolean hex = name[1] == 'x' || name[1] == 'X';
      guint64 c = g_ascii_strtoull (name + (hex ? 2 : 1), NULL, hex ? 16 : 10);

      if (c == 0xa0)
        c = ' ';
      if (c > 0 && c <= 0x10ffff && g_unichar_validate (c))
        append_char (self, c);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (name, names[i].name) == 0)
        {
          append_char (self, names[i].c);
          return;
        }
    }

  append_char (self, '&');
  for (; *name != '\0'; name++)
    append_byte (self, *name);
}

/* The value of an attribute, or NULL. Good enough for what programs write. */
static char *
find_attribute (const char *tag,
                const char *name)
{
  const char *at = tag + strcspn (tag, " \t\r\n/");
  gsize length = strlen (name);

  while (*at != '\0')
    {
      const char *start, *value = NULL;
      gsize name_length, value_length = 0;

      at += strspn (at, " \t\r\n/");
      start = at;
      name_length = strcspn (at, " \t\r\n=/");
      if (name_length == 0)
        {
          if (*at != '\0')
            at++;
          continue;
        }
      at += name_length;
      at += strspn (at, " \t\r\n");
      if (*at == '=')
        {
          at++;
          at += strspn (at, " \t\r\n");
          if (*at == '"' || *at == '\'')
            {
              char quote[2] = { *at, '\0' };

              value = ++at;
              value_length = strcspn (at, quote);
              at += value_length + (at[value_length] != '\0');
            }
          else
            {
              value = at;
              value_length = strcspn (at, " \t\r\n");
              at += value_length;
            }
        }

      if (name_length == length && g_ascii_strncasecmp (start, name, length) == 0)
        return g_strndup (value != NULL ? value : "", value_length);
    }

  return NULL;
}

static gboolean
is_not_displayed (const char *tag)
{
  g_autofree char *style = find_attribute (tag, "style");
  g_autofree char *lower = NULL;
  char *out;

  if (style == NULL)
    return FALSE;

  lower = out = g_ascii_strdown (style, -1);
  for (const char *in = lower; *in != '\0'; in++)
    {
      if (*in != ' ')
        *out++ = *in;
    }
  *out = '\0';

  return strstr (lower, "display:none") != NULL;
}

static guint
find_span (const char *tag,
           const char *name,
           guint       most)
{
  g_autofree char *value = find_attribute (tag, name);
  gint64 span = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 1;

  return CLAMP (span, 1, most);
}

static void
end_cell (HtmlPass *self)
{
  ZxSheetRange range;

  if (!self->in_cell)
    return;
  self->in_cell = FALSE;
  if (self->error != NULL)
    return;

  while (self->text->len > 0 && (self->text->str[self->text->len - 1] == '\n' || self->text->str[self->text->len - 1] == ' '))
    g_string_truncate (self->text, self->text->len - 1);
  if (!zx_sheet_writer_add_text (self->writer, self->column, self->text->str, self->text->len, &self->error))
    return;

  range.first_row = self->row;
  range.last_row = MIN (self->row + self->row_span - 1, ZX_SHEET_MAX_ROWS);
  range.first_column = self->column;
  range.last_column = MIN (self->column + self->column_span - 1, ZX_SHEET_MAX_COLUMNS - 1);
  if (range.last_row > range.first_row || range.last_column > range.first_column)
    {
      if (self->table->merges->len >= MAX_MERGES)
        {
          zx_sheet_set_too_big (&self->error, _("too many merged cells"));
          return;
        }
      g_array_append_val (self->table->merges, range);
    }

  if (range.last_row > range.first_row)
    {
      if (self->covered->len <= range.last_column)
        g_array_set_size (self->covered, range.last_column + 1);
      for (guint i = range.first_column; i <= range.last_column; i++)
        g_array_index (self->covered, guint, i) = range.last_row;
    }
  self->column += self->column_span;
}

static void
end_row (HtmlPass *self)
{
  end_cell (self);
  if (!self->in_row)
    return;
  self->in_row = FALSE;
  if (self->error == NULL)
    zx_sheet_writer_end_row (self->writer, &self->error);
}

static void
start_row (HtmlPass   *self,
           const char *tag)
{
  end_row (self);
  if (self->error != NULL)
    return;

  self->in_row = TRUE;
  self->column = 0;
  self->row++;
  zx_sheet_writer_begin_row (self->writer, self->row, is_not_displayed (tag), &self->error);
}

static void
start_cell (HtmlPass   *self,
            const char *tag)
{
  end_cell (self);
  if (!self->in_row)
    start_row (self, "tr");
  if (self->error != NULL)
    return;

  while (self->column < self->covered->len && g_array_index (self->covered, guint, self->column) >= self->row)
    self->column++;

  self->in_cell = TRUE;
  self->blank = FALSE;
  self->row_span = find_span (tag, "rowspan", ZX_SHEET_MAX_ROWS);
  self->column_span = find_span (tag, "colspan", 1000);
  g_string_truncate (self->text, 0);
}

static void
end_tag (HtmlPass   *self,
         const char *name)
{
  if (strcmp (name, "table") == 0 && self->depth > 0)
    {
      if (--self->depth == 0)
        {
          end_row (self);
          for (guint i = 0; i < self->covered->len; i++)
            g_array_index (self->covered, guint, i) = 0;
        }
    }
  else if (self->depth != 1)
    append_char (self, ' ');
  else if (strcmp (name, "tr") == 0)
    end_row (self);
  else if (strcmp (name, "td") == 0 || strcmp (name, "th") == 0)
    end_cell (self);
}

static void
start_tag (HtmlPass   *self,
           const char *name,
           const char *tag)
{
  if (strcmp (name, "table") == 0)
    {
      self->depth = MIN (self->depth + 1, 1000);
      self->in_table = TRUE;
    }
  else if (strcmp (name, "script") == 0)
    {
      self->state = IN_SKIPPED;
      self->skip_until = "</script";
    }
  else if (strcmp (name, "style") == 0)
    {
      self->state = IN_SKIPPED;
      self->skip_until = "</style";
    }
  else if (strcmp (name, "br") == 0)
    {
      if (self->in_cell && self->text->len > 0)
        g_string_append_c (self->text, '\n');
      self->blank = FALSE;
    }
  else if (self->depth != 1)
    append_char (self, ' ');
  else if (strcmp (name, "tr") == 0)
    start_row (self, tag);
  else if (strcmp (name, "td") == 0 || strcmp (name, "th") == 0)
    start_cell (self, tag);
  else if (strcmp (name, "p") == 0 || strcmp (name, "div") == 0)
    append_char (self, ' ');
}

static void
take_tag (HtmlPass *self)
{
  const char *tag = self->tag->str;
  gboolean closing = tag[0] == '/';
  char name[16];
  gsize length;

  self->state = IN_TEXT;
  if (closing)
    tag++;
  length = strcspn (tag, " \t\r\n/");
  if (length == 0 || length >= sizeof name)
    return;
  for (gsize i = 0; i < length; i++)
    name[i] = g_ascii_tolower (tag[i]);
  name[length] = '\0';

  if (closing)
    end_tag (self, name);
  else
    start_tag (self, name, tag);
}

static void
take_byte (HtmlPass *self,
           char      c)
{
  switch (self->state)
    {
    case IN_TEXT:
      if (self->in_entity)
        {
          if ((g_ascii_isalnum (c) || c == '#') && self->entity->len < 12)
            {
              g_string_append_c (self->entity, c);
              return;
            }
          append_entity (self);
          if (c == ';')
            return;
        }

      if (c == '<')
        {
          self->state = IN_TAG;
          self->quote = '\0';
          g_string_truncate (self->tag, 0);
        }
      else if (c == '&')
        {
          self->in_entity = TRUE;
          g_string_truncate (self->entity, 0);
        }
      else
        append_byte (self, c);
      return;

    case IN_TAG:
      if (self->quote != '\0')
        {
          if (c == self->quote)
            self->quote = '\0';
        }
      else if ((c == '"' || c == '\'') && self->tag->len > 0 && self->tag->str[0] != '!')
        self->quote = c;
      else if (c == '>')
        {
          take_tag (self);
          return;
        }

      if (self->tag->len < MAX_TAG_BYTES)
        g_string_append_c (self->tag, c);
      if (self->tag->len == 3 && strcmp (self->tag->str, "!--") == 0)
        {
          self->state = IN_COMMENT;
          g_string_truncate (self->tag, 0);
        }
      return;

    case IN_COMMENT:
      /* "-->" ends it. */
      if (c == '>' && self->tag->len >= 2 && g_str_has_suffix (self->tag->str, "--"))
        {
          self->state = IN_TEXT;
          return;
        }
      if (self->tag->len >= 2)
        g_string_erase (self->tag, 0, self->tag->len - 1);
      g_string_append_c (self->tag, c);
      return;

    case IN_SKIPPED:
    default:
      if (c == '<')
        g_string_truncate (self->tag, 0);
      if (self->tag->len < 12)
        g_string_append_c (self->tag, g_ascii_tolower (c));
      if (c == '>' && g_str_has_prefix (self->tag->str, self->skip_until))
        self->state = IN_TEXT;
      return;
    }
}

static gboolean
parse_text (gpointer     user_data,
            const char  *text,
            gsize        length,
            GError     **error)
{
  HtmlPass *self = user_data;

  for (gsize i = 0; i < length; i++)
    {
      take_byte (self, text[i]);
      if (self->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&self->error));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
finish (HtmlPass      *self,
        ZxSheetTable  *table,
        GError       **error)
{
  if (self->depth > 0 || self->state == IN_TAG)
    {
      zx_sheet_set_damaged (error, _("its table has no end"));
      return FALSE;
    }
  if (!self->in_table || table->n_rows == 0)
    {
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The web page holds no table."));
      return FALSE;
    }

  return TRUE;
}

static gpointer
zx_html_reader_open (ZxSheetContext  *context,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autofree ZxHtmlReader *self = g_new0 (ZxHtmlReader, 1);

  self->context = context;
  if (!zx_sheet_text_guess_encoding (context->file, &self->encoding, cancellable, error))
    return NULL;
  zx_sheet_context_add_table (context, "", FALSE);

  return g_steal_pointer (&self);
}

static gboolean
zx_html_reader_load (gpointer        data,
                     ZxSheetTable   *table,
                     ZxSheetWriter  *writer,
                     GCancellable   *cancellable,
                     GError        **error)
{
  ZxHtmlReader *self = data;
  g_autoptr (GString) tag = g_string_new (NULL);
  g_autoptr (GString) entity = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) covered = g_array_new (FALSE, TRUE, sizeof (guint));
  HtmlPass pass = {
    .table = table,
    .writer = writer,
    .tag = tag,
    .entity = entity,
    .text = text,
    .covered = covered,
    .max_cell_bytes = self->context->limits->max_cell_bytes,
  };
  gboolean done;

  done = zx_sheet_text_read (self->context, self->encoding, 0, parse_text, &pass, cancellable, error) &&
         finish (&pass, table, error);
  g_clear_error (&pass.error);

  return done;
}

static void
zx_html_reader_close (gpointer data)
{
  g_free (data);
}

const ZxSheetBackend zx_html_backend = {
  zx_html_reader_open,
  zx_html_reader_load,
  NULL,
  zx_html_reader_close,
};
