/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-identification-settings"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-identification-settings.h"
#include "zx-student-facts.h"

/* A setting that is one of some values; the first is what counts without it. */
typedef struct
{
  const char *key;
  const char *title;
  const char *subtitle;
  const char *values[4];
  const char *labels[4];
} Choice;

static const Choice choices[] = {
  { "grade_review", N_("Review by the grade"), N_("“As needed” leaves it out where a grade has one class"),
    { "on", "off", "auto" }, { NC_("grade review", "Always"), NC_("grade review", "Never"), NC_("grade review", "As needed") } },
  { "identify_every", N_("Identification"), NULL,
    { "year", "term" }, { NC_("identify", "Once a school year"), NC_("identify", "Every term") } },
  { "teachers_poll", N_("Poll of all teachers before deciding"), NULL,
    { "0", "1" }, { NC_("choice", "No"), NC_("choice", "Yes") } },
  { "notice_names", N_("Names on notices"), NULL,
    { "full", "masked" }, { NC_("NAMESTYLE", "Full name"), NC_("NAMESTYLE", "One character hidden") } },
  { "notice_level", N_("Level on notices"), N_("What a family lives on is nobody's business: without the level less is told"),
    { "0", "1" }, { NC_("notice level", "Left out"), NC_("notice level", "Written") } },
};

/* A setting that is written. */
typedef struct
{
  const char *key;
  const char *title;
  const char *usual; /* what counts without it */
} Entry;

static const Entry entries[] = {
  { "notice_days", N_("Working days of a notice (5 at least)"), "5" },
  { "short_notice_days", N_("Working days of a notice of temporary hardship"), "3" },
  { "notice_closing", N_("Until what time objections count on the last day"), "17:00" },
  { "return_days", N_("Working days to complete papers"), "3" },
  { "verify_days", N_("Working days to verify"), "10" },
  { "short_verify_days", N_("Working days to verify temporary hardship"), "3" },
  { "reply_days", N_("Working days to answer an objection"), "3" },
  { "talk_days", N_("Working days to talk with a refused family"), "3" },
  { "file_days", N_("Working days to have the file confirmed"), "10" },
};

static const Entry contacts[] = {
  { "notice_contact_place", N_("Place for objections"), "" },
  { "notice_contact_name", N_("Objections are received by"), "" },
  { "notice_contact_phone", N_("Phone for objections (else the school's)"), "" },
  { "notice_box", N_("Where the letter box hangs"), "" },
  { "notice_watch_name", N_("Supervised by"), "" },
  { "notice_watch_phone", N_("Phone of the supervisor"), "" },
};

#define N_LEVELS 3

struct _ZxIdentificationSettings
{
  GObject              parent_instance;
  ZxSession           *session; /* borrowed */
  AdwPreferencesGroup *levels;
  AdwPreferencesGroup *way;
  AdwPreferencesGroup *limits;
  AdwPreferencesGroup *notices;
  AdwComboRow         *level_words;
  GtkWidget           *own[N_LEVELS];
  AdwComboRow         *choices[G_N_ELEMENTS (choices)];
  GtkWidget           *entries[G_N_ELEMENTS (entries)];
  GtkWidget           *contacts[G_N_ELEMENTS (contacts)];
  gboolean             reading;
};

G_DEFINE_FINAL_TYPE (ZxIdentificationSettings, zx_identification_settings, G_TYPE_OBJECT)

enum { LEVELS_A, LEVELS_B, LEVELS_OWN };

/* --- storing */

typedef struct
{
  const char *key;
  const char *value;
} Pair;

static gboolean
write_setting (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  const Pair *pair = data;

  return zx_action_set_setting (action, pair->key, pair->value, error);
}

static gboolean
is_writing (ZxIdentificationSettings *self)
{
  return !self->reading && self->session != NULL && zx_session_get_casebook (self->session) != NULL && zx_session_can_write (self->session);
}

/* Stores it unless it is so already; a sentence of the rule where it must not be. */
static gboolean
store (ZxIdentificationSettings *self,
       const char               *key,
       const char               *value,
       const char               *usual,
       const char               *title)
{
  g_autofree char *before = zx_setting_dup (zx_session_get_db (self->session), key);
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  Pair pair = { key, value };
  ZxEntryId entry = { 0 };

  if (g_strcmp0 (before != NULL && *before != '\0' ? before : usual, *value != '\0' ? value : usual) == 0)
    return TRUE;

  /* Translators: in the history: "Change: Phone" */
  label = g_strdup_printf (_("Change: %s"), title);
  if (!zx_casebook_act (zx_session_get_casebook (self->session), label, write_setting, &pair, &entry, &error))
    {
      zx_session_report (self->session, error);
      return FALSE;
    }
  zx_notice_hide (zx_window_get_notice (zx_session_get_window (self->session)));
  zx_session_did (self->session, label, &entry, FALSE);

  return TRUE;
}

static void
mark (GtkWidget *row,
      gboolean   fine)
{
  static const char * const classes[] = { "invalid", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (fine)
      gtk_widget_remove_css_class (row, classes[i]);
    else
      gtk_widget_add_css_class (row, classes[i]);
}

static void
left_cb (ZxIdentificationSettings *self,
         GtkEventControllerFocus  *focus)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));
  const Entry *entry = g_object_get_data (G_OBJECT (row), "entry");
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (!is_writing (self))
    return;

  mark (row, store (self, entry->key, value, entry->usual, _(entry->title)));
}

static void
choice_cb (ZxIdentificationSettings *self,
           GParamSpec               *pspec,
           AdwComboRow              *row)
{
  const Choice *choice = g_object_get_data (G_OBJECT (row), "choice");
  guint at = adw_combo_row_get_selected (row);

  if (is_writing (self) && at < G_N_ELEMENTS (choice->values) && choice->values[at] != NULL)
    store (self, choice->key, choice->values[at], choice->values[0], _(choice->title));
}

static void
show_own (ZxIdentificationSettings *self)
{
  gboolean own = adw_combo_row_get_selected (self->level_words) == LEVELS_OWN;

  for (guint i = 0; i < N_LEVELS; i++)
    gtk_widget_set_visible (self->own[i], own);
}

static void
store_own (ZxIdentificationSettings *self)
{
  g_autofree char *words[N_LEVELS] = { NULL };
  g_autofree char *value = NULL;
  gboolean fine;

  if (!is_writing (self) || adw_combo_row_get_selected (self->level_words) != LEVELS_OWN)
    return;

  /* A comma lies between the words. */
  for (guint i = 0; i < N_LEVELS; i++)
    words[i] = g_strdelimit (g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->own[i])))), ",", ' ');
  value = g_strjoin (",", words[0], words[1], words[2], NULL);
  fine = store (self, "level_words", value, "A", _("Words for the levels"));
  for (guint i = 0; i < N_LEVELS; i++)
    mark (self->own[i], fine);
}

static void
levels_cb (ZxIdentificationSettings *self)
{
  guint at = adw_combo_row_get_selected (self->level_words);

  show_own (self);
  if (!is_writing (self))
    return;

  if (at == LEVELS_OWN)
    store_own (self);
  else
    store (self, "level_words", at == LEVELS_B ? "B" : "A", "A", _("Words for the levels"));
}

/* --- reading */

static void
read_levels (ZxIdentificationSettings *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autofree char *stored = zx_setting_dup (db, "level_words");
  g_auto (ZxLevelWords) words = { 0 };

  zx_level_words_load (&words, db);
  adw_combo_row_set_selected (self->level_words, stored == NULL || *stored == '\0' || g_str_equal (stored, "A") ? LEVELS_A
                                                 : g_str_equal (stored, "B")                                  ? LEVELS_B
                                                                                                              : LEVELS_OWN);
  for (guint i = 0; i < N_LEVELS; i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->own[i]), words.words[i + 1]);
      mark (self->own[i], TRUE);
    }
  show_own (self);
}

static void
read_entry (ZxIdentificationSettings *self,
            GtkWidget                *row,
            const Entry              *entry)
{
  g_autofree char *stored = zx_setting_dup (zx_session_get_db (self->session), entry->key);

  /* What was refused stays to be corrected. */
  if (gtk_widget_has_css_class (row, "invalid"))
    return;

  gtk_editable_set_text (GTK_EDITABLE (row), stored != NULL && *stored != '\0' ? stored : entry->usual);
}

void
zx_identification_settings_read (ZxIdentificationSettings *self,
                                 ZxSession                *session)
{
  gboolean open = zx_session_get_casebook (session) != NULL;

  self->session = session;
  gtk_widget_set_visible (GTK_WIDGET (self->levels), open);
  gtk_widget_set_visible (GTK_WIDGET (self->way), open);
  gtk_widget_set_visible (GTK_WIDGET (self->limits), open);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), open);
  if (!open)
    return;

  self->reading = TRUE;
  read_levels (self);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *stored = zx_setting_dup (zx_session_get_db (session), choices[i].key);

      adw_combo_row_set_selected (self->choices[i], 0);
      for (guint k = 0; k < G_N_ELEMENTS (choices[i].values); k++)
        if (choices[i].values[k] != NULL && g_strcmp0 (stored, choices[i].values[k]) == 0)
          adw_combo_row_set_selected (self->choices[i], k);
    }
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    read_entry (self, self->entries[i], &entries[i]);
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    read_entry (self, self->contacts[i], &contacts[i]);
  self->reading = FALSE;
}

/* --- the groups */

static AdwPreferencesGroup *
group_new (AdwPreferencesPage *page,
           const char         *title,
           const char         *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}

static void
add_leave (ZxIdentificationSettings *self,
           GtkWidget                *row,
           GCallback                 left)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", left, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, focus);
}

static GtkWidget *
entry_row_new (ZxIdentificationSettings *self,
               const Entry              *entry)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(entry->title));
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  add_leave (self, row, G_CALLBACK (left_cb));

  return row;
}

static const char *
get_label (const Choice *choice,
           guint         at)
{
  static const char * const contexts[] = { "grade review", "identify", "choice", "NAMESTYLE", "notice level" };

  return g_dpgettext2 (NULL, contexts[choice - choices], choice->labels[at]);
}

static AdwComboRow *
choice_row_new (ZxIdentificationSettings *self,
                const Choice             *choice)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choice->labels) && choice->labels[i] != NULL; i++)
    gtk_string_list_append (labels, get_label (choice, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(choice->title));
  if (choice->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(choice->subtitle));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_object_set_data (G_OBJECT (row), "choice", (gpointer) choice);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);

  return ADW_COMBO_ROW (row);
}

static void
build_levels (ZxIdentificationSettings *self)
{
  const char *presets[] = {
    _("Special hardship, hardship, some hardship"), _("Special, relative, temporary hardship"), _("Words of our own"), NULL,
  };
  const char *titles[N_LEVELS] = { _("First level"), _("Second level"), _("Third level") };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (presets);

  self->level_words = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->level_words), _("Words for the levels"));
  adw_combo_row_set_model (self->level_words, G_LIST_MODEL (labels));
  g_signal_connect_object (self->level_words, "notify::selected", G_CALLBACK (levels_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->levels, GTK_WIDGET (self->level_words));
  for (guint i = 0; i < N_LEVELS; i++)
    {
      self->own[i] = adw_entry_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->own[i]), titles[i]);
      add_leave (self, self->own[i], G_CALLBACK (store_own));
      adw_preferences_group_add (self->levels, self->own[i]);
    }
}

ZxIdentificationSettings *
zx_identification_settings_new (AdwPreferencesPage *page)
{
  ZxIdentificationSettings *self = g_object_new (ZX_TYPE_IDENTIFICATION_SETTINGS, NULL);

  self->levels = group_new (page, _("Levels"), _("As the county calls them; badges, ledgers and notices follow."));
  self->way = group_new (page, _("Way of identification"), _("Which steps the school has."));
  self->limits = group_new (page, _("Time limits of identification"), _("In working days of the school's calendar."));
  self->notices = group_new (page, _("On notices"), _("Stands below the list; each notice keeps what it was posted with."));
  build_levels (self);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      self->choices[i] = choice_row_new (self, &choices[i]);
      adw_preferences_group_add (i < 3 ? self->way : self->notices, GTK_WIDGET (self->choices[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      self->entries[i] = entry_row_new (self, &entries[i]);
      adw_preferences_group_add (self->limits, self->entries[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      self->contacts[i] = entry_row_new (self, &contacts[i]);
      adw_preferences_group_add (self->notices, self->contacts[i]);
    }

  return self;
}

static void
zx_identification_settings_class_init (ZxIdentificationSettingsClass *klass)
{
}

static void
zx_identification_settings_init (ZxIdentificationSettings *self)
{
  self->reading = TRUE;
}
