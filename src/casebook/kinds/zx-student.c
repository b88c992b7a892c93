/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-check-value.h"
#include "zx-date.h"
#include "zx-kind.h"
#include "zx-student.h"
#include "zx-words.h"

static const ZxField fields[] = {
  { "name", NC_("student", "Name"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 30 },
  { "former_name", NC_("student", "Former name"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "pinyin", NC_("student", "Pinyin (corrected)"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "sex", NC_("student", "Sex"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "SEX" },
  { "birth_date", NC_("student", "Date of birth"), ZX_TYPE_DATE, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "nation", NC_("student", "Ethnic group"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "NATION" },
  { "nationality", NC_("student", "Nationality"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 3, .initial = "CHN" },
  { "id_type", NC_("student", "ID document type"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "IDTYPE", .initial = "1" },
  { "id_no", NC_("student", "ID number"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 20 },
  { "roll_no", NC_("student", "School-roll number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 19 },
  { "roll_no_aux", NC_("student", "Local roll number"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "file_no", NC_("student", "File number"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "family", NC_("student", "Family"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_REQUIRED, .of = "family" },
  { "stage", NC_("student", "Stage"), ZX_TYPE_CODE, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_VIRTUAL, .codes = "STAGE", .sql = "n.stage" },
  { "grade", NC_("student", "Grade"), ZX_TYPE_CODE, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_VIRTUAL, .codes = "GRADE", .sql = "n.grade" },
  { "class_name", NC_("student", "Class"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_REQUIRED | ZX_FIELD_VIRTUAL, .size = 20, .sql = "n.class_name" },
  { "student_no", NC_("student", "Number in class"), ZX_TYPE_TEXT, ZX_PUBLIC, ZX_FIELD_VIRTUAL, .size = 20, .sql = "n.student_no" },
  { "board", NC_("student", "Mode of attendance"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_VIRTUAL, .codes = "BOARD", .sql = "n.board" },
  { "enrol_status", NC_("student", "Roll status"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_VIRTUAL, .codes = "ENROL", .sql = "n.enrol_status" },
  { "photo", NC_("student", "Photo"), ZX_TYPE_FILE, ZX_SENSITIVE, .size = 1 },
  { "native_place", NC_("student", "Ancestral place"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "birth_region", NC_("student", "Birthplace code"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 12 },
  { "hukou_kind", NC_("student", "Household kind"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "HUKOU" },
  { "hukou_region", NC_("student", "Household division code"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 12 },
  { "hukou_address", NC_("student", "Household address"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 100 },
  { "town", NC_("student", "Township"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 30 },
  { "village", NC_("student", "Village"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED, .size = 30 },
  { "villager_group", NC_("student", "Villager group"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "home_address", NC_("student", "Home address"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 100 },
  { "mail_address", NC_("student", "Mail address"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 100 },
  { "postcode", NC_("student", "Postcode"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 6 },
  { "phone", NC_("student", "Contact phone"), ZX_TYPE_TEXT, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .size = 20 },
  { "enrol_ym", NC_("student", "Enrolment month"), ZX_TYPE_MONTH, ZX_INTERNAL },
  { "enrol_way", NC_("student", "Way of admission"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "origin", NC_("student", "Student source"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "politics", NC_("student", "Political status"), ZX_TYPE_CODE, ZX_INTERNAL, .codes = "POLI" },
  { "health", NC_("student", "Health"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "HEALTH" },
  { "disab_type", NC_("student", "Disability type"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "DISAB" },
  { "disab_level", NC_("student", "Disability grade"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "DISLV" },
  { "disab_cert_no", NC_("student", "Disability certificate number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 24 },
  { "inclusive_edu", NC_("student", "Learns in a regular class"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "only_child", NC_("student", "Only child"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "preschool_done", NC_("student", "Attended preschool"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "left_behind", NC_("student", "Left-behind"), ZX_TYPE_CODE, ZX_INTERNAL, ZX_FIELD_REQUIRED, .codes = "LEFT" },
  { "migrant_child", NC_("student", "Child of migrant workers"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "orphan", NC_("student", "Orphan"), ZX_TYPE_BOOL, ZX_SENSITIVE },
  { "martyr_child", NC_("student", "Child of a martyr or preferential family"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "needs_aid", NC_("student", "Wants aid"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "gets_allowance", NC_("student", "Gets boarding allowance"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "commute_km", NC_("student", "Distance to school (km)"), ZX_TYPE_DECIMAL, ZX_INTERNAL, .size = 1 },
  { "commute_way", NC_("student", "Way to school"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 20 },
  { "needs_bus", NC_("student", "Needs the school bus"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "specialty", NC_("student", "Strengths"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "nutrition", NC_("student", "In the nutrition programme"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "bank_holder", NC_("student", "Account holder"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 30 },
  { "bank_name", NC_("student", "Bank"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 40 },
  { "bank_no", NC_("student", "Account number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 24 },
  { "bank_holder_rel", NC_("student", "Account holder is"), ZX_TYPE_CODE, ZX_SENSITIVE, .codes = "REL" },
  { "bank_holder_id", NC_("student", "Account holder's ID number"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "merged_into", NC_("student", "Merged into"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_HIDDEN, .of = "student" },
  { "cat", NC_("student", "Main category"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_COMPUTED, .codes = "CAT", .sql = "n.cat" },
  { "level", NC_("student", "Level"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_COMPUTED, .codes = "LEVEL", .sql = "n.level" },
  { "last_visit", NC_("student", "Last home visit"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_COMPUTED, .sql = "n.last_visit" },
  ZX_COMMON_FIELDS,
};

/* Fields that belong to the row of enrolment that is valid in the working term. */
static const char * const enrolment_fields[] = { "stage", "grade", "class_name", "student_no", "board", "enrol_status" };

/* A class as people write it (五(1)班) names the grade too. */
static void
read_class_words (ZxRecord *record)
{
  const char *written = zx_record_get_text (record, "class_name");
  ZxClassWords words;

  if (written == NULL || !zx_record_is_changed (record, "class_name"))
    return;
  if (!zx_class_from_words (written, zx_stage_from_code (zx_record_get_text (record, "stage")), &words))
    return;

  if (words.grade != NULL && !(zx_record_is_changed (record, "grade") && zx_record_has (record, "grade")))
    zx_record_set_text (record, "grade", words.grade);
  if (words.class_name[0] != '\0')
    zx_record_set_text (record, "class_name", words.class_name);
}

/* A mainland ID number gives the birth date and the sex, and contradicts others. */
static gboolean
apply_id_number (ZxAction  *action,
                 ZxRecord  *record,
                 GError   **error)
{
  const char *id_no = zx_record_get_text (record, "id_no");
  g_autofree char *words = NULL;
  g_autofree char *birth_date = NULL;
  ZxValueProblem problem;
  const char *sex;

  if (id_no == NULL || g_strcmp0 (zx_record_get_text (record, "id_type"), "1") != 0 ||
      !(zx_record_is_changed (record, "id_no") || zx_record_is_changed (record, "birth_date") ||
        zx_record_is_changed (record, "sex") || zx_record_is_changed (record, "id_type")))
    return TRUE;

  problem = zx_check_id (id_no, zx_action_get_today (action), &words);
  if (zx_value_problem_is_error (problem))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "id_no", "%s", words);
      return FALSE;
    }

  birth_date = zx_id_dup_birth_date (id_no);
  sex = zx_id_get_sex (id_no);
  if (!zx_record_has (record, "birth_date"))
    zx_record_set_text (record, "birth_date", birth_date);
  if (!zx_record_has (record, "sex"))
    zx_record_set_text (record, "sex", sex);

  if (strcmp (zx_record_get_text (record, "birth_date"), birth_date) != 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "birth_date",
                          _("The date of birth %s does not agree with the ID number, which says %s. Correct one of them."),
                          zx_record_get_text (record, "birth_date"), birth_date);
      return FALSE;
    }
  if (strcmp (zx_record_get_text (record, "sex"), sex) != 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "sex",
                          _("The sex does not agree with the ID number. Correct one of them."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  read_class_words (record);

  if (zx_record_has (record, "grade") && zx_record_is_changed (record, "grade"))
    {
      const char *stage = zx_stage_get_code (zx_grade_get_stage (zx_record_get_text (record, "grade")));

      if (zx_record_is_changed (record, "stage") && zx_record_has (record, "stage") &&
          g_strcmp0 (stage, zx_record_get_text (record, "stage")) != 0)
        {
          zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "stage", _("The stage does not fit the grade. Correct one of them."));
          return FALSE;
        }
      zx_record_set_text (record, "stage", stage);
    }
  else if (zx_record_is_changed (record, "stage") && zx_record_has (record, "stage") && !zx_record_has (record, "grade"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "stage", _("Give the grade; the stage follows from it."));
      return FALSE;
    }

  if (zx_action_refuse_future (action, record, "birth_date", error))
    return FALSE;

  return apply_id_number (action, record, error);
}

static ZxRecord *
find_enrolment (ZxAction    *action,
                gint64       student,
                const char  *school_year,
                const char  *on,
                GError     **error)
{
  g_autofree char *sql = zx_kind_dup_select (&zx_kind_enrolment,
                                             "WHERE t.student = :student AND t.school_year = :year AND t.deleted_at IS NULL AND t.voided_on IS NULL "
                                             "AND (t.from_on IS NULL OR t.from_on <= :on) ORDER BY t.from_on DESC, t.id LIMIT 1");
  ZxStatement *statement = zx_db_prepare (zx_action_get_db (action), sql, error);
  ZxRecord *record = NULL;

  if (statement == NULL)
    return NULL;

  zx_statement_set_int (statement, ":student", student);
  zx_statement_set_text (statement, ":year", school_year);
  zx_statement_set_text (statement, ":on", on);
  if (zx_statement_step (statement, error) > 0)
    {
      record = zx_record_from_row (&zx_kind_enrolment, statement);
      sqlite3_reset (statement);
    }

  return record;
}

static void
take_field (ZxRecord   *enrolment,
            ZxRecord   *student,
            const char *field)
{
  if (zx_record_is_changed (student, field))
    zx_record_set_text (enrolment, field, zx_record_get_text (student, field));
}

/* What people see as fields of the student is written into the enrolment of the working term. */
static gboolean
finish (ZxAction  *action,
        ZxRecord  *record,
        GError   **error)
{
  gboolean changed = !zx_record_is_saved (record);
  const char *term = zx_action_get_term (action);
  g_autofree char *school_year = NULL;
  char start[ZX_DATE_SIZE], end[ZX_DATE_SIZE];
  g_autoptr (ZxRecord) enrolment = NULL;
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (enrolment_fields); i++)
    changed = changed || zx_record_is_changed (record, enrolment_fields[i]);
  if (!changed)
    return TRUE;

  school_year = zx_term_dup_school_year (term);
  zx_term_get_default_dates (term, start, end);

  /* A child that was just added has none. */
  if (zx_record_is_saved (record))
    enrolment = find_enrolment (action, zx_record_get_id (record), school_year, end, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (enrolment == NULL)
    {
      enrolment = zx_record_new (&zx_kind_enrolment);
      zx_record_set_ref (enrolment, "student", zx_record_get_id (record));
      zx_record_set_text (enrolment, "school_year", school_year);
    }
  else if (zx_record_has (enrolment, "from_on") ? strcmp (zx_record_get_text (enrolment, "from_on"), start) < 0
                                                : zx_term_get_number (term) == 2)
    {
      /* The row tells what was true in the term before; what is new begins with this term. */
      ZxRecord *fresh = zx_record_new (&zx_kind_enrolment);

      zx_record_set_ref (fresh, "student", zx_record_get_id (record));
      zx_record_set_text (fresh, "school_year", school_year);
      zx_record_set_text (fresh, "from_on", start);
      zx_record_set_ref (fresh, "class", zx_record_get_int (enrolment, "class"));
      zx_record_set_text (fresh, "student_no", zx_record_get_text (enrolment, "student_no"));
      zx_record_set_text (fresh, "board", zx_record_get_text (enrolment, "board"));
      zx_record_set_text (fresh, "enrol_status", zx_record_get_text (enrolment, "enrol_status"));
      zx_record_unref (enrolment);
      enrolment = fresh;
    }

  take_field (enrolment, record, "student_no");
  take_field (enrolment, record, "board");
  if (zx_record_has (record, "enrol_status"))
    take_field (enrolment, record, "enrol_status");

  if (zx_record_is_changed (record, "grade") || zx_record_is_changed (record, "class_name"))
    {
      gint64 class_id = 0;

      if (zx_record_has (record, "grade") || zx_record_has (record, "class_name"))
        {
          class_id = zx_action_need_class (action, school_year, zx_record_get_text (record, "grade"),
                                           zx_record_get_text (record, "class_name"), error);
          if (class_id == 0)
            return FALSE;
        }
      zx_record_set_ref (enrolment, "class", class_id);
    }

  return zx_action_save (action, enrolment, error);
}

const ZxKind zx_kind_student = {
  .key = "student",
  .label = NC_("kind", "Student"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .finish = finish,
  .join = "LEFT JOIN student_now n ON n.student = t.id",
  .order = "n.sort_name, t.id",
  .title = "t.name",
};
