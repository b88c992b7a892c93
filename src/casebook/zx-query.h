/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-kind.h"
#include "zx-record.h"

G_BEGIN_DECLS

/**
 * ZxQuery:
 *
 * Which records of a kind, in which order. Removed records never match.
 */
typedef struct _ZxQuery ZxQuery;

ZxQuery  *zx_query_new         (const ZxKind  *kind);
void      zx_query_free        (ZxQuery       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxQuery, zx_query_free)

/* Stored form; references as ids; "" or %NULL matches empty. refs fields match when the list holds it. A category or a family
 * member matches by `student` also when it is that child's household's. */
gboolean  zx_query_where       (ZxQuery       *self,
                                const char    *field,
                                const char    *value,
                                GError       **error);
/* As the search box does: name, pinyin, initials, ID number, phone, village, guardian. Other kinds than students: what belongs
 * to a student so found, what has the text in its notes, or in its name. */
void      zx_query_search      (ZxQuery       *self,
                                const char    *text);
gboolean  zx_query_sort        (ZxQuery       *self,
                                const char    *field,
                                gboolean       descending,
                                GError       **error);
void      zx_query_limit       (ZxQuery       *self,
                                guint          limit);
/* (element-type gint64) (transfer full) */
GArray   *zx_query_run         (ZxQuery       *self,
                                ZxDb          *db,
                                gint64        *out_total,
                                GError       **error);
/* (element-type ZxRecord) (transfer full): the records themselves */
GPtrArray *zx_query_load       (ZxQuery       *self,
                                ZxDb          *db,
                                gint64        *out_total,
                                GError       **error);

/**
 * ZxQueryFunc:
 *
 * Takes one record of a query, with its lists; keep a reference to keep it.
 *
 * Returns: %FALSE with @error set ends the walk
 */
typedef gboolean (*ZxQueryFunc) (ZxRecord     *record,
                                 gpointer      data,
                                 GError      **error);

/* One record after the other, so that a list of any length takes no memory. */
gboolean  zx_query_each        (ZxQuery       *self,
                                ZxDb          *db,
                                ZxQueryFunc    func,
                                gpointer       data,
                                GError       **error);
gint64    zx_kind_count        (const ZxKind  *kind,
                                ZxDb          *db);
/* Whether there is one at all, without counting them. */
gboolean  zx_kind_has_any      (const ZxKind  *kind,
                                ZxDb          *db);

/**
 * zx_record_find:
 * @name: a key as printed by list, or what cli.md "A record is named by…" allows: for a student the
 *   ID number, school-roll number, or full name where only one has it; for staff the name; for a class
 *   "P3-1班"; for a term "2026-2027-1"
 *
 * Returns: the id, or 0 with %ZX_RECORD_ERROR_NOT_FOUND
 */
gint64    zx_record_find       (ZxDb          *db,
                                const ZxKind  *kind,
                                const char    *name,
                                GError       **error);
/* (transfer full): how a record is called in a line: the student's name, "2026-10-17 …" */
char     *zx_record_dup_title  (ZxDb          *db,
                                const ZxKind  *kind,
                                gint64         id);

G_END_DECLS
