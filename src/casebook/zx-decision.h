/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-date.h"

G_BEGIN_DECLS

/* Everything that led to the level of one child, in the order it happened: for the case page in the window and for the
 * decision on one page of paper. It holds sensitive facts and is never posted. */

/**
 * ZxDecisionStep:
 * @step: the record of kind `review_step`; 0 for a thing that is still to come
 * @event: code of STEPEVENT: "verify"
 * @title: in words: "核查", "班级评议"
 * @date: (nullable): when
 * @person: (nullable): who, by name; several joined by 、
 * @result: (nullable): in words: "同意"
 * @level: (nullable): code of LEVEL given by this step
 * @level_words: (nullable): as the school says
 * @opinion: (nullable): opinion or reason
 * @facts: (array zero-terminated=1): what else belongs to it, each a short sentence: "方式：家访、证件核验", "量化得分 86.5",
 *   "同意 7 票，不同意 1 票，弃权 1 票", "公示 2026-10-12 至 2026-10-16，5 个工作日"
 * @kind, @record: (nullable): the record it wrote, to open it: "verification", "notice" …
 * @limit_on: (nullable): by when it had to happen, by its time limit
 * @is_late: whether it came after @limit_on
 */
typedef struct
{
  gint64       step;
  char        *event;
  char        *title;
  char        *date;
  char        *person;
  char        *result;
  char        *level;
  char        *level_words;
  char        *opinion;
  char       **facts;
  const char  *kind;
  gint64       record;
  char        *limit_on;
  gboolean     is_late;
} ZxDecisionStep;

/**
 * ZxDecision:
 * @number: (nullable): of the application
 * @student_name, @class_words: of the child; @sex: (nullable): in words
 * @school, @school_year, @term: where and when
 * @application_kind: in words: "学年认定"
 * @applied_on: (nullable): date of application
 * @applicant: (nullable): "刘桂香（奶奶）"
 * @cats: claimed, in words, joined by 、
 * @reason: (nullable): as the family wrote it
 * @commitment: (nullable): the text; @committed_on: (nullable): when it was signed
 * @family: (array zero-terminated=1): from the snapshot frozen at submission, each a short line: "家庭人口 4 人",
 *   "家庭年收入 18,500.50 元", "父亲 王某，务工，残疾"
 * @evidence: (array zero-terminated=1): names of the attached papers
 * @state: code of APPSTATE; @state_words: in words
 * @level: (nullable): code of LEVEL now; @level_words: (nullable)
 * @reason_refused: (nullable)
 * @confirmed_on, @archived_on: (nullable)
 * @is_demo: the page must say 演示
 * @steps: (element-type ZxDecisionStep): in order
 * @ahead: (element-type ZxDecisionStep): the way that lies before it, by the school's settings; empty at the end
 */
typedef struct
{
  gint64      application;
  gint64      student;
  char       *number;
  char       *student_name;
  char       *sex;
  char       *class_words;
  char       *school;
  char       *school_year;
  char       *term;
  char       *application_kind;
  char       *applied_on;
  char       *applicant;
  char       *cats;
  char       *reason;
  char       *commitment;
  char       *committed_on;
  char      **family;
  char      **evidence;
  char       *state;
  char       *state_words;
  char       *level;
  char       *level_words;
  char       *reason_refused;
  char       *confirmed_on;
  char       *archived_on;
  gboolean    is_demo;
  GPtrArray  *steps;
  GPtrArray  *ahead;
} ZxDecision;

/**
 * zx_decision_load:
 * @application: its key
 *
 * Returns: (transfer full): all of it; %ZX_RECORD_ERROR_NOT_FOUND where there is no such application
 */
ZxDecision *zx_decision_load (ZxDb        *db,
                              gint64       application,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        zx_decision_free (ZxDecision  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxDecision, zx_decision_free)

G_END_DECLS
