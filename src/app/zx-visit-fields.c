/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-fields"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-chip.h"
#include "zx-codes.h"
#include "zx-date-entry.h"
#include "zx-flow-layout.h"
#include "zx-seg.h"
#include "zx-visit-fields.h"
#include "zx-visit-more.h"
#include "zx-visit-note.h"
#include "zx-visit-promises.h"
#include "zx-visit-row.h"
#include "zx-visit-staff-button.h"

#define MOST_VISITOR_CHIPS 5

#define MET_CHILD "child"
#define MET_NEIGHBOUR "neighbour"
#define MET_NOBODY "nobody"

struct _ZxVisitFields
{
  GtkBox           parent_instance;
  ZxVisitRow      *siblings_row;
  GtkWidget       *sibling_chips;
  ZxVisitRow      *date_row;
  GtkWidget       *date_box;
  ZxDateEntry     *date;
  ZxSeg           *way;
  ZxVisitRow      *visitors_row;
  GtkWidget       *visitor_chips;
  ZxVisitRow      *met_row;
  GtkWidget       *met_chips;
  ZxVisitRow      *absent_row;
  GtkWidget       *absent_note;
  ZxVisitRow      *next_row;
  ZxDateEntry     *next_date;
  ZxVisitRow      *seen_row;
  GtkGrid         *seen_grid;
  ZxVisitRow      *text_row;
  GtkWidget       *phrases_button;
  ZxVisitNote     *text;
  GtkWidget       *split_button;
  GtkWidget       *split_box;
  ZxVisitRow      *needs_row;
  GtkWidget       *need_chips;
  ZxVisitRow      *promises_row;
  ZxVisitPromises *promises;
  ZxVisitRow      *sign_row;
  ZxSeg           *sign;
  GtkWidget       *sign_reason;
  GtkWidget       *more_button;
  ZxVisitMore     *more;

  ZxVisitNote     *notes[ZX_VISIT_N_TEXTS];   /* [0] is text */
  GtkWidget       *note_boxes[ZX_VISIT_N_TEXTS];
  ZxVisitNote     *last_note;  /* had the focus last */
  GPtrArray       *checks;     /* of GtkCheckButton, not owned */
  ZxVisitForm     *form;
  ZxVisitHints    *hints;
  GPtrArray       *staff;
  char            *today;
  GHashTable      *left;       /* "date", "promise_due:1": fields that were left */
  GPtrArray       *said;       /* of ZxFormProblem: what stands below fields */
  gboolean         checking_all;
  gboolean         loading;
  ZxWidth          width;
};

enum { CHANGED, STAFF_NAMED, PHRASES_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitFields, zx_visit_fields, GTK_TYPE_BOX)

/* --- helpers ------------------------------------------------------------- */

/* A field with a sentence under it is looked at again with every change, so that the sentence goes
 * away as soon as it is no longer true. */
static void
tell_changed (ZxVisitFields *self)
{
  if (self->loading)
    return;

  if (self->said->len > 0)
    zx_visit_fields_check (self, self->checking_all);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_chips (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
add_chip (ZxVisitFields *self,
          GtkWidget     *box,
          const char    *label,
          const char    *value,
          gboolean       active,
          GCallback      toggled)
{
  GtkWidget *chip = zx_chip_new (label, value);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), active);
  g_signal_connect (chip, "toggled", toggled, self);
  gtk_box_append (GTK_BOX (box), chip);

  return chip;
}

static GtkWidget *
find_chip (GtkWidget  *box,
           const char *value)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ZX_IS_CHIP (child) && g_strcmp0 (zx_chip_get_value (ZX_CHIP (child)), value) == 0)
      return child;

  return NULL;
}

static gint64
get_chip_id (ZxChip *chip)
{
  return g_ascii_strtoll (zx_chip_get_value (chip), NULL, 10);
}

static const char *
get_nobody_words (ZxVisitFields *self)
{
  switch (self->form->way)
    {
    case ZX_VISIT_PHONE:
      return _("Not reached");
    case ZX_VISIT_SCHOOL:
      return _("Nobody came");
    case ZX_VISIT_HOME:
    default:
      return _("Nobody at home");
    }
}

/* What a visit asks depends on the way and on whether somebody was there. */
static void
update_rows (ZxVisitFields *self)
{
  gboolean home = self->form->way == ZX_VISIT_HOME;
  gboolean absent = self->form->nobody_home;
  GtkWidget *nobody = find_chip (self->met_chips, MET_NOBODY);

  gtk_widget_set_visible (GTK_WIDGET (self->seen_row), home && !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->text_row), !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->absent_row), absent);
  gtk_widget_set_visible (GTK_WIDGET (self->next_row), absent || self->form->next_date != NULL ||
                          gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more_button)));
  gtk_widget_set_visible (GTK_WIDGET (self->needs_row), home && !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_row), home && !absent);
  gtk_widget_set_visible (self->sign_reason, g_strcmp0 (self->form->sign_way, "3") == 0);
  zx_visit_row_set_label (self->visitors_row, home ? _("Visitors") : _("Teachers"));
  zx_visit_row_set_label (self->met_row, home ? _("Met") : _("Spoke with"));
  if (nobody != NULL)
    zx_chip_set_text (ZX_CHIP (nobody), get_nobody_words (self));

  zx_visit_more_update (self->more);

  /* A call has room for what was said and what came of it. */
  for (guint i = 1; i < ZX_VISIT_N_TEXTS; i++)
    gtk_widget_set_visible (self->note_boxes[i], home || i == ZX_VISIT_TEXT_MEASURES);
}

/* --- children, visitors, who was met -------------------------------------- */

static void
sibling_toggled_cb (ZxChip        *chip,
                    ZxVisitFields *self)
{
  if (self->loading)
    return;

  zx_visit_form_set_student (self->form, get_chip_id (chip), gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
  tell_changed (self);
}

static void
fill_siblings (ZxVisitFields *self)
{
  remove_chips (self->sibling_chips);

  for (guint i = 0; i < self->hints->siblings->len; i++)
    {
      ZxStudentRow *sibling = g_ptr_array_index (self->hints->siblings, i);
      g_autofree char *words = g_strdup_printf ("%s %s", sibling->name, sibling->class_words);
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, sibling->id);

      add_chip (self, self->sibling_chips, words, value, zx_visit_form_has_student (self->form, sibling->id),
                G_CALLBACK (sibling_toggled_cb));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->siblings_row), self->hints->siblings->len > 0);
}

/* What was promised before anybody was named, is done by who reports. */
static void
give_promises (ZxVisitFields *self)
{
  gboolean changed = FALSE;

  if (self->form->visitors->len == 0)
    return;

  zx_visit_promises_commit (self->promises);
  for (guint i = 0; i < self->form->promises->len; i++)
    {
      ZxPromiseLine *line = g_ptr_array_index (self->form->promises, i);

      if (line->person == 0)
        {
          line->person = g_array_index (self->form->visitors, gint64, 0);
          changed = TRUE;
        }
    }

  if (changed)
    zx_visit_promises_rebuild (self->promises);
}

static void
visitor_toggled_cb (ZxChip        *chip,
                    ZxVisitFields *self)
{
  if (self->loading)
    return;

  zx_visit_form_set_visitor (self->form, get_chip_id (chip), gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
  give_promises (self);
  tell_changed (self);
}

static void
add_visitor_chip (ZxVisitFields *self,
                  ZxStaffName   *staff)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, staff->id);

  if (find_chip (self->visitor_chips, value) == NULL)
    add_chip (self, self->visitor_chips, staff->name, value, zx_visit_form_has_visitor (self->form, staff->id),
              G_CALLBACK (visitor_toggled_cb));
}

static void
staff_picked_cb (ZxVisitFields *self,
                 gint64         staff)
{
  zx_visit_fields_add_visitor (self, staff, self->staff);
}

static void
staff_named_cb (ZxVisitFields *self,
                const char    *name)
{
  g_signal_emit (self, signals[STAFF_NAMED], 0, name);
}

static void
fill_visitors (ZxVisitFields *self)
{
  GtkWidget *more = zx_visit_staff_button_new ();

  remove_chips (self->visitor_chips);

  for (guint i = 0; i < self->hints->visitors->len && i < MOST_VISITOR_CHIPS; i++)
    add_visitor_chip (self, g_ptr_array_index (self->hints->visitors, i));
  for (guint i = 0; i < self->staff->len; i++)
    {
      ZxStaffName *staff = g_ptr_array_index (self->staff, i);

      if (zx_visit_form_has_visitor (self->form, staff->id))
        add_visitor_chip (self, staff);
    }

  zx_visit_staff_button_set_staff (ZX_VISIT_STAFF_BUTTON (more), self->staff);
  g_signal_connect_object (more, "picked", G_CALLBACK (staff_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (more, "named", G_CALLBACK (staff_named_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->visitor_chips), more);
}

static void
set_chip (ZxVisitFields *self,
          const char    *value,
          gboolean       active)
{
  GtkWidget *chip = find_chip (self->met_chips, value);

  if (chip != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), active);
}

/* Nobody at home and somebody met exclude each other: the newer answer wins. */
static void
met_toggled_cb (ZxChip        *chip,
                ZxVisitFields *self)
{
  const char *value = zx_chip_get_value (chip);
  gboolean on = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip));

  if (self->loading)
    return;

  if (g_str_equal (value, MET_CHILD))
    self->form->child_met = on;
  else if (g_str_equal (value, MET_NEIGHBOUR))
    self->form->neighbour_met = on;
  else if (g_str_equal (value, MET_NOBODY))
    self->form->nobody_home = on;
  else
    {
      gint64 id = get_chip_id (chip);

      for (guint i = 0; i < self->hints->members->len; i++)
        {
          ZxMemberRow *member = g_ptr_array_index (self->hints->members, i);

          if (member->id == id)
            zx_visit_form_set_met (self->form, id, member->name, member->relation, on);
        }
    }

  if (on && self->form->nobody_home)
    {
      if (g_str_equal (value, MET_NOBODY))
        for (GtkWidget *other = gtk_widget_get_first_child (self->met_chips); other != NULL; other = gtk_widget_get_next_sibling (other))
          {
            if (other != GTK_WIDGET (chip))
              gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other), FALSE);
          }
      else
        set_chip (self, MET_NOBODY, FALSE);
    }

  update_rows (self);
  tell_changed (self);
}

static void
fill_met (ZxVisitFields *self)
{
  remove_chips (self->met_chips);

  for (guint i = 0; i < self->hints->members->len; i++)
    {
      ZxMemberRow *member = g_ptr_array_index (self->hints->members, i);
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, member->id);
      g_autofree char *words = g_strdup_printf ("%s %s", member->relation_words != NULL ? member->relation_words : "",
                                                member->name != NULL ? member->name : "");

      add_chip (self, self->met_chips, g_strstrip (words), value, zx_visit_form_has_met (self->form, member->id),
                G_CALLBACK (met_toggled_cb));
    }

  add_chip (self, self->met_chips, _("The child"), MET_CHILD, self->form->child_met, G_CALLBACK (met_toggled_cb));
  add_chip (self, self->met_chips, _("Neighbour or village cadre"), MET_NEIGHBOUR, self->form->neighbour_met,
            G_CALLBACK (met_toggled_cb));
  add_chip (self, self->met_chips, get_nobody_words (self), MET_NOBODY, self->form->nobody_home,
            G_CALLBACK (met_toggled_cb));
}

/* --- what was seen --------------------------------------------------------- */

/* An answer that differs from last time, or that last time gave, is remembered beside the box. */
static void
update_last_answer (ZxVisitFields  *self,
                    GtkCheckButton *check)
{
  GtkWidget *hint = g_object_get_data (G_OBJECT (check), "last");
  const char *code = g_object_get_data (G_OBJECT (check), "code");
  const char *last = self->hints != NULL ? self->hints->last_observations : NULL;
  gboolean was = last != NULL && zx_visit_codes_have (last, code);
  gboolean is = gtk_check_button_get_active (check);

  gtk_label_set_label (GTK_LABEL (hint), was ? _("last: yes") : _("last: no"));
  gtk_widget_set_visible (hint, last != NULL && (was || is));
}

static void
seen_toggled_cb (GtkCheckButton *check,
                 ZxVisitFields  *self)
{
  update_last_answer (self, check);
  if (self->loading)
    return;

  zx_visit_codes_set (&self->form->observations, g_object_get_data (G_OBJECT (check), "code"),
                      gtk_check_button_get_active (check));
  tell_changed (self);
}

static void
place_checks (ZxVisitFields *self)
{
  int columns = self->width == ZX_WIDTH_SLIM ? 1 : self->width == ZX_WIDTH_NARROW ? 2 : 3;

  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkWidget *box = gtk_widget_get_parent (g_ptr_array_index (self->checks, i));

      g_object_ref (box);
      if (gtk_widget_get_parent (box) != NULL)
        gtk_grid_remove (self->seen_grid, box);
      gtk_grid_attach (self->seen_grid, box, (int) i % columns, (int) i / columns, 1, 1);
      g_object_unref (box);
    }
}

static void
make_checks (ZxVisitFields *self)
{
  const ZxCodeTable *table = zx_code_table_find ("OBSERVATION");

  for (const ZxCode *code = table->codes; code->code != NULL; code++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *check = gtk_check_button_new_with_label (zx_code_table_get_label (table, code->code));
      GtkWidget *label = gtk_widget_get_last_child (check);
      GtkWidget *hint = g_object_new (GTK_TYPE_LABEL, "visible", FALSE,
                                      "css-classes", (const char *[]) { "hint", NULL }, NULL);

      /* Long words in another language go on in a second line; the form must not grow by them. */
      if (GTK_IS_LABEL (label))
        {
          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_label_set_xalign (GTK_LABEL (label), 0);
        }

      g_object_set_data (G_OBJECT (check), "code", (gpointer) code->code);
      g_object_set_data (G_OBJECT (check), "last", hint);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, hint, NULL, -1);
      gtk_box_append (GTK_BOX (box), check);
      gtk_box_append (GTK_BOX (box), hint);
      g_signal_connect (check, "toggled", G_CALLBACK (seen_toggled_cb), self);
      gtk_grid_attach (self->seen_grid, box, (int) self->checks->len % 3, (int) self->checks->len / 3, 1, 1);
      g_ptr_array_add (self->checks, check);
    }
}

/* --- needs, and the lines they offer --------------------------------------- */

static void
need_toggled_cb (ZxChip        *chip,
                 ZxVisitFields *self)
{
  const char *code = zx_chip_get_value (chip);
  gboolean on = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip));

  if (self->loading)
    return;

  zx_visit_promises_commit (self->promises);
  zx_visit_codes_set (&self->form->needs, code, on);
  if (on)
    zx_visit_form_add_promise (self->form, "")->need = g_strdup (code);
  else
    for (guint i = self->form->promises->len; i > 0; i--)
      {
        ZxPromiseLine *line = g_ptr_array_index (self->form->promises, i - 1);

        if (g_strcmp0 (line->need, code) == 0 && (line->what == NULL || *line->what == '\0'))
          zx_visit_form_remove_promise (self->form, i - 1);
      }

  zx_visit_promises_rebuild (self->promises);
  tell_changed (self);
}

static void
fill_needs (ZxVisitFields *self)
{
  const ZxCodeTable *table = zx_code_table_find ("NEED");

  remove_chips (self->need_chips);
  for (const ZxCode *code = table->codes; code->code != NULL; code++)
    add_chip (self, self->need_chips, zx_code_table_get_label (table, code->code), code->code,
              zx_visit_codes_have (self->form->needs, code->code), G_CALLBACK (need_toggled_cb));
}

/* --- texts ------------------------------------------------------------------ */

static void
note_changed_cb (ZxVisitNote   *note,
                 ZxVisitFields *self)
{
  if (self->form == NULL)
    return;

  for (guint i = 0; i < ZX_VISIT_N_TEXTS; i++)
    if (self->notes[i] == note)
      {
        g_autofree char *text = zx_visit_note_dup_text (note);

        zx_visit_form_set (&self->form->texts[i], text);
      }

  tell_changed (self);
}

static void
note_entered_cb (GtkEventController *controller,
                 ZxVisitFields      *self)
{
  self->last_note = ZX_VISIT_NOTE (gtk_event_controller_get_widget (controller));
}

static void
watch_note (ZxVisitFields *self,
            ZxVisitNote   *note)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (note_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (note), focus);
  g_signal_connect (note, "changed", G_CALLBACK (note_changed_cb), self);
}

static void
make_notes (ZxVisitFields *self)
{
  self->notes[0] = self->text;
  watch_note (self, self->text);

  for (guint i = 1; i < ZX_VISIT_N_TEXTS; i++)
    {
      const ZxField *field = zx_kind_get_field (&zx_kind_home_visit, zx_visit_text_get_field (i));
      const char *words = zx_field_get_label (&zx_kind_home_visit, field);
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0,
                                       "css-classes", (const char *[]) { "hint", NULL }, NULL);

      self->notes[i] = g_object_new (ZX_TYPE_VISIT_NOTE, "label", words, "lines", 2, NULL);
      self->note_boxes[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
      watch_note (self, self->notes[i]);
      gtk_box_append (GTK_BOX (self->note_boxes[i]), label);
      gtk_box_append (GTK_BOX (self->note_boxes[i]), GTK_WIDGET (self->notes[i]));
      gtk_box_append (GTK_BOX (self->split_box), self->note_boxes[i]);
    }
}

static void
split_cb (ZxVisitFields *self)
{
  gtk_widget_set_visible (self->split_box, TRUE);
  gtk_widget_set_visible (self->split_button, FALSE);
  if (self->form != NULL && self->form->way == ZX_VISIT_HOME)
    gtk_widget_grab_focus (GTK_WIDGET (self->notes[1]));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->notes[ZX_VISIT_TEXT_MEASURES]));
}

static void
phrases_cb (ZxVisitFields *self)
{
  g_signal_emit (self, signals[PHRASES_WANTED], 0);
}

static void
absent_changed_cb (ZxVisitFields *self)
{
  if (self->loading || self->form == NULL || !self->form->nobody_home)
    return;

  zx_visit_form_set (&self->form->texts[ZX_VISIT_TEXT_FOUND], gtk_editable_get_text (GTK_EDITABLE (self->absent_note)));
  tell_changed (self);
}

/* --- dates, way, signature ----------------------------------------------------- */

static void
take_date (ZxVisitFields  *self,
           ZxDateEntry    *entry,
           char          **date)
{
  const char *text = zx_date_entry_get_date (entry);

  if (*text == '\0')
    text = zx_date_entry_get_text (entry);
  if (g_strcmp0 (*date, *text != '\0' ? text : NULL) == 0)
    return;

  zx_visit_form_set (date, text);
  tell_changed (self);
}

static void
date_changed_cb (ZxVisitFields *self)
{
  if (!self->loading && self->form != NULL)
    take_date (self, self->date, &self->form->date);
}

static void
next_changed_cb (ZxVisitFields *self)
{
  if (!self->loading && self->form != NULL)
    take_date (self, self->next_date, &self->form->next_date);
}

static void
way_changed_cb (ZxVisitFields *self)
{
  const char *way = zx_seg_get_active (self->way);

  if (self->loading || self->form == NULL)
    return;

  self->form->way = g_strcmp0 (way, "phone") == 0 ? ZX_VISIT_PHONE :
                    g_strcmp0 (way, "school") == 0 ? ZX_VISIT_SCHOOL : ZX_VISIT_HOME;
  update_rows (self);
  tell_changed (self);
}

static void
sign_changed_cb (ZxVisitFields *self)
{
  if (self->loading || self->form == NULL)
    return;

  zx_visit_form_set (&self->form->sign_way, zx_seg_get_active (self->sign));
  update_rows (self);
  tell_changed (self);
}

/* Rarely used fields, the day of the next visit among them. */
static void
more_toggled_cb (ZxVisitFields *self)
{
  gboolean open = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more_button));

  gtk_widget_set_visible (GTK_WIDGET (self->more), open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more_button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  if (self->form != NULL)
    update_rows (self);
}

static void
sign_reason_changed_cb (ZxVisitFields *self)
{
  if (self->loading || self->form == NULL)
    return;

  zx_visit_form_set (&self->form->sign_reason, gtk_editable_get_text (GTK_EDITABLE (self->sign_reason)));
  tell_changed (self);
}

/* Likely days are offered once: today does not change while a form is open. */
static void
offer_days (ZxVisitFields *self)
{
  g_autofree char *yesterday = zx_date_add_days (self->today, -1);
  g_autofree char *tomorrow = zx_date_add_days (self->today, 1);
  int weekday = zx_date_weekday (self->today);
  int back = weekday % 7 + 1;
  g_autofree char *saturday = zx_date_add_days (self->today, -back);
  g_autofree char *monday = zx_date_add_days (self->today, 8 - weekday);

  zx_date_entry_set_today (self->date, self->today);
  zx_date_entry_add_chip (self->date, C_("date", "Today"), self->today);
  zx_date_entry_add_chip (self->date, C_("date", "Yesterday"), yesterday);
  if (back > 1)
    zx_date_entry_add_chip (self->date, C_("date", "Last Saturday"), saturday);

  zx_date_entry_set_today (self->next_date, self->today);
  zx_date_entry_add_chip (self->next_date, C_("date", "Tomorrow"), tomorrow);
  if (weekday < 7)
    zx_date_entry_add_chip (self->next_date, C_("date", "Next Monday"), monday);
}

/* --- what is wrong ---------------------------------------------------------- */

static ZxVisitRow *
get_row (ZxVisitFields *self,
         const char    *field)
{
  if (g_str_equal (field, "visitors"))
    return self->visitors_row;
  if (g_str_equal (field, "met"))
    return self->met_row;
  if (g_str_equal (field, "text"))
    return self->text_row;
  if (g_str_equal (field, "sign_reason"))
    return self->sign_row;
  if (g_str_equal (field, "students"))
    return NULL;

  return self->date_row;
}

static void
clear_errors (ZxVisitFields *self)
{
  zx_date_entry_set_error (self->date, NULL);
  zx_date_entry_set_error (self->next_date, NULL);
  zx_visit_row_set_error (self->date_row, NULL);
  zx_visit_row_set_error (self->visitors_row, NULL);
  zx_visit_row_set_error (self->met_row, NULL);
  zx_visit_row_set_error (self->text_row, NULL);
  zx_visit_row_set_error (self->sign_row, NULL);
  zx_visit_note_set_invalid (self->text, FALSE);
  zx_visit_promises_clear_errors (self->promises);
  zx_visit_more_clear_errors (self->more);
}

static void
say (ZxVisitFields *self,
     ZxFormProblem *problem)
{
  if (g_str_equal (problem->field, "date"))
    zx_date_entry_set_error (self->date, problem->sentence);
  else if (g_str_equal (problem->field, "next_date"))
    zx_date_entry_set_error (self->next_date, problem->sentence);
  else if (g_str_has_prefix (problem->field, "promise"))
    zx_visit_promises_set_error (self->promises, problem->field, (guint) problem->index, problem->sentence);
  else if (zx_visit_more_set_error (self->more, problem->field, problem->sentence))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->more_button), TRUE);
  else if (get_row (self, problem->field) != NULL)
    zx_visit_row_set_error (get_row (self, problem->field), problem->sentence);

  if (g_str_equal (problem->field, "text"))
    zx_visit_note_set_invalid (self->text, TRUE);
}

static char *
dup_key (const char *field,
         int         index)
{
  return index >= 0 ? g_strdup_printf ("%s:%d", field, index) : g_strdup (field);
}

/* --- overrides ----------------------------------------------------------------- */

static void
zx_visit_fields_dispose (GObject *object)
{
  ZxVisitFields *self = ZX_VISIT_FIELDS (object);

  self->form = NULL;
  self->hints = NULL;
  self->loading = TRUE;

  G_OBJECT_CLASS (zx_visit_fields_parent_class)->dispose (object);
}

static void
zx_visit_fields_finalize (GObject *object)
{
  ZxVisitFields *self = ZX_VISIT_FIELDS (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->left, g_hash_table_unref);
  g_clear_pointer (&self->said, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_visit_fields_parent_class)->finalize (object);
}

static void
zx_visit_fields_class_init (ZxVisitFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_visit_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_visit_fields_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STAFF_NAMED] =
    g_signal_new ("staff-named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PHRASES_WANTED] =
    g_signal_new ("phrases-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ZX_TYPE_DATE_ENTRY);
  g_type_ensure (ZX_TYPE_FLOW_LAYOUT);
  g_type_ensure (ZX_TYPE_SEG);
  g_type_ensure (ZX_TYPE_VISIT_MORE);
  g_type_ensure (ZX_TYPE_VISIT_NOTE);
  g_type_ensure (ZX_TYPE_VISIT_PROMISES);
  g_type_ensure (ZX_TYPE_VISIT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visit-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, siblings_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, sibling_chips);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, date_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, date_box);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, date);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, way);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, visitors_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, visitor_chips);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, met_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, met_chips);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, absent_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, absent_note);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, next_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, next_date);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, seen_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, seen_grid);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, text_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, phrases_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, text);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, split_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, split_box);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, needs_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, need_chips);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, promises_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, promises);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, sign_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, sign);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, sign_reason);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, more_button);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitFields, more);
  gtk_widget_class_bind_template_callback (widget_class, more_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, absent_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, phrases_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tell_changed);
}

static void
zx_visit_fields_init (ZxVisitFields *self)
{
  self->loading = TRUE;
  self->checks = g_ptr_array_new ();
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->said = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_form_problem_free);
  self->width = ZX_WIDTH_WIDE;

  gtk_widget_init_template (GTK_WIDGET (self));

  zx_seg_append (self->way, "home", C_("way", "At home"));
  zx_seg_append (self->way, "phone", C_("way", "By phone"));
  zx_seg_append (self->way, "school", C_("way", "At school"));
  zx_seg_append (self->sign, "2", _("On paper, photographed later"));
  zx_seg_append (self->sign, "3", _("Not convenient"));
  make_checks (self);
  make_notes (self);
  self->last_note = self->text;
}

/* --- public ----------------------------------------------------------------------- */

void
zx_visit_fields_set_form (ZxVisitFields *self,
                          ZxVisitForm   *form,
                          ZxVisitHints  *hints,
                          GPtrArray     *staff,
                          const char    *today)
{
  static const char * const ways[] = { [ZX_VISIT_HOME] = "home", [ZX_VISIT_PHONE] = "phone", [ZX_VISIT_SCHOOL] = "school" };
  gboolean is_split = FALSE;

  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  self->loading = TRUE;
  self->form = form;
  self->hints = hints;
  g_ptr_array_ref (staff);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
  if (self->today == NULL)
    {
      self->today = g_strdup (today);
      offer_days (self);
    }

  zx_date_entry_set_text (self->date, form->date);
  zx_date_entry_set_text (self->next_date, form->next_date);
  zx_seg_set_active (self->way, ways[form->way]);
  fill_siblings (self);
  fill_visitors (self);
  fill_met (self);
  fill_needs (self);
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      gtk_check_button_set_active (check, zx_visit_codes_have (form->observations, g_object_get_data (G_OBJECT (check), "code")));
      update_last_answer (self, check);
    }
  for (guint i = 0; i < ZX_VISIT_N_TEXTS; i++)
    {
      zx_visit_note_set_text (self->notes[i], form->texts[i]);
      is_split = is_split || (i > 0 && form->texts[i] != NULL);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->absent_note),
                         form->nobody_home && form->texts[ZX_VISIT_TEXT_FOUND] != NULL ? form->texts[ZX_VISIT_TEXT_FOUND] : "");
  gtk_widget_set_visible (self->split_box, is_split);
  gtk_widget_set_visible (self->split_button, !is_split);
  zx_visit_promises_set_form (self->promises, form, staff, today);
  /* Signing on the screen is not offered yet; paper stands in for it. */
  if (g_strcmp0 (form->sign_way, "3") != 0)
    zx_visit_form_set (&form->sign_way, "2");
  zx_seg_set_active (self->sign, form->sign_way);
  gtk_editable_set_text (GTK_EDITABLE (self->sign_reason), form->sign_reason != NULL ? form->sign_reason : "");
  zx_visit_more_set_form (self->more, form);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->more_button), zx_visit_more_is_used (self->more));
  update_rows (self);
  self->loading = FALSE;
}

void
zx_visit_fields_clear (ZxVisitFields *self)
{
  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  self->loading = TRUE;
  self->form = NULL;
  self->hints = NULL;
  zx_visit_more_set_form (self->more, NULL);
}

void
zx_visit_fields_commit (ZxVisitFields *self)
{
  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  if (self->form == NULL)
    return;

  zx_date_entry_commit (self->date);
  date_changed_cb (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->next_row)))
    {
      zx_date_entry_commit (self->next_date);
      next_changed_cb (self);
    }
  zx_visit_promises_commit (self->promises);
}

void
zx_visit_fields_note_left (ZxVisitFields *self,
                           GtkWidget     *widget)
{
  const char *field;
  guint index;

  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  if (gtk_widget_is_ancestor (widget, GTK_WIDGET (self->date)))
    g_hash_table_add (self->left, g_strdup ("date"));
  else if (gtk_widget_is_ancestor (widget, GTK_WIDGET (self->next_date)))
    g_hash_table_add (self->left, g_strdup ("next_date"));
  else if (zx_visit_promises_locate (self->promises, widget, &field, &index))
    g_hash_table_add (self->left, dup_key (field, (int) index));
  else if (gtk_widget_is_ancestor (widget, self->sign_reason))
    g_hash_table_add (self->left, g_strdup ("sign_reason"));
  else if (zx_visit_more_locate (self->more, widget) != NULL)
    g_hash_table_add (self->left, g_strdup (zx_visit_more_locate (self->more, widget)));
}

guint
zx_visit_fields_check (ZxVisitFields *self,
                       gboolean       all)
{
  g_autoptr (GPtrArray) problems = NULL;

  g_return_val_if_fail (ZX_IS_VISIT_FIELDS (self), 0);

  if (self->form == NULL)
    return 0;

  self->checking_all = self->checking_all || all;
  problems = zx_visit_form_check (self->form, self->today);
  clear_errors (self);
  g_ptr_array_set_size (self->said, 0);

  while (problems->len > 0)
    {
      ZxFormProblem *problem = g_ptr_array_steal_index (problems, 0);
      g_autofree char *key = dup_key (problem->field, problem->index);

      if (self->checking_all || g_hash_table_contains (self->left, key))
        {
          say (self, problem);
          g_ptr_array_add (self->said, problem);
        }
      else
        zx_form_problem_free (problem);
    }

  return self->said->len;
}

gboolean
zx_visit_fields_focus_problem (ZxVisitFields *self)
{
  ZxFormProblem *problem;

  g_return_val_if_fail (ZX_IS_VISIT_FIELDS (self), FALSE);

  if (self->said->len == 0)
    return FALSE;

  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), TRUE);
  problem = g_ptr_array_index (self->said, 0);
  if (g_str_equal (problem->field, "students"))
    return FALSE;

  if (g_str_has_prefix (problem->field, "promise"))
    zx_visit_promises_focus (self->promises, problem->field, (guint) problem->index);
  else if (g_str_equal (problem->field, "next_date"))
    gtk_widget_grab_focus (GTK_WIDGET (self->next_date));
  else if (g_str_equal (problem->field, "visitors"))
    gtk_widget_child_focus (self->visitor_chips, GTK_DIR_TAB_FORWARD);
  else if (g_str_equal (problem->field, "met"))
    gtk_widget_child_focus (self->met_chips, GTK_DIR_TAB_FORWARD);
  else if (g_str_equal (problem->field, "text"))
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
  else if (g_str_equal (problem->field, "sign_reason"))
    gtk_widget_grab_focus (self->sign_reason);
  else if (zx_visit_more_focus (self->more, problem->field))
    return TRUE;
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->date));

  return TRUE;
}

void
zx_visit_fields_focus_first (ZxVisitFields *self)
{
  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->date));
}

void
zx_visit_fields_insert_phrase (ZxVisitFields *self,
                               const char    *phrase)
{
  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  if (self->form == NULL)
    return;

  if (self->form->nobody_home)
    {
      int position = gtk_editable_get_position (GTK_EDITABLE (self->absent_note));

      gtk_editable_insert_text (GTK_EDITABLE (self->absent_note), phrase, -1, &position);
      gtk_widget_grab_focus (self->absent_note);
      gtk_editable_set_position (GTK_EDITABLE (self->absent_note), position);
      return;
    }

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->last_note)))
    self->last_note = self->text;
  zx_visit_note_insert_phrase (self->last_note, phrase);
}

void
zx_visit_fields_add_visitor (ZxVisitFields *self,
                             gint64         staff,
                             GPtrArray     *all)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, staff);
  GtkWidget *chip;

  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  if (self->form == NULL)
    return;

  zx_visit_promises_commit (self->promises);
  zx_visit_form_set_visitor (self->form, staff, TRUE);
  give_promises (self);
  g_ptr_array_ref (all);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = all;

  self->loading = TRUE;
  fill_visitors (self);
  zx_visit_promises_set_form (self->promises, self->form, all, self->today);
  self->loading = FALSE;

  chip = find_chip (self->visitor_chips, value);
  if (chip != NULL)
    gtk_widget_grab_focus (chip);
  tell_changed (self);
}

void
zx_visit_fields_set_width (ZxVisitFields *self,
                           ZxWidth        width)
{
  g_return_if_fail (ZX_IS_VISIT_FIELDS (self));

  self->width = width;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ZX_IS_VISIT_ROW (child))
      zx_visit_row_set_slim (ZX_VISIT_ROW (child), width == ZX_WIDTH_SLIM);

  zx_visit_more_set_slim (self->more, width == ZX_WIDTH_SLIM);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->date_box),
                                  width <= ZX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->way), width <= ZX_WIDTH_NARROW ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_visible (self->phrases_button, width != ZX_WIDTH_WIDE);
  zx_visit_promises_set_narrow (self->promises, width <= ZX_WIDTH_NARROW);
  place_checks (self);
}
