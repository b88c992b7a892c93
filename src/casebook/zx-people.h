/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-db.h"

G_BEGIN_DECLS

/* Who on the roll is meant: questions of importing and comparing, answered by indexes. */

/* (transfer full) (nullable): the STAGE codes of the school, joined by commas */
char     *zx_school_dup_stages      (ZxDb        *db);

/**
 * zx_people_count:
 *
 * Returns: live students; 0 makes all the other questions superfluous
 */
gint64    zx_people_count           (ZxDb        *db);

/**
 * zx_people_find_by_id_no:
 * @name: (nullable): where several live students have the number, the one of this name is preferred
 * @out_student: (out): 0 when there is none
 */
gboolean  zx_people_find_by_id_no   (ZxDb        *db,
                                     const char  *id_no,
                                     const char  *name,
                                     gint64      *out_student,
                                     GError     **error);
/* The same by national roll number. */
gboolean  zx_people_find_by_roll_no (ZxDb        *db,
                                     const char  *roll_no,
                                     const char  *name,
                                     gint64      *out_student,
                                     GError     **error);

/**
 * zx_people_find_by_facts:
 * @birth_date: a date
 * @sex: (nullable): %NULL matches any
 * @grade: (nullable): in the working term; %NULL is "none"
 * @class_name: (nullable): the same
 * @with_id: whether students with an ID number may be meant, too
 *
 * Returns: (transfer full) (element-type gint64) (nullable): who has this name, birth date and class, those
 *   without ID number first; %NULL with @error set
 */
GArray   *zx_people_find_by_facts   (ZxDb        *db,
                                     const char  *name,
                                     const char  *birth_date,
                                     const char  *sex,
                                     const char  *grade,
                                     const char  *class_name,
                                     gboolean     with_id,
                                     GError     **error);

/**
 * ZxPlace:
 *
 * An enrolled student and the class of the working term.
 */
typedef struct
{
  gint64      student;
  const char *grade;      /* (nullable): interned */
  const char *class_name; /* (nullable): interned */
} ZxPlace;

/* (transfer full) (element-type ZxPlace): everybody who is enrolled now, by class and name */
GArray   *zx_people_list_enrolled   (ZxDb        *db,
                                     GError     **error);

/* (transfer full) (element-type gint64) (nullable): the live rows of family_member of a family, or of category of a
 * student and family; in the order of entry */
GArray   *zx_people_list_members    (ZxDb        *db,
                                     gint64       family,
                                     GError     **error);
GArray   *zx_people_list_categories (ZxDb        *db,
                                     gint64       student,
                                     gint64       family,
                                     GError     **error);

typedef void (*ZxGuardianFunc) (const char *name,
                                const char *phone,
                                gint64      student,
                                gpointer    user_data);

/* Calls @func for each guardian with name and phone, and a child of the household. */
gboolean  zx_people_foreach_guardian (ZxDb           *db,
                                     ZxGuardianFunc   func,
                                     gpointer         user_data,
                                     GError         **error);

/* (transfer full) (element-type utf8) (nullable): the field `raw` of every live rejected row, as a set */
GHashTable *zx_people_list_rejected (ZxDb        *db,
                                     GError     **error);

/* How the columns of a file with these headings were read last time. (transfer full) (nullable) */
char     *zx_column_mapping_dup     (ZxDb        *db,
                                     const char  *headings);
/* Inside zx_casebook_act_local(), or inside an action. */
gboolean  zx_column_mapping_save    (ZxDb        *db,
                                     const char  *headings,
                                     const char  *mapping,
                                     GError     **error);

G_END_DECLS
