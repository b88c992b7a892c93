/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-cli.h"

G_BEGIN_DECLS

/* One function a command; see main.c for the list. */

int zx_cli_create    (ZxCli *cli, GError **error);
int zx_cli_info      (ZxCli *cli, GError **error);
int zx_cli_kinds     (ZxCli *cli, GError **error);
int zx_cli_check     (ZxCli *cli, GError **error);
int zx_cli_term      (ZxCli *cli, GError **error);
int zx_cli_rollover  (ZxCli *cli, GError **error);

int zx_cli_list      (ZxCli *cli, GError **error);
int zx_cli_show      (ZxCli *cli, GError **error);
int zx_cli_add       (ZxCli *cli, GError **error);
int zx_cli_set       (ZxCli *cli, GError **error);
int zx_cli_remove    (ZxCli *cli, GError **error);

int zx_cli_history   (ZxCli *cli, GError **error);
int zx_cli_undo      (ZxCli *cli, GError **error);
int zx_cli_redo      (ZxCli *cli, GError **error);
int zx_cli_import    (ZxCli *cli, GError **error);

int zx_cli_agenda    (ZxCli *cli, GError **error);
int zx_cli_coverage  (ZxCli *cli, GError **error);
int zx_cli_round     (ZxCli *cli, GError **error);
int zx_cli_step      (ZxCli *cli, GError **error);

int zx_cli_ledgers   (ZxCli *cli, GError **error);
int zx_cli_ledger    (ZxCli *cli, GError **error);

int zx_cli_documents (ZxCli *cli, GError **error);
int zx_cli_document  (ZxCli *cli, GError **error);

int zx_cli_backup    (ZxCli *cli, GError **error);
int zx_cli_restore   (ZxCli *cli, GError **error);

G_END_DECLS
