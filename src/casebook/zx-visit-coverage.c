/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-coverage"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-mask.h"
#include "zx-pinyin.h"
#include "zx-student-facts-private.h"
#include "zx-words.h"

/* --- the rule --- */

static gboolean
load_term_period (ZxVisitRule  *self,
                  ZxDb         *db,
                  const char   *today,
                  GError      **error)
{
  g_auto (ZxTerm) now = { 0 };
  g_auto (ZxTerm) before = { 0 };
  g_autofree char *name = NULL;

  if (!zx_term_load_of_date (&now, db, today, error))
    return FALSE;
  name = zx_term_add (now.name, -1);
  if (!zx_term_load (&before, db, name, error))
    return FALSE;

  g_strlcpy (self->start, now.start, sizeof self->start);
  g_strlcpy (self->end, now.end, sizeof self->end);
  g_strlcpy (self->last_start, before.start, sizeof self->last_start);
  self->days_left = zx_date_days_between (today, self->end);

  return TRUE;
}

gboolean
zx_visit_rule_load (ZxVisitRule  *self,
                    ZxDb         *db,
                    const char   *today,
                    GError      **error)
{
  g_autofree char *setting = zx_setting_dup (db, "visit_rule");
  g_autofree char *before = NULL;
  ZxQuarter quarter;

  *self = (ZxVisitRule) { 0 };
  self->by_term = setting != NULL && g_str_has_prefix (setting, "term");
  self->phone_counts = setting != NULL && g_str_has_suffix (setting, "+phone");
  if (self->by_term)
    return load_term_period (self, db, today, error);

  if (!zx_date_get_quarter (today, &quarter))
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_INVALID, _("“%s” is no date. Write it as 2026-11-23."), today);
      return FALSE;
    }
  g_strlcpy (self->start, quarter.start, sizeof self->start);
  g_strlcpy (self->end, quarter.end, sizeof self->end);
  self->days_left = quarter.days_left;
  before = zx_date_add_months (quarter.start, -3);
  g_strlcpy (self->last_start, before, sizeof self->last_start);

  return TRUE;
}

/* --- who is to be visited --- */

static void
visit_due_free (gpointer data)
{
  ZxVisitDue *self = data;

  zx_student_row_free (self->row);
  g_free (self->last_contact);
  g_free (self->last_channel);
  g_free (self->last_words);
  g_free (self->note);
  g_free (self);
}

void
zx_visit_coverage_free (ZxVisitCoverage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->todo, g_ptr_array_unref);
  g_free (self);
}

/* A contact of this period is worth saying; an older one says less than the last visit. */
static char *
dup_last_words (const ZxVisitDue  *due,
                const ZxVisitRule *rule,
                const char        *today)
{
  const char *visit = due->row->last_visit;
  gboolean was_contacted = g_strcmp0 (due->last_contact, visit) > 0 && strcmp (due->last_contact, rule->start) >= 0;
  int days = zx_date_days_between (was_contacted ? due->last_contact : visit, today);
  const char *channel;

  if (visit == NULL && !was_contacted)
    return g_strdup (_("Never visited"));
  if (!was_contacted)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);

  channel = zx_code_table_get_label (zx_code_table_find ("CHANNEL"), due->last_channel);
  if (channel == NULL)
    channel = _("Contact");
  if (visit == NULL)
    /* Translators: never visited, but called: "Never at home; 27 days ago, phone" */
    return g_strdup_printf (ngettext ("Never at home; %d day ago, %s", "Never at home; %d days ago, %s", days), days, channel);

  /* Translators: the last contact: "27 days ago, phone" */
  return g_strdup_printf (ngettext ("%d day ago, %s", "%d days ago, %s", days), days, channel);
}

/* Taught at home, or who is there and how to reach them, masked. */
static char *
dup_note (ZxDb                *db,
          const ZxStudentRow  *row,
          const char          *today,
          GError             **error)
{
  g_autoptr (GPtrArray) members = NULL;

  if (g_strcmp0 (row->enrol_status, "8") == 0)
    return g_strdup (C_("facts", "Taught at home"));

  members = zx_family_members_load (db, row->id, today, error);
  if (members == NULL)
    return NULL;

  for (guint i = 0; i < members->len; i++)
    {
      ZxMemberRow *member = g_ptr_array_index (members, i);
      g_autofree char *phone = NULL;

      if (!member->guardian)
        continue;
      phone = zx_mask_phone (member->phone);
      return g_strdup_printf ("%s %s%s%s", member->relation_words, member->name != NULL ? member->name : "", *phone != '\0' ? " " : "", phone);
    }

  return g_strdup ("");
}

static ZxVisitDue *
due_new (ZxDb               *db,
         const ZxVisitRule  *rule,
         ZxStudentRow       *row,
         const char         *today,
         GError            **error)
{
  ZxVisitDue *due = g_new0 (ZxVisitDue, 1);
  GError *local_error = NULL;

  due->row = row;
  due->last_contact = zx_contact_dup_last (db, row->id, today, &due->last_channel, &local_error);
  if (local_error == NULL)
    due->note = dup_note (db, row, today, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      visit_due_free (due);
      return NULL;
    }
  due->last_words = dup_last_words (due, rule, today);

  return due;
}

ZxVisitCoverage *
zx_visit_coverage_load (ZxDb        *db,
                        const char  *today,
                        GError     **error)
{
  return zx_visit_coverage_load_some (db, today, 0, error);
}

ZxVisitCoverage *
zx_visit_coverage_load_some (ZxDb        *db,
                             const char  *today,
                             guint        limit,
                             GError     **error)
{
  g_autoptr (ZxVisitCoverage) self = g_new0 (ZxVisitCoverage, 1);
  ZxStudentFilter filter = { .scope = ZX_STUDENTS_IN_NEED, .visited = ZX_STUDENTS_NOT_VISITED, .sort = ZX_STUDENT_SORT_LAST_VISIT, .limit = limit };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (!zx_visit_coverage_count (db, today, &self->rule, &self->due, &self->done, error))
    return NULL;

  ids = zx_student_ids_load (db, &filter, today, error);
  if (ids == NULL)
    return NULL;
  rows = zx_student_rows_load (db, (const gint64 *) (gpointer) ids->data, ids->len, today, error);
  if (rows == NULL)
    return NULL;

  self->todo = g_ptr_array_new_with_free_func (visit_due_free);
  for (guint i = 0; i < rows->len; i++)
    {
      ZxStudentRow *row = g_steal_pointer (&g_ptr_array_index (rows, i));
      ZxVisitDue *due;

      if (row == NULL)
        continue;
      due = due_new (db, &self->rule, row, today, error);
      if (due == NULL)
        return NULL;
      g_ptr_array_add (self->todo, due);
    }

  return g_steal_pointer (&self);
}

gboolean
zx_visit_coverage_count (ZxDb         *db,
                         const char   *today,
                         ZxVisitRule  *out_rule,
                         guint        *out_due,
                         guint        *out_done,
                         GError      **error)
{
  return zx_visit_rule_load (out_rule, db, today, error) &&
         zx_student_count_need (db, out_rule, today, out_due, out_done, error);
}

/* --- in cards --- */

void
zx_visit_group_free (ZxVisitGroup *self)
{
  g_free (self->key);
  g_free (self->title);
  g_free (self->note);
  g_ptr_array_unref (self->members);
  g_free (self);
}

static char *
dup_note_key (const char *village)
{
  return g_strconcat ("village_note:", village, NULL);
}

gboolean
zx_action_set_village_note (ZxAction    *action,
                            const char  *village,
                            const char  *note,
                            GError     **error)
{
  g_autofree char *key = dup_note_key (village);

  return zx_action_set_setting (action, key, note, error);
}

char *
zx_village_note_dup (ZxDb       *db,
                     const char *village)
{
  g_autofree char *key = dup_note_key (village);

  return zx_setting_dup (db, key);
}

/* Children of the classes a teacher leads, and those whom the teacher visited. */
static GHashTable *
load_children_of (ZxDb    *db,
                  gint64   staff,
                  GError **error)
{
  g_autoptr (GHashTable) children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  ZxStatement *row = zx_db_prepare (db, "SELECT n.student FROM class c JOIN student_now n ON n.class = c.id WHERE c.homeroom = :staff AND c.deleted_at IS NULL "
                                        "UNION SELECT k.student FROM visit_staff t JOIN home_visit v ON v.id = t.visit JOIN visit_child k ON k.visit = t.visit "
                                        "WHERE t.staff = :staff AND t.deleted_at IS NULL AND k.deleted_at IS NULL AND v.deleted_at IS NULL AND v.voided_on IS NULL", error);
  int step;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":staff", staff);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      gint64 id = zx_statement_get_int (row, 0);

      g_hash_table_add (children, g_memdup2 (&id, sizeof id));
    }

  return step < 0 ? NULL : g_steal_pointer (&children);
}

static ZxVisitGroup *
find_group (GPtrArray       *groups,
            ZxDb            *db,
            const char      *key,
            ZxVisitGrouping  grouping)
{
  ZxVisitGroup *group;

  for (guint i = 0; i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (strcmp (group->key, key) == 0)
        return group;
    }

  group = g_new0 (ZxVisitGroup, 1);
  group->key = g_strdup (key);
  if (grouping == ZX_VISIT_GROUP_LONGEST)
    group->title = g_strdup (_("Longest without a visit"));
  else if (*key == '\0')
    group->title = g_strdup (grouping == ZX_VISIT_GROUP_CLASS ? _("Without a class") : _("Village not known"));
  else
    group->title = g_strdup (key);
  if (grouping == ZX_VISIT_GROUP_PLACE && *key != '\0' && db != NULL)
    group->note = zx_village_note_dup (db, key);
  group->members = g_ptr_array_new ();
  g_ptr_array_add (groups, group);

  return group;
}

static int
compare_by_size (gconstpointer a,
                 gconstpointer b)
{
  const ZxVisitGroup *left = *(const ZxVisitGroup * const *) a, *right = *(const ZxVisitGroup * const *) b;
  g_autofree char *left_key = NULL, *right_key = NULL;

  if ((*left->key == '\0') != (*right->key == '\0'))
    return *left->key == '\0' ? 1 : -1;
  if (left->members->len != right->members->len)
    return left->members->len > right->members->len ? -1 : 1;

  left_key = zx_pinyin_dup_sort_key (left->key);
  right_key = zx_pinyin_dup_sort_key (right->key);

  return strcmp (left_key, right_key);
}

static int
compare_by_class (gconstpointer a,
                  gconstpointer b)
{
  const ZxVisitGroup *left = *(const ZxVisitGroup * const *) a, *right = *(const ZxVisitGroup * const *) b;
  const ZxStudentRow *one = ((ZxVisitDue *) g_ptr_array_index (left->members, 0))->row;
  const ZxStudentRow *other = ((ZxVisitDue *) g_ptr_array_index (right->members, 0))->row;

  return zx_class_compare (one->grade, one->class_name, other->grade, other->class_name);
}

static int
compare_in_village (gconstpointer a,
                    gconstpointer b)
{
  const ZxVisitDue *left = *(const ZxVisitDue * const *) a, *right = *(const ZxVisitDue * const *) b;
  int order = zx_group_get_number (left->row->villager_group) - zx_group_get_number (right->row->villager_group);

  return order != 0 ? order : g_strcmp0 (left->row->last_visit, right->row->last_visit);
}

GPtrArray *
zx_visit_coverage_group (ZxVisitCoverage  *self,
                         ZxDb             *db,
                         ZxVisitGrouping   grouping,
                         gint64            staff,
                         GError          **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_visit_group_free);
  g_autoptr (GHashTable) own = NULL;

  if (staff != 0 && db != NULL)
    {
      own = load_children_of (db, staff, error);
      if (own == NULL)
        return NULL;
    }

  for (guint i = 0; i < self->todo->len; i++)
    {
      ZxVisitDue *due = g_ptr_array_index (self->todo, i);
      const char *key = "";

      if (own != NULL && !g_hash_table_contains (own, &due->row->id))
        continue;
      if (grouping == ZX_VISIT_GROUP_CLASS)
        key = due->row->class_words;
      else if (grouping == ZX_VISIT_GROUP_PLACE && due->row->village != NULL)
        key = due->row->village;
      g_ptr_array_add (find_group (groups, db, key, grouping)->members, due);
    }

  if (grouping == ZX_VISIT_GROUP_CLASS)
    g_ptr_array_sort (groups, compare_by_class);
  else if (grouping == ZX_VISIT_GROUP_PLACE)
    {
      for (guint i = 0; i < groups->len; i++)
        g_ptr_array_sort (((ZxVisitGroup *) g_ptr_array_index (groups, i))->members, compare_in_village);
      g_ptr_array_sort (groups, compare_by_size);
    }

  return g_steal_pointer (&groups);
}
