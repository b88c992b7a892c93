/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-form"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "zx-date.h"
#include "zx-visit-form.h"

/* A promise is due so many days after the visit, unless somebody says otherwise. */
#define PROMISE_DAYS 7

const char *
zx_visit_text_get_field (ZxVisitText text)
{
  static const char * const fields[ZX_VISIT_N_TEXTS] = {
    "home_found", "study_home", "school_report", "parent_opinion", "problems", "measures",
  };

  g_return_val_if_fail (text < ZX_VISIT_N_TEXTS, NULL);

  return fields[text];
}

static void
met_person_free (gpointer data)
{
  ZxMetPerson *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

static void
promise_line_free (gpointer data)
{
  ZxPromiseLine *self = data;

  g_free (self->what);
  g_free (self->due);
  g_free (self->need);
  g_free (self);
}

ZxVisitForm *
zx_visit_form_new (void)
{
  ZxVisitForm *self = g_new0 (ZxVisitForm, 1);

  self->key = zx_draft_new_key ();
  self->students = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->visitors = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->met = g_ptr_array_new_with_free_func (met_person_free);
  self->promises = g_ptr_array_new_with_free_func (promise_line_free);

  return self;
}

void
zx_visit_form_free (ZxVisitForm *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->start);
  g_free (self->end);
  g_free (self->kind);
  g_free (self->purpose);
  g_free (self->place);
  g_array_unref (self->students);
  g_array_unref (self->visitors);
  g_ptr_array_unref (self->met);
  g_free (self->observations);
  g_free (self->needs);
  g_free (self->change);
  g_free (self->reason);
  g_free (self->channel);
  g_free (self->policy_told);
  g_free (self->level_view);
  g_free (self->contradiction);
  g_free (self->remark);
  for (guint i = 0; i < ZX_VISIT_N_TEXTS; i++)
    g_free (self->texts[i]);
  g_ptr_array_unref (self->promises);
  g_free (self->sign_way);
  g_free (self->sign_reason);
  g_free (self->next_date);
  g_free (self);
}

ZxVisitForm *
zx_visit_form_copy (ZxVisitForm *self)
{
  g_autofree char *json = zx_visit_form_to_json (self);

  return zx_visit_form_from_json (self->key, json, NULL);
}

/* --- editing --- */

void
zx_visit_form_set (char       **text,
                   const char  *value)
{
  char *fresh = value != NULL && *value != '\0' ? g_strdup (value) : NULL;

  g_free (*text);
  *text = fresh;
}

gboolean
zx_visit_codes_have (const char *codes,
                     const char *code)
{
  g_auto (GStrv) parts = g_strsplit (codes != NULL ? codes : "", ",", -1);

  return g_strv_contains ((const char * const *) parts, code);
}

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

void
zx_visit_codes_set (char       **codes,
                    const char  *code,
                    gboolean     on)
{
  g_auto (GStrv) parts = g_strsplit (*codes != NULL ? *codes : "", ",", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && strcmp (parts[i], code) != 0)
      g_ptr_array_add (kept, parts[i]);
  if (on)
    g_ptr_array_add (kept, (gpointer) code);
  g_ptr_array_sort (kept, compare_codes);
  g_ptr_array_add (kept, NULL);

  joined = g_strjoinv (",", (char **) kept->pdata);
  zx_visit_form_set (codes, joined);
}

static int
find_id (GArray *ids,
         gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return (int) i;

  return -1;
}

static void
set_id (GArray   *ids,
        gint64    id,
        gboolean  on)
{
  int position = find_id (ids, id);

  if (id != 0 && on && position < 0)
    g_array_append_val (ids, id);
  else if (!on && position >= 0)
    g_array_remove_index (ids, (guint) position);
}

gboolean
zx_visit_form_has_student (ZxVisitForm *self,
                           gint64       student)
{
  return find_id (self->students, student) >= 0;
}

void
zx_visit_form_set_student (ZxVisitForm *self,
                           gint64       student,
                           gboolean     on)
{
  set_id (self->students, student, on);
}

gint64
zx_visit_form_get_student (ZxVisitForm *self)
{
  return self->students->len > 0 ? g_array_index (self->students, gint64, 0) : 0;
}

gboolean
zx_visit_form_has_visitor (ZxVisitForm *self,
                           gint64       staff)
{
  return find_id (self->visitors, staff) >= 0;
}

void
zx_visit_form_set_visitor (ZxVisitForm *self,
                           gint64       staff,
                           gboolean     on)
{
  set_id (self->visitors, staff, on);
}

static int
find_met (ZxVisitForm *self,
          gint64       member)
{
  for (guint i = 0; i < self->met->len; i++)
    if (((ZxMetPerson *) g_ptr_array_index (self->met, i))->member == member)
      return (int) i;

  return -1;
}

gboolean
zx_visit_form_has_met (ZxVisitForm *self,
                       gint64       member)
{
  return find_met (self, member) >= 0;
}

void
zx_visit_form_set_met (ZxVisitForm *self,
                       gint64       member,
                       const char  *name,
                       const char  *relation,
                       gboolean     on)
{
  int position = find_met (self, member);
  ZxMetPerson *person;

  if (position >= 0)
    g_ptr_array_remove_index (self->met, (guint) position);
  if (!on)
    return;

  person = g_new0 (ZxMetPerson, 1);
  person->member = member;
  person->name = g_strdup (name != NULL ? name : "");
  zx_visit_form_set (&person->relation, relation);
  g_ptr_array_insert (self->met, position >= 0 ? position : (int) self->met->len, person);
}

ZxPromiseLine *
zx_visit_form_add_promise (ZxVisitForm *self,
                           const char  *what)
{
  ZxPromiseLine *line = g_new0 (ZxPromiseLine, 1);

  line->what = g_strdup (what != NULL ? what : "");
  line->person = self->visitors->len > 0 ? g_array_index (self->visitors, gint64, 0) : 0;
  line->due = zx_date_add_days (self->date, PROMISE_DAYS);
  g_ptr_array_add (self->promises, line);

  return line;
}

void
zx_visit_form_remove_promise (ZxVisitForm *self,
                              guint        index)
{
  g_ptr_array_remove_index (self->promises, index);
}

gboolean
zx_visit_form_is_untouched (ZxVisitForm *self,
                            ZxVisitForm *as_opened)
{
  g_autofree char *now = zx_visit_form_to_json (self);
  g_autofree char *then = zx_visit_form_to_json (as_opened);

  return strcmp (now, then) == 0;
}
