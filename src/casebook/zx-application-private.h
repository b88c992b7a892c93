/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-application-step.h"
#include "zx-date.h"
#include "zx-identify-private.h"

G_BEGIN_DECLS

/* What the parts of a step share: zx-application-step.c leads, zx-application-check.c says what is missing,
 * zx-application-write.c writes. */

/* One application while a step is taken with it. */
typedef struct
{
  const ZxStepOne *one;
  gint64           id;
  gint64           student;
  gint64           family;
  gint64           class_id;
  gint64           round;
  gint64           notice;
  gint64           position;
  char            *name;
  char            *kind;
  char            *school_year;
  char            *term;
  char            *since;
  char            *level;
  char            *until;
  char            *cats;
  char            *commit_date;
  char            *event_date;
  char            *grade;
  char            *class_name;
  char            *student_no;
  char            *enrol_status;
  gboolean         committed;
  gboolean         temporary;
  gboolean         round_is_closed;
  guint            n_open;
  ZxAppState       state;
} ZxCase;

typedef struct _ZxStepRun ZxStepRun;

/* One word of the table of steps. */
typedef struct
{
  const char  *word;
  const ZxKind *kind;
  const char  *date_key; /* (nullable): field of the written record that dates the step, besides `date` */
  gboolean   (*check) (ZxStepRun *run, ZxCase *one, GError **error);
  gboolean   (*write) (ZxStepRun *run, ZxCase *one, GError **error);
} ZxStepWord;

struct _ZxStepRun
{
  ZxAction             *action; /* (nullable): when only looking */
  ZxDb                 *db;
  const char           *today;
  const ZxStepRequest  *request;
  const ZxStepWord     *word;
  ZxIdentifySettings    settings;
  ZxCalendar           *calendar;
  GPtrArray            *cases;
  ZxStepResult         *result; /* (nullable) */
  GHashTable           *warned; /* sentences that were said */
  gint64                reviewer; /* who acts, as a member of staff; 0 unknown */
  gint64                notices[2]; /* written by this step: first, renewed */
  guint                 n_lines[2];
};

extern const ZxStepWord zx_step_words[];
const ZxStepWord *zx_step_word_find     (const char  *word);

/* (nullable): the value given for one application, its own before the common one; never "" */
const char *zx_step_get                 (ZxStepRun   *run,
                                         ZxCase      *one,
                                         const char  *key);
gint64      zx_step_get_id              (ZxStepRun   *run,
                                         ZxCase      *one,
                                         const char  *key);
/* The day of the step, ISO. (transfer full) */
char       *zx_step_dup_date            (ZxStepRun   *run,
                                         ZxCase      *one,
                                         const char  *key);
void        zx_step_warn                (ZxStepRun   *run,
                                         const char  *format,
                                         ...) G_GNUC_PRINTF (2, 3);
/* Refusals that name the child. */
void        zx_step_refuse              (ZxCase      *one,
                                         GError     **error,
                                         ZxRecordError code,
                                         const char  *field,
                                         const char  *format,
                                         ...) G_GNUC_PRINTF (5, 6);
/* Whether the way of this application leaves out the grade review. */
gboolean    zx_step_skips_grade         (ZxStepRun   *run,
                                         ZxCase      *one,
                                         GError     **error);
/* The first number of a query with :id, 0 for none; -1 with @error set. */
gint64      zx_step_ask                 (ZxStepRun   *run,
                                         const char  *sql,
                                         gint64       id,
                                         GError     **error);

/* zx-application-check.c */
gboolean    zx_step_check_state         (ZxStepRun   *run,
                                         ZxCase      *one,
                                         GError     **error);
gboolean    zx_step_check_submit        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_reason        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_verify        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_evaluation    (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_review        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_publish       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_no_notice     (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_object        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_resolve       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_confirm       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_archive       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_check_expire        (ZxStepRun *run, ZxCase *one, GError **error);
/* (nullable): the codes of VERIFYMETHOD of a verification */
const char *zx_step_get_method          (ZxStepRun *run, ZxCase *one);
/* The event of a resolve, by its outcome; ZX_EVENT_N for none. */
ZxAppEvent  zx_step_get_outcome         (ZxStepRun *run, ZxCase *one);
/* The objection that a resolve answers; 0 with @error set. */
gint64      zx_step_find_objection      (ZxStepRun *run, ZxCase *one, GError **error);
/* The last line of the application on a notice; 0 for none, with @error set on failure. */
gint64      zx_step_find_line           (ZxStepRun *run, ZxCase *one, GError **error);

/* zx-application-write.c */
gboolean    zx_step_write_plain         (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_submit        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_refuse        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_verify        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_evaluation    (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_review        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_publish       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_object        (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_resolve       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_confirm       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_archive       (ZxStepRun *run, ZxCase *one, GError **error);
gboolean    zx_step_write_adjust        (ZxStepRun *run, ZxCase *one, GError **error);
/* A step by its name, for what follows by itself; @objection may be 0. */
gboolean    zx_step_write_event         (ZxStepRun *run, ZxCase *one, ZxAppEvent event, const char *date, gint64 objection, GError **error);
/* Loads what a step needs to know of an application. */
ZxCase     *zx_case_load                (ZxDb *db, gint64 application, GError **error);
void        zx_case_free                (ZxCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxCase, zx_case_free)

/* zx-application-snapshot.c: (transfer full): the family as it is now, as one JSON text */
char       *zx_application_dup_snapshot (ZxDb *db, gint64 student, const char *date, GError **error);

G_END_DECLS
