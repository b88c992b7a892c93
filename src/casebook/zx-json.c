/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-json"

#include "config.h"

#include "zx-json.h"
#include "zx-payload.h"

/* A streamed document leaves in pieces of about this size. */
#define PIECE (64 * 1024)

struct _ZxJson
{
  GString         *text;
  ZxJsonWriteFunc  write;
  gpointer         data;
  gboolean         needs_comma;
};

ZxJson *
zx_json_new (void)
{
  return zx_json_new_streaming (NULL, NULL);
}

ZxJson *
zx_json_new_streaming (ZxJsonWriteFunc write,
                       gpointer        data)
{
  ZxJson *self = g_new0 (ZxJson, 1);

  self->text = g_string_new (NULL);
  self->write = write;
  self->data = data;

  return self;
}

void
zx_json_free (ZxJson *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
hand_out (ZxJson *self)
{
  self->write (self->text->str, self->text->len, self->data);
  g_string_truncate (self->text, 0);
}

char *
zx_json_end_document (ZxJson *self)
{
  char *text;

  g_string_append_c (self->text, '\n');
  if (self->write != NULL)
    {
      hand_out (self);
      return NULL;
    }

  text = g_string_free (self->text, FALSE);
  self->text = g_string_new (NULL);

  return text;
}

/* What stands before every value: the comma of its neighbour, and its name. */
static void
begin_value (ZxJson     *self,
             const char *key)
{
  if (self->write != NULL && self->text->len >= PIECE)
    hand_out (self);

  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  self->needs_comma = TRUE;

  if (key != NULL)
    {
      zx_payload_append_text (self->text, key);
      g_string_append_c (self->text, ':');
    }
}

void
zx_json_begin_object (ZxJson     *self,
                      const char *key)
{
  begin_value (self, key);
  g_string_append_c (self->text, '{');
  self->needs_comma = FALSE;
}

void
zx_json_end_object (ZxJson *self)
{
  g_string_append_c (self->text, '}');
  self->needs_comma = TRUE;
}

void
zx_json_begin_list (ZxJson     *self,
                    const char *key)
{
  begin_value (self, key);
  g_string_append_c (self->text, '[');
  self->needs_comma = FALSE;
}

void
zx_json_end_list (ZxJson *self)
{
  g_string_append_c (self->text, ']');
  self->needs_comma = TRUE;
}

void
zx_json_add_text (ZxJson     *self,
                  const char *key,
                  const char *text)
{
  begin_value (self, key);
  if (text == NULL)
    g_string_append (self->text, "null");
  else if (g_utf8_validate (text, -1, NULL))
    zx_payload_append_text (self->text, text);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      zx_payload_append_text (self->text, valid);
    }
}

void
zx_json_add_int (ZxJson     *self,
                 const char *key,
                 gint64      number)
{
  begin_value (self, key);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

void
zx_json_add_bool (ZxJson     *self,
                  const char *key,
                  gboolean    value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

void
zx_json_add_null (ZxJson     *self,
                  const char *key)
{
  begin_value (self, key);
  g_string_append (self->text, "null");
}

void
zx_json_add_id (ZxJson     *self,
                const char *key,
                gint64      id)
{
  begin_value (self, key);
  if (id == 0)
    g_string_append (self->text, "null");
  else
    g_string_append_printf (self->text, "\"%" G_GINT64_FORMAT "\"", id);
}

void
zx_json_add_ids (ZxJson       *self,
                 const char   *key,
                 const GArray *ids)
{
  zx_json_begin_list (self, key);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    zx_json_add_id (self, NULL, g_array_index (ids, gint64, i));
  zx_json_end_list (self);
}

void
zx_json_add_time (ZxJson     *self,
                  const char *key,
                  gint64      time_ms)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (time_ms != 0)
    time = g_date_time_new_from_unix_local (time_ms / 1000);
  if (time != NULL)
    text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");

  zx_json_add_text (self, key, text);
}

void
zx_json_add_value (ZxJson        *self,
                   const char    *key,
                   const ZxField *field,
                   const ZxValue *value)
{
  g_autofree char *text = NULL;

  if (value->type == ZX_VALUE_INT && field->type == ZX_TYPE_BOOL)
    zx_json_add_bool (self, key, value->integer != 0);
  else if (value->type == ZX_VALUE_INT && (field->type == ZX_TYPE_REF || (field->flags & ZX_FIELD_KEY)))
    zx_json_add_id (self, key, value->integer);
  else if (value->type == ZX_VALUE_INT && field->type == ZX_TYPE_INT)
    zx_json_add_int (self, key, value->integer);
  else
    {
      text = zx_value_dup_string (field, value);
      zx_json_add_text (self, key, text);
    }
}

void
zx_json_add_field (ZxJson        *self,
                   ZxRecord      *record,
                   const ZxField *field)
{
  const ZxKind *kind = zx_record_get_kind (record);
  const ZxValue *value = zx_record_get_value (record, (guint) (field - kind->fields));
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;

  if (field->type == ZX_TYPE_REFS || field->type == ZX_TYPE_LIST || field->type == ZX_TYPE_FILE)
    {
      zx_json_add_ids (self, field->key, zx_record_get_refs (record, field->key));
      return;
    }

  zx_json_add_value (self, field->key, field, value);
  if (field->type != ZX_TYPE_CODE && field->type != ZX_TYPE_CODES)
    return;

  key = g_strconcat (field->key, "_label", NULL);
  if (value->type != ZX_VALUE_NULL)
    label = zx_value_dup_display (field, value);
  zx_json_add_text (self, key, label);
}

void
zx_json_add_fields (ZxJson   *self,
                    ZxRecord *record)
{
  const ZxKind *kind = zx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ZX_FIELD_HIDDEN) == 0)
      zx_json_add_field (self, record, &kind->fields[i]);
}
