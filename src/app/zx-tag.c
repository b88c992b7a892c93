/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-tag"

#include "config.h"

#include "zx-tag.h"

struct _ZxTag
{
  AdwBin      parent_instance;
  GtkWidget  *label;
  ZxTone      tone;
};

enum { PROP_0, PROP_TONE, PROP_LABEL, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxTag, zx_tag, ADW_TYPE_BIN)

static const char * const tone_classes[] = { NULL, "good", "soon", "urgent" };

GType
zx_tone_get_type (void)
{
  static const GEnumValue values[] = {
    { ZX_TONE_PLAIN, "ZX_TONE_PLAIN", "plain" },
    { ZX_TONE_GOOD, "ZX_TONE_GOOD", "good" },
    { ZX_TONE_SOON, "ZX_TONE_SOON", "soon" },
    { ZX_TONE_URGENT, "ZX_TONE_URGENT", "urgent" },
    { 0, NULL, NULL }
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("ZxTone", values));

  return type;
}

void
zx_tone_apply (ZxTone     tone,
               GtkWidget *widget)
{
  for (guint i = 1; i < G_N_ELEMENTS (tone_classes); i++)
    if (i == tone)
      gtk_widget_add_css_class (widget, tone_classes[i]);
    else
      gtk_widget_remove_css_class (widget, tone_classes[i]);
}

static void
zx_tag_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  ZxTag *self = ZX_TAG (object);

  switch (prop_id)
    {
    case PROP_TONE:
      g_value_set_enum (value, self->tone);
      break;

    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_tag_set_property (GObject      *object,
                     guint         prop_id,
                     const GValue *value,
                     GParamSpec   *pspec)
{
  ZxTag *self = ZX_TAG (object);

  switch (prop_id)
    {
    case PROP_TONE:
      zx_tag_set_tone (self, g_value_get_enum (value));
      break;

    case PROP_LABEL:
      zx_tag_set_label (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_tag_class_init (ZxTagClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zx_tag_get_property;
  object_class->set_property = zx_tag_set_property;

  properties[PROP_TONE] =
    g_param_spec_enum ("tone", NULL, NULL, ZX_TYPE_TONE, ZX_TONE_PLAIN,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zx_tag_init (ZxTag *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_add_css_class (self->label, "tag");
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_halign (self->label, GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (self), self->label);
}

GtkWidget *
zx_tag_new (ZxTone      tone,
            const char *label)
{
  return g_object_new (ZX_TYPE_TAG, "tone", tone, "label", label, NULL);
}

void
zx_tag_set_tone (ZxTag  *self,
                 ZxTone  tone)
{
  g_return_if_fail (ZX_IS_TAG (self));

  if (tone == self->tone)
    return;

  self->tone = tone;
  zx_tone_apply (tone, self->label);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}

void
zx_tag_set_label (ZxTag      *self,
                  const char *label)
{
  g_return_if_fail (ZX_IS_TAG (self));

  if (label == NULL)
    label = "";

  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->label)), label))
    return;

  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_widget_set_visible (self->label, *label != '\0');

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}
