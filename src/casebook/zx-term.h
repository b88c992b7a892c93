/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-date.h"
#include "zx-db.h"

G_BEGIN_DECLS

/**
 * ZxTerm:
 * @name: "2026-2027-1"
 * @school_year: "2026-2027"
 * @start: its first day: the school's own, else the usual one
 * @end: its last day
 *
 * A term with the days the school entered for it.
 */
typedef struct
{
  char *name;
  char *school_year;
  char  start[ZX_DATE_SIZE];
  char  end[ZX_DATE_SIZE];
} ZxTerm;

void     zx_term_clear         (ZxTerm      *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxTerm, zx_term_clear)

/* A term by its name. */
gboolean zx_term_load          (ZxTerm      *self,
                                ZxDb        *db,
                                const char  *name,
                                GError     **error);
/* The term the school works in (setting `term`); the usual one of the computer's day where none is set. */
gboolean zx_term_load_working  (ZxTerm      *self,
                                ZxDb        *db,
                                GError     **error);
/* The term that holds @date: by the school's own days, else the usual ones. */
gboolean zx_term_load_of_date  (ZxTerm      *self,
                                ZxDb        *db,
                                const char  *date,
                                GError     **error);

G_END_DECLS
