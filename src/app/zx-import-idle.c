/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-idle"

#include "config.h"

#include "zx-import-idle.h"
#include "zx-window.h"

#define IDLE_SECONDS  (5 * 60)
#define CHECK_SECONDS 15

typedef struct
{
  ZxPage           *page; /* which owns this */
  ZxImportIdleFunc  may_leave;
  gint64            touched_us;
  guint             id;
} Idle;

static gboolean
event_cb (Idle *idle)
{
  idle->touched_us = g_get_monotonic_time ();

  return GDK_EVENT_PROPAGATE;
}

static gboolean
idle_cb (gpointer data)
{
  Idle *idle = data;
  ZxWindow *window = zx_window_of (idle->page);

  if (g_get_monotonic_time () - idle->touched_us < (gint64) IDLE_SECONDS * G_USEC_PER_SEC ||
      window == NULL || (idle->may_leave != NULL && !idle->may_leave (idle->page)))
    return G_SOURCE_CONTINUE;

  idle->id = 0;
  zx_window_end_page (window, idle->page);

  return G_SOURCE_REMOVE;
}

static void
mapped_cb (Idle *idle)
{
  idle->touched_us = g_get_monotonic_time ();
  if (idle->id == 0)
    idle->id = g_timeout_add_seconds (CHECK_SECONDS, idle_cb, idle);
}

static void
unmapped_cb (Idle *idle)
{
  g_clear_handle_id (&idle->id, g_source_remove);
}

static void
idle_free (gpointer data)
{
  Idle *idle = data;

  g_clear_handle_id (&idle->id, g_source_remove);
  g_free (idle);
}

void
zx_import_leave_when_idle (ZxPage           *page,
                           ZxImportIdleFunc  may_leave)
{
  Idle *idle = g_new0 (Idle, 1);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  idle->page = page;
  idle->may_leave = may_leave;
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), idle);
  gtk_widget_add_controller (GTK_WIDGET (page), events);
  g_signal_connect_swapped (page, "map", G_CALLBACK (mapped_cb), idle);
  g_signal_connect_swapped (page, "unmap", G_CALLBACK (unmapped_cb), idle);
  g_object_set_data_full (G_OBJECT (page), "zx-import-idle", idle, idle_free);
}
