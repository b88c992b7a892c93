/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

#include "fuzz-util.h"

/* Random bytes seldom make a zip with good checksums. So the first letter says which part of a good
 * workbook the rest replaces: (s)heet, s(t)rings, st(y)les, (w)orkbook, (r)elations; (z) is the package itself. */

#define RELATIONS "<Relationships>" \
  "<Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
  "<Relationship Id=\"b\" Type=\"t/sharedStrings\" Target=\"sharedStrings.xml\"/>" \
  "<Relationship Id=\"c\" Type=\"t/styles\" Target=\"styles.xml\"/></Relationships>"

typedef struct
{
  char        letter;
  const char *name;
  const char *text;
} Part;

static const Part parts[] = {
  { 'w', "xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>" },
  { 'r', "xl/_rels/workbook.xml.rels", RELATIONS },
  { 's', "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>41153</v></c></row></sheetData></worksheet>" },
  { 't', "xl/sharedStrings.xml", "<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>" },
  { 'y', "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
};

static void
put16 (GByteArray *bytes,
       guint       value)
{
  guint8 two[] = { value, value >> 8 };

  g_byte_array_append (bytes, two, 2);
}

static void
put32 (GByteArray *bytes,
       guint32     value)
{
  put16 (bytes, value & 0xffff);
  put16 (bytes, value >> 16);
}

/* What a local header and its copy in the directory have in common. */
static void
put_facts (GByteArray *bytes,
           const char *name,
           const void *data,
           gsize       size)
{
  put16 (bytes, 20);
  put16 (bytes, 0);
  put16 (bytes, 0); /* stored */
  put32 (bytes, 0x00210000);
  put32 (bytes, crc32 (0, data, size));
  put32 (bytes, size);
  put32 (bytes, size);
  put16 (bytes, strlen (name));
  put16 (bytes, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  guint32 start;

  if (size == 0)
    return 0;
  if (data[0] == 'z')
    {
      if (size > 5 && data[1] == 'P')
        zx_fuzz_read (data + 1, size - 1);
      return 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *name = parts[i].name;
      const void *text = parts[i].letter == data[0] ? (const void *) (data + 1) : parts[i].text;
      gsize length = parts[i].letter == data[0] ? size - 1 : strlen (parts[i].text);

      start = zip->len;
      g_byte_array_append (zip, (const guint8 *) "PK\3\4", 4);
      put_facts (zip, name, text, length);
      g_byte_array_append (zip, (const guint8 *) name, strlen (name));
      g_byte_array_append (zip, text, length);

      g_byte_array_append (directory, (const guint8 *) "PK\1\2\24\0", 6);
      put_facts (directory, name, text, length);
      put16 (directory, 0);
      put16 (directory, 0);
      put16 (directory, 0);
      put32 (directory, 0);
      put32 (directory, start);
      g_byte_array_append (directory, (const guint8 *) name, strlen (name));
    }

  start = zip->len;
  g_byte_array_append (zip, directory->data, directory->len);
  g_byte_array_append (zip, (const guint8 *) "PK\5\6", 4);
  put32 (zip, 0);
  put16 (zip, G_N_ELEMENTS (parts));
  put16 (zip, G_N_ELEMENTS (parts));
  put32 (zip, directory->len);
  put32 (zip, start);
  put16 (zip, 0);

  zx_fuzz_read (zip->data, zip->len);

  return 0;
}
