/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-stage-item"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-date.h"
#include "zx-label.h"
#include "zx-stage-item.h"
#include "zx-tag.h"

struct _ZxStageItem
{
  GObject     parent_instance;
  ZxStageRow *row;
  char        today[ZX_DATE_SIZE];
  gboolean    picked;
};

enum { PROP_0, PROP_PICKED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxStageItem, zx_stage_item, G_TYPE_OBJECT)

static void
zx_stage_item_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_PICKED)
    g_value_set_boolean (value, ZX_STAGE_ITEM (object)->picked);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
zx_stage_item_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (prop_id == PROP_PICKED)
    zx_stage_item_set_picked (ZX_STAGE_ITEM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
zx_stage_item_finalize (GObject *object)
{
  zx_stage_row_free (ZX_STAGE_ITEM (object)->row);

  G_OBJECT_CLASS (zx_stage_item_parent_class)->finalize (object);
}

static void
zx_stage_item_class_init (ZxStageItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zx_stage_item_get_property;
  object_class->set_property = zx_stage_item_set_property;
  object_class->finalize = zx_stage_item_finalize;

  properties[PROP_PICKED] = g_param_spec_boolean ("picked", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_stage_item_init (ZxStageItem *self)
{
}

ZxStageItem *
zx_stage_item_new (ZxStageRow *row,
                   const char *today)
{
  ZxStageItem *self = g_object_new (ZX_TYPE_STAGE_ITEM, NULL);

  self->row = row;
  g_strlcpy (self->today, today, sizeof self->today);

  return self;
}

const ZxStageRow *
zx_stage_item_get_row (ZxStageItem *self)
{
  return self->row;
}

gboolean
zx_stage_item_is_picked (ZxStageItem *self)
{
  return self->picked;
}

void
zx_stage_item_set_picked (ZxStageItem *self,
                          gboolean     picked)
{
  if (self->picked == !!picked)
    return;

  self->picked = !!picked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKED]);
}

/* --- cells */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            data)
{
  ZxStageCell cell = GPOINTER_TO_INT (data);
  GtkWidget *child;

  switch (cell)
    {
    case ZX_STAGE_CELL_CHECK:
      child = gtk_check_button_new ();
      gtk_widget_set_halign (child, GTK_ALIGN_CENTER);
      break;

    case ZX_STAGE_CELL_LEVEL:
      child = zx_badge_new (0, NULL);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      break;

    case ZX_STAGE_CELL_PAPERS:
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (child), zx_label_new (NULL, "numeric"));
      gtk_box_append (GTK_BOX (child), zx_label_new (NULL, "error-text"));
      break;

    case ZX_STAGE_CELL_NAME:
      child = zx_label_new (NULL, "strong");
      break;

    case ZX_STAGE_CELL_NOTICE:
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (child), zx_tag_new (ZX_TONE_URGENT, NULL));
      gtk_box_append (GTK_BOX (child), zx_label_new (NULL, "hint"));
      break;

    case ZX_STAGE_CELL_VISIT:
    case ZX_STAGE_CELL_SINCE:
    case ZX_STAGE_CELL_SINCE_DATE:
      child = zx_label_new (NULL, "numeric");
      break;

    case ZX_STAGE_CELL_CLASS:
    case ZX_STAGE_CELL_REASON:
    default:
      child = zx_label_new (NULL, NULL);
    }

  gtk_list_item_set_child (list_item, child);
}

static void
set_urgent (GtkWidget *widget,
            gboolean   urgent)
{
  if (urgent)
    gtk_widget_add_css_class (widget, "urgent-text");
  else
    gtk_widget_remove_css_class (widget, "urgent-text");
}

static void
fill_papers (GtkWidget        *child,
             const ZxStageRow *row)
{
  GtkWidget *figure = gtk_widget_get_first_child (child);
  GtkWidget *missing = gtk_widget_get_next_sibling (figure);
  g_autofree char *words = g_strdup_printf ("%u/%u", row->n_papers, row->n_papers_wanted);
  /* Translators: which papers are not there, as a short list */
  g_autofree char *lacking = row->missing_papers != NULL ? g_strdup_printf (_("lacks %s"), row->missing_papers) : NULL;

  gtk_label_set_label (GTK_LABEL (figure), row->n_papers_wanted > 0 ? words : "—");
  set_urgent (figure, lacking != NULL);
  gtk_label_set_label (GTK_LABEL (missing), lacking != NULL ? lacking : "");
  gtk_widget_set_tooltip_text (missing, lacking);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            data)
{
  ZxStageCell cell = GPOINTER_TO_INT (data);
  ZxStageItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  const ZxStageRow *row = item->row;
  g_autofree char *words = NULL;

  switch (cell)
    {
    case ZX_STAGE_CELL_CHECK:
      /* Translators: what the check in a row is called: "Choose: Wang Xiaomei" */
      words = g_strdup_printf (_("Choose: %s"), row->name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_object_set_data_full (G_OBJECT (list_item), "zx-binding",
                              g_object_bind_property (item, "picked", child, "active",
                                                      G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL),
                              (GDestroyNotify) g_binding_unbind);
      break;

    case ZX_STAGE_CELL_NAME:
      gtk_label_set_label (GTK_LABEL (child), row->name);
      break;

    case ZX_STAGE_CELL_CLASS:
      gtk_label_set_label (GTK_LABEL (child), row->class_words);
      break;

    case ZX_STAGE_CELL_LEVEL:
      zx_badge_set_label (ZX_BADGE (child), row->level_words);
      zx_badge_set_rank (ZX_BADGE (child), row->level != NULL ? row->level_rank : 0);
      break;

    case ZX_STAGE_CELL_REASON:
      gtk_label_set_label (GTK_LABEL (child), row->reason != NULL ? row->reason : "—");
      gtk_widget_set_tooltip_text (child, row->reason);
      break;

    case ZX_STAGE_CELL_PAPERS:
      fill_papers (child, row);
      break;

    case ZX_STAGE_CELL_VISIT:
      words = row->visited_on != NULL ? zx_date_format (row->visited_on, item->today, ZX_DATE_SHOW_SHORT) : g_strdup (C_("visit", "not visited"));
      gtk_label_set_label (GTK_LABEL (child), words);
      set_urgent (child, row->visited_on == NULL);
      break;

    case ZX_STAGE_CELL_SINCE:
      words = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) MAX (row->days_here, 0)), row->days_here);
      gtk_label_set_label (GTK_LABEL (child), words);
      set_urgent (child, row->is_late);
      break;

    case ZX_STAGE_CELL_SINCE_DATE:
      words = row->since != NULL ? zx_date_format (row->since, item->today, ZX_DATE_SHOW_SHORT) : g_strdup ("—");
      gtk_label_set_label (GTK_LABEL (child), words);
      break;

    case ZX_STAGE_CELL_NOTICE:
      {
        GtkWidget *tag = gtk_widget_get_first_child (child);

        zx_tag_set_label (ZX_TAG (tag), row->n_open > 0 ? _("objection, not answered") : NULL);
        gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (tag)), row->n_open > 0 ? "" : _("no objection"));
        break;
      }

    default:
      g_assert_not_reached ();
    }
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            data)
{
  g_object_set_data (G_OBJECT (list_item), "zx-binding", NULL);
}

GtkListItemFactory *
zx_stage_cells_new (ZxStageCell cell)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (cell));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (cell));
  if (cell == ZX_STAGE_CELL_CHECK)
    g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}
