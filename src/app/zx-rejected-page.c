/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-rejected-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-empty.h"
#include "zx-import-idle.h"
#include "zx-notice.h"
#include "zx-query.h"
#include "zx-rejected-page.h"
#include "zx-rejected-row.h"
#include "zx-roster-import.h"
#include "zx-seg.h"
#include "zx-session.h"

/* Rows on the screen at once; the next ones come as these go. */
#define MAX_ROWS 100

struct _ZxRejectedPage
{
  ZxPage      parent_instance;
  ZxNotice   *notice;
  GtkWidget  *tabs;
  GtkWidget  *stack;
  GtkWidget  *card;
  GtkWidget  *more;
  GHashTable *rows; /* id → ZxRejectedRow on the screen */
};

G_DEFINE_FINAL_TYPE (ZxRejectedPage, zx_rejected_page, ZX_TYPE_PAGE)

static void read_rows (ZxRejectedPage *self);

/* --- what a person does */

static void
import_cb (ZxRejectedPage *self,
           ZxRejectedRow  *row)
{
  ZxSession *session = zx_session_of (self);
  ZxCasebook *casebook = zx_session_get_casebook (session);
  g_auto (GStrv) fields = NULL;
  g_auto (GStrv) values = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  ZxEntryId entry = { 0 };
  gint64 student = 0;

  zx_notice_hide (self->notice);
  zx_rejected_row_dup_edits (row, &fields, &values);
  if (!zx_rejected_row_import (casebook, zx_rejected_row_get_id (row), (const char * const *) fields,
                               (const char * const *) values, &student, &entry.action, &error))
    {
      if (g_error_matches (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_REJECTED))
        zx_rejected_row_show_fault (row, error->message, zx_roster_error_get_field (error));
      else
        zx_notice_show_error (self->notice, error, NULL);
      return;
    }

  entry.dev = zx_casebook_get_device (casebook);
  entry.seq = entry.action;
  name = zx_record_dup_title (zx_session_get_db (session), &zx_kind_student, student);
  words = g_strdup_printf (_("Imported: %s"), name);
  zx_session_did (session, words, &entry, FALSE);
  read_rows (self);
}

static void
aside_cb (ZxRejectedPage *self,
          ZxRejectedRow  *row)
{
  ZxSession *session = zx_session_of (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (session), &zx_kind_rejected_row,
                                                zx_rejected_row_get_id (row), &error);
  g_autofree char *label = NULL;
  ZxEntryId entry = { 0 };

  zx_notice_hide (self->notice);
  if (record != NULL)
    {
      zx_record_set_text (record, "state", "set_aside");
      label = g_strdup_printf (_("Set aside: row %u of the roster"), (guint) zx_record_get_int (record, "row"));
      if (zx_casebook_save (zx_session_get_casebook (session), label, record, &entry, &error))
        zx_session_did (session, label, &entry, FALSE);
    }
  if (error != NULL)
    zx_notice_show_error (self->notice, error, NULL);
  read_rows (self);
}

/* --- what waits */

static GPtrArray *
load (ZxRejectedPage *self,
      const char     *state,
      gint64         *out_total)
{
  g_autoptr (ZxQuery) query = zx_query_new (&zx_kind_rejected_row);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  zx_query_limit (query, MAX_ROWS);
  if (zx_query_where (query, "state", state, &error))
    records = zx_query_load (query, zx_session_get_db (zx_session_of (self)), out_total, &error);
  if (records == NULL)
    zx_notice_show_error (self->notice, error, NULL);

  return g_steal_pointer (&records);
}

/* Takes @label. */
static void
set_tab (ZxRejectedPage *self,
         const char     *id,
         char           *label)
{
  g_autofree char *owned = label;

  zx_seg_set_label (ZX_SEG (self->tabs), id, owned);
}

/* What somebody is writing in must stay: only rows that went are taken away. */
static void
show_records (ZxRejectedPage *self,
              GPtrArray      *records)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *ids = g_new (gint64, records->len + 1);
  GHashTableIter iter;
  gpointer key, row;

  for (guint i = 0; i < records->len; i++)
    {
      ids[i] = zx_record_get_id (g_ptr_array_index (records, i));
      g_hash_table_add (wanted, &ids[i]);
    }

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    if (!g_hash_table_contains (wanted, key))
      {
        gtk_box_remove (GTK_BOX (self->card), row);
        g_hash_table_iter_remove (&iter);
      }

  for (guint i = 0; i < records->len; i++)
    {
      GtkWidget *widget;

      if (g_hash_table_contains (self->rows, &ids[i]))
        continue;
      widget = zx_rejected_row_new (g_ptr_array_index (records, i));
      gtk_widget_add_css_class (widget, "card-row");
      g_signal_connect_object (widget, "import-clicked", G_CALLBACK (import_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (widget, "aside-clicked", G_CALLBACK (aside_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->card), widget);
      g_hash_table_insert (self->rows, g_memdup2 (&ids[i], sizeof ids[i]), widget);
    }
}

static void
read_rows (ZxRejectedPage *self)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  gint64 n_waiting = 0, n_aside = 0, total;
  gboolean shows_aside;

  if (zx_window_of (self) == NULL || zx_session_get_casebook (zx_session_of (self)) == NULL)
    return;

  waiting = load (self, "waiting", &n_waiting);
  aside = load (self, "set_aside", &n_aside);
  if (waiting == NULL || aside == NULL)
    return;

  set_tab (self, "waiting", g_strdup_printf (_("To correct %u"), (guint) n_waiting));
  set_tab (self, "aside", g_strdup_printf (_("Put aside %u"), (guint) n_aside));
  shows_aside = g_str_equal (zx_seg_get_active (ZX_SEG (self->tabs)), "aside");
  show_records (self, shows_aside ? aside : waiting);

  total = shows_aside ? n_aside : n_waiting;
  gtk_widget_set_visible (self->more, total > MAX_ROWS);
  if (total > MAX_ROWS)
    {
      g_autofree char *words = g_strdup_printf (_("%u more come as these are done."), (guint) total - MAX_ROWS);

      gtk_label_set_text (GTK_LABEL (self->more), words);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), total > 0 ? "rows" : "empty");
}

static void
tab_changed_cb (ZxRejectedPage *self)
{
  read_rows (self);
}

static void
zx_rejected_page_shown (ZxPage *page)
{
  read_rows (ZX_REJECTED_PAGE (page));
}

static void
zx_rejected_page_finalize (GObject *object)
{
  ZxRejectedPage *self = ZX_REJECTED_PAGE (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (zx_rejected_page_parent_class)->finalize (object);
}

static void
zx_rejected_page_class_init (ZxRejectedPageClass *klass)
{
  ZxPageClass *page_class = ZX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zx_rejected_page_finalize;

  page_class->shown = zx_rejected_page_shown;
  page_class->refresh = zx_rejected_page_shown;
}

static void
zx_rejected_page_init (ZxRejectedPage *self)
{
  GtkWidget *box;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *empty = zx_empty_new ("emblem-ok-symbolic", _("No row waits here"),
                                   _("Rows that an import cannot take as they stand wait here until somebody corrects them."));

  zx_page_set_title (ZX_PAGE (self), _("Rows to correct"));
  zx_page_set_section (ZX_PAGE (self), ZX_SECTION_STUDENTS);
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  self->notice = ZX_NOTICE (zx_notice_new ());
  self->tabs = zx_seg_new (ZX_SEG_BOX);
  zx_seg_append (ZX_SEG (self->tabs), "waiting", "");
  zx_seg_append (ZX_SEG (self->tabs), "aside", "");
  self->card = zx_card_new (NULL);
  self->more = gtk_label_new ("");
  gtk_widget_add_css_class (self->more, "hint");
  gtk_box_append (GTK_BOX (rows), self->card);
  gtk_box_append (GTK_BOX (rows), self->more);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), rows, "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_vexpand (self->stack, TRUE);
  g_signal_connect_swapped (self->tabs, "notify::active", G_CALLBACK (tab_changed_cb), self);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), self->tabs);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  zx_import_leave_when_idle (ZX_PAGE (self), NULL);
}
