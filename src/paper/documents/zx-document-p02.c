/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-document-private.h"
#include "zx-mask.h"
#include "zx-student-facts.h"

/* P02, the record of a home visit:
 *
 *   without a record    one blank form, with places for photos on its back
 *   with students       a sheet for a trip: a block to fill by hand for each family
 *   with home visits    the records as they were entered, to be signed
 */

#define COLUMNS 24

/* --- the form, blank or filled --- */

/* A row of a long text; a blank one leaves room to write. */
static void
add_long_row (ZxGrid     *table,
              const char *label,
              const char *text,
              double      blank_height)
{
  zx_grid_add_row (table, text != NULL && *text != '\0' ? 36 : blank_height);
  zx_grid_add_cell (table, ZX_CELL_LABEL, 4, label);
  zx_grid_add_cell (table, ZX_CELL_LONG, COLUMNS - 4, text);
}

static void
add_filled_row (ZxGrid     *table,
                ZxRecord   *visit,
                const char *label,
                const char *field,
                double      blank_height)
{
  const char *text = visit != NULL ? zx_record_get_text (visit, field) : NULL;

  /* What nobody wrote takes no room on a record that is finished. */
  if (visit == NULL || text != NULL)
    add_long_row (table, label, text, blank_height);
}

static void
add_boxes_row (ZxGrid     *table,
               const char *label,
               const char *codes_table,
               ZxRecord   *visit,
               const char *field)
{
  g_autofree char *boxes = zx_document_dup_boxes (codes_table, visit != NULL ? zx_record_get_text (visit, field) : NULL);

  zx_grid_add_row (table, 30);
  zx_grid_add_cell (table, ZX_CELL_LABEL, 4, label);
  zx_grid_add_cell (table, ZX_CELL_LONG, COLUMNS - 4, boxes);
}

static gboolean
add_children (const ZxDocumentJob  *job,
              ZxGrid               *table,
              ZxRecord             *visit,
              GError              **error)
{
  const GArray *ids = visit != NULL ? zx_record_get_refs (visit, "student") : NULL;

  for (guint i = 0; i < MAX (1, ids != NULL ? ids->len : 0); i++)
    {
      g_autoptr (ZxRecord) child = NULL;
      g_autofree char *class_words = NULL;

      if (ids != NULL && i < ids->len)
        {
          const ZxDocumentRecord which = { &zx_kind_student, g_array_index (ids, gint64, i) };

          child = zx_document_load (job, &which, error);
          if (child == NULL)
            return FALSE;
          class_words = zx_document_dup_class (child);
        }
      zx_grid_add_row (table, 25);
      zx_grid_add_pair (table, 4, C_("paper", "Pupil"), 8, child != NULL ? zx_record_get_text (child, "name") : NULL);
      zx_grid_add_pair (table, 4, C_("paper", "Class"), 8, class_words);
    }

  return TRUE;
}

static char *
dup_time (ZxRecord *visit)
{
  const char *start = zx_record_get_text (visit, "start");
  const char *end = zx_record_get_text (visit, "end");

  if (start == NULL)
    return NULL;
  if (end == NULL)
    return g_strdup (start);

  /* Translators: from this time to that: 9:20–10:00 */
  return g_strdup_printf (C_("paper", "%s–%s"), start, end);
}

static char *
dup_met (ZxRecord *visit)
{
  const char *name = zx_record_get_text (visit, "received_by");
  g_autofree char *relation = zx_record_dup_display (visit, "received_rel");

  if (zx_record_get_int (visit, "nobody_home"))
    return g_strdup (C_("paper", "Nobody was at home"));
  if (*relation == '\0' || name == NULL)
    return g_strdup (name);

  /* Translators: a person and how they are related to the child: 刘桂香（祖母） */
  return g_strdup_printf (C_("paper", "%s (%s)"), name, relation);
}

static void
add_facts (const ZxDocumentJob *job,
           ZxGrid              *table,
           ZxRecord            *visit)
{
  g_autofree char *date = NULL, *time = NULL, *kind = NULL, *visitors = NULL, *met = NULL, *present = NULL;
  gboolean was_present = FALSE;

  if (visit != NULL)
    {
      date = zx_document_dup_date (zx_record_get_text (visit, "visit_date"));
      time = dup_time (visit);
      kind = zx_record_dup_display (visit, "kind");
      visitors = zx_document_dup_names (job, visit, "visitors");
      met = dup_met (visit);
      was_present = zx_record_get_int (visit, "student_present") != 0;
    }
  else
    date = zx_document_dup_date (NULL);

  zx_grid_add_row (table, 25);
  zx_grid_add_pair (table, 4, C_("paper", "Date"), 8, date);
  zx_grid_add_pair (table, 4, C_("paper", "From–to"), 8, time);

  zx_grid_add_row (table, 25);
  zx_grid_add_pair (table, 4, C_("paper", "Kind of visit"), 8, kind);
  zx_grid_add_pair (table, 4, C_("paper", "Visitors"), 8, visitors);

  zx_grid_add_row (table, 25);
  zx_grid_add_pair (table, 4, C_("paper", "Place"), COLUMNS - 4, visit != NULL ? zx_record_get_text (visit, "place") : NULL);

  present = zx_document_dup_box (C_("paper", "present"), was_present);
  zx_grid_add_row (table, 25);
  zx_grid_add_pair (table, 4, C_("paper", "Person met"), 8, met);
  zx_grid_add_pair (table, 4, C_("paper", "The child"), 8, present);

  zx_grid_add_row (table, 25);
  zx_grid_add_pair (table, 4, C_("paper", "Purpose"), COLUMNS - 4, visit != NULL ? zx_record_get_text (visit, "purpose") : NULL);
}

/* What was promised at the visit: "① 11 月 19 日前 联系村卫生室（李慧芳）". */
static char *
dup_promises (const ZxDocumentJob  *job,
              ZxRecord             *visit,
              GError              **error)
{
  g_autoptr (GPtrArray) promises = zx_document_load_all (job, &zx_kind_follow_up, "visit", zx_record_get_id (visit), error);
  GString *words;

  if (promises == NULL)
    return NULL;

  words = g_string_new (NULL);
  for (guint i = 0; i < promises->len; i++)
    {
      ZxRecord *promise = g_ptr_array_index (promises, i);
      g_autofree char *who = zx_document_dup_title_of (job, &zx_kind_staff, zx_record_get_int (promise, "person"));
      g_autofree char *due = zx_date_format (zx_record_get_text (promise, "due"), zx_record_get_text (visit, "visit_date"), ZX_DATE_SHOW_SHORT);
      const char *what = zx_record_get_text (promise, "what");

      if (!zx_record_is_live (promise))
        continue;
      if (words->len > 0)
        g_string_append_c (words, '\n');
      /* Translators: a promise: its number, what, who does it, by when */
      g_string_append_printf (words, C_("paper", "%u. %s — %s, by %s"), i + 1, what != NULL ? what : "", who, due);
    }

  return g_string_free (words, FALSE);
}

static gboolean
add_signatures (const ZxDocumentJob *job,
                ZxGrid              *table,
                ZxRecord            *visit)
{
  const char *reason = visit != NULL ? zx_record_get_text (visit, "sign_reason") : NULL;

  zx_grid_keep_row (table);
  zx_grid_add_row (table, 40);
  zx_grid_add_pair (table, 4, C_("paper", "Visitors sign"), 8, NULL);
  zx_grid_add_pair (table, 4, C_("paper", "Parent signs"), 8, reason);

  return TRUE;
}

static ZxGrid *
make_form (const ZxDocumentJob  *job,
           ZxRecord             *visit,
           GError              **error)
{
  g_autoptr (ZxGrid) table = zx_grid_new_even (COLUMNS);
  g_autofree char *promises = NULL, *next = NULL;

  if (!add_children (job, table, visit, error))
    return NULL;
  if (visit != NULL)
    {
      promises = dup_promises (job, visit, error);
      if (promises == NULL)
        return NULL;
    }

  add_facts (job, table, visit);
  add_boxes_row (table, C_("paper", "Seen at home"), "OBSERVATION", visit, "observations");
  add_filled_row (table, visit, C_("paper", "Talk"), "home_found", 84);
  add_filled_row (table, visit, C_("paper", "Study and life at home"), "study_home", 36);
  add_filled_row (table, visit, C_("paper", "What the school reported"), "school_report", 36);
  add_filled_row (table, visit, C_("paper", "Policies explained"), "policy_told", 28);
  add_filled_row (table, visit, C_("paper", "Parents' wishes"), "parent_opinion", 36);
  add_filled_row (table, visit, C_("paper", "Problems found"), "problems", 36);
  add_filled_row (table, visit, C_("paper", "Measures agreed"), "measures", 36);
  add_boxes_row (table, C_("paper", "Needs"), "NEED", visit, "needs");
  if (visit == NULL || *promises != '\0')
    add_long_row (table, C_("paper", "Promised"), promises, 38);

  next = zx_document_dup_date (visit != NULL ? zx_record_get_text (visit, "next_date") : NULL);
  if (visit == NULL || zx_record_has (visit, "next_date"))
    {
      zx_grid_add_row (table, 25);
      zx_grid_add_pair (table, 4, C_("paper", "Next contact"), COLUMNS - 4, next);
    }
  add_signatures (job, table, visit);

  return g_steal_pointer (&table);
}

static void
add_photo_places (ZxFlow *flow)
{
  const ZxTextStyle note = { .size = 10.5, .leading = 18, .ink = ZX_INK_GREY };

  zx_flow_add_heading (flow, C_("paper", "Photos of the visit"));
  zx_flow_add_places (flow, 2, 170, C_("paper", "photo"));
  zx_flow_add_space (flow, 14);
  zx_flow_add_places (flow, 2, 170, C_("paper", "photo"));
  zx_flow_add_space (flow, 8);
  zx_flow_add_text (flow, &note, C_("paper", "Photos only with the parents' consent: ☐ The parents agreed to photos."));
}

static gboolean
add_form (const ZxDocumentJob  *job,
          ZxFlow               *flow,
          ZxRecord             *visit,
          GError              **error)
{
  g_autofree char *term = zx_term_format (job->scope.term);
  g_autofree char *below = g_strdup_printf ("%s  %s", job->scope.school != NULL ? job->scope.school : "", term);
  g_autoptr (ZxGrid) table = make_form (job, visit, error);

  if (table == NULL)
    return FALSE;

  zx_flow_add_title (flow, C_("document title", "Home-visit record"), below);
  if (visit != NULL && zx_record_has (visit, "voided_on"))
    {
      const ZxTextStyle style = { .bold = TRUE, .size = 12, .leading = 22, .align = ZX_ALIGN_CENTER };

      zx_flow_add_text (flow, &style, C_("paper", "This record was entered wrongly and is void."));
    }
  zx_flow_add_grid (flow, g_steal_pointer (&table));

  return TRUE;
}

/* --- the trip --- */

static char *
dup_guardian (const ZxDocumentJob  *job,
              ZxRecord             *child,
              GError              **error)
{
  g_autoptr (GPtrArray) members = NULL;
  gint64 family = zx_record_get_int (child, "family");

  if (family == 0)
    return g_strdup ("");
  members = zx_document_load_all (job, &zx_kind_family_member, "family", family, error);
  if (members == NULL)
    return NULL;

  for (guint i = 0; i < members->len; i++)
    {
      ZxRecord *member = g_ptr_array_index (members, i);
      g_autofree char *relation = NULL, *phone = NULL;

      if (!zx_record_is_live (member) || zx_record_get_int (member, "guardian") == 0)
        continue;
      relation = zx_record_dup_display (member, "relation");
      phone = zx_mask_phone (zx_record_get_text (member, "phone"));
      /* Translators: a guardian: name, relation to the child, phone with hidden digits */
      return g_strdup_printf (C_("paper", "%s (%s) %s"), zx_record_get_text (member, "name") != NULL ? zx_record_get_text (member, "name") : "",
                              relation, phone);
    }

  return g_strdup ("");
}

static gboolean
add_family (const ZxDocumentJob  *job,
            ZxFlow               *flow,
            ZxRecord             *child,
            guint                 number,
            GError              **error)
{
  g_autoptr (ZxGrid) table = zx_grid_new_even (COLUMNS);
  g_autofree char *class_words = zx_document_dup_class (child);
  g_autofree char *guardian = dup_guardian (job, child, error);
  g_autofree char *name = NULL, *date = NULL, *observations = NULL, *needs = NULL;

  if (guardian == NULL)
    return FALSE;

  /* Translators: a family on the sheet of a trip: its number, the child, the class */
  name = g_strdup_printf (C_("paper", "%u. %s  %s"), number, zx_record_get_text (child, "name"), class_words);
  date = zx_document_dup_date (NULL);
  observations = zx_document_dup_boxes ("OBSERVATION", NULL);
  needs = zx_document_dup_boxes ("NEED", NULL);

  zx_grid_set_text (table, 10, 5);
  zx_grid_add_row (table, 22);
  zx_grid_keep_row (table);
  zx_grid_add_cell (table, ZX_CELL_HEAD, 9, name);
  zx_grid_add_cell (table, ZX_CELL_VALUE, 15, guardian);
  zx_grid_add_row (table, 22);
  zx_grid_keep_row (table);
  zx_grid_add_pair (table, 3, C_("paper", "Place"), 9, zx_record_get_text (child, "home_address"));
  zx_grid_add_pair (table, 3, C_("paper", "Date"), 9, date);
  zx_grid_add_row (table, 22);
  zx_grid_keep_row (table);
  zx_grid_add_pair (table, 3, C_("paper", "Person met"), 9, NULL);
  zx_grid_add_pair (table, 3, C_("paper", "From–to"), 9, NULL);
  zx_grid_add_row (table, 22);
  zx_grid_keep_row (table);
  zx_grid_add_pair (table, 3, C_("paper", "Seen at home"), 21, observations);
  zx_grid_add_row (table, 60);
  zx_grid_keep_row (table);
  zx_grid_add_pair (table, 3, C_("paper", "Talk"), 21, NULL);
  zx_grid_add_row (table, 22);
  zx_grid_keep_row (table);
  zx_grid_add_pair (table, 3, C_("paper", "Needs"), 21, needs);
  zx_grid_add_row (table, 26);
  zx_grid_add_pair (table, 3, C_("paper", "Promised"), 11, NULL);
  zx_grid_add_pair (table, 4, C_("paper", "Parent signs"), 6, NULL);

  zx_flow_add_grid (flow, g_steal_pointer (&table));
  zx_flow_add_space (flow, 12);

  return TRUE;
}

/* A family is visited once, however many of its children are named. */
static gboolean
add_trip (const ZxDocumentJob  *job,
          ZxFlow               *flow,
          GError              **error)
{
  const ZxTextStyle line = { .size = 11.5, .leading = 22 };
  g_autoptr (GHashTable) families = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint number = 0;

  zx_flow_add_title (flow, C_("paper", "Home visits on a trip"), job->scope.school);
  zx_flow_add_line (flow, &line, C_("paper", "Visitors: ______________________"), NULL, C_("paper", "Date: ____________"));
  zx_flow_add_space (flow, 4);

  for (guint i = 0; i < job->options->n_records; i++)
    {
      g_autoptr (ZxRecord) child = NULL;
      gint64 family;

      if (job->options->records[i].kind != &zx_kind_student)
        continue;
      child = zx_document_load (job, &job->options->records[i], error);
      if (child == NULL)
        return FALSE;
      family = zx_record_get_int (child, "family");
      if (family != 0 && !g_hash_table_add (families, g_memdup2 (&family, sizeof family)))
        continue;
      if (!add_family (job, flow, child, ++number, error))
        return FALSE;
    }

  return TRUE;
}

/* --- all together --- */

static gboolean
has_students (const ZxDocumentJob *job)
{
  for (guint i = 0; i < job->options->n_records; i++)
    if (job->options->records[i].kind == &zx_kind_student)
      return TRUE;

  return FALSE;
}

static ZxPages *
lay_out (const ZxDocumentJob  *job,
         GError              **error)
{
  g_autoptr (ZxFlow) flow = zx_document_begin (job);

  if (job->options->n_records == 0)
    {
      if (!add_form (job, flow, NULL, error))
        return NULL;
      zx_flow_add_page (flow);
      add_photo_places (flow);
    }

  for (guint i = 0; i < job->options->n_records; i++)
    {
      g_autoptr (ZxRecord) visit = NULL;

      if (job->options->records[i].kind != &zx_kind_home_visit)
        continue;
      visit = zx_document_load (job, &job->options->records[i], error);
      if (visit == NULL)
        return NULL;
      zx_flow_begin_part (flow);
      if (!add_form (job, flow, visit, error))
        return NULL;
    }

  if (has_students (job))
    {
      zx_flow_begin_part (flow);
      if (!add_trip (job, flow, error))
        return NULL;
    }

  return zx_flow_finish (g_steal_pointer (&flow));
}

const ZxDocument zx_document_p02 = {
  .name = "P02",
  .title = NC_("document title", "Home-visit record"),
  .group = ZX_DOCUMENT_SIGN,
  .kinds = "home_visit student",
  .takes = ZX_DOCUMENT_TAKES_RECORDS | ZX_DOCUMENT_TAKES_TERM,
  .lay_out = lay_out,
};
