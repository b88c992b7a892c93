/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-calendar"

#include "config.h"

#include "zx-calendar.h"
#include "zx-date.h"

/* Longer ranges are typing errors. */
#define RANGE_MAX_DAYS 400

struct _ZxCalendar
{
  gatomicrefcount  ref_count;
  GHashTable      *days;  /* day number to 1 + ZxCalendarDayKind */
  GHashTable      *years; /* those with a table */
};

ZxCalendar *
zx_calendar_new (void)
{
  ZxCalendar *self = g_new0 (ZxCalendar, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->days = g_hash_table_new (NULL, NULL);
  self->years = g_hash_table_new (NULL, NULL);

  return self;
}

ZxCalendar *
zx_calendar_ref (ZxCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
zx_calendar_unref (ZxCalendar *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->days);
  g_hash_table_unref (self->years);
  g_free (self);
}

static int
get_year (const char *date)
{
  return g_ascii_strtoll (date, NULL, 10);
}

/* Monday to Friday, unless the table says otherwise. */
static gboolean
is_worked (ZxCalendar *self,
           int         day)
{
  char date[ZX_DATE_SIZE];
  int kind = self != NULL
    ? GPOINTER_TO_INT (g_hash_table_lookup (self->days, GINT_TO_POINTER (day))) : 0;

  if (kind != 0)
    return kind == 1 + ZX_CALENDAR_WORKDAY;

  zx_date_from_day (day, date);

  return zx_date_weekday (date) >= 1 && zx_date_weekday (date) <= 5;
}

gboolean
zx_calendar_add_day (ZxCalendar        *self,
                     const char        *date,
                     ZxCalendarDayKind  kind)
{
  int day = zx_date_to_day (date);

  g_return_val_if_fail (self != NULL, FALSE);

  if (day == ZX_DATE_NO_DAY)
    return FALSE;

  g_hash_table_insert (self->days, GINT_TO_POINTER (day), GINT_TO_POINTER (1 + (int) kind));
  g_hash_table_add (self->years, GINT_TO_POINTER (get_year (date)));

  return TRUE;
}

gboolean
zx_calendar_add_range (ZxCalendar        *self,
                       const char        *first,
                       const char        *last,
                       ZxCalendarDayKind  kind)
{
  int from = zx_date_to_day (first);
  int to = zx_date_to_day (last);

  g_return_val_if_fail (self != NULL, FALSE);

  if (from == ZX_DATE_NO_DAY || to == ZX_DATE_NO_DAY || to < from || to - from >= RANGE_MAX_DAYS)
    return FALSE;

  for (int day = from; day <= to; day++)
    {
      char date[ZX_DATE_SIZE];

      zx_calendar_add_day (self, zx_date_from_day (day, date), kind);
    }

  return TRUE;
}

gboolean
zx_calendar_knows (ZxCalendar *self,
                   const char *from,
                   const char *to)
{
  if (self == NULL || !zx_date_is_valid (from) || !zx_date_is_valid (to))
    return FALSE;

  for (int year = MIN (get_year (from), get_year (to)); year <= MAX (get_year (from), get_year (to)); year++)
    {
      if (!g_hash_table_contains (self->years, GINT_TO_POINTER (year)))
        return FALSE;
    }

  return TRUE;
}

gboolean
zx_calendar_is_working_day (ZxCalendar *self,
                            const char *date)
{
  int day = zx_date_to_day (date);

  return day != ZX_DATE_NO_DAY && is_worked (self, day);
}

char *
zx_calendar_add_working_days (ZxCalendar *self,
                              const char *date,
                              int         days)
{
  int day = zx_date_to_day (date);
  int step = days < 0 ? -1 : 1;
  char found[ZX_DATE_SIZE];

  if (day == ZX_DATE_NO_DAY)
    return NULL;

  for (int left = ABS (days); left > 0;)
    {
      day += step;

      /* left the calendar: no answer */
      if (*zx_date_from_day (day, found) == '\0')
        return NULL;

      if (is_worked (self, day))
        left--;
    }

  return g_strdup (zx_date_from_day (day, found));
}

char *
zx_calendar_nth_working_day (ZxCalendar *self,
                             const char *start,
                             int         n)
{
  g_autofree char *before = NULL;

  if (n < 1)
    return NULL;

  before = zx_date_add_days (start, -1);

  return before != NULL ? zx_calendar_add_working_days (self, before, n) : NULL;
}

int
zx_calendar_working_days_between (ZxCalendar *self,
                                  const char *from,
                                  const char *to)
{
  int first = zx_date_to_day (from);
  int last = zx_date_to_day (to);
  int days = 0;

  if (first == ZX_DATE_NO_DAY || last == ZX_DATE_NO_DAY)
    return 0;

  for (int day = MIN (first, last) + 1; day <= MAX (first, last); day++)
    days += is_worked (self, day);

  return last >= first ? days : -days;
}
