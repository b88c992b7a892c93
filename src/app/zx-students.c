/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-students"

#include "config.h"

#include "zx-history-page.h"
#include "zx-search-source.h"
#include "zx-student-page.h"
#include "zx-students-page.h"
#include "zx-students.h"

static void
open_student_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  ZxWindow *window = data;
  ZxPage *page = zx_window_get_page (window);
  gint64 id = g_variant_get_int64 (parameter);

  /* Already there: nothing is put above itself. */
  if (ZX_IS_STUDENT_PAGE (page) && zx_student_page_get_id (ZX_STUDENT_PAGE (page)) == id)
    return;

  zx_window_push (window, zx_student_page_new (zx_session_of (window), id));
}

static void
register_student_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  ZxWindow *window = data;

  zx_window_show_section (window, ZX_SECTION_STUDENTS);
  zx_students_page_register (ZX_STUDENTS_PAGE (zx_window_get_section_page (window, ZX_SECTION_STUDENTS)), NULL);
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ZxWindow *window = data;

  ZxPage *below = zx_window_get_page (window);
  ZxPage *page;

  if (below == NULL || ZX_IS_HISTORY_PAGE (below))
    return;

  page = zx_history_page_new ();
  zx_page_set_section (page, zx_page_get_section (below));
  zx_window_push (window, page);
}

static const GActionEntry actions[] = {
  { "open-student", open_student_cb, "x" },
  { "register-student", register_student_cb },
  { "history", history_cb },
};

void
zx_students_install (ZxWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  zx_window_add_section (window, ZX_SECTION_STUDENTS, ZX_TYPE_STUDENTS_PAGE);
  zx_search_source_install (window);
}
