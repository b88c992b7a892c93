/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-applications"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-card.h"
#include "zx-date.h"
#include "zx-empty.h"
#include "zx-identify.h"
#include "zx-label.h"
#include "zx-query.h"
#include "zx-student-applications.h"
#include "zx-student-facts.h"
#include "zx-tag.h"

static char *
dup_dates (ZxSession *session,
           ZxRecord  *record)
{
  const char *today = zx_session_get_today (session);
  const char *applied = zx_record_get_text (record, "apply_date"), *since = zx_record_get_text (record, "since");
  const char *number = zx_record_get_text (record, "apply_no");
  g_autofree char *applied_words = applied != NULL ? zx_date_format (applied, today, ZX_DATE_SHOW_SHORT) : NULL;
  g_autofree char *since_words = since != NULL ? zx_date_format (since, today, ZX_DATE_SHOW_SHORT) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  if (applied_words != NULL)
    g_string_append_printf (words, _("applied on %s"), applied_words);
  if (since_words != NULL)
    {
      g_string_append (words, words->len > 0 ? " · " : "");
      g_string_append_printf (words, _("there since %s"), since_words);
    }
  if (number != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", number);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static ZxTone
tone_of (ZxAppState state)
{
  if (zx_app_state_is_confirmed (state))
    return ZX_TONE_GOOD;

  return zx_app_state_is_live (state) ? ZX_TONE_SOON : ZX_TONE_PLAIN;
}

static GtkWidget *
row_new (ZxSession          *session,
         ZxRecord           *record,
         const ZxLevelWords *levels)
{
  ZxAppState state = zx_app_state_from_word (zx_record_get_text (record, "state"));
  const char *level = zx_record_get_text (record, "level");
  g_autofree char *term = zx_term_format (zx_record_get_text (record, "term"));
  g_autofree char *kind = zx_record_dup_display (record, "kind");
  g_autofree char *title = g_strdup_printf ("%s · %s", term, kind);
  g_autofree char *dates = dup_dates (session, record);
  g_autofree char *spoken = g_strdup_printf (_("Open: %s, %s"), title, zx_app_state_get_label (state));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *tag = zx_tag_new (tone_of (state), zx_app_state_get_label (state));
  GtkWidget *open = gtk_button_new_with_label (_("Open"));

  gtk_box_append (GTK_BOX (lines), zx_label_new (title, "strong"));
  gtk_box_append (GTK_BOX (lines), zx_label_new (dates, "hint"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_margin_top (lines, 6);
  gtk_widget_set_margin_bottom (lines, 6);
  gtk_box_append (GTK_BOX (row), lines);
  if (level != NULL)
    {
      guint rank = zx_level_get_rank (level);
      GtkWidget *badge = zx_badge_new (rank, levels->words[rank]);

      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), badge);
    }
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), tag);
  gtk_widget_add_css_class (open, "row-button");
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-application");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", zx_record_get_id (record));
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (row), open);

  return row;
}

GtkWidget *
zx_student_applications_new (ZxSession *session,
                             gint64     student)
{
  ZxDb *db = zx_session_get_db (session);
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_application);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, student);
  g_autoptr (GPtrArray) records = NULL;
  g_auto (ZxLevelWords) levels = { 0 };
  GtkWidget *card;

  zx_query_where (query, "student", id, NULL);
  records = zx_query_load (query, db, NULL, NULL);
  if (records == NULL || records->len == 0)
    {
      GtkWidget *empty = zx_empty_new ("emblem-default-symbolic", _("This child has no application yet."), NULL);
      GtkWidget *button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_SECOND, _("Apply for identification"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.apply");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", student);
      gtk_widget_set_visible (button, zx_session_can_write (session));

      return empty;
    }

  card = zx_card_new (NULL);
  zx_level_words_load (&levels, db);
  for (guint i = 0; i < records->len; i++)
    zx_card_append_row (ZX_CARD (card), row_new (session, g_ptr_array_index (records, i), &levels));

  return card;
}
