/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "zx-date.h"

G_BEGIN_DECLS

/* What the files of zx-date.h share. */

/* The years that the reading functions believe; others are misreadings, not dates of a school. */
#define ZX_DATE_PARSE_YEAR_MIN 1850
#define ZX_DATE_PARSE_YEAR_MAX 2150

typedef struct
{
  int year, month, day;
} ZxCivil;

gboolean    zx_civil_exists         (const ZxCivil  *civil);
int         zx_civil_to_day         (const ZxCivil  *civil);
void        zx_civil_from_day       (int             day,
                                     ZxCivil        *out_civil);
gboolean    zx_civil_from_iso       (const char     *date,
                                     ZxCivil        *out_civil);

/* (transfer full) */
char       *zx_civil_dup_iso        (const ZxCivil  *civil);

/* (transfer full) (nullable): as zx_date_from_day() */
char       *zx_date_dup_day         (int             day);

/* 1 Monday … 7 Sunday */
int         zx_date_day_weekday     (int             day);

/* exactly @n digits at @text */
gboolean    zx_date_read_digits     (const char     *text,
                                     guint           n,
                                     int            *out_number);

/* (transfer none): @p behind its blanks */
const char *zx_date_skip_blanks     (const char     *p);

/* moves @p behind a dash, slash or point of any width and the blanks around it; @wanted is '-', '/' or '.' */
gboolean    zx_date_skip_separator  (const char    **p,
                                     char            wanted);

G_END_DECLS
