/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "zx-payload.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Entries come from other laptops. Whatever the strict reader takes, it must mean one thing: written again it is the same text. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GPtrArray) changes = zx_payload_parse ((const char *) data, size, NULL);
  g_autoptr (GString) again = NULL;

  if (changes == NULL)
    return 0;

  again = g_string_new ("[");
  for (guint i = 0; i < changes->len; i++)
    {
      if (i > 0)
        g_string_append (again, ",\n");
      zx_payload_append_change (again, g_ptr_array_index (changes, i));
    }
  g_string_append_c (again, ']');

  if (again->len != size || memcmp (again->str, data, size) != 0)
    abort ();

  return 0;
}
