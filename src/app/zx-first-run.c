/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-first-run"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-first-run.h"
#include "zx-flow-layout.h"
#include "zx-notice.h"
#include "zx-platform.h"
#include "zx-seg.h"
#include "zx-settings.h"
#include "zx-window.h"

#define MAX_SHOWN_RECENT 3
#define SHORTEST_PASSWORD 6
#define NARROW 900 /* px: the left panel goes */
#define SLIM   600 /* the cards stand below each other */

typedef struct
{
  const char *codes;
  const char *label;
} Stage;

/* The ids are codes of the table STAGE; a nine-year school has two. */
static const Stage stages[] = {
  { "1", NC_("stage", "Preschool") },
  { "2", NC_("stage", "Primary") },
  { "3", NC_("stage", "Junior high") },
  { "2,3", NC_("stage", "Nine-year") },
  { "4", NC_("stage", "Senior high") },
  { "5", NC_("stage", "Vocational") },
  { "6", NC_("stage", "Special education") },
};

/* The codes of the table ROLE; a teacher without an office has none. */
typedef struct
{
  const char *code;
  const char *label;
} Role;

static const Role roles[] = {
  { "3", NC_("role", "Aid officer") },
  { "4", NC_("role", "Class teacher") },
  { "2", NC_("role", "Principal") },
  { "", NC_("role", "Teacher") },
};

struct _ZxFirstRun
{
  AdwBin      parent_instance;
  GtkWidget  *aside;
  GtkWidget  *recent_box;
  GtkWidget  *recent_list;
  GtkWidget  *columns;
  ZxNotice   *notice;
  GtkWidget  *school;
  GtkWidget  *school_hint;
  GtkWidget  *stage_box;
  GtkWidget  *term;
  GtkWidget  *person;
  GtkWidget  *person_hint;
  GtkWidget  *role;
  GtkWidget  *cards;
  GtkWidget  *import_card;
  GtkWidget  *empty_card;
  GtkWidget  *demo_card;
  GtkWidget  *password_box;
  GtkWidget  *password_check;
  GtkWidget  *password;
  GtkWidget  *password_again;
  GtkWidget  *password_hint;
  GtkWidget  *place;
  GtkWidget  *back_button;
  GtkWidget  *restore_button;
  GtkWidget  *create_button;
  GtkWidget  *spinner;
  ZxSeg      *stage_seg;
  GPtrArray  *terms;  /* of char * */
  char       *folder;
  char       *path;   /* of the last zx_first_run_get_values() */
  char       *name;   /* the same, the school without blanks around */
  char       *who;
  gboolean    notice_opens; /* the notice's button opens the casebook that is there */
};

enum { CREATE, OPEN_PATH, OPEN_OTHER, RESTORE, CANCELLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxFirstRun, zx_first_run, ADW_TYPE_BIN)

static ZxStart
get_start (ZxFirstRun *self)
{
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->demo_card)))
    return ZX_START_DEMO;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->empty_card)))
    return ZX_START_EMPTY;

  return ZX_START_IMPORT;
}

/* A school's name becomes a file's name: what a stick formatted under Windows cannot take, goes. */
static char *
file_name_of (const char *school)
{
  char *name = g_strdup (school);

  g_strdelimit (name, "/\\:*?\"<>|\n\r\t", '-');
  if (*name == '.')
    *name = '-';

  return name;
}

static void
set_bad (GtkWidget  *entry,
         GtkWidget  *hint,
         const char *message,
         const char *usual)
{
  gtk_label_set_label (GTK_LABEL (hint), message != NULL ? message : usual);

  if (message != NULL)
    {
      gtk_widget_add_css_class (entry, "invalid");
      gtk_widget_remove_css_class (hint, "hint");
      gtk_widget_add_css_class (hint, "error-text");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (entry, "invalid");
      gtk_widget_remove_css_class (hint, "error-text");
      gtk_widget_add_css_class (hint, "hint");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

static gboolean
is_blank (GtkWidget *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  return *text == '\0';
}

static gboolean
check_school (ZxFirstRun *self)
{
  gboolean bad = get_start (self) != ZX_START_DEMO && is_blank (self->school);

  set_bad (self->school, self->school_hint,
           bad ? _("Write the name of the school; it is printed on notices.") : NULL,
           _("It is printed on notices, receipts and covers."));

  return !bad;
}

static gboolean
check_person (ZxFirstRun *self)
{
  gboolean bad = get_start (self) != ZX_START_DEMO && is_blank (self->person);

  set_bad (self->person, self->person_hint,
           bad ? _("Write your name; it stands beside what you record.") : NULL,
           _("It stands beside what you record."));

  return !bad;
}

static gboolean
check_password (ZxFirstRun *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));
  const char *again = gtk_editable_get_text (GTK_EDITABLE (self->password_again));
  const char *message = NULL;

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->password_check)))
    {
      if (g_utf8_strlen (password, -1) < SHORTEST_PASSWORD)
        message = _("The password needs six characters or more. Whoever forgets it cannot open the casebook again.");
      else if (strcmp (password, again) != 0)
        message = _("The two passwords differ.");
    }

  set_bad (self->password, self->password_hint, message,
           _("It holds private things about children and families. Set a password where several people share the computer."));

  return message == NULL;
}

/* "Documents / Zhuxue" rather than a path */
static void
update_place (ZxFirstRun *self)
{
  const char *home = g_get_home_dir ();
  g_autofree char *shown = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *words = NULL;

  if (g_str_has_prefix (self->folder, home) && self->folder[strlen (home)] == '/')
    shown = g_strdup (self->folder + strlen (home) + 1);
  else
    shown = g_strdup (*self->folder == '/' ? self->folder + 1 : self->folder);

  parts = g_strsplit (shown, "/", -1);
  joined = g_strjoinv (" / ", parts);
  /* Translators: %s is a folder: "Documents / Zhuxue" */
  words = g_strdup_printf (_("The casebook is kept in: %s"), joined);
  gtk_label_set_label (GTK_LABEL (self->place), words);
  gtk_widget_set_tooltip_text (self->place, self->folder);
}

static void
update_create (ZxFirstRun *self)
{
  ZxStart start = get_start (self);
  const char *label;

  if (start == ZX_START_IMPORT)
    label = _("Create, then import");
  else if (start == ZX_START_EMPTY)
    label = _("Create and start");
  else
    label = _("Open the demo school");

  gtk_button_set_label (GTK_BUTTON (self->create_button), label);
}

static void
update_path (ZxFirstRun *self)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_free (self->name);
  self->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->school))));
  base = file_name_of (get_start (self) == ZX_START_DEMO ? _("Demo school") : self->name);
  name = g_strconcat (base, ".zhuxue", NULL);

  g_free (self->path);
  self->path = g_build_filename (self->folder, name, NULL);
}

/* The nearest folder above that exists must take files. */
static gboolean
check_folder (ZxFirstRun *self)
{
  g_autofree char *at = g_strdup (self->folder);

  while (!g_file_test (at, G_FILE_TEST_EXISTS))
    {
      char *above = g_path_get_dirname (at);

      if (g_str_equal (above, at))
        {
          g_free (above);
          break;
        }

      g_free (at);
      at = above;
    }

  if (g_file_test (at, G_FILE_TEST_IS_DIR) && access (at, W_OK) == 0)
    return TRUE;

  self->notice_opens = FALSE;
  zx_notice_show (self->notice, ZX_TONE_URGENT,
                  _("Nothing can be written to this folder. Choose another place."),
                  _("Change the place…"), self->folder);

  return FALSE;
}

static gboolean
check_free (ZxFirstRun *self)
{
  update_path (self);

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;

  self->notice_opens = TRUE;
  zx_notice_show (self->notice, ZX_TONE_SOON,
                  get_start (self) == ZX_START_DEMO
                    ? _("The demo school is in this folder already. Open it?")
                    : _("A casebook of this name is in this folder already. Open it?"),
                  _("Open it"), NULL);

  return FALSE;
}

/* --- recent casebooks --------------------------------------------------- */

static void
recent_clicked_cb (GtkButton  *button,
                   ZxFirstRun *self)
{
  const char *path = g_object_get_data (G_OBJECT (button), "path");

  g_signal_emit (self, signals[OPEN_PATH], 0, path);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (ZxFirstRun) self = user_data;
  g_autoptr (GFile) file = zx_platform_open_file_finish (result, NULL);
  const char *old = g_object_get_data (G_OBJECT (self), "moved");

  if (file == NULL)
    return;

  if (old != NULL)
    zx_settings_remove_recent (old);

  g_signal_emit (self, signals[OPEN_PATH], 0, g_file_peek_path (file));
}

static void
find_clicked_cb (GtkButton  *button,
                 ZxFirstRun *self)
{
  static const char * const patterns[] = { "*.zhuxue", NULL };
  const char *path = g_object_get_data (G_OBJECT (button), "path");

  g_object_set_data_full (G_OBJECT (self), "moved", g_strdup (path), g_free);
  zx_platform_open_file_async (GTK_WINDOW (zx_window_of (self)), _("Where is the casebook now?"),
                               _("Casebooks"), patterns, NULL, NULL, found_cb, g_object_ref (self));
}

static void
forget_clicked_cb (GtkButton  *button,
                   ZxFirstRun *self)
{
  zx_settings_remove_recent (g_object_get_data (G_OBJECT (button), "path"));
  zx_first_run_reload_recent (self);
}

static GtkWidget *
small_button (const char *label,
              const char *spoken,
              const char *path)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

static void
append_recent (ZxFirstRun *self,
               const char *path)
{
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autofree char *school = zx_settings_dup_school (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (*school != '\0' ? school : base);
  GtkWidget *line = gtk_label_new (there ? folder : _("Not found; was it moved?"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (line, there ? "hint" : "error-text");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_tooltip_text (row, path);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), line);
  gtk_box_append (GTK_BOX (row), texts);

  if (there)
    {
      /* Translators: read aloud for a button: "Open Qingshi School" */
      g_autofree char *spoken = g_strdup_printf (_("Open %s"), gtk_label_get_label (GTK_LABEL (title)));
      GtkWidget *button = small_button (_("Open"), spoken, path);

      g_signal_connect (button, "clicked", G_CALLBACK (recent_clicked_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  else
    {
      g_autofree char *find = g_strdup_printf (_("Find %s"), gtk_label_get_label (GTK_LABEL (title)));
      g_autofree char *forget = g_strdup_printf (_("Forget %s"), gtk_label_get_label (GTK_LABEL (title)));
      GtkWidget *find_button = small_button (_("Find…"), find, path);
      GtkWidget *forget_button = small_button (_("Forget"), forget, path);

      g_signal_connect (find_button, "clicked", G_CALLBACK (find_clicked_cb), self);
      g_signal_connect (forget_button, "clicked", G_CALLBACK (forget_clicked_cb), self);
      gtk_box_append (GTK_BOX (row), find_button);
      gtk_box_append (GTK_BOX (row), forget_button);
    }

  gtk_box_append (GTK_BOX (self->recent_list), row);
}

/* --- callbacks ---------------------------------------------------------- */

static void
start_toggled_cb (ZxFirstRun *self)
{
  update_create (self);
  zx_notice_hide (self->notice);

  if (get_start (self) == ZX_START_DEMO)
    {
      check_school (self);
      check_person (self);
    }
}

static void
school_left_cb (ZxFirstRun *self)
{
  /* An empty field is told of when it matters, at the button; a bad one is taken back at once. */
  if (!is_blank (self->school))
    check_school (self);
}

static void
person_left_cb (ZxFirstRun *self)
{
  if (!is_blank (self->person))
    check_person (self);
}

static void
password_toggled_cb (ZxFirstRun *self)
{
  gboolean wanted = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->password_check));

  gtk_widget_set_visible (self->password_box, wanted);
  if (wanted)
    gtk_widget_grab_focus (self->password);
  else
    check_password (self);
}

static void
folder_selected_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (ZxFirstRun) self = user_data;
  g_autoptr (GFile) folder = zx_platform_select_folder_finish (result, NULL);

  if (folder == NULL || g_file_peek_path (folder) == NULL)
    return;

  g_free (self->folder);
  self->folder = g_file_get_path (folder);
  zx_notice_hide (self->notice);
  update_place (self);
  check_folder (self);
}

static void
change_place_cb (ZxFirstRun *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  zx_platform_select_folder_async (GTK_WINDOW (zx_window_of (self)), _("Where the casebook is kept"),
                                   folder, NULL, folder_selected_cb, g_object_ref (self));
}

static void
notice_activated_cb (ZxFirstRun *self)
{
  if (self->notice_opens)
    g_signal_emit (self, signals[OPEN_PATH], 0, self->path);
  else
    change_place_cb (self);
}

static void
open_other_cb (ZxFirstRun *self)
{
  g_signal_emit (self, signals[OPEN_OTHER], 0);
}

static void
restore_cb (ZxFirstRun *self)
{
  g_signal_emit (self, signals[RESTORE], 0);
}

static void
back_cb (ZxFirstRun *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
create_cb (ZxFirstRun *self)
{
  gboolean school_good = check_school (self);
  gboolean person_good = check_person (self);

  zx_notice_hide (self->notice);

  if (!school_good)
    gtk_widget_grab_focus (self->school);
  else if (!person_good)
    gtk_widget_grab_focus (self->person);
  else if (!check_password (self))
    gtk_widget_grab_focus (self->password);
  else if (check_folder (self) && check_free (self))
    g_signal_emit (self, signals[CREATE], 0);
}

/* The pages' shell is not there to tell the width, so the window's surface does. */
static void
width_changed_cb (ZxFirstRun *self,
                  int         width,
                  int         height)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double shadow_x, shadow_y;
  gboolean narrow;

  if (native == NULL)
    return;

  gtk_native_get_surface_transform (native, &shadow_x, &shadow_y);
  width -= 2 * (int) shadow_x;
  narrow = width < NARROW;
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  gtk_widget_set_visible (self->aside, !narrow);
  /* Beside the fields, or in a line of its own below them */
  gtk_widget_set_margin_top (self->person_hint, width < SLIM ? 0 : 28);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards),
                                  width < SLIM ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* --- overrides ---------------------------------------------------------- */

static void
zx_first_run_realize (GtkWidget *widget)
{
  GdkSurface *surface;

  GTK_WIDGET_CLASS (zx_first_run_parent_class)->realize (widget);

  surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_signal_connect_object (surface, "layout", G_CALLBACK (width_changed_cb), widget, G_CONNECT_SWAPPED);
  width_changed_cb (ZX_FIRST_RUN (widget), gdk_surface_get_width (surface), gdk_surface_get_height (surface));
}

static void
zx_first_run_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_native_get_surface (gtk_widget_get_native (widget)), width_changed_cb, widget);

  GTK_WIDGET_CLASS (zx_first_run_parent_class)->unrealize (widget);
}

static void
zx_first_run_finalize (GObject *object)
{
  ZxFirstRun *self = ZX_FIRST_RUN (object);

  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->who, g_free);

  G_OBJECT_CLASS (zx_first_run_parent_class)->finalize (object);
}

static void
zx_first_run_class_init (ZxFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_first_run_finalize;
  widget_class->realize = zx_first_run_realize;
  widget_class->unrealize = zx_first_run_unrealize;

  signals[CREATE] =
    g_signal_new ("create", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_PATH] =
    g_signal_new ("open-path", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_OTHER] =
    g_signal_new ("open-other", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTORE] =
    g_signal_new ("restore", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] =
    g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ZX_TYPE_FLOW_LAYOUT);
  g_type_ensure (ZX_TYPE_NOTICE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, aside);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, recent_box);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, recent_list);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, columns);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, notice);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, school);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, school_hint);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, stage_box);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, term);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, person);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, person_hint);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, role);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, cards);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, import_card);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, empty_card);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, demo_card);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, password_box);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, password_check);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, password);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, password_again);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, password_hint);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, place);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, back_button);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, restore_button);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, create_button);
  gtk_widget_class_bind_template_child (widget_class, ZxFirstRun, spinner);
  gtk_widget_class_bind_template_callback (widget_class, start_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, school_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, password_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_other_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
fill_terms (ZxFirstRun *self)
{
  g_autofree char *today = zx_date_today ();
  g_autofree char *now = zx_term_of_date (today);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->terms = g_ptr_array_new_with_free_func (g_free);

  /* The one before, for a school that is still closing it, this one, and the next. */
  for (int i = -1; i <= 1; i++)
    {
      char *term = zx_term_add (now, i);
      g_autofree char *label = zx_term_format (term);

      gtk_string_list_append (labels, label);
      g_ptr_array_add (self->terms, term);
    }

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->term), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->term), 1);
}

static void
zx_first_run_init (ZxFirstRun *self)
{
  g_autoptr (GtkStringList) role_labels = gtk_string_list_new (NULL);
  GtkWidget *seg;

  gtk_widget_init_template (GTK_WIDGET (self));

  seg = zx_seg_new (ZX_SEG_BOX);
  self->stage_seg = ZX_SEG (seg);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    zx_seg_append (self->stage_seg, stages[i].codes, g_dpgettext2 (NULL, "stage", stages[i].label));
  zx_seg_set_active (self->stage_seg, "2,3");
  gtk_accessible_update_property (GTK_ACCESSIBLE (seg), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stage"), -1);
  gtk_box_append (GTK_BOX (self->stage_box), seg);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (role_labels, g_dpgettext2 (NULL, "role", roles[i].label));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->role), G_LIST_MODEL (role_labels));

  fill_terms (self);

  self->folder = zx_settings_dup_home_folder ();
  update_place (self);
  update_create (self);
  set_bad (self->school, self->school_hint, NULL, _("It is printed on notices, receipts and covers."));
  set_bad (self->person, self->person_hint, NULL, _("It stands beside what you record."));
  check_password (self);

#if !ZX_HAVE_SQLCIPHER
  /* The build cannot keep a password: say so, and what helps instead. */
  gtk_widget_set_visible (self->password_check, FALSE);
  gtk_label_set_label (GTK_LABEL (self->password_hint),
                       _("This build has no password for casebooks; on a shared computer use disk encryption."));
#endif

  zx_first_run_reload_recent (self);
}

GtkWidget *
zx_first_run_new (void)
{
  return g_object_new (ZX_TYPE_FIRST_RUN, NULL);
}

void
zx_first_run_get_values (ZxFirstRun       *self,
                         ZxFirstRunValues *out_values)
{
  guint term = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->term));
  guint role = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role));
  gboolean demo;

  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  update_path (self);
  g_free (self->who);
  self->who = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person))));
  demo = get_start (self) == ZX_START_DEMO;

  memset (out_values, 0, sizeof *out_values);
  out_values->start = get_start (self);
  out_values->school = demo ? "" : self->name;
  out_values->stages = zx_seg_get_active (self->stage_seg);
  out_values->term = g_ptr_array_index (self->terms, MIN (term, self->terms->len - 1));
  out_values->person = demo ? "" : self->who;
  out_values->role = roles[MIN (role, G_N_ELEMENTS (roles) - 1)].code;
  out_values->post = g_dpgettext2 (NULL, "role", roles[MIN (role, G_N_ELEMENTS (roles) - 1)].label);
  out_values->path = self->path;

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->password_check)))
    out_values->password = gtk_editable_get_text (GTK_EDITABLE (self->password));
}

void
zx_first_run_set_busy (ZxFirstRun *self,
                       gboolean    busy)
{
  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  gtk_widget_set_sensitive (self->columns, !busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
}

void
zx_first_run_show_error (ZxFirstRun   *self,
                         const GError *error)
{
  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  self->notice_opens = FALSE;
  zx_notice_show_error (self->notice, error, _("Change the place…"));
}

void
zx_first_run_set_offers (ZxFirstRun *self,
                         gboolean    demo,
                         gboolean    restore)
{
  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  gtk_widget_set_visible (self->demo_card, demo);
  gtk_widget_set_visible (self->restore_button, restore);
}

void
zx_first_run_allow_back (ZxFirstRun *self,
                         gboolean    allow)
{
  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  gtk_widget_set_visible (self->back_button, allow);
}

void
zx_first_run_pick_demo (ZxFirstRun *self)
{
  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->demo_card), TRUE);
  gtk_widget_grab_focus (self->create_button);
}

void
zx_first_run_reload_recent (ZxFirstRun *self)
{
  g_auto (GStrv) recent = zx_settings_dup_recent ();
  GtkWidget *child;

  g_return_if_fail (ZX_IS_FIRST_RUN (self));

  while ((child = gtk_widget_get_first_child (self->recent_list)) != NULL)
    gtk_box_remove (GTK_BOX (self->recent_list), child);

  for (guint i = 0; recent != NULL && recent[i] != NULL && i < MAX_SHOWN_RECENT; i++)
    append_recent (self, recent[i]);

  gtk_widget_set_visible (self->recent_box, gtk_widget_get_first_child (self->recent_list) != NULL);
}
