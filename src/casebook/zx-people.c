/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-people"

#include "config.h"

#include <string.h>

#include "zx-people.h"
#include "zx-words.h"

#define LIVE "deleted_at IS NULL AND voided_on IS NULL AND merged_into IS NULL"

char *
zx_school_dup_stages (ZxDb *db)
{
  return zx_db_dup_text (db, "SELECT stages FROM school WHERE deleted_at IS NULL ORDER BY id LIMIT 1");
}

gint64
zx_people_count (ZxDb *db)
{
  return zx_db_get_int (db, "SELECT count (*) FROM student WHERE " LIVE, 0);
}

static gboolean
find_by_number (ZxDb        *db,
                const char  *sql,
                const char  *number,
                const char  *name,
                gint64      *out_student,
                GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, sql, error);
  int step;

  *out_student = 0;
  if (row == NULL)
    return FALSE;

  zx_statement_set_text (row, ":number", number);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gboolean same_name = g_strcmp0 (zx_statement_get_text (row, 1), name) == 0;

      if (*out_student == 0 || same_name)
        *out_student = zx_statement_get_int (row, 0);
      if (same_name)
        {
          sqlite3_reset (row);
          break;
        }
    }

  return step >= 0;
}

gboolean
zx_people_find_by_id_no (ZxDb        *db,
                         const char  *id_no,
                         const char  *name,
                         gint64      *out_student,
                         GError     **error)
{
  return find_by_number (db, "SELECT id, name FROM student WHERE id_no = :number AND " LIVE " ORDER BY id",
                         id_no, name, out_student, error);
}

gboolean
zx_people_find_by_roll_no (ZxDb        *db,
                           const char  *roll_no,
                           const char  *name,
                           gint64      *out_student,
                           GError     **error)
{
  return find_by_number (db, "SELECT id, name FROM student WHERE roll_no = :number AND " LIVE " ORDER BY id",
                         roll_no, name, out_student, error);
}

static GArray *
list_ids (ZxStatement  *row,
          GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (ids, id);
    }

  return step < 0 ? NULL : g_steal_pointer (&ids);
}

GArray *
zx_people_find_by_facts (ZxDb        *db,
                         const char  *name,
                         const char  *birth_date,
                         const char  *sex,
                         const char  *grade,
                         const char  *class_name,
                         gboolean     with_id,
                         GError     **error)
{
  ZxStatement *row = zx_db_prepare (db,
                                    "SELECT s.id FROM student s LEFT JOIN student_now n ON n.student = s.id "
                                    "WHERE s.name = :name AND s.birth_date = :birth AND (:sex IS NULL OR s.sex = :sex) "
                                    "AND n.grade IS :grade AND n.class_name IS :class AND (:with_id OR s.id_no IS NULL) "
                                    "AND s." LIVE " ORDER BY s.id_no IS NOT NULL, s.id", error);

  if (row == NULL)
    return NULL;

  zx_statement_set_text (row, ":name", name);
  zx_statement_set_text (row, ":birth", birth_date);
  zx_statement_set_text (row, ":sex", sex);
  zx_statement_set_text (row, ":grade", grade);
  zx_statement_set_text (row, ":class", class_name);
  zx_statement_set_int (row, ":with_id", with_id);

  return list_ids (row, error);
}

GArray *
zx_people_list_enrolled (ZxDb    *db,
                         GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (ZxPlace));
  ZxStatement *row = zx_db_prepare (db, "SELECT student, grade, class_name FROM student_now WHERE enrol_status IN ('1', '5', '8') "
                                        "ORDER BY sort_class, sort_name", error);
  int step;

  if (row == NULL)
    return NULL;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxPlace place = { zx_statement_get_int (row, 0), zx_grade_intern (zx_statement_get_text (row, 1)),
                        g_intern_string (zx_statement_get_text (row, 2)) };

      g_array_append_val (places, place);
    }

  return step < 0 ? NULL : g_steal_pointer (&places);
}

GArray *
zx_people_list_members (ZxDb    *db,
                        gint64   family,
                        GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM family_member WHERE family = :family AND deleted_at IS NULL "
                                        "AND voided_on IS NULL ORDER BY id", error);

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":family", family);

  return list_ids (row, error);
}

GArray *
zx_people_list_categories (ZxDb    *db,
                           gint64   student,
                           gint64   family,
                           GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM category WHERE (student = :student OR family = :family) "
                                        "AND deleted_at IS NULL AND voided_on IS NULL ORDER BY cat, id", error);

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":student", student);
  if (family != 0)
    zx_statement_set_int (row, ":family", family);

  return list_ids (row, error);
}

gboolean
zx_people_foreach_guardian (ZxDb            *db,
                            ZxGuardianFunc   func,
                            gpointer         user_data,
                            GError         **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT m.name, m.phone, min (s.id) FROM family_member m JOIN student s ON s.family = m.family "
                                        "WHERE m.guardian = 1 AND m.name IS NOT NULL AND m.phone IS NOT NULL AND m.deleted_at IS NULL "
                                        "AND s.deleted_at IS NULL GROUP BY m.id", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    func (zx_statement_get_text (row, 0), zx_statement_get_text (row, 1), zx_statement_get_int (row, 2), user_data);

  return step == 0;
}

GHashTable *
zx_people_list_rejected (ZxDb    *db,
                         GError **error)
{
  g_autoptr (GHashTable) raws = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ZxStatement *row = zx_db_prepare (db, "SELECT raw FROM rejected_row WHERE raw IS NOT NULL AND deleted_at IS NULL", error);
  int step;

  if (row == NULL)
    return NULL;

  while ((step = zx_statement_step (row, error)) > 0)
    g_hash_table_add (raws, g_strdup (zx_statement_get_text (row, 0)));

  return step < 0 ? NULL : g_steal_pointer (&raws);
}

char *
zx_column_mapping_dup (ZxDb       *db,
                       const char *headings)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT mapping FROM column_mapping WHERE headings = :headings", NULL);
  char *mapping = NULL;

  if (row == NULL)
    return NULL;

  zx_statement_set_text (row, ":headings", headings);
  if (zx_statement_step (row, NULL) > 0)
    {
      mapping = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }

  return mapping;
}

gboolean
zx_column_mapping_save (ZxDb        *db,
                        const char  *headings,
                        const char  *mapping,
                        GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, "INSERT OR REPLACE INTO column_mapping (headings, mapping) VALUES (:headings, :mapping)", error);

  if (statement == NULL)
    return FALSE;

  zx_statement_set_text (statement, ":headings", headings);
  zx_statement_set_text (statement, ":mapping", mapping);

  return zx_statement_run (statement, error);
}
