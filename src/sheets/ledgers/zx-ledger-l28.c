/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-ledger-private.h"

/* L28 班级受助汇总表: a sheet for each class, from the class teacher to the aid office. Of the ID number the last four
 * digits, the phone masked. What aid each child gets is not recorded yet; those cells stay blank.
 */

/* The primary category is the lowest code among the valid ones. */
static const char *
get_category (ZxLedgerRow *row)
{
  const char *cats = zx_ledger_row_get_text (row, ZX_CLASS_ROW_CATS);
  GString *code;
  const char *label;

  if (cats == NULL)
    return NULL;

  code = zx_ledger_row_get_scratch (row);
  for (; *cats != '\0' && *cats != ','; cats++)
    g_string_append_c (code, *cats);
  label = zx_ledger_row_get_label (row, "CAT", code->str);

  return label != NULL ? label : code->str;
}

static const char *
get_level (ZxLedgerRow *row)
{
  return zx_ledger_row_get_level (row, zx_ledger_get_level (zx_ledger_row_get_text (row, ZX_CLASS_ROW_LEVEL),
                                                            zx_ledger_row_get_text (row, ZX_CLASS_ROW_CATS)));
}

static const char *
get_account (ZxLedgerRow *row)
{
  return zx_ledger_row_get_int (row, ZX_CLASS_ROW_HAS_ACCOUNT) == 1 ? C_("account", "Complete") : C_("account", "Lacking");
}

static const char *
get_visited (ZxLedgerRow *row)
{
  return zx_ledger_row_get_int (row, ZX_CLASS_ROW_VISITED) == 1 ? C_("ledger", "Yes") : NULL;
}

static const ZxLedgerColumn columns[] = {
  { NC_("ledger", "No."), 5.5, ZX_CELL_SERIAL },
  { NC_("ledger", "Student number"), 12, ZX_CELL_TEXT, ZX_CLASS_ROW_STUDENT_NO, .centered = TRUE },
  { NC_("ledger", "Student's name"), 12, ZX_CELL_TEXT, ZX_CLASS_ROW_NAME, .total = ZX_TOTAL_COUNT,
    .total_format = NC_("ledger total", "0 \"students\"") },
  { NC_("ledger", "Sex"), 6, ZX_CELL_TEXT, ZX_CLASS_ROW_SEX, .codes = "SEX", .centered = TRUE },
  { NC_("ledger", "ID number (last four)"), 15, ZX_CELL_TEXT, ZX_CLASS_ROW_ID_NO, .mask = ZX_MASK_ID_TAIL, .centered = TRUE },
  { NC_("ledger", "Guardian"), 11, ZX_CELL_TEXT, ZX_CLASS_ROW_GUARDIAN },
  { NC_("ledger", "Contact phone"), 14, ZX_CELL_TEXT, ZX_CLASS_ROW_PHONE, .mask = ZX_MASK_PHONE, .centered = TRUE },
  { NC_("ledger", "Category of hardship"), 18, ZX_CELL_TEXT, .value = get_category },
  { NC_("ledger", "Level of hardship"), 11, ZX_CELL_TEXT, .value = get_level, .centered = TRUE },
  { NC_("ledger", "Aid programme"), 18, ZX_CELL_TEXT, .blank = TRUE },
  { NC_("ledger", "Amount (yuan)"), 12, ZX_CELL_MONEY, .blank = TRUE, .total = ZX_TOTAL_SUM },
  { NC_("ledger", "Account details"), 10, ZX_CELL_TEXT, .value = get_account, .centered = TRUE },
  { NC_("ledger", "Visited this quarter"), 10, ZX_CELL_TEXT, .value = get_visited, .centered = TRUE },
  { NC_("ledger", "Remark"), 18, ZX_CELL_TEXT, ZX_CLASS_ROW_REMARK },
};

const ZxLedger zx_ledger_l28 = {
  .name = "L28",
  .title = NC_("ledger title", "Class roster of aid"),
  .measure = NC_("ledger measure", "Unit: persons, yuan"),
  .receivers = NC_("ledger receivers", "School aid office"),
  .period = ZX_LEDGER_PERIOD_TERM,
  .takes = ZX_LEDGER_TAKES_TERM | ZX_LEDGER_TAKES_CLASS,
  .per_class = TRUE,
  .internal = TRUE,
  .query = &zx_ledger_query_class,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
