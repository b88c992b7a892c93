/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-payload"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <zlib.h>

#include "zx-payload.h"

#define DEFLATE_FROM 1024
/* Integers above this stand as text: many JSON readers keep only 53 bits. */
#define LARGEST_INTEGER G_GINT64_CONSTANT (9007199254740991)

static void
payload_field_clear (gpointer data)
{
  ZxPayloadField *field = data;

  zx_value_clear (&field->new_value);
  zx_value_clear (&field->old_value);
  g_clear_pointer (&field->bases, g_strfreev);
}

void
zx_payload_change_init (ZxPayloadChange *self)
{
  self->fields = g_array_new (FALSE, TRUE, sizeof (ZxPayloadField));
  g_array_set_clear_func (self->fields, payload_field_clear);
}

void
zx_payload_change_clear (ZxPayloadChange *self)
{
  g_clear_pointer (&self->fields, g_array_unref);
}

void
zx_payload_change_free (ZxPayloadChange *self)
{
  if (self == NULL)
    return;

  zx_payload_change_clear (self);
  g_free (self);
}

void
zx_payload_append_text (GString    *out,
                        const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (out, run, text - run);
      if (c == '"')
        g_string_append (out, "\\\"");
      else if (c == '\\')
        g_string_append (out, "\\\\");
      else if (c == '\n')
        g_string_append (out, "\\n");
      else
        g_string_append_printf (out, "\\u%04x", c);
      run = text + 1;
    }
  g_string_append_len (out, run, text - run);
  g_string_append_c (out, '"');
}

static void
append_integer (GString *out,
                gint64   value)
{
  char digits[24];
  char *end = digits + sizeof digits;
  char *p = end;
  guint64 rest = value < 0 ? (guint64) -(value + 1) + 1 : (guint64) value;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (out, p, end - p);
}

static gboolean
stands_as_text (const ZxField *field,
                gint64         value)
{
  return field->type == ZX_TYPE_REF || value > LARGEST_INTEGER || value < -LARGEST_INTEGER;
}

void
zx_payload_append_value (GString       *out,
                         const ZxField *field,
                         const ZxValue *value)
{
  switch (value->type)
    {
    case ZX_VALUE_TEXT:
      zx_payload_append_text (out, value->text);
      break;
    case ZX_VALUE_INT:
      if (stands_as_text (field, value->integer))
        {
          g_string_append_c (out, '"');
          append_integer (out, value->integer);
          g_string_append_c (out, '"');
        }
      else
        append_integer (out, value->integer);
      break;
    case ZX_VALUE_NULL:
    default:
      g_string_append_len (out, "null", 4);
      break;
    }
}

typedef enum { NEW_VALUES, OLD_VALUES, BASES } Part;

static void
append_part (GString               *out,
             const ZxPayloadChange *change,
             Part                   part)
{
  for (guint i = 0; i < change->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (change->fields, ZxPayloadField, i);

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, '"');
      g_string_append (out, field->field->key);
      g_string_append_len (out, "\":", 2);
      if (part != BASES)
        {
          zx_payload_append_value (out, field->field, part == NEW_VALUES ? &field->new_value : &field->old_value);
          continue;
        }

      g_string_append_c (out, '[');
      for (guint j = 0; field->bases[j] != NULL; j++)
        g_string_append_printf (out, "%s\"%s\"", j > 0 ? "," : "", field->bases[j]);
      g_string_append_c (out, ']');
    }
}

void
zx_payload_append_change (GString               *out,
                          const ZxPayloadChange *change)
{
  static const char * const ops[] = { "add", "change", "settle" };

  g_string_append (out, "{\"op\":\"");
  g_string_append (out, ops[change->op]);
  g_string_append (out, "\",\"kind\":\"");
  g_string_append (out, change->kind->key);
  g_string_append (out, "\",\"id\":\"");
  append_integer (out, change->id);
  g_string_append (out, "\",\"new\":{");
  append_part (out, change, NEW_VALUES);
  if (change->op != ZX_PAYLOAD_ADD)
    {
      g_string_append (out, "},\"old\":{");
      append_part (out, change, OLD_VALUES);
      g_string_append (out, "},\"base\":{");
      append_part (out, change, BASES);
    }
  g_string_append (out, "}}");
}

/* --- the strict reader --- */

typedef struct
{
  const char *at;
  const char *end;
} Reader;

static gboolean
take (Reader     *self,
      const char *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, literal, length) != 0)
    return FALSE;
  self->at += length;

  return TRUE;
}

/* Skips what stands for itself: no quote, no escape, no control character. */
static const char *
skip_run (Reader *self)
{
  const char *run = self->at;

  while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= 0x20)
    self->at++;

  return run;
}

static char *
take_text (Reader *self)
{
  g_autoptr (GString) text = NULL;

  const char *run;

  if (!take (self, "\""))
    return NULL;

  /* Nearly all texts are one run. */
  run = skip_run (self);
  if (self->at < self->end && *self->at == '"')
    {
      gsize length = (gsize) (self->at++ - run);

      return g_utf8_validate (run, (gssize) length, NULL) ? g_strndup (run, length) : NULL;
    }

  text = g_string_new_len (run, self->at - run);
  while (self->at < self->end && *self->at != '"')
    {
      guint code;

      run = skip_run (self);
      if (self->at > run)
        {
          g_string_append_len (text, run, self->at - run);
          continue;
        }
      if (*self->at != '\\')
        return NULL;
      if (self->end - self->at < 2)
        return NULL;
      self->at++;
      switch (*self->at++)
        {
        case '"':
          g_string_append_c (text, '"');
          break;
        case '\\':
          g_string_append_c (text, '\\');
          break;
        case 'n':
          g_string_append_c (text, '\n');
          break;
        case 'u':
          if (self->end - self->at < 4)
            return NULL;
          code = 0;
          for (guint i = 0; i < 4; i++)
            {
              char c = *self->at++;

              if (!g_ascii_isdigit (c) && !(c >= 'a' && c <= 'f'))
                return NULL;
              code = code * 16 + (guint) g_ascii_xdigit_value (c);
            }
          /* What has a shorter form stands in it, so that there is one text for one content. */
          if (code == 0 || code == '\n' || code >= 0x20)
            return NULL;
          g_string_append_c (text, (char) code);
          break;
        default:
          return NULL;
        }
    }

  if (!take (self, "\"") || !g_utf8_validate (text->str, (gssize) text->len, NULL))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Digits as they are written: no plus, no zero in front, nothing above 64 bits. */
static gboolean
parse_integer (const char *digits,
               gint64     *out_value)
{
  const char *first = *digits == '-' ? digits + 1 : digits;

  if (!g_ascii_isdigit (*first) || (*first == '0' && (first[1] != '\0' || first != digits)))
    return FALSE;

  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, out_value, NULL);
}

static gboolean
take_integer (Reader *self,
              gint64 *out_value)
{
  char digits[24];
  gsize length = 0;

  while (self->at < self->end && length < sizeof digits - 1 &&
         (g_ascii_isdigit (*self->at) || (length == 0 && *self->at == '-')))
    digits[length++] = *self->at++;
  digits[length] = '\0';

  return parse_integer (digits, out_value);
}

static gboolean
take_value (Reader        *self,
            const ZxField *field,
            ZxValue       *out_value)
{
  gboolean integer = zx_field_is_integer (field);

  memset (out_value, 0, sizeof *out_value);
  if (take (self, "null"))
    return TRUE;

  if (self->at < self->end && *self->at == '"')
    {
      g_autofree char *text = take_text (self);

      if (text == NULL || *text == '\0')
        return FALSE;
      if (!integer)
        {
          out_value->type = ZX_VALUE_TEXT;
          out_value->text = g_steal_pointer (&text);
          return TRUE;
        }
      out_value->type = ZX_VALUE_INT;
      return parse_integer (text, &out_value->integer) && stands_as_text (field, out_value->integer);
    }

  out_value->type = ZX_VALUE_INT;

  return integer && take_integer (self, &out_value->integer) && !stands_as_text (field, out_value->integer);
}

static ZxPayloadField *
field_of (ZxPayloadChange *change,
          const char      *key,
          gboolean         may_add)
{
  const ZxField *field = zx_kind_get_field (change->kind, key);
  ZxPayloadField fresh = { 0 };

  if (field == NULL || !zx_field_is_stored (field))
    return NULL;

  for (guint i = 0; i < change->fields->len; i++)
    if (g_array_index (change->fields, ZxPayloadField, i).field == field)
      return may_add ? NULL : &g_array_index (change->fields, ZxPayloadField, i);

  if (!may_add)
    return NULL;

  fresh.field = field;
  g_array_append_val (change->fields, fresh);

  return &g_array_index (change->fields, ZxPayloadField, change->fields->len - 1);
}

static gboolean
take_values (Reader          *self,
             ZxPayloadChange *change,
             gboolean         old)
{
  g_autofree guint8 *seen = g_new0 (guint8, change->kind->n_fields);
  guint n_taken = 0;

  if (!take (self, "{"))
    return FALSE;

  while (!take (self, "}"))
    {
      g_autofree char *key = NULL;
      ZxPayloadField *field;

      if (n_taken++ > 0 && !take (self, ","))
        return FALSE;
      key = take_text (self);
      if (key == NULL || !take (self, ":"))
        return FALSE;
      field = field_of (change, key, !old);
      if (field == NULL || seen[field->field - change->kind->fields]++ ||
          !take_value (self, field->field, old ? &field->old_value : &field->new_value))
        return FALSE;
    }

  return !old || n_taken == change->fields->len;
}

/* "dev.seq" */
static gboolean
is_entry_name (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 3);
  gint64 dev, seq;

  return g_strv_length (parts) == 2 && parse_integer (parts[0], &dev) && dev > 0 &&
         parse_integer (parts[1], &seq) && seq > 0;
}

static gboolean
take_bases (Reader          *self,
            ZxPayloadChange *change)
{
  guint n_taken = 0;

  if (!take (self, "{"))
    return FALSE;

  while (!take (self, "}"))
    {
      g_autofree char *key = NULL;
      g_autoptr (GStrvBuilder) bases = g_strv_builder_new ();
      ZxPayloadField *field;
      guint n_bases = 0;

      if (n_taken++ > 0 && !take (self, ","))
        return FALSE;
      key = take_text (self);
      if (key == NULL || !take (self, ":["))
        return FALSE;
      field = field_of (change, key, FALSE);
      if (field == NULL || field->bases != NULL)
        return FALSE;
      while (!take (self, "]"))
        {
          g_autofree char *base = NULL;

          if (n_bases++ > 0 && !take (self, ","))
            return FALSE;
          base = take_text (self);
          if (base == NULL || !is_entry_name (base))
            return FALSE;
          g_strv_builder_add (bases, base);
        }
      /* A change replaces the value that was shown; a decision may replace several. */
      if (n_bases == 0 || (change->op == ZX_PAYLOAD_CHANGE && n_bases > 1))
        return FALSE;
      field->bases = g_strv_builder_end (bases);
    }

  return n_taken == change->fields->len;
}

static gboolean
take_change (Reader          *self,
             ZxPayloadChange *change)
{
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;

  if (take (self, "{\"op\":\"add\",\"kind\":"))
    change->op = ZX_PAYLOAD_ADD;
  else if (take (self, "{\"op\":\"change\",\"kind\":"))
    change->op = ZX_PAYLOAD_CHANGE;
  else if (take (self, "{\"op\":\"settle\",\"kind\":"))
    change->op = ZX_PAYLOAD_SETTLE;
  else
    return FALSE;

  kind = take_text (self);
  if (kind == NULL || !take (self, ",\"id\":"))
    return FALSE;
  change->kind = zx_kind_find (kind);
  id = take_text (self);
  if (change->kind == NULL || id == NULL)
    return FALSE;
  if (!parse_integer (id, &change->id) || change->id <= 0 || !take (self, ",\"new\":"))
    return FALSE;

  if (!take_values (self, change, FALSE))
    return FALSE;
  if (change->op == ZX_PAYLOAD_ADD)
    return take (self, "}");

  /* A change of nothing is left out. */
  return change->fields->len > 0 && take (self, ",\"old\":") && take_values (self, change, TRUE) &&
         take (self, ",\"base\":") && take_bases (self, change) && take (self, "}");
}

static guint
hash_row (gconstpointer key)
{
  return g_int64_hash (&((const ZxPayloadChange *) key)->id);
}

static gboolean
same_row (gconstpointer a,
          gconstpointer b)
{
  const ZxPayloadChange *left = a, *right = b;

  return left->id == right->id && left->kind == right->kind;
}

GPtrArray *
zx_payload_parse (const char  *text,
                  gsize        size,
                  GError     **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_payload_change_free);
  g_autoptr (GHashTable) rows = g_hash_table_new (hash_row, same_row);
  Reader reader = { text, text + size };
  gboolean fine = size <= ZX_PAYLOAD_LARGEST && take (&reader, "[");

  while (fine && !take (&reader, "]"))
    {
      ZxPayloadChange *change = g_new0 (ZxPayloadChange, 1);

      zx_payload_change_init (change);
      fine = changes->len == 0 || take (&reader, ",\n");
      g_ptr_array_add (changes, change);
      fine = fine && take_change (&reader, change) && g_hash_table_add (rows, change);
    }

  if (!fine || reader.at != reader.end)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("An entry of the history cannot be read (byte %ld)."), (long) (reader.at - text));
      return NULL;
    }

  return g_steal_pointer (&changes);
}

GBytes *
zx_payload_deflate (const char *text,
                    gsize       size)
{
  uLongf packed_size = compressBound (size);
  g_autofree guint8 *packed = NULL;

  if (size < DEFLATE_FROM)
    return NULL;

  packed = g_malloc (packed_size);
  if (compress2 (packed, &packed_size, (const Bytef *) text, size, 1) != Z_OK)
    return NULL;

  return g_bytes_new_take (g_realloc (g_steal_pointer (&packed), packed_size), packed_size);
}

static char *
inflate_text (const guint8 *packed,
              gsize         packed_size,
              gsize        *out_size)
{
  z_stream stream = { 0 };
  gsize room = MIN (MAX (packed_size * 6, 4096), ZX_PAYLOAD_LARGEST) + 1;
  g_autofree char *text = g_malloc (room);
  int code;

  if (inflateInit (&stream) != Z_OK)
    return NULL;

  stream.next_in = (Bytef *) packed;
  stream.avail_in = (uInt) packed_size;
  do
    {
      if (stream.total_out + 1 >= room)
        {
          if (room > ZX_PAYLOAD_LARGEST)
            break;
          room = MIN (room * 2, (gsize) ZX_PAYLOAD_LARGEST + 2);
          text = g_realloc (text, room);
        }
      stream.next_out = (Bytef *) text + stream.total_out;
      stream.avail_out = (uInt) (room - 1 - stream.total_out);
      code = inflate (&stream, Z_NO_FLUSH);
    }
  while (code == Z_OK);

  *out_size = stream.total_out;
  inflateEnd (&stream);
  if (code != Z_STREAM_END || stream.avail_in > 0)
    return NULL;
  text[*out_size] = '\0';

  return g_steal_pointer (&text);
}

char *
zx_payload_unpack (ZxStatement  *row,
                   int           column,
                   gsize        *out_size,
                   GError      **error)
{
  gsize size = (gsize) sqlite3_column_bytes (row, column);
  char *text;

  if (sqlite3_column_type (row, column) == SQLITE_TEXT)
    {
      *out_size = size;
      return g_strndup ((const char *) sqlite3_column_text (row, column), size);
    }

  text = inflate_text (sqlite3_column_blob (row, column), size, out_size);
  if (text == NULL)
    g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT, _("An entry of the history is damaged."));

  return text;
}
