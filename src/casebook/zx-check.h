/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-copy.h"

G_BEGIN_DECLS

typedef struct
{
  char *where;   /* "file", "journal", "student 17…" */
  char *message;
} ZxProblem;

typedef struct
{
  GPtrArray  *problems; /* ZxProblem */
  GHashTable *counts;   /* kind key → gint64 live rows (GINT_TO_POINTER) */
} ZxCheckResult;

void     zx_check_result_clear (ZxCheckResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxCheckResult, zx_check_result_clear)

/* SQLite's own checks, foreign keys, hash chain, journal replayed against data, search keys, word index, attachments. */
gboolean zx_casebook_check     (ZxCasebook     *self,
                                ZxCheckResult  *out_result,
                                GError        **error);

/**
 * zx_journal_replay:
 * @from: a casebook
 * @into: an empty one with the same schema (journaled tables without rows), writable
 *
 * Writes every row again from the journal alone.
 */
gboolean zx_journal_replay     (ZxDb           *from,
                                ZxDb           *into,
                                GError        **error);
/* A fresh in-memory database with the newest schema and no rows. */
ZxDb    *zx_schema_new_memory  (GError        **error);
/* (transfer full) (element-type utf8): "student 17: phone differs" for every difference of journaled tables */
GPtrArray *zx_journal_compare  (ZxDb           *a,
                                ZxDb           *b,
                                GError        **error);

G_END_DECLS
