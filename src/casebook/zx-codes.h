/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zx-db.h"

G_BEGIN_DECLS

/**
 * ZxCode:
 * @code: as stored: "05", "P3"
 * @label: marked with NC_(table, …)
 */
typedef struct
{
  const char *code;
  const char *label;
} ZxCode;

typedef struct
{
  const char   *name;  /* "CAT" */
  const ZxCode *codes; /* ends with a %NULL code */
} ZxCodeTable;

const ZxCodeTable *zx_code_table_find      (const char        *name);
const ZxCodeTable *zx_code_tables_get      (void); /* ends with a %NULL name */
/* (nullable): the label in the program's language; %NULL for a code that is not in the table */
const char        *zx_code_table_get_label (const ZxCodeTable *self,
                                            const char        *code);
gboolean           zx_code_table_contains  (const ZxCodeTable *self,
                                            const char        *code);

G_END_DECLS
