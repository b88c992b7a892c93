/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-document-private.h"
#include "zx-student-facts.h"
#include "zx-words.h"

/* P03, the evaluation in a class: the record of the meeting that all members sign, and the sheet on which each of them gives
 * an opinion without a name. Without a record both are blank; with one, the record is filled in. */

#define COLUMNS      24
#define BLANK_LINES  12
#define MEMBERS      9
#define SHEET_LINES  20

typedef struct
{
  const ZxDocumentJob *job;
  ZxRecord            *review; /* %NULL in a blank */
  GPtrArray           *members;
  GPtrArray           *lines;   /* Entry */
  ZxLevelWords         words;
} Record;

static char *
dup_class_of (Record *self)
{
  g_autoptr (ZxRecord) class_record = NULL;

  if (self->review == NULL)
    return NULL;

  class_record = zx_record_load (self->job->db, &zx_kind_class, zx_record_get_int (self->review, "class"), NULL);
  if (class_record == NULL)
    return g_strdup (zx_record_get_text (self->review, "class_name"));

  return zx_class_format (zx_record_get_text (class_record, "grade"), zx_record_get_text (class_record, "name"));
}

static char *
dup_number (ZxRecord   *record,
            const char *field)
{
  return record != NULL && zx_record_has (record, field) ? zx_record_dup_string (record, field) : NULL;
}

static void
add_facts (Record *self,
           ZxGrid *grid)
{
  g_autofree char *class_words = dup_class_of (self);
  g_autofree char *date = zx_document_dup_date (self->review != NULL ? zx_record_get_text (self->review, "date") : NULL);
  g_autofree char *host = self->review != NULL ? zx_document_dup_title_of (self->job, &zx_kind_staff, zx_record_get_int (self->review, "host")) : NULL;
  g_autofree char *method = zx_document_dup_boxes ("EVALMETHOD", self->review != NULL ? zx_record_get_text (self->review, "method") : NULL);
  g_autofree char *posted = zx_document_dup_date (self->review != NULL ? zx_record_get_text (self->review, "member_notice_from") : NULL);
  g_autofree char *present = dup_number (self->review, "present");

  zx_grid_add_row (grid, 25);
  zx_grid_add_pair (grid, 3, C_("paper", "Class"), 9, class_words);
  zx_grid_add_pair (grid, 3, C_("paper", "Date"), 9, date);
  zx_grid_add_row (grid, 25);
  zx_grid_add_pair (grid, 3, C_("paper", "Host"), 9, host);
  zx_grid_add_pair (grid, 3, C_("paper", "Members present"), 9, present);
  zx_grid_add_row (grid, 25);
  zx_grid_add_pair (grid, 3, C_("paper", "Way"), 12, method);
  zx_grid_add_pair (grid, 3, C_("paper", "Members posted on"), 6, posted);
}

/* Three members a row: name, role, signature. */
static void
add_members (Record *self,
             ZxGrid *grid)
{
  guint n = MAX (self->members != NULL ? self->members->len : 0, MEMBERS);
  guint n_rows = (n + 2) / 3;

  zx_grid_add_row (grid, 24);
  zx_grid_add_tall_cell (grid, ZX_CELL_LABEL, 3, n_rows + 1, C_("paper", "Members sign"));
  for (guint i = 0; i < 3; i++)
    {
      zx_grid_add_cell (grid, ZX_CELL_LABEL, 2, C_("paper", "Name"));
      zx_grid_add_cell (grid, ZX_CELL_LABEL, 2, C_("paper", "Role"));
      zx_grid_add_cell (grid, ZX_CELL_LABEL, 3, C_("paper", "Signature"));
    }
  for (guint row = 0; row < n_rows; row++)
    {
      zx_grid_add_row (grid, 27);
      for (guint i = row * 3; i < row * 3 + 3; i++)
        {
          ZxRecord *member = self->members != NULL && i < self->members->len ? g_ptr_array_index (self->members, i) : NULL;
          g_autofree char *role = member != NULL ? zx_record_dup_display (member, "role") : NULL;

          zx_grid_add_cell (grid, ZX_CELL_CENTER, 2, member != NULL ? zx_record_get_text (member, "name") : NULL);
          zx_grid_add_cell (grid, ZX_CELL_CENTER, 2, role);
          zx_grid_add_cell (grid, ZX_CELL_CENTER, 3, NULL);
        }
    }
}

/* One child of the list. */
typedef struct
{
  ZxRecord *line;
  char     *number; /* (nullable): of the application */
  char     *name;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  zx_record_unref (self->line);
  g_free (self->number);
  g_free (self->name);
  g_free (self);
}

/* In the order of application: neither by need nor by votes. */
static gint
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *one = *(const Entry * const *) a, *other = *(const Entry * const *) b;
  int order = g_strcmp0 (one->number, other->number);

  return order != 0 ? order : g_strcmp0 (one->name, other->name);
}

static Entry *
make_entry (const ZxDocumentJob *job,
            ZxRecord            *line)
{
  g_autoptr (ZxRecord) application = zx_record_load (job->db, &zx_kind_application, zx_record_get_int (line, "application"), NULL);
  Entry *self = g_new0 (Entry, 1);

  self->line = zx_record_ref (line);
  if (application != NULL)
    {
      self->number = g_strdup (zx_record_get_text (application, "apply_no"));
      self->name = zx_document_dup_title_of (job, &zx_kind_student, zx_record_get_int (application, "student"));
    }

  return self;
}

static void
add_line (Record *self,
          ZxGrid *grid,
          Entry  *entry,
          guint   number)
{
  ZxRecord *line = entry != NULL ? entry->line : NULL;
  static const char * const counts[] = { "score", "for_", "against", "abstain" };
  g_autofree char *serial = g_strdup_printf ("%u", number);
  const char *level = line != NULL ? zx_record_get_text (line, "suggest_level") : NULL;

  zx_grid_add_row (grid, 25);
  zx_grid_add_cell (grid, ZX_CELL_CENTER, 2, serial);
  zx_grid_add_cell (grid, ZX_CELL_CENTER, 4, entry != NULL ? entry->name : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *count = dup_number (line, counts[i]);

      zx_grid_add_cell (grid, ZX_CELL_CENTER, 2, count);
    }
  zx_grid_add_cell (grid, ZX_CELL_CENTER, 3, level != NULL ? self->words.words[zx_level_get_rank (level)] : NULL);
  zx_grid_add_cell (grid, ZX_CELL_VALUE, 7, line != NULL ? zx_record_get_text (line, "opinion") : NULL);
}

static void
add_lines (Record *self,
           ZxFlow *flow)
{
  static const char * const headings[] = {
    NC_("paper", "No."), NC_("paper", "Name"), NC_("paper", "Score"), NC_("paper", "For"), NC_("paper", "Against"), NC_("paper", "Abstained"),
    NC_("paper", "Suggested level"), NC_("paper", "Opinion"),
  };
  static const guint spans[] = { 2, 4, 2, 2, 2, 2, 3, 7 };
  g_autoptr (ZxGrid) grid = zx_grid_new_even (COLUMNS);
  guint n = self->lines != NULL ? self->lines->len : BLANK_LINES;

  zx_grid_set_text (grid, 10.5, 4);
  zx_grid_set_head (grid, 1);
  zx_grid_add_row (grid, 26);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    zx_grid_add_cell (grid, ZX_CELL_HEAD, spans[i], g_dpgettext2 (NULL, "paper", headings[i]));
  for (guint i = 0; i < n; i++)
    add_line (self, grid, self->lines != NULL ? g_ptr_array_index (self->lines, i) : NULL, i + 1);

  zx_flow_add_grid (flow, g_steal_pointer (&grid));
}

static void
add_record (Record *self,
            ZxFlow *flow)
{
  const ZxTextStyle note = { .size = 9.5, .leading = 16, .ink = ZX_INK_GREY };
  static const char * const signers[] = { NC_("paper", "Host:"), NC_("paper", "Recorder:"), NC_("paper", "Class teacher:") };
  const char *labels[G_N_ELEMENTS (signers)];
  g_autofree char *term = zx_term_format (self->review != NULL ? zx_record_get_text (self->review, "term") : self->job->scope.term);
  g_autofree char *below = g_strdup_printf ("%s  %s", self->job->scope.school != NULL ? self->job->scope.school : "", term);
  g_autoptr (ZxGrid) grid = zx_grid_new_even (COLUMNS);

  zx_flow_add_title (flow, zx_document_get_title (self->job->document), below);
  zx_grid_set_text (grid, 10.5, 4);
  add_facts (self, grid);
  add_members (self, grid);
  zx_flow_add_grid (flow, g_steal_pointer (&grid));
  zx_flow_add_space (flow, 8);
  add_lines (self, flow);
  zx_flow_add_space (flow, 6);
  zx_flow_add_text (flow, &note, C_("paper", "Nobody evaluates himself, or a brother or sister. Children do not plead before others, hardship is not compared in public, and nobody's turn comes round."));
  zx_flow_add_space (flow, 4);
  for (guint i = 0; i < G_N_ELEMENTS (signers); i++)
    labels[i] = g_dpgettext2 (NULL, "paper", signers[i]);
  zx_flow_add_signatures (flow, labels, G_N_ELEMENTS (labels));
}

/* Each member ticks alone, without a name; the sheets go into a box. */
static void
add_anonymous_sheet (Record *self,
                     ZxFlow *flow)
{
  const ZxTextStyle line = { .size = 11, .leading = 20 };
  const ZxTextStyle note = { .size = 9.5, .leading = 16, .ink = ZX_INK_GREY };
  g_autofree char *class_words = dup_class_of (self);
  g_autofree char *date = zx_document_dup_date (NULL);
  g_autofree char *class_line = g_strdup_printf (C_("paper", "Class: %s"), class_words != NULL ? class_words : "____________");
  g_autoptr (ZxGrid) grid = zx_grid_new_even (COLUMNS);
  guint n = self->lines != NULL ? MAX (self->lines->len, 1) : SHEET_LINES;

  zx_flow_add_page (flow);
  zx_flow_add_title (flow, C_("paper", "Evaluation sheet without a name"), self->job->scope.school);
  zx_flow_add_line (flow, &line, class_line, NULL, date);

  zx_grid_set_text (grid, 10.5, 4);
  zx_grid_set_head (grid, 1);
  zx_grid_add_row (grid, 26);
  zx_grid_add_cell (grid, ZX_CELL_HEAD, 2, C_("paper", "No."));
  zx_grid_add_cell (grid, ZX_CELL_HEAD, 4, C_("paper", "Name"));
  for (guint i = 1; i <= 4; i++)
    zx_grid_add_cell (grid, ZX_CELL_HEAD, 3, self->words.words[i]);
  zx_grid_add_cell (grid, ZX_CELL_HEAD, 6, C_("paper", "Why"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *serial = g_strdup_printf ("%u", i + 1);
      Entry *entry = self->lines != NULL && i < self->lines->len ? g_ptr_array_index (self->lines, i) : NULL;

      zx_grid_add_row (grid, 27);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 2, serial);
      zx_grid_add_cell (grid, ZX_CELL_CENTER, 4, entry != NULL ? entry->name : NULL);
      for (guint k = 0; k < 4; k++)
        zx_grid_add_cell (grid, ZX_CELL_CENTER, 3, "☐");
      zx_grid_add_cell (grid, ZX_CELL_VALUE, 6, NULL);
    }
  zx_flow_add_grid (flow, g_steal_pointer (&grid));
  zx_flow_add_space (flow, 6);
  zx_flow_add_text (flow, &note, C_("paper", "Tick one box a row. Do not sign. Fold the sheet and put it into the box."));
}

static gboolean
load_record (Record                  *self,
             const ZxDocumentRecord  *which,
             GError                 **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  self->review = zx_document_load (self->job, which, error);
  if (self->review == NULL)
    return FALSE;

  self->members = zx_document_load_all (self->job, &zx_kind_class_review_member, "class_review", which->id, error);
  if (self->members == NULL)
    return FALSE;
  lines = zx_document_load_all (self->job, &zx_kind_class_review_line, "class_review", which->id, error);
  if (lines == NULL)
    return FALSE;

  self->lines = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < lines->len; i++)
    if (zx_record_is_live (g_ptr_array_index (lines, i)))
      g_ptr_array_add (self->lines, make_entry (self->job, g_ptr_array_index (lines, i)));
  g_ptr_array_sort (self->lines, compare_entries);

  return TRUE;
}

static void
clear_record (Record *self)
{
  g_clear_pointer (&self->review, zx_record_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

static ZxPages *
lay_out (const ZxDocumentJob  *job,
         GError              **error)
{
  g_autoptr (ZxFlow) flow = zx_document_begin (job);
  Record record = { job };
  gboolean ok = TRUE;

  zx_level_words_load (&record.words, job->db);
  if (job->options->n_records == 0)
    {
      add_record (&record, flow);
      add_anonymous_sheet (&record, flow);
    }
  for (guint i = 0; ok && i < job->options->n_records; i++)
    {
      ok = load_record (&record, &job->options->records[i], error);
      if (ok)
        {
          zx_flow_begin_part (flow);
          add_record (&record, flow);
          add_anonymous_sheet (&record, flow);
        }
      clear_record (&record);
    }
  zx_level_words_clear (&record.words);

  return ok ? zx_flow_finish (g_steal_pointer (&flow)) : NULL;
}

const ZxDocument zx_document_p03 = {
  .name = "P03",
  .title = NC_("document title", "Record of the evaluation in the class"),
  .group = ZX_DOCUMENT_SIGN,
  .kinds = "class_review",
  .takes = ZX_DOCUMENT_TAKES_RECORDS | ZX_DOCUMENT_TAKES_TERM,
  .lay_out = lay_out,
};
