/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-day-strip"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "zx-date.h"
#include "zx-day-strip.h"

static GtkWidget *
day_new (const ZxNoticeDay *day)
{
  static const char * const weekdays[] = {
    NC_("day strip", "Mon"), NC_("day strip", "Tue"), NC_("day strip", "Wed"), NC_("day strip", "Thu"), NC_("day strip", "Fri"),
    NC_("day strip", "Sat"), NC_("day strip", "Sun"),
  };
  int year, month, number;
  const char *weekday = g_dpgettext2 (NULL, "day strip", weekdays[(zx_date_weekday (day->date) + 6) % 7]);
  g_autofree char *words = NULL;
  GtkWidget *label;

  /* Always a date of the calendar: YYYY-MM-DD */
  sscanf (day->date, "%d-%d-%d", &year, &month, &number);
  if (day->is_today)
    /* Translators: today in the strip of days: month/day weekday */
    words = g_strdup_printf (_("Today %d/%d %s"), month, number, weekday);
  else
    words = g_strdup_printf (day->is_past ? "✓ %d/%d %s" : "%d/%d %s", month, number, weekday);

  label = g_object_new (GTK_TYPE_LABEL, "label", words, "hexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "day");
  gtk_widget_add_css_class (label, day->is_today ? "soon" : day->is_past ? "good" : "ahead");

  return label;
}

GtkWidget *
zx_day_strip_new (GPtrArray  *strip,
                  const char *today,
                  const char *end)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 6, "homogeneous", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  g_autofree char *last = zx_date_format (end, today, ZX_DATE_SHOW_SHORT);
  g_autofree char *spoken = NULL;
  int n_days = 0;
  int at = 0;

  for (guint i = 0; i < strip->len; i++)
    {
      const ZxNoticeDay *day = g_ptr_array_index (strip, i);

      if (day->number == 0)
        continue;
      n_days++;
      if (day->is_past || day->is_today)
        at = day->number;
      gtk_box_append (GTK_BOX (box), day_new (day));
    }

  /* Translators: read aloud: which day of the notice it is, of how many, when it ends */
  spoken = g_strdup_printf (_("Day %d of the notice, of %d, ends on %s"), at, n_days, last);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return box;
}
