/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/*
 * The ledgers of a casebook as Excel files.
 *
 *   ledger = zx_ledger_find ("L08");
 *   result = zx_ledger_write (casebook, ledger, &(ZxLedgerOptions) { .term = "2026-2027-1" }, "/tmp/visits.xlsx", …);
 *
 * What a ledger holds is a table of columns in one file of src/sheets/ledgers/. Titles, headings and
 * words are in the language in use.
 */

/* What one copy of the ledger covers. */
typedef enum
{
  ZX_LEDGER_PERIOD_NONE,
  ZX_LEDGER_PERIOD_TERM,
  ZX_LEDGER_PERIOD_YEAR,
  ZX_LEDGER_PERIOD_MONTH,
} ZxLedgerPeriod;

/* Which of #ZxLedgerOptions say something to a ledger. */
typedef enum
{
  ZX_LEDGER_TAKES_TERM  = 1 << 0, /* any term; without one the working term */
  ZX_LEDGER_TAKES_CLASS = 1 << 1, /* one class; without one the whole school */
} ZxLedgerTakes;

/**
 * ZxLedger:
 *
 * One kind of ledger. Belongs to the program; never freed.
 */
typedef struct _ZxLedger ZxLedger;

/* (array zero-terminated=1): all ledgers, by name */
const ZxLedger * const *
                 zx_ledgers_get             (void);
/**
 * zx_ledger_find:
 * @name: "L08", "l08"
 *
 * Returns: (nullable): the ledger
 */
const ZxLedger  *zx_ledger_find             (const char              *name);
/* "L08" */
const char      *zx_ledger_get_name         (const ZxLedger          *self);
/* "家访工作台账" */
const char      *zx_ledger_get_title        (const ZxLedger          *self);
ZxLedgerPeriod   zx_ledger_get_period       (const ZxLedger          *self);
/* The word of the command line: "term", "year", "month", "none" */
const char      *zx_ledger_period_to_word   (ZxLedgerPeriod           period);
/* Who gets it, one line ready to show: "学校、县教育局" */
const char      *zx_ledger_get_receivers    (const ZxLedger          *self);
/* #ZxLedgerTakes */
guint            zx_ledger_get_takes        (const ZxLedger          *self);
/* Whether it shows ID numbers, accounts or phones in full: whoever asks for it is asked for the reason. */
gboolean         zx_ledger_has_full_values  (const ZxLedger          *self);

/**
 * ZxLedgerOptions:
 * @term: (nullable): "2026-2027-1"; %NULL is the working term
 * @class_name: (nullable): "P3-1班" of that term's school year, or the class's key as list prints it; %NULL is the
 *   whole school
 * @reason: (nullable): why it is written; goes into the export log
 * @replace: an existing file is replaced; else it is refused (%G_IO_ERROR_EXISTS)
 * @rows_per_sheet: 0 for what a sheet holds; less makes it continue on further sheets sooner (for tests)
 *
 * All zero is a good start.
 */
typedef struct
{
  const char *term;
  const char *class_name;
  const char *reason;
  gboolean    replace;
  guint       rows_per_sheet;
} ZxLedgerOptions;

/**
 * ZxLedgerSum:
 * @column: the heading ("资助金额(元)"), or what is counted ("家访次数", "日常")
 * @value: "1250.00" for money, else a whole number
 */
typedef struct
{
  char *column;
  char *value;
} ZxLedgerSum;

/**
 * ZxLedgerResult:
 * @file: the path written
 * @name: "L08"
 * @rows: rows of the table; 0 when the ledger says that there is nothing this time
 * @sums: (array length=n_sums): in the order of the columns, then the counts
 * @sha256: of the whole file
 */
typedef struct
{
  char        *file;
  const char  *name;
  gint64       rows;
  ZxLedgerSum *sums;
  guint        n_sums;
  char        *sha256;
} ZxLedgerResult;

void             zx_ledger_result_free      (ZxLedgerResult          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxLedgerResult, zx_ledger_result_free)

/**
 * ZxLedgerProgress:
 * @done: rows written so far
 * @total: rows there will be
 *
 * Called about every two thousand rows, and at the end with @done equal to @total. By zx_ledger_write() in the calling
 * thread; by zx_ledger_write_async() in the main context of the caller, never after the callback.
 */
typedef void (*ZxLedgerProgress) (gint64   done,
                                  gint64   total,
                                  gpointer data);

/**
 * zx_ledger_write:
 * @options: (nullable): what is to be in it
 * @path: where to; the folder must exist
 * @cancellable: (nullable): stopping leaves no file (%G_IO_ERROR_CANCELLED)
 * @progress: (nullable): costs counting the rows first
 *
 * Writes the ledger and records it in the export log. Rows are streamed: memory stays the same for any number of
 * them. The file appears under its name when it is whole and on the disk; whatever fails leaves what was there before.
 * All rows are of one moment, even while others work in the casebook. Uses a connection of its own; any thread.
 *
 * A casebook that is open for reading only writes ledgers without full values too, and then no line in the log.
 *
 * Errors: %ZX_RECORD_ERROR_NOT_FOUND (zx_error_get_field(): "term", "class") for a term or class that is not there,
 * %ZX_RECORD_ERROR_RULE when it cannot be written so (more classes than a workbook can hold), %G_IO_ERROR for the file,
 * %ZX_DB_ERROR for the casebook.
 *
 * Returns: (transfer full): what was written
 */
ZxLedgerResult  *zx_ledger_write            (ZxCasebook              *casebook,
                                             const ZxLedger          *self,
                                             const ZxLedgerOptions   *options,
                                             const char              *path,
                                             GCancellable            *cancellable,
                                             ZxLedgerProgress         progress,
                                             gpointer                 progress_data,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same in a worker thread. @options are copied. */
void             zx_ledger_write_async      (ZxCasebook              *casebook,
                                             const ZxLedger          *self,
                                             const ZxLedgerOptions   *options,
                                             const char              *path,
                                             GCancellable            *cancellable,
                                             ZxLedgerProgress         progress,
                                             gpointer                 progress_data,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
ZxLedgerResult  *zx_ledger_write_finish     (ZxCasebook              *casebook,
                                             GAsyncResult            *result,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_ledger_dup_file_name:
 * @db: a reading connection of this thread
 *
 * The name by the county's convention, without a folder and without any student's name:
 * "522401_后寨小学_家访工作台账_2026秋_20261123.xlsx". What is not known is left out.
 *
 * Returns: (transfer full): a bare file name, always usable
 */
char            *zx_ledger_dup_file_name    (ZxCasebook              *casebook,
                                             ZxDb                    *db,
                                             const ZxLedger          *self,
                                             const ZxLedgerOptions   *options);

/* How many rows a preview shows. */
#define ZX_LEDGER_PREVIEW_ROWS 30

typedef enum
{
  ZX_LEDGER_ALIGN_LEFT,
  ZX_LEDGER_ALIGN_CENTER,
  ZX_LEDGER_ALIGN_RIGHT,
} ZxLedgerAlign;

/**
 * ZxLedgerPreviewColumn:
 * @heading: as in the header row
 * @width: in characters of the file's body font (a Chinese character counts two)
 */
typedef struct
{
  const char    *heading;
  double         width;
  ZxLedgerAlign  align;
} ZxLedgerPreviewColumn;

/**
 * ZxLedgerPreview:
 * @title: the title over the sheet
 * @unit, @date, @measure: the left, middle and right part of the second row
 * @columns: (array length=n_columns): the header
 * @rows: (element-type GStrv): the first rows as they will read, at most %ZX_LEDGER_PREVIEW_ROWS; empty texts for
 *   blanks. One row, 本月无, when there is nothing.
 * @total: rows there will be in the file
 * @n_sheets: sheets there will be (a class each, or one)
 *
 * The top of a ledger for the window. Of the first sheet only.
 */
typedef struct
{
  char                  *title;
  char                  *unit;
  char                  *date;
  char                  *measure;
  ZxLedgerPreviewColumn *columns;
  guint                  n_columns;
  GPtrArray             *rows;
  gint64                 total;
  guint                  n_sheets;
} ZxLedgerPreview;

void             zx_ledger_preview_free     (ZxLedgerPreview         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxLedgerPreview, zx_ledger_preview_free)

/**
 * zx_ledger_preview:
 * @db: a reading connection of this thread
 *
 * Reads the first rows. Quick enough for every change of an option.
 *
 * Returns: (transfer full): the preview; errors as of zx_ledger_write()
 */
ZxLedgerPreview *zx_ledger_preview          (ZxCasebook              *casebook,
                                             ZxDb                    *db,
                                             const ZxLedger          *self,
                                             const ZxLedgerOptions   *options,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_template_write_roster:
 * @path: where to
 * @stages: (nullable): STAGE codes joined by commas ("2,3"): the grades offered; %NULL for all
 * @replace: whether an existing file is replaced
 *
 * Writes the blank roster that schools fill in and import: the headings the import knows, cells that keep long
 * numbers as text, and drop-downs where there are codes. Always in Chinese, as the rosters are.
 */
gboolean         zx_template_write_roster   (const char              *path,
                                             const char              *stages,
                                             gboolean                 replace,
                                             GCancellable            *cancellable,
                                             GError                 **error);
/* (transfer full): the name to offer: "学生名册模板.xlsx" */
char            *zx_template_dup_roster_file_name (void);

G_END_DECLS
