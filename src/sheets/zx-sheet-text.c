/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-sheet-text"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zx-sheet-text.h"

/* So many characters that are good UTF-8 are no chance: a file that then ends within one was cut. */
#define SURELY_UTF8 4

gboolean
zx_sheet_text_is_error (const char *text)
{
  static const char * const errors[] = { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };

  if (*text != '#')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (strcmp (errors[i], text) == 0)
      return TRUE;

  return FALSE;
}

gboolean
zx_sheet_text_is_scientific (const char *text,
                             gsize       length)
{
  gsize at = 0, digits;

  if (length < 4 || length > 40)
    return FALSE;
  if (text[at] == '+' || text[at] == '-')
    at++;

  for (digits = 0; at < length && g_ascii_isdigit (text[at]); at++)
    digits++;
  if (digits != 1)
    return FALSE;

  if (text[at] == '.')
    {
      for (at++; at < length && g_ascii_isdigit (text[at]); at++)
        ;
    }
  if (at >= length || (text[at] != 'E' && text[at] != 'e'))
    return FALSE;
  at++;
  if (at < length && text[at] == '+')
    at++;

  for (digits = 0; at < length && g_ascii_isdigit (text[at]); at++)
    digits++;

  return digits >= 1 && digits <= 3 && at == length;
}

gboolean
zx_sheet_text_has_controls (const char *text,
                            gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c < 0x20 ? c != '\t' && c != '\n' : c == 0x7f || (c == 0xc2 && i + 1 < length && (guchar) text[i + 1] < 0xa0))
        return TRUE;
    }

  return FALSE;
}

gsize
zx_sheet_text_clean (char  *text,
                     gsize  length)
{
  gsize out = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c == '\r')
        {
          if (i + 1 < length && text[i + 1] == '\n')
            i++;
          text[out++] = '\n';
        }
      else if (c == 0xc2 && i + 1 < length && (guchar) text[i + 1] < 0xa0)
        i++;
      else if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n')
        text[out++] = c;
    }
  text[out] = '\0';

  return out;
}

/* Bytes of @text that are whole UTF-8 characters; what follows is either wrong or only begun. */
static gsize
valid_length (const char *text,
              gsize       length,
              gboolean   *out_only_begun)
{
  const char *end;
  gsize rest;
  gunichar c;

  if (g_utf8_validate_len (text, length, &end))
    {
      *out_only_begun = FALSE;
      return length;
    }

  rest = length - (end - text);
  c = g_utf8_get_char_validated (end, rest);
  *out_only_begun = c == (gunichar) -2 && *end != '\0';

  return end - text;
}

gboolean
zx_sheet_text_guess_encoding (ZxSheetFile      *file,
                              ZxSheetEncoding  *out_encoding,
                              GCancellable     *cancellable,
                              GError          **error)
{
  g_autofree char *buffer = g_malloc (ZX_SHEET_CHUNK_BYTES);
  gsize kept = 0, n_han = 0;
  guint64 offset = 0;
  gboolean only_begun = FALSE, marked;
  gssize n;

  n = zx_sheet_file_read (file, 0, buffer, ZX_SHEET_CHUNK_BYTES, error);
  if (n < 0)
    return FALSE;

  if (n >= 2 && (guchar) buffer[0] == 0xff && (guchar) buffer[1] == 0xfe)
    {
      *out_encoding = ZX_SHEET_ENCODING_UTF16LE;
      return TRUE;
    }
  if (n >= 2 && (guchar) buffer[0] == 0xfe && (guchar) buffer[1] == 0xff)
    {
      *out_encoding = ZX_SHEET_ENCODING_UTF16BE;
      return TRUE;
    }
  marked = n >= 3 && memcmp (buffer, "\xef\xbb\xbf", 3) == 0;

  /* UTF-16 without a mark still has a zero beside each digit, comma and line end. */
  if (memchr (buffer, '\0', n) != NULL)
    {
      gsize zeros[2] = { 0, 0 };

      for (gssize i = 0; i < n; i++)
        zeros[i & 1] += buffer[i] == '\0';
      if (file->size % 2 == 0 && MAX (zeros[0], zeros[1]) >= MAX ((gsize) n / 16, 2) &&
          MIN (zeros[0], zeros[1]) * 16 <= MAX (zeros[0], zeros[1]))
        {
          *out_encoding = zeros[1] > zeros[0] ? ZX_SHEET_ENCODING_UTF16LE : ZX_SHEET_ENCODING_UTF16BE;
          return TRUE;
        }
    }

  *out_encoding = ZX_SHEET_ENCODING_UTF8;
  for (;;)
    {
      gsize valid;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = zx_sheet_file_read (file, offset, buffer + kept, ZX_SHEET_CHUNK_BYTES - kept, error);
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;

      offset += n;
      n += kept;
      valid = valid_length (buffer, n, &only_begun);
      kept = n - valid;
      for (gsize i = 0; i < valid && n_han < SURELY_UTF8; i++)
        n_han += (guchar) buffer[i] >= 0xe0;
      if (kept > 0 && !only_begun)
        {
          if (memchr (buffer, '\0', n) != NULL || marked)
            {
              zx_sheet_set_damaged (error, _("it holds bytes that are no text"));
              return FALSE;
            }
          *out_encoding = ZX_SHEET_ENCODING_GB18030;
          return TRUE;
        }
      memmove (buffer, buffer + valid, kept);
    }

  if (kept == 0)
    return TRUE;

  if (marked || n_han >= SURELY_UTF8)
    {
      zx_sheet_set_damaged (error, _("it ends in the middle of a character"));
      return FALSE;
    }
  *out_encoding = ZX_SHEET_ENCODING_GB18030;

  return TRUE;
}

static gboolean
give (ZxSheetTextFunc   func,
      gpointer          user_data,
      const char       *text,
      gsize             length,
      GError          **error)
{
  if (length == 0)
    return TRUE;

  if (memchr (text, '\0', length) != NULL)
    {
      zx_sheet_set_damaged (error, _("it holds bytes that are no text"));
      return FALSE;
    }

  return func (user_data, text, length, error);
}

gboolean
zx_sheet_text_read (ZxSheetContext   *context,
                    ZxSheetEncoding   encoding,
                    guint64           max_bytes,
                    ZxSheetTextFunc   func,
                    gpointer          user_data,
                    GCancellable     *cancellable,
                    GError          **error)
{
  static const char *names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" };
  g_autofree char *in = g_malloc (ZX_SHEET_CHUNK_BYTES);
  g_autofree char *out = g_malloc (3 * ZX_SHEET_CHUNK_BYTES);
  GIConv converter = (GIConv) -1;
  guint64 offset = 0;
  gsize kept = 0;
  gboolean done = FALSE, first = TRUE;

  if (encoding != ZX_SHEET_ENCODING_UTF8)
    {
      converter = g_iconv_open ("UTF-8", names[encoding]);
      if (converter == (GIConv) -1)
        {
          g_set_error (error, ZX_SHEET_ERROR, ZX_SHEET_ERROR_FAILED,
                       _("This computer cannot read text in %s. Save the table as .xlsx and try again."), names[encoding]);
          return FALSE;
        }
    }

  for (;;)
    {
      gssize n;
      gsize length, rest;
      const char *text, *left;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;

      n = zx_sheet_file_read (context->file, offset, in + kept, ZX_SHEET_CHUNK_BYTES - kept, error);
      if (n < 0)
        break;
      offset += n;
      length = kept + n;
      zx_sheet_context_report (context, offset, context->file->size);

      if (encoding == ZX_SHEET_ENCODING_UTF8)
        {
          gboolean only_begun;

          rest = length - valid_length (in, length, &only_begun);
          text = in;
          length -= rest;
          left = in + length;
          if (rest > 0 && (!only_begun || n == 0))
            {
              zx_sheet_set_damaged (error, _("it holds bytes that are no text"));
              break;
            }
        }
      else
        {
          char *from = in, *to = out;
          gsize room = 3 * ZX_SHEET_CHUNK_BYTES;

          rest = length;
          /* E2BIG cannot be: no character of these encodings takes more than twice its bytes in UTF-8. */
          if (length > 0 && g_iconv (converter, &from, &rest, &to, &room) == (gsize) -1 &&
              (errno != EINVAL || n == 0))
            {
              zx_sheet_set_damaged (error, encoding == ZX_SHEET_ENCODING_GB18030
                                             ? _("its text is neither UTF-8 nor GB18030")
                                             : _("it holds bytes that are no text"));
              break;
            }
          text = out;
          length = to - out;
          left = from;
        }

      if (first && length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
        {
          text += 3;
          length -= 3;
        }
      first = first && length == 0 && n > 0;

      if (!give (func, user_data, text, length, error))
        break;

      if (n == 0 || (max_bytes > 0 && offset >= max_bytes))
        {
          done = TRUE;
          break;
        }

      memmove (in, left, rest);
      kept = rest;
    }

  if (converter != (GIConv) -1)
    g_iconv_close (converter);

  return done;
}
