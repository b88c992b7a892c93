/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-xlsx-xml"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-xlsx-xml.h"

/* Expat keeps an unfinished tag or comment whole, however long; a cell's text comes in pieces. */
#define MAX_QUIET_BYTES (1024 * 1024)

static void
doctype_cb (void       *user_data,
            const char *name,
            const char *system_id,
            const char *public_id,
            int         has_internal_subset)
{
  ZxXml *self = user_data;
  GError *error = NULL;

  zx_sheet_set_damaged (&error, _("it holds definitions (DTD) that no spreadsheet program writes"));
  zx_xml_fail (self, error);
}

void
zx_xml_init (ZxXml                    *self,
             XML_StartElementHandler   start,
             XML_EndElementHandler     end,
             XML_CharacterDataHandler  text)
{
  self->parser = XML_ParserCreate (NULL);
  self->error = NULL;
  self->depth = 0;
  self->quiet = 0;

  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, start, end);
  XML_SetCharacterDataHandler (self->parser, text);
  XML_SetStartDoctypeDeclHandler (self->parser, doctype_cb);
}

void
zx_xml_clear (ZxXml *self)
{
  g_clear_pointer (&self->parser, XML_ParserFree);
  g_clear_error (&self->error);
}

void
zx_xml_fail (ZxXml  *self,
             GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);

  XML_StopParser (self->parser, XML_FALSE);
}

void
zx_xml_too_deep (ZxXml *self)
{
  GError *error = NULL;

  zx_sheet_set_too_big (&error, _("its parts are nested too deep"));
  zx_xml_fail (self, error);
}

static gboolean
parse (ZxXml       *self,
       const char  *chunk,
       gsize        length,
       gboolean     last,
       GError     **error)
{
  if (XML_Parse (self->parser, chunk, length, last) == XML_STATUS_OK)
    return TRUE;

  if (self->error == NULL)
    {
      g_autofree char *detail = NULL;

      /* Translators: %s is a message of the XML reader, in English. */
      detail = g_strdup_printf (_("it cannot be understood (%s)"), XML_ErrorString (XML_GetErrorCode (self->parser)));
      zx_sheet_set_damaged (&self->error, detail);
    }
  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

static gboolean
feed (gpointer     user_data,
      const char  *chunk,
      gsize        length,
      GError     **error)
{
  ZxXml *self = user_data;

  while (length > 0)
    {
      gsize step = MIN (length, ZX_SHEET_CHUNK_BYTES);

      self->quiet += step;
      if (!parse (self, chunk, step, FALSE, error))
        return FALSE;

      if (self->quiet > MAX_QUIET_BYTES)
        {
          zx_sheet_set_too_big (error, _("it holds a tag without end"));
          return FALSE;
        }

      chunk += step;
      length -= step;
    }

  return TRUE;
}

gboolean
zx_xml_read_part (ZxXml          *self,
                  ZxXlsxPackage  *package,
                  const char     *part,
                  gboolean        report,
                  GCancellable   *cancellable,
                  GError        **error)
{
  return zx_xlsx_package_read (package, part, report, feed, self, cancellable, error) &&
         parse (self, "", 0, TRUE, error);
}
