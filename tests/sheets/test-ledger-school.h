/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* A small invented school with everything that makes a ledger stumble. */

#define LEDGER_TODAY      "2026-11-23"
#define LEDGER_PHONE      "13899990001" /* of the first child */
#define LEDGER_DAD_PHONE  "13899990002" /* of its guardian */
#define LEDGER_CARD       "6228480402564890018"
#define LEDGER_SECRET     "柳树村三组 18 号"
#define LEDGER_LONG_NAME  "阿依古丽·买买提·吐尔逊·艾合买提·努尔麦麦提·阿不都热依木江"
#define LEDGER_RARE_NAME  "𠮷𪚥"

/* The ID number of the child with this number, with its check digit. Static. */
const char *ledger_school_get_id_no  (guint        number);

/* @demo: whether it is a demonstration */
ZxCasebook *ledger_school_new        (const char  *path,
                                      gboolean     demo);
/* The same school before anybody did anything in it: no classes, no visits. */
ZxCasebook *ledger_school_new_empty  (const char  *path);

/* Adds @n_visits home visits of the first child, each on a day of the autumn term. */
void        ledger_school_add_visits (ZxCasebook  *casebook,
                                      guint        n_visits);

/* Adds @n_children children of 三(12)班, more than are read one by one, with a home visit each. */
void        ledger_school_add_crowd  (ZxCasebook  *casebook,
                                      guint        n_children);

/* 王小明 moves from 三(1)班 to 三(12)班 on 2026-10-20, is visited after it, and 李四's child is removed. */
void        ledger_school_move       (ZxCasebook  *casebook);

G_END_DECLS
