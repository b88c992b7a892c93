/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-class-reviews-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-card.h"
#include "zx-class-reviews-page.h"
#include "zx-coverage.h"
#include "zx-date.h"
#include "zx-label.h"
#include "zx-query.h"
#include "zx-record-form.h"
#include "zx-student-facts.h"
#include "zx-tag.h"
#include "zx-words.h"

struct _ZxClassReviewsPage
{
  ZxPage        parent_instance;
  ZxSession    *session; /* the window owns both */
  GtkWidget    *new_card;
  GtkDropDown  *class_drop;
  ZxRecordForm *form;
  GtkWidget    *list;
  GtkWidget    *shares;
  GArray       *class_ids; /* gint64 */
};

G_DEFINE_FINAL_TYPE (ZxClassReviewsPage, zx_class_reviews_page, ZX_TYPE_PAGE)

char *
zx_class_review_dup_class (ZxRecord *review)
{
  const char *name = zx_record_get_text (review, "class_name");
  const char *dash = name != NULL ? strchr (name, '-') : NULL;
  g_autofree char *grade = NULL;

  if (dash == NULL)
    return g_strdup (name != NULL ? name : "");

  grade = g_strndup (name, (gsize) (dash - name));

  return zx_class_format (grade, dash + 1);
}

/* --- a new one */

typedef struct
{
  GPtrArray  *values;
  gint64      class_id;
  const char *term;
  gint64      id;
} NewReview;

/* Who leads it is the first member. */
static gboolean
add_host (ZxAction  *action,
          ZxRecord  *review,
          GError   **error)
{
  g_autoptr (ZxRecord) member = zx_record_new (&zx_kind_class_review_member);

  if (!zx_record_has (review, "host"))
    return TRUE;

  zx_record_set_ref (member, "class_review", zx_record_get_id (review));
  zx_record_set_text (member, "role", "1");
  zx_record_set_ref (member, "staff", zx_record_get_int (review, "host"));

  return zx_action_save (action, member, error);
}

static gboolean
add_review (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  NewReview *added = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_class_review);
  g_autofree char *year = g_strndup (added->term, 9);

  zx_record_set_ref (record, "class", added->class_id);
  zx_record_set_text (record, "school_year", year);
  zx_record_set_text (record, "term", added->term);
  if (!zx_form_values_apply (added->values, record, error) || !zx_action_save (action, record, error) || !add_host (action, record, error))
    return FALSE;

  added->id = zx_record_get_id (record);

  return TRUE;
}

static gboolean
is_filled (ZxClassReviewsPage *self)
{
  static const struct { const char *field, *words; } wanted[] = {
    { "date", N_("Choose the day of the meeting.") },
    { "host", N_("Choose who led the meeting.") },
    { "method", N_("Choose how it was judged.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *value = zx_record_form_dup_value (self->form, wanted[i].field);
      g_autoptr (GError) error = NULL;

      if (*value != '\0')
        continue;
      zx_set_field_error (&error, ZX_RECORD_ERROR_MISSING, wanted[i].field, "%s", _(wanted[i].words));
      zx_record_form_show_error (self->form, error);
      return FALSE;
    }

  return TRUE;
}

static void
add_cb (ZxClassReviewsPage *self)
{
  guint at = gtk_drop_down_get_selected (self->class_drop);
  NewReview added = { .term = zx_session_get_term (self->session) };
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  zx_record_form_clear_errors (self->form);
  if (at >= self->class_ids->len || strlen (added.term) < 10 || !is_filled (self))
    return;

  added.class_id = g_array_index (self->class_ids, gint64, at);
  added.values = values = zx_record_form_dup_values (self->form);
  if (!zx_casebook_act (zx_session_get_casebook (self->session), _("Class evaluation registered"), add_review, &added, &entry, &error))
    {
      if (!zx_record_form_show_error (self->form, error))
        zx_session_report (self->session, error);
      return;
    }

  zx_record_form_set_value (self->form, "host", "");
  zx_record_form_set_value (self->form, "present", "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.class-review", "x", added.id);
  zx_session_did (self->session, _("Class evaluation registered"), &entry, FALSE);
}

static void
fill_classes (ZxClassReviewsPage *self)
{
  g_autoptr (GPtrArray) classes = zx_classes_load (zx_session_get_db (self->session), NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint at = gtk_drop_down_get_selected (self->class_drop);

  g_array_set_size (self->class_ids, 0);
  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      const ZxClassCount *one = g_ptr_array_index (classes, i);

      g_array_append_val (self->class_ids, one->id);
      gtk_string_list_append (labels, one->words);
    }
  gtk_drop_down_set_model (self->class_drop, G_LIST_MODEL (labels));
  if (at < self->class_ids->len)
    gtk_drop_down_set_selected (self->class_drop, at);
}

static void
build_new (ZxClassReviewsPage *self)
{
  static const char * const fields[] = { "date", "host", "method", "present", "member_notice_from" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *label = zx_label_new (_("Class"), "hint");
  GtkWidget *where = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *button = gtk_button_new_with_label (_("Register the evaluation"));

  self->new_card = zx_card_new (_("A new class evaluation"));
  self->class_drop = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->class_drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Class"), -1);
  self->form = ZX_RECORD_FORM (zx_record_form_new (self->session));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    zx_record_form_add (self->form, NULL, &zx_kind_class_review, fields[i], NULL);
  zx_record_form_set_value (self->form, "date", zx_session_get_today (self->session));
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_halign (GTK_WIDGET (self->class_drop), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (where), label);
  gtk_box_append (GTK_BOX (where), GTK_WIDGET (self->class_drop));
  gtk_box_append (GTK_BOX (box), where);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), button);
  zx_card_append_body (ZX_CARD (self->new_card), box);
}

/* --- those there are */

static guint
count_of (ZxDb         *db,
          const ZxKind *kind,
          gint64        review)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, review);
  g_autoptr (GArray) ids = NULL;

  zx_query_where (query, "class_review", id, NULL);
  ids = zx_query_run (query, db, NULL, NULL);

  return ids != NULL ? ids->len : 0;
}

static GtkWidget *
review_row_new (ZxClassReviewsPage *self,
                ZxRecord           *review)
{
  ZxDb *db = zx_session_get_db (self->session);
  gint64 id = zx_record_get_id (review);
  guint n_members = count_of (db, &zx_kind_class_review_member, id);
  guint n_lines = count_of (db, &zx_kind_class_review_line, id);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *open = gtk_button_new_with_label (_("Open"));
  g_autofree char *class_words = zx_class_review_dup_class (review);
  g_autofree char *day = zx_date_format (zx_record_get_text (review, "date"), zx_session_get_today (self->session), ZX_DATE_SHOW_SHORT);
  g_autofree char *method = zx_record_dup_display (review, "method");
  g_autofree char *members = g_strdup_printf (ngettext ("%u member", "%u members", n_members), n_members);
  g_autofree char *children = g_strdup_printf (ngettext ("%u child judged", "%u children judged", n_lines), n_lines);
  g_autofree char *title = g_strdup_printf ("%s · %s", class_words, day);
  g_autofree char *detail = g_strdup_printf ("%s · %s · %s", method != NULL ? method : "", members, children);
  g_autofree char *spoken = g_strdup_printf (_("Open: %s"), title);

  gtk_box_append (GTK_BOX (lines), zx_label_new (title, "strong"));
  gtk_box_append (GTK_BOX (lines), zx_label_new (detail, "hint"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_margin_top (lines, 6);
  gtk_widget_set_margin_bottom (lines, 6);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (open, "row-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.class-review");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (row), lines);
  if (n_members < 3)
    {
      GtkWidget *tag = zx_tag_new (ZX_TONE_SOON, _("Members missing"));

      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), tag);
    }
  gtk_box_append (GTK_BOX (row), open);

  return row;
}

static void
show_reviews (ZxClassReviewsPage *self)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_class_review);
  g_autoptr (GPtrArray) reviews = NULL;
  g_autofree char *year = g_strndup (zx_session_get_term (self->session), 9);

  zx_query_where (query, "school_year", year, NULL);
  reviews = zx_query_load (query, zx_session_get_db (self->session), NULL, NULL);
  zx_card_clear (ZX_CARD (self->list));
  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    zx_card_append_row (ZX_CARD (self->list), review_row_new (self, g_ptr_array_index (reviews, i)));
  if (reviews == NULL || reviews->len == 0)
    zx_card_append_body (ZX_CARD (self->list), zx_label_wrapped_new (_("No class evaluation is registered in this school year. Before it is, no application passes the stage “Class evaluation”."), "hint"));
}

/* --- whether all classes are measured alike */

typedef struct
{
  GPtrArray    *classes;
  ZxClassShare  school;
  ZxLevelWords  levels;
} Shares;

static void
shares_free (gpointer data)
{
  Shares *shares = data;

  g_clear_pointer (&shares->classes, g_ptr_array_unref);
  g_free (shares->school.class_words);
  zx_level_words_clear (&shares->levels);
  g_free (shares);
}

static gpointer
read_shares (ZxDb       *db,
             const char *today)
{
  Shares *shares = g_new0 (Shares, 1);

  shares->classes = zx_class_shares_load (db, &shares->school, NULL);
  zx_level_words_load (&shares->levels, db);

  return shares;
}

static GtkWidget *
share_row_new (const Shares       *shares,
               const ZxClassShare *share,
               gboolean            is_school)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = zx_label_new (is_school ? _("Whole school") : share->class_words, "strong");
  g_autofree char *enrolled = g_strdup_printf (ngettext ("%u child", "%u children", share->n_enrolled), share->n_enrolled);
  g_autoptr (GString) words = g_string_new (enrolled);
  GtkWidget *detail;

  for (guint level = 1; level <= 3; level++)
    {
      double percent = share->n_enrolled > 0 ? 100.0 * share->counts[level] / share->n_enrolled : 0;

      g_string_append_printf (words, " · %s %u", shares->levels.words[level], share->counts[level]);
      g_string_append_printf (words, is_school ? " (%.0f%%)" : " (%.0f%%, %+.0f)", percent, share->points[level]);
    }
  detail = zx_label_wrapped_new (words->str, "hint");
  gtk_widget_set_size_request (name, 110, -1);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), detail);
  if (!is_school && share->is_outlier)
    gtk_box_append (GTK_BOX (row), zx_tag_new (ZX_TONE_SOON, _("Far from the school")));

  return row;
}

static void
show_shares (gpointer owner,
             gpointer result)
{
  ZxClassReviewsPage *self = owner;
  const Shares *shares = result;
  guint n = 0;

  zx_card_clear (ZX_CARD (self->shares));
  for (guint i = 0; shares != NULL && shares->classes != NULL && i < shares->classes->len; i++)
    {
      const ZxClassShare *share = g_ptr_array_index (shares->classes, i);

      if (share->n_enrolled == 0)
        continue;
      if (n++ == 0)
        zx_card_append_row (ZX_CARD (self->shares), share_row_new (shares, &shares->school, TRUE));
      zx_card_append_row (ZX_CARD (self->shares), share_row_new (shares, share, FALSE));
    }
  gtk_widget_set_visible (self->shares, n > 0);
}

/* --- as a page */

static void
zx_class_reviews_page_shown (ZxPage *page)
{
  ZxClassReviewsPage *self = ZX_CLASS_REVIEWS_PAGE (page);

  if (zx_session_get_db (self->session) == NULL)
    return;

  gtk_widget_set_visible (self->new_card, zx_session_can_write (self->session));
  fill_classes (self);
  show_reviews (self);
  zx_session_read (self->session, read_shares, shares_free, show_shares, G_OBJECT (self));
}

static gboolean
zx_class_reviews_page_go_primary (ZxPage *page)
{
  add_cb (ZX_CLASS_REVIEWS_PAGE (page));

  return TRUE;
}

static void
zx_class_reviews_page_finalize (GObject *object)
{
  g_array_unref (ZX_CLASS_REVIEWS_PAGE (object)->class_ids);

  G_OBJECT_CLASS (zx_class_reviews_page_parent_class)->finalize (object);
}

static void
zx_class_reviews_page_class_init (ZxClassReviewsPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_class_reviews_page_finalize;

  page_class->shown = zx_class_reviews_page_shown;
  page_class->refresh = zx_class_reviews_page_shown;
  page_class->go_primary = zx_class_reviews_page_go_primary;
}

static void
zx_class_reviews_page_init (ZxClassReviewsPage *self)
{
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  zx_page_set_title (ZX_PAGE (self), C_("page", "Class evaluations"));
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_IDENTIFICATION);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);
}

ZxPage *
zx_class_reviews_page_new (ZxSession *session)
{
  ZxClassReviewsPage *self = g_object_new (ZX_TYPE_CLASS_REVIEWS_PAGE, NULL);
  GtkWidget *box, *inner;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);
  GtkWidget *clamp = adw_clamp_new ();

  self->session = session;
  inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), inner);
  gtk_box_append (GTK_BOX (box), clamp);

  gtk_box_append (GTK_BOX (inner), zx_label_wrapped_new (_("A group of teachers, parents and, from grade 4 on, children judges without names. Nobody pleads before the class, marks do not count, turns are not taken, and nobody judges the own case or that of brother or sister."), "dim"));
  self->list = zx_card_new (_("Evaluations of this school year"));
  gtk_box_append (GTK_BOX (inner), self->list);
  build_new (self);
  gtk_box_append (GTK_BOX (inner), self->new_card);
  self->shares = zx_card_new (_("Levels by class beside the school"));
  gtk_widget_set_visible (self->shares, FALSE);
  gtk_box_append (GTK_BOX (inner), self->shares);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return ZX_PAGE (self);
}
