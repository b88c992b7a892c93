/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-storage-util.h"
#include "zx-date.h"
#include "zx-rollover.h"
#include "zx-student-facts.h"

/* The school of the tests works in this term. */
static char *
dup_term (School *self)
{
  return zx_casebook_dup_working_term (self->casebook);
}

static gboolean
roll_over (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  g_autoptr (GPtrArray) plan = zx_rollover_plan (zx_action_get_db (action), data, error);

  return plan != NULL && zx_action_roll_over (action, plan, data, error);
}

static gboolean
set_term (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  return zx_action_set_term (action, data, error);
}

static gint64
add_pupil (School     *self,
           const char *name,
           guint       number,
           const char *grade)
{
  gint64 id = school_add_student (self, name, number);

  school_set (self, &zx_kind_student, id, "grade", grade);
  school_set (self, &zx_kind_student, id, "class_name", "1班");
  school_set (self, &zx_kind_student, id, "enrol_status", "1");

  return id;
}

static char *
dup_classes (School *self,
             gint64  student)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxStudentRow) row = zx_student_row_load (zx_casebook_get_reader (self->casebook), student, "2099-01-01", &error);

  g_assert_no_error (error);

  return g_strdup (row->class_words);
}

static guint
count (School         *self,
       ZxStudentScope  scope)
{
  ZxStudentFilter filter = { .scope = scope };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = zx_student_ids_load (zx_casebook_get_reader (self->casebook), &filter, "2099-01-01", &error);

  g_assert_no_error (error);

  return ids->len;
}

static void
assert_class (School     *self,
              gint64      student,
              const char *expected)
{
  g_autofree char *words = dup_classes (self, student);

  g_assert_cmpstr (words, ==, expected);
}

/* A school year ends: the old term goes on showing who was where, who was not there yet is not in it. */
static void
test_classes (School        *self,
              gconstpointer  data)
{
  g_autofree char *old = dup_term (self);
  g_autofree char *next = zx_term_add (old, zx_term_get_number (old) == 1 ? 2 : 1);
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pupil = add_pupil (self, "张家伟", 1, "P4");
  gint64 newcomer;

  zx_casebook_act (self->casebook, "New school year", roll_over, next, NULL, &error);
  g_assert_no_error (error);
  newcomer = add_pupil (self, "李雨桐", 2, "P5");
  assert_class (self, pupil, "5(1)");
  g_assert_cmpuint (count (self, ZX_STUDENTS_ALL), ==, 2);

  zx_casebook_show_term (self->casebook, old, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zx_casebook_get_shown_term (self->casebook), ==, old);
  shown = zx_casebook_dup_term (self->casebook);
  g_assert_cmpstr (shown, ==, old);
  assert_class (self, pupil, "4(1)");
  g_assert_cmpuint (count (self, ZX_STUDENTS_ALL), ==, 1);
  g_assert_cmpuint (count (self, ZX_STUDENTS_ENROLLED), ==, 1);

  zx_casebook_show_term (self->casebook, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (zx_casebook_get_shown_term (self->casebook));
  assert_class (self, pupil, "5(1)");
  assert_class (self, newcomer, "5(1)");
  g_assert_cmpuint (count (self, ZX_STUDENTS_ALL), ==, 2);
  school_assert_sound (self);
}

/* What happened after the term is not in it, and nothing can be changed while one looks. */
static void
test_reads_only (School        *self,
                 gconstpointer  data)
{
  g_autofree char *old = dup_term (self);
  g_autofree char *next = zx_term_add (old, zx_term_get_number (old) == 1 ? 1 : 2);
  char start[ZX_DATE_SIZE], end[ZX_DATE_SIZE];
  g_autoptr (ZxRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  ZxStudentCounts counts;
  gint64 pupil = add_pupil (self, "张家伟", 1, "P4");
  ZxDb *db = zx_casebook_get_reader (self->casebook);

  school_add_visit (self, pupil, "2024-03-01");
  zx_casebook_act (self->casebook, "New term", set_term, next, NULL, &error);
  g_assert_no_error (error);
  zx_term_get_default_dates (old, start, end);

  zx_casebook_show_term (self->casebook, "2023-2024-1", &error);
  g_assert_no_error (error);
  zx_student_counts_load (db, pupil, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.visits, ==, 0);

  zx_casebook_show_term (self->casebook, old, &error);
  g_assert_no_error (error);
  zx_student_counts_load (db, pupil, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.visits, ==, 1);

  record = zx_record_load (db, &zx_kind_student, pupil, &error);
  g_assert_no_error (error);
  zx_record_set_text (record, "village", "青石村");
  g_assert_false (zx_casebook_save (self->casebook, "Change a record", record, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY);
  storage_assert_sentence (error);
  g_clear_error (&error);

  zx_casebook_show_term (self->casebook, NULL, &error);
  g_assert_no_error (error);
  school_set (self, &zx_kind_student, pupil, "village", "青石村");
  school_assert_value (self, &zx_kind_student, pupil, "village", "青石村");
}

/* A term that is not over is none to look back at. */
static void
test_refuses (School        *self,
              gconstpointer  data)
{
  g_autofree char *now = dup_term (self);
  g_autofree char *later = zx_term_add (now, 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_show_term (self->casebook, later, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (zx_casebook_show_term (self->casebook, "'; DROP", &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND);
  g_assert_null (zx_casebook_get_shown_term (self->casebook));
}

static void
set_up (School        *self,
        gconstpointer  data)
{
  school_set_up (self);
}

static void
tear_down (School        *self,
           gconstpointer  data)
{
  school_tear_down (self);
}

int
main (int    argc,
      char **argv)
{
  storage_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/old-term/" name, School, NULL, set_up, func, tear_down)
  ADD ("classes", test_classes);
  ADD ("reads-only", test_reads_only);
  ADD ("refuses", test_refuses);

  return storage_test_run ();
}
