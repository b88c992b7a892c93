/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-demo.h"

G_BEGIN_DECLS

/* The demo school is Chinese; so its data, unlike the labels of its actions, is not translated. */

#define ZX_DEMO_N_VILLAGES 4

typedef struct
{
  const char *name;
  const char *sex;
  const char *post;
  const char *role;       /* code of ROLE */
  const char *class_now;  /* "P5-1": leads this class; NULL for none */
  const char *class_then; /* last school year */
} ZxDemoTeacher;

typedef struct
{
  const char *name;
  guint       n_groups;
  const char *note;
  const char *commute; /* tenths of a kilometre */
} ZxDemoVillage;

typedef struct
{
  const char *grade;
  guint       number;
  guint       size;
} ZxDemoClass;

typedef struct
{
  const char *date;
  const char *kind; /* code of DAYKIND */
  const char *name;
} ZxDemoDay;

/* A member of a family as it stands in the cast. */
typedef struct
{
  const char *name;       /* NULL: nobody says it any more */
  const char *relation;
  int         born;       /* year; 0 unknown */
  const char *health;
  gboolean    guardian;
  gboolean    away;       /* works elsewhere */
  const char *job;
  const char *work_place;
  const char *phone;
  int         income;     /* yuan */
  const char *remark;
} ZxDemoMember;

/* Children who appear in the pictures and the manual, and their homes. */
typedef struct
{
  const char         *name;
  const char         *sex;
  const char         *birth_date;
  const char         *grade;
  guint               class_number;
  int                 home;    /* index into the named homes */
  const char         *board;
  const char         *left_behind;
  const char         *status;  /* code of ENROL */
  const char         *health;
  const char         *disability; /* type and level: "42" */
} ZxDemoNamedChild;

typedef struct
{
  const char   *village;
  const char   *group;
  guint         house;
  int           population;
  int           labour;
  int           income;
  const char   *housing;
  const char   *cause;
  const char   *sickness;
  const char   *accident;
  const char   *disaster;
  const char   *cats;      /* "05,10" */
  const char   *cat_remark;
  const char   *since;     /* the categories hold from this day */
  const char   *bank_tail;
  int           story;
  ZxDemoMember  members[6];
} ZxDemoNamedHome;

/* What happens in a home. */
typedef enum
{
  ZX_DEMO_HARD,            /* nothing but little money */
  ZX_DEMO_FATHER_DISABLED,
  ZX_DEMO_MOTHER_DISABLED,
  ZX_DEMO_FATHER_ILL,
  ZX_DEMO_MOTHER_ILL,
  ZX_DEMO_GRANDPA_ILL,
  ZX_DEMO_ORPHAN,
  ZX_DEMO_FATHER_DEAD,
  ZX_DEMO_DIVORCED,
  ZX_DEMO_MOTHER_LOST,
  ZX_DEMO_BOTH_AWAY,
  ZX_DEMO_CHILD_DISABLED,
} ZxDemoFate;

typedef struct
{
  ZxDemoFate  fate;
  const char *cats;
  const char *cat_remark;
  gboolean    one_child;   /* only in a home with one child on the roll */
  guint       count;       /* how many homes get it */
  int         income_low;
  int         income_high;
  const char *housing;
  const char *cause;
  const char *sickness;
  const char *needs;       /* codes of NEED, the likeliest first */
  const char *seen;        /* codes of OBSERVATION */
  const char *notes[4];    /* $N the child, $G the guardian as one speaks */
} ZxDemoStory;

typedef struct
{
  const char *need;
  const char *what;
  const char *result;
} ZxDemoPromise;

/* One promise of a visit in the pictures; @done_on NULL: still open. */
typedef struct
{
  const char *what;
  const char *person;
  const char *due;
  const char *done_on;
  const char *result;
} ZxDemoNamedPromise;

/* A visit, call or meeting in the pictures. */
typedef struct
{
  const char         *child;
  const char         *date;
  int                 way;      /* ZxVisitWay */
  const char         *start;
  const char         *end;
  const char         *visitors; /* names */
  const char         *met;      /* codes of REL; "0" the child */
  const char         *seen;
  const char         *needs;
  const char         *text;
  const char         *study;
  ZxDemoNamedPromise  promises[2];
} ZxDemoNamedVisit;

extern const ZxDemoTeacher zx_demo_teachers[];
extern const guint zx_demo_n_teachers;
extern const ZxDemoVillage zx_demo_villages[ZX_DEMO_N_VILLAGES];
extern const ZxDemoClass zx_demo_classes[];
extern const guint zx_demo_n_classes;
extern const ZxDemoDay zx_demo_days[];
extern const guint zx_demo_n_days;
extern const ZxDemoNamedHome zx_demo_named_homes[];
extern const guint zx_demo_n_named_homes;
extern const ZxDemoNamedChild zx_demo_named_children[];
extern const guint zx_demo_n_named_children;
extern const ZxDemoNamedVisit zx_demo_named_visits[];
extern const guint zx_demo_n_named_visits;
extern const ZxDemoStory zx_demo_stories[];
extern const guint zx_demo_n_stories;
extern const ZxDemoPromise zx_demo_promises[];
extern const guint zx_demo_n_promises;
extern const char * const zx_demo_surnames[];
extern const guint zx_demo_n_surnames;
extern const char * const zx_demo_boys[];
extern const guint zx_demo_n_boys;
extern const char * const zx_demo_girls[];
extern const guint zx_demo_n_girls;
extern const char * const zx_demo_men[];
extern const guint zx_demo_n_men;
extern const char * const zx_demo_women[];
extern const guint zx_demo_n_women;
extern const char * const zx_demo_work_places[];
extern const guint zx_demo_n_work_places;
extern const char * const zx_demo_school_notes[];
extern const guint zx_demo_n_school_notes;
extern const char * const zx_demo_calls[];
extern const guint zx_demo_n_calls;
extern const char * const zx_demo_plain_notes[];
extern const guint zx_demo_n_plain_notes;

/* --- the people, once drawn --- */

typedef enum
{
  ZX_DEMO_SINCE_2025,
  ZX_DEMO_NEW_PUPIL,   /* first grade, autumn 2026 */
  ZX_DEMO_MOVED_IN,    /* autumn 2026 */
  ZX_DEMO_GRADUATED,   /* summer 2026 */
  ZX_DEMO_MOVED_OUT,   /* spring or autumn 2026: left_on */
} ZxDemoStay;

typedef struct
{
  char       *name;
  const char *sex;
  char       *birth_date;
  char       *id_no;
  const char *grade;        /* this school year; graduates: their last */
  guint       class_number;
  guint       student_no;
  int         home;         /* index into homes */
  const char *board;
  const char *left_behind;
  const char *status;
  const char *health;
  const char *disability;
  const char *nation;
  ZxDemoStay  stay;
  const char *left_on;
  gint64      id;
} ZxDemoChild;

typedef struct
{
  const char    *surname;
  int            village;   /* index; -1: in town */
  char          *group;
  guint          house;
  int            population;
  int            labour;
  int            elders;
  int            income;
  int            debt;
  const char    *housing;
  const char    *cause;
  const char    *sickness;
  const char    *accident;
  const char    *disaster;
  const char    *cats;
  const char    *cat_remark;
  const char    *since;
  char          *until;     /* the categories ended on this day */
  const char    *bank_tail;
  int            story;     /* -1: none */
  ZxDemoMember   members[6];
  guint          n_members;
  GArray        *children;  /* guint: indexes into children, on the roll now or then */
  gint64         id;
  gint64         member_ids[6];
} ZxDemoHome;

typedef struct
{
  GRand        *rand;
  GStringChunk *texts;
  GArray       *children;   /* ZxDemoChild */
  GArray       *homes;      /* ZxDemoHome */
  GHashTable   *staff;      /* name → gint64 */
  GArray       *events;     /* what happens, in order; zx-demo-work.c */
} ZxDemoSchool;

typedef gboolean (*ZxDemoFunc) (ZxAction      *action,
                                ZxDemoSchool  *self,
                                gpointer       data,
                                GError       **error);

/* One action of the demo: on that day, by that teacher, with ids that are the same every time. */
gboolean      zx_demo_act             (ZxDemoSchool *self,
                                       ZxCasebook   *casebook,
                                       const char   *date,
                                       const char   *actor,
                                       const char   *label,
                                       ZxDemoFunc    func,
                                       gpointer      data,
                                       GError      **error);
void          zx_demo_school_plan     (ZxDemoSchool *self);

ZxDemoSchool *zx_demo_school_new      (void);
void          zx_demo_school_free     (ZxDemoSchool *self);
ZxDemoChild  *zx_demo_school_get_child (ZxDemoSchool *self,
                                       guint         index);
ZxDemoHome   *zx_demo_school_get_home (ZxDemoSchool *self,
                                       int           index);
ZxDemoChild  *zx_demo_school_find     (ZxDemoSchool *self,
                                       const char   *name);
gint64        zx_demo_school_get_staff (ZxDemoSchool *self,
                                       const char   *name);
/* The teacher who leads the child's class this year, or led it in the last. */
const char   *zx_demo_get_class_teacher (const ZxDemoChild *child,
                                       gboolean      last_year);
/* Whether the child is on the roll on a day. */
gboolean      zx_demo_child_is_here   (const ZxDemoChild *child,
                                       const char   *date);
const char   *zx_demo_keep            (ZxDemoSchool *self,
                                       char         *text);
/* 奶奶 for "62", as this school's teachers write */
const char   *zx_demo_get_spoken      (const char   *relation);
const ZxDemoMember *zx_demo_home_get_guardian (const ZxDemoHome *home);
/* "P5" → "P4" of the year before; NULL for new pupils */
const char   *zx_demo_get_grade_before (const char  *grade);

/* All visits, calls and promises of three terms, day by day. */
gboolean      zx_demo_work            (ZxDemoSchool *self,
                                       ZxCasebook   *casebook,
                                       const char   *from,
                                       const char   *until,
                                       GError      **error);
/* The steps of need identification from a day until before another. */
gboolean      zx_demo_identify        (ZxDemoSchool *self,
                                       ZxCasebook   *casebook,
                                       const char   *from,
                                       const char   *until,
                                       GError      **error);

G_END_DECLS
