/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-carry-page"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "zx-carry-page.h"
#include "zx-card.h"
#include "zx-empty.h"
#include "zx-label.h"
#include "zx-query.h"
#include "zx-round.h"
#include "zx-student.h"
#include "zx-term.h"
#include "zx-words.h"

struct _ZxCarryPage
{
  ZxPage     parent_instance;
  ZxSession *session; /* the window owns both */
  GtkWidget *body;
  GtkWidget *button;
  GPtrArray *groups;  /* Group */
  GPtrArray *checks;  /* GtkCheckButton, one for each group */
};

G_DEFINE_FINAL_TYPE (ZxCarryPage, zx_carry_page, ZX_TYPE_PAGE)

/* The children of one class. */
typedef struct
{
  char    *words;
  GArray  *ids; /* gint64: applications of the year before */
  GString *names;
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->words);
  g_array_unref (group->ids);
  g_string_free (group->names, TRUE);
  g_free (group);
}

/* --- read in a worker */

static char *
dup_year_before (const char *year)
{
  int first = atoi (year);

  return g_strdup_printf ("%d-%d", first - 1, first);
}

static GPtrArray *
load_year (ZxDb       *db,
           const char *year)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_application);

  return zx_query_where (query, "school_year", year, NULL) ? zx_query_load (query, db, NULL, NULL) : NULL;
}

static void
add_child (GPtrArray  *groups,
           GHashTable *by_words,
           ZxRecord   *student,
           gint64      application)
{
  g_autofree char *words = zx_class_format (zx_record_get_text (student, "grade"), zx_record_get_text (student, "class_name"));
  Group *group = g_hash_table_lookup (by_words, words);

  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->words = g_strdup (words);
      group->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      group->names = g_string_new (NULL);
      g_hash_table_insert (by_words, group->words, group);
      g_ptr_array_add (groups, group);
    }
  g_array_append_val (group->ids, application);
  g_string_append_printf (group->names, "%s%s", group->names->len > 0 ? "、" : "", zx_record_get_text (student, "name"));
}

/* Who was found in need last year, is still here, and has not applied this year. */
static gpointer
read_groups (ZxDb       *db,
             const char *today)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) by_words = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) present = NULL, before = NULL;
  g_autofree char *year = NULL;
  g_auto (ZxTerm) term = { 0 };

  if (!zx_term_load_working (&term, db, NULL))
    return groups;

  year = dup_year_before (term.school_year);
  present = load_year (db, term.school_year);
  before = load_year (db, year);
  for (guint i = 0; present != NULL && i < present->len; i++)
    {
      ZxRecord *one = g_ptr_array_index (present, i);
      gint64 student = zx_record_get_int (one, "student");

      if (g_strcmp0 (zx_record_get_text (one, "kind"), "3") != 0 && zx_app_state_is_live (zx_app_state_from_word (zx_record_get_text (one, "state"))))
        g_hash_table_add (done, g_memdup2 (&student, sizeof student));
    }
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      ZxRecord *one = g_ptr_array_index (before, i);
      ZxAppState state = zx_app_state_from_word (zx_record_get_text (one, "state"));
      gint64 student = zx_record_get_int (one, "student");
      g_autoptr (ZxRecord) child = NULL;

      if ((!zx_app_state_is_confirmed (state) && state != ZX_APP_EXPIRED) || g_strcmp0 (zx_record_get_text (one, "kind"), "3") == 0 ||
          g_hash_table_contains (done, &student))
        continue;
      child = zx_record_load (db, &zx_kind_student, student, NULL);
      if (child == NULL || !zx_enrol_status_is_enrolled (zx_record_get_text (child, "enrol_status")))
        continue;
      g_hash_table_add (done, g_memdup2 (&student, sizeof student));
      add_child (groups, by_words, child, zx_record_get_id (one));
    }

  return groups;
}

static void
groups_free (gpointer data)
{
  g_ptr_array_unref (data);
}

/* --- shown */

static guint
count_chosen (ZxCarryPage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      n += ((Group *) g_ptr_array_index (self->groups, i))->ids->len;

  return n;
}

static void
show_button (ZxCarryPage *self)
{
  guint n = count_chosen (self);
  g_autofree char *label = g_strdup_printf (ngettext ("Make %u draft", "Make %u drafts", n), n);

  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_widget_set_sensitive (self->button, n > 0);
  gtk_widget_set_visible (self->button, self->groups != NULL && self->groups->len > 0);
}

static GtkWidget *
group_row_new (ZxCarryPage *self,
               const Group *group)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *count = g_strdup_printf (ngettext ("%u child", "%u children", group->ids->len), group->ids->len);
  g_autofree char *title = g_strdup_printf ("%s · %s", group->words, count);
  GtkWidget *check = gtk_check_button_new_with_label (title);
  GtkWidget *names = zx_label_wrapped_new (group->names->str, "hint");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (show_button), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  gtk_widget_set_size_request (check, 180, -1);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), names);

  return row;
}

static void
show_groups (gpointer owner,
             gpointer result)
{
  ZxCarryPage *self = owner;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
  g_ptr_array_set_size (self->checks, 0);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = g_ptr_array_ref (result);

  if (self->groups->len == 0)
    gtk_box_append (GTK_BOX (self->body), zx_empty_new ("emblem-default-symbolic", _("There is nobody to take over."),
                                                        _("Everybody who was found in need last school year and is still here has an application already, or nobody was.")));
  else
    {
      GtkWidget *card = zx_card_new (_("Found in need last school year, without an application this year"));

      for (guint i = 0; i < self->groups->len; i++)
        zx_card_append_row (ZX_CARD (card), group_row_new (self, g_ptr_array_index (self->groups, i)));
      gtk_box_append (GTK_BOX (self->body), card);
    }
  show_button (self);
}

/* --- made */

typedef struct
{
  gint64  round;
  GArray *ids;
} Carrying;

static void
carrying_free (gpointer data)
{
  Carrying *carrying = data;

  g_array_unref (carrying->ids);
  g_free (carrying);
}

static gboolean
carry (ZxAction  *action,
       gpointer   data,
       GError   **error)
{
  const Carrying *carrying = data;

  return zx_action_carry_forward (action, carrying->round, (const gint64 *) (gpointer) carrying->ids->data, carrying->ids->len, NULL, error);
}

static void
carry_cb (ZxCarryPage *self)
{
  guint n = count_chosen (self);
  gint64 round = zx_round_find (zx_session_get_db (self->session), zx_session_get_term (self->session), TRUE, NULL);
  g_autofree char *label = g_strdup_printf (ngettext ("%u draft made from last year's application", "%u drafts made from last year's applications", n), n);
  Carrying *carrying;

  if (n == 0 || round == 0)
    return;

  carrying = g_new0 (Carrying, 1);
  carrying->round = round;
  carrying->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->checks->len; i++)
    {
      const Group *group = g_ptr_array_index (self->groups, i);

      if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
        g_array_append_vals (carrying->ids, group->ids->data, group->ids->len);
    }
  zx_session_act (self->session, label, NULL, carry, carrying, carrying_free);
}

/* --- as a page */

static void
zx_carry_page_shown (ZxPage *page)
{
  ZxCarryPage *self = ZX_CARRY_PAGE (page);

  if (zx_session_get_db (self->session) != NULL)
    zx_session_read (self->session, read_groups, groups_free, show_groups, G_OBJECT (self));
}

static gboolean
zx_carry_page_go_primary (ZxPage *page)
{
  carry_cb (ZX_CARRY_PAGE (page));

  return TRUE;
}

static void
zx_carry_page_finalize (GObject *object)
{
  ZxCarryPage *self = ZX_CARRY_PAGE (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (zx_carry_page_parent_class)->finalize (object);
}

static void
zx_carry_page_class_init (ZxCarryPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_carry_page_finalize;

  page_class->shown = zx_carry_page_shown;
  page_class->refresh = zx_carry_page_shown;
  page_class->go_primary = zx_carry_page_go_primary;
}

static void
zx_carry_page_init (ZxCarryPage *self)
{
  GtkWidget *box, *inner;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);
  GtkWidget *clamp = adw_clamp_new ();

  self->checks = g_ptr_array_new ();
  inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), inner);
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (inner), zx_label_wrapped_new (_("Each child ticked gets a draft filled in from last year. The new signed commitment, the family as it is now and every step are still needed; nobody is found in need by this alone."), "dim"));
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_box_append (GTK_BOX (inner), self->body);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  gtk_widget_set_visible (self->button, FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (carry_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (inner), self->button);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  zx_page_set_title (ZX_PAGE (self), _("Take over from last school year"));
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_IDENTIFICATION);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);
}

ZxPage *
zx_carry_page_new (ZxSession *session)
{
  ZxCarryPage *self = g_object_new (ZX_TYPE_CARRY_PAGE, NULL);

  self->session = session;

  return ZX_PAGE (self);
}
