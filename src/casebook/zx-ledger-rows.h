/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-date.h"

G_BEGIN_DECLS

/* What ledgers read: the term they are about, its classes, and their rows as one forward query each. */

/* Before anything else, on a connection that serves one ledger: all it reads is of one moment, whoever works meanwhile,
 * and @cancellable, which must outlive it, stops also what takes long inside the database (%G_IO_ERROR_CANCELLED). */
gboolean    zx_ledger_begin              (ZxDb                  *db,
                                          GCancellable          *cancellable,
                                          GError               **error);

/**
 * ZxLedgerScope:
 * @term: "2026-2027-1"
 * @school_year: "2026-2027"
 * @start, @end: first and last day of the term, as the school's term record says
 * @today: the day by which rules judge
 * @quarter_start, @quarter_end: the calendar quarter of today; where the term is over or has not begun, that of its
 *   nearest day
 * @is_working_term: whether it is the term the casebook works in
 * @class_id: the one class asked for, 0 for the whole school
 * @grade, @class_name: (nullable): of that class: "P3", "1班"
 * @school: (nullable): the school's name
 * @short_name: (nullable): its short name
 * @region: (nullable): the county's code
 * @is_demo: whether the casebook is a demonstration
 *
 * What a ledger is about.
 */
typedef struct
{
  char     *term;
  char     *school_year;
  char      start[ZX_DATE_SIZE];
  char      end[ZX_DATE_SIZE];
  char     *today;
  char      quarter_start[ZX_DATE_SIZE];
  char      quarter_end[ZX_DATE_SIZE];
  gboolean  is_working_term;
  gint64    class_id;
  char     *grade;
  char     *class_name;
  char     *school;
  char     *short_name;
  char     *region;
  gboolean  is_demo;
} ZxLedgerScope;

/**
 * zx_ledger_scope_load:
 * @self: (out caller-allocates): clear it with zx_ledger_scope_clear(), also after a failure
 * @term: (nullable): %NULL or "" for the working term
 * @class_name: (nullable): "P3-1班" of that term's school year, or the key of a class
 * @today: the day by which rules judge
 *
 * Returns: %FALSE with %ZX_RECORD_ERROR_NOT_FOUND (zx_error_get_field(): "term", "class") or a %ZX_DB_ERROR
 */
gboolean    zx_ledger_scope_load         (ZxLedgerScope         *self,
                                          ZxDb                  *db,
                                          const char            *term,
                                          const char            *class_name,
                                          const char            *today,
                                          GError               **error);
void        zx_ledger_scope_clear        (ZxLedgerScope         *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxLedgerScope, zx_ledger_scope_clear)

/* One class of the school year of a scope. @id 0: the children without a class. */
typedef struct
{
  gint64  id;
  char   *grade;
  char   *name;
} ZxLedgerClass;

/**
 * zx_ledger_scope_list_classes:
 *
 * Returns: (transfer full) (element-type ZxLedgerClass): the classes that have children on the roll in the term, by
 *   grade and number, those without a class last; only the one asked for when the scope names a class, also an empty one
 */
GPtrArray  *zx_ledger_scope_list_classes (const ZxLedgerScope   *self,
                                          ZxDb                  *db,
                                          GError               **error);

/**
 * ZxLedgerPeople:
 *
 * The children and staff that rows of a ledger name, read once each and then kept: a million visits concern few
 * people, and looking each up for every row costs more than writing the row.
 */
typedef struct _ZxLedgerPeople ZxLedgerPeople;

/* @db and @scope must outlive it. */
ZxLedgerPeople *
             zx_ledger_people_new        (ZxDb                  *db,
                                          const ZxLedgerScope   *scope,
                                          GError               **error);
void         zx_ledger_people_free       (ZxLedgerPeople        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxLedgerPeople, zx_ledger_people_free)

/**
 * ZxLedgerPerson:
 * @name: of the child
 * @household: a number that siblings share
 * @in_class: (nullable): the class on the day asked about; where the child came only later in the term, the class it
 *   came into
 */
typedef struct
{
  const char          *name;
  gint64               household;
  const ZxLedgerClass *in_class;
} ZxLedgerPerson;

/* The names behind keys of staff joined by commas, joined by @separator. %NULL for none. */
const char  *zx_ledger_people_get_staff  (ZxLedgerPeople        *self,
                                          const char            *keys,
                                          const char            *separator);

/**
 * ZxLedgerQuery:
 *
 * A constant query whose rows come in the ledger's order, read once from front to end. Voided and removed records
 * are not among them.
 */
typedef struct _ZxLedgerQuery ZxLedgerQuery;

/**
 * zx_ledger_query_open:
 * @class_id: queries of one class: which, 0 for children without one; the others take it from @scope
 * @to_the_end: whether all rows will be read; else the first ones come at once
 *
 * Returns: (transfer none): a statement of @db to step through; %NULL with @error set
 */
ZxStatement *zx_ledger_query_open        (const ZxLedgerQuery   *self,
                                          ZxDb                  *db,
                                          const ZxLedgerScope   *scope,
                                          gint64                 class_id,
                                          gboolean               to_the_end,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * zx_ledger_query_step:
 * @out_person: the child of the row, for queries whose rows begin with one
 *
 * Goes on to the next row that belongs to the ledger: of a child that was not removed, and of the class of the scope.
 *
 * Returns: 1 with a row, 0 at the end, -1 with @error set
 */
int          zx_ledger_query_step        (const ZxLedgerQuery   *self,
                                          ZxStatement           *statement,
                                          ZxLedgerPeople        *people,
                                          ZxLedgerPerson        *out_person,
                                          GError               **error);
/* How many rows there will be, over all classes of the scope; -1 with @error set. */
gint64       zx_ledger_query_count       (const ZxLedgerQuery   *self,
                                          ZxDb                  *db,
                                          const ZxLedgerScope   *scope,
                                          GError               **error);

/* Home visits of the term, one row for each child of a visit: by date and time. */
enum
{
  ZX_VISIT_ROW_STUDENT,
  ZX_VISIT_ROW_DATE,
  ZX_VISIT_ROW_VISIT,
  ZX_VISIT_ROW_KIND,
  ZX_VISIT_ROW_NOBODY_HOME,
  ZX_VISIT_ROW_RECEIVED_BY,
  ZX_VISIT_ROW_RECEIVED_REL,
  ZX_VISIT_ROW_HOME_FOUND,
  ZX_VISIT_ROW_PROBLEMS,
  ZX_VISIT_ROW_MEASURES,
  ZX_VISIT_ROW_PARENT_OPINION,
  ZX_VISIT_ROW_EFFECT,
  ZX_VISIT_ROW_REMARK,
  ZX_VISIT_ROW_VISITORS,    /* for zx_ledger_people_get_staff() */
  ZX_VISIT_ROW_HAS_PHOTOS,  /* 1, or nothing */
};
extern const ZxLedgerQuery zx_ledger_query_visits;

/* Calls, chats and messages of the term (not meetings at school): by date and time. */
enum
{
  ZX_CONTACT_ROW_STUDENT,
  ZX_CONTACT_ROW_DATE,
  ZX_CONTACT_ROW_TIME,
  ZX_CONTACT_ROW_WITH_WHOM,
  ZX_CONTACT_ROW_RELATION,
  ZX_CONTACT_ROW_REACHED,
  ZX_CONTACT_ROW_REASON,
  ZX_CONTACT_ROW_CONTENT,
  ZX_CONTACT_ROW_OUTCOME,
  ZX_CONTACT_ROW_STAFF,     /* for zx_ledger_people_get_staff() */
};
extern const ZxLedgerQuery zx_ledger_query_contacts;

/* The children on the roll of one class in the term: by number in class, then name. */
enum
{
  ZX_CLASS_ROW_STUDENT_NO,
  ZX_CLASS_ROW_NAME,
  ZX_CLASS_ROW_SEX,
  ZX_CLASS_ROW_ID_NO,
  ZX_CLASS_ROW_GUARDIAN,    /* the name */
  ZX_CLASS_ROW_PHONE,       /* the child's contact phone, else the guardian's */
  ZX_CLASS_ROW_CATS,        /* valid categories, the primary one first, joined by commas */
  ZX_CLASS_ROW_LEVEL,       /* give it to zx_ledger_get_level() */
  ZX_CLASS_ROW_HAS_ACCOUNT, /* 1 when holder, bank and number are there, else 0 */
  ZX_CLASS_ROW_VISITED,     /* 1 when somebody was met at home in the quarter, else nothing */
  ZX_CLASS_ROW_REMARK,
};
extern const ZxLedgerQuery zx_ledger_query_class;

/* Who was found to be in need, by level, grade and class: what holds in the term. */
enum
{
  ZX_IDENTIFIED_ROW_STUDENT,
  ZX_IDENTIFIED_ROW_CONFIRMED_ON,
  ZX_IDENTIFIED_ROW_SCHOOL,
  ZX_IDENTIFIED_ROW_STAGE,
  ZX_IDENTIFIED_ROW_GRADE,
  ZX_IDENTIFIED_ROW_CLASS_NAME,
  ZX_IDENTIFIED_ROW_SEX,
  ZX_IDENTIFIED_ROW_NATION,
  ZX_IDENTIFIED_ROW_ID_NO,
  ZX_IDENTIFIED_ROW_ROLL_NO,
  ZX_IDENTIFIED_ROW_PLACE,
  ZX_IDENTIFIED_ROW_BOARD,
  ZX_IDENTIFIED_ROW_POPULATION,
  ZX_IDENTIFIED_ROW_INCOME,    /* per head, in fen */
  ZX_IDENTIFIED_ROW_CAT,       /* the primary one */
  ZX_IDENTIFIED_ROW_CERT_NO,
  ZX_IDENTIFIED_ROW_LEVEL,
  ZX_IDENTIFIED_ROW_GUARDIAN,
  ZX_IDENTIFIED_ROW_PHONE,
  ZX_IDENTIFIED_ROW_REMARK,
};
extern const ZxLedgerQuery zx_ledger_query_identified;

/* Whose level came, went or changed in the term, by type of change, then date. */
enum
{
  ZX_CHANGE_ROW_STUDENT,
  ZX_CHANGE_ROW_DATE,
  ZX_CHANGE_ROW_ID_NO,
  ZX_CHANGE_ROW_WAS,
  ZX_CHANGE_ROW_NOW,
  ZX_CHANGE_ROW_TYPE,          /* "1" new, "2" left, "3" raised, "4" lowered */
  ZX_CHANGE_ROW_REASON,
  ZX_CHANGE_ROW_APPROVED_BY,   /* for zx_ledger_people_get_staff() */
};
extern const ZxLedgerQuery zx_ledger_query_changes;

/**
 * zx_ledger_get_level:
 * @level: (nullable): %ZX_CLASS_ROW_LEVEL
 * @cats: (nullable): %ZX_CLASS_ROW_CATS
 *
 * Returns: (nullable): the code of LEVEL in the term; %NULL for a child that is not in need
 */
const char *zx_ledger_get_level          (const char            *level,
                                          const char            *cats);

G_END_DECLS
