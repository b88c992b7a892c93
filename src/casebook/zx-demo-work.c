/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-demo-work"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-date.h"
#include "zx-demo-private.h"
#include "zx-visit-form.h"

/* Three terms of visits, calls and promises: planned first, then done day by day through the same calls as a person's
 * work. Up to this day a teacher enters what a day brought as one action; from then on each thing is its own. */
#define SINGLY_FROM "2026-11-01"
#define NOT_VISITED 18 /* children in need whom nobody visited yet in the last quarter */
#define OPEN_PROMISES 11

typedef enum { EVENT_VISIT, EVENT_DONE, EVENT_VOID, EVENT_LEAVE } EventType;

typedef struct
{
  const char *what;
  const char *person;
  const char *due;
} Promise;

typedef struct
{
  EventType   type;
  const char *date;
  const char *actor;
  guint       order;
  guint       child;
  int         way;
  const char *kind;
  const char *start;
  const char *end;
  const char *visitors;
  const char *met;   /* NULL: nobody */
  const char *seen;
  const char *needs;
  const char *text;  /* visit: what was said; done: the result; void, leave: the reason */
  const char *study;
  const char *what;  /* done: which promise; void: the visit's date */
  Promise     promises[2];
} Event;

/* --- planning --- */

static guint
draw (ZxDemoSchool *self,
      guint         n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

static gboolean
chance (ZxDemoSchool *self,
        guint         percent)
{
  return draw (self, 100) < percent;
}

static void
add_event (ZxDemoSchool *self,
           const Event  *event)
{
  Event kept = *event;

  kept.order = self->events->len;
  g_array_append_val (self->events, kept);
}

static const char *
add_days (ZxDemoSchool *self,
          const char   *date,
          int           days)
{
  return zx_demo_keep (self, zx_date_add_days (date, days));
}

static gboolean
is_school_day (const char *date)
{
  for (guint i = 0; i < zx_demo_n_days; i++)
    if (strcmp (zx_demo_days[i].date, date) == 0)
      return *zx_demo_days[i].kind == '2';

  return zx_date_weekday (date) <= 5;
}

/* The first school day from @date on. */
static const char *
school_day_from (ZxDemoSchool *self,
                 const char   *date)
{
  while (!is_school_day (date))
    date = add_days (self, date, 1);

  return date;
}

/* The given name, or the whole one where that is a single character. */
static char *
dup_called (const ZxDemoChild *child,
            const ZxDemoHome  *home)
{
  const char *given;

  if (strstr (child->name, "·") != NULL)
    return g_strndup (child->name, (gsize) (strstr (child->name, "·") - child->name));

  given = home->surname != NULL ? child->name + strlen (home->surname) : g_utf8_next_char (child->name);

  return g_strdup (g_utf8_strlen (given, -1) > 1 ? given : child->name);
}

static const char *
fill_in (ZxDemoSchool *self,
         const char   *text,
         guint         child_index)
{
  const ZxDemoChild *child = zx_demo_school_get_child (self, child_index);
  const ZxDemoHome *home = zx_demo_school_get_home (self, child->home);
  g_autofree char *called = dup_called (child, home);
  const char *guardian = zx_demo_get_spoken (zx_demo_home_get_guardian (home)->relation);
  GString *out = g_string_new (text);

  g_string_replace (out, "$N", called, 0);
  g_string_replace (out, "$G", guardian, 0);

  return zx_demo_keep (self, g_string_free (out, FALSE));
}

/* Whom the form is opened for: the eldest who is on the roll that day. */
static int
find_child (ZxDemoSchool     *self,
            const ZxDemoHome *home,
            const char       *date)
{
  for (guint i = 0; i < home->children->len; i++)
    {
      guint index = g_array_index (home->children, guint, i);

      if (zx_demo_child_is_here (zx_demo_school_get_child (self, index), date))
        return (int) index;
    }

  return -1;
}

static void
plan_named_visits (ZxDemoSchool *self)
{
  for (guint i = 0; i < zx_demo_n_named_visits; i++)
    {
      const ZxDemoNamedVisit *named = &zx_demo_named_visits[i];
      guint child = (guint) (zx_demo_school_find (self, named->child) - zx_demo_school_get_child (self, 0));
      g_auto (GStrv) visitors = g_strsplit (named->visitors, ",", -1);
      Event event = { .type = EVENT_VISIT, .date = named->date, .child = child, .way = named->way, .start = named->start, .end = named->end,
                      .visitors = named->visitors, .met = named->met, .seen = named->seen, .needs = named->needs, .text = named->text, .study = named->study };

      event.actor = zx_demo_keep (self, g_strdup (visitors[0]));
      for (guint j = 0; j < G_N_ELEMENTS (named->promises) && named->promises[j].what != NULL; j++)
        event.promises[j] = (Promise) { named->promises[j].what, named->promises[j].person, named->promises[j].due };
      add_event (self, &event);

      for (guint j = 0; j < G_N_ELEMENTS (named->promises) && named->promises[j].done_on != NULL; j++)
        {
          Event done = { .type = EVENT_DONE, .date = named->promises[j].done_on, .actor = named->promises[j].person, .child = child,
                         .what = named->promises[j].what, .text = named->promises[j].result };

          add_event (self, &done);
        }
    }
}

static const struct
{
  guint       percent; /* of the homes are visited in the quarter */
  const char *dates[16];
} quarters[] = {
  { 88, { "2025-10-15", "2025-10-18", "2025-10-22", "2025-10-29", "2025-11-05", "2025-11-08", "2025-11-12", "2025-11-19",
          "2025-11-26", "2025-12-03", "2025-12-06", "2025-12-10" } },
  { 55, { "2026-03-04", "2026-03-07", "2026-03-11", "2026-03-14", "2026-03-18", "2026-03-21", "2026-03-25", "2026-03-28" } },
  { 86, { "2026-04-08", "2026-04-11", "2026-04-15", "2026-04-22", "2026-05-06", "2026-05-13", "2026-05-16", "2026-05-20",
          "2026-05-27", "2026-06-03", "2026-06-06", "2026-06-10" } },
  { 78, { "2026-09-05", "2026-09-09", "2026-09-12", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-19", "2026-09-23" } },
  { 100, { "2026-10-14", "2026-10-17", "2026-10-21", "2026-10-24", "2026-10-28", "2026-10-31", "2026-11-04", "2026-11-07",
           "2026-11-11", "2026-11-14", "2026-11-18", "2026-11-21" } },
};

#define LAST_QUARTER (G_N_ELEMENTS (quarters) - 1)

/* Trips go to one village at a time. */
static const char *
draw_trip (ZxDemoSchool     *self,
           guint             quarter,
           const ZxDemoHome *home)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (quarters[quarter].dates) && quarters[quarter].dates[n] != NULL)
    n++;

  return quarters[quarter].dates[(guint) home->village % 4 + 4 * draw (self, n / 4)];
}

/* A teacher's visits of a day follow each other. */
static void
set_times (ZxDemoSchool *self,
           Event        *event)
{
  gboolean weekend = zx_date_weekday (event->date) > 5;
  guint before = 0, start, length = 25 + draw (self, 4) * 5;

  for (guint i = 0; i < self->events->len; i++)
    {
      Event *other = &g_array_index (self->events, Event, i);

      before += other->type == EVENT_VISIT && other->way == ZX_VISIT_HOME && strcmp (other->date, event->date) == 0 && strcmp (other->actor, event->actor) == 0;
    }
  start = (weekend ? 9 * 60 + 10 : 15 * 60 + 50) + before * 45 + draw (self, 3) * 5;
  event->start = zx_demo_keep (self, g_strdup_printf ("%02u:%02u", start / 60, start % 60));
  event->end = zx_demo_keep (self, g_strdup_printf ("%02u:%02u", (start + length) / 60, (start + length) % 60));
}

static const char *
draw_visitors (ZxDemoSchool *self,
               const char   *teacher,
               const char   *date)
{
  static const char * const others[] = { "陈国强", "陈国强", "陈国强", "吴秀英", "赵文", "孟丽" };
  const char *other = others[draw (self, G_N_ELEMENTS (others))];

  if (chance (self, 35) || strcmp (other, teacher) == 0)
    return teacher;

  return zx_demo_keep (self, g_strconcat (teacher, ",", other, NULL));
}

static const char *
draw_met (ZxDemoSchool     *self,
          const ZxDemoHome *home)
{
  const ZxDemoMember *guardian = zx_demo_home_get_guardian (home);
  GString *met = g_string_new (NULL);

  if (!guardian->away)
    g_string_append (met, guardian->relation);
  for (guint i = 0; i < home->n_members; i++)
    {
      const ZxDemoMember *member = &home->members[i];

      if (member != guardian && !member->away && *member->health < '7' && (met->len == 0 || chance (self, 25)))
        g_string_append_printf (met, "%s%s", met->len > 0 ? "," : "", member->relation);
    }
  if (chance (self, 50) || met->len == 0)
    g_string_append (met, met->len > 0 ? ",0" : "0");

  return zx_demo_keep (self, g_string_free (met, FALSE));
}

/* Most of what is usual in such a home, and sometimes that the income is worse. */
static const char *
draw_seen (ZxDemoSchool      *self,
           const ZxDemoStory *story)
{
  g_autofree char *seen = NULL;
  g_auto (GStrv) codes = g_strsplit (story->seen, ",", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    if (chance (self, 85))
      zx_visit_codes_set (&seen, codes[i], TRUE);
  if (chance (self, 12))
    zx_visit_codes_set (&seen, "8", TRUE);

  return seen != NULL ? zx_demo_keep (self, g_steal_pointer (&seen)) : "1";
}

/* What such a visit ends with: a need, and often a promise that meets it. */
static void
draw_promise (ZxDemoSchool      *self,
              Event             *event,
              const ZxDemoStory *story,
              guint             *open_left)
{
  g_auto (GStrv) needs = g_strsplit (story->needs, ",", -1);
  const char *need = needs[draw (self, g_strv_length (needs))];
  const ZxDemoPromise *promise = NULL;
  gboolean late = strcmp (event->date, "2026-11-07") >= 0;
  Event done;

  event->needs = zx_demo_keep (self, g_strdup (need));
  if (late ? *open_left == 0 : !chance (self, 45))
    return;

  do
    promise = &zx_demo_promises[draw (self, zx_demo_n_promises)];
  while (strcmp (promise->need, need) != 0);

  event->promises[0].what = fill_in (self, promise->what, event->child);
  event->promises[0].person = strcmp (need, "5") == 0 ? "孟丽" : *need <= '3' && chance (self, 60) ? "陈国强" : event->actor;
  if (late)
    {
      event->promises[0].due = school_day_from (self, add_days (self, ZX_DEMO_TODAY, 1 + (int) draw (self, 10)));
      (*open_left)--;
      return;
    }

  event->promises[0].due = school_day_from (self, add_days (self, event->date, 7 + (int) draw (self, 5)));
  done = (Event) { .type = EVENT_DONE, .actor = event->promises[0].person, .child = event->child, .what = event->promises[0].what,
                   .date = school_day_from (self, add_days (self, event->date, 3 + (int) draw (self, 4))), .text = fill_in (self, promise->result, event->child) };
  add_event (self, &done);
}

static void
plan_visit (ZxDemoSchool *self,
            ZxDemoHome   *home,
            const char   *date,
            guint         number,
            guint        *open_left)
{
  const ZxDemoStory *story = &zx_demo_stories[home->story];
  int child = find_child (self, home, date);
  guint n_notes = 0;
  const char *note, *school;
  Event event = { .type = EVENT_VISIT, .date = date, .way = ZX_VISIT_HOME, .kind = "3" };

  if (child < 0)
    return;

  while (n_notes < G_N_ELEMENTS (story->notes) && story->notes[n_notes] != NULL)
    n_notes++;
  event.child = (guint) child;
  event.actor = zx_demo_get_class_teacher (zx_demo_school_get_child (self, event.child), strcmp (date, "2026-09-01") < 0);
  set_times (self, &event);
  event.visitors = draw_visitors (self, event.actor, date);
  event.met = draw_met (self, home);
  event.seen = draw_seen (self, story);
  note = story->notes[(number + home->house) % n_notes];
  school = zx_demo_school_notes[draw (self, zx_demo_n_school_notes)];
  event.text = fill_in (self, note, event.child);
  if (*school != '\0')
    event.study = fill_in (self, school, event.child);
  draw_promise (self, &event, story, open_left);
  add_event (self, &event);
}

/* Nobody warns of the cold in summer. */
static const char *
draw_call (ZxDemoSchool *self,
           const char   *date)
{
  const char *text;
  gboolean is_cold = strncmp (date + 5, "11", 2) >= 0 || strncmp (date + 5, "03", 2) <= 0;

  do
    text = zx_demo_calls[draw (self, zx_demo_n_calls)];
  while (!is_cold && g_str_has_prefix (text, "天冷"));

  return text;
}

/* A call on a school day of the term. */
static void
plan_call (ZxDemoSchool *self,
           ZxDemoHome   *home,
           const char   *first,
           guint         days)
{
  const char *date = school_day_from (self, add_days (self, first, (int) draw (self, days)));
  int child = find_child (self, home, date);
  Event event = { .type = EVENT_VISIT, .date = date, .way = chance (self, 80) ? ZX_VISIT_PHONE : ZX_VISIT_SCHOOL };

  if (child < 0)
    return;
  event.child = (guint) child;
  event.actor = zx_demo_get_class_teacher (zx_demo_school_get_child (self, event.child), strcmp (date, "2026-09-01") < 0);
  event.visitors = event.actor;
  event.start = zx_demo_keep (self, g_strdup_printf ("%02u:%02u", 12 + draw (self, 7), draw (self, 12) * 5));
  if (event.way == ZX_VISIT_SCHOOL || !chance (self, 8))
    {
      event.met = zx_demo_home_get_guardian (home)->relation;
      event.text = fill_in (self, draw_call (self, date), event.child);
    }
  else
    event.text = "没人接，晚上再打。";
  add_event (self, &event);
}

static gboolean
home_is_in_need (ZxDemoHome *home,
                 const char *date)
{
  return home->cats != NULL && strcmp (home->since, date) <= 0 && (home->until == NULL || strcmp (home->until, date) >= 0);
}

static guint
count_here (ZxDemoSchool *self,
            ZxDemoHome   *home)
{
  guint count = 0;

  for (guint i = 0; i < home->children->len; i++)
    count += zx_demo_child_is_here (zx_demo_school_get_child (self, g_array_index (home->children, guint, i)), ZX_DEMO_TODAY);

  return count;
}

/* The homes that nobody went to in the last quarter, so that exactly so many children wait. */
static GHashTable *
choose_not_visited (ZxDemoSchool *self)
{
  GHashTable *chosen = g_hash_table_new (NULL, NULL);
  guint left = NOT_VISITED;

  for (guint i = 0; i < zx_demo_n_named_homes; i++)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) i);
      gboolean visited = !home_is_in_need (home, ZX_DEMO_TODAY);

      for (guint j = 0; j < zx_demo_n_named_visits && !visited; j++)
        visited = zx_demo_named_visits[j].way == ZX_VISIT_HOME && strcmp (zx_demo_named_visits[j].date, "2026-10-01") >= 0 &&
                  zx_demo_school_find (self, zx_demo_named_visits[j].child)->home == (int) i;
      if (!visited)
        left -= count_here (self, home);
    }

  while (left > 0)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) (zx_demo_n_named_homes + draw (self, self->homes->len - zx_demo_n_named_homes)));

      if (home->story >= 0 && home_is_in_need (home, ZX_DEMO_TODAY) && count_here (self, home) == 1 && g_hash_table_add (chosen, home))
        left--;
    }

  return chosen;
}

static void
plan_homes (ZxDemoSchool *self)
{
  g_autoptr (GHashTable) not_visited = choose_not_visited (self);
  guint open_left = OPEN_PROMISES, skipped = 0;

  for (guint i = 0; i < zx_demo_n_named_visits; i++)
    for (guint j = 0; j < G_N_ELEMENTS (zx_demo_named_visits[i].promises); j++)
      open_left -= zx_demo_named_visits[i].promises[j].what != NULL && zx_demo_named_visits[i].promises[j].done_on == NULL;

  for (guint i = zx_demo_n_named_homes; i < self->homes->len; i++)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) i);
      gboolean waits = g_hash_table_contains (not_visited, home);
      guint number = 0;

      if (home->story < 0)
        continue;
      for (guint quarter = 0; quarter <= LAST_QUARTER; quarter++)
        {
          const char *date = draw_trip (self, quarter, home);

          if (quarter == LAST_QUARTER ? waits : waits && quarter == LAST_QUARTER - 1 ? skipped++ < 2 : !chance (self, quarters[quarter].percent))
            continue;
          if (home_is_in_need (home, date))
            plan_visit (self, home, date, number++, &open_left);
        }
      plan_call (self, home, "2025-10-09", 80);
      if (chance (self, 80))
        plan_call (self, home, "2026-03-02", 110);
      if (home_is_in_need (home, ZX_DEMO_TODAY))
        plan_call (self, home, "2026-09-07", waits ? 40 : 70);
    }
}

/* First-graders are visited when they are new, whatever their home; now and then another child. */
static void
plan_plain_visits (ZxDemoSchool *self)
{
  guint n = 0;

  for (guint i = 0; i < self->children->len && n < 9; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);
      ZxDemoHome *home = zx_demo_school_get_home (self, child->home);
      gboolean is_new = child->stay == ZX_DEMO_NEW_PUPIL;
      Event event = { .type = EVENT_VISIT, .way = ZX_VISIT_HOME, .kind = is_new ? "6" : "1", .child = i, .seen = "1,2,3" };

      if (home->cats != NULL || (!is_new && !(chance (self, 3) && child->stay == ZX_DEMO_SINCE_2025)))
        continue;
      event.date = is_new ? (n % 2 == 0 ? "2026-09-05" : "2026-09-12") : "2026-05-16";
      event.actor = event.visitors = zx_demo_get_class_teacher (child, !is_new);
      set_times (self, &event);
      event.met = draw_met (self, home);
      event.text = fill_in (self, zx_demo_plain_notes[is_new ? 0 : 1 + n % (zx_demo_n_plain_notes - 1)], i);
      add_event (self, &event);
      n++;
    }
}

static void
plan_changes (ZxDemoSchool *self)
{
  Event wrong = { .type = EVENT_VOID, .date = "2026-03-16", .actor = "江玲", .what = "2026-03-14", .text = "记到了别的孩子名下" };

  wrong.child = (guint) (zx_demo_school_find (self, "高玉珍") - zx_demo_school_get_child (self, 0));
  add_event (self, &wrong);

  for (guint i = 0; i < self->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);
      Event leave = { .type = EVENT_LEAVE, .date = child->left_on, .child = i, .text = "随父母转到县城学校" };

      if (child->stay != ZX_DEMO_MOVED_OUT)
        continue;
      leave.actor = zx_demo_get_class_teacher (child, strcmp (child->left_on, "2026-09-01") < 0);
      add_event (self, &leave);
    }
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *left = a, *right = b;
  int order = strcmp (left->date, right->date);

  if (order == 0)
    order = strcmp (left->actor, right->actor);
  /* What was promised is done after what was said. */
  if (order == 0)
    order = (int) left->type - (int) right->type;

  return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

void
zx_demo_school_plan (ZxDemoSchool *self)
{
  self->events = g_array_new (FALSE, FALSE, sizeof (Event));
  plan_named_visits (self);
  plan_homes (self);
  plan_plain_visits (self);
  plan_changes (self);
  g_array_sort (self->events, compare_events);
}

/* --- doing --- */

static void
fill_met (ZxVisitForm      *form,
          const ZxDemoHome *home,
          const char       *met)
{
  g_auto (GStrv) relations = g_strsplit (met, ",", -1);

  for (guint i = 0; relations[i] != NULL; i++)
    {
      if (strcmp (relations[i], "0") == 0)
        form->child_met = TRUE;
      for (guint j = 0; j < home->n_members; j++)
        if (strcmp (home->members[j].relation, relations[i]) == 0)
          zx_visit_form_set_met (form, home->member_ids[j], home->members[j].name, relations[i], TRUE);
    }
}

static ZxVisitForm *
make_form (ZxDemoSchool *self,
           const Event  *event)
{
  ZxVisitForm *form = zx_visit_form_new ();
  const ZxDemoChild *child = zx_demo_school_get_child (self, event->child);
  const ZxDemoHome *home = zx_demo_school_get_home (self, child->home);
  g_auto (GStrv) visitors = g_strsplit (event->visitors, ",", -1);

  form->way = (ZxVisitWay) event->way;
  zx_visit_form_set (&form->date, event->date);
  zx_visit_form_set (&form->start, event->start);
  zx_visit_form_set (&form->end, event->end);
  zx_visit_form_set (&form->kind, event->kind);
  zx_visit_form_set_student (form, child->id, TRUE);
  for (guint i = 0; event->way == ZX_VISIT_HOME && i < home->children->len; i++)
    {
      const ZxDemoChild *other = zx_demo_school_get_child (self, g_array_index (home->children, guint, i));

      if (zx_demo_child_is_here (other, event->date))
        zx_visit_form_set_student (form, other->id, TRUE);
    }
  for (guint i = 0; visitors[i] != NULL; i++)
    zx_visit_form_set_visitor (form, zx_demo_school_get_staff (self, visitors[i]), TRUE);
  if (event->met != NULL)
    fill_met (form, home, event->met);
  else
    form->nobody_home = TRUE;
  zx_visit_form_set (&form->observations, event->seen);
  zx_visit_form_set (&form->needs, event->needs);
  zx_visit_form_set (&form->reason, event->way == ZX_VISIT_HOME ? NULL : "4");
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_FOUND], event->text);
  zx_visit_form_set (&form->texts[ZX_VISIT_TEXT_STUDY], event->study);
  zx_visit_form_set (&form->sign_way, event->way == ZX_VISIT_HOME ? "2" : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (event->promises) && event->promises[i].what != NULL; i++)
    {
      ZxPromiseLine *line = zx_visit_form_add_promise (form, event->promises[i].what);

      line->person = zx_demo_school_get_staff (self, event->promises[i].person);
      zx_visit_form_set (&line->due, event->promises[i].due);
    }

  return form;
}

static gint64
find_row (ZxAction    *action,
          const char  *sql,
          gint64       student,
          const char  *text,
          GError     **error)
{
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), sql, error);
  gint64 id = 0;

  if (row == NULL)
    return 0;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":text", text);
  if (zx_statement_step (row, error) > 0)
    {
      id = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }
  else if (error != NULL && *error == NULL)
    g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("This record does not exist any more."));

  return id;
}

static gboolean
void_visit (ZxAction     *action,
            gint64        student,
            const Event  *event,
            GError      **error)
{
  gint64 id = find_row (action, "SELECT v.id FROM visit_child c JOIN home_visit v ON v.id = c.visit WHERE c.student = :student AND v.visit_date = :text",
                        student, event->what, error);
  g_autoptr (ZxRecord) visit = id != 0 ? zx_record_load (zx_action_get_db (action), &zx_kind_home_visit, id, error) : NULL;

  if (visit == NULL)
    return FALSE;
  zx_record_set_text (visit, "voided_on", event->date);
  zx_record_set_text (visit, "void_reason", event->text);

  return zx_action_save (action, visit, error);
}

static gboolean
leave_school (ZxAction     *action,
              gint64        student,
              const Event  *event,
              GError      **error)
{
  gint64 id = find_row (action, "SELECT n.enrolment FROM student_now n WHERE n.student = :student AND :text IS NOT NULL", student, "", error);
  g_autoptr (ZxRecord) before = id != 0 ? zx_record_load (zx_action_get_db (action), &zx_kind_enrolment, id, error) : NULL;
  g_autoptr (ZxRecord) after = NULL;
  g_autofree char *last_day = zx_date_add_days (event->date, -1);

  if (before == NULL)
    return FALSE;

  after = zx_record_new (&zx_kind_enrolment);
  zx_record_set_ref (after, "student", student);
  zx_record_set_text (after, "school_year", zx_record_get_text (before, "school_year"));
  zx_record_set_ref (after, "class", zx_record_get_int (before, "class"));
  zx_record_set_text (after, "student_no", zx_record_get_text (before, "student_no"));
  zx_record_set_text (after, "board", zx_record_get_text (before, "board"));
  zx_record_set_text (after, "enrol_status", "3");
  zx_record_set_text (after, "from_on", event->date);
  zx_record_set_text (after, "reason", event->text);
  zx_record_set_text (before, "to_on", last_day);

  return zx_action_save (action, before, error) && zx_action_save (action, after, error);
}

static gboolean
do_event (ZxAction      *action,
          ZxDemoSchool  *self,
          const Event   *event,
          GError       **error)
{
  const ZxDemoChild *child = zx_demo_school_get_child (self, event->child);

  switch (event->type)
    {
    case EVENT_DONE:
      {
        gint64 id = find_row (action, "SELECT id FROM follow_up WHERE student = :student AND what = :text AND done_on IS NULL AND deleted_at IS NULL",
                              child->id, event->what, error);

        return id != 0 && zx_action_finish_follow_up (action, id, event->date, event->text, error);
      }
    case EVENT_VOID:
      return void_visit (action, child->id, event, error);
    case EVENT_LEAVE:
      return leave_school (action, child->id, event, error);
    case EVENT_VISIT:
    default:
      {
        g_autoptr (ZxVisitForm) form = make_form (self, event);

        return zx_action_finish_visit (action, form, NULL, error);
      }
    }
}

typedef struct
{
  guint first;
  guint n;
} Group;

static void
set_group_label (ZxAction     *action,
                 ZxDemoSchool *self,
                 const Group  *group)
{
  const Event *event = &g_array_index (self->events, Event, group->first);
  g_autofree char *label = NULL;
  guint visits = 0;

  for (guint i = 0; i < group->n; i++)
    visits += event[i].type == EVENT_VISIT && event[i].way == ZX_VISIT_HOME;

  if (group->n > 1)
    label = visits == group->n ? g_strdup_printf (ngettext ("%u home visit filed", "%u home visits filed", visits), visits)
                               : g_strdup_printf (ngettext ("%u entry of the day", "%u entries of the day", group->n), group->n);
  else if (event->type == EVENT_VOID)
    label = g_strdup_printf (_("Void the home visit of %s on %s"), zx_demo_school_get_child (self, event->child)->name, event->what);
  else if (event->type == EVENT_LEAVE)
    label = g_strdup_printf (_("%s moves to another school"), zx_demo_school_get_child (self, event->child)->name);
  if (label != NULL)
    zx_action_set_label (action, label);
}

static gboolean
run_group (ZxAction      *action,
           ZxDemoSchool  *self,
           gpointer       data,
           GError       **error)
{
  const Group *group = data;

  for (guint i = 0; i < group->n; i++)
    if (!do_event (action, self, &g_array_index (self->events, Event, group->first + i), error))
      return FALSE;
  set_group_label (action, self, group);

  return TRUE;
}

gboolean
zx_demo_work (ZxDemoSchool *self,
              ZxCasebook   *casebook,
              const char   *from,
              const char   *until,
              GError      **error)
{
  for (guint i = 0; i < self->events->len; )
    {
      const Event *event = &g_array_index (self->events, Event, i);
      Group group = { i, 1 };

      while (strcmp (event->date, SINGLY_FROM) < 0 && i + group.n < self->events->len &&
             strcmp (event[group.n].date, event->date) == 0 && strcmp (event[group.n].actor, event->actor) == 0)
        group.n++;
      i += group.n;

      if (strcmp (event->date, from) >= 0 && strcmp (event->date, until) < 0 &&
          !zx_demo_act (self, casebook, event->date, event->actor, _("File a home visit"), run_group, &group, error))
        return FALSE;
    }

  return TRUE;
}
