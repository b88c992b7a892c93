/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-xlsx-strings"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-xlsx-reader.h"
#include "zx-xlsx-xml.h"

/* The texts of the workbook: <sst><si><t>…</t></si> or, in several fonts, <si><r><t>…</t></r><r>….
 * <rPh> is how to pronounce it, and no part of the text. */

typedef enum
{
  IN_NOTHING,
  IN_SST,
  IN_SI,
  IN_RUN,
  IN_TEXT,
  IN_OTHER,
} State;

typedef struct
{
  ZxXml           xml;
  ZxXlsxReader   *reader;
  ZxSheetStrings *strings;
  GString        *text;
  guint8          states[ZX_XML_MAX_DEPTH + 2]; /* by depth */
} StringsParser;

static gboolean
four_hex_digits (const char *text)
{
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

gsize
zx_xlsx_unescape (char *text,
                  gsize length)
{
  gsize out = 0;
  gunichar high = 0;

  if (length < 7 || memmem (text, length, "_x", 2) == NULL)
    return length;

  for (gsize i = 0; i < length; i++)
    {
      gunichar c;

      if (i + 7 > length || text[i] != '_' || (text[i + 1] | 0x20) != 'x' || text[i + 6] != '_' ||
          !four_hex_digits (text + i + 2))
        {
          high = 0;
          text[out++] = text[i];
          continue;
        }

      c = 0;
      for (guint j = 0; j < 4; j++)
        c = c * 16 + g_ascii_xdigit_value (text[i + 2 + j]);
      i += 6;

      if (c >= 0xd800 && c < 0xdc00)
        {
          high = c;
          continue;
        }
      if (c >= 0xdc00 && c < 0xe000)
        c = high != 0 ? 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00) : 0;
      high = 0;

      /* Seven bytes were read for at most four written, so this stays behind. */
      if (c != 0)
        out += g_unichar_to_utf8 (c, text + out);
    }
  text[out] = '\0';

  return out;
}

static void
start_cb (void        *user_data,
          const char  *name,
          const char **attributes)
{
  StringsParser *self = user_data;
  guint depth = zx_xml_enter (&self->xml);
  State state = IN_OTHER;

  if (depth > ZX_XML_MAX_DEPTH)
    return;

  name = zx_xml_local (name);
  switch ((State) self->states[depth - 1])
    {
    case IN_NOTHING:
      if (strcmp (name, "sst") == 0)
        state = IN_SST;
      break;

    case IN_SST:
      if (strcmp (name, "si") == 0)
        {
          state = IN_SI;
          g_string_truncate (self->text, 0);
        }
      break;

    case IN_SI:
      if (strcmp (name, "t") == 0)
        state = IN_TEXT;
      else if (strcmp (name, "r") == 0)
        state = IN_RUN;
      break;

    case IN_RUN:
      if (strcmp (name, "t") == 0)
        state = IN_TEXT;
      break;

    case IN_TEXT:
    case IN_OTHER:
    default:
      break;
    }

  self->states[depth] = state;
}

static void
end_cb (void       *user_data,
        const char *name)
{
  StringsParser *self = user_data;
  GError *error = NULL;

  if (self->xml.error == NULL && self->states[self->xml.depth] == IN_SI)
    {
      gsize length = zx_xlsx_unescape (self->text->str, self->text->len);

      if (!zx_sheet_strings_add (self->strings, self->text->str, length, &error))
        zx_xml_fail (&self->xml, error);
    }

  zx_xml_leave (&self->xml);
}

static void
text_cb (void       *user_data,
         const char *text,
         int         length)
{
  StringsParser *self = user_data;
  GError *error = NULL;

  self->xml.quiet = 0;
  if (self->xml.error != NULL || self->states[self->xml.depth] != IN_TEXT)
    return;

  if (self->text->len + length > self->reader->context->limits->max_cell_bytes)
    {
      zx_sheet_set_too_big (&error, _("a cell with too much text"));
      zx_xml_fail (&self->xml, error);
      return;
    }

  g_string_append_len (self->text, text, length);
}

ZxSheetStrings *
zx_xlsx_read_strings (ZxXlsxReader  *self,
                      GCancellable  *cancellable,
                      GError       **error)
{
  StringsParser parser = { .reader = self };
  g_autoptr (ZxSheetStrings) strings = zx_sheet_strings_new (self->context->limits->max_text_bytes);
  gboolean done;

  if (self->strings_part == NULL)
    {
      zx_sheet_set_damaged (error, _("its texts are missing"));
      return NULL;
    }

  parser.strings = strings;
  parser.text = g_string_sized_new (256);
  zx_xml_init (&parser.xml, start_cb, end_cb, text_cb);
  done = zx_xml_read_part (&parser.xml, self->package, self->strings_part, FALSE, cancellable, error);
  zx_xml_clear (&parser.xml);
  g_string_free (parser.text, TRUE);

  return done ? g_steal_pointer (&strings) : NULL;
}
