/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-register"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-check-value.h"
#include "zx-chip.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-query.h"
#include "zx-student-facts.h"
#include "zx-student-register.h"
#include "zx-student.h"
#include "zx-text.h"

/* The fields, in the order of the panel. */
enum
{
  NAME,
  CLASS,
  SEX,
  ID_NO,
  GUARDIAN,
  RELATION,
  PHONE,
  VILLAGE,
  GROUP,
  N_FIELDS,
};

struct _ZxStudentRegister
{
  AdwBin       parent_instance;
  ZxSession   *session; /* the window owns both */
  GtkEditable *entries[N_FIELDS];
  GtkWidget   *errors[N_FIELDS];
  GtkWidget   *sex_chips[2];
  GtkDropDown *class_drop;
  GPtrArray   *classes; /* of ZxClassCount, as in the drop-down */
  GtkDropDown *relation_drop;
  GtkWidget   *born;
  GtkWidget   *same;
  GtkWidget   *same_label;
  gint64       same_id;
  GtkWidget   *accept;
  GtkWidget   *again;
};

enum { CLOSED, REGISTERED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxStudentRegister, zx_student_register, ADW_TYPE_BIN)

/* Who looks after a child, most often first. */
static const char * const relations[] = { "51", "52", "61", "62", "63", "64", "57", "58", "81", "90" };

/* --- what is said under a field */

static void
set_error (ZxStudentRegister *self,
           guint              field,
           const char        *message)
{
  GtkWidget *entry = GTK_WIDGET (self->entries[field]);

  gtk_label_set_label (GTK_LABEL (self->errors[field]), message != NULL ? message : "");
  gtk_widget_set_visible (self->errors[field], message != NULL);
  if (entry == NULL)
    return;

  if (message != NULL)
    gtk_widget_add_css_class (entry, "invalid");
  else
    gtk_widget_remove_css_class (entry, "invalid");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
clear_errors (ZxStudentRegister *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->errors[i] != NULL)
      set_error (self, i, NULL);
}

static guint
field_of_key (const char *key)
{
  static const struct { const char *key; guint field; } map[] = {
    { "name", NAME }, { "class_name", CLASS }, { "grade", CLASS }, { "stage", CLASS }, { "sex", SEX },
    { "id_no", ID_NO }, { "birth_date", ID_NO }, { "phone", PHONE }, { "village", VILLAGE }, { "villager_group", VILLAGE },
    { "relation", GUARDIAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (map); i++)
    if (g_strcmp0 (key, map[i].key) == 0)
      return map[i].field;

  return NAME;
}

static void
show_error (ZxStudentRegister *self,
            const GError      *error)
{
  guint field = field_of_key (zx_error_get_field (error));

  set_error (self, field, error->message);
  if (self->entries[field] != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->entries[field]));
}

/* --- the ID number */

static void
find_same (ZxStudentRegister *self,
           const char        *id_no)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_student);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (ZxStudentRow) row = NULL;
  g_autofree char *words = NULL;

  self->same_id = 0;
  if (id_no != NULL && zx_query_where (query, "id_no", id_no, NULL))
    {
      zx_query_limit (query, 1);
      ids = zx_query_run (query, db, NULL, NULL);
    }
  if (ids != NULL && ids->len > 0)
    {
      self->same_id = g_array_index (ids, gint64, 0);
      row = zx_student_row_load (db, self->same_id, zx_session_get_today (self->session), NULL);
    }

  if (row != NULL)
    {
      /* Translators: the class and name of the other child */
      words = g_strdup_printf (_("%s %s has the same ID number"), row->class_words, row->name);
      gtk_label_set_label (GTK_LABEL (self->same_label), words);
    }
  gtk_widget_set_visible (self->same, row != NULL);
}

static void
id_changed_cb (ZxStudentRegister *self)
{
  g_autofree char *id_no = zx_id_normalise (gtk_editable_get_text (self->entries[ID_NO]));
  gboolean good = id_no != NULL && strlen (id_no) == 18 &&
                  !zx_value_problem_is_error (zx_check_id (id_no, zx_session_get_today (self->session), NULL));
  g_autofree char *words = NULL;

  set_error (self, ID_NO, NULL);
  if (good)
    {
      g_autofree char *birth_date = zx_id_dup_birth_date (id_no);
      g_autofree char *day = zx_date_format (birth_date, NULL, ZX_DATE_SHOW_YEAR);

      words = g_strdup_printf (_("Born %s"), day);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sex_chips[g_strcmp0 (zx_id_get_sex (id_no), "1") == 0 ? 0 : 1]), TRUE);
    }
  gtk_label_set_label (GTK_LABEL (self->born), words != NULL ? words : "");
  gtk_widget_set_visible (self->born, words != NULL);
  find_same (self, good ? id_no : NULL);
}

static void
id_left_cb (ZxStudentRegister *self)
{
  g_autofree char *id_no = zx_id_normalise (gtk_editable_get_text (self->entries[ID_NO]));
  g_autofree char *words = NULL;

  if (id_no != NULL && *id_no != '\0' &&
      zx_value_problem_is_error (zx_check_id (id_no, zx_session_get_today (self->session), &words)))
    set_error (self, ID_NO, words);
}

static void
open_same_cb (ZxStudentRegister *self)
{
  if (self->same_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-student", "x", self->same_id);
}

/* --- registering */

typedef struct
{
  ZxStudentRegister *self;
  gboolean           again;
  char              *name;
  char              *values[N_FIELDS];
  char              *grade;
} Registration;

static void
registration_free (gpointer data)
{
  Registration *reg = data;

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (reg->values[i]);
  g_free (reg->grade);
  g_free (reg);
}

static gboolean
set_value (ZxRecord    *record,
           const char  *field,
           const char  *value,
           GError     **error)
{
  return value == NULL || *value == '\0' || zx_record_set_from_string (record, field, value, error);
}

/* On the storage thread: the child, the family, the one who looks after it. */
static gboolean
register_action (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  const Registration *reg = data;
  g_autoptr (ZxRecord) student = zx_record_new (&zx_kind_student);
  g_autoptr (ZxRecord) member = NULL;

  if (!set_value (student, "name", reg->values[NAME], error) ||
      !set_value (student, "grade", reg->grade, error) ||
      !set_value (student, "class_name", reg->values[CLASS], error) ||
      !set_value (student, "enrol_status", "1", error) ||
      !set_value (student, "sex", reg->values[SEX], error) ||
      !set_value (student, "id_no", reg->values[ID_NO], error) ||
      !set_value (student, "phone", reg->values[PHONE], error) ||
      !set_value (student, "village", reg->values[VILLAGE], error) ||
      !set_value (student, "villager_group", reg->values[GROUP], error) ||
      !zx_action_save (action, student, error))
    return FALSE;

  if (zx_action_need_family (action, zx_record_get_id (student), error) == 0)
    return FALSE;
  if (reg->values[GUARDIAN] == NULL || *reg->values[GUARDIAN] == '\0')
    return TRUE;

  member = zx_record_new (&zx_kind_family_member);
  zx_record_set_ref (member, "student", zx_record_get_id (student));
  zx_record_set_int (member, "guardian", 1);

  return set_value (member, "name", reg->values[GUARDIAN], error) &&
         set_value (member, "relation", reg->values[RELATION], error) &&
         set_value (member, "phone", reg->values[PHONE], error) &&
         zx_action_save (action, member, error);
}

static void
empty_fields (ZxStudentRegister *self,
              gboolean           all)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->entries[i] != NULL && (all || (i != CLASS && i != VILLAGE && i != GROUP)))
      gtk_editable_set_text (self->entries[i], "");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sex_chips[0]), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sex_chips[1]), FALSE);
  gtk_drop_down_set_selected (self->relation_drop, 0);
  clear_errors (self);
}

typedef struct
{
  ZxStudentRegister *self;
  gboolean           again;
  char              *words;
} Registering;

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  Registering *doing = data;
  ZxStudentRegister *self = doing->self;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  gtk_widget_set_sensitive (self->accept, TRUE);
  gtk_widget_set_sensitive (self->again, TRUE);
  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      empty_fields (self, !doing->again);
      g_signal_emit (self, signals[REGISTERED], 0);
      if (doing->again)
        gtk_widget_grab_focus (GTK_WIDGET (self->entries[NAME]));
      else
        g_signal_emit (self, signals[CLOSED], 0);
      zx_session_did (self->session, doing->words, &entry, FALSE);
    }
  else
    show_error (self, error);

  g_object_unref (self);
  g_free (doing->words);
  g_free (doing);
}

static void
do_register (ZxStudentRegister *self,
             gboolean           again)
{
  Registration *reg;
  Registering *doing;
  g_autofree char *name = zx_text_normalise_name (gtk_editable_get_text (self->entries[NAME]));
  guint class_at = gtk_drop_down_get_selected (self->class_drop);
  guint relation_at = gtk_drop_down_get_selected (self->relation_drop);

  clear_errors (self);
  if (name == NULL || *name == '\0')
    {
      set_error (self, NAME, _("Write the name."));
      gtk_widget_grab_focus (GTK_WIDGET (self->entries[NAME]));
      return;
    }

  reg = g_new0 (Registration, 1);
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->entries[i] != NULL)
      reg->values[i] = g_strstrip (g_strdup (gtk_editable_get_text (self->entries[i])));
  if (class_at > 0 && class_at <= self->classes->len)
    {
      ZxClassCount *one = g_ptr_array_index (self->classes, class_at - 1);

      g_free (reg->values[CLASS]);
      reg->values[CLASS] = g_strdup (one->class_name);
      reg->grade = g_strdup (one->grade);
    }
  for (guint i = 0; i < 2; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->sex_chips[i])))
      reg->values[SEX] = g_strdup (zx_chip_get_value (ZX_CHIP (self->sex_chips[i])));
  if (relation_at > 0 && relation_at <= G_N_ELEMENTS (relations))
    reg->values[RELATION] = g_strdup (relations[relation_at - 1]);

  doing = g_new0 (Registering, 1);
  doing->self = g_object_ref (self);
  doing->again = again;
  /* Translators: what happened, in the history: a name follows */
  doing->words = g_strdup_printf (_("Registered: %s"), name);

  gtk_widget_set_sensitive (self->accept, FALSE);
  gtk_widget_set_sensitive (self->again, FALSE);
  zx_casebook_act_async (zx_session_get_casebook (self->session), doing->words, register_action, reg, registration_free,
                         NULL, registered_cb, doing);
}

static void
accept_cb (ZxStudentRegister *self)
{
  do_register (self, FALSE);
}

static void
again_cb (ZxStudentRegister *self)
{
  do_register (self, TRUE);
}

static void
close_cb (ZxStudentRegister *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
class_chosen_cb (ZxStudentRegister *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->entries[CLASS]), gtk_drop_down_get_selected (self->class_drop) == 0);
}

/* --- building */

/* A label above, what is chosen or typed, what is wrong below. */
static void
add_field (ZxStudentRegister *self,
           GtkWidget         *box,
           guint              field,
           const char        *title,
           GtkWidget         *input)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "hint");
  if (self->entries[field] != NULL)
    gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->entries[field]));

  self->errors[field] = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->errors[field]), 0);
  gtk_label_set_wrap (GTK_LABEL (self->errors[field]), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->errors[field]), 30);
  gtk_widget_add_css_class (self->errors[field], "error-text");
  gtk_widget_set_visible (self->errors[field], FALSE);

  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), input);
  gtk_box_append (GTK_BOX (column), self->errors[field]);
  gtk_box_append (GTK_BOX (box), column);
}

static GtkWidget *
entry_new (ZxStudentRegister *self,
           guint              field,
           const char        *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  self->entries[field] = GTK_EDITABLE (entry);

  return entry;
}

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
drop_new (const char         *spoken,
          const char * const *labels)
{
  GtkWidget *drop = gtk_drop_down_new_from_strings (labels);

  set_name (drop, spoken);

  return drop;
}

static void
build_class (ZxStudentRegister *self,
             GtkWidget         *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *none[] = { _("Another class"), NULL };

  self->class_drop = GTK_DROP_DOWN (drop_new (_("Class from the list"), none));
  g_signal_connect_object (self->class_drop, "notify::selected", G_CALLBACK (class_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->class_drop));
  gtk_box_append (GTK_BOX (line), entry_new (self, CLASS, C_("example of a class", "Grade 5 class 1")));
  add_field (self, box, CLASS, _("Class"), line);
}

static void
build_sex (ZxStudentRegister *self,
           GtkWidget         *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const ZxCodeTable *table = zx_code_table_find ("SEX");

  self->sex_chips[0] = zx_chip_new (zx_code_table_get_label (table, "1"), "1");
  self->sex_chips[1] = zx_chip_new (zx_code_table_get_label (table, "2"), "2");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->sex_chips[1]), GTK_TOGGLE_BUTTON (self->sex_chips[0]));
  gtk_box_append (GTK_BOX (line), self->sex_chips[0]);
  gtk_box_append (GTK_BOX (line), self->sex_chips[1]);
  add_field (self, box, SEX, C_("student", "Sex"), line);
}

static void
build_id (ZxStudentRegister *self,
          GtkWidget         *box)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = entry_new (self, ID_NO, _("Optional; fills in the date of birth"));
  GtkWidget *open = gtk_button_new_with_label (_("Open that file"));

  g_signal_connect_object (entry, "changed", G_CALLBACK (id_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (id_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);

  self->born = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->born), 0);
  gtk_widget_add_css_class (self->born, "hint");
  gtk_widget_set_visible (self->born, FALSE);

  self->same = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->same, "issue");
  gtk_widget_add_css_class (self->same, "soon");
  self->same_label = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->same_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->same_label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->same_label), 26);
  gtk_widget_set_halign (open, GTK_ALIGN_START);
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_same_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->same), self->same_label);
  gtk_box_append (GTK_BOX (self->same), open);
  gtk_widget_set_visible (self->same, FALSE);

  gtk_box_append (GTK_BOX (column), entry);
  gtk_box_append (GTK_BOX (column), self->born);
  gtk_box_append (GTK_BOX (column), self->same);
  add_field (self, box, ID_NO, C_("student", "ID number"), column);
}

static void
build_guardian (ZxStudentRegister *self,
                GtkWidget         *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *labels[G_N_ELEMENTS (relations) + 2] = { _("Relation") };

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    labels[i + 1] = zx_relation_get_spoken (relations[i]);
  self->relation_drop = GTK_DROP_DOWN (drop_new (_("Relation to the child"), labels));
  gtk_box_append (GTK_BOX (line), entry_new (self, GUARDIAN, NULL));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->relation_drop));
  add_field (self, box, GUARDIAN, _("Guardian"), line);
}

static void
build_place (ZxStudentRegister *self,
             GtkWidget         *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *group;

  gtk_box_append (GTK_BOX (line), entry_new (self, VILLAGE, C_("student", "Village")));
  group = entry_new (self, GROUP, C_("student", "Villager group"));
  set_name (group, C_("student", "Villager group"));
  gtk_box_append (GTK_BOX (line), group);
  add_field (self, box, VILLAGE, _("Village and group"), line);
}

static GtkWidget *
build_head (ZxStudentRegister *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Register a student"));
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "h2");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_tooltip_text (close, _("Close the panel"));
  set_name (close, _("Close the panel"));
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), close);

  return head;
}

static GtkWidget *
build_foot (ZxStudentRegister *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->accept = gtk_button_new_with_label (_("Register"));
  gtk_widget_add_css_class (self->accept, "suggested-action");
  self->again = gtk_button_new_with_label (_("Register, and another"));
  g_signal_connect_object (self->accept, "clicked", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->again, "clicked", G_CALLBACK (again_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (foot), self->accept);
  gtk_box_append (GTK_BOX (foot), self->again);

  return foot;
}

static void
zx_student_register_dispose (GObject *object)
{
  ZxStudentRegister *self = ZX_STUDENT_REGISTER (object);

  g_clear_pointer (&self->classes, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_student_register_parent_class)->dispose (object);
}

static void
zx_student_register_class_init (ZxStudentRegisterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_student_register_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REGISTERED] = g_signal_new ("registered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zx_student_register_init (ZxStudentRegister *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->classes = g_ptr_array_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "side-panel");
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  set_name (GTK_WIDGET (self), _("Register a student"));

  gtk_widget_set_margin_top (box, 16);
  gtk_widget_set_margin_bottom (box, 16);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_box_append (GTK_BOX (box), build_head (self));
  entry_new (self, NAME, NULL);
  add_field (self, box, NAME, C_("student", "Name"), GTK_WIDGET (self->entries[NAME]));
  build_class (self, box);
  build_sex (self, box);
  build_id (self, box);
  build_guardian (self, box);
  entry_new (self, PHONE, NULL);
  add_field (self, box, PHONE, C_("family_member", "Phone"), GTK_WIDGET (self->entries[PHONE]));
  build_place (self, box);
  gtk_box_append (GTK_BOX (box), build_foot (self));

  for (guint i = 0; i < N_FIELDS; i++)
    if (self->entries[i] != NULL)
      g_signal_connect_object (self->entries[i], "activate", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
zx_student_register_new (ZxSession *session)
{
  ZxStudentRegister *self = g_object_new (ZX_TYPE_STUDENT_REGISTER, NULL);

  self->session = session;

  return GTK_WIDGET (self);
}

static void
fill_classes (ZxStudentRegister *self)
{
  g_autoptr (GPtrArray) classes = zx_classes_load (zx_session_get_db (self->session), NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (GtkStringList) model = NULL;
  guint at = gtk_drop_down_get_selected (self->class_drop);

  if (classes == NULL)
    return;

  g_ptr_array_add (labels, (char *) _("Another class"));
  for (guint i = 0; i < classes->len; i++)
    g_ptr_array_add (labels, ((ZxClassCount *) g_ptr_array_index (classes, i))->words);
  g_ptr_array_add (labels, NULL);

  model = gtk_string_list_new ((const char * const *) labels->pdata);
  gtk_drop_down_set_model (self->class_drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->class_drop, at <= classes->len ? at : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->class_drop), classes->len > 0);
  g_ptr_array_unref (self->classes);
  self->classes = g_steal_pointer (&classes);
  class_chosen_cb (self);
}

void
zx_student_register_start (ZxStudentRegister *self,
                           const char        *name)
{
  g_return_if_fail (ZX_IS_STUDENT_REGISTER (self));

  fill_classes (self);
  if (name != NULL)
    gtk_editable_set_text (self->entries[NAME], name);
  gtk_widget_grab_focus (GTK_WIDGET (self->entries[NAME]));
}

void
zx_student_register_accept (ZxStudentRegister *self)
{
  g_return_if_fail (ZX_IS_STUDENT_REGISTER (self));

  do_register (self, FALSE);
}
