/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-people.h"
#include "zx-roster-private.h"

/* --- whom a row means --- */

struct _ZxMatcher
{
  ZxDb       *db;
  gboolean    is_empty; /* nobody is there, so nobody can be meant */
  GHashTable *named;    /* gint64: students the file has named */
};

ZxMatcher *
zx_matcher_new (ZxDb *db)
{
  ZxMatcher *self = g_new0 (ZxMatcher, 1);

  self->db = db;
  self->is_empty = zx_people_count (db) == 0;
  self->named = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

void
zx_matcher_free (ZxMatcher *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->named);
  g_free (self);
}

gboolean
zx_matcher_is_empty (ZxMatcher *self)
{
  return self->is_empty;
}

void
zx_matcher_name (ZxMatcher *self,
                 gint64     student)
{
  gint64 *key;

  if (self->is_empty)
    return;

  key = g_new (gint64, 1);
  *key = student;
  g_hash_table_add (self->named, key);
}

void
zx_matcher_forget (ZxMatcher *self,
                   gint64     student)
{
  g_hash_table_remove (self->named, &student);
}

gboolean
zx_matcher_has (ZxMatcher *self,
                gint64     student)
{
  return g_hash_table_contains (self->named, &student);
}

static gboolean
find_by_facts (ZxMatcher  *self,
               ZxPerson   *person,
               gint64     *out_student,
               GError    **error)
{
  const char *birth = person->values[ZX_TARGET_BIRTH];
  gboolean has_id = person->values[ZX_TARGET_ID_NO] != NULL;
  g_autoptr (GArray) found = NULL;

  if (birth == NULL || strlen (birth) < 10)
    return TRUE;

  found = zx_people_find_by_facts (self->db, person->values[ZX_TARGET_NAME], birth, person->values[ZX_TARGET_SEX],
                                   person->values[ZX_TARGET_GRADE], person->values[ZX_TARGET_CLASS], !has_id, error);
  if (found == NULL)
    return FALSE;

  for (guint i = 0; i < found->len && *out_student == 0; i++)
    if (!g_hash_table_contains (self->named, &g_array_index (found, gint64, i)))
      *out_student = g_array_index (found, gint64, i);

  return TRUE;
}

/* ID number, else roll number, else name, birth date and class. */
gboolean
zx_matcher_find (ZxMatcher  *self,
                 ZxPerson   *person,
                 gint64     *out_student,
                 GError    **error)
{
  const char *id_no = person->values[ZX_TARGET_ID_NO];
  const char *roll_no = person->values[ZX_TARGET_ROLL_NO];
  const char *name = person->values[ZX_TARGET_NAME];

  *out_student = 0;
  if (self->is_empty)
    return TRUE;

  if (id_no != NULL && !zx_people_find_by_id_no (self->db, id_no, name, out_student, error))
    return FALSE;
  if (*out_student == 0 && roll_no != NULL && !zx_people_find_by_roll_no (self->db, roll_no, name, out_student, error))
    return FALSE;
  if (*out_student != 0 && g_hash_table_contains (self->named, out_student))
    *out_student = 0;
  if (*out_student == 0 && !find_by_facts (self, person, out_student, error))
    return FALSE;

  if (*out_student != 0)
    zx_matcher_name (self, *out_student);

  return TRUE;
}

/* --- what is to be written --- */

/* Fields of the student that a row may fill, other than by rules of their own. */
static gboolean
is_student_field (ZxTarget target)
{
  return target < ZX_TARGET_GUARDIAN_NAME && target != ZX_TARGET_REMARK;
}

typedef struct
{
  ZxTarget    name;
  ZxTarget    phone;
  ZxTarget    id_no;
  ZxTarget    work_place;
  const char *relation;
} Role;

/* A guardian who is the father or the mother is that row. */
static const Role roles[] = {
  { ZX_TARGET_FATHER_NAME, ZX_TARGET_FATHER_PHONE, ZX_TARGET_FATHER_ID_NO, ZX_TARGET_FATHER_WORK_PLACE, "51" },
  { ZX_TARGET_MOTHER_NAME, ZX_TARGET_MOTHER_PHONE, ZX_TARGET_MOTHER_ID_NO, ZX_TARGET_MOTHER_WORK_PLACE, "52" },
  { ZX_TARGET_GUARDIAN_NAME, ZX_TARGET_GUARDIAN_PHONE, ZX_TARGET_GUARDIAN_ID_NO, ZX_TARGET_GUARDIAN_WORK_PLACE, NULL },
};

typedef struct
{
  ZxPerson     *person;
  ZxDb         *db;
  ZxRecord     *student;
  gboolean      is_new;
  gboolean      has_family;   /* its row was written, or stood there */
  gint64        family;
  GPtrArray    *members;      /* ZxRecord, known ones first */
  GPtrArray    *categories;
  const guint8 *kept;
  GArray       *changes;      /* ZxPersonChange; NULL when nobody asks */
} Plan;

static void
change_clear (gpointer data)
{
  ZxPersonChange *change = data;

  g_free (change->from);
  g_free (change->to);
}

static void
plan_clear (Plan *self)
{
  g_clear_pointer (&self->student, zx_record_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
is_kept (Plan     *self,
         ZxTarget  target)
{
  return self->kept != NULL && self->kept[target];
}

static void
note_change (Plan     *self,
             ZxTarget  target,
             char     *from,
             char     *to)
{
  ZxPersonChange change = { target, from, to };

  if (self->changes == NULL)
    {
      g_free (from);
      g_free (to);
      return;
    }
  g_array_append_val (self->changes, change);
}

/* Sets a field when it says something else; says so. */
static void
set_text (Plan       *self,
          ZxRecord   *record,
          const char *field,
          ZxTarget    target,
          const char *value)
{
  g_autofree char *from = NULL;

  if (value == NULL || g_strcmp0 (zx_record_get_text (record, field), value) == 0 || is_kept (self, target))
    return;

  if (self->changes != NULL)
    from = zx_record_dup_display (record, field);
  zx_record_set_text (record, field, value);
  if (self->changes != NULL)
    note_change (self, target, g_steal_pointer (&from), zx_record_dup_display (record, field));
}

static void
set_bool (Plan       *self,
          ZxRecord   *record,
          const char *field,
          ZxTarget    target,
          gboolean    value)
{
  g_autofree char *from = NULL;

  if ((zx_record_has (record, field) && zx_record_get_int (record, field) == value) || is_kept (self, target))
    return;

  if (self->changes != NULL)
    from = zx_record_dup_display (record, field);
  zx_record_set_int (record, field, value);
  if (self->changes != NULL)
    note_change (self, target, g_steal_pointer (&from), zx_record_dup_display (record, field));
}

/* Grade and class are one thing to people: 五(1)班. */
static void
set_class (Plan *self)
{
  const char *grade = self->person->values[ZX_TARGET_GRADE];
  const char *class_name = self->person->values[ZX_TARGET_CLASS];
  const char *old_grade = zx_record_get_text (self->student, "grade");
  const char *old_class = zx_record_get_text (self->student, "class_name");
  g_autofree char *from = NULL;

  if ((grade == NULL || g_strcmp0 (grade, old_grade) == 0) && (class_name == NULL || g_strcmp0 (class_name, old_class) == 0))
    return;
  if (is_kept (self, ZX_TARGET_CLASS) || is_kept (self, ZX_TARGET_GRADE))
    return;

  if (self->changes != NULL)
    from = zx_class_format (old_grade, old_class);
  if (grade != NULL)
    zx_record_set_text (self->student, "grade", grade);
  if (class_name != NULL)
    zx_record_set_text (self->student, "class_name", class_name);
  if (self->changes != NULL)
    note_change (self, ZX_TARGET_CLASS, g_steal_pointer (&from),
                 zx_class_format (zx_record_get_text (self->student, "grade"), zx_record_get_text (self->student, "class_name")));
}

/* Lines that are not there yet are added; nothing is ever taken out. */
static void
add_remark (Plan *self)
{
  const char *old = zx_record_get_text (self->student, "remark");
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) remark = NULL;

  if (self->person->remark->len == 0 || is_kept (self, ZX_TARGET_REMARK))
    return;
  if (old == NULL)
    {
      set_text (self, self->student, "remark", ZX_TARGET_REMARK, self->person->remark->str);
      return;
    }

  remark = g_string_new (old);
  lines = g_strsplit (self->person->remark->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && strstr (remark->str, lines[i]) == NULL)
      {
        g_string_append_c (remark, '\n');
        g_string_append (remark, lines[i]);
      }
  set_text (self, self->student, "remark", ZX_TARGET_REMARK, remark->str);
}

/* An ID number that stands in the casebook already says sex and birth date. */
static gboolean
is_bound_by_id (Plan     *self,
                ZxTarget  target)
{
  if (target != ZX_TARGET_SEX && target != ZX_TARGET_BIRTH)
    return FALSE;
  /* The three go together: who keeps one keeps all. */
  if (is_kept (self, ZX_TARGET_ID_NO) || is_kept (self, ZX_TARGET_SEX) || is_kept (self, ZX_TARGET_BIRTH))
    return TRUE;

  return self->person->values[ZX_TARGET_ID_NO] == NULL && zx_record_has (self->student, "id_no") &&
         g_strcmp0 (zx_record_get_text (self->student, "id_type"), "1") == 0;
}

static void
plan_student (Plan *self)
{
  for (ZxTarget target = 0; target < ZX_N_TARGETS; target++)
    {
      const char *value = self->person->values[target];
      const ZxTargetInfo *info;

      if (value == NULL || !is_student_field (target) || target == ZX_TARGET_GRADE || target == ZX_TARGET_CLASS ||
          is_bound_by_id (self, target))
        continue;
      if (target == ZX_TARGET_ID_NO && (is_kept (self, ZX_TARGET_SEX) || is_kept (self, ZX_TARGET_BIRTH)))
        continue;

      info = zx_target_get_info (target);
      if (info->type == ZX_TARGET_IS_BOOL)
        set_bool (self, self->student, info->key, target, *value == '1');
      else
        set_text (self, self->student, info->key, target, value);
    }

  set_class (self);
  add_remark (self);
}

/* Where the row has no phone of the child itself, the family's is the one to call. */
static void
fill_new_student (Plan *self)
{
  static const ZxTarget phones[] = { ZX_TARGET_GUARDIAN_PHONE, ZX_TARGET_FATHER_PHONE, ZX_TARGET_MOTHER_PHONE };

  for (guint i = 0; i < G_N_ELEMENTS (phones) && !zx_record_has (self->student, "phone"); i++)
    if (self->person->values[phones[i]] != NULL)
      zx_record_set_text (self->student, "phone", self->person->values[phones[i]]);
}

static ZxRecord *
find_member (Plan       *self,
             const Role *role,
             const char *name,
             const char *relation)
{
  ZxRecord *by_relation = NULL;

  for (guint i = 0; i < self->members->len; i++)
    {
      ZxRecord *member = self->members->pdata[i];

      if (name != NULL && g_strcmp0 (zx_record_get_text (member, "name"), name) == 0)
        return member;
      if (relation != NULL && by_relation == NULL && g_strcmp0 (zx_record_get_text (member, "relation"), relation) == 0 &&
          (strcmp (relation, "51") == 0 || strcmp (relation, "52") == 0))
        by_relation = member;
    }
  if (by_relation != NULL)
    return by_relation;

  /* A phone or number without a name belongs to the guardian who is there. */
  if (role->relation == NULL && name == NULL)
    for (guint i = 0; i < self->members->len; i++)
      if (zx_record_get_int (self->members->pdata[i], "guardian"))
        return self->members->pdata[i];

  return NULL;
}

static void
plan_member (Plan       *self,
             const Role *role,
             gboolean    is_guardian)
{
  ZxPerson *person = self->person;
  const char *name = person->values[role->name];
  const char *phone = person->values[role->phone];
  const char *relation = role->relation != NULL ? role->relation : person->values[ZX_TARGET_GUARDIAN_RELATION];
  ZxRecord *member;

  if (name == NULL && phone == NULL && person->values[role->id_no] == NULL && person->values[role->work_place] == NULL)
    return;
  if (is_kept (self, role->name))
    return;

  member = find_member (self, role, name, relation);
  if (member == NULL)
    {
      /* A phone alone makes no person. */
      if (name == NULL)
        return;
      member = zx_record_new (&zx_kind_family_member);
      g_ptr_array_add (self->members, member);
      if (is_guardian)
        zx_record_set_int (member, "guardian", TRUE);
      /* The one number of the row is the guardian's. */
      if (is_guardian && phone == NULL)
        zx_record_set_text (member, "phone", person->values[ZX_TARGET_PHONE]);
    }
  else if (role->relation == NULL && name != NULL)
    set_bool (self, member, "guardian", role->name, TRUE);

  set_text (self, member, "name", role->name, name);
  if (role->relation != NULL)
    {
      /* Who was entered before as somebody else is left as that. */
      if (!zx_record_has (member, "relation"))
        set_text (self, member, "relation", role->name, relation);
    }
  else
    set_text (self, member, "relation", ZX_TARGET_GUARDIAN_RELATION, relation);
  set_text (self, member, "phone", role->phone, phone);
  set_text (self, member, "id_no", role->id_no, person->values[role->id_no]);
  set_text (self, member, "work_place", role->work_place, person->values[role->work_place]);
}

static void
plan_members (Plan *self)
{
  ZxPerson *person = self->person;
  gboolean names_guardian = person->values[ZX_TARGET_GUARDIAN_NAME] != NULL;
  gboolean has_guardian = names_guardian;

  for (guint i = 0; i < self->members->len; i++)
    has_guardian = has_guardian || zx_record_get_int (self->members->pdata[i], "guardian");

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gboolean is_guardian = roles[i].relation == NULL || !has_guardian;

      if (is_guardian && person->values[roles[i].name] != NULL)
        has_guardian = TRUE;
      plan_member (self, &roles[i], is_guardian);
    }
}

static void
plan_categories (Plan *self)
{
  ZxPerson *person = self->person;
  const char *primary = zx_person_get_cat (person);

  if (is_kept (self, ZX_TARGET_CAT))
    return;

  for (guint i = 0; i < person->n_cats; i++)
    {
      ZxRecord *category = NULL;

      for (guint j = 0; j < self->categories->len && category == NULL; j++)
        if (g_strcmp0 (zx_record_get_text (self->categories->pdata[j], "cat"), person->cats[i]) == 0)
          category = self->categories->pdata[j];

      if (category == NULL)
        {
          category = zx_record_new (&zx_kind_category);
          zx_record_set_text (category, "cat", person->cats[i]);
          g_ptr_array_add (self->categories, category);
          if (self->changes != NULL)
            note_change (self, ZX_TARGET_CAT, g_strdup (""), zx_record_dup_display (category, "cat"));
        }
      if (person->cats[i] == primary)
        set_text (self, category, "cert_no", ZX_TARGET_CAT_CERT_NO, person->values[ZX_TARGET_CAT_CERT_NO]);
    }
}

static gboolean
load_all (ZxDb          *db,
          const ZxKind  *kind,
          GArray        *ids,
          GPtrArray     *records,
          GError       **error)
{
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      ZxRecord *record = zx_record_load (db, kind, g_array_index (ids, gint64, i), error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
    }

  return TRUE;
}

static gboolean
says_members (ZxPerson *person)
{
  for (ZxTarget target = ZX_TARGET_GUARDIAN_NAME; target <= ZX_TARGET_MOTHER_WORK_PLACE; target++)
    if (person->values[target] != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
plan_known (Plan     *self,
            gint64    student,
            GError  **error)
{
  self->student = zx_record_load (self->db, &zx_kind_student, student, error);
  if (self->student == NULL)
    {
      if (error != NULL && *error == NULL)
        zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "student", _("There is no such student."));
      return FALSE;
    }

  self->family = zx_record_get_int (self->student, "family");
  self->has_family = self->family != 0;
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  self->categories = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);

  if (self->has_family && says_members (self->person))
    {
      g_autoptr (GArray) ids = zx_people_list_members (self->db, self->family, error);

      if (!load_all (self->db, &zx_kind_family_member, ids, self->members, error))
        return FALSE;
    }
  if (self->person->n_cats > 0)
    {
      g_autoptr (GArray) ids = zx_people_list_categories (self->db, student, self->family, error);

      if (!load_all (self->db, &zx_kind_category, ids, self->categories, error))
        return FALSE;
    }

  plan_student (self);
  if (says_members (self->person))
    plan_members (self);
  plan_categories (self);

  return TRUE;
}

static gboolean
record_differs (ZxRecord *record)
{
  const ZxKind *kind = zx_record_get_kind (record);

  if (!zx_record_is_saved (record))
    return TRUE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (!zx_value_equal (zx_record_get_value (record, i), zx_record_get_old_value (record, i)))
      return TRUE;

  return FALSE;
}

static gboolean
save_plan (Plan      *self,
           ZxAction  *action,
           gboolean  *out_changed,
           GError   **error)
{
  gboolean changed = record_differs (self->student);
  gboolean needs_family = self->is_new;

  for (guint i = 0; i < self->members->len; i++)
    needs_family = needs_family || !zx_record_is_saved (self->members->pdata[i]);
  for (guint i = 0; i < self->categories->len; i++)
    needs_family = needs_family || !zx_record_is_saved (self->categories->pdata[i]);

  /* The family first: the child's row refers to it. */
  if (needs_family && !self->has_family)
    {
      g_autoptr (ZxRecord) family = zx_record_new (&zx_kind_family);

      if (!zx_action_save (action, family, error))
        return FALSE;
      self->family = zx_record_get_id (family);
      zx_record_set_ref (self->student, "family", self->family);
      changed = TRUE;
    }

  if (changed && !zx_action_save (action, self->student, error))
    return FALSE;

  for (guint i = 0; i < self->members->len; i++)
    {
      ZxRecord *member = self->members->pdata[i];

      if (!record_differs (member))
        continue;
      if (!zx_record_is_saved (member))
        zx_record_set_ref (member, "family", self->family);
      if (!zx_action_save (action, member, error))
        return FALSE;
      changed = TRUE;
    }

  for (guint i = 0; i < self->categories->len; i++)
    {
      ZxRecord *category = self->categories->pdata[i];

      if (!record_differs (category))
        continue;
      if (!zx_record_is_saved (category))
        {
          const ZxCategory *known = zx_category_find (zx_record_get_text (category, "cat"));

          if (known != NULL && !known->of_family)
            zx_record_set_ref (category, "student", zx_record_get_id (self->student));
          else
            zx_record_set_ref (category, "family", self->family);
        }
      if (!zx_action_save (action, category, error))
        return FALSE;
      changed = TRUE;
    }

  if (out_changed != NULL)
    *out_changed = changed;

  return TRUE;
}

GArray *
zx_person_compare (ZxPerson  *person,
                   ZxDb      *db,
                   gint64     student,
                   GError   **error)
{
  g_auto (Plan) plan = { .person = person, .db = db };

  plan.changes = g_array_new (FALSE, FALSE, sizeof (ZxPersonChange));
  g_array_set_clear_func (plan.changes, change_clear);
  if (!plan_known (&plan, student, error))
    return NULL;

  return g_steal_pointer (&plan.changes);
}

gboolean
zx_person_add (ZxPerson  *person,
               ZxAction  *action,
               gint64    *out_student,
               GError   **error)
{
  g_auto (Plan) plan = { .person = person, .db = zx_action_get_db (action), .is_new = TRUE };

  plan.student = zx_record_new (&zx_kind_student);
  plan.members = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  plan.categories = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  plan_student (&plan);
  fill_new_student (&plan);
  plan_members (&plan);
  plan_categories (&plan);

  if (!save_plan (&plan, action, NULL, error))
    return FALSE;
  *out_student = zx_record_get_id (plan.student);

  return TRUE;
}

gboolean
zx_person_update (ZxPerson      *person,
                  ZxAction      *action,
                  gint64         student,
                  const guint8  *kept,
                  gboolean      *out_changed,
                  GError       **error)
{
  g_auto (Plan) plan = { .person = person, .db = zx_action_get_db (action), .kept = kept };

  return plan_known (&plan, student, error) && save_plan (&plan, action, out_changed, error);
}
