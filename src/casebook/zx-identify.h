/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-calendar.h"
#include "zx-casebook.h"

G_BEGIN_DECLS

/* Need identification as data: the states of an application, the steps that lead from one to another, and what a school
 * may set. Taking a step is zx-application-step.h. */

/**
 * ZxAppState:
 *
 * In the order of the way. What an application is in is worked out from its dated steps; nobody sets it.
 */
typedef enum
{
  ZX_APP_DRAFT,
  ZX_APP_SUBMITTED,
  ZX_APP_VERIFIED,
  ZX_APP_EVALUATED,
  ZX_APP_CLASS_OK,
  ZX_APP_GRADE_OK,
  ZX_APP_OFFICE_OK,
  ZX_APP_DECIDED,
  ZX_APP_NOTICED,
  ZX_APP_CONTESTED,
  ZX_APP_RENOTICE,
  ZX_APP_CONFIRMED,
  ZX_APP_FILED,
  ZX_APP_REPORTED,
  ZX_APP_REFUSED,
  ZX_APP_ADJUSTED,
  ZX_APP_WAIVED,
  ZX_APP_CANCELLED,
  ZX_APP_EXPIRED,
  ZX_APP_N_STATES,
} ZxAppState;

/* "class_ok"; and back: ZX_APP_N_STATES for a word that is none */
const char *zx_app_state_to_word     (ZxAppState   state);
ZxAppState  zx_app_state_from_word   (const char  *word);
/* In the program's language: 班级初审 */
const char *zx_app_state_get_label   (ZxAppState   state);
/* Whether it still can become, or is, a confirmed one: everything but the ends (refused, adjusted, waived, cancelled, expired). */
gboolean    zx_app_state_is_live     (ZxAppState   state);
/* Confirmed, filed or reported. */
gboolean    zx_app_state_is_confirmed (ZxAppState  state);

/**
 * ZxAppStage:
 *
 * The stages a window shows; each holds who waits there.
 */
typedef enum
{
  ZX_APP_STAGE_APPLY,     /* 申请与承诺: draft */
  ZX_APP_STAGE_VERIFY,    /* 核实: submitted */
  ZX_APP_STAGE_EVALUATE,  /* 班级评议: verified */
  ZX_APP_STAGE_HOMEROOM,  /* 班主任审核: evaluated */
  ZX_APP_STAGE_GRADE,     /* 年级复核: class_ok; not there when the school has no grade review */
  ZX_APP_STAGE_OFFICE,    /* 资助办认定: grade_ok, office_ok, decided, renotice (and class_ok without grade review) */
  ZX_APP_STAGE_NOTICE,    /* 公示中: noticed, contested */
  ZX_APP_STAGE_FILED,     /* 已归档: confirmed, filed, reported */
  ZX_APP_STAGE_OUT,       /* 未通过: refused */
  ZX_APP_STAGE_N,
} ZxAppStage;

const char *zx_app_stage_get_label   (ZxAppStage   stage);
/* Where an application in @state waits; a child who is out without having been refused: ZX_APP_STAGE_FILED. @grade_review: whether
 * the grade looks at it */
ZxAppStage  zx_app_state_get_stage   (ZxAppState   state,
                                      gboolean     grade_review);

/**
 * ZxIdentifySettings:
 * @grade_review: setting `grade_review`: "on" (also without it), "off", "auto" (left out where a grade has one class)
 * @every_term: setting `identify_every`: "year" (also without it) or "term"
 * @teachers_poll: setting `teachers_poll`: whether deciding expects a poll of all teachers; "0" without it
 * @notice_days: setting `notice_days`: 5 without it, never less
 * @short_notice_days: setting `short_notice_days`, for temporary hardship: 3
 * @closing_time: setting `notice_closing`: "17:00"
 * @name_style: setting `notice_names`: "full" or "masked"
 * @show_level: setting `notice_level`: whether notices write the level; "0" without it
 * @return_days, @verify_days, @short_verify_days, @reply_days, @talk_days, @file_days: settings of these names: time limits in
 *   working days: 3, 10, 3, 3, 3, 10
 * @cat09_protected: setting `cat09_protected`: whether a disabled pupil must have an application (A01); "1" without it
 *
 * What the school decides about identification. Stored as ordinary settings of the casebook.
 */
typedef struct
{
  enum { ZX_GRADE_REVIEW_ON, ZX_GRADE_REVIEW_OFF, ZX_GRADE_REVIEW_AUTO } grade_review;
  gboolean  every_term;
  gboolean  teachers_poll;
  int       notice_days;
  int       short_notice_days;
  char      closing_time[6];
  gboolean  mask_names;
  gboolean  show_level;
  int       return_days;
  int       verify_days;
  int       short_verify_days;
  int       reply_days;
  int       talk_days;
  int       file_days;
  gboolean  cat09_protected;
} ZxIdentifySettings;

gboolean    zx_identify_settings_load (ZxIdentifySettings *self,
                                       ZxDb               *db,
                                       GError            **error);

/* The school's holidays and make-up days. (transfer full) */
ZxCalendar *zx_calendar_load          (ZxDb               *db,
                                       GError            **error);

/**
 * ZxAppEvent:
 *
 * What can happen to an application; the codes of STEPEVENT, in their order.
 */
typedef enum
{
  ZX_EVENT_SUBMIT,
  ZX_EVENT_RETURN,
  ZX_EVENT_VERIFY,
  ZX_EVENT_CLASS_REVIEW,
  ZX_EVENT_HOMEROOM_REVIEW,
  ZX_EVENT_SKIPPED,
  ZX_EVENT_GRADE_REVIEW,
  ZX_EVENT_OFFICE_REVIEW,
  ZX_EVENT_DECIDE,
  ZX_EVENT_REFUSE,
  ZX_EVENT_PUBLISH,
  ZX_EVENT_NO_NOTICE,
  ZX_EVENT_OBJECT,
  ZX_EVENT_DISMISSED,
  ZX_EVENT_UPHELD,
  ZX_EVENT_CHANGED,
  ZX_EVENT_REPLACED,
  ZX_EVENT_STAND_IN,
  ZX_EVENT_CONFIRM,
  ZX_EVENT_ARCHIVE,
  ZX_EVENT_REPORT,
  ZX_EVENT_SEND_BACK,
  ZX_EVENT_ADJUST,
  ZX_EVENT_WITHDRAW,
  ZX_EVENT_CANCEL,
  ZX_EVENT_EXPIRE,
  ZX_EVENT_NOTE,
  ZX_EVENT_N,
} ZxAppEvent;

/**
 * ZxTransition:
 * @event: what happens
 * @word: (nullable): the step by which a person asks for it; %NULL for what follows by itself
 * @from: states it may happen in: bits 1 << #ZxAppState
 * @to: where it leads
 * @who: marked with NC_("who", …): whose work it usually is
 * @needs: marked with NC_("needs", …): what must be there, in a sentence
 * @limit: (nullable): name of the setting that holds its time limit in working days
 * @limit_days: that limit where nothing is set; 0 for none
 *
 * One row of the table of moves.
 */
typedef struct
{
  ZxAppEvent   event;
  const char  *word;
  guint        from;
  ZxAppState   to;
  const char  *who;
  const char  *needs;
  const char  *limit;
  int          limit_days;
} ZxTransition;

/* (array length=out_n): all moves there are; whatever is not among them is refused */
const ZxTransition *zx_transitions_get (guint       *out_n);
const ZxTransition *zx_transition_find (ZxAppEvent   event);
const char         *zx_app_event_to_word   (ZxAppEvent   event);
/* ZX_EVENT_N for a word that is none */
ZxAppEvent          zx_app_event_from_word (const char  *word);
/* In the program's language: 班级评议 */
const char         *zx_app_event_get_label (ZxAppEvent   event);

/**
 * zx_app_state_after:
 * @temporary: whether the application is one for temporary hardship, which has a short way
 * @n_open: objections that are open before; counts along
 *
 * Where @event leads from @state; ZX_APP_N_STATES when it may not happen there.
 */
ZxAppState          zx_app_state_after     (ZxAppState   state,
                                            ZxAppEvent   event,
                                            gboolean     temporary,
                                            guint       *n_open);

G_END_DECLS
