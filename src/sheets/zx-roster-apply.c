/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-check.h"
#include "zx-people.h"
#include "zx-roster-private.h"

typedef struct
{
  ZxRosterImport *self;
  ZxRosterFlags   flags;
  GCancellable   *cancellable;
  ZxRosterResult *result;
  ZxAction       *action;
  ZxJudge        *judge;
  ZxMatcher      *matcher;
  GHashTable     *places;
  GHashTable     *rejected;   /* raw texts that wait already */
  GHashTable     *guardians;  /* name and phone → student */
  GStringChunk   *chunk;
} Apply;

static const char *
guardian_key (const char *name,
              const char *phone,
              char       *buffer,
              gsize       size)
{
  g_snprintf (buffer, size, "%s\t%s", name, phone);

  return buffer;
}

static void
add_guardian (const char *name,
              const char *phone,
              gint64      student,
              gpointer    user_data)
{
  Apply *apply = user_data;
  char buffer[256];
  gint64 *value;

  guardian_key (name, phone, buffer, sizeof buffer);
  if (g_hash_table_contains (apply->guardians, buffer))
    return;

  value = g_new (gint64, 1);
  *value = student;
  g_hash_table_insert (apply->guardians, g_string_chunk_insert (apply->chunk, buffer), value);
}

/* Same guardian and phone as another child: the window may propose to join the households. */
static void
note_household (Apply    *apply,
                ZxPerson *person,
                gint64    student,
                gboolean  is_new)
{
  static const ZxTarget names[] = { ZX_TARGET_GUARDIAN_NAME, ZX_TARGET_FATHER_NAME, ZX_TARGET_MOTHER_NAME };
  static const ZxTarget phones[] = { ZX_TARGET_GUARDIAN_PHONE, ZX_TARGET_FATHER_PHONE, ZX_TARGET_MOTHER_PHONE };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = person->values[names[i]];
      const char *phone = person->values[phones[i]] != NULL ? person->values[phones[i]]
                          : i == 0                          ? person->values[ZX_TARGET_PHONE]
                                                            : NULL;
      char buffer[256];
      gint64 *other;

      if (name == NULL || phone == NULL)
        continue;
      other = g_hash_table_lookup (apply->guardians, guardian_key (name, phone, buffer, sizeof buffer));
      if (other == NULL)
        {
          add_guardian (name, phone, student, apply);
          continue;
        }
      if (is_new && *other != student)
        {
          ZxRosterHousehold household = { student, *other };

          g_array_append_val (apply->result->households, household);
          return;
        }
    }
}

static gboolean
keep_rejected (Apply               *apply,
               ZxPerson            *person,
               const ZxSheetCell  **cells,
               GError             **error)
{
  ZxRosterImport *self = apply->self;
  guint n_columns = self->table->columns->len;
  g_auto (GStrv) values = g_new0 (char *, n_columns + 1);
  g_autofree char *raw = NULL;
  g_autofree char *context = NULL;
  g_autofree char *short_name = g_utf8_substring (self->file_name, 0, MIN (g_utf8_strlen (self->file_name, -1), 100));
  const ZxPersonNotice *reason = &person->error;
  const char *field = reason->target != ZX_TARGET_NONE ? zx_target_get_info (reason->target)->key : NULL;
  gboolean is_aside = g_hash_table_contains (self->aside, GUINT_TO_POINTER (person->row));
  g_autoptr (ZxRecord) record = NULL;

  for (guint i = 0; i < n_columns; i++)
    values[i] = cells[i] != NULL ? zx_roster_cell_dup_raw (cells[i]) : g_strdup ("");
  raw = zx_roster_object_new ((const char * const *) self->unique_headings, (const char * const *) values, n_columns);

  /* The same file again: the row waits already, or was dealt with. */
  if (g_hash_table_contains (apply->rejected, raw))
    {
      zx_roster_result_add_finding (apply->result->rejected, person->row, reason->problem, reason->target, reason->message, 0);
      return TRUE;
    }

  context = zx_judge_context_dup_words (&self->context, zx_judge_knows_grade (apply->judge));
  record = zx_record_new (&zx_kind_rejected_row);
  zx_record_set_text (record, "file", short_name);
  zx_record_set_text (record, "sheet", zx_sheet_reader_get_sheet_name (self->reader, self->selected));
  zx_record_set_int (record, "row", person->row);
  zx_record_set_text (record, "code", zx_value_problem_get_code (reason->problem));
  zx_record_set_text (record, "field", field);
  zx_record_set_text (record, "message", reason->message);
  zx_record_set_text (record, "raw", raw);
  zx_record_set_text (record, "context", context);
  if (is_aside)
    zx_record_set_text (record, "state", "set_aside");
  if (!zx_action_save (apply->action, record, error))
    return FALSE;

  zx_roster_result_add_finding (apply->result->rejected, person->row, reason->problem, reason->target, reason->message,
                                zx_record_get_id (record));

  return TRUE;
}

static gboolean
apply_known (Apply     *apply,
             ZxPerson  *person,
             gint64     student,
             GError   **error)
{
  ZxRosterResult *result = apply->result;
  ZxRosterImported imported = { person->row, ZX_ROSTER_UNCHANGED, student, zx_person_get_cat (person) };

  if (apply->flags & ZX_ROSTER_UPDATE)
    {
      const guint8 *kept = g_hash_table_lookup (apply->self->kept, GUINT_TO_POINTER (person->row));
      gboolean changed = FALSE;

      if (!zx_person_update (person, apply->action, student, kept, &changed, error))
        return FALSE;
      if (changed)
        {
          imported.state = ZX_ROSTER_CHANGED;
          result->updated++;
        }
      else if (kept != NULL)
        {
          imported.state = ZX_ROSTER_CHANGED;
          result->changed++;
        }
      else
        result->unchanged++;
    }
  else
    {
      g_autoptr (GArray) changes = zx_person_compare (person, zx_action_get_db (apply->action), student, error);

      if (changes == NULL)
        return FALSE;
      if (changes->len > 0)
        {
          imported.state = ZX_ROSTER_CHANGED;
          result->changed++;
        }
      else
        result->unchanged++;
    }

  g_array_append_val (result->imported, imported);

  return TRUE;
}

static gboolean
apply_row (ZxRosterImport      *self,
           ZxPerson            *person,
           const ZxSheetRow    *row,
           const ZxSheetCell  **cells,
           gpointer             data,
           GError             **error)
{
  Apply *apply = data;
  gint64 student = 0;

  if (person->error.problem != ZX_VALUE_OK)
    return keep_rejected (apply, person, cells, error);

  for (guint i = 0; i < person->n_warnings; i++)
    zx_roster_result_add_finding (apply->result->warnings, person->row, person->warnings[i].problem,
                                  person->warnings[i].target, person->warnings[i].message, 0);

  if (!zx_matcher_find (apply->matcher, person, &student, error))
    return FALSE;

  if (student != 0)
    {
      if (!apply_known (apply, person, student, error))
        return FALSE;
      note_household (apply, person, student, FALSE);
    }
  else
    {
      ZxRosterImported imported = { person->row, ZX_ROSTER_NEW, 0, zx_person_get_cat (person) };

      if (!zx_person_add (person, apply->action, &student, error))
        return FALSE;
      zx_matcher_name (apply->matcher, student);
      imported.id = student;
      g_array_append_val (apply->result->imported, imported);
      apply->result->added++;
      note_household (apply, person, student, TRUE);
    }
  zx_roster_note_place (apply->places, person);

  return TRUE;
}

static char *
dup_label (ZxRosterImport *self,
           guint           n_people)
{
  if (n_people == 0)
    return g_strdup_printf (_("Import the roster %s"), self->file_name);

  return g_strdup_printf (ngettext ("Import the roster %s: %u student",
                                    "Import the roster %s: %u students", n_people),
                          self->file_name, n_people);
}

static gboolean
apply_all (ZxAction  *action,
           gpointer   data,
           GError   **error)
{
  Apply *apply = data;
  ZxRosterImport *self = apply->self;
  ZxRosterResult *result = apply->result;
  ZxDb *db = zx_action_get_db (action);
  g_autoptr (GArray) missing = NULL;
  g_autofree char *label = NULL;

  apply->action = action;
  apply->matcher = zx_matcher_new (db);
  apply->judge = zx_judge_new (&self->context, self->table, self->reader, self->selected);
  apply->rejected = zx_people_list_rejected (db, error);
  if (apply->rejected == NULL)
    return FALSE;
  if (!zx_matcher_is_empty (apply->matcher) && !zx_people_foreach_guardian (db, add_guardian, apply, error))
    return FALSE;

  zx_action_set_bulk (action);
  if (!zx_roster_import_walk (self, apply->judge, apply_row, apply, result->ignored_rows, apply->cancellable, error))
    return FALSE;

  result->accepted = result->imported->len;
  result->counted_rows = result->accepted + result->rejected->len;
  missing = zx_roster_list_missing (db, apply->places, apply->matcher, error);
  if (missing == NULL)
    return FALSE;
  g_array_append_vals (result->missing, missing->data, missing->len);
  zx_roster_add_notes (self, zx_judge_needs_grade (apply->judge), result->notes);

  label = dup_label (self, result->added + result->updated);
  zx_action_set_label (action, label);

  /* What is known of the rows is not needed while the lists and search keys are brought up to date. */
  g_clear_pointer (&apply->judge, zx_judge_free);
  g_clear_pointer (&apply->matcher, zx_matcher_free);
  g_clear_pointer (&apply->rejected, g_hash_table_unref);
  g_hash_table_remove_all (apply->guardians);
  g_string_chunk_clear (apply->chunk);

  return zx_roster_import_remember (self, action, error);
}

static guint
count_expected (ZxRosterImport *self,
                ZxRosterFlags   flags)
{
  if (self->check == NULL)
    return 0;

  return g_list_model_get_n_items (self->models[ZX_ROSTER_NEW]) +
         ((flags & ZX_ROSTER_UPDATE) != 0 ? g_list_model_get_n_items (self->models[ZX_ROSTER_CHANGED]) : 0);
}

ZxRosterResult *
zx_roster_import_apply (ZxRosterImport  *self,
                        ZxRosterFlags    flags,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_autoptr (ZxRosterResult) result = NULL;
  g_autofree char *label = NULL;
  Apply apply = { .self = self, .flags = flags, .cancellable = cancellable };
  ZxEntryId entry = { 0 };
  gboolean done;

  if (!zx_roster_import_has_table (self, error))
    return NULL;
  if ((flags & ZX_ROSTER_BACK_UP) && !zx_casebook_back_up_locally (self->casebook, NULL, error))
    return NULL;

  zx_roster_import_settle (self);
  apply.result = result = zx_roster_result_new ();
  apply.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  apply.guardians = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  apply.chunk = g_string_chunk_new (1 << 16);

  /* A long import closes entries before its number of people is known; a check knows it. */
  label = dup_label (self, count_expected (self, flags));
  done = zx_casebook_act (self->casebook, label, apply_all, &apply, &entry, error);

  g_clear_pointer (&apply.judge, zx_judge_free);
  g_clear_pointer (&apply.matcher, zx_matcher_free);
  g_clear_pointer (&apply.rejected, g_hash_table_unref);
  g_hash_table_unref (apply.places);
  g_hash_table_unref (apply.guardians);
  g_string_chunk_free (apply.chunk);
  if (!done)
    return NULL;

  result->action = entry.seq != 0 ? entry.action : 0;

  return g_steal_pointer (&result);
}

static void
apply_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  ZxRosterResult *result = zx_roster_import_apply (source, (ZxRosterFlags) GPOINTER_TO_UINT (task_data), cancellable, &error);

  if (result == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, (GDestroyNotify) zx_roster_result_free);
}

void
zx_roster_import_apply_async (ZxRosterImport      *self,
                              ZxRosterFlags        flags,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->progress_in_main = TRUE;
  g_task_set_source_tag (task, zx_roster_import_apply_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (flags), NULL);
  g_task_run_in_thread (task, apply_worker);
}

ZxRosterResult *
zx_roster_import_apply_finish (ZxRosterImport  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  self->progress_in_main = FALSE;

  return g_task_propagate_pointer (G_TASK (result), error);
}
