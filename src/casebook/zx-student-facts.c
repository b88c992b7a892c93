/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-facts"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-student-facts-private.h"
#include "zx-student.h"
#include "zx-words.h"

/* A remark of a category no longer than this stands in place of the category's own words. */
#define SHORT_REMARK 12

/* --- levels --- */

void
zx_level_words_clear (ZxLevelWords *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->words); i++)
    g_clear_pointer (&self->words[i], g_free);
}

void
zx_level_words_load (ZxLevelWords *self,
                     ZxDb         *db)
{
  g_autofree char *setting = zx_setting_dup (db, "level_words");
  g_auto (GStrv) own = setting != NULL ? g_strsplit (setting, ",", -1) : NULL;
  const char *words[] = { NULL, C_("LEVEL", "Special hardship"), C_("LEVEL", "Hardship"), C_("LEVEL", "Some hardship"), C_("LEVEL", "No hardship") };

  if (g_strcmp0 (setting, "B") == 0)
    {
      words[2] = C_("LEVEL", "Relative hardship");
      words[3] = C_("LEVEL", "Temporary hardship");
    }
  else if (own != NULL && g_strv_length (own) >= 2)
    for (guint i = 0; i < 3 && own[i] != NULL; i++)
      words[i + 1] = g_strstrip (own[i]);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_free (self->words[i]);
      self->words[i] = g_strdup (words[i]);
    }
}

guint
zx_level_get_rank (const char *level)
{
  if (level != NULL && *level >= '1' && *level <= '3' && level[1] == '\0')
    return (guint) (*level - '0');

  return 4;
}

/* --- facts in a few words --- */

static const struct
{
  const char *code;
  const char *words;
} category_words[] = {
  { "01", NC_("facts", "Lifted out of poverty") },
  { "02", NC_("facts", "Unstable after poverty") },
  { "03", NC_("facts", "Edge of poverty") },
  { "04", NC_("facts", "Sudden hardship") },
  { "05", NC_("facts", "Minimum allowance") },
  { "06", NC_("facts", "Destitute support") },
  { "07", NC_("facts", "Orphan") },
  { "08", NC_("facts", "De facto unattended") },
  { "09", NC_("facts", "Disabled child") },
  { "10", NC_("facts", "Disabled parent") },
  { "11", NC_("facts", "Martyr's child") },
  { "12", NC_("facts", "Near allowance") },
  { "13", NC_("facts", "Unavoidable spending") },
  { "14", NC_("facts", "Preferential treatment") },
  { "15", NC_("facts", "Worker in hardship") },
  { "16", NC_("facts", "Illness at home") },
  { "17", NC_("facts", "Disaster") },
  { "18", NC_("facts", "Accident") },
  { "19", NC_("facts", "Single parent") },
  { "20", NC_("facts", "Parents divorced") },
  { "21", NC_("facts", "Parent absent") },
  { "22", NC_("facts", "Migrant child") },
  { "23", NC_("facts", "Ethnic minority") },
  { "24", NC_("facts", "Several children at school") },
  { "99", NC_("facts", "Other hardship") },
};

static const char *
get_category_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (category_words); i++)
    if (strcmp (category_words[i].code, code) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "facts", category_words[i].words);

  return code;
}

/* What the members of the family say about illness, disability and who looks after the child. */
typedef struct
{
  gboolean father_disabled;
  gboolean mother_disabled;
  gboolean father_ill;
  gboolean mother_ill;
  gboolean other_ill;
  gboolean father_lost;
  gboolean mother_lost;
  char     guardian[3]; /* REL, of the first guardian who is no parent, when no parent is guardian */
} Household;

static void
note_member (Household  *home,
             const char *relation,
             const char *health,
             gboolean    guardian,
             gboolean   *parent_guards)
{
  gboolean is_father = g_strcmp0 (relation, "51") == 0 || g_strcmp0 (relation, "57") == 0;
  gboolean is_mother = g_strcmp0 (relation, "52") == 0 || g_strcmp0 (relation, "58") == 0;
  gboolean is_ill = g_strcmp0 (health, "60") == 0 || g_strcmp0 (health, "30") == 0;

  if (g_strcmp0 (health, "50") == 0)
    {
      home->father_disabled = home->father_disabled || is_father;
      home->mother_disabled = home->mother_disabled || is_mother;
    }
  home->father_ill = home->father_ill || (is_father && is_ill);
  home->mother_ill = home->mother_ill || (is_mother && is_ill);
  home->other_ill = home->other_ill || (!is_father && !is_mother && is_ill);
  home->father_lost = home->father_lost || (is_father && g_strcmp0 (health, "80") == 0);
  home->mother_lost = home->mother_lost || (is_mother && g_strcmp0 (health, "80") == 0);

  if (!guardian)
    return;
  if (is_father || is_mother)
    *parent_guards = TRUE;
  else if (home->guardian[0] == '\0' && relation != NULL)
    g_strlcpy (home->guardian, relation, sizeof home->guardian);
}

static gboolean
load_household (ZxDb       *db,
                gint64      family,
                Household  *out_home,
                GError    **error)
{
  ZxStatement *row;
  gboolean parent_guards = FALSE;
  int step;

  *out_home = (Household) { 0 };
  if (family == 0)
    return TRUE;

  row = zx_db_prepare (db, "SELECT relation, health, guardian FROM family_member "
                           "WHERE family = :family AND deleted_at IS NULL AND voided_on IS NULL ORDER BY relation", error);
  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":family", family);
  while ((step = zx_statement_step (row, error)) > 0)
    note_member (out_home, zx_statement_get_text (row, 0), zx_statement_get_text (row, 1),
                 zx_statement_get_int (row, 2) != 0, &parent_guards);
  if (parent_guards)
    out_home->guardian[0] = '\0';

  return step == 0;
}

static const char *
get_disabled_words (const Household *home)
{
  if (home->father_disabled && home->mother_disabled)
    return C_("facts", "Both parents disabled");
  if (home->father_disabled)
    return C_("facts", "Father disabled");
  if (home->mother_disabled)
    return C_("facts", "Mother disabled");

  return get_category_words ("10");
}

static const char *
get_ill_words (const Household *home)
{
  if (home->father_ill)
    return C_("facts", "Father ill");
  if (home->mother_ill)
    return C_("facts", "Mother ill");

  return get_category_words ("16");
}

/* Translators: with whom a child without parents lives */
static const char *
get_guardian_words (const char *relation)
{
  if (strcmp (relation, "61") == 0)
    return C_("facts", "With grandfather");
  if (strcmp (relation, "62") == 0)
    return C_("facts", "With grandmother");
  if (strcmp (relation, "63") == 0)
    return C_("facts", "With mother's father");
  if (strcmp (relation, "64") == 0)
    return C_("facts", "With mother's mother");
  if (strcmp (relation, "91") == 0)
    return C_("facts", "In an institution");

  return C_("facts", "With relatives");
}

static void
add_fact (GPtrArray  *facts,
          const char *words)
{
  for (guint i = 0; i < facts->len; i++)
    if (strcmp (g_ptr_array_index (facts, i), words) == 0)
      return;

  g_ptr_array_add (facts, g_strdup (words));
}

static gboolean
add_categories (ZxDb             *db,
                const ZxTerm     *term,
                gint64            student,
                gint64            family,
                const Household  *home,
                GPtrArray        *facts,
                GError          **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT cat, remark FROM category WHERE (student = :student OR family = :family) "
                                        "AND deleted_at IS NULL AND voided_on IS NULL AND cat IS NOT NULL "
                                        "AND (valid_to IS NULL OR valid_to >= :start) AND (valid_from IS NULL OR valid_from <= :end) "
                                        "ORDER BY cat, id", error);
  int step;

  if (row == NULL)
    return FALSE;

  zx_statement_set_int (row, ":student", student);
  if (family != 0)
    zx_statement_set_int (row, ":family", family);
  zx_statement_set_text (row, ":start", term->start);
  zx_statement_set_text (row, ":end", term->end);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *cat = zx_statement_get_text (row, 0);
      const char *remark = zx_statement_get_text (row, 1);

      if (remark != NULL && g_utf8_strlen (remark, -1) <= SHORT_REMARK)
        add_fact (facts, remark);
      else if (strcmp (cat, "10") == 0)
        add_fact (facts, get_disabled_words (home));
      else if (strcmp (cat, "16") == 0)
        add_fact (facts, get_ill_words (home));
      else
        add_fact (facts, get_category_words (cat));

      if ((strcmp (cat, "07") == 0 || strcmp (cat, "08") == 0) && home->guardian[0] != '\0')
        add_fact (facts, get_guardian_words (home->guardian));
    }

  return step == 0;
}

static const char *
get_left_behind_words (const char      *left_behind,
                       const Household *home,
                       gboolean         in_full)
{
  if (left_behind == NULL || strcmp (left_behind, "0") == 0)
    return NULL;
  if (in_full && home->mother_lost)
    return C_("facts", "Left behind (mother lost contact)");
  if (in_full && home->father_lost)
    return C_("facts", "Left behind (father lost contact)");

  return C_("facts", "Left behind");
}

GPtrArray *
zx_student_facts_collect (ZxDb          *db,
                          const ZxTerm  *term,
                          gint64         student,
                          gint64         family,
                          gboolean       has_category,
                          const char    *left_behind,
                          const char    *enrol_status,
                          gboolean       in_full,
                          GError       **error)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  Household home = { 0 };
  const char *left;

  if (((has_category || in_full) && !load_household (db, family, &home, error)) ||
      (has_category && !add_categories (db, term, student, family, &home, facts, error)))
    return NULL;

  left = get_left_behind_words (left_behind, &home, in_full);
  if (left != NULL)
    add_fact (facts, left);
  if (g_strcmp0 (enrol_status, "5") == 0)
    add_fact (facts, C_("facts", "Dropout watch"));
  else if (g_strcmp0 (enrol_status, "8") == 0)
    add_fact (facts, C_("facts", "Taught at home"));
  if (in_full && (home.guardian[0] == '6'))
    add_fact (facts, C_("facts", "Looked after by grandparents"));

  return g_steal_pointer (&facts);
}

static char *
join_facts (GPtrArray *facts)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", (const char *) g_ptr_array_index (facts, i));

  return g_string_free (line, FALSE);
}

/* --- rows --- */

void
zx_student_row_free (ZxStudentRow *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->sex);
  g_free (self->birth_date);
  g_free (self->grade);
  g_free (self->class_name);
  g_free (self->class_words);
  g_free (self->student_no);
  g_free (self->board);
  g_free (self->enrol_status);
  g_free (self->level);
  g_free (self->level_words);
  g_free (self->cat);
  g_free (self->facts);
  g_free (self->village);
  g_free (self->villager_group);
  g_free (self->place);
  g_free (self->last_visit);
  g_free (self);
}

/* What all rows of one call share. */
typedef struct
{
  ZxTerm       term;
  ZxVisitRule  rule;
  ZxLevelWords levels;
  const char  *today;
} Shared;

static void
shared_clear (Shared *self)
{
  zx_term_clear (&self->term);
  zx_level_words_clear (&self->levels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shared, shared_clear)

static gboolean
shared_load (Shared      *self,
             ZxDb        *db,
             const char  *today,
             GError     **error)
{
  self->today = today;
  zx_level_words_load (&self->levels, db);

  return zx_term_load_working (&self->term, db, error) && zx_visit_rule_load (&self->rule, db, today, error);
}

char *
zx_visit_dup_last (ZxDb        *db,
                   gint64       student,
                   const char  *today,
                   GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT max (v.visit_date) FROM visit_child c JOIN home_visit v ON v.id = c.visit "
                                        "WHERE c.student = :student AND c.deleted_at IS NULL AND v.deleted_at IS NULL "
                                        "AND v.voided_on IS NULL AND coalesce (v.nobody_home, 0) = 0 AND v.visit_date <= :today", error);
  char *last = NULL;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":today", today);
  if (zx_statement_step (row, error) > 0)
    {
      last = g_strdup (zx_statement_get_text (row, 0));
      sqlite3_reset (row);
    }

  return last;
}

char *
zx_contact_dup_last (ZxDb         *db,
                     gint64        student,
                     const char   *today,
                     char        **out_channel,
                     GError      **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT date, channel FROM contact_log WHERE student = :student AND deleted_at IS NULL "
                                        "AND voided_on IS NULL AND reached = 1 AND date <= :today "
                                        "ORDER BY date DESC LIMIT 1", error);
  char *last = NULL;

  if (row == NULL)
    return NULL;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":today", today);
  if (zx_statement_step (row, error) > 0)
    {
      last = g_strdup (zx_statement_get_text (row, 0));
      if (out_channel != NULL)
        *out_channel = g_strdup (zx_statement_get_text (row, 1));
      sqlite3_reset (row);
    }

  return last;
}

static gboolean
judge_visit (ZxDb          *db,
             const Shared  *shared,
             ZxStudentRow  *row,
             GError       **error)
{
  g_autofree char *contact = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *counted;

  if (row->last_visit != NULL && strcmp (row->last_visit, shared->today) > 0)
    {
      g_free (row->last_visit);
      row->last_visit = zx_visit_dup_last (db, row->id, shared->today, &local_error);
    }
  if (shared->rule.phone_counts && local_error == NULL)
    contact = zx_contact_dup_last (db, row->id, shared->today, NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  counted = g_strcmp0 (contact, row->last_visit) > 0 ? contact : row->last_visit;
  row->visited = counted != NULL && strcmp (counted, shared->rule.start) >= 0;
  row->overdue = row->level != NULL && (counted == NULL || strcmp (counted, shared->rule.last_start) < 0);

  return TRUE;
}

static ZxStudentRow *
load_row (ZxDb          *db,
          const Shared  *shared,
          gint64         id,
          GError       **error)
{
  ZxStatement *statement = zx_db_prepare (db, "SELECT s.name, s.sex, s.birth_date, s.village, s.villager_group, s.left_behind, s.family, "
                                              "n.grade, n.class_name, n.student_no, n.board, n.enrol_status, n.level, n.cat, n.last_visit "
                                              "FROM student s LEFT JOIN student_now n ON n.student = s.id "
                                              "WHERE s.id = :id AND s.deleted_at IS NULL", error);
  g_autoptr (ZxStudentRow) row = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  g_autofree char *left_behind = NULL;
  gint64 family;

  if (statement == NULL)
    return NULL;
  zx_statement_set_int (statement, ":id", id);
  if (zx_statement_step (statement, error) <= 0)
    return NULL;

  row = g_new0 (ZxStudentRow, 1);
  row->id = id;
  row->name = g_strdup (zx_statement_get_text (statement, 0));
  row->sex = g_strdup (zx_statement_get_text (statement, 1));
  row->birth_date = g_strdup (zx_statement_get_text (statement, 2));
  row->village = g_strdup (zx_statement_get_text (statement, 3));
  row->villager_group = g_strdup (zx_statement_get_text (statement, 4));
  left_behind = g_strdup (zx_statement_get_text (statement, 5));
  family = zx_statement_get_int (statement, 6);
  row->grade = g_strdup (zx_statement_get_text (statement, 7));
  row->class_name = g_strdup (zx_statement_get_text (statement, 8));
  row->student_no = g_strdup (zx_statement_get_text (statement, 9));
  row->board = g_strdup (zx_statement_get_text (statement, 10));
  row->enrol_status = g_strdup (zx_statement_get_text (statement, 11));
  row->level = g_strdup (zx_statement_get_text (statement, 12));
  row->cat = g_strdup (zx_statement_get_text (statement, 13));
  row->last_visit = g_strdup (zx_statement_get_text (statement, 14));
  sqlite3_reset (statement);

  row->class_words = zx_class_format (row->grade, row->class_name);
  row->place = g_strconcat (row->village != NULL ? row->village : "", row->villager_group != NULL ? row->villager_group : "", NULL);
  row->level_rank = zx_level_get_rank (row->level);
  row->level_words = g_strdup (shared->levels.words[row->level_rank]);

  facts = zx_student_facts_collect (db, &shared->term, id, family, row->cat != NULL, left_behind, row->enrol_status, FALSE, error);
  if (facts == NULL || !judge_visit (db, shared, row, error))
    return NULL;
  row->facts = join_facts (facts);

  return g_steal_pointer (&row);
}

GPtrArray *
zx_student_rows_load (ZxDb          *db,
                      const gint64  *ids,
                      guint          n_ids,
                      const char    *today,
                      GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_ids, (GDestroyNotify) zx_student_row_free);
  g_auto (Shared) shared = { 0 };

  if (!shared_load (&shared, db, today, error))
    return NULL;

  for (guint i = 0; i < n_ids; i++)
    {
      GError *local_error = NULL;
      ZxStudentRow *row = load_row (db, &shared, ids[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}

ZxStudentRow *
zx_student_row_load (ZxDb        *db,
                     gint64       id,
                     const char  *today,
                     GError     **error)
{
  g_autoptr (GPtrArray) rows = zx_student_rows_load (db, &id, 1, today, error);

  return rows != NULL ? g_ptr_array_steal_index (rows, 0) : NULL;
}
