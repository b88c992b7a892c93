/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "test-storage-util.h"
#include "zx-casebook-private.h"
#include "zx-copy.h"

/* A casebook of the version before: this program's, while it believes that one more migration exists. */

static const char next_version[] =
  "CREATE TABLE next_year (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
  "INSERT INTO next_year (name) VALUES ('new');";

typedef struct
{
  School  school;
  gint64  student;
  char   *backups;
  int     version; /* of the schema before */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  school_set_up (&self->school);
  self->student = school_add_student (&self->school, "欧阳若兰", 1);
  school_add_visit (&self->school, self->student, "2026-10-17");
  self->backups = g_strconcat (self->school.path, "-backups", NULL);
  self->version = zx_casebook_get_schema_version (self->school.casebook);
  school_close (&self->school);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  zx_schema_set_trial (NULL);
  if (self->school.casebook == NULL)
    school_open (&self->school);
  school_tear_down (&self->school);
  g_free (self->backups);
}

/* (transfer full) (nullable): the only copy there is */
static char *
find_copy (Fixture *self,
           guint   *out_n)
{
  g_autoptr (GDir) dir = g_dir_open (self->backups, 0, NULL);
  char *found = NULL;
  const char *name;

  *out_n = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      (*out_n)++;
      g_free (found);
      found = g_build_filename (self->backups, name, NULL);
    }

  return found;
}

static void
test_a_copy_is_kept_before_the_tables_change (Fixture       *self,
                                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_auto (ZxInspection) facts = { 0 };
  g_autofree char *copy = NULL;
  guint n_copies;

  zx_schema_set_trial (next_version);
  school_open (&self->school);
  g_assert_cmpint (zx_casebook_get_schema_version (self->school.casebook), ==, self->version + 1);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM next_year"), ==, 1);
  school_assert_value (&self->school, &zx_kind_student, self->student, "name", "欧阳若兰");
  school_assert_sound (&self->school);

  copy = find_copy (self, &n_copies);
  g_assert_cmpuint (n_copies, ==, 1);
  zx_casebook_inspect (copy, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.schema_version, ==, self->version);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_hash_table_lookup (facts.counts, "student")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_hash_table_lookup (facts.counts, "home_visit")), ==, 1);

  /* Once is enough, and the rotation of the hourly copies leaves it alone. */
  school_close (&self->school);
  school_open (&self->school);
  for (guint i = 0; i < 3; i++)
    {
      zx_casebook_back_up_locally (self->school.casebook, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  school_close (&self->school);
  zx_schema_set_trial (NULL);
  g_assert_cmpint (g_unlink (self->school.path), ==, 0);
  g_assert_cmpint (g_rename (copy, self->school.path), ==, 0);
}

static void
test_reading_brings_it_up_to_date_too (Fixture       *self,
                                       gconstpointer  data)
{
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  guint n_copies;

  zx_schema_set_trial (next_version);
  casebook = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zx_casebook_get_schema_version (casebook), ==, self->version + 1);
  g_assert_cmpint (zx_db_get_int (zx_casebook_get_reader (casebook), "SELECT count (*) FROM next_year", 0), ==, 1);
  zx_casebook_close (casebook);

  copy = find_copy (self, &n_copies);
  g_assert_cmpuint (n_copies, ==, 1);
  g_assert_cmpint (g_unlink (self->school.path), ==, 0);
  g_assert_cmpint (g_rename (copy, self->school.path), ==, 0);
}

static void
test_without_a_copy_nothing_changes (Fixture       *self,
                                     gconstpointer  data)
{
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;

  /* Whoever this runs as: where a file is no folder can be made. */
  g_file_set_contents (self->backups, "x", 1, &error);
  g_assert_no_error (error);
  zx_schema_set_trial (next_version);
  casebook = zx_casebook_open (self->school.path, ZX_OPEN_WRITE, &error);
  g_assert_null (casebook);
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY);
  storage_assert_sentence (error);

  zx_schema_set_trial (NULL);
  g_assert_cmpint (g_unlink (self->backups), ==, 0);
  school_open (&self->school);
  g_assert_cmpint (zx_casebook_get_schema_version (self->school.casebook), ==, self->version);
  school_assert_sound (&self->school);
}

static void
test_a_migration_that_fails_changes_nothing (Fixture       *self,
                                             gconstpointer  data)
{
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;

  zx_schema_set_trial ("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);");
  casebook = zx_casebook_open (self->school.path, ZX_OPEN_WRITE, &error);
  g_assert_null (casebook);
  g_assert_nonnull (error);

  zx_schema_set_trial (NULL);
  school_open (&self->school);
  g_assert_cmpint (zx_casebook_get_schema_version (self->school.casebook), ==, self->version);
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM sqlite_schema WHERE name = 'half'"), ==, 0);
  school_assert_sound (&self->school);
}

static void
test_a_newer_casebook_is_refused_unchanged (Fixture       *self,
                                            gconstpointer  data)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autofree char *kept = NULL;
  gsize n_before, n_after;
  guint n_copies;

  zx_schema_set_trial (next_version);
  school_open (&self->school);
  school_close (&self->school);
  zx_schema_set_trial (NULL);

  g_assert_true (g_file_get_contents (self->school.path, &before, &n_before, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ZxCasebook) casebook = zx_casebook_open (self->school.path, i == 0 ? ZX_OPEN_WRITE : ZX_OPEN_READ_ONLY, &error);

      g_assert_null (casebook);
      g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NEWER);
      storage_assert_sentence (error);
    }
  g_assert_true (g_file_get_contents (self->school.path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  kept = find_copy (self, &n_copies);
  g_assert_cmpint (g_unlink (self->school.path), ==, 0);
  g_assert_cmpint (g_rename (kept, self->school.path), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  storage_test_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/upgrade/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("copy-first", test_a_copy_is_kept_before_the_tables_change);
  ADD ("reading", test_reading_brings_it_up_to_date_too);
  ADD ("no-copy-no-change", test_without_a_copy_nothing_changes);
  ADD ("failing-migration", test_a_migration_that_fails_changes_nothing);
  ADD ("newer", test_a_newer_casebook_is_refused_unchanged);
#undef ADD

  return storage_test_run ();
}
