/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-badge"

#include "config.h"

#include "zx-badge.h"

#define LOWEST_RANK 4

struct _ZxBadge
{
  AdwBin      parent_instance;
  GtkWidget  *label;
  guint       rank;
};

enum { PROP_0, PROP_RANK, PROP_LABEL, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxBadge, zx_badge, ADW_TYPE_BIN)

static const char * const rank_classes[] = { NULL, "level-1", "level-2", "level-3", "level-4" };

static void
update_visible (ZxBadge *self)
{
  gtk_widget_set_visible (self->label,
                          self->rank > 0 && *gtk_label_get_label (GTK_LABEL (self->label)) != '\0');
}

static void
zx_badge_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ZxBadge *self = ZX_BADGE (object);

  switch (prop_id)
    {
    case PROP_RANK:
      g_value_set_uint (value, self->rank);
      break;

    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_badge_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  ZxBadge *self = ZX_BADGE (object);

  switch (prop_id)
    {
    case PROP_RANK:
      zx_badge_set_rank (self, g_value_get_uint (value));
      break;

    case PROP_LABEL:
      zx_badge_set_label (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_badge_class_init (ZxBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zx_badge_get_property;
  object_class->set_property = zx_badge_set_property;

  properties[PROP_RANK] =
    g_param_spec_uint ("rank", NULL, NULL, 0, LOWEST_RANK, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_badge_init (ZxBadge *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_add_css_class (self->label, "badge");
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_halign (self->label, GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (self), self->label);
}

GtkWidget *
zx_badge_new (guint       rank,
              const char *label)
{
  return g_object_new (ZX_TYPE_BADGE, "rank", rank, "label", label, NULL);
}

guint
zx_badge_get_rank (ZxBadge *self)
{
  g_return_val_if_fail (ZX_IS_BADGE (self), 0);

  return self->rank;
}

void
zx_badge_set_rank (ZxBadge *self,
                   guint    rank)
{
  g_return_if_fail (ZX_IS_BADGE (self));

  rank = MIN (rank, LOWEST_RANK);

  if (rank == self->rank)
    return;

  if (self->rank > 0)
    gtk_widget_remove_css_class (self->label, rank_classes[self->rank]);
  if (rank > 0)
    gtk_widget_add_css_class (self->label, rank_classes[rank]);

  self->rank = rank;
  update_visible (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANK]);
}

void
zx_badge_set_label (ZxBadge    *self,
                    const char *label)
{
  g_return_if_fail (ZX_IS_BADGE (self));

  if (label == NULL)
    label = "";

  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->label)), label))
    return;

  gtk_label_set_label (GTK_LABEL (self->label), label);
  update_visible (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}
