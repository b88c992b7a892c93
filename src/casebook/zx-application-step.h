/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-identify.h"

G_BEGIN_DECLS

/* Moving applications: the one function through which every state changes, and what it would say beforehand. */

/**
 * ZxStepField:
 * @key: a field of the record that the step writes, or `head`, `notice`, `class_review`, `visit`, `replacement`
 * @value: as zx_record_set_from_string() takes it; references as decimal ids, several joined by ","
 */
typedef struct
{
  const char *key;
  const char *value;
} ZxStepField;

/**
 * ZxStepOne:
 * @application: which
 * @fields: (array length=n_fields): fields for this one alone; they win over the common ones
 *
 * One application of a bulk step, where some have a note, a level or a reason of their own.
 */
typedef struct
{
  gint64             application;
  const ZxStepField *fields;
  guint              n_fields;
} ZxStepOne;

/**
 * ZxStepRequest:
 * @word: the step: "submit", "verify", … (#ZxTransition.word)
 * @ones: (array length=n_ones): which applications; none twice
 * @fields: (array length=n_fields): common to all of them
 * @keep_label: whether the action is called otherwise than by this step
 */
typedef struct
{
  const char        *word;
  const ZxStepOne   *ones;
  guint              n_ones;
  const ZxStepField *fields;
  guint              n_fields;
  gboolean           keep_label;
} ZxStepRequest;

/**
 * ZxStepMove:
 * @from, @to: states before and after
 *
 * What happened to one application.
 */
typedef struct
{
  gint64     application;
  ZxAppState from;
  ZxAppState to;
} ZxStepMove;

/**
 * ZxStepResult:
 * @moves: (element-type ZxStepMove): in the order of the request; of a replacement also the one that steps in
 * @warnings: (element-type utf8): what is allowed but should be looked at
 * @notice: the notice written or joined, or 0
 * @created: an application that an adjustment made, or 0
 */
typedef struct
{
  GArray    *moves;
  GPtrArray *warnings;
  gint64     notice;
  gint64     created;
} ZxStepResult;

void         zx_step_result_clear     (ZxStepResult         *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxStepResult, zx_step_result_clear)

/**
 * zx_action_step:
 * @action: inside zx_casebook_act(): so one step is one action that is taken back as a whole
 *
 * Takes one step with all the applications of @request, or with none. Sets the action's label to what was done. Where they
 * stand is worked out when the action ends: one application takes one step in it.
 *
 * Errors: %ZX_RECORD_ERROR_RULE for a move that is not allowed or whose conditions are not met, naming the child, the state
 * it is in, and what is missing; %ZX_RECORD_ERROR_MISSING or %ZX_RECORD_ERROR_INVALID for a field (zx_error_get_field());
 * %ZX_RECORD_ERROR_NOT_FOUND for an application that is not there.
 */
gboolean     zx_action_step           (ZxAction             *action,
                                       const ZxStepRequest  *request,
                                       ZxStepResult         *out_result,
                                       GError              **error);

/* The same as an action of its own. */
gboolean     zx_casebook_step         (ZxCasebook           *casebook,
                                       const ZxStepRequest  *request,
                                       ZxStepResult         *out_result,
                                       ZxEntryId            *out_entry,
                                       GError              **error);

/**
 * ZxStepCheck:
 * @application: which
 * @may: whether the step can be taken with what is given so far
 * @why: (nullable): the unmet condition, in a sentence to show under the button
 */
typedef struct
{
  gint64    application;
  gboolean  may;
  char     *why;
} ZxStepCheck;

/**
 * zx_step_check:
 * @db: a reading connection
 * @today: the day by which rules judge
 *
 * What zx_action_step() would say for each application, without writing: for a button that says 通过 4 人，留下 1 人 and the
 * line under it. Looks at the state, the conditions and the common fields; not at fields of single applications.
 *
 * Returns: (transfer full) (element-type ZxStepCheck): one for each, in the same order
 */
GPtrArray   *zx_step_check            (ZxDb                 *db,
                                       const char           *today,
                                       const ZxStepRequest  *request,
                                       GError              **error);

/**
 * zx_steps_of_state:
 *
 * Returns: (transfer container) (element-type ZxTransition): the moves that a person can ask for in that state, the usual one first
 */
GPtrArray   *zx_steps_of_state        (ZxAppState            state,
                                       gboolean              temporary,
                                       const ZxIdentifySettings *settings);

/* The kind of record whose fields a step takes: `verification`, `class_review_line`, `objection`, `notice`, `application`
 * or `review_step`; (nullable) for a word that is no step */
const ZxKind *zx_step_get_kind        (const char           *word);

G_END_DECLS
