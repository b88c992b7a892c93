/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-hints"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-visit-form.h"

/* More visitors than this are behind the ＋. */
#define N_VISITORS 8

static char *
dup_last_sign_way (ZxDb *db)
{
  return zx_db_dup_text (db, "SELECT sign_way FROM home_visit WHERE sign_way IS NOT NULL AND deleted_at IS NULL AND voided_on IS NULL "
                             "ORDER BY visit_date DESC, id DESC LIMIT 1");
}

ZxVisitForm *
zx_visit_form_new_for (ZxDb        *db,
                       gint64       student,
                       const char  *actor,
                       const char  *today,
                       GError     **error)
{
  ZxVisitForm *self;

  if (student != 0)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (ZxRecord) record = zx_record_load (db, &zx_kind_student, student, &local_error);

      if (local_error == NULL && (record == NULL || !zx_record_is_live (record)))
        zx_set_field_error (&local_error, ZX_RECORD_ERROR_NOT_FOUND, "student", _("There is no such student."));
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  self = zx_visit_form_new ();
  zx_visit_form_set (&self->date, today);
  zx_visit_form_set_student (self, student, TRUE);
  zx_visit_form_set_visitor (self, zx_staff_find_by_name (db, actor), TRUE);
  self->sign_way = dup_last_sign_way (db);

  return self;
}

void
zx_visit_hints_free (ZxVisitHints *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->visitors, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->siblings, g_ptr_array_unref);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->contact);
  g_free (self->last_date);
  g_free (self->last_words);
  g_free (self->last_text);
  g_free (self->last_observations);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_free (self);
}

/* The person who works here comes first, however seldom on the road. */
static GPtrArray *
load_visitors (ZxDb        *db,
               const char  *actor,
               const char  *today,
               GError     **error)
{
  g_autoptr (GPtrArray) visitors = zx_frequent_visitors_load (db, today, 0, error);
  gint64 me = zx_staff_find_by_name (db, actor);

  if (visitors == NULL)
    return NULL;

  for (guint i = 1; i < visitors->len; i++)
    if (((ZxStaffName *) g_ptr_array_index (visitors, i))->id == me)
      {
        g_ptr_array_insert (visitors, 0, g_ptr_array_steal_index (visitors, i));
        break;
      }
  if (visitors->len > N_VISITORS)
    g_ptr_array_set_size (visitors, N_VISITORS);

  return g_steal_pointer (&visitors);
}

static gboolean
load_last_visit (ZxVisitHints  *self,
                 ZxDb          *db,
                 gint64         student,
                 const char    *today,
                 GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT v.id, v.visit_date, v.home_found, v.observations, v.nobody_home FROM visit_child c "
                                        "JOIN home_visit v ON v.id = c.visit WHERE c.student = :student AND c.deleted_at IS NULL "
                                        "AND v.deleted_at IS NULL AND v.voided_on IS NULL AND v.visit_date <= :today "
                                        "ORDER BY coalesce (v.nobody_home, 0), v.visit_date DESC, v.id DESC LIMIT 1", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":today", today);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      self->last_kind = "home_visit";
      self->last_id = zx_statement_get_int (row, 0);
      self->last_date = g_strdup (zx_statement_get_text (row, 1));
      self->last_text = g_strdup (zx_statement_get_text (row, 2));
      self->last_observations = g_strdup (zx_statement_get_text (row, 3));
      self->last_words = g_strdup (zx_statement_get_int (row, 4) != 0 ? _("Nobody at home") : C_("way", "At home"));
      sqlite3_reset (row);
    }

  return step >= 0;
}

/* A call after the last visit is what was said last; the observations stay those of the visit. */
static gboolean
load_last_contact (ZxVisitHints  *self,
                   ZxDb          *db,
                   gint64         student,
                   const char    *today,
                   GError       **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT id, date, content, channel FROM contact_log WHERE student = :student AND deleted_at IS NULL "
                                        "AND voided_on IS NULL AND date <= :today AND content IS NOT NULL ORDER BY date DESC, id DESC LIMIT 1", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":student", student);
  zx_statement_set_text (row, ":today", today);
  step = zx_statement_step (row, error);
  if (step > 0)
    {
      if (g_strcmp0 (zx_statement_get_text (row, 1), self->last_date) > 0)
        {
          const char *channel = zx_code_table_get_label (zx_code_table_find ("CHANNEL"), zx_statement_get_text (row, 3));

          self->last_kind = "contact_log";
          self->last_id = zx_statement_get_int (row, 0);
          zx_visit_form_set (&self->last_date, zx_statement_get_text (row, 1));
          zx_visit_form_set (&self->last_text, zx_statement_get_text (row, 2));
          zx_visit_form_set (&self->last_words, channel != NULL ? channel : _("Contact"));
        }
      sqlite3_reset (row);
    }

  return step >= 0;
}

ZxVisitHints *
zx_visit_hints_load (ZxDb        *db,
                     gint64       student,
                     const char  *actor,
                     const char  *today,
                     GError     **error)
{
  g_autoptr (ZxVisitHints) self = g_new0 (ZxVisitHints, 1);
  g_autoptr (ZxFamilyFacts) family = NULL;
  g_autoptr (ZxRecord) record = NULL;

  self->visitors = load_visitors (db, actor, today, error);
  if (self->visitors == NULL)
    return NULL;
  if (student == 0)
    {
      self->members = g_ptr_array_new ();
      self->siblings = g_ptr_array_new ();
      self->open = g_ptr_array_new ();
      self->contact = g_strdup ("");
      return g_steal_pointer (&self);
    }

  self->members = zx_family_members_load (db, student, today, error);
  self->siblings = self->members != NULL ? zx_siblings_load (db, student, today, error) : NULL;
  self->open = self->siblings != NULL ? zx_promises_load (db, student, NULL, today, error) : NULL;
  family = self->open != NULL ? zx_family_facts_load (db, student, today, error) : NULL;
  if (family == NULL || !load_last_visit (self, db, student, today, error) ||
      !load_last_contact (self, db, student, today, error))
    return NULL;

  for (guint i = self->members->len; i > 0; i--)
    {
      ZxMemberRow *member = g_ptr_array_index (self->members, i - 1);

      /* Nobody meets the dead or the lost. */
      if (g_strcmp0 (member->health, "70") == 0 || g_strcmp0 (member->health, "80") == 0)
        g_ptr_array_remove_index (self->members, i - 1);
    }
  for (guint i = self->siblings->len; i > 0; i--)
    {
      ZxStudentRow *sibling = g_ptr_array_index (self->siblings, i - 1);

      if (sibling == NULL || sibling->enrol_status == NULL || strchr ("158", *sibling->enrol_status) == NULL)
        g_ptr_array_remove_index (self->siblings, i - 1);
    }

  self->contact = g_steal_pointer (&family->contact);
  self->phone = g_steal_pointer (&family->contact_phone);
  record = zx_record_load (db, &zx_kind_student, student, error);
  if (record == NULL)
    {
      if (error != NULL && *error == NULL)
        zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "student", _("There is no such student."));
      return NULL;
    }
  self->address = g_strdup (zx_record_get_text (record, "home_address"));

  return g_steal_pointer (&self);
}
