/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-facts.h"

/* --- reading a snapshot: JSON that the program wrote itself, objects of plain values by the keys of fields --- */

typedef struct
{
  const char *at;
  gboolean    broken;
} Reader;

static void
skip_blanks (Reader *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\t' || *self->at == '\r')
    self->at++;
}

static gboolean
take (Reader *self,
      char    c)
{
  skip_blanks (self);
  if (*self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

static gunichar
read_unicode (Reader *self)
{
  gunichar c = 0;

  for (guint i = 0; i < 4 && g_ascii_isxdigit (*self->at); i++)
    c = c * 16 + (gunichar) g_ascii_xdigit_value (*self->at++);

  return c;
}

static void
read_escape (Reader  *self,
             GString *text)
{
  static const char plain[] = "nnttrrbbff\"\"\\\\//";
  static const char meant[] = "\n\n\t\t\r\r\b\b\f\f\"\"\\\\//";
  const char *found;
  char c = *self->at;

  if (c == '\0')
    return;
  self->at++;
  found = strchr (plain, c);
  if (c == 'u')
    {
      gunichar high = read_unicode (self);

      if (high >= 0xd800 && high < 0xdc00 && g_str_has_prefix (self->at, "\\u"))
        {
          self->at += 2;
          high = 0x10000 + ((high - 0xd800) << 10) + (read_unicode (self) - 0xdc00);
        }
      if (g_unichar_validate (high) && high != 0)
        g_string_append_unichar (text, high);
    }
  else if (found != NULL)
    g_string_append_c (text, meant[found - plain]);
}

/* (transfer full) (nullable): the text between quotes */
static char *
read_text (Reader *self)
{
  GString *text;

  if (!take (self, '"'))
    {
      self->broken = TRUE;
      return NULL;
    }
  text = g_string_new (NULL);
  while (*self->at != '"' && *self->at != '\0')
    {
      if (*self->at == '\\')
        {
          self->at++;
          read_escape (self, text);
        }
      else
        g_string_append_c (text, *self->at++);
    }
  if (!take (self, '"'))
    self->broken = TRUE;

  return g_string_free (text, FALSE);
}

static void skip_value (Reader *self);

/* Calls @member for every value of an object or list; it has to read the value. */
static void
read_members (Reader  *self,
              gboolean is_object,
              void   (*member) (Reader *self, const char *key, gpointer data),
              gpointer data)
{
  char end = is_object ? '}' : ']';

  if (!take (self, is_object ? '{' : '['))
    {
      self->broken = TRUE;
      return;
    }
  if (take (self, end))
    return;

  do
    {
      g_autofree char *key = is_object ? read_text (self) : NULL;

      if (is_object && !take (self, ':'))
        self->broken = TRUE;
      if (!self->broken)
        member (self, key, data);
    }
  while (!self->broken && take (self, ','));

  if (!take (self, end))
    self->broken = TRUE;
}

static void
skip_member (Reader     *self,
             const char *key,
             gpointer    data)
{
  skip_value (self);
}

static void
skip_value (Reader *self)
{
  skip_blanks (self);
  if (*self->at == '{' || *self->at == '[')
    read_members (self, *self->at == '{', skip_member, NULL);
  else if (*self->at == '"')
    g_free (read_text (self));
  else if (*self->at != '\0')
    self->at += strcspn (self->at, ",}] \n");
  else
    self->broken = TRUE;
}

/* A value into the field of that name; what the kind does not know (any more) is passed over. */
static void
read_field (Reader     *self,
            const char *key,
            gpointer    data)
{
  ZxRecord *record = data;
  g_autofree char *value = NULL;

  skip_blanks (self);
  if (*self->at == '"')
    value = read_text (self);
  else if (*self->at == '{' || *self->at == '[')
    {
      skip_value (self);
      return;
    }
  else
    {
      gsize length = strcspn (self->at, ",}] \n");

      value = g_strndup (self->at, length);
      self->at += length;
      if (strcmp (value, "true") == 0 || strcmp (value, "false") == 0)
        {
          gboolean yes = *value == 't';

          g_free (value);
          value = g_strdup (yes ? "1" : "0");
        }
      else if (strcmp (value, "null") == 0)
        return;
    }

  if (value != NULL && zx_kind_get_field (zx_record_get_kind (record), key) != NULL)
    {
      /* A value that is no longer written so today is shown as it stands there, or not at all. */
      g_autoptr (GError) error = NULL;

      zx_record_set_from_string (record, key, value, &error);
    }
}

static void
read_household_member (Reader     *self,
                       const char *key,
                       gpointer    data)
{
  ZxApplicationFacts *facts = data;
  ZxRecord *member = zx_record_new_with_id (&zx_kind_family_member, 0);

  g_ptr_array_add (facts->members, member);
  read_members (self, TRUE, read_field, member);
}

static void
read_part (Reader     *self,
           const char *key,
           gpointer    data)
{
  ZxApplicationFacts *facts = data;

  if (g_strcmp0 (key, "family") == 0)
    {
      facts->family = zx_record_new_with_id (&zx_kind_family, 0);
      read_members (self, TRUE, read_field, facts->family);
    }
  else if (g_strcmp0 (key, "members") == 0)
    read_members (self, FALSE, read_household_member, facts);
  else
    skip_value (self);
}

static gboolean
read_snapshot (ZxApplicationFacts  *self,
               const char          *snapshot,
               GError             **error)
{
  Reader reader = { snapshot };

  read_members (&reader, TRUE, read_part, self);
  if (!reader.broken)
    return TRUE;

  zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "snapshot", _("What the family had handed in cannot be read any more."));

  return FALSE;
}

/* --- a draft has none yet --- */

static gboolean
load_now (ZxApplicationFacts   *self,
          const ZxDocumentJob  *job,
          ZxRecord             *student,
          GError              **error)
{
  gint64 family = zx_record_get_int (student, "family");
  g_autoptr (GPtrArray) members = NULL;

  if (family == 0)
    return TRUE;
  self->family = zx_document_load (job, &(ZxDocumentRecord) { &zx_kind_family, family }, error);
  if (self->family == NULL)
    return FALSE;
  members = zx_document_load_all (job, &zx_kind_family_member, "family", family, error);
  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    if (zx_record_is_live (g_ptr_array_index (members, i)))
      g_ptr_array_add (self->members, zx_record_ref (g_ptr_array_index (members, i)));

  return TRUE;
}

ZxApplicationFacts *
zx_application_facts_load (const ZxDocumentJob  *job,
                           ZxRecord             *application,
                           ZxRecord             *student,
                           GError              **error)
{
  g_autoptr (ZxApplicationFacts) self = g_new0 (ZxApplicationFacts, 1);
  const char *snapshot = zx_record_get_text (application, "snapshot");

  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  if (snapshot != NULL ? !read_snapshot (self, snapshot, error) : !load_now (self, job, student, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
zx_application_facts_free (ZxApplicationFacts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->family, zx_record_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_free (self);
}
