/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-date-entry"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-chip.h"
#include "zx-date-entry.h"
#include "zx-flow-layout.h"

struct _ZxDateEntry
{
  AdwBin      parent_instance;
  GtkWidget  *entry;
  GtkWidget  *calendar_button;
  GtkWidget  *calendar;
  GtkWidget  *chips;
  GtkWidget  *message;
  char       *date;  /* "" for none */
  char       *today;
  ZxDateLean  lean;
  gboolean    picking; /* the calendar or a chip is being set from here */
};

enum { PROP_0, PROP_DATE, PROP_LABEL, PROP_LEAN, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZxDateEntry, zx_date_entry, ADW_TYPE_BIN)

static const char *
get_today (ZxDateEntry *self)
{
  if (self->today == NULL)
    self->today = zx_date_today ();

  return self->today;
}

static void
update_chips (ZxDateEntry *self)
{
  gboolean picking = self->picking;

  self->picking = TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (self->chips);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                  g_str_equal (zx_chip_get_value (ZX_CHIP (child)), self->date));

  self->picking = picking;
}

static void
update_calendar (ZxDateEntry *self)
{
  const char *date = *self->date != '\0' ? self->date : get_today (self);
  g_auto (GStrv) parts = g_strsplit (date, "-", 3);
  g_autoptr (GDateTime) day = NULL;
  gboolean picking = self->picking;

  if (g_strv_length (parts) != 3)
    return;

  day = g_date_time_new_local (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]), 12, 0, 0);
  if (day == NULL)
    return;

  self->picking = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day);
  self->picking = picking;
}

static void
take_date (ZxDateEntry *self,
           const char  *date)
{
  if (g_str_equal (self->date, date))
    return;

  g_free (self->date);
  self->date = g_strdup (date);
  update_chips (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

/* Moves from the day in the field, or from today when there is none. */
static void
move (ZxDateEntry *self,
      int          days,
      int          months)
{
  g_autofree char *moved = NULL;

  zx_date_entry_commit (self);

  if (*self->date == '\0')
    moved = g_strdup (get_today (self));
  else if (months != 0)
    moved = zx_date_add_months (self->date, months);
  else
    moved = zx_date_add_days (self->date, days);

  if (moved != NULL)
    zx_date_entry_set_date (self, moved);
}

static gboolean
key_pressed_cb (ZxDateEntry     *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Up)
    move (self, 1, 0);
  else if (keyval == GDK_KEY_Down)
    move (self, -1, 0);
  else if (keyval == GDK_KEY_Page_Up)
    move (self, 0, 1);
  else if (keyval == GDK_KEY_Page_Down)
    move (self, 0, -1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
committed_cb (ZxDateEntry *self)
{
  zx_date_entry_commit (self);
}

static void
day_selected_cb (ZxDateEntry *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *date = NULL;

  if (self->picking)
    return;

  day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  date = g_date_time_format (day, "%Y-%m-%d");
  zx_date_entry_set_date (self, date);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->calendar_button));
  gtk_widget_grab_focus (self->entry);
}

static void
popover_shown_cb (ZxDateEntry *self)
{
  zx_date_entry_commit (self);
  update_calendar (self);
}

static void
chip_toggled_cb (ZxChip      *chip,
                 ZxDateEntry *self)
{
  if (self->picking)
    return;

  /* A date is always one of them or another: pressing the chosen chip again keeps it. */
  zx_date_entry_set_date (self, zx_chip_get_value (chip));
  update_chips (self);
}

static gboolean
zx_date_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZX_DATE_ENTRY (widget)->entry);
}

static void
zx_date_entry_finalize (GObject *object)
{
  ZxDateEntry *self = ZX_DATE_ENTRY (object);

  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (zx_date_entry_parent_class)->finalize (object);
}

static void
zx_date_entry_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ZxDateEntry *self = ZX_DATE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_date_entry_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ZxDateEntry *self = ZX_DATE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_DATE:
      zx_date_entry_set_date (self, g_value_get_string (value));
      break;

    case PROP_LABEL:
      zx_date_entry_set_label (self, g_value_get_string (value));
      break;

    case PROP_LEAN:
      self->lean = g_value_get_int (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_date_entry_class_init (ZxDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = zx_date_entry_finalize;
  object_class->get_property = zx_date_entry_get_property;
  object_class->set_property = zx_date_entry_set_property;
  widget_class->grab_focus = zx_date_entry_grab_focus;

  properties[PROP_DATE] =
    g_param_spec_string ("date", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAN] =
    g_param_spec_int ("lean", NULL, NULL, ZX_DATE_LEAN_PAST, ZX_DATE_LEAN_NEAREST, ZX_DATE_LEAN_PAST,
                      G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (ZX_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-date-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxDateEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, ZxDateEntry, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, ZxDateEntry, calendar);
  gtk_widget_class_bind_template_child (widget_class, ZxDateEntry, chips);
  gtk_widget_class_bind_template_child (widget_class, ZxDateEntry, message);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, committed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
}

static void
zx_date_entry_init (ZxDateEntry *self)
{
  self->date = g_strdup ("");

  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
zx_date_entry_new (const char *label,
                   ZxDateLean  lean)
{
  return g_object_new (ZX_TYPE_DATE_ENTRY, "label", label, "lean", (int) lean, NULL);
}

void
zx_date_entry_set_label (ZxDateEntry *self,
                         const char  *label)
{
  g_autofree char *choose = NULL;

  g_return_if_fail (ZX_IS_DATE_ENTRY (self));

  if (label == NULL || *label == '\0')
    return;

  /* Translators: %s is the name of a date field: "Choose a day: Visit date" */
  choose = g_strdup_printf (_("Choose a day: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, choose, -1);
  gtk_widget_set_tooltip_text (self->calendar_button, choose);
}

void
zx_date_entry_set_today (ZxDateEntry *self,
                         const char  *today)
{
  g_return_if_fail (ZX_IS_DATE_ENTRY (self));

  g_free (self->today);
  self->today = g_strdup (today);
}

const char *
zx_date_entry_get_date (ZxDateEntry *self)
{
  g_return_val_if_fail (ZX_IS_DATE_ENTRY (self), NULL);

  return self->date;
}

void
zx_date_entry_set_date (ZxDateEntry *self,
                        const char  *date)
{
  g_return_if_fail (ZX_IS_DATE_ENTRY (self));

  if (date == NULL || !zx_date_is_valid (date))
    date = "";

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), date))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), date);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }

  zx_date_entry_set_error (self, NULL);
  take_date (self, date);
}

const char *
zx_date_entry_get_text (ZxDateEntry *self)
{
  g_return_val_if_fail (ZX_IS_DATE_ENTRY (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
zx_date_entry_set_text (ZxDateEntry *self,
                        const char  *text)
{
  g_return_if_fail (ZX_IS_DATE_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  zx_date_entry_commit (self);
}

void
zx_date_entry_add_chip (ZxDateEntry *self,
                        const char  *label,
                        const char  *date)
{
  GtkWidget *chip;

  g_return_if_fail (ZX_IS_DATE_ENTRY (self));

  chip = zx_chip_new (label, date);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), g_str_equal (self->date, date));
  g_signal_connect (chip, "toggled", G_CALLBACK (chip_toggled_cb), self);
  gtk_box_append (GTK_BOX (self->chips), chip);
  gtk_widget_set_visible (self->chips, TRUE);
}

void
zx_date_entry_set_error (ZxDateEntry *self,
                         const char  *message)
{
  g_return_if_fail (ZX_IS_DATE_ENTRY (self));

  gtk_label_set_label (GTK_LABEL (self->message), message != NULL ? message : "");
  gtk_widget_set_visible (self->message, message != NULL);

  if (message != NULL)
    {
      gtk_widget_add_css_class (self->entry, "invalid");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->message, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->entry, "invalid");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    }
}

gboolean
zx_date_entry_commit (ZxDateEntry *self)
{
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (ZX_IS_DATE_ENTRY (self), FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text == '\0')
    {
      zx_date_entry_set_error (self, NULL);
      take_date (self, "");
      return TRUE;
    }

  /* Unchanged: keeps what a page has said about this date. */
  if (g_str_equal (text, self->date))
    return TRUE;

  date = zx_date_parse_typed (text, get_today (self), self->lean);
  if (date == NULL)
    {
      zx_date_entry_set_error (self, _("This is no date. Write it like 2026-11-23, 11-23 or today."));
      take_date (self, "");
      return FALSE;
    }

  zx_date_entry_set_date (self, date);

  return TRUE;
}
