/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <expat.h>
#include <string.h>

#include "zx-xlsx-package.h"

G_BEGIN_DECLS

/* Expat with the manners an .xlsx needs: no DTD (so no entities), no bottomless nesting, no endless
 * tag. The first member of what the handlers get; they call zx_xml_enter() and zx_xml_leave() first. */
typedef struct
{
  XML_Parser  parser;
  GError     *error;
  guint       depth; /* of the element that was entered last; the root is 1 */
  gsize       quiet; /* bytes since something was said */
} ZxXml;

#define ZX_XML_MAX_DEPTH 100

void     zx_xml_init      (ZxXml                    *self,
                           XML_StartElementHandler   start,
                           XML_EndElementHandler     end,
                           XML_CharacterDataHandler  text);
void     zx_xml_clear     (ZxXml                    *self);

/* Stops the parser; zx_xml_feed() then gives the error. */
void     zx_xml_fail      (ZxXml                    *self,
                           GError                   *error);

/* Parses all of @part; @self must be fresh. */
gboolean zx_xml_read_part (ZxXml                    *self,
                           ZxXlsxPackage            *package,
                           const char               *part,
                           gboolean                  report,
                           GCancellable             *cancellable,
                           GError                  **error);

void     zx_xml_too_deep  (ZxXml                    *self);

static inline guint
zx_xml_enter (ZxXml *self)
{
  self->quiet = 0;
  if (++self->depth > ZX_XML_MAX_DEPTH)
    zx_xml_too_deep (self);

  return self->depth;
}

static inline void
zx_xml_leave (ZxXml *self)
{
  self->quiet = 0;
  self->depth--;
}

/* The name without its prefix: writers choose prefixes as they like. */
static inline const char *
zx_xml_local (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static inline const char *
zx_xml_attribute (const char **attributes,
                  const char  *name)
{
  for (; *attributes != NULL; attributes += 2)
    {
      if (strcmp (*attributes, name) == 0)
        return attributes[1];
    }

  return NULL;
}

static inline gboolean
zx_xml_is_true (const char *value)
{
  return value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0 || strcmp (value, "on") == 0);
}

G_END_DECLS
