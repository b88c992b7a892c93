/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-kind.h"

static const ZxField fields[] = {
  { "students", NC_("family", "Children on the roll"), ZX_TYPE_REFS, ZX_INTERNAL, .of = "student", .via_owner = "family" },
  { "population", NC_("family", "Household size"), ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "labour", NC_("family", "Able-bodied workers"), ZX_TYPE_INT, ZX_INTERNAL },
  { "in_school", NC_("family", "Children at school"), ZX_TYPE_INT, ZX_INTERNAL },
  { "elders", NC_("family", "Elders supported"), ZX_TYPE_INT, ZX_INTERNAL },
  { "income_year", NC_("family", "Yearly income"), ZX_TYPE_MONEY, ZX_SENSITIVE, ZX_FIELD_REQUIRED },
  { "income_per_head", NC_("family", "Income per head"), ZX_TYPE_MONEY, ZX_SENSITIVE, ZX_FIELD_COMPUTED, .sql = "CASE WHEN t.population > 0 THEN (2 * t.income_year + t.population) / (2 * t.population) END" },
  { "income_main", NC_("family", "Main source of income"), ZX_TYPE_CODES, ZX_INTERNAL, .codes = "INCOME" },
  { "debt", NC_("family", "Debt"), ZX_TYPE_MONEY, ZX_SENSITIVE },
  { "debt_reason", NC_("family", "Reason of debt"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 20 },
  { "land_mu", NC_("family", "Farmland (mu)"), ZX_TYPE_DECIMAL, ZX_INTERNAL, .size = 1 },
  { "housing", NC_("family", "Housing"), ZX_TYPE_CODES, ZX_INTERNAL, .codes = "HOUSING" },
  { "assets", NC_("family", "Vehicles, shop, flat"), ZX_TYPE_TEXT, ZX_SENSITIVE, .size = 60 },
  { "disaster", NC_("family", "Natural disaster"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "accident", NC_("family", "Sudden accident"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "sickness", NC_("family", "Serious illness and its cost"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "weak_labour", NC_("family", "Weak labour (disabled, old)"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "unemployed", NC_("family", "Unemployment"), ZX_TYPE_LONG, ZX_SENSITIVE },
  { "insurance", NC_("family", "Medical insurance, allowance"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 60 },
  { "poverty_cause", NC_("family", "Main cause of hardship"), ZX_TYPE_CODES, ZX_SENSITIVE, .codes = "CAUSE" },
  { "cats", NC_("family", "Categories with proof"), ZX_TYPE_LIST, ZX_SENSITIVE, .of = "category", .via_owner = "family" },
  { "members", NC_("family", "Members"), ZX_TYPE_LIST, ZX_SENSITIVE, .of = "family_member", .via_owner = "family" },
  ZX_COMMON_FIELDS,
};

const ZxKind zx_kind_family = {
  .key = "family",
  .label = NC_("kind", "Family"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
