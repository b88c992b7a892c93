/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-draft.h"
#include "zx-student-facts.h"

G_BEGIN_DECLS

/* The heart of the visit form: what it holds, what it still needs, and the one action it becomes. */

/**
 * ZxVisitWay:
 * @ZX_VISIT_HOME: 入户: becomes a home_visit
 * @ZX_VISIT_PHONE: 电话: becomes a contact_log (channel 1) for each child
 * @ZX_VISIT_SCHOOL: 到校: a contact_log (channel 4) for each child
 */
typedef enum
{
  ZX_VISIT_HOME,
  ZX_VISIT_PHONE,
  ZX_VISIT_SCHOOL,
} ZxVisitWay;

/* The long texts; each is a field of home_visit, zx_visit_text_get_field(). */
typedef enum
{
  ZX_VISIT_TEXT_FOUND,    /* home_found: 谈话记录; contact_log: content */
  ZX_VISIT_TEXT_STUDY,    /* study_home */
  ZX_VISIT_TEXT_REPORT,   /* school_report */
  ZX_VISIT_TEXT_OPINION,  /* parent_opinion */
  ZX_VISIT_TEXT_PROBLEMS, /* problems */
  ZX_VISIT_TEXT_MEASURES, /* measures; contact_log: outcome */
  ZX_VISIT_N_TEXTS,
} ZxVisitText;

const char *zx_visit_text_get_field (ZxVisitText text);

/**
 * ZxMetPerson:
 * @member: (0 = nobody of the family): the family_member
 * @name: as it goes into the record; may be "" for an unnamed relation
 * @relation: (nullable): code of REL
 *
 * Somebody who was met, besides the child.
 */
typedef struct
{
  gint64  member;
  char   *name;
  char   *relation;
} ZxMetPerson;

/**
 * ZxPromiseLine:
 * @what: what was promised
 * @person: (0 = nobody): staff
 * @due: (nullable): as typed while it is no date
 * @need: (nullable): code of NEED that offered the line
 */
typedef struct
{
  char   *what;
  gint64  person;
  char   *due;
  char   *need;
} ZxPromiseLine;

/**
 * ZxVisitForm:
 * @key: of its draft; chosen by zx_visit_form_new() and kept until it is finished or discarded
 * @date: (nullable): as typed while it is no date
 * @students: (element-type gint64): the ticked children; the first one is whom the form was opened for
 * @visitors: (element-type gint64): staff; the first one is who reports
 * @met: (element-type ZxMetPerson)
 * @child_met: the child itself was there
 * @neighbour_met: a neighbour or village cadre was met
 * @nobody_home: nobody was at home; by phone: not reached
 * @observations: (nullable): codes of OBSERVATION joined by commas; likewise @needs and @change
 * @texts: (nullable elements)
 * @promises: (element-type ZxPromiseLine)
 * @sign_way: (nullable): code of SIGNWAY
 * @channel: (nullable): code of CHANNEL, for a call or meeting that is not the usual one of its @way
 * @level_view: (nullable): code of LEVEL
 * @next_date: (nullable): when to come again; becomes a follow-up too
 *
 * Free to be changed by the window; texts through zx_visit_form_set() or g_free() and g_strdup().
 */
typedef struct
{
  gint64      key;
  ZxVisitWay  way;
  char       *date;
  char       *start;
  char       *end;
  char       *kind;
  char       *purpose;
  char       *place;
  GArray     *students;
  GArray     *visitors;
  GPtrArray  *met;
  gboolean    child_met;
  gboolean    neighbour_met;
  gboolean    nobody_home;
  gboolean    parent_sign;
  gboolean    visitor_sign;
  char       *observations;
  char       *needs;
  char       *change;
  char       *reason;
  char       *channel;
  char       *policy_told;
  char       *level_view;
  char       *contradiction;
  char       *remark;
  char       *texts[ZX_VISIT_N_TEXTS];
  GPtrArray  *promises;
  char       *sign_way;
  char       *sign_reason;
  char       *next_date;
} ZxVisitForm;

/* An empty form with a draft key of its own. */
ZxVisitForm *zx_visit_form_new         (void);
void         zx_visit_form_free        (ZxVisitForm     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxVisitForm, zx_visit_form_free)
ZxVisitForm *zx_visit_form_copy        (ZxVisitForm     *self);

/**
 * zx_visit_form_new_for:
 * @student: 0 when no child is chosen yet
 * @actor: (nullable): who works here: zx_casebook_get_actor()
 *
 * A form with what goes without saying: today, at home, the actor as visitor where the actor is on the staff, the
 * way of signing used last.
 */
ZxVisitForm *zx_visit_form_new_for     (ZxDb            *db,
                                        gint64           student,
                                        const char      *actor,
                                        const char      *today,
                                        GError         **error);

/* Sets one of the texts of the struct; an empty one is nothing: zx_visit_form_set (&form->date, "2026-11-23"). */
void         zx_visit_form_set         (char           **text,
                                        const char      *value);
/* Codes in a comma list. */
gboolean     zx_visit_codes_have       (const char      *codes,
                                        const char      *code);
void         zx_visit_codes_set        (char           **codes,
                                        const char      *code,
                                        gboolean         on);
gboolean     zx_visit_form_has_student (ZxVisitForm     *self,
                                        gint64           student);
/* Adds or takes out; the order of the others stays. */
void         zx_visit_form_set_student (ZxVisitForm     *self,
                                        gint64           student,
                                        gboolean         on);
gboolean     zx_visit_form_has_visitor (ZxVisitForm     *self,
                                        gint64           staff);
void         zx_visit_form_set_visitor (ZxVisitForm     *self,
                                        gint64           staff,
                                        gboolean         on);
gboolean     zx_visit_form_has_met     (ZxVisitForm     *self,
                                        gint64           member);
void         zx_visit_form_set_met     (ZxVisitForm     *self,
                                        gint64           member,
                                        const char      *name,
                                        const char      *relation,
                                        gboolean         on);
/* A new line at the end: who = the first visitor, due = the visit's date and seven days. (transfer none) */
ZxPromiseLine *zx_visit_form_add_promise (ZxVisitForm   *self,
                                        const char      *what);
void         zx_visit_form_remove_promise (ZxVisitForm  *self,
                                        guint            index);

/* Whether a person wrote or chose anything that would be lost: an untouched form needs no draft. */
gboolean     zx_visit_form_is_untouched (ZxVisitForm    *self,
                                        ZxVisitForm     *as_opened);

/* --- drafts --- */

/* (transfer full): the body of a draft */
char        *zx_visit_form_to_json     (ZxVisitForm     *self);
/**
 * zx_visit_form_from_json:
 * @key: of the draft
 * @json: (nullable): the body; members that are unknown or of another type are left aside, so that a draft of a
 *   newer or older program opens
 *
 * Returns: (transfer full): %NULL with %ZX_DB_ERROR_CORRUPT where the body is no JSON object at all
 */
ZxVisitForm *zx_visit_form_from_json   (gint64           key,
                                        const char      *json,
                                        GError         **error);
/* kind of visit drafts: zx_drafts_load (db, ZX_VISIT_DRAFT, …), zx_draft_save_async (casebook, form->key, ZX_VISIT_DRAFT, zx_visit_form_get_student (form), json, …) */
#define ZX_VISIT_DRAFT "home_visit"
/* The first child; 0 for none. */
gint64       zx_visit_form_get_student (ZxVisitForm     *self);

/* --- what goes without saying, and what was last time --- */

/**
 * ZxVisitHints:
 * @visitors: (element-type ZxStaffName): the actor first, then the most frequent visitors
 * @members: (element-type ZxMemberRow): who is likely met, guardians first
 * @siblings: (element-type ZxStudentRow): children of the home who may share the visit
 * @address: (nullable): and @phone (nullable), with whose it is in @contact; not masked
 * @last_kind: (nullable): "home_visit" or "contact_log"; %NULL when there was none
 * @last_id: its key
 * @last_date: (nullable)
 * @last_words: "入户", "电话" …
 * @last_text: (nullable): what was written
 * @last_observations: (nullable): the answers of the last home visit
 * @open: (element-type ZxPromise): what is still open
 */
typedef struct
{
  GPtrArray  *visitors;
  GPtrArray  *members;
  GPtrArray  *siblings;
  char       *address;
  char       *phone;
  char       *contact;
  const char *last_kind;
  gint64      last_id;
  char       *last_date;
  char       *last_words;
  char       *last_text;
  char       *last_observations;
  GPtrArray  *open;
} ZxVisitHints;

void          zx_visit_hints_free      (ZxVisitHints    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxVisitHints, zx_visit_hints_free)
ZxVisitHints *zx_visit_hints_load      (ZxDb            *db,
                                        gint64           student,
                                        const char      *actor,
                                        const char      *today,
                                        GError         **error);

/* --- finishing --- */

/**
 * ZxFormProblem:
 * @field: "students", "date", "start", "end", "visitors", "met", "text", "promise", "promise_due", "next_date", "sign_reason", "place"
 * @index: of the promise; else -1
 * @sentence: what is wrong and what would do, to stand under the field
 */
typedef struct
{
  const char *field;
  int         index;
  char       *sentence;
} ZxFormProblem;

void        zx_form_problem_free       (ZxFormProblem   *self);

/**
 * zx_visit_form_check:
 *
 * What finishing needs: a date that is not in the future, a child, a visitor, somebody met or nobody at home, for a visit at
 * home a text or an observation; promises in words, not due before the visit.
 *
 * Returns: (transfer full) (element-type ZxFormProblem): in the order of the form; empty when it can be finished
 */
GPtrArray  *zx_visit_form_check        (ZxVisitForm     *self,
                                        const char      *today);

/**
 * zx_visit_form_finish:
 * @out_entry: (optional)
 * @out_words: (optional) (transfer full): what was done, for the toast: “王小梅 的家访已归档，2 件跟进已登记”
 *
 * Writes the visit or the contacts and the follow-ups and takes the draft away, as one action. Refused with
 * %ZX_RECORD_ERROR where zx_visit_form_check() finds something; nothing is changed then.
 */
gboolean    zx_visit_form_finish       (ZxVisitForm     *self,
                                        ZxCasebook      *casebook,
                                        ZxEntryId       *out_entry,
                                        char           **out_words,
                                        GError         **error);
/* The same without waiting; the form is copied. */
void        zx_visit_form_finish_async (ZxVisitForm     *self,
                                        ZxCasebook      *casebook,
                                        GAsyncReadyCallback callback,
                                        gpointer         user_data);
gboolean    zx_visit_form_finish_finish (ZxCasebook     *casebook,
                                        GAsyncResult    *result,
                                        ZxEntryId       *out_entry,
                                        char           **out_words,
                                        GError         **error);

/* Inside an action of the caller. */
gboolean    zx_action_finish_visit     (ZxAction        *action,
                                        ZxVisitForm     *form,
                                        char           **out_words,
                                        GError         **error);

/* --- afterwards --- */

/* A visit (or contact) that was entered wrongly: it stays, struck through, and counts nowhere. Its open follow-ups stay. */
gboolean    zx_visit_void              (ZxCasebook      *casebook,
                                        const ZxKind    *kind,
                                        gint64           id,
                                        const char      *reason,
                                        GError         **error);
void        zx_visit_void_async        (ZxCasebook      *casebook,
                                        const ZxKind    *kind,
                                        gint64           id,
                                        const char      *reason,
                                        GAsyncReadyCallback callback,
                                        gpointer         user_data);

/* A promise is done today (@done_on %NULL) with a result in one line; finish by zx_casebook_act_finish(). */
gboolean    zx_follow_up_finish        (ZxCasebook      *casebook,
                                        gint64           id,
                                        const char      *done_on,
                                        const char      *result,
                                        GError         **error);
void        zx_follow_up_finish_async  (ZxCasebook      *casebook,
                                        gint64           id,
                                        const char      *done_on,
                                        const char      *result,
                                        GAsyncReadyCallback callback,
                                        gpointer         user_data);
/* The same inside an action of the caller. */
gboolean    zx_action_finish_follow_up (ZxAction       *action,
                                        gint64          id,
                                        const char     *done_on,
                                        const char     *result,
                                        GError        **error);
/* A promise gets another day, with or without a reason. */
gboolean    zx_follow_up_reschedule    (ZxCasebook      *casebook,
                                        gint64           id,
                                        const char      *due,
                                        const char      *why,
                                        GError         **error);
void        zx_follow_up_reschedule_async (ZxCasebook   *casebook,
                                        gint64           id,
                                        const char      *due,
                                        const char      *why,
                                        GAsyncReadyCallback callback,
                                        gpointer         user_data);
/* A promise without a visit. (the _async calls end with zx_casebook_act_finish()) */
gboolean    zx_follow_up_add           (ZxCasebook      *casebook,
                                        gint64           student,
                                        const char      *what,
                                        gint64           person,
                                        const char      *due,
                                        GError         **error);
void        zx_follow_up_add_async     (ZxCasebook      *casebook,
                                        gint64           student,
                                        const char      *what,
                                        gint64           person,
                                        const char      *due,
                                        GAsyncReadyCallback callback,
                                        gpointer         user_data);

G_END_DECLS
