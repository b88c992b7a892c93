/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-storage-util.h"
#include "zx-casebook-private.h"

/* Nothing is written around the data layer: each way that SQL offers is tried, and each is refused whole. */

typedef struct
{
  School  school;
  gint64  student;
  gint64  n_entries;
  char   *village;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  school_set_up (&self->school);
  self->student = school_add_student (&self->school, "张家伟", 1);
  school_set (&self->school, &zx_kind_student, self->student, "village", "青石村");
  self->n_entries = school_query (&self->school, "SELECT count (*) FROM journal");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  school_tear_down (&self->school);
}

/* All is as it was, and work goes on. */
static void
assert_untouched (Fixture *self)
{
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM journal"), ==, self->n_entries);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM student"), ==, 1);
  school_assert_value (&self->school, &zx_kind_student, self->student, "village", "青石村");
  school_set (&self->school, &zx_kind_student, self->student, "village", "白云村");
  school_assert_value (&self->school, &zx_kind_student, self->student, "village", "白云村");
  school_assert_sound (&self->school);
}

typedef struct
{
  Fixture    *fixture;
  const char *sql;
  gboolean    after_save;
} Raw;

/* Runs SQL with :id replaced by the student. */
static gboolean
run_raw (ZxDb        *db,
         gint64       student,
         const char  *template,
         GError     **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, student);
  g_auto (GStrv) parts = g_strsplit (template, ":id", -1);
  g_autofree char *sql = g_strjoinv (id, parts);

  return zx_db_run (db, sql, error);
}

static gboolean
act_with_raw_sql (ZxAction  *action,
                  gpointer   data,
                  GError   **error)
{
  Raw *raw = data;
  g_autoptr (GError) ignored = NULL;

  if (raw->after_save)
    {
      g_autoptr (ZxRecord) student = zx_record_load (zx_action_get_db (action), &zx_kind_student, raw->fixture->student, error);

      zx_record_set_text (student, "town", "云岭镇");
      if (!zx_action_save (action, student, error))
        return FALSE;
    }

  /* Whoever writes around the data layer will hardly look at errors. */
  run_raw (zx_action_get_db (action), raw->fixture->student, raw->sql, &ignored);

  return TRUE;
}

static void
test_raw_in_action (Fixture       *self,
                    gconstpointer  sql)
{
  Raw raw = { self, sql, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_act (self->school.casebook, "Around", act_with_raw_sql, &raw, NULL, &error));
  g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
  storage_assert_sentence (error);
  assert_untouched (self);
}

static void
test_raw_after_save (Fixture       *self,
                     gconstpointer  sql)
{
  Raw raw = { self, sql, TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_act (self->school.casebook, "Around", act_with_raw_sql, &raw, NULL, &error));
  g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
  assert_untouched (self);
}

static void
test_raw_in_local (Fixture       *self,
                   gconstpointer  sql)
{
  Raw raw = { self, sql, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_act_local (self->school.casebook, act_with_raw_sql, &raw, &error));
  g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
  assert_untouched (self);
}

static gboolean
save_in_local (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  g_autoptr (ZxRecord) staff = zx_record_new (&zx_kind_staff);

  zx_record_set_text (staff, "name", "石磊");

  return zx_action_save (action, staff, error);
}

/* Records are not for local transactions, even on the proper way. */
static void
test_save_in_local (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_act_local (self->school.casebook, save_in_local, NULL, &error));
  g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
  assert_untouched (self);
}

static gboolean
run_outside (ZxCasebook  *casebook,
             gpointer     data,
             GError     **error)
{
  Raw *raw = data;
  ZxDb *db = zx_casebook_get_writer (casebook);
  gboolean done = run_raw (db, raw->fixture->student, raw->sql, error);

  if (!sqlite3_get_autocommit (zx_db_get_handle (db)))
    zx_db_run (db, "ROLLBACK", NULL);

  return done;
}

static void
test_raw_outside (Fixture       *self,
                  gconstpointer  sql)
{
  Raw raw = { self, sql, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_run_on_storage (self->school.casebook, run_outside, &raw, &error));
  g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
  assert_untouched (self);
}

/* Cascades and triggers of a schema that somebody changed. */
static void
test_changed_schema (Fixture       *self,
                     gconstpointer  sql)
{
  g_autoptr (ZxRecord) student = NULL;
  g_autoptr (GError) error = NULL;

  school_close (&self->school);
  storage_tamper (self->school.path, sql);
  school_open (&self->school);

  student = zx_record_load (zx_casebook_get_reader (self->school.casebook), &zx_kind_student, self->student, &error);
  g_assert_no_error (error);
  zx_record_set_text (student, "town", "云岭镇");
  g_assert_false (zx_casebook_save (self->school.casebook, "Change", student, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM journal"), ==, self->n_entries);
  school_assert_value (&self->school, &zx_kind_student, self->student, "town", NULL);
  school_assert_value (&self->school, &zx_kind_student, self->student, "village", "青石村");
}

static gboolean
ignore_failed_save (ZxAction  *action,
                    gpointer   data,
                    GError   **error)
{
  g_autoptr (GError) ignored = NULL;
  g_autoptr (ZxRecord) twice = zx_record_new_with_id (&zx_kind_student, *(gint64 *) data);

  zx_record_set_text (twice, "name", "同号");
  g_assert_false (zx_action_save (action, twice, &ignored));

  return TRUE;
}

/* A statement that failed was announced and not made: the action cannot be finished, whoever overlooks the error. */
static void
test_failed_statement (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_act (self->school.casebook, "Twice", ignore_failed_save, &self->student, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED);
  assert_untouched (self);
}

static gboolean
save_same_id_of_two_kinds (ZxAction  *action,
                           gpointer   data,
                           GError   **error)
{
  g_autoptr (ZxRecord) staff = zx_record_new_with_id (&zx_kind_staff, *(gint64 *) data);
  g_autoptr (ZxRecord) student = zx_record_load (zx_action_get_db (action), &zx_kind_student, *(gint64 *) data, error);

  zx_record_set_text (staff, "name", "石磊");
  zx_record_set_text (student, "town", "云岭镇");

  return zx_action_save (action, staff, error) && zx_action_save (action, student, error);
}

/* Ids are drawn so that they differ; nothing goes wrong where they do not. */
static void
test_same_id_of_two_kinds (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_act (self->school.casebook, "Both", save_same_id_of_two_kinds, &self->student, NULL, &error);
  g_assert_no_error (error);
  school_assert_value (&self->school, &zx_kind_staff, self->student, "name", "石磊");
  school_assert_value (&self->school, &zx_kind_student, self->student, "town", "云岭镇");
  school_assert_sound (&self->school);
}

static void
test_another_connection (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (ZxRecord) student = zx_record_load (zx_casebook_get_reader (self->school.casebook), &zx_kind_student, self->student, NULL);
  g_autoptr (GError) error = NULL;

  storage_tamper (self->school.path, "INSERT INTO local (key, value) VALUES ('x', 'y')");
  zx_record_set_text (student, "town", "云岭镇");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (zx_casebook_save (self->school.casebook, "Change", student, NULL, &error));
      g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT);
      storage_assert_sentence (error);
      g_clear_error (&error);
    }

  school_close (&self->school);
  school_open (&self->school);
  assert_untouched (self);
}

/* Readers, also in other programs, are no writers. */
static void
test_readers_do_not_disturb (Fixture       *self,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (ZxCasebook) reading = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, &error);

      g_assert_no_error (error);
      g_assert_cmpint (zx_db_get_int (zx_casebook_get_reader (reading), "SELECT count (*) FROM student", 0), ==, 1);
      school_set (&self->school, &zx_kind_student, self->student, "town", i % 2 == 0 ? "云岭镇" : "青云镇");
    }
  school_assert_sound (&self->school);
}

static gboolean
act_inside_act (ZxAction  *action,
                gpointer   data,
                GError   **error)
{
  Fixture *self = data;

  return zx_casebook_act (self->school.casebook, "Inner", save_in_local, NULL, NULL, error);
}

static void
test_action_inside_action (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_act (self->school.casebook, "Outer", act_inside_act, self, NULL, &error));
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_FAILED);
  assert_untouched (self);
}

static gboolean
leave_a_loop (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), "SELECT jid FROM journal", error);

  return statement != NULL && zx_statement_step (statement, error) > 0;
}

/* A loop that an action left early does not hold an old state of the file open. */
static void
test_loop_left_early (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (self->school.path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  zx_casebook_act (self->school.casebook, "Look", leave_a_loop, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_untouched (self);
  school_close (&self->school);
  g_assert_cmpint (g_stat (wal, &info), !=, 0);
}

/* What the storage layer itself needs is not refused. */
static gboolean
run_allowed (ZxCasebook  *casebook,
             gpointer     data,
             GError     **error)
{
  g_autofree char *copy = g_strconcat (zx_casebook_get_path (casebook), ".copy", NULL);
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", copy);
  gboolean fine = zx_db_run (zx_casebook_get_writer (casebook), sql, error) &&
                  zx_db_run (zx_casebook_get_writer (casebook), "PRAGMA wal_checkpoint (PASSIVE)", error);

  g_unlink (copy);

  return fine;
}

static void
test_allowed (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_run_on_storage (self->school.casebook, run_allowed, NULL, &error);
  g_assert_no_error (error);
  assert_untouched (self);
}

int
main (int   argc,
      char *argv[])
{
  storage_test_init (&argc, &argv);

#define ADD(name, func, data) g_test_add ("/guard/" name, Fixture, data, set_up, func, tear_down)
  ADD ("in-action/insert", test_raw_in_action, "INSERT INTO student (id, name) VALUES (17, 'x')");
  ADD ("in-action/update", test_raw_in_action, "UPDATE student SET village = 'x'");
  ADD ("in-action/update-to-the-same", test_raw_in_action, "UPDATE student SET village = village");
  ADD ("in-action/upsert", test_raw_in_action, "INSERT INTO student (id, name) VALUES (:id, 'x') ON CONFLICT (id) DO UPDATE SET village = 'x'");
  ADD ("in-action/id", test_raw_in_action, "PRAGMA defer_foreign_keys = ON; UPDATE student SET id = 17 WHERE id = :id");
  ADD ("in-action/setting", test_raw_in_action, "UPDATE setting SET value = 'x'");
  ADD ("in-action/rollback", test_raw_in_action, "ROLLBACK; UPDATE student SET village = 'x'");

  ADD ("after-save/insert", test_raw_after_save, "INSERT INTO student (id, name) VALUES (17, 'x')");
  ADD ("after-save/update-same-row", test_raw_after_save, "UPDATE student SET village = 'x' WHERE id = :id");
  ADD ("after-save/update-same-value", test_raw_after_save, "UPDATE student SET town = town WHERE id = :id");
  ADD ("after-save/replace", test_raw_after_save, "UPDATE student SET town = 'y' WHERE id = :id; REPLACE INTO student (id, name) VALUES (:id, 'x')");
  ADD ("after-save/commit", test_raw_after_save, "COMMIT");
  ADD ("after-save/commit-and-begin", test_raw_after_save, "COMMIT; BEGIN");
  ADD ("after-save/rollback", test_raw_after_save, "ROLLBACK");
  ADD ("after-save/rollback-and-begin", test_raw_after_save, "ROLLBACK; BEGIN");

  ADD ("in-local/insert", test_raw_in_local, "INSERT INTO student (id, name) VALUES (17, 'x')");
  ADD ("in-local/update", test_raw_in_local, "UPDATE student SET village = 'x'");
  ADD ("in-local/save", test_save_in_local, NULL);

  ADD ("outside/insert", test_raw_outside, "INSERT INTO student (id, name) VALUES (17, 'x')");
  ADD ("outside/update", test_raw_outside, "UPDATE student SET village = 'x'");
  ADD ("outside/delete", test_raw_outside, "DELETE FROM student");
  ADD ("outside/delete-without-references", test_raw_outside, "DELETE FROM setting");
  ADD ("outside/replace", test_raw_outside, "REPLACE INTO student (id, name) VALUES (:id, 'x')");
  ADD ("outside/journal", test_raw_outside, "DELETE FROM journal");
  ADD ("outside/transaction", test_raw_outside, "BEGIN; UPDATE student SET village = 'x'; COMMIT");
  ADD ("outside/savepoint", test_raw_outside, "SAVEPOINT a; UPDATE student SET village = 'x'; RELEASE a");
  ADD ("outside/drop-table", test_raw_outside, "DROP TABLE setting");
  ADD ("outside/drop-trigger", test_raw_outside, "DROP TRIGGER setting_keep");
  ADD ("outside/create-trigger", test_raw_outside, "CREATE TRIGGER x AFTER INSERT ON local BEGIN UPDATE student SET village = 'x'; END");
  ADD ("outside/create-temp-trigger", test_raw_outside, "CREATE TEMP TRIGGER x AFTER INSERT ON local BEGIN UPDATE student SET village = 'x'; END");
  ADD ("outside/create-table", test_raw_outside, "CREATE TABLE x (y)");
  ADD ("outside/alter-table", test_raw_outside, "ALTER TABLE student ADD COLUMN x");
  ADD ("outside/full-text-shadow", test_raw_outside, "DELETE FROM note_text_data");

  ADD ("changed-schema/trigger", test_changed_schema,
       "CREATE TRIGGER x AFTER UPDATE OF town ON student BEGIN UPDATE student SET village = 'x'; END");
  ADD ("changed-schema/trigger-insert", test_changed_schema,
       "CREATE TRIGGER x AFTER UPDATE OF town ON student BEGIN INSERT INTO staff (id, name) VALUES (17, 'x'); END");
  ADD ("changed-schema/local-trigger", test_changed_schema,
       "CREATE TRIGGER x AFTER INSERT ON touch BEGIN UPDATE student SET village = 'x'; END");

  ADD ("failed-statement", test_failed_statement, NULL);
  ADD ("same-id-of-two-kinds", test_same_id_of_two_kinds, NULL);
  ADD ("another-connection", test_another_connection, NULL);
  ADD ("readers-do-not-disturb", test_readers_do_not_disturb, NULL);
  ADD ("action-inside-action", test_action_inside_action, NULL);
  ADD ("loop-left-early", test_loop_left_early, NULL);
  ADD ("allowed", test_allowed, NULL);

  return storage_test_run ();
}
