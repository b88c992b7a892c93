/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-storage-util.h"
#include "zx-agenda.h"
#include "zx-application-step.h"
#include "zx-student-facts.h"

/* What surrounds need identification: its settings, a child's timeline and counts. */

static void
set_up (School        *school,
        gconstpointer  data)
{
  school_set_up (school);
}

static void
tear_down (School        *school,
           gconstpointer  data)
{
  school_assert_sound (school);
  school_tear_down (school);
}

typedef struct
{
  const char *key;
  const char *value;
} Pair;

static gboolean
set_setting (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  const Pair *pair = data;

  return zx_action_set_setting (action, pair->key, pair->value, error);
}

static void
test_settings_have_rules (School        *school,
                          gconstpointer  data)
{
  static const struct { const char *key, *value; gboolean fine; } cases[] = {
    { "notice_days", "5", TRUE }, { "notice_days", "4", FALSE }, { "notice_days", "0", FALSE }, { "notice_days", "31", FALSE },
    { "notice_days", "五", FALSE }, { "notice_days", "", TRUE }, { "short_notice_days", "3", TRUE }, { "short_notice_days", "0", FALSE },
    { "reply_days", "3", TRUE }, { "reply_days", "-1", FALSE }, { "notice_closing", "17:30", TRUE }, { "notice_closing", "24:00", FALSE },
    { "notice_closing", "17:60", FALSE }, { "notice_closing", "5点", FALSE }, { "level_words", "A", TRUE }, { "level_words", "B", TRUE },
    { "level_words", "特困,困难,一般", TRUE }, { "level_words", "特困,困难", FALSE }, { "level_words", "特困,,一般", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Pair pair = { cases[i].key, cases[i].value };
      g_autoptr (GError) error = NULL;
      gboolean fine = zx_casebook_act (school->casebook, "设置", set_setting, &pair, NULL, &error);

      if (fine != cases[i].fine)
        g_error ("%s = “%s”: %s", pair.key, pair.value, error != NULL ? error->message : "was taken");
      if (!fine)
        storage_assert_sentence (error);
    }
}

static gint64
add_hardship (School *school,
              gint64  student)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_application);
  g_autoptr (GError) error = NULL;
  ZxStepField fields[] = { { "committed", "1" }, { "commit_date", "2026-10-12" } };
  ZxStepOne one = { 0 };
  ZxStepRequest request = { .word = "submit", .ones = &one, .n_ones = 1, .fields = fields, .n_fields = G_N_ELEMENTS (fields) };
  g_auto (ZxStepResult) result = { 0 };

  zx_record_set_ref (record, "student", student);
  zx_record_set_text (record, "school_year", "2026-2027");
  zx_record_set_text (record, "term", "2026-2027-1");
  zx_record_set_text (record, "kind", "3");
  zx_record_set_text (record, "event_date", "2026-10-11");
  zx_record_set_text (record, "reason", "父亲受伤住院");
  zx_casebook_save (school->casebook, "登记困难变化", record, NULL, &error);
  g_assert_no_error (error);
  one.application = zx_record_get_id (record);
  zx_casebook_step (school->casebook, &request, &result, NULL, &error);
  g_assert_no_error (error);

  return one.application;
}

static void
test_steps_stand_in_the_timeline (School        *school,
                                  gconstpointer  data)
{
  gint64 student, application;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  ZxStudentCounts counts;
  ZxEvent *event;

  zx_casebook_set_today (school->casebook, "2026-10-12");
  student = school_add_student (school, "王小梅", 1);
  school_add_student (school, "赵志强", 2);
  application = add_hardship (school, student);

  events = zx_timeline_load (zx_casebook_get_reader (school->casebook), student, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->kind, ==, "review_step");
  g_assert_cmpint (event->id, ==, application);
  g_assert_cmpstr (event->date, ==, "2026-10-12");

  g_assert_true (zx_student_counts_load (zx_casebook_get_reader (school->casebook), student, &counts, &error));
  g_assert_cmpuint (counts.applications, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  storage_test_init (&argc, &argv);

  g_test_add ("/identify-around/settings-have-rules", School, NULL, set_up, test_settings_have_rules, tear_down);
  g_test_add ("/identify-around/steps-stand-in-the-timeline", School, NULL, set_up, test_steps_stand_in_the_timeline, tear_down);

  return storage_test_run ();
}
