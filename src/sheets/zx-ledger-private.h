/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-codes.h"
#include "zx-ledger.h"
#include "zx-ledger-rows.h"
#include "zx-mask.h"

G_BEGIN_DECLS

/* How a ledger is told: a table of columns over a query of the heart. */

/* What stands in the cells of a column. */
typedef enum
{
  ZX_CELL_SERIAL, /* 1, 2, 3 … */
  ZX_CELL_TEXT,   /* kept as text, whatever it looks like */
  ZX_CELL_DATE,   /* from "2026-10-17" */
  ZX_CELL_NUMBER,
  ZX_CELL_MONEY,  /* from fen */
} ZxCellKind;

/* What the row of totals says under a column. */
typedef enum
{
  ZX_TOTAL_NONE,
  ZX_TOTAL_SUM,   /* of numbers and money */
  ZX_TOTAL_COUNT, /* of cells that are not blank */
} ZxTotal;

typedef struct _ZxLedgerRow ZxLedgerRow;
typedef struct _ZxLedgerColumn ZxLedgerColumn;

/**
 * ZxLedgerColumn:
 * @heading: marked with NC_("ledger", …)
 * @width: in characters of the body font, a Chinese one counts two
 * @kind: what stands in it
 * @field: the column of the query it is read from
 * @codes: (nullable): text: the code table whose labels stand for the codes
 * @value: (nullable): text: makes the text where reading one field is not enough; %NULL leaves the cell blank. May
 *   build it in zx_ledger_row_get_scratch().
 * @cut: text: characters to keep, 0 for all
 * @mask: text: how it is masked (M); a value that ledgers.md gives in full (F) has none
 * @full: an ID number, account or phone that stands there in full: whoever writes the ledger is asked for the reason
 * @blank: nothing is known yet; the cells stay blank
 * @centered: short values
 * @total: what the row of totals says
 * @total_format: (nullable): count: a number format marked with NC_("ledger total", …): 0"人次"
 */
struct _ZxLedgerColumn
{
  const char  *heading;
  double       width;
  ZxCellKind   kind;
  int          field;
  const char  *codes;
  const char *(*value) (ZxLedgerRow *row);
  guint        cut;
  ZxMask       mask;
  gboolean     full;
  gboolean     blank;
  gboolean     centered;
  ZxTotal      total;
  const char  *total_format;
};

/**
 * ZxLedgerCounts:
 *
 * What a ledger counts while its rows pass, for the line under the totals.
 */
typedef struct
{
  gpointer  state;
  void    (*row)    (gpointer     state,
                     ZxLedgerRow *row);
  /* Adds what was counted to @sums (#ZxLedgerSum) and says it in a sentence, (transfer full) (nullable). */
  char   *(*finish) (gpointer     state,
                     GArray      *sums);
  void    (*free)   (gpointer     state);
} ZxLedgerCounts;

struct _ZxLedger
{
  const char           *name;       /* "L08" */
  const char           *title;      /* marked with NC_("ledger title", …) */
  const char           *measure;    /* marked with NC_("ledger measure", …): 单位：人次 */
  const char           *receivers;  /* marked with NC_("ledger receivers", …) */
  ZxLedgerPeriod        period;
  guint                 takes;
  gboolean              per_class;  /* a sheet for each class */
  gboolean              internal;   /* stays in the school and its offices: says so, and has a hidden sheet about itself */
  const ZxLedgerQuery  *query;
  const ZxLedgerColumn *columns;
  guint                 n_columns;
  void                (*begin_counts) (ZxLedgerCounts *counts);
};

extern const ZxLedger zx_ledger_l01;
extern const ZxLedger zx_ledger_l08;
extern const ZxLedger zx_ledger_l10;
extern const ZxLedger zx_ledger_l23;
extern const ZxLedger zx_ledger_l28;

/* --- a row, as the columns see it --- */

const char *zx_ledger_row_get_text     (ZxLedgerRow          *self,
                                        int                   field);
gint64      zx_ledger_row_get_int      (ZxLedgerRow          *self,
                                        int                   field);
/* Room to build a text in; empty. */
GString    *zx_ledger_row_get_scratch  (ZxLedgerRow          *self);
/* Of queries whose rows begin with a child. */
const ZxLedgerPerson *
            zx_ledger_row_get_person   (ZxLedgerRow          *self);
/* The child's class on the day of the row, "五(1)班"; %NULL without one */
const char *zx_ledger_row_get_class    (ZxLedgerRow          *self);
/* The name of the child */
const char *zx_ledger_row_get_student  (ZxLedgerRow          *self);
/* The names behind the keys in a field, "李慧芳、陈国平" */
const char *zx_ledger_row_get_staff    (ZxLedgerRow          *self,
                                        int                   field);
/* (nullable): how the school calls a level, by its code */
const char *zx_ledger_row_get_level    (ZxLedgerRow          *self,
                                        const char           *code);
/* (nullable): the label of a code, made once for all rows */
const char *zx_ledger_row_get_label    (ZxLedgerRow          *self,
                                        const char           *table,
                                        const char           *code);

/* --- reading: shared by the file and the preview --- */

/**
 * ZxLedgerReader:
 *
 * The rows of a ledger, one sheet after the other.
 */
typedef struct _ZxLedgerReader ZxLedgerReader;

/* What one cell holds. */
typedef struct
{
  enum { ZX_CELL_IS_BLANK, ZX_CELL_IS_TEXT, ZX_CELL_IS_NUMBER } type;
  const char *text;     /* fit for a file */
  gint64      exact;    /* numbers as they are, money in fen, dates as the spreadsheet's day */
  guint       decimals; /* of @exact: 2 for money */
  guint       lines;
} ZxLedgerCell;

/* @to_the_end: whether all rows will be read */
ZxLedgerReader *zx_ledger_reader_new         (const ZxLedger       *ledger,
                                              ZxDb                 *db,
                                              const ZxLedgerScope  *scope,
                                              gboolean              to_the_end,
                                              GError              **error);
void            zx_ledger_reader_free        (ZxLedgerReader       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxLedgerReader, zx_ledger_reader_free)

/* Sheets there will be, at least one. */
guint           zx_ledger_reader_count_sheets (ZxLedgerReader      *self);
/* (transfer full) (nullable): what the sheet is called besides the ledger's title: the class */
char           *zx_ledger_reader_dup_part    (ZxLedgerReader       *self,
                                              guint                 sheet);
gboolean        zx_ledger_reader_open_sheet  (ZxLedgerReader       *self,
                                              guint                 sheet,
                                              GError              **error);
/* 1 with a row, 0 at the end of the sheet, -1 with @error set */
int             zx_ledger_reader_step        (ZxLedgerReader       *self,
                                              GError              **error);
ZxLedgerRow    *zx_ledger_reader_get_row     (ZxLedgerReader       *self);
/* Valid until the next one is read. @serial counts from 1. */
void            zx_ledger_reader_read_cell   (ZxLedgerReader       *self,
                                              guint                 column,
                                              gint64                serial,
                                              ZxLedgerCell         *cell);

/* --- words over and under the table --- */

const char *zx_ledger_column_get_heading (const ZxLedgerColumn  *self);
/* (transfer full): «XX学校2026—2027学年秋季学期家访工作台账» */
char       *zx_ledger_dup_heading        (const ZxLedger        *self,
                                          const ZxLedgerScope   *scope,
                                          const char            *part);
/* (transfer full): «填报单位（盖章）：XX学校», «填报时间：2026年11月23日», «单位：人次» */
char       *zx_ledger_dup_unit           (const ZxLedgerScope   *scope);
char       *zx_ledger_dup_date           (const ZxLedgerScope   *scope);
const char *zx_ledger_get_measure        (const ZxLedger        *self);
/* (transfer full): 2026—2027学年秋季学期 */
char       *zx_ledger_dup_term_words     (const ZxLedgerScope   *scope);
const char *zx_ledger_get_nothing        (void);
/* (transfer full): without a folder */
char       *zx_ledger_dup_name_for       (const ZxLedger        *self,
                                          const ZxLedgerScope   *scope);

void        zx_ledger_sums_add           (GArray                *sums,
                                          const char            *column,
                                          char                  *value);

/* Excel's day 1 is 1900-01-01, with a leap day that never was; from March 1900 on, days since 1970 and this. */
#define ZX_SHEET_DAYS_BEFORE_1970 25569

/* --- writing --- */

/**
 * zx_ledger_make:
 *
 * Writes the ledger that @reader reads into a new file; see zx_ledger_write(). @log is called when the file is whole,
 * before it gets its name.
 */
typedef gboolean (*ZxLedgerLog) (ZxLedgerResult  *result,
                                 gpointer         data,
                                 GError         **error);

ZxLedgerResult *zx_ledger_make               (const ZxLedger         *self,
                                              ZxDb                   *db,
                                              const ZxLedgerScope    *scope,
                                              const ZxLedgerOptions  *options,
                                              const char             *path,
                                              GCancellable           *cancellable,
                                              ZxLedgerProgress        progress,
                                              gpointer                progress_data,
                                              ZxLedgerLog             log,
                                              gpointer                log_data,
                                              GError                **error);

G_END_DECLS
