/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-cells"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-cell.h"
#include "zx-date.h"
#include "zx-initial.h"
#include "zx-session.h"
#include "zx-student-cells.h"
#include "zx-student-list.h"

/* What a cell must remember; by its handler the item is let go without being searched. */
typedef struct
{
  ZxStudentCell cell;
  gulong        handler;
} Bound;

static G_DEFINE_QUARK (zx-student-cell, bound)

static void
open_clicked_cb (GtkButton   *button,
                 GtkListItem *list_item)
{
  ZxStudentItem *item = gtk_list_item_get_item (list_item);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (button), "win.record-visit", "x", zx_student_item_get_id (item));
}

/* All facts, where the column is too narrow for them. */
static gboolean
query_tooltip_cb (GtkWidget  *line,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  if (!zx_line_is_cut (ZX_LINE (line)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, zx_line_get_text (ZX_LINE (line)));

  return TRUE;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            data)
{
  ZxStudentCell cell = GPOINTER_TO_INT (data);
  Bound *bound = g_new0 (Bound, 1);
  GtkWidget *child;

  bound->cell = cell;
  g_object_set_qdata_full (G_OBJECT (list_item), bound_quark (), bound, g_free);

  switch (cell)
    {
    case ZX_STUDENT_CELL_NAME:
      child = zx_cell_new (10);
      zx_cell_append (ZX_CELL (child), zx_initial_new (NULL, FALSE), FALSE);
      zx_cell_append (ZX_CELL (child), zx_line_new ("strong"), FALSE);
      break;

    case ZX_STUDENT_CELL_LEVEL:
      child = zx_cell_new (0);
      zx_cell_append (ZX_CELL (child), zx_line_new ("badge"), TRUE);
      break;

    case ZX_STUDENT_CELL_LAST_VISIT:
      {
        GtkWidget *tag = zx_line_new ("tag");

        gtk_widget_add_css_class (tag, "urgent");
        child = zx_cell_new (8);
        zx_cell_append (ZX_CELL (child), zx_line_new ("numeric"), FALSE);
        zx_cell_append (ZX_CELL (child), tag, TRUE);
        break;
      }

    case ZX_STUDENT_CELL_BUTTON:
      {
        GtkWidget *button = gtk_button_new ();
        GtkWidget *words = zx_line_new (NULL);

        zx_line_set_sized (ZX_LINE (words), TRUE);
        zx_line_set_text (ZX_LINE (words), _("Record a visit"));
        gtk_button_set_child (GTK_BUTTON (button), words);
        gtk_widget_add_css_class (button, "text-button");
        gtk_widget_add_css_class (button, "flat");
        gtk_widget_add_css_class (button, "row-button");
        gtk_widget_set_halign (button, GTK_ALIGN_END);
        /* The row has the focus, so that Return opens it; Ctrl+N does what the button does. */
        gtk_widget_set_focusable (button, FALSE);
        g_signal_connect (button, "clicked", G_CALLBACK (open_clicked_cb), list_item);
        child = zx_cell_new (0);
        zx_cell_append (ZX_CELL (child), button, FALSE);
        break;
      }

    case ZX_STUDENT_CELL_FACTS:
      child = zx_line_new (NULL);
      gtk_widget_set_has_tooltip (child, TRUE);
      g_signal_connect (child, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
      break;

    case ZX_STUDENT_CELL_CLASS:
    case ZX_STUDENT_CELL_PLACE:
    default:
      child = zx_line_new (NULL);
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

  zx_line_set_text (ZX_LINE (label), words);
  zx_line_set_text (ZX_LINE (tag), row->overdue ? C_("visit", "overdue") : NULL);
  zx_cell_renew (ZX_CELL (child));
}

static void
fill_level (GtkWidget          *child,
            const ZxStudentRow *row)
{
  static const char * const classes[] = { NULL, "level-1", "level-2", "level-3", "level-4" };
  GtkWidget *badge = gtk_widget_get_first_child (child);
  guint rank = row->level_words != NULL ? MIN (row->level_rank, G_N_ELEMENTS (classes) - 1) : 0;

  for (guint i = 1; i < G_N_ELEMENTS (classes); i++)
    if (i == rank)
      gtk_widget_add_css_class (badge, classes[i]);
    else
      gtk_widget_remove_css_class (badge, classes[i]);
  zx_line_set_text (ZX_LINE (badge), rank > 0 ? row->level_words : NULL);
  zx_cell_renew (ZX_CELL (child));
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
        zx_line_set_text (ZX_LINE (gtk_widget_get_next_sibling (initial)), row->name);
        zx_cell_renew (ZX_CELL (child));
        break;
      }

    case ZX_STUDENT_CELL_CLASS:
      zx_line_set_text (ZX_LINE (child), words_or_dash (row->class_words));
      break;

    case ZX_STUDENT_CELL_LEVEL:
      fill_level (child, row);
      break;

    case ZX_STUDENT_CELL_FACTS:
      zx_line_set_text (ZX_LINE (child), words_or_dash (row->facts));
      break;

    case ZX_STUDENT_CELL_PLACE:
      zx_line_set_text (ZX_LINE (child), words_or_dash (row->place));
      break;

    case ZX_STUDENT_CELL_LAST_VISIT:
      fill_last_visit (child, row, item != NULL ? zx_student_item_get_today (item) : NULL);
      break;

    case ZX_STUDENT_CELL_BUTTON:
      {
        /* Translators: what the button in a row is called: "Record a visit: Wang Xiaomei" */
        g_autofree char *spoken = g_strdup_printf (_("Record a visit: %s"), row->name != NULL ? row->name : "");

        GtkWidget *button = gtk_widget_get_first_child (child);

        gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
        gtk_widget_set_visible (button, row->name != NULL && zx_window_of (child) != NULL && zx_session_can_write (zx_session_of (child)));
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
  Bound *bound = g_object_get_qdata (G_OBJECT (list_item), bound_quark ());

  fill_cell (list_item, bound->cell);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            data)
{
  Bound *bound = g_object_get_qdata (G_OBJECT (list_item), bound_quark ());

  fill_cell (list_item, bound->cell);
  bound->handler = g_signal_connect (gtk_list_item_get_item (list_item), "changed", G_CALLBACK (item_changed_cb), list_item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            data)
{
  Bound *bound = g_object_get_qdata (G_OBJECT (list_item), bound_quark ());

  g_clear_signal_handler (&bound->handler, gtk_list_item_get_item (list_item));
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
