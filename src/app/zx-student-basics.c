/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-basics"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-field-row.h"
#include "zx-student-basics.h"

typedef struct
{
  const char   *title;
  const ZxKind *kind;
  const char   *fields[20];
} Group;

static const Group groups[] = {
  { N_("Identity"), &zx_kind_student,
    { "name", "pinyin", "former_name", "sex", "birth_date", "nation", "nationality", "id_type", "id_no", "roll_no", "roll_no_aux",
      "native_place", "birth_region", "politics" } },
  { N_("At school"), &zx_kind_student,
    { "grade", "class_name", "student_no", "board", "enrol_status", "enrol_ym", "enrol_way", "origin", "preschool_done", "commute_km", "commute_way", "needs_bus",
      "nutrition", "specialty" } },
  { N_("Where the child lives"), &zx_kind_student,
    { "town", "village", "villager_group", "home_address", "hukou_kind", "hukou_region", "hukou_address", "mail_address", "postcode",
      "phone" } },
  { N_("Health and situation"), &zx_kind_student,
    { "health", "disab_type", "disab_level", "disab_cert_no", "left_behind", "orphan", "martyr_child", "only_child", "migrant_child",
      "inclusive_edu", "needs_aid", "gets_allowance" } },
  { N_("The family"), &zx_kind_family,
    { "population", "labour", "in_school", "elders", "income_year", "income_main", "debt", "debt_reason", "land_mu", "housing", "assets",
      "sickness", "disaster", "accident", "weak_labour", "unemployed", "poverty_cause", "insurance" } },
  { N_("Bank card"), &zx_kind_student,
    { "bank_holder", "bank_holder_rel", "bank_name", "bank_no", "bank_holder_id" } },
  { N_("Remark"), &zx_kind_student,
    { "remark" } },
};

struct _ZxStudentBasics
{
  AdwBin     parent_instance;
  ZxSession *session; /* the window owns both */
  gint64     student;
  GtkWidget *boxes[G_N_ELEMENTS (groups)];
  GPtrArray *rows;    /* of ZxFieldRow, in the order of the groups */
  GtkWidget *all;
};

G_DEFINE_FINAL_TYPE (ZxStudentBasics, zx_student_basics, ADW_TYPE_BIN)

static void
show_rows (ZxStudentBasics *self)
{
  gboolean all = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all));
  guint at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      guint n = 0;

      for (guint j = 0; groups[i].fields[j] != NULL; j++)
        {
          ZxFieldRow *row = g_ptr_array_index (self->rows, at++);
          gboolean needed = (zx_field_row_get_field (row)->flags & ZX_FIELD_REQUIRED) != 0;
          gboolean shown = all || needed || !zx_field_row_is_empty (row) || zx_field_row_is_editing (row);

          gtk_widget_set_visible (GTK_WIDGET (row), shown);
          n += shown;
        }
      gtk_widget_set_visible (self->boxes[i], n > 0);
    }
}

static void
zx_student_basics_dispose (GObject *object)
{
  ZxStudentBasics *self = ZX_STUDENT_BASICS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_student_basics_parent_class)->dispose (object);
}

static void
zx_student_basics_class_init (ZxStudentBasicsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_student_basics_dispose;
}

static void
zx_student_basics_init (ZxStudentBasics *self)
{
  self->rows = g_ptr_array_new ();
}

static GtkWidget *
group_new (ZxStudentBasics *self,
           const Group     *group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (_(group->title));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "column-head");
  gtk_widget_set_margin_top (title, 8);
  gtk_box_append (GTK_BOX (box), title);

  for (guint i = 0; group->fields[i] != NULL; i++)
    {
      GtkWidget *row = zx_field_row_new (self->session, group->kind, group->fields[i]);

      zx_field_row_set_student (ZX_FIELD_ROW (row), self->student);
      g_ptr_array_add (self->rows, row);
      gtk_box_append (GTK_BOX (box), row);
    }

  return box;
}

GtkWidget *
zx_student_basics_new (ZxSession *session,
                       gint64     student)
{
  ZxStudentBasics *self = g_object_new (ZX_TYPE_STUDENT_BASICS, NULL);
  GtkWidget *card = zx_card_new (_("Basic facts"));
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->session = session;
  self->student = student;

  self->all = gtk_toggle_button_new_with_label (_("Show empty ones"));
  gtk_widget_add_css_class (self->all, "flat");
  gtk_widget_add_css_class (self->all, "row-button");
  g_signal_connect_object (self->all, "toggled", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  zx_card_add_end (ZX_CARD (card), self->all);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      self->boxes[i] = group_new (self, &groups[i]);
      gtk_box_append (GTK_BOX (body), self->boxes[i]);
    }
  zx_card_append_body (ZX_CARD (card), body);
  adw_bin_set_child (ADW_BIN (self), card);

  return GTK_WIDGET (self);
}

void
zx_student_basics_load (ZxStudentBasics *self,
                        ZxRecord        *student)
{
  gint64 family_id = zx_record_get_int (student, "family");
  g_autoptr (ZxRecord) family = NULL;
  guint at = 0;

  g_return_if_fail (ZX_IS_STUDENT_BASICS (self));

  if (family_id != 0)
    family = zx_record_load (zx_session_get_db (self->session), &zx_kind_family, family_id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; groups[i].fields[j] != NULL; j++)
      zx_field_row_set_record (g_ptr_array_index (self->rows, at++), groups[i].kind == &zx_kind_family ? family : student);

  show_rows (self);
  if (family == NULL)
    for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
      if (groups[i].kind == &zx_kind_family)
        gtk_widget_set_visible (self->boxes[i], FALSE);
}
