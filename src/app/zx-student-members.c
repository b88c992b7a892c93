/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-members"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-field-row.h"
#include "zx-student-facts.h"
#include "zx-student-members.h"

struct _ZxStudentMembers
{
  AdwBin       parent_instance;
  ZxSession   *session; /* the window owns both */
  gint64       student;
  gint64       open;    /* the member whose fields are shown; 0 for none */
  GtkWidget   *editor;  /* its fields, in the card */
  GtkWidget   *card;
  GtkWidget   *add_popover;
  GtkEditable *add_name;
  GtkDropDown *add_relation;
  GtkWidget   *add_error;
};

G_DEFINE_FINAL_TYPE (ZxStudentMembers, zx_student_members, ADW_TYPE_BIN)

static const char * const edited[] = {
  "name", "relation", "birth", "age", "guardian", "lives_with", "health", "job", "work_unit", "work_place", "income_year", "phone",
  "id_no", "relation_note", "remark",
};

static const char * const relations[] = { "51", "52", "61", "62", "63", "64", "71", "73", "75", "77", "81", "90", "99" };

/* --- actions */

typedef struct
{
  gint64  student;
  gint64  member;
  char   *name;
  char   *relation;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->name);
  g_free (change->relation);
  g_free (change);
}

static gboolean
add_member (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  const Change *change = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_family_member);

  zx_record_set_ref (record, "student", change->student);

  return zx_record_set_from_string (record, "name", change->name, error) &&
         (change->relation == NULL || zx_record_set_from_string (record, "relation", change->relation, error)) &&
         zx_action_save (action, record, error);
}

static gboolean
remove_member (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  const Change *change = data;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_family_member, change->member, error);

  return record != NULL && zx_action_remove (action, record, error);
}

static void
add_clicked_cb (ZxStudentMembers *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->add_name)));
  guint at = gtk_drop_down_get_selected (self->add_relation);
  g_autofree char *label = NULL;
  Change *change;

  gtk_widget_set_visible (self->add_error, *name == '\0');
  if (*name == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->add_name));
      return;
    }

  change = g_new0 (Change, 1);
  change->student = self->student;
  change->name = g_strdup (name);
  if (at > 0 && at <= G_N_ELEMENTS (relations))
    change->relation = g_strdup (relations[at - 1]);

  gtk_popover_popdown (GTK_POPOVER (self->add_popover));
  gtk_editable_set_text (self->add_name, "");
  gtk_drop_down_set_selected (self->add_relation, 0);
  /* Translators: in the history: a member of a family */
  label = g_strdup_printf (_("Family member added: %s"), name);
  zx_session_act (self->session, label, NULL, add_member, change, change_free);
}

static void
remove_clicked_cb (GtkButton        *button,
                   ZxStudentMembers *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "zx-name");
  g_autofree char *label = g_strdup_printf (_("Family member removed: %s"), name);
  Change *change = g_new0 (Change, 1);

  change->member = self->open;
  self->open = 0;
  zx_session_act (self->session, label, NULL, remove_member, change, change_free);
}

/* --- rows */

static GtkWidget *
label_new (const char *text,
           const char *style,
           int         width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  if (width > 0)
    gtk_widget_set_size_request (label, width, -1);

  return label;
}

static void
toggle_cb (GtkButton        *button,
           ZxStudentMembers *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "zx-id");

  self->open = self->open == *id ? 0 : *id;
  g_clear_object (&self->editor);
  zx_student_members_load (self);
  if (self->editor != NULL)
    gtk_widget_child_focus (self->editor, GTK_DIR_TAB_FORWARD);
}

static void
close_cb (ZxStudentMembers *self)
{
  self->open = 0;
  g_clear_object (&self->editor);
  zx_student_members_load (self);
}

static GtkWidget *
line_new (ZxStudentMembers  *self,
          const ZxMemberRow *member)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button;
  const char *name = member->name != NULL && *member->name != '\0' ? member->name : "—";
  g_autofree char *age = member->age >= 0 ? g_strdup_printf ("%d", member->age) : g_strdup ("—");
  GtkWidget *condition = label_new (member->condition != NULL ? member->condition : "", "body", 0);
  g_autofree char *spoken = NULL;
  gint64 *id;

  gtk_box_append (GTK_BOX (line), label_new (name, "strong", 64));
  gtk_box_append (GTK_BOX (line), label_new (member->relation_words != NULL ? member->relation_words : "", "hint", 40));
  gtk_box_append (GTK_BOX (line), label_new (age, "hint", 24));
  gtk_widget_set_hexpand (condition, TRUE);
  gtk_widget_set_tooltip_text (condition, member->condition != NULL && *member->condition != '\0' ? member->condition : NULL);
  gtk_box_append (GTK_BOX (line), condition);
  if (member->guardian)
    gtk_box_append (GTK_BOX (line), label_new (_("guardian"), "hint", 0));
  if (!zx_session_can_write (self->session))
    return line;

  button = gtk_button_new ();
  id = g_new (gint64, 1);
  *id = member->id;
  spoken = g_strjoin (" ", name, member->relation_words != NULL ? member->relation_words : "", age,
                      member->condition != NULL ? member->condition : "", NULL);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Click to change"));
  g_object_set_data_full (G_OBJECT (button), "zx-id", id, g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (toggle_cb), self, 0);

  return button;
}

static GtkWidget *
editor_new (ZxStudentMembers *self,
            ZxRecord         *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *remove = gtk_button_new_with_label (_("Remove from the family"));
  GtkWidget *close = gtk_button_new_with_label (_("Fold up"));
  const char *name = zx_record_get_text (record, "name");

  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    {
      GtkWidget *row = zx_field_row_new (self->session, &zx_kind_family_member, edited[i]);

      zx_field_row_set_student (ZX_FIELD_ROW (row), self->student);
      zx_field_row_set_record (ZX_FIELD_ROW (row), record);
      zx_field_row_set_open (ZX_FIELD_ROW (row), TRUE);
      gtk_box_append (GTK_BOX (box), row);
    }

  g_object_set_data_full (G_OBJECT (remove), "zx-name", g_strdup (name != NULL ? name : "—"), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (remove, "flat");
  gtk_box_append (GTK_BOX (foot), close);
  gtk_box_append (GTK_BOX (foot), remove);
  gtk_box_append (GTK_BOX (box), foot);
  gtk_widget_set_margin_top (gtk_widget_get_first_child (box), 10);
  gtk_widget_set_margin_bottom (foot, 12);

  return box;
}

static void
refresh_editor (ZxStudentMembers *self,
                ZxRecord         *record)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->editor); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ZX_IS_FIELD_ROW (child))
      zx_field_row_set_record (ZX_FIELD_ROW (child), record);
}

/* The fields that are open keep their widgets, so that a change elsewhere takes no word away. */
static void
show_members (ZxStudentMembers *self,
              GPtrArray        *members)
{
  gboolean found = FALSE;
  GtkWidget *child;

  for (guint i = 0; i < members->len; i++)
    found = found || ((ZxMemberRow *) g_ptr_array_index (members, i))->id == self->open;
  if (!found)
    {
      self->open = 0;
      g_clear_object (&self->editor);
    }

  /* Everything but the editor, which may hold the focus, is made anew around it. */
  for (child = gtk_widget_get_first_child (self->card); child != NULL;)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (gtk_widget_has_css_class (child, "card-row") && child != self->editor)
        gtk_box_remove (GTK_BOX (self->card), child);
      child = next;
    }

  for (guint i = 0; i < members->len; i++)
    {
      const ZxMemberRow *member = g_ptr_array_index (members, i);
      GtkWidget *line = line_new (self, member);
      g_autoptr (ZxRecord) record = NULL;

      zx_card_append_row (ZX_CARD (self->card), line);
      if (member->id != self->open)
        continue;

      record = zx_record_load (zx_session_get_db (self->session), &zx_kind_family_member, member->id, NULL);
      if (record == NULL)
        continue;
      if (self->editor == NULL)
        {
          self->editor = g_object_ref_sink (editor_new (self, record));
          zx_card_append_row (ZX_CARD (self->card), self->editor);
        }
      else
        {
          refresh_editor (self, record);
          gtk_box_reorder_child_after (GTK_BOX (self->card), self->editor, line);
        }
    }
}

void
zx_student_members_load (ZxStudentMembers *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = NULL;

  g_return_if_fail (ZX_IS_STUDENT_MEMBERS (self));

  members = zx_family_members_load (zx_session_get_db (self->session), self->student,
                                    zx_session_get_today (self->session), &error);
  if (members == NULL)
    zx_session_report (self->session, error);
  else
    show_members (self, members);
}

/* --- the widget */

static void
zx_student_members_dispose (GObject *object)
{
  ZxStudentMembers *self = ZX_STUDENT_MEMBERS (object);

  g_clear_object (&self->editor);

  G_OBJECT_CLASS (zx_student_members_parent_class)->dispose (object);
}

static void
zx_student_members_class_init (ZxStudentMembersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_student_members_dispose;
}

static void
zx_student_members_init (ZxStudentMembers *self)
{
}

static GtkWidget *
add_button_new (ZxStudentMembers *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *accept = gtk_button_new_with_label (_("Add"));
  const char *labels[G_N_ELEMENTS (relations) + 2] = { _("Relation") };

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    labels[i + 1] = zx_relation_get_spoken (relations[i]);

  self->add_name = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->add_name), C_("family_member", "Name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the family member"), -1);
  self->add_relation = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_relation), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Relation to the child"), -1);
  self->add_error = label_new (_("Write the name."), "error-text", 0);
  gtk_widget_set_visible (self->add_error, FALSE);
  gtk_widget_add_css_class (accept, "suggested-action");
  g_signal_connect_object (accept, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add_name, "activate", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->add_name));
  gtk_box_append (GTK_BOX (box), self->add_error);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->add_relation));
  gtk_box_append (GTK_BOX (box), accept);

  self->add_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->add_popover), box);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Add"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->add_popover);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a family member"), -1);

  return button;
}

GtkWidget *
zx_student_members_new (ZxSession *session,
                        gint64     student)
{
  ZxStudentMembers *self = g_object_new (ZX_TYPE_STUDENT_MEMBERS, NULL);

  self->session = session;
  self->student = student;
  self->card = zx_card_new (_("Family members"));
  if (zx_session_can_write (session))
    zx_card_add_end (ZX_CARD (self->card), add_button_new (self));
  adw_bin_set_child (ADW_BIN (self), self->card);

  return GTK_WIDGET (self);
}
