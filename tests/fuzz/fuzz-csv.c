/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz-util.h"

/* Text in any encoding, and HTML where it looks like that. A compound file would start the helper, which
 * is not what is tried here. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  if (size < 8 || memcmp (data, "\xd0\xcf\x11\xe0", 4) != 0)
    zx_fuzz_read (data, size);

  return 0;
}
