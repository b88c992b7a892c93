/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-settings-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-application.h"
#include "zx-identification-settings.h"
#include "zx-school-settings.h"
#include "zx-settings.h"
#include "zx-settings-page.h"

struct _ZxSettingsPage
{
  ZxPage                    parent_instance;
  AdwPreferencesPage       *page;
  AdwPreferencesGroup      *appearance;
  AdwComboRow              *look_row;
  AdwComboRow              *text_size_row;
  AdwComboRow              *language_row;
  ZxSchoolSettings         *school;
  ZxIdentificationSettings *identification;
  gboolean                  reading; /* rows are being set from the settings */
};

G_DEFINE_FINAL_TYPE (ZxSettingsPage, zx_settings_page, ZX_TYPE_PAGE)

static const char * const languages[] = { "", "zh_CN", "en" };

static void
look_changed_cb (ZxSettingsPage *self)
{
  if (self->reading)
    return;

  zx_settings_set_look (adw_combo_row_get_selected (self->look_row));
  zx_settings_set_text_size (adw_combo_row_get_selected (self->text_size_row));
  zx_application_apply_look ();
}

static void
language_changed_cb (ZxSettingsPage *self)
{
  if (self->reading)
    return;

  zx_settings_set_language (languages[MIN (adw_combo_row_get_selected (self->language_row),
                                           G_N_ELEMENTS (languages) - 1)]);
}

static void
zx_settings_page_shown (ZxPage *page)
{
  ZxSettingsPage *self = ZX_SETTINGS_PAGE (page);
  g_autofree char *language = zx_settings_dup_language ();

  self->reading = TRUE;
  adw_combo_row_set_selected (self->look_row, zx_settings_get_look ());
  adw_combo_row_set_selected (self->text_size_row, zx_settings_get_text_size ());

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i], language))
      adw_combo_row_set_selected (self->language_row, i);

  self->reading = FALSE;
  zx_school_settings_read (self->school, zx_session_of (self));
  zx_identification_settings_read (self->identification, zx_session_of (self));
}

static void
zx_settings_page_dispose (GObject *object)
{
  ZxSettingsPage *self = ZX_SETTINGS_PAGE (object);

  g_clear_object (&self->school);
  g_clear_object (&self->identification);

  G_OBJECT_CLASS (zx_settings_page_parent_class)->dispose (object);
}

static void
zx_settings_page_class_init (ZxSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_settings_page_dispose;

  ZX_PAGE_CLASS (klass)->shown = zx_settings_page_shown;
  ZX_PAGE_CLASS (klass)->refresh = zx_settings_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxSettingsPage, look_row);
  gtk_widget_class_bind_template_child (widget_class, ZxSettingsPage, text_size_row);
  gtk_widget_class_bind_template_child (widget_class, ZxSettingsPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, ZxSettingsPage, page);
  gtk_widget_class_bind_template_child (widget_class, ZxSettingsPage, appearance);
  gtk_widget_class_bind_template_callback (widget_class, look_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
}

static void
zx_settings_page_init (ZxSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->school = zx_school_settings_new (self->page);
  self->identification = zx_identification_settings_new (self->page);
  /* What is the school's comes first, what is this computer's last. */
  g_object_ref (self->appearance);
  adw_preferences_page_remove (self->page, self->appearance);
  adw_preferences_page_add (self->page, self->appearance);
  g_object_unref (self->appearance);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
}
