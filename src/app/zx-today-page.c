/* SPDX-License-Identifier: GPL-3.0-or-later */
#define LEAST_FOR_NAME 200 /* px, before the button goes below */
#define G_LOG_DOMAIN "zx-today-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-agenda.h"
#include "zx-badge.h"
#include "zx-card.h"
#include "zx-draft.h"
#include "zx-empty.h"
#include "zx-fold-layout.h"
#include "zx-promise-row.h"
#include "zx-query.h"
#include "zx-session.h"
#include "zx-term.h"
#include "zx-today-identification.h"
#include "zx-today-page.h"
#include "zx-visit-coverage.h"

#define SHOWN_PROMISES 8
#define SHOWN_VISITS   3
#define SHOWN_DRAFTS   3
#define DAYS_AHEAD     3

struct _ZxTodayPage
{
  ZxPage     parent_instance;
  GtkWidget *heading;
  GtkWidget *line;
  GtkWidget *columns; /* work at the left, cards at the right; one below the other where it is narrow */
  GtkWidget *work;
  GtkWidget *now;     /* in it, what needs no long reading */
  GtkWidget *notices; /* notices, objections, families to talk to */
  GtkWidget *visits;  /* and what does: filled when it is read */
  GtkWidget *side;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (ZxTodayPage, zx_today_page, ZX_TYPE_PAGE)

static void
remove_children (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* One line that never breaks: names, classes. */
static GtkWidget *
word_new (const char *text,
          const char *style)
{
  GtkWidget *label = label_new (text, style);

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);

  return label;
}

/* A button that goes somewhere by an action of the window. @target: (nullable) */
static GtkWidget *
action_button_new (const char *label,
                   const char *spoken,
                   const char *action,
                   GVariant   *target,
                   gboolean    flat)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (flat)
    gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  if (spoken != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

static void
add_promises (ZxTodayPage *self,
              ZxSession   *session)
{
  const char *today = zx_session_get_today (session);
  g_autofree char *until = zx_date_add_days (today, DAYS_AHEAD);
  g_autoptr (GPtrArray) promises = zx_promises_load (zx_session_get_db (session), 0, until, today, NULL);
  g_autofree char *caption = NULL;
  GtkWidget *card;

  if (promises == NULL || promises->len == 0)
    return;

  card = zx_card_new (_("Promised"));
  caption = g_strdup_printf (ngettext ("%u thing", "%u things", promises->len), promises->len);
  zx_card_set_caption (ZX_CARD (card), caption);
  for (guint i = 0; i < promises->len && i < SHOWN_PROMISES; i++)
    {
      const ZxPromise *promise = g_ptr_array_index (promises, i);
      g_autoptr (ZxStudentRow) student = zx_student_row_load (zx_session_get_db (session), promise->student, today, NULL);

      zx_card_append_row (ZX_CARD (card), zx_promise_row_new (session, promise, student));
    }
  gtk_box_append (GTK_BOX (self->now), card);
}

static GtkWidget *
progress_row_new (const ZxVisitCoverage *coverage)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *done = g_strdup_printf (_("%u of %u visited"), coverage->done, coverage->due);
  g_autofree char *left = coverage->rule.by_term
    ? g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) coverage->rule.days_left), coverage->rule.days_left)
    : g_strdup_printf (ngettext ("%d day left of the quarter", "%d days left of the quarter", (gulong) coverage->rule.days_left),
                       coverage->rule.days_left);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), coverage->due > 0 ? (double) coverage->done / coverage->due : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, done, -1);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), bar);
  gtk_box_append (GTK_BOX (row), gtk_label_new (done));
  gtk_box_append (GTK_BOX (row), word_new (left, "hint"));

  return row;
}

static GtkWidget *
due_row_new (ZxSession        *session,
             const ZxVisitDue *due)
{
  GtkWidget *row = zx_fold_box_new (LEAST_FOR_NAME);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *spoken = g_strdup_printf (_("Record a visit: %s"), due->row->name);

  gtk_box_append (GTK_BOX (who), word_new (due->row->name, "strong"));
  gtk_box_append (GTK_BOX (who), word_new (due->row->class_words, "hint"));
  gtk_box_append (GTK_BOX (who), zx_badge_new (due->row->level_rank, due->row->level_words));
  gtk_box_append (GTK_BOX (row), who);
  gtk_box_append (GTK_BOX (end), word_new (due->last_words, "hint"));
  gtk_box_append (GTK_BOX (row), end);
  if (zx_session_can_write (session))
    gtk_box_append (GTK_BOX (end), action_button_new (_("Record a visit"), spoken, "win.record-visit",
                                                      g_variant_new_int64 (due->row->id), FALSE));

  return row;
}

static void
add_backup (ZxTodayPage *self,
            ZxSession   *session)
{
  g_autofree char *day = NULL;
  int age = zx_backup_age (zx_session_get_db (session), zx_session_get_today (session), &day);
  GtkWidget *card = zx_card_new (_("Backup"));
  GtkWidget *icon = gtk_image_new_from_icon_name ("media-removable-symbolic");
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  g_autofree char *shown = zx_date_format (day, zx_session_get_today (session), ZX_DATE_SHOW_SHORT);
  g_autofree char *line = day != NULL ? g_strdup_printf (_("Last on %s. With a USB stick it takes a minute."), shown)
                                      : g_strdup (_("There is no backup yet. Try it once with a USB stick."));
  g_autofree char *age_words = g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) age), age);
  GtkWidget *button = gtk_button_new_with_label (_("Back up…"));

  zx_card_add_start (ZX_CARD (card), icon);
  if (day != NULL)
    zx_card_add_end (ZX_CARD (card), zx_tag_new (age > zx_backup_get_urgent_days (zx_session_get_db (session)) ? ZX_TONE_URGENT
                                                 : age > zx_backup_get_soon_days (zx_session_get_db (session)) ? ZX_TONE_SOON : ZX_TONE_GOOD, age_words));
  gtk_box_append (GTK_BOX (body), label_new (line, "hint"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.section");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "backup");
  gtk_box_append (GTK_BOX (body), button);
  zx_card_append_body (ZX_CARD (card), body);
  gtk_box_append (GTK_BOX (self->side), card);
}

static void
add_drafts (ZxTodayPage *self,
            ZxSession   *session)
{
  ZxDb *db = zx_session_get_db (session);
  g_autoptr (GPtrArray) drafts = zx_drafts_load (db, "home_visit", NULL);
  GtkWidget *card;

  if (drafts == NULL || drafts->len == 0)
    return;

  card = zx_card_new (_("Not finished yet"));
  for (guint i = 0; i < drafts->len && i < SHOWN_DRAFTS; i++)
    {
      const ZxDraft *draft = g_ptr_array_index (drafts, i);
      g_autofree char *name = draft->student != 0 ? zx_record_dup_title (db, &zx_kind_student, draft->student) : g_strdup ("");
      g_autofree char *title = *name != '\0' ? g_strdup_printf (_("%s · home visit"), name) : g_strdup (_("Home visit"));
      g_autofree char *spoken = g_strdup_printf (_("Continue: %s"), title);
      g_autoptr (GDateTime) saved = g_date_time_new_from_unix_local (draft->saved_at_ms / 1000);
      g_autofree char *when = g_date_time_format (saved, "%Y-%m-%d %H:%M");
      g_autofree char *line = g_strdup_printf (_("saved %s"), when);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      gtk_box_append (GTK_BOX (lines), label_new (title, "strong"));
      gtk_box_append (GTK_BOX (lines), label_new (line, "hint"));
      gtk_widget_set_hexpand (lines, TRUE);
      gtk_box_append (GTK_BOX (row), lines);
      gtk_box_append (GTK_BOX (row), action_button_new (_("Continue"), spoken, "win.open-draft",
                                                        g_variant_new_int64 (draft->key), FALSE));
      zx_card_append_row (ZX_CARD (card), row);
    }
  gtk_box_append (GTK_BOX (self->side), card);
}

static void
add_rejected (ZxTodayPage *self,
              ZxSession   *session)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_rejected_row);
  g_autoptr (GArray) rows = NULL;
  g_autofree char *line = NULL;
  GtkWidget *card, *body;

  zx_query_where (query, "state", "waiting", NULL);
  rows = zx_query_run (query, zx_session_get_db (session), NULL, NULL);
  if (rows == NULL || rows->len == 0)
    return;

  card = zx_card_new (_("Roster rows to correct"));
  body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  line = g_strdup_printf (ngettext ("%u row of a roster waits to be corrected.", "%u rows of rosters wait to be corrected.", rows->len),
                          rows->len);
  gtk_box_append (GTK_BOX (body), label_new (line, "hint"));
  gtk_box_append (GTK_BOX (body), action_button_new (_("Correct them"), NULL, "win.rejected-rows", NULL, FALSE));
  zx_card_append_body (ZX_CARD (card), body);
  gtk_box_append (GTK_BOX (self->side), card);
}

/* The first day with an empty casebook: three steps, each ticks itself off; the card leaves after the third. */
static void
add_first_day (ZxTodayPage *self,
               ZxSession   *session)
{
  ZxDb *db = zx_session_get_db (session);
  gboolean done[3] = {
    zx_kind_has_any (&zx_kind_student, db),
    zx_kind_has_any (&zx_kind_home_visit, db),
    FALSE,
  };
  const char *titles[3] = { _("Import the roster"), _("Record the first home visit"), _("Make a backup") };
  const char *actions[3] = { "win.import", "win.record-visit", "win.section" };
  g_autofree char *backup_day = NULL;
  GtkWidget *card;

  zx_backup_age (db, zx_session_get_today (session), &backup_day);
  done[2] = backup_day != NULL;
  if ((done[0] && done[1] && done[2]) || zx_session_is_demo (session) || !zx_session_can_write (session))
    return;

  card = zx_card_new (_("The first day"));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *mark = gtk_image_new_from_icon_name (done[i] ? "emblem-ok-symbolic" : "go-next-symbolic");
      GtkWidget *label = label_new (titles[i], done[i] ? "hint" : "body");
      GVariant *target = i == 1 ? g_variant_new_int64 (0) : i == 2 ? g_variant_new_string ("backup") : NULL;

      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (row), mark);
      gtk_box_append (GTK_BOX (row), label);
      if (!done[i])
        gtk_box_append (GTK_BOX (row), action_button_new (_("Go there"), titles[i], actions[i], target, FALSE));
      else if (target != NULL)
        g_variant_unref (g_variant_ref_sink (target));
      zx_card_append_row (ZX_CARD (card), row);
    }
  gtk_box_append (GTK_BOX (self->now), card);
}

/* --- what is read in a worker: it looks at every child in need */

typedef struct
{
  guint                  n_items;
  guint                  overdue;
  ZxVisitCoverage       *coverage;
  ZxTodayIdentification *identification;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  zx_visit_coverage_free (facts->coverage);
  zx_today_identification_free (facts->identification);
  g_free (facts);
}

static gpointer
read_facts (ZxDb       *db,
            const char *today)
{
  Facts *facts = g_new0 (Facts, 1);

  zx_agenda_count_today (db, today, &facts->n_items, &facts->overdue, NULL);
  facts->coverage = zx_visit_coverage_load_some (db, today, SHOWN_VISITS, NULL);
  facts->identification = zx_today_identification_read (db, today);

  return facts;
}

static void
add_visits (ZxTodayPage           *self,
            ZxSession             *session,
            const ZxVisitCoverage *coverage)
{
  guint n_todo = coverage->due - coverage->done;
  g_autofree char *caption = g_strdup_printf (ngettext ("%u child", "%u children", n_todo), n_todo);
  GtkWidget *card = zx_card_new (coverage->rule.by_term ? _("Not visited this term") : _("Not visited this quarter"));

  zx_card_set_caption (ZX_CARD (card), caption);
  zx_card_add_end (ZX_CARD (card), action_button_new (C_("today", "By village"), NULL, "win.section", g_variant_new_string ("visits"), TRUE));
  zx_card_add_end (ZX_CARD (card), action_button_new (_("All"), _("All children to visit"), "win.section",
                                                      g_variant_new_string ("visits"), TRUE));
  zx_card_append_row (ZX_CARD (card), progress_row_new (coverage));
  for (guint i = 0; i < coverage->todo->len; i++)
    zx_card_append_row (ZX_CARD (card), due_row_new (session, g_ptr_array_index (coverage->todo, i)));
  gtk_box_append (GTK_BOX (self->visits), card);
}

static void
add_nothing (ZxTodayPage *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u child has not been visited this quarter.",
                                                     "%u children have not been visited this quarter.", 0), 0u);
  GtkWidget *empty = zx_empty_new ("go-home-symbolic", _("Nothing to do today."), text);
  GtkWidget *button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_SECOND, _("Whom to visit"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.section");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "visits");
  gtk_box_append (GTK_BOX (self->visits), empty);
}

/* What is to be done belongs to the present. */
static void
add_old_term (ZxTodayPage *self,
              ZxSession   *session)
{
  g_autofree char *working = zx_casebook_dup_working_term (zx_session_get_casebook (session));
  g_autofree char *term = zx_term_format (zx_session_get_term (session));
  GtkWidget *empty, *button;

  gtk_label_set_text (GTK_LABEL (self->heading), term);
  gtk_label_set_text (GTK_LABEL (self->line), "");
  empty = zx_empty_new ("go-home-symbolic", _("What is to be done today belongs to the present term."),
                        _("Students, visits and ledgers show what was true in the old term."));
  button = zx_empty_add_button (ZX_EMPTY (empty), ZX_EMPTY_SECOND, _("Back to this term"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.term");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", working);
  gtk_box_append (GTK_BOX (self->now), empty);
  gtk_widget_set_visible (self->now, TRUE);
  gtk_widget_set_visible (self->notices, FALSE);
  gtk_widget_set_visible (self->visits, FALSE);
}

/* "2026 秋季学期 第 13 周"; weeks begin on Monday, the first one holds the first day of the term. */
static char *
dup_week (ZxSession  *session,
          const char *words)
{
  const char *today = zx_session_get_today (session);
  g_auto (ZxTerm) term = { 0 };
  int days;

  if (!zx_term_load (&term, zx_session_get_db (session), zx_session_get_term (session), NULL) ||
      strcmp (today, term.start) < 0 || strcmp (today, term.end) > 0)
    return g_strdup (words);

  days = zx_date_days_between (term.start, today) + zx_date_weekday (term.start) - 1;

  /* Translators: the term, and which of its weeks it is */
  return g_strdup_printf (_("%s, week %d"), words, days / 7 + 1);
}

/* @facts: (nullable): not read yet */
static void
set_heading (ZxTodayPage *self,
             ZxSession   *session,
             const Facts *facts)
{
  const char *today = zx_session_get_today (session);
  g_autofree char *day = zx_date_format (today, today, ZX_DATE_SHOW_HEADING);
  g_autofree char *term = zx_term_format (zx_session_get_term (session));

  gtk_label_set_text (GTK_LABEL (self->heading), day);
  if (facts != NULL)
    {
      g_autofree char *things = g_strdup_printf (ngettext ("%u thing to do today", "%u things to do today", facts->n_items), facts->n_items);
      g_autofree char *late = facts->overdue > 0 ? g_strdup_printf (ngettext (", %u of them overdue", ", %u of them overdue", facts->overdue),
                                                                    facts->overdue)
                                                 : g_strdup ("");
      g_autofree char *when = dup_week (session, term);
      g_autofree char *line = g_strdup_printf ("%s · %s%s", when, things, late);

      gtk_label_set_text (GTK_LABEL (self->line), line);
    }
  else if (*gtk_label_get_text (GTK_LABEL (self->line)) == '\0')
    gtk_label_set_text (GTK_LABEL (self->line), term);
}

static void
show_facts (gpointer owner,
            gpointer result)
{
  ZxTodayPage *self = owner;
  const Facts *facts = result;
  ZxSession *session;

  /* The page may have left its window meanwhile. */
  if (facts == NULL || zx_window_of (self) == NULL)
    return;

  session = zx_session_of (self);
  if (zx_session_get_old_term (session) != NULL)
    return;

  set_heading (self, session, facts);
  remove_children (self->notices);
  remove_children (self->visits);
  zx_today_identification_show (facts->identification, session, GTK_BOX (self->notices));
  gtk_widget_set_visible (self->notices, gtk_widget_get_first_child (self->notices) != NULL);
  if (facts->coverage != NULL && facts->coverage->todo->len > 0)
    add_visits (self, session, facts->coverage);
  else if (gtk_widget_get_first_child (self->now) == NULL && gtk_widget_get_first_child (self->notices) == NULL)
    add_nothing (self);
  gtk_widget_set_visible (self->visits, gtk_widget_get_first_child (self->visits) != NULL);
}

static void
zx_today_page_refresh (ZxPage *page)
{
  ZxTodayPage *self = ZX_TODAY_PAGE (page);
  ZxSession *session = zx_session_of (self);

  if (zx_session_get_casebook (session) == NULL)
    return;

  remove_children (self->now);
  remove_children (self->side);
  remove_children (self->notices);
  remove_children (self->visits);
  if (zx_session_get_old_term (session) != NULL)
    {
      add_old_term (self, session);
      return;
    }

  set_heading (self, session, NULL);
  add_first_day (self, session);
  add_promises (self, session);
  add_backup (self, session);
  add_rejected (self, session);
  add_drafts (self, session);
  gtk_widget_set_visible (self->now, gtk_widget_get_first_child (self->now) != NULL);
  zx_session_read (session, read_facts, facts_free, show_facts, G_OBJECT (self));
}

static void
zx_today_page_width_changed (ZxPage *page)
{
  ZxTodayPage *self = ZX_TODAY_PAGE (page);
  gboolean wide = zx_page_get_width (page) == ZX_WIDTH_WIDE;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (self->side, wide ? 316 : -1, -1);
}

static void
zx_today_page_class_init (ZxTodayPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  page_class->shown = zx_today_page_refresh;
  page_class->refresh = zx_today_page_refresh;
  page_class->width_changed = zx_today_page_width_changed;
}

static void
zx_today_page_init (ZxTodayPage *self)
{
  GtkWidget *box, *head;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);

  zx_page_set_title (ZX_PAGE (self), _("Today"));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PRIMARY);

  self->heading = label_new ("", "h1");
  self->line = label_new ("", "dim");
  head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (head), self->heading);
  gtk_box_append (GTK_BOX (head), self->line);
  gtk_box_append (GTK_BOX (box), head);

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  self->work = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_hexpand (self->work, TRUE);
  self->now = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_visible (self->now, FALSE);
  gtk_box_append (GTK_BOX (self->work), self->now);
  self->notices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_visible (self->notices, FALSE);
  gtk_box_append (GTK_BOX (self->work), self->notices);
  self->visits = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_visible (self->visits, FALSE);
  gtk_box_append (GTK_BOX (self->work), self->visits);
  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_hexpand (self->side, FALSE);
  gtk_widget_set_size_request (self->side, 316, -1);
  gtk_widget_set_valign (self->side, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->columns), self->work);
  gtk_box_append (GTK_BOX (self->columns), self->side);
  gtk_box_append (GTK_BOX (box), self->columns);

  adw_bin_set_child (ADW_BIN (self), scrolled);
}
