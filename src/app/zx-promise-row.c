/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-promise-row"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-date-entry.h"
#include "zx-field-row.h"
#include "zx-fold-layout.h"
#include "zx-promise-row.h"
#include "zx-tag.h"
#include "zx-visit-form.h"

/* How much of a row is kept for what it says, in pixels, before its buttons go below it. */
#define LEAST           140
#define LEAST_WITH_NAME 260

/* What the popovers of one row need. */
typedef struct
{
  ZxSession   *session;
  gint64       id;
  char        *words; /* "王小梅 的跟进", for the toast */
  GtkWidget   *popover;
  ZxDateEntry *day;
  GtkEditable *text;
} Doing;

static void
doing_free (gpointer  data,
            GClosure *closure)
{
  Doing *doing = data;

  g_object_unref (doing->session);
  g_free (doing->words);
  g_free (doing);
}

typedef struct
{
  ZxSession *session;
  char      *words;
} Done;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Done *done = data;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    zx_session_did (done->session, done->words, &entry, FALSE);
  else
    zx_session_report (done->session, error);

  g_object_unref (done->session);
  g_free (done->words);
  g_free (done);
}

static Done *
done_new (ZxSession *session,
          char      *words)
{
  Done *done = g_new (Done, 1);

  done->session = g_object_ref (session);
  done->words = words;

  return done;
}

static void
finish_cb (GtkWidget *widget,
           Doing     *doing)
{
  g_autofree char *result = g_strdup (gtk_editable_get_text (doing->text));

  gtk_popover_popdown (GTK_POPOVER (doing->popover));
  zx_follow_up_finish_async (zx_session_get_casebook (doing->session), doing->id, NULL, result, done_cb,
                             done_new (doing->session, g_strdup_printf (_("Done: %s"), doing->words)));
}

static void
move_to (Doing      *doing,
         const char *day)
{
  g_autofree char *why = g_strdup (gtk_editable_get_text (doing->text));

  gtk_popover_popdown (GTK_POPOVER (doing->popover));
  zx_follow_up_reschedule_async (zx_session_get_casebook (doing->session), doing->id, day, why, done_cb,
                                 done_new (doing->session, g_strdup_printf (_("New date: %s"), doing->words)));
}

static void
move_cb (GtkWidget *button,
         Doing     *doing)
{
  if (zx_date_entry_commit (doing->day) && *zx_date_entry_get_date (doing->day) != '\0')
    move_to (doing, zx_date_entry_get_date (doing->day));
  else
    zx_date_entry_set_error (doing->day, _("Choose a day."));
}

static Doing *
doing_new (ZxSession  *session,
           gint64      id,
           const char *words)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->session = g_object_ref (session);
  doing->id = id;
  doing->words = g_strdup (words);

  return doing;
}

static GtkWidget *
entry_new (const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 22);

  return entry;
}

static GtkWidget *
menu_button_new (const char *label,
                 const char *spoken,
                 GtkWidget  *content,
                 gboolean    flat)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), content);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (label));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), !flat);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "row-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

static GtkWidget *
done_button_new (ZxSession  *session,
                 gint64      id,
                 const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *entry = entry_new (_("Result (one line)"));
  GtkWidget *accept = gtk_button_new_with_label (_("Done"));
  g_autofree char *spoken = g_strdup_printf (_("Done: %s"), words);
  Doing *doing = doing_new (session, id, words);
  GtkWidget *button;

  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_box_append (GTK_BOX (box), accept);
  button = menu_button_new (_("Done"), spoken, box, FALSE);
  doing->popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  doing->text = GTK_EDITABLE (entry);
  g_signal_connect (entry, "activate", G_CALLBACK (finish_cb), doing);
  g_signal_connect_data (accept, "clicked", G_CALLBACK (finish_cb), doing, doing_free, 0);

  return button;
}

static GtkWidget *
move_button_new (ZxSession  *session,
                 gint64      id,
                 const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *day = zx_date_entry_new (_("New date"), ZX_DATE_LEAN_FUTURE);
  GtkWidget *entry = entry_new (_("Reason (optional)"));
  GtkWidget *accept = gtk_button_new_with_label (_("Reschedule"));
  g_autofree char *spoken = g_strdup_printf (_("Reschedule: %s"), words);
  const char *today = zx_session_get_today (session);
  g_autofree char *tomorrow = zx_date_add_days (today, 1);
  g_autofree char *monday = zx_date_add_days (today, 8 - zx_date_weekday (today));
  Doing *doing = doing_new (session, id, words);
  GtkWidget *button;

  zx_date_entry_set_today (ZX_DATE_ENTRY (day), today);
  zx_date_entry_add_chip (ZX_DATE_ENTRY (day), _("Tomorrow"), tomorrow);
  zx_date_entry_add_chip (ZX_DATE_ENTRY (day), _("Next Monday"), monday);
  gtk_box_append (GTK_BOX (box), day);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_box_append (GTK_BOX (box), accept);
  button = menu_button_new (_("Reschedule"), spoken, box, TRUE);
  doing->popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  doing->day = ZX_DATE_ENTRY (day);
  doing->text = GTK_EDITABLE (entry);
  g_signal_connect (entry, "activate", G_CALLBACK (move_cb), doing);
  g_signal_connect_data (accept, "clicked", G_CALLBACK (move_cb), doing, doing_free, 0);

  return button;
}

static GtkWidget *
due_tag_new (const ZxPromise *promise,
             const char      *today)
{
  g_autofree char *words = NULL;
  ZxTone tone = ZX_TONE_PLAIN;

  if (promise->due == NULL)
    words = g_strdup (_("no date"));
  else if (promise->days < 0)
    {
      words = g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", (gulong) -promise->days), -promise->days);
      tone = ZX_TONE_URGENT;
    }
  else if (promise->days == 0)
    {
      words = g_strdup (_("Today"));
      tone = ZX_TONE_SOON;
    }
  else
    words = zx_date_format (promise->due, today, ZX_DATE_SHOW_SHORT);

  return zx_tag_new (tone, words);
}

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* The fields of an open promise are read when somebody looks at them. */
static void
fields_shown_cb (GtkPopover *popover,
                 GtkWidget  *box)
{
  ZxSession *session = g_object_get_data (G_OBJECT (box), "session");
  gint64 *id = g_object_get_data (G_OBJECT (box), "id");
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (session), &zx_kind_follow_up, *id, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    zx_field_row_set_record (ZX_FIELD_ROW (child), record);
}

/* What was promised, as a button that opens what can be corrected. */
static GtkWidget *
what_button_new (ZxSession       *session,
                 const ZxPromise *promise,
                 const char      *words,
                 GtkWidget       *what)
{
  static const char * const fields[] = { "what", "person", "remark" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  g_autofree char *spoken = g_strdup_printf (_("Correct: %s"), words);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_box_append (GTK_BOX (box), zx_field_row_new (session, &zx_kind_follow_up, fields[i]));
  gtk_widget_set_size_request (box, 300, -1);
  g_object_set_data (G_OBJECT (box), "session", session);
  g_object_set_data_full (G_OBJECT (box), "id", g_memdup2 (&promise->id, sizeof promise->id), g_free);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (fields_shown_cb), box);
  gtk_widget_set_halign (what, GTK_ALIGN_START);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), what);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "words");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

GtkWidget *
zx_promise_row_new (ZxSession          *session,
                    const ZxPromise    *promise,
                    const ZxStudentRow *student)
{
  GtkWidget *row = zx_fold_box_new (student != NULL ? LEAST_WITH_NAME : LEAST);
  GtkWidget *saying = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *tag_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *tag = due_tag_new (promise, zx_session_get_today (session));
  /* Translators: the child's name, then what was promised */
  g_autofree char *words = g_strdup_printf (C_("promise", "%s, %s"), promise->student_name, promise->what);
  GtkWidget *what = label_new (promise->what, student != NULL ? "hint" : "body");

  gtk_widget_set_size_request (tag_box, 80, -1);
  gtk_widget_set_valign (tag_box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (tag_box), tag);
  gtk_box_append (GTK_BOX (saying), tag_box);

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  if (student != NULL)
    {
      GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

      GtkWidget *name = label_new (student->name, "strong");

      gtk_label_set_width_chars (GTK_LABEL (name), (int) MIN (g_utf8_strlen (student->name, -1), 4));
      gtk_box_append (GTK_BOX (head), name);
      gtk_box_append (GTK_BOX (head), label_new (student->class_words, "hint"));
      if (student->level != NULL)
        gtk_box_append (GTK_BOX (head), zx_badge_new (student->level_rank, student->level_words));
      gtk_box_append (GTK_BOX (lines), head);
    }
  gtk_widget_set_tooltip_text (what, promise->what);
  if (student == NULL && zx_session_can_write (session))
    what = what_button_new (session, promise, words, what);
  gtk_box_append (GTK_BOX (lines), what);
  if (student == NULL && promise->remark != NULL)
    gtk_box_append (GTK_BOX (lines), label_new (promise->remark, "hint"));
  gtk_box_append (GTK_BOX (saying), lines);
  gtk_box_append (GTK_BOX (row), saying);

  gtk_box_append (GTK_BOX (end), label_new (promise->person_name, "hint"));
  if (zx_session_can_write (session))
    {
      gtk_box_append (GTK_BOX (end), move_button_new (session, promise->id, words));
      gtk_box_append (GTK_BOX (end), done_button_new (session, promise->id, words));
    }
  gtk_box_append (GTK_BOX (row), end);

  return row;
}
