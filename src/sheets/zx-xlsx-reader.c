/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-xlsx-reader"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-xlsx-reader.h"
#include "zx-xlsx-xml.h"

/* Limits of lists that a workbook keeps; Excel's own are far lower or about these. */
#define MAX_RELATIONS 10000
#define MAX_SHEETS    1024
#define MAX_FORMATS   (128 * 1024)
#define MAX_NAME      1024

/* A part of one part's relations. */
typedef struct
{
  char *type;   /* "worksheet": the last word of the type's address */
  char *target; /* a part, NULL where it lies outside the package */
} Relation;

/* One parser for the small parts; each uses what it needs. */
typedef struct
{
  ZxXml         xml;
  ZxXlsxReader *reader;
  const char   *part;      /* whose relations, or which part */
  GHashTable   *relations; /* id → Relation */
  GHashTable   *codes;     /* format id → ZxSheetNumberFormat packed in a pointer */
  gboolean      in_styles; /* inside <cellXfs> */
  gboolean      is_workbook;
} SmallParser;

static void
relation_free (gpointer data)
{
  Relation *self = data;

  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

static void
fail_too_big (SmallParser *self)
{
  GError *error = NULL;

  zx_sheet_set_too_big (&error, _("its lists are longer than those of any workbook"));
  zx_xml_fail (&self->xml, error);
}

static void
leave_cb (void       *user_data,
          const char *name)
{
  SmallParser *self = user_data;

  if (self->in_styles && strcmp (zx_xml_local (name), "cellXfs") == 0)
    self->in_styles = FALSE;

  zx_xml_leave (&self->xml);
}

static void
relation_cb (void        *user_data,
             const char  *name,
             const char **attributes)
{
  SmallParser *self = user_data;
  const char *id, *type, *target, *mode;
  Relation *relation;

  zx_xml_enter (&self->xml);
  if (self->xml.error != NULL || strcmp (zx_xml_local (name), "Relationship") != 0)
    return;

  id = zx_xml_attribute (attributes, "Id");
  type = zx_xml_attribute (attributes, "Type");
  target = zx_xml_attribute (attributes, "Target");
  mode = zx_xml_attribute (attributes, "TargetMode");
  if (id == NULL || type == NULL || target == NULL)
    return;

  if (g_hash_table_size (self->relations) >= MAX_RELATIONS || strlen (id) > MAX_NAME || strlen (target) > 4 * MAX_NAME)
    {
      fail_too_big (self);
      return;
    }

  relation = g_new0 (Relation, 1);
  relation->type = g_strndup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type, MAX_NAME);
  if (mode == NULL || g_ascii_strcasecmp (mode, "External") != 0)
    relation->target = zx_xlsx_package_resolve (self->part, target);
  g_hash_table_replace (self->relations, g_strdup (id), relation);
}

/* The relations of @part, as they stand in "_rels/NAME.rels" beside it. */
static GHashTable *
read_relations (ZxXlsxReader  *reader,
                const char    *part,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GHashTable) relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, relation_free);
  const char *slash = strrchr (part, '/');
  g_autofree char *name = NULL;
  SmallParser parser = { .reader = reader, .part = part, .relations = relations };
  gboolean done;

  name = slash == NULL ? g_strdup_printf ("_rels/%s.rels", part)
                       : g_strdup_printf ("%.*s/_rels/%s.rels", (int) (slash - part), part, slash + 1);
  if (!zx_xlsx_package_has (reader->package, name))
    return g_steal_pointer (&relations);

  zx_xml_init (&parser.xml, relation_cb, leave_cb, NULL);
  done = zx_xml_read_part (&parser.xml, reader->package, name, FALSE, cancellable, error);
  zx_xml_clear (&parser.xml);

  return done ? g_steal_pointer (&relations) : NULL;
}

static const char *
find_relation (GHashTable *relations,
               const char *type)
{
  GHashTableIter iter;
  Relation *relation;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &relation))
    {
      if (strcmp (relation->type, type) == 0 && relation->target != NULL)
        return relation->target;
    }

  return NULL;
}

/* The id in whatever prefix the writer gave to the namespace of relations. */
static const char *
get_relation_id (const char **attributes)
{
  for (; *attributes != NULL; attributes += 2)
    {
      const char *colon = strchr (*attributes, ':');

      if (colon != NULL && strcmp (colon + 1, "id") == 0)
        return attributes[1];
    }

  return NULL;
}

static void
add_sheet (SmallParser  *self,
           const char  **attributes)
{
  const char *name = zx_xml_attribute (attributes, "name");
  const char *state = zx_xml_attribute (attributes, "state");
  const char *id = get_relation_id (attributes);
  Relation *relation = id != NULL ? g_hash_table_lookup (self->relations, id) : NULL;
  ZxSheetTable *table;
  GError *error = NULL;

  if (name == NULL || relation == NULL || relation->target == NULL)
    {
      zx_sheet_set_damaged (&error, _("a sheet of its list is missing"));
      zx_xml_fail (&self->xml, error);
      return;
    }
  if (self->reader->context->tables->len >= MAX_SHEETS || strlen (name) > MAX_NAME)
    {
      fail_too_big (self);
      return;
    }

  /* Charts, dialogs and macros have tabs as well. */
  if (strcmp (relation->type, "worksheet") != 0)
    return;

  table = zx_sheet_context_add_table (self->reader->context, name,
                                      state != NULL && strcmp (state, "visible") != 0);
  table->source = g_strdup (relation->target);
}

static void
workbook_cb (void        *user_data,
             const char  *name,
             const char **attributes)
{
  SmallParser *self = user_data;
  guint depth = zx_xml_enter (&self->xml);

  if (self->xml.error != NULL)
    return;

  name = zx_xml_local (name);
  if (depth == 1)
    self->is_workbook = strcmp (name, "workbook") == 0;
  else if (depth == 2 && strcmp (name, "workbookPr") == 0)
    self->reader->date1904 = self->reader->context->date1904 = zx_xml_is_true (zx_xml_attribute (attributes, "date1904"));
  else if (depth == 3 && strcmp (name, "sheet") == 0)
    add_sheet (self, attributes);
}

static gboolean
read_workbook (ZxXlsxReader  *reader,
               const char    *part,
               GHashTable    *relations,
               GCancellable  *cancellable,
               GError       **error)
{
  SmallParser parser = { .reader = reader, .part = part, .relations = relations };
  gboolean done;

  zx_xml_init (&parser.xml, workbook_cb, leave_cb, NULL);
  done = zx_xml_read_part (&parser.xml, reader->package, part, FALSE, cancellable, error);
  zx_xml_clear (&parser.xml);

  if (!done)
    return FALSE;
  if (!parser.is_workbook)
    {
      zx_sheet_set_damaged (error, _("it holds no workbook"));
      return FALSE;
    }
  if (reader->context->tables->len == 0)
    {
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The workbook has no sheet with cells."));
      return FALSE;
    }

  return TRUE;
}

static void
style_cb (void        *user_data,
          const char  *name,
          const char **attributes)
{
  SmallParser *self = user_data;
  guint depth = zx_xml_enter (&self->xml);
  const char *id;

  if (self->xml.error != NULL)
    return;

  name = zx_xml_local (name);
  if (depth == 2 && strcmp (name, "cellXfs") == 0)
    {
      self->in_styles = TRUE;
      return;
    }
  if (depth != 3)
    return;

  id = zx_xml_attribute (attributes, "numFmtId");
  if (strcmp (name, "numFmt") == 0)
    {
      const char *code = zx_xml_attribute (attributes, "formatCode");
      ZxSheetNumberFormat format;

      if (id == NULL || code == NULL)
        return;
      if (g_hash_table_size (self->codes) >= MAX_FORMATS)
        {
          fail_too_big (self);
          return;
        }
      format = zx_sheet_number_format_parse (code);
      g_hash_table_insert (self->codes, GUINT_TO_POINTER (strtoul (id, NULL, 10)),
                           GUINT_TO_POINTER (1u << 16 | format.kind << 8 | format.width));
    }
  else if (self->in_styles && strcmp (name, "xf") == 0)
    {
      guint number = id != NULL ? strtoul (id, NULL, 10) : 0;
      guint packed = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes, GUINT_TO_POINTER (number)));
      ZxSheetNumberFormat format = { packed >> 8 & 0xff, packed & 0xff };

      if (self->reader->formats->len >= MAX_FORMATS)
        {
          fail_too_big (self);
          return;
        }
      if (packed == 0)
        format = zx_sheet_number_format_builtin (number);
      g_array_append_val (self->reader->formats, format);
    }
}

static gboolean
read_styles (ZxXlsxReader  *reader,
             const char    *part,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  SmallParser parser = { .reader = reader, .part = part, .codes = codes };
  gboolean done;

  zx_xml_init (&parser.xml, style_cb, leave_cb, NULL);
  done = zx_xml_read_part (&parser.xml, reader->package, part, FALSE, cancellable, error);
  zx_xml_clear (&parser.xml);

  return done;
}

/* A zip without a workbook: most are something else that teachers also have. */
static void
set_no_workbook (ZxXlsxReader  *self,
                 GError       **error)
{
  static const struct { const char *part; const char *words; } others[] = {
    { "xl/workbook.bin", N_("This is a binary Excel workbook (.xlsb). Open it in Excel or WPS and save it as .xlsx.") },
    { "word/document.xml", N_("This is a Word document, not a spreadsheet. Copy its table into Excel or WPS and save it as .xlsx.") },
    { "ppt/presentation.xml", N_("This is a PowerPoint file, not a spreadsheet.") },
    { "META-INF/manifest.xml", N_("This is an OpenDocument file, not an Excel file. Open it in WPS or LibreOffice and save it as .xlsx.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (zx_xlsx_package_has (self->package, others[i].part))
        {
          g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_WRONG_TYPE, _(others[i].words));
          return;
        }
    }

  if (zx_xlsx_package_has (self->package, "[Content_Types].xml") || zx_xlsx_package_has (self->package, "_rels/.rels"))
    zx_sheet_set_damaged (error, _("its part “xl/workbook.xml” is missing"));
  else
    g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_WRONG_TYPE,
                         _("This is a zip archive, not a spreadsheet. Unpack it and choose the spreadsheet inside."));
}

static char *
find_part (ZxXlsxReader *self,
           GHashTable   *relations,
           const char   *type,
           const char   *usual)
{
  const char *part = find_relation (relations, type);

  if (part == NULL && zx_xlsx_package_has (self->package, usual))
    part = usual;

  return g_strdup (part);
}

static void
zx_xlsx_reader_close (gpointer data)
{
  ZxXlsxReader *self = data;

  g_clear_pointer (&self->package, zx_xlsx_package_free);
  g_clear_pointer (&self->strings, zx_sheet_strings_free);
  g_array_unref (self->formats);
  g_free (self->strings_part);
  g_free (self);
}

static gboolean
read_parts (ZxXlsxReader  *self,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GHashTable) roots = NULL;
  g_autoptr (GHashTable) relations = NULL;
  g_autofree char *workbook = NULL;
  g_autofree char *styles = NULL;

  roots = read_relations (self, "", cancellable, error);
  if (roots == NULL)
    return FALSE;

  workbook = find_part (self, roots, "officeDocument", "xl/workbook.xml");
  if (workbook == NULL || !zx_xlsx_package_has (self->package, workbook) ||
      g_str_has_suffix (workbook, ".bin") || g_str_has_prefix (workbook, "word/") || g_str_has_prefix (workbook, "ppt/"))
    {
      set_no_workbook (self, error);
      return FALSE;
    }

  relations = read_relations (self, workbook, cancellable, error);
  if (relations == NULL || !read_workbook (self, workbook, relations, cancellable, error))
    return FALSE;

  self->strings_part = find_part (self, relations, "sharedStrings", "xl/sharedStrings.xml");
  styles = find_part (self, relations, "styles", "xl/styles.xml");

  return styles == NULL || read_styles (self, styles, cancellable, error);
}

static gpointer
zx_xlsx_reader_open (ZxSheetContext  *context,
                     GCancellable    *cancellable,
                     GError         **error)
{
  ZxXlsxReader *self = g_new0 (ZxXlsxReader, 1);

  self->context = context;
  self->formats = g_array_new (FALSE, FALSE, sizeof (ZxSheetNumberFormat));
  self->package = zx_xlsx_package_open (context, cancellable, error);

  if (self->package == NULL || !read_parts (self, cancellable, error))
    {
      zx_xlsx_reader_close (self);
      return NULL;
    }

  return self;
}

static gboolean
zx_xlsx_reader_load (gpointer        data,
                     ZxSheetTable   *table,
                     ZxSheetWriter  *writer,
                     GCancellable   *cancellable,
                     GError        **error)
{
  ZxXlsxReader *self = data;

  if (!zx_xlsx_read_sheet (self, table->source, table, writer, cancellable, error))
    return FALSE;

  /* Their part may come anywhere in the package, so they wait until somebody wants one. */
  if (writer->n_shared > 0 && self->strings == NULL)
    {
      self->strings = zx_xlsx_read_strings (self, cancellable, error);
      if (self->strings == NULL)
        return FALSE;
    }
  if (writer->n_shared > 0 && writer->n_shared > zx_sheet_strings_size (self->strings))
    {
      zx_sheet_set_damaged (error, _("a cell points to no text"));
      return FALSE;
    }

  return TRUE;
}

static ZxSheetStrings *
zx_xlsx_reader_get_strings (gpointer data)
{
  return ((ZxXlsxReader *) data)->strings;
}

const ZxSheetBackend zx_xlsx_backend = {
  zx_xlsx_reader_open,
  zx_xlsx_reader_load,
  zx_xlsx_reader_get_strings,
  zx_xlsx_reader_close,
};
