/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* Opens, loads and walks all sheets of a file of these bytes, and holds what the header promises. */
void zx_fuzz_read (const uint8_t *data,
                   size_t         size);
