/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "test-ledger-school.h"
#include "zx-ledger-set.h"
#include "zx-ledger-text.h"
#include "zx-ledger.h"
#include "zx-query.h"
#include "zx-sheet-reader.h"

typedef struct
{
  char       *folder;
  char       *out;      /* the folder ledgers are written into */
  char       *path;     /* a ledger in it */
  ZxCasebook *casebook;
} Fixture;

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *school = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ledger-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->out = g_build_filename (fixture->folder, "out", NULL);
  g_assert_cmpint (g_mkdir (fixture->out, 0700), ==, 0);
  fixture->path = g_build_filename (fixture->out, "ledger.xlsx", NULL);
  school = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = ledger_school_new (school, FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  zx_casebook_close (fixture->casebook);
  g_assert_finalize_object (fixture->casebook);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->out);
  g_free (fixture->path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

/* Temporary files have no name any more. */
static guint
count_temporary_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n_files = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (target != NULL && g_str_has_suffix (target, " (deleted)"))
        n_files++;
    }

  return n_files;
}

static ZxLedgerResult *
write_ledger (Fixture                *fixture,
              const char             *name,
              const ZxLedgerOptions  *options)
{
  g_autoptr (GError) error = NULL;
  ZxLedgerResult *result = zx_ledger_write (fixture->casebook, zx_ledger_find (name), options, fixture->path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);

  return result;
}

static const char *
get_sum (ZxLedgerResult *result,
         const char     *column)
{
  for (guint i = 0; i < result->n_sums; i++)
    if (strcmp (result->sums[i].column, column) == 0)
      return result->sums[i].value;

  return NULL;
}

static char *
dup_sha256 (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

/* --- the list --- */

static void
test_list (void)
{
  const ZxLedger * const *ledgers = zx_ledgers_get ();
  guint n = 0;

  for (; ledgers[n] != NULL; n++)
    {
      g_assert_true (zx_ledger_find (zx_ledger_get_name (ledgers[n])) == ledgers[n]);
      g_assert_cmpstr (zx_ledger_period_to_word (zx_ledger_get_period (ledgers[n])), ==, "term");
      g_assert_cmpuint (zx_ledger_get_takes (ledgers[n]), ==, ZX_LEDGER_TAKES_TERM | ZX_LEDGER_TAKES_CLASS);
      g_assert_cmpuint (strlen (zx_ledger_get_title (ledgers[n])), >, 0);
      g_assert_cmpuint (strlen (zx_ledger_get_receivers (ledgers[n])), >, 0);
    }
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (zx_ledger_has_full_values (zx_ledger_find ("L01")));
  g_assert_false (zx_ledger_has_full_values (zx_ledger_find ("L08")));
  g_assert_false (zx_ledger_has_full_values (zx_ledger_find ("L28")));
  g_assert_true (zx_ledger_find ("l28") == zx_ledger_find ("L28"));
  g_assert_null (zx_ledger_find ("L99"));
}

/* --- what a result says --- */

static void
test_result (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (ZxLedgerResult) result = write_ledger (fixture, "L08", NULL);
  g_autofree char *sha256 = dup_sha256 (fixture->path);

  g_assert_cmpstr (result->name, ==, "L08");
  g_assert_cmpstr (result->file, ==, fixture->path);
  g_assert_cmpint (result->rows, ==, 4);
  g_assert_cmpstr (result->sha256, ==, sha256);
  g_assert_cmpstr (get_sum (result, "Student's name"), ==, "4");
  g_assert_cmpstr (get_sum (result, "Visits"), ==, "3");
  g_assert_cmpstr (get_sum (result, "Households visited"), ==, "2");
  g_assert_cmpstr (get_sum (result, "Routine"), ==, "2");
  g_assert_cmpuint (count_files (fixture->out), ==, 1);
}

static void
test_money_sum (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (ZxLedgerResult) result = write_ledger (fixture, "L28", NULL);

  g_assert_cmpint (result->rows, ==, 6);
  g_assert_cmpstr (get_sum (result, "Amount (yuan)"), ==, "0.00");
}

static void
test_export_log (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (ZxLedgerResult) result = write_ledger (fixture, "L28", &(ZxLedgerOptions) { .reason = "报县里" });
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_export_log);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = zx_query_load (query, zx_casebook_get_reader (fixture->casebook), NULL, &error);
  ZxRecord *line;

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (zx_record_get_text (line, "file"), ==, "ledger.xlsx");
  g_assert_true (g_str_has_prefix (zx_record_get_text (line, "what"), "L28 "));
  g_assert_cmpstr (zx_record_get_text (line, "reason"), ==, "报县里");
  g_assert_cmpstr (zx_record_get_text (line, "person"), ==, "李慧芳");
  g_assert_cmpstr (zx_record_get_text (line, "sha256"), ==, result->sha256);
  g_assert_cmpint (zx_record_get_int (line, "rows"), ==, 6);
  g_assert_true (zx_record_has (line, "full_values"));
  g_assert_cmpint (zx_record_get_int (line, "full_values"), ==, 0);
  g_assert_true (zx_record_has (line, "at"));
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) reader = zx_casebook_open (zx_casebook_get_path (fixture->casebook), ZX_OPEN_READ_ONLY, &error);
  g_autoptr (ZxLedgerResult) result = NULL;

  g_assert_no_error (error);
  result = zx_ledger_write (reader, zx_ledger_find ("L10"), NULL, fixture->path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->rows, ==, 3);
  zx_casebook_close (reader);
}

/* --- which rows --- */

/* The cell of a column in the row of a child on a day, of the preview; %NULL where there is no such row. */
static const char *
find_cell (ZxLedgerPreview *preview,
           const char      *date,
           const char      *name,
           guint            column)
{
  for (guint i = 0; i < preview->rows->len; i++)
    {
      char **row = g_ptr_array_index (preview->rows, i);

      if (strcmp (row[1], date) == 0 && strcmp (row[2], name) == 0)
        return row[column];
    }

  return NULL;
}

static void
test_class_of_the_day (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxLedgerPreview) preview = NULL;
  g_autoptr (ZxLedgerResult) before = NULL, after = NULL;

  ledger_school_move (fixture->casebook);
  preview = zx_ledger_preview (fixture->casebook, zx_casebook_get_reader (fixture->casebook), zx_ledger_find ("L08"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (preview->total, ==, 4);
  g_assert_cmpuint (preview->rows->len, ==, 4);
  g_assert_cmpstr (find_cell (preview, "2026-10-12", "王小明", 4), ==, "1班");
  g_assert_cmpstr (find_cell (preview, "2026-11-20", "王小明", 4), ==, "12班");
  g_assert_null (find_cell (preview, "2026-09-20", LEDGER_RARE_NAME, 0)); /* removed */

  before = write_ledger (fixture, "L08", &(ZxLedgerOptions) { .class_name = "P3-1班", .replace = TRUE });
  after = write_ledger (fixture, "L08", &(ZxLedgerOptions) { .class_name = "P3-12班", .replace = TRUE });
  g_assert_cmpint (before->rows, ==, 2);
  g_assert_cmpint (after->rows, ==, 1);
}

/* Many children are read in another way than few, and a term that is a small part of all by an index. */
static void
test_many_children (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (ZxLedgerResult) all = NULL, of_class = NULL, old = NULL, class_roster = NULL;

  ledger_school_add_crowd (fixture->casebook, 1100);
  all = write_ledger (fixture, "L08", &(ZxLedgerOptions) { .replace = TRUE });
  of_class = write_ledger (fixture, "L08", &(ZxLedgerOptions) { .class_name = "P3-12班", .replace = TRUE });
  old = write_ledger (fixture, "L08", &(ZxLedgerOptions) { .term = "2025-2026-2", .replace = TRUE });
  class_roster = write_ledger (fixture, "L28", &(ZxLedgerOptions) { .class_name = "P3-12班", .replace = TRUE });

  g_assert_cmpint (all->rows, ==, 1104);
  g_assert_cmpstr (get_sum (all, "Households visited"), ==, "1102");
  g_assert_cmpint (of_class->rows, ==, 1100);
  g_assert_cmpint (old->rows, ==, 1);
  g_assert_cmpint (class_roster->rows, ==, 1101);
}

/* --- what is refused --- */

static void
test_unknown_term_and_class (Fixture       *fixture,
                             gconstpointer  data)
{
  static const struct
  {
    const char *term, *class_name, *field;
  } cases[] = {
    { "2026", NULL, "term" },
    { "2019-2020-1", NULL, "term" },
    { NULL, "P3-7班", "class" },
    { NULL, "P3", "class" },
    { NULL, "1", "class" },
    { NULL, "-", "class" },
    { "2025-2026-2", "P3-1班", "class" }, /* P3 was P2 then */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ZxLedgerOptions options = { .term = cases[i].term, .class_name = cases[i].class_name };
      g_autoptr (GError) error = NULL;

      g_assert_null (zx_ledger_write (fixture->casebook, zx_ledger_find ("L08"), &options, fixture->path, NULL, NULL, NULL, &error));
      g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND);
      g_assert_cmpstr (zx_error_get_field (error), ==, cases[i].field);
    }
  g_assert_cmpuint (count_files (fixture->out), ==, 0);
}

static void
test_class_by_key (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = zx_record_find (zx_casebook_get_reader (fixture->casebook), &zx_kind_class, "P5-1班", &error);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (ZxLedgerResult) result = write_ledger (fixture, "L28", &(ZxLedgerOptions) { .class_name = key });

  g_assert_cmpint (result->rows, ==, 1);
}

static void
test_existing_file (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (ZxLedgerResult) result = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "mine", -1, NULL));
  g_assert_null (zx_ledger_write (fixture->casebook, zx_ledger_find ("L08"), NULL, fixture->path, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");

  result = write_ledger (fixture, "L08", &(ZxLedgerOptions) { .replace = TRUE });
  g_assert_cmpint (result->rows, ==, 4);
  g_assert_cmpuint (count_files (fixture->out), ==, 1);
}

static void
test_missing_folder (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->out, "none", "ledger.xlsx", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (zx_ledger_write (fixture->casebook, zx_ledger_find ("L08"), NULL, path, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* --- stopping --- */

static void
cancel_when_told (gint64   done,
                  gint64   total,
                  gpointer data)
{
  g_assert_cmpint (total, ==, 5004);
  g_assert_cmpint (done, <=, total);
  if (done >= 4000)
    {
      g_assert_cmpuint (count_temporary_files (), >, 0);
      g_cancellable_cancel (data);
    }
}

static void
test_cancel_leaves_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  ledger_school_add_visits (fixture->casebook, 5000);
  g_assert_true (g_file_set_contents (fixture->path, "mine", -1, NULL));

  g_assert_null (zx_ledger_write (fixture->casebook, zx_ledger_find ("L08"), &(ZxLedgerOptions) { .replace = TRUE }, fixture->path,
                                  cancellable, cancel_when_told, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
  g_assert_cmpuint (count_files (fixture->out), ==, 1);
  g_assert_cmpuint (count_temporary_files (), ==, 0);
}

static void
note_last (gint64   done,
           gint64   total,
           gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, total);
  *last = done;
}

typedef struct
{
  GMainLoop      *loop;
  ZxLedgerResult *result;
  GError         *error;
  gint64          last;
} Wait;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Wait *wait = data;

  wait->result = zx_ledger_write_finish (ZX_CASEBOOK (source), result, &wait->error);
  g_main_loop_quit (wait->loop);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Wait wait = { .loop = loop };
  char term[] = "2026-2027-1";
  ZxLedgerOptions options = { .term = term };

  ledger_school_add_visits (fixture->casebook, 5000);
  zx_ledger_write_async (fixture->casebook, zx_ledger_find ("L08"), &options, fixture->path, NULL, note_last, &wait.last, written_cb, &wait);
  memset (term, 'x', strlen (term)); /* options were copied */
  g_main_loop_run (loop);
  g_assert_no_error (wait.error);
  g_assert_cmpint (wait.result->rows, ==, 5004);
  g_clear_pointer (&wait.result, zx_ledger_result_free);

  options = (ZxLedgerOptions) { .replace = TRUE };
  g_cancellable_cancel (cancellable);
  zx_ledger_write_async (fixture->casebook, zx_ledger_find ("L08"), &options, fixture->path, cancellable, NULL, NULL, written_cb, &wait);
  g_main_loop_run (loop);
  g_assert_error (wait.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&wait.error);
  g_assert_cmpuint (count_files (fixture->out), ==, 1);

  /* What the worker still had to say is said, and the task is gone. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A disk of its own, as big as asked for; %NULL where this test may not make one. */
static char *
mount_small_disk (const char *folder,
                  const char *size)
{
  g_autofree char *options = g_strdup_printf ("size=%s", size);

  if (mount ("tmpfs", folder, "tmpfs", 0, options) != 0)
    return NULL;

  return g_strdup (folder);
}

static void
expect_full (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxLedgerResult) result = zx_ledger_write (fixture->casebook, zx_ledger_find ("L08"), NULL, fixture->path, NULL, NULL, NULL, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_null (result);
  g_assert_null (strstr (error->message, "lxw"));
}

/* Run where the ledger's own folder is full (0), and where that of the temporary files is (1). */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  gboolean is_tmp = GPOINTER_TO_INT (data);
  static const char * const target_sizes[] = { "8k", "64k", "120k" };
  static const char * const tmp_sizes[] = { "64k", "3m", "5m", "6m" };
  const char * const *sizes = is_tmp ? tmp_sizes : target_sizes;
  guint n_sizes = is_tmp ? G_N_ELEMENTS (tmp_sizes) : G_N_ELEMENTS (target_sizes);
  g_autofree char *tmp = g_build_filename (fixture->folder, "tmp", NULL);
  g_autofree char *old_tmp = g_strdup (g_getenv ("TMPDIR"));

  g_assert_cmpint (g_mkdir (tmp, 0700), ==, 0);
  ledger_school_add_visits (fixture->casebook, 4500);

  for (guint i = 0; i < n_sizes; i++)
    {
      g_autofree char *disk = mount_small_disk (is_tmp ? tmp : fixture->out, sizes[i]);

      if (disk == NULL)
        {
          g_test_skip ("no small disk can be made: only root may");
          return;
        }
      if (is_tmp)
        g_setenv ("TMPDIR", tmp, TRUE);

      expect_full (fixture);
      g_assert_cmpuint (count_files (fixture->out), ==, 0);

      if (is_tmp && old_tmp != NULL)
        g_setenv ("TMPDIR", old_tmp, TRUE);
      else if (is_tmp)
        g_unsetenv ("TMPDIR");
      g_assert_cmpint (umount (disk), ==, 0);
    }
}

/* --- preview and names --- */

static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autoptr (ZxLedgerPreview) preview = zx_ledger_preview (fixture->casebook, db, zx_ledger_find ("L08"), NULL, &error);
  g_autoptr (ZxLedgerPreview) classes = NULL;
  char **row;

  g_assert_no_error (error);
  g_assert_cmpint (preview->total, ==, 4);
  g_assert_cmpuint (preview->n_sheets, ==, 1);
  g_assert_cmpuint (preview->n_columns, ==, 16);
  g_assert_cmpuint (preview->rows->len, ==, 4);
  row = g_ptr_array_index (preview->rows, 0);
  g_assert_cmpuint (g_strv_length (row), ==, 16);
  g_assert_cmpstr (row[0], ==, "1");
  g_assert_cmpstr (row[1], ==, "2026-09-20");
  g_assert_cmpstr (row[2], ==, LEDGER_RARE_NAME);
  g_assert_cmpstr (row[7], ==, "");
  g_assert_cmpint (preview->columns[0].align, ==, ZX_LEDGER_ALIGN_CENTER);
  g_assert_cmpint (preview->columns[9].align, ==, ZX_LEDGER_ALIGN_LEFT);

  classes = zx_ledger_preview (fixture->casebook, db, zx_ledger_find ("L28"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (classes->total, ==, 6);
  g_assert_cmpuint (classes->n_sheets, ==, 4);
  g_assert_cmpuint (classes->rows->len, ==, 3);
  row = g_ptr_array_index (classes->rows, 1);
  g_assert_cmpstr (row[6], ==, "138****0001");
  g_assert_cmpuint (strlen (row[4]), ==, 4);
}

static void
test_preview_is_short (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxLedgerPreview) preview = NULL;

  ledger_school_add_visits (fixture->casebook, 100);
  preview = zx_ledger_preview (fixture->casebook, zx_casebook_get_reader (fixture->casebook), zx_ledger_find ("L08"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->rows->len, ==, ZX_LEDGER_PREVIEW_ROWS);
  g_assert_cmpint (preview->total, ==, 104);
}

static void
test_file_name (Fixture       *fixture,
                gconstpointer  data)
{
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);
  g_autofree char *plain = zx_ledger_dup_file_name (fixture->casebook, db, zx_ledger_find ("L08"), NULL);
  g_autofree char *of_class = zx_ledger_dup_file_name (fixture->casebook, db, zx_ledger_find ("L28"),
                                                       &(ZxLedgerOptions) { .class_name = "P3-1班", .term = "2026-2027-1" });
  g_autofree char *old = zx_ledger_dup_file_name (fixture->casebook, db, zx_ledger_find ("L10"),
                                                  &(ZxLedgerOptions) { .term = "2025-2026-2" });

  g_assert_cmpstr (plain, ==, "520099_后寨小学_Home visit ledger_2026-autumn_20261123.xlsx");
  g_assert_true (g_str_has_prefix (of_class, "520099_后寨小学_Class roster of aid_"));
  g_assert_true (g_str_has_suffix (old, "_2026-spring_20261123.xlsx"));
}

/* --- text on its way into a cell --- */

static void
check_text (const char *text,
            gsize       length,
            guint       cut,
            gboolean    hide,
            const char *expected,
            guint       lines)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  ZxCellText result = zx_cell_text (text, length, cut, 20, hide, scratch);

  g_assert_cmpstr (result.text, ==, expected);
  g_assert_cmpuint (result.lines, ==, lines);
}

#define CHECK_TEXT(text, cut, hide, expected, lines) check_text (text, strlen (text), cut, hide, expected, lines)

static void
test_cell_text (void)
{
  g_autofree char *id = g_strdup (ledger_school_get_id_no (0));
  g_autofree char *told = g_strconcat ("证号", id, "，电话13899990001。", NULL);

  CHECK_TEXT ("一", 0, TRUE, "一", 1);
  CHECK_TEXT ("一\r\n二\r三\t四", 0, TRUE, "一\n二\n三 四", 3);
  CHECK_TEXT ("a\001b\033c", 0, TRUE, "abc", 1);
  CHECK_TEXT ("a\357\277\277b", 0, TRUE, "ab", 1);                 /* U+FFFF, which XML cannot hold */
  CHECK_TEXT ("坏\377字", 0, TRUE, "坏\357\277\275字", 1);
  CHECK_TEXT ("𠮷𪚥😀", 2, TRUE, "𠮷𪚥", 1);
  CHECK_TEXT ("一二三四五六七八九十一", 0, TRUE, "一二三四五六七八九十一", 2);
  CHECK_TEXT ("abcdefghijklmno", 0, TRUE, "abcdefghijklmno", 1);
  CHECK_TEXT (told, 0, TRUE, "证号520099********9006，电话138****0001。", 3);
  CHECK_TEXT (told, 10, TRUE, "证号520099**", 1);                  /* no half of a number is left */
  CHECK_TEXT (told, 0, FALSE, told, 3);
  CHECK_TEXT ("卡6228480402564890018", 0, TRUE, "卡***************0018", 2);
  CHECK_TEXT ("学号202603010012", 0, TRUE, "学号202603010012", 1);
  CHECK_TEXT ("8613899990001", 0, TRUE, "86138****0001", 1);

  /* A cell has an end. */
  {
    g_autofree char *long_text = g_strnfill (40000, 'x');
    g_autoptr (GString) scratch = g_string_new (NULL);

    g_assert_cmpuint (strlen (zx_cell_text (long_text, 40000, 0, 20, TRUE, scratch).text), ==, 32767);
  }
}

static void
test_set (void)
{
  ZxLedgerSet *set = zx_ledger_set_new ();

  for (gint64 i = 1; i <= 20000; i++)
    zx_ledger_set_add (set, (i % 7000) * G_GINT64_CONSTANT (1000000007) - 5);
  zx_ledger_set_add (set, 0);
  g_assert_cmpuint (zx_ledger_set_get_size (set), ==, 7000);
  zx_ledger_set_free (set);
}

/* --- the file is one our own reader reads, too --- */

static void
test_own_reader_reads_it (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (ZxLedgerResult) result = write_ledger (fixture, "L08", NULL);
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  guint n_sheets = 0;

  archive_read_support_format_zip (zip);
  g_assert_cmpint (archive_read_open_filename (zip, result->file, 65536), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    if (g_str_has_prefix (archive_entry_pathname (entry), "xl/worksheets/sheet"))
      n_sheets++;
  archive_read_free (zip);
  g_assert_cmpuint (n_sheets, ==, 2);
}

static void
test_template (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = zx_template_dup_roster_file_name ();
  g_autofree char *path = g_build_filename (fixture->out, name, NULL);

  g_assert_true (zx_template_write_roster (path, NULL, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (zx_template_write_roster (path, NULL, FALSE, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (zx_template_write_roster (path, "1", TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->out), ==, 1);
}

#define ADD(name, function) g_test_add ("/ledger/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("ledger-home-XXXXXX", NULL);
  int status;

  /* Devices are remembered there. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ledger/list", test_list);
  ADD ("result-tells-rows-sums-and-checksum", test_result);
  ADD ("money-is-summed-in-yuan", test_money_sum);
  ADD ("export-is-logged", test_export_log);
  ADD ("read-only-casebook-still-writes", test_read_only);
  ADD ("class-is-that-of-the-day", test_class_of_the_day);
  ADD ("many-children", test_many_children);
  ADD ("unknown-term-and-class-are-refused", test_unknown_term_and_class);
  ADD ("class-is-found-by-its-key", test_class_by_key);
  ADD ("existing-file-is-kept", test_existing_file);
  ADD ("missing-folder-is-said", test_missing_folder);
  ADD ("cancel-leaves-nothing", test_cancel_leaves_nothing);
  ADD ("async", test_async);
  g_test_add ("/ledger/full-disk-leaves-nothing-needs-root", Fixture, GINT_TO_POINTER (FALSE), set_up, test_full_disk, tear_down);
  g_test_add ("/ledger/full-temporary-disk-leaves-nothing-needs-root", Fixture, GINT_TO_POINTER (TRUE), set_up, test_full_disk, tear_down);
  ADD ("preview", test_preview);
  ADD ("preview-is-short", test_preview_is_short);
  ADD ("file-name", test_file_name);
  g_test_add_func ("/ledger/text/cell", test_cell_text);
  g_test_add_func ("/ledger/counted-set", test_set);
  ADD ("file-holds-its-sheets", test_own_reader_reads_it);
  ADD ("template", test_template);

  status = g_test_run ();
  remove_folder (home);

  return status;
}
