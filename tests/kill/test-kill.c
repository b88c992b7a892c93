/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-storage-util.h"
#include "zx-copy.h"
#include "zx-draft.h"
#include "zx-id.h"

/* A child works in a casebook and says of everything what it is about to do and what it has done; the parent kills it at
 * any moment. What was said to be done is there, what was not is there whole or not at all.
 *
 * Lines of the child: `?` or `!` (about to, done), what, key, value.
 *   s student: village      v visit: text      r removed student      d draft: text      b students of a bulk action, by town
 */

#define REPORT_FD 3

/* --- the child --- */

typedef struct
{
  School  school;
  GArray *students;
  gint    n_done;
} Worker;

static void
report (char        mark,
        char        what,
        gint64      key,
        const char *value)
{
  char line[128];
  int length = g_snprintf (line, sizeof line, "%c%c %" G_GINT64_FORMAT " %s\n", mark, what, key, value);

  if (write (REPORT_FD, line, (gsize) length) != length)
    _exit (1);
}

static gint64
pick (Worker *self)
{
  return g_array_index (self->students, gint64, g_random_int_range (0, (gint32) self->students->len));
}

static void
save (Worker   *self,
      ZxRecord *record)
{
  g_autoptr (GError) error = NULL;

  zx_casebook_save (self->school.casebook, "Work", record, NULL, &error);
  g_assert_no_error (error);
}

static void
work_student (Worker     *self,
              const char *value)
{
  g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
  gint64 id = zx_record_get_id (student);

  zx_record_set_text (student, "name", "张家伟");
  zx_record_set_text (student, "grade", "P3");
  zx_record_set_text (student, "class_name", "1班");
  zx_record_set_text (student, "village", value);
  report ('?', 's', id, value);
  save (self, student);
  report ('!', 's', id, value);
  g_array_append_val (self->students, id);
}

static void
set_village (Worker     *self,
             gint64      id,
             const char *value)
{
  g_autoptr (ZxRecord) student = zx_record_load (zx_casebook_get_reader (self->school.casebook), &zx_kind_student, id, NULL);

  report ('?', 's', id, value);
  zx_record_set_text (student, "village", value);
  save (self, student);
  report ('!', 's', id, value);
}

static void
work_change (Worker     *self,
             const char *value)
{
  gint64 id = pick (self);
  g_autofree char *before = school_get (&self->school, &zx_kind_student, id, "village");
  g_autoptr (GError) error = NULL;

  set_village (self, id, value);
  if (before == NULL || g_random_int_range (0, 3) != 0)
    return;

  report ('?', 's', id, before);
  zx_casebook_undo (self->school.casebook, 0, 0, NULL, &error);
  g_assert_no_error (error);
  report ('!', 's', id, before);
}

static void
work_visit (Worker     *self,
            const char *value)
{
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  gint64 id = zx_record_get_id (visit);

  zx_record_add_ref (visit, "student", pick (self));
  zx_record_set_text (visit, "visit_date", "2026-10-17");
  zx_record_set_text (visit, "home_found", value);
  report ('?', 'v', id, value);
  save (self, visit);
  report ('!', 'v', id, value);
}

static void
work_remove (Worker *self)
{
  guint index = (guint) g_random_int_range (0, (gint32) self->students->len);
  gint64 id = g_array_index (self->students, gint64, index);

  if (self->students->len < 5)
    return;

  report ('?', 'r', id, "-");
  school_remove (&self->school, &zx_kind_student, id);
  report ('!', 'r', id, "-");
  g_array_remove_index_fast (self->students, index);
}

static void
work_draft (Worker     *self,
            const char *value)
{
  gint64 key = g_random_int_range (1, 6);
  g_autoptr (GError) error = NULL;

  report ('?', 'd', key, value);
  zx_draft_save (self->school.casebook, key, "home_visit", 0, value, &error);
  g_assert_no_error (error);
  report ('!', 'd', key, value);
}

static gboolean
add_many (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  zx_action_set_bulk (action);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);

      zx_record_set_text (student, "name", "欧阳若兰");
      zx_record_set_text (student, "town", data);
      if (!zx_action_save (action, student, error))
        return FALSE;
    }

  return TRUE;
}

static void
work_many (Worker     *self,
           const char *value)
{
  g_autoptr (GError) error = NULL;

  report ('?', 'b', 40, value);
  zx_casebook_act (self->school.casebook, "Import", add_many, (gpointer) value, NULL, &error);
  g_assert_no_error (error);
  report ('!', 'b', 40, value);
}

static void
work_close (Worker *self)
{
  g_autoptr (GError) error = NULL;

  if (g_random_boolean ())
    {
      zx_casebook_back_up_locally (self->school.casebook, NULL, &error);
      g_assert_no_error (error);
    }
  school_close (&self->school);
  school_open (&self->school);
}

static void
work (const char *path)
{
  Worker self = { .school = { .path = g_strdup (path) }, .students = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  ZxStatement *row;

  school_open (&self.school);
  row = zx_db_prepare (zx_casebook_get_reader (self.school.casebook), "SELECT id FROM student WHERE deleted_at IS NULL ORDER BY random () LIMIT 30", NULL);
  while (zx_statement_step (row, NULL) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (self.students, id);
    }

  for (;;)
    {
      g_autofree char *value = g_strdup_printf ("%08x", g_random_int ());

      switch (self.students->len == 0 ? 0 : g_random_int_range (0, 20))
        {
        case 0:
        case 1:
        case 2:
          work_student (&self, value);
          break;
        case 3:
        case 4:
        case 5:
        case 6:
          work_visit (&self, value);
          break;
        case 7:
          work_remove (&self);
          break;
        case 8:
        case 9:
        case 10:
          work_draft (&self, value);
          break;
        case 11:
          work_many (&self, value);
          break;
        case 12:
          work_close (&self);
          break;
        default:
          work_change (&self, value);
          break;
        }
    }
}

/* --- the parent --- */

typedef struct
{
  char *value;    /* what is known to be there; %NULL: nothing known */
  char *intended; /* what was about to be, and may be there too */
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->value);
  g_free (fact->intended);
  g_free (fact);
}

typedef struct
{
  School      school;
  GHashTable *facts; /* "s 17" → Fact */
  guint       n_done;
} Parent;

static void
take_line (Parent     *self,
           const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line + 1, " ", 3);
  g_autofree char *name = NULL;
  Fact *fact;

  if (g_strv_length (parts) != 3)
    return;

  name = g_strconcat (parts[0], " ", *parts[0] == 'b' ? parts[2] : parts[1], NULL);
  fact = g_hash_table_lookup (self->facts, name);
  if (fact == NULL)
    {
      fact = g_new0 (Fact, 1);
      g_hash_table_insert (self->facts, g_steal_pointer (&name), fact);
    }

  g_free (fact->intended);
  fact->intended = *line == '?' ? g_strdup (parts[2]) : NULL;
  if (*line == '!')
    {
      g_free (fact->value);
      fact->value = g_strdup (parts[2]);
      self->n_done++;
    }
}

static char *
dup_actual (Parent     *self,
            const char *name)
{
  ZxDb *db = zx_casebook_get_reader (self->school.casebook);
  const char *sql = *name == 's' ? "SELECT village FROM student WHERE id = :key"
                  : *name == 'v' ? "SELECT home_found FROM home_visit WHERE id = :key AND deleted_at IS NULL AND "
                                   "(SELECT count (*) FROM visit_child c WHERE c.visit = home_visit.id) = 1"
                  : *name == 'r' ? "SELECT '-' FROM student WHERE id = :key AND deleted_at IS NOT NULL"
                  : *name == 'd' ? "SELECT body FROM draft WHERE key = :key"
                                 : "SELECT town FROM student WHERE town = :key GROUP BY town HAVING count (*) = 40";
  ZxStatement *row = zx_db_prepare (db, sql, NULL);
  char *value = NULL;

  g_assert_nonnull (row);
  if (*name == 'b')
    zx_statement_set_text (row, ":key", name + 2);
  else
    zx_statement_set_int (row, ":key", g_ascii_strtoll (name + 2, NULL, 10));
  if (zx_statement_step (row, NULL) > 0)
    value = g_strdup (zx_statement_get_text (row, 0));
  sqlite3_reset (row);

  return value;
}

/* Looks every fact up; what was only intended is known from then on. */
static void
compare_facts (Parent *self)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->facts);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Fact *fact = value;
      g_autofree char *actual = dup_actual (self, name);

      if (fact->intended != NULL && g_strcmp0 (actual, fact->intended) == 0)
        {
          g_free (fact->value);
          fact->value = g_steal_pointer (&fact->intended);
        }
      g_clear_pointer (&fact->intended, g_free);
      if (fact->value != NULL && g_strcmp0 (actual, fact->value) != 0)
        {
          g_test_message ("%s is %s and should be %s", (char *) name, actual, fact->value);
          g_assert_cmpstr (actual, ==, fact->value);
        }
    }

  /* A bulk action is there whole or not at all. */
  g_assert_cmpint (school_query (&self->school, "SELECT count (*) FROM (SELECT town FROM student WHERE town IS NOT NULL "
                                                "GROUP BY town HAVING count (*) <> 40)"), ==, 0);
}

static void
run_and_kill (Parent *self,
              guint   delay_us)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  int ends[2], status;
  char chunk[4096];
  gssize n_read;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      dup2 (ends[1], REPORT_FD);
      if (ends[0] != REPORT_FD)
        close (ends[0]);
      execl ("/proc/self/exe", "test-kill", "--worker", self->school.path, NULL);
      _exit (127);
    }
  close (ends[1]);

  g_usleep (delay_us);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);

  while ((n_read = read (ends[0], chunk, sizeof chunk)) > 0)
    g_string_append_len (text, chunk, n_read);
  close (ends[0]);

  /* A line that was cut off was not said. */
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    take_line (self, lines[i]);
}

static void
check_copies (Parent *self)
{
  g_autofree char *folder = g_strconcat (self->school.path, "-backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_found = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_auto (ZxInspection) inspection = { 0 };
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, ".zhuxue"))
        continue;
      zx_casebook_inspect (path, &inspection, NULL, &error);
      g_assert_no_error (error);
      n_found++;
    }
  g_test_message ("%u local copies, all of them good", n_found);
}

static void
test_kill (void)
{
  Parent self = { 0 };
  const char *wanted = g_getenv ("ZHUXUE_KILLS");
  guint n_kills = wanted != NULL ? (guint) atoi (wanted) : 300;
  gint64 start_us = 0;

  school_set_up (&self.school);
  self.facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fact_free);

  for (guint i = 0; i < n_kills; i++)
    {
      guint n_before = self.n_done;

      school_close (&self.school);
      /* Mostly amid the work; now and then while opening. The start takes as long as it takes on this machine. */
      run_and_kill (&self, (guint) (i % 10 == 9 ? g_random_int_range (1000, (gint32) MAX (start_us, 20000))
                                                : start_us + g_random_int_range (0, 60000)));
      if (self.n_done == n_before && i % 10 != 9)
        start_us = MIN (start_us + 20000, 2000000);
      school_open (&self.school);

      /* All that was ever said is looked up now and then, the newest each time. */
      compare_facts (&self);
      if (i % 10 != 9)
        g_hash_table_remove_all (self.facts);
      if (i % 60 == 59)
        school_assert_sound (&self.school);
    }

  g_test_message ("%u kills, %u actions said to be done, none missing", n_kills, self.n_done);
  g_assert_cmpuint (self.n_done, >, n_kills);
  school_assert_sound (&self.school);
  check_copies (&self);
  g_hash_table_unref (self.facts);
  school_tear_down (&self.school);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--worker") == 0)
    {
      work (argv[2]);
      return 1;
    }

  storage_test_init (&argc, &argv);
  g_test_add_func ("/kill/at-any-moment", test_kill);

  return storage_test_run ();
}
