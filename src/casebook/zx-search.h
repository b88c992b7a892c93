/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-db.h"

G_BEGIN_DECLS

/**
 * zx_search_students:
 * @typed: what stands in the search box: Chinese, full pinyin, initials, ID number or its last
 *   digits, phone tail, village, guardian; several words must all match
 * @limit: at most so many; 0 for all
 *
 * On the search-key table: a range scan per word, no matter how short the word is. Where a single word finds more
 * students than @limit, those are given whose keys come first, sorted among themselves; with @limit 0 all are.
 *
 * Returns: (transfer full) (element-type gint64): student ids, sorted by pinyin of the name
 */
GArray   *zx_search_students   (ZxDb         *db,
                                const char   *typed,
                                guint         limit,
                                GError      **error);

/**
 * zx_search_student_keys:
 *
 * Finds the same students as zx_search_students() without a limit, but in no order, some of them more than once, and at
 * times one that is no longer kept: for who has the order of all students already.
 *
 * Returns: (transfer full) (element-type gint64): student ids
 */
GArray   *zx_search_student_keys (ZxDb       *db,
                                  const char *typed,
                                  GError    **error);

typedef struct
{
  const char *kind; /* "home_visit", "contact_log", "follow_up" */
  gint64      id;
  char       *excerpt;
} ZxNoteHit;

void      zx_note_hit_clear    (ZxNoteHit    *self);

/* Text of visits, calls and follow-ups; one Chinese character is enough. (element-type ZxNoteHit), newest first */
GArray   *zx_search_notes      (ZxDb         *db,
                                const char   *typed,
                                guint         limit,
                                GError      **error);

G_END_DECLS
