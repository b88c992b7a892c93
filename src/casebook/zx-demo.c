/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-demo"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "zx-casebook-private.h"
#include "zx-check-value.h"
#include "zx-date.h"
#include "zx-demo-private.h"
#include "zx-draft.h"
#include "zx-id.h"
#include "zx-student.h"
#include "zx-visit-coverage.h"
#include "zx-visit-form.h"
#include "zx-words.h"

/* The demo school, made the way a school would make it: the calendar, the roster, the hardship of each class, and then
 * the work of three terms. */

#define FIRST_TERM  "2025-2026-1"
#define SECOND_TERM "2025-2026-2"
#define ROSTER_DAY  "2025-09-03"
#define NEED_DAY    "2025-09-24"
#define NEW_YEAR_DAY "2026-09-01"
#define NEW_ROSTER_DAY "2026-09-03"
#define NEW_NEED_DAY "2026-09-22"
#define BACKUP_TIME "2026-11-14T17:26:00+08:00"

gboolean
zx_casebook_is_demo (ZxDb *db)
{
  g_autofree char *demo = zx_setting_dup (db, "demo");

  return g_strcmp0 (demo, "1") == 0;
}

/* --- one action --- */

typedef struct
{
  ZxDemoSchool *school;
  ZxDemoFunc    func;
  gpointer      data;
  guint64       seed;
} Step;

static gboolean
run_step (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  Step *step = data;
  gboolean done;

  zx_id_set_seed (step->seed);
  done = step->func (action, step->school, step->data, error);
  zx_id_set_seed (0);

  return done;
}

gboolean
zx_demo_act (ZxDemoSchool  *self,
             ZxCasebook    *casebook,
             const char    *date,
             const char    *actor,
             const char    *label,
             ZxDemoFunc     func,
             gpointer       data,
             GError       **error)
{
  Step step = { self, func, data, 0 };

  step.seed = (((guint64) g_rand_int (self->rand)) << 32) | g_rand_int (self->rand) | 1;
  zx_casebook_set_today (casebook, date);
  zx_casebook_set_actor (casebook, actor);

  return zx_casebook_act (casebook, label, run_step, &step, NULL, error);
}

/* --- the school --- */

static gboolean
set_term_days (ZxAction    *action,
               const char  *name,
               const char  *start,
               const char  *end,
               GError     **error)
{
  g_autoptr (ZxRecord) term = zx_record_load (zx_action_get_db (action), &zx_kind_term, zx_id_from_name (name), error);

  if (term == NULL)
    return FALSE;
  zx_record_set_text (term, "starts_on", start);
  zx_record_set_text (term, "ends_on", end);

  return zx_action_save (action, term, error);
}

static gboolean
set_up_school (ZxAction      *action,
               ZxDemoSchool  *self,
               gpointer       data,
               GError       **error)
{
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (ZxRecord) school = zx_record_load (db, &zx_kind_school, zx_db_get_int (db, "SELECT id FROM school", 0), error);

  if (school == NULL)
    return FALSE;
  zx_record_set_text (school, "short", "青石中心校");
  zx_record_set_text (school, "code", "2152009901");
  zx_record_set_text (school, "kind", "1");
  zx_record_set_text (school, "region", "520099");
  zx_record_set_text (school, "county", "青山县");
  zx_record_set_text (school, "town", "青石镇");
  zx_record_set_text (school, "address", "青石镇文化路 1 号");
  zx_record_set_text (school, "phone", "0000-1234567");
  zx_record_set_int (school, "is_boarding", 1);

  return zx_action_save (action, school, error) &&
         set_term_days (action, FIRST_TERM, "2025-09-01", "2026-01-23", error) &&
         set_term_days (action, SECOND_TERM, "2026-02-24", "2026-07-10", error) &&
         set_term_days (action, ZX_DEMO_TERM, "2026-09-01", "2027-01-22", error) &&
         zx_action_set_setting (action, "level_words", "B", error) &&
         zx_action_set_setting (action, "term", FIRST_TERM, error);
}

static gboolean
add_calendar (ZxAction      *action,
              ZxDemoSchool  *self,
              gpointer       year,
              GError       **error)
{
  for (guint i = 0; i < zx_demo_n_days; i++)
    {
      g_autoptr (ZxRecord) day = NULL;

      if (!g_str_has_prefix (zx_demo_days[i].date, year))
        continue;
      day = zx_record_new (&zx_kind_calendar_day);
      zx_record_set_text (day, "date", zx_demo_days[i].date);
      zx_record_set_text (day, "kind", zx_demo_days[i].kind);
      zx_record_set_text (day, "name", zx_demo_days[i].name);
      if (!zx_action_save (action, day, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_staff (ZxAction      *action,
           ZxDemoSchool  *self,
           gpointer       data,
           GError       **error)
{
  for (guint i = 0; i < zx_demo_n_teachers; i++)
    {
      const ZxDemoTeacher *teacher = &zx_demo_teachers[i];
      gint64 id = zx_action_need_staff (action, teacher->name, error);
      g_autoptr (ZxRecord) record = id != 0 ? zx_record_load (zx_action_get_db (action), &zx_kind_staff, id, error) : NULL;
      g_autofree char *phone = g_strdup_printf ("1390000%04u", 2001 + i * 37);

      if (record == NULL)
        return FALSE;
      zx_record_set_text (record, "sex", teacher->sex);
      zx_record_set_text (record, "post", teacher->post);
      zx_record_set_text (record, "role", teacher->role);
      zx_record_set_text (record, "phone", phone);
      if (!zx_action_save (action, record, error))
        return FALSE;
      g_hash_table_insert (self->staff, (gpointer) teacher->name, g_memdup2 (&id, sizeof id));
    }

  for (guint i = 0; i < ZX_DEMO_N_VILLAGES; i++)
    if (!zx_action_set_village_note (action, zx_demo_villages[i].name, zx_demo_villages[i].note, error))
      return FALSE;

  return TRUE;
}

/* --- families --- */

static gboolean
add_members (ZxAction    *action,
             ZxDemoHome  *home,
             GError     **error)
{
  for (guint i = 0; i < home->n_members; i++)
    {
      const ZxDemoMember *member = &home->members[i];
      g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_family_member);

      zx_record_set_ref (record, "family", home->id);
      zx_record_set_text (record, "name", member->name);
      zx_record_set_text (record, "relation", member->relation);
      if (member->born != 0 && *member->health < '7')
        {
          g_autofree char *birth = g_strdup_printf ("%d-%02u-%02u", member->born, 1 + (guint) (home->house + i * 5) % 10, 1 + (guint) (home->house * 7 + i * 3) % 28);

          zx_record_set_text (record, "birth", birth);
        }
      zx_record_set_int (record, "guardian", member->guardian);
      zx_record_set_int (record, "lives_with", !member->away && *member->health < '7');
      zx_record_set_text (record, "job", member->job);
      zx_record_set_text (record, "work_place", member->work_place);
      zx_record_set_text (record, "health", member->health);
      zx_record_set_text (record, "phone", member->phone);
      zx_record_set_text (record, "remark", member->remark);
      if (member->income > 0)
        zx_record_set_int (record, "income_year", (gint64) member->income * 100);
      if (!zx_action_save (action, record, error))
        return FALSE;
      home->member_ids[i] = zx_record_get_id (record);
    }

  return TRUE;
}

static gboolean
add_home (ZxAction    *action,
          ZxDemoHome  *home,
          GError     **error)
{
  g_autoptr (ZxRecord) family = zx_record_new (&zx_kind_family);

  zx_record_set_int (family, "population", home->population);
  zx_record_set_int (family, "labour", home->labour);
  zx_record_set_int (family, "in_school", (gint64) home->children->len);
  zx_record_set_int (family, "elders", home->elders);
  zx_record_set_int (family, "income_year", (gint64) home->income * 100);
  zx_record_set_text (family, "income_main", home->labour == 0 ? "6" : home->cats != NULL ? "1,6" : "1,3");
  zx_record_set_text (family, "housing", home->housing);
  zx_record_set_text (family, "poverty_cause", home->cause);
  zx_record_set_text (family, "sickness", home->sickness);
  zx_record_set_text (family, "insurance", "城乡居民医保");
  if (home->debt > 0)
    {
      zx_record_set_int (family, "debt", (gint64) home->debt * 100);
      zx_record_set_text (family, "debt_reason", home->sickness != NULL ? "治病" : "建房");
    }
  if (!zx_action_save (action, family, error))
    return FALSE;
  home->id = zx_record_get_id (family);

  return add_members (action, home, error);
}

/* --- children --- */

static void
set_address (ZxRecord   *record,
             ZxDemoHome *home)
{
  const char *village = home->village >= 0 ? zx_demo_villages[home->village].name : "镇上";
  g_autofree char *address = home->village >= 0 ? g_strdup_printf ("青石镇%s%s%u号", village, home->group, home->house)
                                                : g_strdup_printf ("青石镇文化路%u号", home->house);

  zx_record_set_text (record, "hukou_kind", "1");
  zx_record_set_text (record, "hukou_region", "520099");
  zx_record_set_text (record, "hukou_address", address);
  zx_record_set_text (record, "town", "青石镇");
  zx_record_set_text (record, "village", village);
  zx_record_set_text (record, "villager_group", home->group);
  zx_record_set_text (record, "home_address", address);
  zx_record_set_text (record, "commute_way", home->village < 0 || home->village == 0 ? "步行" : "校车");
}

static void
set_health (ZxRecord          *record,
            const ZxDemoChild *child)
{
  zx_record_set_text (record, "health", child->health);
  zx_record_set_text (record, "disab_type", "0");
  if (child->disability != NULL)
    {
      char type[2] = { child->disability[0], '\0' }, level[2] = { child->disability[1], '\0' };
      g_autofree char *certificate = g_strconcat (child->id_no, child->disability, NULL);

      zx_record_set_text (record, "disab_type", type);
      zx_record_set_text (record, "disab_level", level);
      zx_record_set_text (record, "disab_cert_no", certificate);
      zx_record_set_int (record, "inclusive_edu", strcmp (child->status, "8") != 0);
    }
}

/* A number with a right Luhn digit and the tail of the pictures. */
static char *
make_bank_no (const char *tail)
{
  for (guint i = 0; i < 10; i++)
    {
      char *number = g_strdup_printf ("6210000%u0000000%s", i, tail);

      if (zx_check_bank (number, NULL) == ZX_VALUE_OK)
        return number;
      g_free (number);
    }

  return NULL;
}

static void
set_bank (ZxRecord         *record,
          const ZxDemoHome *home)
{
  const ZxDemoMember *guardian = zx_demo_home_get_guardian (home);
  g_autofree char *number = home->bank_tail != NULL ? make_bank_no (home->bank_tail) : NULL;

  if (number == NULL)
    return;

  zx_record_set_text (record, "bank_holder", guardian->name);
  zx_record_set_text (record, "bank_holder_rel", guardian->relation);
  zx_record_set_text (record, "bank_name", "农信社");
  zx_record_set_text (record, "bank_no", number);
}

/* A class by its grade in that school year. */
static void
set_class (ZxRecord          *record,
           const ZxDemoChild *child,
           const char        *grade)
{
  g_autofree char *class_name = g_strdup_printf ("%u班", child->class_number);
  g_autofree char *number = g_strdup_printf ("%02u", child->student_no);

  zx_record_set_text (record, "grade", grade);
  zx_record_set_text (record, "class_name", class_name);
  zx_record_set_text (record, "student_no", number);
  zx_record_set_text (record, "board", *grade == 'J' ? child->board : "1");
  zx_record_set_text (record, "enrol_status", child->status);
}

static gboolean
add_child (ZxAction      *action,
           ZxDemoSchool  *self,
           ZxDemoChild   *child,
           const char    *grade,
           const char    *school_year,
           GError       **error)
{
  ZxDemoHome *home = zx_demo_school_get_home (self, child->home);
  const ZxDemoMember *guardian;
  g_autoptr (ZxRecord) record = NULL;
  g_autofree char *roll_no = g_strconcat ("G", child->id_no, NULL);
  g_autofree char *enrolled = g_strdup_printf ("%d-09", zx_grade_get_entry_year (grade, school_year));

  if (home->id == 0 && !add_home (action, home, error))
    return FALSE;

  guardian = zx_demo_home_get_guardian (home);
  record = zx_record_new (&zx_kind_student);
  zx_record_set_text (record, "name", child->name);
  zx_record_set_text (record, "nation", child->nation);
  zx_record_set_text (record, "id_no", child->id_no);
  zx_record_set_text (record, "roll_no", roll_no);
  zx_record_set_ref (record, "family", home->id);
  zx_record_set_text (record, "phone", guardian->phone);
  zx_record_set_text (record, "enrol_ym", enrolled);
  zx_record_set_text (record, "enrol_way", child->stay == ZX_DEMO_MOVED_IN ? "转入" : "就近入学");
  zx_record_set_text (record, "politics", *grade == 'P' && strcmp (grade, "P1") != 0 ? "13" : *grade == 'J' && child->student_no % 4 == 0 ? "03" : "12");
  zx_record_set_text (record, "left_behind", child->left_behind);
  zx_record_set_int (record, "only_child", home->children->len == 1 && home->house % 3 == 0);
  zx_record_set_int (record, "nutrition", 1);
  if (home->cats != NULL && strcmp (home->cats, "07") == 0)
    zx_record_set_int (record, "orphan", 1);
  if (home->village >= 0)
    {
      g_autoptr (GError) ignored = NULL;

      zx_record_set_from_string (record, "commute_km", zx_demo_villages[home->village].commute, &ignored);
    }
  set_address (record, home);
  set_health (record, child);
  set_bank (record, home);
  set_class (record, child, grade);
  child->id = zx_record_get_id (record);

  return zx_action_save (action, record, error);
}

static void
set_import_label (ZxAction   *action,
                  const char *file,
                  guint       n)
{
  g_autofree char *label = g_strdup_printf (ngettext ("Import %s: %u student", "Import %s: %u students", n), file, n);

  zx_action_set_label (action, label);
}

static gboolean
import_roster (ZxAction      *action,
               ZxDemoSchool  *self,
               gpointer       data,
               GError       **error)
{
  guint n = 0;

  zx_action_set_bulk (action);
  for (guint i = 0; i < self->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);

      if (!zx_demo_child_is_here (child, ROSTER_DAY))
        continue;
      if (!add_child (action, self, child, child->stay == ZX_DEMO_GRADUATED ? child->grade : zx_demo_get_grade_before (child->grade), "2025-2026", error))
        return FALSE;
      n++;
    }
  set_import_label (action, "2025秋季名册.xlsx", n);

  return TRUE;
}

static gboolean
import_new_pupils (ZxAction      *action,
                   ZxDemoSchool  *self,
                   gpointer       data,
                   GError       **error)
{
  guint n = 0;

  zx_action_set_bulk (action);
  for (guint i = 0; i < self->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);

      if (child->id != 0 || !zx_demo_child_is_here (child, NEW_ROSTER_DAY))
        continue;
      if (!add_child (action, self, child, child->grade, "2026-2027", error))
        return FALSE;
      n++;
    }
  set_import_label (action, "2026秋季新生.xlsx", n);

  return TRUE;
}

static gboolean
name_class_teachers (ZxAction      *action,
                     ZxDemoSchool  *self,
                     gpointer       data,
                     GError       **error)
{
  const char *school_year = data;
  gboolean is_now = strcmp (school_year, "2026-2027") == 0;

  for (guint i = 0; i < zx_demo_n_teachers; i++)
    {
      const char *leads = is_now ? zx_demo_teachers[i].class_now : zx_demo_teachers[i].class_then;
      g_auto (GStrv) parts = g_strsplit (leads != NULL ? leads : "", "-", 2);
      g_autofree char *name = NULL;
      g_autoptr (ZxRecord) class = NULL;
      gint64 id;

      if (leads == NULL)
        continue;
      name = g_strconcat (parts[1], "班", NULL);
      id = zx_action_need_class (action, school_year, parts[0], name, error);
      class = id != 0 ? zx_record_load (zx_action_get_db (action), &zx_kind_class, id, error) : NULL;
      if (class == NULL)
        return FALSE;
      zx_record_set_ref (class, "homeroom", zx_demo_school_get_staff (self, zx_demo_teachers[i].name));
      if (!zx_action_save (action, class, error))
        return FALSE;
    }

  return TRUE;
}

/* --- hardship --- */

static const char *
get_issuer (const char *cat)
{
  switch (atoi (cat))
    {
    case 1: case 2: case 3: case 4:
      return "县农业农村局";
    case 5: case 6: case 7: case 8: case 12: case 13: case 21:
      return "县民政局";
    case 9: case 10:
      return "县残联";
    default:
      return NULL;
    }
}

static gboolean
add_category (ZxAction     *action,
              ZxDemoHome   *home,
              gint64        student,
              const char   *cat,
              GError      **error)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_category);
  const char *issuer = get_issuer (cat);

  zx_record_set_ref (record, "student", student);
  zx_record_set_text (record, "cat", cat);
  zx_record_set_text (record, "issuer", issuer);
  zx_record_set_text (record, "valid_from", home->since);
  if (home->until != NULL)
    zx_record_set_text (record, "valid_to", home->until);
  else if (strcmp (cat, "05") == 0)
    zx_record_set_text (record, "valid_to", "2027-06-30");
  if (issuer != NULL)
    {
      g_autofree char *number = g_strdup_printf ("青民%s字%.4s%03u号", cat, home->since, 100 + home->house * 3);

      zx_record_set_text (record, "cert_no", number);
      if (*cat == '0')
        {
          zx_record_set_text (record, "matched_by", issuer);
          zx_record_set_text (record, "matched_on", strcmp (home->since, NEED_DAY) > 0 ? home->since : "2025-09-15");
        }
    }
  zx_record_set_text (record, "remark", home->cat_remark);

  return zx_action_save (action, record, error);
}

static gboolean
note_disaster (ZxAction    *action,
               ZxDemoHome  *home,
               GError     **error)
{
  g_autoptr (ZxRecord) family = NULL;

  if (home->disaster == NULL && home->accident == NULL)
    return TRUE;

  family = zx_record_load (zx_action_get_db (action), &zx_kind_family, home->id, error);
  if (family == NULL)
    return FALSE;
  zx_record_set_text (family, "disaster", home->disaster);
  zx_record_set_text (family, "accident", home->accident);

  return zx_action_save (action, family, error);
}

typedef struct
{
  const char *date;
  const char *teacher;
  gboolean    last_year;
} Need;

/* The first of a home's children who is here tells whose class notes it. */
static ZxDemoChild *
get_first_child (ZxDemoSchool *self,
                 ZxDemoHome   *home,
                 const char   *date)
{
  for (guint i = 0; i < home->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, g_array_index (home->children, guint, i));

      if (zx_demo_child_is_here (child, date))
        return child;
    }

  return NULL;
}

static gboolean
is_noted_on (ZxDemoSchool *self,
             ZxDemoHome   *home,
             const Need   *need)
{
  ZxDemoChild *child = get_first_child (self, home, need->date);
  gboolean is_first;

  if (home->cats == NULL || child == NULL || strcmp (home->since, need->date) > 0)
    return FALSE;

  is_first = strcmp (home->since, NEED_DAY) <= 0 && get_first_child (self, home, NEED_DAY) != NULL;

  return is_first == need->last_year && strcmp (zx_demo_get_class_teacher (child, need->last_year), need->teacher) == 0 &&
         (need->last_year || (strcmp (home->since, NEW_NEED_DAY) > 0) == (strcmp (need->date, NEW_NEED_DAY) > 0));
}

static gboolean
note_needs (ZxAction      *action,
            ZxDemoSchool  *self,
            gpointer       data,
            GError       **error)
{
  const Need *need = data;
  guint n = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->homes->len; i++)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) i);
      g_auto (GStrv) cats = NULL;

      if (!is_noted_on (self, home, need))
        continue;
      cats = g_strsplit (home->cats, ",", -1);
      for (guint j = 0; cats[j] != NULL; j++)
        if (!add_category (action, home, get_first_child (self, home, need->date)->id, cats[j], error))
          return FALSE;
      if (!note_disaster (action, home, error))
        return FALSE;
      n++;
    }
  label = g_strdup_printf (ngettext ("Note the hardship of %u family", "Note the hardship of %u families", n), n);
  zx_action_set_label (action, label);

  return TRUE;
}

/* Each class teacher for the own class, on the same afternoon. */
static gboolean
note_all_needs (ZxDemoSchool  *self,
                ZxCasebook    *casebook,
                const char    *date,
                gboolean       last_year,
                GError       **error)
{
  for (guint i = 0; i < zx_demo_n_teachers; i++)
    {
      Need need = { date, zx_demo_teachers[i].name, last_year };

      if (!zx_demo_act (self, casebook, date, need.teacher, _("Note the hardship of families"), note_needs, &need, error))
        return FALSE;
    }

  return TRUE;
}

/* --- from term to term --- */

static gboolean
start_spring (ZxAction      *action,
              ZxDemoSchool  *self,
              gpointer       data,
              GError       **error)
{
  return zx_action_set_setting (action, "term", SECOND_TERM, error);
}

static gboolean
move_up (ZxAction      *action,
         ZxDemoSchool  *self,
         gpointer       data,
         GError       **error)
{
  if (!zx_action_set_setting (action, "term", ZX_DEMO_TERM, error))
    return FALSE;

  for (guint i = 0; i < self->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);
      g_autoptr (ZxRecord) enrolment = NULL;
      g_autofree char *number = g_strdup_printf ("%02u", child->student_no);
      g_autofree char *class_name = g_strdup_printf ("%u班", child->class_number);
      gint64 class_id = 0;

      if (child->id == 0 || (child->stay == ZX_DEMO_MOVED_OUT && strcmp (child->left_on, NEW_YEAR_DAY) < 0))
        continue;

      enrolment = zx_record_new (&zx_kind_enrolment);
      zx_record_set_ref (enrolment, "student", child->id);
      zx_record_set_text (enrolment, "school_year", "2026-2027");
      zx_record_set_text (enrolment, "from_on", NEW_YEAR_DAY);
      if (child->stay == ZX_DEMO_GRADUATED)
        {
          zx_record_set_text (enrolment, "enrol_status", "4");
          zx_record_set_text (enrolment, "reason", "初中毕业");
        }
      else
        {
          class_id = zx_action_need_class (action, "2026-2027", child->grade, class_name, error);
          if (class_id == 0)
            return FALSE;
          zx_record_set_ref (enrolment, "class", class_id);
          zx_record_set_text (enrolment, "student_no", number);
          zx_record_set_text (enrolment, "board", child->board);
          zx_record_set_text (enrolment, "enrol_status", child->status);
        }
      if (!zx_action_save (action, enrolment, error))
        return FALSE;
    }

  return TRUE;
}

/* --- what was left half-written --- */

static gboolean
save_draft (ZxDemoSchool  *self,
            ZxCasebook    *casebook,
            const char    *key_name,
            const char    *name,
            const char    *teacher,
            const char    *date,
            const char    *met,
            const char    *text,
            GError       **error)
{
  g_autoptr (ZxVisitForm) form = zx_visit_form_new ();
  ZxDemoChild *child = zx_demo_school_find (self, name);
  ZxDemoHome *home = zx_demo_school_get_home (self, child->home);
  g_autofree char *json = NULL;

  form->key = zx_id_from_name (key_name);
  zx_visit_form_set (&form->date, date);
  zx_visit_form_set_student (form, child->id, TRUE);
  zx_visit_form_set_visitor (form, zx_demo_school_get_staff (self, teacher), TRUE);
  for (guint i = 0; met != NULL && i < home->n_members; i++)
    if (strcmp (home->members[i].relation, met) == 0)
      zx_visit_form_set_met (form, home->member_ids[i], home->members[i].name, met, TRUE);
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_FOUND], text);
  zx_visit_form_set (&form->sign_way, "2");
  json = zx_visit_form_to_json (form);
  zx_casebook_set_actor (casebook, teacher);

  return zx_draft_save (casebook, form->key, ZX_VISIT_DRAFT, child->id, json, error);
}

static gboolean
set_last_backup (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  return zx_local_set (zx_action_get_db (action), "last_backup", BACKUP_TIME, error);
}

static gboolean
leave_drafts (ZxDemoSchool  *self,
              ZxCasebook    *casebook,
              GError       **error)
{
  return save_draft (self, casebook, "demo-draft-1", "林小军", "谭勇", "2026-11-21", NULL, NULL, error) &&
         save_draft (self, casebook, "demo-draft-2", "罗玉珍", "李慧芳", "2026-11-22", "52", "顺路把冬衣送过去，试了大小正好。玉珍妈妈说", error) &&
         zx_casebook_act_local (casebook, set_last_backup, NULL, error);
}

/* --- all of it --- */

/* Visits and calls of each week, then the steps of identification of that week. */
static gboolean
work_and_identify (ZxDemoSchool  *self,
                   ZxCasebook    *casebook,
                   const char    *from,
                   const char    *until,
                   GError       **error)
{
  g_autofree char *day = g_strdup (from);

  while (strcmp (day, until) < 0)
    {
      g_autofree char *next = zx_date_add_days (day, 3);

      if (strcmp (next, until) > 0)
        {
          g_free (next);
          next = g_strdup (until);
        }
      if (!zx_demo_work (self, casebook, day, next, error) || !zx_demo_identify (self, casebook, day, next, error))
        return FALSE;
      g_free (day);
      day = g_steal_pointer (&next);
    }

  return TRUE;
}

static gboolean
fill (ZxDemoSchool  *self,
      ZxCasebook    *casebook,
      GError       **error)
{
  return zx_demo_act (self, casebook, "2025-08-28", "赵文", _("Fill in the school and its terms"), set_up_school, NULL, error) &&
         zx_demo_act (self, casebook, "2025-08-28", "吴秀英", _("Enter the holidays of 2025"), add_calendar, (gpointer) "2025", error) &&
         zx_demo_act (self, casebook, "2025-08-29", "吴秀英", _("Enter the teachers"), add_staff, NULL, error) &&
         zx_demo_act (self, casebook, ROSTER_DAY, "陈国强", _("Import a roster"), import_roster, NULL, error) &&
         zx_demo_act (self, casebook, ROSTER_DAY, "吴秀英", _("Name the class teachers"), name_class_teachers, (gpointer) "2025-2026", error) &&
         note_all_needs (self, casebook, NEED_DAY, TRUE, error) &&
         zx_demo_work (self, casebook, "2025-09-01", "2026-01-05", error) &&
         zx_demo_act (self, casebook, "2026-01-05", "吴秀英", _("Enter the holidays of 2026"), add_calendar, (gpointer) "2026", error) &&
         zx_demo_act (self, casebook, "2026-02-24", "吴秀英", _("Start the spring term"), start_spring, NULL, error) &&
         zx_demo_work (self, casebook, "2026-02-24", NEW_YEAR_DAY, error) &&
         zx_demo_act (self, casebook, NEW_YEAR_DAY, "吴秀英", _("Start the new school year"), move_up, NULL, error) &&
         zx_demo_identify (self, casebook, NEW_YEAR_DAY, NEW_ROSTER_DAY, error) &&
         zx_demo_act (self, casebook, NEW_ROSTER_DAY, "陈国强", _("Import a roster"), import_new_pupils, NULL, error) &&
         zx_demo_act (self, casebook, NEW_ROSTER_DAY, "吴秀英", _("Name the class teachers"), name_class_teachers, (gpointer) "2026-2027", error) &&
         work_and_identify (self, casebook, NEW_ROSTER_DAY, NEW_NEED_DAY, error) &&
         note_all_needs (self, casebook, NEW_NEED_DAY, FALSE, error) &&
         work_and_identify (self, casebook, NEW_NEED_DAY, "2026-10-14", error) &&
         note_all_needs (self, casebook, "2026-10-14", FALSE, error) &&
         work_and_identify (self, casebook, "2026-10-14", "2026-11-24", error) &&
         leave_drafts (self, casebook, error);
}

/* Until it is finished nobody can lose anything in it: no waiting for the disk after each of hundreds of actions. */
static gboolean
set_durable (ZxCasebook  *casebook,
             gpointer     data,
             GError     **error)
{
  return zx_db_run (zx_casebook_get_writer (casebook), GPOINTER_TO_INT (data) ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF", error);
}

gboolean
zx_demo_fill (ZxCasebook  *casebook,
              GError     **error)
{
  ZxDemoSchool *self = zx_demo_school_new ();
  gboolean done = zx_casebook_run_on_storage (casebook, set_durable, GINT_TO_POINTER (FALSE), error) &&
                  fill (self, casebook, error);

  zx_demo_school_free (self);
  zx_casebook_run_on_storage (casebook, set_durable, GINT_TO_POINTER (TRUE), NULL);
  zx_casebook_set_today (casebook, NULL);

  return done;
}

static void
unlink_casebook (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static gboolean
make_school (const char  *path,
             GError     **error)
{
  ZxNewCasebook info = { .school = "青石镇中心学校", .stages = "2,3", .region = "520099", .term = ZX_DEMO_TERM, .person = "赵文", .role = "校长",
                         .today = ZX_DEMO_TODAY, .demo = TRUE };
  g_autoptr (ZxCasebook) casebook = zx_casebook_create (path, &info, error);
  gboolean done;

  if (casebook == NULL)
    return FALSE;
  done = zx_demo_fill (casebook, error);
  zx_casebook_close (casebook);

  return done;
}

ZxCasebook *
zx_demo_create (const char  *path,
                GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".demo", NULL);
  ZxCasebook *casebook;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; open it, or choose another name."), path);
      return NULL;
    }

  /* A half-made school never has the name of a whole one. */
  unlink_casebook (part);
  if (!make_school (part, error))
    {
      unlink_casebook (part);
      return NULL;
    }
  if (g_rename (part, path) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("%s cannot be written: %s"), path, g_strerror (errno));
      unlink_casebook (part);
      return NULL;
    }

  casebook = zx_casebook_open (path, ZX_OPEN_WRITE, error);
  /* Whoever opens it is the class teacher of the pictures. */
  if (casebook != NULL)
    zx_casebook_set_actor (casebook, "李慧芳");

  return casebook;
}
