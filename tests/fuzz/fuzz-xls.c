/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz-util.h"
#include "zx-xls-extract.h"
#include "zx-xls-reader.h"

/* What reaches our process of an .xls is what the helper says; a crafted file may make it say anything. FreeXL
 * itself is not tried: its faults are fenced in by the helper process, not mended here. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const ZxSheetLimits limits = { .max_spool_bytes = 1 << 20, .max_cell_bytes = 4096 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GInputStream) again = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZxSheetSpool) spool = zx_sheet_spool_new (&limits);
  g_auto (ZxSheetWriter) writer = { 0 };
  g_autoptr (GError) error = NULL;
  ZxSheetTable table = { 0 };

  g_byte_array_append (bytes, (const guint8 *) ZX_XLS_MAGIC, strlen (ZX_XLS_MAGIC));
  g_byte_array_append (bytes, data, size);

  stream = g_memory_input_stream_new_from_data (bytes->data, bytes->len, NULL);
  zx_sheet_writer_init (&writer, spool, &table, &limits);
  if (!zx_xls_decode (stream, NULL, &writer, NULL, &error))
    g_assert_true (error->domain == ZX_SHEET_ERROR);
  g_clear_error (&error);

  again = g_memory_input_stream_new_from_data (bytes->data, bytes->len, NULL);
  if (!zx_xls_decode (again, names, NULL, NULL, &error))
    g_assert_true (error->domain == ZX_SHEET_ERROR);

  return 0;
}
