/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-ledger-private.h"

/* L10 电话联系登记台账: calls, chats and messages. No ID number, phone or address. */

static const char *
get_teacher (ZxLedgerRow *row)
{
  return zx_ledger_row_get_staff (row, ZX_CONTACT_ROW_STAFF);
}

/* Who did not say so is not known to have been reached, nor not to have been. */
static const char *
get_reached (ZxLedgerRow *row)
{
  if (zx_ledger_row_get_text (row, ZX_CONTACT_ROW_REACHED) == NULL)
    return NULL;

  return zx_ledger_row_get_int (row, ZX_CONTACT_ROW_REACHED) == 1 ? C_("ledger", "Yes") : C_("ledger", "No");
}

static const ZxLedgerColumn columns[] = {
  { NC_("ledger", "No."), 5.5, ZX_CELL_SERIAL },
  { NC_("ledger", "Date"), 12, ZX_CELL_DATE, ZX_CONTACT_ROW_DATE },
  { NC_("ledger", "Time"), 8, ZX_CELL_TEXT, ZX_CONTACT_ROW_TIME, .centered = TRUE },
  { NC_("ledger", "Student"), 11, ZX_CELL_TEXT, .value = zx_ledger_row_get_student, .total = ZX_TOTAL_COUNT,
    .total_format = NC_("ledger total", "0 \"contacts\"") },
  { NC_("ledger", "Class"), 10, ZX_CELL_TEXT, .value = zx_ledger_row_get_class, .centered = TRUE },
  { NC_("ledger", "Spoke with"), 11, ZX_CELL_TEXT, ZX_CONTACT_ROW_WITH_WHOM },
  { NC_("ledger", "Relation"), 9, ZX_CELL_TEXT, ZX_CONTACT_ROW_RELATION, .codes = "REL", .centered = TRUE },
  { NC_("ledger", "Reached"), 8, ZX_CELL_TEXT, .value = get_reached, .centered = TRUE },
  { NC_("ledger", "Reason"), 12, ZX_CELL_TEXT, ZX_CONTACT_ROW_REASON, .codes = "CONTACTREASON", .centered = TRUE },
  { NC_("ledger", "What was said"), 42, ZX_CELL_TEXT, ZX_CONTACT_ROW_CONTENT },
  { NC_("ledger", "Outcome"), 26, ZX_CELL_TEXT, ZX_CONTACT_ROW_OUTCOME },
  { NC_("ledger", "Teacher"), 11, ZX_CELL_TEXT, .value = get_teacher },
};

const ZxLedger zx_ledger_l10 = {
  .name = "L10",
  .title = NC_("ledger title", "Phone contact ledger"),
  .measure = NC_("ledger measure", "Unit: contacts"),
  .receivers = NC_("ledger receivers", "School"),
  .period = ZX_LEDGER_PERIOD_TERM,
  .takes = ZX_LEDGER_TAKES_TERM | ZX_LEDGER_TAKES_CLASS,
  .internal = TRUE,
  .query = &zx_ledger_query_contacts,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
