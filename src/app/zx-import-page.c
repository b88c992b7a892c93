/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-page"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "zx-card.h"
#include "zx-draft.h"
#include "zx-import-check.h"
#include "zx-import-columns.h"
#include "zx-import-file.h"
#include "zx-import-idle.h"
#include "zx-import-page.h"
#include "zx-import-result.h"
#include "zx-notice.h"
#include "zx-rejected-page.h"
#include "zx-roster-import.h"
#include "zx-session.h"
#include "zx-stepper.h"
#include "zx-words.h"

#define AUTOSAVE_SECONDS 2

typedef enum
{
  STEP_FILE,
  STEP_COLUMNS,
  STEP_CHECK,
  STEP_DONE,
} Step;

struct _ZxImportPage
{
  ZxPage           parent_instance;
  ZxSession       *session;
  GtkWidget       *head;      /* file and steps */
  GtkWidget       *title;
  GtkWidget       *line;
  GtkWidget       *stepper;
  ZxNotice        *notice;
  GtkWidget       *body;      /* GtkStack: file, table, busy, done */
  GtkWidget       *file;
  GtkWidget       *table;     /* the columns, and beside them what the step is about */
  GtkWidget       *columns;
  GtkWidget       *side;      /* GtkStack: facts, check */
  GtkWidget       *facts;     /* ZxCard */
  GtkWidget       *grade_row;
  GtkWidget       *grade;     /* GtkDropDown */
  GtkWidget       *check;
  GtkWidget       *busy_words;
  GtkWidget       *progress;
  GtkWidget       *result;
  GtkWidget       *back;
  GtkWidget       *hint;
  GtkWidget       *second;
  GtkWidget       *primary;

  ZxRosterImport  *import;
  GCancellable    *cancellable; /* while another thread works */
  Step             step;
  Step             wanted;      /* after a draft was opened */
  char            *state;       /* the same: what to restore */
  gint64           key;         /* of the draft; 0 = none yet */
  gint64           action;      /* of the import, to take it back */
  guint            save_id;
  gboolean         dirty;       /* since the draft was stored */
  gboolean         stored;      /* the draft is as the screen */
  gboolean         all_first;   /* somebody wants to correct everything before importing */
  gboolean         reading;
};

G_DEFINE_FINAL_TYPE (ZxImportPage, zx_import_page, ZX_TYPE_PAGE)

static void check (ZxImportPage *self);

static gboolean
is_here (ZxImportPage *self)
{
  return zx_window_of (self) != NULL && zx_session_get_casebook (self->session) != NULL;
}

static guint
count (ZxImportPage  *self,
       ZxRosterState  state)
{
  return g_list_model_get_n_items (zx_roster_import_get_rows (self->import, state));
}

static guint
count_ready (ZxImportPage *self)
{
  return count (self, ZX_ROSTER_NEW) + count (self, ZX_ROSTER_CHANGED) + count (self, ZX_ROSTER_UNCHANGED);
}

/* --- the draft */

/* The step stands before what the import says of itself, as a text like all of that. */
static char *
dup_body (ZxImportPage *self)
{
  g_autofree char *state = zx_roster_import_dup_state (self->import);

  return g_strdup_printf ("{\"step\":\"%d\",%s", (int) self->step, *state == '{' ? state + 1 : "}");
}

static Step
read_step (const char *body)
{
  static const char prefix[] = "{\"step\":\"";

  if (!g_str_has_prefix (body, prefix))
    return STEP_COLUMNS;

  return CLAMP (atoi (body + strlen (prefix)), STEP_FILE, STEP_CHECK);
}

static void
show_head (ZxImportPage *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const ZxRosterSheet *sheet;

  zx_stepper_set_current (ZX_STEPPER (self->stepper), self->step == STEP_DONE ? 4 : self->step);
  if (self->import == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->title), _("Import a roster"));
      gtk_label_set_text (GTK_LABEL (self->line), _("Who is there already is found again; nobody is entered twice."));
      return;
    }

  sheet = zx_roster_import_get_sheet (self->import, zx_roster_import_get_selected_sheet (self->import));
  if (*sheet->name != '\0')
    g_string_append_printf (line, _("Sheet “%s”"), sheet->name);
  g_string_append_printf (line, "%s", line->len > 0 ? " · " : "");
  g_string_append_printf (line, ngettext ("%u row", "%u rows", sheet->n_rows), sheet->n_rows);
  if (self->stored && self->step < STEP_DONE)
    {
      g_string_append (line, " · ");
      g_string_append_printf (line, _("kept up to step %d, even if you close this"), (int) self->step + 1);
    }
  gtk_label_set_text (GTK_LABEL (self->title), zx_roster_import_get_file_name (self->import));
  gtk_label_set_text (GTK_LABEL (self->line), line->str);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ZxImportPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!zx_draft_save_finish (ZX_CASEBOOK (source), result, &error))
    {
      self->dirty = TRUE;
      if (is_here (self))
        zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  self->stored = !self->dirty;
  show_head (self);
}

static gboolean
can_save (ZxImportPage *self)
{
  return self->import != NULL && self->cancellable == NULL && self->dirty && self->step < STEP_DONE &&
         zx_session_can_write (self->session);
}

static gboolean
autosave_cb (gpointer data)
{
  ZxImportPage *self = data;
  g_autofree char *body = NULL;

  self->save_id = 0;
  if (!can_save (self))
    return G_SOURCE_REMOVE;

  if (self->key == 0)
    self->key = zx_draft_new_key ();
  self->dirty = FALSE;
  body = dup_body (self);
  zx_draft_save_async (zx_session_get_casebook (self->session), self->key, "import", 0, body, saved_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
touch (ZxImportPage *self)
{
  self->dirty = TRUE;
  self->stored = FALSE;
  if (self->save_id == 0)
    self->save_id = g_timeout_add_seconds (AUTOSAVE_SECONDS, autosave_cb, self);
}

/* At once: the page leaves the screen, and perhaps the program ends. */
static void
save_now (ZxImportPage *self)
{
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  zx_import_check_flush (ZX_IMPORT_CHECK (self->check));
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!can_save (self))
    return;

  if (self->key == 0)
    self->key = zx_draft_new_key ();
  body = dup_body (self);
  if (zx_draft_save (zx_session_get_casebook (self->session), self->key, "import", 0, body, &error))
    self->dirty = FALSE;
  else
    zx_session_report (self->session, error);
}

/* --- what the step shows */

static void
set_button (GtkWidget  *button,
            const char *label)
{
  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
show_file_bar (ZxImportPage *self)
{
  gboolean has_table = FALSE;

  if (self->import != NULL)
    has_table = zx_roster_import_get_sheet (self->import, zx_roster_import_get_selected_sheet (self->import))->header_row > 0;

  set_button (self->back, NULL);
  set_button (self->second, NULL);
  set_button (self->primary, self->import != NULL ? _("Next: match the columns") : NULL);
  gtk_widget_set_sensitive (self->primary, has_table);
  if (self->import != NULL && !has_table)
    gtk_label_set_text (GTK_LABEL (self->hint), _("No row of headings was found. Say in which row they stand."));
  else
    gtk_label_set_text (GTK_LABEL (self->hint), self->import != NULL ? "" : _("The file stays as it is; the casebook keeps a copy of what it says."));
}

static void
show_columns_bar (ZxImportPage *self)
{
  guint position;
  gboolean has_name = zx_import_find_column (self->import, "name", &position);

  set_button (self->back, _("Step back"));
  set_button (self->second, NULL);
  set_button (self->primary, _("Next: check"));
  gtk_widget_set_sensitive (self->primary, has_name);
  if (!has_name)
    gtk_label_set_text (GTK_LABEL (self->hint), _("Say first which column is the name."));
  else if (zx_roster_import_needs_grade (self->import) && zx_roster_import_get_grade (self->import) == NULL)
    gtk_label_set_text (GTK_LABEL (self->hint), _("The file does not say which grade. Choose it for all rows."));
  else
    gtk_label_set_text (GTK_LABEL (self->hint), _("Remembered for the next file with these headings."));
}

static void
show_check_bar (ZxImportPage *self)
{
  guint n_wrong = count (self, ZX_ROSTER_REJECTED);
  guint n_aside = count (self, ZX_ROSTER_SET_ASIDE);
  guint n_ready = count_ready (self);
  gboolean can_write = zx_session_can_write (self->session);
  g_autofree char *hint = NULL;
  g_autofree char *primary = NULL;

  if (n_wrong > 0)
    primary = g_strdup_printf (ngettext ("Import %u student first", "Import %u students first", n_ready), n_ready);
  else
    primary = g_strdup_printf (ngettext ("Import %u student", "Import %u students", n_ready), n_ready);

  if (!can_write)
    hint = g_strdup (_("This casebook can only be read."));
  else if (n_ready == 0)
    hint = g_strdup (_("No row can be imported yet. Correct some, or look whether the columns are matched right."));
  else if (self->all_first && n_wrong > 0)
    hint = g_strdup_printf (ngettext ("%u row is still to be corrected. You may close this; nothing is lost.",
                                      "%u rows are still to be corrected. You may close this; nothing is lost.", n_wrong), n_wrong);
  else if (n_wrong + n_aside > 0)
    hint = g_strdup_printf (ngettext ("The %u row left over waits under “Rows to correct”; it is not lost. The whole import can be taken back.",
                                      "The %u rows left over wait under “Rows to correct”; they are not lost. The whole import can be taken back.",
                                      n_wrong + n_aside), n_wrong + n_aside);
  else
    hint = g_strdup (_("A backup is made first. The whole import can be taken back."));

  set_button (self->back, _("Step back"));
  set_button (self->second, n_wrong > 0 ? _("Correct all first") : NULL);
  set_button (self->primary, primary);
  gtk_widget_set_sensitive (self->primary, can_write && n_ready > 0);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
}

static void
show_done_bar (ZxImportPage *self)
{
  set_button (self->back, NULL);
  set_button (self->second, self->action != 0 ? _("Take this import back") : NULL);
  set_button (self->primary, _("Go to the students"));
  gtk_widget_set_sensitive (self->primary, TRUE);
  gtk_label_set_text (GTK_LABEL (self->hint), "");
}

static void
show_facts (ZxImportPage *self)
{
  const char *title = zx_roster_import_get_title (self->import);
  const char *grade = zx_roster_import_get_grade (self->import);
  guint n_codes;
  const char * const *codes = zx_grade_get_codes (&n_codes);
  g_autofree char *year = g_strdup_printf (_("School year %s"), zx_roster_import_get_school_year (self->import));

  self->reading = TRUE;
  zx_card_set_title (ZX_CARD (self->facts), title != NULL ? title : zx_roster_import_get_file_name (self->import));
  zx_card_set_caption (ZX_CARD (self->facts), year);
  gtk_widget_set_visible (self->grade_row, grade != NULL || zx_roster_import_needs_grade (self->import));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->grade), 0);
  for (guint i = 0; grade != NULL && i < n_codes; i++)
    if (g_str_equal (codes[i], grade))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->grade), i + 1);
  self->reading = FALSE;
}

static void
show_bar (ZxImportPage *self)
{
  if (self->step == STEP_FILE)
    show_file_bar (self);
  else if (self->step == STEP_COLUMNS)
    show_columns_bar (self);
  else if (self->step == STEP_CHECK)
    show_check_bar (self);
  else
    show_done_bar (self);
}

static void
fit (ZxImportPage *self)
{
  ZxWidth width = zx_page_get_width (ZX_PAGE (self));
  gboolean narrow = width < ZX_WIDTH_MEDIUM;
  gboolean is_check = self->step == STEP_CHECK;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  zx_stepper_set_compact (ZX_STEPPER (self->stepper), width < ZX_WIDTH_NARROW);
  gtk_widget_set_visible (self->columns, width >= ZX_WIDTH_WIDE || !is_check);
  gtk_widget_set_visible (self->side, !(narrow && self->step == STEP_COLUMNS) || gtk_widget_get_visible (self->grade_row));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->table), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->columns, narrow ? -1 : 330, -1);
  zx_import_columns_set_compact (ZX_IMPORT_COLUMNS (self->columns), is_check);
  zx_import_check_set_narrow (ZX_IMPORT_CHECK (self->check), narrow);
  zx_import_file_set_narrow (ZX_IMPORT_FILE (self->file), narrow);
}

static void
go (ZxImportPage *self,
    Step          step)
{
  static const char * const bodies[] = { "file", "table", "table", "done" };

  self->step = step;
  if (step == STEP_COLUMNS)
    show_facts (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->side), step == STEP_CHECK ? "check" : "facts");
  gtk_stack_set_visible_child_name (GTK_STACK (self->body), bodies[step]);
  fit (self);
  show_head (self);
  show_bar (self);
}

/* --- work in another thread */

static void
progress_cb (guint    done,
             guint    total,
             gpointer data)
{
  ZxImportPage *self = data;
  g_autofree char *words = NULL;

  if (self->cancellable == NULL)
    return;

  words = self->step == STEP_CHECK ? g_strdup_printf (_("Written %u / %u"), done, total)
                                   : g_strdup_printf (_("Looked at %u / %u"), done, total);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), total > 0 ? (double) done / total : 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), words);
}

static void
begin_work (ZxImportPage *self,
            const char   *words)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  zx_import_check_set_import (ZX_IMPORT_CHECK (self->check), NULL);
  zx_notice_hide (self->notice);
  gtk_label_set_text (GTK_LABEL (self->busy_words), words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->body), "busy");
  set_button (self->back, NULL);
  set_button (self->second, _("Stop"));
  set_button (self->primary, NULL);
  gtk_label_set_text (GTK_LABEL (self->hint), _("Stopping leaves everything as before."));
}

static void
end_work (ZxImportPage *self)
{
  g_clear_object (&self->cancellable);
}

static void
show_failure (ZxImportPage *self,
              const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zx_notice_show_error (self->notice, error, NULL);
}

/* --- step 1: the file */

static void
take_import (ZxImportPage   *self,
             ZxRosterImport *import)
{
  if (self->import != NULL)
    zx_roster_import_set_progress (self->import, NULL, NULL);
  g_set_object (&self->import, import);
  zx_roster_import_set_progress (import, progress_cb, self);
  self->all_first = FALSE;
  zx_import_file_set_import (ZX_IMPORT_FILE (self->file), import);
  zx_import_columns_set_import (ZX_IMPORT_COLUMNS (self->columns), import);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ZxImportPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRosterImport) import = zx_roster_import_open_finish (result, &error);

  end_work (self);
  if (!is_here (self))
    return;

  if (import == NULL)
    {
      show_failure (self, error);
      go (self, STEP_FILE);
      return;
    }

  if (self->state != NULL)
    {
      zx_roster_import_restore_state (import, self->state);
      g_clear_pointer (&self->state, g_free);
    }
  take_import (self, import);
  touch (self);
  go (self, MIN (self->wanted, STEP_COLUMNS));
  if (self->wanted == STEP_CHECK)
    check (self);
}

static void
open_file (ZxImportPage *self,
           const char   *path)
{
  if (self->cancellable != NULL)
    return;

  self->step = STEP_FILE;
  begin_work (self, _("Reading the file…"));
  zx_roster_import_open_async (path, zx_session_get_casebook (self->session), self->cancellable, opened_cb, g_object_ref (self));
}

static void
file_chosen_cb (ZxImportPage *self,
                const char   *path)
{
  /* Another file is another import: the one begun before stays a draft. */
  save_now (self);
  self->key = 0;
  self->wanted = STEP_FILE;
  g_clear_pointer (&self->state, g_free);
  open_file (self, path);
}

static void
sheet_chosen_cb (ZxImportPage *self,
                 guint         index,
                 guint         header_row)
{
  g_autoptr (GError) error = NULL;

  if (zx_roster_import_select_sheet (self->import, index, header_row, &error))
    zx_notice_hide (self->notice);
  else
    zx_notice_show_error (self->notice, error, NULL);

  take_import (self, self->import);
  touch (self);
  go (self, STEP_FILE);
}

static void
show_drafts (ZxImportPage *self)
{
  g_autoptr (GPtrArray) drafts = zx_drafts_load (zx_session_get_db (self->session), "import", NULL);

  for (guint i = 0; drafts != NULL && i < drafts->len;)
    if (((const ZxDraft *) g_ptr_array_index (drafts, i))->key == self->key)
      g_ptr_array_remove_index (drafts, i);
    else
      i++;
  zx_import_file_set_drafts (ZX_IMPORT_FILE (self->file), drafts);
}

static void
draft_continued_cb (ZxImportPage *self,
                    gint64        key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDraft) draft = zx_draft_load (zx_session_get_db (self->session), key, &error);
  g_autofree char *path = draft != NULL ? zx_roster_state_dup_path (draft->body) : NULL;

  if (path == NULL)
    {
      if (error != NULL)
        zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  save_now (self);
  self->key = key;
  self->wanted = read_step (draft->body);
  g_free (self->state);
  self->state = g_strdup (draft->body);
  open_file (self, path);
}

static void
draft_discarded_cb (ZxImportPage *self,
                    gint64        key)
{
  g_autoptr (GError) error = NULL;

  if (!zx_draft_discard (zx_session_get_casebook (self->session), key, &error))
    zx_notice_show_error (self->notice, error, NULL);
  show_drafts (self);
}

static void
template_failed_cb (ZxImportPage *self,
                    const GError *error)
{
  zx_notice_show_error (self->notice, error, NULL);
}

/* --- steps 2 and 3: columns and check */

static void
mapping_changed_cb (ZxImportPage *self)
{
  touch (self);
  if (self->step == STEP_CHECK)
    check (self);
  else
    go (self, STEP_COLUMNS);
}

static void
columns_wanted_cb (ZxImportPage *self)
{
  touch (self);
  go (self, STEP_COLUMNS);
}

static void
grade_chosen_cb (ZxImportPage *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->grade));
  guint n_codes;
  const char * const *codes = zx_grade_get_codes (&n_codes);

  if (self->reading || self->import == NULL)
    return;

  zx_roster_import_set_grade (self->import, selected > 0 && selected <= n_codes ? codes[selected - 1] : NULL);
  touch (self);
  show_bar (self);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (ZxImportPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_checked = zx_roster_import_check_finish (ZX_ROSTER_IMPORT (source), result, &error);

  end_work (self);
  if (!is_here (self))
    return;

  if (!is_checked)
    {
      show_failure (self, error);
      go (self, STEP_COLUMNS);
      return;
    }

  go (self, STEP_CHECK);
  zx_import_check_set_import (ZX_IMPORT_CHECK (self->check), self->import);
  show_bar (self);
  touch (self);
}

static void
check (ZxImportPage *self)
{
  self->step = STEP_COLUMNS;
  save_now (self);
  begin_work (self, _("Checking every row…"));
  zx_roster_import_check_async (self->import, self->cancellable, checked_cb, g_object_ref (self));
}

static void
edited_cb (ZxImportPage *self)
{
  touch (self);
  show_bar (self);
}

/* --- step 4: the import */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (ZxImportPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRosterResult) done = zx_roster_import_apply_finish (ZX_ROSTER_IMPORT (source), result, &error);
  g_autofree char *words = NULL;
  ZxEntryId entry = { 0 };

  end_work (self);
  if (zx_session_get_casebook (self->session) == NULL)
    return;

  if (done == NULL)
    {
      if (!is_here (self))
        {
          zx_session_report (self->session, error);
          return;
        }
      show_failure (self, error);
      go (self, STEP_CHECK);
      zx_import_check_set_import (ZX_IMPORT_CHECK (self->check), self->import);
      show_bar (self);
      return;
    }

  self->action = done->action;
  self->dirty = FALSE;
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->key != 0)
    zx_draft_discard (zx_session_get_casebook (self->session), self->key, NULL);
  self->key = 0;

  if (done->action != 0)
    {
      words = g_strdup_printf (ngettext ("Imported %u student", "Imported %u students", done->accepted), done->accepted);
      entry.dev = zx_casebook_get_device (zx_session_get_casebook (self->session));
      entry.seq = entry.action = done->action;
      zx_session_did (self->session, words, &entry, TRUE);
    }
  if (!is_here (self))
    return;

  zx_import_result_show (ZX_IMPORT_RESULT (self->result), done, zx_session_get_db (self->session));
  go (self, STEP_DONE);
}

static void
apply (ZxImportPage *self)
{
  ZxRosterFlags flags = ZX_ROSTER_BACK_UP;

  if (zx_import_check_get_update (ZX_IMPORT_CHECK (self->check)))
    flags |= ZX_ROSTER_UPDATE;
  save_now (self);
  begin_work (self, _("A backup first, then the import…"));
  zx_roster_import_apply_async (self->import, flags, self->cancellable, applied_cb, g_object_ref (self));
}

/* --- the bar */

static void
primary_clicked_cb (ZxImportPage *self)
{
  if (self->cancellable != NULL || !gtk_widget_get_visible (self->primary) || !gtk_widget_get_sensitive (self->primary))
    return;

  switch (self->step)
    {
    case STEP_FILE:
      touch (self);
      go (self, STEP_COLUMNS);
      break;

    case STEP_COLUMNS:
      check (self);
      break;

    case STEP_CHECK:
      apply (self);
      break;

    case STEP_DONE:
    default:
      zx_window_show_section (zx_window_of (self), ZX_SECTION_STUDENTS);
      break;
    }
}

static void
second_clicked_cb (ZxImportPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else if (self->step == STEP_CHECK)
    {
      self->all_first = TRUE;
      save_now (self);
      show_bar (self);
      zx_import_check_focus_wrong (ZX_IMPORT_CHECK (self->check));
    }
  else if (self->step == STEP_DONE)
    {
      zx_session_undo (self->session, self->action);
      self->action = 0;
      show_bar (self);
    }
}

static void
back_clicked_cb (ZxImportPage *self)
{
  if (self->step == STEP_CHECK || self->step == STEP_COLUMNS)
    {
      touch (self);
      go (self, self->step - 1);
    }
}

/* Its draft is stored when it leaves, and offered when somebody comes back. */
static gboolean
may_leave (ZxPage *page)
{
  ZxImportPage *self = ZX_IMPORT_PAGE (page);

  return self->import != NULL && self->cancellable == NULL && self->step < STEP_DONE;
}

/* --- the page */

static void
show_session (ZxImportPage *self)
{
  if (zx_session_get_casebook (self->session) == NULL)
    return;

  show_drafts (self);
  fit (self);
  if (self->cancellable == NULL)
    {
      show_head (self);
      show_bar (self);
    }
}

static void
zx_import_page_shown (ZxPage *page)
{
  ZxImportPage *self = ZX_IMPORT_PAGE (page);

  g_set_object (&self->session, zx_session_of (self));
  show_session (self);
}

static void
zx_import_page_hidden (ZxPage *page)
{
  ZxImportPage *self = ZX_IMPORT_PAGE (page);

  if (self->session != NULL && zx_session_get_casebook (self->session) != NULL)
    save_now (self);
  /* Reading and checking can be done again; an import goes on. */
  if (self->cancellable != NULL && self->step < STEP_CHECK)
    g_cancellable_cancel (self->cancellable);
}

static void
zx_import_page_width_changed (ZxPage *page)
{
  fit (ZX_IMPORT_PAGE (page));
}

static gboolean
zx_import_page_go_primary (ZxPage *page)
{
  primary_clicked_cb (ZX_IMPORT_PAGE (page));

  return TRUE;
}

static void
zx_import_page_dispose (GObject *object)
{
  ZxImportPage *self = ZX_IMPORT_PAGE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->import != NULL)
    zx_roster_import_set_progress (self->import, NULL, NULL);
  g_clear_object (&self->import);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->state, g_free);

  G_OBJECT_CLASS (zx_import_page_parent_class)->dispose (object);
}

static void
zx_import_page_class_init (ZxImportPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_import_page_dispose;

  page_class->shown = zx_import_page_shown;
  page_class->hidden = zx_import_page_hidden;
  page_class->width_changed = zx_import_page_width_changed;
  page_class->go_primary = zx_import_page_go_primary;
}

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
head_new (ZxImportPage *self)
{
  const char *steps[] = { _("Choose the file"), _("Match columns"), _("Check"), C_("step", "Import"), NULL };
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->title = label_new ("", "h1");
  self->line = label_new ("", "hint");
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->line);
  gtk_widget_set_hexpand (words, TRUE);
  self->stepper = zx_stepper_new (steps);
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->head), words);
  gtk_box_append (GTK_BOX (self->head), self->stepper);

  return self->head;
}

static GtkWidget *
facts_new (ZxImportPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *hint = gtk_label_new (_("Every column of the file stands at the left with its first entry. Choose what it is; "
                                     "a column that is not imported changes nothing in the casebook."));
  GtkWidget *words = gtk_label_new (_("Grade of all rows"));
  g_autoptr (GtkStringList) grades = gtk_string_list_new (NULL);
  guint n_codes;
  const char * const *codes = zx_grade_get_codes (&n_codes);

  gtk_string_list_append (grades, _("As the file says"));
  for (guint i = 0; i < n_codes; i++)
    gtk_string_list_append (grades, zx_grade_get_label (codes[i]));
  self->grade = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&grades)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grade), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Grade of all rows"), -1);
  g_signal_connect_swapped (self->grade, "notify::selected", G_CALLBACK (grade_chosen_cb), self);
  self->grade_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->grade_row), words);
  gtk_box_append (GTK_BOX (self->grade_row), self->grade);

  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "dim");
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), self->grade_row);

  self->facts = zx_card_new ("");
  zx_card_append_body (ZX_CARD (self->facts), box);
  gtk_widget_set_valign (self->facts, GTK_ALIGN_START);

  return self->facts;
}

static GtkWidget *
table_new (ZxImportPage *self)
{
  self->columns = zx_import_columns_new ();
  gtk_widget_set_hexpand (self->columns, FALSE);
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (mapping_changed_cb), self);
  g_signal_connect_swapped (self->columns, "go-back", G_CALLBACK (columns_wanted_cb), self);

  self->check = zx_import_check_new ();
  g_signal_connect_swapped (self->check, "edited", G_CALLBACK (edited_cb), self);
  self->side = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->side), FALSE);
  gtk_stack_add_named (GTK_STACK (self->side), facts_new (self), "facts");
  gtk_stack_add_named (GTK_STACK (self->side), self->check, "check");
  gtk_widget_set_hexpand (self->side, TRUE);

  self->table = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (self->table), self->columns);
  gtk_box_append (GTK_BOX (self->table), self->side);

  return self->table;
}

static GtkWidget *
busy_new (ZxImportPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->busy_words = gtk_label_new ("");
  gtk_widget_add_css_class (self->busy_words, "h2");
  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_widget_set_size_request (self->progress, 360, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress of the import"), -1);
  gtk_box_append (GTK_BOX (box), self->busy_words);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
bar_new (ZxImportPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->back = gtk_button_new_with_label (_("Step back"));
  self->second = gtk_button_new_with_label ("");
  self->primary = gtk_button_new_with_label ("");
  self->hint = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_widget_set_hexpand (self->hint, TRUE);
  gtk_widget_add_css_class (self->hint, "hint");
  gtk_widget_add_css_class (self->primary, "suggested-action");
  gtk_widget_set_valign (self->back, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->second, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->primary, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_clicked_cb), self);
  g_signal_connect_swapped (self->second, "clicked", G_CALLBACK (second_clicked_cb), self);
  g_signal_connect_swapped (self->primary, "clicked", G_CALLBACK (primary_clicked_cb), self);

  gtk_box_append (GTK_BOX (bar), self->back);
  gtk_box_append (GTK_BOX (bar), self->hint);
  gtk_box_append (GTK_BOX (bar), self->second);
  gtk_box_append (GTK_BOX (bar), self->primary);
  gtk_widget_add_css_class (bar, "action-bar");

  return bar;
}

static void
zx_import_page_init (ZxImportPage *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  zx_page_set_title (ZX_PAGE (self), _("Import a roster"));
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_STUDENTS);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_HIDDEN);

  self->notice = ZX_NOTICE (zx_notice_new ());
  self->file = zx_import_file_new ();
  g_signal_connect_swapped (self->file, "file-chosen", G_CALLBACK (file_chosen_cb), self);
  g_signal_connect_swapped (self->file, "sheet-chosen", G_CALLBACK (sheet_chosen_cb), self);
  g_signal_connect_swapped (self->file, "draft-continued", G_CALLBACK (draft_continued_cb), self);
  g_signal_connect_swapped (self->file, "draft-discarded", G_CALLBACK (draft_discarded_cb), self);
  g_signal_connect_swapped (self->file, "failed", G_CALLBACK (template_failed_cb), self);
  self->result = zx_import_result_new ();

  self->body = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->body), self->file, "file");
  gtk_stack_add_named (GTK_STACK (self->body), table_new (self), "table");
  gtk_stack_add_named (GTK_STACK (self->body), busy_new (self), "busy");
  gtk_stack_add_named (GTK_STACK (self->body), self->result, "done");
  gtk_widget_set_vexpand (self->body, TRUE);

  gtk_box_append (GTK_BOX (box), head_new (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), self->body);
  gtk_widget_add_css_class (box, "page-margins");
  gtk_box_append (GTK_BOX (outer), box);
  gtk_box_append (GTK_BOX (outer), bar_new (self));
  adw_bin_set_child (ADW_BIN (self), outer);

  zx_import_leave_when_idle (ZX_PAGE (self), may_leave);
}

/* --- actions of the window */

static void
import_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  ZxWindow *window = data;

  if (zx_session_get_casebook (zx_session_of (window)) != NULL && !ZX_IS_IMPORT_PAGE (zx_window_get_page (window)))
    zx_window_push (window, g_object_new (ZX_TYPE_IMPORT_PAGE, NULL));
}

static void
rejected_rows_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  ZxWindow *window = data;

  if (zx_session_get_casebook (zx_session_of (window)) != NULL && !ZX_IS_REJECTED_PAGE (zx_window_get_page (window)))
    zx_window_push (window, g_object_new (ZX_TYPE_REJECTED_PAGE, NULL));
}

void
zx_import_install (ZxWindow *window)
{
  static const GActionEntry actions[] = {
    { .name = "import", .activate = import_action },
    { .name = "rejected-rows", .activate = rejected_rows_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}
