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
  const char *scan;      /* (nullable): the same rows, read in the order of the file and sorted */
  const char *is_large;  /* with @scan: whether that is less work */
  const char *count;
  gboolean    of_people; /* rows begin with a student and a date */
};

/* How often a stop is looked for, in steps of SQLite's machine: some milliseconds. */
#define STEPS_BETWEEN_LOOKS 100000

static int
is_stopped (void *data)
{
  return g_cancellable_is_cancelled (data);
}

gboolean
zx_ledger_begin (ZxDb          *db,
                 GCancellable  *cancellable,
                 GError       **error)
{
  /* Sorting a million rows may take seconds before the first one comes. */
  if (cancellable != NULL)
    sqlite3_progress_handler (zx_db_get_handle (db), STEPS_BETWEEN_LOOKS, is_stopped, cancellable);

  /* What is sorted goes to the disk, and few pages are asked for twice: little memory for any number of rows. */
  return zx_db_run (db, "PRAGMA temp_store = FILE; PRAGMA cache_size = -4096; BEGIN", error);
}

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

/* The same on a day of the term; for a child that came only later in it, the class it came into. As find_class(). */
#define ENROLMENT_ON(day) \
  "coalesce (" ENROLMENT_BEGUN_BY (day) ", " \
  "(SELECT x.id FROM enrolment x WHERE x.student = s.id AND x.school_year = :year AND " ENROLMENT_LIVE ("x") " " \
  "AND x.from_on <= :end ORDER BY x.from_on, x.id LIMIT 1))"

#define STUDENT_LIVE "s.deleted_at IS NULL AND s.voided_on IS NULL"

#define VISITS_WHERE \
  "WHERE v.visit_date BETWEEN :start AND :end AND v.deleted_at IS NULL AND v.voided_on IS NULL " \
  "AND k.deleted_at IS NULL AND k.voided_on IS NULL "

/* An index gives the first rows at once, but each row lies on another page. Where the term holds a good part of all
 * rows, reading the whole table once and sorting costs a third of that. */
#define VISIT_ROWS(how) \
    "SELECT k.student, v.visit_date, v.id, v.kind, v.nobody_home, v.received_by, v.received_rel, " \
    "v.home_found, v.problems, v.measures, v.parent_opinion, v.effect, v.remark, " \
    "(SELECT group_concat (t.staff) FROM visit_staff t WHERE t.visit = v.id AND t.deleted_at IS NULL AND t.voided_on IS NULL), " \
    "CASE WHEN (SELECT 1 FROM attachment WHERE owner_kind = 'home_visit' LIMIT 1) THEN " \
    " (SELECT 1 FROM attachment a WHERE a.owner_kind = 'home_visit' AND a.owner_id = v.id AND a.owner_field = 'photos' " \
    "  AND a.deleted_at IS NULL AND a.voided_on IS NULL LIMIT 1) END " \
    "FROM home_visit v " how " CROSS JOIN visit_child k ON k.visit = v.id " \
    VISITS_WHERE \
    "ORDER BY v.visit_date, v.start, v.id, k.student"

const ZxLedgerQuery zx_ledger_query_visits = {
  .rows = VISIT_ROWS ("INDEXED BY home_visit_by_date"),
  .scan = VISIT_ROWS ("NOT INDEXED"),
  .is_large = "SELECT (SELECT count (*) FROM home_visit WHERE visit_date BETWEEN :start AND :end) * 8 > (SELECT count (*) FROM home_visit)",
  .count =
    "SELECT count (*) FROM home_visit v CROSS JOIN visit_child k ON k.visit = v.id CROSS JOIN student s ON s.id = k.student "
    VISITS_WHERE "AND " STUDENT_LIVE " "
    "AND (:class = 0 OR (SELECT e.class FROM enrolment e WHERE e.id = " ENROLMENT_ON ("v.visit_date") ") = :class)",
  .of_people = TRUE,
};

#define CONTACTS_WHERE \
  "WHERE l.date BETWEEN :start AND :end AND l.deleted_at IS NULL AND l.voided_on IS NULL " \
  "AND (l.channel IS NULL OR l.channel IN ('1', '2', '3')) "

#define CONTACT_ROWS(how) \
  "SELECT l.student, l.date, l.time, l.with_whom, l.relation, l.reached, l.reason, l.content, l.outcome, l.staff " \
  "FROM contact_log l " how " " CONTACTS_WHERE "ORDER BY l.date, l.time, l.id"

const ZxLedgerQuery zx_ledger_query_contacts = {
  .rows = CONTACT_ROWS ("INDEXED BY contact_log_by_date"),
  .scan = CONTACT_ROWS ("NOT INDEXED"),
  .is_large = "SELECT (SELECT count (*) FROM contact_log WHERE date BETWEEN :start AND :end) * 8 > (SELECT count (*) FROM contact_log)",
  .count =
    "SELECT count (*) FROM contact_log l CROSS JOIN student s ON s.id = l.student "
    CONTACTS_WHERE "AND " STUDENT_LIVE " "
    "AND (:class = 0 OR (SELECT e.class FROM enrolment e WHERE e.id = " ENROLMENT_ON ("l.date") ") = :class)",
  .of_people = TRUE,
};

#define ON_THE_ROLL \
  ENROLMENT_LIVE ("e") " AND e.school_year = :year AND e.enrol_status IN ('1', '5', '8') " \
  "AND " STUDENT_LIVE " AND s.merged_into IS NULL AND e.id = " ENROLMENT_BEGUN_BY (":end") " "

/* Of an application that was confirmed and not taken back since. */
#define FOUND_STATES "'confirmed', 'filed', 'reported', 'adjusted', 'expired'"

/* The row of student_now tells who is in need in the working term. An old term is judged by what identification found in
 * its school year; where there was none, by the categories that were valid in it: zx_ledger_get_level(). "" is a known no. */
const ZxLedgerQuery zx_ledger_query_class = {
  .rows =
    "SELECT e.student_no, s.name, s.sex, s.id_no, g.name, coalesce (s.phone, g.phone), "
    "CASE WHEN :working THEN n.cat ELSE (SELECT group_concat (cat) FROM (SELECT DISTINCT y.cat FROM category y "
    " WHERE (y.student = s.id OR y.family = s.family) AND y.deleted_at IS NULL AND y.voided_on IS NULL AND y.cat IS NOT NULL "
    " AND (y.valid_to IS NULL OR y.valid_to >= :start) AND (y.valid_from IS NULL OR y.valid_from <= :end) ORDER BY y.cat)) END, "
    "CASE WHEN :working THEN coalesce (n.level, '') "
    " WHEN EXISTS (SELECT 1 FROM state_now i JOIN application a ON a.id = i.record WHERE i.kind = 'application' AND i.school_year = :year "
    "  AND i.state IN (" FOUND_STATES ") AND a.kind <> '3') "
    " THEN coalesce ((SELECT min (i.level) FROM state_now i WHERE i.student = s.id AND i.school_year = :year AND i.state IN (" FOUND_STATES ")), '') END, "
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

/* The day on which an application was confirmed. */
#define CONFIRMED_ON \
  "(SELECT max (t.date) FROM review_step t WHERE t.application = a.id AND t.event IN ('confirm', 'no_notice') AND " ENROLMENT_LIVE ("t") ")"

/* Whose level holds in the term: of several the newest of its year. */
#define FOUND_WHERE \
  "FROM application a JOIN state_now i ON i.record = a.id JOIN student s ON s.id = a.student " \
  "WHERE a.school_year = :year AND a.term <= :term AND " ENROLMENT_LIVE ("a") " AND " STUDENT_LIVE " " \
  "AND (i.state IN ('confirmed', 'filed', 'reported') OR (i.state = 'expired' AND NOT :working)) " \
  "AND NOT EXISTS (SELECT 1 FROM application b JOIN state_now m ON m.record = b.id WHERE b.student = a.student AND b.school_year = a.school_year " \
  " AND b.term <= :term AND b.id > a.id AND m.state IN ('confirmed', 'filed', 'reported') AND a.kind = '3' AND b.deleted_at IS NULL) "

#define GRADE_ORDER(grade) "instr ('KPJHVS', substr (" grade ", 1, 1)), " grade

/* The guardian, by the child's own tie before the family's. */
#define GUARDIAN \
  "(SELECT m.id FROM family_member m LEFT JOIN member_tie t ON t.member = m.id AND t.student = s.id AND " ENROLMENT_LIVE ("t") " " \
  " WHERE m.family = s.family AND " ENROLMENT_LIVE ("m") " AND coalesce (t.guardian, m.guardian) = 1 ORDER BY coalesce (t.relation, m.relation), m.id LIMIT 1)"

#define PRIMARY_CAT "coalesce (substr (a.cats, 1, 2), w.cat)"

const ZxLedgerQuery zx_ledger_query_identified = {
  .rows =
    "SELECT a.student, " CONFIRMED_ON ", (SELECT name FROM school WHERE deleted_at IS NULL ORDER BY id LIMIT 1), "
    "CASE substr (c.grade, 1, 1) WHEN 'K' THEN '1' WHEN 'P' THEN '2' WHEN 'J' THEN '3' WHEN 'H' THEN '4' WHEN 'V' THEN '5' WHEN 'S' THEN '6' END, "
    "c.grade, c.name, s.sex, s.nation, s.id_no, s.roll_no, coalesce (s.town, '') || coalesce (s.village, '') || coalesce (s.villager_group, ''), "
    "e.board, f.population, CASE WHEN f.population > 0 THEN (f.income_year + f.population / 2) / f.population END, " PRIMARY_CAT ", "
    "(SELECT y.cert_no FROM category y WHERE (y.student = s.id OR y.family = s.family) AND " ENROLMENT_LIVE ("y") " AND y.cat = " PRIMARY_CAT " "
    " AND y.cert_no IS NOT NULL ORDER BY y.id LIMIT 1), i.level, g.name, coalesce (s.phone, g.phone), a.remark "
    "FROM (SELECT a.id AS id " FOUND_WHERE ") x JOIN application a ON a.id = x.id JOIN state_now i ON i.record = a.id JOIN student s ON s.id = a.student "
    "LEFT JOIN student_now w ON w.student = s.id LEFT JOIN enrolment e ON e.id = " ENROLMENT_ON (":end") " LEFT JOIN class c ON c.id = e.class "
    "LEFT JOIN family f ON f.id = s.family LEFT JOIN family_member g ON g.id = " GUARDIAN " "
    "ORDER BY i.level, " GRADE_ORDER ("c.grade") ", CAST (c.name AS INTEGER), c.name, CAST (e.student_no AS INTEGER), w.sort_name, s.id",
  .count =
    "SELECT count (*) " FOUND_WHERE "AND (:class = 0 OR (SELECT e.class FROM enrolment e WHERE e.id = " ENROLMENT_ON (":end") ") = :class)",
  .of_people = TRUE,
};

/* What somebody had before: the newest confirmed application of the year or the one before. */
#define LEVEL_BEFORE \
  "(SELECT m.level FROM review_step q JOIN application b ON b.id = q.application JOIN state_now m ON m.record = b.id WHERE b.student = a.student AND b.id <> a.id " \
  " AND q.event IN ('confirm', 'no_notice') AND " ENROLMENT_LIVE ("q") " AND " ENROLMENT_LIVE ("b") " AND q.date <= t.date " \
  " AND m.state NOT IN ('waived', 'cancelled') AND b.school_year >= :year_before ORDER BY q.date DESC, q.id DESC LIMIT 1)"

/* The decision and the head's signature. */
#define APPROVED_BY \
  "(SELECT group_concat (q.reviewer) FROM review_step q WHERE q.application = a.id AND q.step IN ('4', '5') AND q.reviewer IS NOT NULL AND " ENROLMENT_LIVE ("q") ")"

#define CHANGES \
  /* Who came, or whose level is another. */ \
  "SELECT a.student AS student, t.date AS date, " LEVEL_BEFORE " AS was, i.level AS now, " \
  "coalesce ((SELECT q.reason FROM review_step q WHERE q.application = a.previous AND q.event = 'adjust' AND " ENROLMENT_LIVE ("q") " LIMIT 1), " \
  " (SELECT q.opinion FROM review_step q WHERE q.application = a.id AND q.event = 'decide' AND " ENROLMENT_LIVE ("q") " ORDER BY q.position DESC LIMIT 1), a.reason) AS reason, " \
  APPROVED_BY " AS by " \
  "FROM review_step t JOIN application a ON a.id = t.application JOIN state_now i ON i.record = a.id " \
  "WHERE t.event IN ('confirm', 'no_notice') AND t.date BETWEEN :start AND :end AND " ENROLMENT_LIVE ("t") " AND " ENROLMENT_LIVE ("a") " " \
  "AND i.state NOT IN ('waived', 'cancelled', 'refused') " \
  "UNION ALL " \
  /* Who left: gave it up, lost it, or was not confirmed again. */ \
  "SELECT a.student, t.date, (SELECT q.level FROM review_step q WHERE q.application = a.id AND q.level IS NOT NULL AND " ENROLMENT_LIVE ("q") " ORDER BY q.position DESC LIMIT 1), NULL, " \
  "t.reason, " APPROVED_BY " " \
  "FROM review_step t JOIN application a ON a.id = t.application " \
  "WHERE t.event IN ('withdraw', 'cancel', 'adjust', 'expire') AND t.date BETWEEN :start AND :end AND " ENROLMENT_LIVE ("t") " AND " ENROLMENT_LIVE ("a") " " \
  "AND EXISTS (SELECT 1 FROM review_step q WHERE q.application = a.id AND q.event IN ('confirm', 'no_notice') AND q.position < t.position AND " ENROLMENT_LIVE ("q") ") " \
  "AND NOT EXISTS (SELECT 1 FROM application b JOIN state_now m ON m.record = b.id WHERE b.student = a.student AND b.id <> a.id AND " ENROLMENT_LIVE ("b") " " \
  " AND (b.previous = a.id OR b.school_year > a.school_year) AND m.state NOT IN ('refused', 'waived', 'cancelled'))"

#define CHANGES_WHERE "(z.was IS NULL OR z.now IS NULL OR z.was <> z.now) AND (z.was IS NOT NULL OR z.now IS NOT NULL)"

const ZxLedgerQuery zx_ledger_query_changes = {
  .rows =
    "SELECT z.student, z.date, s.id_no, z.was, z.now, CASE WHEN z.was IS NULL THEN '1' WHEN z.now IS NULL THEN '2' WHEN z.now < z.was THEN '3' ELSE '4' END AS type, "
    "z.reason, z.by FROM (" CHANGES ") z JOIN student s ON s.id = z.student WHERE " CHANGES_WHERE " AND " STUDENT_LIVE " ORDER BY type, z.date, z.student",
  .count =
    "SELECT count (*) FROM (" CHANGES ") z JOIN student s ON s.id = z.student WHERE " CHANGES_WHERE " AND " STUDENT_LIVE " "
    "AND (:class = 0 OR (SELECT e.class FROM enrolment e WHERE e.id = " ENROLMENT_ON ("z.date") ") = :class)",
  .of_people = TRUE,
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
  bind_text (statement, ":term", scope->term);
  if (find_value (statement, ":year_before") > 0)
    {
      g_autofree char *before = zx_school_year_from_first (zx_school_year_get_first (scope->school_year) - 1);

      zx_statement_set_text (statement, ":year_before", before);
    }
  bind_text (statement, ":quarter_start", scope->quarter_start);
  bind_text (statement, ":quarter_end", scope->quarter_end);
  if (find_value (statement, ":working") > 0)
    zx_statement_set_int (statement, ":working", scope->is_working_term);
}

/* --- people --- */

/* After so many single ones, all children are read at once: in the order of the file, not of the rows. */
#define FEW_CHILDREN 1000

#define NO_SPAN G_MAXUINT32

/* A class that began for a child on some day of the school year. */
typedef struct
{
  int                  from_day; /* ZX_DATE_NO_DAY: from its beginning */
  guint32              next;     /* an older one of the child, or NO_SPAN */
  gint64               enrolment;
  const ZxLedgerClass *in_class;
} Span;

typedef struct
{
  gint64  id;
  gint64  household; /* 0: not on the roll any more */
  guint32 name;      /* where it starts in the names */
  guint32 span;      /* the newest, or NO_SPAN */
} Child;

struct _ZxLedgerPeople
{
  ZxDb                *db;
  const ZxLedgerScope *scope;
  GArray              *children; /* Child */
  guint32             *places;   /* open addressing by id: index + 1, 0 is empty; never more than half full */
  guint                n_places; /* a power of two */
  gboolean             has_all;
  GString             *names;    /* one after the other, each with its end */
  GArray              *spans;    /* Span */
  GHashTable          *classes;  /* gint64 → ZxLedgerClass */
  GHashTable          *staff;    /* gint64 → name */
  GHashTable          *groups;   /* keys joined by commas → names joined */
};

static void
free_class (gpointer data)
{
  ZxLedgerClass *self = data;

  g_free (self->grade);
  g_free (self->name);
  g_free (self);
}

static gboolean
load_classes (ZxLedgerPeople  *self,
              GError         **error)
{
  ZxStatement *row = zx_db_prepare (self->db, "SELECT id, grade, name FROM class WHERE school_year = :year", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_text (row, ":year", self->scope->school_year);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxLedgerClass *one = g_new0 (ZxLedgerClass, 1);

      one->id = zx_statement_get_int (row, 0);
      one->grade = g_strdup (zx_statement_get_text (row, 1));
      one->name = g_strdup (zx_statement_get_text (row, 2));
      g_hash_table_replace (self->classes, &one->id, one);
    }

  return step == 0;
}

static gboolean
load_staff (ZxLedgerPeople  *self,
            GError         **error)
{
  ZxStatement *row = zx_db_prepare (self->db, "SELECT id, name FROM staff WHERE name IS NOT NULL", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_hash_table_insert (self->staff, g_memdup2 (&id, sizeof id), g_strdup (zx_statement_get_text (row, 1)));
    }

  return step == 0;
}

ZxLedgerPeople *
zx_ledger_people_new (ZxDb                 *db,
                      const ZxLedgerScope  *scope,
                      GError              **error)
{
  g_autoptr (ZxLedgerPeople) self = g_new0 (ZxLedgerPeople, 1);

  self->db = db;
  self->scope = scope;
  self->n_places = 256;
  self->places = g_new0 (guint32, self->n_places);
  self->children = g_array_new (FALSE, FALSE, sizeof (Child));
  self->names = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->classes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, free_class);
  self->staff = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (!load_classes (self, error) || !load_staff (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
zx_ledger_people_free (ZxLedgerPeople *self)
{
  if (self == NULL)
    return;

  g_free (self->places);
  g_array_unref (self->children);
  g_string_free (self->names, TRUE);
  g_array_unref (self->spans);
  g_hash_table_unref (self->classes);
  g_hash_table_unref (self->staff);
  g_hash_table_unref (self->groups);
  g_free (self);
}

const char *
zx_ledger_people_get_staff (ZxLedgerPeople *self,
                            const char     *keys,
                            const char     *separator)
{
  g_auto (GStrv) parts = NULL;
  GString *names;
  const char *known;

  if (keys == NULL || *keys == '\0')
    return NULL;

  /* The same few visit together again and again. */
  known = g_hash_table_lookup (self->groups, keys);
  if (known != NULL)
    return known;

  names = g_string_new (NULL);
  parts = g_strsplit (keys, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 id = g_ascii_strtoll (parts[i], NULL, 10);
      const char *name = g_hash_table_lookup (self->staff, &id);

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? separator : "", name);
    }
  known = names->str;
  g_hash_table_insert (self->groups, g_strdup (keys), g_string_free (names, FALSE));

  return known;
}

static guint32 *
find_place (ZxLedgerPeople *self,
            gint64          id)
{
  guint i = (guint) ((guint64) id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32) & (self->n_places - 1);

  while (self->places[i] != 0 && g_array_index (self->children, Child, self->places[i] - 1).id != id)
    i = (i + 1) & (self->n_places - 1);

  return &self->places[i];
}

static Child *
find_child (ZxLedgerPeople *self,
            gint64          id)
{
  guint32 place = *find_place (self, id);

  return place != 0 ? &g_array_index (self->children, Child, place - 1) : NULL;
}

static void
set_places (ZxLedgerPeople *self,
            guint           n_places)
{
  g_free (self->places);
  self->n_places = n_places;
  self->places = g_new0 (guint32, n_places);
  for (guint i = 0; i < self->children->len; i++)
    *find_place (self, g_array_index (self->children, Child, i).id) = i + 1;
}

/* Valid until the next one is added. */
static Child *
add_child (ZxLedgerPeople *self,
           gint64          id)
{
  Child child = { .id = id, .span = NO_SPAN };

  if ((self->children->len + 1) * 2 > self->n_places)
    set_places (self, self->n_places * 2);

  g_array_append_val (self->children, child);
  *find_place (self, id) = self->children->len;

  return &g_array_index (self->children, Child, self->children->len - 1);
}

/* From a row of name, household. */
static void
take_child (ZxLedgerPeople *self,
            Child          *child,
            ZxStatement    *row,
            int             column)
{
  const char *name = zx_statement_get_text (row, column);

  child->household = zx_statement_get_int (row, column + 1);
  child->name = (guint32) self->names->len;
  g_string_append_len (self->names, name != NULL ? name : "", (gssize) (name != NULL ? strlen (name) : 0) + 1);
}

/* From a row of id, from_on, class of an enrolment. Newest first; of two from one day the smaller key, as in
 * ENROLMENT_BEGUN_BY. */
static void
take_span (ZxLedgerPeople *self,
           Child          *child,
           ZxStatement    *row,
           int             column)
{
  gint64 class_id = zx_statement_get_int (row, column + 2);
  Span fresh = {
    .from_day = zx_date_to_day (zx_statement_get_text (row, column + 1)),
    .enrolment = zx_statement_get_int (row, column),
    .in_class = g_hash_table_lookup (self->classes, &class_id),
  };
  guint32 *link = &child->span;

  while (*link != NO_SPAN)
    {
      Span *span = &g_array_index (self->spans, Span, *link);

      if (span->from_day < fresh.from_day || (span->from_day == fresh.from_day && span->enrolment > fresh.enrolment))
        break;
      link = &span->next;
    }

  fresh.next = *link;
  *link = self->spans->len;
  g_array_append_val (self->spans, fresh);
}

#define ENROLMENT_OF_YEAR \
  "e.school_year = :year AND " ENROLMENT_LIVE ("e") " AND (e.from_on IS NULL OR e.from_on <= :end)"

static gboolean
read_child (ZxLedgerPeople  *self,
            gint64           id,
            GError         **error)
{
  ZxStatement *row = zx_db_prepare (self->db,
                                    "SELECT s.name, coalesce (s.family, s.id), e.id, e.from_on, e.class FROM student s "
                                    "LEFT JOIN enrolment e ON e.student = s.id AND " ENROLMENT_OF_YEAR " "
                                    "WHERE s.id = :id AND " STUDENT_LIVE, error);
  Child *child = add_child (self, id);
  int step;

  if (row == NULL)
    return FALSE;

  bind_scope (row, self->scope);
  zx_statement_set_int (row, ":id", id);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      if (child->household == 0)
        take_child (self, child, row, 0);
      if (!zx_statement_is_null (row, 2))
        take_span (self, child, row, 2);
    }

  return step == 0;
}

static gboolean
read_all_children (ZxLedgerPeople  *self,
                   GError         **error)
{
  ZxStatement *row;
  int step;

  /* Those that were read already were read whole. */
  g_array_set_size (self->children, 0);
  g_array_set_size (self->spans, 0);
  g_string_truncate (self->names, 0);
  set_places (self, 256);

  row = zx_db_prepare (self->db, "SELECT s.id, s.name, coalesce (s.family, s.id) FROM student s WHERE " STUDENT_LIVE, error);
  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    take_child (self, add_child (self, zx_statement_get_int (row, 0)), row, 1);
  if (step < 0)
    return FALSE;

  row = zx_db_prepare (self->db, "SELECT e.student, e.id, e.from_on, e.class FROM enrolment e WHERE " ENROLMENT_OF_YEAR, error);
  if (row == NULL)
    return FALSE;
  bind_scope (row, self->scope);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      Child *child = find_child (self, zx_statement_get_int (row, 0));

      if (child != NULL)
        take_span (self, child, row, 1);
    }

  self->has_all = TRUE;

  return step == 0;
}

static const ZxLedgerClass *
find_class (ZxLedgerPeople *self,
            const Child    *child,
            const char     *date)
{
  const ZxLedgerClass *in_class = NULL;
  int day = ZX_DATE_NO_DAY;

  for (guint32 i = child->span; i != NO_SPAN;)
    {
      const Span *span = &g_array_index (self->spans, Span, i);

      in_class = span->in_class;
      if (span->next != NO_SPAN && day == ZX_DATE_NO_DAY)
        day = zx_date_to_day (date);
      if (span->from_day <= day)
        break;
      i = span->next;
    }

  return in_class;
}

/* 1 when the child is there, 0 when it was removed, -1 with @error set. */
static int
find_person (ZxLedgerPeople  *self,
             gint64           student,
             const char      *date,
             ZxLedgerPerson  *out_person,
             GError         **error)
{
  Child *child = find_child (self, student);

  if (child == NULL && !self->has_all)
    {
      if (self->children->len < FEW_CHILDREN ? !read_child (self, student, error) : !read_all_children (self, error))
        return -1;
      child = find_child (self, student);
    }

  if (child == NULL || child->household == 0)
    return 0;

  out_person->name = self->names->str + child->name;
  out_person->household = child->household;
  out_person->in_class = find_class (self, child, date);

  return 1;
}

static void
bind_class (const ZxLedgerQuery *self,
            ZxStatement         *statement,
            gint64               class_id)
{
  /* In the query of one class, nothing means the children without a class. */
  if (find_value (statement, ":class") > 0 && (class_id != 0 || self != &zx_ledger_query_class))
    zx_statement_set_int (statement, ":class", class_id);
}

/* -1 with @error set */
static int
ask_is_large (const ZxLedgerQuery  *self,
              ZxDb                 *db,
              const ZxLedgerScope  *scope,
              GError              **error)
{
  ZxStatement *row = zx_db_prepare (db, self->is_large, error);
  int is_large;

  if (row == NULL)
    return -1;

  bind_scope (row, scope);
  if (zx_statement_step (row, error) < 0)
    return -1;
  is_large = zx_statement_get_int (row, 0) != 0;
  sqlite3_reset (row);

  return is_large;
}

ZxStatement *
zx_ledger_query_open (const ZxLedgerQuery  *self,
                      ZxDb                 *db,
                      const ZxLedgerScope  *scope,
                      gint64                class_id,
                      gboolean              to_the_end,
                      GError              **error)
{
  const char *sql = self->rows;
  ZxStatement *statement;

  if (to_the_end && self->scan != NULL)
    {
      int is_large = ask_is_large (self, db, scope, error);

      if (is_large < 0)
        return NULL;
      if (is_large > 0)
        sql = self->scan;
    }

  statement = zx_db_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;

  bind_scope (statement, scope);
  bind_class (self, statement, class_id);

  return statement;
}

int
zx_ledger_query_step (const ZxLedgerQuery  *self,
                      ZxStatement          *statement,
                      ZxLedgerPeople       *people,
                      ZxLedgerPerson       *out_person,
                      GError              **error)
{
  int step;

  while ((step = zx_statement_step (statement, error)) > 0 && self->of_people)
    {
      gint64 of_class = people->scope->class_id;
      int found = find_person (people, zx_statement_get_int (statement, 0), (const char *) sqlite3_column_text (statement, 1),
                               out_person, error);

      if (found < 0)
        {
          sqlite3_reset (statement);
          return -1;
        }
      if (found > 0 && (of_class == 0 || (out_person->in_class != NULL && out_person->in_class->id == of_class)))
        break;
    }

  return step;
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

  if (level != NULL)
    return *level != '\0' ? level : NULL;
  if (cats == NULL)
    return NULL;

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
