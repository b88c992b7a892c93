/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger-rows"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-ledger-rows.h"
#include "zx-words.h"

struct _ZxLedgerQuery
{
  const char *rows;
  const char *count;
};

/* --- what a ledger is about --- */

static gboolean
load_term (ZxLedgerScope  *self,
           ZxDb           *db,
           const char     *term,
           GError        **error)
{
  g_autofree char *working = zx_setting_dup (db, "term");
  ZxStatement *row;
  int step;

  if (working == NULL || !zx_term_is_valid (working))
    {
      g_free (working);
      working = zx_term_of_date (self->today);
    }

  self->term = g_strdup (term != NULL && *term != '\0' ? term : working);
  if (!zx_term_is_valid (self->term))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "term",
                          _("“%s” is not a term. A term is written like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), self->term);
      return FALSE;
    }

  self->is_working_term = g_strcmp0 (self->term, working) == 0;
  self->school_year = zx_term_dup_school_year (self->term);
  zx_term_get_default_dates (self->term, self->start, self->end);

  row = zx_db_prepare (db, "SELECT starts_on, ends_on FROM term WHERE name = :name AND deleted_at IS NULL AND voided_on IS NULL "
                           "ORDER BY id LIMIT 1", error);
  if (row == NULL)
    return FALSE;

  zx_statement_set_text (row, ":name", self->term);
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;
  if (step == 0)
    {
      if (self->is_working_term)
        return TRUE;

      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "term", _("The casebook has no term %s."), self->term);
      return FALSE;
    }

  if (!zx_statement_is_null (row, 0))
    g_strlcpy (self->start, zx_statement_get_text (row, 0), ZX_DATE_SIZE);
  if (!zx_statement_is_null (row, 1))
    g_strlcpy (self->end, zx_statement_get_text (row, 1), ZX_DATE_SIZE);
  sqlite3_reset (row);

  return TRUE;
}

static void
load_quarter (ZxLedgerScope *self)
{
  const char *day = self->today;
  ZxQuarter quarter;

  if (strcmp (day, self->end) > 0)
    day = self->end;
  if (strcmp (day, self->start) < 0)
    day = self->start;

  zx_date_get_quarter (day, &quarter);
  memcpy (self->quarter_start, quarter.start, ZX_DATE_SIZE);
  memcpy (self->quarter_end, quarter.end, ZX_DATE_SIZE);
}

/* The one class that @row gives, if any. */
static gboolean
take_class (ZxLedgerScope  *self,
            ZxStatement    *row,
            gboolean       *out_found,
            GError        **error)
{
  int step;

  *out_found = FALSE;
  step = zx_statement_step (row, error);
  if (step <= 0)
    return step == 0;

  *out_found = TRUE;
  self->class_id = zx_statement_get_int (row, 0);
  self->grade = g_strdup (zx_statement_get_text (row, 1));
  self->class_name = g_strdup (zx_statement_get_text (row, 2));
  sqlite3_reset (row);

  return TRUE;
}

static gboolean
load_class (ZxLedgerScope  *self,
            ZxDb           *db,
            const char     *name,
            GError        **error)
{
  const char *dash = strchr (name, '-');
  gboolean found = FALSE;
  ZxStatement *row;

  if (dash != NULL)
    {
      g_autofree char *grade = g_strndup (name, (gsize) (dash - name));

      row = zx_db_prepare (db, "SELECT id, grade, name FROM class WHERE school_year = :year AND grade = :grade AND name = :name "
                               "AND deleted_at IS NULL ORDER BY id LIMIT 1", error);
      if (row == NULL)
        return FALSE;
      zx_statement_set_text (row, ":year", self->school_year);
      zx_statement_set_text (row, ":grade", grade);
      zx_statement_set_text (row, ":name", dash + 1);
      if (!take_class (self, row, &found, error))
        return FALSE;
    }
  else if (*name != '\0' && name[strspn (name, "0123456789")] == '\0')
    {
      row = zx_db_prepare (db, "SELECT id, grade, name FROM class WHERE id = :id AND school_year = :year AND deleted_at IS NULL", error);
      if (row == NULL)
        return FALSE;
      zx_statement_set_int (row, ":id", g_ascii_strtoll (name, NULL, 10));
      zx_statement_set_text (row, ":year", self->school_year);
      if (!take_class (self, row, &found, error))
        return FALSE;
    }

  if (!found)
    zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "class",
                        _("There is no class “%s” in the school year %s. A class is written like P3-1班."), name, self->school_year);

  return found;
}

static gboolean
load_school (ZxLedgerScope  *self,
             ZxDb           *db,
             GError        **error)
{
  g_autofree char *demo = zx_setting_dup (db, "demo");
  ZxStatement *row = zx_db_prepare (db, "SELECT name, short, region FROM school WHERE deleted_at IS NULL ORDER BY id LIMIT 1", error);
  int step;

  if (row == NULL)
    return FALSE;

  step = zx_statement_step (row, error);
  if (step > 0)
    {
      self->school = g_strdup (zx_statement_get_text (row, 0));
      self->short_name = g_strdup (zx_statement_get_text (row, 1));
      self->region = g_strdup (zx_statement_get_text (row, 2));
      sqlite3_reset (row);
    }
  self->is_demo = g_strcmp0 (demo, "1") == 0;

  return step >= 0;
}

gboolean
zx_ledger_scope_load (ZxLedgerScope  *self,
                      ZxDb           *db,
                      const char     *term,
                      const char     *class_name,
                      const char     *today,
                      GError        **error)
{
  memset (self, 0, sizeof *self);
  self->today = zx_date_is_valid (today) ? g_strdup (today) : zx_date_today ();

  if (!load_term (self, db, term, error))
    return FALSE;

  load_quarter (self);

  return (class_name == NULL || *class_name == '\0' || load_class (self, db, class_name, error)) &&
         load_school (self, db, error);
}

void
zx_ledger_scope_clear (ZxLedgerScope *self)
{
  g_clear_pointer (&self->term, g_free);
  g_clear_pointer (&self->school_year, g_free);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->grade, g_free);
  g_clear_pointer (&self->class_name, g_free);
  g_clear_pointer (&self->school, g_free);
  g_clear_pointer (&self->short_name, g_free);
  g_clear_pointer (&self->region, g_free);
}

/* --- the queries --- */

#define ENROLMENT_LIVE(alias) alias ".deleted_at IS NULL AND " alias ".voided_on IS NULL"

/* The newest enrolment of student s that had begun by a day. */
#define ENROLMENT_BEGUN_BY(day) \
  "(SELECT x.id FROM enrolment x WHERE x.student = s.id AND x.school_year = :year AND " ENROLMENT_LIVE ("x") " " \
  "AND (x.from_on IS NULL OR x.from_on <= " day ") ORDER BY x.from_on DESC, x.id LIMIT 1)"

/* The same on a day of the term; a child that came only later in it is shown with the class it came into. */
#define ENROLMENT_ON(day) \
  "coalesce (" ENROLMENT_BEGUN_BY (day) ", " \
  "(SELECT x.id FROM enrolment x WHERE x.student = s.id AND x.school_year = :year AND " ENROLMENT_LIVE ("x") " " \
  "AND x.from_on <= :end ORDER BY x.from_on, x.id LIMIT 1))"

#define STUDENT_LIVE "s.deleted_at IS NULL AND s.voided_on IS NULL"

#define VISITS_WHERE \
  "WHERE v.visit_date BETWEEN :start AND :end AND v.deleted_at IS NULL AND v.voided_on IS NULL " \
  "AND k.deleted_at IS NULL AND k.voided_on IS NULL AND " STUDENT_LIVE " "

const ZxLedgerQuery zx_ledger_query_visits = {
  .rows =
    "SELECT v.id, coalesce (s.family, s.id), v.visit_date, v.kind, v.nobody_home, v.received_by, v.received_rel, "
    "v.home_found, v.problems, v.measures, v.parent_opinion, v.effect, v.remark, s.name, c.id, c.grade, c.name, "
    "(SELECT group_concat (p.name, :separator) FROM visit_staff t JOIN staff p ON p.id = t.staff "
    " WHERE t.visit = v.id AND t.deleted_at IS NULL AND t.voided_on IS NULL), "
    "(SELECT 1 FROM attachment a WHERE a.owner_kind = 'home_visit' AND a.owner_id = v.id AND a.owner_field = 'photos' "
    " AND a.deleted_at IS NULL AND a.voided_on IS NULL LIMIT 1) "
    "FROM home_visit v CROSS JOIN visit_child k ON k.visit = v.id CROSS JOIN student s ON s.id = k.student "
    "LEFT JOIN enrolment e ON e.id = " ENROLMENT_ON ("v.visit_date") " LEFT JOIN class c ON c.id = e.class "
    VISITS_WHERE "AND (:class = 0 OR e.class = :class) "
    "ORDER BY v.visit_date, v.start, v.id, k.id",
  .count =
    "SELECT count (*) FROM home_visit v CROSS JOIN visit_child k ON k.visit = v.id CROSS JOIN student s ON s.id = k.student "
    VISITS_WHERE
    "AND (:class = 0 OR (SELECT e.class FROM enrolment e WHERE e.id = " ENROLMENT_ON ("v.visit_date") ") = :class)",
};

#define CONTACTS_WHERE \
  "WHERE l.date BETWEEN :start AND :end AND l.deleted_at IS NULL AND l.voided_on IS NULL " \
  "AND (l.channel IS NULL OR l.channel IN ('1', '2', '3')) AND " STUDENT_LIVE " "

const ZxLedgerQuery zx_ledger_query_contacts = {
  .rows =
    "SELECT l.date, l.time, s.name, l.with_whom, l.relation, l.reached, l.reason, l.content, l.outcome, p.name, c.id, c.grade, c.name "
    "FROM contact_log l CROSS JOIN student s ON s.id = l.student LEFT JOIN staff p ON p.id = l.staff "
    "LEFT JOIN enrolment e ON e.id = " ENROLMENT_ON ("l.date") " LEFT JOIN class c ON c.id = e.class "
    CONTACTS_WHERE "AND (:class = 0 OR e.class = :class) "
    "ORDER BY l.date, l.time, l.id",
  .count =
    "SELECT count (*) FROM contact_log l CROSS JOIN student s ON s.id = l.student "
    CONTACTS_WHERE
    "AND (:class = 0 OR (SELECT e.class FROM enrolment e WHERE e.id = " ENROLMENT_ON ("l.date") ") = :class)",
};

#define ON_THE_ROLL \
  ENROLMENT_LIVE ("e") " AND e.school_year = :year AND e.enrol_status IN ('1', '5', '8') " \
  "AND " STUDENT_LIVE " AND s.merged_into IS NULL AND e.id = " ENROLMENT_BEGUN_BY (":end") " "

/* The row of student_now tells who is in need in the working term; an old term is judged by the categories that were
 * valid in it, and its level follows from those: zx_ledger_get_level(). */
const ZxLedgerQuery zx_ledger_query_class = {
  .rows =
    "SELECT e.student_no, s.name, s.sex, s.id_no, g.name, coalesce (s.phone, g.phone), "
    "CASE WHEN :working THEN n.cat ELSE (SELECT group_concat (cat) FROM (SELECT DISTINCT y.cat FROM category y "
    " WHERE (y.student = s.id OR y.family = s.family) AND y.deleted_at IS NULL AND y.voided_on IS NULL AND y.cat IS NOT NULL "
    " AND (y.valid_to IS NULL OR y.valid_to >= :start) AND (y.valid_from IS NULL OR y.valid_from <= :end) ORDER BY y.cat)) END, "
    "CASE WHEN :working THEN n.level END, "
    "s.bank_holder IS NOT NULL AND s.bank_name IS NOT NULL AND s.bank_no IS NOT NULL, "
    "(SELECT 1 FROM visit_child k JOIN home_visit v ON v.id = k.visit WHERE k.student = s.id AND k.deleted_at IS NULL "
    " AND k.voided_on IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL AND coalesce (v.nobody_home, 0) = 0 "
    " AND v.visit_date BETWEEN :quarter_start AND :quarter_end LIMIT 1), "
    "s.remark "
    "FROM enrolment e JOIN student s ON s.id = e.student LEFT JOIN student_now n ON n.student = s.id "
    "LEFT JOIN family_member g ON g.id = (SELECT m.id FROM family_member m "
    " LEFT JOIN member_tie t ON t.member = m.id AND t.student = s.id AND t.deleted_at IS NULL AND t.voided_on IS NULL "
    " WHERE m.family = s.family AND m.deleted_at IS NULL AND m.voided_on IS NULL AND coalesce (t.guardian, m.guardian) = 1 "
    " ORDER BY coalesce (t.relation, m.relation), m.id LIMIT 1) "
    "WHERE e.class IS :class AND " ON_THE_ROLL
    "ORDER BY e.student_no IS NULL, CAST (e.student_no AS INTEGER), e.student_no, n.sort_name, s.id",
  .count =
    "SELECT count (*) FROM enrolment e JOIN student s ON s.id = e.student "
    "WHERE (:class IS NULL OR e.class = :class) AND " ON_THE_ROLL,
};

/* Values a query does not name are left out. */
static int
find_value (ZxStatement *statement,
            const char  *name)
{
  return sqlite3_bind_parameter_index (statement, name);
}

static void
bind_text (ZxStatement *statement,
           const char  *name,
           const char  *value)
{
  if (find_value (statement, name) > 0)
    zx_statement_set_text (statement, name, value);
}

static void
bind_scope (ZxStatement         *statement,
            const ZxLedgerScope *scope)
{
  bind_text (statement, ":start", scope->start);
  bind_text (statement, ":end", scope->end);
  bind_text (statement, ":year", scope->school_year);
  bind_text (statement, ":quarter_start", scope->quarter_start);
  bind_text (statement, ":quarter_end", scope->quarter_end);
  if (find_value (statement, ":working") > 0)
    zx_statement_set_int (statement, ":working", scope->is_working_term);
}

static void
bind_class (const ZxLedgerQuery *self,
            ZxStatement         *statement,
            gint64               class_id)
{
  /* In the query of one class, nothing means the children without a class. */
  if (class_id != 0 || self != &zx_ledger_query_class)
    zx_statement_set_int (statement, ":class", class_id);
}

ZxStatement *
zx_ledger_query_open (const ZxLedgerQuery  *self,
                      ZxDb                 *db,
                      const ZxLedgerScope  *scope,
                      gint64                class_id,
                      const char           *separator,
                      GError              **error)
{
  ZxStatement *statement = zx_db_prepare (db, self->rows, error);

  if (statement == NULL)
    return NULL;

  bind_scope (statement, scope);
  bind_class (self, statement, self == &zx_ledger_query_class ? class_id : scope->class_id);
  bind_text (statement, ":separator", separator);

  return statement;
}

gint64
zx_ledger_query_count (const ZxLedgerQuery  *self,
                       ZxDb                 *db,
                       const ZxLedgerScope  *scope,
                       GError              **error)
{
  ZxStatement *statement = zx_db_prepare (db, self->count, error);
  gint64 n_rows;

  if (statement == NULL)
    return -1;

  bind_scope (statement, scope);
  bind_class (self, statement, scope->class_id);
  if (zx_statement_step (statement, error) < 0)
    return -1;

  n_rows = zx_statement_get_int (statement, 0);
  sqlite3_reset (statement);

  return n_rows;
}

const char *
zx_ledger_get_level (const char *level,
                     const char *cats)
{
  g_auto (GStrv) codes = NULL;
  const char *highest = NULL;

  if (level != NULL || cats == NULL)
    return level;

  codes = g_strsplit (cats, ",", -1);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const ZxCategory *category = zx_category_find (codes[i]);

      if (category != NULL && (highest == NULL || strcmp (category->level, highest) < 0))
        highest = category->level;
    }

  return highest;
}

/* --- classes --- */

static void
free_class (gpointer data)
{
  ZxLedgerClass *self = data;

  g_free (self->grade);
  g_free (self->name);
  g_free (self);
}

static int
compare_classes (gconstpointer a,
                 gconstpointer b)
{
  const ZxLedgerClass *left = *(const ZxLedgerClass * const *) a;
  const ZxLedgerClass *right = *(const ZxLedgerClass * const *) b;

  if ((left->id == 0) != (right->id == 0))
    return left->id == 0 ? 1 : -1;

  return zx_class_compare (left->grade, left->name, right->grade, right->name);
}

GPtrArray *
zx_ledger_scope_list_classes (const ZxLedgerScope  *self,
                              ZxDb                 *db,
                              GError              **error)
{
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (free_class);
  ZxStatement *row;
  int step;

  if (self->class_id != 0)
    {
      ZxLedgerClass *only = g_new0 (ZxLedgerClass, 1);

      only->id = self->class_id;
      only->grade = g_strdup (self->grade);
      only->name = g_strdup (self->class_name);
      g_ptr_array_add (classes, only);

      return g_steal_pointer (&classes);
    }

  row = zx_db_prepare (db, "SELECT DISTINCT c.id, c.grade, c.name FROM enrolment e JOIN student s ON s.id = e.student "
                           "LEFT JOIN class c ON c.id = e.class WHERE " ON_THE_ROLL, error);
  if (row == NULL)
    return NULL;

  bind_scope (row, self);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxLedgerClass *one = g_new0 (ZxLedgerClass, 1);

      one->id = zx_statement_get_int (row, 0);
      one->grade = g_strdup (zx_statement_get_text (row, 1));
      one->name = g_strdup (zx_statement_get_text (row, 2));
      g_ptr_array_add (classes, one);
    }
  if (step < 0)
    return NULL;

  g_ptr_array_sort (classes, compare_classes);

  return g_steal_pointer (&classes);
}
