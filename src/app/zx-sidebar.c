/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-sidebar"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-sidebar.h"

typedef struct
{
  const char *key;
  const char *title;
  const char *short_title; /* two characters in Chinese, for the rail */
  const char *icon;
} SectionWords;

static const SectionWords words[ZX_N_SECTIONS] = {
  [ZX_SECTION_TODAY] = { "today", NC_("section", "Today"), NC_("section, short", "Today"), "go-home-symbolic" },
  [ZX_SECTION_STUDENTS] = { "students", NC_("section", "Students"), NC_("section, short", "Students"), "system-users-symbolic" },
  [ZX_SECTION_VISITS] = { "visits", NC_("section", "Visits"), NC_("section, short", "Visits"), "mark-location-symbolic" },
  [ZX_SECTION_IDENTIFICATION] = { "identification", NC_("section", "Identification"), NC_("section, short", "Identify"), "emblem-default-symbolic" },
  [ZX_SECTION_AID] = { "aid", NC_("section", "Aid"), NC_("section, short", "Aid"), "accessories-calculator-symbolic" },
  [ZX_SECTION_CARE] = { "care", NC_("section", "Care"), NC_("section, short", "Care"), "emote-love-symbolic" },
  [ZX_SECTION_CHARTS] = { "charts", NC_("section", "Charts"), NC_("section, short", "Charts"), "x-office-presentation-symbolic" },
  [ZX_SECTION_LEDGERS] = { "ledgers", NC_("section", "Notices & ledgers"), NC_("section, short", "Ledgers"), "document-print-symbolic" },
  [ZX_SECTION_BACKUP] = { "backup", NC_("section", "Backup"), NC_("section, short", "Backup"), "media-removable-symbolic" },
  [ZX_SECTION_SETTINGS] = { "settings", NC_("section", "Settings"), NC_("section, short", "Settings"), "emblem-system-symbolic" },
};

typedef struct
{
  GtkWidget *row;   /* NULL where the section is not there */
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *dot;
  GtkWidget *label;
  GtkWidget *count;
  char      *spoken;
} Row;

struct _ZxSidebar
{
  AdwBin      parent_instance;
  GtkWidget  *name;
  GtkWidget  *menu_button;
  GtkWidget  *school_button;
  GtkWidget  *school;
  GtkWidget  *term;
  GtkWidget  *sections;
  GtkWidget  *lower_sections;
  Row         rows[ZX_N_SECTIONS];
  ZxSection   current;
  gboolean    rail;
};

enum { SECTION_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxSidebar, zx_sidebar, ADW_TYPE_BIN)

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_row (ZxSidebar *self,
            ZxSection  section)
{
  Row *row = &self->rows[section];
  gboolean has_count = *gtk_label_get_label (GTK_LABEL (row->count)) != '\0';
  g_autofree char *spoken = NULL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->box),
                                  self->rail ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (row->box), self->rail ? 4 : 12);
  gtk_widget_set_valign (row->box, self->rail ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_halign (row->icon, self->rail ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  /* Room for the dot beside the icon */
  gtk_widget_set_margin_start (row->icon, self->rail ? 8 : 0);
  gtk_widget_set_margin_end (row->icon, self->rail ? 8 : 0);
  gtk_label_set_xalign (GTK_LABEL (row->label), self->rail ? 0.5 : 0);
  gtk_label_set_label (GTK_LABEL (row->label),
                       self->rail ? zx_section_get_short (section) : zx_section_get_title (section));
  gtk_widget_set_visible (row->count, has_count && !self->rail);
  gtk_widget_set_visible (row->dot, has_count && self->rail);

  if (row->spoken != NULL)
    /* Translators: read aloud for a row of the sidebar: "Today, 7 things" */
    spoken = g_strdup_printf (_("%s, %s"), zx_section_get_title (section), row->spoken);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken != NULL ? spoken : zx_section_get_title (section), -1);
}

static void
row_activated_cb (ZxSidebar     *self,
                  GtkListBoxRow *row)
{
  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    if (self->rows[i].row == GTK_WIDGET (row))
      g_signal_emit (self, signals[SECTION_ACTIVATED], 0, i);
}

static void
zx_sidebar_finalize (GObject *object)
{
  ZxSidebar *self = ZX_SIDEBAR (object);

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    g_clear_pointer (&self->rows[i].spoken, g_free);

  G_OBJECT_CLASS (zx_sidebar_parent_class)->finalize (object);
}

static void
zx_sidebar_class_init (ZxSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_sidebar_finalize;

  signals[SECTION_ACTIVATED] =
    g_signal_new ("section-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, school_button);
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, school);
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, term);
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, sections);
  gtk_widget_class_bind_template_child (widget_class, ZxSidebar, lower_sections);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
zx_sidebar_init (ZxSidebar *self)
{
  GtkWidget *content;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->current = ZX_N_SECTIONS;

  /* A menu button centres what is in it; a school's name stands at the left, its arrow at the right. */
  content = gtk_menu_button_get_child (GTK_MENU_BUTTON (self->school_button));
  gtk_widget_set_hexpand (content, TRUE);
  gtk_widget_set_halign (gtk_widget_get_parent (content), GTK_ALIGN_FILL);
}

const char *
zx_section_get_title (ZxSection section)
{
  g_return_val_if_fail (section < ZX_N_SECTIONS, "");

  return g_dpgettext2 (NULL, "section", words[section].title);
}

const char *
zx_section_get_short (ZxSection section)
{
  g_return_val_if_fail (section < ZX_N_SECTIONS, "");

  return g_dpgettext2 (NULL, "section, short", words[section].short_title);
}

const char *
zx_section_get_icon (ZxSection section)
{
  g_return_val_if_fail (section < ZX_N_SECTIONS, NULL);

  return words[section].icon;
}

const char *
zx_section_get_key (ZxSection section)
{
  g_return_val_if_fail (section < ZX_N_SECTIONS, NULL);

  return words[section].key;
}

ZxSection
zx_section_from_key (const char *key)
{
  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    if (g_strcmp0 (words[i].key, key) == 0)
      return i;

  return ZX_N_SECTIONS;
}

void
zx_sidebar_add_section (ZxSidebar *self,
                        ZxSection  section)
{
  Row *row;
  GtkWidget *overlay;

  g_return_if_fail (ZX_IS_SIDEBAR (self));
  g_return_if_fail (section < ZX_N_SECTIONS);

  row = &self->rows[section];
  if (row->row != NULL)
    return;

  row->icon = gtk_image_new_from_icon_name (zx_section_get_icon (section));
  row->dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (row->dot, "nav-dot");
  gtk_widget_set_halign (row->dot, GTK_ALIGN_END);
  gtk_widget_set_valign (row->dot, GTK_ALIGN_START);

  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), row->icon);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), row->dot);
  gtk_widget_set_halign (overlay, GTK_ALIGN_CENTER);

  row->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (row->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (row->label, TRUE);
  gtk_widget_add_css_class (row->label, "nav-label");

  row->count = gtk_label_new ("");
  gtk_widget_set_valign (row->count, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (row->count, "nav-count");

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (row->box), overlay);
  gtk_box_append (GTK_BOX (row->box), row->label);
  gtk_box_append (GTK_BOX (row->box), row->count);

  row->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), row->box);
  gtk_list_box_append (GTK_LIST_BOX (section >= ZX_SECTION_BACKUP ? self->lower_sections
                                                                  : self->sections),
                       row->row);
  update_row (self, section);
}

void
zx_sidebar_set_current (ZxSidebar *self,
                        ZxSection  section)
{
  g_return_if_fail (ZX_IS_SIDEBAR (self));

  if (self->current == section)
    return;

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    {
      if (self->rows[i].row == NULL)
        continue;

      set_class (self->rows[i].row, "current", i == section);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->rows[i].row),
                                   GTK_ACCESSIBLE_STATE_SELECTED, i == section, -1);
    }

  self->current = section;
}

void
zx_sidebar_set_count (ZxSidebar  *self,
                      ZxSection   section,
                      const char *text,
                      const char *spoken,
                      ZxTone      tone)
{
  Row *row;

  g_return_if_fail (ZX_IS_SIDEBAR (self));
  g_return_if_fail (section < ZX_N_SECTIONS);

  row = &self->rows[section];
  if (row->row == NULL)
    return;

  gtk_label_set_label (GTK_LABEL (row->count), text != NULL ? text : "");
  zx_tone_apply (tone, row->count);
  zx_tone_apply (tone, row->dot);

  g_free (row->spoken);
  row->spoken = g_strdup (spoken != NULL && *spoken != '\0' ? spoken : NULL);
  update_row (self, section);
}

void
zx_sidebar_set_rail (ZxSidebar *self,
                     gboolean   rail)
{
  g_return_if_fail (ZX_IS_SIDEBAR (self));

  if (self->rail == rail)
    return;

  self->rail = rail;
  set_class (GTK_WIDGET (self), "rail", rail);
  gtk_widget_set_visible (self->name, !rail);
  gtk_widget_set_visible (self->school_button, !rail);

  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    if (self->rows[i].row != NULL)
      update_row (self, i);
}

void
zx_sidebar_set_school (ZxSidebar  *self,
                       const char *school,
                       const char *term)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (ZX_IS_SIDEBAR (self));

  gtk_label_set_label (GTK_LABEL (self->school), school);
  gtk_label_set_label (GTK_LABEL (self->term), term);
  gtk_widget_set_tooltip_text (self->school_button, school);

  spoken = g_strdup_printf (_("%s, %s"), school, term);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->school_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
zx_sidebar_set_terms (ZxSidebar  *self,
                      GMenuModel *terms)
{
  g_return_if_fail (ZX_IS_SIDEBAR (self));

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->school_button), terms);
}

void
zx_sidebar_open_menu (ZxSidebar *self)
{
  g_return_if_fail (ZX_IS_SIDEBAR (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}

void
zx_sidebar_focus_current (ZxSidebar *self)
{
  g_return_if_fail (ZX_IS_SIDEBAR (self));

  if (self->current < ZX_N_SECTIONS && self->rows[self->current].row != NULL)
    gtk_widget_grab_focus (self->rows[self->current].row);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
