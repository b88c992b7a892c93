/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visits"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-session.h"
#include "zx-visit-page.h"
#include "zx-visit-record-page.h"
#include "zx-visits-install.h"
#include "zx-visits-page.h"

/* Takes @page, or says why there is none. */
static void
push (ZxWindow     *window,
      ZxPage       *page,
      const GError *error)
{
  if (page != NULL)
    zx_window_push (window, page);
  else
    zx_session_report (zx_session_of (window), error);
}

static void
record_visit_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  ZxWindow *window = user_data;
  ZxSession *session = zx_session_of (window);
  g_autoptr (GError) error = NULL;

  if (zx_session_can_write (session))
    push (window, zx_visit_page_new (session, g_variant_get_int64 (parameter), &error), error);
}

/* For the child of the page one is on; a form that is open already stays the one. */
static void
new_visit_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ZxWindow *window = user_data;
  ZxPage *page = zx_window_get_page (window);
  gint64 student = 0;

  if (page == NULL || ZX_IS_VISIT_PAGE (page))
    return;

  if (ZX_PAGE_GET_CLASS (page)->get_student != NULL)
    student = ZX_PAGE_GET_CLASS (page)->get_student (page);
  g_action_group_activate_action (G_ACTION_GROUP (window), "record-visit", g_variant_new_int64 (student));
}

static void
open_draft_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ZxWindow *window = user_data;
  ZxSession *session = zx_session_of (window);
  g_autoptr (GError) error = NULL;

  if (zx_session_can_write (session))
    push (window, zx_visit_page_new_for_draft (session, g_variant_get_int64 (parameter), &error), error);
}

static void
open_visit_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ZxWindow *window = user_data;
  ZxSession *session = zx_session_of (window);
  g_autoptr (GError) error = NULL;

  if (zx_session_get_casebook (session) != NULL)
    push (window, zx_visit_record_page_new (session, g_variant_get_int64 (parameter), &error), error);
}

static const GActionEntry actions[] = {
  { .name = "record-visit", .activate = record_visit_action, .parameter_type = "x" },
  { .name = "new-visit", .activate = new_visit_action },
  { .name = "open-draft", .activate = open_draft_action, .parameter_type = "x" },
  { .name = "open-visit", .activate = open_visit_action, .parameter_type = "x" },
};

void
zx_visits_install (ZxWindow *window)
{
  zx_window_add_section (window, ZX_SECTION_VISITS, ZX_TYPE_VISITS_PAGE);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}
