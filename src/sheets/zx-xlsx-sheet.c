/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-xlsx-sheet"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "zx-xlsx-reader.h"
#include "zx-xlsx-xml.h"

/* One sheet, straight from expat's events into the spool. These handlers run a few million times for
 * a county's list, so they look at single letters before they compare words. */

#define MAX_MERGES (1000 * 1000)

typedef enum
{
  IN_NOTHING,
  IN_SHEET,
  IN_COLS,
  IN_DATA,
  IN_ROW,
  IN_CELL,
  IN_VALUE,
  IN_FORMULA,
  IN_INLINE,
  IN_RUN,
  IN_TEXT,
  IN_MERGES,
  IN_OTHER,
} State;

typedef enum
{
  CELL_NUMBER,
  CELL_SHARED,
  CELL_STRING, /* the value of a formula */
  CELL_INLINE,
  CELL_BOOL,
  CELL_ERROR,
  CELL_ISO_DATE,
} CellKind;

typedef struct
{
  ZxXml          xml;
  ZxXlsxReader  *reader;
  ZxSheetTable  *table;
  ZxSheetWriter *writer;
  GString       *text;
  guint64        max_cell_bytes;
  guint          row;    /* the last one begun */
  guint          column; /* of the cell */
  guint          next_column;
  guint          style;
  CellKind       kind;
  gboolean       has_formula;
  gboolean       has_value;
  gboolean       is_sheet; /* the root was <worksheet> */
  guint8         states[ZX_XML_MAX_DEPTH + 2]; /* by depth */
} SheetParser;

static void
fail_damaged (SheetParser *self,
              const char  *detail)
{
  GError *error = NULL;

  zx_sheet_set_damaged (&error, detail);
  zx_xml_fail (&self->xml, error);
}

/* "AB12" → column 27, row 12. Numbers past all limits stay past them. */
static const char *
parse_reference (const char *text,
                 guint      *out_column,
                 guint      *out_row)
{
  guint column = 0, row = 0;
  const char *start = text;

  for (; g_ascii_isalpha (*text); text++)
    column = MIN (column * 26 + (g_ascii_toupper (*text) - 'A' + 1), 1000000);
  if (text == start)
    return NULL;

  start = text;
  for (; g_ascii_isdigit (*text); text++)
    row = MIN (row * 10 + (*text - '0'), 100000000);
  if (text == start)
    return NULL;

  *out_column = column - 1;
  *out_row = row;

  return text;
}

static gboolean
parse_uint (const char *text,
            guint      *out_value)
{
  guint value = 0;

  if (*text == '\0')
    return FALSE;
  for (; g_ascii_isdigit (*text); text++)
    value = MIN (value * 10 + (*text - '0'), 100000000);
  *out_value = value;

  return *text == '\0';
}

static void
start_row (SheetParser  *self,
           const char  **attributes)
{
  guint row = self->row + 1;
  gboolean hidden = FALSE;
  GError *error = NULL;

  for (; *attributes != NULL; attributes += 2)
    {
      if (attributes[0][0] == 'r' && attributes[0][1] == '\0')
        {
          if (!parse_uint (attributes[1], &row) || row == 0)
            {
              fail_damaged (self, _("a row without its number"));
              return;
            }
        }
      else if (attributes[0][0] == 'h' && strcmp (attributes[0], "hidden") == 0)
        hidden = zx_xml_is_true (attributes[1]);
    }

  self->row = row;
  self->next_column = 0;
  if (!zx_sheet_writer_begin_row (self->writer, row, hidden, &error))
    zx_xml_fail (&self->xml, error);
}

static CellKind
parse_kind (const char *type)
{
  switch (type[0])
    {
    case 's': return type[1] == '\0' ? CELL_SHARED : CELL_STRING;
    case 'i': return CELL_INLINE;
    case 'b': return CELL_BOOL;
    case 'e': return CELL_ERROR;
    case 'd': return CELL_ISO_DATE;
    default: return CELL_NUMBER;
    }
}

static void
start_cell (SheetParser  *self,
            const char  **attributes)
{
  self->column = self->next_column;
  self->style = 0;
  self->kind = CELL_NUMBER;
  self->has_formula = self->has_value = FALSE;
  g_string_truncate (self->text, 0);

  for (; *attributes != NULL; attributes += 2)
    {
      if (attributes[0][1] != '\0')
        continue;

      if (attributes[0][0] == 'r')
        {
          guint row;
          const char *end = parse_reference (attributes[1], &self->column, &row);

          if (end == NULL || *end != '\0' || row != self->row)
            {
              fail_damaged (self, _("a cell in the wrong place"));
              return;
            }
        }
      else if (attributes[0][0] == 's')
        {
          if (!parse_uint (attributes[1], &self->style))
            self->style = 0;
        }
      else if (attributes[0][0] == 't')
        self->kind = parse_kind (attributes[1]);
    }

  self->next_column = self->column + 1;
}

static void
add_hidden_columns (SheetParser  *self,
                    const char  **attributes)
{
  ZxSheetRange range = { 0 };
  const char *first = zx_xml_attribute (attributes, "min");
  const char *last = zx_xml_attribute (attributes, "max");

  if (!zx_xml_is_true (zx_xml_attribute (attributes, "hidden")) || first == NULL || last == NULL ||
      !parse_uint (first, &range.first_column) || !parse_uint (last, &range.last_column) ||
      range.first_column == 0 || range.last_column < range.first_column ||
      self->table->hidden_columns->len >= ZX_SHEET_MAX_COLUMNS)
    return;

  range.first_column--;
  range.last_column--;
  g_array_append_val (self->table->hidden_columns, range);
}

static void
add_merge (SheetParser  *self,
           const char  **attributes)
{
  const char *reference = zx_xml_attribute (attributes, "ref");
  ZxSheetRange range;
  GError *error = NULL;

  if (reference == NULL)
    return;
  reference = parse_reference (reference, &range.first_column, &range.first_row);
  if (reference == NULL || *reference != ':')
    return;
  reference = parse_reference (reference + 1, &range.last_column, &range.last_row);
  if (reference == NULL || *reference != '\0' || range.first_row == 0 ||
      range.last_row < range.first_row || range.last_column < range.first_column ||
      range.last_row > ZX_SHEET_MAX_ROWS || range.last_column >= ZX_SHEET_MAX_COLUMNS)
    return;

  if (self->table->merges->len >= MAX_MERGES)
    {
      zx_sheet_set_too_big (&error, _("too many merged cells"));
      zx_xml_fail (&self->xml, error);
      return;
    }

  g_array_append_val (self->table->merges, range);
}

static State
enter_sheet (SheetParser *self,
             const char  *name)
{
  if (strcmp (name, "sheetData") == 0)
    return IN_DATA;
  if (strcmp (name, "cols") == 0)
    return IN_COLS;
  if (strcmp (name, "mergeCells") == 0)
    return IN_MERGES;

  return IN_OTHER;
}

static State
enter_cell (SheetParser *self,
            const char  *name)
{
  if (strcmp (name, "v") == 0)
    {
      self->has_value = TRUE;
      return IN_VALUE;
    }
  if (strcmp (name, "f") == 0)
    {
      self->has_formula = TRUE;
      return IN_FORMULA;
    }
  if (strcmp (name, "is") == 0)
    return IN_INLINE;

  return IN_OTHER;
}

static void
start_cb (void        *user_data,
          const char  *name,
          const char **attributes)
{
  SheetParser *self = user_data;
  guint depth = zx_xml_enter (&self->xml);
  State state = IN_OTHER;

  if (self->xml.error != NULL)
    return;

  if (name[1] != '\0')
    name = zx_xml_local (name);

  switch ((State) self->states[depth - 1])
    {
    case IN_CELL:
      state = enter_cell (self, name);
      break;

    case IN_ROW:
      if (strcmp (name, "c") == 0)
        {
          state = IN_CELL;
          start_cell (self, attributes);
        }
      break;

    case IN_DATA:
      if (strcmp (name, "row") == 0)
        {
          state = IN_ROW;
          start_row (self, attributes);
        }
      break;

    case IN_NOTHING:
      if (strcmp (name, "worksheet") == 0)
        {
          state = IN_SHEET;
          self->is_sheet = TRUE;
        }
      break;

    case IN_SHEET:
      state = enter_sheet (self, name);
      break;

    case IN_COLS:
      if (strcmp (name, "col") == 0)
        add_hidden_columns (self, attributes);
      break;

    case IN_MERGES:
      if (strcmp (name, "mergeCell") == 0)
        add_merge (self, attributes);
      break;

    case IN_INLINE:
      if (strcmp (name, "t") == 0)
        state = IN_TEXT;
      else if (strcmp (name, "r") == 0)
        state = IN_RUN;
      break;

    case IN_RUN:
      if (strcmp (name, "t") == 0)
        state = IN_TEXT;
      break;

    case IN_VALUE:
    case IN_FORMULA:
    case IN_TEXT:
    case IN_OTHER:
    default:
      break;
    }

  self->states[depth] = state;
}

/* "2012-09-01T00:00:00" of a strict workbook. */
static gboolean
add_iso_date (SheetParser  *self,
              GError      **error)
{
  const char *text = self->text->str;
  char date[ZX_SHEET_NUMBER_BYTES];
  int year, month, day, hour = 0, minute = 0;
  gsize length;

  if (sscanf (text, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) < 3 ||
      year < 1 || month < 1 || day < 1 || !g_date_valid_dmy (day, month, year) ||
      hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return zx_sheet_writer_add_text (self->writer, self->column, text, self->text->len, error);

  length = g_snprintf (date, sizeof date, "%04d-%02d-%02d", year, month, day);
  if (hour != 0 || minute != 0)
    length += g_snprintf (date + length, sizeof date - length, " %02d:%02d", hour, minute);

  return zx_sheet_writer_add_value (self->writer, self->column, ZX_SHEET_CELL_DATE, 0, FALSE, date, length, error);
}

static gboolean
add_number (SheetParser  *self,
            GError      **error)
{
  ZxSheetNumberFormat format = { ZX_SHEET_NUMBER_PLAIN, 0 };
  const char *raw = self->text->str;
  gsize raw_length = self->text->len;
  char text[ZX_SHEET_NUMBER_BYTES];
  gboolean month_only;
  gsize length;
  double number;

  /* What is no number is shown as it stands, rather than lost. */
  if (!zx_sheet_number_parse (raw, raw_length, &number))
    return zx_sheet_writer_add_text (self->writer, self->column, raw, raw_length, error);

  if (self->style < self->reader->formats->len)
    format = g_array_index (self->reader->formats, ZxSheetNumberFormat, self->style);

  if (format.kind >= ZX_SHEET_NUMBER_DATE)
    {
      length = zx_sheet_number_print_date (number, format.kind, self->reader->date1904, text, &month_only);
      if (length > 0 && format.kind == ZX_SHEET_NUMBER_TIME)
        return zx_sheet_writer_add_text (self->writer, self->column, text, length, error);
      if (length > 0)
        return zx_sheet_writer_add_value (self->writer, self->column, ZX_SHEET_CELL_DATE, number, month_only,
                                          text, length, error);
    }

  length = zx_sheet_number_print (number, raw, raw_length, format.width, text);

  return zx_sheet_writer_add_value (self->writer, self->column, ZX_SHEET_CELL_NUMBER, number, FALSE,
                                    text, length, error);
}

static gboolean
add_shared (SheetParser  *self,
            GError      **error)
{
  guint index;

  if (!parse_uint (self->text->str, &index))
    {
      zx_sheet_set_damaged (error, _("a cell points to no text"));
      return FALSE;
    }

  return zx_sheet_writer_add_shared (self->writer, self->column, index, error);
}

static gboolean
add_cell (SheetParser  *self,
          GError      **error)
{
  gboolean truth;

  if (self->text->len == 0)
    {
      /* A formula may well have given an empty text; only one without any value counts as never computed. */
      if (!self->has_formula || (self->has_value && self->kind == CELL_STRING))
        return TRUE;

      return zx_sheet_writer_add_value (self->writer, self->column, ZX_SHEET_CELL_NO_VALUE, 0, FALSE, "", 0, error);
    }

  switch (self->kind)
    {
    case CELL_SHARED:
      return add_shared (self, error);

    case CELL_STRING:
    case CELL_INLINE:
      self->text->len = zx_xlsx_unescape (self->text->str, self->text->len);
      return zx_sheet_writer_add_text (self->writer, self->column, self->text->str, self->text->len, error);

    case CELL_BOOL:
      truth = zx_xml_is_true (self->text->str);
      return zx_sheet_writer_add_value (self->writer, self->column, ZX_SHEET_CELL_BOOL, truth, FALSE,
                                        truth ? "TRUE" : "FALSE", truth ? 4 : 5, error);

    case CELL_ERROR:
      if (self->text->len > 32 || zx_sheet_text_has_controls (self->text->str, self->text->len))
        return zx_sheet_writer_add_text (self->writer, self->column, self->text->str, self->text->len, error);
      return zx_sheet_writer_add_value (self->writer, self->column, ZX_SHEET_CELL_ERROR, 0, FALSE,
                                        self->text->str, self->text->len, error);

    case CELL_ISO_DATE:
      return add_iso_date (self, error);

    case CELL_NUMBER:
    default:
      return add_number (self, error);
    }
}

static void
end_cb (void       *user_data,
        const char *name)
{
  SheetParser *self = user_data;
  guint depth = self->xml.depth;
  GError *error = NULL;

  zx_xml_leave (&self->xml);
  if (self->xml.error != NULL)
    return;

  if (self->states[depth] == IN_CELL)
    {
      if (!add_cell (self, &error))
        zx_xml_fail (&self->xml, error);
    }
  else if (self->states[depth] == IN_ROW)
    {
      if (!zx_sheet_writer_end_row (self->writer, &error))
        zx_xml_fail (&self->xml, error);
    }
}

static void
text_cb (void       *user_data,
         const char *text,
         int         length)
{
  SheetParser *self = user_data;
  State state = self->states[self->xml.depth];
  GError *error = NULL;

  self->xml.quiet = 0;
  if ((state != IN_VALUE && state != IN_TEXT) || self->xml.error != NULL)
    return;

  if (self->text->len + length > self->max_cell_bytes)
    {
      zx_sheet_set_too_big (&error, _("a cell with too much text"));
      zx_xml_fail (&self->xml, error);
      return;
    }

  g_string_append_len (self->text, text, length);
}

gboolean
zx_xlsx_read_sheet (ZxXlsxReader   *self,
                    const char     *part,
                    ZxSheetTable   *table,
                    ZxSheetWriter  *writer,
                    GCancellable   *cancellable,
                    GError        **error)
{
  SheetParser parser = { .reader = self, .table = table, .writer = writer };
  gboolean done;

  parser.max_cell_bytes = self->context->limits->max_cell_bytes;
  parser.text = g_string_sized_new (256);
  zx_xml_init (&parser.xml, start_cb, end_cb, text_cb);
  done = zx_xml_read_part (&parser.xml, self->package, part, TRUE, cancellable, error);
  zx_xml_clear (&parser.xml);
  g_string_free (parser.text, TRUE);

  if (done && !parser.is_sheet)
    {
      zx_sheet_set_damaged (error, _("a sheet is no sheet"));
      return FALSE;
    }

  return done;
}
