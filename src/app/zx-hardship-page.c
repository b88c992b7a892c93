/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-hardship-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-step.h"
#include "zx-card.h"
#include "zx-date.h"
#include "zx-hardship-page.h"
#include "zx-label.h"
#include "zx-record-form.h"
#include "zx-query.h"
#include "zx-student-facts.h"

#define VISIT_WITHIN 3 /* days */

struct _ZxHardshipPage
{
  ZxPage        parent_instance;
  ZxSession    *session; /* the window owns both */
  gint64        student;
  ZxRecordForm *form;
  GtkWidget    *button;
};

G_DEFINE_FINAL_TYPE (ZxHardshipPage, zx_hardship_page, ZX_TYPE_PAGE)

typedef struct
{
  GPtrArray  *values;
  const char *term;
  gint64      student;
  gint64      person; /* who uses the program, of the staff; 0 */
  gint64      id;
  gboolean    handed_in;
} Hardship;

/* Somebody goes there soon: it stands among what was promised. */
static gboolean
plan_visit (ZxAction  *action,
            Hardship  *hardship,
            GError   **error)
{
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_follow_up);
  g_autofree char *due = zx_date_add_days (zx_action_get_today (action), VISIT_WITHIN);

  zx_record_set_ref (record, "student", hardship->student);
  if (hardship->person != 0)
    zx_record_set_ref (record, "person", hardship->person);
  zx_record_set_text (record, "what", _("Visit the family at home and verify the hardship"));
  zx_record_set_text (record, "due", due);

  return zx_action_save (action, record, error);
}

static gboolean
hand_in (ZxAction  *action,
         gint64     application,
         GError   **error)
{
  ZxStepOne one = { .application = application };
  ZxStepRequest request = { .word = "submit", .ones = &one, .n_ones = 1 };
  g_auto (ZxStepResult) result = { 0 };

  return zx_action_step (action, &request, &result, error);
}

static gboolean
register_hardship (ZxAction  *action,
                   gpointer   data,
                   GError   **error)
{
  Hardship *hardship = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_application);
  g_autofree char *year = g_strndup (hardship->term, 9);

  zx_record_set_ref (record, "student", hardship->student);
  zx_record_set_text (record, "school_year", year);
  zx_record_set_text (record, "term", hardship->term);
  zx_record_set_text (record, "kind", "3");
  if (!zx_form_values_apply (hardship->values, record, error) || !zx_action_save (action, record, error))
    return FALSE;

  hardship->id = zx_record_get_id (record);
  hardship->handed_in = zx_record_get_int (record, "committed") == 1;
  if (hardship->handed_in && !hand_in (action, hardship->id, error))
    return FALSE;

  return plan_visit (action, hardship, error);
}

static gboolean
is_filled (ZxHardshipPage *self)
{
  static const struct { const char *field, *words; } wanted[] = {
    { "event_date", N_("Choose the day on which it happened.") },
    { "reason", N_("Write what happened.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *value = zx_record_form_dup_value (self->form, wanted[i].field);
      g_autoptr (GError) error = NULL;

      if (*g_strstrip (value) != '\0')
        continue;
      zx_set_field_error (&error, ZX_RECORD_ERROR_MISSING, wanted[i].field, "%s", _(wanted[i].words));
      zx_record_form_show_error (self->form, error);
      return FALSE;
    }

  return TRUE;
}

static gint64
find_actor (ZxSession *session)
{
  const char *actor = zx_casebook_get_actor (zx_session_get_casebook (session));
  g_autoptr (GPtrArray) staff = zx_frequent_visitors_load (zx_session_get_db (session), zx_session_get_today (session), 0, NULL);

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      const ZxStaffName *one = g_ptr_array_index (staff, i);

      if (g_strcmp0 (one->name, actor) == 0)
        return one->id;
    }

  return 0;
}

static void
accept_cb (ZxHardshipPage *self)
{
  ZxSession *session = self->session;
  ZxWindow *window = zx_session_get_window (session);
  Hardship hardship = { .term = zx_session_get_term (session), .student = self->student, .person = find_actor (session) };
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  zx_record_form_clear_errors (self->form);
  if (!is_filled (self))
    return;

  hardship.values = values = zx_record_form_dup_values (self->form);
  if (!zx_casebook_act (zx_session_get_casebook (session), _("Change of hardship registered"), register_hardship, &hardship, &entry, &error))
    {
      if (!zx_record_form_show_error (self->form, error))
        zx_session_report (session, error);
      return;
    }

  /* The page may be gone after this. */
  zx_window_end_page (window, ZX_PAGE (self));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-application", "x", hardship.id);
  zx_session_did (session, hardship.handed_in ? _("It waits at “Verify”; a visit within 3 days stands in Today")
                                              : _("A draft was made; a visit within 3 days stands in Today"), &entry, FALSE);
}

/* --- as a page */

static gboolean
zx_hardship_page_go_primary (ZxPage *page)
{
  accept_cb (ZX_HARDSHIP_PAGE (page));

  return TRUE;
}

static gint64
zx_hardship_page_get_student (ZxPage *page)
{
  return ZX_HARDSHIP_PAGE (page)->student;
}

static void
zx_hardship_page_class_init (ZxHardshipPageClass *klass)
{
  ZX_PAGE_CLASS (klass)->go_primary = zx_hardship_page_go_primary;
  ZX_PAGE_CLASS (klass)->get_student = zx_hardship_page_get_student;
}

static void
zx_hardship_page_init (ZxHardshipPage *self)
{
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_STUDENTS);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);
}

ZxPage *
zx_hardship_page_new (ZxSession *session,
                      gint64     student)
{
  static const char * const fields[] = {
    "event_date", "reason", "cats", "applicant", "applicant_rel", "commitment_text", "committed", "commit_date", "data_consent",
  };
  ZxHardshipPage *self = g_object_new (ZX_TYPE_HARDSHIP_PAGE, NULL);
  g_autofree char *name = zx_record_dup_title (zx_session_get_db (session), &zx_kind_student, student);
  g_autofree char *title = g_strdup_printf (_("%s: change of hardship"), name);
  GtkWidget *box, *inner, *body, *card;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);
  GtkWidget *clamp = adw_clamp_new ();

  self->session = session;
  self->student = student;
  zx_page_set_title (ZX_PAGE (self), title);
  inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), inner);
  gtk_box_append (GTK_BOX (box), clamp);

  gtk_box_append (GTK_BOX (inner), zx_label_new (title, "h1"));
  gtk_box_append (GTK_BOX (inner), zx_label_wrapped_new (_("For a sudden illness, a disaster or a death in the family. With the signed commitment the application is verified at once, waits for no round, and takes the short way; without it a draft is kept. A visit within 3 days is noted in Today."), "dim"));
  card = zx_card_new (_("What happened"));
  body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->form = ZX_RECORD_FORM (zx_record_form_new (session));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    zx_record_form_add (self->form, NULL, &zx_kind_application, fields[i], g_str_equal (fields[i], "reason") ? _("What happened to the family") : NULL);
  zx_record_form_set_value (self->form, "event_date", zx_session_get_today (session));
  zx_record_form_set_value (self->form, "commit_date", zx_session_get_today (session));
  self->button = gtk_button_new_with_label (_("Register the change"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (body), self->button);
  zx_card_append_body (ZX_CARD (card), body);
  gtk_box_append (GTK_BOX (inner), card);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return ZX_PAGE (self);
}
