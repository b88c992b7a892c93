/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-search-source"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-search-source.h"
#include "zx-search.h"
#include "zx-session.h"
#include "zx-student-facts.h"
#include "zx-students-page.h"

#define MAX_STUDENTS 5
#define MAX_VISITS   3
#define MAX_OTHERS   3
#define COUNT_UP_TO  100

/* What a hit opens, in its "target". */
#define OPEN_STUDENT  "student"
#define OPEN_VISIT    "visit"
#define OPEN_REGISTER "register:" /* and the name */
#define OPEN_ACTION   "action:"   /* and a detailed action */

/* --- students */

static ZxSearchHit *
student_hit_new (ZxDb         *db,
                 ZxStudentRow *row,
                 const char   *group,
                 const char   *today)
{
  ZxSearchHit *hit = zx_search_hit_new ();
  g_autoptr (ZxFamilyFacts) family = zx_family_facts_load (db, row->id, today, NULL);
  g_autofree char *name = g_markup_escape_text (row->name, -1);
  g_autoptr (GString) line = g_string_new (row->class_words);

  hit->group = g_strdup (group);
  hit->name = g_strdup (row->name);
  hit->markup = g_strdup_printf ("<b>%s</b>", name);
  if (row->place != NULL && *row->place != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", row->place);
  if (family != NULL && family->contact != NULL && *family->contact != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", family->contact);
  hit->subtitle = g_strdup (line->str);
  hit->rank = row->level_rank;
  hit->level = g_strdup (row->level_words);
  hit->target = g_strdup (OPEN_STUDENT);
  hit->id = row->id;
  hit->student = row->id;

  return hit;
}

static void
add_students (GPtrArray  *hits,
              ZxSession  *session,
              GArray     *ids,
              const char *group)
{
  ZxDb *db = zx_session_get_db (session);
  const char *today = zx_session_get_today (session);
  g_autoptr (GPtrArray) rows = NULL;

  rows = zx_student_rows_load (db, (gint64 *) ids->data, MIN (ids->len, MAX_STUDENTS), today, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      g_ptr_array_add (hits, student_hit_new (db, g_ptr_array_index (rows, i), group, today));
}

/* --- visits */

static gboolean
is_visit (const ZxEvent *event)
{
  return !event->voided && !g_str_equal (event->kind, "follow_up");
}

/* Returns: (transfer full): the name of their group */
static char *
add_events (GPtrArray  *hits,
            ZxSession  *session,
            gint64      student,
            const char *name)
{
  g_autoptr (GPtrArray) events = zx_timeline_load (zx_session_get_db (session), student, 0, NULL);
  char *group;
  guint n = 0, n_all = 0;

  for (guint i = 0; events != NULL && i < events->len; i++)
    n_all += is_visit (g_ptr_array_index (events, i));
  /* Translators: a group of search results; %u is how many there are */
  group = g_strdup_printf (_("Home visits %u"), n_all);

  for (guint i = 0; events != NULL && i < events->len && n < MAX_VISITS; i++)
    {
      const ZxEvent *event = g_ptr_array_index (events, i);
      g_autofree char *day = NULL;
      g_autofree char *child = NULL;
      g_autofree char *title = NULL;
      ZxSearchHit *hit;

      if (!is_visit (event))
        continue;

      day = zx_date_format (event->date, zx_session_get_today (session), ZX_DATE_SHOW_SHORT);
      child = g_markup_escape_text (name, -1);
      title = g_markup_escape_text (g_str_equal (event->kind, "home_visit") ? C_("way", "At home") : event->title, -1);
      hit = zx_search_hit_new ();
      hit->group = g_strdup (group);
      hit->trailing = g_strdup (event->who);
      hit->icon_name = g_strdup (g_str_equal (event->kind, "home_visit") ? "mark-location-symbolic" : "call-start-symbolic");
      hit->markup = g_strdup_printf ("%s %s · <b>%s</b>", day, title, child);
      hit->target = g_strdup (OPEN_VISIT);
      hit->id = event->id;
      hit->student = student;
      g_ptr_array_add (hits, hit);
      n++;
    }

  return group;
}

/* @group: (nullable): of the visits that stand above */
static void
add_notes (GPtrArray  *hits,
           ZxSession  *session,
           const char *text,
           const char *group)
{
  g_autoptr (GArray) notes = zx_search_notes (zx_session_get_db (session), text, MAX_VISITS + MAX_OTHERS, NULL);

  if (notes == NULL)
    return;

  /* Those of a group stand together: visits first. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < notes->len; i++)
      {
        const ZxNoteHit *note = &g_array_index (notes, ZxNoteHit, i);
        gboolean visit = g_str_equal (note->kind, "home_visit") || g_str_equal (note->kind, "contact_log");
        const ZxKind *kind = zx_kind_find (note->kind);
        ZxSearchHit *hit;

        if (visit != (pass == 0) || kind == NULL)
          continue;

        hit = zx_search_hit_new ();
        hit->group = g_strdup (visit ? (group != NULL ? group : _("Home visits")) : _("Other records"));
        hit->icon_name = g_strdup (g_str_equal (note->kind, "contact_log") ? "call-start-symbolic" :
                                   visit ? "mark-location-symbolic" : "emblem-default-symbolic");
        hit->markup = zx_search_markup (note->excerpt, text);
        hit->trailing = g_strdup (zx_kind_get_label (kind));
        hit->target = g_strdup (visit ? OPEN_VISIT : note->kind);
        hit->id = note->id;
        g_ptr_array_add (hits, hit);
      }
}

/* --- things to do */

typedef struct
{
  const char *label;
  const char *icon_name;
  const char *action; /* detailed */
  const char *keys;
  gboolean    often;  /* offered before anything is typed */
} Deed;

static const Deed deeds[] = {
  { N_("Record a visit"), "document-edit-symbolic", "win.new-visit", "Ctrl+N", TRUE },
  { N_("Register a student"), "list-add-symbolic", "win.register-student", "Ctrl+Shift+N", TRUE },
  { N_("Import a roster…"), "document-open-symbolic", "win.import", NULL, TRUE },
  { N_("Notices and ledgers"), "document-print-symbolic", "win.section::ledgers", NULL, FALSE },
  { N_("Back up"), "media-removable-symbolic", "win.section::backup", "Ctrl+B", FALSE },
  { N_("Everything that was changed"), "edit-undo-symbolic", "win.history", NULL, FALSE },
  { N_("Settings"), "emblem-system-symbolic", "win.section::settings", "Ctrl+,", FALSE },
};

static gboolean
can_do (ZxWindow   *window,
        const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_str_has_prefix (detailed, "win.section"))
    return TRUE;
  if (!g_action_parse_detailed_name (detailed + strlen ("win."), &name, &target, NULL))
    return FALSE;

  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), name);
}

static void
add_deed (GPtrArray  *hits,
          const char *icon_name,
          const char *markup,
          const char *keys,
          char       *target,
          gint64      student)
{
  ZxSearchHit *hit = zx_search_hit_new ();

  hit->group = g_strdup (_("To do"));
  hit->icon_name = g_strdup (icon_name);
  hit->markup = g_strdup (markup);
  hit->trailing = g_strdup (keys);
  hit->target = target;
  hit->id = student;
  hit->student = student;
  g_ptr_array_add (hits, hit);
}

static void
add_deeds (GPtrArray  *hits,
           ZxWindow   *window,
           const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      const char *label = _(deeds[i].label);
      g_autofree char *markup = NULL;

      if ((*text == '\0' ? !deeds[i].often : strstr (label, text) == NULL) || !can_do (window, deeds[i].action))
        continue;

      markup = zx_search_markup (label, text);
      add_deed (hits, deeds[i].icon_name, markup, deeds[i].keys, g_strconcat (OPEN_ACTION, deeds[i].action, NULL), 0);
    }
}

static void
add_deeds_for (GPtrArray  *hits,
               ZxWindow   *window,
               const char *name,
               gint64      student)
{
  g_autofree char *child = g_markup_escape_text (name, -1);
  g_autofree char *bold = g_strdup_printf ("<b>%s</b>", child);
  /* Translators: %s is the child's name */
  g_autofree char *markup = g_strdup_printf (_("Record a visit to %s"), bold);

  if (g_action_group_has_action (G_ACTION_GROUP (window), "record-visit"))
    add_deed (hits, "document-edit-symbolic", markup, _("Ctrl+Enter"), g_strdup ("record"), student);
}

/* --- the source */

static void
search_empty (GPtrArray *hits,
              ZxWindow  *window,
              ZxSession *session)
{
  g_autoptr (GArray) ids = zx_recent_students_load (zx_session_get_db (session), MAX_STUDENTS, NULL);

  if (ids != NULL)
    add_students (hits, session, ids, _("Opened last"));
  add_deeds (hits, window, "");
}

static char *
dup_group (guint n)
{
  if (n >= COUNT_UP_TO)
    return g_strdup_printf (_("Students, more than %u"), COUNT_UP_TO - 1);

  return g_strdup_printf (_("Students %u"), n);
}

static GPtrArray *
search_cb (const char *typed,
           gpointer    data)
{
  ZxWindow *window = data;
  ZxSession *session = zx_session_of (window);
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_search_hit_free);
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autoptr (GArray) ids = NULL;
  g_autofree char *group = NULL;

  if (zx_session_get_db (session) == NULL)
    return hits;
  if (*text == '\0')
    {
      search_empty (hits, window, session);
      return hits;
    }

  ids = zx_search_students (zx_session_get_db (session), text, COUNT_UP_TO, NULL);
  if (ids != NULL && ids->len > 0)
    {
      group = dup_group (ids->len);
      add_students (hits, session, ids, group);
    }
  if (hits->len > 0)
    {
      const ZxSearchHit *first = g_ptr_array_index (hits, 0);
      g_autofree char *name = g_strdup (first->name);
      g_autofree char *visits = NULL;
      gint64 student = first->student;

      if (ids->len <= MAX_STUDENTS)
        visits = add_events (hits, session, student, name);
      add_notes (hits, session, text, visits);
      add_deeds_for (hits, window, name, student);
    }
  else
    add_notes (hits, session, text, NULL);
  add_deeds (hits, window, text);

  if ((ids == NULL || ids->len == 0) && zx_session_can_write (session))
    {
      gboolean nothing = hits->len == 0;
      g_autofree char *escaped = g_markup_escape_text (text, -1);
      /* Translators: %s is what was typed */
      g_autofree char *markup = g_strdup_printf (_("Register a new student “%s”"), escaped);

      add_deed (hits, "list-add-symbolic", markup, NULL, g_strconcat (OPEN_REGISTER, text, NULL), 0);
      if (nothing)
        {
          ZxSearchHit *only = g_ptr_array_index (hits, 0);

          g_free (only->group);
          /* Translators: %s is what was searched for */
          only->group = g_strdup_printf (_("Nothing was found for “%s”"), text);
        }
    }

  return hits;
}

static void
open_student_of (ZxWindow   *window,
                 const char *kind_key,
                 gint64      id)
{
  ZxSession *session = zx_session_of (window);
  const ZxKind *kind = zx_kind_find (kind_key);
  g_autoptr (ZxRecord) record = kind != NULL ? zx_record_load (zx_session_get_db (session), kind, id, NULL) : NULL;

  if (record != NULL && zx_kind_get_field (kind, "student") != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-student", "x", zx_record_get_int (record, "student"));
}

static void
open_cb (const ZxSearchHit *hit,
         gboolean           visit,
         gpointer           data)
{
  GtkWidget *window = data;

  if (visit || g_str_equal (hit->target, "record"))
    gtk_widget_activate_action (window, "win.record-visit", "x", hit->student);
  else if (g_str_equal (hit->target, OPEN_STUDENT))
    gtk_widget_activate_action (window, "win.open-student", "x", hit->id);
  else if (g_str_equal (hit->target, OPEN_VISIT))
    gtk_widget_activate_action (window, "win.open-visit", "x", hit->id);
  else if (g_str_has_prefix (hit->target, OPEN_REGISTER))
    {
      zx_window_show_section (ZX_WINDOW (window), ZX_SECTION_STUDENTS);
      zx_students_page_register (ZX_STUDENTS_PAGE (zx_window_get_section_page (ZX_WINDOW (window), ZX_SECTION_STUDENTS)),
                                 hit->target + strlen (OPEN_REGISTER));
    }
  else if (g_str_has_prefix (hit->target, OPEN_ACTION))
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (g_action_parse_detailed_name (hit->target + strlen (OPEN_ACTION), &name, &target, NULL))
        gtk_widget_activate_action_variant (window, name, target);
    }
  else
    open_student_of (ZX_WINDOW (window), hit->target, hit->id);
}

void
zx_search_source_install (ZxWindow *window)
{
  zx_search_palette_set_source (zx_window_get_palette (window), search_cb, open_cb, window);
}
