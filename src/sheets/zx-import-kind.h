/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-roster-import.h"

G_BEGIN_DECLS

/* `import --kind KIND`: any kind from a table whose headings are field keys or labels and whose cells are values as
 * in FIELD=VALUE. Everything in one action; a row that is refused is kept as a rejected row.
 */

/**
 * ZxKindImportOptions:
 * @sheet: (nullable): name of the sheet; %NULL = the first one with headings we know
 * @header_row: 0 = the first row with at least one known heading and no unknown kind of row above it
 * @columns: (nullable) (array zero-terminated=1): headings of --map
 * @fields: (nullable) (array zero-terminated=1): their field keys; "" = not imported
 * @dry_run: judge only; nothing is written
 */
typedef struct
{
  const char         *sheet;
  guint               header_row;
  const char * const *columns;
  const char * const *fields;
  gboolean            dry_run;
} ZxKindImportOptions;

/**
 * ZxKindImport:
 * @sheet: the sheet that was read
 * @header_row: its row of headings
 * @headings: (element-type utf8): of every column
 * @fields: (element-type utf8): the field of each, %NULL = not imported
 * @rejects: (element-type utf8): the cells of the rejected rows, as in the field `raw`
 * @result: accepted rows (all as %ZX_ROSTER_NEW), rejected rows, the action; code of a rejected row is E_VALUE
 */
typedef struct
{
  char           *sheet;
  guint           header_row;
  GPtrArray      *headings;
  GPtrArray      *fields;
  GPtrArray      *rejects;
  ZxRosterResult *result;
} ZxKindImport;

void          zx_kind_import_free (ZxKindImport               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxKindImport, zx_kind_import_free)

/**
 * zx_kind_import:
 * @kind: any kind that people may add
 * @path: the file
 *
 * Returns: (transfer full): what was done; %NULL with @error set
 */
ZxKindImport *zx_kind_import      (ZxCasebook                 *casebook,
                                   const ZxKind               *kind,
                                   const char                 *path,
                                   const ZxKindImportOptions  *options,
                                   GCancellable               *cancellable,
                                   GError                    **error);
/* As zx_roster_import_write_rejects(). */
gboolean      zx_kind_import_write_rejects (ZxKindImport      *self,
                                   const char                 *path,
                                   GError                    **error);

G_END_DECLS
