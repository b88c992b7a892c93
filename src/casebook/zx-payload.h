/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"
#include "zx-record.h"

G_BEGIN_DECLS

/* The text of a journal entry: one JSON array of changes, one change per line. There is one text for one content. */

/* Bytes of text; the reader stops there, so the writer may not go beyond. */
#define ZX_PAYLOAD_LARGEST (64 * 1024 * 1024)

/**
 * ZxPayloadField:
 * @bases: (element-type utf8): "dev.seq" of the writes this one replaces; %NULL in an add
 */
typedef struct
{
  const ZxField *field;
  ZxValue        new_value;
  ZxValue        old_value;
  char         **bases;
} ZxPayloadField;

typedef enum
{
  ZX_PAYLOAD_ADD,
  ZX_PAYLOAD_CHANGE,
  ZX_PAYLOAD_SETTLE,
} ZxPayloadOp;

typedef struct
{
  ZxPayloadOp   op;
  const ZxKind *kind;
  gint64        id;
  GArray       *fields; /* ZxPayloadField */
} ZxPayloadChange;

void       zx_payload_change_init   (ZxPayloadChange *self);
void       zx_payload_change_clear  (ZxPayloadChange *self);
void       zx_payload_change_free   (ZxPayloadChange *self);

/* Writer. */
void       zx_payload_append_text   (GString         *out,
                                     const char      *text);
void       zx_payload_append_value  (GString         *out,
                                     const ZxField   *field,
                                     const ZxValue   *value);
/* One change, as zx_payload_parse() reads it. */
void       zx_payload_append_change (GString         *out,
                                     const ZxPayloadChange *change);

/**
 * zx_payload_parse:
 * @size: bytes of @text
 *
 * The strict reader: an unknown member, op, kind or field, a missing old or base, or a
 * wrong type makes it refuse the whole text.
 *
 * Returns: (transfer full) (element-type ZxPayloadChange): %NULL with %ZX_DB_ERROR_CORRUPT
 */
GPtrArray *zx_payload_parse         (const char      *text,
                                     gsize            size,
                                     GError         **error);
/* TEXT or deflated BLOB of a journal row → text. At most 64 MB. (transfer full) */
char      *zx_payload_unpack        (ZxStatement     *row,
                                     int              column,
                                     gsize           *out_size,
                                     GError         **error);
/* (transfer full): deflated when 1,024 bytes or more, else %NULL: keep the text */
GBytes    *zx_payload_deflate       (const char      *text,
                                     gsize            size);

G_END_DECLS
