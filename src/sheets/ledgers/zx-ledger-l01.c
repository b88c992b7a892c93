/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-ledger-private.h"

/* L01 家庭经济困难学生认定汇总表: the result of identification, for the county. ID numbers in full. */

static const char *
get_level (ZxLedgerRow *row)
{
  return zx_ledger_row_get_level (row, zx_ledger_row_get_text (row, ZX_IDENTIFIED_ROW_LEVEL));
}

/* 20261014, as the county's system reads it */
static const char *
get_confirmed_on (ZxLedgerRow *row)
{
  const char *date = zx_ledger_row_get_text (row, ZX_IDENTIFIED_ROW_CONFIRMED_ON);
  GString *digits;

  if (date == NULL)
    return NULL;
  digits = zx_ledger_row_get_scratch (row);
  for (; *date != '\0'; date++)
    if (*date != '-')
      g_string_append_c (digits, *date);

  return digits->str;
}

static const char *
get_boards (ZxLedgerRow *row)
{
  const char *board = zx_ledger_row_get_text (row, ZX_IDENTIFIED_ROW_BOARD);

  if (board == NULL)
    return NULL;

  return g_strcmp0 (board, "2") == 0 ? C_("ledger", "Yes") : C_("ledger", "No");
}

static const ZxLedgerColumn columns[] = {
  { NC_("ledger", "No."), 5.5, ZX_CELL_SERIAL },
  { NC_("ledger", "Name of the school"), 16, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_SCHOOL },
  { NC_("ledger", "Stage"), 7, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_STAGE, .codes = "STAGE", .centered = TRUE },
  { NC_("ledger", "Grade"), 8, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_GRADE, .codes = "GRADE", .centered = TRUE },
  { NC_("ledger", "Class"), 6, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_CLASS_NAME, .centered = TRUE },
  { NC_("ledger", "Student's name"), 10, ZX_CELL_TEXT, .value = zx_ledger_row_get_student, .total = ZX_TOTAL_COUNT,
    .total_format = NC_("ledger total", "0 \"students\"") },
  { NC_("ledger", "Sex"), 5, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_SEX, .codes = "SEX", .centered = TRUE },
  { NC_("ledger", "Ethnic group"), 7, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_NATION, .codes = "NATION", .centered = TRUE },
  { NC_("ledger", "ID number"), 20, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_ID_NO, .full = TRUE },
  { NC_("ledger", "School-roll number"), 21, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_ROLL_NO, .full = TRUE },
  { NC_("ledger", "Township, village and group"), 20, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_PLACE },
  { NC_("ledger", "Boards"), 6, ZX_CELL_TEXT, .value = get_boards, .centered = TRUE },
  { NC_("ledger", "Household size"), 6, ZX_CELL_NUMBER, ZX_IDENTIFIED_ROW_POPULATION },
  { NC_("ledger", "Yearly income per head (yuan)"), 11, ZX_CELL_MONEY, ZX_IDENTIFIED_ROW_INCOME },
  { NC_("ledger", "Category of hardship"), 14, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_CAT, .codes = "CAT" },
  { NC_("ledger", "Proof (certificate number)"), 16, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_CERT_NO },
  { NC_("ledger", "Level found"), 9, ZX_CELL_TEXT, .value = get_level, .centered = TRUE },
  { NC_("ledger", "Date of identification"), 10, ZX_CELL_TEXT, .value = get_confirmed_on, .centered = TRUE },
  { NC_("ledger", "Guardian's name"), 10, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_GUARDIAN },
  { NC_("ledger", "Contact phone"), 13, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_PHONE, .full = TRUE },
  { NC_("ledger", "Remark"), 12, ZX_CELL_TEXT, ZX_IDENTIFIED_ROW_REMARK },
};

/* --- how many of each level --- */

typedef struct
{
  const char *words[4];
  guint       counts[4];
} Counts;

static void
count_row (gpointer     state,
           ZxLedgerRow *row)
{
  Counts *self = state;
  const char *level = zx_ledger_row_get_text (row, ZX_IDENTIFIED_ROW_LEVEL);
  guint rank = level != NULL && *level >= '1' && *level <= '3' ? (guint) (*level - '0') : 0;

  self->counts[rank]++;
  self->words[rank] = rank > 0 ? get_level (row) : NULL;
}

static char *
finish_counts (gpointer  state,
               GArray   *sums)
{
  Counts *self = state;
  GString *sentence = g_string_new (NULL);

  for (guint i = 1; i < G_N_ELEMENTS (self->counts); i++)
    if (self->counts[i] > 0)
      {
        zx_ledger_sums_add (sums, self->words[i], g_strdup_printf ("%u", self->counts[i]));
        if (sentence->len > 0)
          g_string_append (sentence, C_("between names", ", "));
        g_string_append_printf (sentence, C_("ledger", "%s: %u"), self->words[i], self->counts[i]);
      }

  return g_string_free (sentence, sentence->len == 0);
}

static void
begin_counts (ZxLedgerCounts *counts)
{
  *counts = (ZxLedgerCounts) { g_new0 (Counts, 1), count_row, finish_counts, g_free };
}

const ZxLedger zx_ledger_l01 = {
  .name = "L01",
  .title = NC_("ledger title", "Result of need identification"),
  .measure = NC_("ledger measure", "Unit: persons, yuan"),
  .receivers = NC_("ledger receivers", "County aid centre, central school"),
  .period = ZX_LEDGER_PERIOD_TERM,
  .takes = ZX_LEDGER_TAKES_TERM | ZX_LEDGER_TAKES_CLASS,
  .query = &zx_ledger_query_identified,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .begin_counts = begin_counts,
};
