/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-coverage"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-codes.h"
#include "zx-coverage.h"
#include "zx-id.h"
#include "zx-identify.h"
#include "zx-student-facts.h"
#include "zx-term.h"
#include "zx-words.h"

/* Days within which a change in the family must be followed by an application. */
#define FOLLOW_DAYS 10

void
zx_finding_free (ZxFinding *self)
{
  g_free (self->words);
  g_free (self->reason);
  g_free (self->state);
  g_free (self);
}

typedef struct
{
  ZxDb               *db;
  const char         *today;
  ZxTerm              term;
  ZxIdentifySettings  settings;
  GPtrArray          *findings;
} Audit;

static void
audit_clear (Audit *self)
{
  zx_term_clear (&self->term);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Audit, audit_clear)

/* Takes @words. */
static void
add (Audit      *audit,
     const char *code,
     gint64      student,
     const char *about_kind,
     gint64      about,
     char       *words)
{
  ZxFinding *finding = g_new0 (ZxFinding, 1);
  g_autofree char *name = g_strdup_printf ("finding %s %s %s %" G_GINT64_FORMAT, code, audit->term.name, about_kind, about);

  finding->id = zx_id_from_name (name);
  finding->code = code;
  finding->student = student;
  finding->about_kind = about_kind;
  finding->about = about;
  finding->words = words;
  g_ptr_array_add (audit->findings, finding);
}

static ZxStatement *
ask (Audit       *audit,
     const char  *sql,
     GError     **error)
{
  static const char * const names[] = { ":year", ":term", ":start", ":end", ":today" };
  const char * const values[] = { audit->term.school_year, audit->term.name, audit->term.start, audit->term.end, audit->today };
  ZxStatement *row = zx_db_prepare (audit->db, sql, error);

  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (names); i++)
    if (sqlite3_bind_parameter_index (row, names[i]) > 0)
      zx_statement_set_text (row, names[i], values[i]);

  return row;
}

/* "李雨桐（五(1)班）" */
static char *
dup_child (ZxStatement *row,
           int          column)
{
  const char *name = zx_statement_get_text (row, column);
  g_autofree char *words = zx_class_format (zx_statement_get_text (row, column + 1), zx_statement_get_text (row, column + 2));

  return *words != '\0' ? g_strdup_printf (C_("child", "%s (%s)"), name != NULL ? name : "", words) : g_strdup (name != NULL ? name : "");
}

#define ON_THE_ROLL \
  "(SELECT e.enrol_status FROM enrolment e WHERE e.student = s.id AND e.school_year = :year AND e.deleted_at IS NULL AND e.voided_on IS NULL " \
  "AND (e.from_on IS NULL OR e.from_on <= :end) ORDER BY e.from_on DESC, e.id LIMIT 1) IN ('1', '5', '8')"

#define CHILD "s.name, w.grade, w.class_name"
#define LIVE(alias) alias ".deleted_at IS NULL AND " alias ".voided_on IS NULL"

static gboolean
find_without_application (Audit   *audit,
                          GError **error)
{
  ZxStatement *row = ask (audit, "SELECT s.id, " CHILD ", min (c.cat) FROM student s JOIN category c ON (c.student = s.id OR c.family = s.family) "
                                 "LEFT JOIN student_now w ON w.student = s.id WHERE " LIVE ("s") " AND s.merged_into IS NULL AND " LIVE ("c") " "
                                 "AND (c.cat IN ('01', '02', '03', '04', '05', '06', '07', '08', '11') OR (c.cat = '09' AND :with09)) "
                                 "AND (c.valid_to IS NULL OR c.valid_to >= :start) AND (c.valid_from IS NULL OR c.valid_from <= :end) AND " ON_THE_ROLL " "
                                 "AND NOT EXISTS (SELECT 1 FROM state_now n WHERE n.student = s.id AND n.school_year = :year AND n.kind = 'application' "
                                 "AND n.state NOT IN ('refused', 'waived', 'cancelled', 'expired')) GROUP BY s.id ORDER BY w.sort_class, w.sort_name", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":with09", audit->settings.cat09_protected);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      g_autofree char *child = dup_child (row, 1);
      const char *cat = zx_code_table_get_label (zx_code_table_find ("CAT"), zx_statement_get_text (row, 4));

      add (audit, "A01", zx_statement_get_int (row, 0), "student", zx_statement_get_int (row, 0),
           g_strdup_printf (_("%s: %s, but no application in this school year"), child, cat != NULL ? cat : ""));
    }

  return step == 0;
}

#define CONFIRMED_STATES "('confirmed', 'filed', 'reported')"

static gboolean
find_without_notice (Audit   *audit,
                     GError **error)
{
  ZxStatement *row = ask (audit, "SELECT a.student, " CHILD ", a.id, t.event = 'no_notice', t.reason FROM application a JOIN state_now n ON n.record = a.id "
                                 "JOIN student s ON s.id = a.student LEFT JOIN student_now w ON w.student = s.id "
                                 "LEFT JOIN review_step t ON t.application = a.id AND t.event IN ('no_notice', 'confirm') AND " LIVE ("t") " "
                                 "WHERE a.school_year = :year AND a.term <= :term AND " LIVE ("a") " AND n.state IN " CONFIRMED_STATES " "
                                 "AND (t.event = 'no_notice' OR n.notice IS NULL OR n.until IS NULL OR t.date <= n.until) ORDER BY w.sort_class, w.sort_name", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      g_autofree char *child = dup_child (row, 1);
      const char *reason = zx_statement_get_text (row, 6);

      add (audit, "A09", zx_statement_get_int (row, 0), "application", zx_statement_get_int (row, 4),
           zx_statement_get_int (row, 5) != 0 && reason != NULL ? g_strdup_printf (_("%s: confirmed without a notice (%s)"), child, reason)
                                                                : g_strdup_printf (_("%s: confirmed without a complete notice"), child));
    }

  return step == 0;
}

static gboolean
find_open_objections (Audit   *audit,
                      GError **error)
{
  ZxStatement *row = ask (audit, "SELECT a.student, " CHILD ", a.id FROM application a JOIN state_now n ON n.record = a.id JOIN student s ON s.id = a.student "
                                 "LEFT JOIN student_now w ON w.student = s.id WHERE a.school_year = :year AND a.term <= :term AND " LIVE ("a") " "
                                 "AND n.state IN " CONFIRMED_STATES " AND EXISTS (SELECT 1 FROM objection o WHERE o.application = a.id AND " LIVE ("o") " "
                                 "AND (o.outcome IS NULL OR o.found_on > (SELECT max (t.date) FROM review_step t WHERE t.application = a.id "
                                 "AND t.event IN ('confirm', 'no_notice') AND " LIVE ("t") "))) ORDER BY w.sort_class, w.sort_name", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      g_autofree char *child = dup_child (row, 1);

      add (audit, "A10", zx_statement_get_int (row, 0), "application", zx_statement_get_int (row, 4),
           g_strdup_printf (_("%s: confirmed while an objection was open"), child));
    }

  return step == 0;
}

static gboolean
find_in_lists (Audit   *audit,
               GError **error)
{
  ZxStatement *row = ask (audit, "SELECT id, name, source, state, note, student FROM match_row WHERE state IN ('2', '3') AND deleted_at IS NULL AND voided_on IS NULL "
                                 "ORDER BY state, listed_on DESC, cat, id", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *name = zx_statement_get_text (row, 1), *source = zx_statement_get_text (row, 2), *note = zx_statement_get_text (row, 4);

      if (g_strcmp0 (zx_statement_get_text (row, 3), "2") == 0)
        add (audit, "A11", 0, "match_row", zx_statement_get_int (row, 0),
             g_strdup_printf (_("%s is on the list of %s, but not in the school"), name != NULL ? name : "", source != NULL ? source : ""));
      else
        add (audit, "A12", zx_statement_get_int (row, 5), "match_row", zx_statement_get_int (row, 0),
             g_strdup_printf (_("%s: the list of %s says otherwise: %s"), name != NULL ? name : "", source != NULL ? source : "", note != NULL ? note : ""));
    }

  return step == 0;
}

static gboolean
find_incomplete (Audit   *audit,
                 GError **error)
{
  static const char * const names[] = {
    N_("commitment"), N_("proof"), N_("verification"), N_("facts of the family"), N_("guardian"), N_("signature of the family under the file"),
  };
  ZxStatement *row = ask (audit, "SELECT a.student, " CHILD ", a.id, coalesce (a.committed, 0), "
                                 "EXISTS (SELECT 1 FROM category c WHERE (c.student = s.id OR c.family = s.family) AND (c.cert_no IS NOT NULL OR c.matched_by IS NOT NULL) AND " LIVE ("c") ") "
                                 "OR EXISTS (SELECT 1 FROM attachment t WHERE t.owner_kind = 'application' AND t.owner_id = a.id AND t.deleted_at IS NULL), "
                                 "EXISTS (SELECT 1 FROM verification v WHERE v.application = a.id AND " LIVE ("v") "), "
                                 "coalesce (f.population IS NOT NULL AND f.income_year IS NOT NULL, 0), "
                                 "EXISTS (SELECT 1 FROM family_member m WHERE m.family = s.family AND m.guardian = 1 AND " LIVE ("m") "), "
                                 "n.state IN ('filed', 'reported') "
                                 "FROM application a JOIN state_now n ON n.record = a.id JOIN student s ON s.id = a.student LEFT JOIN family f ON f.id = s.family "
                                 "LEFT JOIN student_now w ON w.student = s.id WHERE a.school_year = :year AND a.term <= :term AND " LIVE ("a") " "
                                 "AND n.state IN " CONFIRMED_STATES " ORDER BY w.sort_class, w.sort_name", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      g_autoptr (GString) missing = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (zx_statement_get_int (row, 5 + (int) i) == 0)
          g_string_append_printf (missing, "%s%s", missing->len > 0 ? C_("list", ", ") : "", _(names[i]));
      if (missing->len > 0)
        {
          g_autofree char *child = dup_child (row, 1);

          add (audit, "A14", zx_statement_get_int (row, 0), "application", zx_statement_get_int (row, 4),
               g_strdup_printf (_("%s: the file lacks %s"), child, missing->str));
        }
    }

  return step == 0;
}

static gboolean
find_still_posted (Audit   *audit,
                   GError **error)
{
  ZxStatement *row = ask (audit, "SELECT t.id, t.notice_no, n.until FROM notice t JOIN state_now n ON n.record = t.id WHERE t.school_year = :year AND " LIVE ("t") " "
                                 "AND t.removed_on IS NULL AND n.until < :today ORDER BY n.until, t.id", error);
  int step;

  if (row == NULL)
    return FALSE;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *number = zx_statement_get_text (row, 1);
      g_autofree char *until = zx_date_format (zx_statement_get_text (row, 2), audit->today, ZX_DATE_SHOW_SHORT);

      add (audit, "A15", 0, "notice", zx_statement_get_int (row, 0),
           g_strdup_printf (_("The notice %s was over on %s and is still posted"), number != NULL ? number : "", until));
    }

  return step == 0;
}

static gboolean
find_unfair_classes (Audit   *audit,
                     GError **error)
{
  g_autoptr (GPtrArray) shares = zx_class_shares_load (audit->db, NULL, error);
  g_auto (ZxLevelWords) levels = { 0 };

  if (shares == NULL)
    return FALSE;

  zx_level_words_load (&levels, audit->db);
  for (guint i = 0; i < shares->len; i++)
    {
      ZxClassShare *share = g_ptr_array_index (shares, i);
      guint most = 1;

      if (!share->is_outlier)
        continue;
      for (guint j = 2; j < G_N_ELEMENTS (share->points); j++)
        if (fabs (share->points[j]) > fabs (share->points[most]))
          most = j;
      if (fabs (share->points[most]) <= ZX_FAIR_POINTS)
        most = 0;
      add (audit, "A17", 0, "class", share->class_id,
           share->points[most] > 0
             ? g_strdup_printf (_("%s: the share of “%s” is %.0f points above the school's"), share->class_words, levels.words[most > 0 ? most : 4], share->points[most])
             : g_strdup_printf (_("%s: the share of “%s” is %.0f points below the school's"), share->class_words, levels.words[most > 0 ? most : 4], -share->points[most]));
    }

  return TRUE;
}

static gboolean
find_changes_not_followed (Audit   *audit,
                           GError **error)
{
  g_autofree char *latest = zx_date_add_days (audit->today, -FOLLOW_DAYS);
  ZxStatement *row = ask (audit, "SELECT s.id, " CHILD ", v.id, v.visit_date, v.change FROM home_visit v JOIN visit_child k ON k.visit = v.id JOIN student s ON s.id = k.student "
                                 "LEFT JOIN student_now w ON w.student = s.id WHERE v.change IS NOT NULL AND v.visit_date BETWEEN :start AND :latest AND v.visit_date <= :end "
                                 "AND " LIVE ("v") " AND " LIVE ("k") " AND " LIVE ("s") " AND " ON_THE_ROLL " AND NOT EXISTS (SELECT 1 FROM application a "
                                 "WHERE a.student = s.id AND a.apply_date >= v.visit_date AND " LIVE ("a") ") "
                                 "GROUP BY s.id HAVING v.visit_date = min (v.visit_date) ORDER BY w.sort_class, w.sort_name", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":latest", latest);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      g_autofree char *child = dup_child (row, 1);
      g_autofree char *date = zx_date_format (zx_statement_get_text (row, 5), audit->today, ZX_DATE_SHOW_SHORT);
      g_auto (GStrv) codes = g_strsplit (zx_statement_get_text (row, 6), ",", 2);
      const char *change = zx_code_table_get_label (zx_code_table_find ("CHANGE"), codes[0]);

      add (audit, "A18", zx_statement_get_int (row, 0), "home_visit", zx_statement_get_int (row, 4),
           /* Translators: a child, what happened in the family, and the day of the visit that noted it */
           g_strdup_printf (_("%s: %s, noted on %s, and no application since"), child, change != NULL ? change : "", date));
    }

  return step == 0;
}

/* What somebody said about a finding. */
static gboolean
load_answers (Audit   *audit,
              GError **error)
{
  for (guint i = 0; i < audit->findings->len; i++)
    {
      ZxFinding *finding = g_ptr_array_index (audit->findings, i);
      ZxStatement *row = zx_db_prepare (audit->db, "SELECT reason, state FROM finding WHERE id = :id AND deleted_at IS NULL", error);
      int step;

      if (row == NULL)
        return FALSE;
      zx_statement_set_int (row, ":id", finding->id);
      step = zx_statement_step (row, error);
      if (step < 0)
        return FALSE;
      if (step > 0)
        {
          finding->reason = g_strdup (zx_statement_get_text (row, 0));
          finding->state = g_strdup (zx_statement_get_text (row, 1));
        }
      sqlite3_reset (row);
      if (finding->state == NULL)
        finding->state = g_strdup ("1");
    }

  return TRUE;
}

GPtrArray *
zx_coverage_load (ZxDb        *db,
                  const char  *term,
                  const char  *today,
                  char       **out_term,
                  GError     **error)
{
  g_auto (Audit) audit = { .db = db, .today = today };

  if (term != NULL && !zx_term_is_valid (term))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "term", _("“%s” is no term. Write it like 2026-2027-1."), term);
      return NULL;
    }

  audit.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_finding_free);
  if (!(term != NULL ? zx_term_load (&audit.term, db, term, error) : zx_term_load_working (&audit.term, db, error)) ||
      !zx_identify_settings_load (&audit.settings, db, error) ||
      !find_without_application (&audit, error) || !find_without_notice (&audit, error) || !find_open_objections (&audit, error) ||
      !find_in_lists (&audit, error) || !find_incomplete (&audit, error) || !find_still_posted (&audit, error) ||
      !find_unfair_classes (&audit, error) || !find_changes_not_followed (&audit, error) || !load_answers (&audit, error))
    return NULL;

  if (out_term != NULL)
    *out_term = g_strdup (audit.term.name);

  return g_steal_pointer (&audit.findings);
}

typedef struct
{
  GPtrArray  *findings;
  const char *term;
} Keeping;

static gboolean
keep_findings (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  Keeping *keeping = data;

  for (guint i = 0; i < keeping->findings->len; i++)
    {
      ZxFinding *finding = g_ptr_array_index (keeping->findings, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_finding, finding->id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (record != NULL && !zx_record_has (record, "deleted_at"))
        continue;

      if (record == NULL)
        record = zx_record_new_with_id (&zx_kind_finding, finding->id);
      zx_record_clear (record, "deleted_at");
      zx_record_set_text (record, "code", finding->code);
      zx_record_set_text (record, "term", keeping->term);
      if (finding->student != 0)
        zx_record_set_ref (record, "student", finding->student);
      zx_record_set_text (record, "about_kind", finding->about_kind);
      zx_record_set_int (record, "about", finding->about);
      zx_record_set_text (record, "words", finding->words);
      if (!zx_action_save (action, record, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
zx_casebook_keep_findings (ZxCasebook  *casebook,
                           GPtrArray   *findings,
                           const char  *term,
                           GError     **error)
{
  Keeping keeping = { findings, term };
  ZxEntryId entry;

  return zx_casebook_act_full (casebook, _("Audit the coverage"), "log", NULL, keep_findings, &keeping, NULL, &entry, error);
}

/* --- fairness --- */

void
zx_class_share_free (ZxClassShare *self)
{
  g_free (self->class_words);
  g_free (self);
}

static double
get_share (const ZxClassShare *self,
           guint               level)
{
  return self->n_enrolled > 0 ? 100.0 * self->counts[level] / self->n_enrolled : 0;
}

GPtrArray *
zx_class_shares_load (ZxDb          *db,
                      ZxClassShare  *out_school,
                      GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT class, grade, class_name, count (*), sum (level IS NULL), sum (level = '1'), sum (level = '2'), sum (level = '3') "
                                        "FROM student_now WHERE enrol_status IN ('1', '5', '8') AND class IS NOT NULL GROUP BY class ORDER BY min (sort_class)", error);
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_class_share_free);
  ZxClassShare school = { 0 };
  int step;

  if (row == NULL)
    return NULL;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxClassShare *share = g_new0 (ZxClassShare, 1);

      share->class_id = zx_statement_get_int (row, 0);
      share->class_words = zx_class_format (zx_statement_get_text (row, 1), zx_statement_get_text (row, 2));
      share->n_enrolled = (guint) zx_statement_get_int (row, 3);
      school.n_enrolled += share->n_enrolled;
      for (guint i = 0; i < G_N_ELEMENTS (share->counts); i++)
        {
          share->counts[i] = (guint) zx_statement_get_int (row, 4 + (int) i);
          school.counts[i] += share->counts[i];
        }
      g_ptr_array_add (shares, share);
    }
  if (step < 0)
    return NULL;

  for (guint i = 0; i < shares->len; i++)
    {
      ZxClassShare *share = g_ptr_array_index (shares, i);

      for (guint j = 0; j < G_N_ELEMENTS (share->counts); j++)
        {
          share->points[j] = get_share (share, j) - get_share (&school, j);
          share->is_outlier = share->is_outlier || fabs (share->points[j]) > ZX_FAIR_POINTS;
        }
    }
  if (out_school != NULL)
    *out_school = school;

  return g_steal_pointer (&shares);
}

#define YEARS_BACK 4

GArray *
zx_rotation_load (ZxDb    *db,
                  gint64   class_id,
                  GError **error)
{
  /* For each child of the class: in which of the last years a level was confirmed. */
  ZxStatement *row = zx_db_prepare (db, "SELECT w.student, a.school_year FROM student_now w JOIN state_now n ON n.student = w.student AND n.kind = 'application' "
                                        "JOIN application a ON a.id = n.record WHERE w.class = :class AND n.state IN ('confirmed', 'filed', 'reported', 'adjusted', 'expired') "
                                        "GROUP BY 1, 2 ORDER BY 1, 2", error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 student = 0;
  guint mask = 0;
  int first = G_MAXINT, last = 0, step;
  g_autoptr (GArray) students = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) years = g_array_new (FALSE, FALSE, sizeof (int));

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":class", class_id);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 who = zx_statement_get_int (row, 0);
      int year = zx_school_year_get_first (zx_statement_get_text (row, 1));

      g_array_append_val (students, who);
      g_array_append_val (years, year);
      first = MIN (first, year);
      last = MAX (last, year);
    }
  if (step < 0)
    return NULL;
  if (last - first < 2)
    return g_steal_pointer (&found); /* two years show no turns */

  first = MAX (first, last - YEARS_BACK + 1);
  for (guint i = 0; i <= students->len; i++)
    {
      gint64 who = i < students->len ? g_array_index (students, gint64, i) : 0;

      if (who != student)
        {
          /* Every second year, and at least twice. */
          guint even = 0, odd = 0;

          for (int year = first; year <= last; year++)
            if (mask & (1u << (year - first)))
              ((year - first) % 2 == 0 ? &even : &odd)[0]++;
          if (student != 0 && (even == 0) != (odd == 0) && MAX (even, odd) >= 2)
            g_array_append_val (found, student);
          student = who;
          mask = 0;
        }
      if (i < students->len && g_array_index (years, int, i) >= first)
        mask |= 1u << (g_array_index (years, int, i) - first);
    }

  /* One child alone may have had good years between; several are a pattern. */
  if (found->len < 2)
    g_array_set_size (found, 0);

  return g_steal_pointer (&found);
}
