/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-family"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-check-value.h"
#include "zx-codes.h"
#include "zx-date.h"
#include "zx-field-row.h"
#include "zx-flow-layout.h"
#include "zx-mask.h"
#include "zx-query.h"
#include "zx-student-facts.h"
#include "zx-student-family.h"
#include "zx-student.h"
#include "zx-tag.h"

struct _ZxStudentFamily
{
  AdwBin      parent_instance;
  ZxSession  *session; /* the window owns both */
  gint64      student;
  gint64      family;
  GtkWidget  *card;
  GtkWidget  *verified;
  GtkWidget  *tags;
  GtkWidget  *add_popover;
  GtkDropDown *add_drop;
  GtkWidget  *contact;
  GtkWidget  *address;
  GtkWidget  *income;
  GtkWidget  *card_no;
  GtkWidget  *no_family;
};

G_DEFINE_FINAL_TYPE (ZxStudentFamily, zx_student_family, ADW_TYPE_BIN)

/* --- categories */

typedef struct
{
  gint64  student;
  gint64  category; /* to remove; 0 to add */
  char   *cat;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->cat);
  g_free (change);
}

static gboolean
add_category (ZxAction  *action,
              gpointer   data,
              GError   **error)
{
  const Change *change = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_category);

  zx_record_set_ref (record, "student", change->student);

  return zx_record_set_from_string (record, "cat", change->cat, error) &&
         zx_action_save (action, record, error);
}

static gboolean
remove_category (ZxAction  *action,
                 gpointer   data,
                 GError   **error)
{
  const Change *change = data;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_category, change->category, error);

  return record != NULL && zx_action_remove (action, record, error);
}

static gboolean
need_family (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  const Change *change = data;

  return zx_action_need_family (action, change->student, error) != 0;
}

static void
add_clicked_cb (ZxStudentFamily *self)
{
  const ZxCodeTable *table = zx_code_table_find ("CAT");
  guint at = gtk_drop_down_get_selected (self->add_drop);
  Change *change = g_new0 (Change, 1);
  g_autofree char *label = NULL;

  gtk_popover_popdown (GTK_POPOVER (self->add_popover));
  change->student = self->student;
  change->cat = g_strdup (table->codes[at].code);
  /* Translators: in the history: a category of hardship was added */
  label = g_strdup_printf (_("Situation added: %s"), zx_code_table_get_label (table, change->cat));
  zx_session_act (self->session, label, NULL, add_category, change, change_free);
}

static void
remove_clicked_cb (GtkButton       *button,
                   ZxStudentFamily *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "zx-id");
  const char *words = g_object_get_data (G_OBJECT (button), "zx-words");
  Change *change = g_new0 (Change, 1);
  g_autofree char *label = NULL;

  change->student = self->student;
  change->category = *id;
  /* Translators: in the history: a category of hardship was taken away */
  label = g_strdup_printf (_("Situation taken away: %s"), words);
  zx_session_act (self->session, label, NULL, remove_category, change, change_free);
}

static void
need_family_cb (ZxStudentFamily *self)
{
  Change *change = g_new0 (Change, 1);

  change->student = self->student;
  zx_session_act (self->session, _("Family registered"), NULL, need_family, change, change_free);
}

/* What proves a category, and how long it holds. */
static const char * const proof_fields[] = { "cert_no", "issuer", "valid_from", "valid_to", "matched_by", "matched_on", "remark" };

static GtkWidget *
proof_new (ZxStudentFamily *self,
           ZxRecord        *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < G_N_ELEMENTS (proof_fields); i++)
    {
      GtkWidget *row = zx_field_row_new (self->session, &zx_kind_category, proof_fields[i]);

      zx_field_row_set_student (ZX_FIELD_ROW (row), self->student);
      zx_field_row_set_record (ZX_FIELD_ROW (row), record);
      gtk_box_append (GTK_BOX (box), row);
    }
  gtk_widget_set_size_request (box, 360, -1);
  gtk_widget_set_visible (box, FALSE);

  return box;
}

/* A line of the popover: a category with its proof and a button that takes it away. */
static GtkWidget *
category_line_new (ZxStudentFamily *self,
                   ZxRecord        *record)
{
  g_autofree char *words = zx_record_dup_display (record, "cat");
  g_autofree char *spoken = g_strdup_printf (_("Take away: %s"), words);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *proof_spoken = g_strdup_printf (_("Proof: %s"), words);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *proof = gtk_toggle_button_new_with_label (_("Proof"));
  GtkWidget *fields = proof_new (self, record);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gint64 *key = g_new (gint64, 1);

  *key = zx_record_get_id (record);
  g_object_set_data_full (G_OBJECT (button), "zx-id", key, g_free);
  g_object_set_data_full (G_OBJECT (button), "zx-words", g_strdup (words), g_free);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  gtk_widget_add_css_class (proof, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (proof), GTK_ACCESSIBLE_PROPERTY_LABEL, proof_spoken, -1);
  g_object_bind_property (proof, "active", fields, "visible", G_BINDING_DEFAULT);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), proof);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), fields);

  return box;
}

/* @seen: ids; asked for by its child, a family's category may be found again */
static void
add_category_lines (ZxStudentFamily *self,
                    GtkWidget       *box,
                    GHashTable      *seen,
                    const char      *field,
                    gint64           id)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_category);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GPtrArray) records = NULL;

  if (id == 0 || !zx_query_where (query, field, text, NULL))
    return;

  records = zx_query_load (query, zx_session_get_db (self->session), NULL, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      ZxRecord *record = g_ptr_array_index (records, i);
      gint64 key = zx_record_get_id (record);

      if (g_hash_table_add (seen, g_memdup2 (&key, sizeof key)))
        gtk_box_append (GTK_BOX (box), category_line_new (self, record));
    }
}

static void
popover_shown_cb (ZxStudentFamily *self)
{
  GtkWidget *box = gtk_popover_get_child (GTK_POPOVER (self->add_popover));
  GtkWidget *lines = g_object_get_data (G_OBJECT (box), "zx-lines");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (lines)) != NULL)
    gtk_box_remove (GTK_BOX (lines), child);
  add_category_lines (self, lines, seen, "family", self->family);
  add_category_lines (self, lines, seen, "student", self->student);
}

static GtkWidget *
add_button_new (ZxStudentFamily *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *accept = gtk_button_new_with_label (_("Add"));
  const ZxCodeTable *table = zx_code_table_find ("CAT");
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; table->codes[i].code != NULL; i++)
    g_ptr_array_add (labels, (char *) zx_code_table_get_label (table, table->codes[i].code));
  g_ptr_array_add (labels, NULL);
  self->add_drop = GTK_DROP_DOWN (gtk_drop_down_new_from_strings ((const char * const *) labels->pdata));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Situation"), -1);
  gtk_widget_add_css_class (accept, "suggested-action");
  g_signal_connect_object (accept, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->add_drop));
  gtk_box_append (GTK_BOX (line), accept);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), line);
  g_object_set_data (G_OBJECT (box), "zx-lines", lines);

  self->add_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->add_popover), box);
  g_signal_connect_object (self->add_popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->add_popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_tooltip_text (button, _("Add or take away a situation"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add or take away a situation"), -1);

  return button;
}

static void
show_tags (ZxStudentFamily     *self,
           const ZxFamilyFacts *facts)
{
  GtkWidget *child;

  /* The button at the end stays. */
  while ((child = gtk_widget_get_first_child (self->tags)) != NULL && ZX_IS_TAG (child))
    gtk_box_remove (GTK_BOX (self->tags), child);

  for (guint i = 0; facts->tags != NULL && facts->tags[i] != NULL; i++)
    {
      GtkWidget *tag = zx_tag_new (ZX_TONE_PLAIN, facts->tags[i]);
      GtkWidget *before = NULL;

      for (child = gtk_widget_get_first_child (self->tags); child != NULL && ZX_IS_TAG (child); child = gtk_widget_get_next_sibling (child))
        before = child;
      gtk_box_insert_child_after (GTK_BOX (self->tags), tag, before);
    }
}

/* --- lines */

typedef struct
{
  ZxSession *session;
  gint64     student;
} Contact;

static void
contact_revealed_cb (gpointer data)
{
  Contact *contact = data;

  zx_session_log_access (contact->session, contact->student, &zx_kind_family_member, 0, "phone");
}

static void
show_contact (ZxStudentFamily     *self,
              const ZxFamilyFacts *facts)
{
  g_autofree char *key = g_strjoin ("\n", facts->contact != NULL ? facts->contact : "",
                                    facts->contact_phone != NULL ? facts->contact_phone : "", NULL);
  GtkWidget *box;
  GtkWidget *name;

  /* A phone that is being looked at stays in sight: noting that is a change too. */
  if (g_strcmp0 (g_object_get_data (G_OBJECT (self->contact), "zx-key"), key) == 0)
    return;

  g_object_set_data_full (G_OBJECT (self->contact), "zx-key", g_steal_pointer (&key), g_free);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  name = gtk_label_new (facts->contact != NULL && *facts->contact != '\0' ? facts->contact : "—");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  if (facts->contact_phone != NULL)
    {
      g_autofree char *masked = zx_mask_phone (facts->contact_phone);
      Contact *contact = g_new (Contact, 1);

      contact->session = self->session;
      contact->student = self->student;
      gtk_box_append (GTK_BOX (box), zx_masked_new (masked, facts->contact_phone, C_("family_member", "Phone"),
                                                    contact_revealed_cb, contact, g_free));
    }
  adw_bin_set_child (ADW_BIN (self->contact), box);
}

static void
show_verified (ZxStudentFamily     *self,
               const ZxFamilyFacts *facts)
{
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  if (facts->verified_on != NULL)
    {
      day = zx_date_format (facts->verified_on, zx_session_get_today (self->session), ZX_DATE_SHOW_SHORT);
      /* Translators: %s is a day: the family was last seen at a home visit then */
      words = g_strdup_printf (_("Checked at the visit of %s"), day);
    }
  else
    words = g_strdup (_("Not checked by a visit yet"));

  gtk_label_set_label (GTK_LABEL (self->verified), words);
  gtk_widget_remove_css_class (self->verified, facts->is_stale ? "accent-text" : "urgent-text");
  gtk_widget_add_css_class (self->verified, facts->is_stale ? "urgent-text" : "accent-text");
}

static void
show_income (ZxStudentFamily *self,
             ZxRecord        *family)
{
  g_autofree char *year = NULL;
  g_autofree char *head = NULL;
  g_autofree char *words = NULL;

  if (family != NULL && zx_record_has (family, "income_year"))
    {
      year = zx_money_format_prose (zx_record_get_int (family, "income_year"));
      if (zx_record_has (family, "income_per_head"))
        head = zx_money_format_prose (zx_record_get_int (family, "income_per_head"));
      if (head != NULL)
        /* Translators: yearly income of a family, and per head, in yuan */
        words = g_strdup_printf (_("about %s yuan, %s a head"), year, head);
      else
        words = g_strdup_printf (_("about %s yuan"), year);
    }
  zx_field_row_set_record (ZX_FIELD_ROW (self->income), family);
  zx_field_row_set_words (ZX_FIELD_ROW (self->income), words);
}

static void
show_card_no (ZxStudentFamily *self,
              ZxRecord        *student)
{
  const char *number = zx_record_get_text (student, "bank_no");
  const char *bank = zx_record_get_text (student, "bank_name");
  const char *holder = zx_record_get_text (student, "bank_holder");
  g_autofree char *words = NULL;

  if (number != NULL)
    {
      glong length = g_utf8_strlen (number, -1);
      g_autofree char *tail = length > 4 ? g_utf8_substring (number, length - 4, length) : g_strdup ("");
      g_autoptr (GString) text = g_string_new (bank);

      g_string_append_printf (text, "%s**** %s", text->len > 0 ? " " : "", tail);
      if (holder != NULL)
        /* Translators: in brackets after the card number: who holds the account */
        g_string_append_printf (text, C_("card", " (%s)"), holder);
      words = g_string_free (g_steal_pointer (&text), FALSE);
    }
  zx_field_row_set_record (ZX_FIELD_ROW (self->card_no), student);
  zx_field_row_set_words (ZX_FIELD_ROW (self->card_no), words);
}

void
zx_student_family_load (ZxStudentFamily *self,
                        ZxRecord        *student)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (ZxFamilyFacts) facts = zx_family_facts_load (db, self->student, zx_session_get_today (self->session), NULL);
  g_autoptr (ZxRecord) family = NULL;

  g_return_if_fail (ZX_IS_STUDENT_FAMILY (self));

  if (facts == NULL)
    return;

  self->family = facts->family;
  if (self->family != 0)
    family = zx_record_load (db, &zx_kind_family, self->family, NULL);

  show_verified (self, facts);
  show_tags (self, facts);
  show_contact (self, facts);
  zx_field_row_set_record (ZX_FIELD_ROW (self->address), student);
  show_income (self, family);
  show_card_no (self, student);
  gtk_widget_set_visible (self->income, family != NULL);
  gtk_widget_set_visible (self->no_family, family == NULL && zx_session_can_write (self->session));
}

static void
zx_student_family_class_init (ZxStudentFamilyClass *klass)
{
}

static void
zx_student_family_init (ZxStudentFamily *self)
{
}

static GtkWidget *
field_new (ZxStudentFamily *self,
           const ZxKind    *kind,
           const char      *field,
           const char      *title)
{
  GtkWidget *row = zx_field_row_new (self->session, kind, field);

  zx_field_row_set_student (ZX_FIELD_ROW (row), self->student);
  zx_field_row_set_title (ZX_FIELD_ROW (row), title);

  return row;
}

GtkWidget *
zx_student_family_new (ZxSession *session,
                       gint64     student)
{
  ZxStudentFamily *self = g_object_new (ZX_TYPE_STUDENT_FAMILY, NULL);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Contact"));
  GtkWidget *rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  self->session = session;
  self->student = student;
  self->card = zx_card_new (_("Family situation"));
  self->verified = gtk_label_new ("");
  gtk_widget_add_css_class (self->verified, "hint");
  zx_card_add_end (ZX_CARD (self->card), self->verified);

  self->tags = zx_flow_box_new ();
  if (zx_session_can_write (session))
    gtk_box_append (GTK_BOX (self->tags), add_button_new (self));
  gtk_widget_set_margin_bottom (self->tags, 8);
  gtk_widget_set_margin_bottom (rule, 6);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_size_request (title, 96, -1);
  gtk_widget_add_css_class (title, "hint");
  self->contact = adw_bin_new ();
  gtk_widget_set_margin_start (self->contact, 9);
  gtk_widget_set_size_request (line, -1, 34);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), self->contact);

  self->address = field_new (self, &zx_kind_student, "home_address", _("Address"));
  self->income = field_new (self, &zx_kind_family, "income_year", _("Yearly income"));
  self->card_no = field_new (self, &zx_kind_student, "bank_no", _("Allowance card"));
  self->no_family = gtk_button_new_with_label (_("Register the family"));
  gtk_widget_set_halign (self->no_family, GTK_ALIGN_START);
  g_signal_connect_object (self->no_family, "clicked", G_CALLBACK (need_family_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (body), self->tags);
  gtk_box_append (GTK_BOX (body), rule);
  gtk_box_append (GTK_BOX (body), line);
  gtk_box_append (GTK_BOX (body), self->address);
  gtk_box_append (GTK_BOX (body), self->income);
  gtk_box_append (GTK_BOX (body), self->card_no);
  gtk_box_append (GTK_BOX (body), self->no_family);
  zx_card_append_body (ZX_CARD (self->card), body);
  adw_bin_set_child (ADW_BIN (self), self->card);

  return GTK_WIDGET (self);
}
