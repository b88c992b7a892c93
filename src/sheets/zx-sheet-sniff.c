/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-sheet-sniff"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-sheet-sniff.h"

#define HEAD_BYTES 4096

/* What an OLE compound file holds, by the names of its streams. */
typedef enum
{
  OLE_ENCRYPTED,
  OLE_XLS,
  OLE_DOC,
  OLE_PPT,
  OLE_OTHER,
} OleKind;

typedef enum
{
  SUFFIX_NONE,
  SUFFIX_XLSX,
  SUFFIX_XLS,
  SUFFIX_TEXT,
  SUFFIX_ET,
} Suffix;

static Suffix
suffix_of (const char *path)
{
  const char *dot = strrchr (path, '.');

  if (dot == NULL || strchr (dot, G_DIR_SEPARATOR) != NULL)
    return SUFFIX_NONE;
  dot++;

  if (g_ascii_strcasecmp (dot, "xlsx") == 0 || g_ascii_strcasecmp (dot, "xlsm") == 0 ||
      g_ascii_strcasecmp (dot, "xltx") == 0 || g_ascii_strcasecmp (dot, "xltm") == 0)
    return SUFFIX_XLSX;
  if (g_ascii_strcasecmp (dot, "xls") == 0 || g_ascii_strcasecmp (dot, "xlt") == 0)
    return SUFFIX_XLS;
  if (g_ascii_strcasecmp (dot, "csv") == 0 || g_ascii_strcasecmp (dot, "tsv") == 0 ||
      g_ascii_strcasecmp (dot, "tab") == 0 || g_ascii_strcasecmp (dot, "txt") == 0)
    return SUFFIX_TEXT;
  if (g_ascii_strcasecmp (dot, "et") == 0 || g_ascii_strcasecmp (dot, "ett") == 0)
    return SUFFIX_ET;

  return SUFFIX_NONE;
}

static const char *
suffix_name (Suffix suffix)
{
  switch (suffix)
    {
    case SUFFIX_XLSX: return ".xlsx";
    case SUFFIX_XLS: return ".xls";
    case SUFFIX_TEXT: return ".csv";
    case SUFFIX_ET: return ".et";
    case SUFFIX_NONE:
    default: return "";
    }
}

static gboolean
wrong_type (GError     **error,
            const char  *format,
            ...) G_GNUC_PRINTF (2, 3);

static gboolean
wrong_type (GError     **error,
            const char  *format,
            ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (ZX_SHEET_ERROR, ZX_SHEET_ERROR_WRONG_TYPE, format, args));
  va_end (args);

  return FALSE;
}

/* Names in the directory of a compound file are UTF-16. Following its chains would mean reading
 * another format; a file small enough to be an import is quickly searched instead. */
static gboolean
find_ole_kind (ZxSheetFile   *file,
               OleKind       *out_kind,
               GCancellable  *cancellable,
               GError       **error)
{
  static const struct { const char *name; OleKind kind; } streams[] = {
    { "EncryptedPackage", OLE_ENCRYPTED },
    { "Workbook", OLE_XLS },
    { "Book", OLE_XLS },
    { "WordDocument", OLE_DOC },
    { "PowerPoint Document", OLE_PPT },
  };
  const gsize overlap = 128;
  g_autofree char *buffer = g_malloc (overlap + ZX_SHEET_CHUNK_BYTES);
  gsize kept = 0;
  guint64 offset = 0;

  *out_kind = OLE_OTHER;
  for (;;)
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = zx_sheet_file_read (file, offset, buffer + kept, ZX_SHEET_CHUNK_BYTES, error);
      if (n < 0)
        return FALSE;
      if (n == 0)
        return TRUE;
      offset += n;
      n += kept;

      for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
        {
          char wide[64] = { 0 };
          gsize length = strlen (streams[i].name);

          if (streams[i].kind >= *out_kind)
            continue;

          /* With the zeros after it, so that no longer name is taken for it. */
          for (gsize j = 0; j < length; j++)
            wide[2 * j] = streams[i].name[j];
          if (memmem (buffer, n, wide, 2 * length + 2) != NULL)
            *out_kind = streams[i].kind;
        }

      kept = MIN ((gsize) n, overlap);
      memmove (buffer, buffer + n - kept, kept);
    }
}

/* Skips what may stand before the first tag or word. */
static const char *
skip_blanks (const char *text)
{
  if (strncmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;

  return text + strspn (text, " \t\r\n");
}

static gboolean
contains (const char *text,
          const char *needle)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, needle) != NULL;
}

static gboolean
looks_like_html (const char *text)
{
  return *skip_blanks (text) == '<' &&
         (contains (text, "<html") || contains (text, "<table") || contains (text, "<!doctype html") ||
          contains (text, "<meta") || contains (text, "<body") || contains (text, "<style"));
}

static gboolean
check_ole (ZxSheetFile    *file,
           Suffix          suffix,
           ZxSheetFormat  *out_format,
           GCancellable   *cancellable,
           GError        **error)
{
  OleKind kind;

  if (!find_ole_kind (file, &kind, cancellable, error))
    return FALSE;

  switch (kind)
    {
    case OLE_ENCRYPTED:
      g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_PASSWORD,
                           _("The file is locked with a password. Open it in Excel or WPS, remove the password, save it and try again."));
      return FALSE;

    case OLE_XLS:
      *out_format = ZX_SHEET_FORMAT_XLS;
      if (suffix != SUFFIX_XLS && suffix != SUFFIX_NONE)
        return wrong_type (error, _("The file is named %s but is really an old Excel file (.xls). "
                                    "Change the end of its name to .xls, or save it as .xlsx in Excel or WPS."),
                           suffix_name (suffix));
      return TRUE;

    case OLE_DOC:
      return wrong_type (error, _("This is a Word document, not a spreadsheet. Copy its table into Excel or WPS and save it as .xlsx."));

    case OLE_PPT:
      return wrong_type (error, _("This is a PowerPoint file, not a spreadsheet."));

    case OLE_OTHER:
    default:
      if (suffix == SUFFIX_XLS || suffix == SUFFIX_XLSX)
        {
          zx_sheet_set_damaged (error, _("it holds no workbook"));
          return FALSE;
        }
      return wrong_type (error, _("This is not a spreadsheet."));
    }
}

static gboolean
check_text (ZxSheetFile    *file,
            const char     *head,
            gsize           length,
            Suffix          suffix,
            ZxSheetFormat  *out_format,
            GError        **error)
{
  const char *start = skip_blanks (head);
  gboolean wide = length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0);
  gboolean html = looks_like_html (head);
  g_autofree char *narrow = NULL;

  /* A web page in UTF-16 shows its tags between zeros. */
  if (wide)
    {
      GString *letters = g_string_new (NULL);

      for (gsize i = 2; i < length; i++)
        {
          if (head[i] != '\0')
            g_string_append_c (letters, head[i]);
        }
      narrow = g_string_free (letters, FALSE);
      html = looks_like_html (narrow);
    }

  if (strncmp (start, "%PDF-", 5) == 0)
    return wrong_type (error, _("This is a PDF document, not a spreadsheet. Ask for the table as an Excel file."));
  if (strncmp (start, "{\\rtf", 5) == 0)
    return wrong_type (error, _("This is a Word document, not a spreadsheet. Copy its table into Excel or WPS and save it as .xlsx."));
  if (g_ascii_strncasecmp (start, "MIME-Version:", 13) == 0)
    return wrong_type (error, _("This is a web page archive, not a spreadsheet. Open it in Excel or WPS and save it as .xlsx."));
  if (strncmp (start, "<?xml", 5) == 0 && contains (head, "urn:schemas-microsoft-com:office:spreadsheet") && !html)
    return wrong_type (error, _("This is a table in XML (Excel 2003). Open it in Excel or WPS and save it as .xlsx."));
  if (strncmp (start, "<?xml", 5) == 0 && !html)
    return wrong_type (error, _("This is an XML file, not a spreadsheet. Open it in Excel or WPS and save it as .xlsx."));

  *out_format = html ? ZX_SHEET_FORMAT_HTML : ZX_SHEET_FORMAT_TEXT;
  switch (suffix)
    {
    case SUFFIX_XLSX:
      return wrong_type (error, html ? _("The file is named .xlsx but is really a web page. Open it in Excel or WPS and save it as .xlsx.")
                                     : _("The file is named .xlsx but is really plain text. Change the end of its name to .csv, "
                                         "or open it in Excel or WPS and save it as .xlsx."));
    case SUFFIX_TEXT:
      if (html)
        return wrong_type (error, _("The file is named .csv but is really a web page. Open it in Excel or WPS and save it as .xlsx."));
      return TRUE;

    case SUFFIX_XLS:
    case SUFFIX_NONE:
    case SUFFIX_ET:
    default:
      return TRUE;
    }
}

gboolean
zx_sheet_sniff (ZxSheetFile    *file,
                ZxSheetFormat  *out_format,
                GCancellable   *cancellable,
                GError        **error)
{
  static const struct { const char *magic; gsize length; const char *words; } others[] = {
    { "\x89PNG", 4, N_("This is a picture, not a spreadsheet.") },
    { "\xff\xd8\xff", 3, N_("This is a picture, not a spreadsheet.") },
    { "GIF8", 4, N_("This is a picture, not a spreadsheet.") },
    { "Rar!", 4, N_("This is a compressed archive (.rar). Unpack it and choose the spreadsheet inside.") },
    { "7z\xbc\xaf\x27\x1c", 6, N_("This is a compressed archive (.7z). Unpack it and choose the spreadsheet inside.") },
    { "\x1f\x8b", 2, N_("This is a compressed archive (.gz). Unpack it and choose the spreadsheet inside.") },
    { "SQLite format 3", 15, N_("This is a database or a casebook, not a spreadsheet.") },
    { "\x7f" "ELF", 4, N_("This is a program, not a spreadsheet.") },
    { "MZ\x90", 3, N_("This is a program, not a spreadsheet.") },
  };
  Suffix suffix = suffix_of (file->path);
  char head[HEAD_BYTES + 1];
  gssize length = zx_sheet_file_read (file, 0, head, HEAD_BYTES, error);

  if (length < 0)
    return FALSE;
  head[length] = '\0';

  if (length == 0)
    {
      if (suffix == SUFFIX_XLSX || suffix == SUFFIX_XLS)
        zx_sheet_set_damaged (error, _("it is empty"));
      else
        g_set_error_literal (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_NO_TABLE, _("The file is empty."));
      return FALSE;
    }

  if (suffix == SUFFIX_ET)
    return wrong_type (error, _("This is a WPS table (.et). Open it in WPS, choose “Save as” and “Excel file (.xlsx)”, and import that file."));

  if (length >= 4 && memcmp (head, "PK", 2) == 0 && (head[2] == 3 || head[2] == 5))
    {
      *out_format = ZX_SHEET_FORMAT_XLSX;
      if (suffix == SUFFIX_XLS || suffix == SUFFIX_TEXT)
        return wrong_type (error, _("The file is named %s but is really a newer Excel file or another zip package. "
                                    "If it is a spreadsheet, change the end of its name to .xlsx."),
                           suffix_name (suffix));
      return TRUE;
    }

  if (length >= 8 && memcmp (head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return check_ole (file, suffix, out_format, cancellable, error);

  /* Excel 2 to 4 wrote the bare records. */
  if (length >= 4 && head[0] == 9 && (head[1] == 0 || head[1] == 2 || head[1] == 4) && head[3] == 0 && suffix == SUFFIX_XLS)
    {
      *out_format = ZX_SHEET_FORMAT_XLS;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if ((gsize) length >= others[i].length && memcmp (head, others[i].magic, others[i].length) == 0)
        return wrong_type (error, "%s", _(others[i].words));
    }

  /* Zeros are no text, unless it is UTF-16; that is looked at when the text is read. */
  if (suffix == SUFFIX_XLSX && memchr (head, '\0', length) != NULL)
    {
      zx_sheet_set_damaged (error, _("it does not start as an .xlsx does"));
      return FALSE;
    }

  return check_text (file, head, length, suffix, out_format, error);
}
