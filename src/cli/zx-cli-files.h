/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-cli-assign.h"

G_BEGIN_DECLS

/* FIELD=PATH of fields of type file: the files are stored before the action and discarded where it fails. */

/* Copies the named files into the casebook's folder; Ctrl+C stops it with nothing left behind. */
gboolean   zx_cli_store_files       (ZxCli         *cli,
                                     GArray        *assignments,
                                     GError       **error);
void       zx_cli_discard_files     (ZxCli         *cli,
                                     GArray        *assignments);
/* The file of a record of the kind attachment itself. */
void       zx_cli_describe_file     (ZxRecord      *record,
                                     GArray        *assignments);
/* The files of the fields of any other record, which is saved already. What is not named any more is removed. */
gboolean   zx_cli_attach_files      (ZxAction      *action,
                                     ZxRecord      *record,
                                     GArray        *assignments,
                                     GError       **error);

G_END_DECLS
