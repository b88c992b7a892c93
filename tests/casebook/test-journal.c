/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "test-storage-util.h"
#include "zx-action-private.h"
#include "zx-casebook-private.h"
#include "zx-id.h"
#include "zx-student.h"

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

static void
undo (School *self,
      gint64  number,
      guint   n_kept)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_undo (self->casebook, number, 0, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.kept->len, ==, n_kept);
}

static void
redo (School *self,
      gint64  number)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_redo (self->casebook, number, 0, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.kept->len, ==, 0);
}

static void
refuse_undo (School *self,
             gint64  number,
             int     code)
{
  g_autoptr (GError) error = NULL;
  gint64 last = school_query (self, "SELECT max (jid) FROM journal");

  g_assert_false (zx_casebook_undo (self->casebook, number, 0, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, code);
  storage_assert_sentence (error);
  g_assert_cmpint (school_query (self, "SELECT max (jid) FROM journal"), ==, last);
}

static void
refuse_redo (School *self,
             gint64  number,
             int     code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zx_casebook_redo (self->casebook, number, 0, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, code);
  storage_assert_sentence (error);
}

/* --- what an action leaves behind --- */

static void
test_entry (School        *self,
            gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 before = school_query (self, "SELECT count (*) FROM journal");
  ZxEntryId entry = school_set (self, &zx_kind_student, id, "village", "青石村");
  g_autofree char *payload = NULL;
  g_autofree char *expected = NULL;

  g_assert_cmpint (school_query (self, "SELECT count (*) FROM journal"), ==, before + 1);
  g_assert_cmpint (entry.action, ==, zx_casebook_get_last_action (self->casebook));
  g_assert_cmpint (entry.dev, ==, zx_casebook_get_device (self->casebook));

  payload = zx_db_dup_text (zx_casebook_get_reader (self->casebook), "SELECT payload FROM journal ORDER BY jid DESC LIMIT 1");
  expected = g_strdup_printf ("[{\"op\":\"change\",\"kind\":\"student\",\"id\":\"%" G_GINT64_FORMAT "\",\"new\":{\"village\":\"青石村\"},"
                              "\"old\":{\"village\":null},\"base\":{\"village\":[\"%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "\"]}}]",
                              id, entry.dev, entry.seq - 1);
  g_assert_cmpstr (payload, ==, expected);
}

static void
test_nothing_changed (School        *self,
                      gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 before;
  ZxEntryId entry;

  school_set (self, &zx_kind_student, id, "village", "青石村");
  before = school_query (self, "SELECT count (*) FROM journal");
  entry = school_set (self, &zx_kind_student, id, "village", "青石村");
  g_assert_cmpint (entry.seq, ==, 0);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM journal"), ==, before);
}

static gboolean
add_and_think_again (ZxAction  *action,
                     gpointer   data,
                     GError   **error)
{
  g_autoptr (ZxRecord) staff = zx_record_new (&zx_kind_staff);

  zx_record_set_text (staff, "name", "石磊");
  zx_record_set_text (staff, "phone", "13900001111");
  if (!zx_action_save (action, staff, error))
    return FALSE;
  zx_record_clear (staff, "phone");

  return zx_action_save (action, staff, error);
}

/* A field that ends as it began is left out, also in an added row. */
static void
test_fields_at_their_default (School        *self,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = NULL;

  zx_casebook_act (self->casebook, "Add a teacher", add_and_think_again, NULL, NULL, &error);
  g_assert_no_error (error);
  payload = zx_db_dup_text (zx_casebook_get_reader (self->casebook), "SELECT payload FROM journal ORDER BY jid DESC LIMIT 1");
  g_assert_null (strstr (payload, "phone"));
  g_assert_true (g_str_has_suffix (payload, "\"new\":{\"name\":\"石磊\"}}]"));
  school_assert_sound (self);
}

/* SHA-256 of the previous hash, the columns dev to seen as one JSON array, a newline, and the text. */
static void
test_hash (void)
{
  static const guint8 previous[32] = { 1, 2, 3 };
  static const char text[] = "[\"7\",9,\"1099511627776\",33554432,\"田野\",\"Say \\\"hello\\\"\",null,\"undo\",\"7.3\",1,null]\n[]";
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 expected[32], found[32];
  gsize size = 32;

  g_checksum_update (sum, previous, 32);
  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_get_digest (sum, expected, &size);

  zx_journal_hash (previous, 7, 9, G_GINT64_CONSTANT (1099511627776), 33554432, "田野", "Say \"hello\"", 0, "undo", "7.3", 1, NULL, "[]", 2, found);
  g_assert_cmpmem (found, 32, expected, 32);
}

static void
test_tampering_shows (School        *self,
                      gconstpointer  sql)
{
  g_auto (ZxCheckResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 id = school_add_student (self, "张家伟", 1);

  school_add_visit (self, id, "2026-10-17");
  school_set (self, &zx_kind_student, id, "village", "青石村");
  school_assert_sound (self);
  school_close (self);
  storage_tamper (self->path, sql);

  school_open (self);
  zx_casebook_check (self->casebook, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.problems->len, >, 0);
}

/* --- the history of a record --- */

static guint
count_history (School       *self,
               const ZxKind *kind,
               gint64        id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = zx_history_load (zx_casebook_get_reader (self->casebook), kind, id, 0, &error);

  g_assert_no_error (error);

  return entries->len;
}

static gint64
add_member (School     *self,
            gint64      family,
            const char *name)
{
  g_autoptr (ZxRecord) member = zx_record_new (&zx_kind_family_member);
  g_autoptr (GError) error = NULL;

  zx_record_set_ref (member, "family", family);
  zx_record_set_text (member, "name", name);
  zx_record_set_text (member, "relation", "52");
  zx_record_set_int (member, "guardian", 1);
  zx_casebook_save (self->casebook, "Add a member", member, NULL, &error);
  g_assert_no_error (error);

  return zx_record_get_id (member);
}

typedef struct
{
  gint64 student;
  gint64 family;
} NeedFamily;

static gboolean
need_family (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  NeedFamily *need = data;

  need->family = zx_action_need_family (action, need->student, error);

  return need->family != 0;
}

static gint64
give_family (School *self,
             gint64  student)
{
  NeedFamily need = { student, 0 };
  g_autoptr (GError) error = NULL;

  zx_casebook_act (self->casebook, "Add a family", need_family, &need, NULL, &error);
  g_assert_no_error (error);

  return need.family;
}

/* Changing a member without naming the family belongs to the family's history, and the child's. */
static void
test_history_of_owners (School        *self,
                        gconstpointer  data)
{
  gint64 student = school_add_student (self, "张家伟", 1);
  gint64 family = give_family (self, student);
  gint64 member = add_member (self, family, "李秀英");
  guint of_family = count_history (self, &zx_kind_family, family);
  guint of_student = count_history (self, &zx_kind_student, student);

  school_set (self, &zx_kind_family_member, member, "phone", "13900001111");
  g_assert_cmpuint (count_history (self, &zx_kind_family, family), ==, of_family + 1);
  g_assert_cmpuint (count_history (self, &zx_kind_student, student), ==, of_student + 1);
}

/* Who loses a record sees it in the history as well as who gets it, and the lists follow for both. */
static void
test_record_moves_to_another (School        *self,
                              gconstpointer  data)
{
  gint64 first = school_add_student (self, "张家伟", 1), second = school_add_student (self, "李雨桐", 2);
  g_autoptr (ZxRecord) category = zx_record_new (&zx_kind_category);
  g_autoptr (GError) error = NULL;
  guint of_first;

  zx_record_set_ref (category, "student", first);
  zx_record_set_text (category, "cat", "07");
  zx_casebook_save (self->casebook, "Add a category", category, NULL, &error);
  g_assert_no_error (error);
  school_assert_value (self, &zx_kind_student, first, "cat", "07");

  of_first = count_history (self, &zx_kind_student, first);
  zx_record_set_ref (category, "student", second);
  zx_casebook_save (self->casebook, "Correct a category", category, NULL, &error);
  g_assert_no_error (error);
  school_assert_value (self, &zx_kind_student, first, "cat", NULL);
  school_assert_value (self, &zx_kind_student, second, "cat", "07");
  g_assert_cmpuint (count_history (self, &zx_kind_student, first), ==, of_first + 1);
  school_assert_sound (self);
}

/* --- undo and redo --- */

static void
test_undo_and_redo (School        *self,
                    gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);

  school_set (self, &zx_kind_student, id, "village", "青石村");
  school_set (self, &zx_kind_student, id, "village", "白云村");

  /* Called again and again, each goes one further, over the same field too. */
  undo (self, 0, 0);
  school_assert_value (self, &zx_kind_student, id, "village", "青石村");
  undo (self, 0, 0);
  school_assert_value (self, &zx_kind_student, id, "village", NULL);
  undo (self, 0, 0);
  g_assert_true (school_is_removed (self, &zx_kind_student, id));
  refuse_undo (self, 0, ZX_RECORD_ERROR_NOT_FOUND);

  redo (self, 0);
  g_assert_false (school_is_removed (self, &zx_kind_student, id));
  redo (self, 0);
  school_assert_value (self, &zx_kind_student, id, "village", "青石村");
  redo (self, 0);
  school_assert_value (self, &zx_kind_student, id, "village", "白云村");
  refuse_redo (self, 0, ZX_RECORD_ERROR_NOT_FOUND);
  school_assert_sound (self);
}

static void
test_undo_after_redo (School        *self,
                      gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  ZxEntryId entry = school_set (self, &zx_kind_student, id, "village", "青石村");

  for (guint i = 0; i < 3; i++)
    {
      undo (self, entry.action, 0);
      school_assert_value (self, &zx_kind_student, id, "village", NULL);
      redo (self, entry.action);
      school_assert_value (self, &zx_kind_student, id, "village", "青石村");
    }
  school_assert_sound (self);
}

static void
test_new_action_ends_redo (School        *self,
                           gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  ZxEntryId entry = school_set (self, &zx_kind_student, id, "village", "青石村");

  undo (self, 0, 0);
  school_set (self, &zx_kind_student, id, "phone", "13900001111");
  refuse_redo (self, 0, ZX_RECORD_ERROR_NOT_FOUND);
  redo (self, entry.action);
  school_assert_value (self, &zx_kind_student, id, "village", "青石村");
  school_assert_value (self, &zx_kind_student, id, "phone", "13900001111");
}

static gboolean
set_two (ZxAction  *action,
         gpointer   data,
         GError   **error)
{
  g_autoptr (ZxRecord) student = zx_record_load (zx_action_get_db (action), &zx_kind_student, *(gint64 *) data, error);

  zx_record_set_text (student, "village", "青石村");
  zx_record_set_text (student, "town", "云岭镇");

  return zx_action_save (action, student, error);
}

/* What somebody changed since stays, and is named. */
static void
test_partial_undo (School        *self,
                   gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  ZxEntryId entry;

  zx_casebook_act (self->casebook, "Set two fields", set_two, &id, &entry, &error);
  g_assert_no_error (error);
  school_set (self, &zx_kind_student, id, "village", "白云村");

  zx_casebook_undo (self->casebook, entry.action, 0, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.kept->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (result.kept, 0), "张家伟"));
  g_assert_cmpint (result.undid, ==, entry.action);
  school_assert_value (self, &zx_kind_student, id, "village", "白云村");
  school_assert_value (self, &zx_kind_student, id, "town", NULL);

  /* Making it again touches only what was taken back. */
  redo (self, entry.action);
  school_assert_value (self, &zx_kind_student, id, "village", "白云村");
  school_assert_value (self, &zx_kind_student, id, "town", "云岭镇");
  school_assert_sound (self);
}

static void
test_undo_of_nothing_left (School        *self,
                           gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  ZxEntryId entry = school_set (self, &zx_kind_student, id, "village", "青石村");

  school_set (self, &zx_kind_student, id, "village", "白云村");
  refuse_undo (self, entry.action, ZX_RECORD_ERROR_RULE);
  undo (self, 0, 0);
  undo (self, 0, 0);
  school_assert_value (self, &zx_kind_student, id, "village", NULL);
}

static void
test_undo_refused_for_later_records (School        *self,
                                     gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 action = zx_casebook_get_last_action (self->casebook);
  gint64 visit = school_add_visit (self, id, "2026-10-17");

  refuse_undo (self, action, ZX_RECORD_ERROR_RULE);
  undo (self, 0, 0);
  g_assert_true (school_is_removed (self, &zx_kind_home_visit, visit));
  undo (self, action, 0);
  g_assert_true (school_is_removed (self, &zx_kind_student, id));
  school_assert_sound (self);

  /* A visit does not come back to a child that is gone. */
  refuse_redo (self, zx_casebook_get_last_action (self->casebook) - 2, ZX_RECORD_ERROR_RULE);
}

/* An action that adds a record and lets an older one refer to it can be taken back. */
static void
test_undo_of_added_and_referred (School        *self,
                                 gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 family = give_family (self, id);
  gint64 action = zx_casebook_get_last_action (self->casebook);

  undo (self, 0, 0);
  school_assert_value (self, &zx_kind_student, id, "family", NULL);
  g_assert_true (school_is_removed (self, &zx_kind_family, family));
  redo (self, 0);
  undo (self, action, 0);
  redo (self, 0);

  add_member (self, family, "李秀英");
  refuse_undo (self, action, ZX_RECORD_ERROR_RULE);
  school_assert_sound (self);
}

static void
test_undo_of_remove (School        *self,
                     gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 visit = school_add_visit (self, id, "2026-10-17");
  gint64 enrolments = school_query (self, "SELECT count (*) FROM enrolment WHERE deleted_at IS NULL");
  g_autoptr (ZxRecord) again = NULL;
  g_autoptr (GError) error = NULL;

  school_remove (self, &zx_kind_student, id);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM enrolment WHERE deleted_at IS NULL"), ==, enrolments - 1);
  again = zx_record_load (zx_casebook_get_reader (self->casebook), &zx_kind_student, id, &error);
  g_assert_no_error (error);
  g_assert_false (zx_casebook_remove (self->casebook, "Remove twice", again, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND);
  g_assert_false (school_is_removed (self, &zx_kind_home_visit, visit));

  undo (self, 0, 0);
  g_assert_false (school_is_removed (self, &zx_kind_student, id));
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM enrolment WHERE deleted_at IS NULL"), ==, enrolments);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM visit_child WHERE deleted_at IS NULL"), ==, 1);
  school_assert_sound (self);
}

/* Nothing new may rest on what was removed. */
static void
test_no_reference_to_removed (School        *self,
                              gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  g_autoptr (ZxRecord) visit = zx_record_new (&zx_kind_home_visit);
  g_autoptr (GError) error = NULL;

  school_remove (self, &zx_kind_student, id);
  zx_record_add_ref (visit, "student", id);
  zx_record_set_text (visit, "visit_date", "2026-10-17");
  g_assert_false (zx_casebook_save (self->casebook, "Visit nobody", visit, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND);
  storage_assert_sentence (error);
}

static void
test_undo_refusals (School        *self,
                    gconstpointer  data)
{
  gint64 id, added;

  /* The casebook's own beginning stays. */
  refuse_undo (self, 0, ZX_RECORD_ERROR_NOT_FOUND);
  refuse_undo (self, 1, ZX_RECORD_ERROR_RULE);
  refuse_undo (self, 999, ZX_RECORD_ERROR_NOT_FOUND);
  refuse_redo (self, 0, ZX_RECORD_ERROR_NOT_FOUND);
  refuse_redo (self, 1, ZX_RECORD_ERROR_NOT_FOUND);

  id = school_add_student (self, "张家伟", 1);
  added = zx_casebook_get_last_action (self->casebook);
  g_assert_cmpint (id, >, 0);
  undo (self, added, 0);
  refuse_undo (self, added, ZX_RECORD_ERROR_RULE);
  refuse_undo (self, zx_casebook_get_last_action (self->casebook), ZX_RECORD_ERROR_RULE);
  redo (self, added);
  refuse_redo (self, added, ZX_RECORD_ERROR_NOT_FOUND);
}

static void
test_visit_over_a_day_old (School        *self,
                           gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 action;

  school_add_visit (self, id, "2026-10-17");
  action = zx_casebook_get_last_action (self->casebook);
  school_close (self);
  /* Two days ago, as the clock showed it. */
  storage_tamper (self->path, "UPDATE journal SET wall = wall - 2 * 86400000 WHERE jid = (SELECT max (jid) FROM journal)");
  school_open (self);
  refuse_undo (self, action, ZX_RECORD_ERROR_RULE);
}

/* What the window asks: only what was done since it was opened. */
static void
test_undo_since (School        *self,
                 gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 since = zx_casebook_get_last_action (self->casebook);
  g_autofree char *nothing = zx_casebook_dup_undo_words (self->casebook, since);
  g_autofree char *words = NULL;
  g_autofree char *redo_words = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (nothing);
  g_assert_false (zx_casebook_undo (self->casebook, 0, since, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);

  school_set (self, &zx_kind_student, id, "village", "青石村");
  words = zx_casebook_dup_undo_words (self->casebook, since);
  g_assert_cmpstr (words, ==, "Change a record");
  zx_casebook_undo (self->casebook, 0, since, NULL, &error);
  g_assert_no_error (error);
  redo_words = zx_casebook_dup_redo_words (self->casebook, since);
  g_assert_cmpstr (redo_words, ==, "Change a record");
}

/* Ctrl+Z goes thirty steps back, not further; a number of the history still does. */
static void
test_undo_steps (School        *self,
                 gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  gint64 since = zx_casebook_get_last_action (self->casebook);
  ZxEntryId first = school_set (self, &zx_kind_student, id, "village", "村0");
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= ZX_UNDO_STEPS; i++)
    {
      g_autofree char *village = g_strdup_printf ("村%u", i);

      school_set (self, &zx_kind_student, id, "village", village);
    }
  for (guint i = 0; i < ZX_UNDO_STEPS; i++)
    {
      zx_casebook_undo (self->casebook, 0, since, NULL, &error);
      g_assert_no_error (error);
    }
  school_assert_value (self, &zx_kind_student, id, "village", "村0");

  g_assert_false (zx_casebook_undo (self->casebook, 0, since, NULL, &error));
  g_assert_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);

  zx_casebook_undo (self->casebook, first.action, 0, NULL, &error);
  g_assert_no_error (error);
  school_assert_value (self, &zx_kind_student, id, "village", NULL);
}

/* What came from another laptop is not this window's own. */
static void
test_undo_own (School        *self,
               gconstpointer  data)
{
  gint64 since = zx_casebook_get_last_action (self->casebook);
  g_autofree char *words = NULL;

  school_add_student (self, "张家伟", 1);
  school_close (self);
  storage_tamper (self->path, "UPDATE journal SET dev = dev + 1 WHERE jid = (SELECT max (jid) FROM journal)");
  school_open (self);
  words = zx_casebook_dup_undo_words (self->casebook, since);
  g_assert_null (words);
}

/* --- who comes first --- */

static gboolean
add_slowly (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  g_autoptr (ZxRecord) staff = zx_record_new (&zx_kind_staff);

  g_usleep (20000);
  zx_record_set_text (staff, "name", "石磊");

  return zx_action_save (action, staff, error);
}

/* Whoever waits writes by itself, but never before what was asked for earlier. */
static void
test_order (School        *self,
            gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (ZxRecord) staff = zx_record_new (&zx_kind_staff);
      g_autofree char *labels = NULL;
      g_autoptr (GError) error = NULL;

      zx_record_set_text (staff, "name", "田野");
      zx_casebook_act_async (self->casebook, "First", add_slowly, NULL, NULL, NULL, NULL, NULL);
      zx_casebook_save (self->casebook, "Second", staff, NULL, &error);
      g_assert_no_error (error);
      labels = zx_db_dup_text (zx_casebook_get_reader (self->casebook),
                               "SELECT group_concat (label) FROM (SELECT label FROM journal ORDER BY jid DESC LIMIT 2)");
      g_assert_cmpstr (labels, ==, "Second,First");
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- an action of many entries --- */

typedef struct
{
  guint   n_students;
  gint64 *students;
  gint64  renamed; /* an older student that the import changes twice */
} Import;

static gboolean
import_students (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  Import *import = data;

  zx_action_set_bulk (action);
  for (guint i = 0; i < import->n_students; i++)
    {
      g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
      g_autofree char *name = g_strdup_printf ("学生%u", i);

      zx_record_set_text (student, "name", name);
      zx_record_set_text (student, "grade", i % 2 == 0 ? "P1" : "P2");
      zx_record_set_text (student, "class_name", "1班");
      if (!zx_action_save (action, student, error))
        return FALSE;
      import->students[i] = zx_record_get_id (student);
      if (zx_action_need_family (action, import->students[i], error) == 0)
        return FALSE;

      if (import->renamed != 0 && (i == 0 || i == import->n_students - 1))
        {
          g_autoptr (ZxRecord) old = zx_record_load (zx_action_get_db (action), &zx_kind_student, import->renamed, error);

          zx_record_set_text (old, "village", name);
          if (!zx_action_save (action, old, error))
            return FALSE;
        }
    }
  zx_action_set_label (action, "Imported many");

  return TRUE;
}

static void
test_bulk (School        *self,
           gconstpointer  data)
{
  Import import = { .n_students = 3000, .students = g_newa (gint64, 3000) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  ZxHistoryEntry *first;
  ZxEntryId entry;
  gint64 before, number;

  import.renamed = school_add_student (self, "张家伟", 1);
  before = school_query (self, "SELECT count (*) FROM journal");
  zx_casebook_act (self->casebook, "Import", import_students, &import, &entry, &error);
  g_assert_no_error (error);

  /* Entries of 5,000 rows, one action with one number. */
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM journal"), ==, before + 2);
  history = zx_history_load (zx_casebook_get_reader (self->casebook), NULL, 0, 0, &error);
  g_assert_no_error (error);
  first = g_ptr_array_index (history, 0);
  g_assert_cmpint (first->action, ==, entry.action);
  g_assert_cmpstr (first->words, ==, "Imported many");
  g_assert_cmpstr (first->type, ==, "import");
  g_assert_cmpuint (first->n_rows, >, 9000);
  g_assert_cmpint (zx_casebook_get_last_action (self->casebook), ==, entry.action);
  school_assert_value (self, &zx_kind_student, import.renamed, "village", "学生2999");

  /* Any of its entries names it. */
  undo (self, school_query (self, "SELECT max (jid) FROM journal"), 0);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM student WHERE deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM family WHERE deleted_at IS NULL"), ==, 0);
  school_assert_value (self, &zx_kind_student, import.renamed, "village", NULL);
  refuse_undo (self, entry.action, ZX_RECORD_ERROR_RULE);

  redo (self, 0);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM student WHERE deleted_at IS NULL"), ==, 3001);
  school_assert_value (self, &zx_kind_student, import.renamed, "village", "学生2999");
  number = zx_casebook_get_last_action (self->casebook);
  undo (self, 0, 0);
  g_assert_cmpint (zx_casebook_get_last_action (self->casebook), >, number);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM student WHERE deleted_at IS NULL"), ==, 1);
  school_assert_value (self, &zx_kind_student, import.renamed, "village", NULL);
  school_assert_sound (self);
}

static void
count_change (const ZxRowChange *change,
              gpointer           data)
{
  (*(guint *) data)++;
}

/* Lists stop at 200 rows of an action; whoever asks for all of them gets all, in whichever entry they stand. */
static void
test_every_change_of_bulk (School        *self,
                           gconstpointer  data)
{
  Import import = { .n_students = 3000, .students = g_newa (gint64, 3000) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) history = NULL;
  guint n_all = 0, n_own = 0, n_added = 0;
  ZxHistoryEntry *first;

  import.renamed = school_add_student (self, "张家伟", 1);
  zx_casebook_act (self->casebook, "Import", import_students, &import, NULL, &error);
  g_assert_no_error (error);

  all = zx_history_load (zx_casebook_get_reader (self->casebook), NULL, 0, 1, &error);
  g_assert_no_error (error);
  first = g_ptr_array_index (all, 0);
  g_assert_cmpuint (first->changes->len, ==, 200);
  g_assert_true (zx_history_each_change (zx_casebook_get_reader (self->casebook), first, 0, count_change, &n_all, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_all, ==, first->n_rows);

  /* Changed in the first entry and in the last: one line, both changes. */
  history = zx_history_load (zx_casebook_get_reader (self->casebook), &zx_kind_student, import.renamed, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 2);
  first = g_ptr_array_index (history, 0);
  g_assert_cmpstr (first->words, ==, "Imported many");
  g_assert_cmpuint (first->changes->len, ==, 2);
  g_assert_true (zx_history_each_change (zx_casebook_get_reader (self->casebook), first, import.renamed, count_change, &n_own, &error));
  g_assert_cmpuint (n_own, ==, 2);
  g_assert_true (zx_history_each_change (zx_casebook_get_reader (self->casebook), g_ptr_array_index (history, 1), import.renamed,
                                         count_change, &n_added, &error));
  g_assert_cmpuint (n_added, >, 0);
}

/* Children with newer records stay, with all that belongs to them. */
static void
test_undo_of_import_keeps (School        *self,
                           gconstpointer  data)
{
  Import import = { .n_students = 6, .students = g_newa (gint64, 6) };
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *family = NULL;
  ZxEntryId entry;

  zx_casebook_act (self->casebook, "Import", import_students, &import, &entry, &error);
  g_assert_no_error (error);
  school_add_visit (self, import.students[0], "2026-10-17");
  family = school_get (self, &zx_kind_student, import.students[2], "family");
  add_member (self, g_ascii_strtoll (family, NULL, 10), "李秀英");

  zx_casebook_undo (self->casebook, entry.action, 0, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.kept->len, ==, 2);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM student WHERE deleted_at IS NULL"), ==, 2);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM family WHERE deleted_at IS NULL"), ==, 2);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM enrolment WHERE deleted_at IS NULL"), ==, 2);
  /* Both are in the first grade; the class of the second goes. */
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM class WHERE deleted_at IS NULL"), ==, 1);
  school_assert_value (self, &zx_kind_student, import.students[0], "grade", "P1");
  school_assert_sound (self);

  redo (self, 0);
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM student WHERE deleted_at IS NULL"), ==, 6);
  school_assert_sound (self);
}

/* --- the journal alone gives the same content --- */

typedef struct
{
  School  school;
  GRand  *random;
  GArray *students;
  GArray *visits;
  GArray *members;
  guint   n_undone, n_redone, n_refused;
} Walk;

static gint64
pick (Walk   *self,
      GArray *ids)
{
  return ids->len == 0 ? 0 : g_array_index (ids, gint64, g_rand_int_range (self->random, 0, (gint32) ids->len));
}

static void
walk_change (Walk         *self,
             const ZxKind *kind,
             gint64        id,
             const char   *field)
{
  static const char * const values[] = { "", "青石村", "“引号”\"\\\n\t", "𠮷野家", "👧🏽", "a", "longer than others" };
  const char *value = values[g_rand_int_range (self->random, 0, G_N_ELEMENTS (values))];

  if (id != 0 && !school_is_removed (&self->school, kind, id))
    school_set (&self->school, kind, id, field, value);
}

static void
walk_remove (Walk         *self,
             const ZxKind *kind,
             gint64        id)
{
  if (id != 0 && !school_is_removed (&self->school, kind, id))
    school_remove (&self->school, kind, id);
}

static void
walk_reverse (Walk     *self,
              gboolean  again)
{
  g_autoptr (GError) error = NULL;
  gint64 last = zx_casebook_get_last_action (self->school.casebook);
  gint64 number = g_rand_boolean (self->random) ? 0 : g_rand_int_range (self->random, (gint32) MAX (1, last - 12), (gint32) last + 1);
  gboolean done = again ? zx_casebook_redo (self->school.casebook, number, 0, NULL, &error)
                        : zx_casebook_undo (self->school.casebook, number, 0, NULL, &error);

  if (done)
    *(again ? &self->n_redone : &self->n_undone) += 1;
  else
    {
      g_assert_cmpint (error->domain, ==, ZX_RECORD_ERROR);
      self->n_refused++;
    }
}

/* (transfer full): every record with every field, as one sum */
static char *
dup_content_sum (School *school)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    {
      g_autoptr (GString) sql = g_string_new ("SELECT group_concat (x) FROM (SELECT id");
      g_autofree char *rows = NULL;

      for (guint i = 0; i < (*kind)->n_fields; i++)
        if (zx_field_is_stored (&(*kind)->fields[i]))
          g_string_append_printf (sql, " || ',' || quote (\"%s\")", (*kind)->fields[i].key);
      g_string_append_printf (sql, " AS x FROM \"%s\" ORDER BY id)", (*kind)->key);
      rows = zx_db_dup_text (zx_casebook_get_reader (school->casebook), sql->str);
      g_checksum_update (sum, (const guchar *) (rows != NULL ? rows : ""), -1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

/* Some steps back and as many forward lead to where one was. */
static void
walk_back_and_forth (Walk *self)
{
  g_autofree char *before = dup_content_sum (&self->school);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint n_steps = g_rand_int_range (self->random, 1, 8), n_done = 0;

  while (n_done < n_steps && zx_casebook_undo (self->school.casebook, 0, 0, NULL, &error))
    n_done++;
  self->n_undone += (guint) n_done;
  g_clear_error (&error);
  for (gint i = 0; i < n_done; i++)
    {
      zx_casebook_redo (self->school.casebook, 0, 0, NULL, &error);
      g_assert_no_error (error);
      self->n_redone++;
    }

  after = dup_content_sum (&self->school);
  g_assert_cmpstr (before, ==, after);
}

static void
walk_step (Walk *self,
           guint number)
{
  School *school = &self->school;
  gint64 student = pick (self, self->students), id;

  switch (g_rand_int_range (self->random, 0, 14))
    {
    case 0:
    case 1:
      id = school_add_student (school, number % 2 == 0 ? "欧阳若兰" : "张家伟", number);
      g_array_append_val (self->students, id);
      break;
    case 2:
    case 3:
      if (student != 0 && !school_is_removed (school, &zx_kind_student, student))
        {
          id = school_add_visit (school, student, "2026-10-17");
          g_array_append_val (self->visits, id);
        }
      break;
    case 4:
      if (student != 0 && !school_is_removed (school, &zx_kind_student, student))
        {
          id = add_member (school, give_family (school, student), "李秀英");
          g_array_append_val (self->members, id);
        }
      break;
    case 5:
    case 6:
      walk_change (self, &zx_kind_student, student, "village");
      break;
    case 7:
      walk_change (self, &zx_kind_home_visit, pick (self, self->visits), "home_found");
      break;
    case 8:
      walk_change (self, &zx_kind_family_member, pick (self, self->members), "job");
      break;
    case 9:
      if (student != 0 && !school_is_removed (school, &zx_kind_student, student))
        school_set (school, &zx_kind_student, student, "grade", g_rand_boolean (self->random) ? "P4" : "P5");
      break;
    case 10:
      switch (g_rand_int_range (self->random, 0, 3))
        {
        case 0:
          walk_remove (self, &zx_kind_student, student);
          break;
        case 1:
          walk_remove (self, &zx_kind_home_visit, pick (self, self->visits));
          break;
        default:
          walk_remove (self, &zx_kind_family_member, pick (self, self->members));
          break;
        }
      break;
    case 11:
      walk_reverse (self, FALSE);
      break;
    case 12:
      walk_back_and_forth (self);
      break;
    default:
      walk_reverse (self, TRUE);
      break;
    }
}

/* No live row may belong to one that is gone. */
static void
assert_owners_live (School *school)
{
  for (const ZxKind * const *kind = zx_kinds_get (); *kind != NULL; kind++)
    for (guint i = 0; i < (*kind)->n_fields; i++)
      {
        const ZxField *field = &(*kind)->fields[i];
        g_autofree char *sql = NULL;

        if (field->type != ZX_TYPE_REF || (field->flags & ZX_FIELD_OWNER) == 0 || ((*kind)->flags & ZX_KIND_LOG))
          continue;
        sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" r JOIN \"%s\" o ON o.id = r.\"%s\" WHERE r.deleted_at IS NULL AND o.deleted_at IS NOT NULL",
                               (*kind)->key, field->of, field->key);
        g_assert_cmpint (school_query (school, sql), ==, 0);
      }
}

static void
test_random_walk (gconstpointer seed)
{
  Walk self = { 0 };
  g_autoptr (ZxDb) memory = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;

  school_set_up (&self.school);
  self.random = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  self.students = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.visits = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.members = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < 300; i++)
    {
      walk_step (&self, i);
      if (i % 100 == 50)
        {
          school_close (&self.school);
          school_open (&self.school);
        }
    }
  g_test_message ("%u undone, %u made again, %u refused", self.n_undone, self.n_redone, self.n_refused);
  g_assert_cmpuint (self.n_undone, >, 10);
  g_assert_cmpuint (self.n_redone, >, 3);

  assert_owners_live (&self.school);
  school_assert_sound (&self.school);
  memory = zx_schema_new_memory (&error);
  g_assert_no_error (error);
  zx_journal_replay (zx_casebook_get_reader (self.school.casebook), memory, &error);
  g_assert_no_error (error);
  differences = zx_journal_compare (zx_casebook_get_reader (self.school.casebook), memory, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (differences->len, ==, 0);

  /* Taking everything back, one by one, leaves only the beginning. */
  while (zx_casebook_undo (self.school.casebook, 0, 0, NULL, &error))
    ;
  g_assert_cmpint (error->domain, ==, ZX_RECORD_ERROR);
  assert_owners_live (&self.school);
  school_assert_sound (&self.school);

  g_rand_free (self.random);
  g_array_unref (self.students);
  g_array_unref (self.visits);
  g_array_unref (self.members);
  school_tear_down (&self.school);
}

/* A journal that was damaged differs from the data, and the comparison says where. */
static void
test_compare_finds (School        *self,
                    gconstpointer  data)
{
  g_autoptr (ZxDb) memory = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;

  school_add_student (self, "张家伟", 1);
  memory = zx_schema_new_memory (&error);
  g_assert_no_error (error);
  zx_journal_replay (zx_casebook_get_reader (self->casebook), memory, &error);
  g_assert_no_error (error);
  zx_db_run (memory, "UPDATE student SET village = 'x'; INSERT INTO family (id) VALUES (17)", &error);
  g_assert_no_error (error);
  differences = zx_journal_compare (zx_casebook_get_reader (self->casebook), memory, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (differences->len, ==, 2);
}

/* --- whose entries these are --- */

static void
test_clone_gets_a_new_number (School        *self,
                              gconstpointer  data)
{
  g_autofree char *clone = g_build_filename (self->folder, "clone.zhuxue", NULL);
  School second = { .path = clone };
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 device = zx_casebook_get_device (self->casebook);
  gsize size;

  school_add_student (self, "张家伟", 1);
  school_close (self);
  g_file_get_contents (self->path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (clone, bytes, (gssize) size, &error);
  g_assert_no_error (error);

  /* Nobody has written since: at first nothing tells the two apart, so the second that is open at the same time differs. */
  school_open (self);
  g_assert_cmpint (zx_casebook_get_device (self->casebook), ==, device);
  school_open (&second);
  g_assert_cmpint (zx_casebook_get_device (second.casebook), !=, device);
  school_add_student (&second, "李雨桐", 2);
  school_assert_sound (&second);
  school_close (&second);

  /* The original goes on; an old copy of it is noticed when it comes back. */
  school_add_student (self, "王小明", 3);
  school_close (self);
  school_open (self);
  g_assert_cmpint (zx_casebook_get_device (self->casebook), ==, device);
  school_close (self);
  g_file_set_contents (self->path, bytes, (gssize) size, &error);
  g_assert_no_error (error);
  school_open (self);
  g_assert_cmpint (zx_casebook_get_device (self->casebook), !=, device);
  school_add_student (self, "赵一", 4);
  school_assert_sound (self);

  /* The first entry under the new number says what it knew. */
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM journal WHERE seen IS NOT NULL AND seq = 1"), ==, 1);
}

static void
test_another_machine (School        *self,
                      gconstpointer  data)
{
  gint64 device = zx_casebook_get_device (self->casebook);
  g_autofree char *devices = g_build_filename (g_get_user_data_dir (), "zhuxue", "devices", NULL);

  school_add_student (self, "张家伟", 1);
  school_close (self);
  storage_remove_tree (devices);
  school_open (self);
  g_assert_cmpint (zx_casebook_get_device (self->casebook), !=, device);
  device = zx_casebook_get_device (self->casebook);
  school_add_student (self, "李雨桐", 2);
  school_close (self);
  school_open (self);
  g_assert_cmpint (zx_casebook_get_device (self->casebook), ==, device);
}

/* A clock set back, or years ahead, does not bring the order of entries into disorder. */
static void
test_clock_set_back (School        *self,
                     gconstpointer  data)
{
  gint64 id = school_add_student (self, "张家伟", 1);
  g_autofree char *warning = zx_casebook_dup_clock_warning (self->casebook);
  g_autofree char *second = NULL;

  g_assert_null (warning);
  school_close (self);
  /* As if the newest entry had been written in 2099. */
  storage_tamper (self->path, "UPDATE journal SET wall = 4070908800000, hlc = 4070908800000 << 15 WHERE jid = (SELECT max (jid) FROM journal)");
  school_open (self);
  second = zx_casebook_dup_clock_warning (self->casebook);
  g_assert_nonnull (second);
  g_assert_true (g_str_has_suffix (second, "."));

  school_set (self, &zx_kind_student, id, "village", "青石村");
  school_set (self, &zx_kind_student, id, "village", "白云村");
  g_assert_cmpint (school_query (self, "SELECT count (*) FROM journal a JOIN journal b ON b.jid > a.jid WHERE b.hlc <= a.hlc"), ==, 0);
  undo (self, 0, 0);
  school_assert_value (self, &zx_kind_student, id, "village", "青石村");
}

int
main (int   argc,
      char *argv[])
{
  storage_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/journal/" name, School, NULL, set_up, func, tear_down)
  ADD ("entry", test_entry);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("fields-at-their-default", test_fields_at_their_default);
  g_test_add_func ("/journal/hash", test_hash);
#define ADD_TAMPER(name, sql) g_test_add ("/journal/tampering-shows/" name, School, sql, set_up, test_tampering_shows, tear_down)
  ADD_TAMPER ("actor", "UPDATE journal SET actor = 'somebody else' WHERE jid = 2");
  ADD_TAMPER ("label", "UPDATE journal SET label = label || '.' WHERE jid = 2");
  ADD_TAMPER ("clock", "UPDATE journal SET wall = wall + 1 WHERE jid = 2");
  ADD_TAMPER ("payload", "UPDATE journal SET payload = replace (payload, '青石村', '白云村') WHERE typeof (payload) = 'text'");
  ADD_TAMPER ("payload-type", "UPDATE journal SET payload = 7 WHERE jid = 2");
  ADD_TAMPER ("gone", "DELETE FROM journal WHERE jid = 2");
  ADD_TAMPER ("order", "UPDATE journal SET seq = -seq; UPDATE journal SET seq = CASE seq WHEN -2 THEN 3 WHEN -3 THEN 2 ELSE -seq END");
  ADD_TAMPER ("hash", "UPDATE journal SET hash = zeroblob (32) WHERE jid = 2");
  ADD_TAMPER ("short-hash", "UPDATE journal SET hash = zeroblob (3) WHERE jid = 2");
  ADD_TAMPER ("data", "UPDATE student SET village = '白云村'");
  ADD_TAMPER ("data-added", "INSERT INTO staff (id, name) VALUES (17, 'x')");
  ADD_TAMPER ("data-removed", "DROP TRIGGER visit_child_keep; DELETE FROM visit_child");
  ADD_TAMPER ("writer", "UPDATE cell_ver SET jid = 1");
  ADD_TAMPER ("writer-gone", "DELETE FROM row_ver WHERE kind = 'home_visit'");
  ADD_TAMPER ("schema", "CREATE TRIGGER x AFTER INSERT ON local BEGIN SELECT 1; END");
  ADD_TAMPER ("search-key", "DELETE FROM search_key WHERE key = 'zjw'");
  ADD_TAMPER ("search-key-more", "INSERT INTO search_key SELECT 'nobody', student FROM student_now");
  ADD_TAMPER ("list", "UPDATE student_now SET student_no = '9'");
  ADD_TAMPER ("note", "UPDATE note_text SET body = 'x'");
  ADD_TAMPER ("note-gone", "DELETE FROM note_text");
  ADD_TAMPER ("note-index", "CREATE TEMP TABLE kept AS SELECT rowid AS id, body FROM note_text; UPDATE note_text SET body = 'x'; "
                            "UPDATE note_text_content SET c0 = (SELECT body FROM kept WHERE kept.id = note_text_content.id)");
  ADD_TAMPER ("note-index-gone", "DELETE FROM note_text_data WHERE id > 10");
  ADD_TAMPER ("touch", "DELETE FROM touch WHERE kind = 'home_visit'");
  ADD ("history-of-owners", test_history_of_owners);
  ADD ("record-moves-to-another", test_record_moves_to_another);
  ADD ("undo-and-redo", test_undo_and_redo);
  ADD ("undo-after-redo", test_undo_after_redo);
  ADD ("new-action-ends-redo", test_new_action_ends_redo);
  ADD ("partial-undo", test_partial_undo);
  ADD ("undo-of-nothing-left", test_undo_of_nothing_left);
  ADD ("undo-refused-for-later-records", test_undo_refused_for_later_records);
  ADD ("undo-of-added-and-referred", test_undo_of_added_and_referred);
  ADD ("undo-of-remove", test_undo_of_remove);
  ADD ("no-reference-to-removed", test_no_reference_to_removed);
  ADD ("undo-refusals", test_undo_refusals);
  ADD ("visit-over-a-day-old", test_visit_over_a_day_old);
  ADD ("undo-since", test_undo_since);
  ADD ("undo-steps", test_undo_steps);
  ADD ("undo-own", test_undo_own);
  ADD ("order", test_order);
  ADD ("bulk", test_bulk);
  ADD ("every-change-of-bulk", test_every_change_of_bulk);
  ADD ("undo-of-import-keeps", test_undo_of_import_keeps);
  ADD ("compare-finds", test_compare_finds);
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/journal/random-walk/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (20260900 + seed), test_random_walk);
    }
  ADD ("clone-gets-a-new-number", test_clone_gets_a_new_number);
  ADD ("another-machine", test_another_machine);
  ADD ("clock-set-back", test_clock_set_back);

  return storage_test_run ();
}
