/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-events"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-student-events.h"

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
words_new (const ZxEvent *event)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = label_new (event->title, "strong");

  if (event->voided)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      gtk_label_set_attributes (GTK_LABEL (title), attributes);
      pango_attr_list_unref (attributes);
    }

  gtk_box_append (GTK_BOX (box), title);
  if (event->detail != NULL && *event->detail != '\0')
    gtk_box_append (GTK_BOX (box), label_new (event->detail, "hint"));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
day_new (ZxSession     *session,
         const ZxEvent *event,
         int            width)
{
  g_autofree char *day = zx_date_format (event->date, zx_session_get_today (session), ZX_DATE_SHOW_SHORT);
  GtkWidget *label = label_new (day, "hint");

  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_size_request (label, width, -1);

  return label;
}

GtkWidget *
zx_student_event_new (ZxSession     *session,
                      const ZxEvent *event)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *day = day_new (session, event, 62);
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_valign (day, GTK_ALIGN_START);
  gtk_widget_set_margin_top (day, 2);
  gtk_widget_add_css_class (dot, "timeline-dot");
  if (!event->this_term)
    gtk_widget_add_css_class (dot, "earlier");
  gtk_widget_set_valign (dot, GTK_ALIGN_START);
  gtk_widget_set_margin_top (dot, 7);
  gtk_widget_set_tooltip_text (dot, event->this_term ? _("This term") : _("Earlier"));

  gtk_box_append (GTK_BOX (row), day);
  gtk_box_append (GTK_BOX (row), dot);
  gtk_box_append (GTK_BOX (row), words_new (event));

  return row;
}

GtkWidget *
zx_student_visit_new (ZxSession     *session,
                      const ZxEvent *event)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (g_str_equal (event->kind, "contact_log") ? "call-start-symbolic"
                                                                                          : "mark-location-symbolic");
  GtkWidget *open = gtk_button_new_with_label (_("Open"));
  g_autofree char *day = zx_date_format (event->date, zx_session_get_today (session), ZX_DATE_SHOW_SHORT);
  /* Translators: what a button is called: "Open: 12 November, home visit" */
  g_autofree char *spoken = g_strdup_printf (_("Open: %s, %s"), day, event->title);

  gtk_widget_set_margin_top (row, 8);
  gtk_widget_set_margin_bottom (row, 8);
  gtk_widget_add_css_class (open, "row-button");
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-visit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", event->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  gtk_box_append (GTK_BOX (row), icon);
  /* Wide enough for a year, so that all lines begin at one place */
  gtk_box_append (GTK_BOX (row), day_new (session, event, 96));
  gtk_box_append (GTK_BOX (row), words_new (event));
  gtk_box_append (GTK_BOX (row), open);

  return row;
}
