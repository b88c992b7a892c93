/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-derive"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-id.h"
#include "zx-identify-private.h"
#include "zx-pairs.h"
#include "zx-pinyin.h"
#include "zx-search-private.h"
#include "zx-student.h"
#include "zx-term.h"
#include "zx-text.h"
#include "zx-words.h"

/* The local tables that follow the records: student_now (what lists show and sort by), search_key, note_text.
 * Writing a record notes whom it concerns; the end of the action brings those rows up to date, all at once.
 */
struct _ZxDerived
{
  GHashTable *students; /* gint64 → FRESH or KNOWN */
  GHashTable *visited;  /* gint64: only the date of their last visit may have changed */
  GHashTable *notes;    /* gint64 id → const ZxKind */
  GHashTable *fresh_notes; /* the same, added by this action: their texts are not there yet */
  GHashTable *applications; /* gint64: whose state must be worked out */
  GHashTable *notices;  /* gint64: the same */
  GHashTable *needy;    /* gint64: only whether they are in need may have changed */
  GHashTable *families; /* gint64: families this action added → gint64: their only child so far, 0 for none */
  gboolean    has_visits;
  gboolean    everybody;
  gboolean    calendar; /* holidays changed: notices end on other days */
};

/* What is known of a student that must be brought up to date. */
#define KNOWN GINT_TO_POINTER (1)
#define FRESH GINT_TO_POINTER (2) /* added by this action: nothing local is there yet */

ZxDerived *
zx_derived_new (void)
{
  ZxDerived *self = g_new0 (ZxDerived, 1);

  self->students = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->visited = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->notes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->fresh_notes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->applications = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->notices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->needy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->families = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  return self;
}

void
zx_derived_free (ZxDerived *self)
{
  g_hash_table_unref (self->students);
  g_hash_table_unref (self->visited);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->fresh_notes);
  g_hash_table_unref (self->applications);
  g_hash_table_unref (self->notices);
  g_hash_table_unref (self->needy);
  g_hash_table_unref (self->families);
  g_free (self);
}

static void
add_id (GHashTable *table,
        gint64      id,
        gpointer    value)
{
  gint64 *key;

  if (g_hash_table_contains (table, &id))
    return;

  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_insert (table, key, value);
}

/* --- whom a row concerns --- */

static const struct
{
  const ZxKind *kind;
  const char   *sql;
} concerned[] = {
  { &zx_kind_enrolment, "SELECT student FROM enrolment WHERE id = :id" },
  { &zx_kind_family, "SELECT id FROM student WHERE family = :id" },
  { &zx_kind_family_member, "SELECT s.id FROM family_member m JOIN student s ON s.family = m.family WHERE m.id = :id" },
  { &zx_kind_member_tie, "SELECT student FROM member_tie WHERE id = :id" },
  { &zx_kind_category, "SELECT student FROM category WHERE id = :id AND student IS NOT NULL UNION "
                       "SELECT s.id FROM category c JOIN student s ON s.family = c.family WHERE c.id = :id" },
  { &zx_kind_home_visit, "SELECT student FROM visit_child WHERE visit = :id" },
  { &zx_kind_visit_child, "SELECT student FROM visit_child WHERE id = :id" },
  { &zx_kind_visit_staff, "SELECT c.student FROM visit_staff t JOIN visit_child c ON c.visit = t.visit WHERE t.id = :id" },
  { &zx_kind_contact_log, "SELECT student FROM contact_log WHERE id = :id" },
  { &zx_kind_follow_up, "SELECT student FROM follow_up WHERE id = :id" },
  { &zx_kind_attachment, "SELECT owner_id FROM attachment WHERE id = :id AND owner_kind = 'student' UNION "
                         "SELECT c.student FROM attachment a JOIN visit_child c ON c.visit = a.owner_id "
                         "WHERE a.id = :id AND a.owner_kind = 'home_visit'" },
  { &zx_kind_access_log, "SELECT student FROM access_log WHERE id = :id" },
  { &zx_kind_application, "SELECT student FROM application WHERE id = :id" },
  { &zx_kind_verification, "SELECT a.student FROM verification t JOIN application a ON a.id = t.application WHERE t.id = :id" },
  { &zx_kind_class_review_line, "SELECT a.student FROM class_review_line t JOIN application a ON a.id = t.application WHERE t.id = :id" },
  { &zx_kind_review_step, "SELECT a.student FROM review_step t JOIN application a ON a.id = t.application WHERE t.id = :id" },
  { &zx_kind_notice_line, "SELECT a.student FROM notice_line t JOIN application a ON a.id = t.application WHERE t.id = :id" },
  { &zx_kind_objection, "SELECT a.student FROM objection t JOIN application a ON a.id = t.application WHERE t.id = :id" },
  { &zx_kind_talk, "SELECT student FROM talk WHERE id = :id" },
  { &zx_kind_finding, "SELECT student FROM finding WHERE id = :id" },
};

static gboolean
collect (ZxDb        *db,
         const char  *sql,
         gint64       id,
         GArray      *students,
         GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;

  zx_statement_set_int (statement, ":id", id);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 student = zx_statement_get_int (statement, 0);

      if (student != 0)
        g_array_append_val (students, student);
    }

  return step == 0;
}

gboolean
zx_derived_collect_students (ZxDb          *db,
                             const ZxKind  *kind,
                             gint64         id,
                             GArray        *students,
                             GError       **error)
{
  if (kind == &zx_kind_student)
    {
      g_array_append_val (students, id);
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (concerned); i++)
    if (concerned[i].kind == kind)
      return collect (db, concerned[i].sql, id, students, error);

  return TRUE;
}

gboolean
zx_derived_get_only_child (ZxDerived *self,
                           gint64     family,
                           gint64    *out_student)
{
  const gint64 *child = g_hash_table_lookup (self->families, &family);

  if (child == NULL)
    return FALSE;
  *out_student = *child;

  return TRUE;
}

static void
note_family (ZxDerived *self,
             gint64     family,
             gint64     student)
{
  gint64 *child = g_hash_table_lookup (self->families, &family);

  if (child == NULL)
    return;
  /* Of several children the table itself is asked. */
  if (*child != 0)
    g_hash_table_remove (self->families, &family);
  else
    *child = student;
}

static gboolean
is_note (const ZxKind *kind)
{
  return kind == &zx_kind_home_visit || kind == &zx_kind_contact_log || kind == &zx_kind_follow_up;
}

gboolean
zx_derived_note_added (ZxDerived  *self,
                       ZxDb       *db,
                       ZxRecord   *record,
                       GError    **error)
{
  const ZxKind *kind = zx_record_get_kind (record);
  gint64 id = zx_record_get_id (record);

  if (self->everybody)
    return zx_derived_note (self, db, kind, id, error);

  if (kind == &zx_kind_student)
    {
      add_id (self->students, id, FRESH);
      note_family (self, zx_record_get_int (record, "family"), id);
      return TRUE;
    }
  if (kind == &zx_kind_family)
    {
      add_id (self->families, id, g_new0 (gint64, 1));
      return TRUE;
    }
  if (kind == &zx_kind_class)
    return TRUE; /* nobody is in it yet */
  if (kind == &zx_kind_enrolment && zx_record_get_int (record, "student") != 0)
    {
      add_id (self->students, zx_record_get_int (record, "student"), KNOWN);
      return TRUE;
    }
  if (kind == &zx_kind_family_member || kind == &zx_kind_category)
    {
      gint64 family = zx_record_get_int (record, "family");

      if (kind == &zx_kind_category && zx_record_get_int (record, "student") != 0)
        add_id (self->students, zx_record_get_int (record, "student"), KNOWN);
      /* Who was put into a family of this action was noted then. */
      if (family == 0 || g_hash_table_contains (self->families, &family))
        return TRUE;
    }
  if (is_note (kind))
    {
      add_id (self->fresh_notes, id, (gpointer) kind);
      self->has_visits = self->has_visits || kind == &zx_kind_home_visit;
      return TRUE; /* a visit's children are rows of their own */
    }
  if (kind == &zx_kind_visit_child)
    {
      self->has_visits = TRUE;
      add_id (self->visited, zx_record_get_int (record, "student"), KNOWN);
      return TRUE;
    }

  return zx_derived_note (self, db, kind, id, error);
}

/* Kinds whose rows say where an application or a notice stands, and how to find which. */
static const struct
{
  const ZxKind *kind;
  const char   *application; /* (nullable) */
  const char   *notice;      /* (nullable) */
} of_state[] = {
  { &zx_kind_application, "SELECT :id", NULL },
  { &zx_kind_review_step, "SELECT application FROM review_step WHERE id = :id", NULL },
  { &zx_kind_notice, "SELECT application FROM notice_line WHERE notice = :id", "SELECT :id" },
  { &zx_kind_objection, NULL, "SELECT notice FROM objection WHERE id = :id" },
};

/* Kinds of identification that tell nothing about a student's list entry. */
static const ZxKind * const beside[] = {
  &zx_kind_verification, &zx_kind_verification_staff, &zx_kind_class_review, &zx_kind_class_review_member, &zx_kind_class_review_line,
  &zx_kind_scale_item, &zx_kind_scale_score, &zx_kind_notice_line, &zx_kind_talk, &zx_kind_match_row, &zx_kind_finding, &zx_kind_round,
};

static gboolean
add_found (GHashTable  *table,
           ZxDb        *db,
           const char  *sql,
           gint64       id,
           GError     **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (sql == NULL)
    return TRUE;
  if (!collect (db, sql, id, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    add_id (table, g_array_index (ids, gint64, i), KNOWN);

  return TRUE;
}

/* Whether the row is one of identification, and noted. */
static gboolean
note_of_state (ZxDerived     *self,
               ZxDb          *db,
               const ZxKind  *kind,
               gint64         id,
               gboolean      *out_noted,
               GError       **error)
{
  *out_noted = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    if (beside[i] == kind)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (of_state); i++)
    if (of_state[i].kind == kind)
      return add_found (self->applications, db, of_state[i].application, id, error) &&
             add_found (self->notices, db, of_state[i].notice, id, error);
  *out_noted = FALSE;

  return TRUE;
}

static gboolean
note_of_student (ZxDerived     *self,
                       ZxDb          *db,
                       const ZxKind  *kind,
                       gint64         id,
                       GError       **error)
{
  g_autoptr (GArray) students = NULL;

  if (kind == &zx_kind_student)
    g_hash_table_remove_all (self->families); /* somebody may have moved */
  if (kind == &zx_kind_home_visit || kind == &zx_kind_visit_child)
    self->has_visits = TRUE;
  if (is_note (kind) && !g_hash_table_contains (self->fresh_notes, &id))
    add_id (self->notes, id, (gpointer) kind);

  if (kind == &zx_kind_setting)
    {
      if (id == zx_id_from_name ("term"))
        self->everybody = TRUE;
      return TRUE;
    }
  if (kind == &zx_kind_term)
    {
      self->everybody = TRUE;
      return TRUE;
    }
  if (kind == &zx_kind_contact_log || kind == &zx_kind_follow_up || kind == &zx_kind_visit_staff ||
      kind == &zx_kind_attachment || kind == &zx_kind_access_log || kind == &zx_kind_member_tie ||
      self->everybody)
    return TRUE;

  students = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (kind == &zx_kind_class
        ? !collect (db, "SELECT student FROM enrolment WHERE class = :id", id, students, error)
        : !zx_derived_collect_students (db, kind, id, students, error))
    return FALSE;

  for (guint i = 0; i < students->len; i++)
    add_id (kind == &zx_kind_home_visit || kind == &zx_kind_visit_child ? self->visited : self->students,
            g_array_index (students, gint64, i), KNOWN);

  return TRUE;
}

gboolean
zx_derived_note (ZxDerived     *self,
                 ZxDb          *db,
                 const ZxKind  *kind,
                 gint64         id,
                 GError       **error)
{
  gboolean noted;

  if (!note_of_state (self, db, kind, id, &noted, error))
    return FALSE;
  if (noted)
    return TRUE;
  if (kind == &zx_kind_calendar_day)
    self->calendar = TRUE;

  return note_of_student (self, db, kind, id, error);
}

/* --- what a student's local row should be --- */

typedef struct
{
  gboolean  exists;
  gint64    enrolment;
  gint64    class_id;
  char     *grade;
  char     *class_name;
  char     *student_no;
  char     *board;
  char     *enrol_status;
  char     *cat;
  char     *level;
  char     *last_visit;
  char     *sort_name;
  gint64    sort_class;
  GString  *keys; /* one a line, sorted */
} Now;

/* By what a student is judged: the term, and whether its school year has a result of identification. */
typedef struct
{
  ZxTerm   term;
  gboolean is_identified;
  gboolean has_applications;
} Judge;

static void
judge_clear (Judge *self)
{
  zx_term_clear (&self->term);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judge, judge_clear)

static void
now_clear_enrolment (Now *self)
{
  g_clear_pointer (&self->grade, g_free);
  g_clear_pointer (&self->class_name, g_free);
  g_clear_pointer (&self->student_no, g_free);
  g_clear_pointer (&self->board, g_free);
  g_clear_pointer (&self->enrol_status, g_free);
}

static void
now_clear (Now *self)
{
  now_clear_enrolment (self);
  g_free (self->cat);
  g_free (self->level);
  g_free (self->last_visit);
  g_free (self->sort_name);
  if (self->keys != NULL)
    g_string_free (self->keys, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Now, now_clear)

/* The keys of one student while they are collected: texts in a row, and where each begins. */
typedef struct
{
  GString *texts;
  GArray  *starts; /* guint */
} Keys;

static void
keys_init (Keys *self)
{
  self->texts = g_string_sized_new (1024);
  self->starts = g_array_sized_new (FALSE, FALSE, sizeof (guint), 128);
}

static void
keys_clear (Keys *self)
{
  if (self->texts != NULL)
    g_string_free (self->texts, TRUE);
  g_clear_pointer (&self->starts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

static void
add_key (Keys       *keys,
         const char *key)
{
  guint start = (guint) keys->texts->len;

  if (key == NULL || *key == '\0')
    return;

  g_array_append_val (keys->starts, start);
  g_string_append_len (keys->texts, key, (gssize) strlen (key) + 1);
}

static void
add_tails (Keys       *keys,
           const char *digits,
           guint       shortest,
           guint       longest)
{
  gsize length;

  if (digits == NULL)
    return;

  length = strlen (digits);
  add_key (keys, digits);
  for (guint tail = shortest; tail <= longest && tail < length; tail++)
    add_key (keys, digits + length - tail);
}

/* The name, every suffix of it, its readings and every suffix of those. */
static void
add_name (Keys       *keys,
          const char *name,
          const char *pinyin)
{
  ZxPinyin readings[ZX_PINYIN_MAX_READINGS + 1];
  guint n_readings;
  g_autofree char *folded = NULL;

  if (name == NULL)
    return;

  folded = zx_text_fold (name);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    add_key (keys, p);

  n_readings = zx_pinyin_read (name, readings, ZX_PINYIN_MAX_READINGS);
  if (pinyin != NULL && zx_pinyin_read_typed (pinyin, &readings[n_readings]) > 0)
    n_readings++;
  for (guint i = 0; i < n_readings; i++)
    for (guint j = 0; j < readings[i].n_syllables; j++)
      {
        add_key (keys, readings[i].full + readings[i].starts[j]);
        add_key (keys, readings[i].initials + readings[i].initial_starts[j]);
      }
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      texts)
{
  return strcmp ((const char *) texts + *(const guint *) a, (const char *) texts + *(const guint *) b);
}

/* Sorted, each once, one a line. */
static void
join_keys (Keys    *keys,
           GString *out)
{
  const char *last = NULL;

  g_array_sort_with_data (keys->starts, compare_keys, keys->texts->str);
  for (guint i = 0; i < keys->starts->len; i++)
    {
      const char *key = keys->texts->str + g_array_index (keys->starts, guint, i);

      if (last != NULL && strcmp (key, last) == 0)
        continue;
      if (last != NULL)
        g_string_append_c (out, '\n');
      g_string_append (out, key);
      last = key;
    }
}

static void
add_folded (Keys       *keys,
            const char *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return;

  folded = zx_text_fold (text);
  add_key (keys, folded);
}

static gboolean
read_student (ZxDb       *db,
              gint64      student,
              Keys       *keys,
              Now        *now,
              gint64     *out_family,
              GError    **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT name, pinyin, former_name, id_no, roll_no, phone, village, villager_group, family "
                                        "FROM student WHERE id = :id AND deleted_at IS NULL AND merged_into IS NULL", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":id", student);
  step = zx_statement_step (row, error);
  if (step <= 0)
    return step == 0;

  now->exists = TRUE;
  now->sort_name = zx_pinyin_dup_sort_key_for (zx_statement_get_text (row, 0), zx_statement_get_text (row, 1));
  add_name (keys, zx_statement_get_text (row, 0), zx_statement_get_text (row, 1));
  add_folded (keys, zx_statement_get_text (row, 2));
  if (!zx_statement_is_null (row, 3))
    {
      g_autofree char *folded = zx_text_fold (zx_statement_get_text (row, 3));

      add_tails (keys, folded, 4, 6);
    }
  add_folded (keys, zx_statement_get_text (row, 4));
  add_tails (keys, zx_statement_get_text (row, 5), 4, 4);
  if (!zx_statement_is_null (row, 6))
    {
      const char *group = zx_statement_get_text (row, 7);
      g_autofree char *place = g_strconcat (zx_statement_get_text (row, 6), group != NULL ? group : "", NULL);

      add_folded (keys, place);
    }
  *out_family = zx_statement_get_int (row, 8);
  sqlite3_reset (row);

  return TRUE;
}

static gboolean
read_guardians (ZxDb       *db,
                gint64      family,
                Keys       *keys,
                GError    **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT name, phone FROM family_member WHERE family = :family AND deleted_at IS NULL "
                                        "AND (guardian = 1 OR relation IN ('51', '52', '57', '58'))", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":family", family);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      add_name (keys, zx_statement_get_text (row, 0), NULL);
      add_tails (keys, zx_statement_get_text (row, 1), 4, 4);
    }

  return step == 0;
}

/* The row of the year that began last and not after the term's end; of several the oldest. There are one or two, so
 * that choosing here is cheaper than sorting there. */
static gboolean
read_enrolment (ZxDb         *db,
                const Judge *judge,
                gint64        student,
                Now          *now,
                GError      **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT e.id, e.class, c.grade, c.name, e.student_no, e.board, e.enrol_status, e.from_on "
                                        "FROM enrolment e LEFT JOIN class c ON c.id = e.class "
                                        "WHERE e.student = ? AND e.school_year = ? AND e.deleted_at IS NULL AND e.voided_on IS NULL "
                                        "AND (e.from_on IS NULL OR e.from_on <= ?)", error);
  char from[ZX_DATE_SIZE] = "";
  int step;

  if (row == NULL)
    return FALSE;

  sqlite3_bind_int64 (row, 1, student);
  sqlite3_bind_text (row, 2, judge->term.school_year, -1, SQLITE_STATIC);
  sqlite3_bind_text (row, 3, judge->term.end, -1, SQLITE_STATIC);
  now->sort_class = G_MAXINT32;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *from_on = zx_statement_get_text (row, 7);
      int order = strcmp (from_on != NULL ? from_on : "", from);

      if (now->enrolment != 0 && (order < 0 || (order == 0 && zx_statement_get_int (row, 0) > now->enrolment)))
        continue;

      now_clear_enrolment (now);
      g_strlcpy (from, from_on != NULL ? from_on : "", sizeof from);
      now->enrolment = zx_statement_get_int (row, 0);
      now->class_id = zx_statement_get_int (row, 1);
      now->grade = g_strdup (zx_statement_get_text (row, 2));
      now->class_name = g_strdup (zx_statement_get_text (row, 3));
      now->student_no = g_strdup (zx_statement_get_text (row, 4));
      now->board = g_strdup (zx_statement_get_text (row, 5));
      now->enrol_status = g_strdup (zx_statement_get_text (row, 6));
    }
  if (now->grade != NULL)
    now->sort_class = (gint64) zx_grade_get_order (now->grade) * 10000 + zx_class_get_number (now->class_name);

  return step == 0;
}

/* The level that identification has found: by confirmed applications of the year. One that is being checked again holds
 * until that is decided. @main: of the ordinary kinds, else temporary hardship that has not ended. */
static gboolean
read_found_level (ZxDb         *db,
                  const Judge  *judge,
                  gint64        student,
                  const char  **out_level,
                  GError      **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT min (n.level) FROM state_now n JOIN application a ON a.id = n.record "
                                        "WHERE n.student = :student AND n.school_year = :year AND n.level IN ('1', '2', '3') "
                                        "AND (a.kind <> '3' OR a.ends_on IS NULL OR a.ends_on >= :start) "
                                        "AND (n.state IN ('confirmed', 'filed', 'reported') OR (n.state = 'adjusted' AND EXISTS ("
                                        "SELECT 1 FROM application f JOIN state_now m ON m.record = f.id WHERE f.previous = a.id AND f.deleted_at IS NULL "
                                        "AND m.state IN ('draft', 'submitted', 'verified', 'evaluated', 'class_ok', 'grade_ok', 'office_ok', 'decided', "
                                        "'noticed', 'contested', 'renotice'))))", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":year", judge->term.school_year);
  zx_statement_set_text (row, ":start", judge->term.start);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      const ZxCodeTable *levels = zx_code_table_find ("LEVEL");

      for (const ZxCode *code = levels->codes; code->code != NULL; code++)
        if (g_strcmp0 (code->code, zx_statement_get_text (row, 0)) == 0)
          *out_level = code->code;
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* In need: on the roll, and found so by identification. While a school year has no result yet: with a category that is valid
 * in the term; the level is the highest that a category gives. */
static gboolean
read_need (ZxDb        *db,
           const Judge *judge,
           gint64       student,
           gint64       family,
           Now         *now,
           GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT cat FROM category "
                                        "WHERE (student = :student OR family = :family) AND deleted_at IS NULL AND voided_on IS NULL "
                                        "AND cat IS NOT NULL AND (valid_to IS NULL OR valid_to >= :start) "
                                        "AND (valid_from IS NULL OR valid_from <= :end) ORDER BY cat", error);
  const char *level = NULL;
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":student", student);
  if (family != 0)
    zx_statement_set_int (row, ":family", family);
  zx_statement_set_text (row, ":start", judge->term.start);
  zx_statement_set_text (row, ":end", judge->term.end);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const ZxCategory *category = zx_category_find (zx_statement_get_text (row, 0));

      if (now->cat == NULL)
        now->cat = g_strdup (zx_statement_get_text (row, 0));
      if (category != NULL && (level == NULL || strcmp (category->level, level) < 0))
        level = category->level;
    }

  if (step < 0)
    return FALSE;

  if (judge->has_applications)
    {
      const char *found = NULL;

      if (!read_found_level (db, judge, student, &found, error))
        return FALSE;
      if (judge->is_identified || level == NULL || (found != NULL && strcmp (found, level) < 0))
        level = found;
    }
  if (level != NULL && zx_enrol_status_is_enrolled (now->enrol_status))
    now->level = g_strdup (level);

  return TRUE;
}

static gboolean
read_last_visit (ZxDb    *db,
                 gint64   student,
                 Now     *now,
                 GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT max (v.visit_date) FROM visit_child c JOIN home_visit v ON v.id = c.visit "
                                        "WHERE c.student = :student AND c.deleted_at IS NULL AND v.deleted_at IS NULL "
                                        "AND v.voided_on IS NULL AND coalesce (v.nobody_home, 0) = 0", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":student", student);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      now->last_visit = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* @visits: whether there can be visits */
static gboolean
compute (ZxDb         *db,
         const Judge *judge,
         gint64        student,
         gboolean      visits,
         Now          *now,
         GError      **error)
{
  g_auto (Keys) keys = { NULL };
  gint64 family = 0;

  keys_init (&keys);
  if (!read_student (db, student, &keys, now, &family, error))
    return FALSE;
  if (!now->exists)
    return TRUE;

  if ((family != 0 && !read_guardians (db, family, &keys, error)) ||
      !read_enrolment (db, judge, student, now, error) ||
      !read_need (db, judge, student, family, now, error) ||
      (visits && !read_last_visit (db, student, now, error)))
    return FALSE;

  now->keys = g_string_sized_new (keys.texts->len);
  join_keys (&keys, now->keys);

  return TRUE;
}

/* --- writing it --- */

/* One search key of one student. The first bytes are kept as a number, first byte highest, so that most comparisons and
 * nearly all storing of texts fall away: a long import has millions of keys, and half of them are no longer than that.
 */
typedef struct
{
  guint64 head;
  guint32 rest;    /* where a longer key stands in the texts; SHORT for one that is all in @head */
  guint32 student; /* index among the students, who are in order */
} Key;

#define SHORT G_MAXUINT32
/* So many keys to be removed at once may be most of them. */
#define MANY_KEYS 20000

typedef struct
{
  GArray  *keys;     /* Key: to be added, sorted at the end */
  GArray  *gone;     /* Key: to be removed; the same */
  GString *texts;    /* longer keys, each with its NUL */
  GArray  *students; /* gint64, ascending */
} Batch;

static void
batch_init (Batch *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->gone = g_array_new (FALSE, FALSE, sizeof (Key));
  self->texts = g_string_new (NULL);
  self->students = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->gone, g_array_unref);
  g_clear_pointer (&self->students, g_array_unref);
  if (self->texts != NULL)
    g_string_free (g_steal_pointer (&self->texts), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static int
compare_batch (const Key  *a,
               const Key  *b,
               const char *texts)
{
  if (a->head != b->head)
    return a->head < b->head ? -1 : 1;

  if (a->rest != b->rest)
    {
      int order;

      /* A short key that has the same eight bytes as a longer one is its beginning. */
      if (a->rest == SHORT || b->rest == SHORT)
        return a->rest == SHORT ? -1 : 1;
      order = strcmp (texts + a->rest + sizeof a->head, texts + b->rest + sizeof b->head);
      if (order != 0)
        return order;
    }

  return (a->student > b->student) - (a->student < b->student);
}

static int
compare_batch_keys (gconstpointer a,
                    gconstpointer b,
                    gpointer      texts)
{
  return compare_batch (a, b, texts);
}

/* In place: the library's sort would need the same memory once more, and calls back for each comparison. */
static void
sort_keys (Key        *keys,
           gsize       n,
           guint       depth,
           const char *texts)
{
  while (n > 24)
    {
      Key *last = keys + n - 1;
      Key *middle = keys + n / 2;
      Key pivot, swap;
      gsize i = 0, j = n - 1;

      if (depth-- == 0)
        {
          g_qsort_with_data (keys, (gint) n, sizeof *keys, compare_batch_keys, (gpointer) texts);
          return;
        }

#define SWAP(a, b) (swap = (a), (a) = (b), (b) = swap)
      if (compare_batch (middle, keys, texts) < 0)
        SWAP (*middle, *keys);
      if (compare_batch (last, middle, texts) < 0)
        {
          SWAP (*last, *middle);
          if (compare_batch (middle, keys, texts) < 0)
            SWAP (*middle, *keys);
        }
      pivot = *middle;

      for (;;)
        {
          while (compare_batch (&keys[i], &pivot, texts) < 0)
            i++;
          while (compare_batch (&pivot, &keys[j], texts) < 0)
            j--;
          if (i >= j)
            break;
          SWAP (keys[i], keys[j]);
          i++;
          j--;
        }
#undef SWAP

      /* The smaller part by recursion, the larger by going on. */
      if (j + 1 < n - (j + 1))
        {
          sort_keys (keys, j + 1, depth, texts);
          keys += j + 1;
          n -= j + 1;
        }
      else
        {
          sort_keys (keys + j + 1, n - (j + 1), depth, texts);
          n = j + 1;
        }
    }

  for (gsize i = 1; i < n; i++)
    {
      Key key = keys[i];
      gsize j = i;

      for (; j > 0 && compare_batch (&key, &keys[j - 1], texts) < 0; j--)
        keys[j] = keys[j - 1];
      keys[j] = key;
    }
}

static gboolean
write_now (ZxDb    *db,
           gint64   student,
           Now     *now,
           GError **error)
{
  ZxStatement *statement;
  const char *texts[12];
  int n_texts = 0;

  if (!now->exists)
    {
      statement = zx_db_prepare (db, "DELETE FROM student_now WHERE student = :student", error);
      if (statement == NULL)
        return FALSE;
      zx_statement_set_int (statement, ":student", student);
      return zx_statement_run (statement, error);
    }

  statement = zx_db_prepare (db, "INSERT OR REPLACE INTO student_now (student, enrolment, class, sort_class, stage, grade, class_name, student_no, "
                                 "board, enrol_status, cat, level, last_visit, sort_name, keys) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, student);
  if (now->enrolment != 0)
    sqlite3_bind_int64 (statement, 2, now->enrolment);
  if (now->class_id != 0)
    sqlite3_bind_int64 (statement, 3, now->class_id);
  sqlite3_bind_int64 (statement, 4, now->sort_class);
  texts[n_texts++] = zx_stage_get_code (zx_grade_get_stage (now->grade));
  texts[n_texts++] = now->grade;
  texts[n_texts++] = now->class_name;
  texts[n_texts++] = now->student_no;
  texts[n_texts++] = now->board;
  texts[n_texts++] = now->enrol_status;
  texts[n_texts++] = now->cat;
  texts[n_texts++] = now->level;
  texts[n_texts++] = now->last_visit;
  texts[n_texts++] = now->sort_name;
  texts[n_texts++] = now->keys->str;
  for (int i = 0; i < n_texts; i++)
    sqlite3_bind_text (statement, 5 + i, texts[i], -1, SQLITE_STATIC);

  /* The texts end with @now. */
  if (!zx_statement_run (statement, error))
    return FALSE;
  sqlite3_clear_bindings (statement);

  return TRUE;
}

static gboolean
batch_add (Batch       *batch,
           GArray      *to,
           guint        student,
           const char  *text,
           gsize        length,
           GError     **error)
{
  Key key = { 0, SHORT, student };

  for (gsize i = 0; i < sizeof key.head; i++)
    key.head = key.head << 8 | (i < length ? (guint8) text[i] : 0);
  if (length > sizeof key.head)
    {
      if (batch->texts->len + length >= SHORT)
        {
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED, _("There are too many students for one action. Nothing was changed."));
          return FALSE;
        }
      key.rest = (guint32) batch->texts->len;
      g_string_append_len (batch->texts, text, (gssize) length);
      g_string_append_c (batch->texts, '\0');
    }
  g_array_append_val (to, key);

  return TRUE;
}

/* From the keys a student had to those it has: both one a line, sorted. What is in both stays as it is. */
static gboolean
batch_add_difference (Batch       *batch,
                      guint        student,
                      const char  *old,
                      const char  *new,
                      GError     **error)
{
  while (*old != '\0' || *new != '\0')
    {
      gsize old_length = strcspn (old, "\n"), new_length = strcspn (new, "\n");
      int order;

      if (*old == '\0' || *new == '\0')
        order = *old == '\0' ? 1 : -1;
      else
        {
          order = memcmp (old, new, MIN (old_length, new_length));
          if (order == 0)
            order = (old_length > new_length) - (old_length < new_length);
        }

      if ((order < 0 && !batch_add (batch, batch->gone, student, old, old_length, error)) ||
          (order > 0 && !batch_add (batch, batch->keys, student, new, new_length, error)))
        return FALSE;
      if (order <= 0)
        old += old_length + (old[old_length] == '\n');
      if (order >= 0)
        new += new_length + (new[new_length] == '\n');
    }

  return TRUE;
}

static void
read_key (const Batch  *batch,
          const Key    *key,
          char          buffer[ZX_PAIRS_BUFFER],
          const char  **out_text,
          gint64       *out_number)
{
  guint64 head = GUINT64_TO_BE (key->head);

  G_STATIC_ASSERT (sizeof head < ZX_PAIRS_BUFFER);
  if (key->rest == SHORT)
    {
      memcpy (buffer, &head, sizeof head);
      buffer[sizeof head] = '\0';
    }
  *out_text = key->rest == SHORT ? buffer : batch->texts->str + key->rest;
  *out_number = g_array_index (batch->students, gint64, key->student);
}

static void
get_key (gconstpointer   data,
         gsize           index,
         char            buffer[ZX_PAIRS_BUFFER],
         const char    **out_text,
         gint64         *out_number)
{
  const Batch *batch = data;

  read_key (batch, &g_array_index (batch->keys, Key, index), buffer, out_text, out_number);
}

/* In the order of the table, so that each of its pages is visited once. */
static gboolean
remove_gone (ZxDb    *db,
             Batch   *batch,
             GError **error)
{
  ZxStatement *statement;

  if (batch->gone->len == 0)
    return TRUE;

  statement = zx_db_prepare (db, "DELETE FROM search_key WHERE key = ?1 AND student = ?2", error);
  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < batch->gone->len; i++)
    {
      char buffer[ZX_PAIRS_BUFFER];
      const char *text;
      gint64 student;

      read_key (batch, &g_array_index (batch->gone, Key, i), buffer, &text, &student);
      sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 2, student);
      if (!zx_statement_run (statement, error))
        return FALSE;
    }
  sqlite3_clear_bindings (statement);

  return TRUE;
}

static gboolean
insert_keys (ZxDb    *db,
             Batch   *batch,
             GError **error)
{
  ZxPairs pairs = { batch->keys->len, get_key, batch };

  sort_keys ((Key *) batch->keys->data, batch->keys->len, 64, batch->texts->str);

  return zx_pairs_run (db, "INSERT OR IGNORE INTO search_key (key, student) SELECT text, number FROM zx_pairs (?1)", &pairs, 0, error);
}

/* What remains when most keys go: it is cheaper to write that anew than to take the others out one by one. */
static gboolean
write_keys_anew (ZxDb    *db,
                 GError **error)
{
  g_auto (Batch) batch = { NULL };
  ZxStatement *row = zx_db_prepare (db, "SELECT student, keys FROM student_now ORDER BY student", error);
  int step;

  if (row == NULL || !zx_db_run (db, "DELETE FROM search_key", error))
    return FALSE;

  batch_init (&batch);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 student = zx_statement_get_int (row, 0);

      g_array_append_val (batch.students, student);
      if (!batch_add_difference (&batch, batch.students->len - 1, "", zx_statement_get_text (row, 1), error))
        {
          sqlite3_reset (row);
          return FALSE;
        }
    }

  return step == 0 && insert_keys (db, &batch, error);
}

static gboolean
batch_write (ZxDb   *db,
             Batch  *batch,
             GError **error)
{
  if (batch->gone->len >= MANY_KEYS &&
      batch->gone->len > zx_db_get_int (db, "SELECT count (*) FROM search_key", G_MAXINT64) / 2)
    return write_keys_anew (db, error);

  sort_keys ((Key *) batch->gone->data, batch->gone->len, 64, batch->texts->str);

  return remove_gone (db, batch, error) && insert_keys (db, batch, error);
}

/* (transfer full) (nullable): the keys that the table holds of a student */
static gboolean
read_old_keys (ZxDb     *db,
               gint64    student,
               char    **out_keys,
               GError  **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT keys FROM student_now WHERE student = :student", error);
  int step;

  *out_keys = NULL;
  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":student", student);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      *out_keys = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* A visit is what people record most: the rest of the row, its keys and most of its indexes stay as they are. */
static gboolean
refresh_last_visit (ZxDb    *db,
                    gint64   student,
                    GError **error)
{
  g_auto (Now) now = { 0 };
  ZxStatement *statement;

  if (!read_last_visit (db, student, &now, error))
    return FALSE;

  statement = zx_db_prepare (db, "UPDATE student_now SET last_visit = :last_visit WHERE student = :student AND last_visit IS NOT :last_visit", error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":student", student);
  zx_statement_set_text (statement, ":last_visit", now.last_visit);

  return zx_statement_run (statement, error);
}

static gboolean
refresh_need (ZxDb         *db,
              const Judge  *judge,
              gint64        student,
              GError      **error)
{
  g_auto (Now) now = { 0 };
  ZxStatement *row = zx_db_prepare (db, "SELECT n.enrol_status, s.family FROM student_now n JOIN student s ON s.id = n.student WHERE n.student = :student", error);
  gint64 family;
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  step = zx_statement_step (row, error);
  if (step <= 0)
    return step == 0;
  now.enrol_status = g_strdup (zx_statement_get_text (row, 0));
  family = zx_statement_get_int (row, 1);
  sqlite3_reset (row);

  if (!read_need (db, judge, student, family, &now, error))
    return FALSE;

  row = zx_db_prepare (db, "UPDATE student_now SET level = :level WHERE student = :student AND level IS NOT :level", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":level", now.level);

  return zx_statement_run (row, error);
}

static gboolean
is_identified (ZxDb        *db,
               const char  *school_year,
               gboolean    *out_yes,
               GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT 1 FROM state_now n JOIN application a ON a.id = n.record WHERE n.kind = 'application' "
                                        "AND n.school_year = :year AND n.state IN ('confirmed', 'filed', 'reported', 'adjusted', 'expired') "
                                        "AND a.kind <> '3' LIMIT 1", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":year", school_year);
  step = zx_statement_step (row, error);
  sqlite3_reset (row);
  *out_yes = step > 0;

  return step >= 0;
}

/* What the applications say, once the term is set. */
static gboolean
judge_read (Judge   *self,
            ZxDb    *db,
            GError **error)
{
  self->has_applications = zx_db_get_int (db, "SELECT 1 FROM state_now WHERE kind = 'application' LIMIT 1", 0) != 0;

  return !self->has_applications || is_identified (db, self->term.school_year, &self->is_identified, error);
}

static gboolean
judge_load (Judge   *self,
            ZxDb    *db,
            GError **error)
{
  return zx_term_load_working (&self->term, db, error) && judge_read (self, db, error);
}

static gboolean
add_everybody (GHashTable  *students,
               ZxDb        *db,
               GError     **error)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT id FROM student UNION SELECT student FROM student_now", error);
  int step;

  if (statement == NULL)
    return FALSE;

  while ((step = zx_statement_step (statement, error)) > 0)
    add_id (students, zx_statement_get_int (statement, 0), KNOWN);

  return step == 0;
}


static gboolean
add_running (ZxDerived  *self,
             ZxDb       *db,
             GError    **error)
{
  return add_found (self->notices, db, "SELECT id FROM notice WHERE :id IS NOT NULL AND deleted_at IS NULL", 0, error) &&
         add_found (self->applications, db, "SELECT record FROM state_now WHERE :id IS NOT NULL AND kind = 'application' AND until IS NOT NULL", 0, error);
}

static gboolean
note_need (ZxDerived  *self,
           ZxDb       *db,
           gint64      application,
           GError    **error)
{
  g_autoptr (GArray) students = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!collect (db, "SELECT student FROM application WHERE id = :id", application, students, error))
    return FALSE;
  for (guint i = 0; i < students->len; i++)
    add_id (self->needy, g_array_index (students, gint64, i), KNOWN);

  return TRUE;
}

static gboolean
refresh_states (ZxDerived  *self,
                ZxDb       *db,
                GError    **error)
{
  g_autoptr (ZxCalendar) calendar = NULL;
  g_auto (ZxTerm) term = { 0 };
  g_autofree char *found = NULL, *known = NULL;
  gboolean identified;
  GHashTableIter iter;
  gpointer key;

  if (self->calendar && !add_running (self, db, error))
    return FALSE;
  if (g_hash_table_size (self->applications) == 0 && g_hash_table_size (self->notices) == 0)
    return TRUE;

  calendar = zx_calendar_load (db, error);
  if (calendar == NULL || !zx_term_load_working (&term, db, error))
    return FALSE;

  g_hash_table_iter_init (&iter, self->applications);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gboolean need_changed;

      if (!zx_application_refresh_state (db, calendar, *(gint64 *) key, &need_changed, error) ||
          (need_changed && !note_need (self, db, *(gint64 *) key, error)))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->notices);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!zx_notice_refresh_state (db, calendar, *(gint64 *) key, error))
      return FALSE;

  if (!is_identified (db, term.school_year, &identified, error))
    return FALSE;

  /* The first result of a year, or taking it back, changes by what everybody is judged. */
  found = g_strdup_printf ("%s %d", term.school_year, identified);
  known = zx_local_dup (db, "identified");
  if (g_strcmp0 (found, known) == 0)
    return TRUE;

  return zx_local_set (db, "identified", found, error) && add_everybody (self->needy, db, error);
}

static gboolean
refresh_student (ZxDb          *db,
                 const Judge   *judge,
                 Batch         *batch,
                 guint          index,
                 gboolean       is_fresh,
                 gboolean       visits,
                 GError       **error)
{
  gint64 student = g_array_index (batch->students, gint64, index);
  g_auto (Now) now = { 0 };
  g_autofree char *old_keys = NULL;

  return compute (db, judge, student, visits || !is_fresh, &now, error) &&
         (is_fresh || read_old_keys (db, student, &old_keys, error)) &&
         write_now (db, student, &now, error) &&
         batch_add_difference (batch, index, old_keys != NULL ? old_keys : "", now.exists ? now.keys->str : "", error);
}

/* One token for each Chinese character, so that one character is enough to find a note. */
char *
zx_text_dup_tokens (const char *text)
{
  GString *tokens = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (zx_text_is_han (c))
        {
          g_string_append_c (tokens, ' ');
          g_string_append_unichar (tokens, c);
          g_string_append_c (tokens, ' ');
        }
      else
        g_string_append_unichar (tokens, c);
    }

  return g_string_free (tokens, FALSE);
}

static const struct
{
  const ZxKind *kind;
  const char   *sql;
} note_texts[] = {
  { &zx_kind_home_visit,
    "SELECT concat_text FROM (SELECT coalesce (home_found, '') || ' ' || coalesce (study_home, '') || ' ' || coalesce (school_report, '') || ' ' || "
    "coalesce (parent_opinion, '') || ' ' || coalesce (problems, '') || ' ' || coalesce (measures, '') || ' ' || coalesce (effect, '') "
    "|| ' ' || coalesce (remark, '') AS concat_text FROM home_visit WHERE id = :id AND deleted_at IS NULL)" },
  { &zx_kind_contact_log,
    "SELECT coalesce (content, '') || ' ' || coalesce (outcome, '') || ' ' || coalesce (remark, '') FROM contact_log WHERE id = :id AND deleted_at IS NULL" },
  { &zx_kind_follow_up,
    "SELECT coalesce (what, '') || ' ' || coalesce (result, '') || ' ' || coalesce (remark, '') FROM follow_up WHERE id = :id AND deleted_at IS NULL" },
};

/* What the full-text index should hold of a record: (transfer full) (nullable) */
static gboolean
read_note (ZxDb          *db,
           const ZxKind  *kind,
           gint64         id,
           char         **out_body,
           GError       **error)
{
  *out_body = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (note_texts); i++)
    {
      ZxStatement *row;
      int step;

      if (note_texts[i].kind != kind)
        continue;

      row = zx_db_prepare (db, note_texts[i].sql, error);
      if (row == NULL)
        return FALSE;
      zx_statement_set_int (row, ":id", id);
      step = zx_statement_step (row, error);
      if (step > 0 && !zx_statement_is_null (row, 0))
        *out_body = zx_text_dup_tokens (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
      return step >= 0;
    }

  return TRUE;
}

static gboolean
remove_note (ZxDb    *db,
             gint64   id,
             GError **error)
{
  ZxStatement *statement = zx_db_prepare (db, "DELETE FROM note_text WHERE rowid = :id", error);

  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":id", id);

  return zx_statement_run (statement, error);
}

static gboolean
refresh_note (ZxDb          *db,
              const ZxKind  *kind,
              gint64         id,
              gboolean       is_fresh,
              GError       **error)
{
  g_autofree char *body = NULL;
  ZxStatement *statement;

  if ((!is_fresh && !remove_note (db, id, error)) || !read_note (db, kind, id, &body, error))
    return FALSE;
  if (body == NULL)
    return TRUE;

  statement = zx_db_prepare (db, "INSERT INTO note_text (rowid, body, kind) VALUES (:id, :body, :kind)", error);
  if (statement == NULL)
    return FALSE;
  zx_statement_set_int (statement, ":id", id);
  zx_statement_set_text (statement, ":body", body);
  zx_statement_set_text (statement, ":kind", kind->key);

  return zx_statement_run (statement, error);
}

/* (element-type gint64): the records of @kind that are not removed */
static GArray *
load_live (ZxDb          *db,
           const ZxKind  *kind,
           GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE deleted_at IS NULL", kind->key);
  ZxStatement *row = zx_db_prepare (db, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  if (row == NULL)
    return NULL;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (ids, id);
    }

  return step < 0 ? NULL : g_steal_pointer (&ids);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

gboolean
zx_derived_refresh (ZxDerived  *self,
                    ZxDb       *db,
                    GError    **error)
{
  g_auto (Judge) judge = { 0 };
  g_auto (Batch) batch = { NULL };
  GHashTableIter iter;
  gpointer key, value;
  gboolean fine = TRUE;

  if (!refresh_states (self, db, error) || (self->everybody && !add_everybody (self->students, db, error)))
    return FALSE;

  g_hash_table_iter_init (&iter, self->notes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!refresh_note (db, value, *(gint64 *) key, FALSE, error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->fresh_notes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!refresh_note (db, value, *(gint64 *) key, TRUE, error))
      return FALSE;

  g_hash_table_iter_init (&iter, self->visited);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (self->students, key) && !refresh_last_visit (db, *(gint64 *) key, error))
      return FALSE;

  if (g_hash_table_size (self->students) == 0 && g_hash_table_size (self->needy) == 0)
    return TRUE;
  if (!judge_load (&judge, db, error))
    return FALSE;

  g_hash_table_iter_init (&iter, self->needy);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (self->students, key) && !refresh_need (db, &judge, *(gint64 *) key, error))
      return FALSE;
  if (g_hash_table_size (self->students) == 0)
    return TRUE;

  /* In order, so that neighbours are read and written together. */
  batch_init (&batch);
  g_hash_table_iter_init (&iter, self->students);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (batch.students, key, 1);
  g_array_sort (batch.students, compare_ids);

  for (guint i = 0; fine && i < batch.students->len; i++)
    {
      gboolean is_fresh = !self->everybody &&
                          g_hash_table_lookup (self->students, &g_array_index (batch.students, gint64, i)) == FRESH;

      fine = refresh_student (db, &judge, &batch, i, is_fresh, self->has_visits, error);
    }

  return fine && batch_write (db, &batch, error);
}

gboolean
zx_derived_rebuild (ZxDb    *db,
                    GError **error)
{
  ZxDerived *derived = zx_derived_new ();
  gboolean fine = TRUE;

  derived->everybody = TRUE;
  for (guint i = 0; fine && i < G_N_ELEMENTS (note_texts); i++)
    {
      g_autoptr (GArray) ids = load_live (db, note_texts[i].kind, error);

      fine = ids != NULL;
      for (guint j = 0; fine && j < ids->len; j++)
        add_id (derived->notes, g_array_index (ids, gint64, j), (gpointer) note_texts[i].kind);
    }
  fine = fine && add_found (derived->applications, db, "SELECT id FROM application WHERE :id IS NOT NULL", 0, error) &&
         add_found (derived->notices, db, "SELECT id FROM notice WHERE :id IS NOT NULL", 0, error) &&
         zx_db_run (db, "DELETE FROM student_now; DELETE FROM search_key; DELETE FROM note_text; DELETE FROM state_now", error) &&
         zx_derived_refresh (derived, db, error);
  zx_derived_free (derived);

  return fine;
}

/* Who was not at the school yet is in no list of an old term. */
static gboolean
was_there (ZxDb         *db,
           const ZxTerm *term,
           gint64        student,
           gboolean     *out_there,
           GError      **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT 1 FROM enrolment WHERE student = :student AND school_year < :year "
                                        "AND deleted_at IS NULL AND voided_on IS NULL", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":year", term->school_year);
  step = zx_statement_step (row, error);
  *out_there = step > 0;
  sqlite3_reset (row);

  return step >= 0;
}

gboolean
zx_derived_write_term (ZxDb          *db,
                       const ZxTerm  *term,
                       GError       **error)
{
  ZxStatement *all = zx_db_prepare (db, "SELECT n.student, n.sort_name, s.family FROM main.student_now n JOIN student s ON s.id = n.student", error);
  Judge judge = { .term = *term }; /* borrowed: not cleared */
  int step;

  if (all == NULL || !judge_read (&judge, db, error))
    return FALSE;

  while ((step = zx_statement_step (all, error)) > 0)
    {
      gint64 student = zx_statement_get_int (all, 0);
      g_auto (Now) now = { 0 };
      gboolean there = TRUE;

      /* Nothing searches for a key here: those of the file name people of all terms. */
      now.exists = TRUE;
      now.keys = g_string_new (NULL);
      now.sort_name = g_strdup (zx_statement_get_text (all, 1));
      if (!read_enrolment (db, &judge, student, &now, error) ||
          (now.enrolment == 0 && !was_there (db, term, student, &there, error)) ||
          !read_need (db, &judge, student, zx_statement_get_int (all, 2), &now, error) ||
          !read_last_visit (db, student, &now, error) ||
          (there && !write_now (db, student, &now, error)))
        {
          sqlite3_reset (all);
          return FALSE;
        }
    }

  return step == 0;
}

/* --- are they what they should be --- */

static gboolean
same_text (ZxStatement *row,
           int          column,
           const char  *text)
{
  return g_strcmp0 (zx_statement_get_text (row, column), text) == 0;
}

static gboolean
row_is (ZxStatement *row,
        Now         *now)
{
  return zx_statement_get_int (row, 0) == now->enrolment &&
         same_text (row, 1, zx_stage_get_code (zx_grade_get_stage (now->grade))) &&
         same_text (row, 2, now->grade) &&
         zx_statement_get_int (row, 3) == now->class_id &&
         same_text (row, 4, now->class_name) &&
         same_text (row, 5, now->student_no) &&
         same_text (row, 6, now->board) &&
         same_text (row, 7, now->enrol_status) &&
         same_text (row, 8, now->cat) &&
         same_text (row, 9, now->level) &&
         same_text (row, 10, now->last_visit) &&
         same_text (row, 11, now->sort_name) &&
         zx_statement_get_int (row, 12) == now->sort_class &&
         same_text (row, 13, now->keys->str);
}

/* Keys of a student, so added up that their order does not matter. */
static guint64
mix_key (gint64      student,
         const char *key,
         gsize       length)
{
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ (guint64) student;

  for (gsize i = 0; i < length; i++)
    sum = (sum ^ (guint8) key[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return sum ^ (sum >> 29);
}

static gboolean
verify_student (ZxDb        *db,
                const Judge *judge,
                gint64       student,
                guint64     *keys,
                gboolean    *out_same,
                GError     **error)
{
  g_auto (Now) now = { 0 };
  ZxStatement *row;
  int step;

  if (!compute (db, judge, student, TRUE, &now, error))
    return FALSE;

  row = zx_db_prepare (db, "SELECT enrolment, stage, grade, class, class_name, student_no, board, enrol_status, cat, level, last_visit, "
                           "sort_name, sort_class, keys FROM student_now WHERE student = :student", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  step = zx_statement_step (row, error);
  if (step < 0)
    return FALSE;

  *out_same = step == 0 ? !now.exists : now.exists && row_is (row, &now);
  sqlite3_reset (row);

  for (const char *start = now.exists ? now.keys->str : ""; *start != '\0'; )
    {
      gsize length = strcspn (start, "\n");

      *keys += mix_key (student, start, length);
      start += length + (start[length] == '\n');
    }

  return TRUE;
}

static gboolean
add_up_keys (ZxDb     *db,
             guint64  *out_keys,
             GError  **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT key, student FROM search_key", error);
  int step;

  if (row == NULL)
    return FALSE;

  *out_keys = 0;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *key = zx_statement_get_text (row, 0);

      *out_keys += mix_key (zx_statement_get_int (row, 1), key != NULL ? key : "", (gsize) sqlite3_column_bytes (row, 0));
    }

  return step == 0;
}

static void
add_problem (GPtrArray  *problems,
             const char *format,
             const char *kind,
             gint64      id)
{
  g_autofree char *where = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, id);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  g_ptr_array_add (problems, g_strjoinv (where, parts));
}

static gboolean
verify_notes (ZxDb       *db,
              GPtrArray  *problems,
              GError    **error)
{
  gint64 n_expected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (note_texts); i++)
    {
      g_autoptr (GArray) ids = load_live (db, note_texts[i].kind, error);

      if (ids == NULL)
        return FALSE;
      n_expected += ids->len;

      for (guint j = 0; j < ids->len; j++)
        {
          gint64 id = g_array_index (ids, gint64, j);
          g_autofree char *body = NULL;
          ZxStatement *row;
          int step;

          if (!read_note (db, note_texts[i].kind, id, &body, error))
            return FALSE;
          row = zx_db_prepare (db, "SELECT body FROM note_text WHERE rowid = :id", error);
          if (row == NULL)
            return FALSE;
          zx_statement_set_int (row, ":id", id);
          step = zx_statement_step (row, error);
          if (step < 0)
            return FALSE;
          if (step == 0 || !same_text (row, 0, body))
            add_problem (problems, _("%s: the text for searching is out of date"), note_texts[i].kind->key, id);
          sqlite3_reset (row);
        }
    }

  if (zx_db_get_int (db, "SELECT count (*) FROM note_text", -1) > n_expected)
    g_ptr_array_add (problems, g_strdup (_("there are texts for searching whose records are gone")));

  return TRUE;
}

GPtrArray *
zx_derived_verify (ZxDb    *db,
                   GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) students = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_auto (Judge) judge = { 0 };
  guint64 expected = 0, found = 0;
  GHashTableIter iter;
  gpointer key;

  if (!judge_load (&judge, db, error) || !add_everybody (students, db, error))
    return NULL;

  g_hash_table_iter_init (&iter, students);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gboolean same;

      if (!verify_student (db, &judge, *(gint64 *) key, &expected, &same, error))
        return NULL;
      if (!same)
        add_problem (problems, _("%s: the list and search entries are out of date"), "student", *(gint64 *) key);
    }

  if (!add_up_keys (db, &found, error))
    return NULL;
  if (found != expected)
    g_ptr_array_add (problems, g_strdup (_("the search keys are not those of the students")));

  return verify_notes (db, problems, error) ? g_steal_pointer (&problems) : NULL;
}
