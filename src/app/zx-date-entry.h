/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-date.h"

G_BEGIN_DECLS

/* A day: typed in the forms people write, taken from a calendar, or chosen from chips of likely
 * days. Leaves the focus as 2026-11-23. Arrows up and down move a day, PageUp and PageDown a month.
 * "date" is "YYYY-MM-DD" or "" and changes when the focus leaves, on Enter, by calendar and chips;
 * a text that is no date stays in the field with a sentence below it, and "date" is "". */
#define ZX_TYPE_DATE_ENTRY (zx_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZxDateEntry, zx_date_entry, ZX, DATE_ENTRY, AdwBin)

/* @label: what is read aloud: "Visit date" */
GtkWidget  *zx_date_entry_new       (const char  *label,
                                     ZxDateLean   lean);

void        zx_date_entry_set_label (ZxDateEntry *self,
                                     const char  *label);
/* The day short forms count from; the computer's day until set. */
void        zx_date_entry_set_today (ZxDateEntry *self,
                                     const char  *today);
const char *zx_date_entry_get_date  (ZxDateEntry *self);
void        zx_date_entry_set_date  (ZxDateEntry *self,
                                     const char  *date);
/* What is in the field, for drafts */
const char *zx_date_entry_get_text  (ZxDateEntry *self);
void        zx_date_entry_set_text  (ZxDateEntry *self,
                                     const char  *text);
void        zx_date_entry_add_chip  (ZxDateEntry *self,
                                     const char  *label,
                                     const char  *date);
/* @message: (nullable): the sentence below the field; %NULL takes it away */
void        zx_date_entry_set_error (ZxDateEntry *self,
                                     const char  *message);
/* Reads what stands in the field now, as leaving it would. FALSE when it is no date. */
gboolean    zx_date_entry_commit    (ZxDateEntry *self);

G_END_DECLS
