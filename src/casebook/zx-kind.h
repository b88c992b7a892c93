/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zx-db.h"

G_BEGIN_DECLS

typedef struct _ZxKind ZxKind;
typedef struct _ZxField ZxField;
typedef struct _ZxRecord ZxRecord;
typedef struct _ZxAction ZxAction;

/**
 * ZxFieldType:
 *
 * On disk: TEXT for text, long, date (`2026-10-17`), month (`2026-10`), time (`HH:MM`), code and
 * codes (sorted, joined by `,`); INTEGER for int, decimal (× 10^size), money (fen), bool (0/1), ref.
 * refs, list and file have no column: their members are rows of another kind.
 */
typedef enum
{
  ZX_TYPE_TEXT,
  ZX_TYPE_LONG,
  ZX_TYPE_DATE,
  ZX_TYPE_MONTH,
  ZX_TYPE_TIME,
  ZX_TYPE_INT,
  ZX_TYPE_DECIMAL,
  ZX_TYPE_MONEY,
  ZX_TYPE_BOOL,
  ZX_TYPE_CODE,
  ZX_TYPE_CODES,
  ZX_TYPE_REF,
  ZX_TYPE_REFS,
  ZX_TYPE_LIST,
  ZX_TYPE_FILE,
} ZxFieldType;

typedef enum
{
  ZX_PUBLIC,    /* may appear on a notice */
  ZX_INTERNAL,  /* school staff */
  ZX_SENSITIVE, /* masked until revealed */
} ZxSensitivity;

/**
 * ZxFieldFlags:
 * @ZX_FIELD_REQUIRED: needed for a complete file; never refuses saving
 * @ZX_FIELD_MUST: refused when missing
 * @ZX_FIELD_COMPUTED: read only, not stored
 * @ZX_FIELD_VIRTUAL: kept in a row of another kind, read and written as if it were here
 * @ZX_FIELD_OWNER: the record belongs to the one this refers to, whose history shows it
 * @ZX_FIELD_HIDDEN: not offered to people
 * @ZX_FIELD_AUTO: stored, but written by the program only
 * @ZX_FIELD_KEY: an integer that is the key of a record of a kind told elsewhere
 */
typedef enum
{
  ZX_FIELD_REQUIRED = 1 << 0,
  ZX_FIELD_MUST     = 1 << 1,
  ZX_FIELD_COMPUTED = 1 << 2,
  ZX_FIELD_VIRTUAL  = 1 << 3,
  ZX_FIELD_OWNER    = 1 << 4,
  ZX_FIELD_HIDDEN   = 1 << 5,
  ZX_FIELD_AUTO     = 1 << 6,
  ZX_FIELD_KEY      = 1 << 7,
} ZxFieldFlags;

/**
 * ZxField:
 * @key: name in the database, the journal, the command line: never changes
 * @label: marked with NC_(kind, …); read it with zx_field_get_label()
 * @codes: (nullable): the code table of a code or codes field
 * @of: (nullable): the kind a ref, refs or list points to
 * @via: (nullable): refs: the child kind whose rows carry the list
 * @via_owner: (nullable): refs, list: the field of that child kind that refers to this record
 * @via_ref: (nullable): refs: the field of that child kind that refers to the member
 * @sql: (nullable): virtual and computed: the expression that reads it; `t` is the
 *   kind's own row, other aliases come from ZxKind.join
 * @size: text: the most characters; decimal: digits behind the point; file: the most files, 0 for any number
 * @initial: (nullable): the constant default, in the stored form
 */
struct _ZxField
{
  const char    *key;
  const char    *label;
  ZxFieldType    type;
  ZxSensitivity  sensitivity;
  guint          flags;
  const char    *codes;
  const char    *of;
  const char    *via;
  const char    *via_owner;
  const char    *via_ref;
  const char    *sql;
  int            size;
  const char    *initial;
  const char    *help;
};

typedef enum
{
  ZX_KIND_LOG    = 1 << 0, /* a log: undo leaves its rows alone */
  ZX_KIND_INNER  = 1 << 1, /* a part of another record; people see it there, not in lists of its own */
} ZxKindFlags;

/**
 * ZxKind:
 * @fields: own fields, then the ones every record has (remark, voided_on, void_reason, deleted_at)
 * @join: (nullable): SQL joined to `FROM key t` when records or lists are read
 * @order: (nullable): SQL of the usual order of a list
 * @title: SQL expression (over `t` and @join) that names a record in a line
 * @prepare: (nullable): called by zx_action_save() before anything is written: fills what is
 *   derived from other fields, routes virtual fields, checks rules across fields
 * @finish: (nullable): called after the row was written, with the id set: writes virtual fields elsewhere
 * @check_remove: (nullable): whether a person may remove this record (not asked for what goes with its owner)
 * @check_undone: (nullable): called when an undo or redo has written the row, with all of it written: whether what
 *   stands now may stand
 */
struct _ZxKind
{
  const char    *key;
  const char    *label;
  const ZxField *fields;
  guint          n_fields;
  guint          flags;
  const char    *join;
  const char    *order;
  const char    *title;
  gboolean     (*prepare) (ZxAction *action, ZxRecord *record, GError **error);
  gboolean     (*finish)  (ZxAction *action, ZxRecord *record, GError **error);
  gboolean     (*check_remove) (ZxAction *action, ZxRecord *record, GError **error);
  gboolean     (*check_undone) (ZxAction *action, ZxRecord *record, GError **error);
};

/* The fields every journaled record ends with. */
#define ZX_COMMON_FIELDS \
  { "remark", NC_("record", "Remark"), ZX_TYPE_LONG, ZX_INTERNAL }, \
  { "voided_on", NC_("record", "Voided on"), ZX_TYPE_DATE, ZX_INTERNAL }, \
  { "void_reason", NC_("record", "Reason for voiding"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 }, \
  { "deleted_at", "deleted_at", ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_HIDDEN }

/* All kinds, in the order people think of them; ends with %NULL. */
const ZxKind * const *zx_kinds_get          (void);
const ZxKind         *zx_kind_find          (const char *key);
const char           *zx_kind_get_label     (const ZxKind *self);
const ZxField        *zx_kind_get_field     (const ZxKind *self,
                                             const char   *key);
int                   zx_kind_get_index     (const ZxKind *self,
                                             const char   *key);
const char           *zx_field_get_label    (const ZxKind  *kind,
                                             const ZxField *self);
/* The word of cli.md: "text", "long", "date" … */
const char           *zx_field_type_to_word (ZxFieldType type);
const char           *zx_sensitivity_to_word (ZxSensitivity sensitivity);
/* Whether the field is a column of the kind's own table. */
gboolean              zx_field_is_stored    (const ZxField *self);
gboolean              zx_field_is_integer   (const ZxField *self);

/**
 * zx_kind_dup_select:
 * @tail: (nullable): what follows FROM and joins: "WHERE t.id = :id"
 *
 * Returns: (transfer full): SELECT t.id, every field in the kind's order (NULL for refs, list and file) FROM …
 */
char                 *zx_kind_dup_select    (const ZxKind *self,
                                             const char   *tail);

extern const ZxKind zx_kind_access_log;
extern const ZxKind zx_kind_application;
extern const ZxKind zx_kind_attachment;
extern const ZxKind zx_kind_calendar_day;
extern const ZxKind zx_kind_category;
extern const ZxKind zx_kind_class;
extern const ZxKind zx_kind_class_review;
extern const ZxKind zx_kind_class_review_line;
extern const ZxKind zx_kind_class_review_member;
extern const ZxKind zx_kind_code;
extern const ZxKind zx_kind_contact_log;
extern const ZxKind zx_kind_enrolment;
extern const ZxKind zx_kind_export_log;
extern const ZxKind zx_kind_family;
extern const ZxKind zx_kind_family_member;
extern const ZxKind zx_kind_finding;
extern const ZxKind zx_kind_follow_up;
extern const ZxKind zx_kind_home_visit;
extern const ZxKind zx_kind_match_row;
extern const ZxKind zx_kind_member_tie;
extern const ZxKind zx_kind_notice;
extern const ZxKind zx_kind_notice_line;
extern const ZxKind zx_kind_objection;
extern const ZxKind zx_kind_rejected_row;
extern const ZxKind zx_kind_review_step;
extern const ZxKind zx_kind_round;
extern const ZxKind zx_kind_scale_item;
extern const ZxKind zx_kind_scale_score;
extern const ZxKind zx_kind_school;
extern const ZxKind zx_kind_setting;
extern const ZxKind zx_kind_staff;
extern const ZxKind zx_kind_student;
extern const ZxKind zx_kind_talk;
extern const ZxKind zx_kind_term;
extern const ZxKind zx_kind_verification;
extern const ZxKind zx_kind_verification_staff;
extern const ZxKind zx_kind_visit_child;
extern const ZxKind zx_kind_visit_staff;

G_END_DECLS
