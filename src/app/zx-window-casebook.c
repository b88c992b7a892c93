/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-window"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-history.h"
#include "zx-query.h"
#include "zx-settings.h"
#include "zx-window-private.h"

/* --- the school, its term and who works here ----------------------------- */

static char *
dup_actor_key (ZxWindow *self)
{
  /* A path is no key of a settings file. */
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, zx_casebook_get_path (self->casebook), -1);

  return g_strconcat ("actor-", sum, NULL);
}

static GPtrArray *
load_people (ZxWindow *self)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_staff);
  g_autoptr (GError) error = NULL;
  GPtrArray *people = zx_query_load (query, zx_window_get_db (self), NULL, &error);

  if (people == NULL)
    g_warning ("The staff cannot be read: %s", error->message);

  return people;
}

static void
actor_changed_cb (GSimpleAction *action,
                  GVariant      *state,
                  ZxWindow      *self)
{
  g_autofree char *key = dup_actor_key (self);

  zx_casebook_set_actor (self->casebook, g_variant_get_string (state, NULL));
  zx_settings_set_note (key, g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
  zx_window_refresh (self);
}

/* Who sits here: the name chosen last on this machine, else the one who set the casebook up. */
static void
choose_actor (ZxWindow  *self,
              GPtrArray *people)
{
  const char *present = zx_casebook_get_actor (self->casebook);
  g_autofree char *key = dup_actor_key (self);
  g_autofree char *name = NULL;
  g_autoptr (GSimpleAction) action = NULL;

  if (present != NULL && *present != '\0')
    name = g_strdup (present);
  else
    name = zx_settings_dup_note (key);

  if (name == NULL && people != NULL && people->len > 0)
    name = g_strdup (zx_record_get_text (g_ptr_array_index (people, 0), "name"));

  if (name != NULL)
    zx_casebook_set_actor (self->casebook, name);

  action = g_simple_action_new_stateful ("actor", G_VARIANT_TYPE_STRING,
                                         g_variant_new_string (name != NULL ? name : ""));
  g_signal_connect_object (action, "change-state", G_CALLBACK (actor_changed_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static GMenuModel *
school_menu_new (GPtrArray *people)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) names = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const char *name = zx_record_get_text (g_ptr_array_index (people, i), "name");
      g_autoptr (GMenuItem) item = NULL;

      if (name == NULL)
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

void
zx_window_update_school (ZxWindow *self)
{
  g_autoptr (ZxQuery) query = NULL;
  g_autoptr (GPtrArray) schools = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GMenuModel) menu = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *term = NULL;
  g_autofree char *term_words = NULL;
  const char *name = NULL;

  g_return_if_fail (ZX_IS_WINDOW (self));

  if (self->casebook == NULL)
    return;

  query = zx_query_new (&zx_kind_school);
  schools = zx_query_load (query, zx_window_get_db (self), NULL, &error);
  if (schools == NULL)
    g_warning ("The school cannot be read: %s", error->message);
  else if (schools->len > 0)
    name = zx_record_get_text (g_ptr_array_index (schools, 0), "name");

  term = zx_casebook_dup_term (self->casebook);
  term_words = zx_term_format (term);
  zx_sidebar_set_school (self->sidebar, name != NULL ? name : "", term_words);
  zx_settings_add_recent (zx_casebook_get_path (self->casebook), name);

  people = load_people (self);
  choose_actor (self, people);
  menu = school_menu_new (people);
  zx_sidebar_set_terms (self->sidebar, menu);
}

/* --- what changed, and taking it back ------------------------------------- */

void
zx_window_update_undo (ZxWindow *self)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  g_autofree char *tooltip = NULL;

  if (self->casebook != NULL && !zx_casebook_is_read_only (self->casebook))
    {
      undo = zx_casebook_dup_undo_words (self->casebook, self->since);
      redo = zx_casebook_dup_redo_words (self->casebook, self->since);
    }

  if (undo != NULL)
    /* Translators: %s says what was done last: "Undo: moved the follow-up of …" */
    tooltip = g_strdup_printf (_("Undo: %s"), undo);
  else
    tooltip = g_strdup (_("Nothing to undo"));

  gtk_widget_set_tooltip_text (self->undo_button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo != NULL);
}

static void
changed_cb (ZxWindow *self)
{
  zx_window_update_undo (self);
  zx_window_refresh (self);
}

static void
say_undone (ZxWindow     *self,
            ZxUndoResult *result,
            const char   *text)
{
  if (result->kept != NULL && result->kept->len > 0)
    {
      g_autofree char *kept = g_strdup (g_ptr_array_index (result->kept, 0));

      zx_notice_show (self->notice, ZX_TONE_SOON, kept, NULL, NULL);
    }

  zx_window_toast (self, text);
}

static void
undo_one (ZxWindow *self,
          gint64    action,
          gint64    since)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL)
    return;

  if (zx_casebook_undo (self->casebook, action, since, &result, &error))
    {
      /* Translators: %s says what was taken back */
      g_autofree char *text = g_strdup_printf (_("Undone: %s"), result.words);

      say_undone (self, &result, text);
    }
  else
    {
      zx_window_show_error (self, error);
    }
}

void
zx_window_undo (ZxWindow *self)
{
  undo_one (self, 0, self->since);
}

void
zx_window_redo (ZxWindow *self)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL)
    return;

  if (zx_casebook_redo (self->casebook, 0, self->since, &result, &error))
    {
      /* Translators: %s says what was done again */
      g_autofree char *text = g_strdup_printf (_("Done again: %s"), result.words);

      say_undone (self, &result, text);
    }
  else
    {
      zx_window_show_error (self, error);
    }
}

typedef struct
{
  ZxWindow *window; /* weak */
  gint64    action;
} UndoButton;

static void
undo_button_free (gpointer data)
{
  UndoButton *button = data;

  g_clear_weak_pointer (&button->window);
  g_free (button);
}

static void
undo_button_clicked (gpointer data)
{
  UndoButton *button = data;

  if (button->window != NULL)
    undo_one (button->window, button->action, 0);
}

void
zx_window_toast_done (ZxWindow        *self,
                      const char      *text,
                      const ZxEntryId *entry,
                      gboolean         bulk)
{
  UndoButton *button;

  g_return_if_fail (ZX_IS_WINDOW (self));

  if (entry == NULL || entry->seq == 0)
    {
      zx_window_toast (self, text);
      return;
    }

  button = g_new0 (UndoButton, 1);
  g_set_weak_pointer (&button->window, self);
  button->action = entry->action;
  zx_window_toast_with_button (self, text, bulk ? ZX_TOAST_SECONDS_BULK : ZX_TOAST_SECONDS, _("Undo"),
                               undo_button_clicked, button, undo_button_free);
}

void
zx_window_show_error (ZxWindow     *self,
                      const GError *error)
{
  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zx_notice_show_error (self->notice, error, _("Close"));
}

/* --- the casebook --------------------------------------------------------- */

void
zx_window_set_casebook (ZxWindow   *self,
                        ZxCasebook *casebook)
{
  g_return_if_fail (ZX_IS_WINDOW (self));
  g_return_if_fail (casebook == NULL || ZX_IS_CASEBOOK (casebook));

  zx_window_clear_pages (self);
  zx_notice_hide (self->notice);

  if (self->casebook != NULL)
    g_signal_handlers_disconnect_by_func (self->casebook, changed_cb, self);

  g_set_object (&self->casebook, casebook);

  if (casebook != NULL)
    {
      self->since = zx_casebook_get_last_action (casebook);
      g_signal_connect_object (casebook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      zx_window_update_school (self);
    }

  zx_window_update_undo (self);
}

ZxCasebook *
zx_window_get_casebook (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->casebook;
}

ZxDb *
zx_window_get_db (ZxWindow *self)
{
  g_return_val_if_fail (ZX_IS_WINDOW (self), NULL);

  return self->casebook != NULL ? zx_casebook_get_reader (self->casebook) : NULL;
}
