/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-ids"

#include "config.h"

#include <string.h>

#include "zx-pinyin.h"
#include "zx-search.h"
#include "zx-student-facts-private.h"
#include "zx-text.h"
#include "zx-words.h"

#define ON_THE_ROLL "n.enrol_status IN ('1', '5', '8')"
#define MET_AT_HOME "c.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL AND coalesce (v.nobody_home, 0) = 0"

/* --- places: by village as it sounds, then 一组, 二组 … 十组 --- */

typedef struct
{
  char  *sort_key;
  int    group;
  char  *group_words;
  guint  rank;
} Place;

static void
place_free (gpointer data)
{
  Place *self = data;

  g_free (self->sort_key);
  g_free (self->group_words);
  g_free (self);
}

int
zx_group_get_number (const char *words)
{
  static const char digits[] = "零一二三四五六七八九";
  int total = 0, digit = 0;

  if (words == NULL)
    return 0;

  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *at;
      char one[8] = "";

      g_unichar_to_utf8 (c, one);
      at = strstr (digits, one);
      if (g_unichar_isdigit (c))
        digit = digit * 10 + g_unichar_digit_value (c);
      else if (at != NULL)
        digit = (int) (at - digits) / 3;
      else if (strcmp (one, "十") == 0)
        {
          total += (digit > 0 ? digit : 1) * 10;
          digit = 0;
        }
      else
        break;
    }

  return total + digit;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *left = *(const Place * const *) a, *right = *(const Place * const *) b;
  int order = strcmp (left->sort_key, right->sort_key);

  if (order == 0)
    order = left->group - right->group;

  return order != 0 ? order : g_strcmp0 (left->group_words, right->group_words);
}

typedef struct
{
  gint64  id;
  Place  *place;
  guint   position;
} Placed;

static int
compare_placed (gconstpointer a,
                gconstpointer b)
{
  const Placed *left = a, *right = b;

  if (left->place->rank != right->place->rank)
    return left->place->rank < right->place->rank ? -1 : 1;

  return left->position < right->position ? -1 : 1;
}

static Place *
find_place (GHashTable *places,
            const char *village,
            const char *group)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", village != NULL ? village : "", group != NULL ? group : "");
  Place *place = g_hash_table_lookup (places, key);

  if (place != NULL)
    return place;

  place = g_new0 (Place, 1);
  /* Nobody's village comes last. */
  place->sort_key = village != NULL ? zx_pinyin_dup_sort_key (village) : g_strdup ("\xff");
  place->group = zx_group_get_number (group);
  place->group_words = g_strdup (group);
  g_hash_table_insert (places, g_steal_pointer (&key), place);

  return place;
}

static gboolean
take_by_place (ZxStatement  *statement,
               GArray       *ids,
               GError      **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr (GPtrArray) ordered = NULL;
  GHashTableIter iter;
  gpointer value;
  int step;

  while ((step = zx_statement_step (statement, error)) > 0)
    {
      Placed one = { zx_statement_get_int (statement, 0),
                     find_place (places, zx_statement_get_text (statement, 1), zx_statement_get_text (statement, 2)),
                     placed->len };

      g_array_append_val (placed, one);
    }
  if (step < 0)
    return FALSE;

  ordered = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (ordered, value);
  g_ptr_array_sort (ordered, compare_places);
  for (guint i = 0; i < ordered->len; i++)
    ((Place *) g_ptr_array_index (ordered, i))->rank = i;

  g_array_sort (placed, compare_placed);
  for (guint i = 0; i < placed->len; i++)
    g_array_append_val (ids, g_array_index (placed, Placed, i).id);

  return TRUE;
}

/* --- the query --- */

static gboolean
get_class_order (ZxDb    *db,
                 gint64   class_id,
                 gint64  *out_order,
                 GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT grade, name FROM class WHERE id = :id", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", class_id);
  step = zx_statement_step (row, error);
  *out_order = -1;
  if (step > 0)
    {
      if (!zx_statement_is_null (row, 0))
        *out_order = (gint64) zx_grade_get_order (zx_statement_get_text (row, 0)) * 10000 + zx_class_get_number (zx_statement_get_text (row, 1));
      sqlite3_reset (row);
    }

  return step >= 0;
}

static void
append_scope (GString        *sql,
              ZxStudentScope  scope)
{
  switch (scope)
    {
    case ZX_STUDENTS_IN_NEED:
      g_string_append (sql, " AND n.level IS NOT NULL");
      break;
    case ZX_STUDENTS_ENROLLED:
      g_string_append (sql, " AND " ON_THE_ROLL);
      break;
    case ZX_STUDENTS_LEFT:
      g_string_append (sql, " AND (n.enrol_status IS NULL OR NOT (" ON_THE_ROLL "))");
      break;
    case ZX_STUDENTS_ALL:
    default:
      break;
    }
}

/* The newest visit or contact that counts, seen from today. */
static void
append_visited (GString           *sql,
                ZxStudentVisited   visited,
                const ZxVisitRule *rule)
{
  if (visited == ZX_STUDENTS_VISITED_ANY)
    return;

  g_string_append (sql, visited == ZX_STUDENTS_VISITED ? " AND (" : " AND NOT (");
  g_string_append (sql, "(n.last_visit IS NOT NULL AND n.last_visit >= :start AND (n.last_visit <= :today OR EXISTS ("
                        "SELECT 1 FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.student = n.student "
                        "AND " MET_AT_HOME " AND v.visit_date BETWEEN :start AND :today)))");
  if (rule->phone_counts)
    g_string_append (sql, " OR EXISTS (SELECT 1 FROM contact_log k WHERE k.student = n.student AND k.deleted_at IS NULL "
                          "AND k.voided_on IS NULL AND k.reached = 1 AND k.date BETWEEN :start AND :today)");
  g_string_append_c (sql, ')');
}

static void
append_order (GString        *sql,
              ZxStudentScope  scope,
              ZxStudentSort   sort,
              gboolean        descending)
{
  const char *way = descending ? " DESC" : "";

  switch (sort)
    {
    case ZX_STUDENT_SORT_NAME:
    case ZX_STUDENT_SORT_PLACE:
      g_string_append_printf (sql, " ORDER BY n.sort_name%s", sort == ZX_STUDENT_SORT_NAME ? way : "");
      break;
    case ZX_STUDENT_SORT_LEVEL:
      /* Among those in need the index has the order already. */
      g_string_append_printf (sql, scope == ZX_STUDENTS_IN_NEED ? " ORDER BY n.level%s, n.sort_class, n.sort_name"
                                                                : " ORDER BY coalesce (n.level, '9')%s, n.sort_class, n.sort_name", way);
      break;
    case ZX_STUDENT_SORT_LAST_VISIT:
      g_string_append_printf (sql, " ORDER BY CASE WHEN n.last_visit IS NULL THEN '' WHEN n.last_visit <= :today THEN n.last_visit ELSE coalesce (("
                                   "SELECT max (v.visit_date) FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.student = n.student "
                                   "AND " MET_AT_HOME " AND v.visit_date <= :today), '') END%s, n.sort_class, n.sort_name", way);
      break;
    case ZX_STUDENT_SORT_CLASS:
    default:
      g_string_append_printf (sql, " ORDER BY n.sort_class%s, n.sort_name%s", way, way);
      break;
    }
}

static char *
dup_sql (const ZxStudentFilter *filter,
         const ZxVisitRule     *rule)
{
  GString *sql = g_string_new ("SELECT n.student");

  if (filter->sort == ZX_STUDENT_SORT_PLACE)
    g_string_append (sql, ", s.village, s.villager_group FROM student_now n JOIN student s ON s.id = n.student WHERE 1");
  else
    g_string_append (sql, " FROM student_now n WHERE 1");

  append_scope (sql, filter->scope);
  if (filter->class_id != 0)
    g_string_append (sql, " AND n.sort_class = :class_order AND n.class = :class");
  if (filter->grade != NULL)
    g_string_append (sql, " AND n.grade = :grade");
  if (filter->cat != NULL)
    g_string_append (sql, " AND n.student IN (SELECT student FROM category WHERE cat = :cat AND student IS NOT NULL AND deleted_at IS NULL "
                          "AND voided_on IS NULL AND (valid_to IS NULL OR valid_to >= :term_start) AND (valid_from IS NULL OR valid_from <= :term_end) "
                          "UNION SELECT m.id FROM category g JOIN student m ON m.family = g.family WHERE g.cat = :cat AND g.deleted_at IS NULL "
                          "AND g.voided_on IS NULL AND (g.valid_to IS NULL OR g.valid_to >= :term_start) AND (g.valid_from IS NULL OR g.valid_from <= :term_end))");
  append_visited (sql, filter->visited, rule);
  append_order (sql, filter->scope, filter->sort, filter->descending);
  if (filter->limit > 0)
    g_string_append (sql, " LIMIT :limit");

  return g_string_free (sql, FALSE);
}

static gboolean
bind_filter (ZxStatement            *statement,
             ZxDb                   *db,
             const ZxStudentFilter  *filter,
             const ZxVisitRule      *rule,
             const char             *today,
             GError                **error)
{
  if (filter->visited != ZX_STUDENTS_VISITED_ANY)
    zx_statement_set_text (statement, ":start", rule->start);
  if (filter->visited != ZX_STUDENTS_VISITED_ANY || filter->sort == ZX_STUDENT_SORT_LAST_VISIT)
    zx_statement_set_text (statement, ":today", today);
  if (filter->class_id != 0)
    {
      gint64 order;

      if (!get_class_order (db, filter->class_id, &order, error))
        return FALSE;
      zx_statement_set_int (statement, ":class", filter->class_id);
      zx_statement_set_int (statement, ":class_order", order >= 0 ? order : G_MAXINT32);
    }
  if (filter->grade != NULL)
    zx_statement_set_text (statement, ":grade", filter->grade);
  if (filter->limit > 0)
    zx_statement_set_int (statement, ":limit", filter->limit);
  if (filter->cat != NULL)
    {
      g_auto (ZxTerm) term = { 0 };

      if (!zx_term_load_working (&term, db, error))
        return FALSE;
      zx_statement_set_text (statement, ":cat", filter->cat);
      zx_statement_set_text (statement, ":term_start", term.start);
      zx_statement_set_text (statement, ":term_end", term.end);
    }

  return TRUE;
}

static GArray *
keep_found (GArray  *ids,
            GArray  *found)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (wanted, &g_array_index (found, gint64, i));
  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_contains (wanted, &g_array_index (ids, gint64, i)))
      g_array_append_val (kept, g_array_index (ids, gint64, i));

  return kept;
}

GArray *
zx_student_ids_narrow (ZxDb        *db,
                       GArray      *ids,
                       const char  *typed,
                       GError     **error)
{
  g_autoptr (GArray) found = NULL;

  if (zx_text_is_empty (typed))
    return g_array_ref (ids);

  found = zx_search_student_keys (db, typed, error);

  return found != NULL ? keep_found (ids, found) : NULL;
}

GArray *
zx_student_ids_load (ZxDb                   *db,
                     const ZxStudentFilter  *filter,
                     const char             *today,
                     GError                **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = NULL;
  ZxVisitRule rule = { 0 };
  ZxStatement *statement;
  int step = 0;

  if (filter->visited != ZX_STUDENTS_VISITED_ANY && !zx_visit_rule_load (&rule, db, today, error))
    return NULL;

  sql = dup_sql (filter, &rule);
  statement = zx_db_prepare (db, sql, error);
  if (statement == NULL || !bind_filter (statement, db, filter, &rule, today, error))
    return NULL;

  if (filter->sort == ZX_STUDENT_SORT_PLACE)
    {
      if (!take_by_place (statement, ids, error))
        return NULL;
      for (guint i = 0; filter->descending && i < ids->len / 2; i++)
        {
          gint64 other = g_array_index (ids, gint64, i);

          g_array_index (ids, gint64, i) = g_array_index (ids, gint64, ids->len - 1 - i);
          g_array_index (ids, gint64, ids->len - 1 - i) = other;
        }
    }
  else
    {
      while ((step = zx_statement_step (statement, error)) > 0)
        {
          gint64 id = zx_statement_get_int (statement, 0);

          g_array_append_val (ids, id);
        }
      if (step < 0)
        return NULL;
    }

  return zx_student_ids_narrow (db, ids, filter->text, error);
}

gboolean
zx_student_count_need (ZxDb               *db,
                       const ZxVisitRule  *rule,
                       const char         *today,
                       guint              *out_due,
                       guint              *out_done,
                       GError            **error)
{
  GString *sql = g_string_new ("SELECT count (*), coalesce (sum (1");
  ZxStatement *row;
  int step;

  append_visited (sql, ZX_STUDENTS_VISITED, rule);
  g_string_append (sql, "), 0) FROM student_now n WHERE n.level IS NOT NULL");
  row = zx_db_prepare (db, sql->str, error);
  g_string_free (sql, TRUE);
  if (row == NULL)
    return FALSE;

  zx_statement_set_text (row, ":start", rule->start);
  zx_statement_set_text (row, ":today", today);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      *out_due = (guint) zx_statement_get_int (row, 0);
      *out_done = (guint) zx_statement_get_int (row, 1);
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* --- what filters offer --- */

void
zx_class_count_free (ZxClassCount *self)
{
  g_free (self->grade);
  g_free (self->class_name);
  g_free (self->words);
  g_free (self);
}

static int
compare_classes (gconstpointer a,
                 gconstpointer b)
{
  const ZxClassCount *left = *(const ZxClassCount * const *) a, *right = *(const ZxClassCount * const *) b;

  return zx_class_compare (left->grade, left->class_name, right->grade, right->class_name);
}

/* Classes whose order in lists is all their own are counted in the index of that order; others row by row. */
static gboolean
count_in_classes (ZxDb       *db,
                  GPtrArray  *classes,
                  GError    **error)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean by_order = TRUE;
  ZxStatement *row;
  int step;

  for (guint i = 0; i < classes->len && by_order; i++)
    {
      ZxClassCount *one = g_ptr_array_index (classes, i);
      gint64 order = (gint64) zx_grade_get_order (one->grade) * 10000 + zx_class_get_number (one->class_name);

      by_order = one->grade != NULL && g_hash_table_insert (by_key, g_memdup2 (&order, sizeof order), one);
    }
  if (!by_order)
    {
      g_hash_table_remove_all (by_key);
      for (guint i = 0; i < classes->len; i++)
        {
          ZxClassCount *one = g_ptr_array_index (classes, i);

          g_hash_table_insert (by_key, g_memdup2 (&one->id, sizeof one->id), one);
        }
    }

  row = zx_db_prepare (db, by_order ? "SELECT n.sort_class, sum (" ON_THE_ROLL "), sum (n.level IS NOT NULL) FROM student_now n GROUP BY n.sort_class"
                                    : "SELECT n.class, sum (" ON_THE_ROLL "), sum (n.level IS NOT NULL) FROM student_now n WHERE n.class IS NOT NULL GROUP BY n.class", error);
  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 key = zx_statement_get_int (row, 0);
      ZxClassCount *one = g_hash_table_lookup (by_key, &key);

      if (one == NULL)
        continue;
      one->n_enrolled = (guint) zx_statement_get_int (row, 1);
      one->n_in_need = (guint) zx_statement_get_int (row, 2);
    }

  return step == 0;
}

GPtrArray *
zx_class_names_load (ZxDb    *db,
                     GError **error)
{
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_class_count_free);
  g_auto (ZxTerm) term = { 0 };
  ZxStatement *row;
  int step;

  if (!zx_term_load_working (&term, db, error))
    return NULL;

  row = zx_db_prepare (db, "SELECT id, grade, name FROM class WHERE school_year = :year AND deleted_at IS NULL AND voided_on IS NULL", error);
  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":year", term.school_year);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxClassCount *one = g_new0 (ZxClassCount, 1);

      one->id = zx_statement_get_int (row, 0);
      one->grade = g_strdup (zx_statement_get_text (row, 1));
      one->class_name = g_strdup (zx_statement_get_text (row, 2));
      one->words = zx_class_format (one->grade, one->class_name);
      g_ptr_array_add (classes, one);
    }
  if (step < 0)
    return NULL;
  g_ptr_array_sort (classes, compare_classes);

  return g_steal_pointer (&classes);
}

GPtrArray *
zx_classes_load (ZxDb    *db,
                 GError **error)
{
  g_autoptr (GPtrArray) classes = zx_class_names_load (db, error);

  return classes != NULL && count_in_classes (db, classes, error) ? g_steal_pointer (&classes) : NULL;
}

void
zx_category_count_free (ZxCategoryCount *self)
{
  g_free (self->cat);
  g_free (self);
}

GPtrArray *
zx_category_counts_load (ZxDb    *db,
                         GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_category_count_free);
  g_auto (ZxTerm) term = { 0 };
  ZxStatement *row;
  int step;

  if (!zx_term_load_working (&term, db, error))
    return NULL;

  row = zx_db_prepare (db, "SELECT k.cat, count (DISTINCT n.student) FROM (SELECT cat, student FROM category WHERE student IS NOT NULL "
                           "AND deleted_at IS NULL AND voided_on IS NULL AND (valid_to IS NULL OR valid_to >= :start) AND (valid_from IS NULL OR valid_from <= :end) "
                           "UNION ALL SELECT g.cat, m.id FROM category g JOIN student m ON m.family = g.family WHERE g.deleted_at IS NULL AND g.voided_on IS NULL "
                           "AND (g.valid_to IS NULL OR g.valid_to >= :start) AND (g.valid_from IS NULL OR g.valid_from <= :end)) k "
                           "JOIN student_now n ON n.student = k.student WHERE n.level IS NOT NULL AND k.cat IS NOT NULL GROUP BY k.cat ORDER BY k.cat", error);
  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":start", term.start);
  zx_statement_set_text (row, ":end", term.end);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxCategoryCount *one = g_new0 (ZxCategoryCount, 1);

      one->cat = g_strdup (zx_statement_get_text (row, 0));
      one->n_students = (guint) zx_statement_get_int (row, 1);
      g_ptr_array_add (counts, one);
    }

  return step < 0 ? NULL : g_steal_pointer (&counts);
}
