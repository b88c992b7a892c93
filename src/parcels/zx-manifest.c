/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-manifest"

#include "config.h"

#include <string.h>

#include "zx-manifest.h"
#include "zx-payload.h"

static void
file_free (gpointer data)
{
  ZxManifestFile *file = data;

  g_free (file->path);
  g_free (file->sha256);
  g_free (file);
}

ZxManifest *
zx_manifest_new (const char *format,
                 gint64      version)
{
  ZxManifest *self = g_new0 (ZxManifest, 1);

  self->format = g_strdup (format);
  self->version = version;
  self->count_names = g_ptr_array_new_with_free_func (g_free);
  self->count_values = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->files = g_ptr_array_new_with_free_func (file_free);

  return self;
}

void
zx_manifest_free (ZxManifest *self)
{
  if (self == NULL)
    return;

  g_free (self->format);
  g_free (self->created);
  g_free (self->school);
  g_ptr_array_unref (self->count_names);
  g_array_unref (self->count_values);
  g_ptr_array_unref (self->files);
  g_free (self);
}

void
zx_manifest_add_count (ZxManifest *self,
                       const char *name,
                       gint64      value)
{
  g_ptr_array_add (self->count_names, g_strdup (name));
  g_array_append_val (self->count_values, value);
}

void
zx_manifest_add_file (ZxManifest *self,
                      const char *path,
                      gint64      size,
                      const char *sha256)
{
  ZxManifestFile *file = g_new0 (ZxManifestFile, 1);

  file->path = g_strdup (path);
  file->size = size;
  file->sha256 = g_strdup (sha256);
  g_ptr_array_add (self->files, file);
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const ZxManifestFile *left = *(ZxManifestFile * const *) a, *right = *(ZxManifestFile * const *) b;

  return strcmp (left->path, right->path);
}

ZxManifestFile *
zx_manifest_find_file (ZxManifest *self,
                       const char *path)
{
  guint low = 0, high = self->files->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      ZxManifestFile *file = g_ptr_array_index (self->files, middle);
      int order = strcmp (path, file->path);

      if (order == 0)
        return file;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}

static void
append_text_member (GString    *json,
                    const char *key,
                    const char *value)
{
  g_string_append_printf (json, "\"%s\":", key);
  if (value != NULL)
    zx_payload_append_text (json, value);
  else
    g_string_append (json, "null");
  g_string_append (json, ",\n");
}

char *
zx_manifest_write (ZxManifest *self)
{
  GString *json = g_string_new ("{");

  g_ptr_array_sort (self->files, compare_files);
  append_text_member (json, "format", self->format);
  g_string_append_printf (json, "\"version\":%" G_GINT64_FORMAT ",\n", self->version);
  append_text_member (json, "created", self->created);
  append_text_member (json, "school", self->school);

  g_string_append (json, "\"counts\":{");
  for (guint i = 0; i < self->count_names->len; i++)
    g_string_append_printf (json, "%s\"%s\":%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            (const char *) g_ptr_array_index (self->count_names, i),
                            g_array_index (self->count_values, gint64, i));
  g_string_append (json, "},\n\"files\":[");
  for (guint i = 0; i < self->files->len; i++)
    {
      ZxManifestFile *file = g_ptr_array_index (self->files, i);

      g_string_append (json, i > 0 ? ",\n{\"path\":" : "\n{\"path\":");
      zx_payload_append_text (json, file->path);
      g_string_append_printf (json, ",\"size\":%" G_GINT64_FORMAT ",\"sha256\":\"%s\"}", file->size, file->sha256);
    }
  g_string_append (json, "]}\n");

  return g_string_free (json, FALSE);
}

/* --- reading --- */

typedef struct
{
  const char *at;
  const char *end;
} Reader;

static void
skip_blanks (Reader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\r' || *self->at == '\n'))
    self->at++;
}

static gboolean
take (Reader *self,
      char    c)
{
  skip_blanks (self);
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

static gboolean
take_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  skip_blanks (self);
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;

  return TRUE;
}

static gboolean
take_escape (Reader  *self,
             GString *text)
{
  static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  const char *found;
  gunichar code = 0;

  if (self->at == self->end)
    return FALSE;

  if (*self->at != 'u')
    {
      found = *self->at != '\0' ? strchr (plain, *self->at) : NULL;
      if (found == NULL)
        return FALSE;
      g_string_append_c (text, meant[found - plain]);
      self->at++;
      return TRUE;
    }

  self->at++;
  for (guint i = 0; i < 4; i++, self->at++)
    {
      int digit = self->at < self->end ? g_ascii_xdigit_value (*self->at) : -1;

      if (digit < 0)
        return FALSE;
      code = code * 16 + (gunichar) digit;
    }
  if (code == 0 || (code >= 0xd800 && code < 0xe000))
    return FALSE;
  g_string_append_unichar (text, code);

  return TRUE;
}

static char *
take_text (Reader *self)
{
  g_autoptr (GString) text = NULL;

  if (!take (self, '"'))
    return NULL;

  text = g_string_new (NULL);
  while (self->at < self->end && *self->at != '"')
    {
      char c = *self->at++;

      if ((guchar) c < 0x20)
        return NULL;
      if (c != '\\')
        g_string_append_c (text, c);
      else if (!take_escape (self, text))
        return NULL;
    }

  if (!take (self, '"') || !g_utf8_validate (text->str, (gssize) text->len, NULL))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
take_number (Reader *self,
             gint64 *out_value)
{
  guint n_digits = 0;

  skip_blanks (self);
  *out_value = 0;
  for (; self->at < self->end && g_ascii_isdigit (*self->at) && n_digits < 18; n_digits++)
    *out_value = *out_value * 10 + (*self->at++ - '0');

  return n_digits > 0 && !(self->at < self->end && g_ascii_isdigit (*self->at));
}

static gboolean
name_stays_inside (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0)
      return FALSE;

  return *path != '\0' && strchr (path, '\\') == NULL;
}

static gboolean
take_file (Reader     *self,
           ZxManifest *manifest)
{
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  gint64 size = -1;

  if (!take (self, '{'))
    return FALSE;
  do
    {
      g_autofree char *key = take_text (self);

      if (key == NULL || !take (self, ':'))
        return FALSE;
      if (strcmp (key, "path") == 0 && path == NULL)
        path = take_text (self);
      else if (strcmp (key, "sha256") == 0 && sha256 == NULL)
        sha256 = take_text (self);
      else if (strcmp (key, "size") != 0 || size >= 0 || !take_number (self, &size))
        return FALSE;
    }
  while (take (self, ','));

  if (!take (self, '}') || path == NULL || sha256 == NULL || size < 0 || !name_stays_inside (path) ||
      strlen (sha256) != 64 || strspn (sha256, "0123456789abcdef") != 64)
    return FALSE;
  zx_manifest_add_file (manifest, path, size, sha256);

  return TRUE;
}

static gboolean
take_files (Reader     *self,
            ZxManifest *manifest)
{
  if (!take (self, '['))
    return FALSE;
  if (take (self, ']'))
    return TRUE;

  do
    if (!take_file (self, manifest))
      return FALSE;
  while (take (self, ','));

  return take (self, ']');
}

static gboolean
take_counts (Reader     *self,
             ZxManifest *manifest)
{
  if (!take (self, '{'))
    return FALSE;
  if (take (self, '}'))
    return TRUE;

  do
    {
      g_autofree char *name = take_text (self);
      gint64 value;

      if (name == NULL || !take (self, ':') || !take_number (self, &value))
        return FALSE;
      zx_manifest_add_count (manifest, name, value);
    }
  while (take (self, ','));

  return take (self, '}');
}

static gboolean
take_text_or_null (Reader  *self,
                   char   **slot)
{
  if (*slot != NULL)
    return FALSE;
  if (take_word (self, "null"))
    return TRUE;
  *slot = take_text (self);

  return *slot != NULL;
}

static gboolean
take_manifest (Reader     *self,
               ZxManifest *manifest,
               gint64      newest_version)
{
  gboolean has_files = FALSE;

  if (!take (self, '{'))
    return FALSE;

  do
    {
      g_autofree char *key = take_text (self);
      gboolean fine;

      if (key == NULL || !take (self, ':'))
        return FALSE;
      if (strcmp (key, "format") == 0)
        fine = take_text_or_null (self, &manifest->format);
      else if (strcmp (key, "version") == 0)
        fine = take_number (self, &manifest->version);
      else if (strcmp (key, "created") == 0)
        fine = take_text_or_null (self, &manifest->created);
      else if (strcmp (key, "school") == 0)
        fine = take_text_or_null (self, &manifest->school);
      else if (strcmp (key, "counts") == 0)
        fine = manifest->count_names->len == 0 && take_counts (self, manifest);
      else if (strcmp (key, "files") == 0 && !has_files)
        fine = has_files = take_files (self, manifest);
      else
        fine = FALSE;
      if (!fine)
        return FALSE;

      /* What follows may be anything; the caller only has to say that it is newer. */
      if (manifest->version > newest_version && manifest->format != NULL)
        {
          self->at = self->end;
          return TRUE;
        }
    }
  while (take (self, ','));

  return take (self, '}') && manifest->format != NULL && manifest->version > 0 && has_files;
}

ZxManifest *
zx_manifest_parse (const char *text,
                   gsize       size,
                   gint64      newest_version)
{
  g_autoptr (ZxManifest) manifest = zx_manifest_new (NULL, 0);
  Reader reader = { text, text + size };

  if (!take_manifest (&reader, manifest, newest_version))
    return NULL;
  skip_blanks (&reader);
  if (reader.at != reader.end)
    return NULL;

  g_ptr_array_sort (manifest->files, compare_files);
  for (guint i = 1; i < manifest->files->len; i++)
    if (compare_files (&g_ptr_array_index (manifest->files, i - 1), &g_ptr_array_index (manifest->files, i)) == 0)
      return NULL;

  return g_steal_pointer (&manifest);
}
