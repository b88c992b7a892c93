/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-cli.h"

G_BEGIN_DECLS

/**
 * ZxCliAssignment:
 * @values: (element-type utf8): in the order given; more than one only for lists
 *
 * @files: (nullable) (element-type ZxStoredFile): of a field of type file, once they are stored; %NULL where the
 *   value is a key, or nothing
 *
 * What the command line says about one field.
 */
typedef struct
{
  const ZxField *field;
  GPtrArray     *values;
  GPtrArray     *files;
} ZxCliAssignment;

/**
 * zx_cli_read_assignments:
 * @words: (array zero-terminated=1): "FIELD=VALUE" …
 *
 * A word without "=", an unknown field, and a single value given twice are wrong usage.
 *
 * Returns: (transfer full) (element-type ZxCliAssignment): one a field
 */
GArray    *zx_cli_read_assignments  (const ZxKind  *kind,
                                     char         **words,
                                     GError       **error);

/**
 * zx_cli_assign:
 *
 * Sets the fields of a record. References may name their record as people do; a teacher who is
 * not known yet is added.
 */
gboolean   zx_cli_assign            (ZxAction      *action,
                                     ZxRecord      *record,
                                     GArray        *assignments,
                                     GError       **error);

/**
 * zx_cli_assign_one:
 *
 * As zx_cli_assign() for a single value in a single field.
 */
gboolean   zx_cli_assign_one        (ZxAction       *action,
                                     ZxRecord       *record,
                                     const ZxField  *field,
                                     const char     *value,
                                     GError        **error);

/* The value of the first assignment to a field, or %NULL. */
const char *zx_cli_find_assigned    (GArray         *assignments,
                                     const char     *field);

G_END_DECLS
