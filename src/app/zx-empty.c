/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-empty"

#include "config.h"

#include "zx-empty.h"
#include "zx-flow-layout.h"

struct _ZxEmpty
{
  AdwBin      parent_instance;
  GtkWidget  *page;
  GtkWidget  *buttons;
};

G_DEFINE_FINAL_TYPE (ZxEmpty, zx_empty, ADW_TYPE_BIN)

static void
zx_empty_class_init (ZxEmptyClass *klass)
{
}

static void
zx_empty_init (ZxEmpty *self)
{
  self->page = adw_status_page_new ();
  self->buttons = zx_flow_box_new ();

  gtk_widget_add_css_class (self->page, "zx-empty");
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->page), self->buttons);
  adw_bin_set_child (ADW_BIN (self), self->page);
}

GtkWidget *
zx_empty_new (const char *icon_name,
              const char *title,
              const char *description)
{
  ZxEmpty *self = g_object_new (ZX_TYPE_EMPTY, NULL);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->page), icon_name);
  zx_empty_set_text (self, title, description);

  return GTK_WIDGET (self);
}

void
zx_empty_set_text (ZxEmpty    *self,
                   const char *title,
                   const char *description)
{
  g_return_if_fail (ZX_IS_EMPTY (self));

  adw_status_page_set_title (ADW_STATUS_PAGE (self->page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->page), description);
}

GtkWidget *
zx_empty_add_button (ZxEmpty       *self,
                     ZxEmptyButton  look,
                     const char    *label)
{
  GtkWidget *button;

  g_return_val_if_fail (ZX_IS_EMPTY (self), NULL);

  button = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (button, "empty-button");

  if (look == ZX_EMPTY_PRIMARY)
    gtk_widget_add_css_class (button, "suggested-action");
  else if (look == ZX_EMPTY_FLAT)
    gtk_widget_add_css_class (button, "flat");

  gtk_box_append (GTK_BOX (self->buttons), button);

  return button;
}
