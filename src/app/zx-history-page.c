/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-history-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-history-list.h"
#include "zx-history-page.h"

struct _ZxHistoryPage
{
  ZxPage     parent_instance;
  GtkWidget *box;
  GtkWidget *list; /* NULL until the page is shown */
};

G_DEFINE_FINAL_TYPE (ZxHistoryPage, zx_history_page, ZX_TYPE_PAGE)

static void
zx_history_page_shown (ZxPage *page)
{
  ZxHistoryPage *self = ZX_HISTORY_PAGE (page);

  if (self->list == NULL)
    {
      self->list = zx_history_list_new (zx_session_of (self), NULL, 0);
      gtk_box_append (GTK_BOX (self->box), self->list);
    }
  zx_history_list_load (ZX_HISTORY_LIST (self->list));
}

static void
zx_history_page_class_init (ZxHistoryPageClass *klass)
{
  ZX_PAGE_CLASS (klass)->shown = zx_history_page_shown;
  ZX_PAGE_CLASS (klass)->refresh = zx_history_page_shown;
}

static void
zx_history_page_init (ZxHistoryPage *self)
{
  GtkWidget *scrolled = zx_page_scrolled_new (&self->box);

  adw_bin_set_child (ADW_BIN (self), scrolled);
  zx_page_set_title (ZX_PAGE (self), _("Everything that was changed"));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
}

ZxPage *
zx_history_page_new (void)
{
  return g_object_new (ZX_TYPE_HISTORY_PAGE, NULL);
}
