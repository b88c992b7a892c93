/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-notice"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-notice.h"

struct _ZxNotice
{
  AdwBin      parent_instance;
  GtkWidget  *revealer;
  GtkWidget  *strip;
  GtkWidget  *icon;
  GtkWidget  *text;
  GtkWidget  *details;
  GtkWidget  *details_button;
  GtkWidget  *second;
  GtkWidget  *button;
};

enum { ACTIVATED, SECOND_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxNotice, zx_notice, ADW_TYPE_BIN)

static void
button_clicked_cb (ZxNotice *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
second_clicked_cb (ZxNotice *self)
{
  g_signal_emit (self, signals[SECOND_ACTIVATED], 0);
}

static void
details_clicked_cb (ZxNotice *self)
{
  gtk_widget_set_visible (self->details, TRUE);
  gtk_widget_set_visible (self->details_button, FALSE);
}

/* A strip that slid away must not keep a button that Tab reaches. */
static void
child_revealed_cb (ZxNotice *self)
{
  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
zx_notice_class_init (ZxNoticeClass *klass)
{
  signals[ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SECOND_ACTIVATED] =
    g_signal_new ("second-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/zhuxue/Casebook/ui/zx-notice.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, revealer);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, strip);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, icon);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, text);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, details);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, details_button);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, button);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ZxNotice, second);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), button_clicked_cb);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), second_clicked_cb);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), details_clicked_cb);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), child_revealed_cb);
}

static void
zx_notice_init (ZxNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
zx_notice_new (void)
{
  return g_object_new (ZX_TYPE_NOTICE, NULL);
}

void
zx_notice_show (ZxNotice   *self,
                ZxTone      tone,
                const char *text,
                const char *button,
                const char *details)
{
  g_return_if_fail (ZX_IS_NOTICE (self));
  g_return_if_fail (text != NULL);

  zx_tone_apply (tone, self->strip);
  gtk_widget_set_visible (self->icon, tone >= ZX_TONE_SOON);
  gtk_label_set_label (GTK_LABEL (self->text), text);

  gtk_widget_set_visible (self->button, button != NULL);
  gtk_button_set_label (GTK_BUTTON (self->button), button != NULL ? button : "");
  gtk_widget_set_visible (self->second, FALSE);

  gtk_widget_set_visible (self->details, FALSE);
  gtk_widget_set_visible (self->details_button, details != NULL);
  gtk_label_set_label (GTK_LABEL (self->details), details != NULL ? details : "");

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

void
zx_notice_add_button (ZxNotice   *self,
                      const char *button)
{
  g_return_if_fail (ZX_IS_NOTICE (self));

  gtk_button_set_label (GTK_BUTTON (self->second), button);
  gtk_widget_set_visible (self->second, TRUE);
}

void
zx_notice_show_error (ZxNotice     *self,
                      const GError *error,
                      const char   *button)
{
  g_autofree char *sentence = NULL;
  const char *newline;

  g_return_if_fail (ZX_IS_NOTICE (self));
  g_return_if_fail (error != NULL);

  newline = strchr (error->message, '\n');
  sentence = newline != NULL ? g_strndup (error->message, newline - error->message)
                             : g_strdup (error->message);

  zx_notice_show (self, ZX_TONE_URGENT, sentence, button, newline != NULL ? newline + 1 : NULL);
}

void
zx_notice_hide (ZxNotice *self)
{
  g_return_if_fail (ZX_IS_NOTICE (self));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
zx_notice_is_shown (ZxNotice *self)
{
  g_return_val_if_fail (ZX_IS_NOTICE (self), FALSE);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

void
zx_notice_set_flat (ZxNotice *self,
                    gboolean  flat)
{
  g_return_if_fail (ZX_IS_NOTICE (self));

  if (flat)
    gtk_widget_add_css_class (self->strip, "flat-strip");
  else
    gtk_widget_remove_css_class (self->strip, "flat-strip");
}
