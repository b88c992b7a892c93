/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-history-list"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-date.h"
#include "zx-empty.h"
#include "zx-flow-layout.h"
#include "zx-history-list.h"
#include "zx-history.h"
#include "zx-tag.h"

#define STEP_ENTRIES 100
#define MAX_CHANGES  6

struct _ZxHistoryList
{
  AdwBin        parent_instance;
  ZxSession    *session; /* the window owns both */
  const ZxKind *kind;
  gint64        id;
  guint         limit;
  gboolean      filling;
  GPtrArray    *entries; /* of ZxHistoryEntry */

  GtkDropDown  *person_drop;
  GtkDropDown  *kind_drop;
  GPtrArray    *kinds;   /* of const ZxKind, behind "all" */
  GtkWidget    *card;
  GtkWidget    *empty;
  GtkWidget    *more;
};

G_DEFINE_FINAL_TYPE (ZxHistoryList, zx_history_list, ADW_TYPE_BIN)

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* --- one entry */

static char *
dup_time (ZxHistoryList        *self,
          const ZxHistoryEntry *entry)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (entry->time_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *date = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;
  g_autofree char *day = NULL;

  if (date == NULL)
    return g_strdup ("—");

  day = zx_date_format (date, zx_session_get_today (self->session), ZX_DATE_SHOW_SHORT);

  return g_strdup_printf ("%s %s", day, clock);
}

static gboolean
is_masked (const ZxField *field)
{
  return field->sensitivity == ZX_SENSITIVE &&
         (g_str_has_suffix (field->key, "_no") || g_str_has_suffix (field->key, "phone") || g_str_has_suffix (field->key, "_id"));
}

static char *
dup_value (const ZxField *field,
           const ZxValue *value)
{
  g_autofree char *text = NULL;

  if (value->type == ZX_VALUE_NULL)
    /* Translators: a field had, or gets, no value */
    return g_strdup (C_("history", "nothing"));
  if (is_masked (field))
    return g_strdup ("****");

  text = zx_value_dup_display (field, value);
  if (g_utf8_strlen (text, -1) > 40)
    {
      g_autofree char *head = g_utf8_substring (text, 0, 40);

      return g_strconcat (head, "…", NULL);
    }

  return g_steal_pointer (&text);
}

/* "Phone: 138… → 139…"; NULL for what says nothing to a person */
static char *
dup_change (const ZxRowChange   *row,
            const ZxFieldChange *change)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const char *label;

  if (change->field == NULL || (change->field->flags & (ZX_FIELD_HIDDEN | ZX_FIELD_OWNER)) != 0 ||
      change->field->type == ZX_TYPE_REF || change->field->type == ZX_TYPE_REFS)
    return NULL;

  label = zx_field_get_label (row->kind, change->field);
  to = dup_value (change->field, &change->to);
  if (row->op == 'a')
    /* Translators: in the history: "Phone: 138…" */
    return g_strdup_printf (C_("history", "%s: %s"), label, to);

  from = dup_value (change->field, &change->from);

  /* Translators: in the history: "Phone: old → new" */
  return g_strdup_printf (C_("history", "%s: %s → %s"), label, from, to);
}

static char *
dup_changes (const ZxHistoryEntry *entry)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < entry->changes->len; i++)
    {
      const ZxRowChange *row = g_ptr_array_index (entry->changes, i);

      if (row->kind == NULL || row->fields == NULL)
        continue;

      for (guint j = 0; j < row->fields->len; j++)
        {
          g_autofree char *one = dup_change (row, &g_array_index (row->fields, ZxFieldChange, j));

          if (one == NULL)
            continue;
          if (n++ >= MAX_CHANGES)
            continue;
          if (words->len > 0)
            g_string_append (words, "\n");
          g_string_append (words, one);
        }
    }

  if (n > MAX_CHANGES)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_CHANGES), n - MAX_CHANGES);

      g_string_append_printf (words, "\n%s", more);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
undo_cb (GtkButton     *button,
         ZxHistoryList *self)
{
  gint64 *action = g_object_get_data (G_OBJECT (button), "zx-action");

  zx_session_undo (self->session, *action);
}

static GtkWidget *
end_new (ZxHistoryList        *self,
         const ZxHistoryEntry *entry)
{
  GtkWidget *button;
  g_autofree char *spoken = NULL;
  gint64 *action;

  if (entry->undone)
    return zx_tag_new (ZX_TONE_PLAIN, _("taken back"));
  if (!zx_session_can_write (self->session) ||
      g_strcmp0 (entry->type, "undo") == 0 || g_strcmp0 (entry->type, "redo") == 0 || g_strcmp0 (entry->type, "setup") == 0)
    return NULL;

  button = gtk_button_new_with_label (_("Undo"));
  /* Translators: a button is called: "Undo: Change: Phone" */
  spoken = g_strdup_printf (_("Undo: %s"), entry->words);
  action = g_new (gint64, 1);
  *action = entry->action;
  g_object_set_data_full (G_OBJECT (button), "zx-action", action, g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (undo_cb), self, 0);

  return button;
}

static GtkWidget *
row_new (ZxHistoryList        *self,
         const ZxHistoryEntry *entry)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *when = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *what = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *end = end_new (self, entry);
  g_autofree char *time = dup_time (self, entry);
  g_autofree char *changes = dup_changes (entry);

  gtk_box_append (GTK_BOX (when), label_new (time, "numeric"));
  gtk_box_append (GTK_BOX (when), label_new (entry->actor != NULL ? entry->actor : "", "hint"));
  gtk_widget_set_size_request (when, 130, -1);
  gtk_widget_set_valign (when, GTK_ALIGN_START);
  gtk_widget_set_margin_top (when, 8);
  gtk_widget_set_margin_bottom (when, 8);

  gtk_box_append (GTK_BOX (what), label_new (entry->words, "strong"));
  if (*changes != '\0')
    gtk_box_append (GTK_BOX (what), label_new (changes, "hint"));
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_set_margin_top (what, 8);
  gtk_widget_set_margin_bottom (what, 8);

  gtk_box_append (GTK_BOX (row), when);
  gtk_box_append (GTK_BOX (row), what);
  if (end != NULL)
    {
      gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), end);
    }

  return row;
}

/* --- filters */

static gboolean
touches (const ZxHistoryEntry *entry,
         const ZxKind         *kind)
{
  for (guint i = 0; i < entry->changes->len; i++)
    if (((ZxRowChange *) g_ptr_array_index (entry->changes, i))->kind == kind)
      return TRUE;

  return FALSE;
}

static void
show_entries (ZxHistoryList *self)
{
  guint person_at = gtk_drop_down_get_selected (self->person_drop);
  guint kind_at = gtk_drop_down_get_selected (self->kind_drop);
  const char *person = NULL;
  const ZxKind *kind = NULL;
  guint n = 0;

  if (person_at > 0 && person_at != GTK_INVALID_LIST_POSITION)
    person = gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (self->person_drop)), person_at);
  if (kind_at > 0 && kind_at <= self->kinds->len)
    kind = g_ptr_array_index (self->kinds, kind_at - 1);

  zx_card_clear (ZX_CARD (self->card));
  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++)
    {
      const ZxHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      if ((person != NULL && g_strcmp0 (entry->actor, person) != 0) || (kind != NULL && !touches (entry, kind)))
        continue;
      zx_card_append_row (ZX_CARD (self->card), row_new (self, entry));
      n++;
    }

  gtk_widget_set_visible (self->card, n > 0);
  gtk_widget_set_visible (self->empty, n == 0);
  gtk_widget_set_visible (self->more, self->entries != NULL && self->limit > 0 && self->entries->len >= self->limit);
}

static void
filter_cb (ZxHistoryList *self)
{
  if (!self->filling)
    show_entries (self);
}

static void
set_labels (GtkDropDown *drop,
            GPtrArray   *labels)
{
  g_autoptr (GtkStringList) model = NULL;
  guint at = gtk_drop_down_get_selected (drop);
  GtkStringList *old = GTK_STRING_LIST (gtk_drop_down_get_model (drop));
  g_autofree char *chosen = at != GTK_INVALID_LIST_POSITION ? g_strdup (gtk_string_list_get_string (old, at)) : NULL;

  g_ptr_array_add (labels, NULL);
  model = gtk_string_list_new ((const char * const *) labels->pdata);
  gtk_drop_down_set_model (drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (drop, 0);
  for (guint i = 0; chosen != NULL && i + 1 < labels->len; i++)
    if (g_str_equal (g_ptr_array_index (labels, i), chosen))
      gtk_drop_down_set_selected (drop, i);
  gtk_widget_set_visible (GTK_WIDGET (drop), labels->len > 3);
}

static void
fill_filters (ZxHistoryList *self)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (people, (char *) _("Everybody"));
  g_ptr_array_add (words, (char *) _("All records"));
  g_ptr_array_set_size (self->kinds, 0);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ZxHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->actor != NULL && *entry->actor != '\0' &&
          !g_ptr_array_find_with_equal_func (people, entry->actor, g_str_equal, NULL))
        g_ptr_array_add (people, entry->actor);
      for (guint j = 0; j < entry->changes->len; j++)
        {
          const ZxKind *kind = ((ZxRowChange *) g_ptr_array_index (entry->changes, j))->kind;

          if (kind != NULL && (kind->flags & ZX_KIND_INNER) == 0 && !g_ptr_array_find (self->kinds, kind, NULL))
            {
              g_ptr_array_add (self->kinds, (gpointer) kind);
              g_ptr_array_add (words, (char *) zx_kind_get_label (kind));
            }
        }
    }

  self->filling = TRUE;
  set_labels (self->person_drop, people);
  set_labels (self->kind_drop, words);
  self->filling = FALSE;
}

static void
more_cb (ZxHistoryList *self)
{
  self->limit += STEP_ENTRIES;
  zx_history_list_load (self);
}

/* --- the widget */

static void
zx_history_list_dispose (GObject *object)
{
  ZxHistoryList *self = ZX_HISTORY_LIST (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_history_list_parent_class)->dispose (object);
}

static void
zx_history_list_class_init (ZxHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_history_list_dispose;
}

static GtkDropDown *
drop_new (ZxHistoryList *self,
          const char    *first,
          const char    *spoken)
{
  const char *labels[] = { first, NULL };
  GtkWidget *drop = gtk_drop_down_new_from_strings (labels);

  gtk_widget_set_visible (drop, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);

  return GTK_DROP_DOWN (drop);
}

static void
zx_history_list_init (ZxHistoryList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *filters = zx_flow_box_new ();

  self->limit = STEP_ENTRIES;
  self->kinds = g_ptr_array_new ();
  self->person_drop = drop_new (self, _("Everybody"), _("Who"));
  self->kind_drop = drop_new (self, _("All records"), _("Kind of record"));
  gtk_box_append (GTK_BOX (filters), GTK_WIDGET (self->person_drop));
  gtk_box_append (GTK_BOX (filters), GTK_WIDGET (self->kind_drop));

  self->card = zx_card_new (NULL);
  self->empty = zx_empty_new ("document-edit-symbolic", _("Nothing was changed so far."), NULL);
  self->more = gtk_button_new_with_label (_("Show earlier ones"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), filters);
  gtk_box_append (GTK_BOX (box), self->card);
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), self->more);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
zx_history_list_new (ZxSession    *session,
                     const ZxKind *kind,
                     gint64        id)
{
  ZxHistoryList *self = g_object_new (ZX_TYPE_HISTORY_LIST, NULL);

  self->session = session;
  self->kind = kind;
  self->id = id;

  return GTK_WIDGET (self);
}

void
zx_history_list_load (ZxHistoryList *self)
{
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  g_return_if_fail (ZX_IS_HISTORY_LIST (self));

  if (db == NULL)
    return;

  entries = zx_history_load (db, self->kind, self->id, self->limit, &error);
  if (entries == NULL)
    {
      zx_session_report (self->session, error);
      return;
    }

  /* The filters point into the entries of before until they are filled anew. */
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  fill_filters (self);
  show_entries (self);
}
