/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-ledger-private.h"
#include "zx-words.h"

/* The words around the table: title, second row, file name. */

const char *
zx_ledger_column_get_heading (const ZxLedgerColumn *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "ledger", self->heading);
}

char *
zx_ledger_dup_term_words (const ZxLedgerScope *scope)
{
  int first = zx_school_year_get_first (scope->school_year);

  if (zx_term_get_number (scope->term) == 2)
    /* Translators: a term of a school year, in the title of a ledger: 2026—2027学年春季学期 */
    return g_strdup_printf (_("spring term of the school year %d–%d"), first, first + 1);

  /* Translators: a term of a school year, in the title of a ledger: 2026—2027学年秋季学期 */
  return g_strdup_printf (_("autumn term of the school year %d–%d"), first, first + 1);
}

char *
zx_ledger_dup_heading (const ZxLedger      *self,
                       const ZxLedgerScope *scope,
                       const char          *part)
{
  const char *school = scope->school != NULL ? scope->school : "";
  g_autofree char *term = zx_ledger_dup_term_words (scope);
  g_autofree char *heading = NULL;

  if (part != NULL)
    /* Translators: the title of a ledger: school, name of the ledger, class, term. In Chinese without blanks, the term
     * behind the school: %1$s%4$s%2$s（%3$s） */
    heading = g_strdup_printf (_("%1$s: %2$s (%3$s), %4$s"), school, zx_ledger_get_title (self), part, term);
  else
    /* Translators: the title of a ledger: school, name of the ledger, term. In Chinese without blanks, the term
     * behind the school: %1$s%3$s%2$s */
    heading = g_strdup_printf (_("%1$s: %2$s, %3$s"), school, zx_ledger_get_title (self), term);

  if (scope->is_demo)
    /* Translators: %s is a title; the word marks what comes from the demo school */
    return g_strdup_printf (_("%s (DEMO)"), heading);

  return g_steal_pointer (&heading);
}

char *
zx_ledger_dup_unit (const ZxLedgerScope *scope)
{
  return g_strdup_printf (_("Reporting unit (seal): %s"), scope->school != NULL ? scope->school : "");
}

char *
zx_ledger_dup_date (const ZxLedgerScope *scope)
{
  g_autofree char *date = zx_date_format (scope->today, NULL, 0);

  return g_strdup_printf (_("Date: %s"), date);
}

const char *
zx_ledger_get_measure (const ZxLedger *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "ledger measure", self->measure);
}

const char *
zx_ledger_get_nothing (void)
{
  return _("Nothing this month (nil return)");
}

/* --- file names --- */

/* Without what file systems and spreadsheets refuse in a name. */
static void
append_part (GString    *name,
             const char *part)
{
  g_autofree char *valid = NULL;

  if (part == NULL || *part == '\0')
    return;

  if (name->len > 0)
    g_string_append_c (name, '_');

  valid = g_utf8_make_valid (part, -1);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character >= 0x20 && character != 0x7f && (character > 0x7f || strchr ("/\\:*?\"<>|_", (int) character) == NULL))
        g_string_append_unichar (name, character);
    }
}

char *
zx_ledger_dup_name_for (const ZxLedger      *self,
                        const ZxLedgerScope *scope)
{
  GString *name = g_string_new (NULL);
  g_autofree char *day = g_strdup (scope->today);
  g_autofree char *term = NULL;
  int year = zx_school_year_get_first (scope->school_year);

  if (zx_term_get_number (scope->term) == 2)
    /* Translators: a term in a file name: 2027春 */
    term = g_strdup_printf (_("%d-spring"), year + 1);
  else
    /* Translators: a term in a file name: 2026秋 */
    term = g_strdup_printf (_("%d-autumn"), year);

  append_part (name, scope->region);
  append_part (name, scope->short_name != NULL ? scope->short_name : scope->school);
  append_part (name, zx_ledger_get_title (self));
  if (scope->class_id != 0)
    {
      g_autofree char *words = zx_class_format (scope->grade, scope->class_name);

      append_part (name, words);
    }
  append_part (name, term);
  day[4] = day[5];
  day[5] = day[6];
  day[6] = day[8];
  day[7] = day[9];
  day[8] = '\0';
  append_part (name, day);

  /* A name may have 255 bytes on most disks; long names of schools give way. */
  while (name->len > 200)
    {
      char *first = strchr (name->str, '_');

      if (first == NULL)
        break;
      g_string_erase (name, 0, first - name->str + 1);
    }
  g_string_append (name, ".xlsx");

  return g_string_free (name, FALSE);
}

/* --- sums --- */

void
zx_ledger_sums_add (GArray     *sums,
                    const char *column,
                    char       *value)
{
  ZxLedgerSum sum = { g_strdup (column), value };

  g_array_append_val (sums, sum);
}
