/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-application-facts.h"
#include "zx-date.h"
#include "zx-document-private.h"
#include "zx-student-facts.h"
#include "zx-words.h"

/* P01, the application with its commitment: the form families fill in, blank or with what the casebook knows. What is
 * signed and sealed stays blank in both. */

#define COLUMNS     24
#define SIDE        2    /* of the label that stands upright beside several rows */
#define LEAST_ROWS  5    /* of the table of members */

typedef struct
{
  const ZxDocumentJob *job;
  ZxRecord            *application; /* these three are %NULL in a blank */
  ZxRecord            *student;
  ZxApplicationFacts  *facts;
  ZxGrid              *grid;
} Form;

static const char *
get_student (Form       *self,
             const char *field)
{
  return self->student != NULL ? zx_record_get_text (self->student, field) : NULL;
}

static void
add_student_pair (Form       *self,
                  guint       label_span,
                  const char *label,
                  guint       value_span,
                  const char *field)
{
  g_autofree char *value = self->student != NULL ? zx_record_dup_display (self->student, field) : NULL;

  zx_grid_add_pair (self->grid, label_span, label, value_span, value);
}

static void
add_family_pair (Form       *self,
                 guint       label_span,
                 const char *label,
                 guint       value_span,
                 const char *field)
{
  g_autofree char *value = self->facts != NULL && self->facts->family != NULL ? zx_record_dup_display (self->facts->family, field) : NULL;

  zx_grid_add_pair (self->grid, label_span, label, value_span, value);
}

/* --- who it is --- */

static void
add_person (Form *self)
{
  g_autofree char *class_words = self->student != NULL ? zx_document_dup_class (self->student) : NULL;

  zx_grid_add_row (self->grid, 25);
  zx_grid_add_tall_cell (self->grid, ZX_CELL_LABEL, SIDE, 5, C_("paper", "About the pupil"));
  zx_grid_add_pair (self->grid, 3, C_("paper", "Name"), 6, get_student (self, "name"));
  add_student_pair (self, 3, C_("paper", "Sex"), 2, "sex");
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 2, C_("paper", "Nation"));
  {
    g_autofree char *nation = self->student != NULL ? zx_record_dup_display (self->student, "nation") : NULL;

    zx_grid_add_cell (self->grid, ZX_CELL_VALUE, 2, nation);
  }
  zx_grid_add_tall_cell (self->grid, ZX_CELL_PLACE, 4, 4, C_("paper", "photo"));

  zx_grid_add_row (self->grid, 25);
  add_student_pair (self, 3, C_("paper", "Born on"), 6, "birth_date");
  zx_grid_add_pair (self->grid, 3, C_("paper", "Class"), 6, class_words);

  zx_grid_add_row (self->grid, 25);
  zx_grid_add_pair (self->grid, 3, C_("paper", "ID number"), 9, get_student (self, "id_no"));
  add_student_pair (self, 3, C_("paper", "Boarding"), 3, "board");

  zx_grid_add_row (self->grid, 25);
  zx_grid_add_pair (self->grid, 3, C_("paper", "Roll number"), 9, get_student (self, "roll_no"));
  add_student_pair (self, 3, C_("paper", "Household"), 3, "hukou_kind");

  zx_grid_add_row (self->grid, 25);
  zx_grid_add_pair (self->grid, 3, C_("paper", "Home address"), 10, get_student (self, "home_address"));
  zx_grid_add_pair (self->grid, 3, C_("paper", "Contact phone"), 6, get_student (self, "phone"));
}

/* --- the household --- */

static char *
dup_age (Form     *self,
         ZxRecord *member)
{
  const char *birth = zx_record_get_text (member, "birth");
  int age = birth != NULL ? zx_date_age (birth, self->job->scope.today) : -1;

  if (age < 0 && zx_record_has (member, "age"))
    age = (int) zx_record_get_int (member, "age");

  return age < 0 ? NULL : g_strdup_printf ("%d", age);
}

static void
add_member (Form     *self,
            ZxRecord *member)
{
  static const char * const fields[] = { "relation", "work_unit", "job", "income_year", "health" };
  static const guint spans[] = { 3, 5, 3, 3, 3 };
  g_autofree char *age = member != NULL ? dup_age (self, member) : NULL;

  zx_grid_add_cell (self->grid, ZX_CELL_CENTER, 3, member != NULL ? zx_record_get_text (member, "name") : NULL);
  zx_grid_add_cell (self->grid, ZX_CELL_CENTER, 2, age);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = member != NULL ? zx_record_dup_display (member, fields[i]) : NULL;

      zx_grid_add_cell (self->grid, ZX_CELL_CENTER, spans[i], value);
    }
}

static void
add_members (Form *self)
{
  guint n = self->facts != NULL ? self->facts->members->len : 0;
  guint n_rows = MAX (n, LEAST_ROWS);

  zx_grid_add_row (self->grid, 25);
  zx_grid_add_tall_cell (self->grid, ZX_CELL_LABEL, SIDE, n_rows + 1, C_("paper", "Members of the family"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 3, C_("paper", "Name"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 2, C_("paper", "Age"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 3, C_("paper", "Relation"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 5, C_("paper", "Work or study unit"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 3, C_("paper", "Occupation"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 3, C_("paper", "Yearly income"));
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, 3, C_("paper", "Health"));
  for (guint i = 0; i < n_rows; i++)
    {
      zx_grid_add_row (self->grid, 24);
      add_member (self, i < n ? g_ptr_array_index (self->facts->members, i) : NULL);
    }
}

static void
add_hardship_row (Form       *self,
                  const char *label,
                  const char *field)
{
  zx_grid_add_row (self->grid, 24);
  add_family_pair (self, 7, label, COLUMNS - SIDE - 7, field);
}

static void
add_hardship (Form *self)
{
  g_autofree char *boxes = zx_document_dup_boxes ("CAT", self->application != NULL ? zx_record_get_text (self->application, "cats") : NULL);

  zx_grid_add_row (self->grid, 40);
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, SIDE, C_("paper", "Special groups"));
  zx_grid_add_cell (self->grid, ZX_CELL_VALUE, COLUMNS - SIDE, boxes);

  zx_grid_add_row (self->grid, 24);
  zx_grid_add_tall_cell (self->grid, ZX_CELL_LABEL, SIDE, 7, C_("paper", "What weighs on the family"));
  add_family_pair (self, 4, C_("paper", "People at home"), 3, "population");
  add_family_pair (self, 5, C_("paper", "Yearly income (yuan)"), 3, "income_year");
  add_family_pair (self, 4, C_("paper", "A head (yuan)"), 3, "income_per_head");
  add_hardship_row (self, C_("paper", "Natural disaster"), "disaster");
  add_hardship_row (self, C_("paper", "Sudden accident"), "accident");
  add_hardship_row (self, C_("paper", "Serious illness and its cost"), "sickness");
  add_hardship_row (self, C_("paper", "Weak labour (disabled, old)"), "weak_labour");
  add_hardship_row (self, C_("paper", "Unemployment"), "unemployed");
  add_hardship_row (self, C_("paper", "Debts (yuan)"), "debt");
}

/* --- what is asked for and promised --- */

static const char *
get_application (Form       *self,
                 const char *field)
{
  return self->application != NULL ? zx_record_get_text (self->application, field) : NULL;
}

static void
add_request (Form *self)
{
  g_autofree char *date = zx_document_dup_date (NULL);
  g_autofree char *sign = g_strdup_printf ("%s　　　　　　　　%s", C_("paper", "Pupil or guardian signs:"), date);
  const char *commitment = get_application (self, "commitment_text");

  zx_grid_add_row (self->grid, 96);
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, SIDE, C_("paper", "Reason"));
  zx_grid_add_cell (self->grid, ZX_CELL_LONG, COLUMNS - SIDE, get_application (self, "reason"));
  zx_grid_add_row (self->grid, 30);
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, SIDE, C_("paper", "Aid asked for"));
  zx_grid_add_cell (self->grid, ZX_CELL_VALUE, COLUMNS - SIDE, get_application (self, "programmes"));
  zx_grid_add_row (self->grid, 150);
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, SIDE, C_("paper", "Commitment"));
  zx_grid_add_cell (self->grid, ZX_CELL_LONG, COLUMNS - SIDE,
                    commitment != NULL ? commitment
                                       : C_("paper", "Copy by hand: I promise that everything written here is true; if it is not, I answer for it. "
                                                     "I agree that the school checks it with the departments concerned."));
  zx_grid_set_foot (self->grid, sign);
}

/* Boxes of the school's own words for the levels; whoever decides ticks by hand. */
static char *
dup_level_boxes (Form *self)
{
  g_auto (ZxLevelWords) words = { 0 };
  GString *boxes = g_string_new (NULL);

  zx_level_words_load (&words, self->job->db);
  for (guint i = 1; i < G_N_ELEMENTS (words.words); i++)
    {
      g_autofree char *box = zx_document_dup_box (words.words[i], FALSE);

      g_string_append_printf (boxes, "%s%s", boxes->len > 0 ? "   " : "", box);
    }

  return g_string_free (boxes, FALSE);
}

static void
add_opinions (Form *self)
{
  g_autofree char *levels = dup_level_boxes (self);
  g_autofree char *date = zx_document_dup_date (NULL);
  g_autofree char *suggested = g_strdup_printf (C_("paper", "Suggested level: %s\nWhy:"), levels);
  g_autofree char *decided = g_strdup_printf (C_("paper", "Evaluated, reviewed and posted for ____ working days.\n☐ The suggested level is confirmed.   ☐ It is changed to: ____________"));
  g_autofree char *leader = g_strdup_printf ("%s　　　　　　　　%s", C_("paper", "Head of the group signs:"), date);
  g_autofree char *school = g_strdup_printf ("%s　　　　　　　　%s", C_("paper", "Responsible person signs (seal):"), date);

  zx_grid_add_row (self->grid, 210);
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, SIDE, C_("paper", "Evaluation in the class"));
  zx_grid_add_cell (self->grid, ZX_CELL_LONG, COLUMNS - SIDE, suggested);
  zx_grid_set_foot (self->grid, leader);
  zx_grid_add_row (self->grid, 210);
  zx_grid_add_cell (self->grid, ZX_CELL_LABEL, SIDE, C_("paper", "Decision of the school"));
  zx_grid_add_cell (self->grid, ZX_CELL_LONG, COLUMNS - SIDE, decided);
  zx_grid_set_foot (self->grid, school);
}

/* --- all together --- */

static void
add_form (Form   *self,
          ZxFlow *flow)
{
  const ZxTextStyle line = { .size = 11, .leading = 20 };
  const ZxDocumentJob *job = self->job;
  g_autofree char *term = zx_term_format (job->scope.term);
  g_autofree char *school = g_strdup_printf (C_("paper", "School: %s"), job->scope.school != NULL ? job->scope.school : "");
  g_autofree char *number = g_strdup_printf (C_("paper", "No.: %s"), get_application (self, "apply_no") != NULL ? get_application (self, "apply_no") : "____________");

  zx_flow_add_title (flow, zx_document_get_title (job->document), NULL);
  zx_flow_add_line (flow, &line, school, term, number);
  zx_flow_add_space (flow, 2);

  self->grid = zx_grid_new_even (COLUMNS);
  zx_grid_set_text (self->grid, 10.5, 5);
  add_person (self);
  add_members (self);
  add_hardship (self);
  add_request (self);
  add_opinions (self);
  zx_flow_add_grid (flow, g_steal_pointer (&self->grid));
}

static gboolean
add_filled (const ZxDocumentJob     *job,
            ZxFlow                  *flow,
            const ZxDocumentRecord  *which,
            GError                 **error)
{
  g_autoptr (ZxRecord) application = zx_document_load (job, which, error);
  g_autoptr (ZxRecord) student = NULL;
  g_autoptr (ZxApplicationFacts) facts = NULL;
  Form form = { job };

  if (application == NULL)
    return FALSE;
  student = zx_document_load (job, &(ZxDocumentRecord) { &zx_kind_student, zx_record_get_int (application, "student") }, error);
  if (student == NULL)
    return FALSE;
  facts = zx_application_facts_load (job, application, student, error);
  if (facts == NULL)
    return FALSE;

  form.application = application;
  form.student = student;
  form.facts = facts;
  add_form (&form, flow);

  return TRUE;
}

static ZxPages *
lay_out (const ZxDocumentJob  *job,
         GError              **error)
{
  ZxPaperSetup setup = { .top = 46, .right = 42, .bottom = 44, .left = 42 };
  g_autoptr (ZxFlow) flow = zx_document_begin_on (job, &setup);

  if (job->options->n_records == 0)
    {
      Form blank = { job };

      add_form (&blank, flow);
    }
  for (guint i = 0; i < job->options->n_records; i++)
    {
      zx_flow_begin_part (flow);
      if (!add_filled (job, flow, &job->options->records[i], error))
        return NULL;
    }

  return zx_flow_finish (g_steal_pointer (&flow));
}

const ZxDocument zx_document_p01 = {
  .name = "P01",
  .title = NC_("document title", "Application for recognition of hardship"),
  .group = ZX_DOCUMENT_SIGN,
  .kinds = "application",
  .takes = ZX_DOCUMENT_TAKES_RECORDS | ZX_DOCUMENT_TAKES_TERM,
  .full_values = TRUE,
  .lay_out = lay_out,
};
