/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-more"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-chip.h"
#include "zx-codes.h"
#include "zx-flow-layout.h"
#include "zx-visit-more.h"
#include "zx-visit-note.h"
#include "zx-visit-row.h"

struct _ZxVisitMore
{
  GtkBox       parent_instance;
  ZxVisitRow  *time_row;
  GtkWidget   *start;
  GtkWidget   *until;
  GtkWidget   *end;
  ZxVisitRow  *kind_row;
  GtkDropDown *kind;
  ZxVisitRow  *purpose_row;
  GtkWidget   *purpose;
  ZxVisitRow  *place_row;
  GtkWidget   *place;
  ZxVisitRow  *channel_row;
  GtkDropDown *channel;
  ZxVisitRow  *reason_row;
  GtkDropDown *reason;
  ZxVisitRow  *other_row;
  GtkWidget   *other;
  GtkDropDown *other_relation;
  ZxVisitRow  *change_row;
  GtkWidget   *change_chips;
  ZxVisitRow  *policy_row;
  GtkWidget   *policy;
  ZxVisitRow  *level_row;
  GtkDropDown *level;
  ZxVisitRow  *contradiction_row;
  ZxVisitNote *contradiction;
  ZxVisitRow  *signed_row;
  GtkWidget   *parent_sign;
  GtkWidget   *visitor_sign;
  ZxVisitRow  *remark_row;
  GtkWidget   *remark;

  ZxVisitForm *form;
  ZxVisitWay   channels_of; /* for which the channels are listed */
  gboolean     loading;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitMore, zx_visit_more, GTK_TYPE_BOX)

/* --- lists of codes */

/* @only: (nullable): the codes that are offered; without @none the first one stands for nothing said */
static void
list_codes (GtkDropDown        *drop_down,
            const char         *table_name,
            const char * const *only,
            const char         *none)
{
  const ZxCodeTable *table = zx_code_table_find (table_name);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GPtrArray *codes = g_ptr_array_new ();

  if (none != NULL)
    {
      g_ptr_array_add (codes, NULL);
      gtk_string_list_append (words, none);
    }
  for (const ZxCode *code = table->codes; code->code != NULL; code++)
    if (only == NULL || g_strv_contains (only, code->code))
      {
        g_ptr_array_add (codes, (gpointer) code->code);
        gtk_string_list_append (words, zx_code_table_get_label (table, code->code));
      }

  g_object_set_data_full (G_OBJECT (drop_down), "codes", codes, (GDestroyNotify) g_ptr_array_unref);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (words));
}

static const char *
get_code (GtkDropDown *drop_down)
{
  GPtrArray *codes = g_object_get_data (G_OBJECT (drop_down), "codes");
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected < codes->len ? g_ptr_array_index (codes, selected) : NULL;
}

static void
set_code (GtkDropDown *drop_down,
          const char  *code)
{
  GPtrArray *codes = g_object_get_data (G_OBJECT (drop_down), "codes");
  guint selected = 0;

  for (guint i = 0; i < codes->len; i++)
    if (g_strcmp0 (g_ptr_array_index (codes, i), code) == 0)
      selected = i;
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
list_channels (ZxVisitMore *self)
{
  static const char * const far[] = { "1", "2", "3", NULL };
  static const char * const at_school[] = { "4", "5", NULL };

  if (self->channels_of == self->form->way || self->form->way == ZX_VISIT_HOME)
    return;

  list_codes (self->channel, "CHANNEL", self->form->way == ZX_VISIT_PHONE ? far : at_school, NULL);
  self->channels_of = self->form->way;
}

/* --- what people write */

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
set_text (GtkWidget  *entry,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static ZxMetPerson *
get_other (ZxVisitForm *form)
{
  for (guint i = 0; i < form->met->len; i++)
    {
      ZxMetPerson *person = g_ptr_array_index (form->met, i);

      if (person->member == 0)
        return person;
    }

  return NULL;
}

static void
take_other (ZxVisitMore *self)
{
  const char *name = get_text (self->other);

  /* Nobody was there: what is written in the hidden field waits. */
  if (self->form->nobody_home)
    return;

  zx_visit_form_set_met (self->form, 0, name, get_code (self->other_relation), *name != '\0');
}

static void
take (ZxVisitMore *self)
{
  ZxVisitForm *form = self->form;
  g_autofree char *contradiction = zx_visit_note_dup_text (self->contradiction);

  zx_visit_form_set (&form->start, get_text (self->start));
  zx_visit_form_set (&form->end, get_text (self->end));
  zx_visit_form_set (&form->kind, get_code (self->kind));
  zx_visit_form_set (&form->purpose, get_text (self->purpose));
  zx_visit_form_set (&form->place, get_text (self->place));
  if (form->way != ZX_VISIT_HOME)
    zx_visit_form_set (&form->channel, get_code (self->channel));
  zx_visit_form_set (&form->reason, get_code (self->reason));
  zx_visit_form_set (&form->policy_told, get_text (self->policy));
  zx_visit_form_set (&form->level_view, get_code (self->level));
  zx_visit_form_set (&form->contradiction, contradiction);
  zx_visit_form_set (&form->remark, get_text (self->remark));
  form->parent_sign = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->parent_sign));
  form->visitor_sign = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->visitor_sign));
  take_other (self);
}

static void
text_changed_cb (ZxVisitMore *self)
{
  if (self->loading || self->form == NULL)
    return;

  take (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
choice_changed_cb (ZxVisitMore *self)
{
  text_changed_cb (self);
}

static void
change_toggled_cb (ZxChip      *chip,
                   ZxVisitMore *self)
{
  if (self->loading || self->form == NULL)
    return;

  zx_visit_codes_set (&self->form->change, zx_chip_get_value (chip), gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
make_changes (ZxVisitMore *self)
{
  const ZxCodeTable *table = zx_code_table_find ("CHANGE");

  for (const ZxCode *code = table->codes; code->code != NULL; code++)
    {
      GtkWidget *chip = zx_chip_new (zx_code_table_get_label (table, code->code), code->code);

      g_signal_connect (chip, "toggled", G_CALLBACK (change_toggled_cb), self);
      gtk_box_append (GTK_BOX (self->change_chips), chip);
    }
}

/* --- the widget */

static void
zx_visit_more_dispose (GObject *object)
{
  ZxVisitMore *self = ZX_VISIT_MORE (object);

  self->form = NULL;
  self->loading = TRUE;

  G_OBJECT_CLASS (zx_visit_more_parent_class)->dispose (object);
}

static void
zx_visit_more_class_init (ZxVisitMoreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_visit_more_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ZX_TYPE_FLOW_LAYOUT);
  g_type_ensure (ZX_TYPE_VISIT_NOTE);
  g_type_ensure (ZX_TYPE_VISIT_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-visit-more.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, time_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, start);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, until);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, end);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, kind_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, kind);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, purpose_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, purpose);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, place_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, place);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, channel_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, channel);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, reason_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, reason);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, other_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, other);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, other_relation);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, change_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, change_chips);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, policy_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, policy);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, level_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, level);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, contradiction_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, contradiction);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, signed_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, parent_sign);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, visitor_sign);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, remark_row);
  gtk_widget_class_bind_template_child (widget_class, ZxVisitMore, remark);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
zx_visit_more_init (ZxVisitMore *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  list_codes (self->kind, "VISITKIND", NULL, NULL);
  list_codes (self->reason, "CONTACTREASON", NULL, _("not said"));
  list_codes (self->other_relation, "REL", NULL, _("Relation"));
  list_codes (self->level, "LEVEL", NULL, _("no view"));
  make_changes (self);
}

void
zx_visit_more_set_form (ZxVisitMore *self,
                        ZxVisitForm *form)
{
  ZxMetPerson *other;

  g_return_if_fail (ZX_IS_VISIT_MORE (self));

  self->loading = TRUE;
  self->form = form;
  if (form == NULL)
    return;

  other = get_other (form);
  set_text (self->start, form->start);
  set_text (self->end, form->end);
  set_code (self->kind, form->kind);
  set_text (self->purpose, form->purpose);
  set_text (self->place, form->place);
  set_code (self->reason, form->reason);
  set_text (self->other, other != NULL ? other->name : NULL);
  set_code (self->other_relation, other != NULL ? other->relation : NULL);
  set_text (self->policy, form->policy_told);
  set_code (self->level, form->level_view);
  zx_visit_note_set_text (self->contradiction, form->contradiction);
  set_text (self->remark, form->remark);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->parent_sign), form->parent_sign);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->visitor_sign), form->visitor_sign);
  for (GtkWidget *chip = gtk_widget_get_first_child (self->change_chips); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), zx_visit_codes_have (form->change, zx_chip_get_value (ZX_CHIP (chip))));
  zx_visit_more_update (self);
  self->loading = FALSE;
}

gboolean
zx_visit_more_is_used (ZxVisitMore *self)
{
  ZxVisitForm *form = self->form;

  g_return_val_if_fail (ZX_IS_VISIT_MORE (self), FALSE);

  return form != NULL &&
         (form->start != NULL || form->end != NULL || g_strcmp0 (form->kind != NULL ? form->kind : "1", "1") != 0 || form->purpose != NULL ||
          form->place != NULL || form->reason != NULL || form->change != NULL || form->policy_told != NULL || form->level_view != NULL ||
          form->contradiction != NULL || form->remark != NULL || form->parent_sign || form->visitor_sign || get_other (form) != NULL);
}

void
zx_visit_more_update (ZxVisitMore *self)
{
  gboolean was_loading = self->loading;
  gboolean home, absent;

  g_return_if_fail (ZX_IS_VISIT_MORE (self));

  if (self->form == NULL)
    return;

  home = self->form->way == ZX_VISIT_HOME;
  absent = self->form->nobody_home;
  self->loading = TRUE;
  if (!home)
    {
      list_channels (self);
      set_code (self->channel, self->form->channel);
    }
  self->loading = was_loading;

  gtk_widget_set_visible (self->until, home);
  gtk_widget_set_visible (self->end, home);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), home);
  gtk_widget_set_visible (GTK_WIDGET (self->purpose_row), home);
  gtk_widget_set_visible (GTK_WIDGET (self->place_row), home);
  gtk_widget_set_visible (GTK_WIDGET (self->channel_row), !home);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), !home);
  gtk_widget_set_visible (GTK_WIDGET (self->other_row), !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->change_row), home && !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->policy_row), home && !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->level_row), home && !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->contradiction_row), home && !absent);
  gtk_widget_set_visible (GTK_WIDGET (self->signed_row), home && !absent);
}

/* --- what is wrong */

static ZxVisitRow *
get_row (ZxVisitMore *self,
         const char  *field)
{
  if (g_str_equal (field, "start") || g_str_equal (field, "end"))
    return self->time_row;

  return g_str_equal (field, "place") ? self->place_row : NULL;
}

void
zx_visit_more_clear_errors (ZxVisitMore *self)
{
  g_return_if_fail (ZX_IS_VISIT_MORE (self));

  zx_visit_row_set_error (self->time_row, NULL);
  zx_visit_row_set_error (self->place_row, NULL);
  gtk_widget_remove_css_class (self->start, "invalid");
  gtk_widget_remove_css_class (self->end, "invalid");
  gtk_widget_remove_css_class (self->place, "invalid");
}

gboolean
zx_visit_more_set_error (ZxVisitMore *self,
                         const char  *field,
                         const char  *sentence)
{
  ZxVisitRow *row = get_row (self, field);

  g_return_val_if_fail (ZX_IS_VISIT_MORE (self), FALSE);

  if (row == NULL)
    return FALSE;

  zx_visit_row_set_error (row, sentence);
  gtk_widget_add_css_class (g_str_equal (field, "start") ? self->start : g_str_equal (field, "end") ? self->end : self->place, "invalid");

  return TRUE;
}

gboolean
zx_visit_more_focus (ZxVisitMore *self,
                     const char  *field)
{
  g_return_val_if_fail (ZX_IS_VISIT_MORE (self), FALSE);

  if (get_row (self, field) == NULL)
    return FALSE;

  return gtk_widget_grab_focus (g_str_equal (field, "start") ? self->start : g_str_equal (field, "end") ? self->end : self->place);
}

const char *
zx_visit_more_locate (ZxVisitMore *self,
                      GtkWidget   *widget)
{
  g_return_val_if_fail (ZX_IS_VISIT_MORE (self), NULL);

  if (gtk_widget_is_ancestor (widget, self->start))
    return "start";
  if (gtk_widget_is_ancestor (widget, self->end))
    return "end";

  return gtk_widget_is_ancestor (widget, self->place) ? "place" : NULL;
}

void
zx_visit_more_set_slim (ZxVisitMore *self,
                        gboolean     slim)
{
  g_return_if_fail (ZX_IS_VISIT_MORE (self));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    zx_visit_row_set_slim (ZX_VISIT_ROW (child), slim);
}
