/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-school-menu"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-new-term-page.h"
#include "zx-query.h"
#include "zx-school-menu.h"
#include "zx-session.h"
#include "zx-settings.h"

/* Under which the name of who works here is kept on this machine. A path is no key of a settings file. */
static char *
dup_actor_note (ZxSession *session)
{
  const char *path = zx_casebook_get_path (zx_session_get_casebook (session));
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, path, -1);

  return g_strconcat ("actor-", sum, NULL);
}

static GPtrArray *
load_all (ZxSession    *session,
          const ZxKind *kind)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autoptr (GError) error = NULL;
  GPtrArray *records = zx_query_load (query, zx_session_get_db (session), NULL, &error);

  if (records == NULL)
    g_warning ("%s cannot be read: %s", kind->key, error->message);

  return records;
}

static void
actor_changed_cb (GSimpleAction *action,
                  GVariant      *state,
                  ZxWindow      *window)
{
  ZxSession *session = zx_session_of (window);
  g_autofree char *note = NULL;

  if (zx_session_get_casebook (session) == NULL)
    return;

  note = dup_actor_note (session);
  zx_casebook_set_actor (zx_session_get_casebook (session), g_variant_get_string (state, NULL));
  zx_settings_set_note (note, g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
  zx_window_refresh (window);
}

/* Who sits here: the name chosen last on this machine, else the first of the staff. */
static void
choose_actor (ZxWindow  *window,
              ZxSession *session,
              GPtrArray *people)
{
  ZxCasebook *casebook = zx_session_get_casebook (session);
  const char *present = zx_casebook_get_actor (casebook);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), "actor");
  g_autofree char *note = dup_actor_note (session);
  g_autofree char *name = NULL;

  /* The login name is what a casebook opens with; nobody chose it. */
  if (present != NULL && strcmp (present, g_get_user_name ()) != 0)
    name = g_strdup (present);
  else
    name = zx_settings_dup_note (note);

  if (name == NULL && people != NULL && people->len > 0)
    name = g_strdup (zx_record_get_text (g_ptr_array_index (people, 0), "name"));

  if (name != NULL && g_strcmp0 (name, present) != 0)
    zx_casebook_set_actor (casebook, name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (name != NULL ? name : ""));
}

/* The working term and those before it, newest first. */
static GMenuModel *
terms_new (ZxSession *session)
{
  g_autofree char *working = zx_casebook_dup_working_term (zx_session_get_casebook (session));
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_term);
  g_autoptr (GPtrArray) terms = NULL;
  GMenu *menu = g_menu_new ();

  zx_query_sort (query, "name", TRUE, NULL);
  terms = zx_query_load (query, zx_session_get_db (session), NULL, NULL);
  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const char *name = zx_record_get_text (g_ptr_array_index (terms, i), "name");
      g_autofree char *words = zx_term_format (name);
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (name == NULL || g_strcmp0 (name, working) > 0)
        continue;

      /* Translators: in the list of terms, the one the school works in */
      label = g_strcmp0 (name, working) == 0 ? g_strdup_printf (_("%s (now)"), words) : g_strdup (words);
      item = g_menu_item_new (NULL, NULL);
      g_menu_item_set_attribute (item, "label", "s", label);
      g_menu_item_set_action_and_target (item, "win.term", "s", name);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static GMenuModel *
menu_new (ZxSession *session,
          GPtrArray *people)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) terms = terms_new (session);
  g_autoptr (GMenu) start = g_menu_new ();
  g_autoptr (GMenu) names = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  /* Translators: heading over the terms one can look at */
  g_menu_append_section (menu, _("Term"), terms);
  g_menu_append (start, _("Start a new term…"), "win.new-term");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (start));

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      ZxRecord *person = g_ptr_array_index (people, i);
      const char *name = zx_record_get_text (person, "name");
      g_autoptr (GMenuItem) item = NULL;

      if (name == NULL || zx_record_has (person, "left_on"))
        continue;

      item = g_menu_item_new (NULL, NULL);
      g_menu_item_set_attribute (item, "label", "s", name);
      g_menu_item_set_action_and_target (item, "win.actor", "s", name);
      g_menu_append_item (names, item);
    }

  if (g_menu_model_get_n_items (G_MENU_MODEL (names)) > 0)
    /* Translators: heading over the names of the staff: who is working here now */
    g_menu_append_section (menu, _("You are"), G_MENU_MODEL (names));

  g_menu_append (more, _("School and staff…"), "win.section::settings");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}

/* --- looking at an old term */

static void
term_changed_cb (GSimpleAction *action,
                 GVariant      *state,
                 ZxWindow      *window)
{
  ZxSession *session = zx_session_of (window);
  g_autofree char *working = NULL;
  const char *term = g_variant_get_string (state, NULL);

  if (zx_session_get_casebook (session) == NULL)
    return;

  working = zx_casebook_dup_working_term (zx_session_get_casebook (session));
  zx_session_look_at_term (session, g_strcmp0 (term, working) == 0 ? NULL : term);
}

static void
back_cb (ZxWindow *window)
{
  zx_session_look_at_term (zx_session_of (window), NULL);
}

static void
new_term_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  ZxWindow *window = data;

  if (zx_session_can_write (zx_session_of (window)) && !ZX_IS_NEW_TERM_PAGE (zx_window_get_page (window)))
    zx_window_push (window, zx_new_term_page_new ());
}

/* What may be done, and the yellow line that says why not. */
static void
show_term (ZxWindow  *window,
           ZxSession *session)
{
  static const char * const writing[] = { "new-term", "new-visit", "record-visit", "register-student", "import" };
  const char *old_term = zx_session_get_old_term (session);
  const char *term = zx_session_get_term (session);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), "term");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (term != NULL ? term : ""));
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    {
      action = g_action_map_lookup_action (G_ACTION_MAP (window), writing[i]);
      if (action != NULL)
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action), zx_session_can_write (session));
    }

  if (old_term != NULL)
    {
      g_autofree char *words = zx_term_format (old_term);
      g_autofree char *line = g_strdup_printf (_("You are looking at %s; it can only be read, not changed"), words);

      zx_notice_show (zx_window_get_term_notice (window), ZX_TONE_SOON, line, _("Back to this term"), NULL);
    }
  else
    zx_notice_hide (zx_window_get_term_notice (window));
}

static void
update (ZxWindow *window)
{
  ZxSession *session = zx_session_of (window);
  ZxCasebook *casebook = zx_session_get_casebook (session);
  g_autoptr (GPtrArray) schools = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *term = NULL;
  const char *name = NULL;

  if (casebook == NULL)
    return;

  schools = load_all (session, &zx_kind_school);
  if (schools != NULL && schools->len > 0)
    name = zx_record_get_text (g_ptr_array_index (schools, 0), "name");

  term = zx_term_format (zx_session_get_term (session));
  zx_window_set_school (window, name != NULL ? name : "", term);
  zx_settings_add_recent (zx_casebook_get_path (casebook), name);

  people = load_all (session, &zx_kind_staff);
  choose_actor (window, session, people);
  menu = menu_new (session, people);
  show_term (window, session);
  zx_window_set_terms (window, menu);
}

void
zx_school_menu_install (ZxWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "new-term", .activate = new_term_action },
  };
  ZxSession *session = zx_session_of (window);
  g_autoptr (GSimpleAction) action = NULL;

  action = g_simple_action_new_stateful ("actor", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (action, "change-state", G_CALLBACK (actor_changed_cb), window, 0);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));

  g_clear_object (&action);
  action = g_simple_action_new_stateful ("term", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (action, "change-state", G_CALLBACK (term_changed_cb), window, 0);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect_object (zx_window_get_term_notice (window), "activated", G_CALLBACK (back_cb), window, G_CONNECT_SWAPPED);

  g_signal_connect_object (session, "opened", G_CALLBACK (update), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), window, G_CONNECT_SWAPPED);
}
