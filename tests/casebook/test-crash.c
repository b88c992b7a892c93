/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-storage-util.h"
#include "zx-draft.h"
#include "zx-query.h"
#include "zx-search.h"

/* Damaged files and hard ends. The long run of kills is in tests/kill. */

typedef struct
{
  School  school;
  gint64  student;
  char   *bytes;
  gsize   size;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  school_set_up (&self->school);
  for (guint i = 0; i < 30; i++)
    {
      self->student = school_add_student (&self->school, i % 2 == 0 ? "张家伟" : "欧阳若兰", i);
      if (i % 3 == 0)
        school_add_visit (&self->school, self->student, "2026-10-17");
      school_set (&self->school, &zx_kind_student, self->student, "village", "青石村");
    }
  school_close (&self->school);
  g_file_get_contents (self->school.path, &self->bytes, &self->size, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  school_tear_down (&self->school);
  g_free (self->bytes);
}

/* Everything that reads, on a file that may be anything. Errors are fine; what matters is that it comes back. */
static void
read_everything (Fixture *self)
{
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, NULL);
  g_auto (ZxCheckResult) result = { 0 };
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (ZxRecord) record = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) notes = NULL;
  ZxDb *db;

  if (casebook == NULL)
    return;

  db = zx_casebook_get_reader (casebook);
  record = zx_record_load (db, &zx_kind_student, self->student, NULL);
  if (record != NULL)
    zx_record_load_refs (record, db, NULL);
  found = zx_search_students (db, "zj", 50, NULL);
  notes = zx_search_notes (db, "母亲", 50, NULL);
  history = zx_history_load (db, NULL, 0, 20, NULL);
  drafts = zx_drafts_load (db, NULL, NULL);
  zx_casebook_check (casebook, &result, NULL);
}

static void
work_in_it (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (self->school.path, ZX_OPEN_WRITE, &error);
  g_autoptr (ZxRecord) record = NULL;

  if (casebook == NULL)
    {
      g_assert_cmpint (error->domain, ==, ZX_DB_ERROR);
      storage_assert_sentence (error);
      return;
    }

  record = zx_record_load (zx_casebook_get_reader (casebook), &zx_kind_student, self->student, NULL);
  if (record != NULL)
    {
      zx_record_set_text (record, "town", "云岭镇");
      zx_casebook_save (casebook, "Change", record, NULL, NULL);
    }
  zx_casebook_undo (casebook, 0, 0, NULL, NULL);
  zx_casebook_redo (casebook, 0, 0, NULL, NULL);
}

static void
test_flipped_bits (Fixture       *self,
                   gconstpointer  seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  guint n_noticed = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *damaged = g_memdup2 (self->bytes, self->size);

      for (gint n = i % 3 == 0 ? 1 : g_rand_int_range (random, 1, 40); n > 0; n--)
        damaged[g_rand_int_range (random, i % 10 == 0 ? 0 : 100, (gint32) self->size)] ^= (char) (1 << g_rand_int_range (random, 0, 8));
      g_file_set_contents (self->school.path, damaged, (gssize) self->size, NULL);
      read_everything (self);

      {
        g_auto (ZxCheckResult) result = { 0 };
        g_autoptr (ZxCasebook) casebook = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, NULL);

        if (casebook == NULL || !zx_casebook_check (casebook, &result, NULL) || result.problems->len > 0)
          n_noticed++;
      }
      work_in_it (self);
    }

  /* Some bits lie in free space and mean nothing. */
  g_assert_cmpuint (n_noticed, >, 30);
}

static void
test_zeroed_pages (Fixture       *self,
                   gconstpointer  data)
{
  for (gsize at = 4096; at + 4096 <= self->size; at += 4096 * 7)
    {
      g_autofree char *damaged = g_memdup2 (self->bytes, self->size);

      memset (damaged + at, 0, 4096);
      g_file_set_contents (self->school.path, damaged, (gssize) self->size, NULL);
      read_everything (self);
      work_in_it (self);
    }
}

static void
test_cut_short (Fixture       *self,
                gconstpointer  data)
{
  for (gsize size = 1; size < self->size; size += self->size / 23)
    {
      g_auto (ZxCheckResult) result = { 0 };
      g_autoptr (ZxCasebook) casebook = NULL;

      g_file_set_contents (self->school.path, self->bytes, (gssize) size, NULL);
      read_everything (self);
      casebook = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, NULL);
      g_assert_true (casebook == NULL || !zx_casebook_check (casebook, &result, NULL) || result.problems->len > 0);
      g_clear_object (&casebook);
      work_in_it (self);
    }
}

/* --- a hard end --- */

static gboolean
save_and_die (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  g_autoptr (ZxRecord) staff = zx_record_new (&zx_kind_staff);

  zx_record_set_text (staff, "name", "石磊");
  g_assert_true (zx_action_save (action, staff, error));
  kill (getpid (), SIGKILL);

  return TRUE;
}

static void
end_hard (Fixture  *self,
          gboolean  inside_action)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      school_open (&self->school);
      school_set (&self->school, &zx_kind_student, self->student, "town", "云岭镇");
      zx_draft_save (self->school.casebook, 42, "home_visit", self->student, "{\"home_found\":\"写到一半\"}", NULL);
      if (inside_action)
        zx_casebook_act (self->school.casebook, "Die", save_and_die, NULL, NULL, NULL);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

/* What was done is there, what was half done is not; the draft waits; the lock is free. */
static void
test_killed (Fixture       *self,
             gconstpointer  inside_action)
{
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  ZxDraft *draft;

  end_hard (self, inside_action != NULL);

  /* Reading beside it works before anybody repairs anything. */
  {
    g_autoptr (ZxCasebook) reading = zx_casebook_open (self->school.path, ZX_OPEN_READ_ONLY, &error);

    g_assert_no_error (error);
    g_assert_cmpint (zx_db_get_int (zx_casebook_get_reader (reading), "SELECT count (*) FROM draft", 0), ==, 1);
  }

  school_open (&self->school);
  school_assert_value (&self->school, &zx_kind_student, self->student, "town", "云岭镇");
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM staff WHERE name = '石磊'"), ==, 0);
  drafts = zx_drafts_load (zx_casebook_get_reader (self->school.casebook), "home_visit", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = g_ptr_array_index (drafts, 0);
  g_assert_cmpint (draft->key, ==, 42);
  g_assert_cmpstr (draft->body, ==, "{\"home_found\":\"写到一半\"}");
  school_assert_sound (&self->school);
}

/* After a hard end a damaged file is noticed at once, not when somebody stumbles over the page. */
static void
test_damage_noticed_after_hard_end (Fixture       *self,
                                    gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (self->school.path, "-wal", NULL);
  g_autofree char *damaged = NULL;
  g_autoptr (GError) error = NULL;
  gsize page = 0, size;

  /* Some page of a table's content, far behind what opening reads. */
  {
    g_autoptr (ZxDb) db = zx_db_open (self->school.path, SQLITE_OPEN_READONLY, NULL);

    page = (gsize) zx_db_get_int (db, "SELECT rootpage FROM sqlite_schema WHERE name = 'family_member_by_family'", 0);
  }
  g_assert_cmpuint (page, >, 1);
  g_file_get_contents (self->school.path, &damaged, &size, NULL);
  memset (damaged + (page - 1) * 4096, 0xee, 4096);
  g_file_set_contents (self->school.path, damaged, (gssize) size, NULL);
  g_file_set_contents (wal, "x", 1, NULL);

  self->school.casebook = zx_casebook_open (self->school.path, ZX_OPEN_WRITE, &error);
  g_assert_null (self->school.casebook);
  g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT);
  storage_assert_sentence (error);
}

/* The last reference to a casebook may be given up by a job that is still under way. */
static gboolean
wait_a_little (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  g_usleep (50000);

  return TRUE;
}

/* The job of the round before may still be closing: on a busy machine that takes its time. */
static ZxCasebook *
open_when_free (const char   *path,
                GMainContext *context)
{
  for (guint i = 0; ; i++)
    {
      g_autoptr (GError) error = NULL;
      ZxCasebook *casebook = zx_casebook_open (path, ZX_OPEN_WRITE, &error);

      if (casebook != NULL)
        return casebook;
      if (i > 3000 || !g_error_matches (error, ZX_DB_ERROR, ZX_DB_ERROR_BUSY))
        g_assert_no_error (error);
      /* Its end is told in this context, and that may be what holds the casebook. */
      g_main_context_iteration (context, FALSE);
      g_usleep (10000);
    }
}

static void
test_left_while_working (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  for (guint i = 0; i < 20; i++)
    {
      ZxCasebook *casebook;

      g_main_context_push_thread_default (context);
      casebook = open_when_free (self->school.path, context);
      zx_casebook_act_async (casebook, "Wait", wait_a_little, NULL, NULL, NULL, NULL, NULL);
      g_object_unref (casebook);
      for (guint j = 0; j < 30; j++)
        {
          g_main_context_iteration (context, FALSE);
          g_usleep (3000);
        }
      g_main_context_pop_thread_default (context);
    }

  /* What is left of the last one ends before its folder goes. */
  g_main_context_push_thread_default (context);
  g_object_unref (open_when_free (self->school.path, context));
  g_main_context_pop_thread_default (context);
}

int
main (int   argc,
      char *argv[])
{
  storage_test_init (&argc, &argv);

#define ADD(name, func, data) g_test_add ("/crash/" name, Fixture, data, set_up, func, tear_down)
  ADD ("flipped-bits/1", test_flipped_bits, GUINT_TO_POINTER (1));
  ADD ("flipped-bits/2", test_flipped_bits, GUINT_TO_POINTER (2));
  ADD ("zeroed-pages", test_zeroed_pages, NULL);
  ADD ("cut-short", test_cut_short, NULL);
  ADD ("killed", test_killed, NULL);
  ADD ("killed-inside-an-action", test_killed, "inside");
  ADD ("damage-noticed-after-hard-end", test_damage_noticed_after_hard_end, NULL);
  ADD ("left-while-working", test_left_while_working, NULL);

  return storage_test_run ();
}
