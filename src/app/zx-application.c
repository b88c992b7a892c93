/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-application"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-application.h"
#include "zx-backup-page.h"
#include "zx-help-page.h"
#include "zx-launch.h"
#include "zx-identification-around.h"
#include "zx-identification.h"
#include "zx-import-page.h"
#include "zx-ledgers-page.h"
#include "zx-platform.h"
#include "zx-school-menu.h"
#include "zx-session.h"
#include "zx-settings.h"
#include "zx-settings-page.h"
#include "zx-students.h"
#include "zx-today-page.h"
#include "zx-visits-install.h"

struct _ZxApplication
{
  AdwApplication  parent_instance;
  ZxWindow       *window;    /* weak: the application's list owns it */
};

G_DEFINE_FINAL_TYPE (ZxApplication, zx_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *keys[4];
} Accel;

static const Accel accels[] = {
  { "win.search", { "<Control>k" } },
  { "win.back", { "<Alt>Left" } },
  { "win.primary", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.filter", { "<Control>f" } },
  { "win.print", { "<Control>p" } },
  { "win.export", { "<Control>e" } },
  { "win.new-visit", { "<Control>n" } },
  { "win.register-student", { "<Control><Shift>n" } },
  { "win.section::backup", { "<Control>b" } },
  { "win.section::settings", { "<Control>comma" } },
  { "win.nth-section(1)", { "<Control>1", "<Control>KP_1" } },
  { "win.nth-section(2)", { "<Control>2", "<Control>KP_2" } },
  { "win.nth-section(3)", { "<Control>3", "<Control>KP_3" } },
  { "win.nth-section(4)", { "<Control>4", "<Control>KP_4" } },
  { "win.nth-section(5)", { "<Control>5", "<Control>KP_5" } },
  { "win.nth-section(6)", { "<Control>6", "<Control>KP_6" } },
  { "win.nth-section(7)", { "<Control>7", "<Control>KP_7" } },
  { "win.nth-section(8)", { "<Control>8", "<Control>KP_8" } },
  { "win.pane(1)", { "F6" } },
  { "win.pane(-1)", { "<Shift>F6" } },
  { "win.toggle-sidebar", { "F9" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
  { "app.open", { "<Control>o" } },
  { "app.help", { "F1" } },
  { "app.text-size(1)", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "app.text-size(-1)", { "<Control>minus", "<Control>KP_Subtract" } },
  { "app.text-size(0)", { "<Control>0", "<Control>KP_0" } },
};

static ZxWindow *
get_window (ZxApplication *self)
{
  if (self->window == NULL)
    {
      g_set_weak_pointer (&self->window, zx_window_new (ADW_APPLICATION (self)));
      zx_help_install (G_APPLICATION (self), self->window);
      zx_school_menu_install (self->window);
      zx_window_add_section (self->window, ZX_SECTION_TODAY, ZX_TYPE_TODAY_PAGE);
      zx_import_install (self->window);
      zx_students_install (self->window);
      zx_visits_install (self->window);
      zx_identification_install (self->window);
      zx_identification_around_install (self->window);
      zx_ledgers_install (self->window);
      zx_window_add_section (self->window, ZX_SECTION_BACKUP, ZX_TYPE_BACKUP_PAGE);
      zx_window_add_section (self->window, ZX_SECTION_SETTINGS, ZX_TYPE_SETTINGS_PAGE);
    }

  return self->window;
}

/* --- actions -------------------------------------------------------------- */

static void
open_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  zx_launch_choose (get_window (user_data));
}

static void
new_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  zx_launch_show_first (get_window (user_data));
}

static void
try_demo_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  zx_launch_show_demo (get_window (user_data));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  zx_platform_show_about (gtk_application_get_active_window (user_data));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ZxApplication *self = user_data;

  /* Closing keeps drafts and the size of the window; ending outright would not. */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (user_data);
}

static void
text_size_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  int step = g_variant_get_int32 (parameter);
  int size = step == 0 ? ZX_TEXT_SIZE_STANDARD : (int) zx_settings_get_text_size () + step;

  zx_settings_set_text_size (CLAMP (size, ZX_TEXT_SIZE_STANDARD, ZX_TEXT_SIZE_LARGEST));
  zx_application_apply_look ();
}

static const GActionEntry actions[] = {
  { .name = "open", .activate = open_action },
  { .name = "new", .activate = new_action },
  { .name = "try-demo", .activate = try_demo_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
  { .name = "text-size", .activate = text_size_action, .parameter_type = "i" },
};

/* The Chinese font has quotation marks as wide as a character, which tears other languages apart. */
static void
narrow_quotes (void)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (g_str_has_prefix (g_get_language_names ()[0], "zh"))
    return;

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, "window { font-feature-settings: \"pwid\"; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
zx_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (zx_application_parent_class)->startup (application);
  narrow_quotes ();

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application),
                                           accels[i].action, accels[i].keys);

  zx_application_apply_look ();
}

static void
zx_application_activate (GApplication *application)
{
  ZxApplication *self = ZX_APPLICATION (application);
  gboolean first = self->window == NULL;
  ZxWindow *window = get_window (self);

  if (first)
    zx_launch_begin (window, NULL);

  gtk_window_present (GTK_WINDOW (window));
}

static void
zx_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  ZxApplication *self = ZX_APPLICATION (application);
  gboolean first = self->window == NULL;
  ZxWindow *window = get_window (self);

  if (first)
    zx_launch_begin (window, g_file_peek_path (files[0]));
  else if (g_file_peek_path (files[0]) != NULL)
    zx_launch_open (window, g_file_peek_path (files[0]));

  gtk_window_present (GTK_WINDOW (window));
}

static void
zx_application_finalize (GObject *object)
{
  ZxApplication *self = ZX_APPLICATION (object);

  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (zx_application_parent_class)->finalize (object);
}

static void
zx_application_class_init (ZxApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_application_finalize;

  application_class->startup = zx_application_startup;
  application_class->activate = zx_application_activate;
  application_class->open = zx_application_open;
}

static void
zx_application_init (ZxApplication *self)
{
}

ZxApplication *
zx_application_new (void)
{
  return g_object_new (ZX_TYPE_APPLICATION,
                       "application-id", ZX_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/zhuxue/Casebook",
                       NULL);
}

void
zx_application_apply_look (void)
{
  static const char * const fonts[] = {
    [ZX_TEXT_SIZE_STANDARD] = "Noto Sans CJK SC 11",
    [ZX_TEXT_SIZE_LARGE] = "Noto Sans CJK SC 12.5",
    [ZX_TEXT_SIZE_LARGEST] = "Noto Sans CJK SC 14",
  };
  static const AdwColorScheme schemes[] = {
    [ZX_LOOK_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
    [ZX_LOOK_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [ZX_LOOK_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };

  /* The font of the toolkit, so that dialogs and file choosers follow as well. Text that can be
   * copied is not marked as a whole only because the keyboard came to it. */
  g_object_set (gtk_settings_get_default (),
                "gtk-font-name", fonts[zx_settings_get_text_size ()],
                "gtk-label-select-on-focus", FALSE,
                NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[zx_settings_get_look ()]);
}
