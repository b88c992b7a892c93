/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-identification-around"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-carry-page.h"
#include "zx-class-review-page.h"
#include "zx-class-reviews-page.h"
#include "zx-hardship-page.h"
#include "zx-identification-around.h"
#include "zx-round.h"
#include "zx-session.h"

/* --- pages */

static void
class_reviews_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  ZxWindow *window = data;

  if (!ZX_IS_CLASS_REVIEWS_PAGE (zx_window_get_page (window)))
    zx_window_push (window, zx_class_reviews_page_new (zx_session_of (window)));
}

static void
class_review_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  ZxWindow *window = data;
  ZxSession *session = zx_session_of (window);
  ZxPage *page = zx_window_get_page (window);
  gint64 id = g_variant_get_int64 (parameter);
  g_autoptr (GError) error = NULL;

  if (ZX_IS_CLASS_REVIEW_PAGE (page) && zx_class_review_page_get_id (ZX_CLASS_REVIEW_PAGE (page)) == id)
    return;

  page = zx_class_review_page_new (session, id, &error);
  if (page != NULL)
    zx_window_push (window, page);
  else
    zx_session_report (session, error);
}

static void
hardship_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  ZxWindow *window = data;
  ZxSession *session = zx_session_of (window);

  if (zx_session_can_write (session))
    zx_window_push (window, zx_hardship_page_new (session, g_variant_get_int64 (parameter)));
}

static void
carry_forward_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  ZxWindow *window = data;

  if (!ZX_IS_CARRY_PAGE (zx_window_get_page (window)))
    zx_window_push (window, zx_carry_page_new (zx_session_of (window)));
}

/* --- the time for applications */

static gboolean
open_round (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  return zx_action_open_round (action, data, NULL, error);
}

static gboolean
close_round (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  return zx_action_close_round (action, *(const gint64 *) data, error);
}

static void
open_round_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  ZxSession *session = zx_session_of (data);

  zx_session_act (session, _("Applications are taken again"), NULL, open_round, g_strdup (zx_session_get_term (session)), g_free);
}

static void
close_round_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  ZxSession *session = zx_session_of (data);
  gint64 round = zx_round_find (zx_session_get_db (session), zx_session_get_term (session), TRUE, NULL);

  if (round != 0)
    zx_session_act (session, _("The time for applications was ended"), NULL, close_round, g_memdup2 (&round, sizeof round), g_free);
}

static void
enable (ZxWindow   *window,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* The menu shows what can be done now. */
static void
update_actions (ZxWindow *window)
{
  ZxSession *session = zx_session_of (window);
  ZxDb *db = zx_session_get_db (session);
  const char *term = zx_session_get_term (session);
  gboolean writes = db != NULL && zx_session_can_write (session);
  gboolean any = writes && zx_round_find (db, term, FALSE, NULL) != 0;
  gboolean open = writes && zx_round_find (db, term, TRUE, NULL) != 0;

  enable (window, "close-round", open);
  enable (window, "open-round", any && !open);
  enable (window, "carry-forward", open);
}

static const GActionEntry actions[] = {
  { .name = "class-reviews", .activate = class_reviews_cb },
  { .name = "class-review", .activate = class_review_cb, .parameter_type = "x" },
  { .name = "hardship", .activate = hardship_cb, .parameter_type = "x" },
  { .name = "carry-forward", .activate = carry_forward_cb },
  { .name = "open-round", .activate = open_round_cb },
  { .name = "close-round", .activate = close_round_cb },
};

void
zx_identification_around_install (ZxWindow *window)
{
  ZxSession *session = zx_session_of (window);

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  g_signal_connect_object (session, "opened", G_CALLBACK (update_actions), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (update_actions), window, G_CONNECT_SWAPPED);
}
