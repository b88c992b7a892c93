/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-new-term"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-date.h"
#include "zx-new-term-page.h"
#include "zx-platform.h"
#include "zx-query.h"
#include "zx-rollover.h"
#include "zx-words.h"

#define SHOWN_NAMES 12

struct _ZxNewTermPage
{
  ZxPage     parent_instance;
  GtkLabel  *heading;
  GtkLabel  *line;
  ZxNotice  *notice;
  ZxCard    *moves;
  ZxCard    *graduates;
  ZxCard    *without;
  GtkWidget *start_button;
  char      *to; /* the term that would begin */
};

G_DEFINE_FINAL_TYPE (ZxNewTermPage, zx_new_term_page, ZX_TYPE_PAGE)

static gboolean
is_new_school_year (const char *to)
{
  return zx_term_get_number (to) == 1;
}

static char *
dup_class_words (const char *grade,
                 const char *class_name)
{
  return grade != NULL ? zx_class_format (grade, class_name) : g_strdup (_("no class yet"));
}

/* --- what would happen */

static GtkWidget *
cell_new (const char *text,
          const char *style,
          gboolean    wide)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wide);
  gtk_widget_set_hexpand (label, wide);
  gtk_widget_add_css_class (label, style);

  return label;
}

static void
add_row (ZxCard     *card,
         const char *from,
         const char *to,
         guint       n)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *words = to != NULL ? g_strdup_printf ("%s → %s", from, to) : g_strdup (from);
  g_autofree char *count = g_strdup_printf (ngettext ("%u child", "%u children", n), n);

  gtk_box_append (GTK_BOX (row), cell_new (words, "strong", TRUE));
  gtk_box_append (GTK_BOX (row), cell_new (count, "hint", FALSE));
  zx_card_append_row (card, row);
}

/* Who they are, where a person has to decide. */
static void
add_names (ZxNewTermPage *self,
           GPtrArray     *plan,
           guint          start,
           guint          end)
{
  ZxDb *db = zx_session_get_db (zx_session_of (self));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = start; i < end && i < start + SHOWN_NAMES; i++)
    {
      const ZxRolloverMove *move = g_ptr_array_index (plan, i);
      g_autofree char *name = zx_record_dup_title (db, &zx_kind_student, move->student);

      if (names->len > 0)
        /* Translators: between the names of people */
        g_string_append (names, C_("list of names", ", "));
      g_string_append (names, name);
    }
  if (end - start > SHOWN_NAMES)
    g_string_append (names, "…");

  zx_card_append_row (self->without, cell_new (names->str, "body", TRUE));
}

static void
set_card (ZxCard *card,
          guint   n)
{
  g_autofree char *caption = g_strdup_printf (ngettext ("%u child", "%u children", n), n);

  zx_card_set_caption (card, caption);
  gtk_widget_set_visible (GTK_WIDGET (card), n > 0);
}

static void
show_plan (ZxNewTermPage *self,
           GPtrArray     *plan)
{
  guint n_moves = 0, n_graduates = 0, n_without = 0;

  for (guint i = 0; i < plan->len; )
    {
      const ZxRolloverMove *first = g_ptr_array_index (plan, i);
      g_autofree char *from = dup_class_words (first->grade, first->class_name);
      guint start = i;

      for (; i < plan->len; i++)
        {
          const ZxRolloverMove *move = g_ptr_array_index (plan, i);

          if (g_strcmp0 (move->grade, first->grade) != 0 || g_strcmp0 (move->class_name, first->class_name) != 0)
            break;
        }

      if (first->graduates)
        {
          add_row (self->graduates, from, NULL, i - start);
          n_graduates += i - start;
        }
      else if (first->next_grade != NULL)
        {
          g_autofree char *to = dup_class_words (first->next_grade, first->class_name);

          add_row (self->moves, from, to, i - start);
          n_moves += i - start;
        }
      else
        {
          add_row (self->without, from, NULL, i - start);
          add_names (self, plan, start, i);
          n_without += i - start;
        }
    }

  set_card (self->moves, n_moves);
  set_card (self->graduates, n_graduates);
  set_card (self->without, n_without);
}

static void
zx_new_term_page_shown (ZxPage *page)
{
  ZxNewTermPage *self = ZX_NEW_TERM_PAGE (page);
  ZxSession *session = zx_session_of (self);
  g_autofree char *now = NULL;
  g_autofree char *words = NULL;
  g_autofree char *button = NULL;
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (zx_session_get_casebook (session) == NULL)
    return;

  now = zx_term_format (zx_session_get_term (session));
  g_free (self->to);
  self->to = zx_term_add (zx_session_get_term (session), 1);
  words = zx_term_format (self->to);
  button = g_strdup_printf (_("Start %s"), words);
  gtk_label_set_label (self->heading, words);
  gtk_button_set_label (GTK_BUTTON (self->start_button), button);
  gtk_widget_set_visible (self->start_button, zx_session_can_write (session));

  zx_card_clear (self->moves);
  zx_card_clear (self->graduates);
  zx_card_clear (self->without);
  set_card (self->moves, 0);
  set_card (self->graduates, 0);
  set_card (self->without, 0);
  zx_notice_hide (self->notice);

  if (is_new_school_year (self->to))
    {
      g_autofree char *line = g_strdup_printf (_("A new school year begins after %s. Classes keep their names and move up a grade; "
                                                 "the old terms keep showing what was true then."), now);

      gtk_label_set_label (self->line, line);
      plan = zx_rollover_plan (zx_session_get_db (session), self->to, &error);
      if (plan != NULL)
        show_plan (self, plan);
      else
        zx_notice_show_error (self->notice, error, NULL);
    }
  else
    {
      g_autofree char *line = g_strdup_printf (_("It follows %s in the same school year: every child stays in the class of now, only the term changes."), now);

      gtk_label_set_label (self->line, line);
    }
}

/* --- doing it */

static gboolean
start_term (ZxAction  *action,
            gpointer   data,
            GError   **error)
{
  const char *to = data;
  g_autoptr (GPtrArray) plan = NULL;

  if (!is_new_school_year (to))
    return zx_action_set_term (action, to, error);

  /* Planned again here: between looking and doing somebody may have come. */
  plan = zx_rollover_plan (zx_action_get_db (action), to, error);

  return plan != NULL && zx_action_roll_over (action, plan, to, error);
}

static char *
dup_label (const char *to)
{
  g_autofree char *words = zx_term_format (to);

  return g_strdup_printf (_("New term: %s"), words);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (ZxNewTermPage) self = data;
  ZxWindow *window = zx_window_of (self);
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };
  gboolean done = zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error);

  gtk_widget_set_sensitive (self->start_button, TRUE);
  if (window == NULL)
    return;

  if (done)
    {
      g_autofree char *label = dup_label (zx_session_get_term (zx_session_of (window)));

      zx_session_did (zx_session_of (window), label, &entry, TRUE);
      zx_window_end_page (window, ZX_PAGE (self));
    }
  else
    zx_notice_show_error (self->notice, error, NULL);
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (ZxNewTermPage) self = data;
  ZxWindow *window = zx_window_of (self);
  g_autofree char *label = NULL;

  if (!zx_platform_confirm_finish (result, NULL) || window == NULL)
    return;

  label = dup_label (self->to);
  gtk_widget_set_sensitive (self->start_button, FALSE);
  zx_casebook_act_async (zx_session_get_casebook (zx_session_of (window)), label, start_term, g_strdup (self->to), g_free,
                         NULL, started_cb, g_object_ref (self));
}

static void
ask_cb (ZxNewTermPage *self)
{
  g_autofree char *words = zx_term_format (self->to);
  g_autofree char *question = g_strdup_printf (_("Start %s now?"), words);

  zx_platform_confirm_async (GTK_WINDOW (zx_window_of (self)), question,
                             is_new_school_year (self->to)
                             ? _("Everybody moves up as shown here. Visits, promises and everything else stay; the old term can be looked at in the menu under the school's name.")
                             : _("From now on the work belongs to the new term. Children, classes, visits and promises stay; the old term can be looked at in the menu under the school's name."),
                             _("Start"), _("Not now"), FALSE, NULL, confirmed_cb, g_object_ref (self));
}

static gboolean
zx_new_term_page_go_primary (ZxPage *page)
{
  ZxNewTermPage *self = ZX_NEW_TERM_PAGE (page);

  if (gtk_widget_get_visible (self->start_button) && gtk_widget_get_sensitive (self->start_button))
    ask_cb (self);

  return TRUE;
}

static void
zx_new_term_page_finalize (GObject *object)
{
  ZxNewTermPage *self = ZX_NEW_TERM_PAGE (object);

  g_clear_pointer (&self->to, g_free);

  G_OBJECT_CLASS (zx_new_term_page_parent_class)->finalize (object);
}

static void
zx_new_term_page_class_init (ZxNewTermPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_new_term_page_finalize;

  ZX_PAGE_CLASS (klass)->shown = zx_new_term_page_shown;
  ZX_PAGE_CLASS (klass)->refresh = zx_new_term_page_shown;
  ZX_PAGE_CLASS (klass)->go_primary = zx_new_term_page_go_primary;

  g_type_ensure (ZX_TYPE_CARD);
  g_type_ensure (ZX_TYPE_NOTICE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-new-term-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, heading);
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, line);
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, notice);
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, moves);
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, graduates);
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, without);
  gtk_widget_class_bind_template_child (widget_class, ZxNewTermPage, start_button);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
}

static void
zx_new_term_page_init (ZxNewTermPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zx_page_set_title (ZX_PAGE (self), _("Start a new term"));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);
}

ZxPage *
zx_new_term_page_new (void)
{
  return g_object_new (ZX_TYPE_NEW_TERM_PAGE, NULL);
}
