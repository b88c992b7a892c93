/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zx-casebook.h"
#include "zx-history.h"
#include "zx-json.h"
#include "zx-links.h"
#include "zx-query.h"

typedef struct
{
  char       *folder;
  char       *path;
  ZxCasebook *casebook;
  gint64      student;
} Fixture;

static gint64
add (Fixture      *fixture,
     const ZxKind *kind,
     const char   *words)
{
  g_autoptr (ZxRecord) record = zx_record_new (kind);
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      *equals = '\0';
      zx_record_set_from_string (record, parts[i], equals + 1, &error);
      g_assert_no_error (error);
    }
  zx_casebook_save (fixture->casebook, "Add", record, NULL, &error);
  g_assert_no_error (error);

  return zx_record_get_id (record);
}

static gint64
add_for_student (Fixture      *fixture,
                 const ZxKind *kind,
                 const char   *words)
{
  g_autofree char *all = g_strdup_printf ("student=%" G_GINT64_FORMAT "|%s", fixture->student, words);

  return add (fixture, kind, all);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ZxNewCasebook info = { .school = "试验小学", .stages = "2", .term = "2026-2027-1" };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("zhuxue-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_DATA_HOME", fixture->folder, TRUE);
  fixture->path = g_build_filename (fixture->folder, "school.zhuxue", NULL);
  fixture->casebook = zx_casebook_create (fixture->path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (fixture->casebook, "2026-11-23");
  fixture->student = add (fixture, &zx_kind_student, "name=李雨桐|class_name=三(1)班");
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

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  zx_casebook_close (fixture->casebook);
  g_assert_finalize_object (fixture->casebook);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
count_links (Fixture      *fixture,
             const ZxKind *kind,
             gint64        id,
             const ZxKind *of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = zx_record_load_links (zx_casebook_get_reader (fixture->casebook), kind, id, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      ZxLinks *links = g_ptr_array_index (all, i);

      if (links->kind == of)
        return links->ids->len;
    }

  g_assert_not_reached ();
}

static void
test_student_has_links (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 visit = add_for_student (fixture, &zx_kind_home_visit, "visit_date=2026-10-17");

  add_for_student (fixture, &zx_kind_category, "cat=05");
  add_for_student (fixture, &zx_kind_family_member, "name=李国强|relation=51");
  add_for_student (fixture, &zx_kind_contact_log, "date=2026-10-18");

  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_home_visit), ==, 1);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_category), ==, 1);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_family), ==, 1);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_family_member), ==, 1);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_contact_log), ==, 1);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_enrolment), ==, 1);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_follow_up), ==, 0);

  add_for_student (fixture, &zx_kind_follow_up, "what=送课本");
  g_assert_cmpuint (count_links (fixture, &zx_kind_home_visit, visit, &zx_kind_follow_up), ==, 0);
  g_assert_cmpuint (count_links (fixture, &zx_kind_student, fixture->student, &zx_kind_follow_up), ==, 1);
}

static void
test_family_names_its_children (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (ZxRecord) child = NULL;
  g_autoptr (ZxRecord) family = NULL;
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_casebook_get_reader (fixture->casebook);

  add_for_student (fixture, &zx_kind_category, "cat=05");
  child = zx_record_load (db, &zx_kind_student, fixture->student, &error);
  g_assert_no_error (error);
  family = zx_record_load (db, &zx_kind_family, zx_record_get_int (child, "family"), &error);
  g_assert_no_error (error);
  zx_record_load_refs (family, db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zx_record_get_refs (family, "students")->len, ==, 1);
  g_assert_cmpint (g_array_index (zx_record_get_refs (family, "students"), gint64, 0), ==, fixture->student);
}

static guint
count_found (Fixture      *fixture,
             const ZxKind *kind,
             const char   *search,
             gint64        student)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  if (search != NULL)
    zx_query_search (query, search);
  if (student != 0)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, student);

      zx_query_where (query, "student", key, &error);
      g_assert_no_error (error);
    }
  ids = zx_query_run (query, zx_casebook_get_reader (fixture->casebook), NULL, &error);
  g_assert_no_error (error);

  return ids->len;
}

static void
test_every_kind_is_searched (Fixture       *fixture,
                             gconstpointer  data)
{
  gint64 other = add (fixture, &zx_kind_student, "name=王小梅|class_name=三(1)班");

  add_for_student (fixture, &zx_kind_home_visit, "visit_date=2026-10-17|home_found=屋顶漏水");
  add_for_student (fixture, &zx_kind_category, "cat=05");
  add (fixture, &zx_kind_staff, "name=陈老师");

  g_assert_cmpuint (count_found (fixture, &zx_kind_student, "lyt", 0), ==, 1);
  g_assert_cmpuint (count_found (fixture, &zx_kind_home_visit, "lyt", 0), ==, 1);
  g_assert_cmpuint (count_found (fixture, &zx_kind_home_visit, "漏水", 0), ==, 1);
  g_assert_cmpuint (count_found (fixture, &zx_kind_home_visit, "wxm", 0), ==, 0);
  g_assert_cmpuint (count_found (fixture, &zx_kind_category, "李雨桐", 0), ==, 1);
  g_assert_cmpuint (count_found (fixture, &zx_kind_staff, "陈", 0), ==, 1);
  g_assert_cmpuint (count_found (fixture, &zx_kind_staff, "刘", 0), ==, 0);

  /* A household's category is found by its child. */
  g_assert_cmpuint (count_found (fixture, &zx_kind_category, NULL, fixture->student), ==, 1);
  g_assert_cmpuint (count_found (fixture, &zx_kind_category, NULL, other), ==, 0);
}

static void
test_undo_of_a_first_category (Fixture       *fixture,
                               gconstpointer  data)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (ZxRecord) child = NULL;
  g_autoptr (GError) error = NULL;

  /* The action makes the family and gives it to a child who was there before. */
  add_for_student (fixture, &zx_kind_category, "cat=05");
  zx_casebook_undo (fixture->casebook, 0, 0, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.kept->len, ==, 0);

  child = zx_record_load (zx_casebook_get_reader (fixture->casebook), &zx_kind_student, fixture->student, &error);
  g_assert_no_error (error);
  g_assert_false (zx_record_has (child, "family"));
}

static void
set_phone (Fixture    *fixture,
           const char *phone)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRecord) child = zx_record_load (zx_casebook_get_reader (fixture->casebook), &zx_kind_student, fixture->student, &error);

  g_assert_no_error (error);
  zx_record_set_text (child, "phone", phone);
  zx_casebook_save (fixture->casebook, "Change", child, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_phone (Fixture    *fixture,
              const char *phone)
{
  g_autoptr (ZxRecord) child = zx_record_load (zx_casebook_get_reader (fixture->casebook), &zx_kind_student, fixture->student, NULL);

  g_assert_cmpstr (zx_record_get_text (child, "phone"), ==, phone);
}

/* Undo over a field that was changed twice, there and back, twice. */
static void
test_undo_walks_over_one_field (Fixture       *fixture,
                                gconstpointer  data)
{
  static const char * const numbers[] = { NULL, "13800000001", "13800000002", "13800000003" };

  for (guint i = 1; i < G_N_ELEMENTS (numbers); i++)
    set_phone (fixture, numbers[i]);

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = G_N_ELEMENTS (numbers) - 1; i-- > 0; )
        {
          g_auto (ZxUndoResult) result = { 0 };
          g_autoptr (GError) error = NULL;

          zx_casebook_undo (fixture->casebook, 0, 0, &result, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (result.kept->len, ==, 0);
          assert_phone (fixture, numbers[i]);
        }
      for (guint i = 1; i < G_N_ELEMENTS (numbers); i++)
        {
          g_auto (ZxUndoResult) result = { 0 };
          g_autoptr (GError) error = NULL;

          zx_casebook_redo (fixture->casebook, 0, 0, &result, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (result.kept->len, ==, 0);
          assert_phone (fixture, numbers[i]);
        }
    }

  /* Somebody else's later value stays. */
  {
    g_auto (ZxUndoResult) result = { 0 };
    g_autoptr (GError) error = NULL;

    zx_casebook_undo (fixture->casebook, 0, 0, NULL, &error);
    g_assert_no_error (error);
    set_phone (fixture, "13900000000");
    zx_casebook_undo (fixture->casebook, zx_casebook_get_last_action (fixture->casebook) - 2, 0, &result, &error);
    g_clear_error (&error);
    assert_phone (fixture, "13900000000");
  }
}

static void
test_json_has_types (void)
{
  g_autoptr (ZxRecord) member = zx_record_new_with_id (&zx_kind_family_member, 7);
  g_autoptr (ZxJson) json = zx_json_new ();
  g_autofree char *text = NULL;

  zx_record_set_text (member, "name", "\"李\"\n国强");
  zx_record_set_text (member, "relation", "51");
  zx_record_set_int (member, "guardian", 1);
  zx_record_set_int (member, "income_year", 1850050);
  zx_record_set_int (member, "age", 41);
  zx_record_set_ref (member, "family", G_GINT64_CONSTANT (9007199254740993));

  zx_json_begin_object (json, NULL);
  zx_json_add_fields (json, member);
  zx_json_begin_list (json, "empty");
  zx_json_end_list (json);
  zx_json_add_time (json, "never", 0);
  zx_json_end_object (json);
  text = zx_json_end_document (json);

  g_assert_nonnull (strstr (text, "\"family\":\"9007199254740993\""));
  g_assert_nonnull (strstr (text, "\"name\":\"\\\"李\\\"\\n国强\""));
  g_assert_nonnull (strstr (text, "\"relation\":\"51\",\"relation_label\":\"Father\""));
  g_assert_nonnull (strstr (text, "\"guardian\":true"));
  g_assert_nonnull (strstr (text, "\"income_year\":\"18500.50\""));
  g_assert_nonnull (strstr (text, "\"age\":41"));
  g_assert_nonnull (strstr (text, "\"health\":null,\"health_label\":null"));
  g_assert_nonnull (strstr (text, "\"empty\":[],\"never\":null}\n"));
  g_assert_null (strstr (text, "deleted_at"));
}

#define ADD(name, func) g_test_add ("/links/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("student", test_student_has_links);
  ADD ("family", test_family_names_its_children);
  ADD ("search", test_every_kind_is_searched);
  ADD ("undo-one-field", test_undo_walks_over_one_field);
  ADD ("undo", test_undo_of_a_first_category);
  g_test_add_func ("/links/json", test_json_has_types);

  return g_test_run ();
}
