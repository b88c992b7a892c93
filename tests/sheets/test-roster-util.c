/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-roster-util.h"
#include "zx-check-value.h"

void
school_set_up (School        *self,
               gconstpointer  stages)
{
  ZxNewCasebook info = { .school = "试验学校", .stages = stages != NULL ? stages : "1,2,3", .term = "2026-2027-1", .person = "李慧芳" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("zhuxue-XXXXXX", &error);
  g_assert_no_error (error);
  path = school_path (self, "school.zhuxue");
  self->casebook = zx_casebook_create (path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (self->casebook, "2026-11-23");
}

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

void
school_tear_down (School        *self,
                  gconstpointer  stages)
{
  {
    g_auto (ZxCheckResult) result = { 0 };
    g_autoptr (GError) error = NULL;

    zx_casebook_check (self->casebook, &result, &error);
    g_assert_no_error (error);
    for (guint i = 0; i < result.problems->len; i++)
      {
        ZxProblem *problem = result.problems->pdata[i];

        g_test_message ("%s: %s", problem->where, problem->message);
      }
    g_assert_cmpuint (result.problems->len, ==, 0);
  }

  zx_casebook_close (self->casebook);
  g_assert_finalize_object (self->casebook);
  remove_folder (self->folder);
  g_free (self->folder);
}

char *
school_path (School     *self,
             const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
school_write (School     *self,
              const char *name,
              const char *text)
{
  char *path = school_path (self, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

const char *
id_of (const char *birth,
       guint       number)
{
  static char buffers[16][19];
  static guint next;
  char *id = buffers[next++ % G_N_ELEMENTS (buffers)];

  g_snprintf (id, 19, "520099%.4s%.2s%.2s9%02u", birth, birth + 5, birth + 8, number % 100);
  id[17] = zx_id_get_check_digit (id);
  id[18] = '\0';

  return id;
}

ZxRosterImport *
school_open (School     *self,
             const char *path)
{
  g_autoptr (GError) error = NULL;
  ZxRosterImport *import = zx_roster_import_open (path, self->casebook, NULL, &error);

  g_assert_no_error (error);

  return import;
}

ZxRosterResult *
school_import (School        *self,
               const char    *path,
               ZxRosterFlags  flags)
{
  g_autoptr (ZxRosterImport) import = school_open (self, path);
  g_autoptr (GError) error = NULL;
  ZxRosterResult *result = zx_roster_import_apply (import, flags, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < result->rejected->len; i++)
    g_test_message ("row %u: %s", g_array_index (result->rejected, ZxRosterFinding, i).row, g_array_index (result->rejected, ZxRosterFinding, i).message);
  g_assert_cmpuint (result->accepted, ==, result->added + result->updated + result->unchanged + result->changed);
  g_assert_cmpuint (result->counted_rows, ==, result->accepted + result->rejected->len);

  return result;
}

ZxRosterResult *
school_import_text (School     *self,
                    const char *text)
{
  g_autofree char *path = school_write (self, "roster.csv", text);

  return school_import (self, path, ZX_ROSTER_DEFAULT);
}

static const ZxRosterFinding *
find_finding (GArray *findings,
              guint   row)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, ZxRosterFinding, i).row == row)
      return &g_array_index (findings, ZxRosterFinding, i);

  return NULL;
}

const char *
rejected_code (ZxRosterResult *result,
               guint           row)
{
  const ZxRosterFinding *finding = find_finding (result->rejected, row);

  if (finding != NULL)
    {
      g_assert_nonnull (finding->message);
      g_assert_cmpstr (finding->message, !=, "");
    }

  return finding != NULL ? finding->code : "";
}

const char *
rejected_field (ZxRosterResult *result,
                guint           row)
{
  const ZxRosterFinding *finding = find_finding (result->rejected, row);

  return finding != NULL ? finding->field : "";
}

char *
warnings_of (ZxRosterResult *result,
             guint           row)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < result->warnings->len; i++)
    {
      const ZxRosterFinding *finding = &g_array_index (result->warnings, ZxRosterFinding, i);

      if (finding->row != row)
        continue;
      if (codes->len > 0)
        g_string_append_c (codes, ' ');
      g_string_append (codes, finding->code);
    }

  return g_string_free (codes, FALSE);
}

gboolean
has_warning (ZxRosterResult *result,
             guint           row,
             const char     *code)
{
  for (guint i = 0; i < result->warnings->len; i++)
    {
      const ZxRosterFinding *finding = &g_array_index (result->warnings, ZxRosterFinding, i);

      if (finding->row == row && strcmp (finding->code, code) == 0)
        return TRUE;
    }

  return FALSE;
}

const ZxRosterImported *
imported_row (ZxRosterResult *result,
              guint           row)
{
  for (guint i = 0; i < result->imported->len; i++)
    if (g_array_index (result->imported, ZxRosterImported, i).row == row)
      return &g_array_index (result->imported, ZxRosterImported, i);

  return NULL;
}

char *
value_of (School         *self,
          ZxRosterResult *result,
          guint           row,
          const char     *field)
{
  const ZxRosterImported *imported = imported_row (result, row);
  g_autoptr (ZxRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  char *value;

  if (imported == NULL)
    g_error ("row %u was not imported: %s", row, rejected_code (result, row));
  record = zx_record_load (zx_casebook_get_reader (self->casebook), &zx_kind_student, imported->id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (record);
  value = zx_record_dup_string (record, field);

  return value != NULL ? value : g_strdup ("");
}

gint64
count_of (School       *self,
          const ZxKind *kind)
{
  return zx_kind_count (kind, zx_casebook_get_reader (self->casebook));
}

ZxRecord *
load_where (School       *self,
            const ZxKind *kind,
            const char   *field,
            const char   *value)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (zx_query_where (query, field, value, &error));
  records = zx_query_load (query, zx_casebook_get_reader (self->casebook), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);

  return zx_record_ref (records->pdata[0]);
}
