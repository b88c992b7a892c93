/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-class-review-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-card.h"
#include "zx-class-review-page.h"
#include "zx-class-reviews-page.h"
#include "zx-coverage.h"
#include "zx-field-row.h"
#include "zx-label.h"
#include "zx-query.h"
#include "zx-record-form.h"
#include "zx-student-facts.h"

struct _ZxClassReviewPage
{
  ZxPage        parent_instance;
  ZxSession    *session; /* the window owns both */
  gint64        id;
  gint64        class_id;
  GtkWidget    *heading;
  GPtrArray    *rows;    /* of ZxFieldRow */
  GtkWidget    *columns; /* members, and a new one beside them */
  GtkWidget    *members;
  ZxRecordForm *form;
  GtkWidget    *form_box;
  GtkWidget    *lines;
  GtkWidget    *turns;
};

G_DEFINE_FINAL_TYPE (ZxClassReviewPage, zx_class_review_page, ZX_TYPE_PAGE)

static GPtrArray *
load_of (ZxClassReviewPage *self,
         const ZxKind      *kind)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);

  if (!zx_query_where (query, "class_review", id, NULL))
    return NULL;

  return zx_query_load (query, zx_session_get_db (self->session), NULL, NULL);
}

/* --- members */

/* Teachers are chosen from the staff, children from the class; parents are written. */
static void
role_changed_cb (ZxClassReviewPage *self)
{
  g_autofree char *role = zx_record_form_dup_value (self->form, "role");

  zx_record_form_set_shown (self->form, "staff", g_str_equal (role, "1") || g_str_equal (role, "2"));
  zx_record_form_set_shown (self->form, "student", g_str_equal (role, "3"));
  zx_record_form_set_shown (self->form, "name", g_str_equal (role, "4"));
}

static void
add_member_cb (ZxClassReviewPage *self)
{
  g_autoptr (ZxRecord) member = zx_record_new (&zx_kind_class_review_member);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values = zx_record_form_dup_values (self->form);
  gboolean fine;
  ZxEntryId entry = { 0 };

  zx_record_form_clear_errors (self->form);
  zx_record_set_ref (member, "class_review", self->id);
  fine = zx_form_values_apply (values, member, &error);
  if (fine && !zx_record_has (member, "role"))
    zx_set_field_error (&error, ZX_RECORD_ERROR_MISSING, "role", _("Choose the role first."));
  else if (fine && !zx_record_has (member, "name") && !zx_record_has (member, "staff") && !zx_record_has (member, "student"))
    {
      const char *role = zx_record_get_text (member, "role");

      zx_set_field_error (&error, ZX_RECORD_ERROR_MISSING,
                          g_str_equal (role, "4") ? "name" : g_str_equal (role, "3") ? "student" : "staff", _("Say who it is."));
    }
  if (error == NULL)
    zx_casebook_save (zx_session_get_casebook (self->session), _("Member of the evaluation added"), member, &entry, &error);
  if (error != NULL)
    {
      if (!zx_record_form_show_error (self->form, error))
        zx_session_report (self->session, error);
      return;
    }

  zx_record_form_set_value (self->form, "staff", "");
  zx_record_form_set_value (self->form, "student", "");
  zx_record_form_set_value (self->form, "name", "");
  zx_session_did (self->session, _("Member of the evaluation added"), &entry, FALSE);
}

static void
remove_member_cb (GtkWidget         *button,
                  ZxClassReviewPage *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRecord) member = zx_record_load (zx_session_get_db (self->session), &zx_kind_class_review_member, *id, &error);
  ZxEntryId entry = { 0 };

  if (member == NULL ||
      !zx_casebook_remove (zx_session_get_casebook (self->session), _("Member of the evaluation taken out"), member, &entry, &error))
    {
      zx_session_report (self->session, error);
      return;
    }
  zx_session_did (self->session, _("Member of the evaluation taken out"), &entry, FALSE);
}

static GtkWidget *
member_row_new (ZxClassReviewPage *self,
                ZxRecord          *member)
{
  gint64 id = zx_record_get_id (member);
  const char *name = zx_record_get_text (member, "name");
  g_autofree char *role = zx_record_dup_display (member, "role");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = zx_label_new (name != NULL ? name : "", "strong");
  GtkWidget *detail = zx_label_new (role != NULL ? role : "", "hint");

  gtk_widget_set_size_request (words, 110, -1);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), detail);
  if (zx_session_can_write (self->session))
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      g_autofree char *spoken = g_strdup_printf (_("Take out: %s"), name != NULL ? name : "");

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, spoken);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&id, sizeof id), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (remove_member_cb), self, 0);
      gtk_box_append (GTK_BOX (row), button);
    }

  return row;
}

static void
show_members (ZxClassReviewPage *self)
{
  g_autoptr (GPtrArray) members = load_of (self, &zx_kind_class_review_member);
  g_autofree char *caption = NULL;
  guint n = members != NULL ? members->len : 0;

  zx_card_clear (ZX_CARD (self->members));
  caption = g_strdup_printf (ngettext ("%u member", "%u members", n), n);
  zx_card_set_caption (ZX_CARD (self->members), caption);
  for (guint i = 0; i < n; i++)
    zx_card_append_row (ZX_CARD (self->members), member_row_new (self, g_ptr_array_index (members, i)));
  if (n == 0)
    zx_card_append_body (ZX_CARD (self->members), zx_label_wrapped_new (_("Nobody yet."), "hint"));
}

/* Children of the class who are on the roll. (transfer full) */
static GArray *
load_children (ZxClassReviewPage *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (ZxRecord) in_class = zx_record_load (db, &zx_kind_class, self->class_id, NULL);
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_student);
  g_autoptr (GArray) ids = NULL;

  if (in_class != NULL &&
      zx_query_where (query, "grade", zx_record_get_text (in_class, "grade"), NULL) &&
      zx_query_where (query, "class_name", zx_record_get_text (in_class, "name"), NULL) &&
      zx_query_where (query, "enrol_status", "1", NULL))
    ids = zx_query_run (query, db, NULL, NULL);

  return ids != NULL ? g_steal_pointer (&ids) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
build_form (ZxClassReviewPage *self)
{
  static const char * const fields[] = { "role", "staff", "student", "name" };
  GtkWidget *card = zx_card_new (_("Add a member"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *button = gtk_button_new_with_label (_("Add this member"));
  g_autoptr (GArray) children = load_children (self);

  self->form = ZX_RECORD_FORM (zx_record_form_new (self->session));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    zx_record_form_add (self->form, NULL, &zx_kind_class_review_member, fields[i], NULL);
  zx_record_form_set_ids (self->form, "student", children);
  zx_record_form_set_value (self->form, "role", "2");
  g_signal_connect_object (self->form, "changed", G_CALLBACK (role_changed_cb), self, G_CONNECT_SWAPPED);
  role_changed_cb (self);

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_member_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), button);
  zx_card_append_body (ZX_CARD (card), box);
  self->form_box = card;
}

/* --- what was said */

static GtkWidget *
line_row_new (ZxClassReviewPage  *self,
              ZxRecord           *line,
              const ZxLevelWords *levels)
{
  gint64 application = zx_record_get_int (line, "application");
  const char *level = zx_record_get_text (line, "suggest_level");
  const char *opinion = zx_record_get_text (line, "opinion");
  g_autofree char *name = zx_record_dup_title (zx_session_get_db (self->session), &zx_kind_application, application);
  g_autofree char *spoken = g_strdup_printf (_("Open: %s"), name);
  g_autofree char *votes = g_strdup_printf (_("for %d, against %d, abstained %d"), (int) zx_record_get_int (line, "for_"),
                                            (int) zx_record_get_int (line, "against"), (int) zx_record_get_int (line, "abstain"));
  g_autofree char *score = zx_record_dup_display (line, "score");
  g_autofree char *detail = g_strjoin (" · ", zx_record_has (line, "for_") ? votes : score != NULL ? score : "—", opinion, NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = zx_label_new (name, "strong");
  GtkWidget *said = zx_label_new (detail, "hint");
  GtkWidget *open = gtk_button_new_with_label (_("Open"));

  gtk_widget_set_size_request (words, 90, -1);
  gtk_widget_set_hexpand (said, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  if (level != NULL)
    {
      guint rank = zx_level_get_rank (level);
      GtkWidget *badge = zx_badge_new (rank, levels->words[rank]);

      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), badge);
    }
  gtk_box_append (GTK_BOX (row), said);
  gtk_widget_add_css_class (open, "row-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-application");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", application);
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (row), open);

  return row;
}

static void
show_lines (ZxClassReviewPage *self)
{
  g_autoptr (GPtrArray) lines = load_of (self, &zx_kind_class_review_line);
  g_auto (ZxLevelWords) levels = { 0 };

  zx_level_words_load (&levels, zx_session_get_db (self->session));
  zx_card_clear (ZX_CARD (self->lines));
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    zx_card_append_row (ZX_CARD (self->lines), line_row_new (self, g_ptr_array_index (lines, i), &levels));
  if (lines == NULL || lines->len == 0)
    zx_card_append_body (ZX_CARD (self->lines), zx_label_wrapped_new (_("Nothing yet. The result is entered at the stage “Class evaluation” of the page Identification, for many children at once."), "hint"));
}

static void
show_turns (ZxClassReviewPage *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (GArray) students = zx_rotation_load (db, self->class_id, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; students != NULL && i < students->len; i++)
    {
      g_autofree char *name = zx_record_dup_title (db, &zx_kind_student, g_array_index (students, gint64, i));

      g_string_append_printf (names, "%s%s", i > 0 ? "、" : "", name);
    }
  gtk_widget_set_visible (self->turns, names->len > 0);
  if (names->len > 0)
    {
      g_autofree char *words = g_strdup_printf (_("The levels of these children changed in turn year after year; look whether turns were taken: %s"), names->str);

      gtk_label_set_label (GTK_LABEL (self->turns), words);
    }
}

/* --- as a page */

static void
zx_class_review_page_shown (ZxPage *page)
{
  ZxClassReviewPage *self = ZX_CLASS_REVIEW_PAGE (page);
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (ZxRecord) record = db != NULL ? zx_record_load (db, &zx_kind_class_review, self->id, NULL) : NULL;
  g_autofree char *class_words = NULL;
  g_autofree char *heading = NULL;

  if (db == NULL)
    return;
  if (record == NULL)
    {
      /* Taken back. */
      zx_window_end_page (zx_session_get_window (self->session), page);
      return;
    }

  class_words = zx_class_review_dup_class (record);
  heading = g_strdup_printf (_("%s, evaluation"), class_words);
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  zx_page_set_title (page, heading);
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZxFieldRow *row = g_ptr_array_index (self->rows, i);

      zx_field_row_set_record (row, record);
      if (g_str_equal (zx_field_row_get_field (row)->key, "host") && zx_record_has (record, "host"))
        {
          g_autofree char *host = zx_record_dup_title (db, &zx_kind_staff, zx_record_get_int (record, "host"));

          zx_field_row_set_words (row, host);
        }
    }
  gtk_widget_set_visible (self->form_box, zx_session_can_write (self->session));
  show_members (self);
  show_lines (self);
  show_turns (self);
}

static void
zx_class_review_page_width_changed (ZxPage *page)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (ZX_CLASS_REVIEW_PAGE (page)->columns),
                                  zx_page_get_width (page) <= ZX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
zx_class_review_page_finalize (GObject *object)
{
  g_ptr_array_unref (ZX_CLASS_REVIEW_PAGE (object)->rows);

  G_OBJECT_CLASS (zx_class_review_page_parent_class)->finalize (object);
}

static void
zx_class_review_page_class_init (ZxClassReviewPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_class_review_page_finalize;

  page_class->shown = zx_class_review_page_shown;
  page_class->refresh = zx_class_review_page_shown;
  page_class->width_changed = zx_class_review_page_width_changed;
}

static void
zx_class_review_page_init (ZxClassReviewPage *self)
{
  self->rows = g_ptr_array_new ();
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_IDENTIFICATION);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);
}

static GtkWidget *
meeting_new (ZxClassReviewPage *self)
{
  static const char * const fields[] = { "date", "host", "method", "present", "member_notice_from", "minutes" };
  GtkWidget *card = zx_card_new (_("The meeting"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = zx_field_row_new (self->session, &zx_kind_class_review, fields[i]);

      gtk_box_append (GTK_BOX (box), row);
      g_ptr_array_add (self->rows, row);
    }
  zx_card_append_body (ZX_CARD (card), box);

  return card;
}

ZxPage *
zx_class_review_page_new (ZxSession  *session,
                          gint64      review,
                          GError    **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (session), &zx_kind_class_review, review, error);
  ZxClassReviewPage *self;
  GtkWidget *scrolled, *box, *inner, *clamp;

  if (record == NULL)
    return NULL;

  self = g_object_new (ZX_TYPE_CLASS_REVIEW_PAGE, NULL);
  self->session = session;
  self->id = review;
  self->class_id = zx_record_get_int (record, "class");

  scrolled = zx_page_scrolled_new (&box);
  clamp = adw_clamp_new ();
  inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), inner);
  gtk_box_append (GTK_BOX (box), clamp);
  self->heading = zx_label_new ("", "h1");
  self->turns = zx_label_wrapped_new ("", "hint");
  self->members = zx_card_new (_("Members"));
  self->lines = zx_card_new (_("What the group said"));
  build_form (self);
  gtk_box_append (GTK_BOX (inner), self->heading);
  gtk_box_append (GTK_BOX (inner), meeting_new (self));
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_widget_set_hexpand (self->members, TRUE);
  gtk_widget_set_valign (self->members, GTK_ALIGN_START);
  gtk_widget_set_valign (self->form_box, GTK_ALIGN_START);
  gtk_widget_set_size_request (self->form_box, 300, -1);
  gtk_box_append (GTK_BOX (self->columns), self->members);
  gtk_box_append (GTK_BOX (self->columns), self->form_box);
  gtk_box_append (GTK_BOX (inner), self->columns);
  gtk_box_append (GTK_BOX (inner), self->lines);
  gtk_box_append (GTK_BOX (inner), self->turns);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return ZX_PAGE (self);
}

gint64
zx_class_review_page_get_id (ZxClassReviewPage *self)
{
  g_return_val_if_fail (ZX_IS_CLASS_REVIEW_PAGE (self), 0);

  return self->id;
}
