/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-check-value.h"
#include "zx-roster-import.h"
#include "zx-sheet-reader.h"
#include "zx-words.h"

G_BEGIN_DECLS

/* What the parts of the roster import share. Nothing else includes this. */

/* --- zx-roster-targets.c: what columns can become --- */

/* In the order of a drop-down; groups of members have the same five entries. */
typedef enum
{
  ZX_TARGET_NAME,
  ZX_TARGET_SEX,
  ZX_TARGET_BIRTH,
  ZX_TARGET_ID_NO,
  ZX_TARGET_ID_TYPE,
  ZX_TARGET_NATION,
  ZX_TARGET_ROLL_NO,
  ZX_TARGET_ROLL_NO_AUX,
  ZX_TARGET_GRADE,
  ZX_TARGET_CLASS,
  ZX_TARGET_STUDENT_NO,
  ZX_TARGET_BOARD,
  ZX_TARGET_ENROL_STATUS,
  ZX_TARGET_PHONE,
  ZX_TARGET_TOWN,
  ZX_TARGET_VILLAGE,
  ZX_TARGET_VILLAGER_GROUP,
  ZX_TARGET_HOME_ADDRESS,
  ZX_TARGET_HUKOU_KIND,
  ZX_TARGET_HUKOU_ADDRESS,
  ZX_TARGET_NATIVE_PLACE,
  ZX_TARGET_FORMER_NAME,
  ZX_TARGET_ENROL_YM,
  ZX_TARGET_LEFT_BEHIND,
  ZX_TARGET_ONLY_CHILD,
  ZX_TARGET_MIGRANT_CHILD,
  ZX_TARGET_NUTRITION,
  ZX_TARGET_HEALTH,
  ZX_TARGET_POLITICS,
  ZX_TARGET_DISAB_CERT_NO,
  ZX_TARGET_SPECIALTY,
  ZX_TARGET_BANK_HOLDER,
  ZX_TARGET_BANK_NAME,
  ZX_TARGET_BANK_NO,
  ZX_TARGET_REMARK,

  ZX_TARGET_GUARDIAN_NAME,
  ZX_TARGET_GUARDIAN_RELATION,
  ZX_TARGET_GUARDIAN_PHONE,
  ZX_TARGET_GUARDIAN_ID_NO,
  ZX_TARGET_GUARDIAN_WORK_PLACE,
  ZX_TARGET_FATHER_NAME,
  ZX_TARGET_FATHER_PHONE,
  ZX_TARGET_FATHER_ID_NO,
  ZX_TARGET_FATHER_WORK_PLACE,
  ZX_TARGET_MOTHER_NAME,
  ZX_TARGET_MOTHER_PHONE,
  ZX_TARGET_MOTHER_ID_NO,
  ZX_TARGET_MOTHER_WORK_PLACE,

  ZX_TARGET_CAT,
  ZX_TARGET_CAT_CERT_NO,
  ZX_TARGET_CAT_YES, /* the first of the yes/no columns, one for each category in the order of their table */

  ZX_TARGET_NONE = 255
} ZxTarget;

#define ZX_TARGET_N_CATEGORIES 25
#define ZX_N_TARGETS (ZX_TARGET_CAT_YES + ZX_TARGET_N_CATEGORIES)

typedef enum
{
  ZX_TARGET_IS_TEXT,    /* a text field of the student, length kept to */
  ZX_TARGET_IS_CODE,    /* a coded field of the student, read by @words */
  ZX_TARGET_IS_LABEL,   /* a coded field read by the labels of its code table */
  ZX_TARGET_IS_BOOL,
  ZX_TARGET_IS_MONTH,
  ZX_TARGET_IS_SPECIAL, /* has rules of its own */
  ZX_TARGET_IS_MEMBER,  /* of a family member */
  ZX_TARGET_IS_CATEGORY,
} ZxTargetType;

typedef struct
{
  const char    *key;
  const char    *headings; /* words we know, parted by blanks */
  ZxTargetType   type;
  const char  *(*words) (const char *text);
} ZxTargetInfo;

const ZxTargetInfo *zx_target_get_info    (ZxTarget     target);
ZxTarget            zx_target_from_key    (const char  *key);
/* What a heading means; @child NULL with a heading of one row. */
ZxTarget            zx_target_from_heading (const char *heading,
                                           const char  *child);
/* Whether a heading tells whose phone it is: 家长电话, so that it may give way to 联系电话 */
gboolean            zx_target_is_guardian_phone (const char *heading);
/* Whether a heading stands over others in a table of two rows: 父亲, 监护人信息, 基本情况 */
gboolean            zx_heading_is_parent  (const char  *heading);
/* Several columns may go there. */
gboolean            zx_target_takes_many  (ZxTarget     target);

/* --- zx-roster-table.c: where the table is in a sheet --- */

typedef struct
{
  guint       column;  /* 0 for A */
  char       *heading; /* joined, as people read it */
  char       *top;     /* bare heading in the first of the header rows */
  char       *bottom;  /* … and in the second; NULL with one row */
  char       *letter;
  char       *samples[3];
  ZxTarget    guess;
  gboolean    is_guardian_phone;
  gboolean    hidden;
} ZxTableColumn;

typedef struct
{
  guint       hits;
  guint       header_rows[2]; /* 0 = none */
  guint       n_header_rows;
  guint       n_rows;         /* below */
  char       *title;          /* text above; NULL when none */
  GPtrArray  *title_texts;    /* its cells, without blanks */
  GPtrArray  *columns;        /* of ZxTableColumn */
} ZxTable;

void      zx_table_free   (ZxTable        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxTable, zx_table_free)

/* @header_row 0 looks for it; @sheet must be loaded. Always gives a table; one without headings has no header rows. */
ZxTable  *zx_table_find   (ZxSheetReader  *reader,
                           guint           sheet,
                           guint           header_row,
                           GError        **error);

/* --- zx-roster-judge.c: what a row says and whether it may be imported --- */

#define ZX_PERSON_MAX_CATS 8
#define ZX_PERSON_MAX_WARNINGS 24

typedef struct
{
  ZxValueProblem  problem;
  ZxTarget        target;
  char           *message; /* owned by the person's chunk */
} ZxPersonNotice;

/* One row, understood. Texts live in the chunk until the next row, or are static. */
typedef struct
{
  guint           row;
  const char     *values[ZX_N_TARGETS]; /* stored form; NULL = the row says nothing */
  const char     *cats[ZX_PERSON_MAX_CATS + 1];
  guint           n_cats;
  GString        *remark;   /* lines that are kept as remark, "" when none */
  ZxPersonNotice  error;    /* ZX_VALUE_OK when accepted */
  ZxPersonNotice  warnings[ZX_PERSON_MAX_WARNINGS];
  guint           n_warnings;
  GStringChunk   *chunk;
} ZxPerson;

void      zx_person_init  (ZxPerson       *self);
void      zx_person_clear (ZxPerson       *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxPerson, zx_person_clear)
const char *zx_person_get_cat (ZxPerson   *self); /* (nullable): the primary one */

/* One column as the judge needs it. */
typedef struct
{
  ZxTarget     target;
  const char  *heading;
} ZxJudgeColumn;

/* Everything that is the same for all rows of a file. */
typedef struct
{
  char        *school_year;  /* by which entry years become grades */
  char        *year_start;   /* its 1 September */
  char        *today;
  ZxStage      word_stage;   /* what 一年级 means */
  ZxStage      entry_stage;  /* what 2024级 entered, by title or the school; NONE = see the other rows */
  char        *school_stages; /* codes of STAGE, joined by commas; may be NULL */
  ZxClassWords title_words;  /* grade and class in the title */
  gboolean     has_title_class;
  const char  *whole_grade;  /* chosen by a person, interned */
  gboolean     since_1904;   /* numbers that are dates count from 1904 */
  gboolean     fills_down;   /* .xls: a blank grade or class inherits */
  int          any_grade;    /* whether some row names a grade: 0, 1, or -1 = see the rows */

  ZxJudgeColumn *columns;
  guint        n_columns;
  gboolean     has_column[ZX_N_TARGETS];
} ZxJudgeContext;

typedef struct _ZxJudge ZxJudge;

typedef enum
{
  ZX_ROW_PERSON,
  ZX_ROW_EMPTY,   /* nothing in it */
  ZX_ROW_IGNORED, /* total, note, repeated heading */
} ZxRowKind;

/* @context is borrowed; @reader too, for looking at the other rows when a class needs them (may be NULL) */
ZxJudge  *zx_judge_new         (const ZxJudgeContext *context,
                                ZxTable              *table,
                                ZxSheetReader        *reader,
                                guint                 sheet);
void      zx_judge_free        (ZxJudge              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxJudge, zx_judge_free)

/* @cells: (array length=n_columns of the context): by position, %NULL = empty */
ZxRowKind zx_judge_sort_row    (ZxJudge              *self,
                                const ZxSheetRow     *row,
                                const ZxSheetCell   **cells);
/* Reads and checks one row. Rows come in order, or are forgotten first; the next one forgets @person. */
void      zx_judge_read        (ZxJudge              *self,
                                guint                 row,
                                gboolean              hidden,
                                const ZxSheetCell   **cells,
                                ZxPerson             *person);
/* Takes back what @row said, so that it can be read again after others. */
void      zx_judge_forget      (ZxJudge              *self,
                                guint                 row);
/* Whether title or rows tell any grade at all. */
gboolean  zx_judge_knows_grade (ZxJudge              *self);
/* Whether any row so far had a class or nothing where a grade was needed and none is known. */
gboolean  zx_judge_needs_grade (ZxJudge              *self);

/* --- zx-roster-write.c: a person and the casebook --- */

typedef struct
{
  ZxTarget    target;
  char       *from;
  char       *to;
} ZxPersonChange;

/* Whom a row means. Kept for a whole file: no student is meant twice. */
typedef struct _ZxMatcher ZxMatcher;

ZxMatcher *zx_matcher_new      (ZxDb                 *db);
void       zx_matcher_free     (ZxMatcher            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxMatcher, zx_matcher_free)
gboolean   zx_matcher_find     (ZxMatcher            *self,
                                ZxPerson             *person,
                                gint64               *out_student,
                                GError              **error);
/* A student whom the file itself has added: nobody else's row can mean it. */
void       zx_matcher_name     (ZxMatcher            *self,
                                gint64                student);
gboolean   zx_matcher_is_empty (ZxMatcher            *self);
void       zx_matcher_forget   (ZxMatcher            *self,
                                gint64                student);
/* Students the file has named. */
gboolean   zx_matcher_has      (ZxMatcher            *self,
                                gint64                student);

/* (element-type ZxPersonChange) (transfer full): what differs from the casebook; empty when nothing does */
GArray    *zx_person_compare   (ZxPerson             *person,
                                ZxDb                 *db,
                                gint64                student,
                                GError              **error);
/* A new student with all that belongs to it; gives the id. */
gboolean   zx_person_add       (ZxPerson             *person,
                                ZxAction             *action,
                                gint64               *out_student,
                                GError              **error);
/* Writes what differs, but for @kept (a set of targets, may be NULL). */
gboolean   zx_person_update    (ZxPerson             *person,
                                ZxAction             *action,
                                gint64                student,
                                const guint8         *kept,
                                gboolean             *out_changed,
                                GError              **error);

/* --- zx-roster-rejects.c --- */

/* A JSON object of texts, in order. */
char      *zx_roster_object_new (const char * const  *keys,
                                const char * const   *values,
                                guint                 n);
/* (element-type utf8): key, value, key, value …; NULL when it is no such object */
GPtrArray *zx_roster_object_parse (const char        *text);
const char *zx_roster_object_get (GPtrArray          *object,
                                const char           *key);

/* A cell as it is kept with a rejected row, and written out for correction: digits that were lost are not written as zeros. */
char      *zx_roster_cell_dup_raw (const ZxSheetCell *cell);

/* What a rejected row needs to know of its file to be judged again. */
char      *zx_judge_context_dup_words (const ZxJudgeContext *self,
                                gboolean              any_grade);

/* zx-import-kind.c: a waiting row of a table of any kind becomes a record. */
ZxRecord  *zx_kind_import_correct (ZxAction          *action,
                                const ZxKind         *kind,
                                GPtrArray            *raw,
                                const char           *mapping,
                                const char * const   *fields,
                                const char * const   *values,
                                GError              **error);

void       zx_roster_set_rejected (GError           **error,
                                ZxValueProblem        problem,
                                const char           *field,
                                const char           *message);
/* The context of a casebook: school, term, today. Texts and columns are to be filled by the caller. */
void       zx_judge_context_init (ZxJudgeContext     *self,
                                ZxCasebook           *casebook,
                                ZxDb                 *db);
/* Takes what title and sheet name say. */
void       zx_judge_context_take_title (ZxJudgeContext *self,
                                const char           *title,
                                const char           *sheet_name);
void       zx_judge_context_clear (ZxJudgeContext    *self);
ZxRosterResult *zx_roster_result_new (void);
void       zx_roster_result_add_finding (GArray      *findings,
                                guint                 row,
                                ZxValueProblem        problem,
                                ZxTarget              target,
                                const char           *message,
                                gint64                id);

/* --- the object, for its own parts: zx-roster-import.c, zx-roster-check.c, zx-roster-apply.c --- */

/* What the check knows of one row. */
typedef struct
{
  GArray  *warnings;    /* ZxRosterNotice */
  GArray  *differences; /* ZxRosterDifference */
  ZxRosterNotice reason;
} ZxEntryDetails;

typedef struct
{
  guint           number;
  guint8          state;
  guint8          hidden;
  gint64          student;
  const char     *cat;
  char           *cells;   /* packed: see zx-roster-check.c */
  ZxEntryDetails *details; /* %NULL when there is nothing to say */
  ZxRosterRow    *object;  /* weak */
} ZxEntry;

typedef struct
{
  GArray         *entries; /* ZxEntry, by number */
  GStringChunk   *chunk;
  GArray         *ignored; /* guint */
  GArray         *missing; /* gint64 */
  ZxJudge        *judge;
  ZxMatcher      *matcher;
  ZxDb           *db;      /* a connection of its own */
  GHashTable     *places;  /* classes the file names */
  GHashTable     *class_words; /* texts of the class column that were understood */
  ZxPerson        person;  /* the row that was asked for last */
  guint           person_row;
  gboolean        needs_grade;
} ZxRosterCheck;

void       zx_roster_check_free (ZxRosterCheck       *self);

struct _ZxRosterImport
{
  GObject              parent_instance;

  char                *path;
  char                *file_name;
  ZxCasebook          *casebook;
  ZxSheetReader       *reader;
  GPtrArray           *found;    /* ZxTable: what was found in each sheet */
  GArray              *sheets;   /* ZxRosterSheet */
  guint                selected;
  ZxTable             *table;    /* of the selected sheet, perhaps with a header row chosen by hand */
  gboolean             owns_table;
  ZxTarget            *mapping;  /* by position */
  gboolean            *remembered;
  GArray              *columns;  /* ZxRosterColumn */
  char               **unique_headings; /* by position: every one different and not empty */
  ZxJudgeContext       context;
  char                *working_year;
  const char          *grade;

  GHashTable          *edits;    /* row → (position → text) */
  GHashTable          *aside;    /* row */
  GHashTable          *kept;     /* row → guint8[ZX_N_TARGETS] */

  ZxRosterCheck       *check;
  GListModel          *models[ZX_ROSTER_N_STATES];

  ZxRosterProgressFunc progress;
  gpointer             progress_data;
  gboolean             progress_in_main;
};

/* One person of the file; @cells as the judge saw them, with what was edited. */
typedef gboolean (*ZxRosterRowFunc) (ZxRosterImport      *self,
                                     ZxPerson            *person,
                                     const ZxSheetRow    *row,
                                     const ZxSheetCell  **cells,
                                     gpointer             data,
                                     GError             **error);

/* Walks over all rows. Ignored rows go to @ignored (guint). */
gboolean   zx_roster_import_walk     (ZxRosterImport      *self,
                                      ZxJudge             *judge,
                                      ZxRosterRowFunc      func,
                                      gpointer             data,
                                      GArray              *ignored,
                                      GCancellable        *cancellable,
                                      GError             **error);
/* Columns and choices into the context, before judging. */
void       zx_roster_import_settle   (ZxRosterImport      *self);
gboolean   zx_roster_import_has_table (ZxRosterImport     *self,
                                      GError             **error);
gboolean   zx_roster_import_remember (ZxRosterImport      *self,
                                      ZxAction            *action,
                                      GError             **error);
void       zx_roster_import_forget_check (ZxRosterImport  *self);
/* (element-type gint64) (transfer full): enrolled in the classes of @places (set of interned "grade\tclass"), not named */
GArray    *zx_roster_list_missing    (ZxDb                *db,
                                      GHashTable          *places,
                                      ZxMatcher           *matcher,
                                      GError             **error);
/* Notes a row's class for the above. */
void       zx_roster_note_place      (GHashTable          *places,
                                      ZxPerson            *person);
void       zx_roster_add_notes       (ZxRosterImport      *self,
                                      gboolean             needs_grade,
                                      GPtrArray           *notes);
GListModel *zx_roster_rows_new       (ZxRosterImport      *self,
                                      ZxRosterState        state);
/* Rebuilds the lists after a check (or its end). */
void       zx_roster_rows_reset      (GListModel          *model);
void       zx_roster_rows_orphan     (GListModel          *model);

G_END_DECLS
