/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-leave"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-codes.h"
#include "zx-flow-layout.h"
#include "zx-query.h"
#include "zx-student-leave.h"

struct _ZxStudentLeave
{
  AdwBin       parent_instance;
  ZxSession   *session; /* the window owns both */
  gint64       student;
  GtkDropDown *status;
  GtkEditable *reason;
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxStudentLeave, zx_student_leave, ADW_TYPE_BIN)

/* Codes of ENROL, the usual ones first; the last brings a child back. */
static const char * const statuses[] = { "3", "4", "2", "5", "6", "9", "7", "8", "1" };

typedef struct
{
  gint64  student;
  char   *status;
  char   *reason;
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_free (leaving->status);
  g_free (leaving->reason);
  g_free (leaving);
}

/* Why, in the child's enrolment that is valid now. */
static gboolean
note_reason (ZxAction       *action,
             const Leaving  *leaving,
             GError        **error)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_enrolment);
  g_autofree char *student = g_strdup_printf ("%" G_GINT64_FORMAT, leaving->student);
  g_autoptr (GPtrArray) records = NULL;
  ZxRecord *newest;

  if (!zx_query_where (query, "student", student, error))
    return FALSE;
  records = zx_query_load (query, zx_action_get_db (action), NULL, error);
  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return TRUE;

  newest = g_ptr_array_index (records, 0);
  zx_record_set_text (newest, "reason", leaving->reason);

  return zx_action_save (action, newest, error);
}

static gboolean
leave (ZxAction  *action,
       gpointer   data,
       GError   **error)
{
  const Leaving *leaving = data;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_student, leaving->student, error);

  if (record == NULL || !zx_record_set_from_string (record, "enrol_status", leaving->status, error) ||
      !zx_action_save (action, record, error))
    return FALSE;

  return *leaving->reason == '\0' || note_reason (action, leaving, error);
}

static gboolean
remove_student (ZxAction  *action,
                gpointer   data,
                GError   **error)
{
  const Leaving *leaving = data;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_student, leaving->student, error);

  return record != NULL && zx_action_remove (action, record, error);
}

static void
accept_cb (ZxStudentLeave *self)
{
  Leaving *leaving = g_new0 (Leaving, 1);
  const char *word;
  g_autofree char *name = zx_record_dup_title (zx_session_get_db (self->session), &zx_kind_student, self->student);
  g_autofree char *label = NULL;

  leaving->student = self->student;
  leaving->status = g_strdup (statuses[MIN (gtk_drop_down_get_selected (self->status), G_N_ELEMENTS (statuses) - 1)]);
  leaving->reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  word = zx_code_table_get_label (zx_code_table_find ("ENROL"), leaving->status);
  /* Translators: in the history: the name, then "Transferred out" */
  label = g_strdup_printf (_("%s: %s"), name, word);

  g_signal_emit (self, signals[CLOSED], 0);
  zx_session_act (self->session, label, NULL, leave, leaving, leaving_free);
}

static void
close_cb (ZxStudentLeave *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
zx_student_leave_class_init (ZxStudentLeaveClass *klass)
{
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_student_leave_init (ZxStudentLeave *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *line = zx_flow_box_new ();
  GtkWidget *title = gtk_label_new (_("Leaves the lists; the records stay."));
  GtkWidget *accept = gtk_button_new_with_label (_("Enter"));
  GtkWidget *close = gtk_button_new_with_label (_("Not now"));
  const char *labels[G_N_ELEMENTS (statuses) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    labels[i] = zx_code_table_get_label (zx_code_table_find ("ENROL"), statuses[i]);
  self->status = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What becomes of the child"), -1);
  self->reason = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_width_chars (self->reason, 24);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _("Where to, or why (optional)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Where to, or why (optional)"), -1);
  g_signal_connect_object (self->reason, "activate", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accept, "clicked", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (accept, "suggested-action");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "strong");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (line), accept);
  gtk_box_append (GTK_BOX (line), close);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
zx_student_leave_new (ZxSession *session,
                      gint64     student)
{
  ZxStudentLeave *self = g_object_new (ZX_TYPE_STUDENT_LEAVE, NULL);

  self->session = session;
  self->student = student;

  return GTK_WIDGET (self);
}

void
zx_student_leave_mistake (ZxSession  *session,
                          gint64      student,
                          const char *name)
{
  Leaving *leaving = g_new0 (Leaving, 1);
  /* Translators: in the history: a child that was never here; a name follows */
  g_autofree char *label = g_strdup_printf (_("Registered by mistake: %s"), name);

  leaving->student = student;
  zx_session_act (session, label, NULL, remove_student, leaving, leaving_free);
}
