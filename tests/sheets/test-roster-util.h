/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "zx-check.h"
#include "zx-history.h"
#include "zx-query.h"
#include "zx-roster-import.h"

G_BEGIN_DECLS

/* A casebook of an invented nine-year school in the autumn of 2026, and rosters made for it. */
typedef struct
{
  char       *folder;
  ZxCasebook *casebook;
} School;

void            school_set_up     (School         *self,
                                   gconstpointer   stages);
/* Checks the casebook before it is thrown away. */
void            school_tear_down  (School         *self,
                                   gconstpointer   stages);

/* (transfer full): writes the text as a file of that name */
char           *school_write      (School         *self,
                                   const char     *name,
                                   const char     *text);
char           *school_path       (School         *self,
                                   const char     *name);

/* A valid invented ID number, in a buffer of its own until 16 more were made; odd numbers are boys. */
const char     *id_of             (const char     *birth,
                                   guint           number);

ZxRosterImport *school_open       (School         *self,
                                   const char     *path);
ZxRosterResult *school_import     (School         *self,
                                   const char     *path,
                                   ZxRosterFlags   flags);
/* Writes the text as a .csv and imports it. */
ZxRosterResult *school_import_text (School        *self,
                                   const char     *text);

/* "E_…" of a row, "" when it was not rejected */
const char     *rejected_code     (ZxRosterResult *result,
                                   guint           row);
const char     *rejected_field    (ZxRosterResult *result,
                                   guint           row);
gboolean        has_warning       (ZxRosterResult *result,
                                   guint           row,
                                   const char     *code);
/* The codes of a row's warnings, joined by blanks */
char           *warnings_of       (ZxRosterResult *result,
                                   guint           row);
const ZxRosterImported *
                imported_row      (ZxRosterResult *result,
                                   guint           row);
/* (transfer full): a field of the student a row became, as the command line shows it; "" when empty */
char           *value_of          (School         *self,
                                   ZxRosterResult *result,
                                   guint           row,
                                   const char     *field);
gint64          count_of          (School         *self,
                                   const ZxKind   *kind);
/* The only record of a kind with that value */
ZxRecord       *load_where        (School         *self,
                                   const ZxKind   *kind,
                                   const char     *field,
                                   const char     *value);

#define assert_value(school, result, row, field, expected) \
  G_STMT_START \
    { \
      g_autofree char *value_ = value_of (school, result, row, field); \
      g_assert_cmpstr (value_, ==, expected); \
    } \
  G_STMT_END

#define assert_warnings(result, row, expected) \
  G_STMT_START \
    { \
      g_autofree char *codes_ = warnings_of (result, row); \
      g_assert_cmpstr (codes_, ==, expected); \
    } \
  G_STMT_END

G_END_DECLS
