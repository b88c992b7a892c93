/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-student-facts.h"
#include "zx-term.h"
#include "zx-visit-coverage.h"

G_BEGIN_DECLS

/* (element-type utf8): what is said about a child in a line; @in_full adds what the child's page shows besides */
GPtrArray *zx_student_facts_collect (ZxDb          *db,
                                     const ZxTerm  *term,
                                     gint64         student,
                                     gint64         family,
                                     gboolean       has_category,
                                     const char    *left_behind,
                                     const char    *enrol_status,
                                     gboolean       in_full,
                                     GError       **error);
/* (nullable): the newest visit up to @today at which somebody was met */
char      *zx_visit_dup_last        (ZxDb          *db,
                                     gint64         student,
                                     const char    *today,
                                     GError       **error);
/* (nullable): the newest contact up to @today that reached somebody */
char      *zx_contact_dup_last      (ZxDb          *db,
                                     gint64         student,
                                     const char    *today,
                                     char         **out_channel,
                                     GError       **error);

/* How many are in need, and how many of them were visited in the period. */
gboolean   zx_student_count_need    (ZxDb                *db,
                                     const ZxVisitRule   *rule,
                                     const char          *today,
                                     guint               *out_due,
                                     guint               *out_done,
                                     GError             **error);
/* 三组 → 3; 0 for words without a number */
int        zx_group_get_number      (const char    *words);

G_END_DECLS
