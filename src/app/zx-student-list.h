/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zx-student-facts.h"

G_BEGIN_DECLS

/* One student of a list, while somebody looks at it. Signal "changed": what it shows is another. */
#define ZX_TYPE_STUDENT_ITEM (zx_student_item_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentItem, zx_student_item, ZX, STUDENT_ITEM, GObject)

gint64              zx_student_item_get_id  (ZxStudentItem *self);
/* (nullable): %NULL when the student is gone meanwhile; until "changed" */
const ZxStudentRow *zx_student_item_get_row (ZxStudentItem *self);
/* (nullable): the day the list was read for */
const char         *zx_student_item_get_today (ZxStudentItem *self);

/* The students a filter finds, in its order. It keeps their keys, 8 bytes each, and reads rows in
 * pages of 256 when somebody looks there, so that a list of 100,000 opens at once. */
#define ZX_TYPE_STUDENT_LIST (zx_student_list_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentList, zx_student_list, ZX, STUDENT_LIST, GObject)

ZxStudentList      *zx_student_list_new     (void);

/* Finds anew and tells only what moved; rows on the screen are read again and say "changed" when
 * they differ. @db is borrowed until the next call. */
gboolean            zx_student_list_load    (ZxStudentList         *self,
                                             ZxDb                  *db,
                                             const ZxStudentFilter *filter,
                                             const char            *today,
                                             GError               **error);
/* Forgets everything. */
void                zx_student_list_clear   (ZxStudentList         *self);

G_END_DECLS
