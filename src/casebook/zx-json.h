/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"
#include "zx-record.h"

G_BEGIN_DECLS

/**
 * ZxJson:
 *
 * Writes one JSON document, member by member, UTF-8, on one line. In an object every call
 * names its @key; in a list @key is %NULL. Values follow the command line's contract: ids are
 * text, money and decimals are text ("1250.00"), yes and no are true and false, nothing is null.
 */
typedef struct _ZxJson ZxJson;

/**
 * ZxJsonWriteFunc:
 *
 * Takes a piece of the document; its size is in bytes.
 */
typedef void (*ZxJsonWriteFunc) (const char *text,
                                 gsize       size,
                                 gpointer    data);

/* The document grows in memory; zx_json_end_document() gives it. */
ZxJson   *zx_json_new             (void);
/* The document leaves in pieces, so that a list of a million rows costs no memory. */
ZxJson   *zx_json_new_streaming   (ZxJsonWriteFunc  write,
                                   gpointer         data);
void      zx_json_free            (ZxJson          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxJson, zx_json_free)

/**
 * zx_json_end_document:
 *
 * Ends the line and hands out what was not written yet. All objects and lists must be closed.
 *
 * Returns: (transfer full) (nullable): the text; %NULL when streaming
 */
char     *zx_json_end_document    (ZxJson          *self);

void      zx_json_begin_object    (ZxJson          *self,
                                   const char      *key);
void      zx_json_end_object      (ZxJson          *self);
void      zx_json_begin_list      (ZxJson          *self,
                                   const char      *key);
void      zx_json_end_list        (ZxJson          *self);

/* %NULL writes null. */
void      zx_json_add_text        (ZxJson          *self,
                                   const char      *key,
                                   const char      *text);
void      zx_json_add_int         (ZxJson          *self,
                                   const char      *key,
                                   gint64           number);
void      zx_json_add_bool        (ZxJson          *self,
                                   const char      *key,
                                   gboolean         value);
void      zx_json_add_null        (ZxJson          *self,
                                   const char      *key);
/* The key of a record as text; 0 writes null. */
void      zx_json_add_id          (ZxJson          *self,
                                   const char      *key,
                                   gint64           id);
/* A list of such keys; %NULL writes an empty one. */
void      zx_json_add_ids         (ZxJson          *self,
                                   const char      *key,
                                   const GArray    *ids);
/* Milliseconds since 1970 as "2026-10-17T09:30:00+08:00"; 0 writes null. */
void      zx_json_add_time        (ZxJson          *self,
                                   const char      *key,
                                   gint64           time_ms);
/* One value of a field, without its label. */
void      zx_json_add_value       (ZxJson          *self,
                                   const char      *key,
                                   const ZxField   *field,
                                   const ZxValue   *value);

/**
 * zx_json_add_field:
 * @field: a field of @record's kind
 *
 * The member `FIELD`, and for a coded field `FIELD_label` in the language in use. Lists of
 * references must have been loaded.
 */
void      zx_json_add_field       (ZxJson          *self,
                                   ZxRecord        *record,
                                   const ZxField   *field);
/* All fields that people may see. */
void      zx_json_add_fields      (ZxJson          *self,
                                   ZxRecord        *record);

G_END_DECLS
