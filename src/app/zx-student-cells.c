/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-cells"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-date.h"
#include "zx-initial.h"
#include "zx-session.h"
#include "zx-student-cells.h"
#include "zx-student-list.h"
#include "zx-tag.h"

static GtkWidget *
label_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
open_clicked_cb (GtkButton   *button,
                 GtkListItem *list_item)
{
  ZxStudentItem *item = gtk_list_item_get_item (list_item);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (button), "win.record-visit", "x", zx_student_item_get_id (item));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            data)
{
  ZxStudentCell cell = GPOINTER_TO_INT (data);
  GtkWidget *child;

  switch (cell)
    {
    case ZX_STUDENT_CELL_NAME:
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
      gtk_box_append (GTK_BOX (child), zx_initial_new (NULL, FALSE));
      gtk_box_append (GTK_BOX (child), label_new ("strong"));
      break;

    case ZX_STUDENT_CELL_LEVEL:
      child = zx_badge_new (0, NULL);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      break;

    case ZX_STUDENT_CELL_LAST_VISIT:
      {
        GtkWidget *tag = zx_tag_new (ZX_TONE_URGENT, NULL);

        child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
        gtk_box_append (GTK_BOX (child), label_new ("numeric"));
        gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
        gtk_box_append (GTK_BOX (child), tag);
        break;
      }

    case ZX_STUDENT_CELL_BUTTON:
      child = gtk_button_new_with_label (_("Record a visit"));
      gtk_widget_add_css_class (child, "flat");
      gtk_widget_add_css_class (child, "row-button");
      gtk_widget_set_halign (child, GTK_ALIGN_END);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      /* The row has the focus, so that Return opens it; Ctrl+N does what the button does. */
      gtk_widget_set_focusable (child, FALSE);
      g_signal_connect (child, "clicked", G_CALLBACK (open_clicked_cb), list_item);
      break;

    case ZX_STUDENT_CELL_CLASS:
    case ZX_STUDENT_CELL_FACTS:
    case ZX_STUDENT_CELL_PLACE:
    default:
      child = label_new (NULL);
      break;
    }

  gtk_list_item_set_child (list_item, child);
}

static const char *
words_or_dash (const char *words)
{
  return words != NULL && *words != '\0' ? words : "—";
}

static void
fill_last_visit (GtkWidget          *child,
                 const ZxStudentRow *row,
                 const char         *today)
{
  GtkWidget *label = gtk_widget_get_first_child (child);
  GtkWidget *tag = gtk_widget_get_next_sibling (label);
  g_autofree char *words = NULL;

  if (row->last_visit != NULL)
    words = zx_date_format (row->last_visit, today, ZX_DATE_SHOW_SHORT);
  else
    /* Translators: no home visit so far */
    words = g_strdup (row->level != NULL ? C_("visit", "never") : "—");

  gtk_label_set_label (GTK_LABEL (label), words);
  zx_tag_set_label (ZX_TAG (tag), row->overdue ? C_("visit", "overdue") : NULL);
}

static void
fill_cell (GtkListItem   *list_item,
           ZxStudentCell  cell)
{
  ZxStudentItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  static const ZxStudentRow gone;
  const ZxStudentRow *row = item != NULL ? zx_student_item_get_row (item) : NULL;

  if (row == NULL)
    row = &gone;

  switch (cell)
    {
    case ZX_STUDENT_CELL_NAME:
      {
        GtkWidget *initial = gtk_widget_get_first_child (child);

        zx_initial_set_name (ZX_INITIAL (initial), row->name);
        gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (initial)), row->name != NULL ? row->name : "");
        break;
      }

    case ZX_STUDENT_CELL_CLASS:
      gtk_label_set_label (GTK_LABEL (child), words_or_dash (row->class_words));
      break;

    case ZX_STUDENT_CELL_LEVEL:
      zx_badge_set_label (ZX_BADGE (child), row->level_words);
      zx_badge_set_rank (ZX_BADGE (child), row->level_rank);
      break;

    case ZX_STUDENT_CELL_FACTS:
      gtk_label_set_label (GTK_LABEL (child), words_or_dash (row->facts));
      gtk_widget_set_tooltip_text (child, row->facts != NULL && *row->facts != '\0' ? row->facts : NULL);
      break;

    case ZX_STUDENT_CELL_PLACE:
      gtk_label_set_label (GTK_LABEL (child), words_or_dash (row->place));
      break;

    case ZX_STUDENT_CELL_LAST_VISIT:
      fill_last_visit (child, row, item != NULL ? zx_student_item_get_today (item) : NULL);
      break;

    case ZX_STUDENT_CELL_BUTTON:
      {
        /* Translators: what the button in a row is called: "Record a visit: Wang Xiaomei" */
        g_autofree char *spoken = g_strdup_printf (_("Record a visit: %s"), row->name != NULL ? row->name : "");

        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
        gtk_widget_set_visible (child, row->name != NULL && zx_window_of (child) != NULL && zx_session_can_write (zx_session_of (child)));
        break;
      }

    default:
      g_assert_not_reached ();
    }
}

static void
item_changed_cb (ZxStudentItem *item,
                 GtkListItem   *list_item)
{
  fill_cell (list_item, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list_item), "zx-cell")));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            data)
{
  g_object_set_data (G_OBJECT (list_item), "zx-cell", data);
  fill_cell (list_item, GPOINTER_TO_INT (data));
  g_signal_connect (gtk_list_item_get_item (list_item), "changed", G_CALLBACK (item_changed_cb), list_item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), item_changed_cb, list_item);
}

GtkListItemFactory *
zx_student_cells_new (ZxStudentCell cell)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (cell));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (cell));
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), GINT_TO_POINTER (cell));

  return factory;
}
