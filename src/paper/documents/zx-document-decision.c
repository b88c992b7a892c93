/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-decision.h"
#include "zx-document-private.h"

/* The decision: everything that led to the level of one child, on one page where it fits. */

#define COLUMNS 24

static void
add_text_row (ZxGrid     *grid,
              const char *label,
              const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  zx_grid_add_row (grid, 22);
  zx_grid_add_cell (grid, ZX_CELL_LABEL, 4, label);
  zx_grid_add_cell (grid, ZX_CELL_VALUE, COLUMNS - 4, text);
}

static char *
dup_joined (char **texts)
{
  /* Translators: what stands between facts on one line */
  return texts != NULL ? g_strjoinv (C_("paper", "; "), texts) : g_strdup ("");
}

static void
add_child (ZxFlow     *flow,
           ZxDecision *decision)
{
  ZxGrid *grid = zx_grid_new_even (COLUMNS);
  g_autofree char *family = dup_joined (decision->family);
  g_autofree char *evidence = dup_joined (decision->evidence);

  zx_grid_set_text (grid, 10, 5);
  zx_grid_add_row (grid, 24);
  zx_grid_add_pair (grid, 4, C_("paper", "Name"), 5, decision->student_name);
  zx_grid_add_pair (grid, 3, C_("paper", "Sex"), 3, decision->sex);
  zx_grid_add_pair (grid, 3, C_("paper", "Class"), 6, decision->class_words);
  zx_grid_add_row (grid, 24);
  zx_grid_add_pair (grid, 4, C_("paper", "Kind of application"), 5, decision->application_kind);
  zx_grid_add_pair (grid, 3, C_("paper", "Applied on"), 3, decision->applied_on);
  zx_grid_add_pair (grid, 3, C_("paper", "Applicant"), 6, decision->applicant);
  zx_grid_add_row (grid, 24);
  zx_grid_add_pair (grid, 4, C_("paper", "State"), 5, decision->state_words);
  zx_grid_add_pair (grid, 3, C_("paper", "Level"), 3, decision->level_words);
  zx_grid_add_pair (grid, 3, C_("paper", "Confirmed on"), 6, decision->confirmed_on);
  add_text_row (grid, C_("paper", "Groups claimed"), decision->cats);
  add_text_row (grid, C_("paper", "Reason"), decision->reason);
  add_text_row (grid, C_("paper", "Family when applying"), family);
  add_text_row (grid, C_("paper", "Evidence"), evidence);
  add_text_row (grid, C_("paper", "Committed on"), decision->committed_on);
  add_text_row (grid, C_("paper", "Reason when refused"), decision->reason_refused);
  zx_flow_add_grid (flow, grid);
}

/* Result and level in one cell: "同意 · 困难". */
static char *
dup_outcome (const ZxDecisionStep *step)
{
  if (step->result != NULL && step->level_words != NULL)
    return g_strdup_printf ("%s %s", step->result, step->level_words);

  return g_strdup (step->result != NULL ? step->result : step->level_words);
}

static char *
dup_grounds (const ZxDecisionStep *step)
{
  GString *words = g_string_new (step->opinion);

  for (guint i = 0; step->facts != NULL && step->facts[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? C_("paper", "; ") : "", step->facts[i]);
  if (step->is_late && step->limit_on != NULL)
    {
      g_autofree char *limit = zx_date_format (step->limit_on, step->date, ZX_DATE_SHOW_SHORT);

      g_string_append_c (words, ' ');
      /* Translators: a step of identification that came after its time limit */
      g_string_append_printf (words, C_("paper", "(was due by %s)"), limit);
    }

  return g_string_free (words, FALSE);
}

static void
add_steps (ZxFlow     *flow,
           ZxDecision *decision)
{
  static const char * const headings[] = { NC_("paper", "No."), NC_("paper", "Date"), NC_("paper", "Step"), NC_("paper", "By whom"), NC_("paper", "Result"), NC_("paper", "Grounds") };
  static const guint spans[] = { 1, 3, 3, 4, 4, 9 };
  ZxGrid *grid = zx_grid_new_even (COLUMNS);

  zx_grid_set_text (grid, 10, 4);
  zx_grid_set_head (grid, 1);
  zx_grid_add_row (grid, 24);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    zx_grid_add_cell (grid, ZX_CELL_HEAD, spans[i], g_dpgettext2 (NULL, "paper", headings[i]));

  for (guint i = 0; i < decision->steps->len; i++)
    {
      const ZxDecisionStep *step = g_ptr_array_index (decision->steps, i);
      g_autofree char *serial = g_strdup_printf ("%u", i + 1);
      g_autofree char *outcome = dup_outcome (step);
      g_autofree char *grounds = dup_grounds (step);

      zx_grid_add_row (grid, 23);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 1, serial);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 3, step->date);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 3, step->title);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 4, step->person);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 4, outcome);
      zx_grid_add_cell (grid, ZX_CELL_VALUE, 9, grounds);
    }
  zx_flow_add_grid (flow, grid);
}

static void
add_ahead (ZxFlow     *flow,
           ZxDecision *decision)
{
  const ZxTextStyle style = { .size = 10, .leading = 18, .ink = ZX_INK_GREY };
  GString *words;

  if (decision->ahead == NULL || decision->ahead->len == 0)
    return;

  words = g_string_new (NULL);
  for (guint i = 0; i < decision->ahead->len; i++)
    {
      const ZxDecisionStep *step = g_ptr_array_index (decision->ahead, i);

      g_string_append_printf (words, "%s%s", i > 0 ? " → " : "", step->title);
    }
  {
    /* Translators: the steps that are still to come */
    g_autofree char *line = g_strdup_printf (C_("paper", "Still to come: %s"), words->str);

    zx_flow_add_space (flow, 6);
    zx_flow_add_text (flow, &style, line);
  }
  g_string_free (words, TRUE);
}

static void
add_page (const ZxDocumentJob *job,
          ZxFlow              *flow,
          ZxDecision          *decision)
{
  static const char * const signers[] = { NC_("paper", "Aid officer:"), NC_("paper", "Head of the school:"), NC_("paper", "Date:") };
  const ZxTextStyle line = { .size = 10.5, .leading = 19 };
  const char *labels[G_N_ELEMENTS (signers)];
  g_autofree char *term = zx_term_format (decision->term);
  g_autofree char *number = decision->number != NULL ? g_strdup_printf (C_("paper", "No.: %s"), decision->number) : NULL;

  zx_flow_add_title (flow, zx_document_get_title (job->document), NULL);
  zx_flow_add_line (flow, &line, decision->school, term, number);
  zx_flow_add_space (flow, 2);
  add_child (flow, decision);
  zx_flow_add_heading (flow, C_("paper", "How it was decided"));
  add_steps (flow, decision);
  add_ahead (flow, decision);
  zx_flow_add_space (flow, 8);
  for (guint i = 0; i < G_N_ELEMENTS (signers); i++)
    labels[i] = g_dpgettext2 (NULL, "paper", signers[i]);
  zx_flow_add_signatures (flow, labels, G_N_ELEMENTS (labels));
}

static ZxPages *
lay_out (const ZxDocumentJob  *job,
         GError              **error)
{
  ZxPaperSetup setup = { .top = 50, .right = 46, .bottom = 50, .left = 46, .binding = 18 };
  g_autoptr (ZxFlow) flow = zx_document_begin_on (job, &setup);

  for (guint i = 0; i < job->options->n_records; i++)
    {
      g_autoptr (ZxDecision) decision = zx_decision_load (job->db, job->options->records[i].id, error);

      if (decision == NULL)
        return NULL;
      zx_flow_begin_part (flow);
      add_page (job, flow, decision);
    }

  return zx_flow_finish (g_steal_pointer (&flow));
}

const ZxDocument zx_document_decision = {
  .name = "decision",
  .title = NC_("document title", "The decision about an application"),
  .group = ZX_DOCUMENT_FILE,
  .kinds = "application",
  .takes = ZX_DOCUMENT_NEEDS_RECORDS | ZX_DOCUMENT_TAKES_RECORDS,
  .lay_out = lay_out,
};
