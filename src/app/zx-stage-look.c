/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-stage-look"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-stage-look.h"

#define PASS_CHOICE NC_("step", "Pass")
#define PASS_GO     N_("Pass {go}")
#define PASS_SOME   N_("Pass {go}, {stay} stay")
#define PASS_DONE   N_("{go} sent from “{from}” to “{to}”")

static const ZxStageLook looks[] = {
  { "submit", NC_("step", "Hand in"), N_("Hand in {go}"), N_("Hand in {go}, {stay} stay"), PASS_DONE,
    .fields = { "committed", "commit_date" } },
  { "verify", PASS_CHOICE, PASS_GO, PASS_SOME, PASS_DONE,
    .reason = "found", .level = "suggest_level", .fields = { "method", "date", "staff", "consistent", "no_visit_reason" } },
  { "class_review", PASS_CHOICE, PASS_GO, PASS_SOME, PASS_DONE,
    .reason = "opinion", .level = "suggest_level", .fields = { "class_review" }, .each = { "for_", "against", "abstain" } },
  { "homeroom_review", PASS_CHOICE, PASS_GO, PASS_SOME, PASS_DONE,
    .reason = "opinion", .level = "level", .fields = { "reviewer", "date" } },
  { "grade_review", PASS_CHOICE, PASS_GO, PASS_SOME, PASS_DONE,
    .reason = "opinion", .level = "level", .fields = { "reviewer", "date" } },
  { "office_review", NC_("step", "Review"), N_("Review {go}"), N_("Review {go}, {stay} stay"), N_("{go} reviewed by the aid office"),
    .reason = "opinion", .level = "level", .fields = { "reviewer", "date" } },
  { "decide", NC_("step", "Decide"), N_("Decide on {go}"), N_("Decide on {go}, {stay} stay"), N_("{go} decided: they can go on notice"),
    .reason = "opinion", .level = "level", .fields = { "reviewer", "head", "date", "meeting_note" } },
  { "publish", NC_("step", "Put on notice"), N_("Put {go} on notice"), N_("Put {go} on notice, {stay} stay"), PASS_DONE,
    .fields = { "start", "days" } },
  { "confirm", NC_("step", "Confirm"), N_("Confirm {go}"), N_("Confirm {go}, {stay} stay"), PASS_DONE,
    .fields = { "date" } },
  { "archive", NC_("step", "File"), N_("File {go}"), N_("File {go}, {stay} stay"), N_("{go} filed"),
    .fields = { "archive_confirmed" } },
  { "report", NC_("step", "Report"), N_("Report {go}"), N_("Report {go}, {stay} stay"), N_("{go} reported to the county"),
    .fields = { "date" } },
  { "return", NC_("step", "Return for completion"), N_("Return {go}"), N_("Return {go}, {stay} stay"), N_("{go} returned for completion"),
    .reason = "reason", .needs_reason = TRUE },
  { "refuse", NC_("step", "Do not pass"), N_("Do not pass {go}"), N_("Do not pass {go}, {stay} stay"),
    N_("{go} not passed. Tell each family in person, and note the talk."),
    .reason = "reason", .needs_reason = TRUE },
  { "send_back", NC_("step", "The county returned it"), N_("Take back {go}"), N_("Take back {go}, {stay} stay"), N_("{go} back at the aid office"),
    .reason = "reason", .needs_reason = TRUE, .fields = { "date" } },
  { "withdraw", NC_("step", "Waive"), N_("Waive {go}"), N_("Waive {go}, {stay} stay"), N_("{go} waived"),
    .reason = "reason", .needs_reason = TRUE, .fields = { "date" } },
  { "cancel", NC_("step", "Cancel"), N_("Cancel {go}"), N_("Cancel {go}, {stay} stay"), N_("{go} cancelled"),
    .reason = "reason", .needs_reason = TRUE, .fields = { "date" } },
  { "adjust", NC_("step", "Adjust"), N_("Adjust {go}"), N_("Adjust {go}, {stay} stay"), N_("{go} adjusted: a new application was made for each"),
    .reason = "reason", .needs_reason = TRUE, .fields = { "date" } },
};

const ZxStageLook *
zx_stage_look_find (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].word, word) == 0)
      return &looks[i];

  return NULL;
}

char *
zx_stage_look_fill (const char *sentence,
                    guint       go,
                    guint       stay,
                    const char *from,
                    const char *to)
{
  g_autoptr (GString) words = g_string_new (_(sentence));
  g_autofree char *n_go = g_strdup_printf ("%u", go);
  g_autofree char *n_stay = g_strdup_printf ("%u", stay);

  g_string_replace (words, "{go}", n_go, 0);
  g_string_replace (words, "{stay}", n_stay, 0);
  g_string_replace (words, "{from}", from != NULL ? from : "", 0);
  g_string_replace (words, "{to}", to != NULL ? to : "", 0);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

const char * const *
zx_stage_look_get_phrases (const ZxStageLook *self)
{
  static const char * const pass[] = {
    NC_("phrase", "Papers complete, and as found at the home visit"),
    NC_("phrase", "The family's situation is true; agreed"),
    NC_("phrase", "Income and spending as written in the application"),
    NULL,
  };
  static const char * const back[] = {
    NC_("phrase", "Proof of income is missing"),
    NC_("phrase", "The commitment is not signed"),
    NC_("phrase", "The reason is not clear"),
    NULL,
  };
  static const char * const out[] = {
    NC_("phrase", "The family's income is above what our school calls hardship"),
    NC_("phrase", "The papers do not agree with what was found"),
    NC_("phrase", "The hardship is over this term"),
    NULL,
  };
  static const char * const none[] = { NULL };

  if (g_str_equal (self->word, "return") || g_str_equal (self->word, "send_back"))
    return back;
  if (g_str_equal (self->word, "refuse"))
    return out;

  return self->reason != NULL && !self->needs_reason ? pass : none;
}
