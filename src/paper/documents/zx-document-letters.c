/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-decision.h"
#include "zx-document-private.h"
#include "zx-identify.h"

/* What goes to one family at the end of identification: P07, which tells kindly that the child was not recognised and
 * what can be done, and the sheet by which the family confirms its file. */

#define COLUMNS 24

static char *
dup_phone (const ZxDocumentJob *job)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_school);
  g_autoptr (GPtrArray) schools = zx_query_load (query, job->db, NULL, NULL);

  return schools != NULL && schools->len > 0 ? g_strdup (zx_record_get_text (g_ptr_array_index (schools, 0), "phone")) : NULL;
}

/* Where applications stand decides which letter they may have. */
static ZxDecision *
load_decision (const ZxDocumentJob     *job,
               const ZxDocumentRecord  *which,
               const char * const      *states,
               const char              *refusal,
               GError                 **error)
{
  g_autoptr (ZxDecision) decision = zx_decision_load (job->db, which->id, error);

  if (decision == NULL)
    return NULL;
  if (!g_strv_contains (states, decision->state != NULL ? decision->state : ""))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "state", "%s (%s)", refusal, decision->state_words != NULL ? decision->state_words : "");
      return NULL;
    }

  return g_steal_pointer (&decision);
}

/* --- P07 --- */

static void
add_slip (ZxFlow     *flow,
          ZxDecision *decision)
{
  static const char * const signers[] = { NC_("paper", "Parent signs:"), NC_("paper", "Date:") };
  const char *labels[G_N_ELEMENTS (signers)];
  g_autofree char *words = g_strdup_printf (C_("paper", "We have received the letter about %1$s (%2$s) and were told the reasons.  ☐ We have no question.   ☐ We want to talk about it."),
                                            decision->student_name, decision->class_words);

  zx_flow_need (flow, 150);
  zx_flow_add_space (flow, 16);
  zx_flow_add_tear (flow, C_("paper", "Receipt — please send it back to school"));
  zx_flow_add_space (flow, 8);
  zx_flow_add_paragraph (flow, words);
  zx_flow_add_space (flow, 6);
  for (guint i = 0; i < G_N_ELEMENTS (signers); i++)
    labels[i] = g_dpgettext2 (NULL, "paper", signers[i]);
  zx_flow_add_signatures (flow, labels, G_N_ELEMENTS (labels));
}

static gboolean
add_refusal (const ZxDocumentJob     *job,
             ZxFlow                  *flow,
             const ZxDocumentRecord  *which,
             GError                 **error)
{
  static const char * const states[] = { "refused", "cancelled", NULL };
  const ZxTextStyle greeting = { .size = 12.2, .leading = 24.4 };
  ZxIdentifySettings settings;
  g_autoptr (ZxDecision) decision = load_decision (job, which, states, _("Only an application that was not recognised gets this letter."), error);
  g_autofree char *phone = NULL, *by_phone = NULL, *dear = NULL, *term = NULL, *result = NULL, *reason = NULL, *ways = NULL, *date = NULL;

  if (decision == NULL || !zx_identify_settings_load (&settings, job->db, error))
    return FALSE;

  phone = dup_phone (job);
  /* Translators: follows "by phone" */
  by_phone = phone != NULL ? g_strdup_printf (C_("paper", " (%s)"), phone) : g_strdup ("");
  term = zx_term_format (decision->term);
  date = zx_document_dup_date (job->scope.today);
  dear = g_strdup_printf (C_("paper", "Dear parents of %s,"), decision->student_name);
  result = g_strdup_printf (C_("paper", "Thank you for your application in the %1$s and for telling the school openly about your family. "
                                        "After checking, evaluation and review, the school could not recognise %2$s (%3$s) as a pupil in economic hardship this time."),
                            term, decision->student_name, decision->class_words);
  reason = g_strdup_printf (C_("paper", "The reason is: %s"), decision->reason_refused != NULL ? decision->reason_refused : "　　　　　　　　　　　　");
  ways = g_strdup_printf (ngettext ("If you see it differently, or something was not considered, please tell the school's aid office within %1$d working day of receiving this letter, in person, by phone%2$s or in writing. We check again and answer you; who asks has no disadvantage.",
                                    "If you see it differently, or something was not considered, please tell the school's aid office within %1$d working days of receiving this letter, in person, by phone%2$s or in writing. We check again and answer you; who asks has no disadvantage.",
                                    (gulong) settings.notice_days), settings.notice_days, by_phone);

  zx_flow_add_title (flow, zx_document_get_title (job->document), decision->number);
  zx_flow_add_space (flow, 6);
  zx_flow_add_text (flow, &greeting, dear);
  zx_flow_add_paragraph (flow, result);
  zx_flow_add_paragraph (flow, reason);
  zx_flow_add_paragraph (flow, C_("paper", "This says nothing about your child or about how hard your family works. If things at home change — illness, an accident, lost work, a disaster — "
                                           "you can apply again at any time, and the class teacher will help you with it. The aid that every pupil has goes on as before."));
  zx_flow_add_paragraph (flow, ways);
  zx_flow_add_space (flow, 10);
  zx_flow_add_seal (flow, decision->school, date);
  add_slip (flow, decision);

  return TRUE;
}

static ZxPages *
lay_out_refusal (const ZxDocumentJob  *job,
                 GError              **error)
{
  ZxPaperSetup setup = { .top = 70, .right = 64, .bottom = 56, .left = 64 };
  g_autoptr (ZxFlow) flow = zx_document_begin_on (job, &setup);

  for (guint i = 0; i < job->options->n_records; i++)
    {
      zx_flow_begin_part (flow);
      if (!add_refusal (job, flow, &job->options->records[i], error))
        return NULL;
    }

  return zx_flow_finish (g_steal_pointer (&flow));
}

/* --- the confirmation of the file --- */

static void
add_file (ZxFlow     *flow,
          ZxDecision *decision)
{
  ZxGrid *grid = zx_grid_new_even (COLUMNS);
  g_autofree char *evidence = decision->evidence != NULL ? g_strjoinv (C_("paper", "; "), decision->evidence) : NULL;
  g_autofree char *family = decision->family != NULL ? g_strjoinv (C_("paper", "; "), decision->family) : NULL;
  g_autofree char *confirmed = zx_document_dup_date (decision->confirmed_on);

  zx_grid_add_row (grid, 26);
  zx_grid_add_pair (grid, 4, C_("paper", "Name"), 8, decision->student_name);
  zx_grid_add_pair (grid, 4, C_("paper", "Class"), 8, decision->class_words);
  zx_grid_add_row (grid, 26);
  zx_grid_add_pair (grid, 4, C_("paper", "Application no."), 8, decision->number);
  zx_grid_add_pair (grid, 4, C_("paper", "Confirmed on"), 8, confirmed);
  zx_grid_add_row (grid, 26);
  zx_grid_add_pair (grid, 4, C_("paper", "Level found"), COLUMNS - 4, decision->level_words);
  zx_grid_add_row (grid, 26);
  zx_grid_add_pair (grid, 4, C_("paper", "Groups claimed"), COLUMNS - 4, decision->cats);
  zx_grid_add_row (grid, 40);
  zx_grid_add_pair (grid, 4, C_("paper", "Family when applying"), COLUMNS - 4, family);
  zx_grid_add_row (grid, 40);
  zx_grid_add_pair (grid, 4, C_("paper", "Papers in the file"), COLUMNS - 4, evidence);
  zx_flow_add_grid (flow, grid);
}

static gboolean
add_confirmation (const ZxDocumentJob     *job,
                  ZxFlow                  *flow,
                  const ZxDocumentRecord  *which,
                  GError                 **error)
{
  static const char * const states[] = { "confirmed", "filed", "reported", "adjusted", "expired", NULL };
  static const char * const signers[] = { NC_("paper", "Pupil signs:"), NC_("paper", "Parent signs:"), NC_("paper", "Class teacher:") };
  const char *labels[G_N_ELEMENTS (signers)];
  g_autoptr (ZxDecision) decision = load_decision (job, which, states, _("The file is confirmed when the notice is over and the application is confirmed."), error);
  g_autofree char *term = NULL, *below = NULL, *date = NULL;

  if (decision == NULL)
    return FALSE;

  term = zx_term_format (decision->term);
  below = g_strdup_printf ("%s  %s", decision->school, term);
  zx_flow_add_title (flow, zx_document_get_title (job->document), below);
  add_file (flow, decision);
  zx_flow_add_space (flow, 12);
  zx_flow_add_paragraph (flow, C_("paper", "We have looked at what stands in our file for this application. ☐ It is right.   ☐ It is to be corrected as follows:"));
  zx_flow_add_space (flow, 40);
  zx_flow_add_rule (flow, 0.4);
  zx_flow_add_space (flow, 12);
  zx_flow_add_paragraph (flow, C_("paper", "We know that the file is kept by the school, is shown to nobody who does not need it for aid, and that we tell the school when things at home change."));
  zx_flow_add_space (flow, 14);
  for (guint i = 0; i < G_N_ELEMENTS (signers); i++)
    labels[i] = g_dpgettext2 (NULL, "paper", signers[i]);
  zx_flow_add_signatures (flow, labels, G_N_ELEMENTS (labels));
  zx_flow_add_space (flow, 16);
  date = decision->archived_on != NULL ? zx_document_dup_date (decision->archived_on) : NULL;
  zx_flow_add_seal (flow, decision->school, date);

  return TRUE;
}

static ZxPages *
lay_out_confirmation (const ZxDocumentJob  *job,
                      GError              **error)
{
  g_autoptr (ZxFlow) flow = zx_document_begin (job);

  for (guint i = 0; i < job->options->n_records; i++)
    {
      zx_flow_begin_part (flow);
      if (!add_confirmation (job, flow, &job->options->records[i], error))
        return NULL;
    }

  return zx_flow_finish (g_steal_pointer (&flow));
}

const ZxDocument zx_document_p07 = {
  .name = "P07",
  .title = NC_("document title", "Letter about an application that was not recognised"),
  .group = ZX_DOCUMENT_SIGN,
  .kinds = "application",
  .takes = ZX_DOCUMENT_NEEDS_RECORDS | ZX_DOCUMENT_TAKES_RECORDS,
  .lay_out = lay_out_refusal,
};

const ZxDocument zx_document_confirmation = {
  .name = "confirmation",
  .title = NC_("document title", "Confirmation of the file"),
  .group = ZX_DOCUMENT_SIGN,
  .kinds = "application",
  .takes = ZX_DOCUMENT_NEEDS_RECORDS | ZX_DOCUMENT_TAKES_RECORDS,
  .lay_out = lay_out_confirmation,
};
