/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper-options"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-label.h"
#include "zx-paper-options.h"
#include "zx-query.h"
#include "zx-session.h"
#include "zx-visit-picker.h"
#include "zx-words.h"

/* Fields of a notice that stand under it; what else it says was settled when it was put up. */
static const struct
{
  const char *field;
  const char *title;
} contacts[] = {
  { "contact_place", NC_("notice contact", "Place for objections") },
  { "contact_name", NC_("notice contact", "Received by") },
  { "contact_phone", NC_("notice contact", "The school's phone") },
  { "watch_name", NC_("notice contact", "Supervised by") },
  { "watch_phone", NC_("notice contact", "The supervisor's phone") },
};

struct _ZxPaperOptions
{
  GtkBox             parent_instance;
  const ZxDocument  *document;
  GArray            *choices; /* ZxDocumentRecord; one without a kind is the blank */
  ZxDocumentRecord   chosen;
  ZxDocumentOptions  options;
  char              *reason;
  gint64             student; /* whose records can be chosen */
  gboolean           filling;

  GtkWidget         *which;       /* group */
  GtkWidget         *student_row;
  GtkWidget         *student_button;
  GtkWidget         *picker;
  AdwComboRow       *record_row;
  GtkWidget         *none;        /* why there is nothing to choose */
  GtkWidget         *reason_row;
  AdwComboRow       *paper_row;
  GtkWidget         *period;      /* group: what the notice says */
  GtkWidget         *start;
  GtkWidget         *days;
  GtkWidget         *names;       /* group */
  AdwComboRow       *style_row;
  GtkWidget         *level_row;
  GtkSwitch         *level;
  GtkWidget         *foot;        /* group */
  GtkWidget         *contact_rows[G_N_ELEMENTS (contacts)];
  GtkWidget         *inside;      /* what is not for walls says so */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxPaperOptions, zx_paper_options, GTK_TYPE_BOX)

static void
tell (ZxPaperOptions *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
takes (ZxPaperOptions *self,
       guint           what)
{
  return self->document != NULL && (zx_document_get_takes (self->document) & what) != 0;
}

static gboolean
is_of (ZxPaperOptions *self,
       const ZxKind   *kind)
{
  return self->document != NULL && zx_document_get_kinds (self->document)[0] == kind;
}

/* Records of a child are found by the child; notices and evaluations are few and stand in one list. */
static gboolean
is_of_student (ZxPaperOptions *self)
{
  return self->document != NULL && !is_of (self, &zx_kind_notice) && !is_of (self, &zx_kind_class_review);
}

/* --- which record */

static void
add_choice (ZxPaperOptions *self,
            GtkStringList  *names,
            const ZxKind   *kind,
            gint64          id,
            const char     *words)
{
  ZxDocumentRecord record = { kind, id };

  g_array_append_val (self->choices, record);
  gtk_string_list_append (names, words);
}

static char *
dup_words (ZxPaperOptions *self,
           ZxRecord       *record)
{
  const ZxKind *kind = zx_record_get_kind (record);
  const char *today = zx_session_get_today (zx_session_of (self));
  const char *field = kind == &zx_kind_notice ? "start" : kind == &zx_kind_home_visit ? "visit_date" : kind == &zx_kind_class_review ? "date" : "apply_date";
  g_autofree char *date = zx_date_format (zx_record_get_text (record, field), today, ZX_DATE_SHOW_SHORT);

  if (kind == &zx_kind_notice && zx_record_has (record, "notice_no"))
    return g_strdup (zx_record_get_text (record, "notice_no"));
  if (kind == &zx_kind_class_review)
    {
      g_autoptr (ZxRecord) of = zx_record_load (zx_session_get_db (zx_session_of (self)), &zx_kind_class, zx_record_get_int (record, "class"), NULL);
      g_autofree char *class_words = of != NULL ? zx_class_format (zx_record_get_text (of, "grade"), zx_record_get_text (of, "name"))
                                                : g_strdup (zx_record_get_text (record, "class_name"));

      return g_strjoin (" ", class_words, date, NULL);
    }
  if (kind == &zx_kind_application)
    {
      const char *year = zx_record_get_text (record, "school_year");

      return g_strjoin (" ", year != NULL ? year : "", date, NULL);
    }

  return g_strdup (date);
}

/* A renewed notice says other things than the first one. */
static gboolean
fits (ZxPaperOptions *self,
      ZxRecord       *record)
{
  gboolean renewed;

  if (zx_record_get_kind (record) != &zx_kind_notice)
    return zx_record_get_kind (record) != &zx_kind_home_visit || !zx_record_has (record, "voided_on");

  renewed = g_strcmp0 (zx_record_get_text (record, "kind"), "6") == 0;

  return renewed == (g_strcmp0 (zx_document_get_name (self->document), "P05") == 0);
}

static void
add_records (ZxPaperOptions *self,
             GtkStringList  *names,
             const ZxKind   *kind)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (is_of_student (self))
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->student);

      if (!zx_query_where (query, "student", id, NULL))
        return;
    }
  if (kind == &zx_kind_home_visit)
    zx_query_sort (query, "visit_date", TRUE, NULL);
  else if (kind == &zx_kind_class_review)
    zx_query_sort (query, "date", TRUE, NULL);
  else if (kind == &zx_kind_application)
    zx_query_sort (query, "school_year", TRUE, NULL);

  records = zx_query_load (query, zx_session_get_db (zx_session_of (self)), NULL, &error);
  if (records == NULL)
    zx_session_report (zx_session_of (self), error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      ZxRecord *record = g_ptr_array_index (records, i);
      g_autofree char *words = NULL;

      if (!fits (self, record))
        continue;
      words = dup_words (self, record);
      add_choice (self, names, kind, zx_record_get_id (record), words);
    }
}

static const char *
get_nothing (ZxPaperOptions *self)
{
  if (g_strcmp0 (zx_document_get_name (self->document), "P05") == 0)
    return _("There is no renewed notice. One is made when an objection changes a level.");
  if (is_of (self, &zx_kind_notice))
    return _("There is no notice yet. One is made under Identification, when the decided applications are put on notice.");
  if (self->student == 0)
    return _("Choose first of which child.");

  return _("This child has no application yet.");
}

static void
fill_choices (ZxPaperOptions *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint at = 0;

  g_array_set_size (self->choices, 0);
  if (!takes (self, ZX_DOCUMENT_NEEDS_RECORDS))
    add_choice (self, names, NULL, 0, _("A blank to fill by hand"));
  for (const ZxKind * const *kind = zx_document_get_kinds (self->document); *kind != NULL; kind++)
    if (*kind == &zx_kind_student)
      {
        if (self->student != 0)
          add_choice (self, names, *kind, self->student, _("A blank with the name"));
      }
    else if (!is_of_student (self) || self->student != 0)
      add_records (self, names, *kind);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const ZxDocumentRecord *choice = &g_array_index (self->choices, ZxDocumentRecord, i);

      if (choice->kind == self->chosen.kind && choice->id == self->chosen.id)
        at = i;
    }
  /* Whoever chose a child wants what there is of it. */
  if (at == 0 && self->chosen.id == 0 && self->student != 0 && self->choices->len > 1)
    at = 1;

  adw_combo_row_set_model (self->record_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->record_row, self->choices->len > 0 ? at : GTK_INVALID_LIST_POSITION);
  self->chosen = self->choices->len > 0 ? g_array_index (self->choices, ZxDocumentRecord, at) : (ZxDocumentRecord) { NULL, 0 };
  gtk_widget_set_visible (GTK_WIDGET (self->record_row), self->choices->len > 0);
  gtk_widget_set_visible (self->none, self->choices->len == 0);
  if (self->choices->len == 0)
    gtk_label_set_label (GTK_LABEL (self->none), get_nothing (self));
}

/* --- what the notice says */

static void
show_notice (ZxPaperOptions *self)
{
  g_autoptr (ZxRecord) notice = NULL;
  const char *today = zx_session_get_today (zx_session_of (self));
  g_autofree char *end = NULL, *start = NULL, *days = NULL, *words = NULL;
  gboolean shown;
  int n;

  if (self->chosen.kind == &zx_kind_notice)
    notice = zx_record_load (zx_session_get_db (zx_session_of (self)), &zx_kind_notice, self->chosen.id, NULL);
  shown = notice != NULL;
  gtk_widget_set_visible (self->period, shown);
  gtk_widget_set_visible (self->names, shown && takes (self, ZX_DOCUMENT_TAKES_NAME_STYLE));
  gtk_widget_set_visible (self->foot, shown);
  gtk_widget_set_visible (self->inside, !is_of (self, &zx_kind_notice));
  if (!shown)
    return;

  n = (int) zx_record_get_int (notice, "days");
  end = zx_date_format (zx_record_get_text (notice, "end"), today, ZX_DATE_SHOW_WEEKDAY);
  /* Translators: the last day of a notice */
  words = g_strdup_printf (_("Ends on %s; weekends and holidays do not count"), end);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->period), words);
  start = zx_date_format (zx_record_get_text (notice, "start"), today, ZX_DATE_SHOW_WEEKDAY);
  gtk_label_set_label (GTK_LABEL (self->start), start);
  days = g_strdup_printf (ngettext ("%d working day", "%d working days", n), n);
  gtk_label_set_label (GTK_LABEL (self->days), days);

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      const char *value = zx_record_get_text (notice, contacts[i].field);

      gtk_editable_set_text (GTK_EDITABLE (self->contact_rows[i]), value != NULL ? value : "");
      gtk_editable_set_editable (GTK_EDITABLE (self->contact_rows[i]), zx_session_can_write (zx_session_of (self)));
    }
}

/* What the notice was put up with is what is offered first. */
static void
take_notice (ZxPaperOptions *self)
{
  g_autoptr (ZxRecord) notice = NULL;

  if (self->chosen.kind == &zx_kind_notice)
    notice = zx_record_load (zx_session_get_db (zx_session_of (self)), &zx_kind_notice, self->chosen.id, NULL);
  if (notice == NULL)
    return;

  adw_combo_row_set_selected (self->style_row, g_strcmp0 (zx_record_get_text (notice, "name_style"), "masked") == 0 ? 1 : 0);
  gtk_switch_set_active (self->level, zx_record_get_int (notice, "show_level") != 0);
}

static void
show_level_hint (ZxPaperOptions *self)
{
  gboolean active = gtk_switch_get_active (self->level);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->level_row),
                               active ? _("Classmates will see the level; most places do not ask for it") : _("Left out by default, for the child's sake"));
}

static void
show_student (ZxPaperOptions *self)
{
  g_autofree char *name = self->student != 0 ? zx_record_dup_title (zx_session_get_db (zx_session_of (self)), &zx_kind_student, self->student) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->student_row), name != NULL ? name : _("nobody chosen"));
}

static void
show (ZxPaperOptions *self)
{
  show_notice (self);
  show_student (self);
  show_level_hint (self);
  gtk_widget_set_visible (self->student_row, is_of_student (self));
  gtk_widget_set_visible (self->reason_row,
                          zx_paper_options_get (self) != NULL && zx_document_has_full_values (self->document, &self->options));
}

void
zx_paper_options_load (ZxPaperOptions *self)
{
  g_return_if_fail (ZX_IS_PAPER_OPTIONS (self));

  if (self->document == NULL)
    return;

  self->filling = TRUE;
  fill_choices (self);
  show (self);
  self->filling = FALSE;
}

static gint64
find_student (ZxPaperOptions *self,
              const ZxKind   *kind,
              gint64          id)
{
  g_autoptr (ZxRecord) record = NULL;

  if (kind == &zx_kind_student)
    return id;

  record = zx_record_load (zx_session_get_db (zx_session_of (self)), kind, id, NULL);

  return record != NULL ? zx_record_get_int (record, "student") : 0;
}

void
zx_paper_options_set_document (ZxPaperOptions   *self,
                               const ZxDocument *document,
                               gint64            record)
{
  g_return_if_fail (ZX_IS_PAPER_OPTIONS (self) && document != NULL);

  if (document != self->document)
    self->chosen = (ZxDocumentRecord) { NULL, 0 };
  self->document = document;
  for (const ZxKind * const *kind = zx_document_get_kinds (document); record != 0 && *kind != NULL; kind++)
    {
      g_autoptr (ZxRecord) found = zx_record_load (zx_session_get_db (zx_session_of (self)), *kind, record, NULL);

      if (found == NULL)
        continue;
      self->chosen = (ZxDocumentRecord) { *kind, record };
      if (is_of_student (self))
        self->student = find_student (self, *kind, record);
      break;
    }

  zx_paper_options_load (self);
  self->filling = TRUE;
  take_notice (self);
  show_level_hint (self);
  self->filling = FALSE;
  tell (self);
}

const ZxDocumentOptions *
zx_paper_options_get (ZxPaperOptions *self)
{
  g_return_val_if_fail (ZX_IS_PAPER_OPTIONS (self), NULL);

  if (self->document == NULL || (self->chosen.id == 0 && takes (self, ZX_DOCUMENT_NEEDS_RECORDS)))
    return NULL;

  g_free (self->reason);
  self->reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));
  self->options = (ZxDocumentOptions) {
    .records = self->chosen.id != 0 ? &self->chosen : NULL,
    .n_records = self->chosen.id != 0 ? 1 : 0,
    .term = zx_session_get_term (zx_session_of (self)),
    .paper = adw_combo_row_get_selected (self->paper_row) == 1 ? ZX_PAPER_A3 : ZX_PAPER_A4,
    .reason = self->reason,
  };
  if (takes (self, ZX_DOCUMENT_TAKES_NAME_STYLE))
    self->options.name_style = adw_combo_row_get_selected (self->style_row) == 1 ? "masked" : "full";
  if (takes (self, ZX_DOCUMENT_TAKES_LEVEL))
    self->options.level = gtk_switch_get_active (self->level) ? ZX_DOCUMENT_LEVEL_WRITE : ZX_DOCUMENT_LEVEL_LEAVE;

  return &self->options;
}

gint64
zx_paper_options_get_record (ZxPaperOptions *self)
{
  g_return_val_if_fail (ZX_IS_PAPER_OPTIONS (self), 0);

  return self->chosen.id;
}

/* --- callbacks */

static void
record_chosen_cb (ZxPaperOptions *self)
{
  guint at = adw_combo_row_get_selected (self->record_row);

  if (self->filling || at >= self->choices->len)
    return;

  self->chosen = g_array_index (self->choices, ZxDocumentRecord, at);
  self->filling = TRUE;
  take_notice (self);
  show (self);
  self->filling = FALSE;
  tell (self);
}

static void
student_picked_cb (ZxPaperOptions *self,
                   gint64          student)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->student_button));
  self->student = student;
  self->chosen = (ZxDocumentRecord) { NULL, 0 };
  zx_paper_options_load (self);
  tell (self);
}

static void
picker_cancelled_cb (ZxPaperOptions *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->student_button));
}

static void
picker_shown_cb (ZxPaperOptions *self)
{
  zx_visit_picker_start (ZX_VISIT_PICKER (self->picker));
}

static void
level_changed_cb (ZxPaperOptions *self)
{
  show_level_hint (self);
  tell (self);
}

static void
store_contact (ZxPaperOptions *self,
               GtkWidget      *row)
{
  g_autoptr (GError) error = NULL;
  const char *field = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (self->contact_rows[i] == row)
      field = contacts[i].field;
  if (field == NULL || self->filling || self->chosen.kind != &zx_kind_notice || !zx_session_can_write (zx_session_of (self)))
    return;

  gtk_widget_remove_css_class (row, "error");
  if (!zx_session_store_field (zx_session_of (self), &zx_kind_notice, self->chosen.id, field, gtk_editable_get_text (GTK_EDITABLE (row)), &error))
    {
      gtk_widget_add_css_class (row, "error");
      zx_session_report (zx_session_of (self), error);
      return;
    }
  tell (self);
}

static void
contact_left_cb (GtkEventController *controller,
                 ZxPaperOptions     *self)
{
  if (zx_window_of (self) != NULL)
    store_contact (self, gtk_event_controller_get_widget (controller));
}

static void
contact_entered_cb (GtkWidget      *row,
                    ZxPaperOptions *self)
{
  store_contact (self, row);
}

/* --- building */

static GtkWidget *
group_new (ZxPaperOptions *self,
           const char     *title,
           const char     *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (GTK_BOX (self), group);

  return group;
}

static AdwComboRow *
combo_new (ZxPaperOptions     *self,
           GtkWidget          *group,
           const char         *title,
           const char * const *words,
           GCallback           callback)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "notify::selected", callback, self);

  return ADW_COMBO_ROW (row);
}

static GtkWidget *
fact_new (GtkWidget  *group,
          const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = zx_label_new ("", "dim");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return value;
}

static void
build_student_row (ZxPaperOptions *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->picker = g_object_new (ZX_TYPE_VISIT_PICKER, NULL);
  gtk_widget_set_size_request (self->picker, 340, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), self->picker);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (picker_shown_cb), self);
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (student_picked_cb), self);
  g_signal_connect_swapped (self->picker, "cancelled", G_CALLBACK (picker_cancelled_cb), self);

  self->student_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->student_button), _("Choose a child"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->student_button), popover);
  gtk_widget_set_valign (self->student_button, GTK_ALIGN_CENTER);

  self->student_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->student_row), _("Student"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->student_row), self->student_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->which), self->student_row);
}

static void
build_level_row (ZxPaperOptions *self)
{
  self->level_row = adw_action_row_new ();
  self->level = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->level), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->level_row), _("Write the level of need"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->level_row), GTK_WIDGET (self->level));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->level_row), GTK_WIDGET (self->level));
  g_signal_connect_swapped (self->level, "notify::active", G_CALLBACK (level_changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->names), self->level_row);
}

static void
build_contact_row (ZxPaperOptions *self,
                   guint           index)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_dpgettext2 (NULL, "notice contact", contacts[index].title));
  g_signal_connect (row, "entry-activated", G_CALLBACK (contact_entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (contact_left_cb), self);
  gtk_widget_add_controller (row, focus);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->foot), row);
  self->contact_rows[index] = row;
}

static void
zx_paper_options_finalize (GObject *object)
{
  ZxPaperOptions *self = ZX_PAPER_OPTIONS (object);

  g_array_unref (self->choices);
  g_free (self->reason);

  G_OBJECT_CLASS (zx_paper_options_parent_class)->finalize (object);
}

static void
zx_paper_options_class_init (ZxPaperOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_paper_options_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_paper_options_init (ZxPaperOptions *self)
{
  const char * const papers[] = { "A4", "A3", NULL };
  const char * const styles[] = { _("In full"), _("One character hidden"), NULL };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 20);
  self->choices = g_array_new (FALSE, FALSE, sizeof (ZxDocumentRecord));
  self->filling = TRUE;

  self->which = group_new (self, _("Which one"), NULL);
  build_student_row (self);
  self->record_row = combo_new (self, self->which, C_("paper option", "Of"), NULL, G_CALLBACK (record_chosen_cb));
  self->none = zx_label_wrapped_new ("", "hint");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->which), self->none);
  self->reason_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason_row), _("What it is for"));
  g_signal_connect_swapped (self->reason_row, "changed", G_CALLBACK (tell), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->which), self->reason_row);
  self->paper_row = combo_new (self, self->which, C_("paper option", "Paper"), papers, G_CALLBACK (tell));

  self->period = group_new (self, _("Period of the notice"), NULL);
  self->start = fact_new (self->period, _("Begins on"));
  self->days = fact_new (self->period, C_("notice option", "Days"));

  self->names = group_new (self, _("List of names"), _("A notice never prints ID numbers, phones, addresses or facts about a family"));
  self->style_row = combo_new (self, self->names, C_("notice option", "Names"), styles, G_CALLBACK (tell));
  build_level_row (self);

  self->foot = group_new (self, _("Below the list"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    build_contact_row (self, i);

  self->inside = zx_label_wrapped_new (_("For the file and for those who sign; not to be posted. Every print is recorded."), "hint");
  gtk_box_append (GTK_BOX (self), self->inside);
  self->filling = FALSE;
}

GtkWidget *
zx_paper_options_new (void)
{
  return g_object_new (ZX_TYPE_PAPER_OPTIONS, NULL);
}
