/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"

G_BEGIN_DECLS

/**
 * ZxValue:
 *
 * What a stored field holds: nothing, an integer, or text (never an empty one).
 */
typedef struct
{
  enum { ZX_VALUE_NULL, ZX_VALUE_INT, ZX_VALUE_TEXT } type;
  gint64  integer;
  char   *text;
} ZxValue;

void     zx_value_clear (ZxValue       *self);
void     zx_value_copy  (ZxValue       *self,
                         const ZxValue *from);
gboolean zx_value_equal (const ZxValue *a,
                         const ZxValue *b);

/**
 * ZxRecord:
 *
 * One record in memory: its kind, id, values, and for each value the one it was read
 * with, so that zx_action_save() writes only what was changed. Not tied to a thread.
 */
#define ZX_TYPE_RECORD (zx_record_get_type ())
GType        zx_record_get_type   (void);

/* A new record with the kind's defaults; draws its id. */
ZxRecord    *zx_record_new        (const ZxKind *kind);
/* For callers that chose the id themselves. */
ZxRecord    *zx_record_new_with_id (const ZxKind *kind,
                                   gint64        id);
ZxRecord    *zx_record_ref        (ZxRecord     *self);
void         zx_record_unref      (ZxRecord     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxRecord, zx_record_unref)

/**
 * zx_record_load:
 *
 * Reads one record, virtual and computed fields too; also a removed one.
 *
 * Returns: (transfer full) (nullable): %NULL without @error where there is none
 */
ZxRecord    *zx_record_load       (ZxDb         *db,
                                   const ZxKind *kind,
                                   gint64        id,
                                   GError      **error);
/* From the present row of a statement made with zx_kind_dup_select(). */
ZxRecord    *zx_record_from_row   (const ZxKind *kind,
                                   ZxStatement  *row);

const ZxKind *zx_record_get_kind  (ZxRecord     *self);
gint64       zx_record_get_id     (ZxRecord     *self);
/* Whether it stands in the casebook already. */
gboolean     zx_record_is_saved   (ZxRecord     *self);
/* Neither removed nor voided. */
gboolean     zx_record_is_live    (ZxRecord     *self);

/* Borrowed until the field is set again; %NULL when empty. */
const char  *zx_record_get_text   (ZxRecord     *self,
                                   const char   *field);
/* 0 when empty; ask zx_record_has() where that matters. */
gint64       zx_record_get_int    (ZxRecord     *self,
                                   const char   *field);
gboolean     zx_record_has        (ZxRecord     *self,
                                   const char   *field);
const ZxValue *zx_record_get_value (ZxRecord    *self,
                                   guint         index);
/* The value as it was read or last saved. */
const ZxValue *zx_record_get_old_value (ZxRecord *self,
                                   guint         index);
gboolean     zx_record_is_changed (ZxRecord     *self,
                                   const char   *field);

/* An empty text is nothing. */
void         zx_record_set_text   (ZxRecord     *self,
                                   const char   *field,
                                   const char   *value);
void         zx_record_set_int    (ZxRecord     *self,
                                   const char   *field,
                                   gint64        value);
/* 0 empties it. */
void         zx_record_set_ref    (ZxRecord     *self,
                                   const char   *field,
                                   gint64        id);
void         zx_record_clear      (ZxRecord     *self,
                                   const char   *field);

/**
 * zx_record_get_refs:
 *
 * Returns: (transfer none) (nullable): the ids of a refs field, in order, when it was set or
 *   loaded with zx_record_load_refs(); %NULL when it was neither
 */
const GArray *zx_record_get_refs  (ZxRecord     *self,
                                   const char   *field);
void         zx_record_set_refs   (ZxRecord     *self,
                                   const char   *field,
                                   const gint64 *ids,
                                   guint         n_ids);
void         zx_record_add_ref    (ZxRecord     *self,
                                   const char   *field,
                                   gint64        id);
gboolean     zx_record_load_refs  (ZxRecord     *self,
                                   ZxDb         *db,
                                   GError      **error);

/**
 * ZxRecordError:
 * @ZX_RECORD_ERROR_MISSING: a value that saving needs is not there
 * @ZX_RECORD_ERROR_INVALID: a value has the wrong form, or contradicts another
 * @ZX_RECORD_ERROR_RULE: a rule refuses it
 * @ZX_RECORD_ERROR_NOT_FOUND: what is named does not exist, or is not the only one
 * @ZX_RECORD_ERROR_STALE: somebody changed the value meanwhile
 *
 * The field is named in the message; zx_error_get_field() gives its key.
 */
typedef enum
{
  ZX_RECORD_ERROR_MISSING,
  ZX_RECORD_ERROR_INVALID,
  ZX_RECORD_ERROR_RULE,
  ZX_RECORD_ERROR_NOT_FOUND,
  ZX_RECORD_ERROR_STALE,
} ZxRecordError;

#define ZX_RECORD_ERROR (zx_record_error_quark ())
GQuark       zx_record_error_quark (void);

/* Sets @error and remembers which field it is about. */
void         zx_set_field_error   (GError      **error,
                                   ZxRecordError code,
                                   const char   *field,
                                   const char   *format,
                                   ...) G_GNUC_PRINTF (4, 5);
/* (nullable): the key of the field an error of ZX_RECORD_ERROR is about */
const char  *zx_error_get_field   (const GError *error);

/**
 * zx_record_set_from_string:
 * @value: as on the command line and in forms: codes, "1250.00" for money, ISO or written
 *   dates, 1/0 or 是/否; references as decimal ids. "" empties.
 *
 * Checks the form of the value (dates, money, ID numbers, phones, codes …) and stores it in
 * the stored form. Fields that cannot be written (computed) are refused.
 */
gboolean     zx_record_set_from_string (ZxRecord *self,
                                   const char   *field,
                                   const char   *value,
                                   GError      **error);
/* (transfer full) (nullable): the value as zx_record_set_from_string() takes it. %NULL when empty. */
char        *zx_record_dup_string (ZxRecord     *self,
                                   const char   *field);
/* (transfer full): for people: labels of codes, money with commas, dates in words of the language; "" when empty. */
char        *zx_record_dup_display (ZxRecord    *self,
                                   const char   *field);

/* The same for a bare value. (transfer full) */
char        *zx_value_dup_string  (const ZxField *field,
                                   const ZxValue *value);
char        *zx_value_dup_display (const ZxField *field,
                                   const ZxValue *value);

/* Form of single values and what the kind must have; not the rules that need the casebook. */
gboolean     zx_record_validate   (ZxRecord     *self,
                                   GError      **error);

G_END_DECLS
