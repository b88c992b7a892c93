/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* What lists and the page of a student show, in few queries. Everything reads only, on the connection of the
 * calling thread. @today is the day by which rules judge: zx_casebook_dup_today(). */

/* --- levels --- */

/**
 * ZxLevelWords:
 * @words: by rank: 1 to 3 from the highest hardship down, 4 for a child who is not in need; 0 is unused
 *
 * How the school calls the levels. The setting `level_words` is a preset, "A" (特别困难, 困难, 一般困难; also without the
 * setting) or "B" (特别困难, 相对困难, 临时困难), or the three words themselves joined by commas.
 */
typedef struct
{
  char *words[5];
} ZxLevelWords;

void          zx_level_words_load          (ZxLevelWords    *self,
                                            ZxDb            *db);
void          zx_level_words_clear         (ZxLevelWords    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxLevelWords, zx_level_words_clear)

/* The rank of a code of the table LEVEL: "1" to "3" give 1 to 3, everything else 4. */
guint         zx_level_get_rank            (const char      *level);

/* --- rows of lists --- */

/**
 * ZxStudentRow:
 * @class_words: "五(1)班"; "" without a class
 * @level: (nullable): code of LEVEL; %NULL when the child is not in need
 * @level_rank: 1 to 4, for the style of the badge
 * @level_words: as the school says
 * @enrol_status: (nullable): code of ENROL in the working term
 * @facts: "低保 · 父亲残疾 · 留守"; "" when there are none
 * @place: "柳树村三组"; "" when unknown
 * @last_visit: (nullable): newest home visit at which somebody was met, up to today
 * @visited: whether this period's duty is done (zx-visit-coverage.h)
 * @overdue: in need, and neither this nor the whole last period brought a visit
 */
typedef struct
{
  gint64    id;
  char     *name;
  char     *sex;
  char     *birth_date;
  char     *grade;
  char     *class_name;
  char     *class_words;
  char     *student_no;
  char     *board;
  char     *enrol_status;
  char     *level;
  guint     level_rank;
  char     *level_words;
  char     *cat;
  char     *facts;
  char     *village;
  char     *villager_group;
  char     *place;
  char     *last_visit;
  gboolean  visited;
  gboolean  overdue;
} ZxStudentRow;

void          zx_student_row_free          (ZxStudentRow    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxStudentRow, zx_student_row_free)

/**
 * zx_student_rows_load:
 * @ids: students
 * @n_ids: how many
 *
 * About 10 µs a row; a page of 256 stays under a few milliseconds, whatever the size of the school.
 *
 * Returns: (transfer full) (element-type ZxStudentRow): in the order of @ids; %NULL elements for students that do not
 *   exist (any more)
 */
GPtrArray    *zx_student_rows_load         (ZxDb            *db,
                                            const gint64    *ids,
                                            guint            n_ids,
                                            const char      *today,
                                            GError         **error);
/* One of them. %NULL without @error where there is none. */
ZxStudentRow *zx_student_row_load          (ZxDb            *db,
                                            gint64           id,
                                            const char      *today,
                                            GError         **error);

/* --- which students --- */

typedef enum
{
  ZX_STUDENTS_IN_NEED,  /* on the roll with a valid category */
  ZX_STUDENTS_ENROLLED,
  ZX_STUDENTS_LEFT,     /* transferred out, graduated …, or without a class in the working school year */
  ZX_STUDENTS_ALL,
} ZxStudentScope;

typedef enum
{
  ZX_STUDENTS_VISITED_ANY,
  ZX_STUDENTS_VISITED,     /* this period's duty is done */
  ZX_STUDENTS_NOT_VISITED,
} ZxStudentVisited;

typedef enum
{
  ZX_STUDENT_SORT_CLASS, /* grade, class, then name */
  ZX_STUDENT_SORT_NAME,  /* by pinyin */
  ZX_STUDENT_SORT_LEVEL,
  ZX_STUDENT_SORT_PLACE,
  ZX_STUDENT_SORT_LAST_VISIT, /* never and longest ago first */
} ZxStudentSort;

/**
 * ZxStudentFilter:
 * @text: (nullable): as typed: name, pinyin, initials, village, guardian, numbers
 * @class_id: 0 for all classes
 * @grade: (nullable): all classes of a grade
 * @cat: (nullable): code of CAT; any valid category counts, not only the main one
 *
 * All zero means: everybody in need, by class.
 */
typedef struct
{
  const char       *text;
  ZxStudentScope    scope;
  gint64            class_id;
  const char       *grade;
  const char       *cat;
  ZxStudentVisited  visited;
  ZxStudentSort     sort;
  gboolean          descending;
  guint             limit; /* 0 for all; not with @text or by place */
} ZxStudentFilter;

/**
 * zx_student_ids_load:
 *
 * The keys of a list, on the indexes of student_now: about 20 ms for 100,000 students.
 *
 * Returns: (transfer full) (element-type gint64)
 */
GArray       *zx_student_ids_load          (ZxDb                  *db,
                                            const ZxStudentFilter *filter,
                                            const char            *today,
                                            GError               **error);

/**
 * zx_student_ids_narrow:
 * @ids: (element-type gint64): as zx_student_ids_load() gave them without a text
 * @typed: (nullable): as #ZxStudentFilter.text
 *
 * What the same filter gives with a text, without putting anything in order again.
 *
 * Returns: (transfer full) (element-type gint64): @ids itself where nothing was typed
 */
GArray       *zx_student_ids_narrow        (ZxDb                  *db,
                                            GArray                *ids,
                                            const char            *typed,
                                            GError               **error);

/**
 * ZxClassCount:
 * @words: "五(1)班"
 *
 * A class of the working school year, and how many of its children are on the roll and in need.
 */
typedef struct
{
  gint64  id;
  char   *grade;
  char   *class_name;
  char   *words;
  guint   n_enrolled;
  guint   n_in_need;
} ZxClassCount;

void          zx_class_count_free          (ZxClassCount    *self);
/* (element-type ZxClassCount), by grade and number; classes without children too */
GPtrArray    *zx_classes_load              (ZxDb            *db,
                                            GError         **error);
/* The same without the figures, which take a look at every child. */
GPtrArray    *zx_class_names_load          (ZxDb            *db,
                                            GError         **error);

/**
 * ZxCategoryCount:
 *
 * A category that somebody on the roll has, for the filter.
 */
typedef struct
{
  char  *cat;
  guint  n_students;
} ZxCategoryCount;

void          zx_category_count_free       (ZxCategoryCount *self);
GPtrArray    *zx_category_counts_load      (ZxDb            *db,
                                            GError         **error);

/* --- staff --- */

typedef struct
{
  gint64  id;
  char   *name;
  char   *post;
  guint   n_visits; /* of the last half-year */
} ZxStaffName;

void          zx_staff_name_free           (ZxStaffName     *self);
/* (element-type ZxStaffName): staff who have not left, most frequent visitors first, then by name; @limit 0 for all */
GPtrArray    *zx_frequent_visitors_load    (ZxDb            *db,
                                            const char      *today,
                                            guint            limit,
                                            GError         **error);
/* The staff record of that name; 0 where there is none. */
gint64        zx_staff_find_by_name        (ZxDb            *db,
                                            const char      *name);

/* --- the page of one student --- */

/**
 * ZxMemberRow:
 * @relation: (nullable): code of REL, the child's own tie winning over the family's
 * @relation_words: as one speaks: 奶奶, 爸爸 …
 * @age: -1 when unknown
 * @condition: health, work and remark in one line: "慢性病 · 务农"
 */
typedef struct
{
  gint64    id;
  char     *name;
  char     *relation;
  char     *relation_words;
  int       age;
  gboolean  guardian;
  gboolean  lives_with;
  char     *health;
  char     *phone;
  char     *condition;
} ZxMemberRow;

void          zx_member_row_free           (ZxMemberRow     *self);
/* (element-type ZxMemberRow): guardians first, then parents, grandparents, siblings */
GPtrArray    *zx_family_members_load       (ZxDb            *db,
                                            gint64           student,
                                            const char      *today,
                                            GError         **error);
/* 奶奶 for "62"; "" for no code. */
const char   *zx_relation_get_spoken       (const char      *relation);

/* (element-type ZxStudentRow): the other children of the family on our rolls */
GPtrArray    *zx_siblings_load             (ZxDb            *db,
                                            gint64           student,
                                            const char      *today,
                                            GError         **error);

/**
 * ZxFamilyFacts:
 * @family: (0 = none yet)
 * @tags: (array zero-terminated=1): 低保户, 父亲残疾, 留守, 隔代照看, 住房不安全 …
 * @contact: "刘桂香（奶奶）"; "" when unknown
 * @contact_phone: (nullable): not masked
 * @verified_on: (nullable): newest home visit to a child of the family
 * @is_stale: never verified, or more than a year ago
 */
typedef struct
{
  gint64     family;
  char     **tags;
  char      *contact;
  char      *contact_phone;
  char      *verified_on;
  gboolean   is_stale;
} ZxFamilyFacts;

void          zx_family_facts_free         (ZxFamilyFacts   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxFamilyFacts, zx_family_facts_free)
ZxFamilyFacts *zx_family_facts_load        (ZxDb            *db,
                                            gint64           student,
                                            const char      *today,
                                            GError         **error);

/**
 * ZxPromise:
 * @person: (0 = nobody) staff; @person_name "" then
 * @due: (nullable)
 * @done_on: (nullable): %NULL while it is open
 * @days: until it is due; negative: so many days overdue; 0 without a date
 *
 * A follow-up: something a teacher promised.
 */
typedef struct
{
  gint64  id;
  gint64  student;
  char   *student_name;
  char   *what;
  gint64  person;
  char   *person_name;
  char   *due;
  char   *done_on;
  char   *result;
  char   *remark;
  gint64  visit;
  int     days;
} ZxPromise;

void          zx_promise_free              (ZxPromise       *self);

/**
 * zx_promises_load:
 * @student: 0 for all students
 * @until: (nullable): only those due on or before this day; those without a date always
 *
 * Returns: (transfer full) (element-type ZxPromise): the open ones, by due date
 */
GPtrArray    *zx_promises_load             (ZxDb            *db,
                                            gint64           student,
                                            const char      *until,
                                            const char      *today,
                                            GError         **error);
guint         zx_promises_count            (ZxDb            *db);

/**
 * ZxEvent:
 * @kind: "home_visit", "contact_log", "follow_up", "review_step"
 * @id: key of that record; of a step that of its application
 * @title: "家访（第 5 次）", "电话联系", "已办：送冬衣"
 * @detail: "李慧芳、陈国强；见到奶奶、父亲；答应 2 件"
 * @who: (nullable): who went, called or did it: "李慧芳、陈国强"
 * @this_term: whether it lies in the working term
 * @voided: struck through, with the reason in @detail
 */
typedef struct
{
  const char *kind;
  gint64      id;
  char       *date;
  char       *title;
  char       *detail;
  char       *who;
  gboolean    this_term;
  gboolean    voided;
} ZxEvent;

void          zx_event_free                (ZxEvent         *self);
/* (element-type ZxEvent): visits, contacts, finished promises and the steps of identification, newest first; @limit 0 for all */
GPtrArray    *zx_timeline_load             (ZxDb            *db,
                                            gint64           student,
                                            guint            limit,
                                            GError         **error);

/* How many there are, for the tabs. */
typedef struct
{
  guint visits;
  guint contacts;
  guint open_promises;
  guint attachments;
  guint applications;
} ZxStudentCounts;

gboolean      zx_student_counts_load       (ZxDb            *db,
                                            gint64           student,
                                            ZxStudentCounts *out_counts,
                                            GError         **error);

/* --- recently opened, kept on this laptop --- */

/* Notes that the page of @student was opened, without waiting. */
void          zx_recent_students_note      (ZxCasebook      *casebook,
                                            gint64           student);
/* (element-type gint64): newest first; where nothing was opened yet, the children of the newest visits */
GArray       *zx_recent_students_load      (ZxDb            *db,
                                            guint            limit,
                                            GError         **error);

G_END_DECLS
