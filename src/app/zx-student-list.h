/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zx-session.h"
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
 * pages of 64 when somebody looks there, so that a list of 100,000 opens at once. Keys are read in a worker; until they
 * are there the list stays as it is. What is typed only narrows an order that is known already.
 *
 * Signal "found", with a GError or NULL: the list is as it was asked for last. */
#define ZX_TYPE_STUDENT_LIST (zx_student_list_get_type ())
G_DECLARE_FINAL_TYPE (ZxStudentList, zx_student_list, ZX, STUDENT_LIST, GObject)

ZxStudentList      *zx_student_list_new     (void);

/* Finds and tells only what moved. @anew: the casebook may be another than last time: rows on the screen are read again
 * too, and say "changed" when they differ. What is still being looked for is given up. The first time the beginning of
 * the list is there at once. */
void                zx_student_list_find    (ZxStudentList         *self,
                                             ZxSession             *session,
                                             const ZxStudentFilter *filter,
                                             gboolean               anew);
gboolean            zx_student_list_is_finding (ZxStudentList      *self);

G_END_DECLS
