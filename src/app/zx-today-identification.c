/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-today-identification"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-agenda.h"
#include "zx-card.h"
#include "zx-day-strip.h"
#include "zx-fold-layout.h"
#include "zx-label.h"
#include "zx-round.h"
#include "zx-student-facts.h"
#include "zx-tag.h"
#include "zx-today-identification.h"

#define SHOWN_FAMILIES 4
#define LEAST_FOR_TEXT 220 /* px, before what stands at the end goes below */

/* An objection without an answer, without the name of the child: the page is seen by who passes. */
typedef struct
{
  char *class_words;
  char *received_on;
  char *due_on;
} Waiting;

struct _ZxTodayIdentification
{
  GPtrArray *agenda;     /* ZxAgendaItem */
  GPtrArray *notices;    /* ZxNoticePage */
  GPtrArray *objections; /* Waiting */
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->class_words);
  g_free (waiting->received_on);
  g_free (waiting->due_on);
  g_free (waiting);
}

/* --- read */

static void
add_notice (ZxTodayIdentification *self,
            ZxDb                  *db,
            const char            *today,
            gint64                 id)
{
  ZxNoticePage *page;

  for (guint i = 0; i < self->notices->len; i++)
    if (((ZxNoticePage *) g_ptr_array_index (self->notices, i))->id == id)
      return;

  page = zx_notice_page_load (db, id, today, NULL);
  if (page != NULL)
    g_ptr_array_add (self->notices, page);
}

static void
add_objection (ZxTodayIdentification *self,
               ZxDb                  *db,
               const char            *today,
               const ZxAgendaItem    *item)
{
  g_autoptr (ZxRecord) objection = zx_record_load (db, &zx_kind_objection, item->id, NULL);
  g_autoptr (ZxStudentRow) student = NULL;
  Waiting *waiting;

  if (objection == NULL)
    return;

  if (item->student != 0)
    student = zx_student_row_load (db, item->student, today, NULL);
  waiting = g_new0 (Waiting, 1);
  waiting->class_words = g_strdup (student != NULL ? student->class_words : NULL);
  waiting->received_on = g_strdup (zx_record_get_text (objection, "received_on"));
  waiting->due_on = g_strdup (item->due);
  g_ptr_array_add (self->objections, waiting);
}

ZxTodayIdentification *
zx_today_identification_read (ZxDb       *db,
                              const char *today)
{
  ZxTodayIdentification *self = g_new0 (ZxTodayIdentification, 1);

  self->agenda = zx_agenda_load_identify (db, today, NULL);
  self->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_notice_page_free);
  self->objections = g_ptr_array_new_with_free_func (waiting_free);
  for (guint i = 0; self->agenda != NULL && i < self->agenda->len; i++)
    {
      const ZxAgendaItem *item = g_ptr_array_index (self->agenda, i);

      if (item->what == ZX_AGENDA_NOTICE_ENDS || item->what == ZX_AGENDA_NOTICE_POSTED)
        add_notice (self, db, today, item->id);
      else if (item->what == ZX_AGENDA_OBJECTION_DUE)
        add_objection (self, db, today, item);
    }

  return self;
}

void
zx_today_identification_free (ZxTodayIdentification *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->agenda, g_ptr_array_unref);
  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->objections);
  g_free (self);
}

/* --- shown */

static GtkWidget *
button_new (const char *label,
            const char *spoken,
            const char *action,
            GVariant   *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  if (spoken != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

/* "It is the 3rd day, it ends on 25 November Wednesday"; what should be noted about the sheet comes after it. */
static char *
dup_notice_line (const ZxNoticePage *page,
                 const char         *today)
{
  g_autofree char *end = zx_date_format (page->end, today, ZX_DATE_SHOW_WEEKDAY);
  g_autoptr (GString) line = g_string_new (NULL);

  if (g_strcmp0 (today, page->start) < 0)
    {
      g_autofree char *start = zx_date_format (page->start, today, ZX_DATE_SHOW_WEEKDAY);

      g_string_append_printf (line, _("Begins on %s"), start);
    }
  else if (g_strcmp0 (today, page->end) > 0)
    g_string_append_printf (line, _("Over since %s"), end);
  else
    /* Translators: the how-manieth working day of a notice, its last day */
    g_string_append_printf (line, _("Day %d, ends on %s"), MIN (page->days_done + 1, page->days), end);

  if (page->posted_on == NULL)
    g_string_append (line, _(" · not noted that it hangs"));
  else if (page->removed_on == NULL && g_strcmp0 (today, page->end) > 0)
    g_string_append (line, _(" · take it down and note the day"));
  if (page->can_confirm > 0)
    g_string_append_printf (line, ngettext (" · %u can be filed", " · %u can be filed", page->can_confirm), page->can_confirm);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

static GtkWidget *
notice_row_new (const ZxNoticePage *page,
                const char         *today)
{
  GtkWidget *row = zx_fold_box_new (LEAST_FOR_TEXT);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *end;
  g_autofree char *title = g_strdup_printf (ngettext ("%s (%u child)", "%s (%u children)", page->lines->len), page->title, page->lines->len);
  g_autofree char *line = dup_notice_line (page, today);

  gtk_box_append (GTK_BOX (lines), zx_label_new (title, "strong"));
  gtk_box_append (GTK_BOX (lines), zx_label_new (line, "hint"));
  gtk_widget_set_margin_top (lines, 6);
  gtk_widget_set_margin_bottom (lines, 6);
  gtk_box_append (GTK_BOX (row), lines);
  end = page->is_posted_late ? zx_tag_new (ZX_TONE_SOON, _("To be taken down")) : zx_day_strip_new (page->strip, today, page->end);
  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), end);

  return row;
}

static GtkWidget *
objection_row_new (const Waiting *waiting,
                   const char    *today)
{
  GtkWidget *row = zx_fold_box_new (LEAST_FOR_TEXT);
  GtkWidget *start = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *tag = zx_tag_new (ZX_TONE_URGENT, C_("today", "Objection"));
  g_autofree char *received = waiting->received_on != NULL ? zx_date_format (waiting->received_on, today, ZX_DATE_SHOW_SHORT) : g_strdup ("");
  g_autofree char *due = waiting->due_on != NULL ? zx_date_format (waiting->due_on, today, ZX_DATE_SHOW_SHORT) : NULL;
  g_autofree char *words = waiting->class_words != NULL ? g_strdup_printf (_("%s, received on %s, not answered"), waiting->class_words, received)
                                                        : g_strdup_printf (_("Received on %s, not answered"), received);
  g_autofree char *by = due != NULL ? g_strdup_printf (_("answer by %s"), due) : g_strdup ("");
  g_autofree char *spoken = g_strdup_printf (_("Answer the objection: %s"), words);

  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (start), tag);
  gtk_box_append (GTK_BOX (start), zx_label_new (words, NULL));
  gtk_box_append (GTK_BOX (end), zx_label_new (by, "hint"));
  gtk_box_append (GTK_BOX (end), button_new (_("Answer it"), spoken, "win.identification", g_variant_new_string ("notice")));
  gtk_box_append (GTK_BOX (row), start);
  gtk_box_append (GTK_BOX (row), end);

  return row;
}

static GtkWidget *
family_row_new (const ZxAgendaItem *item,
                const char         *today)
{
  GtkWidget *row = zx_fold_box_new (LEAST_FOR_TEXT);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *due = item->due != NULL ? zx_date_format (item->due, today, ZX_DATE_SHOW_SHORT) : NULL;
  g_autofree char *by = due != NULL ? g_strdup_printf (_("by %s"), due) : g_strdup ("");
  g_autofree char *spoken = g_strdup_printf (_("Open: %s"), item->words);

  gtk_box_append (GTK_BOX (row), zx_label_new (item->words, NULL));
  if (item->urgent)
    {
      GtkWidget *tag = zx_tag_new (ZX_TONE_URGENT, _("Overdue"));

      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (end), tag);
    }
  gtk_box_append (GTK_BOX (end), zx_label_new (by, "hint"));
  gtk_box_append (GTK_BOX (end), button_new (_("Open"), spoken, "win.open-application", g_variant_new_int64 (item->id)));
  gtk_box_append (GTK_BOX (row), end);

  return row;
}

static void
show_notices (const ZxTodayIdentification *self,
              const char                  *today,
              GtkBox                      *box)
{
  GtkWidget *card, *open;

  if (self->notices->len == 0 && self->objections->len == 0)
    return;

  card = zx_card_new (C_("today", "Notice"));
  open = button_new (_("Open the notice"), NULL, "win.identification", g_variant_new_string ("notice"));
  gtk_widget_add_css_class (open, "flat");
  zx_card_add_end (ZX_CARD (card), open);
  for (guint i = 0; i < self->notices->len; i++)
    zx_card_append_row (ZX_CARD (card), notice_row_new (g_ptr_array_index (self->notices, i), today));
  for (guint i = 0; i < self->objections->len; i++)
    zx_card_append_row (ZX_CARD (card), objection_row_new (g_ptr_array_index (self->objections, i), today));
  gtk_box_append (box, card);
}

/* Refusals first: they hurt; signatures can wait longer. */
static void
show_families (const ZxTodayIdentification *self,
               const char                  *today,
               GtkBox                      *box)
{
  static const ZxAgendaWhat whats[] = { ZX_AGENDA_TELL_REFUSED, ZX_AGENDA_SIGN_FILE };
  g_autofree char *caption = NULL;
  GtkWidget *card = NULL;
  guint n = 0;

  for (guint k = 0; k < G_N_ELEMENTS (whats); k++)
    for (guint i = 0; self->agenda != NULL && i < self->agenda->len; i++)
      {
        const ZxAgendaItem *item = g_ptr_array_index (self->agenda, i);

        if (item->what != whats[k])
          continue;
        if (card == NULL)
          card = zx_card_new (_("Families to talk to"));
        if (n++ < SHOWN_FAMILIES)
          zx_card_append_row (ZX_CARD (card), family_row_new (item, today));
      }
  if (card == NULL)
    return;

  caption = n > SHOWN_FAMILIES ? g_strdup_printf (_("the first %d of %u"), SHOWN_FAMILIES, n)
                               : g_strdup_printf (ngettext ("%u family", "%u families", n), n);
  zx_card_set_caption (ZX_CARD (card), caption);
  gtk_box_append (box, card);
}

void
zx_today_identification_show (const ZxTodayIdentification *self,
                              ZxSession                   *session,
                              GtkBox                      *box)
{
  if (self == NULL)
    return;

  show_notices (self, zx_session_get_today (session), box);
  show_families (self, zx_session_get_today (session), box);
}
