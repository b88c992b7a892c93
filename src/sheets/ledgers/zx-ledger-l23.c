/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-ledger-private.h"

/* L23 受助学生动态调整（异动）表: whose level came, went or changed in the term. ID numbers in full. */

static const char *
get_was (ZxLedgerRow *row)
{
  return zx_ledger_row_get_level (row, zx_ledger_row_get_text (row, ZX_CHANGE_ROW_WAS));
}

static const char *
get_now (ZxLedgerRow *row)
{
  return zx_ledger_row_get_level (row, zx_ledger_row_get_text (row, ZX_CHANGE_ROW_NOW));
}

static const char *
name_type (const char *type)
{
  static const char * const words[] = {
    NC_("change", "New"), NC_("change", "Left"), NC_("change", "Raised"), NC_("change", "Lowered"),
  };

  if (type == NULL || *type < '1' || *type > '4')
    return NULL;

  return g_dpgettext2 (GETTEXT_PACKAGE, "change", words[*type - '1']);
}

static const char *
get_type (ZxLedgerRow *row)
{
  return name_type (zx_ledger_row_get_text (row, ZX_CHANGE_ROW_TYPE));
}

static const char *
get_approved_by (ZxLedgerRow *row)
{
  return zx_ledger_row_get_staff (row, ZX_CHANGE_ROW_APPROVED_BY);
}

static const ZxLedgerColumn columns[] = {
  { NC_("ledger", "No."), 5.5, ZX_CELL_SERIAL },
  { NC_("ledger", "Name"), 11, ZX_CELL_TEXT, .value = zx_ledger_row_get_student, .total = ZX_TOTAL_COUNT,
    .total_format = NC_("ledger total", "0 \"students\"") },
  { NC_("ledger", "ID number"), 20, ZX_CELL_TEXT, ZX_CHANGE_ROW_ID_NO, .full = TRUE },
  { NC_("ledger", "Class"), 10, ZX_CELL_TEXT, .value = zx_ledger_row_get_class, .centered = TRUE },
  { NC_("ledger", "Level before"), 11, ZX_CELL_TEXT, .value = get_was, .centered = TRUE },
  { NC_("ledger", "Level now"), 11, ZX_CELL_TEXT, .value = get_now, .centered = TRUE },
  { NC_("ledger", "Type of change"), 10, ZX_CELL_TEXT, .value = get_type, .centered = TRUE },
  { NC_("ledger", "Reason"), 30, ZX_CELL_TEXT, ZX_CHANGE_ROW_REASON, .cut = 100 },
  { NC_("ledger", "Date"), 12, ZX_CELL_DATE, ZX_CHANGE_ROW_DATE },
  { NC_("ledger", "Approved by"), 14, ZX_CELL_TEXT, .value = get_approved_by },
};

static void
count_row (gpointer     state,
           ZxLedgerRow *row)
{
  guint *counts = state;
  const char *type = zx_ledger_row_get_text (row, ZX_CHANGE_ROW_TYPE);

  if (type != NULL && *type >= '1' && *type <= '4')
    counts[*type - '1']++;
}

static char *
finish_counts (gpointer  state,
               GArray   *sums)
{
  static const char * const types[] = { "1", "2", "3", "4" };
  guint *counts = state;
  GString *sentence = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (counts[i] > 0)
      {
        zx_ledger_sums_add (sums, name_type (types[i]), g_strdup_printf ("%u", counts[i]));
        if (sentence->len > 0)
          g_string_append (sentence, C_("between names", ", "));
        g_string_append_printf (sentence, C_("ledger", "%s: %u"), name_type (types[i]), counts[i]);
      }

  return g_string_free (sentence, sentence->len == 0);
}

static void
begin_counts (ZxLedgerCounts *counts)
{
  *counts = (ZxLedgerCounts) { g_new0 (guint, 4), count_row, finish_counts, g_free };
}

const ZxLedger zx_ledger_l23 = {
  .name = "L23",
  .title = NC_("ledger title", "Changes among students in need"),
  .measure = NC_("ledger measure", "Unit: students"),
  .receivers = NC_("ledger receivers", "County aid centre"),
  .period = ZX_LEDGER_PERIOD_TERM,
  .takes = ZX_LEDGER_TAKES_TERM | ZX_LEDGER_TAKES_CLASS,
  .query = &zx_ledger_query_changes,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .begin_counts = begin_counts,
};
