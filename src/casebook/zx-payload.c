/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-payload"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <zlib.h>

#include "zx-payload.h"

#define DEFLATE_FROM 1024
#define LARGEST_TEXT (64 * 1024 * 1024)
/* Integers above this stand as text: many JSON readers keep only 53 bits. */
#define LARGEST_INTEGER G_GINT64_CONSTANT (9007199254740991)

void
zx_payload_change_free (ZxPayloadChange *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->fields->len; i++)
    {
      ZxPayloadField *field = &g_array_index (self->fields, ZxPayloadField, i);

      zx_value_clear (&field->new_value);
      zx_value_clear (&field->old_value);
      g_strfreev (field->bases);
    }
  g_array_unref (self->fields);
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
      if (field->type == ZX_TYPE_REF || ABS (value->integer) > LARGEST_INTEGER)
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

static char *
take_text (Reader *self)
{
  g_autoptr (GString) text = NULL;

  if (!take (self, "\""))
    return NULL;

  text = g_string_new (NULL);
  while (self->at < self->end && *self->at != '"')
    {
      guint code;

      if ((guchar) *self->at < 0x20)
        return NULL;
      if (*self->at != '\\')
        {
          g_string_append_c (text, *self->at++);
          continue;
        }
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
              int digit = g_ascii_xdigit_value (*self->at++);

              if (digit < 0)
                return NULL;
              code = code * 16 + (guint) digit;
            }
          if (code == 0 || code >= 0x20)
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

static gboolean
take_integer (Reader *self,
              gint64 *out_value)
{
  char digits[24];
  gsize length = 0;
  char *end;

  while (self->at < self->end && length < sizeof digits - 1 &&
         (g_ascii_isdigit (*self->at) || (length == 0 && *self->at == '-')))
    digits[length++] = *self->at++;
  digits[length] = '\0';
  if (length == 0 || (length == 1 && digits[0] == '-'))
    return FALSE;

  *out_value = g_ascii_strtoll (digits, &end, 10);

  return *end == '\0';
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
      char *end;

      if (text == NULL)
        return FALSE;
      if (!integer)
        {
          out_value->type = ZX_VALUE_TEXT;
          out_value->text = g_steal_pointer (&text);
          return TRUE;
        }
      out_value->type = ZX_VALUE_INT;
      out_value->integer = g_ascii_strtoll (text, &end, 10);
      return *text != '\0' && *end == '\0';
    }

  out_value->type = ZX_VALUE_INT;

  return integer && field->type != ZX_TYPE_REF && take_integer (self, &out_value->integer);
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
      if (field == NULL || !take_value (self, field->field, old ? &field->old_value : &field->new_value))
        return FALSE;
    }

  return !old || n_taken == change->fields->len;
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
          if (base == NULL)
            return FALSE;
          g_strv_builder_add (bases, base);
        }
      if (n_bases == 0)
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
  char *end;

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
  change->id = g_ascii_strtoll (id, &end, 10);
  if (change->id <= 0 || *end != '\0' || !take (self, ",\"new\":"))
    return FALSE;

  if (!take_values (self, change, FALSE))
    return FALSE;
  if (change->op == ZX_PAYLOAD_ADD)
    return take (self, "}");

  return take (self, ",\"old\":") && take_values (self, change, TRUE) &&
         take (self, ",\"base\":") && take_bases (self, change) && take (self, "}");
}

GPtrArray *
zx_payload_parse (const char  *text,
                  gsize        size,
                  GError     **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_payload_change_free);
  Reader reader = { text, text + size };
  gboolean fine = size <= LARGEST_TEXT && take (&reader, "[");

  while (fine && !take (&reader, "]"))
    {
      ZxPayloadChange *change = g_new0 (ZxPayloadChange, 1);

      change->fields = g_array_new (FALSE, TRUE, sizeof (ZxPayloadField));
      fine = changes->len == 0 || take (&reader, ",\n");
      g_ptr_array_add (changes, change);
      fine = fine && take_change (&reader, change);
    }

  if (!fine || reader.at != reader.end)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("An entry of the history cannot be read (byte %ld)."),
                   (long) (reader.at - text));
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
  gsize room = MIN (MAX (packed_size * 6, 4096), LARGEST_TEXT) + 1;
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
          if (room > LARGEST_TEXT)
            break;
          room = MIN (room * 2, (gsize) LARGEST_TEXT + 2);
          text = g_realloc (text, room);
        }
      stream.next_out = (Bytef *) text + stream.total_out;
      stream.avail_out = (uInt) (room - 1 - stream.total_out);
      code = inflate (&stream, Z_NO_FLUSH);
    }
  while (code == Z_OK);

  *out_size = stream.total_out;
  inflateEnd (&stream);
  if (code != Z_STREAM_END)
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
