/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* Invented students for the programs that measure: the same number is always the same child. */

char        *bench_dup_name     (guint            i);
char        *bench_dup_phone    (guint            i);
const char  *bench_get_village  (guint            i);

/* Makes a casebook of @n_students at @path; open for writing. Ends the program where that fails. */
ZxCasebook  *bench_casebook_new (const char      *path,
                                 guint            n_students);

/* Calls @func with every beginning of what people type to find child @i: name, pinyin, initials, end of the phone
 * number, village; key by key. */
typedef void (*BenchTypeFunc)   (const char      *typed,
                                 gpointer         data);
void         bench_type         (guint            i,
                                 BenchTypeFunc    func,
                                 gpointer         data);

/* Sorts. */
void         bench_sort         (GArray          *times);
/* The value below which @part of the sorted @times (of double) lie. */
double       bench_take         (GArray          *times,
                                 double           part);

void         bench_check        (gboolean         done,
                                 GError          *error);

G_END_DECLS
