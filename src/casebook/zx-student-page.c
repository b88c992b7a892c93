/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-identify.h"
#include "zx-student-facts-private.h"

/* --- staff --- */

void
zx_staff_name_free (ZxStaffName *self)
{
  g_free (self->name);
  g_free (self->post);
  g_free (self);
}

GPtrArray *
zx_frequent_visitors_load (ZxDb        *db,
                           const char  *today,
                           guint        limit,
                           GError     **error)
{
  g_autoptr (GPtrArray) staff = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_staff_name_free);
  g_autofree char *since = zx_date_add_days (today, -183);
  ZxStatement *row = zx_db_prepare (db, "SELECT s.id, s.name, s.post, count (v.id) AS visits FROM staff s "
                                        "LEFT JOIN visit_staff t ON t.staff = s.id AND t.deleted_at IS NULL "
                                        "LEFT JOIN home_visit v ON v.id = t.visit AND v.deleted_at IS NULL AND v.voided_on IS NULL "
                                        "AND v.visit_date BETWEEN :since AND :today "
                                        "WHERE s.deleted_at IS NULL AND s.voided_on IS NULL AND (s.left_on IS NULL OR s.left_on > :today) "
                                        "GROUP BY s.id ORDER BY visits DESC, s.name, s.id LIMIT :limit", error);
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":since", since);
  zx_statement_set_text (row, ":today", today);
  zx_statement_set_int (row, ":limit", limit > 0 ? (gint64) limit : -1);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxStaffName *one = g_new0 (ZxStaffName, 1);

      one->id = zx_statement_get_int (row, 0);
      one->name = g_strdup (zx_statement_get_text (row, 1));
      one->post = g_strdup (zx_statement_get_text (row, 2));
      one->n_visits = (guint) zx_statement_get_int (row, 3);
      g_ptr_array_add (staff, one);
    }

  return step < 0 ? NULL : g_steal_pointer (&staff);
}

gint64
zx_staff_find_by_name (ZxDb       *db,
                       const char *name)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id FROM staff WHERE name = :name AND deleted_at IS NULL ORDER BY left_on IS NOT NULL, id LIMIT 1", NULL);
  gint64 id = 0;

  if (row == NULL || name == NULL)
    return 0;

  zx_statement_set_text (row, ":name", name);
  if (zx_statement_step (row, NULL) > 0)
    {
      id = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }

  return id;
}

/* --- the family --- */

void
zx_member_row_free (ZxMemberRow *self)
{
  g_free (self->name);
  g_free (self->relation);
  g_free (self->relation_words);
  g_free (self->health);
  g_free (self->phone);
  g_free (self->condition);
  g_free (self);
}

const char *
zx_relation_get_spoken (const char *relation)
{
  static const struct
  {
    const char *code;
    const char *words;
  } spoken[] = {
    { "51", NC_("spoken", "Father") },
    { "52", NC_("spoken", "Mother") },
    { "57", NC_("spoken", "Stepfather") },
    { "58", NC_("spoken", "Stepmother") },
    { "61", NC_("spoken", "Grandpa") },
    { "62", NC_("spoken", "Grandma") },
    { "63", NC_("spoken", "Mother's father") },
    { "64", NC_("spoken", "Mother's mother") },
    { "71", NC_("spoken", "Elder brother") },
    { "73", NC_("spoken", "Younger brother") },
    { "75", NC_("spoken", "Elder sister") },
    { "77", NC_("spoken", "Younger sister") },
    { "81", NC_("spoken", "Relative") },
    { "90", NC_("spoken", "Guardian") },
    { "91", NC_("spoken", "Institution") },
    { "99", NC_("spoken", "Other") },
  };

  for (guint i = 0; relation != NULL && i < G_N_ELEMENTS (spoken); i++)
    if (strcmp (spoken[i].code, relation) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "spoken", spoken[i].words);

  return "";
}

static void
append_part (GString    *line,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

/* Good health goes without saying. */
static char *
dup_condition (const char *health,
               const char *job,
               const char *work_place,
               const char *remark)
{
  GString *line = g_string_new (NULL);

  if (remark != NULL)
    {
      g_string_append (line, remark);
      return g_string_free (line, FALSE);
    }

  if (health != NULL && strcmp (health, "10") != 0)
    append_part (line, zx_code_table_get_label (zx_code_table_find ("HEALTH"), health));
  append_part (line, job);
  append_part (line, work_place);

  return g_string_free (line, FALSE);
}

static int
get_age (ZxStatement *row,
         int          birth_column,
         int          age_column,
         const char  *today)
{
  if (!zx_statement_is_null (row, birth_column))
    return zx_date_age (zx_statement_get_text (row, birth_column), today);

  return zx_statement_is_null (row, age_column) ? -1 : (int) zx_statement_get_int (row, age_column);
}

GPtrArray *
zx_family_members_load (ZxDb        *db,
                        gint64       student,
                        const char  *today,
                        GError     **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_member_row_free);
  ZxStatement *row = zx_db_prepare (db, "SELECT m.id, m.name, coalesce (t.relation, m.relation) AS rel, CASE WHEN t.relation IS NULL THEN m.relation_note END, "
                                        "m.birth, m.age, coalesce (t.guardian, m.guardian, 0) AS guards, m.lives_with, m.health, m.phone, "
                                        "m.job, m.work_place, m.remark FROM student s JOIN family_member m ON m.family = s.family "
                                        "LEFT JOIN member_tie t ON t.member = m.id AND t.student = s.id AND t.deleted_at IS NULL "
                                        "WHERE s.id = :student AND m.deleted_at IS NULL AND m.voided_on IS NULL "
                                        "ORDER BY guards DESC, coalesce (m.health, '') IN ('70', '80'), rel, m.id", error);
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":student", student);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxMemberRow *one = g_new0 (ZxMemberRow, 1);
      const char *note = zx_statement_get_text (row, 3);

      one->id = zx_statement_get_int (row, 0);
      one->name = g_strdup (zx_statement_get_text (row, 1));
      one->relation = g_strdup (zx_statement_get_text (row, 2));
      one->relation_words = g_strdup (note != NULL ? note : zx_relation_get_spoken (one->relation));
      one->age = get_age (row, 4, 5, today);
      one->guardian = zx_statement_get_int (row, 6) != 0;
      one->lives_with = zx_statement_get_int (row, 7) != 0;
      one->health = g_strdup (zx_statement_get_text (row, 8));
      one->phone = g_strdup (zx_statement_get_text (row, 9));
      one->condition = dup_condition (one->health, zx_statement_get_text (row, 10), zx_statement_get_text (row, 11), zx_statement_get_text (row, 12));
      g_ptr_array_add (members, one);
    }

  return step < 0 ? NULL : g_steal_pointer (&members);
}

GPtrArray *
zx_siblings_load (ZxDb        *db,
                  gint64       student,
                  const char  *today,
                  GError     **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  ZxStatement *row = zx_db_prepare (db, "SELECT o.id FROM student s JOIN student o ON o.family = s.family AND o.id <> s.id "
                                        "LEFT JOIN student_now n ON n.student = o.id "
                                        "WHERE s.id = :student AND o.deleted_at IS NULL AND o.merged_into IS NULL ORDER BY n.sort_class DESC, o.id", error);
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":student", student);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (ids, id);
    }

  return step < 0 ? NULL : zx_student_rows_load (db, (const gint64 *) (gpointer) ids->data, ids->len, today, error);
}

void
zx_family_facts_free (ZxFamilyFacts *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->tags);
  g_free (self->contact);
  g_free (self->contact_phone);
  g_free (self->verified_on);
  g_free (self);
}

/* The guardian whose phone is known; else the child's own contact phone. */
static gboolean
load_contact (ZxFamilyFacts  *facts,
              ZxDb           *db,
              gint64          student,
              const char     *phone,
              const char     *today,
              GError        **error)
{
  g_autoptr (GPtrArray) members = zx_family_members_load (db, student, today, error);
  ZxMemberRow *best = NULL;

  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      ZxMemberRow *one = g_ptr_array_index (members, i);

      if (one->name == NULL || g_strcmp0 (one->health, "70") == 0 || g_strcmp0 (one->health, "80") == 0)
        continue;
      if (best == NULL || (best->phone == NULL && one->phone != NULL && one->guardian == best->guardian))
        best = one;
    }

  if (best == NULL)
    facts->contact = g_strdup ("");
  else if (*best->relation_words == '\0')
    facts->contact = g_strdup (best->name);
  else
    /* Translators: a family member and the relation to the child: Liu Guixiang (grandma) */
    facts->contact = g_strdup_printf (C_("contact", "%s (%s)"), best->name, best->relation_words);
  facts->contact_phone = g_strdup (best != NULL && best->phone != NULL ? best->phone : phone);

  return TRUE;
}

static gboolean
load_verified (ZxFamilyFacts  *facts,
               ZxDb           *db,
               gint64          student,
               const char     *today,
               GError        **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT max (v.visit_date) FROM student o JOIN visit_child c ON c.student = o.id JOIN home_visit v ON v.id = c.visit "
                                        "WHERE (o.id = :student OR o.family = (SELECT family FROM student WHERE id = :student)) "
                                        "AND c.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL "
                                        "AND coalesce (v.nobody_home, 0) = 0 AND v.visit_date <= :today", error);
  g_autofree char *year_ago = zx_date_add_months (today, -12);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":today", today);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      facts->verified_on = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }
  facts->is_stale = facts->verified_on == NULL || strcmp (facts->verified_on, year_ago) < 0;

  return step >= 0;
}

ZxFamilyFacts *
zx_family_facts_load (ZxDb        *db,
                      gint64       student,
                      const char  *today,
                      GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT s.family, s.left_behind, s.phone, n.enrol_status, n.cat, f.housing FROM student s "
                                        "LEFT JOIN student_now n ON n.student = s.id LEFT JOIN family f ON f.id = s.family "
                                        "WHERE s.id = :student", error);
  g_autoptr (ZxFamilyFacts) facts = g_new0 (ZxFamilyFacts, 1);
  g_autoptr (GPtrArray) tags = NULL;
  g_autofree char *left_behind = NULL, *phone = NULL, *status = NULL, *housing = NULL;
  g_auto (ZxTerm) term = { 0 };
  gboolean has_category = FALSE;
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":student", student);
  step = zx_statement_step (row, error);
  if (step < 0)
    return NULL;
  if (step > 0)
    {
      facts->family = zx_statement_get_int (row, 0);
      left_behind = g_strdup (zx_statement_get_text (row, 1));
      phone = g_strdup (zx_statement_get_text (row, 2));
      status = g_strdup (zx_statement_get_text (row, 3));
      has_category = !zx_statement_is_null (row, 4);
      housing = g_strdup (zx_statement_get_text (row, 5));
      sqlite3_reset (row);
    }

  if (!zx_term_load_working (&term, db, error))
    return NULL;
  tags = zx_student_facts_collect (db, &term, student, facts->family, has_category, left_behind, status, TRUE, error);
  if (tags == NULL)
    return NULL;
  if (housing != NULL && strchr (housing, '4') != NULL)
    g_ptr_array_add (tags, g_strdup (C_("facts", "House unsafe")));
  g_ptr_array_add (tags, NULL);
  facts->tags = (char **) g_ptr_array_steal (tags, NULL);

  if (!load_contact (facts, db, student, phone, today, error) || !load_verified (facts, db, student, today, error))
    return NULL;

  return g_steal_pointer (&facts);
}

/* --- promises --- */

void
zx_promise_free (ZxPromise *self)
{
  g_free (self->student_name);
  g_free (self->what);
  g_free (self->person_name);
  g_free (self->due);
  g_free (self->done_on);
  g_free (self->result);
  g_free (self->remark);
  g_free (self);
}

#define OPEN_PROMISE "f.deleted_at IS NULL AND f.voided_on IS NULL AND f.done_on IS NULL"

static GPtrArray *
take_promises (ZxStatement  *row,
               const char   *today,
               GError      **error)
{
  g_autoptr (GPtrArray) promises = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_promise_free);
  int step;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxPromise *one = g_new0 (ZxPromise, 1);

      one->id = zx_statement_get_int (row, 0);
      one->student = zx_statement_get_int (row, 1);
      one->student_name = g_strdup (zx_statement_get_text (row, 2));
      one->what = g_strdup (zx_statement_get_text (row, 3));
      one->person = zx_statement_get_int (row, 4);
      one->person_name = zx_statement_is_null (row, 5) ? g_strdup ("") : g_strdup (zx_statement_get_text (row, 5));
      one->due = g_strdup (zx_statement_get_text (row, 6));
      one->done_on = g_strdup (zx_statement_get_text (row, 7));
      one->result = g_strdup (zx_statement_get_text (row, 8));
      one->visit = zx_statement_get_int (row, 9);
      one->remark = g_strdup (zx_statement_get_text (row, 10));
      one->days = one->due != NULL ? zx_date_days_between (today, one->due) : 0;
      g_ptr_array_add (promises, one);
    }

  return step < 0 ? NULL : g_steal_pointer (&promises);
}

GPtrArray *
zx_promises_load (ZxDb        *db,
                  gint64       student,
                  const char  *until,
                  const char  *today,
                  GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, student != 0
                                          ? "SELECT f.id, f.student, s.name, f.what, f.person, p.name, f.due, f.done_on, f.result, f.visit, f.remark "
                                            "FROM follow_up f JOIN student s ON s.id = f.student LEFT JOIN staff p ON p.id = f.person "
                                            "WHERE f.student = :student AND " OPEN_PROMISE " AND s.deleted_at IS NULL "
                                            "AND (:until IS NULL OR f.due IS NULL OR f.due <= :until) ORDER BY f.due IS NULL, f.due, f.id"
                                          : "SELECT f.id, f.student, s.name, f.what, f.person, p.name, f.due, f.done_on, f.result, f.visit, f.remark "
                                            "FROM follow_up f CROSS JOIN student s ON s.id = f.student LEFT JOIN staff p ON p.id = f.person "
                                            "WHERE " OPEN_PROMISE " AND s.deleted_at IS NULL "
                                            "AND (:until IS NULL OR f.due IS NULL OR f.due <= :until) ORDER BY f.due IS NULL, f.due, f.id",
                                    error);

  if (row == NULL)
    return NULL;
  if (student != 0)
    zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":until", until);

  return take_promises (row, today, error);
}

guint
zx_promises_count (ZxDb *db)
{
  return (guint) zx_db_get_int (db, "SELECT count (*) FROM follow_up f CROSS JOIN student s ON s.id = f.student WHERE " OPEN_PROMISE
                                    " AND s.deleted_at IS NULL", 0);
}

/* --- the timeline --- */

void
zx_event_free (ZxEvent *self)
{
  g_free (self->date);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->who);
  g_free (self);
}

static char *
dup_names (ZxDb        *db,
           gint64       visit,
           GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT s.name FROM visit_staff t JOIN staff s ON s.id = t.staff "
                                        "WHERE t.visit = :visit AND t.deleted_at IS NULL ORDER BY t.id", error);
  GString *names = g_string_new (NULL);
  int step = -1;

  if (row != NULL)
    {
      zx_statement_set_int (row, ":visit", visit);
      while ((step = zx_statement_step (row, error)) > 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? C_("list of names", ", ") : "", zx_statement_get_text (row, 0));
    }

  return g_string_free (names, step < 0);
}

/* "Void: entered twice" goes before everything else. */
static char *
dup_void_detail (const char *reason)
{
  return reason != NULL ? g_strdup_printf (_("Void: %s"), reason) : g_strdup (_("Void"));
}

static gboolean
add_visits (GPtrArray   *events,
            ZxDb        *db,
            gint64       student,
            GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT v.id, v.visit_date, v.nobody_home, v.received_by, v.student_present, v.voided_on, v.void_reason, "
                                        "(SELECT count (*) FROM follow_up f WHERE f.visit = v.id AND f.deleted_at IS NULL AND f.voided_on IS NULL), k.name "
                                        "FROM visit_child c JOIN home_visit v ON v.id = c.visit JOIN student k ON k.id = c.student "
                                        "WHERE c.student = :student AND c.deleted_at IS NULL AND v.deleted_at IS NULL ORDER BY v.visit_date, v.id", error);
  guint number = 0;
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxEvent *one = g_new0 (ZxEvent, 1);
      g_autofree char *names = dup_names (db, zx_statement_get_int (row, 0), error);
      GString *detail = g_string_new (names);
      guint promises = (guint) zx_statement_get_int (row, 7);

      one->kind = "home_visit";
      one->id = zx_statement_get_int (row, 0);
      one->date = g_strdup (zx_statement_get_text (row, 1));
      one->who = g_strdup (names);
      one->voided = !zx_statement_is_null (row, 5);
      if (one->voided)
        one->title = g_strdup (_("Home visit"));
      else
        /* Translators: the how-manieth visit to this child */
        one->title = g_strdup_printf (_("Home visit no. %u"), ++number);

      if (zx_statement_get_int (row, 2) != 0)
        append_part (detail, _("Nobody at home"));
      else if (!zx_statement_is_null (row, 3) || zx_statement_get_int (row, 4) != 0)
        {
          g_autofree char *met = NULL;

          met = g_strdup_printf (_("Met %s"), zx_statement_is_null (row, 3) ? _("the child") : zx_statement_get_text (row, 3));
          append_part (detail, met);
        }
      if (promises > 0)
        {
          g_autofree char *words = g_strdup_printf (ngettext ("%u promise", "%u promises", promises), promises);

          append_part (detail, words);
        }
      one->detail = one->voided ? dup_void_detail (zx_statement_get_text (row, 6)) : g_strdup (detail->str);
      g_string_free (detail, TRUE);
      g_ptr_array_add (events, one);
      if (names == NULL)
        {
          sqlite3_reset (row);
          return FALSE;
        }
    }

  return step == 0;
}

static gboolean
add_contacts (GPtrArray   *events,
              ZxDb        *db,
              gint64       student,
              GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT k.id, k.date, k.channel, k.reached, k.content, k.voided_on, k.void_reason, s.name, k.with_whom FROM contact_log k "
                                        "LEFT JOIN staff s ON s.id = k.staff WHERE k.student = :student AND k.deleted_at IS NULL", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxEvent *one = g_new0 (ZxEvent, 1);
      const char *channel = zx_code_table_get_label (zx_code_table_find ("CHANNEL"), zx_statement_get_text (row, 2));
      GString *detail = g_string_new (NULL);

      one->kind = "contact_log";
      one->id = zx_statement_get_int (row, 0);
      one->date = g_strdup (zx_statement_get_text (row, 1));
      one->title = g_strdup (channel != NULL ? channel : _("Contact"));
      one->voided = !zx_statement_is_null (row, 5);
      one->who = g_strdup (zx_statement_get_text (row, 7));
      append_part (detail, zx_statement_get_text (row, 7));
      append_part (detail, zx_statement_get_text (row, 8));
      if (!zx_statement_is_null (row, 3) && zx_statement_get_int (row, 3) == 0)
        append_part (detail, _("Not reached"));
      append_part (detail, zx_statement_get_text (row, 4));
      one->detail = one->voided ? dup_void_detail (zx_statement_get_text (row, 6)) : g_strdup (detail->str);
      g_string_free (detail, TRUE);
      g_ptr_array_add (events, one);
    }

  return step == 0;
}

static gboolean
add_done (GPtrArray   *events,
          ZxDb        *db,
          gint64       student,
          GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT f.id, f.done_on, f.what, f.result, s.name FROM follow_up f LEFT JOIN staff s ON s.id = f.person "
                                        "WHERE f.student = :student AND f.done_on IS NOT NULL AND f.deleted_at IS NULL AND f.voided_on IS NULL", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxEvent *one = g_new0 (ZxEvent, 1);
      GString *detail = g_string_new (NULL);

      one->kind = "follow_up";
      one->id = zx_statement_get_int (row, 0);
      one->date = g_strdup (zx_statement_get_text (row, 1));
      one->title = g_strdup_printf (_("Done: %s"), zx_statement_is_null (row, 2) ? "" : zx_statement_get_text (row, 2));
      one->who = g_strdup (zx_statement_get_text (row, 4));
      append_part (detail, zx_statement_get_text (row, 4));
      append_part (detail, zx_statement_get_text (row, 3));
      one->detail = g_string_free (detail, FALSE);
      g_ptr_array_add (events, one);
    }

  return step == 0;
}

/* Every step of the way to a level, the later of one day first. A note beside the way moved nothing. */
static gboolean
add_steps (GPtrArray   *events,
           ZxDb        *db,
           gint64       student,
           GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT a.id, r.date, r.event, r.level, s.name, r.reason FROM application a JOIN review_step r ON r.application = a.id "
                                        "LEFT JOIN staff s ON s.id = r.reviewer WHERE a.student = :student AND a.deleted_at IS NULL AND a.voided_on IS NULL "
                                        "AND r.event <> 'note' AND r.deleted_at IS NULL AND r.voided_on IS NULL ORDER BY r.position DESC, r.id DESC", error);
  g_auto (ZxLevelWords) levels = { 0 };
  int step;

  if (row == NULL)
    return FALSE;
  zx_level_words_load (&levels, db);
  zx_statement_set_int (row, ":student", student);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxAppEvent event = zx_app_event_from_word (zx_statement_get_text (row, 2));
      ZxEvent *one = g_new0 (ZxEvent, 1);
      GString *detail = g_string_new (NULL);

      one->kind = "review_step";
      one->id = zx_statement_get_int (row, 0);
      one->date = g_strdup (zx_statement_get_text (row, 1));
      /* Translators: what happened to a child's application, in a list of what happened to the child */
      one->title = g_strdup_printf (_("Identification: %s"), event < ZX_EVENT_N ? zx_app_event_get_label (event) : "");
      append_part (detail, zx_statement_get_text (row, 4));
      if (!zx_statement_is_null (row, 3))
        append_part (detail, levels.words[zx_level_get_rank (zx_statement_get_text (row, 3))]);
      append_part (detail, zx_statement_get_text (row, 5));
      one->detail = g_string_free (detail, FALSE);
      g_ptr_array_add (events, one);
    }

  return step == 0;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const ZxEvent *left = *(const ZxEvent * const *) a, *right = *(const ZxEvent * const *) b;
  int order = g_strcmp0 (right->date, left->date);

  if (order == 0)
    order = strcmp (left->kind, right->kind);

  return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

GPtrArray *
zx_timeline_load (ZxDb    *db,
                  gint64   student,
                  guint    limit,
                  GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_event_free);
  g_auto (ZxTerm) term = { 0 };

  if (!zx_term_load_working (&term, db, error) || !add_visits (events, db, student, error) ||
      !add_contacts (events, db, student, error) || !add_done (events, db, student, error) || !add_steps (events, db, student, error))
    return NULL;

  g_ptr_array_sort (events, compare_events);
  if (limit > 0 && events->len > limit)
    g_ptr_array_set_size (events, (int) limit);
  for (guint i = 0; i < events->len; i++)
    {
      ZxEvent *one = g_ptr_array_index (events, i);

      one->this_term = g_strcmp0 (one->date, term.start) >= 0 && g_strcmp0 (one->date, term.end) <= 0;
    }

  return g_steal_pointer (&events);
}

gboolean
zx_student_counts_load (ZxDb             *db,
                        gint64            student,
                        ZxStudentCounts  *out_counts,
                        GError          **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT (SELECT count (*) FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.student = :student "
                                        "AND c.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL), "
                                        "(SELECT count (*) FROM contact_log WHERE student = :student AND deleted_at IS NULL AND voided_on IS NULL), "
                                        "(SELECT count (*) FROM follow_up f WHERE f.student = :student AND " OPEN_PROMISE "), "
                                        "(SELECT count (*) FROM attachment WHERE owner_kind = 'student' AND owner_id = :student AND deleted_at IS NULL), "
                                        "(SELECT count (*) FROM application WHERE student = :student AND deleted_at IS NULL AND voided_on IS NULL)", error);
  int step;

  *out_counts = (ZxStudentCounts) { 0 };
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      out_counts->visits = (guint) zx_statement_get_int (row, 0);
      out_counts->contacts = (guint) zx_statement_get_int (row, 1);
      out_counts->open_promises = (guint) zx_statement_get_int (row, 2);
      out_counts->attachments = (guint) zx_statement_get_int (row, 3);
      out_counts->applications = (guint) zx_statement_get_int (row, 4);
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* --- recently opened --- */

#define KEPT_RECENT 12

static gboolean
note_recent (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autofree char *newest = g_strdup_printf ("%" G_GINT64_FORMAT, *(const gint64 *) data);
  g_autofree char *old = zx_local_dup (db, "recent_students");
  g_auto (GStrv) ids = g_strsplit (old != NULL ? old : "", ",", -1);
  g_autoptr (GString) line = g_string_new (newest);
  guint kept = 1;

  for (guint i = 0; ids[i] != NULL && kept < KEPT_RECENT; i++)
    if (*ids[i] != '\0' && strcmp (ids[i], newest) != 0)
      {
        g_string_append_printf (line, ",%s", ids[i]);
        kept++;
      }

  return zx_local_set (db, "recent_students", line->str, error);
}

void
zx_recent_students_note (ZxCasebook *casebook,
                         gint64      student)
{
  if (!zx_casebook_is_read_only (casebook))
    zx_casebook_act_local_async (casebook, note_recent, g_memdup2 (&student, sizeof student), g_free, NULL, NULL);
}

static gboolean
append_if_live (GArray  *ids,
                ZxDb    *db,
                gint64   id,
                GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT 1 FROM student_now WHERE student = :id", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":id", id);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      sqlite3_reset (row);
      g_array_append_val (ids, id);
    }

  return step >= 0;
}

GArray *
zx_recent_students_load (ZxDb    *db,
                         guint    limit,
                         GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *line = zx_local_dup (db, "recent_students");
  g_auto (GStrv) opened = g_strsplit (line != NULL ? line : "", ",", -1);
  ZxStatement *row;
  int step;

  for (guint i = 0; opened[i] != NULL && ids->len < limit; i++)
    if (*opened[i] != '\0' && !append_if_live (ids, db, g_ascii_strtoll (opened[i], NULL, 10), error))
      return NULL;
  if (ids->len > 0)
    return g_steal_pointer (&ids);

  row = zx_db_prepare (db, "SELECT c.student FROM home_visit v JOIN visit_child c ON c.visit = v.id AND c.deleted_at IS NULL "
                           "JOIN student_now n ON n.student = c.student WHERE v.deleted_at IS NULL AND v.voided_on IS NULL "
                           "GROUP BY c.student ORDER BY max (v.visit_date) DESC, c.student LIMIT :limit", error);
  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":limit", (gint64) limit);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_array_append_val (ids, id);
    }

  return step < 0 ? NULL : g_steal_pointer (&ids);
}
