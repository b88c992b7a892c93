/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-school-settings"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date-entry.h"
#include "zx-field-row.h"
#include "zx-query.h"
#include "zx-school-settings.h"
#include "zx-student-facts.h"

/* The fields of the school that notices, ledgers and file names use. */
static const char * const school_fields[] = { "name", "short", "code", "region", "county", "town", "phone", "address", "account" };

/* What is chosen, not written. */
static const char * const school_choices[] = { "stages", "is_boarding" };

static const char * const visit_rules[] = { "quarter", "term", "quarter+phone", "term+phone" };

struct _ZxSchoolSettings
{
  GObject              parent_instance;
  ZxSession           *session; /* borrowed */
  AdwPreferencesGroup *school;
  AdwPreferencesGroup *staff;
  AdwPreferencesGroup *classes;
  AdwPreferencesGroup *visits;
  AdwPreferencesGroup *terms;
  AdwPreferencesGroup *days;
  GtkWidget           *fields[G_N_ELEMENTS (school_fields)];
  GtkWidget           *choices; /* NULL until a casebook is open */
  GtkWidget           *new_name;
  GtkWidget           *new_post;
  AdwComboRow         *visit_rule;
  GtkWidget           *day;
  GtkWidget           *day_name;
  GtkWidget           *day_kind;
  GPtrArray           *staff_rows; /* of the list, to be taken out again */
  GPtrArray           *class_rows;
  GPtrArray           *term_rows;
  GPtrArray           *day_rows;
  gint64               school_id;
  gboolean             reading;
};

G_DEFINE_FINAL_TYPE (ZxSchoolSettings, zx_school_settings, G_TYPE_OBJECT)

/* --- storing */

static void
store (ZxSchoolSettings *self,
       const ZxKind     *kind,
       gint64            id,
       GtkWidget        *row)
{
  const char *field = g_object_get_data (G_OBJECT (row), "field");
  g_autoptr (GError) error = NULL;

  if (self->reading || self->session == NULL || zx_session_get_casebook (self->session) == NULL)
    return;

  if (zx_session_store_field (self->session, kind, id, field, gtk_editable_get_text (GTK_EDITABLE (row)), &error))
    {
      gtk_widget_remove_css_class (row, "invalid");
      return;
    }

  gtk_widget_add_css_class (row, "invalid");
  zx_session_report (self->session, error);
}

static void
school_left_cb (ZxSchoolSettings        *self,
                GtkEventControllerFocus *focus)
{
  store (self, &zx_kind_school, self->school_id, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
}

static GtkWidget *
entry_row_new (ZxSchoolSettings *self,
               const char       *title,
               const char       *field,
               GCallback         left)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (field), g_free);
  g_signal_connect_swapped (focus, "leave", left, self);
  gtk_widget_add_controller (row, focus);

  return row;
}

static gboolean
write_visit_rule (ZxAction  *action,
                  gpointer   data,
                  GError   **error)
{
  return zx_action_set_setting (action, "visit_rule", data, error);
}

static void
visit_rule_cb (ZxSchoolSettings *self)
{
  guint selected = adw_combo_row_get_selected (self->visit_rule);

  if (self->reading || self->session == NULL || selected >= G_N_ELEMENTS (visit_rules))
    return;

  zx_session_act (self->session, _("Change how visits are counted"), NULL, write_visit_rule,
                  (gpointer) visit_rules[selected], NULL);
}

static void
add_staff_cb (ZxSchoolSettings *self)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_staff);
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (!zx_record_set_from_string (record, "name", gtk_editable_get_text (GTK_EDITABLE (self->new_name)), &error) ||
      !zx_record_set_from_string (record, "post", gtk_editable_get_text (GTK_EDITABLE (self->new_post)), &error) ||
      !zx_casebook_save (zx_session_get_casebook (self->session), _("Add a teacher"), record, &entry, &error))
    {
      zx_session_report (self->session, error);
      return;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->new_post), "");
  zx_session_did (self->session, _("Teacher added"), &entry, FALSE);
}

static void
add_day_cb (ZxSchoolSettings *self)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_calendar_day);
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (!zx_date_entry_commit (ZX_DATE_ENTRY (self->day)) || *zx_date_entry_get_date (ZX_DATE_ENTRY (self->day)) == '\0')
    {
      zx_date_entry_set_error (ZX_DATE_ENTRY (self->day), _("Choose a day."));
      return;
    }

  zx_record_set_text (record, "date", zx_date_entry_get_date (ZX_DATE_ENTRY (self->day)));
  zx_record_set_text (record, "kind", gtk_drop_down_get_selected (GTK_DROP_DOWN (self->day_kind)) == 1 ? "2" : "1");
  if (!zx_record_set_from_string (record, "name", gtk_editable_get_text (GTK_EDITABLE (self->day_name)), &error) ||
      !zx_casebook_save (zx_session_get_casebook (self->session), _("Change the calendar"), record, &entry, &error))
    {
      zx_session_report (self->session, error);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->day_name), "");
  zx_date_entry_set_date (ZX_DATE_ENTRY (self->day), "");
  zx_session_did (self->session, _("Calendar changed"), &entry, FALSE);
}

static void
remove_day_cb (GtkWidget        *button,
               ZxSchoolSettings *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "id");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self->session), &zx_kind_calendar_day, *id, &error);
  ZxEntryId entry = { 0 };

  if (record == NULL ||
      !zx_casebook_remove (zx_session_get_casebook (self->session), _("Change the calendar"), record, &entry, &error))
    {
      zx_session_report (self->session, error);
      return;
    }
  zx_session_did (self->session, _("Calendar changed"), &entry, FALSE);
}

/* --- reading */

static GPtrArray *
load_all (ZxSchoolSettings *self,
          const ZxKind     *kind)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);

  return zx_query_load (query, zx_session_get_db (self->session), NULL, NULL);
}

static void
clear_rows (AdwPreferencesGroup *group,
            GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* A row of fields as a student's page has them, each changed where it stands. */
static GtkWidget *
fields_box_new (ZxSchoolSettings   *self,
                const ZxKind       *kind,
                const char * const *fields,
                guint               n_fields)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < n_fields; i++)
    gtk_box_append (GTK_BOX (box), zx_field_row_new (self->session, kind, fields[i]));
  gtk_widget_add_css_class (box, "settings-fields");
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);

  return box;
}

static void
show_fields (GtkWidget *box,
             ZxRecord  *record)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    zx_field_row_set_record (ZX_FIELD_ROW (child), record);
}

static void
read_choices (ZxSchoolSettings *self,
              ZxRecord         *school)
{
  if (self->choices == NULL)
    {
      GtkWidget *row = adw_preferences_row_new ();

      self->choices = fields_box_new (self, &zx_kind_school, school_choices, G_N_ELEMENTS (school_choices));
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->choices);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      adw_preferences_group_add (self->school, row);
    }
  show_fields (self->choices, school);
}

static void
read_school (ZxSchoolSettings *self)
{
  g_autoptr (GPtrArray) schools = load_all (self, &zx_kind_school);
  ZxRecord *school = schools != NULL && schools->len > 0 ? g_ptr_array_index (schools, 0) : NULL;

  if (school == NULL)
    return;

  self->school_id = zx_record_get_id (school);
  for (guint i = 0; i < G_N_ELEMENTS (school_fields); i++)
    {
      g_autofree char *text = zx_record_dup_string (school, school_fields[i]);

      gtk_editable_set_text (GTK_EDITABLE (self->fields[i]), text != NULL ? text : "");
    }
  read_choices (self, school);
}

/* A record as a row that opens and shows its fields, each changed where it stands. It is kept while it is open: reading again
 * after a change must not close what somebody is writing in. */
static GtkWidget *
record_row_new (ZxSchoolSettings   *self,
                ZxRecord           *record,
                const char * const *fields)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *box = fields_box_new (self, zx_record_get_kind (record), fields, g_strv_length ((char **) fields));
  gint64 id = zx_record_get_id (record);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data (G_OBJECT (row), "fields", box);

  return row;
}

static void
show_record (GtkWidget  *row,
             ZxRecord   *record,
             const char *title,
             const char *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  show_fields (g_object_get_data (G_OBJECT (row), "fields"), record);
}

/* Whether the rows are still those of @records, in their order. */
static gboolean
rows_are (GPtrArray *rows,
          GPtrArray *records)
{
  if (records == NULL || rows->len != records->len)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    if (*(gint64 *) g_object_get_data (g_ptr_array_index (rows, i), "id") != zx_record_get_id (g_ptr_array_index (records, i)))
      return FALSE;

  return TRUE;
}

static void
need_rows (ZxSchoolSettings    *self,
           AdwPreferencesGroup *group,
           GPtrArray           *rows,
           GPtrArray           *records,
           const char * const  *fields)
{
  if (rows_are (rows, records))
    return;

  clear_rows (group, rows);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      GtkWidget *row = record_row_new (self, g_ptr_array_index (records, i), fields);

      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
}

static void
read_terms (ZxSchoolSettings *self)
{
  static const char * const fields[] = { "starts_on", "ends_on", "remark", NULL };
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_term);
  g_autoptr (GPtrArray) terms = NULL;

  zx_query_sort (query, "name", TRUE, NULL);
  terms = zx_query_load (query, zx_session_get_db (self->session), NULL, NULL);
  need_rows (self, self->terms, self->term_rows, terms, fields);
  for (guint i = 0; i < self->term_rows->len; i++)
    {
      ZxRecord *term = g_ptr_array_index (terms, i);
      g_autofree char *title = zx_term_format (zx_record_get_text (term, "name"));
      g_autofree char *start = zx_record_dup_display (term, "starts_on");
      g_autofree char *end = zx_record_dup_display (term, "ends_on");
      g_autofree char *subtitle = g_strdup_printf ("%s – %s", start != NULL ? start : "", end != NULL ? end : "");

      show_record (g_ptr_array_index (self->term_rows, i), term, title, subtitle);
    }
}

static void
read_staff (ZxSchoolSettings *self)
{
  static const char * const fields[] = {
    "name", "post", "phone", "sex", "role", "party_member", "classes", "left_on", "remark", NULL
  };
  g_autoptr (GPtrArray) staff = load_all (self, &zx_kind_staff);

  need_rows (self, self->staff, self->staff_rows, staff, fields);
  for (guint i = 0; i < self->staff_rows->len; i++)
    {
      ZxRecord *person = g_ptr_array_index (staff, i);
      const char *name = zx_record_get_text (person, "name");
      const char *post = zx_record_get_text (person, "post");

      show_record (g_ptr_array_index (self->staff_rows, i), person, name != NULL ? name : "", post != NULL ? post : "");
    }
}

/* Those of this school year, in their order. */
static void
read_classes (ZxSchoolSettings *self)
{
  static const char * const fields[] = { "homeroom", "remark", NULL };
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (GPtrArray) names = zx_class_names_load (db, NULL);
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      ZxClassCount *one = g_ptr_array_index (names, i);
      ZxRecord *record = zx_record_load (db, &zx_kind_class, one->id, NULL);

      if (record == NULL)
        continue;

      g_ptr_array_add (classes, record);
      g_ptr_array_add (words, one->words);
    }

  need_rows (self, self->classes, self->class_rows, classes, fields);
  for (guint i = 0; i < self->class_rows->len; i++)
    {
      ZxRecord *one = g_ptr_array_index (classes, i);
      gint64 teacher = zx_record_get_int (one, "homeroom");
      g_autofree char *name = teacher != 0 ? zx_record_dup_title (db, &zx_kind_staff, teacher) : NULL;

      show_record (g_ptr_array_index (self->class_rows, i), one, g_ptr_array_index (words, i), name != NULL ? name : "");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->classes), classes->len > 0);
}

static void
read_days (ZxSchoolSettings *self)
{
  g_autoptr (GPtrArray) days = load_all (self, &zx_kind_calendar_day);

  clear_rows (self->days, self->day_rows);
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      ZxRecord *day = g_ptr_array_index (days, i);
      gint64 id = zx_record_get_id (day);
      const char *name = zx_record_get_text (day, "name");
      g_autofree char *kind = zx_record_dup_display (day, "kind");
      g_autofree char *title = zx_date_format (zx_record_get_text (day, "date"), NULL, ZX_DATE_SHOW_WEEKDAY);
      g_autofree char *subtitle = name != NULL ? g_strdup_printf ("%s · %s", kind, name) : g_strdup (kind);
      g_autofree char *spoken = g_strdup_printf (_("Take out: %s"), title);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, spoken);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&id, sizeof id), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_day_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_preferences_group_add (self->days, row);
      g_ptr_array_add (self->day_rows, row);
    }
}

static void
read_visit_rule (ZxSchoolSettings *self)
{
  g_autofree char *rule = zx_setting_dup (zx_session_get_db (self->session), "visit_rule");

  adw_combo_row_set_selected (self->visit_rule, 0);
  for (guint i = 0; i < G_N_ELEMENTS (visit_rules); i++)
    if (g_strcmp0 (rule, visit_rules[i]) == 0)
      adw_combo_row_set_selected (self->visit_rule, i);
}

void
zx_school_settings_read (ZxSchoolSettings *self,
                         ZxSession        *session)
{
  gboolean open = zx_session_get_casebook (session) != NULL;

  self->session = session;
  gtk_widget_set_visible (GTK_WIDGET (self->school), open);
  gtk_widget_set_visible (GTK_WIDGET (self->staff), open);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), open);
  gtk_widget_set_visible (GTK_WIDGET (self->visits), open);
  gtk_widget_set_visible (GTK_WIDGET (self->terms), open);
  gtk_widget_set_visible (GTK_WIDGET (self->days), open);
  if (!open)
    return;

  self->reading = TRUE;
  zx_date_entry_set_today (ZX_DATE_ENTRY (self->day), zx_session_get_today (session));
  read_school (self);
  read_staff (self);
  read_classes (self);
  read_visit_rule (self);
  read_terms (self);
  read_days (self);
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

static GtkWidget *
add_button_new (ZxSchoolSettings *self,
                const char       *label,
                GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 8);
  g_signal_connect_swapped (button, "clicked", clicked, self);

  return button;
}

static void
add_day_fields (ZxSchoolSettings *self)
{
  const char *kinds[] = { _("Holiday"), _("Make-up workday"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->day = zx_date_entry_new (_("Day"), ZX_DATE_LEAN_FUTURE);
  self->day_kind = gtk_drop_down_new_from_strings (kinds);
  self->day_name = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->day_name), _("Name of the day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_name), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the day"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Holiday or workday"), -1);
  gtk_widget_set_valign (self->day_kind, GTK_ALIGN_START);
  gtk_widget_set_valign (self->day_name, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->day);
  gtk_box_append (GTK_BOX (box), self->day_kind);
  gtk_box_append (GTK_BOX (box), self->day_name);
  gtk_widget_set_margin_bottom (box, 8);
  adw_preferences_group_add (self->days, box);
  adw_preferences_group_add (self->days, add_button_new (self, _("Add this day"), G_CALLBACK (add_day_cb)));
}

ZxSchoolSettings *
zx_school_settings_new (AdwPreferencesPage *page)
{
  ZxSchoolSettings *self = g_object_new (ZX_TYPE_SCHOOL_SETTINGS, NULL);
  const char *rules[] = {
    _("Once a quarter, at home"), _("Once a term, at home"),
    _("Once a quarter, calls count too"), _("Once a term, calls count too"), NULL,
  };
  g_autoptr (GtkStringList) names = gtk_string_list_new (rules);

  self->school = group_new (page, _("School"), _("Stands on notices and ledgers."));
  for (guint i = 0; i < G_N_ELEMENTS (school_fields); i++)
    {
      const ZxField *field = zx_kind_get_field (&zx_kind_school, school_fields[i]);

      self->fields[i] = entry_row_new (self, zx_field_get_label (&zx_kind_school, field), field->key, G_CALLBACK (school_left_cb));
      adw_preferences_group_add (self->school, self->fields[i]);
    }

  self->staff = group_new (page, _("Teachers"), _("Who is chosen here is no proof of who it was; it stands in the history."));
  self->new_name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->new_name), _("Name of a new teacher"));
  self->new_post = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->new_post), _("Post"));
  adw_preferences_group_add (self->staff, self->new_name);
  adw_preferences_group_add (self->staff, self->new_post);
  adw_preferences_group_add (self->staff, add_button_new (self, _("Add this teacher"), G_CALLBACK (add_staff_cb)));

  self->classes = group_new (page, _("Classes"), _("This school year’s classes and their class teachers."));
  self->terms = group_new (page, _("Terms"), _("First and last day of each term. A new one begins in the menu under the school’s name."));
  self->days = group_new (page, _("Calendar"), _("Holidays and make-up workdays. Working days are Monday to Friday otherwise."));
  add_day_fields (self);

  self->visits = group_new (page, _("Home visits"), NULL);
  self->visit_rule = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->visit_rule), _("How visits are counted"));
  adw_combo_row_set_model (self->visit_rule, G_LIST_MODEL (names));
  g_signal_connect_swapped (self->visit_rule, "notify::selected", G_CALLBACK (visit_rule_cb), self);
  adw_preferences_group_add (self->visits, GTK_WIDGET (self->visit_rule));

  return self;
}

static void
zx_school_settings_finalize (GObject *object)
{
  ZxSchoolSettings *self = ZX_SCHOOL_SETTINGS (object);

  g_ptr_array_unref (self->staff_rows);
  g_ptr_array_unref (self->class_rows);
  g_ptr_array_unref (self->term_rows);
  g_ptr_array_unref (self->day_rows);

  G_OBJECT_CLASS (zx_school_settings_parent_class)->finalize (object);
}

static void
zx_school_settings_class_init (ZxSchoolSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_school_settings_finalize;
}

static void
zx_school_settings_init (ZxSchoolSettings *self)
{
  self->reading = TRUE;
  self->staff_rows = g_ptr_array_new ();
  self->class_rows = g_ptr_array_new ();
  self->term_rows = g_ptr_array_new ();
  self->day_rows = g_ptr_array_new ();
}
