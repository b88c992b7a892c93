/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-identification"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-case-page.h"
#include "zx-identification-page.h"
#include "zx-identification.h"
#include "zx-query.h"
#include "zx-round.h"
#include "zx-session.h"

static void
open_application (ZxWindow *window,
                  gint64    id)
{
  ZxPage *page = zx_window_get_page (window);
  ZxSession *session = zx_session_of (window);
  g_autoptr (GError) error = NULL;

  /* Already there: nothing is put above itself. */
  if (ZX_IS_CASE_PAGE (page) && zx_case_page_get_id (ZX_CASE_PAGE (page)) == id)
    return;

  page = zx_case_page_new (session, id, &error);
  if (page != NULL)
    zx_window_push (window, page);
  else
    zx_session_report (session, error);
}

static void
open_application_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  open_application (data, g_variant_get_int64 (parameter));
}

/* --- a new application */

typedef struct
{
  ZxWindow *window;
  gint64    student;
  gint64    id;
  char     *term;
} Applying;

static gboolean
apply_action (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  Applying *applying = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_application);
  g_autofree char *year = g_strndup (applying->term, 9);

  zx_record_set_ref (record, "student", applying->student);
  zx_record_set_text (record, "school_year", year);
  zx_record_set_text (record, "term", applying->term);
  zx_record_set_text (record, "kind", "1");
  if (!zx_action_save (action, record, error))
    return FALSE;

  applying->id = zx_record_get_id (record);

  return TRUE;
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Applying *applying = data;
  ZxSession *session = zx_session_of (applying->window);
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      open_application (applying->window, applying->id);
      zx_session_did (session, _("A draft of the application was made"), &entry, FALSE);
    }
  else
    zx_session_report (session, error);

  g_object_unref (applying->window);
  g_free (applying->term);
  g_free (applying);
}

static void
apply_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  ZxWindow *window = data;
  ZxSession *session = zx_session_of (window);
  Applying *applying;

  if (!zx_session_can_write (session) || strlen (zx_session_get_term (session)) < 10)
    return;

  applying = g_new0 (Applying, 1);
  applying->window = g_object_ref (window);
  applying->student = g_variant_get_int64 (parameter);
  applying->term = g_strdup (zx_session_get_term (session));
  zx_casebook_act_async (zx_session_get_casebook (session), _("Application registered"), apply_action, applying, NULL, NULL,
                         applied_cb, applying);
}

/* --- the section */

static void
identification_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  ZxWindow *window = data;
  const char *stage = g_variant_get_string (parameter, NULL);

  zx_window_show_section (window, ZX_SECTION_IDENTIFICATION);
  if (g_str_equal (stage, "notice"))
    zx_identification_page_show_stage (ZX_IDENTIFICATION_PAGE (zx_window_get_section_page (window, ZX_SECTION_IDENTIFICATION)),
                                       ZX_APP_STAGE_NOTICE);
}

/* How many cases wait before the notice, beside the section's name. */
static void
update_count (ZxWindow *window)
{
  ZxSession *session = zx_session_of (window);
  ZxDb *db = zx_session_get_db (session);
  const char *term = zx_session_get_term (session);
  g_autofree char *year = term != NULL ? g_strndup (term, 9) : NULL;
  g_autofree char *count = NULL;
  g_autofree char *spoken = NULL;
  ZxStageCounts counts;
  guint n = 0;

  if (db != NULL && year != NULL && zx_stage_counts_load (db, year, NULL, zx_session_get_today (session), &counts, NULL))
    for (guint i = 0; i < ZX_APP_STAGE_NOTICE; i++)
      n += counts.stages[i];
  if (n > 0)
    {
      count = g_strdup_printf ("%u", n);
      /* Translators: read aloud after the name of the section */
      spoken = g_strdup_printf (ngettext ("%u application", "%u applications", n), n);
    }
  zx_window_set_count (window, ZX_SECTION_IDENTIFICATION, count, spoken, ZX_TONE_PLAIN);
}

static const GActionEntry actions[] = {
  { .name = "open-application", .activate = open_application_cb, .parameter_type = "x" },
  { .name = "apply", .activate = apply_cb, .parameter_type = "x" },
  { .name = "identification", .activate = identification_cb, .parameter_type = "s" },
};

void
zx_identification_install (ZxWindow *window)
{
  ZxSession *session = zx_session_of (window);

  zx_window_add_section (window, ZX_SECTION_IDENTIFICATION, ZX_TYPE_IDENTIFICATION_PAGE);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  g_signal_connect_object (session, "opened", G_CALLBACK (update_count), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (update_count), window, G_CONNECT_SWAPPED);
}
