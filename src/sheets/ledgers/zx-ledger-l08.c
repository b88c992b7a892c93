/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-ledger-private.h"
#include "zx-ledger-set.h"

/* L08 家访工作台账: one row for each child of a home visit. No ID number, phone or address. */

/* --- what the rows say --- */

static const char *
get_grade (ZxLedgerRow *row)
{
  const ZxLedgerClass *in_class = zx_ledger_row_get_person (row)->in_class;

  return in_class != NULL ? zx_ledger_row_get_label (row, "GRADE", in_class->grade) : NULL;
}

static const char *
get_class_name (ZxLedgerRow *row)
{
  const ZxLedgerClass *in_class = zx_ledger_row_get_person (row)->in_class;

  return in_class != NULL ? in_class->name : NULL;
}

static const char *
get_visitors (ZxLedgerRow *row)
{
  return zx_ledger_row_get_staff (row, ZX_VISIT_ROW_VISITORS);
}

static const char *
get_remark (ZxLedgerRow *row)
{
  const char *remark = zx_ledger_row_get_text (row, ZX_VISIT_ROW_REMARK);
  GString *text;

  if (zx_ledger_row_get_int (row, ZX_VISIT_ROW_NOBODY_HOME) != 1)
    return remark;

  text = zx_ledger_row_get_scratch (row);
  g_string_append (text, C_("ledger", "Nobody at home"));
  if (remark != NULL)
    g_string_append_printf (text, "%s%s", C_("between sentences", "; "), remark);

  return text->str;
}

/* Photos that lie elsewhere than in the casebook may exist: without one the cell is blank. */
static const char *
get_photos (ZxLedgerRow *row)
{
  return zx_ledger_row_get_int (row, ZX_VISIT_ROW_HAS_PHOTOS) == 1 ? C_("ledger", "Has photos") : NULL;
}

static const ZxLedgerColumn columns[] = {
  { NC_("ledger", "No."), 5.5, ZX_CELL_SERIAL },
  { NC_("ledger", "Date of visit"), 12, ZX_CELL_DATE, ZX_VISIT_ROW_DATE },
  { NC_("ledger", "Student's name"), 11, ZX_CELL_TEXT, .value = zx_ledger_row_get_student, .total = ZX_TOTAL_COUNT,
    .total_format = NC_("ledger total", "0 \"children\"") },
  { NC_("ledger", "Grade"), 9, ZX_CELL_TEXT, .value = get_grade, .centered = TRUE },
  { NC_("ledger", "Class"), 7, ZX_CELL_TEXT, .value = get_class_name, .centered = TRUE },
  { NC_("ledger", "Type of visit"), 11, ZX_CELL_TEXT, ZX_VISIT_ROW_KIND, .codes = "VISITKIND", .centered = TRUE },
  { NC_("ledger", "Visiting teachers"), 13, ZX_CELL_TEXT, .value = get_visitors },
  { NC_("ledger", "Person met"), 10, ZX_CELL_TEXT, ZX_VISIT_ROW_RECEIVED_BY },
  { NC_("ledger", "Relation"), 8, ZX_CELL_TEXT, ZX_VISIT_ROW_RECEIVED_REL, .codes = "REL", .centered = TRUE },
  { NC_("ledger", "Main facts about the family"), 32, ZX_CELL_TEXT, ZX_VISIT_ROW_HOME_FOUND, .cut = 100 },
  { NC_("ledger", "Main problems"), 18, ZX_CELL_TEXT, ZX_VISIT_ROW_PROBLEMS },
  { NC_("ledger", "Measures"), 18, ZX_CELL_TEXT, ZX_VISIT_ROW_MEASURES },
  { NC_("ledger", "Parents' wishes"), 18, ZX_CELL_TEXT, ZX_VISIT_ROW_PARENT_OPINION },
  { NC_("ledger", "Effect"), 14, ZX_CELL_TEXT, ZX_VISIT_ROW_EFFECT },
  { NC_("ledger", "Photos"), 7, ZX_CELL_TEXT, .value = get_photos, .centered = TRUE },
  { NC_("ledger", "Remark"), 13, ZX_CELL_TEXT, .value = get_remark },
};

/* --- what is counted: visits by type, households --- */

typedef struct
{
  const char *label; /* static */
  guint       n_visits;
} ByType;

typedef struct
{
  gint64       last_visit;
  guint        n_visits;
  guint        n_nobody_home;
  GArray      *by_type;    /* ByType */
  ZxLedgerSet *households;
} Counts;

static void
count_type (Counts     *self,
            const char *label)
{
  ByType fresh = { label, 1 };

  for (guint i = 0; i < self->by_type->len; i++)
    {
      ByType *known = &g_array_index (self->by_type, ByType, i);

      if (known->label == label)
        {
          known->n_visits++;
          return;
        }
    }

  g_array_append_val (self->by_type, fresh);
}

static void
count_row (gpointer     state,
           ZxLedgerRow *row)
{
  Counts *self = state;
  gint64 visit = zx_ledger_row_get_int (row, ZX_VISIT_ROW_VISIT);
  gboolean nobody_home = zx_ledger_row_get_int (row, ZX_VISIT_ROW_NOBODY_HOME) == 1;
  const char *label;

  if (!nobody_home)
    zx_ledger_set_add (self->households, zx_ledger_row_get_person (row)->household);

  /* Children of one visit follow each other. */
  if (self->n_visits > 0 && visit == self->last_visit)
    return;

  self->last_visit = visit;
  self->n_visits++;
  if (nobody_home)
    self->n_nobody_home++;

  label = zx_ledger_row_get_label (row, "VISITKIND", zx_ledger_row_get_text (row, ZX_VISIT_ROW_KIND));
  count_type (self, label != NULL ? label : C_("ledger", "Type not given"));
}

static void
add_count (GArray     *sums,
           const char *what,
           guint       count)
{
  zx_ledger_sums_add (sums, what, g_strdup_printf ("%u", count));
}

static char *
finish_counts (gpointer  state,
               GArray   *sums)
{
  Counts *self = state;
  GString *sentence = g_string_new (NULL);

  add_count (sums, C_("ledger", "Visits"), self->n_visits);
  add_count (sums, C_("ledger", "Households visited"), zx_ledger_set_get_size (self->households));

  g_string_append_printf (sentence, ngettext ("%u visit", "%u visits", self->n_visits), self->n_visits);
  g_string_append (sentence, C_("between names", ", "));
  g_string_append_printf (sentence, ngettext ("%u household", "%u households", zx_ledger_set_get_size (self->households)),
                          zx_ledger_set_get_size (self->households));
  g_string_append (sentence, C_("between sentences", "; "));

  for (guint i = 0; i < self->by_type->len; i++)
    {
      const ByType *one = &g_array_index (self->by_type, ByType, i);

      add_count (sums, one->label, one->n_visits);
      if (i > 0)
        g_string_append (sentence, C_("between names", ", "));
      /* Translators: a type of visit, and how many: 日常 12 次 */
      g_string_append_printf (sentence, C_("ledger", "%s: %u"), one->label, one->n_visits);
    }
  if (self->n_nobody_home > 0)
    {
      g_string_append (sentence, C_("between sentences", "; "));
      g_string_append_printf (sentence, ngettext ("nobody at home: %u time", "nobody at home: %u times", self->n_nobody_home),
                              self->n_nobody_home);
    }

  return g_string_free (sentence, FALSE);
}

static void
free_counts (gpointer state)
{
  Counts *self = state;

  g_array_unref (self->by_type);
  zx_ledger_set_free (self->households);
  g_free (self);
}

static void
begin_counts (ZxLedgerCounts *counts)
{
  Counts *self = g_new0 (Counts, 1);

  self->by_type = g_array_new (FALSE, FALSE, sizeof (ByType));
  self->households = zx_ledger_set_new ();

  *counts = (ZxLedgerCounts) { self, count_row, finish_counts, free_counts };
}

const ZxLedger zx_ledger_l08 = {
  .name = "L08",
  .title = NC_("ledger title", "Home visit ledger"),
  .measure = NC_("ledger measure", "Unit: children visited"),
  .receivers = NC_("ledger receivers", "School, county education office"),
  .period = ZX_LEDGER_PERIOD_TERM,
  .takes = ZX_LEDGER_TAKES_TERM | ZX_LEDGER_TAKES_CLASS,
  .internal = TRUE,
  .query = &zx_ledger_query_visits,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .begin_counts = begin_counts,
};
